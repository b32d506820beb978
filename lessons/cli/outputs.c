#define _XOPEN_SOURCE 700
#include "outputs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "interrupt.h"
#include "options.h"
#include "report.h"

enum { LONGEST_PATH = 4096 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool folder_of(const char *path, struct stat *info)
{
    char folder[LONGEST_PATH];
    size_t length = (size_t)(base_name(path) - path);
    if (length + 2 > sizeof folder)
        return false;
    memcpy(folder, path, length);
    memcpy(folder + length, ".", 2);
    return stat(folder, info) == 0;
}

/* Files that are not there yet: the same name in the same folder, once links that lead nowhere so far are
   followed. */
static bool same_target(const char *a, const char *b)
{
    struct stat first, second;
    char *x = NULL, *y = NULL;
    bool same = og_file_resolve(a, &x) == OG_OK && og_file_resolve(b, &y) == OG_OK &&
                strcmp(base_name(x), base_name(y)) == 0 && folder_of(x, &first) && folder_of(y, &second) &&
                first.st_dev == second.st_dev && first.st_ino == second.st_ino;
    free(x);
    free(y);
    return same;
}

/* Devices take what comes. */
static bool same_file(const char *a, const char *b)
{
    struct stat first, second;
    bool there = stat(a, &first) == 0;
    if (there != (stat(b, &second) == 0))
        return false;
    if (there)
        return S_ISREG(first.st_mode) && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
    return same_target(a, b);
}

bool ogl_outputs_differ(const char *const *outputs, size_t count, const char *const *inputs,
                        size_t input_count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i + input_count && outputs[i]; j++) {
            const char *other = j < i ? outputs[j] : inputs[j - i];
            if (!other || !same_file(outputs[i], other))
                continue;
            ogl_error(j < i ? "%s: two files of this run cannot have the same name"
                            : "%s: would be written over, and this run reads it",
                      outputs[i]);
            return false;
        }
    }
    return true;
}

bool ogl_outputs_open(og_file *files, const char *const *paths, size_t count)
{
    assert(count <= OGL_INTERRUPT_PATHS);
    memset(files, 0, count * sizeof *files);
    for (size_t i = 0; i < count; i++) {
        if (!paths[i])
            continue;
        og_status status = og_file_open(&files[i], paths[i]);
        if (status != OG_OK) {
            ogl_report_failure(status);
            ogl_outputs_discard(files, i);
            return false;
        }
        ogl_interrupt_removes((int)i, files[i].temporary);
    }
    return true;
}

const char *ogl_output_path(const og_file *file)
{
    return file->temporary ? file->temporary : file->target;
}

og_status ogl_output_commit(og_file *files, size_t index)
{
    ogl_interrupt_removes((int)index, NULL);
    return og_file_commit(&files[index]);
}

bool ogl_outputs_commit(og_file *files, size_t count)
{
    og_status status = OG_OK;
    for (size_t i = 0; i < count && status == OG_OK; i++)
        status = og_file_close(&files[i]);
    for (size_t i = 0; i < count && status == OG_OK; i++)
        status = ogl_output_commit(files, i);
    if (status != OG_OK)
        ogl_report_failure(status);
    ogl_outputs_discard(files, count);
    return status == OG_OK;
}

void ogl_outputs_discard(og_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ogl_interrupt_removes((int)i, NULL);
        og_file_discard(&files[i]);
    }
}
