/* Linear layers by a set of kernels: which kernel goes which way. */
#ifndef OGEE_SRC_KERNELS_MATRIX_H
#define OGEE_SRC_KERNELS_MATRIX_H

#include "kernels.h"

/* y = x W^T + b: combine for a wide layer, dots for a narrow one. */
static inline void og_matrix_forward(const og_kernels *kernels, const og_matrix *m, const float *packed,
                                     size_t batch, const float *x, float *y)
{
    (m->wide ? kernels->combine : kernels->dots)(m, packed, packed + m->rows * m->stride, batch, x, y);
}

/* dx = dy W: dots for a wide layer, combine for a narrow one. */
static inline void og_matrix_backward(const og_kernels *kernels, const og_matrix *m, const float *packed,
                                      size_t batch, const float *dy, float *dx)
{
    (m->wide ? kernels->dots : kernels->combine)(m, packed, NULL, batch, dy, dx);
}

/* d loss / d weight and bias, packed; with gradient NULL a step of SGD, false when it is not finite. */
static inline bool og_matrix_gradient(const og_kernels *kernels, const og_matrix *m, size_t batch,
                                      const float *x, const float *dy, float *gradient,
                                      const og_sgd_move *move)
{
    return kernels->outer(m, batch, m->wide ? x : dy, m->wide ? dy : x, gradient, move);
}

#endif
