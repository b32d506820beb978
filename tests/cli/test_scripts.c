/* lessons/prepare.sh, which lessons/start and tests/run share, with package managers that only write down
   what they are asked to do. */
#define _XOPEN_SOURCE 700
#include "support.h"

#include <sys/stat.h>

static void tool(const char *name, const char *body)
{
    char text[1024];
    snprintf(text, sizeof text, "#!/bin/sh\n%s\n", body);
    assert_int_equal(chmod(temporary_file(name, text), 0755), 0);
}

/* The tools that the script itself needs, from the system. */
static void link_tools(void)
{
    static const char command[] = "for tool in bash sh sed awk sort tr cut head id env getconf uname cat; do"
                                  " ln -sf \"$(command -v $tool)\" %s/$tool; done";
    char line[512];
    snprintf(line, sizeof line, command, temporary_path("."));
    run_result result = run(line);
    assert_int_equal(result.status, 0);
    run_free(&result);
}

/* Sources prepare.sh in a world where PATH is the test's folder alone, and runs the commands. */
static run_result in_bare_world(const char *commands)
{
    char line[1024];
    snprintf(
        line, sizeof line,
        "F=$(cd %s && pwd); env -i PATH=\"$F\" HOME=\"$F\" F=\"$F\" \"$F/bash\" -c 'set -u; . \"$0\"; %s' "
        "\"$SRC/lessons/prepare.sh\"",
        temporary_path("."), commands);
    return run(line);
}

static int setup(void **state)
{
    (void)state;
    link_tools();
    tool("apt-get", "echo apt-get \"$@\" >> \"$F/calls\"; case \" $* \" in *\" install \"*) "
                    "test -f \"$F/lists\" || exit 100; : > \"$F/clang-is-here\";; *\" update \"*) : > "
                    "\"$F/lists\";; esac");
    tool("apt-cache", "test -f \"$F/lists\"");
    tool("clang", "test -f \"$F/clang-is-here\"");
    tool("sudo", "echo sudo \"$@\" >> \"$F/calls\"; exec \"$@\"");
    return 0;
}

static void forget(void)
{
    remove(temporary_path("calls"));
    remove(temporary_path("lists"));
    remove(temporary_path("clang-is-here"));
}

static void what_is_there_is_not_installed_again(void **state)
{
    (void)state;
    forget();
    temporary_file("clang-is-here", "");
    run_result result = in_bare_world("prepare clang; echo prepared");
    assert_int_equal(result.status, 0);
    assert_string_equal(result.out, "prepared\n");
    assert_false(file_exists(temporary_path("calls")));
    run_free(&result);
}

static void what_is_missing_is_named_and_installed_after_one_update(void **state)
{
    (void)state;
    forget();
    run_result result = in_bare_world("prepare clang; echo prepared");
    assert_int_equal(result.status, 0);
    assert_contains(result.out, "Missing system packages: clang");
    assert_contains(result.out, "prepared");
    char *calls = read_whole_file(temporary_path("calls"));
    assert_contains(calls, "update");
    assert_contains(strstr(calls, "update"), "install clang");
    free(calls);
    run_free(&result);
}

static void lists_that_are_there_are_not_fetched_again(void **state)
{
    (void)state;
    forget();
    temporary_file("lists", "");
    run_result result = in_bare_world("prepare clang");
    char *calls = read_whole_file(temporary_path("calls"));
    assert_int_equal(result.status, 0);
    assert_contains(calls, "install clang");
    assert_null(strstr(calls, "update"));
    free(calls);
    run_free(&result);
}

static void an_installation_that_fails_is_said(void **state)
{
    (void)state;
    forget();
    tool("apt-get", "echo no network >&2; exit 100");
    run_result result = in_bare_world("prepare clang make; echo prepared");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "could not install: clang make");
    assert_null(strstr(result.out, "prepared"));
    run_free(&result);
    setup(NULL);
}

static void without_a_package_manager_the_needs_are_named(void **state)
{
    (void)state;
    forget();
    remove(temporary_path("apt-get"));
    run_result result = in_bare_world("prepare clang sdl2; echo prepared");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "missing: clang sdl2");
    assert_contains(result.err, "none of apt, dnf, pacman and brew is here");
    run_free(&result);
    setup(NULL);
}

static void each_package_manager_has_a_package_for_every_need(void **state)
{
    (void)state;
    run_result result = in_bare_world(
        "for manager in apt-get dnf pacman brew; do for need in compiler clang make cmake pkg-config sdl2 "
        "SDL2_ttf SDL2_image libcjson cmocka; do test -n \"$(packages_for $need $manager)\" || echo $need "
        "$manager; done; done");
    assert_int_equal(result.status, 0);
    assert_string_equal(result.out, "");
    run_free(&result);
}

static void an_unknown_flag_is_status_2(void **state)
{
    (void)state;
    static const char *const scripts[] = {"lessons/start", "tests/run"};
    for (int i = 0; i < 2; i++) {
        char command[128];
        snprintf(command, sizeof command, "bash \"$SRC/%s\" --frobnicate", scripts[i]);
        run_result result = run(command);
        assert_int_equal(result.status, 2);
        assert_contains(result.err, "unknown flag \"--frobnicate\"");
        run_free(&result);
        snprintf(command, sizeof command, "bash \"$SRC/%s\" --help", scripts[i]);
        result = run(command);
        assert_int_equal(result.status, 0);
        assert_contains(result.out, "--yes");
        run_free(&result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_not_installed_again),
        cmocka_unit_test(what_is_missing_is_named_and_installed_after_one_update),
        cmocka_unit_test(lists_that_are_there_are_not_fetched_again),
        cmocka_unit_test(an_installation_that_fails_is_said),
        cmocka_unit_test(without_a_package_manager_the_needs_are_named),
        cmocka_unit_test(each_package_manager_has_a_package_for_every_need),
        cmocka_unit_test(an_unknown_flag_is_status_2),
    };
    return cmocka_run_group_tests_name("scripts", tests, setup, NULL);
}
