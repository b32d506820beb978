/* What a network is going to be: its shapes, counts and sizes, and every reason why it cannot be. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>

#include "fail.h"
#include "layers.h"
#include "net_parts.h"
#include "tensor_shape.h"

/* *total += a * b, false when that does not fit into a size. */
static bool add_product(size_t *total, size_t a, size_t b)
{
    if (b != 0 && a > (SIZE_MAX / sizeof(float) / 4 - *total) / b)
        return false;
    *total += a * b;
    return true;
}

/* layer -1 is the network's input. */
static og_status check_shape(const og_shape *shape, int layer)
{
    char what[32] = "a sample";
    if (layer >= 0)
        snprintf(what, sizeof what, "the output of layer %d", layer);
    if (shape->ndim < 1 || shape->ndim > OG_MAX_SAMPLE_DIMS)
        return og_fail(OG_ERR_SHAPE, "%s has 1 to %d dimensions, got %d", what, OG_MAX_SAMPLE_DIMS,
                       shape->ndim);
    size_t count = 1;
    for (int i = 0; i < shape->ndim; i++) {
        size_t rest = 0;
        if (shape->dim[i] == 0)
            return og_fail(OG_ERR_SHAPE, "dimension %d of %s is 0, expected at least 1", i, what);
        if (!add_product(&rest, count, shape->dim[i]))
            return og_fail(OG_ERR_MEMORY, "%s of this shape does not fit into memory", what);
        count = rest;
    }
    return OG_OK;
}

/* The comparisons are written so that NaN fails them. */
static og_status check_init(const og_init *init)
{
    if ((int)init->kind < OG_INIT_TORCH || init->kind > OG_INIT_NORMAL)
        return og_fail(OG_ERR_ARGUMENT, "there is no kind %d of initial weights, expected 0 .. %d",
                       (int)init->kind, (int)OG_INIT_NORMAL);
    bool scaled = init->kind == OG_INIT_UNIFORM || init->kind == OG_INIT_NORMAL;
    if (scaled && !(init->scale >= 0 && init->scale <= 1e6f))
        return og_fail(OG_ERR_ARGUMENT, "the scale of initial weights has to lie in 0 .. 1e6, got %g",
                       (double)init->scale);
    if (init->kind == OG_INIT_CONSTANT && !(init->scale >= -1e6f && init->scale <= 1e6f))
        return og_fail(OG_ERR_ARGUMENT, "the scale of constant weights has to lie in -1e6 .. 1e6, got %g",
                       (double)init->scale);
    return OG_OK;
}

/* The gain of the nearest activation above, with no layer that draws weights between. */
static double gain_above(const og_net_def *def, int index)
{
    for (int i = index + 1; i < def->layer_count; i++) {
        const og_layer_kind *kind = def->layers[i].kind;
        if (!kind || kind->draws_weights)
            break;
        if (kind->slope)
            return kind->gain ? kind->gain(&def->layers[i]) : 1;
    }
    return 1;
}

/* Fills in the counts of parameters or buffers, and adds them to *total. */
static og_status count_arrays(const og_layer *layer, og_parameter *arrays, int array_count, size_t *total)
{
    for (int p = 0; p < array_count; p++) {
        arrays[p].count = 1;
        for (int d = 0; d < arrays[p].ndim; d++) {
            size_t count = 0;
            if (!add_product(&count, arrays[p].count, arrays[p].dim[d]))
                return og_fail(OG_ERR_MEMORY, "the %s of layer %d (%s) does not fit into memory",
                               arrays[p].name, layer->index, layer->spec.kind->name);
            arrays[p].count = count;
        }
        if (!add_product(total, arrays[p].count, 1))
            return og_fail(OG_ERR_MEMORY, "the parameters up to layer %d (%s) do not fit into memory",
                           layer->index, layer->spec.kind->name);
    }
    return OG_OK;
}

/* What skips layers goes down to one that is there, whose input can be added to the output. */
static og_status check_skip(const og_layer *layer)
{
    const char *name = layer->spec.kind->name;
    if (layer->skip < 0 || layer->skip > layer->index)
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s) reaches %d layers down, there are %d below it%s",
                       layer->index, name, layer->skip, layer->index,
                       layer->index ? "" : "; it cannot be the first");
    const og_shape *earlier = &layer[-layer->skip].input_shape, *here = &layer->output_shape;
    if (layer->skip && !og_same_dims(earlier->ndim, earlier->dim, here->ndim, here->dim))
        return og_fail(OG_ERR_SHAPE,
                       "layer %d (%s) adds samples of shape %s to the input of layer %d, which has %s; "
                       "both have to be the same",
                       layer->index, name, og_shape_write(here->ndim, here->dim).text,
                       layer->index - layer->skip, og_shape_write(earlier->ndim, earlier->dim).text);
    return OG_OK;
}

/* Shapes of all layers, and how many numbers the whole network takes. */
static og_status plan_layers(const og_net_def *def, og_net *net, size_t *numbers)
{
    og_shape shape = net->input;
    for (int i = 0; i < net->layer_count; i++) {
        og_layer *layer = &net->layers[i];
        *layer =
            (og_layer){.spec = def->layers[i], .index = i, .input_shape = shape, .gain = gain_above(def, i)};
        OG_TRY(og_layer_check(&layer->spec, i));
        OG_TRY(layer->spec.kind->plan(layer));
        assert(layer->parameter_count <= OG_MAX_PARAMETERS && layer->buffer_count <= OG_MAX_BUFFERS);
        shape = layer->output_shape;
        OG_TRY(check_shape(&shape, i));
        OG_TRY(check_skip(layer));
        OG_TRY(count_arrays(layer, layer->parameters, layer->parameter_count, &net->parameter_count));
        OG_TRY(count_arrays(layer, layer->buffers, layer->buffer_count, &net->buffer_count));
        size_t per_sample = 0;
        if (!add_product(&per_sample, og_shape_count(&shape), 2) ||
            !add_product(&per_sample, layer->scratch_per_sample, 1) ||
            !add_product(numbers, per_sample, net->max_batch) ||
            !add_product(numbers, layer->scratch_fixed, 1))
            return og_fail(OG_ERR_MEMORY, "layer %d (%s) does not fit into memory at max_batch %zu", i,
                           layer->spec.kind->name, net->max_batch);
    }
    if (!add_product(numbers, 2, net->parameter_count) || !add_product(numbers, net->buffer_count, 1))
        return og_fail(OG_ERR_MEMORY, "the parameters of the network do not fit into memory");
    if (shape.ndim != 1)
        return og_fail(OG_ERR_SHAPE, "a network ends in a row of logits, the last layer gives %d dimensions",
                       shape.ndim);
    return OG_OK;
}

og_status og_net_plan(const og_net_def *def, og_net *net, size_t *numbers)
{
    if (def->layer_count < 1 || def->layer_count > OG_MAX_LAYERS)
        return og_fail(OG_ERR_ARGUMENT, "a network has 1 to %d layers, got %d", OG_MAX_LAYERS,
                       def->layer_count);
    if (def->max_batch == 0)
        return og_fail(OG_ERR_ARGUMENT, "max_batch has to be at least 1, got 0");
    OG_TRY(check_shape(&def->input, -1));
    OG_TRY(check_init(&def->init));
    *net = (og_net){
        .layer_count = def->layer_count, .input = def->input, .init = def->init, .max_batch = def->max_batch};
    *numbers = 0;
    return plan_layers(def, net, numbers);
}
