#include "lesson_model.h"

#include <stdlib.h>
#include <string.h>

#include "ogee/loss.h"
#include "ogee/metrics.h"

static void history_keep_every_second(float *values, int count)
{
    for (int i = 0; i < count; i++)
        values[i] = values[2 * i];
}

void ogl_history_append(ogl_history *history, og_score train, og_score test)
{
    int i = history->count++;
    history->train_loss[i] = (float)train.loss;
    history->test_loss[i] = (float)test.loss;
}

static void history_add(ogl_history *history, size_t epoch, og_score train, og_score test)
{
    if (epoch % history->stride != 0)
        return;
    if (history->count == OGL_HISTORY_POINTS) {
        history->count /= 2;
        history->stride *= 2;
        history_keep_every_second(history->train_loss, history->count);
        history_keep_every_second(history->test_loss, history->count);
    }
    ogl_history_append(history, train, test);
}

static og_score score(const og_dataset *dataset, const float *logits)
{
    og_score result = {0, 0};
    double loss = 0;
    if (dataset->rows > 0 &&
        og_bce_with_logits(dataset->rows, logits, dataset->y, OG_REDUCE_MEAN, &loss, NULL) == OG_OK) {
        result.loss = loss;
        result.accuracy = og_accuracy(dataset->rows, logits, dataset->y);
    }
    return result;
}

void ogl_model_measure(ogl_model *model)
{
    og_net_predict(model->net, model->train->rows, model->train->x, model->train_logits);
    og_net_predict(model->net, model->test->rows, model->test->x, model->test_logits);
    model->train_score = score(model->train, model->train_logits);
    model->test_score = score(model->test, model->test_logits);
}

void ogl_model_free(ogl_model *model)
{
    size_t version = model->version;
    og_trainer_destroy(model->trainer);
    og_net_destroy(model->net);
    og_dataset_destroy(model->train);
    og_dataset_destroy(model->test);
    free(model->train_logits);
    free(model->test_logits);
    memset(model, 0, sizeof *model);
    model->version = version;
}

static og_status build(ogl_model *model, const ogl_model_def *def)
{
    og_rng rng;
    og_rng_seed(&rng, def->seed);
    og_net_def net = og_net_def_default();
    net.input = og_shape_flat(model->train->features);
    net.layers = def->layers;
    net.layer_count = def->layer_count;
    net.init = def->init;
    net.max_batch = def->trainer.batch > 256 ? def->trainer.batch : 256;
    model->train_logits = calloc(model->train->rows + 1, sizeof(float));
    model->test_logits = calloc(model->test->rows + 1, sizeof(float));
    if (!model->train_logits || !model->test_logits)
        return og_fail(OG_ERR_MEMORY, "no memory for the answers to %zu rows",
                       model->train->rows + model->test->rows);
    og_status status = og_net_create(&net, &rng, &model->net);
    if (status == OG_OK)
        status = og_trainer_create(&def->trainer, model->net, model->train, NULL, &rng, &model->trainer);
    return status;
}

og_status ogl_model_start(ogl_model *model, const ogl_model_def *def, og_dataset *train, og_dataset *test)
{
    ogl_model_free(model);
    model->train = train;
    model->test = test;
    model->history.stride = 1;
    model->version++;
    og_status status = build(model, def);
    if (status != OG_OK) {
        ogl_model_free(model);
        return status;
    }
    ogl_model_measure(model);
    history_add(&model->history, 0, model->train_score, model->test_score);
    return OG_OK;
}

og_status ogl_model_step(ogl_model *model)
{
    size_t epoch = model->trainer->epoch;
    og_status status = og_trainer_step(model->trainer);
    model->version++;
    if (status == OG_OK && model->trainer->epoch != epoch) {
        ogl_model_measure(model);
        history_add(&model->history, model->trainer->epoch, model->train_score, model->test_score);
    }
    return status;
}

size_t ogl_model_size(const ogl_model *model)
{
    return og_trainer_state_size(model->trainer) + sizeof model->history;
}

void ogl_model_save(const ogl_model *model, unsigned char *bytes)
{
    og_trainer_state_save(model->trainer, bytes);
    memcpy(bytes + og_trainer_state_size(model->trainer), &model->history, sizeof model->history);
}

og_status ogl_model_load(ogl_model *model, const unsigned char *bytes)
{
    size_t state = og_trainer_state_size(model->trainer);
    og_status status = og_trainer_state_load(model->trainer, state, bytes);
    if (status != OG_OK)
        return status;
    memcpy(&model->history, bytes + state, sizeof model->history);
    model->version++;
    ogl_model_measure(model);
    return OG_OK;
}
