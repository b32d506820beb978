#include "text_sdl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>

#include "face_sdl.h"
#include "table.h"
#include "utf8.h"

/* Glyphs are drawn this many times wider than they are, then averaged: so each can stand at any quarter pixel
   while the hinting that sharpens horizontal edges still works. */
enum { PHASES = 4 };
enum { MOST_PAGES = 8 };

struct ogv_fonts {
    ogv_faces faces;
    uint32_t raster_size[OGV_FACE_COUNT]; /* the size each is set to, in 64ths of a pixel; 0: none yet */
    float scale;
    ogv_table advances, kernings, homes, glyph_index;
    ogv_glyph *glyphs;
    size_t glyph_count, glyph_capacity;
    ogv_atlas_page pages[MOST_PAGES];
    int page_count;
    bool full;
    unsigned long rasterised;
};

og_status ogv_fonts_create(ogv_fonts **out)
{
    *out = NULL;
    if (TTF_Init() != 0)
        return og_fail(OG_ERR_FILE, "the font library does not start: %s", TTF_GetError());
    ogv_fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) {
        TTF_Quit();
        return og_fail(OG_ERR_MEMORY, "no memory for the fonts");
    }
    og_status status = ogv_faces_open(&fonts->faces);
    if (status != OG_OK) {
        ogv_fonts_destroy(fonts);
        return status;
    }
    ogv_fonts_set_scale(fonts, 1.0f);
    *out = fonts;
    return OG_OK;
}

static void empty_atlas(ogv_fonts *fonts)
{
    ogv_table_free(&fonts->glyph_index);
    fonts->glyph_count = 0;
    fonts->full = false;
    for (int i = 0; i < fonts->page_count; i++) {
        ogv_atlas_page *page = &fonts->pages[i];
        memset(page->pixels, 0, (size_t)OGV_ATLAS_SIZE * OGV_ATLAS_SIZE);
        page->version++;
        page->generation++;
        page->shelf_x = page->shelf_y = page->shelf_height = 0;
    }
}

void ogv_fonts_destroy(ogv_fonts *fonts)
{
    if (!fonts)
        return;
    ogv_faces_close(&fonts->faces);
    for (int i = 0; i < fonts->page_count; i++)
        free(fonts->pages[i].pixels);
    ogv_table_free(&fonts->advances);
    ogv_table_free(&fonts->kernings);
    ogv_table_free(&fonts->homes);
    ogv_table_free(&fonts->glyph_index);
    free(fonts->glyphs);
    free(fonts);
    TTF_Quit();
}

void ogv_fonts_set_scale(ogv_fonts *fonts, float scale)
{
    if (scale == fonts->scale)
        return;
    fonts->scale = scale;
    memset(fonts->raster_size, 0, sizeof fonts->raster_size);
    empty_atlas(fonts);
}

static uint64_t key_of(int font, uint32_t a, uint32_t b)
{
    return (uint64_t)1 << 63 | (uint64_t)font << 56 | (uint64_t)a << 28 | b;
}

static float to_float(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint32_t to_bits(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* The face that has the character, remembered. */
static int home_of(ogv_fonts *fonts, ogv_font font, uint32_t character)
{
    uint32_t home = 0;
    uint64_t key = key_of((int)font, character, 0);
    if (ogv_table_find(&fonts->homes, key, &home))
        return (int)home;
    home = (uint32_t)ogv_faces_find(&fonts->faces, font, character);
    ogv_table_put(&fonts->homes, key, home);
    return (int)home;
}

/* In em. */
static float advance_of(ogv_fonts *fonts, int face, uint32_t character)
{
    uint32_t bits;
    uint64_t key = key_of(face, character, 0);
    if (ogv_table_find(&fonts->advances, key, &bits))
        return to_float(bits);
    int advance = 0;
    TTF_GlyphMetrics32(fonts->faces.metric[face], character, NULL, NULL, NULL, NULL, &advance);
    float em = (float)advance / OGV_METRIC_SIZE;
    ogv_table_put(&fonts->advances, key, to_bits(em));
    return em;
}

/* The width of the characters between two letters that nothing kerns against, so that overhangs do not count.
 */
static int width_between(TTF_Font *font, uint32_t a, uint32_t b)
{
    char text[16] = "H";
    size_t used = 1;
    if (a)
        used += ogv_utf8_put(text + used, a);
    if (b)
        used += ogv_utf8_put(text + used, b);
    text[used++] = 'H';
    text[used] = 0;
    int width = 0;
    TTF_SizeUTF8(font, text, &width, NULL);
    return width;
}

/* In em. OpenType fonts keep their pairs where only the shaper finds them, so whole strings are compared. */
static float kerning_of(ogv_fonts *fonts, int face, uint32_t a, uint32_t b)
{
    if (face == OGV_MONO || face == OGV_MONO_MEDIUM || face == OGV_MONO_SEMIBOLD || face == OGV_FACE_ASIAN)
        return 0;
    uint32_t bits;
    uint64_t key = key_of(face, a, b);
    if (ogv_table_find(&fonts->kernings, key, &bits))
        return to_float(bits);
    TTF_Font *ruler = fonts->faces.metric[face];
    int kerning = width_between(ruler, a, b) - width_between(ruler, a, 0) - width_between(ruler, b, 0) +
                  width_between(ruler, 0, 0);
    float em = abs(kerning) > OGV_METRIC_SIZE / 3 ? 0 : (float)kerning / OGV_METRIC_SIZE;
    ogv_table_put(&fonts->kernings, key, to_bits(em));
    return em;
}

/* Reads the next character and adds to *pen, in em, what separates it from the previous one. */
typedef struct text_walk {
    uint32_t character, previous;
    int face, previous_face;
    float pen;
} text_walk;

static void walk_next(ogv_fonts *fonts, text_walk *walk, ogv_font font, const char *text, size_t length,
                      size_t *at)
{
    walk->character = ogv_utf8_next(text, length, at);
    walk->face = home_of(fonts, font, walk->character);
    if (walk->previous && walk->face == walk->previous_face)
        walk->pen += kerning_of(fonts, walk->face, walk->previous, walk->character);
    walk->previous = walk->character;
    walk->previous_face = walk->face;
}

float ogv_fonts_measure(void *context, ogv_font font, float size, const char *text, size_t length)
{
    ogv_fonts *fonts = context;
    text_walk walk = {0};
    for (size_t at = 0; at < length;) {
        walk_next(fonts, &walk, font, text, length, &at);
        walk.pen += advance_of(fonts, walk.face, walk.character);
    }
    return walk.pen * size;
}

/* A free place of w x h with a gap round it; false when every page is full or memory is out. */
static bool place(ogv_fonts *fonts, ogv_glyph *glyph)
{
    int w = glyph->w + 1, h = glyph->h + 1;
    if (w > OGV_ATLAS_SIZE || h > OGV_ATLAS_SIZE)
        return false;
    for (int i = 0; i < MOST_PAGES; i++) {
        ogv_atlas_page *page = &fonts->pages[i];
        if (i == fonts->page_count) {
            page->pixels = calloc(OGV_ATLAS_SIZE, OGV_ATLAS_SIZE);
            if (!page->pixels)
                return false;
            fonts->page_count++;
        }
        if (page->shelf_x + w > OGV_ATLAS_SIZE) {
            page->shelf_x = 0;
            page->shelf_y += page->shelf_height;
            page->shelf_height = 0;
        }
        if (page->shelf_y + h > OGV_ATLAS_SIZE)
            continue;
        glyph->page = i;
        glyph->x = page->shelf_x;
        glyph->y = page->shelf_y;
        page->shelf_x += w;
        page->shelf_height = page->shelf_height > h ? page->shelf_height : h;
        page->version++;
        return true;
    }
    fonts->full = true;
    return false;
}

/* Averages the wide picture into the atlas; column c of the wide picture is at c - origin + phase wide pixels
   from the pen. */
static void shrink(const SDL_Surface *wide, int origin, int phase, int first_row, ogv_glyph *glyph,
                   uint8_t *page)
{
    for (int row = 0; row < glyph->h; row++) {
        int from_row = first_row + row;
        if (from_row < 0 || from_row >= wide->h)
            continue;
        const uint8_t *from = (const uint8_t *)wide->pixels + (size_t)from_row * (size_t)wide->pitch;
        uint8_t *to = page + (size_t)(glyph->y + row) * OGV_ATLAS_SIZE + glyph->x;
        for (int column = 0; column < glyph->w; column++) {
            int sum = PHASES / 2;
            for (int k = 0; k < PHASES; k++) {
                int at = (glyph->left + column) * PHASES + k - phase + origin;
                sum += at >= 0 && at < wide->w ? from[at] : 0;
            }
            to[column] = (uint8_t)(sum / PHASES);
        }
    }
}

static int floor_div(int a, int b)
{
    return a / b - (a % b < 0);
}

static ogv_glyph rasterise(ogv_fonts *fonts, int face, uint32_t character, uint32_t size64, int phase)
{
    TTF_Font *raster = fonts->faces.raster[face];
    ogv_glyph glyph = {0};
    if (fonts->raster_size[face] != size64) {
        TTF_SetFontHinting(raster, fonts->scale < 1.5f ? TTF_HINTING_LIGHT_SUBPIXEL : TTF_HINTING_NONE);
        unsigned dpi = (unsigned)((72u * size64 + 32) / 64);
        if (TTF_SetFontSizeDPI(raster, 1, dpi * PHASES, dpi) != 0)
            return glyph;
        fonts->raster_size[face] = size64;
    }
    int left, right, bottom, top;
    if (TTF_GlyphMetrics32(raster, character, &left, &right, &bottom, &top, NULL) != 0 || right <= left ||
        top <= bottom)
        return glyph;
    SDL_Surface *wide = TTF_RenderGlyph32_Shaded(raster, character, (SDL_Color){255, 255, 255, 255},
                                                 (SDL_Color){0, 0, 0, 255});
    if (!wide)
        return glyph;
    fonts->rasterised++;
    glyph.left = floor_div(left + phase, PHASES);
    glyph.w = floor_div(right + phase + PHASES - 1, PHASES) - glyph.left;
    glyph.h = top - bottom;
    glyph.top = top;
    int ascent = TTF_FontAscent(raster), first_row = top > ascent ? 0 : ascent - top;
    if (place(fonts, &glyph))
        shrink(wide, left < 0 ? -left : 0, phase, first_row, &glyph, fonts->pages[glyph.page].pixels);
    else
        glyph.w = 0;
    SDL_FreeSurface(wide);
    return glyph;
}

static bool remember(ogv_fonts *fonts, uint64_t key, ogv_glyph glyph)
{
    if (fonts->glyph_count == fonts->glyph_capacity) {
        size_t wanted = fonts->glyph_capacity ? 2 * fonts->glyph_capacity : 256;
        ogv_glyph *grown = realloc(fonts->glyphs, wanted * sizeof *grown);
        if (!grown)
            return false;
        fonts->glyphs = grown;
        fonts->glyph_capacity = wanted;
    }
    fonts->glyphs[fonts->glyph_count] = glyph;
    return ogv_table_put(&fonts->glyph_index, key, (uint32_t)fonts->glyph_count++);
}

static ogv_glyph glyph_of(ogv_fonts *fonts, int face, uint32_t character, uint32_t size64, int phase)
{
    uint64_t key = key_of(face, character, size64 * PHASES + (uint32_t)phase);
    uint32_t index;
    if (ogv_table_find(&fonts->glyph_index, key, &index))
        return fonts->glyphs[index];
    ogv_glyph glyph = rasterise(fonts, face, character, size64, phase);
    remember(fonts, key, glyph);
    return glyph;
}

void ogv_fonts_layout(ogv_fonts *fonts, ogv_font font, float size, float x, float y, const char *text,
                      size_t length, ogv_put_glyph put, void *context)
{
    float pixels = size * fonts->scale;
    if (!(pixels >= 1.0f && pixels < 512.0f) || !(fabsf(x) < 1e6f && fabsf(y) < 1e6f))
        return;
    uint32_t size64 = (uint32_t)(pixels * 64.0f + 0.5f);
    int baseline = (int)floorf(y + 0.5f);
    text_walk walk = {0};
    for (size_t at = 0; at < length;) {
        walk_next(fonts, &walk, font, text, length, &at);
        int quarters = (int)floorf((x + walk.pen * pixels) * PHASES + 0.5f),
            pixel = floor_div(quarters, PHASES);
        ogv_glyph glyph = glyph_of(fonts, walk.face, walk.character, size64, quarters - pixel * PHASES);
        if (glyph.w > 0)
            put(context, &glyph, pixel + glyph.left, baseline - glyph.top);
        walk.pen += advance_of(fonts, walk.face, walk.character);
    }
}

int ogv_fonts_page_count(const ogv_fonts *fonts)
{
    return fonts->page_count;
}

const ogv_atlas_page *ogv_fonts_page(const ogv_fonts *fonts, int index)
{
    return &fonts->pages[index];
}

void ogv_fonts_trim(ogv_fonts *fonts)
{
    if (fonts->full)
        empty_atlas(fonts);
}

unsigned long ogv_fonts_rasterised(const ogv_fonts *fonts)
{
    return fonts->rasterised;
}
