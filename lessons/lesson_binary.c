/* The program lesson-NAME: the build gives it its name. */
#include <stdio.h>

#include "lesson.h"

int main(int argc, char **argv)
{
    const ogl_lesson *lesson = ogl_lesson_find(OGL_LESSON_ID);
    if (!lesson) {
        fprintf(stderr, "ogee: there is no lesson \"%s\"\n", OGL_LESSON_ID);
        return 1;
    }
    return ogl_lesson_main(lesson, argc, argv);
}
