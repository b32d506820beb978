/* Files that are whole or not there: written beside their target and renamed at the end. */
#ifndef OGEE_FILE_H
#define OGEE_FILE_H

#include <stdio.h>

#include "ogee/status.h"

/* A file under way. Zeroed: none. */
typedef struct og_file {
    FILE *stream;
    char *name;      /* as given; what errors call it */
    char *target;    /* a file's symbolic links followed */
    char *temporary; /* where it is written; NULL: straight into target, which is a device or pipe */
} og_file;

/* Makes an empty temporary file beside path, with path's extension, and with its mode when it is there. Links
   are followed; a device or pipe is opened as it is. OG_ERR_FILE says why path cannot be written: a folder
   that is not there, no permission, path is a folder. */
og_status og_file_open(og_file *file, const char *path);

/* Where path leads: the same, or the end of its symbolic links, also when there is no file yet. *target is to
   be freed. OG_ERR_FILE: the links go in a circle, or there is no memory. */
og_status og_file_resolve(const char *path, char **target);

/* Closes the stream, if it is still open, with everything on the disk. OG_ERR_FILE: not everything could be
   written, also by an earlier write, and why. */
og_status og_file_close(og_file *file);

/* Closes, gives the file its name and forgets it. On failure nothing is left and the old file stands. */
og_status og_file_commit(og_file *file);

/* How a writer ends: commits when it could write (written is OG_OK), else discards and returns written. */
og_status og_file_end(og_file *file, og_status written);

/* Removes what is there so far. Does nothing for a file that was committed or never opened. */
void og_file_discard(og_file *file);

#endif
