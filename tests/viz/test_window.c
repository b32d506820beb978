/* A window on SDL's driver that shows nothing: events, zoom, pictures, a lost device. */
#include <sys/stat.h>
#include <unistd.h>

#include "../../viz/src/app_sdl.h"
#include "app_run.h"

static void push_zoom_device_reset_and_quit(long frame)
{
    SDL_Event event = {.type = SDL_RENDER_DEVICE_RESET};
    if (frame == 0) {
        app_push_key(SDLK_PLUS, KMOD_CTRL);
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
    app_run seen = {.on_frame = push_zoom_device_reset_and_quit};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 50;
    def.scale = 0.5f; /* for SDL's screen that shows nothing is small */
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 5);
    assert_near(seen.scale, 0.5 * 1.25, 1e-6);
    assert_int_equal(seen.inputs[1].key, OGV_KEY_NONE);
}

static void push_picture_keys(long frame)
{
    if (frame == 0)
        app_push_key(SDLK_s, KMOD_LCTRL);
    if (frame == 1)
        app_push_key(SDLK_s, KMOD_LCTRL);
    if (frame == 2)
        app_push_key(SDLK_s, KMOD_LCTRL | KMOD_LSHIFT);
}

/* Runs a window that takes three pictures, in that working directory. */
static app_run take_pictures_in(const char *folder)
{
    app_run seen = {.on_frame = push_picture_keys};
    ogv_app_def def = app_run_def(&seen, false);
    char before[1024];
    def.frames = 5;
    def.scale = 1;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    og_status status = ogv_app_run(&def);
    assert_int_equal(chdir(before), 0);
    assert_ok(status);
    assert_int_equal(seen.frames, 5);
    assert_int_equal(seen.saved_count, 3);
    assert_int_equal(seen.pictured_count, 3);
    return seen;
}

static void ctrl_s_takes_pictures_and_never_overwrites_one(void **state)
{
    (void)state;
    const char *folder = temporary_path("shots");
    assert_int_equal(mkdir(folder, 0777), 0);
    temporary_file("shots/ogee-2.png", "a picture of last week");
    app_run seen = take_pictures_in(folder);
    assert_string_equal(seen.saved[0], "ogee-1.png");
    assert_string_equal(seen.saved[1], "ogee-3.png");
    assert_string_equal(seen.saved[2], "ogee-1.svg");
    for (int i = 0; i < 3; i++)
        assert_string_equal(seen.why[i], "");
    assert_int_equal(seen.inputs[1].key, OGV_KEY_NONE);
    char *old = read_whole_file(temporary_path("shots/ogee-2.png"));
    assert_string_equal(old, "a picture of last week");
    free(old);
    int width, height;
    png_size(temporary_path("shots/ogee-1.png"), &width, &height);
    assert_true(width >= 960 || height >= 600);
    assert_true(file_exists(temporary_path("shots/ogee-3.png")));
    char *svg = read_whole_file(temporary_path("shots/ogee-1.svg"));
    assert_contains(svg, ">frame</text>");
    free(svg);
}

static void a_picture_that_cannot_be_saved_is_said_and_the_window_goes_on(void **state)
{
    (void)state;
    app_run seen = take_pictures_in("/proc"); /* where nobody can write, not even root */
    for (int i = 0; i < 3; i++)
        assert_contains(seen.why[i], "cannot be written");
}

static SDL_Window *the_window(void)
{
    SDL_Window *window = NULL;
    for (Uint32 id = 1; !window && id < 100; id++)
        window = SDL_GetWindowFromID(id);
    assert_non_null(window);
    return window;
}

static uint32_t window_pixel(int x, int y)
{
    uint32_t pixel = 0;
    SDL_Rect one = {x, y, 1, 1};
    assert_int_equal(
        SDL_RenderReadPixels(SDL_GetRenderer(the_window()), &one, SDL_PIXELFORMAT_RGB888, &pixel, 4), 0);
    return pixel & 0xFFFFFF;
}

/* Paints the window red behind the app's back. */
static void spoil_window(void)
{
    SDL_Renderer *renderer = SDL_GetRenderer(the_window());
    SDL_SetRenderDrawColor(renderer, 255, 0, 0, 255);
    SDL_RenderClear(renderer);
}

static Uint32 reset_event;

static void lose_the_device(long frame)
{
    if (frame == 4) { /* a frame like the one before: nothing is drawn */
        assert_int_equal(window_pixel(5, 5), 0x13161C);
        spoil_window();
    }
    if (frame == 6) {
        assert_int_equal(window_pixel(5, 5), 0xFF0000);
        SDL_Event event = {.type = reset_event};
        SDL_PushEvent(&event);
    }
    if (frame == 8)
        assert_int_equal(window_pixel(5, 5), 0x13161C);
}

static void a_reset_of_the_device_draws_everything_again(void **state)
{
    (void)state;
    const Uint32 events[] = {SDL_RENDER_DEVICE_RESET, SDL_RENDER_TARGETS_RESET};
    for (int i = 0; i < 2; i++) {
        app_run seen = {.on_frame = lose_the_device};
        ogv_app_def def = app_run_def(&seen, false);
        reset_event = events[i];
        def.frames = 9;
        def.scale = 1;
        assert_ok(ogv_app_run(&def));
        assert_int_equal(seen.frames, 9);
    }
}

static void the_scale_is_the_systems_or_follows_the_width_of_the_screen(void **state)
{
    (void)state;
    static const struct {
        float system;
        int width;
        double scale;
    } cases[] = {{1, 1280, 1}, {1, 1920, 1}, {1, 2559, 1}, {1, 2560, 1.5},    {1, 3199, 1.5},
                 {1, 3200, 2}, {1, 7680, 2}, {2, 1280, 2}, {1.5f, 3840, 1.5}, {1, 0, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_near(ogv_screen_scale(cases[i].system, cases[i].width), cases[i].scale, 0);
}

static app_run *clipboard_run;

static void use_clipboard(long frame)
{
    char text[16] = "";
    const ogv_ui *window = clipboard_run->ui;
    if (frame != 0)
        return;
    assert_non_null(window->clipboard_get);
    window->clipboard_set("slope \xE2\x88\x92");
    window->clipboard_get(text, sizeof text);
    assert_string_equal(text, "slope \xE2\x88\x92");
    window->clipboard_get(text, 4);
    assert_string_equal(text, "slo");
}

static void the_clipboard_is_the_systems(void **state)
{
    (void)state;
    app_run seen = {.on_frame = use_clipboard};
    clipboard_run = &seen;
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 1;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 1);
}

static void only_a_window_moves(void **state)
{
    (void)state;
    for (int headless = 0; headless < 2; headless++) {
        app_run seen = {0};
        ogv_app_def def = app_run_def(&seen, headless);
        def.frames = 2;
        assert_ok(ogv_app_run(&def));
        assert_int_equal(seen.animated, !headless);
    }
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
    app_run seen = {.on_frame = hide_for_a_moment};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 4;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 4);
}

static Uint32 SDLCALL show_again(Uint32 interval, void *frames)
{
    (void)interval;
    long seen = *(const long *)frames;
    SDL_Event event = {.type = SDL_WINDOWEVENT};
    event.window.event = SDL_WINDOWEVENT_RESTORED;
    if (seen > 1)
        event = (SDL_Event){.type = SDL_QUIT}; /* it went on while nobody saw it: fewer frames than wanted */
    SDL_PushEvent(&event);
    return 0;
}

static app_run *hidden_run;

static void hide_until_the_timer(long frame)
{
    if (frame != 0)
        return;
    SDL_Event event = {.type = SDL_WINDOWEVENT};
    event.window.event = SDL_WINDOWEVENT_MINIMIZED;
    SDL_PushEvent(&event);
    assert_true(SDL_AddTimer(300, show_again, &hidden_run->frames) != 0);
}

static void a_hidden_window_stands_still(void **state)
{
    (void)state;
    app_run seen = {.on_frame = hide_until_the_timer};
    ogv_app_def def = app_run_def(&seen, false);
    hidden_run = &seen;
    def.frames = 5;
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_TIMER), 0);
    assert_ok(ogv_app_run(&def));
    SDL_QuitSubSystem(SDL_INIT_TIMER);
    assert_int_equal(seen.frames, 5);
}

static bool is_full_screen(void)
{
    return (SDL_GetWindowFlags(the_window()) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
}

static void toggle_full_screen(long frame)
{
    if (frame == 0 || frame == 3)
        app_push_key(SDLK_F11, 0);
    assert_int_equal(is_full_screen(), frame >= 1 && frame <= 3);
}

static void f11_goes_to_the_full_screen_and_back(void **state)
{
    (void)state;
    app_run seen = {.on_frame = toggle_full_screen};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 6;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.frames, 6);
    for (int i = 0; i < 6; i++)
        assert_int_equal(seen.inputs[i].key, OGV_KEY_NONE);
}

static SDL_Keycode zoom_key;

static void zoom_in_each_frame(long frame)
{
    (void)frame;
    app_push_key(zoom_key, KMOD_CTRL);
}

/* Zoomed in, the least window, 960 x 600, still fits. */
static void zoom_stays_between_its_limits_and_comes_back(void **state)
{
    (void)state;
    static const struct {
        SDL_Keycode key;
        int width, height;
        double zoom;
    } cases[] = {{SDLK_PLUS, 1920, 1200, 2}, {SDLK_PLUS, 1280, 800, 1.25}, {SDLK_PLUS, 1916, 1200, 1.75},
                 {SDLK_PLUS, 960, 600, 1},   {SDLK_MINUS, 960, 600, 0.75}, {SDLK_0, 1280, 800, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        app_run seen = {.on_frame = zoom_in_each_frame};
        ogv_app_def def = app_run_def(&seen, false);
        zoom_key = cases[i].key;
        def.width = cases[i].width;
        def.height = cases[i].height;
        def.frames = 9;
        def.scale = 0.5f;
        assert_ok(ogv_app_run(&def));
        assert_near(seen.scale, 0.5 * cases[i].zoom, 1e-6);
    }
}

#define TEST(function) cmocka_unit_test_setup(function, app_set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(zoom_a_lost_device_and_closing_are_the_apps_own_business),
        TEST(a_window_that_is_shown_again_goes_on),
        TEST(ctrl_s_takes_pictures_and_never_overwrites_one),
        TEST(a_picture_that_cannot_be_saved_is_said_and_the_window_goes_on),
        TEST(a_reset_of_the_device_draws_everything_again),
        TEST(the_scale_is_the_systems_or_follows_the_width_of_the_screen),
        TEST(the_clipboard_is_the_systems),
        TEST(only_a_window_moves),
        TEST(a_hidden_window_stands_still),
        TEST(f11_goes_to_the_full_screen_and_back),
        TEST(zoom_stays_between_its_limits_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
