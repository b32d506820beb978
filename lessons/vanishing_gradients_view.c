/* How lesson 5 looks: settings on top, slopes (or factors, or a table) and bars below them, two waterfalls at
   the bottom. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/heatmap.h"
#include "ogee_viz/text.h"
#include "stage.h"
#include "vanishing_gradients.h"

/* Where things lie: distances are those of the visual specification at 1280 x 800 or, where the window is low
   or narrow, at 960 x 600. */
typedef struct places {
    bool dense;
    float left, right, labels, fields;
    float titles; /* baseline of the upper ones */
    ogv_rect panel, slope, bars;
    float lower; /* baseline of the lower titles */
    ogv_rect first, second, scale;
} places;

static places arrange(const ogv_ui *ui, ogv_rect stage)
{
    ogv_rect content = ogl_stage_content(ui, stage);
    places p = {.dense = ogl_stage_dense(ui), .left = content.x, .right = content.x + content.w};
    p.labels = stage.y + (p.dense ? 16 : 28);
    p.fields = stage.y + (p.dense ? 24 : 36);
    p.titles = stage.y + (p.dense ? 84 : 108);
    float top = stage.y + (p.dense ? 96 : 128), bottom = stage.y + stage.h - (p.dense ? 26 : 34);
    float between = p.dense ? 80 : 96; /* from a plot's foot to the rows of the waterfalls */
    float room = bottom - top - between;
    float plots = roundf(room * 0.53f), wide = content.w - 128;
    float slope = roundf(wide * 0.5213f), fall = floorf((content.w - 160) / 2);
    p.slope = (ogv_rect){p.left + 40, top, slope, plots};
    p.bars = (ogv_rect){p.right - (wide - slope), top, wide - slope, plots};
    p.panel = (ogv_rect){p.left, p.dense ? top : top - 4, slope + 40, plots + (p.dense ? 39 : 46)};
    p.lower = top + plots + between - 20;
    p.first = (ogv_rect){p.left + 40, top + plots + between, fall, room - plots};
    p.second = (ogv_rect){p.first.x + fall + 40, p.first.y, fall, p.first.h};
    p.scale = (ogv_rect){p.second.x + fall + 24, p.first.y, 12, p.first.h};
    return p;
}

static const vanishing *state_of(const ogl_run *run)
{
    return run->state;
}

/* ---- settings ---- */

static void label(const ogl_run *run, ogv_ui *ui, const places *p, float x, int setting)
{
    ogv_text(ui->list, x, p->labels, OGV_LEFT, OGV_UI, 13, ui->theme->text2, ogl_setting_label(run, setting));
}

static float dropdown(ogl_run *run, ogv_ui *ui, const places *p, float x, float width, int setting)
{
    label(run, ui, p, x, setting);
    ogl_dropdown(run, ui, (ogv_rect){x, p->fields, width, 32}, setting);
    return x + width + 16;
}

/* The numbers of a choice are its labels. */
static float number_dropdown(ogl_run *run, ogv_ui *ui, const places *p, float x, float width, int setting)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    int count = 0, chosen = (int)run->values[setting];
    while (row->choices[count])
        count++;
    label(run, ui, p, x, setting);
    if (ogv_dropdown(ui, row->id, (ogv_rect){x, p->fields, width, 32}, row->choices, count, &chosen, true))
        ogl_set(run, setting, chosen);
    return x + width + 16;
}

static float draw_scale(ogl_run *run, ogv_ui *ui, const places *p, float x, float width)
{
    const ogl_setting *row = &run->lesson->settings[SET_SCALE];
    ogv_slider_def def = {row->low, row->high, row->start, row->low, row->decimals};
    char number[OGV_NUMBER_SIZE], text[OGV_NUMBER_SIZE + 8];
    double value = run->values[SET_SCALE];
    label(run, ui, p, x, SET_SCALE);
    snprintf(text, sizeof text, "\u00d7 %s", ogv_format_number(number, value, value < 9.95 ? 1 : 0));
    ogv_text(ui->list, x + width, p->labels, OGV_RIGHT, OGV_MONO_MEDIUM, 13, ui->theme->text, text);
    if (ogv_slider(ui, row->id, (ogv_rect){x, p->fields, width, 32}, &value, &def))
        ogl_set(run, SET_SCALE, value);
    return x + width + 24;
}

static void draw_settings(ogl_run *run, ogv_ui *ui, const places *p)
{
    float x = p->left, spare = p->right - p->left - 880, more = fminf(spare / 6, 24);
    label(run, ui, p, x, SET_ACTIVATION);
    ogl_segments(run, ui, (ogv_rect){x, p->fields, 192, 32}, SET_ACTIVATION);
    x = draw_scale(run, ui, p, x + 216, 120 + more);
    x = dropdown(run, ui, p, x, 104 + more, SET_INIT);
    x = dropdown(run, ui, p, x, 120 + more, SET_REPAIR);
    x = number_dropdown(run, ui, p, x, 72 + more, SET_LAYERS);
    x = number_dropdown(run, ui, p, x, 72 + more, SET_UNITS);
    number_dropdown(run, ui, p, x, 88 + more, SET_RATE);
}

/* ---- upper left ---- */

/* {1} in a title is a control, 52 wide. */
static void draw_layer_title(ogl_run *run, ogv_ui *ui, const places *p, const char *title)
{
    static const char *const digits[] = {"1", "2",  "3",  "4",  "5",  "6",  "7",  "8",
                                         "9", "10", "11", "12", "13", "14", "15", "16"};
    const char *gap = strstr(title, "{1}");
    char before[96];
    if (!gap)
        return;
    snprintf(before, sizeof before, "%.*s", (int)(gap - title), title);
    int layers = state_of(run)->lanes[0].def.layers, chosen = vanishing_open_layer(run);
    float x = p->left +
              ogv_text(ui->list, p->left, p->titles, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, before);
    ogv_rect field = {x + 4, p->titles - 19, 52, 28};
    double number = chosen + 1;
    ogv_number_def def = {1, layers, 0, ""};
    if (layers <= OGV_MAX_ROWS) {
        if (ogv_dropdown(ui, "layer", field, digits, layers, &chosen, true))
            ogl_set(run, SET_LAYER, chosen + 1);
    } else if (ogv_number(ui, "layer", field, &number, &def)) {
        ogl_set(run, SET_LAYER, number);
    }
    ogv_text(ui->list, x + 64, p->titles, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, gap + 3);
}

static void draw_view(const vanishing *v, ogl_run *run, ogv_ui *ui, const places *p)
{
    int view = (int)run->values[SET_VIEW];
    ogv_rect field = {p->slope.x + p->slope.w - 92, p->titles - 19, 92, 28};
    if (view == VIEW_TABLE)
        ogv_text(ui->list, p->left, p->titles, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text,
                 ogl_stage_word(run, "table"));
    else
        draw_layer_title(run, ui, p, ogl_stage_word(run, view == VIEW_SLOPE ? "slope" : "factors"));
    ogl_dropdown(run, ui, field, SET_VIEW);
    ogv_tip(ui, ogl_say(run, "tips", "view"), NULL);
    if (view == VIEW_SLOPE)
        vanishing_draw_slope(v, run, ui, p->slope);
    else if (view == VIEW_FACTORS)
        vanishing_draw_factors(v, run, ui, p->panel);
    else
        vanishing_draw_table(v, run, ui, p->panel);
}

/* ---- waterfalls ---- */

/* What a waterfall shows, in words: from the bars of the present. */
static const char *verdict(const ogl_run *run, const vanishing_lane *lane)
{
    if (lane->trainer->step == 0)
        return ogl_stage_word(run, "untrained");
    double bottom = (double)lane->bars[0], top = (double)lane->bars[lane->def.layers - 1];
    return ogl_stage_word(run, bottom == 0             ? "silent"
                               : lane->def.layers == 1 ? "one"
                               : bottom < 1e-2 * top   ? "fades"
                               : bottom > 10 * top     ? "grows"
                                                       : "reaches");
}

static void draw_fall(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect, int which)
{
    static const char *const ids[] = {"first", "second"};
    ogv_waterfall_look look = {ogl_stage_word(run, "step"), ogl_stage_word(run, "layer"),
                               ogl_stage_word(run, "rms"), which == 0};
    ogv_waterfall_draw(ui, ids[which], rect, v->lanes[which].waterfall, &look, NULL);
    vanishing_describe_fall(v, run, ui, rect, which);
}

static void draw_waterfalls(const vanishing *v, ogl_run *run, ogv_ui *ui, const places *p)
{
    const ogv_theme *theme = ui->theme;
    ogv_text_style style = ogv_style_label(theme);
    float x = p->first.x;
    int first = vanishing_first_name(run);
    x += ogv_text(ui->list, x, p->lower, OGV_LEFT, OGV_UI_SEMIBOLD, 15, theme->text,
                  ogl_choice_label(run, SET_OTHER, first));
    ogv_text(ui->list, x + 12, p->lower, OGV_LEFT, OGV_UI, 13, theme->text2, verdict(run, &v->lanes[0]));
    ogl_dropdown(run, ui, (ogv_rect){p->second.x, p->lower - 19, 128, 28}, SET_OTHER);
    ogv_tip(ui, ogl_say(run, "tips", "other"), NULL);
    ogv_text(ui->list, p->second.x + 140, p->lower, OGV_LEFT, OGV_UI, 13, theme->text2,
             verdict(run, &v->lanes[1]));
    ogv_rich_line(ui->list, theme, p->right + 4, p->lower, OGV_RIGHT, &style, ogl_stage_word(run, "rms"));
    draw_fall(v, run, ui, p->first, 0);
    draw_fall(v, run, ui, p->second, 1);
    ogv_gradient_bar(ui->list, theme, p->scale, true);
}

void vanishing_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage)
{
    const vanishing *v = state;
    places p = arrange(ui, stage);
    draw_settings(run, ui, &p);
    if (!v->lanes[1].trainer)
        return;
    draw_view(v, run, ui, &p);
    vanishing_draw_bars(v, run, ui, p.bars, p.titles);
    draw_waterfalls(v, run, ui, &p);
}
