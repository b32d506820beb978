/* Playing a script. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/motion.h"
#include "script.h"

/* Frames that the pointer travels, draws a value along, and rests, when a script is paced. */
enum { TRAVEL = 30, DRAG = 40, REST = 12 };

static bool is_reached(const ogl_run *run, const char *id)
{
    for (int s = 0; s < run->lesson->step_count; s++) {
        const ogl_step *step = &run->lesson->steps[s];
        if (strcmp(step->id, id) == 0)
            return ogl_step_reached(run, s);
        for (int t = 0; t < ogl_task_count(step); t++)
            if (strcmp(step->tasks[t].id, id) == 0)
                return run->reached[s][t];
    }
    return false;
}

/* Where to take hold of the widget itself, or of the one that holds all choices of a setting. */
static bool find_widget(const ogv_ui *ui, const char *id, ogv_point *at)
{
    char whole[48];
    if (ogv_ui_grip(ui, id, at))
        return true;
    snprintf(whole, sizeof whole, "%.*s", (int)strcspn(id, "."), id);
    return ogv_ui_grip(ui, whole, at);
}

static void act(const ogl_command *c, ogl_run *run)
{
    switch (c->verb) {
    case OGL_SET: ogl_set(run, c->setting, c->value); break;
    case OGL_DRAG:
        run->dragging = true; /* for a recorder */
        ogl_set(run, c->setting, c->value);
        break;
    case OGL_MARK: ogl_mark_set(run, c->setting, c->value, c->y); break;
    case OGL_PRESS: ogl_press(run, c->word); break;
    default: break;
    }
}

/* Moves the pointer towards the widget; true when it is there. */
static bool travel(ogl_script *script, const ogv_ui *ui, ogv_point to)
{
    if (script->waited == 0)
        script->from = script->has_pointer ? script->at : (ogv_point){ui->width / 2, ui->height / 2};
    script->has_pointer = true;
    script->waited++;
    float left = 1 - ogv_ease_out((float)script->waited / TRAVEL);
    script->at = (ogv_point){to.x + (script->from.x - to.x) * left, to.y + (script->from.y - to.y) * left};
    return script->waited >= TRAVEL;
}

static double between(const ogl_setting *setting, double from, double to, double part)
{
    double steps = pow(10, setting->type == OGL_NUMBER ? setting->decimals : 0);
    return floor((from + (to - from) * part) * steps + 0.5) / steps;
}

/* Draws the value along in DRAG frames; the handle goes with it, and the pointer with the handle. */
static void drag_along(ogl_script *script, ogl_run *run)
{
    const ogl_command *c = &script->commands[script->next];
    const ogl_setting *rows = &run->lesson->settings[c->setting];
    long frame = script->waited - TRAVEL;
    if (frame == 0) {
        script->start = run->values[c->setting];
        script->start_y = c->verb == OGL_MARK ? run->values[c->setting + 1] : 0;
    }
    double part = (double)frame / DRAG;
    if (frame >= DRAG) {
        act(c, run);
    } else if (c->verb == OGL_MARK) {
        ogl_mark_set(run, c->setting, between(rows, script->start, c->value, part),
                     between(rows + 1, script->start_y, c->y, part));
    } else {
        run->dragging = true;
        ogl_set(run, c->setting, between(rows, script->start, c->value, part));
    }
}

/* A command that a pointer shows; true when it is over, and the pointer has rested a while. */
static bool show(ogl_script *script, ogl_run *run, const ogv_ui *ui)
{
    const ogl_command *c = &script->commands[script->next];
    bool drags = c->verb == OGL_DRAG || c->verb == OGL_MARK;
    long rest = TRAVEL + (drags ? DRAG : 0);
    ogv_point spot;
    if (!find_widget(ui, c->spot, &spot)) {
        if (script->waited < rest) /* else it has gone through what was done to it */
            act(c, run);
        return true;
    }
    if (script->waited < TRAVEL) {
        if (travel(script, ui, spot) && !drags)
            act(c, run);
        return false;
    }
    if (drags)
        script->at = spot;
    if (drags && script->waited <= rest)
        drag_along(script, run);
    return ++script->waited >= rest + REST;
}

/* One command; true when it is finished and the next may follow in the same frame. */
static bool perform(ogl_script *script, ogl_run *run, bool paced, ogv_ui *ui, const char **shot)
{
    const ogl_command *c = &script->commands[script->next];
    bool finished = true;
    if (paced && *c->spot)
        finished = show(script, run, ui);
    else
        act(c, run);
    if (c->verb == OGL_WAIT)
        finished = script->waited++ >= c->frames;
    else if (c->verb == OGL_KEY)
        ogv_ui_type(ui, c->key, c->character);
    else if (c->verb == OGL_SHOT)
        *shot = c->word;
    if (finished) {
        script->next++;
        script->waited = 0;
    }
    return finished && c->verb != OGL_KEY && c->verb != OGL_SHOT;
}

ogl_script_state ogl_script_frame(ogl_script *script, ogl_run *run, bool paced, ogv_ui *ui, const char **shot,
                                  char *error, size_t error_size)
{
    *shot = NULL;
    while (script->next < script->count) {
        const ogl_command *c = &script->commands[script->next];
        if (c->verb == OGL_EXPECT && !is_reached(run, c->word)) {
            snprintf(error, error_size, "%s:%d: expected \"%s\" to be done, it is not", script->name, c->line,
                     c->word);
            return OGL_SCRIPT_FAILED;
        }
        if (!perform(script, run, paced, ui, shot))
            return OGL_SCRIPT_RUNNING;
    }
    return OGL_SCRIPT_ENDED;
}

bool ogl_script_pointer(const ogl_script *script, ogv_point *at, bool *pressed)
{
    *at = script->at;
    *pressed = script->has_pointer && script->waited >= TRAVEL && script->next < script->count &&
               script->commands[script->next].verb != OGL_WAIT;
    return script->has_pointer;
}
