#include "routes_view.h"

#include <math.h>
#include <stdio.h>

#include "ogee_viz/text.h"
#include "stage.h"

enum { BAND = 18, BAND_GAP = 2, ONE_BAND = 28, ROW = 2 * BAND + BAND_GAP };

ogl_strip_places ogl_strip_arrange(const ogv_ui *ui, ogv_rect stage)
{
    ogv_rect content = ogl_stage_content(ui, stage);
    bool dense = ogl_stage_dense(ui);
    float bottom = stage.y + stage.h;
    ogl_strip_places p = {.dense = dense, .left = content.x, .right = content.x + content.w};
    p.labels = stage.y + (dense ? 22 : 28);
    p.fields = stage.y + (dense ? 28 : 36);
    p.title = stage.y + (dense ? 86 : 104);
    p.top = stage.y + (dense ? 98 : 128);
    p.legend = bottom - (dense ? 18 : 60);
    p.pitch = dense ? 46 : 56;
    p.strip = bottom - (dense ? 208 : 280);
    p.strip_title = p.strip - (dense ? 34 : 40);
    p.height = p.strip - (dense ? 78 : 104) - p.top;
    return p;
}

void ogl_strip_fill(ogl_strip_line *line, const ogl_way *way, ogv_range x)
{
    line->count = ogl_bands(way, x.low, x.high, OGL_STRIP_SAMPLES, line->bands, OGL_STRIP_BANDS);
}

bool ogl_strip_has(const ogl_strip_line *line, ogl_verdict verdict, ogv_range x)
{
    for (size_t i = 0; i < line->count; i++) {
        const ogl_band *band = &line->bands[i];
        if (band->verdict == verdict && band->from < x.high && band->until > x.low)
            return true;
    }
    return false;
}

/* ---- cells ---- */

ogl_strip_cell ogl_strip_answer(const ogl_way *way, double x, int digits)
{
    ogl_strip_cell cell;
    double value = ogl_compute(way, x);
    ogl_number_text(cell.text, value, digits);
    cell.verdict = ogl_judge(way->format, value, ogl_truth(way, x));
    return cell;
}

/* Below 1000 in full; the word is added by whoever has it. */
ogl_strip_cell ogl_strip_distance(const ogl_way *way, double x)
{
    ogl_strip_cell cell = ogl_strip_answer(way, x, 3);
    double ulps = ogl_ulps(way->format, ogl_compute(way, x), ogl_truth(way, x));
    if (ulps < 1000)
        ogv_format_number(cell.text, ulps, ulps < 10 ? 2 : 0);
    else
        ogl_number_text(cell.text, ulps, 2);
    return cell;
}

void ogl_describe_also(const ogl_run *run, char text[OGL_DESCRIPTION], const char *part)
{
    char before[OGL_DESCRIPTION];
    snprintf(before, sizeof before, "%s", text);
    if (before[0])
        ogl_words_fill(text, OGL_DESCRIPTION, ogl_stage_word(run, "described.and"), before, part);
    else
        snprintf(text, OGL_DESCRIPTION, "%s", part);
}

void ogl_describe_answer(const ogl_run *run, char text[OGL_ANSWER], const ogl_way *way, double x, int digits)
{
    ogl_strip_cell cell = ogl_strip_answer(way, x, digits);
    bool right = cell.verdict == OGL_RIGHT;
    ogl_words_fill(text, OGL_ANSWER, right ? "{1}" : ogl_stage_word(run, "described.wrong"), cell.text, "");
}

static ogv_color ink_of(const ogv_theme *theme, ogl_verdict verdict)
{
    return verdict == OGL_RIGHT ? theme->text : verdict == OGL_NOT_FINITE ? theme->err : theme->warn;
}

/* ---- bands ---- */

static ogv_axes axes_of(const ogl_strip *s, float y, float h)
{
    return (ogv_axes){.rect = {s->from, y, s->until - s->from, h}, .x = s->x, .y = {0, 1}};
}

float ogl_strip_x(const ogl_strip *strip, double value)
{
    ogv_axes axes = axes_of(strip, 0, 1);
    return ogv_axes_pixel(&axes, value, 0).x;
}

static const char *word(const ogl_run *run, const char *key)
{
    return ogl_say(run, "strip", key);
}

static void band_word(const ogl_run *run, const ogl_strip_row *row, int line, const ogl_band *band,
                      float width, char out[64])
{
    char number[OGL_NUMBER_TEXT];
    out[0] = 0;
    switch (band->verdict) {
    case OGL_RIGHT:
        if (width > 140 && row->words[line])
            snprintf(out, 64, "%s", row->words[line]);
        break;
    case OGL_ZERO:
        if (row->zeros[line])
            snprintf(out, 64, "%s", row->zeros[line]);
        break;
    case OGL_WRONG:
        ogl_number_text(number, band->value, fabs(band->value) < 0.01 ? 2 : 4);
        if (band->stuck && width > 80)
            ogl_words_fill(out, 64, word(run, "stuck"), number, "");
        break;
    case OGL_NOT_FINITE: ogl_number_text(out, band->value, 4); break;
    }
}

/* The probe's line goes through no word: a band that it cuts becomes two, and its word stands in the longer
   one. Returns how many bands there are then. */
static size_t beside_probe(ogv_band bands[2], double probe)
{
    if (!bands[0].word || probe <= bands[0].from || probe >= bands[0].until)
        return 1;
    bool left = probe - bands[0].from > bands[0].until - probe;
    bands[1] = bands[0];
    bands[0].until = bands[1].from = probe;
    bands[left ? 1 : 0].word = NULL;
    return 2;
}

static void draw_bands(const ogl_run *run, ogv_ui *ui, const ogl_strip *s, const ogl_strip_row *row, int line,
                       float y, float h)
{
    static const ogv_band_kind kinds[] = {OGV_BAND_RIGHT, OGV_BAND_WRONG, OGV_BAND_ZERO, OGV_BAND_BROKEN};
    ogv_axes axes = axes_of(s, y, h);
    ogv_band bands[2 * OGL_STRIP_BANDS];
    size_t count = 0;
    char words[OGL_STRIP_BANDS][64];
    const ogl_strip_line *from = row->lines[line];
    if (s->hidden) {
        ogv_fill(ui->list, axes.rect, 0, ui->theme->well);
        return;
    }
    for (size_t i = 0; i < from->count; i++) {
        const ogl_band *band = &from->bands[i];
        float width = ogl_strip_x(s, band->until) - ogl_strip_x(s, band->from);
        band_word(run, row, line, band, width, words[i]);
        bands[count] =
            (ogv_band){band->from, band->until, kinds[band->verdict], words[i][0] ? words[i] : NULL};
        count += beside_probe(&bands[count], run->values[s->probe]);
    }
    ogv_plot_bands(ui->list, ui->theme, &axes, bands, count);
}

/* ---- rows ---- */

static void draw_cell(const ogv_ui *ui, float right, float baseline, float size, const ogl_strip_cell *cell)
{
    ogv_text(ui->list, right, baseline, OGV_RIGHT, size > 15 ? OGV_MONO_SEMIBOLD : OGV_MONO_MEDIUM, size,
             ink_of(ui->theme, cell->verdict), cell->text);
}

static void draw_row(const ogl_run *run, ogv_ui *ui, const ogl_strip *s, const ogl_strip_row *row, float y)
{
    const ogv_theme *t = ui->theme;
    ogv_text(ui->list, s->left, y + 15, OGV_LEFT, OGV_UI_SEMIBOLD, 14, t->text, row->name);
    ogv_text(ui->list, s->left, y + 34, OGV_LEFT, row->plain ? OGV_UI : OGV_MONO, 13, t->text2, row->code);
    if (row->line_count == 1)
        draw_bands(run, ui, s, row, 0, y + 0.5f * (ROW - ONE_BAND), ONE_BAND);
    for (int i = 0; row->line_count == 2 && i < 2; i++)
        draw_bands(run, ui, s, row, i, y + (float)i * (BAND + BAND_GAP), BAND);
    if (s->hidden)
        return;
    for (int column = 0; column < 2; column++)
        for (int line = 0; line < row->cell_lines; line++) {
            float baseline = row->cell_lines == 1 ? y + 25 : ogv_baseline(y + 20 * (float)line, BAND, 14);
            draw_cell(ui, s->columns[column], baseline, row->cell_lines == 1 ? 17 : 14,
                      &row->cells[column][line]);
        }
}

/* The flag of the probe: its text, and where it stands. */
static ogv_rect probe_flag(const ogl_run *run, const ogv_ui *ui, const ogl_strip *s, char text[64])
{
    const ogl_setting *row = &run->lesson->settings[s->probe];
    double value = run->values[s->probe];
    char number[OGV_NUMBER_SIZE];
    snprintf(text, 64, "%s = %s", s->symbol,
             ogv_format_number(number, value, value == floor(value) ? 0 : row->decimals));
    float width = ogv_text_width(ui->list, OGV_MONO_MEDIUM, 13, text) + 14, x = ogl_strip_x(s, value);
    float left = fminf(fmaxf(x - 0.5f * width, s->from - 24), s->until + 24 - width);
    return (ogv_rect){left, s->top - 27, width, 22};
}

/* The word stands behind the bracket, before it where the numbers begin; it gives way to the flag. */
static void draw_bracket(const ogl_run *run, ogv_ui *ui, const ogl_strip *s)
{
    float left = ogl_strip_x(s, s->window.low), right = ogl_strip_x(s, s->window.high), y = s->top - 11.5f;
    const ogv_point points[] = {{left, y + 6}, {left, y}, {right, y}, {right, y + 6}};
    char text[64];
    ogv_rect flag = probe_flag(run, ui, s, text);
    float width = ogv_text_width(ui->list, OGV_UI, 13, word(run, "window"));
    float from = right + 8 + width > s->until ? left - 8 - width : right + 8;
    ogv_flat_polyline(ui->list, points, 4, 1.25f, ui->theme->axis);
    if (s->hidden || flag.x > from + width + 4 || flag.x + flag.w < from - 4)
        ogv_text(ui->list, from, s->top - 7, OGV_LEFT, OGV_UI, 13, ui->theme->text3, word(run, "window"));
}

static void draw_probe(const ogl_run *run, ogv_ui *ui, const ogl_strip *s, float bottom, const ogv_act *act)
{
    char text[64];
    ogv_rect flag = probe_flag(run, ui, s, text);
    float x = ogl_strip_x(s, run->values[s->probe]);
    ogv_line(ui->list, (ogv_point){x, s->top - 10}, (ogv_point){x, bottom}, 2, ui->theme->text);
    ogv_flag(ui->list, ui->theme, (ogv_point){flag.x + 0.5f * flag.w, s->top - 16}, text);
    if (act->ring)
        ogv_focus_ring(ui, flag, 4);
}

static void draw_unknown(const ogl_run *run, ogv_ui *ui, const ogl_strip *s, int count)
{
    float y = s->top + 0.5f * (s->pitch * (float)(count - 1) + ROW);
    const char *text = word(run, "hidden");
    float half = 0.5f * ogv_text_width(ui->list, OGV_UI_MEDIUM, 14, text) + 16,
          middle = 0.5f * (s->from + s->until);
    ogv_fill(ui->list, (ogv_rect){middle - half, y - 18, 2 * half, 36}, 8, ui->theme->stage);
    ogv_frame(ui->list, (ogv_rect){middle - half, y - 18, 2 * half, 36}, 8, 1, ui->theme->line2);
    ogv_text(ui->list, middle, ogv_baseline(y - 18, 36, 14), OGV_CENTER, OGV_UI_MEDIUM, 14, ui->theme->text2,
             text);
}

ogv_act ogl_axis_drag(ogl_run *run, ogv_ui *ui, const char *id, ogv_rect hit, const ogv_axes *axes,
                      int setting)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    ogv_act act = ogv_ui_widget(ui, id, hit, OGV_WANTS_ARROWS);
    double value = run->values[setting], by = ogl_setting_step(ui, row, axes->x), y;
    if (act.held)
        ogv_axes_data(axes, ui->input.mouse, &value, &y);
    else if (act.focused && !ui->input.alt)
        value = ui->input.key == OGV_KEY_LEFT        ? value - by
                : ui->input.key == OGV_KEY_RIGHT     ? value + by
                : ui->input.key == OGV_KEY_HOME      ? row->low
                : ui->input.key == OGV_KEY_END       ? row->high
                : ui->input.key == OGV_KEY_BACKSPACE ? row->start
                                                     : value;
    value = ogl_setting_round(row, value);
    if (value != run->values[setting]) {
        ogl_set(run, setting, value);
        if (!act.held)
            ui->focus_visible = act.ring = true;
    }
    float x = fminf(fmaxf(ogv_axes_pixel(axes, run->values[setting], axes->y.low).x, hit.x), hit.x + hit.w);
    ogv_ui_grip_at(ui, (ogv_point){x, hit.y + 0.5f * hit.h});
    return act;
}

ogv_rect ogl_strip_rect(const ogl_strip *strip, int count)
{
    return (ogv_rect){strip->from, strip->top, strip->until - strip->from,
                      strip->pitch * (float)(count - 1) + ROW};
}

void ogl_strip_draw(ogl_run *run, ogv_ui *ui, const ogl_strip *strip, const ogl_strip_row *rows, int count)
{
    float bottom = strip->top + strip->pitch * (float)(count - 1) + ROW + 10;
    static const ogv_ticks ticks = {{-120, -80, -40, 0, 40, 80, 120}, 7, 0};
    ogv_axes axes = axes_of(strip, strip->top, bottom - strip->top);
    axes.x_ticks = strip->x.high == 120 ? &ticks : NULL;
    ogv_rect hit = {strip->from - 8, strip->top - 27, strip->until - strip->from + 16,
                    bottom - strip->top + 27};
    for (int i = 0; i < count; i++)
        draw_row(run, ui, strip, &rows[i], strip->top + strip->pitch * (float)i);
    ogv_axes_baseline(ui->list, ui->theme, &axes);
    ogv_formula(ui->list, ui->theme, strip->until + 24, bottom + 19, OGV_CENTER, 17, ui->theme->text2,
                strip->symbol);
    if (strip->window.high > strip->window.low)
        draw_bracket(run, ui, strip);
    if (strip->hidden) {
        draw_unknown(run, ui, strip, count);
        return;
    }
    ogv_act act = ogl_axis_drag(run, ui, strip->id, hit, &axes, strip->probe);
    draw_probe(run, ui, strip, bottom + 2, &act);
}

void ogl_strip_legend(const ogl_run *run, ogv_ui *ui, float x, float y)
{
    static const char *const keys[] = {"right", "wrong", "zero", "broken"};
    static const ogv_band_kind kinds[] = {OGV_BAND_RIGHT, OGV_BAND_WRONG, OGV_BAND_ZERO, OGV_BAND_BROKEN};
    for (int i = 0; i < 4; i++)
        x = ogv_band_legend(ui->list, ui->theme, x, y, kinds[i], word(run, keys[i]));
}
