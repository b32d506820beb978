#include <math.h>
#include <string.h>

#include "trainer_parts.h"

void og_trainer_history_reset(og_trainer *trainer)
{
    trainer->history.count = 0;
    trainer->history.stride = 1;
}

static float norm_of(double sum_of_squares)
{
    return (float)sqrt(sum_of_squares);
}

/* The row behind the records holds the layers of the present epoch until it is complete. */
static og_layer_record *present(const og_trainer *trainer)
{
    return trainer->history.layers + OG_HISTORY_POINTS * (size_t)og_net_layer_count(trainer->net);
}

double og_sum_of_squares(size_t count, const float *values)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)values[i] * values[i];
    return sum;
}

/* Whether the epoch that is about to end falls on the stride. */
static bool is_due(const og_trainer *trainer)
{
    return (trainer->epoch + 1) % trainer->history.stride == 0;
}

void og_trainer_note_gradients(og_trainer *trainer)
{
    for (int i = 0; is_due(trainer) && i < og_net_layer_count(trainer->net); i++) {
        const og_layer *layer = og_net_layer(trainer->net, i);
        double sum = 0;
        for (int p = 0; p < layer->parameter_count; p++)
            sum += og_sum_of_squares(layer->parameters[p].count, layer->parameters[p].gradient);
        present(trainer)[i].gradient_norm = norm_of(sum);
    }
}

void og_trainer_note_layers(og_trainer *trainer, size_t batch)
{
    for (int i = 0; is_due(trainer) && i < og_net_layer_count(trainer->net); i++) {
        const og_layer *layer = og_net_layer(trainer->net, i);
        double sum = 0;
        for (int p = 0; p < layer->parameter_count; p++)
            sum += og_sum_of_squares(layer->parameters[p].count, layer->parameters[p].value);
        present(trainer)[i].weight_norm = norm_of(sum);
        present(trainer)[i].saturation = (float)og_layer_saturation(layer, batch);
    }
}

/* Doubles the stride and keeps the records that fall on it. */
static void thin(og_history *history, size_t layers)
{
    size_t kept = 0;
    history->stride *= 2;
    for (size_t i = 0; i < history->count; i++) {
        if (history->epochs[i].epoch % history->stride != 0)
            continue;
        history->epochs[kept] = history->epochs[i];
        memmove(history->layers + kept * layers, history->layers + i * layers,
                layers * sizeof *history->layers);
        kept++;
    }
    history->count = kept;
}

void og_trainer_note_epoch(og_trainer *trainer)
{
    og_history *history = &trainer->history;
    size_t layers = (size_t)og_net_layer_count(trainer->net);
    if (trainer->epoch % history->stride != 0)
        return;
    if (history->count == OG_HISTORY_POINTS)
        thin(history, layers);
    if (trainer->epoch % history->stride != 0)
        return;
    history->epochs[history->count] =
        (og_epoch_record){trainer->epoch, trainer->last_epoch, trainer->last_validation};
    memcpy(history->layers + history->count * layers, present(trainer), layers * sizeof *history->layers);
    history->count++;
}
