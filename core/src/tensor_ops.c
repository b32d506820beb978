#include <math.h>

#include "fail.h"
#include "ogee/tensor.h"
#include "tensor_shape.h"

/* ---- broadcasting ---- */

/* The view of tensor with dimensions of stride 0 in front, ndim in all. */
static og_tensor lead_with_ones(const og_tensor *tensor, int ndim)
{
    og_tensor view = {.data = tensor->data, .ndim = ndim};
    int missing = ndim - tensor->ndim;
    for (int d = 0; d < ndim; d++) {
        view.shape[d] = d < missing ? 1 : tensor->shape[d - missing];
        view.stride[d] = d < missing ? 0 : tensor->stride[d - missing];
    }
    return view;
}

bool og_tensor_broadcast(og_tensor *a, og_tensor *b)
{
    int ndim = a->ndim > b->ndim ? a->ndim : b->ndim;
    *a = lead_with_ones(a, ndim);
    *b = lead_with_ones(b, ndim);
    for (int d = 0; d < ndim; d++) {
        og_tensor *repeated = a->shape[d] == 1 ? a : b;
        if (a->shape[d] == b->shape[d])
            continue;
        if (repeated->shape[d] != 1)
            return false;
        repeated->shape[d] = repeated == a ? b->shape[d] : a->shape[d];
        repeated->stride[d] = 0;
    }
    return true;
}

/* ---- elementwise ---- */

static float add(float a, float b)
{
    return a + b;
}

static float subtract(float a, float b)
{
    return a - b;
}

static float multiply(float a, float b)
{
    return a * b;
}

static og_status combine(const og_tensor *a, const og_tensor *b, float (*operation)(float, float),
                         const char *verb, og_tensor *out)
{
    og_tensor left = *a, right = *b, made;
    if (!og_tensor_broadcast(&left, &right))
        return og_fail(
            OG_ERR_SHAPE,
            "cannot %s tensors of shapes %s and %s: aligned at the last dimension, two sizes have to be "
            "equal or one of them 1",
            verb, og_shape_write(a->ndim, a->shape).text, og_shape_write(b->ndim, b->shape).text);
    OG_TRY(og_tensor_allocate(left.ndim, left.shape, &made));
    size_t count = og_tensor_count(&made);
    for (size_t i = 0; i < count; i++)
        made.data[i] =
            operation(left.data[og_tensor_offset(&left, i)], right.data[og_tensor_offset(&right, i)]);
    *out = made;
    return OG_OK;
}

og_status og_tensor_add(const og_tensor *a, const og_tensor *b, og_tensor *out)
{
    return combine(a, b, add, "add", out);
}

og_status og_tensor_sub(const og_tensor *a, const og_tensor *b, og_tensor *out)
{
    return combine(a, b, subtract, "subtract", out);
}

og_status og_tensor_mul(const og_tensor *a, const og_tensor *b, og_tensor *out)
{
    return combine(a, b, multiply, "multiply", out);
}

og_status og_tensor_map(const og_tensor *tensor, float (*function)(float), og_tensor *out)
{
    og_tensor made;
    OG_TRY(og_tensor_copy(tensor, &made));
    size_t count = og_tensor_count(&made);
    for (size_t i = 0; i < count; i++)
        made.data[i] = function(made.data[i]);
    *out = made;
    return OG_OK;
}

/* ---- matrix product ---- */

/* A view with one more dimension of size 1 at the end. */
static og_tensor as_column(const og_tensor *tensor)
{
    og_tensor view = *tensor;
    view.shape[view.ndim] = 1;
    view.stride[view.ndim++] = 0;
    return view;
}

static og_status fail_matmul(const og_tensor *a, const og_tensor *b, const char *why)
{
    return og_fail(OG_ERR_SHAPE, "cannot take the matrix product of shapes %s and %s: %s",
                   og_shape_write(a->ndim, a->shape).text, og_shape_write(b->ndim, b->shape).text, why);
}

/* One matrix of the batch: out (m, n, row-major) = a (m, k) b (k, n). */
static void multiply_matrices(const og_tensor *a, const og_tensor *b, size_t a_offset, size_t b_offset,
                              float *out)
{
    size_t m = a->shape[a->ndim - 2], inner = a->shape[a->ndim - 1], n = b->shape[b->ndim - 1];
    size_t a_down = a->stride[a->ndim - 2], a_right = a->stride[a->ndim - 1];
    size_t b_down = b->stride[b->ndim - 2], b_right = b->stride[b->ndim - 1];
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            const float *x = a->data + a_offset + i * a_down;
            const float *y = b->data + b_offset + j * b_right;
            double sum = 0;
            for (size_t k = 0; k < inner; k++)
                sum += (double)x[k * a_right] * (double)y[k * b_down];
            *out++ = (float)sum;
        }
    }
}

og_status og_tensor_matmul(const og_tensor *a, const og_tensor *b, og_tensor *out)
{
    if (a->ndim == 0 || b->ndim == 0)
        return fail_matmul(a, b, "both need at least one dimension");
    og_tensor left = a->ndim == 1 ? lead_with_ones(a, 2) : *a;
    og_tensor right = b->ndim == 1 ? as_column(b) : *b;
    size_t rows = left.shape[left.ndim - 2], columns = right.shape[right.ndim - 1];
    if (left.shape[left.ndim - 1] != right.shape[right.ndim - 2])
        return fail_matmul(a, b, "a row of the first has to be as long as a column of the second");

    /* Only the batch dimensions broadcast. */
    og_tensor left_batch = left, right_batch = right;
    left_batch.ndim -= 2;
    right_batch.ndim -= 2;
    if (!og_tensor_broadcast(&left_batch, &right_batch))
        return fail_matmul(a, b,
                           "before the last two dimensions, two sizes have to be equal or one of them 1");

    og_tensor made, result = left_batch;
    result.shape[result.ndim++] = rows;
    result.shape[result.ndim++] = columns;
    OG_TRY(og_tensor_allocate(result.ndim, result.shape, &made));
    /* Without elements to add up, the zeros of new memory are the result. */
    size_t inner = left.shape[left.ndim - 1];
    size_t matrices = rows > 0 && columns > 0 && inner > 0 ? og_tensor_count(&left_batch) : 0;
    for (size_t i = 0; i < matrices; i++)
        multiply_matrices(&left, &right, og_tensor_offset(&left_batch, i), og_tensor_offset(&right_batch, i),
                          made.data + i * rows * columns);
    if (b->ndim == 1)
        og_tensor_drop_dim(&made, made.ndim - 1);
    if (a->ndim == 1)
        og_tensor_drop_dim(&made, made.ndim - (b->ndim == 1 ? 1 : 2));
    *out = made;
    return OG_OK;
}

/* ---- reductions ---- */

typedef float (*reduction)(const float *first, size_t count, size_t stride);

static double sum_of(const float *first, size_t count, size_t stride)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += first[i * stride];
    return sum;
}

static float reduce_sum(const float *first, size_t count, size_t stride)
{
    return (float)sum_of(first, count, stride);
}

static float reduce_mean(const float *first, size_t count, size_t stride)
{
    return count ? (float)(sum_of(first, count, stride) / (double)count) : NAN;
}

static float reduce_min(const float *first, size_t count, size_t stride)
{
    float best = first[0];
    for (size_t i = 1; i < count && !isnan(best); i++)
        if (!(first[i * stride] >= best))
            best = first[i * stride];
    return best;
}

static float reduce_max(const float *first, size_t count, size_t stride)
{
    float best = first[0];
    for (size_t i = 1; i < count && !isnan(best); i++)
        if (!(first[i * stride] <= best))
            best = first[i * stride];
    return best;
}

static og_status reduce_dim(const og_tensor *tensor, int dim, reduction reduce, og_tensor *out)
{
    int d;
    OG_TRY(og_tensor_dim(tensor, dim, &d));
    og_tensor starts = *tensor, made;
    og_tensor_drop_dim(&starts, d);
    OG_TRY(og_tensor_allocate(starts.ndim, starts.shape, &made));
    size_t count = og_tensor_count(&made);
    for (size_t i = 0; i < count; i++) {
        const float *first = tensor->shape[d] ? tensor->data + og_tensor_offset(&starts, i) : NULL;
        made.data[i] = reduce(first, tensor->shape[d], tensor->stride[d]);
    }
    *out = made;
    return OG_OK;
}

static og_status reduce_any(const og_tensor *tensor, int dim, reduction reduce, og_tensor *out)
{
    if (dim != OG_ALL_DIMS)
        return reduce_dim(tensor, dim, reduce, out);
    og_tensor row;
    size_t count = og_tensor_count(tensor);
    OG_TRY(og_tensor_reshape(tensor, 1, &count, &row));
    og_status status = reduce_dim(&row, 0, reduce, out);
    og_tensor_destroy(&row);
    return status;
}

/* Checks that there is something to choose from: of no elements none is the smallest. */
static og_status reduce_nonempty(const og_tensor *tensor, int dim, reduction reduce, og_tensor *out)
{
    int d = 0;
    if (dim != OG_ALL_DIMS)
        OG_TRY(og_tensor_dim(tensor, dim, &d));
    if (dim == OG_ALL_DIMS ? og_tensor_count(tensor) == 0 : tensor->shape[d] == 0)
        return og_fail(OG_ERR_SHAPE, "no smallest or largest element in a tensor of shape %s: there are none",
                       og_shape_write(tensor->ndim, tensor->shape).text);
    return reduce_any(tensor, dim, reduce, out);
}

og_status og_tensor_sum(const og_tensor *tensor, int dim, og_tensor *out)
{
    return reduce_any(tensor, dim, reduce_sum, out);
}

og_status og_tensor_mean(const og_tensor *tensor, int dim, og_tensor *out)
{
    return reduce_any(tensor, dim, reduce_mean, out);
}

og_status og_tensor_min(const og_tensor *tensor, int dim, og_tensor *out)
{
    return reduce_nonempty(tensor, dim, reduce_min, out);
}

og_status og_tensor_max(const og_tensor *tensor, int dim, og_tensor *out)
{
    return reduce_nonempty(tensor, dim, reduce_max, out);
}
