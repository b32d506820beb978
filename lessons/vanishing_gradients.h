/* The state of lesson 5: vanishing_gradients.c trains two networks (vanishing_gradients_network.c) in
   lockstep and measures them, vanishing_gradients_check.c takes one gradient apart,
   vanishing_gradients_view.c, _panels.c and _bars.c draw, _words.c puts it into words,
   05_vanishing_gradients.c teaches with it. */
#ifndef OGEE_LESSON_VANISHING_GRADIENTS_H
#define OGEE_LESSON_VANISHING_GRADIENTS_H

#include "lesson.h"
#include "ogee/trainer.h"
#include "ogee_viz/text.h"
#include "ogee_viz/waterfall.h"

enum {
    SET_ACTIVATION = OGL_OWN_SETTINGS,
    SET_INIT,
    SET_REPAIR,
    SET_OTHER, /* what the second network has instead */
    SET_LAYERS,
    SET_UNITS,
    SET_RATE,
    SET_SCALE,
    SET_LAYER, /* the bar that is open; counted from 1, as the next two */
    SET_UNIT,
    SET_ROW,
    SET_VIEW,
    SET_GUESS /* log10 of the bar of layer 1, then of layer 2, ... */
};

enum {
    VANISHING_LAYERS = 20,
    VANISHING_UNITS = 16,
    VANISHING_ROWS = 256,
    VANISHING_BATCH = 32,
    VANISHING_PROBE = 64, /* rows on which bars, factors and slopes are measured */
    VANISHING_STEPS = 400,
    VANISHING_SETTINGS = SET_GUESS + VANISHING_LAYERS
};

#define VANISHING_NOISE 0.25f
#define VANISHING_MOMENTUM 0.9
#define VANISHING_AGREES 1e-3 /* relative error of a difference of losses */

enum { ACT_SIGMOID, ACT_TANH, ACT_RELU, ACT_COUNT };
enum { INIT_TORCH, INIT_XAVIER, INIT_HE, INIT_LARGE, INIT_COUNT };
enum { REPAIR_NONE, REPAIR_BATCH_NORM, REPAIR_RESIDUAL, REPAIR_HIGHWAY, REPAIR_COUNT };
enum { VIEW_SLOPE, VIEW_FACTORS, VIEW_TABLE };

/* One setting and its value: in what the second network differs from the first. */
enum {
    OTHER_SIGMOID,
    OTHER_TANH,
    OTHER_RELU,
    OTHER_TORCH,
    OTHER_XAVIER,
    OTHER_HE,
    OTHER_LARGE,
    OTHER_NONE,
    OTHER_BATCH_NORM,
    OTHER_RESIDUAL,
    OTHER_HIGHWAY,
    OTHER_COUNT
};

extern const int vanishing_layers[], vanishing_units[]; /* the numbers behind the choices */
extern const double vanishing_rates[];

typedef struct vanishing_def {
    int activation, init, repair, layers, units;
    double rate;
} vanishing_def;

/* One network in training. Layers are counted from 0, next to the input; one more stands for the logit. */
typedef struct vanishing_lane {
    vanishing_def def;
    og_net *net;
    og_trainer *trainer;
    ogv_waterfall *waterfall;        /* of rms dl/dz in every step, from the backward pass that trained */
    int input[VANISHING_LAYERS + 1]; /* the layer of the network that computes z */
    int output[VANISHING_LAYERS];    /* the one that ends it: its output goes to the layer above */
    og_score score;                  /* over all rows, with the present weights */
    /* Of the probe, with the present weights: rms over its rows and a layer's units. */
    float bars[VANISHING_LAYERS + 1]; /* dl/dz, l the loss of a row */
    float weights[VANISHING_LAYERS];  /* dl/dy over the bar above: what the weights let through */
    float slope[VANISHING_LAYERS];    /* the bar over dl/dy: what the slopes let through */
} vanishing_lane;

/* What one setting did, beside the first network as it is now. */
typedef struct vanishing_try {
    bool tried;
    bool before; /* with another first network than the present one */
    size_t steps;
    float first; /* rms dl/dz of layer 1 before the first step */
    og_score score;
} vanishing_try;

/* dl/dz of one unit for one row, taken apart, and held against the difference of two losses. */
typedef struct vanishing_check {
    double z, slope;
    double gate;     /* of a highway layer; else 1 */
    double spread;   /* batch norm: weight over deviation; else 1 */
    double common;   /* batch norm: what it adds for all rows of the batch; else 0 */
    double above;    /* dl/dy: the terms and the shortcut */
    double shortcut; /* what comes past the weights */
    int term_count;
    float terms[VANISHING_UNITS]; /* w times dl/dz of each unit above */
    double product;               /* as the backward pass has it */
    double difference;
    bool visible; /* large enough that a difference of two losses in double shows it */
    double error; /* of the difference, relative */
} vanishing_check;

typedef struct vanishing {
    og_dataset *data;
    vanishing_lane lanes[2];
    vanishing_try base, tries[OTHER_COUNT]; /* of the first network, and of the second */
    bool guessing;                          /* the step asks for a guess of the bars first */
    bool begun;                             /* tries that are not from before are of this first network: */
    double base_values[SET_LAYER];
    float saved[4 * VANISHING_LAYERS * VANISHING_UNITS]; /* batch norm's buffers, while the probe runs */
    float gradient[VANISHING_PROBE];
    /* Where layer `layer` lives on the slope. */
    int layer;
    float z[VANISHING_PROBE * VANISHING_UNITS];
    double saturated_left, saturated_right, mean_slope; /* shares and mean over probe and units */
    double steepest;                                    /* among them */
    vanishing_check check;
    double scratch[3][VANISHING_PROBE * VANISHING_UNITS];
    double losses[2][VANISHING_PROBE];
    /* What the learner did in this step. */
    uint32_t opened, agreed[VANISHING_LAYERS]; /* a bit for each layer; for each unit of a layer */
    int seeds, sigmoid_won;
    double seeds_seen[16];
} vanishing;

og_status vanishing_init(void *state, ogl_run *run);
void vanishing_destroy(void *state);
og_status vanishing_update(void *state, ogl_run *run);
void vanishing_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);

/* The first network as the settings say, and the same with the other value. */
vanishing_def vanishing_first(const ogl_run *run);
vanishing_def vanishing_second(const ogl_run *run);
/* The setting and the value that "other" stands for. */
int vanishing_other_setting(int other);
int vanishing_other_value(int other);

/* The value of that setting in the first network, as a value of "other": what to call it by. */
int vanishing_first_name(const ogl_run *run);

/* Makes a lane ready to train; what it had is freed, its waterfall kept. */
og_status vanishing_lane_start(vanishing_lane *lane, const vanishing_def *def, const og_dataset *data,
                               uint64_t seed);
og_status vanishing_lane_step(vanishing_lane *lane);
/* Score, bars and factors with the present weights; the layers of the network then show the probe. */
og_status vanishing_measure(vanishing *v, vanishing_lane *lane);
void vanishing_lane_free(vanishing_lane *lane);

/* After a pass over that many rows, values of a layer for each of its rows and units. */
const float *vanishing_z(const vanishing_lane *lane, int layer, size_t rows);
const float *vanishing_z_gradient(const vanishing_lane *lane, int layer, size_t rows);
const float *vanishing_slope_input(const vanishing_lane *lane, int layer,
                                   size_t rows); /* of the activation */
const float *vanishing_y_gradient(const vanishing_lane *lane, int layer);
size_t vanishing_numbers(const vanishing_lane *lane, size_t rows); /* of a layer */
double vanishing_rms(const float *values, size_t count);
double vanishing_slope(int activation, double z);
float vanishing_steepest(int activation);
/* Beyond it on either side (ReLU: below it) the slope is under 1 % of the steepest: saturated, as in
   og_layer_saturation. */
double vanishing_edge(int activation);

/* The layer and the unit that are open, from 0. */
int vanishing_open_layer(const ogl_run *run);
int vanishing_open_unit(const ogl_run *run);
size_t vanishing_step(const vanishing *v);
/* What the bars would be if every slope were as steep as can be and the weights changed nothing: the
   gradient by the logit, times the steepest slope for each layer on the way down. */
void vanishing_ceiling(const vanishing_lane *lane, float ceiling[VANISHING_LAYERS]);
/* How many of the first count bars the learner has guessed. */
int vanishing_guessed(const ogl_run *run, int count);

/* Takes the gradient of one unit for one row of the probe apart. */
void vanishing_check_unit(vanishing *v, int layer, int unit, int row);

/* vanishing_gradients_bars.c. Covered: the bars wait for a guess. titles: the baseline of the title above. */
bool vanishing_covered(const vanishing *v);
void vanishing_draw_bars(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect plot, float titles);

/* vanishing_gradients_panels.c: what stands at the upper left. */
void vanishing_draw_slope(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect plot);
void vanishing_draw_factors(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect area);
void vanishing_draw_table(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect area);

/* vanishing_gradients_words.c: the numbers of the transport bar. */
int vanishing_readouts(const void *state, const ogl_run *run, ogl_readout out[OGL_MAX_READOUTS]);
/* What the plot in rect shows, see ogv_describe; call each behind its widget. bars: that layer, counted from
   0, beside the top one. fall: the waterfall of lane `which`. factors: what its first two are called. try:
   the row of the table with that name. */
void vanishing_describe_bars(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect, int layer);
void vanishing_describe_fall(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect, int which);
void vanishing_describe_slope(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect);
void vanishing_describe_factors(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect,
                                const char *slope, const char *weights);
void vanishing_describe_try(const vanishing_try *try, const ogl_run *run, ogv_ui *ui, ogv_rect rect,
                            const char *name);

extern const ogl_card vanishing_card;

#endif
