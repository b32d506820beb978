/* How lesson 6 looks: data, network and loss at the left, the plane at the right. */
#include <stdio.h>

#include "decision_boundary.h"
#include "ogee/activation.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "stage.h"

/* Where things lie. Vertical distances are those of the visual specification at 1280 x 800, or, where the
   window is narrow or low, at 960 x 600. */
typedef struct places {
    bool dense;
    float left, column, right; /* left column, its width, right edge of all */
    float top;                 /* of the stage */
    float labels, fields;      /* baseline of labels, top of fields of the controls */
    float titles, thumbs, thumb, pitch;
    ogv_rect network; /* the diagram with its title, or the confusion table */
    ogv_rect loss;    /* the plot; its title stands 12 or 20 above */
    float title_gap;
    ogv_rect map;
} places;

enum { MAX_KEPT = 512 }; /* squares on the map that labels of contours keep off */

static float least(float a, float b)
{
    return a < b ? a : b;
}

static places arrange(const ogv_ui *ui, ogv_rect stage)
{
    places p = {.dense = ui->width < 1248 || ui->height < 772, .top = stage.y};
    float padding = ui->width < 1248 ? 16 : ui->width < 1280 ? 24 : 32;
    float content = least(stage.w - 2 * padding, 1520);
    p.left = stage.x + (stage.w - content) / 2;
    p.right = p.left + content;
    float side = least(content / 2 - 32, stage.h - (p.dense ? 144 : 272));
    float bar = p.dense ? 56 : 0;
    side = least(side, content - 64 - bar - 368);
    p.column = content - side - bar - 64;
    p.labels = stage.y + (p.dense ? 16 : 28);
    p.fields = stage.y + (p.dense ? 24 : 36);
    p.titles = stage.y + (p.dense ? 80 : 104);
    p.thumbs = stage.y + (p.dense ? 88 : 116);
    p.thumb = p.dense ? 40 : 58;
    p.pitch = p.dense ? 48 : 70;
    p.title_gap = p.dense ? 12 : 20;
    float bottom = stage.y + stage.h, network = stage.y + (p.dense ? 136 : 214);
    p.loss = (ogv_rect){p.left + 32, bottom - (p.dense ? 88 : 120), p.column - 96, p.dense ? 60 : 80};
    p.network = (ogv_rect){p.left, network, p.column, p.loss.y - network - (p.dense ? 36 : 58)};
    p.map = (ogv_rect){p.right - bar - side, stage.y + (p.dense ? 88 : 120), side, side};
    return p;
}

/* ---- controls ---- */

static void draw_choices(ogl_run *run, ogv_ui *ui, const places *p)
{
    static const struct {
        int setting;
        float width;
    } fields[] = {{SET_ACTIVATION, 112}, {SET_RATE, 96},   {SET_BATCH, 88},
                  {SET_MOMENTUM, 112},   {SET_DECAY, 128}, {SET_INIT, 120}};
    float x = p->left;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        ogv_text(ui->list, x, p->labels, OGV_LEFT, OGV_UI, 13, ui->theme->text2,
                 ogl_setting_label(run, fields[i].setting));
        ogl_dropdown(run, ui, (ogv_rect){x, p->fields, fields[i].width, 32}, fields[i].setting);
        x += fields[i].width + 16;
    }
}

static void draw_noise(ogl_run *run, ogv_ui *ui, const places *p)
{
    const ogl_setting *setting = &run->lesson->settings[SET_NOISE];
    ogv_slider_def def = {setting->low, setting->high, setting->start, setting->low, setting->decimals};
    char number[OGV_NUMBER_SIZE];
    double noise = run->values[SET_NOISE];
    float width = least(160, p->right - p->left - 752); /* what the choices leave */
    ogv_rect rect = {p->right - width, p->fields, width, 32};
    ui->disabled = (int)run->values[SET_DATA] == DATA_CANCER;
    ogv_color color = ui->disabled ? ui->theme->disabled : ui->theme->text;
    ogv_text(ui->list, rect.x, p->labels, OGV_LEFT, OGV_UI, 13, ui->disabled ? color : ui->theme->text2,
             ogl_say(run, "settings", "noise"));
    ogv_text(ui->list, p->right, p->labels, OGV_RIGHT, OGV_MONO_MEDIUM, 13, color,
             ui->disabled ? "\u2013" : ogv_format_number(number, noise, setting->decimals));
    if (ogv_slider(ui, "noise", rect, &noise, &def))
        ogl_set(run, SET_NOISE, noise);
    ui->disabled = false;
}

/* ---- data ---- */

static const char *data_word(const ogl_run *run, int data)
{
    char key[40];
    snprintf(key, sizeof key, "data.%s", run->lesson->settings[SET_DATA].choices[data]);
    return ogl_say(run, "settings", key);
}

static void draw_thumbnail(const boundary *b, ogv_ui *ui, int data, ogv_rect rect)
{
    float inner = rect.w - 8, radius = rect.w < 50 ? 1.3f : 1.7f;
    for (int i = 0; i < b->thumbnail_count[data]; i++) {
        ogv_point at = b->thumbnails[data][i];
        if (!(at.x > 0 && at.x < 1 && at.y > 0 && at.y < 1))
            continue;
        ogv_point center = {rect.x + 4 + at.x * inner, rect.y + 4 + at.y * inner};
        if (b->thumbnail_class[data][i])
            ogv_diamond(ui->list, center, radius * 1.22f, ui->theme->class1);
        else
            ogv_disc(ui->list, center, radius, ui->theme->class0);
    }
}

static void draw_data(const boundary *b, ogl_run *run, ogv_ui *ui, const places *p)
{
    static const char *const ids[] = {"data.moons",  "data.circles", "data.xor",
                                      "data.spiral", "data.gauss",   "data.cancer"};
    int chosen = (int)run->values[SET_DATA];
    char text[96], train[16], test[16];
    snprintf(train, sizeof train, "%zu", b->model.train->rows);
    snprintf(test, sizeof test, "%zu", b->model.test->rows);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "rows"), train, test);
    float x = p->left;
    x += ogv_text(ui->list, x, p->titles, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text,
                  ogl_stage_word(run, "data")) +
         8;
    if (p->dense)
        ogv_text(ui->list, x, p->titles, OGV_LEFT, OGV_UI, 13, ui->theme->text2, data_word(run, chosen));
    ogv_text(ui->list, p->left + p->column, p->titles, OGV_RIGHT, OGV_UI, 13, ui->theme->text2, text);
    for (int data = 0; data < DATA_COUNT; data++) {
        ogv_rect rect = {p->left + p->pitch * (float)data, p->thumbs, p->thumb, p->thumb};
        if (ogv_thumbnail(ui, ids[data], rect, data == chosen).clicked)
            ogl_set(run, SET_DATA, data);
        if (p->dense)
            ogv_tip(ui, data_word(run, data), NULL);
        draw_thumbnail(b, ui, data, rect);
        if (!p->dense)
            ogv_text(ui->list, rect.x + rect.w / 2, rect.y + rect.h + 17, OGV_CENTER,
                     data == chosen ? OGV_UI_SEMIBOLD : OGV_UI, 13,
                     data == chosen ? ui->theme->text : ui->theme->text2, data_word(run, data));
    }
}

/* ---- charts ---- */

static void draw_chart_title(const ogl_run *run, ogv_ui *ui, float x, float y, const char *title,
                             const char *unit)
{
    x +=
        ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, ogl_stage_word(run, title)) +
        8;
    ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI, 13, ui->theme->text2, ogl_stage_word(run, unit));
}

/* "Test loss is ... after 40 epochs". */
static void describe_loss(const ogl_run *run, ogv_ui *ui, const ogv_loss_chart *chart, ogv_rect rect)
{
    char epochs[OGV_NUMBER_SIZE], value[OGV_NUMBER_SIZE], text[160];
    if (chart->count == 0)
        return;
    double last = chart->x_last > 0 ? chart->x_last : chart->x_per_value * (double)(chart->count - 1);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "loss.described"),
                   ogv_format_number(value, (double)chart->test[chart->count - 1], chart->decimals),
                   ogv_format_number(epochs, last, chart->x_last > 0));
    ogv_describe(ui, rect, text);
}

static void draw_loss(const boundary *b, ogl_run *run, ogv_ui *ui, const places *p)
{
    const ogl_history *h = &b->chart;
    ogv_loss_chart chart = {.train = h->train_loss,
                            .test = h->test_loss,
                            .count = (size_t)h->count,
                            .x_per_value = (double)h->stride,
                            .x_last = b->chart_end,
                            .train_name = ogl_stage_word(run, "train"),
                            .test_name = ogl_stage_word(run, "test"),
                            .x_name = ogl_stage_word(run, "epoch"),
                            .decimals = 3};
    draw_chart_title(run, ui, p->left, p->loss.y - p->title_gap, "loss", "loss.unit");
    ogv_loss_chart_draw(ui, "loss", p->loss, &chart);
    describe_loss(run, ui, &chart, p->loss);
}

/* ---- the plane ---- */

static float draw_check(ogl_run *run, ogv_ui *ui, float right, float y, int setting, const char *key)
{
    const char *id = run->lesson->settings[setting].id, *label = ogl_say(run, "settings", id);
    bool on = run->values[setting] != 0;
    float width = ogv_checkbox_width(ui, label);
    if (ogv_checkbox(ui, id, (ogv_rect){right - width, y - 15, width, 20}, &on, label))
        ogl_set(run, setting, on);
    ogv_tip(ui, ogl_say(run, "tips", id), key);
    return right - width - 20;
}

static void draw_legend(const boundary *b, const ogl_run *run, ogv_ui *ui, float x, float y)
{
    bool tests = run->values[SET_TEST_POINTS] != 0, real = (int)run->values[SET_DATA] == DATA_CANCER;
    size_t wrong = 0;
    char number[16], text[48];
    for (size_t i = 0; i < b->mark_count; i++)
        wrong += b->marks[i].wrong && (tests || !b->marks[i].test);
    snprintf(number, sizeof number, "%zu", wrong);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "wrong"), number, "");
    x = ogv_legend(ui->list, ui->theme, x, y, OGV_LEGEND_CLASS0,
                   ogl_stage_word(run, real ? "benign" : "class0"));
    x = ogv_legend(ui->list, ui->theme, x, y, OGV_LEGEND_CLASS1,
                   ogl_stage_word(run, real ? "malignant" : "class1"));
    if (tests)
        x = ogv_legend(ui->list, ui->theme, x, y, OGV_LEGEND_TEST0, ogl_stage_word(run, "test"));
    ogv_legend(ui->list, ui->theme, x, y, OGV_LEGEND_WRONG, text);
}

/* What a hovered neuron answers, large. */
static void draw_preview(const boundary *b, ogv_ui *ui, ogv_rect rect)
{
    const boundary_network *n = b->network;
    if (n->hovered.column < 0 || n->hovered.from >= 0)
        return;
    ogv_axes axes = {.rect = rect, .x = b->x, .y = b->y};
    ogv_draw_image(ui->list, rect, &n->maps[n->hovered.column][n->hovered.unit]);
    ogv_rect clip = ogv_clip(ui->list, rect);
    ogv_draw_marks(ui->list, ui->theme, &axes, b->marks, b->mark_count, false);
    ogv_unclip(ui->list, clip);
    ogv_frame(ui->list, rect, 0, 2, ui->theme->text);
}

/* Finds where p is the threshold, unless that is the bold contour at 0.5. Fills kept with small squares along
   that line and returns how many. */
static size_t trace_decision(const boundary *b, const ogl_run *run, ogv_rect rect, ogv_rect kept[MAX_KEPT])
{
    enum { EVERY = 3 };
    ogv_contours *lines = b->decision;
    float cut = boundary_cut(run), step = rect.w / (BOUNDARY_MAP - 1);
    size_t count = 0;
    ogv_contours_clear(lines);
    if (cut == 0 ||
        ogv_contours_trace(lines, ogv_heatmap_logits(b->map), BOUNDARY_MAP, BOUNDARY_MAP, cut) != OG_OK)
        return 0;
    for (size_t i = 0; i < lines->point_count && count < MAX_KEPT; i += EVERY) {
        ogv_point at = {rect.x + lines->points[i].x * step, rect.y + lines->points[i].y * step};
        kept[count++] =
            (ogv_rect){at.x - EVERY * step / 2, at.y - EVERY * step / 2, EVERY * step, EVERY * step};
    }
    return count;
}

/* A dashed line along it. */
static void draw_decision(const boundary *b, ogv_ui *ui, ogv_rect rect)
{
    const ogv_contours *lines = b->decision;
    ogv_point at[256];
    float step = rect.w / (BOUNDARY_MAP - 1);
    for (size_t k = 0; k < lines->line_count; k++)
        for (size_t done = 0; done + 1 < lines->lines[k].count; done += 255) {
            const ogv_point *from = lines->points + lines->lines[k].first + done;
            size_t count = lines->lines[k].count - done < 256 ? lines->lines[k].count - done : 256;
            for (size_t i = 0; i < count; i++)
                at[i] = (ogv_point){rect.x + from[i].x * step, rect.y + from[i].y * step};
            ogv_dashed_polyline(ui->list, at, count, 2.5f, 8, 5, ui->theme->accent);
        }
}

static void describe_plane(const boundary *b, const ogl_run *run, ogv_ui *ui, ogv_rect map)
{
    char wrong[16], rows[16], p[OGV_NUMBER_SIZE], share[64], text[160];
    ogv_point at;
    og_confusion c = boundary_confusion(run, b->model.test, b->model.test_logits);
    snprintf(wrong, sizeof wrong, "%zu", c.false_positive + c.false_negative);
    snprintf(rows, sizeof rows, "%zu", b->model.test->rows);
    ogl_words_fill(share, sizeof share, ogl_stage_word(run, "wrong.share"), wrong, rows);
    bool pointed = ogv_ui_crosshair_at(ui, "boundary", map, &at);
    if (pointed) {
        float logit = ogv_heatmap_at(b->map, (at.x - map.x) / map.w, (at.y - map.y) / map.h);
        ogv_format_number(p, (double)og_sigmoidf(logit), 2);
    }
    ogl_words_fill(text, sizeof text,
                   ogl_stage_word(run, pointed ? "boundary.pointed" : "boundary.described"), share,
                   pointed ? p : "");
    ogv_describe(ui, map, text);
}

static void draw_plane(const boundary *b, ogl_run *run, ogv_ui *ui, const places *p)
{
    bool real = (int)run->values[SET_DATA] == DATA_CANCER;
    ogv_rect kept[MAX_KEPT];
    ogv_boundary picture = {.x = b->x,
                            .y = b->y,
                            .x_name = real ? ogl_stage_word(run, "x") : "$x_1$",
                            .y_name = real ? ogl_stage_word(run, "y") : "$x_2$",
                            .marks = b->marks,
                            .mark_count = b->mark_count,
                            .contours = run->values[SET_CONTOURS] != 0,
                            .tests = run->values[SET_TEST_POINTS] != 0,
                            .decimals = 2,
                            .kept = kept};
    ogv_rect map = p->map;
    picture.kept_count = trace_decision(b, run, map, kept);
    ogv_text(ui->list, map.x, p->titles, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text,
             ogl_stage_word(run, "boundary"));
    float x = draw_check(run, ui, map.x + map.w + (p->dense ? 56 : 0), p->titles, SET_TEST_POINTS, "P");
    draw_check(run, ui, x, p->titles, SET_CONTOURS, "C");
    ogv_boundary_draw(ui, "boundary", map, b->map, &picture);
    describe_plane(b, run, ui, map);
    draw_decision(b, ui, map);
    draw_preview(b, ui, map);
    float bottom = map.y + map.h;
    if (p->dense) {
        ogv_color_bar(ui->list, ui->theme, (ogv_rect){map.x + map.w + 16, map.y, 12, map.h}, true);
    } else {
        ogv_text(ui->list, map.x, bottom + 58, OGV_LEFT, OGV_MATH_ITALIC, 18, ui->theme->text2, "p");
        ogv_color_bar(ui->list, ui->theme, (ogv_rect){map.x + 24, bottom + 48, map.w - 24, 12}, false);
    }
    draw_legend(b, run, ui, map.x + 8, bottom + (p->dense ? 36 : 116));
}

void boundary_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage)
{
    const boundary *b = state;
    places p = arrange(ui, stage);
    if (!b->model.net)
        return;
    draw_choices(run, ui, &p);
    draw_noise(run, ui, &p);
    draw_data(b, run, ui, &p);
    if ((int)run->values[SET_DATA] == DATA_CANCER && run->step == STEP_REAL)
        boundary_errors_draw(b, run, ui, p.network);
    else
        boundary_network_draw(b, run, ui, p.network, p.dense);
    draw_loss(b, run, ui, &p);
    draw_plane(b, run, ui, &p);
}
