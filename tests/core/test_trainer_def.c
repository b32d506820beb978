/* What a trainer accepts, and what each setting does in a step. */
#include "training.h"

#include <math.h>

#include "recorded_numbers.h"

static void the_defaults_are_plain_sgd(void **state)
{
    (void)state;
    og_trainer_def def = og_trainer_def_default();
    assert_int_equal(def.optimizer, OG_SGD);
    assert_near(def.sgd.lr, 0.1, 0);
    assert_near(def.adam.lr, 0.001, 0);
    assert_int_equal(def.schedule.kind, OG_SCHEDULE_CONSTANT);
    assert_int_equal(def.batch, 32);
    assert_int_equal(def.loss, OG_BCE_WITH_LOGITS);
    assert_near(def.pos_weight, 1, 0);
    assert_near(def.l1, 0, 0);
    assert_near(def.clip_norm, 0, 0);
    assert_near(def.stop_loss, -1, 0);
    assert_near(def.stop_accuracy, 2, 0);
    assert_int_equal(def.patience, 0);
}

/* ---- refused ---- */

static void check_refused(const training *t, const og_trainer_def *def, const og_dataset *train,
                          const og_dataset *validation, og_status status, const char *detail)
{
    og_trainer *trainer = NULL;
    assert_status(og_trainer_create(def, t->net, train, validation, &t->trainer->rng, &trainer), status);
    assert_contains(og_error_detail(), detail);
    assert_null(trainer);
}

static void settings_outside_their_range_are_named(void **state)
{
    (void)state;
    training_def start = training_def_default();
    training t = training_start(&start);
    const og_trainer_def good = start.trainer;
    struct {
        og_trainer_def def;
        const char *detail;
    } rows[26];
    int count = 0;
#define ROW(setting, value, words)                                                                           \
    do {                                                                                                     \
        rows[count].def = good;                                                                              \
        rows[count].def.setting = value;                                                                     \
        rows[count++].detail = words;                                                                        \
    } while (0)
    ROW(optimizer, (og_optimizer)2, "no optimizer number 2");
    ROW(sgd.lr, NAN, "learning rate");
    ROW(sgd.momentum, 2, "momentum");
    ROW(batch, 0, "1 to 64");
    ROW(batch, 65, "got 65");
    ROW(loss, (og_loss_kind)3, "no loss number 3");
    ROW(pos_weight, 0, "pos_weight");
    ROW(pos_weight, NAN, "pos_weight");
    ROW(pos_weight, INFINITY, "pos_weight");
    ROW(l1, -0.5, "l1 has to lie in 0 .. 1e6, got -0.5");
    ROW(l1, NAN, "l1");
    ROW(clip_norm, -1, "clip_norm");
    ROW(clip_norm, NAN, "clip_norm");
    ROW(clip_norm, INFINITY, "clip_norm");
    ROW(clip_norm, 1e-60, "clip_norm has to be 0 (off) or lie above it (1e-45)");
    ROW(pos_weight, 1e-60, "pos_weight has to lie above 0 (1e-45)");
    ROW(sgd.lr, 1e-60, "learning rate has to lie above 0 (1e-45)");
    ROW(l1, 1e7, "l1");
    ROW(stop_loss, NAN, "stop_loss");
    ROW(stop_accuracy, NAN, "stop_accuracy");
    ROW(schedule.kind, (og_schedule_kind)4, "no schedule number 4");
    ROW(schedule, ((og_schedule){OG_SCHEDULE_STEP, 0, 0.5}), "period");
    ROW(schedule, ((og_schedule){OG_SCHEDULE_COSINE, 0, 0}), "period");
    ROW(schedule, ((og_schedule){OG_SCHEDULE_STEP, 1, 0}), "gamma");
    ROW(schedule, ((og_schedule){OG_SCHEDULE_STEP, 1, 1.5}), "gamma");
    ROW(schedule, ((og_schedule){OG_SCHEDULE_STEP, 1, NAN}), "gamma");
#undef ROW
    for (int r = 0; r < count; r++)
        check_refused(&t, &rows[r].def, t.data, NULL, OG_ERR_ARGUMENT, rows[r].detail);

    og_trainer_def other = good;
    other.loss = OG_BCE;
    other.pos_weight = 2;
    check_refused(&t, &other, t.data, NULL, OG_ERR_ARGUMENT, "pos_weight belongs to BCE with logits");
    other = good;
    other.optimizer = OG_ADAM;
    other.adam.eps = 1e-60;
    check_refused(&t, &other, t.data, NULL, OG_ERR_ARGUMENT, "Adam's eps");
    other.sgd.lr = NAN; /* nobody looks at it */
    other.adam.beta1 = 1;
    check_refused(&t, &other, t.data, NULL, OG_ERR_ARGUMENT, "beta1");
    training_stop(&t);
}

/* Uphill, l1 would push parameters away from 0, and no loss is a better one. */
static void what_only_makes_sense_downhill_is_refused_with_maximize(void **state)
{
    (void)state;
    training_def start = training_def_default();
    start.trainer.sgd.maximize = true;
    training t = training_start(&start);
    og_trainer_def def = start.trainer;
    def.l1 = 0.1;
    check_refused(&t, &def, t.data, NULL, OG_ERR_ARGUMENT, "with maximize, l1 would push parameters away");
    def = start.trainer;
    def.patience = 3;
    check_refused(&t, &def, t.data, NULL, OG_ERR_ARGUMENT, "patience has to be 0, got 3");
    t.trainer->def.l1 = 0.1; /* between steps too */
    assert_status(og_trainer_step(t.trainer), OG_ERR_ARGUMENT);
    assert_int_equal(t.trainer->step, 0);
    def.l1 = 0.1;
    def.optimizer = OG_ADAM; /* which does not look at it */
    og_trainer *adam = NULL;
    assert_ok(og_trainer_create(&def, t.net, t.data, NULL, &t.trainer->rng, &adam));
    og_trainer_destroy(adam);
    training_stop(&t);
}

static void data_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    training_def start = training_def_default();
    training t = training_start(&start);
    const og_trainer_def *def = &start.trainer;
    og_dataset other = *t.data;
    other.features = 3;
    check_refused(&t, def, &other, NULL, OG_ERR_SHAPE, "training data has 3 features, the network takes 2");
    check_refused(&t, def, t.data, &other, OG_ERR_SHAPE, "validation data has 3 features");
    other = *t.data;
    other.labels = 2;
    check_refused(&t, def, &other, NULL, OG_ERR_SHAPE, "2 labels, the network gives 1 logits");
    other = *t.data;
    other.rows = 0;
    check_refused(&t, def, &other, NULL, OG_ERR_ARGUMENT, "no rows");
    other.rows = SIZE_MAX;
    check_refused(&t, def, &other, NULL, OG_ERR_ARGUMENT, "at most 4294967295");
    t.data->x[7] = NAN;
    check_refused(&t, def, t.data, NULL, OG_ERR_DATA, "row 3 of the training data");
    t.data->x[7] = 0;
    t.data->y[5] = 1.5f;
    check_refused(&t, def, t.data, NULL, OG_ERR_DATA, "label 1.5");
    og_dataset *fine = NULL;
    assert_ok(og_toy_create(OG_TOY_XOR, 10, 0, 1, &fine));
    check_refused(&t, def, fine, t.data, OG_ERR_DATA, "row 5 of the validation data");
    og_dataset_destroy(fine);
    training_stop(&t);
}

static void a_batch_of_one_under_batch_norm_is_refused(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:3,batch-norm,linear:1";
    training t = training_start(&def);
    struct {
        size_t rows, batch;
        og_status status;
    } rows[] = {{33, 32, OG_ERR_ARGUMENT},
                {33, 16, OG_ERR_ARGUMENT},
                {34, 16, OG_OK},
                {1, 16, OG_ERR_ARGUMENT},
                {10, 1, OG_ERR_ARGUMENT},
                {2, 64, OG_OK},
                {32, 16, OG_OK}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        og_dataset some = *t.data;
        og_trainer *trainer = NULL;
        some.rows = rows[r].rows;
        def.trainer.batch = rows[r].batch;
        assert_status(og_trainer_create(&def.trainer, t.net, &some, NULL, &t.trainer->rng, &trainer),
                      rows[r].status);
        if (rows[r].status != OG_OK)
            assert_contains(og_error_detail(), "layer 1 (batch-norm)");
        else
            assert_ok(og_trainer_epoch(trainer));
        og_trainer_destroy(trainer);
    }
    training_stop(&t);
}

/* A kind of layer that only this test knows: passes samples on, and trains on three or more. */
static const og_layer_kind triple_layer = {.name = "triple",
                                           .plan = pass_plan,
                                           .forward = pass_forward,
                                           .backward = pass_backward,
                                           .least_training_batch = 3};

static void a_last_batch_that_is_too_small_for_any_kind_is_refused(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = training_net_with(&triple_layer, &rng);
    const size_t batches[] = {13, 19, 2, 20, 12, 4}; /* 40 rows leave 1, 2, 2, 20, 4, 4 */
    for (int i = 0; i < 6; i++) {
        og_trainer *trainer = NULL;
        def.trainer.batch = batches[i];
        og_status status = og_trainer_create(&def.trainer, net, t.data, NULL, &rng, &trainer);
        assert_int_equal(status, i < 3 ? OG_ERR_ARGUMENT : OG_OK);
        if (i < 3)
            assert_contains(og_error_detail(), "layer 1 (triple) needs 3 samples or more in each batch");
        else
            assert_ok(og_trainer_epoch(trainer));
        og_trainer_destroy(trainer);
    }
    og_net_destroy(net);
    training_stop(&t);
}

/* ---- what the settings do ---- */

/* The gradient of the loss is exact here, so that L1, clipping and the step can be compared in full. */
static void l1_and_clipping_are_pytorchs(void **state)
{
    (void)state;
    FILE *file = recorded_open();
    const og_layer_spec layer = {.kind = &og_linear_layer, .units = 1};
    og_net_def net_def = og_net_def_default();
    net_def.input = og_shape_flat(3);
    net_def.layers = &layer;
    net_def.layer_count = 1;
    int cases = 0;
    for (; recorded_find(file, "step"); cases++) {
        og_trainer_def def = og_trainer_def_default();
        assert_int_equal(fscanf(file, "%lf %lf", &def.l1, &def.clip_norm), 2);
        float x[3], y = 1, weights[4], gradients[4], norm, after[4];
        recorded_floats(file, "x", 3, x);
        recorded_floats(file, "weights", 4, weights);
        recorded_floats(file, "gradients", 4, gradients);
        recorded_floats(file, "norm", 1, &norm);
        recorded_floats(file, "after", 4, after);

        og_dataset data = {.rows = 1, .features = 3, .labels = 1, .x = x, .y = &y};
        og_rng rng;
        og_net *net = NULL;
        og_trainer *trainer = NULL;
        og_rng_seed(&rng, 1);
        assert_ok(og_net_create(&net_def, &rng, &net));
        memcpy(og_net_parameters(net), weights, sizeof weights);
        assert_ok(og_trainer_create(&def, net, &data, NULL, &rng, &trainer));
        assert_ok(og_trainer_step(trainer));
        assert_near(trainer->gradient_norm, norm, 1e-7 * norm);
        for (int i = 0; i < 4; i++) {
            assert_ulp(og_net_gradients(net)[i], gradients[i], 1);
            assert_ulp(og_net_parameters(net)[i], after[i], 1);
        }
        og_trainer_destroy(trainer);
        og_net_destroy(net);
    }
    fclose(file);
    assert_int_equal(cases, 7);
}

static void the_norm_is_that_of_all_layers_together(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.clip_norm = 0.01f;
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    assert_true(t.trainer->gradient_norm > 0.05);
    double sum = 0;
    for (size_t i = 0; i < og_net_parameter_count(t.net); i++)
        sum += (double)og_net_gradients(t.net)[i] * og_net_gradients(t.net)[i];
    assert_near(sqrt(sum), 0.01, 1e-6);
    training_stop(&t);
}

static void the_schedule_changes_the_rate_by_epoch_and_not_the_def(void **state)
{
    (void)state;
    for (og_optimizer optimizer = OG_SGD; optimizer <= OG_ADAM; optimizer++) {
        training_def def = training_def_default();
        def.trainer.optimizer = optimizer;
        def.trainer.adam.lr = 0.01;
        training by_hand = training_start(&def);
        def.trainer.schedule = (og_schedule){OG_SCHEDULE_STEP, 2, 0.5};
        training t = training_start(&def);
        for (int epoch = 0; epoch < 6; epoch++) {
            double factor = epoch < 2 ? 1 : epoch < 4 ? 0.5 : 0.25;
            by_hand.trainer->def.sgd.lr = 0.05 * factor;
            by_hand.trainer->def.adam.lr = 0.01 * factor;
            assert_ok(og_trainer_epoch(t.trainer));
            assert_ok(og_trainer_epoch(by_hand.trainer));
            assert_true(og_net_hash(t.net) == og_net_hash(by_hand.net));
        }
        assert_near(t.trainer->def.sgd.lr, 0.05, 0);
        assert_near(t.trainer->def.adam.lr, 0.01, 0);
        training_stop(&by_hand);
        training_stop(&t);
    }
}

static void pos_weight_counts_the_positive_rows_more(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.batch = 40;
    training t = training_start(&def);
    def.trainer.pos_weight = 3;
    training weighted = training_start(&def);
    og_score plain = training_loss(&t, t.data);
    og_score heavy = training_loss(&weighted, t.data);
    assert_near(training_score(weighted.net, t.data).loss, plain.loss, 0);

    /* The positive rows alone, half of them all: the difference is twice their share. */
    float logits[40];
    double positive = 0;
    og_net_predict(t.net, 40, t.data->x, logits);
    for (int i = 0; i < 40; i++)
        if (t.data->y[i] == 1)
            positive += log1p(exp(-(double)logits[i])) / 40;
    /* Without weights each loss is a float within 2 ulp, with them a double. */
    assert_near(heavy.loss, plain.loss + 2 * positive, 0x1p-22 * plain.loss);
    assert_ok(og_trainer_step(weighted.trainer));
    assert_near(weighted.trainer->last_batch.loss, heavy.loss, 1e-9);
    training_stop(&t);
    training_stop(&weighted);
}

static void every_loss_and_optimizer_learns(void **state)
{
    (void)state;
    for (og_loss_kind loss = OG_BCE_WITH_LOGITS; loss <= OG_MSE; loss++)
        for (og_optimizer optimizer = OG_SGD; optimizer <= OG_ADAM; optimizer++) {
            training_def def = training_def_default();
            def.trainer.loss = loss;
            def.trainer.optimizer = optimizer;
            def.trainer.adam.lr = 0.02;
            training t = training_start(&def);
            og_score before = training_loss(&t, t.data);
            assert_ok(og_trainer_run(t.trainer, 150));
            og_score after = training_loss(&t, t.data);
            if (!(after.loss < before.loss / 2 && after.accuracy >= 0.9))
                fail_msg("loss %d, optimizer %d: %g, accuracy %g after %g", loss, optimizer, after.loss,
                         after.accuracy, before.loss);
            training_stop(&t);
        }
}

/* Two labels with one pos_weight: the loss is the mean over both, and each has a logit of its own. */
static void several_labels_are_learned_at_once(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.samples = 60;
    training t = training_start(&def);
    float *y = malloc(120 * sizeof *y);
    assert_non_null(y);
    for (int i = 0; i < 60; i++) {
        y[2 * i] = t.data->y[i];
        y[2 * i + 1] = t.data->x[2 * i] > 0.5f;
    }
    og_dataset both = *t.data;
    both.labels = 2;
    both.y = y;
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = training_net("linear:8,tanh,linear:2", &rng);
    og_trainer *trainer = NULL;
    def.trainer.pos_weight = 1.5f;
    assert_ok(og_trainer_create(&def.trainer, net, &both, &both, &rng, &trainer));
    assert_ok(og_trainer_run(trainer, 200));
    assert_true(trainer->last_validation.accuracy > 0.95);
    float logits[120];
    double loss;
    const float weights[] = {1.5f, 1.5f};
    og_net_predict(net, 60, both.x, logits);
    assert_ok(og_loss_of_logits(OG_BCE_WITH_LOGITS, OG_REDUCE_MEAN, 120, 2, weights, logits, y, &loss, NULL));
    assert_near(trainer->last_validation.loss, loss, 1e-12);
    og_trainer_destroy(trainer);
    og_net_destroy(net);
    free(y);
    training_stop(&t);
}

static void between_steps_the_network_is_in_evaluation_mode(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:6,dropout,linear:1";
    training t = training_start(&def);
    float first[40], second[40];
    assert_ok(og_trainer_step(t.trainer));
    assert_null(og_net_layer(t.net, 1)->rng);
    memcpy(first, og_net_forward(t.net, 40, t.data->x), sizeof first);
    memcpy(second, og_net_forward(t.net, 40, t.data->x), sizeof second);
    assert_memory_equal(first, second, sizeof first);
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net_train(t.net, &rng);
    og_score score = training_score(t.net, t.data);
    assert_near(score.loss, training_loss(&t, t.data).loss, 0);
    assert_null(og_net_layer(t.net, 1)->rng);
    training_stop(&t);
}

/* The order of the epoch comes first, then what dropout draws. */
static void dropout_draws_from_the_trainers_generator(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training plain = training_start(&def);
    def.layers = "linear:6,dropout,linear:1";
    training t = training_start(&def);
    assert_ok(og_trainer_step(plain.trainer));
    assert_ok(og_trainer_step(t.trainer));
    assert_memory_equal(plain.trainer->order, t.trainer->order, 40 * sizeof *t.trainer->order);
    int moved = (t.trainer->rng.next - plain.trainer->rng.next + 624) % 624;
    assert_true(moved > 0);
    training_stop(&plain);
    training_stop(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_defaults_are_plain_sgd),
        cmocka_unit_test(settings_outside_their_range_are_named),
        cmocka_unit_test(what_only_makes_sense_downhill_is_refused_with_maximize),
        cmocka_unit_test(data_that_does_not_fit_is_refused),
        cmocka_unit_test(a_batch_of_one_under_batch_norm_is_refused),
        cmocka_unit_test(a_last_batch_that_is_too_small_for_any_kind_is_refused),
        cmocka_unit_test(l1_and_clipping_are_pytorchs),
        cmocka_unit_test(the_norm_is_that_of_all_layers_together),
        cmocka_unit_test(the_schedule_changes_the_rate_by_epoch_and_not_the_def),
        cmocka_unit_test(pos_weight_counts_the_positive_rows_more),
        cmocka_unit_test(every_loss_and_optimizer_learns),
        cmocka_unit_test(several_labels_are_learned_at_once),
        cmocka_unit_test(between_steps_the_network_is_in_evaluation_mode),
        cmocka_unit_test(dropout_draws_from_the_trainers_generator),
    };
    return cmocka_run_group_tests_name("trainer_def", tests, NULL, NULL);
}
