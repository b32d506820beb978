/* Formulas by where their parts are put. Text measures 0.55 em a character here. */
#include "ogee_viz/text.h"
#include "stage.h"

static ogv_extent draw(const char *formula)
{
    ogv_drawlist_clear(&list);
    ogv_extent drawn = ogv_formula(&list, theme, 0, 100, OGV_LEFT, 20, theme->text, formula);
    ogv_extent measured = ogv_formula_extent(&list, theme, 20, formula);
    assert_near(drawn.width, measured.width, 1e-3);
    assert_near(drawn.ascent, measured.ascent, 1e-3);
    assert_near(drawn.descent, measured.descent, 1e-3);
    return drawn;
}

static float width(const char *formula)
{
    return draw(formula).width;
}

static const ogv_command *part(const char *text)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT && strcmp(list.chars + list.commands[i].first, text) == 0)
            return &list.commands[i];
    fail_msg("\"%s\" is not drawn", text);
    return NULL;
}

static void variables_are_italic_and_digits_roman(void **state)
{
    (void)state;
    draw("x2\\sigma\\nabla");
    assert_int_equal(part("x")->font, OGV_MATH_ITALIC);
    assert_int_equal(part("2")->font, OGV_MATH);
    assert_int_equal(part("σ")->font, OGV_MATH_ITALIC);
    assert_int_equal(part("∇")->font, OGV_MATH);
}

static void scripts_are_smaller_raised_and_lowered(void **state)
{
    (void)state;
    draw("x_1^2");
    assert_near(part("1")->size, 14, 1e-4);
    assert_near(part("1")->at.y, 100 + 0.19 * 20, 1e-4);
    assert_near(part("2")->at.y, 100 - 0.36 * 20, 1e-4);
    assert_true(part("1")->at.x >= 11 && part("2")->at.x < part("1")->at.x + 2); /* both at the base */
}

static void relations_are_wider_apart_than_binaries_than_letters(void **state)
{
    (void)state;
    assert_true(width("a=b") > width("a+b"));
    assert_true(width("a+b") > width("a1b"));
    assert_true(width("x^2") < width("x2"));
    assert_true(width("a\\,b") < width("a\\;b"));
    assert_true(width("a\\;b") < width("a\\quad b"));
    assert_near(width("a b"), width("ab"), 0);
}

static void a_minus_before_a_number_is_a_sign(void **state)
{
    (void)state;
    assert_true(width("-x") < width("y-x") - 11);
    draw("-x");
    assert_near(part("−")->at.x, 0, 0);
    assert_near(width("(-x)"), width("-x") + 22, 1e-3);
}

static void a_fraction_centres_its_parts_about_the_bar(void **state)
{
    (void)state;
    ogv_extent e = draw("\\frac{1}{abc}");
    float middle = part("1")->at.x + 0.5f * 0.55f * 18.4f;
    float below = part("a")->at.x + 0.5f * 3 * 0.55f * 18.4f;
    assert_near(middle, below, 1e-3);
    const ogv_command *bar = NULL;
    for (size_t i = 0; i < list.command_count; i++)
        bar = list.commands[i].kind == OGV_POLYLINE ? &list.commands[i] : bar;
    assert_non_null(bar);
    assert_near(list.points[bar->first].y, 95, 1e-4);
    assert_true(part("1")->at.y < 95 && part("a")->at.y - 0.7f * 18.4f > 95);
    assert_true(e.ascent > 15 && e.descent > 5);
}

static void a_root_reaches_over_what_it_holds(void **state)
{
    (void)state;
    ogv_extent e = draw("\\sqrt{x^2+1}y");
    const ogv_command *sign = &list.commands[0];
    assert_int_equal(sign->kind, OGV_POLYLINE);
    ogv_point end = list.points[sign->first + sign->count - 1];
    assert_true(end.x >= part("1")->at.x + 11 && end.x <= part("y")->at.x);
    assert_true(100 - end.y <= e.ascent + 0.01f && end.y < part("2")->at.y - 0.7f * 14);
}

static void a_colour_ends_with_its_braces(void **state)
{
    (void)state;
    draw("\\c{grad}{x}y\\c{nothing}{z}");
    assert_memory_equal(&part("x")->color, &theme->grad, sizeof(ogv_color));
    assert_memory_equal(&part("y")->color, &theme->text, sizeof(ogv_color));
    assert_memory_equal(&part("z")->color, &theme->text, sizeof(ogv_color));
}

static void words_hats_and_unknown_commands_are_shown(void **state)
{
    (void)state;
    draw("\\hat{y} = 1 \\text{when it is} \\log(p) \\hat{p} \\fluxion");
    part("ŷ");
    part("when it is");
    part("log");
    part("ˆ");
    part("fluxion");
}

static void slips_neither_crash_nor_hang(void **state)
{
    (void)state;
    const char *slips[] = {"",
                           "\\",
                           "x_",
                           "^",
                           "}}}",
                           "{{{{{{{{{{{{{{{{{{{{{{x",
                           "\\frac",
                           "\\frac{1}",
                           "\\sqrt\\sqrt\\sqrt\\sqrt\\sqrt\\sqrt\\sqrt\\sqrt\\sqrt\\sqrt\\sqrt x",
                           "\\c",
                           "\\c{grad",
                           "\\text{open",
                           "x__1",
                           "\\hat",
                           "a^b^c^d",
                           "\xE2\x88",
                           "\\frac\\frac\\frac\\frac\\frac\\frac\\frac\\frac\\frac\\frac\\frac\\frac{1}{2}"};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        assert_true(draw(slips[i]).width >= 0);
}

static void alignment_moves_the_whole(void **state)
{
    (void)state;
    float w = width("x+y");
    ogv_drawlist_clear(&list);
    ogv_formula(&list, theme, 200, 100, OGV_RIGHT, 20, theme->text, "x+y");
    assert_near(part("x")->at.x, 200 - w, 1e-3);
    ogv_drawlist_clear(&list);
    ogv_formula(&list, theme, 200, 100, OGV_CENTER, 20, theme->text, "x+y");
    assert_near(part("x")->at.x, 200 - 0.5 * w, 1e-3);
}

static void what_is_lit_has_a_plate_behind_it_and_takes_no_more_room(void **state)
{
    (void)state;
    static const char formula[] = "y = \\on{w}{w} x + \\on{b}{\\frac{b}{2}}";
    float plain = width("y = w x + \\frac{b}{2}");
    assert_near(width(formula), plain, 1e-3);
    assert_int_equal(count_kind(OGV_FILL), 0);
    ogv_light lights[] = {{"b", 1}, {"other", 1}, {"w", 0}};
    ogv_drawlist_clear(&list);
    ogv_extent drawn = ogv_formula_lit(&list, theme, 0, 100, OGV_LEFT, 20, theme->text, formula, lights, 3);
    assert_near(drawn.width, plain, 1e-3);
    assert_int_equal(count_kind(OGV_FILL), 1);
    size_t plate = 0, letter = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        plate = list.commands[i].kind == OGV_FILL ? i : plate;
        letter = &list.commands[i] == part("b") ? i : letter;
    }
    assert_true(plate < letter);
    ogv_rect r = list.commands[plate].rect;
    assert_true(r.x <= part("b")->at.x && r.x + r.w >= part("b")->at.x + 0.55f * part("b")->size);
    assert_true(r.y < part("b")->at.y - 10 && r.y + r.h > part("2")->at.y);
    assert_true(r.x > part("x")->at.x);
    uint8_t bright = list.commands[plate].color.a;
    lights[0].strength = 0.25f;
    ogv_drawlist_clear(&list);
    ogv_formula_lit(&list, theme, 0, 100, OGV_LEFT, 20, theme->text, formula, lights, 3);
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_FILL)
            assert_near(list.commands[i].color.a, 0.25 * bright, 1);
    static const char *const slips[] = {"\\on", "\\on{w}", "\\on{w", "\\on{w}{", "\\on{w}x"};
    lights[2].strength = 1;
    for (int i = 0; i < 5; i++)
        ogv_formula_lit(&list, theme, 0, 100, OGV_LEFT, 20, theme->text, slips[i], lights, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(variables_are_italic_and_digits_roman),
        TEST(scripts_are_smaller_raised_and_lowered),
        TEST(relations_are_wider_apart_than_binaries_than_letters),
        TEST(a_minus_before_a_number_is_a_sign),
        TEST(a_fraction_centres_its_parts_about_the_bar),
        TEST(a_root_reaches_over_what_it_holds),
        TEST(a_colour_ends_with_its_braces),
        TEST(words_hats_and_unknown_commands_are_shown),
        TEST(slips_neither_crash_nor_hang),
        TEST(alignment_moves_the_whole),
        TEST(what_is_lit_has_a_plate_behind_it_and_takes_no_more_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
