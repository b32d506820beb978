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
    size_t marks;   /* how many marks, in pixels, are in map->screen: first those that wear a ring */
    size_t rings;
    ogv_point cell;        /* of the traced grid, in pixels */
    size_t every;          /* so many points of a line lie between two candidates */
    float width;           /* of a label */
    const ogv_rect *taken; /* two rectangles in which no label may stand; NULL: none */
    const ogv_rect *kept;  /* so many more */
    size_t kept_count;
} search;

static ogv_point on_screen(const search *s, ogv_point grid)
{
    return (ogv_point){s->axes->rect.x + s->cell.x * grid.x, s->axes->rect.y + s->cell.y * grid.y};
}

static float distance(ogv_point a, ogv_point b)
{
    return sqrtf((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

static void find_marks(search *s)
{
    const ogv_boundary *b = s->boundary;
    if (!ogv_heatmap_reserve_screen(s->map, b->mark_count))
        return;
    for (int wrong = 1; wrong >= 0; wrong--) {
        for (size_t i = 0; i < b->mark_count; i++)
            if (b->marks[i].wrong == (wrong == 1) && (b->tests || !b->marks[i].test))
                s->map->screen[s->marks++] =
                    ogv_axes_pixel(s->axes, (double)b->marks[i].x, (double)b->marks[i].y);
        s->rings = wrong ? s->marks : s->rings;
    }
}

static float nearest_square(const ogv_point *points, size_t count, ogv_point at)
{
    float nearest = FLT_MAX;
    for (size_t i = 0; i < count; i++) {
        float dx = points[i].x - at.x, dy = points[i].y - at.y, square = dx * dx + dy * dy;
        nearest = square < nearest ? square : nearest;
    }
    return nearest;
}

/* A ring is larger than a point, and counts as nearer. */
static float distance_to_marks(const search *s, ogv_point at)
{
    const ogv_point *points = s->map->screen;
    float ring = nearest_square(points, s->rings, at);
    float point = nearest_square(points + s->rings, s->marks - s->rings, at);
    return sqrtf(fminf(0.25f * ring, point));
}

static float distance_to_half(const search *s, ogv_point at)
{
    float nearest = CLEAR * CLEAR;
    for (size_t i = 0; i < s->map->contours.line_count; i++) {
        const ogv_contour *line = &s->map->contours.lines[i];
        const ogv_point *points = s->map->contours.points + line->first;
        for (size_t k = 0; line->level == 0 && k < line->count; k += s->every) {
            ogv_point p = on_screen(s, points[k]);
            float dx = p.x - at.x, dy = p.y - at.y, square = dx * dx + dy * dy;
            nearest = square < nearest ? square : nearest;
        }
    }
    return sqrtf(nearest);
}

/* How fast the logit changes from cell to cell: where it does, contours crowd. */
static float steepness(const search *s, ogv_point grid)
{
    float w = (float)(s->map->traced_columns - 1), h = (float)(s->map->traced_rows - 1), u = grid.x / w,
          v = grid.y / h;
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

static ogv_point on_map(const search *s, ogv_point part)
{
    ogv_rect r = s->axes->rect;
    return (ogv_point){r.x + r.w * part.x, r.y + r.h * part.y};
}

static ogv_rect box_at(const search *s, ogv_point at)
{
    return (ogv_rect){at.x - 0.5f * s->width, at.y - 8, s->width, 16};
}

static bool is_taken(const search *s, ogv_rect box, float margin)
{
    box = (ogv_rect){box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin};
    for (size_t i = 0; i < s->kept_count; i++)
        if (ogv_rects_overlap(box, s->kept[i]))
            return true;
    return s->taken && (ogv_rects_overlap(box, s->taken[0]) || ogv_rects_overlap(box, s->taken[1]));
}

/* Where the label is drawn. */
static ogv_point place_of(const search *s, const ogv_contour_label *l)
{
    return on_map(s, l->moved ? l->aside : l->at);
}

static bool inside(const search *s, ogv_point at)
{
    ogv_rect r = s->axes->rect;
    return at.x >= r.x + MARGIN_X && at.x <= r.x + r.w - MARGIN_X && at.y >= r.y + MARGIN_Y &&
           at.y <= r.y + r.h - MARGIN_Y;
}

/* A place that cannot beat best is given up early. before: where the label was, NULL: nowhere. */
static float score(const search *s, int label, ogv_point grid, const ogv_point *before, float best)
{
    ogv_point at = on_screen(s, grid);
    ogv_rect box = box_at(s, at);
    if (!inside(s, at) || on_plate(s, at) || is_taken(s, box, 4))
        return -FLT_MAX;
    float value = FAR - 9 * steepness(s, grid);
    if (before)
        value += LOYALTY * fmaxf(0, 1 - distance(at, *before) / 40);
    if (value <= best)
        return -FLT_MAX;
    float free_space = distance_to_marks(s, at);
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++) {
        if (i == label || !s->map->labels[i].shown)
            continue;
        ogv_point other = place_of(s, &s->map->labels[i]);
        if (ogv_rects_overlap(box, box_at(s, other)))
            return -FLT_MAX;
        free_space = fminf(free_space, 0.28f * distance(at, other));
    }
    value -= fmaxf(0, FAR - free_space) + (free_space < NEAR ? 40 : 0);
    if (value > best && s->map->labels[label].p != 0.5f)
        value -= CLEAR - distance_to_half(s, at);
    return value;
}

/* The best place of that label's line; false where there is none. */
static bool find_place(const search *s, int label, const ogv_point *before, ogv_point *place)
{
    float p = s->map->labels[label].p, best = -FLT_MAX;
    float level = p == 0.5f ? 0 : (float)og_logit((double)p < 0.5 ? 0.1 : 0.9);
    for (size_t i = 0; i < s->map->contours.line_count; i++) {
        const ogv_contour *line = &s->map->contours.lines[i];
        for (size_t k = 0; line->level == level && k < line->count; k += s->every) {
            ogv_point grid = s->map->contours.points[line->first + k];
            float found = score(s, label, grid, before, best);
            if (found > best) {
                best = found;
                *place = (ogv_point){grid.x / (float)(s->map->traced_columns - 1),
                                     grid.y / (float)(s->map->traced_rows - 1)};
            }
        }
    }
    return best > -FLT_MAX;
}

/* Where they stand while nothing is in the way: the same wherever the pointer is. */
static void place_all(search *s)
{
    static const float levels[OGV_CONTOUR_LABELS] = {0.5f, 0.1f, 0.9f};
    ogv_heatmap *map = s->map;
    ogv_rect r = s->axes->rect, old = map->labelled_rect;
    bool same_rect = r.x == old.x && r.y == old.y && r.w == old.w && r.h == old.h;
    bool was_shown[OGV_CONTOUR_LABELS], was_moved[OGV_CONTOUR_LABELS];
    if (map->labelled_version == map->version && same_rect &&
        map->labelled_marks == s->boundary->mark_count && map->labelled_tests == s->boundary->tests)
        return;
    find_marks(s);
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++) {
        was_shown[i] = map->labels[i].shown;
        was_moved[i] = map->labels[i].moved;
        map->labels[i].p = levels[i];
        map->labels[i].shown = map->labels[i].moved = false;
    }
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++) {
        ogv_contour_label *l = &map->labels[i];
        ogv_point before = on_map(s, l->at);
        l->shown = find_place(s, i, was_shown[i] ? &before : NULL, &l->at);
    }
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++)
        map->labels[i].moved = was_moved[i];
    map->labelled_version = map->version;
    map->labelled_rect = r;
    map->labelled_marks = s->boundary->mark_count;
    map->labelled_tests = s->boundary->tests;
}

/* Along the label's line, to where nothing is taken; false: nowhere to go. */
static bool move_aside(search *s, int label)
{
    ogv_contour_label *l = &s->map->labels[label];
    ogv_point before = place_of(s, l);
    if (s->marks == 0)
        find_marks(s);
    return find_place(s, label, &before, &l->aside);
}

static void draw_label(ogv_drawlist *list, const ogv_theme *theme, const search *s,
                       const ogv_contour_label *label)
{
    char text[OGV_NUMBER_SIZE];
    ogv_point at = place_of(s, label);
    ogv_fill(list, box_at(s, at), 4, ogv_fade(theme->stage, 0.86f));
    ogv_text(list, at.x, at.y + 4.4f, OGV_CENTER, OGV_MONO_SEMIBOLD, 12, theme->text,
             ogv_format_number(text, (double)label->p, 1));
}

void ogv_heatmap_draw_labels(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes,
                             ogv_heatmap *map, const ogv_boundary *boundary, const ogv_rect *taken)
{
    ogv_heatmap_trace(map);
    search s = {.map = map, .axes = axes, .boundary = boundary};
    if (boundary->y_name)
        s.plate = ogv_axes_name_plate(list, theme, axes, boundary->y_name);
    s.width = ogv_text_width(list, OGV_MONO_SEMIBOLD, 12, "0.5") + 8;
    s.cell.x = axes->rect.w / (float)(map->traced_columns - 1);
    s.cell.y = axes->rect.h / (float)(map->traced_rows - 1);
    s.every = 2 + (size_t)map->traced_columns / 64;
    place_all(&s);
    s.taken = taken;
    s.kept = boundary->kept;
    s.kept_count = boundary->kept_count;
    bool covered[OGV_CONTOUR_LABELS];
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++) {
        ogv_contour_label *l = &map->labels[i];
        covered[i] = is_taken(&s, box_at(&s, on_map(&s, l->at)), 0);
        l->moved &= covered[i];
    }
    for (int i = 0; i < OGV_CONTOUR_LABELS; i++) {
        ogv_contour_label *l = &map->labels[i];
        if (!l->shown)
            continue;
        l->moved = covered[i] && move_aside(&s, i);
        if (!covered[i] || l->moved)
            draw_label(list, theme, &s, l);
    }
}
