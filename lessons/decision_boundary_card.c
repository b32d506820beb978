/* The card of lesson 6: a network that learns the spiral, over and over. */
#include <stdlib.h>

#include "decision_boundary.h"

enum { COLUMNS = 73, ROWS = 41, POINTS = 120, STEPS_A_FRAME = 8, EPOCHS = 160, REST = 240 };
static const ogv_range across = {-5.22, 5.22}, up = {-2.9, 2.9};

typedef struct card {
    ogl_model model;
    ogv_heatmap *map;
    ogv_contours line;
    ogv_mark marks[POINTS];
    long rest; /* frames that the learned boundary still stays */
} card;

static og_status begin(card *c)
{
    static const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 8},
                                           {.kind = &og_tanh_layer},
                                           {.kind = &og_linear_layer, .units = 8},
                                           {.kind = &og_tanh_layer},
                                           {.kind = &og_linear_layer, .units = 1}};
    ogl_model_def def = {layers, 5, {OG_INIT_TORCH, 0}, og_trainer_def_default(), 11};
    og_dataset *train, *test;
    def.trainer.sgd.lr = 0.05;
    def.trainer.sgd.momentum = 0.9;
    def.trainer.batch = 16;
    og_status status = og_toy_create(OG_TOY_SPIRAL, POINTS, 0.1f, 11, &train);
    if (status != OG_OK)
        return status;
    status = og_dataset_copy_columns(train, &test);
    if (status != OG_OK) {
        og_dataset_destroy(train);
        return status;
    }
    for (size_t i = 0; i < POINTS; i++)
        c->marks[i] = (ogv_mark){train->x[2 * i], train->x[2 * i + 1], train->y[i] > 0.5f, false, false};
    return ogl_model_start(&c->model, &def, train, test);
}

static void follow(card *c)
{
    float x[2 * COLUMNS], *logits = ogv_heatmap_logits(c->map);
    for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < COLUMNS; i++) {
            x[2 * i] = (float)(across.low + (across.high - across.low) * i / (COLUMNS - 1));
            x[2 * i + 1] = (float)(up.high - (up.high - up.low) * row / (ROWS - 1));
        }
        og_net_predict(c->model.net, COLUMNS, x, logits + (size_t)row * COLUMNS);
    }
    ogv_heatmap_changed(c->map);
    ogv_contours_clear(&c->line);
    ogv_contours_trace(&c->line, logits, COLUMNS, ROWS, 0);
}

static og_status init(void *state)
{
    card *c = state;
    og_status status = ogv_heatmap_create(COLUMNS, ROWS, "card.boundary", &c->map);
    if (status == OG_OK)
        status = begin(c);
    if (status == OG_OK)
        follow(c);
    return status;
}

static void update(void *state, long frame)
{
    card *c = state;
    if (c->rest > 0) {
        if (--c->rest == 0)
            begin(c);
        return;
    }
    for (int i = 0; c->model.net && i < STEPS_A_FRAME; i++)
        ogl_model_step(&c->model);
    if (c->model.net && frame % 4 == 0)
        follow(c);
    if (c->model.net && c->model.trainer->epoch >= EPOCHS)
        c->rest = REST;
}

static void draw(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    const card *c = state;
    ogv_axes axes = {.rect = rect, .x = across, .y = up};
    ogv_heatmap_draw(list, theme, rect, c->map);
    for (size_t k = 0; k < c->line.line_count; k++) {
        ogv_point at[512];
        const ogv_contour *line = &c->line.lines[k];
        size_t count = line->count < 512 ? line->count : 512;
        for (size_t i = 0; i < count; i++) {
            ogv_point from = c->line.points[line->first + i];
            at[i] =
                (ogv_point){rect.x + from.x * rect.w / (COLUMNS - 1), rect.y + from.y * rect.h / (ROWS - 1)};
        }
        ogv_polyline(list, at, count, line->closed, 2.25f, theme->contour_bold);
    }
    for (int i = 0; i < POINTS; i++)
        ogv_draw_mark(list, theme, ogv_axes_pixel(&axes, (double)c->marks[i].x, (double)c->marks[i].y), 2,
                      c->marks[i].positive, false);
}

static void destroy(void *state)
{
    card *c = state;
    ogl_model_free(&c->model);
    ogv_heatmap_destroy(c->map);
    ogv_contours_free(&c->line);
}

const ogl_card boundary_card = {
    .state_size = sizeof(card), .init = init, .update = update, .draw = draw, .destroy = destroy};
