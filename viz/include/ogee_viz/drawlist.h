/* What a frame looks like, as plain data: plots and widgets append commands, a replay draws them.
   Units are logical pixels, y grows downwards; the replay multiplies by the scale. */
#ifndef OGEE_VIZ_DRAWLIST_H
#define OGEE_VIZ_DRAWLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ogv_point {
    float x, y;
} ogv_point;

typedef struct ogv_rect {
    float x, y, w, h;
} ogv_rect;

typedef struct ogv_color {
    uint8_t r, g, b, a; /* straight alpha, 255 is opaque */
} ogv_color;

/* Whether the two have an area in common; an empty one has none. */
bool ogv_rects_overlap(ogv_rect a, ogv_rect b);

/* Whether the piece from a to b comes into the rectangle or to its edge (Liang and Barsky 1984). */
bool ogv_line_meets(ogv_point a, ogv_point b, ogv_rect rect);

/* 0xRRGGBB, opaque. */
ogv_color ogv_rgb(uint32_t hex);
/* The colour with its opacity multiplied by alpha, 0 .. 1. */
ogv_color ogv_fade(ogv_color color, float alpha);
/* a at t = 0, b at t = 1, linear in sRGB. */
ogv_color ogv_mix(ogv_color a, ogv_color b, float t);

/* The fonts of the design: one role each. */
typedef enum ogv_font {
    OGV_UI,          /* Inter Regular */
    OGV_UI_MEDIUM,   /* Inter Medium, 500 */
    OGV_UI_SEMIBOLD, /* Inter SemiBold, 600 */
    OGV_DISPLAY,     /* Inter Display SemiBold */
    OGV_MONO,        /* JetBrains Mono Regular */
    OGV_MONO_MEDIUM,
    OGV_MONO_SEMIBOLD,
    OGV_MATH,        /* STIXGeneral-Regular */
    OGV_MATH_ITALIC, /* STIXGeneral-Italic */
    OGV_FONT_COUNT
} ogv_font;

typedef enum ogv_align { OGV_LEFT, OGV_CENTER, OGV_RIGHT } ogv_align;

typedef enum ogv_command_kind {
    OGV_CLIP,     /* rect limits all that follows until the next OGV_CLIP; w < 0: no limit */
    OGV_FILL,     /* rect with corner radius, filled */
    OGV_FRAME,    /* rect with corner radius, stroked inside its edge with width */
    OGV_POLYLINE, /* points, width, dash, closed; round joins, round caps unless flat */
    OGV_POLYGON,  /* points of a convex polygon, filled */
    OGV_AREA,     /* points in pairs (curve, base): a filled band between two lines */
    OGV_GRADIENT, /* rect whose colour goes from color (left or top) to color2 (right or bottom) */
    OGV_IMAGE,    /* rect filled from an image */
    OGV_TEXT      /* text whose baseline begins at the point at */
} ogv_command_kind;

/* Pixels that belong to the caller and stay valid until the replay. A replay keeps a texture for each id and
   uploads again when version changes. */
typedef struct ogv_image {
    const char *id; /* one name for one picture, such as "boundary"; at most 47 bytes */
    unsigned version;
    int width, height;
    const ogv_color *pixels; /* row by row, top first */
    bool smooth;             /* linear filter; false: nearest */
} ogv_image;

typedef struct ogv_command {
    ogv_command_kind kind;
    ogv_color color, color2;
    ogv_rect rect;
    float radius;
    float width;     /* of strokes */
    float dash, gap; /* dash 0: solid */
    bool closed, flat, vertical;
    size_t first, count; /* the range in points, or in chars for text (a NUL follows each text) */
    ogv_image image;
    ogv_font font;
    float size;   /* of text, in logical pixels */
    ogv_point at; /* left end of the text's baseline */
} ogv_command;

/* Width in logical pixels of length bytes of UTF-8 text; a replay supplies it, so that nobody else knows a
   font library. */
typedef float (*ogv_measure)(void *context, ogv_font font, float size, const char *text, size_t length);

typedef struct ogv_drawlist {
    ogv_command *commands;
    size_t command_count, command_capacity;
    ogv_point *points;
    size_t point_count, point_capacity;
    char *chars;
    size_t char_count, char_capacity;
    bool failed;   /* memory ran out: what did not fit is missing, nothing else is harmed */
    float scale;   /* device pixels for one logical pixel, so that hairlines can sit on device pixels */
    ogv_rect clip; /* the clip in force */
    ogv_measure measure;
    void *measure_context;
} ogv_drawlist;

/* An empty list at scale 1 that measures text as 0.55 em a character until a replay gives it a real measure.
 */
void ogv_drawlist_init(ogv_drawlist *list);
void ogv_drawlist_free(ogv_drawlist *list);
/* Forgets the commands and keeps the memory, so that a steady frame allocates nothing. */
void ogv_drawlist_clear(ogv_drawlist *list);

/* A hash of all that a replay would draw, at this scale: lists of one digest look the same. */
uint64_t ogv_drawlist_digest(const ogv_drawlist *list);

/* Limits what follows to the rectangle and what was in force before; returns the clip to give to ogv_unclip.
 */
ogv_rect ogv_clip(ogv_drawlist *list, ogv_rect rect);
void ogv_unclip(ogv_drawlist *list, ogv_rect previous);

/* A filled rectangle; a straight edge is snapped to device pixels, a disc is not. */
void ogv_fill(ogv_drawlist *list, ogv_rect rect, float radius, ogv_color color);
/* A border of that width inside the rectangle's edge. */
void ogv_frame(ogv_drawlist *list, ogv_rect rect, float radius, float width, ogv_color color);
/* One logical pixel wide, rounded to whole device pixels and snapped to them: always crisp. */
void ogv_hairline_h(ogv_drawlist *list, float x0, float x1, float y, ogv_color color);
void ogv_hairline_v(ogv_drawlist *list, float x, float y0, float y1, ogv_color color);
/* Lines have flat ends; a horizontal or vertical one is snapped to device pixels. */
void ogv_line(ogv_drawlist *list, ogv_point a, ogv_point b, float width, ogv_color color);
void ogv_dashed_line(ogv_drawlist *list, ogv_point a, ogv_point b, float width, float dash, float gap,
                     ogv_color color);
/* Round joins and ends. Points with a coordinate that is not finite break the line. */
void ogv_polyline(ogv_drawlist *list, const ogv_point *points, size_t count, bool closed, float width,
                  ogv_color color);
/* The same, open, with flat ends. */
void ogv_flat_polyline(ogv_drawlist *list, const ogv_point *points, size_t count, float width,
                       ogv_color color);
/* Dashes longer than the width have flat ends, shorter ones are round dots. */
void ogv_dashed_polyline(ogv_drawlist *list, const ogv_point *points, size_t count, float width, float dash,
                         float gap, ogv_color color);
/* A convex polygon, either way round. */
void ogv_polygon(ogv_drawlist *list, const ogv_point *points, size_t count, ogv_color color);
/* count points, in pairs (curve, base): the band between two lines. Pairs that are not finite break it. */
void ogv_area(ogv_drawlist *list, const ogv_point *pairs, size_t count, ogv_color color);
void ogv_disc(ogv_drawlist *list, ogv_point center, float radius, ogv_color color);
/* A ring whose stroke is centred on the radius. */
void ogv_ring(ogv_drawlist *list, ogv_point center, float radius, float width, ogv_color color);
/* A square on its corner; half is the half diagonal. */
void ogv_diamond(ogv_drawlist *list, ogv_point center, float half, ogv_color color);
void ogv_diamond_ring(ogv_drawlist *list, ogv_point center, float half, float width, ogv_color color);
void ogv_gradient(ogv_drawlist *list, ogv_rect rect, ogv_color from, ogv_color to, bool vertical);
void ogv_draw_image(ogv_drawlist *list, ogv_rect rect, const ogv_image *image);

/* Text with its baseline at y, x being its left end, middle or right end. Returns its width. */
float ogv_text(ogv_drawlist *list, float x, float y, ogv_align align, ogv_font font, float size,
               ogv_color color, const char *text);
float ogv_text_width(const ogv_drawlist *list, ogv_font font, float size, const char *text);

/* The baseline that centres capitals of that size in a box: y + h/2 + 0.364 size. */
float ogv_baseline(float y, float h, float size);

#endif
