#define _XOPEN_SOURCE 700
#include "files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"

static void cannot_write(const char *path, int error)
{
    ogl_error("%s: cannot be written: %s", path, strerror(error));
}

/* "log.csv" becomes "log.csv.1234-0.csv": a picture writer goes by the extension. */
static int make_temporary(ogl_output *output)
{
    enum { TRIES = 100 };
    const char *name = strrchr(output->target, '/');
    const char *dot = strrchr(name ? name : output->target, '.');
    size_t size = strlen(output->target) * 2 + 32;
    output->temporary = malloc(size);
    if (!output->temporary)
        return ENOMEM;
    for (int i = 0; i < TRIES; i++) {
        snprintf(output->temporary, size, "%s.%ld-%d%s", output->target, (long)getpid(), i, dot ? dot : "");
        output->stream = fopen(output->temporary, "wbx");
        if (output->stream || errno != EEXIST)
            break;
    }
    if (output->stream)
        return 0;
    int error = errno;
    free(output->temporary);
    output->temporary = NULL;
    return error;
}

bool ogl_output_open(ogl_output *output, const char *path)
{
    struct stat info;
    *output = (ogl_output){NULL, NULL, NULL};
    bool exists = stat(path, &info) == 0;
    output->target = exists ? realpath(path, NULL) : NULL;
    if (!output->target)
        output->target = strdup(path);
    int error = 0;
    if (!output->target)
        error = ENOMEM;
    else if (exists && S_ISDIR(info.st_mode))
        error = EISDIR;
    else if (exists && access(path, W_OK) != 0)
        error = errno;
    else if (exists && !S_ISREG(info.st_mode))
        error = (output->stream = fopen(path, "wb")) ? 0 : errno;
    else
        error = make_temporary(output);
    if (error) {
        cannot_write(path, error);
        ogl_output_discard(output);
    }
    return !error;
}

bool ogl_output_close(ogl_output *output)
{
    if (!output->stream)
        return true;
    errno = 0;
    bool failed = ferror(output->stream);
    failed |= fclose(output->stream) != 0;
    output->stream = NULL;
    if (failed)
        cannot_write(output->target, errno ? errno : EIO);
    return !failed;
}

bool ogl_output_commit(ogl_output *output)
{
    bool done = ogl_output_close(output);
    if (done && output->temporary && rename(output->temporary, output->target) != 0) {
        cannot_write(output->target, errno);
        done = false;
    }
    if (done) {
        free(output->temporary);
        output->temporary = NULL;
    }
    ogl_output_discard(output);
    return done;
}

void ogl_output_discard(ogl_output *output)
{
    if (output->stream)
        fclose(output->stream);
    if (output->temporary)
        unlink(output->temporary);
    free(output->temporary);
    free(output->target);
    *output = (ogl_output){NULL, NULL, NULL};
}

bool ogl_same_file(const char *a, const char *b)
{
    struct stat first, second;
    if (strcmp(a, b) == 0)
        return true;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}
