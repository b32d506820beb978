/* Activations: elementwise layers of any shape. */
#include <math.h>

#include "fail.h"
#include "kernels/kernels.h"
#include "layers.h"
#include "ogee/activation.h"

/* Most backward passes: the slope at the input times the gradient from above. */
static void multiply_by_slope(og_layer *layer, size_t batch, float *input_gradient)
{
    if (!input_gradient)
        return;
    layer->spec.kind->slope(layer, batch, input_gradient);
    for (size_t i = 0, n = og_layer_values(layer, batch); i < n; i++)
        input_gradient[i] *= layer->output_gradient[i];
}

/* Sigmoid, tanh and ReLU start from the output, operation by operation as PyTorch, so that long training runs
   stay together. The slope is what a gradient of 1 becomes. */
#define FROM_OUTPUT(name)                                                                                    \
    static void name##_backward(og_layer *layer, size_t batch, float *input_gradient)                        \
    {                                                                                                        \
        if (input_gradient)                                                                                  \
            og_kernels_in_use()->name##_backward(og_layer_values(layer, batch), layer->output,               \
                                                 layer->output_gradient, input_gradient);                    \
    }                                                                                                        \
    static void name##_slope(const og_layer *layer, size_t batch, float *slope)                              \
    {                                                                                                        \
        size_t n = og_layer_values(layer, batch);                                                            \
        for (size_t i = 0; i < n; i++)                                                                       \
            slope[i] = 1;                                                                                    \
        og_kernels_in_use()->name##_backward(n, layer->output, slope, slope);                                \
    }

FROM_OUTPUT(sigmoid)
FROM_OUTPUT(tanh)
FROM_OUTPUT(relu)

/* og_NAMEf of activation.h as a layer's forward pass; options follow. */
#define FORWARD(name)                                                                                        \
    static void name##_forward(og_layer *layer, size_t batch)                                                \
    {                                                                                                        \
        og_##name##f_array(og_layer_values(layer, batch), layer->input, layer->output);                      \
    }

FORWARD(sigmoid)
FORWARD(tanh)
FORWARD(relu)

/* The same and og_NAME_gradf as its slope. */
#define FORWARD_AND_SLOPE(name)                                                                              \
    FORWARD(name)                                                                                            \
    static void name##_slope(const og_layer *layer, size_t batch, float *slope)                              \
    {                                                                                                        \
        og_##name##_gradf_array(og_layer_values(layer, batch), layer->input, slope);                         \
    }

FORWARD_AND_SLOPE(silu)
FORWARD_AND_SLOPE(softplus)
FORWARD_AND_SLOPE(log_sigmoid)
FORWARD_AND_SLOPE(hard_sigmoid)
FORWARD_AND_SLOPE(identity)

static void leaky_relu_forward(og_layer *layer, size_t batch)
{
    og_leaky_reluf_array(og_layer_values(layer, batch), layer->input, layer->output, layer->spec.option[0]);
}

static void leaky_relu_slope(const og_layer *layer, size_t batch, float *slope)
{
    og_leaky_relu_gradf_array(og_layer_values(layer, batch), layer->input, slope, layer->spec.option[0]);
}

static og_status hard_tanh_plan(og_layer *layer)
{
    const float *option = layer->spec.option;
    if (!(option[0] < option[1]))
        return og_fail(OG_ERR_ARGUMENT,
                       "layer %d (hard-tanh): low has to lie below high, got low %g and high %g",
                       layer->index, (double)option[0], (double)option[1]);
    return og_layer_plan_same_shape(layer);
}

static void hard_tanh_forward(og_layer *layer, size_t batch)
{
    const float *option = layer->spec.option;
    og_hard_tanhf_array(og_layer_values(layer, batch), layer->input, layer->output, option[0], option[1]);
}

static void hard_tanh_slope(const og_layer *layer, size_t batch, float *slope)
{
    const float *option = layer->spec.option;
    og_hard_tanh_gradf_array(og_layer_values(layer, batch), layer->input, slope, option[0], option[1]);
}

static void threshold_forward(og_layer *layer, size_t batch)
{
    const float *option = layer->spec.option;
    og_thresholdf_array(og_layer_values(layer, batch), layer->input, layer->output, option[0], option[1]);
}

static void threshold_slope(const og_layer *layer, size_t batch, float *slope)
{
    og_threshold_gradf_array(og_layer_values(layer, batch), layer->input, slope, layer->spec.option[0]);
}

static double tanh_gain(const og_layer_spec *spec)
{
    (void)spec;
    return 5.0 / 3;
}

static double relu_gain(const og_layer_spec *spec)
{
    (void)spec;
    return sqrt(2.0);
}

static double leaky_relu_gain(const og_layer_spec *spec)
{
    double slope = spec->option[0];
    return sqrt(2.0 / (1 + slope * slope));
}

/* ---- the rows: name in a list, in functions, backward pass, steepest slope, and what else there is ---- */

#define ACTIVATION(listed, function, back, steep, ...)                                                       \
    const og_layer_kind og_##function##_layer = {.name = listed,                                             \
                                                 .plan = og_layer_plan_same_shape,                           \
                                                 .forward = function##_forward,                              \
                                                 .backward = back,                                           \
                                                 .slope = function##_slope,                                  \
                                                 .steepest = steep,                                          \
                                                 __VA_ARGS__};

ACTIVATION("sigmoid", sigmoid, sigmoid_backward, 0.25f, .gain = NULL)
ACTIVATION("tanh", tanh, tanh_backward, 1, .gain = tanh_gain)
ACTIVATION("relu", relu, relu_backward, 1, .gain = relu_gain)
ACTIVATION("leaky-relu", leaky_relu, multiply_by_slope, 1, .gain = leaky_relu_gain,
           .options = {{"slope", 0.01f, -1, 1, false}})
ACTIVATION("silu", silu, multiply_by_slope, 1.09983932f, .gain = NULL) /* at 2.39935728 */
ACTIVATION("softplus", softplus, multiply_by_slope, 1, .gain = NULL)
ACTIVATION("log-sigmoid", log_sigmoid, multiply_by_slope, 1, .gain = NULL)
ACTIVATION("hard-sigmoid", hard_sigmoid, multiply_by_slope, 1.0f / 6, .gain = NULL)
ACTIVATION("threshold", threshold, multiply_by_slope, 1,
           .options = {{"limit", 0, -1e6f, 1e6f, false}, {"value", 0, -1e6f, 1e6f, false}})
ACTIVATION("identity", identity, multiply_by_slope, 1, .gain = NULL)

const og_layer_kind og_hard_tanh_layer = {
    .name = "hard-tanh",
    .plan = hard_tanh_plan,
    .forward = hard_tanh_forward,
    .backward = multiply_by_slope,
    .slope = hard_tanh_slope,
    .steepest = 1,
    .options = {{"low", -1, -1e6f, 1e6f, false}, {"high", 1, -1e6f, 1e6f, false}}};

/* Elementwise, so any piece of the numbers can stand for one sample, and a few at a time need no memory. */
double og_layer_saturation(const og_layer *layer, size_t batch)
{
    enum { PIECE = 64 };
    float slope[PIECE];
    size_t count = og_layer_values(layer, batch), saturated = 0;
    if (!layer->spec.kind->slope || count == 0)
        return 0;
    float least = 0.01f * layer->spec.kind->steepest;
    og_layer piece = *layer;
    for (size_t done = 0; done < count; done += PIECE) {
        size_t size = count - done < PIECE ? count - done : PIECE;
        piece.input = layer->input + done;
        piece.output = layer->output + done;
        piece.input_shape = piece.output_shape = og_shape_flat(size);
        layer->spec.kind->slope(&piece, 1, slope);
        for (size_t i = 0; i < size; i++)
            saturated += fabsf(slope[i]) < least;
    }
    return (double)saturated / (double)count;
}
