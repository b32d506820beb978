/* Training allocates nothing. */
#include "support.h"

#include "allocations.h"

#include "ogee/trainer.h"

static void a_training_step_and_an_evaluation_allocate_nothing(void **state)
{
    (void)state;
    og_dataset *data = NULL;
    og_net *net = NULL;
    og_trainer *trainer = NULL;
    assert_ok(og_toy_create(OG_TOY_MOONS, 100, 0.1f, 1, &data));
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 4},
                                    {.kind = &og_tanh_layer},
                                    {.kind = &og_linear_layer, .units = 1}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = 3;
    og_rng rng;
    og_rng_seed(&rng, 1);

    allocations = 0;
    assert_ok(og_net_create(&def, &rng, &net));
    assert_int_equal(allocations, 1); /* a network is one block; and the counter counts */

    og_trainer_def trainer_def = og_trainer_def_default();
    trainer_def.sgd.momentum = 0.9;
    assert_ok(og_trainer_create(&trainer_def, net, data, NULL, &rng, &trainer));
    allocations = 0;
    for (int i = 0; i < 10; i++)
        assert_ok(og_trainer_step(trainer));
    og_score score;
    assert_ok(og_evaluate(net, data, &score));
    assert_int_equal(allocations, 0);

    og_trainer_destroy(trainer);
    og_net_destroy(net);
    og_dataset_destroy(data);
}

/* Past the point where the history is full, with everything a step can do, saving, loading and a divergence.
 */
static void a_long_run_with_every_setting_allocates_nothing(void **state)
{
    (void)state;
    for (og_optimizer optimizer = OG_SGD; optimizer <= OG_ADAM; optimizer++) {
        og_dataset *data = NULL, *validation = NULL;
        og_net *net = NULL;
        og_trainer *trainer = NULL;
        og_layer_spec layers[OG_MAX_LAYERS];
        og_net_def def = og_net_def_default();
        assert_ok(og_toy_create(OG_TOY_MOONS, 12, 0.1f, 1, &data));
        assert_ok(og_toy_create(OG_TOY_MOONS, 7, 0.1f, 2, &validation));
        assert_ok(og_layers_parse("linear:3,batch-norm,tanh,dropout,linear:1", layers, &def.layer_count));
        def.input = og_shape_flat(2);
        def.layers = layers;
        og_rng rng;
        og_rng_seed(&rng, 1);
        assert_ok(og_net_create(&def, &rng, &net));
        og_trainer_def settings = og_trainer_def_default();
        settings.optimizer = optimizer;
        settings.schedule = (og_schedule){OG_SCHEDULE_COSINE, 2000, 0};
        settings.batch = 5;
        settings.l1 = 1e-4;
        settings.clip_norm = 1;
        settings.pos_weight = 2;
        settings.patience = 5000;
        assert_ok(og_trainer_create(&settings, net, data, validation, &rng, &trainer));
        unsigned char *bytes = malloc(og_trainer_state_size(trainer));
        assert_non_null(bytes);

        allocations = 0;
        assert_ok(og_trainer_run(trainer, OG_HISTORY_POINTS + 10));
        assert_int_equal(trainer->history.stride, 2);
        og_trainer_state_save(trainer, bytes);
        assert_ok(og_trainer_step(trainer));
        assert_ok(og_trainer_state_load(trainer, og_trainer_state_size(trainer), bytes));
        assert_ok(og_trainer_epoch(trainer));
        og_score score;
        assert_ok(og_trainer_evaluate(trainer, data, &score));
        og_net_parameters(net)[0] = 1e30f;
        trainer->def.sgd.weight_decay = 1e6;
        trainer->def.adam.weight_decay = 1e6;
        trainer->def.sgd.lr = trainer->def.adam.lr = 1e6;
        trainer->def.clip_norm = 0;
        og_status status = OG_OK;
        for (int step = 0; step < 20 && status == OG_OK; step++)
            status = og_trainer_step(trainer);
        assert_int_equal(status, OG_ERR_DIVERGED);
        assert_int_equal(allocations, 0);

        free(bytes);
        og_trainer_destroy(trainer);
        og_net_destroy(net);
        og_dataset_destroy(data);
        og_dataset_destroy(validation);
    }
}

static void a_network_of_every_kind_is_one_block_and_runs_in_it(void **state)
{
    (void)state;
    enum { ROWS = 20, INPUTS = 3 };
    og_layer_spec layers[OG_MAX_LAYERS];
    og_net_def def = og_net_def_default();
    int count = 0;
    layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = 5};
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++) {
        layers[count] = og_layer_spec_default(*kind);
        layers[count++].units = (*kind)->takes_units ? 5 : 0;
    }
    layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = 2};
    def.input = og_shape_flat(INPUTS);
    def.layers = layers;
    def.layer_count = count;
    def.max_batch = ROWS - 1;
    og_rng rng;
    og_net *net = NULL;
    og_rng_seed(&rng, 1);
    allocations = 0;
    assert_ok(og_net_create(&def, &rng, &net));
    assert_int_equal(allocations, 1);

    float x[ROWS * INPUTS], logits[ROWS * 2];
    og_rng_normal_fill(&rng, ROWS * INPUTS, x);
    og_net_train(net, &rng);
    for (size_t batch = 2; batch < ROWS; batch++) {
        assert_non_null(og_net_forward(net, batch, x));
        og_net_backward(net, x);
        for (int i = 0; i < og_net_layer_count(net); i++)
            og_layer_saturation(og_net_layer(net, i), batch);
    }
    og_net_predict(net, ROWS, x, logits);
    og_net_eval(net);
    og_net_hash(net);
    og_net_reset(net, &rng);
    assert_null(og_net_forward(net, ROWS, x)); /* a refusal allocates nothing either */
    assert_int_equal(allocations, 1);
    og_net_destroy(net);
}

/* Fast steps are the last thing that a trainer is given, and it does without. */
static void training_goes_on_without_memory_for_fast_steps(void **state)
{
    (void)state;
    og_dataset *data = NULL;
    assert_ok(og_toy_create(OG_TOY_MOONS, 100, 0.1f, 1, &data));
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 1}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = 1;
    size_t all = 0, without = 0;
    uint64_t hash = 0;
    for (refused = 0; refused <= all; refused++) {
        og_net *net = NULL;
        og_trainer *trainer = NULL;
        og_rng rng;
        og_rng_seed(&rng, 1);
        size_t wanted = refused;
        refused = 0;
        assert_ok(og_net_create(&def, &rng, &net));
        og_trainer_def trainer_def = og_trainer_def_default();
        allocations = 0;
        refused = wanted;
        og_status status = og_trainer_create(&trainer_def, net, data, NULL, &rng, &trainer);
        if (refused == 0)
            all = allocations;
        if (refused == 0 || refused + 2 > all) {
            assert_int_equal(status, OG_OK);
            assert_true((trainer->steps == NULL) == (refused > 0));
            assert_ok(og_trainer_run(trainer, 3));
            hash = refused ? hash : og_net_hash(net);
            assert_int_equal(og_net_hash(net), hash);
            without += refused > 0;
        } else {
            assert_status(status, OG_ERR_MEMORY);
        }
        og_trainer_destroy(trainer);
        og_net_destroy(net);
    }
    refused = 0;
    assert_int_equal(without, 2);
    og_dataset_destroy(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_training_step_and_an_evaluation_allocate_nothing),
        cmocka_unit_test(a_long_run_with_every_setting_allocates_nothing),
        cmocka_unit_test(a_network_of_every_kind_is_one_block_and_runs_in_it),
        cmocka_unit_test(training_goes_on_without_memory_for_fast_steps),
    };
    return cmocka_run_group_tests_name("allocation", tests, NULL, NULL);
}
