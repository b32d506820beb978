/* A step of SGD as plain loops over floats, with the C library's expf: what one writes first. */
#ifndef OGEE_BENCH_NAIVE_STEP_H
#define OGEE_BENCH_NAIVE_STEP_H

#include <math.h>
#include <stdlib.h>

enum { NAIVE_LAYERS = 40, NAIVE_WIDTH = 1024 };

typedef struct naive_layer {
    size_t inputs, units;
    float *weight, *bias, *weight_gradient, *bias_gradient;
    float output[NAIVE_WIDTH], gradient[NAIVE_WIDTH];
} naive_layer;

typedef struct naive_net {
    int count;
    naive_layer layers[NAIVE_LAYERS];
} naive_net;

static inline void naive_destroy(naive_net *net)
{
    for (int i = 0; net && i < net->count; i++)
        free(net->layers[i].weight);
    free(net);
}

static inline naive_net *naive_create(const size_t *widths, int count)
{
    naive_net *net = calloc(1, sizeof *net);
    for (int i = 0; net && i + 1 < count; i++) {
        naive_layer *layer = &net->layers[net->count++];
        size_t inputs = layer->inputs = widths[i], units = layer->units = widths[i + 1];
        layer->weight = calloc(2 * (inputs + 1) * units, sizeof(float));
        if (!layer->weight) {
            naive_destroy(net);
            return NULL;
        }
        layer->bias = layer->weight + inputs * units;
        layer->weight_gradient = layer->bias + units;
        layer->bias_gradient = layer->weight_gradient + inputs * units;
        for (size_t k = 0; k < inputs * units; k++)
            layer->weight[k] = (float)(k % 7) / 7 - 0.4f;
    }
    return net;
}

static inline void naive_forward(naive_net *net, const float *x)
{
    for (int i = 0; i < net->count; i++) {
        naive_layer *layer = &net->layers[i];
        for (size_t j = 0; j < layer->units; j++) {
            float sum = layer->bias[j];
            for (size_t k = 0; k < layer->inputs; k++)
                sum += layer->weight[j * layer->inputs + k] * x[k];
            layer->output[j] = 1 / (1 + expf(-sum));
        }
        x = layer->output;
    }
}

static inline void naive_backward(naive_net *net, const float *x)
{
    for (int i = net->count - 1; i >= 0; i--) {
        naive_layer *layer = &net->layers[i];
        const float *input = i ? layer[-1].output : x;
        for (size_t k = 0; i && k < layer->inputs; k++)
            layer[-1].gradient[k] = 0;
        for (size_t j = 0; j < layer->units; j++) {
            layer->bias_gradient[j] += layer->gradient[j];
            for (size_t k = 0; k < layer->inputs; k++) {
                layer->weight_gradient[j * layer->inputs + k] += layer->gradient[j] * input[k];
                if (i)
                    layer[-1].gradient[k] += layer->gradient[j] * layer->weight[j * layer->inputs + k];
            }
        }
        for (size_t k = 0; i && k < layer->inputs; k++)
            layer[-1].gradient[k] *= input[k] * (1 - input[k]);
    }
}

static inline void naive_step(naive_net *net, size_t batch, const float *x, const float *y, float lr)
{
    for (size_t s = 0; s < batch; s++) {
        naive_layer *last = &net->layers[net->count - 1];
        const float *row = x + s * net->layers[0].inputs;
        naive_forward(net, row);
        last->gradient[0] = (last->output[0] - y[s]) / (float)batch;
        naive_backward(net, row);
    }
    for (int i = 0; i < net->count; i++) {
        naive_layer *layer = &net->layers[i];
        for (size_t k = 0; k < (layer->inputs + 1) * layer->units; k++) {
            layer->weight[k] -= lr * layer->weight_gradient[k];
            layer->weight_gradient[k] = 0;
        }
    }
}

#endif
