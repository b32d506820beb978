/* What the files of layer kinds share. */
#ifndef OGEE_SRC_LAYERS_H
#define OGEE_SRC_LAYERS_H

#include "ogee/net.h"

/* Units, options and activation of the layer at that index are what its kind takes. */
og_status og_layer_check(const og_layer_spec *spec, int index);

/* Writes the names of all kinds, or of the activations alone: "linear, sigmoid, ...". */
void og_layer_kinds_list(bool activations_only, char *text, size_t size);

/* Output has the shape of input, and there are no parameters. */
og_status og_layer_plan_same_shape(og_layer *layer);

/* Numbers in the output of a batch. */
size_t og_layer_values(const og_layer *layer, size_t batch);

/* One weight (units x fan_in) and one bias (units) of a layer, which may have several such pairs, and scratch
   of og_linear_scratch numbers, which any layer may use between the calls. */
typedef struct og_linear {
    og_parameter *weight, *bias;
    float *scratch;
} og_linear;

size_t og_linear_scratch(size_t units, size_t fan_in);

void og_linear_plan(og_linear linear, const char *weight, const char *bias, size_t units, size_t fan_in);
void og_linear_draw(og_linear linear, const og_init *init, double gain, og_rng *rng);

/* y = x W^T + b. */
void og_linear_forward(og_linear linear, size_t batch, const float *x, float *y);

/* Overwrites the gradients of weight and bias, and dx by d loss / d x unless dx is NULL. */
void og_linear_backward(og_linear linear, size_t batch, const float *x, const float *dy, float *dx);

/* Writes the logits of the first rows of x, as many as go fast, and returns how many they are; at least one
   row is left over, after which the layers show what they always do. In evaluation mode. */
size_t og_layers_predict(og_layer *layers, int count, size_t max_batch, size_t rows, const float *x,
                         float *logits);

#endif
