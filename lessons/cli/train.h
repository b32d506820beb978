/* `ogee train`: what can be set, and the parts of a run. */
#ifndef OGEE_CLI_TRAIN_H
#define OGEE_CLI_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/ogee.h"
#include "options.h"

enum { OGL_MAX_HIDDEN = 31, OGL_MAX_UNITS = 4096 };

typedef struct ogl_hidden {
    int count;
    size_t units[OGL_MAX_HIDDEN];
} ogl_hidden;

/* Everything that can be set; the table in train_options.c fills it. */
typedef struct ogl_train_settings {
    const char *data, *label, *positive, *features, *log, *picture;
    int64_t samples, data_seed, batch, epochs, seed;
    double noise, test, lr, momentum, dampening, weight_decay, scale;
    bool nesterov, maximize, standardize, json, quiet, help, version;
    ogl_hidden hidden;
    int activation, optimizer, theme;
    og_init init;
    ogl_size size;
} ogl_train_settings;

extern const ogl_option ogl_train_options[];
extern const size_t ogl_train_option_count;

/* Reads the flags and checks what no single flag can tell. False: said on standard error, exit status 2. */
bool ogl_train_settings_read(int argc, char **argv, ogl_train_settings *settings);

/* Reads or makes the data, splits and standardises. False: said on standard error; *status is the exit
 * status. */
typedef struct ogl_train_data {
    og_dataset *train, *test;
    og_scaler *scaler; /* NULL without standardisation */
} ogl_train_data;
bool ogl_train_data_create(const ogl_train_settings *settings, ogl_train_data *data, int *status);
void ogl_train_data_free(ogl_train_data *data);

/* Says og_error_detail() and returns the exit status for it: a wrong setting is 2, the rest is 1. */
int ogl_report_failure(og_status status);

/* `ogee train`; argv begins after the word train. Returns the exit status. */
int ogl_train(int argc, char **argv);

#endif
