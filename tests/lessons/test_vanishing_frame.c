/* Lesson 5 on the stage: what it shows fits at every size with every setting, and a frame that trains
   allocates nothing. */
#include "allocations.h"
#include "fit.h"
#include "frame.h"
#include "ogee_viz/app.h"
#include "play.h"
#include "vanishing_gradients.h"

static const struct {
    float width, height;
} sizes[] = {{960, 600}, {1248, 720}, {1280, 800}, {1920, 1080}};

/* Settings at the edge of what there is room for. */
static const char *const scenes[] = {
    "set view factors\nset layers 20\nset units 16\nset layer 20\nset repair batch-norm\nwait 3\n",
    "set view factors\nset repair highway\nset layer 4\nset activation tanh\nwait 3\n",
    "set view factors\nset repair residual\nset activation relu\nset layer 10\nset other batch-norm\nwait "
    "3\n",
    "set view table\nset init large\nset other residual\nwait 3\nset other highway\nwait 3\n",
    "set view slope\nset layers 20\nset layer 17\nset scale 20\nset activation tanh\nset other "
    "batch-norm\nwait 3\n",
    "set view slope\nset layers 1\nset activation relu\nset other highway\nwait 3\n",
    "set view table\nset layers 2\nset units 4\nset repair highway\nset other batch-norm\nset rate "
    "0.002\nwait 3\n",
};

static void draw(ogl_run *run, ogv_ui *on)
{
    ogv_drawlist_clear(on->list);
    ogv_ui_begin(on);
    ogl_run_frame(run, on);
    ogv_ui_end(on);
}

static void check(ogl_run *run, ogv_ui *on, int which)
{
    char where[80];
    ogl_layout l = ogl_layout_make(run, on);
    const fit_part parts[] = {{"top bar", l.top},
                              {"narrative", {l.narrative.x, l.narrative.y, l.narrative.w - 8, l.narrative.h}},
                              {"transport bar", l.transport},
                              {"stage", l.stage}};
    snprintf(where, sizeof where, "scene %d at %gx%g", which, (double)on->width, (double)on->height);
    check_fit(on, parts, 4, where);
}

/* The list measures with the real fonts. */
static void draw_scenes(void *user, ogv_drawlist *to)
{
    const int *size = user;
    static ogv_ui on;
    ogl_run *run = begin_lesson(ogl_lesson_find("vanishing-gradients"), true);
    on = (ogv_ui){.list = to, .width = sizes[*size].width, .height = sizes[*size].height};
    on.input.mouse = (ogv_point){-1, -1};
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        ogl_run_enter(run, 4);
        play_script(run, &on, scenes[i], NULL);
        draw(run, &on);
        draw(run, &on);
        check(run, &on, (int)i);
    }
    ogv_drawlist_clear(to); /* its images belong to the run */
    ogl_run_destroy(run);
}

static void everything_fits_with_every_setting(void **state)
{
    (void)state;
    for (int size = 0; size < (int)(sizeof sizes / sizeof *sizes); size++)
        assert_ok(ogv_picture_write(temporary_path("scene.svg"), (int)sizes[size].width,
                                    (int)sizes[size].height, 1, draw_scenes, &size));
    fit_end();
}

static void a_frame_that_trains_allocates_nothing(void **state)
{
    (void)state;
    for (int view = VIEW_SLOPE; view <= VIEW_TABLE; view++) {
        ogl_run *run = begin_lesson(ogl_lesson_find("vanishing-gradients"), true);
        ogl_run_enter(run, ogl_step_find(run->lesson, "lockstep"));
        ogl_set(run, SET_VIEW, view);
        for (int i = 0; i < 20; i++)
            draw_on_stage(run, 1280, 800);
        assert_true(run->playing && allocations > 0);
        allocations = 0;
        for (int i = 0; i < 60; i++)
            draw_on_stage(run, 1280, 800);
        assert_int_equal(allocations, 0);
        assert_int_equal(vanishing_step(run->state), 320);
        ogv_drawlist_clear(&list);
        ogl_run_destroy(run);
    }
}

/* A click on a bar opens it; the bars are covered while a guess is asked for, and a drag paints it. */
static void bars_are_opened_and_guessed_with_the_pointer(void **state)
{
    (void)state;
    ogv_rect bar;
    ogl_run *run = begin_lesson(ogl_lesson_find("vanishing-gradients"), false);
    ogl_run_enter(run, ogl_step_find(run->lesson, "open"));
    draw_on_stage(run, 1280, 800);
    draw_on_stage(run, 1280, 800);
    assert_true(ogv_ui_find(&ui, "bar-3", &bar));
    assert_true(ogv_ui_press(&ui, "bar-3"));
    draw_on_stage(run, 1280, 800);
    draw_on_stage(run, 1280, 800);
    assert_int_equal(run->values[SET_LAYER], 3);
    assert_int_equal(run->values[SET_VIEW], VIEW_FACTORS);
    ogl_run_enter(run, ogl_step_find(run->lesson, "multiply"));
    draw_on_stage(run, 1280, 800);
    draw_on_stage(run, 1280, 800);
    assert_false(ogv_ui_find(&ui, "bar-3", &bar));
    assert_true(ogv_ui_find(&ui, "guess-9", &bar));
    ui.input =
        (ogv_input){.mouse = {bar.x + bar.w / 2, bar.y + 60}, .mouse_pressed = true, .mouse_down = true};
    draw_on_stage(run, 1280, 800);
    assert_true(ogv_ui_find(&ui, "guess-1", &bar));
    ui.input = (ogv_input){.mouse = {bar.x + bar.w / 2, bar.y + 120}, .mouse_down = true};
    draw_on_stage(run, 1280, 800);
    ui.input = (ogv_input){.mouse = {bar.x + bar.w / 2, bar.y + 120}, .mouse_released = true};
    draw_on_stage(run, 1280, 800);
    assert_true(run->values[SET_GUESS] < run->values[SET_GUESS + 8] && run->values[SET_GUESS + 8] < -1);
    ui.input = (ogv_input){.mouse = {-1, -1}};
    ogv_drawlist_clear(&list);
    ogl_run_destroy(run);
}

/* The same unit of another bar is another unit. */
static void a_nudge_counts_in_every_bar(void **state)
{
    (void)state;
    ogl_run *run = begin_lesson(ogl_lesson_find("vanishing-gradients"), false);
    ogl_run_enter(run, ogl_step_find(run->lesson, "open"));
    ogl_set(run, SET_VIEW, VIEW_FACTORS);
    for (int layer = 10; layer >= 8; layer--) {
        assert_false(run->reached[run->step][1]);
        ogl_set(run, SET_LAYER, layer);
        draw_on_stage(run, 1280, 800);
        draw_on_stage(run, 1280, 800);
    }
    assert_int_equal(run->values[SET_UNIT], 1);
    assert_true(run->reached[run->step][1]);
    ogv_drawlist_clear(&list);
    ogl_run_destroy(run);
}

/* Beside the bars where there is room; after a guess, whose bars stand there, above the plot. */
static void names_of_the_bars_keep_off_the_guess(void **state)
{
    (void)state;
    ogl_run *run = begin_lesson(ogl_lesson_find("vanishing-gradients"), false);
    for (int guessed = 0; guessed < 2; guessed++) {
        ogl_run_enter(run, ogl_step_find(run->lesson, "multiply"));
        for (int i = 0; guessed && i < 9; i++)
            ogl_set(run, SET_GUESS + i, -4.6 + 0.4 * i);
        draw_on_stage(run, 1280, 800);
        ogl_press(run, "step");
        draw_on_stage(run, 1280, 800);
        assert_int_equal(vanishing_step(run->state), 1);
        assert_int_equal(drawn_text("same net with ReLU"), !guessed);
        assert_true(drawn_text("ReLU"));
    }
    ogv_drawlist_clear(&list);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_fits_with_every_setting),
        cmocka_unit_test_setup_teardown(a_frame_that_trains_allocates_nothing, stage_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(bars_are_opened_and_guessed_with_the_pointer, stage_setup,
                                        stage_teardown),
        cmocka_unit_test_setup_teardown(a_nudge_counts_in_every_bar, stage_setup, stage_teardown),
        cmocka_unit_test_setup_teardown(names_of_the_bars_keep_off_the_guess, stage_setup, stage_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
