#include <math.h>

#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"

enum { LABEL_GAP = 17 };

/* The smallest of 1, 2, 5, 10, ... times a power of ten that is at least value. */
static double round_up(double value)
{
    double power = pow(10, floor(log10(value)));
    double part = value / power;
    return power * (part <= 1.0001 ? 1 : part <= 2.0001 ? 2 : part <= 5.0001 ? 5 : 10);
}

static double largest(const float *values, size_t count)
{
    double found = 0;
    for (size_t i = 0; values && i < count; i++)
        if (isfinite(values[i]) && (double)values[i] > found)
            found = (double)values[i];
    return found;
}

static bool ends_off_grid(const ogv_loss_chart *chart)
{
    return chart->x_last > 0;
}

static double x_of(const ogv_loss_chart *chart, size_t i)
{
    return ends_off_grid(chart) && i + 1 == chart->count ? chart->x_last : chart->x_per_value * (double)i;
}

ogv_axes ogv_loss_chart_axes(const ogv_loss_chart *chart, ogv_rect rect)
{
    double high = fmax(largest(chart->train, chart->count), largest(chart->test, chart->count));
    double end = chart->count > 0 ? x_of(chart, chart->count - 1) : 0;
    ogv_axes axes = {.rect = rect};
    axes.x = (ogv_range){0, round_up(fmax(end, 50))};
    axes.y = chart->y.high > chart->y.low ? chart->y : (ogv_range){0, high > 0 ? round_up(high) : 1};
    return axes;
}

/* Values of the last epoch beside the ends of their curves; test, the one that counts, first. */
static void draw_ends(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes,
                      const ogv_loss_chart *chart)
{
    size_t last = chart->count - 1;
    const float *series[] = {chart->test, chart->train};
    const char *names[] = {chart->test_name, chart->train_name};
    const ogv_color dots[] = {theme->text, theme->text3}, colors[] = {theme->text, theme->text2};
    const ogv_font fonts[] = {OGV_UI_SEMIBOLD, OGV_UI};
    float y[2], x = 0;
    int which[2], count = 0;
    for (int i = 1; i >= 0; i--)
        if (series[i] && isfinite(series[i][last]))
            ogv_end_dot(list, theme, ogv_axes_pixel(axes, x_of(chart, last), (double)series[i][last]),
                        dots[i]);
    for (int i = 0; i < 2; i++) {
        if (!series[i] || !isfinite(series[i][last]))
            continue;
        ogv_point at = ogv_axes_pixel(axes, x_of(chart, last), (double)series[i][last]);
        x = at.x + 10;
        which[count] = i;
        y[count++] = at.y;
    }
    ogv_spread_labels(y, count, LABEL_GAP, axes->rect.y + 4, axes->rect.y + axes->rect.h - 10);
    for (int k = 0; k < count; k++) {
        char number[OGV_NUMBER_SIZE];
        int i = which[k];
        ogv_format_number(number, (double)series[i][last], chart->decimals);
        float width = ogv_text(list, x, y[k] + 4.5f, OGV_LEFT, fonts[i], 13, colors[i], names[i]);
        ogv_text(list, x + width + 4, y[k] + 4.5f, OGV_LEFT, fonts[i], 13, colors[i], number);
    }
}

static void draw_readout(ogv_ui *ui, const ogv_axes *axes, const ogv_loss_chart *chart, ogv_point pointer)
{
    double x, y;
    ogv_axes_data(axes, pointer, &x, &y);
    size_t last = chart->count - 1;
    double place = floor(x / chart->x_per_value + 0.5);
    size_t i = place <= 0 ? 0 : place >= (double)last ? last : (size_t)place;
    if (ends_off_grid(chart) && i + 1 >= last && last > 0)
        i = x - x_of(chart, last - 1) < x_of(chart, last) - x ? last - 1 : last;
    float at = ogv_axes_pixel(axes, x_of(chart, i), 0).x;
    const ogv_rect r = axes->rect;
    ogv_dashed_line(ui->list, (ogv_point){at, r.y}, (ogv_point){at, r.y + r.h}, 1, 2, 3, ui->theme->axis);
    const float *series[] = {chart->test, chart->train};
    for (int k = 0; k < 2; k++)
        if (series[k] && isfinite(series[k][i]))
            ogv_end_dot(ui->list, ui->theme, ogv_axes_pixel(axes, x_of(chart, i), (double)series[k][i]),
                        k ? ui->theme->text3 : ui->theme->text);
    char epoch[OGV_NUMBER_SIZE], test[OGV_NUMBER_SIZE], train[OGV_NUMBER_SIZE];
    ogv_tip_row rows[3] = {
        {chart->x_name, ogv_format_number(epoch, x_of(chart, i), i == last && ends_off_grid(chart))}};
    int count = 1;
    if (chart->test)
        rows[count++] = (ogv_tip_row){chart->test_name,
                                      ogv_format_number(test, (double)chart->test[i], chart->decimals + 1)};
    rows[count++] = (ogv_tip_row){chart->train_name,
                                  ogv_format_number(train, (double)chart->train[i], chart->decimals + 1)};
    ogv_rect size = ogv_tooltip_size(ui->list, ui->theme, rows, count);
    float left = at + 12 + size.w > r.x + r.w - 8 ? at - 12 - size.w : at + 12;
    ogv_tooltip(ui->list, ui->theme, roundf(left), roundf(r.y + r.h - 8 - size.h), 0, rows, count);
}

static void draw_curve(ogv_drawlist *list, const ogv_axes *axes, const ogv_loss_chart *chart,
                       const float *values, float width, ogv_color color)
{
    size_t on_grid = chart->count - (size_t)ends_off_grid(chart);
    ogv_plot_series(list, axes, 0, chart->x_per_value, values, on_grid, width, color);
    if (on_grid == chart->count || on_grid == 0)
        return;
    const float x[] = {(float)x_of(chart, on_grid - 1), (float)chart->x_last};
    ogv_plot_line(list, axes, x, values + on_grid - 1, 2, width, color);
}

void ogv_loss_chart_draw(ogv_ui *ui, const char *id, ogv_rect rect, const ogv_loss_chart *chart)
{
    const ogv_theme *theme = ui->theme;
    ogv_axes axes = ogv_loss_chart_axes(chart, rect);
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    if (act.ring)
        ogv_focus_ring(ui, rect, 0);
    ogv_axes_draw(ui->list, theme, &axes);
    if (chart->count == 0)
        return;
    draw_curve(ui->list, &axes, chart, chart->train, 1.75f, theme->text3);
    if (chart->test)
        draw_curve(ui->list, &axes, chart, chart->test, 2.25f, theme->text);
    draw_ends(ui->list, theme, &axes, chart);
    ogv_point pointer;
    if (ogv_ui_crosshair(ui, &act, rect, &pointer))
        draw_readout(ui, &axes, chart, pointer);
}
