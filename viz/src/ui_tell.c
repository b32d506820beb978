/* What a widget or a plot says of itself: its tip, and its description for those who cannot see it. */
#include <math.h>
#include <string.h>

#include "ogee_viz/ui.h"
#include "ui_shared.h"

enum { TIP_DELAY_FRAMES = 18 }; /* 300 ms at 60 Hz; frames, because time is never the wall clock */

static void copy_text(char *to, size_t size, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    if (length)
        memcpy(to, text, length);
    to[length] = 0;
}

/* The focus goes before the pointer, whichever plot comes first. */
void ogv_describe(ogv_ui *ui, ogv_rect rect, const char *text)
{
    bool focused = ui->focus == ui->last, taken = ui->description[0] && ui->described == ui->focus;
    if (ui->last == 0 || !(focused || (ui->hot == ui->last && !taken)))
        return;
    copy_text(ui->description, sizeof ui->description, text);
    ui->described = ui->last;
    ui->described_rect = rect;
}

const char *ogv_ui_description(const ogv_ui *ui, uint64_t *id, ogv_rect *rect)
{
    if (!ui->description[0])
        return NULL;
    *id = ui->described;
    *rect = ui->described_rect;
    return ui->description;
}

void ogv_tip(ogv_ui *ui, const char *text, const char *key)
{
    if (!text || ui->last == 0 || ui->hot_last != ui->last || ui->active ||
        ui->frame - ui->hot_since < TIP_DELAY_FRAMES)
        return;
    copy_text(ui->tip, sizeof ui->tip, text);
    copy_text(ui->tip_key, sizeof ui->tip_key, key);
    ui->tip_rect = ui->last_rect;
}

void ogv_tip_draw(ogv_ui *ui)
{
    ogv_tip_row row = {ui->tip, ui->tip_key[0] ? ui->tip_key : NULL};
    ogv_rect size = ogv_tooltip_size(ui->list, ui->theme, &row, 1);
    float x = ui->tip_rect.x + 0.5f * (ui->tip_rect.w - size.w);
    float y = ui->tip_rect.y + ui->tip_rect.h + 8;
    if (y + size.h > ui->height - 8)
        y = ui->tip_rect.y - 8 - size.h;
    x = fmaxf(fminf(x, ui->width - 8 - size.w), 8);
    ogv_tooltip(ui->list, ui->theme, roundf(x), roundf(y), size.w, &row, 1);
}
