/* The exact values of curves under the pointer. */
#include <math.h>

#include "ogee_viz/text.h"
#include "plot_private.h"

enum { MOST_CURVES = 7, VALUES_GAP = 12 };

static size_t nearest_index(const ogv_hover *hover, double x)
{
    size_t low = 0, high = hover->count - 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if ((double)hover->x[middle] <= x)
            low = middle;
        else
            high = middle;
    }
    return x - (double)hover->x[low] <= (double)hover->x[high] - x ? low : high;
}

static char *format(char buffer[OGV_NUMBER_SIZE], double value, int decimals)
{
    return decimals < 0 ? ogv_format_power(buffer, value, -decimals)
                        : ogv_format_number(buffer, value, decimals);
}

ogv_rect ogv_values_tip_box(ogv_rect size, ogv_rect plot, ogv_point at, float gap)
{
    float right = plot.x + plot.w - 8, bottom = plot.y + plot.h - 8;
    float x = at.x + gap + size.w > right ? at.x - gap - size.w : at.x + gap;
    float y = fminf(fmaxf(at.y - 0.5f * size.h, plot.y + 8), bottom - size.h);
    y = fmaxf(y, plot.y); /* one that is too high may cover the ticks below, not the title above */
    return (ogv_rect){roundf(fmaxf(x, plot.x + 8)), roundf(y), size.w, size.h};
}

void ogv_values_tip(ogv_ui *ui, ogv_rect plot, ogv_point at, const ogv_tip_row *rows, int count)
{
    ogv_rect box =
        ogv_values_tip_box(ogv_tooltip_size(ui->list, ui->theme, rows, count), plot, at, VALUES_GAP);
    ogv_tooltip(ui->list, ui->theme, box.x, box.y, box.w, rows, count);
}

long ogv_plot_hover(ogv_ui *ui, const char *id, const ogv_axes *axes, const ogv_hover *hover)
{
    const ogv_rect r = axes->rect;
    char texts[MOST_CURVES + 1][OGV_NUMBER_SIZE];
    ogv_tip_row rows[MOST_CURVES + 1];
    ogv_act act = ogv_ui_widget(ui, id, r, OGV_WANTS_ARROWS);
    ogv_point pointer;
    double x, y;
    if (act.ring)
        ogv_focus_ring(ui, r, 0);
    if (hover->count == 0 || !ogv_ui_crosshair(ui, &act, r, &pointer))
        return -1;
    ogv_axes_data(axes, pointer, &x, &y);
    size_t i = nearest_index(hover, x);
    float at = ogv_axes_pixel(axes, (double)hover->x[i], axes->y.low).x;
    ogv_dashed_line(ui->list, (ogv_point){at, r.y}, (ogv_point){at, r.y + r.h}, 1, 2, 3, ui->theme->axis);
    rows[0] = (ogv_tip_row){hover->x_name, format(texts[0], (double)hover->x[i], hover->x_decimals)};
    int count = 1;
    for (int k = 0; k < hover->curve_count && k < MOST_CURVES; k++) {
        const ogv_hover_curve *curve = &hover->curves[k];
        ogv_point dot = ogv_axes_pixel(axes, (double)hover->x[i], (double)curve->y[i]);
        if (isfinite(curve->y[i]) && dot.y >= r.y && dot.y <= r.y + r.h)
            ogv_end_dot(ui->list, ui->theme, dot, curve->color);
        rows[count] =
            (ogv_tip_row){curve->name, format(texts[count], (double)curve->y[i], hover->y_decimals)};
        count++;
    }
    ogv_values_tip(ui, r, (ogv_point){at, pointer.y}, rows, count);
    return (long)i;
}
