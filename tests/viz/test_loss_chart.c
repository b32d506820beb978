/* The loss chart on draw lists: ranges, end labels, readout. */
#include <math.h>

#include "ogee_viz/plot.h"
#include "stage.h"

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
        ogv_loss_chart chart = {train, test, n, 1, "train", "test", "epoch", 3, {0, 0}, 0, NULL};
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
    draw_chart(&(ogv_loss_chart){train, test, 3, 1, "train", "test", "epoch", 3, {0, 0}, 0, NULL});
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

static void the_grid_does_not_run_through_the_labels_of_a_loss_chart(void **state)
{
    (void)state;
    const float train[] = {1, 0.5f, 0.25f}, test[] = {1, 0.5f, 0.25f};
    draw_chart(&(ogv_loss_chart){train, test, 3, 1, "train", "test", "epoch", 3, {0, 0}, 0, NULL});
    size_t labels = 0;
    ogv_rect plate = {0, 0, 0, 0};
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_FILL && memcmp(&c->color, &theme->stage, sizeof c->color) == 0 && c->rect.h == 16)
            plate = c->rect;
        if (c->kind != OGV_TEXT || (c->size != 13))
            continue;
        float width = ogv_text_width(&list, c->font, c->size, list.chars + c->first);
        assert_true(c->at.x >= plate.x && c->at.x + width <= plate.x + plate.w);
        assert_true(c->at.y - 10 >= plate.y - 3 && c->at.y <= plate.y + plate.h);
        labels++;
    }
    assert_int_equal(labels, 4); /* two names, two numbers */
}

/* Where the end labels lie: what is filled with the stage's colour and 16 high. */
static int end_plates(ogv_rect plates[2])
{
    int count = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_FILL && memcmp(&c->color, &theme->stage, sizeof c->color) == 0 && c->rect.h == 16)
            plates[count++] = c->rect;
    }
    return count;
}

static ogv_rect tooltip_box(void)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_FILL && list.commands[i].radius == 6)
            return list.commands[i].rect;
    fail_msg("no tooltip is drawn");
    return (ogv_rect){0};
}

static void the_tooltip_of_a_loss_chart_and_its_labels_make_room_for_each_other(void **state)
{
    (void)state;
    static float train[51], test[51];
    for (int i = 0; i <= 50; i++) {
        train[i] = 0.7f * expf(-(float)i / 9);
        test[i] = train[i] + 0.05f;
    }
    const ogv_rect plot = {400, 616, 312, 80};
    for (size_t n = 1; n <= 51; n += 5)
        for (size_t at = 0; at < n; at++) {
            const ogv_loss_chart chart = {train, test, n, 1, "train", "test", "epoch", 3, {0, 0}, 0, NULL};
            const ogv_axes axes = ogv_loss_chart_axes(&chart, plot);
            ogv_rect plates[2];
            ui.input.mouse = (ogv_point){-1, -1};
            draw_chart(&chart);
            int wanted = end_plates(plates);
            ui.input.mouse = (ogv_point){fminf(ogv_axes_pixel(&axes, (double)at, 0).x, 711), 660};
            draw_chart(&chart);
            ogv_rect tip = tooltip_box();
            assert_true(tip.x >= plot.x + 8 && tip.x + tip.w <= plot.x + plot.w - 8);
            assert_true(tip.y >= plot.y && tip.y + tip.h <= plot.y + plot.h);
            assert_int_equal(end_plates(plates), wanted); /* none is missing */
            for (int i = 0; i < wanted; i++)
                assert_false(ogv_rects_overlap(plates[i], tip));
        }
    ui.input.mouse = (ogv_point){-1, -1};
}

static void equal_ends_have_test_above_train_and_a_given_range_stays(void **state)
{
    (void)state;
    const float score[] = {60, 95};
    const ogv_loss_chart chart = {score, score, 2, 1, "train", "test", "epoch", 1, {40, 100}, 0, NULL};
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
    const ogv_loss_chart chart = {train, test, 3, 1, "train", "test", "epoch", 3, {0, 0}, 1.25, NULL};
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
    const ogv_loss_chart chart = {train, test, 3, 1, "train", "test", "epoch", 3, {0, 0}, 0, NULL};
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
    draw_chart(&(ogv_loss_chart){train, NULL, 0, 1, "train", "test", "epoch", 3, {0, 0}, 0, NULL});
    assert_true(drawn_text("0.5"));
    ui.input.mouse = (ogv_point){410, 650};
    draw_chart(&(ogv_loss_chart){train, NULL, 1, 1, "train", "test", "epoch", 3, {0, 0}, 0, NULL});
    assert_true(drawn_text("nan"));
    assert_false(drawn_text("test"));
}

static void a_logarithmic_loss_chart_has_its_ticks_in_plain_numbers(void **state)
{
    (void)state;
    const ogv_ticks ticks = {.at = {0.3, 1, 3, 10}, .count = 4};
    const float train[] = {8, 0.7f, 0.4f};
    ogv_loss_chart chart = {train, NULL, 3, 1, "train", "test", "epoch", 3, {0.3, 10}, 0, &ticks};
    ogv_axes axes = ogv_loss_chart_axes(&chart, (ogv_rect){400, 616, 312, 80});
    assert_true(axes.log_y);
    float y[3];
    for (int i = 0; i < 3; i++)
        y[i] = ogv_axes_pixel(&axes, 0, ticks.at[i]).y;
    assert_near(y[0] - y[1], 80 * log10(1 / 0.3) / log10(10 / 0.3), 0.01);
    assert_near(y[1] - y[2], 80 * log10(3) / log10(10 / 0.3), 0.01);
    draw_chart(&chart);
    assert_true(drawn_text("0.3") && drawn_text("1") && drawn_text("3"));
    assert_true(drawn_text("10") && drawn_text("0.400"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_ranges_of_a_loss_chart_only_grow),
        TEST(a_loss_chart_labels_its_ends_17_apart),
        TEST(the_grid_does_not_run_through_the_labels_of_a_loss_chart),
        TEST(a_chart_without_names_can_be_read_out),
        TEST(the_tooltip_of_a_loss_chart_and_its_labels_make_room_for_each_other),
        TEST(equal_ends_have_test_above_train_and_a_given_range_stays),
        TEST(a_curve_in_the_middle_of_an_epoch_ends_there),
        TEST(a_loss_chart_reads_out_the_epoch_at_the_pointer),
        TEST(an_empty_loss_chart_and_one_without_a_test_set_draw),
        TEST(a_logarithmic_loss_chart_has_its_ticks_in_plain_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
