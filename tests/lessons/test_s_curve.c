/* Lesson 1: what its steps ask for can be done, and what its screen says is computed. */
#include "s_curve_desk.h"

#include "ogee/activation.h"

/* ---- steps ---- */

static void every_step_begins_undone_and_its_demonstration_does_it(void **state)
{
    (void)state;
    const ogl_lesson *lesson = d.run->lesson;
    assert_int_equal(lesson->step_count, 7);
    for (int paced = 0; paced < 2; paced++)
        for (int s = 0; s < lesson->step_count; s++) {
            enter(s);
            for (int t = 0; t < ogl_task_count(&lesson->steps[s]); t++) {
                assert_false(d.run->reached[s][t]);
                assert_true(d.run->progress[t] >= 0 && d.run->progress[t] < 1);
                assert_true(d.run->notes[s][t][0] != 0);
            }
            play(lesson->steps[s].show, paced);
            assert_int_equal(d.run->step, s);
            if (!ogl_step_reached(d.run, s))
                fail_msg("the demonstration leaves %s undone", lesson->steps[s].id);
        }
}

static void a_demonstration_works_whatever_was_set_before(void **state)
{
    (void)state;
    for (int s = 0; s < d.run->lesson->step_count; s++) {
        enter(s);
        set(SET_W, s % 2 ? 0 : -3.5);
        set(SET_B, 6);
        set(SET_SLOPE, 1);
        set(SET_TANH, 0);
        memset(d.run->reached, 0, sizeof d.run->reached);
        play(d.run->lesson->steps[s].show, false);
        assert_true(ogl_step_reached(d.run, s));
    }
}

/* Done by other ways than the demonstration's, and not by what only looks like it. */
static void tasks_measure_what_they_ask_for(void **state)
{
    (void)state;
    enter(STEP_ANY);
    set(SET_W, 2);
    set(SET_X, 1.1);
    assert_true(d.run->reached[STEP_ANY][0]);
    set(SET_X, 7.99);
    assert_false(d.run->reached[STEP_ANY][1]);
    set(SET_X, 8);
    assert_true(d.run->reached[STEP_ANY][1]);
    enter(STEP_DEAF);
    assert_string_equal(d.run->notes[STEP_DEAF][1], "52\u00a0% of the peak");
    set(SET_W, 0);
    assert_string_equal(d.run->notes[STEP_DEAF][1], "w is 0: there is no peak");
    assert_false(d.run->reached[STEP_DEAF][0]);
    assert_false(d.run->reached[STEP_DEAF][1]);
    set(SET_W, -1.5);
    set(SET_X, -0.67);
    assert_true(d.run->reached[STEP_DEAF][0]);
    enter(STEP_STEER);
    set(SET_W, -3);
    assert_true(d.run->reached[STEP_STEER][0]);
    set(SET_B, -3);
    assert_true(d.run->reached[STEP_STEER][1]);
    enter(STEP_RELATIVES);
    set(SET_TANH, 0);
    set(SET_X, 0.88);
    assert_false(d.run->reached[STEP_RELATIVES][0]);
    set(SET_TANH, 1);
    assert_true(d.run->reached[STEP_RELATIVES][0]);
    set(SET_X, -1.28);
    assert_false(d.run->reached[STEP_RELATIVES][1]);
    set(SET_SILU, 1);
    assert_true(d.run->reached[STEP_RELATIVES][1]);
}

static void without_a_peak_there_is_nothing_to_compare_a_guess_with(void **state)
{
    (void)state;
    enter(STEP_STEEPEST);
    ogl_mark_set(d.run, SET_GUESS_X, 0.4, 0.5);
    set(SET_W, 0);
    set(SET_SLOPE, 1);
    assert_true(d.run->reached[STEP_STEEPEST][0]);
    assert_false(d.run->reached[STEP_STEEPEST][1]);
    assert_string_equal(d.run->notes[STEP_STEEPEST][1], "w is 0: there is no peak");
    set(SET_W, -2);
    assert_true(d.run->reached[STEP_STEEPEST][1]);
    assert_string_equal(d.run->notes[STEP_STEEPEST][1], "peak \u22120.500 at x = \u22120.50");
}

static void reset_brings_back_what_a_step_begins_with(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    set(SET_X, 6);
    set(SET_W, -2);
    set(SET_TANH, 1);
    assert_true(d.run->reached[STEP_DEAF][1]);
    ogl_press(d.run, "reset");
    frame();
    assert_near(d.run->values[SET_X], 1.8, 0);
    assert_near(d.run->values[SET_W], 1.5, 0);
    assert_near(d.run->values[SET_TANH], 0, 0);
    assert_false(d.run->reached[STEP_DEAF][1]);
    set(SET_X, 2); /* and what is set after it stays */
    frame();
    assert_near(curve()->x, 2, 0);
}

/* ---- what is computed ---- */

static void the_numbers_on_screen_are_those_of_the_core(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    const s_curve *s = curve();
    assert_near(s->z, 1.5 * 1.8 - 1, 0);
    assert_true(s->p == og_sigmoid(s->z));
    assert_true(s->slope == 1.5 * og_sigmoid_grad(s->z));
    assert_true(s->odds == og_exp(s->z));
    assert_near(s->odds, s->p / (1 - s->p), 1e-13);
    static const char *const written[] = {"1.80", "1.70", "0.8455", "0.1959", "52\u00a0% of peak",
                                          "5.47", "to 1"};
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        assert_written(written[i]);
    for (int i = 0; i < S_CURVE_POINTS; i += 10) {
        double z = 1.5 * (-8 + 16.0 * i / (S_CURVE_POINTS - 1)) - 1;
        assert_same_float(s->value[i], (float)og_sigmoid(z));
        assert_same_float(s->slopes[i], (float)(1.5 * og_sigmoid_grad(z)));
        assert_near((double)s->stretched[i], (double)s->tanh[i], 1e-7);
    }
}

static void numbers_that_four_digits_cannot_show_say_so(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    set(SET_W, 4);
    set(SET_B, 6);
    set(SET_X, 8);
    frame();
    assert_written("1.0000");
    assert_written("1 − 10⁻¹⁷");
    assert_written("3.2×10");
    assert_written("16");
    assert_written("< 0.01\u00a0% of peak");
    set(SET_X, -8);
    frame();
    assert_written("0.0000");
    assert_written("≈ 10⁻¹²");
    assert_written("≈ 10⁻¹² to 1");
    assert_near(curve()->z, -26, 0);
    assert_true(og_sigmoid(-26) >= 1e-12 && og_sigmoid(-26) < 1e-11);
    assert_true(og_sigmoid(-38) >= 1e-17 && og_sigmoid(-38) < 1e-16);
    assert_true(og_exp(38) >= 3.15e16 && og_exp(38) < 3.25e16);
}

static void one_percent_never_stands_for_less(void **state)
{
    (void)state;
    char text[OGL_NOTE_SIZE];
    static const struct {
        double share;
        const char *text;
    } cases[] = {{1, "100"},        {0.523, "52"},    {0.0996, "10"},       {0.0994, "9.9"}, {0.01, "1.0"},
                 {0.00999, "0.99"}, {0.0001, "0.01"}, {0.000099, "< 0.01"}, {0, "0.00"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(s_curve_percent(text, cases[i].share), cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_begins_undone_and_its_demonstration_does_it),
        cmocka_unit_test(a_demonstration_works_whatever_was_set_before),
        cmocka_unit_test(tasks_measure_what_they_ask_for),
        cmocka_unit_test(without_a_peak_there_is_nothing_to_compare_a_guess_with),
        cmocka_unit_test(reset_brings_back_what_a_step_begins_with),
        cmocka_unit_test(the_numbers_on_screen_are_those_of_the_core),
        cmocka_unit_test(numbers_that_four_digits_cannot_show_say_so),
        cmocka_unit_test(one_percent_never_stands_for_less),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
