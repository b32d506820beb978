/* The command line of a lesson. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "learner.h"
#include "lesson.h"
#include "ogee_viz/app.h"
#include "window_options.h"

typedef struct options {
    ogl_window window;
    int64_t seed;
    const char *step, *script, *record;
} options;

#define AT(field) offsetof(options, field)
static const ogl_option table[] = {
    {.name = "--step",
     .argument = "ID",
     .type = OGL_FLAG_TEXT,
     .offset = AT(step),
     .help = "begin with that step"},
    {.name = "--script",
     .argument = "FILE",
     .type = OGL_FLAG_TEXT,
     .offset = AT(script),
     .help = "play the commands in FILE: wait, set, drag, mark, press, key, expect, shot"},
    {.name = "--record",
     .argument = "FILE",
     .type = OGL_FLAG_TEXT,
     .offset = AT(record),
     .help = "write what is done into FILE, as a script that does the same"},
    {.name = "--seed",
     .argument = "N",
     .type = OGL_FLAG_WHOLE,
     .offset = AT(seed),
     .initial = "1",
     .low = 0,
     .high = 9999,
     .help = "of everything that is drawn at random"},
    OGL_WINDOW_OPTIONS(AT(window)),
};
enum { OPTION_COUNT = sizeof table / sizeof *table, SEED_OPTION = 3 };

static void print_setting(const ogl_setting *setting)
{
    char start[32];
    ogl_setting_format(setting, setting->start, start, sizeof start);
    printf("  %-12s ", setting->id);
    if (setting->type == OGL_CHOICE) {
        for (int i = 0; setting->choices[i]; i++)
            printf("%s%s", i ? "|" : "", setting->choices[i]);
    } else if (setting->type == OGL_SWITCH) {
        printf("on|off");
    } else {
        printf("%g to %g", setting->low, setting->high);
    }
    printf(" (at the start %s)\n", start);
}

static int print_help(const ogl_lesson *lesson)
{
    printf("usage: lesson-%s [options]\n\noptions:\n", lesson->id);
    ogl_options_help(table, OPTION_COUNT);
    printf("\nsteps:\n");
    for (int i = 0; i < lesson->step_count; i++)
        printf("  %s\n", lesson->steps[i].id);
    printf("\nsettings, for `set ID VALUE` in a script:\n");
    for (int i = 0; i < lesson->setting_count; i++)
        print_setting(&lesson->settings[i]);
    return ogl_finish_output();
}

/* What the frame function needs. */
typedef struct player {
    ogl_run *run;
    ogl_learner learner;
    ogl_script *script;
    ogl_script_state state;
    const char *shot; /* a picture of this frame is due */
    char error[300];
} player;

static bool play_frame(void *user, ogv_ui *ui)
{
    player *p = user;
    if (p->script)
        p->state = ogl_script_frame(p->script, p->run, false, ui, &p->shot, p->error, sizeof p->error);
    char news[OGL_NOTICE_SIZE];
    if (ogl_learner_news(&p->learner, p->run->ui_words, news, sizeof news))
        ogl_notify(p->run, news);
    if (p->shot) { /* at rest and without a pointer, as the same script pictures it without a window */
        ui->animated = false;
        ui->input.mouse = (ogv_point){-1, -1};
    }
    ogl_run_frame(p->run, ui);
    if (p->learner.path[0])
        ogl_learner_follow(&p->learner, p->run);
    return !p->script || p->state == OGL_SCRIPT_RUNNING;
}

static const char *due_picture(void *user)
{
    return ((player *)user)->shot;
}

static void tell_saved(void *user, const char *path, const char *why)
{
    const player *p = user;
    char text[OGL_NOTICE_SIZE];
    ogl_words_fill(text, sizeof text, ogl_ui_say(p->run, why ? "saved.failed" : "saved"), why ? why : path,
                   "");
    ogl_notify(p->run, text);
}

/* NULL with errno 0: it is no script. */
static char *read_script(const char *path)
{
    errno = 0;
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    size_t got = 0;
    if (file && text)
        got = fread(text, 1, (1 << 20) - 1, file);
    bool good = file && text && !ferror(file) && feof(file) && !memchr(text, 0, got);
    if (file)
        fclose(file);
    if (good)
        return text;
    free(text);
    return NULL;
}

static bool load_script(const ogl_lesson *lesson, const options *o, player *p)
{
    if (!o->script)
        return true;
    char *text = read_script(o->script);
    if (!text) {
        ogl_error("%s: %s", o->script,
                  errno ? strerror(errno) : "a script is a text file of less than a megabyte");
        return false;
    }
    og_status status = ogl_script_parse(lesson, o->script, text, &p->script, p->error, sizeof p->error);
    free(text);
    if (status != OG_OK)
        ogl_error("%s", p->error);
    return status == OG_OK;
}

static int run_app(const options *o, player *p)
{
    ogv_app_def app = ogl_window_app(&o->window);
    char title[160];
    snprintf(title, sizeof title, "%s \u2013 ogee", ogl_say(p->run, "lesson", "title"));
    app.title = title;
    if (!o->window.frames && o->script && o->window.headless)
        app.frames = LONG_MAX;
    app.user = p;
    app.frame = play_frame;
    app.picture = due_picture;
    app.saved = tell_saved;
    og_status status = ogv_app_run(&app);
    if (status != OG_OK) {
        ogl_error("%s", og_error_detail());
        return OGL_FAILED;
    }
    if (p->state == OGL_SCRIPT_FAILED) {
        ogl_error("%s", p->error);
        return OGL_FAILED;
    }
    if (p->run->error[0]) {
        ogl_error("%s", p->run->error);
        return OGL_FAILED;
    }
    return OGL_DONE;
}

static bool begin_recording(const options *o, player *p)
{
    if (!o->record || ogl_record_begin(p->run, o->record, p->error, sizeof p->error) == OG_OK)
        return true;
    ogl_error("%s", p->error);
    return false;
}

static bool end_recording(player *p)
{
    if (ogl_record_end(p->run, p->error, sizeof p->error) == OG_OK)
        return true;
    ogl_error("%s", p->error);
    return false;
}

/* A script finds the same beginning in a window and without one: the lesson plays. */
static og_status make_run(const ogl_lesson *lesson, const options *o, bool seed_given, int step, player *p)
{
    og_status status = ogl_run_create(lesson, o->window.lang, o->window.headless || o->script, &p->run,
                                      p->error, sizeof p->error);
    if (status != OG_OK)
        return status;
    p->run->steady = o->script || o->record;
    if (seed_given && lesson->trains)
        ogl_set(p->run, OGL_SEED, (double)o->seed);
    char path[1024];
    ogl_window_progress(&o->window, path, sizeof path);
    if (!o->script || o->window.progress)
        ogl_learner_open(&p->learner, ogl_lessons, path);
    p->run->look = ogl_window_look(&o->window, p->run->steady ? (ogl_look){0} : p->learner.look);
    if (step >= 0)
        ogl_run_enter(p->run, step);
    else if (p->learner.path[0] && !o->script && !o->record)
        ogl_learner_resume(&p->learner, p->run);
    return OG_OK;
}

static int start(const ogl_lesson *lesson, const options *o, bool seed_given)
{
    static player p;
    int step = o->step ? ogl_step_find(lesson, o->step) : -1, result = OGL_FAILED;
    if (o->step && step < 0) {
        ogl_error("--step: there is no step \"%s\" in this lesson, see --help", o->step);
        return OGL_USAGE;
    }
    if (!load_script(lesson, o, &p))
        return OGL_FAILED;
    if (!o->window.headless && !ogl_window_has_display()) {
        ogl_error("no display was found; add --headless --shot FILE.png to draw into a picture instead");
        ogl_script_destroy(p.script);
        return OGL_FAILED;
    }
    if (make_run(lesson, o, seed_given, step, &p) != OG_OK) {
        ogl_error("%s", p.error);
    } else if (begin_recording(o, &p)) {
        result = run_app(o, &p);
        if (!end_recording(&p))
            result = OGL_FAILED;
    }
    ogl_run_destroy(p.run);
    ogl_script_destroy(p.script);
    return result;
}

int ogl_lesson_main(const ogl_lesson *lesson, int argc, char **argv)
{
    options o = {0};
    const char *given[OPTION_COUNT];
    char command[96];
    snprintf(command, sizeof command, "lesson-%s", lesson->id);
    ogl_options_init(table, OPTION_COUNT, &o);
    if (!ogl_options_parse(command, table, OPTION_COUNT, argc - 1, argv + 1, &o, given))
        return OGL_USAGE;
    if (o.window.help)
        return print_help(lesson);
    if (o.window.version) {
        printf("lesson-%s %s\n", lesson->id, OGEE_VERSION);
        return ogl_finish_output();
    }
    return start(lesson, &o, given[SEED_OPTION] != NULL);
}
