/* Hatching, and bands that say what became of a computation. */
#include <math.h>

#include "ogee_viz/plot.h"

enum { HATCH_STEP = 6, WORD_SIZE = 12, WORD_ROOM = 4, SAMPLE_WIDTH = 20, SAMPLE_HEIGHT = 14 };

/* Far outside any screen, and near enough that strokes stay countable. */
static float on_screen(float value)
{
    return fminf(fmaxf(value, -1000), 20000);
}

/* The stroke through (k, 0) of the screen runs along x + y = k. */
void ogv_hatch(ogv_drawlist *list, ogv_rect rect, ogv_color color)
{
    ogv_rect clip = ogv_clip(list, rect);
    float left = on_screen(rect.x), right = on_screen(rect.x + rect.w), top = on_screen(rect.y),
          bottom = on_screen(rect.y + rect.h);
    int first = (int)floorf((left + top) / HATCH_STEP), last = (int)floorf((right + bottom) / HATCH_STEP) + 1;
    for (int i = first; i <= last; i++) {
        float k = (float)(i * HATCH_STEP);
        ogv_point ends[] = {{k - bottom - 2, bottom + 2}, {k - top + 2, top - 2}};
        ogv_flat_polyline(list, ends, 2, 1.5f, color);
    }
    ogv_unclip(list, clip);
}

static ogv_color ground_of(const ogv_theme *theme, ogv_band_kind kind)
{
    return kind == OGV_BAND_RIGHT   ? theme->band_right
           : kind == OGV_BAND_WRONG ? theme->band_wrong
           : kind == OGV_BAND_ZERO  ? theme->band_zero
                                    : theme->err;
}

static ogv_color ink_of(const ogv_theme *theme, ogv_band_kind kind)
{
    return kind == OGV_BAND_RIGHT   ? theme->text2
           : kind == OGV_BAND_WRONG ? theme->on_band_wrong
           : kind == OGV_BAND_ZERO  ? theme->text
                                    : theme->on_accent;
}

static void draw_ground(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_band_kind kind)
{
    ogv_fill(list, rect, 0, ground_of(theme, kind));
    if (kind == OGV_BAND_ZERO)
        ogv_hatch(list, rect, theme->band_hatch);
}

static void draw_word(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_band_kind kind,
                      const char *word)
{
    ogv_font font = kind == OGV_BAND_RIGHT ? OGV_MONO : OGV_MONO_MEDIUM;
    float width = ogv_text_width(list, font, WORD_SIZE, word), middle = rect.x + 0.5f * rect.w;
    if (width + 2 * WORD_ROOM > rect.w)
        return;
    if (kind == OGV_BAND_ZERO) { /* a plate keeps the strokes away from the word */
        ogv_rect plate = {middle - 0.5f * width - 5, rect.y + 2, width + 10, rect.h - 4};
        ogv_fill(list, plate, 3, theme->band_zero);
    }
    ogv_text(list, middle, ogv_baseline(rect.y, rect.h, WORD_SIZE), OGV_CENTER, font, WORD_SIZE,
             ink_of(theme, kind), word);
}

void ogv_plot_bands(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const ogv_band *bands,
                    size_t count)
{
    const ogv_rect r = axes->rect;
    ogv_rect clip = ogv_clip(list, r);
    for (size_t i = 0; i < count; i++) {
        float left = fmaxf(ogv_axes_pixel(axes, bands[i].from, axes->y.low).x, r.x);
        float right = fminf(ogv_axes_pixel(axes, bands[i].until, axes->y.low).x, r.x + r.w);
        if (!(right > left))
            continue;
        ogv_rect rect = {left, r.y, right - left, r.h};
        draw_ground(list, theme, rect, bands[i].kind);
        if (bands[i].word)
            draw_word(list, theme, rect, bands[i].kind, bands[i].word);
    }
    ogv_unclip(list, clip);
}

float ogv_band_legend(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_band_kind kind,
                      const char *name)
{
    ogv_rect sample = {x, y - 0.5f * SAMPLE_HEIGHT, SAMPLE_WIDTH, SAMPLE_HEIGHT};
    draw_ground(list, theme, sample, kind);
    float width = ogv_text(list, x + SAMPLE_WIDTH + 8, y + 4.7f, OGV_LEFT, OGV_UI, 13, theme->text2, name);
    return x + SAMPLE_WIDTH + 8 + width + 24;
}
