#include <math.h>

#include "ogee_viz/plot.h"

enum { MAX_LINE_POINTS = 2048 };

/* Points on their way to a polyline. Of those that share a pixel column the lowest and the highest are kept,
   as they came. */
typedef struct stroke_run {
    ogv_drawlist *list;
    const ogv_theme *theme;
    const ogv_axes *axes;
    ogv_line_look look;
    ogv_point points[MAX_LINE_POINTS];
    size_t count, column; /* column: where the present column's points begin */
} stroke_run;

static void flush(stroke_run *run)
{
    const ogv_line_look *look = &run->look;
    if (run->count == 1)
        ogv_disc(run->list, run->points[0], 0.5f * look->width, look->color);
    else if (run->count > 1 && look->dash > 0)
        ogv_dashed_polyline(run->list, run->points, run->count, look->width, look->dash, look->gap,
                            look->color);
    else if (run->count > 1)
        ogv_polyline(run->list, run->points, run->count, false, look->width, look->color);
    run->count = run->column = 0;
}

/* Three points of one column become two. */
static void thin_column(stroke_run *run)
{
    ogv_point *p = run->points + run->column;
    if (run->count - run->column < 3)
        return;
    size_t low = 0, high = 0;
    for (size_t i = 1; i < 3; i++) {
        low = p[i].y < p[low].y ? i : low;
        high = p[i].y >= p[high].y ? i : high;
    }
    ogv_point one = p[low < high ? low : high], two = p[low < high ? high : low];
    p[0] = one;
    p[1] = two;
    run->count = run->column + 2;
}

/* Where a value cannot be drawn, a bar at the edge says so. */
static void mark_missing(const stroke_run *run, double x, float y)
{
    const ogv_rect r = run->axes->rect;
    float at = isfinite(x) ? ogv_axes_pixel(run->axes, x, run->axes->y.low).x : NAN;
    bool above = isinf(y) && y > 0;
    if (at >= r.x && at <= r.x + r.w)
        ogv_fill(run->list, (ogv_rect){at - 2.5f, above ? r.y : r.y + r.h - 4, 5, 4}, 0, run->theme->err);
}

static void add_point(stroke_run *run, double x, float y)
{
    if (!isfinite(y) || !isfinite(x)) {
        flush(run);
        mark_missing(run, x, y);
        return;
    }
    ogv_point p = ogv_axes_pixel(run->axes, x, (double)y);
    if (run->count > run->column && floorf(p.x) != floorf(run->points[run->column].x))
        run->column = run->count;
    if (run->count == MAX_LINE_POINTS) {
        ogv_point last = run->points[run->count - 1];
        flush(run);
        run->points[run->count++] = last;
        run->column = 0;
    }
    run->points[run->count++] = p;
    thin_column(run);
}

static ogv_rect line_clip(const ogv_axes *axes, float width)
{
    ogv_rect r = axes->rect;
    float edge = 0.5f * width + 1;
    return (ogv_rect){r.x - edge, r.y - edge, r.w + 2 * edge, r.h + 2 * edge};
}

static void draw_line(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const float *x,
                      double x0, double dx, const float *y, size_t count, ogv_line_look look)
{
    stroke_run run;
    run.list = list;
    run.theme = theme;
    run.axes = axes;
    run.look = look;
    run.count = run.column = 0;
    ogv_rect clip = ogv_clip(list, line_clip(axes, look.width));
    for (size_t i = 0; i < count; i++)
        add_point(&run, x ? (double)x[i] : x0 + dx * (double)i, y[i]);
    flush(&run);
    ogv_unclip(list, clip);
}

void ogv_plot_series(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double x0, double dx,
                     const float *y, size_t count, ogv_line_look look)
{
    draw_line(list, theme, axes, NULL, x0, dx, y, count, look);
}

void ogv_plot_line(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const float *x,
                   const float *y, size_t count, ogv_line_look look)
{
    draw_line(list, theme, axes, x, 0, 0, y, count, look);
}

void ogv_plot_steps(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const float *x,
                    const float *y, size_t count, ogv_line_look look)
{
    enum { MOST = 512 };
    float stair_x[2 * MOST], stair_y[2 * MOST];
    size_t used = 0;
    for (size_t i = 0; i < count && i < MOST; i++) {
        if (i > 0) {
            stair_x[used] = x[i];
            stair_y[used++] = y[i - 1];
        }
        stair_x[used] = x[i];
        stair_y[used++] = y[i];
    }
    draw_line(list, theme, axes, stair_x, 0, 0, stair_y, used, look);
}

/* ---- areas ---- */

void ogv_plot_area(ogv_drawlist *list, const ogv_axes *axes, double x0, double dx, const float *y,
                   size_t count, double base, ogv_color color)
{
    enum { PAIRS = 512 };
    ogv_point pairs[2 * PAIRS];
    size_t used = 0;
    ogv_rect clip = ogv_clip(list, axes->rect);
    for (size_t i = 0; i < count; i++) {
        double x = x0 + dx * (double)i;
        if (isfinite(y[i])) {
            pairs[used++] = ogv_axes_pixel(axes, x, (double)y[i]);
            pairs[used++] = ogv_axes_pixel(axes, x, base);
        }
        bool ends = !isfinite(y[i]) || i + 1 == count, full = used == 2 * PAIRS;
        if ((ends || full) && used > 0) {
            ogv_area(list, pairs, used, color);
            pairs[0] = pairs[used - 2];
            pairs[1] = pairs[used - 1];
            used = full && !ends ? 2 : 0;
        }
    }
    ogv_unclip(list, clip);
}
