/* Files that are whole or not there: written beside their target and renamed at the end. */
#ifndef OGEE_CLI_FILES_H
#define OGEE_CLI_FILES_H

#include <stdbool.h>
#include <stdio.h>

/* A file under way. Zeroed: none. */
typedef struct ogl_output {
    char *target;    /* as given, with symbolic links followed */
    char *temporary; /* where it is written; NULL: straight into target, which is a device or pipe */
    FILE *stream;
} ogl_output;

/* Makes an empty temporary file beside path, with path's extension. False: a line on standard error says why
   path cannot be written. */
bool ogl_output_open(ogl_output *output, const char *path);

/* Closes the stream, if it is still open. False: not everything could be written, which was said. */
bool ogl_output_close(ogl_output *output);

/* Closes, gives the file its name and forgets it. False: it could not, which was said, and nothing is left.
 */
bool ogl_output_commit(ogl_output *output);

/* Removes what is there so far. Does nothing for an output that was committed or never opened. */
void ogl_output_discard(ogl_output *output);

/* Whether both paths lead to one file that exists, or are spelled alike. */
bool ogl_same_file(const char *a, const char *b);

#endif
