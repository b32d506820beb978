#include "raster.h"

#include <math.h>
#include <stdlib.h>

#include "raster_blend.h"

bool ogv_canvas_create(ogv_canvas *canvas, int width, int height, ogv_color background)
{
    *canvas = (ogv_canvas){.width = width, .height = height, .right = width, .bottom = height};
    size_t count = (size_t)width * (size_t)height;
    canvas->pixels = malloc(count * sizeof *canvas->pixels);
    canvas->cover = calloc(count, 1);
    canvas->spans = malloc((size_t)height * sizeof *canvas->spans);
    if (!canvas->pixels || !canvas->cover || !canvas->spans) {
        ogv_canvas_destroy(canvas);
        return false;
    }
    for (int y = 0; y < height; y++)
        canvas->spans[y] = (ogv_span){width, 0};
    canvas->first_row = height;
    ogv_canvas_clear(canvas, background);
    return true;
}

void ogv_canvas_destroy(ogv_canvas *canvas)
{
    free(canvas->pixels);
    free(canvas->cover);
    free(canvas->spans);
    *canvas = (ogv_canvas){0};
}

void ogv_canvas_clear(ogv_canvas *canvas, ogv_color color)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    for (size_t i = 0; i < count; i++)
        canvas->pixels[i] = ogv_pack(color);
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
    float scaled = (!(value > -most) ? -most : value > most ? most : value) * SUB + 0.5f;
    int64_t whole = (int64_t)scaled;
    return whole - ((float)whole > scaled);
}

/* The pixel in which a coordinate lies. */
static int64_t floor_pixel(int64_t value)
{
    return value >= 0 ? value / SUB : -((SUB - 1 - value) / SUB);
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
    uint32_t color = ogv_pack(t->p.color), alpha = t->p.color.a;
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
        row[x] = ogv_blend(row[x], color, alpha);
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

/* ---- small triangles, which most are: in 32 bits and from pixel to pixel ---- */

enum { SMALL = 48 }; /* pixels a side: no product of two coordinates leaves 32 bits */

typedef struct small_edge {
    int32_t value, right, down; /* at the centre of a pixel, and what a step adds */
} small_edge;

static small_edge small_edge_between(const corner *p, const corner *q, int64_t x, int64_t y)
{
    int32_t px = (int32_t)(p->x - x), py = (int32_t)(p->y - y), qx = (int32_t)(q->x - x),
            qy = (int32_t)(q->y - y);
    int32_t a = py - qy, b = qx - px, c = px * qy - py * qx;
    bool owns = a > 0 || (a == 0 && b > 0);
    return (small_edge){c - !owns, SUB * a, SUB * b};
}

/* The parts of the colour are the same everywhere, opacity changes evenly. */
typedef struct small_alpha {
    float at, right, down;
} small_alpha;

static small_alpha small_alpha_of(const triangle *t, int64_t area, int64_t x, int64_t y)
{
    float x1 = (float)(t->q.x - t->p.x), y1 = (float)(t->q.y - t->p.y), x2 = (float)(t->r.x - t->p.x),
          y2 = (float)(t->r.y - t->p.y), per_area = 1 / (float)area;
    int p = t->p.color.a, q = t->q.color.a - p, r = t->r.color.a - p;
    float dx = ((float)q * y2 - (float)r * y1) * per_area, dy = ((float)r * x1 - (float)q * x2) * per_area;
    return (small_alpha){(float)p + dx * (float)(x - t->p.x) + dy * (float)(y - t->p.y) + 0.5f, SUB * dx,
                         SUB * dy};
}

static uint32_t small_blend(uint32_t under, uint32_t color, float alpha)
{
    int a = (int)alpha;
    if (a <= 0)
        return under;
    return a >= 255 ? color : ogv_blend(under, color, (uint32_t)a);
}

static void fill_small(ogv_canvas *canvas, const triangle *t, int64_t area, int left, int top, int right,
                       int bottom)
{
    const corner *p = &t->p, *q = &t->q, *r = &t->r;
    int64_t x = (int64_t)left * SUB + HALF, y = (int64_t)top * SUB + HALF;
    small_edge e = small_edge_between(p, q, x, y), f = small_edge_between(q, r, x, y),
               g = small_edge_between(r, p, x, y);
    small_alpha alpha = small_alpha_of(t, area, x, y);
    uint32_t color = ogv_pack(p->color);
    for (int row = top; row < bottom; row++) {
        uint32_t *to = canvas->pixels + (size_t)row * (size_t)canvas->width;
        int32_t ev = e.value, fv = f.value, gv = g.value;
        int at = left;
        for (; at < right && (ev | fv | gv) < 0; at++)
            ev += e.right, fv += f.right, gv += g.right;
        float a = alpha.at + alpha.right * (float)(at - left);
        for (; at < right && (ev | fv | gv) >= 0; at++) {
            to[at] = small_blend(to[at], color, a);
            ev += e.right, fv += f.right, gv += g.right;
            a += alpha.right;
        }
        e.value += e.down, f.value += f.down, g.value += g.down;
        alpha.at += alpha.down;
    }
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
    int64_t top = floor_pixel(least(t.p.y, least(t.q.y, t.r.y))),
            left = floor_pixel(least(t.p.x, least(t.q.x, t.r.x)));
    int64_t bottom = floor_pixel(most(t.p.y, most(t.q.y, t.r.y))) + 1,
            right = floor_pixel(most(t.p.x, most(t.q.x, t.r.x))) + 1;
    bool small = right - left <= SMALL && bottom - top <= SMALL && t.even_color;
    left = most(left, canvas->left), right = least(right, canvas->right);
    top = most(top, canvas->top), bottom = least(bottom, canvas->bottom);
    if (left >= right || top >= bottom)
        return;
    if (small) {
        fill_small(canvas, &t, area, (int)left, (int)top, (int)right, (int)bottom);
        return;
    }
    double size = (double)area;
    if (!t.even_alpha)
        t.alpha = plane_of(&t.p, &t.q, &t.r, size, p.a, q.a, r.a);
    if (!t.even_color) {
        t.red = plane_of(&t.p, &t.q, &t.r, size, p.r, q.r, r.r);
        t.green = plane_of(&t.p, &t.q, &t.r, size, p.g, q.g, r.g);
        t.blue = plane_of(&t.p, &t.q, &t.r, size, p.b, q.b, r.b);
    }
    const line_edge edges[3] = {edge_between(&t.p, &t.q), edge_between(&t.q, &t.r), edge_between(&t.r, &t.p)};
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
                to[column] = ogv_blend(to[column], ogv_pack(color), (alpha + 127) / 255);
        }
    }
}
