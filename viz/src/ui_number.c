#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ogee_viz/text.h"
#include "ui_edit.h"
#include "ui_shared.h"

enum { TEXT_SIZE = 14, PADDING = 10, LONGEST = 24 };

static ogv_edit_look look_of(ogv_rect rect)
{
    return (ogv_edit_look){rect, PADDING, PADDING, OGV_MONO_MEDIUM, true};
}

static bool parse(const char *text, const ogv_number_def *def, double *value)
{
    char *end;
    double parsed = strtod(text, &end);
    if (end == text || *end || !isfinite(parsed) || parsed < def->low || parsed > def->high)
        return false;
    *value = parsed;
    return true;
}

/* Takes the text if it is a number in range. */
static bool commit(const char *text, const ogv_number_def *def, double *value)
{
    double parsed;
    if (!parse(text, def, &parsed))
        return false;
    char shown[64];
    snprintf(shown, sizeof shown, "%.*f", def->decimals, parsed);
    double kept = strtod(shown, NULL);
    *value = kept < def->low ? def->low : kept > def->high ? def->high : kept;
    return true;
}

static char digit(char c)
{
    return c == ',' ? '.' : strchr("0123456789.-+eE", c) ? c : 0;
}

static void begin(ogv_ui *ui, uint64_t id, double value, const ogv_number_def *def)
{
    char text[64];
    snprintf(text, sizeof text, "%.*f", def->decimals, value);
    ogv_edit_begin(ui, id, text);
}

/* By the last digit shown, with Shift 10 times. */
static void move_by(const ogv_ui *ui, double steps, double *value, const ogv_number_def *def)
{
    char text[64];
    double moved = *value + steps * (ui->input.shift ? 10.0 : 1.0) * pow(10, -def->decimals);
    snprintf(text, sizeof text, "%.*f", def->decimals, fmin(fmax(moved, def->low), def->high));
    commit(text, def, value);
}

/* Keys of a focused field that is not being edited. */
static void rest_key(ogv_ui *ui, uint64_t id, double *value, const ogv_number_def *def)
{
    const ogv_input *in = &ui->input;
    if (in->alt)
        return;
    if (in->key == OGV_KEY_ENTER) {
        begin(ui, id, *value, def);
    } else if (in->key == OGV_KEY_CHARACTER && !in->ctrl && in->character &&
               strchr("0123456789.,-", in->character)) {
        begin(ui, id, *value, def);
        ogv_edit_key(ui, digit, LONGEST);
    } else if (in->key == OGV_KEY_HOME || in->key == OGV_KEY_END) {
        *value = in->key == OGV_KEY_HOME ? def->low : def->high;
    } else if (in->key == OGV_KEY_UP || in->key == OGV_KEY_DOWN) {
        move_by(ui, in->key == OGV_KEY_UP ? 1 : -1, value, def);
    }
}

static void edit(ogv_ui *ui, const ogv_act *act, double *value, const ogv_number_def *def)
{
    double parsed;
    if (ui->input.key == OGV_KEY_ESCAPE) {
        ogv_edit_end(ui, act);
    } else if (ui->input.key == OGV_KEY_ENTER) {
        ui->edit_invalid = !commit(ui->edit_text, def, value);
        if (!ui->edit_invalid)
            ogv_edit_end(ui, act);
    } else {
        ogv_edit_key(ui, digit, LONGEST);
        if (ui->edit_invalid && parse(ui->edit_text, def, &parsed))
            ui->edit_invalid = false;
    }
}

/* What the field does with pointer and keys; draws nothing. */
static ogv_act handle(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_number_def *def)
{
    bool was_edited = ui->edit == ogv_ui_id(id);
    ogv_act act = ogv_ui_widget(ui, id, rect, was_edited ? OGV_WANTS_TEXT : OGV_WANTS_DIGITS);
    ogv_edit_look look = look_of(rect);
    const char *left = ogv_edit_left(ui, &act);
    if (left) {
        commit(left, def, value);
    } else if (act.taken && ui->edit != act.id) {
        begin(ui, act.id, *value, def);
    } else if (act.taken) {
        ogv_edit_pointer(ui, &act, &look);
    } else if (act.focused && ui->input.key != OGV_KEY_NONE && ui->input.key != OGV_KEY_TAB) {
        if (ui->edit == act.id)
            edit(ui, &act, value, def);
        else
            rest_key(ui, act.id, value, def);
    }
    bool editing = ui->edit == act.id && act.focused;
    float wheel = editing ? 0 : ogv_ui_wheel(ui, &act);
    if (wheel != 0)
        move_by(ui, (double)wheel, value, def);
    if (act.focused)
        ui->wants_next = editing ? OGV_WANTS_TEXT : OGV_WANTS_DIGITS;
    return act;
}

static void say_range(ogv_ui *ui, ogv_rect field, const ogv_number_def *def)
{
    char low[OGV_NUMBER_SIZE], high[OGV_NUMBER_SIZE];
    ogv_format_number(low, def->low, def->decimals);
    ogv_format_number(high, def->high, def->decimals);
    snprintf(ui->tip, sizeof ui->tip, "%s \u2026 %s", low, high);
    ui->tip_key[0] = 0;
    ui->tip_rect = field;
}

static void draw_edited(ogv_ui *ui, ogv_rect rect, const ogv_act *act, const char *sentence)
{
    ogv_edit_look look = look_of(rect);
    ogv_edit_border(ui, rect, act, true, ui->edit_invalid, sentence);
    ogv_edit_draw(ui, &look);
}

static void draw_rest(ogv_ui *ui, ogv_rect rect, const ogv_act *act, double value, int decimals)
{
    char text[OGV_NUMBER_SIZE];
    ogv_edit_border(ui, rect, act, false, false, NULL);
    ogv_text_within(ui, rect.x + rect.w - PADDING, ogv_baseline(rect.y, rect.h, TEXT_SIZE), rect.w - PADDING,
                    OGV_RIGHT, OGV_MONO_MEDIUM, TEXT_SIZE,
                    ui->disabled ? ui->theme->disabled : ui->theme->text,
                    ogv_format_number(text, value, decimals));
}

bool ogv_number(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_number_def *def)
{
    double before = *value;
    bool has_sentence = def->invalid && def->invalid[0];
    ogv_act act = handle(ui, id, rect, value, def);
    bool editing = ui->edit == act.id && act.focused;
    if (editing)
        draw_edited(ui, rect, &act, has_sentence ? def->invalid : NULL);
    else
        draw_rest(ui, rect, &act, *value, def->decimals);
    if (editing && ui->edit_invalid && !has_sentence)
        say_range(ui, rect, def);
    return *value != before;
}

/* ---- a number typed into something else ---- */

bool ogv_begins_number(const ogv_ui *ui)
{
    const ogv_input *in = &ui->input;
    if (in->alt || in->ctrl)
        return false;
    return (in->key == OGV_KEY_ENTER && ui->focus_visible) ||
           (in->key == OGV_KEY_CHARACTER && in->character && strchr("0123456789-", in->character));
}

bool ogv_ui_typed(ogv_ui *ui, const ogv_act *act, const char *id, ogv_point at, double low, double high,
                  int decimals, double *value)
{
    char name[80];
    ogv_number_def def = {low, high, decimals, NULL}; /* there is no room for a sentence */
    snprintf(name, sizeof name, "%s.typed", id);
    uint64_t field = ogv_ui_id(name);
    if (act->focused && !act->held && ogv_begins_number(ui))
        ui->focus = field;
    else if (ui->edit != field && ui->left != field)
        return false;
    float x = fmaxf(fminf(at.x - 36, ui->width - 80), 8);
    ogv_rect rect = {roundf(x), roundf(fmaxf(at.y - 48, 8)), 72, 28};
    double before = *value;
    handle(ui, name, rect, value, &def);
    if (ui->edit == field) {
        ui->typed = field;
        ui->typed_rect = rect;
        if (ui->edit_invalid)
            say_range(ui, rect, &def);
    } else {
        ogv_give_keyboard_back(ui, field, act->id);
    }
    return *value != before;
}

void ogv_give_keyboard_back(ogv_ui *ui, uint64_t field, uint64_t dragged)
{
    if (ui->focus != field && ui->focus != 0)
        return;
    ui->focus = dragged;
    ui->wants_next = OGV_WANTS_ARROWS | OGV_WANTS_VALUE;
}

void ogv_typed_draw(ogv_ui *ui)
{
    draw_edited(ui, ui->typed_rect, &(ogv_act){.id = ui->typed}, NULL);
}
