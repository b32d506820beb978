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
    const float *levels;
    int level_count;
    float level; /* the one that is traced, */
    int shift;   /* and where its bits are in seen */
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
    free(contours->band);
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

static float bounded(float v)
{
    return v > HUGE_VALUE ? HUGE_VALUE : v < -HUGE_VALUE ? -HUGE_VALUE : v;
}

static float value_at(const tracer *t, int column, int row)
{
    return bounded(t->field[(size_t)row * (size_t)t->columns + (size_t)column]);
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
    const float *upper = t->field + (size_t)row * (size_t)t->columns + (size_t)column;
    const float *lower = upper + t->columns;
    float a = upper[0], b = upper[1], c = lower[1], d = lower[0];
    if (isnan(a) || isnan(b) || isnan(c) || isnan(d))
        return 0;
    int corners = (a > t->level) | (b > t->level) << 1 | (c > t->level) << 2 | (d > t->level) << 3;
    if (corners == 0 || corners == 15)
        return 0;
    if (corners != 5 && corners != 10) {
        out[0] = single[corners];
        return 1;
    }
    bool middle_above =
        0.25f * bounded(a) + 0.25f * bounded(b) + 0.25f * bounded(c) + 0.25f * bounded(d) > t->level;
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

static uint32_t *seen_bits(const tracer *t, int column, int row)
{
    return &t->out->seen[(size_t)row * (size_t)t->columns + (size_t)column];
}

static uint32_t seen_bit(const tracer *t, int part)
{
    return 1u << (t->shift + part);
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

static void reverse(ogv_point *points, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        ogv_point other = points[count - 1 - i];
        points[count - 1 - i] = points[i];
        points[i] = other;
    }
}

/* Records the points from a segment on, until the line ends or returns to what is recorded already. */
static void walk(tracer *t, size_t first, place at)
{
    do {
        *seen_bits(t, at.column, at.row) |= seen_bit(t, at.part);
        add_point(t, first, edge_point(t, at.column, at.row, at.side));
    } while (!t->failed && step(t, &at) && !(*seen_bits(t, at.column, at.row) & seen_bit(t, at.part)));
}

/* Follows the line through a segment one way; if it did not come back to its beginning, then the other way.
 */
static void trace_line(tracer *t, int column, int row, int part, segment s)
{
    ogv_contours *out = t->out;
    size_t first = out->point_count;
    place forwards = {column, row, part, s.to}, backwards = {column, row, part, s.from};
    add_point(t, first, edge_point(t, column, row, s.from));
    walk(t, first, forwards);
    bool closed =
        step(t, &backwards) && (*seen_bits(t, backwards.column, backwards.row) & seen_bit(t, backwards.part));
    backwards = (place){column, row, part, s.from};
    if (!closed && step(t, &backwards) && !t->failed) {
        size_t ahead = out->point_count - first;
        walk(t, first, backwards);
        /* Ahead and back become back, reversed, and ahead. */
        size_t count = out->point_count - first;
        reverse(out->points + first, count);
        reverse(out->points + first + count - ahead, ahead);
    }
    add_line(t, first, closed);
}

static void trace_cell(tracer *t, int column, int row, int low, int high)
{
    for (int i = low; i < high; i++) {
        segment segments[2];
        t->level = t->levels[i];
        t->shift = 2 * i;
        int count = cell_segments(t, column, row, segments);
        for (int k = 0; k < count && !t->failed; k++)
            if (!(*seen_bits(t, column, row) & seen_bit(t, k)))
                trace_line(t, column, row, k, segments[k]);
    }
}

static bool same_eight(const unsigned char *a, const unsigned char *b)
{
    uint64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x == y;
}

/* Most cells have four corners in one band: eight of them are found out at once. */
static void trace_row(tracer *t, int row)
{
    const unsigned char *a = t->out->band + (size_t)row * (size_t)t->columns, *b = a + t->columns;
    int last = t->columns - 1;
    for (int x = 0; x < last; x++) {
        while (x + 8 < last && same_eight(a + x, a + x + 1) && same_eight(a + x, b + x) &&
               same_eight(a + x, b + x + 1))
            x += 8;
        unsigned char low = a[x], high = a[x];
        const unsigned char others[3] = {a[x + 1], b[x], b[x + 1]};
        for (int i = 0; i < 3; i++) {
            low = others[i] < low ? others[i] : low;
            high = others[i] > high ? others[i] : high;
        }
        if (low != high)
            trace_cell(t, x, row, low, high);
    }
}

enum { BLOCK = 64 };

/* How many levels lie below all of the values, and how many below some of them. */
static void block_range(const tracer *t, const float values[BLOCK], int *below_all, int *below_some)
{
    float low = values[0], high = values[0];
    for (int i = 1; i < BLOCK; i++) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    *below_all = *below_some = 0;
    while (*below_all < t->level_count && t->levels[*below_all] < low)
        ++*below_all;
    while (*below_some < t->level_count && t->levels[*below_some] < high)
        ++*below_some;
}

/* In blocks: few levels lie between the values of one. A NaN may count as anything: no line goes near it. */
static void find_bands(const tracer *t, size_t count)
{
    for (size_t first = 0; first < count; first += BLOCK) {
        float values[BLOCK];
        int bands[BLOCK], from, until;
        size_t used = count - first < BLOCK ? count - first : BLOCK;
        memcpy(values, t->field + first, used * sizeof *values);
        for (size_t i = used; i < BLOCK; i++)
            values[i] = values[0];
        block_range(t, values, &from, &until);
        if (from == until && !isnan(values[0])) {
            memset(t->out->band + first, from, used);
            continue;
        }
        for (int i = 0; i < BLOCK; i++)
            bands[i] = 0;
        for (int k = 0; k < t->level_count; k++) {
            float level = t->levels[k];
            for (int i = 0; i < BLOCK; i++)
                bands[i] += values[i] > level;
        }
        for (size_t i = 0; i < used; i++)
            t->out->band[first + i] = (unsigned char)bands[i];
    }
}

og_status ogv_contours_trace_all(ogv_contours *contours, const float *field, int columns, int rows,
                                 const float *levels, int level_count)
{
    if (columns < 2 || rows < 2)
        return og_fail(OG_ERR_ARGUMENT, "contours need at least 2 x 2 values, got %d x %d", columns, rows);
    if (level_count < 1 || level_count > OGV_MAX_LEVELS)
        return og_fail(OG_ERR_ARGUMENT, "contours of %d levels were asked for, expected 1 to %d", level_count,
                       OGV_MAX_LEVELS);
    size_t count = (size_t)columns * (size_t)rows;
    void *seen = contours->seen, *band = contours->band;
    bool ok = reserve(&seen, &contours->seen_capacity, count, sizeof *contours->seen);
    ok = reserve(&band, &contours->band_capacity, count, 1) && ok;
    contours->seen = seen;
    contours->band = band;
    if (!ok)
        return og_fail(OG_ERR_MEMORY, "no memory for contours of %d x %d values", columns, rows);
    memset(contours->seen, 0, count * sizeof *contours->seen);
    tracer t = {contours, field, columns, rows, levels, level_count, 0, 0, false};
    find_bands(&t, count);
    for (int row = 0; row < rows - 1; row++)
        trace_row(&t, row);
    return t.failed ? og_fail(OG_ERR_MEMORY, "no memory for %zu points of contours", contours->point_count)
                    : OG_OK;
}

og_status ogv_contours_trace(ogv_contours *contours, const float *field, int columns, int rows, float level)
{
    return ogv_contours_trace_all(contours, field, columns, rows, &level, 1);
}
