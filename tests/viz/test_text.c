/* Numbers as text, markup and wrapping. Text measures 0.55 em a character here: a list without fonts. */
#include <math.h>

#include "ogee_viz/text.h"
#include "stage.h"

static const char *text_at(size_t i)
{
    return list.chars + list.commands[i].first;
}

static float right_of(size_t i)
{
    const ogv_command *c = &list.commands[i];
    return c->at.x + ogv_text_width(&list, c->font, c->size, text_at(i));
}

static void check_number(double value, int decimals, const char *expected)
{
    char text[OGV_NUMBER_SIZE];
    assert_string_equal(ogv_format_number(text, value, decimals), expected);
}

static void numbers_have_a_true_minus_and_fixed_decimals(void **state)
{
    (void)state;
    check_number(-2.5, 2, "−2.50");
    check_number(0.0042, 4, "0.0042");
    check_number(150, 0, "150");
    check_number(-0.001, 2, "0.00");
    check_number(-0.0, 1, "0.0");
    check_number(NAN, 2, "nan");
    check_number(-INFINITY, 2, "−∞");
    check_number(-1.5e300, 9, "−1.5e+300");
    check_number(999999999999999.0, 9, "999999999999999.000000000");
}

static void tokens_are_known_by_name(void **state)
{
    (void)state;
    ogv_color color;
    assert_true(ogv_token_color(theme, "grad", 4, &color));
    assert_memory_equal(&color, &theme->grad, sizeof color);
    assert_true(ogv_token_color(theme, "class0 and more", 6, &color));
    assert_memory_equal(&color, &theme->class0_text, sizeof color);
    assert_false(ogv_token_color(theme, "gra", 3, &color));
}

static void a_paragraph_stays_in_its_width_and_counts_its_lines(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_body(theme);
    const char *text =
        "Each neuron of the first layer draws one soft line. The next layer mixes those lines.";
    float height = ogv_paragraph(&list, theme, 20, 100, 288, &style, text);
    assert_near(fmodf(height, 24), 0, 0);
    assert_true(height >= 72 && height <= 96);
    assert_near(list.commands[0].at.y, ogv_baseline(100, 24, 15), 1e-4);
    for (size_t i = 0; i < list.command_count; i++)
        assert_true(list.commands[i].at.x >= 20 && right_of(i) <= 20 + 288 + 0.01f);
    size_t commands = list.command_count;
    assert_near(ogv_paragraph_height(&list, theme, 288, &style, text), height, 0);
    assert_int_equal(list.command_count, commands);
}

static void bold_and_coloured_runs_keep_their_word_together(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_body(theme);
    ogv_paragraph(&list, theme, 0, 0, 1000, &style, "a **bold**, {grad|slope}. end");
    assert_int_equal(list.command_count, 6);
    assert_string_equal(text_at(1), "bold");
    assert_int_equal(list.commands[1].font, OGV_UI_SEMIBOLD);
    assert_memory_equal(&list.commands[1].color, &theme->text, sizeof(ogv_color));
    assert_string_equal(text_at(2), ",");
    assert_int_equal(list.commands[2].font, OGV_UI);
    assert_near(list.commands[2].at.x, right_of(1), 1e-3);
    assert_string_equal(text_at(3), "slope");
    assert_memory_equal(&list.commands[3].color, &theme->grad, sizeof(ogv_color));
    assert_near(list.commands[3].at.x - right_of(2), 0.55 * 15, 1e-3);
}

static void punctuation_moves_to_the_next_line_with_its_word(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_body(theme);
    /* "aaaa bbbb" is 74.25 wide: the comma alone would not fit */
    ogv_paragraph(&list, theme, 0, 0, 76, &style, "aaaa **bbbb**, c");
    assert_near(list.commands[1].at.x, 0, 0);
    assert_true(list.commands[1].at.y > list.commands[0].at.y);
    assert_near(list.commands[2].at.y, list.commands[1].at.y, 0);
}

static void marks_without_a_partner_are_text(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_body(theme);
    ogv_paragraph(&list, theme, 0, 0, 1000, &style, "2**3");
    ogv_paragraph(&list, theme, 0, 0, 1000, &style, "$5");
    ogv_paragraph(&list, theme, 0, 0, 1000, &style, "{nothing|x}");
    ogv_paragraph(&list, theme, 0, 0, 1000, &style, "\\$\\*");
    char all[64] = "";
    for (size_t i = 0; i < list.command_count; i++)
        strcat(all, text_at(i));
    assert_string_equal(all, "2**3$5{nothing|x}$*");
}

static void chinese_breaks_without_spaces_and_never_before_a_full_stop(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_body(theme);
    const char *text = "神经网络学习曲线。神经网络";
    float height =
        ogv_paragraph(&list, theme, 0, 0, 66.5f, &style, text); /* 8 characters, the stop is the 9th */
    assert_near(height, 48, 0);
    for (size_t i = 0; i < list.command_count; i++) {
        assert_true(right_of(i) <= 66.5f);
        if (strcmp(text_at(i), "。") == 0)
            assert_true(list.commands[i].at.x > 0);
    }
}

static void a_word_wider_than_the_paragraph_is_broken(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_body(theme);
    float height = ogv_paragraph(&list, theme, 5, 0, 50, &style, "abcdefghijklmnop");
    assert_near(height, 72, 0); /* six characters a line */
    for (size_t i = 0; i < list.command_count; i++)
        assert_true(right_of(i) <= 55.01f);
}

static void too_many_lines_end_with_an_ellipsis(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_heading(theme);
    style.max_lines = 2;
    float height = ogv_paragraph(&list, theme, 0, 0, 200, &style, "one two three four five six seven eight");
    assert_near(height, 64, 0);
    assert_string_equal(text_at(list.command_count - 1), "…");
    for (size_t i = 0; i < list.command_count; i++)
        assert_true(right_of(i) <= 200.01f);
    ogv_drawlist_clear(&list);
    assert_near(ogv_paragraph(&list, theme, 0, 0, 200, &style, "one two three four"), 64, 0);
    assert_string_equal(text_at(list.command_count - 1), "four");
    ogv_drawlist_clear(&list);
    style.max_lines = 1; /* what fits without the ellipsis is not shortened for it: 13 characters of 13.2 */
    assert_near(ogv_paragraph(&list, theme, 0, 0, 172, &style, "one two three"), 32, 0);
    assert_string_equal(text_at(list.command_count - 1), "three");
}

static void a_line_feed_starts_a_line_and_nothing_is_nothing(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_body(theme);
    assert_near(ogv_paragraph(&list, theme, 0, 0, 500, &style, "one\ntwo"), 48, 0);
    assert_near(list.commands[1].at.x, 0, 0);
    assert_near(ogv_paragraph(&list, theme, 0, 0, 500, &style, ""), 0, 0);
}

static void a_rich_line_is_aligned_by_its_width(void **state)
{
    (void)state;
    ogv_text_style style = ogv_style_label(theme);
    float width = ogv_rich_line(&list, theme, 200, 50, OGV_RIGHT, &style, "ab $x_1$");
    assert_near(list.commands[0].at.x, 200 - width, 1e-3);
    assert_near(width, ogv_rich_line_width(&list, theme, &style, "ab $x_1$"), 0);
    assert_true(right_of(list.command_count - 1) <= 200.01f);
}

static void text_that_does_not_fit_is_shortened_between_characters(void **state)
{
    (void)state;
    float width = ogv_text_fit(&list, 0, 0, 40, OGV_UI, 10, theme->text, "αβγδεζηθ");
    assert_string_equal(text_at(0), "αβγδεζ…");
    assert_true(width <= 40);
    ogv_text_fit(&list, 0, 0, 44.1f, OGV_UI, 10, theme->text, "αβγδεζηθ");
    assert_string_equal(text_at(1), "αβγδεζηθ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_have_a_true_minus_and_fixed_decimals),
        TEST(tokens_are_known_by_name),
        TEST(a_paragraph_stays_in_its_width_and_counts_its_lines),
        TEST(bold_and_coloured_runs_keep_their_word_together),
        TEST(punctuation_moves_to_the_next_line_with_its_word),
        TEST(marks_without_a_partner_are_text),
        TEST(chinese_breaks_without_spaces_and_never_before_a_full_stop),
        TEST(a_word_wider_than_the_paragraph_is_broken),
        TEST(too_many_lines_end_with_an_ellipsis),
        TEST(a_line_feed_starts_a_line_and_nothing_is_nothing),
        TEST(a_rich_line_is_aligned_by_its_width),
        TEST(text_that_does_not_fit_is_shortened_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
