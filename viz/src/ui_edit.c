#include "ui_edit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/text.h"

enum { TEXT_SIZE = 14 };

void ogv_edit_begin(ogv_ui *ui, uint64_t id, const char *text)
{
    if (ui->edit && ui->edit != id) {
        ui->left = ui->edit;
        memcpy(ui->left_text, ui->edit_text, sizeof ui->left_text);
    }
    ui->edit = id;
    snprintf(ui->edit_text, sizeof ui->edit_text, "%s", text);
    ui->anchor = 0;
    ui->caret = (int)strlen(ui->edit_text);
    ui->edit_scroll = 0;
    ui->edit_invalid = false;
}

const char *ogv_edit_left(ogv_ui *ui, const ogv_act *act)
{
    if (ui->left == act->id) {
        ui->left = 0;
        return ui->left_text;
    }
    if (ui->edit != act->id || (act->focused && !(ui->input.mouse_pressed && !act->hovered)))
        return NULL;
    ui->edit = 0;
    return ui->edit_text;
}

void ogv_edit_end(ogv_ui *ui, const ogv_act *act)
{
    ui->edit = 0;
    if (!act->ring)
        ui->focus = 0;
}

/* ---- the text ---- */

static int length_of(const ogv_ui *ui)
{
    return (int)strlen(ui->edit_text);
}

/* The next place between two characters. */
static int step(const ogv_ui *ui, int at, int by)
{
    int length = length_of(ui);
    do
        at += by;
    while (at > 0 && at < length && ((unsigned char)ui->edit_text[at] & 0xC0) == 0x80);
    return at < 0 ? 0 : at > length ? length : at;
}

static int selection_start(const ogv_ui *ui)
{
    return ui->caret < ui->anchor ? ui->caret : ui->anchor;
}

static int selection_end(const ogv_ui *ui)
{
    return ui->caret < ui->anchor ? ui->anchor : ui->caret;
}

static void remove_range(ogv_ui *ui, int from, int to)
{
    memmove(ui->edit_text + from, ui->edit_text + to, strlen(ui->edit_text + to) + 1);
    ui->caret = ui->anchor = from;
}

static void insert(ogv_ui *ui, const char *text, char (*accept)(char), size_t size)
{
    static const char minus[] = "\u2212";
    char kept[OGV_EDIT_SIZE + 1];
    size_t count = 0;
    for (; *text && count + 1 < sizeof kept; text++) {
        bool is_minus = accept && strncmp(text, minus, sizeof minus - 1) == 0;
        if (is_minus)
            text += sizeof minus - 2;
        char c = is_minus ? accept('-') : (unsigned char)*text < ' ' ? 0 : accept ? accept(*text) : *text;
        if (c)
            kept[count++] = c;
    }
    size_t selected = (size_t)(selection_end(ui) - selection_start(ui)), most = sizeof ui->edit_text;
    size_t length = strlen(ui->edit_text) - selected;
    if (count == 0 || length + count + 1 > (size < most ? size : most))
        return; /* before anything is lost */
    remove_range(ui, selection_start(ui), selection_end(ui));
    memmove(ui->edit_text + ui->caret + count, ui->edit_text + ui->caret, length - (size_t)ui->caret + 1);
    memcpy(ui->edit_text + ui->caret, kept, count);
    ui->caret += (int)count;
    ui->anchor = ui->caret;
}

static void copy_selection(ogv_ui *ui)
{
    char part[OGV_EDIT_SIZE];
    size_t from = (size_t)selection_start(ui), count = (size_t)selection_end(ui) - from;
    if (count == 0 || !ui->clipboard_set)
        return;
    memcpy(part, ui->edit_text + from, count);
    part[count] = 0;
    ui->clipboard_set(part);
}

static void use_shortcut(ogv_ui *ui, char (*accept)(char), size_t size)
{
    char pasted[OGV_EDIT_SIZE + 1] = ""; /* one more: what is too long is refused, not cut */
    switch (ui->input.character) {
    case 'a':
        ui->anchor = 0;
        ui->caret = length_of(ui);
        break;
    case 'c': copy_selection(ui); break;
    case 'x':
        copy_selection(ui);
        remove_range(ui, selection_start(ui), selection_end(ui));
        break;
    case 'v':
        if (ui->clipboard_get)
            ui->clipboard_get(pasted, sizeof pasted);
        insert(ui, pasted, accept, size);
        break;
    default: break;
    }
}

static void type(ogv_ui *ui, char (*accept)(char), size_t size)
{
    char one[2] = {ui->input.character, 0};
    if (ui->input.ctrl)
        use_shortcut(ui, accept, size);
    else if (!ui->input.alt)
        insert(ui, ui->input.text[0] ? ui->input.text : one, accept, size);
}

static void erase(ogv_ui *ui, int by)
{
    if (ui->caret == ui->anchor)
        ui->anchor = step(ui, ui->caret, by);
    remove_range(ui, selection_start(ui), selection_end(ui));
}

/* Without Shift the selection collapses: an arrow goes to that end of it. */
static void move_caret(ogv_ui *ui, int by)
{
    bool selected = ui->caret != ui->anchor;
    if (selected && !ui->input.shift)
        ui->caret = by < 0 ? selection_start(ui) : selection_end(ui);
    else
        ui->caret = step(ui, ui->caret, by);
}

void ogv_edit_key(ogv_ui *ui, char (*accept)(char), size_t size)
{
    switch (ui->input.key) {
    case OGV_KEY_CHARACTER: type(ui, accept, size); return;
    case OGV_KEY_SPACE: insert(ui, " ", accept, size); return;
    case OGV_KEY_BACKSPACE: erase(ui, -1); return;
    case OGV_KEY_DELETE: erase(ui, 1); return;
    case OGV_KEY_LEFT: move_caret(ui, -1); break;
    case OGV_KEY_RIGHT: move_caret(ui, 1); break;
    case OGV_KEY_HOME: ui->caret = 0; break;
    case OGV_KEY_END: ui->caret = length_of(ui); break;
    default: return;
    }
    if (!ui->input.shift)
        ui->anchor = ui->caret;
}

/* ---- on the screen ---- */

/* A typed hyphen is shown as the minus sign it means; both take the room of one character in mono. */
static void show(const ogv_edit_look *look, const char *text, int length, char *out, size_t size)
{
    size_t used = 0;
    for (int i = 0; i < length && used + 4 < size; i++) {
        if (look->right && text[i] == '-') {
            memcpy(out + used, "\xe2\x88\x92", 3);
            used += 3;
        } else {
            out[used++] = text[i];
        }
    }
    out[used] = 0;
}

static float width_until(const ogv_ui *ui, const ogv_edit_look *look, int at)
{
    char shown[3 * OGV_EDIT_SIZE];
    show(look, ui->edit_text, at, shown, sizeof shown);
    return ogv_text_width(ui->list, look->font, TEXT_SIZE, shown);
}

static float room(const ogv_edit_look *look)
{
    return look->rect.w - look->padding_left - look->padding_right;
}

/* Where the text begins. */
static float origin(const ogv_ui *ui, const ogv_edit_look *look)
{
    float left = look->rect.x + look->padding_left - ui->edit_scroll;
    return look->right ? left + room(look) - width_until(ui, look, length_of(ui)) + ui->edit_scroll : left;
}

void ogv_edit_pointer(ogv_ui *ui, const ogv_act *act, const ogv_edit_look *look)
{
    float x = ui->input.mouse.x - origin(ui, look);
    int low = 0, high = length_of(ui);
    while (step(ui, low, 1) < high) {
        int middle = step(ui, low + (high - low) / 2 - 1, 1);
        middle = middle > low ? middle : step(ui, low, 1);
        *(width_until(ui, look, middle) <= x ? &low : &high) = middle;
    }
    bool nearer = x - width_until(ui, look, low) <= width_until(ui, look, high) - x;
    int found = ui->caret = nearer ? low : high;
    if (act->taken && !ui->input.shift)
        ui->anchor = found;
}

/* Keeps the caret in sight. */
static void scroll(ogv_ui *ui, const ogv_edit_look *look)
{
    float caret = width_until(ui, look, ui->caret), whole = width_until(ui, look, length_of(ui));
    if (look->right || whole <= room(look))
        ui->edit_scroll = 0;
    else
        ui->edit_scroll = fminf(fmaxf(ui->edit_scroll, caret - room(look)), caret);
}

void ogv_edit_draw(ogv_ui *ui, const ogv_edit_look *look)
{
    char shown[3 * OGV_EDIT_SIZE];
    ogv_rect rect = look->rect;
    scroll(ui, look);
    show(look, ui->edit_text, length_of(ui), shown, sizeof shown);
    float x = origin(ui, look), y = rect.y + 0.5f * rect.h;
    ogv_rect clip = ogv_clip(ui->list, (ogv_rect){rect.x + look->padding_left - 4, rect.y + 2,
                                                  room(look) + look->padding_right + 2, rect.h - 4});
    if (ui->caret != ui->anchor) {
        float from = width_until(ui, look, selection_start(ui)),
              to = width_until(ui, look, selection_end(ui));
        ogv_fill(ui->list, (ogv_rect){x + from - 2, y - 10, to - from + 4, 20}, 3, ui->theme->accent_soft);
    }
    ogv_text(ui->list, x, ogv_baseline(rect.y, rect.h, TEXT_SIZE), OGV_LEFT, look->font, TEXT_SIZE,
             ui->theme->text, shown);
    bool at_end = look->right && ui->caret == length_of(ui);
    float caret = x + width_until(ui, look, ui->caret) + (at_end ? 2 : 0);
    ogv_line(ui->list, (ogv_point){caret, y - 8}, (ogv_point){caret, y + 8}, 1.5f, ui->theme->accent);
    ogv_unclip(ui->list, clip);
}

/* Under the field; where the window ends there, on a plate that lies over everything else; what is too long
   for a plate is cut. */
static void say_invalid(ogv_ui *ui, ogv_rect rect, const char *text)
{
    enum { EDGE = 8, PLATE_PADDING = 24 };
    float width = ogv_text_width(ui->list, OGV_UI, 13, text), room = ui->width - 2 * EDGE;
    bool below = rect.y + rect.h + 24 <= ui->height, fits = rect.x + width <= ui->width - EDGE;
    if (!(below && fits) && width + PLATE_PADDING <= room && strlen(text) < sizeof ui->tip) {
        snprintf(ui->tip, sizeof ui->tip, "%s", text);
        ui->tip_key[0] = 0;
        ui->tip_rect = rect;
        return;
    }
    ogv_text_fit(ui->list, fits ? rect.x : EDGE, below ? rect.y + rect.h + 18 : rect.y - 8, room, OGV_UI, 13,
                 ui->theme->err, text);
}

void ogv_edit_border(ogv_ui *ui, ogv_rect rect, const ogv_act *act, bool editing, bool refused,
                     const char *sentence)
{
    const ogv_theme *t = ui->theme;
    bool lit = act->hovered && !editing;
    ogv_fill(ui->list, rect, 6, lit ? t->hover : t->stage);
    if (refused)
        ogv_frame(ui->list, rect, 6, 1.5f, t->err);
    else if (editing || act->ring)
        ogv_frame(ui->list, rect, 6, 2, t->focus);
    else
        ogv_frame(ui->list, rect, 6, 1, ui->disabled ? t->line : lit ? t->text2 : t->ctl);
    if (refused && sentence)
        say_invalid(ui, rect, sentence);
}
