#include <math.h>
#include <stddef.h>

#include "ogee_viz/motion.h"
#include "ui_shared.h"

/* What the pointer lights up. */
enum { HOVER, ON };

static float lit_part(ogv_ui *ui, const ogv_act *act)
{
    return ogv_ease(ui, act->id, HOVER, act->hovered ? 1 : 0, OGV_HOVER_FRAMES);
}

/* ---- button ---- */

static ogv_color button_fill(const ogv_ui *ui, ogv_button_kind kind, const ogv_act *act, float lit)
{
    const ogv_theme *t = ui->theme;
    bool down = act->held && act->hovered;
    if (kind == OGV_PRIMARY)
        return ui->disabled ? t->well : down ? t->accent_pressed : ogv_mix(t->accent, t->accent_hover, lit);
    if (ui->disabled)
        return t->stage;
    if (kind == OGV_GHOST)
        return ogv_fade(down ? t->well : t->hover, lit);
    return down ? t->well : ogv_mix(t->stage, t->hover, lit);
}

static ogv_color button_ink(const ogv_ui *ui, ogv_button_kind kind, bool icon_alone)
{
    const ogv_theme *t = ui->theme;
    if (ui->disabled)
        return t->disabled;
    return kind == OGV_PRIMARY ? t->on_accent : icon_alone || kind == OGV_GHOST ? t->text2 : t->text;
}

static void draw_label(ogv_ui *ui, ogv_rect rect, const char *label, ogv_button_look look, ogv_color ink)
{
    ogv_font font = look.steady ? OGV_UI_SEMIBOLD : OGV_UI_MEDIUM;
    float size = look.icon_size > 0 ? look.icon_size : 18;
    float icon_width = look.icon ? 18 : 0, gap = look.icon ? 6 : 0;
    float room = rect.w - icon_width - gap - 8;
    float width = fminf(ogv_text_width(ui->list, font, 14, label), room);
    float x = rect.x + 0.5f * (rect.w - width - icon_width - gap);
    float middle = rect.y + 0.5f * rect.h, text_x = look.icon_after ? x : x + icon_width + gap;
    float icon_x = look.icon_after ? x + width + gap + 9 : x + 9;
    if (look.steady) {
        float left = rect.x + (rect.w < 104 ? 10 : 12);
        icon_x = left + 10;
        text_x = left + 26;
        room = rect.x + rect.w - 4 - text_x;
    }
    ogv_draw_icon(ui->list, look.icon, (ogv_point){icon_x, middle}, size, OGV_ICON_STROKE, ink);
    ogv_text_within(ui, text_x, ogv_baseline(rect.y, rect.h, 14), room, OGV_LEFT, font, 14, ink, label);
}

bool ogv_button(ogv_ui *ui, const char *id, ogv_rect rect, const char *label, ogv_button_look look)
{
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ACTIVATE);
    if (act.ring)
        ogv_focus_ring(ui, rect, 8);
    float lit = lit_part(ui, &act);
    if (look.kind != OGV_GHOST || lit > 0)
        ogv_fill(ui->list, rect, 8, button_fill(ui, look.kind, &act, lit));
    if (look.kind == OGV_SECONDARY)
        ogv_frame(ui->list, rect, 8, 1, ui->disabled ? ui->theme->line : ui->theme->line2);
    ogv_color ink = button_ink(ui, look.kind, label == NULL);
    if (label)
        draw_label(ui, rect, label, look, ink);
    else
        ogv_draw_icon(ui->list, look.icon, (ogv_point){rect.x + 0.5f * rect.w, rect.y + 0.5f * rect.h},
                      look.icon_size > 0 ? look.icon_size : 20, OGV_ICON_STROKE, ink);
    return act.clicked;
}

/* ---- toggle and checkbox ---- */

/* What is drawn lower can still be hit. */
static ogv_rect hit_of(ogv_rect rect)
{
    enum { LOWEST = 32 };
    float more = fmaxf(LOWEST - rect.h, 0);
    return (ogv_rect){rect.x, rect.y - 0.5f * more, rect.w, rect.h + more};
}

/* on and lit: 0 .. 1. */
static ogv_color switch_fill(const ogv_ui *ui, const ogv_act *act, float on, ogv_color off, float lit)
{
    const ogv_theme *t = ui->theme;
    if (ui->disabled)
        return t->well;
    return ogv_mix(off, ogv_mix(t->accent, t->accent_hover, act->held ? 0 : lit), on);
}

static void draw_switch_label(ogv_ui *ui, ogv_rect rect, float x, float size, const char *label)
{
    if (label)
        ogv_text(ui->list, rect.x + x, ogv_baseline(rect.y, rect.h, size), OGV_LEFT, OGV_UI, size,
                 ui->disabled ? ui->theme->disabled : ui->theme->text2, label);
}

bool ogv_toggle(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label)
{
    const ogv_theme *t = ui->theme;
    ogv_act act = ogv_ui_widget(ui, id, hit_of(rect), OGV_WANTS_ACTIVATE);
    if (act.clicked)
        *on = !*on;
    ogv_rect track = {rect.x, roundf(rect.y + 0.5f * rect.h - 10), 36, 20};
    if (act.ring)
        ogv_focus_ring(ui, track, 10);
    float lit = lit_part(ui, &act), at = ogv_ease(ui, act.id, ON, *on ? 1 : 0, OGV_TOGGLE_FRAMES);
    ogv_fill(ui->list, track, 10, switch_fill(ui, &act, at, ogv_mix(t->line2, t->axis, lit), lit));
    ogv_point knob = {track.x + 10 + 16 * at, track.y + 10};
    ogv_disc(ui->list, knob, 7, ui->disabled ? t->line2 : ogv_mix(t->stage, t->on_accent, at));
    draw_switch_label(ui, rect, 46, 14, label);
    return act.clicked;
}

bool ogv_checkbox(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label)
{
    const ogv_theme *t = ui->theme;
    ogv_act act = ogv_ui_widget(ui, id, hit_of(rect), OGV_WANTS_ACTIVATE);
    if (act.clicked)
        *on = !*on;
    ogv_rect box = {rect.x, roundf(rect.y + 0.5f * rect.h - 9), 18, 18};
    if (act.ring)
        ogv_focus_ring(ui, box, 5);
    float lit = lit_part(ui, &act);
    ogv_fill(ui->list, box, 5, switch_fill(ui, &act, *on ? 1 : 0, ogv_mix(t->stage, t->hover, lit), lit));
    if (!*on)
        ogv_frame(ui->list, box, 5, 1.5f, ui->disabled ? t->line2 : t->ctl);
    else
        ogv_draw_icon(ui->list, OGV_ICON_CHECK, (ogv_point){box.x + 9, box.y + 9}, 15, 2.2f,
                      ui->disabled ? t->disabled : t->on_accent);
    draw_switch_label(ui, rect, 26, 13, label);
    return act.clicked;
}

float ogv_checkbox_width(const ogv_ui *ui, const char *label)
{
    return label ? 26 + ogv_text_width(ui->list, OGV_UI, 13, label) : 18;
}

/* ---- segmented choice ---- */

static ogv_font segment_font(bool mono, bool chosen)
{
    return mono ? (chosen ? OGV_MONO_SEMIBOLD : OGV_MONO_MEDIUM) : chosen ? OGV_UI_SEMIBOLD : OGV_UI_MEDIUM;
}

/* Of the heavier font, so that the choice does not move the cells. */
static float segment_text_width(const ogv_ui *ui, const char *label, bool mono)
{
    return ogv_text_width(ui->list, segment_font(mono, true), 13, label);
}

static float segments_text_width(const ogv_ui *ui, const char *const *labels, int count, bool mono)
{
    float width = 0;
    for (int i = 0; i < count; i++)
        width += segment_text_width(ui, labels[i], mono);
    return width;
}

static void draw_segment(ogv_ui *ui, ogv_rect cell, const char *label, bool mono, bool chosen, bool hovered)
{
    const ogv_theme *t = ui->theme;
    bool dark = t->stage.g < 128;
    if (chosen && !ui->disabled) {
        ogv_fill(ui->list, cell, 6, t->raised);
        ogv_frame(ui->list, cell, 6, 1, dark ? t->axis : t->line2);
    }
    ogv_color ink = ui->disabled ? t->disabled : chosen || hovered ? t->text : t->text3;
    ogv_text_within(ui, cell.x + 0.5f * cell.w, ogv_baseline(cell.y, cell.h, 13), cell.w - 4, OGV_CENTER,
                    segment_font(mono, chosen), 13, ink, label);
}

static int moved_choice(const ogv_ui *ui, int chosen, int count)
{
    switch (ui->input.alt ? OGV_KEY_NONE : ui->input.key) {
    case OGV_KEY_LEFT:
    case OGV_KEY_UP: return ogv_nearest_choice(chosen, chosen - 1, count);
    case OGV_KEY_RIGHT:
    case OGV_KEY_DOWN: return ogv_nearest_choice(chosen, chosen + 1, count);
    case OGV_KEY_HOME: return ogv_nearest_choice(chosen, 0, count);
    case OGV_KEY_END: return ogv_nearest_choice(chosen, count - 1, count);
    default: return chosen;
    }
}

bool ogv_segmented(ogv_ui *ui, const char *id, ogv_rect rect, const char *const *labels, int count,
                   int *chosen, bool mono)
{
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    int before = *chosen;
    if (act.focused && ui->input.key != OGV_KEY_NONE)
        *chosen = moved_choice(ui, *chosen, count);
    float wheel = ogv_ui_wheel(ui, &act);
    if (wheel != 0)
        *chosen = ogv_nearest_choice(*chosen, *chosen + (wheel > 0 ? -1 : 1), count);
    else if (*chosen != before)
        ui->focus_visible = act.ring = true;
    if (act.ring)
        ogv_focus_ring(ui, rect, 8);
    ogv_fill(ui->list, rect, 8, ui->theme->well);
    float room = fmaxf(rect.w - 4, 0), width = segments_text_width(ui, labels, count, mono);
    float padding = fmaxf(room - width, 0) / (float)(count > 0 ? count : 1), x = rect.x + 2;
    float share = width > room ? room / width : 1; /* too many or too long: each gives up the same part */
    for (int i = 0; i < count; i++) {
        float left = roundf(x);
        x += share * segment_text_width(ui, labels[i], mono) + padding;
        ogv_rect cell = {left, rect.y + 2, roundf(x) - left, rect.h - 4};
        bool over = act.hovered && ui->input.mouse.x >= cell.x && ui->input.mouse.x < cell.x + cell.w;
        if (over && act.clicked)
            *chosen = i;
        draw_segment(ui, cell, labels[i], mono, *chosen == i, over);
    }
    return *chosen != before;
}

/* ---- thumbnail ---- */

ogv_act ogv_thumbnail(ogv_ui *ui, const char *id, ogv_rect rect, bool chosen)
{
    const ogv_theme *t = ui->theme;
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ACTIVATE);
    if (act.ring)
        ogv_focus_ring(ui, rect, 8);
    float lit = ui->disabled ? 0 : lit_part(ui, &act);
    ogv_fill(ui->list, rect, 8,
             ui->disabled ? t->stage
             : act.held   ? t->well
                          : ogv_mix(t->panel, t->hover, lit));
    ogv_frame(ui->list, rect, 8, chosen ? 2.0f : 1.0f,
              ui->disabled ? t->line
              : chosen     ? t->accent
                           : ogv_mix(t->line, t->line2, lit));
    return act;
}
