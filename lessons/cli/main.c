/* The `ogee` command: finds the command of that name. */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lessons.h"
#include "train.h"

typedef struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage, *help;
} command;

static const command commands[] = {
    {"train", ogl_train, "ogee train --data FILE.csv|TOY", "train a network that tells two classes apart"},
    {"lesson", ogl_open_lesson, "ogee lesson NAME", "open a lesson"},
    {"lessons", ogl_list_lessons, "ogee lessons", "list the lessons: name, title, number of steps"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int print_help(void)
{
    printf("ogee %s: what a sigmoid does in a neural network, to see and to try\n\n", OGEE_VERSION);
    printf("  %-32s %s\n", "ogee", "open the lessons");
    for (int i = 0; i < COMMANDS; i++)
        printf("  %-32s %s\n", commands[i].usage, commands[i].help);
    printf("  %-32s %s\n", "ogee --version", "print the version");
    printf("\n\"ogee train --help\" and \"ogee lesson NAME --help\" list their flags.\n");
    return ogl_finish_output();
}

static int unknown(const char *name)
{
    enum { FLAGS = 2 };
    const char *names[COMMANDS + FLAGS] = {"--help", "--version"};
    for (int i = 0; i < COMMANDS; i++)
        names[FLAGS + i] = commands[i].name;
    const char *kind = name[0] == '-' ? "flag" : "command";
    const char *nearest = ogl_nearest(name, names, COMMANDS + FLAGS);
    if (nearest)
        ogl_error("unknown %s \"%s\"; did you mean \"%s\"?", kind, name, nearest);
    else
        ogl_error("unknown %s \"%s\"; \"ogee --help\" lists what there is", kind, name);
    return OGL_USAGE;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return ogl_has_display() ? ogl_open_first_lesson() : print_help();
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return print_help();
    if (strcmp(argv[1], "--version") == 0) {
        printf("ogee %s\n", OGEE_VERSION);
        return ogl_finish_output();
    }
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    return unknown(argv[1]);
}
