/* Zones, guides and the dot that can be dragged. */
#include <math.h>
#include <string.h>

#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "ui_shared.h"

enum { STRIP = 4 }; /* so much of it lies in the plot */

void ogv_end_dot(ogv_drawlist *list, const ogv_theme *theme, ogv_point at, ogv_color color)
{
    ogv_disc(list, at, 4.25f, theme->stage);
    ogv_disc(list, at, 2.75f, color);
}

/* ---- zones ---- */

/* The part of the plot between two x; w is not above 0 where there is none. */
static ogv_rect zone_rect(const ogv_axes *axes, double from, double until)
{
    const ogv_rect r = axes->rect;
    float left = fmaxf(ogv_axes_pixel(axes, from, axes->y.low).x, r.x);
    float right = fminf(ogv_axes_pixel(axes, until, axes->y.low).x, r.x + r.w);
    return (ogv_rect){left, r.y, right - left, r.h};
}

void ogv_plot_zone(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double from,
                   double until)
{
    const ogv_rect r = axes->rect, zone = zone_rect(axes, from, until);
    if (!(zone.w > 0))
        return;
    ogv_fill(list, zone, 0, theme->zone);
    const float edges[] = {zone.x, zone.x + zone.w};
    for (int i = 0; i < 2; i++)
        if (edges[i] > r.x && edges[i] < r.x + r.w)
            ogv_dashed_line(list, (ogv_point){edges[i], r.y}, (ogv_point){edges[i], r.y + r.h}, 1, 3, 4,
                            theme->line2);
}

/* A line of the label, on a plate that no grid line shows through. */
static void zone_line(ogv_drawlist *list, const ogv_theme *theme, float x, float y,
                      const ogv_text_style *style, const char *text)
{
    float width = ogv_rich_line_width(list, theme, style, text) + 8;
    ogv_fill(list, (ogv_rect){x - 0.5f * width, y - 13, width, 18}, 0, theme->zone);
    ogv_rich_line(list, theme, x, y, OGV_CENTER, style, text);
}

void ogv_plot_zone_label(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double from,
                         double until, const char *title, const char *text)
{
    const ogv_rect zone = zone_rect(axes, from, until);
    ogv_text_style heading = ogv_style_label(theme), style = heading;
    heading.font = OGV_UI_SEMIBOLD;
    heading.size = 15;
    int lines = 1;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    if (!(zone.w >= 96))
        return;
    float x = zone.x + 0.5f * zone.w, y = zone.y + 0.5f * (zone.h - 24 - 18 * (float)lines) + 19;
    zone_line(list, theme, x, y, &heading, title);
    for (y += 22; lines-- > 0; y += 18) {
        char line[128];
        size_t length = strcspn(text, "\n"), kept = length < sizeof line - 1 ? length : sizeof line - 1;
        memcpy(line, text, kept);
        line[kept] = 0;
        zone_line(list, theme, x, y, &style, line);
        text += length + (text[length] == '\n');
    }
}

/* ---- guides ---- */

static void draw_flag(ogv_drawlist *list, ogv_rect rect, ogv_color fill, ogv_color ink, const char *text)
{
    ogv_fill(list, rect, 4, fill);
    ogv_text(list, rect.x + 0.5f * rect.w, ogv_baseline(rect.y, rect.h, 13), OGV_CENTER, OGV_MONO_MEDIUM, 13,
             ink, text);
}

void ogv_plot_guides(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double x, double y,
                     const char *x_text, const char *y_text, ogv_color flag_color)
{
    const ogv_rect r = axes->rect;
    ogv_point at = ogv_axes_pixel(axes, x, y);
    /* A strip of colours may stand on the axis. */
    ogv_dashed_line(list, (ogv_point){fminf(r.x + STRIP, at.x), at.y}, at, 1, 2, 3, theme->axis);
    ogv_dashed_line(list, at, (ogv_point){at.x, r.y + r.h}, 1, 2, 3, theme->axis);
    if (y_text) {
        float w = ogv_text_width(list, OGV_MONO_MEDIUM, 13, y_text) + 14;
        draw_flag(list, (ogv_rect){r.x - 6 - w, at.y - 11, w, 22}, flag_color, theme->stage, y_text);
    }
    if (x_text) {
        float w = ogv_text_width(list, OGV_MONO_MEDIUM, 13, x_text) + 14;
        draw_flag(list, (ogv_rect){at.x - 0.5f * w, r.y + r.h + 3, w, 22}, theme->tip, theme->on_tip, x_text);
    }
}

void ogv_plot_tangent(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, double x, double y,
                      double slope, double half)
{
    const ogv_point ends[] = {ogv_axes_pixel(axes, x - half, y - half * slope),
                              ogv_axes_pixel(axes, x + half, y + half * slope)};
    ogv_rect clip = ogv_clip(list, axes->rect);
    ogv_polyline(list, ends, 2, false, 2, theme->text);
    ogv_unclip(list, clip);
}

/* That a multiple of step needs. */
static int decimals_of(double step)
{
    int decimals = 0;
    for (; decimals < 6 && fabs(step - floor(step + 0.5)) > 1e-6; decimals++)
        step *= 10;
    return step > 0 ? decimals : 2;
}

bool ogv_drag_dot(ogv_ui *ui, const char *id, const ogv_axes *axes, double *x, double y, double step,
                  ogv_color color)
{
    ogv_point at = ogv_axes_pixel(axes, *x, y);
    ogv_act act =
        ogv_ui_widget(ui, id, (ogv_rect){at.x - 18, at.y - 18, 36, 36}, OGV_WANTS_ARROWS | OGV_WANTS_VALUE);
    ogv_way way = {axes->x.low, axes->x.high, step > 0 ? 1 / step : 0, (double)NAN};
    double before = *x;
    if (act.taken) {
        ui->grab = ui->input.mouse.x - at.x; /* taken beside its middle, it does not jump */
    } else if (act.held) {
        double data_x, data_y;
        ogv_axes_data(axes, (ogv_point){ui->input.mouse.x - ui->grab, ui->input.mouse.y}, &data_x, &data_y);
        *x = ogv_way_nearest(&way, data_x);
    } else if (act.focused && ui->input.key != OGV_KEY_NONE) {
        *x = ogv_way_key(ui, &way, *x);
        if (*x != before)
            ui->focus_visible = act.ring = true;
    }
    if (ui->disabled)
        color = ui->theme->disabled;
    else
        ogv_disc(ui->list, at, 18, ogv_fade(color, act.held ? 0.30f : act.hovered ? 0.22f : 0.14f));
    if (act.ring)
        ogv_ring(ui->list, at, 15, 2, ui->theme->focus);
    ogv_disc(ui->list, at, 10.5f, ui->theme->stage);
    ogv_disc(ui->list, at, 7.5f, color);
    if (ogv_ui_typed(ui, &act, id, at, axes->x.low, axes->x.high, decimals_of(step), x))
        *x = ogv_way_nearest(&way, *x);
    return *x != before;
}
