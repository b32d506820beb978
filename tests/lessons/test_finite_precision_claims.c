/* Lesson 2: every number of its words is computed. */
#include "finite_precision.h"
#include "formula_claims.h"
#include "route_claims.h"

/* Where the first band of that verdict in float32 begins or ends. */
static double edge(ogl_route route, double low, double high, ogl_verdict verdict, bool from)
{
    ogl_way way = {.route = route, .format = OGL_FLOAT32};
    ogl_band bands[64];
    size_t count = ogl_bands(&way, low, high, 3200, bands, 64);
    for (size_t i = 0; i < count; i++)
        if (bands[i].verdict == verdict)
            return from ? bands[i].from : bands[i].until;
    fail_msg("no such band");
    return NAN;
}

/* Binary digits that a format keeps. */
static int digits_of(ogl_format format)
{
    int digits = 1;
    while (ogl_round(format, 1 + ldexp(1, -digits)) > 1)
        digits++;
    return digits;
}

/* How many ulp the stable way is off by at most, in any format, and the whole number above it. */
static double stable_within(void)
{
    double worst = 0;
    for (int format = 0; format < OGL_FORMATS; format++)
        for (int i = -12000; i <= 12000; i++) {
            ogl_way way = {.route = OGL_REST_STABLE, .format = (ogl_format)format};
            double x = i / 100.0;
            worst = fmax(worst, ogl_ulps(way.format, ogl_compute(&way, x), ogl_truth(&way, x)));
        }
    return ceil(worst);
}

/* From the truth of exp(x) times that of exp(-x), which should be 1. */
static double bits_of_truth(void)
{
    double worst = 0;
    for (double x = 0.1; x < 100; x += 0.37) {
        og_double_double a = og_exp_dd(x), b = og_exp_dd(-x);
        double high = a.high * b.high, low = fma(a.high, b.high, -high) + a.high * b.low + a.low * b.high;
        worst = fmax(worst, fabs(high - 1 + low));
    }
    return -log2(worst);
}

/* Decimal digits to which the probability is right above 0. */
static double digits_of_probability(void)
{
    ogl_way way = {.route = OGL_PROBABILITY, .format = OGL_FLOAT32};
    double worst = 0;
    for (int i = 1; i <= 12000; i++) {
        double x = i / 100.0, truth = ogl_truth(&way, x).high;
        worst = fmax(worst, fabs(ogl_compute(&way, x) - truth) / truth);
    }
    return floor(-log10(worst));
}

/* What a measure of x is at most while the task is not done; it is at least as much once it is. */
static double goal_by_x(int step, int task, double from, double until, double (*measure)(double x))
{
    ogl_run *run = claim_run("finite-precision", ogl_lesson_find("finite-precision")->steps[step].id);
    double undone = 0, done = INFINITY;
    for (double x = from; x < until; x += 1e-4) {
        run->values[SET_X] = x;
        double value = measure(x);
        if (claim_is_done(run, task))
            done = fmin(done, value);
        else
            undone = fmax(undone, value);
    }
    ogl_run_destroy(run);
    assert_true(undone > 0 && undone <= done && done < INFINITY);
    return undone;
}

static double off_when_back(double x)
{
    return fabs(compute(OGL_LOGIT_BACK, OGL_FLOAT32, x) - x);
}

static double ulps_of_rest(double x)
{
    ogl_way way = {.route = OGL_REST_NAIVE, .format = OGL_FLOAT32};
    return ogl_ulps(OGL_FLOAT32, ogl_compute(&way, x), ogl_truth(&way, x));
}

static void every_number_of_the_words_is_computed(void **state)
{
    (void)state;
    ogl_run *run = claim_run("finite-precision", "gap");
    const precision *p = run->state;
    const double below_one = 1 - (double)nextafterf(1, 0), above_one = (double)nextafterf(1, 2) - 1;
    const double smallest = (double)nextafterf(0, 1), largest = (double)nextafterf(INFINITY, 0);
    const double inf_until = edge(OGL_LOG_NAIVE, -120, 0, OGL_NOT_FINITE, false);
    const double one_from = edge(OGL_LOG_NAIVE, 0, 120, OGL_ZERO, true);
    const double perfect_inf_until = edge(OGL_LOG_PERFECT, -120, 0, OGL_NOT_FINITE, false);
    const double perfect_one_from = edge(OGL_LOG_PERFECT, 0, 120, OGL_ZERO, true);
    const double rest = compute(OGL_REST_NAIVE, OGL_FLOAT32, 20);
    const double one = compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, 20);
    const double ratio = compute(OGL_SIGMOID_RATIO, OGL_FLOAT64, 1);
    const claim claims[] = {
        {NULL, "float16", bits_of(OGL_FLOAT16), 0},
        {NULL, "float32", bits_of(OGL_FLOAT32), 0},
        {NULL, "float64", bits_of(OGL_FLOAT64), 0},
        {NULL, "1/(1 + $e", formula_above(), GOAL},
        {NULL, "(1 + $e", formula_added(), GOAL},
        {"stage", "1 − σ", formula_mirrored(), GOAL},
        {"stage", "1 - 1/(", formula_mirrored(), GOAL},
        {"stage", "1/(1+exp", formula_above(), GOAL},
        {"stage", "(1+exp", formula_added(), GOAL},
        {"stage", "(1-p)", formula_odds(), GOAL},
        {"stage", "11 binary", digits_of(OGL_FLOAT16), GOAL},
        {"stage", "24 binary", digits_of(OGL_FLOAT32), GOAL},
        {"stage", "53 binary", digits_of(OGL_FLOAT64), GOAL},
        {"strip", "right to 1 %", right_percent(), GOAL},
        {"gap", "$6 \\times 10^{-8}$", below_one, 0},
        {"gap", "1 - \\sigma", formula_mirrored(), GOAL},
        {"gap", "Near 1,", one, GOAL},
        {"gap", "below 1,", one, GOAL},
        {"gap", "from 1**", one, GOAL},
        {"gap", "near 0,", rest, GOAL},
        {"gap", "above 1,", one, GOAL},
        {"gap", "Near 0 ", rest, GOAL},
        {"gap", "Beyond, 0 is", compute(OGL_REST_STABLE, OGL_FLOAT32, 105), GOAL},
        {"gap", "where 1 −", compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, 20) + rest, GOAL},
        {"gap", "exactly 0", rest, GOAL},
        {"gap", "gives 0", rest, GOAL},
        {"gap", "x = 16.64", p->zero[OGL_FLOAT32], 0},
        {"gap", "$2^{-24}$", above_one / 2, 0},
        {"gap", "rounds to 1.", compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, 20), GOAL},
        {"gap", "$1.4 \\times 10^{-45}$", smallest, 0},
        {"gap", "x = 103.97", edge(OGL_REST_NAIVE, 0, 120, OGL_ZERO, false), 0},
        {"overflow", "\\frac{1}{1+e}", formula_above(), GOAL},
        {"overflow", "{1+e}", formula_added(), GOAL},
        {"overflow", "fade to 0,", og_exp(-800), GOAL},
        {"overflow", "1/inf", formula_above(), GOAL},
        {"overflow", "inf is 0", formula_above() / INFINITY, GOAL},
        {"overflow", "that 0 is", compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, -100), GOAL},
        {"overflow", "(1 + e^x)$ answer", exp(1) / ratio - exp(1), GOAL},
        {"overflow", "$3.4 \\times 10^{38}$", largest, 0},
        {"overflow", "$e^{88.72}$", p->burst[OGL_FLOAT32], 0},
        {"overflow", "at 65504", og_half_to_double(0x7bff), GOAL},
        {"overflow", "$e^{11.09}$", p->burst[OGL_FLOAT16], 0},
        {"overflow", "$e^{709.78}$", p->burst[OGL_FLOAT64], 0},
        {"overflow", "below −88.72", edge(OGL_SIGMOID_NAIVE, -120, 0, OGL_ZERO, false), 0},
        {"overflow", "to −103.97", edge(OGL_SIGMOID_NAIVE, -120, 0, OGL_ZERO, true), 0},
        {"formats", "at 7.62,", p->zero[OGL_FLOAT16], 0},
        {"formats", "at 16.64", p->zero[OGL_FLOAT32], 0},
        {"formats", "at 36.74", p->zero[OGL_FLOAT64], 0},
        {"formats", "within 2 of", stable_within(), GOAL},
        {"formats", "gives 0", compute(OGL_REST_NAIVE, OGL_FLOAT16, 10), GOAL},
        {"formats", "keeps 11", digits_of(OGL_FLOAT16), GOAL},
        {"formats", " 24 and", digits_of(OGL_FLOAT32), GOAL},
        {"formats", " 53.", digits_of(OGL_FLOAT64), GOAL},
        {"formats", "about 100 bits", bits_of_truth(), 5},
        {"log", ", 0)", formula_max(), GOAL},
        {"log", "\\log(1 +", formula_log_added(), GOAL},
        {"log", "said 0,", compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, -100), GOAL},
        {"log", "said 1,", compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, 20), GOAL},
        {"log", "**0**", compute(OGL_LOG_NAIVE, OGL_FLOAT32, 20), GOAL},
        {"log", "σ(x) is 0.", compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, -100), GOAL},
        {"log", "it is 1,", one, GOAL},
        {"log", "of −88.72", inf_until, 0},
        {"log", "of 16.64", one_from, 0},
        {"log", "exactly 0", compute(OGL_LOG_NAIVE, OGL_FLOAT32, 20), GOAL},
        {"perfect", "from −88.72", inf_until, 0},
        {"perfect", "**−103.97**", perfect_inf_until, 0},
        {"perfect", "from 16.64", one_from, 0},
        {"perfect", "**17.33**", perfect_one_from, 0},
        {"perfect", "\\to \\; 0", (double)(float)(0.99 * smallest / 2), GOAL},
        {"perfect", "**is** 0,", compute(OGL_PROBABILITY, OGL_FLOAT32, -105), GOAL},
        {"perfect", "or 1.", compute(OGL_PROBABILITY, OGL_FLOAT32, 18), GOAL},
        {"perfect", "above 0 is", (double)nextafterf((float)smallest, 0), GOAL},
        {"perfect", "rounds to 0,", (double)(float)(0.99 * smallest / 2), GOAL},
        {"perfect", "below 1 the", (double)nextafterf(nextafterf(1, 0), 2), GOAL},
        {"perfect", "nearer to 1", compute(OGL_PROBABILITY, OGL_FLOAT32, 18), GOAL},
        {"perfect", "> 1 - 2", (1 + (double)nextafterf(1, 0)) / 2 + below_one / 2, GOAL},
        {"perfect", "\\to \\; 1", (double)(float)(1 - 0.99 * below_one / 2), GOAL},
        {"perfect", "2^{-150}", smallest / 2, 0},
        {"perfect", "2^{-25}", below_one / 2, 0},
        {"perfect", "$2^{-149}$", smallest, 0},
        {"perfect", "e^{-103.97}", perfect_inf_until, 0},
        {"perfect", "$2^{-24}$", below_one, 0},
        {"perfect", "From 17.33", perfect_one_from, 0},
        {"keep", "Near 1 there", compute(OGL_PROBABILITY, OGL_FLOAT32, 18), GOAL},
        {"keep", "{1-p}", formula_odds(), GOAL},
        {"keep", "1 − p,", formula_odds(), GOAL},
        {"keep", "from 17.33", p->lost[OGL_FLOAT32], 0},
        {"keep", "than 0.1.", goal_by_x(STEP_KEEP, 0, 14, 16, off_when_back), 1e-3},
        {"keep", "seven digits", digits_of_probability(), GOAL},
    };
    assert_claims(run->words, run->lesson, claims, sizeof claims / sizeof *claims);
    /* "more than a million ulp" */
    assert_near(goal_by_x(STEP_FORMATS, 1, 14, 16, ulps_of_rest), 1e6, 1e4);
    ogl_run_destroy(run);
}

static void edges_are_where_the_powers_of_2_say(void **state)
{
    (void)state;
    ogl_run *run = claim_run("finite-precision", "gap");
    /* "x = digits x log 2", where exp(-x) is "half of the last one", which 1 has at 2^(1 - digits) */
    for (int f = 0; f < OGL_FORMATS; f++) {
        int digits = digits_of((ogl_format)f);
        assert_near(((const precision *)run->state)->zero[f], digits * log(2), 0.005);
        assert_near(exp(-digits * log(2)) / ldexp(1, 1 - digits), 0.5, 1e-12);
    }
    assert_true(isfinite(og_expf(88.72f)) && og_expf(88.72f) > 3.3e38f && isinf(og_expf(88.73f)));
    assert_true(ogl_round(OGL_FLOAT16, 65519) == 65504 && isinf(ogl_round(OGL_FLOAT16, 65520)));
    /* what rounds to 0 and to 1 */
    assert_near(exp(-103.972), 0x1p-150, 0.001 * 0x1p-150);
    assert_true((float)0x1p-150 == 0 && (float)(1.0001 * 0x1p-150) > 0);
    assert_true((float)(1 - 0x1p-25) == 1 && (float)(1 - 1.0001 * 0x1p-25) < 1);
    ogl_run_destroy(run);
}

/* "Its error grows like exp(x)." */
static void the_error_of_the_subtraction_grows_with_the_exponential(void **state)
{
    (void)state;
    ogl_way way = {.route = OGL_REST_NAIVE, .format = OGL_FLOAT32};
    for (double x = 3; x < 15; x += 2) {
        double worst = 0;
        for (double near = x; near < x + 0.5; near += 0.001)
            worst = fmax(worst, ogl_ulps(OGL_FLOAT32, ogl_compute(&way, near), ogl_truth(&way, near)));
        assert_true(worst > 0.2 * exp(x) && worst < 3 * exp(x + 0.5));
    }
}

/* "Beyond, 0 is the nearest float, and both ways are right", but not before. */
static void beyond_103_97_both_ways_are_right(void **state)
{
    (void)state;
    ogl_way naive = {.route = OGL_REST_NAIVE, .format = OGL_FLOAT32},
            stable = {.route = OGL_REST_STABLE, .format = OGL_FLOAT32};
    for (double x = 103.98; x < 121; x += 0.25) {
        assert_true((float)ogl_truth(&naive, x).high == 0);
        assert_true(ogl_compute(&naive, x) == 0 && ogl_compute(&stable, x) == 0);
    }
    assert_true((float)ogl_truth(&naive, 103.9).high > 0);
    assert_true(ogl_compute(&naive, 103.9) == 0 && ogl_compute(&stable, 103.9) > 0);
}

/* "For large x the probability is right to seven digits": for every x above 0, and not for every x below. */
static void the_probability_stays_right_while_the_logit_is_lost(void **state)
{
    (void)state;
    ogl_way way = {.route = OGL_PROBABILITY, .format = OGL_FLOAT32};
    double worst = 0;
    for (int i = -12000; i <= 12000; i++) {
        double x = i / 100.0, truth = ogl_truth(&way, x).high;
        double off = fabs(ogl_compute(&way, x) - truth) / truth;
        assert_true(x <= 0 || off <= 0.6e-7);
        worst = fmax(worst, off);
    }
    assert_true(worst > 0.1);
}

/* "An infinite loss has nan for a gradient." */
static void an_infinite_loss_has_no_gradient(void **state)
{
    (void)state;
    for (double x = -120; x < -88.73; x += 0.5) {
        ogl_way way = {OGL_LOSS_NAIVE, OGL_FLOAT32, 1, false};
        assert_true(isinf(ogl_compute(&way, x)));
        way.gradient = true;
        assert_true(isnan(ogl_compute(&way, x)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_the_words_is_computed),
        cmocka_unit_test(edges_are_where_the_powers_of_2_say),
        cmocka_unit_test(the_error_of_the_subtraction_grows_with_the_exponential),
        cmocka_unit_test(beyond_103_97_both_ways_are_right),
        cmocka_unit_test(the_probability_stays_right_while_the_logit_is_lost),
        cmocka_unit_test(an_infinite_loss_has_no_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
