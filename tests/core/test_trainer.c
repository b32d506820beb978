/* Training as a whole: what it counts, what it reaches, and that it repeats to the bit. */
#include "training.h"

#include <inttypes.h>
#include <math.h>

static training_def deep_def(og_toy toy, size_t samples)
{
    training_def def = training_def_default();
    def.layers = "linear:6,tanh,linear:6,tanh,linear:1";
    def.toy = toy;
    def.samples = samples;
    return def;
}

static void moons_are_learned_within_120_epochs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        training_def def = deep_def(OG_TOY_MOONS, 200);
        def.seed = seed;
        training t = training_start(&def);
        og_score before = training_score(t.net, t.data);
        for (int epoch = 0; epoch < 120; epoch++)
            assert_ok(og_trainer_epoch(t.trainer));
        og_score after = training_score(t.net, t.data);
        if (!(after.accuracy >= 0.95 && after.loss < before.loss / 3))
            fail_msg("seed %d: accuracy %g, loss %g after %g", (int)seed, after.accuracy, after.loss,
                     before.loss);
        training_stop(&t);
    }
}

static void the_same_seed_gives_the_same_bits_and_another_seed_does_not(void **state)
{
    (void)state;
    uint64_t hashes[3];
    for (int i = 0; i < 3; i++) {
        training_def def = deep_def(OG_TOY_CIRCLES, 100);
        def.seed = i < 2 ? 5 : 6;
        training t = training_start(&def);
        for (int step = 0; step < 50; step++)
            assert_ok(og_trainer_step(t.trainer));
        hashes[i] = og_net_hash(t.net);
        training_stop(&t);
    }
    assert_int_equal(hashes[0], hashes[1]);
    assert_true(hashes[0] != hashes[2]);
}

/* One seed, one result: every compiler, optimisation level and machine has to come to these bits. */
static void the_weights_after_100_steps_have_the_pinned_hash(void **state)
{
    (void)state;
    struct {
        const char *layers;
        uint64_t hash;
    } rows[] = {
        {"linear:6,sigmoid,linear:6,sigmoid,linear:1", 0xb86179d3cc21fd3f},
        {"linear:6,tanh,linear:6,tanh,linear:1", 0x5aa41b811bfdc769},
        {"linear:6,relu,linear:6,relu,linear:1", 0x90371d7796d820f8},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        training_def def = deep_def(OG_TOY_SPIRAL, 100);
        def.layers = rows[r].layers;
        training t = training_start(&def);
        for (int step = 0; step < 100; step++)
            assert_ok(og_trainer_step(t.trainer));
        if (og_net_hash(t.net) != rows[r].hash)
            fail_msg("%s: the hash is 0x%016" PRIx64 ", pinned is 0x%016" PRIx64, rows[r].layers,
                     og_net_hash(t.net), rows[r].hash);
        training_stop(&t);
    }
}

static void the_first_velocity_is_the_whole_gradient_in_spite_of_dampening(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_MOONS, 50);
    def.trainer.sgd.dampening = 0.5;
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    for (size_t i = 0; i < og_net_parameter_count(t.net); i++)
        assert_same_float(t.trainer->velocity[i], og_net_gradients(t.net)[i]);
    training_stop(&t);
}

static void an_epoch_visits_every_row_once_and_its_last_batch_may_be_smaller(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_XOR, 50);
    training t = training_start(&def);
    for (int step = 1; step <= 3; step++) {
        assert_ok(og_trainer_step(t.trainer));
        assert_int_equal(t.trainer->next_row, 16 * step);
        assert_int_equal(t.trainer->epoch, 0);
    }
    int seen[50] = {0};
    for (int i = 0; i < 50; i++)
        seen[t.trainer->order[i]]++;
    for (int i = 0; i < 50; i++)
        assert_int_equal(seen[i], 1);
    assert_ok(og_trainer_step(t.trainer));
    assert_int_equal(t.trainer->next_row, 0);
    assert_int_equal(t.trainer->epoch, 1);
    assert_int_equal(t.trainer->step, 4);
    training_stop(&t);
}

static void the_epoch_score_is_the_sample_weighted_mean_of_its_batches(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_GAUSS, 50);
    training t = training_start(&def);
    double loss = 0, accuracy = 0;
    const size_t batches[] = {16, 16, 16, 2};
    for (int step = 0; step < 4; step++) {
        assert_ok(og_trainer_step(t.trainer));
        loss += t.trainer->last_batch.loss * (double)batches[step];
        accuracy += t.trainer->last_batch.accuracy * (double)batches[step];
    }
    assert_near(t.trainer->last_epoch.loss, loss / 50, 1e-12);
    assert_near(t.trainer->last_epoch.accuracy, accuracy / 50, 1e-12);
    training_stop(&t);
}

static void evaluating_changes_nothing(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_MOONS, 150);
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    uint64_t hash = og_net_hash(t.net);
    og_score first = training_score(t.net, t.data), second = training_score(t.net, t.data);
    assert_near(second.loss, first.loss, 0);
    assert_int_equal(og_net_hash(t.net), hash);
    og_dataset nothing = *t.data;
    nothing.rows = 0;
    assert_near(training_score(t.net, &nothing).loss, 0, 0);
    training_stop(&t);
}

static og_score score_in_pieces_of(size_t max_batch, const og_dataset *data)
{
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = training_net_for("linear:6,tanh,linear:1", max_batch, &rng);
    og_score score = training_score(net, data);
    og_net_destroy(net);
    return score;
}

static void a_score_does_not_depend_on_the_size_of_the_pieces(void **state)
{
    (void)state;
    og_dataset *data = NULL;
    assert_ok(og_toy_create(OG_TOY_MOONS, 147, 0.1f, 1, &data));
    og_score whole = score_in_pieces_of(147, data);
    for (size_t max_batch = 1; max_batch < 147; max_batch += 8) {
        og_score pieces = score_in_pieces_of(max_batch, data);
        assert_near(pieces.loss, whole.loss, 0);
        assert_near(pieces.accuracy, whole.accuracy, 0);
    }
    og_dataset_destroy(data);
}

/* PyTorch's buffer is still None there: it becomes the whole gradient, whatever dampening says. */
static void momentum_that_is_switched_on_later_starts_with_the_whole_gradient(void **state)
{
    (void)state;
    for (int saved = 0; saved < 2; saved++) {
        training_def def = deep_def(OG_TOY_MOONS, 50);
        def.trainer.sgd.momentum = 0;
        def.trainer.sgd.dampening = 0.9;
        training t = training_start(&def);
        assert_ok(og_trainer_step(t.trainer));
        assert_false(t.trainer->has_velocity);
        if (saved) { /* and it is part of the state */
            unsigned char *bytes = training_bytes(&t);
            t.trainer->has_velocity = true;
            assert_ok(og_trainer_state_load(t.trainer, og_trainer_state_size(t.trainer), bytes));
            free(bytes);
        }
        t.trainer->def.sgd.momentum = 0.9;
        assert_ok(og_trainer_step(t.trainer));
        size_t count = og_net_parameter_count(t.net);
        float *velocity = malloc(count * sizeof *velocity);
        assert_non_null(velocity);
        for (size_t i = 0; i < count; i++) {
            velocity[i] = t.trainer->velocity[i];
            assert_same_float(velocity[i], og_net_gradients(t.net)[i]);
        }
        assert_ok(og_trainer_step(t.trainer));
        for (size_t i = 0; i < count; i++)
            assert_same_float(t.trainer->velocity[i], 0.9f * velocity[i] + 0.1f * og_net_gradients(t.net)[i]);
        free(velocity);
        training_stop(&t);
    }
}

static void adam_counts_its_steps_from_1(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_MOONS, 50);
    def.trainer.optimizer = OG_ADAM;
    training t = training_start(&def);
    size_t count = og_net_parameter_count(t.net);
    float *numbers = calloc(3 * count, sizeof *numbers), *m = numbers + count, *v = m + count;
    assert_non_null(numbers);
    memcpy(numbers, og_net_parameters(t.net), count * sizeof *numbers);
    for (uint64_t step = 1; step <= 6; step++) {
        assert_ok(og_trainer_step(t.trainer));
        og_adam_step(&def.trainer.adam, step, count, numbers, og_net_gradients(t.net), m, v);
        assert_memory_equal(og_net_parameters(t.net), numbers, count * sizeof *numbers);
    }
    free(numbers);
    training_stop(&t);
}

static void after_an_epoch_the_layers_show_the_validation_rows(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_MOONS, 32);
    def.validation = 70; /* in pieces of 64 */
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    assert_ptr_equal(og_net_layer(t.net, 0)->input, t.trainer->batch_x);
    assert_ok(og_trainer_step(t.trainer));
    assert_int_equal(t.trainer->epoch, 1);
    assert_ptr_equal(og_net_layer(t.net, 0)->input, t.validation->x + 64 * 2);
    training_stop(&t);
}

static void a_network_forgets_the_batch_that_goes_with_its_trainer(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_MOONS, 50);
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    og_trainer_destroy(t.trainer);
    assert_null(og_net_layer(t.net, 0)->input);

    /* A batch of somebody else stays. */
    og_rng rng;
    og_rng_seed(&rng, 1);
    assert_ok(og_trainer_create(&def.trainer, t.net, t.data, NULL, &rng, &t.trainer));
    assert_ok(og_trainer_step(t.trainer));
    assert_non_null(og_net_forward(t.net, 2, t.data->x));
    og_trainer_destroy(t.trainer);
    assert_ptr_equal(og_net_layer(t.net, 0)->input, t.data->x);
    t.trainer = NULL;
    training_stop(&t);
}

static void rows_that_do_not_fit_the_network_are_not_evaluated(void **state)
{
    (void)state;
    training_def def = deep_def(OG_TOY_MOONS, 20);
    training t = training_start(&def);
    og_score score = {7, 7};
    og_dataset other = *t.data;
    other.features = 9;
    assert_status(og_evaluate(t.net, &other, &score), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "the data has 9 features, the network takes 2");
    assert_status(og_trainer_evaluate(t.trainer, &other, &score), OG_ERR_SHAPE);
    other = *t.data;
    other.labels = 2;
    assert_status(og_evaluate(t.net, &other, &score), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "the data has 2 labels, the network gives 1 logits");
    t.data->y[3] = 2;
    assert_status(og_evaluate(t.net, t.data, &score), OG_ERR_DATA);
    assert_contains(og_error_detail(), "row 3 of the data (from 0) has the label 2, not 0 .. 1");
    t.data->y[3] = 1;
    t.data->x[9] = NAN;
    assert_status(og_trainer_evaluate(t.trainer, t.data, &score), OG_ERR_DATA);
    assert_contains(og_error_detail(), "row 4 of the data");
    assert_near(score.loss, 7, 0);
    training_stop(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moons_are_learned_within_120_epochs),
        cmocka_unit_test(the_same_seed_gives_the_same_bits_and_another_seed_does_not),
        cmocka_unit_test(the_weights_after_100_steps_have_the_pinned_hash),
        cmocka_unit_test(the_first_velocity_is_the_whole_gradient_in_spite_of_dampening),
        cmocka_unit_test(an_epoch_visits_every_row_once_and_its_last_batch_may_be_smaller),
        cmocka_unit_test(the_epoch_score_is_the_sample_weighted_mean_of_its_batches),
        cmocka_unit_test(evaluating_changes_nothing),
        cmocka_unit_test(a_score_does_not_depend_on_the_size_of_the_pieces),
        cmocka_unit_test(momentum_that_is_switched_on_later_starts_with_the_whole_gradient),
        cmocka_unit_test(adam_counts_its_steps_from_1),
        cmocka_unit_test(after_an_epoch_the_layers_show_the_validation_rows),
        cmocka_unit_test(a_network_forgets_the_batch_that_goes_with_its_trainer),
        cmocka_unit_test(rows_that_do_not_fit_the_network_are_not_evaluated),
    };
    return cmocka_run_group_tests_name("trainer", tests, NULL, NULL);
}
