/* How lesson 2 looks: controls, a plot, and the strip of ways below it. */
#include <math.h>
#include <stdio.h>

#include "finite_precision.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "stage.h"

typedef ogl_strip_places places;

/* "plot.gap", "strip.gap.unit", ... with the format's name for {1}. */
static void step_word(const ogl_run *run, char out[128], const char *kind, const char *end)
{
    char key[64];
    snprintf(key, sizeof key, "%s.%s%s", kind, run->lesson->steps[run->step].id, end);
    ogl_words_fill(out, 128, ogl_stage_word(run, key),
                   ogl_choice_label(run, SET_FORMAT, (int)run->values[SET_FORMAT]), "");
}

/* ---- controls ---- */

static void draw_label(const ogv_ui *ui, float x, const places *p, const char *text)
{
    ogv_text(ui->list, x, p->labels, OGV_LEFT, OGV_UI, 13,
             ui->disabled ? ui->theme->disabled : ui->theme->text2, text);
}

static void draw_controls(ogl_run *run, ogv_ui *ui, const places *p)
{
    const ogl_setting *row = &run->lesson->settings[SET_X];
    ogv_slider_def def = {row->low, row->high, row->start, 0, row->decimals};
    ogv_number_def number = {row->low, row->high, row->decimals, ogl_ui_say(run, "number.invalid")};
    double x = run->values[SET_X];
    char text[OGL_NUMBER_TEXT];
    ui->disabled = run->step == STEP_FORMATS; /* which shows all three */
    draw_label(ui, p->left, p, ogl_setting_label(run, SET_FORMAT));
    ogl_segments(run, ui, (ogv_rect){p->left, p->fields, 250, 32}, SET_FORMAT);
    ui->disabled = false;
    float until = p->right - 192;
    ogv_rect slider = {p->left + 290, p->fields, until - p->left - 290 - 96, 32};
    draw_label(ui, slider.x, p, ogl_setting_label(run, SET_X));
    if (ogv_slider(ui, "x", slider, &x, &def) ||
        ogv_number(ui, "x.number", (ogv_rect){until - 80, p->fields + 2, 80, 28}, &x, &number))
        ogl_set(run, SET_X, x);
    float left = p->right - 144;
    ogv_hairline_v(ui->list, left - 24, p->labels - 4, p->fields + 32, ui->theme->line);
    ogv_formula(ui->list, ui->theme, left, p->labels + 2, OGV_LEFT, 17, ui->theme->text2, "p = \\sigma(x)");
    double p_true = og_sigmoid(run->values[SET_X]);
    ogv_fill(ui->list, (ogv_rect){left, p->fields + 8, 16, 16}, 4,
             ogv_probability_color(ui->theme, (float)p_true));
    ogl_number_text(text, p_true, 6);
    ogv_text(ui->list, left + 24, p->fields + 23, OGV_LEFT, OGV_MONO_MEDIUM, 20, ui->theme->text, text);
}

/* ---- the plot ---- */

/* In what the curves are drawn: on a logarithmic axis, powers of ten. */
static ogv_axes axes_of(const precision *s, ogv_rect plot)
{
    const ogv_range y = s->view.y;
    return (ogv_axes){.rect = plot,
                      .x = s->view.x,
                      .y = {precision_height(&s->view, y.low), precision_height(&s->view, y.high)}};
}

/* The same with the values themselves beside the ticks. */
static void draw_ground(const precision *s, const ogv_ui *ui, const ogv_axes *axes)
{
    static const ogv_ticks tens = {{1, 1e10, 1e20, 1e30, 1e40, 1e50, 1e60}, 7, 0};
    ogv_axes values = *axes;
    values.y = s->view.y;
    values.log_y = s->view.log_y;
    values.y_ticks = s->step == STEP_OVERFLOW ? &tens : NULL;
    ogv_axes_draw(ui->list, ui->theme, &values);
}

/* What the shade says, above all lines, at the right end of two lines, the first of them at y. */
static void draw_shade(const ogl_run *run, ogv_ui *ui, const ogv_axes *axes, double from, const char *key,
                       float y)
{
    char text[128], more[64], number[OGV_NUMBER_SIZE];
    ogv_text_style style = ogv_style_label(ui->theme);
    const ogv_rect r = axes->rect;
    if (!(from < axes->x.high))
        return;
    snprintf(more, sizeof more, "%s.more", key);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, more), ogv_format_number(number, from, 2), "");
    float room = r.x + r.w - ogv_axes_pixel(axes, from, axes->y.low).x;
    if (room < ogv_rich_line_width(ui->list, ui->theme, &style, ogl_stage_word(run, key)) + 16)
        return;
    const char *lines[] = {ogl_stage_word(run, key), text};
    for (int i = 0; i < 2; i++, y += 18) { /* on plates, for lines may pass */
        float width = ogv_rich_line_width(ui->list, ui->theme, &style, lines[i]);
        ogv_fill(ui->list, (ogv_rect){r.x + r.w - 11 - width, y - 13, width + 6, 17}, 4, ui->theme->zone);
        ogv_rich_line(ui->list, ui->theme, r.x + r.w - 8, y, OGV_RIGHT, &style, lines[i]);
    }
}

static const char *const shade_keys[PRECISION_STEPS] = {
    [STEP_GAP] = "shade.zero", [STEP_OVERFLOW] = "shade.inf", [STEP_KEEP] = "shade.back"};

typedef struct curve_look {
    const char *key; /* of its name */
    ogv_line_look line;
    double at; /* where the name stands, as a part of the x range */
    float dx, dy;
    ogv_align align;
} curve_look;

static int curve_looks(const precision *s, const ogv_theme *t, curve_look out[PRECISION_CURVES])
{
    const ogv_line_look wide = {ogv_fade(t->value, 0.4f), 8, 0, 0}, value = {t->value, 2.5f, 0, 0},
                        teal = {t->teal, 2.5f, 0, 0}, ochre = {t->ochre, 2, 7, 5};
    double width = s->view.x.high - s->view.x.low, zero = s->zero[s->format] / width,
           lost = (s->lost[s->format] - s->view.x.low) / width;
    switch (s->step) {
    case STEP_GAP:
        out[0] = (curve_look){"curve.naive", teal, zero, -10, 64, OGV_RIGHT};
        out[1] = (curve_look){"curve.stable", value, 0.84, 12, -8, OGV_LEFT};
        return 2;
    case STEP_OVERFLOW:
        out[0] =
            (curve_look){"curve.exp", value, fmin(0.4, 0.6 * s->burst[s->format] / width), 0, -16, OGV_RIGHT};
        return 1;
    case STEP_FORMATS:
        out[OGL_FLOAT16] = (curve_look){"curve.float16", ochre, 0.29, 8, -6, OGV_LEFT};
        out[OGL_FLOAT32] = (curve_look){"curve.float32", teal, 0.65, 0, -10, OGV_LEFT};
        out[OGL_FLOAT64] = (curve_look){"curve.float64", {t->brown, 2, 1, 5}, 0.82, -8, -14, OGV_RIGHT};
        out[OGL_FORMATS] = (curve_look){"curve.all", value, 0.65, 0, -12, OGV_LEFT};
        return 4;
    case STEP_KEEP:
        out[0] = (curve_look){"curve.logit", wide, 0.3, 0, -18, OGV_RIGHT};
        out[1] = (curve_look){"curve.back", value, lost - 0.02, 0, 40, OGV_RIGHT};
        return 2;
    default:
        out[0] = (curve_look){"curve.log.naive", teal, 0, 0, 0, OGV_LEFT};
        out[1] = (curve_look){"curve.log.perfect", ochre, 0, 0, 0, OGV_LEFT};
        out[2] = (curve_look){"curve.log.stable", wide, 0, 0, 0, OGV_LEFT};
        return 3;
    }
}

static size_t index_of(const precision *s, double x)
{
    double part = (x - s->view.x.low) / (s->view.x.high - s->view.x.low);
    return (size_t)(fmin(fmax(part, 0), 1) * (PRECISION_POINTS - 1) + 0.5);
}

/* While the learner guesses, the curves show only how they begin. */
static size_t shown_points(const precision *s, const ogl_run *run)
{
    return precision_guessing(run) ? index_of(s, precision_shown(s)) : PRECISION_POINTS;
}

static void draw_name(const ogl_run *run, ogv_ui *ui, const precision *s, const ogv_axes *axes,
                      const curve_look *look, const float *y)
{
    size_t i = index_of(s, s->view.x.low + look->at * (s->view.x.high - s->view.x.low));
    ogv_text_style style = ogv_style_control(ui->theme);
    style.font = OGV_UI_SEMIBOLD;
    style.color = look->line.color;
    style.color.a = 255;
    ogv_point at = ogv_axes_pixel(axes, (double)s->at[i], isfinite(y[i]) ? (double)y[i] : axes->y.low);
    float bottom = axes->rect.y + axes->rect.h;
    at.y = fminf(fmaxf(at.y + look->dy, axes->rect.y + 14), bottom - 8);
    float width = ogv_rich_line_width(ui->list, ui->theme, &style, ogl_stage_word(run, look->key));
    float left = at.x + look->dx - (look->align == OGV_RIGHT ? width : 0);
    const ogv_rect plate = {left - 4, at.y - 15, width + 8, 20};
    if (precision_flag_meets(s, run, ui, axes, plate))
        return;
    float cursor = ogv_axes_pixel(axes, run->values[SET_X], axes->y.low).x;
    if (s->step == STEP_KEEP || (cursor > plate.x && cursor < plate.x + plate.w))
        ogv_fill(ui->list, plate, 4, ui->theme->stage);
    ogv_rich_line(ui->list, ui->theme, at.x + look->dx, at.y, look->align, &style,
                  ogl_stage_word(run, look->key));
}

/* The names of the three logarithms stand in a row, for their curves lie on each other; on a plate, for the
   line of x may pass. */
static void draw_line_legend(const ogl_run *run, ogv_ui *ui, const curve_look *looks, int count, float x,
                             float y)
{
    float width = -26;
    for (int c = 0; c < count; c++)
        width += 60 + ogv_text_width(ui->list, OGV_UI, 13, ogl_stage_word(run, looks[c].key));
    ogv_fill(ui->list, (ogv_rect){x - 4, y - 10, width + 8, 20}, 4, ui->theme->stage);
    for (int c = 0; c < count; c++)
        x = ogv_line_legend(ui->list, ui->theme, x, y, looks[c].line, ogl_stage_word(run, looks[c].key));
}

static void draw_curves(const ogl_run *run, ogv_ui *ui, const precision *s, const ogv_axes *axes)
{
    curve_look looks[PRECISION_CURVES];
    int count = curve_looks(s, ui->theme, looks);
    bool together = s->step == STEP_LOG || s->step == STEP_PERFECT;
    for (int c = count - 1; c >= 0; c--)
        ogv_plot_line(ui->list, ui->theme, axes, s->at, s->curves[c], shown_points(s, run), looks[c].line);
    if (together)
        draw_line_legend(run, ui, looks, count, axes->rect.x + 0.55f * axes->rect.w,
                         axes->rect.y + axes->rect.h - 24);
    for (int c = 0; c < count && !together && !precision_guessing(run); c++)
        draw_name(run, ui, s, axes, &looks[c], s->curves[c]);
}

/* Its line goes below the curves, so that a plate can keep it away from their names. */
static void drag_cursor(ogl_run *run, ogv_ui *ui, const precision *s, const ogv_axes *axes)
{
    const ogv_rect r = axes->rect;
    ogv_act act = ogl_axis_drag(run, ui, "x.plot", r, axes, SET_X);
    if (act.ring)
        ogv_focus_ring(ui, r, 0);
    precision_describe_plot(s, run, ui, r);
    double x = run->values[SET_X];
    float at = ogv_axes_pixel(axes, x, axes->y.low).x;
    if (x >= axes->x.low && x <= axes->x.high)
        ogv_dashed_line(ui->list, (ogv_point){at, r.y}, (ogv_point){at, r.y + r.h}, 1, 2, 3, ui->theme->axis);
}

/* The dots on the curves at x, and its value below. */
static void draw_cursor(const ogl_run *run, ogv_ui *ui, const precision *s, const ogv_axes *axes)
{
    double x = run->values[SET_X];
    char text[OGV_NUMBER_SIZE];
    const ogv_rect r = axes->rect;
    curve_look looks[PRECISION_CURVES];
    int count = curve_looks(s, ui->theme, looks);
    if (x < axes->x.low || x > axes->x.high)
        return;
    float at = ogv_axes_pixel(axes, x, axes->y.low).x;
    for (int c = 0; c < count; c++) {
        float y = s->curves[c][index_of(s, x)];
        ogv_color color = looks[c].line.color;
        color.a = 255;
        if (!isfinite(y) || (double)y < axes->y.low || (double)y > axes->y.high || looks[c].line.width > 4)
            continue;
        ogv_point dot = {at, ogv_axes_pixel(axes, x, (double)y).y};
        ogv_disc(ui->list, dot, 7, ui->theme->stage);
        ogv_disc(ui->list, dot, 5, color);
    }
    ogv_flag(ui->list, ui->theme, (ogv_point){at, r.y + r.h + 14}, ogv_format_number(text, x, 2));
}

static void draw_plot(ogl_run *run, ogv_ui *ui, const precision *s, const places *p)
{
    char text[128];
    const ogv_rect plot = {p->left + 48, p->top, p->right - p->left - 64, p->height};
    ogv_axes axes = axes_of(s, plot);
    double x = run->values[SET_X], zone = precision_zone(s);
    bool guessing = precision_guessing(run);
    step_word(run, text, "plot", "");
    float at =
        p->left + ogv_text(ui->list, p->left, p->title, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, text);
    step_word(run, text, "plot", ".unit");
    ogv_text(ui->list, at + 8, p->title, OGV_LEFT, OGV_UI, 13, ui->theme->text2, text);
    if (precision_guess(run->step) >= 0) {
        float width = ogv_text_width(ui->list, OGV_UI, 14, ogl_setting_label(run, SET_REVEAL)) + 48;
        ogl_toggle(run, ui, (ogv_rect){p->right - 16 - width, p->title - 15, width, 20}, SET_REVEAL);
    }
    if (!guessing && zone < axes.x.high)
        ogv_plot_zone(ui->list, ui->theme, &axes, zone, axes.x.high);
    if (!guessing && x >= axes.x.low && x <= axes.x.high)
        axes.x_flag = &x;
    draw_ground(s, ui, &axes);
    ogv_formula(ui->list, ui->theme, plot.x + plot.w + 20, plot.y + plot.h + 19, OGV_CENTER, 17,
                ui->theme->text2, "x");
    if (!guessing)
        drag_cursor(run, ui, s, &axes);
    draw_curves(run, ui, s, &axes);
    if (!guessing)
        draw_cursor(run, ui, s, &axes);
    if (precision_guess(run->step) >= 0)
        precision_draw_guess(s, run, ui, &axes);
    if (!guessing && shade_keys[s->step])
        draw_shade(run, ui, &axes, zone, shade_keys[s->step],
                   s->step == STEP_KEEP ? plot.y + plot.h - 32 : plot.y + 18);
}

/* ---- the strip ---- */

static void fill_row(const ogl_run *run, const precision *s, int index, ogl_strip_row *row)
{
    char key[64];
    double x = run->values[SET_X];
    snprintf(key, sizeof key, "row.%s.%d", run->lesson->steps[s->step].id, index);
    row->name = ogl_stage_word(run, key);
    snprintf(key, sizeof key, "row.%s.%d.code", run->lesson->steps[s->step].id, index);
    row->code = ogl_stage_word(run, key);
    row->plain = s->step == STEP_FORMATS;
    row->line_count = row->cell_lines = s->view.lines;
    for (int k = 0; k < s->view.lines; k++) {
        const ogl_way *way = &s->ways[index][k];
        row->lines[k] = &s->lines[index][k];
        row->words[k] = s->view.lines == 1 ? NULL
                        : k                ? ogl_stage_word(run, "stable")
                                           : ogl_stage_word(run, "naive");
        row->zeros[k] = ogl_say(run, "strip", "zero");
        row->cells[0][k] = ogl_strip_answer(way, x, 4);
        row->cells[1][k] = ogl_strip_distance(way, x);
    }
}

static void draw_strip(ogl_run *run, ogv_ui *ui, const precision *s, const places *p)
{
    char text[128];
    ogl_strip_row rows[PRECISION_ROWS] = {0};
    ogl_strip strip = {.left = p->left,
                       .top = p->strip,
                       .from = p->left + 168,
                       .until = p->right - 232,
                       .pitch = p->pitch,
                       .columns = {p->right - 112, p->right},
                       .x = PRECISION_STRIP,
                       .probe = SET_X,
                       .id = "x.strip",
                       .symbol = "x",
                       .window = s->view.x,
                       .hidden = precision_guessing(run)};
    for (int i = 0; i < s->view.rows; i++)
        fill_row(run, s, i, &rows[i]);
    step_word(run, text, "strip", "");
    ogv_text(ui->list, p->left, p->strip_title, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, text);
    for (int c = 0; c < 2 && !strip.hidden; c++)
        ogv_text(ui->list, strip.columns[c], p->strip - 8, OGV_RIGHT, OGV_UI, 13, ui->theme->text3,
                 ogl_stage_word(run, c ? "distance" : "value"));
    if (strip.window.low <= strip.x.low)
        strip.window.high = strip.window.low; /* all of it */
    ogl_strip_draw(run, ui, &strip, rows, s->view.rows);
    if (!strip.hidden)
        precision_describe_strip(s, run, ui, ogl_strip_rect(&strip, s->view.rows));
    ogl_strip_legend(run, ui, strip.from, p->legend - 5);
}

void precision_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage)
{
    const precision *s = state;
    places p = ogl_strip_arrange(ui, stage);
    if (s->step != run->step) /* before the first update */
        return;
    draw_controls(run, ui, &p);
    draw_plot(run, ui, s, &p);
    draw_strip(run, ui, s, &p);
}
