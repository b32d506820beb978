/* Where the parts of a lesson's window lie; shared by the files that draw it. */
#ifndef OGEE_LESSON_FRAME_H
#define OGEE_LESSON_FRAME_H

#include "lesson.h"

typedef struct ogl_layout {
    float width, height; /* of the window, at least 960 x 600 */
    bool compact;        /* narrative folded into a rail */
    bool wide;           /* larger narrative */
    ogv_rect top, stage;
    ogv_rect narrative; /* panel or rail */
    ogv_rect drawer;    /* over the stage, when it is open */
    ogv_rect transport; /* height 0 without one */
} ogl_layout;

ogl_layout ogl_layout_make(const ogl_run *run, const ogv_ui *ui);

void ogl_draw_narrative(ogl_run *run, ogv_ui *ui, const ogl_layout *layout);
void ogl_draw_drawer(ogl_run *run, ogv_ui *ui, const ogl_layout *layout);
void ogl_draw_why(ogl_run *run, ogv_ui *ui, const ogl_layout *layout);
ogv_rect ogl_why_rect(const ogl_run *run, const ogv_ui *ui, const ogl_layout *layout);
void ogl_draw_transport(ogl_run *run, ogv_ui *ui, const ogl_layout *layout);
/* The description of the plot that is meant, under it, where it was asked for; tells it to the log. */
void ogl_draw_description(ogl_run *run, ogv_ui *ui, const ogl_layout *layout);
void ogl_draw_help(ogl_run *run, ogv_ui *ui, const ogl_layout *layout);

/* A short message above whatever is at the bottom of the window, bottom being the y where that begins. */
void ogl_draw_notice(ogv_ui *ui, float width, float bottom, const char *text);

/* A sheet of keys over a window of that size. */
enum { OGL_SHEET_ROWS = 40 };
typedef struct ogl_sheet_row {
    char caps[96]; /* as ogl_key_caps writes them */
    const char *meaning;
} ogl_sheet_row;
typedef struct ogl_sheet {
    const ogl_words *ui_words;
    ogl_sheet_row rows[OGL_SHEET_ROWS];
    int count;
    ogl_look look;
    const char *button; /* beside the switches; NULL: none */
} ogl_sheet;
/* Returns what was asked for: "help" (to close it), "contrast", "motion", "button"; NULL: nothing. */
const char *ogl_draw_sheet(const ogl_sheet *sheet, ogv_ui *ui, float width, float height);

#endif
