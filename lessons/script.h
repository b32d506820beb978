/* The commands of a script, between their parser and their player. */
#ifndef OGEE_LESSON_SCRIPT_H
#define OGEE_LESSON_SCRIPT_H

#include "lesson.h"

typedef enum ogl_verb {
    OGL_WAIT,
    OGL_SET,
    OGL_DRAG,
    OGL_MARK,
    OGL_PRESS,
    OGL_KEY,
    OGL_EXPECT,
    OGL_SHOT
} ogl_verb;

typedef struct ogl_command {
    ogl_verb verb;
    int line;
    long frames;      /* of wait */
    int setting;      /* of set, drag and mark (its x) */
    double value, y;  /* y: of mark */
    const char *word; /* of press, expect, shot */
    char spot[48];    /* the widget where a paced pointer goes */
    ogv_key key;
    char character;
} ogl_command;

struct ogl_script {
    char *name, *text;
    ogl_command *commands;
    size_t count, next;
    long waited; /* frames spent on the next command */
    bool has_pointer;
    ogv_point from, at;
    double start, start_y; /* the values when a paced drag took hold */
};

#endif
