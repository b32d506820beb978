#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/text.h"

/* ---- where things lie ---- */

bool ogl_stage_dense(const ogv_ui *ui)
{
    return ui->width < 1248 || ui->height < 772;
}

ogv_rect ogl_stage_content(const ogv_ui *ui, ogv_rect stage)
{
    float padding = ui->width < 1248 ? 16 : ui->width < 1280 ? 24 : 32;
    float width = stage.w - 2 * padding < 1520 ? stage.w - 2 * padding : 1520;
    return (ogv_rect){stage.x + (stage.w - width) / 2, stage.y + padding, width, stage.h - 2 * padding};
}

/* ---- controls from the table of settings ---- */

const char *ogl_setting_label(const ogl_run *run, int setting)
{
    return ogl_say(run, "settings", run->lesson->settings[setting].id);
}

double ogl_setting_round(const ogl_setting *row, double value)
{
    double steps = pow(10, row->type == OGL_NUMBER ? row->decimals : 0);
    return floor(value * steps + 0.5) / steps;
}

double ogl_setting_step(const ogv_ui *ui, const ogl_setting *row, ogv_range range)
{
    double part = ui->input.shift ? 0.1 : ui->input.ctrl ? 0.001 : 0.01;
    return fmax((range.high - range.low) * part, pow(10, -row->decimals));
}

bool ogl_choice_is_number(const char *choice)
{
    return choice[strspn(choice, "0123456789.")] == 0;
}

const char *ogl_choice_label(const ogl_run *run, int setting, int choice)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    char key[64];
    snprintf(key, sizeof key, "%s.%s", row->id, row->choices[choice]);
    const char *word = ogl_words_get(run->words, "settings", key, 0);
    if (!word && ogl_choice_is_number(row->choices[choice]))
        return row->choices[choice];
    return word ? word : "<missing>";
}

/* Kept in the run, because an open menu is drawn at the end of the frame. */
static int choice_labels(ogl_run *run, int setting)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    int count = 0;
    for (; count < OGV_MAX_ROWS && row->choices[count]; count++)
        run->choice_labels[setting][count] = ogl_choice_label(run, setting, count);
    return count;
}

void ogl_slider(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting, const char *symbol, double origin,
                const double *marks, int mark_count)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    int decimals = row->type == OGL_NUMBER ? row->decimals : 0;
    char low[OGV_NUMBER_SIZE], high[OGV_NUMBER_SIZE], invalid[96];
    ogl_words_fill(invalid, sizeof invalid, ogl_ui_say(run, "number.invalid"),
                   ogv_format_number(low, row->low, 0), ogv_format_number(high, row->high, 0));
    ogv_slider_row slider = {.slider = {row->low, row->high, row->start, origin, decimals},
                             .symbol = symbol,
                             .meaning = ogl_setting_label(run, setting),
                             .invalid = invalid,
                             .marks = marks,
                             .mark_count = mark_count};
    double value = run->values[setting];
    if (ogv_slider_field(ui, row->id, rect, &value, &slider))
        ogl_set(run, setting, value);
}

void ogl_segments(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting)
{
    int count = choice_labels(run, setting), chosen = (int)run->values[setting];
    if (ogv_segmented(ui, run->lesson->settings[setting].id, rect, run->choice_labels[setting], count,
                      &chosen, false))
        ogl_set(run, setting, chosen);
}

void ogl_dropdown(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting)
{
    int count = choice_labels(run, setting), chosen = (int)run->values[setting];
    if (ogv_dropdown(ui, run->lesson->settings[setting].id, rect, run->choice_labels[setting], count, &chosen,
                     false))
        ogl_set(run, setting, chosen);
}

void ogl_toggle(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting)
{
    bool on = run->values[setting] != 0;
    if (ogv_toggle(ui, run->lesson->settings[setting].id, rect, &on, ogl_setting_label(run, setting)))
        ogl_set(run, setting, on);
}

float ogl_chip(ogl_run *run, ogv_ui *ui, float x, float y, int setting, ogv_color color, float dash,
               float gap)
{
    const char *label = ogl_setting_label(run, setting);
    ogv_rect rect = {x, y, ogv_chip_width(ui, label), 36};
    bool on = run->values[setting] != 0;
    if (ogv_chip(ui, run->lesson->settings[setting].id, rect, &on, label, color, dash, gap))
        ogl_set(run, setting, on);
    return rect.w;
}
