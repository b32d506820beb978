/* Networks: shapes, initial weights, the forward pass against one in double, the backward pass against finite
   differences. */
#include "support.h"

#include <math.h>

#include "ogee/loss.h"
#include "ogee/net.h"

enum { INPUTS = 3, BATCH = 5, MAX_VALUES = 64 };

static og_net *make_net(const og_layer_spec *layers, int layer_count, size_t inputs, og_init init,
                        uint64_t seed)
{
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(inputs);
    def.layers = layers;
    def.layer_count = layer_count;
    def.init = init;
    def.max_batch = BATCH;
    og_rng rng;
    og_rng_seed(&rng, seed);
    og_net *net = NULL;
    assert_ok(og_net_create(&def, &rng, &net));
    return net;
}

/* depth hidden layers of 4 units, then one logit. */
static og_net *make_stack(const og_layer_kind *activation, int depth, uint64_t seed)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    int count = 0;
    for (int i = 0; i < depth; i++) {
        layers[count++] = (og_layer_spec){&og_linear_layer, 4};
        layers[count++] = (og_layer_spec){.kind = activation};
    }
    layers[count++] = (og_layer_spec){&og_linear_layer, 1};
    return make_net(layers, count, INPUTS, (og_init){OG_INIT_UNIFORM, 1.0f}, seed);
}

static const float batch_x[BATCH * INPUTS] = {0.5f, -1.25f, 2.0f,  -0.75f, 0.3f, 1.1f,  -2.0f, 0.9f,
                                              0.1f, 1.7f,   -0.4f, -1.6f,  0.2f, -0.6f, 0.8f};
static const float batch_y[BATCH] = {1, 0, 1, 1, 0};

static double activate(const og_layer_kind *kind, double x)
{
    if (kind == &og_sigmoid_layer)
        return 1 / (1 + exp(-x));
    if (kind == &og_tanh_layer)
        return tanh(x);
    return x > 0 ? x : 0;
}

/* The network's logit for one sample, in double and with libm. */
static double reference_logit(const og_net *net, const double *parameters, const float *x)
{
    double value[MAX_VALUES], next[MAX_VALUES];
    for (size_t i = 0; i < INPUTS; i++)
        value[i] = x[i];
    for (int l = 0; l < og_net_layer_count(net); l++) {
        const og_layer *layer = og_net_layer(net, l);
        size_t inputs = layer->input_shape.dim[0], outputs = layer->output_shape.dim[0];
        for (size_t j = 0; j < outputs; j++) {
            if (layer->parameter_count == 0) {
                next[j] = activate(layer->spec.kind, value[j]);
                continue;
            }
            next[j] = parameters[outputs * inputs + j];
            for (size_t i = 0; i < inputs; i++)
                next[j] += parameters[j * inputs + i] * value[i];
        }
        if (layer->parameter_count)
            parameters += outputs * inputs + outputs;
        memcpy(value, next, outputs * sizeof *value);
    }
    return value[0];
}

static double reference_loss(const og_net *net, const double *parameters)
{
    double sum = 0;
    for (size_t s = 0; s < BATCH; s++) {
        double z = reference_logit(net, parameters, batch_x + s * INPUTS);
        sum += fmax(z, 0) - z * batch_y[s] + log1p(exp(-fabs(z)));
    }
    return sum / BATCH;
}

static void check_against_finite_differences(const og_layer_kind *activation, int depth)
{
    og_net *net = make_stack(activation, depth, (uint64_t)(100 + depth));
    size_t count = og_net_parameter_count(net);
    double *parameters = malloc(count * sizeof *parameters);
    assert_non_null(parameters);
    for (size_t i = 0; i < count; i++)
        parameters[i] = og_net_parameters(net)[i];

    const float *logits = og_net_forward(net, BATCH, batch_x);
    for (size_t s = 0; s < BATCH; s++)
        assert_near(logits[s], reference_logit(net, parameters, batch_x + s * INPUTS), 2e-6);

    double loss;
    float gradient[BATCH];
    assert_ok(og_bce_with_logits(BATCH, logits, batch_y, OG_REDUCE_MEAN, &loss, gradient));
    assert_near(loss, reference_loss(net, parameters), 1e-6);
    og_net_backward(net, gradient);

    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        double step = 1e-5, kept = parameters[i];
        parameters[i] = kept + step;
        double above = reference_loss(net, parameters);
        parameters[i] = kept - step;
        double below = reference_loss(net, parameters);
        parameters[i] = kept;
        assert_near(og_net_gradients(net)[i], (above - below) / (2 * step), 1e-6);
        largest = fmax(largest, fabs((double)og_net_gradients(net)[i]));
    }
    assert_true(largest > 1e-3); /* else the comparison above says nothing */
    free(parameters);
    og_net_destroy(net);
}

static void
the_backward_pass_agrees_with_finite_differences_for_each_activation_and_depth_1_to_4(void **state)
{
    (void)state;
    const og_layer_kind *activations[] = {&og_sigmoid_layer, &og_tanh_layer, &og_relu_layer};
    for (size_t a = 0; a < sizeof activations / sizeof *activations; a++)
        for (int depth = 1; depth <= 4; depth++)
            check_against_finite_differences(activations[a], depth);
}

static void a_linear_layer_is_x_times_w_transposed_plus_b(void **state)
{
    (void)state;
    og_net *net = make_net((og_layer_spec[]){{&og_linear_layer, 2}}, 1, 3, (og_init){OG_INIT_ZEROS, 0}, 1);
    const float parameters[] = {1, 2, 3, 4, 5, 6, 0.5f, -0.5f};
    memcpy(og_net_parameters(net), parameters, sizeof parameters);
    const float x[] = {1, 0, -1, 2, 2, 2};
    const float *y = og_net_forward(net, 2, x);
    const float expected[] = {-1.5f, -2.5f, 12.5f, 29.5f};
    for (int i = 0; i < 4; i++)
        assert_same_float(y[i], expected[i]);
    og_net_destroy(net);
}

static void every_layer_shows_its_input_output_and_gradients(void **state)
{
    (void)state;
    og_net *net = make_stack(&og_tanh_layer, 2, 7);
    const float *logits = og_net_forward(net, BATCH, batch_x);
    float gradient[BATCH] = {1, 1, 1, 1, 1};
    og_net_backward(net, gradient);
    assert_int_equal(og_net_layer_count(net), 5);
    assert_ptr_equal(og_net_layer(net, 0)->input, batch_x);
    for (int i = 1; i < 5; i++)
        assert_ptr_equal(og_net_layer(net, i)->input, og_net_layer(net, i - 1)->output);
    assert_ptr_equal(og_net_layer(net, 4)->output, logits);
    assert_same_float(og_net_layer(net, 4)->output_gradient[BATCH - 1], 1);
    assert_string_equal(og_net_layer(net, 0)->parameters[0].name, "weight");
    assert_string_equal(og_net_layer(net, 0)->parameters[1].name, "bias");
    assert_int_equal(og_net_parameter_count(net), 4 * 3 + 4 + 4 * 4 + 4 + 4 + 1);
    og_net_destroy(net);
}

static void predicting_more_rows_than_a_batch_gives_the_same_bits_as_one_at_a_time(void **state)
{
    (void)state;
    enum { ROWS = 2 * BATCH + 2 };
    og_net *net = make_stack(&og_sigmoid_layer, 2, 11);
    float x[ROWS * INPUTS], logits[ROWS];
    for (int i = 0; i < ROWS * INPUTS; i++)
        x[i] = batch_x[i % (BATCH * INPUTS)] * (float)(i + 1) / 7;
    og_net_predict(net, ROWS, x, logits);
    for (int row = 0; row < ROWS; row++)
        assert_same_float(og_net_forward(net, 1, x + row * INPUTS)[0], logits[row]);
    og_net_predict(net, 0, x, logits);
    og_net_destroy(net);
}

static void a_batch_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    og_net *net = make_stack(&og_relu_layer, 1, 3);
    assert_null(og_net_forward(net, BATCH + 1, batch_x));
    assert_contains(og_error_detail(), "1 to 5 samples, the network's max_batch, got 6");
    assert_null(og_net_forward(net, 0, batch_x));
    assert_non_null(og_net_forward(net, BATCH, batch_x));
    og_net_destroy(net);
}

static void resetting_with_the_same_seed_gives_the_same_network(void **state)
{
    (void)state;
    og_net *net = make_stack(&og_tanh_layer, 3, 5);
    uint64_t first = og_net_hash(net);
    og_rng rng;
    og_rng_seed(&rng, 6);
    og_net_reset(net, &rng);
    assert_true(og_net_hash(net) != first);
    og_rng_seed(&rng, 5);
    og_net_reset(net, &rng);
    assert_int_equal(og_net_hash(net), first);
    og_net_destroy(net);
}

static void resetting_also_zeroes_the_biases_where_the_kind_says_so(void **state)
{
    (void)state;
    const og_init_kind kinds[] = {OG_INIT_XAVIER, OG_INIT_HE, OG_INIT_ZEROS};
    for (int k = 0; k < 3; k++) {
        og_net *net = make_net((og_layer_spec[]){{&og_linear_layer, 1}}, 1, 1, (og_init){kinds[k], 0}, 1);
        og_net_parameters(net)[1] = 5; /* as if trained */
        og_rng rng;
        og_rng_seed(&rng, 1);
        og_net_reset(net, &rng);
        assert_same_float(og_net_parameters(net)[1], 0);
        og_net_destroy(net);
    }
}

static void initial_weights_keep_to_the_bounds_of_their_kind(void **state)
{
    (void)state;
    const og_layer_spec layers[] = {{&og_linear_layer, 20}};
    struct {
        og_init init;
        double weight_bound, bias_bound;
    } rows[] = {
        {{OG_INIT_TORCH, 0}, 1 / sqrt(30.0), 1 / sqrt(30.0)},
        {{OG_INIT_XAVIER, 0}, sqrt(6.0 / 50), 0},
        {{OG_INIT_HE, 0}, sqrt(6.0 / 30), 0},
        {{OG_INIT_ZEROS, 0}, 0, 0},
        {{OG_INIT_UNIFORM, 0.25f}, 0.25, 0.25},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        og_net *net = make_net(layers, 1, 30, rows[r].init, 1);
        const og_parameter *parameters = og_net_layer(net, 0)->parameters;
        double largest = 0, largest_bias = 0;
        for (size_t i = 0; i < parameters[0].count; i++)
            largest = fmax(largest, fabs((double)parameters[0].value[i]));
        for (size_t i = 0; i < parameters[1].count; i++)
            largest_bias = fmax(largest_bias, fabs((double)parameters[1].value[i]));
        assert_true(largest <= rows[r].weight_bound * (1 + 1e-7) && largest >= rows[r].weight_bound * 0.98);
        assert_true(largest_bias <= rows[r].bias_bound * (1 + 1e-7) &&
                    largest_bias >= rows[r].bias_bound * 0.8);
        og_net_destroy(net);
    }
}

static void normal_initial_weights_have_the_deviation_asked_for(void **state)
{
    (void)state;
    og_net *net =
        make_net((og_layer_spec[]){{&og_linear_layer, 100}}, 1, 100, (og_init){OG_INIT_NORMAL, 0.3f}, 1);
    double sum = 0, squares = 0, count = (double)og_net_parameter_count(net);
    for (size_t i = 0; i < og_net_parameter_count(net); i++) {
        double value = og_net_parameters(net)[i];
        sum += value;
        squares += value * value;
    }
    assert_near(sum / count, 0, 0.01);
    assert_near(sqrt(squares / count), 0.3, 0.01);
    og_net_destroy(net);
}

static void impossible_networks_are_refused_with_a_sentence(void **state)
{
    (void)state;
    og_layer_spec linear = {&og_linear_layer, 2}, no_units = {&og_linear_layer, 0}, no_kind = {NULL, 0};
    og_layer_spec huge = {&og_linear_layer, SIZE_MAX / 64};
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = NULL;
    struct {
        og_shape input;
        og_layer_spec *layer;
        int layer_count;
        size_t max_batch;
        og_status status;
        const char *detail;
    } rows[] = {
        {og_shape_flat(2), &linear, 0, 1, OG_ERR_ARGUMENT, "1 to 64 layers, got 0"},
        {og_shape_flat(2), &linear, 1, 0, OG_ERR_ARGUMENT, "max_batch"},
        {og_shape_flat(0), &linear, 1, 1, OG_ERR_SHAPE, "dimension 0 of a sample is 0"},
        {{0, {0}}, &linear, 1, 1, OG_ERR_SHAPE, "1 to 4 dimensions, got 0"},
        {{2, {3, 3}}, &linear, 1, 1, OG_ERR_SHAPE, "has 2 dimensions"},
        {og_shape_flat(2), &no_units, 1, 1, OG_ERR_ARGUMENT, "at least 1 unit"},
        {og_shape_flat(2), &no_kind, 1, 1, OG_ERR_ARGUMENT, "layer 0 has no kind"},
        {og_shape_flat(1000), &huge, 1, 1, OG_ERR_MEMORY, "do not fit into memory"},
        {og_shape_flat(2), &linear, 1, SIZE_MAX / 16, OG_ERR_MEMORY, "does not fit into memory"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        og_net_def def = og_net_def_default();
        def.input = rows[r].input;
        def.layers = rows[r].layer;
        def.layer_count = rows[r].layer_count;
        def.max_batch = rows[r].max_batch;
        assert_status(og_net_create(&def, &rng, &net), rows[r].status);
        assert_contains(og_error_detail(), rows[r].detail);
        assert_null(net);
    }
}

static void a_scale_of_initial_weights_outside_its_range_is_refused(void **state)
{
    (void)state;
    const og_layer_spec layer = {&og_linear_layer, 2};
    const float scales[] = {-0.5f, NAN, INFINITY, 1e7f};
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = NULL;
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = &layer;
    def.layer_count = 1;
    for (int i = 0; i < 4; i++)
        for (int kind = OG_INIT_UNIFORM; kind <= OG_INIT_NORMAL; kind++) {
            def.init = (og_init){(og_init_kind)kind, scales[i]};
            assert_status(og_net_create(&def, &rng, &net), OG_ERR_ARGUMENT);
            assert_contains(og_error_detail(), "scale");
            assert_null(net);
        }
}

static void layer_kinds_are_found_by_name(void **state)
{
    (void)state;
    assert_ptr_equal(og_layer_kind_find("linear"), &og_linear_layer);
    assert_ptr_equal(og_layer_kind_find("relu"), &og_relu_layer);
    assert_null(og_layer_kind_find("maxout"));
}

/* A kind of layer that only this test knows: the output is twice the input. */
static og_status double_plan(og_layer *layer)
{
    layer->output_shape = layer->input_shape;
    return OG_OK;
}

static void double_forward(og_layer *layer, size_t batch)
{
    for (size_t i = 0; i < batch * og_shape_count(&layer->output_shape); i++)
        layer->output[i] = 2 * layer->input[i];
}

static void double_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    for (size_t i = 0; input_gradient && i < batch * og_shape_count(&layer->output_shape); i++)
        input_gradient[i] = 2 * layer->output_gradient[i];
}

static void a_new_kind_of_layer_joins_without_touching_the_library(void **state)
{
    (void)state;
    const og_layer_kind twice = {"twice", double_plan, NULL, double_forward, double_backward};
    const og_layer_spec plain[] = {{&og_linear_layer, 2}, {&og_linear_layer, 1}};
    const og_layer_spec doubled[] = {{&og_linear_layer, 2}, {&twice, 0}, {&og_linear_layer, 1}};
    og_net *a = make_net(plain, 2, INPUTS, (og_init){OG_INIT_TORCH, 0}, 1);
    og_net *b = make_net(doubled, 3, INPUTS, (og_init){OG_INIT_TORCH, 0}, 1);
    float bias = og_net_layer(a, 1)->parameters[1].value[0], one[1] = {1};
    float plain_logit = og_net_forward(a, 1, batch_x)[0], doubled_logit = og_net_forward(b, 1, batch_x)[0];
    assert_near(doubled_logit - bias, 2 * (plain_logit - bias), 1e-6);
    og_net_backward(a, one);
    og_net_backward(b, one);
    for (size_t i = 0; i < 8; i++)
        assert_near(og_net_gradients(b)[i], 2 * og_net_gradients(a)[i], 1e-6);
    og_net_destroy(a);
    og_net_destroy(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_backward_pass_agrees_with_finite_differences_for_each_activation_and_depth_1_to_4),
        cmocka_unit_test(a_linear_layer_is_x_times_w_transposed_plus_b),
        cmocka_unit_test(every_layer_shows_its_input_output_and_gradients),
        cmocka_unit_test(predicting_more_rows_than_a_batch_gives_the_same_bits_as_one_at_a_time),
        cmocka_unit_test(a_batch_that_does_not_fit_is_refused),
        cmocka_unit_test(resetting_with_the_same_seed_gives_the_same_network),
        cmocka_unit_test(resetting_also_zeroes_the_biases_where_the_kind_says_so),
        cmocka_unit_test(initial_weights_keep_to_the_bounds_of_their_kind),
        cmocka_unit_test(normal_initial_weights_have_the_deviation_asked_for),
        cmocka_unit_test(impossible_networks_are_refused_with_a_sentence),
        cmocka_unit_test(a_scale_of_initial_weights_outside_its_range_is_refused),
        cmocka_unit_test(layer_kinds_are_found_by_name),
        cmocka_unit_test(a_new_kind_of_layer_joins_without_touching_the_library),
    };
    return cmocka_run_group_tests_name("net", tests, NULL, NULL);
}
