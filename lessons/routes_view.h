/* The strip of lessons 2 and 3: for each way to compute a number, where it is
   right, wrong, exactly 0 or not finite, and what it answers at the probe. */
#ifndef OGEE_LESSON_ROUTES_VIEW_H
#define OGEE_LESSON_ROUTES_VIEW_H

#include "lesson.h"
#include "ogee_viz/plot.h"
#include "routes.h"

enum { OGL_STRIP_BANDS = 24, OGL_STRIP_SAMPLES = 1200 };

/* Where things lie above and around the strip: distances are those of the visual specification at 1280 x 800,
   or, where the window is narrow or low, at 960 x 600. */
typedef struct ogl_strip_places {
    bool dense;
    float left, right;
    float labels, fields; /* of the controls: baseline of labels, top of fields */
    float title;          /* baseline, of the plots */
    float top, height;    /* of the plots */
    float strip_title, strip, pitch, legend;
} ogl_strip_places;
ogl_strip_places ogl_strip_arrange(const ogv_ui *ui, ogv_rect stage);

/* One line of bands. */
typedef struct ogl_strip_line {
    ogl_band bands[OGL_STRIP_BANDS];
    size_t count;
} ogl_strip_line;

/* Finds the bands of a way. */
void ogl_strip_fill(ogl_strip_line *line, const ogl_way *way, ogv_range x);

/* Whether that verdict falls anywhere within x. */
bool ogl_strip_has(const ogl_strip_line *line, ogl_verdict verdict, ogv_range x);

typedef struct ogl_strip_cell {
    char text[OGL_NUMBER_TEXT];
    ogl_verdict verdict; /* right: in the text's colour; else in the colour of its
                            fault */
} ogl_strip_cell;

typedef struct ogl_strip_row {
    const char *name, *code; /* the code in mono, unless plain */
    bool plain;
    const ogl_strip_line *lines[2];
    int line_count;
    const char *words[2];       /* in the right bands of each line */
    const char *zeros[2];       /* in those that are exactly 0 */
    ogl_strip_cell cells[2][2]; /* by column, then line */
    int cell_lines;             /* 1: in the middle of the row; 2: one beside each line */
} ogl_strip_row;

typedef struct ogl_strip {
    float left, top;   /* of the names and of the first row */
    float from, until; /* edges of the bands */
    float pitch;       /* from row to row */
    float columns[2];  /* right edges of the numbers */
    ogv_range x;
    int probe;          /* setting that the probe moves */
    const char *id;     /* of the probe's widget */
    const char *symbol; /* "z" */
    ogv_range window;   /* what the plots above show; high = low: no bracket */
    bool hidden;        /* the learner has still to guess */
} ogl_strip;

/* The x of a value. */
float ogl_strip_x(const ogl_strip *strip, double value);

/* The bands of `count` rows. */
ogv_rect ogl_strip_rect(const ogl_strip *strip, int count);

/* Draws rows, axis and probe; true when the probe moved. Texts are those of the
 * section "strip". */
void ogl_strip_draw(ogl_run *run, ogv_ui *ui, const ogl_strip *strip, const ogl_strip_row *rows, int count);
/* The four kinds and their names, from x on with their middles at y. */
void ogl_strip_legend(const ogl_run *run, ogv_ui *ui, float x, float y);

/* A cell of what a way answers at x. */
ogl_strip_cell ogl_strip_answer(const ogl_way *way, double x, int digits);
/* A cell of how far that is from the truth. */
ogl_strip_cell ogl_strip_distance(const ogl_way *way, double x);

/* In words, for ogv_describe: another part behind the ones before, and the answer of a way at x, which is
   said to be wrong where it is. */
enum { OGL_DESCRIPTION = 256, OGL_ANSWER = 96 };
void ogl_describe_also(const ogl_run *run, char text[OGL_DESCRIPTION], const char *part);
void ogl_describe_answer(const ogl_run *run, char text[OGL_ANSWER], const ogl_way *way, double x, int digits);

/* The widget of a number that stands on an axis: the pointer drags it anywhere
   in hit, the arrows move it by 1/100 of the range, with Shift 10 times, with
   Ctrl a tenth; Home and End. Returns what it saw. */
ogv_act ogl_axis_drag(ogl_run *run, ogv_ui *ui, const char *id, ogv_rect hit, const ogv_axes *axes,
                      int setting);

#endif
