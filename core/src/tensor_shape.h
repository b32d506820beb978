/* What the tensor files share: shapes as text, checks of dimensions, new memory. */
#ifndef OGEE_SRC_TENSOR_SHAPE_H
#define OGEE_SRC_TENSOR_SHAPE_H

#include "ogee/tensor.h"

/* "(2, 3)", "(5)", "()": room for 8 numbers of 20 digits. */
typedef struct og_shape_text {
    char text[192];
} og_shape_text;
og_shape_text og_shape_write(int ndim, const size_t *shape);

static inline bool og_same_dims(int a_ndim, const size_t *a, int b_ndim, const size_t *b)
{
    bool same = a_ndim == b_ndim;
    for (int i = 0; same && i < a_ndim; i++)
        same = a[i] == b[i];
    return same;
}

/* A row-major tensor of that shape without memory; checks ndim and that the size in bytes can be counted. */
og_status og_tensor_plan(int ndim, const size_t *shape, og_tensor *out);

/* The same with memory of its own, all 0. */
og_status og_tensor_allocate(int ndim, const size_t *shape, og_tensor *out);

/* Turns a dim that may count from the end into 0 .. ndim-1. */
og_status og_tensor_dim(const og_tensor *tensor, int dim, int *out);

/* Makes of a and b views of one common shape; false when two sizes differ and neither is 1. */
bool og_tensor_broadcast(og_tensor *a, og_tensor *b);

/* Takes one dimension away: the view at its index 0. */
void og_tensor_drop_dim(og_tensor *tensor, int dim);

#endif
