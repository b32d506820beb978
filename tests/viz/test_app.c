/* Runs without a window, and where there is no display. */
#include "../../viz/src/app_sdl.h"
#include "app_run.h"

static void a_headless_run_needs_no_display_and_ends(void **state)
{
    (void)state;
    app_run seen = {0};
    ogv_app_def def = app_run_def(&seen, true);
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
    app_run seen = {0};
    ogv_app_def def = app_run_def(&seen, true);
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
    app_run seen = {0};
    ogv_app_def def = app_run_def(&seen, true);
    def.width = 500;
    def.height = 300;
    def.shot = temporary_path("small.png");
    assert_ok(ogv_app_run(&def));
    assert_near(seen.width, 960, 0);
    assert_near(seen.height, 600, 0);
    assert_png_size(def.shot, 500, 300);
}

static const char *asked_picture(void *user)
{
    return ((app_run *)user)->frames == 2 ? ((app_run *)user)->picture : NULL;
}

static void a_picture_of_any_frame_can_be_asked_for(void **state)
{
    (void)state;
    app_run seen = {.picture = temporary_path("second-frame.svg")};
    ogv_app_def def = app_run_def(&seen, true);
    def.frames = 3;
    def.picture = asked_picture;
    assert_ok(ogv_app_run(&def));
    char *text = read_whole_file(seen.picture);
    assert_contains(text, ">frame</text>");
    free(text);
    seen = (app_run){.picture = temporary_path("no-such-folder/two.png")};
    assert_status(ogv_app_run(&def), OG_ERR_FILE);
    assert_int_equal(seen.frames, 2);
}

static void the_frame_function_can_end_the_run(void **state)
{
    (void)state;
    for (int headless = 0; headless < 2; headless++) {
        app_run seen = {.end_at = 3};
        ogv_app_def def = app_run_def(&seen, headless);
        def.frames = 50;
        assert_ok(ogv_app_run(&def));
        assert_int_equal(seen.frames, 3);
    }
}

static void a_run_that_cannot_be_is_refused_before_its_first_frame(void **state)
{
    (void)state;
    app_run seen = {0};
    ogv_app_def def = app_run_def(&seen, true);
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
    app_run seen = {0};
    ogv_app_def def = app_run_def(&seen, false);
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
    app_run seen = {0};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 2;
    /* What SDL falls back to where no screen is. */
    SDL_setenv("DISPLAY", "", 1);
    SDL_setenv("SDL_VIDEODRIVER", "x11,offscreen", 1);
    assert_status(ogv_app_run(&def), OG_ERR_FILE);
    assert_contains(og_error_detail(), "no display was found");
    assert_false(ogv_app_has_display());
    assert_int_equal(seen.frames, 0);
}

#define TEST(function) cmocka_unit_test_setup(function, app_set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_headless_run_needs_no_display_and_ends),
        TEST(a_headless_run_writes_its_last_frame_at_its_scale),
        TEST(a_small_window_is_cut_off_and_not_squeezed),
        TEST(a_picture_of_any_frame_can_be_asked_for),
        TEST(the_frame_function_can_end_the_run),
        TEST(a_run_that_cannot_be_is_refused_before_its_first_frame),
        TEST(without_a_display_the_sentence_says_what_to_add),
        TEST(a_driver_that_shows_nothing_is_no_display),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
