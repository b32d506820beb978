/* The kernels: loops over arrays, once for each set of vector instructions (set_NAME.c, all from set.inc) and
   once plain (set_scalar.c), which says what the others have to give, bit for bit. */
#ifndef OGEE_SRC_KERNELS_H
#define OGEE_SRC_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "linear.h"

typedef struct og_kernels {
    const char *name;

#define OG_MAP_KERNEL(function, name) void (*function)(size_t n, const float *x, float *y);
#include "kernels.inc"

    /* Binary cross entropy with logits: the sum of the n losses, and in gradient[i] (float)(d loss / d logit)
       / divisor. gradient may be NULL or one of the other arrays. Targets lie in 0 .. 1; where one does
       not, the sum is NaN.

       For targets 0 and 1 the gradient is sigmoid(s) or -sigmoid(s), correctly rounded, with s = logit or
       -logit, and the loss softplus(s), a float within 2 ulp. For targets between them it is what og_loss
       gives.

       Element i is added to lane i mod 16 in double, then lane i + 8 to lane i, i + 4 to i, i + 2 and i + 1.
     */
    double (*bce_with_logits)(size_t n, const float *logits, const float *targets, float divisor,
                              float *gradient);

    /* d loss / d input of an activation from its output: backward.h says how. */
    void (*sigmoid_backward)(size_t n, const float *output, const float *gradient, float *input_gradient);
    void (*tanh_backward)(size_t n, const float *output, const float *gradient, float *input_gradient);
    void (*relu_backward)(size_t n, const float *output, const float *gradient, float *input_gradient);

    /* words[i] becomes its remainder by divisor - i, which stays at least 2. */
    void (*remainders)(size_t n, uint32_t *words, uint32_t divisor);

    /* Linear layers: linear.h says what they give. */
    og_combine_kernel *combine;
    og_dots_kernel *dots;
    og_outer_kernel *outer;
    og_move_kernel *move;
    og_move_by_one_kernel *move_by_one;
    og_across_kernel *across;
} og_kernels;

/* The set in use: the best that the processor has, or the one that the environment variable OGEE_KERNELS
   names, read at the first call. */
const og_kernels *og_kernels_in_use(void);

/* The sets that this processor can run, best first; scalar is always the last one. NULL from count on. */
const og_kernels *og_kernels_at(size_t index);

/* Chooses as if OGEE_KERNELS were name (NULL: not set). */
const og_kernels *og_kernels_choose(const char *name);

/* NULL where the compiler or the processor's family has no such instructions. */
const og_kernels *og_kernels_avx512(void);
const og_kernels *og_kernels_avx2(void);
const og_kernels *og_kernels_sse2(void);
const og_kernels *og_kernels_neon(void);
const og_kernels *og_kernels_scalar(void);

#endif
