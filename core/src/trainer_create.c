#include <math.h>
#include <stdlib.h>

#include "fail.h"
#include "net_parts.h"
#include "step.h"
#include "trainer_parts.h"

og_trainer_def og_trainer_def_default(void)
{
    return (og_trainer_def){.optimizer = OG_SGD,
                            .sgd = og_sgd_def_default(),
                            .adam = og_adam_def_default(),
                            .schedule = {OG_SCHEDULE_CONSTANT, 1, 0.1},
                            .batch = 32,
                            .loss = OG_BCE_WITH_LOGITS,
                            .pos_weight = 1,
                            .stop_loss = -1,
                            .stop_accuracy = 2};
}

/* ---- settings; the comparisons are written so that NaN fails them ---- */

og_status og_trainer_check_step(const og_trainer_def *def)
{
    OG_TRY(def->optimizer == OG_ADAM ? og_adam_check(&def->adam) : og_sgd_check(&def->sgd));
    if (!(def->l1 >= 0 && def->l1 <= 1e6))
        return og_fail(OG_ERR_ARGUMENT, "l1 has to lie in 0 .. 1e6, got %g", def->l1);
    if (!(def->clip_norm == 0 || (def->clip_norm > 0 && def->clip_norm <= 1e30 && (float)def->clip_norm > 0)))
        return og_fail(OG_ERR_ARGUMENT,
                       "clip_norm has to be 0 (off) or lie above it (1e-45) and up to 1e30, got %g",
                       def->clip_norm);
    bool maximize = def->optimizer == OG_SGD && def->sgd.maximize;
    if (maximize && def->l1 > 0)
        return og_fail(OG_ERR_ARGUMENT,
                       "with maximize, l1 would push parameters away from 0; it has to be 0, got %g",
                       def->l1);
    if (maximize && def->patience > 0)
        return og_fail(OG_ERR_ARGUMENT,
                       "patience waits for a smaller loss, and maximize makes it larger; patience has to be "
                       "0, got %zu",
                       def->patience);
    return OG_OK;
}

static og_status check_schedule(const og_schedule *schedule)
{
    if ((unsigned)schedule->kind > OG_SCHEDULE_WARMUP)
        return og_fail(OG_ERR_ARGUMENT, "there is no schedule number %d", (int)schedule->kind);
    if (schedule->kind != OG_SCHEDULE_CONSTANT && schedule->period == 0)
        return og_fail(OG_ERR_ARGUMENT, "the period of a schedule has to be at least 1 epoch, got 0");
    if (schedule->kind == OG_SCHEDULE_STEP && !(schedule->gamma > 0 && schedule->gamma <= 1))
        return og_fail(OG_ERR_ARGUMENT, "gamma of a step schedule has to lie above 0 and up to 1, got %g",
                       schedule->gamma);
    return OG_OK;
}

static og_status check_def(const og_trainer_def *def)
{
    if (def->optimizer != OG_SGD && def->optimizer != OG_ADAM)
        return og_fail(OG_ERR_ARGUMENT, "there is no optimizer number %d", (int)def->optimizer);
    OG_TRY(og_trainer_check_step(def));
    OG_TRY(check_schedule(&def->schedule));
    if ((unsigned)def->loss > OG_MSE)
        return og_fail(OG_ERR_ARGUMENT, "there is no loss number %d", (int)def->loss);
    if (!(def->pos_weight > 0 && def->pos_weight <= 1e6 && (float)def->pos_weight > 0))
        return og_fail(OG_ERR_ARGUMENT, "pos_weight has to lie above 0 (1e-45) and up to 1e6, got %g",
                       def->pos_weight);
    if (def->loss != OG_BCE_WITH_LOGITS && def->pos_weight != 1)
        return og_fail(OG_ERR_ARGUMENT,
                       "pos_weight belongs to BCE with logits; with another loss it has to be 1, got %g",
                       def->pos_weight);
    if (isnan(def->stop_loss) || isnan(def->stop_accuracy))
        return og_fail(OG_ERR_ARGUMENT, "stop_%s is not a number",
                       isnan(def->stop_loss) ? "loss" : "accuracy");
    return OG_OK;
}

/* ---- data ---- */

og_status og_trainer_check_data(const char *what, const og_dataset *data, const og_net *net)
{
    size_t features = og_net_inputs(net), labels = og_net_outputs(net);
    if (data->features != features)
        return og_fail(OG_ERR_SHAPE, "%s has %zu features, the network takes %zu", what, data->features,
                       features);
    if (data->labels != labels)
        return og_fail(OG_ERR_SHAPE, "%s has %zu labels, the network gives %zu logits", what, data->labels,
                       labels);
    for (size_t row = 0; row < data->rows; row++) {
        if (!og_all_finite(features, data->x + row * features))
            return og_fail(OG_ERR_DATA, "row %zu of %s (from 0) has a feature that is not finite", row, what);
        for (size_t k = 0; k < labels; k++) {
            float y = data->y[row * labels + k];
            if (!(y >= 0 && y <= 1))
                return og_fail(OG_ERR_DATA, "row %zu of %s (from 0) has the label %g, not 0 .. 1", row, what,
                               (double)y);
        }
    }
    return OG_OK;
}

/* The last batch of an epoch is the smallest. */
static og_status check_last_batch(size_t batch, const og_net *net, size_t rows)
{
    size_t last = rows % batch ? rows % batch : batch;
    const og_layer *layer = og_net_needs_more(net, last);
    if (!layer)
        return OG_OK;
    return og_fail(OG_ERR_ARGUMENT,
                   "layer %d (%s) needs %zu samples or more in each batch, but %zu rows in batches of %zu "
                   "leave %zu for the last",
                   layer->index, layer->spec.kind->name, layer->spec.kind->least_training_batch, rows, batch,
                   last);
}

static og_status check(const og_trainer_def *def, const og_net *net, const og_dataset *train,
                       const og_dataset *validation)
{
    OG_TRY(check_def(def));
    if (def->batch == 0 || def->batch > og_net_max_batch(net))
        return og_fail(OG_ERR_ARGUMENT, "the batch has to be 1 to %zu, the network's max_batch, got %zu",
                       og_net_max_batch(net), def->batch);
    if (train->rows == 0)
        return og_fail(OG_ERR_ARGUMENT, "there are no rows to train on");
    if (train->rows > UINT32_MAX)
        return og_fail(OG_ERR_ARGUMENT, "cannot train on %zu rows, expected at most 4294967295", train->rows);
    OG_TRY(check_last_batch(def->batch, net, train->rows));
    OG_TRY(og_trainer_check_data("the training data", train, net));
    return validation && validation->rows > 0 ? og_trainer_check_data("the validation data", validation, net)
                                              : OG_OK;
}

/* ---- memory ---- */

/* Numbers that are 0. No array is empty, so that NULL always means that memory is short. */
static float *numbers(size_t count, bool *complete)
{
    float *made = calloc(count + 1, sizeof *made);
    *complete = *complete && made;
    return made;
}

static bool allocate(og_trainer *t)
{
    bool complete = true, adam = t->def.optimizer == OG_ADAM;
    size_t rows = t->train->rows, most = t->def.batch < rows ? t->def.batch : rows;
    size_t parameters = og_net_parameter_count(t->net), buffers = og_net_buffer_count(t->net);
    size_t layers = (size_t)og_net_layer_count(t->net);
    t->velocity = numbers(parameters, &complete);
    t->second = adam ? numbers(parameters, &complete) : NULL;
    t->kept = numbers((adam ? 3 : 2) * parameters + buffers, &complete);
    t->batch_x = numbers(most * t->train->features, &complete);
    t->batch_y = numbers(most * t->train->labels, &complete);
    t->gradient = numbers(most * t->train->labels, &complete);
    if (t->def.loss == OG_BCE_WITH_LOGITS)
        t->pos_weight = numbers(t->train->labels, &complete);
    t->order = calloc(rows, sizeof *t->order);
    t->history.epochs = calloc(OG_HISTORY_POINTS, sizeof *t->history.epochs);
    t->history.layers = calloc((OG_HISTORY_POINTS + 1) * layers, sizeof *t->history.layers);
    return complete && t->order && t->history.epochs && t->history.layers;
}

og_status og_trainer_create(const og_trainer_def *def, og_net *net, const og_dataset *train,
                            const og_dataset *validation, const og_rng *rng, og_trainer **out)
{
    OG_TRY(check(def, net, train, validation));
    og_trainer *trainer = calloc(1, sizeof *trainer);
    if (!trainer)
        return og_fail(OG_ERR_MEMORY, "no memory for a trainer");
    trainer->def = *def;
    trainer->net = net;
    trainer->train = train;
    trainer->validation = validation && validation->rows > 0 ? validation : NULL;
    trainer->rng = trainer->epoch_rng = *rng;
    trainer->best_loss = INFINITY;
    if (!allocate(trainer)) {
        og_trainer_destroy(trainer);
        return og_fail(OG_ERR_MEMORY, "no memory to train on %zu rows", train->rows);
    }
    for (size_t k = 0; trainer->pos_weight && k < train->labels; k++)
        trainer->pos_weight[k] = (float)def->pos_weight;
    og_trainer_history_reset(trainer);
    trainer->steps = og_steps_create(trainer);
    *out = trainer;
    return OG_OK;
}

void og_trainer_destroy(og_trainer *trainer)
{
    if (!trainer)
        return;
    if (trainer->batch_x)
        og_net_forget(trainer->net, trainer->batch_x);
    og_steps_destroy(trainer->steps);
    free(trainer->velocity);
    free(trainer->second);
    free(trainer->kept);
    free(trainer->batch_x);
    free(trainer->batch_y);
    free(trainer->gradient);
    free(trainer->pos_weight);
    free(trainer->order);
    free(trainer->history.epochs);
    free(trainer->history.layers);
    free(trainer);
}
