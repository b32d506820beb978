/* Lines from the distance to them. Coverage is gathered first and blended once, so that a line in a colour
   that shines through is as strong where its pieces meet as elsewhere. */
#include <math.h>
#include <string.h>

#include "raster.h"
#include "raster_blend.h"

typedef struct line_brush {
    float reach; /* nothing is covered further off than this, one pixel nearer all is */
    float peak;  /* what all is, of 255 */
} line_brush;

/* The half plane that ends a line flatly. */
typedef struct cut {
    ogv_point at, towards; /* towards the line */
} cut;

typedef struct piece {
    ogv_point start, direction;
    float length;
    bool flat_start, flat_end; /* no round end there, */
    bool joined;               /* nor behind its end: the next piece begins with one */
    const cut *cuts[2];        /* NULL: none near */
} piece;

static float least(float a, float b)
{
    return a < b ? a : b;
}

static float most(float a, float b)
{
    return a > b ? a : b;
}

/* The whole pixels from one coordinate to another, within low and high. */
static int pixel_between(float value, int low, int high)
{
    return !(value > (float)low) ? low : value >= (float)high ? high : (int)value;
}

static float kept_by(const cut *c, float x, float y)
{
    float inside = (x - c->at.x) * c->towards.x + (y - c->at.y) * c->towards.y + 0.5f;
    return !(inside > 0) ? 0 : inside > 1 ? 1 : inside;
}

/* along: where the pixel lies on the piece, across: how far beside it. */
static float distance_to(const piece *p, float along, float across)
{
    float behind = along - p->length;
    if (along < 0 && !p->flat_start)
        return sqrtf(along * along + across * across);
    if (behind > 0 && !p->flat_end)
        return p->joined ? INFINITY : sqrtf(behind * behind + across * across);
    return fabsf(across);
}

/* All that covers a row's pixels: no end, no cut is near. */
static void cover_middle(const line_brush *brush, uint8_t *row, int x0, int x1, float across, float step)
{
    for (int x = x0; x < x1; x++) {
        float cover = least((brush->reach - fabsf(across)) * 255, brush->peak);
        int whole = (int)(cover + 0.5f);
        across -= step;
        if (whole > row[x])
            row[x] = (uint8_t)whole;
    }
}

static void cover_row(const line_brush *brush, const piece *p, uint8_t *row, int y, int x0, int x1)
{
    float dx = (float)x0 + 0.5f - p->start.x, dy = (float)y + 0.5f - p->start.y;
    float along = dx * p->direction.x + dy * p->direction.y,
          across = dy * p->direction.x - dx * p->direction.y;
    float end = along + (float)(x1 - x0 - 1) * p->direction.x;
    bool is_cut = p->cuts[0] || p->cuts[1];
    if (!is_cut && along >= 0 && end >= 0 && along <= p->length && end <= p->length) {
        cover_middle(brush, row, x0, x1, across, p->direction.y);
        return;
    }
    for (int x = x0; x < x1; x++) {
        float distance = distance_to(p, along, across);
        along += p->direction.x;
        across -= p->direction.y;
        if (distance >= brush->reach)
            continue;
        float cover = least((brush->reach - distance) * 255, brush->peak);
        for (int i = 0; is_cut && i < 2; i++)
            if (p->cuts[i])
                cover *= kept_by(p->cuts[i], (float)x + 0.5f, (float)y + 0.5f);
        int whole = (int)(cover + 0.5f);
        if (whole > row[x])
            row[x] = (uint8_t)whole;
    }
}

/* A row only meets the piece's band where across stays below the reach. */
static void cover_piece(ogv_canvas *canvas, const line_brush *brush, const piece *p, ogv_point end)
{
    float reach = brush->reach, low_x = least(p->start.x, end.x) - reach,
          high_x = most(p->start.x, end.x) + reach;
    int y0 = pixel_between(least(p->start.y, end.y) - reach, canvas->top, canvas->bottom);
    int y1 = pixel_between(most(p->start.y, end.y) + reach + 1, y0, canvas->bottom);
    bool steep = fabsf(p->direction.y) > 1e-3f;
    float slope = steep ? 1 / p->direction.y : 0, spread = reach * fabsf(slope);
    for (int y = y0; y < y1; y++) {
        float from = low_x, until = high_x;
        if (steep) {
            float middle = p->start.x + ((float)y + 0.5f - p->start.y) * p->direction.x * slope;
            from = most(from, middle - spread);
            until = least(until, middle + spread);
        }
        int x0 = pixel_between(from + 0.5f, canvas->left, canvas->right);
        int x1 = pixel_between(until + 0.5f, x0, canvas->right);
        ogv_span *span = &canvas->spans[y];
        span->from = x0 < span->from ? x0 : span->from;
        span->until = x1 > span->until ? x1 : span->until;
        cover_row(brush, p, canvas->cover + (size_t)y * (size_t)canvas->width, y, x0, x1);
    }
    canvas->first_row = y0 < canvas->first_row ? y0 : canvas->first_row;
    canvas->end_row = y1 > canvas->end_row ? y1 : canvas->end_row;
}

static void blend_row(uint32_t *to, uint8_t *cover, ogv_span span, ogv_color color)
{
    uint32_t packed = ogv_pack(color);
    for (int x = span.from; x < span.until; x++) {
        uint64_t eight;
        while (x + 8 <= span.until && (memcpy(&eight, cover + x, sizeof eight), eight == 0))
            x += 8;
        if (x < span.until && cover[x]) {
            uint32_t alpha = color.a == 255 ? cover[x] : (cover[x] * (uint32_t)color.a + 127) / 255;
            to[x] = alpha == 255 ? packed : ogv_blend(to[x], packed, alpha);
        }
    }
    if (span.until > span.from)
        memset(cover + span.from, 0, (size_t)(span.until - span.from));
}

/* Blends what was gathered and leaves cover and spans empty. */
static void blend_cover(ogv_canvas *canvas, ogv_color color)
{
    for (int y = canvas->first_row; y < canvas->end_row; y++) {
        size_t row = (size_t)y * (size_t)canvas->width;
        blend_row(canvas->pixels + row, canvas->cover + row, canvas->spans[y], color);
        canvas->spans[y] = (ogv_span){canvas->width, 0};
    }
    canvas->first_row = canvas->height;
    canvas->end_row = 0;
}

static bool make_piece(piece *p, ogv_point a, ogv_point b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    *p = (piece){.start = a, .direction = {1, 0}, .length = sqrtf(dx * dx + dy * dy)};
    if (p->length > 0)
        p->direction = (ogv_point){dx / p->length, dy / p->length};
    return p->length > 0;
}

static cut cut_at(ogv_point end, ogv_point next)
{
    piece p;
    make_piece(&p, end, next);
    return (cut){end, p.direction};
}

void ogv_raster_line(ogv_canvas *canvas, const ogv_stroke *line)
{
    const ogv_point *points = line->points;
    size_t count = line->count;
    line_brush brush = {0.5f * (line->width + 1), 255 * least(line->width, 1)};
    bool flat = line->flat && !line->closed && count > 1;
    const cut cuts[2] = {cut_at(points[0], points[flat ? 1 : 0]),
                         cut_at(points[count - 1], points[flat ? count - 2 : count - 1])};
    size_t pieces = line->closed && count > 2 ? count : count - 1;
    piece p;
    if (count == 1 && !line->flat) {
        make_piece(&p, points[0], points[0]);
        cover_piece(canvas, &brush, &p, points[0]);
    }
    for (size_t i = 0; i < pieces; i++) {
        ogv_point a = points[i], b = points[i + 1 < count ? i + 1 : 0];
        if (!make_piece(&p, a, b))
            continue;
        p.flat_start = flat && i == 0;
        p.flat_end = flat && i + 1 == pieces;
        p.joined = i + 1 < pieces || line->closed;
        /* The round joins of pieces near a flat end would show behind it. */
        float near = 2 * (brush.reach + 1);
        if (flat && fabsf(a.x - points[0].x) + fabsf(a.y - points[0].y) < near)
            p.cuts[0] = &cuts[0];
        if (flat && fabsf(b.x - points[count - 1].x) + fabsf(b.y - points[count - 1].y) < near)
            p.cuts[1] = &cuts[1];
        cover_piece(canvas, &brush, &p, b);
    }
    blend_cover(canvas, line->color);
}
