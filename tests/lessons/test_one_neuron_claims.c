/* Lesson 4: every number of its words is computed. */
#include "claims.h"
#include "ogee/activation.h"
#include "one_neuron.h"

enum { RATE_001, RATE_003, RATE_01, RATE_03, RATE_1, RATE_3, RATE_10, RATE_30, RATES };

static ogl_run *start(const char *step)
{
    return claim_run("one-neuron", step);
}

static neuron *state_of(ogl_run *run)
{
    return run->state;
}

static og_sgd_def sgd(double lr, double momentum)
{
    og_sgd_def def = og_sgd_def_default();
    def.lr = lr;
    def.momentum = momentum;
    return def;
}

/* ---- what tasks ask for ---- */

static void put_wrong(ogl_run *run, double value)
{
    state_of(run)->wrong = (int)value;
}

static void put_loss(ogl_run *run, double value)
{
    state_of(run)->loss = value;
}

static void put_single_steps(ogl_run *run, double value)
{
    state_of(run)->single_steps = (size_t)value;
}

static void put_smallest_error(ogl_run *run, double value)
{
    state_of(run)->smallest_error = (float)value;
}

static void put_epochs_of_all(ogl_run *run, double value)
{
    state_of(run)->epochs_by[BATCH_ALL] = (size_t)value;
}

static void put_epochs_of_one(ogl_run *run, double value)
{
    run->values[SET_BATCH] = BATCH_ONE;
    state_of(run)->epochs_by[BATCH_ONE] = (size_t)value;
}

static void put_close_step(ogl_run *run, double value)
{
    state_of(run)->close_step = (size_t)value;
}

/* A run of one step, which raises the loss. */
static void put_rise(ogl_run *run, double value)
{
    neuron_path *path = &state_of(run)->path;
    path->stride = 1;
    path->count = 2;
    path->loss[0] = 0;
    path->loss[1] = (float)value;
}

static double goal(const char *step, int task, void (*put)(ogl_run *run, double value), double undone,
                   double done)
{
    ogl_run *run = start(step);
    double value = goal_of(run, task, put, undone, done);
    ogl_run_destroy(run);
    return value;
}

static double whole_goal(const char *step, int task, void (*put)(ogl_run *run, double value), double undone,
                         double done)
{
    ogl_run *run = start(step);
    double value = whole_goal_of(run, task, put, undone, done);
    ogl_run_destroy(run);
    return value;
}

/* The only rate with which the task of momentum counts. */
static double rate_of_momentum(void)
{
    ogl_run *run = start("momentum");
    double rate = NAN;
    int counted = 0;
    state_of(run)->close_step = 1;
    for (int i = 0; i < RATES; i++) {
        run->values[SET_RATE] = i;
        if (claim_is_done(run, 0)) {
            rate = neuron_rates[i];
            counted++;
        }
    }
    assert_int_equal(counted, 1);
    ogl_run_destroy(run);
    return rate;
}

/* ---- how runs go ---- */

/* Steps to the bottom. */
static size_t steps_down(double rate, double momentum)
{
    ogl_run *run = start("rate");
    neuron *n = state_of(run);
    og_sgd_def def = sgd(rate, momentum);
    while (n->close_step == 0 && n->step < 10000)
        neuron_step(n, &def, NEURON_ROWS);
    size_t steps = n->close_step;
    assert_true(steps > 0);
    ogl_run_destroy(run);
    return steps;
}

/* The last full thousand of steps that a rate needs. */
static double thousands_down(double rate)
{
    return floor((double)steps_down(rate, 0) / 1000) * 1000;
}

/* How far above the lowest loss, in percent, a run with small steps is when it is at the bottom. */
static double bottom_percent(void)
{
    ogl_run *run = start("valley");
    neuron *n = state_of(run);
    og_sgd_def def = sgd(neuron_rates[RATE_001], 0);
    while (n->close_step == 0)
        neuron_step(n, &def, NEURON_ROWS);
    double above = n->loss / n->lowest_loss - 1;
    ogl_run_destroy(run);
    return 100 * above;
}

static size_t steps_of_epoch(int batch)
{
    ogl_run *run = start("batch");
    neuron *n = state_of(run);
    og_sgd_def def = sgd(neuron_rates[RATE_03], 0);
    while (n->epochs < 1)
        neuron_step(n, &def, batch);
    size_t steps = n->step;
    ogl_run_destroy(run);
    return steps;
}

static double loss_after(size_t epochs)
{
    ogl_run *run = start("batch");
    neuron *n = state_of(run);
    og_sgd_def def = sgd(neuron_rates[(int)run->values[SET_RATE]], 0);
    while (n->epochs < epochs)
        neuron_step(n, &def, NEURON_ROWS);
    double loss = n->loss;
    ogl_run_destroy(run);
    return loss;
}

/* Epochs of single samples, begun ones counted, until the loss is as low as that, on the slowest seed. */
static double epochs_of_single_samples(double loss)
{
    ogl_run *run = start("batch");
    neuron *n = state_of(run);
    og_sgd_def def = sgd(neuron_rates[(int)run->values[SET_RATE]], 0);
    size_t most = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        neuron_begin(n, seed);
        while (n->loss > loss && n->step < 10 * NEURON_ROWS)
            neuron_step(n, &def, 1);
        most = n->step > most ? n->step : most;
    }
    ogl_run_destroy(run);
    return ceil((double)most / NEURON_ROWS);
}

/* The loss rises by more than 0.5 in a step after that many. */
static bool jumps_after(double rate, size_t steps)
{
    ogl_run *run = start("rate");
    neuron *n = state_of(run);
    og_sgd_def def = sgd(rate, 0);
    bool jumped = false;
    while (n->step < steps + 100) {
        double before = n->loss;
        neuron_step(n, &def, NEURON_ROWS);
        jumped = jumped || (n->step > steps && n->loss > before + 0.5);
    }
    assert_int_equal(n->close_step, 0);
    ogl_run_destroy(run);
    return jumped;
}

/* c in the gradient of a batch of B samples, c / B times their sum. */
static double share_of_batch(void)
{
    ogl_run *run = start("batch");
    neuron *n = state_of(run);
    og_sgd_def def = sgd(1, 0);
    double sum = 0, before = (double)n->w[W1];
    for (uint32_t row = 0; row < NEURON_ROWS; row++)
        sum += (double)neuron_look_at(n, row, 1).gradient[W1];
    neuron_step(n, &def, NEURON_ROWS);
    double share = (before - (double)n->w[W1]) * NEURON_ROWS / sum;
    ogl_run_destroy(run);
    return share;
}

/* c in the loss -log(c - p) of a sample of class 0. */
static double rest_of_loss(void)
{
    ogl_run *run = start("sample");
    const neuron *n = state_of(run);
    uint32_t row = 0;
    while (n->data->y[row] > 0.5f)
        row++;
    neuron_look look = neuron_look_at(n, row, 1);
    double rest = og_exp(-(double)look.loss) + (double)look.p;
    ogl_run_destroy(run);
    return rest;
}

/* Of a sample that lies as far on the wrong side as can be. */
static double largest_error(void)
{
    ogl_run *run = start("sample");
    neuron *n = state_of(run);
    double most = 0;
    n->w[W1] = n->w[W2] = -40;
    for (uint32_t row = 0; row < NEURON_ROWS; row++)
        most = fmax(most, fabs((double)neuron_look_at(n, row, 1).error));
    ogl_run_destroy(run);
    return most;
}

/* ---- the words ---- */

static void every_number_of_the_words_is_computed(void **state)
{
    (void)state;
    const size_t epochs = 20, late = 1000; /* in which the losses that the words tell of were reached */
    ogl_run *run = start("valley");
    const neuron *n = state_of(run);
    const ogl_setting *sample = &run->lesson->settings[SET_SAMPLE];
    const double momentum = neuron_momenta[2], after = loss_after(epochs), rate = rate_of_momentum();
    assert_true(jumps_after(neuron_rates[RATE_30], late));
    const claim claims[] = {
        {"settings", "all 40", neuron_batches[BATCH_ALL], GOAL},
        {"stage", "Use 1 to", sample->low, GOAL},
        {"stage", "to 40", sample->high, GOAL},
        {"from", "(1-p)", rest_of_loss(), GOAL},
        {"stage", "held at 0", state_of(run)->w[BIAS], GOAL},
        {"hand", "sum is 0 it", og_logit(0.5), GOAL},
        {"hand", "most 6 of", whole_goal("hand", 0, put_wrong, 20, 0), GOAL},
        {"hand", "of 40 points", NEURON_ROWS, GOAL},
        {"hand", "to 0.38", goal("hand", 1, put_loss, 1, 0), GOAL},
        {"sample", "five", whole_goal("sample", 0, put_single_steps, 0, 20), GOAL},
        {"sample", "near 1, never", largest_error(), GOAL},
        {"sample", "below 0.05", goal("sample", 1, put_smallest_error, 1, 0), GOAL},
        {"valley", "\\frac{1}{40}", 1.0 / NEURON_ROWS, GOAL},
        {"valley", "within 1 %", bottom_percent(), 0.005},
        {"batch", "\\frac{1}{\\on", share_of_batch(), 1e-5},
        {"batch", "of 1**", neuron_batches[BATCH_ONE], GOAL},
        {"batch", "all 40 in", neuron_batches[BATCH_ALL], GOAL},
        {"batch", "it is 40", (double)steps_of_epoch(1), GOAL},
        {"batch", "20 epochs with all", whole_goal("batch", 0, put_epochs_of_all, 0, 100), GOAL},
        {"batch", "all 40 points", neuron_batches[BATCH_ALL], GOAL},
        {"batch", "20 epochs with batch", whole_goal("batch", 1, put_epochs_of_one, 0, 100), GOAL},
        {"batch", "batch 1 and", neuron_batches[BATCH_ONE], GOAL},
        {"batch", "after 20 epochs", (double)epochs, GOAL},
        {"batch", "is 0.406", after, 0},
        {"batch", "and 0.336", n->lowest_loss, 0},
        {"batch", "two epochs", epochs_of_single_samples(after), GOAL},
        {"rate", "within 40 steps", whole_goal("rate", 0, put_close_step, 100, 1), GOAL},
        {"rate", "by 0.5.", goal("rate", 1, put_rise, 0, 2), GOAL},
        {"rate", "rate 0.01 the", neuron_rates[RATE_001], GOAL},
        {"rate", "than 2000 steps", thousands_down(neuron_rates[RATE_001]), GOAL},
        {"rate", "with 1 it", neuron_rates[RATE_1], GOAL},
        {"rate", "is 23,", (double)steps_down(neuron_rates[RATE_1], 0), GOAL},
        {"rate", "with 30 it", neuron_rates[RATE_30], GOAL},
        {"rate", "after 1000 steps", (double)late, GOAL},
        {"momentum", "** 0.9 keeps", momentum, GOAL},
        {"momentum", "{momentum}{0.9}", momentum, GOAL},
        {"momentum", "rate 0.1,", rate, GOAL},
        {"momentum", "within 110 steps", whole_goal("momentum", 0, put_close_step, 200, 1), GOAL},
        {"momentum", "to 0.1", rate, GOAL},
        {"momentum", "rate 0.1 takes", rate, GOAL},
        {"momentum", "takes 237 steps", (double)steps_down(rate, 0), GOAL},
        {"momentum", "momentum 0.9 it", momentum, GOAL},
        {"momentum", "takes 98.", (double)steps_down(rate, momentum), GOAL},
        {"momentum", "ten times", 1 / (1 - momentum), GOAL},
    };
    assert_claims(run->words, run->lesson, claims, sizeof claims / sizeof *claims);
    assert_int_equal(steps_of_epoch(NEURON_ROWS), 1);
    ogl_run_destroy(run);
}

/* What the labels of the choices say, the runs do. */
static void choices_are_called_by_their_values(void **state)
{
    (void)state;
    ogl_run *run = start("rate");
    const ogl_setting *settings = run->lesson->settings;
    for (int i = 0; i < RATES; i++)
        assert_near(strtod(settings[SET_RATE].choices[i], NULL), neuron_rates[i], 0);
    for (int i = 0; i < 3; i++)
        assert_near(strtod(settings[SET_MOMENTUM].choices[i], NULL), neuron_momenta[i], 0);
    for (int i = BATCH_ONE; i <= BATCH_TEN; i++)
        assert_near(strtod(settings[SET_BATCH].choices[i], NULL), neuron_batches[i], 0);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_the_words_is_computed),
        cmocka_unit_test(choices_are_called_by_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
