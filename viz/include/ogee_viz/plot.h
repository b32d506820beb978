/* Plots with linear axes: ticks, lines, marks, the loss chart. Units of data are double, of pixels float. */
#ifndef OGEE_VIZ_PLOT_H
#define OGEE_VIZ_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee_viz/drawlist.h"
#include "ogee_viz/theme.h"
#include "ogee_viz/ui.h"

typedef struct ogv_range {
    double low, high; /* low < high */
} ogv_range;

/* ---- axes ---- */

enum { OGV_MAX_TICKS = 9 };

typedef struct ogv_ticks {
    double at[OGV_MAX_TICKS];
    int count;
    int decimals; /* that tell neighbours apart */
} ogv_ticks;

/* Round values 1, 2 or 5 times a power of ten apart that lie in the range: as many as fit but at most 9, at
   least 3 wherever a step of that kind gives 3. length: of the axis in pixels; room: what a label and its gap
   take of it. A range that is empty or not finite has no ticks. */
ogv_ticks ogv_ticks_choose(ogv_range range, float length, float room);

/* A rectangle of the screen and what its edges mean. */
typedef struct ogv_axes {
    ogv_rect rect;
    ogv_range x, y;
} ogv_axes;

/* Data to pixels and back. */
ogv_point ogv_axes_pixel(const ogv_axes *axes, double x, double y);
void ogv_axes_data(const ogv_axes *axes, ogv_point pixel, double *x, double *y);

/* Baseline, horizontal grid, ticks and their labels. */
void ogv_axes_draw(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes);

/* Ticks outside the left and bottom edges without a grid, for maps. names: marked-up text after the last tick
   and beside the top; NULL: none. */
void ogv_axes_frame(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const char *x_name,
                    const char *y_name);

/* The plate inside the map on which ogv_axes_frame writes a y name that is too long for the margin; w is 0
   when the name stands beside the map. */
ogv_rect ogv_axes_name_plate(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes,
                             const char *y_name);

/* A line through count points at x = x0 + i dx, clipped to the axes' rectangle. A y that is not finite leaves
   a gap. Many points to a pixel column are drawn as that column's extent. */
void ogv_plot_series(ogv_drawlist *list, const ogv_axes *axes, double x0, double dx, const float *y,
                     size_t count, float width, ogv_color color);
/* The same for any x. */
void ogv_plot_line(ogv_drawlist *list, const ogv_axes *axes, const float *x, const float *y, size_t count,
                   float width, ogv_color color);

/* The dot at a curve's end. */
void ogv_end_dot(ogv_drawlist *list, const ogv_theme *theme, ogv_point at, ogv_color color);

/* Moves labels (baseline middles y, from top to bottom of the screen or not) apart until neighbours are gap
   away and all lie in top .. bottom, as little as possible. */
void ogv_spread_labels(float *y, int count, float gap, float top, float bottom);

/* ---- marks ---- */

/* One row of data on a map of two features. */
typedef struct ogv_mark {
    float x, y;
    bool positive; /* class 1: diamond; class 0: circle */
    bool test;     /* hollow */
    bool wrong;    /* wears a ring */
} ogv_mark;

/* Draws one mark in pixels; radius is 3.6 on maps and 4.2 in legends. */
void ogv_draw_mark(ogv_drawlist *list, const ogv_theme *theme, ogv_point at, float radius, bool positive,
                   bool test);
/* The ring round a wrong point: 8.5 over a halo. */
void ogv_draw_wrong_ring(ogv_drawlist *list, const ogv_theme *theme, ogv_point at);
/* All marks that lie on the axes' rectangle, wrong rings above. tests: false leaves test points out. */
void ogv_draw_marks(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const ogv_mark *marks,
                    size_t count, bool tests);

typedef enum ogv_legend_kind {
    OGV_LEGEND_CLASS0,
    OGV_LEGEND_CLASS1,
    OGV_LEGEND_TEST0, /* hollow circle */
    OGV_LEGEND_TEST1, /* hollow diamond */
    OGV_LEGEND_WRONG
} ogv_legend_kind;

/* A mark with its middle at (x, y) and its name behind it; returns the x of the next one. */
float ogv_legend(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_legend_kind kind,
                 const char *name);

/* ---- the loss chart ---- */

/* Losses of train and test, or another score, after epochs 0, 1, 2, ... Ranges that follow from all that was
   measured only ever grow while training runs. */
typedef struct ogv_loss_chart {
    const float *train, *test; /* test may be NULL */
    size_t count;
    double x_per_value;                          /* 1: a value an epoch; 0.5: two values an epoch */
    const char *train_name, *test_name, *x_name; /* words: "train", "test", "epoch" */
    int decimals;                                /* of the values at the ends */
    ogv_range y;                                 /* high = low: from 0 to a round number above all values */
    double x_last; /* of the last value, where it lies off that grid; 0: on the grid */
} ogv_loss_chart;

/* The ranges of a chart: x from 0 to at least 50. */
ogv_axes ogv_loss_chart_axes(const ogv_loss_chart *chart, ogv_rect rect);

/* Draws the chart with rect as its plot area: tick labels take 32 at the left and 20 below, end labels keep
   inside 70 behind rect's right edge. The pointer, or the arrows when it has the focus, shows the values of
   an epoch. */
void ogv_loss_chart_draw(ogv_ui *ui, const char *id, ogv_rect rect, const ogv_loss_chart *chart);

#endif
