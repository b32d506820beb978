/* What is dragged and marked: by hand, in a recording, in a script. */
#include "recording.h"

static void a_slider_that_is_drawn_along_is_a_drag(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    const char *path = temporary_path("drag.txt");
    desk d;
    desk_open(&d, lesson_start(lesson, false));
    lesson_record(d.run, path);
    desk_draw(&d);
    ogv_point grip;
    assert_true(ogv_ui_grip(d.ui, "noise", &grip) || (desk_draw(&d), ogv_ui_grip(d.ui, "noise", &grip)));
    d.ui->input.mouse = grip;
    d.ui->input.mouse_down = d.ui->input.mouse_pressed = true;
    desk_draw(&d);
    for (int i = 1; i <= 4; i++) {
        d.ui->input.mouse.x = grip.x + (float)(10 * i);
        desk_draw(&d);
    }
    d.ui->input.mouse_down = false;
    d.ui->input.mouse_released = true;
    desk_draw(&d);
    d.ui->input.key = OGV_KEY_RIGHT; /* the keyboard sets */
    desk_draw(&d);
    d.ui->input.key = OGV_KEY_NONE;
    desk_draw(&d);
    lesson_record_end(d.run);
    char *text = read_whole_file(path);
    int drags = 0;
    for (const char *at = text; (at = strstr(at, "\ndrag noise ")); at++)
        drags++;
    assert_int_equal(drags, 4);
    assert_non_null(strstr(strstr(text, "drag"), "\nset noise "));
    free(text);
    ogl_run *again = lesson_replay(lesson, path);
    assert_same_state(d.run, again);
    assert_true(again->values[SET_NOISE] > 0.2);
    ogl_run_destroy(again);
    desk_close(&d);
}

static ogl_lesson marked_lesson(void)
{
    static ogl_setting settings[16];
    const ogl_lesson *base = ogl_lesson_find("decision-boundary");
    ogl_lesson lesson = *base;
    int count = base->setting_count;
    memcpy(settings, base->settings, (size_t)count * sizeof *settings);
    settings[count++] =
        (ogl_setting){.id = "guess.x", .type = OGL_NUMBER, .low = -2, .high = 2, .decimals = 2};
    settings[count++] =
        (ogl_setting){.id = "guess.y", .type = OGL_NUMBER, .low = 0, .high = 1, .decimals = 2};
    lesson.settings = settings;
    lesson.setting_count = count;
    return lesson;
}

static void a_mark_is_a_pair_of_numbers(void **state)
{
    (void)state;
    ogl_lesson lesson = marked_lesson();
    const char *path = temporary_path("mark.txt");
    ogl_run *run = lesson_start(&lesson, false);
    int x = ogl_mark_find(&lesson, "guess");
    assert_int_equal(x, lesson.setting_count - 2);
    assert_int_equal(ogl_mark_find(&lesson, "gues"), -1);
    assert_int_equal(ogl_mark_find(&lesson, ""), -1);
    lesson_record(run, path);
    ogl_run_update(run);
    ogl_mark_set(run, x, 0.2, 0.25);
    ogl_mark_set(run, x, 0.2, 0.25);
    assert_true(run->changed & 1ul << x);
    assert_true(run->changed & 1ul << (x + 1));
    ogl_run_update(run);
    ogl_mark_set(run, x, 1.0 / 3, 7);
    ogl_run_update(run);
    lesson_record_end(run);
    char *text = read_whole_file(path);
    assert_contains(text, "\nwait 1\nmark guess 0.20 0.25\nwait 1\nmark guess 0.33333333333333331 1.00\n");
    free(text);
    ogl_run *again = lesson_replay(&lesson, path);
    assert_same_state(run, again);
    assert_near(again->values[x], 1.0 / 3, 0);
    assert_near(again->values[x + 1], 1, 0);
    ogl_run_destroy(again);
    ogl_run_destroy(run);
}

static void a_mark_out_of_range_is_an_error(void **state)
{
    (void)state;
    ogl_lesson lesson = marked_lesson();
    ogl_script *script;
    char error[300];
    assert_status(ogl_script_parse(&lesson, "m", "mark guess 0 2", &script, error, sizeof error),
                  OG_ERR_FORMAT);
    assert_contains(error, "m:1: expected guess.y as a number from 0 to 1, got \"2\"");
    assert_status(ogl_script_parse(&lesson, "m", "mark guess 0", &script, error, sizeof error),
                  OG_ERR_FORMAT);
    assert_contains(error, "guess.y");
    assert_status(ogl_script_parse(&lesson, "m", "mark guess 0 0 0", &script, error, sizeof error),
                  OG_ERR_FORMAT);
    assert_contains(error, "expected nothing more");
}

static void a_paced_drag_goes_all_the_way_with_the_pointer_on_the_handle(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    desk d;
    desk_open(&d, lesson_start(lesson, false));
    ogl_script *script;
    char error[300];
    const char *shot;
    assert_ok(ogl_script_parse(lesson, "d", "drag noise 0.40\n", &script, error, sizeof error));
    desk_draw(&d);
    desk_draw(&d);
    int frames = 0, different = 0;
    double before = d.run->values[SET_NOISE];
    while (ogl_script_frame(script, d.run, true, d.ui, &shot, error, sizeof error) == OGL_SCRIPT_RUNNING) {
        ogv_point at, grip;
        bool pressed;
        assert_true(d.run->values[SET_NOISE] >= before && d.run->values[SET_NOISE] <= 0.4);
        different += d.run->values[SET_NOISE] > before;
        before = d.run->values[SET_NOISE];
        desk_draw(&d);
        frames++;
        assert_true(ogl_script_pointer(script, &at, &pressed));
        assert_true(ogv_ui_grip(d.ui, "noise", &grip));
        if (pressed)
            assert_near(at.x, grip.x, 8);
    }
    assert_near(d.run->values[SET_NOISE], 0.4, 0);
    assert_true(different > 15);
    assert_true(frames > 60 && frames < 120);
    ogl_script_destroy(script);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slider_that_is_drawn_along_is_a_drag),
        cmocka_unit_test(a_mark_is_a_pair_of_numbers),
        cmocka_unit_test(a_mark_out_of_range_is_an_error),
        cmocka_unit_test(a_paced_drag_goes_all_the_way_with_the_pointer_on_the_handle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
