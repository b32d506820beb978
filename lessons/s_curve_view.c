/* How lesson 1 looks: numbers above, the plot, sliders and curves to compare with below. */
#include <math.h>
#include <stdio.h>

#include "ogee/activation.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/motion.h"
#include "ogee_viz/text.h"
#include "s_curve.h"
#include "stage.h"

static const ogv_ticks quarters = {{0, 0.25, 0.5, 0.75, 1}, 5, 2};

/* Where things lie. Vertical distances are those of the visual specification at 1280 x 800, or, where the
   window is narrow or low, at 960 x 600. */
typedef struct places {
    bool dense;
    ogv_rect content;
    float readouts, sliders, chips; /* baseline of the labels; tops */
    ogv_axes axes;
    ogv_ticks ticks;
    double flag_x, flag_y;
} places;

/* tanh, SiLU and the slope of a falling curve go below 0: then the plot shows more, and gets there slowly. */
static void arrange_range(const s_curve *s, const ogl_run *run, ogv_ui *ui, places *p)
{
    bool below =
        run->values[SET_TANH] != 0 || run->values[SET_SILU] != 0 || (run->values[SET_SLOPE] != 0 && s->w < 0);
    ogv_range y = below ? (ogv_range){-1.1, 1.3} : (ogv_range){0, 1.14};
    ogv_ease_range(ui, "s-curve.y", &y.low, &y.high);
    p->axes.y = y;
    p->ticks = quarters;
    if (!below)
        return;
    static const double halves[] = {-1, -0.5, 0, 0.5, 1};
    p->ticks.count = 0;
    for (int i = 0; i < 5; i++)
        if (halves[i] >= y.low && halves[i] <= y.high)
            p->ticks.at[p->ticks.count++] = halves[i];
}

/* The places point into themselves, so they stay where they are. */
static void arrange(const s_curve *s, const ogl_run *run, ogv_ui *ui, ogv_rect stage, places *p)
{
    p->dense = ogl_stage_dense(ui);
    p->content = ogl_stage_content(ui, stage);
    float bottom = stage.y + stage.h, top = stage.y + (p->dense ? 76 : 104);
    p->readouts = stage.y + (p->dense ? 26 : 41);
    p->sliders = bottom - (p->dense ? 132 : 176);
    p->chips = bottom - (p->dense ? 48 : 72);
    float plot_bottom = p->sliders - (p->dense ? 44 : 64);
    float right = ui->width < 1248 ? 10 : 0; /* room for the axis' name */
    p->axes.rect = (ogv_rect){p->content.x + 48, top, p->content.w - 48 - right, plot_bottom - top};
    p->axes.x = (ogv_range){S_CURVE_LOW, -S_CURVE_LOW};
    arrange_range(s, run, ui, p);
    p->axes.y_ticks = &p->ticks;
    bool guessing = s_curve_guessing(run);
    if (guessing && !ogl_guess_made(run, SET_GUESS_X))
        return;
    p->flag_x = s->x;
    p->flag_y = guessing ? run->values[SET_GUESS_Y] : s->p;
    p->axes.x_flag = &p->flag_x;
    p->axes.y_flag = &p->flag_y;
}

/* ---- the plot ---- */

static void series(const s_curve *s, ogv_ui *ui, const places *p, const float *y, ogv_line_look look)
{
    ogv_plot_line(ui->list, ui->theme, &p->axes, s->at, y, S_CURVE_POINTS, look);
}

/* The band of the axes that a probability takes, with the room above it: labels of zones stand in its middle.
 */
static ogv_axes band(const places *p)
{
    ogv_axes axes = p->axes;
    float top = ogv_axes_pixel(&p->axes, 0, 1.14).y, bottom = ogv_axes_pixel(&p->axes, 0, 0).y;
    axes.rect.y = top;
    axes.rect.h = bottom - top;
    return axes;
}

/* Where the slope is below its peak's hundredth: two zones, or, without a weight, the whole plot. */
static void zone_ends(const s_curve *s, double zones[2][2])
{
    zones[0][0] = S_CURVE_LOW;
    zones[0][1] = zones[1][0] = zones[1][1] = -S_CURVE_LOW;
    if (s->w == 0)
        return;
    double deaf = s_curve_deaf_z(), a = (-deaf - s->b) / s->w, b = (deaf - s->b) / s->w;
    zones[0][1] = fmin(a, b);
    zones[1][0] = fmax(a, b);
}

static void draw_ground(const s_curve *s, const ogl_run *run, ogv_ui *ui, const places *p, s_curve_room *room)
{
    const ogv_rect plot = p->axes.rect;
    double zones[2][2];
    zone_ends(s, zones);
    for (int i = 0; i < 2 && run->values[SET_SLOPE] != 0; i++) {
        ogv_plot_zone(ui->list, ui->theme, &p->axes, zones[i][0], zones[i][1]);
        float edge = ogv_axes_pixel(&p->axes, zones[i][i == 0], 0).x;
        s_curve_use_line(room, (ogv_point){edge, plot.y}, (ogv_point){edge, plot.y + plot.h});
    }
    ogv_axes_draw(ui->list, ui->theme, &p->axes);
    if (p->axes.y.low >= 0)
        return;
    float zero = ogv_axes_pixel(&p->axes, 0, 0).y;
    ogv_hairline_h(ui->list, plot.x, plot.x + plot.w, zero - 0.5f, ui->theme->axis);
    s_curve_use(room, (ogv_rect){plot.x, zero - 2, plot.w, 4});
}

/* The x of a probability: the way back. */
static double place_of(const s_curve *s, double p)
{
    return floor(100 * ((og_logit(fmin(fmax(p, 0), 1)) - s->b) / s->w) + 0.5) / 100;
}

/* In two decimals, and never 0 or 1, which the curve does not reach. */
static const char *probability_text(char text[OGV_NUMBER_SIZE], double p)
{
    return p >= 0.995 ? "<1" : p < 0.005 ? ">0" : ogv_format_number(text, p, 2);
}

/* The flag on the axis can be dragged too, up and down; the dot goes along. Returns the flag's colour. */
static ogv_color drag_flag(const s_curve *s, ogl_run *run, ogv_ui *ui, const places *p)
{
    ogv_point at = ogv_axes_pixel(&p->axes, S_CURVE_LOW, s->p);
    const ogv_rect flag = {at.x - 51, at.y - 11, 45, 22};
    const ogv_rect hit = {flag.x, at.y - 16, flag.w, 32};
    if (s->w == 0) /* every x has the same probability */
        return ui->theme->value;
    ogv_act act = ogv_ui_widget(ui, "flag", hit, OGV_WANTS_ARROWS);
    double step = ui->input.shift ? 0.1 : ui->input.ctrl ? 0.001 : 0.01, unused, y = s->p;
    if (act.held)
        ogv_axes_data(&p->axes, ui->input.mouse, &unused, &y);
    else if (act.focused && !ui->input.alt)
        y += step * ((ui->input.key == OGV_KEY_UP) - (ui->input.key == OGV_KEY_DOWN));
    if (y != s->p)
        ogl_set(run, SET_X, place_of(s, y));
    if (act.ring)
        ogv_focus_ring(ui, flag, 4);
    ogv_tip(ui, ogl_stage_word(run, "flag.tip"), NULL);
    s_curve_describe(s, run, ui, p->axes.rect);
    return act.held || act.hovered ? ui->theme->accent_hover : ui->theme->value;
}

static void draw_guides(const s_curve *s, ogl_run *run, ogv_ui *ui, const places *p)
{
    char x_text[OGV_NUMBER_SIZE], y_text[OGV_NUMBER_SIZE];
    ogv_plot_guides(ui->list, ui->theme, &p->axes, s->x, s->p, ogv_format_number(x_text, s->x, 2),
                    probability_text(y_text, s->p), drag_flag(s, run, ui, p));
}

/* Over the guides, which end behind the words. */
static void draw_zone_labels(const s_curve *s, const ogl_run *run, ogv_ui *ui, const places *p,
                             s_curve_room *room)
{
    bool flat = s->w == 0;
    const char *more = flat ? NULL : ogl_words_get(run->words, "stage", "zone.text", 1);
    double zones[2][2];
    char text[128];
    ogv_axes middle = band(p);
    snprintf(text, sizeof text, "%s%s%s", ogl_stage_word(run, flat ? "flat.text" : "zone.text"),
             more ? "\n" : "", more ? more : "");
    if (flat) { /* the line is in one half, the label in the other */
        middle.rect.h /= 2;
        middle.rect.y += s->p > 0.5 ? middle.rect.h : 0;
    }
    zone_ends(s, zones);
    for (int i = 0; i < 2 && run->values[SET_SLOPE] != 0; i++) {
        float from = ogv_axes_pixel(&middle, fmax(zones[i][0], S_CURVE_LOW), 0).x;
        float until = ogv_axes_pixel(&middle, fmin(zones[i][1], -S_CURVE_LOW), 0).x;
        if (until - from < 96)
            continue;
        const ogv_rect words = {(from + until) / 2 - 64, middle.rect.y + middle.rect.h / 2 - 32, 128, 64};
        if (s_curve_is_used(room, words))
            continue;
        ogv_plot_zone_label(ui->list, ui->theme, &middle, zones[i][0], zones[i][1],
                            ogl_stage_word(run, flat ? "flat" : "zone"), text);
        s_curve_use(room, words);
    }
}

/* Words at an end of the class map, unless a curve runs there. */
static void draw_surely(ogv_ui *ui, const places *p, s_curve_room *room, float y, ogv_color color,
                        const char *text)
{
    ogv_rect rect = {p->axes.rect.x + 14, y - 12, ogv_text_width(ui->list, OGV_UI, 13, text), 16};
    if (!s_curve_is_free(room, rect))
        return;
    s_curve_use(room, rect);
    ogv_text(ui->list, rect.x, y, OGV_LEFT, OGV_UI, 13, color, text);
}

static void draw_strip(const ogl_run *run, ogv_ui *ui, const places *p, s_curve_room *room)
{
    float one = ogv_axes_pixel(&p->axes, 0, 1).y, zero = ogv_axes_pixel(&p->axes, 0, 0).y;
    ogv_probability_strip(ui->list, ui->theme, (ogv_rect){p->axes.rect.x - 2, one, 6, zero - one});
    draw_surely(ui, p, room, one + 20, ui->theme->class1_text, ogl_stage_word(run, "class1"));
    draw_surely(ui, p, room, zero - 12, ui->theme->class0_text, ogl_stage_word(run, "class0"));
}

static void draw_curves(const s_curve *s, const ogl_run *run, ogv_ui *ui, const places *p)
{
    const ogv_theme *t = ui->theme;
    s_curve_relative all[S_CURVE_RELATIVES];
    s_curve_relatives(s, t, all);
    if (run->values[SET_SLOPE] != 0) {
        ogv_plot_area(ui->list, &p->axes, S_CURVE_LOW, -2.0 * S_CURVE_LOW / (S_CURVE_POINTS - 1), s->slopes,
                      S_CURVE_POINTS, 0, t->grad_soft);
        series(s, ui, p, s->slopes, (ogv_line_look){t->grad, 2, 0, 0});
    }
    if (run->step == STEP_RELATIVES && run->values[SET_TANH] != 0)
        series(s, ui, p, s->stretched, (ogv_line_look){ogv_fade(t->value, 0.22f), 7, 0, 0});
    for (int i = 0; i < S_CURVE_RELATIVES; i++)
        if (run->values[all[i].setting] != 0)
            series(s, ui, p, all[i].y, (ogv_line_look){all[i].color, 2, all[i].dash, all[i].gap});
    series(s, ui, p, s->value, (ogv_line_look){t->value, 3, 0, 0});
}

/* ---- points on the plot ---- */

static void draw_small_dot(ogv_ui *ui, const places *p, double x, double y, ogv_color color)
{
    ogv_point at = ogv_axes_pixel(&p->axes, x, y);
    if (at.y < p->axes.rect.y || at.y > p->axes.rect.y + p->axes.rect.h)
        return;
    ogv_disc(ui->list, at, 6, ui->theme->stage);
    ogv_disc(ui->list, at, 4, color);
}

static void draw_tangent(const s_curve *s, ogv_ui *ui, const places *p)
{
    const double rise = S_CURVE_TANGENT * s->slope;
    const ogv_point ends[] = {ogv_axes_pixel(&p->axes, s->x - S_CURVE_TANGENT, s->p - rise),
                              ogv_axes_pixel(&p->axes, s->x + S_CURVE_TANGENT, s->p + rise)};
    ogv_rect clip = ogv_clip(ui->list, p->axes.rect);
    ogv_polyline(ui->list, ends, 2, false, 2, ui->theme->text);
    ogv_unclip(ui->list, clip);
}

/* Where z is 0, and, in the step about symmetry, the dot's twin beyond it. */
static void draw_middle(const s_curve *s, const ogl_run *run, ogv_ui *ui, const places *p)
{
    if ((run->step != STEP_MIDDLE && run->step != STEP_STEER) || !(fabs(s->middle) <= -S_CURVE_LOW))
        return;
    double twin = 2 * s->middle - s->x;
    ogv_point center = ogv_axes_pixel(&p->axes, s->middle, 0.5);
    if (run->step == STEP_MIDDLE && fabs(twin) <= -S_CURVE_LOW) {
        ogv_point at = ogv_axes_pixel(&p->axes, twin, 1 - s->p);
        ogv_dashed_line(ui->list, ogv_axes_pixel(&p->axes, s->x, s->p), at, 1.5f, 4, 4, ui->theme->text3);
        ogv_disc(ui->list, at, 8, ui->theme->stage);
        ogv_ring(ui->list, at, 7, 2, ui->theme->value);
    }
    ogv_disc(ui->list, center, 6, ui->theme->stage);
    ogv_ring(ui->list, center, 5, 2, ui->theme->text);
}

static void draw_dot(const s_curve *s, ogl_run *run, ogv_ui *ui, const places *p)
{
    s_curve_relative all[S_CURVE_RELATIVES];
    double x = s->x;
    s_curve_relatives(s, ui->theme, all);
    if (run->values[SET_SLOPE] != 0) {
        draw_tangent(s, ui, p);
        draw_small_dot(ui, p, s->x, s->slope, ui->theme->grad);
    }
    for (int i = 0; i < S_CURVE_RELATIVES; i++)
        if (run->values[all[i].setting] != 0)
            draw_small_dot(ui, p, s->x, all[i].here, all[i].color);
    draw_middle(s, run, ui, p);
    if (ogv_drag_dot(ui, "x", &p->axes, &x, s->p, 0.01, ui->theme->value))
        ogl_set(run, SET_X, x);
    s_curve_describe(s, run, ui, p->axes.rect);
}

/* "guess 0.50, truth 1.50 / 4 = 0.375" */
static void word_distance(const s_curve *s, const ogl_run *run, char distance[96])
{
    char guessed[OGV_NUMBER_SIZE], w[OGV_NUMBER_SIZE], peak[OGV_NUMBER_SIZE], truth[64];
    snprintf(truth, sizeof truth, "%.20s / 4 = %.20s", ogv_format_number(w, s->w, 2),
             ogv_format_number(peak, s->peak, 3));
    ogl_words_fill(distance, 96, ogl_stage_word(run, "distance"),
                   ogv_format_number(guessed, run->values[SET_GUESS_Y], 2), truth);
}

/* Labels keep off the guess, the truth and the words about both. */
static void use_guess(const s_curve *s, const ogl_run *run, const ogv_ui *ui, s_curve_room *room)
{
    char distance[96];
    const ogv_axes *axes = room->axes;
    if (run->step != STEP_STEEPEST || s_curve_guessing(run) || s->w == 0 || !ogl_guess_made(run, SET_GUESS_X))
        return;
    ogv_point guess = ogv_axes_pixel(axes, run->values[SET_GUESS_X], run->values[SET_GUESS_Y]);
    ogv_point truth = ogv_axes_pixel(axes, s->middle, s->peak);
    word_distance(s, run, distance);
    s_curve_use_line(room, guess, truth);
    s_curve_use(room, (ogv_rect){guess.x - 8, guess.y - 8, 16, 16});
    s_curve_use(room, (ogv_rect){truth.x - 9, truth.y - 9, 18, 18});
    s_curve_use(room, ogl_guess_flag(run, ui, axes, SET_GUESS_X, s->middle, s->peak, distance));
}

/* The guess while it is made; then, with the slope shown, beside the truth. */
static void draw_guess(const s_curve *s, ogl_run *run, ogv_ui *ui, const places *p)
{
    char distance[96];
    if (run->step != STEP_STEEPEST)
        return;
    ogl_guess(run, ui, &p->axes, SET_GUESS_X, s_curve_guessing(run));
    if (s_curve_guessing(run))
        s_curve_describe(s, run, ui, p->axes.rect);
    if (s_curve_guessing(run) || s->w == 0)
        return;
    word_distance(s, run, distance);
    ogl_guess_truth(run, ui, &p->axes, SET_GUESS_X, s->middle, s->peak, distance);
}

/* ---- controls ---- */

static void draw_controls(const s_curve *s, ogl_run *run, ogv_ui *ui, const places *p)
{
    static const double w_marks[] = {-4, -2, 0, 2, 4}, b_marks[] = {-6, -3, 0, 3, 6};
    s_curve_relative all[S_CURVE_RELATIVES];
    float width = fminf((p->content.w - 32) / 2, 640);
    ogv_rect rect = {p->content.x, p->sliders, width, 72};
    ogl_slider(run, ui, rect, SET_W, "w", 0, w_marks, 5);
    rect.x = p->content.x + p->content.w - width;
    ogl_slider(run, ui, rect, SET_B, "b", 0, b_marks, 5);
    float x = p->content.x;
    x += ogv_text(ui->list, x, ogv_baseline(p->chips, 36, 14), OGV_LEFT, OGV_UI, 14, ui->theme->text2,
                  ogl_stage_word(run, "compare"));
    x = fmaxf(x + 16, p->content.x + 112);
    s_curve_relatives(s, ui->theme, all);
    for (int i = 0; i < S_CURVE_RELATIVES; i++)
        x += 12 + ogl_chip(run, ui, x, p->chips, all[i].setting, all[i].color, all[i].dash, all[i].gap);
    float right = p->content.x + p->content.w;
    width = 46 + ogv_text_width(ui->list, OGV_UI, 14, ogl_setting_label(run, SET_SLOPE));
    ui->disabled = s_curve_guessing(run) && !ogl_guess_made(run, SET_GUESS_X);
    ogl_toggle(run, ui, (ogv_rect){right - width, p->chips + 2, width, 32}, SET_SLOPE);
    ui->disabled = false;
}

void s_curve_draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage)
{
    const s_curve *s = state;
    places p = {0};
    arrange(s, run, ui, stage, &p);
    s_curve_room room = s_curve_make_room(s, run, ui->theme, &p.axes);
    use_guess(s, run, ui, &room);
    s_curve_draw_numbers(s, run, ui, p.content.x, p.readouts);
    draw_ground(s, run, ui, &p, &room);
    if (!s_curve_guessing(run))
        draw_guides(s, run, ui, &p);
    draw_zone_labels(s, run, ui, &p, &room);
    s_curve_use_dot(s, run, &room);
    draw_strip(run, ui, &p, &room);
    draw_curves(s, run, ui, &p);
    s_curve_draw_names(s, run, ui, &room);
    if (!s_curve_guessing(run))
        draw_dot(s, run, ui, &p);
    draw_guess(s, run, ui, &p);
    draw_controls(s, run, ui, &p);
}
