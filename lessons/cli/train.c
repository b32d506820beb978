#define _XOPEN_SOURCE 700
#include "train.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "picture.h"
#include "progress.h"

typedef struct run {
    ogl_train_settings settings;
    ogl_train_data data;
    og_net *net;
    og_trainer *trainer;
    ogl_output log, picture;
    double seconds;
} run;

static volatile sig_atomic_t stopped_by;

static void stop(int signal_number)
{
    stopped_by = signal_number;
}

/* From here on Ctrl-C ends the run in good order: there are files to clean up. */
static void catch_signals(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = stop;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    action.sa_handler = SIG_IGN; /* a closed pipe is a failed write like any other */
    sigaction(SIGPIPE, &action, NULL);
}

static og_status create_network(run *r)
{
    static const og_layer_kind *const kinds[] = {&og_sigmoid_layer, &og_tanh_layer, &og_relu_layer};
    const ogl_train_settings *settings = &r->settings;
    og_layer_spec layers[2 * OGL_MAX_HIDDEN + 1];
    int count = 0;
    for (int i = 0; i < settings->hidden.count; i++) {
        layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = settings->hidden.units[i]};
        layers[count++] = (og_layer_spec){.kind = kinds[settings->activation]};
    }
    layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = r->data.train->labels};

    size_t rows = r->data.train->rows, batch = (size_t)settings->batch;
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(r->data.train->features);
    def.layers = layers;
    def.layer_count = count;
    def.init = settings->init;
    def.max_batch = batch < rows ? batch : rows;

    og_trainer_def trainer = og_trainer_def_default();
    trainer.batch = def.max_batch;
    trainer.sgd.lr = (float)settings->lr;
    trainer.sgd.momentum = (float)settings->momentum;
    trainer.sgd.dampening = settings->dampening;
    trainer.sgd.weight_decay = (float)settings->weight_decay;
    trainer.sgd.nesterov = settings->nesterov;
    trainer.sgd.maximize = settings->maximize;

    og_rng rng;
    og_rng_seed(&rng, (uint64_t)settings->seed);
    og_status status = og_net_create(&def, &rng, &r->net);
    return status == OG_OK ? og_trainer_create(&trainer, r->net, r->data.train, &rng, &r->trainer) : status;
}

/* Paths are tried before training: an hour of work is not lost to a misspelled folder. */
static int open_outputs(run *r)
{
    const ogl_train_settings *settings = &r->settings;
    const char *paths[] = {settings->log, settings->picture, settings->data};
    for (int i = 0; i < 3; i++) {
        const char *a = paths[i], *b = paths[(i + 1) % 3];
        if (a && b && ogl_same_file(a, b)) {
            ogl_error("%s: would be written over by another file of this run", a);
            return OGL_USAGE;
        }
    }
    if (settings->log && !ogl_output_open(&r->log, settings->log))
        return OGL_FAILED;
    if (settings->picture && !ogl_output_open(&r->picture, settings->picture))
        return OGL_FAILED;
    if (r->log.stream)
        fputs("epoch,train_loss,train_accuracy,test_loss,test_accuracy\n", r->log.stream);
    return OGL_DONE;
}

static void log_epoch(run *r)
{
    og_score train = r->trainer->last_epoch;
    fprintf(r->log.stream, "%zu,%.9g,%.9g,", r->trainer->epoch, train.loss, train.accuracy);
    if (r->data.test->rows > 0) {
        og_score test = og_evaluate(r->net, r->data.test);
        fprintf(r->log.stream, "%.9g,%.9g\n", test.loss, test.accuracy);
    } else {
        fputs(",\n", r->log.stream);
    }
}

static int train(run *r)
{
    size_t epochs = (size_t)r->settings.epochs;
    ogl_progress progress = ogl_progress_begin(epochs, r->settings.quiet);
    og_status status = OG_OK;
    while (r->trainer->epoch < epochs && status == OG_OK && !stopped_by) {
        size_t epoch = r->trainer->epoch;
        status = og_trainer_step(r->trainer);
        if (status != OG_OK || r->trainer->epoch == epoch) {
            ogl_progress_step(&progress, r->trainer);
            continue;
        }
        ogl_progress_epoch(&progress, r->trainer);
        if (r->log.stream)
            log_epoch(r);
    }
    ogl_progress_end(&progress);
    r->seconds = ogl_seconds() - progress.start;
    if (stopped_by) {
        ogl_error("stopped by signal %d after %zu of %zu epochs; nothing was written", (int)stopped_by,
                  r->trainer->epoch, epochs);
        return 128 + stopped_by;
    }
    return status == OG_OK ? OGL_DONE : ogl_report_failure(status);
}

static cJSON *score_to_json(og_score score)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "loss", score.loss);
    cJSON_AddNumberToObject(object, "accuracy", score.accuracy);
    return object;
}

static int print_json(const run *r, og_score train, og_score test)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToObject(object, "train", score_to_json(train));
    cJSON_AddItemToObject(object, "test", r->data.test->rows > 0 ? score_to_json(test) : cJSON_CreateNull());
    cJSON_AddNumberToObject(object, "epochs", (double)r->trainer->epoch);
    cJSON_AddNumberToObject(object, "steps", (double)r->trainer->step);
    cJSON_AddNumberToObject(object, "seconds", r->seconds);
    char *text = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    if (!text) {
        ogl_error("no memory for the result");
        return OGL_FAILED;
    }
    puts(text);
    cJSON_free(text);
    return ogl_finish_output();
}

static int print_result(const run *r, og_score train, og_score test)
{
    if (r->settings.json)
        return print_json(r, train, test);
    printf("%zu epochs, %zu steps in %.2f s\n", r->trainer->epoch, r->trainer->step, r->seconds);
    printf("train  loss %.4f  accuracy %6.2f %%  (%zu rows)\n", train.loss, 100 * train.accuracy,
           r->data.train->rows);
    if (r->data.test->rows > 0)
        printf("test   loss %.4f  accuracy %6.2f %%  (%zu rows)\n", test.loss, 100 * test.accuracy,
               r->data.test->rows);
    else
        printf("test   no rows\n");
    return ogl_finish_output();
}

/* Both files are complete before either gets its name. */
static int write_files(run *r)
{
    if (r->settings.picture) {
        /* The picture's writer opens the file by its name. */
        if (!ogl_output_close(&r->picture))
            return OGL_FAILED;
        const char *path = r->picture.temporary ? r->picture.temporary : r->picture.target;
        int status = ogl_picture_write(path, &r->settings, &r->data, r->net);
        if (status != OGL_DONE)
            return status;
    }
    if (r->settings.log && !ogl_output_close(&r->log))
        return OGL_FAILED;
    if (r->settings.log && !ogl_output_commit(&r->log))
        return OGL_FAILED;
    return r->settings.picture && !ogl_output_commit(&r->picture) ? OGL_FAILED : OGL_DONE;
}

static int finish(run *r)
{
    og_score train = og_evaluate(r->net, r->data.train);
    og_score test = og_evaluate(r->net, r->data.test);
    if (!isfinite(train.loss) || !isfinite(test.loss)) {
        ogl_error("the loss after training is no longer a finite number; try a smaller learning rate");
        return OGL_FAILED;
    }
    int status = write_files(r);
    return status == OGL_DONE ? print_result(r, train, test) : status;
}

static void describe(const run *r)
{
    const og_dataset *train = r->data.train;
    if (r->settings.quiet)
        return;
    fprintf(stderr, "%zu features, %zu training rows, %zu test rows, %zu weights; \"%s\" counts as 1\n",
            train->features, train->rows, r->data.test->rows, og_net_parameter_count(r->net),
            train->class_names[1]);
}

static int run_training(run *r)
{
    int status;
    if (!ogl_train_data_create(&r->settings, &r->data, &status))
        return status;
    if (r->settings.picture && (status = ogl_picture_check(&r->settings, &r->data)) != OGL_DONE)
        return status;
    og_status made = create_network(r);
    if (made != OG_OK)
        return ogl_report_failure(made);
    catch_signals();
    if ((status = open_outputs(r)) != OGL_DONE)
        return status;
    describe(r);
    status = train(r);
    return status == OGL_DONE ? finish(r) : status;
}

static int print_help(void)
{
    printf("ogee train --data FILE.csv|TOY [flags]\n\n"
           "Trains a network that tells two classes apart, and says how good it has become.\n\n");
    ogl_options_help(ogl_train_options, ogl_train_option_count);
    printf("\nExample: ogee train --data moons --hidden 6,6 --activation tanh --lr 0.05 --momentum 0.9\n");
    return ogl_finish_output();
}

int ogl_train(int argc, char **argv)
{
    run r;
    memset(&r, 0, sizeof r);
    if (!ogl_train_settings_read(argc, argv, &r.settings))
        return OGL_USAGE;
    if (r.settings.help)
        return print_help();
    if (r.settings.version) {
        printf("ogee %s\n", OGEE_VERSION);
        return ogl_finish_output();
    }
    int status = run_training(&r);
    ogl_output_discard(&r.log);
    ogl_output_discard(&r.picture);
    og_trainer_destroy(r.trainer);
    og_net_destroy(r.net);
    ogl_train_data_free(&r.data);
    return status;
}
