#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ogee_viz/heatmap.h"

#define HUGE_VALUE 1e30f

/* Edges of a cell: which of its sides a line crosses. */
enum { TOP, RIGHT, BOTTOM, LEFT };

typedef struct segment {
    int from, to;
} segment;

typedef struct tracer {
    ogv_contours *out;
    const float *field;
    int columns, rows;
    float level;
    bool failed;
} tracer;

/* A segment of a cell, and the side by which a walk goes on. */
typedef struct place {
    int column, row, part; /* part: 0 or 1, the second only in a saddle */
    int side;
} place;

void ogv_contours_clear(ogv_contours *contours)
{
    contours->line_count = contours->point_count = 0;
}

void ogv_contours_free(ogv_contours *contours)
{
    free(contours->lines);
    free(contours->points);
    free(contours->seen);
    *contours = (ogv_contours){0};
}

static bool reserve(void **block, size_t *capacity, size_t wanted, size_t element)
{
    if (wanted <= *capacity)
        return true;
    size_t grown = *capacity ? *capacity : 256;
    while (grown < wanted)
        grown *= 2;
    void *memory = realloc(*block, grown * element);
    if (!memory)
        return false;
    *block = memory;
    *capacity = grown;
    return true;
}

static float value_at(const tracer *t, int column, int row)
{
    float v = t->field[(size_t)row * (size_t)t->columns + (size_t)column];
    return v > HUGE_VALUE ? HUGE_VALUE : v < -HUGE_VALUE ? -HUGE_VALUE : v;
}

/* The segments of a cell, by which of its corners lie above the level. Returns how many. */
static int cell_segments(const tracer *t, int column, int row, segment out[2])
{
    static const segment single[16] = {
        [1] = {LEFT, TOP},      [2] = {TOP, RIGHT},   [3] = {LEFT, RIGHT},  [4] = {RIGHT, BOTTOM},
        [6] = {TOP, BOTTOM},    [7] = {LEFT, BOTTOM}, [8] = {BOTTOM, LEFT}, [9] = {TOP, BOTTOM},
        [11] = {RIGHT, BOTTOM}, [12] = {LEFT, RIGHT}, [13] = {TOP, RIGHT},  [14] = {LEFT, TOP}};
    if (column < 0 || row < 0 || column >= t->columns - 1 || row >= t->rows - 1)
        return 0;
    float a = value_at(t, column, row), b = value_at(t, column + 1, row);
    float c = value_at(t, column + 1, row + 1), d = value_at(t, column, row + 1);
    if (isnan(a) || isnan(b) || isnan(c) || isnan(d))
        return 0;
    int corners = (a > t->level) | (b > t->level) << 1 | (c > t->level) << 2 | (d > t->level) << 3;
    if (corners == 0 || corners == 15)
        return 0;
    if (corners != 5 && corners != 10) {
        out[0] = single[corners];
        return 1;
    }
    bool middle_above = 0.25f * a + 0.25f * b + 0.25f * c + 0.25f * d > t->level;
    /* a and c are joined across the middle: the lines cut b and d off; or the other way */
    if (middle_above == (corners == 5)) {
        out[0] = (segment){TOP, RIGHT};
        out[1] = (segment){BOTTOM, LEFT};
    } else {
        out[0] = (segment){LEFT, TOP};
        out[1] = (segment){RIGHT, BOTTOM};
    }
    return 2;
}

static float crossing(float level, float a, float b)
{
    float t = (level - a) / (b - a);
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

/* Both cells at an edge compute its point from the same two corners in the same order: the same bits. */
static ogv_point edge_point(const tracer *t, int column, int row, int side)
{
    int x = column + (side == RIGHT), y = row + (side == BOTTOM);
    float from = value_at(t, x, y);
    if (side == TOP || side == BOTTOM)
        return (ogv_point){(float)x + crossing(t->level, from, value_at(t, x + 1, y)), (float)y};
    return (ogv_point){(float)x, (float)y + crossing(t->level, from, value_at(t, x, y + 1))};
}

/* The segment on the other side of the edge by which the walk leaves. */
static bool step(const tracer *t, place *p)
{
    static const int dx[] = {0, 1, 0, -1}, dy[] = {-1, 0, 1, 0};
    int enters = (p->side + 2) % 4;
    segment segments[2];
    int column = p->column + dx[p->side], row = p->row + dy[p->side];
    int count = cell_segments(t, column, row, segments);
    for (int i = 0; i < count; i++)
        if (segments[i].from == enters || segments[i].to == enters) {
            *p = (place){column, row, i, segments[i].from == enters ? segments[i].to : segments[i].from};
            return true;
        }
    return false;
}

static void add_point(tracer *t, size_t first, ogv_point point)
{
    ogv_contours *out = t->out;
    if (out->point_count > first && out->points[out->point_count - 1].x == point.x &&
        out->points[out->point_count - 1].y == point.y)
        return;
    void *block = out->points;
    if (!reserve(&block, &out->point_capacity, out->point_count + 1, sizeof *out->points))
        t->failed = true;
    out->points = block;
    if (!t->failed)
        out->points[out->point_count++] = point;
}

static unsigned char *seen_bits(const tracer *t, int column, int row)
{
    return &t->out->seen[(size_t)row * (size_t)(t->columns - 1) + (size_t)column];
}

static bool same_segment(place a, place b)
{
    return a.column == b.column && a.row == b.row && a.part == b.part;
}

static void add_line(tracer *t, size_t first, bool closed)
{
    ogv_contours *out = t->out;
    size_t count = out->point_count - first;
    if (closed && count > 1 && out->points[first].x == out->points[out->point_count - 1].x &&
        out->points[first].y == out->points[out->point_count - 1].y)
        count = --out->point_count - first;
    void *block = out->lines;
    if (!reserve(&block, &out->line_capacity, out->line_count + 1, sizeof *out->lines))
        t->failed = true;
    out->lines = block;
    if (t->failed || count < 2) {
        out->point_count = first;
        return;
    }
    out->lines[out->line_count++] = (ogv_contour){t->level, closed && count > 2, first, count};
}

/* Follows the line through a segment: first backwards to its beginning, then forwards, recording. */
static void trace_line(tracer *t, int column, int row, int part, segment s)
{
    place start = {column, row, part, s.from}, back = start;
    bool closed = false;
    while (step(t, &back))
        if (same_segment(back, start)) {
            closed = true;
            break;
        }
    segment segments[2];
    cell_segments(t, back.column, back.row, segments);
    segment own = segments[back.part];
    place at = back;
    if (closed)
        at.side = s.to;
    else
        at.side = back.side == own.from ? own.to : own.from;
    int beginning = at.side == own.to ? own.from : own.to;
    size_t first = t->out->point_count;
    add_point(t, first, edge_point(t, at.column, at.row, beginning));
    do {
        *seen_bits(t, at.column, at.row) |= (unsigned char)(1 << at.part);
        add_point(t, first, edge_point(t, at.column, at.row, at.side));
    } while (!t->failed && step(t, &at) && !(*seen_bits(t, at.column, at.row) & (1 << at.part)));
    add_line(t, first, closed);
}

/* Most cells lie on one side of the level: two comparisons a cell find the others. */
static void trace_row(tracer *t, int row)
{
    const float *upper = t->field + (size_t)row * (size_t)t->columns, *lower = upper + t->columns;
    int left = (upper[0] > t->level) + (lower[0] > t->level);
    for (int column = 0; column < t->columns - 1; column++) {
        int right = (upper[column + 1] > t->level) + (lower[column + 1] > t->level), above = left + right;
        left = right;
        if (above == 0 || above == 4)
            continue;
        segment segments[2];
        int count = cell_segments(t, column, row, segments);
        for (int i = 0; i < count && !t->failed; i++)
            if (!(*seen_bits(t, column, row) & (1 << i)))
                trace_line(t, column, row, i, segments[i]);
    }
}

og_status ogv_contours_trace(ogv_contours *contours, const float *field, int columns, int rows, float level)
{
    if (columns < 2 || rows < 2)
        return og_fail(OG_ERR_ARGUMENT, "contours need at least 2 x 2 values, got %d x %d", columns, rows);
    size_t cells = (size_t)(columns - 1) * (size_t)(rows - 1);
    void *block = contours->seen;
    if (!reserve(&block, &contours->seen_capacity, cells, 1))
        return og_fail(OG_ERR_MEMORY, "no memory for contours of %d x %d values", columns, rows);
    contours->seen = block;
    memset(contours->seen, 0, cells);
    tracer t = {contours, field, columns, rows, level, false};
    for (int row = 0; row < rows - 1; row++)
        trace_row(&t, row);
    return t.failed ? og_fail(OG_ERR_MEMORY, "no memory for %zu points of contours", contours->point_count)
                    : OG_OK;
}
