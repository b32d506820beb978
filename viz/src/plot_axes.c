#include <float.h>
#include <math.h>

#include "ogee_viz/text.h"
#include "plot_private.h"

enum { LABEL_SIZE = 12, NAME_SIZE = 15, NAME_ROOM = 32 };
static const float exponent_size = 9.5f;

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

/* False where doubles lie so far apart that two ticks would be one. */
static bool fill_ticks(ogv_ticks *ticks, int digit, int exponent, double first, double last)
{
    ticks->count = 0;
    for (int k = 0; first + k <= last; k++) {
        double at = multiple(digit, exponent, first + k + 0.0);
        if (k > 0 && !(at > ticks->at[k - 1]))
            return false;
        ticks->at[ticks->count++] = at;
    }
    return true;
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
        if (!(step > 0) || !(last - first + 1 <= OGV_MAX_TICKS) ||
            step / span * (double)length < (double)room)
            continue;
        if (!fill_ticks(&ticks, digit, exponent, first, last))
            continue;
        ticks.decimals = exponent < 0 ? -exponent : 0;
        return ticks;
    }
    return (ogv_ticks){0};
}

/* A whole power of ten within range gets a tick; every one or, where there is no room, every second, third,
 * ... */
ogv_ticks ogv_log_ticks_choose(ogv_range range, float length, float room)
{
    ogv_ticks ticks = {0};
    if (!is_range(range) || !(range.low >= DBL_MIN) || !(length > 0))
        return ticks;
    double low = log10(range.low), high = log10(range.high), slack = 1e-9 * (high - low);
    int first = (int)ceil(low - slack), last = (int)floor(high + slack);
    for (int every = 1; first <= last; every++) {
        int start = (int)ceil((double)first / every) * every;
        int count = start > last ? 0 : (last - start) / every + 1;
        if (count > OGV_MAX_TICKS || (double)every / (high - low) * (double)length < (double)room)
            if (count > 1)
                continue;
        for (int e = start; e <= last; e += every)
            ticks.at[ticks.count++] = e < 0 ? 1 / power_of_ten(-e) : power_of_ten(e);
        return ticks;
    }
    return ticks;
}

/* ---- mapping ---- */

/* How far along its axis a value lies, 0 .. 1 between the ends. */
static double along(ogv_range range, bool logarithmic, double value)
{
    if (!logarithmic)
        return (value - range.low) / (range.high - range.low);
    if (!(value > 0))
        return isnan(value) ? value : 0;
    return log(value / range.low) / log(range.high / range.low);
}

static double back(ogv_range range, bool logarithmic, double part)
{
    return logarithmic ? range.low * pow(range.high / range.low, part)
                       : range.low + (range.high - range.low) * part;
}

/* A value however large has a pixel: one this far away is in the same direction. */
static float pixel_of(double value, double pixel)
{
    const double far_away = 1e7;
    if (isfinite(value) && pixel < -far_away)
        return (float)-far_away;
    return (float)(isfinite(value) && pixel > far_away ? far_away : pixel);
}

ogv_point ogv_axes_pixel(const ogv_axes *axes, double x, double y)
{
    const ogv_rect *r = &axes->rect;
    double u = along(axes->x, axes->log_x, x), v = along(axes->y, axes->log_y, y);
    return (ogv_point){pixel_of(x, r->x + u * r->w), pixel_of(y, r->y + r->h - v * r->h)};
}

void ogv_axes_data(const ogv_axes *axes, ogv_point pixel, double *x, double *y)
{
    const ogv_rect *r = &axes->rect;
    *x = back(axes->x, axes->log_x, (double)(pixel.x - r->x) / r->w);
    *y = back(axes->y, axes->log_y, 1 - (double)(pixel.y - r->y) / r->h);
}

/* ---- axes ---- */

/* What a tick is labelled with: a number, or a power of ten in two sizes. */
typedef struct tick_style {
    bool power;
    int decimals;
} tick_style;

static int exponent_of(double value)
{
    return (int)floor(log10(value) + 0.5);
}

static float label_width(const ogv_drawlist *list, double value, tick_style style)
{
    char text[OGV_NUMBER_SIZE];
    if (style.power)
        return ogv_text_width(list, OGV_MONO, LABEL_SIZE, "10") + 1 +
               ogv_text_width(list, OGV_MONO, exponent_size, ogv_format_number(text, exponent_of(value), 0));
    return ogv_text_width(list, OGV_MONO, LABEL_SIZE, ogv_format_number(text, value, style.decimals));
}

static void tick_label(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                       double value, tick_style style)
{
    char text[OGV_NUMBER_SIZE];
    if (!style.power) {
        ogv_text(list, x, y, align, OGV_MONO, LABEL_SIZE, theme->text3,
                 ogv_format_number(text, value, style.decimals));
        return;
    }
    float width = label_width(list, value, style);
    float left = align == OGV_LEFT ? x : align == OGV_RIGHT ? x - width : x - 0.5f * width;
    left += ogv_text(list, left, y, OGV_LEFT, OGV_MONO, LABEL_SIZE, theme->text3, "10") + 1;
    ogv_text(list, left, y - 4, OGV_LEFT, OGV_MONO, exponent_size, theme->text3,
             ogv_format_number(text, exponent_of(value), 0));
}

void ogv_power_label(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                     double value)
{
    tick_label(list, theme, x, y, align, value, (tick_style){.power = true});
}

static ogv_ticks choose(ogv_range range, bool logarithmic, float length, float room)
{
    return logarithmic ? ogv_log_ticks_choose(range, length, room) : ogv_ticks_choose(range, length, room);
}

/* The room depends on the labels and the labels on the step: starts narrow and widens until they keep apart.
 */
static ogv_ticks x_ticks(const ogv_drawlist *list, const ogv_axes *axes)
{
    float room = 32;
    ogv_ticks ticks = {0};
    if (axes->x_ticks)
        return *axes->x_ticks;
    for (int i = 0; i < 6; i++) {
        ticks = choose(axes->x, axes->log_x, axes->rect.w, room);
        float widest = 0;
        for (int k = 0; k < ticks.count; k++)
            widest = fmaxf(widest, label_width(list, ticks.at[k], (tick_style){axes->log_x, ticks.decimals}));
        if (widest + 24 <= room || ticks.count < 2)
            break;
        room = widest + 24;
    }
    return ticks;
}

static ogv_ticks y_ticks(const ogv_axes *axes)
{
    return axes->y_ticks ? *axes->y_ticks : choose(axes->y, axes->log_y, axes->rect.h, 28);
}

/* Flags are 22 high, and hardly ever wider than 52. */
static bool under_x_flag(const ogv_axes *axes, float x, float width)
{
    return axes->x_flag && fabsf(ogv_axes_pixel(axes, *axes->x_flag, axes->y.low).x - x) < 0.5f * width + 26;
}

static bool under_y_flag(const ogv_axes *axes, float y)
{
    return axes->y_flag && fabsf(ogv_axes_pixel(axes, axes->x.low, *axes->y_flag).y - y) < 18;
}

/* until: labels end left of it, for a name that follows them. */
static void draw_x_ticks(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, float until)
{
    ogv_ticks ticks = x_ticks(list, axes);
    tick_style style = {axes->log_x, ticks.decimals};
    float bottom = axes->rect.y + axes->rect.h;
    for (int i = 0; i < ticks.count; i++) {
        float x = ogv_axes_pixel(axes, ticks.at[i], axes->y.low).x;
        ogv_hairline_v(list, x - 0.5f, bottom, bottom + 5, theme->axis);
        float width = label_width(list, ticks.at[i], style);
        if (x + 0.5f * width < until && !under_x_flag(axes, x, width))
            tick_label(list, theme, x, bottom + 19, OGV_CENTER, ticks.at[i], style);
    }
}

void ogv_axes_baseline(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes)
{
    const ogv_rect r = axes->rect;
    ogv_hairline_h(list, r.x, r.x + r.w, r.y + r.h - 0.5f, theme->axis);
    draw_x_ticks(list, theme, axes, INFINITY);
}

static bool all_powers(const ogv_ticks *ticks)
{
    for (int i = 0; i < ticks->count; i++)
        if (fabs(log10(ticks->at[i]) - exponent_of(ticks->at[i])) > 1e-9)
            return false;
    return true;
}

static tick_style y_style(const ogv_axes *axes, const ogv_ticks *ticks, double value)
{
    bool power = axes->log_y && all_powers(ticks);
    bool own = axes->log_y && !power; /* each as short as it can be */
    return (tick_style){power, !own ? ticks->decimals : value < 1 ? (int)ceil(-log10(value) - 1e-9) : 0};
}

void ogv_axes_draw(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes)
{
    const ogv_rect r = axes->rect;
    ogv_ticks ticks = y_ticks(axes);
    for (int i = 0; i < ticks.count; i++) {
        float y = ogv_axes_pixel(axes, axes->x.low, ticks.at[i]).y;
        ogv_hairline_h(list, r.x, r.x + r.w, y - 0.5f, theme->grid);
        if (!under_y_flag(axes, y))
            tick_label(list, theme, r.x - 10, y + 4.3f, OGV_RIGHT, ticks.at[i],
                       y_style(axes, &ticks, ticks.at[i]));
    }
    ogv_axes_baseline(list, theme, axes);
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

void ogv_axes_x_name(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const char *name)
{
    const ogv_rect r = axes->rect;
    ogv_text_style style = name_style(theme);
    ogv_ticks ticks = x_ticks(list, axes);
    float x = r.x + r.w + 14;
    if (ticks.count > 0) { /* the last label may reach beyond the axis */
        double last = ticks.at[ticks.count - 1];
        float end = ogv_axes_pixel(axes, last, axes->y.low).x +
                    0.5f * label_width(list, last, (tick_style){axes->log_x, ticks.decimals});
        x = fmaxf(x, end + 8);
    }
    ogv_rich_line(list, theme, x, r.y + r.h + 19, OGV_LEFT, &style, name);
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
        if (y - 6 >= top && !under_y_flag(axes, y))
            tick_label(list, theme, r.x - 10, y + 4.3f, OGV_RIGHT, ticks.at[i],
                       y_style(axes, &ticks, ticks.at[i]));
    }
    draw_x_ticks(list, theme, axes, right);
}
