/* What the heat-map's files share. */
#ifndef OGEE_VIZ_SRC_HEATMAP_PRIVATE_H
#define OGEE_VIZ_SRC_HEATMAP_PRIVATE_H

#include "ogee_viz/heatmap.h"

enum { OGV_CONTOUR_LEVELS = 9, OGV_CONTOUR_LABELS = 3, OGV_MAP_COLORS = 4096 };

typedef struct ogv_contour_label {
    float p;
    bool shown;
    ogv_point at; /* 0 .. 1 from the map's left and top */
    bool moved;   /* something lies over that place: it stands at aside */
    ogv_point aside;
} ogv_contour_label;

struct ogv_heatmap {
    int columns, rows;
    float *logits;
    ogv_color *pixels;
    ogv_image image;
    unsigned version;       /* of the logits */
    unsigned drawn_version; /* of the logits that the pixels show; 0: none yet */
    const ogv_theme *drawn_theme;
    ogv_color colors[OGV_MAP_COLORS]; /* of drawn_theme, for logits from -16 to 16 */
    unsigned traced_version;          /* of the logits that the contours follow */
    int traced_columns, traced_rows;  /* of the grid that the contours' points are in */
    float *coarse;                    /* that grid where it is not the logits' own; else NULL */
    ogv_contours contours;
    ogv_contour_label labels[OGV_CONTOUR_LABELS];
    unsigned labelled_version;
    ogv_rect labelled_rect;
    size_t labelled_marks;
    bool labelled_tests;
    ogv_point *screen; /* scratch: a contour, or marks, in pixels */
    size_t screen_capacity;
};

/* Room for that many points in screen; false without memory. */
bool ogv_heatmap_reserve_screen(ogv_heatmap *map, size_t count);

/* Makes contours follow the logits. Memory ran out: those that fitted. */
void ogv_heatmap_trace(ogv_heatmap *map);

/* Draws the thin contours and the bold one at p = 0.5. */
void ogv_heatmap_draw_contours(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_heatmap *map);

/* Places the labels where points, rings and other labels are far, and keeps them there while that is about as
   good as elsewhere; then draws them, one that would overlap one of the two taken rectangles (NULL: none) at
   another place of its line. */
void ogv_heatmap_draw_labels(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes,
                             ogv_heatmap *map, const ogv_boundary *boundary, const ogv_rect *taken);

#endif
