#include "ogee/gradcheck.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"

/* h is step max(1, |x|), where rounding and curvature balance: near the cube root of the function's own
   accuracy. least is the share of the largest gradient below which errors are measured against that share. */
typedef struct precision {
    double step, least;
} precision;

static const precision of_doubles = {0x1p-17, 0.001};
static const precision of_losses = {0x1p-8, 0.1};
static const precision of_networks = {0x1p-7, 0.1}; /* tried 2^-4 .. 2^-10 on 360 right gradients */

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

/* x is changed on the way and comes back as it was; a last call lets the context come back too. */
static og_gradcheck check(og_gradcheck_function function, void *context, precision how, size_t n, double *x,
                          const double *gradient)
{
    og_gradcheck worst = {0};
    double least = how.least * largest_magnitude(n, gradient);
    for (size_t i = 0; i < n; i++) {
        double here = x[i], h = how.step * (fabs(here) > 1 ? fabs(here) : 1);
        double above = here + h, below = here - h;
        x[i] = above;
        double rise = function(x, context);
        x[i] = below;
        rise -= function(x, context);
        x[i] = here;
        double difference = rise / (above - below);
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
    og_status status;
} net_probe;

static double probe_net(const double *x, void *context)
{
    net_probe *probe = context;
    double loss = NAN;
    float *parameters = og_net_parameters(probe->net);
    size_t count = og_net_parameter_count(probe->net);
    for (size_t i = 0; i < count; i++)
        parameters[i] = (float)x[i];
    og_net_forward(probe->net, probe->batch, probe->x);
    og_status status = exact_loss(probe->def, &probe->logits, &probe->target, &loss);
    if (status != OG_OK)
        probe->status = status;
    return loss;
}

/* The gradients that the network gives, after which every parameter is probed. */
static og_status check_net(net_probe *probe, og_gradcheck *out)
{
    og_tensor loss, gradient;
    og_net_forward(probe->net, probe->batch, probe->x);
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
    const size_t shape[] = {batch, og_net_outputs(net)};
    net_probe probe = {.def = def, .net = net, .batch = batch, .x = x};
    OG_TRY(og_tensor_over(og_net_layer(net, og_net_layer_count(net) - 1)->output, 2, shape, &probe.logits));
    OG_TRY(og_tensor_zeros(2, shape, &probe.target));
    memcpy(probe.target.data, targets, shape[0] * shape[1] * sizeof *targets);

    og_gradcheck found;
    og_status status = check_net(&probe, &found);
    og_tensor_destroy(&probe.target);
    OG_TRY(status);
    name_parameter(net, &found);
    *out = found;
    return OG_OK;
}
