/* Bars in the gradient's colours, what they are held against, hatching, bands, histograms in log plots. */
#include <math.h>

#include "ogee_viz/heatmap.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "stage.h"

static const ogv_axes log_axes = {
    .rect = {100, 100, 300, 100}, .x = {0.5, 3.5}, .y = {1e-8, 1}, .log_y = true};
static const ogv_axes strip = {.rect = {100, 100, 240, 18}, .x = {-120, 120}, .y = {0, 1}};

static const ogv_command *nth(ogv_command_kind kind, ogv_color color, size_t which)
{
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == kind && memcmp(&c->color, &color, sizeof color) == 0 && which-- == 0)
            return c;
    }
    fail_msg("there is no such command");
    return NULL;
}

static void bars_wear_the_colours_of_the_gradient_map(void **state)
{
    (void)state;
    const float y[] = {1e-6f, 1e-4f, 1e-10f};
    const ogv_bars bars = {.y = y, .count = 3, .share = 0.6f, .cap = theme->grad, .log_colors = true};
    ogv_plot_bars(&list, theme, &log_axes, &bars);
    assert_near(nth(OGV_FILL, ogv_gradient_color(theme, 1e-6f), 0)->rect.h, 25, 1e-3);
    assert_near(nth(OGV_FILL, ogv_gradient_color(theme, 1e-4f), 0)->rect.h, 50, 1e-3);
    assert_int_equal(count_colored(OGV_FILL, theme->grad), 3);
    assert_near(nth(OGV_FILL, theme->grad, 2)->rect.y, 198, 0); /* below the range: its cap at the edge */
    assert_int_equal(count_kind(OGV_POLYLINE), 0);
}

static void bars_of_nothing_and_of_nonsense_are_hatched(void **state)
{
    (void)state;
    const float y[] = {0, NAN, INFINITY};
    const ogv_bars bars = {.y = y, .count = 3, .share = 0.6f, .cap = theme->grad, .log_colors = true};
    ogv_plot_bars(&list, theme, &log_axes, &bars);
    assert_near(nth(OGV_FILL, theme->zone, 0)->rect.h, 8, 0);
    assert_near(nth(OGV_FILL, theme->err, 0)->rect.h, 8, 0);
    assert_near(nth(OGV_FILL, theme->err, 1)->rect.h, 100, 0);
    assert_int_equal(count_colored(OGV_FILL, theme->grad), 0);
    assert_true(count_colored(OGV_POLYLINE, theme->axis) >= 10);
    assert_true(count_colored(OGV_POLYLINE, theme->stage) > 20);
}

static void bars_keep_inside_the_plot(void **state)
{
    (void)state;
    const float y[] = {1, 0.5f, NAN, 0.25f, 1, 1, 0.5f, 1};
    const ogv_axes axes = {.rect = {100, 100, 90, 50}, .x = {2.0, 5.0}, .y = {0, 1}};
    const ogv_bars bars = {.y = y, .count = 8, .share = 0.8f, .fill = theme->grad_soft, .cap = theme->grad};
    ogv_plot_bars(&list, theme, &axes, &bars);
    assert_int_equal(count_colored(OGV_FILL, theme->grad), 3); /* bars 2, 4, 5; 3 is none */
    assert_int_equal(count_colored(OGV_FILL, theme->err), 1);
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_FILL)
            assert_true(c->rect.x >= 100 && c->rect.x + c->rect.w <= 190);
    }
    assert_near(nth(OGV_FILL, theme->grad, 0)->rect.w, 12, 0); /* half of bar 2 is left */
    ogv_plot_bar_numbers(&list, theme, &axes, 8);
    assert_true(drawn_text("2") && drawn_text("5"));
    assert_false(drawn_text("1") || drawn_text("6"));
}

static void hatching_ends_however_large_the_rectangle_is(void **state)
{
    (void)state;
    const ogv_rect rects[] = {{-1e9f, -1e9f, 2e9f, 2e9f},
                              {0, 0, 3e38f, 10},
                              {-3e38f, 5, 3e38f, 3e38f},
                              {0, 0, INFINITY, 10},
                              {NAN, 0, 10, 10}};
    for (size_t i = 0; i < sizeof rects / sizeof *rects; i++) {
        ogv_drawlist_clear(&list);
        ogv_hatch(&list, rects[i], theme->axis);
        assert_true(count_kind(OGV_POLYLINE) < 10000);
        if (i < 2)
            assert_true(count_kind(OGV_POLYLINE) > 300);
    }
}

static void a_reference_is_a_staircase_over_the_bars(void **state)
{
    (void)state;
    const float y[] = {1e-6f, 1e-4f, 1e-2f};
    ogv_plot_bar_reference(&list, theme, &log_axes, y, 3, (ogv_line_look){theme->text, 1.5f, 0, 0});
    const ogv_command *c = nth(OGV_POLYLINE, theme->text, 0);
    assert_int_equal(c->count, 6);
    const float wanted[6][2] = {{100, 175}, {200, 175}, {200, 150}, {300, 150}, {300, 125}, {400, 125}};
    for (size_t i = 0; i < 6; i++) {
        assert_near(list.points[c->first + i].x, wanted[i][0], 1e-3);
        assert_near(list.points[c->first + i].y, wanted[i][1], 1e-3);
    }
}

static void every_bar_has_its_number_where_there_is_room(void **state)
{
    (void)state;
    ogv_axes axes = log_axes;
    axes.x = (ogv_range){0.5, 10.5};
    ogv_plot_bar_numbers(&list, theme, &axes, 10);
    assert_true(drawn_text("2"));
    assert_true(drawn_text("10"));
    ogv_drawlist_clear(&list);
    axes.x = (ogv_range){0.5, 32.5};
    ogv_plot_bar_numbers(&list, theme, &axes, 32);
    assert_true(drawn_text("1"));
    assert_false(drawn_text("2"));
    float before = 0;
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT) {
            assert_true(list.commands[i].at.x - before >= 16);
            before = list.commands[i].at.x;
        }
}

static void a_histogram_stands_in_a_plot_of_another_scale(void **state)
{
    (void)state;
    const float counts[] = {1, 4, 0, 2, 0.001f};
    const ogv_histogram plain = {.counts = counts, .bins = 5, .height = 0.5f, .fill = theme->value};
    ogv_plot_histogram(&list, &log_axes, &plain);
    assert_int_equal(count_kind(OGV_FILL), 4); /* none is no bar */
    const float height[] = {12.5f, 50, 25, 1};
    for (size_t i = 0; i < 4; i++)
        assert_near(nth(OGV_FILL, theme->value, i)->rect.h, height[i], 1e-3);
    assert_near(nth(OGV_FILL, theme->value, 1)->rect.x, 160, 0);
    assert_near(nth(OGV_FILL, theme->value, 1)->rect.w, 59, 0);
    ogv_drawlist_clear(&list);
    const ogv_color fills[] = {theme->grad, theme->grad, theme->grad, theme->teal, theme->grad};
    ogv_plot_histogram(&list, &log_axes, &(ogv_histogram){counts, 5, 0.5f, theme->value, fills});
    assert_int_equal(count_colored(OGV_FILL, theme->teal), 1);
    assert_int_equal(count_colored(OGV_FILL, theme->grad), 3);
    ogv_drawlist_clear(&list);
    const float nothing[5] = {0};
    ogv_plot_histogram(&list, &log_axes, &(ogv_histogram){nothing, 5, 0.5f, theme->value, NULL});
    assert_int_equal(list.command_count, 0);
}

static void strokes_of_a_hatch_stay_inside_and_go_on_in_the_neighbour(void **state)
{
    (void)state;
    ogv_hatch(&list, (ogv_rect){10, 10, 40, 12}, theme->axis);
    size_t count = count_kind(OGV_POLYLINE);
    assert_true(count >= 52 / 6 && count <= 52 / 6 + 4);
    assert_near(list.commands[0].rect.x, 10, 0); /* the clip */
    assert_near(list.commands[0].rect.w, 40, 0);
    assert_true(list.clip.w < 0);
    ogv_hatch(&list, (ogv_rect){50, 10, 40, 12}, theme->axis);
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_POLYLINE)
            continue;
        assert_near(c->width, 1.5f, 0);
        for (size_t k = c->first; k < c->first + 2; k++) /* every one on x + y = a multiple of 6 */
            assert_near(fmodf(list.points[k].x + list.points[k].y + 600, 6), 0, 1e-3);
    }
}

static void bands_say_what_became_of_the_number(void **state)
{
    (void)state;
    const ogv_band bands[] = {
        {-200, -90, OGV_BAND_BROKEN, "inf"},       {-90, 0, OGV_BAND_RIGHT, "loss"},
        {0, 30, OGV_BAND_WRONG, "stuck at 16.12"}, {30, 120, OGV_BAND_ZERO, "exactly 0"},
        {130, 140, OGV_BAND_WRONG, "outside"},     {50, 50, OGV_BAND_WRONG, NULL},
    };
    ogv_plot_bands(&list, theme, &strip, bands, 6);
    assert_near(nth(OGV_FILL, theme->err, 0)->rect.x, 100, 0); /* cut off at the edge */
    assert_near(nth(OGV_FILL, theme->err, 0)->rect.w, 30, 0);
    assert_near(nth(OGV_FILL, theme->band_right, 0)->rect.w, 90, 0);
    assert_int_equal(count_colored(OGV_FILL, theme->band_wrong), 1);
    assert_int_equal(count_colored(OGV_FILL, theme->band_zero), 2); /* the band and the word's plate */
    assert_true(count_colored(OGV_POLYLINE, theme->band_hatch) > 10);
    assert_true(drawn_text("inf"));
    assert_true(drawn_text("loss"));
    assert_true(drawn_text("exactly 0"));
    assert_false(drawn_text("stuck at 16.12")); /* 30 wide */
    assert_false(drawn_text("outside"));
    assert_true(list.clip.w < 0);
}

static void a_legend_names_each_kind_of_band(void **state)
{
    (void)state;
    float x = ogv_band_legend(&list, theme, 100, 50, OGV_BAND_ZERO, "exactly 0");
    assert_true(x > 100 + 28 + ogv_text_width(&list, OGV_UI, 13, "exactly 0"));
    assert_true(drawn_text("exactly 0"));
    assert_int_equal(count_colored(OGV_FILL, theme->band_zero), 1);
    assert_true(count_colored(OGV_POLYLINE, theme->band_hatch) >= 4);
    ogv_band_legend(&list, theme, x, 50, OGV_BAND_BROKEN, "inf or nan");
    assert_int_equal(count_colored(OGV_FILL, theme->err), 1);
}

static void a_vertical_gradient_bar_has_powers_of_ten_up_to_its_ends(void **state)
{
    (void)state;
    ogv_gradient_bar(&list, theme, (ogv_rect){100, 100, 12, 200}, true);
    size_t tens = 0;
    for (size_t i = 0; i < list.command_count; i++)
        tens += list.commands[i].kind == OGV_TEXT && strcmp(list.chars + list.commands[i].first, "10") == 0;
    assert_int_equal(tens, 5);
    assert_true(drawn_text("0"));
    assert_true(drawn_text("\xe2\x88\x92"
                           "8"));
}

static void numbers_far_from_one_are_written_as_powers_of_ten(void **state)
{
    (void)state;
    char text[OGV_NUMBER_SIZE];
    assert_string_equal(ogv_format_power(text, 4e-8, 2), "4.0×10⁻⁸");
    assert_string_equal(ogv_format_power(text, -1.23456e12, 3), "−1.23×10¹²");
    assert_string_equal(ogv_format_power(text, 9.996, 3), "1.00×10¹");
    assert_string_equal(ogv_format_power(text, 1, 1), "1×10⁰");
    assert_string_equal(ogv_format_power(text, 0, 3), "0");
    assert_string_equal(ogv_format_power(text, INFINITY, 3), "∞");
    assert_string_equal(ogv_format_power(text, NAN, 3), "nan");
    assert_string_equal(ogv_format_power(text, -4.9e-324, 99), "−4.94065646×10⁻³²⁴");
}

static const float layers[] = {1, 2, 3}, sizes[] = {4.0216e-8f, 0, 2.5e-4f};

static void draw_hover(void)
{
    const ogv_hover_curve curve = {"gradient", sizes, theme->grad};
    const ogv_hover hover = {"layer", layers, 3, &curve, 1, 0, -3};
    ogv_plot_hover(&ui, "bars", &log_axes, &hover);
}

static void values_of_many_sizes_are_read_as_powers_of_ten(void **state)
{
    (void)state;
    stage_draw = draw_hover;
    move(150, 150);
    frame();
    assert_true(drawn_text("4.02×10⁻⁸"));
    assert_true(drawn_text("1"));
    move(250, 150);
    frame();
    assert_true(drawn_text("0"));
    move(-1, -1);
    key(OGV_KEY_TAB);
    frame();
    key(OGV_KEY_END);
    assert_true(drawn_text("2.50×10⁻⁴"));
    key(OGV_KEY_BACKSPACE); /* to the middle */
    assert_true(drawn_text("2"));
}

static void a_tangent_has_its_slope_and_stays_in_the_plot(void **state)
{
    (void)state;
    const ogv_axes axes = {.rect = {100, 100, 200, 100}, .x = {0, 10}, .y = {0, 1}};
    ogv_plot_tangent(&list, theme, &axes, 5, 0.5, 0.25, 1.5);
    const ogv_command *c = nth(OGV_POLYLINE, theme->text, 0);
    assert_near(c->width, 2, 0);
    ogv_point a = list.points[c->first], b = list.points[c->first + 1];
    assert_near(b.x - a.x, 60, 1e-3); /* 3 of 10 */
    assert_near(a.y - b.y, 75, 1e-3);
    assert_near(list.commands[0].rect.x, 100, 0); /* the clip */
    assert_true(list.clip.w < 0);
}

static void the_name_of_an_axis_stands_behind_its_last_label(void **state)
{
    (void)state;
    ogv_axes axes = {.rect = {100, 100, 200, 100}, .x = {0, 10}, .y = {0, 1}};
    ogv_axes_x_name(&list, theme, &axes, "step");
    assert_true(drawn_text("step"));
    assert_true(list.commands[0].at.x >= 312);
    assert_near(list.commands[0].at.y, 219, 0);
    ogv_drawlist_clear(&list);
    axes.x = (ogv_range){0, 1e6}; /* a wide label */
    ogv_axes_x_name(&list, theme, &axes, "step");
    assert_true(list.commands[0].at.x >= 300 + 0.5f * 7 * 0.55f * 12 + 8 - 0.01f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bars_wear_the_colours_of_the_gradient_map),
        TEST(bars_of_nothing_and_of_nonsense_are_hatched),
        TEST(bars_keep_inside_the_plot),
        TEST(hatching_ends_however_large_the_rectangle_is),
        TEST(a_reference_is_a_staircase_over_the_bars),
        TEST(every_bar_has_its_number_where_there_is_room),
        TEST(a_histogram_stands_in_a_plot_of_another_scale),
        TEST(strokes_of_a_hatch_stay_inside_and_go_on_in_the_neighbour),
        TEST(bands_say_what_became_of_the_number),
        TEST(a_legend_names_each_kind_of_band),
        TEST(a_vertical_gradient_bar_has_powers_of_ten_up_to_its_ends),
        TEST(values_of_many_sizes_are_read_as_powers_of_ten),
        TEST(a_tangent_has_its_slope_and_stays_in_the_plot),
        TEST(the_name_of_an_axis_stands_behind_its_last_label),
        TEST(numbers_far_from_one_are_written_as_powers_of_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
