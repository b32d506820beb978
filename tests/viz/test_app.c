#include <math.h>
#include <sys/stat.h>

#include <SDL.h>

#include "ogee_viz/app.h"
#include "support.h"

static int quiet_set_up(void **state)
{
    (void)state;
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    SDL_setenv("OGEE_ASSETS", "", 1);
    return 0;
}

/* The size in a PNG's header; fails the test if the file is none. */
static void read_png_size(const char *path, int *width, int *height)
{
    unsigned char head[24];
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("no picture %s", path);
    assert_int_equal(fread(head, 1, sizeof head, file), sizeof head);
    fclose(file);
    assert_memory_equal(head, "\x89PNG\r\n\x1A\n", 8);
    *width = head[16] << 24 | head[17] << 16 | head[18] << 8 | head[19];
    *height = head[20] << 24 | head[21] << 16 | head[22] << 8 | head[23];
}

static void assert_png_size(const char *path, int width, int height)
{
    int w, h;
    read_png_size(path, &w, &h);
    assert_int_equal(w, width);
    assert_int_equal(h, height);
}

static void assert_no_file(const char *path)
{
    char part[300];
    snprintf(part, sizeof part, "%s.part", path);
    assert_false(file_exists(path));
    assert_false(file_exists(part));
}

static void draw_something(void *user, ogv_drawlist *list)
{
    (void)user;
    ogv_fill(list, (ogv_rect){10, 10, 50, 50}, 8, ogv_rgb(0x442FA6));
    ogv_text(list, 20, 40, OGV_LEFT, OGV_UI, 15, ogv_rgb(0), "Sigmoid");
}

static void a_picture_has_size_times_scale_pixels(void **state)
{
    (void)state;
    const char *path = temporary_path("one.png");
    assert_ok(ogv_picture_write(path, 1280, 800, 1, draw_something, NULL));
    assert_png_size(path, 1280, 800);
    assert_ok(ogv_picture_write(path, 1280, 800, 2, draw_something, NULL));
    assert_png_size(path, 2560, 1600);
    assert_ok(ogv_picture_write(path, 101, 33, 1.5f, draw_something, NULL));
    assert_png_size(path, 152, 50);
}

static void draw_far_outside(void *user, ogv_drawlist *out)
{
    (void)user;
    const ogv_point line[3] = {{10, 10}, {1e9f, 3e8f}, {50, -4e12f}};
    ogv_polyline(out, line, 3, false, 2, ogv_rgb(0));
    ogv_polygon(out, line, 3, ogv_rgb(0));
    ogv_fill(out, (ogv_rect){-1e20f, 0, 2e20f, 10}, 0, ogv_rgb(0));
    ogv_disc(out, (ogv_point){1e25f, 1}, 1e22f, ogv_rgb(0));
}

static void what_lies_far_outside_does_no_harm(void **state)
{
    (void)state;
    const char *path = temporary_path("far.png");
    assert_ok(ogv_picture_write(path, 100, 100, 1, draw_far_outside, NULL));
    assert_png_size(path, 100, 100);
}

static void the_same_list_gives_the_same_bytes(void **state)
{
    (void)state;
    const char *paths[2] = {temporary_path("first.png"), temporary_path("second.png")};
    long size[2];
    unsigned char *bytes[2];
    for (int i = 0; i < 2; i++) {
        assert_ok(ogv_picture_write(paths[i], 300, 200, 1, draw_something, NULL));
        FILE *file = fopen(paths[i], "rb");
        assert_non_null(file);
        fseek(file, 0, SEEK_END);
        size[i] = ftell(file);
        rewind(file);
        bytes[i] = malloc((size_t)size[i]);
        assert_int_equal(fread(bytes[i], 1, (size_t)size[i], file), size[i]);
        fclose(file);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(bytes[0], bytes[1], (size_t)size[0]);
    free(bytes[0]);
    free(bytes[1]);
}

static void a_picture_that_cannot_be_written_leaves_nothing(void **state)
{
    (void)state;
    const char *path = temporary_path("no-such-folder/one.png");
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_contains(og_error_detail(), "no-such-folder/one.png");
    assert_no_file(path);
    path = temporary_path("folder.png");
    assert_int_equal(mkdir(path, 0777), 0);
    char part[300];
    snprintf(part, sizeof part, "%s.part", path);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_false(file_exists(part));
    path = temporary_path("folder.svg");
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(part, sizeof part, "%s.part", path);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_false(file_exists(part));
}

static void a_wrong_name_size_or_scale_is_said(void **state)
{
    (void)state;
    assert_status(ogv_picture_write("one.jpg", 100, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "one.jpg");
    assert_contains(og_error_detail(), ".png or .svg");
    assert_status(ogv_picture_write(".png", 100, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    const char *path = temporary_path("never.png");
    assert_status(ogv_picture_write(path, 0, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "0 x 100");
    assert_status(ogv_picture_write(path, 100000, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_status(ogv_picture_write(path, 10000, 100, 2, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_status(ogv_picture_write(path, 100, 100, 0.1f, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "0.1");
    assert_status(ogv_picture_write(path, 100, 100, NAN, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_no_file(path);
}

static void missing_fonts_end_in_a_sentence_and_no_file(void **state)
{
    (void)state;
    const char *path = temporary_path("fontless.png");
    SDL_setenv("OGEE_ASSETS", "/nowhere", 1);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_contains(og_error_detail(), "fonts/Inter-Regular.otf was not found in /nowhere");
    ogv_app_def def = ogv_app_def_default();
    def.headless = true;
    assert_status(ogv_app_run(&def), OG_ERR_FILE);
    assert_no_file(path);
}

static void a_font_that_is_none_is_said(void **state)
{
    (void)state;
    const char *folder = temporary_path("assets"), *path = temporary_path("fontless.png");
    assert_int_equal(mkdir(folder, 0777), 0);
    char text[300];
    snprintf(text, sizeof text, "%s/fonts", folder);
    assert_int_equal(mkdir(text, 0777), 0);
    temporary_file("assets/fonts/Inter-Regular.otf", "this is no font");
    SDL_setenv("OGEE_ASSETS", folder, 1);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_contains(og_error_detail(), "Inter-Regular.otf cannot be read");
}

static void assets_are_found_where_the_variable_says_and_in_the_source(void **state)
{
    (void)state;
    char path[1024];
    assert_ok(ogv_asset_path("fonts/Inter-Regular.otf", path, sizeof path));
    assert_true(file_exists(path));
    assert_status(ogv_asset_path("fonts/None.otf", path, sizeof path), OG_ERR_FILE);
    assert_contains(og_error_detail(), "fonts/None.otf");
    assert_contains(og_error_detail(), "OGEE_ASSETS");
    temporary_file("mine.txt", "mine");
    const char *folder = temporary_path("");
    SDL_setenv("OGEE_ASSETS", folder, 1);
    assert_ok(ogv_asset_path("mine.txt", path, sizeof path));
    assert_status(ogv_asset_path("fonts/Inter-Regular.otf", path, sizeof path), OG_ERR_FILE);
    assert_status(ogv_asset_path("mine.txt", path, 5), OG_ERR_FILE);
}

/* What a run's frame function saw. */
typedef struct run_record {
    long frames, end_at;
    float width, height, scale;
    ogv_input inputs[64];
    const ogv_theme *themes[64];
    const char *picture;
    void (*on_frame)(long frame);
} run_record;

static bool record_frame(void *user, ogv_ui *ui)
{
    run_record *seen = user;
    assert_int_equal(ui->frame, seen->frames);
    assert_int_equal(ui->list->command_count, 0);
    if (seen->frames < 64) {
        seen->inputs[seen->frames] = ui->input;
        seen->themes[seen->frames] = ui->theme;
    }
    seen->width = ui->width;
    seen->height = ui->height;
    seen->scale = ui->list->scale;
    ogv_fill(ui->list, (ogv_rect){0, 0, ui->width, ui->height}, 0, ui->theme->stage);
    ogv_text(ui->list, 50, 50, OGV_LEFT, OGV_UI, 15, ui->theme->text, "frame");
    if (seen->frames == 1)
        ui->theme = &ogv_theme_dark;
    if (seen->on_frame)
        seen->on_frame(seen->frames);
    seen->frames++;
    return seen->end_at == 0 || seen->frames < seen->end_at;
}

static const char *asked_picture(void *user)
{
    return ((run_record *)user)->frames == 2 ? ((run_record *)user)->picture : NULL;
}

static ogv_app_def def_of(run_record *seen, bool headless)
{
    ogv_app_def def = ogv_app_def_default();
    def.user = seen;
    def.frame = record_frame;
    def.headless = headless;
    return def;
}

static void a_headless_run_needs_no_display_and_ends(void **state)
{
    (void)state;
    run_record seen = {0};
    ogv_app_def def = def_of(&seen, true);
    SDL_setenv("SDL_VIDEODRIVER", "no such driver", 1);
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 1);
    assert_near(seen.width, 1280, 0);
    assert_near(seen.height, 800, 0);
    assert_near(seen.scale, 1, 0);
    assert_near(seen.inputs[0].mouse.x, -1, 0);
}

static void a_headless_run_writes_its_last_frame_at_its_scale(void **state)
{
    (void)state;
    run_record seen = {0};
    ogv_app_def def = def_of(&seen, true);
    def.frames = 5;
    def.scale = 2;
    def.shot = temporary_path("last.png");
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 5);
    assert_near(seen.scale, 2, 0);
    assert_png_size(def.shot, 2560, 1600);
    assert_ptr_equal(seen.themes[1], &ogv_theme_light);
    assert_ptr_equal(seen.themes[4], &ogv_theme_dark);
}

static void a_small_window_is_cut_off_and_not_squeezed(void **state)
{
    (void)state;
    run_record seen = {0};
    ogv_app_def def = def_of(&seen, true);
    def.width = 500;
    def.height = 300;
    def.shot = temporary_path("small.png");
    assert_ok(ogv_app_run(&def));
    assert_near(seen.width, 960, 0);
    assert_near(seen.height, 600, 0);
    assert_png_size(def.shot, 500, 300);
}

static void a_picture_of_any_frame_can_be_asked_for(void **state)
{
    (void)state;
    run_record seen = {.picture = temporary_path("second-frame.svg")};
    ogv_app_def def = def_of(&seen, true);
    def.frames = 3;
    def.picture = asked_picture;
    assert_ok(ogv_app_run(&def));
    char *text = read_whole_file(seen.picture);
    assert_contains(text, ">frame</text>");
    free(text);
    seen = (run_record){.picture = temporary_path("no-such-folder/two.png")};
    assert_status(ogv_app_run(&def), OG_ERR_FILE);
    assert_int_equal(seen.frames, 2);
}

static void the_frame_function_can_end_the_run(void **state)
{
    (void)state;
    for (int headless = 0; headless < 2; headless++) {
        run_record seen = {.end_at = 3};
        ogv_app_def def = def_of(&seen, headless);
        def.frames = 50;
        assert_ok(ogv_app_run(&def));
        assert_int_equal(seen.frames, 3);
    }
}

static void a_run_that_cannot_be_is_refused_before_its_first_frame(void **state)
{
    (void)state;
    run_record seen = {0};
    ogv_app_def def = def_of(&seen, true);
    def.shot = "picture.gif";
    assert_status(ogv_app_run(&def), OG_ERR_ARGUMENT);
    def.shot = NULL;
    def.scale = 100;
    assert_status(ogv_app_run(&def), OG_ERR_ARGUMENT);
    def.scale = 1;
    def.width = -5;
    assert_status(ogv_app_run(&def), OG_ERR_ARGUMENT);
    assert_int_equal(seen.frames, 0);
}

static void without_a_display_the_sentence_says_what_to_add(void **state)
{
    (void)state;
    run_record seen = {0};
    ogv_app_def def = def_of(&seen, false);
    SDL_setenv("SDL_VIDEODRIVER", "no such driver", 1);
    assert_false(ogv_app_has_display());
    assert_status(ogv_app_run(&def), OG_ERR_FILE);
    assert_string_equal(
        og_error_detail(),
        "no display was found; add --headless --shot FILE.png to draw into a picture instead");
    assert_int_equal(seen.frames, 0);
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_false(ogv_app_has_display());
}

static void a_driver_that_shows_nothing_is_no_display(void **state)
{
    (void)state;
    run_record seen = {0};
    ogv_app_def def = def_of(&seen, false);
    def.frames = 2;
    /* What SDL falls back to where no screen is. */
    SDL_setenv("DISPLAY", "", 1);
    SDL_setenv("SDL_VIDEODRIVER", "x11,offscreen", 1);
    assert_status(ogv_app_run(&def), OG_ERR_FILE);
    assert_contains(og_error_detail(), "no display was found");
    assert_false(ogv_app_has_display());
    assert_int_equal(seen.frames, 0);
}

static void push_button(Uint32 type, int x, int y)
{
    SDL_Event event = {.type = type};
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = x;
    event.button.y = y;
    SDL_PushEvent(&event);
}

static void push_key(SDL_Keycode code, Uint16 modifiers)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = code;
    event.key.keysym.mod = modifiers;
    SDL_PushEvent(&event);
}

static void push_text(char character)
{
    SDL_Event event = {.type = SDL_TEXTINPUT};
    event.text.text[0] = character;
    SDL_PushEvent(&event);
}

static void push_a_quick_click_and_keys(long frame)
{
    if (frame != 0)
        return;
    push_button(SDL_MOUSEBUTTONDOWN, 100, 50);
    push_button(SDL_MOUSEBUTTONUP, 110, 50);
    push_key(SDLK_RIGHT, KMOD_SHIFT);
    push_key(SDLK_SPACE, 0);
    push_text(' ');
    push_text('t');
    push_key(SDLK_F5, 0);
    push_key(SDLK_s, KMOD_CTRL);
}

static void a_click_and_keys_within_one_frame_are_spread_over_several(void **state)
{
    (void)state;
    run_record seen = {.on_frame = push_a_quick_click_and_keys};
    ogv_app_def def = def_of(&seen, false);
    def.frames = 8;
    def.scale = 1;
    assert_ok(ogv_app_run(&def));
    const ogv_input *in = seen.inputs;
    assert_true(in[1].mouse_pressed && in[1].mouse_down && !in[1].mouse_released);
    assert_near(in[1].mouse.x, 100, 0.5);
    assert_true(in[2].mouse_released && !in[2].mouse_down && !in[2].mouse_pressed);
    assert_near(in[2].mouse.x, 110, 0.5);
    assert_int_equal(in[2].key, OGV_KEY_RIGHT);
    assert_true(in[2].shift);
    assert_int_equal(in[3].key, OGV_KEY_SPACE);
    assert_false(in[3].mouse_released);
    assert_int_equal(in[4].key, OGV_KEY_CHARACTER);
    assert_int_equal(in[4].character, 't');
    assert_int_equal(in[5].character, 's');
    assert_true(in[5].ctrl);
    assert_int_equal(in[6].key, OGV_KEY_NONE);
}

static void push_a_bracket_with_altgr_and_turn_the_wheel(long frame)
{
    SDL_SetModState(frame == 0 ? KMOD_RALT | KMOD_LCTRL : KMOD_NONE);
    if (frame != 0)
        return;
    push_text('[');
    SDL_Event event = {.type = SDL_MOUSEWHEEL};
    event.wheel.preciseY = 2;
    SDL_PushEvent(&event);
}

static void altgr_writes_characters_and_the_wheel_counts_for_one_frame(void **state)
{
    (void)state;
    run_record seen = {.on_frame = push_a_bracket_with_altgr_and_turn_the_wheel};
    ogv_app_def def = def_of(&seen, false);
    def.frames = 3;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.inputs[1].character, '[');
    assert_false(seen.inputs[1].alt);
    assert_false(seen.inputs[1].ctrl);
    assert_near(seen.inputs[1].wheel, 2, 0);
    assert_near(seen.inputs[2].wheel, 0, 0);
}

static void push_zoom_device_reset_and_quit(long frame)
{
    SDL_Event event = {.type = SDL_RENDER_DEVICE_RESET};
    if (frame == 0) {
        push_key(SDLK_PLUS, KMOD_CTRL);
        SDL_PushEvent(&event);
    }
    if (frame == 4) {
        event.type = SDL_QUIT;
        SDL_PushEvent(&event);
    }
}

static void zoom_a_lost_device_and_closing_are_the_apps_own_business(void **state)
{
    (void)state;
    run_record seen = {.on_frame = push_zoom_device_reset_and_quit};
    ogv_app_def def = def_of(&seen, false);
    def.frames = 50;
    def.scale = 1;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 5);
    assert_near(seen.scale, 1.25, 1e-6);
    assert_int_equal(seen.inputs[1].key, OGV_KEY_NONE);
}

static void hide_for_a_moment(long frame)
{
    if (frame != 0)
        return;
    SDL_Event event = {.type = SDL_WINDOWEVENT};
    event.window.event = SDL_WINDOWEVENT_MINIMIZED;
    SDL_PushEvent(&event);
    event.window.event = SDL_WINDOWEVENT_RESTORED;
    SDL_PushEvent(&event);
}

static void a_window_that_is_shown_again_goes_on(void **state)
{
    (void)state;
    run_record seen = {.on_frame = hide_for_a_moment};
    ogv_app_def def = def_of(&seen, false);
    def.frames = 4;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 4);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup(function, quiet_set_up)
    const struct CMUnitTest tests[] = {
        TEST(a_picture_has_size_times_scale_pixels),
        TEST(what_lies_far_outside_does_no_harm),
        TEST(the_same_list_gives_the_same_bytes),
        TEST(a_picture_that_cannot_be_written_leaves_nothing),
        TEST(a_wrong_name_size_or_scale_is_said),
        TEST(missing_fonts_end_in_a_sentence_and_no_file),
        TEST(a_font_that_is_none_is_said),
        TEST(assets_are_found_where_the_variable_says_and_in_the_source),
        TEST(a_headless_run_needs_no_display_and_ends),
        TEST(a_headless_run_writes_its_last_frame_at_its_scale),
        TEST(a_small_window_is_cut_off_and_not_squeezed),
        TEST(a_picture_of_any_frame_can_be_asked_for),
        TEST(the_frame_function_can_end_the_run),
        TEST(a_run_that_cannot_be_is_refused_before_its_first_frame),
        TEST(without_a_display_the_sentence_says_what_to_add),
        TEST(a_driver_that_shows_nothing_is_no_display),
        TEST(a_click_and_keys_within_one_frame_are_spread_over_several),
        TEST(altgr_writes_characters_and_the_wheel_counts_for_one_frame),
        TEST(zoom_a_lost_device_and_closing_are_the_apps_own_business),
        TEST(a_window_that_is_shown_again_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
