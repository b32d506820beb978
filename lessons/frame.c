/* The window of a lesson: layout, top bar, keys, and the order in which everything is drawn. */
#include "frame.h"

#include <math.h>
#include <stdio.h>

#include "ogee_viz/motion.h"
#include "ogee_viz/text.h"

ogl_layout ogl_layout_make(const ogl_run *run, const ogv_ui *ui)
{
    ogl_layout l = {0};
    l.width = ui->width < 960 ? 960 : ui->width;
    l.height = ui->height < 600 ? 600 : ui->height;
    l.compact = l.width < 1248;
    l.wide = l.width >= 1600;
    float top = l.compact ? 48 : 56;
    float transport = run->lesson->trains ? l.compact ? 56 : 64 : 0;
    float side = l.compact ? 48 : l.wide ? 400 : 336;
    float middle = l.height - top - transport;
    l.top = (ogv_rect){0, 0, l.width, top};
    l.narrative = (ogv_rect){0, top, side, middle};
    l.stage = (ogv_rect){side, top, l.width - side, middle};
    l.drawer = (ogv_rect){side, top, 320, middle};
    l.transport = (ogv_rect){0, l.height - transport, l.width, transport};
    return l;
}

static void draw_position(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    char of[16], step[16], text[96];
    snprintf(step, sizeof step, "%d", run->step + 1);
    snprintf(of, sizeof of, "%d", run->lesson->step_count);
    ogl_words_fill(text, sizeof text, ogl_ui_say(run, "position"), step, of);
    float dots = ogv_step_dots_width(run->lesson->step_count);
    float whole = dots + 12 + ogv_text_width(ui->list, OGV_UI, 13, text);
    float x = l->compact ? l->width - 304 - whole : l->width / 2 - whole / 2;
    ogv_step_dots(ui->list, ui->theme, x, l->top.h / 2, run->lesson->step_count, run->step);
    ogv_text(ui->list, x + dots + 12, ogv_baseline(0, l->top.h, 13), OGV_LEFT, OGV_UI, 13, ui->theme->text2,
             text);
}

/* The mark of ogee leads to the launcher, where there is one. */
static void draw_home(ogl_run *run, ogv_ui *ui, ogv_point center)
{
    if (run->has_home) {
        ogv_rect button = {center.x - 20, center.y - 20, 40, 40};
        if (ogv_button(ui, "home", button, NULL, (ogv_button_look){.kind = OGV_GHOST}))
            ogl_press(run, "home");
        ogv_tip(ui, ogl_ui_say(run, "home.tip"), "Esc");
    }
    ogv_draw_logo(ui->list, ui->theme, center.x - 14, center.y - 14, 28);
}

static void draw_title(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    char number[16];
    float middle = ogv_baseline(0, l->top.h, 16);
    float x = l->compact ? 64 : 80;
    snprintf(number, sizeof number, "%d", run->lesson->number);
    draw_home(run, ui, (ogv_point){l->compact ? 24 : 34, l->top.h / 2});
    if (!l->compact)
        ogv_hairline_v(ui->list, 64, 16, 40, ui->theme->line2);
    x += ogv_text(ui->list, x, middle, OGV_LEFT, OGV_MONO_SEMIBOLD, 16, ui->theme->text3, number) + 10;
    ogv_text_fit(ui->list, x, middle, l->width / 2 - 130 - x, OGV_UI_SEMIBOLD, 16, ui->theme->text,
                 ogl_say(run, "lesson", "title"));
}

static void draw_top(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    float y = l->top.h / 2 - 16, right = l->compact ? 0 : 12;
    ogv_fill(ui->list, l->top, 0, ui->theme->bar);
    ogv_hairline_h(ui->list, 0, l->width, l->top.h - 1, ui->theme->line);
    draw_title(run, ui, l);
    draw_position(run, ui, l);
    float back = l->width - 280 - right - (l->compact ? 0 : 8);
    ui->disabled = run->step == 0;
    if (ogv_button(ui, "back", (ogv_rect){back, y, 84, 32}, ogl_ui_say(run, "back"),
                   (ogv_button_look){.icon = OGV_ICON_BACK}))
        ogl_press(run, "back");
    ogv_tip(ui, ogl_ui_say(run, "back.tip"), "PgUp");
    bool last = run->step + 1 == run->lesson->step_count;
    ui->disabled = last && !run->has_home;
    if (ogv_button(ui, "next", (ogv_rect){back + 92, y, 88, 32}, ogl_ui_say(run, last ? "finish" : "next"),
                   (ogv_button_look){.kind = OGV_PRIMARY, .icon = OGV_ICON_NEXT, .icon_after = true}))
        ogl_press(run, last ? "home" : "next");
    ogv_tip(ui, ogl_ui_say(run, last ? "home.tip" : "next.tip"), last ? "Esc" : "PgDn");
    ui->disabled = false;
    if (!l->compact)
        ogv_hairline_v(ui->list, l->width - 104, 16, 40, ui->theme->line2);
    float icons = l->compact ? l->width - 88 : l->width - 92;
    if (ogv_button(
            ui, "theme", (ogv_rect){icons, y, 32, 32}, NULL,
            (ogv_button_look){.kind = OGV_GHOST, .icon = run->look.dark ? OGV_ICON_SUN : OGV_ICON_MOON}))
        ogl_press(run, "theme");
    ogv_tip(ui, ogl_ui_say(run, "theme.tip"), "T");
    if (ogv_button(ui, "help", (ogv_rect){icons + 40, y, 32, 32}, NULL,
                   (ogv_button_look){.kind = OGV_GHOST, .icon = OGV_ICON_HELP}))
        ogl_press(run, "help");
    ogv_tip(ui, ogl_ui_say(run, "help.tip"), "F1");
}

/* Any input of the learner stops "Show me"; what it did stays, the input itself is spent on stopping, unless
   it turns the page. */
static void play_demo(ogl_run *run, ogv_ui *ui)
{
    const char *shot;
    char error[200];
    if (!run->demo)
        return;
    if (ui->input.mouse_pressed || ui->input.key != OGV_KEY_NONE) {
        ogv_key key = ui->input.key;
        ui->input.mouse_pressed = ui->input.mouse_released = false;
        if (key != OGV_KEY_PAGE_UP && key != OGV_KEY_PAGE_DOWN)
            ui->input.key = OGV_KEY_NONE;
        ogl_demo_interrupt(run);
    } else if (ogl_script_frame(run->demo, run, true, ui, &shot, error, sizeof error) != OGL_SCRIPT_RUNNING) {
        ogl_demo_stop(run);
    }
}

static void draw_ghost(const ogl_run *run, ogv_ui *ui)
{
    ogv_point at;
    bool pressed;
    if (!run->demo || !ogl_script_pointer(run->demo, &at, &pressed))
        return;
    ogv_disc(ui->list, at, pressed ? 18 : 14, ogv_fade(ui->theme->accent, 0.18f));
    ogv_disc(ui->list, at, 6, ui->theme->accent);
    ogv_ring(ui->list, at, pressed ? 18 : 14, 1.5f, ui->theme->accent);
}

/* On a plate at the stage's lower end, in as many lines as it takes. */
static void draw_error(const ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    enum { MARGIN = 12, PADDING = 8, EDGE = 16 };
    char text[320];
    if (!run->error[0])
        return;
    ogl_words_fill(text, sizeof text, ogl_ui_say(run, "stopped"), run->error, "");
    ogv_text_style style = ogv_style_label(ui->theme);
    style.color = ui->theme->err;
    ogv_rect box = {l->stage.x + EDGE, 0, l->stage.w - 2 * EDGE, 2 * PADDING};
    box.h += ogv_paragraph_height(ui->list, ui->theme, box.w - 2 * MARGIN, &style, text);
    box.y = roundf(l->stage.y + l->stage.h - PADDING - box.h);
    ogv_fill(ui->list, box, 8, ui->theme->panel);
    ogv_frame(ui->list, box, 8, 1, ui->theme->err);
    ogv_paragraph(ui->list, ui->theme, box.x + MARGIN, box.y + PADDING, box.w - 2 * MARGIN, &style, text);
}

void ogl_notify(ogl_run *run, const char *text)
{
    enum { SHOWN = 180 };
    snprintf(run->notice, sizeof run->notice, "%s", text);
    run->notice_until = run->frame + SHOWN;
}

void ogl_draw_notice(ogv_ui *ui, float width, float bottom, const char *text)
{
    float room = width - 64, length = ogv_text_width(ui->list, OGV_UI_MEDIUM, 14, text);
    length = length < room ? length : room;
    ogv_rect plate = {(width - length) / 2 - 16, bottom - 56, length + 32, 40};
    ogv_fill(ui->list, plate, 8, ui->theme->tip);
    ogv_text_fit(ui->list, plate.x + 16, ogv_baseline(plate.y, plate.h, 14), length + 1, OGV_UI_MEDIUM, 14,
                 ui->theme->on_tip, text);
}

/* A new step fades in; only what is new does. */
static void draw_step_change(const ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    float part = ogv_ease_since(ui, ogv_ui_id("step.change"), 0, run->step, OGV_STEP_FRAMES);
    if (part >= 1)
        return;
    if (!l->compact) {
        ogv_rect panel = l->narrative;
        panel.w -= 1;
        ogv_fill(ui->list, panel, 0, ogv_fade(ui->theme->panel, 1 - part));
    }
    ogv_fill(ui->list, l->stage, 0, ogv_fade(ui->theme->stage, 1 - part));
}

static void draw_frame(ogl_run *run, ogv_ui *ui)
{
    ogl_layout l = ogl_layout_make(run, ui);
    ogv_rect all = {0, 0, l.width, l.height};
    ogv_fill(ui->list, all, 0, ui->theme->stage);
    bool drawer = l.compact && run->drawer_open;
    if (run->help_open)
        ogv_ui_shield(ui, all);
    draw_top(run, ui, &l);
    ogl_draw_narrative(run, ui, &l);
    if (!run->help_open && (drawer || run->why_open))
        ogv_ui_shield(ui, run->why_open ? ogl_why_rect(run, ui, &l) : l.drawer);
    run->lesson->draw(run->state, run, ui, l.stage);
    ogl_draw_description(run, ui, &l);
    draw_error(run, ui, &l);
    draw_step_change(run, ui, &l);
    if (!run->help_open)
        ogv_ui_unshield(ui);
    if (l.transport.h > 0)
        ogl_draw_transport(run, ui, &l);
    if (drawer)
        ogl_draw_drawer(run, ui, &l);
    if (run->why_open)
        ogl_draw_why(run, ui, &l);
    ogv_ui_unshield(ui);
    if (run->help_open)
        ogl_draw_help(run, ui, &l);
    if (run->frame < run->notice_until && !ui->pictured)
        ogl_draw_notice(ui, l.width, l.height - l.transport.h, run->notice);
    draw_ghost(run, ui);
}

void ogl_run_frame(ogl_run *run, ogv_ui *ui)
{
    ui->theme = ogv_theme_choose(run->look.dark, run->look.high_contrast);
    ui->animated = ui->animated && !run->look.calm;
    run->dragging = ui->active && (ui->input.mouse_down || ui->input.mouse_released);
    play_demo(run, ui);
    ogl_keys_obey(run, ui);
    ogl_run_update(run);
    draw_frame(run, ui);
}
