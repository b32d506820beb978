/* The bar at the bottom of a lesson that trains: reset, step, play, speed, numbers, seed. */
#include "frame.h"
#include "ogee_viz/text.h"

static void draw_buttons(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    float y = l->transport.y + (l->compact ? 8 : 12), x = l->compact ? 12 : 24;
    if (ogv_button(ui, "reset", (ogv_rect){x, y, 40, 40}, NULL, (ogv_button_look){.icon = OGV_ICON_RESET}))
        ogl_press(run, "reset");
    ogv_tip(ui, ogl_ui_say(run, "reset.tip"), "R");
    if (ogv_button(ui, "step", (ogv_rect){x + 48, y, 40, 40}, NULL, (ogv_button_look){.icon = OGV_ICON_STEP}))
        ogl_press(run, "step");
    ogv_tip(ui, ogl_ui_say(run, "step.tip"), ".");
    if (ogv_button(ui, "play", (ogv_rect){x + 96, y, l->compact ? 96 : 104, 40},
                   ogl_ui_say(run, run->playing ? "pause" : "play"),
                   (ogv_button_look){.kind = OGV_PRIMARY,
                                     .icon = run->playing ? OGV_ICON_PAUSE : OGV_ICON_PLAY,
                                     .steady = true}))
        ogl_press(run, "toggle-play");
    ogv_tip(ui, ogl_ui_say(run, "play.tip"), ogl_ui_say(run, "space"));
}

static void draw_speed(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    const char *labels[8];
    int count = 0, chosen = (int)run->values[OGL_SPEED];
    ogv_rect bar = l->transport;
    for (; ogl_speeds[count]; count++)
        labels[count] = ogl_words_get(run->ui_words, "speeds", ogl_speeds[count], 0);
    float x = 220, width = 146;
    if (!l->compact) {
        ogv_text(ui->list, 252, ogv_baseline(bar.y, bar.h, 13), OGV_LEFT, OGV_UI, 13, ui->theme->text2,
                 ogl_ui_say(run, "speed"));
        x = 300;
        width = 154;
    }
    if (ogv_segmented(ui, "speed", (ogv_rect){x, bar.y + bar.h / 2 - 16, width, 32}, labels, count, &chosen,
                      true))
        ogl_set(run, OGL_SPEED, chosen);
    ogv_tip(ui, ogl_ui_say(run, "speed.tip"), "[ ]");
}

static void draw_readouts(const ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    ogl_readout readouts[OGL_MAX_READOUTS];
    int count = run->lesson->readouts ? run->lesson->readouts(run->state, run, readouts) : 0;
    float x = l->compact ? 400 : 520, y = l->transport.y, h = l->transport.h;
    for (int i = 0; i < count; i++) {
        const ogl_readout *r = &readouts[i];
        if (r->apart && !l->compact)
            ogv_hairline_v(ui->list, x - 16, y + 16, y + 48, ui->theme->line);
        ogv_text(ui->list, x, y + (l->compact ? 22 : 25), OGV_LEFT, OGV_UI, 13, ui->theme->text3,
                 ogl_say(run, "readouts", r->label));
        ogv_text(ui->list, x, y + h - (l->compact ? 12 : 17), OGV_LEFT, OGV_MONO_MEDIUM, l->compact ? 16 : 17,
                 r->quiet ? ui->theme->text2 : ui->theme->text, r->value);
        x += l->compact ? r->compact_width : r->width;
    }
}

static void draw_seed(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    const ogl_setting *setting = &run->lesson->settings[OGL_SEED];
    ogv_number_def def = {setting->low, setting->high, 0, ogl_ui_say(run, "seed.invalid")};
    ogv_rect bar = l->transport;
    double seed = run->values[OGL_SEED];
    float y = bar.y + bar.h / 2 - 16, right = l->compact ? l->width - 16 : l->width - 24;
    if (!l->compact)
        ogv_text(ui->list, right - 144, ogv_baseline(bar.y, bar.h, 13), OGV_LEFT, OGV_UI, 13,
                 ui->theme->text2, ogl_ui_say(run, "seed"));
    float width = l->compact ? 52 : 60;
    if (ogv_number(ui, "seed", (ogv_rect){right - 40 - width, y, width, 32}, &seed, &def))
        ogl_set(run, OGL_SEED, seed);
    if (ogv_button(ui, "dice", (ogv_rect){right - 32, y, 32, 32}, NULL,
                   (ogv_button_look){.icon = OGV_ICON_DICE, .icon_size = 18}))
        ogl_press(run, "dice");
    ogv_tip(ui, ogl_ui_say(run, "dice.tip"), "D");
}

void ogl_draw_transport(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    ogv_fill(ui->list, l->transport, 0, ui->theme->bar);
    ogv_hairline_h(ui->list, 0, l->width, l->transport.y, ui->theme->line);
    draw_buttons(run, ui, l);
    draw_speed(run, ui, l);
    draw_readouts(run, ui, l);
    draw_seed(run, ui, l);
}
