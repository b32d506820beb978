#include "components.h"
#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"

static const char *const labels[] = {"1\u00d7", "4\u00d7", "max"};

static void icon_button(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    ui->disabled = s == DISABLED;
    ogv_button(ui, "help", (ogv_rect){rect.x + 32, rect.y, 32, 32}, NULL,
               (ogv_button_look){.kind = OGV_GHOST, .icon = OGV_ICON_HELP});
}

static void transport_button(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    ui->disabled = s == DISABLED;
    ogv_button(ui, "reset", (ogv_rect){rect.x + 28, rect.y, 40, 40}, NULL,
               (ogv_button_look){.kind = OGV_SECONDARY, .icon = OGV_ICON_RESET});
}

static void play(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    ui->disabled = s == DISABLED;
    ogv_button(ui, "play", (ogv_rect){rect.x, rect.y, 96, 40}, "Play",
               (ogv_button_look){.kind = OGV_PRIMARY, .icon = OGV_ICON_PLAY, .steady = true});
}

static void segmented(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    int chosen = 0;
    ui->disabled = s == DISABLED;
    ogv_segmented(ui, "speed", rect, labels, 3, &chosen, true);
}

static void tabs(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    static const char *const names[] = {"one", "two"};
    int chosen = 0;
    ui->disabled = s == DISABLED;
    ogv_tabs(ui, "tabs", rect, names, 2, &chosen);
}

static void off_toggle(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    bool on = false;
    ui->disabled = s == DISABLED;
    ogv_toggle(ui, "slope", rect, &on, "slope");
}

static void off_checkbox(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    bool on = false;
    ui->disabled = s == DISABLED;
    ogv_checkbox(ui, "tests", rect, &on, "tests");
}

static void chip_on(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    bool on = true;
    ui->disabled = s == DISABLED;
    ogv_chip(ui, "tanh", (ogv_rect){rect.x, rect.y, 112, 36}, &on, "all", ui->theme->teal, 10, 4);
}

static void chip_off(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    bool on = false;
    ui->disabled = s == DISABLED;
    ogv_chip(ui, "silu", (ogv_rect){rect.x, rect.y, 112, 36}, &on, "one", ui->theme->brown, 1, 5);
}

static void text_field(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    char text[32] = "spiral";
    ui->disabled = s == DISABLED;
    ogv_text_field(ui, "name", rect, text, sizeof text, &(ogv_field_def){.hint = "name"});
}

static void file_field(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    char text[32] = "a.csv";
    ui->disabled = s == DISABLED;
    ogv_text_field(ui, "file", rect, text, sizeof text, &(ogv_field_def){.file = true});
}

static void stepper(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    int units = 6;
    ui->disabled = s == DISABLED;
    ogv_stepper(ui, "units", (ogv_point){rect.x + 48, rect.y + 16}, &units, 1, 8);
}

static void thumbnail(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    ui->disabled = s == DISABLED;
    ogv_thumbnail(ui, "moons", (ogv_rect){rect.x + 19, rect.y, 58, 58}, false);
}

static void dot(ogv_ui *ui, ogv_rect rect, sheet_state s)
{
    const ogv_axes axes = {.rect = rect, .x = {0, 1}, .y = {0, 1}};
    double x = 0.5;
    ui->disabled = s == DISABLED;
    ogv_drag_dot(ui, "dot", &axes, &x, 0.5, 0.01, ui->theme->value);
}

/* Where the pointer is, from the widget's left top corner. */
static const struct row {
    sheet_widget draw;
    float y, at_x, at_y;
    bool typing;
} rows[] = {
    {icon_button, 84, 48, 16, false},  {transport_button, 128, 48, 20, false},
    {play, 180, 48, 20, false},        {segmented, 232, 48, 16, false},
    {tabs, 276, 56, 16, false},        {off_toggle, 320, 18, 16, false},
    {off_checkbox, 360, 9, 16, false}, {chip_on, 404, 56, 18, false},
    {chip_off, 452, 56, 18, false},    {text_field, 500, 48, 16, true},
    {file_field, 544, 60, 16, true},   {stepper, 588, 80, 16, false},
    {thumbnail, 632, 48, 29, false},   {dot, 710, 48, 16, false},
};

static void draw_half(ogv_drawlist *list, const ogv_theme *theme, float left, const char *name)
{
    static const char *const names[STATES] = {"normal", "hover", "pressed", "focus", "disabled"};
    ogv_fill(list, (ogv_rect){left, 0, 640, 800}, 0, theme->stage);
    ogv_text(list, left + 32, 44, OGV_LEFT, OGV_DISPLAY, 18, theme->text, name);
    for (int s = 0; s < STATES; s++) {
        float x = left + 32 + 120.0f * (float)s;
        ogv_text(list, x + 48, 72, OGV_CENTER, OGV_UI, 12, theme->text3, names[s]);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            draw_in_state(list, theme, rows[i].draw, (ogv_rect){x, rows[i].y, 96, 32},
                          (ogv_point){x + rows[i].at_x, rows[i].y + rows[i].at_y}, (sheet_state)s,
                          rows[i].typing);
    }
}

void draw_controls_sheet(ogv_drawlist *list, const ogv_theme *theme)
{
    (void)theme; /* it shows both */
    draw_half(list, &ogv_theme_light, 0, "Controls, light");
    draw_half(list, &ogv_theme_dark, 640, "Controls, dark");
}
