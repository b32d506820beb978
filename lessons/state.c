/* The values of a running lesson: settings by name and by script, and what buttons, keys and scripts ask for.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson.h"

const char *const ogl_speeds[] = {"1", "4", "16", "max", NULL};

static int choice_count(const ogl_setting *setting)
{
    int count = 0;
    while (setting->choices[count])
        count++;
    return count;
}

static double highest(const ogl_setting *setting)
{
    if (setting->type == OGL_CHOICE)
        return choice_count(setting) - 1;
    return setting->type == OGL_SWITCH ? 1 : setting->high;
}

static double lowest(const ogl_setting *setting)
{
    return setting->type == OGL_CHOICE || setting->type == OGL_SWITCH ? 0 : setting->low;
}

void ogl_set(ogl_run *run, int setting, double value)
{
    const ogl_setting *row = &run->lesson->settings[setting];
    if (!(value >= lowest(row)))
        value = lowest(row);
    if (value > highest(row))
        value = highest(row);
    if (row->type != OGL_NUMBER)
        value = floor(value + 0.5);
    if (value == run->values[setting])
        return;
    run->values[setting] = value;
    run->changed |= UINT64_C(1) << setting;
    ogl_record_set(run, setting);
}

bool ogl_changed(const ogl_run *run, int setting)
{
    return run->changed >> setting & 1;
}

int ogl_mark_find(const ogl_lesson *lesson, const char *id)
{
    size_t length = strlen(id);
    for (int i = 0; length > 0 && i + 1 < lesson->setting_count; i++) {
        const char *x = lesson->settings[i].id, *y = lesson->settings[i + 1].id;
        if (strncmp(x, id, length) == 0 && strcmp(x + length, ".x") == 0 && strncmp(y, id, length) == 0 &&
            strcmp(y + length, ".y") == 0)
            return i;
    }
    return -1;
}

void ogl_mark_set(ogl_run *run, int x_setting, double x, double y)
{
    uint64_t before = run->changed;
    run->nested++;
    run->changed = 0;
    ogl_set(run, x_setting, x);
    ogl_set(run, x_setting + 1, y);
    bool moved = run->changed != 0;
    run->changed |= before;
    run->nested--;
    if (moved)
        ogl_record_mark(run, x_setting);
}

int ogl_setting_find(const ogl_lesson *lesson, const char *id)
{
    for (int i = 0; i < lesson->setting_count; i++)
        if (strcmp(lesson->settings[i].id, id) == 0)
            return i;
    return -1;
}

static bool parse_choice(const ogl_setting *setting, const char *text, double *value, char *error,
                         size_t size)
{
    size_t used = (size_t)snprintf(error, size, "expected %s as one of", setting->id);
    for (int i = 0; setting->choices[i]; i++) {
        if (strcmp(setting->choices[i], text) == 0) {
            *value = i;
            return true;
        }
        if (used < size)
            used += (size_t)snprintf(error + used, size - used, "%s %s", i ? "," : "", setting->choices[i]);
    }
    if (used < size)
        snprintf(error + used, size - used, "; got \"%s\"", text);
    return false;
}

bool ogl_setting_parse(const ogl_setting *setting, const char *text, double *value, char *error, size_t size)
{
    if (setting->type == OGL_CHOICE)
        return parse_choice(setting, text, value, error, size);
    if (setting->type == OGL_SWITCH) {
        *value = strcmp(text, "on") == 0;
        if (*value != 0 || strcmp(text, "off") == 0)
            return true;
        snprintf(error, size, "expected %s as on or off, got \"%s\"", setting->id, text);
        return false;
    }
    char *end;
    double number = strtod(text, &end);
    bool whole = setting->type == OGL_NUMBER || number == floor(number);
    if (end != text && *end == 0 && whole && number >= setting->low && number <= setting->high) {
        *value = number;
        return true;
    }
    snprintf(error, size, "expected %s as %s number from %g to %g, got \"%s\"", setting->id,
             setting->type == OGL_INTEGER ? "a whole" : "a", setting->low, setting->high, text);
    return false;
}

void ogl_setting_format(const ogl_setting *setting, double value, char *text, size_t size)
{
    if (setting->type == OGL_CHOICE)
        snprintf(text, size, "%s", setting->choices[(int)value]);
    else if (setting->type == OGL_SWITCH)
        snprintf(text, size, "%s", value != 0 ? "on" : "off");
    else
        snprintf(text, size, "%.*f", setting->type == OGL_NUMBER ? setting->decimals : 0, value);
}

/* ---- what can be pressed ---- */

static void press_play(ogl_run *run)
{
    run->playing = run->lesson->trains && !run->error[0];
}

static void press_pause(ogl_run *run)
{
    run->playing = false;
}

static void press_toggle_play(ogl_run *run)
{
    if (run->playing)
        press_pause(run);
    else
        press_play(run);
}

static void press_step(ogl_run *run)
{
    run->playing = false;
    run->single_step = run->lesson->trains && !run->error[0];
}

static void press_reset(ogl_run *run)
{
    run->restart = true;
    memset(run->reached[run->step], 0, sizeof run->reached[run->step]);
    if (!run->lesson->trains) /* its settings are all there is */
        run->lesson->steps[run->step].enter(run->state, run);
}

/* A sequence of full period, so that the dice shows every seed once before it repeats, and a replay throws
   the same ones. */
static void press_dice(ogl_run *run)
{
    if (run->lesson->trains)
        ogl_set(run, OGL_SEED, (double)(((long)run->values[OGL_SEED] * 421 + 137) % 1000));
}

static void press_next(ogl_run *run)
{
    if (run->step + 1 < run->lesson->step_count)
        ogl_run_enter(run, run->step + 1);
}

static void press_back(ogl_run *run)
{
    if (run->step > 0)
        ogl_run_enter(run, run->step - 1);
}

static void press_show(ogl_run *run)
{
    ogl_demo_toggle(run);
}

static void press_begin(ogl_run *run)
{
    for (int i = 0; i < run->lesson->setting_count; i++)
        ogl_set(run, i, run->lesson->settings[i].start);
    ogl_run_enter(run, run->step);
}

static void press_why(ogl_run *run)
{
    run->why_open = !run->why_open;
    run->drawer_open = false;
}

static void press_help(ogl_run *run)
{
    run->help_open = !run->help_open;
}

static void press_narrative(ogl_run *run)
{
    run->drawer_open = !run->drawer_open;
    run->why_open = false;
}

static void press_theme(ogl_run *run)
{
    run->look.dark = !run->look.dark;
}

static void press_contrast(ogl_run *run)
{
    run->look.high_contrast = !run->look.high_contrast;
}

static void press_motion(ogl_run *run)
{
    run->look.calm = !run->look.calm;
}

static void press_describe(ogl_run *run)
{
    run->describing = !run->describing;
    run->described = 0;
}

static void press_slower(ogl_run *run)
{
    if (run->lesson->trains)
        ogl_set(run, OGL_SPEED, run->values[OGL_SPEED] - 1);
}

static void press_faster(ogl_run *run)
{
    if (run->lesson->trains)
        ogl_set(run, OGL_SPEED, run->values[OGL_SPEED] + 1);
}

static void press_home(ogl_run *run)
{
    run->leave = run->has_home;
}

/* Closes what lies on top, or else the lesson. */
static void press_close(ogl_run *run)
{
    bool *layers[] = {&run->help_open, &run->why_open, &run->describing, &run->drawer_open};
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        if (*layers[i]) {
            *layers[i] = false;
            return;
        }
    press_home(run);
}

static const struct {
    const char *what;
    void (*act)(ogl_run *run);
} actions[] = {
    {"play", press_play},         {"pause", press_pause},       {"toggle-play", press_toggle_play},
    {"step", press_step},         {"reset", press_reset},       {"dice", press_dice},
    {"next", press_next},         {"back", press_back},         {"show", press_show},
    {"why", press_why},           {"help", press_help},         {"narrative", press_narrative},
    {"theme", press_theme},       {"contrast", press_contrast}, {"motion", press_motion},
    {"slower", press_slower},     {"faster", press_faster},     {"close", press_close},
    {"describe", press_describe}, {"home", press_home},         {"begin", press_begin},
};

bool ogl_press(ogl_run *run, const char *what)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].what, what) == 0) {
            run->nested++;
            actions[i].act(run);
            run->nested--;
            ogl_record_press(run, what);
            return true;
        }
    return false;
}

bool ogl_press_exists(const char *what)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].what, what) == 0)
            return true;
    return false;
}
