/* Bars, what they are held against, histograms, rugs. */
#include <math.h>

#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"

enum { CAP = 2, STUB = 8 };

static ogv_color fill_of(const ogv_theme *theme, const ogv_bars *bars, size_t i)
{
    return bars->log_colors ? ogv_gradient_color(theme, bars->y[i])
           : bars->fills    ? bars->fills[i]
                            : bars->fill;
}

/* place: the column of the bar, as high as the plot. */
static void draw_bar(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const ogv_bars *bars,
                     size_t i, ogv_rect place)
{
    double y = (double)bars->y[i];
    float bottom = place.y + place.h;
    ogv_rect stub = {place.x, bottom - STUB, place.w, STUB};
    if (!isfinite(y)) {
        ogv_rect block = isinf(y) && y > 0 ? place : stub;
        ogv_fill(list, block, 0, theme->err);
        ogv_hatch(list, block, theme->stage); /* the gradient's colours have one that comes close */
        return;
    }
    if (y == 0 && axes->log_y) {
        ogv_fill(list, stub, 0, theme->zone);
        ogv_hatch(list, stub, theme->axis);
        return;
    }
    float top = fmaxf(fminf(ogv_axes_pixel(axes, axes->x.low, y).y, bottom), place.y);
    if (bottom - top >= 1)
        ogv_fill(list, (ogv_rect){place.x, top, place.w, bottom - top}, 0, fill_of(theme, bars, i));
    ogv_fill(list, (ogv_rect){place.x, fminf(top, bottom - CAP), place.w, CAP}, 0, bars->cap);
}

void ogv_plot_bars(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const ogv_bars *bars)
{
    const ogv_rect r = axes->rect;
    for (size_t i = 0; i < bars->count; i++) {
        double middle = (double)i + 1, half = 0.5 * (double)bars->share;
        float left = fmaxf(roundf(ogv_axes_pixel(axes, middle - half, axes->y.low).x), r.x);
        float right = fminf(roundf(ogv_axes_pixel(axes, middle + half, axes->y.low).x), r.x + r.w);
        if (right > left)
            draw_bar(list, theme, axes, bars, i, (ogv_rect){left, r.y, right - left, r.h});
    }
}

void ogv_plot_bar_reference(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const float *y,
                            size_t count, ogv_line_look look)
{
    enum { MOST = 256 };
    float x[2 * MOST], stairs[2 * MOST];
    count = count < MOST ? count : MOST;
    for (size_t i = 0; i < count; i++) {
        x[2 * i] = (float)i + 0.5f;
        x[2 * i + 1] = (float)i + 1.5f;
        stairs[2 * i] = stairs[2 * i + 1] = y[i];
    }
    ogv_plot_line(list, theme, axes, x, stairs, 2 * count, look);
}

void ogv_plot_bar_numbers(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, size_t count)
{
    char text[OGV_NUMBER_SIZE];
    float bottom = axes->rect.y + axes->rect.h;
    float widest = ogv_text_width(list, OGV_MONO, 12, ogv_format_number(text, (double)count, 0));
    float unit = ogv_axes_pixel(axes, 1, axes->y.low).x - ogv_axes_pixel(axes, 0, axes->y.low).x;
    size_t every = 1;
    while ((float)every * unit < widest + 8 && every < count)
        every++;
    for (size_t i = 1; i <= count; i += every) {
        float x = ogv_axes_pixel(axes, (double)i, axes->y.low).x;
        if (!(x >= axes->rect.x && x <= axes->rect.x + axes->rect.w))
            continue;
        ogv_hairline_v(list, x - 0.5f, bottom, bottom + 5, theme->axis);
        ogv_text(list, x, bottom + 19, OGV_CENTER, OGV_MONO, 12, theme->text3,
                 ogv_format_number(text, (double)i, 0));
    }
}

/* ---- histograms and rugs ---- */

void ogv_histogram_count(const float *values, size_t count, ogv_range range, size_t bins, float *counts)
{
    for (size_t b = 0; b < bins; b++)
        counts[b] = 0;
    for (size_t i = 0; i < count; i++) {
        double part = ((double)values[i] - range.low) / (range.high - range.low);
        if (part >= 0 && part <= 1) {
            size_t bin = (size_t)(part * (double)bins);
            counts[bin < bins ? bin : bins - 1] += 1;
        }
    }
}

void ogv_plot_histogram(ogv_drawlist *list, const ogv_axes *axes, const ogv_histogram *histogram)
{
    const ogv_rect r = axes->rect;
    float most = 0, unit = r.w / (float)histogram->bins;
    for (size_t i = 0; i < histogram->bins; i++)
        most = fmaxf(most, histogram->counts[i]);
    for (size_t i = 0; i < histogram->bins; i++) {
        if (!(histogram->counts[i] > 0))
            continue;
        float height = fmaxf(histogram->counts[i] / most * histogram->height * r.h, 1);
        float left = roundf(r.x + unit * (float)i), right = roundf(r.x + unit * (float)(i + 1));
        float gap = right - left > 3 ? 1.0f : 0.0f;
        ogv_fill(list, (ogv_rect){left, r.y + r.h - height, right - left - gap, height}, 0,
                 histogram->fills ? histogram->fills[i] : histogram->fill);
    }
}

void ogv_plot_rug(ogv_drawlist *list, const ogv_axes *axes, const float *values, size_t count, float height,
                  ogv_color color)
{
    float bottom = axes->rect.y + axes->rect.h;
    for (size_t i = 0; i < count; i++)
        if ((double)values[i] >= axes->x.low && (double)values[i] <= axes->x.high) {
            float x = ogv_axes_pixel(axes, (double)values[i], axes->y.low).x;
            ogv_line(list, (ogv_point){x, bottom - height}, (ogv_point){x, bottom}, 1.5f, color);
        }
}
