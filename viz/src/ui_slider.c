#include <math.h>
#include <string.h>

#include "ogee_viz/text.h"
#include "ogee_viz/ui.h"

enum { END_GAP = 8 }; /* the thumb stays that far inside the track's ends */

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static double smallest_step(const ogv_slider_def *def)
{
    double step = 1;
    for (int i = 0; i < def->decimals; i++)
        step /= 10;
    return step;
}

static double rounded(const ogv_slider_def *def, double value)
{
    double parts = 1;
    for (int i = 0; i < def->decimals; i++)
        parts *= 10;
    return clamp(floor(value * parts + 0.5) / parts, def->low, def->high);
}

static float thumb_x(const ogv_slider_def *def, ogv_rect rect, double value)
{
    double t =
        def->high > def->low ? (clamp(value, def->low, def->high) - def->low) / (def->high - def->low) : 0;
    return rect.x + END_GAP + (rect.w - 2 * END_GAP) * (float)t;
}

static double value_at(const ogv_slider_def *def, ogv_rect rect, float x)
{
    float t = (x - rect.x - END_GAP) / (rect.w - 2 * END_GAP);
    return rounded(def, def->low + (def->high - def->low) * (double)fminf(fmaxf(t, 0), 1));
}

static double moved_by_key(const ogv_ui *ui, const ogv_slider_def *def, double value)
{
    double range = def->high - def->low, factor = ui->input.shift ? 10 : ui->input.ctrl ? 0.1 : 1;
    double step =
        fmax(rounded(def, def->low + range / 100 * factor) - rounded(def, def->low), smallest_step(def));
    switch (ui->input.alt ? OGV_KEY_NONE : ui->input.key) {
    case OGV_KEY_LEFT:
    case OGV_KEY_DOWN: return rounded(def, value - step);
    case OGV_KEY_RIGHT:
    case OGV_KEY_UP: return rounded(def, value + step);
    case OGV_KEY_HOME: return def->low;
    case OGV_KEY_END: return def->high;
    case OGV_KEY_BACKSPACE: return def->start;
    default: return value;
    }
}

static void draw_track(ogv_ui *ui, const ogv_slider_def *def, ogv_rect rect, float middle, float thumb)
{
    const ogv_theme *t = ui->theme;
    ogv_fill(ui->list, (ogv_rect){rect.x, middle - 2, rect.w, 4}, 2, t->well);
    float origin = def->origin <= def->low ? rect.x : thumb_x(def, rect, def->origin);
    ogv_rect fill = {fminf(origin, thumb), middle - 2, fabsf(thumb - origin), 4};
    ogv_fill(ui->list, fill, 2, ui->disabled ? t->line2 : t->accent);
}

static void draw_thumb(ogv_ui *ui, ogv_point at, const ogv_act *act)
{
    const ogv_theme *t = ui->theme;
    if (act->held)
        ogv_disc(ui->list, at, 18, ogv_fade(t->accent, 0.18f));
    else if (act->hovered)
        ogv_disc(ui->list, at, 15, ogv_fade(t->accent, 0.10f));
    if (act->ring)
        ogv_ring(ui->list, at, 13, 2, t->focus);
    if (act->held) {
        ogv_disc(ui->list, at, 11.25f, t->accent);
        return;
    }
    ogv_disc(ui->list, at, 9, ui->disabled ? t->stage : t->knob);
    ogv_ring(ui->list, at, 9, 2.5f, ui->disabled ? t->line2 : t->knob_line);
}

bool ogv_slider(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_def *def)
{
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    double before = *value;
    float middle = roundf(rect.y + 0.5f * rect.h);
    if (act.taken) {
        float thumb = thumb_x(def, rect, *value), off = ui->input.mouse.x - thumb;
        ui->grab = fabsf(off) <= 12 ? off : 0; /* taken beside the thumb, it does not jump */
    }
    bool moved = act.taken || (act.held && value_at(def, rect, ui->input.mouse.x - ui->grab) != *value);
    if (moved && (ui->grab == 0 || !act.taken))
        *value = value_at(def, rect, ui->input.mouse.x - ui->grab);
    if (act.focused && !act.held && ui->input.key != OGV_KEY_NONE) {
        *value = moved_by_key(ui, def, *value);
        if (*value != before)
            ui->focus_visible = act.ring = true;
    }
    float thumb = thumb_x(def, rect, *value);
    draw_track(ui, def, rect, middle, thumb);
    draw_thumb(ui, (ogv_point){thumb, middle}, &act);
    if (act.held) {
        char text[OGV_NUMBER_SIZE];
        ogv_format_number(text, *value, def->decimals);
        memcpy(ui->flag, text, sizeof ui->flag);
        ui->flag_at = (ogv_point){thumb, middle - 27};
    }
    return *value != before;
}
