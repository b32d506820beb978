/* What moves, how long, and that it comes to rest. */
#include <math.h>

#include "ogee_viz/motion.h"
#include "stage.h"

static float goal, seen;
static int state_of_it;
static struct {
    double low, high;
} wanted, shown;

static void draw_value(void)
{
    seen = ogv_ease(&ui, 7, 0, goal, OGV_HOVER_FRAMES);
}

static int animated_setup(void **state)
{
    int result = stage_setup(state);
    ui.animated = true;
    goal = 0;
    stage_draw = draw_value;
    frame();
    return result;
}

static void a_value_runs_fast_then_slow_and_rests_exactly_on_its_goal(void **state)
{
    (void)state;
    float before = 0, step = 2;
    assert_near(seen, 0, 0);
    goal = 1;
    for (int i = 1; i <= OGV_HOVER_FRAMES; i++) {
        frame();
        double t = (double)i / OGV_HOVER_FRAMES;
        assert_near(seen, 1 - pow(1 - t, 3), 1e-6);
        assert_true(seen > before && seen - before < step);
        step = seen - before;
        before = seen;
    }
    assert_near(seen, 1, 0);
    frame();
    assert_near(seen, 1, 0);
}

static void a_goal_that_changes_under_way_is_headed_for_from_there(void **state)
{
    (void)state;
    goal = 1;
    frame();
    frame();
    float there = seen;
    assert_true(there > 0.5f && there < 0.9f);
    goal = 0;
    frame();
    assert_true(seen < there && seen > 0);
    for (int i = 1; i < OGV_HOVER_FRAMES; i++)
        frame();
    assert_near(seen, 0, 0);
}

static void without_animation_every_value_is_there_at_once(void **state)
{
    (void)state;
    ui.animated = false;
    goal = 5;
    frame();
    assert_near(seen, 5, 0);
    assert_near(ogv_ease_since(&ui, 8, 0, 3, 100), 1, 0);
}

static void draw_nothing(void) {}

static void what_was_away_for_a_frame_does_not_move(void **state)
{
    (void)state;
    stage_draw = draw_nothing;
    frame();
    frame();
    goal = 3;
    stage_draw = draw_value;
    frame();
    assert_near(seen, 3, 0);
}

static void draw_since(void)
{
    seen = ogv_ease_since(&ui, 9, 1, state_of_it, OGV_STEP_FRAMES);
}

static void a_change_is_followed_from_its_first_frame_to_its_last(void **state)
{
    (void)state;
    stage_draw = draw_since;
    state_of_it = 4;
    frame();
    assert_near(seen, 1, 0); /* what is new does not move */
    state_of_it = 5;
    frame();
    assert_true(seen > 0 && seen < 0.3f);
    for (int i = 1; i < OGV_STEP_FRAMES; i++)
        frame();
    assert_near(seen, 1, 0);
}

static void draw_range(void)
{
    shown = wanted;
    ogv_ease_range(&ui, "axis", &shown.low, &shown.high);
}

static void a_range_ends_on_its_exact_numbers(void **state)
{
    (void)state;
    stage_draw = draw_range;
    wanted.low = 0, wanted.high = 1;
    frame();
    wanted.low = -1.1, wanted.high = 1.3;
    frame();
    assert_true(shown.low < 0 && shown.low > -1.1);
    assert_true(shown.high > 1 && shown.high < 1.3);
    for (int i = 1; i < OGV_AXIS_FRAMES; i++)
        frame();
    assert_near(shown.low, -1.1, 0);
    assert_near(shown.high, 1.3, 0);
}

enum { CROWD = 400 };

static void draw_crowd(void)
{
    for (int i = 0; i < CROWD; i++) {
        float value = ogv_ease(&ui, ogv_ui_id("x") + (uint64_t)i * 31, i % 3, goal, OGV_HOVER_FRAMES);
        assert_true(value >= 0 && value <= 1);
    }
}

static void more_values_than_the_table_holds_do_no_harm(void **state)
{
    (void)state;
    stage_draw = draw_crowd;
    frame();
    goal = 1;
    for (int i = 0; i < 20; i++)
        frame();
}

/* ---- widgets ---- */

static bool on;

static void draw_widgets(void)
{
    ogv_button(&ui, "button", (ogv_rect){10, 10, 80, 32}, "Next", (ogv_button_look){.kind = OGV_PRIMARY});
    ogv_toggle(&ui, "toggle", (ogv_rect){10, 60, 120, 32}, &on, "Contrast");
}

static ogv_color fill_at(float x, float y)
{
    for (size_t i = 0; i < list.command_count; i++) {
        ogv_rect r = list.commands[i].rect;
        if (list.commands[i].kind == OGV_FILL && fabsf(r.x - x) < 0.01f && fabsf(r.y - y) < 0.01f)
            return list.commands[i].color;
    }
    fail_msg("nothing is filled at %g, %g", (double)x, (double)y);
    return ogv_rgb(0);
}

static void a_hovered_button_changes_its_colour_over_100_ms(void **state)
{
    (void)state;
    stage_draw = draw_widgets;
    move(-1, -1);
    frame();
    frame();
    ogv_color plain = fill_at(10, 10), lit = theme->accent_hover;
    assert_memory_equal(&plain, &theme->accent, sizeof plain);
    move(20, 20);
    frame();
    ogv_color now = fill_at(10, 10);
    assert_true(memcmp(&now, &plain, sizeof now) != 0 && memcmp(&now, &lit, sizeof now) != 0);
    for (int i = 1; i < OGV_HOVER_FRAMES; i++)
        frame();
    now = fill_at(10, 10);
    assert_memory_equal(&now, &lit, sizeof now);
}

static bool knob_at(float x)
{
    for (size_t i = 0; i < list.command_count; i++) {
        ogv_rect r = list.commands[i].rect;
        if (list.commands[i].kind == OGV_FILL && fabsf(r.x + r.w / 2 - x) < 0.01f && fabsf(r.w - 14) < 0.01f)
            return true;
    }
    return false;
}

static void a_knob_slides_and_a_frame_at_rest_looks_like_the_one_before(void **state)
{
    (void)state;
    on = false;
    stage_draw = draw_widgets;
    move(-1, -1);
    frame();
    assert_true(knob_at(20));
    click(30, 76);
    assert_true(on);
    assert_false(knob_at(20));
    assert_false(knob_at(36));
    uint64_t digests[40];
    for (int i = 0; i < 40; i++) {
        frame();
        digests[i] = ogv_drawlist_digest(&list);
    }
    assert_true(knob_at(36));
    assert_true(digests[0] != digests[1]);
    for (int i = OGV_TOGGLE_FRAMES; i < 40; i++)
        assert_true(digests[i] == digests[39]);
}

static const char *const rows[] = {"sigmoid", "tanh", "ReLU"};
static int chosen;

static void draw_menu(void)
{
    ogv_dropdown(&ui, "menu", (ogv_rect){10, 10, 120, 32}, rows, 3, &chosen, false);
}

/* How opaque the row of that name is. */
static int row_alpha(const char *name)
{
    for (size_t i = list.command_count; i-- > 0;)
        if (list.commands[i].kind == OGV_TEXT && strcmp(list.chars + list.commands[i].first, name) == 0)
            return list.commands[i].color.a;
    return 0;
}

static void a_menu_fades_in_over_120_ms(void **state)
{
    (void)state;
    stage_draw = draw_menu;
    move(-1, -1);
    frame();
    assert_int_equal(row_alpha("ReLU"), 0);
    down(50, 20);
    int before = row_alpha("ReLU");
    assert_true(before > 0 && before < 255);
    up();
    for (int i = 2; i < OGV_MENU_FRAMES; i++) {
        frame();
        assert_true(row_alpha("ReLU") >= before);
        before = row_alpha("ReLU");
    }
    frame();
    assert_int_equal(row_alpha("ReLU"), 255);
    key(OGV_KEY_ESCAPE);
    assert_int_equal(row_alpha("ReLU"), 0);
}

static void a_reached_task_grows_its_disc_then_draws_its_tick(void **state)
{
    (void)state;
    size_t commands[3];
    const float parts[] = {0.25f, 0.75f, 1};
    for (int i = 0; i < 3; i++) {
        ogv_drawlist_clear(&list);
        ogv_task_tick(&list, theme, (ogv_point){50, 50}, parts[i]);
        commands[i] = count_kind(OGV_POLYLINE);
    }
    assert_true(commands[0] < commands[1]);
    uint64_t ticked = ogv_drawlist_digest(&list);
    ogv_drawlist_clear(&list);
    ogv_task_check(&list, theme, (ogv_point){50, 50}, 1);
    assert_true(ogv_drawlist_digest(&list) == ticked);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, animated_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_value_runs_fast_then_slow_and_rests_exactly_on_its_goal),
        TEST(a_goal_that_changes_under_way_is_headed_for_from_there),
        TEST(without_animation_every_value_is_there_at_once),
        TEST(what_was_away_for_a_frame_does_not_move),
        TEST(a_change_is_followed_from_its_first_frame_to_its_last),
        TEST(a_range_ends_on_its_exact_numbers),
        TEST(more_values_than_the_table_holds_do_no_harm),
        TEST(a_hovered_button_changes_its_colour_over_100_ms),
        TEST(a_knob_slides_and_a_frame_at_rest_looks_like_the_one_before),
        TEST(a_menu_fades_in_over_120_ms),
        TEST(a_reached_task_grows_its_disc_then_draws_its_tick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
