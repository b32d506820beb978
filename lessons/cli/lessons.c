#define _XOPEN_SOURCE 700
#include "lessons.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "options.h"

#ifdef OGEE_HAVE_VIZ

#include <fcntl.h>
#include <unistd.h>

#include "lesson.h"
#include "ogee_viz/app.h"

int ogl_list_lessons(int argc, char **argv)
{
    if (argc > 0 && ogl_is_help(argv[0])) {
        printf("ogee lessons: list the lessons, one a line, with tabs between name, title and number of "
               "steps\n");
        return ogl_finish_output();
    }
    if (argc > 0) {
        ogl_error("\"ogee lessons\" takes no arguments, got \"%s\"", argv[0]);
        return OGL_USAGE;
    }
    for (int i = 0; ogl_lessons[i]; i++) {
        char title[256];
        if (ogl_lesson_title(ogl_lessons[i], "en", title, sizeof title) != OG_OK) {
            ogl_error("the words of the lesson \"%s\" cannot be read", ogl_lessons[i]->id);
            return OGL_FAILED;
        }
        printf("%s\t%s\t%d\n", ogl_lessons[i]->id, title, ogl_lessons[i]->step_count);
    }
    return ogl_finish_output();
}

int ogl_open_lesson(int argc, char **argv)
{
    enum { MOST = 64 };
    const char *names[MOST];
    size_t count = 0;
    if (argc == 0) {
        ogl_error("which lesson? \"ogee lessons\" lists them");
        return OGL_USAGE;
    }
    if (ogl_is_help(argv[0])) {
        printf("ogee lesson NAME [options]: open a lesson. The names are\n\n");
        for (int i = 0; ogl_lessons[i]; i++)
            printf("  %s\n", ogl_lessons[i]->id);
        printf("\n\"ogee lesson NAME --help\" lists the options.\n");
        return ogl_finish_output();
    }
    const ogl_lesson *lesson = ogl_lesson_find(argv[0]);
    if (lesson)
        return ogl_lesson_main(lesson, argc, argv);
    for (; count < MOST && ogl_lessons[count]; count++)
        names[count] = ogl_lessons[count]->id;
    const char *nearest = ogl_nearest(argv[0], names, count);
    if (nearest)
        ogl_error("unknown lesson \"%s\"; did you mean \"%s\"?", argv[0], nearest);
    else
        ogl_error("unknown lesson \"%s\"; \"ogee lessons\" lists them", argv[0]);
    return OGL_USAGE;
}

const char ogl_no_window[] = "There is no display here to open the lessons on";

/* What is below SDL writes of a missing display in words of its own. */
bool ogl_has_display(void)
{
    int kept = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY);
    if (kept >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    bool has = ogv_app_has_display();
    if (kept >= 0)
        dup2(kept, STDERR_FILENO);
    close(kept);
    close(nowhere);
    return has;
}

int ogl_open_first_lesson(void)
{
    char name[] = "ogee";
    char *argv[] = {name, NULL};
    return ogl_lesson_main(ogl_lessons[0], 1, argv);
}

#else

const char ogl_no_window[] = "This ogee was built without the lessons";

static int missing(void)
{
    ogl_error("lessons need SDL2, SDL2_ttf and SDL2_image, which this ogee was built without");
    return OGL_FAILED;
}

int ogl_list_lessons(int argc, char **argv)
{
    (void)argc, (void)argv;
    return missing();
}

int ogl_open_lesson(int argc, char **argv)
{
    (void)argc, (void)argv;
    return missing();
}

bool ogl_has_display(void)
{
    return false;
}

int ogl_open_first_lesson(void)
{
    return missing();
}

#endif
