#define _XOPEN_SOURCE 700
#include "window.h"

#ifdef OGEE_WINDOW

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "options.h"

static bool draws_picture(int argc, char **argv)
{
    for (int i = 2; i < argc; i++)
        if (strncmp(argv[i], "--picture", strlen("--picture")) == 0)
            return true;
    return false;
}

/* Help and the flags of ogee alone are more complete there, but are not worth an error. */
static bool gains_by_window(const char *word)
{
    return strcmp(word, "help") == 0 || (word[0] == '-' && strcmp(word, "--version") != 0);
}

static bool needs_window(int argc, char **argv)
{
    return argc < 2 || strcmp(argv[1], "lesson") == 0 || strcmp(argv[1], "lessons") == 0 ||
           draws_picture(argc, argv);
}

/* The folder of this program with a slash at its end; "" when nobody says. */
static void own_folder(const char *called, char *folder, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", folder, size);
    if (length < 0 || (size_t)length >= size)
        length = snprintf(folder, size, "%s", called);
    folder[(size_t)length < size ? (size_t)length : 0] = 0;
    char *slash = strrchr(folder, '/');
    folder[slash ? slash + 1 - folder : 0] = 0;
}

void ogl_hand_over(int argc, char **argv)
{
    char path[4096 + sizeof OGEE_WINDOW];
    bool needs = needs_window(argc, argv);
    if (!needs && !gains_by_window(argv[1]))
        return;
    own_folder(argc > 0 ? argv[0] : "", path, 4096);
    strcat(path, OGEE_WINDOW);
    execvp(path, argv); /* without a folder: where the shell finds programs */
    if (!needs)
        return;
    ogl_error("lessons and pictures need the program \"%s\" beside this one, which cannot be started: %s",
              OGEE_WINDOW, strerror(errno));
    exit(OGL_FAILED);
}

#else

void ogl_hand_over(int argc, char **argv)
{
    (void)argc, (void)argv;
}

#endif
