/* Walks a draw list and hands triangles, glyphs and images to a target: memory or an SDL renderer. */
#ifndef OGEE_VIZ_SRC_REPLAY_H
#define OGEE_VIZ_SRC_REPLAY_H

#include "mesh.h"
#include "raster.h"
#include "text_sdl.h"

/* A rectangle of whole device pixels. */
typedef struct ogv_pixel_rect {
    int x, y, w, h;
} ogv_pixel_rect;

typedef struct ogv_target {
    void *context;
    void (*clip)(void *context, const ogv_pixel_rect *rect); /* NULL: no limit */
    void (*triangles)(void *context, const ogv_mesh *mesh);
    void (*glyph)(void *context, const ogv_glyph *glyph, int x, int y, ogv_color color);
    void (*image)(void *context, ogv_pixel_rect rect, const ogv_image *image);
    /* A rounded rectangle in device pixels, filled (width 0) or framed; NULL: as triangles. */
    void (*round)(void *context, ogv_rect rect, float radius, float width, ogv_color color);
    ogv_put_line line; /* NULL: as triangles */
} ogv_target;

/* Draws the list at the scale that fonts are set to. mesh is working memory. */
void ogv_replay(const ogv_drawlist *list, float scale, ogv_fonts *fonts, ogv_mesh *mesh,
                const ogv_target *target);

/* Draws the list into memory. */
void ogv_replay_into_canvas(const ogv_drawlist *list, float scale, ogv_fonts *fonts, ogv_mesh *mesh,
                            ogv_canvas *canvas);
/* The same over a background. */
void ogv_replay_over(const ogv_drawlist *list, float scale, ogv_fonts *fonts, ogv_mesh *mesh,
                     ogv_canvas *canvas, ogv_color background);

#endif
