/* The lessons in their order. */
#include "lesson.h"

#include <string.h>

extern const ogl_lesson ogl_one_neuron;
extern const ogl_lesson ogl_s_curve;
extern const ogl_lesson ogl_finite_precision;
extern const ogl_lesson ogl_vanishing_gradients;
extern const ogl_lesson ogl_losses;
extern const ogl_lesson ogl_decision_boundary;

const ogl_lesson *const ogl_lessons[] = {&ogl_s_curve,
                                         &ogl_finite_precision,
                                         &ogl_losses,
                                         &ogl_one_neuron,
                                         &ogl_vanishing_gradients,
                                         &ogl_decision_boundary,
                                         NULL};

const ogl_lesson *ogl_lesson_find(const char *id)
{
    for (int i = 0; ogl_lessons[i]; i++)
        if (strcmp(ogl_lessons[i]->id, id) == 0)
            return ogl_lessons[i];
    return NULL;
}
