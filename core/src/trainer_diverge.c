/* When training leaves the finite numbers: where, and what to try. */
#include <math.h>
#include <stdio.h>

#include "fail.h"
#include "trainer_parts.h"

/* Features beyond it are what standardizing is for. */
static const float large_feature = 1000;

bool og_all_finite(size_t count, const float *values)
{
    bool finite = true;
    for (size_t i = 0; i < count; i++)
        finite &= values[i] - values[i] == 0; /* infinity - infinity and NaN are not 0 */
    return finite;
}

static float largest_magnitude(size_t count, const float *values)
{
    float largest = 0;
    for (size_t i = 0; i < count; i++)
        largest = fabsf(values[i]) > largest ? fabsf(values[i]) : largest;
    return largest;
}

/* The rate of this step; where the schedule ended at 0, the rates before it were too high. */
static double learning_rate(const og_trainer *trainer)
{
    const og_trainer_def *def = &trainer->def;
    double lr = def->optimizer == OG_ADAM ? def->adam.lr : def->sgd.lr;
    double factor = og_schedule_factor(&def->schedule, trainer->epoch);
    return factor > 0 ? lr * factor : lr;
}

/* what is not finite, of rows with count features x. Before the first update no learning rate is to blame. */
static og_status diverged(const og_trainer *trainer, const char *what, bool updated, size_t count,
                          const float *x)
{
    char advice[128];
    float largest = largest_magnitude(count, x);
    if (largest > large_feature)
        snprintf(advice, sizeof advice, "one of the features is %g: try to standardize them",
                 (double)largest);
    else if (trainer->step == 0 && !updated)
        snprintf(advice, sizeof advice, "try smaller initial weights");
    else
        snprintf(advice, sizeof advice, "try a learning rate below %g", learning_rate(trainer));
    return og_fail(OG_ERR_DIVERGED, "training diverged at step %zu: %s is not a finite number; %s",
                   trainer->step + 1, what, advice);
}

static og_status diverged_in(const og_trainer *trainer, const char *what, const og_layer *layer, bool updated,
                             size_t batch)
{
    char text[128];
    snprintf(text, sizeof text, "%s of layer %d (%s)", what, layer->index, layer->spec.kind->name);
    return diverged(trainer, text, updated, batch * trainer->train->features, trainer->batch_x);
}

og_status og_trainer_check_loss(const og_trainer *trainer, size_t batch, double loss)
{
    if (isfinite(loss))
        return OG_OK;
    int last = og_net_layer_count(trainer->net) - 1;
    const og_layer *layer = og_net_layer(trainer->net, 0);
    for (int i = 0; i < last && og_all_finite(batch * og_shape_count(&layer->output_shape), layer->output);)
        layer = og_net_layer(trainer->net, ++i);
    return diverged_in(trainer, "the output", layer, false, batch);
}

/* The highest layer whose gradients are not finite, as the backward pass comes from above; NULL: none. */
static const og_layer *find_gradient(const og_net *net)
{
    for (int i = og_net_layer_count(net) - 1; i >= 0; i--) {
        const og_layer *layer = og_net_layer(net, i);
        for (int p = 0; p < layer->parameter_count; p++)
            if (!og_all_finite(layer->parameters[p].count, layer->parameters[p].gradient))
                return layer;
    }
    return NULL;
}

/* The first layer that has a number that is not finite in an array with one number a parameter: the
   parameters themselves or another; NULL: none. */
static const og_layer *find_parameter(og_net *net, const float *numbers)
{
    for (int i = 0; i < og_net_layer_count(net); i++) {
        const og_layer *layer = og_net_layer(net, i);
        for (int p = 0; p < layer->parameter_count; p++) {
            const og_parameter *parameter = &layer->parameters[p];
            if (!og_all_finite(parameter->count, numbers + (parameter->value - og_net_parameters(net))))
                return layer;
        }
    }
    return NULL;
}

static const og_layer *find_buffer(const og_net *net)
{
    for (int i = 0; i < og_net_layer_count(net); i++) {
        const og_layer *layer = og_net_layer(net, i);
        for (int b = 0; b < layer->buffer_count; b++)
            if (!og_all_finite(layer->buffers[b].count, layer->buffers[b].value))
                return layer;
    }
    return NULL;
}

/* SGD's velocity and Adam's m need no look: from the step on that makes one infinite, its weight is not
   finite either. A weight whose v is infinite stands still for ever. */
og_status og_trainer_check_update(const og_trainer *trainer, size_t batch)
{
    og_net *net = trainer->net;
    const float *second = trainer->second;
    if (og_all_finite(og_trainer_network_numbers(trainer), og_net_parameters(net)) &&
        (!second || og_all_finite(og_net_parameter_count(net), second)))
        return OG_OK;
    const og_layer *layer;
    if ((layer = find_gradient(net)))
        return diverged_in(trainer, "a gradient", layer, false, batch);
    if ((layer = find_parameter(net, og_net_parameters(net))))
        return diverged_in(trainer, "a weight", layer, true, batch);
    if ((layer = find_buffer(net)))
        return diverged_in(trainer, "a running value", layer, true, batch);
    return diverged_in(trainer, "the square of a gradient", find_parameter(net, second), false, batch);
}

og_status og_trainer_check_validation(const og_trainer *trainer, double loss)
{
    const og_dataset *rows = trainer->validation;
    return isfinite(loss) ? OG_OK
                          : diverged(trainer, "the loss on the validation rows", true,
                                     rows->rows * rows->features, rows->x);
}
