/* The kinds of layer. Sums run over ascending indices, whatever the compiler and the machine. */
#include <math.h>
#include <string.h>

#include "fail.h"
#include "ogee/activation.h"
#include "ogee/net.h"

/* ---- linear ---- */

enum { WEIGHT, BIAS };

static og_status linear_plan(og_layer *layer)
{
    if (layer->input_shape.ndim != 1)
        return og_fail(OG_ERR_SHAPE, "a linear layer takes rows of features, its input has %d dimensions",
                       layer->input_shape.ndim);
    if (layer->spec.units == 0)
        return og_fail(OG_ERR_ARGUMENT, "a linear layer needs at least 1 unit, got 0");
    size_t fan_in = layer->input_shape.dim[0], units = layer->spec.units;
    layer->output_shape = og_shape_flat(units);
    layer->parameters[WEIGHT] = (og_parameter){.name = "weight", .ndim = 2, .dim = {units, fan_in}};
    layer->parameters[BIAS] = (og_parameter){.name = "bias", .ndim = 1, .dim = {units}};
    layer->parameter_count = 2;
    return OG_OK;
}

static void fill_uniform(og_parameter *parameter, double bound, og_rng *rng)
{
    for (size_t i = 0; i < parameter->count; i++)
        parameter->value[i] = og_rng_uniform_between(rng, (float)-bound, (float)bound);
}

static void fill_constant(og_parameter *parameter, float value)
{
    for (size_t i = 0; i < parameter->count; i++)
        parameter->value[i] = value;
}

static void fill_normal(og_parameter *parameter, float deviation, og_rng *rng)
{
    og_rng_normal_fill(rng, parameter->count, parameter->value);
    for (size_t i = 0; i < parameter->count; i++)
        parameter->value[i] *= deviation;
}

static void linear_draw(og_layer *layer, const og_init *init, og_rng *rng)
{
    og_parameter *weight = &layer->parameters[WEIGHT], *bias = &layer->parameters[BIAS];
    double fan_out = (double)weight->dim[0], fan_in = (double)weight->dim[1];
    switch (init->kind) {
    case OG_INIT_TORCH:
        /* nn.Linear takes a detour through kaiming_uniform_(a = sqrt(5)), to the same float. */
        fill_uniform(weight, 1.0 / sqrt(fan_in), rng);
        fill_uniform(bias, 1.0 / sqrt(fan_in), rng);
        break;
    case OG_INIT_XAVIER:
        fill_uniform(weight, sqrt(6.0 / (fan_in + fan_out)), rng);
        fill_constant(bias, 0);
        break;
    case OG_INIT_HE:
        fill_uniform(weight, sqrt(6.0 / fan_in), rng);
        fill_constant(bias, 0);
        break;
    case OG_INIT_ZEROS:
        fill_constant(weight, 0);
        fill_constant(bias, 0);
        break;
    case OG_INIT_UNIFORM:
        fill_uniform(weight, init->scale, rng);
        fill_uniform(bias, init->scale, rng);
        break;
    case OG_INIT_NORMAL:
        fill_normal(weight, init->scale, rng);
        fill_normal(bias, init->scale, rng);
        break;
    }
}

static void linear_forward(og_layer *layer, size_t batch)
{
    size_t fan_in = layer->input_shape.dim[0], units = layer->output_shape.dim[0];
    const float *weight = layer->parameters[WEIGHT].value, *bias = layer->parameters[BIAS].value;
    for (size_t s = 0; s < batch; s++) {
        const float *x = layer->input + s * fan_in;
        float *y = layer->output + s * units;
        for (size_t j = 0; j < units; j++) {
            const float *row = weight + j * fan_in;
            float sum = bias[j];
            for (size_t i = 0; i < fan_in; i++)
                sum += x[i] * row[i];
            y[j] = sum;
        }
    }
}

static void linear_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    size_t fan_in = layer->input_shape.dim[0], units = layer->output_shape.dim[0];
    const float *weight = layer->parameters[WEIGHT].value;
    float *weight_gradient = layer->parameters[WEIGHT].gradient,
          *bias_gradient = layer->parameters[BIAS].gradient;
    memset(weight_gradient, 0, units * fan_in * sizeof *weight_gradient);
    memset(bias_gradient, 0, units * sizeof *bias_gradient);
    if (input_gradient)
        memset(input_gradient, 0, batch * fan_in * sizeof *input_gradient);
    for (size_t s = 0; s < batch; s++) {
        const float *x = layer->input + s * fan_in;
        const float *dy = layer->output_gradient + s * units;
        for (size_t j = 0; j < units; j++) {
            bias_gradient[j] += dy[j];
            for (size_t i = 0; i < fan_in; i++)
                weight_gradient[j * fan_in + i] += dy[j] * x[i];
            if (input_gradient)
                for (size_t i = 0; i < fan_in; i++)
                    input_gradient[s * fan_in + i] += dy[j] * weight[j * fan_in + i];
        }
    }
}

const og_layer_kind og_linear_layer = {"linear", linear_plan, linear_draw, linear_forward, linear_backward};

/* ---- activations: elementwise, the derivative from the output as PyTorch computes it ---- */

static og_status activation_plan(og_layer *layer)
{
    layer->output_shape = layer->input_shape;
    layer->parameter_count = 0;
    return OG_OK;
}

static size_t values_of(const og_layer *layer, size_t batch)
{
    return batch * og_shape_count(&layer->output_shape);
}

static void sigmoid_forward(og_layer *layer, size_t batch)
{
    og_sigmoidf_array(values_of(layer, batch), layer->input, layer->output);
}

static void sigmoid_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    const float *y = layer->output, *dy = layer->output_gradient;
    for (size_t i = 0, n = input_gradient ? values_of(layer, batch) : 0; i < n; i++)
        input_gradient[i] = dy[i] * (1.0f - y[i]) * y[i];
}

static void tanh_forward(og_layer *layer, size_t batch)
{
    og_tanhf_array(values_of(layer, batch), layer->input, layer->output);
}

static void tanh_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    const float *y = layer->output, *dy = layer->output_gradient;
    for (size_t i = 0, n = input_gradient ? values_of(layer, batch) : 0; i < n; i++)
        input_gradient[i] = dy[i] * (1.0f - y[i] * y[i]);
}

static void relu_forward(og_layer *layer, size_t batch)
{
    og_reluf_array(values_of(layer, batch), layer->input, layer->output);
}

static void relu_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    const float *y = layer->output, *dy = layer->output_gradient;
    for (size_t i = 0, n = input_gradient ? values_of(layer, batch) : 0; i < n; i++)
        input_gradient[i] = y[i] <= 0.0f ? 0.0f : dy[i];
}

const og_layer_kind og_sigmoid_layer = {"sigmoid", activation_plan, NULL, sigmoid_forward, sigmoid_backward};
const og_layer_kind og_tanh_layer = {"tanh", activation_plan, NULL, tanh_forward, tanh_backward};
const og_layer_kind og_relu_layer = {"relu", activation_plan, NULL, relu_forward, relu_backward};

/* ---- the table ---- */

const og_layer_kind *const og_layer_kinds[] = {&og_linear_layer, &og_sigmoid_layer, &og_tanh_layer,
                                               &og_relu_layer, NULL};

const og_layer_kind *og_layer_kind_find(const char *name)
{
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++)
        if (strcmp((*kind)->name, name) == 0)
            return *kind;
    return NULL;
}
