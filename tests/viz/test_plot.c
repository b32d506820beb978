/* Ticks, mapping, lines, label spreading, marks and the loss chart, on draw lists. */
#include <math.h>

#include "ogee_viz/plot.h"
#include "support.h"

static ogv_drawlist list;
static ogv_ui ui;
static const ogv_theme *theme = &ogv_theme_light;

static int setup(void **state)
{
    (void)state;
    ogv_drawlist_init(&list);
    memset(&ui, 0, sizeof ui);
    ui.list = &list;
    ui.theme = theme;
    ui.width = 1280;
    ui.height = 800;
    ui.input.mouse = (ogv_point){-1, -1};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ogv_drawlist_free(&list);
    return 0;
}

static bool drawn_text(const char *text)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT && strcmp(list.chars + list.commands[i].first, text) == 0)
            return true;
    return false;
}

static size_t count_kind(ogv_command_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < list.command_count; i++)
        count += list.commands[i].kind == kind;
    return count;
}

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

static void mapping_goes_there_and_back(void **state)
{
    (void)state;
    ogv_axes axes = {{100, 50, 200, 100}, {-1, 3}, {10, 20}};
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
        ogv_axes axes = {{50, 50, (float)w, 60}, {-1234.5, 2345.6}, {0, 1}};
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

static void a_value_that_is_not_finite_leaves_a_gap(void **state)
{
    (void)state;
    const float y[] = {0.1f, 0.2f, NAN, 0.4f, INFINITY, 0.5f, 0.6f};
    ogv_axes axes = {{0, 0, 600, 100}, {0, 6}, {0, 1}};
    ogv_plot_series(&list, &axes, 0, 1, y, 7, 2, theme->text);
    assert_int_equal(count_kind(OGV_POLYLINE), 2);
    assert_int_equal(count_kind(OGV_FILL), 1); /* the single value between two gaps is a dot */
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
    ogv_axes axes = {{0, 0, 300, 100}, {0, COUNT}, {0, 1}};
    ogv_plot_series(&list, &axes, 0, 1, y, COUNT, 2, theme->text);
    assert_true(list.point_count <= 4 * 302);
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
    assert_memory_equal(&list.commands[0].color, &theme->class0, sizeof(ogv_color));
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
    ogv_axes axes = {{0, 0, 100, 100}, {-1, 1}, {-1, 1}};
    ogv_draw_marks(&list, theme, &axes, marks, 4, true);
    assert_int_equal(list.command_count, 2 + 2 + 4);
    ogv_drawlist_clear(&list);
    ogv_draw_marks(&list, theme, &axes, marks, 4, false);
    assert_int_equal(list.command_count, 2 + 2);
}

static void the_ranges_of_a_loss_chart_only_grow(void **state)
{
    (void)state;
    static float train[400], test[400];
    for (int i = 0; i < 400; i++) {
        train[i] = 0.7f * expf(-(float)i / 90) + (i == 120 ? 0.9f : 0);
        test[i] = i == 60 ? NAN : train[i] + 0.05f;
    }
    double high = 0, end = 0;
    for (size_t n = 1; n <= 400; n++) {
        ogv_loss_chart chart = {train, test, n, 1, "train", "test", "epoch", 3, {0, 0}, 0};
        ogv_axes axes = ogv_loss_chart_axes(&chart, (ogv_rect){0, 0, 312, 80});
        assert_true(axes.y.high >= high && axes.x.high >= end);
        assert_true(axes.x.high >= (double)(n - 1) && axes.y.high >= (double)train[n - 1]);
        high = axes.y.high;
        end = axes.x.high;
    }
    assert_near(high, 2, 0);
    assert_near(end, 500, 0);
}

static void draw_chart(const ogv_loss_chart *chart)
{
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    ogv_loss_chart_draw(&ui, "loss", (ogv_rect){400, 616, 312, 80}, chart);
    ogv_ui_end(&ui);
}

static void a_loss_chart_labels_its_ends_17_apart(void **state)
{
    (void)state;
    const float train[] = {0.7f, 0.3f, 0.056f}, test[] = {0.7f, 0.35f, 0.060f};
    draw_chart(&(ogv_loss_chart){train, test, 3, 1, "train", "test", "epoch", 3, {0, 0}, 0});
    assert_true(drawn_text("0.056") && drawn_text("0.060"));
    float y[2] = {0, 0};
    for (size_t i = 0; i < list.command_count; i++) {
        const char *text = list.chars + list.commands[i].first;
        if (list.commands[i].kind == OGV_TEXT && strcmp(text, "test") == 0)
            y[0] = list.commands[i].at.y;
        if (list.commands[i].kind == OGV_TEXT && strcmp(text, "train") == 0)
            y[1] = list.commands[i].at.y;
    }
    assert_near(y[1] - y[0], 17, 1e-3);
}

static void equal_ends_have_test_above_train_and_a_given_range_stays(void **state)
{
    (void)state;
    const float score[] = {60, 95};
    const ogv_loss_chart chart = {score, score, 2, 1, "train", "test", "epoch", 1, {40, 100}, 0};
    ogv_axes axes = ogv_loss_chart_axes(&chart, (ogv_rect){400, 616, 312, 80});
    assert_near(axes.y.low, 40, 0);
    assert_near(axes.y.high, 100, 0);
    draw_chart(&chart);
    float test = 0, train = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        const char *text = list.chars + list.commands[i].first;
        if (list.commands[i].kind == OGV_TEXT && strcmp(text, "test") == 0)
            test = list.commands[i].at.y;
        if (list.commands[i].kind == OGV_TEXT && strcmp(text, "train") == 0)
            train = list.commands[i].at.y;
    }
    assert_true(test > 0 && test < train);
}

static void a_chart_without_names_can_be_read_out(void **state)
{
    (void)state;
    const float train[] = {0.7f, 0.3f};
    ui.input.mouse = (ogv_point){410, 650};
    draw_chart(&(ogv_loss_chart){.train = train, .count = 2, .x_per_value = 1, .decimals = 3});
    assert_true(drawn_text("0.3000"));
}

static void a_curve_in_the_middle_of_an_epoch_ends_there(void **state)
{
    (void)state;
    const float train[] = {0.7f, 0.3f, 0.2f}, test[] = {0.7f, 0.35f, 0.25f};
    const ogv_loss_chart chart = {train, test, 3, 1, "train", "test", "epoch", 3, {0, 0}, 1.25};
    const ogv_axes axes = ogv_loss_chart_axes(&chart, (ogv_rect){400, 616, 312, 80});
    ui.input.mouse = (ogv_point){ogv_axes_pixel(&axes, 1.2, 0).x, 650};
    draw_chart(&chart);
    draw_chart(&chart);
    assert_true(drawn_text("1.2") || drawn_text("1.3")); /* 1.25 with one decimal */
    ui.input.mouse.x = ogv_axes_pixel(&axes, 1.1, 0).x;
    draw_chart(&chart);
    assert_true(drawn_text("0.3500"));
    ui.input.mouse = (ogv_point){-1, -1};
}

static void a_loss_chart_reads_out_the_epoch_at_the_pointer(void **state)
{
    (void)state;
    const float train[] = {0.7f, 0.3f, 0.056f}, test[] = {0.7f, 0.35f, NAN};
    const ogv_loss_chart chart = {train, test, 3, 1, "train", "test", "epoch", 3, {0, 0}, 0};
    ui.input.mouse = (ogv_point){400 + 312 / 50.0f, 650};
    draw_chart(&chart);
    assert_true(drawn_text("0.3000") && drawn_text("0.3500"));
    ui.input.mouse = (ogv_point){-1, -1};
    draw_chart(&chart);
    assert_false(drawn_text("0.3500"));
    ui.input.key = OGV_KEY_TAB;
    draw_chart(&chart);
    ui.input.key = OGV_KEY_HOME;
    draw_chart(&chart);
    assert_true(drawn_text("0.7000"));
}

static void an_empty_loss_chart_and_one_without_a_test_set_draw(void **state)
{
    (void)state;
    const float train[] = {NAN};
    draw_chart(&(ogv_loss_chart){train, NULL, 0, 1, "train", "test", "epoch", 3, {0, 0}, 0});
    assert_true(drawn_text("0.5"));
    ui.input.mouse = (ogv_point){410, 650};
    draw_chart(&(ogv_loss_chart){train, NULL, 1, 1, "train", "test", "epoch", 3, {0, 0}, 0});
    assert_true(drawn_text("nan"));
    assert_false(drawn_text("test"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ticks_follow_the_table),
        TEST(ticks_never_collide_and_zero_is_exact),
        TEST(a_range_that_is_none_has_no_ticks),
        TEST(mapping_goes_there_and_back),
        TEST(tick_labels_keep_apart_at_every_width),
        TEST(a_value_that_is_not_finite_leaves_a_gap),
        TEST(a_long_series_is_thinned_but_keeps_its_extremes),
        TEST(labels_are_pushed_apart_as_little_as_possible),
        TEST(classes_differ_in_shape_and_tests_are_hollow),
        TEST(only_marks_on_the_map_are_drawn),
        TEST(the_ranges_of_a_loss_chart_only_grow),
        TEST(a_loss_chart_labels_its_ends_17_apart),
        TEST(a_chart_without_names_can_be_read_out),
        TEST(equal_ends_have_test_above_train_and_a_given_range_stays),
        TEST(a_curve_in_the_middle_of_an_epoch_ends_there),
        TEST(a_loss_chart_reads_out_the_epoch_at_the_pointer),
        TEST(an_empty_loss_chart_and_one_without_a_test_set_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
