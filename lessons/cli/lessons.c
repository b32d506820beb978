#include "lessons.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "options.h"

#ifdef OGEE_HAVE_VIZ

#include "launcher.h"
#include "learner.h"
#include "lesson.h"

static int reset_progress(void)
{
    static ogl_learner learner;
    char path[1024];
    ogl_learner_place(path, sizeof path);
    snprintf(learner.path, sizeof learner.path, "%s", path);
    if (ogl_learner_forget(&learner) == OG_OK)
        return OGL_DONE;
    ogl_error("%s", og_error_detail());
    return OGL_FAILED;
}

int ogl_list_lessons(int argc, char **argv)
{
    if (argc > 0 && ogl_is_help(argv[0])) {
        printf("ogee lessons: list the lessons, one a line, with tabs between name, title and number of "
               "steps\nogee lessons --reset-progress: forget which steps were done\n");
        return ogl_finish_output();
    }
    if (argc == 1 && strcmp(argv[0], "--reset-progress") == 0)
        return reset_progress();
    if (argc > 0) {
        ogl_error("\"ogee lessons\" takes nothing or --reset-progress, got \"%s\"", argv[0]);
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

int ogl_open_launcher(int argc, char **argv)
{
    return ogl_launcher_main(argc, argv);
}

void ogl_help_launcher(void)
{
    printf("\nflags of ogee alone:\n");
    ogl_launcher_help();
}

#else

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

int ogl_open_launcher(int argc, char **argv)
{
    const char *flags[] = {"--help", "--version"};
    const char *nearest = argc > 0 ? ogl_nearest(argv[0], flags, 2) : NULL;
    if (!nearest)
        return missing();
    ogl_error("unknown flag \"%s\"; did you mean \"%s\"?", argv[0], nearest);
    return OGL_USAGE;
}

void ogl_help_launcher(void) {}

#endif
