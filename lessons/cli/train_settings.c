#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train.h"

/* ---- which rows matter ---- */

static bool of_tables(const ogl_train_settings *s)
{
    og_toy toy;
    return og_toy_find(s->data, &toy) != OG_OK;
}

static bool of_toys(const ogl_train_settings *s)
{
    return !of_tables(s);
}

static bool of_lists(const ogl_train_settings *s)
{
    return s->layers == NULL;
}

static bool of_hidden(const ogl_train_settings *s)
{
    return s->layers || s->hidden.count > 0;
}

static bool of_logits(const ogl_train_settings *s)
{
    return s->loss == OG_BCE_WITH_LOGITS;
}

static bool of_sgd(const ogl_train_settings *s)
{
    return s->optimizer == OG_SGD;
}

static bool of_momentum(const ogl_train_settings *s)
{
    return s->momentum > 0;
}

static bool of_pictures(const ogl_train_settings *s)
{
    return s->picture != NULL;
}

typedef struct rule {
    bool (*counts)(const ogl_train_settings *settings);
    const char *why;
    const char *names[6];
} rule;

static const rule rules[] = {
    {of_tables,
     "is for tables, and --data names toy data",
     {"--label", "--positive", "--features", "--one-hot", "--missing"}},
    {of_toys, "is for toy data (" OGL_TOY_NAMES "), and --data names none", {"--samples", "--noise"}},
    {of_lists,
     "has no effect beside --layers, which lists all layers",
     {"--hidden", "--activation", "--batch-norm", "--dropout"}},
    {of_hidden, "needs a hidden layer", {"--activation", "--batch-norm", "--dropout"}},
    {of_logits, "is for --loss bce-with-logits", {"--pos-weight"}},
    {of_sgd, "is for --optimizer sgd", {"--momentum", "--dampening", "--nesterov", "--maximize"}},
    {of_momentum, "needs --momentum", {"--dampening"}},
    {of_pictures, "is for pictures: it needs --picture", {"--size", "--scale", "--theme"}},
};

bool ogl_train_row_counts(const ogl_train_settings *settings, const ogl_option *row, const char **why)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        for (int j = 0; rules[i].names[j]; j++) {
            if (strcmp(rules[i].names[j], row->name) != 0 || rules[i].counts(settings))
                continue;
            if (why)
                *why = rules[i].why;
            return false;
        }
    }
    return true;
}

bool ogl_train_is_kept(const ogl_option *row)
{
    return row->section != ogl_section_output && strcmp(row->name, "--resume") != 0;
}

/* A flag that would have no effect is a misunderstanding. */
static bool all_of_use(const ogl_train_request *request)
{
    for (size_t i = 0; i < ogl_train_option_count; i++) {
        const char *why;
        if (!request->given[i] || ogl_train_row_counts(&request->settings, &ogl_train_options[i], &why))
            continue;
        ogl_error("%s %s", ogl_train_options[i].name, why);
        return false;
    }
    return true;
}

/* ---- reading ---- */

static size_t row_of(const char *name)
{
    return (size_t)(ogl_option_find(ogl_train_options, ogl_train_option_count, name) - ogl_train_options);
}

static void begin(ogl_train_request *request)
{
    memset(request, 0, sizeof *request);
    request->settings.standardize = true;
    ogl_options_init(ogl_train_options, ogl_train_option_count, &request->settings);
}

bool ogl_train_read(int argc, char **argv, ogl_train_request *request)
{
    begin(request);
    if (!ogl_options_parse("ogee train", ogl_train_options, ogl_train_option_count, argc, argv,
                           &request->settings, request->given))
        return false;
    const ogl_train_settings *settings = &request->settings;
    if (settings->help || settings->version || settings->resume)
        return true;
    if (!settings->data) {
        ogl_error("--data is missing: FILE.csv, " OGL_TOY_NAMES);
        return false;
    }
    if (!all_of_use(request))
        return false;
    ogl_train_complete(request);
    return true;
}

/* Sets a row that was not said. */
static void follow(ogl_train_request *request, const char *name, const char *text)
{
    size_t row = row_of(name);
    if (request->given[row])
        return;
    request->given[row] = text;
    ogl_option_set(&ogl_train_options[row], text, &request->settings);
}

static size_t at_least_1(int64_t epochs)
{
    return epochs < 1 ? 1 : (size_t)epochs;
}

size_t ogl_train_period(og_schedule_kind kind, int64_t epochs)
{
    switch (kind) {
    case OG_SCHEDULE_CONSTANT: return 0;
    case OG_SCHEDULE_STEP: return at_least_1(epochs / 3);
    case OG_SCHEDULE_COSINE: return at_least_1(epochs);
    case OG_SCHEDULE_WARMUP: return at_least_1(epochs / 10);
    }
    return 0;
}

static void complete_schedule(ogl_train_request *request)
{
    static const char *const names[] = {"constant", "step", "cosine", "warmup"};
    og_schedule *schedule = &request->settings.schedule;
    if (schedule->kind == OG_SCHEDULE_CONSTANT)
        return;
    if (schedule->period == 0)
        schedule->period = ogl_train_period(schedule->kind, request->settings.epochs);
    char *text = request->schedule;
    size_t size = sizeof request->schedule;
    int used = snprintf(text, size, "%s:%zu", names[schedule->kind], schedule->period);
    if (schedule->kind == OG_SCHEDULE_STEP)
        snprintf(text + used, size - (size_t)used, ":%.17g", schedule->gamma);
    request->given[row_of("--schedule")] = text;
}

void ogl_train_complete(ogl_train_request *request)
{
    const char *seed = request->given[row_of("--seed")];
    follow(request, "--data-seed", seed ? seed : ogl_train_options[row_of("--seed")].initial);
    follow(request, "--lr", request->settings.optimizer == OG_ADAM ? "0.001" : "0.1");
    complete_schedule(request);
}

/* ---- what a model file keeps ---- */

static bool recall_row(const og_setting *setting, const char *path, ogl_train_request *request)
{
    char name[64], words[256];
    snprintf(name, sizeof name, "--%s", setting->name);
    const ogl_option *row = ogl_option_find(ogl_train_options, ogl_train_option_count, name);
    if (!row || !ogl_train_is_kept(row) || row->type == OGL_FLAG_OFF) {
        ogl_error("%s: the setting \"%s\" is none that this ogee knows", path, setting->name);
        return false;
    }
    if (!ogl_option_set(row, setting->value, &request->settings)) {
        ogl_error("%s: expected %s for the setting \"%s\", got \"%s\"", path,
                  row->argument ? ogl_option_expected(row, words, sizeof words) : "on or off", setting->name,
                  setting->value);
        return false;
    }
    request->given[row - ogl_train_options] = setting->value;
    return true;
}

bool ogl_train_recall(const og_model *model, const char *path, ogl_train_request *request)
{
    begin(request);
    for (size_t i = 0; i < model->setting_count; i++) {
        const og_setting *setting = &model->settings[i];
        if (strcmp(setting->name, OGL_DATA_ROWS) != 0 && strcmp(setting->name, OGL_DATA_HASH) != 0 &&
            !recall_row(setting, path, request))
            return false;
    }
    if (!request->settings.data) {
        ogl_error("%s: keeps no settings of a run; ogee train --save writes them", path);
        return false;
    }
    ogl_train_complete(request);
    return true;
}

static void add(og_setting *settings, size_t *count, const char *name, const char *value)
{
    settings[(*count)++] = (og_setting){strdup(name), strdup(value)};
}

size_t ogl_train_keep(const ogl_train_request *request, const ogl_train_data *data, og_setting *settings)
{
    size_t count = 0;
    char text[32];
    for (size_t i = 0; i < ogl_train_option_count; i++) {
        const ogl_option *row = &ogl_train_options[i];
        const char *value = request->given[i] ? request->given[i] : row->initial;
        if (row->type == OGL_FLAG_ON)
            value = *(const bool *)((const char *)&request->settings + row->offset) ? "on" : "off";
        if (value && row->type != OGL_FLAG_OFF && ogl_train_is_kept(row) &&
            ogl_train_row_counts(&request->settings, row, NULL))
            add(settings, &count, row->name + strlen("--"), value);
    }
    snprintf(text, sizeof text, "%zu", data->rows);
    add(settings, &count, OGL_DATA_ROWS, text);
    snprintf(text, sizeof text, "%016llx", (unsigned long long)data->hash);
    add(settings, &count, OGL_DATA_HASH, text);
    return count;
}

void ogl_train_forget(og_setting *settings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(settings[i].name);
        free(settings[i].value);
    }
}
