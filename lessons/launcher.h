/* The launcher: a card for each lesson with a small live picture, and the learner's progress. It opens
   lessons in its own window and takes over again when they are left. */
#ifndef OGEE_LESSON_LAUNCHER_H
#define OGEE_LESSON_LAUNCHER_H

#include "learner.h"
#include "lesson.h"

typedef struct ogl_launcher {
    const ogl_lesson *const *lessons; /* a table as ogl_lessons */
    char lang[32];
    ogl_words *words, *ui_words; /* launcher.txt and ui.txt */
    ogl_words *lesson_words[OGL_MAX_LESSONS];
    void *cards[OGL_MAX_LESSONS]; /* the states of their pictures; NULL: none */
    int count;                    /* of lessons */
    ogl_learner learner;
    ogl_run *run; /* the lesson that is open; NULL: the launcher is on screen */

    int chosen;  /* the card that Enter opens */
    int columns; /* of the grid, as it was drawn last */
    bool follow; /* the chosen card is to be brought into sight */
    float scroll;
    bool help_open, forgetting; /* forgetting: the button waits for a second press */
    ogl_look look;
    long frame, card_frame;
    char notice[OGL_NOTICE_SIZE];
    long notice_until;
} ogl_launcher;

/* Loads all words and begins the pictures. lessons: at least one, ended by NULL; path: of the learner's
   progress; "": none is kept. OG_ERR_FILE, OG_ERR_FORMAT, OG_ERR_MEMORY: error says why. */
og_status ogl_launcher_open(ogl_launcher *launcher, const ogl_lesson *const *lessons, const char *lang,
                            const char *path, char *error, size_t error_size);
void ogl_launcher_close(ogl_launcher *launcher);

/* One whole frame between ogv_ui_begin and ogv_ui_end: of the launcher, or of the lesson that is open. */
void ogl_launcher_frame(ogl_launcher *launcher, ogv_ui *ui);

/* Draws the launcher and says which card was opened by it: its place, or -1. */
int ogl_launcher_draw(ogl_launcher *launcher, ogv_ui *ui);

/* A text of launcher.txt. */
const char *ogl_launcher_say(const ogl_launcher *launcher, const char *section, const char *key);

/* Says where a picture of the window was saved, or why it was not (else NULL). */
void ogl_launcher_saved(ogl_launcher *launcher, const char *path, const char *why);

/* `ogee` alone, with the flags that open it; argv without the program's name. Returns the exit status. */
int ogl_launcher_main(int argc, char **argv);
/* Prints those flags. */
void ogl_launcher_help(void);

#endif
