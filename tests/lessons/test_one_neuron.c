/* Lesson 4: one neuron's steps are those of the trainer, and the table tells what a step does. */
#include "support.h"

#include <math.h>
#include <string.h>

#include "ogee/trainer.h"
#include "one_neuron.h"

static ogl_run *start(const char *step, int seed)
{
    const ogl_lesson *lesson = ogl_lesson_find("one-neuron");
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", false, &run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    ogl_set(run, OGL_SEED, seed);
    ogl_run_enter(run, ogl_step_find(lesson, step));
    ogl_run_update(run);
    return run;
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

/* A network of one linear layer with the neuron's weights, and a trainer of it. */
static void one_step_with_all_samples_is_a_step_of_the_trainer(void **state)
{
    (void)state;
    ogl_run *run = start("hand", 1);
    neuron *n = state_of(run);
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 1}};
    og_net_def def = og_net_def_default();
    og_trainer_def how = og_trainer_def_default();
    og_net *net;
    og_trainer *trainer;
    og_rng rng;
    og_rng_seed(&rng, 1);
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = 1;
    def.max_batch = NEURON_ROWS;
    how.batch = NEURON_ROWS;
    how.sgd = sgd(0.3, 0.9);
    assert_ok(og_net_create(&def, &rng, &net));
    memcpy(og_net_parameters(net), n->start, sizeof n->start);
    assert_ok(og_trainer_create(&how, net, n->data, NULL, &rng, &trainer));
    for (int step = 0; step < 10; step++) {
        neuron_step(n, &how.sgd, NEURON_ROWS);
        assert_ok(og_trainer_step(trainer));
        for (int k = 0; k < WEIGHTS; k++)
            assert_near((double)n->w[k], (double)og_net_parameters(net)[k], 4e-6);
    }
    og_trainer_destroy(trainer);
    og_net_destroy(net);
    ogl_run_destroy(run);
}

static void the_table_shows_to_the_bit_what_the_next_step_does(void **state)
{
    (void)state;
    ogl_run *run = start("sample", 3);
    neuron *n = state_of(run);
    og_sgd_def def = sgd(0.3, 0);
    for (int step = 0; step < 90; step++) {
        neuron_look look = neuron_look_at(n, n->row, 0.3);
        assert_same_float(look.gradient[BIAS], look.error);
        assert_near((double)look.error, (double)(look.p - look.y), 1e-7);
        neuron_step(n, &def, 1);
        for (int k = 0; k < WEIGHTS; k++)
            assert_same_float(n->w[k], look.next[k]);
    }
    assert_int_equal(n->epochs, 2);
    ogl_run_destroy(run);
}

static void an_epoch_of_single_samples_takes_every_point_once(void **state)
{
    (void)state;
    ogl_run *run = start("sample", 5);
    neuron *n = state_of(run);
    og_sgd_def def = sgd(0.3, 0);
    int seen[NEURON_ROWS] = {0};
    for (int step = 0; step < NEURON_ROWS; step++) {
        seen[n->row]++;
        neuron_step(n, &def, 1);
    }
    for (int i = 0; i < NEURON_ROWS; i++)
        assert_int_equal(seen[i], 1);
    ogl_run_destroy(run);
}

static void a_chosen_sample_is_the_one_that_the_next_step_takes(void **state)
{
    (void)state;
    ogl_run *run = start("sample", 1);
    ogl_set(run, SET_SAMPLE, 17);
    ogl_run_update(run);
    assert_int_equal(state_of(run)->row, 16);
    ogl_press(run, "step");
    ogl_run_update(run);
    assert_int_equal(state_of(run)->step, 1);
    assert_near(run->values[SET_SAMPLE], (double)state_of(run)->row + 1, 0);
    ogl_run_destroy(run);
}

static void the_bottom_of_the_landscape_is_flat_and_lowest(void **state)
{
    (void)state;
    ogl_run *run = start("valley", 1);
    const neuron *n = state_of(run);
    double x = n->lowest[0], y = n->lowest[1], h = 1e-4;
    assert_near((neuron_loss(n, x + h, y, 0) - neuron_loss(n, x - h, y, 0)) / (2 * h), 0, 1e-8);
    assert_near((neuron_loss(n, x, y + h, 0) - neuron_loss(n, x, y - h, 0)) / (2 * h), 0, 1e-8);
    for (int i = 0; i < NEURON_LAND * NEURON_LAND; i++)
        assert_true((double)n->land[i] > n->lowest_loss - 1e-6);
    assert_near(n->lowest_loss, 0.336, 0.0005); /* said in "batch" */
    ogl_run_destroy(run);
}

static void in_the_landscape_the_bias_stays_0(void **state)
{
    (void)state;
    ogl_run *run = start("batch", 2);
    og_sgd_def def = sgd(1, 0.9);
    for (int step = 0; step < 100; step++)
        neuron_step(state_of(run), &def, 10);
    assert_same_float(state_of(run)->w[BIAS], 0);
    assert_true(state_of(run)->w[W1] != -3);
    ogl_run_destroy(run);
}

static void a_changed_rate_begins_a_new_run_and_keeps_the_old_path(void **state)
{
    (void)state;
    ogl_run *run = start("rate", 1);
    neuron *n = state_of(run);
    assert_int_equal(n->before.count, 0);
    for (int i = 0; i < 7; i++) {
        ogl_press(run, "step");
        ogl_run_update(run);
    }
    float end = n->path.w1[n->path.count];
    ogl_set(run, SET_RATE, 4);
    ogl_run_update(run);
    assert_int_equal(n->step, 0);
    assert_same_float(n->w[W1], -3);
    assert_int_equal(n->before.count, 8);
    assert_same_float(n->before.w1[n->before.count], end);
    ogl_run_destroy(run);
}

static void a_long_path_keeps_its_ends_in_bounded_memory(void **state)
{
    (void)state;
    ogl_run *run = start("batch", 1);
    neuron *n = state_of(run);
    og_sgd_def def = sgd(0.1, 0);
    for (size_t step = 1; step <= 5000; step++) {
        neuron_step(n, &def, 1);
        assert_true(n->path.count <= NEURON_PATH);
        assert_same_float(n->path.w1[n->path.count], n->w[W1]);
    }
    assert_same_float(n->path.w1[0], -3);
    assert_int_equal(n->path.stride, 8);
    assert_int_equal(n->path.count, 5000 / 8 + 1);
    ogl_run_destroy(run);
}

/* Steps until the bottom, at most most; 0: not reached. */
static size_t steps_down(double rate, double momentum, int batch, int seed, size_t most)
{
    ogl_run *run = start("rate", seed);
    neuron *n = state_of(run);
    og_sgd_def def = sgd(rate, momentum);
    while (n->step < most && n->close_step == 0)
        neuron_step(n, &def, batch);
    size_t steps = n->close_step;
    assert_true(isfinite(n->loss));
    ogl_run_destroy(run);
    return steps;
}

static void the_task_of_momentum_cannot_be_done_without_it(void **state)
{
    (void)state;
    assert_true(steps_down(0.1, 0, NEURON_ROWS, 1, 110) == 0);
    assert_true(steps_down(0.1, 0.9, NEURON_ROWS, 1, 110) > 0);
}

static void a_guess_is_asked_for_before_the_bottom_counts(void **state)
{
    (void)state;
    ogl_run *run = start("valley", 1);
    for (int i = 0; i < 60; i++) {
        ogl_press(run, "step");
        ogl_run_update(run);
    }
    assert_false(run->reached[run->step][1]);
    ogl_mark_set(run, SET_GUESS, 1, 1);
    ogl_run_update(run);
    assert_true(run->reached[run->step][0]);
    assert_true(run->reached[run->step][1]);
    ogl_run_destroy(run);
}

static void press(ogl_run *run, const char *what, int frames)
{
    for (int i = 0; i < frames; i++) {
        ogl_press(run, what);
        ogl_run_update(run);
    }
}

/* Lets training run that many steps, as Play does. */
static void play(ogl_run *run, size_t steps)
{
    if (!run->playing)
        ogl_press(run, "play");
    while (state_of(run)->step < steps)
        ogl_run_update(run);
    ogl_press(run, "pause");
    ogl_run_update(run);
}

static void the_lowest_loss_is_that_of_the_weights_that_learn(void **state)
{
    (void)state;
    ogl_run *run = start("hand", 1);
    const neuron *n = state_of(run);
    ogl_readout out[OGL_MAX_READOUTS];
    assert_near(neuron_lowest(n), 0.3324, 0.00005);
    assert_true(neuron_lowest(n) < n->lowest_loss);
    play(run, 3000);
    assert_near(n->loss, neuron_lowest(n), 1e-6);
    assert_int_equal(run->lesson->readouts(n, run, out), 5);
    assert_string_equal(out[3].label, "lowest");
    assert_string_equal(out[3].value, "0.332");
    assert_string_equal(out[2].value, "0.332");
    ogl_run_enter(run, ogl_step_find(run->lesson, "valley"));
    ogl_run_update(run);
    run->lesson->readouts(n, run, out);
    assert_string_equal(out[3].value, "0.336");
    ogl_run_destroy(run);
}

static void training_does_no_task_of_the_hand(void **state)
{
    (void)state;
    ogl_run *run = start("hand", 1);
    play(run, 500);
    assert_true(state_of(run)->loss < 0.38);
    for (int t = 0; t < 2; t++) {
        assert_false(run->reached[0][t]);
        assert_string_equal(run->notes[0][t], "press R, then drag");
    }
    ogl_press(run, "reset");
    ogl_run_update(run);
    assert_near(run->values[SET_W1], -0.6, 1e-6);
    ogl_set(run, SET_W1, 0.8);
    ogl_set(run, SET_W2, 1.2);
    ogl_set(run, SET_B, 0);
    ogl_run_update(run);
    assert_true(run->reached[0][0] && run->reached[0][1]);
    ogl_run_destroy(run);
}

static void only_steps_taken_one_by_one_count_as_single_steps(void **state)
{
    (void)state;
    ogl_run *run = start("sample", 1);
    play(run, 200);
    for (int t = 0; t < 2; t++)
        assert_false(run->reached[1][t]);
    assert_string_equal(run->notes[1][0], "pause, then take single steps");
    assert_string_equal(run->notes[1][1], "choose one, then step once");
    press(run, "step", 4);
    assert_false(run->reached[1][0]);
    assert_string_equal(run->notes[1][0], "4 steps taken");
    press(run, "step", 1);
    assert_true(run->reached[1][0]);
    neuron *n = state_of(run);
    uint32_t sure = 0;
    for (uint32_t row = 1; row < NEURON_ROWS; row++)
        if (fabsf(neuron_look_at(n, row, 1).error) < fabsf(neuron_look_at(n, sure, 1).error))
            sure = row;
    float error = fabsf(neuron_look_at(n, sure, 1).error);
    assert_true(error < 0.05f);
    ogl_set(run, SET_SAMPLE, sure + 1);
    ogl_run_update(run);
    press(run, "step", 1);
    assert_same_float(n->smallest_error, error);
    assert_true(run->reached[1][1]);
    ogl_run_destroy(run);
}

static void play_before_the_guess_asks_for_the_guess(void **state)
{
    (void)state;
    ogl_run *run = start("valley", 1);
    play(run, 30);
    assert_true(state_of(run)->close_step == 23);
    assert_string_equal(run->notes[2][1], "guess first");
    ogl_mark_set(run, SET_GUESS, 1, 1);
    ogl_run_update(run);
    assert_string_equal(run->notes[2][1], "at the bottom after 23 steps");
    ogl_run_destroy(run);
}

/* "The second weight is the larger one: the first feature has larger numbers and needs less." */
static void the_larger_feature_has_the_smaller_weight(void **state)
{
    (void)state;
    ogl_run *run = start("valley", 1);
    const neuron *n = state_of(run);
    double squares[2] = {0, 0};
    for (int i = 0; i < 2 * NEURON_ROWS; i++)
        squares[i % 2] += (double)n->data->x[i] * (double)n->data->x[i];
    assert_near(n->lowest[0], 0.84, 0.005);
    assert_near(n->lowest[1], 1.41, 0.005);
    assert_true(squares[0] > 2 * squares[1]);
    assert_near(sqrt(squares[0]) * n->lowest[0], sqrt(squares[1]) * n->lowest[1],
                0.3 * sqrt(squares[0]) * n->lowest[0]); /* what each adds to z is about the same */
    ogl_run_destroy(run);
}

/* "The loss jumps up again and again", and "with 30 it still jumps about after 1000 steps". */
static void a_rate_of_30_jumps_up_again_and_again(void **state)
{
    (void)state;
    ogl_run *run = start("rate", 1);
    neuron *n = state_of(run);
    og_sgd_def def = sgd(30, 0);
    int jumps = 0, late = 0;
    double before = n->loss;
    while (n->step < 1200) {
        neuron_step(n, &def, NEURON_ROWS);
        jumps += n->loss > before + 0.5;
        late += n->step > 1000 && n->loss > before + 0.5;
        before = n->loss;
    }
    assert_true(jumps > 100 && jumps < 1100);
    assert_true(late > 10);
    assert_int_equal(n->close_step, 0);
    ogl_run_destroy(run);
}

static void a_point_far_on_the_wrong_side_has_an_error_near_1(void **state)
{
    (void)state;
    ogl_run *run = start("sample", 1);
    neuron *n = state_of(run);
    n->w[W1] = -4;
    n->w[W2] = -4;
    float most = 0;
    for (uint32_t row = 0; row < NEURON_ROWS; row++)
        most = fmaxf(most, fabsf(neuron_look_at(n, row, 0.3).error));
    assert_true(most > 0.999f && most <= 1);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_with_all_samples_is_a_step_of_the_trainer),
        cmocka_unit_test(the_table_shows_to_the_bit_what_the_next_step_does),
        cmocka_unit_test(an_epoch_of_single_samples_takes_every_point_once),
        cmocka_unit_test(a_chosen_sample_is_the_one_that_the_next_step_takes),
        cmocka_unit_test(the_bottom_of_the_landscape_is_flat_and_lowest),
        cmocka_unit_test(in_the_landscape_the_bias_stays_0),
        cmocka_unit_test(a_changed_rate_begins_a_new_run_and_keeps_the_old_path),
        cmocka_unit_test(a_long_path_keeps_its_ends_in_bounded_memory),
        cmocka_unit_test(the_task_of_momentum_cannot_be_done_without_it),
        cmocka_unit_test(a_guess_is_asked_for_before_the_bottom_counts),
        cmocka_unit_test(the_lowest_loss_is_that_of_the_weights_that_learn),
        cmocka_unit_test(training_does_no_task_of_the_hand),
        cmocka_unit_test(only_steps_taken_one_by_one_count_as_single_steps),
        cmocka_unit_test(play_before_the_guess_asks_for_the_guess),
        cmocka_unit_test(the_larger_feature_has_the_smaller_weight),
        cmocka_unit_test(a_rate_of_30_jumps_up_again_and_again),
        cmocka_unit_test(a_point_far_on_the_wrong_side_has_an_error_near_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
