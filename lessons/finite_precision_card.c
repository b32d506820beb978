/* The card of lesson 2: a logit goes to a probability and back, on the stairs
 * that float32 leaves. */
#include <math.h>

#include "finite_precision.h"

enum { POINTS = 241 };
static const ogv_range from = {12.5, 18.5};

typedef struct stairs {
    float at[POINTS], back[POINTS];
    double x; /* of the dot */
} stairs;

static const ogl_way back = {.route = OGL_LOGIT_BACK, .format = OGL_FLOAT32};

static og_status init(void *state)
{
    stairs *s = state;
    for (int i = 0; i < POINTS; i++) {
        double x = from.low + (from.high - from.low) * i / (POINTS - 1);
        s->at[i] = (float)x;
        s->back[i] = (float)ogl_compute(&back, x);
    }
    return OG_OK;
}

/* There and back in ten seconds. */
static void update(void *state, long frame)
{
    enum { PERIOD = 600 };
    stairs *s = state;
    double part = fabs(2.0 * (double)(frame % PERIOD) / PERIOD - 1);
    s->x = 13 + 4.2 * (1 - part);
}

static void draw(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    const stairs *s = state;
    ogv_axes axes = {.rect = {rect.x + 24, rect.y + 20, rect.w - 48, rect.h - 40}, .x = from, .y = from};
    ogv_point diagonal[] = {ogv_axes_pixel(&axes, from.low, from.low), ogv_axes_pixel(&axes, 17.4, 17.4)};
    double y = ogl_compute(&back, s->x);
    ogv_hairline_h(list, axes.rect.x, axes.rect.x + axes.rect.w, axes.rect.y + axes.rect.h, theme->axis);
    ogv_polyline(list, diagonal, 2, false, 7, ogv_fade(theme->value, 0.2f));
    ogv_plot_line(list, theme, &axes, s->at, s->back, POINTS, (ogv_line_look){theme->value, 2.5f, 0, 0});
    if (!isfinite(y))
        return;
    ogv_point dot = ogv_axes_pixel(&axes, s->x, y);
    ogv_dashed_line(list, (ogv_point){dot.x, axes.rect.y + axes.rect.h}, dot, 1, 2, 3, theme->axis);
    ogv_disc(list, dot, 6.5f, theme->panel);
    ogv_disc(list, dot, 5, theme->value);
}

const ogl_card precision_card = {sizeof(stairs), init, update, draw, NULL};
