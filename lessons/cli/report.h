/* What every command says at its end. */
#ifndef OGEE_CLI_REPORT_H
#define OGEE_CLI_REPORT_H

#include <cjson/cJSON.h>

#include "ogee/data.h"
#include "ogee/status.h"

/* What went wrong in the call that returned status: og_error_detail(), or else the words for the status. */
const char *ogl_failure_text(og_status status);

/* Says it and returns the exit status for it: a wrong setting is 2, the rest is 1. */
int ogl_report_failure(og_status status);

/* "" for 1, else "s". */
const char *ogl_plural(size_t count);

/* text on one line, for a message: control characters are "?". */
typedef struct ogl_line {
    char text[128];
} ogl_line;
ogl_line ogl_one_line(const char *text);

/* Says on standard error how many rows were left out; of 0 nothing. */
void ogl_report_dropped(size_t rows);

/* The same of rows as read, and how many of them hold texts that the model does not know. */
void ogl_report_rows(const og_dataset *rows);

/* Prints the object as one line, deletes it, and returns the exit status. */
int ogl_print_json(cJSON *object);

#endif
