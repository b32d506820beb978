/* How lesson 3 looks: controls, loss and gradient over the logit, and the strip of routes. */
#include <math.h>
#include <stdio.h>

#include "losses.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "stage.h"

static loss_places arrange(const ogv_ui *ui, ogv_rect stage)
{
    loss_places p = {.all = ogl_strip_arrange(ui, stage)};
    float left = p.all.left, half = (p.all.right - left) / 2;
    p.second = left + half + 32;
    p.plots[0] = (ogv_rect){left + 32, p.all.top, half - 48, p.all.height};
    p.plots[1] = (ogv_rect){p.second + 40, p.all.top, half - (p.all.dense ? 78 : 72), p.all.height};
    return p;
}

/* ---- parts that other views use too ---- */

void losses_title(const ogl_run *run, ogv_ui *ui, float x, float y, const char *key)
{
    char unit[64];
    snprintf(unit, sizeof unit, "%s.unit", key);
    x += ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, ogl_stage_word(run, key)) +
         8;
    ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI, 13, ui->theme->text2, ogl_stage_word(run, unit));
}

ogv_rect losses_flag_rect(const ogv_ui *ui, ogv_rect rect, float x, float y, double value, int decimals)
{
    char text[OGV_NUMBER_SIZE];
    float width =
        ogv_text_width(ui->list, OGV_MONO_MEDIUM, 13, ogl_format_number(text, value, decimals)) + 14;
    float left = x + 12 + width > rect.x + rect.w ? x - 12 - width : x + 12;
    return (ogv_rect){left, y - 11, width, 22};
}

void losses_flag(ogv_ui *ui, ogv_rect rect, float x, float y, ogv_color color, double value, int decimals)
{
    char text[OGV_NUMBER_SIZE];
    ogv_rect flag = losses_flag_rect(ui, rect, x, y, value, decimals);
    ogv_fill(ui->list, flag, 4, color);
    ogv_text(ui->list, flag.x + 0.5f * flag.w, ogv_baseline(flag.y, flag.h, 13), OGV_CENTER, OGV_MONO_MEDIUM,
             13, ui->theme->stage, ogl_format_number(text, value, decimals));
}

void losses_plate(const ogv_ui *ui, float left, float y, float width)
{
    ogv_fill(ui->list, (ogv_rect){left - 4, y - 14, width + 8, 19}, 4, ui->theme->stage);
}

void losses_drag_z(const losses *l, ogl_run *run, ogv_ui *ui, const ogv_axes *axes, const char *id,
                   loss_plot which)
{
    ogv_act act = ogl_axis_drag(run, ui, id, axes->rect, axes, SET_Z);
    if (act.ring)
        ogv_focus_ring(ui, axes->rect, 0);
    losses_describe_plot(l, run, ui, axes->rect, which);
}

void losses_dot(ogv_ui *ui, ogv_point at, ogv_color color)
{
    ogv_disc(ui->list, at, 7, ui->theme->stage);
    ogv_disc(ui->list, at, 5, color);
}

/* ---- controls ---- */

static void draw_label(const ogv_ui *ui, float x, const loss_places *p, const char *text)
{
    ogv_text(ui->list, x, p->all.labels, OGV_LEFT, OGV_UI, 13,
             ui->disabled ? ui->theme->disabled : ui->theme->text2, text);
}

static void draw_logit(ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    const ogl_setting *row = &run->lesson->settings[SET_Z];
    ogv_slider_def def = {row->low, row->high, row->start, 0, row->decimals};
    double z = run->values[SET_Z];
    char text[OGV_NUMBER_SIZE];
    ogv_rect slider = {p->all.left + 360, p->all.fields, p->all.right - 192 - p->all.left - 360, 32};
    draw_label(ui, slider.x, p, ogl_setting_label(run, SET_Z));
    if (ogv_slider(ui, "z", slider, &z, &def))
        ogl_set(run, SET_Z, z);
    ogv_text(ui->list, slider.x + slider.w, p->all.labels, OGV_RIGHT, OGV_MONO_MEDIUM, 13, ui->theme->text,
             ogv_format_number(text, run->values[SET_Z], row->decimals));
    float left = p->all.right - 144;
    ogv_hairline_v(ui->list, left - 24, p->all.labels - 4, p->all.fields + 32, ui->theme->line);
    ogv_formula(ui->list, ui->theme, left, p->all.labels + 2, OGV_LEFT, 17, ui->theme->text2,
                "p = \\sigma(z)");
    double probability = og_sigmoid(run->values[SET_Z]);
    ogv_fill(ui->list, (ogv_rect){left, p->all.fields + 8, 16, 16}, 4,
             ogv_probability_color(ui->theme, (float)probability));
    ogv_text(ui->list, left + 24, p->all.fields + 23, OGV_LEFT, OGV_MONO_MEDIUM, 20, ui->theme->text,
             ogv_format_number(text, probability, 4));
}

void losses_controls(ogl_run *run, ogv_ui *ui, const loss_places *p, bool format)
{
    draw_label(ui, p->all.left, p, ogl_setting_label(run, SET_LABEL));
    ogl_segments(run, ui, (ogv_rect){p->all.left, p->all.fields, 112, 32}, SET_LABEL);
    ui->disabled = !format;
    draw_label(ui, p->all.left + 152, p, ogl_setting_label(run, SET_FORMAT));
    ogl_segments(run, ui, (ogv_rect){p->all.left + 152, p->all.fields, 142, 32}, SET_FORMAT);
    ui->disabled = false;
    draw_logit(run, ui, p);
}

/* ---- loss and gradient ---- */

/* With label 0 everything is mirrored. */
static double side(const losses *l, double z)
{
    return l->label ? z : -z;
}

static ogv_align side_align(const losses *l, ogv_align align)
{
    return l->label ? align : align == OGV_LEFT ? OGV_RIGHT : align == OGV_RIGHT ? OGV_LEFT : align;
}

/* Below its flag a tick has no label, so the flag stands for z. */
static void draw_ground(const losses *l, ogv_ui *ui, ogv_axes *axes, const double *z)
{
    static const ogv_ticks ticks = {{-8, -4, 0, 4, 8}, 5, 0};
    const ogv_theme *t = ui->theme;
    const ogv_rect r = axes->rect;
    char text[OGV_NUMBER_SIZE];
    axes->x_ticks = &ticks;
    axes->x_flag = z;
    if (l->label)
        ogv_plot_zone(ui->list, t, axes, -8, -l->deaf);
    else
        ogv_plot_zone(ui->list, t, axes, l->deaf, 8);
    ogv_axes_draw(ui->list, t, axes);
    ogv_formula(ui->list, t, r.x + r.w + 14, r.y + r.h + 19, OGV_CENTER, 17, t->text2, "z");
    float x = ogv_axes_pixel(axes, *z, axes->y.low).x;
    ogv_dashed_line(ui->list, (ogv_point){x, r.y}, (ogv_point){x, r.y + r.h}, 1, 2, 3, t->axis);
    ogv_flag(ui->list, t, (ogv_point){x, r.y + r.h + 14}, ogv_format_number(text, *z, 1));
}

static void draw_pair(const losses *l, ogv_ui *ui, const ogv_axes *axes, const float *bce, const float *mse)
{
    const ogv_theme *t = ui->theme;
    ogv_plot_line(ui->list, t, axes, l->at, bce, LOSS_POINTS,
                  (ogv_line_look){ogv_fade(t->value, 0.2f), 8, 0, 0});
    ogv_plot_line(ui->list, t, axes, l->at, mse, LOSS_POINTS, (ogv_line_look){t->teal, 2.5f, 0, 0});
    ogv_plot_line(ui->list, t, axes, l->at, bce, LOSS_POINTS, (ogv_line_look){t->value, 2.5f, 0, 0});
}

/* Where the values of both curves stand: beside their dots, and apart. */
typedef struct pair_flags {
    ogv_point dots[2];
    float y[2];
    ogv_rect rects[2];
    double values[2];
} pair_flags;

static pair_flags place_flags(const ogv_ui *ui, const ogv_axes *axes, double z, double bce, double mse,
                              const float dy[2])
{
    const ogv_rect r = axes->rect;
    pair_flags f = {.values = {bce, mse}};
    for (int i = 0; i < 2; i++) {
        f.dots[i] = ogv_axes_pixel(axes, z, f.values[i]);
        f.y[i] = f.dots[i].y + dy[i];
    }
    if ((bce > mse) == (f.y[0] > f.y[1])) /* the larger value stands above */
        f.y[0] = f.y[1] + (bce > mse ? -1.0f : 1.0f);
    ogv_spread_labels(f.y, 2, 26, r.y + 11, r.y + r.h - 12);
    for (int i = 0; i < 2; i++)
        f.rects[i] = losses_flag_rect(ui, r, f.dots[i].x, f.y[i], f.values[i], 3);
    return f;
}

static void draw_flags(ogv_ui *ui, const ogv_axes *axes, const pair_flags *f)
{
    const ogv_color colors[] = {ui->theme->value, ui->theme->teal};
    for (int i = 1; i >= 0; i--)
        losses_dot(ui, f->dots[i], colors[i]);
    for (int i = 0; i < 2; i++)
        losses_flag(ui, axes->rect, f->dots[i].x, f->y[i], colors[i], f->values[i], 3);
}

/* A name that stands on no flag and on no dot; its baseline begins, ends or has its middle at `at`. */
static void draw_free(ogv_ui *ui, const pair_flags *f, ogv_point at, ogv_align align, ogv_font font,
                      float size, ogv_color color, const char *text)
{
    float width = ogv_text_width(ui->list, font, size, text);
    float left = align == OGV_LEFT ? at.x : align == OGV_RIGHT ? at.x - width : at.x - 0.5f * width;
    for (int i = 0; i < 4; i++) {
        ogv_rect r = i < 2 ? f->rects[i] : (ogv_rect){f->dots[i - 2].x - 8, f->dots[i - 2].y - 8, 16, 16};
        if (left < r.x + r.w + 2 && left + width > r.x - 2 && at.y - size < r.y + r.h && at.y + 4 > r.y)
            return;
    }
    bool crossed = left - 2 < f->dots[0].x && f->dots[0].x < left + width + 2; /* by the line of z */
    if (font == OGV_UI || crossed)
        losses_plate(ui, left, at.y, width);
    ogv_text(ui->list, left, at.y, OGV_LEFT, font, size, color, text);
}

/* What the shade says, where the loss is low. */
static void draw_deaf(const losses *l, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    static const char *const keys[] = {"deaf", "deaf.more"};
    const ogv_rect r = axes->rect;
    for (int i = 0; i < 2; i++) {
        float width = ogv_text_width(ui->list, OGV_UI, 13, ogl_stage_word(run, keys[i])),
              y = r.y + 18 + 18 * (float)i;
        float left = l->label ? r.x + r.w - 3 - width : r.x + 5;
        losses_plate(ui, left, y, width);
        ogv_text(ui->list, left, y, OGV_LEFT, OGV_UI, 13, ui->theme->text2, ogl_stage_word(run, keys[i]));
    }
}

static void draw_loss(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    static const float dy[] = {-16, -18};
    const ogv_theme *t = ui->theme;
    ogv_axes axes = {.rect = p->plots[0], .x = LOSS_LOGITS, .y = {0, 8.4}};
    losses_drag_z(l, run, ui, &axes, "z.loss", PLOT_LOSS);
    double z = run->values[SET_Z];
    loss_values v = loss_at(z, l->label);
    losses_title(run, ui, p->all.left, p->all.title, "loss");
    draw_ground(l, ui, &axes, &z);
    draw_deaf(l, run, ui, &axes);
    draw_pair(l, ui, &axes, l->bce, l->mse);
    pair_flags flags = place_flags(ui, &axes, z, v.bce, v.mse, dy);
    ogv_point name = ogv_axes_pixel(&axes, side(l, -1.6), 3.4);
    ogv_align align = side_align(l, OGV_LEFT);
    draw_free(ui, &flags, name, align, OGV_UI_SEMIBOLD, 14, t->value, ogl_stage_word(run, "bce"));
    name.y += 19;
    draw_free(ui, &flags, name, align, OGV_UI, 13, t->text2, ogl_stage_word(run, "bce.note"));
    ogv_point mse = ogv_axes_pixel(&axes, side(l, -4.9), 1);
    mse.y += 18;
    draw_free(ui, &flags, mse, align, OGV_UI_SEMIBOLD, 14, t->teal, ogl_stage_word(run, "mse"));
    draw_flags(ui, &axes, &flags);
}

static void draw_gradient(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    static const ogv_ticks below = {{0, -0.25, -0.5, -0.75, -1}, 5, 2},
                           above = {{0, 0.25, 0.5, 0.75, 1}, 5, 2};
    static const float dy_below[] = {-28, 36}, dy_above[] = {28, -36};
    const ogv_theme *t = ui->theme;
    ogv_axes axes = {.rect = p->plots[1],
                     .x = LOSS_LOGITS,
                     .y = l->label ? (ogv_range){-1.08, 0.06} : (ogv_range){-0.06, 1.08},
                     .y_ticks = l->label ? &below : &above};
    losses_drag_z(l, run, ui, &axes, "z.gradient", PLOT_GRADIENT);
    double z = run->values[SET_Z], sign = l->label ? -1 : 1;
    loss_values v = loss_at(z, l->label);
    losses_title(run, ui, p->second, p->all.title, "gradient");
    draw_ground(l, ui, &axes, &z);
    ogv_hairline_h(ui->list, axes.rect.x, axes.rect.x + axes.rect.w, ogv_axes_pixel(&axes, 0, 0).y - 0.5f,
                   t->axis);
    draw_pair(l, ui, &axes, l->bce_gradient, l->mse_gradient);
    ogv_point mse = ogv_axes_pixel(&axes, side(l, -0.75), sign * 0.2963),
              bce = ogv_axes_pixel(&axes, side(l, 1.1), sign * 0.5);
    pair_flags flags =
        place_flags(ui, &axes, z, v.bce_gradient, v.mse_gradient, l->label ? dy_below : dy_above);
    mse.y += l->label ? 18 : -8;
    draw_free(ui, &flags, mse, OGV_CENTER, OGV_UI_SEMIBOLD, 14, t->teal, ogl_stage_word(run, "mse"));
    draw_free(ui, &flags, bce, side_align(l, OGV_LEFT), OGV_UI_SEMIBOLD, 14, t->value,
              ogl_stage_word(run, "bce"));
    draw_flags(ui, &axes, &flags);
}

/* ---- the strip ---- */

static void fill_row(const losses *l, const ogl_run *run, int index, ogl_strip_row *row)
{
    static const char *const names[] = {"naive", "clamped", "logits"};
    char key[32];
    snprintf(key, sizeof key, "%s.code.%d", names[index], l->label);
    row->name = ogl_stage_word(run, names[index]);
    row->code = ogl_stage_word(run, index == 1 ? "clamped.code" : key);
    row->plain = index == 1;
    row->line_count = 2;
    row->cell_lines = 1;
    for (int k = 0; k < 2; k++) {
        row->lines[k] = &l->lines[index][k];
        row->words[k] = ogl_stage_word(run, k ? "word.gradient" : "word.loss");
        row->zeros[k] = k ? ogl_say(run, "strip", "zero") : "0";
        row->cells[k][0] = ogl_strip_answer(&l->ways[index][k], run->values[SET_PROBE], k ? 3 : 4);
    }
}

static void draw_strip(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    char text[96];
    ogl_strip_row rows[3] = {0};
    ogl_strip strip = {.left = p->all.left,
                       .top = p->all.strip,
                       .from = p->all.left + 168,
                       .until = p->all.right - 216,
                       .pitch = p->all.pitch,
                       .columns = {p->all.right - 110, p->all.right},
                       .x = LOSS_STRIP,
                       .probe = SET_PROBE,
                       .id = "probe",
                       .symbol = "z",
                       .window = LOSS_LOGITS};
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "routes"),
                   ogl_choice_label(run, SET_FORMAT, l->format), "");
    ogv_text(ui->list, p->all.left, p->all.strip_title, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, text);
    for (int k = 0; k < 2; k++)
        ogv_text(ui->list, strip.columns[k], p->all.strip - 8, OGV_RIGHT, OGV_UI, 13, ui->theme->text3,
                 ogl_stage_word(run, k ? "word.gradient" : "word.loss"));
    for (int i = 0; i < 3; i++)
        fill_row(l, run, i, &rows[i]);
    ogl_strip_draw(run, ui, &strip, rows, 3);
    losses_describe_strip(l, run, ui, ogl_strip_rect(&strip, 3));
    ogl_strip_legend(run, ui, strip.from, p->all.legend - 5);
}

void losses_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage)
{
    const losses *l = state;
    loss_places p = arrange(ui, stage);
    if (l->label < 0) /* before the first update */
        return;
    if (run->step == STEP_DOUBLE) {
        losses_draw_double(l, run, ui, &p);
        return;
    }
    if (run->step == STEP_START || run->step == STEP_CURE) {
        losses_draw_start(l, run, ui, &p);
        return;
    }
    losses_controls(run, ui, &p, true);
    draw_loss(l, run, ui, &p);
    draw_gradient(l, run, ui, &p);
    draw_strip(l, run, ui, &p);
}
