/* Backward through sigmoid, tanh and ReLU from their outputs, operation by operation as PyTorch. Loops this
   plain become vectors by themselves, of the set that this is compiled for. */
#ifndef OGEE_SRC_KERNELS_BACKWARD_H
#define OGEE_SRC_KERNELS_BACKWARD_H

#include <stddef.h>

#define OG_BACKWARD(name, expression)                                                                        \
    static void name##_backward(size_t n, const float *output, const float *gradient, float *input_gradient) \
    {                                                                                                        \
        for (size_t i = 0; i < n; i++) {                                                                     \
            float y = output[i], dy = gradient[i];                                                           \
            input_gradient[i] = expression;                                                                  \
        }                                                                                                    \
    }

OG_BACKWARD(sigmoid, dy *(1.0f - y) * y)
OG_BACKWARD(tanh, dy *(1.0f - y * y))
OG_BACKWARD(relu, y <= 0.0f ? 0.0f : dy)

#undef OG_BACKWARD

#endif
