#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "hash.h"
#include "layers.h"
#include "net_parts.h"

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

/* Hands the next numbers to each array. */
static float *place_values(og_parameter *arrays, int array_count, float *next)
{
    for (int p = 0; p < array_count; p++) {
        arrays[p].value = next;
        next += arrays[p].count;
    }
    return next;
}

/* Points everything into the block, whose layers know their shapes, and returns how many numbers that takes.
 */
static size_t lay_out(og_net *net)
{
    float *parameter = net->parameters = net->numbers;
    float *buffer = net->parameters + net->parameter_count;
    float *gradient = net->gradients = buffer + net->buffer_count;
    float *next = net->gradients + net->parameter_count;
    for (int i = 0; i < net->layer_count; i++) {
        og_layer *layer = &net->layers[i];
        parameter = place_values(layer->parameters, layer->parameter_count, parameter);
        buffer = place_values(layer->buffers, layer->buffer_count, buffer);
        for (int p = 0; p < layer->parameter_count; p++) {
            layer->parameters[p].gradient = gradient;
            gradient += layer->parameters[p].count;
        }
        size_t outputs = net->max_batch * og_shape_count(&layer->output_shape);
        layer->input = i ? net->layers[i - 1].output : NULL;
        layer->output = next;
        layer->output_gradient = next + outputs;
        layer->scratch = next + 2 * outputs;
        next = layer->scratch + layer->scratch_fixed + net->max_batch * layer->scratch_per_sample;
    }
    return (size_t)(next - net->numbers);
}

og_status og_net_create(const og_net_def *def, og_rng *rng, og_net **out)
{
    og_net plan;
    size_t numbers;
    OG_TRY(og_net_plan(def, &plan, &numbers));
    size_t bytes = sizeof plan + numbers * sizeof(float);
    og_net *net = calloc(1, bytes);
    if (!net)
        return og_fail(OG_ERR_MEMORY, "the network needs %zu bytes, which are not to be had", bytes);
    *net = plan;
    size_t used = lay_out(net);
    assert(used == numbers);
    (void)used;
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

size_t og_net_buffer_count(const og_net *net)
{
    return net->buffer_count;
}

/* NULL: evaluation mode. */
static void set_mode(og_net *net, og_rng *rng)
{
    for (int i = 0; i < net->layer_count; i++)
        net->layers[i].rng = rng;
}

void og_net_train(og_net *net, og_rng *rng)
{
    assert(rng);
    set_mode(net, rng);
}

void og_net_eval(og_net *net)
{
    set_mode(net, NULL);
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

const og_layer *og_net_needs_more(const og_net *net, size_t batch)
{
    for (int i = 0; i < net->layer_count; i++)
        if (batch < net->layers[i].spec.kind->least_training_batch)
            return &net->layers[i];
    return NULL;
}

static og_status check_batch(const og_net *net, size_t batch)
{
    if (batch == 0 || batch > net->max_batch)
        return og_fail(OG_ERR_ARGUMENT, "a batch has 1 to %zu samples, the network's max_batch, got %zu",
                       net->max_batch, batch);
    const og_layer *layer = net->layers[0].rng ? og_net_needs_more(net, batch) : NULL;
    if (layer)
        return og_fail(OG_ERR_ARGUMENT,
                       "layer %d (%s) needs at least %zu samples in a batch to train, got %zu", layer->index,
                       layer->spec.kind->name, layer->spec.kind->least_training_batch, batch);
    return OG_OK;
}

const float *og_net_forward(og_net *net, size_t batch, const float *x)
{
    if (check_batch(net, batch) != OG_OK)
        return NULL;
    net->batch = batch;
    net->layers[0].input = x;
    for (int i = 0; i < net->layer_count; i++)
        net->layers[i].spec.kind->forward(&net->layers[i], batch);
    return net->layers[net->layer_count - 1].output;
}

void og_net_forget(og_net *net, const float *x)
{
    if (net->layers[0].input != x)
        return;
    net->layers[0].input = NULL;
    net->batch = 0;
}

/* The layers above that added the input of layer index send its gradient straight down. */
static void add_skipped(const og_net *net, int index, float *input_gradient)
{
    const og_layer *layer = &net->layers[index];
    for (int above = 1; index + above < net->layer_count; above++)
        for (size_t i = 0, n = layer[above].skip == above ? og_layer_values(&layer[above], net->batch) : 0;
             i < n; i++)
            input_gradient[i] += layer[above].output_gradient[i];
}

void og_net_backward(og_net *net, const float *logit_gradient)
{
    assert(net->batch >= 1);
    og_layer *last = &net->layers[net->layer_count - 1];
    memcpy(last->output_gradient, logit_gradient, net->batch * og_net_outputs(net) * sizeof *logit_gradient);
    for (int i = net->layer_count - 1; i >= 0; i--) {
        og_layer *layer = &net->layers[i];
        float *input_gradient = i ? layer[-1].output_gradient : NULL;
        layer->spec.kind->backward(layer, net->batch, input_gradient);
        if (input_gradient)
            add_skipped(net, i, input_gradient);
    }
}

void og_net_predict(og_net *net, size_t rows, const float *x, float *logits)
{
    size_t inputs = og_net_inputs(net), outputs = og_net_outputs(net);
    og_rng *mode = net->layers[0].rng;
    og_net_eval(net);
    size_t row =
        rows > 0 ? og_layers_predict(net->layers, net->layer_count, net->max_batch, rows, x, logits) : 0;
    while (row < rows) {
        size_t batch = rows - row < net->max_batch ? rows - row : net->max_batch;
        memcpy(logits + row * outputs, og_net_forward(net, batch, x + row * inputs),
               batch * outputs * sizeof *logits);
        row += batch;
    }
    set_mode(net, mode);
}

uint64_t og_net_hash(const og_net *net)
{
    uint64_t hash = OG_HASH_START;
    for (size_t i = 0; i < net->parameter_count + net->buffer_count; i++) {
        uint32_t bits;
        memcpy(&bits, &net->parameters[i], sizeof bits);
        hash = og_hash_add(hash, bits, sizeof bits);
    }
    return hash;
}
