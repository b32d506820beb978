#include "ogee/trainer.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "ogee/loss.h"
#include "ogee/metrics.h"

og_trainer_def og_trainer_def_default(void)
{
    return (og_trainer_def){.sgd = og_sgd_def_default(), .batch = 32};
}

static og_status check(const og_trainer_def *def, const og_net *net, const og_dataset *train)
{
    OG_TRY(og_sgd_check(&def->sgd));
    if (def->batch == 0 || def->batch > og_net_max_batch(net))
        return og_fail(OG_ERR_ARGUMENT, "the batch has to be 1 to %zu, the network's max_batch, got %zu",
                       og_net_max_batch(net), def->batch);
    if (train->rows == 0)
        return og_fail(OG_ERR_ARGUMENT, "there are no rows to train on");
    if (train->rows > UINT32_MAX)
        return og_fail(OG_ERR_ARGUMENT, "cannot train on %zu rows, expected at most 4294967295", train->rows);
    if (train->features != og_net_inputs(net))
        return og_fail(OG_ERR_SHAPE, "the data has %zu features, the network takes %zu", train->features,
                       og_net_inputs(net));
    if (train->labels != og_net_outputs(net))
        return og_fail(OG_ERR_SHAPE, "the data has %zu labels, the network gives %zu logits", train->labels,
                       og_net_outputs(net));
    return OG_OK;
}

og_status og_trainer_create(const og_trainer_def *def, og_net *net, const og_dataset *train,
                            const og_rng *rng, og_trainer **out)
{
    OG_TRY(check(def, net, train));
    og_trainer *trainer = calloc(1, sizeof *trainer);
    if (!trainer)
        return og_fail(OG_ERR_MEMORY, "no memory for a trainer");
    trainer->def = *def;
    trainer->net = net;
    trainer->train = train;
    trainer->rng = *rng;
    trainer->order = malloc(train->rows * sizeof *trainer->order);
    trainer->velocity = calloc(og_net_parameter_count(net) + 1, sizeof *trainer->velocity);
    trainer->batch_x = malloc(def->batch * train->features * sizeof *trainer->batch_x);
    trainer->batch_y = malloc(def->batch * train->labels * sizeof *trainer->batch_y);
    trainer->gradient = malloc(def->batch * train->labels * sizeof *trainer->gradient);
    if (!trainer->order || !trainer->velocity || !trainer->batch_x || !trainer->batch_y ||
        !trainer->gradient) {
        og_trainer_destroy(trainer);
        return og_fail(OG_ERR_MEMORY, "no memory to train on %zu rows", train->rows);
    }
    *out = trainer;
    return OG_OK;
}

void og_trainer_destroy(og_trainer *trainer)
{
    if (!trainer)
        return;
    free(trainer->order);
    free(trainer->velocity);
    free(trainer->batch_x);
    free(trainer->batch_y);
    free(trainer->gradient);
    free(trainer);
}

static bool all_finite(size_t count, const float *values)
{
    bool finite = true;
    for (size_t i = 0; i < count; i++)
        finite &= values[i] - values[i] == 0; /* infinity - infinity and NaN are not 0 */
    return finite;
}

/* Copies the next rows of the epoch's order into the batch and returns how many they are. */
static size_t gather(og_trainer *trainer)
{
    const og_dataset *train = trainer->train;
    size_t left = train->rows - trainer->next_row;
    size_t batch = left < trainer->def.batch ? left : trainer->def.batch;
    for (size_t s = 0; s < batch; s++) {
        size_t row = trainer->order[trainer->next_row + s];
        memcpy(trainer->batch_x + s * train->features, train->x + row * train->features,
               train->features * sizeof *train->x);
        memcpy(trainer->batch_y + s * train->labels, train->y + row * train->labels,
               train->labels * sizeof *train->y);
    }
    return batch;
}

/* Adds the batch to the sums of the epoch. */
static void record(og_trainer *trainer, size_t batch, og_score score)
{
    size_t rows = trainer->train->rows;
    trainer->last_batch = score;
    trainer->sum.loss += score.loss * (double)batch;
    trainer->sum.accuracy += score.accuracy * (double)batch;
    trainer->next_row += batch;
    if (trainer->next_row < rows)
        return;
    trainer->last_epoch = (og_score){trainer->sum.loss / (double)rows, trainer->sum.accuracy / (double)rows};
    trainer->sum = (og_score){0, 0};
    trainer->next_row = 0;
    trainer->epoch++;
}

og_status og_trainer_step(og_trainer *trainer)
{
    og_net *net = trainer->net;
    size_t parameters = og_net_parameter_count(net);
    if (trainer->next_row == 0)
        og_rng_permutation(&trainer->rng, trainer->train->rows, trainer->order);

    size_t batch = gather(trainer);
    const float *logits = og_net_forward(net, batch, trainer->batch_x);
    size_t decisions = batch * trainer->train->labels;
    double loss;
    OG_TRY(og_bce_with_logits(decisions, logits, trainer->batch_y, OG_REDUCE_MEAN, &loss, trainer->gradient));
    if (loss - loss != 0) /* infinity or NaN */
        return og_fail(OG_ERR_DIVERGED,
                       "the loss is no longer a finite number at step %zu; try a smaller learning rate",
                       trainer->step + 1);
    og_score score = {loss, og_accuracy(decisions, logits, trainer->batch_y)};
    og_net_backward(net, trainer->gradient);
    og_sgd_step(&trainer->def.sgd, trainer->step == 0, parameters, og_net_parameters(net),
                og_net_gradients(net), trainer->velocity);
    trainer->step++;
    record(trainer, batch, score);
    if (!all_finite(parameters, og_net_parameters(net)))
        return og_fail(OG_ERR_DIVERGED,
                       "a weight is no longer a finite number after step %zu; try a smaller learning rate",
                       trainer->step);
    return OG_OK;
}

og_status og_trainer_epoch(og_trainer *trainer)
{
    size_t epoch = trainer->epoch;
    while (trainer->epoch == epoch)
        OG_TRY(og_trainer_step(trainer));
    return OG_OK;
}

og_score og_evaluate(og_net *net, const og_dataset *dataset)
{
    size_t features = dataset->features, labels = dataset->labels, right = 0;
    assert(features == og_net_inputs(net) && labels == og_net_outputs(net));
    double sum = 0;
    for (size_t row = 0, batch; row < dataset->rows; row += batch) {
        size_t left = dataset->rows - row;
        batch = left < og_net_max_batch(net) ? left : og_net_max_batch(net);
        const float *logits = og_net_forward(net, batch, dataset->x + row * features);
        const float *targets = dataset->y + row * labels;
        /* One row after the other, so that the sum is the same whatever max_batch is. */
        for (size_t s = 0; s < batch; s++) {
            double loss = 0;
            og_bce_with_logits(labels, logits + s * labels, targets + s * labels, OG_REDUCE_SUM, &loss, NULL);
            sum += loss;
        }
        og_confusion counts = og_confusion_count(batch * labels, logits, targets);
        right += counts.true_positive + counts.true_negative;
    }
    double decisions = (double)(dataset->rows * labels);
    return decisions > 0 ? (og_score){sum / decisions, (double)right / decisions} : (og_score){0, 0};
}
