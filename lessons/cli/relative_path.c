#define _XOPEN_SOURCE 700
#include "relative_path.h"

#include <stdlib.h>
#include <string.h>

static char *real_folder(const char *file)
{
    const char *slash = strrchr(file, '/');
    char *folder = slash ? strndup(file, (size_t)(slash - file) + 1) : strdup(".");
    char *real = folder ? realpath(folder, NULL) : NULL;
    free(folder);
    return real;
}

/* How many bytes of both are the same folders, with their slash. */
static size_t common_length(const char *path, const char *folder)
{
    size_t common = 0;
    for (size_t i = 0; path[i] && (folder[i] == path[i] || (!folder[i] && path[i] == '/')); i++) {
        if (path[i] == '/')
            common = i + 1;
        if (!folder[i])
            break;
    }
    return common;
}

/* path and folder are real. */
static char *climb(const char *path, const char *folder)
{
    size_t common = common_length(path, folder), ups = 0, used = 0;
    if (common <= strlen(folder) && folder[1])
        for (const char *c = folder + common; *c; c++)
            ups += c == folder + common || *c == '/';
    char *out = malloc(3 * ups + strlen(path + common) + 1);
    if (!out)
        return NULL;
    for (size_t i = 0; i < ups; i++, used += 3)
        memcpy(out + used, "../", 3);
    memcpy(out + used, path + common, strlen(path + common) + 1);
    return out;
}

char *ogl_relative_path(const char *path, const char *file)
{
    char *real = path[0] == '/' ? NULL : realpath(path, NULL);
    char *folder = real ? real_folder(file) : NULL;
    char *out = folder ? climb(real, folder) : strdup(path);
    free(real);
    free(folder);
    return out;
}
