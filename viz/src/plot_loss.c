#include <math.h>

#include "ogee_viz/text.h"
#include "plot_private.h"

enum { LABEL_GAP = 17, TIP_GAP = 12 };

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
    axes.log_y = chart->log_ticks != NULL;
    axes.y_ticks = chart->log_ticks;
    return axes;
}

/* Values of the last epoch beside the ends of their curves; test, the one that counts, first. */
typedef struct end_label {
    int series; /* 0 test, 1 train */
    char number[OGV_NUMBER_SIZE];
    float name_width;
    ogv_rect plate; /* the grid does not run through it */
} end_label;

typedef struct end_labels {
    end_label labels[2];
    int count;
} end_labels;

static const ogv_font end_fonts[] = {OGV_UI_SEMIBOLD, OGV_UI};

static void place_ends(end_labels *ends, ogv_drawlist *list, const ogv_axes *axes,
                       const ogv_loss_chart *chart)
{
    size_t last = chart->count - 1;
    const float *series[] = {chart->test, chart->train};
    const char *names[] = {chart->test_name, chart->train_name};
    float y[2];
    ends->count = 0;
    for (int i = 0; i < 2; i++) {
        if (!series[i] || !isfinite(series[i][last]))
            continue;
        ogv_point at = ogv_axes_pixel(axes, x_of(chart, last), (double)series[i][last]);
        end_label *label = &ends->labels[ends->count];
        label->series = i;
        ogv_format_number(label->number, (double)series[i][last], chart->decimals);
        label->name_width = ogv_text_width(list, end_fonts[i], 13, names[i]) + 4;
        float width = label->name_width + ogv_text_width(list, end_fonts[i], 13, label->number);
        label->plate = (ogv_rect){at.x + 7, 0, width + 6, 16};
        y[ends->count++] = at.y;
    }
    ogv_spread_labels(y, ends->count, LABEL_GAP, axes->rect.y + 4, axes->rect.y + axes->rect.h - 10);
    for (int k = 0; k < ends->count; k++)
        ends->labels[k].plate.y = y[k] - 8;
}

/* Labels that would lie under the tooltip go to its right: there is room, as ends at the right of the plot
   need it too. */
static void keep_ends_off(end_labels *ends, ogv_rect taken)
{
    bool covered = false;
    for (int k = 0; k < ends->count; k++)
        covered |= ogv_rects_overlap(ends->labels[k].plate, taken);
    for (int k = 0; covered && k < ends->count; k++)
        ends->labels[k].plate.x = taken.x + taken.w + 5;
}

static void draw_ends(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes,
                      const ogv_loss_chart *chart, const end_labels *ends)
{
    size_t last = chart->count - 1;
    const float *series[] = {chart->test, chart->train};
    const char *names[] = {chart->test_name, chart->train_name};
    const ogv_color dots[] = {theme->text, theme->text3}, colors[] = {theme->text, theme->text2};
    for (int i = 1; i >= 0; i--)
        if (series[i] && isfinite(series[i][last]))
            ogv_end_dot(list, theme, ogv_axes_pixel(axes, x_of(chart, last), (double)series[i][last]),
                        dots[i]);
    for (int k = 0; k < ends->count; k++) {
        const end_label *label = &ends->labels[k];
        int i = label->series;
        float x = label->plate.x + 3, y = label->plate.y + 12.5f;
        ogv_fill(list, label->plate, 0, theme->stage);
        ogv_text(list, x, y, OGV_LEFT, end_fonts[i], 13, colors[i], names[i]);
        ogv_text(list, x + label->name_width, y, OGV_LEFT, end_fonts[i], 13, colors[i], label->number);
    }
}

/* The values at the pointer, ready to be drawn. */
typedef struct readout {
    size_t i;     /* of the value next to the pointer */
    float at;     /* its x */
    ogv_rect box; /* of the tooltip; w 0: there is no pointer */
    ogv_tip_row rows[3];
    int count;
    char epoch[OGV_NUMBER_SIZE], test[OGV_NUMBER_SIZE], train[OGV_NUMBER_SIZE];
} readout;

static size_t value_at(const ogv_axes *axes, const ogv_loss_chart *chart, ogv_point pointer)
{
    double x, y;
    ogv_axes_data(axes, pointer, &x, &y);
    size_t last = chart->count - 1;
    double place = floor(x / chart->x_per_value + 0.5);
    size_t i = place <= 0 ? 0 : place >= (double)last ? last : (size_t)place;
    if (ends_off_grid(chart) && i + 1 >= last && last > 0)
        i = x - x_of(chart, last - 1) < x_of(chart, last) - x ? last - 1 : last;
    return i;
}

/* Rather left of the pointer than over the labels. */
static ogv_rect tip_box(ogv_rect size, ogv_rect plot, ogv_point at, const end_labels *ends)
{
    ogv_rect box = ogv_values_tip_box(size, plot, at, TIP_GAP);
    bool covers = false;
    for (int k = 0; k < ends->count; k++)
        covers |= ogv_rects_overlap(ends->labels[k].plate, box);
    float left = at.x - TIP_GAP - size.w;
    if (covers && left >= plot.x + 8)
        box.x = roundf(left);
    return box;
}

static void prepare_readout(ogv_ui *ui, const ogv_axes *axes, const ogv_loss_chart *chart, ogv_point pointer,
                            const end_labels *ends, readout *out)
{
    const ogv_rect r = axes->rect;
    size_t i = value_at(axes, chart, pointer), last = chart->count - 1;
    out->i = i;
    out->at = ogv_axes_pixel(axes, x_of(chart, i), 0).x;
    out->count = 0;
    out->rows[out->count++] = (ogv_tip_row){
        chart->x_name, ogv_format_number(out->epoch, x_of(chart, i), i == last && ends_off_grid(chart))};
    if (chart->test)
        out->rows[out->count++] = (ogv_tip_row){
            chart->test_name, ogv_format_number(out->test, (double)chart->test[i], chart->decimals + 1)};
    out->rows[out->count++] = (ogv_tip_row){
        chart->train_name, ogv_format_number(out->train, (double)chart->train[i], chart->decimals + 1)};
    out->box = tip_box(ogv_tooltip_size(ui->list, ui->theme, out->rows, out->count), r,
                       (ogv_point){out->at, pointer.y}, ends);
}

static void draw_readout(ogv_ui *ui, const ogv_axes *axes, const ogv_loss_chart *chart, const readout *out)
{
    const ogv_rect r = axes->rect;
    ogv_dashed_line(ui->list, (ogv_point){out->at, r.y}, (ogv_point){out->at, r.y + r.h}, 1, 2, 3,
                    ui->theme->axis);
    const float *series[] = {chart->test, chart->train};
    for (int k = 0; k < 2; k++)
        if (series[k] && isfinite(series[k][out->i]))
            ogv_end_dot(ui->list, ui->theme,
                        ogv_axes_pixel(axes, x_of(chart, out->i), (double)series[k][out->i]),
                        k ? ui->theme->text3 : ui->theme->text);
    ogv_tooltip(ui->list, ui->theme, out->box.x, out->box.y, 0, out->rows, out->count);
}

static void draw_curve(ogv_ui *ui, const ogv_axes *axes, const ogv_loss_chart *chart, const float *values,
                       ogv_line_look look)
{
    size_t on_grid = chart->count - (size_t)ends_off_grid(chart);
    ogv_plot_series(ui->list, ui->theme, axes, 0, chart->x_per_value, values, on_grid, look);
    if (on_grid == chart->count || on_grid == 0)
        return;
    const float x[] = {(float)x_of(chart, on_grid - 1), (float)chart->x_last};
    ogv_plot_line(ui->list, ui->theme, axes, x, values + on_grid - 1, 2, look);
}

static void draw_content(ogv_ui *ui, const ogv_act *act, const ogv_axes *axes, const ogv_loss_chart *chart)
{
    const ogv_theme *theme = ui->theme;
    draw_curve(ui, axes, chart, chart->train, (ogv_line_look){theme->text3, 1.75f, 0, 0});
    if (chart->test)
        draw_curve(ui, axes, chart, chart->test, (ogv_line_look){theme->text, 2.25f, 0, 0});
    ogv_point pointer;
    readout out = {0};
    bool pointed = ogv_ui_crosshair(ui, act, axes->rect, &pointer);
    end_labels ends;
    place_ends(&ends, ui->list, axes, chart);
    if (pointed) {
        prepare_readout(ui, axes, chart, pointer, &ends, &out);
        keep_ends_off(&ends, out.box);
    }
    draw_ends(ui->list, theme, axes, chart, &ends);
    if (pointed)
        draw_readout(ui, axes, chart, &out);
}

void ogv_loss_chart_draw(ogv_ui *ui, const char *id, ogv_rect rect, const ogv_loss_chart *chart)
{
    const ogv_theme *theme = ui->theme;
    ogv_axes axes = ogv_loss_chart_axes(chart, rect);
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    ogv_axes_draw(ui->list, theme, &axes);
    if (act.ring) /* below the labels, which can be read then */
        ogv_focus_ring(ui, rect, 0);
    if (chart->count > 0)
        draw_content(ui, &act, &axes, chart);
}
