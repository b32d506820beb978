/* Every setting of every step is moved through its range: no words are covered, struck through or cut off. */
#include "cover.h"
#include "frame.h"
#include "ogee_viz/app.h"
#include "play.h"

static const struct {
    float width, height;
} sizes[] = {{960, 600}, {1280, 800}, {1280, 720}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void draw(ogl_run *run, ogv_ui *on)
{
    run->playing = false; /* a change after the last step of training starts it anew */
    ogv_drawlist_clear(on->list);
    ogv_ui_begin(on);
    ogl_run_frame(run, on);
    ogv_ui_end(on);
}

static void check(ogl_run *run, ogv_ui *on, int size, const char *what)
{
    char where[160];
    on->width = sizes[size].width;
    on->height = sizes[size].height;
    draw(run, on);
    ogl_layout l = ogl_layout_make(run, on);
    const fit_part parts[] = {{"top bar", l.top},
                              {"narrative", {l.narrative.x, l.narrative.y, l.narrative.w - 8, l.narrative.h}},
                              {"transport bar", l.transport},
                              {"stage", l.stage},
                              {"window", {0, 0, l.width, l.height}}};
    snprintf(where, sizeof where, "%s, step %s, %s at %gx%g", run->lesson->id,
             run->lesson->steps[run->step].id, what, (double)on->width, (double)on->height);
    check_fit(on, parts, 5, where);
    check_cover(on, where);
}

/* The values of a setting that are looked at; returns how many. */
static int values_of(const ogl_setting *row, int parts, double values[])
{
    int count = 0;
    if (row->type == OGL_CHOICE)
        for (; row->choices[count]; count++)
            values[count] = count;
    else if (row->type == OGL_SWITCH)
        for (; count < 2; count++)
            values[count] = count;
    else
        for (; count <= parts; count++)
            values[count] = row->low + (row->high - row->low) * count / parts;
    return count;
}

/* The ends of a range are looked at in every size, what lies between in one. In a lesson that trains, where
   another value is another network, so are the ends; its steps share a stage and take turns. */
static void sweep_step(ogl_run *run, ogv_drawlist *to, const char *when)
{
    ogv_ui *on = calloc(1, sizeof *on);
    assert_non_null(on);
    on->list = to;
    on->input.mouse = (ogv_point){-1, -1};
    int first = run->lesson->trains ? OGL_SPEED + 1 : 0; /* the speed changes nothing that is drawn */
    for (int i = first; i < run->lesson->setting_count; i++) {
        const ogl_setting *row = &run->lesson->settings[i];
        double values[32], before = run->values[i];
        int count = values_of(row, run->lesson->trains ? 3 : 8, values);
        for (int k = 0; k < count; k++) {
            char what[96], text[32];
            ogl_set(run, i, values[k]);
            ogl_setting_format(row, run->values[i], text, sizeof text);
            snprintf(what, sizeof what, "%s, %s = %s", when, row->id, text);
            bool end = k == 0 || k == count - 1;
            for (int size = 0; size < SIZES; size++)
                if ((end && !run->lesson->trains) || size == (i + k + run->step) % SIZES)
                    check(run, on, size, what);
        }
        ogl_set(run, i, before);
    }
    free(on);
}

/* A list with the real fonts lies open while a scene draws. */
typedef struct scene {
    const ogl_lesson *lesson;
} scene;

static void draw_scene(void *user, ogv_drawlist *to)
{
    const scene *s = user;
    ogl_run *run = begin_lesson(s->lesson, true);
    ogv_ui *on = calloc(1, sizeof *on);
    assert_non_null(on);
    on->list = to;
    on->input.mouse = (ogv_point){-1, -1};
    for (int step = 0; step < run->lesson->step_count; step++) {
        ogl_run_enter(run, step);
        sweep_step(run, to, "as it begins");
        ogl_run_enter(run, step);
        play_script(run, on, run->lesson->steps[step].show, NULL);
        sweep_step(run, to, "when all is done");
    }
    free(on);
    ogv_drawlist_clear(to); /* its images belong to the run */
    ogl_run_destroy(run);
}

static void nothing_is_covered_wherever_the_controls_stand(void **state)
{
    (void)state;
    for (int l = 0; ogl_lessons[l]; l++) {
        scene s = {ogl_lessons[l]};
        assert_ok(ogv_picture_write(temporary_path("sweep.svg"), 1280, 800, 1, draw_scene, &s));
    }
    fit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_covered_wherever_the_controls_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
