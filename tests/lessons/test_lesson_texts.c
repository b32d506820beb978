/* The texts of every step at every size fit where they stand: as it begins, after "Show me", and with drawer,
   reasons and keys open. */
#include "fit.h"
#include "frame.h"
#include "ogee_viz/app.h"
#include "play.h"

static const struct {
    float width, height;
} sizes[] = {{960, 600}, {1247, 700}, {1248, 720}, {1280, 800}, {1920, 1080}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* What a test does with each step of a lesson while a list with the real fonts lies open. */
typedef struct scene {
    const ogl_lesson *lesson;
    void (*play)(ogl_run *run, ogv_ui *on);
} scene;

static void draw(ogl_run *run, ogv_ui *on)
{
    ogv_drawlist_clear(on->list);
    ogv_ui_begin(on);
    ogl_run_frame(run, on);
    ogv_ui_end(on);
}

static void check(ogl_run *run, ogv_ui *on, bool sheet, const char *what)
{
    char where[160];
    ogl_layout l = ogl_layout_make(run, on);
    const fit_part all[] = {{"window", {0, 0, l.width, l.height}}};
    const fit_part parts[] = {{"top bar", l.top},
                              {"narrative", {l.narrative.x, l.narrative.y, l.narrative.w - 8, l.narrative.h}},
                              {"transport bar", l.transport},
                              {"stage", l.stage},
                              {"window", {0, 0, l.width, l.height}}};
    snprintf(where, sizeof where, "%s, step %s, %s at %gx%g, scale %g, %s", run->lesson->id,
             run->lesson->steps[run->step].id, what, (double)on->width, (double)on->height,
             (double)on->list->scale, on->theme->name);
    check_fit(on, sheet ? all : parts, sheet ? 1 : 5, where);
}

/* At every size in turn; at twice the scale in the usual one. */
static void check_sizes(ogl_run *run, ogv_ui *on, bool sheet, const char *what)
{
    for (int i = 0; i < SIZES; i++) {
        on->width = on->list->scale > 1 ? 1280 : sizes[i].width;
        on->height = on->list->scale > 1 ? 800 : sizes[i].height;
        draw(run, on);
        draw(run, on);
        check(run, on, sheet, what);
        if (on->list->scale > 1)
            return;
    }
}

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
        s->play(run, on);
    }
    free(on);
    ogv_drawlist_clear(to); /* its images belong to the run */
    ogl_run_destroy(run);
}

static void for_each_step(float scale, void (*play)(ogl_run *run, ogv_ui *on))
{
    for (int l = 0; ogl_lessons[l]; l++) {
        scene s = {ogl_lessons[l], play};
        assert_ok(ogv_picture_write(temporary_path("texts.svg"), 1280, 800, scale, draw_scene, &s));
    }
}

static void begin_step(ogl_run *run, ogv_ui *on)
{
    for (int dark = 0; dark < 2; dark++) {
        run->look.dark = dark;
        check_sizes(run, on, false, "as it begins");
    }
}

static void texts_fit_as_a_step_begins(void **state)
{
    (void)state;
    for_each_step(1, begin_step);
    for_each_step(2, begin_step);
    fit_end();
}

static void finish_step(ogl_run *run, ogv_ui *on)
{
    play_script(run, on, run->lesson->steps[run->step].show, NULL);
    run->playing = false;
    begin_step(run, on);
}

static void texts_fit_when_all_tasks_are_done(void **state)
{
    (void)state;
    for_each_step(1, finish_step);
    fit_end();
}

/* The pointer wanders over the stage, so that every tooltip and flag on its way is seen. */
static void hover_step(ogl_run *run, ogv_ui *on)
{
    run->playing = false;
    for (int size = 0; size < SIZES; size += 3) {
        on->width = sizes[size].width;
        on->height = sizes[size].height;
        ogl_layout l = ogl_layout_make(run, on);
        for (int i = 0; i < 48; i++) {
            on->input.mouse = (ogv_point){l.stage.x + l.stage.w * ((float)(i % 8) + 0.5f) / 8,
                                          l.stage.y + l.stage.h * ((float)(i / 8) + 0.5f) / 6};
            draw(run, on);
            check(run, on, false, "under the pointer");
        }
    }
    on->input.mouse = (ogv_point){-1, -1};
}

static void texts_fit_wherever_the_pointer_is(void **state)
{
    (void)state;
    for_each_step(1, hover_step);
    fit_end();
}

static void open_sheets(ogl_run *run, ogv_ui *on)
{
    static const char *const sheets[] = {"narrative", "why", "help"};
    run->playing = false;
    for (int i = 0; i < 3; i++) {
        ogl_press(run, sheets[i]);
        check_sizes(run, on, true, sheets[i]);
        ogl_press(run, sheets[i]);
    }
}

static void texts_of_drawer_reasons_and_keys_fit(void **state)
{
    (void)state;
    for_each_step(1, open_sheets);
    fit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_fit_as_a_step_begins),
        cmocka_unit_test(texts_fit_when_all_tasks_are_done),
        cmocka_unit_test(texts_fit_wherever_the_pointer_is),
        cmocka_unit_test(texts_of_drawer_reasons_and_keys_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
