/* Lesson 1: every number of its words is computed. */
#include "claims.h"
#include "formula_claims.h"
#include "ogee/activation.h"
#include "s_curve.h"

static ogl_run *start(int step)
{
    return claim_run("s-curve", ogl_lesson_find("s-curve")->steps[step].id);
}

/* ---- what tasks ask for ---- */

static void put_p(ogl_run *run, double value)
{
    ((s_curve *)run->state)->p = value;
}

static void put_z(ogl_run *run, double value)
{
    ((s_curve *)run->state)->z = value;
}

static void put_peak(ogl_run *run, double value)
{
    ((s_curve *)run->state)->peak = value;
}

static void put_middle(ogl_run *run, double value)
{
    ((s_curve *)run->state)->middle = value;
}

static void put_share(ogl_run *run, double value)
{
    ((s_curve *)run->state)->share = value;
}

/* The middle of the values that a task takes, which lie between those two, inside among them. */
static double wanted(int step, int task, void (*put)(ogl_run *run, double value), double low, double inside,
                     double high)
{
    ogl_run *run = start(step);
    double from = goal_of(run, task, put, low, inside), until = goal_of(run, task, put, high, inside);
    ogl_run_destroy(run);
    return (from + until) / 2;
}

static double deaf_percent(void)
{
    ogl_run *run = start(STEP_DEAF);
    double share = goal_of(run, 1, put_share, 0.5, 0);
    ogl_run_destroy(run);
    return 100 * share;
}

/* ---- what curves do ---- */

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

static double sigmoid_single(double z)
{
    return (double)og_sigmoidf((float)z);
}

/* Where the function answers exactly that for the first time, on a grid of 1/1000 that begins at 0. */
static double first_answer(double (*f)(double z), double answer, int direction)
{
    int i = 0;
    while (i < 50000 && f(direction * i / 1000.0) != answer)
        i++;
    return direction * i / 1000.0;
}

static double lowest_of_silu(void)
{
    double at = 0;
    for (int i = 0; i < 40000; i++)
        if (og_silu(-i / 10000.0) < og_silu(at))
            at = -i / 10000.0;
    return at;
}

/* tanh(z) = stretch sigmoid(times z) - less, solved for each. */
static double tanh_stretch(void)
{
    return (og_tanh(FORMULA_Z) - og_tanh(FORMULA_OTHER_Z)) /
           (og_sigmoid(2 * FORMULA_Z) - og_sigmoid(2 * FORMULA_OTHER_Z));
}

static double tanh_less(void)
{
    return tanh_stretch() * og_sigmoid(2 * FORMULA_Z) - og_tanh(FORMULA_Z);
}

static double tanh_times(void)
{
    return og_logit((og_tanh(FORMULA_Z) + tanh_less()) / tanh_stretch()) / FORMULA_Z;
}

/* ---- the words ---- */

static void every_number_of_the_words_is_computed(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_STEEPEST), *twin = start(STEP_MIDDLE);
    const s_curve *s = run->state;
    double deaf = s_curve_deaf_z(), cross = log(1 + sqrt(2.0)), low = lowest_of_silu();
    double half_ramp = (og_logit(0.9) - og_logit(0.1)) / 2;
    double three = wanted(STEP_ODDS, 0, put_z, 0, 1.1, 2);
    const claim claims[] = {
        {NULL, "\\frac{1}{1+e", formula_above(), GOAL},
        {NULL, "{1+e^{-z}}", formula_added(), GOAL},
        {NULL, "(1-\\sigma(z))", formula_slope(), GOAL},
        {"stage", "(1-\\sigma)$", formula_odds(), GOAL},
        {"stage", "$= 2\\,", tanh_stretch(), GOAL},
        {"stage", "\\sigma(2z)", tanh_times(), GOAL},
        {"stage", " - 1$", tanh_less(), GOAL},
        {"middle", "\\sigma(0)", og_logit(0.5), GOAL},
        {"middle", "= 1 - ", formula_mirrored(), GOAL},
        {"middle", " 1/(1 + $e", formula_above(), GOAL},
        {"middle", "(1 + $e", formula_added(), GOAL},
        {"middle", "missing to 1 is", formula_mirrored(), GOAL},
        {"middle", "1 − $p$", formula_mirrored(), GOAL},
        {"steepest", "1 − σ", formula_slope(), GOAL},
        {"steepest", "up to 1,", formula_mirrored(), GOAL},
        {"relatives", "= 2\\,", tanh_stretch(), GOAL},
        {"relatives", "\\sigma(2", tanh_times(), GOAL},
        {"relatives", " - 1", tanh_less(), GOAL},
        {"relatives", "below 0,", og_silu(0), GOAL},
        {"relatives", "round 0,", og_tanh(1) + og_tanh(-1), GOAL},
        {"relatives", "exactly 0", og_hard_sigmoid(-4), GOAL},
        {"relatives", "exactly 1", og_hard_sigmoid(4), GOAL},
        {"any", "between 0 and", og_sigmoid(-50), GOAL},
        {"any", "and 1.", og_sigmoid(50), GOAL},
        {"any", "near 0 {", og_sigmoid(-50), GOAL},
        {"any", "near 1 {", og_sigmoid(50), GOAL},
        {"any", "short of 1", og_sigmoid(8) + og_sigmoid(-8), GOAL},
        {"any", "never 0,", og_exp(-50), GOAL},
        {"any", "near 1 and", og_sigmoid(50), GOAL},
        {"any", "exactly 1", sigmoid_single(18), GOAL},
        {"odds", "{1-\\c", formula_odds(), GOAL},
        {"stage", "gradient < 1 %", 100 * S_CURVE_DEAF, GOAL},
        {"any", "0.5 undecided", og_sigmoid(0), 0},
        {"any", "σ is 0.90", wanted(STEP_ANY, 0, put_p, 0.5, 0.9, 1), GOAL},
        {"any", "reach 1?", og_sigmoid(50), GOAL},
        {"any", "= 17.33,", first_answer(sigmoid_single, 1, 1), 0},
        {"any", "beyond 37.43", first_answer(og_sigmoid, 1, 1), 0},
        {"any", "Lesson 2", ogl_lesson_find("finite-precision")->number, 0},
        {"middle", "$z$ is 0 the", og_logit(0.5), GOAL},
        {"middle", "answers **0.5**", og_sigmoid(0), 0},
        {"middle", "= 0.5", og_sigmoid(0), 0},
        {"middle", "σ is 0.5", wanted(STEP_MIDDLE, 0, put_p, 0, 0.5, 1), GOAL},
        {"middle", "= 2, σ", ((const s_curve *)twin->state)->z, GOAL},
        {"middle", "σ is 0.88", ((const s_curve *)twin->state)->p, 0},
        {"middle", "it is 0.12", og_sigmoid(wanted(STEP_MIDDLE, 1, put_z, -5, -2, 0)), 0},
        {"steepest", "close to 0.", og_sigmoid_grad(50), GOAL},
        {"steepest", "near 0.", og_sigmoid_grad(50), GOAL},
        {"steepest", "$z$ is 0.", og_logit(0.5), GOAL},
        {"steepest", "half: 0.5 ×", og_sigmoid(0), 0},
        {"steepest", "× 0.5 =", 1 - og_sigmoid(0), 0},
        {"steepest", "= 0.25", og_sigmoid_grad(0), GOAL},
        {"steepest", "is 1.5:", s->w, GOAL},
        {"steepest", "of 0.375", s->w * og_sigmoid_grad(0), GOAL},
        {"steepest", "= 0.67", steepest_at(s->w, s->b), 0},
        {"deaf", "from 0 to", og_sigmoid(-50), GOAL},
        {"deaf", "to 1. Its", og_sigmoid(50), GOAL},
        {"deaf", "below 1 %", deaf_percent(), GOAL},
        {"deaf", "= 5.99", deaf, 0},
        {"deaf", "below −5.99", -deaf, 0},
        {"deaf", "under 1 %", 100 * og_sigmoid_grad(deaf) / og_sigmoid_grad(0), GOAL},
        {"deaf", "is 0.0025", 1 - og_sigmoid(deaf), 0},
        {"deaf", "Lesson 5", ogl_lesson_find("vanishing-gradients")->number, 0},
        {"steer", "$ is 0.", og_logit(0.5), GOAL},
        {"steer", "{w}}{4}", 1 / og_sigmoid_grad(0), GOAL},
        {"steer", "slope is 0.75", wanted(STEP_STEER, 0, put_peak, 0.1, 0.75, 1), GOAL},
        {"steer", "= -1$", wanted(STEP_STEER, 1, put_middle, -3, -1, 1), GOAL},
        {"steer", "From 0.1 to", og_sigmoid(-half_ramp), GOAL},
        {"steer", "to 0.9 the", og_sigmoid(half_ramp), GOAL},
        {"steer", "of 4.39", 2 * half_ramp, 0},
        {"steer", "Lesson 4", ogl_lesson_find("one-neuron")->number, 0},
        {"relatives", "from −1 to", og_tanh(-50), GOAL},
        {"relatives", "to 1, and", og_tanh(50), GOAL},
        {"relatives", "four times", og_tanh_grad(0) / og_sigmoid_grad(0), GOAL},
        {"relatives", "= 0.88", cross, 0},
        {"relatives", "both 0.707", og_sigmoid(cross), 0},
        {"relatives", "below −3 and", first_answer(og_hard_sigmoid, 0, -1), GOAL},
        {"relatives", "above 3,", first_answer(og_hard_sigmoid, 1, 1), GOAL},
        {"relatives", "of 1/6", og_hard_sigmoid_grad(0), 0},
        {"relatives", "= −1.28", low, 0},
        {"relatives", "is −0.278", og_silu(low), 0},
        {"odds", "of 0.75 is", og_sigmoid(three), GOAL},
        {"odds", "is 3 to", og_exp(three), GOAL},
        {"odds", "each 0.69", log(2), 0},
        {"odds", "odds of 3 to", og_exp(three), GOAL},
        /* odds are told against the other side, where they are even */
        {"odds", "to 1. For", og_exp(0), GOAL},
        {"odds", "to 1.", og_exp(0), GOAL},
        {"odds", "} to 1", og_exp(0), GOAL},
        {"odds", "to 1, make", og_exp(0), GOAL},
        {"odds", "to 1. Their", og_exp(0), GOAL},
        {"odds", "to 0.10", og_sigmoid(wanted(STEP_ODDS, 1, put_z, -4, -2.2, 0)), GOAL},
        {"odds", "worth 3 to", og_exp(three), GOAL},
        {"odds", "make 9 to", og_exp(2 * three), GOAL},
        {"odds", "add: 1.10", three, 0},
        {"odds", "+ 1.10", three, 0},
        {"odds", "= 2.20", 2 * three, 0},
        {"odds", "of 0.90", og_sigmoid(2 * three), 0},
    };
    assert_claims(run->words, run->lesson, claims, sizeof claims / sizeof *claims);
    ogl_run_destroy(twin);
    ogl_run_destroy(run);
}

static void what_the_words_say_without_numbers_is_true_too(void **state)
{
    (void)state;
    /* "a stretch of 4.39/|w|", whichever way the curve runs */
    for (double w = -4; w <= 4; w += 0.5)
        if (w != 0)
            assert_near(fabs(og_logit(0.9) / w - og_logit(0.1) / w), 4.39 / fabs(w), 0.005 / fabs(w));
    /* twice as high, twice as fast */
    for (double z = -6; z <= 6; z += 0.25)
        assert_near(og_tanh(z), 2 * og_sigmoid(2 * z) - 1, 1e-15);
    assert_near(og_tanh(log(1 + sqrt(2.0))), og_sigmoid(log(1 + sqrt(2.0))), 1e-15);
    assert_near(og_sigmoid(-2), 1 - og_sigmoid(2), 1e-15);
    ogl_run *run = start(STEP_STEER);
    ogl_set(run, SET_W, 3);
    ogl_set(run, SET_B, 3);
    ogl_run_update(run);
    assert_near(((const s_curve *)run->state)->peak, 0.75, 0);
    assert_near(((const s_curve *)run->state)->middle, -1, 0);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_the_words_is_computed),
        cmocka_unit_test(what_the_words_say_without_numbers_is_true_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
