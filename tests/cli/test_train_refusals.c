/* What `ogee train` says to bad input: one line, the right exit status, and no file left behind. */
#define _XOPEN_SOURCE 700
#include "support.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct refusal {
    const char *flags; /* $F is the folder with the tables below */
    int status;
    const char *says;
} refusal;

/* Nothing but the tables may be in the folder after a run that failed. */
static char *listing(void)
{
    char command[256];
    snprintf(command, sizeof command, "ls -A %s | grep -v '^run[.]'", temporary_path("."));
    run_result result = run(command);
    free(result.err);
    return result.out;
}

static void check(const refusal *row, const char *before)
{
    char command[1024];
    snprintf(command, sizeof command, "F=%s; \"$BIN/ogee\" train --quiet %s", temporary_path("."),
             row->flags);
    run_result result = run(command);
    const char *end = strchr(result.err, '\n');
    if (result.status != row->status || strncmp(result.err, "ogee: ", 6) != 0 || !end || end[1] ||
        *result.out)
        fail_msg("train %s: exit status %d, error \"%s\", output \"%s\"", row->flags, result.status,
                 result.err, result.out);
    assert_contains(result.err, row->says);
    run_free(&result);
    char *after = listing();
    if (strcmp(before, after) != 0)
        fail_msg("train %s leaves files: %s instead of %s", row->flags, after, before);
    free(after);
}

static void check_all(const refusal *rows, size_t count)
{
    char *before = listing();
    for (size_t i = 0; i < count; i++)
        check(&rows[i], before);
    free(before);
}
#define CHECK_ALL(rows) check_all(rows, sizeof(rows) / sizeof *(rows))

static void a_bad_table_is_status_1_with_file_line_and_column(void **state)
{
    (void)state;
    temporary_file("good.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n");
    temporary_file("empty.csv", "");
    temporary_file("header.csv", "a,b,y\n");
    temporary_file("ragged.csv", "a,b,y\n1,2,0\n1,2\n");
    temporary_file("text.csv", "radius,b,y\n1,2,0\nn/a,2,1\n");
    temporary_file("nan.csv", "a,b,y\n1,2,0\n1,nan,1\n");
    temporary_file("inf.csv", "a,b,y\n1,inf,0\n1,2,1\n");
    temporary_file("one.csv", "a,b,y\n1,2,yes\n1,2,yes\n");
    temporary_file("three.csv", "a,b,y\n1,2,p\n1,2,q\n3,2,r\n");
    temporary_file("quote.csv", "a,b,y\n1,\"2,0\n1,2,1\n");
    temporary_file("twice.csv", "a,a,y\n1,2,0\n1,2,1\n");
    temporary_file("binary.csv", "\x7f"
                                 "ELF\x01\x02\n\x03\x04\n");
    const refusal rows[] = {
        {"--log $F/out.csv --data $F/missing.csv", 1, "missing.csv"},
        {"--log $F/out.csv --data $F", 1, "ogee: "},
        {"--log $F/out.csv --data $F/empty.csv", 1, "empty.csv"},
        {"--log $F/out.csv --data $F/header.csv", 1, "header.csv"},
        {"--log $F/out.csv --data $F/ragged.csv", 1, "ragged.csv:3"},
        {"--log $F/out.csv --data $F/text.csv", 1,
         "text.csv:3: expected a number in column \"radius\", got \"n/a\""},
        {"--log $F/out.csv --data $F/nan.csv", 1, "nan.csv:3"},
        {"--log $F/out.csv --data $F/inf.csv", 1, "inf.csv:2"},
        {"--log $F/out.csv --data $F/one.csv", 1, "yes"},
        {"--log $F/out.csv --data $F/three.csv", 1, "three.csv"},
        {"--log $F/out.csv --data $F/quote.csv", 1, "quote.csv"},
        {"--log $F/out.csv --data $F/twice.csv", 1, "\"a\""},
        {"--log $F/out.csv --data $F/binary.csv", 1, "binary.csv"},
        {"--log $F/out.csv --data $F/good.csv --label z", 2, "\"z\""},
        {"--log $F/out.csv --data $F/good.csv --positive maybe", 2, "\"maybe\""},
        {"--log $F/out.csv --data $F/good.csv --features a,z", 2, "\"z\""},
        {"--log $F/out.csv --data $F/good.csv --features a,y", 2, "\"y\""},
        {"--log $F/out.csv --data $F/good.csv --test 0.99", 2, "train"},
        {"--log $F/out.csv --data moon", 1, "did you mean the toy data \"moons\"?"},
    };
    CHECK_ALL(rows);
}

static void a_wrong_flag_is_status_2_with_the_nearest_right_one(void **state)
{
    (void)state;
    const refusal rows[] = {
        {"", 2, "--data is missing: FILE.csv, moons, circles, xor, spiral or gauss"},
        {"--data moons --epoch 3", 2, "unknown flag \"--epoch\"; did you mean \"--epochs\"?"},
        {"--data moons --sede 3", 2, "did you mean \"--seed\"?"},
        {"--data moons --zzzzzzzz", 2, "\"ogee train --help\" lists them"},
        {"--data moons -x", 2, "unknown flag \"-x\""},
        {"moons", 2, "expected a flag, got \"moons\""},
        {"--data moons ''", 2, "expected a flag, got \"\""},
        {"--data", 2, "--data needs a value: FILE.csv, moons"},
        {"--data ''", 2, "--data: expected FILE.csv, moons"},
        {"--data moons --log", 2, "--log needs a value: FILE.csv"},
        {"--data moons --log --json", 2, "--log needs a value"},
        {"--data moons --json=yes", 2, "--json takes no value, got \"yes\""},
        {"--data moons --activation sigmoids", 2,
         "--activation: expected sigmoid, tanh or relu, got \"sigmoids\""},
        {"--data moons --activation sig", 2, "expected sigmoid, tanh or relu"},
        {"--data moons --optimizer adam", 2, "--optimizer: expected sgd, got \"adam\""},
        {"--data moons --theme blue", 2, "expected light or dark, got \"blue\""},
        {"--data moons --label y", 2, "--label is for tables"},
        {"--data moons --positive y", 2, "--positive is for tables"},
        {"--data moons --features a,b", 2, "--features is for tables"},
        {"--data some.csv --noise 0.3", 2, "--noise is for toy data"},
        {"--data some.csv --samples 30", 2, "--samples is for toy data"},
        {"--data moons --size 640x480", 2, "--size is for pictures"},
        {"--data moons --nesterov", 2, "Nesterov"},
        {"--data moons --nesterov --momentum 0.9 --dampening 0.1", 2, "Nesterov"},
    };
    CHECK_ALL(rows);
}

static void a_number_is_decimal_finite_and_in_range_or_it_is_status_2(void **state)
{
    (void)state;
    static const char *const nonsense[] = {"''",   "abc",  "nan", "inf", "-inf", "1e999", "0x1p3", "1.5.2",
                                           "' 1'", "'1 '", "1e",  "--1", "1,5",  "0x10",  "-5",    "1_0"};
    static const char *const numbers[] = {"--samples",      "--noise",    "--data-seed", "--test",
                                          "--lr",           "--momentum", "--batch",     "--dampening",
                                          "--weight-decay", "--epochs",   "--seed",      "--scale"};
    char *before = listing();
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        for (size_t j = 0; j < sizeof nonsense / sizeof *nonsense; j++) {
            char flags[128];
            snprintf(flags, sizeof flags, "--data moons --log $F/out.csv %s=%s", numbers[i], nonsense[j]);
            check(&(refusal){flags, 2, "number"}, before);
        }
    }
    free(before);
    const refusal rows[] = {
        {"--data moons --epochs 1.5", 2, "--epochs: expected a whole number from 0 to 1000000, got \"1.5\""},
        {"--data moons --epochs 1e3", 2, "a whole number"},
        {"--data moons --epochs 99999999999999999999", 2, "a whole number"},
        {"--data moons --lr 0", 2, "--lr: expected a number above 0 and up to 1e+06, got \"0\""},
        {"--data moons --lr 1e-60", 2, "above 0"},
        {"--data moons --lr 1e7", 2, "up to 1e+06"},
        {"--data moons --test 1", 2, "--test: expected a number from 0 to below 1, got \"1\""},
        {"--data moons --momentum 1.01", 2, "from 0 to 1"},
        {"--data moons --samples 1", 2, "from 2"},
        {"--data moons --batch 0", 2, "from 1"},
        {"--data moons --seed 4294967296", 2, "4294967295"},
        {"--data moons --hidden 8,,8", 2,
         "--hidden: expected none, or 1 to 31 sizes from 1 to 4096 such as 8,8"},
        {"--data moons --hidden ''", 2, "--hidden: expected"},
        {"--data moons --hidden 8,", 2, "--hidden: expected"},
        {"--data moons --hidden 0", 2, "--hidden: expected"},
        {"--data moons --hidden 5000", 2, "--hidden: expected"},
        {"--data moons --hidden 000000000000000000001", 2, "--hidden: expected"},
        {"--data moons --hidden 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", 2,
         "1 to 31 sizes"},
        {"--data moons --init uniform", 2,
         "--init: expected torch, xavier, he, zeros, uniform:A or normal:S"},
        {"--data moons --init uniform:0", 2, "--init: expected"},
        {"--data moons --init normal:nan", 2, "--init: expected"},
        {"--data moons --init normal:-1", 2, "--init: expected"},
        {"--data moons --picture $F/a.gif", 2, "--picture: expected a file that ends in .png or .svg"},
        {"--data moons --picture .png", 2, "--picture: expected"},
        {"--data moons --picture $F/a.png --size 640", 2, "--size: expected width x height such as 1280x800"},
        {"--data moons --picture $F/a.png --size 1x1", 2, "each from 320 to 4096"},
        {"--data moons --picture $F/a.png --size 9999999999x800", 2, "each from 320 to 4096"},
    };
    CHECK_ALL(rows);
}

static void an_output_that_cannot_be_written_is_said_before_training(void **state)
{
    (void)state;
    temporary_file("data.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n");
    const refusal rows[] = {
        {"--data moons --epochs 1000000 --hidden 4096,4096 --log $F/no/such/log.csv", 1,
         "log.csv: cannot be written: No such file"},
        {"--data moons --epochs 1000000 --hidden 4096,4096 --log $F", 1, "cannot be written: Is a directory"},
        {"--data moons --epochs 1000000 --hidden 4096,4096 --log /proc/log.csv", 1, "cannot be written"},
        {"--data $F/data.csv --log $F/data.csv", 2, "data.csv: would be written over"},
        {"--data $F/data.csv --log $F/./data.csv", 2, "would be written over"},
        {"--data moons --epochs 2 --log /dev/full", 1,
         "/dev/full: cannot be written: No space left on device"},
        {"--data moons --epochs 2 --log $F/out.csv --picture $F/no/such/a.png", 1, "ogee: "},
    };
    CHECK_ALL(rows);
    char *data = read_whole_file(temporary_path("data.csv"));
    assert_contains(data, "a,b,y\n1,2,0");
    free(data);
}

static void a_picture_needs_two_features(void **state)
{
    (void)state;
    run_result version = run("\"$BIN/ogee\" lessons");
    int has_viewer = version.status == 0;
    run_free(&version);
    const refusal with = {"--data \"$SRC/assets/data/breast_cancer.csv\" --epochs 1 --picture $F/a.png", 2,
                          "--picture draws two features and the data has 30; choose two with --features A,B"};
    const refusal without = {
        "--data moons --epochs 1 --picture $F/a.png", 1,
        "--picture needs SDL2, SDL2_ttf and SDL2_image, which this ogee was built without"};
    char *before = listing();
    check(has_viewer ? &with : &without, before);
    free(before);
}

static void divergence_is_status_1_and_leaves_no_log(void **state)
{
    (void)state;
    const refusal rows[] = {
        {"--data moons --activation relu --hidden 8,8 --lr 1e6 --epochs 50 --log $F/out.csv", 1,
         "smaller learning rate"},
        {"--data moons --maximize --lr 1e6 --no-standardize --weight-decay 1e6 --log $F/out.csv", 1,
         "finite number"},
    };
    CHECK_ALL(rows);
}

static void an_output_that_is_full_or_closed_is_status_1(void **state)
{
    (void)state;
    static const char *const commands[] = {
        "\"$BIN/ogee\" train --data xor --epochs 1 --quiet >/dev/full",
        "\"$BIN/ogee\" train --data xor --epochs 1 --json --quiet >/dev/full",
        "\"$BIN/ogee\" train --help >/dev/full",
        "\"$BIN/ogee\" --help >/dev/full",
        "\"$BIN/ogee\" --version >/dev/full",
        "\"$BIN/ogee\" train --data xor --epochs 1 --quiet >&-",
        "\"$BIN/ogee\" --version >&-",
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        run_result result = run(commands[i]);
        if (result.status != 1)
            fail_msg("%s: exit status %d", commands[i], result.status);
        assert_contains(result.err, "ogee: ");
        assert_contains(result.err, "standard output");
        run_free(&result);
    }
}

static void a_signal_ends_the_run_and_leaves_no_file(void **state)
{
    (void)state;
    static const struct {
        const char *signal;
        int status;
    } rows[] = {{"INT", 130}, {"TERM", 143}};
    char *before = listing();
    for (int i = 0; i < 2; i++) {
        char command[512];
        snprintf(command, sizeof command,
                 "timeout --preserve-status -s %s 1 \"$BIN/ogee\" train --data moons --epochs 1000000 "
                 "--samples 20000 "
                 "--hidden 64,64 --quiet --log %s",
                 rows[i].signal, temporary_path("out.csv"));
        run_result result = run(command);
        if (result.status != rows[i].status)
            fail_msg("after SIG%s: exit status %d, %s", rows[i].signal, result.status, result.err);
        assert_contains(result.err, "ogee: stopped");
        run_free(&result);
        char *after = listing();
        assert_string_equal(before, after);
        free(after);
    }
    free(before);
}

/* Runs a command with standard error on a terminal, and returns what came there. */
static char *on_a_terminal(const char *flags)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    char command[512], *text = calloc(1, 1 << 16);
    size_t size = 0;
    assert_non_null(text);
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    snprintf(command, sizeof command, "TERM=xterm '%s/ogee' train %s >/dev/null 2>%s", OGEE_BIN_DIR, flags,
             ptsname(master));
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    pid_t child = fork();
    if (child == 0)
        _exit(system(command) == 0 ? 0 : 1);
    close(slave);
    for (ssize_t got; size < (1 << 16) - 1 && (got = read(master, text + size, (1 << 16) - 1 - size)) > 0;)
        size += (size_t)got;
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    close(master);
    assert_int_equal(status, 0);
    return text;
}

static void on_a_terminal_progress_is_one_line_written_anew(void **state)
{
    (void)state;
    char *text = on_a_terminal("--data moons --epochs 40");
    assert_contains(text, "\repoch 40/40 [==========");
    assert_contains(text, "accuracy");
    assert_contains(text, "steps/s");
    assert_contains(text, "0:00 left\033[K\r\n");
    free(text);
    text = on_a_terminal("--data moons --epochs 40 --quiet");
    assert_string_equal(text, "");
    free(text);
}

static void a_message_shows_no_control_characters(void **state)
{
    (void)state;
    run_result result = run("\"$BIN/ogee\" train --data \"$(printf 'a\\033[2Jb\\nc')\"");
    assert_int_equal(result.status, 1);
    assert_null(strchr(result.err, '\033'));
    assert_int_equal(strcspn(result.err, "\n"), strlen(result.err) - 1);
    run_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_table_is_status_1_with_file_line_and_column),
        cmocka_unit_test(a_wrong_flag_is_status_2_with_the_nearest_right_one),
        cmocka_unit_test(a_number_is_decimal_finite_and_in_range_or_it_is_status_2),
        cmocka_unit_test(an_output_that_cannot_be_written_is_said_before_training),
        cmocka_unit_test(a_picture_needs_two_features),
        cmocka_unit_test(divergence_is_status_1_and_leaves_no_log),
        cmocka_unit_test(an_output_that_is_full_or_closed_is_status_1),
        cmocka_unit_test(a_signal_ends_the_run_and_leaves_no_file),
        cmocka_unit_test(on_a_terminal_progress_is_one_line_written_anew),
        cmocka_unit_test(a_message_shows_no_control_characters),
    };
    return cmocka_run_group_tests_name("train refusals", tests, NULL, NULL);
}
