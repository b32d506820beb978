#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ogee_viz/text.h"
#include "ogee_viz/ui.h"

enum { TEXT_SIZE = 14, PADDING = 10 };

/* What is drawn has U+2212, what is typed and parsed has '-'. */
static void with_true_minus(char out[OGV_NUMBER_SIZE * 2], const char *typed)
{
    size_t used = 0;
    for (; *typed; typed++) {
        if (*typed == '-') {
            memcpy(out + used, "\xe2\x88\x92", 3);
            used += 3;
        } else {
            out[used++] = *typed;
        }
    }
    out[used] = 0;
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

static void begin_edit(ogv_ui *ui, uint64_t id, double value, int decimals)
{
    ui->edit = id;
    snprintf(ui->edit_text, sizeof ui->edit_text, "%.*f", decimals, value);
    ui->caret = (int)strlen(ui->edit_text);
    ui->edit_all = true;
    ui->edit_invalid = false;
}

/* Takes the text if it is a number in range. */
static bool commit(ogv_ui *ui, const ogv_number_def *def, double *value)
{
    double parsed;
    if (!parse(ui->edit_text, def, &parsed))
        return false;
    char shown[64];
    snprintf(shown, sizeof shown, "%.*f", def->decimals, parsed);
    double kept = strtod(shown, NULL);
    *value = kept < def->low ? def->low : kept > def->high ? def->high : kept;
    return true;
}

static void remove_selection(ogv_ui *ui)
{
    if (!ui->edit_all)
        return;
    ui->edit_text[0] = 0;
    ui->caret = 0;
    ui->edit_all = false;
}

static void remove_at(ogv_ui *ui, int at)
{
    memmove(ui->edit_text + at, ui->edit_text + at + 1, strlen(ui->edit_text + at + 1) + 1);
}

static void type_character(ogv_ui *ui, char c)
{
    if (c == ',')
        c = '.';
    if (!c || !strchr("0123456789.-+eE", c))
        return;
    remove_selection(ui);
    size_t length = strlen(ui->edit_text);
    if (length + 1 >= sizeof ui->edit_text)
        return;
    memmove(ui->edit_text + ui->caret + 1, ui->edit_text + ui->caret, length - (size_t)ui->caret + 1);
    ui->edit_text[ui->caret++] = c;
}

static void edit_key(ogv_ui *ui)
{
    int length = (int)strlen(ui->edit_text);
    bool all = ui->edit_all;
    switch (ui->input.key) {
    case OGV_KEY_CHARACTER:
        if (!ui->input.ctrl && !ui->input.alt)
            type_character(ui, ui->input.character);
        return;
    case OGV_KEY_BACKSPACE:
        if (!all && ui->caret > 0)
            remove_at(ui, --ui->caret);
        remove_selection(ui);
        return;
    case OGV_KEY_DELETE:
        if (!all && ui->caret < length)
            remove_at(ui, ui->caret);
        remove_selection(ui);
        return;
    case OGV_KEY_LEFT: ui->caret = all ? 0 : ui->caret > 0 ? ui->caret - 1 : 0; break;
    case OGV_KEY_RIGHT: ui->caret = all || ui->caret == length ? length : ui->caret + 1; break;
    case OGV_KEY_HOME: ui->caret = 0; break;
    case OGV_KEY_END: ui->caret = length; break;
    default: return;
    }
    ui->edit_all = false;
}

/* Keys of a focused field that is not being edited. */
static void rest_key(ogv_ui *ui, uint64_t id, double *value, const ogv_number_def *def)
{
    const ogv_input *in = &ui->input;
    if (in->alt)
        return;
    if (in->key == OGV_KEY_ENTER) {
        begin_edit(ui, id, *value, def->decimals);
    } else if (in->key == OGV_KEY_CHARACTER && !in->ctrl && in->character &&
               strchr("0123456789.,-", in->character)) {
        begin_edit(ui, id, *value, def->decimals);
        type_character(ui, in->character);
    } else if (in->key == OGV_KEY_UP || in->key == OGV_KEY_DOWN) {
        double step = (in->key == OGV_KEY_UP ? 1 : -1) * (in->shift ? 10.0 : 1.0);
        snprintf(ui->edit_text, sizeof ui->edit_text, "%.*f", def->decimals,
                 *value + step * pow(10, -def->decimals));
        commit(ui, def, value);
    }
}

static void set_caret_from_pointer(ogv_ui *ui, ogv_rect rect)
{
    float right = rect.x + rect.w - PADDING;
    float glyph = ogv_text_width(ui->list, OGV_MONO_MEDIUM, TEXT_SIZE, "0");
    int length = (int)strlen(ui->edit_text), back = (int)floorf((right - ui->input.mouse.x) / glyph + 0.5f);
    ui->caret = back < 0 ? length : back > length ? 0 : length - back;
    ui->edit_all = false;
}

/* A focus that came with the pointer and is not shown would go on swallowing shortcuts. */
static void end_edit(ogv_ui *ui, const ogv_act *act)
{
    ui->edit = 0;
    if (!act->ring)
        ui->focus = 0;
}

static void handle(ogv_ui *ui, const ogv_act *act, ogv_rect rect, double *value, const ogv_number_def *def)
{
    bool left = ui->edit == act->id && (!act->focused || (ui->input.mouse_pressed && !act->hovered));
    if (left) {
        commit(ui, def, value);
        ui->edit = 0;
        return;
    }
    if (act->taken) {
        if (ui->edit != act->id)
            begin_edit(ui, act->id, *value, def->decimals);
        else
            set_caret_from_pointer(ui, rect);
        return;
    }
    if (!act->focused || ui->input.key == OGV_KEY_NONE || ui->input.key == OGV_KEY_TAB)
        return;
    if (ui->edit != act->id) {
        rest_key(ui, act->id, value, def);
    } else if (ui->input.key == OGV_KEY_ESCAPE) {
        end_edit(ui, act);
    } else if (ui->input.key == OGV_KEY_ENTER) {
        ui->edit_invalid = !commit(ui, def, value);
        if (!ui->edit_invalid)
            end_edit(ui, act);
    } else {
        edit_key(ui);
        double parsed;
        if (ui->edit_invalid && parse(ui->edit_text, def, &parsed))
            ui->edit_invalid = false;
    }
}

static void draw_border(ogv_ui *ui, ogv_rect rect, const ogv_act *act, bool editing)
{
    const ogv_theme *t = ui->theme;
    bool lit = act->hovered && !editing;
    ogv_fill(ui->list, rect, 6, lit ? t->hover : t->stage);
    if (editing && ui->edit_invalid)
        ogv_frame(ui->list, rect, 6, 1.5f, t->err);
    else if (editing || act->ring)
        ogv_frame(ui->list, rect, 6, 2, t->focus);
    else
        ogv_frame(ui->list, rect, 6, 1, ui->disabled ? t->line : lit ? t->text2 : t->ctl);
}

/* Under the field; where the window ends there, on a plate above it that lies over everything else. */
static void say_invalid(ogv_ui *ui, ogv_rect rect, const char *text)
{
    if (rect.y + rect.h + 24 <= ui->height) {
        ogv_text(ui->list, rect.x, rect.y + rect.h + 18, OGV_LEFT, OGV_UI, 13, ui->theme->err, text);
        return;
    }
    snprintf(ui->tip, sizeof ui->tip, "%s", text);
    ui->tip_key[0] = 0;
    ui->tip_rect = rect;
}

static void draw_edit(ogv_ui *ui, ogv_rect rect, const ogv_number_def *def)
{
    char shown[OGV_NUMBER_SIZE * 2];
    with_true_minus(shown, ui->edit_text);
    float right = rect.x + rect.w - PADDING,
          width = ogv_text_width(ui->list, OGV_MONO_MEDIUM, TEXT_SIZE, shown);
    float glyph = ogv_text_width(ui->list, OGV_MONO_MEDIUM, TEXT_SIZE, "0"), y = rect.y + 0.5f * rect.h;
    ogv_rect clip = ogv_clip(ui->list, (ogv_rect){rect.x + 2, rect.y + 2, rect.w - 4, rect.h - 4});
    if (ui->edit_all && ui->edit_text[0])
        ogv_fill(ui->list, (ogv_rect){right - width - 2, y - 10, width + 4, 20}, 3, ui->theme->accent_soft);
    ogv_text(ui->list, right, ogv_baseline(rect.y, rect.h, TEXT_SIZE), OGV_RIGHT, OGV_MONO_MEDIUM, TEXT_SIZE,
             ui->theme->text, shown);
    int behind = (int)strlen(ui->edit_text) - ui->caret;
    float caret = right - glyph * (float)behind + (behind ? 0 : 2);
    ogv_line(ui->list, (ogv_point){caret, y - 8}, (ogv_point){caret, y + 8}, 1.5f, ui->theme->accent);
    ogv_unclip(ui->list, clip);
    if (ui->edit_invalid && def->invalid)
        say_invalid(ui, rect, def->invalid);
}

bool ogv_number(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_number_def *def)
{
    uint64_t hash = ogv_ui_id(id);
    ogv_act act = ogv_ui_widget(ui, id, rect, ui->edit == hash ? OGV_WANTS_TEXT : OGV_WANTS_DIGITS);
    double before = *value;
    handle(ui, &act, rect, value, def);
    bool editing = ui->edit == act.id && act.focused;
    if (act.focused)
        ui->wants_next = editing ? OGV_WANTS_TEXT : OGV_WANTS_DIGITS;
    draw_border(ui, rect, &act, editing);
    if (editing) {
        draw_edit(ui, rect, def);
    } else {
        char text[OGV_NUMBER_SIZE];
        ogv_text(ui->list, rect.x + rect.w - PADDING, ogv_baseline(rect.y, rect.h, TEXT_SIZE), OGV_RIGHT,
                 OGV_MONO_MEDIUM, TEXT_SIZE, ui->disabled ? ui->theme->disabled : ui->theme->text,
                 ogv_format_number(text, *value, def->decimals));
    }
    return *value != before;
}
