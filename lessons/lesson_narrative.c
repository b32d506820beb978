/* The left side: heading, paragraphs, formula, tasks, Show me and Why?; as a panel, a rail or a drawer. */
#include <stdio.h>

#include "frame.h"
#include "ogee_viz/motion.h"
#include "ogee_viz/text.h"

typedef struct column {
    ogl_run *run;
    ogv_ui *ui;
    const char *step;
    float x, width;
    ogv_text_style heading, body;
} column;

static column make_column(ogl_run *run, ogv_ui *ui, float x, float width, bool wide)
{
    column c = {run,
                ui,
                run->lesson->steps[run->step].id,
                x,
                width,
                ogv_style_heading(ui->theme),
                ogv_style_body(ui->theme)};
    if (wide) {
        c.body.size = 16;
        c.body.line = 26;
    }
    return c;
}

static const char *text_of(const column *c, const char *key, int index)
{
    return ogl_words_get(c->run->words, c->step, key, index);
}

/* ---- heading, paragraphs, formula ---- */

enum { FORMULA_LINE = 38, FORMULA_PADDING = 12 };

/* A line of the formula's block; too wide a formula is set smaller. */
typedef struct formula_line {
    const char *text;
    float size, ascent, height;
} formula_line;

static formula_line formula_at(const column *c, int line)
{
    formula_line l = {text_of(c, "formula", line), line ? 20 : 21, 0, FORMULA_LINE};
    ogv_extent extent = ogv_formula_extent(c->ui->list, c->ui->theme, l.size, l.text);
    if (extent.width > c->width - 32) {
        l.size *= (c->width - 32) / extent.width;
        extent = ogv_formula_extent(c->ui->list, c->ui->theme, l.size, l.text);
    }
    float height = extent.ascent + extent.descent;
    l.height = height + 15 > FORMULA_LINE ? height + 15 : FORMULA_LINE; /* a fraction needs more */
    l.ascent = (l.height - height) / 2 + extent.ascent;
    return l;
}

static float formula_height(const column *c, int lines)
{
    float height = lines > 0 ? 2 * FORMULA_PADDING : 0;
    for (int i = 0; i < lines; i++)
        height += formula_at(c, i).height;
    return height;
}

/* What the learner just moved shines in the formula, and fades. */
static int lights_of(const column *c, ogv_light lights[OGL_MAX_SETTINGS])
{
    enum { SHINES = 36 }; /* frames: 600 ms */
    const ogl_run *run = c->run;
    int count = 0;
    for (int i = 0; i < run->lesson->setting_count && c->ui->animated; i++) {
        long age = run->frame - run->moved[i];
        if (run->moved[i] > 0 && age < SHINES)
            lights[count++] =
                (ogv_light){run->lesson->settings[i].id, 1 - ogv_ease_out((float)age / (float)SHINES)};
    }
    return count;
}

static void draw_formula(const column *c, float y, int lines)
{
    const ogv_theme *theme = c->ui->theme;
    ogv_light lights[OGL_MAX_SETTINGS];
    int count = lights_of(c, lights);
    ogv_fill(c->ui->list, (ogv_rect){c->x, y, c->width, formula_height(c, lines)}, 8, theme->well);
    y += FORMULA_PADDING;
    for (int i = 0; i < lines; i++) {
        formula_line l = formula_at(c, i);
        ogv_formula_lit(c->ui->list, theme, c->x + 16, y + l.ascent, OGV_LEFT, l.size,
                        i ? theme->text2 : theme->text, l.text, lights, count);
        y += l.height;
    }
}

/* Heading, paragraphs and formula from y on; returns the height. With draw false it only measures. */
static float story(const column *c, float y, int formula_lines, bool draw)
{
    ogv_drawlist *list = c->ui->list;
    const ogv_theme *theme = c->ui->theme;
    const char *heading = text_of(c, "heading", 0), *text;
    float at = y;
    if (draw)
        ogv_paragraph(list, theme, c->x, at, c->width, &c->heading, heading ? heading : "");
    at += ogv_paragraph_height(list, theme, c->width, &c->heading, heading ? heading : "") + 10;
    for (int i = 0; (text = text_of(c, "text", i)); i++) {
        if (draw)
            ogv_paragraph(list, theme, c->x, at, c->width, &c->body, text);
        at += ogv_paragraph_height(list, theme, c->width, &c->body, text) + 8;
    }
    if (formula_lines > 0) {
        at += 8;
        if (draw)
            draw_formula(c, at, formula_lines);
        at += formula_height(c, formula_lines);
    }
    return at - y;
}

/* ---- tasks ---- */

static ogv_text_style task_style(const column *c, bool reached)
{
    ogv_text_style style = ogv_style_control(c->ui->theme);
    style.color = reached ? c->ui->theme->text2 : c->ui->theme->text;
    return style;
}

static float task_height(const column *c, int task)
{
    ogv_text_style style = task_style(c, false);
    const char *text = text_of(c, "task", task);
    return ogv_paragraph_height(c->ui->list, c->ui->theme, c->width - 68, &style, text ? text : "") + 20 + 12;
}

static float card_height(const column *c)
{
    const ogl_step *step = &c->run->lesson->steps[c->run->step];
    float height = 44 + 4;
    for (int t = 0; t < ogl_task_count(step); t++)
        height += task_height(c, t);
    return height;
}

/* A task that is reached now grows its disc and draws its tick. */
static void draw_check(const ogl_run *run, ogv_ui *ui, ogv_point center, int task)
{
    bool reached = run->reached[run->step][task];
    uint64_t id = ogv_ui_id(run->lesson->steps[run->step].tasks[task].id);
    float part = ogv_ease_since(ui, id, run->step, reached, OGV_TASK_FRAMES);
    if (reached)
        ogv_task_tick(ui->list, ui->theme, center, part);
    else
        ogv_task_check(ui->list, ui->theme, center, run->progress[task]);
}

static void draw_task(const column *c, float y, int task)
{
    bool reached = c->run->reached[c->run->step][task];
    ogv_text_style style = task_style(c, reached);
    const char *text = text_of(c, "task", task);
    draw_check(c->run, c->ui, (ogv_point){c->x + 28, y + 10}, task);
    float height =
        ogv_paragraph(c->ui->list, c->ui->theme, c->x + 52, y, c->width - 68, &style, text ? text : "");
    ogv_text_fit(c->ui->list, c->x + 52, ogv_baseline(y + height, 20, 13), c->width - 68, OGV_UI_MEDIUM, 13,
                 reached ? c->ui->theme->ok : c->ui->theme->accent, c->run->notes[c->run->step][task]);
}

static void draw_card(const column *c, float y)
{
    const ogl_step *step = &c->run->lesson->steps[c->run->step];
    const ogv_theme *theme = c->ui->theme;
    int count = ogl_task_count(step), done = 0;
    char score[24];
    ogv_rect card = {c->x, y, c->width, card_height(c)};
    ogv_fill(c->ui->list, card, 8, theme->stage);
    ogv_frame(c->ui->list, card, 8, 1, theme->line2);
    float at = y + 44;
    for (int t = 0; t < count; t++) {
        done += c->run->reached[c->run->step][t];
        draw_task(c, at, t);
        at += task_height(c, t);
    }
    snprintf(score, sizeof score, "%d/%d", done, count);
    ogv_text(c->ui->list, c->x + 16, y + 28, OGV_LEFT, OGV_UI_SEMIBOLD, 14, theme->text,
             ogl_ui_say(c->run, "try"));
    ogv_text(c->ui->list, c->x + c->width - 16, y + 28, OGV_RIGHT, OGV_MONO_MEDIUM, 13,
             done == count ? theme->ok : theme->text3, score);
}

/* ---- panel and drawer ---- */

/* The story, then the card, between top and bottom. When the height is short the formula keeps one line; when
   that is not enough the story scrolls and the card stays. */
static void draw_column(const column *c, float top, float bottom)
{
    int lines = ogl_words_count(c->run->words, c->step, "formula");
    float card = card_height(c), room = bottom - top - card - 20;
    float height = story(c, top, lines, false);
    if (height > room && lines > 1)
        height = story(c, top, lines = 1, false);
    if (height <= room) {
        story(c, top, lines, true);
        draw_card(c, top + height + 20);
        return;
    }
    ogv_rect view = {c->x, top, c->width, room > 48 ? room : 48};
    ogv_scroll scroll = ogv_scroll_begin(c->ui, "narrative.scroll", view, height, &c->run->narrative_scroll);
    story(c, scroll.top, lines, true);
    ogv_scroll_end(c->ui, &scroll, c->ui->theme->panel);
    draw_card(c, bottom - card);
}

static void draw_show_and_why(const column *c, float y)
{
    ogl_run *run = c->run;
    float width = (c->width - 16) / 2;
    if (ogv_button(c->ui, "show", (ogv_rect){c->x, y, width, 36},
                   ogl_ui_say(run, run->demo ? "show.stop" : "show"),
                   (ogv_button_look){.icon = OGV_ICON_EYE}))
        ogl_press(run, "show");
    ogv_tip(c->ui, ogl_ui_say(run, run->demo ? "show.stop.tip" : "show.tip"), "S");
    if (ogv_button(c->ui, "why", (ogv_rect){c->x + width + 16, y, width, 36}, ogl_ui_say(run, "why"),
                   (ogv_button_look){.icon = OGV_ICON_BULB}))
        ogl_press(run, "why");
    ogv_tip(c->ui, ogl_ui_say(run, "why.tip"), "W");
}

static void draw_rail(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    ogv_rect rail = l->narrative;
    float bottom = rail.y + rail.h;
    if (ogv_button(ui, "narrative", (ogv_rect){4, rail.y + 12, 40, 40}, NULL,
                   (ogv_button_look){.icon = OGV_ICON_MENU}))
        ogl_press(run, "narrative");
    ogv_tip(ui, ogl_ui_say(run, "narrative.tip"), "N");
    for (int t = 0; t < ogl_task_count(&run->lesson->steps[run->step]); t++)
        draw_check(run, ui, (ogv_point){24, rail.y + 80 + 32 * (float)t}, t);
    if (ogv_button(ui, "show", (ogv_rect){4, bottom - 96, 40, 40}, NULL,
                   (ogv_button_look){.kind = OGV_GHOST, .icon = OGV_ICON_EYE}))
        ogl_press(run, "show");
    ogv_tip(ui, ogl_ui_say(run, run->demo ? "show.stop.tip" : "show.tip"), "S");
    if (ogv_button(ui, "why", (ogv_rect){4, bottom - 52, 40, 40}, NULL,
                   (ogv_button_look){.kind = OGV_GHOST, .icon = OGV_ICON_BULB}))
        ogl_press(run, "why");
    ogv_tip(ui, ogl_ui_say(run, "why.tip"), "W");
}

void ogl_draw_narrative(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    ogv_rect panel = l->narrative;
    float bottom = panel.y + panel.h;
    ogv_fill(ui->list, panel, 0, ui->theme->panel);
    ogv_hairline_v(ui->list, panel.x + panel.w - 1, panel.y, bottom, ui->theme->line);
    if (l->compact) {
        draw_rail(run, ui, l);
        return;
    }
    column c = make_column(run, ui, 24, panel.w - 48, l->wide);
    draw_column(&c, panel.y + 24, bottom - 24 - 36 - 20);
    draw_show_and_why(&c, bottom - 24 - 36);
}

void ogl_draw_drawer(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    ogv_rect drawer = l->drawer;
    ogv_fill(ui->list, drawer, 0, ui->theme->panel);
    ogv_hairline_v(ui->list, drawer.x + drawer.w - 1, drawer.y, drawer.y + drawer.h, ui->theme->line2);
    column c = make_column(run, ui, drawer.x + 16, drawer.w - 44, false);
    draw_column(&c, drawer.y + 16, drawer.y + drawer.h - 16);
}

/* ---- Why? ---- */

enum { WHY_WIDTH = 408 };

static float why_text_height(const ogl_run *run, const ogv_ui *ui)
{
    ogv_text_style style = ogv_style_body(ui->theme);
    const char *id = run->lesson->steps[run->step].id, *text;
    float height = 0;
    for (int i = 0; (text = ogl_words_get(run->words, id, "why", i)); i++)
        height += ogv_paragraph_height(ui->list, ui->theme, WHY_WIDTH - 48, &style, text) + 8;
    return height;
}

/* Beside the button that opens it. */
ogv_rect ogl_why_rect(const ogl_run *run, const ogv_ui *ui, const ogl_layout *l)
{
    float height = 56 + why_text_height(run, ui) + 12;
    float below = l->compact ? 8 : 16;
    return (ogv_rect){l->stage.x + 16, l->stage.y + l->stage.h - below - height, WHY_WIDTH, height};
}

void ogl_draw_why(ogl_run *run, ogv_ui *ui, const ogl_layout *l)
{
    ogv_rect box = ogl_why_rect(run, ui, l);
    ogv_text_style style = ogv_style_body(ui->theme);
    const char *id = run->lesson->steps[run->step].id, *text;
    ogv_fill(ui->list, box, 8, ui->theme->stage);
    ogv_frame(ui->list, box, 8, 1, ui->theme->line2);
    ogv_text(ui->list, box.x + 24, box.y + 36, OGV_LEFT, OGV_UI_SEMIBOLD, 15, ui->theme->text,
             ogl_ui_say(run, "why"));
    if (ogv_button(ui, "why.close", (ogv_rect){box.x + box.w - 104, box.y + 14, 88, 32},
                   ogl_ui_say(run, "close"), (ogv_button_look){.kind = OGV_SECONDARY}))
        ogl_press(run, "why");
    float y = box.y + 56;
    for (int i = 0; (text = ogl_words_get(run->words, id, "why", i)); i++)
        y += ogv_paragraph(ui->list, ui->theme, box.x + 24, y, box.w - 48, &style, text) + 8;
}
