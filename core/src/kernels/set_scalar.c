#include "backward.h"
#include "bce.h"
#include "kernels.h"
#include "linear_scalar.h"
#include "remainders.h"

#define OG_MAP_KERNEL(function, name)                                                                        \
    static void function##_map(size_t n, const float *x, float *y)                                           \
    {                                                                                                        \
        for (size_t i = 0; i < n; i++)                                                                       \
            y[i] = function(x[i]);                                                                           \
    }
#include "kernels.inc"

static double bce_with_logits(size_t n, const float *logits, const float *targets, float divisor,
                              float *gradient)
{
    double lanes[BCE_LANES] = {0};
    bce_elements(n, logits, targets, divisor, gradient, lanes);
    return bce_sum(lanes);
}

static const og_kernels kernels = {
    .name = "scalar",
#define OG_MAP_KERNEL(function, name) .function = function##_map,
#include "kernels.inc"
    .bce_with_logits = bce_with_logits,
    .sigmoid_backward = sigmoid_backward,
    .tanh_backward = tanh_backward,
    .relu_backward = relu_backward,
    .remainders = remainders,
    .combine = combine,
    .dots = dots,
    .outer = outer,
    .move = move,
    .move_by_one = move_by_one,
    .across = across,
};

const og_kernels *og_kernels_scalar(void)
{
    return &kernels;
}
