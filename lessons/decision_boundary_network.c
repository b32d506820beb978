/* The network of lesson 6 as a diagram: every neuron with a map of what it answers over the plane. */
#include <stdio.h>
#include <string.h>

#include "decision_boundary.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "stage.h"

/* ---- what the neurons answer ---- */

/* The layer whose outputs a column shows: the activation, or the last linear layer. */
static const og_layer *layer_of(const boundary *b, int column)
{
    int last = og_net_layer_count(b->model.net) - 1;
    return og_net_layer(b->model.net, column == b->network->columns - 1 ? last : 2 * column - 1);
}

static const og_layer *links_into(const boundary *b, int column)
{
    return og_net_layer(b->model.net, 2 * (column - 1));
}

static void measure_shape(boundary *b)
{
    boundary_network *n = b->network;
    n->columns = og_net_layer_count(b->model.net) / 2 + 2;
    n->units[0] = 2;
    for (int c = 1; c < n->columns; c++) {
        const og_layer *links = links_into(b, c);
        n->units[c] = (int)links->output_shape.dim[0];
        n->weights[c] = links->parameters[0].value;
        n->gradients[c] = links->parameters[0].gradient;
    }
}

/* The activation that 95 of 100 places of the map stay below; for those that have no upper end. */
static float usual_top(const float *answers)
{
    enum { BINS = 64, COUNT = NEURON_SIDE * NEURON_SIDE };
    int bins[BINS] = {0}, below = 0, bin = 0;
    float most = 0;
    for (int i = 0; i < COUNT; i++)
        most = answers[i] > most ? answers[i] : most;
    if (!(most > 0))
        return 1;
    for (int i = 0; i < COUNT; i++)
        bins[answers[i] > 0 ? (int)(answers[i] / most * (BINS - 1)) : 0]++;
    while (bin < BINS - 1 && (below += bins[bin]) < COUNT * 95 / 100)
        bin++;
    return most * (float)(bin + 1) / BINS;
}

/* From an activation to its place in the class map. */
static void place(float *answers, const og_layer_kind *kind)
{
    float top = kind == &og_relu_layer || kind == &og_silu_layer ? usual_top(answers) : 1;
    for (int i = 0; i < NEURON_SIDE * NEURON_SIDE; i++) {
        float a = answers[i];
        if (kind == &og_linear_layer)
            a = og_sigmoidf(a);
        else if (kind == &og_tanh_layer)
            a = (a + 1) / 2;
        else if (kind != &og_sigmoid_layer)
            a = 0.5f + 0.5f * (a > top ? 1 : a < -top ? -1 : a / top);
        answers[i] = a;
    }
}

static void answer(boundary *b)
{
    enum { ROWS = 8, COUNT = ROWS * NEURON_SIDE }; /* of the map at once */
    boundary_network *n = b->network;
    float x[2 * COUNT];
    for (int row = 0; row < NEURON_SIDE; row += ROWS) {
        for (int i = 0; i < COUNT; i++) {
            double u = (i % NEURON_SIDE + 0.5) / NEURON_SIDE, v = (row + i / NEURON_SIDE + 0.5) / NEURON_SIDE;
            x[2 * i] = (float)(b->x.low + u * (b->x.high - b->x.low));
            x[2 * i + 1] = (float)(b->y.high - v * (b->y.high - b->y.low));
            n->answers[0][0][row * NEURON_SIDE + i] = (float)u;
            n->answers[0][1][row * NEURON_SIDE + i] = (float)(1 - v);
        }
        og_net_forward(b->model.net, COUNT, x);
        for (int c = 1; c < n->columns; c++)
            for (int unit = 0; unit < n->units[c]; unit++)
                for (int i = 0; i < COUNT; i++)
                    n->answers[c][unit][row * NEURON_SIDE + i] =
                        layer_of(b, c)->output[i * n->units[c] + unit];
    }
    for (int c = 1; c < n->columns; c++)
        for (int unit = 0; unit < n->units[c]; unit++)
            place(n->answers[c][unit], layer_of(b, c)->spec.kind);
}

/* A neuron is saturated if its slope is below 1 % of the steepest at over half of the training rows, and dead
   if it is exactly 0 at all of them. */
static void judge(boundary *b)
{
    boundary_network *n = b->network;
    const og_dataset *train = b->model.train;
    float slope[256 * BOUNDARY_UNITS];
    int flat[BOUNDARY_COLUMNS][BOUNDARY_UNITS] = {0}, asleep[BOUNDARY_COLUMNS][BOUNDARY_UNITS] = {0};
    for (size_t row = 0; row < train->rows; row += 256) {
        size_t count = train->rows - row < 256 ? train->rows - row : 256;
        og_net_forward(b->model.net, count, train->x + 2 * row);
        for (int c = 1; c < n->columns - 1; c++) {
            const og_layer *layer = layer_of(b, c);
            layer->spec.kind->slope(layer, count, slope);
            for (size_t i = 0; i < count * (size_t)n->units[c]; i++) {
                size_t unit = i % (size_t)n->units[c];
                flat[c][unit] += slope[i] < 0.01f * layer->spec.kind->steepest;
                asleep[c][unit] += slope[i] == 0;
            }
        }
    }
    for (int c = 1; c < n->columns - 1; c++)
        for (int unit = 0; unit < n->units[c]; unit++) {
            n->saturated[c][unit] = 2 * flat[c][unit] > (int)train->rows;
            n->flags[c][unit] = asleep[c][unit] == (int)train->rows ? OGV_NEURON_DEAD : 0;
        }
}

void boundary_network_update(boundary *b)
{
    measure_shape(b);
    answer(b);
    judge(b);
    b->network->theme = NULL;
}

void boundary_network_forget(boundary_network *n)
{
    n->selected = n->hovered = (ogv_graph_place){-1, 0, -1};
}

/* ---- the diagram ---- */

static void color(boundary_network *n, const ogv_theme *theme)
{
    if (n->theme == theme)
        return;
    for (int c = 0; c < n->columns; c++)
        for (int unit = 0; unit < n->units[c]; unit++) {
            ogv_image *map = &n->maps[c][unit];
            for (int i = 0; i < NEURON_SIDE * NEURON_SIDE; i++)
                n->pixels[c][unit][i] = ogv_probability_color(theme, n->answers[c][unit][i]);
            snprintf(n->ids[c][unit], sizeof n->ids[c][unit], "neuron.%d.%d", c, unit);
            *map = (ogv_image){n->ids[c][unit], map->version + 1,   NEURON_SIDE,
                               NEURON_SIDE,     n->pixels[c][unit], true};
        }
    n->theme = theme;
}

static const char *const sign_keys[][2] = {{"negative", "positive"}, {"negative.short", "positive.short"}};
enum { SIGN_LINE = 24, SIGN_GAP = 14 }; /* a sample with its space before the word, and between two of them */

/* What the colours of the links mean, in full or, where there is no room for that, in short. */
static void draw_signs(const ogl_run *run, ogv_ui *ui, float left, float right, float y)
{
    const ogv_color colors[] = {ui->theme->class0, ui->theme->class1};
    const ogv_text_style style = ogv_style_label(ui->theme);
    for (int k = 0; k < 2; k++) {
        const char *names[2];
        float widths[2];
        for (int i = 0; i < 2; i++) {
            names[i] = ogl_stage_word(run, sign_keys[k][i]);
            widths[i] = ogv_rich_line_width(ui->list, ui->theme, &style, names[i]);
        }
        if (right - left < widths[0] + widths[1] + 2 * SIGN_LINE + SIGN_GAP)
            continue;
        for (int i = 0; i < 2; i++) {
            right -= widths[i];
            ogv_rich_line(ui->list, ui->theme, right, y, OGV_LEFT, &style, names[i]);
            const ogv_point ends[] = {{right - 24, y - 4.5f}, {right - 8, y - 4.5f}};
            ogv_polyline(ui->list, ends, 2, false, 3.5f, colors[i]);
            right -= SIGN_LINE + SIGN_GAP;
        }
        return;
    }
}

static void draw_stepper(ogl_run *run, ogv_ui *ui, ogv_point center, int setting)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    int value = (int)run->values[setting];
    if (ogv_stepper(ui, row->id, center, &value, (int)row->low, (int)row->high))
        ogl_set(run, setting, value);
}

static void draw_head(ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    float base = rect.y + 15, x = rect.x;
    x += ogv_text(ui->list, x, base, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text,
                  ogl_setting_label(run, SET_LAYERS));
    draw_stepper(run, ui, (ogv_point){x + 56, base - 5}, SET_LAYERS);
    draw_signs(run, ui, x + 56 + 44 + SIGN_GAP, rect.x + rect.w, base);
}

void boundary_network_draw(const boundary *b, ogl_run *run, ogv_ui *ui, ogv_rect rect, bool dense)
{
    static const char *const inputs[] = {"$x_1$", "$x_2$"};
    static const char *const output[] = {"$p$"};
    boundary_network *n = b->network;
    float head = dense ? 48 : 58, output_node = dense ? 40 : 48;
    /* Four steppers do not fit side by side: every second one stands below its column. */
    bool staggered = n->columns == BOUNDARY_COLUMNS;
    ogv_rect area = {rect.x + 2, rect.y + head, rect.w - 4, rect.h - head - (staggered ? 30 : 0)};
    ogv_graph graph = {.count = n->columns,
                       .node = dense ? 26 : 32,
                       .output_node = output_node,
                       .weight_word = ogl_stage_word(run, "weight"),
                       .gradient_word = ogl_stage_word(run, "gradient"),
                       .dead_word = ogl_stage_word(run, "dead"),
                       .saturated_word = ogl_stage_word(run, "saturated")};
    color(n, ui->theme);
    for (int c = 0; c < n->columns; c++) {
        graph.columns[c] = (ogv_graph_column){.units = n->units[c],
                                              .maps = n->maps[c],
                                              .flags = n->flags[c],
                                              .weights = c > 0 ? n->weights[c] : NULL,
                                              .gradients = c > 0 ? n->gradients[c] : NULL};
        graph.saturated[c] = n->saturated[c];
    }
    graph.columns[0].names = inputs;
    graph.columns[n->columns - 1].names = output;
    draw_head(run, ui, rect);
    n->hovered = ogv_graph_draw(ui, "network", area, &graph, &n->selected);
    for (int c = 1; c < n->columns - 1; c++) {
        ogv_rect first = ogv_graph_neuron(&graph, area, c, 0);
        float y = staggered && c % 2 == 0 ? area.y + area.h + 16 : area.y - (dense ? 12 : 18);
        draw_stepper(run, ui, (ogv_point){first.x + first.w / 2, y}, SET_UNITS + c - 1);
    }
}
