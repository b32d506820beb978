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
/* Adds a vertex whose opacity is multiplied by coverage; returns its index, -1 without memory. */
int ogv_mesh_vertex(ogv_mesh *mesh, ogv_point at, ogv_color color, float coverage);
void ogv_mesh_triangle(ogv_mesh *mesh, int a, int b, int c);
/* Two triangles over the corners in order round the edge. */
void ogv_mesh_quad(ogv_mesh *mesh, int a, int b, int c, int d);
/* Room for that many points, valid until the next call; NULL without memory. */
ogv_point *ogv_mesh_scratch(ogv_mesh *mesh, size_t count);

/* Adds the triangles of one command at that many device pixels for a logical one. Clip, image and text have
 * none. */
void ogv_mesh_command(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);

/* The rectangle in device pixels; one with straight edges is moved to whole pixels unless that made it
 * vanish. */
ogv_rect ogv_device_rect(ogv_rect rect, float radius, float scale);

/* Steps that keep a polygon within a twentieth of a pixel of an arc. */
int ogv_arc_steps(float radius, float angle);

/* The pieces of ogv_mesh_command: lines (stroke.c) and filled shapes (shape.c). */
void ogv_stroke_polyline(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);
/* One straight line with flat ends between device pixels. */
void ogv_stroke_segment(ogv_mesh *mesh, ogv_point a, ogv_point b, float width, ogv_color color);
void ogv_shape_fill(ogv_mesh *mesh, const ogv_command *command, float scale);
void ogv_shape_frame(ogv_mesh *mesh, const ogv_command *command, float scale);
void ogv_shape_polygon(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);
void ogv_shape_area(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale);
void ogv_shape_gradient(ogv_mesh *mesh, const ogv_command *command, float scale);

#endif
