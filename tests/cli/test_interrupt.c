/* Ctrl-C: the first stops in good order with everything written, the second ends at once with nothing left.
 */
#include "cli.h"

#define LONG_RUN "train --data moons --epochs 1000000 --samples 20000 --hidden 64,64 "

static void a_signal_stops_after_the_batch_and_keeps_what_was_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *signal;
        int status;
        const char *says;
    } rows[] = {{"INT", 130, "ogee: stopped by Ctrl-C after step "},
                {"TERM", 143, "ogee: stopped by signal 15 after step "},
                {"HUP", 129, "ogee: stopped by signal 1 after step "}};
    for (int i = 0; i < 3; i++) {
        char command[512];
        snprintf(command, sizeof command,
                 "timeout --preserve-status -s %s 1 \"$BIN/ogee\" " LONG_RUN
                 "--quiet --json --log $F/cut.csv --save $F/cut.st",
                 rows[i].signal);
        run_result result = shell(command);
        if (result.status != rows[i].status)
            fail_msg("after SIG%s: exit status %d, %s", rows[i].signal, result.status, result.err);
        assert_contains(result.err, rows[i].says);
        assert_contains(result.err, "it goes on with: ogee train --resume ");
        assert_contains(result.err, "cut.st --save ");
        assert_contains(result.err, "cut.st --log ");
        cJSON *object = cJSON_Parse(result.out);
        assert_non_null(object);
        assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(object, "stopped")), "signal");
        assert_true(number_at(object, NULL, "steps") >= 1);
        char *log = read_whole_file(temporary_path("cut.csv"));
        int epochs = -1;
        for (const char *c = log; *c; c++)
            epochs += *c == '\n';
        assert_near(number_at(object, NULL, "epochs"), epochs, 0);
        free(log);
        cJSON_Delete(object);
        run_free(&result);
        do_well("ogee data moons | ogee eval $F/cut.st --data /dev/stdin; rm $F/cut.st $F/cut.csv");
        char *left = listing();
        assert_string_equal(left, "");
        free(left);
    }
}

/* It stops wherever it is, also within an epoch: one more epoch completes that one. */
static void a_stopped_run_goes_on_to_the_same_bits(void **state)
{
    (void)state;
    do_well(
        "run() { ogee train --quiet \"$@\" || exit 1; };"
        "timeout --preserve-status -s INT 0.3 \"$BIN/ogee\" train --data spiral --samples 20000 --epochs "
        "100000 --quiet --save $F/part.st 2>/dev/null; test $? = 130 || exit 1;"
        "run --resume $F/part.st --stop-loss 1000 --save $F/stopped.st --json >$F/stopped.json;"
        "epochs=$(sed 's/.*\"epochs\":\\([0-9]*\\).*/\\1/' $F/stopped.json); test \"$epochs\" -ge 1 || exit "
        "1;"
        "run --data spiral --samples 20000 --epochs $epochs --save $F/whole.st;"
        "ogee data spiral | tee $F/points.csv | ogee predict $F/whole.st --data /dev/stdin >$F/whole.csv &&"
        "ogee predict $F/stopped.st --data $F/points.csv >$F/stopped.csv;"
        "cmp $F/whole.csv $F/stopped.csv && rm $F/*.st $F/*.csv $F/*.json");
}

static void a_second_signal_ends_at_once_and_leaves_nothing(void **state)
{
    (void)state;
    /* A batch of many seconds, so that the first signal is not enough. */
    run_result result =
        shell("\"$BIN/ogee\" train --data moons --samples 6000 --batch 6000 --test 0 --hidden "
              "2048,2048 --quiet --log $F/cut.csv --save $F/cut.st & p=$!;"
              "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.5;"
              "ls -A $F | grep -q '[.]tmp[.]csv' && break; done; sleep 0.3; kill -TERM $p; sleep 0.4;"
              "kill -0 $p || exit 99; kill -TERM $p; wait $p");
    assert_int_equal(result.status, 143);
    assert_string_equal(result.out, "");
    run_free(&result);
    char *left = listing();
    assert_string_equal(left, "");
    free(left);
}

/* As under nohup. */
static void a_signal_that_was_ignored_from_the_start_stays_ignored(void **state)
{
    (void)state;
    run_result result =
        shell("(trap '' HUP; exec \"$BIN/ogee\" " LONG_RUN "--quiet --save $F/n.st 2>/dev/null) & p=$!;"
              "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.5;"
              "ls -A $F | grep -q '[.]tmp[.]st' && break; done; sleep 0.3; kill -HUP $p; sleep 0.5;"
              "kill -0 $p || exit 99; kill -TERM $p; wait $p");
    assert_int_equal(result.status, 143);
    run_free(&result);
    do_well("test -s $F/n.st && rm $F/n.st");
}

static void a_pipe_that_nobody_reads_can_be_left(void **state)
{
    (void)state;
    do_well("ogee train --data xor --epochs 1 --quiet --save $F/m.st; ogee data xor --out $F/x.csv;"
            "mkfifo $F/pipe $F/pipe.csv");
    static const char *const commands[] = {
        "train --data xor --epochs 1 --quiet --save $F/pipe",
        "train --data xor --epochs 1 --quiet --log $F/pipe",
        "data xor --out $F/pipe.csv",
        "predict $F/m.st --data $F/x.csv --out $F/pipe.csv",
        "export $F/m.st --to c --out $F/pipe",
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char command[512];
        snprintf(command, sizeof command, "timeout --preserve-status -k 5 -s INT 1 \"$BIN/ogee\" %s",
                 commands[i]);
        run_result result = shell(command);
        if (result.status != 130)
            fail_msg("%s: exit status %d, %s", command, result.status, result.err);
        run_free(&result);
    }
    do_well("rm $F/m.st $F/x.csv $F/pipe $F/pipe.csv");
}

static void a_signal_ends_what_takes_a_moment_and_leaves_nothing(void **state)
{
    (void)state;
    run_result result = shell("\"$BIN/ogee\" data moons --samples 1000000 --out $F/cut.csv & p=$!;"
                              "until ls -A $F | grep -q '[.]tmp[.]csv'; do kill -0 $p || exit 99; done;"
                              "kill -TERM $p; wait $p");
    assert_int_equal(result.status, 143);
    run_free(&result);
    char *left = listing();
    assert_string_equal(left, "");
    free(left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_stops_after_the_batch_and_keeps_what_was_asked_for),
        cmocka_unit_test(a_stopped_run_goes_on_to_the_same_bits),
        cmocka_unit_test(a_second_signal_ends_at_once_and_leaves_nothing),
        cmocka_unit_test(a_signal_that_was_ignored_from_the_start_stays_ignored),
        cmocka_unit_test(a_pipe_that_nobody_reads_can_be_left),
        cmocka_unit_test(a_signal_ends_what_takes_a_moment_and_leaves_nothing),
    };
    return cmocka_run_group_tests_name("interrupt", tests, NULL, NULL);
}
