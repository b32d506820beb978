#include <math.h>

#include "heatmap_private.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"

static void draw_guides(ogv_drawlist *list, const ogv_theme *theme, ogv_rect r, ogv_point at)
{
    ogv_color color = ogv_fade(theme->text, 0.55f);
    ogv_dashed_line(list, (ogv_point){at.x, r.y}, (ogv_point){at.x, r.y + r.h}, 1, 1, 4, color);
    ogv_dashed_line(list, (ogv_point){r.x, at.y}, (ogv_point){r.x + r.w, at.y}, 1, 1, 4, color);
}

/* Right of the pointer, or left of it, and 8 inside the map. */
static void draw_readout(ogv_drawlist *list, const ogv_theme *theme, ogv_rect r, ogv_point at,
                         const ogv_tip_row *rows, int count)
{
    ogv_rect size = ogv_tooltip_size(list, theme, rows, count);
    float width = fmaxf(size.w, 104);
    float x = at.x + 16 + width > r.x + r.w - 8 ? at.x - 16 - width : at.x + 16;
    float y = fminf(fmaxf(at.y - 36, r.y + 8), r.y + r.h - 8 - size.h);
    ogv_tooltip(list, theme, roundf(fmaxf(x, r.x + 8)), roundf(y), width, rows, count);
}

static void draw_crosshair(ogv_ui *ui, const ogv_axes *axes, const ogv_heatmap *map,
                           const ogv_boundary *boundary, ogv_point at)
{
    const ogv_rect r = axes->rect;
    char x_text[OGV_NUMBER_SIZE], y_text[OGV_NUMBER_SIZE], p_text[OGV_NUMBER_SIZE];
    double x, y;
    ogv_axes_data(axes, at, &x, &y);
    float p = og_sigmoidf(ogv_heatmap_at(map, (at.x - r.x) / r.w, (at.y - r.y) / r.h));
    draw_guides(ui->list, ui->theme, r, at);
    ogv_disc(ui->list, at, 5, ui->theme->text);
    ogv_disc(ui->list, at, 3, ogv_probability_color(ui->theme, p));
    ogv_tip_row rows[3] = {{boundary->x_name, ogv_format_number(x_text, x, boundary->decimals)},
                           {boundary->y_name, ogv_format_number(y_text, y, boundary->decimals)},
                           {"$p$", ogv_format_number(p_text, (double)p, 2)}};
    draw_readout(ui->list, ui->theme, r, at, rows, 3);
}

void ogv_boundary_draw(ogv_ui *ui, const char *id, ogv_rect rect, ogv_heatmap *map,
                       const ogv_boundary *boundary)
{
    ogv_axes axes = {rect, boundary->x, boundary->y};
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    ogv_heatmap_draw(ui->list, ui->theme, rect, map);
    if (boundary->contours)
        ogv_heatmap_draw_contours(ui->list, ui->theme, rect, map);
    ogv_rect clip = ogv_clip(ui->list, rect);
    ogv_draw_marks(ui->list, ui->theme, &axes, boundary->marks, boundary->mark_count, boundary->tests);
    if (boundary->contours)
        ogv_heatmap_draw_labels(ui->list, ui->theme, &axes, map, boundary);
    ogv_unclip(ui->list, clip);
    ogv_frame(ui->list, rect, 0, 1, ui->theme->line2);
    ogv_axes_frame(ui->list, ui->theme, &axes, boundary->x_name, boundary->y_name);
    if (act.ring)
        ogv_focus_ring(ui, rect, 0);
    ogv_point at;
    if (ogv_ui_crosshair(ui, &act, rect, &at))
        draw_crosshair(ui, &axes, map, boundary, at);
}
