/* `ogee lessons`, `ogee lesson NAME` and `ogee` alone. Each returns the exit status. */
#ifndef OGEE_CLI_LESSONS_H
#define OGEE_CLI_LESSONS_H

/* One line a lesson: name, title, number of steps, with tabs between; with --reset-progress forgets the
   learner's progress instead. */
int ogl_list_lessons(int argc, char **argv);

/* argv begins with the lesson's name; the rest are its flags. */
int ogl_open_lesson(int argc, char **argv);

/* The launcher, with its flags. */
int ogl_open_launcher(int argc, char **argv);
/* Prints those flags, where there is a launcher. */
void ogl_help_launcher(void);

#endif
