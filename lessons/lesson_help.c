/* The sheet of all keys, made from the table of keys, and what makes the window easier to look at. */
#include "frame.h"

#include <stdio.h>
#include <string.h>

#include "ogee_viz/text.h"

enum { SHEET_WIDTH = 768, COLUMN = 364, TEXT_AT = 148, TOP = 68, ROW = 34, SWITCHES = 64 };

static int rows_of(const ogl_run *run)
{
    int count = 0;
    for (int i = 0; i < ogl_key_count; i++)
        count += ogl_key_applies(run->lesson, &ogl_keys[i]);
    return count;
}

static void draw_row(const ogl_run *run, ogv_ui *ui, float x, float y, const ogl_key *row)
{
    char caps[96];
    ogl_key_caps(run, row, caps, sizeof caps);
    float at = x;
    for (char *cap = caps; *cap;) {
        size_t length = strcspn(cap, " ");
        bool last = cap[length] == 0;
        cap[length] = 0;
        at += length > 0 ? ogv_key_cap(ui->list, ui->theme, at, y, cap) + 4 : 8; /* before another way */
        cap += length + !last;
    }
    const char *what = ogl_words_get(run->ui_words, "keys", row->id, 0);
    ogv_text_fit(ui->list, x + TEXT_AT, ogv_baseline(y, 24, 14), COLUMN - TEXT_AT - 8, OGV_UI, 14,
                 ui->theme->text2, what ? what : "<missing>");
}

static void draw_switches(ogl_run *run, ogv_ui *ui, ogv_rect sheet)
{
    static const char *const ids[] = {"contrast", "motion"};
    float y = sheet.y + sheet.h - SWITCHES;
    ogv_hairline_h(ui->list, sheet.x, sheet.x + sheet.w, y, ui->theme->line);
    for (int i = 0; i < 2; i++) {
        bool on = i == 0 ? run->high_contrast : run->calm;
        ogv_rect rect = {sheet.x + 32 + (float)(i * COLUMN), y + 16, 260, 32};
        if (ogv_toggle(ui, ids[i], rect, &on, ogl_ui_say(run, ids[i])))
            ogl_press(run, ids[i]);
    }
}

static bool is_outside(ogv_rect rect, ogv_point at)
{
    return at.x < rect.x || at.x >= rect.x + rect.w || at.y < rect.y || at.y >= rect.y + rect.h;
}

void ogl_draw_help(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    int half = (rows_of(run) + 1) / 2, drawn = 0;
    float height = (float)(TOP + ROW * half + 10 + SWITCHES);
    ogv_rect sheet = {(l->width - SHEET_WIDTH) / 2, (l->height - height) / 2, SHEET_WIDTH, height};
    ogv_fill(ui->list, (ogv_rect){0, 0, l->width, l->height}, 0, ogv_fade(ui->theme->stage, 0.7f));
    ogv_fill(ui->list, sheet, 8, ui->theme->stage);
    ogv_frame(ui->list, sheet, 8, 1, ui->theme->line2);
    ogv_text(ui->list, sheet.x + 32, sheet.y + 40, OGV_LEFT, OGV_DISPLAY, 20, ui->theme->text,
             ogl_ui_say(run, "keys.title"));
    bool closed = ogv_button(ui, "help.close", (ogv_rect){sheet.x + sheet.w - 120, sheet.y + 18, 88, 32},
                             ogl_ui_say(run, "close"), (ogv_button_look){.kind = OGV_SECONDARY});
    for (int i = 0; i < ogl_key_count; i++) {
        if (!ogl_key_applies(run->lesson, &ogl_keys[i]))
            continue;
        draw_row(run, ui, sheet.x + 32 + (drawn < half ? 0 : COLUMN),
                 sheet.y + TOP + (float)(ROW * (drawn % half)), &ogl_keys[i]);
        drawn++;
    }
    draw_switches(run, ui, sheet);
    if (closed || (ui->input.mouse_pressed && is_outside(sheet, ui->input.mouse)))
        ogl_press(run, "help");
}
