/* The card of lesson 3: BCE and MSE of a logit that wanders. */
#include <math.h>

#include "losses.h"

enum { POINTS = 161 };

typedef struct prices {
    float at[POINTS], bce[POINTS], mse[POINTS];
    double z;
} prices;

static og_status init(void *state)
{
    prices *s = state;
    for (int i = 0; i < POINTS; i++) {
        double z = -8 + 16.0 * i / (POINTS - 1);
        loss_values v = loss_at(z, 1);
        s->at[i] = (float)z;
        s->bce[i] = (float)v.bce;
        s->mse[i] = (float)v.mse;
    }
    return OG_OK;
}

/* There and back in eight seconds, from where the picture in the launcher is liveliest. */
static void update(void *state, long frame)
{
    enum { PERIOD = 480 };
    double part = fabs(2.0 * (double)(frame % PERIOD) / PERIOD - 1);
    ((prices *)state)->z = 4 - 9.4 * part;
}

static void draw(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    const prices *s = state;
    ogv_axes axes = {.rect = {rect.x + 24, rect.y + 24, rect.w - 48, rect.h - 44}, .x = {-8, 8}, .y = {0, 8}};
    loss_values v = loss_at(s->z, 1);
    ogv_point bce = ogv_axes_pixel(&axes, s->z, v.bce), mse = ogv_axes_pixel(&axes, s->z, v.mse);
    ogv_hairline_h(list, axes.rect.x, axes.rect.x + axes.rect.w, axes.rect.y + axes.rect.h, theme->axis);
    ogv_dashed_line(list, (ogv_point){bce.x, axes.rect.y}, (ogv_point){bce.x, axes.rect.y + axes.rect.h}, 1,
                    2, 3, theme->axis);
    ogv_plot_line(list, theme, &axes, s->at, s->bce, POINTS,
                  (ogv_line_look){ogv_fade(theme->value, 0.2f), 8, 0, 0});
    ogv_plot_line(list, theme, &axes, s->at, s->mse, POINTS, (ogv_line_look){theme->teal, 2, 0, 0});
    ogv_plot_line(list, theme, &axes, s->at, s->bce, POINTS, (ogv_line_look){theme->value, 2.5f, 0, 0});
    ogv_disc(list, mse, 6.5f, theme->panel);
    ogv_disc(list, mse, 5, theme->teal);
    ogv_disc(list, bce, 6.5f, theme->panel);
    ogv_disc(list, bce, 5, theme->value);
}

const ogl_card losses_card = {sizeof(prices), init, update, draw, NULL};
