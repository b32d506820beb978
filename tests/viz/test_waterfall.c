/* Waterfalls: values, colours, the picture that grows, the readout. */
#include <math.h>

#include "ogee_viz/waterfall.h"
#include "stage.h"

enum { LAYERS = 4, STEPS = 100 };

static ogv_waterfall *map;
static ogv_waterfall_place place;
static bool found;
static const ogv_rect rect = {100, 100, 400, 78}; /* rows of 18, gaps of 2 */
static const ogv_waterfall_look look = {"step", "layer", "gradient", true};

static void draw(void)
{
    found = ogv_waterfall_draw(&ui, "map", rect, map, &look, &place);
}

static int setup(void **state)
{
    stage_setup(state);
    stage_draw = draw;
    return ogv_waterfall_create(LAYERS, STEPS, "test.map", &map) == OG_OK ? 0 : -1;
}

static int teardown(void **state)
{
    ogv_waterfall_destroy(map);
    return stage_teardown(state);
}

/* Step i: layer k, counted from 0, has 10^-k of first. */
static void add(int count, float first)
{
    for (int i = 0; i < count; i++)
        assert_true(
            ogv_waterfall_add(map, (const float[]){first, first * 0.1f, first * 0.01f, first * 0.001f}));
}

static const ogv_image *picture(void)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_IMAGE)
            return &list.commands[i].image;
    fail_msg("there is no picture");
    return NULL;
}

static void assert_pixel(int column, int row, ogv_color wanted)
{
    const ogv_image *image = picture();
    assert_memory_equal(&image->pixels[row * image->width + column], &wanted, sizeof wanted);
}

static void a_waterfall_keeps_what_it_was_given(void **state)
{
    (void)state;
    assert_int_equal(ogv_waterfall_count(map), 0);
    add(2, 0.5f);
    add(1, -0.25f);
    assert_int_equal(ogv_waterfall_count(map), 3);
    assert_near(ogv_waterfall_at(map, 0, 1), 0.5f, 0);
    assert_near(ogv_waterfall_at(map, 0, 2), -0.25f, 0);
    assert_near(ogv_waterfall_at(map, 3, 0), 0.5f * 0.001f, 0);
    assert_true(isnan(ogv_waterfall_at(map, 0, 3)));
    assert_true(isnan(ogv_waterfall_at(map, LAYERS, 0)));
    assert_true(isnan(ogv_waterfall_at(map, -1, 0)));
}

static void a_full_waterfall_takes_no_more(void **state)
{
    (void)state;
    const float more[LAYERS] = {9, 9, 9, 9};
    add(STEPS, 1);
    assert_false(ogv_waterfall_add(map, more));
    assert_int_equal(ogv_waterfall_count(map), STEPS);
    assert_near(ogv_waterfall_at(map, 0, STEPS - 1), 1, 0);
}

static void a_waterfall_begins_anew_with_other_layers_and_steps(void **state)
{
    (void)state;
    add(50, 1);
    frame();
    ogv_waterfall_begin(map, 2, 10);
    assert_int_equal(ogv_waterfall_count(map), 0);
    frame();
    assert_int_equal(picture()->height, 2);
    assert_pixel(0, 0, theme->zone);
    ogv_waterfall_begin(map, 99, 0); /* clamped to what there is room for */
    frame();
    assert_int_equal(picture()->height, LAYERS);
    add(1, 1);
    assert_false(ogv_waterfall_add(map, (const float[]){1, 1, 1, 1}));
}

static void sizes_out_of_range_are_refused(void **state)
{
    (void)state;
    ogv_waterfall *none = map;
    assert_status(ogv_waterfall_create(0, 10, "none", &none), OG_ERR_ARGUMENT);
    assert_null(none);
    assert_status(ogv_waterfall_create(OGV_WATERFALL_LAYERS + 1, 10, "none", &none), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "33 layers");
    assert_status(ogv_waterfall_create(2, 0, "none", &none), OG_ERR_ARGUMENT);
    assert_status(ogv_waterfall_create(2, OGV_WATERFALL_STEPS + 1, "none", &none), OG_ERR_ARGUMENT);
    ogv_waterfall_destroy(NULL);
}

static void the_layer_nearest_the_loss_is_on_top_and_steps_to_come_are_empty(void **state)
{
    (void)state;
    add(50, 1);
    frame();
    assert_int_equal(picture()->width, 400); /* as many as the plot has pixels */
    assert_int_equal(picture()->height, LAYERS);
    assert_false(picture()->smooth);
    assert_pixel(0, LAYERS - 1, ogv_gradient_color(theme, 1));
    assert_pixel(199, 0, ogv_gradient_color(theme, 0.001f));
    for (int row = 0; row < LAYERS; row++)
        for (int column = 200; column < 400; column += 25)
            assert_pixel(column, row, theme->zone);
    assert_true(drawn_text("step"));
    assert_true(drawn_text("layer"));
    assert_true(drawn_text("4"));
    assert_true(drawn_text("100"));
}

static void a_line_marks_now(void **state)
{
    (void)state;
    for (int steps = 0; steps <= STEPS; steps += 25) {
        frame();
        bool marked = false;
        for (size_t i = 0; i < list.command_count; i++) {
            const ogv_command *c = &list.commands[i];
            if (c->kind == OGV_FILL && c->rect.h > 80)
                marked = fabsf(c->rect.x + 0.5f * c->rect.w - (100 + 4.0f * (float)steps)) <= 1;
            if (c->kind == OGV_POLYLINE && memcmp(&c->color, &theme->text, sizeof c->color) == 0)
                marked =
                    fabsf(list.points[c->first].x - (100 + 4.0f * (float)steps)) <= 1 && c->width == 1.5f;
        }
        assert_true(marked);
        if (steps < STEPS)
            add(25, 1);
    }
}

static void the_picture_grows_and_is_not_painted_twice(void **state)
{
    (void)state;
    add(10, 1);
    frame();
    unsigned version = picture()->version;
    const ogv_color *pixels = picture()->pixels;
    frame();
    assert_int_equal(picture()->version, version);
    add(1, 1e-4f);
    frame();
    assert_true(picture()->version != version);
    assert_ptr_equal(picture()->pixels, pixels);
    assert_pixel(39, LAYERS - 1, ogv_gradient_color(theme, 1));
    assert_pixel(40, LAYERS - 1, ogv_gradient_color(theme, 1e-4f));
    assert_pixel(44, LAYERS - 1, theme->zone);
    ui.theme = &ogv_theme_dark;
    frame();
    assert_pixel(0, LAYERS - 1, ogv_gradient_color(&ogv_theme_dark, 1));
    assert_pixel(44, LAYERS - 1, ogv_theme_dark.zone);
}

static void step_by_step_or_at_once_is_the_same_picture(void **state)
{
    (void)state;
    ogv_waterfall *other, *first = map;
    enum { MANY = 5000 };
    assert_ok(ogv_waterfall_create(1, MANY, "test.other", &other));
    ogv_waterfall_destroy(first);
    assert_ok(ogv_waterfall_create(1, MANY, "test.map", &map));
    for (int i = 0; i < 4000; i++) {
        float value = (float)(i * 7919 % 1000) * 1e-5f;
        ogv_waterfall_add(map, &value);
        ogv_waterfall_add(other, &value);
        if (i % 37 == 0)
            frame();
    }
    frame();
    ogv_color grown[400];
    memcpy(grown, picture()->pixels, sizeof grown);
    ogv_waterfall_destroy(map);
    map = other;
    frame();
    assert_memory_equal(picture()->pixels, grown, sizeof grown);
}

static void a_pixel_of_many_steps_shows_the_largest_or_what_is_not_finite(void **state)
{
    (void)state;
    ogv_waterfall_destroy(map);
    assert_ok(ogv_waterfall_create(2, 4000, "test.map", &map)); /* ten steps to a pixel */
    for (int i = 0; i < 40; i++)
        ogv_waterfall_add(map, (const float[]){i == 13 ? -0.5f : 1e-6f, i == 25 ? NAN : i < 10 ? 0 : 1});
    frame();
    assert_pixel(0, 1, ogv_gradient_color(theme, 1e-6f));
    assert_pixel(1, 1, ogv_gradient_color(theme, 0.5f));
    assert_pixel(0, 0, theme->zone);
    assert_pixel(2, 0, theme->err);
    assert_pixel(3, 0, ogv_gradient_color(theme, 1));
}

static void zero_is_hatched_and_so_is_nonsense(void **state)
{
    (void)state;
    add(10, 1);
    frame();
    size_t plain = count_kind(OGV_POLYLINE);
    ogv_waterfall_begin(map, LAYERS, STEPS);
    for (int i = 0; i < 10; i++)
        ogv_waterfall_add(map, (const float[]){0, 1, 1, 1});
    frame();
    assert_true(count_kind(OGV_POLYLINE) > plain + 5);
    assert_true(count_colored(OGV_POLYLINE, theme->axis) > 5);
    assert_pixel(0, LAYERS - 1, theme->zone);
    ogv_waterfall_begin(map, LAYERS, STEPS);
    for (int i = 0; i < 10; i++)
        ogv_waterfall_add(map, (const float[]){INFINITY, 1, 1, NAN});
    frame();
    assert_true(count_colored(OGV_POLYLINE, theme->stage) > 10);
    assert_pixel(0, LAYERS - 1, theme->err);
    assert_pixel(0, 0, theme->err);
}

static void the_pointer_reads_layer_step_and_value(void **state)
{
    (void)state;
    add(50, 0.5f);
    frame();
    move(100 + 4 * 20 + 1, 100 + 9); /* the upper row */
    frame();
    assert_true(found);
    assert_int_equal(place.layer, LAYERS - 1);
    assert_int_equal(place.step, 20);
    assert_near(place.value, 0.5f * 0.001f, 0);
    assert_true(drawn_text("gradient"));
    assert_true(drawn_text("5.000×10⁻⁴"));
    move(100 + 4 * 70, 109); /* to come */
    frame();
    assert_false(found);
    move(90, 109);
    frame();
    assert_false(found);
}

static void the_arrows_read_it_too(void **state)
{
    (void)state;
    add(STEPS, 0.5f);
    frame();
    key(OGV_KEY_TAB);
    frame();
    assert_true(found);
    int layer = place.layer, step = place.step;
    key(OGV_KEY_UP);
    assert_int_equal(place.layer, layer + 1);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    assert_int_equal(place.layer, layer - 1);
    key(OGV_KEY_RIGHT);
    assert_int_equal(place.step, step + 1);
    ui.input.shift = true;
    key(OGV_KEY_LEFT);
    assert_int_equal(place.step, step - 9);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    assert_int_equal(place.layer, 0);
    ui.input.shift = false;
    key(OGV_KEY_HOME);
    assert_int_equal(place.step, 0);
    key(OGV_KEY_END);
    assert_int_equal(place.step, STEPS - 1);
}

static void a_low_waterfall_has_smaller_gaps_and_fewer_numbers(void **state)
{
    (void)state;
    ogv_waterfall_destroy(map);
    assert_ok(ogv_waterfall_create(20, 10, "test.map", &map)); /* 78 / 20: no room for gaps */
    frame();
    assert_int_equal(count_colored(OGV_FILL, theme->stage), 0);
    assert_true(drawn_text("1"));
    assert_false(drawn_text("3"));
    assert_true(drawn_text("5"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_waterfall_keeps_what_it_was_given),
        TEST(a_full_waterfall_takes_no_more),
        TEST(a_waterfall_begins_anew_with_other_layers_and_steps),
        TEST(sizes_out_of_range_are_refused),
        TEST(the_layer_nearest_the_loss_is_on_top_and_steps_to_come_are_empty),
        TEST(a_line_marks_now),
        TEST(the_picture_grows_and_is_not_painted_twice),
        TEST(step_by_step_or_at_once_is_the_same_picture),
        TEST(a_pixel_of_many_steps_shows_the_largest_or_what_is_not_finite),
        TEST(zero_is_hatched_and_so_is_nonsense),
        TEST(the_pointer_reads_layer_step_and_value),
        TEST(the_arrows_read_it_too),
        TEST(a_low_waterfall_has_smaller_gaps_and_fewer_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
