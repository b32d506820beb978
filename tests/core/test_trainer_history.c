/* What a trainer remembers of its epochs, and when it stops by itself. */
#include "training.h"

#include <math.h>

static void every_epoch_leaves_a_record_of_both_sets_of_rows(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.validation = 30;
    training t = training_start(&def);
    for (size_t epoch = 1; epoch <= 5; epoch++) {
        assert_ok(og_trainer_epoch(t.trainer));
        const og_history *history = &t.trainer->history;
        assert_int_equal(history->count, epoch);
        assert_int_equal(history->stride, 1);
        const og_epoch_record *last = &history->epochs[epoch - 1];
        og_score now = training_loss(&t, t.validation);
        assert_int_equal(last->epoch, epoch);
        assert_near(last->train.loss, t.trainer->last_epoch.loss, 0);
        assert_near(last->train.accuracy, t.trainer->last_epoch.accuracy, 0);
        assert_near(last->validation.loss, now.loss, 0);
        assert_near(last->validation.accuracy, now.accuracy, 0);
        assert_near(t.trainer->last_validation.loss, now.loss, 0);
    }
    training_stop(&t);
}

static void without_validation_rows_their_score_is_0(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    og_dataset none = *t.data;
    none.rows = 0;
    og_trainer *trainer = NULL;
    assert_ok(og_trainer_create(&def.trainer, t.net, t.data, &none, &t.trainer->rng, &trainer));
    assert_ok(og_trainer_epoch(trainer));
    assert_near(trainer->history.epochs[0].validation.loss, 0, 0);
    assert_near(trainer->last_validation.accuracy, 0, 0);
    og_trainer_destroy(trainer);
    training_stop(&t);
}

static double norm(size_t count, const float *values)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)values[i] * values[i];
    return sqrt(sum);
}

/* One step an epoch and the same starting point: what the step saw can be computed again beside it. */
static void the_layers_are_recorded_as_the_last_step_saw_them(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:6,sigmoid,linear:1";
    def.trainer.batch = 40;
    training plain = training_start(&def);
    def.trainer.l1 = 0.25;
    def.trainer.clip_norm = 0.001; /* neither may show in the norms recorded */
    training t = training_start(&def);
    float *first = og_net_parameters(t.net);
    for (int i = 0; i < 12; i++) { /* far out, so that sigmoids are saturated */
        first[i] *= 20;
        og_net_parameters(plain.net)[i] = first[i];
    }
    assert_ok(og_trainer_epoch(plain.trainer));
    assert_ok(og_trainer_epoch(t.trainer));
    const og_layer_record *layers = t.trainer->history.layers;
    for (int i = 0; i < 3; i++) {
        const og_layer *layer = og_net_layer(t.net, i), *untouched = og_net_layer(plain.net, i);
        double weights = 0, gradients = 0;
        for (int p = 0; p < layer->parameter_count; p++) {
            weights = hypot(weights, norm(layer->parameters[p].count, layer->parameters[p].value));
            gradients =
                hypot(gradients, norm(untouched->parameters[p].count, untouched->parameters[p].gradient));
        }
        assert_near(layers[i].weight_norm, weights, 1e-6 * weights);
        assert_near(layers[i].gradient_norm, gradients, 1e-6 * gradients);
        assert_near(layers[i].saturation, og_layer_saturation(layer, 40), 1e-7);
    }
    assert_near(layers[1].weight_norm, 0, 0);
    assert_near(layers[1].gradient_norm, 0, 0);
    assert_true(layers[0].gradient_norm > 0 && layers[1].saturation > 0.1f && layers[1].saturation < 1);
    double whole = norm(og_net_parameter_count(plain.net), og_net_gradients(plain.net));
    assert_near(plain.trainer->gradient_norm, whole, 1e-12);
    training_stop(&plain);
    training_stop(&t);
}

static void validation_does_not_touch_what_is_recorded_of_the_layers(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:6,sigmoid,linear:1";
    training alone = training_start(&def);
    def.validation = 30;
    training watched = training_start(&def);
    for (int epoch = 0; epoch < 4; epoch++) {
        assert_ok(og_trainer_epoch(alone.trainer));
        assert_ok(og_trainer_epoch(watched.trainer));
    }
    assert_memory_equal(alone.trainer->history.layers, watched.trainer->history.layers,
                        4 * 3 * sizeof(og_layer_record));
    assert_true(og_net_hash(alone.net) == og_net_hash(watched.net));
    training_stop(&alone);
    training_stop(&watched);
}

static void a_full_history_keeps_every_second_epoch(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:1";
    def.samples = 4;
    def.trainer.batch = 4;
    def.trainer.sgd = og_sgd_def_default();
    training t = training_start(&def);
    const og_history *history = &t.trainer->history;
    float weight_norm[2049] = {0};
    double loss[2049] = {0};
    for (size_t epoch = 1; epoch <= 2048; epoch++) {
        assert_ok(og_trainer_epoch(t.trainer));
        loss[epoch] = t.trainer->last_epoch.loss;
        weight_norm[epoch] = (float)norm(og_net_parameter_count(t.net), og_net_parameters(t.net));
        assert_true(history->count <= OG_HISTORY_POINTS);
        assert_int_equal(history->count, epoch / history->stride);
    }
    assert_int_equal(history->stride, 4);
    assert_int_equal(history->count, OG_HISTORY_POINTS);
    for (size_t i = 0; i < history->count; i++) {
        size_t epoch = (i + 1) * history->stride;
        assert_int_equal(history->epochs[i].epoch, epoch);
        assert_near(history->epochs[i].train.loss, loss[epoch], 0);
        assert_same_float(history->layers[i].weight_norm, weight_norm[epoch]);
    }
    training_stop(&t);
}

static void after_a_load_the_records_are_the_multiples_of_the_stride(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:1";
    def.samples = 4;
    def.trainer.batch = 4;
    training t = training_start(&def);
    assert_ok(og_trainer_run(t.trainer, 5));
    unsigned char *bytes = training_bytes(&t);
    assert_ok(og_trainer_state_load(t.trainer, og_trainer_state_size(t.trainer), bytes));
    const og_history *history = &t.trainer->history;
    assert_ok(og_trainer_run(t.trainer, 7));
    assert_int_equal(history->epochs[0].epoch, 6);
    assert_ok(og_trainer_run(t.trainer, 600));
    assert_int_equal(history->stride, 2);
    assert_int_equal(history->count, 298);
    for (size_t i = 0; i < history->count; i++)
        assert_int_equal(history->epochs[i].epoch, 6 + 2 * i);
    free(bytes);
    training_stop(&t);
}

/* A kind of layer that only this test knows: an activation that counts how often its slopes are asked for. */
static size_t slopes_asked;

static void watched_slope(const og_layer *layer, size_t batch, float *slope)
{
    slopes_asked++;
    for (size_t i = 0; i < batch * og_shape_count(&layer->output_shape); i++)
        slope[i] = 1;
}

static const og_layer_kind watched_layer = {.name = "watched",
                                            .plan = pass_plan,
                                            .forward = pass_forward,
                                            .backward = pass_backward,
                                            .slope = watched_slope,
                                            .steepest = 1};

static void epochs_that_are_not_recorded_are_not_measured(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.samples = 4;
    def.trainer.batch = 4;
    training t = training_start(&def);
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = training_net_with(&watched_layer, &rng);
    og_trainer *trainer = NULL;
    assert_ok(og_trainer_create(&def.trainer, net, t.data, NULL, &rng, &trainer));
    assert_ok(og_trainer_run(trainer, 2 * OG_HISTORY_POINTS)); /* one epoch in two since the 513th */
    assert_int_equal(trainer->history.stride, 2);
    slopes_asked = 0;
    assert_ok(og_trainer_run(trainer, 2 * OG_HISTORY_POINTS + 1));
    assert_int_equal(slopes_asked, 0);
    assert_ok(og_trainer_run(trainer, 2 * OG_HISTORY_POINTS + 8));
    assert_int_equal(slopes_asked, 3); /* 1026, and then, at stride 4, 1028 and 1032 */
    og_trainer_destroy(trainer);
    og_net_destroy(net);
    training_stop(&t);
}

/* ---- stops ---- */

static void a_run_takes_as_many_epochs_as_asked_in_all(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    assert_ok(og_trainer_run(t.trainer, 3));
    assert_int_equal(t.trainer->epoch, 3);
    assert_int_equal(t.trainer->next_row, 0);
    assert_ok(og_trainer_run(t.trainer, 3));
    assert_int_equal(t.trainer->step, 9);
    assert_ok(og_trainer_run(t.trainer, 5));
    assert_int_equal(t.trainer->epoch, 5);
    assert_int_equal(t.trainer->stop, OG_STOP_NONE);
    training_stop(&t);
}

static void a_run_stops_at_the_first_epoch_that_reaches_the_loss(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.stop_loss = 0.3;
    training t = training_start(&def);
    assert_ok(og_trainer_run(t.trainer, 500));
    const og_trainer *trainer = t.trainer;
    assert_int_equal(trainer->stop, OG_STOP_LOSS);
    assert_true(trainer->epoch > 1 && trainer->epoch < 500);
    assert_true(trainer->last_epoch.loss <= 0.3);
    assert_true(trainer->history.epochs[trainer->epoch - 2].train.loss > 0.3);
    size_t epoch = trainer->epoch;
    assert_ok(og_trainer_run(t.trainer, 500));
    assert_int_equal(trainer->epoch, epoch);
    training_stop(&t);
}

static void a_run_stops_at_the_first_epoch_that_reaches_the_accuracy(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.stop_accuracy = 0.9;
    training t = training_start(&def);
    assert_ok(og_trainer_run(t.trainer, 500));
    const og_trainer *trainer = t.trainer;
    assert_int_equal(trainer->stop, OG_STOP_ACCURACY);
    assert_true(trainer->epoch > 1 && trainer->last_epoch.accuracy >= 0.9);
    assert_true(trainer->history.epochs[trainer->epoch - 2].train.accuracy < 0.9);
    training_stop(&t);
}

/* All logits are 0 and stay there, as far as a loss can tell: every epoch ties with the first, which stays
   the best. */
static training_def idle_def(void)
{
    training_def def = training_def_default();
    def.trainer.sgd.lr = 1e-30;
    return def;
}

static training start_at_zero(const training_def *def)
{
    training t = training_start(def);
    memset(og_net_parameters(t.net), 0, og_net_parameter_count(t.net) * sizeof(float));
    return t;
}

static void patience_ends_after_that_many_epochs_without_a_better_loss(void **state)
{
    (void)state;
    for (size_t validation = 0; validation <= 20; validation += 20) {
        training_def def = idle_def();
        def.validation = validation;
        def.trainer.patience = 4;
        training t = start_at_zero(&def);
        assert_ok(og_trainer_run(t.trainer, 500));
        assert_int_equal(t.trainer->stop, OG_STOP_PATIENCE);
        assert_int_equal(t.trainer->best_epoch, 1);
        assert_int_equal(t.trainer->epoch, 5);
        const og_epoch_record *first = &t.trainer->history.epochs[0];
        assert_near(t.trainer->best_loss, validation ? first->validation.loss : first->train.loss, 0);
        training_stop(&t);
    }
}

static void a_loss_or_accuracy_that_is_just_reached_is_enough(void **state)
{
    (void)state;
    training_def def = idle_def();
    training first = start_at_zero(&def);
    assert_ok(og_trainer_epoch(first.trainer));
    for (int by_accuracy = 0; by_accuracy < 2; by_accuracy++) {
        def = idle_def();
        if (by_accuracy)
            def.trainer.stop_accuracy = first.trainer->last_epoch.accuracy;
        else
            def.trainer.stop_loss = first.trainer->last_epoch.loss;
        training t = start_at_zero(&def);
        assert_ok(og_trainer_run(t.trainer, 5));
        assert_int_equal(t.trainer->stop, by_accuracy ? OG_STOP_ACCURACY : OG_STOP_LOSS);
        assert_int_equal(t.trainer->epoch, 1);
        training_stop(&t);
    }
    training_stop(&first);
}

static void a_stop_is_over_when_an_epoch_no_longer_reaches_it(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.stop_loss = 0.3;
    training t = training_start(&def);
    assert_ok(og_trainer_run(t.trainer, 500));
    assert_int_equal(t.trainer->stop, OG_STOP_LOSS);
    t.trainer->def.sgd.maximize = true;
    for (int epoch = 0; epoch < 20; epoch++)
        assert_ok(og_trainer_epoch(t.trainer));
    assert_true(t.trainer->last_epoch.loss > 0.3);
    assert_int_equal(t.trainer->stop, OG_STOP_NONE);
    training_stop(&t);
}

static void patience_looks_at_the_validation_rows_when_there_are_any(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.validation = 20;
    def.trainer.patience = 2;
    training t = training_start(&def);
    for (size_t i = 0; i < t.validation->rows; i++) /* what is learned is wrong there */
        t.validation->y[i] = 1 - t.validation->y[i];
    assert_ok(og_trainer_run(t.trainer, 500));
    assert_int_equal(t.trainer->stop, OG_STOP_PATIENCE);
    assert_true(t.trainer->epoch < 10);
    assert_true(t.trainer->last_epoch.loss < t.trainer->history.epochs[0].train.loss);
    training_stop(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_epoch_leaves_a_record_of_both_sets_of_rows),
        cmocka_unit_test(without_validation_rows_their_score_is_0),
        cmocka_unit_test(the_layers_are_recorded_as_the_last_step_saw_them),
        cmocka_unit_test(validation_does_not_touch_what_is_recorded_of_the_layers),
        cmocka_unit_test(a_full_history_keeps_every_second_epoch),
        cmocka_unit_test(after_a_load_the_records_are_the_multiples_of_the_stride),
        cmocka_unit_test(epochs_that_are_not_recorded_are_not_measured),
        cmocka_unit_test(a_run_takes_as_many_epochs_as_asked_in_all),
        cmocka_unit_test(a_run_stops_at_the_first_epoch_that_reaches_the_loss),
        cmocka_unit_test(a_run_stops_at_the_first_epoch_that_reaches_the_accuracy),
        cmocka_unit_test(patience_ends_after_that_many_epochs_without_a_better_loss),
        cmocka_unit_test(a_loss_or_accuracy_that_is_just_reached_is_enough),
        cmocka_unit_test(a_stop_is_over_when_an_epoch_no_longer_reaches_it),
        cmocka_unit_test(patience_looks_at_the_validation_rows_when_there_are_any),
    };
    return cmocka_run_group_tests_name("trainer_history", tests, NULL, NULL);
}
