/* Lesson 5: every number of its words is computed, and what they say without numbers is true on seeds 1 to
   10. */
#include "claims.h"
#include "formula_claims.h"
#include "vanishing_run.h"

enum { SEEDS = 10, LAYERS_1 = 0, LAYERS_2 = 1 };

static ogl_run *start(const char *step, int seed)
{
    ogl_run *run = claim_run("vanishing-gradients", step);
    ogl_set(run, OGL_SEED, seed);
    ogl_run_update(run);
    return run;
}

static double accuracy(ogl_run *run, int lane)
{
    return state_of(run)->lanes[lane].score.accuracy;
}

/* ---- what tasks ask for ---- */

static void put_mean_slope(ogl_run *run, double value)
{
    state_of(run)->mean_slope = value;
}

static void put_steepest(ogl_run *run, double value)
{
    state_of(run)->steepest = value;
}

static void put_guesses(ogl_run *run, double value)
{
    for (int i = 0; i < VANISHING_LAYERS; i++)
        run->values[SET_GUESS + i] = run->lesson->settings[SET_GUESS + i].start - (i < value ? 1 : 0);
}

static void put_step(ogl_run *run, double value)
{
    state_of(run)->lanes[0].trainer->step = (size_t)value;
}

static void put_opened(ogl_run *run, double value)
{
    state_of(run)->opened = (UINT32_C(1) << (int)value) - 1;
}

static void put_agreed(ogl_run *run, double value)
{
    state_of(run)->agreed[0] = (UINT32_C(1) << (int)value) - 1;
}

static void put_saturated(ogl_run *run, double value)
{
    state_of(run)->saturated_left = value / 100;
    state_of(run)->saturated_right = 0;
}

static void put_first_bar(ogl_run *run, double value)
{
    state_of(run)->lanes[0].bars[0] = (float)value;
}

static void put_layers(ogl_run *run, double value)
{
    put_first_bar(run, 1);
    state_of(run)->lanes[0].def.layers = (int)value;
}

static void put_accuracy(ogl_run *run, double value)
{
    put_step(run, 1);
    state_of(run)->lanes[0].score.accuracy = value / 100;
}

/* Of a network with two repairs. */
static void put_accuracy_of_two(ogl_run *run, double value)
{
    put_accuracy(run, value);
    state_of(run)->lanes[0].def.activation = ACT_RELU;
    state_of(run)->lanes[0].def.init = INIT_XAVIER;
}

static void put_steps_of_tries(ogl_run *run, double value)
{
    for (int other = 0; other < OTHER_COUNT; other++)
        state_of(run)->tries[other] = (vanishing_try){.tried = true, .steps = (size_t)value};
}

/* The first seed is there before the dice are thrown. */
static void put_throws(ogl_run *run, double value)
{
    state_of(run)->seeds = 1 + (int)value;
}

static double goal(const char *step, int task, void (*put)(ogl_run *run, double value), double undone,
                   double done)
{
    ogl_run *run = start(step, 1);
    double value = goal_of(run, task, put, undone, done);
    ogl_run_destroy(run);
    return value;
}

static double whole_goal(const char *step, int task, void (*put)(ogl_run *run, double value), double undone,
                         double done)
{
    ogl_run *run = start(step, 1);
    double value = whole_goal_of(run, task, put, undone, done);
    ogl_run_destroy(run);
    return value;
}

/* ---- the words ---- */

static void every_number_of_the_words_is_computed(void **state)
{
    (void)state;
    ogl_run *run = start("multiply", 1);
    const vanishing *v = state_of(run);
    const double layers = v->lanes[0].def.layers, edge = vanishing_edge(ACT_SIGMOID);
    const double quarter = og_sigmoid_grad(0), guessed = whole_goal("multiply", 0, put_guesses, 0, 20);
    const double y = og_tanh(FORMULA_Z), slope_of_tanh = og_tanh_grad(FORMULA_Z);
    const claim claims[] = {
        {NULL, "ayer 1", vanishing_open_layer(run) + 1, GOAL},
        {"slope", "above ¼", quarter, 0},
        {"slope", "is ¼ in", quarter, 0},
        {"multiply", "most ¼", quarter, 0},
        {"multiply", "under ¼", quarter, 0},
        {NULL, "\\frac{1}{4}", quarter, 0},
        {NULL, "(1 - \\sigma", formula_slope(), GOAL},
        {"slope", "= 1 - \\tanh", slope_of_tanh + y * y, GOAL},
        {"slope", "\\tanh^2", log(1 - slope_of_tanh) / log(y), GOAL},
        {"slope", "\\le 1", og_tanh_grad(0), GOAL},
        {"slope", "1 − σ", formula_mirrored(), GOAL},
        {"slope", "up to 1.", formula_mirrored(), GOAL},
        {"slope", "are ½,", og_sigmoid(0), 0},
        {"slope", "and ½ ×", og_sigmoid(0), 0},
        {"slope", "× ½ is", 1 - og_sigmoid(0), 0},
        {"slope", "passes 0.245", goal("slope", 0, put_mean_slope, 0.2, 0.25), GOAL},
        {"slope", "above 0.25", goal("slope", 1, put_steepest, 0, 1), GOAL},
        {"multiply", "layer 10:", layers, GOAL},
        {"multiply", "0.25^", quarter, GOAL},
        {"multiply", "{layers}{10}", layers, GOAL},
        {"multiply", "9.5 \\times 10^{-7}", pow(quarter, layers), 0},
        {"multiply", "bars 1 to", strtod(run->lesson->settings[SET_GUESS].id + strlen("guess-"), NULL), GOAL},
        {"multiply", "to 9 with", guessed, GOAL},
        {"multiply", "20 steps", whole_goal("multiply", 1, put_step, 0, 400), GOAL},
        {"open", "three bars", whole_goal("open", 0, put_opened, 0, 10), GOAL},
        {"open", "three units", whole_goal("open", 1, put_agreed, 0, 10), GOAL},
        {"open", "above 0.25", quarter, GOAL},
        {"saturation", "almost 0.", og_sigmoid_grad(50), GOAL},
        {"saturation", "is 1 wherever", vanishing_slope(ACT_RELU, 1), GOAL},
        {"saturation", "from 0 to", og_sigmoid(-50), GOAL},
        {"saturation", "to 1, whatever", og_sigmoid(50), GOAL},
        {"saturation", "(6)}", edge, 0.02},
        {"saturation", "0.0025", og_sigmoid_grad(6), 0},
        {"saturation", "over 20 %", goal("saturation", 0, put_saturated, 0, 100), GOAL},
        {"saturation", "than 0.001", goal("saturation", 1, put_first_bar, 0, 1), GOAL},
        {"saturation", "keep 10", whole_goal("saturation", 1, put_layers, 1, 20), GOAL},
        {"saturation", "under 1 %", 100 * vanishing_slope(ACT_SIGMOID, edge) / quarter, GOAL},
        {"saturation", "beyond 6 on", edge, 0.02},
        {"lockstep", "step 400", whole_goal("lockstep", 0, put_step, 0, 1000), GOAL},
        {"lockstep", "to 80 %", goal("lockstep", 1, put_accuracy, 50, 100), GOAL},
        {"lockstep", "of 0.693", og_softplus(0), 0},
        {"lockstep", "ln 2", og_exp(og_softplus(0)), GOAL},
        {"repairs", "for 400 steps", whole_goal("repairs", 0, put_steps_of_tries, 0, 1000), GOAL},
        {"repairs", "reach 95 %", goal("repairs", 1, put_accuracy_of_two, 50, 100), GOAL},
        {"disproof", "\\le 1", og_tanh_grad(0), GOAL},
        {"disproof", "\\{0,", vanishing_slope(ACT_RELU, -1), GOAL},
        {"disproof", ", 1\\}", vanishing_slope(ACT_RELU, 1), GOAL},
        {"disproof", "400 steps each", whole_goal("disproof", 0, put_steps_of_tries, 0, 1000), GOAL},
        {"disproof", "five times", whole_goal("disproof", 1, put_throws, 0, 10), GOAL},
    };
    assert_claims(run->words, run->lesson, claims, sizeof claims / sizeof *claims);
    assert_near(guessed, layers - 1, 0); /* all but the one that is shown */
    for (int activation = ACT_SIGMOID; activation <= ACT_TANH; activation++)
        assert_near(vanishing_slope(activation, vanishing_edge(activation)),
                    0.01 * (double)vanishing_steepest(activation), 1e-12);
    ogl_run_destroy(run);
}

/* What the labels of the choices say, the networks have. */
static void choices_are_called_by_their_values(void **state)
{
    (void)state;
    const ogl_setting *settings = ogl_lesson_find("vanishing-gradients")->settings;
    for (int i = 0; settings[SET_LAYERS].choices[i]; i++)
        assert_near(strtod(settings[SET_LAYERS].choices[i], NULL), vanishing_layers[i], 0);
    for (int i = 0; settings[SET_UNITS].choices[i]; i++)
        assert_near(strtod(settings[SET_UNITS].choices[i], NULL), vanishing_units[i], 0);
    for (int i = 0; settings[SET_RATE].choices[i]; i++)
        assert_near(strtod(settings[SET_RATE].choices[i], NULL), vanishing_rates[i], 0);
}

/* ---- what they say without numbers ---- */

static void sigmoid_fades_under_its_ceiling_and_relu_arrives(void **state)
{
    (void)state;
    for (int seed = 1; seed <= SEEDS; seed++) {
        ogl_run *run = start("lockstep", seed);
        vanishing *v = state_of(run);
        float ceiling[VANISHING_LAYERS];
        vanishing_ceiling(&v->lanes[0], ceiling);
        assert_near((double)ceiling[0], pow(0.25, 10) * (double)v->lanes[0].bars[10], 1e-12);
        for (int l = 0; l < 10; l++)
            assert_true(v->lanes[0].bars[l] < ceiling[l] && v->lanes[0].bars[l] < v->lanes[0].bars[l + 1]);
        assert_true(v->lanes[0].bars[0] < 1e-6f && v->lanes[1].bars[0] > 1e-2f);
        ogl_set(run, OGL_SPEED, 3);
        train_to(run, VANISHING_STEPS);
        /* "a ten-millionth", "0.693 is ln 2: guessing" */
        assert_true(v->lanes[0].bars[0] > 1e-8f && v->lanes[0].bars[0] < 2e-7f);
        assert_near(v->lanes[0].score.loss, log(2), 0.003);
        assert_near(accuracy(run, 0), 0.5, 0.02);
        assert_true(accuracy(run, 1) >= 0.95);
        ogl_set(run, SET_LAYERS, LAYERS_2);
        ogl_run_update(run);
        train_to(run, VANISHING_STEPS);
        assert_true(accuracy(run, 0) >= 0.8);
        ogl_run_destroy(run);
    }
}

static void the_input_scale_moves_layer_1_along_the_slope(void **state)
{
    (void)state;
    for (int seed = 1; seed <= SEEDS; seed++) {
        ogl_run *run = start("slope", seed);
        vanishing *v = state_of(run);
        assert_true(v->mean_slope < 0.245 && v->steepest <= 0.25);
        set(run, SET_SCALE, 0.2);
        assert_true(v->mean_slope > 0.245 && v->steepest <= 0.25);
        set(run, SET_ACTIVATION, ACT_TANH);
        assert_true(v->steepest > 0.9);
        ogl_run_enter(run, ogl_step_find(run->lesson, "saturation"));
        ogl_run_update(run);
        assert_true(v->saturated_left + v->saturated_right < 0.05);
        float bars[10];
        for (int l = 0; l < 10; l++)
            bars[l] = v->lanes[0].bars[l];
        set(run, SET_SCALE, 20);
        assert_true(v->saturated_left + v->saturated_right > 0.2);
        /* "Only layer 1 sees the input, so only its bar gets lower" */
        assert_true(v->lanes[0].bars[0] < 0.8f * bars[0]);
        for (int l = 1; l < 10; l++)
            assert_true(v->lanes[0].bars[l] > 0.5f * bars[l] && v->lanes[0].bars[l] < 2 * bars[l]);
        set(run, SET_ACTIVATION, ACT_RELU);
        assert_true(v->lanes[0].bars[0] > 1e-3f);
        ogl_run_destroy(run);
    }
}

static double accuracy_beside(ogl_run *run, int other)
{
    set(run, SET_OTHER, other);
    train_to(run, VANISHING_STEPS);
    return accuracy(run, 1);
}

static void each_repair_repairs_what_the_text_says(void **state)
{
    (void)state;
    double mean[4] = {0, 0, 0, 0};
    for (int seed = 1; seed <= SEEDS; seed++) {
        ogl_run *run = start("repairs", seed);
        vanishing *v = state_of(run);
        ogl_set(run, OGL_SPEED, 3);
        /* "Xavier and ReLU fail alone and win together" */
        assert_true(accuracy_beside(run, OTHER_XAVIER) < 0.6);
        assert_true(v->tries[OTHER_XAVIER].first > 30 * v->base.first);
        assert_true(accuracy_beside(run, OTHER_RELU) < 0.6);
        mean[0] += accuracy_beside(run, OTHER_BATCH_NORM) / SEEDS;
        mean[1] += accuracy_beside(run, OTHER_RESIDUAL) / SEEDS;
        mean[2] += accuracy_beside(run, OTHER_HIGHWAY) / SEEDS;
        /* "It arrives" */
        for (int other = OTHER_BATCH_NORM; other <= OTHER_HIGHWAY; other++)
            assert_true(v->tries[other].first > 1e-3f && v->base.first < 1e-8f);
        set(run, SET_INIT, INIT_XAVIER);
        assert_true(accuracy_beside(run, OTHER_RELU) >= 0.95);
        ogl_set(run, SET_INIT, INIT_TORCH);
        set(run, SET_LAYERS, LAYERS_1);
        train_to(run, VANISHING_STEPS);
        mean[3] += accuracy(run, 0) / SEEDS;
        ogl_run_destroy(run);
    }
    print_message(
        "after 400 steps: batch norm %.1f %%, residual %.1f %%, highway %.1f %%, one layer %.1f %%\n",
        100 * mean[0], 100 * mean[1], 100 * mean[2], 100 * mean[3]);
    assert_true(mean[0] > 0.93);
    /* "neither does better than one layer alone" */
    assert_true(mean[1] > 0.8 && mean[1] < mean[3] + 0.005);
    assert_true(mean[2] > 0.8 && mean[2] < mean[3]);
}

/* "Does sigmoid ever win at layer 1?" */
static void sigmoid_never_wins(void **state)
{
    (void)state;
    ogl_run *run = start("disproof", 1);
    vanishing *v = state_of(run);
    for (int other = OTHER_TANH; other <= OTHER_RELU; other++)
        for (int seed = 1; seed <= 100; seed++) {
            ogl_set(run, OGL_SEED, seed);
            set(run, SET_OTHER, other);
            assert_true(v->lanes[1].bars[0] > 1e4f * v->lanes[0].bars[0]);
        }
    assert_int_equal(v->sigmoid_won, 0);
    ogl_run_destroy(run);
}

/* "Grown weights can lift a bar above it." */
static void grown_weights_lift_a_bar_above_the_ceiling(void **state)
{
    (void)state;
    float ceiling[VANISHING_LAYERS];
    ogl_run *run = start("lockstep", 1);
    ogl_set(run, OGL_SPEED, 3);
    set(run, SET_LAYERS, LAYERS_2);
    const vanishing_lane *lane = &state_of(run)->lanes[0];
    vanishing_ceiling(lane, ceiling);
    assert_true(lane->bars[0] < ceiling[0]);
    train_to(run, 400);
    vanishing_ceiling(lane, ceiling);
    assert_true(lane->bars[0] > 2 * ceiling[0]);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_the_words_is_computed),
        cmocka_unit_test(choices_are_called_by_their_values),
        cmocka_unit_test(sigmoid_fades_under_its_ceiling_and_relu_arrives),
        cmocka_unit_test(the_input_scale_moves_layer_1_along_the_slope),
        cmocka_unit_test(each_repair_repairs_what_the_text_says),
        cmocka_unit_test(sigmoid_never_wins),
        cmocka_unit_test(grown_weights_lift_a_bar_above_the_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
