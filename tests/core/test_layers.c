/* Every kind of layer: what PyTorch computes and draws (tests/parity/layers.txt), the gradient check, the
 * modes.
 */
#include "support.h"

#include <math.h>

#include "ogee/gradcheck.h"
#include "ogee/net.h"

enum { MAX_VALUES = 256 };

static og_net *make_net(og_shape input, const char *list, og_init init, size_t max_batch, og_rng *rng)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    og_net_def def = og_net_def_default();
    assert_ok(og_layers_parse(list, layers, &def.layer_count));
    def.input = input;
    def.layers = layers;
    def.init = init;
    def.max_batch = max_batch;
    og_net *net = NULL;
    assert_ok(og_net_create(&def, rng, &net));
    return net;
}

static og_net *make_seeded(size_t inputs, const char *list, uint64_t seed)
{
    og_rng rng;
    og_rng_seed(&rng, seed);
    return make_net(og_shape_flat(inputs), list, (og_init){OG_INIT_TORCH, 0}, 16, &rng);
}

/* ---- what PyTorch recorded ---- */

static FILE *open_fixture(void)
{
    FILE *file = fopen(OGEE_SOURCE_DIR "/tests/parity/layers.txt", "r");
    assert_non_null(file);
    return file;
}

/* Goes to the next line that begins with one of the words; false at the end. seed lines set rng. */
static int find_line(FILE *file, const char *word, og_rng *rng, char *rest, size_t size)
{
    static char line[1 << 16];
    unsigned long long seed;
    while (fgets(line, sizeof line, file)) {
        size_t length = strlen(word);
        if (sscanf(line, "seed %llu", &seed) == 1)
            og_rng_seed(rng, seed);
        if (strncmp(line, word, length) == 0 && line[length] == ' ') {
            snprintf(rest, size, "%s", line + length + 1);
            return 1;
        }
    }
    return 0;
}

static void read_values(FILE *file, const char *name, size_t count, float *values)
{
    char word[32];
    unsigned bits;
    assert_int_equal(fscanf(file, "%31s", word), 1);
    assert_string_equal(word, name);
    assert_true(count <= MAX_VALUES);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(fscanf(file, "%x", &bits), 1);
        values[i] = float_from_bits(bits);
    }
}

/* The distance in units of tolerance (relative, and never below the smallest normal float). */
static void check_close(const char *what, size_t count, const float *actual, const float *expected,
                        double tolerance)
{
    for (size_t i = 0; i < count; i++) {
        double a = actual[i], e = expected[i];
        if (!(fabs(a - e) <= tolerance * fabs(e) + 0x1p-126))
            fail_msg("%s[%zu] is %.9g, PyTorch has %.9g (relative %.2g, allowed %.2g)", what, i, a, e,
                     fabs(a - e) / fabs(e), tolerance);
    }
}

/* Within tolerance of scale: what cancels is as good as what it came from. */
static void check_scaled(const char *what, size_t count, const float *actual, const float *expected,
                         double scale, double tolerance)
{
    for (size_t i = 0; i < count; i++)
        if (!(fabs((double)actual[i] - (double)expected[i]) <= tolerance * scale))
            fail_msg("%s[%zu] is %.9g, PyTorch has %.9g, off by %.2g, allowed %.2g of %.2g", what, i,
                     (double)actual[i], (double)expected[i], fabs((double)actual[i] - (double)expected[i]),
                     tolerance, scale);
}

static double largest_of(size_t count, const float *values)
{
    double largest = 0;
    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, fabs((double)values[i]));
    return largest;
}

static void activations_and_their_backward_passes_are_pytorchs(void **state)
{
    (void)state;
    FILE *file = open_fixture();
    og_rng rng;
    char rest[128], name[64], list[96];
    int found = 0;
    while (find_line(file, "activation", &rng, rest, sizeof rest)) {
        float x[MAX_VALUES], y[MAX_VALUES], dy[MAX_VALUES], dx[MAX_VALUES];
        size_t count;
        assert_int_equal(sscanf(rest, "%63s %zu", name, &count), 2);
        read_values(file, "x", count, x);
        read_values(file, "y", count, y);
        read_values(file, "dy", count, dy);
        read_values(file, "dx", count, dx);
        snprintf(list, sizeof list, "identity,%s", name);
        og_net *net = make_seeded(count, list, 1);
        assert_int_equal(og_net_outputs(net), count);
        check_close(name, count, og_net_forward(net, 1, x), y, 4e-7);
        og_net_backward(net, dy);
        /* From an output near 1, the derivative is as good as 1 - y. */
        for (size_t i = 0; i < count; i++)
            check_scaled(name, 1, og_net_layer(net, 0)->output_gradient + i, dx + i, fabs((double)dy[i]),
                         5e-7);
        og_net_destroy(net);
        found++;
    }
    fclose(file);
    assert_int_equal(found, 14);
}

static void dropout_drops_what_pytorch_drops_to_the_bit(void **state)
{
    (void)state;
    FILE *file = open_fixture();
    og_rng rng;
    char rest[128], list[64];
    int found = 0;
    while (find_line(file, "dropout", &rng, rest, sizeof rest)) {
        float x[MAX_VALUES], y[MAX_VALUES], dy[MAX_VALUES], dx[MAX_VALUES], next;
        size_t count;
        double p;
        assert_int_equal(sscanf(rest, "%lf %zu", &p, &count), 2);
        read_values(file, "x", count, x);
        read_values(file, "y", count, y);
        read_values(file, "dy", count, dy);
        read_values(file, "dx", count, dx);
        read_values(file, "next", 1, &next);
        snprintf(list, sizeof list, "identity,dropout:%g", p);
        og_net *net = make_seeded(count, list, 1);
        og_net_train(net, &rng);
        const float *output = og_net_forward(net, 1, x);
        og_net_backward(net, dy);
        for (size_t i = 0; i < count; i++) {
            assert_same_float(output[i], y[i]);
            assert_same_float(og_net_layer(net, 0)->output_gradient[i], dx[i]);
        }
        assert_same_float(og_rng_uniform(&rng), next);
        og_net_destroy(net);
        found++;
    }
    fclose(file);
    assert_int_equal(found, 6);
}

static void batch_norm_is_pytorchs_in_both_modes(void **state)
{
    (void)state;
    FILE *file = open_fixture();
    og_rng rng;
    og_rng_seed(&rng, 1);
    char rest[128], list[96];
    int found = 0;
    while (find_line(file, "batch-norm", &rng, rest, sizeof rest)) {
        float x[MAX_VALUES], dy[MAX_VALUES], expected[MAX_VALUES];
        size_t rows, columns;
        char eps[32], momentum[32];
        assert_int_equal(sscanf(rest, "%31s %31s %zu %zu", eps, momentum, &rows, &columns), 4);
        snprintf(list, sizeof list, "identity,batch-norm:%s:%s", eps, momentum);
        og_net *net = make_net(og_shape_flat(columns), list, (og_init){OG_INIT_ZEROS, 0}, rows, &rng);
        const og_layer *layer = og_net_layer(net, 1);
        const float *dx = og_net_layer(net, 0)->output_gradient;
        size_t count = rows * columns;
        read_values(file, "weight", columns, layer->parameters[0].value);
        read_values(file, "bias", columns, layer->parameters[1].value);
        read_values(file, "x", count, x);
        og_net_train(net, &rng);
        read_values(file, "y", count, expected);
        check_scaled("y", count, og_net_forward(net, rows, x), expected, largest_of(count, expected), 1e-6);
        read_values(file, "dy", count, dy);
        og_net_backward(net, dy);
        read_values(file, "dx", count, expected);
        check_scaled("dx", count, dx, expected, largest_of(count, dy), 1e-6);
        read_values(file, "dweight", columns, expected);
        check_scaled("dweight", columns, layer->parameters[0].gradient, expected,
                     (double)rows * largest_of(count, dy), 1e-6);
        read_values(file, "dbias", columns, expected);
        check_scaled("dbias", columns, layer->parameters[1].gradient, expected,
                     (double)rows * largest_of(count, dy), 1e-6);
        read_values(file, "running_mean", columns, expected);
        check_close("running_mean", columns, layer->buffers[0].value, expected, 1e-6);
        read_values(file, "running_var", columns, expected);
        check_close("running_var", columns, layer->buffers[1].value, expected, 1e-6);
        og_net_eval(net);
        read_values(file, "eval-y", count, expected);
        check_scaled("eval-y", count, og_net_forward(net, rows, x), expected, largest_of(count, expected),
                     1e-6);
        og_net_backward(net, dy);
        read_values(file, "eval-dx", count, expected);
        check_scaled("eval-dx", count, dx, expected, largest_of(count, dy), 1e-6);
        og_net_destroy(net);
        found++;
    }
    fclose(file);
    assert_int_equal(found, 4);
}

/* Features around an offset that spread by 1, against the formula in long double. */
static void batch_norm_is_right_to_1e_7_far_away_from_0(void **state)
{
    (void)state;
    enum { ROWS = 16, FEATURES = 8, COUNT = ROWS * FEATURES };
    const float offsets[] = {0, 100, 1e4f};
    for (int o = 0; o < 3; o++) {
        og_rng rng;
        og_rng_seed(&rng, 7);
        og_net *net =
            make_net(og_shape_flat(FEATURES), "batch-norm", (og_init){OG_INIT_ZEROS, 0}, ROWS, &rng);
        float x[COUNT];
        og_rng_normal_fill(&rng, COUNT, x);
        for (int i = 0; i < COUNT; i++)
            x[i] += offsets[o];
        og_net_train(net, &rng);
        const float *y = og_net_forward(net, ROWS, x);
        long double exact[COUNT], largest = 0, worst = 0;
        for (int j = 0; j < FEATURES; j++) {
            long double mean = 0, variance = 0;
            for (int i = j; i < COUNT; i += FEATURES)
                mean += (long double)x[i] / ROWS;
            for (int i = j; i < COUNT; i += FEATURES)
                variance += (x[i] - mean) * (x[i] - mean) / ROWS;
            for (int i = j; i < COUNT; i += FEATURES)
                exact[i] = (x[i] - mean) / sqrtl(variance + (double)1e-5f);
        }
        for (int i = 0; i < COUNT; i++) {
            largest = fmaxl(largest, fabsl(exact[i]));
            worst = fmaxl(worst, fabsl(y[i] - exact[i]));
        }
        if (!(worst <= 1e-7L * largest))
            fail_msg("at %g the error is %Lg of %Lg", (double)offsets[o], worst, largest);
        og_net_destroy(net);
    }
}

static og_init init_named(const char *name)
{
    static const struct {
        const char *name;
        og_init_kind kind;
    } kinds[] = {{"xavier_uniform", OG_INIT_XAVIER}, {"xavier_normal", OG_INIT_XAVIER_NORMAL},
                 {"kaiming_uniform", OG_INIT_HE},    {"kaiming_normal", OG_INIT_HE_NORMAL},
                 {"uniform:0.3", OG_INIT_UNIFORM},   {"normal:0.7", OG_INIT_NORMAL}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return (og_init){kinds[i].kind, kinds[i].kind == OG_INIT_UNIFORM ? 0.3f : 0.7f};
    fail_msg("no kind of initial weights is called %s", name);
    return (og_init){OG_INIT_ZEROS, 0};
}

static void initial_weights_of_every_kind_and_gain_are_pytorchs(void **state)
{
    (void)state;
    FILE *file = open_fixture();
    og_rng rng;
    char rest[128], list[128], name[32], above[32];
    int found = 0;
    while (find_line(file, "init", &rng, rest, sizeof rest)) {
        float expected[MAX_VALUES];
        size_t outputs, inputs;
        assert_int_equal(sscanf(rest, "%31s %31s %zu %zu", name, above, &outputs, &inputs), 4);
        read_values(file, "weight", outputs * inputs, expected);
        snprintf(list, sizeof list, "linear:%zu,%s", outputs, above);
        og_init init = init_named(name);
        og_net *net = make_net(og_shape_flat(inputs), list, init, 1, &rng);
        const og_parameter *weight = &og_net_layer(net, 0)->parameters[0];
        bool normal = strstr(name, "normal") != NULL;
        for (size_t i = 0; i < weight->count; i++) {
            if (normal && weight->count >= 16) /* which PyTorch computes in float */
                assert_near(weight->value[i], expected[i], 1e-6);
            else
                assert_ulp(weight->value[i], expected[i],
                           init.kind == OG_INIT_NORMAL ? 1 : 0); /* 0.7 is a float */
        }
        og_net_destroy(net);
        found++;
    }
    fclose(file);
    assert_int_equal(found, 44);
}

/* ---- gradient checks ---- */

enum { BATCH = 6, INPUTS = 3 };

static double checked(const char *list, og_init init, uint64_t seed, bool training)
{
    og_rng rng;
    og_rng_seed(&rng, seed);
    og_net *net = make_net(og_shape_flat(INPUTS), list, init, BATCH, &rng);
    float x[BATCH * INPUTS], targets[BATCH * 2];
    assert_true(og_net_outputs(net) <= 2);
    og_rng_normal_fill(&rng, BATCH * INPUTS, x);
    for (int i = 0; i < BATCH * 2; i++)
        targets[i] = og_rng_uniform(&rng) > 0.5f ? 1 : 0;
    if (training)
        og_net_train(net, &rng);
    og_gradcheck found;
    assert_ok(og_gradcheck_net(net, &(og_loss_def){0}, BATCH, x, targets, &found));
    if (!(found.worst < 2e-3))
        fail_msg("%s, seed %d: %g at %s (%g, differences %g)", list, (int)seed, found.worst, found.where,
                 found.gradient, found.difference);
    og_net_destroy(net);
    return found.worst;
}

static void every_smooth_kind_passes_the_gradient_check_in_both_modes(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "linear:4,sigmoid,linear:2",
        "linear:4,tanh,linear:2",
        "linear:4,silu,linear:2",
        "linear:4,softplus,linear:2",
        "linear:4,log-sigmoid,linear:2",
        "linear:4,identity,linear:2",
        "linear:8,dropout:0.25,tanh,linear:2",
        "linear:4,tanh,dropout:0,linear:2",
        "linear:4,batch-norm,tanh,linear:2",
        "batch-norm:0.001:0.5,linear:4,sigmoid,batch-norm,linear:1",
        "linear:4,highway,linear:2",
        "highway:silu:-1,highway:sigmoid:0.5,linear:1",
        "linear:4,tanh,residual:1,linear:2",
        "linear:4,tanh,linear:4,tanh,residual:2,residual:4,linear:2",
        "linear:4,tanh,linear:4,residual,residual:3,highway,residual:1,linear:2",
        "tanh,residual:1,linear:2",
        "linear:6,batch-norm,silu,dropout:0.5,linear:6,residual:4,linear:1",
    };
    static const og_init inits[] = {{OG_INIT_TORCH, 0}, {OG_INIT_UNIFORM, 1.5f}};
    double worst = 0;
    int nets = 0;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (uint64_t seed = 1; seed <= 20; seed++)
            for (int k = 0; k < 4; k++, nets++)
                worst = fmax(worst, checked(lists[l], inits[k / 2], seed, k % 2));
    print_message("worst error of %d right gradients: %g\n", nets, worst);
}

/* A kink close to a pre-activation is an error that is none: these seeds keep all samples 0.03 away from it.
 */
static void every_kind_with_kinks_passes_the_gradient_check_away_from_them(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        uint64_t seeds[10];
    } rows[] = {
        {"linear:4,relu,linear:2", {1, 3, 4, 5, 6, 7, 8, 9, 11, 12}},
        {"linear:4,leaky-relu:0.2,linear:2", {1, 3, 4, 5, 6, 7, 8, 9, 11, 12}},
        {"linear:4,hard-tanh:-0.5:0.25,linear:2", {2, 4, 5, 6, 8, 10, 11, 12, 15, 19}},
        {"linear:4,hard-sigmoid,linear:2", {1, 2, 3, 5, 6, 7, 8, 10, 11, 12}},
        {"linear:4,threshold:0.1:-1,linear:2", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
        {"linear:4,highway:relu:0,linear:2", {1, 2, 3, 4, 5, 6, 8, 9, 10, 13}},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (int s = 0; s < 10; s++)
            checked(rows[r].list, (og_init){OG_INIT_UNIFORM, 1.5f}, rows[r].seeds[s], true);
}

/* ---- modes ---- */

static const float sample_x[4 * INPUTS] = {0.5f,  -1.25f, 2.0f, -0.75f, 0.3f,  1.1f,
                                           -2.0f, 0.9f,   0.1f, 1.7f,   -0.4f, -1.6f};

static void evaluation_mode_draws_nothing_and_changes_no_buffer(void **state)
{
    (void)state;
    og_net *net = make_seeded(INPUTS, "linear:4,batch-norm,dropout,linear:1", 3);
    uint64_t hash = og_net_hash(net);
    float first = og_net_forward(net, 4, sample_x)[2];
    assert_same_float(og_net_forward(net, 1, sample_x + 2 * INPUTS)[0], first);
    assert_int_equal(og_net_hash(net), hash);
    og_net_destroy(net);
}

static void training_mode_draws_anew_each_time_and_moves_the_buffers(void **state)
{
    (void)state;
    og_net *net = make_seeded(INPUTS, "dropout,linear:4,batch-norm,linear:1", 3);
    og_rng rng;
    og_rng_seed(&rng, 1);
    uint64_t hash = og_net_hash(net);
    og_net_train(net, &rng);
    float first = og_net_forward(net, 4, sample_x)[0];
    assert_true(og_net_hash(net) != hash);
    assert_true(og_net_forward(net, 4, sample_x)[0] != first);
    og_rng_seed(&rng, 1);
    assert_same_float(og_net_forward(net, 4, sample_x)[0], first); /* running moments are not used */
    og_net_destroy(net);
}

static void predicting_is_in_evaluation_mode_and_comes_back(void **state)
{
    (void)state;
    og_net *net = make_seeded(INPUTS, "linear:4,batch-norm,dropout,linear:1", 3);
    og_rng rng, same;
    og_rng_seed(&rng, 1);
    float evaluated[4], predicted[4];
    og_net_predict(net, 4, sample_x, evaluated);
    assert_null(og_net_layer(net, 0)->rng);
    uint64_t hash = og_net_hash(net);
    og_net_train(net, &rng);
    same = rng;
    og_net_predict(net, 4, sample_x, predicted);
    for (int i = 0; i < 4; i++)
        assert_same_float(predicted[i], evaluated[i]);
    assert_int_equal(og_net_hash(net), hash);
    for (int i = 0; i < og_net_layer_count(net); i++)
        assert_ptr_equal(og_net_layer(net, i)->rng, &rng);
    assert_int_equal(og_rng_u32(&rng), og_rng_u32(&same));
    og_net_destroy(net);
}

static void batch_norm_refuses_to_train_on_one_sample(void **state)
{
    (void)state;
    og_net *net = make_seeded(INPUTS, "linear:4,batch-norm,linear:1", 3);
    og_rng rng;
    og_rng_seed(&rng, 1);
    assert_non_null(og_net_forward(net, 1, sample_x));
    og_net_train(net, &rng);
    uint64_t hash = og_net_hash(net);
    assert_null(og_net_forward(net, 1, sample_x));
    assert_contains(og_error_detail(), "layer 1 (batch-norm) needs at least 2 samples");
    assert_int_equal(og_net_hash(net), hash);
    assert_non_null(og_net_forward(net, 2, sample_x));
    float target = 1;
    og_gradcheck found;
    assert_status(og_gradcheck_net(net, &(og_loss_def){0}, 1, sample_x, &target, &found), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "batch-norm");
    og_net_destroy(net);
}

static void a_constant_feature_leaves_batch_norm_finite(void **state)
{
    (void)state;
    og_net *net = make_seeded(1, "identity,batch-norm", 3);
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net_train(net, &rng);
    const float x[] = {7, 7, 7}, dy[] = {1, 2, 3};
    const float *y = og_net_forward(net, 3, x);
    for (int i = 0; i < 3; i++)
        assert_same_float(y[i], 0);
    og_net_backward(net, dy);
    for (int i = 0; i < 3; i++)
        assert_near(og_net_layer(net, 0)->output_gradient[i], (i - 1) / sqrt(1e-5), 1e-3);
    og_net_destroy(net);
}

static void buffers_lie_right_behind_the_parameters(void **state)
{
    (void)state;
    og_net *net = make_seeded(INPUTS, "batch-norm,linear:4,batch-norm,linear:1", 3);
    assert_int_equal(og_net_buffer_count(net), 2 * 3 + 2 * 4);
    const float *buffers = og_net_parameters(net) + og_net_parameter_count(net);
    assert_ptr_equal(og_net_layer(net, 0)->buffers[0].value, buffers);
    assert_ptr_equal(og_net_layer(net, 2)->buffers[1].value, buffers + 2 * 3 + 4);
    assert_string_equal(og_net_layer(net, 2)->buffers[1].name, "running_var");
    assert_same_float(buffers[3], 1);
    assert_same_float(buffers[0], 0);
    uint64_t hash = og_net_hash(net);
    og_net_layer(net, 2)->buffers[1].value[3] = 2;
    assert_true(og_net_hash(net) != hash);
    og_rng rng;
    og_rng_seed(&rng, 3);
    og_net_reset(net, &rng);
    assert_int_equal(og_net_hash(net), hash);
    og_net_destroy(net);
}

/* ---- shapes ---- */

/* A row from samples of any shape, for networks that begin with something else. */
static og_status flatten_plan(og_layer *layer)
{
    layer->output_shape = og_shape_flat(og_shape_count(&layer->input_shape));
    return OG_OK;
}

static void flatten_forward(og_layer *layer, size_t batch)
{
    memcpy(layer->output, layer->input, batch * layer->output_shape.dim[0] * sizeof(float));
}

static void flatten_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    if (input_gradient)
        memcpy(input_gradient, layer->output_gradient, batch * layer->output_shape.dim[0] * sizeof(float));
}

static const og_layer_kind flatten_layer = {
    .name = "flatten", .plan = flatten_plan, .forward = flatten_forward, .backward = flatten_backward};

static void activations_dropout_and_residuals_take_samples_of_four_dimensions(void **state)
{
    (void)state;
    const og_shape image = {4, {2, 3, 2, 2}};
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++) {
        if (!(*kind)->slope && *kind != &og_dropout_layer)
            continue;
        const og_layer_spec layers[] = {og_layer_spec_default(&og_identity_layer),
                                        og_layer_spec_default(*kind),
                                        og_layer_spec_default(&og_residual_layer),
                                        {.kind = &flatten_layer}};
        og_net_def def = og_net_def_default();
        def.input = image;
        def.layers = layers;
        def.layer_count = 4;
        og_rng rng;
        og_rng_seed(&rng, 1);
        og_net *net = NULL;
        assert_ok(og_net_create(&def, &rng, &net));
        assert_int_equal(og_net_layer(net, 2)->output_shape.ndim, 4);
        assert_int_equal(og_net_outputs(net), 24);
        float x[2 * 24], dy[2 * 24];
        og_rng_normal_fill(&rng, 48, x);
        og_rng_normal_fill(&rng, 48, dy);
        og_net_train(net, &rng);
        const float *y = og_net_forward(net, 2, x);
        og_net_backward(net, dy);
        const og_layer *layer = og_net_layer(net, 1);
        for (int i = 0; i < 48; i++) {
            assert_same_float(y[i], layer->output[i] + x[i]);
            assert_same_float(layer->output_gradient[i], dy[i]);
        }
        og_net_destroy(net);
    }
}

/* ---- saturation ---- */

static void saturation_is_the_share_of_outputs_with_under_a_hundredth_of_the_steepest_slope(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        double share;
    } rows[] = {
        {"sigmoid", 0.25}, /* +-10; at 5 the slope is 2.7 % of 1/4 */
        {"tanh", 0.5},     /* +-10, +-5 */
        {"relu", 0.5},     /* at and below 0 */
        {"leaky-relu", 0}, /* 0.01 is not below */
        {"leaky-relu:0.0099", 0.5},
        {"leaky-relu:-0.5", 0},
        {"hard-sigmoid", 0.5},
        {"hard-tanh:-1:20", 0.375},
        {"silu", 0.125}, /* -10; at -5 the slope is -0.027 */
        {"softplus", 0.25},
        {"log-sigmoid", 0.25},
        {"threshold:1.5:0", 0.625},
        {"identity", 0},
    };
    /* fifty copies of each, so that they are several pieces, and different ones */
    static const float eight[] = {-10, -5, -2, 0, 1, 2, 5, 10};
    float x[8 * 50];
    for (int i = 0; i < 400; i++)
        x[i] = eight[i / 50];
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        og_net *net = make_seeded(200, rows[r].list, 1);
        og_net_forward(net, 2, x);
        double share = og_layer_saturation(og_net_layer(net, 0), 2);
        if (fabs(share - rows[r].share) > 1e-12)
            fail_msg("%s: %g of the outputs are saturated, expected %g", rows[r].list, share, rows[r].share);
        og_net_destroy(net);
    }
    og_net *net = make_seeded(200, "linear:3,dropout,batch-norm", 1);
    og_net_forward(net, 2, x);
    for (int i = 0; i < 3; i++)
        assert_near(og_layer_saturation(og_net_layer(net, i), 2), 0, 0);
    og_net_destroy(net);
}

static void no_slope_is_steeper_than_the_steepest_and_some_come_near(void **state)
{
    (void)state;
    enum { POINTS = 4001 };
    static float x[POINTS], slope[POINTS];
    for (int i = 0; i < POINTS; i++)
        x[i] = (float)(i - 2000) / 200 + 1e-4f;
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++) {
        if (!(*kind)->slope)
            continue;
        og_rng rng;
        og_rng_seed(&rng, 1);
        og_net *net = make_net(og_shape_flat(POINTS), (*kind)->name, (og_init){OG_INIT_TORCH, 0}, 1, &rng);
        og_net_forward(net, 1, x);
        (*kind)->slope(og_net_layer(net, 0), 1, slope);
        double largest = 0;
        for (int i = 0; i < POINTS; i++)
            largest = fmax(largest, fabs((double)slope[i]));
        assert_true(largest <= (double)(*kind)->steepest);
        assert_near(largest, (*kind)->steepest, 1e-4);
        og_net_destroy(net);
    }
}

/* ---- gains, highway, residual ---- */

static void a_layer_knows_the_gain_of_the_activation_above_it(void **state)
{
    (void)state;
    og_net *net =
        make_seeded(INPUTS,
                    "linear:4,tanh,linear:4,batch-norm,dropout,relu,linear:4,leaky-relu:0.5,linear:4,"
                    "highway:relu,tanh,highway,linear:4,linear:4,silu,relu,linear:1",
                    1);
    static const struct {
        int layer;
        double gain;
    } rows[] = {{0, 5.0 / 3},
                {2, 1.4142135623730951},
                {6, 1.2649110640673518},
                {8, 1},
                {9, 1.4142135623730951},
                {11, 5.0 / 3},
                {12, 1},
                {13, 1},
                {16, 1}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        assert_near(og_net_layer(net, rows[r].layer)->gain, rows[r].gain, 1e-15);
    og_net_destroy(net);
}

static og_status scale_plan(og_layer *layer)
{
    layer->output_shape = layer->input_shape;
    layer->parameters[0] = (og_parameter){.name = "scale", .ndim = 1, .dim = {layer->input_shape.dim[0]}};
    layer->parameter_count = 1;
    return OG_OK;
}

static void scale_draw(og_layer *layer, const og_init *init, og_rng *rng)
{
    (void)init;
    for (size_t i = 0; i < layer->parameters[0].count; i++)
        layer->parameters[0].value[i] = og_rng_uniform(rng);
}

static void no_forward(og_layer *layer, size_t batch)
{
    (void)layer, (void)batch;
}

static void no_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    (void)layer, (void)batch, (void)input_gradient;
}

static void a_gain_goes_down_to_the_first_layer_that_draws_weights(void **state)
{
    (void)state;
    og_layer_kind scale = {.name = "scale",
                           .plan = scale_plan,
                           .draw = scale_draw,
                           .forward = no_forward,
                           .backward = no_backward};
    const og_layer_spec layers[] = {
        {.kind = &og_linear_layer, .units = 4}, {.kind = &scale}, {.kind = &og_relu_layer}};
    for (int draws = 0; draws < 2; draws++) {
        scale.draws_weights = draws;
        og_net_def def = og_net_def_default();
        def.input = og_shape_flat(3);
        def.layers = layers;
        def.layer_count = 3;
        og_rng rng;
        og_rng_seed(&rng, 1);
        og_net *net = NULL;
        assert_ok(og_net_create(&def, &rng, &net));
        assert_near(og_net_layer(net, 0)->gain, draws ? 1 : sqrt(2.0), 1e-15);
        assert_near(og_net_layer(net, 1)->gain, sqrt(2.0), 1e-15);
        og_net_destroy(net);
    }
}

/* Around identities nothing is lost or rounded: what comes down twice is twice as much. */
static void a_residual_layer_sends_its_gradient_down_its_whole_span(void **state)
{
    (void)state;
    for (int span = 1; span <= 9; span++) {
        char list[160] = "linear:2";
        for (int i = 0; i < span; i++)
            strcat(list, ",identity");
        snprintf(list + strlen(list), sizeof list - strlen(list), ",residual:%d", span);
        og_net *net = make_seeded(3, list, 1);
        const float dy[] = {1, -3, 0.5f, 2};
        assert_non_null(og_net_forward(net, 2, sample_x));
        og_net_backward(net, dy);
        for (int i = 0; i < 4; i++) {
            assert_same_float(og_net_layer(net, 0)->output_gradient[i], 2 * dy[i]);
            for (int l = 1; l <= span; l++)
                assert_same_float(og_net_layer(net, l)->output_gradient[i], dy[i]);
        }
        og_net_destroy(net);
    }
}

static void a_highway_layer_mixes_transform_and_input_by_its_gate(void **state)
{
    (void)state;
    og_net *net = make_seeded(2, "highway:relu", 1);
    const og_layer *layer = og_net_layer(net, 0);
    static const char *const names[] = {"transform.weight", "transform.bias", "gate.weight", "gate.bias"};
    for (int p = 0; p < 4; p++)
        assert_string_equal(layer->parameters[p].name, names[p]);
    assert_same_float(layer->parameters[3].value[0], -2);
    assert_same_float(layer->parameters[3].value[1], -2);
    const float parameters[] = {1, 2, -3, 4, 0.5f, 0.25f, 0, 0, 0, 0, 0, 100};
    memcpy(og_net_parameters(net), parameters, sizeof parameters);
    const float x[] = {1, 2};
    const float *y = og_net_forward(net, 1, x);
    assert_same_float(y[0], 0.5f * 5.5f + 0.5f * 1);
    assert_same_float(y[1], 5.25f); /* an open gate lets the transform through */
    og_net_layer(net, 0)->parameters[3].value[1] = -200;
    assert_same_float(og_net_forward(net, 1, x)[1], 2); /* a closed one the input */
    og_net_destroy(net);
}

static void a_highway_layer_draws_as_two_linear_layers_do(void **state)
{
    (void)state;
    static const og_init inits[] = {{OG_INIT_TORCH, 0}, {OG_INIT_XAVIER, 0}};
    for (int k = 0; k < 2; k++) {
        og_rng rngs[2];
        og_rng_seed(&rngs[0], 8);
        og_rng_seed(&rngs[1], 8);
        og_net *highway = make_net(og_shape_flat(3), "highway:tanh:-1", inits[k], 1, &rngs[0]);
        og_net *linear = make_net(og_shape_flat(3), "linear:3,tanh,linear:3", inits[k], 1, &rngs[1]);
        for (size_t i = 0; i < 21; i++)
            assert_same_float(og_net_parameters(highway)[i], og_net_parameters(linear)[i]);
        for (size_t i = 21; i < 24; i++)
            assert_same_float(og_net_parameters(highway)[i], -1);
        assert_int_equal(og_rng_u32(&rngs[0]), og_rng_u32(&rngs[1]));
        og_net_destroy(highway);
        og_net_destroy(linear);
    }
}

static void residual_layers_add_what_stood_below_their_span(void **state)
{
    (void)state;
    og_net *net = make_seeded(3, "linear:3,tanh,residual,residual:1,residual:4", 1);
    const float *y = og_net_forward(net, 2, sample_x);
    const float *tanh_output = og_net_layer(net, 1)->output;
    for (int i = 0; i < 6; i++) {
        float first = tanh_output[i] + sample_x[i]; /* and then y = first + tanh + x */
        assert_same_float(og_net_layer(net, 2)->output[i], first);
        assert_same_float(og_net_layer(net, 3)->output[i], first + tanh_output[i]);
        assert_same_float(y[i], first + tanh_output[i] + sample_x[i]);
    }
    og_net_destroy(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(activations_and_their_backward_passes_are_pytorchs),
        cmocka_unit_test(dropout_drops_what_pytorch_drops_to_the_bit),
        cmocka_unit_test(batch_norm_is_pytorchs_in_both_modes),
        cmocka_unit_test(batch_norm_is_right_to_1e_7_far_away_from_0),
        cmocka_unit_test(initial_weights_of_every_kind_and_gain_are_pytorchs),
        cmocka_unit_test(every_smooth_kind_passes_the_gradient_check_in_both_modes),
        cmocka_unit_test(every_kind_with_kinks_passes_the_gradient_check_away_from_them),
        cmocka_unit_test(evaluation_mode_draws_nothing_and_changes_no_buffer),
        cmocka_unit_test(training_mode_draws_anew_each_time_and_moves_the_buffers),
        cmocka_unit_test(predicting_is_in_evaluation_mode_and_comes_back),
        cmocka_unit_test(batch_norm_refuses_to_train_on_one_sample),
        cmocka_unit_test(a_constant_feature_leaves_batch_norm_finite),
        cmocka_unit_test(buffers_lie_right_behind_the_parameters),
        cmocka_unit_test(activations_dropout_and_residuals_take_samples_of_four_dimensions),
        cmocka_unit_test(saturation_is_the_share_of_outputs_with_under_a_hundredth_of_the_steepest_slope),
        cmocka_unit_test(no_slope_is_steeper_than_the_steepest_and_some_come_near),
        cmocka_unit_test(a_layer_knows_the_gain_of_the_activation_above_it),
        cmocka_unit_test(a_gain_goes_down_to_the_first_layer_that_draws_weights),
        cmocka_unit_test(a_residual_layer_sends_its_gradient_down_its_whole_span),
        cmocka_unit_test(a_highway_layer_mixes_transform_and_input_by_its_gate),
        cmocka_unit_test(a_highway_layer_draws_as_two_linear_layers_do),
        cmocka_unit_test(residual_layers_add_what_stood_below_their_span),
    };
    return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
