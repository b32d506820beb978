#include "components_frame.h"

#include <stdio.h>

#include "ogee_viz/text.h"

static void draw_bar(ogv_ui *ui, const frame_words *words)
{
    ogv_drawlist *list = ui->list;
    const ogv_theme *t = ui->theme;
    char step[32];
    ogv_fill(list, (ogv_rect){0, 0, ui->width, 56}, 0, t->bar);
    ogv_hairline_h(list, 0, ui->width, 55, t->line);
    ogv_draw_logo(list, t, 20, 14, 28);
    ogv_hairline_v(list, 64, 16, 40, t->line2);
    ogv_text(list, 80, ogv_baseline(0, 56, 16), OGV_LEFT, OGV_MONO_SEMIBOLD, 16, t->text3, words->number);
    ogv_text(list, 100, ogv_baseline(0, 56, 16), OGV_LEFT, OGV_UI_SEMIBOLD, 16, t->text, words->title);
    snprintf(step, sizeof step, "Step %d of %d", words->step, words->steps);
    float dots = ogv_step_dots_width(words->steps), label = ogv_text_width(list, OGV_UI, 13, step);
    float x = 644 - 0.5f * (dots + 20 + label);
    ogv_step_dots(list, t, x, 28, words->steps, words->step - 1);
    ogv_text(list, x + dots + 18, ogv_baseline(0, 56, 13), OGV_LEFT, OGV_UI, 13, t->text2, step);
    ogv_button(ui, "back", (ogv_rect){980, 12, 84, 32}, "Back", (ogv_button_look){.icon = OGV_ICON_BACK});
    ogv_button(ui, "next", (ogv_rect){1072, 12, 88, 32}, "Next",
               (ogv_button_look){.kind = OGV_PRIMARY, .icon = OGV_ICON_NEXT, .icon_after = true});
    ogv_hairline_v(list, 1176, 16, 40, t->line2);
    ogv_icon theme_icon = t->stage.g < 128 ? OGV_ICON_SUN : OGV_ICON_MOON;
    ogv_button(ui, "theme", (ogv_rect){1188, 12, 32, 32}, NULL,
               (ogv_button_look){.kind = OGV_GHOST, .icon = theme_icon});
    ogv_button(ui, "help", (ogv_rect){1228, 12, 32, 32}, NULL,
               (ogv_button_look){.kind = OGV_GHOST, .icon = OGV_ICON_HELP});
}

static void draw_tasks(ogv_ui *ui, const frame_words *words, float y)
{
    ogv_drawlist *list = ui->list;
    const ogv_theme *t = ui->theme;
    ogv_text_style style = ogv_style_control(t);
    float height = 60;
    int reached = 0;
    for (int i = 0; i < 2; i++) {
        const frame_task *task = &words->tasks[i];
        height += ogv_paragraph_height(list, t, 220, &style, task->text) + (task->note ? 20 : 0) + 6;
        reached += task->progress >= 1;
    }
    ogv_rect card = {24, y, 288, height};
    char count[16];
    ogv_fill(list, card, 8, t->stage);
    ogv_frame(list, card, 8, 1, t->line2);
    ogv_text(list, 40, y + 28, OGV_LEFT, OGV_UI_SEMIBOLD, 14, t->text, "Try it");
    snprintf(count, sizeof count, "%d/2", reached);
    ogv_text(list, 296, y + 28, OGV_RIGHT, OGV_MONO, 13, t->text2, count);
    y += 44;
    for (int i = 0; i < 2; i++) {
        const frame_task *task = &words->tasks[i];
        bool done = task->progress >= 1;
        ogv_task_check(list, t, (ogv_point){52, y + 10}, task->progress);
        style.color = done ? t->text2 : t->text;
        y += ogv_paragraph(list, t, 76, y, 220, &style, task->text);
        if (task->note) {
            ogv_text(list, 76, y + 15, OGV_LEFT, OGV_UI_MEDIUM, 13, done ? t->ok : t->value, task->note);
            y += 20;
        }
        y += 12;
    }
}

void draw_frame(ogv_ui *ui, const frame_words *words)
{
    ogv_drawlist *list = ui->list;
    const ogv_theme *t = ui->theme;
    ogv_text_style heading = ogv_style_heading(t), body = ogv_style_body(t);
    ogv_fill(list, (ogv_rect){0, 0, ui->width, ui->height}, 0, t->stage);
    ogv_fill(list, (ogv_rect){0, 56, 336, ui->height - 56}, 0, t->panel);
    ogv_hairline_v(list, 335, 56, ui->height, t->line);
    draw_bar(ui, words);
    float y = 79;
    y += ogv_paragraph(list, t, 24, y, 288, &heading, words->heading) + 12;
    y += ogv_paragraph(list, t, 24, y, 286, &body, words->paragraphs) + 8;
    ogv_paragraph(list, t, 24, y, 286, &body, words->more);
    ogv_fill(list, (ogv_rect){24, 336, 288, words->formula_height}, 8, t->well);
    draw_tasks(ui, words, 336 + words->formula_height + 20);
    ogv_button(ui, "show", (ogv_rect){24, 740, 136, 36}, "Show me", (ogv_button_look){.icon = OGV_ICON_EYE});
    ogv_button(ui, "why", (ogv_rect){176, 740, 136, 36}, "Why?", (ogv_button_look){.icon = OGV_ICON_BULB});
}
