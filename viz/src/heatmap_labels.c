#include <float.h>
#include <math.h>

#include "heatmap_private.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"

enum { MARGIN_X = 24, MARGIN_Y = 20, FAR = 26, NEAR = 15, CLEAR = 22, LOYALTY = 5 };

typedef struct search {
    ogv_heatmap *map;
    const ogv_axes *axes;
    const ogv_boundary *boundary;
    ogv_rect plate; /* of the y name, where no label may stand */
} search;

static ogv_point on_screen(const search *s, ogv_point grid)
{
    ogv_rect r = s->axes->rect;
    return (ogv_point){r.x + r.w * grid.x / (float)(s->map->columns - 1),
                       r.y + r.h * grid.y / (float)(s->map->rows - 1)};
}

static float distance(ogv_point a, ogv_point b)
{
    return sqrtf((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/* A ring is larger than a point, and counts as nearer. */
static float distance_to_marks(const search *s, ogv_point at)
{
    float nearest = FLT_MAX;
    for (size_t i = 0; i < s->boundary->mark_count; i++) {
        const ogv_mark *mark = &s->boundary->marks[i];
        if (mark->test && !s->boundary->tests)
            continue;
        float d = distance(at, ogv_axes_pixel(s->axes, (double)mark->x, (double)mark->y));
        nearest = fminf(nearest, mark->wrong ? 0.5f * d : d);
    }
    return nearest;
}

static float distance_to_half(const search *s, ogv_point at)
{
    float nearest = CLEAR;
    for (size_t i = 0; i < s->map->contours.line_count; i++) {
        const ogv_contour *line = &s->map->contours.lines[i];
        for (size_t k = 0; line->level == 0 && k < line->count; k += 2)
            nearest = fminf(nearest, distance(at, on_screen(s, s->map->contours.points[line->first + k])));
    }
    return nearest;
}

/* How fast the logit changes from cell to cell: where it does, contours crowd. */
static float steepness(const search *s, ogv_point grid)
{
    float w = (float)(s->map->columns - 1), h = (float)(s->map->rows - 1), u = grid.x / w, v = grid.y / h;
    float dx = ogv_heatmap_at(s->map, u + 1 / w, v) - ogv_heatmap_at(s->map, u - 1 / w, v);
    float dy = ogv_heatmap_at(s->map, u, v + 1 / h) - ogv_heatmap_at(s->map, u, v - 1 / h);
    float steep = sqrtf(dx * dx + dy * dy);
    return isfinite(steep) ? fminf(steep, 10) : 10;
}

static bool on_plate(const search *s, ogv_point at)
{
    ogv_rect p = s->plate;
    return p.w > 0 && at.x > p.x - MARGIN_X && at.x < p.x + p.w + MARGIN_X && at.y > p.y - MARGIN_Y &&
           at.y < p.y + p.h + MARGIN_Y;
}

/* A place that cannot beat best is given up early. */
static float score(const search *s, int label, ogv_point grid, bool was_shown, ogv_point before, float best)
{
    ogv_rect r = s->axes->rect;
    ogv_point at = on_screen(s, grid);
    if (at.x < r.x + MARGIN_X || at.x > r.x + r.w - MARGIN_X || at.y < r.y + MARGIN_Y ||
        at.y > r.y + r.h - MARGIN_Y || on_plate(s, at))
        return -FLT_MAX;
    float value = FAR - 9 * steepness(s, grid);
    if (was_shown)
        value += LOYALTY * fmaxf(0, 1 - distance(at, before) / 40);
    if (value <= best)
        return -FLT_MAX;
    float free_space = distance_to_marks(s, at);
    for (int i = 0; i < label; i++)
        if (s->map->labels[i].shown) {
            ogv_point other = {r.x + r.w * s->map->labels[i].at.x, r.y + r.h * s->map->labels[i].at.y};
            free_space = fminf(free_space, 0.28f * distance(at, other));
        }
    value -= fmaxf(0, FAR - free_space) + (free_space < NEAR ? 40 : 0);
    if (value > best && s->map->labels[label].p != 0.5f)
        value -= CLEAR - distance_to_half(s, at);
    return value;
}

static void place(const search *s, int label, float p)
{
    ogv_contour_label *l = &s->map->labels[label];
    ogv_rect r = s->axes->rect;
    bool was_shown = l->shown;
    ogv_point before = {r.x + r.w * l->at.x, r.y + r.h * l->at.y};
    float best = -FLT_MAX, level = p == 0.5f ? 0 : (float)og_logit((double)p < 0.5 ? 0.1 : 0.9);
    l->p = p;
    l->shown = false;
    for (size_t i = 0; i < s->map->contours.line_count; i++) {
        const ogv_contour *line = &s->map->contours.lines[i];
        for (size_t k = 0; line->level == level && k < line->count; k += 3) {
            ogv_point grid = s->map->contours.points[line->first + k];
            float found = score(s, label, grid, was_shown, before, best);
            if (found > best) {
                best = found;
                l->shown = true;
                l->at =
                    (ogv_point){grid.x / (float)(s->map->columns - 1), grid.y / (float)(s->map->rows - 1)};
            }
        }
    }
}

static void place_all(const search *s)
{
    static const float levels[OGV_CONTOUR_LABELS] = {0.5f, 0.1f, 0.9f};
    ogv_heatmap *map = s->map;
    ogv_rect r = s->axes->rect, old = map->labelled_rect;
    bool same_rect = r.x == old.x && r.y == old.y && r.w == old.w && r.h == old.h;
    if (map->labelled_version == map->version && same_rect &&
        map->labelled_marks == s->boundary->mark_count && map->labelled_tests == s->boundary->tests)
        return;
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++)
        place(s, i, levels[i]);
    map->labelled_version = map->version;
    map->labelled_rect = r;
    map->labelled_marks = s->boundary->mark_count;
    map->labelled_tests = s->boundary->tests;
}

void ogv_heatmap_draw_labels(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes,
                             ogv_heatmap *map, const ogv_boundary *boundary)
{
    ogv_heatmap_trace(map);
    search s = {.map = map, .axes = axes, .boundary = boundary};
    if (boundary->y_name)
        s.plate = ogv_axes_name_plate(list, theme, axes, boundary->y_name);
    place_all(&s);
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++) {
        const ogv_contour_label *label = &map->labels[i];
        if (!label->shown)
            continue;
        char text[OGV_NUMBER_SIZE];
        ogv_format_number(text, (double)label->p, 1);
        ogv_point at = {axes->rect.x + axes->rect.w * label->at.x, axes->rect.y + axes->rect.h * label->at.y};
        float width = ogv_text_width(list, OGV_MONO_SEMIBOLD, 12, text) + 8;
        ogv_fill(list, (ogv_rect){at.x - 0.5f * width, at.y - 8, width, 16}, 4,
                 ogv_fade(theme->stage, 0.86f));
        ogv_text(list, at.x, at.y + 4.4f, OGV_CENTER, OGV_MONO_SEMIBOLD, 12, theme->text, text);
    }
}
