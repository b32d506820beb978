/* The state of lesson 4: one_neuron.c trains one neuron, one_neuron_view.c and one_neuron_plots.c draw it,
   one_neuron_words.c describes it, 04_one_neuron.c teaches with it. */
#ifndef OGEE_LESSON_ONE_NEURON_H
#define OGEE_LESSON_ONE_NEURON_H

#include <stdint.h>

#include "lesson.h"
#include "ogee/data.h"
#include "ogee/rng.h"
#include "ogee/sgd.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"

enum {
    SET_W1 = OGL_OWN_SETTINGS, /* the three weights where a run starts */
    SET_W2,
    SET_B,
    SET_SAMPLE, /* the row that comes next when samples come one by one */
    SET_BATCH,
    SET_RATE,
    SET_MOMENTUM,
    SET_GUESS, /* x and y: where the learner thinks the loss is lowest */
    SET_GUESS_Y
};
enum { BATCH_ONE, BATCH_TEN, BATCH_ALL, BATCH_COUNT };
enum { STEP_HAND, STEP_SAMPLE, STEP_VALLEY, STEP_BATCH, STEP_RATE, STEP_MOMENTUM };
enum { W1, W2, BIAS, WEIGHTS };
enum { NEURON_ROWS = 40, NEURON_MAP = 64, NEURON_LAND = 81, NEURON_PATH = 1024 };

#define NEURON_PLANE ((ogv_range){-6, 6}) /* of both features */
#define NEURON_REACH ((ogv_range){-4, 6}) /* of both weights in the landscape */
#define NEURON_CLOSE 1.01                 /* at the bottom: at most 1 % above the lowest loss */

/* Where a run went: weights and the loss over all rows after each step, in bounded memory: when it is full,
   every second point goes and the distance doubles. */
typedef struct neuron_path {
    int count;
    size_t stride;                                                         /* steps from point to point */
    float w1[NEURON_PATH + 1], w2[NEURON_PATH + 1], loss[NEURON_PATH + 1]; /* one more for the present */
} neuron_path;

/* One sample's way through the neuron and back, all in floats. */
typedef struct neuron_look {
    float x[2], y, z, p, loss, error, gradient[WEIGHTS], next[WEIGHTS];
} neuron_look;

typedef struct neuron {
    og_dataset *data;
    float w[WEIGHTS], start[WEIGHTS], velocity[WEIGHTS];
    bool moving;  /* velocity holds something */
    int learning; /* how many of the weights learn: 3, or 2 where the bias stays 0 */
    og_rng rng;
    uint32_t order[NEURON_ROWS];
    int next_row;  /* of order */
    uint32_t row;  /* the sample that comes next with batch 1 */
    size_t step;   /* of this run */
    size_t epochs; /* of this run */
    bool entered;  /* the step of the lesson has just begun: no run before this one counts */

    float logits[NEURON_ROWS];
    double loss, start_loss;
    int wrong;
    neuron_path path, before; /* of this run and of the one before */
    ogv_heatmap *map;         /* the neuron's logits over the plane */

    double anchor[2]; /* where the arrow stands on the line z = 0 */

    /* What the tasks ask about, since the step was entered. */
    size_t single_steps;           /* that were asked for one by one */
    float smallest_error;          /* |p - y| of the samples they were taken with, one sample each */
    size_t epochs_by[BATCH_COUNT]; /* most epochs of a run with that batch */
    size_t close_step;             /* when this run came to the bottom; 0: not yet */

    float land[NEURON_LAND * NEURON_LAND]; /* loss over the two weights at bias 0, as a heat-map's rows */
    double lowest[2], lowest_loss;         /* the bottom of that landscape */
    double lowest_of_three;                /* the lowest loss of all, where the bias learns too */
    ogv_contours contours;                 /* of land, in its columns and rows */
} neuron;

extern const float neuron_levels[]; /* the losses of the contours */
enum { NEURON_LEVELS = 12 };
extern const int neuron_batches[BATCH_COUNT]; /* 1, 10, all */
extern const double neuron_rates[], neuron_momenta[];

og_status neuron_init(void *state, ogl_run *run);
void neuron_destroy(void *state);
og_status neuron_update(void *state, ogl_run *run);

/* The data, the landscape and its bottom; for the lesson and its card. */
og_status neuron_make(neuron *n);
/* A run begins at n->start with samples in the order of that seed. */
void neuron_begin(neuron *n, uint64_t seed);
/* One step of SGD with that many samples. */
void neuron_step(neuron *n, const og_sgd_def *sgd, int batch);

/* Brings the anchor back onto the line of the settings, to the point next to where it was; where the plane
   ends before that, to the one next to its middle. */
void neuron_keep_anchor(neuron *n, const ogl_run *run);
/* The lowest loss that the weights that learn can reach. */
double neuron_lowest(const neuron *n);

/* Mean loss of all rows with these weights, in double. */
double neuron_loss(const neuron *n, double w1, double w2, double b);
/* What a step with that row alone computes. */
neuron_look neuron_look_at(const neuron *n, uint32_t row, double rate);

void neuron_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);
extern const ogl_card neuron_card;

/* The parts of the stage, see one_neuron_plots.c. plane: what the neuron says of every point; land: the loss
   over both weights with the path down; chart: the loss by step. */
void neuron_draw_plane(const neuron *n, ogl_run *run, ogv_ui *ui, ogv_rect rect);
void neuron_draw_land(const neuron *n, ogl_run *run, ogv_ui *ui, ogv_rect rect);
void neuron_draw_chart(const neuron *n, ogl_run *run, ogv_ui *ui, ogv_rect rect);

/* The same for those who do not see it, see ogv_describe; rect and axes are where it is drawn. table: the
   sample's arithmetic. Call each behind the widgets of its plot. */
void neuron_describe_plane(const neuron *n, const ogl_run *run, ogv_ui *ui, ogv_rect rect);
void neuron_describe_table(const neuron *n, const neuron_look *look, const ogl_run *run, ogv_ui *ui,
                           ogv_rect rect);
void neuron_describe_land(const neuron *n, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes);
void neuron_describe_chart(const neuron *n, const ogl_run *run, ogv_ui *ui, ogv_rect rect);

#endif
