/* The command line of a lesson: every option, and what a wrong one says. */
#include "support.h"

#define LESSON "$BIN/lesson-decision-boundary "

static void assert_refused(const char *arguments, int status, const char *piece)
{
    char command[400];
    snprintf(command, sizeof command, LESSON "%s", arguments);
    run_result result = run(command);
    assert_contains(result.err, piece);
    assert_int_equal(result.status, status);
    assert_int_equal(strncmp(result.err, "ogee: ", 6), 0);
    assert_ptr_equal(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    assert_string_equal(result.out, "");
    run_free(&result);
}

static void wrong_options_are_named_in_one_line(void **state)
{
    (void)state;
    assert_refused("--bogus", 2, "--bogus");
    assert_refused("lesson", 2, "lesson");
    assert_refused("--headless --frames 0", 2, "--frames");
    assert_refused("--frames many", 2, "\"many\"");
    assert_refused("--frames", 2, "--frames needs a value");
    assert_refused("--size 800", 2, "\"800\"");
    assert_refused("--size 100x100", 2, "960x600");
    assert_refused("--size 1280x800x2", 2, "1280x800x2");
    assert_refused("--scale 9", 2, "--scale");
    assert_refused("--theme pink", 2, "\"pink\"");
    assert_refused("--seed -1", 2, "--seed");
    assert_refused("--shot picture.gif", 2, ".png or .svg");
    assert_refused("--step nowhere", 2, "no step \"nowhere\"");
    assert_refused("--headless --lang xx", 1,
                   "there are no words in \"xx\", a copy of the folder lessons/en: ");
    assert_refused("--headless --script none.txt", 1, "none.txt: No such file or directory");
    assert_refused("--headless --script .", 1, "Is a directory");
    assert_refused("--headless --script /nowhere.txt", 1, "/nowhere.txt");
}

static void a_wrong_script_fails_with_file_and_line(void **state)
{
    (void)state;
    char command[400];
    snprintf(command, sizeof command, "--headless --script '%s'",
             temporary_file("wrong.txt", "wait 2\ndance\n"));
    assert_refused(command, 1, "wrong.txt:2: expected wait, set");
    snprintf(command, sizeof command, "--headless --script '%s'",
             temporary_file("early.txt", "expect done bend\n"));
    assert_refused(command, 1, "early.txt:1: expected \"bend\" to be done");
}

static void a_picture_that_cannot_be_written_fails_and_leaves_nothing(void **state)
{
    (void)state;
    assert_refused("--headless --shot /nowhere/at/all.png", 1, "/nowhere/at/all.png");
    assert_refused("--headless --shot /proc/ogee.svg", 1, "/proc/ogee.svg");
}

static void a_recording_that_cannot_be_written_fails_before_anything_is_done(void **state)
{
    (void)state;
    assert_refused("--headless --record /nowhere/at/all.txt --shot never.png", 1,
                   "/nowhere/at/all.txt cannot be written");
    assert_refused("--record", 2, "--record needs a value");
    assert_false(file_exists("never.png"));
    if (file_exists("/dev/full"))
        assert_refused("--headless --record /dev/full", 1, "/dev/full could not be written to its end");
}

static void without_fonts_or_words_one_sentence_says_what_is_missing(void **state)
{
    (void)state;
    const char *folder = temporary_path("bare");
    char command[800];
    snprintf(
        command, sizeof command,
        "mkdir -p '%s' && cp -r \"$SRC/assets/lessons\" \"$SRC/assets/data\" '%s' && OGEE_ASSETS='%s' " LESSON
        "--headless",
        folder, folder, folder);
    run_result result = run(command);
    assert_int_equal(result.status, 1);
    assert_string_equal(strstr(result.err, "ogee: "), result.err);
    assert_contains(result.err, "fonts/Inter-Regular.otf was not found in ");
    assert_ptr_equal(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    run_free(&result);
    result = run("OGEE_ASSETS=/nowhere " LESSON "--headless");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "was not found in /nowhere");
    run_free(&result);
}

static void without_a_display_a_window_says_what_to_do(void **state)
{
    (void)state;
    static const char *const commands[] = {
        "unset DISPLAY WAYLAND_DISPLAY; SDL_VIDEODRIVER=dummy timeout 20 " LESSON,
        "unset DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR SDL_VIDEODRIVER; timeout 20 " LESSON};
    for (int i = 0; i < 2; i++) {
        run_result result = run(commands[i]);
        assert_int_equal(result.status, 1);
        assert_string_equal(result.err, "ogee: no display was found; add --headless --shot FILE.png to draw "
                                        "into a picture instead\n");
        run_free(&result);
    }
}

static void help_lists_options_steps_and_settings(void **state)
{
    (void)state;
    static const char *const pieces[] = {"--headless",
                                         "--frames N",
                                         "--step ID",
                                         "--script FILE",
                                         "--shot FILE",
                                         "--size WxH",
                                         "--scale F",
                                         "--theme",
                                         "--record FILE",
                                         "--high-contrast",
                                         "--reduced-motion",
                                         "--lang",
                                         "--seed N",
                                         "--version",
                                         "line",
                                         "xor",
                                         "stop",
                                         "moons|circles|xor|spiral|gauss|cancer (at the start moons)",
                                         "0 to 0.5 (at the start 0.10)",
                                         "--progress FILE",
                                         "1|4|16|max (at the start 4)"};
    run_result result = run(LESSON "--help");
    assert_int_equal(result.status, 0);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        assert_contains(result.out, pieces[i]);
    assert_string_equal(result.err, "");
    run_free(&result);
}

static void version_is_one_line(void **state)
{
    (void)state;
    run_result result = run(LESSON "--version");
    assert_int_equal(result.status, 0);
    assert_contains(result.out, "lesson-decision-boundary ");
    run_free(&result);
}

static void a_script_runs_to_its_end_and_takes_its_pictures(void **state)
{
    (void)state;
    char text[600], command[600];
    snprintf(text, sizeof text,
             "wait 160\nexpect done gauss\nset data moons\nset speed 16\nshot %s\nwait 90\n"
             "expect done line\nkey Escape\n",
             temporary_path("middle.png"));
    snprintf(command, sizeof command, LESSON "--headless --script '%s' --shot '%s'",
             temporary_file("good.txt", text), temporary_path("end.svg"));
    run_result result = run(command);
    assert_string_equal(result.err, "");
    assert_int_equal(result.status, 0);
    assert_true(file_exists(temporary_path("middle.png")));
    char *svg = read_whole_file(temporary_path("end.svg"));
    assert_contains(svg, "<svg");
    free(svg);
    run_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_options_are_named_in_one_line),
        cmocka_unit_test(a_wrong_script_fails_with_file_and_line),
        cmocka_unit_test(a_picture_that_cannot_be_written_fails_and_leaves_nothing),
        cmocka_unit_test(a_recording_that_cannot_be_written_fails_before_anything_is_done),
        cmocka_unit_test(without_fonts_or_words_one_sentence_says_what_is_missing),
        cmocka_unit_test(without_a_display_a_window_says_what_to_do),
        cmocka_unit_test(help_lists_options_steps_and_settings),
        cmocka_unit_test(version_is_one_line),
        cmocka_unit_test(a_script_runs_to_its_end_and_takes_its_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
