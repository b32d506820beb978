#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "components.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/netgraph.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "ogee_viz/ui.h"

typedef struct half {
    ogv_drawlist *list;
    const ogv_theme *theme;
    float x; /* of its left edge */
} half;

/* ---- widgets in a state: real ones, with a pointer and keys of their own ---- */

static void number(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    static const ogv_number_def def = {.low = 0, .high = 10, .decimals = 2, .invalid = "Use a rate above 0"};
    double value = 0.05;
    ui->disabled = s == DISABLED;
    ogv_number(ui, "rate", rect, &value, &def);
}

static void run_frame(ogv_ui *ui, sheet_widget draw, ogv_rect rect, sheet_state s)
{
    ogv_ui_begin(ui);
    draw(ui, rect, s);
    ogv_ui_end(ui);
    ui->input.mouse_pressed = false;
    ui->input.key = OGV_KEY_NONE;
}

void draw_in_state(ogv_drawlist *list, const ogv_theme *theme, sheet_widget draw, ogv_rect rect, ogv_point at,
                   sheet_state s, bool typing)
{
    ogv_drawlist unseen;
    ogv_ui ui = {.list = &unseen, .theme = theme, .width = 1280, .height = 800};
    ogv_drawlist_init(&unseen);
    unseen.measure = list->measure;
    unseen.measure_context = list->measure_context;
    ui.input.mouse = s == HOVER || s == PRESSED ? at : (ogv_point){-1, -1};
    run_frame(&ui, draw, rect, s);
    ui.input.mouse_pressed = ui.input.mouse_down = s == PRESSED;
    ui.input.key = s == FOCUS ? OGV_KEY_TAB : OGV_KEY_NONE;
    run_frame(&ui, draw, rect, s);
    if (s == PRESSED && typing)
        ui.input.key = OGV_KEY_END; /* all of it is selected; the caret goes behind it */
    run_frame(&ui, draw, rect, s);
    ui.list = list;
    run_frame(&ui, draw, rect, s);
    ogv_drawlist_free(&unseen);
}

static void in_state(const half *h, sheet_widget draw, ogv_rect rect, ogv_point at, sheet_state s)
{
    draw_in_state(h->list, h->theme, draw, rect, at, s, draw == number);
}

static void primary(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    ui->disabled = s == DISABLED;
    ogv_button(ui, "next", rect, "Next", (ogv_button_look){.kind = OGV_PRIMARY});
}

static void secondary(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    ui->disabled = s == DISABLED;
    ogv_button(ui, "show", rect, "Show me", (ogv_button_look){.kind = OGV_SECONDARY});
}

static void slider(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    static const ogv_slider_def def = {.low = 0, .high = 2.5, .start = 0, .origin = 0, .decimals = 2};
    double value = 1.5;
    ui->disabled = s == DISABLED;
    ogv_slider(ui, "w", rect, &value, &def);
}

static void toggle(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    bool on = true;
    ui->disabled = s == DISABLED;
    ogv_toggle(ui, "toggle", rect, &on, NULL);
}

static void checkbox(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    bool on = true;
    ui->disabled = s == DISABLED;
    ogv_checkbox(ui, "check", rect, &on, NULL);
}

static void dropdown(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    static const char *const labels[] = {"sigmoid", "tanh", "ReLU"};
    int chosen = 1;
    ui->disabled = s == DISABLED;
    ogv_dropdown(ui, "activation", rect, labels, 3, &chosen, false);
}

static ogv_point middle_of(ogv_rect rect)
{
    return (ogv_point){rect.x + 0.5f * rect.w, rect.y + 0.5f * rect.h};
}

static void draw_states(const half *h)
{
    static const char *const names[STATES] = {"normal", "hover", "pressed", "focus", "disabled"};
    for (int i = 0; i < STATES; i++) {
        float x = h->x + 32 + 120.0f * (float)i;
        sheet_state s = (sheet_state)i;
        ogv_text(h->list, x + 48, 72, OGV_CENTER, OGV_UI, 12, h->theme->text3, names[i]);
        ogv_rect next = {x, 84, 96, 32}, show = {x, 128, 96, 32}, track = {x, 188, 96, 32};
        ogv_rect on = {x, 226, 36, 32}, box = {x + 60, 226, 18, 32}, rate = {x, 264, 96, 32};
        in_state(h, primary, next, middle_of(next), s);
        in_state(h, secondary, show, middle_of(show), s);
        in_state(h, slider, track, (ogv_point){x + 56, 204}, s);
        in_state(h, toggle, on, middle_of(on), s);
        in_state(h, checkbox, box, middle_of(box), s);
        in_state(h, number, rate, middle_of(rate), s);
    }
    for (int i = STATES - 1; i >= 0; i--) { /* the open menu lies above its neighbours */
        ogv_rect choice = {h->x + 32 + 120.0f * (float)i, 308, 96, 32};
        if (i != PRESSED)
            in_state(h, dropdown, choice, middle_of(choice), (sheet_state)i);
    }
    ogv_rect choice = {h->x + 32 + 120.0f * PRESSED, 308, 96, 32};
    in_state(h, dropdown, choice, middle_of(choice), PRESSED);
}

/* Types -3 into the field and presses Enter. */
static void draw_invalid(const half *h)
{
    static const char typed[] = "-3";
    ogv_rect rect = {h->x + 32, 368, 96, 32};
    ogv_drawlist unseen;
    ogv_ui ui = {.list = &unseen, .theme = h->theme, .width = 1280, .height = 800};
    ogv_drawlist_init(&unseen);
    unseen.measure = h->list->measure;
    unseen.measure_context = h->list->measure_context;
    ui.input.mouse = (ogv_point){-1, -1};
    run_frame(&ui, number, rect, NORMAL);
    ui.input.key = OGV_KEY_TAB;
    run_frame(&ui, number, rect, NORMAL);
    for (int i = 0; typed[i]; i++) {
        ui.input.key = OGV_KEY_CHARACTER;
        ui.input.character = typed[i];
        run_frame(&ui, number, rect, NORMAL);
    }
    ui.input.key = OGV_KEY_ENTER;
    run_frame(&ui, number, rect, NORMAL);
    ui.list = h->list;
    run_frame(&ui, number, rect, NORMAL);
    ogv_drawlist_free(&unseen);
    ogv_text(h->list, rect.x + 48, 360, OGV_CENTER, OGV_UI, 12, h->theme->text3, "invalid");
}

/* ---- what does not move ---- */

static void caption(const half *h, float x, float y, const char *text)
{
    ogv_text(h->list, h->x + x, y, OGV_CENTER, OGV_UI, 12, h->theme->text3, text);
}

static void title(const half *h, float x, float y, const char *text)
{
    ogv_text(h->list, h->x + x, y, OGV_LEFT, OGV_UI_SEMIBOLD, 13, h->theme->text, text);
}

static void draw_marks(const half *h)
{
    const ogv_theme *t = h->theme;
    float x = h->x + 32;
    ogv_tip_row rows[] = {{"weight", "\xe2\x88\x92"
                                     "2.31"},
                          {"gradient", "0.0042"}};
    caption(h, 508, 360, "tooltip");
    ogv_tooltip(h->list, t, x + 400, 372, 152, rows, 2);

    title(h, 32, 472, "Task check");
    ogv_task_check(h->list, t, (ogv_point){x + 10, 496}, 0);
    ogv_text(h->list, x + 30, 501, OGV_LEFT, OGV_UI, 14, t->text2, "to do");
    ogv_task_check(h->list, t, (ogv_point){x + 102, 496}, 0.5);
    ogv_text(h->list, x + 122, 501, OGV_LEFT, OGV_UI, 14, t->text2, "half way");
    ogv_task_check(h->list, t, (ogv_point){x + 214, 496}, 1);
    ogv_text(h->list, x + 234, 501, OGV_LEFT, OGV_UI_MEDIUM, 14, t->ok, "reached");
    title(h, 368, 472, "Step dots");
    ogv_step_dots(h->list, t, x + 336, 496, 5, 2);
    title(h, 520, 472, "Key");
    ogv_key_cap(h->list, t, x + 488, 484, "Space");
}

enum { MAP = 32 };

/* The answers of a tanh neuron with weights a, b and bias c over the square from -1 to 1. */
static ogv_image neuron_map(const ogv_theme *theme, const char *id, float a, float b, float c,
                            ogv_color pixels[MAP * MAP])
{
    for (int row = 0; row < MAP; row++)
        for (int column = 0; column < MAP; column++) {
            float x = ((float)column + 0.5f) / 16 - 1, y = 1 - ((float)row + 0.5f) / 16;
            pixels[row * MAP + column] = ogv_probability_color(theme, 0.5f + 0.5f * tanhf(a * x + b * y + c));
        }
    return (ogv_image){.id = id, .version = 1, .width = MAP, .height = MAP, .pixels = pixels, .smooth = true};
}

static void draw_network_parts(const half *h)
{
    static ogv_color soft[2][MAP * MAP], hard[2][MAP * MAP];
    static const char *const names[] = {"normal", "hover", "selected", "saturated", "dead"};
    static const unsigned flags[] = {0, OGV_NEURON_HOVERED, OGV_NEURON_SELECTED, 0, OGV_NEURON_DEAD};
    static const float weights[] = {-3.4f, -1.2f, 0.3f, 1.6f, 3.6f};
    static const char *const weight_names[] = {"\xe2\x88\x92"
                                               "3.4",
                                               "\xe2\x88\x92"
                                               "1.2",
                                               "0.3", "1.6", "hover"};
    const ogv_theme *t = h->theme;
    int dark = h->x > 0;
    ogv_image open = neuron_map(t, dark ? "soft.dark" : "soft", 2, 1.5f, 0.2f, soft[dark]);
    ogv_image shut = neuron_map(t, dark ? "hard.dark" : "hard", 9, 14, 0, hard[dark]);
    title(h, 32, 552, "Neuron");
    title(h, 344, 552, "Link");
    for (int i = 0; i < 5; i++) {
        ogv_rect rect = {h->x + 38 + 60.0f * (float)i, 568, 32, 32};
        ogv_neuron(h->list, t, rect, i == 3 ? &shut : &open, t->stage, flags[i]);
        caption(h, 54 + 60.0f * (float)i, 618, names[i]);
        float x = h->x + 344 + 55.0f * (float)i;
        ogv_link(h->list, t, (ogv_point){x, 570}, (ogv_point){x + 44, 598}, weights[i], i == 4);
        caption(h, 366 + 55.0f * (float)i, 618, weight_names[i]);
    }
}

static void draw_color_bars(const half *h)
{
    title(h, 32, 648, "Class probability");
    ogv_color_bar(h->list, h->theme, (ogv_rect){h->x + 32, 660, 272, 20}, false);
    title(h, 336, 648, "log10 of a gradient");
    ogv_gradient_bar(h->list, h->theme, (ogv_rect){h->x + 336, 660, 272, 20}, false);
}

static void draw_legend(const half *h)
{
    const ogv_theme *t = h->theme;
    float x = h->x + 40, y = 756;
    title(h, 32, 732, "Marks");
    x = ogv_legend(h->list, t, x, y, OGV_LEGEND_CLASS0, "class 0") + 2;
    x = ogv_legend(h->list, t, x, y, OGV_LEGEND_CLASS1, "class 1") + 2;
    x = ogv_legend(h->list, t, x, y, OGV_LEGEND_TEST0, "test 0") + 2;
    x = ogv_legend(h->list, t, x, y, OGV_LEGEND_TEST1, "test 1") + 2;
    x = ogv_legend(h->list, t, x, y, OGV_LEGEND_WRONG, "wrong") + 2;
    x = ogv_line_legend(h->list, t, x, y, (ogv_line_look){t->value, 3, 0, 0}, "value");
    ogv_line_legend(h->list, t, x, y, (ogv_line_look){t->grad, 2, 0, 0}, "slope");
}

static void draw_half(ogv_drawlist *list, const ogv_theme *theme, float x, const char *name)
{
    half h = {list, theme, x};
    ogv_fill(list, (ogv_rect){x, 0, 640, 800}, 0, theme->stage);
    ogv_text(list, x + 32, 44, OGV_LEFT, OGV_DISPLAY, 18, theme->text, name);
    draw_states(&h);
    draw_invalid(&h);
    draw_marks(&h);
    draw_network_parts(&h);
    draw_color_bars(&h);
    draw_legend(&h);
}

void draw_components_sheet(ogv_drawlist *list, const ogv_theme *theme)
{
    (void)theme; /* it shows both */
    draw_half(list, &ogv_theme_light, 0, "Components, light");
    draw_half(list, &ogv_theme_dark, 640, "Components, dark");
}
