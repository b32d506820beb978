/* Networks: a list of layer specs turned into one block of memory. A network ends in K >= 1 logits. */
#ifndef OGEE_NET_H
#define OGEE_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/rng.h"
#include "ogee/status.h"

enum { OG_MAX_SAMPLE_DIMS = 4, OG_MAX_PARAMETERS = 4, OG_MAX_LAYERS = 64 };

/* The shape of one sample. A row of f features is {1, {f}}. */
typedef struct og_shape {
    int ndim;
    size_t dim[OG_MAX_SAMPLE_DIMS];
} og_shape;

og_shape og_shape_flat(size_t features);
size_t og_shape_count(const og_shape *shape);

/* How initial weights are drawn. */
typedef enum og_init_kind {
    OG_INIT_TORCH,   /* nn.Linear's own: weight and bias U(-1/sqrt(fan_in), 1/sqrt(fan_in)) */
    OG_INIT_XAVIER,  /* weight U(-a, a), a = sqrt(6 / (fan_in + fan_out)), bias 0 (Glorot and Bengio 2010) */
    OG_INIT_HE,      /* weight U(-a, a), a = sqrt(6 / fan_in), bias 0 (He et al. 2015) */
    OG_INIT_ZEROS,   /* weight and bias 0 */
    OG_INIT_UNIFORM, /* weight and bias U(-scale, scale) */
    OG_INIT_NORMAL   /* weight and bias of mean 0 and deviation scale */
} og_init_kind;

typedef struct og_init {
    og_init_kind kind;
    float scale; /* of OG_INIT_UNIFORM and OG_INIT_NORMAL, 0 .. 1e6 */
} og_init;

typedef struct og_layer_kind og_layer_kind;

/* What a layer is asked to be. */
typedef struct og_layer_spec {
    const og_layer_kind *kind;
    size_t units; /* outputs of a linear layer; others ignore it */
} og_layer_spec;

/* One array of numbers that training changes. */
typedef struct og_parameter {
    const char *name; /* "weight", "bias": its name in a state dict is "<layer index>.<name>" */
    int ndim;
    size_t dim[OG_MAX_SAMPLE_DIMS];
    size_t count;
    float *value;
    float *gradient; /* d loss / d value, from the last backward pass */
} og_parameter;

/* One layer of a network, readable as a whole. Arrays hold one sample after the other. */
typedef struct og_layer {
    og_layer_spec spec;
    og_shape input_shape, output_shape; /* of one sample */
    int parameter_count;
    og_parameter parameters[OG_MAX_PARAMETERS];
    const float *input;     /* batch x input_shape: the output of the layer below, or the batch itself */
    float *output;          /* batch x output_shape */
    float *output_gradient; /* batch x output_shape: d loss / d output */
} og_layer;

/* A kind of layer: everything a network has to know about it, so that a new kind is one new row. */
struct og_layer_kind {
    const char *name; /* as in a layer list: "linear", "tanh" */
    /* Fills output_shape and the parameters' names and shapes from spec and input_shape. */
    og_status (*plan)(og_layer *layer);
    /* Draws the initial values of the parameters, in PyTorch's order; NULL: there are none. */
    void (*draw)(og_layer *layer, const og_init *init, og_rng *rng);
    /* Computes output from input for batch samples. */
    void (*forward)(og_layer *layer, size_t batch);
    /* From output_gradient computes the parameters' gradients (overwritten) and, unless input_gradient is
       NULL, d loss / d input (overwritten). */
    void (*backward)(og_layer *layer, size_t batch, float *input_gradient);
};

extern const og_layer_kind og_linear_layer;  /* y = x W^T + b, weight units x fan_in, bias units */
extern const og_layer_kind og_sigmoid_layer; /* elementwise; the shape stays */
extern const og_layer_kind og_tanh_layer;
extern const og_layer_kind og_relu_layer;

/* The kinds that ogee brings, ended by NULL. */
extern const og_layer_kind *const og_layer_kinds[];

/* The kind of that name; NULL when there is none. */
const og_layer_kind *og_layer_kind_find(const char *name);

/* What a network is made from. */
typedef struct og_net_def {
    og_shape input;
    const og_layer_spec *layers; /* bottom first; copied */
    int layer_count;
    og_init init;
    size_t max_batch; /* samples that one forward pass can take, at least 1 */
} og_net_def;

/* input {0}, no layers, OG_INIT_TORCH, max_batch 32. */
og_net_def og_net_def_default(void);

typedef struct og_net og_net;

/* Makes a network and draws its weights from rng, layer by layer, weight before bias. One allocation.
   OG_ERR_ARGUMENT or OG_ERR_SHAPE names the layer at fault. */
og_status og_net_create(const og_net_def *def, og_rng *rng, og_net **out);
void og_net_destroy(og_net *net);

/* Draws all weights anew, as og_net_create does. */
void og_net_reset(og_net *net, og_rng *rng);

size_t og_net_max_batch(const og_net *net);
size_t og_net_inputs(const og_net *net);          /* features of a sample */
size_t og_net_outputs(const og_net *net);         /* K logits */
size_t og_net_parameter_count(const og_net *net); /* numbers that training changes */

/* All parameters of the network in one array, layer by layer, and their gradients in the same order. */
float *og_net_parameters(og_net *net);
float *og_net_gradients(og_net *net);

int og_net_layer_count(const og_net *net);
const og_layer *og_net_layer(const og_net *net, int index);

/* Runs samples x (batch x inputs, kept by pointer until the next call) through the layers and returns the
   logits, batch x K, which live in the network. A batch that is not 1 .. max_batch gives NULL and
   og_error_detail(). */
const float *og_net_forward(og_net *net, size_t batch, const float *x);

/* After a forward pass: takes d loss / d logits (batch x K) and fills every layer's gradients. */
void og_net_backward(og_net *net, const float *logit_gradient);

/* Logits of any number of samples, in pieces of max_batch; logits is rows x K. */
void og_net_predict(og_net *net, size_t rows, const float *x, float *logits);

/* A 64-bit FNV-1a hash over the bits of all parameters: equal hashes, equal networks. */
uint64_t og_net_hash(const og_net *net);

#endif
