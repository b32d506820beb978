/* Training as a whole: what it counts, what it reaches, that it repeats to the bit, and how it fails. */
#include "support.h"

#include <inttypes.h>
#include <math.h>

#include "ogee/trainer.h"

typedef struct run_def {
    const og_layer_kind *activation;
    uint64_t seed;
    og_trainer_def trainer;
} run_def;

typedef struct training {
    og_dataset *data;
    og_net *net;
    og_trainer *trainer;
} training;

static training start(og_toy toy, size_t samples, run_def def)
{
    training t = {NULL, NULL, NULL};
    const og_layer_spec layers[] = {{&og_linear_layer, 6},
                                    {def.activation, 0},
                                    {&og_linear_layer, 6},
                                    {def.activation, 0},
                                    {&og_linear_layer, 1}};
    og_net_def net_def = og_net_def_default();
    net_def.input = og_shape_flat(2);
    net_def.layers = layers;
    net_def.layer_count = 5;
    net_def.max_batch = 64;
    og_rng rng;
    og_rng_seed(&rng, def.seed);
    assert_ok(og_toy_create(toy, samples, 0.1f, def.seed, &t.data));
    assert_ok(og_net_create(&net_def, &rng, &t.net));
    assert_ok(og_trainer_create(&def.trainer, t.net, t.data, &rng, &t.trainer));
    return t;
}

static void stop(training *t)
{
    og_trainer_destroy(t->trainer);
    og_net_destroy(t->net);
    og_dataset_destroy(t->data);
}

static run_def moons_def(void)
{
    run_def def = {&og_tanh_layer, 1, og_trainer_def_default()};
    def.trainer.sgd.lr = 0.05f;
    def.trainer.sgd.momentum = 0.9f;
    def.trainer.batch = 16;
    return def;
}

static void moons_are_learned_within_120_epochs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        run_def def = moons_def();
        def.seed = seed;
        training t = start(OG_TOY_MOONS, 200, def);
        og_score before = og_evaluate(t.net, t.data);
        for (int epoch = 0; epoch < 120; epoch++)
            assert_ok(og_trainer_epoch(t.trainer));
        og_score after = og_evaluate(t.net, t.data);
        if (!(after.accuracy >= 0.95 && after.loss < before.loss / 3))
            fail_msg("seed %d: accuracy %g, loss %g after %g", (int)seed, after.accuracy, after.loss,
                     before.loss);
        stop(&t);
    }
}

static void the_same_seed_gives_the_same_bits_and_another_seed_does_not(void **state)
{
    (void)state;
    uint64_t hashes[3];
    for (int i = 0; i < 3; i++) {
        run_def def = moons_def();
        def.seed = i < 2 ? 5 : 6;
        training t = start(OG_TOY_CIRCLES, 100, def);
        for (int step = 0; step < 50; step++)
            assert_ok(og_trainer_step(t.trainer));
        hashes[i] = og_net_hash(t.net);
        stop(&t);
    }
    assert_int_equal(hashes[0], hashes[1]);
    assert_true(hashes[0] != hashes[2]);
}

/* One seed, one result: every compiler, optimisation level and machine has to come to these bits. */
static void the_weights_after_100_steps_have_the_pinned_hash(void **state)
{
    (void)state;
    struct {
        const og_layer_kind *activation;
        uint64_t hash;
    } rows[] = {
        {&og_sigmoid_layer, 0xf284f92b4007e8ab},
        {&og_tanh_layer, 0x9b461412eaccf834},
        {&og_relu_layer, 0xb923528023c21170},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        run_def def = moons_def();
        def.activation = rows[r].activation;
        training t = start(OG_TOY_SPIRAL, 100, def);
        for (int step = 0; step < 100; step++)
            assert_ok(og_trainer_step(t.trainer));
        if (og_net_hash(t.net) != rows[r].hash)
            fail_msg("%s: the hash is 0x%016" PRIx64 ", pinned is 0x%016" PRIx64, rows[r].activation->name,
                     og_net_hash(t.net), rows[r].hash);
        stop(&t);
    }
}

static void the_first_velocity_is_the_whole_gradient_in_spite_of_dampening(void **state)
{
    (void)state;
    run_def def = moons_def();
    def.trainer.sgd.dampening = 0.5;
    training t = start(OG_TOY_MOONS, 50, def);
    assert_ok(og_trainer_step(t.trainer));
    for (size_t i = 0; i < og_net_parameter_count(t.net); i++)
        assert_same_float(t.trainer->velocity[i], og_net_gradients(t.net)[i]);
    stop(&t);
}

static void an_epoch_visits_every_row_once_and_its_last_batch_may_be_smaller(void **state)
{
    (void)state;
    training t = start(OG_TOY_XOR, 50, moons_def());
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
    stop(&t);
}

static void the_epoch_score_is_the_sample_weighted_mean_of_its_batches(void **state)
{
    (void)state;
    training t = start(OG_TOY_GAUSS, 50, moons_def());
    double loss = 0, accuracy = 0;
    const size_t batches[] = {16, 16, 16, 2};
    for (int step = 0; step < 4; step++) {
        assert_ok(og_trainer_step(t.trainer));
        loss += t.trainer->last_batch.loss * (double)batches[step];
        accuracy += t.trainer->last_batch.accuracy * (double)batches[step];
    }
    assert_near(t.trainer->last_epoch.loss, loss / 50, 1e-12);
    assert_near(t.trainer->last_epoch.accuracy, accuracy / 50, 1e-12);
    stop(&t);
}

static void evaluating_changes_nothing(void **state)
{
    (void)state;
    training t = start(OG_TOY_MOONS, 150, moons_def());
    assert_ok(og_trainer_step(t.trainer));
    uint64_t hash = og_net_hash(t.net);
    og_score first = og_evaluate(t.net, t.data), second = og_evaluate(t.net, t.data);
    assert_near(second.loss, first.loss, 0);
    assert_int_equal(og_net_hash(t.net), hash);
    og_dataset nothing = *t.data;
    nothing.rows = 0;
    assert_near(og_evaluate(t.net, &nothing).loss, 0, 0);
    stop(&t);
}

static og_score score_in_pieces_of(size_t max_batch, const og_dataset *data)
{
    const og_layer_spec layers[] = {{&og_linear_layer, 6}, {&og_tanh_layer, 0}, {&og_linear_layer, 1}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = 3;
    def.max_batch = max_batch;
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = NULL;
    assert_ok(og_net_create(&def, &rng, &net));
    og_score score = og_evaluate(net, data);
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

static void divergence_is_a_status_with_the_step(void **state)
{
    (void)state;
    run_def def = moons_def();
    def.trainer.sgd.weight_decay =
        1e4f; /* every step turns the weights over and makes them 499 times larger */
    training t = start(OG_TOY_MOONS, 100, def);
    og_status status = OG_OK;
    for (int step = 0; step < 200 && status == OG_OK; step++)
        status = og_trainer_step(t.trainer);
    assert_int_equal(status, OG_ERR_DIVERGED);
    char step[32];
    snprintf(step, sizeof step, "step %zu;", t.trainer->step);
    assert_contains(og_error_detail(), step);
    assert_contains(og_error_detail(), "smaller learning rate");
    stop(&t);
}

static void what_does_not_fit_together_is_refused(void **state)
{
    (void)state;
    training t = start(OG_TOY_MOONS, 20, moons_def());
    og_trainer *trainer = NULL;
    og_trainer_def def = t.trainer->def;
    def.batch = 65;
    assert_status(og_trainer_create(&def, t.net, t.data, &t.trainer->rng, &trainer), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "1 to 64");
    def.batch = 0;
    assert_status(og_trainer_create(&def, t.net, t.data, &t.trainer->rng, &trainer), OG_ERR_ARGUMENT);
    def.batch = 16;
    def.sgd.lr = NAN;
    assert_status(og_trainer_create(&def, t.net, t.data, &t.trainer->rng, &trainer), OG_ERR_ARGUMENT);
    def.sgd.lr = 0.1f;
    og_dataset other = *t.data;
    other.features = 3;
    assert_status(og_trainer_create(&def, t.net, &other, &t.trainer->rng, &trainer), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "3 features, the network takes 2");
    other = *t.data;
    other.labels = 2;
    assert_status(og_trainer_create(&def, t.net, &other, &t.trainer->rng, &trainer), OG_ERR_SHAPE);
    other = *t.data;
    other.rows = 0;
    assert_status(og_trainer_create(&def, t.net, &other, &t.trainer->rng, &trainer), OG_ERR_ARGUMENT);
    other.rows = SIZE_MAX;
    assert_status(og_trainer_create(&def, t.net, &other, &t.trainer->rng, &trainer), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "at most 4294967295");
    assert_null(trainer);
    stop(&t);
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
        cmocka_unit_test(divergence_is_a_status_with_the_step),
        cmocka_unit_test(what_does_not_fit_together_is_refused),
    };
    return cmocka_run_group_tests_name("trainer", tests, NULL, NULL);
}
