/* What is dragged and marked: by hand, in a recording, in a script. */
#include <math.h>

#include "ogee_viz/plot.h"
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
    static ogl_setting settings[OGL_MAX_SETTINGS];
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
    assert_true(ogl_changed(run, x));
    assert_true(ogl_changed(run, x + 1));
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
    ogl_set(d.run, SET_NOISE, 0.1);
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

static void press_at(desk *d, ogv_point at)
{
    d->ui->input.mouse = at;
    d->ui->input.mouse_down = d->ui->input.mouse_pressed = true;
    desk_draw(d);
}

static void release(desk *d)
{
    d->ui->input.mouse_down = false;
    d->ui->input.mouse_released = true;
    desk_draw(d);
    d->ui->input.mouse = (ogv_point){-1, -1};
    desk_draw(d);
}

static ogv_point grip_at(const desk *d, const char *id)
{
    ogv_point at;
    assert_true(ogv_ui_grip(d->ui, id, &at));
    return at;
}

static void begin_line(desk *d, double w1, double w2, double b)
{
    static const char *const ids[] = {"w1", "w2", "b"};
    const double values[] = {w1, w2, b};
    ogl_run_enter(d->run, 0);
    for (int k = 0; k < 3; k++)
        ogl_set(d->run, ogl_setting_find(d->run->lesson, ids[k]), values[k]);
    desk_draw(d);
    desk_draw(d);
}

static double line_at(const desk *d, ogv_point at)
{
    const ogl_lesson *lesson = d->run->lesson;
    ogv_rect plane;
    double x, y, w[3];
    static const char *const ids[] = {"w1", "w2", "b"};
    assert_true(ogv_ui_find(d->ui, "plane", &plane));
    ogv_axes axes = {.rect = plane, .x = {-6, 6}, .y = {-6, 6}};
    ogv_axes_data(&axes, at, &x, &y);
    for (int k = 0; k < 3; k++)
        w[k] = d->run->values[ogl_setting_find(lesson, ids[k])];
    return (w[0] * x + w[1] * y + w[2]) / hypot(w[0], w[1]);
}

static const double line_starts[][3] = {{-0.6, 1, 1.5}, {-0.6, 1, 0.5}, {1, 1, 0},   {0.4, -1.2, -1},
                                        {-1, -0.5, 1},  {0.1, 0.9, 0},  {1.5, 0, -2}};
enum { LINE_STARTS = sizeof line_starts / sizeof *line_starts };

/* Both ways over the start of the axes, where a line drawn by its distance from it would flip. */
static void the_line_of_one_neuron_follows_the_pointer(void **state)
{
    (void)state;
    static const char *const grips[] = {"grip.turn", "grip.line"};
    static const float ways[][2] = {{12, -9}, {-14, 10}, {3, 16}, {-4, -15}};
    desk d;
    desk_open(&d, lesson_start(ogl_lesson_find("one-neuron"), false));
    for (int start = 0; start < LINE_STARTS; start++)
        for (int i = 0; i < 2; i++)
            for (int way = 0; way < 4; way++) {
                begin_line(&d, line_starts[start][0], line_starts[start][1], line_starts[start][2]);
                ogv_point at = grip_at(&d, grips[i]), other = grip_at(&d, grips[1 - i]), from = at;
                press_at(&d, at);
                for (int frame = 0; frame < 4; frame++) {
                    at.x += ways[way][0];
                    at.y += ways[way][1];
                    d.ui->input.mouse = at;
                    for (int k = 0; k < 3; k++) /* the grips are those of the frame before */
                        desk_draw(&d);
                    if (i == 0 && hypotf(at.x - other.x, at.y - other.y) < 8)
                        continue; /* so short an arrow is not allowed */
                    assert_near(grip_at(&d, grips[i]).x, at.x, 1);
                    assert_near(grip_at(&d, grips[i]).y, at.y, 1);
                    assert_near(line_at(&d, grip_at(&d, "grip.line")), 0, 1e-3); /* in data units */
                    ogv_point now = grip_at(&d, grips[1 - i]); /* the foot stays, the tip moves along */
                    assert_near(now.x, other.x + (i == 1 ? at.x - from.x : 0), 1);
                    assert_near(now.y, other.y + (i == 1 ? at.y - from.y : 0), 1);
                }
                release(&d);
            }
    desk_close(&d);
}

static int count_texts(const desk *d, const char *text)
{
    int count = 0;
    for (size_t i = 0; i < d->list.command_count; i++)
        count += d->list.commands[i].kind == OGV_TEXT &&
                 strcmp(d->list.chars + d->list.commands[i].first, text) == 0;
    return count;
}

/* One of them: its own tip and the map's coordinates would lie on each other. */
static void a_grip_under_the_pointer_is_told_of_and_the_map_below_it_is_not(void **state)
{
    (void)state;
    desk d;
    desk_open(&d, lesson_start(ogl_lesson_find("one-neuron"), false));
    begin_line(&d, -0.6, 1, 1.5);
    int tips[2], names[2];
    for (int on = 0; on < 2; on++) {
        d.ui->input.mouse = grip_at(&d, "grip.line");
        d.ui->input.mouse.x += on ? 0 : 60;
        d.ui->animated = true;
        for (int i = 0; i < 25; i++)
            desk_draw(&d);
        tips[on] = strcmp(d.ui->tip, "Drag: moves the line") == 0;
        names[on] = count_texts(&d, "p"); /* of the coordinates, and in the formula */
    }
    assert_int_equal(tips[0], 0);
    assert_int_equal(tips[1], 1);
    assert_int_equal(names[0], names[1] + 1);
    desk_close(&d);
}

static void the_foot_of_the_arrow_stays_on_the_line_whatever_moves_it(void **state)
{
    (void)state;
    desk d;
    desk_open(&d, lesson_start(ogl_lesson_find("one-neuron"), false));
    int b = ogl_setting_find(d.run->lesson, "b"), w1 = ogl_setting_find(d.run->lesson, "w1");
    begin_line(&d, -0.6, 1, 1.5);
    ogv_point before = grip_at(&d, "grip.line");
    for (int i = 0; i <= 16; i++) {
        ogl_set(d.run, b, -4 + 0.5 * i);
        desk_draw(&d);
        desk_draw(&d);
        assert_near(line_at(&d, grip_at(&d, "grip.line")), 0, 1e-3);
    }
    for (int i = 0; i <= 16; i++) {
        ogl_set(d.run, w1, -4 + 0.5 * i);
        desk_draw(&d);
        desk_draw(&d);
        assert_near(line_at(&d, grip_at(&d, "grip.line")), 0, 1e-3);
    }
    for (int i = 0; i < 50; i++) {
        ogl_press(d.run, "step");
        desk_draw(&d);
        desk_draw(&d);
        assert_near(line_at(&d, grip_at(&d, "grip.line")), 0, 1e-3);
    }
    begin_line(&d, -0.6, 1, 1.5); /* a new start, and the foot is where it was */
    assert_near(grip_at(&d, "grip.line").x, before.x, 1);
    assert_near(grip_at(&d, "grip.line").y, before.y, 1);
    desk_close(&d);
}

/* Far beyond the limits nothing jumps: the weights keep their ranges, the arrow its length. */
static void the_line_of_one_neuron_keeps_its_limits(void **state)
{
    (void)state;
    static const char *const grips[] = {"grip.turn", "grip.line"}, *const ids[] = {"w1", "w2", "b"};
    desk d;
    desk_open(&d, lesson_start(ogl_lesson_find("one-neuron"), false));
    for (int start = 0; start < LINE_STARTS; start++)
        for (int i = 0; i < 2; i++)
            for (int way = 0; way < 16; way++) {
                begin_line(&d, line_starts[start][0], line_starts[start][1], line_starts[start][2]);
                ogv_point at = grip_at(&d, grips[i]), foot = grip_at(&d, "grip.line");
                press_at(&d, at);
                d.ui->input.mouse = (ogv_point){at.x + 300 * cosf((float)way), at.y + 300 * sinf((float)way)};
                if (i == 0 && way == 0)
                    d.ui->input.mouse = foot; /* the arrow keeps a length */
                desk_draw(&d);
                desk_draw(&d);
                double w[3];
                for (int k = 0; k < 3; k++) {
                    int setting = ogl_setting_find(d.run->lesson, ids[k]);
                    w[k] = d.run->values[setting];
                    assert_true(w[k] >= d.run->lesson->settings[setting].low);
                    assert_true(w[k] <= d.run->lesson->settings[setting].high);
                }
                assert_true(hypot(w[0], w[1]) >= 0.199);
                assert_near(line_at(&d, grip_at(&d, "grip.line")), 0, 1e-3);
                if (i == 0) {
                    assert_near(grip_at(&d, "grip.line").x, foot.x, 1);
                    assert_near(grip_at(&d, "grip.line").y, foot.y, 1);
                }
                release(&d);
            }
    desk_close(&d);
}

static void what_the_grips_did_is_played_back(void **state)
{
    (void)state;
    static const char *const grips[] = {"grip.turn", "grip.line", "grip.turn"};
    const ogl_lesson *lesson = ogl_lesson_find("one-neuron");
    const char *path = temporary_path("grips.txt");
    desk d;
    desk_open(&d, lesson_start(lesson, false));
    lesson_record(d.run, path);
    desk_draw(&d);
    desk_draw(&d);
    for (int i = 0; i < 3; i++) {
        ogv_point at = grip_at(&d, grips[i]);
        press_at(&d, at);
        for (int frame = 1; frame < 5; frame++) {
            d.ui->input.mouse = (ogv_point){at.x + 11 * (float)frame, at.y + (float)(frame * frame)};
            desk_draw(&d);
        }
        release(&d);
    }
    lesson_record_end(d.run);
    ogl_run *again = lesson_replay(lesson, path);
    assert_memory_equal(d.run->values, again->values, sizeof again->values);
    assert_true(again->values[ogl_setting_find(lesson, "w1")] != -0.6);
    ogl_run_destroy(again);
    desk_close(&d);
}

static void a_click_on_a_point_chooses_the_sample(void **state)
{
    (void)state;
    desk d;
    desk_open(&d, lesson_start(ogl_lesson_find("one-neuron"), false));
    ogl_run_enter(d.run, ogl_step_find(d.run->lesson, "sample"));
    int sample = ogl_setting_find(d.run->lesson, "sample");
    ogv_point at;
    desk_draw(&d);
    desk_draw(&d);
    assert_true(ogv_ui_grip(d.ui, "pick", &at));
    double before = d.run->values[sample];
    press_at(&d, (ogv_point){at.x + 90, at.y - 60});
    release(&d);
    double right = d.run->values[sample];
    press_at(&d, (ogv_point){at.x - 90, at.y + 60});
    release(&d);
    double left = d.run->values[sample];
    assert_true(right != before || left != before);
    assert_true(right != left);
    desk_close(&d);
}

/* Whatever the learner did before, it begins where its script expects it. */
static void show_me_begins_each_step_anew(void **state)
{
    (void)state;
    for (int i = 0; ogl_lessons[i]; i++) {
        ogl_run *run = lesson_start(ogl_lessons[i], false);
        for (int step = 0; step < ogl_lessons[i]->step_count; step++) {
            double values[OGL_MAX_SETTINGS];
            for (int s = 0; s < ogl_lessons[i]->setting_count; s++)
                ogl_set(run, s, ogl_lessons[i]->settings[s].start);
            ogl_run_enter(run, step);
            memcpy(values, run->values, sizeof values);
            for (int s = 0; s < ogl_lessons[i]->setting_count; s++)
                ogl_set(run, s, ogl_lessons[i]->settings[s].high);
            ogl_run_update(run);
            ogl_press(run, "show");
            assert_non_null(run->demo);
            for (int s = 0; s < ogl_lessons[i]->setting_count; s++)
                if (run->values[s] != values[s])
                    fail_msg("%s, step %s: %s is %g, expected %g", ogl_lessons[i]->id,
                             ogl_lessons[i]->steps[step].id, ogl_lessons[i]->settings[s].id, run->values[s],
                             values[s]);
            run->playing = true;
            ogl_press(run, "show");
            assert_null(run->demo);
            assert_false(run->playing);
        }
        ogl_run_destroy(run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slider_that_is_drawn_along_is_a_drag),
        cmocka_unit_test(a_mark_is_a_pair_of_numbers),
        cmocka_unit_test(a_mark_out_of_range_is_an_error),
        cmocka_unit_test(a_paced_drag_goes_all_the_way_with_the_pointer_on_the_handle),
        cmocka_unit_test(the_line_of_one_neuron_follows_the_pointer),
        cmocka_unit_test(a_grip_under_the_pointer_is_told_of_and_the_map_below_it_is_not),
        cmocka_unit_test(the_foot_of_the_arrow_stays_on_the_line_whatever_moves_it),
        cmocka_unit_test(the_line_of_one_neuron_keeps_its_limits),
        cmocka_unit_test(what_the_grips_did_is_played_back),
        cmocka_unit_test(a_click_on_a_point_chooses_the_sample),
        cmocka_unit_test(show_me_begins_each_step_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
