/* Epochs take many steps at once where they can: the same bits as one step after the other, whatever the
   shape, the setting, the kernels, and whatever happens on the way. */
#include "training.h"

#include <inttypes.h>

#include "../../core/src/kernels/kernels.h"
#include "ogee/kernels.h"

static const char *program;

/* Layers, how many features and labels they have; labels between 0 and 1, and rows for validation. */
typedef struct net_shape {
    const char *layers;
    size_t features, labels;
    bool soft;
    size_t validation;
} net_shape;

static const net_shape shapes[] = {
    {"linear:1", 2, 1, false, 0},
    {"linear:8,sigmoid,linear:1", 2, 1, false, 0},
    {"linear:8,sigmoid,linear:8,sigmoid,linear:1", 2, 1, false, 0},
    {"linear:5,relu,linear:1", 3, 1, false, 0},
    {"linear:13,sigmoid,linear:7,tanh,linear:3", 7, 3, false, 0},
    {"linear:40,silu,linear:17,leaky-relu:0.1,linear:9", 6, 9, false, 0},
    {"sigmoid,linear:16,linear:10,hard-tanh,linear:2,identity", 33, 2, false, 0},
    /* no shortcut for this one */
    {"linear:6,dropout:0.2,tanh,linear:6,residual:1,batch-norm,linear:1", 5, 1, false, 0},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0], ROWS = 61 };

static og_dataset *make_rows(const net_shape *shape, size_t rows, og_rng *rng)
{
    og_dataset *data = calloc(1, sizeof *data);
    assert_non_null(data);
    *data = (og_dataset){.rows = rows, .features = shape->features, .labels = shape->labels};
    data->x = malloc(rows * shape->features * sizeof(float));
    data->y = malloc(rows * shape->labels * sizeof(float));
    assert_true(data->x && data->y);
    for (size_t i = 0; i < rows * shape->features; i++)
        data->x[i] = (float)og_rng_normal(rng);
    for (size_t i = 0; i < rows * shape->labels; i++) {
        float draw = og_rng_uniform(rng);
        data->y[i] = shape->soft && i % 3 ? draw : (float)(draw > 0.4f);
    }
    return data;
}

/* Fills t; the data look random and are the same in every run. */
static void start(const net_shape *shape, const og_trainer_def *def, training *t)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    og_net_def net_def = og_net_def_default();
    og_rng rng;
    og_rng_seed(&rng, 7);
    t->data = make_rows(shape, ROWS, &rng);
    if (shape->validation)
        t->validation = make_rows(shape, shape->validation, &rng);
    assert_ok(og_layers_parse(shape->layers, layers, &net_def.layer_count));
    net_def.input = og_shape_flat(shape->features);
    net_def.layers = layers;
    net_def.max_batch = ROWS;
    assert_ok(og_net_create(&net_def, &rng, &t->net));
    assert_ok(og_trainer_create(def, t->net, t->data, t->validation, &rng, &t->trainer));
}

static og_status run_by_steps(og_trainer *trainer, size_t epochs)
{
    og_status status = OG_OK;
    while (status == OG_OK && trainer->epoch < epochs)
        status = og_trainer_step(trainer);
    return status;
}

static void assert_same_arrays(const char *what, size_t count, const float *a, const float *b)
{
    for (size_t i = 0; i < count; i++)
        if (float_bits(a[i]) != float_bits(b[i]))
            fail_msg("%s, number %zu: %a and %a", what, i, (double)a[i], (double)b[i]);
}

/* Everything that can be seen of two trainings: the state, the layers' arrays, the history. */
static void assert_same_trainings(const training *a, const training *b)
{
    unsigned char *x = training_bytes(a), *y = training_bytes(b);
    assert_memory_equal(x, y, og_trainer_state_size(a->trainer));
    free(x);
    free(y);
    const og_history *p = &a->trainer->history, *q = &b->trainer->history;
    assert_int_equal(p->count, q->count);
    assert_memory_equal(p->epochs, q->epochs, p->count * sizeof *p->epochs);
    assert_memory_equal(p->layers, q->layers,
                        p->count * (size_t)og_net_layer_count(a->net) * sizeof *p->layers);
    assert_same_arrays("gradients", og_net_parameter_count(a->net), og_net_gradients(a->net),
                       og_net_gradients(b->net));
    for (int i = 0; i < og_net_layer_count(a->net); i++) {
        const og_layer *layer = og_net_layer(a->net, i), *other = og_net_layer(b->net, i);
        size_t last = (ROWS - 1) % a->trainer->def.batch + 1;
        size_t count = last * og_shape_count(&layer->output_shape);
        assert_same_arrays("an output", count, layer->output, other->output);
        assert_same_arrays("the gradient of an output", count, layer->output_gradient,
                           other->output_gradient);
    }
}

static void check_run(const net_shape *shape, const og_trainer_def *def)
{
    training a = {0}, b = {0};
    start(shape, def, &a);
    start(shape, def, &b);
    assert_ok(og_trainer_run(a.trainer, 3));
    assert_ok(run_by_steps(b.trainer, 3));
    assert_same_trainings(&a, &b);
    training_stop(&a);
    training_stop(&b);
}

static void a_run_gives_the_bits_of_its_steps_for_every_shape_and_batch(void **state)
{
    (void)state;
    static const size_t batches[] = {1, 2, 7, 8, 9, 16, 33, ROWS};
    for (size_t s = 0; s < SHAPES; s++)
        for (size_t b = s == SHAPES - 1 ? 2 : 0; b < sizeof batches / sizeof batches[0]; b++) {
            og_trainer_def def = og_trainer_def_default();
            def.batch = batches[b];
            check_run(&shapes[s], &def);
        }
}

static void a_run_gives_the_bits_of_its_steps_for_every_setting(void **state)
{
    (void)state;
    for (int i = 0; i < 14; i++) {
        og_trainer_def def = og_trainer_def_default();
        def.batch = 6;
        def.sgd.momentum = i == 0 ? 0 : i == 12 ? 1e-60 : 0.9; /* 1e-60 is 0 as a float */
        def.sgd.dampening = i == 2 ? 0.3 : 0;
        def.sgd.nesterov = i == 3;
        def.sgd.weight_decay = i == 4 ? 0.01 : i == 13 ? 1e-60 : 0;
        def.sgd.maximize = i == 5;
        def.schedule = (og_schedule){i == 6 ? OG_SCHEDULE_STEP : OG_SCHEDULE_CONSTANT, 1, 0.5};
        def.l1 = i == 7 ? 0.01 : 0;
        def.clip_norm = i == 8 ? 0.1 : 0;
        def.pos_weight = i == 9 ? 3 : 1;
        def.loss = i == 10 ? OG_MSE : OG_BCE_WITH_LOGITS;
        def.optimizer = i == 11 ? OG_ADAM : OG_SGD;
        check_run(&shapes[2], &def);
        check_run(&shapes[4], &def);
    }
}

static void a_run_gives_the_bits_of_its_steps_with_soft_labels_and_validation_rows(void **state)
{
    (void)state;
    static const net_shape more[] = {{"linear:8,sigmoid,linear:1", 2, 1, true, 0},
                                     {"linear:8,sigmoid,linear:1", 2, 1, false, 23},
                                     {"linear:13,sigmoid,linear:7,tanh,linear:3", 7, 3, true, 70}};
    static const size_t batches[] = {1, 7, 8, 33, ROWS};
    for (size_t s = 0; s < sizeof more / sizeof more[0]; s++)
        for (size_t b = 0; b < sizeof batches / sizeof batches[0]; b++) {
            og_trainer_def def = og_trainer_def_default();
            def.batch = batches[b];
            def.sgd.momentum = 0.5;
            check_run(&more[s], &def);
        }
}

static void a_number_of_steps_is_taken_but_none_beyond_the_epoch(void **state)
{
    (void)state;
    training a = {0}, b = {0};
    og_trainer_def def = og_trainer_def_default();
    def.batch = 8; /* 8 steps an epoch */
    start(&shapes[2], &def, &a);
    start(&shapes[2], &def, &b);
    static const struct {
        size_t steps, expected;
    } rows[] = {{0, 0}, {1, 1}, {3, 4}, {9, 8}, {7, 15}, {1, 16}, {8, 24}, {2, 26}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ok(og_trainer_steps(a.trainer, rows[i].steps));
        assert_int_equal(a.trainer->step, rows[i].expected);
        while (b.trainer->step < rows[i].expected)
            assert_ok(og_trainer_step(b.trainer));
        unsigned char *x = training_bytes(&a), *y = training_bytes(&b);
        assert_memory_equal(x, y, og_trainer_state_size(a.trainer));
        free(x);
        free(y);
    }
    training_stop(&a);
    training_stop(&b);
}

static void settings_may_change_between_epochs(void **state)
{
    (void)state;
    training t[2] = {{0}, {0}};
    og_trainer_def def = og_trainer_def_default();
    def.batch = 8;
    for (int i = 0; i < 2; i++) {
        start(&shapes[2], &def, &t[i]);
        og_status (*run_to)(og_trainer *, size_t) = i ? run_by_steps : og_trainer_run;
        og_sgd_def *sgd = &t[i].trainer->def.sgd;
        assert_ok(run_to(t[i].trainer, 1));
        sgd->momentum = 0.9;
        assert_ok(run_to(t[i].trainer, 2));
        sgd->momentum = 0;
        sgd->lr = 0.3;
        assert_ok(run_to(t[i].trainer, 3));
        t[i].trainer->def.l1 = 0.01;
        assert_ok(run_to(t[i].trainer, 4));
        og_net_parameters(t[i].net)[3] = 2;
        assert_ok(run_to(t[i].trainer, 5));
        sgd->lr = -1;
        assert_status(run_to(t[i].trainer, 6), OG_ERR_ARGUMENT);
    }
    assert_same_trainings(&t[0], &t[1]);
    training_stop(&t[0]);
    training_stop(&t[1]);
}

static void an_epoch_goes_on_from_its_middle(void **state)
{
    (void)state;
    training a = {0}, b = {0};
    og_trainer_def def = og_trainer_def_default();
    def.batch = 8;
    def.sgd.momentum = 0.5;
    start(&shapes[2], &def, &a);
    start(&shapes[2], &def, &b);
    assert_ok(run_by_steps(b.trainer, 4));
    for (int i = 0; i < 11; i++)
        assert_ok(og_trainer_step(a.trainer));
    unsigned char *bytes = training_bytes(&a);
    for (int i = 0; i < 3; i++)
        assert_ok(og_trainer_step(a.trainer));
    assert_ok(og_trainer_state_load(a.trainer, og_trainer_state_size(a.trainer), bytes));
    free(bytes);
    assert_ok(og_trainer_run(a.trainer, 4));
    a.trainer->history.count = b.trainer->history.count = 0; /* a load begins it anew */
    assert_same_trainings(&a, &b);
    training_stop(&a);
    training_stop(&b);
}

/* Trains at once and by steps until both diverge, in the same words and the same place. */
static void check_divergence(training t[2])
{
    char detail[2][300];
    for (int k = 0; k < 2; k++) {
        og_status status = k ? run_by_steps(t[k].trainer, 40) : og_trainer_run(t[k].trainer, 40);
        assert_int_equal(status, OG_ERR_DIVERGED);
        snprintf(detail[k], sizeof detail[k], "%s", og_error_detail());
    }
    assert_string_equal(detail[0], detail[1]);
    unsigned char *x = training_bytes(&t[0]), *y = training_bytes(&t[1]);
    assert_memory_equal(x, y, og_trainer_state_size(t[0].trainer));
    free(x);
    free(y);
}

/* Steps that fail at the first, the second, some later and the last one of an epoch of 8 steps. */
static void a_run_that_diverges_ends_as_its_steps_do(void **state)
{
    (void)state;
    bool seen[8] = {false};
    int places = 0;
    for (int i = 0; i < 60; i++) {
        training t[2] = {{0}, {0}};
        og_trainer_def def = og_trainer_def_default();
        def.batch = 8;
        def.sgd.weight_decay = 1e3 * (i + 1); /* each step makes the weights that much larger */
        def.sgd.momentum = i % 2 ? 0.5 : 0;
        for (int k = 0; k < 2; k++)
            start(&shapes[i % 3], &def, &t[k]);
        check_divergence(t);
        size_t place = t[0].trainer->next_row / 8;
        places += !seen[place];
        seen[place] = true;
        training_stop(&t[0]);
        training_stop(&t[1]);
    }
    assert_true(places >= 4);
}

/* Validation rows whose logits are too large, once the weights have grown, when every training row is fine.
 */
static void a_run_whose_validation_diverges_ends_as_its_steps_do(void **state)
{
    (void)state;
    static const net_shape shape = {"linear:1", 2, 1, false, 2};
    training t[2] = {{0}, {0}};
    og_trainer_def def = og_trainer_def_default();
    def.batch = 8;
    def.sgd.lr = 0.05;
    for (int k = 0; k < 2; k++) {
        start(&shape, &def, &t[k]);
        og_net_parameters(t[k].net)[0] = og_net_parameters(t[k].net)[1] = 0;
        for (int i = 0; i < 60; i++) /* class 1 where the first feature is above 0 */
            t[k].data->y[i] = t[k].data->x[2 * i] > 0;
        for (int i = 0; i < 2; i++) {
            t[k].validation->x[2 * i] = 3e38f;
            t[k].validation->x[2 * i + 1] = 0;
            t[k].validation->y[i] = (float)i;
        }
    }
    check_divergence(t);
    assert_contains(og_error_detail(), "validation rows");
    assert_true(t[0].trainer->epoch > 0);
    assert_int_equal(t[0].trainer->next_row, ROWS / 8 * 8);
    training_stop(&t[0]);
    training_stop(&t[1]);
}

/* ---- every set of kernels ---- */

static uint64_t hash_of_runs(void)
{
    uint64_t hash = 0;
    for (size_t s = 0; s < SHAPES; s++)
        for (size_t batch = 7; batch < 40; batch += 9) {
            training t = {0};
            og_trainer_def def = og_trainer_def_default();
            def.batch = batch;
            def.sgd.momentum = batch % 2 ? 0.9 : 0;
            start(&shapes[s], &def, &t);
            assert_ok(og_trainer_run(t.trainer, 5));
            hash = hash * 31 + og_net_hash(t.net);
            training_stop(&t);
        }
    return hash;
}

/* One hash for every compiler, processor and set of kernels. */
static const uint64_t pinned = 0x0358e2e98fcf21bf;
static const char *const names[] = {"scalar", "sse2", "avx2", "avx512", "neon"};
enum { NAMES = sizeof names / sizeof names[0] };

static run_result run_with(const char *kernels, const char *what)
{
    char command[1200];
    snprintf(command, sizeof command, "OGEE_KERNELS=%s '%s' %s", kernels, program, what);
    return run(command);
}

static void every_set_of_kernels_trains_to_the_pinned_bits(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAMES; i++) {
        char expected[60];
        snprintf(expected, sizeof expected, "%s 0x%016" PRIx64, og_kernels_choose(names[i])->name, pinned);
        run_result result = run_with(names[i], "hash");
        assert_int_equal(result.status, 0);
        assert_string_equal(result.out, expected);
        run_free(&result);
    }
}

static void every_set_of_kernels_gives_runs_the_bits_of_their_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAMES; i++) {
        run_result result = run_with(names[i], "steps");
        if (result.status != 0)
            fail_msg("%s: %s%s", names[i], result.out, result.err);
        run_free(&result);
    }
}

int main(int argc, char **argv)
{
    program = argv[0];
    const struct CMUnitTest steps[] = {
        cmocka_unit_test(a_run_gives_the_bits_of_its_steps_for_every_shape_and_batch),
        cmocka_unit_test(a_run_gives_the_bits_of_its_steps_for_every_setting),
        cmocka_unit_test(a_run_gives_the_bits_of_its_steps_with_soft_labels_and_validation_rows),
        cmocka_unit_test(a_run_that_diverges_ends_as_its_steps_do),
        cmocka_unit_test(a_run_whose_validation_diverges_ends_as_its_steps_do),
    };
    if (argc > 1 && strcmp(argv[1], "steps") == 0)
        return cmocka_run_group_tests_name("steps of one set of kernels", steps, NULL, NULL);
    if (argc > 1) {
        printf("%s 0x%016" PRIx64, og_kernels_name(), hash_of_runs());
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_of_steps_is_taken_but_none_beyond_the_epoch),
        cmocka_unit_test(settings_may_change_between_epochs),
        cmocka_unit_test(an_epoch_goes_on_from_its_middle),
        cmocka_unit_test(every_set_of_kernels_trains_to_the_pinned_bits),
        cmocka_unit_test(every_set_of_kernels_gives_runs_the_bits_of_their_steps),
    };
    return cmocka_run_group_tests_name("many steps", tests, NULL, NULL);
}
