/* Divergence: what is said, and that everything stands as before the step. */
#include "training.h"

#include <math.h>

static void assert_all_finite(size_t count, const float *values)
{
    for (size_t i = 0; i < count; i++)
        assert_true(isfinite(values[i]));
}

/* Trains until a step fails and checks that it left no trace. Returns the number of that step. */
static size_t train_until_divergence(training *t)
{
    unsigned char *before = training_bytes(t), *after;
    size_t size = og_trainer_state_size(t->trainer);
    og_status status = og_trainer_step(t->trainer);
    for (int step = 0; step < 1000 && status == OG_OK; step++) {
        og_trainer_state_save(t->trainer, before);
        status = og_trainer_step(t->trainer);
    }
    assert_int_equal(status, OG_ERR_DIVERGED);
    after = training_bytes(t);
    assert_memory_equal(before, after, size);
    assert_all_finite(og_net_parameter_count(t->net) + og_net_buffer_count(t->net),
                      og_net_parameters(t->net));

    /* The same again, to the same end. */
    char detail[300];
    snprintf(detail, sizeof detail, "%s", og_error_detail());
    assert_status(og_trainer_step(t->trainer), OG_ERR_DIVERGED);
    assert_string_equal(og_error_detail(), detail);
    og_trainer_state_save(t->trainer, after);
    assert_memory_equal(before, after, size);
    free(before);
    free(after);
    return t->trainer->step + 1;
}

static void check_sentence(size_t step, const char *what, double lr)
{
    char expected[300];
    snprintf(expected, sizeof expected,
             "training diverged at step %zu: %s is not a finite number; try a learning rate below %g", step,
             what, lr);
    assert_string_equal(og_error_detail(), expected);
}

static void an_infinite_weight_is_named_and_undone(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.sgd.weight_decay =
        1e4; /* every step turns the weights over and makes them 499 times larger */
    training t = training_start(&def);
    size_t step = train_until_divergence(&t);
    assert_true(step > 2);
    check_sentence(step, "a weight of layer 0 (linear)", 0.05);
    training_stop(&t);
}

/* With a generator that dropout moves and running means that batch norm moves; an epoch has 3 steps. */
static void check_infinite_output(size_t done)
{
    training_def def = training_def_default();
    def.layers = "linear:6,relu,batch-norm,dropout:0.2,linear:4,relu,linear:1";
    training t = training_start(&def);
    for (size_t step = 0; step < done; step++)
        assert_ok(og_trainer_step(t.trainer));
    const og_parameter *weight = &og_net_layer(t.net, 4)->parameters[0];
    for (size_t i = 0; i < weight->count; i++)
        weight->value[i] = i % 6 < 3 ? 3e38f : -3e38f; /* finite, but their sums are not */
    unsigned char *before = training_bytes(&t);
    assert_status(og_trainer_step(t.trainer), OG_ERR_DIVERGED);
    if (done > 0)
        check_sentence(done + 1, "the output of layer 4 (linear)", 0.05);
    else /* no rate has done anything yet */
        assert_string_equal(og_error_detail(),
                            "training diverged at step 1: the output of layer 4 (linear) is "
                            "not a finite number; try smaller initial weights");
    unsigned char *after = training_bytes(&t);
    assert_memory_equal(before, after, og_trainer_state_size(t.trainer));
    assert_int_equal(t.trainer->next_row, done % 3 * 16);
    assert_int_equal(t.trainer->step, done);
    free(before);
    free(after);

    /* With the weights put right, training goes on. */
    for (size_t i = 0; i < weight->count; i++)
        weight->value[i] = 0.1f;
    assert_ok(og_trainer_step(t.trainer));
    training_stop(&t);
}

static void an_infinite_output_at_the_start_of_an_epoch_is_named_and_undone(void **state)
{
    (void)state;
    check_infinite_output(0);
    check_infinite_output(3);
}

static void an_infinite_output_within_an_epoch_is_named_and_undone(void **state)
{
    (void)state;
    check_infinite_output(4);
    check_infinite_output(5);
}

static void adam_names_its_own_learning_rate_and_keeps_both_moments(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.optimizer = OG_ADAM;
    def.trainer.adam.lr = 2;
    def.trainer.sgd = og_sgd_def_default(); /* no momentum there */
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    assert_ok(og_trainer_step(t.trainer));
    t.trainer->def.adam.weight_decay = 1e6;
    for (size_t i = 0; i < og_net_parameter_count(t.net); i++)
        og_net_parameters(t.net)[i] *= 1e32f; /* times the decay too large for a float */
    unsigned char *before = training_bytes(&t);
    assert_status(og_trainer_step(t.trainer), OG_ERR_DIVERGED);
    check_sentence(3, "a weight of layer 0 (linear)", 2);
    unsigned char *after = training_bytes(&t);
    assert_memory_equal(before, after, og_trainer_state_size(t.trainer));
    free(before);
    free(after);
    training_stop(&t);
}

/* Infinite by hand: 0.9 of it stays infinite, while the batch and the weights are fine. */
static void an_infinite_running_value_is_named_and_undone(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:2,batch-norm,linear:1";
    training t = training_start(&def);
    const og_layer *layer = og_net_layer(t.net, 1);
    layer->buffers[0].value[0] = INFINITY;
    assert_status(og_trainer_step(t.trainer), OG_ERR_DIVERGED);
    check_sentence(1, "a running value of layer 1 (batch-norm)", 0.05);
    assert_same_float(layer->buffers[0].value[0], INFINITY);
    assert_same_float(layer->buffers[0].value[1], 0);
    assert_same_float(layer->buffers[1].value[0], 1);
    training_stop(&t);
}

/* Multiplies the first feature of all rows. */
static void scale_feature(og_dataset *data, float factor)
{
    for (size_t i = 0; i < data->rows; i++)
        data->x[2 * i] *= factor;
}

/* The square of a gradient of 1e22 is too large for a float, while weights and loss stay finite. */
static void an_infinite_second_moment_is_named_and_undone(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:1";
    def.trainer.optimizer = OG_ADAM;
    training t = training_start(&def);
    scale_feature(t.data, 1e22f);
    memset(og_net_parameters(t.net), 0, 3 * sizeof(float));
    unsigned char *before = training_bytes(&t);
    assert_status(og_trainer_run(t.trainer, 200), OG_ERR_DIVERGED);
    assert_contains(og_error_detail(),
                    "step 1: the square of a gradient of layer 0 (linear) is not a finite");
    assert_contains(og_error_detail(), "e+22: try to standardize them");
    unsigned char *after = training_bytes(&t);
    assert_memory_equal(before, after, og_trainer_state_size(t.trainer));
    free(before);
    free(after);
    training_stop(&t);
}

/* Weights of 3e38 above and 0 below: the output is 0, and the gradient below is too large for a float. */
static void an_infinite_gradient_is_named_before_what_it_does_to_the_weights(void **state)
{
    (void)state;
    for (size_t done = 0; done < 2; done++) {
        training_def def = training_def_default();
        def.layers = "linear:2,linear:1";
        training t = training_start(&def);
        if (done)
            assert_ok(og_trainer_step(t.trainer));
        for (size_t row = 0; row < t.data->rows; row++) {
            t.data->x[2 * row] = 10;
            t.data->y[row] = 1;
        }
        memset(og_net_parameters(t.net), 0, 9 * sizeof(float));
        og_net_parameters(t.net)[6] = og_net_parameters(t.net)[7] = 3e38f;
        assert_status(og_trainer_run(t.trainer, 100), OG_ERR_DIVERGED);
        assert_contains(og_error_detail(), "a gradient of layer 0 (linear) is not a finite number; try ");
        assert_contains(og_error_detail(), done ? "a learning rate below 0.05" : "smaller initial weights");
        assert_int_equal(t.trainer->step, done);
        training_stop(&t);
    }
}

static void features_too_large_for_the_network_are_named_instead_of_the_rate(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.sgd.lr = 1e-30;
    def.layers = "linear:4,relu,linear:1";
    training t = training_start(&def);
    for (size_t i = 0; i < 80; i++)
        t.data->x[i] = i % 2 ? -3e38f : 3e38f;
    for (size_t i = 0; i < og_net_parameter_count(t.net); i++)
        og_net_parameters(t.net)[i] = i % 2 ? -5 : 5;
    assert_status(og_trainer_step(t.trainer), OG_ERR_DIVERGED);
    assert_string_equal(og_error_detail(),
                        "training diverged at step 1: the output of layer 0 (linear) is not a finite number; "
                        "one of the features is 3e+38: try to standardize them");
    training_stop(&t);
}

static void the_rate_named_is_that_of_the_step(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.schedule = (og_schedule){OG_SCHEDULE_STEP, 1, 0.1};
    training t = training_start(&def);
    assert_ok(og_trainer_epoch(t.trainer));
    for (size_t i = 0; i < og_net_parameter_count(t.net); i++)
        og_net_parameters(t.net)[i] = 3e38f;
    assert_status(og_trainer_step(t.trainer), OG_ERR_DIVERGED);
    assert_contains(og_error_detail(), "try a learning rate below 0.005");
    training_stop(&t);
}

/* In the last of three steps: training goes well, and a row that is only looked at does not. */
static void a_validation_loss_that_is_not_finite_is_said_and_undone(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:4,batch-norm,relu,dropout:0.2,linear:1";
    def.validation = 20;
    def.trainer.patience = 4;
    training t = training_start(&def);
    assert_ok(og_trainer_step(t.trainer));
    assert_ok(og_trainer_step(t.trainer));
    float kept = t.validation->x[0];
    unsigned char *before = training_bytes(&t);
    t.validation->x[0] = t.validation->x[1] = 3e38f;
    for (size_t i = 0; i < 4; i++) /* a variance below 1 makes it larger still */
        og_net_layer(t.net, 1)->parameters[0].value[i] = i % 2 ? -50 : 50;
    unsigned char *changed = training_bytes(&t);
    assert_status(og_trainer_run(t.trainer, 50), OG_ERR_DIVERGED);
    assert_string_equal(
        og_error_detail(),
        "training diverged at step 3: the loss on the validation rows is not a finite number; "
        "one of the features is 3e+38: try to standardize them");
    unsigned char *after = training_bytes(&t);
    assert_memory_equal(changed, after, og_trainer_state_size(t.trainer));
    assert_int_equal(t.trainer->epoch, 0);
    assert_int_equal(t.trainer->stop, OG_STOP_NONE);
    assert_int_equal(t.trainer->history.count, 0);
    t.validation->x[0] = t.validation->x[1] = kept;
    assert_ok(og_trainer_state_load(t.trainer, og_trainer_state_size(t.trainer), before));
    assert_ok(og_trainer_epoch(t.trainer));
    free(before);
    free(changed);
    free(after);
    training_stop(&t);
}

static void an_epoch_and_a_run_end_with_the_step_that_failed(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.trainer.sgd.weight_decay = 1e4;
    training t = training_start(&def);
    assert_status(og_trainer_run(t.trainer, 1000), OG_ERR_DIVERGED);
    size_t step = t.trainer->step;
    assert_status(og_trainer_epoch(t.trainer), OG_ERR_DIVERGED);
    assert_int_equal(t.trainer->step, step);
    assert_all_finite(og_net_parameter_count(t.net), og_net_parameters(t.net));
    t.trainer->def.sgd.weight_decay = 0; /* what was wrong is put right, and the run goes on */
    t.trainer->def.sgd.momentum = 0;
    for (size_t i = 0; i < og_net_parameter_count(t.net); i++)
        og_net_parameters(t.net)[i] = 0.1f * (float)(i % 7);
    assert_ok(og_trainer_run(t.trainer, t.trainer->epoch + 2));
    training_stop(&t);
}

/* The rows become fewer behind the trainer's back, so that the last batch is one that batch norm refuses. */
static void what_the_network_refuses_leaves_no_trace(void **state)
{
    (void)state;
    training_def def = training_def_default();
    def.layers = "linear:3,batch-norm,dropout,linear:1";
    def.samples = 18;
    training t = training_start(&def);
    t.data->rows = 17;
    assert_ok(og_trainer_step(t.trainer));
    unsigned char *before = training_bytes(&t);
    assert_status(og_trainer_step(t.trainer), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "batch");
    unsigned char *after = training_bytes(&t);
    assert_memory_equal(before, after, og_trainer_state_size(t.trainer));
    t.data->rows = 18;
    free(before);
    free(after);
    training_stop(&t);
}

static void a_setting_changed_to_nonsense_is_refused_before_the_step(void **state)
{
    (void)state;
    training_def def = training_def_default();
    training t = training_start(&def);
    unsigned char *before = training_bytes(&t);
    t.trainer->def.sgd.lr = NAN;
    assert_status(og_trainer_step(t.trainer), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "learning rate");
    t.trainer->def.sgd.lr = 0.1;
    t.trainer->def.clip_norm = -1;
    assert_status(og_trainer_epoch(t.trainer), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "clip_norm");
    unsigned char *after = training_bytes(&t);
    assert_memory_equal(before, after, og_trainer_state_size(t.trainer));
    free(before);
    free(after);
    training_stop(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_infinite_weight_is_named_and_undone),
        cmocka_unit_test(an_infinite_output_at_the_start_of_an_epoch_is_named_and_undone),
        cmocka_unit_test(an_infinite_output_within_an_epoch_is_named_and_undone),
        cmocka_unit_test(adam_names_its_own_learning_rate_and_keeps_both_moments),
        cmocka_unit_test(an_infinite_running_value_is_named_and_undone),
        cmocka_unit_test(an_infinite_second_moment_is_named_and_undone),
        cmocka_unit_test(an_infinite_gradient_is_named_before_what_it_does_to_the_weights),
        cmocka_unit_test(features_too_large_for_the_network_are_named_instead_of_the_rate),
        cmocka_unit_test(the_rate_named_is_that_of_the_step),
        cmocka_unit_test(a_validation_loss_that_is_not_finite_is_said_and_undone),
        cmocka_unit_test(an_epoch_and_a_run_end_with_the_step_that_failed),
        cmocka_unit_test(what_the_network_refuses_leaves_no_trace),
        cmocka_unit_test(a_setting_changed_to_nonsense_is_refused_before_the_step),
    };
    return cmocka_run_group_tests_name("trainer_diverge", tests, NULL, NULL);
}
