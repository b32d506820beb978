/* Predictions for many samples, which lie side by side in the vectors: no lane stays empty, however few units
   a layer has. The layers' outputs are units x samples here. */
#include <string.h>

#include "kernels/kernels.h"
#include "layers.h"

enum { MOST_FEATURES = 64 };

static bool can_go_across(const og_layer *layers, int count)
{
    bool can = layers->input_shape.ndim == 1 && layers->input_shape.dim[0] <= MOST_FEATURES;
    for (int i = 0; i < count; i++)
        can = can && (layers[i].spec.kind == &og_linear_layer || layers[i].spec.kind->slope);
    return can;
}

static void forward(og_layer *layer, size_t samples)
{
    if (layer->spec.kind == &og_linear_layer)
        og_kernels_in_use()->across(layer->input_shape.dim[0], layer->spec.units, layer->parameters[0].value,
                                    layer->parameters[1].value, samples, layer->input, layer->output);
    else
        layer->spec.kind->forward(layer, samples);
}

/* The points of a plane; compilers make vectors of it. */
static void turn_pairs(size_t rows, const float *from, float *to)
{
    for (size_t r = 0; r < rows; r++) {
        to[r] = from[2 * r];
        to[rows + r] = from[2 * r + 1];
    }
}

/* to is columns x rows. */
static void turn(size_t rows, size_t columns, const float *from, float *to)
{
    if (rows == 1 || columns == 1)
        memcpy(to, from, rows * columns * sizeof *to);
    else if (columns == 2)
        turn_pairs(rows, from, to);
    else
        for (size_t c = 0; c < columns; c++)
            for (size_t r = 0; r < rows; r++)
                to[c * rows + r] = from[r * columns + c];
}

size_t og_layers_predict(og_layer *layers, int count, size_t max_batch, size_t rows, const float *x,
                         float *logits)
{
    float turned[MOST_FEATURES * OG_ACROSS_MOST];
    size_t samples = max_batch < OG_ACROSS_MOST ? max_batch : OG_ACROSS_MOST, row = 0;
    samples -= samples % OG_ACROSS_SAMPLES;
    if (samples == 0 || !can_go_across(layers, count))
        return 0;
    const og_layer *last = &layers[count - 1];
    size_t features = layers->input_shape.dim[0], outputs = last->output_shape.dim[0];
    for (; rows - row > samples; row += samples) {
        turn(samples, features, x + row * features, turned);
        layers->input = turned;
        for (int i = 0; i < count; i++)
            forward(&layers[i], samples);
        turn(outputs, samples, last->output, logits + row * outputs);
    }
    return row;
}
