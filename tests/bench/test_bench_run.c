/* tests/bench/run and its programs: that every work and peer is measured and written down. What the numbers
   are depends on the machine. */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <math.h>
#include <stdbool.h>

/* PyTorch cannot be imported where another torch.py comes first. */
static run_result bench(const char *arguments, bool with_torch)
{
    char environment[256] = "", command[1024];
    temporary_file("torch.py", "raise ImportError\n");
    if (!with_torch)
        snprintf(environment, sizeof environment, "PYTHONPATH=%s", temporary_path(""));
    snprintf(command, sizeof command, "%s python3 \"$SRC/tests/bench/run\" --build \"$BIN/..\" %s",
             environment, arguments);
    return run(command);
}

static bool succeeds(const char *command)
{
    run_result result = run(command);
    bool yes = result.status == 0;
    run_free(&result);
    return yes;
}

static void skip_without(const char *command)
{
    if (!succeeds(command))
        skip();
}

static bool has_fann(void)
{
    run_result result = run("echo fann 2-8-1 1 | \"$BIN/../tests/bench_step\"");
    bool yes = strstr(result.out, "none") == NULL;
    run_free(&result);
    return yes;
}

/* Copies the next field of a CSV line; returns what follows its comma. */
static const char *next_field(const char *line, char *field, size_t size)
{
    bool quoted = *line == '"';
    const char *begin = line + quoted, *end = begin + strcspn(begin, quoted ? "\"" : ",\n");
    assert_true((size_t)(end - begin) < size);
    memcpy(field, begin, (size_t)(end - begin));
    field[end - begin] = 0;
    return end + quoted + 1;
}

static void assert_positive(const char *field)
{
    char *end;
    double value = strtod(field, &end);
    if (end == field || *end || !isfinite(value) || !(value > 0))
        fail_msg("expected a number above 0, got \"%s\"", field);
}

/* The line of that work and peer has positive numbers, and the table on standard output has the work too. An
   empty peer: there is none, and so no numbers of it. */
static void assert_measured(const char *csv, const char *table, const char *work, const char *peer)
{
    char fields[5][80];
    assert_contains(table, work);
    for (const char *line = csv; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        const char *at = line;
        for (int i = 0; *line && i < 5; i++)
            at = next_field(at, fields[i], sizeof fields[i]);
        if (!*line || strcmp(fields[0], work) != 0 || strcmp(fields[2], peer) != 0)
            continue;
        assert_positive(fields[1]);
        if (*peer) {
            assert_positive(fields[3]);
            assert_positive(fields[4]);
        } else {
            assert_string_equal(fields[3], "");
            assert_string_equal(fields[4], "");
        }
        return;
    }
    fail_msg("no line has the work \"%s\" and the peer \"%s\":\n%s", work, peer, csv);
}

static void assert_steps(const char *csv, const char *table, const char *shape, const char *peer)
{
    static const int batches[] = {1, 10, 32, 256};
    char work[64];
    for (int i = 0; i < 4; i++) {
        snprintf(work, sizeof work, "step %s, batch %d", shape, batches[i]);
        assert_measured(csv, table, work, peer);
    }
}

/* At once, for a run costs seconds. */
static void assert_everything(bool with_torch)
{
    const char *torch = with_torch ? "PyTorch" : "";
    static const char *const alone[] = {
        "sigmoid array, n 64",
        "sigmoid array, n 1,024",
        "sigmoid array, n 65,536",
        "sigmoid array, n 16,777,216",
        "BCE with logits and gradient, n 1,024",
        "BCE with logits and gradient, n 65,536",
        "BCE with logits and gradient, n 16,777,216",
        "512 x 512 predictions of 2-8-8-1",
        "ogee train, 500 moons, 20 epochs, all of the process",
    };
    static const char *const nets[] = {"2-8-1", "2-8-8-1", "30-16-1", "64-32-1"};
    static const char *const odd[][2] = {{"3-5-1", "the rate of 2-8-1"},
                                         {"7-13-7-1", "the rate of 2-8-8-1"},
                                         {"2-16x8-1", "the rate of 2-8-8-1"},
                                         {"100-50-20-1", "the rate of 64-32-1"}};
    char arguments[256];
    snprintf(arguments, sizeof arguments, "--rounds 1 --csv %s", temporary_path("bench.csv"));
    run_result result = bench(arguments, with_torch);
    if (result.status != 0)
        fail_msg("%s%s", result.out, result.err);
    bool torch_is_there = strstr(result.out, "left out: PyTorch") == NULL;
    if (with_torch && !torch_is_there) {
        run_free(&result);
        skip();
    }
    assert_true(torch_is_there == with_torch);
    char *csv = read_whole_file(temporary_path("bench.csv"));
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++)
        assert_measured(csv, result.out, alone[i], torch);
    for (int i = 0; i < 4; i++) {
        assert_steps(csv, result.out, nets[i], "naive C");
        assert_steps(csv, result.out, odd[i][0], odd[i][1]);
        if (with_torch)
            assert_steps(csv, result.out, nets[i], torch);
        if (has_fann())
            assert_steps(csv, result.out, nets[i], "FANN");
    }
    assert_contains(result.out, ", kernels ");
    assert_contains(result.out, "measured peak: ");
    assert_true((strstr(result.out, "left out: FANN") == NULL) == has_fann());
    free(csv);
    run_free(&result);
}

static void every_work_is_measured_without_pytorch(void **state)
{
    (void)state;
    skip_without("python3 --version");
    assert_everything(false);
}

static void every_work_is_measured_beside_pytorch(void **state)
{
    (void)state;
    skip_without("python3 --version");
    assert_everything(true);
}

static void the_set_of_kernels_is_named(void **state)
{
    (void)state;
    skip_without("python3 --version");
    assert_int_equal(setenv("OGEE_KERNELS", "scalar", true), 0);
    run_result result = bench("--rounds 1 --only 'step 2-8-1, batch 32'", false);
    assert_int_equal(unsetenv("OGEE_KERNELS"), 0);
    assert_int_equal(result.status, 0);
    assert_contains(result.out, "kernels scalar");
    assert_contains(result.out, "fused multiply-add – GFLOP/s");
    run_free(&result);
}

static void a_work_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    skip_without("python3 --version");
    run_result result = bench("--only frobnicate", false);
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "no work is named \"frobnicate\"");
    run_free(&result);
}

static void a_folder_without_the_programs_is_an_error(void **state)
{
    (void)state;
    skip_without("python3 --version");
    run_result result = run("python3 \"$SRC/tests/bench/run\" --build \"$SRC/assets\"");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "assets/bin/ogee is not there");
    run_free(&result);
}

static void flags_that_cannot_be_are_status_2(void **state)
{
    (void)state;
    skip_without("python3 --version");
    static const char *const flags[] = {"--frobnicate", "--rounds 0", "--rounds many", "--readme --only a"};
    for (int i = 0; i < 4; i++) {
        run_result result = bench(flags[i], false);
        assert_int_equal(result.status, 2);
        run_free(&result);
    }
}

static void bench_step_answers_only_what_it_can(void **state)
{
    (void)state;
    run_result result =
        run("printf '%s\\n' 'nobody 2-8-1 1' 'ogee 2--1 1' 'ogee 2-8-1 0' 'ogee 2x99-1 1' 'ogee 4 1' "
            "'naive 2-3x2-1 4' | \"$BIN/../tests/bench_step\"");
    assert_int_equal(result.status, 0);
    static const char nones[] = "none\nnone\nnone\nnone\nnone\n";
    assert_memory_equal(result.out, nones, strlen(nones));
    assert_true(strtod(result.out + strlen(nones), NULL) > 0);
    run_free(&result);
}

static run_result draw(const char *points)
{
    char command[512];
    temporary_file("points.txt", points);
    snprintf(command, sizeof command, "\"$BIN/../tests/bench_picture\" %s \"%s\" caption",
             temporary_path("points.txt"), temporary_path("growth.svg"));
    return run(command);
}

static void how_the_cost_grows_is_drawn(void **state)
{
    (void)state;
    skip_without("test -x \"$BIN/../tests/bench_picture\"");
    remove(temporary_path("growth.svg"));
    run_result result = draw("width ogee 1 100\nwidth ogee 8 900\nwidth PyTorch 8 90000\n");
    if (result.status != 0)
        fail_msg("%s", result.err);
    char *svg = read_whole_file(temporary_path("growth.svg"));
    assert_contains(svg, ">caption</text>");
    assert_contains(svg, ">ogee</text>");
    assert_contains(svg, ">PyTorch</text>");
    free(svg);
    run_free(&result);
}

static void points_that_are_none_are_refused(void **state)
{
    (void)state;
    skip_without("test -x \"$BIN/../tests/bench_picture\"");
    static const char *const texts[] = {"", "width ogee 1 100\nwidth nobody 1 1\n", "width ogee 0 100\n",
                                        "width ogee 1 100\nwidth ogee 2\n", "height ogee 1 100\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        remove(temporary_path("growth.svg"));
        run_result result = draw(texts[i]);
        assert_int_equal(result.status, 1);
        assert_contains(result.err, "points.txt cannot be read");
        assert_false(file_exists(temporary_path("growth.svg")));
        run_free(&result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_work_is_measured_without_pytorch),
        cmocka_unit_test(every_work_is_measured_beside_pytorch),
        cmocka_unit_test(the_set_of_kernels_is_named),
        cmocka_unit_test(a_work_that_is_not_there_is_an_error),
        cmocka_unit_test(a_folder_without_the_programs_is_an_error),
        cmocka_unit_test(flags_that_cannot_be_are_status_2),
        cmocka_unit_test(bench_step_answers_only_what_it_can),
        cmocka_unit_test(how_the_cost_grows_is_drawn),
        cmocka_unit_test(points_that_are_none_are_refused),
    };
    return cmocka_run_group_tests_name("bench", tests, NULL, NULL);
}
