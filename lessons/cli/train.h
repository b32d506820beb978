/* `ogee train`: what can be set, and the parts of a run. */
#ifndef OGEE_CLI_TRAIN_H
#define OGEE_CLI_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/ogee.h"
#include "options.h"

enum { OGL_MAX_HIDDEN = 31, OGL_MAX_UNITS = 4096, OGL_TRAIN_ROWS = 56 };

#define OGL_INITS "torch, xavier, xavier-normal, he, he-normal, zeros, constant:C, uniform:A or normal:S"

typedef struct ogl_hidden {
    int count;
    size_t units[OGL_MAX_HIDDEN];
} ogl_hidden;

/* Everything that can be set; the table in train_options.c fills it. */
typedef struct ogl_train_settings {
    const char *data, *label, *positive, *features, *one_hot, *layers, *log, *save, *resume, *picture;
    int64_t samples, data_seed, batch, epochs, patience, seed;
    double noise, test, lr, momentum, dampening, weight_decay, scale;
    double pos_weight, l1, clip_norm, dropout, stop_loss, stop_accuracy;
    bool nesterov, maximize, standardize, batch_norm, json, quiet, help, version;
    bool recorded; /* data is what the model of --resume has, not typed */
    ogl_hidden hidden;
    og_layer_spec activation;
    int missing, loss, optimizer, theme;
    og_init init;
    og_schedule schedule; /* period 0: the default, until the number of epochs is known */
    ogl_size size;
} ogl_train_settings;

/* The rows of one flag each. Those of the first three sections determine the run and are kept in the model.
 */
extern const ogl_option ogl_train_options[];
extern const size_t ogl_train_option_count;
extern const char ogl_section_data[], ogl_section_network[], ogl_section_training[], ogl_section_length[],
    ogl_section_output[];

/* ---- train_data.c ---- */

/* The data of a run, split and standardised. */
typedef struct ogl_train_data {
    og_dataset *train, *test;
    og_scaler *scaler; /* NULL without standardisation */
    size_t rows;       /* of both */
    size_t dropped;    /* rows of the table that are in neither */
    uint64_t hash;     /* of all rows as they were read, and of the names of columns and classes */
} ogl_train_data;

/* Reads or makes the data, splits and standardises. False: said on standard error; *status is the exit
   status. */
bool ogl_train_data_create(const ogl_train_settings *settings, ogl_train_data *data, int *status);
void ogl_train_data_free(ogl_train_data *data);

/* ---- train_settings.c ---- */

/* What a command line or a model file says: settings, and the text of each row that was said. */
typedef struct ogl_train_request {
    ogl_train_settings settings;
    const char *given[OGL_TRAIN_ROWS]; /* by row; NULL: not said */
    char schedule[64];                 /* its text with all numbers */
} ogl_train_request;

/* Reads the flags and, unless they ask for --help, --version or --resume, checks what no single flag can tell
   and completes the rest. False: said on standard error, exit status 2. */
bool ogl_train_read(int argc, char **argv, ogl_train_request *request);

/* Fills in the settings that follow from others: the learning rate from the optimizer, the seed of the data
   from the seed, periods from the number of epochs. */
void ogl_train_complete(ogl_train_request *request);

/* The period in epochs of a schedule that has none of its own; 0: it needs none. */
size_t ogl_train_period(og_schedule_kind kind, int64_t epochs);

/* Whether the row matters for these settings; if not, *why (why may be NULL) says it: "is for tables". */
bool ogl_train_row_counts(const ogl_train_settings *settings, const ogl_option *row, const char **why);

/* Whether a model file keeps the row: whether it determines the run. */
bool ogl_train_is_kept(const ogl_option *row);

/* Two settings that a model file keeps beside the rows, to know the data again. */
#define OGL_DATA_ROWS "data-rows"
#define OGL_DATA_HASH "data-hash"

/* Reads the settings that a model file keeps; path is its name, for the error. Texts live in the model.
   False: said, exit status 1. */
bool ogl_train_recall(const og_model *model, const char *path, ogl_train_request *request);

/* Everything that determines the run, as a model file keeps it: fills settings[OGL_TRAIN_ROWS] and returns
   how many they are. Without memory a name or value is NULL. ogl_train_forget frees what is in them. */
size_t ogl_train_keep(const ogl_train_request *request, const ogl_train_data *data, og_setting *settings);
void ogl_train_forget(og_setting *settings, size_t count);

/* ---- train_network.c ---- */

/* What the flags say about training. */
og_trainer_def ogl_train_trainer_def(const ogl_train_settings *settings);

/* Makes the network and the trainer, whose validation rows are the test rows. Returns OGL_DONE, or the exit
   status after saying why not; then what was made stays in *net and *trainer. */
int ogl_train_network_create(const ogl_train_settings *settings, const ogl_train_data *data, og_net **net,
                             og_trainer **trainer);

/* `ogee train`; argv begins after the word train. Returns the exit status. */
int ogl_train(int argc, char **argv);

#endif
