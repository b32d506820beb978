#include <math.h>

#include "heatmap_private.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "plot_private.h"

static void draw_guides(ogv_drawlist *list, const ogv_theme *theme, ogv_rect r, ogv_point at)
{
    ogv_color color = ogv_fade(theme->text, 0.55f);
    ogv_dashed_line(list, (ogv_point){at.x, r.y}, (ogv_point){at.x, r.y + r.h}, 1, 1, 4, color);
    ogv_dashed_line(list, (ogv_point){r.x, at.y}, (ogv_point){r.x + r.w, at.y}, 1, 1, 4, color);
}

/* What the pointer's place is worth, and the box in which that is said. */
typedef struct readout {
    ogv_point at;
    float p;
    char numbers[3][OGV_NUMBER_SIZE];
    ogv_tip_row rows[3];
    ogv_rect box;
} readout;

static void read_map(readout *read, ogv_ui *ui, const ogv_axes *axes, const ogv_heatmap *map,
                     const ogv_boundary *boundary)
{
    const ogv_rect r = axes->rect;
    double x, y;
    ogv_axes_data(axes, read->at, &x, &y);
    read->p = og_sigmoidf(ogv_heatmap_at(map, (read->at.x - r.x) / r.w, (read->at.y - r.y) / r.h));
    read->rows[0] =
        (ogv_tip_row){boundary->x_name, ogv_format_number(read->numbers[0], x, boundary->decimals)};
    read->rows[1] =
        (ogv_tip_row){boundary->y_name, ogv_format_number(read->numbers[1], y, boundary->decimals)};
    read->rows[2] = (ogv_tip_row){"$p$", ogv_format_number(read->numbers[2], (double)read->p, 2)};
    ogv_rect size = ogv_tooltip_size(ui->list, ui->theme, read->rows, 3);
    size.w = fmaxf(size.w, 104); /* of most values, so that it seldom changes */
    read->box = ogv_values_tip_box(size, r, read->at, 16);
}

static void draw_crosshair(ogv_ui *ui, ogv_rect r, const readout *read)
{
    draw_guides(ui->list, ui->theme, r, read->at);
    ogv_disc(ui->list, read->at, 5, ui->theme->text);
    ogv_disc(ui->list, read->at, 3, ogv_probability_color(ui->theme, read->p));
    ogv_tooltip(ui->list, ui->theme, read->box.x, read->box.y, read->box.w, read->rows, 3);
}

void ogv_boundary_draw(ogv_ui *ui, const char *id, ogv_rect rect, ogv_heatmap *map,
                       const ogv_boundary *boundary)
{
    ogv_axes axes = {.rect = rect, .x = boundary->x, .y = boundary->y};
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS | OGV_YIELDS);
    readout read = {0};
    bool pointed =
        ogv_ui_crosshair(ui, &act, rect, &read.at) && !(boundary->quiet && act.hovered && !act.ring);
    if (pointed)
        read_map(&read, ui, &axes, map, boundary);
    ogv_heatmap_draw(ui->list, ui->theme, rect, map);
    if (boundary->contours)
        ogv_heatmap_draw_contours(ui->list, ui->theme, rect, map);
    ogv_rect clip = ogv_clip(ui->list, rect);
    ogv_draw_marks(ui->list, ui->theme, &axes, boundary->marks, boundary->mark_count, boundary->tests);
    const ogv_rect taken[2] = {{read.at.x - 6, read.at.y - 6, 12, 12}, read.box};
    if (boundary->contours)
        ogv_heatmap_draw_labels(ui->list, ui->theme, &axes, map, boundary, pointed ? taken : NULL);
    ogv_unclip(ui->list, clip);
    ogv_frame(ui->list, rect, 0, 1, ui->theme->line2);
    ogv_axes_frame(ui->list, ui->theme, &axes, boundary->x_name, boundary->y_name);
    if (act.ring)
        ogv_focus_ring(ui, rect, 0);
    if (pointed)
        draw_crosshair(ui, rect, &read);
}
