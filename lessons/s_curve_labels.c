/* The names of the curves of lesson 1, and where they can stand: on no curve and on no other words. */
#include <math.h>

#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "s_curve.h"
#include "stage.h"

/* ---- room ---- */

/* The last sample that is not right of x; the one after it exists. */
static int sample_before(const s_curve_room *room, double x)
{
    double place = floor((x - (double)room->x[0]) / ((double)room->x[1] - (double)room->x[0]));
    return place < 0 ? 0 : place > S_CURVE_POINTS - 2 ? S_CURVE_POINTS - 2 : (int)place;
}

static double sample_at(const s_curve_room *room, const float *y, double x)
{
    int i = sample_before(room, x);
    double part = (x - (double)room->x[i]) / ((double)room->x[i + 1] - (double)room->x[i]);
    return (double)y[i] + part * ((double)y[i + 1] - (double)y[i]);
}

/* Whether the part of the curve above or below the rectangle's width comes into its height. */
static bool crosses(const s_curve_room *room, const float *y, ogv_rect r)
{
    double from, until, unused;
    ogv_axes_data(room->axes, (ogv_point){r.x, r.y}, &from, &unused);
    ogv_axes_data(room->axes, (ogv_point){r.x + r.w, r.y}, &until, &unused);
    double low = fmin(sample_at(room, y, from), sample_at(room, y, until));
    double high = fmax(sample_at(room, y, from), sample_at(room, y, until));
    for (int i = sample_before(room, from) + 1; i <= sample_before(room, until); i++) {
        low = fmin(low, (double)y[i]);
        high = fmax(high, (double)y[i]);
    }
    float top = ogv_axes_pixel(room->axes, from, high).y, bottom = ogv_axes_pixel(room->axes, from, low).y;
    return top - 3 < r.y + r.h && bottom + 3 > r.y;
}

bool s_curve_is_used(const s_curve_room *room, ogv_rect rect)
{
    for (int i = 0; i < room->used_count; i++)
        if (ogv_rects_overlap(rect, room->used[i]))
            return true;
    for (int i = 0; i < room->line_count; i++)
        if (ogv_line_meets(room->lines[i][0], room->lines[i][1], rect))
            return true;
    return false;
}

bool s_curve_is_free(const s_curve_room *room, ogv_rect rect)
{
    ogv_rect plot = room->axes->rect;
    if (rect.x < plot.x + 6 || rect.y < plot.y || rect.x + rect.w > plot.x + plot.w ||
        rect.y + rect.h > plot.y + plot.h)
        return false;
    if (s_curve_is_used(room, rect))
        return false;
    for (int i = 0; i < room->curve_count; i++)
        if (crosses(room, room->curves[i], rect))
            return false;
    return true;
}

void s_curve_use(s_curve_room *room, ogv_rect rect)
{
    if (room->used_count < (int)(sizeof room->used / sizeof *room->used))
        room->used[room->used_count++] = rect;
}

void s_curve_use_line(s_curve_room *room, ogv_point from, ogv_point to)
{
    if (room->line_count < (int)(sizeof room->lines / sizeof *room->lines)) {
        room->lines[room->line_count][0] = from;
        room->lines[room->line_count++][1] = to;
    }
}

static bool take(s_curve_room *room, ogv_rect rect, ogv_rect *place)
{
    if (!s_curve_is_free(room, rect))
        return false;
    *place = rect;
    s_curve_use(room, rect);
    return true;
}

static bool find_place(s_curve_room *room, const float *y, const double *at, int count, float w, float h,
                       ogv_rect *place)
{
    enum { NEAR = 10, FAR = 28, OUTSIDE = 2, ALL = 7 };
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < count; i++) {
            ogv_point p = ogv_axes_pixel(room->axes, at[i], sample_at(room, y, at[i]));
            bool left = at[i] < room->middle;
            float beside = p.y - h / 2, over = p.x - w / 2;
            float near[] = {p.x + NEAR, p.x - NEAR - w}, far[] = {p.x + FAR, p.x - FAR - w};
            const ogv_rect tries[ALL] = {{near[left], beside, w, h},  {far[left], beside, w, h},
                                         {near[!left], beside, w, h}, {over, p.y - NEAR - h, w, h},
                                         {over, p.y + NEAR, w, h},    {over, p.y - FAR - h, w, h},
                                         {over, p.y + FAR, w, h}};
            for (int t = pass ? OUTSIDE : 0; t < (pass ? ALL : OUTSIDE); t++)
                if (take(room, tries[t], place))
                    return true;
        }
    return false;
}

void s_curve_relatives(const s_curve *s, const ogv_theme *theme, s_curve_relative all[S_CURVE_RELATIVES])
{
    const s_curve_relative found[] = {
        {SET_TANH, s->tanh, og_tanh(s->z), theme->teal, 10, 4, {-0.8, -1.5, 0.6, -3}},
        {SET_HARD, s->hard, og_hard_sigmoid(s->z), theme->ochre, 7, 5, {-2.4, 2.4, -1.8, 1.8}},
        {SET_SILU, s->silu, og_silu(s->z), theme->brown, 1, 5, {-1.28, -3, 0.9, 1.1}},
    };
    for (int i = 0; i < S_CURVE_RELATIVES; i++)
        all[i] = found[i];
}

/* ---- names ---- */

static void add_curve(s_curve_room *room, const float *y)
{
    room->curves[room->curve_count++] = y;
}

s_curve_room s_curve_make_room(const s_curve *s, const ogl_run *run, const ogv_theme *theme,
                               const ogv_axes *axes)
{
    s_curve_room room = {.axes = axes, .x = s->at, .middle = s->middle};
    s_curve_relative all[S_CURVE_RELATIVES];
    s_curve_relatives(s, theme, all);
    add_curve(&room, s->value);
    if (run->values[SET_SLOPE] != 0)
        add_curve(&room, s->slopes);
    for (int i = 0; i < S_CURVE_RELATIVES; i++)
        if (run->values[all[i].setting] != 0)
            add_curve(&room, all[i].y);
    return room;
}

/* From places in z to places in x. */
static int places_of(const s_curve *s, const double *z, int count, double x[8])
{
    int used = 0;
    for (int i = 0; i < count && s->w != 0; i++) {
        double at = (z[i] - s->b) / s->w;
        if (fabs(at) <= -S_CURVE_LOW)
            x[used++] = at;
    }
    x[used++] = 7.4;
    x[used++] = -7.4;
    return used;
}

static void name_curve(const s_curve *s, ogv_ui *ui, s_curve_room *room, const float *y, const double *z,
                       int places, ogv_color color, const char *text)
{
    ogv_text_style style = ogv_style_control(ui->theme);
    style.font = OGV_UI_MEDIUM;
    style.color = color;
    double x[8];
    int count = places_of(s, z, places, x);
    ogv_rect at;
    float width = ogv_rich_line_width(ui->list, ui->theme, &style, text);
    if (find_place(room, y, x, count, width, 18, &at))
        ogv_rich_line(ui->list, ui->theme, at.x, at.y + 14, OGV_LEFT, &style, text);
}

/* Above the right end, or the left one; where neither is free, beside the curve. */
static void name_value(const s_curve *s, ogv_ui *ui, s_curve_room *room)
{
    static const char *const formula = "\\sigma(wx+b)";
    static const double z[] = {0, 1, -1, 2};
    ogv_rect plot = room->axes->rect;
    double x[8];
    float width = ogv_formula_extent(ui->list, ui->theme, 20, formula).width;
    float right = ogv_axes_pixel(room->axes, 0, (double)s->value[S_CURVE_POINTS - 1]).y;
    float left = ogv_axes_pixel(room->axes, 0, (double)s->value[0]).y;
    const ogv_rect ends[] = {{plot.x + plot.w - 8 - width, right - 30, width, 24},
                             {plot.x + plot.w - 32 - width, right - 30, width, 24},
                             {plot.x + 14, left - 30, width, 24}};
    ogv_rect at;
    bool found = false;
    for (int i = 0; i < 3 && !found; i++)
        found = take(room, ends[i], &at);
    if (found || find_place(room, s->value, x, places_of(s, z, 4, x), width, 24, &at))
        ogv_formula(ui->list, ui->theme, at.x, at.y + 18, OGV_LEFT, 20, ui->theme->value, formula);
}

void s_curve_use_dot(const s_curve *s, const ogl_run *run, s_curve_room *room)
{
    const ogv_axes *axes = room->axes;
    if (s_curve_guessing(run))
        return;
    ogv_point dot = ogv_axes_pixel(axes, s->x, s->p);
    s_curve_use_line(room, (ogv_point){axes->rect.x, dot.y}, dot);
    if (run->values[SET_SLOPE] != 0) {
        double rise = S_CURVE_TANGENT * s->slope;
        s_curve_use_line(room, ogv_axes_pixel(axes, s->x - S_CURVE_TANGENT, s->p - rise),
                         ogv_axes_pixel(axes, s->x + S_CURVE_TANGENT, s->p + rise));
    }
    if (run->step == STEP_MIDDLE && isfinite(s->middle)) {
        ogv_point twin = ogv_axes_pixel(axes, 2 * s->middle - s->x, 1 - s->p);
        s_curve_use_line(room, dot, twin);
        s_curve_use(room, (ogv_rect){twin.x - 9, twin.y - 9, 18, 18});
    }
    s_curve_use(room, (ogv_rect){dot.x - 18, dot.y - 18, 36, 36});
    s_curve_use(room, (ogv_rect){dot.x - 6, dot.y, 12, room->axes->rect.y + room->axes->rect.h - dot.y});
}

/* Unless the flag of the dot is there. */
static void name_axis(ogv_ui *ui, const ogv_axes *axes)
{
    float right = axes->rect.x + axes->rect.w;
    if (!axes->x_flag || ogv_axes_pixel(axes, *axes->x_flag, 0).x < right - 20)
        ogv_formula(ui->list, ui->theme, right + 14, axes->rect.y + axes->rect.h + 19, OGV_CENTER, 18,
                    ui->theme->text2, "x");
}

void s_curve_draw_names(const s_curve *s, const ogl_run *run, ogv_ui *ui, s_curve_room *room)
{
    static const double z[] = {1.3, -1.3, 1.9, -1.9, 0.6, -0.6};
    const ogv_theme *t = ui->theme;
    s_curve_relative all[S_CURVE_RELATIVES];
    s_curve_relatives(s, t, all);
    name_value(s, ui, room);
    if (run->values[SET_SLOPE] != 0 && s->w != 0)
        name_curve(s, ui, room, s->slopes, z, 6, t->grad, ogl_say(run, "stage", "slope.name"));
    for (int i = 0; i < S_CURVE_RELATIVES; i++) {
        bool same = run->step == STEP_RELATIVES && all[i].setting == SET_TANH;
        if (run->values[all[i].setting] != 0)
            name_curve(s, ui, room, all[i].y, all[i].at, 4, all[i].color,
                       same ? ogl_say(run, "stage", "tanh.same") : ogl_setting_label(run, all[i].setting));
    }
    name_axis(ui, room->axes);
}
