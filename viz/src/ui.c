#include "ogee_viz/ui.h"

#include <math.h>
#include <string.h>

#include "ui_shared.h"

uint64_t ogv_ui_id(const char *id)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * 0x100000001b3u;
    return hash ? hash : 1;
}

static const ogv_spot *find_spot(const ogv_spot *spots, int count, uint64_t id)
{
    for (int i = 0; i < count; i++)
        if (spots[i].id == id)
            return &spots[i];
    return NULL;
}

static void move_focus(ogv_ui *ui)
{
    int count = ui->spot_count_before;
    if (count == 0)
        return;
    const ogv_spot *spot = find_spot(ui->spots_before, count, ui->focus);
    int next = ui->input.shift ? count - 1 : 0;
    if (spot) {
        int at = (int)(spot - ui->spots_before);
        next = (at + (ui->input.shift ? count - 1 : 1)) % count;
    }
    ui->focus = ui->spots_before[next].id;
    ui->focus_visible = true;
}

static bool is_arrow(ogv_key key)
{
    return key == OGV_KEY_LEFT || key == OGV_KEY_RIGHT || key == OGV_KEY_UP || key == OGV_KEY_DOWN ||
           key == OGV_KEY_HOME || key == OGV_KEY_END || key == OGV_KEY_BACKSPACE;
}

static bool focus_takes_key(const ogv_ui *ui)
{
    const ogv_input *in = &ui->input;
    bool character = in->key == OGV_KEY_CHARACTER;
    if (in->alt || in->key == OGV_KEY_TAB || in->key == OGV_KEY_F1 || in->key == OGV_KEY_F11 ||
        (character && in->ctrl))
        return false;
    if (ui->wants & OGV_WANTS_TEXT)
        return true;
    if ((ui->wants & OGV_WANTS_ACTIVATE) && ui->focus_visible &&
        (in->key == OGV_KEY_SPACE || in->key == OGV_KEY_ENTER))
        return true;
    if ((ui->wants & OGV_WANTS_ARROWS) && is_arrow(in->key))
        return true;
    if ((ui->wants & OGV_WANTS_VALUE) &&
        ((in->key == OGV_KEY_ENTER && ui->focus_visible) ||
         (character && in->character && strchr("0123456789-", in->character))))
        return true;
    bool steps =
        in->key == OGV_KEY_UP || in->key == OGV_KEY_DOWN || in->key == OGV_KEY_HOME || in->key == OGV_KEY_END;
    if ((ui->wants & OGV_WANTS_MENU) && (in->key == OGV_KEY_SPACE || in->key == OGV_KEY_ENTER || steps))
        return true;
    if ((ui->wants & OGV_WANTS_LINE) && (in->key == OGV_KEY_ENTER || character))
        return true;
    if (!(ui->wants & OGV_WANTS_DIGITS))
        return false;
    return in->key == OGV_KEY_ENTER || steps ||
           (character && strchr("0123456789.,-", in->character) && in->character);
}

/* A key that is held goes on moving and typing, and does nothing else again. */
static bool may_repeat(const ogv_ui *ui)
{
    switch (ui->input.key) {
    case OGV_KEY_LEFT:
    case OGV_KEY_RIGHT:
    case OGV_KEY_UP:
    case OGV_KEY_DOWN:
    case OGV_KEY_TAB:
    case OGV_KEY_BACKSPACE:
    case OGV_KEY_DELETE: return true;
    case OGV_KEY_SPACE:
    case OGV_KEY_CHARACTER: return ui->edit != 0 && !ui->input.ctrl && !ui->input.alt;
    default: return false;
    }
}

static void resolve_key(ogv_ui *ui)
{
    if (ui->input.repeated && !may_repeat(ui)) {
        ui->input.key = OGV_KEY_NONE;
        ui->input.character = ui->input.text[0] = 0;
    }
    ui->key_free = !focus_takes_key(ui);
    if (ui->input.key == OGV_KEY_TAB && !ui->input.ctrl && !ui->input.alt)
        move_focus(ui);
}

void ogv_ui_begin(ogv_ui *ui)
{
    memcpy(ui->spots_before, ui->spots, sizeof ui->spots);
    ui->spot_count_before = ui->spot_count;
    ui->spot_count = 0;
    memcpy(ui->presses, ui->presses_next, sizeof ui->presses);
    ui->press_count = ui->press_count_next;
    ui->press_count_next = 0;
    ui->wants = ui->wants_next;
    ui->wants_next = 0;
    ui->hot = ui->last = ui->left = 0;
    ui->menu_before = ui->menu;
    ui->disabled = ui->shielded = ui->yielding = false;
    ui->flag[0] = ui->tip[0] = ui->description[0] = 0;
    if (!ui->input.mouse_down && !ui->input.mouse_released)
        ui->active = 0;
    if (ui->input.mouse_pressed)
        ui->focus_visible = false;
    resolve_key(ui);
}

void ogv_ui_type(ogv_ui *ui, ogv_key key, char character)
{
    ui->input.key = key;
    ui->input.character = character;
    ui->input.repeated = false;
    resolve_key(ui);
}

void ogv_ui_end(ogv_ui *ui)
{
    if (ui->menu && !find_spot(ui->spots, ui->spot_count, ui->menu))
        ui->menu = 0; /* its field is gone or greyed */
    if (ui->typed && (ui->edit != ui->typed || !find_spot(ui->spots, ui->spot_count, ui->typed)))
        ui->typed = 0;
    if (ui->typed)
        ogv_typed_draw(ui);
    if (ui->menu)
        ogv_menu_draw(ui);
    if (ui->flag[0])
        ogv_flag(ui->list, ui->theme, ui->flag_at, ui->flag);
    if (ui->tip[0])
        ogv_tip_draw(ui);
    uint64_t attention = ui->active ? 0 : ui->hot ? ui->hot : ui->focus_visible ? ui->focus : 0;
    if (attention != ui->hot_last) {
        ui->hot_last = attention;
        ui->hot_since = ui->frame;
    }
    if (!ui->input.mouse_down)
        ui->active = 0;
    if (ui->focus && !find_spot(ui->spots, ui->spot_count, ui->focus))
        ui->focus = 0;
    if (ui->focus_below && find_spot(ui->spots, ui->spot_count, ui->focus_below)) {
        if (ui->focus == 0) /* nothing took the keyboard since the sheet above it is gone */
            ui->focus = ui->focus_below;
        ui->focus_below = 0;
    }
    if (ui->edit && ui->edit != ui->focus)
        ui->edit = 0;
    if (ui->edit == 0)
        ui->edit_from = 0;
    ui->mouse_before = ui->input.mouse;
    ui->frame++;
}

bool ogv_ui_find(const ogv_ui *ui, const char *id, ogv_rect *rect)
{
    const ogv_spot *spot = find_spot(ui->spots_before, ui->spot_count_before, ogv_ui_id(id));
    if (spot && rect)
        *rect = spot->rect;
    return spot != NULL;
}

bool ogv_ui_grip(const ogv_ui *ui, const char *id, ogv_point *at)
{
    const ogv_spot *spot = find_spot(ui->spots_before, ui->spot_count_before, ogv_ui_id(id));
    if (spot)
        *at = spot->grip;
    return spot != NULL;
}

void ogv_ui_grip_at(ogv_ui *ui, ogv_point at)
{
    if (ui->spot_count > 0 && ui->spots[ui->spot_count - 1].id == ui->last)
        ui->spots[ui->spot_count - 1].grip = at;
}

bool ogv_ui_press(ogv_ui *ui, const char *id)
{
    if (!ogv_ui_find(ui, id, NULL) || ui->press_count_next == OGV_MAX_PRESSES)
        return false;
    ui->presses_next[ui->press_count_next++] = ogv_ui_id(id);
    return true;
}

bool ogv_ui_key(const ogv_ui *ui, ogv_key key)
{
    return ui->key_free && ui->input.key == key;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool ogv_ui_char(const ogv_ui *ui, char character)
{
    return ui->key_free && ui->input.key == OGV_KEY_CHARACTER && !ui->input.ctrl && !ui->input.alt &&
           lower(ui->input.character) == lower(character);
}

void ogv_ui_shield(ogv_ui *ui, ogv_rect rect)
{
    ui->shield = rect;
    ui->shielded = true;
}

void ogv_ui_unshield(ogv_ui *ui)
{
    ui->shielded = false;
}

static bool covered(const ogv_ui *ui, ogv_rect rect)
{
    ogv_rect s = ui->shield;
    return ui->shielded && rect.x >= s.x && rect.y >= s.y && rect.x + rect.w <= s.x + s.w &&
           rect.y + rect.h <= s.y + s.h;
}

static bool pointer_reaches(const ogv_ui *ui, uint64_t id, ogv_rect hit)
{
    if ((ui->menu && ui->menu != id) || (ui->menu_before && ui->menu_before != id))
        return false; /* also in the frame in which the menu closes: that click was for the menu */
    ogv_point mouse = ui->input.mouse;
    if (ui->typed && ogv_is_inside(ui->typed_rect, mouse))
        return ui->typed == id;
    ogv_rect clip = ui->list->clip;
    return ogv_is_inside(hit, mouse) && (clip.w < 0 || ogv_is_inside(clip, mouse)) &&
           !(ui->shielded && ogv_is_inside(ui->shield, mouse));
}

static bool pressed_by_script(const ogv_ui *ui, uint64_t id)
{
    for (int i = 0; i < ui->press_count; i++)
        if (ui->presses[i] == id)
            return true;
    return false;
}

ogv_act ogv_ui_widget(ogv_ui *ui, const char *id, ogv_rect hit, unsigned wants)
{
    ogv_act act = {.id = ogv_ui_id(id)};
    const ogv_input *in = &ui->input;
    ui->last = act.id;
    ui->last_rect = hit;
    if (covered(ui, hit) && ui->focus == act.id)
        ui->focus_below = act.id;
    if (ui->disabled || covered(ui, hit))
        return act;
    if (ui->spot_count < OGV_MAX_WIDGETS)
        ui->spots[ui->spot_count++] =
            (ogv_spot){.id = act.id, .rect = hit, .grip = {hit.x + 0.5f * hit.w, hit.y + 0.5f * hit.h}};
    bool inside = pointer_reaches(ui, act.id, hit);
    act.hovered = inside && (ui->active == 0 || ui->active == act.id);
    if (act.hovered)
        ui->hot = act.id;
    if (inside && in->mouse_pressed && (ui->active == 0 || ui->yielding)) {
        ui->active = ui->focus = act.id;
        ui->yielding = (wants & OGV_YIELDS) != 0;
        act.taken = true;
    }
    act.held = ui->active == act.id && in->mouse_down;
    act.focused = ui->focus == act.id;
    act.ring = act.focused && ui->focus_visible;
    act.clicked = ui->active == act.id && in->mouse_released && inside;
    if ((wants & OGV_WANTS_ACTIVATE) && act.ring && !in->alt &&
        (in->key == OGV_KEY_SPACE || in->key == OGV_KEY_ENTER))
        act.clicked = true;
    if (pressed_by_script(ui, act.id))
        act.clicked = true;
    if (act.focused)
        ui->wants_next = wants;
    return act;
}

float ogv_ui_wheel(ogv_ui *ui, const ogv_act *act)
{
    if (ui->input.wheel == 0 || !act->focused || !act->hovered || act->held)
        return 0;
    bool other_way = ui->turned * ui->input.wheel < 0;
    if (ui->turned_on != act->id || other_way || !isfinite(ui->turned))
        ui->turned = 0;
    ui->turned_on = act->id;
    ui->turned += ui->input.wheel;
    ui->input.wheel = 0;
    float whole = truncf(ui->turned);
    ui->turned -= whole;
    return whole;
}

static float clamp01(float value)
{
    return fminf(fmaxf(value, 0), 1);
}

bool ogv_ui_crosshair(ogv_ui *ui, const ogv_act *act, ogv_rect rect, ogv_point *at)
{
    const ogv_input *in = &ui->input;
    if (act->hovered && ogv_is_inside(rect, in->mouse)) {
        ui->cursor_owner = act->id;
        ui->cursor.x = clamp01((in->mouse.x - rect.x) / rect.w);
        ui->cursor.y = clamp01((in->mouse.y - rect.y) / rect.h);
        *at = in->mouse;
        return true;
    }
    if (!act->focused)
        return false;
    if (ui->cursor_owner != act->id) {
        ui->cursor_owner = act->id;
        ui->cursor = (ogv_point){0.5f, 0.5f};
    }
    if (!in->alt && is_arrow(in->key)) {
        float step = 0.01f * (in->shift ? 10.0f : in->ctrl ? 0.1f : 1.0f);
        float dx = (float)(in->key == OGV_KEY_RIGHT) - (float)(in->key == OGV_KEY_LEFT);
        float dy = (float)(in->key == OGV_KEY_DOWN) - (float)(in->key == OGV_KEY_UP);
        ui->cursor.x = in->key == OGV_KEY_HOME  ? 0
                       : in->key == OGV_KEY_END ? 1
                                                : clamp01(ui->cursor.x + dx * step);
        ui->cursor.y = clamp01(ui->cursor.y + dy * step);
        if (in->key == OGV_KEY_BACKSPACE)
            ui->cursor = (ogv_point){0.5f, 0.5f};
        ui->focus_visible = true;
    }
    *at = (ogv_point){rect.x + ui->cursor.x * rect.w, rect.y + ui->cursor.y * rect.h};
    return ui->focus_visible;
}

bool ogv_ui_crosshair_at(const ogv_ui *ui, const char *id, ogv_rect rect, ogv_point *at)
{
    uint64_t plot = ogv_ui_id(id);
    if (ui->cursor_owner != plot || !(ui->hot == plot || (ui->focus == plot && ui->focus_visible)))
        return false;
    *at = (ogv_point){rect.x + ui->cursor.x * rect.w, rect.y + ui->cursor.y * rect.h};
    return true;
}

void ogv_focus_ring(ogv_ui *ui, ogv_rect rect, float radius)
{
    ogv_rect outer = {rect.x - 4, rect.y - 4, rect.w + 8, rect.h + 8};
    ogv_frame(ui->list, outer, radius + 4, 2, ui->theme->focus);
}
