#include "mesh.h"

#include <float.h>
#include <math.h>

/* A line is a strip of cross-sections. Each has four vertices: outer left, core left, core right, outer
   right; coverage is full between the cores and fades to nothing at the outer ones, which is the exact
   coverage of a straight line by a pixel-wide box moved across it. */
typedef struct line_pen {
    ogv_mesh *mesh;
    ogv_color color;
    float core, outer; /* distance from the middle */
    float peak;        /* coverage between the cores; below 1 for lines thinner than a pixel */
    bool flat;
    bool drawing;
    int section[4];
} line_pen;

static line_pen pen_make(ogv_mesh *mesh, float width, ogv_color color)
{
    return (line_pen){.mesh = mesh,
                      .color = color,
                      .core = 0.5f * fabsf(width - 1.0f),
                      .outer = 0.5f * (width + 1.0f),
                      .peak = fminf(width, 1.0f)};
}

static ogv_point along(ogv_point p, ogv_point direction, float distance)
{
    return (ogv_point){p.x + direction.x * distance, p.y + direction.y * distance};
}

static ogv_point left_of(ogv_point direction)
{
    return (ogv_point){direction.y, -direction.x};
}

static void connect(line_pen *pen, const int next[4])
{
    for (int i = 0; i < 3; i++) {
        if (i != 1 || pen->core > 0.0f)
            ogv_mesh_quad(pen->mesh, pen->section[i], pen->section[i + 1], next[i + 1], next[i]);
    }
}

static void put_section(line_pen *pen, const ogv_point points[4], float coverage)
{
    int next[4];
    for (int i = 0; i < 4; i++)
        next[i] =
            ogv_mesh_vertex(pen->mesh, points[i], pen->color, i == 0 || i == 3 ? 0.0f : pen->peak * coverage);
    if (pen->drawing)
        connect(pen, next);
    for (int i = 0; i < 4; i++)
        pen->section[i] = next[i];
    pen->drawing = true;
}

/* Across p along a normal whose length may exceed 1 at a mitre. */
static void put_across(line_pen *pen, ogv_point p, ogv_point normal, float coverage)
{
    ogv_point points[4] = {along(p, normal, pen->outer), along(p, normal, pen->core),
                           along(p, normal, -pen->core), along(p, normal, -pen->outer)};
    put_section(pen, points, coverage);
}

/* Half a disc: forward leads from the body to the tip, backward from the tip to the body. */
static void put_round_end(line_pen *pen, ogv_point p, ogv_point outward, bool start)
{
    ogv_point normal = left_of(start ? (ogv_point){-outward.x, -outward.y} : outward);
    int steps = ogv_arc_steps(pen->outer, 1.5707964f);
    for (int i = 0; i <= steps; i++) {
        float angle = 1.5707964f * (float)(start ? i : steps - i) / (float)steps;
        float side = sinf(angle), tip = cosf(angle);
        ogv_point points[4];
        const float reach[4] = {pen->outer, pen->core, pen->core, pen->outer};
        for (int k = 0; k < 4; k++)
            points[k] = along(along(p, outward, tip * reach[k]), normal, (k < 2 ? side : -side) * reach[k]);
        put_section(pen, points, 1.0f);
    }
}

/* A flat end fades over one pixel; a dash shorter than that never reaches full coverage. */
static void put_flat_end(line_pen *pen, ogv_point p, ogv_point outward, float length, bool start)
{
    ogv_point normal = left_of(start ? (ogv_point){-outward.x, -outward.y} : outward);
    float inset = fminf(0.5f, 0.5f * length), coverage = fminf(1.0f, length);
    if (start)
        put_across(pen, along(p, outward, 0.5f), normal, 0.0f);
    put_across(pen, along(p, outward, -inset), normal, coverage);
    if (!start)
        put_across(pen, along(p, outward, 0.5f), normal, 0.0f);
}

static void put_end(line_pen *pen, ogv_point p, ogv_point outward, float length, bool start)
{
    if (pen->flat)
        put_flat_end(pen, p, outward, length, start);
    else
        put_round_end(pen, p, outward, start);
}

typedef struct segment {
    ogv_point direction;
    float length;
} segment;

static segment segment_between(ogv_point a, ogv_point b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    float length = sqrtf(dx * dx + dy * dy);
    return (segment){{dx / length, dy / length}, length};
}

/* Rounds the outer side. The inner side meets in the mitre point where both segments are long enough to reach
   it; otherwise the two bodies overlap. */
static void put_round_join(line_pen *pen, ogv_point p, segment in, segment out, float cross, float dot)
{
    ogv_point n0 = left_of(in.direction), n1 = left_of(out.direction);
    float half_tangent = fabsf(cross) / fmaxf(1.0f + dot, 1e-6f);
    bool fits = pen->outer * half_tangent <= 0.5f * fminf(in.length, out.length);
    float side = cross > 0.0f ? 1.0f : -1.0f; /* the outer side, in multiples of the normal */
    ogv_point mitre = {(n0.x + n1.x) / (1.0f + dot), (n0.y + n1.y) / (1.0f + dot)};
    float angle = atan2f(cross, dot);
    int steps = ogv_arc_steps(pen->outer, angle);
    if (!fits)
        put_across(pen, p, n0, 1.0f);
    for (int i = 0; i <= steps; i++) {
        float turn = angle * (float)i / (float)steps, c = cosf(turn), s = sinf(turn);
        ogv_point n = {(n0.x * c - n0.y * s) * side, (n0.x * s + n0.y * c) * side};
        ogv_point outer = along(p, n, pen->outer), core = along(p, n, pen->core), inner_core = p,
                  inner_outer = p;
        if (fits) {
            inner_core = along(p, mitre, -side * pen->core);
            inner_outer = along(p, mitre, -side * pen->outer);
        }
        if (side > 0.0f)
            put_section(pen, (ogv_point[]){outer, core, inner_core, inner_outer}, 1.0f);
        else
            put_section(pen, (ogv_point[]){inner_outer, inner_core, core, outer}, 1.0f);
    }
    if (!fits)
        put_across(pen, p, n1, 1.0f);
}

static void put_join(line_pen *pen, ogv_point p, segment in, segment out)
{
    float cross = in.direction.x * out.direction.y - in.direction.y * out.direction.x;
    float dot = in.direction.x * out.direction.x + in.direction.y * out.direction.y;
    ogv_point n0 = left_of(in.direction), n1 = left_of(out.direction);
    float stretch = dot > 0.0f ? sqrtf(2.0f / (1.0f + dot)) : FLT_MAX; /* 1 / cos of half the turn */
    if (pen->outer * (stretch - 1.0f) < 0.08f)
        put_across(pen, p, (ogv_point){(n0.x + n1.x) / (1.0f + dot), (n0.y + n1.y) / (1.0f + dot)}, 1.0f);
    else
        put_round_join(pen, p, in, out, cross, dot);
}

static void stroke_dot(line_pen *pen, ogv_point p)
{
    if (pen->flat)
        return;
    put_round_end(pen, p, (ogv_point){-1, 0}, true);
    put_round_end(pen, p, (ogv_point){1, 0}, false);
}

static void stroke_open(line_pen *pen, const ogv_point *points, size_t count)
{
    pen->drawing = false;
    if (count < 2) {
        if (count == 1)
            stroke_dot(pen, points[0]);
        return;
    }
    segment in = segment_between(points[0], points[1]);
    put_end(pen, points[0], (ogv_point){-in.direction.x, -in.direction.y}, in.length, true);
    for (size_t i = 1; i + 1 < count; i++) {
        segment out = segment_between(points[i], points[i + 1]);
        put_join(pen, points[i], in, out);
        in = out;
    }
    put_end(pen, points[count - 1], in.direction, in.length, false);
}

static void stroke_closed(line_pen *pen, const ogv_point *points, size_t count)
{
    if (count < 3) {
        stroke_open(pen, points, count);
        return;
    }
    pen->drawing = false;
    segment in = segment_between(points[count - 1], points[0]);
    int start = pen->mesh->vertex_count;
    for (size_t i = 0; i < count; i++) {
        segment out = segment_between(points[i], points[(i + 1) % count]);
        put_join(pen, points[i], in, out);
        in = out;
    }
    if (!pen->mesh->failed)
        connect(pen, (int[]){start, start + 1, start + 2, start + 3});
}

static float distance(ogv_point a, ogv_point b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    return sqrtf(dx * dx + dy * dy);
}

/* In pixels: nearer points are one, and a point this close to the chord over it is not needed while the chord
   is short. Both are below what the eye can tell, and a curve sampled finely costs no more than it should. */
static const float nearest = 0.2f, flattest = 0.02f, longest_chord = 6.0f;

static bool is_needed(ogv_point before, ogv_point at, ogv_point after)
{
    float dx = after.x - before.x, dy = after.y - before.y, length = sqrtf(dx * dx + dy * dy);
    if (length > longest_chord || length < nearest)
        return true;
    float along_chord = ((at.x - before.x) * dx + (at.y - before.y) * dy) / length;
    float off_chord = ((at.x - before.x) * dy - (at.y - before.y) * dx) / length;
    return fabsf(off_chord) > flattest || along_chord < 0.0f || along_chord > length;
}

static size_t without_repeats(ogv_point *points, size_t count, bool closed)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && distance(points[kept - 1], points[i]) < nearest) {
            if (i + 1 == count && kept > 1)
                points[kept - 1] = points[i];
            continue;
        }
        if (kept > 1 && !is_needed(points[kept - 2], points[kept - 1], points[i]))
            kept--;
        points[kept++] = points[i];
    }
    while (kept > 1 && distance(points[kept - 1], points[kept - 2]) < 1e-4f)
        kept--;
    if (closed && kept > 1 && distance(points[kept - 1], points[0]) < nearest)
        kept--;
    return kept;
}

/* Walks along the points and strokes each dash; out has room for one dash. */
static void stroke_dashes(line_pen *pen, const ogv_point *points, size_t count, float dash, float gap,
                          ogv_point *out)
{
    size_t used = 0;
    bool on = true;
    float left = dash;
    out[used++] = points[0];
    for (size_t i = 1; i < count; i++) {
        ogv_point from = points[i - 1];
        segment way = segment_between(from, points[i]);
        float done = 0.0f;
        while (way.length - done > left) {
            done += left;
            ogv_point turn = along(from, way.direction, done);
            if (on) {
                out[used++] = turn;
                stroke_open(pen, out, without_repeats(out, used, false));
            }
            used = 0;
            on = !on;
            left = on ? dash : gap;
            if (on)
                out[used++] = turn;
        }
        left -= way.length - done;
        if (on)
            out[used++] = points[i];
    }
    if (on)
        stroke_open(pen, out, without_repeats(out, used, false));
}

static void stroke_run(line_pen *pen, ogv_point *points, size_t count, const ogv_command *command,
                       float scale)
{
    count = without_repeats(points, count, command->closed);
    float dash = command->dash * scale, gap = command->gap * scale;
    if (dash > 0.0f && gap > 0.0f && dash + gap > 0.5f && count > 1) {
        if (command->closed)
            points[count++] = points[0];
        stroke_dashes(pen, points, count, dash, gap, points + count);
    } else if (command->closed) {
        stroke_closed(pen, points, count);
    } else {
        stroke_open(pen, points, count);
    }
}

/* Far outside any screen a coordinate only has to keep its direction; bounded ones keep dashes countable. */
static float bounded(float value)
{
    const float far_away = 20000.0f;
    return fminf(fmaxf(value, -far_away), far_away);
}

/* A guide or tick along an axis is crisp when its edge sits on a device pixel; it is never thinner than one.
 */
static void snap_to_pixels(ogv_point *points, line_pen *pen, float width)
{
    bool level = points[0].y == points[1].y, upright = points[0].x == points[1].x;
    if (level == upright)
        return;
    width = fmaxf(width, 1.0f);
    *pen = pen_make(pen->mesh, width, pen->color);
    pen->flat = true;
    if (level)
        points[0].y = points[1].y = floorf(points[0].y - 0.5f * width + 0.501f) + 0.5f * width;
    else
        points[0].x = points[1].x = floorf(points[0].x - 0.5f * width + 0.501f) + 0.5f * width;
}

void ogv_stroke_polyline(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale)
{
    float width = command->width * scale;
    if (!(width > 0.0f))
        return;
    line_pen pen = pen_make(mesh, width, command->color);
    pen.flat = command->flat;
    ogv_point *run = ogv_mesh_scratch(mesh, 2 * command->count + 4);
    if (!run)
        return;
    size_t used = 0;
    for (size_t i = 0; i < command->count; i++) {
        ogv_point p = list->points[command->first + i];
        if (isfinite(p.x) && isfinite(p.y)) {
            run[used++] = (ogv_point){bounded(p.x * scale), bounded(p.y * scale)};
        } else {
            stroke_run(&pen, run, used, command, scale);
            used = 0;
        }
    }
    if (command->flat && command->count == 2 && used == 2)
        snap_to_pixels(run, &pen, width);
    stroke_run(&pen, run, used, command, scale);
}

void ogv_stroke_segment(ogv_mesh *mesh, ogv_point a, ogv_point b, float width, ogv_color color)
{
    line_pen pen = pen_make(mesh, width, color);
    pen.flat = true;
    if (width > 0.0f && distance(a, b) > 0.0f)
        stroke_open(&pen, (ogv_point[]){a, b}, 2);
}
