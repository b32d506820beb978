/* Discs, rings and rounded rectangles from their distance: a hundred triangles each would say the same. */
#include <math.h>

#include "raster.h"
#include "raster_blend.h"

typedef struct round_shape {
    float x, y;           /* middle */
    float half_w, half_h; /* of the rectangle without its corners' radius */
    float radius;
    float rise, peak;  /* from nothing at depth -0.5 coverage rises by that much a pixel to peak */
    float inner, fall; /* of a frame it falls by that much to nothing at depth inner; 0: filled */
} round_shape;

static float clamp01(float value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

/* How much of a pixel at that depth below the edge is covered. */
static uint32_t alpha_at(const round_shape *s, float depth, uint32_t alpha)
{
    float coverage = s->peak * clamp01((depth + 0.5f) * s->rise);
    float inside = s->inner > 0 ? clamp01((s->inner - depth) * s->fall) : 1;
    return (uint32_t)((float)alpha * (inside < coverage ? inside : coverage) + 0.5f);
}

static float depth_at(const round_shape *s, float qx, float qy)
{
    if (qx <= 0 || qy <= 0)
        return s->radius - (qx > qy ? qx : qy);
    return s->radius - sqrtf(qx * qx + qy * qy);
}

static void fill_span(uint32_t *row, int x0, int x1, uint32_t color, uint32_t alpha)
{
    if (alpha == 255)
        for (int x = x0; x < x1; x++)
            row[x] = color;
    else if (alpha > 0)
        for (int x = x0; x < x1; x++)
            row[x] = ogv_blend(row[x], color, alpha);
}

static int between(float value, int low, int high)
{
    return !(value > (float)low) ? low : value >= (float)high ? high : (int)value;
}

/* How far a circle reaches sideways at that height above its middle. */
static float half_chord(float radius, float height)
{
    if (height <= 0)
        return radius;
    return radius > height ? sqrtf(radius * radius - height * height) : 0;
}

/* The middle of a row, where all pixels are covered alike: how far it reaches from the shape's middle, and
   that coverage. Negative: there is no such part. */
static float even_part(const round_shape *s, float qy, uint32_t alpha, uint32_t *covered)
{
    float inner = s->radius - (s->inner > 0 ? s->inner : 0.5f); /* full or empty from here on */
    *covered = s->inner > 0 ? 0 : (uint32_t)((float)alpha * s->peak + 0.5f);
    if (inner > 0 && inner > qy)
        return s->half_w + half_chord(inner, qy);
    if (qy <= 0)
        return qy <= inner ? s->half_w + inner : -1;
    *covered = alpha_at(s, s->radius - qy, alpha);
    return s->half_w;
}

static void fill_row(const round_shape *s, const ogv_canvas *canvas, int y, ogv_color color)
{
    uint32_t *row = canvas->pixels + (size_t)y * (size_t)canvas->width, packed = ogv_pack(color), covered;
    float qy = fabsf((float)y + 0.5f - s->y) - s->half_h;
    float reach = s->half_w + half_chord(s->radius + 0.5f, qy), even = even_part(s, qy, color.a, &covered);
    int x0 = between(ceilf(s->x - reach - 0.5f), canvas->left, canvas->right);
    int x1 = between(floorf(s->x + reach + 0.5f), x0, canvas->right);
    int from = x1, until = x1;
    if (even > 0) {
        from = between(ceilf(s->x - even - 0.5f), x0, x1);
        until = between(floorf(s->x + even + 0.5f), from, x1);
        fill_span(row, from, until, packed, covered);
    }
    for (int x = x0; x < x1; x++) {
        if (x == from)
            x = until;
        if (x >= x1)
            break;
        float qx = fabsf((float)x + 0.5f - s->x) - s->half_w;
        uint32_t alpha = alpha_at(s, depth_at(s, qx, qy), color.a);
        if (alpha > 0)
            row[x] = ogv_blend(row[x], packed, alpha);
    }
}

void ogv_raster_round(ogv_canvas *canvas, ogv_rect rect, float radius, float width, ogv_color color)
{
    if (!isfinite(rect.x + rect.w) || !isfinite(rect.y + rect.h)) /* the scale can take them there */
        return;
    float limit = 0.5f * fminf(rect.w, rect.h);
    round_shape s = {.x = rect.x + 0.5f * rect.w, .y = rect.y + 0.5f * rect.h};
    s.radius = fmaxf(fminf(radius, limit), 0);
    s.half_w = 0.5f * rect.w - s.radius;
    s.half_h = 0.5f * rect.h - s.radius;
    s.rise = 1 / (0.5f + fminf(0.5f, limit));
    s.peak = fminf(1, rect.w) * fminf(1, rect.h);
    if (width > 0 && width < limit) {
        s.inner = fminf(width + 0.5f, limit);
        s.fall = 1 / (s.inner - (width - 0.5f));
    }
    int y0 = between(floorf(rect.y - 0.5f), canvas->top, canvas->bottom);
    int y1 = between(ceilf(rect.y + rect.h + 0.5f), y0, canvas->bottom);
    for (int y = y0; y < y1; y++)
        fill_row(&s, canvas, y, color);
}
