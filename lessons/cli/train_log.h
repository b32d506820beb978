/* What `ogee train --log` writes: a table with one line an epoch. */
#ifndef OGEE_CLI_TRAIN_LOG_H
#define OGEE_CLI_TRAIN_LOG_H

#include <stdbool.h>
#include <stdio.h>

#include "train.h"

/* Whether a run that was resumed can go on with what is at path: nothing, a device, or a log that ends with
   the trainer's epoch; *follows says that it is a log. Returns OGL_DONE, or the exit status after saying why
   not. */
int ogl_log_check(const char *path, const char *resumed, const og_trainer *trainer, bool *follows);

/* Begins a log with the lines of old, or with the header when old is NULL. */
og_status ogl_log_begin(FILE *log, const char *old);

/* The line of the epoch that the trainer has just ended. */
void ogl_log_epoch(FILE *log, const og_trainer *trainer);

#endif
