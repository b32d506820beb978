/* `ogee lessons`, `ogee lesson NAME` and `ogee` alone. Each returns the exit status. */
#ifndef OGEE_CLI_LESSONS_H
#define OGEE_CLI_LESSONS_H

#include <stdbool.h>

/* One line a lesson: name, title, number of steps, with tabs between. */
int ogl_list_lessons(int argc, char **argv);

/* argv begins with the lesson's name; the rest are its flags. */
int ogl_open_lesson(int argc, char **argv);

/* Whether a window could be opened, and what to say when not. */
bool ogl_has_display(void);
extern const char ogl_no_window[];

/* The first lesson. */
int ogl_open_first_lesson(void);

#endif
