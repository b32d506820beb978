#define _XOPEN_SOURCE 700
#include "window.h"

#ifdef OGEE_WINDOW

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "options.h"

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

static bool needs_window(int argc, char **argv)
{
    static const char *const without[] = {"train", "predict", "eval", "export", "data", "--version", NULL};
    if (argc < 2 || !is_one_of(argv[1], without))
        return true;
    for (int i = 2; i < argc; i++)
        if (strncmp(argv[i], "--picture", strlen("--picture")) == 0)
            return true;
    return false;
}

/* The folder of this program with a slash at its end; "" when nobody says. */
static void own_folder(const char *called, char *folder, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", folder, size - 1);
    if (length < 0)
        length = snprintf(folder, size, "%s", called);
    folder[length < (ssize_t)size ? length : (ssize_t)size - 1] = 0;
    char *slash = strrchr(folder, '/');
    folder[slash ? slash + 1 - folder : 0] = 0;
}

void ogl_hand_over(int argc, char **argv)
{
    char path[4096 + sizeof OGEE_WINDOW];
    if (!needs_window(argc, argv))
        return;
    own_folder(argc > 0 ? argv[0] : "", path, 4096);
    strcat(path, OGEE_WINDOW);
    execvp(path, argv); /* without a folder: where the shell finds programs */
    ogl_error("lessons and pictures need the program \"%s\" beside this one, and it does not start: is ogee "
              "installed completely?",
              OGEE_WINDOW);
    exit(OGL_FAILED);
}

#else

void ogl_hand_over(int argc, char **argv)
{
    (void)argc, (void)argv;
}

#endif
