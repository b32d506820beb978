/* Ticks, mapping, lines, label spreading and marks, on draw lists. */
#include <math.h>

#include "ogee_viz/plot.h"
#include "stage.h"

static void ticks_follow_the_table(void **state)
{
    (void)state;
    const struct {
        double low, high;
        float length, room;
        double first, last;
        int count, decimals;
    } rows[] = {
        {0, 200, 312, 46, 0, 200, 5, 0},
        {-2.9, 2.9, 408, 46, -2, 2, 5, 0},
        {0, 1, 80, 28, 0, 1, 3, 1},
        {0, 0.02, 80, 28, 0, 0.02, 3, 2},
        {-8, 8, 832, 46, -8, 8, 9, 0},
        {0, 1e6, 300, 80, 0, 1e6, 3, 0},
        {0.3, 0.37, 400, 50, 0.3, 0.37, 8, 2},
        {-1e-6, 1e-6, 400, 90, -1e-6, 1e-6, 5, 7},
        {999.5, 1000.5, 400, 70, 999.6, 1000.4, 5, 1},
        {-0.1, 1.1, 400, 28, 0, 1, 6, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ogv_ticks t = ogv_ticks_choose((ogv_range){rows[i].low, rows[i].high}, rows[i].length, rows[i].room);
        assert_int_equal(t.count, rows[i].count);
        assert_near(t.at[0], rows[i].first, 1e-9 * fabs(rows[i].first));
        assert_near(t.at[t.count - 1], rows[i].last, 1e-9 * fabs(rows[i].last));
        assert_int_equal(t.decimals, rows[i].decimals);
    }
}

static void ticks_never_collide_and_zero_is_exact(void **state)
{
    (void)state;
    for (int i = 0; i < 4000; i++) {
        double span = pow(10, (i % 97) / 8.0 - 6), low = -span * ((i % 13) / 12.0);
        float length = 40.0f + (float)(i % 31) * 30, room = 20.0f + (float)(i % 7) * 10;
        ogv_ticks t = ogv_ticks_choose((ogv_range){low, low + span}, length, room);
        assert_true(t.count <= OGV_MAX_TICKS);
        if (length >= 5 * room)
            assert_true(t.count >= 2);
        if (length >= 10 * room)
            assert_true(t.count >= 4);
        for (int k = 0; k < t.count; k++) {
            assert_true(t.at[k] >= low - 1e-8 * span && t.at[k] <= low + span * (1 + 1e-8));
            if (k > 0)
                assert_true((t.at[k] - t.at[k - 1]) / span * (double)length >= (double)room * 0.999);
            assert_true(t.at[k] == 0 || fabs(t.at[k]) > 1e-6 * span);
        }
    }
}

static void a_range_that_is_none_has_no_ticks(void **state)
{
    (void)state;
    assert_int_equal(ogv_ticks_choose((ogv_range){1, 1}, 100, 20).count, 0);
    assert_int_equal(ogv_ticks_choose((ogv_range){2, 1}, 100, 20).count, 0);
    assert_int_equal(ogv_ticks_choose((ogv_range){0, INFINITY}, 100, 20).count, 0);
    assert_int_equal(ogv_ticks_choose((ogv_range){NAN, 1}, 100, 20).count, 0);
    assert_int_equal(ogv_ticks_choose((ogv_range){0, 1}, 0, 20).count, 0);
}

static void ticks_are_never_closer_than_numbers_are(void **state)
{
    (void)state;
    ogv_ticks t = ogv_ticks_choose((ogv_range){1e16, 1e16 + 4}, 400, 30);
    assert_int_equal(t.count, 3);
    for (int i = 0; i < t.count; i++)
        assert_near(t.at[i], 1e16 + 2 * i, 0);
    for (int e = 0; e <= 308; e++)
        for (int ulps = 1; ulps <= 4096; ulps *= 2) {
            double low = pow(10, e), high = low;
            for (int i = 0; i < ulps && i < 64; i++)
                high = nextafter(high, INFINITY);
            high += (ulps - 1) * (high - low);
            t = ogv_ticks_choose((ogv_range){low, high}, 400, 30);
            assert_in_range(t.count, 0, OGV_MAX_TICKS);
            for (int i = 1; i < t.count; i++)
                assert_true(t.at[i] > t.at[i - 1]);
        }
}

static void mapping_goes_there_and_back(void **state)
{
    (void)state;
    ogv_axes axes = {.rect = {100, 50, 200, 100}, .x = {-1, 3}, .y = {10, 20}};
    ogv_point p = ogv_axes_pixel(&axes, 0, 12.5);
    assert_near(p.x, 150, 1e-4);
    assert_near(p.y, 125, 1e-4);
    double x, y;
    ogv_axes_data(&axes, p, &x, &y);
    assert_near(x, 0, 1e-6);
    assert_near(y, 12.5, 1e-5);
}

static void tick_labels_keep_apart_at_every_width(void **state)
{
    (void)state;
    for (int w = 60; w < 900; w += 7) {
        ogv_drawlist_clear(&list);
        ogv_axes axes = {.rect = {50, 50, (float)w, 60}, .x = {-1234.5, 2345.6}, .y = {0, 1}};
        ogv_axes_draw(&list, theme, &axes);
        float right = -1e9f;
        for (size_t i = 0; i < list.command_count; i++) {
            const ogv_command *c = &list.commands[i];
            if (c->kind != OGV_TEXT || c->at.y < 120)
                continue;
            assert_true(c->at.x > right + 8);
            right = c->at.x + ogv_text_width(&list, c->font, c->size, list.chars + c->first);
        }
    }
}

static void a_value_that_is_not_finite_leaves_a_gap_and_a_mark(void **state)
{
    (void)state;
    const float y[] = {0.1f, 0.2f, NAN, 0.4f, INFINITY, 0.5f, 0.6f};
    ogv_axes axes = {.rect = {0, 0, 600, 100}, .x = {0, 6}, .y = {0, 1}};
    ogv_plot_series(&list, theme, &axes, 0, 1, y, 7, (ogv_line_look){theme->text, 2, 0, 0});
    assert_int_equal(count_kind(OGV_POLYLINE), 2);
    assert_int_equal(count_kind(OGV_FILL), 3); /* two marks; the single value between two gaps is a dot */
    int marks = 0;
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_FILL && list.commands[i].color.r == theme->err.r &&
            list.commands[i].color.g == theme->err.g) {
            marks++;
            assert_near(list.commands[i].rect.y, marks == 1 ? 96 : 0, 0); /* NaN below, infinity above */
        }
    assert_int_equal(marks, 2);
}

static void a_finite_value_however_large_leaves_the_line_whole(void **state)
{
    (void)state;
    const float y[] = {0.1f, 3e38f, 0.4f, -3e38f, 0.5f};
    ogv_axes axes = {.rect = {0, 0, 400, 100}, .x = {0, 4}, .y = {0, 1}};
    ogv_plot_series(&list, theme, &axes, 0, 1, y, 5, (ogv_line_look){theme->text, 2, 0, 0});
    assert_int_equal(count_kind(OGV_POLYLINE), 1);
    assert_int_equal(list.point_count, 5);
    for (size_t i = 0; i < list.point_count; i++)
        assert_true(isfinite(list.points[i].y));
    assert_true(list.points[1].y < -1e6f && list.points[3].y > 1e6f);
    assert_true(isinf(ogv_axes_pixel(&axes, 0, INFINITY).y)); /* and what is none stays none */
    assert_true(isnan(ogv_axes_pixel(&axes, 0, NAN).y));
}

static void a_long_series_is_thinned_but_keeps_its_extremes(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    static float y[COUNT];
    for (int i = 0; i < COUNT; i++)
        y[i] = 0.5f;
    y[33333] = 0.9f;
    y[77777] = 0.1f;
    ogv_axes axes = {.rect = {0, 0, 300, 100}, .x = {0, COUNT}, .y = {0, 1}};
    ogv_plot_series(&list, theme, &axes, 0, 1, y, COUNT, (ogv_line_look){theme->text, 2, 0, 0});
    assert_true(list.point_count <= 2 * 302);
    float top = 1e9f, bottom = -1e9f;
    for (size_t i = 0; i < list.point_count; i++) {
        top = fminf(top, list.points[i].y);
        bottom = fmaxf(bottom, list.points[i].y);
    }
    assert_near(top, 10, 1e-3);
    assert_near(bottom, 90, 1e-3);
}

static void labels_are_pushed_apart_as_little_as_possible(void **state)
{
    (void)state;
    float two[] = {50, 54}, edge[] = {95, 97}, three[] = {40, 42, 90}, swapped[] = {54, 50};
    ogv_spread_labels(two, 2, 17, 0, 100);
    assert_near(two[0], 43.5, 1e-4);
    assert_near(two[1], 60.5, 1e-4);
    ogv_spread_labels(edge, 2, 17, 0, 100);
    assert_near(edge[0], 83, 1e-4);
    assert_near(edge[1], 100, 1e-4);
    ogv_spread_labels(three, 3, 17, 0, 100);
    assert_near(three[1] - three[0], 17, 1e-4);
    assert_near(three[2], 90, 0);
    ogv_spread_labels(swapped, 2, 17, 0, 100);
    assert_near(swapped[1], 43.5, 1e-4);
    assert_near(swapped[0], 60.5, 1e-4);
}

static void classes_differ_in_shape_and_tests_are_hollow(void **state)
{
    (void)state;
    ogv_draw_mark(&list, theme, (ogv_point){10, 10}, 3.6f, false, false);
    assert_int_equal(count_kind(OGV_POLYGON), 0);
    assert_memory_equal(&list.commands[1].color, &theme->class0, sizeof(ogv_color)); /* on its ring */
    ogv_drawlist_clear(&list);
    ogv_draw_mark(&list, theme, (ogv_point){10, 10}, 3.6f, true, true);
    assert_int_equal(count_kind(OGV_POLYGON), 1);
    assert_memory_equal(&list.commands[0].color, &theme->stage, sizeof(ogv_color));
    assert_memory_equal(&list.commands[1].color, &theme->class1, sizeof(ogv_color));
    assert_near(list.points[0].y, 10 - 1.22 * 3.6, 1e-4);
}

static void only_marks_on_the_map_are_drawn(void **state)
{
    (void)state;
    const ogv_mark marks[] = {{0, 0, false, false, true},
                              {5, 0, false, false, true},
                              {0.5f, 0.5f, true, true, true},
                              {NAN, 0, true, false, true}};
    ogv_axes axes = {.rect = {0, 0, 100, 100}, .x = {-1, 1}, .y = {-1, 1}};
    ogv_draw_marks(&list, theme, &axes, marks, 4, true);
    assert_int_equal(list.command_count, 2 + 2 + 4);
    ogv_drawlist_clear(&list);
    ogv_draw_marks(&list, theme, &axes, marks, 4, false);
    assert_int_equal(list.command_count, 2 + 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ticks_follow_the_table),
        TEST(ticks_never_collide_and_zero_is_exact),
        TEST(a_range_that_is_none_has_no_ticks),
        TEST(ticks_are_never_closer_than_numbers_are),
        TEST(mapping_goes_there_and_back),
        TEST(tick_labels_keep_apart_at_every_width),
        TEST(a_value_that_is_not_finite_leaves_a_gap_and_a_mark),
        TEST(a_finite_value_however_large_leaves_the_line_whole),
        TEST(a_long_series_is_thinned_but_keeps_its_extremes),
        TEST(labels_are_pushed_apart_as_little_as_possible),
        TEST(classes_differ_in_shape_and_tests_are_hollow),
        TEST(only_marks_on_the_map_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
