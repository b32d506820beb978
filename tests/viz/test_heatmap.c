/* The heat-map's pixels and the decision boundary panel. */
#include <math.h>

#include "ogee/activation.h"
#include "ogee_viz/heatmap.h"
#include "stage.h"

enum { N = 65 };

static ogv_heatmap *map;
static const ogv_rect rect = {100, 100, 384, 384};

static int setup(void **state)
{
    stage_setup(state);
    assert_ok(ogv_heatmap_create(N, N, "test", &map));
    float *z = ogv_heatmap_logits(map);
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++)
            z[row * N + column] = 4 * (2.0f * (float)column / (N - 1) - 1); /* 4 x on -1 .. 1 */
    ogv_heatmap_changed(map);
    return 0;
}

static int teardown(void **state)
{
    ogv_heatmap_destroy(map);
    return stage_teardown(state);
}

static const ogv_image *drawn_image(void)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_IMAGE)
            return &list.commands[i].image;
    fail_msg("no image is drawn");
    return NULL;
}

static void a_heatmap_refuses_odd_sizes(void **state)
{
    (void)state;
    ogv_heatmap *none;
    assert_status(ogv_heatmap_create(1, 5, "x", &none), OG_ERR_ARGUMENT);
    assert_status(ogv_heatmap_create(5, 2000, "x", &none), OG_ERR_ARGUMENT);
    assert_null(none);
    ogv_heatmap_destroy(none);
}

static void pixels_have_the_colours_of_the_class_map(void **state)
{
    (void)state;
    ogv_heatmap_draw(&list, ui.theme, rect, map);
    const ogv_image *image = drawn_image();
    for (int column = 0; column < N; column += 8) {
        ogv_color expected =
            ogv_probability_color(ui.theme, og_sigmoidf(4 * (2.0f * (float)column / (N - 1) - 1)));
        ogv_color drawn = image->pixels[5 * N + column]; /* from a table, so one step off at most */
        assert_near(drawn.r, expected.r, 1);
        assert_near(drawn.g, expected.g, 1);
        assert_near(drawn.b, expected.b, 1);
        assert_int_equal(drawn.a, 255);
    }
}

static void pixels_are_made_again_only_when_something_changed(void **state)
{
    (void)state;
    ogv_heatmap_draw(&list, ui.theme, rect, map);
    unsigned first = drawn_image()->version;
    ogv_drawlist_clear(&list);
    ogv_heatmap_draw(&list, ui.theme, rect, map);
    assert_int_equal(drawn_image()->version, first);
    ogv_drawlist_clear(&list);
    ogv_heatmap_draw(&list, &ogv_theme_dark, rect, map);
    unsigned second = drawn_image()->version;
    assert_int_not_equal(second, first);
    ogv_drawlist_clear(&list);
    ogv_heatmap_logits(map)[0] = NAN;
    ogv_heatmap_changed(map);
    ogv_heatmap_draw(&list, &ogv_theme_dark, rect, map);
    assert_int_not_equal(drawn_image()->version, second);
    assert_memory_equal(&drawn_image()->pixels[0], &ogv_theme_dark.err, sizeof(ogv_color));
}

static void the_outer_samples_lie_on_the_edges(void **state)
{
    (void)state;
    ogv_heatmap_draw(&list, ui.theme, rect, map);
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_IMAGE) {
            ogv_rect r = list.commands[i].rect;
            assert_near(r.x + 0.5 * r.w / N, rect.x, 1e-3);
            assert_near(r.y + r.h - 0.5 * r.h / N, rect.y + rect.h, 1e-3);
        }
    assert_near(ogv_heatmap_at(map, 0, 0.3f), -4, 1e-6);
    assert_near(ogv_heatmap_at(map, 1, 1), 4, 1e-6);
    assert_near(ogv_heatmap_at(map, 0.6101f, 0.77f), 4 * (2 * 0.6101 - 1), 1e-4);
}

static void draw_panel(ogv_boundary *boundary)
{
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    ogv_boundary_draw(&ui, "map", rect, map, boundary);
    ogv_ui_end(&ui);
    ui.input.key = OGV_KEY_NONE;
}

static ogv_boundary panel(const ogv_mark *marks, size_t count)
{
    return (ogv_boundary){.x = {-1, 1},
                          .y = {-2, 2},
                          .x_name = "$x_1$",
                          .y_name = "$x_2$",
                          .marks = marks,
                          .mark_count = count,
                          .contours = true,
                          .tests = true,
                          .decimals = 2};
}

static const ogv_command *contour_label(const char *text)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT && list.commands[i].font == OGV_MONO_SEMIBOLD &&
            strcmp(list.chars + list.commands[i].first, text) == 0)
            return &list.commands[i];
    return NULL;
}

static void the_bold_contour_lies_where_the_logit_is_zero(void **state)
{
    (void)state;
    ogv_boundary b = panel(NULL, 0);
    draw_panel(&b);
    size_t thin = 0, bold = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_POLYLINE)
            continue;
        thin += c->width == 1.0f;
        bold += c->width == 2.25f;
        for (size_t k = 0; c->width == 2.25f && k < c->count; k++)
            assert_near(list.points[c->first + k].x, 100 + 192, 1e-3);
    }
    assert_int_equal(thin, 8);
    assert_int_equal(bold, 1);
    b.contours = false;
    draw_panel(&b);
    assert_null(contour_label("0.5"));
}

static void contour_labels_keep_away_from_points(void **state)
{
    (void)state;
    ogv_mark marks[40];
    for (int i = 0; i < 40; i++) /* crowd the upper three quarters of the bold line */
        marks[i] = (ogv_mark){0, 2 - 3.0f * (float)i / 39, i % 2 == 0, false, false};
    ogv_boundary b = panel(marks, 40);
    draw_panel(&b);
    assert_non_null(contour_label("0.1"));
    assert_non_null(contour_label("0.9"));
    assert_non_null(contour_label("0.5"));
    assert_true(contour_label("0.5")->at.y > 100 + 0.75f * 384 + 15);
}

static ogv_rect label_box(const char *text)
{
    const ogv_command *label = contour_label(text);
    assert_non_null(label);
    float width = ogv_text_width(&list, OGV_MONO_SEMIBOLD, 12, text) + 8;
    return (ogv_rect){label->at.x - 4, label->at.y - 12.4f, width, 16};
}

static ogv_rect tooltip_box(void)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_FILL && list.commands[i].radius == 6)
            return list.commands[i].rect;
    fail_msg("no tooltip is drawn");
    return (ogv_rect){0};
}

static void assert_labels_stand_free(void)
{
    static const char *const texts[] = {"0.5", "0.1", "0.9"};
    for (int i = 0; i < 3; i++) {
        assert_false(ogv_rects_overlap(label_box(texts[i]), tooltip_box()));
        for (int k = 0; k < i; k++)
            assert_false(ogv_rects_overlap(label_box(texts[i]), label_box(texts[k])));
    }
}

static void a_contour_label_moves_from_under_the_pointer_and_comes_back(void **state)
{
    (void)state;
    ogv_boundary b = panel(NULL, 0);
    draw_panel(&b);
    const ogv_rect home = label_box("0.5");
    const ogv_point on_it = {100 + 192, home.y + 8};
    ui.input.mouse = on_it;
    draw_panel(&b);
    assert_labels_stand_free();
    assert_near(label_box("0.5").x, home.x, 0.01); /* along its line */
    assert_true(fabsf(label_box("0.5").y - home.y) > 8);
    ui.input.mouse = (ogv_point){on_it.x - 40, on_it.y}; /* now under the box with the numbers */
    draw_panel(&b);
    assert_labels_stand_free();
    float aside = label_box("0.5").y;
    draw_panel(&b);
    assert_near(label_box("0.5").y, aside, 0); /* and stays */
    ui.input.mouse = (ogv_point){on_it.x, on_it.y > 292 ? 120 : 460};
    draw_panel(&b);
    assert_near(label_box("0.5").y, home.y, 0);
}

static void contour_labels_never_meet_wherever_the_pointer_is(void **state)
{
    (void)state;
    float *z = ogv_heatmap_logits(map); /* so steep that the lines lie 7 pixels apart */
    for (int i = 0; i < N * N; i++)
        z[i] = 60 * (2.0f * (float)(i % N) / (N - 1) - 1);
    ogv_heatmap_changed(map);
    ogv_boundary b = panel(NULL, 0);
    for (int y = 104; y < 484; y += 20)
        for (int x = 104; x < 484; x += 20) {
            ui.input.mouse = (ogv_point){(float)x, (float)y};
            draw_panel(&b);
            assert_labels_stand_free();
        }
}

static void contour_labels_keep_off_the_plate_of_a_long_name(void **state)
{
    (void)state;
    ogv_mark marks[40];
    for (int i = 0; i < 40; i++) /* leave only the top of the line at p = 0.1 free */
        marks[i] = (ogv_mark){-0.549f, 1.375f - 3.375f * (float)i / 39, false, false, false};
    ogv_boundary b = panel(marks, 40);
    b.y_name = "roughness";
    draw_panel(&b);
    ogv_axes axes = {.rect = rect, .x = b.x, .y = b.y};
    ogv_rect plate = ogv_axes_name_plate(&list, ui.theme, &axes, b.y_name);
    assert_true(plate.x + plate.w > 180); /* it reaches the line */
    const ogv_command *label = contour_label("0.1");
    assert_true(!label || label->at.y - 12 > plate.y + plate.h + 8);
    assert_true(ogv_axes_name_plate(&list, ui.theme, &axes, "$x_2$").w == 0);
}

static void a_panel_without_names_can_be_read_out(void **state)
{
    (void)state;
    ogv_boundary b = panel(NULL, 0);
    b.x_name = b.y_name = NULL;
    ui.input.mouse = (ogv_point){100 + 288, 100 + 96};
    draw_panel(&b);
    assert_true(drawn_text("0.88"));
}

static void the_crosshair_reads_coordinates_and_probability(void **state)
{
    (void)state;
    ogv_boundary b = panel(NULL, 0);
    ui.input.mouse = (ogv_point){100 + 288, 100 + 96};
    draw_panel(&b);
    assert_true(drawn_text("0.50") && drawn_text("1.00") && drawn_text("0.88")); /* sigmoid(2) */
    ui.input.mouse = (ogv_point){100 + 383, 100 + 383};
    draw_panel(&b);
    for (size_t i = 0; i < list.command_count; i++) /* the tooltip stays on the map */
        if (list.commands[i].kind == OGV_FILL && list.commands[i].radius == 6) {
            ogv_rect r = list.commands[i].rect;
            assert_true(r.x >= 108 && r.x + r.w <= 476 && r.y >= 108 && r.y + r.h <= 476);
        }
}

static void arrows_move_the_crosshair_of_a_focused_map(void **state)
{
    (void)state;
    ogv_boundary b = panel(NULL, 0);
    draw_panel(&b);
    ui.input.key = OGV_KEY_TAB;
    draw_panel(&b);
    ui.input.shift = true;
    ui.input.key = OGV_KEY_RIGHT;
    draw_panel(&b);
    assert_true(drawn_text("0.20") && drawn_text("0.69")); /* sigmoid(0.8) */
    ui.input.shift = false;
    ui.input.key = OGV_KEY_UP;
    draw_panel(&b);
    assert_true(drawn_text("0.04"));
}

static void a_field_of_nan_and_long_names_draw(void **state)
{
    (void)state;
    float *z = ogv_heatmap_logits(map);
    for (int i = 0; i < N * N; i++)
        z[i] = i % 3 ? NAN : INFINITY;
    ogv_heatmap_changed(map);
    ogv_boundary b = panel(NULL, 0);
    b.x_name = "mean radius";
    b.y_name = "mean texture";
    ui.input.mouse = (ogv_point){200, 200};
    draw_panel(&b);
    assert_true(drawn_text("nan") && drawn_text("texture"));
    for (size_t i = 0; i < list.point_count; i++)
        assert_true(isfinite(list.points[i].x) && isfinite(list.points[i].y));
}

static void a_steady_panel_allocates_nothing(void **state)
{
    (void)state;
    ogv_mark marks[2] = {{0.5f, 0, true, false, true}, {-0.5f, 0, false, true, false}};
    ogv_boundary b = panel(marks, 2);
    draw_panel(&b);
    ogv_heatmap_changed(map);
    draw_panel(&b);
    const void *commands = list.commands, *points = list.points, *chars = list.chars;
    for (int i = 0; i < 10; i++) {
        ogv_heatmap_changed(map);
        draw_panel(&b);
    }
    assert_ptr_equal(commands, list.commands);
    assert_ptr_equal(points, list.points);
    assert_ptr_equal(chars, list.chars);
}

static void a_colour_bar_has_the_stops_of_the_theme(void **state)
{
    (void)state;
    ogv_color_bar(&list, ui.theme, (ogv_rect){0, 0, 384, 12}, false);
    for (int i = 0; i < OGV_PROBABILITY_STOPS - 1; i++) {
        assert_int_equal(list.commands[i].kind, OGV_GRADIENT);
        assert_memory_equal(&list.commands[i].color, &ui.theme->probability[i], sizeof(ogv_color));
        assert_near(list.commands[i].rect.x, 48 * i, 1e-3);
    }
    assert_true(drawn_text("0.7"));
    ogv_drawlist_clear(&list);
    ogv_color_bar(&list, ui.theme, (ogv_rect){0, 0, 12, 384}, true);
    assert_memory_equal(&list.commands[0].color2, &ui.theme->probability[0], sizeof(ogv_color));
    assert_near(list.commands[0].rect.y, 336, 1e-3);
}

/* Its own press is for the keyboard alone. */
static void a_press_on_a_map_belongs_to_what_lies_on_it(void **state)
{
    (void)state;
    ogv_boundary b = {.x = {-1, 1}, .y = {-1, 1}};
    ogv_rect grip = {rect.x + 40, rect.y + 40, 32, 32};
    ui.input.mouse_pressed = ui.input.mouse_down = true;
    for (int outside = 0; outside < 2; outside++) {
        ui.input.mouse = (ogv_point){grip.x + (outside ? 60 : 10), grip.y + 10};
        ui.active = 0;
        ogv_drawlist_clear(&list);
        ogv_ui_begin(&ui);
        ogv_boundary_draw(&ui, "map", rect, map, &b);
        ogv_act act = ogv_ui_widget(&ui, "grip", grip, 0);
        ogv_act second = ogv_ui_widget(&ui, "second", grip, 0);
        ogv_ui_end(&ui);
        assert_int_equal(act.held, !outside);
        assert_false(second.held);
        assert_true(ui.focus == ogv_ui_id(outside ? "map" : "grip"));
    }
    ui.input.mouse_pressed = ui.input.mouse_down = false;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void contours_of_a_fine_map_lie_where_those_of_a_coarse_one_do(void **state)
{
    (void)state;
    enum { FINE = 400 };
    ogv_heatmap *fine;
    assert_ok(ogv_heatmap_create(FINE, FINE, "fine", &fine));
    float *z = ogv_heatmap_logits(fine);
    for (int i = 0; i < FINE * FINE; i++)
        z[i] = 4 * (2.0f * (float)(i % FINE) / (FINE - 1) - 1);
    ogv_heatmap_changed(fine);
    ogv_boundary b = {.x = {-1, 1}, .y = {-1, 1}, .contours = true};
    ogv_ui_begin(&ui);
    ogv_boundary_draw(&ui, "boundary", rect, fine, &b);
    ogv_ui_end(&ui);
    size_t bold = 0;
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_POLYLINE && list.commands[i].width == 2.25f)
            for (size_t k = 0; k < list.commands[i].count; k++, bold++)
                assert_near(list.points[list.commands[i].first + k].x, 292, 0.01);
    assert_true(bold >= 2);
    ogv_heatmap_destroy(fine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_heatmap_refuses_odd_sizes),
        TEST(pixels_have_the_colours_of_the_class_map),
        TEST(pixels_are_made_again_only_when_something_changed),
        TEST(the_outer_samples_lie_on_the_edges),
        TEST(the_bold_contour_lies_where_the_logit_is_zero),
        TEST(contour_labels_keep_away_from_points),
        TEST(a_panel_without_names_can_be_read_out),
        TEST(a_contour_label_moves_from_under_the_pointer_and_comes_back),
        TEST(contour_labels_never_meet_wherever_the_pointer_is),
        TEST(contour_labels_keep_off_the_plate_of_a_long_name),
        TEST(the_crosshair_reads_coordinates_and_probability),
        TEST(arrows_move_the_crosshair_of_a_focused_map),
        TEST(a_press_on_a_map_belongs_to_what_lies_on_it),
        TEST(a_field_of_nan_and_long_names_draw),
        TEST(a_steady_panel_allocates_nothing),
        TEST(a_colour_bar_has_the_stops_of_the_theme),
        TEST(contours_of_a_fine_map_lie_where_those_of_a_coarse_one_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
