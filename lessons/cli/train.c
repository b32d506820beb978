#include "train.h"

#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "outputs.h"
#include "picture.h"
#include "progress.h"
#include "report.h"
#include "resume.h"
#include "train_log.h"
#include "train_report.h"

enum { SAVE, LOG, PICTURE, OUTPUTS };

typedef struct run {
    ogl_train_request request;
    og_model *resumed; /* NULL: a run from the start */
    ogl_train_data data;
    og_net *net;
    og_trainer *trainer;
    og_file files[OUTPUTS];
    bool saved;
    double seconds;
} run;

/* Paths are tried before training: an hour of work is not lost to a misspelled folder. */
static int open_outputs(run *r)
{
    const ogl_train_settings *settings = &r->request.settings;
    const char *outputs[] = {[SAVE] = settings->save, [LOG] = settings->log, [PICTURE] = settings->picture};
    og_toy toy;
    bool is_toy = og_toy_find(settings->data, &toy) == OG_OK;
    const char *inputs[] = {is_toy ? NULL : settings->data, settings->resume};
    /* A run may be saved where it came from. */
    if (!ogl_outputs_differ(outputs, OUTPUTS, inputs, 1) || !ogl_outputs_differ(outputs + 1, 2, inputs, 2))
        return OGL_USAGE;
    bool follows = false;
    if (settings->log && r->resumed) {
        int status = ogl_log_check(settings->log, settings->resume, r->trainer, &follows);
        if (status != OGL_DONE)
            return status;
    }
    ogl_interrupt_catch();
    if (!ogl_outputs_open(r->files, outputs, OUTPUTS))
        return ogl_interrupt_signal() ? 128 + ogl_interrupt_signal() : OGL_FAILED;
    og_status begun =
        settings->log ? ogl_log_begin(r->files[LOG].stream, follows ? settings->log : NULL) : OG_OK;
    return begun == OG_OK ? OGL_DONE : ogl_report_failure(begun);
}

/* As many steps as take about 10 ms, so that neither Ctrl-C nor the line of a terminal waits for long, and a
   small network goes at full speed. */
static og_status advance(og_trainer *trainer, size_t *steps)
{
    enum { MOST_STEPS = 1 << 20 };
    double start = ogl_seconds();
    size_t first = trainer->step;
    og_status status = og_trainer_steps(trainer, *steps);
    double seconds = ogl_seconds() - start;
    bool all_taken = trainer->step - first == *steps; /* else the epoch ended before */
    if (seconds < 0.005 && all_taken && *steps < MOST_STEPS)
        *steps *= 2;
    else if (seconds > 0.01 && *steps > 1)
        *steps /= 2;
    return status;
}

static og_status train(run *r)
{
    og_trainer *trainer = r->trainer;
    size_t epochs = (size_t)r->request.settings.epochs, steps = 1;
    ogl_progress progress = ogl_progress_begin(trainer, epochs, r->request.settings.quiet);
    og_status status = OG_OK;
    bool stopped = false;
    while (trainer->epoch < epochs && status == OG_OK && !stopped && !ogl_interrupt_signal()) {
        size_t epoch = trainer->epoch;
        status = advance(trainer, &steps);
        if (status != OG_OK || trainer->epoch == epoch) {
            ogl_progress_step(&progress, trainer);
            continue;
        }
        stopped = trainer->stop != OG_STOP_NONE;
        ogl_progress_epoch(&progress, trainer);
        if (r->files[LOG].stream)
            ogl_log_epoch(r->files[LOG].stream, trainer);
    }
    ogl_progress_end(&progress, trainer);
    r->seconds = ogl_seconds() - progress.start;
    return status;
}

/* All that a model file keeps, but for the bytes of the state; to be forgotten, also after a failure. */
static og_status describe(const run *r, og_setting *settings, og_model *model)
{
    *model = (og_model){.net = r->net, .scaler = r->data.scaler, .settings = settings};
    model->setting_count = ogl_train_keep(&r->request, &r->data, settings);
    model->steps = r->trainer->step;
    model->state_size = og_trainer_state_size(r->trainer);
    for (size_t i = 0; i < model->setting_count; i++)
        if (!settings[i].name || !settings[i].value)
            return og_fail(OG_ERR_MEMORY, "no memory to save the model");
    return og_dataset_copy_columns(r->data.train, &model->columns);
}

static void forget(og_model *model)
{
    og_dataset_destroy(model->columns);
    ogl_train_forget(model->settings, model->setting_count);
    free(model->state);
}

/* A network too large for a model file is said before it is trained. */
static int check_save(const run *r)
{
    og_setting settings[OGL_TRAIN_ROWS];
    og_model model;
    if (!r->request.settings.save)
        return OGL_DONE;
    og_status status = describe(r, settings, &model);
    if (status == OG_OK)
        status = og_model_check(&model);
    forget(&model);
    if (status == OG_ERR_ARGUMENT) {
        ogl_error("--save: %s; a smaller network fits", og_error_detail());
        return OGL_USAGE;
    }
    return status == OG_OK ? OGL_DONE : ogl_report_failure(status);
}

/* Writes the model into the file that is open for it. */
static og_status save(run *r)
{
    og_setting settings[OGL_TRAIN_ROWS];
    og_model model;
    og_status status = describe(r, settings, &model);
    if (status == OG_OK && !(model.state = malloc(model.state_size)))
        status = og_fail(OG_ERR_MEMORY, "no memory to save the model");
    if (status == OG_OK) {
        og_trainer_state_save(r->trainer, model.state);
        status = og_model_print(r->request.settings.save, r->files[SAVE].stream, &model);
    }
    forget(&model);
    return status == OG_OK ? ogl_output_commit(r->files, SAVE) : status;
}

/* What could not be written, to be said when all is done. */
typedef struct failures {
    int count;
    char sentences[OUTPUTS][1024];
} failures;

static void note(failures *failed, og_status status)
{
    if (status != OG_OK)
        snprintf(failed->sentences[failed->count++], sizeof failed->sentences[0], "%s",
                 ogl_failure_text(status));
}

/* Each for itself, the model first: what cannot be written takes nothing else with it. */
static void write_files(run *r, failures *failed)
{
    const ogl_train_settings *settings = &r->request.settings;
    if (settings->save)
        note(failed, save(r));
    r->saved = settings->save && failed->count == 0;
    if (settings->log)
        note(failed, ogl_output_commit(r->files, LOG));
    if (settings->picture) { /* its writer makes the file anew, under the same rules; a pipe stays open */
        note(failed, ogl_picture_write(settings->picture, settings, &r->data, r->net));
        ogl_interrupt_removes(PICTURE, NULL);
        og_file_discard(&r->files[PICTURE]);
    }
}

/* The log shows how it came; a model that went wrong must not take the place of a good one. */
static int fail(run *r, const char *why)
{
    const ogl_train_settings *settings = &r->request.settings;
    ogl_error("%s%s%s%s", why, settings->save ? "; " : "", settings->save ? settings->save : "",
              settings->save ? " was not written" : "");
    og_status status = settings->log ? ogl_output_commit(r->files, LOG) : OG_OK;
    if (status != OG_OK)
        ogl_report_failure(status);
    return OGL_FAILED;
}

static int fail_status(run *r, og_status status)
{
    char why[1024];
    snprintf(why, sizeof why, "%s", ogl_failure_text(status));
    return fail(r, why);
}

static void say_interrupted(const run *r, int signal)
{
    const ogl_train_settings *settings = &r->request.settings;
    char name[32], hint[1024] = "";
    snprintf(name, sizeof name, "signal %d", signal);
    if (r->saved)
        snprintf(hint, sizeof hint, "; it goes on with: ogee train --resume %s --save %s%s%s", settings->save,
                 settings->save, settings->log ? " --log " : "", settings->log ? settings->log : "");
    ogl_error("stopped by %s after step %zu, %zu of %" PRId64 " epochs%s", signal == SIGINT ? "Ctrl-C" : name,
              r->trainer->step, r->trainer->epoch, settings->epochs, hint);
}

static int finish(run *r)
{
    ogl_train_result result = {.trainer = r->trainer, .seconds = r->seconds};
    og_status measured = og_trainer_evaluate(r->trainer, r->data.train, &result.train);
    if (measured == OG_OK)
        measured = og_trainer_evaluate(r->trainer, r->data.test, &result.test);
    if (measured != OG_OK)
        return fail_status(r, measured);
    if (!isfinite(result.train.loss) || !isfinite(result.test.loss))
        return fail(r, "the loss after training is no longer a finite number; try a smaller learning rate");
    int signal = ogl_interrupt_signal();
    result.interrupted =
        signal && r->trainer->epoch < (size_t)r->request.settings.epochs && r->trainer->stop == OG_STOP_NONE;
    failures failed = {.count = 0};
    write_files(r, &failed);
    if (result.interrupted)
        say_interrupted(r, signal);
    int status = ogl_train_print(&result, r->request.settings.json);
    for (int i = 0; i < failed.count; i++)
        ogl_error("%s", failed.sentences[i]);
    if (failed.count > 0)
        status = OGL_FAILED;
    return status == OGL_DONE && result.interrupted ? 128 + signal : status;
}

static int load_resumed(run *r)
{
    og_status status = og_model_load(r->request.settings.resume, 1, NULL, &r->resumed);
    if (status != OG_OK)
        return ogl_report_failure(status);
    return ogl_resume_merge(r->resumed, &r->request);
}

static int prepare(run *r)
{
    ogl_train_settings *settings = &r->request.settings;
    int status = settings->resume ? load_resumed(r) : OGL_DONE;
    if (status != OGL_DONE || !ogl_train_data_create(settings, &r->data, &status))
        return status;
    if (r->resumed && (status = ogl_resume_check_data(r->resumed, settings, &r->data)) != OGL_DONE)
        return status;
    if (settings->picture && (status = ogl_picture_check(settings, &r->data)) != OGL_DONE)
        return status;
    if ((status = ogl_train_network_create(settings, &r->data, &r->net, &r->trainer)) != OGL_DONE)
        return status;
    if (r->resumed && (status = ogl_resume_start(r->resumed, settings, r->trainer)) != OGL_DONE)
        return status;
    if ((status = check_save(r)) != OGL_DONE)
        return status;
    return open_outputs(r);
}

static int run_training(run *r)
{
    int status = prepare(r);
    if (status != OGL_DONE)
        return status;
    if (!r->request.settings.quiet)
        ogl_train_describe(&r->data, r->trainer);
    og_status trained = train(r);
    return trained == OG_OK ? finish(r) : fail_status(r, trained);
}

static int print_help(void)
{
    printf("ogee train --data FILE.csv|TOY [flags]\n\n"
           "Trains a network that tells two classes apart, and says how good it has become.\n\n");
    ogl_options_help(ogl_train_options, ogl_train_option_count);
    printf(
        "\nCtrl-C stops between two batches, some 10 ms later or when a longer batch is done: what --save\n"
        "and --log asked for is written, the result is printed and the exit status is 130 (143 after\n"
        "SIGTERM); a second Ctrl-C ends at once. Else the exit status is 0: done, 1: the run failed,\n"
        "2: wrong usage. A run that diverges writes its log and no model, so that an earlier one stays.\n"
        "\nExample: ogee train --data moons --hidden 6,6 --activation tanh --lr 0.05 --momentum 0.9\n");
    return ogl_finish_output();
}

int ogl_train(int argc, char **argv)
{
    run r;
    memset(&r, 0, sizeof r);
    if (!ogl_train_read(argc, argv, &r.request))
        return OGL_USAGE;
    if (r.request.settings.help)
        return print_help();
    if (r.request.settings.version)
        return ogl_print_version();
    int status = run_training(&r);
    ogl_outputs_discard(r.files, OUTPUTS);
    og_trainer_destroy(r.trainer);
    og_net_destroy(r.net);
    ogl_train_data_free(&r.data);
    og_model_destroy(r.resumed);
    return status;
}
