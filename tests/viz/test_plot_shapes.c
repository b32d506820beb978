/* Logarithmic axes, staircases, areas, bars, zones, guides, the draggable dot, labels at curves. */
#include <math.h>

#include "ogee_viz/plot.h"
#include "stage.h"

static const ogv_axes plain = {.rect = {100, 100, 200, 100}, .x = {0, 10}, .y = {0, 1}};
static const ogv_line_look look = {{10, 20, 30, 255}, 2, 0, 0};

static double dot;
static bool dragged;

static void draw_dot(void)
{
    dragged = ogv_drag_dot(&ui, "dot", &plain, &dot, 0.5, 0.01, theme->value);
}

static int reset(void **state)
{
    stage_setup(state);
    stage_draw = draw_dot;
    dot = 5;
    return 0;
}

static const ogv_command *nth(ogv_command_kind kind, size_t which)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == kind && which-- == 0)
            return &list.commands[i];
    fail_msg("there is no such command");
    return NULL;
}

static void a_log_axis_has_a_tick_at_each_power_of_ten(void **state)
{
    (void)state;
    ogv_ticks ticks = ogv_log_ticks_choose((ogv_range){1e-3, 100}, 400, 40);
    assert_int_equal(ticks.count, 6);
    assert_near(ticks.at[0], 1e-3, 0);
    assert_near(ticks.at[3], 1, 0);
    assert_near(ticks.at[5], 100, 0);
}

static void a_log_axis_leaves_out_ticks_where_there_is_no_room(void **state)
{
    (void)state;
    ogv_ticks ticks = ogv_log_ticks_choose((ogv_range){1e-12, 1}, 100, 28);
    assert_int_equal(ticks.count, 4);
    for (int i = 1; i < ticks.count; i++)
        assert_near(ticks.at[i] / ticks.at[i - 1], 1e4, 1e-6);
    assert_near(ticks.at[ticks.count - 1], 1, 0);
    for (float length = 20; length < 900; length += 7) {
        ticks = ogv_log_ticks_choose((ogv_range){3e-9, 7e5}, length, 28);
        assert_true(ticks.count <= OGV_MAX_TICKS);
        for (int i = 1; i < ticks.count; i++)
            assert_true(log10(ticks.at[i] / ticks.at[i - 1]) / log10(7e5 / 3e-9) * (double)length >= 27.9);
    }
}

static void a_log_range_that_does_not_lie_above_zero_has_no_ticks(void **state)
{
    (void)state;
    assert_int_equal(ogv_log_ticks_choose((ogv_range){0, 1}, 100, 28).count, 0);
    assert_int_equal(ogv_log_ticks_choose((ogv_range){-1, 1}, 100, 28).count, 0);
    assert_int_equal(ogv_log_ticks_choose((ogv_range){1, INFINITY}, 100, 28).count, 0);
    assert_int_equal(ogv_log_ticks_choose((ogv_range){2, 8}, 100, 28).count, 0);
}

static void log_axes_map_there_and_back(void **state)
{
    (void)state;
    ogv_axes axes = {.rect = {0, 0, 300, 100}, .x = {1e-2, 10}, .y = {1e-8, 1}, .log_x = true, .log_y = true};
    ogv_point at = ogv_axes_pixel(&axes, 0.1, 1e-4);
    assert_near(at.x, 100, 1e-3);
    assert_near(at.y, 50, 1e-3);
    double x, y;
    ogv_axes_data(&axes, at, &x, &y);
    assert_near(x, 0.1, 1e-6);
    assert_near(y, 1e-4, 1e-9);
    assert_near(ogv_axes_pixel(&axes, 0.1, 0).y, 100, 0); /* 0 lies at the lower edge */
}

static void log_labels_are_powers_in_two_sizes(void **state)
{
    (void)state;
    ogv_axes axes = {.rect = {50, 50, 300, 200}, .x = {0, 1}, .y = {1e-4, 1}, .log_y = true};
    ogv_axes_draw(&list, theme, &axes);
    assert_true(drawn_text("10"));
    assert_true(drawn_text("\xe2\x88\x92"
                           "4"));
    size_t small = 0;
    for (size_t i = 0; i < list.command_count; i++)
        small += list.commands[i].kind == OGV_TEXT && list.commands[i].size == 9.5f;
    assert_int_equal(small, 5);
}

static void a_staircase_holds_each_value_until_the_next(void **state)
{
    (void)state;
    const float x[] = {0, 5, 10}, y[] = {0.5f, 0.25f, 1};
    ogv_plot_steps(&list, theme, &plain, x, y, 3, look);
    const ogv_command *line = nth(OGV_POLYLINE, 0);
    const ogv_point expected[] = {{100, 150}, {200, 150}, {200, 175}, {300, 175}, {300, 100}};
    assert_int_equal(line->count, 5);
    for (int i = 0; i < 5; i++) {
        assert_near(list.points[line->first + (size_t)i].x, expected[i].x, 1e-4);
        assert_near(list.points[line->first + (size_t)i].y, expected[i].y, 1e-4);
    }
}

static void an_area_has_a_gap_where_a_value_is_missing(void **state)
{
    (void)state;
    const float y[] = {0.2f, 0.4f, NAN, 0.6f, 0.8f, 1};
    ogv_plot_area(&list, &plain, 0, 2, y, 6, 0, theme->grad_soft);
    assert_int_equal(count_kind(OGV_AREA), 2);
    assert_int_equal(nth(OGV_AREA, 0)->count, 4);
    assert_int_equal(nth(OGV_AREA, 1)->count, 6);
}

static void an_area_of_many_points_is_drawn_whole(void **state)
{
    (void)state;
    static float y[3000];
    for (int i = 0; i < 3000; i++)
        y[i] = 0.5f;
    ogv_plot_area(&list, &plain, 0, 10.0 / 2999, y, 3000, 0, theme->grad_soft);
    float reached = 100;
    for (size_t i = 0; i < count_kind(OGV_AREA); i++) {
        const ogv_command *area = nth(OGV_AREA, i);
        assert_near(list.points[area->first].x, reached, 1e-3);
        reached = list.points[area->first + area->count - 2].x;
    }
    assert_near(reached, 300, 1e-3);
}

static void bars_stand_on_the_edge_and_wear_a_cap(void **state)
{
    (void)state;
    const float y[] = {0.5f, 1, 0};
    ogv_axes axes = {.rect = {100, 100, 300, 100}, .x = {0.5, 3.5}, .y = {0, 1}};
    ogv_bars bars = {.y = y, .count = 3, .share = 0.6f, .fill = theme->grad_soft, .cap = theme->grad};
    ogv_plot_bars(&list, theme, &axes, &bars);
    assert_int_equal(count_colored(OGV_FILL, theme->grad_soft), 2); /* 0 has no height */
    assert_int_equal(count_colored(OGV_FILL, theme->grad), 3);
    assert_near(nth(OGV_FILL, 0)->rect.x, 120, 0);
    assert_near(nth(OGV_FILL, 0)->rect.w, 60, 0);
    assert_near(nth(OGV_FILL, 0)->rect.y, 150, 1e-4);
    assert_near(nth(OGV_FILL, 0)->rect.h, 50, 1e-4);
}

static void bars_that_cannot_be_drawn_leave_a_mark(void **state)
{
    (void)state;
    const float y[] = {0, NAN, INFINITY};
    ogv_axes axes = {.rect = {100, 100, 300, 100}, .x = {0.5, 3.5}, .y = {1e-8, 1}, .log_y = true};
    ogv_bars bars = {.y = y, .count = 3, .share = 0.6f, .fill = theme->grad_soft, .cap = theme->grad};
    ogv_plot_bars(&list, theme, &axes, &bars);
    assert_int_equal(count_colored(OGV_FILL, theme->err), 2);
    assert_int_equal(count_colored(OGV_FILL, theme->zone), 1); /* exactly 0: a hatched stub */
    assert_true(count_kind(OGV_POLYLINE) > 5);
}

static void a_histogram_counts_what_lies_in_range(void **state)
{
    (void)state;
    const float values[] = {-1, 0, 0.1f, 0.5f, 0.99f, 1, 1.5f, NAN};
    float counts[4];
    ogv_histogram_count(values, 8, (ogv_range){0, 1}, 4, counts);
    const float expected[] = {2, 0, 1, 2};
    for (int i = 0; i < 4; i++)
        assert_near(counts[i], expected[i], 0);
}

static void a_rug_shows_the_values_on_the_axis(void **state)
{
    (void)state;
    const float values[] = {-1, 0, 5, 10, 11, NAN};
    ogv_plot_rug(&list, &plain, values, 6, 8, theme->class0);
    assert_int_equal(list.command_count, 3);
}

static void a_zone_is_labelled_where_it_is_wide_enough(void **state)
{
    (void)state;
    ogv_plot_zone(&list, theme, &plain, -5, 5);
    assert_int_equal(count_kind(OGV_POLYLINE), 1); /* an edge outside the plot is none */
    ogv_plot_zone_label(&list, theme, &plain, -5, 5, "saturated", "gradient < 1 %\nof its peak");
    assert_true(drawn_text("saturated"));
    assert_true(drawn_text("peak"));
    ogv_drawlist_clear(&list);
    ogv_plot_zone_label(&list, theme, &plain, 6, 10, "saturated", "narrow");
    ogv_plot_zone(&list, theme, &plain, 11, 12);
    ogv_plot_zone_label(&list, theme, &plain, 11, 12, "saturated", "outside");
    assert_int_equal(list.command_count, 0);
}

static void tick_labels_give_way_to_flags(void **state)
{
    (void)state;
    static const ogv_ticks quarters = {{0, 0.25, 0.5, 0.75, 1}, 5, 2};
    const double x = 4.2, y = 0.55;
    ogv_axes axes = plain;
    axes.y_ticks = &quarters;
    ogv_axes_draw(&list, theme, &axes);
    assert_true(drawn_text("4"));
    assert_true(drawn_text("0.50"));
    ogv_drawlist_clear(&list);
    axes.x_flag = &x;
    axes.y_flag = &y;
    ogv_axes_draw(&list, theme, &axes);
    assert_false(drawn_text("4"));
    assert_false(drawn_text("0.50"));
    assert_true(drawn_text("0.25"));
    assert_true(drawn_text("8"));
}

static void guides_put_the_values_on_both_axes(void **state)
{
    (void)state;
    ogv_plot_guides(&list, theme, &plain, 5, 0.5, "5.00", "0.50", theme->value);
    assert_true(drawn_text("5.00"));
    assert_true(drawn_text("0.50"));
    assert_near(nth(OGV_FILL, 0)->rect.x + nth(OGV_FILL, 0)->rect.w, 94, 1e-3);
    assert_near(nth(OGV_FILL, 1)->rect.y, 203, 1e-3);
}

static long hovered;

static void hover_frame(void)
{
    static const float x[] = {0, 2, 4, 6, 8, 10}, one[] = {0, 0.123f, 0.25f, 0.5f, NAN, 1},
                       two[] = {1, 0.9f, 0.8f, INFINITY, 0.6f, 0.5f};
    const ogv_hover_curve curves[] = {{"one", one, theme->value}, {"two", two, theme->grad}};
    hovered = ogv_plot_hover(&ui, "plot", &plain, &(ogv_hover){"x", x, 6, curves, 2, 1, 3});
}

static void the_pointer_reads_the_exact_values(void **state)
{
    (void)state;
    stage_draw = hover_frame;
    frame();
    assert_int_equal(hovered, -1);
    assert_int_equal(list.command_count, 0);
    move(100 + 20 * 2.9f, 150);
    frame();
    assert_int_equal(hovered, 1);
    assert_true(drawn_text("2.0"));
    assert_true(drawn_text("0.123"));
    assert_true(drawn_text("0.900"));
    move(100 + 20 * 6.1f, 150); /* one of them is infinite there: no dot, but its row */
    frame();
    assert_int_equal(hovered, 3);
    assert_true(drawn_text("\u221e"));
    move(299, 150);
    frame();
    assert_int_equal(hovered, 5);
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_FILL && list.commands[i].radius == 6)
            assert_true(list.commands[i].rect.x + list.commands[i].rect.w <= 292);
}

static void the_arrows_read_the_exact_values_too(void **state)
{
    (void)state;
    stage_draw = hover_frame;
    frame();
    key(OGV_KEY_TAB);
    key(OGV_KEY_HOME);
    assert_int_equal(hovered, 0);
    ui.input.shift = true;
    key(OGV_KEY_RIGHT);
    key(OGV_KEY_RIGHT);
    assert_int_equal(hovered, 1);
}

static void the_dot_is_dragged_and_kept_inside(void **state)
{
    (void)state;
    frame();
    down(200, 150);
    move(240, 190);
    frame();
    assert_near(dot, 7, 1e-9);
    assert_true(dragged);
    move(900, 150);
    frame();
    assert_near(dot, 10, 0);
    up();
    move(120, 150);
    frame();
    assert_near(dot, 10, 0);
}

static void the_dot_taken_beside_its_middle_does_not_jump(void **state)
{
    (void)state;
    frame();
    down(212, 150);
    assert_near(dot, 5, 0);
    frame();
    assert_near(dot, 5, 0);
    move(252, 150);
    frame();
    assert_near(dot, 7, 1e-9);
    up();
    key(OGV_KEY_BACKSPACE); /* it began nowhere in particular */
    assert_near(dot, 7, 1e-9);
}

static void the_dot_moves_by_arrows(void **state)
{
    (void)state;
    frame();
    key(OGV_KEY_TAB);
    key(OGV_KEY_RIGHT);
    assert_near(dot, 5.1, 1e-9);
    ui.input.shift = true;
    key(OGV_KEY_LEFT);
    ui.input.shift = false;
    assert_near(dot, 4.1, 1e-9);
    ui.input.ctrl = true;
    key(OGV_KEY_RIGHT);
    ui.input.ctrl = false;
    assert_near(dot, 4.11, 1e-9);
    key(OGV_KEY_HOME);
    assert_near(dot, 0, 0);
}

static void a_label_stands_at_its_curve_and_on_none(void **state)
{
    (void)state;
    float x[101], low[101], high[101];
    for (int i = 0; i <= 100; i++) {
        x[i] = (float)i / 10;
        low[i] = 0.2f;
        high[i] = 0.3f;
    }
    const ogv_curve curves[] = {{x, low, 101}, {x, high, 101}};
    ogv_rect first, second;
    assert_true(ogv_label_place(&plain, curves, 2, 1, 40, 14, NULL, 0, &first));
    assert_true(first.y + first.h <= 170 && first.y + first.h >= 158); /* above the upper curve, within 12 */
    assert_true(first.x >= 200);                                       /* the right end comes first */
    assert_true(ogv_label_place(&plain, curves, 2, 1, 40, 14, &first, 1, &second));
    bool apart = second.x + second.w <= first.x || second.x >= first.x + first.w ||
                 second.y + second.h <= first.y || second.y >= first.y + first.h;
    assert_true(apart);
    assert_true(ogv_label_place(&plain, curves, 2, 0, 40, 14, NULL, 0, &second));
    assert_true(second.y >= 180); /* below: between the curves there are 10 pixels only */
}

static void a_label_without_room_is_left_out(void **state)
{
    (void)state;
    float x[] = {0, 10}, y[] = {0.5f, 0.5f};
    const ogv_curve curve = {x, y, 2};
    ogv_rect place;
    assert_false(ogv_label_place(&plain, &curve, 1, 0, 400, 14, NULL, 0, &place));
    ogv_rect everywhere = plain.rect;
    assert_false(ogv_label_place(&plain, &curve, 1, 0, 40, 14, &everywhere, 1, &place));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_log_axis_has_a_tick_at_each_power_of_ten),
        TEST(a_log_axis_leaves_out_ticks_where_there_is_no_room),
        TEST(a_log_range_that_does_not_lie_above_zero_has_no_ticks),
        TEST(log_axes_map_there_and_back),
        TEST(log_labels_are_powers_in_two_sizes),
        TEST(a_staircase_holds_each_value_until_the_next),
        TEST(an_area_has_a_gap_where_a_value_is_missing),
        TEST(an_area_of_many_points_is_drawn_whole),
        TEST(bars_stand_on_the_edge_and_wear_a_cap),
        TEST(bars_that_cannot_be_drawn_leave_a_mark),
        TEST(a_histogram_counts_what_lies_in_range),
        TEST(a_rug_shows_the_values_on_the_axis),
        TEST(a_zone_is_labelled_where_it_is_wide_enough),
        TEST(tick_labels_give_way_to_flags),
        TEST(guides_put_the_values_on_both_axes),
        TEST(the_pointer_reads_the_exact_values),
        TEST(the_arrows_read_the_exact_values_too),
        TEST(the_dot_is_dragged_and_kept_inside),
        TEST(the_dot_taken_beside_its_middle_does_not_jump),
        TEST(the_dot_moves_by_arrows),
        TEST(a_label_stands_at_its_curve_and_on_none),
        TEST(a_label_without_room_is_left_out),
    };
    return cmocka_run_group_tests_name("plot shapes", tests, NULL, NULL);
}
