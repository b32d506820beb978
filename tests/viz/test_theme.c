#include <math.h>

#include "ogee_viz/theme.h"
#include "support.h"

static const ogv_theme *themes[4]; /* light, dark, and both with high contrast */

static int choose_themes(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        themes[i] = ogv_theme_choose(i % 2 == 1, i >= 2);
    return 0;
}

static void assert_hex(ogv_color actual, unsigned hex)
{
    assert_int_equal((unsigned)actual.r << 16 | (unsigned)actual.g << 8 | actual.b, hex);
    assert_int_equal(actual.a, 255);
}

static void themes_are_found_by_name(void **state)
{
    (void)state;
    assert_ptr_equal(ogv_theme_find("light"), &ogv_theme_light);
    assert_ptr_equal(ogv_theme_find("dark"), &ogv_theme_dark);
    for (int i = 0; i < 4; i++)
        assert_ptr_equal(ogv_theme_find(themes[i]->name), themes[i]);
    assert_null(ogv_theme_find("Dark"));
    assert_null(ogv_theme_find(""));
    assert_null(ogv_theme_find(NULL));
}

static void the_probability_map_runs_from_blue_through_paper_to_orange(void **state)
{
    (void)state;
    assert_hex(ogv_probability_color(&ogv_theme_light, 0.0f), 0x8BC4F6);
    assert_hex(ogv_probability_color(&ogv_theme_light, 0.125f), 0xA6D1F8);
    assert_hex(ogv_probability_color(&ogv_theme_light, 0.5f), 0xF7F6F3);
    assert_hex(ogv_probability_color(&ogv_theme_light, 1.0f), 0xFDA85D);
    assert_hex(ogv_probability_color(&ogv_theme_dark, 0.5f), 0x1E2026);
    assert_hex(ogv_probability_color(&ogv_theme_light, -4.0f), 0x8BC4F6);
    assert_hex(ogv_probability_color(&ogv_theme_light, INFINITY), 0xFDA85D);
    ogv_color middle = ogv_probability_color(&ogv_theme_light, 0.0625f);
    assert_near(middle.r, (0x8B + 0xA6) / 2.0, 1);
    assert_hex(ogv_probability_color(&ogv_theme_light, NAN), 0xB7191C);
}

static void the_gradient_map_is_logarithmic_and_marks_nothing_and_nonsense(void **state)
{
    (void)state;
    assert_hex(ogv_gradient_color(&ogv_theme_light, 1e-8f), 0xFDF6E8);
    assert_hex(ogv_gradient_color(&ogv_theme_light, 1e-20f), 0xFDF6E8);
    assert_hex(ogv_gradient_color(&ogv_theme_light, -1.0f), 0x3C1846);
    assert_hex(ogv_gradient_color(&ogv_theme_light, 1e9f), 0x3C1846);
    ogv_color middle = ogv_gradient_color(&ogv_theme_light, 1e-4f);
    assert_near(middle.r, 0xE3, 1);
    assert_near(middle.g, 0x49, 1);
    for (int i = 0; i < 2; i++) {
        ogv_color zero = ogv_gradient_color(themes[i], -0.0f), bad = ogv_gradient_color(themes[i], -INFINITY);
        assert_memory_equal(&zero, &themes[i]->zone, sizeof zero);
        assert_memory_equal(&bad, &themes[i]->err, sizeof bad);
        bad = ogv_gradient_color(themes[i], NAN);
        assert_memory_equal(&bad, &themes[i]->err, sizeof bad);
    }
}

static double linear(int byte)
{
    double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double contrast(ogv_color a, ogv_color b)
{
    double la = 0.2126 * linear(a.r) + 0.7152 * linear(a.g) + 0.0722 * linear(a.b);
    double lb = 0.2126 * linear(b.r) + 0.7152 * linear(b.g) + 0.0722 * linear(b.b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static void assert_contrast(ogv_color a, ogv_color b, double least)
{
    if (contrast(a, b) < least)
        fail_msg("contrast %.2f is below %.1f", contrast(a, b), least);
}

static void every_text_can_be_read_and_every_mark_seen(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        const ogv_theme *t = themes[i];
        const ogv_color grounds[2] = {t->stage, t->panel};
        const ogv_color texts[] = {t->text,        t->text2,       t->text3, t->accent, t->value,
                                   t->grad,        t->teal,        t->ochre, t->brown,  t->ok,
                                   t->class0_text, t->class1_text, t->warn,  t->err};
        const ogv_color marks[] = {t->ctl, t->axis, t->focus, t->class0, t->class1};
        for (int g = 0; g < 2; g++) {
            for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
                assert_contrast(texts[k], grounds[g], 4.5);
            for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
                assert_contrast(marks[k], grounds[g], 3.0);
        }
        assert_contrast(t->on_accent, t->accent, 4.5);
        assert_contrast(t->on_tip, t->tip, 4.5);
        assert_contrast(t->tip_text2, t->tip, 4.5);
        assert_contrast(t->text3, t->well, 4.5);
        assert_contrast(t->text, t->raised, 4.5);
        assert_contrast(t->text2, t->band_right, 4.5);
        assert_contrast(t->on_band_wrong, t->band_wrong, 4.5);
        assert_contrast(t->text, t->band_zero, 4.5);
        assert_contrast(t->on_accent, t->err, 4.5);
    }
}

static void assert_same_color(ogv_color a, ogv_color b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void high_contrast_draws_borders_as_axes_and_changes_no_colour_of_data(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        const ogv_theme *plain = themes[dark], *strong = themes[2 + dark];
        assert_ptr_equal(ogv_theme_choose(dark, true), strong);
        assert_same_color(strong->line2, plain->axis);
        assert_same_color(strong->grid, plain->axis);
        assert_contrast(strong->line2, strong->stage, 3);
        assert_int_equal(strong->contour.a, 153); /* 60 % */
        assert_near(strong->point_ring_width, 2, 0);
        assert_near(plain->point_ring_width, 1, 0);
        assert_memory_equal(strong->probability, plain->probability, sizeof plain->probability);
        assert_same_color(strong->class0, plain->class0);
        assert_same_color(strong->value, plain->value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(themes_are_found_by_name),
        cmocka_unit_test(the_probability_map_runs_from_blue_through_paper_to_orange),
        cmocka_unit_test(the_gradient_map_is_logarithmic_and_marks_nothing_and_nonsense),
        cmocka_unit_test(every_text_can_be_read_and_every_mark_seen),
        cmocka_unit_test(high_contrast_draws_borders_as_axes_and_changes_no_colour_of_data),
    };
    return cmocka_run_group_tests(tests, choose_themes, NULL);
}
