/* Guesses on plots: by pointer, by keyboard, before and after the truth is shown. */
#include <math.h>

#include "../viz/stage.h"
#include "stage.h"

enum { GUESS, GUESS_Y, BAR, BARS = 3 };
static const ogl_setting settings[] = {
    {.id = "guess.x", .type = OGL_NUMBER, .low = -6, .high = 6, .start = -6, .decimals = 2},
    {.id = "guess.y", .type = OGL_NUMBER, .low = 0, .high = 1, .start = 0, .decimals = 2},
    {.id = "bar.1", .type = OGL_NUMBER, .low = -8, .high = 0, .start = 0, .decimals = 1},
    {.id = "bar.2", .type = OGL_NUMBER, .low = -8, .high = 0, .start = 0, .decimals = 1},
    {.id = "bar.3", .type = OGL_NUMBER, .low = -16, .high = 0, .start = 0, .decimals = 1},
};
static const ogl_lesson lesson = {.id = "guesses", .settings = settings, .setting_count = 5};
static const ogv_axes axes = {.rect = {100, 100, 600, 400}, .x = {-6, 6}, .y = {0, 1}};
static const ogv_axes bars = {.rect = {100, 100, 300, 400}, .x = {0.5, 3.5}, .y = {1e-8, 1}, .log_y = true};
static ogl_run run_;
static bool open, moved, on_bars;

static void draw(void)
{
    if (on_bars) {
        moved = ogl_guess_bars(&run_, &ui, &bars, BAR, BARS, 0.8f, open);
    } else {
        moved = ogl_guess(&run_, &ui, &axes, GUESS, open);
        if (!open)
            ogl_guess_truth(&run_, &ui, &axes, GUESS, 0, 0.25, "off");
    }
    run_.changed = 0;
}

static int setup(void **state)
{
    char error[200];
    stage_setup(state);
    stage_draw = draw;
    memset(&run_, 0, sizeof run_);
    run_.lesson = &lesson;
    open = true;
    on_bars = false;
    for (int i = 0; i < lesson.setting_count; i++)
        run_.values[i] = settings[i].start;
    assert_ok(ogl_words_parse("ui", "[ui]\nguess: Your guess\n", &run_.ui_words, error, sizeof error));
    frame();
    return 0;
}

static int teardown(void **state)
{
    ogl_words_destroy(run_.ui_words);
    return stage_teardown(state);
}

static void check_at(double x, double y)
{
    assert_near(run_.values[GUESS], x, 1e-12);
    assert_near(run_.values[GUESS_Y], y, 1e-12);
}

static void a_click_makes_a_guess_and_a_drag_moves_it(void **state)
{
    (void)state;
    assert_false(ogl_guess_made(&run_, GUESS));
    move(400, 300);
    frame();
    assert_true(drawn_text("Your guess"));
    assert_false(moved);
    down(400, 300);
    assert_true(moved);
    assert_true(ogl_guess_made(&run_, GUESS));
    check_at(0, 0.5);
    move(453, 261);
    frame();
    check_at(1.06, 0.6); /* 1.06 and 0.5975, to the digits of the settings */
    move(2000, -5);
    frame();
    check_at(6, 1);
    up();
    move(300, 200);
    frame();
    check_at(6, 1);
    assert_false(moved);
    ogl_guess_clear(&run_, GUESS);
    assert_false(ogl_guess_made(&run_, GUESS));
}

static void arrows_begin_in_the_middle(void **state)
{
    (void)state;
    key(OGV_KEY_TAB);
    key(OGV_KEY_RIGHT);
    check_at(0.12, 0.5);
    ui.input.shift = true;
    key(OGV_KEY_UP);
    check_at(0.12, 0.6);
    ui.input.shift = false;
    ui.input.ctrl = true;
    key(OGV_KEY_LEFT);
    check_at(0.11, 0.6);
    ui.input.ctrl = false;
    for (int i = 0; i < 120; i++)
        key(OGV_KEY_DOWN);
    check_at(0.11, 0);
}

static void closed_it_stays_where_it_was_beside_the_truth(void **state)
{
    (void)state;
    click(400, 300);
    open = false;
    frame();
    assert_true(drawn_text("off"));
    assert_int_equal(ui.spot_count, 0);
    click(500, 200);
    check_at(0, 0.5);
    ogl_guess_clear(&run_, GUESS);
    frame();
    assert_false(drawn_text("off")); /* whoever did not guess is not told how far off it was */
}

static void a_script_finds_the_guess_where_it_stands(void **state)
{
    (void)state;
    ogv_point at;
    ogl_mark_set(&run_, GUESS, 3, 0.25);
    frame();
    frame();
    assert_true(ogv_ui_grip(&ui, "guess", &at));
    assert_near((double)at.x, 550, 1e-3);
    assert_near((double)at.y, 400, 1e-3);
}

static void the_tops_of_bars_are_painted_and_nudged(void **state)
{
    (void)state;
    on_bars = true;
    frame();
    down(150, 300); /* in the column of bar 1: the middle of eight decades */
    assert_near(run_.values[BAR], -4, 1e-12);
    assert_true(moved);
    move(250, 400);
    frame();
    move(350, 3000);
    frame();
    up();
    assert_near(run_.values[BAR], -4, 1e-12);
    assert_near(run_.values[BAR + 1], -6, 1e-12);
    assert_near(run_.values[BAR + 2], -8, 1e-12);
    while (ui.focus != ogv_ui_id("bar.3"))
        key(OGV_KEY_TAB);
    key(OGV_KEY_UP);
    assert_near(run_.values[BAR + 2], -7.9, 1e-12);
    key(OGV_KEY_END);
    assert_near(run_.values[BAR + 2], 0, 0);
    key(OGV_KEY_DOWN);
    assert_near(run_.values[BAR + 2], -0.1, 1e-12);
    open = false;
    frame();
    assert_int_equal(ui.spot_count, 0);
    click(150, 200);
    assert_near(run_.values[BAR], -4, 1e-12);
}

/* The setting goes further down than this plot does. */
static void a_bar_stays_on_its_plot(void **state)
{
    (void)state;
    ogv_point grip;
    on_bars = true;
    frame();
    while (ui.focus != ogv_ui_id("bar.3"))
        key(OGV_KEY_TAB);
    key(OGV_KEY_HOME);
    assert_near(run_.values[BAR + 2], -8, 1e-12);
    key(OGV_KEY_DOWN);
    assert_near(run_.values[BAR + 2], -8, 1e-12);
    run_.values[BAR + 2] = -12; /* by a script */
    frame();
    for (size_t i = 0; i < list.point_count; i++)
        assert_true(list.points[i].y <= 500.001f);
    assert_true(ogv_ui_grip(&ui, "bar.3", &grip));
    assert_near((double)grip.y, 500, 1e-3);
    key(OGV_KEY_UP);
    assert_near(run_.values[BAR + 2], -7.9, 1e-12);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_click_makes_a_guess_and_a_drag_moves_it),     TEST(arrows_begin_in_the_middle),
        TEST(closed_it_stays_where_it_was_beside_the_truth), TEST(a_script_finds_the_guess_where_it_stands),
        TEST(the_tops_of_bars_are_painted_and_nudged),       TEST(a_bar_stays_on_its_plot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
