#include "heatmap_private.h"

#include <math.h>
#include <stdlib.h>

#include "ogee/activation.h"
#include "ogee_viz/text.h"

enum { MAX_SIDE = 1024 };

og_status ogv_heatmap_create(int columns, int rows, const char *id, ogv_heatmap **out)
{
    *out = NULL;
    if (columns < 2 || rows < 2 || columns > MAX_SIDE || rows > MAX_SIDE)
        return og_fail(OG_ERR_ARGUMENT, "a heat-map has 2 to %d columns and rows, got %d x %d", MAX_SIDE,
                       columns, rows);
    size_t count = (size_t)columns * (size_t)rows;
    ogv_heatmap *map = calloc(1, sizeof *map);
    if (!map)
        return og_fail(OG_ERR_MEMORY, "no memory for a heat-map");
    map->columns = columns;
    map->rows = rows;
    map->logits = calloc(count, sizeof *map->logits);
    map->pixels = calloc(count, sizeof *map->pixels);
    if (!map->logits || !map->pixels) {
        ogv_heatmap_destroy(map);
        return og_fail(OG_ERR_MEMORY, "no memory for a heat-map of %d x %d values", columns, rows);
    }
    map->version = 1;
    map->image =
        (ogv_image){.id = id, .width = columns, .height = rows, .pixels = map->pixels, .smooth = true};
    *out = map;
    return OG_OK;
}

void ogv_heatmap_destroy(ogv_heatmap *map)
{
    if (!map)
        return;
    ogv_contours_free(&map->contours);
    free(map->screen);
    free(map->logits);
    free(map->pixels);
    free(map);
}

int ogv_heatmap_columns(const ogv_heatmap *map)
{
    return map->columns;
}

int ogv_heatmap_rows(const ogv_heatmap *map)
{
    return map->rows;
}

float *ogv_heatmap_logits(ogv_heatmap *map)
{
    return map->logits;
}

void ogv_heatmap_changed(ogv_heatmap *map)
{
    map->version++;
}

float ogv_heatmap_at(const ogv_heatmap *map, float u, float v)
{
    float x = fminf(fmaxf(u, 0), 1) * (float)(map->columns - 1);
    float y = fminf(fmaxf(v, 0), 1) * (float)(map->rows - 1);
    int column = (int)fminf(floorf(x), (float)(map->columns - 2));
    int row = (int)fminf(floorf(y), (float)(map->rows - 2));
    float s = x - (float)column, t = y - (float)row;
    const float *upper = map->logits + (size_t)row * (size_t)map->columns + (size_t)column;
    const float *lower = upper + map->columns;
    return (1 - t) * ((1 - s) * upper[0] + s * upper[1]) + t * ((1 - s) * lower[0] + s * lower[1]);
}

static void color_pixels(ogv_heatmap *map, const ogv_theme *theme)
{
    size_t count = (size_t)map->columns * (size_t)map->rows;
    for (size_t i = 0; i < count; i++)
        map->pixels[i] = ogv_probability_color(theme, og_sigmoidf(map->logits[i]));
    map->drawn_version = map->version;
    map->drawn_theme = theme;
    map->image.version++;
}

/* The outer samples lie on the edges, so the picture's outer pixels reach half a pixel beyond them. */
void ogv_heatmap_draw(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_heatmap *map)
{
    if (map->drawn_version != map->version || map->drawn_theme != theme)
        color_pixels(map, theme);
    float cell_w = rect.w / (float)(map->columns - 1), cell_h = rect.h / (float)(map->rows - 1);
    ogv_rect clip = ogv_clip(list, rect);
    ogv_rect whole = {rect.x - 0.5f * cell_w, rect.y - 0.5f * cell_h, rect.w + cell_w, rect.h + cell_h};
    ogv_draw_image(list, whole, &map->image);
    ogv_unclip(list, clip);
}

/* ---- contours ---- */

void ogv_heatmap_trace(ogv_heatmap *map)
{
    if (map->traced_version == map->version)
        return;
    map->traced_version = map->version;
    ogv_contours_clear(&map->contours);
    for (int i = 1; i <= OGV_CONTOUR_LEVELS; i++) {
        float level = i == 5 ? 0 : (float)og_logit(i / 10.0);
        if (ogv_contours_trace(&map->contours, map->logits, map->columns, map->rows, level) != OG_OK)
            return;
    }
}

static bool reserve_screen(ogv_heatmap *map, size_t count)
{
    if (count <= map->screen_capacity)
        return true;
    ogv_point *grown = realloc(map->screen, 2 * count * sizeof *grown);
    if (!grown)
        return false;
    map->screen = grown;
    map->screen_capacity = 2 * count;
    return true;
}

static void draw_contour(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_heatmap *map,
                         const ogv_contour *line)
{
    if (!reserve_screen(map, line->count))
        return;
    float dx = rect.w / (float)(map->columns - 1), dy = rect.h / (float)(map->rows - 1);
    const ogv_point *points = map->contours.points + line->first;
    for (size_t i = 0; i < line->count; i++)
        map->screen[i] = (ogv_point){rect.x + dx * points[i].x, rect.y + dy * points[i].y};
    bool bold = line->level == 0;
    ogv_polyline(list, map->screen, line->count, line->closed, bold ? 2.25f : 1.0f,
                 bold ? theme->contour_bold : theme->contour);
}

void ogv_heatmap_draw_contours(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_heatmap *map)
{
    ogv_heatmap_trace(map);
    ogv_rect clip = ogv_clip(list, rect);
    for (int bold = 0; bold < 2; bold++)
        for (size_t i = 0; i < map->contours.line_count; i++)
            if ((map->contours.lines[i].level == 0) == (bold == 1))
                draw_contour(list, theme, rect, map, &map->contours.lines[i]);
    ogv_unclip(list, clip);
}

/* ---- colour bar ---- */

static void fill_bar(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, bool vertical)
{
    int parts = OGV_PROBABILITY_STOPS - 1;
    for (int i = 0; i < parts; i++) {
        float from = (float)i / (float)parts, until = (float)(i + 1) / (float)parts;
        ogv_color low = theme->probability[i], high = theme->probability[i + 1];
        if (vertical)
            ogv_gradient(list,
                         (ogv_rect){rect.x, rect.y + rect.h * (1 - until), rect.w, rect.h * (until - from)},
                         high, low, true);
        else
            ogv_gradient(list, (ogv_rect){rect.x + rect.w * from, rect.y, rect.w * (until - from), rect.h},
                         low, high, false);
    }
}

static void bar_tick_below(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, double p)
{
    char text[OGV_NUMBER_SIZE];
    bool end = p == 0 || p == 1;
    float x = rect.x + rect.w * (float)p, bottom = rect.y + rect.h;
    if (p == 0.5)
        ogv_fill(list, (ogv_rect){x - 1, bottom, 2, 6}, 0, theme->text);
    else
        ogv_hairline_v(list, p == 1 ? x - 1 : p == 0 ? x : x - 0.5f, bottom, bottom + 4, theme->axis);
    ogv_text(list, x, bottom + 19,
             p == 0   ? OGV_LEFT
             : p == 1 ? OGV_RIGHT
                      : OGV_CENTER,
             OGV_MONO, 12, theme->text3, ogv_format_number(text, p, end ? 0 : 1));
}

static void bar_tick_beside(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, double p)
{
    char text[OGV_NUMBER_SIZE];
    float y = rect.y + rect.h * (1 - (float)p), right = rect.x + rect.w;
    ogv_hairline_h(list, right, right + 4, y - 0.5f, p == 0.5 ? theme->text : theme->axis);
    ogv_text(list, right + 8, y + 4.3f, OGV_LEFT, OGV_MONO, 12, theme->text3, ogv_format_number(text, p, 1));
}

void ogv_color_bar(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, bool vertical)
{
    static const double ticks[] = {0, 0.1, 0.3, 0.5, 0.7, 0.9, 1};
    fill_bar(list, theme, rect, vertical);
    ogv_frame(list, rect, 0, 1, theme->line);
    for (int i = 0; i < 7; i++)
        if (!vertical)
            bar_tick_below(list, theme, rect, ticks[i]);
        else if (i > 0 && i < 6)
            bar_tick_beside(list, theme, rect, ticks[i]);
}
