#include "ogee_viz/icon.h"

#include <math.h>

/* Collects one stroke in the icon's own box of 20 and hands it over in logical pixels. */
typedef struct pen {
    ogv_drawlist *list;
    ogv_point origin;
    float unit, stroke;
    ogv_color color;
    ogv_point points[96];
    size_t count;
} pen;

static void to(pen *p, float x, float y)
{
    if (p->count < sizeof p->points / sizeof *p->points)
        p->points[p->count++] = (ogv_point){p->origin.x + p->unit * x, p->origin.y + p->unit * y};
}

/* Angles in degrees, 0 to the right, growing clockwise as y grows downwards. */
static void arc(pen *p, float x, float y, float radius, float from, float until)
{
    int steps = (int)ceilf(fabsf(until - from) / 12);
    for (int i = 0; i <= steps; i++) {
        float angle = (from + (until - from) * (float)i / (float)steps) * 0.017453293f;
        to(p, x + radius * cosf(angle), y + radius * sinf(angle));
    }
}

static void draw(pen *p, bool closed)
{
    ogv_polyline(p->list, p->points, p->count, closed, p->stroke, p->color);
    p->count = 0;
}

static void fill(pen *p)
{
    ogv_polygon(p->list, p->points, p->count, p->color);
    p->count = 0;
}

static void line(pen *p, float x0, float y0, float x1, float y1)
{
    to(p, x0, y0);
    to(p, x1, y1);
    draw(p, false);
}

static void corner(pen *p, float x0, float y0, float x1, float y1, float x2, float y2)
{
    to(p, x0, y0);
    to(p, x1, y1);
    to(p, x2, y2);
    draw(p, false);
}

static void box(pen *p, float x, float y, float w, float h)
{
    to(p, x, y);
    to(p, x + w, y);
    to(p, x + w, y + h);
    to(p, x, y + h);
    fill(p);
}

static void triangle(pen *p, float left, float right, float half)
{
    to(p, left, 10 - half);
    to(p, right, 10);
    to(p, left, 10 + half);
    fill(p);
}

static void dot(pen *p, float x, float y, float radius)
{
    ogv_disc(p->list, (ogv_point){p->origin.x + p->unit * x, p->origin.y + p->unit * y}, p->unit * radius,
             p->color);
}

static void reset(pen *p)
{
    arc(p, 10.05f, 10.15f, 6.2f, 208, 534);
    draw(p, false);
    corner(p, 4.2f, 3.4f, 4.2f, 7.4f, 8.2f, 7.4f);
}

static void help(pen *p)
{
    arc(p, 10, 7.6f, 2.8f, 180, 415);
    to(p, 10.45f, 10.9f);
    to(p, 10, 12.1f);
    draw(p, false);
    dot(p, 10, 15.3f, 1.05f);
}

/* The dark side of a disc: its edge, then back along the edge of the light that covers it. */
static void moon(pen *p)
{
    arc(p, 9.4f, 10.6f, 6.5f, 10.8f, 259.2f);
    arc(p, 14.6f, 5.4f, 6.5f, 190.8f, 79.2f);
    draw(p, true);
}

static void sun(pen *p)
{
    arc(p, 10, 10, 3.2f, 0, 360);
    draw(p, true);
    for (int i = 0; i < 8; i++) {
        float angle = 0.78539816f * (float)i, c = cosf(angle), s = sinf(angle);
        line(p, 10 + 5.8f * c, 10 + 5.8f * s, 10 + 7.4f * c, 10 + 7.4f * s);
    }
}

/* Two arcs through the corners of the eye. */
static void eye(pen *p)
{
    arc(p, 10, 14.3f, 9.2f, 208, 332);
    arc(p, 10, 5.7f, 9.2f, 28, 152);
    draw(p, true);
    arc(p, 10, 10, 2.2f, 0, 360);
    draw(p, true);
}

static void bulb(pen *p)
{
    arc(p, 10, 9.2f, 5, 122, 418);
    draw(p, false);
    line(p, 7.6f, 15.4f, 12.4f, 15.4f);
    line(p, 8.6f, 17.6f, 11.4f, 17.6f);
}

static void pencil(pen *p)
{
    to(p, 4.2f, 15.8f);
    to(p, 4.9f, 12.6f);
    to(p, 12.8f, 4.7f);
    to(p, 15.3f, 7.2f);
    to(p, 7.4f, 15.1f);
    draw(p, true);
    line(p, 11.2f, 6.3f, 13.7f, 8.8f);
}

static void dice(pen *p)
{
    arc(p, 6.2f, 6.2f, 2.2f, 180, 270);
    arc(p, 13.8f, 6.2f, 2.2f, 270, 360);
    arc(p, 13.8f, 13.8f, 2.2f, 0, 90);
    arc(p, 6.2f, 13.8f, 2.2f, 90, 180);
    draw(p, true);
    dot(p, 10, 10, 1.05f);
    for (int i = 0; i < 4; i++)
        dot(p, i % 2 ? 12.8f : 7.2f, i / 2 ? 12.8f : 7.2f, 1.05f);
}

static void menu(pen *p)
{
    line(p, 3.5f, 5.5f, 16.5f, 5.5f);
    line(p, 3.5f, 10, 16.5f, 10);
    line(p, 3.5f, 14.5f, 11.5f, 14.5f);
}

static void folder(pen *p)
{
    to(p, 3, 15.5f);
    to(p, 3, 5);
    to(p, 8, 5);
    to(p, 9.8f, 7);
    to(p, 17, 7);
    to(p, 17, 15.5f);
    draw(p, true);
}

void ogv_draw_icon(ogv_drawlist *list, ogv_icon icon, ogv_point center, float size, float stroke,
                   ogv_color color)
{
    float unit = size / 20;
    pen p = {.list = list, .unit = unit, .stroke = stroke, .color = color};
    p.origin = (ogv_point){center.x - 10 * unit, center.y - 10 * unit};
    switch (icon) {
    case OGV_ICON_BACK: corner(&p, 12, 4.5f, 6.5f, 10, 12, 15.5f); break;
    case OGV_ICON_NEXT: corner(&p, 8, 4.5f, 13.5f, 10, 8, 15.5f); break;
    case OGV_ICON_DOWN: corner(&p, 5.5f, 8, 10, 12.5f, 14.5f, 8); break;
    case OGV_ICON_PLAY: triangle(&p, 6.5f, 15.8f, 5.8f); break;
    case OGV_ICON_PAUSE:
        box(&p, 5.5f, 4.5f, 3, 11);
        box(&p, 11.5f, 4.5f, 3, 11);
        break;
    case OGV_ICON_STEP:
        triangle(&p, 5, 12.5f, 5.5f);
        line(&p, 15, 5, 15, 15);
        break;
    case OGV_ICON_RESET: reset(&p); break;
    case OGV_ICON_HELP: help(&p); break;
    case OGV_ICON_MOON: moon(&p); break;
    case OGV_ICON_SUN: sun(&p); break;
    case OGV_ICON_CHECK: corner(&p, 4.8f, 10.4f, 8.4f, 14, 15.2f, 6.6f); break;
    case OGV_ICON_PLUS:
        line(&p, 10, 5, 10, 15);
        line(&p, 5, 10, 15, 10);
        break;
    case OGV_ICON_MINUS: line(&p, 5, 10, 15, 10); break;
    case OGV_ICON_EYE: eye(&p); break;
    case OGV_ICON_BULB: bulb(&p); break;
    case OGV_ICON_PENCIL: pencil(&p); break;
    case OGV_ICON_DICE: dice(&p); break;
    case OGV_ICON_MENU: menu(&p); break;
    case OGV_ICON_FOLDER: folder(&p); break;
    case OGV_ICON_NONE:
    case OGV_ICON_COUNT: break;
    }
}

void ogv_draw_logo(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float size)
{
    enum { STEPS = 40 };
    ogv_fill(list, (ogv_rect){x, y, size, size}, 0.25f * size, theme->accent);
    ogv_point curve[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
        float t = -1 + 2.0f * (float)i / STEPS, rise = 1 / (1 + expf(-5.2f * t)) - 0.5f;
        curve[i] = (ogv_point){x + size * (0.5f + 0.30f * t), y + size * (0.5f - 0.56f * rise)};
    }
    ogv_polyline(list, curve, STEPS + 1, false, 0.095f * size, theme->on_accent);
}
