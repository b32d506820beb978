/* Widgets made of other widgets. */
#include <math.h>
#include <stdio.h>

#include "ogee_viz/motion.h"
#include "ogee_viz/text.h"
#include "ui_shared.h"

/* ---- chip ---- */

enum { CHIP_BOX = 18, CHIP_LINE = 26 };

float ogv_chip_width(const ogv_ui *ui, const char *label)
{
    return ceilf(ogv_text_width(ui->list, OGV_UI_MEDIUM, 14, label)) + 92;
}

bool ogv_chip(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label, ogv_color color,
              float dash, float gap)
{
    const ogv_theme *t = ui->theme;
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ACTIVATE);
    if (act.clicked)
        *on = !*on;
    if (act.ring)
        ogv_focus_ring(ui, rect, 8);
    float lit = ogv_ease(ui, act.id, 0, act.hovered && !ui->disabled ? 1 : 0, OGV_HOVER_FRAMES);
    ogv_fill(ui->list, rect, 8, act.held ? t->well : ogv_mix(t->stage, t->hover, lit));
    ogv_frame(ui->list, rect, 8, *on ? 1.5f : 1, ui->disabled ? t->line : *on ? color : t->line2);
    ogv_rect box = {rect.x + 12, rect.y + 0.5f * rect.h - 9, CHIP_BOX, CHIP_BOX};
    ogv_color ink = ui->disabled ? t->disabled : color;
    if (*on) {
        ogv_fill(ui->list, box, 5, ink);
        ogv_draw_icon(ui->list, OGV_ICON_CHECK, (ogv_point){box.x + 9, box.y + 9}, 15, 2.2f, t->on_accent);
    } else {
        ogv_frame(ui->list, box, 5, 1.5f, ui->disabled ? t->line2 : t->ctl);
    }
    float x = rect.x + 40, y = rect.y + 0.5f * rect.h;
    const ogv_point ends[] = {{x, y}, {x + CHIP_LINE, y}};
    ogv_dashed_polyline(ui->list, ends, 2, 2.5f, dash, gap, ogv_fade(ink, *on ? 1 : 0.55f));
    ogv_text_within(ui, x + 36, ogv_baseline(rect.y, rect.h, 14), rect.w - 84, OGV_LEFT, OGV_UI_MEDIUM, 14,
                    ui->disabled ? t->disabled
                    : *on        ? t->text
                                 : t->text2,
                    label);
    return act.clicked;
}

/* ---- slider with its field ---- */

static void draw_scale(ogv_ui *ui, ogv_rect track, const ogv_slider_row *row)
{
    const ogv_slider_def *def = &row->slider;
    float y = track.y + 0.5f * track.h;
    for (int i = 0; i < row->mark_count; i++) {
        char text[OGV_NUMBER_SIZE];
        double part = (row->marks[i] - def->low) / (def->high - def->low);
        float x = track.x + 8 + (track.w - 16) * (float)part;
        bool whole = row->marks[i] == floor(row->marks[i]);
        ogv_hairline_v(ui->list, x - 0.5f, y + 10, y + 14, ui->theme->line2);
        ogv_text(ui->list, x, y + 28, OGV_CENTER, OGV_MONO, 12, ui->theme->text3,
                 ogv_format_number(text, row->marks[i], whole ? 0 : def->decimals));
    }
}

bool ogv_slider_field(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_row *row)
{
    const ogv_theme *t = ui->theme;
    const ogv_slider_def *def = &row->slider;
    ogv_number_def number = {def->low, def->high, def->decimals, row->invalid};
    ogv_rect track = {rect.x, rect.y + 24, rect.w, 32};
    char number_id[64];
    float x = rect.x;
    if (row->symbol)
        x += ogv_formula(ui->list, t, x, rect.y + 15, OGV_LEFT, 19, t->text, row->symbol).width + 10;
    if (row->meaning)
        ogv_text_fit(ui->list, x, rect.y + 14, rect.x + rect.w - 84 - x, OGV_UI, 13, t->text3, row->meaning);
    draw_scale(ui, track, row);
    ogv_act act;
    ogv_point thumb;
    bool slid = ogv_slider_alone(ui, id, track, value, def, &act, &thumb);
    snprintf(number_id, sizeof number_id, "%s.number", id);
    uint64_t number_hash = ogv_ui_id(number_id);
    if (act.focused && !act.held && ogv_begins_number(ui)) {
        ui->focus = number_hash;
        ui->edit_from = act.id;
    }
    ogv_rect field = {rect.x + rect.w - 72, rect.y - 4, 72, 28};
    bool typed = ogv_number(ui, number_id, field, value, &number);
    if (ui->edit_from == act.id && ui->edit != number_hash) {
        ogv_give_keyboard_back(ui, number_hash, act.id);
        ui->edit_from = 0;
    }
    return slid || typed;
}

/* ---- stepper ---- */

static bool step_button(ogv_ui *ui, const char *id, const char *end, ogv_rect rect, ogv_icon icon, bool works)
{
    char name[64];
    bool disabled = ui->disabled;
    snprintf(name, sizeof name, "%s.%s", id, end);
    ui->disabled = disabled || !works;
    bool clicked = ogv_button(ui, name, rect, NULL, (ogv_button_look){.icon = icon, .icon_size = 14});
    ui->disabled = disabled;
    return clicked && works;
}

bool ogv_stepper(ogv_ui *ui, const char *id, ogv_point center, int *value, int low, int high)
{
    char number[OGV_NUMBER_SIZE];
    float y = center.y - 12;
    int before = *value;
    if (step_button(ui, id, "less", (ogv_rect){center.x - 44, y, 24, 24}, OGV_ICON_MINUS, before > low))
        --*value;
    if (step_button(ui, id, "more", (ogv_rect){center.x + 20, y, 24, 24}, OGV_ICON_PLUS, before < high))
        ++*value;
    ogv_text(ui->list, center.x, ogv_baseline(y, 24, 14), OGV_CENTER, OGV_MONO_SEMIBOLD, 14,
             ui->disabled ? ui->theme->disabled : ui->theme->text, ogv_format_number(number, *value, 0));
    return *value != before;
}

/* ---- readout ---- */

void ogv_readout(ogv_drawlist *list, const ogv_theme *theme, float x, float y, const char *label,
                 const char *value, ogv_color color, const char *note)
{
    ogv_text_style style = ogv_style_body(theme);
    style.size = 14.65f; /* formulas come out at 17 */
    ogv_rich_line(list, theme, x, y, OGV_LEFT, &style, label);
    float width = ogv_text(list, x, y + 29, OGV_LEFT, OGV_MONO_MEDIUM, 20, color, value);
    if (note)
        ogv_text(list, x + width + 10, y + 29, OGV_LEFT, OGV_UI, 13, theme->text3, note);
}
