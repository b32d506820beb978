/* A saved model and what it says about a table: what predict and eval share. */
#ifndef OGEE_CLI_ANSWERS_H
#define OGEE_CLI_ANSWERS_H

#include <stdbool.h>

#include "ogee/data.h"
#include "ogee/model_io.h"

typedef struct ogl_answers {
    og_model *model;
    og_dataset *rows; /* standardised as the model was trained */
    float *logits;    /* rows x labels */
} ogl_answers;

/* Reads the model (ogl_model_open) and the table, with labels or without, and asks the model for every row. A
   model that knows no column names takes the columns in their order, which is said on standard error, and so
   are rows that were left out and texts that the model does not know. With labels, rows with missing values
   are dropped if the model was trained so. Returns OGL_DONE, or the exit status after saying
   why not; answers is to be freed either way. */
int ogl_answers_create(const char *model, const og_layer_kind *between, const char *table, bool labelled,
                       ogl_answers *answers);
void ogl_answers_free(ogl_answers *answers);

#endif
