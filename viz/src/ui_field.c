#include <string.h>

#include "ogee_viz/text.h"
#include "ui_edit.h"
#include "ui_shared.h"

enum { TEXT_SIZE = 14, PADDING = 10, ICON_ROOM = 28 };

static ogv_edit_look look_of(ogv_rect rect, const ogv_field_def *def)
{
    float left = def->file ? PADDING + ICON_ROOM : PADDING;
    return (ogv_edit_look){rect, left, PADDING, def->file ? OGV_MONO : OGV_UI, false};
}

/* Takes a text that is short enough; true when it is another one. */
static bool take(char *text, size_t size, const char *taken)
{
    size_t length = strlen(taken);
    if (length >= size || strcmp(text, taken) == 0)
        return false;
    memcpy(text, taken, length + 1);
    return true;
}

/* A text that does not fit into the editor would come out of it cut. */
static void begin(ogv_ui *ui, const ogv_act *act, const char *text)
{
    if (strlen(text) < OGV_EDIT_SIZE)
        ogv_edit_begin(ui, act->id, text);
}

static bool use_key(ogv_ui *ui, const ogv_act *act, char *text, size_t size)
{
    bool editing = ui->edit == act->id, changed = false;
    ogv_key key = ui->input.key;
    if (key == OGV_KEY_NONE || key == OGV_KEY_TAB)
        return false;
    if (!editing) {
        if (key == OGV_KEY_ENTER || (key == OGV_KEY_CHARACTER && !ui->input.ctrl && !ui->input.alt))
            begin(ui, act, text);
        if (key == OGV_KEY_CHARACTER && ui->edit == act->id)
            ogv_edit_key(ui, NULL, size);
    } else if (key == OGV_KEY_ESCAPE) {
        ogv_edit_end(ui, act);
    } else if (key == OGV_KEY_ENTER) {
        changed = take(text, size, ui->edit_text);
        ogv_edit_end(ui, act);
    } else {
        ogv_edit_key(ui, NULL, size);
    }
    return changed;
}

/* Among the fields for files of the last frame: the one under the pointer, the one with the keyboard, the
   only one; where there were none, the one that asks. 0: it cannot be told. */
static uint64_t drop_target(const ogv_ui *ui, uint64_t asking)
{
    uint64_t only = asking, focused = 0;
    int count = 0;
    for (int i = 0; i < ui->spot_count_before; i++) {
        const ogv_spot *spot = &ui->spots_before[i];
        if (!spot->files)
            continue;
        if (ogv_is_inside(spot->rect, ui->input.mouse))
            return spot->id;
        only = count++ == 0 ? spot->id : 0;
        focused = spot->id == ui->focus ? spot->id : focused;
    }
    return focused ? focused : only;
}

/* True when a dropped file is for this field; nothing else sees it then. */
static bool take_drop(ogv_ui *ui, uint64_t id, char *text, size_t size, bool *changed)
{
    ogv_spot *spot = ui->spot_count > 0 ? &ui->spots[ui->spot_count - 1] : NULL;
    if (!spot || spot->id != id)
        return false; /* greyed or covered */
    spot->files = true;
    if (!ui->input.dropped || drop_target(ui, id) != id || strlen(ui->input.dropped) >= size)
        return false;
    *changed = take(text, size, ui->input.dropped);
    ui->input.dropped = NULL;
    return true;
}

static void draw_rest(ogv_ui *ui, const ogv_edit_look *look, const char *text, const char *hint)
{
    const ogv_theme *t = ui->theme;
    bool empty = !text[0];
    float room = look->rect.w - look->padding_left - look->padding_right;
    ogv_color ink = ui->disabled ? t->disabled : empty ? t->text3 : t->text;
    ogv_text_fit(ui->list, look->rect.x + look->padding_left,
                 ogv_baseline(look->rect.y, look->rect.h, TEXT_SIZE), room, empty ? OGV_UI : look->font,
                 TEXT_SIZE, ink, empty ? (hint ? hint : "") : text);
}

bool ogv_text_field(ogv_ui *ui, const char *id, ogv_rect rect, char *text, size_t size,
                    const ogv_field_def *def)
{
    bool changed = false, editing = ui->edit == ogv_ui_id(id);
    ogv_edit_look look = look_of(rect, def);
    ogv_act act = ogv_ui_widget(ui, id, rect, editing ? OGV_WANTS_TEXT : OGV_WANTS_LINE);
    const char *left = ogv_edit_left(ui, &act);
    if (left)
        changed = take(text, size, left);
    else if (def->file && take_drop(ui, act.id, text, size, &changed))
        ui->edit = editing ? 0 : ui->edit;
    else if (act.taken && !editing)
        begin(ui, &act, text);
    else if (editing && (act.taken || act.held))
        ogv_edit_pointer(ui, &act, &look);
    else if (act.focused)
        changed = use_key(ui, &act, text, size);
    editing = ui->edit == act.id && act.focused;
    if (act.focused)
        ui->wants_next = editing ? OGV_WANTS_TEXT : OGV_WANTS_LINE;
    ogv_edit_border(ui, rect, &act, editing, !editing && def->invalid, def->invalid);
    if (def->file)
        ogv_draw_icon(ui->list, OGV_ICON_FOLDER, (ogv_point){rect.x + PADDING + 8, rect.y + 0.5f * rect.h},
                      18, OGV_ICON_STROKE, ui->disabled ? ui->theme->disabled : ui->theme->text3);
    if (editing)
        ogv_edit_draw(ui, &look);
    else
        draw_rest(ui, &look, text, def->hint);
    return changed;
}
