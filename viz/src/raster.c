#include "raster.h"

#include <math.h>
#include <stdlib.h>

static uint32_t pack(ogv_color color)
{
    return 0xFF000000u | (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
}

bool ogv_canvas_create(ogv_canvas *canvas, int width, int height, ogv_color background)
{
    *canvas = (ogv_canvas){.width = width, .height = height, .right = width, .bottom = height};
    canvas->pixels = malloc((size_t)width * (size_t)height * sizeof *canvas->pixels);
    if (canvas->pixels)
        ogv_canvas_clear(canvas, background);
    return canvas->pixels != NULL;
}

void ogv_canvas_destroy(ogv_canvas *canvas)
{
    free(canvas->pixels);
    *canvas = (ogv_canvas){0};
}

void ogv_canvas_clear(ogv_canvas *canvas, ogv_color color)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    for (size_t i = 0; i < count; i++)
        canvas->pixels[i] = pack(color);
}

/* (under * (255 - alpha) + over * alpha) / 255, rounded, for all three channels. */
static uint32_t blend(uint32_t under, uint32_t over, uint32_t alpha)
{
    uint32_t rest = 255 - alpha;
    uint32_t rb = (under & 0xFF00FF) * rest + (over & 0xFF00FF) * alpha + 0x800080;
    uint32_t g = (under >> 8 & 0xFF) * rest + (over >> 8 & 0xFF) * alpha + 0x80;
    rb = (rb + (rb >> 8 & 0xFF00FF)) >> 8 & 0xFF00FF;
    g = (g + (g >> 8)) >> 8;
    return 0xFF000000u | rb | g << 8;
}

/* Corners in 1/256 pixel. */
typedef struct corner {
    int64_t x, y;
    ogv_color color;
} corner;

enum { SUB = 256, HALF = SUB / 2 };

/* Far outside every picture, and near enough that no product of two coordinates leaves 64 bits. */
static int64_t sub_pixel(float value)
{
    const float most = 1e6f;
    return (int64_t)floorf(fminf(fmaxf(value, -most), most) * SUB + 0.5f);
}

static corner corner_of(const ogv_vertex *vertex)
{
    return (corner){sub_pixel(vertex->x), sub_pixel(vertex->y), vertex->color};
}

/* Inside where a x + b y + c >= 0; c already says who owns a pixel centre right on the edge. */
typedef struct line_edge {
    int64_t a, b, c;
} line_edge;

static line_edge edge_between(const corner *p, const corner *q)
{
    line_edge edge = {p->y - q->y, q->x - p->x, p->x * q->y - p->y * q->x};
    bool owns = edge.a > 0 || (edge.a == 0 && edge.b > 0);
    edge.c -= !owns;
    return edge;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Narrows the pixels [*x0, *x1) of a row to those inside the edge. */
static void cut_row(const line_edge *edge, int64_t y, int *x0, int *x1)
{
    int64_t rest = edge->b * y + edge->c + edge->a * HALF; /* value at the centre of pixel 0 */
    if (edge->a == 0) {
        if (rest < 0)
            *x1 = *x0;
    } else if (edge->a > 0) {
        int64_t first = -floor_div(rest, edge->a * SUB);
        if (first > *x0)
            *x0 = first > *x1 ? *x1 : (int)first;
    } else {
        int64_t end = floor_div(rest, -edge->a * SUB) + 1;
        if (end < *x1)
            *x1 = end < *x0 ? *x0 : (int)end;
    }
}

static bool is_inside(const line_edge edges[3], int64_t x, int64_t y)
{
    x = x * SUB + HALF;
    y = y * SUB + HALF;
    return edges[0].a * x + edges[0].b * y + edges[0].c >= 0 &&
           edges[1].a * x + edges[1].b * y + edges[1].c >= 0 &&
           edges[2].a * x + edges[2].b * y + edges[2].c >= 0;
}

/* The pixels [*x0, *x1) of a row that are inside; trying each is quicker than three divisions where there are
 * few. */
static void find_span(const line_edge edges[3], int64_t y, int *x0, int *x1)
{
    if (*x1 - *x0 > 6) {
        for (int i = 0; i < 3; i++)
            cut_row(&edges[i], y * SUB + HALF, x0, x1);
        return;
    }
    while (*x0 < *x1 && !is_inside(edges, *x0, y))
        ++*x0;
    while (*x0 < *x1 && !is_inside(edges, *x1 - 1, y))
        --*x1;
}

/* A channel as a plane over the triangle: value at pixel (x, y) is at + dx x + dy y. */
typedef struct color_plane {
    double at, dx, dy;
} color_plane;

static color_plane plane_of(const corner *p, const corner *q, const corner *r, double area, int a, int b,
                            int c)
{
    double x1 = (double)(q->x - p->x), y1 = (double)(q->y - p->y), x2 = (double)(r->x - p->x),
           y2 = (double)(r->y - p->y);
    color_plane plane;
    plane.dx = ((b - a) * y2 - (c - a) * y1) / area * SUB;
    plane.dy = ((c - a) * x1 - (b - a) * x2) / area * SUB;
    plane.at = a + plane.dx * ((double)(HALF - p->x) / SUB) + plane.dy * ((double)(HALF - p->y) / SUB);
    return plane;
}

static uint32_t channel(double value)
{
    return value <= 0 ? 0 : value >= 255 ? 255 : (uint32_t)(value + 0.5);
}

typedef struct triangle {
    corner p, q, r;
    color_plane alpha, red, green, blue;
    bool even_color, even_alpha;
} triangle;

static bool same_color(ogv_color a, ogv_color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void fill_row(const triangle *t, uint32_t *row, int y, int x0, int x1)
{
    uint32_t color = pack(t->p.color), alpha = t->p.color.a;
    if (t->even_color && t->even_alpha && alpha == 255) {
        for (int x = x0; x < x1; x++)
            row[x] = color;
        return;
    }
    for (int x = x0; x < x1; x++) {
        if (!t->even_alpha)
            alpha = channel(t->alpha.at + t->alpha.dx * x + t->alpha.dy * y);
        if (!t->even_color)
            color = channel(t->red.at + t->red.dx * x + t->red.dy * y) << 16 |
                    channel(t->green.at + t->green.dx * x + t->green.dy * y) << 8 |
                    channel(t->blue.at + t->blue.dx * x + t->blue.dy * y);
        row[x] = blend(row[x], color, alpha);
    }
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void fill_triangle(ogv_canvas *canvas, const ogv_vertex *a, const ogv_vertex *b, const ogv_vertex *c)
{
    triangle t = {.p = corner_of(a), .q = corner_of(b), .r = corner_of(c)};
    int64_t area = (t.q.x - t.p.x) * (t.r.y - t.p.y) - (t.q.y - t.p.y) * (t.r.x - t.p.x);
    if (area == 0 || (a->color.a | b->color.a | c->color.a) == 0)
        return;
    if (area < 0) {
        corner swap = t.q;
        t.q = t.r;
        t.r = swap;
        area = -area;
    }
    ogv_color p = t.p.color, q = t.q.color, r = t.r.color;
    t.even_alpha = p.a == q.a && p.a == r.a;
    t.even_color = same_color(p, q) && same_color(p, r);
    double size = (double)area;
    if (!t.even_alpha)
        t.alpha = plane_of(&t.p, &t.q, &t.r, size, p.a, q.a, r.a);
    if (!t.even_color) {
        t.red = plane_of(&t.p, &t.q, &t.r, size, p.r, q.r, r.r);
        t.green = plane_of(&t.p, &t.q, &t.r, size, p.g, q.g, r.g);
        t.blue = plane_of(&t.p, &t.q, &t.r, size, p.b, q.b, r.b);
    }
    const line_edge edges[3] = {edge_between(&t.p, &t.q), edge_between(&t.q, &t.r), edge_between(&t.r, &t.p)};
    int64_t top = floor_div(least(t.p.y, least(t.q.y, t.r.y)), SUB),
            left = floor_div(least(t.p.x, least(t.q.x, t.r.x)), SUB);
    int64_t bottom = floor_div(most(t.p.y, most(t.q.y, t.r.y)), SUB) + 1,
            right = floor_div(most(t.p.x, most(t.q.x, t.r.x)), SUB) + 1;
    left = most(left, canvas->left), right = least(right, canvas->right);
    top = most(top, canvas->top), bottom = least(bottom, canvas->bottom);
    if (left >= right)
        return;
    for (int64_t y = top; y < bottom; y++) {
        int x0 = (int)left, x1 = (int)right;
        find_span(edges, y, &x0, &x1);
        fill_row(&t, canvas->pixels + (size_t)y * (size_t)canvas->width, (int)y, x0, x1);
    }
}

void ogv_raster_mesh(ogv_canvas *canvas, const ogv_mesh *mesh)
{
    for (int i = 0; i + 2 < mesh->index_count; i += 3) {
        const int *at = mesh->indices + i;
        fill_triangle(canvas, &mesh->vertices[at[0]], &mesh->vertices[at[1]], &mesh->vertices[at[2]]);
    }
}

void ogv_raster_mask(ogv_canvas *canvas, const uint8_t *mask, int stride, int x, int y, int w, int h,
                     ogv_color color)
{
    int x0 = (int)most(x, canvas->left), x1 = (int)least((int64_t)x + w, canvas->right);
    int y0 = (int)most(y, canvas->top), y1 = (int)least((int64_t)y + h, canvas->bottom);
    for (int row = y0; row < y1; row++) {
        uint32_t *to = canvas->pixels + (size_t)row * (size_t)canvas->width;
        const uint8_t *from = mask + (ptrdiff_t)(row - y) * stride - x;
        for (int column = x0; column < x1; column++) {
            uint32_t alpha = (uint32_t)from[column] * color.a;
            if (alpha)
                to[column] = blend(to[column], pack(color), (alpha + 127) / 255);
        }
    }
}

/* Where a pixel of the picture falls between two of the image, in 1/256. */
typedef struct sample {
    int first, second, weight;
} sample;

static sample sample_at(int pixel, int pixels, int samples, bool smooth)
{
    float position = ((float)pixel + 0.5f) * (float)samples / (float)pixels;
    if (!smooth) {
        int nearest = (int)position;
        nearest = nearest < samples ? nearest : samples - 1;
        return (sample){nearest, nearest, 0};
    }
    position = fminf(fmaxf(position - 0.5f, 0.0f), (float)(samples - 1));
    int first = (int)position, second = first + 1 < samples ? first + 1 : first;
    return (sample){first, second, (int)((position - (float)first) * 256.0f + 0.5f)};
}

static int mix(int a, int b, int weight)
{
    return a * (256 - weight) + b * weight;
}

static ogv_color bilinear(const ogv_color *above, const ogv_color *below, sample across, int down)
{
    ogv_color a = above[across.first], b = above[across.second], c = below[across.first],
              d = below[across.second];
    int w = across.weight;
    return (ogv_color){(uint8_t)((mix(mix(a.r, b.r, w), mix(c.r, d.r, w), down) + 32768) >> 16),
                       (uint8_t)((mix(mix(a.g, b.g, w), mix(c.g, d.g, w), down) + 32768) >> 16),
                       (uint8_t)((mix(mix(a.b, b.b, w), mix(c.b, d.b, w), down) + 32768) >> 16),
                       (uint8_t)((mix(mix(a.a, b.a, w), mix(c.a, d.a, w), down) + 32768) >> 16)};
}

void ogv_raster_image(ogv_canvas *canvas, int x, int y, int w, int h, const ogv_image *image)
{
    int x0 = (int)most(x, canvas->left), x1 = (int)least((int64_t)x + w, canvas->right);
    int y0 = (int)most(y, canvas->top), y1 = (int)least((int64_t)y + h, canvas->bottom);
    for (int row = y0; row < y1; row++) {
        sample down = sample_at(row - y, h, image->height, image->smooth);
        const ogv_color *above = image->pixels + (size_t)down.first * (size_t)image->width;
        const ogv_color *below = image->pixels + (size_t)down.second * (size_t)image->width;
        uint32_t *to = canvas->pixels + (size_t)row * (size_t)canvas->width;
        for (int column = x0; column < x1; column++) {
            sample across = sample_at(column - x, w, image->width, image->smooth);
            ogv_color color = bilinear(above, below, across, down.weight);
            to[column] = color.a == 255 ? pack(color) : blend(to[column], pack(color), color.a);
        }
    }
}
