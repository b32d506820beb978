/* The state of lesson 6: decision_boundary.c trains it, decision_boundary_view.c draws it,
   06_decision_boundary.c teaches with it. */
#ifndef OGEE_LESSON_DECISION_BOUNDARY_H
#define OGEE_LESSON_DECISION_BOUNDARY_H

#include "lesson.h"
#include "lesson_model.h"
#include "ogee_viz/heatmap.h"

enum { SET_DATA = OGL_OWN_SETTINGS, SET_NOISE, SET_CONTOURS, SET_TEST_POINTS };
enum { DATA_MOONS, DATA_CIRCLES, DATA_XOR, DATA_SPIRAL, DATA_GAUSS, DATA_CANCER, DATA_COUNT };
enum {
    BOUNDARY_MAP = 128,
    BOUNDARY_TRAIN = 140,
    BOUNDARY_TEST = 80,
    BOUNDARY_BATCH = 16,
    THUMBNAIL_POINTS = 64
};

/* The table's rows with two of its columns; more are never shown. */
enum { MAX_MARKS = 600 };

#define BOUNDARY_LR 0.05f
#define BOUNDARY_MOMENTUM 0.9
#define BOUNDARY_GOAL 0.95 /* test accuracy that the tasks on toy data ask for */

typedef struct boundary_goal {
    size_t epoch; /* 0: not yet */
    double seed;
} boundary_goal;

typedef struct boundary {
    ogl_model model;
    og_dataset *cancer; /* the two columns of the table, as they are in the file */
    ogv_range x, y;     /* the part of the plane that is shown */
    ogv_heatmap *map;   /* the network's logits over that part */
    float *places;      /* the samples of the map: x1, x2 */
    ogv_mark *marks;    /* training rows, then test rows */
    size_t mark_count;
    size_t map_version, shown_version; /* of the model that the map, and all else, belong to */
    /* The history and, if an epoch is under way, the scores of the moment behind it. */
    ogl_history chart;
    double
        chart_end; /* the epoch, with its part done, of the moment; 0: the history ends with a whole epoch */
    boundary_goal goal, first; /* when this run, and the first on the spiral, came to the goal */
    /* Points of the small pictures, 0 .. 1 from the upper left corner. */
    ogv_point thumbnails[DATA_COUNT][THUMBNAIL_POINTS];
    bool thumbnail_class[DATA_COUNT][THUMBNAIL_POINTS];
    int thumbnail_count[DATA_COUNT];
} boundary;

og_status boundary_init(void *state, ogl_run *run);
void boundary_destroy(void *state);
og_status boundary_update(void *state, ogl_run *run);
void boundary_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);

#endif
