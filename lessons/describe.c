/* What a plot shows, in words. */
#include <math.h>
#include <stdio.h>

#include "frame.h"
#include "ogee_viz/text.h"

enum { BELOW = 28, MARGIN = 12, PADDING = 6, EDGE = 4 };

/* Below the labels of the plot's axis, on them where the stage ends; in one line where it fits. */
static void draw_sentence(ogv_ui *ui, const ogl_layout *l, ogv_rect plot, const char *text)
{
    ogv_text_style style = ogv_style_label(ui->theme);
    style.color = ui->theme->text;
    float needed = ceilf(ogv_rich_line_width(ui->list, ui->theme, &style, text)) + 2 * MARGIN + 1;
    float width = fminf(fmaxf(needed, plot.w), l->stage.w - 2 * EDGE);
    float height = ogv_paragraph_height(ui->list, ui->theme, width - 2 * MARGIN, &style, text) + 2 * PADDING;
    float x = fminf(plot.x, l->stage.x + l->stage.w - EDGE - width);
    float y = fminf(plot.y + plot.h + BELOW, l->stage.y + l->stage.h - EDGE - height);
    ogv_rect box = {roundf(x), roundf(y), width, height};
    ogv_fill(ui->list, box, 6, ui->theme->stage);
    ogv_frame(ui->list, box, 6, 1, ui->theme->ctl);
    ogv_paragraph(ui->list, ui->theme, box.x + MARGIN, box.y + PADDING, width - 2 * MARGIN, &style, text);
}

void ogl_draw_description(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    uint64_t id;
    ogv_rect plot;
    if (!run->describing)
        return;
    const char *text = ogv_ui_description(ui, &id, &plot);
    if (!text) {
        if (run->described == 0) { /* asked for, and there is nothing to describe */
            run->describing = false;
            ogl_notify(run, ogl_ui_say(run, "describe.none"));
        }
        return;
    }
    if (run->described != id) {
        run->described = id;
        printf("%s\n", text);
        fflush(stdout);
    }
    draw_sentence(ui, l, plot, text);
}
