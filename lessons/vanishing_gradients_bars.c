/* The bars of lesson 5: the gradient that reaches each layer, the ceiling, the second network's dots, and the
   learner's guess. */
#include <math.h>
#include <stdio.h>

#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "stage.h"
#include "vanishing_gradients.h"

static ogv_axes bar_axes(const vanishing *v, ogv_rect rect, const ogv_ticks *none)
{
    int layers = v->lanes[0].def.layers;
    return (ogv_axes){.rect = rect,
                      .x = {0.5, layers + 0.5},
                      .y = {layers > 12 ? 1e-16 : 1e-10, 10},
                      .log_y = true,
                      .x_ticks = none};
}

/* Of the room of a bar, so that one alone does not fill the plot. */
static float bar_share(const ogv_axes *axes)
{
    return fminf(0.68f, 64 / axes->rect.w * (float)(axes->x.high - axes->x.low));
}

static ogv_rect bar_column(const ogv_axes *axes, int layer)
{
    double half = (double)bar_share(axes) / 2;
    float left = ogv_axes_pixel(axes, layer + 1 - half, axes->y.low).x;
    return (ogv_rect){left, axes->rect.y, ogv_axes_pixel(axes, layer + 1 + half, axes->y.low).x - left,
                      axes->rect.h};
}

bool vanishing_covered(const vanishing *v)
{
    return v->guessing && vanishing_step(v) == 0;
}

static void draw_second_dots(const vanishing *v, ogv_ui *ui, const ogv_axes *axes)
{
    for (int l = 0; l < v->lanes[1].def.layers; l++) {
        float y = v->lanes[1].bars[l];
        if (!(y > 0))
            continue;
        ogv_point at = ogv_axes_pixel(axes, l + 1, fmin(fmax((double)y, axes->y.low), axes->y.high));
        ogv_disc(ui->list, at, 5.5f, ui->theme->stage);
        ogv_ring(ui->list, at, 3.5f, 2, ui->theme->teal);
    }
}

/* The highest thing drawn over those bars, in pixels. */
static float free_until(const vanishing *v, const ogv_axes *axes, const float *ceiling, int bars, bool dots)
{
    double most = axes->y.low;
    for (int l = 0; l < bars && l < v->lanes[0].def.layers; l++) {
        most = fmax(most, fmax((double)v->lanes[0].bars[l], (double)ceiling[l]));
        if (dots)
            most = fmax(most, (double)v->lanes[1].bars[l]);
    }
    return ogv_axes_pixel(axes, 1, most).y;
}

static float lowest_dot(const vanishing *v, const ogv_axes *axes, int bars)
{
    double least = axes->y.high;
    for (int l = 0; l < bars && l < v->lanes[1].def.layers; l++)
        least = fmin(least, fmax((double)v->lanes[1].bars[l], axes->y.low));
    return ogv_axes_pixel(axes, 1, least).y;
}

static void ceiling_formula(const vanishing *v, char text[40])
{
    snprintf(text, 40, v->lanes[0].def.activation == ACT_SIGMOID ? "$0.25^k$" : "$1^k$");
}

static void draw_bar_legend(const ogl_run *run, ogv_ui *ui, float right, float y, const char *formula)
{
    const ogv_theme *theme = ui->theme;
    ogv_text_style style = ogv_style_label(theme);
    const char *other = ogl_choice_label(run, SET_OTHER, (int)run->values[SET_OTHER]);
    float x = right - ogv_text_width(ui->list, OGV_UI, 13, other);
    ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI, 13, theme->teal, other);
    ogv_ring(ui->list, (ogv_point){x - 10, y - 4.5f}, 3.5f, 2, theme->teal);
    x -= 26 + ogv_rich_line_width(ui->list, theme, &style, formula);
    ogv_rich_line(ui->list, theme, x, y, OGV_LEFT, &style, formula);
    ogv_line(ui->list, (ogv_point){x - 18, y - 4.5f}, (ogv_point){x - 4, y - 4.5f}, 1.5f, theme->text);
}

/* Labels stand beside what they name where there is room and no guess, else in a row above the plot. */
static void draw_bar_labels(const vanishing *v, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes,
                            const float *ceiling, float right, float titles)
{
    const ogv_theme *theme = ui->theme;
    char other[64], above[64], formula[40];
    ogv_rect r = axes->rect;
    ogv_text_style style = ogv_style_label(theme);
    bool guessed = v->guessing && vanishing_guessed(run, v->lanes[0].def.layers - 1) > 0;
    ceiling_formula(v, formula);
    ogl_words_fill(other, sizeof other, ogl_stage_word(run, "same"),
                   ogl_choice_label(run, SET_OTHER, (int)run->values[SET_OTHER]), "");
    ogl_words_fill(above, sizeof above, ogl_stage_word(run, "ceiling"), formula, "");
    float unit = r.w / (float)v->lanes[0].def.layers, x = r.x + 12;
    int wide = (int)ceilf((16 + ogv_text_width(ui->list, OGV_UI, 13, other)) / unit);
    int narrow = (int)ceilf(
        (16 + ogv_rich_line_width(ui->list, theme, &style, ogl_stage_word(run, "ceiling.slopes"))) / unit);
    float top = free_until(v, axes, ceiling, wide, true), dots = lowest_dot(v, axes, narrow) + 8;
    float low = free_until(v, axes, ceiling, narrow, false);
    style.color = theme->text;
    if (!guessed && top > r.y + 24 && low > dots + 46) {
        ogv_text(ui->list, x, top - 10, OGV_LEFT, OGV_UI, 13, theme->teal, other);
        ogv_rich_line(ui->list, theme, x, dots + 16, OGV_LEFT, &style, above);
        style.color = theme->text2;
        ogv_rich_line(ui->list, theme, x, dots + 34, OGV_LEFT, &style, ogl_stage_word(run, "ceiling.slopes"));
        ogv_point foot = ogv_axes_pixel(axes, 1.5, (double)ceiling[1]);
        if (foot.y > dots + 56)
            ogv_hairline_v(ui->list, r.x + unit + 4, dots + 42, foot.y - 3, theme->axis);
        return;
    }
    draw_bar_legend(run, ui, right, titles, formula);
}

static void draw_bar_tip(const vanishing *v, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int layer,
                         const float *ceiling)
{
    char number[4][OGV_NUMBER_SIZE];
    const ogv_tip_row rows[] = {
        {ogl_setting_label(run, SET_LAYER), ogv_format_number(number[0], layer + 1, 0)},
        {ogl_stage_word(run, "first"), ogv_format_power(number[1], (double)v->lanes[0].bars[layer], 3)},
        {ogl_stage_word(run, "second"), ogv_format_power(number[2], (double)v->lanes[1].bars[layer], 3)},
        {ogl_stage_word(run, "ceiling.tip"), ogv_format_power(number[3], (double)ceiling[layer], 3)}};
    ogv_rect size = ogv_tooltip_size(ui->list, ui->theme, rows, 4), r = axes->rect;
    float middle = ogv_axes_pixel(axes, layer + 1, axes->y.low).x;
    float x = middle > r.x + r.w / 2 ? middle - size.w - 20 : middle + 20;
    ogv_tooltip(ui->list, ui->theme, fminf(x, ui->width - size.w - 8), r.y + 8, 0, rows, 4);
}

/* Each bar is a button that opens it. */
static int draw_bar_buttons(const vanishing *v, ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    int shown = -1;
    for (int l = 0; l < v->lanes[0].def.layers; l++) {
        char id[16];
        ogv_rect column = bar_column(axes, l);
        snprintf(id, sizeof id, "bar-%d", l + 1);
        ogv_act act = ogv_ui_widget(ui, id, column, OGV_WANTS_ACTIVATE);
        vanishing_describe_bars(v, run, ui, axes->rect, l);
        if (act.clicked) {
            ogl_set(run, SET_LAYER, l + 1);
            ogl_set(run, SET_VIEW, VIEW_FACTORS);
        }
        if (act.hovered || act.ring)
            shown = l;
        if (act.ring)
            ogv_focus_ring(ui, column, 0);
    }
    return shown;
}

/* While the guesses have the widgets of the bars, the plot itself is what can be described; behind them, as
   the first widget under the pointer is the one that is pressed. */
static void draw_covered(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    if (ogv_ui_widget(ui, "bars", plot, 0).ring)
        ogv_focus_ring(ui, plot, 0);
    vanishing_describe_bars(v, run, ui, plot, 0);
}

static void draw_open_mark(const ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    ogv_rect column = bar_column(axes, vanishing_open_layer(run));
    ogv_fill(ui->list, (ogv_rect){column.x, column.y + column.h + 1, column.w, 3}, 0, ui->theme->accent);
}

void vanishing_draw_bars(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect plot, float titles)
{
    const ogv_theme *theme = ui->theme;
    const vanishing_lane *lane = &v->lanes[0];
    const ogv_ticks none = {.count = 0};
    ogv_axes axes = bar_axes(v, plot, &none);
    float ceiling[VANISHING_LAYERS], bottom = plot.y + plot.h, right = plot.x + plot.w;
    bool hidden = vanishing_covered(v);
    size_t count = (size_t)lane->def.layers;
    ogv_text(ui->list, plot.x - 40, titles, OGV_LEFT, OGV_UI_SEMIBOLD, 15, theme->text,
             ogl_stage_word(run, "bars"));
    ogv_axes_draw(ui->list, theme, &axes);
    vanishing_ceiling(lane, ceiling);
    float shown[VANISHING_LAYERS];
    for (size_t l = 0; l < count; l++)
        shown[l] = hidden && l + 1 < count ? (float)NAN : lane->bars[l];
    ogv_bars bars = {
        .y = shown, .count = count, .share = bar_share(&axes), .cap = theme->grad, .log_colors = true};
    if (hidden) {
        bars.y = shown + count - 1;
        bars.count = 1;
        ogv_axes one = axes; /* the top layer's bar, at its place */
        double unit = axes.x.high - axes.x.low;
        one.x = (ogv_range){0.5 - (double)(count - 1), 0.5 - (double)(count - 1) + unit};
        ogv_plot_bars(ui->list, theme, &one, &bars);
    } else {
        ogv_plot_bars(ui->list, theme, &axes, &bars);
        ogv_plot_bar_reference(ui->list, theme, &axes, ceiling, count,
                               (ogv_line_look){theme->text, 1.5f, 0, 0});
        draw_second_dots(v, ui, &axes);
        draw_bar_labels(v, run, ui, &axes, ceiling, right, titles);
    }
    ogv_plot_bar_numbers(ui->list, theme, &axes, count);
    ogv_text(ui->list, plot.x, bottom + (ogl_stage_dense(ui) ? 34 : 38), OGV_LEFT, OGV_UI, 13, theme->text2,
             ogl_stage_word(run, "input"));
    ogv_text(ui->list, right, bottom + (ogl_stage_dense(ui) ? 34 : 38), OGV_RIGHT, OGV_UI, 13, theme->text2,
             ogl_stage_word(run, "loss"));
    if (!hidden)
        draw_open_mark(run, ui, &axes);
    int tip = hidden ? -1 : draw_bar_buttons(v, run, ui, &axes);
    if (v->guessing && count > 1 && (hidden || vanishing_guessed(run, (int)count - 1) > 0))
        ogl_guess_bars(run, ui, &axes, SET_GUESS, (int)count - 1, bar_share(&axes), hidden);
    if (hidden)
        draw_covered(v, run, ui, plot);
    if (tip >= 0)
        draw_bar_tip(v, run, ui, &axes, tip, ceiling);
}
