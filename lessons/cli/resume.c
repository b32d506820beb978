#include "resume.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "report.h"

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Whether a typed value is what the run has already. */
static bool agrees(const ogl_option *row, const char *typed, const char *kept,
                   const ogl_train_settings *settings)
{
    ogl_train_settings probe = *settings;
    const char *before = (const char *)settings + row->offset, *after = (const char *)&probe + row->offset;
    ogl_option_set(row, typed, &probe);
    switch (row->type) {
    case OGL_FLAG_ON:
    case OGL_FLAG_OFF: return *(const bool *)before == *(const bool *)after;
    case OGL_FLAG_CHOICE: return memcmp(before, after, sizeof(int)) == 0;
    case OGL_FLAG_WHOLE: return memcmp(before, after, sizeof(int64_t)) == 0;
    case OGL_FLAG_REAL: return memcmp(before, after, sizeof(double)) == 0;
    case OGL_FLAG_TEXT:
    case OGL_FLAG_CUSTOM: return same_text(typed, kept);
    }
    return false;
}

static bool merge_row(const ogl_option *row, const char *typed, const char *path, ogl_train_request *merged)
{
    const char **kept = &merged->given[row - ogl_train_options];
    bool may_change = row->section == ogl_section_length || row->section == ogl_section_output ||
                      strcmp(row->name, "--data") == 0;
    if (may_change) {
        ogl_option_set(row, typed, &merged->settings);
        merged->settings.recorded = merged->settings.recorded && strcmp(row->name, "--data") != 0;
        *kept = typed;
        return true;
    }
    const char *value = *kept ? *kept : row->initial;
    if (agrees(row, typed, value, &merged->settings))
        return true;
    if (row->argument)
        ogl_error("%s %s is not what the run in %s has (%s); with --resume its settings stay", row->name,
                  typed, path, value ? value : "none");
    else
        ogl_error("%s is not what the run in %s has; with --resume its settings stay", row->name, path);
    return false;
}

/* A period that followed from the number of epochs does not follow it any more. */
static void say_period(const ogl_train_settings *settings, int64_t epochs_before)
{
    const og_schedule *schedule = &settings->schedule;
    size_t before = ogl_train_period(schedule->kind, epochs_before);
    if (settings->quiet || schedule->kind == OG_SCHEDULE_CONSTANT || schedule->period != before ||
        ogl_train_period(schedule->kind, settings->epochs) == before)
        return;
    fprintf(stderr, "the schedule keeps its period of %zu epoch%s, also with --epochs %" PRId64 "\n", before,
            ogl_plural(before), settings->epochs);
}

int ogl_resume_merge(const og_model *model, ogl_train_request *request)
{
    const char *path = request->settings.resume, *why;
    ogl_train_request merged;
    if (!ogl_train_recall(model, path, &merged))
        return OGL_FAILED;
    int64_t epochs_before = merged.settings.epochs;
    merged.settings.recorded = true;
    for (size_t i = 0; i < ogl_train_option_count; i++)
        if (request->given[i] && !merge_row(&ogl_train_options[i], request->given[i], path, &merged))
            return OGL_USAGE;
    for (size_t i = 0; i < ogl_train_option_count; i++) {
        const ogl_option *row = &ogl_train_options[i];
        if (request->given[i] && !ogl_train_row_counts(&merged.settings, row, &why)) {
            ogl_error("%s %s", row->name, why);
            return OGL_USAGE;
        }
    }
    say_period(&merged.settings, epochs_before);
    /* The schedule's text lives in the request that is left behind. */
    for (size_t i = 0; i < ogl_train_option_count; i++)
        if (merged.given[i] == merged.schedule)
            merged.given[i] = request->schedule;
    memcpy(request->schedule, merged.schedule, sizeof merged.schedule);
    request->settings = merged.settings;
    memcpy(request->given, merged.given, sizeof merged.given);
    return OGL_DONE;
}

int ogl_resume_check_data(const og_model *model, const ogl_train_settings *settings,
                          const ogl_train_data *data)
{
    const char *rows = og_model_setting(model, OGL_DATA_ROWS), *hash = og_model_setting(model, OGL_DATA_HASH);
    char now[32];
    snprintf(now, sizeof now, "%016" PRIx64, data->hash);
    if (rows && hash && strcmp(hash, now) == 0)
        return OGL_DONE;
    char count[32];
    snprintf(count, sizeof count, "%zu", data->rows);
    if (rows && strcmp(rows, count) != 0)
        ogl_error("%s: is not the data of the run in %s, which has %s row%s, not %s", settings->data,
                  settings->resume, rows, strcmp(rows, "1") == 0 ? "" : "s", count);
    else
        ogl_error("%s: is not the data of the run in %s: its numbers, labels or names differ", settings->data,
                  settings->resume);
    return OGL_FAILED;
}

static bool same_layer(const og_layer_spec *a, const og_layer_spec *b)
{
    return a->kind == b->kind && a->units == b->units && a->activation == b->activation &&
           memcmp(a->option, b->option, sizeof a->option) == 0;
}

/* The settings and the layers of the file say the same, unless somebody changed one of them. */
static bool same_network(const og_net *a, const og_net *b)
{
    bool same = og_net_layer_count(a) == og_net_layer_count(b) && og_net_inputs(a) == og_net_inputs(b);
    for (int i = 0; same && i < og_net_layer_count(a); i++)
        same = same_layer(&og_net_layer(a, i)->spec, &og_net_layer(b, i)->spec);
    return same;
}

int ogl_resume_start(const og_model *model, const ogl_train_settings *settings, og_trainer *trainer)
{
    const char *path = settings->resume;
    if (model->state_size == 0) {
        ogl_error("%s: keeps no state of training to go on from", path);
        return OGL_FAILED;
    }
    if (!same_network(trainer->net, model->net)) {
        ogl_error("%s: its settings make another network than its layers", path);
        return OGL_FAILED;
    }
    og_status status = og_trainer_state_load(trainer, model->state_size, model->state);
    if (status != OG_OK || og_net_hash(trainer->net) != og_net_hash(model->net)) {
        ogl_error("%s: its state of training does not fit its network%s%s", path, status == OG_OK ? "" : ": ",
                  status == OG_OK ? "" : og_error_detail());
        return OGL_FAILED;
    }
    if ((uint64_t)settings->epochs > trainer->epoch)
        return OGL_DONE;
    ogl_error("%s: has done %zu epoch%s, and --epochs is the number in all: it has to be more, got %" PRId64,
              path, trainer->epoch, ogl_plural(trainer->epoch), settings->epochs);
    return OGL_USAGE;
}
