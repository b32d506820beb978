/* How lesson 4 looks: the plane at the left; at the right the weights, one sample's arithmetic, or the
   landscape. */
#include <math.h>
#include <stdio.h>

#include "ogee_viz/text.h"
#include "one_neuron.h"
#include "stage.h"

typedef struct places {
    bool dense;
    ogv_rect content;
    float labels, fields, titles;
    ogv_rect plane, side, chart; /* side: what stands at the right; chart: below, with the landscape */
    bool wide;                   /* the landscape reaches down beside the chart */
} places;

static float least(float a, float b)
{
    return a < b ? a : b;
}

static places arrange(const ogv_ui *ui, ogv_rect stage, bool land)
{
    places p = {.dense = ogl_stage_dense(ui), .content = ogl_stage_content(ui, stage)};
    const float axis = 36, gap = land ? 76 : 48;
    float top = stage.y + (p.dense ? 88 : 120), bottom = stage.y + stage.h;
    float below = land ? (p.dense ? 150 : 188) : (p.dense ? 48 : 64);
    float side = least((p.content.w - axis - gap) / 2, bottom - top - below);
    float right = p.content.x + p.content.w;
    p.labels = stage.y + (p.dense ? 16 : 28);
    p.fields = stage.y + (p.dense ? 24 : 36);
    p.titles = stage.y + (p.dense ? 80 : 104);
    p.plane = (ogv_rect){p.content.x + axis, top, side, side};
    right = land ? least(right, p.plane.x + 2 * side + 132) : right;
    p.side = land ? (ogv_rect){right - side, top, side, side}
                  : (ogv_rect){p.plane.x + side + gap, top, right - p.plane.x - side - gap, side};
    float chart = top + side + (p.dense ? 58 : 70);
    p.chart = (ogv_rect){p.plane.x, chart, p.content.w - 70 - axis, bottom - 30 - chart};
    float tall = least(bottom - top - axis, p.content.w - axis - side - 190);
    p.wide = land && tall > side + 40;
    if (p.wide) {
        p.side = (ogv_rect){p.content.x + p.content.w - tall, top, tall, tall};
        p.chart.w = p.side.x - axis - 86 - p.plane.x;
    }
    return p;
}

static void title(const ogl_run *run, ogv_ui *ui, float x, float y, const char *name, const char *more)
{
    x += ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, ogl_stage_word(run, name)) +
         8;
    if (more)
        ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI, 13, ui->theme->text2, ogl_stage_word(run, more));
}

/* ---- controls ---- */

static float dropdown(ogl_run *run, ogv_ui *ui, const places *p, float x, float width, int setting)
{
    ogv_text(ui->list, x, p->labels, OGV_LEFT, OGV_UI, 13, ui->theme->text2, ogl_setting_label(run, setting));
    ogl_dropdown(run, ui, (ogv_rect){x, p->fields, width, 32}, setting);
    return x + width + 16;
}

static float segments(ogl_run *run, ogv_ui *ui, const places *p, float x, float width, int setting)
{
    ogv_text(ui->list, x, p->labels, OGV_LEFT, OGV_UI, 13, ui->theme->text2, ogl_setting_label(run, setting));
    ogl_segments(run, ui, (ogv_rect){x, p->fields, width, 32}, setting);
    return x + width + 16;
}

static void draw_sample_controls(ogl_run *run, ogv_ui *ui, const places *p)
{
    ogv_number_def def = {1, NEURON_ROWS, 0, ogl_stage_word(run, "invalid.sample")};
    double sample = run->values[SET_SAMPLE];
    ogv_text(ui->list, p->content.x, p->labels, OGV_LEFT, OGV_UI, 13, ui->theme->text2,
             ogl_setting_label(run, SET_SAMPLE));
    if (ogv_number(ui, "sample", (ogv_rect){p->content.x, p->fields, 72, 32}, &sample, &def))
        ogl_set(run, SET_SAMPLE, sample);
    dropdown(run, ui, p, p->content.x + 88, 96, SET_RATE);
}

static void draw_readouts(const neuron *n, const ogl_run *run, ogv_ui *ui, const places *p)
{
    char loss[OGV_NUMBER_SIZE], wrong[16], of[32], rows[16];
    float x = p->content.x, y = p->labels + 2;
    snprintf(wrong, sizeof wrong, "%d", n->wrong);
    snprintf(rows, sizeof rows, "%d", NEURON_ROWS);
    ogl_words_fill(of, sizeof of, ogl_stage_word(run, "of"), rows, "");
    ogv_readout(ui->list, ui->theme, x, y, ogl_stage_word(run, "loss.mean"),
                ogv_format_number(loss, n->loss, 3), ui->theme->value, NULL);
    ogv_hairline_v(ui->list, x + 112, y - 12, y + 32, ui->theme->line);
    ogv_readout(ui->list, ui->theme, x + 136, y, ogl_stage_word(run, "wrong.count"), wrong, ui->theme->text,
                of);
}

static void draw_controls(const neuron *n, ogl_run *run, ogv_ui *ui, const places *p)
{
    float x = p->content.x;
    if (run->step == STEP_HAND) {
        draw_readouts(n, run, ui, p);
    } else if (run->step == STEP_SAMPLE) {
        draw_sample_controls(run, ui, p);
    } else {
        x = segments(run, ui, p, x, 176, SET_BATCH);
        x = dropdown(run, ui, p, x, 96, SET_RATE);
        segments(run, ui, p, x, 160, SET_MOMENTUM);
    }
}

/* ---- three numbers, one line ---- */

static void draw_hand(ogl_run *run, ogv_ui *ui, const places *p)
{
    static const char *const symbols[] = {"w_1", "w_2", "b"};
    static const double marks[] = {-4, -2, 0, 2, 4}, marks_b[] = {-6, -3, 0, 3, 6};
    float pitch = least(104, (p->side.h - 24) / 3), y = p->side.y;
    title(run, ui, p->side.x, p->titles, "hand", NULL);
    for (int k = 0; k < WEIGHTS; k++, y += pitch)
        ogl_slider(run, ui, (ogv_rect){p->side.x, y, least(p->side.w, 480), 72}, SET_W1 + k, symbols[k], 0,
                   k == BIAS ? marks_b : marks, 5);
}

/* ---- one sample, one step ---- */

enum {
    CELL_X1,
    CELL_X2,
    CELL_Y,
    CELL_W1,
    CELL_W2,
    CELL_B,
    CELL_Z,
    CELL_P,
    CELL_L,
    CELL_E,
    CELL_G1,
    CELL_G2,
    CELL_GB,
    CELL_N1,
    CELL_N2,
    CELL_NB,
    CELLS
};

#define FROM(cell) (1u << (cell))

/* A number of the table, and the numbers it is made of. */
typedef struct cell {
    const char *id, *symbol;
    int row, column;
    unsigned from;
} cell;

static const cell cells[CELLS] = {
    {"x1", "x_1", 0, 0, 0},
    {"x2", "x_2", 0, 1, 0},
    {"y", "y", 0, 2, 0},
    {"w1", "w_1", 1, 0, 0},
    {"w2", "w_2", 1, 1, 0},
    {"b", "b", 1, 2, 0},
    {"z", "z", 2, 0, FROM(CELL_X1) | FROM(CELL_X2) | FROM(CELL_W1) | FROM(CELL_W2) | FROM(CELL_B)},
    {"p", "p", 3, 0, FROM(CELL_Z)},
    {"l", "\\ell", 4, 0, FROM(CELL_P) | FROM(CELL_Y)},
    {"e", "p-y", 5, 0, FROM(CELL_P) | FROM(CELL_Y)},
    {"g1", "g_1", 6, 0, FROM(CELL_E) | FROM(CELL_X1)},
    {"g2", "g_2", 6, 1, FROM(CELL_E) | FROM(CELL_X2)},
    {"gb", "g_b", 6, 2, FROM(CELL_E)},
    {"n1", "w_1", 7, 0, FROM(CELL_W1) | FROM(CELL_G1)},
    {"n2", "w_2", 7, 1, FROM(CELL_W2) | FROM(CELL_G2)},
    {"nb", "b", 7, 2, FROM(CELL_B) | FROM(CELL_GB)},
};
static const char *const rows[] = {"input", "weights", "logit",    "probability",
                                   "loss",  "error",   "gradient", "next"};
enum { ROWS = sizeof rows / sizeof *rows };

static void cell_values(const neuron *n, const neuron_look *l, float out[CELLS])
{
    const float values[CELLS] = {l->x[0],        l->x[1],     l->y,           n->w[W1],
                                 n->w[W2],       n->w[BIAS],  l->z,           l->p,
                                 l->loss,        l->error,    l->gradient[0], l->gradient[1],
                                 l->gradient[2], l->next[W1], l->next[W2],    l->next[BIAS]};
    for (int c = 0; c < CELLS; c++)
        out[c] = values[c];
}

static ogv_color cell_color(const ogv_theme *theme, int c)
{
    return c == CELL_P ? theme->value : c >= CELL_E && c <= CELL_GB ? theme->grad : theme->text;
}

static ogv_rect cell_rect(const places *p, int c, float label, float pitch, float height)
{
    float width = (p->side.w - label) / 3;
    bool alone = cells[c].row >= 2 && cells[c].row <= 5;
    return (ogv_rect){p->side.x + label + width * (float)cells[c].column,
                      p->side.y + pitch * (float)cells[c].row, width * (alone ? 1.4f : 1) - 8, height};
}

static void draw_cell(ogv_ui *ui, int c, ogv_rect rect, float value, bool chosen, bool source)
{
    char number[OGV_NUMBER_SIZE];
    const ogv_theme *theme = ui->theme;
    if (chosen || source)
        ogv_fill(ui->list, rect, 6, theme->accent_soft);
    if (chosen)
        ogv_frame(ui->list, rect, 6, 1.5f, theme->accent);
    ogv_formula(ui->list, theme, rect.x + 8, ogv_baseline(rect.y, rect.h, 16), OGV_LEFT, 17, theme->text2,
                cells[c].symbol);
    ogv_text(ui->list, rect.x + rect.w - 8, ogv_baseline(rect.y, rect.h, 14), OGV_RIGHT, OGV_MONO_MEDIUM, 14,
             cell_color(theme, c), ogv_format_number(number, (double)value, c == CELL_Y ? 0 : 3));
}

static void draw_table(const neuron *n, ogl_run *run, ogv_ui *ui, const places *p)
{
    float values[CELLS], label = p->side.w < 400 ? 92 : 124;
    float pitch = least(44, (p->side.h - 28) / ROWS), height = least(32, pitch - 6);
    neuron_look look = neuron_look_at(n, n->row, neuron_rates[(int)run->values[SET_RATE]]);
    int chosen = -1;
    cell_values(n, &look, values);
    title(run, ui, p->side.x, p->titles, "table", NULL);
    for (int c = 0; c < CELLS; c++) {
        char id[16];
        snprintf(id, sizeof id, "cell.%s", cells[c].id);
        ogv_rect rect = cell_rect(p, c, label, pitch, height);
        ogv_act act = ogv_ui_widget(ui, id, rect, 0);
        neuron_describe_table(n, &look, run, ui, p->side);
        if (act.ring)
            ogv_focus_ring(ui, rect, 6);
        if (act.hovered || act.ring)
            chosen = c;
    }
    for (int r = 0; r < ROWS; r++)
        ogv_text(ui->list, p->side.x, ogv_baseline(p->side.y + pitch * (float)r, height, 13), OGV_LEFT,
                 OGV_UI, 13, ui->theme->text2, ogl_say(run, "rows", rows[r]));
    for (int c = 0; c < CELLS; c++)
        draw_cell(ui, c, cell_rect(p, c, label, pitch, height), values[c], c == chosen,
                  chosen >= 0 && (cells[chosen].from & FROM(c)));
    ogv_text_style style = ogv_style_label(ui->theme);
    ogv_rich_line(ui->list, ui->theme, p->side.x, p->side.y + pitch * ROWS + 20, OGV_LEFT, &style,
                  chosen < 0 ? ogl_stage_word(run, "hint") : ogl_say(run, "from", cells[chosen].id));
}

/* ---- the stage ---- */

/* In a row below the plane, or in a column beside it. */
static void draw_legend(const neuron *n, const ogl_run *run, ogv_ui *ui, const places *p)
{
    static const ogv_legend_kind kinds[] = {OGV_LEGEND_CLASS0, OGV_LEGEND_CLASS1, OGV_LEGEND_WRONG};
    char number[16], text[48];
    float x = p->plane.x + 8, y = p->plane.y + p->plane.h + (p->dense ? 36 : 44);
    snprintf(number, sizeof number, "%d", n->wrong);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "wrong"), number, "");
    const char *names[] = {ogl_stage_word(run, "class0"), ogl_stage_word(run, "class1"), text};
    if (p->wide) {
        x = p->plane.x + p->plane.w + 24;
        y = p->plane.y + 12;
    }
    for (int i = 0; i < 3; i++) {
        float next = ogv_legend(ui->list, ui->theme, x, y, kinds[i], names[i]);
        x = p->wide ? x : next;
        y += p->wide ? 26 : 0;
    }
}

void neuron_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage)
{
    const neuron *n = state;
    bool land = run->step >= STEP_VALLEY;
    places p = arrange(ui, stage, land);
    draw_controls(n, run, ui, &p);
    title(run, ui, p.plane.x, p.titles, "plane", p.plane.w > 320 ? "plane.sub" : NULL);
    neuron_draw_plane(n, run, ui, p.plane);
    if (run->step == STEP_HAND)
        draw_hand(run, ui, &p);
    if (run->step == STEP_SAMPLE)
        draw_table(n, run, ui, &p);
    if (!land || p.wide)
        draw_legend(n, run, ui, &p);
    if (!land)
        return;
    bool guessing = run->step == STEP_VALLEY && !ogl_guess_made(run, SET_GUESS);
    title(run, ui, p.side.x, p.titles, guessing ? "land.guess" : "land", p.side.w > 320 ? "land.sub" : NULL);
    neuron_draw_land(n, run, ui, p.side);
    title(run, ui, p.chart.x, p.chart.y - 12, "chart", "chart.unit");
    neuron_draw_chart(n, run, ui, p.chart);
}
