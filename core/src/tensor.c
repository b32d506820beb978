#include "ogee/tensor.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "tensor_shape.h"

og_shape_text og_shape_write(int ndim, const size_t *shape)
{
    og_shape_text out = {"("};
    size_t length = 1;
    for (int d = 0; d < ndim; d++)
        length +=
            (size_t)snprintf(out.text + length, sizeof out.text - length, d ? ", %zu" : "%zu", shape[d]);
    snprintf(out.text + length, sizeof out.text - length, ")");
    return out;
}

og_status og_tensor_plan(int ndim, const size_t *shape, og_tensor *out)
{
    if (ndim < 0 || ndim > OG_MAX_DIMS)
        return og_fail(OG_ERR_SHAPE, "a tensor has 0 to %d dimensions, got %d", OG_MAX_DIMS, ndim);
    og_tensor plan = {.ndim = ndim};
    size_t step = 1;
    for (int d = ndim; d-- > 0;) {
        plan.shape[d] = shape[d];
        plan.stride[d] = step;
        /* A size of 0 counts as 1, so that the strides of an empty tensor cannot overflow either. */
        size_t size = shape[d] ? shape[d] : 1;
        if (size > PTRDIFF_MAX / sizeof(float) / step)
            return og_fail(OG_ERR_SHAPE, "a tensor of shape %s has more elements than memory can hold",
                           og_shape_write(ndim, shape).text);
        step *= size;
    }
    *out = plan;
    return OG_OK;
}

og_status og_tensor_allocate(int ndim, const size_t *shape, og_tensor *out)
{
    og_tensor made;
    OG_TRY(og_tensor_plan(ndim, shape, &made));
    size_t count = og_tensor_count(&made);
    made.data = calloc(count ? count : 1, sizeof(float));
    if (!made.data)
        return og_fail(OG_ERR_MEMORY, "no memory for the %zu elements of a tensor of shape %s", count,
                       og_shape_write(ndim, shape).text);
    made.owned = true;
    *out = made;
    return OG_OK;
}

og_status og_tensor_dim(const og_tensor *tensor, int dim, int *out)
{
    if (dim < -tensor->ndim || dim >= tensor->ndim)
        return og_fail(OG_ERR_ARGUMENT, "dimension %d of a tensor of shape %s, which has %d", dim,
                       og_shape_write(tensor->ndim, tensor->shape).text, tensor->ndim);
    *out = dim < 0 ? dim + tensor->ndim : dim;
    return OG_OK;
}

void og_tensor_drop_dim(og_tensor *tensor, int dim)
{
    size_t behind = (size_t)(tensor->ndim - dim - 1);
    memmove(&tensor->shape[dim], &tensor->shape[dim + 1], behind * sizeof tensor->shape[0]);
    memmove(&tensor->stride[dim], &tensor->stride[dim + 1], behind * sizeof tensor->stride[0]);
    tensor->ndim--;
}

void og_tensor_destroy(og_tensor *tensor)
{
    if (tensor->owned)
        free(tensor->data);
    *tensor = (og_tensor){0};
}

size_t og_tensor_count(const og_tensor *tensor)
{
    size_t count = 1;
    for (int d = 0; d < tensor->ndim; d++)
        count *= tensor->shape[d];
    return count;
}

size_t og_tensor_offset(const og_tensor *tensor, size_t index)
{
    size_t offset = 0;
    for (int d = tensor->ndim; d-- > 0; index /= tensor->shape[d])
        offset += index % tensor->shape[d] * tensor->stride[d];
    return offset;
}

/* ---- make ---- */

og_status og_tensor_over(float *data, int ndim, const size_t *shape, og_tensor *out)
{
    og_tensor made;
    OG_TRY(og_tensor_plan(ndim, shape, &made));
    if (!data && og_tensor_count(&made) > 0)
        return og_fail(OG_ERR_ARGUMENT, "no memory given for a tensor of shape %s",
                       og_shape_write(ndim, shape).text);
    made.data = data;
    *out = made;
    return OG_OK;
}

og_status og_tensor_zeros(int ndim, const size_t *shape, og_tensor *out)
{
    return og_tensor_allocate(ndim, shape, out);
}

og_status og_tensor_full(float value, int ndim, const size_t *shape, og_tensor *out)
{
    OG_TRY(og_tensor_allocate(ndim, shape, out));
    size_t count = og_tensor_count(out);
    for (size_t i = 0; i < count; i++)
        out->data[i] = value;
    return OG_OK;
}

og_status og_tensor_uniform(og_rng *rng, float low, float high, int ndim, const size_t *shape, og_tensor *out)
{
    if (!(low <= high && isfinite(high - low)))
        return og_fail(OG_ERR_ARGUMENT,
                       "uniform numbers from %g to %g, expected a finite range that does not fall",
                       (double)low, (double)high);
    OG_TRY(og_tensor_allocate(ndim, shape, out));
    size_t count = og_tensor_count(out);
    for (size_t i = 0; i < count; i++)
        out->data[i] = og_rng_uniform_between(rng, low, high);
    return OG_OK;
}

og_status og_tensor_normal(og_rng *rng, int ndim, const size_t *shape, og_tensor *out)
{
    OG_TRY(og_tensor_allocate(ndim, shape, out));
    og_rng_normal_fill(rng, og_tensor_count(out), out->data);
    return OG_OK;
}

og_status og_tensor_arange(double start, double end, double step, og_tensor *out)
{
    double steps = (end - start) / step;
    if (!isfinite(start) || !isfinite(step) || !isfinite(steps) || steps < 0)
        return og_fail(OG_ERR_ARGUMENT, "numbers from %g to %g in steps of %g never get there", start, end,
                       step);
    if (steps >= 0x1p53)
        return og_fail(OG_ERR_SHAPE, "%g numbers from %g to %g are more than memory can hold", steps, start,
                       end);
    size_t count = (size_t)steps;
    count += (double)count < steps;
    OG_TRY(og_tensor_allocate(1, &count, out));
    for (size_t i = 0; i < count; i++)
        out->data[i] = (float)(start + step * (double)i);
    return OG_OK;
}

og_status og_tensor_copy(const og_tensor *tensor, og_tensor *out)
{
    og_tensor made;
    OG_TRY(og_tensor_allocate(tensor->ndim, tensor->shape, &made));
    size_t count = og_tensor_count(&made);
    for (size_t i = 0; i < count; i++)
        made.data[i] = tensor->data[og_tensor_offset(tensor, i)];
    *out = made;
    return OG_OK;
}

/* ---- see the same numbers differently ---- */

/* Fills view->stride, so that view shows tensor's elements in row-major order; false when no strides do. Both
   have as many elements. From the last dimension on, the tensor's dimensions are joined into runs of evenly
   spaced elements, and the view's dimensions have to divide these runs. */
static bool view_strides(const og_tensor *tensor, og_tensor *view)
{
    if (og_tensor_count(view) == 0)
        return true;
    size_t run = 1, step = 1;
    int d = tensor->ndim;
    for (int v = view->ndim; v-- > 0;) {
        while (run == 1 && d > 0 && view->shape[v] > 1) {
            run = tensor->shape[--d];
            step = tensor->stride[d];
            while (d > 0 && (tensor->shape[d - 1] == 1 || tensor->stride[d - 1] == step * run))
                run *= tensor->shape[--d];
        }
        if (run % view->shape[v])
            return false;
        view->stride[v] = step;
        step *= view->shape[v];
        run /= view->shape[v];
    }
    return true;
}

static og_status plan_view(const og_tensor *tensor, int ndim, const size_t *shape, og_tensor *out)
{
    OG_TRY(og_tensor_plan(ndim, shape, out));
    size_t has = og_tensor_count(tensor), wanted = og_tensor_count(out);
    if (has != wanted)
        return og_fail(OG_ERR_SHAPE, "a tensor of shape %s has %zu elements, seen as %s it would need %zu",
                       og_shape_write(tensor->ndim, tensor->shape).text, has,
                       og_shape_write(ndim, shape).text, wanted);
    out->data = tensor->data;
    return OG_OK;
}

og_status og_tensor_view(const og_tensor *tensor, int ndim, const size_t *shape, og_tensor *out)
{
    og_tensor view;
    OG_TRY(plan_view(tensor, ndim, shape, &view));
    if (!view_strides(tensor, &view))
        return og_fail(
            OG_ERR_SHAPE,
            "the elements of this tensor of shape %s do not lie in order in memory, so it cannot be "
            "seen as %s without a copy: use reshape",
            og_shape_write(tensor->ndim, tensor->shape).text, og_shape_write(ndim, shape).text);
    *out = view;
    return OG_OK;
}

og_status og_tensor_reshape(const og_tensor *tensor, int ndim, const size_t *shape, og_tensor *out)
{
    og_tensor view;
    OG_TRY(plan_view(tensor, ndim, shape, &view));
    if (!view_strides(tensor, &view)) {
        og_tensor copy;
        OG_TRY(og_tensor_copy(tensor, &copy));
        OG_TRY(og_tensor_plan(ndim, shape, &view));
        view.data = copy.data;
        view.owned = true;
    }
    *out = view;
    return OG_OK;
}

og_status og_tensor_transpose(const og_tensor *tensor, int dim_a, int dim_b, og_tensor *out)
{
    int a = 0, b = 0;
    OG_TRY(og_tensor_dim(tensor, dim_a, &a));
    OG_TRY(og_tensor_dim(tensor, dim_b, &b));
    og_tensor view = *tensor;
    view.owned = false;
    view.shape[a] = tensor->shape[b];
    view.shape[b] = tensor->shape[a];
    view.stride[a] = tensor->stride[b];
    view.stride[b] = tensor->stride[a];
    *out = view;
    return OG_OK;
}

og_status og_tensor_slice(const og_tensor *tensor, int dim, size_t start, size_t end, size_t step,
                          og_tensor *out)
{
    int d = 0;
    OG_TRY(og_tensor_dim(tensor, dim, &d));
    if (start > end || end > tensor->shape[d] || step == 0)
        return og_fail(OG_ERR_ARGUMENT,
                       "slice from %zu to %zu in steps of %zu along dimension %d of shape %s, expected "
                       "0 <= start <= end <= %zu and a step of 1 or more",
                       start, end, step, d, og_shape_write(tensor->ndim, tensor->shape).text,
                       tensor->shape[d]);
    og_tensor view = *tensor;
    view.owned = false;
    view.shape[d] = (end - start) / step + ((end - start) % step != 0);
    /* With one index or none the stride is never used: left alone, it cannot overflow. */
    if (view.shape[d] > 1)
        view.stride[d] = tensor->stride[d] * step;
    if (og_tensor_count(&view) > 0)
        view.data += start * tensor->stride[d];
    *out = view;
    return OG_OK;
}
