/* The sigmoid that is taken twice: what is left of loss and output, and the way of one logit below. */
#include <math.h>
#include <stdio.h>

#include "losses.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"

/* ---- a chain of numbers ---- */

static void draw_arrow(ogv_ui *ui, float from, float until, float y)
{
    if (until - from < 10)
        return;
    ogv_line(ui->list, (ogv_point){from, y}, (ogv_point){until - 4, y}, 1.5f, ui->theme->axis);
    const ogv_point head[] = {{until, y}, {until - 7, y - 4}, {until - 7, y + 4}};
    ogv_polygon(ui->list, head, 3, ui->theme->axis);
}

static void draw_sigmoid(ogv_ui *ui, ogv_point center, const loss_link *link)
{
    ogv_color fill = ogv_probability_color(ui->theme, (float)link->value);
    ogv_disc(ui->list, center, 16, fill);
    ogv_ring(ui->list, center, 16, 1.5f, ui->theme->text2);
    ogv_formula(ui->list, ui->theme, center.x, center.y + 6, OGV_CENTER, 18, ui->theme->text, "\\sigma");
}

void losses_chain(ogv_ui *ui, float x, float width, float y, const loss_link *links, int count)
{
    float step = width / (float)count, middle = y + 24, end = x;
    ogv_text_style style = ogv_style_label(ui->theme);
    for (int i = 0; i < count; i++) {
        char text[OGV_NUMBER_SIZE];
        float left = x + step * (float)i + (links[i].sigmoid ? 48 : 0);
        ogl_format_number(text, links[i].value, links[i].decimals);
        if (links[i].sigmoid) {
            draw_arrow(ui, end + 6, left - 42, middle);
            draw_sigmoid(ui, (ogv_point){left - 24, middle}, &links[i]);
        }
        ogv_rich_line(ui->list, ui->theme, left, y + 2, OGV_LEFT, &style, links[i].label);
        float size = ogv_text(ui->list, left, ogv_baseline(middle - 12, 24, 17), OGV_LEFT, OGV_MONO_MEDIUM,
                              17, ui->theme->text, text);
        end = left + size;
    }
}

/* ---- the plots ---- */

static void draw_cursor(ogv_ui *ui, ogv_axes *axes, const double *z)
{
    static const ogv_ticks ticks = {{-8, -4, 0, 4, 8}, 5, 0};
    const ogv_rect r = axes->rect;
    char text[OGV_NUMBER_SIZE];
    axes->x_ticks = &ticks;
    axes->x_flag = z;
    ogv_axes_draw(ui->list, ui->theme, axes);
    ogv_formula(ui->list, ui->theme, r.x + r.w + 14, r.y + r.h + 19, OGV_CENTER, 17, ui->theme->text2, "z");
    float x = ogv_axes_pixel(axes, *z, axes->y.low).x;
    ogv_dashed_line(ui->list, (ogv_point){x, r.y}, (ogv_point){x, r.y + r.h}, 1, 2, 3, ui->theme->axis);
    ogv_flag(ui->list, ui->theme, (ogv_point){x, r.y + r.h + 14}, ogv_format_number(text, *z, 1));
}

/* The values of both curves at z, their dots, and the flags beside them. */
typedef struct pair {
    double values[2];
    ogv_point dots[2];
    float y[2]; /* of the flags */
} pair;

static pair place_pair(const ogv_axes *axes, double z, double once, double twice)
{
    pair p = {.values = {once, twice}};
    for (int i = 0; i < 2; i++) {
        p.dots[i] = ogv_axes_pixel(axes, z, p.values[i]);
        p.y[i] = p.dots[i].y + (p.values[i] < p.values[1 - i] ? 18.0f : -18.0f);
    }
    if (once == twice)
        p.y[1] = p.dots[1].y + 18;
    ogv_spread_labels(p.y, 2, 26, axes->rect.y + 11, axes->rect.y + axes->rect.h - 12);
    return p;
}

static bool meets_pair(const ogv_ui *ui, const ogv_axes *axes, const pair *p, ogv_rect rect)
{
    for (int i = 0; i < 2; i++) {
        const ogv_rect dot = {p->dots[i].x - 7, p->dots[i].y - 7, 14, 14};
        ogv_rect flag = losses_flag_rect(ui, axes->rect, p->dots[i].x, p->y[i], p->values[i], 3);
        if (ogv_rects_overlap(rect, dot) || ogv_rects_overlap(rect, flag))
            return true;
    }
    return false;
}

static void draw_pair(const losses *l, ogv_ui *ui, const ogv_axes *axes, const float *once,
                      const float *twice, const pair *p)
{
    const ogv_theme *t = ui->theme;
    ogv_plot_line(ui->list, t, axes, l->at, once, LOSS_POINTS, (ogv_line_look){t->value, 2.5f, 0, 0});
    ogv_plot_line(ui->list, t, axes, l->at, twice, LOSS_POINTS, (ogv_line_look){t->ochre, 2.5f, 7, 5});
    const ogv_color colors[] = {t->value, t->ochre};
    for (int i = 0; i < 2; i++)
        losses_dot(ui, p->dots[i], colors[i]);
    for (int i = 0; i < 2; i++)
        losses_flag(ui, axes->rect, p->dots[i].x, p->y[i], colors[i], p->values[i], 3);
}

/* A dashed line at a value that is never passed, and the value at its end, unless a flag comes there. */
static void draw_limit(ogv_ui *ui, const ogv_axes *axes, const pair *p, double value, bool left, bool shaded)
{
    const ogv_rect r = axes->rect;
    char text[OGV_NUMBER_SIZE];
    float y = ogv_axes_pixel(axes, axes->x.low, value).y;
    ogv_dashed_line(ui->list, (ogv_point){r.x, y}, (ogv_point){r.x + r.w, y}, 1, 3, 4, ui->theme->ochre);
    float width = ogv_text_width(ui->list, OGV_MONO_MEDIUM, 13, ogv_format_number(text, value, 3));
    float from = left ? r.x + 6 : r.x + r.w - 4 - width;
    const ogv_rect plate = {from - 2, y - 18, width + 4, 16};
    if (meets_pair(ui, axes, p, plate))
        return;
    ogv_fill(ui->list, plate, 4, shaded ? ui->theme->zone : ui->theme->stage);
    ogv_text(ui->list, from, y - 6, OGV_LEFT, OGV_MONO_MEDIUM, 13, ui->theme->ochre, text);
}

static void draw_names(const ogl_run *run, ogv_ui *ui, float x, float y)
{
    const ogv_theme *t = ui->theme;
    float width = 94 + ogv_text_width(ui->list, OGV_UI, 13, ogl_stage_word(run, "once")) +
                  ogv_text_width(ui->list, OGV_UI, 13, ogl_stage_word(run, "twice"));
    losses_plate(ui, x, y + 5, width);
    x = ogv_line_legend(ui->list, t, x, y, (ogv_line_look){t->value, 2.5f, 0, 0},
                        ogl_stage_word(run, "once"));
    ogv_line_legend(ui->list, t, x, y, (ogv_line_look){t->ochre, 2.5f, 7, 5}, ogl_stage_word(run, "twice"));
}

static void draw_loss(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    ogv_axes axes = {.rect = p->plots[0], .x = LOSS_LOGITS, .y = {0, 4}};
    losses_drag_z(l, run, ui, &axes, "z.loss", PLOT_DOUBLE);
    double z = run->values[SET_Z];
    losses_title(run, ui, p->all.left, p->all.title, "loss.double");
    draw_cursor(ui, &axes, &z);
    const pair both = place_pair(&axes, z, fmin(loss_at(z, l->label).bce, 99), loss_twice(z, l->label));
    draw_limit(ui, &axes, &both, loss_twice(l->label ? INFINITY : -INFINITY, l->label), l->label == 0, false);
    draw_names(run, ui, l->label ? axes.rect.x + axes.rect.w - 262 : axes.rect.x + 12, axes.rect.y + 12);
    draw_pair(l, ui, &axes, l->bce, l->twice_loss, &both);
}

static void draw_output(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    static const ogv_ticks ticks = {{0, 0.25, 0.5, 0.75, 1}, 5, 2};
    ogv_axes axes = {.rect = p->plots[1], .x = LOSS_LOGITS, .y = {0, 1.05}, .y_ticks = &ticks};
    const ogv_rect r = axes.rect;
    losses_drag_z(l, run, ui, &axes, "z.output", PLOT_OUTPUT);
    double z = run->values[SET_Z], low = output_twice(-INFINITY), high = output_twice(INFINITY);
    losses_title(run, ui, p->second, p->all.title, "output.double");
    float top = ogv_axes_pixel(&axes, 0, high).y, bottom = ogv_axes_pixel(&axes, 0, low).y;
    ogv_fill(ui->list, (ogv_rect){r.x, top, r.w, bottom - top}, 0, ui->theme->zone);
    draw_cursor(ui, &axes, &z);
    const pair both = place_pair(&axes, z, og_sigmoid(z), output_twice(z));
    draw_limit(ui, &axes, &both, high, true, false);
    draw_limit(ui, &axes, &both, low, false, true);
    draw_pair(l, ui, &axes, l->once, l->twice, &both);
}

static void draw_row(const ogl_run *run, ogv_ui *ui, const loss_places *p, int row, float y)
{
    int label = (int)run->values[SET_LABEL];
    double z = run->values[SET_Z], end = label ? INFINITY : -INFINITY;
    double loss = row ? loss_twice(z, label) : loss_at(z, label).bce;
    double least = row ? loss_twice(end, label) : loss_at(end, label).bce;
    char text[OGV_NUMBER_SIZE];
    const loss_link links[] = {{"$z$", z, 2, false, false},
                               {"$p = \\sigma(z)$", og_sigmoid(z), 3, true, true},
                               {"$\\sigma(p)$", output_twice(z), 3, true, true}};
    ogv_text(ui->list, p->all.left, y + 15, OGV_LEFT, OGV_UI_SEMIBOLD, 14,
             row ? ui->theme->ochre : ui->theme->value, ogl_stage_word(run, row ? "twice" : "once"));
    ogv_text(ui->list, p->all.left, y + 34, OGV_LEFT, OGV_MONO, 13, ui->theme->text2,
             ogl_stage_word(run, row ? "twice.code" : "once.code"));
    float width = p->all.right - p->all.left - 168 - 232;
    losses_chain(ui, p->all.left + 168, row ? width : width * 2 / 3, y, links, row ? 3 : 2);
    ogv_text(ui->list, p->all.right - 112, y + 30, OGV_RIGHT, OGV_MONO_SEMIBOLD, 17, ui->theme->text,
             ogl_format_number(text, loss, 3));
    ogv_text(ui->list, p->all.right, y + 30, OGV_RIGHT, OGV_MONO_SEMIBOLD, 17,
             row ? ui->theme->warn : ui->theme->text, ogl_format_number(text, least, 3));
}

void losses_draw_double(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    losses_controls(run, ui, p, false);
    draw_loss(l, run, ui, p);
    draw_output(l, run, ui, p);
    ogv_text(ui->list, p->all.left, p->all.strip_title, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text,
             ogl_stage_word(run, "chain"));
    ogv_text(ui->list, p->all.right - 112, p->all.strip - 8, OGV_RIGHT, OGV_UI, 13, ui->theme->text3,
             ogl_stage_word(run, "word.loss"));
    ogv_text(ui->list, p->all.right, p->all.strip - 8, OGV_RIGHT, OGV_UI, 13, ui->theme->text3,
             ogl_stage_word(run, "least"));
    for (int row = 0; row < 2; row++)
        draw_row(run, ui, p, row, p->all.strip + 16 + (p->all.dense ? 68 : 88) * (float)row);
}
