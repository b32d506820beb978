#include "scene.h"

#include <math.h>
#include <stdio.h>

#include "ogee_viz/heatmap.h"
#include "ogee_viz/netgraph.h"
#include "ogee_viz/plot.h"

enum { MAP = 512, MARKS = 500, COLUMNS = 4, MOST = 7, SIDE = 32, EPOCHS = 1000, STRINGS = 100, FIELDS = 2 };

static const int units[COLUMNS] = {2, 6, 7, 1};
static ogv_heatmap *map;
static float fields[FIELDS][MAP * MAP];
static ogv_mark marks[MARKS];
static ogv_image maps[COLUMNS][MOST];
static ogv_color pixels[COLUMNS][MOST][SIDE * SIDE];
static char ids[COLUMNS][MOST][32];
static float weights[COLUMNS][MOST * MOST];
static float losses[2][EPOCHS];

/* A field with two islands and a bend, as a network of two layers draws it. */
static float field_at(float x, float y, float phase)
{
    return 4 * sinf(1.7f * x + phase) * cosf(1.3f * y) + 3 * x - 2 * y * y + 1;
}

og_status scene_create(void)
{
    og_status status = ogv_heatmap_create(MAP, MAP, "bench", &map);
    if (status != OG_OK)
        return status;
    for (int f = 0; f < FIELDS; f++)
        for (int i = 0; i < MAP * MAP; i++)
            fields[f][i] =
                field_at(6 * (float)(i % MAP) / MAP - 3, 3 - 6 * (float)(i / MAP) / MAP, 0.01f * (float)f);
    for (int i = 0; i < MARKS; i++) {
        float angle = 2.4f * (float)i, radius = 2.8f * sqrtf((float)i / MARKS);
        marks[i] = (ogv_mark){radius * cosf(angle), radius * sinf(angle), i % 2, i % 3 == 0, i % 50 == 0};
    }
    for (int c = 0; c < COLUMNS; c++)
        for (int u = 0; u < units[c]; u++) {
            snprintf(ids[c][u], sizeof ids[c][u], "bench.%d.%d", c, u);
            maps[c][u] = (ogv_image){ids[c][u], 1, SIDE, SIDE, pixels[c][u], true};
            for (int f = 0; c > 0 && f < units[c - 1]; f++)
                weights[c][u * units[c - 1] + f] = 2.5f * sinf((float)(7 * c + 3 * u + 5 * f));
        }
    for (int i = 0; i < EPOCHS; i++) {
        losses[0][i] = 0.7f * expf(-0.003f * (float)i) + 0.012f * sinf(1.1f * (float)i);
        losses[1][i] = 0.8f * expf(-0.002f * (float)i) + 0.02f * sinf(0.9f * (float)i);
    }
    return OG_OK;
}

void scene_destroy(void)
{
    ogv_heatmap_destroy(map);
}

void scene_train(int frame)
{
    float *logits = ogv_heatmap_logits(map);
    const float *field = fields[frame % FIELDS];
    for (int i = 0; i < MAP * MAP; i++)
        logits[i] = field[i];
    ogv_heatmap_changed(map);
    for (int c = 0; c < COLUMNS; c++)
        for (int u = 0; u < units[c]; u++) {
            for (int i = 0; i < SIDE * SIDE; i++)
                pixels[c][u][i] = ogv_probability_color(
                    &ogv_theme_light, (float)((i + 40 * frame + 99 * u) % (SIDE * SIDE)) / (SIDE * SIDE));
            maps[c][u].version++;
        }
    losses[0][EPOCHS - 1] = 0.1f + 0.01f * (float)(frame % 3);
}

static void draw_diagram(ogv_ui *ui)
{
    ogv_graph graph = {.count = COLUMNS, .node = 32, .output_node = 48, .weight_word = "weight"};
    ogv_graph_place selected = {-1, 0, -1};
    for (int c = 0; c < COLUMNS; c++)
        graph.columns[c] =
            (ogv_graph_column){.units = units[c], .maps = maps[c], .weights = c > 0 ? weights[c] : NULL};
    ogv_graph_draw(ui, "network", (ogv_rect){368, 336, 406, 222}, &graph, &selected);
}

static void draw_strings(ogv_ui *ui)
{
    const ogv_theme *t = ui->theme;
    for (int i = 0; i < STRINGS; i++) {
        char text[32];
        float x = 24 + 150.0f * (float)(i % 2), y = 80 + 14.0f * (float)(i / 2);
        snprintf(text, sizeof text, i % 2 ? "%.4f" : "weight %.0f of all", 0.37 * i);
        ogv_text(ui->list, x, y, OGV_LEFT, i % 2 ? OGV_MONO : OGV_UI, i % 2 ? 12 : 13, t->text2, text);
    }
}

void scene_draw(ogv_ui *ui)
{
    const ogv_boundary boundary = {.x = {-3, 3},
                                   .y = {-3, 3},
                                   .x_name = "$x_1$",
                                   .y_name = "$x_2$",
                                   .marks = marks,
                                   .mark_count = MARKS,
                                   .contours = true,
                                   .tests = true,
                                   .decimals = 2};
    const ogv_loss_chart chart = {.train = losses[0],
                                  .test = losses[1],
                                  .count = EPOCHS,
                                  .x_per_value = 1,
                                  .train_name = "train",
                                  .test_name = "test",
                                  .x_name = "epoch",
                                  .decimals = 3};
    ogv_fill(ui->list, (ogv_rect){0, 0, SCENE_WIDTH, SCENE_HEIGHT}, 0, ui->theme->stage);
    ogv_fill(ui->list, (ogv_rect){0, 56, 336, SCENE_HEIGHT - 56}, 0, ui->theme->panel);
    draw_strings(ui);
    draw_diagram(ui);
    ogv_loss_chart_draw(ui, "loss", (ogv_rect){400, 616, 312, 80}, &chart);
    ogv_boundary_draw(ui, "boundary", (ogv_rect){840, 176, 408, 408}, map, &boundary);
    ogv_color_bar(ui->list, ui->theme, (ogv_rect){864, 632, 384, 12}, false);
}
