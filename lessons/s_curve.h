/* The state of lesson 1: s_curve.c computes it, s_curve_view.c, _numbers.c and _labels.c draw it,
   s_curve_card.c is its card in the launcher, 01_s_curve.c teaches with it. */
#ifndef OGEE_LESSON_S_CURVE_H
#define OGEE_LESSON_S_CURVE_H

#include "lesson.h"
#include "ogee_viz/plot.h"

enum {
    SET_X,
    SET_W,
    SET_B,
    SET_SLOPE, /* the slope with all that belongs to it: curve, tangent, zones, number */
    SET_TANH,
    SET_HARD,
    SET_SILU,
    SET_GUESS_X,
    SET_GUESS_Y
};

/* The steps that draw something of their own, in the order of the lesson. */
enum { STEP_ANY, STEP_MIDDLE, STEP_STEEPEST, STEP_DEAF, STEP_STEER, STEP_RELATIVES, STEP_ODDS };

/* Samples of a curve over S_CURVE_LOW .. -S_CURVE_LOW. */
enum { S_CURVE_POINTS = 801, S_CURVE_LOW = -8 };

/* The slope's share of its peak below which a point counts as saturated. */
#define S_CURVE_DEAF 0.01

/* Everything in double, as core gives it; the samples are rounded to float for the plot. */
typedef struct s_curve {
    double x, w, b;
    double z, p;        /* w x + b, sigmoid(z) */
    double slope, peak; /* dp/dx here, and where it is steepest: w / 4 */
    double share;       /* slope / peak, 0 .. 1; 0 when w is 0 */
    double odds;        /* p / (1 - p) = exp(z) */
    double middle;      /* the x where z is 0; not finite when w is 0 */
    float at[S_CURVE_POINTS];
    float value[S_CURVE_POINTS], slopes[S_CURVE_POINTS];
    float tanh[S_CURVE_POINTS], hard[S_CURVE_POINTS], silu[S_CURVE_POINTS];
    float stretched[S_CURVE_POINTS]; /* 2 sigmoid(2z) - 1 */
} s_curve;

og_status s_curve_init(void *state, ogl_run *run);
void s_curve_destroy(void *state);
og_status s_curve_update(void *state, ogl_run *run);
void s_curve_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);
extern const ogl_card s_curve_card;

/* The |z| beyond which the slope is below S_CURVE_DEAF of its peak. */
double s_curve_deaf_z(void);

/* The learner still guesses where the slope peaks. */
bool s_curve_guessing(const ogl_run *run);

/* The row of numbers above the plot: x is their left end, y the baseline of their labels. */
void s_curve_draw_numbers(const s_curve *s, const ogl_run *run, ogv_ui *ui, float x, float y);

/* What the plot shows now, for the widget that was called last; while the learner guesses, only the guess. */
void s_curve_describe(const s_curve *s, const ogl_run *run, ogv_ui *ui, ogv_rect plot);

/* A share as percent: no decimals from 10 %, one from 1 %, else two, rounded down there so that 1 never
   stands for less, and below them "< 0.01". */
char *s_curve_percent(char text[OGL_NOTE_SIZE], double share);

/* ---- curves to compare with ---- */

enum { S_CURVE_RELATIVES = 3 };
typedef struct s_curve_relative {
    int setting;
    const float *y;
    double here; /* its value at the dot */
    ogv_color color;
    float dash, gap;
    double at[4]; /* the z of good places for its name */
} s_curve_relative;

/* tanh, hard sigmoid, SiLU. */
void s_curve_relatives(const s_curve *s, const ogv_theme *theme, s_curve_relative all[S_CURVE_RELATIVES]);

/* ---- labels ---- */

/* What labels keep away from. */
typedef struct s_curve_room {
    const ogv_axes *axes;
    const float *x;
    double middle; /* x of the middle, which names stand away from */
    const float *curves[7];
    int curve_count;
    ogv_rect used[24];
    int used_count;
    ogv_point lines[6][2]; /* guides and tangent */
    int line_count;
} s_curve_room;

/* The tangent's length along x, to either side of the dot. */
#define S_CURVE_TANGENT 1.2

/* Whether something stands there already, or a line passes. */
bool s_curve_is_used(const s_curve_room *room, ogv_rect rect);
/* Whether nothing does, no curve comes near, and it is within the plot. */
bool s_curve_is_free(const s_curve_room *room, ogv_rect rect);
void s_curve_use(s_curve_room *room, ogv_rect rect);
void s_curve_use_line(s_curve_room *room, ogv_point from, ogv_point to);
/* The dot, its twin, their lines and the tangent. */
void s_curve_use_dot(const s_curve *s, const ogl_run *run, s_curve_room *room);
/* What is known before the frame is drawn: the curves that are shown. */
s_curve_room s_curve_make_room(const s_curve *s, const ogl_run *run, const ogv_theme *theme,
                               const ogv_axes *axes);
/* Every curve's name beside it, where there is room. */
void s_curve_draw_names(const s_curve *s, const ogl_run *run, ogv_ui *ui, s_curve_room *room);

#endif
