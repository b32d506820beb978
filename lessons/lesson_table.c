/* The lessons in their order. */
#include "lesson.h"

#include <string.h>

extern const ogl_lesson ogl_decision_boundary;

const ogl_lesson *const ogl_lessons[] = {&ogl_decision_boundary, NULL};

const ogl_lesson *ogl_lesson_find(const char *id)
{
    for (int i = 0; ogl_lessons[i]; i++)
        if (strcmp(ogl_lessons[i]->id, id) == 0)
            return ogl_lessons[i];
    return NULL;
}
