/* What stands at the upper left of lesson 5: a layer on the slope, the factors of a bar, or what each change
   did. */
#include <math.h>
#include <stdio.h>

#include "ogee/activation.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "stage.h"
#include "vanishing_gradients.h"

/* ---- where a layer lives on the slope ---- */

enum { BINS = 48, POINTS = 385 };
static const double reach = 12, faint = 3e-6;

static void draw_histogram(const vanishing *v, ogv_ui *ui, const ogv_axes *axes)
{
    float counts[BINS], most = 1;
    int activation = v->lanes[0].def.activation;
    size_t count = (size_t)VANISHING_PROBE * (size_t)v->lanes[0].def.units;
    ogv_histogram_count(v->z, count, axes->x, BINS, counts);
    for (int i = 0; i < BINS; i++)
        most = fmaxf(most, counts[i]);
    float wide = axes->rect.w / BINS, bottom = axes->rect.y + axes->rect.h;
    for (int i = 0; i < BINS; i++) {
        double middle = axes->x.low + (i + 0.5) * (axes->x.high - axes->x.low) / BINS;
        bool dead = vanishing_slope(activation, middle) < 0.01 * (double)vanishing_steepest(activation);
        float height = 0.42f * axes->rect.h * counts[i] / most;
        ogv_rect bar = {axes->rect.x + (float)i * wide, bottom - height, wide - 1, height};
        if (height >= 0.5f)
            ogv_fill(ui->list, bar, 0, ogv_fade(ui->theme->value, dead ? 0.62f : 0.26f));
    }
}

static void draw_slope_curve(const vanishing *v, ogv_ui *ui, const ogv_axes *axes)
{
    float y[POINTS];
    int activation = v->lanes[0].def.activation;
    for (int i = 0; i < POINTS; i++)
        y[i] = (float)vanishing_slope(activation, -reach + 2 * reach * i / (POINTS - 1));
    ogv_plot_series(ui->list, ui->theme, axes, -reach, 2 * reach / (POINTS - 1), y, POINTS,
                    (ogv_line_look){ui->theme->grad, 2, 0, 0});
}

/* The units for one row: on the curve, and as short lines below. */
static void draw_units(const vanishing *v, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    int units = v->lanes[0].def.units;
    const float *z = v->z + ((int)run->values[SET_ROW] - 1) * units;
    for (int i = 0; i < units; i++) {
        double slope = vanishing_slope(v->lanes[0].def.activation, (double)z[i]);
        if (fabs((double)z[i]) > reach || slope < faint)
            continue;
        ogv_point at = ogv_axes_pixel(axes, (double)z[i], slope);
        ogv_disc(ui->list, at, 5, ui->theme->stage);
        ogv_disc(ui->list, at, 3.5f, ui->theme->grad);
    }
    ogv_plot_rug(ui->list, axes, z, (size_t)units, 8, ui->theme->text);
}

static void draw_zone_share(const ogl_run *run, ogv_ui *ui, const ogv_axes *axes, double from, double until,
                            double share, const char *name)
{
    char number[OGV_NUMBER_SIZE], text[OGV_NUMBER_SIZE + 4];
    ogv_point left = ogv_axes_pixel(axes, from, axes->y.high),
              right = ogv_axes_pixel(axes, until, axes->y.high);
    float middle = (left.x + right.x) / 2;
    snprintf(text, sizeof text, "%s %%", ogv_format_number(number, 100 * share, 0));
    ogv_text(ui->list, middle, left.y + 24, OGV_CENTER, OGV_MONO_MEDIUM, 17, ui->theme->text, text);
    ogv_text(ui->list, middle, left.y + 42, OGV_CENTER, OGV_UI, 13, ui->theme->text2,
             ogl_stage_word(run, name));
}

void vanishing_draw_slope(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    static const char *const names[] = {"\\sigma\\prime(z)", "\\text{tanh}\\prime(z)",
                                        "\\text{ReLU}\\prime(z)"};
    int activation = v->lanes[0].def.activation;
    double edge = vanishing_edge(activation);
    static const ogv_ticks ticks = {.at = {-12, -8, -4, 0, 4, 8, 12}, .count = 7};
    ogv_axes axes = {.rect = plot, .x = {-reach, reach}, .y = {faint, 1.5}, .log_y = true, .x_ticks = &ticks};
    if (ogv_ui_widget(ui, "slope", plot, 0).ring)
        ogv_focus_ring(ui, plot, 0);
    vanishing_describe_slope(v, run, ui, plot);
    ogv_plot_zone(ui->list, ui->theme, &axes, -reach, -edge);
    if (activation != ACT_RELU)
        ogv_plot_zone(ui->list, ui->theme, &axes, edge, reach);
    ogv_axes_draw(ui->list, ui->theme, &axes);
    draw_histogram(v, ui, &axes);
    draw_slope_curve(v, ui, &axes);
    draw_units(v, run, ui, &axes);
    draw_zone_share(run, ui, &axes, -reach, -edge, v->saturated_left,
                    activation == ACT_RELU ? "asleep" : "saturated");
    if (activation != ACT_RELU)
        draw_zone_share(run, ui, &axes, edge, reach, v->saturated_right, "saturated");
    /* Right of the curve, and of the edge of a zone that would cut it; below the dots on ReLU's line. */
    static const ogv_point names_at[] = {{2.6f, 0.25f}, {3.5f, 0.006f}, {1.2f, 0.12f}};
    ogv_point name = ogv_axes_pixel(&axes, (double)names_at[activation].x, (double)names_at[activation].y);
    ogv_formula(ui->list, ui->theme, name.x, name.y + 2, OGV_LEFT, 18, ui->theme->grad, names[activation]);
    ogv_formula(ui->list, ui->theme, plot.x + plot.w + 20, plot.y + plot.h + 19, OGV_LEFT, 17,
                ui->theme->text2, "z");
}

/* ---- the factors of a bar ---- */

typedef struct tile {
    const char *name, *value, *sign; /* sign: before it */
    ogv_color color;
    float gradient; /* > 0: a strip in the colour of the bar */
} tile;

static void draw_tiles(ogv_ui *ui, float x, float y, float width, const tile *tiles, int count)
{
    const ogv_theme *theme = ui->theme;
    float pitch = (width + 16) / (float)count;
    for (int i = 0; i < count; i++, x += pitch) {
        ogv_rich_line(ui->list, theme, x, y + 14, OGV_LEFT,
                      &(ogv_text_style){OGV_UI, 13, 18, theme->text2, theme->text, 1}, tiles[i].name);
        ogv_text(ui->list, x, y + 38, OGV_LEFT, OGV_MONO_MEDIUM, 17, tiles[i].color, tiles[i].value);
        if (tiles[i].gradient > 0)
            ogv_fill(ui->list, (ogv_rect){x, y + 46, pitch - 32, 5}, 0,
                     ogv_gradient_color(theme, tiles[i].gradient));
        if (i > 0)
            ogv_text(ui->list, x - 18, y + 38, OGV_CENTER, OGV_MONO, 15, theme->text3, tiles[i].sign);
    }
}

static void draw_bar_factors(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect area)
{
    const vanishing_lane *lane = &v->lanes[0];
    const ogv_theme *theme = ui->theme;
    int layer = vanishing_open_layer(run);
    char number[4][OGV_NUMBER_SIZE];
    const char *slope = lane->def.repair == REPAIR_BATCH_NORM             ? "factor.norm"
                        : lane->def.repair == REPAIR_HIGHWAY && layer > 0 ? "factor.gate"
                                                                          : "factor.slope";
    bool around = lane->def.repair >= REPAIR_RESIDUAL && layer + 1 < lane->def.layers;
    const tile tiles[] = {
        {ogl_stage_word(run, slope), ogv_format_number(number[0], (double)lane->slope[layer], 3), "",
         theme->grad, 0},
        {ogl_stage_word(run, around ? "factor.shortcut" : "factor.weights"),
         ogv_format_number(number[1], (double)lane->weights[layer], 3), "\u00d7", theme->text, 0},
        {ogl_stage_word(run, "factor.above"), ogv_format_power(number[2], (double)lane->bars[layer + 1], 2),
         "\u00d7", theme->text, lane->bars[layer + 1]},
        {ogl_stage_word(run, "factor.bar"), ogv_format_power(number[3], (double)lane->bars[layer], 2), "=",
         theme->text, lane->bars[layer]}};
    ogv_rect row = {area.x, area.y, area.w, 52};
    if (ogv_ui_widget(ui, "factors", row, 0).ring)
        ogv_focus_ring(ui, row, 0);
    vanishing_describe_factors(v, run, ui, row, tiles[0].name, tiles[1].name);
    draw_tiles(ui, area.x, area.y, area.w, tiles, 4);
}

/* The terms of the sum that came from above, as bars up and down from a line. */
static void draw_terms(const vanishing_check *c, ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    float most = 0, pitch = fminf(rect.w / (float)c->term_count, 20), middle = rect.y + rect.h / 2 + 8;
    for (int i = 0; i < c->term_count; i++)
        most = fmaxf(most, fabsf(c->terms[i]));
    ogv_rich_line(ui->list, ui->theme, rect.x, rect.y + 10, OGV_LEFT,
                  &(ogv_text_style){OGV_UI, 13, 18, ui->theme->text2, ui->theme->text, 1},
                  ogl_stage_word(run, "terms"));
    for (int i = 0; i < c->term_count && most > 0; i++) {
        float height = (rect.h / 2 - 12) * c->terms[i] / most, x = rect.x + (float)i * pitch;
        ogv_rect bar = {x, height > 0 ? middle - height : middle, pitch - 3, fabsf(height)};
        ogv_fill(ui->list, bar, 0, ogv_fade(ui->theme->grad, 0.75f));
    }
    ogv_hairline_h(ui->list, rect.x, rect.x + rect.w, middle, ui->theme->axis);
}

static float draw_line(ogv_ui *ui, float x, float y, float width, float pitch, const char *name,
                       const char *value, ogv_color color)
{
    ogv_rich_line(ui->list, ui->theme, x, y, OGV_LEFT,
                  &(ogv_text_style){OGV_UI, 13, 18, ui->theme->text2, ui->theme->text, 1}, name);
    ogv_text(ui->list, x + width, y, OGV_RIGHT, OGV_MONO_MEDIUM, 14, color, value);
    return y + pitch;
}

static float draw_steppers(const vanishing *v, ogl_run *run, ogv_ui *ui, float x, float y)
{
    static const int settings[] = {SET_UNIT, SET_ROW};
    for (int i = 0; i < 2; i++) {
        int most = i ? VANISHING_PROBE : v->lanes[0].def.units;
        int value = i ? (int)run->values[SET_ROW] : vanishing_open_unit(run) + 1;
        const char *name = ogl_setting_label(run, settings[i]);
        x += ogv_text(ui->list, x, ogv_baseline(y, 24, 13), OGV_LEFT, OGV_UI_SEMIBOLD, 13, ui->theme->text,
                      name) +
             10;
        if (ogv_stepper(ui, i ? "row" : "unit", (ogv_point){x + 44, y + 12}, &value, 1, most))
            ogl_set(run, settings[i], value);
        x += 88 + 20;
    }
    return y + 24;
}

static void draw_agreement(const vanishing_check *c, const ogl_run *run, ogv_ui *ui, float x, float y)
{
    char number[OGV_NUMBER_SIZE], text[160];
    bool agrees = c->visible && c->error < VANISHING_AGREES;
    ogv_format_power(number, 100 * c->error, 1);
    ogl_words_fill(text, sizeof text,
                   ogl_stage_word(run, !c->visible ? "check.small"
                                       : agrees    ? "check.agrees"
                                                   : "check.kink"),
                   number, "");
    if (agrees)
        ogv_task_check(ui->list, ui->theme, (ogv_point){x + 8, y - 5}, 1);
    ogv_text(ui->list, x + (agrees ? 26 : 0), y, OGV_LEFT, OGV_UI_MEDIUM, 13,
             agrees ? ui->theme->ok : ui->theme->warn, text);
}

void vanishing_draw_factors(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect area)
{
    const vanishing_check *c = &v->check;
    const ogv_theme *theme = ui->theme;
    bool low = area.h < 240;
    float width = roundf(area.w * 0.62f), x = area.x;
    char number[OGV_NUMBER_SIZE], name[96], z[OGV_NUMBER_SIZE];
    draw_bar_factors(v, run, ui, area);
    float y = area.y + (low ? 55 : 68);
    ogv_hairline_h(ui->list, x, x + area.w, y, theme->line);
    y = draw_steppers(v, run, ui, x, y + (low ? 4 : 12));
    int repair = v->lanes[0].def.repair;
    bool norm = repair == REPAIR_BATCH_NORM, gate = repair == REPAIR_HIGHWAY && vanishing_open_layer(run) > 0;
    int lines = 5 + gate + norm;
    float pitch = fminf(26, floorf((area.y + area.h - (low ? 2 : 6) - y) / (float)lines));
    y += pitch;
    float top = y - 12;
    ogl_words_fill(name, sizeof name, ogl_stage_word(run, "unit.slope"), ogv_format_number(z, c->z, 2), "");
    y = draw_line(ui, x, y, width, pitch, name, ogv_format_number(number, c->slope, 4), theme->grad);
    if (gate)
        y = draw_line(ui, x, y, width, pitch, ogl_stage_word(run, "unit.gate"),
                      ogv_format_number(number, c->gate, 4), theme->text);
    y = draw_line(ui, x, y, width, pitch,
                  ogl_stage_word(run, c->shortcut != 0 ? "unit.around" : "unit.above"),
                  ogv_format_power(number, c->above, 3), theme->text);
    if (norm) {
        ogl_words_fill(name, sizeof name, ogl_stage_word(run, "unit.norm"), ogv_format_power(z, c->common, 2),
                       "");
        y = draw_line(ui, x, y, width, pitch, name, ogv_format_number(number, c->spread, 2), theme->text);
    }
    y = draw_line(ui, x, y, width, pitch, ogl_stage_word(run, "unit.product"),
                  ogv_format_power(number, c->product, 3), theme->text);
    ogv_hairline_h(ui->list, x, x + width, y - pitch + 5, theme->line);
    y = draw_line(ui, x, y + (low ? 2 : 6), width, pitch, ogl_stage_word(run, "unit.difference"),
                  ogv_format_power(number, c->difference, 3), theme->text);
    draw_agreement(c, run, ui, x, y);
    draw_terms(c, run, ui, (ogv_rect){x + width + 28, top, area.w - width - 28, y - top});
}

/* ---- one change at a time ---- */

static void draw_try(const vanishing_try *try, const ogl_run *run, ogv_ui *ui, const float *columns, float y,
                     const char *name, bool chosen)
{
    const ogv_theme *theme = ui->theme;
    char number[OGV_NUMBER_SIZE], text[OGV_NUMBER_SIZE + 8], before[64];
    ogv_color color = try->before ? theme->text3 : theme->text;
    if (try->before) {
        ogl_words_fill(before, sizeof before, ogl_stage_word(run, "try.before"), name, "");
        name = before;
    }
    ogv_text(ui->list, columns[0], y, OGV_LEFT, chosen ? OGV_UI_SEMIBOLD : OGV_UI, 14,
             try->tried || chosen ? color : theme->text3, name);
    if (!try->tried) {
        ogv_text(ui->list, columns[1], y, OGV_RIGHT, OGV_UI, 13, theme->text3,
                 ogl_stage_word(run, "untried"));
        return;
    }
    ogv_fill(ui->list, (ogv_rect){columns[1] - 92, y - 11, 12, 12}, 2, ogv_gradient_color(theme, try->first));
    ogv_text(ui->list, columns[1], y, OGV_RIGHT, OGV_MONO_MEDIUM, 14, color,
             ogv_format_power(number, (double)try->first, 2));
    snprintf(text, sizeof text, "%s %%", ogv_format_number(number, 100 * try->score.accuracy, 0));
    ogv_text(ui->list, columns[2], y, OGV_RIGHT, OGV_MONO_MEDIUM, 14, color, text);
    snprintf(text, sizeof text, "%zu", try->steps);
    ogv_text(ui->list, columns[3], y, OGV_RIGHT, OGV_MONO, 13, theme->text3, text);
}

static void draw_head(const ogl_run *run, ogv_ui *ui, const float *columns, float y)
{
    static const char *const names[] = {"change", "change.first", "change.accuracy", "change.steps"};
    for (int i = 0; i < 4; i++)
        ogv_text(ui->list, columns[i], y, i ? OGV_RIGHT : OGV_LEFT, OGV_UI, 13, ui->theme->text2,
                 ogl_stage_word(run, names[i]));
}

void vanishing_draw_table(const vanishing *v, ogl_run *run, ogv_ui *ui, ogv_rect area)
{
    const ogv_theme *theme = ui->theme;
    int now = (int)run->values[SET_OTHER];
    float pitch = fminf(28, (area.h - 4) / 10), y = area.y + 4;
    float columns[] = {area.x + 12, area.x + area.w * 0.6f, area.x + area.w * 0.8f, area.x + area.w - 8};
    draw_head(run, ui, columns, ogv_baseline(y, pitch, 13));
    ogv_hairline_h(ui->list, area.x, area.x + area.w, y + pitch - 1, theme->line2);
    y += pitch;
    draw_try(&v->base, run, ui, columns, ogv_baseline(y, pitch, 14), ogl_stage_word(run, "change.none"),
             false);
    ogv_hairline_h(ui->list, area.x, area.x + area.w, y + pitch - 1, theme->line);
    y += pitch;
    for (int other = 0; other < OTHER_COUNT; other++) {
        char id[32];
        ogv_rect row = {area.x, y, area.w, pitch};
        if ((int)run->values[vanishing_other_setting(other)] == vanishing_other_value(other))
            continue;
        snprintf(id, sizeof id, "other.%s", run->lesson->settings[SET_OTHER].choices[other]);
        ogv_act act = ogv_ui_widget(ui, id, row, OGV_WANTS_ACTIVATE);
        vanishing_describe_try(&v->tries[other], run, ui, area, ogl_choice_label(run, SET_OTHER, other));
        if (other == now || act.hovered)
            ogv_fill(ui->list, row, 4, other == now ? theme->accent_soft : theme->hover);
        if (act.ring)
            ogv_focus_ring(ui, row, 4);
        if (act.clicked)
            ogl_set(run, SET_OTHER, other);
        draw_try(&v->tries[other], run, ui, columns, ogv_baseline(y, pitch, 14),
                 ogl_choice_label(run, SET_OTHER, other), other == now);
        y += pitch;
    }
}
