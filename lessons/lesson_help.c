/* The sheet of all keys. Its rows are the texts "key" of the section "keys": the key, a bar, what it does. */
#include <stdio.h>
#include <string.h>

#include "frame.h"
#include "ogee_viz/text.h"

enum { SHEET_WIDTH = 720, ROW = 34 };

static void draw_row(ogv_ui *ui, float x, float y, const char *row)
{
    char key[32];
    const char *bar = strchr(row, '|');
    size_t length = bar ? (size_t)(bar - row) : 0;
    while (length > 0 && row[length - 1] == ' ')
        length--;
    snprintf(key, sizeof key, "%.*s", (int)length, row);
    ogv_key_cap(ui->list, ui->theme, x, y, key);
    const char *what = bar ? bar + 1 : row;
    ogv_text_fit(ui->list, x + 108, ogv_baseline(y, 24, 14), SHEET_WIDTH / 2 - 108 - 40, OGV_UI, 14,
                 ui->theme->text2, what + strspn(what, " "));
}

void ogl_draw_help(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    int count = ogl_words_count(run->ui_words, "keys", "key"), half = (count + 1) / 2;
    float height = 72 + ROW * (float)half + 20;
    ogv_rect sheet = {(l->width - SHEET_WIDTH) / 2, (l->height - height) / 2, SHEET_WIDTH, height};
    ogv_fill(ui->list, (ogv_rect){0, 0, l->width, l->height}, 0, ogv_fade(ui->theme->stage, 0.7f));
    ogv_fill(ui->list, sheet, 8, ui->theme->stage);
    ogv_frame(ui->list, sheet, 8, 1, ui->theme->line2);
    ogv_text(ui->list, sheet.x + 32, sheet.y + 42, OGV_LEFT, OGV_DISPLAY, 20, ui->theme->text,
             ogl_ui_say(run, "keys.title"));
    if (ogv_button(ui, "help.close", (ogv_rect){sheet.x + sheet.w - 120, sheet.y + 20, 88, 32},
                   ogl_ui_say(run, "close"), (ogv_button_look){.kind = OGV_SECONDARY}))
        ogl_press(run, "help");
    for (int i = 0; i < count; i++) {
        float x = sheet.x + 32 + (i < half ? 0 : SHEET_WIDTH / 2 - 8);
        draw_row(ui, x, sheet.y + 72 + ROW * (float)(i % half),
                 ogl_words_get(run->ui_words, "keys", "key", i));
    }
}
