/* How training goes, on standard error: one line that is written anew on a terminal, some lines elsewhere. */
#ifndef OGEE_CLI_PROGRESS_H
#define OGEE_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/trainer.h"

typedef struct ogl_progress {
    bool quiet, terminal;
    size_t epochs;                  /* in all */
    size_t first_epoch, first_step; /* done before */
    double start;                   /* seconds */
    double shown;                   /* when the last line was written */
    size_t lines;                   /* written */
} ogl_progress;

/* Seconds of a clock that only goes forward. */
double ogl_seconds(void);

/* epochs: in all, with those that the trainer has done before. */
ogl_progress ogl_progress_begin(const og_trainer *trainer, size_t epochs, bool quiet);

/* After each epoch; writes when there is something new to see. */
void ogl_progress_epoch(ogl_progress *progress, const og_trainer *trainer);

/* After each step: keeps the line of a terminal alive during long epochs. */
void ogl_progress_step(ogl_progress *progress, const og_trainer *trainer);

/* Shows how it ended, and leaves the terminal's line, so that what follows begins on a new one. */
void ogl_progress_end(ogl_progress *progress, const og_trainer *trainer);

#endif
