/* The sheet of all keys, made from the table of keys, and what makes the window easier to look at. */
#include <string.h>

#include "frame.h"

#include "ogee_viz/text.h"

enum { SHEET_WIDTH = 768, COLUMN = 364, TEXT_AT = 148, TOP = 68, ROW = 34, SWITCHES = 64 };

static const char *word(const ogl_sheet *sheet, const char *key)
{
    const char *text = ogl_words_get(sheet->ui_words, "ui", key, 0);
    return text ? text : "<missing>";
}

static void draw_row(ogv_ui *ui, float x, float y, const ogl_sheet_row *row)
{
    char caps[sizeof row->caps];
    memcpy(caps, row->caps, sizeof caps);
    float at = x;
    for (char *cap = caps; *cap;) {
        size_t length = strcspn(cap, " ");
        bool last = cap[length] == 0;
        cap[length] = 0;
        at += length > 0 ? ogv_key_cap(ui->list, ui->theme, at, y, cap) + 4 : 8; /* before another way */
        cap += length + !last;
    }
    ogv_text_fit(ui->list, x + TEXT_AT, ogv_baseline(y, 24, 14), COLUMN - TEXT_AT - 8, OGV_UI, 14,
                 ui->theme->text2, row->meaning);
}

static const char *draw_switches(const ogl_sheet *sheet, ogv_ui *ui, ogv_rect box)
{
    static const char *const ids[] = {"contrast", "motion"};
    const char *asked = NULL;
    float y = box.y + box.h - SWITCHES, pitch = sheet->button ? 200 : COLUMN;
    ogv_hairline_h(ui->list, box.x, box.x + box.w, y, ui->theme->line);
    for (int i = 0; i < 2; i++) {
        bool on = i == 0 ? sheet->look.high_contrast : sheet->look.calm;
        ogv_rect rect = {box.x + 32 + (float)i * pitch, y + 16, pitch - 16, 32};
        if (ogv_toggle(ui, ids[i], rect, &on, word(sheet, ids[i])))
            asked = ids[i];
    }
    if (!sheet->button)
        return asked;
    float width = ogv_text_width(ui->list, OGV_UI_MEDIUM, 14, sheet->button) + 32;
    if (ogv_button(ui, "sheet.button", (ogv_rect){box.x + box.w - 32 - width, y + 16, width, 32},
                   sheet->button, (ogv_button_look){.kind = OGV_SECONDARY}))
        asked = "button";
    return asked;
}

static bool is_outside(ogv_rect rect, ogv_point at)
{
    return at.x < rect.x || at.x >= rect.x + rect.w || at.y < rect.y || at.y >= rect.y + rect.h;
}

const char *ogl_draw_sheet(const ogl_sheet *sheet, ogv_ui *ui, float width, float window_height)
{
    int half = (sheet->count + 1) / 2;
    float height = (float)(TOP + ROW * half + 10 + SWITCHES);
    ogv_rect box = {(width - SHEET_WIDTH) / 2, (window_height - height) / 2, SHEET_WIDTH, height};
    ogv_fill(ui->list, (ogv_rect){0, 0, width, window_height}, 0, ogv_fade(ui->theme->stage, 0.7f));
    ogv_fill(ui->list, box, 8, ui->theme->stage);
    ogv_frame(ui->list, box, 8, 1, ui->theme->line2);
    ogv_text(ui->list, box.x + 32, box.y + 40, OGV_LEFT, OGV_DISPLAY, 20, ui->theme->text,
             word(sheet, "keys.title"));
    bool closed = ogv_button(ui, "help.close", (ogv_rect){box.x + box.w - 120, box.y + 18, 88, 32},
                             word(sheet, "close"), (ogv_button_look){.kind = OGV_SECONDARY});
    for (int i = 0; i < sheet->count; i++)
        draw_row(ui, box.x + 32 + (i < half ? 0 : COLUMN), box.y + TOP + (float)(ROW * (i % half)),
                 &sheet->rows[i]);
    const char *asked = draw_switches(sheet, ui, box);
    if (closed || (ui->input.mouse_pressed && is_outside(box, ui->input.mouse)))
        asked = "help";
    return asked;
}

void ogl_draw_help(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    ogl_sheet sheet = {.ui_words = run->ui_words, .look = run->look};
    for (int i = 0; i < ogl_key_count; i++) {
        if (!ogl_key_applies(run->lesson, &ogl_keys[i]))
            continue;
        ogl_sheet_row *row = &sheet.rows[sheet.count++];
        const char *meaning = ogl_words_get(run->ui_words, "keys", ogl_keys[i].id, 0);
        ogl_key_caps(run, &ogl_keys[i], row->caps, sizeof row->caps);
        row->meaning = meaning ? meaning : "<missing>";
    }
    const char *asked = ogl_draw_sheet(&sheet, ui, l->width, l->height);
    if (asked)
        ogl_press(run, asked);
}
