/* Reading a script. */
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct parser {
    const ogl_lesson *lesson;
    const char *name;
    int line;
    char *error;
    size_t error_size;
} parser;

static og_status fault(const parser *p, const char *what, const char *got)
{
    snprintf(p->error, p->error_size, "%s:%d: %s, got \"%s\"", p->name, p->line, what, got);
    return OG_ERR_FORMAT;
}

/* Takes the next word off *rest; "" at the end. */
static char *next_word(char **rest)
{
    char *word = *rest + strspn(*rest, " \t\r");
    char *end = word + strcspn(word, " \t\r");
    *rest = *end ? end + 1 : end;
    *end = 0;
    return word;
}

static og_status parse_wait(const parser *p, char **rest, ogl_command *c)
{
    char *word = next_word(rest), *end;
    c->frames = strtol(word, &end, 10);
    if (end == word || *end || c->frames < 1 || c->frames > 1000000)
        return fault(p, "expected wait with a number of frames from 1 to 1000000", word);
    return OG_OK;
}

static og_status parse_value(const parser *p, char **rest, int setting, double *out, char **word)
{
    char why[200];
    *word = next_word(rest);
    if (ogl_setting_parse(&p->lesson->settings[setting], *word, out, why, sizeof why))
        return OG_OK;
    snprintf(p->error, p->error_size, "%s:%d: %s", p->name, p->line, why);
    return OG_ERR_FORMAT;
}

static og_status parse_set(const parser *p, char **rest, ogl_command *c)
{
    char *id = next_word(rest), *value;
    c->setting = ogl_setting_find(p->lesson, id);
    if (c->setting < 0)
        return fault(p, "expected a setting of this lesson after set", id);
    og_status status = parse_value(p, rest, c->setting, &c->value, &value);
    if (status != OG_OK)
        return status;
    const ogl_setting *setting = &p->lesson->settings[c->setting];
    if (setting->type == OGL_CHOICE)
        snprintf(c->spot, sizeof c->spot, "%s.%s", id, value);
    else
        snprintf(c->spot, sizeof c->spot, "%s", id);
    return OG_OK;
}

static og_status parse_drag(const parser *p, char **rest, ogl_command *c)
{
    char *id = next_word(rest), *value;
    c->setting = ogl_setting_find(p->lesson, id);
    if (c->setting < 0 || (p->lesson->settings[c->setting].type != OGL_NUMBER &&
                           p->lesson->settings[c->setting].type != OGL_INTEGER))
        return fault(p, "expected a number among the settings of this lesson after drag", id);
    snprintf(c->spot, sizeof c->spot, "%s", id);
    return parse_value(p, rest, c->setting, &c->value, &value);
}

static og_status parse_mark(const parser *p, char **rest, ogl_command *c)
{
    char *id = next_word(rest), *value;
    c->setting = ogl_mark_find(p->lesson, id);
    if (c->setting < 0)
        return fault(p, "expected a mark of this lesson after mark", id);
    snprintf(c->spot, sizeof c->spot, "%s", id);
    og_status status = parse_value(p, rest, c->setting, &c->value, &value);
    return status == OG_OK ? parse_value(p, rest, c->setting + 1, &c->y, &value) : status;
}

static og_status parse_press(const parser *p, char **rest, ogl_command *c)
{
    c->word = next_word(rest);
    if (!ogl_press_exists(c->word))
        return fault(p, "expected something to press, such as play, pause, step or next", c->word);
    bool plays = strcmp(c->word, "pause") == 0 || strcmp(c->word, "toggle-play") == 0;
    snprintf(c->spot, sizeof c->spot, "%s", plays ? "play" : c->word);
    return OG_OK;
}

static og_status parse_key(const parser *p, char **rest, ogl_command *c)
{
    static const struct {
        const char *name;
        ogv_key key;
    } keys[] = {{"Space", OGV_KEY_SPACE},    {"Escape", OGV_KEY_ESCAPE},
                {"Enter", OGV_KEY_ENTER},    {"Tab", OGV_KEY_TAB},
                {"Left", OGV_KEY_LEFT},      {"Right", OGV_KEY_RIGHT},
                {"Up", OGV_KEY_UP},          {"Down", OGV_KEY_DOWN},
                {"PageUp", OGV_KEY_PAGE_UP}, {"Home", OGV_KEY_HOME},
                {"End", OGV_KEY_END},        {"PageDown", OGV_KEY_PAGE_DOWN},
                {"F1", OGV_KEY_F1},          {"Backspace", OGV_KEY_BACKSPACE}};
    char *word = next_word(rest);
    if (strlen(word) == 1) {
        c->key = OGV_KEY_CHARACTER;
        c->character = *word;
        return OG_OK;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i].name, word) == 0) {
            c->key = keys[i].key;
            return OG_OK;
        }
    return fault(p, "expected a key such as Space, PageDown or one character", word);
}

static bool is_step_or_task(const ogl_lesson *lesson, const char *id)
{
    for (int s = 0; s < lesson->step_count; s++) {
        if (strcmp(lesson->steps[s].id, id) == 0)
            return true;
        for (int t = 0; t < ogl_task_count(&lesson->steps[s]); t++)
            if (strcmp(lesson->steps[s].tasks[t].id, id) == 0)
                return true;
    }
    return false;
}

static og_status parse_expect(const parser *p, char **rest, ogl_command *c)
{
    char *what = next_word(rest);
    c->word = next_word(rest);
    if (strcmp(what, "done") != 0)
        return fault(p, "expected done after expect", what);
    if (!is_step_or_task(p->lesson, c->word))
        return fault(p, "expected a step or task of this lesson after expect done", c->word);
    return OG_OK;
}

static og_status parse_shot(const parser *p, char **rest, ogl_command *c)
{
    c->word = next_word(rest);
    size_t length = strlen(c->word);
    if (length < 5 ||
        (strcmp(c->word + length - 4, ".png") != 0 && strcmp(c->word + length - 4, ".svg") != 0))
        return fault(p, "expected a file name that ends in .png or .svg after shot", c->word);
    return OG_OK;
}

static og_status parse_line(const parser *p, char *line, ogl_command *c)
{
    static const struct {
        const char *name;
        ogl_verb verb;
        og_status (*parse)(const parser *p, char **rest, ogl_command *c);
    } verbs[] = {{"wait", OGL_WAIT, parse_wait},       {"set", OGL_SET, parse_set},
                 {"drag", OGL_DRAG, parse_drag},       {"mark", OGL_MARK, parse_mark},
                 {"press", OGL_PRESS, parse_press},    {"key", OGL_KEY, parse_key},
                 {"expect", OGL_EXPECT, parse_expect}, {"shot", OGL_SHOT, parse_shot}};
    char *rest = line, *word = next_word(&rest);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, word) == 0) {
            c->verb = verbs[i].verb;
            c->line = p->line;
            og_status status = verbs[i].parse(p, &rest, c);
            char *more = status == OG_OK ? next_word(&rest) : "";
            return *more ? fault(p, "expected nothing more on this line", more) : status;
        }
    return fault(p, "expected wait, set, drag, mark, press, key, expect or shot", word);
}

static char *copy_string(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

static og_status parse_lines(ogl_script *script, parser *p)
{
    char *line = script->text;
    while (line && *line) {
        char *end = strchr(line, '\n');
        if (end)
            *end = 0;
        p->line++;
        line[strcspn(line, "#")] = 0;
        if (line[strspn(line, " \t\r")]) {
            og_status status = parse_line(p, line, &script->commands[script->count]);
            if (status != OG_OK)
                return status;
            script->count++;
        }
        line = end ? end + 1 : NULL;
    }
    return OG_OK;
}

og_status ogl_script_parse(const ogl_lesson *lesson, const char *name, const char *text, ogl_script **out,
                           char *error, size_t error_size)
{
    *out = NULL;
    size_t lines = 1;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    ogl_script *script = calloc(1, sizeof *script);
    if (script) {
        script->name = copy_string(name);
        script->text = copy_string(text);
        script->commands = calloc(lines, sizeof *script->commands);
    }
    if (!script || !script->name || !script->text || !script->commands) {
        ogl_script_destroy(script);
        snprintf(error, error_size, "%s: out of memory", name);
        return OG_ERR_MEMORY;
    }
    parser p = {lesson, script->name, 0, error, error_size};
    og_status status = parse_lines(script, &p);
    if (status != OG_OK) {
        ogl_script_destroy(script);
        return status;
    }
    *out = script;
    return OG_OK;
}

void ogl_script_destroy(ogl_script *script)
{
    if (!script)
        return;
    free(script->commands);
    free(script->text);
    free(script->name);
    free(script);
}
