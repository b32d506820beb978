/* The neuron that starts badly: its output and its gradient over the epochs, and itself below. */
#include <math.h>
#include <stdio.h>

#include "losses.h"
#include "ogee_viz/text.h"
#include "stage.h"

static int epoch_of(const ogl_run *run)
{
    return (int)run->values[SET_EPOCH];
}

/* A start and a cost that are shown. */
typedef struct shown {
    int start, cost;
    ogv_color color;
    ogv_line_look look;
    const char *name;
    bool whole; /* also what lies ahead */
} shown;

/* In the first of the two steps both starts under the quadratic cost, then both costs from one start. */
static int list_shown(const ogl_run *run, const ogv_theme *t, shown out[2])
{
    int start = (int)run->values[SET_START], other = start == START_FAR ? START_NEAR : START_FAR;
    bool cure = run->step == STEP_CURE;
    out[0] = (shown){start,
                     COST_QUADRATIC,
                     t->teal,
                     {t->teal, 2.5f, cure ? 7 : 0, cure ? 5 : 0},
                     cure ? "quadratic" : "this",
                     false};
    out[1] = cure ? (shown){start, COST_BCE, t->value, {t->value, 2.5f, 0, 0}, "bce", false}
                  : (shown){other, COST_QUADRATIC, t->text3, {t->text3, 1.5f, 7, 5}, "other", true};
    return 2;
}

/* ---- controls ---- */

/* The plots over the epochs have no other widget than the slider of the epoch. */
static void describe_runs(const losses *l, const ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    char text[OGL_DESCRIPTION] = "";
    shown list[2];
    int count = list_shown(run, ui->theme, list);
    for (int i = 0; i < count; i++)
        losses_describe_run(run, text, ogl_stage_word(run, list[i].name),
                            &l->runs[list[i].start][list[i].cost]);
    losses_describe_epoch(run, ui, plot, text);
}

static void draw_controls(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    const ogl_setting *row = &run->lesson->settings[SET_EPOCH];
    ogv_slider_def def = {row->low, row->high, row->start, row->low, 0};
    double epoch = run->values[SET_EPOCH];
    bool running = run->values[SET_RUNNING] != 0;
    char text[OGV_NUMBER_SIZE];
    ogv_rect slider = {p->all.left + 360, p->all.fields, p->all.right - p->all.left - 360, 32};
    ogv_text(ui->list, p->all.left, p->all.labels, OGV_LEFT, OGV_UI, 13, ui->theme->text2,
             ogl_setting_label(run, SET_START));
    ogl_segments(run, ui, (ogv_rect){p->all.left, p->all.fields, 192, 32}, SET_START);
    ogv_button_look look = {
        .kind = OGV_PRIMARY, .icon = running ? OGV_ICON_PAUSE : OGV_ICON_PLAY, .steady = true};
    if (ogv_button(ui, "running", (ogv_rect){p->all.left + 224, p->all.fields, 104, 32},
                   ogl_ui_say(run, running ? "pause" : "play"), look))
        ogl_set(run, SET_RUNNING, !running);
    ogv_tip(ui, ogl_ui_say(run, "play.tip"), ogl_ui_say(run, "space"));
    ogv_text(ui->list, slider.x, p->all.labels, OGV_LEFT, OGV_UI, 13, ui->theme->text2,
             ogl_setting_label(run, SET_EPOCH));
    if (ogv_slider(ui, "epoch", slider, &epoch, &def))
        ogl_set(run, SET_EPOCH, epoch);
    describe_runs(l, run, ui, p->plots[0]);
    ogv_text(ui->list, p->all.right, p->all.labels, OGV_RIGHT, OGV_MONO_MEDIUM, 13, ui->theme->text,
             ogv_format_number(text, run->values[SET_EPOCH], 0));
}

/* ---- the two plots ---- */

static void draw_runs(const losses *l, ogl_run *run, ogv_ui *ui, const ogv_axes *axes, bool gradient)
{
    shown list[2];
    int count = list_shown(run, ui->theme, list), epoch = epoch_of(run), decimals = gradient ? 4 : 3;
    float y[2];
    ogv_point at[2];
    for (int i = count - 1; i >= 0; i--) {
        const neuron_epochs *n = &l->runs[list[i].start][list[i].cost];
        const float *values = gradient ? n->gradient : n->output;
        size_t points = (size_t)(list[i].whole ? LOSS_EPOCHS : epoch) + 1;
        ogv_plot_line(ui->list, ui->theme, axes, l->epochs, values, points, list[i].look);
        at[i] = ogv_axes_pixel(axes, epoch, (double)values[epoch]);
        y[i] = at[i].y - 16;
    }
    float top = gradient && run->step == STEP_START ? 37 : 11; /* below the legend */
    bool guessed = !gradient && run->step == STEP_START && run->values[SET_GUESS] > 0;
    float bottom = guessed ? 46 : 12; /* above the words of the guess */
    ogv_spread_labels(y, count, 26, axes->rect.y + top, axes->rect.y + axes->rect.h - bottom);
    for (int i = count - 1; i >= 0; i--) {
        const neuron_epochs *n = &l->runs[list[i].start][list[i].cost];
        losses_dot(ui, at[i], list[i].color);
        losses_flag(ui, axes->rect, at[i].x, y[i], list[i].color, gradient ? n->push[epoch] : n->a[epoch],
                    decimals);
    }
}

static void draw_legend(const ogl_run *run, ogv_ui *ui, const ogv_axes *axes, float y)
{
    shown list[2];
    int count = list_shown(run, ui->theme, list);
    float x = axes->rect.x + axes->rect.w, width = 0;
    for (int i = 0; i < count; i++)
        width +=
            34 + ogv_text_width(ui->list, OGV_UI, 13, ogl_stage_word(run, list[i].name)) + (i > 0 ? 26 : 0);
    x -= width;
    losses_plate(ui, x, y + 5, width);
    for (int i = 0; i < count; i++)
        x = ogv_line_legend(ui->list, ui->theme, x, y, list[i].look, ogl_stage_word(run, list[i].name));
}

/* The epoch that the learner expects, and the true one once the run has come there. */
static void draw_guess(const losses *l, ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    const ogv_rect r = axes->rect;
    int half = losses_half_epoch(l, (int)run->values[SET_START], COST_QUADRATIC);
    double guess = run->values[SET_GUESS];
    float middle = ogv_axes_pixel(axes, 0, 0.5).y;
    ogv_dashed_line(ui->list, (ogv_point){r.x, middle}, (ogv_point){r.x + r.w, middle}, 1, 3, 4,
                    ui->theme->axis);
    if (epoch_of(run) == 0) {
        ogv_act act = ogl_axis_drag(run, ui, "guess", r, axes, SET_GUESS);
        if (act.ring)
            ogv_focus_ring(ui, r, 0);
        losses_describe_guess(l, run, ui, r);
        guess = run->values[SET_GUESS];
    }
    if (guess > 0) {
        float x = ogv_axes_pixel(axes, guess, 0).x;
        ogv_dashed_line(ui->list, (ogv_point){x, r.y}, (ogv_point){x, r.y + r.h}, 2, 6, 4, ui->theme->accent);
    }
    if (epoch_of(run) >= half) {
        ogv_point truth = ogv_axes_pixel(axes, half, 0.5);
        ogv_disc(ui->list, truth, 9, ui->theme->stage);
        ogv_disc(ui->list, truth, 6.5f, ui->theme->ok);
    }
}

/* Above the curves: the words of the guess, or those that ask for it. */
static void draw_guess_words(ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    const ogv_rect r = axes->rect;
    double guess = run->values[SET_GUESS];
    char number[OGV_NUMBER_SIZE], text[64];
    if (guess > 0) {
        float x = ogv_axes_pixel(axes, guess, 0).x;
        ogl_words_fill(text, sizeof text, ogl_stage_word(run, "guess.mine"),
                       ogv_format_number(number, guess, 0), "");
        float width = ogv_text_width(ui->list, OGV_MONO_MEDIUM, 13, text) + 14;
        float left = fminf(fmaxf(x - 0.5f * width, r.x), r.x + r.w - width);
        ogv_fill(ui->list, (ogv_rect){left, r.y + r.h - 34, width, 22}, 4, ui->theme->accent);
        ogv_text(ui->list, left + 0.5f * width, ogv_baseline(r.y + r.h - 34, 22, 13), OGV_CENTER,
                 OGV_MONO_MEDIUM, 13, ui->theme->stage, text);
    } else if (epoch_of(run) == 0) {
        const char *words = ogl_stage_word(run, "guess");
        float y = ogv_axes_pixel(axes, 0, 0.5).y - 10, width = ogv_text_width(ui->list, OGV_UI, 13, words);
        losses_plate(ui, r.x + 0.62f * r.w - width / 2, y, width);
        ogv_text(ui->list, r.x + 0.62f * r.w, y, OGV_CENTER, OGV_UI, 13, ui->theme->text3, words);
    }
}

static ogv_axes draw_axes(ogv_ui *ui, ogv_rect rect, ogv_range y, const double *epoch)
{
    char text[OGV_NUMBER_SIZE];
    ogv_axes axes = {.rect = rect, .x = {0, LOSS_EPOCHS}, .y = y, .x_flag = epoch};
    ogv_axes_draw(ui->list, ui->theme, &axes);
    float x = ogv_axes_pixel(&axes, *epoch, y.low).x;
    ogv_dashed_line(ui->list, (ogv_point){x, rect.y}, (ogv_point){x, rect.y + rect.h}, 1, 2, 3,
                    ui->theme->axis);
    ogv_flag(ui->list, ui->theme, (ogv_point){x, rect.y + rect.h + 14}, ogv_format_number(text, *epoch, 0));
    return axes;
}

/* ---- the neuron ---- */

static void draw_neuron(const losses *l, const ogl_run *run, ogv_ui *ui, const loss_places *p,
                        const shown *one, float y)
{
    const neuron_epochs *n = &l->runs[one->start][one->cost];
    int e = epoch_of(run);
    char text[OGV_NUMBER_SIZE];
    const loss_link links[] = {{"$w$", n->w[e], 3, false, false},
                               {"$b$", n->b[e], 3, false, false},
                               {"$z = w + b$", n->w[e] + n->b[e], 3, false, false},
                               {"$a = \\sigma(z)$", n->a[e], 3, true, true}};
    char key[32];
    snprintf(key, sizeof key, "%s.code", one->name);
    ogv_text(ui->list, p->all.left, y + 15, OGV_LEFT, OGV_UI_SEMIBOLD, 14, one->color,
             ogl_stage_word(run, one->name));
    ogv_text_style style = ogv_style_label(ui->theme);
    ogv_rich_line(ui->list, ui->theme, p->all.left, y + 34, OGV_LEFT, &style, ogl_stage_word(run, key));
    losses_chain(ui, p->all.left + 168, p->all.right - p->all.left - 168 - 232, y, links, 4);
    ogv_text(ui->list, p->all.right - 112, y + 25, OGV_RIGHT, OGV_MONO_SEMIBOLD, 17, ui->theme->text,
             ogv_format_number(text, n->a[e] * (1 - n->a[e]), 4));
    ogv_text(ui->list, p->all.right, y + 25, OGV_RIGHT, OGV_MONO_SEMIBOLD, 17, one->color,
             ogv_format_number(text, n->push[e], 4));
}

void losses_draw_start(const losses *l, ogl_run *run, ogv_ui *ui, const loss_places *p)
{
    double epoch = run->values[SET_EPOCH];
    shown list[2];
    ogv_text_style style = ogv_style_label(ui->theme);
    style.color = ui->theme->text3;
    draw_controls(l, run, ui, p);
    losses_title(run, ui, p->all.left, p->all.title, "output");
    ogv_axes axes = draw_axes(ui, p->plots[0], (ogv_range){0, 1}, &epoch);
    if (run->step == STEP_START)
        draw_guess(l, run, ui, &axes);
    draw_runs(l, run, ui, &axes, false);
    if (run->step == STEP_START)
        draw_guess_words(run, ui, &axes);
    losses_title(run, ui, p->second, p->all.title, run->step == STEP_CURE ? "push" : "push.quadratic");
    bool cure = run->step == STEP_CURE;
    axes = draw_axes(ui, p->plots[1], (ogv_range){0, cure ? 1 : 0.2}, &epoch);
    draw_legend(run, ui, &axes, axes.rect.y + 12);
    draw_runs(l, run, ui, &axes, true);
    int count = list_shown(run, ui->theme, list);
    ogv_text(ui->list, p->all.left, p->all.strip_title, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text,
             ogl_stage_word(run, "neuron"));
    ogv_rich_line(ui->list, ui->theme, p->all.right - 112, p->all.strip - 8, OGV_RIGHT, &style,
                  ogl_stage_word(run, "slope"));
    ogv_rich_line(ui->list, ui->theme, p->all.right, p->all.strip - 8, OGV_RIGHT, &style,
                  ogl_stage_word(run, "push.column"));
    for (int i = 0; i < count; i++)
        draw_neuron(l, run, ui, p, &list[i], p->all.strip + 16 + (p->all.dense ? 68 : 88) * (float)i);
}
