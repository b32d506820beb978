/* The state of lesson 3: losses.c computes it; losses_view.c draws the losses of a logit, losses_start_view.c
   the neuron that starts badly, losses_double_view.c the sigmoid that is taken twice; losses_describe.c says
   it in words; losses_card.c is its card in the launcher, 03_losses.c teaches with it. */
#ifndef OGEE_LESSON_LOSSES_H
#define OGEE_LESSON_LOSSES_H

#include "lesson.h"
#include "routes_view.h"

enum { SET_LABEL, SET_FORMAT, SET_Z, SET_PROBE, SET_START, SET_GUESS, SET_EPOCH, SET_RUNNING };
enum { STEP_PRICE, STEP_MISTAKE, STEP_ROUTES, STEP_START, STEP_CURE, STEP_DOUBLE };
enum { START_NEAR, START_FAR, STARTS };
enum { COST_QUADRATIC, COST_BCE, COSTS };
enum { LOSS_POINTS = 401, LOSS_EPOCHS = 300 };

#define LOSS_LOGITS ((ogv_range){-8, 8})
#define LOSS_STRIP ((ogv_range){-120, 120})
#define LOSS_RATE 0.15 /* of the neuron that learns to answer 0 for the input 1 */

/* Losses and their gradients by the logit, in double: MSE (p - y)^2, BCE. */
typedef struct loss_values {
    double mse, mse_gradient, bce, bce_gradient;
} loss_values;
loss_values loss_at(double z, int label);

/* BCE of sigmoid(sigmoid(z)), and that output. */
double loss_twice(double z, int label);
double output_twice(double z);

/* |z| beyond which, on the wrong side, the MSE pushes less than 1 % of its peak. */
double loss_deaf_z(void);

/* One neuron before each epoch: a = sigmoid(w + b), and d cost / dw, which is d cost / db too. */
typedef struct neuron_epochs {
    double w[LOSS_EPOCHS + 1], b[LOSS_EPOCHS + 1], a[LOSS_EPOCHS + 1], push[LOSS_EPOCHS + 1];
    float output[LOSS_EPOCHS + 1], gradient[LOSS_EPOCHS + 1]; /* for the plots */
} neuron_epochs;

typedef struct losses {
    bool begun;        /* a step began in this frame */
    int label, format; /* that curves and strip belong to; label -1: none yet */
    float at[LOSS_POINTS];
    float mse[LOSS_POINTS], mse_gradient[LOSS_POINTS], bce[LOSS_POINTS], bce_gradient[LOSS_POINTS];
    float once[LOSS_POINTS], twice[LOSS_POINTS], twice_loss[LOSS_POINTS];
    ogl_way ways[3][2]; /* naive, clamped, with logits; loss, gradient */
    ogl_strip_line lines[3][2];
    float epochs[LOSS_EPOCHS + 1];
    neuron_epochs runs[STARTS][COSTS];
    double deaf;
} losses;

og_status losses_init(void *state, ogl_run *run);
void losses_destroy(void *state);
og_status losses_update(void *state, ogl_run *run);
void losses_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);
extern const ogl_card losses_card;

/* The first epoch in which the output is below 1/2. */
int losses_half_epoch(const losses *l, int start, int cost);

/* ---- looks ---- */

typedef struct loss_places {
    ogl_strip_places all;
    float second; /* the title of the right plot begins there */
    ogv_rect plots[2];
} loss_places;

typedef enum loss_plot { PLOT_LOSS, PLOT_GRADIENT, PLOT_DOUBLE, PLOT_OUTPUT } loss_plot;

void losses_draw_start(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p);
void losses_draw_double(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p);

/* Title and unit of a plot, "KEY" and "KEY.unit". */
void losses_title(const ogl_run *run, ogv_ui *ui, float x, float y, const char *key);
void losses_controls(ogl_run *run, ogv_ui *ui, const loss_places *p, bool format);
/* A value in the colour of its curve beside (x, y); it stays in rect. */
void losses_flag(ogv_ui *ui, ogv_rect rect, float x, float y, ogv_color color, double value, int decimals);
/* Where it stands. */
ogv_rect losses_flag_rect(const ogv_ui *ui, ogv_rect rect, float x, float y, double value, int decimals);
/* In the colour of the stage behind words of that width whose baseline is at y, where lines cross them. */
void losses_plate(const ogv_ui *ui, float left, float y, float width);
/* The widget of z on a plot, and the plot in words. */
void losses_drag_z(const losses *l, ogl_run *run, ogv_ui *ui, const ogv_axes *axes, const char *id,
                   loss_plot which);
/* The dot of a curve. */
void losses_dot(ogv_ui *ui, ogv_point at, ogv_color color);

/* What a plot, the strip or the neuron shows now, in words: for the widget that was called last. */
void losses_describe_plot(const losses *l, const ogl_run *run, ogv_ui *ui, ogv_rect plot, loss_plot which);
void losses_describe_strip(const losses *l, const ogl_run *run, ogv_ui *ui, ogv_rect rect);
void losses_describe_guess(const losses *l, const ogl_run *run, ogv_ui *ui, ogv_rect plot);

/* One of the neurons that the plots over the epochs show. */
void losses_describe_run(const ogl_run *run, char text[OGL_DESCRIPTION], const char *name,
                         const neuron_epochs *neuron);
void losses_describe_epoch(const ogl_run *run, ogv_ui *ui, ogv_rect plot, const char *runs);

/* A row of the lower half that shows how a number goes through sigmoids. */
typedef struct loss_link {
    const char *label; /* above the value, marked-up */
    double value;
    int decimals;
    bool output;  /* a probability, shown by its colour too */
    bool sigmoid; /* a neuron stands before it */
} loss_link;
void losses_chain(ogv_ui *ui, float x, float width, float y, const loss_link *links, int count);

#endif
