/* Anti-aliased triangles in device pixels: what strokes and fills become before they are drawn. */
#ifndef OGEE_VIZ_SRC_MESH_H
#define OGEE_VIZ_SRC_MESH_H

#include "ogee_viz/drawlist.h"

typedef struct ogv_vertex {
    float x, y; /* device pixels; the centre of the first pixel is (0.5, 0.5) */
    ogv_color color;
} ogv_vertex;

typedef struct ogv_mesh {
    ogv_vertex *vertices;
    int vertex_count, vertex_capacity;
    int *indices; /* three for each triangle */
    int index_count, index_capacity;
    ogv_point *scratch; /* for one line at a time */
    size_t scratch_capacity;
    bool failed; /* memory ran out: triangles are missing */
} ogv_mesh;

void ogv_mesh_free(ogv_mesh *mesh);
void ogv_mesh_clear(ogv_mesh *mesh);
/* Makes room for that many more; false without memory. */
bool ogv_mesh_reserve(ogv_mesh *mesh, int vertices, int indices);

/* The same, without a call where there is room already. */
static inline bool ogv_mesh_room(ogv_mesh *mesh, int vertices, int indices)
{
    return (vertices <= mesh->vertex_capacity - mesh->vertex_count &&
            indices <= mesh->index_capacity - mesh->index_count) ||
           ogv_mesh_reserve(mesh, vertices, indices);
}

/* The colour with its opacity multiplied by coverage, 0 .. 1. */
static inline ogv_color ogv_covered(ogv_color color, float coverage)
{
    color.a = (uint8_t)((float)color.a * coverage + 0.5f);
    return color;
}

/* Where ogv_mesh_room made room. */
static inline void ogv_mesh_put_vertex(ogv_mesh *mesh, ogv_point at, ogv_color color)
{
    mesh->vertices[mesh->vertex_count++] = (ogv_vertex){at.x, at.y, color};
}

static inline void ogv_mesh_put_triangle(ogv_mesh *mesh, int a, int b, int c)
{
    int *at = mesh->indices + mesh->index_count;
    at[0] = a, at[1] = b, at[2] = c;
    mesh->index_count += 3;
}

/* Two triangles over the corners in order round the edge, where ogv_mesh_room made room. */
static inline void ogv_mesh_put_quad(ogv_mesh *mesh, int a, int b, int c, int d)
{
    ogv_mesh_put_triangle(mesh, a, b, c);
    ogv_mesh_put_triangle(mesh, a, c, d);
}

/* Adds a vertex whose opacity is multiplied by coverage, 0 .. 1; returns its index, -1 without memory. */
static inline int ogv_mesh_vertex(ogv_mesh *mesh, ogv_point at, ogv_color color, float coverage)
{
    if (!ogv_mesh_room(mesh, 1, 0))
        return -1;
    ogv_mesh_put_vertex(mesh, at, ogv_covered(color, coverage));
    return mesh->vertex_count - 1;
}

static inline void ogv_mesh_triangle(ogv_mesh *mesh, int a, int b, int c)
{
    if ((a | b | c) < 0 || !ogv_mesh_room(mesh, 0, 3))
        return;
    ogv_mesh_put_triangle(mesh, a, b, c);
}

/* Two triangles over the corners in order round the edge. */
static inline void ogv_mesh_quad(ogv_mesh *mesh, int a, int b, int c, int d)
{
    ogv_mesh_triangle(mesh, a, b, c);
    ogv_mesh_triangle(mesh, a, c, d);
}

/* Room for that many points, valid until the next call; NULL without memory. */
ogv_point *ogv_mesh_scratch(ogv_mesh *mesh, size_t count);

/* Adds the triangles of one command at that many device pixels for a logical one. Clip, image and text have
 * none. */
void ogv_mesh_command(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);

/* The rectangle in device pixels; one with straight edges is moved to whole pixels unless that made it
 * vanish. */
ogv_rect ogv_device_rect(ogv_rect rect, float radius, float scale);

/* A guide or tick along an axis is crisp when its edge sits on a device pixel; it is never thinner than one.
   Both in device pixels; false: the line is neither level nor upright and stays as it is. */
bool ogv_snap_line(ogv_point points[2], float *width);

/* Steps that keep a polygon within a twentieth of a pixel of an arc. */
int ogv_arc_steps(float radius, float angle);

/* The pieces of ogv_mesh_command: lines (stroke.c) and filled shapes (shape.c). */
/* A line in device pixels, without dashes or gaps; neighbouring points differ. */
typedef struct ogv_stroke {
    const ogv_point *points;
    size_t count;
    bool closed, flat;
    float width;
    ogv_color color;
} ogv_stroke;
/* Hands over the lines that an OGV_POLYLINE consists of instead of making triangles; mesh is working memory.
 */
typedef void (*ogv_put_line)(void *context, const ogv_stroke *line);
void ogv_stroke_lines(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale,
                      ogv_put_line put, void *context);
void ogv_stroke_polyline(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);
/* One straight line with flat ends between device pixels. */
void ogv_stroke_segment(ogv_mesh *mesh, ogv_point a, ogv_point b, float width, ogv_color color);
/* Whether the command is a rounded rectangle, filled (width 0) or framed; then what it is in device pixels.
 */
bool ogv_shape_round(const ogv_command *command, float scale, ogv_rect *rect, float *radius, float *width);
void ogv_shape_fill(ogv_mesh *mesh, const ogv_command *command, float scale);
void ogv_shape_frame(ogv_mesh *mesh, const ogv_command *command, float scale);
void ogv_shape_polygon(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);
void ogv_shape_area(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);
void ogv_shape_gradient(ogv_mesh *mesh, const ogv_command *command, float scale);

#endif
