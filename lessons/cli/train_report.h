/* What `ogee train` says of the data and of the run. */
#ifndef OGEE_CLI_TRAIN_REPORT_H
#define OGEE_CLI_TRAIN_REPORT_H

#include "train.h"

/* On standard error: the sizes, which class counts as 1, and where a resumed run goes on. */
void ogl_train_describe(const ogl_train_data *data, const og_trainer *trainer);

typedef struct ogl_train_result {
    const og_trainer *trainer;
    og_score train, test; /* after training, by the trainer's loss */
    double seconds;
    bool interrupted; /* by a signal */
} ogl_train_result;

/* The result on standard output, in words or as JSON. Returns the exit status. */
int ogl_train_print(const ogl_train_result *result, bool json);

#endif
