/* `ogee train --resume`: a run goes on to the same bits, with its own settings and on its own data. */
#include "cli.h"

static void five_epochs_and_five_more_are_ten_at_once(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "--data moons --momentum 0.9 --nesterov --dropout 0.2 --batch-norm",
        "--data circles --optimizer adam --hidden 6,6 --activation leaky-relu:0.2 --l1 0.001 --clip-norm 1",
        "--data spiral --layers linear:8,highway,sigmoid,residual:2,linear:1 --schedule step:3:0.5 --loss "
        "mse",
        "--data spiral --layers linear:8,highway:relu:-1,linear:1 --schedule warmup:8 --pos-weight 3 --seed "
        "4",
        "--data \"$SRC/assets/data/breast_cancer.csv\" --no-standardize --lr 0.0001 --batch 7 --patience 9",
        "--data gauss --test 0 --init normal:0.3 --data-seed 9 --samples 77 --noise 0.3",
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        char command[1024];
        snprintf(command, sizeof command,
                 "rm -f $F/both.csv; ogee train %s --epochs 5 --quiet --save $F/half.st &&"
                 "ogee train --resume $F/half.st --epochs 10 --quiet --save $F/both.st --log $F/both.csv &&"
                 "ogee train %s --epochs 10 --quiet --save $F/once.st --log $F/once.csv &&"
                 "cmp $F/both.st $F/once.st && tail -n 5 $F/once.csv >$F/tail.csv &&"
                 "tail -n +2 $F/both.csv | cmp - $F/tail.csv && head -n 2 $F/both.csv | grep -q ^6,",
                 settings[i], settings[i]);
        do_well(command);
    }
}

static void a_log_goes_on_where_the_run_was_saved(void **state)
{
    (void)state;
    do_well("ogee train --data moons --epochs 5 --quiet --save $F/l.st --log $F/l.csv &&"
            "ogee train --resume $F/l.st --epochs 8 --quiet --save $F/l.st --log $F/l.csv &&"
            "ogee train --resume $F/l.st --epochs 10 --quiet --log $F/l.csv &&"
            "ogee train --data moons --epochs 10 --quiet --log $F/whole.csv");
    assert_same_files("l.csv", "whole.csv");
    do_well("ogee train --data moons --epochs 0 --quiet --save $F/0.st --log $F/0.csv &&"
            "ogee train --resume $F/0.st --epochs 10 --quiet --log $F/0.csv");
    assert_same_files("0.csv", "whole.csv");
    do_well("ogee train --resume $F/0.st --epochs 10 --quiet --log $F/new.csv && cmp $F/new.csv $F/whole.csv;"
            "ogee train --resume $F/0.st --epochs 10 --quiet --log /dev/null");
    temporary_file("notes.csv", "my notes\n");
    temporary_file("cut.csv", "epoch,train_loss,train_accuracy,test_loss,test_accuracy\n8,0.1,1,0.1,1");
    const refusal rows[] = {
        {"ogee train --resume $F/l.st --epochs 12 --log $F/whole.csv", 2,
         "whole.csv: ends with epoch 10, and the run in "},
        {"ogee train --resume $F/l.st --epochs 12 --log $F/whole.csv", 2,
         "goes on after epoch 8; choose another --log"},
        {"ogee train --resume $F/l.st --epochs 12 --log $F/notes.csv", 2,
         "notes.csv: is there and is no log to go on with; choose another --log"},
        {"ogee train --resume $F/l.st --epochs 12 --log $F/cut.csv", 2, "cut.csv: is there and is no log"},
    };
    CHECK_REFUSALS(rows);
    assert_same_files("0.csv", "whole.csv");
}

static void a_schedule_that_followed_the_epochs_keeps_its_period_and_that_is_said(void **state)
{
    (void)state;
    run_result result = shell_well(
        "ogee train --data xor --epochs 6 --schedule cosine --quiet --save $F/cosine.st >/dev/null;"
        "ogee train --resume $F/cosine.st --epochs 9");
    assert_contains(result.err, "the schedule keeps its period of 6 epochs, also with --epochs 9\n");
    run_free(&result);
    result = shell_well("ogee train --resume $F/cosine.st --epochs 9 --quiet");
    assert_string_equal(result.err, "");
    run_free(&result);
    result =
        shell_well("ogee train --data xor --epochs 6 --schedule cosine:9 --quiet --save $F/own.st >/dev/null;"
                   "ogee train --resume $F/own.st --epochs 9");
    assert_null(strstr(result.err, "the schedule keeps"));
    run_free(&result);
}

static void other_names_are_other_data(void **state)
{
    (void)state;
    temporary_file("base.csv", "a,b,y\n1,2,no\n2,3,yes\n3,4,no\n4,6,yes\n5,1,yes\n");
    temporary_file("column.csv", "a,c,y\n1,2,no\n2,3,yes\n3,4,no\n4,6,yes\n5,1,yes\n");
    temporary_file("label.csv", "a,b,z\n1,2,no\n2,3,yes\n3,4,no\n4,6,yes\n5,1,yes\n");
    temporary_file("class.csv", "a,b,y\n1,2,non\n2,3,oui\n3,4,non\n4,6,oui\n5,1,oui\n");
    do_well("ogee train --data $F/base.csv --epochs 2 --quiet --save $F/base.st");
    const refusal rows[] = {
        {"ogee train --resume $F/base.st --epochs 3 --data $F/column.csv", 1,
         "its numbers, labels or names differ"},
        {"ogee train --resume $F/base.st --epochs 3 --data $F/label.csv", 1,
         "its numbers, labels or names differ"},
        {"ogee train --resume $F/base.st --epochs 3 --data $F/class.csv", 1,
         "its numbers, labels or names differ"},
    };
    CHECK_REFUSALS(rows);
}

static void a_run_may_be_saved_where_it_came_from(void **state)
{
    (void)state;
    do_well(
        "ogee train --data xor --epochs 3 --quiet --save $F/a.st;"
        "for n in 4 7 9; do ogee train --resume $F/a.st --epochs $n --quiet --save $F/a.st || exit 1; done;"
        "ogee train --data xor --epochs 9 --quiet --save $F/b.st");
    assert_same_files("a.st", "b.st");
}

static void flags_that_say_the_same_are_welcome(void **state)
{
    (void)state;
    do_well(
        "ogee train --data xor --epochs 3 --quiet --lr 0.1 --save $F/same.st;"
        "ogee train --resume $F/same.st --epochs 4 --data xor --lr 0.10 --momentum 0 --hidden 8 --seed 01 "
        "--standardize --loss bce-with-logits --quiet");
}

static void the_report_says_where_it_goes_on(void **state)
{
    (void)state;
    run_result result = shell_well("ogee train --data xor --epochs 3 --quiet --save $F/on.st >/dev/null;"
                                   "ogee train --resume $F/on.st --epochs 4");
    assert_contains(result.err, "goes on after epoch 3, step 39\n");
    assert_contains(result.err, "epoch 4/4  loss ");
    assert_contains(result.out, "4 epochs, 52 steps");
    run_free(&result);
}

static void a_table_that_has_moved_is_named_again(void **state)
{
    (void)state;
    temporary_file("here.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n5,1,1\n");
    do_well(
        "ogee train --data $F/here.csv --epochs 2 --quiet --save $F/table.st; mv $F/here.csv $F/there.csv");
    const refusal rows[] = {
        {"ogee train --resume $F/table.st --epochs 3", 1, "here.csv, recorded in "},
        {"ogee train --resume $F/table.st --epochs 3", 1,
         "table.st, cannot be opened: No such file or directory; name the table with --data FILE"},
        {"ogee train --resume $F/table.st --epochs 3 --data $F/nowhere.csv", 1,
         "nowhere.csv: cannot be opened"}};
    CHECK_REFUSALS(rows);
    do_well("ogee train --resume $F/table.st --data $F/there.csv --epochs 3 --quiet");
}

static void stops_are_set_anew(void **state)
{
    (void)state;
    do_well("ogee train --data moons --epochs 50 --stop-accuracy 0.8 --quiet --save $F/stop.st");
    cJSON *object = shell_json("ogee train --resume $F/stop.st --stop-accuracy off --json --quiet");
    assert_near(number_at(object, NULL, "epochs"), 50, 0);
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "stopped")));
    cJSON_Delete(object);
    object = shell_json("ogee train --resume $F/stop.st --stop-accuracy off --stop-loss 0.4 --json --quiet");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(object, "stopped")), "loss");
    cJSON_Delete(object);
}

static void what_contradicts_the_run_is_refused(void **state)
{
    (void)state;
    temporary_file("t.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n5,1,1\n");
    temporary_file("more.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n5,1,1\n6,1,1\n");
    temporary_file("other.csv", "a,b,y\n1,2,0\n2,3,1\n3,4.5,0\n4,6,1\n5,1,1\n");
    temporary_file("flipped.csv", "a,b,y\n1,2,1\n2,3,0\n3,4,0\n4,6,1\n5,1,1\n");
    do_well("ogee train --data moons --epochs 5 --quiet --save $F/run.st;"
            "ogee train --data $F/t.csv --epochs 5 --quiet --save $F/t.st; head -c 300 $F/run.st >$F/cut.st");
    const refusal rows[] = {
        {"ogee train --resume $F/run.st", 2, "run.st: has done 5 epochs"},
        {"ogee train --resume $F/run.st --epochs 5", 2, "it has to be more, got 5"},
        {"ogee train --resume $F/run.st --epochs 3", 2, "it has to be more, got 3"},
        {"ogee train --resume $F/run.st --epochs 9 --lr 0.2", 2, "--lr 0.2 is not what the run in "},
        {"ogee train --resume $F/run.st --epochs 9 --hidden 9", 2, "(8)"},
        {"ogee train --resume $F/run.st --epochs 9 --seed 2", 2, "(1)"},
        {"ogee train --resume $F/run.st --epochs 9 --label y", 2, "(none)"},
        {"ogee train --resume $F/run.st --epochs 9 --no-standardize", 2, "--no-standardize is not what"},
        {"ogee train --resume $F/run.st --epochs 9 --nesterov", 2, "--nesterov is not what"},
        {"ogee train --resume $F/run.st --epochs 9 --schedule cosine", 2, "(constant)"},
        {"ogee train --resume $F/run.st --epochs 9 --layers linear:1", 2, "(none)"},
        {"ogee train --resume $F/run.st --epochs 9 --size 640x480", 2, "--size is for pictures"},
        {"ogee train --resume $F/run.st --epochs 9 --data circles", 1, "circles: is not the data of the run"},
        {"ogee train --resume $F/t.st --epochs 9 --data $F/more.csv", 1, "which has 5 rows, not 6"},
        {"ogee train --resume $F/t.st --epochs 9 --data $F/other.csv", 1,
         "its numbers, labels or names differ"},
        {"ogee train --resume $F/t.st --epochs 9 --data $F/flipped.csv", 1,
         "its numbers, labels or names differ"},
        {"ogee train --resume $F/none.st", 1, "none.st"},
        {"ogee train --resume $F/cut.st --epochs 9", 1, "cut.st"},
        {"ogee train --resume $F/t.csv --epochs 9", 1, "t.csv"},
        {"ogee train --resume", 2, "--resume needs a value: FILE.safetensors"},
        {"ogee train --resume $F/run.st --epochs 9 --log $F/no/such.csv", 1, "cannot be written"},
    };
    CHECK_REFUSALS(rows);
}

/* Writes the run's file with one text in its header replaced by another. */
static void write_changed(const char *to, const char *old, const char *new)
{
    char command[512];
    temporary_file("change.py", "import struct, sys\n"
                                "folder, to, old, new = sys.argv[1:]\n"
                                "b = open(folder + '/run.st', 'rb').read()\n"
                                "n = struct.unpack('<Q', b[:8])[0]\n"
                                "h = b[8:8 + n].decode().rstrip()\n"
                                "assert old in h, h\n"
                                "h = h.replace(old, new).encode()\n"
                                "h += b' ' * (-len(h) % 8)\n"
                                "b = struct.pack('<Q', len(h)) + h + b[8 + n:]\n"
                                "open(folder + '/' + to, 'wb').write(b)\n");
    snprintf(command, sizeof command, "python3 $F/change.py $F %s '%s' '%s'", to, old, new);
    do_well(command);
}

static void settings_of_a_file_are_checked_like_typed_ones(void **state)
{
    (void)state;
    run_result python = shell("python3 -c pass");
    int has_python = python.status == 0;
    run_free(&python);
    if (!has_python)
        skip();
    do_well("ogee train --data moons --epochs 5 --quiet --save $F/run.st");
    write_changed("lr.st", "\\\"lr\\\":\\\"0.1\\\"", "\\\"lr\\\":\\\"-1\\\"");
    write_changed("name.st", "\\\"lr\\\"", "\\\"speed\\\"");
    write_changed("log.st", "\\\"lr\\\"", "\\\"log\\\"");
    write_changed("wide.st", "\\\"hidden\\\":\\\"8", "\\\"hidden\\\":\\\"9");
    write_changed("tanh.st", "\\\"activation\\\":\\\"sigmoid", "\\\"activation\\\":\\\"tanh");
    write_changed("flag.st", "\\\"nesterov\\\":\\\"off", "\\\"nesterov\\\":\\\"maybe");
    const refusal rows[] = {
        {"ogee train --resume $F/lr.st --epochs 9", 1,
         "lr.st: expected a number above 0 and up to 1e+06 for the setting \"lr\", got \"-1\""},
        {"ogee train --resume $F/name.st --epochs 9", 1,
         "the setting \"speed\" is none that this ogee knows"},
        {"ogee train --resume $F/log.st --epochs 9", 1, "the setting \"log\" is none that this ogee knows"},
        {"ogee train --resume $F/wide.st --epochs 9", 1, "its settings make another network than its layers"},
        {"ogee train --resume $F/tanh.st --epochs 9", 1, "its settings make another network than its layers"},
        {"ogee train --resume $F/flag.st --epochs 9", 1, "expected on or off for the setting \"nesterov\""},
    };
    CHECK_REFUSALS(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_epochs_and_five_more_are_ten_at_once),
        cmocka_unit_test(a_log_goes_on_where_the_run_was_saved),
        cmocka_unit_test(a_schedule_that_followed_the_epochs_keeps_its_period_and_that_is_said),
        cmocka_unit_test(other_names_are_other_data),
        cmocka_unit_test(a_run_may_be_saved_where_it_came_from),
        cmocka_unit_test(flags_that_say_the_same_are_welcome),
        cmocka_unit_test(the_report_says_where_it_goes_on),
        cmocka_unit_test(a_table_that_has_moved_is_named_again),
        cmocka_unit_test(stops_are_set_anew),
        cmocka_unit_test(what_contradicts_the_run_is_refused),
        cmocka_unit_test(settings_of_a_file_are_checked_like_typed_ones),
    };
    return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
