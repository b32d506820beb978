/* The plots of lesson 4: the plane with the line and its two grips, and the loss. */
#include <math.h>

#include "one_neuron.h"
#include "stage.h"

/* ---- the plane ---- */

enum { GRIP_SQUARES = 24 }; /* on the way of the arrow, that labels of contours keep off */

static void fill_marks(const neuron *n, ogv_mark marks[NEURON_ROWS])
{
    for (int i = 0; i < NEURON_ROWS; i++) {
        bool positive = n->data->y[i] > 0.5f;
        marks[i] = (ogv_mark){n->data->x[2 * i], n->data->x[2 * i + 1], positive, false,
                              (n->logits[i] > 0) != positive};
    }
}

/* What the pointer or the arrows do to a grip at *at, in data units; true when they move it. */
static bool grip(const neuron *n, const ogl_run *run, ogv_ui *ui, const char *id, const ogv_axes *axes,
                 double at[2], ogv_act *act)
{
    ogv_point center = ogv_axes_pixel(axes, at[0], at[1]);
    *act = ogv_ui_widget(ui, id, (ogv_rect){center.x - 16, center.y - 16, 32, 32}, OGV_WANTS_ARROWS);
    ogv_tip(ui, ogl_stage_word(run, id), NULL);
    neuron_describe_plane(n, run, ui, axes->rect);
    double was[2] = {at[0], at[1]}, arrow = ui->input.shift ? 1 : ui->input.ctrl ? 0.01 : 0.1;
    if (act->held)
        ogv_axes_data(axes, ui->input.mouse, &at[0], &at[1]);
    if (act->focused) {
        ogv_key key = ui->input.key;
        at[0] += key == OGV_KEY_RIGHT ? arrow : key == OGV_KEY_LEFT ? -arrow : 0;
        at[1] += key == OGV_KEY_UP ? arrow : key == OGV_KEY_DOWN ? -arrow : 0;
    }
    return at[0] != was[0] || at[1] != was[1];
}

static void draw_grip(ogv_ui *ui, ogv_point at, const ogv_act *act)
{
    ogv_disc(ui->list, at, act->held || act->hovered ? 15 : 12, ogv_fade(ui->theme->accent, 0.18f));
    ogv_disc(ui->list, at, 7, ui->theme->accent);
    ogv_ring(ui->list, at, 8, 2, ui->theme->stage);
    if (act->ring)
        ogv_focus_ring(ui, (ogv_rect){at.x - 16, at.y - 16, 32, 32}, 16);
}

static void draw_arrow(ogv_ui *ui, ogv_point from, ogv_point to)
{
    float dx = to.x - from.x, dy = to.y - from.y, length = hypotf(dx, dy);
    ogv_line(ui->list, from, to, 2, ui->theme->text);
    if (length < 24)
        return;
    dx /= length;
    dy /= length;
    ogv_point tip = {to.x - 9 * dx, to.y - 9 * dy};
    ogv_point head[3] = {tip,
                         {tip.x - 10 * dx - 5 * dy, tip.y - 10 * dy + 5 * dx},
                         {tip.x - 10 * dx + 5 * dy, tip.y - 10 * dy - 5 * dx}};
    ogv_polygon(ui->list, head, 3, ui->theme->text);
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static double limited(const ogl_run *run, int setting, double value)
{
    return within(value, run->lesson->settings[setting].low, run->lesson->settings[setting].high);
}

/* Turns the line about the anchor, so that the arrow ends at tip, or as near on the way there as the limits
   of the weights allow. */
static void turn_line(const neuron *n, ogl_run *run, const double tip[2])
{
    double from[2] = {run->values[SET_W1], run->values[SET_W2]}, to[2], w[2] = {from[0], from[1]};
    double least = 0, most = 1;
    for (int k = 0; k < 2; k++)
        to[k] = limited(run, SET_W1 + k, tip[k] - n->anchor[k]);
    for (double share = 1; most - least > 1e-6; share = (least + most) / 2) {
        double w1 = from[0] + share * (to[0] - from[0]), w2 = from[1] + share * (to[1] - from[1]);
        double b = -w1 * n->anchor[0] - w2 * n->anchor[1];
        bool allowed = hypot(w1, w2) >= 0.2 && limited(run, SET_B, b) == b;
        *(allowed ? &least : &most) = share;
        if (allowed) {
            w[0] = w1;
            w[1] = w2;
        }
    }
    if (least == 0)
        return;
    ogl_set(run, SET_W1, w[0]);
    ogl_set(run, SET_W2, w[1]);
    ogl_set(run, SET_B, -w[0] * n->anchor[0] - w[1] * n->anchor[1]);
}

/* Moves the line without turning it, so that the anchor is at foot, or as near as the limits of b allow. */
static void shift_line(neuron *n, ogl_run *run, const double foot[2])
{
    double w[2] = {run->values[SET_W1], run->values[SET_W2]};
    n->anchor[0] = within(foot[0], NEURON_PLANE.low, NEURON_PLANE.high);
    n->anchor[1] = within(foot[1], NEURON_PLANE.low, NEURON_PLANE.high);
    ogl_set(run, SET_B, limited(run, SET_B, -w[0] * n->anchor[0] - w[1] * n->anchor[1]));
    neuron_keep_anchor(n, run);
}

/* The foot is the anchor on the line z = 0; the arrow from it is (w1, w2), towards class 1. Moving the foot
   moves the line, moving the tip turns it. */
static void draw_grips(const neuron *n, ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    ogv_act act[2];
    if (hypot(run->values[SET_W1], run->values[SET_W2]) < 0.1)
        return;
    double foot[2] = {n->anchor[0], n->anchor[1]};
    double tip[2] = {foot[0] + run->values[SET_W1], foot[1] + run->values[SET_W2]};
    if (grip(n, run, ui, "grip.turn", axes, tip, &act[0]))
        turn_line(n, run, tip);
    ogv_point to = ogv_axes_pixel(axes, foot[0] + run->values[SET_W1], foot[1] + run->values[SET_W2]);
    ogv_ui_grip_at(ui, to);
    if (grip(n, run, ui, "grip.line", axes, foot, &act[1]))
        shift_line(run->state, run, foot);
    ogv_point from = ogv_axes_pixel(axes, n->anchor[0], n->anchor[1]);
    ogv_ui_grip_at(ui, from);
    to = ogv_axes_pixel(axes, n->anchor[0] + run->values[SET_W1], n->anchor[1] + run->values[SET_W2]);
    draw_arrow(ui, from, to);
    draw_grip(ui, to, &act[0]);
    draw_grip(ui, from, &act[1]);
}

/* Where draw_grips will draw: both grips, and the arrow between them in small squares. */
static size_t keep_grips(const ogl_run *run, const neuron *n, const ogv_axes *axes,
                         ogv_rect kept[GRIP_SQUARES])
{
    double w1 = run->values[SET_W1], w2 = run->values[SET_W2];
    if (run->step != STEP_HAND || hypot(w1, w2) < 0.1)
        return 0;
    for (int i = 0; i < GRIP_SQUARES; i++) {
        double part = (double)i / (GRIP_SQUARES - 1);
        float half = i == 0 || i == GRIP_SQUARES - 1 ? 12 : 6;
        ogv_point at = ogv_axes_pixel(axes, n->anchor[0] + part * w1, n->anchor[1] + part * w2);
        kept[i] = (ogv_rect){at.x - half, at.y - half, 2 * half, 2 * half};
    }
    return GRIP_SQUARES;
}

static int nearest(const neuron *n, const ogv_axes *axes, ogv_point to)
{
    int best = 0;
    float least = INFINITY;
    for (int i = 0; i < NEURON_ROWS; i++) {
        ogv_point at = ogv_axes_pixel(axes, (double)n->data->x[2 * i], (double)n->data->x[2 * i + 1]);
        float away = hypotf(at.x - to.x, at.y - to.y);
        if (away < least) {
            least = away;
            best = i;
        }
    }
    return best;
}

static void ring_sample(const neuron *n, ogv_ui *ui, const ogv_axes *axes, uint32_t row, float width)
{
    ogv_point at = ogv_axes_pixel(axes, (double)n->data->x[2 * row], (double)n->data->x[2 * row + 1]);
    ogv_ring(ui->list, at, 11, width, ui->theme->accent);
}

static void pick_sample(const neuron *n, ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    ogv_act act = ogv_ui_widget(ui, "pick", axes->rect, 0);
    neuron_describe_plane(n, run, ui, axes->rect);
    ring_sample(n, ui, axes, n->row, 2.5f);
    if (!act.hovered)
        return;
    int row = nearest(n, axes, ui->input.mouse);
    ring_sample(n, ui, axes, (uint32_t)row, 1);
    if (act.clicked)
        ogl_set(run, SET_SAMPLE, row + 1);
}

void neuron_draw_plane(const neuron *n, ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    ogv_mark marks[NEURON_ROWS];
    ogv_rect kept[GRIP_SQUARES];
    ogv_axes axes = {.rect = rect, .x = NEURON_PLANE, .y = NEURON_PLANE};
    bool on_grip = ui->hot_last == ogv_ui_id("grip.turn") || ui->hot_last == ogv_ui_id("grip.line");
    ogv_boundary picture = {.x = axes.x,
                            .y = axes.y,
                            .x_name = "$x_1$",
                            .y_name = "$x_2$",
                            .marks = marks,
                            .mark_count = NEURON_ROWS,
                            .contours = true,
                            .tests = true,
                            .decimals = 2,
                            .quiet = on_grip,
                            .kept = kept,
                            .kept_count = keep_grips(run, n, &axes, kept)};
    fill_marks(n, marks);
    ogv_boundary_draw(ui, "plane", rect, n->map, &picture);
    neuron_describe_plane(n, run, ui, rect);
    ogv_rect clip = ogv_clip(ui->list, rect);
    if (run->step == STEP_HAND)
        draw_grips(n, run, ui, &axes);
    if (run->step == STEP_SAMPLE)
        pick_sample(n, run, ui, &axes);
    ogv_unclip(ui->list, clip);
}

/* ---- the loss ---- */

/* 0.3, 1, 3, 10, ... up to above all losses of the run, every one or every second. */
static ogv_ticks loss_ticks(const neuron *n, float height)
{
    ogv_ticks ticks = {.at = {0.3}, .count = 1};
    double most = n->start_loss;
    for (int i = 0; i <= n->path.count; i++)
        most = fmax(most, (double)n->path.loss[i]);
    while (ticks.count < OGV_MAX_TICKS && ticks.at[ticks.count - 1] < most) {
        double last = ticks.at[ticks.count - 1];
        ticks.at[ticks.count] = ticks.count % 2 ? last / 3 * 10 : 3 * last;
        ticks.count++;
    }
    int every = height < 16 * (float)(ticks.count - 1) ? 2 : 1;
    for (int i = 1; i * every < ticks.count; i++)
        ticks.at[i] = ticks.at[i * every];
    ticks.count = (ticks.count - 1) / every + 1;
    return ticks;
}

void neuron_draw_chart(const neuron *n, ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    bool on_grid = n->step % n->path.stride == 0;
    ogv_ticks ticks = loss_ticks(n, rect.h);
    ogv_loss_chart chart = {.train = n->path.loss,
                            .count = (size_t)n->path.count + (on_grid ? 0 : 1),
                            .x_per_value = (double)n->path.stride,
                            .x_last = on_grid ? 0 : (double)n->step,
                            .train_name = ogl_stage_word(run, "loss"),
                            .x_name = ogl_stage_word(run, "steps"),
                            .decimals = 3,
                            .y = {ticks.at[0], fmax(ticks.at[ticks.count - 1], 3)},
                            .log_ticks = &ticks};
    ogv_loss_chart_draw(ui, "chart", rect, &chart);
    neuron_describe_chart(n, run, ui, rect);
}
