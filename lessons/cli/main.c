/* The `ogee` command: finds the command of that name. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "lessons.h"
#include "train.h"
#include "window.h"

typedef struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage, *help;
} command;

static const command commands[] = {
    {"train", ogl_train, "ogee train --data FILE.csv|TOY", "train a network that tells two classes apart"},
    {"predict", ogl_predict, "ogee predict MODEL --data FILE.csv",
     "what a trained model says about each row"},
    {"eval", ogl_eval, "ogee eval MODEL --data FILE.csv", "how good a trained model is on labelled rows"},
    {"export", ogl_export, "ogee export MODEL --to pytorch|c --out FILE", "a trained model as a program"},
    {"data", ogl_data, "ogee data TOY --out FILE.csv", "write toy data as a table"},
    {"lesson", ogl_open_lesson, "ogee lesson NAME", "open a lesson"},
    {"lessons", ogl_list_lessons, "ogee lessons", "list the lessons: name, title, number of steps"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int print_help(void)
{
    printf("ogee %s: what a sigmoid does in a neural network, to see and to try\n\n", OGEE_VERSION);
    printf("  %-46s %s\n", "ogee", "open the lessons");
    for (int i = 0; i < COMMANDS; i++)
        printf("  %-46s %s\n", commands[i].usage, commands[i].help);
    printf("  %-46s %s\n", "ogee --version", "print the version");
    printf("\n\"ogee COMMAND --help\" lists the flags of a command.\n");
    ogl_help_launcher();
    return ogl_finish_output();
}

static int unknown(const char *name)
{
    const char *names[COMMANDS];
    for (int i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    const char *nearest = ogl_nearest(name, names, COMMANDS);
    if (nearest)
        ogl_error("unknown command \"%s\"; did you mean \"%s\"?", name, nearest);
    else
        ogl_error("unknown command \"%s\"; \"ogee --help\" lists what there is", name);
    return OGL_USAGE;
}

int main(int argc, char **argv)
{
    ogl_hand_over(argc, argv);
    if (argc < 2)
        return ogl_open_launcher(0, NULL);
    if (ogl_is_help(argv[1]) || strcmp(argv[1], "help") == 0)
        return print_help();
    if (strcmp(argv[1], "--version") == 0)
        return ogl_print_version();
    if (argv[1][0] == '-')
        return ogl_open_launcher(argc - 1, argv + 1);
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    return unknown(argv[1]);
}
