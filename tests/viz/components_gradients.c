/* What lessons on gradients and losses draw: waterfalls, log-scale bars, a histogram with a rug, bands. Two
   networks of ten layers that really train, and one loss that is really computed in float on three routes. */
#include <math.h>

#include "components.h"
#include "ogee/activation.h"
#include "ogee/data.h"
#include "ogee/loss.h"
#include "ogee/net.h"
#include "ogee/sgd.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/text.h"
#include "ogee_viz/waterfall.h"

enum { LAYERS = 10, UNITS = 12, STEPS = 400, DONE = 300, BATCH = 32, BINS = 48 };

/* ---- two networks ---- */

typedef struct deep {
    og_net *net;
    ogv_waterfall *waterfall;
    float last[LAYERS]; /* rms gradient of each pre-activation in the last step */
    float at_loss;      /* that of the logit */
    float z[BATCH * UNITS];
} deep;

static float rms(const float *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)values[i] * (double)values[i];
    return (float)sqrt(sum / (double)count);
}

static og_status create_net(deep *d, const og_layer_kind *activation, og_init_kind init)
{
    og_layer_spec layers[2 * LAYERS + 1] = {0};
    for (int i = 0; i <= LAYERS; i++) {
        layers[2 * i] = (og_layer_spec){.kind = &og_linear_layer, .units = i < LAYERS ? UNITS : 1};
        if (i < LAYERS)
            layers[2 * i + 1] = og_layer_spec_default(activation);
    }
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = 2 * LAYERS + 1;
    def.init.kind = init;
    def.max_batch = BATCH;
    og_rng rng;
    og_rng_seed(&rng, 11);
    return og_net_create(&def, &rng, &d->net);
}

static void train_step(deep *d, const og_dataset *data, size_t step)
{
    static const og_sgd_def sgd = {.lr = 0.02};
    float x[2 * BATCH], y[BATCH], gradient[BATCH];
    double loss;
    for (size_t i = 0; i < BATCH; i++) {
        size_t row = (step * BATCH + i) % data->rows;
        x[2 * i] = 10 * data->x[2 * row];
        x[2 * i + 1] = 10 * data->x[2 * row + 1];
        y[i] = data->y[row];
    }
    const float *logits = og_net_forward(d->net, BATCH, x);
    og_bce_with_logits(BATCH, logits, y, OG_REDUCE_MEAN, &loss, gradient);
    og_net_backward(d->net, gradient);
    for (int i = 0; i < LAYERS; i++)
        d->last[i] = rms(og_net_layer(d->net, 2 * i)->output_gradient, (size_t)BATCH * UNITS);
    d->at_loss = rms(gradient, BATCH);
    for (size_t i = 0; i < (size_t)BATCH * UNITS; i++)
        d->z[i] = og_net_layer(d->net, 0)->output[i];
    ogv_waterfall_add(d->waterfall, d->last);
    og_sgd_step(&sgd, true, og_net_parameter_count(d->net), og_net_parameters(d->net),
                og_net_gradients(d->net), NULL);
}

static og_status make(deep *d, const og_layer_kind *activation, og_init_kind init, const char *id)
{
    og_dataset *data = NULL;
    og_status status = og_toy_create(OG_TOY_MOONS, 200, 0.1f, 5, &data);
    if (status == OG_OK)
        status = create_net(d, activation, init);
    if (status == OG_OK)
        status = ogv_waterfall_create(LAYERS, STEPS, id, &d->waterfall);
    for (size_t step = 0; status == OG_OK && step < DONE; step++)
        train_step(d, data, step);
    og_dataset_destroy(data);
    return status;
}

static void draw_waterfalls(ogv_ui *ui, const deep *sigmoid, const deep *relu)
{
    ogv_drawlist *list = ui->list;
    const ogv_theme *t = ui->theme;
    const char *value = "rms $\\partial\\ell/\\partial z$";
    const ogv_waterfall_look left = {"step", "layer", value, true}, right = {"step", "layer", value, false};
    ogv_text(list, 72, 364, OGV_LEFT, OGV_UI_SEMIBOLD, 15, t->text, "Sigmoid");
    ogv_text(list, 472, 364, OGV_LEFT, OGV_UI_SEMIBOLD, 15, t->text, "ReLU");
    ogv_waterfall_draw(ui, "sigmoid", (ogv_rect){72, 384, 360, 198}, sigmoid->waterfall, &left, NULL);
    ogv_waterfall_draw(ui, "relu", (ogv_rect){472, 384, 360, 198}, relu->waterfall, &right, NULL);
    ogv_gradient_bar(list, t, (ogv_rect){856, 384, 12, 198}, true);
    ogv_formula(list, t, 916, 366, OGV_RIGHT, 15, t->text2, "\\text{rms }\\,\\partial\\ell/\\partial z");
}

/* A layer that gets exactly nothing, one that blows up, one that is small. */
static void draw_edge_cases(ogv_ui *ui)
{
    static ogv_waterfall *edge;
    const ogv_waterfall_look look = {"step", "layer", "gradient", true};
    if (!edge && ogv_waterfall_create(4, 40, "sheet.edge", &edge) != OG_OK)
        return;
    if (ogv_waterfall_count(edge) == 0)
        for (int i = 0; i < 30; i++)
            ogv_waterfall_add(edge, (const float[]){i < 8 ? 1e-5f : 0,
                                                    i < 20  ? 1e-4f
                                                    : i % 2 ? 0
                                                            : 1e-6f,
                                                    1e-3f * powf(1.6f, (float)i), i < 24 ? 0.01f : NAN});
    ogv_text(ui->list, 984, 364, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text, "Nothing, and too much");
    ogv_waterfall_draw(ui, "edge", (ogv_rect){984, 384, 264, 78}, edge, &look, NULL);
    static const float y[] = {0, 1e-7f, 1e-10f, NAN, INFINITY, 0.3f};
    ogv_axes axes = {.rect = {984, 512, 264, 70}, .x = {0.4, 6.6}, .y = {1e-8, 1}, .log_y = true};
    axes.x_ticks = &(const ogv_ticks){0};
    ogv_axes_draw(ui->list, ui->theme, &axes);
    const ogv_bars bars = {.y = y, .count = 6, .share = 0.66f, .cap = ui->theme->grad, .log_colors = true};
    ogv_plot_bars(ui->list, ui->theme, &axes, &bars);
    ogv_plot_bar_numbers(ui->list, ui->theme, &axes, 6);
}

static void draw_bars(ogv_ui *ui, const deep *d)
{
    const ogv_theme *t = ui->theme;
    static const ogv_ticks none = {0};
    float ceiling[LAYERS];
    ogv_axes axes = {
        .rect = {552, 64, 360, 224}, .x = {0.4, 10.6}, .y = {1e-9, 1}, .log_y = true, .x_ticks = &none};
    ogv_text(ui->list, 512, 44, OGV_LEFT, OGV_UI_SEMIBOLD, 15, t->text, "Gradient that reaches each layer");
    ogv_axes_draw(ui->list, t, &axes);
    const ogv_bars bars = {.y = d->last, .count = LAYERS, .share = 0.68f, .cap = t->grad, .log_colors = true};
    ogv_plot_bars(ui->list, t, &axes, &bars);
    for (int i = 0; i < LAYERS; i++)
        ceiling[i] = d->at_loss * powf(0.25f, (float)(LAYERS - i));
    ogv_plot_bar_reference(ui->list, t, &axes, ceiling, LAYERS, (ogv_line_look){t->text, 1.5f, 0, 0});
    ogv_plot_bar_numbers(ui->list, t, &axes, LAYERS);
}

static void draw_histogram(ogv_ui *ui, const deep *d)
{
    const ogv_theme *t = ui->theme;
    enum { POINTS = 241 };
    float counts[BINS], slopes[POINTS];
    ogv_color fills[BINS];
    double deaf = -og_logit(0.5 - 0.5 * sqrt(1 - 0.01)); /* slope below 1 % of its peak */
    ogv_axes axes = {.rect = {72, 64, 392, 224}, .x = {-12, 12}, .y = {3e-6, 0.6}, .log_y = true};
    ogv_histogram_count(d->z, (size_t)BATCH * UNITS, axes.x, BINS, counts);
    for (int i = 0; i < BINS; i++)
        fills[i] = ogv_fade(t->value, fabs(-12 + 24 * (i + 0.5) / BINS) > deaf ? 0.62f : 0.26f);
    for (int i = 0; i < POINTS; i++)
        slopes[i] = (float)og_sigmoid_grad(-12 + 24.0 * i / (POINTS - 1));
    ogv_text(ui->list, 32, 44, OGV_LEFT, OGV_UI_SEMIBOLD, 15, t->text, "Where layer 1 lives on the slope");
    ogv_plot_zone(ui->list, t, &axes, -12, -deaf);
    ogv_plot_zone(ui->list, t, &axes, deaf, 12);
    ogv_axes_draw(ui->list, t, &axes);
    ogv_axes_x_name(ui->list, t, &axes, "$z$");
    ogv_plot_histogram(ui->list, &axes, &(ogv_histogram){counts, BINS, 0.46f, t->value, fills});
    ogv_plot_rug(ui->list, &axes, d->z, UNITS, 8, t->text);
    ogv_plot_series(ui->list, t, &axes, -12, 24.0 / (POINTS - 1), slopes, POINTS,
                    (ogv_line_look){t->grad, 2.5f, 0, 0});
    for (int i = 0; i < UNITS; i++)
        if (fabsf(d->z[i]) < 12)
            ogv_end_dot(ui->list, t, ogv_axes_pixel(&axes, (double)d->z[i], og_sigmoid_grad((double)d->z[i])),
                        t->grad);
}

/* ---- one loss on three routes through float ---- */

typedef struct answer {
    float loss, gradient;
} answer;

static answer from_probability(float z)
{
    float p = og_sigmoidf(z);
    float by_p = -1 / p, slope = p * (1 - p);
    return (answer){-logf(p), by_p * slope};
}

static answer clamped(float z)
{
    float p = og_sigmoidf(z), kept = fminf(fmaxf(p, 1e-7f), 1 - 1e-7f);
    return (answer){-logf(kept), kept == p ? -1 / p * (p * (1 - p)) : 0};
}

static answer with_logits(float z)
{
    return (answer){og_softplusf(-z), -og_sigmoidf(-z)};
}

/* Right is also what a float cannot say better. */
static ogv_band_kind judge(float got, double wanted)
{
    return !isfinite(got)                                      ? OGV_BAND_BROKEN
           : got == (float)wanted                              ? OGV_BAND_RIGHT
           : got == 0                                          ? OGV_BAND_ZERO
           : fabs((double)got - wanted) <= 0.01 * fabs(wanted) ? OGV_BAND_RIGHT
                                                               : OGV_BAND_WRONG;
}

static void draw_route(ogv_ui *ui, const char *name, answer (*route)(float), float y)
{
    enum { SAMPLES = 1008 };
    static const char *const words[2][4] = {{"loss", "wrong", "0", "inf"},
                                            {"gradient", "wrong", "exactly 0", "nan"}};
    ogv_text(ui->list, 72, y + 20, OGV_LEFT, OGV_UI_SEMIBOLD, 14, ui->theme->text, name);
    for (int which = 0; which < 2; which++) {
        ogv_band bands[64];
        size_t count = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double z = -120 + 240 * (i + 0.5) / SAMPLES;
            answer got = route((float)z);
            double loss = og_softplus(-z), gradient = -og_sigmoid(-z);
            ogv_band_kind kind = which ? judge(got.gradient, gradient) : judge(got.loss, loss);
            if ((count == 0 || bands[count - 1].kind != kind) && count < 64)
                bands[count++] = (ogv_band){z - 120.0 / SAMPLES, 0, kind, words[which][kind]};
            bands[count - 1].until = z + 120.0 / SAMPLES;
        }
        ogv_axes axes = {.rect = {240, y + 20 * (float)which, 504, 18}, .x = {-120, 120}, .y = {0, 1}};
        ogv_plot_bands(ui->list, ui->theme, &axes, bands, count);
    }
}

static void draw_routes(ogv_ui *ui)
{
    const ogv_theme *t = ui->theme;
    ogv_text(ui->list, 72, 652, OGV_LEFT, OGV_UI_SEMIBOLD, 15, t->text,
             "One loss, three routes through float32");
    draw_route(ui, "From probability", from_probability, 672);
    draw_route(ui, "Clamped", clamped, 728);
    draw_route(ui, "With logits", with_logits, 784);
    ogv_axes axes = {.rect = {240, 672, 504, 160}, .x = {-120, 120}, .y = {0, 1}};
    ogv_axes_baseline(ui->list, t, &axes);
    ogv_axes_x_name(ui->list, t, &axes, "$z$");
    static const char *const names[] = {"right to 1 %", "wrong by more", "exactly 0", "inf or nan"};
    float x = 240;
    for (int i = 0; i < 4; i++)
        x = ogv_band_legend(ui->list, t, x, 880, (ogv_band_kind)i, names[i]);
}

/* While the controls of w, b and n are being moved; w now, b and n a while ago. */
static void draw_lit_formula(ogv_drawlist *list, const ogv_theme *t)
{
    static const ogv_light lights[] = {{"w", 1}, {"b", 0.6f}, {"n", 0.3f}};
    ogv_text(list, 864, 652, OGV_LEFT, OGV_UI_SEMIBOLD, 15, t->text, "What was just moved");
    ogv_fill(list, (ogv_rect){864, 672, 288, 104}, 8, t->well);
    ogv_formula_lit(list, t, 880, 712, OGV_LEFT, 21, t->text,
                    "\\c{value}{\\sigma(z)},\\;\\; z = \\on{w}{w}x + \\on{b}{b}", lights, 3);
    ogv_formula_lit(list, t, 880, 750, OGV_LEFT, 20, t->text2,
                    "\\c{grad}{\\sigma\\prime} = \\on{w}{w}\\,\\sigma(1-\\sigma) \\le "
                    "\\on{n}{\\frac{1}{4}}",
                    lights, 3);
}

void draw_gradients_sheet(ogv_drawlist *list, const ogv_theme *theme)
{
    static deep sigmoid, relu;
    static bool made;
    ogv_ui ui = {.list = list, .theme = theme, .width = 1280, .height = 920};
    ui.input.mouse = (ogv_point){560, 454}; /* reads the waterfall of the ReLU network */
    if (!made)
        made = make(&sigmoid, &og_sigmoid_layer, OG_INIT_XAVIER_NORMAL, "sheet.sigmoid") == OG_OK &&
               make(&relu, &og_relu_layer, OG_INIT_HE_NORMAL, "sheet.relu") == OG_OK;
    ogv_ui_begin(&ui);
    ogv_fill(list, (ogv_rect){0, 0, 1280, 920}, 0, theme->stage);
    draw_histogram(&ui, &sigmoid);
    draw_bars(&ui, &sigmoid);
    draw_waterfalls(&ui, &sigmoid, &relu);
    draw_edge_cases(&ui);
    draw_routes(&ui);
    draw_lit_formula(list, theme);
    ogv_ui_end(&ui);
}
