#include "ogee_viz/plot.h"

#include <math.h>

#include "ogee_viz/text.h"

enum { LABEL_SIZE = 12, NAME_SIZE = 15, NAME_ROOM = 32 };

/* ---- ticks ---- */

static bool is_range(ogv_range range)
{
    return isfinite(range.low) && isfinite(range.high) && range.low < range.high &&
           isfinite(range.high - range.low);
}

static double power_of_ten(int exponent)
{
    return pow(10, exponent);
}

/* Ticks lie at whole multiples, so that no error adds up and 0 is exactly 0. */
static double multiple(int digit, int exponent, double k)
{
    return exponent < 0 ? k * digit / power_of_ten(-exponent) : k * digit * power_of_ten(exponent);
}

ogv_ticks ogv_ticks_choose(ogv_range range, float length, float room)
{
    static const int digits[] = {1, 2, 5};
    ogv_ticks ticks = {0};
    if (!is_range(range) || !(length > 0))
        return ticks;
    double span = range.high - range.low, slack = 1e-9 * span;
    int start = 3 * ((int)floor(log10(span)) - 2);
    for (int i = start; i < start + 15; i++) {
        int exponent = (int)floor(i / 3.0), digit = digits[i - 3 * exponent];
        double step = multiple(digit, exponent, 1);
        double first = ceil((range.low - slack) / step), last = floor((range.high + slack) / step);
        if (!(step > 0) || last - first + 1 > OGV_MAX_TICKS || step / span * (double)length < (double)room)
            continue;
        for (double k = first; k <= last; k++)
            ticks.at[ticks.count++] = multiple(digit, exponent, k + 0.0);
        ticks.decimals = exponent < 0 ? -exponent : 0;
        return ticks;
    }
    return ticks;
}

/* ---- mapping ---- */

ogv_point ogv_axes_pixel(const ogv_axes *axes, double x, double y)
{
    const ogv_rect *r = &axes->rect;
    double u = (x - axes->x.low) / (axes->x.high - axes->x.low);
    double v = (y - axes->y.low) / (axes->y.high - axes->y.low);
    return (ogv_point){(float)(r->x + u * r->w), (float)(r->y + r->h - v * r->h)};
}

void ogv_axes_data(const ogv_axes *axes, ogv_point pixel, double *x, double *y)
{
    const ogv_rect *r = &axes->rect;
    *x = axes->x.low + (axes->x.high - axes->x.low) * ((double)(pixel.x - r->x) / r->w);
    *y = axes->y.high - (axes->y.high - axes->y.low) * ((double)(pixel.y - r->y) / r->h);
}

/* ---- axes ---- */

static float label_width(const ogv_drawlist *list, double value, int decimals)
{
    char text[OGV_NUMBER_SIZE];
    return ogv_text_width(list, OGV_MONO, LABEL_SIZE, ogv_format_number(text, value, decimals));
}

/* The room depends on the labels and the labels on the step: starts narrow and widens until they keep apart.
 */
static ogv_ticks x_ticks(const ogv_drawlist *list, const ogv_axes *axes)
{
    float room = 32;
    ogv_ticks ticks = {0};
    for (int i = 0; i < 6; i++) {
        ticks = ogv_ticks_choose(axes->x, axes->rect.w, room);
        float widest = 0;
        for (int k = 0; k < ticks.count; k++)
            widest = fmaxf(widest, label_width(list, ticks.at[k], ticks.decimals));
        if (widest + 24 <= room || ticks.count < 2)
            break;
        room = widest + 24;
    }
    return ticks;
}

static ogv_ticks y_ticks(const ogv_axes *axes)
{
    return ogv_ticks_choose(axes->y, axes->rect.h, 28);
}

static void tick_label(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                       double value, int decimals)
{
    char text[OGV_NUMBER_SIZE];
    ogv_text(list, x, y, align, OGV_MONO, LABEL_SIZE, theme->text3, ogv_format_number(text, value, decimals));
}

/* until: labels end left of it, for a name that follows them. */
static void draw_x_ticks(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, float until)
{
    ogv_ticks ticks = x_ticks(list, axes);
    float bottom = axes->rect.y + axes->rect.h;
    for (int i = 0; i < ticks.count; i++) {
        float x = ogv_axes_pixel(axes, ticks.at[i], axes->y.low).x;
        ogv_hairline_v(list, x - 0.5f, bottom, bottom + 5, theme->axis);
        if (x + 0.5f * label_width(list, ticks.at[i], ticks.decimals) < until)
            tick_label(list, theme, x, bottom + 19, OGV_CENTER, ticks.at[i], ticks.decimals);
    }
}

void ogv_axes_draw(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes)
{
    const ogv_rect r = axes->rect;
    ogv_ticks ticks = y_ticks(axes);
    for (int i = 0; i < ticks.count; i++) {
        float y = ogv_axes_pixel(axes, axes->x.low, ticks.at[i]).y;
        ogv_hairline_h(list, r.x, r.x + r.w, y - 0.5f, theme->grid);
        tick_label(list, theme, r.x - 10, y + 4.3f, OGV_RIGHT, ticks.at[i], ticks.decimals);
    }
    ogv_hairline_h(list, r.x, r.x + r.w, r.y + r.h - 0.5f, theme->axis);
    draw_x_ticks(list, theme, axes, INFINITY);
}

static ogv_text_style name_style(const ogv_theme *theme)
{
    ogv_text_style style = ogv_style_label(theme);
    style.size = NAME_SIZE;
    return style;
}

ogv_rect ogv_axes_name_plate(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes,
                             const char *y_name)
{
    const ogv_rect r = axes->rect;
    ogv_text_style style = name_style(theme);
    if (ogv_rich_line_width(list, theme, &style, y_name) <= NAME_ROOM)
        return (ogv_rect){r.x, r.y, 0, 0};
    style.size = 13;
    return (ogv_rect){r.x + 8, r.y + 8, ogv_rich_line_width(list, theme, &style, y_name) + 12, 20};
}

static float draw_y_name(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const char *name)
{
    const ogv_rect r = axes->rect, plate = ogv_axes_name_plate(list, theme, axes, name);
    ogv_text_style style = name_style(theme);
    if (plate.w == 0) {
        ogv_rich_line(list, theme, r.x - 10, r.y + 14, OGV_RIGHT, &style, name);
        return r.y + 24;
    }
    style.size = 13;
    ogv_fill(list, plate, 4, ogv_fade(theme->stage, 0.86f));
    ogv_rich_line(list, theme, plate.x + 6, ogv_baseline(plate.y, plate.h, 13), OGV_LEFT, &style, name);
    return r.y;
}

static float draw_x_name(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const char *name)
{
    const ogv_rect r = axes->rect;
    ogv_text_style style = name_style(theme);
    if (ogv_rich_line_width(list, theme, &style, name) > NAME_ROOM)
        style.size = 13;
    float width = ogv_rich_line(list, theme, r.x + r.w - 2, r.y + r.h + 19, OGV_RIGHT, &style, name);
    return r.x + r.w - 2 - width - 8;
}

void ogv_axes_frame(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const char *x_name,
                    const char *y_name)
{
    const ogv_rect r = axes->rect;
    float top = y_name ? draw_y_name(list, theme, axes, y_name) : r.y;
    float right = x_name ? draw_x_name(list, theme, axes, x_name) : INFINITY;
    ogv_ticks ticks = y_ticks(axes);
    for (int i = 0; i < ticks.count; i++) {
        float y = ogv_axes_pixel(axes, axes->x.low, ticks.at[i]).y;
        ogv_hairline_h(list, r.x - 5, r.x, y - 0.5f, theme->axis);
        if (y - 6 >= top)
            tick_label(list, theme, r.x - 10, y + 4.3f, OGV_RIGHT, ticks.at[i], ticks.decimals);
    }
    draw_x_ticks(list, theme, axes, right);
}

/* ---- lines ---- */

enum { MAX_LINE_POINTS = 2048 };

/* Points on their way to a polyline. Those that share a pixel column are kept as first, lowest, highest,
 * last. */
typedef struct stroke_run {
    ogv_drawlist *list;
    const ogv_axes *axes;
    float width;
    ogv_color color;
    ogv_point points[MAX_LINE_POINTS];
    size_t count, column; /* column: where the present column's points begin */
} stroke_run;

static void flush(stroke_run *run)
{
    if (run->count == 1)
        ogv_disc(run->list, run->points[0], 0.5f * run->width, run->color);
    else if (run->count > 1)
        ogv_polyline(run->list, run->points, run->count, false, run->width, run->color);
    run->count = run->column = 0;
}

static void thin_column(stroke_run *run)
{
    size_t count = run->count - run->column;
    if (count <= 4)
        return;
    ogv_point *p = run->points + run->column;
    size_t low = 0, high = 0;
    for (size_t i = 1; i < count; i++) {
        low = p[i].y < p[low].y ? i : low;
        high = p[i].y > p[high].y ? i : high;
    }
    ogv_point last = p[count - 1], one = p[low < high ? low : high], two = p[low < high ? high : low];
    p[1] = one;
    p[2] = two;
    p[3] = last;
    run->count = run->column + 4;
}

static void add_point(stroke_run *run, double x, float y)
{
    if (!isfinite(y) || !isfinite(x)) {
        flush(run);
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

static void draw_line(ogv_drawlist *list, const ogv_axes *axes, const float *x, double x0, double dx,
                      const float *y, size_t count, float width, ogv_color color)
{
    stroke_run run;
    run.list = list;
    run.axes = axes;
    run.width = width;
    run.color = color;
    run.count = run.column = 0;
    ogv_rect clip = ogv_clip(list, line_clip(axes, width));
    for (size_t i = 0; i < count; i++)
        add_point(&run, x ? (double)x[i] : x0 + dx * (double)i, y[i]);
    flush(&run);
    ogv_unclip(list, clip);
}

void ogv_plot_series(ogv_drawlist *list, const ogv_axes *axes, double x0, double dx, const float *y,
                     size_t count, float width, ogv_color color)
{
    draw_line(list, axes, NULL, x0, dx, y, count, width, color);
}

void ogv_plot_line(ogv_drawlist *list, const ogv_axes *axes, const float *x, const float *y, size_t count,
                   float width, ogv_color color)
{
    draw_line(list, axes, x, 0, 0, y, count, width, color);
}

void ogv_end_dot(ogv_drawlist *list, const ogv_theme *theme, ogv_point at, ogv_color color)
{
    ogv_disc(list, at, 4.25f, theme->stage);
    ogv_disc(list, at, 2.75f, color);
}

/* ---- labels ---- */

enum { MAX_LABELS = 16 };

static void order_by_height(const float *y, int count, int order[MAX_LABELS])
{
    for (int i = 0; i < count; i++) {
        int k = i;
        for (; k > 0 && y[order[k - 1]] > y[i]; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
}

/* Labels that would overlap become a group that stands round the middle of where they want to be. */
void ogv_spread_labels(float *y, int count, float gap, float top, float bottom)
{
    int order[MAX_LABELS], first[MAX_LABELS], size[MAX_LABELS], groups = 0;
    float middle[MAX_LABELS];
    if (count > MAX_LABELS)
        count = MAX_LABELS;
    order_by_height(y, count, order);
    for (int i = 0; i < count; i++) {
        first[groups] = i;
        size[groups] = 1;
        middle[groups++] = y[order[i]];
        for (;;) {
            int g = groups - 1;
            float half = 0.5f * gap * (float)(size[g] - 1);
            middle[g] = fmaxf(fminf(middle[g], bottom - half), top + half);
            if (g == 0 || middle[g] - half - (middle[g - 1] + 0.5f * gap * (float)(size[g - 1] - 1)) >= gap)
                break;
            float sum = middle[g] * (float)size[g] + middle[g - 1] * (float)size[g - 1];
            size[g - 1] += size[g];
            middle[g - 1] = sum / (float)size[g - 1];
            groups--;
        }
    }
    for (int g = 0; g < groups; g++)
        for (int i = 0; i < size[g]; i++)
            y[order[first[g] + i]] = middle[g] + gap * ((float)i - 0.5f * (float)(size[g] - 1));
}
