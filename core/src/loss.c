#include "ogee/loss.h"

#include <stdbool.h>

#include "elementary.h"
#include "fail.h"
#include "kernels/kernels.h"
#include "ogee/activation.h"
#include "tensor_shape.h"

/* A term whose factor is 0 is left out, so that 0 times infinity cannot make NaN; NaN itself stays. */
static double times(double factor, double (*function)(double), double x)
{
    return factor == 0 && x == x ? 0 : factor * function(x);
}

static double bce_with_logits(double x, double y, double c)
{
    return times(c * y, og_softplus, -x) + times(1 - y, og_softplus, x);
}

/* At y = 1, sigmoid(x) - 1 would lose the digits of a small gradient. At 0 and 1 the sigmoid is the correctly
   rounded one; between them its rounding to float would show in the difference. */
static double bce_with_logits_gradient(double x, double y, double c)
{
    if (y == 0)
        return og_sigmoidf((float)x);
    if (y == 1)
        return -c * og_sigmoidf((float)-x);
    return (1 - y) * og_sigmoid(x) - c * y * og_sigmoid(-x);
}

static double cost(double logarithm)
{
    return logarithm < -100 ? 100 : -logarithm;
}

static double bce(double p, double y, double c)
{
    (void)c;
    return y * cost(og_log(p)) + (1 - y) * cost(og_log1p(-p));
}

static double bce_gradient(double p, double y, double c)
{
    (void)c;
    double slope = p * (1 - p);
    return (p - y) / (slope > 1e-12 ? slope : 1e-12);
}

static double mse(double x, double y, double c)
{
    (void)c;
    return (x - y) * (x - y);
}

static double mse_gradient(double x, double y, double c)
{
    (void)c;
    return 2 * (x - y);
}

typedef struct loss_row {
    double (*value)(double x, double y, double pos_weight);
    double (*gradient)(double x, double y, double pos_weight);
    bool input_is_probability, target_is_probability;
} loss_row;

static const loss_row loss_rows[] = {
    [OG_BCE_WITH_LOGITS] = {bce_with_logits, bce_with_logits_gradient, false, true},
    [OG_BCE] = {bce, bce_gradient, true, true},
    [OG_MSE] = {mse, mse_gradient, false, false},
};

static og_status check_probability(const char *what, size_t index, float p)
{
    if (p >= 0 && p <= 1)
        return OG_OK;
    return og_fail(OG_ERR_ARGUMENT, "%s %zu is %g, expected a number in 0 .. 1", what, index, p);
}

/* ---- on arrays of logits ---- */

/* The gradient by the logit through p = sigmoid(z), in PyTorch's floats and order, so that what a saturated
   sigmoid loses is lost here too; count is 1 for a sum. */
static float through_sigmoid(og_loss_kind kind, float p, float y, double count)
{
    float slope = (1 - p) * p, by_output;
    if (kind == OG_BCE)
        by_output = (p - y) / (slope > 1e-12f ? slope : 1e-12f) / (float)count;
    else
        by_output = (float)(2 / count) * (p - y);
    return by_output * (1 - p) * p;
}

static og_status check_targets(og_loss_kind kind, size_t count, const float *targets)
{
    for (size_t i = 0; loss_rows[kind].target_is_probability && i < count; i++)
        OG_TRY(check_probability("target", i, targets[i]));
    return OG_OK;
}

static og_status check_kind(og_loss_kind kind, og_reduction reduction, const float *pos_weight)
{
    if (reduction == OG_REDUCE_NONE)
        return og_fail(OG_ERR_ARGUMENT, "one loss for each element was asked for; og_loss gives it");
    if (pos_weight && kind != OG_BCE_WITH_LOGITS)
        return og_fail(OG_ERR_ARGUMENT, "pos_weight belongs to BCE with logits only");
    return OG_OK;
}

/* All weights 1. */
static bool is_plain(size_t labels, const float *pos_weight)
{
    bool plain = true;
    for (size_t k = 0; pos_weight && k < labels; k++)
        plain = plain && pos_weight[k] == 1;
    return plain;
}

static double sum_of_logits(og_loss_kind kind, double divisor, size_t count, size_t labels,
                            const float *pos_weight, const float *logits, const float *targets,
                            float *gradient)
{
    double sum = 0;
    for (size_t i = 0, label = 0; i < count; i++) {
        float z = logits[i], y = targets[i];
        if (kind == OG_BCE_WITH_LOGITS) {
            double c = pos_weight[label];
            sum += bce_with_logits(z, y, c);
            if (gradient)
                gradient[i] = (float)bce_with_logits_gradient(z, y, c) / (float)divisor;
        } else {
            float p = og_sigmoidf(z);
            sum += loss_rows[kind].value(p, y, 1);
            if (gradient)
                gradient[i] = through_sigmoid(kind, p, y, divisor);
        }
        label = label + 1 < labels ? label + 1 : 0;
    }
    return sum;
}

og_status og_loss_of_logits(og_loss_kind kind, og_reduction reduction, size_t count, size_t labels,
                            const float *pos_weight, const float *logits, const float *targets, double *loss,
                            float *gradient)
{
    OG_TRY(check_kind(kind, reduction, pos_weight));
    double divisor = reduction == OG_REDUCE_MEAN ? (double)count : 1, sum;
    if (kind == OG_BCE_WITH_LOGITS && is_plain(labels, pos_weight)) {
        sum = og_kernels_in_use()->bce_with_logits(count, logits, targets, (float)divisor, gradient);
        /* A target outside 0 .. 1 shows in the sum, so that a look at each is left for then. */
        if (sum != sum)
            OG_TRY(check_targets(kind, count, targets));
    } else {
        OG_TRY(check_targets(kind, count, targets));
        sum = sum_of_logits(kind, divisor, count, labels, pos_weight, logits, targets, gradient);
    }
    *loss = sum / divisor;
    return OG_OK;
}

og_status og_bce_with_logits(size_t count, const float *logits, const float *targets, og_reduction reduction,
                             double *loss, float *gradient)
{
    return og_loss_of_logits(OG_BCE_WITH_LOGITS, reduction, count, 1, NULL, logits, targets, loss, gradient);
}

/* ---- on tensors ---- */

static bool same_shape(const og_tensor *a, const og_tensor *b)
{
    return og_same_dims(a->ndim, a->shape, b->ndim, b->shape);
}

/* A view of weight with the input's shape. Without a weight one is used. */
static og_status expand(const char *what, const og_tensor *weight, const og_tensor *input, float *one,
                        og_tensor *out)
{
    og_tensor single = {.data = one}, same = *input;
    *out = weight ? *weight : single;
    if (!og_tensor_broadcast(out, &same) || !same_shape(out, input))
        return og_fail(OG_ERR_SHAPE, "the %s has shape %s, which does not broadcast to the input's %s", what,
                       og_shape_write(weight->ndim, weight->shape).text,
                       og_shape_write(input->ndim, input->shape).text);
    return OG_OK;
}

/* Everything of one call that stays the same over its elements. */
typedef struct elements {
    const loss_row *row;
    const og_tensor *input, *target;
    og_tensor weight, pos_weight;
} elements;

static float at(const og_tensor *tensor, size_t index)
{
    return tensor->data[og_tensor_offset(tensor, index)];
}

static og_status check_elements(const elements *e, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (e->row->input_is_probability)
            OG_TRY(check_probability("probability", i, at(e->input, i)));
        if (e->row->target_is_probability)
            OG_TRY(check_probability("target", i, at(e->target, i)));
    }
    return OG_OK;
}

static double weighted(const elements *e, size_t i, double (*function)(double, double, double))
{
    double weight = at(&e->weight, i);
    double term = function(at(e->input, i), at(e->target, i), at(&e->pos_weight, i));
    return weight == 0 && term == term ? 0 : weight * term;
}

og_status og_loss(const og_loss_def *def, const og_tensor *input, const og_tensor *target, og_tensor *loss,
                  og_tensor *gradient)
{
    if (!same_shape(input, target))
        return og_fail(OG_ERR_SHAPE, "the input has shape %s, the target %s; a loss needs two of one shape",
                       og_shape_write(input->ndim, input->shape).text,
                       og_shape_write(target->ndim, target->shape).text);
    if (def->pos_weight && def->kind != OG_BCE_WITH_LOGITS)
        return og_fail(OG_ERR_ARGUMENT, "pos_weight belongs to BCE with logits only");
    float one = 1;
    elements e = {.row = &loss_rows[def->kind], .input = input, .target = target};
    OG_TRY(expand("weight", def->weight, input, &one, &e.weight));
    OG_TRY(expand("pos_weight", def->pos_weight, input, &one, &e.pos_weight));
    size_t count = og_tensor_count(input);
    OG_TRY(check_elements(&e, count));

    bool each = def->reduction == OG_REDUCE_NONE, mean = def->reduction == OG_REDUCE_MEAN;
    og_tensor value, slope = {0};
    OG_TRY(og_tensor_allocate(each ? input->ndim : 0, input->shape, &value));
    og_status status = gradient ? og_tensor_allocate(input->ndim, input->shape, &slope) : OG_OK;
    if (status != OG_OK) {
        og_tensor_destroy(&value);
        return status;
    }
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double term = weighted(&e, i, e.row->value);
        sum += term;
        if (each)
            value.data[i] = (float)term;
        if (gradient)
            slope.data[i] = (float)weighted(&e, i, e.row->gradient) / (mean ? (float)count : 1.0f);
    }
    if (!each)
        value.data[0] = (float)(mean ? sum / (double)count : sum);
    *loss = value;
    if (gradient)
        *gradient = slope;
    return OG_OK;
}
