/* The `ogee` command itself: help, version, lessons, and what it says to a slip of the pen. */
#include "support.h"

#include <stdbool.h>

static void check(const char *arguments, int status, const char *out, const char *err)
{
    char command[512];
    snprintf(command, sizeof command, "unset DISPLAY WAYLAND_DISPLAY; SDL_VIDEODRIVER=dummy \"$BIN/ogee\" %s",
             arguments);
    run_result result = run(command);
    if (result.status != status)
        fail_msg("ogee %s: exit status %d, %s", arguments, result.status, result.err);
    if (out)
        assert_contains(result.out, out);
    else
        assert_string_equal(result.out, "");
    if (err)
        assert_contains(result.err, err);
    else
        assert_string_equal(result.err, "");
    run_free(&result);
}

static void help_and_version_go_to_standard_output(void **state)
{
    (void)state;
    check("--help", 0, "ogee train --data", NULL);
    check("--version", 0, "ogee 0.1.0\n", NULL);
    check("train --version", 0, "ogee 0.1.0\n", NULL);
    check("train --help", 0, "learning rate", NULL);
    check("-h", 0, "ogee train --data", NULL);
    check("help", 0, "ogee train --data", NULL);
    check("train -h", 0, "learning rate", NULL);
    check("eval -h", 0, "ogee eval MODEL", NULL);
    check("data -h", 0, "ogee data TOY", NULL);
}

static void help_lists_every_command_and_each_has_its_own(void **state)
{
    (void)state;
    static const char *const commands[][2] = {{"train", "--data FILE.csv|TOY"},
                                              {"predict", "--out FILE.csv"},
                                              {"eval", "--json"},
                                              {"export", "--to pytorch|c"},
                                              {"data", "--samples N"}};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char line[64];
        snprintf(line, sizeof line, "  ogee %s ", commands[i][0]);
        check("--help", 0, line, NULL);
        snprintf(line, sizeof line, "%s --help", commands[i][0]);
        check(line, 0, commands[i][1], NULL);
    }
    check("--help", 0, "  ogee lesson NAME", NULL);
    check("--help", 0, "  ogee lessons", NULL);
}

static void an_unknown_command_is_status_2_with_the_nearest(void **state)
{
    (void)state;
    check("tarin", 2, NULL, "ogee: unknown command \"tarin\"; did you mean \"train\"?\n");
    check("leson", 2, NULL, "did you mean \"lesson\"?");
    check("help", 0, "ogee train", NULL);
    check("cook", 2, NULL, "ogee: unknown command \"cook\"; \"ogee --help\" lists what there is\n");
    check("--he", 2, NULL, "unknown flag \"--he\"; did you mean \"--help\"?");
    check("pred", 2, NULL, "did you mean \"predict\"?");
    check("--hlep", 2, NULL, "unknown flag \"--hlep\"; did you mean \"--help\"?");
    check("''", 2, NULL, "unknown command \"\"");
}

static void help_names_every_flag_of_train_with_its_default(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "--data FILE.csv|TOY",
        "--samples N",
        "default 500)",
        "--noise S",
        "default 0.1)",
        "--data-seed N",
        "without it as --seed",
        "--label COLUMN",
        "without it the last one",
        "--positive VALUE",
        "later of two in sorted order",
        "--one-hot A,B,...",
        "--missing WHAT",
        "(default error)",
        "--batch-norm",
        "--dropout P",
        "--layers SPEC",
        "xavier-normal, he, he-normal, zeros, constant:C, uniform:A or normal:S",
        "sigmoid, tanh, relu, leaky-relu, hard-sigmoid, hard-tanh, threshold, silu, softplus, log-sigmoid or",
        "--loss NAME",
        "(default bce-with-logits)",
        "--pos-weight W",
        "(above 0 and up to 1e+06; default 1)",
        "--l1 R",
        "--clip-norm R",
        "--schedule NAME",
        "(default constant)",
        "--stop-loss R",
        "(default off)",
        "--stop-accuracy R",
        "--patience N",
        "--resume FILE.safetensors",
        "--save FILE.safetensors",
        "--features A,B,...",
        "without it all but the label",
        "--test FRACTION",
        "default 0.2)",
        "--standardize ",
        "(default)",
        "--no-standardize",
        "--hidden 8,8|none",
        "(default 8)",
        "--activation NAME",
        "(default sigmoid)",
        "--init NAME",
        "(default torch)",
        "--optimizer NAME",
        "(default sgd)",
        "--lr R",
        "without it 0.1, with adam 0.001 (above 0 and up to 1e+06)",
        "--momentum M",
        "(from 0 to 1; default 0)",
        "--dampening D",
        "--nesterov",
        "(default off)",
        "--maximize",
        "--weight-decay D",
        "--batch N",
        "default 32)",
        "--epochs N",
        "default 100)",
        "--seed N",
        "default 1)",
        "--log FILE.csv",
        "--picture FILE.png|.svg",
        "--size WxH",
        "(default 1280x800)",
        "--scale F",
        "--theme NAME",
        "(default light)",
        "--json",
        "--quiet",
        "--help",
        "--version",
    };
    run_result result = run("\"$BIN/ogee\" train --help");
    assert_int_equal(result.status, 0);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        assert_contains(result.out, pieces[i]);
    run_free(&result);
}

static void alone_without_a_display_it_says_so_in_one_sentence(void **state)
{
    (void)state;
    run_result result = run("unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER XDG_RUNTIME_DIR; \"$BIN/ogee\"");
    assert_int_equal(result.status, 1);
    assert_string_equal(result.out, "");
    assert_true(strncmp(result.err, "ogee: ", 6) == 0);
    assert_ptr_equal(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    run_free(&result);
}

/* Whether there are lessons in this build. */
static int has_lessons(void)
{
    run_result result = run("\"$BIN/ogee\" lessons");
    int status = result.status;
    run_free(&result);
    return status == 0;
}

static void the_launcher_draws_a_picture_and_refuses_what_it_does_not_know(void **state)
{
    (void)state;
    char command[400];
    if (!has_lessons()) {
        check("--headless", 1, NULL, "lessons need SDL2");
        return;
    }
    snprintf(command, sizeof command, "--headless --shot '%s' --size 960x600 --theme dark --frames 3",
             temporary_path("launcher.png"));
    check(command, 0, "", NULL);
    assert_true(file_exists(temporary_path("launcher.png")));
    check("--headles", 2, NULL, "did you mean \"--headless\"?");
    check("--headless --size 10x10", 2, NULL, "960x600");
    check("--headless --lang xx", 1, NULL, "lessons/xx/");
    check("--headless --shot /nowhere/a.png", 1, NULL, "/nowhere/a.png");
    check("--help", 0, "--progress FILE", NULL);
}

/* Without a window nothing of the user's is read or written, unless a file is named. */
static void progress_is_kept_headless_only_where_it_is_asked_for(void **state)
{
    (void)state;
    if (!has_lessons())
        return;
    run_result result = run(
        "D=$(mktemp -d); export XDG_DATA_HOME=$D; cd \"$D\"; "
        "N=$(\"$BIN/ogee\" lessons | head -n 1 | cut -f 1); "
        "\"$BIN/ogee\" --headless && \"$BIN/ogee\" lesson $N --headless --frames 3 && ls -A; "
        "\"$BIN/ogee\" lesson $N --headless --frames 3 --progress kept && sed s/$N/NAME/ kept | head -n 2; "
        "mkdir ogee && cp kept ogee/progress && \"$BIN/ogee\" lessons --reset-progress && ls -A ogee; "
        "\"$BIN/ogee\" lessons --reset-progress; echo $?; rm -r \"$D\"");
    assert_string_equal(result.err, "");
    assert_string_equal(result.out, "ogee progress 1\nlast NAME\n0\n");
    run_free(&result);
}

static void lessons_are_listed_with_name_title_and_steps_or_say_what_is_missing(void **state)
{
    (void)state;
    run_result result = run("\"$BIN/ogee\" lessons");
    if (result.status == 0) {
        char name[64], title[128];
        int steps = 0;
        assert_int_equal(sscanf(result.out, "%63[^\t]\t%127[^\t]\t%d", name, title, &steps), 3);
        assert_true(steps >= 5);
        assert_contains(result.out, "decision-boundary\tDecision boundary\t");
        check("lesson decision-bondary", 2, NULL, "did you mean \"decision-boundary\"?");
        check("lesson --help", 0, "decision-boundary", NULL);
        check("lesson", 2, NULL, "ogee: which lesson?");
        check("lessons --help", 0, "ogee lessons: ", NULL);
        check("lessons all", 2, NULL, "takes nothing or --reset-progress, got \"all\"");
    } else {
        assert_int_equal(result.status, 1);
        assert_contains(result.err, "lessons need SDL2, SDL2_ttf and SDL2_image");
        check("lesson decision-boundary", 1, NULL, "lessons need SDL2");
    }
    run_free(&result);
}

/* Loading them takes longer than training a small network. */
static void training_loads_no_library_of_windows(void **state)
{
    (void)state;
    run_result result = run("ldd \"$BIN/ogee\"");
    if (result.status != 0) { /* no ldd, or nothing dynamic */
        run_free(&result);
        skip();
    }
    assert_null(strstr(result.out, "SDL"));
    run_free(&result);
}

static void what_needs_a_window_runs_from_any_folder_and_through_a_link(void **state)
{
    (void)state;
    char command[1024];
    run_result here = run("\"$BIN/ogee\" lessons"), by_path = run("cd / && PATH=\"$BIN:$PATH\" ogee lessons");
    snprintf(command, sizeof command, "ln -s \"$BIN/ogee\" '%s' && '%s' lessons", temporary_path("o"),
             temporary_path("o"));
    run_result by_link = run(command);
    assert_true(here.status == 0 ? strstr(here.out, "decision-boundary\t") != NULL : here.status == 1);
    assert_int_equal(by_path.status, here.status);
    assert_string_equal(by_path.out, here.out);
    assert_int_equal(by_link.status, here.status);
    assert_string_equal(by_link.out, here.out);
    run_free(&here);
    run_free(&by_path);
    run_free(&by_link);
}

static void without_its_window_program_ogee_trains_and_says_what_is_missing(void **state)
{
    (void)state;
    char command[1024];
    run_result whole = run("test -e \"$BIN/ogee-window\"");
    bool has = whole.status == 0;
    run_free(&whole);
    if (!has)
        skip();
    const char *alone = temporary_path("ogee");
    snprintf(command, sizeof command, "cp \"$BIN/ogee\" '%s' && '%s' train --data moons --epochs 1 --quiet",
             alone, alone);
    run_result result = run(command);
    assert_int_equal(result.status, 0);
    run_free(&result);
    snprintf(command, sizeof command, "'%s' lessons", alone);
    result = run(command);
    assert_int_equal(result.status, 1);
    assert_contains(result.err,
                    "ogee: lessons and pictures need the program \"ogee-window\" beside this one");
    run_free(&result);
    snprintf(command, sizeof command, "'%s' --help; '%s' trian", alone, alone);
    result = run(command);
    assert_contains(result.out, "ogee train --data");
    assert_contains(result.err, "did you mean \"train\"?");
    run_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_and_version_go_to_standard_output),
        cmocka_unit_test(help_lists_every_command_and_each_has_its_own),
        cmocka_unit_test(an_unknown_command_is_status_2_with_the_nearest),
        cmocka_unit_test(help_names_every_flag_of_train_with_its_default),
        cmocka_unit_test(alone_without_a_display_it_says_so_in_one_sentence),
        cmocka_unit_test(the_launcher_draws_a_picture_and_refuses_what_it_does_not_know),
        cmocka_unit_test(progress_is_kept_headless_only_where_it_is_asked_for),
        cmocka_unit_test(lessons_are_listed_with_name_title_and_steps_or_say_what_is_missing),
        cmocka_unit_test(training_loads_no_library_of_windows),
        cmocka_unit_test(what_needs_a_window_runs_from_any_folder_and_through_a_link),
        cmocka_unit_test(without_its_window_program_ogee_trains_and_says_what_is_missing),
    };
    return cmocka_run_group_tests_name("ogee", tests, NULL, NULL);
}
