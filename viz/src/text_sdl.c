#include "text_sdl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <SDL_ttf.h>

#include "ogee_viz/app.h"
#include "table.h"
#include "utf8.h"

/* Metrics are read at one em of this many pixels, so that rounding to whole pixels does not matter. */
enum { METRIC_SIZE = 2048 };
/* Glyphs are drawn this many times wider than they are, then averaged: so each can stand at any quarter pixel
   while the hinting that sharpens horizontal edges still works. */
enum { PHASES = 4 };
enum { MOST_PAGES = 8 };

struct ogv_fonts {
    TTF_Font *metric[OGV_FONT_COUNT], *raster[OGV_FONT_COUNT];
    uint32_t raster_size[OGV_FONT_COUNT]; /* the size each is set to, in 64ths of a pixel */
    float scale;
    ogv_table advances, kernings, homes, glyph_index;
    ogv_glyph *glyphs;
    size_t glyph_count, glyph_capacity;
    ogv_atlas_page pages[MOST_PAGES];
    int page_count;
    bool full;
    unsigned long rasterised;
};

static const char *const files[OGV_FONT_COUNT] = {
    [OGV_UI] = "Inter-Regular.otf",
    [OGV_UI_MEDIUM] = "Inter-Medium.otf",
    [OGV_UI_SEMIBOLD] = "Inter-SemiBold.otf",
    [OGV_DISPLAY] = "InterDisplay-SemiBold.otf",
    [OGV_MONO] = "JetBrainsMono-Regular.ttf",
    [OGV_MONO_MEDIUM] = "JetBrainsMono-Medium.ttf",
    [OGV_MONO_SEMIBOLD] = "JetBrainsMono-SemiBold.ttf",
    [OGV_MATH] = "STIXGeneral-Regular.otf",
    [OGV_MATH_ITALIC] = "STIXGeneral-Italic.otf",
};

static og_status open_font(ogv_fonts *fonts, int font)
{
    char name[64], path[1024];
    SDL_snprintf(name, sizeof name, "fonts/%s", files[font]);
    og_status status = ogv_asset_path(name, path, sizeof path);
    if (status != OG_OK)
        return status;
    fonts->metric[font] = TTF_OpenFont(path, METRIC_SIZE);
    fonts->raster[font] = fonts->metric[font] ? TTF_OpenFont(path, 16) : NULL;
    if (!fonts->raster[font])
        return og_fail(OG_ERR_FILE, "the font %s cannot be read: %s", path, TTF_GetError());
    TTF_SetFontHinting(fonts->metric[font], TTF_HINTING_NONE);
    return OG_OK;
}

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
    for (int font = 0; font < OGV_FONT_COUNT; font++) {
        og_status status = open_font(fonts, font);
        if (status != OG_OK) {
            ogv_fonts_destroy(fonts);
            return status;
        }
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
    for (int font = 0; font < OGV_FONT_COUNT; font++) {
        TTF_CloseFont(fonts->metric[font]);
        TTF_CloseFont(fonts->raster[font]);
    }
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
    for (int font = 0; font < OGV_FONT_COUNT; font++) {
        TTF_SetFontHinting(fonts->raster[font], scale < 1.5f ? TTF_HINTING_LIGHT_SUBPIXEL : TTF_HINTING_NONE);
        fonts->raster_size[font] = 0;
    }
    empty_atlas(fonts);
}

static uint64_t key_of(ogv_font font, uint32_t a, uint32_t b)
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

/* The font that has the character: its own, else the mathematical one, else the plain one. */
static ogv_font home_of(ogv_fonts *fonts, ogv_font font, uint32_t character)
{
    uint32_t home = 0;
    uint64_t key = key_of(font, character, 0);
    if (ogv_table_find(&fonts->homes, key, &home))
        return (ogv_font)home;
    const ogv_font chain[3] = {font, OGV_MATH, OGV_UI};
    home = font;
    for (int i = 0; i < 3; i++) {
        if (TTF_GlyphIsProvided32(fonts->metric[chain[i]], character)) {
            home = chain[i];
            break;
        }
    }
    ogv_table_put(&fonts->homes, key, home);
    return (ogv_font)home;
}

/* In em. */
static float advance_of(ogv_fonts *fonts, ogv_font font, uint32_t character)
{
    uint32_t bits;
    uint64_t key = key_of(font, character, 0);
    if (ogv_table_find(&fonts->advances, key, &bits))
        return to_float(bits);
    int advance = 0;
    TTF_GlyphMetrics32(fonts->metric[font], character, NULL, NULL, NULL, NULL, &advance);
    float em = (float)advance / METRIC_SIZE;
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
static float kerning_of(ogv_fonts *fonts, ogv_font font, uint32_t a, uint32_t b)
{
    if (font == OGV_MONO || font == OGV_MONO_MEDIUM || font == OGV_MONO_SEMIBOLD)
        return 0;
    uint32_t bits;
    uint64_t key = key_of(font, a, b);
    if (ogv_table_find(&fonts->kernings, key, &bits))
        return to_float(bits);
    TTF_Font *ruler = fonts->metric[font];
    int kerning = width_between(ruler, a, b) - width_between(ruler, a, 0) - width_between(ruler, b, 0) +
                  width_between(ruler, 0, 0);
    float em = abs(kerning) > METRIC_SIZE / 3 ? 0 : (float)kerning / METRIC_SIZE;
    ogv_table_put(&fonts->kernings, key, to_bits(em));
    return em;
}

/* Reads the next character and adds to *pen, in em, what separates it from the previous one. */
typedef struct text_walk {
    uint32_t character, previous;
    ogv_font font, previous_font;
    float pen;
} text_walk;

static void walk_next(ogv_fonts *fonts, text_walk *walk, ogv_font font, const char *text, size_t length,
                      size_t *at)
{
    walk->character = ogv_utf8_next(text, length, at);
    walk->font = home_of(fonts, font, walk->character);
    if (walk->previous && walk->font == walk->previous_font)
        walk->pen += kerning_of(fonts, walk->font, walk->previous, walk->character);
    walk->previous = walk->character;
    walk->previous_font = walk->font;
}

float ogv_fonts_measure(void *context, ogv_font font, float size, const char *text, size_t length)
{
    ogv_fonts *fonts = context;
    text_walk walk = {0};
    for (size_t at = 0; at < length;) {
        walk_next(fonts, &walk, font, text, length, &at);
        walk.pen += advance_of(fonts, walk.font, walk.character);
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

static ogv_glyph rasterise(ogv_fonts *fonts, ogv_font font, uint32_t character, uint32_t size64, int phase)
{
    TTF_Font *raster = fonts->raster[font];
    ogv_glyph glyph = {0};
    if (fonts->raster_size[font] != size64) {
        unsigned dpi = (unsigned)((72u * size64 + 32) / 64);
        if (TTF_SetFontSizeDPI(raster, 1, dpi * PHASES, dpi) != 0)
            return glyph;
        fonts->raster_size[font] = size64;
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

static ogv_glyph glyph_of(ogv_fonts *fonts, ogv_font font, uint32_t character, uint32_t size64, int phase)
{
    uint64_t key = key_of(font, character, size64 * PHASES + (uint32_t)phase);
    uint32_t index;
    if (ogv_table_find(&fonts->glyph_index, key, &index))
        return fonts->glyphs[index];
    ogv_glyph glyph = rasterise(fonts, font, character, size64, phase);
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
        ogv_glyph glyph = glyph_of(fonts, walk.font, walk.character, size64, quarters - pixel * PHASES);
        if (glyph.w > 0)
            put(context, &glyph, pixel + glyph.left, baseline - glyph.top);
        walk.pen += advance_of(fonts, walk.font, walk.character);
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
