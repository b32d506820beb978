/* A running lesson without its looks: steps, tasks, one frame of the model. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lesson.h"
#include "ogee_viz/app.h"
#include "ogee_viz/text.h"

/* Training steps of a frame at speed "max" where it has to be the same each time, and else the share of a
   frame. */
enum { UNTIMED_STEPS = 256 };
static const double untimed_seconds = 0.006;

static og_status load_words(const char *lang, const char *file, ogl_words **out, char *error, size_t size)
{
    char name[160], path[1024];
    snprintf(name, sizeof name, "lessons/%s/%s", lang, file);
    if (ogv_asset_path(name, path, sizeof path) != OG_OK) {
        snprintf(error, size, "there are no words in \"%s\", a copy of the folder lessons/en: %s", lang,
                 og_error_detail());
        return OG_ERR_FILE;
    }
    return ogl_words_load(path, out, error, size);
}

static og_status load_lesson_words(const ogl_lesson *lesson, const char *lang, ogl_words **out, char *error,
                                   size_t size)
{
    char file[96];
    snprintf(file, sizeof file, "%02d-%s.txt", lesson->number, lesson->id);
    return load_words(lang, file, out, error, size);
}

og_status ogl_lesson_title(const ogl_lesson *lesson, const char *lang, char *title, size_t size)
{
    ogl_words *words;
    char error[256];
    og_status status = load_lesson_words(lesson, lang, &words, error, sizeof error);
    if (status != OG_OK)
        return status;
    const char *text = ogl_words_get(words, "lesson", "title", 0);
    if (text)
        snprintf(title, size, "%s", text);
    ogl_words_destroy(words);
    return text ? OG_OK : OG_ERR_FORMAT;
}

int ogl_task_count(const ogl_step *step)
{
    int count = 0;
    while (count < OGL_MAX_TASKS && step->tasks[count].id)
        count++;
    return count;
}

int ogl_step_find(const ogl_lesson *lesson, const char *id)
{
    for (int i = 0; i < lesson->step_count; i++)
        if (strcmp(lesson->steps[i].id, id) == 0)
            return i;
    return -1;
}

bool ogl_step_reached(const ogl_run *run, int step)
{
    for (int t = 0; t < ogl_task_count(&run->lesson->steps[step]); t++)
        if (!run->reached[step][t])
            return false;
    return true;
}

const char *ogl_say(const ogl_run *run, const char *section, const char *key)
{
    const char *text = ogl_words_get(run->words, section, key, 0);
    return text ? text : "<missing>";
}

const char *ogl_stage_word(const ogl_run *run, const char *key)
{
    return ogl_say(run, "stage", key);
}

void ogl_note(const ogl_run *run, char note[OGL_NOTE_SIZE], const char *key, const char *first,
              const char *second)
{
    ogl_words_fill(note, OGL_NOTE_SIZE, ogl_say(run, run->lesson->steps[run->step].id, key), first, second);
}

void ogl_note_number(const ogl_run *run, char note[OGL_NOTE_SIZE], const char *key, double value,
                     int decimals)
{
    char number[OGV_NUMBER_SIZE];
    ogl_note(run, note, key, ogl_format_number(number, value, decimals), "");
}

const char *ogl_format_number(char out[OGV_NUMBER_SIZE], double value, int decimals)
{
    double size = fabs(value), least = pow(10, -decimals);
    bool near_0 = size > 0 && size < 0.5 * least, near_1 = size < 1 && size >= 1 - 0.5 * least;
    if (decimals == 0 || !(near_0 || near_1))
        return ogv_format_number(out, value, decimals);
    char number[OGV_NUMBER_SIZE];
    ogv_format_number(number, copysign(near_0 ? least : 1 - least, value), decimals);
    snprintf(out, OGV_NUMBER_SIZE, "%c%.20s", near_0 == (value > 0) ? '<' : '>', number);
    return out;
}

const char *ogl_format_loss(char out[OGV_NUMBER_SIZE], double loss)
{
    return loss < 1e4 ? ogl_format_number(out, loss, loss < 99.9 ? 3 : 1)
                      : ogv_format_power(out, loss, loss < 1e9 ? 2 : 1);
}

const char *ogl_ui_say(const ogl_run *run, const char *key)
{
    const char *text = ogl_words_get(run->ui_words, "ui", key, 0);
    return text ? text : "<missing>";
}

void ogl_run_enter(ogl_run *run, int step)
{
    int last = run->lesson->step_count - 1;
    run->step = step < 0 ? 0 : step > last ? last : step;
    ogl_demo_stop(run);
    run->why_open = false;
    run->narrative_scroll = 0;
    run->restart = run->entered = true;
    run->playing = run->autoplay && run->lesson->trains;
    run->nested++;
    run->lesson->steps[run->step].enter(run->state, run);
    run->nested--;
}

og_status ogl_run_create(const ogl_lesson *lesson, const char *lang, bool autoplay, ogl_run **out,
                         char *error, size_t error_size)
{
    *out = NULL;
    ogl_run *run = calloc(1, sizeof *run);
    if (run)
        run->state = calloc(1, lesson->state_size);
    if (!run || !run->state) {
        free(run);
        snprintf(error, error_size, "out of memory");
        return OG_ERR_MEMORY;
    }
    run->lesson = lesson;
    run->autoplay = autoplay;
    for (int i = 0; i < lesson->setting_count; i++)
        run->values[i] = lesson->settings[i].start;
    og_status status = load_lesson_words(lesson, lang, &run->words, error, error_size);
    if (status == OG_OK)
        status = load_words(lang, "ui.txt", &run->ui_words, error, error_size);
    if (status == OG_OK) {
        status = lesson->init(run->state, run);
        if (status != OG_OK)
            snprintf(error, error_size, "%s", og_error_detail());
    }
    if (status != OG_OK) {
        ogl_run_destroy(run);
        return status;
    }
    ogl_run_enter(run, 0);
    *out = run;
    return OG_OK;
}

void ogl_run_destroy(ogl_run *run)
{
    if (!run)
        return;
    char error[200];
    ogl_demo_stop(run);
    ogl_record_end(run, error, sizeof error);
    if (run->lesson->destroy)
        run->lesson->destroy(run->state);
    free(run->state);
    ogl_words_destroy(run->words);
    ogl_words_destroy(run->ui_words);
    free(run);
}

static double now_seconds(void)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

bool ogl_time_left(const ogl_run *run, int steps_done)
{
    if (run->autoplay || run->steady)
        return steps_done < UNTIMED_STEPS;
    /* The clock is asked only now and then: a training step is shorter than the question. */
    if (steps_done % 16 != 0)
        return true;
    double passed = now_seconds() - run->update_began;
    return passed >= 0 && passed < untimed_seconds; /* below 0: the clock was put back */
}

static int steps_of_this_frame(const ogl_run *run)
{
    static const int steps[] = {1, 4, 16, OGL_UNTIMED};
    if (run->single_step)
        return 1;
    return run->playing ? steps[(int)run->values[OGL_SPEED]] : 0;
}

/* A task that was reached stays so; its note goes on as long as it would be reached again. */
static void update_tasks(ogl_run *run)
{
    const ogl_step *step = &run->lesson->steps[run->step];
    for (int t = 0; t < ogl_task_count(step); t++) {
        char note[OGL_NOTE_SIZE];
        double progress = step->tasks[t].progress(run->state, run, note);
        if (run->reached[run->step][t] && progress < 1)
            continue;
        run->progress[t] = progress;
        run->reached[run->step][t] = progress >= 1;
        memcpy(run->notes[run->step][t], note, sizeof note);
    }
}

/* What the learner, a script or a demonstration moved; not what a new step brought along. */
static void note_moves(ogl_run *run)
{
    for (int i = 0; i < run->lesson->setting_count && !run->entered; i++)
        if (run->changed >> i & 1)
            run->moved[i] = run->frame + 1;
    run->entered = false;
}

void ogl_run_update(ogl_run *run)
{
    if (run->restart)
        run->error[0] = 0;
    run->train_steps = run->lesson->trains ? steps_of_this_frame(run) : 0;
    run->update_began = now_seconds();
    run->nested++;
    og_status status = run->lesson->update(run->state, run);
    run->nested--;
    if (status != OG_OK) {
        snprintf(run->error, sizeof run->error, "%s", og_error_detail());
        run->playing = false;
    }
    note_moves(run);
    run->changed = 0;
    run->restart = run->single_step = false;
    if (!run->error[0]) /* a model that stopped may not even stand */
        update_tasks(run);
    run->frame++;
}

void ogl_demo_stop(ogl_run *run)
{
    ogl_script_destroy(run->demo);
    run->demo = NULL;
}

void ogl_demo_interrupt(ogl_run *run)
{
    ogl_demo_stop(run);
    ogl_press(run, "pause");
}

void ogl_demo_toggle(ogl_run *run)
{
    char error[200];
    if (run->demo) {
        ogl_demo_interrupt(run);
        return;
    }
    ogl_press(run, "begin"); /* what its script counts on */
    const char *show = run->lesson->steps[run->step].show;
    ogl_script_parse(run->lesson, run->lesson->steps[run->step].id, show, &run->demo, error, sizeof error);
}
