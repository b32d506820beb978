#include <math.h>

#include "ogee_viz/text.h"
#include "ogee_viz/ui.h"

static void draw_arc(ogv_drawlist *list, ogv_point center, float radius, double part, ogv_color color)
{
    enum { STEPS = 48 };
    ogv_point points[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
        float angle = 6.2831853f * (float)part * (float)i / STEPS;
        points[i] = (ogv_point){center.x + radius * sinf(angle), center.y - radius * cosf(angle)};
    }
    ogv_polyline(list, points, STEPS + 1, false, 2.5f, color);
}

void ogv_task_tick(ogv_drawlist *list, const ogv_theme *theme, ogv_point center, float part)
{
    if (part >= 1) {
        ogv_task_check(list, theme, center, 1);
        return;
    }
    /* The strokes of the tick of ogv_task_check, as far as they are drawn. */
    const ogv_point start = {center.x - 3.9f, center.y + 0.3f}, turn = {center.x - 1.2f, center.y + 3},
                    end = {center.x + 3.9f, center.y - 2.55f};
    ogv_ring(list, center, 9.25f, 1.5f, theme->axis);
    ogv_disc(list, center, 10 * fminf(2 * part, 1), theme->ok);
    float drawn = 2 * part - 1, first = fminf(3 * drawn, 1), second = fmaxf(1.5f * drawn - 0.5f, 0);
    if (drawn <= 0)
        return;
    const ogv_point stroke[3] = {start,
                                 {start.x + (turn.x - start.x) * first, start.y + (turn.y - start.y) * first},
                                 {turn.x + (end.x - turn.x) * second, turn.y + (end.y - turn.y) * second}};
    ogv_polyline(list, stroke, second > 0 ? 3 : 2, false, 2.3f, theme->on_accent);
}

void ogv_task_check(ogv_drawlist *list, const ogv_theme *theme, ogv_point center, double progress)
{
    if (progress >= 1) {
        ogv_disc(list, center, 10, theme->ok);
        ogv_draw_icon(list, OGV_ICON_CHECK, center, 15, 2.3f, theme->on_accent);
        return;
    }
    ogv_disc(list, center, 9.25f, theme->stage);
    ogv_ring(list, center, 9.25f, 1.5f, theme->axis);
    if (progress > 0)
        draw_arc(list, center, 9.25f, progress, theme->accent);
}

float ogv_step_dots_width(int count)
{
    return 20.0f * (float)(count - 1) + 24;
}

float ogv_step_dots(ogv_drawlist *list, const ogv_theme *theme, float x, float y, int count, int current)
{
    float at = x + 4;
    for (int i = 0; i < count; i++) {
        if (i == current) {
            ogv_fill(list, (ogv_rect){at - 4, y - 4, 24, 8}, 4, theme->accent);
            at += 36;
            continue;
        }
        if (i < current)
            ogv_disc(list, (ogv_point){at, y}, 4, theme->accent);
        else
            ogv_ring(list, (ogv_point){at, y}, 3.5f, 1.5f, theme->axis);
        at += 20;
    }
    return ogv_step_dots_width(count);
}

float ogv_key_cap(ogv_drawlist *list, const ogv_theme *theme, float x, float y, const char *name)
{
    float width = fmaxf(24, 2 * ceilf(0.5f * ogv_text_width(list, OGV_UI_MEDIUM, 13, name)) + 16);
    ogv_rect rect = {x, y, width, 24};
    ogv_fill(list, rect, 5, theme->panel);
    ogv_frame(list, rect, 5, 1, theme->line2);
    ogv_text(list, x + 0.5f * width, ogv_baseline(y, 24, 13), OGV_CENTER, OGV_UI_MEDIUM, 13, theme->text2,
             name);
    return width;
}

/* ---- tooltip and flag ---- */

static ogv_text_style tip_style(const ogv_theme *theme, bool has_value)
{
    ogv_text_style style = ogv_style_label(theme);
    style.color = has_value ? theme->tip_text2 : theme->on_tip;
    style.bold = theme->on_tip;
    return style;
}

ogv_rect ogv_tooltip_size(ogv_drawlist *list, const ogv_theme *theme, const ogv_tip_row *rows, int count)
{
    float width = 0;
    for (int i = 0; i < count; i++) {
        ogv_text_style style = tip_style(theme, rows[i].value != NULL);
        float w = ogv_rich_line_width(list, theme, &style, rows[i].label);
        if (rows[i].value)
            w += 12 + ogv_text_width(list, OGV_MONO_MEDIUM, 13, rows[i].value);
        width = fmaxf(width, w);
    }
    return (ogv_rect){0, 0, ceilf(width) + 24, 20.0f * (float)count + 12};
}

void ogv_tooltip(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float w,
                 const ogv_tip_row *rows, int count)
{
    ogv_rect size = ogv_tooltip_size(list, theme, rows, count);
    float width = w > 0 ? w : size.w;
    ogv_fill(list, (ogv_rect){x, y, width, size.h}, 6, theme->tip);
    for (int i = 0; i < count; i++) {
        ogv_text_style style = tip_style(theme, rows[i].value != NULL);
        float base = y + 6 + 20.0f * (float)i + 14.6f;
        ogv_rich_line(list, theme, x + 12, base, OGV_LEFT, &style, rows[i].label);
        if (rows[i].value)
            ogv_text(list, x + width - 12, base, OGV_RIGHT, OGV_MONO_MEDIUM, 13, theme->on_tip,
                     rows[i].value);
    }
}

void ogv_flag(ogv_drawlist *list, const ogv_theme *theme, ogv_point center, const char *text)
{
    float width = ogv_text_width(list, OGV_MONO_MEDIUM, 13, text) + 14;
    ogv_rect rect = {center.x - 0.5f * width, center.y - 11, width, 22};
    ogv_fill(list, rect, 4, theme->tip);
    ogv_text(list, center.x, ogv_baseline(rect.y, 22, 13), OGV_CENTER, OGV_MONO_MEDIUM, 13, theme->on_tip,
             text);
}
