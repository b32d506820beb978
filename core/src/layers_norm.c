/* The layers that do something else in training than in evaluation: dropout and batch norm. */
#include <math.h>

#include "fail.h"
#include "layers.h"

/* ---- dropout: scratch holds the factor of every value ---- */

/* PyTorch takes p in double, and in 1 - p the rounding to float would show: for a p of up to 7 decimals, 1 -
   p as if it had never been a float. */
static double keep_probability(float p)
{
    double written = floor((double)p * 1e7 + 0.5) / 1e7;
    return 1 - ((float)written == p ? written : (double)p);
}

static og_status dropout_plan(og_layer *layer)
{
    layer->scratch_per_sample = og_shape_count(&layer->input_shape);
    return og_layer_plan_same_shape(layer);
}

static void dropout_forward(og_layer *layer, size_t batch)
{
    double keep = keep_probability(layer->spec.option[0]);
    float kept = 1 / (float)keep;
    bool draws = layer->rng && keep < 1;
    for (size_t i = 0, n = og_layer_values(layer, batch); i < n; i++) {
        float factor = !draws ? 1 : og_rng_uniform_double(layer->rng) < keep ? kept : 0;
        layer->scratch[i] = factor;
        layer->output[i] = layer->input[i] * factor;
    }
}

static void dropout_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    for (size_t i = 0, n = input_gradient ? og_layer_values(layer, batch) : 0; i < n; i++)
        input_gradient[i] = layer->output_gradient[i] * layer->scratch[i];
}

const og_layer_kind og_dropout_layer = {.name = "dropout",
                                        .plan = dropout_plan,
                                        .forward = dropout_forward,
                                        .backward = dropout_backward,
                                        .options = {{"p", 0.5f, 0, 0x1.fffffep-1f, false}},
                                        .draws_in_training = true};

/* ---- batch norm ---- */

enum { WEIGHT, BIAS, PARAMETERS };
enum { RUNNING_MEAN, RUNNING_VAR, BUFFERS };
enum { EPS, MOMENTUM };

static og_status batch_norm_plan(og_layer *layer)
{
    if (layer->input_shape.ndim != 1)
        return og_fail(OG_ERR_SHAPE,
                       "layer %d (batch-norm) takes rows of features, its input has %d dimensions",
                       layer->index, layer->input_shape.ndim);
    size_t features = layer->input_shape.dim[0];
    layer->parameters[WEIGHT] = (og_parameter){.name = "weight", .ndim = 1, .dim = {features}};
    layer->parameters[BIAS] = (og_parameter){.name = "bias", .ndim = 1, .dim = {features}};
    layer->parameter_count = PARAMETERS;
    layer->buffers[RUNNING_MEAN] = (og_parameter){.name = "running_mean", .ndim = 1, .dim = {features}};
    layer->buffers[RUNNING_VAR] = (og_parameter){.name = "running_var", .ndim = 1, .dim = {features}};
    layer->buffer_count = BUFFERS;
    layer->scratch_fixed = 1; /* whether the forward pass took the batch's own moments */
    return og_layer_plan_same_shape(layer);
}

static void batch_norm_draw(og_layer *layer, const og_init *init, og_rng *rng)
{
    (void)init;
    (void)rng;
    for (size_t j = 0; j < layer->input_shape.dim[0]; j++) {
        layer->parameters[WEIGHT].value[j] = 1;
        layer->parameters[BIAS].value[j] = 0;
        layer->buffers[RUNNING_MEAN].value[j] = 0;
        layer->buffers[RUNNING_VAR].value[j] = 1;
    }
}

typedef struct moments {
    double mean, variance, inverse; /* 1 / sqrt(variance + eps) */
} moments;

/* Of feature j: the running ones, or those of its numbers in the batch, which lie `features` apart. */
static moments moments_of(const og_layer *layer, size_t batch, size_t j, bool training)
{
    moments m = {layer->buffers[RUNNING_MEAN].value[j], layer->buffers[RUNNING_VAR].value[j], 0};
    size_t features = layer->input_shape.dim[0], end = batch * features;
    const float *x = layer->input;
    if (training) {
        double sum = 0, squares = 0;
        for (size_t i = j; i < end; i += features)
            sum += x[i];
        m.mean = sum / (double)batch;
        for (size_t i = j; i < end; i += features)
            squares += (x[i] - m.mean) * (x[i] - m.mean);
        m.variance = squares / (double)batch;
    }
    m.inverse = 1 / sqrt(m.variance + (double)layer->spec.option[EPS]);
    return m;
}

static void follow(float *running, double momentum, double now)
{
    *running = (float)((1 - momentum) * *running + momentum * now);
}

static void batch_norm_forward(og_layer *layer, size_t batch)
{
    size_t features = layer->input_shape.dim[0];
    double momentum = layer->spec.option[MOMENTUM], n = (double)batch;
    bool training = layer->rng;
    layer->scratch[0] = training;
    for (size_t j = 0; j < features; j++) {
        moments m = moments_of(layer, batch, j, training);
        if (training) {
            follow(&layer->buffers[RUNNING_MEAN].value[j], momentum, m.mean);
            follow(&layer->buffers[RUNNING_VAR].value[j], momentum, m.variance * (n / (n - 1)));
        }
        double weight = layer->parameters[WEIGHT].value[j], bias = layer->parameters[BIAS].value[j];
        for (size_t i = j; i < batch * features; i += features)
            layer->output[i] = (float)((layer->input[i] - m.mean) * m.inverse * weight + bias);
    }
}

/* With the batch's own moments each input moves all outputs: the means of the gradient and of its product
   with the normalised values go off (S. Ioffe and C. Szegedy 2015, section 3). The moments are computed
   again, because floats in scratch would be rounded ones. */
static void batch_norm_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    size_t features = layer->input_shape.dim[0];
    const float *x = layer->input, *dy = layer->output_gradient;
    bool training = layer->scratch[0] != 0;
    double share = training ? 1.0 / (double)batch : 0;
    for (size_t j = 0; j < features; j++) {
        moments m = moments_of(layer, batch, j, training);
        double sum = 0, product = 0;
        for (size_t i = j; i < batch * features; i += features) {
            sum += dy[i];
            product += dy[i] * ((x[i] - m.mean) * m.inverse);
        }
        layer->parameters[WEIGHT].gradient[j] = (float)product;
        layer->parameters[BIAS].gradient[j] = (float)sum;
        double scale = m.inverse * layer->parameters[WEIGHT].value[j];
        for (size_t i = j; input_gradient && i < batch * features; i += features) {
            double value = (x[i] - m.mean) * m.inverse;
            input_gradient[i] = (float)((dy[i] - sum * share - value * (product * share)) * scale);
        }
    }
}

const og_layer_kind og_batch_norm_layer = {
    .name = "batch-norm",
    .plan = batch_norm_plan,
    .draw = batch_norm_draw,
    .forward = batch_norm_forward,
    .backward = batch_norm_backward,
    .options = {{"eps", 1e-5f, 1e-12f, 1, false}, {"momentum", 0.1f, 0, 1, false}},
    .least_training_batch = 2};
