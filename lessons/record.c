/* What the user does, written down as a script: every change goes through ogl_set, ogl_mark_set or ogl_press,
   and those that follow from another one (run->nested) are left out, because the script will cause them
   again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson.h"

enum { LONGEST_WAIT = 1000000 };

struct ogl_recorder {
    FILE *file;
    char path[1024];
    long at; /* the frame that the script has come to */
};

static void wait_until(ogl_recorder *r, long frame)
{
    for (long wait = frame - r->at; wait > 0; wait -= LONGEST_WAIT)
        fprintf(r->file, "wait %ld\n", wait < LONGEST_WAIT ? wait : LONGEST_WAIT);
    r->at = frame > r->at ? frame : r->at;
}

/* A command acts before the update of its frame; what a widget asks for while frame n is drawn belongs before
   the update of frame n + 1, and run->frame says so already. */
static FILE *line_of(ogl_run *run)
{
    wait_until(run->recorder, run->frame);
    return run->recorder->file;
}

/* As a script reads it, to the last bit. */
static void format_exactly(const ogl_setting *setting, double value, char *text, size_t size)
{
    ogl_setting_format(setting, value, text, size);
    if (setting->type == OGL_NUMBER && strtod(text, NULL) != value)
        snprintf(text, size, "%.17g", value);
}

static void write_setting(FILE *file, const char *verb, const ogl_setting *setting, double value)
{
    char text[64];
    format_exactly(setting, value, text, sizeof text);
    fprintf(file, "%s %s %s\n", verb, setting->id, text);
}

static bool listens(const ogl_run *run)
{
    return run->recorder && run->nested == 0;
}

void ogl_record_set(ogl_run *run, int setting)
{
    if (!listens(run))
        return;
    const ogl_setting *row = &run->lesson->settings[setting];
    bool number = row->type == OGL_NUMBER || row->type == OGL_INTEGER;
    write_setting(line_of(run), run->dragging && number ? "drag" : "set", row, run->values[setting]);
}

void ogl_record_mark(ogl_run *run, int x_setting)
{
    if (!listens(run))
        return;
    const ogl_setting *x = &run->lesson->settings[x_setting];
    char x_text[64], y_text[64];
    format_exactly(x, run->values[x_setting], x_text, sizeof x_text);
    format_exactly(x + 1, run->values[x_setting + 1], y_text, sizeof y_text);
    fprintf(line_of(run), "mark %.*s %s %s\n", (int)(strlen(x->id) - 2), x->id, x_text, y_text);
}

/* A run that a script plays begins each step playing, a run in a window pauses. */
static void write_pause(const ogl_run *run, FILE *file)
{
    if (run->lesson->trains && !run->playing)
        fputs("press pause\n", file);
}

void ogl_record_press(ogl_run *run, const char *what)
{
    if (!listens(run))
        return;
    if (strcmp(what, "show") == 0) /* what "Show me" does is written instead */
        what = run->demo ? "begin" : "pause";
    FILE *file = line_of(run);
    fprintf(file, "press %s\n", what);
    if (strcmp(what, "next") == 0 || strcmp(what, "back") == 0 || strcmp(what, "begin") == 0)
        write_pause(run, file);
}

og_status ogl_record_begin(ogl_run *run, const char *path, char *error, size_t error_size)
{
    ogl_recorder *r = calloc(1, sizeof *r);
    if (r)
        r->file = fopen(path, "wb");
    if (!r || !r->file) {
        snprintf(error, error_size, "%s cannot be written: %s", path, strerror(r ? errno : ENOMEM));
        free(r);
        return r ? OG_ERR_FILE : OG_ERR_MEMORY;
    }
    setvbuf(r->file, NULL, _IOLBF, BUFSIZ); /* whatever happens next, the script is there up to it */
    snprintf(r->path, sizeof r->path, "%s", path);
    run->recorder = r;
    r->at = run->frame;
    fprintf(r->file, "# lesson-%s, step %s\n", run->lesson->id, run->lesson->steps[run->step].id);
    for (int step = 0; step < run->step; step++)
        fputs("press next\n", r->file);
    write_pause(run, r->file);
    for (int i = 0; i < run->lesson->setting_count; i++)
        write_setting(r->file, "set", &run->lesson->settings[i], run->values[i]);
    return OG_OK;
}

og_status ogl_record_end(ogl_run *run, char *error, size_t error_size)
{
    ogl_recorder *r = run->recorder;
    if (!r)
        return OG_OK;
    /* The last frame may have asked for something; a script obeys it in one more update. */
    if (r->at == run->frame && run->frame > 0)
        ogl_run_update(run);
    wait_until(r, run->frame - 1); /* the script's end is a frame of its own */
    bool failed = ferror(r->file) != 0;
    failed = fclose(r->file) != 0 || failed;
    if (failed)
        snprintf(error, error_size, "%s could not be written to its end: %s", r->path, strerror(errno));
    run->recorder = NULL;
    free(r);
    return failed ? OG_ERR_FILE : OG_OK;
}
