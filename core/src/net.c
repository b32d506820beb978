#include "ogee/net.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"

/* One allocation: this struct, then parameters, their gradients, and every layer's output and its gradient.
 */
struct og_net {
    og_layer layers[OG_MAX_LAYERS];
    int layer_count;
    og_shape input;
    og_init init;
    size_t max_batch;
    size_t batch; /* of the last forward pass */
    size_t parameter_count;
    float *parameters;
    float *gradients;
    float numbers[];
};

og_shape og_shape_flat(size_t features)
{
    return (og_shape){.ndim = 1, .dim = {features}};
}

size_t og_shape_count(const og_shape *shape)
{
    size_t count = 1;
    for (int i = 0; i < shape->ndim; i++)
        count *= shape->dim[i];
    return count;
}

og_net_def og_net_def_default(void)
{
    return (og_net_def){.init = {.kind = OG_INIT_TORCH}, .max_batch = 32};
}

/* *total += a * b, false when that does not fit into a size. */
static bool add_product(size_t *total, size_t a, size_t b)
{
    if (b != 0 && a > (SIZE_MAX / sizeof(float) / 4 - *total) / b)
        return false;
    *total += a * b;
    return true;
}

static og_status check_shape(const og_shape *shape)
{
    if (shape->ndim < 1 || shape->ndim > OG_MAX_SAMPLE_DIMS)
        return og_fail(OG_ERR_SHAPE, "a sample has 1 to %d dimensions, got %d", OG_MAX_SAMPLE_DIMS,
                       shape->ndim);
    size_t count = 1;
    for (int i = 0; i < shape->ndim; i++) {
        size_t rest = 0;
        if (shape->dim[i] == 0)
            return og_fail(OG_ERR_SHAPE, "dimension %d of a sample is 0, expected at least 1", i);
        if (!add_product(&rest, count, shape->dim[i]))
            return og_fail(OG_ERR_MEMORY, "a sample of this shape does not fit into memory");
        count = rest;
    }
    return OG_OK;
}

/* The comparisons are written so that NaN fails them. */
static og_status check_init(const og_init *init)
{
    bool scaled = init->kind == OG_INIT_UNIFORM || init->kind == OG_INIT_NORMAL;
    if (scaled && !(init->scale >= 0 && init->scale <= 1e6f))
        return og_fail(OG_ERR_ARGUMENT, "the scale of initial weights has to lie in 0 .. 1e6, got %g",
                       (double)init->scale);
    return OG_OK;
}

/* Shapes of all layers, and how many numbers parameters and one sample's outputs take. */
static og_status plan_layers(og_net *net, const og_layer_spec *specs, size_t *parameters, size_t *outputs)
{
    og_shape shape = net->input;
    for (int i = 0; i < net->layer_count; i++) {
        og_layer *layer = &net->layers[i];
        *layer = (og_layer){.spec = specs[i], .input_shape = shape};
        if (!specs[i].kind)
            return og_fail(OG_ERR_ARGUMENT, "layer %d has no kind", i);
        OG_TRY(specs[i].kind->plan(layer));
        OG_TRY(check_shape(&layer->output_shape));
        for (int p = 0; p < layer->parameter_count; p++) {
            og_parameter *parameter = &layer->parameters[p];
            parameter->count = 1;
            for (int d = 0; d < parameter->ndim; d++) {
                size_t count = 0;
                if (!add_product(&count, parameter->count, parameter->dim[d]))
                    return og_fail(OG_ERR_MEMORY, "the parameters of layer %d do not fit into memory", i);
                parameter->count = count;
            }
            if (!add_product(parameters, parameter->count, 1))
                return og_fail(OG_ERR_MEMORY, "the parameters of layer %d do not fit into memory", i);
        }
        shape = layer->output_shape;
        if (!add_product(outputs, og_shape_count(&shape), 1))
            return og_fail(OG_ERR_MEMORY, "the outputs of layer %d do not fit into memory", i);
    }
    if (shape.ndim != 1)
        return og_fail(OG_ERR_SHAPE, "a network ends in a row of logits, the last layer gives %d dimensions",
                       shape.ndim);
    return OG_OK;
}

/* Points everything into the block; the layers' shapes are known. */
static void lay_out(og_net *net)
{
    float *parameter = net->parameters = net->numbers;
    float *gradient = net->gradients = net->parameters + net->parameter_count;
    float *output = net->gradients + net->parameter_count;
    for (int i = 0; i < net->layer_count; i++) {
        og_layer *layer = &net->layers[i];
        for (int p = 0; p < layer->parameter_count; p++) {
            layer->parameters[p].value = parameter;
            layer->parameters[p].gradient = gradient;
            parameter += layer->parameters[p].count;
            gradient += layer->parameters[p].count;
        }
        size_t numbers = net->max_batch * og_shape_count(&layer->output_shape);
        layer->input = i ? net->layers[i - 1].output : NULL;
        layer->output = output;
        layer->output_gradient = output + numbers;
        output += 2 * numbers;
    }
}

og_status og_net_create(const og_net_def *def, og_rng *rng, og_net **out)
{
    if (def->layer_count < 1 || def->layer_count > OG_MAX_LAYERS)
        return og_fail(OG_ERR_ARGUMENT, "a network has 1 to %d layers, got %d", OG_MAX_LAYERS,
                       def->layer_count);
    if (def->max_batch == 0)
        return og_fail(OG_ERR_ARGUMENT, "max_batch has to be at least 1, got 0");
    OG_TRY(check_shape(&def->input));
    OG_TRY(check_init(&def->init));

    og_net plan = {
        .layer_count = def->layer_count, .input = def->input, .init = def->init, .max_batch = def->max_batch};
    size_t outputs = 0, numbers = 0;
    OG_TRY(plan_layers(&plan, def->layers, &plan.parameter_count, &outputs));
    if (!add_product(&numbers, 2, plan.parameter_count) || !add_product(&numbers, outputs, 2) ||
        !add_product(&numbers, 2 * outputs, def->max_batch - 1))
        return og_fail(OG_ERR_MEMORY, "the network does not fit into memory at max_batch %zu",
                       def->max_batch);

    size_t bytes = sizeof plan + numbers * sizeof(float);
    og_net *net = calloc(1, bytes);
    if (!net)
        return og_fail(OG_ERR_MEMORY, "the network needs %zu bytes, which are not to be had", bytes);
    *net = plan;
    lay_out(net);
    og_net_reset(net, rng);
    *out = net;
    return OG_OK;
}

void og_net_destroy(og_net *net)
{
    free(net);
}

void og_net_reset(og_net *net, og_rng *rng)
{
    for (int i = 0; i < net->layer_count; i++)
        if (net->layers[i].spec.kind->draw)
            net->layers[i].spec.kind->draw(&net->layers[i], &net->init, rng);
}

size_t og_net_max_batch(const og_net *net)
{
    return net->max_batch;
}

size_t og_net_inputs(const og_net *net)
{
    return og_shape_count(&net->input);
}

size_t og_net_outputs(const og_net *net)
{
    return net->layers[net->layer_count - 1].output_shape.dim[0];
}

size_t og_net_parameter_count(const og_net *net)
{
    return net->parameter_count;
}

float *og_net_parameters(og_net *net)
{
    return net->parameters;
}

float *og_net_gradients(og_net *net)
{
    return net->gradients;
}

int og_net_layer_count(const og_net *net)
{
    return net->layer_count;
}

const og_layer *og_net_layer(const og_net *net, int index)
{
    assert(index >= 0 && index < net->layer_count);
    return &net->layers[index];
}

const float *og_net_forward(og_net *net, size_t batch, const float *x)
{
    if (batch == 0 || batch > net->max_batch) {
        og_fail(OG_ERR_ARGUMENT, "a batch has 1 to %zu samples, the network's max_batch, got %zu",
                net->max_batch, batch);
        return NULL;
    }
    net->batch = batch;
    net->layers[0].input = x;
    for (int i = 0; i < net->layer_count; i++)
        net->layers[i].spec.kind->forward(&net->layers[i], batch);
    return net->layers[net->layer_count - 1].output;
}

void og_net_backward(og_net *net, const float *logit_gradient)
{
    assert(net->batch >= 1);
    og_layer *last = &net->layers[net->layer_count - 1];
    memcpy(last->output_gradient, logit_gradient, net->batch * og_net_outputs(net) * sizeof *logit_gradient);
    for (int i = net->layer_count - 1; i >= 0; i--)
        net->layers[i].spec.kind->backward(&net->layers[i], net->batch,
                                           i ? net->layers[i - 1].output_gradient : NULL);
}

void og_net_predict(og_net *net, size_t rows, const float *x, float *logits)
{
    size_t inputs = og_net_inputs(net), outputs = og_net_outputs(net);
    for (size_t row = 0; row < rows;) {
        size_t batch = rows - row < net->max_batch ? rows - row : net->max_batch;
        memcpy(logits + row * outputs, og_net_forward(net, batch, x + row * inputs),
               batch * outputs * sizeof *logits);
        row += batch;
    }
}

uint64_t og_net_hash(const og_net *net)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a, offset basis and prime */
    for (size_t i = 0; i < net->parameter_count; i++) {
        uint32_t bits;
        memcpy(&bits, &net->parameters[i], sizeof bits);
        for (int byte = 0; byte < 4; byte++)
            hash = (hash ^ (bits >> (8 * byte) & 0xff)) * 0x100000001b3u;
    }
    return hash;
}
