/* The table of layer kinds, and the linear layer. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "fail.h"
#include "kernels/matrix.h"
#include "layers.h"

/* ---- what several kinds need ---- */

og_status og_layer_plan_same_shape(og_layer *layer)
{
    layer->output_shape = layer->input_shape;
    return OG_OK;
}

size_t og_layer_values(const og_layer *layer, size_t batch)
{
    return batch * og_shape_count(&layer->output_shape);
}

void og_linear_plan(og_linear linear, const char *weight, const char *bias, size_t units, size_t fan_in)
{
    *linear.weight = (og_parameter){.name = weight, .ndim = 2, .dim = {units, fan_in}};
    *linear.bias = (og_parameter){.name = bias, .ndim = 1, .dim = {units}};
}

static void fill_constant(og_parameter *parameter, float value)
{
    for (size_t i = 0; i < parameter->count; i++)
        parameter->value[i] = value;
}

static void fill_uniform(og_parameter *parameter, double bound, og_rng *rng)
{
    for (size_t i = 0; i < parameter->count; i++)
        parameter->value[i] = og_rng_uniform_between(rng, (float)-bound, (float)bound);
}

/* normal_ takes 16 and more numbers another way, and rounds fewer once, after the deviation. */
static void fill_normal(og_parameter *parameter, double deviation, og_rng *rng)
{
    if (parameter->count < 16) {
        for (size_t i = 0; i < parameter->count; i++)
            parameter->value[i] = (float)(og_rng_normal(rng) * deviation);
        return;
    }
    og_rng_normal_fill(rng, parameter->count, parameter->value);
    for (size_t i = 0; i < parameter->count; i++)
        parameter->value[i] *= (float)deviation;
}

void og_linear_draw(og_linear linear, const og_init *init, double gain, og_rng *rng)
{
    double fan_out = (double)linear.weight->dim[0], fan_in = (double)linear.weight->dim[1];
    fill_constant(linear.bias, 0);
    switch (init->kind) {
    case OG_INIT_TORCH:
        /* nn.Linear takes a detour through kaiming_uniform_(a = sqrt(5)), to the same float. */
        fill_uniform(linear.weight, 1.0 / sqrt(fan_in), rng);
        fill_uniform(linear.bias, 1.0 / sqrt(fan_in), rng);
        break;
    case OG_INIT_XAVIER:
        fill_uniform(linear.weight, sqrt(3.0) * (gain * sqrt(2.0 / (fan_in + fan_out))), rng);
        break;
    case OG_INIT_XAVIER_NORMAL: fill_normal(linear.weight, gain * sqrt(2.0 / (fan_in + fan_out)), rng); break;
    case OG_INIT_HE: fill_uniform(linear.weight, sqrt(3.0) * (gain / sqrt(fan_in)), rng); break;
    case OG_INIT_HE_NORMAL: fill_normal(linear.weight, gain / sqrt(fan_in), rng); break;
    case OG_INIT_ZEROS: fill_constant(linear.weight, 0); break;
    case OG_INIT_CONSTANT:
        fill_constant(linear.weight, init->scale);
        fill_constant(linear.bias, init->scale);
        break;
    case OG_INIT_UNIFORM:
        fill_uniform(linear.weight, init->scale, rng);
        fill_uniform(linear.bias, init->scale, rng);
        break;
    case OG_INIT_NORMAL:
        fill_normal(linear.weight, init->scale, rng);
        fill_normal(linear.bias, init->scale, rng);
        break;
    }
}

static og_matrix matrix_of(og_linear linear)
{
    return og_matrix_of(linear.weight->dim[1], linear.weight->dim[0]);
}

size_t og_linear_scratch(size_t units, size_t fan_in)
{
    og_matrix m = og_matrix_of(fan_in, units);
    return og_matrix_count(&m) + OG_ALIGNMENT - 1;
}

void og_linear_forward(og_linear linear, size_t batch, const float *x, float *y)
{
    og_matrix m = matrix_of(linear);
    float *packed = og_aligned(linear.scratch);
    og_matrix_pack(&m, linear.weight->value, linear.bias->value, packed);
    og_matrix_forward(og_kernels_in_use(), &m, packed, batch, x, y);
}

void og_linear_backward(og_linear linear, size_t batch, const float *x, const float *dy, float *dx)
{
    const og_kernels *kernels = og_kernels_in_use();
    og_matrix m = matrix_of(linear);
    float *packed = og_aligned(linear.scratch);
    if (dx) {
        og_matrix_pack(&m, linear.weight->value, linear.bias->value, packed);
        og_matrix_backward(kernels, &m, packed, batch, dy, dx);
    }
    og_matrix_gradient(kernels, &m, batch, x, dy, packed);
    og_matrix_unpack(&m, packed, linear.weight->gradient, linear.bias->gradient);
}

/* ---- linear ---- */

enum { WEIGHT, BIAS };

static og_linear linear_of(og_layer *layer)
{
    return (og_linear){&layer->parameters[WEIGHT], &layer->parameters[BIAS], layer->scratch};
}

static og_status linear_plan(og_layer *layer)
{
    if (layer->input_shape.ndim != 1)
        return og_fail(OG_ERR_SHAPE, "layer %d (linear) takes rows of features, its input has %d dimensions",
                       layer->index, layer->input_shape.ndim);
    layer->output_shape = og_shape_flat(layer->spec.units);
    layer->parameter_count = 2;
    layer->scratch_fixed = og_linear_scratch(layer->spec.units, layer->input_shape.dim[0]);
    og_linear_plan(linear_of(layer), "weight", "bias", layer->spec.units, layer->input_shape.dim[0]);
    return OG_OK;
}

static void linear_draw(og_layer *layer, const og_init *init, og_rng *rng)
{
    og_linear_draw(linear_of(layer), init, layer->gain, rng);
}

static void linear_forward(og_layer *layer, size_t batch)
{
    og_linear_forward(linear_of(layer), batch, layer->input, layer->output);
}

static void linear_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    og_linear_backward(linear_of(layer), batch, layer->input, layer->output_gradient, input_gradient);
}

const og_layer_kind og_linear_layer = {.name = "linear",
                                       .plan = linear_plan,
                                       .draw = linear_draw,
                                       .forward = linear_forward,
                                       .backward = linear_backward,
                                       .takes_units = true,
                                       .draws_weights = true};

/* ---- the table ---- */

const og_layer_kind *const og_layer_kinds[] = {&og_linear_layer,
                                               &og_sigmoid_layer,
                                               &og_tanh_layer,
                                               &og_relu_layer,
                                               &og_leaky_relu_layer,
                                               &og_silu_layer,
                                               &og_softplus_layer,
                                               &og_log_sigmoid_layer,
                                               &og_hard_tanh_layer,
                                               &og_hard_sigmoid_layer,
                                               &og_threshold_layer,
                                               &og_identity_layer,
                                               &og_dropout_layer,
                                               &og_batch_norm_layer,
                                               &og_highway_layer,
                                               &og_residual_layer,
                                               NULL};

const og_layer_kind *og_layer_kind_find(const char *name)
{
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++)
        if (strcmp((*kind)->name, name) == 0)
            return *kind;
    return NULL;
}

og_layer_spec og_layer_spec_default(const og_layer_kind *kind)
{
    og_layer_spec spec = {.kind = kind};
    for (int i = 0; i < OG_MAX_OPTIONS; i++)
        if (kind->options[i].name)
            spec.option[i] = kind->options[i].initial;
    return spec;
}
