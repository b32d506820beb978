/* A network in training, as lessons show it: with its scores, what it says of every row, and its history. */
#ifndef OGEE_LESSON_MODEL_H
#define OGEE_LESSON_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "ogee/data.h"
#include "ogee/net.h"
#include "ogee/trainer.h"

/* Losses by epoch in bounded memory: when it is full, every second point goes and the distance doubles. */
enum { OGL_HISTORY_POINTS = 512 };

typedef struct ogl_history {
    int count;
    size_t stride; /* epochs from one point to the next */
    /* point i is epoch i x stride; one more place for the moment behind them */
    float train_loss[OGL_HISTORY_POINTS + 1], test_loss[OGL_HISTORY_POINTS + 1];
} ogl_history;

/* Puts a point behind the last one. There is room for one beyond OGL_HISTORY_POINTS. */
void ogl_history_append(ogl_history *history, og_score train, og_score test);

/* What to train. */
typedef struct ogl_model_def {
    const og_layer_spec *layers;
    int layer_count;
    og_init init;
    og_trainer_def trainer;
    uint64_t seed; /* of the initial weights and of the order of rows */
} ogl_model_def;

typedef struct ogl_model {
    og_net *net;
    og_trainer *trainer;
    og_dataset *train, *test;          /* owned */
    float *train_logits, *test_logits; /* of the present weights, for every row */
    og_score train_score, test_score;
    ogl_history history;
    size_t version; /* changes with the weights, never goes back */
} ogl_model;

/* Frees what the model had and starts anew with these data (taken over, also on failure) and fresh weights.
 */
og_status ogl_model_start(ogl_model *model, const ogl_model_def *def, og_dataset *train, og_dataset *test);
void ogl_model_free(ogl_model *model);

/* One training step; at the end of an epoch the scores go into the history. Allocates nothing. */
og_status ogl_model_step(ogl_model *model);

/* Brings logits and scores up to the present weights. */
void ogl_model_measure(ogl_model *model);

/* All that training changes (weights, momentum, generator, order of rows, step, history), as bytes: saved and
   loaded again into a model of the same shape, training goes on with the same bits. */
size_t ogl_model_size(const ogl_model *model);
void ogl_model_save(const ogl_model *model, unsigned char *bytes);
/* OG_ERR_FORMAT: they are of another model; nothing has changed. */
og_status ogl_model_load(ogl_model *model, const unsigned char *bytes);

#endif
