/* The pen that strokes a line with triangles: sections, round or flat ends, joins. */
#ifndef OGEE_VIZ_SRC_PEN_H
#define OGEE_VIZ_SRC_PEN_H

#include <math.h>

#include "mesh.h"

/* A line is a strip of cross-sections. Each has four vertices: outer left, core left, core right, outer
   right; coverage is full between the cores and fades to nothing at the outer ones, which is the exact
   coverage of a straight line by a pixel-wide box moved across it. */
typedef struct ogv_pen {
    ogv_mesh *mesh;
    ogv_color color;
    float core, outer; /* distance from the middle */
    float peak;        /* coverage between the cores; below 1 for lines thinner than a pixel */
    float width;
    ogv_put_line put; /* instead of triangles; NULL: triangles */
    void *context;
    float straight;  /* where the cosine of a turn is above this, a mitre is as good as a round join */
    float chord;     /* where it is above this, the chord is as good as the arc of a round join */
    ogv_color inner; /* the colour between the cores */
    bool flat;
    int section; /* the first vertex of the last one; < 0: the line has yet to begin */
} ogv_pen;

ogv_pen ogv_pen_make(ogv_mesh *mesh, float width, ogv_color color);

/* Strokes a line whose neighbouring points differ; one point is a dot, unless its ends are flat. */
void ogv_pen_open(ogv_pen *pen, const ogv_point *points, size_t count);
/* The same with a piece from the last point to the first. */
void ogv_pen_closed(ogv_pen *pen, const ogv_point *points, size_t count);

/* The point that far from p. */
static inline ogv_point ogv_along(ogv_point p, ogv_point direction, float distance)
{
    return (ogv_point){p.x + direction.x * distance, p.y + direction.y * distance};
}

/* From one point towards another. */
typedef struct ogv_segment {
    ogv_point direction;
    float length;
} ogv_segment;

static inline ogv_segment ogv_segment_between(ogv_point a, ogv_point b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    float length = sqrtf(dx * dx + dy * dy), share = 1.0f / length;
    return (ogv_segment){{dx * share, dy * share}, length};
}

#endif
