/* The checker of numbers in words: what it takes for a number, and that neither a number nor a claim slips
   through. */
#include "claims.h"

static ogl_words *parse(const char *text)
{
    ogl_words *words = NULL;
    char error[200] = "";
    if (ogl_words_parse("test.txt", text, &words, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    return words;
}

/* What is wrong with these words. */
static claim_report check(const char *text, const claim *claims, size_t count)
{
    claim_report report = {0};
    ogl_words *words = parse(text);
    claim_check(words, NULL, claims, count, &report);
    ogl_words_destroy(words);
    return report;
}

static void a_number_takes_its_sign_and_its_power_along(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool formula;
        double value, unit;
    } cases[] = {{"from 17 on", false, 17, 0.5},
                 {"about 0.95.", false, 0.95, 0.005},
                 {"below −5.99, or", false, -5.99, 0.005},
                 {"x = -3", true, -3, 0.5},
                 {"kept in 1e-7 or so", false, 1e-7, 0.5e-7},
                 {"a slope of 1/6 there", false, 1.0 / 6, 1e-9},
                 {"at most \\frac{1}{40}", true, 0.025, 1e-9},
                 {"apart $6 \\times 10^{-8}$", false, 6e-8, 0.5e-8},
                 {"is $3.4 \\times 10^{38}$", false, 3.4e38, 0.05e38},
                 {"is $2^{-24}$", false, 0x1p-24, 1e-9 * 0x1p-24},
                 {"e^{-103.97}", true, -103.97, 0.005},
                 {"a^3/x", true, 3, 0.5},
                 {"called float32", false, 32, 0.5},
                 {"at most ¼", false, 0.25, 1e-9},
                 {"\\on{layers}{10}", true, 10, 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        said_number numbers[CLAIM_NUMBERS];
        int count = claim_numbers(cases[i].text, cases[i].formula, numbers);
        if (count != 1)
            fail_msg("%s: %d numbers", cases[i].text, count);
        assert_near(numbers[0].value, cases[i].value, 1e-12 * fabs(cases[i].value));
        assert_near(numbers[0].unit, cases[i].unit, 1e-12 * cases[i].unit);
        assert_false(numbers[0].plain);
    }
}

static void indices_names_and_places_of_values_are_no_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {"x_3 + w_{t+7}", "\\c{text5}{z}", "\\on{w9}{w}"};
    said_number numbers[CLAIM_NUMBERS];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(claim_numbers(texts[i], true, numbers), 0);
    assert_int_equal(claim_numbers("{1} of {2}, {class5|red}, $x_3$", false, numbers), 0);
}

static void only_a_bare_0_1_or_2_outside_of_tasks_needs_no_claim(void **state)
{
    (void)state;
    static const char *const exempt[] = {"[a]\ntext: from 0 to 1", "[a]\nformula: x_1",
                                         "[a]\nwhy: class 1, or 2"};
    static const char *const claimed[] = {"[a]\ntext: at −1",
                                          "[a]\ntext: under 1 %",
                                          "[a]\ntask: reach 1",
                                          "[a]\nwhy: Layer 1",
                                          "[a]\nformula: \\frac{1}{x}",
                                          "[a]\ntext: 1 − p",
                                          "[a]\nwhy: y = 0",
                                          "[a]\nwhy: x/(2 + y)",
                                          "[a]\ntext: 2 × as much",
                                          "[a]\ntext: 1.0",
                                          "[a]\ntext: 1\u00a0%",
                                          "[a]\ntext: bar1",
                                          "[a]\ntext: 3",
                                          "[a]\ntext: 10",
                                          "[a]\nnote: 0.5"};
    for (size_t i = 0; i < sizeof exempt / sizeof *exempt; i++)
        assert_string_equal(check(exempt[i], NULL, 0).text, "");
    for (size_t i = 0; i < sizeof claimed / sizeof *claimed; i++)
        assert_int_equal(check(claimed[i], NULL, 0).faults, 1);
}

static void a_number_must_be_claimed_where_it_stands_and_with_its_value(void **state)
{
    (void)state;
    static const char text[] = "[a]\ntext: at 16.64 and at 23\n[b]\nwhy: at 23, five times\n";
    const claim right[] = {{"a", "at 16.64", 16.6355, 0}, {NULL, "at 23", 23, 0}, {"b", "five", 5, 0}};
    const claim wrong[] = {{"a", "at 16.64", 16.646, 0}, {NULL, "at 23", 22.4, 0}, {"b", "five", 4, 0}};
    const claim elsewhere[] = {{"b", "at 16.64", 16.6355, 0}, {NULL, "at 23", 23, 0}};
    const claim piece[] = {{"a", "at 16.6", 16.6355, 0}, {"a", "6.64", 6.64, 0}, {NULL, "at 23", 23, 0}};
    assert_string_equal(check(text, right, 3).text, "");
    assert_contains(check(text, wrong, 3).text, "[a] says \"at 16.64\", and computed is 16.646");
    assert_int_equal(check(text, wrong, 3).faults, 4);
    assert_contains(check(text, elsewhere, 2).text, "[a] text: nobody computes the 16.64");
    assert_contains(check(text, elsewhere, 2).text, "[b] does not say \"at 16.64\"");
    assert_int_equal(check(text, piece, 3).faults, 3);
}

static void a_name_is_compared_by_its_letters(void **state)
{
    (void)state;
    const claim name[] = {{"a", "since 1969", NAMED, 0}};
    assert_int_equal(check("[a]\nwhy: since 1969.\n", name, 1).faults, 0);
    assert_int_equal(check("[a]\nwhy: since 1968.\n", name, 1).faults, 2);
}

static void the_label_of_a_choice_is_its_value(void **state)
{
    (void)state;
    static const char *const texts[] = {"[settings]\nrate.0.03: 0.03", "[settings]\nrate.0.03: 0.04",
                                        "[settings]\nrate.0.05: 0.05", "[stage]\nrate.0.03: 0.03",
                                        "[settings]\nrate.1: 2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        claim_report report = {0};
        ogl_words *words = parse(texts[i]);
        claim_check(words, ogl_lesson_find("one-neuron"), NULL, 0, &report);
        assert_int_equal(report.faults, i > 0);
        ogl_words_destroy(words);
    }
}

/* ---- the words of the frame ---- */

/* Training steps of a frame at that speed. */
static double steps_at_speed(int speed)
{
    ogl_run *run = claim_run("one-neuron", "hand");
    ogl_set(run, OGL_SPEED, speed);
    ogl_press(run, "play");
    ogl_run_update(run);
    double steps = run->train_steps;
    ogl_run_destroy(run);
    return steps;
}

/* How much farther than without it the right arrow moves the probe of lesson 2 with Shift or Ctrl held. */
static double arrow(bool shift, bool ctrl)
{
    static ogv_ui ui;
    ogv_drawlist list;
    ogl_run *run = claim_run("finite-precision", "formats");
    double moved[2];
    ogv_drawlist_init(&list);
    for (int held = 0; held < 2; held++) {
        ui = (ogv_ui){.list = &list, .theme = &ogv_theme_light, .width = 1280, .height = 800};
        ui.focus = ogv_ui_id("x.strip");
        for (int frame = 0; frame < 3; frame++) {
            if (frame == 2) {
                moved[held] = run->values[0];
                ui.input = (ogv_input){.key = OGV_KEY_RIGHT, .shift = held && shift, .ctrl = held && ctrl};
            }
            ogv_drawlist_clear(&list);
            ogv_ui_begin(&ui);
            ogl_run_frame(run, &ui);
            ogv_ui_end(&ui);
        }
        moved[held] = run->values[0] - moved[held];
    }
    ogv_drawlist_free(&list);
    ogl_run_destroy(run);
    return moved[1] / moved[0];
}

static void every_number_of_the_frame_is_computed(void **state)
{
    (void)state;
    ogl_run *run = claim_run("one-neuron", NULL);
    const ogl_setting *seed = &run->lesson->settings[OGL_SEED];
    const claim claims[] = {
        {"ui", "Use 0 to", seed->low, GOAL},
        {"ui", "to 9999", seed->high, GOAL},
        {"speeds", "1×", steps_at_speed(0), GOAL},
        {"speeds", "4×", steps_at_speed(1), GOAL},
        {"speeds", "16×", steps_at_speed(2), GOAL},
        {"keys", "Shift ×10", arrow(true, false), GOAL},
        {"keys", "Ctrl ÷10", 1 / arrow(false, true), GOAL},
    };
    assert_claims(run->ui_words, NULL, claims, sizeof claims / sizeof *claims);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_takes_its_sign_and_its_power_along),
        cmocka_unit_test(indices_names_and_places_of_values_are_no_numbers),
        cmocka_unit_test(only_a_bare_0_1_or_2_outside_of_tasks_needs_no_claim),
        cmocka_unit_test(a_number_must_be_claimed_where_it_stands_and_with_its_value),
        cmocka_unit_test(a_name_is_compared_by_its_letters),
        cmocka_unit_test(the_label_of_a_choice_is_its_value),
        cmocka_unit_test(every_number_of_the_frame_is_computed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
