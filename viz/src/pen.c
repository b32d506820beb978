#include "pen.h"

/* How far a mitre may reach beyond the round join it stands for, in pixels. */
static const float longest_tip = 0.08f;

ogv_pen ogv_pen_make(ogv_mesh *mesh, float width, ogv_color color)
{
    float outer = 0.5f * (width + 1.0f), peak = fminf(width, 1.0f), stretch = 1.0f + longest_tip / outer;
    return (ogv_pen){
        .mesh = mesh,
        .color = color,
        .width = width,
        .core = 0.5f * fabsf(width - 1.0f),
        .outer = outer,
        .peak = peak,
        .straight = fmaxf(2.0f / (stretch * stretch) - 1.0f, 0.0f),
        .chord = fminf(1.0f - 0.4f / outer, 0.9999f), /* nothing is covered at outer: half of it counts */
        .inner = ogv_covered(color, peak),
        .section = -1};
}

static ogv_point left_of(ogv_point direction)
{
    return (ogv_point){direction.y, -direction.x};
}

/* Joins two sections, for which there is room. */
static void connect(const ogv_pen *pen, int from, int to)
{
    for (int i = 0; i < 3; i++)
        if (i != 1 || pen->core > 0.0f)
            ogv_mesh_put_quad(pen->mesh, from + i, from + i + 1, to + i + 1, to + i);
}

static void put_section(ogv_pen *pen, const ogv_point points[4], float coverage)
{
    ogv_mesh *mesh = pen->mesh;
    if (!ogv_mesh_room(mesh, 4, 18))
        return;
    int next = mesh->vertex_count;
    ogv_color none = pen->color,
              inner = coverage < 1.0f ? ogv_covered(pen->color, pen->peak * coverage) : pen->inner;
    none.a = 0;
    ogv_mesh_put_vertex(mesh, points[0], none);
    ogv_mesh_put_vertex(mesh, points[1], inner);
    ogv_mesh_put_vertex(mesh, points[2], inner);
    ogv_mesh_put_vertex(mesh, points[3], none);
    if (pen->section >= 0)
        connect(pen, pen->section, next);
    pen->section = next;
}

/* Across p along a normal whose length may exceed 1 at a mitre. */
static void put_across(ogv_pen *pen, ogv_point p, ogv_point normal, float coverage)
{
    ogv_point points[4] = {ogv_along(p, normal, pen->outer), ogv_along(p, normal, pen->core),
                           ogv_along(p, normal, -pen->core), ogv_along(p, normal, -pen->outer)};
    put_section(pen, points, coverage);
}

typedef struct turn {
    float cosine, sine;
} turn;

static turn turn_by(float angle)
{
    return (turn){cosf(angle), sinf(angle)};
}

static ogv_point turned(ogv_point p, turn by)
{
    return (ogv_point){p.x * by.cosine - p.y * by.sine, p.x * by.sine + p.y * by.cosine};
}

/* Half a disc: forward leads from the body to the tip, backward from the tip to the body. */
static void put_round_end(ogv_pen *pen, ogv_point p, ogv_point outward, bool start)
{
    ogv_point normal = left_of(start ? (ogv_point){-outward.x, -outward.y} : outward);
    int steps = ogv_arc_steps(pen->outer, 1.5707964f);
    turn step = turn_by((start ? 1.5707964f : -1.5707964f) / (float)steps);
    ogv_point at = {start ? 1.0f : 0.0f, start ? 0.0f : 1.0f}; /* towards the tip, towards the side */
    for (int i = 0; i <= steps; i++, at = turned(at, step)) {
        float side = at.y, tip = at.x;
        ogv_point points[4];
        const float reach[4] = {pen->outer, pen->core, pen->core, pen->outer};
        for (int k = 0; k < 4; k++)
            points[k] =
                ogv_along(ogv_along(p, outward, tip * reach[k]), normal, (k < 2 ? side : -side) * reach[k]);
        put_section(pen, points, 1.0f);
    }
}

/* A flat end fades over one pixel; a dash shorter than that never reaches full coverage. */
static void put_flat_end(ogv_pen *pen, ogv_point p, ogv_point outward, float length, bool start)
{
    ogv_point normal = left_of(start ? (ogv_point){-outward.x, -outward.y} : outward);
    float inset = fminf(0.5f, 0.5f * length), coverage = fminf(1.0f, length);
    if (start)
        put_across(pen, ogv_along(p, outward, 0.5f), normal, 0.0f);
    put_across(pen, ogv_along(p, outward, -inset), normal, coverage);
    if (!start)
        put_across(pen, ogv_along(p, outward, 0.5f), normal, 0.0f);
}

static void put_end(ogv_pen *pen, ogv_point p, ogv_point outward, float length, bool start)
{
    if (pen->flat)
        put_flat_end(pen, p, outward, length, start);
    else
        put_round_end(pen, p, outward, start);
}

/* A join round p: the inner side keeps its place while normals turn from one piece's to the next one's. */
typedef struct fan {
    ogv_point p, inner_core, inner_outer, middle; /* middle: a normal half way, for a turn right back */
    float side;                                   /* the outer side, in multiples of the normal */
} fan;

static void put_spoke(ogv_pen *pen, const fan *f, ogv_point normal)
{
    ogv_point outer = ogv_along(f->p, normal, pen->outer), core = ogv_along(f->p, normal, pen->core);
    if (f->side > 0.0f)
        put_section(pen, (ogv_point[]){outer, core, f->inner_core, f->inner_outer}, 1.0f);
    else
        put_section(pen, (ogv_point[]){f->inner_outer, f->inner_core, core, outer}, 1.0f);
}

/* The spokes between two normals: none where the chord is as good as the arc, else one in the middle and
   those between. */
static void put_spokes(ogv_pen *pen, const fan *f, ogv_point from, ogv_point to)
{
    if (!(from.x * to.x + from.y * to.y < pen->chord))
        return;
    ogv_point middle = {from.x + to.x, from.y + to.y};
    float length = sqrtf(middle.x * middle.x + middle.y * middle.y);
    middle = length > 1e-3f ? (ogv_point){middle.x / length, middle.y / length} : f->middle;
    put_spokes(pen, f, from, middle);
    put_spoke(pen, f, middle);
    put_spokes(pen, f, middle, to);
}

/* Rounds the outer side. The inner side meets in the mitre point where both segments are long enough to reach
   it; otherwise the two bodies overlap. */
static void put_round_join(ogv_pen *pen, ogv_point p, ogv_segment in, ogv_segment out, float cross, float dot)
{
    ogv_point n0 = left_of(in.direction), n1 = left_of(out.direction);
    float side = cross > 0.0f ? 1.0f : -1.0f, half_tangent = fabsf(cross) / fmaxf(1.0f + dot, 1e-6f);
    bool fits = pen->outer * half_tangent <= 0.5f * fminf(in.length, out.length);
    fan f = {p, p, p, in.direction, side};
    if (fits) {
        ogv_point mitre = {(n0.x + n1.x) / (1.0f + dot), (n0.y + n1.y) / (1.0f + dot)};
        f.inner_core = ogv_along(p, mitre, -side * pen->core);
        f.inner_outer = ogv_along(p, mitre, -side * pen->outer);
    } else {
        put_across(pen, p, n0, 1.0f);
    }
    ogv_point from = {n0.x * side, n0.y * side}, to = {n1.x * side, n1.y * side};
    put_spoke(pen, &f, from);
    put_spokes(pen, &f, from, to);
    put_spoke(pen, &f, to);
    if (!fits)
        put_across(pen, p, n1, 1.0f);
}

static void put_join(ogv_pen *pen, ogv_point p, ogv_segment in, ogv_segment out)
{
    float cross = in.direction.x * out.direction.y - in.direction.y * out.direction.x;
    float dot = in.direction.x * out.direction.x + in.direction.y * out.direction.y;
    if (dot > pen->straight) {
        ogv_point n0 = left_of(in.direction), n1 = left_of(out.direction);
        float share = 1.0f / (1.0f + dot);
        put_across(pen, p, (ogv_point){(n0.x + n1.x) * share, (n0.y + n1.y) * share}, 1.0f);
    } else {
        put_round_join(pen, p, in, out, cross, dot);
    }
}

static void stroke_dot(ogv_pen *pen, ogv_point p)
{
    if (pen->flat)
        return;
    put_round_end(pen, p, (ogv_point){-1, 0}, true);
    put_round_end(pen, p, (ogv_point){1, 0}, false);
}

static bool hand_over(const ogv_pen *pen, const ogv_point *points, size_t count, bool closed)
{
    const ogv_stroke line = {points, count, closed, pen->flat, pen->width, pen->color};
    if (pen->put && count > 0)
        pen->put(pen->context, &line);
    return pen->put != NULL;
}

void ogv_pen_open(ogv_pen *pen, const ogv_point *points, size_t count)
{
    if (hand_over(pen, points, count, false))
        return;
    pen->section = -1;
    if (count < 2) {
        if (count == 1)
            stroke_dot(pen, points[0]);
        return;
    }
    ogv_segment in = ogv_segment_between(points[0], points[1]);
    put_end(pen, points[0], (ogv_point){-in.direction.x, -in.direction.y}, in.length, true);
    for (size_t i = 1; i + 1 < count; i++) {
        ogv_segment out = ogv_segment_between(points[i], points[i + 1]);
        put_join(pen, points[i], in, out);
        in = out;
    }
    put_end(pen, points[count - 1], in.direction, in.length, false);
}

void ogv_pen_closed(ogv_pen *pen, const ogv_point *points, size_t count)
{
    if (count < 3) {
        ogv_pen_open(pen, points, count);
        return;
    }
    if (hand_over(pen, points, count, true))
        return;
    pen->section = -1;
    ogv_segment in = ogv_segment_between(points[count - 1], points[0]);
    int start = pen->mesh->vertex_count;
    for (size_t i = 0; i < count; i++) {
        ogv_segment out = ogv_segment_between(points[i], points[(i + 1) % count]);
        put_join(pen, points[i], in, out);
        in = out;
    }
    if (pen->section >= 0 && ogv_mesh_room(pen->mesh, 0, 18))
        connect(pen, pen->section, start);
}
