#include "train_report.h"

#include <stdio.h>

#include "report.h"

void ogl_train_describe(const ogl_train_data *data, const og_trainer *trainer)
{
    const og_dataset *train = data->train;
    size_t weights = og_net_parameter_count(trainer->net);
    fprintf(stderr, "%zu feature%s, %zu training row%s, %zu test row%s, %zu weight%s; ", train->features,
            ogl_plural(train->features), train->rows, ogl_plural(train->rows), data->test->rows,
            ogl_plural(data->test->rows), weights, ogl_plural(weights));
    if (train->labels > 1)
        fprintf(stderr, "%zu labels\n", train->labels);
    else
        fprintf(stderr, "\"%s\" counts as 1\n", ogl_one_line(train->class_names[1]).text);
    ogl_report_dropped(data->dropped);
    if (trainer->step > 0)
        fprintf(stderr, "goes on after epoch %zu, step %zu\n", trainer->epoch, trainer->step);
}

static const char *stop_name(const ogl_train_result *result)
{
    static const char *const names[] = {
        [OG_STOP_LOSS] = "loss", [OG_STOP_ACCURACY] = "accuracy", [OG_STOP_PATIENCE] = "patience"};
    return result->interrupted ? "signal" : names[result->trainer->stop];
}

static cJSON *score_to_json(og_score score)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "loss", score.loss);
    cJSON_AddNumberToObject(object, "accuracy", score.accuracy);
    return object;
}

static bool has_test(const ogl_train_result *result)
{
    return result->trainer->validation && result->trainer->validation->rows > 0;
}

static int print_json(const ogl_train_result *result)
{
    const char *stop = stop_name(result);
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToObject(object, "train", score_to_json(result->train));
    cJSON_AddItemToObject(object, "test",
                          has_test(result) ? score_to_json(result->test) : cJSON_CreateNull());
    cJSON_AddNumberToObject(object, "epochs", (double)result->trainer->epoch);
    cJSON_AddNumberToObject(object, "steps", (double)result->trainer->step);
    cJSON_AddNumberToObject(object, "seconds", result->seconds);
    cJSON_AddItemToObject(object, "stopped", stop ? cJSON_CreateString(stop) : cJSON_CreateNull());
    return ogl_print_json(object);
}

static void print_stop(const og_trainer *trainer, bool test)
{
    const og_trainer_def *def = &trainer->def;
    if (trainer->stop == OG_STOP_LOSS)
        printf("stopped after epoch %zu: the training loss %.4g is at most %g\n", trainer->epoch,
               trainer->last_epoch.loss, def->stop_loss);
    if (trainer->stop == OG_STOP_ACCURACY)
        printf("stopped after epoch %zu: the training accuracy %.2f %% is at least %g %%\n", trainer->epoch,
               100 * trainer->last_epoch.accuracy, 100 * def->stop_accuracy);
    if (trainer->stop == OG_STOP_PATIENCE)
        printf("stopped after epoch %zu: no smaller %s loss than %.4g of epoch %zu\n", trainer->epoch,
               test ? "test" : "training", trainer->best_loss, trainer->best_epoch);
}

static void print_score(const char *name, og_score score, size_t rows)
{
    printf("%s  loss %.4f  accuracy %6.2f %%  (%zu row%s)\n", name, score.loss, 100 * score.accuracy, rows,
           ogl_plural(rows));
}

int ogl_train_print(const ogl_train_result *result, bool json)
{
    const og_trainer *trainer = result->trainer;
    if (json)
        return print_json(result);
    print_stop(trainer, has_test(result));
    printf("%zu epoch%s, %zu step%s in %.2f s\n", trainer->epoch, ogl_plural(trainer->epoch), trainer->step,
           ogl_plural(trainer->step), result->seconds);
    print_score("train", result->train, trainer->train->rows);
    if (has_test(result))
        print_score("test ", result->test, trainer->validation->rows);
    else
        printf("test   no rows\n");
    return ogl_finish_output();
}
