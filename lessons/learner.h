/* What the learner has done so far, kept from one day to the next: which steps of which lessons are done,
   where to go on, and how it looked. One small text file, written whole or not at all:

       ogee progress 1
       last s-curve                    the lesson that was open last
       at s-curve steepest             the step that was on its screen
       done s-curve any middle         steps whose tasks were all reached
       look dark high-contrast calm    what of these was on

   Lessons, steps and looks that this ogee does not know are passed over. */
#ifndef OGEE_LESSON_LEARNER_H
#define OGEE_LESSON_LEARNER_H

#include "lesson.h"

enum { OGL_MAX_LESSONS = 64 };

typedef struct ogl_learner {
    const ogl_lesson *const *lessons; /* a table as ogl_lessons */
    char path[1024];                  /* "": nothing is kept */
    uint32_t done[OGL_MAX_LESSONS];   /* by the order of the table; bit s: step s is done */
    int at[OGL_MAX_LESSONS];          /* the step last on screen */
    bool opened[OGL_MAX_LESSONS];
    int last; /* the lesson opened last; -1: none */
    ogl_look look;
    const char *news; /* a key in [ui]: what the learner has to know once; NULL: nothing */
    char about[1100]; /* the file, or the reason, that {1} in its text stands for */
    bool failed;      /* the file could not be written, and the learner knows */
} ogl_learner;

/* Where the progress of this user is kept: $XDG_DATA_HOME/ogee/progress, else ~/.local/share/ogee/progress;
   "" when there is no such folder to be had. */
void ogl_learner_place(char *path, size_t size);

/* Reads that file; one that is not there is a fresh start. A damaged one is renamed to PATH.damaged, and news
   says so. With path "" nothing is kept. */
void ogl_learner_open(ogl_learner *learner, const ogl_lesson *const *lessons, const char *path);

/* Brings a fresh run to where the learner left this lesson, with the checks that were reached. */
void ogl_learner_resume(const ogl_learner *learner, ogl_run *run);

/* Takes note of where run stands and, unless it is steady, of its look; writes the file when something is
   new. Call it once a frame. When it cannot be written, news says so once, and the lesson goes on. */
void ogl_learner_follow(ogl_learner *learner, const ogl_run *run);

/* Takes note of the look; writes the file when it is a new one. */
void ogl_learner_keep_look(ogl_learner *learner, ogl_look look);

/* Forgets what was done and removes the file, or leaves only the look in it. OG_ERR_FILE: it cannot be
   removed. */
og_status ogl_learner_forget(ogl_learner *learner);

/* The news as a sentence in words of [ui]; false: none. They are told once. */
bool ogl_learner_news(ogl_learner *learner, const ogl_words *ui_words, char *text, size_t size);

/* Of the lesson at that place of the table. */
int ogl_learner_count_done(const ogl_learner *learner, int lesson);
bool ogl_learner_is_done(const ogl_learner *learner, int lesson);
/* The step to go on with: the one last on screen, or the first after it that is not done; 0 when all are. */
int ogl_learner_step(const ogl_learner *learner, int lesson);
/* The lesson to go on with: the last one, or the first after it that is not done; 0 when all are. */
int ogl_learner_lesson(const ogl_learner *learner);

#endif
