/* The layers with a way around: residual and highway. */
#include <string.h>

#include "fail.h"
#include "layers.h"
#include "ogee/activation.h"

/* ---- residual ---- */

static og_status residual_plan(og_layer *layer)
{
    layer->skip = (int)layer->spec.option[0];
    return og_layer_plan_same_shape(layer);
}

static void residual_forward(og_layer *layer, size_t batch)
{
    const float *below = layer->input, *earlier = layer[-layer->skip].input;
    for (size_t i = 0, n = og_layer_values(layer, batch); i < n; i++)
        layer->output[i] = below[i] + earlier[i];
}

static void residual_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    if (input_gradient)
        memcpy(input_gradient, layer->output_gradient,
               og_layer_values(layer, batch) * sizeof *input_gradient);
}

const og_layer_kind og_residual_layer = {.name = "residual",
                                         .plan = residual_plan,
                                         .forward = residual_forward,
                                         .backward = residual_backward,
                                         .options = {{"span", 2, 1, OG_MAX_LAYERS - 1, true}}};

/* ---- highway ---- */

enum { TRANSFORM_WEIGHT, TRANSFORM_BIAS, GATE_WEIGHT, GATE_BIAS, PARAMETERS };

static og_linear transform_of(og_layer *layer)
{
    return (og_linear){&layer->parameters[TRANSFORM_WEIGHT], &layer->parameters[TRANSFORM_BIAS],
                       layer->scratch};
}

static og_linear gate_of(og_layer *layer)
{
    return (og_linear){&layer->parameters[GATE_WEIGHT], &layer->parameters[GATE_BIAS], layer->scratch};
}

/* Pieces of scratch, each as large as the output. */
typedef struct highway_parts {
    float *gate;      /* t */
    float *sum;       /* x Wh^T + bh */
    float *transform; /* h */
    float *gate_gradient, *sum_gradient, *transform_gradient;
} highway_parts;
enum { PARTS = 6 };

static highway_parts parts_of(const og_layer *layer, size_t batch)
{
    size_t n = og_layer_values(layer, batch);
    float *at = layer->scratch + layer->scratch_fixed;
    return (highway_parts){at, at + n, at + 2 * n, at + 3 * n, at + 4 * n, at + 5 * n};
}

static og_layer_spec activation_of(const og_layer *layer)
{
    return og_layer_spec_default(layer->spec.activation ? layer->spec.activation : &og_tanh_layer);
}

/* The transform's activation as a layer of its own. */
static og_layer activation_layer(const og_layer *layer, highway_parts parts)
{
    return (og_layer){.spec = activation_of(layer),
                      .input_shape = layer->output_shape,
                      .output_shape = layer->output_shape,
                      .input = parts.sum,
                      .output = parts.transform,
                      .output_gradient = parts.transform_gradient};
}

static og_status highway_plan(og_layer *layer)
{
    if (layer->input_shape.ndim != 1)
        return og_fail(OG_ERR_SHAPE, "layer %d (highway) takes rows of features, its input has %d dimensions",
                       layer->index, layer->input_shape.ndim);
    size_t units = layer->input_shape.dim[0];
    og_layer_spec activation = activation_of(layer);
    layer->gain = activation.kind->gain ? activation.kind->gain(&activation) : 1;
    layer->parameter_count = PARAMETERS;
    og_linear_plan(transform_of(layer), "transform.weight", "transform.bias", units, units);
    og_linear_plan(gate_of(layer), "gate.weight", "gate.bias", units, units);
    layer->scratch_fixed = og_linear_scratch(units, units);
    layer->scratch_per_sample = PARTS * units;
    return og_layer_plan_same_shape(layer);
}

static void highway_draw(og_layer *layer, const og_init *init, og_rng *rng)
{
    og_linear_draw(transform_of(layer), init, layer->gain, rng);
    og_linear_draw(gate_of(layer), init, 1, rng);
    og_parameter *bias = &layer->parameters[GATE_BIAS];
    for (size_t i = 0; i < bias->count; i++)
        bias->value[i] = layer->spec.option[0];
}

static void highway_forward(og_layer *layer, size_t batch)
{
    highway_parts parts = parts_of(layer, batch);
    og_layer activation = activation_layer(layer, parts);
    size_t n = og_layer_values(layer, batch);
    og_linear_forward(transform_of(layer), batch, layer->input, parts.sum);
    activation.spec.kind->forward(&activation, batch);
    og_linear_forward(gate_of(layer), batch, layer->input, parts.gate);
    og_sigmoidf_array(n, parts.gate, parts.gate);
    for (size_t i = 0; i < n; i++)
        layer->output[i] = parts.gate[i] * parts.transform[i] + (1 - parts.gate[i]) * layer->input[i];
}

/* Backward through one of the two linear layers; what its input gets is added to input_gradient. */
static void add_backward(og_linear linear, const og_layer *layer, size_t batch, const float *gradient,
                         float *input_gradient, float *part)
{
    og_linear_backward(linear, batch, layer->input, gradient, input_gradient ? part : NULL);
    for (size_t i = 0, n = input_gradient ? og_layer_values(layer, batch) : 0; i < n; i++)
        input_gradient[i] += part[i];
}

static void highway_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    highway_parts parts = parts_of(layer, batch);
    og_layer activation = activation_layer(layer, parts);
    const float *x = layer->input, *dy = layer->output_gradient;
    for (size_t i = 0, n = og_layer_values(layer, batch); i < n; i++) {
        float t = parts.gate[i];
        parts.transform_gradient[i] = dy[i] * t;
        parts.gate_gradient[i] = dy[i] * (parts.transform[i] - x[i]) * (1.0f - t) * t;
        if (input_gradient)
            input_gradient[i] = dy[i] * (1 - t);
    }
    activation.spec.kind->backward(&activation, batch, parts.sum_gradient);
    float *free_now = parts.transform_gradient;
    add_backward(transform_of(layer), layer, batch, parts.sum_gradient, input_gradient, free_now);
    add_backward(gate_of(layer), layer, batch, parts.gate_gradient, input_gradient, free_now);
}

const og_layer_kind og_highway_layer = {.name = "highway",
                                        .plan = highway_plan,
                                        .draw = highway_draw,
                                        .forward = highway_forward,
                                        .backward = highway_backward,
                                        .options = {{"gate_bias", -2, -1e6f, 1e6f, false}},
                                        .takes_activation = true,
                                        .draws_weights = true};
