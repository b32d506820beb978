/* The card of lesson 5: the bars of a sigmoid network in training under their ceiling, and as dots those of
   the same network with ReLU. After the last step the next seed follows. */
#include "ogee_viz/plot.h"
#include "vanishing_gradients.h"

enum { LAYERS = 10, UNITS = 12, STEP_FRAMES = 3, REST_FRAMES = 120, SEEDS = 8 };
enum { RUN_FRAMES = VANISHING_STEPS * STEP_FRAMES + REST_FRAMES };

static og_status begin(vanishing *v, uint64_t seed)
{
    vanishing_def def = {ACT_SIGMOID, INIT_XAVIER, REPAIR_NONE, LAYERS, UNITS, 0.02};
    for (int i = 0; i < 2; i++)
        vanishing_lane_free(&v->lanes[i]);
    og_dataset_destroy(v->data);
    v->data = NULL;
    og_status status = og_toy_create(OG_TOY_MOONS, VANISHING_ROWS, VANISHING_NOISE, seed, &v->data);
    for (int i = 0; status == OG_OK && i < 2; i++) {
        def.activation = i ? ACT_RELU : ACT_SIGMOID;
        status = vanishing_lane_start(&v->lanes[i], &def, v->data, seed);
        if (status == OG_OK)
            status = vanishing_measure(v, &v->lanes[i]);
    }
    return status;
}

static og_status init(void *state)
{
    return begin(state, 1);
}

/* The two networks take turns, so that a frame is short. */
static void update(void *state, long frame)
{
    vanishing *v = state;
    long at = frame % RUN_FRAMES;
    if (at == 0 && frame > 0)
        begin(v, 1 + (uint64_t)(frame / RUN_FRAMES) % SEEDS);
    vanishing_lane *lane = &v->lanes[at % STEP_FRAMES];
    if (at % STEP_FRAMES > 1 || !v->lanes[1].trainer || lane->trainer->step >= VANISHING_STEPS)
        return;
    if (vanishing_lane_step(lane) == OG_OK)
        vanishing_measure(v, lane);
}

static void draw(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    const vanishing *v = state;
    float unit = rect.w / 288, ceiling[VANISHING_LAYERS];
    ogv_axes axes = {.rect = {rect.x + 24 * unit, rect.y + 18 * unit, rect.w - 48 * unit, rect.h - 36 * unit},
                     .x = {0.5, LAYERS + 0.5},
                     .y = {1e-9, 2},
                     .log_y = true};
    ogv_bars bars = {
        .y = v->lanes[0].bars, .count = LAYERS, .share = 0.68f, .cap = theme->grad, .log_colors = true};
    ogv_fill(list, rect, 0, theme->panel);
    if (!v->lanes[1].trainer)
        return;
    vanishing_ceiling(&v->lanes[0], ceiling);
    ogv_plot_bars(list, theme, &axes, &bars);
    ogv_hairline_h(list, axes.rect.x, axes.rect.x + axes.rect.w, axes.rect.y + axes.rect.h, theme->axis);
    ogv_plot_bar_reference(list, theme, &axes, ceiling, LAYERS, (ogv_line_look){theme->text, 1.5f, 0, 0});
    for (int l = 0; l < LAYERS; l++) {
        ogv_point at = ogv_axes_pixel(&axes, l + 1, (double)v->lanes[1].bars[l]);
        ogv_disc(list, at, 5, theme->panel);
        ogv_ring(list, at, 3.2f, 1.75f, theme->teal);
    }
}

const ogl_card vanishing_card = {.state_size = sizeof(vanishing),
                                 .init = init,
                                 .update = update,
                                 .draw = draw,
                                 .destroy = vanishing_destroy};
