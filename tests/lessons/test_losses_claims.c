/* Lesson 3: every number of its words is computed. */
#include "formula_claims.h"
#include "losses.h"
#include "route_claims.h"

static ogl_run *start(int step)
{
    return claim_run("losses", ogl_lesson_find("losses")->steps[step].id);
}

static losses *state_of(ogl_run *run)
{
    return run->state;
}

static double compute_loss(ogl_route route, bool gradient, double z)
{
    ogl_way way = {route, OGL_FLOAT32, 1, gradient};
    return ogl_compute(&way, z);
}

/* ---- what tasks ask for ---- */

static void put_z(ogl_run *run, double value)
{
    run->values[SET_Z] = value;
}

static void put_label(ogl_run *run, double value)
{
    ogl_set(run, SET_LABEL, value);
    ogl_run_update(run);
}

static void put_epoch(ogl_run *run, double value)
{
    run->values[SET_EPOCH] = value;
}

static void put_probe(ogl_run *run, double value)
{
    run->values[SET_PROBE] = value;
}

/* What a neuron answers at its start under one cost, and under the other. */
static void put_outputs(ogl_run *run, double bce, double quadratic)
{
    neuron_epochs *both = state_of(run)->runs[(int)run->values[SET_START]];
    both[COST_BCE].a[0] = bce;
    both[COST_QUADRATIC].a[0] = quadratic;
}

static void put_bce(ogl_run *run, double value)
{
    put_outputs(run, value, 0.99);
}

static void put_quadratic(ogl_run *run, double value)
{
    put_outputs(run, 0.01, value);
}

/* The logit at which a task turns out to be done, with that label. */
static double logit_of(int step, int task, int label, double undone, double done)
{
    ogl_run *run = start(step);
    run->values[SET_LABEL] = label;
    double z = goal_of(run, task, put_z, undone, done);
    ogl_run_destroy(run);
    return z;
}

/* The other label, which a task asks for once the logit is right. */
static double label_of_one(void)
{
    ogl_run *run = start(STEP_DOUBLE);
    run->values[SET_Z] = 8;
    double label = whole_goal_of(run, 0, put_label, 0, 1);
    ogl_run_destroy(run);
    return label;
}

/* The label that a task asks for, once logit and probe are right. */
static double label_of(int step, int task)
{
    ogl_run *run = start(step);
    run->values[SET_Z] = -8;
    run->values[SET_PROBE] = 18;
    double label = whole_goal_of(run, task, put_label, 1, 0);
    ogl_run_destroy(run);
    return label;
}

static double goal(int step, int task, void (*put)(ogl_run *run, double value), double undone, double done)
{
    ogl_run *run = start(step);
    double value = goal_of(run, task, put, undone, done);
    ogl_run_destroy(run);
    return value;
}

/* How far up the task of the routes lets the naive loss break. */
static double early_below(void)
{
    ogl_run *run = start(STEP_ROUTES);
    ogl_set(run, SET_LABEL, 0);
    ogl_run_update(run);
    double z = goal_of(run, 1, put_probe, 40, 18);
    ogl_run_destroy(run);
    return z;
}

static double last_epoch(int step)
{
    ogl_run *run = start(step);
    if (step == STEP_CURE)
        run->values[SET_START] = START_NEAR;
    double epoch = whole_goal_of(run, 1, put_epoch, 0, LOSS_EPOCHS);
    ogl_run_destroy(run);
    return epoch;
}

/* ---- the words ---- */

/* In percent of its peak, where the shade begins. */
static double deaf_percent(void)
{
    double peak = 0;
    for (double z = -8; z <= 8; z += 0.001)
        peak = fmax(peak, fabs(loss_at(z, 1).mse_gradient));
    return 100 * fabs(loss_at(-loss_deaf_z(), 1).mse_gradient) / peak;
}

static double ratio_at(double z)
{
    return loss_at(z, 1).bce_gradient / loss_at(z, 1).mse_gradient;
}

/* From where on the naive loss for label 0 is inf. */
static double breaks_for_0(void)
{
    ogl_run *run = start(STEP_ROUTES);
    ogl_set(run, SET_LABEL, 0);
    ogl_run_update(run);
    const ogl_strip_line *naive = &state_of(run)->lines[0][0];
    const ogl_band *last = &naive->bands[naive->count - 1];
    assert_int_equal(last->verdict, OGL_NOT_FINITE);
    double z = last->from;
    ogl_run_destroy(run);
    return z;
}

/* The label for which BCE is -log p. */
static double label_of_log(void)
{
    double log_p = log(og_sigmoid(FORMULA_Z));
    int label = 0;
    while (label < 2 && fabs(loss_at(FORMULA_Z, label).bce + log_p) > 1e-12)
        label++;
    return label;
}

/* c in BCE = -log(c - p), for the label 0. */
static double rest_of_loss(void)
{
    return og_exp(-loss_at(FORMULA_Z, 0).bce) + og_sigmoid(FORMULA_Z);
}

/* p times the slope of log p. */
static double slope_of_log(void)
{
    const double p = 0.3, h = 1e-6;
    return p * (log(p + h) - log(p - h)) / (2 * h);
}

/* n in C = a^n / m, whose derivative by a is the push without the slope of the sigmoid. */
static double power_of_cost(const neuron_epochs *n)
{
    const int e = LOSS_EPOCHS;
    double first = n->push[0] / (n->a[0] * (1 - n->a[0])), last = n->push[e] / (n->a[e] * (1 - n->a[e]));
    return 1 + log(first / last) / log(n->a[0] / n->a[e]);
}

/* m of the same. */
static double divisor_of_cost(const neuron_epochs *n)
{
    double by_a = n->push[0] / (n->a[0] * (1 - n->a[0])), power = power_of_cost(n);
    return power * pow(n->a[0], power - 1) / by_a;
}

static void every_number_of_the_words_is_computed(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_ROUTES);
    const losses *l = state_of(run);
    const neuron_epochs *far = &l->runs[START_FAR][COST_QUADRATIC],
                        *near = &l->runs[START_NEAR][COST_QUADRATIC];
    const ogl_band *inf = &l->lines[0][0].bands[0], *deaf = &l->lines[1][1].bands[0];
    const double least_1 = loss_twice(800, 1), least_0 = loss_twice(-800, 0);
    const loss_values off = loss_at(FORMULA_Z, 1);
    const double clamp = exp(-compute_loss(OGL_LOSS_CLAMPED, false, -100));
    const double high = output_twice(800), low = output_twice(-800);
    assert_int_equal(inf->verdict, OGL_NOT_FINITE);
    assert_int_equal(deaf->verdict, OGL_ZERO);
    const claim claims[] = {
        {NULL, "float32", bits_of(OGL_FLOAT32), 0},
        {NULL, "float64", bits_of(OGL_FLOAT64), 0},
        {"price", "choose y = 0", label_of(STEP_PRICE, 1), GOAL},
        {"price", "For y = 0", label_of(STEP_PRICE, 1), GOAL},
        {"routes", "choose y = 0", label_of(STEP_ROUTES, 1), GOAL},
        {"routes", "With y = 0", label_of(STEP_ROUTES, 1), GOAL},
        {"double", "y = 0", label_of(STEP_DOUBLE, 1), GOAL},
        {"double", "y = 1", label_of_one(), GOAL},
        {NULL, ", 0) -", formula_max(), GOAL},
        {NULL, "\\log(1 +", formula_log_added(), GOAL},
        {"settings", "0.6, 0.9", near->w[0], GOAL},
        {"settings", ", 0.9", near->b[0], GOAL},
        {"settings", "2, 2", far->w[0], GOAL},
        {"settings", ", 2", far->b[0], GOAL},
        {"stage", "under 1 %", deaf_percent(), 1e-4},
        {"stage", "log(1-σ", rest_of_loss(), GOAL},
        {"stage", "1 − 1e-7", exp(-compute_loss(OGL_LOSS_CLAMPED, false, 100)) + clamp, GOAL},
        {"stage", "in 1e-7", clamp, 1e-12},
        {"stage", "− 1e-7", clamp, 1e-12},
        {"strip", "right to 1 %", right_percent(), GOAL},
        {"price", "{y} = 1", label_of_log(), GOAL},
        {"price", "{y})^2", log(off.mse) / log(fabs(off.bce_gradient)), GOAL},
        {"price", "1 − p)", rest_of_loss(), GOAL},
        {"price", "than 1.", loss_at(-800, 1).mse, GOAL},
        {"price", "than 5.", loss_at(logit_of(STEP_PRICE, 0, 1, 0, -8), 1).bce, GOAL},
        {"price", "label to 0", label_of(STEP_PRICE, 1), GOAL},
        {"price", "than 0.1.", loss_at(logit_of(STEP_PRICE, 1, 0, 2, -8), 0).bce, GOAL},
        {"mistake", "MSE: } 2", off.mse_gradient / (off.bce_gradient * og_sigmoid_grad(FORMULA_Z)), GOAL},
        {"mistake", "\\sigma(1 -", formula_slope(), GOAL},
        {"mistake", "$1/p$", slope_of_log(), GOAL},
        {"mistake", "(1 - p)$", formula_slope(), GOAL},
        {"mistake", "class 1.", l->label, GOAL},
        {"mistake", "class 0:", og_sigmoid(-800), GOAL},
        {"mistake", "by 0 left", compute(OGL_SIGMOID_NAIVE, OGL_FLOAT32, -100), GOAL},
        {"mistake", "almost 1.", fabs(loss_at(-8, 1).bce_gradient), 1e-3},
        {"mistake", "at most 1}", fabs(loss_at(-800, 1).bce_gradient), GOAL},
        {"mistake", "over 100 ×", ratio_at(logit_of(STEP_MISTAKE, 0, 1, -2, -8)), 1e-4},
        {"mistake", "of −88.72", inf->until, 0},
        {"routes", "that is 0 from", compute(OGL_REST_NAIVE, OGL_FLOAT32, 17), GOAL},
        {"routes", "1 − p,", rest_of_loss(), GOAL},
        {"routes", "exactly 0 and the model", compute_loss(OGL_LOSS_CLAMPED, true, -17), GOAL},
        {"routes", "gradient 0 and the", compute_loss(OGL_LOSS_CLAMPED, true, -17), GOAL},
        {"routes", "label to 0", label_of(STEP_ROUTES, 1), GOAL},
        {"routes", "z = 20", early_below(), GOAL},
        {"routes", "$10^{-7}$", clamp, 1e-12},
        {"routes", "from −16.12", deaf->until, 0},
        {"routes", "is −1.", loss_at(deaf->until, 1).bce_gradient, GOAL},
        {"routes", "at 16.12", l->lines[1][0].bands[0].value, 0},
        {"routes", "from 16.64", breaks_for_0(), 0},
        {"routes", "at −88.72", inf->until, 0},
        {"start", "$a^2", power_of_cost(far), GOAL},
        {"start", "/2$", divisor_of_cost(far), GOAL},
        {"start", "gets 1 and", (og_logit(far->a[0]) - far->b[0]) / far->w[0], GOAL},
        {"start", "b = 2 it", far->w[0], GOAL},
        {"start", "answers 0.98", far->a[0], 0},
        {"start", "epoch 300", last_epoch(STEP_START), GOAL},
        {"start", "is 0.15", (far->w[0] - far->w[1]) / far->push[0], GOAL},
        {"start", "In 150 epochs", LOSS_EPOCHS / 2, GOAL},
        {"start", "from 0.98", far->a[0], 0},
        {"start", "to 0.93", far->a[LOSS_EPOCHS / 2], 0},
        {"start", "to 0.20", far->a[LOSS_EPOCHS], 0},
        {"start", "start, 0.6", near->w[0], GOAL},
        {"start", "and 0.9,", near->b[0], GOAL},
        {"start", "chapter 3", NAMED, 0},
        {"cure", "epoch 17,", losses_half_epoch(l, START_FAR, COST_BCE), GOAL},
        {"cure", "takes 232", losses_half_epoch(l, START_FAR, COST_QUADRATIC), GOAL},
        {"cure", "below 0.1, with", goal(STEP_CURE, 0, put_bce, 0.8, 0), GOAL},
        {"cure", "above 0.9.", goal(STEP_CURE, 0, put_quadratic, 0.2, 1), GOAL},
        {"cure", " 0.6, 0.9", near->w[0], GOAL},
        {"cure", ", 0.9", near->b[0], GOAL},
        {"cure", "run 300", last_epoch(STEP_CURE), GOAL},
        {"cure", "After 300", LOSS_EPOCHS, GOAL},
        {"cure", "at 0.09", near->a[LOSS_EPOCHS], 0},
        {"cure", "at 0.01", l->runs[START_NEAR][COST_BCE].a[LOSS_EPOCHS], 0},
        {"double", "\\sigma(0)", og_sigmoid(-800), GOAL},
        {"double", "\\sigma(1)", og_sigmoid(800), GOAL},
        {"double", "\\log 2", og_exp(least_0), GOAL},
        {"double", "between 0 and", og_sigmoid(-800), GOAL},
        {"double", "and 1, and", og_sigmoid(800), GOAL},
        {"double", "**0.5**", low, GOAL},
        {"double", "**0.731**", high, 0},
        {"double", "**0.313**", least_1, 0},
        {"double", "**0.693**", least_0, 0},
        {"double", " = 0.5,", low, GOAL},
        {"double", " = 0.731", high, 0},
        {"double", "e^{-1}", -og_sigmoid(800), GOAL},
        {"double", " = 0.313", least_1, 0},
        {"double", " = 0.693", least_0, 0},
        {"double", "than 0.01.", loss_at(logit_of(STEP_DOUBLE, 0, 1, 0, 8), 1).bce, GOAL},
        {"double", "label 0.", label_of(STEP_DOUBLE, 1), GOAL},
        {"double", "at 0.313", least_1, 0},
        {"double", "or 0.693", least_0, 0},
    };
    assert_claims(run->words, run->lesson, claims, sizeof claims / sizeof *claims);
    ogl_run_destroy(run);
}

/* Nielsen's numbers: 0.82 to 0.09 and 0.98 to 0.20 in 300 epochs. */
static void the_neuron_learns_as_in_the_book(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_START);
    const neuron_epochs *far = &state_of(run)->runs[START_FAR][COST_QUADRATIC],
                        *near = &state_of(run)->runs[START_NEAR][COST_QUADRATIC];
    assert_near(near->a[0], 0.82, 0.005);
    assert_near(near->a[300], 0.09, 0.005);
    assert_near(far->a[0], 0.98, 0.005);
    assert_near(far->a[300], 0.20, 0.005);
    ogl_run_destroy(run);
}

static void two_sigmoids_leave_no_less_than_the_words_say(void **state)
{
    (void)state;
    double low = 1, high = 0, least[2] = {10, 10};
    for (double z = -800; z <= 800; z += 0.5) {
        low = fmin(low, output_twice(z));
        high = fmax(high, output_twice(z));
        for (int label = 0; label < 2; label++)
            least[label] = fmin(least[label], loss_twice(z, label));
    }
    assert_near(low, 0.5, 1e-15);
    assert_near(least[1], log1p(exp(-1)), 1e-15);
    assert_near(least[0], log(2), 1e-15);
    assert_near(high - low, 0.25, 0.02); /* "a quarter of the range" */
}

static void the_route_with_logits_is_right_throughout(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_ROUTES);
    for (int label = 0; label < 2; label++) {
        ogl_set(run, SET_LABEL, label);
        ogl_run_update(run);
        for (int k = 0; k < 2; k++) {
            assert_int_equal(state_of(run)->lines[2][k].count, 1);
            assert_int_equal(state_of(run)->lines[2][k].bands[0].verdict, OGL_RIGHT);
        }
    }
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_the_words_is_computed),
        cmocka_unit_test(the_neuron_learns_as_in_the_book),
        cmocka_unit_test(two_sigmoids_leave_no_less_than_the_words_say),
        cmocka_unit_test(the_route_with_logits_is_right_throughout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
