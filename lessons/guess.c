/* Predict first: guesses that the learner puts on a plot. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/text.h"
#include "stage.h"

bool ogl_guess_made(const ogl_run *run, int x_setting)
{
    const ogl_setting *rows = &run->lesson->settings[x_setting];
    return run->values[x_setting] != rows[0].start || run->values[x_setting + 1] != rows[1].start;
}

void ogl_guess_clear(ogl_run *run, int x_setting)
{
    const ogl_setting *rows = &run->lesson->settings[x_setting];
    ogl_mark_set(run, x_setting, rows[0].start, rows[1].start);
}

/* ---- a point ---- */

static double clamped(double value, ogv_range range)
{
    return fmin(fmax(value, range.low), range.high);
}

/* Where the arrows move a guess; the first one that is not made yet begins in the middle of the plot. */
static void obey_arrows(ogl_run *run, const ogv_ui *ui, const ogv_axes *axes, int setting)
{
    const ogl_setting *rows = &run->lesson->settings[setting];
    ogv_key key = ui->input.alt ? OGV_KEY_NONE : ui->input.key;
    double dx = (key == OGV_KEY_RIGHT) - (key == OGV_KEY_LEFT),
           dy = (key == OGV_KEY_UP) - (key == OGV_KEY_DOWN);
    double x = run->values[setting], y = run->values[setting + 1];
    if (dx == 0 && dy == 0)
        return;
    if (!ogl_guess_made(run, setting)) {
        x = (axes->x.low + axes->x.high) / 2;
        y = (axes->y.low + axes->y.high) / 2;
    }
    x = clamped(x + dx * ogl_setting_step(ui, rows, axes->x), axes->x);
    y = clamped(y + dy * ogl_setting_step(ui, rows + 1, axes->y), axes->y);
    ogl_mark_set(run, setting, ogl_setting_round(rows, x), ogl_setting_round(rows + 1, y));
}

/* Its word stands below it where there is no room above. */
static void draw_ghost(ogl_run *run, ogv_ui *ui, ogv_point at, float top)
{
    const char *text = ogl_ui_say(run, "guess");
    ogv_disc(ui->list, at, 9, ogv_fade(ui->theme->accent, 0.25f));
    ogv_ring(ui->list, at, 9, 1.5f, ui->theme->accent);
    ogv_flag(ui->list, ui->theme, (ogv_point){at.x, at.y - top > 40 ? at.y - 28 : at.y + 28}, text);
}

static void draw_held(ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int setting, const ogv_act *act)
{
    const ogl_setting *rows = &run->lesson->settings[setting];
    double x = run->values[setting], y = run->values[setting + 1];
    char x_text[OGV_NUMBER_SIZE], y_text[OGV_NUMBER_SIZE];
    ogv_point at = ogv_axes_pixel(axes, x, y);
    ogv_plot_guides(ui->list, ui->theme, axes, x, y, ogv_format_number(x_text, x, rows[0].decimals),
                    ogv_format_number(y_text, y, rows[1].decimals), ui->theme->accent);
    ogv_disc(ui->list, at, 18, ogv_fade(ui->theme->accent, act->held || act->hovered ? 0.22f : 0.14f));
    if (act->ring)
        ogv_ring(ui->list, at, 15, 2, ui->theme->focus);
    ogv_disc(ui->list, at, 10.5f, ui->theme->stage);
    ogv_disc(ui->list, at, 7.5f, ui->theme->accent);
}

static void draw_hollow(ogv_ui *ui, ogv_point at)
{
    ogv_disc(ui->list, at, 7, ui->theme->stage);
    ogv_ring(ui->list, at, 7, 2, ui->theme->accent);
}

bool ogl_guess(ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int x_setting, bool open)
{
    const ogl_setting *rows = &run->lesson->settings[x_setting];
    char id[48];
    double x = run->values[x_setting], y = run->values[x_setting + 1];
    ogv_point at = ogv_axes_pixel(axes, x, y);
    if (!open) {
        if (ogl_guess_made(run, x_setting))
            draw_hollow(ui, at);
        return false;
    }
    snprintf(id, sizeof id, "%.*s", (int)strlen(rows->id) - 2, rows->id);
    ogv_act act = ogv_ui_widget(ui, id, axes->rect, OGV_WANTS_ARROWS);
    if (act.held) {
        double to_x, to_y;
        ogv_axes_data(axes, ui->input.mouse, &to_x, &to_y);
        ogl_mark_set(run, x_setting, ogl_setting_round(rows, clamped(to_x, axes->x)),
                     ogl_setting_round(rows + 1, clamped(to_y, axes->y)));
    } else if (act.focused) {
        obey_arrows(run, ui, axes, x_setting);
    }
    bool moved = run->values[x_setting] != x || run->values[x_setting + 1] != y;
    if (moved && !act.held)
        ui->focus_visible = act.ring = true;
    if (ogl_guess_made(run, x_setting)) {
        ogv_ui_grip_at(ui, ogv_axes_pixel(axes, run->values[x_setting], run->values[x_setting + 1]));
        draw_held(run, ui, axes, x_setting, &act);
    } else if (act.hovered) {
        draw_ghost(run, ui, ui->input.mouse, axes->rect.y);
    } else if (act.ring) {
        ogv_focus_ring(ui, axes->rect, 0);
    }
    return moved;
}

ogv_rect ogl_guess_flag(const ogl_run *run, const ogv_ui *ui, const ogv_axes *axes, int x_setting, double x,
                        double y, const char *distance)
{
    ogv_point guess = ogv_axes_pixel(axes, run->values[x_setting], run->values[x_setting + 1]);
    ogv_point truth = ogv_axes_pixel(axes, x, y);
    float half = ogv_text_width(ui->list, OGV_MONO_MEDIUM, 13, distance) / 2 + 9;
    float middle = (guess.x + truth.x) / 2, left = axes->rect.x + half,
          right = axes->rect.x + axes->rect.w - half;
    float above = fminf(guess.y, truth.y) - 30;
    ogv_point at = {fminf(fmaxf(middle, left), right),
                    above > axes->rect.y + 11 ? above : fmaxf(guess.y, truth.y) + 30};
    return (ogv_rect){at.x - half, at.y - 11, 2 * half, 22};
}

void ogl_guess_truth(const ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int x_setting, double x, double y,
                     const char *distance)
{
    ogv_point guess = ogv_axes_pixel(axes, run->values[x_setting], run->values[x_setting + 1]);
    ogv_point truth = ogv_axes_pixel(axes, x, y);
    if (ogl_guess_made(run, x_setting)) {
        ogv_dashed_line(ui->list, guess, truth, 1.5f, 4, 3, ui->theme->accent);
        draw_hollow(ui, guess);
    }
    ogv_disc(ui->list, truth, 9, ui->theme->stage);
    ogv_disc(ui->list, truth, 6.5f, ui->theme->ok);
    if (!distance || !ogl_guess_made(run, x_setting))
        return;
    ogv_rect flag = ogl_guess_flag(run, ui, axes, x_setting, x, y, distance);
    ogv_flag(ui->list, ui->theme, (ogv_point){flag.x + flag.w / 2, flag.y + flag.h / 2}, distance);
}

/* ---- bars ---- */

/* What a setting may say for its bar to end on the plot. */
static ogv_range heights(const ogv_axes *axes)
{
    return axes->log_y ? (ogv_range){log10(axes->y.low), log10(axes->y.high)} : axes->y;
}

static float top_of(const ogv_axes *axes, double value)
{
    double height = clamped(value, heights(axes));
    return ogv_axes_pixel(axes, 1, axes->log_y ? pow(10, height) : height).y;
}

static ogv_rect bar_of(const ogv_axes *axes, int bar, float share)
{
    ogv_point from = ogv_axes_pixel(axes, bar + 1 - (double)share / 2, axes->y.low);
    ogv_point until = ogv_axes_pixel(axes, bar + 1 + (double)share / 2, axes->y.low);
    return (ogv_rect){from.x, axes->rect.y, until.x - from.x, axes->rect.h};
}

static void draw_bar(const ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int setting, ogv_rect column,
                     bool lit)
{
    float top = top_of(axes, run->values[setting]);
    float bottom = axes->rect.y + axes->rect.h;
    const ogv_point outline[] = {
        {column.x, bottom}, {column.x, top}, {column.x + column.w, top}, {column.x + column.w, bottom}};
    ogv_dashed_polyline(ui->list, outline, 4, 1.5f, 4, 3, ogv_fade(ui->theme->accent, 0.8f));
    ogv_fill(ui->list, (ogv_rect){column.x, top - 1.5f, column.w, lit ? 5 : 3}, 0, ui->theme->accent);
}

/* The pointer paints: it moves the bar of the column it is over, whichever it took first. */
static void paint(ogl_run *run, const ogv_ui *ui, const ogv_axes *axes, int first, int count)
{
    double x, y;
    ogv_axes_data(axes, ui->input.mouse, &x, &y);
    int bar = (int)floor(clamped(x, (ogv_range){1, count}) - 0.5);
    const ogl_setting *row = &run->lesson->settings[first + bar];
    ogl_set(run, first + bar, ogl_setting_round(row, clamped(axes->log_y ? log10(y) : y, heights(axes))));
}

static void nudge(ogl_run *run, const ogv_ui *ui, const ogv_axes *axes, int setting)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    ogv_range range = heights(axes);
    ogv_key key = ui->input.alt ? OGV_KEY_NONE : ui->input.key;
    double value = clamped(run->values[setting], range), by = ogl_setting_step(ui, row, range);
    switch (key) {
    case OGV_KEY_UP:
    case OGV_KEY_RIGHT: value += by; break;
    case OGV_KEY_DOWN:
    case OGV_KEY_LEFT: value -= by; break;
    case OGV_KEY_HOME: value = range.low; break;
    case OGV_KEY_END: value = range.high; break;
    default: return;
    }
    ogl_set(run, setting, ogl_setting_round(row, clamped(value, range)));
}

bool ogl_guess_bars(ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int first_setting, int count, float share,
                    bool open)
{
    bool moved = false;
    for (int i = 0; i < count; i++) {
        int setting = first_setting + i;
        ogv_rect column = bar_of(axes, i, share);
        ogv_act act = {0};
        if (open)
            act = ogv_ui_widget(ui, run->lesson->settings[setting].id, column, OGV_WANTS_ARROWS);
        uint64_t before = run->changed;
        if (act.held)
            paint(run, ui, axes, first_setting, count);
        else if (act.focused && ui->input.key != OGV_KEY_NONE)
            nudge(run, ui, axes, setting);
        moved = moved || run->changed != before;
        if (open)
            ogv_ui_grip_at(ui, (ogv_point){column.x + column.w / 2, top_of(axes, run->values[setting])});
        draw_bar(run, ui, axes, setting, column, act.hovered || act.held || act.ring);
        if (act.ring)
            ogv_focus_ring(ui, column, 0);
    }
    return moved;
}
