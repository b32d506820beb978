/* Networks: shapes, initial weights, the forward pass against one in double, the backward pass against finite
   differences. */
#include "support.h"

#include <math.h>

#include "ogee/gradcheck.h"
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
        layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = 4};
        layers[count++] = (og_layer_spec){.kind = activation};
    }
    layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = 1};
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
    og_net *net = make_net((og_layer_spec[]){{.kind = &og_linear_layer, .units = 2}}, 1, 3,
                           (og_init){OG_INIT_ZEROS, 0}, 1);
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
        og_net *net = make_net((og_layer_spec[]){{.kind = &og_linear_layer, .units = 1}}, 1, 1,
                               (og_init){kinds[k], 0}, 1);
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
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 20}};
    struct {
        og_init init;
        double weight_bound, bias_bound;
    } rows[] = {
        {{OG_INIT_TORCH, 0}, 1 / sqrt(30.0), 1 / sqrt(30.0)},
        {{OG_INIT_XAVIER, 0}, sqrt(6.0 / 50), 0},
        {{OG_INIT_HE, 0}, sqrt(3.0 / 30), 0}, /* nothing above: gain 1 */
        {{OG_INIT_CONSTANT, 0.5f}, 0.5, 0.5},
        {{OG_INIT_CONSTANT, -0.5f}, 0.5, 0.5},
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

/* Mean 0 and the deviation, of count numbers. */
static void check_deviation(size_t count, const float *values, double deviation)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        squares += (double)values[i] * values[i];
    }
    assert_near(sum / (double)count, 0, deviation / 30);
    assert_near(sqrt(squares / (double)count), deviation, deviation / 30);
}

static void normal_initial_weights_have_the_deviation_asked_for(void **state)
{
    (void)state;
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 150}, {.kind = &og_tanh_layer}};
    const struct {
        og_init init;
        double deviation;
    } rows[] = {{{OG_INIT_NORMAL, 0.3f}, 0.3},
                {{OG_INIT_XAVIER_NORMAL, 0}, 5.0 / 3 * sqrt(2.0 / 250)},
                {{OG_INIT_HE_NORMAL, 0}, 5.0 / 3 / 10}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        og_net *net = make_net(layers, 2, 100, rows[r].init, 1);
        const og_parameter *parameters = og_net_layer(net, 0)->parameters;
        check_deviation(parameters[0].count, parameters[0].value, rows[r].deviation);
        for (size_t i = 0; r > 0 && i < 150; i++)
            assert_same_float(parameters[1].value[i], 0);
        og_net_destroy(net);
    }
}

/* PyTorch's normal_ takes 16 and more numbers another way; the bias of 4 is drawn after them one by one. */
static void sixteen_normal_weights_are_drawn_as_many_are_and_fifteen_as_few(void **state)
{
    (void)state;
    for (size_t inputs = 3; inputs <= 4; inputs++) {
        size_t units = inputs == 4 ? 4 : 5, count = inputs * units;
        og_net *net = make_net((og_layer_spec[]){{.kind = &og_linear_layer, .units = units}}, 1, inputs,
                               (og_init){OG_INIT_NORMAL, 0.3f}, 9);
        const og_parameter *parameters = og_net_layer(net, 0)->parameters;
        float many[16];
        double few[16];
        og_rng rng;
        og_rng_seed(&rng, 9);
        og_rng_normal_fill(&rng, 16, many);
        og_rng_seed(&rng, 9);
        for (int i = 0; i < 16; i++)
            few[i] = og_rng_normal(&rng);
        assert_int_equal(parameters[0].count, count);
        assert_true(fabs(many[1] - few[1]) > 0.01);
        for (size_t i = 0; i < count; i++)
            assert_same_float(parameters[0].value[i],
                              count == 16 ? 0.3f * many[i] : (float)((double)0.3f * few[i]));
        og_net_destroy(net);
    }
}

static og_status try_net(og_shape input, const og_layer_spec *layers, int layer_count, size_t max_batch)
{
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = NULL;
    og_net_def def = og_net_def_default();
    def.input = input;
    def.layers = layers;
    def.layer_count = layer_count;
    def.max_batch = max_batch;
    og_status status = og_net_create(&def, &rng, &net);
    assert_true((status == OG_OK) == (net != NULL));
    og_net_destroy(net);
    return status;
}

static void impossible_networks_are_refused_with_a_sentence(void **state)
{
    (void)state;
    const og_layer_spec linear = {.kind = &og_linear_layer, .units = 2}, none = {.kind = NULL};
    const og_layer_spec curve = {.kind = &og_tanh_layer};
    const og_layer_spec huge = {.kind = &og_linear_layer, .units = SIZE_MAX / 64};
    const og_layer_spec norm = og_layer_spec_default(&og_batch_norm_layer);
    const og_layer_spec highway = og_layer_spec_default(&og_highway_layer);
    struct {
        og_shape input;
        og_layer_spec layer;
        int layer_count;
        size_t max_batch;
        og_status status;
        const char *detail;
    } rows[] = {
        {og_shape_flat(2), linear, 0, 1, OG_ERR_ARGUMENT, "1 to 64 layers, got 0"},
        {og_shape_flat(2), linear, 65, 1, OG_ERR_ARGUMENT, "1 to 64 layers, got 65"},
        {og_shape_flat(2), linear, 1, 0, OG_ERR_ARGUMENT, "max_batch"},
        {og_shape_flat(0), linear, 1, 1, OG_ERR_SHAPE, "dimension 0 of a sample is 0"},
        {{0, {0}}, linear, 1, 1, OG_ERR_SHAPE, "1 to 4 dimensions, got 0"},
        {{5, {1, 1, 1, 1}}, linear, 1, 1, OG_ERR_SHAPE, "1 to 4 dimensions, got 5"},
        {{2, {3, 3}}, linear, 1, 1, OG_ERR_SHAPE, "layer 0 (linear) takes rows of features, its input has 2"},
        {{2, {3, 3}}, norm, 1, 1, OG_ERR_SHAPE, "layer 0 (batch-norm) takes rows of features"},
        {{2, {3, 3}}, highway, 1, 1, OG_ERR_SHAPE, "layer 0 (highway) takes rows of features"},
        {{2, {3, 3}}, curve, 1, 1, OG_ERR_SHAPE, "the last layer gives 2 dimensions"},
        {og_shape_flat(2), none, 1, 1, OG_ERR_ARGUMENT, "layer 0 has no kind"},
        {og_shape_flat(1000), huge, 1, 1, OG_ERR_MEMORY, "does not fit into memory"},
        {og_shape_flat(2), linear, 1, SIZE_MAX / 16, OG_ERR_MEMORY,
         "layer 0 (linear) does not fit into memory"},
        {og_shape_flat(SIZE_MAX / 64), highway, 1, 1, OG_ERR_MEMORY, "transform.weight of layer 0"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        assert_status(try_net(rows[r].input, &rows[r].layer, rows[r].layer_count, rows[r].max_batch),
                      rows[r].status);
        assert_contains(og_error_detail(), rows[r].detail);
    }
}

static void a_layer_that_its_kind_cannot_be_is_refused_by_its_index(void **state)
{
    (void)state;
    const og_layer_kind *leaky = &og_leaky_relu_layer, *norm = &og_batch_norm_layer,
                        *drop = &og_dropout_layer;
    const og_layer_kind *sum = &og_residual_layer, *highway = &og_highway_layer;
    const struct {
        og_layer_spec layer; /* the second of two, above a linear layer from 2 to 3 */
        og_status status;
        const char *detail;
    } rows[] = {
        {{.kind = &og_linear_layer}, OG_ERR_ARGUMENT, "layer 1 (linear) needs at least 1 unit, got 0"},
        {{.kind = &og_tanh_layer, .units = 3}, OG_ERR_ARGUMENT, "layer 1 (tanh) takes no units"},
        {{.kind = norm, .units = 3, .option = {1e-5f, 0.1f}},
         OG_ERR_ARGUMENT,
         "takes no units, expected 0, got 3"},
        {{.kind = &og_relu_layer, .option = {0.5f}},
         OG_ERR_ARGUMENT,
         "layer 1 (relu) has no option 0, expected 0"},
        {{.kind = &og_relu_layer, .option = {0, NAN}}, OG_ERR_ARGUMENT, "layer 1 (relu) has no option 1"},
        {{.kind = leaky, .option = {NAN}}, OG_ERR_ARGUMENT, "slope has to be a number in -1 .. 1, got nan"},
        {{.kind = leaky, .option = {1.5f}},
         OG_ERR_ARGUMENT,
         "layer 1 (leaky-relu): slope has to be a number"},
        {{.kind = leaky, .option = {0.1f, 1}}, OG_ERR_ARGUMENT, "has no option 1"},
        {{.kind = leaky, .activation = &og_tanh_layer}, OG_ERR_ARGUMENT, "takes no activation, got tanh"},
        {{.kind = drop, .option = {1}}, OG_ERR_ARGUMENT, "p has to be a number in 0 .. 0.99999994, got 1"},
        {{.kind = drop, .option = {-0.1f}}, OG_ERR_ARGUMENT, "layer 1 (dropout)"},
        {{.kind = norm}, OG_ERR_ARGUMENT, "eps has to be a number in 1e-12 .. 1, got 0"},
        {{.kind = norm, .option = {1e-5f, INFINITY}},
         OG_ERR_ARGUMENT,
         "momentum has to be a number in 0 .. 1"},
        {{.kind = &og_hard_tanh_layer}, OG_ERR_ARGUMENT, "low has to lie below high, got low 0 and high 0"},
        {{.kind = sum, .option = {1.5f}},
         OG_ERR_ARGUMENT,
         "span has to be a whole number in 1 .. 63, got 1.5"},
        {{.kind = sum}, OG_ERR_ARGUMENT, "span has to be a whole number in 1 .. 63, got 0"},
        {{.kind = sum, .option = {2}},
         OG_ERR_ARGUMENT,
         "layer 1 (residual) reaches 2 layers down, there are 1"},
        {{.kind = sum, .option = {1}}, OG_ERR_SHAPE, "shape (3) to the input of layer 0, which has (2)"},
        {{.kind = highway, .activation = &og_linear_layer},
         OG_ERR_ARGUMENT,
         "\"linear\" is no activation, expected one of sigmoid, tanh"},
        {{.kind = highway, .option = {NAN}}, OG_ERR_ARGUMENT, "gate_bias"},
        {{.kind = NULL}, OG_ERR_ARGUMENT, "layer 1 has no kind"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 3}, rows[r].layer};
        assert_status(try_net(og_shape_flat(2), layers, 2, 4), rows[r].status);
        assert_contains(og_error_detail(), rows[r].detail);
    }
    const og_layer_spec alone = og_layer_spec_default(sum);
    assert_status(try_net(og_shape_flat(2), &alone, 1, 4), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "it cannot be the first");
}

static void a_scale_of_initial_weights_outside_its_range_is_refused(void **state)
{
    (void)state;
    const og_layer_spec layer = {.kind = &og_linear_layer, .units = 2};
    const struct {
        og_init init;
        const char *detail;
    } rows[] = {{{OG_INIT_UNIFORM, -0.5f}, "scale"},
                {{OG_INIT_UNIFORM, NAN}, "0 .. 1e6, got nan"},
                {{OG_INIT_UNIFORM, INFINITY}, "scale"},
                {{OG_INIT_NORMAL, -0.5f}, "0 .. 1e6, got -0.5"},
                {{OG_INIT_NORMAL, NAN}, "scale"},
                {{OG_INIT_NORMAL, 1e7f}, "scale"},
                {{OG_INIT_CONSTANT, -1e7f}, "-1e6 .. 1e6"},
                {{OG_INIT_CONSTANT, NAN}, "-1e6 .. 1e6"},
                {{(og_init_kind)(OG_INIT_NORMAL + 1), 0}, "no kind 9 of initial weights"}};
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = NULL;
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = &layer;
    def.layer_count = 1;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        def.init = rows[r].init;
        assert_status(og_net_create(&def, &rng, &net), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), rows[r].detail);
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

/* A kind of layer that only this test knows and that uses all there is to use:
   y = factor weight x + the input of the layer two below; the fixed scratch keeps the weights of the forward
   pass, the other its input; a buffer counts the samples of training mode. */
static og_status counter_plan(og_layer *layer)
{
    size_t features = layer->input_shape.dim[0];
    layer->output_shape = layer->input_shape;
    layer->parameters[0] = (og_parameter){.name = "weight", .ndim = 1, .dim = {features}};
    layer->parameter_count = 1;
    layer->buffers[0] = (og_parameter){.name = "samples", .ndim = 1, .dim = {1}};
    layer->buffer_count = 1;
    layer->scratch_fixed = features;
    layer->scratch_per_sample = features;
    layer->skip = 2;
    return OG_OK;
}

static void counter_draw(og_layer *layer, const og_init *init, og_rng *rng)
{
    (void)init;
    for (size_t j = 0; j < layer->parameters[0].count; j++)
        layer->parameters[0].value[j] = og_rng_uniform_between(rng, 1, 2);
    layer->buffers[0].value[0] = 0;
}

static void counter_forward(og_layer *layer, size_t batch)
{
    size_t features = layer->input_shape.dim[0];
    const float *weight = layer->parameters[0].value;
    memcpy(layer->scratch, weight, features * sizeof *weight);
    memcpy(layer->scratch + features, layer->input, batch * features * sizeof *weight);
    for (size_t i = 0; i < batch * features; i++)
        layer->output[i] =
            layer->spec.option[0] * weight[i % features] * layer->input[i] + layer[-2].input[i];
    if (layer->rng)
        layer->buffers[0].value[0] += (float)batch;
}

static void counter_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    size_t features = layer->input_shape.dim[0];
    float *gradient = layer->parameters[0].gradient, factor = layer->spec.option[0];
    const float *weight = layer->scratch, *x = layer->scratch + features;
    memset(gradient, 0, features * sizeof *gradient);
    for (size_t i = 0; i < batch * features; i++) {
        gradient[i % features] += factor * layer->output_gradient[i] * x[i];
        if (input_gradient)
            input_gradient[i] = factor * weight[i % features] * layer->output_gradient[i];
    }
}

static const og_layer_kind counter_layer = {.name = "counter",
                                            .plan = counter_plan,
                                            .draw = counter_draw,
                                            .forward = counter_forward,
                                            .backward = counter_backward,
                                            .options = {{"factor", 0.5f, 0, 1, false}}};

static void a_new_kind_of_layer_joins_without_touching_the_library(void **state)
{
    (void)state;
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = INPUTS},
                                    {.kind = &og_tanh_layer},
                                    og_layer_spec_default(&counter_layer),
                                    {.kind = &og_linear_layer, .units = INPUTS},
                                    {.kind = &og_sigmoid_layer},
                                    og_layer_spec_default(&counter_layer),
                                    {.kind = &og_linear_layer, .units = 1}};
    og_net *net = make_net(layers, 7, INPUTS, (og_init){OG_INIT_TORCH, 0}, 1);
    assert_int_equal(og_net_parameter_count(net), 12 + 3 + 12 + 3 + 4);
    assert_int_equal(og_net_buffer_count(net), 2);
    const float *samples = og_net_parameters(net) + og_net_parameter_count(net);
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net_forward(net, 3, batch_x);
    assert_same_float(samples[1], 0);
    og_net_train(net, &rng);
    og_net_forward(net, 3, batch_x);
    og_net_forward(net, 1, batch_x);
    assert_same_float(samples[0], 4);
    assert_same_float(samples[1], 4);
    const og_layer *layer = og_net_layer(net, 5);
    assert_same_float(layer->output[2], 0.5f * layer->parameters[0].value[2] * layer->input[2] +
                                            og_net_layer(net, 3)->input[2]);
    og_gradcheck found;
    assert_ok(og_gradcheck_net(net, &(og_loss_def){0}, BATCH, batch_x, batch_y, &found));
    assert_true(found.worst < 6e-4);
    assert_same_float(samples[1], 4 + BATCH); /* as after one pass */
    og_net_destroy(net);
}

static void a_new_kind_that_reaches_too_far_down_is_refused(void **state)
{
    (void)state;
    const og_layer_spec counter = og_layer_spec_default(&counter_layer),
                        linear = {.kind = &og_linear_layer, .units = 4};
    const og_layer_spec low[] = {{.kind = &og_tanh_layer}, counter};
    assert_status(try_net(og_shape_flat(2), low, 2, 4), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "layer 1 (counter) reaches 2 layers down, there are 1 below it");
    const og_layer_spec other[] = {linear, {.kind = &og_tanh_layer}, counter};
    assert_status(try_net(og_shape_flat(3), other, 3, 4), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "samples of shape (4) to the input of layer 0, which has (3)");
    assert_status(try_net(og_shape_flat(4), other, 3, 4), OG_OK);
}

static void several_logits_are_as_many_networks_of_one(void **state)
{
    (void)state;
    og_net *net = make_net((og_layer_spec[]){{.kind = &og_linear_layer, .units = 3}}, 1, INPUTS,
                           (og_init){OG_INIT_TORCH, 0}, 2);
    assert_int_equal(og_net_outputs(net), 3);
    float logits[BATCH * 3];
    og_net_predict(net, BATCH, batch_x, logits);
    for (size_t k = 0; k < 3; k++) {
        og_net *one = make_net((og_layer_spec[]){{.kind = &og_linear_layer, .units = 1}}, 1, INPUTS,
                               (og_init){OG_INIT_ZEROS, 0}, 1);
        memcpy(og_net_parameters(one), og_net_parameters(net) + k * INPUTS, INPUTS * sizeof(float));
        og_net_parameters(one)[INPUTS] = og_net_parameters(net)[3 * INPUTS + k];
        for (size_t s = 0; s < BATCH; s++)
            assert_same_float(og_net_forward(one, 1, batch_x + s * INPUTS)[0], logits[s * 3 + k]);
        og_net_destroy(one);
    }
    og_net_destroy(net);
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
        cmocka_unit_test(sixteen_normal_weights_are_drawn_as_many_are_and_fifteen_as_few),
        cmocka_unit_test(impossible_networks_are_refused_with_a_sentence),
        cmocka_unit_test(a_layer_that_its_kind_cannot_be_is_refused_by_its_index),
        cmocka_unit_test(a_scale_of_initial_weights_outside_its_range_is_refused),
        cmocka_unit_test(layer_kinds_are_found_by_name),
        cmocka_unit_test(a_new_kind_of_layer_joins_without_touching_the_library),
        cmocka_unit_test(a_new_kind_that_reaches_too_far_down_is_refused),
        cmocka_unit_test(several_logits_are_as_many_networks_of_one),
    };
    return cmocka_run_group_tests_name("net", tests, NULL, NULL);
}
