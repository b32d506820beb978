#include <math.h>
#include <string.h>

#include "ogee_viz/motion.h"
#include "ogee_viz/text.h"
#include "ui_shared.h"

enum { END_GAP = 8 }; /* the thumb stays that far inside the track's ends */

static ogv_way way_of(const ogv_slider_def *def)
{
    ogv_way way = {def->low, def->high, 1, def->start};
    for (int i = 0; i < def->decimals; i++)
        way.per_unit *= 10;
    return way;
}

static float thumb_x(const ogv_slider_def *def, ogv_rect rect, double value)
{
    double inside = fmin(fmax(value, def->low), def->high);
    double t = def->high > def->low ? (inside - def->low) / (def->high - def->low) : 0;
    return rect.x + END_GAP + (rect.w - 2 * END_GAP) * (float)t;
}

static double value_at(const ogv_slider_def *def, ogv_rect rect, float x)
{
    float t = (x - rect.x - END_GAP) / (rect.w - 2 * END_GAP);
    ogv_way way = way_of(def);
    return ogv_way_nearest(&way, def->low + (def->high - def->low) * (double)fminf(fmaxf(t, 0), 1));
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
    float lit = ogv_ease(ui, act->id, 0, act->hovered ? 1 : 0, OGV_HOVER_FRAMES);
    if (act->held)
        ogv_disc(ui->list, at, 18, ogv_fade(t->accent, 0.18f));
    else if (lit > 0)
        ogv_disc(ui->list, at, 15, ogv_fade(t->accent, 0.10f * lit));
    if (act->ring)
        ogv_ring(ui->list, at, 13, 2, t->focus);
    if (act->held) {
        ogv_disc(ui->list, at, 11.25f, t->accent);
        return;
    }
    ogv_disc(ui->list, at, 9, ui->disabled ? t->stage : t->knob);
    ogv_ring(ui->list, at, 9, 2.5f, ui->disabled ? t->line2 : t->knob_line);
}

bool ogv_slider_alone(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_def *def,
                      ogv_act *seen, ogv_point *grip)
{
    ogv_way way = way_of(def);
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS | OGV_WANTS_VALUE);
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
        *value = ogv_way_key(ui, &way, *value);
        if (*value != before)
            ui->focus_visible = act.ring = true;
    }
    float wheel = ogv_ui_wheel(ui, &act);
    if (wheel != 0)
        *value = ogv_way_nearest(&way, *value + (double)wheel * ogv_way_step(ui, &way));
    float thumb = thumb_x(def, rect, *value);
    ogv_ui_grip_at(ui, (ogv_point){thumb, middle});
    draw_track(ui, def, rect, middle, thumb);
    draw_thumb(ui, (ogv_point){thumb, middle}, &act);
    if (act.held) {
        char text[OGV_NUMBER_SIZE];
        ogv_format_number(text, *value, def->decimals);
        memcpy(ui->flag, text, sizeof ui->flag);
        ui->flag_at = (ogv_point){thumb, middle - 27};
    }
    *seen = act;
    *grip = (ogv_point){thumb, middle};
    return *value != before;
}

bool ogv_slider(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_def *def)
{
    ogv_act act;
    ogv_point thumb;
    bool slid = ogv_slider_alone(ui, id, rect, value, def, &act, &thumb);
    bool typed = ogv_ui_typed(ui, &act, id, thumb, def->low, def->high, def->decimals, value);
    return slid || typed;
}
