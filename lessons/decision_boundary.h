/* The state of lesson 6: decision_boundary.c trains it, decision_boundary_view.c draws it,
   06_decision_boundary.c teaches with it. */
#ifndef OGEE_LESSON_DECISION_BOUNDARY_H
#define OGEE_LESSON_DECISION_BOUNDARY_H

#include "lesson.h"
#include "lesson_model.h"
#include "ogee/metrics.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/netgraph.h"

enum {
    SET_DATA = OGL_OWN_SETTINGS,
    SET_NOISE,
    SET_LAYERS, /* hidden ones */
    SET_UNITS,  /* four rows, one for each hidden layer */
    SET_ACTIVATION = SET_UNITS + 4,
    SET_RATE,
    SET_BATCH,
    SET_MOMENTUM,
    SET_DECAY,
    SET_INIT,
    SET_THRESHOLD, /* above it p counts as class 1 */
    SET_CONTOURS,
    SET_TEST_POINTS
};
enum { STEP_LINE, STEP_XOR, STEP_TWO, STEP_BEND, STEP_REAL, STEP_STOP };
enum { ACTIVATION_TANH, ACTIVATION_SIGMOID, ACTIVATION_RELU, ACTIVATION_SILU };
enum { DATA_MOONS, DATA_CIRCLES, DATA_XOR, DATA_SPIRAL, DATA_GAUSS, DATA_CANCER, DATA_COUNT };
enum {
    BOUNDARY_MAP = 128,
    BOUNDARY_TRAIN = 140,
    BOUNDARY_TEST = 80,
    BOUNDARY_LAYERS = 4, /* hidden ones at most, */
    BOUNDARY_UNITS = 8,  /* of so many neurons */
    BOUNDARY_COLUMNS = BOUNDARY_LAYERS + 2,
    NEURON_SIDE = 32, /* of a neuron's map */
    THUMBNAIL_POINTS = 64
};

/* The table's rows with two of its columns; more are never shown. */
enum { MAX_MARKS = 600 };

#define BOUNDARY_GOAL 0.95 /* test accuracy that the tasks on toy data ask for */

/* The network as the diagram shows it: what every neuron answers over the plane, see
   decision_boundary_network.c. */
typedef struct boundary_network {
    int columns, units[BOUNDARY_COLUMNS];                                 /* inputs, hidden layers, output */
    const float *weights[BOUNDARY_COLUMNS], *gradients[BOUNDARY_COLUMNS]; /* of the links into a column */
    unsigned char flags[BOUNDARY_COLUMNS][BOUNDARY_UNITS], saturated[BOUNDARY_COLUMNS][BOUNDARY_UNITS];
    /* Answers as places in the class map, 0 .. 1, and their colours in the theme drawn last. */
    float answers[BOUNDARY_COLUMNS][BOUNDARY_UNITS][NEURON_SIDE * NEURON_SIDE];
    ogv_color pixels[BOUNDARY_COLUMNS][BOUNDARY_UNITS][NEURON_SIDE * NEURON_SIDE];
    ogv_image maps[BOUNDARY_COLUMNS][BOUNDARY_UNITS];
    char ids[BOUNDARY_COLUMNS][BOUNDARY_UNITS][32];
    const ogv_theme *theme; /* of the colours; NULL: they are old */
    ogv_graph_place selected, hovered;
} boundary_network;

typedef struct boundary {
    ogl_model model;
    og_dataset *cancer; /* the two columns of the table, as they are in the file */
    ogv_range x, y;     /* the part of the plane that is shown */
    ogv_heatmap *map;   /* the network's logits over that part */
    boundary_network *network;
    ogv_contours *decision; /* where p is the threshold, for drawing */
    float *places;          /* the samples of the map: x1, x2 */
    ogv_mark *marks;        /* training rows, then test rows */
    size_t mark_count;
    double train_accuracy, test_accuracy; /* as the threshold sorts the rows, like the table of errors */
    size_t map_version, shown_version;    /* of the model that the map, and all else, belong to */
    /* The history and, if an epoch is under way, the scores of the moment behind it. */
    ogl_history chart;
    double
        chart_end; /* the epoch, with its part done, of the moment; 0: the history ends with a whole epoch */
    /* Points of the small pictures, 0 .. 1 from the upper left corner. */
    ogv_point thumbnails[DATA_COUNT][THUMBNAIL_POINTS];
    bool thumbnail_class[DATA_COUNT][THUMBNAIL_POINTS];
    int thumbnail_count[DATA_COUNT];
} boundary;

og_status boundary_init(void *state, ogl_run *run);
void boundary_destroy(void *state);
og_status boundary_update(void *state, ogl_run *run);
/* The rows of a data set as the threshold sorts them. */
og_confusion boundary_confusion(const ogl_run *run, const og_dataset *dataset, const float *logits);
/* The share of them that is sorted right. */
double boundary_accuracy(og_confusion c);
/* The logit at which p is the threshold. */
float boundary_cut(const ogl_run *run);

/* Nothing is chosen or under the pointer: for another network. */
void boundary_network_forget(boundary_network *n);
/* Brings the maps and marks of the neurons up to the present weights. */
void boundary_network_update(boundary *b);
/* The diagram with its steppers into rect. */
void boundary_network_draw(const boundary *b, ogl_run *run, ogv_ui *ui, ogv_rect rect, bool dense);
/* Threshold and confusion table into rect. */
void boundary_errors_draw(const boundary *b, ogl_run *run, ogv_ui *ui, ogv_rect rect);

extern const ogl_card boundary_card;

void boundary_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);

#endif
