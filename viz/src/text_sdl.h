/* The fonts of the design: measuring text, and glyphs as grey pictures in an atlas. */
#ifndef OGEE_VIZ_SRC_TEXT_SDL_H
#define OGEE_VIZ_SRC_TEXT_SDL_H

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"

enum { OGV_ATLAS_SIZE = 1024 };

/* A square page of coverage, OGV_ATLAS_SIZE bytes a row. version grows whenever something was added,
   generation when it was emptied. */
typedef struct ogv_atlas_page {
    uint8_t *pixels;
    unsigned version, generation;
    int shelf_x, shelf_y, shelf_height; /* where the next glyph goes */
} ogv_atlas_page;

/* Where a glyph is in the atlas, and where it goes relative to the pen's whole device pixel. */
typedef struct ogv_glyph {
    int page, x, y, w, h; /* w 0: nothing to draw */
    int left, top; /* device pixels from the pen to its left edge, and up from the baseline to its top */
} ogv_glyph;

typedef struct ogv_fonts ogv_fonts;

/* Opens the nine fonts of the design; OG_ERR_FILE names the missing one. Characters that they do not have are
   looked for in one more file, opened when it is first needed. */
og_status ogv_fonts_create(ogv_fonts **fonts);
void ogv_fonts_destroy(ogv_fonts *fonts);

/* Glyphs are made for this many device pixels a logical one; a new scale empties the atlas. */
void ogv_fonts_set_scale(ogv_fonts *fonts, float scale);

/* An ogv_measure; context is the ogv_fonts. The width does not depend on the scale. */
float ogv_fonts_measure(void *context, ogv_font font, float size, const char *text, size_t length);

/* Calls put for each visible glyph of a text whose baseline starts at (x, y) device pixels; (px, py) is the
   top left device pixel. The atlas is never emptied in the middle of a text. */
typedef void (*ogv_put_glyph)(void *context, const ogv_glyph *glyph, int px, int py);
void ogv_fonts_layout(ogv_fonts *fonts, ogv_font font, float size, float x, float y, const char *text,
                      size_t length, ogv_put_glyph put, void *context);

int ogv_fonts_page_count(const ogv_fonts *fonts);
const ogv_atlas_page *ogv_fonts_page(const ogv_fonts *fonts, int index);
/* Empties an atlas that has grown past its limit; call between frames. */
void ogv_fonts_trim(ogv_fonts *fonts);
/* How many glyphs were drawn by the font library so far: a steady frame adds none. */
unsigned long ogv_fonts_rasterised(const ogv_fonts *fonts);

#endif
