/* Movement of what is not data: colours of a hovered button, a knob, a menu, the range of an axis. A value
   runs to its goal along an ease-out cubic, 1 - (1 - t)^3, and then rests exactly on it. Time is counted in
   frames, 60 a second, never by the clock. Where ui->animated is false (no window, reduced motion) every
   value is at its goal at once. */
#ifndef OGEE_VIZ_MOTION_H
#define OGEE_VIZ_MOTION_H

#include "ogee_viz/ui.h"

/* How many frames each kind of movement takes. */
enum {
    OGV_HOVER_FRAMES = 6,  /* 100 ms */
    OGV_TOGGLE_FRAMES = 8, /* 140 */
    OGV_MENU_FRAMES = 7,   /* 120 */
    OGV_AXIS_FRAMES = 14,  /* 240 */
    OGV_STEP_FRAMES = 12,  /* 200 */
    OGV_TASK_FRAMES = 14   /* 240 */
};

/* 1 - (1 - t)^3, with t clamped to 0 .. 1. */
float ogv_ease_out(float t);

/* The value known as part `part` of id (a widget's, see ogv_ui_id) on its way to target: starts to move when
   target changes, from wherever it is. What was not asked for in the last frame stands on its target. */
float ogv_ease(ogv_ui *ui, uint64_t id, int part, float target, int frames);

/* How far what began when `state` last changed has come: 0 .. 1; 1 if it did not change since it was first
   asked for. */
float ogv_ease_since(ogv_ui *ui, uint64_t id, int part, int state, int frames);

/* An axis' range that a user action changed, on its way there. */
void ogv_ease_range(ogv_ui *ui, const char *id, double *low, double *high);

#endif
