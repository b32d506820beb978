/* Every lesson without a screen: settings, steps and what "Show me" promises. */
#include <math.h>

#include "support.h"

#include "lesson.h"

static ogl_run *start(const ogl_lesson *lesson, bool autoplay)
{
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", autoplay, &run, error, sizeof error) != OG_OK)
        print_error("%s\n", error);
    assert_non_null(run);
    return run;
}

static ogv_ui *fresh_ui(void)
{
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    return ui;
}

/* Plays a script to its end; the number of frames it took. */
static long play(ogl_run *run, const char *text)
{
    ogl_script *script = NULL;
    char error[300] = "";
    const char *shot;
    ogv_ui *ui = fresh_ui();
    long frames = 0;
    if (ogl_script_parse(run->lesson, "show", text, &script, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    ogl_script_state state;
    while ((state = ogl_script_frame(script, run, false, ui, &shot, error, sizeof error)) ==
           OGL_SCRIPT_RUNNING) {
        ogl_run_update(run);
        frames++;
    }
    if (state == OGL_SCRIPT_FAILED)
        fail_msg("%s", error);
    ogl_run_update(run);
    ogl_script_destroy(script);
    free(ui);
    return frames;
}

static void a_window_starts_paused_and_headless_starts_playing(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    ogl_run *paused = start(lesson, false), *playing = start(lesson, true);
    assert_false(paused->playing);
    assert_true(playing->playing);
    assert_string_equal(ogl_speeds[(int)paused->values[OGL_SPEED]], "4");
    ogl_run_destroy(paused);
    ogl_run_destroy(playing);
}

static void the_speed_is_the_learners_own_and_stays_from_step_to_step(void **state)
{
    (void)state;
    for (int i = 0; ogl_lessons[i]; i++) {
        ogl_run *run = start(ogl_lessons[i], false);
        for (int s = 0; ogl_lessons[i]->trains && s < ogl_lessons[i]->step_count; s++) {
            ogl_set(run, OGL_SPEED, 2);
            ogl_run_enter(run, s);
            ogl_run_update(run);
            assert_string_equal(ogl_speeds[(int)run->values[OGL_SPEED]], "16");
        }
        ogl_run_destroy(run);
    }
}

/* In lesson 1 the note of the first task is where sigma stands. */
static void a_note_goes_on_while_its_task_would_be_reached_again(void **state)
{
    (void)state;
    ogl_run *run = start(ogl_lesson_find("s-curve"), false);
    int x = ogl_setting_find(run->lesson, "x");
    char at_90[OGL_NOTE_SIZE], near_90[OGL_NOTE_SIZE];
    ogl_set(run, x, 2.2);
    ogl_run_update(run);
    assert_true(run->reached[0][0]);
    snprintf(at_90, sizeof at_90, "%s", run->notes[0][0]);
    ogl_set(run, x, 2.18);
    ogl_run_update(run);
    snprintf(near_90, sizeof near_90, "%s", run->notes[0][0]);
    assert_string_not_equal(at_90, near_90);
    ogl_set(run, x, -3);
    ogl_run_update(run);
    assert_true(run->reached[0][0]);
    assert_string_equal(run->notes[0][0], near_90);
    ogl_run_destroy(run);
}

static void numbers_next_to_0_and_1_are_not_rounded_to_them(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } rows[] = {{0, 3, "0.000"},   {0.0004, 3, "<0.001"}, {-0.0004, 3, ">−0.001"}, {0.0005, 3, "0.001"},
                {1, 3, "1.000"},   {0.9996, 3, ">0.999"}, {0.9994, 3, "0.999"},    {-0.9996, 3, "<−0.999"},
                {-1, 3, "−1.000"}, {1.0001, 3, "1.000"},  {5e-324, 1, "<0.1"},     {0.3, 0, "0"},
                {0.97, 0, "1"},    {0.004, 2, "<0.01"},   {NAN, 2, "nan"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[OGV_NUMBER_SIZE];
        assert_string_equal(ogl_format_number(text, rows[i].value, rows[i].decimals), rows[i].text);
    }
}

static void settings_are_clamped_rounded_and_marked_as_changed(void **state)
{
    (void)state;
    ogl_run *run = start(ogl_lesson_find("decision-boundary"), false);
    int noise = ogl_setting_find(run->lesson, "noise"), data = ogl_setting_find(run->lesson, "data");
    ogl_run_update(run);
    ogl_set(run, noise, 7);
    assert_near(run->values[noise], 0.5, 0);
    assert_true(ogl_changed(run, noise));
    ogl_set(run, data, 1.6);
    assert_near(run->values[data], 2, 0);
    ogl_set(run, data, -3);
    assert_near(run->values[data], 0, 0);
    ogl_set(run, OGL_SEED, 12.4);
    assert_near(run->values[OGL_SEED], 12, 0);
    ogl_run_update(run);
    assert_true(run->changed == 0);
    ogl_set(run, OGL_SEED, 12);
    assert_true(run->changed == 0);
    assert_int_equal(ogl_setting_find(run->lesson, "nothing"), -1);
    ogl_run_destroy(run);
}

static void settings_are_read_and_written_as_scripts_do(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    for (int s = 0; s < lesson->setting_count; s++) {
        const ogl_setting *setting = &lesson->settings[s];
        char text[40], error[200];
        double value = -1;
        ogl_setting_format(setting, setting->start, text, sizeof text);
        assert_true(ogl_setting_parse(setting, text, &value, error, sizeof error));
        assert_near(value, setting->start, 1e-12);
        assert_false(ogl_setting_parse(setting, "nonsense", &value, error, sizeof error));
        assert_contains(error, "nonsense");
        assert_contains(error, setting->id);
    }
}

static void the_dice_shows_a_thousand_seeds_before_it_repeats(void **state)
{
    (void)state;
    ogl_run *run = start(ogl_lesson_find("decision-boundary"), false);
    static bool seen[1000];
    for (int i = 0; i < 1000; i++) {
        assert_true(ogl_press(run, "dice"));
        int seed = (int)run->values[OGL_SEED];
        assert_true(seed >= 0 && seed < 1000);
        assert_false(seen[seed]);
        seen[seed] = true;
    }
    ogl_run_destroy(run);
}

static void steps_are_walked_with_next_and_back_and_stop_at_the_ends(void **state)
{
    (void)state;
    ogl_run *run = start(ogl_lesson_find("decision-boundary"), false);
    ogl_press(run, "back");
    assert_int_equal(run->step, 0);
    for (int i = 0; i < 20; i++)
        ogl_press(run, "next");
    assert_int_equal(run->step, run->lesson->step_count - 1);
    assert_int_equal(ogl_step_find(run->lesson, run->lesson->steps[2].id), 2);
    assert_int_equal(ogl_step_find(run->lesson, "x"), -1);
    assert_false(ogl_press(run, "no such button"));
    ogl_run_destroy(run);
}

static void a_reached_task_stays_reached_until_reset(void **state)
{
    (void)state;
    ogl_run *run = start(ogl_lesson_find("decision-boundary"), false);
    play(run, run->lesson->steps[0].show);
    assert_true(ogl_step_reached(run, 0));
    ogl_press(run, "next");
    ogl_run_update(run);
    ogl_press(run, "back");
    ogl_run_update(run);
    assert_true(ogl_step_reached(run, 0));
    ogl_press(run, "reset");
    ogl_run_update(run);
    assert_false(ogl_step_reached(run, 0));
    ogl_run_destroy(run);
}

static void escape_closes_one_layer_after_the_other(void **state)
{
    (void)state;
    ogl_run *run = start(ogl_lesson_find("decision-boundary"), false);
    ogl_press(run, "why");
    ogl_press(run, "help");
    ogl_press(run, "close");
    assert_false(run->help_open);
    assert_true(run->why_open);
    ogl_press(run, "close");
    assert_false(run->why_open);
    ogl_press(run, "close");
    ogl_run_destroy(run);
}

/* A window of that size for a few frames, with letters of a fixed width. */
static void draw_frames(ogl_run *run, ogv_ui *ui, ogv_drawlist *list, int frames)
{
    for (int i = 0; i < frames; i++) {
        ogv_drawlist_clear(list);
        ui->list = list;
        ui->theme = &ogv_theme_light;
        ogv_ui_begin(ui);
        ogl_run_frame(run, ui);
        ogv_ui_end(ui);
    }
}

/* The lesson in the smallest window there is. */
static ogl_run *open_small_window(ogv_ui **ui, ogv_drawlist *list)
{
    *ui = fresh_ui();
    (*ui)->width = 960;
    (*ui)->height = 600;
    ogv_drawlist_init(list);
    return start(ogl_lesson_find("decision-boundary"), false);
}

static void close_window(ogl_run *run, ogv_ui *ui, ogv_drawlist *list)
{
    ogv_drawlist_free(list);
    free(ui);
    ogl_run_destroy(run);
}

static void nothing_under_the_sheet_of_keys_can_be_reached(void **state)
{
    (void)state;
    ogv_ui *ui;
    ogv_drawlist list;
    ogl_run *run = open_small_window(&ui, &list);
    ogl_press(run, "why");
    draw_frames(run, ui, &list, 2);
    assert_true(ogv_ui_find(ui, "why.close", NULL));
    ogl_press(run, "help");
    draw_frames(run, ui, &list, 2);
    assert_true(ogv_ui_find(ui, "help.close", NULL));
    assert_false(ogv_ui_find(ui, "why.close", NULL));
    assert_false(ogv_ui_find(ui, "play", NULL));
    close_window(run, ui, &list);
}

static void the_wheel_scrolls_a_text_that_is_too_long(void **state)
{
    (void)state;
    ogv_ui *ui;
    ogv_drawlist list;
    ogl_run *run = open_small_window(&ui, &list);
    ogl_press(run, "narrative");
    ui->input.mouse = (ogv_point){200, 150};
    ui->input.wheel = -1;
    draw_frames(run, ui, &list, 1);
    assert_true(run->narrative_scroll > 0);
    ui->input.wheel = 9;
    draw_frames(run, ui, &list, 1);
    assert_near(run->narrative_scroll, 0, 0);
    ui->input.mouse = (ogv_point){700, 300};
    ui->input.wheel = -1;
    draw_frames(run, ui, &list, 1);
    assert_near(run->narrative_scroll, 0, 0);
    close_window(run, ui, &list);
}

static void a_script_moves_the_focus_and_its_keys_belong_to_it(void **state)
{
    (void)state;
    ogl_run *run = start(ogl_lesson_find("decision-boundary"), false);
    ogv_ui *ui = fresh_ui();
    ogv_drawlist list;
    ogv_drawlist_init(&list);
    ui->width = 1280;
    ui->height = 800;
    ogl_script *script = NULL;
    char error[300];
    const char *shot;
    assert_ok(ogl_script_parse(run->lesson, "s", "wait 1\nkey Tab\nwait 1\nkey Space\nwait 1\n", &script,
                               error, sizeof error));
    ogl_script_state at = OGL_SCRIPT_RUNNING;
    while (at == OGL_SCRIPT_RUNNING) {
        ogv_drawlist_clear(&list);
        ui->list = &list;
        ui->theme = &ogv_theme_light;
        ui->input.key = OGV_KEY_NONE;
        ogv_ui_begin(ui);
        at = ogl_script_frame(script, run, false, ui, &shot, error, sizeof error);
        ogl_run_frame(run, ui);
        ogv_ui_end(ui);
    }
    assert_int_equal(run->step, 1); /* Space clicks "Next", the first control, and does not play */
    assert_false(run->playing);
    ogl_script_destroy(script);
    ogv_drawlist_free(&list);
    free(ui);
    ogl_run_destroy(run);
}

static og_status fail_to_update(void *state, ogl_run *run)
{
    (void)state;
    (void)run;
    return og_fail(OG_ERR_MEMORY, "no memory for the points");
}

static void a_lesson_that_cannot_begin_says_so_and_goes_on(void **state)
{
    (void)state;
    ogl_lesson broken = *ogl_lesson_find("decision-boundary");
    broken.update = fail_to_update;
    ogl_run *run = start(&broken, true);
    for (int step = 0; step < broken.step_count; step++) {
        ogl_run_enter(run, step);
        ogl_run_update(run);
        assert_string_equal(run->error, "no memory for the points");
        assert_false(run->playing);
        assert_false(ogl_step_reached(run, step));
    }
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_starts_paused_and_headless_starts_playing),
        cmocka_unit_test(a_note_goes_on_while_its_task_would_be_reached_again),
        cmocka_unit_test(numbers_next_to_0_and_1_are_not_rounded_to_them),
        cmocka_unit_test(the_speed_is_the_learners_own_and_stays_from_step_to_step),
        cmocka_unit_test(settings_are_clamped_rounded_and_marked_as_changed),
        cmocka_unit_test(settings_are_read_and_written_as_scripts_do),
        cmocka_unit_test(the_dice_shows_a_thousand_seeds_before_it_repeats),
        cmocka_unit_test(steps_are_walked_with_next_and_back_and_stop_at_the_ends),
        cmocka_unit_test(a_reached_task_stays_reached_until_reset),
        cmocka_unit_test(escape_closes_one_layer_after_the_other),
        cmocka_unit_test(a_lesson_that_cannot_begin_says_so_and_goes_on),
        cmocka_unit_test(the_wheel_scrolls_a_text_that_is_too_long),
        cmocka_unit_test(a_script_moves_the_focus_and_its_keys_belong_to_it),
        cmocka_unit_test(nothing_under_the_sheet_of_keys_can_be_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
