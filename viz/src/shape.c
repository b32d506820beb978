#include "mesh.h"

#include <math.h>

/* The outline of a rounded rectangle, walked clockwise from the top right corner: each corner is an arc about
   its own centre. Insets deeper than the radius have a square corner. */
enum { MOST_STEPS = 256 };

typedef struct rounded {
    ogv_rect rect;
    float radius;
    int steps;                     /* of each corner's arc */
    ogv_point arc[MOST_STEPS + 1]; /* a quarter of the unit circle, from the top to the right */
} rounded;

static void outline_make(rounded *outline, ogv_rect rect, float radius)
{
    outline->rect = rect;
    outline->radius = fmaxf(fminf(radius, 0.5f * fminf(rect.w, rect.h)), 0.0f);
    outline->steps = outline->radius > 0.0f ? ogv_arc_steps(0.5f * outline->radius + 0.25f, 1.5707964f) : 0;
    if (outline->steps > MOST_STEPS)
        outline->steps = MOST_STEPS;
    /* Each direction is the one before turned by the same angle. Points between the ends lie a little outside
       the circle, chords as much inside it: no area is lost, and half the steps do. */
    float angle = outline->steps > 0 ? 1.5707964f / (float)outline->steps : 0, c = cosf(angle),
          s = sinf(angle);
    float out = angle > 0 ? sqrtf(angle / sinf(angle)) : 1;
    ogv_point at = {0, -1};
    for (int i = 0; i < outline->steps; i++) {
        outline->arc[i] = i > 0 ? (ogv_point){out * at.x, out * at.y} : at;
        at = (ogv_point){at.x * c - at.y * s, at.x * s + at.y * c};
    }
    outline->arc[outline->steps] = (ogv_point){1, 0};
}

static int outline_count(const rounded *outline)
{
    return 4 * (outline->steps + 1);
}

/* Puts one vertex of each ring at every step of the four arcs; rings are insets from the edge. */
static void put_rings(ogv_mesh *mesh, const rounded *outline, const float *insets, const ogv_color *colors,
                      int rings)
{
    static const ogv_point signs[4] = {{1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
    ogv_rect r = outline->rect;
    for (int corner = 0; corner < 4; corner++) {
        ogv_point sign = signs[corner],
                  center = {r.x + (sign.x > 0 ? r.w - outline->radius : outline->radius),
                            r.y + (sign.y > 0 ? r.h - outline->radius : outline->radius)};
        for (int step = 0; step <= outline->steps; step++) {
            ogv_point unit = outline->arc[step];
            ogv_point turned[4] = {unit, {-unit.y, unit.x}, {-unit.x, -unit.y}, {unit.y, -unit.x}};
            for (int k = 0; k < rings; k++) {
                float reach = outline->radius - insets[k];
                ogv_point towards = reach <= 0.0f || outline->steps == 0 ? sign : turned[corner];
                ogv_mesh_put_vertex(
                    mesh, (ogv_point){center.x + reach * towards.x, center.y + reach * towards.y}, colors[k]);
            }
        }
    }
}

/* The strips between neighbouring rings, all round. */
static void join_rings(ogv_mesh *mesh, int first, int count, int rings)
{
    for (int i = 0; i < count; i++) {
        int a = first + rings * i, b = i + 1 < count ? a + rings : first;
        for (int k = 0; k + 1 < rings; k++)
            ogv_mesh_put_quad(mesh, a + k, a + k + 1, b + k + 1, b + k);
    }
}

/* A disc or rounded rectangle: a fan inside, and a rim one pixel wide in which coverage fades. */
static void fill_outline(ogv_mesh *mesh, const rounded *outline, ogv_color color)
{
    ogv_rect rect = outline->rect;
    const float insets[2] = {fminf(0.5f, 0.5f * fminf(rect.w, rect.h)), -0.5f};
    ogv_color inside = ogv_covered(color, fminf(1.0f, rect.w) * fminf(1.0f, rect.h));
    const ogv_color colors[2] = {inside, ogv_covered(color, 0)};
    int count = outline_count(outline), first = mesh->vertex_count;
    if (!ogv_mesh_room(mesh, 2 * count, 3 * (count - 2) + 6 * count))
        return;
    put_rings(mesh, outline, insets, colors, 2);
    for (int i = 1; i + 1 < count; i++)
        ogv_mesh_put_triangle(mesh, first, first + 2 * i, first + 2 * i + 2);
    join_rings(mesh, first, count, 2);
}

static void fill_plain(ogv_mesh *mesh, ogv_rect r, ogv_color a, ogv_color b, ogv_color c, ogv_color d)
{
    int first = ogv_mesh_vertex(mesh, (ogv_point){r.x, r.y}, a, 1);
    ogv_mesh_vertex(mesh, (ogv_point){r.x + r.w, r.y}, b, 1);
    ogv_mesh_vertex(mesh, (ogv_point){r.x + r.w, r.y + r.h}, c, 1);
    ogv_mesh_vertex(mesh, (ogv_point){r.x, r.y + r.h}, d, 1);
    if (!mesh->failed)
        ogv_mesh_quad(mesh, first, first + 1, first + 2, first + 3);
}

static bool is_drawable(ogv_rect rect)
{
    return rect.w > 0.0f && rect.h > 0.0f && isfinite(rect.x) && isfinite(rect.y) && isfinite(rect.w) &&
           isfinite(rect.h);
}

bool ogv_shape_round(const ogv_command *command, float scale, ogv_rect *rect, float *radius, float *width)
{
    bool fill = command->kind == OGV_FILL;
    bool frame = command->kind == OGV_FRAME && command->width > 0;
    if ((!fill && !frame) || !is_drawable(command->rect))
        return false;
    *rect = ogv_device_rect(command->rect, command->radius, scale);
    *radius = command->radius * scale;
    *width = frame ? fmaxf(command->width * scale, 1.0f) : 0;
    bool disc = 2.0f * command->radius >= fmaxf(command->rect.w, command->rect.h) - 0.01f;
    return frame || disc || (rect->w >= 1 && rect->h >= 1);
}

void ogv_shape_fill(ogv_mesh *mesh, const ogv_command *command, float scale)
{
    if (!is_drawable(command->rect))
        return;
    ogv_rect r = ogv_device_rect(command->rect, command->radius, scale);
    ogv_color color = command->color;
    bool disc = 2.0f * command->radius >= fmaxf(command->rect.w, command->rect.h) - 0.01f;
    if (!disc && r.w < 1.0f)
        ogv_stroke_segment(mesh, (ogv_point){r.x + 0.5f * r.w, r.y}, (ogv_point){r.x + 0.5f * r.w, r.y + r.h},
                           r.w, color);
    else if (!disc && r.h < 1.0f)
        ogv_stroke_segment(mesh, (ogv_point){r.x, r.y + 0.5f * r.h}, (ogv_point){r.x + r.w, r.y + 0.5f * r.h},
                           r.h, color);
    else if (command->radius <= 0.0f)
        fill_plain(mesh, r, color, color, color, color);
    else {
        rounded outline;
        outline_make(&outline, r, command->radius * scale);
        fill_outline(mesh, &outline, color);
    }
}

void ogv_shape_gradient(ogv_mesh *mesh, const ogv_command *command, float scale)
{
    if (!is_drawable(command->rect))
        return;
    ogv_rect r = ogv_device_rect(command->rect, 0, scale);
    ogv_color a = command->color, b = command->color2;
    if (command->vertical)
        fill_plain(mesh, r, a, a, b, b);
    else
        fill_plain(mesh, r, a, b, b, a);
}

void ogv_shape_frame(ogv_mesh *mesh, const ogv_command *command, float scale)
{
    float width = fmaxf(command->width * scale, 1.0f);
    if (!is_drawable(command->rect) || !(command->width > 0.0f))
        return;
    ogv_rect rect = ogv_device_rect(command->rect, command->radius, scale);
    rounded outline;
    outline_make(&outline, rect, command->radius * scale);
    float limit = 0.5f * fminf(rect.w, rect.h);
    if (width >= limit) {
        fill_outline(mesh, &outline, command->color);
        return;
    }
    const float insets[4] = {-0.5f, 0.5f, width - 0.5f, fminf(width + 0.5f, limit)};
    ogv_color color = command->color, none = ogv_covered(color, 0);
    const ogv_color colors[4] = {none, color, color, none};
    int count = outline_count(&outline), first = mesh->vertex_count;
    if (!ogv_mesh_room(mesh, 4 * count, 18 * count))
        return;
    put_rings(mesh, &outline, insets, colors, 4);
    join_rings(mesh, first, count, 4);
}

static float length_of(float x, float y)
{
    return sqrtf(x * x + y * y);
}

static float cross_of(ogv_point a, ogv_point b, ogv_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Distance from the middle to the nearest edge: how far the core can be inset. */
static float inner_radius(const ogv_point *points, size_t count, ogv_point middle)
{
    float nearest = INFINITY;
    for (size_t i = 0; i < count; i++) {
        ogv_point a = points[i], b = points[(i + 1) % count];
        float length = length_of(b.x - a.x, b.y - a.y);
        if (length > 0.0f)
            nearest = fminf(nearest, fabsf(cross_of(a, b, middle)) / length);
    }
    return nearest;
}

/* The direction in which a corner moves when its two edges move outwards by 1; very sharp corners are cut. */
static ogv_point corner_direction(ogv_point before, ogv_point at, ogv_point after, float turn)
{
    float ax = at.x - before.x, ay = at.y - before.y, bx = after.x - at.x, by = after.y - at.y;
    float la = length_of(ax, ay), lb = length_of(bx, by);
    ogv_point n0 = {turn * ay / la, -turn * ax / la}, n1 = {turn * by / lb, -turn * bx / lb};
    float stretch = fmaxf(1.0f + n0.x * n1.x + n0.y * n1.y, 0.3f);
    return (ogv_point){(n0.x + n1.x) / stretch, (n0.y + n1.y) / stretch};
}

static void fill_polygon(ogv_mesh *mesh, const ogv_point *points, size_t count, ogv_color color)
{
    ogv_point middle = {0, 0};
    float area = 0;
    for (size_t i = 0; i < count; i++) {
        middle.x += points[i].x / (float)count;
        middle.y += points[i].y / (float)count;
        area += cross_of(points[0], points[i], points[(i + 1) % count]);
    }
    float radius = inner_radius(points, count, middle);
    if (area == 0.0f || !isfinite(radius))
        return;
    float inset = fminf(0.5f, radius), coverage = fminf(1.0f, 2.0f * radius), turn = area > 0 ? 1.0f : -1.0f;
    int first = mesh->vertex_count;
    for (size_t i = 0; i < count; i++) {
        ogv_point out =
            corner_direction(points[(i + count - 1) % count], points[i], points[(i + 1) % count], turn);
        ogv_mesh_vertex(mesh, (ogv_point){points[i].x - inset * out.x, points[i].y - inset * out.y}, color,
                        coverage);
        ogv_mesh_vertex(mesh, (ogv_point){points[i].x + 0.5f * out.x, points[i].y + 0.5f * out.y}, color,
                        0.0f);
    }
    for (int i = 0, n = (int)count; i < n && !mesh->failed; i++) {
        int a = first + 2 * i, b = first + 2 * ((i + 1) % n);
        if (i > 0 && i + 1 < n)
            ogv_mesh_triangle(mesh, first, a, b);
        ogv_mesh_quad(mesh, a, a + 1, b + 1, b);
    }
}

static bool apart(ogv_point a, ogv_point b)
{
    return fmaxf(fabsf(a.x - b.x), fabsf(a.y - b.y)) > 1e-3f;
}

void ogv_shape_polygon(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale)
{
    ogv_point *points = ogv_mesh_scratch(mesh, command->count);
    if (!points)
        return;
    size_t used = 0;
    for (size_t i = 0; i < command->count; i++) {
        ogv_point p = list->points[command->first + i];
        if (!isfinite(p.x) || !isfinite(p.y))
            return;
        p = (ogv_point){p.x * scale, p.y * scale};
        if (used == 0 || apart(p, points[used - 1]))
            points[used++] = p;
    }
    if (used > 1 && !apart(points[0], points[used - 1]))
        used--;
    if (used >= 3)
        fill_polygon(mesh, points, used, command->color);
}

/* How far along the pair's own direction an edge has to move for half a pixel across the edge. */
static float edge_reach(ogv_point before, ogv_point after, ogv_point towards)
{
    float ex = after.x - before.x, ey = after.y - before.y, length = length_of(ex, ey);
    float across = length > 0.0f ? fabsf(ex * towards.y - ey * towards.x) / length : 1.0f;
    return 0.5f / fmaxf(across, 0.25f);
}

/* Four vertices for each pair, from outside the curve to outside the base. */
static void put_pair(ogv_mesh *mesh, const ogv_point *pairs, int count, int i, ogv_color color)
{
    ogv_point curve = pairs[2 * i], base = pairs[2 * i + 1];
    int before = i > 0 ? i - 1 : 0, after = i + 1 < count ? i + 1 : i;
    float height = length_of(base.x - curve.x, base.y - curve.y);
    ogv_point down = height > 1e-4f ? (ogv_point){(base.x - curve.x) / height, (base.y - curve.y) / height}
                                    : (ogv_point){0, 1};
    float top = edge_reach(pairs[2 * before], pairs[2 * after], down);
    float bottom = edge_reach(pairs[2 * before + 1], pairs[2 * after + 1], down);
    float top_inset = fminf(top, 0.5f * height), bottom_inset = fminf(bottom, 0.5f * height);
    float coverage = fminf(1.0f, height / (top + bottom));
    ogv_mesh_vertex(mesh, (ogv_point){curve.x - down.x * top, curve.y - down.y * top}, color, 0);
    ogv_mesh_vertex(mesh, (ogv_point){curve.x + down.x * top_inset, curve.y + down.y * top_inset}, color,
                    coverage);
    ogv_mesh_vertex(mesh, (ogv_point){base.x - down.x * bottom_inset, base.y - down.y * bottom_inset}, color,
                    coverage);
    ogv_mesh_vertex(mesh, (ogv_point){base.x + down.x * bottom, base.y + down.y * bottom}, color, 0);
}

static void fill_band(ogv_mesh *mesh, const ogv_point *pairs, int count, ogv_color color)
{
    int first = mesh->vertex_count;
    for (int i = 0; i < count; i++)
        put_pair(mesh, pairs, count, i, color);
    for (int i = 0; i + 1 < count && !mesh->failed; i++) {
        int a = first + 4 * i;
        for (int k = 0; k < 3; k++)
            ogv_mesh_quad(mesh, a + k, a + k + 1, a + k + 5, a + k + 4);
    }
}

void ogv_shape_area(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale)
{
    ogv_point *pairs = ogv_mesh_scratch(mesh, command->count);
    if (!pairs)
        return;
    int used = 0;
    for (size_t i = 0; i + 1 < command->count; i += 2) {
        ogv_point curve = list->points[command->first + i], base = list->points[command->first + i + 1];
        if (isfinite(curve.x) && isfinite(curve.y) && isfinite(base.x) && isfinite(base.y)) {
            pairs[2 * used] = (ogv_point){curve.x * scale, curve.y * scale};
            pairs[2 * used + 1] = (ogv_point){base.x * scale, base.y * scale};
            used++;
        } else {
            fill_band(mesh, pairs, used, command->color);
            used = 0;
        }
    }
    fill_band(mesh, pairs, used, command->color);
}
