/* Plots: linear and logarithmic axes, lines, areas, bars, zones, guides, marks, the loss chart. Units of data
 * are double, of pixels float. */
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

/* The same for a logarithmic axis: whole powers of ten, every one or every second, third, ...; at holds the
   values, not their exponents. A range that does not lie above 0 has no ticks. */
ogv_ticks ogv_log_ticks_choose(ogv_range range, float length, float room);

/* A rectangle of the screen and what its edges mean. */
typedef struct ogv_axes {
    ogv_rect rect;
    ogv_range x, y;
    bool log_x, log_y; /* logarithmic: the range lies above 0, and what does not is drawn at the lower edge */
    const ogv_ticks *x_ticks, *y_ticks; /* NULL: chosen as above; where a logarithmic y axis has one that is
                                           no power of ten, all are written as numbers */
    const double *x_flag, *y_flag;      /* where ogv_plot_guides puts flags; tick labels there are left out */
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

/* How a line is drawn: colour, width, dash and gap (dash 0: solid). */
typedef struct ogv_line_look {
    ogv_color color;
    float width, dash, gap;
} ogv_line_look;

/* A line through count points at x = x0 + i dx, clipped to the axes' rectangle. A y that is not finite leaves
   a gap, with a bar in the error colour at the lower edge (NaN, -inf) or the upper one (inf). Many points to
   a pixel column are drawn as that column's extent. */
void ogv_plot_series(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double x0, double dx,
                     const float *y, size_t count, ogv_line_look look);
/* The same for any x. */
void ogv_plot_line(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const float *x,
                   const float *y, size_t count, ogv_line_look look);
/* The same as a staircase: each y holds until the next x. At most 512 points. */
void ogv_plot_steps(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const float *x,
                    const float *y, size_t count, ogv_line_look look);
/* The area between such a line and the value base; gaps as above, without marks. */
void ogv_plot_area(ogv_drawlist *list, const ogv_axes *axes, double x0, double dx, const float *y,
                   size_t count, double base, ogv_color color);

/* A bar for each y, from the lower edge: bar i stands around x = i + 1 and is `share` of that unit wide. A
   cap 2 high ends each one. On a logarithmic axis exactly 0 is a hatched stub 8 high at the lower edge, and
   what lies below the axis' range has its cap there. What is not finite is a hatched block in the
   error colour, infinity as high as the plot, NaN 8 high at the lower edge. */
typedef struct ogv_bars {
    const float *y;
    size_t count;
    float share;            /* 0 .. 1 */
    ogv_color fill, cap;    /* one colour for all, or */
    const ogv_color *fills; /* one for each; NULL: fill */
    bool log_colors;        /* fills are those of ogv_gradient_color */
} ogv_bars;
void ogv_plot_bars(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const ogv_bars *bars);

/* What the bars are held against: a staircase whose step i is at y[i], from i + 0.5 to i + 1.5. */
void ogv_plot_bar_reference(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const float *y,
                            size_t count, ogv_line_look look);

/* The numbers 1 .. count below the bars with their ticks, every second, third, ... where room is short. Give
   the axes an empty x_ticks then. */
void ogv_plot_bar_numbers(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, size_t count);

/* Diagonal strokes 1.5 wide, one every 6 pixels, inside rect. They stand at fixed places of the screen, so
   that neighbours go on in each other. */
void ogv_hatch(ogv_drawlist *list, ogv_rect rect, ogv_color color);

/* ---- bands ---- */

/* What became of a computation over a part of the x axis. */
typedef enum ogv_band_kind {
    OGV_BAND_RIGHT,
    OGV_BAND_WRONG,
    OGV_BAND_ZERO,  /* exactly 0 where it should not be: hatched */
    OGV_BAND_BROKEN /* inf or NaN */
} ogv_band_kind;

typedef struct ogv_band {
    double from, until; /* on the axes' x; what lies outside is cut off */
    ogv_band_kind kind;
    const char *word; /* in its middle, left out where it does not fit with 4 on either side; NULL: none */
} ogv_band;

/* Bands beside each other over the height of the axes' rectangle (18 in the design). Draw the x axis with
   ogv_axes_baseline. */
void ogv_plot_bands(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const ogv_band *bands,
                    size_t count);
/* A sample of that kind with its middle at (x, y) + (10, 0) and its name behind it; returns the x of the next
   one. */
float ogv_band_legend(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_band_kind kind,
                      const char *name);

/* The name of the x axis (marked-up) behind its last tick label; it takes 12 to about 32 behind the plot. */
void ogv_axes_x_name(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const char *name);

/* The lower edge of the axes with ticks and labels, without grid and y axis. */
void ogv_axes_baseline(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes);

/* How many of values[count] lie in each of bins equal parts of range (the upper end belongs to the last);
   others are left out. */
void ogv_histogram_count(const float *values, size_t count, ogv_range range, size_t bins, float *counts);

/* A histogram on the lower edge of a plot whose y axis, logarithmic or not, belongs to something else: counts
   of bins equal parts of the axes' x range, the highest being `height` of the plot. */
typedef struct ogv_histogram {
    const float *counts;
    size_t bins;
    float height;           /* 0 .. 1 */
    ogv_color fill;         /* one colour for all, or */
    const ogv_color *fills; /* one for each; NULL: fill */
} ogv_histogram;
void ogv_plot_histogram(ogv_drawlist *list, const ogv_axes *axes, const ogv_histogram *histogram);

/* A short line at the lower edge for each of values[count] that lies in the axes' x range. */
void ogv_plot_rug(ogv_drawlist *list, const ogv_axes *axes, const float *values, size_t count, float height,
                  ogv_color color);

/* ---- zones, guides, labels ---- */

/* The part of the plot between two x, in the zone colour, with dashed edges inside the plot. Draw it before
   the axes, so that the grid goes over it, and the label behind them. */
void ogv_plot_zone(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double from,
                   double until);
/* Its title (semibold) and text (marked-up, may have line feeds) at mid height, unless it is under 96 wide.
 */
void ogv_plot_zone_label(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double from,
                         double until, const char *title, const char *text);

/* Dashed lines from (x, y) to both axes with the values in flags, y's in flag_color. NULL: no flag. */
void ogv_plot_guides(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double x, double y,
                     const char *x_text, const char *y_text, ogv_color flag_color);

/* The tangent of that slope at (x, y), reaching half to either side in x: 2 wide in the text colour. */
void ogv_plot_tangent(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double x, double y,
                      double slope, double half);

/* A dot of radius 9 with a halo that can be dragged along x: true when *x changed. y is where it is drawn.
   Arrows move by 1/100 of the range, with Shift 10 times, with Ctrl a tenth; Home and End to the ends; a
   digit, a minus or Enter opens a field for the number. step rounds x. */
bool ogv_drag_dot(ogv_ui *ui, const char *id, const ogv_axes *axes, double *x, double y, double step,
                  ogv_color color);

/* The exact values under the pointer, or where the arrows moved while the plot has the keyboard: a guide at
   the nearest of count x, a dot on each curve there, and a tooltip with a row for x and for each curve; no
   delay. Draw it last. A value that is not finite has no dot. Returns the index of that x, -1 for none. */
typedef struct ogv_hover_curve {
    const char *name; /* marked-up */
    const float *y;
    ogv_color color;
} ogv_hover_curve;
typedef struct ogv_hover {
    const char *x_name;
    const float *x; /* rising */
    size_t count;
    const ogv_hover_curve *curves;
    int curve_count;            /* at most 7 */
    int x_decimals, y_decimals; /* -n: n figures times a power of ten, for values of many sizes */
} ogv_hover;
long ogv_plot_hover(ogv_ui *ui, const char *id, const ogv_axes *axes, const ogv_hover *hover);

/* A curve that labels keep away from. */
typedef struct ogv_curve {
    const float *x, *y;
    size_t count;
} ogv_curve;

/* Where the label of curves[which], w wide and h high, can stand within 12 pixels of it and on none of the
   curves nor on used[]: tries the right end, the left end, the peak. False: nowhere. */
bool ogv_label_place(const ogv_axes *axes, const ogv_curve *curves, int count, int which, float w, float h,
                     const ogv_rect *used, int used_count, ogv_rect *place);

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

/* 26 pixels of a line from x on, and its name behind it; returns the x of the next one. */
float ogv_line_legend(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_line_look look,
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
    double x_last;              /* of the last value, where it lies off that grid; 0: on the grid */
    const ogv_ticks *log_ticks; /* the y axis is logarithmic with these ticks, over y; NULL: linear */
} ogv_loss_chart;

/* The ranges of a chart: x from 0 to at least 50. */
ogv_axes ogv_loss_chart_axes(const ogv_loss_chart *chart, ogv_rect rect);

/* Draws the chart with rect as its plot area: tick labels take 32 at the left and 20 below, end labels keep
   inside 70 behind rect's right edge. The pointer, or the arrows when it has the focus, shows the values of
   an epoch. */
void ogv_loss_chart_draw(ogv_ui *ui, const char *id, ogv_rect rect, const ogv_loss_chart *chart);

#endif
