/* Networks: a list of layer specs turned into one block of memory. A network ends in K >= 1 logits. */
#ifndef OGEE_NET_H
#define OGEE_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/rng.h"
#include "ogee/status.h"

enum {
    OG_MAX_SAMPLE_DIMS = 4,
    OG_MAX_PARAMETERS = 4,
    OG_MAX_BUFFERS = 2,
    OG_MAX_OPTIONS = 2,
    OG_MAX_LAYERS = 64
};

/* The shape of one sample. A row of f features is {1, {f}}. */
typedef struct og_shape {
    int ndim;
    size_t dim[OG_MAX_SAMPLE_DIMS];
} og_shape;

og_shape og_shape_flat(size_t features);
size_t og_shape_count(const og_shape *shape);

/* How initial weights are drawn, in float32 as torch.nn.init draws them. gain is its calculate_gain of the
   nearest activation above the layer, as long as no layer that draws_weights lies between (1 if there is
   none): tanh 5/3, relu sqrt(2), leaky-relu sqrt(2 / (1 + slope^2)), 1 for sigmoid and every other one. A
   highway layer's transform takes the gain of its own activation, its gate 1. */
typedef enum og_init_kind {
    OG_INIT_TORCH,  /* nn.Linear's own: weight and bias U(-1/sqrt(fan_in), 1/sqrt(fan_in)) */
    OG_INIT_XAVIER, /* weight U(-a, a), a = gain sqrt(6 / (fan_in + fan_out)), bias 0 (Glorot and Bengio 2010)
                     */
    OG_INIT_XAVIER_NORMAL, /* weight of deviation gain sqrt(2 / (fan_in + fan_out)), bias 0 */
    OG_INIT_HE,            /* weight U(-a, a), a = gain sqrt(3 / fan_in), bias 0 (He et al. 2015) */
    OG_INIT_HE_NORMAL,     /* weight of deviation gain / sqrt(fan_in), bias 0 */
    OG_INIT_ZEROS,         /* weight and bias 0 */
    OG_INIT_CONSTANT,      /* weight and bias scale */
    OG_INIT_UNIFORM,       /* weight and bias U(-scale, scale) */
    OG_INIT_NORMAL         /* weight and bias of mean 0 and deviation scale */
} og_init_kind;

typedef struct og_init {
    og_init_kind kind;
    float scale; /* of OG_INIT_UNIFORM and OG_INIT_NORMAL 0 .. 1e6, of OG_INIT_CONSTANT -1e6 .. 1e6 */
} og_init;

typedef struct og_layer_kind og_layer_kind;

/* What a layer is asked to be. Fields that a kind does not know stay 0. */
typedef struct og_layer_spec {
    const og_layer_kind *kind;
    size_t units;                    /* outputs of a linear layer */
    float option[OG_MAX_OPTIONS];    /* what the kind's options say, in their order */
    const og_layer_kind *activation; /* of a highway layer's transform; NULL: tanh */
} og_layer_spec;

/* One array of numbers in a layer: a parameter, which training changes, or a buffer, which the forward pass
   in training mode changes (batch norm's running mean) and which has no gradient. */
typedef struct og_parameter {
    const char *name; /* "weight", "bias": its name in a state dict is "<layer index>.<name>" */
    int ndim;
    size_t dim[OG_MAX_SAMPLE_DIMS];
    size_t count;
    float *value;
    float *gradient; /* d loss / d value, from the last backward pass */
} og_parameter;

/* One layer of a network, readable as a whole. Arrays hold one sample after the other. The output of a linear
   layer is the pre-activation of the activation above it, and so for their gradients. A network's layers lie
   side by side: layer[-1] is the one below. */
typedef struct og_layer {
    og_layer_spec spec;
    int index;
    og_shape input_shape, output_shape; /* of one sample */
    int parameter_count;
    og_parameter parameters[OG_MAX_PARAMETERS];
    int buffer_count;
    og_parameter buffers[OG_MAX_BUFFERS];
    double gain;            /* see og_init_kind */
    const float *input;     /* batch x input_shape: the output of the layer below, or the batch itself */
    float *output;          /* batch x output_shape */
    float *output_gradient; /* batch x output_shape: d loss / d output */
    og_rng *rng;            /* training mode: where a layer draws from; NULL: evaluation mode */
    /* For a layer that adds an earlier value to its input (residual): how many layers down, 0 for none. The
       value added is layer[-skip].input, and its gradient is output_gradient, which the network adds where it
       belongs. */
    int skip;
    /* What a kind keeps from its forward to its backward pass; plan says how many numbers it needs. */
    size_t scratch_per_sample, scratch_fixed;
    float *scratch; /* scratch_fixed numbers, then max_batch x scratch_per_sample */
} og_layer;

/* A number that a layer spec takes beside its units: its name in messages, its default, its range. */
typedef struct og_layer_option {
    const char *name; /* NULL: there is none */
    float initial, low, high;
    bool whole; /* a whole number */
} og_layer_option;

/* A kind of layer: everything a network has to know about it, so that a new kind is one new row. */
struct og_layer_kind {
    const char *name; /* as in a layer list: "linear", "tanh" */
    /* Fills output_shape, the parameters' and buffers' names and shapes, scratch and skip from spec and
       input_shape. */
    og_status (*plan)(og_layer *layer);
    /* Draws the initial values of the parameters, in PyTorch's order, and sets the buffers; NULL: there are
       none. */
    void (*draw)(og_layer *layer, const og_init *init, og_rng *rng);
    /* Computes output from input for batch samples. */
    void (*forward)(og_layer *layer, size_t batch);
    /* From output_gradient computes the parameters' gradients (overwritten) and, unless input_gradient is
       NULL, d loss / d input (overwritten). */
    void (*backward)(og_layer *layer, size_t batch, float *input_gradient);
    og_layer_option options[OG_MAX_OPTIONS];
    bool takes_units;            /* spec.units is at least 1, else it is 0 */
    bool takes_activation;       /* spec.activation is an activation or NULL, else it is NULL */
    bool draws_weights;          /* draw takes numbers from rng, as wide as init and gain say */
    bool draws_in_training;      /* forward takes numbers from layer->rng */
    size_t least_training_batch; /* samples that training mode needs; 0: one will do */
    /* For activations only, which are elementwise and need neither parameters nor scratch: after a forward
       pass, d output / d input of the whole batch, batch x output_shape numbers, from the output where the
       backward pass is; and the largest magnitude it can have. */
    void (*slope)(const og_layer *layer, size_t batch, float *slope);
    float steepest;
    double (*gain)(const og_layer_spec *spec); /* NULL: 1 */
};

/* y = x W^T + b, weight units x fan_in, bias units. Every product and every sum is rounded to float, in an
   order that is the same for every processor, compiler and size of batch:
   y_j   b_j + x_0 w_j0 + x_1 w_j1 + ... from left to right with 8 units or more, dot(x, w_j) + b_j with fewer
   dx_i  dot(dy, w column i) with 8 units or more, 0 + dy_0 w_0i + dy_1 w_1i + ... with fewer
   dw_ji 0 + dy_j x_i + ... and db_j 0 + dy_j + ..., over the samples of the batch
   dot(a, b) has 8 lanes: lane k = 0 + a_k b_k + a_(k+8) b_(k+8) + ..., then of the lanes
   ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)). */
extern const og_layer_kind og_linear_layer;

/* Activations: elementwise, any shape, which stays. The functions are those of activation.h. The backward
   pass is PyTorch's: for sigmoid, tanh and relu from the output y, dy (1 - y) y, dy (1 - y^2), dy where y >
   0; for the others dy times the derivative at x. */
extern const og_layer_kind og_sigmoid_layer;
extern const og_layer_kind og_tanh_layer;
extern const og_layer_kind og_relu_layer;
extern const og_layer_kind og_leaky_relu_layer; /* option slope -1 .. 1, default 0.01 */
extern const og_layer_kind og_hard_sigmoid_layer;
extern const og_layer_kind og_hard_tanh_layer; /* options low and high, default -1 and 1 */
extern const og_layer_kind og_threshold_layer; /* options limit and value, default 0 and 0 */
extern const og_layer_kind og_silu_layer;
extern const og_layer_kind og_softplus_layer;
extern const og_layer_kind og_log_sigmoid_layer;
extern const og_layer_kind og_identity_layer;

/* Training: each value becomes 0 with probability p (option, default 0.5, below 1), else x / (1 - p).
   Evaluation: y = x. nn.Dropout, to the bit (tests/core/test_layers.c), with the draws of PyTorch's own
   bernoulli_ on the CPU (builds with MKL on Intel processors draw others): a value is kept where
   og_rng_uniform_double < 1 - p; at p = 0 nothing is drawn. p counts as the number of up to 7 decimals that
   its float stands for, if there is one. */
extern const og_layer_kind og_dropout_layer;

/* nn.BatchNorm1d over rows of features: (x - mean) / sqrt(variance + eps) weight + bias. Training: mean and
   variance (divisor n) of the batch, and running = (1 - momentum) running + momentum batch (variance with
   divisor n - 1). Evaluation: the running ones. Options eps 1e-5 (1e-12 .. 1) and momentum 0.1 (0 .. 1);
   buffers running_mean and running_var. Computed in double: y is within 1e-7 of the exact value, relative to
   its largest |y|, even for features around 1e4 that spread by 1 (tests/core/test_layers.c), where PyTorch's
   floats lose three digits. */
extern const og_layer_kind og_batch_norm_layer;

/* y = t h + (1 - t) x, t = sigmoid(x Wt^T + bt), h = activation(x Wh^T + bh) (Srivastava, Greff and
   Schmidhuber 2015). Parameters transform.weight, transform.bias, gate.weight, gate.bias, drawn in this order
   as linear layers are; then the gate's bias is set to the option gate_bias, default -2.
   Behind scratch_fixed numbers its scratch holds, batch x units each: after the forward pass t, the
   pre-activation x Wh^T + bh, and h; after the backward pass also d loss / d (x Wt^T + bt) and d loss / d (x
   Wh^T + bh) (tests/lessons/test_vanishing_gradients.c). */
extern const og_layer_kind og_highway_layer;

/* y = x + the input of the layer `span` layers below this one (option, default 2), of the same shape: a
   shortcut around the span layers below (He et al. 2016). */
extern const og_layer_kind og_residual_layer;

/* The kinds that ogee brings, ended by NULL. */
extern const og_layer_kind *const og_layer_kinds[];

/* The kind of that name; NULL when there is none. */
const og_layer_kind *og_layer_kind_find(const char *name);

/* A layer of that kind with the defaults of its options; units 0. */
og_layer_spec og_layer_spec_default(const og_layer_kind *kind);

/* Reads a layer list as it stands in commands and model files: kinds between commas, each with its numbers
   behind colons (units first, where the kind has them; then options; left out: default), for example
   "linear:8,batch-norm,leaky-relu:0.1,residual:3,highway:relu:-2,linear:1". OG_ERR_ARGUMENT names the layer,
   what was wrong and what would be right; a misspelled kind gets the list of kinds. */
og_status og_layers_parse(const char *text, og_layer_spec layers[OG_MAX_LAYERS], int *count);

/* Writes that text for layers of kinds in og_layer_kinds, numbers so that reading gives the same bits.
   Returns the length that the whole text has, as snprintf does. */
size_t og_layers_format(const og_layer_spec *layers, int count, char *text, size_t size);

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

/* Makes a network and draws its weights from rng, layer by layer, weight before bias. One allocation. OG_OK,
   or OG_ERR_ARGUMENT, OG_ERR_SHAPE or OG_ERR_MEMORY with a detail that names the layer at fault. */
og_status og_net_create(const og_net_def *def, og_rng *rng, og_net **out);
void og_net_destroy(og_net *net);

/* Draws all weights anew, as og_net_create does. */
void og_net_reset(og_net *net, og_rng *rng);

size_t og_net_max_batch(const og_net *net);
size_t og_net_inputs(const og_net *net);          /* features of a sample */
size_t og_net_outputs(const og_net *net);         /* K logits */
size_t og_net_parameter_count(const og_net *net); /* numbers that training changes */

/* Training mode: dropout draws from rng (not owned, until the mode changes), batch norm takes the batch's own
   mean and variance. Evaluation mode, in which a network is made: neither, so that every sample is by itself.
 */
void og_net_train(og_net *net, og_rng *rng);
void og_net_eval(og_net *net);

/* All parameters of the network in one array, layer by layer, and their gradients in the same order. */
float *og_net_parameters(og_net *net);
float *og_net_gradients(og_net *net);

/* All buffers of the network in one array, which lies right behind the parameters: the two together are what
   a trained network is. */
size_t og_net_buffer_count(const og_net *net);

int og_net_layer_count(const og_net *net);
const og_layer *og_net_layer(const og_net *net, int index);

/* Runs samples x (batch x inputs, kept by pointer until the next call) through the layers and returns the
   logits, batch x K, which live in the network. A batch that is not 1 .. max_batch, or of one sample where
   batch norm is in training mode, gives NULL and og_error_detail(), and nothing has changed. */
const float *og_net_forward(og_net *net, size_t batch, const float *x);

/* After a forward pass: takes d loss / d logits (batch x K) and fills every layer's gradients. */
void og_net_backward(og_net *net, const float *logit_gradient);

/* Logits of any number of samples in evaluation mode, in pieces of max_batch; logits is rows x K. The mode
   comes back as it was. */
void og_net_predict(og_net *net, size_t rows, const float *x, float *logits);

/* Of an activation layer after a forward pass: the share of its outputs, 0 .. 1, where the slope is below 1 %
   of the steepest; 0 for other kinds. */
double og_layer_saturation(const og_layer *layer, size_t batch);

/* A 64-bit FNV-1a hash over the bits of all parameters and buffers: equal hashes, equal networks. */
uint64_t og_net_hash(const og_net *net);

#endif
