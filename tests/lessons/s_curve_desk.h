/* Lesson 1 on a desk: its frames without a screen, and a hand that moves the pointer. */
#ifndef OGEE_TEST_S_CURVE_DESK_H
#define OGEE_TEST_S_CURVE_DESK_H

#include <math.h>

#include "lesson.h"
#include "s_curve.h"
#include "stage.h"
#include "support.h"

typedef struct desk {
    ogl_run *run;
    ogv_ui *ui;
    ogv_drawlist list;
} desk;

static desk d;

static inline void frame(void)
{
    ogv_drawlist_clear(&d.list);
    ogv_ui_begin(d.ui);
    ogl_run_frame(d.run, d.ui);
    ogv_ui_end(d.ui);
    assert_false(d.list.failed);
    d.ui->input.mouse_pressed = d.ui->input.mouse_released = false;
    d.ui->input.key = OGV_KEY_NONE;
}

static inline const s_curve *curve(void)
{
    return d.run->state;
}

static inline void resize(float width, float height)
{
    d.ui->width = width;
    d.ui->height = height;
    frame();
    frame();
}

static inline void enter(int step)
{
    memset(d.run->reached, 0, sizeof d.run->reached);
    ogl_run_enter(d.run, step);
    frame();
    frame();
}

static inline int open_desk(void **state)
{
    (void)state;
    char error[300] = "";
    if (ogl_run_create(ogl_lesson_find("s-curve"), "en", false, &d.run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    d.ui = calloc(1, sizeof *d.ui);
    assert_non_null(d.ui);
    ogv_drawlist_init(&d.list);
    d.ui->list = &d.list;
    d.ui->theme = &ogv_theme_light;
    d.ui->input.mouse = (ogv_point){-1, -1};
    resize(1280, 800);
    return 0;
}

static inline int close_desk(void **state)
{
    (void)state;
    ogv_drawlist_free(&d.list);
    free(d.ui);
    ogl_run_destroy(d.run);
    return 0;
}

static inline void set(int setting, double value)
{
    ogl_set(d.run, setting, value);
    frame();
}

static inline void move(float x, float y)
{
    d.ui->input.mouse = (ogv_point){x, y};
    frame();
}

static inline void down(float x, float y)
{
    d.ui->input.mouse = (ogv_point){x, y};
    d.ui->input.mouse_down = d.ui->input.mouse_pressed = true;
    frame();
}

static inline void up(void)
{
    d.ui->input.mouse_down = false;
    d.ui->input.mouse_released = true;
    frame();
    d.ui->input.mouse = (ogv_point){-1, -1};
    frame();
}

static inline void key(ogv_key k)
{
    d.ui->input.key = k;
    frame();
}

static inline void click_on(const char *id)
{
    ogv_point at;
    if (!ogv_ui_grip(d.ui, id, &at))
        fail_msg("there is no %s", id);
    down(at.x, at.y);
    up();
}

static inline ogv_rect rect_of(const char *id)
{
    ogv_rect rect = {0};
    frame();
    if (!ogv_ui_find(d.ui, id, &rect))
        fail_msg("there is no %s", id);
    return rect;
}

/* The text command of exactly these words; NULL: it is not drawn. */
static inline const ogv_command *find_text(const char *text)
{
    for (size_t i = 0; i < d.list.command_count; i++)
        if (d.list.commands[i].kind == OGV_TEXT && strcmp(d.list.chars + d.list.commands[i].first, text) == 0)
            return &d.list.commands[i];
    return NULL;
}

static inline void assert_written(const char *text)
{
    if (!find_text(text))
        fail_msg("\"%s\" is not on screen", text);
}

static inline void assert_rect(const char *id, float x, float y, float w, float h)
{
    ogv_rect r = rect_of(id);
    if (r.x != x || r.y != y || r.w != w || r.h != h)
        fail_msg("%s stands at %g, %g, %g x %g", id, (double)r.x, (double)r.y, (double)r.w, (double)r.h);
}

static inline void play(const char *text, bool paced)
{
    char error[300] = "";
    const char *shot;
    ogl_script *script = NULL;
    ogl_script_state state = OGL_SCRIPT_RUNNING;
    if (ogl_script_parse(d.run->lesson, "test", text, &script, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    for (int i = 0; i < 2000 && state == OGL_SCRIPT_RUNNING; i++) {
        state = ogl_script_frame(script, d.run, paced, d.ui, &shot, error, sizeof error);
        frame();
    }
    if (state != OGL_SCRIPT_ENDED)
        fail_msg("%s", error);
    ogl_script_destroy(script);
}

#endif
