/* Scripts: what they may say, what they do, and how they fail. */
#include "support.h"

#include "lesson.h"

static const ogl_lesson *lesson(void)
{
    return ogl_lesson_find("decision-boundary");
}

static ogl_run *start(void)
{
    ogl_run *run = NULL;
    char error[300] = "";
    assert_ok(ogl_run_create(lesson(), "en", false, &run, error, sizeof error));
    ogl_run_update(run);
    return run;
}

static ogl_script *parse(const char *text)
{
    ogl_script *script = NULL;
    char error[300] = "";
    if (ogl_script_parse(lesson(), "s.txt", text, &script, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    return script;
}

static void every_unknown_word_is_an_error_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *piece;
    } cases[] = {
        {"dance\n", "s.txt:1: expected wait, set, drag, mark, press, key, expect or shot, got \"dance\""},
        {"# fine\n\nwait x\n", "s.txt:3: expected wait with a number of frames"},
        {"wait 0", "s.txt:1: expected wait"},
        {"wait", "s.txt:1: expected wait"},
        {"set speeed 4", "s.txt:1: expected a setting of this lesson after set, got \"speeed\""},
        {"set noise 0.6", "s.txt:1: expected noise as a number from 0 to 0.5, got \"0.6\""},
        {"set noise nan", "expected noise as a number"},
        {"set noise", "expected noise as a number"},
        {"set seed 1.5", "expected seed as a whole number from 0 to 9999"},
        {"set data cubes",
         "expected data as one of moons, circles, xor, spiral, gauss, cancer; got \"cubes\""},
        {"set contours maybe", "expected contours as on or off, got \"maybe\""},
        {"drag noise 0.6", "s.txt:1: expected noise as a number from 0 to 0.5, got \"0.6\""},
        {"drag noise", "expected noise as a number"},
        {"drag data xor", "expected a number among the settings of this lesson after drag, got \"data\""},
        {"drag nothing 1", "expected a number among the settings of this lesson after drag"},
        {"mark guess 1 2", "s.txt:1: expected a mark of this lesson after mark, got \"guess\""},
        {"mark", "expected a mark of this lesson after mark, got \"\""},
        {"press nothing", "expected something to press"},
        {"key Bogus", "expected a key such as Space"},
        {"expect luck", "expected done after expect"},
        {"expect done nothing", "expected a step or task of this lesson"},
        {"wait 30 40", "s.txt:1: expected nothing more on this line, got \"40\""},
        {"press play now", "expected nothing more on this line, got \"now\""},
        {"shot picture.gif", "expected a file name that ends in .png or .svg"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ogl_script *script = NULL;
        char error[300] = "";
        assert_status(ogl_script_parse(lesson(), "s.txt", cases[i].text, &script, error, sizeof error),
                      OG_ERR_FORMAT);
        assert_null(script);
        assert_contains(error, cases[i].piece);
    }
}

static void commands_act_in_order_and_wait_counts_frames(void **state)
{
    (void)state;
    ogl_run *run = start();
    ogl_script *script =
        parse("set noise 0.25 # a comment\r\n  set data xor\npress play\nwait 3\npress pause\n");
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    const char *shot;
    char error[100];
    int frames = 0, playing = 0;
    while (ogl_script_frame(script, run, false, ui, &shot, error, sizeof error) == OGL_SCRIPT_RUNNING) {
        frames++;
        playing += run->playing;
        ogl_run_update(run);
    }
    assert_int_equal(frames, 3);
    assert_int_equal(playing, 3);
    assert_false(run->playing);
    assert_near(run->values[ogl_setting_find(lesson(), "noise")], 0.25, 0);
    assert_near(run->values[ogl_setting_find(lesson(), "data")], 2, 0);
    ogl_script_destroy(script);
    ogl_run_destroy(run);
    free(ui);
}

static void a_failed_expect_names_file_and_line(void **state)
{
    (void)state;
    ogl_run *run = start();
    ogl_script *script = parse("\nexpect done bend\n");
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    const char *shot;
    char error[100] = "";
    assert_int_equal(ogl_script_frame(script, run, false, ui, &shot, error, sizeof error), OGL_SCRIPT_FAILED);
    assert_contains(error, "s.txt:2: expected \"bend\" to be done");
    ogl_script_destroy(script);
    ogl_run_destroy(run);
    free(ui);
}

static void a_key_and_a_picture_belong_to_one_frame(void **state)
{
    (void)state;
    ogl_run *run = start();
    ogl_script *script = parse("key Space\nkey x\nshot a.png\n");
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    const char *shot;
    char error[100];
    assert_int_equal(ogl_script_frame(script, run, false, ui, &shot, error, sizeof error),
                     OGL_SCRIPT_RUNNING);
    assert_int_equal(ui->input.key, OGV_KEY_SPACE);
    assert_int_equal(ogl_script_frame(script, run, false, ui, &shot, error, sizeof error),
                     OGL_SCRIPT_RUNNING);
    assert_int_equal(ui->input.key, OGV_KEY_CHARACTER);
    assert_int_equal(ui->input.character, 'x');
    assert_null(shot);
    assert_int_equal(ogl_script_frame(script, run, false, ui, &shot, error, sizeof error),
                     OGL_SCRIPT_RUNNING);
    assert_string_equal(shot, "a.png");
    assert_int_equal(ogl_script_frame(script, run, false, ui, &shot, error, sizeof error), OGL_SCRIPT_ENDED);
    assert_null(shot);
    ogl_script_destroy(script);
    ogl_run_destroy(run);
    free(ui);
}

static void show_me_runs_and_stops_without_undoing(void **state)
{
    (void)state;
    ogl_run *run = start();
    assert_null(run->demo);
    ogl_press(run, "show");
    assert_non_null(run->demo);
    ogl_set(run, ogl_setting_find(lesson(), "noise"), 0.4);
    ogl_press(run, "show");
    assert_null(run->demo);
    assert_near(run->values[ogl_setting_find(lesson(), "noise")], 0.4, 0);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_unknown_word_is_an_error_with_its_line),
        cmocka_unit_test(commands_act_in_order_and_wait_counts_frames),
        cmocka_unit_test(a_failed_expect_names_file_and_line),
        cmocka_unit_test(a_key_and_a_picture_belong_to_one_frame),
        cmocka_unit_test(show_me_runs_and_stops_without_undoing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
