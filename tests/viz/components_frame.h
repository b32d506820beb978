/* The frame round a lesson, drawn from fixed words: top bar and narrative. */
#ifndef OGEE_TEST_COMPONENTS_FRAME_H
#define OGEE_TEST_COMPONENTS_FRAME_H

#include "ogee_viz/ui.h"

typedef struct frame_task {
    const char *text, *note;
    double progress;
} frame_task;

typedef struct frame_words {
    const char *number, *title, *heading, *paragraphs, *more;
    int steps, step; /* step from 1 */
    frame_task tasks[2];
    float formula_height;
} frame_words;

void draw_frame(ogv_ui *ui, const frame_words *words);

#endif
