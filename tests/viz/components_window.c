/* The playground in the smallest window: compact frame, controls, data, network, loss, boundary. */
#include <stdio.h>

#include "components.h"
#include "components_model.h"
#include "ogee/data.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"

/* ---- compact frame ---- */

static ogv_button_look icon_look(ogv_button_kind kind, ogv_icon icon)
{
    return (ogv_button_look){.kind = kind, .icon = icon};
}

static void draw_top(ogv_ui *ui)
{
    ogv_drawlist *list = ui->list;
    const ogv_theme *t = ui->theme;
    float base = ogv_baseline(0, 48, 16);
    ogv_fill(list, (ogv_rect){0, 0, 960, 48}, 0, t->bar);
    ogv_hairline_h(list, 0, 960, 47, t->line);
    ogv_draw_logo(list, t, 10, 10, 28);
    ogv_text(list, 64, base, OGV_LEFT, OGV_MONO_SEMIBOLD, 16, t->text3, "4");
    ogv_text(list, 84, base, OGV_LEFT, OGV_UI_SEMIBOLD, 16, t->text, "Decision boundary: playground");
    float width = ogv_step_dots(list, t, 466, 24, 5, 2);
    ogv_text(list, 466 + width + 16, ogv_baseline(0, 48, 13), OGV_LEFT, OGV_UI, 13, t->text2, "Step 3 of 5");
    ogv_button(ui, "back", (ogv_rect){680, 8, 84, 32}, "Back", icon_look(OGV_SECONDARY, OGV_ICON_BACK));
    ogv_button(ui, "next", (ogv_rect){772, 8, 84, 32}, "Next",
               (ogv_button_look){.kind = OGV_PRIMARY, .icon = OGV_ICON_NEXT, .icon_after = true});
    ogv_icon theme_icon = t->stage.g < 128 ? OGV_ICON_SUN : OGV_ICON_MOON;
    ogv_button(ui, "theme", (ogv_rect){872, 8, 32, 32}, NULL, icon_look(OGV_GHOST, theme_icon));
    ogv_button(ui, "help", (ogv_rect){912, 8, 32, 32}, NULL, icon_look(OGV_GHOST, OGV_ICON_HELP));
}

static void draw_rail(ogv_ui *ui)
{
    const ogv_theme *t = ui->theme;
    ogv_fill(ui->list, (ogv_rect){0, 48, 48, 496}, 0, t->panel);
    ogv_hairline_v(ui->list, 47, 48, 544, t->line);
    ogv_button(ui, "text", (ogv_rect){4, 60, 40, 40}, NULL,
               (ogv_button_look){.icon = OGV_ICON_MENU, .icon_size = 30});
    ogv_task_check(ui->list, t, (ogv_point){24, 128}, 1);
    ogv_task_check(ui->list, t, (ogv_point){24, 160}, 0);
    ogv_button(ui, "show", (ogv_rect){4, 448, 40, 40}, NULL, icon_look(OGV_GHOST, OGV_ICON_EYE));
    ogv_button(ui, "why", (ogv_rect){4, 492, 40, 40}, NULL, icon_look(OGV_GHOST, OGV_ICON_BULB));
}

static float readout(ogv_ui *ui, float x, float width, const char *label, const char *value, bool quiet)
{
    const ogv_theme *t = ui->theme;
    ogv_text(ui->list, x, 566, OGV_LEFT, OGV_UI, 13, t->text3, label);
    ogv_text(ui->list, x, 588, OGV_LEFT, OGV_MONO_MEDIUM, 16, quiet ? t->text2 : t->text, value);
    return x + width;
}

static void draw_readouts(ogv_ui *ui, const model *m)
{
    char text[32];
    float x = readout(ui, 400, 72, "Epoch", "150", false);
    snprintf(text, sizeof text, "%.3f", m->train.loss);
    x = readout(ui, x, 92, "Loss train", text, true);
    snprintf(text, sizeof text, "%.3f", m->test.loss);
    x = readout(ui, x, 80, "test", text, false);
    snprintf(text, sizeof text, "%.1f %%", 100 * m->train.accuracy);
    x = readout(ui, x, 120, "Accuracy train", text, true);
    snprintf(text, sizeof text, "%.1f %%", 100 * m->test.accuracy);
    readout(ui, x, 80, "test", text, false);
}

static void draw_transport(ogv_ui *ui, const model *m)
{
    static const char *const speeds[] = {"1\u00d7", "4\u00d7", "16\u00d7", "max"};
    static const ogv_number_def seed_def = {.low = 0, .high = 9999, .invalid = "Use 0 to 9999"};
    int speed = 1;
    double seed = MODEL_SEED;
    ogv_fill(ui->list, (ogv_rect){0, 544, 960, 56}, 0, ui->theme->bar);
    ogv_hairline_h(ui->list, 0, 960, 544, ui->theme->line);
    ogv_button(ui, "reset", (ogv_rect){12, 552, 40, 40}, NULL, icon_look(OGV_SECONDARY, OGV_ICON_RESET));
    ogv_button(ui, "step", (ogv_rect){60, 552, 40, 40}, NULL, icon_look(OGV_SECONDARY, OGV_ICON_STEP));
    ogv_button(ui, "play", (ogv_rect){108, 552, 96, 40}, "Pause",
               (ogv_button_look){.kind = OGV_PRIMARY, .icon = OGV_ICON_PAUSE, .steady = true});
    ogv_segmented(ui, "speed", (ogv_rect){220, 556, 146, 32}, speeds, 4, &speed, true);
    draw_readouts(ui, m);
    ogv_number(ui, "seed", (ogv_rect){856, 556, 48, 32}, &seed, &seed_def);
    ogv_button(ui, "dice", (ogv_rect){912, 556, 32, 32}, NULL,
               (ogv_button_look){.icon = OGV_ICON_DICE, .icon_size = 18});
}

/* ---- stage ---- */

static void title(ogv_ui *ui, float x, float y, const char *text, const char *note)
{
    x += ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, text) + 7;
    ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI, 13, ui->theme->text2, note);
}

static void draw_controls(ogv_ui *ui)
{
    static const struct {
        const char *label, *value, *id;
        float width;
        bool mono;
    } fields[] = {
        {"Activation", "tanh", "activation", 112, false},
        {"Rate \u03b7", "0.05", "rate", 96, true},
        {"Batch", "16", "batch", 88, true},
        {"Momentum", "0.9", "momentum", 112, true},
        {"Weight decay \u03bb", "0.001", "decay", 128, true},
        {"Init", "Xavier", "init", 120, false},
    };
    static const ogv_slider_def noise_def = {.low = 0, .high = 0.5, .decimals = 2};
    const ogv_theme *t = ui->theme;
    double noise = 0.14;
    float x = 64;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        int chosen = 0;
        ogv_text(ui->list, x, 64, OGV_LEFT, OGV_UI, 13, t->text2, fields[i].label);
        ogv_dropdown(ui, fields[i].id, (ogv_rect){x, 72, fields[i].width, 32}, &fields[i].value, 1, &chosen,
                     fields[i].mono);
        x += fields[i].width + 16;
    }
    ogv_text(ui->list, x, 64, OGV_LEFT, OGV_UI, 13, t->text2, "Noise");
    ogv_text(ui->list, x + 128, 64, OGV_RIGHT, OGV_MONO_MEDIUM, 13, t->text, "0.14");
    ogv_slider(ui, "noise", (ogv_rect){x, 72, 128, 32}, &noise, &noise_def);
}

static void draw_dots(ogv_ui *ui, og_toy toy, ogv_rect rect)
{
    static const float noise[OG_TOY_COUNT] = {[OG_TOY_MOONS] = 0.12f,
                                              [OG_TOY_CIRCLES] = 0.08f,
                                              [OG_TOY_XOR] = 0.08f,
                                              [OG_TOY_SPIRAL] = 0.06f,
                                              [OG_TOY_GAUSS] = 0.05f};
    og_dataset *data;
    if (og_toy_create(toy, toy == OG_TOY_SPIRAL ? 70 : 56, noise[toy], 5, &data) != OG_OK)
        return;
    ogv_rect inner = {rect.x + 4, rect.y + 4, rect.w - 8, rect.h - 8};
    ogv_rect clip = ogv_clip(ui->list, inner);
    for (size_t i = 0; i < data->rows; i++) {
        ogv_point at = {rect.x + rect.w * (0.5f + 0.165f * data->x[2 * i]),
                        rect.y + rect.h * (0.5f - 0.165f * data->x[2 * i + 1])};
        ogv_disc(ui->list, at, 1.3f, data->y[i] > 0 ? ui->theme->class1 : ui->theme->class0);
    }
    ogv_unclip(ui->list, clip);
    og_dataset_destroy(data);
}

static void draw_data(ogv_ui *ui)
{
    static const og_toy toys[] = {OG_TOY_MOONS, OG_TOY_CIRCLES, OG_TOY_XOR, OG_TOY_SPIRAL, OG_TOY_GAUSS};
    title(ui, 64, 128, "Data", "spiral");
    ogv_text(ui->list, 472, 128, OGV_RIGHT, OGV_UI, 13, ui->theme->text2, "140 train, 80 test");
    for (int i = 0; i < 6; i++) {
        ogv_rect rect = {64 + 48.0f * (float)i, 136, 40, 40};
        ogv_thumbnail(ui, i < 5 ? og_toy_name(toys[i]) : "own", rect, i == 3);
        if (i < 5)
            draw_dots(ui, toys[i], rect);
        else
            ogv_draw_icon(ui->list, OGV_ICON_PENCIL, (ogv_point){rect.x + 20, 156}, 20, OGV_ICON_STROKE,
                          ui->theme->text2);
    }
}

static void draw_signs(ogv_ui *ui)
{
    const ogv_theme *t = ui->theme;
    const char *const names[] = {"weight < 0", "weight > 0"};
    const ogv_color colors[] = {t->class0, t->class1};
    float x = 472;
    for (int i = 0; i < 2; i++) {
        x -= ogv_text(ui->list, x, 200, OGV_RIGHT, OGV_UI, 13, t->text2, names[i]);
        const ogv_point ends[] = {{x - 30, 195.5f}, {x - 8, 195.5f}};
        ogv_polyline(ui->list, ends, 2, false, 3.5f, colors[i]);
        x -= 50;
    }
}

static void draw_network(ogv_ui *ui, const model *m)
{
    static const char *const input_names[] = {"$x_1$", "$x_2$"};
    const ogv_theme *t = ui->theme;
    ogv_rect rect = {67, 236, 399, 184};
    ogv_graph graph = {.count = MODEL_COLUMNS,
                       .node = 26,
                       .output_node = 40,
                       .weight_word = "weight",
                       .gradient_word = "gradient"};
    ogv_graph_place selected = {-1, 0, -1};
    for (int c = 0; c < MODEL_COLUMNS; c++)
        graph.columns[c] =
            (ogv_graph_column){.units = model_units(c), .maps = m->units[c], .weights = m->weights[c]};
    graph.columns[0].names = input_names;
    title(ui, 64, 200, "Network", "");
    draw_signs(ui);
    ogv_graph_draw(ui, "network", rect, &graph, &selected);
    for (int c = 1; c < MODEL_COLUMNS - 1; c++) {
        int units = MODEL_HIDDEN;
        ogv_rect first = ogv_graph_neuron(&graph, rect, c, 0);
        ogv_stepper(ui, c == 1 ? "units.1" : "units.2", (ogv_point){first.x + 0.5f * first.w, 220}, &units, 1,
                    8);
    }
    ogv_text(ui->list, 64, ogv_baseline(208, 24, 13), OGV_LEFT, OGV_UI, 13, t->text3, "inputs");
    ogv_text(ui->list, 470, ogv_baseline(208, 24, 13), OGV_RIGHT, OGV_UI, 13, t->text3, "output");
    ogv_formula(ui->list, t, 446, 296, OGV_CENTER, 16, t->text2, "p = \\sigma(z)");
}

static void draw_loss(ogv_ui *ui, const model *m)
{
    const ogv_loss_chart chart = {.train = m->train_loss,
                                  .test = m->test_loss,
                                  .count = MODEL_EPOCHS + 1,
                                  .x_per_value = 1,
                                  .train_name = "train",
                                  .test_name = "test",
                                  .x_name = "epoch",
                                  .decimals = 3};
    title(ui, 64, 444, "Loss", "BCE per epoch");
    ogv_loss_chart_draw(ui, "loss", (ogv_rect){96, 456, 312, 60}, &chart);
}

static float draw_check(ogv_ui *ui, float right, const char *id, const char *label)
{
    bool on = true;
    float width = ogv_checkbox_width(ui, label);
    ogv_checkbox(ui, id, (ogv_rect){right - width, 113, width, 20}, &on, label);
    return right - width - 20;
}

static void draw_plane(ogv_ui *ui, const model *m)
{
    const ogv_theme *t = ui->theme;
    const ogv_range range = {-(double)MODEL_DOMAIN, (double)MODEL_DOMAIN};
    const ogv_boundary boundary = {.x = range,
                                   .y = range,
                                   .x_name = "$x_1$",
                                   .y_name = "$x_2$",
                                   .marks = m->marks,
                                   .mark_count = MODEL_TRAIN + MODEL_TEST,
                                   .contours = true,
                                   .tests = true,
                                   .decimals = 2};
    char wrong[32];
    title(ui, 536, 128, "Decision boundary", "");
    draw_check(ui, draw_check(ui, 944, "tests", "Test points"), "contours", "Contours");
    ogv_boundary_draw(ui, "boundary", (ogv_rect){536, 136, 352, 352}, m->map, &boundary);
    ogv_color_bar(ui->list, t, (ogv_rect){904, 136, 12, 352}, true);
    float x = ogv_legend(ui->list, t, 544, 524, OGV_LEGEND_CLASS0, "class 0");
    x = ogv_legend(ui->list, t, x, 524, OGV_LEGEND_CLASS1, "class 1");
    x = ogv_legend(ui->list, t, x, 524, OGV_LEGEND_TEST0, "test");
    snprintf(wrong, sizeof wrong, "wrong: %d", m->wrong);
    ogv_legend(ui->list, t, x, 524, OGV_LEGEND_WRONG, wrong);
}

void draw_window_sheet(ogv_drawlist *list, const ogv_theme *theme)
{
    ogv_ui ui = {.list = list, .theme = theme, .width = 960, .height = 600};
    ui.input.mouse = (ogv_point){656.2f, 455.2f}; /* over the boundary */
    const model *m = model_of(theme);
    if (!m)
        return;
    ogv_ui_begin(&ui);
    ogv_fill(list, (ogv_rect){0, 0, 960, 600}, 0, theme->stage);
    draw_rail(&ui);
    draw_top(&ui);
    draw_controls(&ui);
    draw_data(&ui);
    draw_network(&ui, m);
    draw_loss(&ui, m);
    draw_plane(&ui, m);
    draw_transport(&ui, m);
    ogv_ui_end(&ui);
}
