/* Runs of a lesson without a window that are recorded and played back. */
#ifndef OGEE_TEST_RECORDING_H
#define OGEE_TEST_RECORDING_H

#include "decision_boundary.h"
#include "support.h"

/* A run that draws the same at whatever speed the machine has. */
ogl_run *lesson_start(const ogl_lesson *lesson, bool autoplay);
void lesson_record(ogl_run *run, const char *path);
void lesson_record_end(ogl_run *run);
/* Plays the script in path without a picture, as a run without a screen does. */
ogl_run *lesson_replay(const ogl_lesson *lesson, const char *path);
/* Both runs are of the decision boundary; trains them on for a few steps. */
void assert_same_state(ogl_run *a, ogl_run *b);

/* A run and what it is drawn with. */
typedef struct desk {
    ogl_run *run;
    ogv_ui *ui;
    ogv_drawlist list;
} desk;

void desk_open(desk *d, ogl_run *run);
void desk_close(desk *d);
void desk_draw(desk *d);

#endif
