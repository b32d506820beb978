/* A file that appears whole or not at all. */
#ifndef OGEE_VIZ_SRC_ATOMIC_FILE_H
#define OGEE_VIZ_SRC_ATOMIC_FILE_H

#include <stdio.h>

#include "ogee/status.h"

typedef struct ogv_atomic_file {
    FILE *stream;
    char path[1024], temporary[1040];
} ogv_atomic_file;

/* Opens a temporary file beside path; OG_ERR_FILE says why it cannot. */
og_status ogv_atomic_open(ogv_atomic_file *file, const char *path);
/* Renames it when everything was written; removes it otherwise and says why. */
og_status ogv_atomic_close(ogv_atomic_file *file);
/* Removes it. */
void ogv_atomic_discard(ogv_atomic_file *file);

#endif
