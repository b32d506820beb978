/* Lesson 1: what its steps ask for can be done, and what its screen and its texts say is computed. */
#include "s_curve_desk.h"

#include "ogee/activation.h"
#include "ogee_viz/text.h"

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
    assert_string_equal(d.run->notes[STEP_DEAF][1], "now 52 % of the peak");
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
    static const char *const written[] = {"1.80", "1.70", "0.8455", "0.1959", "52 % of peak", "5.47", "to 1"};
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
    assert_written("< 0.01 % of peak");
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

/* ---- what the texts claim ---- */

static double steepest_at(double w, double b)
{
    double best = 0, at = 0;
    for (int i = -80000; i <= 80000; i++) {
        double slope = w * og_sigmoid_grad(w * i / 10000 + b);
        if (slope > best) {
            best = slope;
            at = i / 10000.0;
        }
    }
    return at;
}

/* Where the function answers exactly 1 for the first time, on a grid of 1/1000. */
static double reaches_one(bool single)
{
    for (int i = 10000; i < 50000; i++) {
        double z = i / 1000.0;
        if (single ? og_sigmoidf((float)z) == 1 : og_sigmoid(z) == 1)
            return z;
    }
    return 0;
}

static double lowest_of_silu(void)
{
    double at = 0;
    for (int i = 0; i < 40000; i++)
        if (og_silu(-i / 10000.0) < og_silu(at))
            at = -i / 10000.0;
    return at;
}

enum { MOST_CLAIMS = 16 };

/* The numbers with a point that the texts of a step may hold, each computed here. */
static int claims_of(int step, char claims[MOST_CLAIMS][OGV_NUMBER_SIZE])
{
    int n = 0;
#define CLAIM(value, decimals) ogv_format_number(claims[n++], (value), (decimals))
    double deaf = s_curve_deaf_z(), cross = log(1 + sqrt(2.0)), low = lowest_of_silu();
    switch (step) {
    case STEP_ANY:
        CLAIM(og_sigmoid(0), 1);
        CLAIM(og_sigmoid(og_logit(0.9)), 2);
        CLAIM(reaches_one(true), 2);
        CLAIM(reaches_one(false), 2);
        break;
    case STEP_MIDDLE:
        CLAIM(og_sigmoid(0), 1);
        CLAIM(og_sigmoid(2), 2);
        CLAIM(og_sigmoid(-2), 2);
        break;
    case STEP_STEEPEST:
        CLAIM(og_sigmoid(0), 1);
        CLAIM(og_sigmoid_grad(0), 2);
        CLAIM(curve()->w, 1);
        CLAIM(curve()->w * og_sigmoid_grad(0), 3);
        CLAIM(steepest_at(curve()->w, curve()->b), 2);
        break;
    case STEP_DEAF:
        CLAIM(deaf, 2);
        CLAIM(-deaf, 2);
        CLAIM(1 - og_sigmoid(deaf), 4);
        break;
    case STEP_STEER:
        CLAIM(3 * og_sigmoid_grad(0), 2);
        CLAIM(og_sigmoid(og_logit(0.1)), 1);
        CLAIM(og_sigmoid(og_logit(0.9)), 1);
        CLAIM(og_logit(0.9) - og_logit(0.1), 2);
        break;
    case STEP_RELATIVES:
        CLAIM(cross, 2);
        CLAIM(og_sigmoid(cross), 3);
        CLAIM(low, 2);
        CLAIM(og_silu(low), 3);
        break;
    case STEP_ODDS:
        CLAIM(og_sigmoid(og_logit(0.75)), 2);
        CLAIM(log(2), 2);
        CLAIM(og_sigmoid(og_logit(0.1)), 2);
        CLAIM(og_logit(0.75), 2);
        CLAIM(2 * og_logit(0.75), 2);
        CLAIM(og_sigmoid(2 * og_logit(0.75)), 2);
        break;
    default: break;
    }
#undef CLAIM
    assert_true(n > 0 && n <= MOST_CLAIMS);
    return n;
}

/* Marks the claim that this text begins with, as long as the number goes on; false: nobody computed it. */
static bool is_claimed(const char *number, size_t length, char claims[MOST_CLAIMS][OGV_NUMBER_SIZE],
                       int count, bool used[MOST_CLAIMS])
{
    bool found = false;
    for (int i = 0; i < count; i++) {
        const char *claim = claims[i];
        if (strncmp(claim, "−", strlen("−")) == 0)
            claim += strlen("−"); /* its sign stands before the number */
        if (strlen(claim) == length && strncmp(claim, number, length) == 0)
            used[i] = found = true;
    }
    return found;
}

static void every_number_of_the_texts_is_computed(void **state)
{
    (void)state;
    static const char *const keys[] = {"heading", "text", "formula", "task", "why"};
    for (int s = 0; s < d.run->lesson->step_count; s++) {
        const char *id = d.run->lesson->steps[s].id, *text;
        char claims[MOST_CLAIMS][OGV_NUMBER_SIZE];
        bool used[MOST_CLAIMS] = {false};
        enter(s);
        int count = claims_of(s, claims);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            for (int i = 0; (text = ogl_words_get(d.run->words, id, keys[k], i)); i++)
                for (const char *c = text; *c;) {
                    size_t length = strspn(c, "0123456789.");
                    size_t kept = length && c[length - 1] == '.' ? length - 1 : length;
                    if (kept > 1 && memchr(c, '.', kept) && !is_claimed(c, kept, claims, count, used))
                        fail_msg("[%s] %s: nobody computes %.*s", id, keys[k], (int)kept, c);
                    c += length ? length : 1;
                }
        for (int i = 0; i < count; i++)
            if (!used[i])
                fail_msg("[%s] does not say %s", id, claims[i]);
    }
}

static void whole_numbers_of_the_texts_are_true_too(void **state)
{
    (void)state;
    /* "a stretch of 4.39/|w|", whichever way the curve runs */
    for (double w = -4; w <= 4; w += 0.5)
        if (w != 0)
            assert_near(fabs(og_logit(0.9) / w - og_logit(0.1) / w), 4.39 / fabs(w), 0.005 / fabs(w));
    /* twice as high, twice as fast, four times as steep */
    for (double z = -6; z <= 6; z += 0.25)
        assert_near(og_tanh(z), 2 * og_sigmoid(2 * z) - 1, 1e-15);
    assert_near(og_tanh_grad(0) / og_sigmoid_grad(0), 4, 0);
    assert_near(og_tanh(log(1 + sqrt(2.0))), og_sigmoid(log(1 + sqrt(2.0))), 1e-15);
    /* "exactly 0 below −3 and exactly 1 above 3, with a slope of 1/6 between" */
    assert_true(og_hard_sigmoid(-3.01) == 0 && og_hard_sigmoid(3.01) == 1);
    assert_near(og_hard_sigmoid_grad(0), 1.0 / 6, 1e-16);
    /* "under 1 % of its peak" */
    assert_near(4 * og_sigmoid_grad(s_curve_deaf_z()), 0.01, 1e-12);
    /* "the z where σ is 0.12" is -2, "the middle sits at x = −1" with w = b, "odds of 3 to 1" are 0.75, and
       two such clues 9 to 1 */
    assert_near(og_sigmoid(-2), 1 - og_sigmoid(2), 1e-15);
    assert_near(og_exp(og_logit(0.75)), 3, 1e-14);
    assert_near(og_exp(2 * og_logit(0.75)), 9, 1e-13);
    enter(STEP_STEER);
    play("set w 3\nset b 3\n", false);
    frame();
    assert_near(curve()->peak, 0.75, 0);
    assert_near(curve()->middle, -1, 0);
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
        cmocka_unit_test(every_number_of_the_texts_is_computed),
        cmocka_unit_test(whole_numbers_of_the_texts_are_true_too),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
