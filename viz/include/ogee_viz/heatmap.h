/* A field of logits over two features as a picture: probability map, contours, points, crosshair. */
#ifndef OGEE_VIZ_HEATMAP_H
#define OGEE_VIZ_HEATMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/theme.h"
#include "ogee_viz/ui.h"

/* ---- contours ---- */

/* A line along which the field has one value. Points are in units of the grid: (column, row). */
typedef struct ogv_contour {
    float level;
    bool closed; /* a loop: the last point joins the first, which is not repeated */
    size_t first, count;
} ogv_contour;

/* Lines of one field. Zeroed memory is an empty one; it keeps its memory from call to call. */
typedef struct ogv_contours {
    ogv_contour *lines;
    size_t line_count, line_capacity;
    ogv_point *points;
    size_t point_count, point_capacity;
    uint32_t *seen;      /* scratch: the segments of a cell that are in a line already, by level */
    unsigned char *band; /* scratch: how many levels lie below a value */
    size_t seen_capacity, band_capacity;
} ogv_contours;

enum { OGV_MAX_LEVELS = 16 };

void ogv_contours_clear(ogv_contours *contours);
void ogv_contours_free(ogv_contours *contours);

/* Appends the lines of one level by marching squares with linear interpolation, joined end to end. A saddle
   is split by the mean of its corners. A cell with a NaN corner has no line; infinite corners count as
   +-1e30. field has rows x columns values, row by row. OG_ERR_ARGUMENT below 2 x 2; OG_ERR_MEMORY: what was
   traced before stays. */
og_status ogv_contours_trace(ogv_contours *contours, const float *field, int columns, int rows, float level);
/* The same for count levels, rising, at once; more than OGV_MAX_LEVELS of them are OG_ERR_ARGUMENT. */
og_status ogv_contours_trace_all(ogv_contours *contours, const float *field, int columns, int rows,
                                 const float *levels, int count);

/* ---- heat-map ---- */

/* A field of logits, its pixels and its contours; everything is allocated once. */
typedef struct ogv_heatmap ogv_heatmap;

/* columns, rows: 2 .. 1024; id names the picture for the replay (a string that lives on). OG_ERR_ARGUMENT,
   OG_ERR_MEMORY. */
og_status ogv_heatmap_create(int columns, int rows, const char *id, ogv_heatmap **out);
void ogv_heatmap_destroy(ogv_heatmap *map);

/* The logits, to be written: value [row * columns + column] belongs to
       x = x.low  + (x.high - x.low) column / (columns - 1)
       y = y.high - (y.high - y.low) row    / (rows - 1),
   so the first row is the top of the picture and the outer samples lie on its edges. Call ogv_heatmap_changed
   afterwards; NaN shows as the error colour. */
float *ogv_heatmap_logits(ogv_heatmap *map);
void ogv_heatmap_changed(ogv_heatmap *map);

/* The logit at a place of the picture, u and v being 0 .. 1 from its left and top, bilinear. */
float ogv_heatmap_at(const ogv_heatmap *map, float u, float v);

/* Draws the probabilities into rect. Colours are computed again only after ogv_heatmap_changed or with
   another theme, and are those of ogv_probability_color to one step of 8 bits. */
void ogv_heatmap_draw(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_heatmap *map);

/* ---- the decision boundary panel ---- */

typedef struct ogv_boundary {
    ogv_range x, y;
    const char *x_name, *y_name; /* marked-up: "$x_1$", or a column's name */
    const ogv_mark *marks;       /* train and test points */
    size_t mark_count;
    bool contours, tests; /* what is shown */
    int decimals;         /* of the crosshair's coordinates */
    bool quiet;           /* no crosshair for the pointer: it is over something that lies on the map */
    const ogv_rect *kept; /* where the caller draws something of its own: labels of contours make way */
    size_t kept_count;
} ogv_boundary;

/* Heat-map, contours at p = 0.1 .. 0.9 with labels at 0.1, 0.5 and 0.9, points, rings round the wrong ones,
   axes, border. The pointer over it, or the arrows when it has the focus, shows coordinates and probability.
   rect is the map; tick labels take 34 at its left and 24 below. */
void ogv_boundary_draw(ogv_ui *ui, const char *id, ogv_rect rect, ogv_heatmap *map,
                       const ogv_boundary *boundary);

/* ---- colour bar ---- */

/* The map's colours for p = 0 .. 1 with ticks, left to right in rect (384 x 12 in the wide layout, ticks
   below), or bottom to top (ticks at the right). */
void ogv_color_bar(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, bool vertical);

/* The map's colours alone, p = 0 at the bottom. */
void ogv_probability_strip(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect);

/* The same for the log10 of a gradient, -8 .. 0; its ticks beside a vertical one are powers of ten. */
void ogv_gradient_bar(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, bool vertical);

#endif
