/* Tensors: numbers in up to 8 dimensions, as open views that behave as PyTorch's. For lessons and
   experiments; networks (ogee/net.h) keep their numbers in one block of their own. */
#ifndef OGEE_TENSOR_H
#define OGEE_TENSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/rng.h"
#include "ogee/status.h"

enum {
    OG_MAX_DIMS = 8,
    OG_ALL_DIMS = 1000 /* as a dim: all of them, down to one number */
};

/* A view of numbers in memory. Element [i, j, ...] is data[i * stride[0] + j * stride[1] + ...]. {0} is a
   tensor of no dimensions without memory: a safe start for og_tensor_destroy. */
typedef struct og_tensor {
    float *data;                /* the element with all indices 0 */
    int ndim;                   /* 0 (a single number) .. OG_MAX_DIMS */
    size_t shape[OG_MAX_DIMS];  /* elements along each dimension; 0 is allowed and means no elements at all */
    size_t stride[OG_MAX_DIMS]; /* steps in data from one index to the next, counted in floats */
    bool owned;                 /* data is this tensor's own and og_tensor_destroy frees it */
} og_tensor;

/* What holds for all functions below. The result goes to *out, whose former content is neither read nor
   freed; after an error *out is untouched. A result is either new memory in row-major order (owned: destroy
   it) or a view of the input's memory (not owned: it must not outlive that memory, and writing to it writes
   there); each section says which. Dimensions count from 0, or from the end with -1 for the last one. Errors:
   OG_ERR_SHAPE when shapes do not fit (the detail names them) or a size overflows,
   OG_ERR_ARGUMENT for a dimension, range or number that does not exist, OG_ERR_MEMORY. */

/* Frees what the tensor owns and makes it {0}; views and {0} are fine. */
void og_tensor_destroy(og_tensor *tensor);

/* The number of elements: the product of the shape, 1 without dimensions. */
size_t og_tensor_count(const og_tensor *tensor);

/* Where in data the element of that index (in row-major order, < og_tensor_count) stands. */
size_t og_tensor_offset(const og_tensor *tensor, size_t index);

/* ---- make ---- */

/* A view over the caller's memory, which holds the elements in row-major order. */
og_status og_tensor_over(float *data, int ndim, const size_t *shape, og_tensor *out);

/* New tensors of a shape: all 0, all value, uniform in [low, high), normal with mean 0 and deviation 1. The
   random ones are those of torch.rand, Tensor.uniform_(low, high) and torch.randn from the same seed
   (ogee/rng.h). low > high or a range that is no finite float is OG_ERR_ARGUMENT. */
og_status og_tensor_zeros(int ndim, const size_t *shape, og_tensor *out);
og_status og_tensor_full(float value, int ndim, const size_t *shape, og_tensor *out);
og_status og_tensor_uniform(og_rng *rng, float low, float high, int ndim, const size_t *shape,
                            og_tensor *out);
og_status og_tensor_normal(og_rng *rng, int ndim, const size_t *shape, og_tensor *out);

/* A new row of the ceil((end - start) / step) numbers start, start + step, ... before end, each computed in
   double and rounded once. OG_ERR_ARGUMENT for step 0, a step away from end, and what is not finite. */
og_status og_tensor_arange(double start, double end, double step, og_tensor *out);

/* A new tensor with the same elements. */
og_status og_tensor_copy(const og_tensor *tensor, og_tensor *out);

/* ---- see the same numbers differently ---- */

/* A view with another shape of as many elements, in the same row-major order. After a transpose or slice that
   may be impossible without copying: OG_ERR_SHAPE. */
og_status og_tensor_view(const og_tensor *tensor, int ndim, const size_t *shape, og_tensor *out);

/* The same, as a view where that is possible and else as a new tensor; out->owned tells. */
og_status og_tensor_reshape(const og_tensor *tensor, int ndim, const size_t *shape, og_tensor *out);

/* A view with two dimensions swapped. */
og_status og_tensor_transpose(const og_tensor *tensor, int dim_a, int dim_b, og_tensor *out);

/* A view of the indices start, start + step, ... below end of one dimension; step >= 1 and
   start <= end <= the dimension's size. */
og_status og_tensor_slice(const og_tensor *tensor, int dim, size_t start, size_t end, size_t step,
                          og_tensor *out);

/* ---- compute: new tensors; inputs may be views, also of each other ---- */

/* a + b, a - b, a * b for each element. Shapes are aligned at their last dimension; a missing dimension or
   one of size 1 is repeated to match the other's (broadcasting). */
og_status og_tensor_add(const og_tensor *a, const og_tensor *b, og_tensor *out);
og_status og_tensor_sub(const og_tensor *a, const og_tensor *b, og_tensor *out);
og_status og_tensor_mul(const og_tensor *a, const og_tensor *b, og_tensor *out);

/* function(x) for each element, for example og_tensor_map(&x, og_sigmoidf, &y). */
og_status og_tensor_map(const og_tensor *tensor, float (*function)(float), og_tensor *out);

/* The matrix product, by torch.matmul's rules: (m, k) times (k, n) is (m, n); a one-dimensional a is a row, a
   one-dimensional b a column, and that dimension is missing in the result; dimensions before the last two are
   batches of matrices and broadcast. An operand without dimensions is OG_ERR_SHAPE. Each element is a sum
   over k in rising order, in double, rounded once. */
og_status og_tensor_matmul(const og_tensor *a, const og_tensor *b, og_tensor *out);

/* Sum, mean, smallest and largest element along one dimension, which is missing in the result, or over
   OG_ALL_DIMS. Sums run in double in order of the index and are rounded once. Of no elements the sum is 0,
   the mean NaN, and min and max are OG_ERR_SHAPE. A NaN among the elements makes the result NaN. */
og_status og_tensor_sum(const og_tensor *tensor, int dim, og_tensor *out);
og_status og_tensor_mean(const og_tensor *tensor, int dim, og_tensor *out);
og_status og_tensor_min(const og_tensor *tensor, int dim, og_tensor *out);
og_status og_tensor_max(const og_tensor *tensor, int dim, og_tensor *out);

/* ---- show ---- */

/* Writes the tensor as PyTorch prints it, "tensor([0.2689, 0.5000, 0.7311])", into buffer[size], cut short
   where it does not fit and always ended by a 0 (size 0: nothing is written). Returns the length of the whole
   text without that 0, as snprintf does. As in PyTorch: four places; whole numbers as "1."; "1.0000e-05" once
   the largest is more than 1000 times the smallest, or one is below 0.0001 (not for whole numbers) or above
   10^8; lines of at most 80 characters; of more than 1000 elements the first and last three along each
   dimension. Compared with torch's own text in tests/core/test_tensor_print.c. */
size_t og_tensor_format(const og_tensor *tensor, char *buffer, size_t size);

#endif
