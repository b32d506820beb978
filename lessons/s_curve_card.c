/* The card of lesson 1: the curve and its slope, and a tangent that slowly goes along. */
#include <math.h>

#include "ogee/activation.h"
#include "s_curve.h"

enum { POINTS = 241, FRAMES = 900 /* there and back */ };
static const double steepness = 1.7, span = 7, turn = 2.6, tangent_half = 1.3;

typedef struct card {
    float value[POINTS], slopes[POINTS];
    double x;
} card;

static og_status init(void *state)
{
    card *c = state;
    for (int i = 0; i < POINTS; i++) {
        double z = steepness * span * (2.0 * i / (POINTS - 1) - 1);
        c->value[i] = (float)og_sigmoid(z);
        c->slopes[i] = (float)(steepness * og_sigmoid_grad(z));
    }
    return OG_OK;
}

/* Begins at the place of the picture, a little right of the middle. */
static void update(void *state, long frame)
{
    const double pi = 3.141592653589793;
    ((card *)state)->x = turn * sin(2 * pi * (double)(frame % FRAMES) / FRAMES + 0.42);
}

static void draw(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    const card *c = state;
    float unit = rect.w / 288;
    double dx = 2 * span / (POINTS - 1), z = steepness * c->x;
    double y = og_sigmoid(z), rise = tangent_half * steepness * og_sigmoid_grad(z);
    ogv_axes axes = {.rect = {rect.x + 24 * unit, rect.y + 20 * unit, rect.w - 48 * unit, rect.h - 40 * unit},
                     .x = {-span, span},
                     .y = {0, 1}};
    ogv_point at = ogv_axes_pixel(&axes, c->x, y);
    const ogv_point tangent[] = {ogv_axes_pixel(&axes, c->x - tangent_half, y - rise),
                                 ogv_axes_pixel(&axes, c->x + tangent_half, y + rise)};
    ogv_fill(list, rect, 0, theme->panel);
    ogv_plot_area(list, &axes, -span, dx, c->slopes, POINTS, 0, theme->grad_soft);
    ogv_plot_series(list, theme, &axes, -span, dx, c->slopes, POINTS, (ogv_line_look){theme->grad, 2, 0, 0});
    ogv_plot_series(list, theme, &axes, -span, dx, c->value, POINTS, (ogv_line_look){theme->value, 3, 0, 0});
    ogv_polyline(list, tangent, 2, false, 2, theme->text);
    ogv_disc(list, at, 8, theme->panel);
    ogv_disc(list, at, 5.5f, theme->value);
}

const ogl_card s_curve_card = {.state_size = sizeof(card), .init = init, .update = update, .draw = draw};
