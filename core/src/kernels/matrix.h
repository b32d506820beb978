/* Linear layers by a set of kernels: which kernel goes which way. */
#ifndef OGEE_SRC_KERNELS_MATRIX_H
#define OGEE_SRC_KERNELS_MATRIX_H

#include "kernels.h"

/* Floats in a line of the cache, at which the arrays of the kernels begin where that is easy. */
enum { OG_ALIGNMENT = 64 / sizeof(float) };

/* count, made a multiple of OG_ALIGNMENT. */
static inline size_t og_aligned_count(size_t count)
{
    return (count + OG_ALIGNMENT - 1) / OG_ALIGNMENT * OG_ALIGNMENT;
}

/* The first such place in an array, up to OG_ALIGNMENT - 1 floats behind its beginning. */
static inline float *og_aligned(float *array)
{
    return array + -(uintptr_t)array / sizeof *array % OG_ALIGNMENT;
}

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

/* d loss / d weight and bias, packed. */
static inline void og_matrix_gradient(const og_kernels *kernels, const og_matrix *m, size_t batch,
                                      const float *x, const float *dy, float *gradient)
{
    kernels->outer(m, batch, m->wide ? x : dy, m->wide ? dy : x, gradient);
}

/* A step of SGD by it; scratch has room for it. False when something that moved is not finite. */
static inline bool og_matrix_step(const og_kernels *kernels, const og_matrix *m, size_t batch, const float *x,
                                  const float *dy, float *scratch, const og_sgd_move *move)
{
    if (batch == 1)
        return kernels->move_by_one(m, m->wide ? x : dy, m->wide ? dy : x, move);
    og_matrix_gradient(kernels, m, batch, x, dy, scratch);
    return kernels->move(og_matrix_used(m), scratch, move);
}

#endif
