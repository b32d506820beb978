#include "pen.h"

static float distance_squared(ogv_point a, ogv_point b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    return dx * dx + dy * dy;
}

/* In pixels: nearer points are one, and a point this close to the chord over it is not needed while the chord
   is short. Both are below what the eye can tell, and a curve sampled finely costs no more than it should. */
static const float nearest = 0.2f, flattest = 0.04f, longest_chord = 8.0f;

static bool is_near(ogv_point a, ogv_point b, float distance)
{
    return distance_squared(a, b) < distance * distance;
}

static bool is_needed(ogv_point before, ogv_point at, ogv_point after)
{
    float dx = after.x - before.x, dy = after.y - before.y, square = dx * dx + dy * dy;
    if (square > longest_chord * longest_chord || square < nearest * nearest)
        return true;
    float along_chord = (at.x - before.x) * dx + (at.y - before.y) * dy; /* both times the length */
    float off_chord = (at.x - before.x) * dy - (at.y - before.y) * dx;
    return off_chord * off_chord > flattest * flattest * square || along_chord < 0.0f || along_chord > square;
}

static size_t without_repeats(ogv_point *points, size_t count, bool closed)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && is_near(points[kept - 1], points[i], nearest)) {
            if (i + 1 == count && kept > 1)
                points[kept - 1] = points[i];
            continue;
        }
        if (kept > 1 && !is_needed(points[kept - 2], points[kept - 1], points[i]))
            kept--;
        points[kept++] = points[i];
    }
    while (kept > 1 && is_near(points[kept - 1], points[kept - 2], 1e-4f))
        kept--;
    if (closed && kept > 1 && is_near(points[kept - 1], points[0], nearest))
        kept--;
    return kept;
}

/* Walks along the points and strokes each dash; out has room for one dash. */
static void stroke_dashes(ogv_pen *pen, const ogv_point *points, size_t count, float dash, float gap,
                          ogv_point *out)
{
    size_t used = 0;
    bool on = true;
    float left = dash;
    out[used++] = points[0];
    for (size_t i = 1; i < count; i++) {
        ogv_point from = points[i - 1];
        ogv_segment way = ogv_segment_between(from, points[i]);
        float done = 0.0f;
        while (way.length - done > left) {
            done += left;
            ogv_point end = ogv_along(from, way.direction, done);
            if (on) {
                out[used++] = end;
                ogv_pen_open(pen, out, without_repeats(out, used, false));
            }
            used = 0;
            on = !on;
            left = on ? dash : gap;
            if (on)
                out[used++] = end;
        }
        left -= way.length - done;
        if (on)
            out[used++] = points[i];
    }
    if (on)
        ogv_pen_open(pen, out, without_repeats(out, used, false));
}

static void stroke_run(ogv_pen *pen, ogv_point *points, size_t count, const ogv_command *command, float scale)
{
    count = without_repeats(points, count, command->closed);
    float dash = command->dash * scale, gap = command->gap * scale;
    if (dash > 0.0f && gap > 0.0f && dash + gap > 0.5f && count > 1) {
        if (command->closed)
            points[count++] = points[0];
        stroke_dashes(pen, points, count, dash, gap, points + count);
    } else if (command->closed) {
        ogv_pen_closed(pen, points, count);
    } else {
        ogv_pen_open(pen, points, count);
    }
}

/* Far outside any screen a coordinate only has to keep its direction; bounded ones keep dashes countable. */
static float bounded(float value)
{
    const float far_away = 20000.0f;
    return value < -far_away ? -far_away : value > far_away ? far_away : value;
}

static bool is_finite(ogv_point p)
{
    return isfinite(p.x) && isfinite(p.y);
}

static ogv_point on_device(ogv_point p, float scale)
{
    return (ogv_point){bounded(p.x * scale), bounded(p.y * scale)};
}

bool ogv_snap_line(ogv_point points[2], float *width)
{
    bool level = points[0].y == points[1].y, upright = points[0].x == points[1].x;
    if (level == upright)
        return false;
    *width = fmaxf(*width, 1.0f);
    if (level)
        points[0].y = points[1].y = floorf(points[0].y - 0.5f * *width + 0.501f) + 0.5f * *width;
    else
        points[0].x = points[1].x = floorf(points[0].x - 0.5f * *width + 0.501f) + 0.5f * *width;
    return true;
}

void ogv_stroke_lines(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale,
                      ogv_put_line put, void *context)
{
    float width = command->width * scale;
    if (!(width > 0.0f))
        return;
    ogv_point *run = ogv_mesh_scratch(mesh, 2 * command->count + 4);
    if (!run)
        return;
    const ogv_point *points = list->points + command->first;
    bool straight = command->flat && command->count == 2 && is_finite(points[0]) && is_finite(points[1]);
    ogv_point ends[2];
    for (int i = 0; straight && i < 2; i++)
        ends[i] = on_device(points[i], scale);
    if (straight)
        ogv_snap_line(ends, &width);
    ogv_pen pen = ogv_pen_make(mesh, width, command->color);
    pen.put = put;
    pen.context = context;
    pen.flat = command->flat;
    size_t used = 0;
    for (size_t i = 0; i < command->count; i++) {
        if (is_finite(points[i])) {
            run[used++] = straight ? ends[i] : on_device(points[i], scale);
        } else {
            stroke_run(&pen, run, used, command, scale);
            used = 0;
        }
    }
    stroke_run(&pen, run, used, command, scale);
}

void ogv_stroke_polyline(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale)
{
    ogv_stroke_lines(mesh, list, command, scale, NULL, NULL);
}

void ogv_stroke_segment(ogv_mesh *mesh, ogv_point a, ogv_point b, float width, ogv_color color)
{
    ogv_pen pen = ogv_pen_make(mesh, width, color);
    pen.flat = true;
    if (width > 0.0f && distance_squared(a, b) > 0.0f)
        ogv_pen_open(&pen, (ogv_point[]){a, b}, 2);
}
