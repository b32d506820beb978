/* The screen of the first lesson from fixed data: w = 1.5, b = -1, the dot at x = 1.8. */
#include <math.h>
#include <stdio.h>

#include "components.h"
#include "components_frame.h"
#include "ogee/activation.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "ogee_viz/ui.h"

enum { POINTS = 401 };
static const double w = 1.5, b = -1, at = 1.8;

static double curve(double x)
{
    return og_sigmoid(w * x + b);
}

static double slope(double x)
{
    return w * og_sigmoid_grad(w * x + b);
}

static double hard(double x)
{
    return og_hard_sigmoid(w * x + b);
}

static void sample(double (*f)(double), float x[POINTS], float y[POINTS])
{
    for (int i = 0; i < POINTS; i++) {
        x[i] = (float)(-8 + 16.0 * i / (POINTS - 1));
        y[i] = (float)f((double)x[i]);
    }
}

static char *number(char text[OGV_NUMBER_SIZE], double value, int decimals)
{
    return ogv_format_number(text, value, decimals);
}

static void draw_readouts(ogv_drawlist *list, const ogv_theme *t)
{
    char text[OGV_NUMBER_SIZE], note[32];
    const float lines[] = {480, 632, 808, 1056};
    for (int i = 0; i < 4; i++)
        ogv_hairline_v(list, lines[i], 84, 128, t->line);
    snprintf(note, sizeof note, "%.0f %% of peak", 100 * slope(at) / (w / 4));
    ogv_readout(list, t, 368, 97, "$x$", number(text, at, 2), t->text, NULL);
    ogv_readout(list, t, 504, 97, "$z = wx+b$", number(text, w * at + b, 2), t->text, NULL);
    ogv_readout(list, t, 656, 97, "$\\sigma(z)$", number(text, curve(at), 4), t->value, NULL);
    ogv_readout(list, t, 832, 97, "$\\text{slope }\\,\\partial\\sigma/\\partial x$",
                number(text, slope(at), 4), t->grad, note);
    ogv_readout(list, t, 1080, 97, "$\\text{odds }\\,\\sigma/(1-\\sigma)$", number(text, exp(w * at + b), 2),
                t->text, "to 1");
}

static void draw_plot(ogv_ui *ui)
{
    static float x[POINTS], values[POINTS], slopes[POINTS], hards[POINTS];
    ogv_drawlist *list = ui->list;
    const ogv_theme *t = ui->theme;
    static const ogv_ticks quarters = {{0, 0.25, 0.5, 0.75, 1}, 5, 2};
    char x_text[OGV_NUMBER_SIZE], y_text[OGV_NUMBER_SIZE];
    double dot = at, height = curve(at);
    ogv_axes axes = {.rect = {416, 160, 832, 400},
                     .x = {-8, 8},
                     .y = {0, 1.14},
                     .y_ticks = &quarters,
                     .x_flag = &dot,
                     .y_flag = &height};
    double deaf = og_logit(0.5 - 0.5 * sqrt(1 - 0.01)); /* slope below 1 % of its peak */
    sample(curve, x, values);
    sample(slope, x, slopes);
    sample(hard, x, hards);
    const double zones[2][2] = {{-8, (deaf - b) / w}, {(-deaf - b) / w, 8}};
    for (int i = 0; i < 2; i++)
        ogv_plot_zone(list, t, &axes, zones[i][0], zones[i][1]);
    ogv_axes_draw(list, t, &axes);
    for (int i = 0; i < 2; i++)
        ogv_plot_zone_label(list, t, &axes, zones[i][0], zones[i][1], "saturated",
                            "gradient < 1 %\nof its peak");
    float top = ogv_axes_pixel(&axes, 0, 1).y;
    ogv_probability_strip(list, t, (ogv_rect){414, top, 6, 560 - top});
    ogv_text(list, 430, top + 20, OGV_LEFT, OGV_UI, 13, t->class1_text, "surely class 1");
    ogv_text(list, 430, 548, OGV_LEFT, OGV_UI, 13, t->class0_text, "surely class 0");
    ogv_plot_area(list, &axes, -8, 16.0 / (POINTS - 1), slopes, POINTS, 0, t->grad_soft);
    ogv_plot_line(list, t, &axes, x, slopes, POINTS, (ogv_line_look){t->grad, 2, 0, 0});
    ogv_plot_line(list, t, &axes, x, hards, POINTS, (ogv_line_look){t->ochre, 2, 7, 5});
    ogv_plot_line(list, t, &axes, x, values, POINTS, (ogv_line_look){t->value, 3, 0, 0});
    ogv_plot_guides(list, t, &axes, at, curve(at), number(x_text, at, 2), number(y_text, curve(at), 2),
                    t->value);
    ogv_plot_tangent(list, t, &axes, at, curve(at), slope(at), 1.2);
    ogv_point on_slope = ogv_axes_pixel(&axes, at, slope(at));
    ogv_disc(list, on_slope, 6, t->stage);
    ogv_disc(list, on_slope, 4, t->grad);
    ogv_drag_dot(ui, "cursor", &axes, &dot, curve(at), 0.01, t->value);
    ogv_formula(list, t, 1240, top - 12, OGV_RIGHT, 20, t->value, "\\sigma(wx+b)");
    ogv_point label = ogv_axes_pixel(&axes, 2.25, 0.235);
    float width = ogv_text(list, label.x, label.y, OGV_LEFT, OGV_UI_MEDIUM, 14, t->grad, "slope");
    ogv_formula(list, t, label.x + width + 7, label.y, OGV_LEFT, 18, t->grad, "\\partial\\sigma/\\partial x");
    label = ogv_axes_pixel(&axes, -1.55, 0.1);
    ogv_text(list, label.x, label.y, OGV_RIGHT, OGV_UI_MEDIUM, 14, t->ochre, "hard sigmoid");
    ogv_formula(list, t, 1262, 579, OGV_CENTER, 18, t->text2, "x");
}

static void draw_controls(ogv_ui *ui)
{
    static const double w_marks[] = {-4, -2, 0, 2, 4}, b_marks[] = {-6, -3, 0, 3, 6};
    const ogv_slider_row w_row = {{-4, 4, 1, 0, 2},
                                  "w",
                                  "weight: how steep",
                                  "Use \xe2\x88\x92"
                                  "4 to 4",
                                  w_marks,
                                  5};
    const ogv_slider_row b_row = {{-6, 6, 0, 0, 2},
                                  "b",
                                  "bias: where the middle sits",
                                  "Use \xe2\x88\x92"
                                  "6 to 6",
                                  b_marks,
                                  5};
    const ogv_theme *t = ui->theme;
    double w_value = w, b_value = b;
    bool off[2] = {false, false}, on[2] = {true, true};
    ogv_slider_field(ui, "w", (ogv_rect){368, 624, 424, 72}, &w_value, &w_row);
    ogv_slider_field(ui, "b", (ogv_rect){824, 624, 424, 72}, &b_value, &b_row);
    ogv_text(ui->list, 368, ogv_baseline(728, 36, 14), OGV_LEFT, OGV_UI, 14, t->text2, "Compare with");
    float x = 480, width = ogv_chip_width(ui, "tanh");
    ogv_chip(ui, "tanh", (ogv_rect){x, 728, width, 36}, &off[0], "tanh", t->teal, 10, 4);
    x += width + 12;
    width = ogv_chip_width(ui, "hard sigmoid");
    ogv_chip(ui, "hard", (ogv_rect){x, 728, width, 36}, &on[0], "hard sigmoid", t->ochre, 7, 5);
    x += width + 12;
    width = ogv_chip_width(ui, "SiLU");
    ogv_chip(ui, "silu", (ogv_rect){x, 728, width, 36}, &off[1], "SiLU", t->brown, 1, 5);
    float left = 1248 - 46 - ogv_text_width(ui->list, OGV_UI, 14, "Show slope");
    ogv_toggle(ui, "slope", (ogv_rect){left, 730, 1248 - left, 32}, &on[1], "Show slope");
}

void draw_curve_sheet(ogv_drawlist *list, const ogv_theme *theme)
{
    ogv_ui ui = {.list = list, .theme = theme, .width = 1280, .height = 800};
    ui.input.mouse = (ogv_point){-1, -1};
    ogv_ui_begin(&ui);
    static const frame_words words = {
        .number = "1",
        .title = "The S-curve",
        .steps = 6,
        .step = 3,
        .heading = "Flat means deaf",
        .paragraphs =
            "The curve squeezes any number into the range from 0 to 1. Its middle is nearly a straight ramp; "
            "its ends are nearly level.",
        .more = "A learner follows the {grad|slope}. Where the slope has faded, moving $x$ changes almost "
                "nothing, "
                "so there is nothing left to learn from.",
        .tasks = {{"Find the steepest point of the curve.", NULL, 1},
                  {"Drag the dot until the slope is below 1 % of its peak.", "now 52 % of the peak", 0.142}},
        .formula_height = 136,
    };
    draw_frame(&ui, &words);
    ogv_formula(list, theme, 40, 386, OGV_LEFT, 22, theme->text,
                "\\c{value}{\\sigma(z)} = \\frac{1}{1+e^{-z}}");
    ogv_formula(list, theme, 296, 386, OGV_RIGHT, 20, theme->text2, "z = wx+b");
    ogv_formula(list, theme, 40, 444, OGV_LEFT, 21, theme->text,
                "\\frac{\\partial\\sigma}{\\partial x} = \\c{grad}{w\\,\\sigma(z)\\,(1-\\sigma(z))}");
    draw_readouts(list, theme);
    draw_plot(&ui);
    draw_controls(&ui);
    ogv_ui_end(&ui);
}
