/* Triangles, glyphs and images drawn into memory. SDL's own software renderer moves corners to whole pixels,
   which no soft edge survives; this one is exact to 1/256 pixel and gives the same bytes on every machine. */
#ifndef OGEE_VIZ_SRC_RASTER_H
#define OGEE_VIZ_SRC_RASTER_H

#include "mesh.h"

typedef struct ogv_span {
    int from, until; /* pixels of a row */
} ogv_span;

/* Opaque pixels 0xFFRRGGBB, row by row. The clip is in pixels, right and bottom excluded, inside the picture.
 */
typedef struct ogv_canvas {
    uint32_t *pixels;
    /* Scratch of ogv_raster_line, empty between two calls. */
    uint8_t *cover;
    ogv_span *spans; /* of each row: where cover may not be 0 */
    int first_row, end_row;
    int width, height;
    int left, top, right, bottom;
} ogv_canvas;

/* False without memory. */
bool ogv_canvas_create(ogv_canvas *canvas, int width, int height, ogv_color background);
void ogv_canvas_destroy(ogv_canvas *canvas);
void ogv_canvas_clear(ogv_canvas *canvas, ogv_color color);

/* A pixel belongs to a triangle when its centre does; triangles that share an edge never share a pixel. */
void ogv_raster_mesh(ogv_canvas *canvas, const ogv_mesh *mesh);
/* A line with round joins: see ogv_stroke. The same coverage as the triangles of ogv_mesh_command have,
   except that it does not add up where pieces overlap. */
void ogv_raster_line(ogv_canvas *canvas, const ogv_stroke *line);
/* A rounded rectangle, filled (width 0) or with a border of that width inside its edge; straight edges on
   whole pixels are crisp. The same coverage as the triangles of ogv_mesh_command have. */
void ogv_raster_round(ogv_canvas *canvas, ogv_rect rect, float radius, float width, ogv_color color);
/* Colour through w x h bytes of coverage, stride bytes a row. */
void ogv_raster_mask(ogv_canvas *canvas, const uint8_t *mask, int stride, int x, int y, int w, int h,
                     ogv_color color);
/* The image stretched over a rectangle of whole pixels. */
void ogv_raster_image(ogv_canvas *canvas, int x, int y, int w, int h, const ogv_image *image);

#endif
