#include "heatmap_private.h"

#include <math.h>
#include <stdlib.h>

#include "ogee/activation.h"
#include "ogee_viz/text.h"

enum { MAX_SIDE = 1024, MAX_TRACED = 129 };

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
    map->traced_columns = columns < MAX_TRACED ? columns : MAX_TRACED;
    map->traced_rows = rows < MAX_TRACED ? rows : MAX_TRACED;
    bool finer = columns > MAX_TRACED || rows > MAX_TRACED;
    if (finer)
        map->coarse = calloc((size_t)map->traced_columns * (size_t)map->traced_rows, sizeof *map->coarse);
    if (!map->logits || !map->pixels || (finer && !map->coarse)) {
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
    free(map->coarse);
    free(map->logits);
    free(map->pixels);
    free(map);
}

float *ogv_heatmap_logits(ogv_heatmap *map)
{
    return map->logits;
}

void ogv_heatmap_changed(ogv_heatmap *map)
{
    map->version++;
}

static float within(float value, float most)
{
    return value > 0 ? (value < most ? value : most) : 0;
}

float ogv_heatmap_at(const ogv_heatmap *map, float u, float v)
{
    float x = within(u, 1) * (float)(map->columns - 1), y = within(v, 1) * (float)(map->rows - 1);
    int column = (int)within(x, (float)(map->columns - 2)), row = (int)within(y, (float)(map->rows - 2));
    float s = x - (float)column, t = y - (float)row;
    const float *upper = map->logits + (size_t)row * (size_t)map->columns + (size_t)column;
    const float *lower = upper + map->columns;
    return (1 - t) * ((1 - s) * upper[0] + s * upper[1]) + t * ((1 - s) * lower[0] + s * lower[1]);
}

/* Colours between two neighbours of the table differ by less than one step of 8 bits. */
#define LOGIT_END 16.0f

static void fill_colors(ogv_heatmap *map, const ogv_theme *theme)
{
    for (int i = 0; i < OGV_MAP_COLORS; i++) {
        float logit = LOGIT_END * (2 * (float)i / (OGV_MAP_COLORS - 1) - 1);
        map->colors[i] = ogv_probability_color(theme, og_sigmoidf(logit));
    }
    map->drawn_theme = theme;
}

enum { COLOR_BLOCK = 256 };

/* In passes, since a compiler makes the first one several values wide. */
static void color_block(const ogv_heatmap *map, const float *logits, ogv_color *pixels, size_t count)
{
    const float last = OGV_MAP_COLORS - 1, per_logit = last / (2 * LOGIT_END), middle = 0.5f * last + 0.5f;
    int places[COLOR_BLOCK], unknown = 0;
    for (size_t i = 0; i < count; i++) {
        float place = logits[i] * per_logit + middle;
        place = place > 0 ? place : 0;
        places[i] = (int)(place < last ? place : last);
        unknown |= logits[i] != logits[i];
    }
    for (size_t i = 0; i < count; i++)
        pixels[i] = map->colors[places[i]];
    for (size_t i = 0; unknown && i < count; i++)
        if (isnan(logits[i]))
            pixels[i] = map->drawn_theme->err;
}

static void color_pixels(ogv_heatmap *map)
{
    size_t count = (size_t)map->columns * (size_t)map->rows;
    for (size_t first = 0; first < count; first += COLOR_BLOCK)
        color_block(map, map->logits + first, map->pixels + first,
                    count - first < COLOR_BLOCK ? count - first : COLOR_BLOCK);
    map->drawn_version = map->version;
    map->image.version++;
}

/* The outer samples lie on the edges, so the picture's outer pixels reach half a pixel beyond them. */
void ogv_heatmap_draw(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, ogv_heatmap *map)
{
    bool repaint = map->drawn_theme != theme;
    if (repaint)
        fill_colors(map, theme);
    if (repaint || map->drawn_version != map->version)
        color_pixels(map);
    float cell_w = rect.w / (float)(map->columns - 1), cell_h = rect.h / (float)(map->rows - 1);
    ogv_rect clip = ogv_clip(list, rect);
    ogv_rect whole = {rect.x - 0.5f * cell_w, rect.y - 0.5f * cell_h, rect.w + cell_w, rect.h + cell_h};
    ogv_draw_image(list, whole, &map->image);
    ogv_unclip(list, clip);
}

/* ---- contours ---- */

/* Where a place of the coarse grid lies between two of the fine one. */
static int fine_place(int at, int coarse, int fine, float *part)
{
    float place = (float)at * (float)(fine - 1) / (float)(coarse - 1);
    int first = (int)place < fine - 2 ? (int)place : fine - 2;
    *part = place - (float)first;
    return first;
}

static void make_coarse(ogv_heatmap *map)
{
    int first[MAX_TRACED];
    float part[MAX_TRACED], down;
    for (int i = 0; i < map->traced_columns; i++)
        first[i] = fine_place(i, map->traced_columns, map->columns, &part[i]);
    for (int row = 0; row < map->traced_rows; row++) {
        int fine_row = fine_place(row, map->traced_rows, map->rows, &down);
        const float *upper = map->logits + (size_t)fine_row * (size_t)map->columns;
        const float *lower = upper + map->columns;
        float *to = map->coarse + (size_t)row * (size_t)map->traced_columns;
        for (int i = 0; i < map->traced_columns; i++) {
            int k = first[i];
            float above = upper[k] + (upper[k + 1] - upper[k]) * part[i];
            float below = lower[k] + (lower[k + 1] - lower[k]) * part[i];
            to[i] = above + (below - above) * down;
        }
    }
}

/* On a grid whose cells are a few pixels: a finer one would make the same lines of more points. */
void ogv_heatmap_trace(ogv_heatmap *map)
{
    if (map->traced_version == map->version)
        return;
    map->traced_version = map->version;
    ogv_contours_clear(&map->contours);
    float levels[OGV_CONTOUR_LEVELS];
    for (int i = 0; i < OGV_CONTOUR_LEVELS; i++)
        levels[i] = i == 4 ? 0 : (float)og_logit((i + 1) / 10.0);
    if (map->coarse)
        make_coarse(map);
    /* Without memory those that fitted are drawn. */
    (void)ogv_contours_trace_all(&map->contours, map->coarse ? map->coarse : map->logits, map->traced_columns,
                                 map->traced_rows, levels, OGV_CONTOUR_LEVELS);
}

bool ogv_heatmap_reserve_screen(ogv_heatmap *map, size_t count)
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
    if (!ogv_heatmap_reserve_screen(map, line->count))
        return;
    float dx = rect.w / (float)(map->traced_columns - 1), dy = rect.h / (float)(map->traced_rows - 1);
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
