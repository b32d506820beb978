/* The state of lesson 2: finite_precision.c computes it,
   finite_precision_view.c draws it, finite_precision_describe.c says it in
   words, finite_precision_card.c is its card in the launcher, 02_finite_precision.c teaches with it. */
#ifndef OGEE_LESSON_FINITE_PRECISION_H
#define OGEE_LESSON_FINITE_PRECISION_H

#include "lesson.h"
#include "routes_view.h"

enum { SET_X, SET_FORMAT, SET_ZERO, SET_BURST, SET_REVEAL };
enum { STEP_GAP, STEP_OVERFLOW, STEP_FORMATS, STEP_LOG, STEP_PERFECT, STEP_KEEP, PRECISION_STEPS };
enum { PRECISION_POINTS = 801, PRECISION_CURVES = 4, PRECISION_ROWS = 3 };

#define PRECISION_STRIP ((ogv_range){-120, 120})

/* What a step shows. */
typedef struct precision_view {
    int rows, lines; /* of the strip */
    int curves;      /* of the plot */
    ogv_range x, y;  /* of the plot */
    bool log_y;      /* the curves are drawn as logarithms: float has no number for e^120 */
} precision_view;

typedef struct precision {
    bool begun;       /* a step began in this frame */
    int step, format; /* that the rest belongs to; step -1: nothing yet */
    precision_view view;
    ogl_way ways[PRECISION_ROWS][2];
    ogl_strip_line lines[PRECISION_ROWS][2];
    float at[PRECISION_POINTS], curves[PRECISION_CURVES][PRECISION_POINTS]; /* heights, see below */
    /* By format: from where on 1 - sigmoid is exactly 0, exp(x) is inf, and a
     * logit comes back as inf. */
    double zero[OGL_FORMATS], burst[OGL_FORMATS], lost[OGL_FORMATS];
} precision;

og_status precision_init(void *state, ogl_run *run);
void precision_destroy(void *state);
og_status precision_update(void *state, ogl_run *run);
void precision_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);
extern const ogl_card precision_card;

/* The setting that holds the step's guess; -1 where there is none. */
int precision_guess(int step);
/* The learner has still to guess, or to ask for the truth. */
bool precision_guessing(const ogl_run *run);

/* From where on the zone of the step begins; NaN without one. */
double precision_zone(const precision *p);

/* The guess and, once it may be seen, the truth. */
void precision_draw_guess(const precision *p, ogl_run *run, ogv_ui *ui, const ogv_axes *axes);
/* Whether a flag or a line of theirs comes into the rectangle. */
bool precision_flag_meets(const precision *p, const ogl_run *run, const ogv_ui *ui, const ogv_axes *axes,
                          ogv_rect rect);

/* What the plot shows at x, or what the learner guesses there, and what the ways of the strip answer: for the
   widget that was called last. */
void precision_describe_plot(const precision *p, const ogl_run *run, ogv_ui *ui, ogv_rect plot);
void precision_describe_strip(const precision *p, const ogl_run *run, ogv_ui *ui, ogv_rect rect);

/* How high a value is drawn: on a logarithmic axis log10 of it, where 0 lies at the lower edge; not finite
   when the value is not. */
double precision_height(const precision_view *view, double value);

/* How far the curves are shown while the learner guesses. */
double precision_shown(const precision *p);

/* A way in the format that is chosen. */
ogl_way precision_way(const ogl_run *run, ogl_route route);

/* The x from which on the verdict of a way is this one; NaN when it never is,
 * up to 800. */
double precision_edge(ogl_route route, ogl_format format, ogl_verdict verdict);

#endif
