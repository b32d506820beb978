#include "ogee/gradcheck.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"

/* The first h is step max(1, |x|), and `steps` of them, each half of the one before, are extrapolated; 1 is
   enough where one h balances rounding and curvature: near the cube root of the function's own accuracy.
   least is the share of the largest gradient below which errors are measured against that share. */
enum { MOST_STEPS = 7 };
typedef struct precision {
    double step;
    int steps;
    double least;
} precision;

static const precision of_doubles = {0x1p-17, 1, 0.001};
static const precision of_losses = {0x1p-8, 1, 0.1};
static const precision of_networks = {0x1p-3, MOST_STEPS,
                                      0.1}; /* from 2^-2: batch norm is off by up to 0.5 */

/* ---- any function ---- */

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double relative_error(double gradient, double difference, double least)
{
    if (!isfinite(gradient) || !isfinite(difference))
        return INFINITY;
    double size = larger(larger(fabs(gradient), fabs(difference)), least);
    return size > 0 ? fabs(gradient - difference) / size : 0;
}

static double largest_magnitude(size_t n, const double *values)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(values[i]))
            largest = larger(largest, fabs(values[i]));
    return largest;
}

static double central_difference(og_gradcheck_function function, void *context, double *x, size_t i, double h)
{
    double here = x[i], above = here + h, below = here - h;
    x[i] = above;
    double rise = function(x, context);
    x[i] = below;
    rise -= function(x, context);
    x[i] = here;
    return rise / (above - below);
}

/* Ridders' table: row r begins with the difference for h / 2^r, and each column takes away one more power of
   h^2. The entry that differs least from those it came from is the best: beyond it rounding grows. */
static double extrapolated(og_gradcheck_function function, void *context, int steps, double *x, size_t i,
                           double h)
{
    double table[MOST_STEPS][MOST_STEPS], best = 0, least = INFINITY;
    for (int r = 0; r < steps; r++, h /= 2) {
        double factor = 4;
        double difference = table[r][0] = central_difference(function, context, x, i, h);
        if (!isfinite(difference))
            return difference;
        best = r == 0 ? difference : best;
        for (int c = 1; c <= r; c++, factor *= 4) {
            table[r][c] = (factor * table[r][c - 1] - table[r - 1][c - 1]) / (factor - 1);
            double error =
                larger(fabs(table[r][c] - table[r][c - 1]), fabs(table[r][c] - table[r - 1][c - 1]));
            if (error <= least) {
                least = error;
                best = table[r][c];
            }
        }
    }
    return best;
}

/* x is changed on the way and comes back as it was; a last call lets the context come back too. */
static og_gradcheck check(og_gradcheck_function function, void *context, precision how, size_t n, double *x,
                          const double *gradient)
{
    og_gradcheck worst = {0};
    double least = how.least * largest_magnitude(n, gradient);
    for (size_t i = 0; i < n; i++) {
        double h = how.step * larger(fabs(x[i]), 1);
        double difference = extrapolated(function, context, how.steps, x, i, h);
        double error = relative_error(gradient[i], difference, least);
        if (i == 0 || error > worst.worst)
            worst =
                (og_gradcheck){.worst = error, .index = i, .gradient = gradient[i], .difference = difference};
    }
    function(x, context);
    return worst;
}

og_status og_gradcheck_run(og_gradcheck_function function, void *context, size_t n, const double *x,
                           const double *gradient, og_gradcheck *out)
{
    double *copy = calloc(n ? n : 1, sizeof *copy);
    if (!copy)
        return og_fail(OG_ERR_MEMORY, "no memory to check a gradient of %zu numbers", n);
    for (size_t i = 0; i < n; i++)
        copy[i] = x[i];
    *out = check(function, context, of_doubles, n, copy, gradient);
    snprintf(out->where, sizeof out->where, "x[%zu]", out->index);
    free(copy);
    return OG_OK;
}

/* ---- float32 numbers: the input of a loss, the parameters of a network ---- */

/* Copies what is checked and its gradient into doubles, so that one check serves all. */
static og_status check_floats(og_gradcheck_function function, void *context, precision how, size_t n,
                              const float *values, const float *gradients, og_gradcheck *out)
{
    double *copy = calloc(n ? n : 1, 2 * sizeof *copy);
    if (!copy)
        return og_fail(OG_ERR_MEMORY, "no memory to check a gradient of %zu numbers", n);
    double *gradient = copy + n;
    for (size_t i = 0; i < n; i++) {
        copy[i] = values[i];
        gradient[i] = gradients[i];
    }
    *out = check(function, context, how, n, copy, gradient);
    free(copy);
    return OG_OK;
}

/* The reduced loss without its rounding to float32. */
static og_status exact_loss(const og_loss_def *def, const og_tensor *input, const og_tensor *target,
                            double *out)
{
    og_loss_def each = *def;
    og_tensor losses;
    each.reduction = OG_REDUCE_NONE;
    OG_TRY(og_loss(&each, input, target, &losses, NULL));
    size_t count = og_tensor_count(&losses);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += losses.data[i];
    og_tensor_destroy(&losses);
    *out = def->reduction == OG_REDUCE_MEAN ? sum / (double)count : sum;
    return OG_OK;
}

typedef struct loss_probe {
    const og_loss_def *def;
    og_tensor input; /* overwritten with what is probed */
    const og_tensor *target;
    og_status status; /* of the last evaluation that failed */
} loss_probe;

static double probe_loss(const double *x, void *context)
{
    loss_probe *probe = context;
    double loss = NAN;
    size_t count = og_tensor_count(&probe->input);
    for (size_t i = 0; i < count; i++)
        probe->input.data[i] = (float)x[i];
    og_status status = exact_loss(probe->def, &probe->input, probe->target, &loss);
    if (status != OG_OK)
        probe->status = status;
    return loss;
}

static og_status check_def(const og_loss_def *def)
{
    if (def->reduction == OG_REDUCE_NONE)
        return og_fail(OG_ERR_ARGUMENT, "a gradient check needs one loss: reduction mean or sum, not none");
    return OG_OK;
}

og_status og_gradcheck_loss(const og_loss_def *def, const og_tensor *input, const og_tensor *target,
                            og_gradcheck *out)
{
    OG_TRY(check_def(def));
    og_tensor loss, gradient, values = {0};
    loss_probe probe = {.def = def, .target = target};
    OG_TRY(og_loss(def, input, target, &loss, &gradient));
    og_gradcheck found;
    og_status status = og_tensor_copy(input, &values);
    if (status == OG_OK)
        status = og_tensor_copy(input, &probe.input);
    if (status == OG_OK)
        status = check_floats(probe_loss, &probe, of_losses, og_tensor_count(input), values.data,
                              gradient.data, &found);
    og_tensor_destroy(&loss);
    og_tensor_destroy(&gradient);
    og_tensor_destroy(&values);
    og_tensor_destroy(&probe.input);
    OG_TRY(status);
    OG_TRY(probe.status);
    snprintf(found.where, sizeof found.where, "input[%zu]", found.index);
    *out = found;
    return OG_OK;
}

typedef struct net_probe {
    const og_loss_def *def;
    og_net *net;
    size_t batch;
    const float *x;
    og_tensor logits; /* the network's own */
    og_tensor target;
    og_rng rng;     /* what forward passes change, as it was before the first: the generator ... */
    float *buffers; /* ... and the buffers */
    og_status status;
} net_probe;

/* Every pass draws the same numbers and starts from the same buffers. */
static const float *forward(const net_probe *probe)
{
    og_net *net = probe->net;
    og_rng *rng = og_net_layer(net, 0)->rng;
    if (rng)
        *rng = probe->rng;
    memcpy(og_net_parameters(net) + og_net_parameter_count(net), probe->buffers,
           og_net_buffer_count(net) * sizeof *probe->buffers);
    return og_net_forward(net, probe->batch, probe->x);
}

static double probe_net(const double *x, void *context)
{
    net_probe *probe = context;
    double loss = NAN;
    float *parameters = og_net_parameters(probe->net);
    size_t count = og_net_parameter_count(probe->net);
    for (size_t i = 0; i < count; i++)
        parameters[i] = (float)x[i];
    forward(probe);
    og_status status = exact_loss(probe->def, &probe->logits, &probe->target, &loss);
    if (status != OG_OK)
        probe->status = status;
    return loss;
}

/* The gradients that the network gives, after which every parameter is probed. */
static og_status check_net(net_probe *probe, og_gradcheck *out)
{
    og_tensor loss, gradient;
    if (!forward(probe))
        return OG_ERR_ARGUMENT;
    OG_TRY(og_loss(probe->def, &probe->logits, &probe->target, &loss, &gradient));
    og_net_backward(probe->net, gradient.data);
    og_tensor_destroy(&loss);
    og_tensor_destroy(&gradient);
    OG_TRY(check_floats(probe_net, probe, of_networks, og_net_parameter_count(probe->net),
                        og_net_parameters(probe->net), og_net_gradients(probe->net), out));
    return probe->status;
}

static void name_parameter(const og_net *net, og_gradcheck *found)
{
    size_t index = found->index;
    for (int l = 0; l < og_net_layer_count(net); l++) {
        const og_layer *layer = og_net_layer(net, l);
        for (int p = 0; p < layer->parameter_count; index -= layer->parameters[p++].count) {
            if (index < layer->parameters[p].count) {
                snprintf(found->where, sizeof found->where, "%d.%s[%zu]", l, layer->parameters[p].name,
                         index);
                return;
            }
        }
    }
}

og_status og_gradcheck_net(og_net *net, const og_loss_def *def, size_t batch, const float *x,
                           const float *targets, og_gradcheck *out)
{
    OG_TRY(check_def(def));
    if (batch < 1 || batch > og_net_max_batch(net))
        return og_fail(OG_ERR_ARGUMENT, "a batch of %zu samples, the network takes 1 to %zu", batch,
                       og_net_max_batch(net));
    const size_t shape[] = {batch, og_net_outputs(net)}, buffers = og_net_buffer_count(net);
    const og_rng *rng = og_net_layer(net, 0)->rng;
    net_probe probe = {.def = def, .net = net, .batch = batch, .x = x};
    OG_TRY(og_tensor_over(og_net_layer(net, og_net_layer_count(net) - 1)->output, 2, shape, &probe.logits));
    OG_TRY(og_tensor_zeros(2, shape, &probe.target));
    memcpy(probe.target.data, targets, shape[0] * shape[1] * sizeof *targets);
    if (rng)
        probe.rng = *rng;

    og_gradcheck found;
    og_status status;
    probe.buffers = malloc((buffers + 1) * sizeof *probe.buffers);
    if (probe.buffers) {
        memcpy(probe.buffers, og_net_parameters(net) + og_net_parameter_count(net),
               buffers * sizeof *probe.buffers);
        status = check_net(&probe, &found);
    } else {
        status = og_fail(OG_ERR_MEMORY, "no memory to keep %zu buffers of a network", buffers);
    }
    free(probe.buffers);
    og_tensor_destroy(&probe.target);
    OG_TRY(status);
    name_parameter(net, &found);
    *out = found;
    return OG_OK;
}
