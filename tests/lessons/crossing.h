/* Whether words of a strip lie under the line of its probe, or numbers beside it too near. */
#ifndef OGEE_TEST_CROSSING_H
#define OGEE_TEST_CROSSING_H

#include <math.h>

#include "../viz/stage.h"
#include "lesson.h"
#include "routes_view.h"

/* Of the frame that was drawn last. Numbers in the two columns begin 16 or more behind the strip and end 8 or
   more before the next column. */
static inline void assert_numbers_stand_apart(const char *strip)
{
    ogv_rect hit;
    assert_true(ogv_ui_find(&ui, strip, &hit));
    float until = hit.x + hit.w - 8, end[2] = {until, hit.x + hit.w}, begin[2] = {1e9f, 1e9f};
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_TEXT || c->font != OGV_MONO_SEMIBOLD || c->at.y < hit.y || c->at.x < until - 60)
            continue;
        const char *text = list.chars + c->first;
        size_t letters = 0;
        for (const char *at = text; *at; at++)
            letters += ((unsigned char)*at & 0xC0) != 0x80;
        float right = c->at.x + ogv_text_width(&list, c->font, c->size, text);
        float left = right - 0.6f * c->size * (float)letters; /* as wide as the font on screen is */
        int column = right > ui.width - 60;
        begin[column] = fminf(begin[column], left);
        end[column] = fmaxf(end[column], right);
    }
    assert_true(begin[0] < 1e9f && begin[1] < 1e9f);
    if (begin[0] < until + 16 || begin[1] < end[0] + 8)
        fail_msg("strip until %g, numbers %g to %g, %g to %g", (double)until, (double)begin[0],
                 (double)end[0], (double)begin[1], (double)end[1]);
}

/* Of the frame that was drawn last; the strip reaches from -120 to 120. Fails with the word. */
static inline void assert_no_word_is_crossed(const char *strip, double probe)
{
    ogv_rect hit;
    assert_true(ogv_ui_find(&ui, strip, &hit));
    ogv_axes axes = {.rect = {hit.x + 8, hit.y + 27, hit.w - 16, hit.h - 27}, .x = {-120, 120}, .y = {0, 1}};
    const ogv_rect r = axes.rect;
    float line = ogv_axes_pixel(&axes, probe, 0).x;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        const char *text = list.chars + c->first;
        if (c->kind != OGV_TEXT || c->at.y < r.y || c->at.y > r.y + r.h || c->at.x < r.x - 4)
            continue;
        float end = c->at.x + ogv_text_width(&list, c->font, c->size, text);
        if (c->at.x < line + 1 && end > line - 1)
            fail_msg("with the probe at %g its line crosses \"%s\"", probe, text);
    }
}

#endif
