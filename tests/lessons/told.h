/* What lessons tell in words: one step on the stage, and the sentence of each of its plots. */
#ifndef OGEE_TEST_TOLD_H
#define OGEE_TEST_TOLD_H

#include <stdarg.h>

#include "ogee_viz/text.h"
#include "play.h"

static ogl_run *lesson_run;

static inline void draw(void)
{
    draw_on_stage(lesson_run, 1280, 800);
}

/* Nothing plays. */
static inline void open_step(const char *lesson, const char *step)
{
    ogl_run_destroy(lesson_run);
    lesson_run = begin_lesson(ogl_lesson_find(lesson), true);
    int found = ogl_step_find(lesson_run->lesson, step);
    if (found < 0)
        fail_msg("there is no step %s", step);
    ogl_run_enter(lesson_run, found);
    lesson_run->playing = false;
    draw();
    draw();
}

static inline int close_step(void **state)
{
    ogl_run_destroy(lesson_run);
    lesson_run = NULL;
    return stage_teardown(state);
}

static inline void set(const char *setting, double value)
{
    ogl_set(lesson_run, ogl_setting_find(lesson_run->lesson, setting), value);
    lesson_run->playing = false;
    draw();
    draw();
}

static inline void take_steps(int count)
{
    for (int i = 0; i < count; i++) {
        ogl_press(lesson_run, "step");
        draw();
    }
}

/* What is said while that widget has the focus. */
static inline const char *said(const char *id)
{
    uint64_t owner = 0;
    ogv_rect plot = {0};
    ui.focus = ogv_ui_id(id);
    ui.focus_visible = true;
    draw();
    const char *text = ogv_ui_description(&ui, &owner, &plot);
    if (!text || owner != ogv_ui_id(id))
        fail_msg("%s is not described", id);
    assert_true(plot.w > 100 && plot.h > 12);
    return text;
}

static inline __attribute__((format(printf, 2, 3))) void assert_says(const char *id, const char *format, ...)
{
    char wanted[300];
    va_list args;
    va_start(args, format);
    vsnprintf(wanted, sizeof wanted, format, args);
    va_end(args);
    const char *text = said(id);
    if (strcmp(text, wanted) != 0)
        fail_msg("%s says \"%s\", not \"%s\"", id, text, wanted);
}

/* The number as the viewer writes it; eight of them at a time. */
static inline const char *tell(double value, int decimals)
{
    static char number[8][OGV_NUMBER_SIZE];
    static int next;
    next = (next + 1) % 8;
    return ogv_format_number(number[next], value, decimals);
}

#endif
