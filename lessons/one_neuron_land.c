/* The landscape of lesson 4: the loss over both weights, and the path that SGD walks down; also on its card.
 */
#include <math.h>

#include "ogee_viz/text.h"
#include "one_neuron.h"
#include "stage.h"

static void draw_contours(const neuron *n, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    ogv_point points[512];
    float step = rect.w / (NEURON_LAND - 1), down = rect.h / (NEURON_LAND - 1);
    for (size_t k = 0; k < n->contours.line_count; k++) {
        const ogv_contour *line = &n->contours.lines[k];
        size_t count = line->count < 512 ? line->count : 512;
        for (size_t i = 0; i < count; i++) {
            ogv_point at = n->contours.points[line->first + i];
            points[i] = (ogv_point){rect.x + at.x * step, rect.y + at.y * down};
        }
        int level = 0;
        while (level < NEURON_LEVELS - 1 && neuron_levels[level] < line->level)
            level++;
        ogv_polyline(list, points, count, line->closed, 1.25f,
                     ogv_fade(theme->value, 0.85f - 0.05f * (float)level));
    }
}

static ogv_point path_pixel(const ogv_axes *axes, const neuron_path *path, int i)
{
    return ogv_axes_pixel(axes, (double)path->w1[i], (double)path->w2[i]);
}

static bool path_meets(const ogv_axes *axes, const neuron_path *path, ogv_rect rect)
{
    for (int i = 0; i < path->count; i++)
        if (ogv_line_meets(path_pixel(axes, path, i), path_pixel(axes, path, i + 1), rect))
            return true;
    return false;
}

/* Whether the walk, or the dot where it stands, comes into the rectangle. */
static bool on_walk(const neuron *n, const ogv_axes *axes, ogv_rect rect)
{
    ogv_point now = path_pixel(axes, &n->path, n->path.count);
    return path_meets(axes, &n->path, rect) || (n->before.count > 1 && path_meets(axes, &n->before, rect)) ||
           ogv_rects_overlap(rect, (ogv_rect){now.x - 7, now.y - 7, 14, 14});
}

/* The loss of some contours, written where they cross the row of the lowest place, right of it. */
static void label_contours(const neuron *n, ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes)
{
    static const int labelled[] = {2, 4, 6, 8};
    double y = n->lowest[1];
    for (int k = 0; k < 4; k++) {
        float level = neuron_levels[labelled[k]];
        double x = n->lowest[0];
        while (x < axes->x.high && neuron_loss(n, x, y, 0) < (double)level)
            x += 0.05;
        if (x > axes->x.high - 0.3)
            continue;
        char number[OGV_NUMBER_SIZE];
        ogv_point at = ogv_axes_pixel(axes, x, y);
        ogv_format_number(number, (double)level, level < 0.5f ? 2 : 1);
        float w = ogv_text_width(list, OGV_MONO, 12, number);
        const ogv_rect plate = {at.x - w / 2 - 3, at.y - 8, w + 6, 16};
        if (on_walk(n, axes, plate))
            continue;
        ogv_fill(list, plate, 4, theme->stage);
        ogv_text(list, at.x, ogv_baseline(at.y - 8, 16, 12), OGV_CENTER, OGV_MONO, 12, theme->text3, number);
    }
}

/* Path points are dots while they are few enough to tell apart. */
static void draw_path(ogv_drawlist *list, const ogv_axes *axes, const neuron_path *path, float width,
                      bool dots, ogv_color color)
{
    ogv_point points[NEURON_PATH + 1];
    int count = path->count + 1;
    if (path->count < 1)
        return;
    points[0] = path_pixel(axes, path, 0);
    for (int i = 1; i < count; i++)
        points[i] = path_pixel(axes, path, i);
    ogv_polyline(list, points, (size_t)count, false, width, color);
    for (int i = 0; dots && count < 200 && i < count; i++)
        ogv_disc(list, points[i], 2.25f, color);
}

static void draw_walk(const neuron *n, ogv_ui *ui, const ogv_axes *axes)
{
    const ogv_theme *theme = ui->theme;
    if (n->before.count > 1)
        draw_path(ui->list, axes, &n->before, 1.25f, false, ogv_fade(theme->text3, 0.7f));
    draw_path(ui->list, axes, &n->path, 1.75f, true, theme->grad);
    ogv_point now = path_pixel(axes, &n->path, n->path.count);
    ogv_disc(ui->list, now, 6.5f, theme->stage);
    ogv_disc(ui->list, now, 5, theme->grad);
}

/* The loss where the pointer or the arrows are. */
static void read_land(const neuron *n, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes,
                      const ogv_act *act)
{
    ogv_point at;
    double w1, w2;
    char a[OGV_NUMBER_SIZE], b[OGV_NUMBER_SIZE], c[OGV_NUMBER_SIZE];
    if (!ogv_ui_crosshair(ui, act, axes->rect, &at))
        return;
    ogv_axes_data(axes, at, &w1, &w2);
    ogv_tip_row rows[3] = {{"$w_1$", ogv_format_number(a, w1, 2)},
                           {"$w_2$", ogv_format_number(b, w2, 2)},
                           {ogl_stage_word(run, "loss"), ogv_format_number(c, neuron_loss(n, w1, w2, 0), 3)}};
    ogv_rect size = ogv_tooltip_size(ui->list, ui->theme, rows, 3), r = axes->rect;
    float x = at.x + 14 + size.w > r.x + r.w - 8 ? at.x - 14 - size.w : at.x + 14;
    float y = fminf(fmaxf(at.y - size.h / 2, r.y + 8), r.y + r.h - 8 - size.h);
    ogv_disc(ui->list, at, 4, ui->theme->text);
    ogv_tooltip(ui->list, ui->theme, x, y, size.w, rows, 3);
}

static void mark_lowest(const neuron *n, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    char number[OGV_NUMBER_SIZE], text[48];
    ogv_point at = ogv_axes_pixel(axes, n->lowest[0], n->lowest[1]);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "lowest"),
                   ogv_format_number(number, n->lowest_loss, 3), "");
    if (run->step == STEP_VALLEY) {
        ogl_guess_truth(run, ui, axes, SET_GUESS, n->lowest[0], n->lowest[1], text);
        return;
    }
    ogv_ring(ui->list, at, 4, 1.5f, ui->theme->text);
}

/* Says on the empty map what it is for, until the pointer is there. */
static void hint_guess(const ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    ogv_point at = ui->input.mouse;
    if (at.x >= rect.x && at.x < rect.x + rect.w && at.y >= rect.y && at.y < rect.y + rect.h)
        return;
    for (int i = 0; i < 2; i++)
        ogv_text(ui->list, rect.x + rect.w / 2, rect.y + rect.h / 2 - 6 + 22 * (float)i, OGV_CENTER, OGV_UI,
                 15, ui->theme->text2, ogl_words_get(run->words, "stage", "land.hint", (size_t)i));
}

void neuron_draw_land(const neuron *n, ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    ogv_axes axes = {.rect = rect, .x = NEURON_REACH, .y = NEURON_REACH};
    bool open = run->step == STEP_VALLEY && !ogl_guess_made(run, SET_GUESS);
    ogv_act act = {0};
    ogv_fill(ui->list, rect, 0, ui->theme->stage);
    if (open) {
        hint_guess(run, ui, rect);
        ogl_guess(run, ui, &axes, SET_GUESS, true);
        ogv_describe(ui, rect, ogl_stage_word(run, "land.covered"));
    } else {
        act = ogv_ui_widget(ui, "land", rect, OGV_WANTS_ARROWS);
        neuron_describe_land(n, run, ui, &axes);
        ogv_rect clip = ogv_clip(ui->list, rect);
        draw_contours(n, ui->list, ui->theme, rect);
        label_contours(n, ui->list, ui->theme, &axes);
        draw_walk(n, ui, &axes);
        mark_lowest(n, run, ui, &axes);
        if (run->step == STEP_VALLEY)
            ogl_guess(run, ui, &axes, SET_GUESS, false);
        ogv_unclip(ui->list, clip);
    }
    ogv_frame(ui->list, rect, 0, 1, ui->theme->line2);
    ogv_axes_frame(ui->list, ui->theme, &axes, "$w_1$", "$w_2$");
    if (act.ring)
        ogv_focus_ring(ui, rect, 0);
    if (!open)
        read_land(n, run, ui, &axes, &act);
}

/* ---- the card ---- */

/* A run of sixty steps, over and over. */
static og_status card_init(void *state)
{
    neuron *n = state;
    n->start[W1] = -3;
    n->start[W2] = -2;
    n->learning = 2;
    og_status status = neuron_make(n);
    if (status == OG_OK)
        neuron_begin(n, 1);
    return status;
}

static void card_update(void *state, long frame)
{
    neuron *n = state;
    og_sgd_def sgd = og_sgd_def_default();
    sgd.lr = 0.3;
    sgd.momentum = 0.5;
    if (frame % 4 != 0)
        return;
    if (n->step == 60)
        neuron_begin(n, 1);
    neuron_step(n, &sgd, NEURON_ROWS);
}

static void card_draw(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    const neuron *n = state;
    /* The path begins at (-3, -2): that stays 16 within the picture, however low it is. */
    double share = (NEURON_REACH.high - n->start[W2]) / (NEURON_REACH.high - NEURON_REACH.low);
    float above = fmaxf(0.56f * rect.w - rect.h / 2, (float)share * rect.w - (rect.h - 16));
    ogv_rect square = {rect.x, rect.y - above, rect.w, rect.w};
    ogv_axes axes = {.rect = square, .x = NEURON_REACH, .y = NEURON_REACH};
    draw_contours(n, list, theme, square);
    draw_path(list, &axes, &n->path, 1.75f, true, theme->grad);
    ogv_disc(list, path_pixel(&axes, &n->path, n->path.count), 5, theme->grad);
}

const ogl_card neuron_card = {.state_size = sizeof(neuron),
                              .init = card_init,
                              .update = card_update,
                              .draw = card_draw,
                              .destroy = neuron_destroy};
