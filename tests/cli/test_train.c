/* `ogee train` as people run it: what it reaches, what it writes, and that it repeats. */
#include "cli.h"

#define CANCER "--data \"$SRC/assets/data/breast_cancer.csv\" "

static run_result train_well(const char *flags)
{
    char command[1024];
    snprintf(command, sizeof command, "ogee train %s", flags);
    return shell_well(command);
}

static cJSON *train_json(const char *flags)
{
    char command[1024];
    snprintf(command, sizeof command, "ogee train %s", flags);
    return shell_json(command);
}

static void breast_cancer_reaches_96_percent_for_each_seed_and_98_on_average(void **state)
{
    (void)state;
    double sum = 0;
    for (int seed = 1; seed <= 5; seed++) {
        char flags[256];
        snprintf(flags, sizeof flags, CANCER "--test 0.3 --hidden 16 --epochs 200 --json --quiet --seed %d",
                 seed);
        cJSON *object = train_json(flags);
        double accuracy = number_at(object, "test", "accuracy");
        if (!(accuracy >= 0.96))
            fail_msg("seed %d reaches %g", seed, accuracy);
        sum += accuracy;
        assert_near(number_at(object, NULL, "epochs"), 200, 0);
        assert_near(number_at(object, NULL, "steps"), 200 * 13, 0);
        assert_true(number_at(object, NULL, "seconds") > 0);
        assert_true(number_at(object, "train", "accuracy") > 0.96);
        assert_true(number_at(object, "train", "loss") < 0.2);
        cJSON_Delete(object);
    }
    assert_true(sum / 5 > 0.98);
}

static void json_says_null_for_a_test_without_rows(void **state)
{
    (void)state;
    cJSON *object = train_json("--data xor --test 0 --epochs 3 --json");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "test")));
    cJSON_Delete(object);
}

static void the_result_names_loss_and_accuracy_of_both_splits(void **state)
{
    (void)state;
    run_result result = train_well("--data moons --epochs 4");
    assert_contains(result.out, "4 epochs, 52 steps");
    assert_contains(result.out, "train  loss ");
    assert_contains(result.out, "(400 rows)");
    assert_contains(result.out, "test   loss ");
    assert_contains(result.out, "(100 rows)");
    run_free(&result);
    result = train_well("--data moons --epochs 1 --test 0");
    assert_contains(result.out, "(500 rows)");
    assert_contains(result.out, "test   no rows");
    run_free(&result);
}

static void without_a_terminal_progress_is_some_plain_lines_and_with_quiet_none(void **state)
{
    (void)state;
    run_result result = train_well("--data moons --epochs 200");
    int lines = 0;
    for (const char *c = result.err; *c; c++)
        lines += *c == '\n';
    assert_in_range(lines, 10, 20);
    assert_null(strpbrk(result.err, "\r\033"));
    assert_contains(result.err, "epoch 20/200  loss ");
    assert_contains(result.err, "epoch 200/200  loss ");
    run_free(&result);
    result = train_well("--data moons --epochs 3 --quiet");
    assert_string_equal(result.err, "");
    run_free(&result);
}

static void the_log_has_a_line_for_each_epoch_that_parses(void **state)
{
    (void)state;
    run_result result = train_well("--data circles --epochs 30 --log $F/log.csv --json");
    char *log = read_whole_file(temporary_path("log.csv"));
    double value[5] = {0};
    int epochs = 0;
    assert_int_equal(strncmp(log, "epoch,train_loss,train_accuracy,test_loss,test_accuracy\n", 56), 0);
    for (char *line = strchr(log, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
        int used = 0;
        if (sscanf(line, "%lf,%lf,%lf,%lf,%lf%n", &value[0], &value[1], &value[2], &value[3], &value[4],
                   &used) != 5 ||
            line[used] != '\n')
            fail_msg("cannot read the log from %s", line);
        assert_near(value[0], ++epochs, 0);
    }
    assert_int_equal(epochs, 30);
    cJSON *object = cJSON_Parse(result.out);
    char seven_digits[32];
    snprintf(seven_digits, sizeof seven_digits, "%.7g", number_at(object, "test", "loss"));
    assert_near(value[3], atof(seven_digits), 0);
    assert_near(value[4], number_at(object, "test", "accuracy"), 1e-8);
    cJSON_Delete(object);
    run_free(&result);
    free(log);
}

static void without_a_test_the_logs_test_columns_are_empty(void **state)
{
    (void)state;
    run_result result = train_well("--data gauss --test 0 --epochs 2 --log $F/empty.csv --quiet");
    char *log = read_whole_file(temporary_path("empty.csv"));
    double epoch, loss, accuracy;
    int used = 0;
    assert_int_equal(sscanf(strchr(log, '\n') + 1, "%lf,%lf,%lf%n", &epoch, &loss, &accuracy, &used), 3);
    assert_int_equal(strncmp(strchr(log, '\n') + 1 + used, ",,\n", 3), 0);
    run_free(&result);
    free(log);
}

static void the_same_seed_writes_the_same_bytes_and_another_seed_does_not(void **state)
{
    (void)state;
    run_result result = train_well("--data spiral --epochs 20 --quiet --seed 7 --log $F/a.csv");
    run_free(&result);
    result = train_well("--data spiral --epochs 20 --seed 7 --json --log $F/b.csv");
    run_free(&result);
    result = train_well("--data spiral --epochs 20 --quiet --seed 8 --data-seed 7 --log $F/c.csv");
    run_free(&result);
    char *a = read_whole_file(temporary_path("a.csv"));
    char *b = read_whole_file(temporary_path("b.csv"));
    char *c = read_whole_file(temporary_path("c.csv"));
    assert_string_equal(a, b);
    assert_true(strcmp(a, c) != 0);
    free(a);
    free(b);
    free(c);
}

static void every_setting_changes_the_run(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "",
        "--samples 400",
        "--noise 0.2",
        "--data-seed 9",
        "--seed 9",
        "--test 0.5",
        "--no-standardize",
        "--hidden none",
        "--hidden 5,4",
        "--activation tanh",
        "--activation relu",
        "--init xavier",
        "--init he",
        "--init zeros",
        "--init uniform:0.5",
        "--init normal:0.5",
        "--lr 0.2",
        "--momentum 0.9",
        "--momentum 0.9 --nesterov",
        "--momentum 0.9 --dampening 0.5",
        "--maximize",
        "--weight-decay 0.01",
        "--batch 16",
        "--activation leaky-relu",
        "--activation leaky-relu:0.3",
        "--activation hard-sigmoid",
        "--activation hard-tanh",
        "--activation threshold:0.1:-1",
        "--activation silu",
        "--activation softplus",
        "--activation log-sigmoid",
        "--activation identity",
        "--init xavier-normal",
        "--init he-normal",
        "--init constant:0.1",
        "--init normal:30",            /* which saturates the sigmoid */
        "--init normal:30 --loss bce", /* and this shows it */
        "--loss mse",
        "--pos-weight 2",
        "--optimizer adam",
        "--optimizer adam --lr 0.01",
        "--optimizer adam --weight-decay 0.1",
        "--l1 0.01",
        "--clip-norm 0.01",
        "--schedule step:1:0.3",
        "--schedule cosine",
        "--schedule warmup:2",
        "--dropout 0.5",
        "--batch-norm",
        "--batch-norm --dropout 0.5",
        "--layers linear:8,highway,sigmoid,linear:1",
        "--layers linear:8,tanh,linear:8,tanh,residual:2,linear:1",
    };
    enum { COUNT = sizeof settings / sizeof *settings };
    char *logs[COUNT];
    for (int i = 0; i < COUNT; i++) {
        char flags[256];
        snprintf(flags, sizeof flags, "--data moons --epochs 2 --quiet --log $F/setting.csv %s", settings[i]);
        run_result result = train_well(flags);
        run_free(&result);
        logs[i] = read_whole_file(temporary_path("setting.csv"));
        for (int j = 0; j < i; j++)
            if (strcmp(logs[i], logs[j]) == 0)
                fail_msg("\"%s\" and \"%s\" give the same log", settings[i], settings[j]);
    }
    for (int i = 0; i < COUNT; i++)
        free(logs[i]);
}

static void the_defaults_are_those_of_the_contract(void **state)
{
    (void)state;
    run_result result = train_well("--data moons --epochs 100 --quiet --log $F/plain.csv");
    run_free(&result);
    result = train_well(
        "--data=moons --samples 500 --noise 0.1 --hidden 8 --activation sigmoid --init torch --optimizer "
        "sgd --lr 0.1 --momentum 0 --batch 32 --seed 1 --data-seed 1 --standardize --test 0.2 --quiet "
        "--loss bce-with-logits --pos-weight 1 --weight-decay 0 --l1 0 --clip-norm 0 --schedule "
        "constant --dropout 0 --stop-loss off --stop-accuracy off --patience 0 "
        "--log=$F/spelled.csv");
    run_free(&result);
    char *plain = read_whole_file(temporary_path("plain.csv"));
    char *spelled = read_whole_file(temporary_path("spelled.csv"));
    assert_string_equal(plain, spelled);
    free(plain);
    free(spelled);
}

static void a_table_of_ones_own_is_read_with_label_positive_and_features(void **state)
{
    (void)state;
    temporary_file("own.csv",
                   "kind;weight;\"length, cm\";colour\ncat;4;40;1\ndog;20;90;2\ncat;5;45;1\ndog;25;85;1\n"
                   "cat;4.5;42;2\ndog;30;95;2\n");
    run_result result =
        train_well("--data $F/own.csv --label kind --positive cat --features weight,colour --test 0");
    assert_contains(result.err, "2 features, 6 training rows, 0 test rows");
    assert_contains(result.err, "\"cat\" counts as 1");
    run_free(&result);
    result = train_well("--data $F/own.csv --label kind --test 0 --epochs 1");
    assert_contains(result.err, "3 features");
    assert_contains(result.err, "\"dog\" counts as 1");
    run_free(&result);
}

static void the_log_goes_into_a_pipe_or_through_a_link_too(void **state)
{
    (void)state;
    run_result result = train_well("--data xor --epochs 1 --quiet --log /dev/null");
    run_free(&result);
    temporary_file("kept.csv", "old");
    result = train_well(
        "--data xor --epochs 1 --quiet --log $F/kept.csv; ln -sf kept.csv $F/link.csv; \"$BIN/ogee\" "
        "train --data xor --epochs 2 --quiet --log $F/link.csv; test -L $F/link.csv");
    char *log = read_whole_file(temporary_path("kept.csv"));
    assert_contains(log, "\n2,");
    free(log);
    run_free(&result);
}

static void the_model_goes_into_a_pipe_too(void **state)
{
    (void)state;
    run_result result = train_well(
        "--data xor --epochs 1 --quiet --save $F/direct.st; mkfifo $F/pipe.st; cat $F/pipe.st >$F/piped.st &"
        "timeout 60 \"$BIN/ogee\" train --data xor --epochs 1 --quiet --save $F/pipe.st; wait;"
        "cmp $F/direct.st $F/piped.st && rm $F/*.st");
    run_free(&result);
}

static void stops_end_the_run_and_say_which_and_when(void **state)
{
    (void)state;
    static const struct {
        const char *flags, *name, *says;
    } rows[] = {
        {"--stop-loss 0.5", "loss", "the training loss 0."},
        {"--stop-accuracy 0.8", "accuracy", "is at least 80 %"},
        {"--lr 1e-30 --patience 3", "patience", "stopped after epoch 4: no smaller test loss than"},
        {"--lr 1e-30 --init zeros --patience 3 --test 0", "patience", "no smaller training loss than"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char flags[256];
        snprintf(flags, sizeof flags, "--data moons --quiet --log $F/stop.csv %s", rows[i].flags);
        run_result result = train_well(flags);
        assert_contains(result.out, "stopped after epoch ");
        assert_contains(result.out, rows[i].says);
        run_free(&result);
        snprintf(flags, sizeof flags, "--data moons --quiet --json %s", rows[i].flags);
        cJSON *object = train_json(flags);
        assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(object, "stopped")), rows[i].name);
        int epochs = (int)number_at(object, NULL, "epochs");
        assert_in_range(epochs, 2, 99);
        char *log = read_whole_file(temporary_path("stop.csv"));
        int lines = -1;
        for (const char *c = log; *c; c++)
            lines += *c == '\n';
        assert_int_equal(lines, epochs);
        free(log);
        cJSON_Delete(object);
    }
    cJSON *object = train_json("--data moons --quiet --epochs 2 --json");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "stopped")));
    cJSON_Delete(object);
}

static void several_labels_are_scored_over_all_decisions(void **state)
{
    (void)state;
    temporary_file("two.csv", "x,warm,big\n1,0,0\n2,0,0\n3,1,0\n4,1,1\n5,1,1\n6,1,1\n");
    run_result result =
        train_well("--data $F/two.csv --label warm,big --test 0 --hidden none --epochs 1 --init "
                   "zeros --log $F/two.log");
    assert_contains(result.err, "1 feature, 6 training rows, 0 test rows, 4 weights; 2 labels");
    char *log = read_whole_file(temporary_path("two.log"));
    /* Before the update every logit is 0: ln 2, and right where the label is 0. */
    assert_contains(log, "\n1,0.6931472,0.416666667,,\n");
    free(log);
    run_free(&result);
}

static void missing_values_and_categories_are_read_as_the_flags_say(void **state)
{
    (void)state;
    temporary_file("holes.csv", "a,colour,y\n1,red,0\n,blue,1\n3,red,0\n4,green,1\n");
    run_result result = train_well("--data $F/holes.csv --one-hot colour --missing drop --test 0 --epochs 1");
    assert_contains(result.err, "3 features, 3 training rows");
    assert_contains(result.err, "1 row with a missing value is left out\n");
    run_free(&result);
    result = train_well("--data $F/holes.csv --one-hot colour --missing mean --test 0 --epochs 1");
    assert_contains(result.err, "4 features, 4 training rows");
    run_free(&result);
    const refusal rows[] = {
        {"ogee train --data $F/holes.csv --one-hot colour --test 0", 1, "holes.csv:3: expected a number in"},
        {"ogee train --data $F/holes.csv --missing drop --test 0", 1, "\"colour\""},
    };
    CHECK_REFUSALS(rows);
}

static void the_example_of_layers_in_the_help_works_on_every_table(void **state)
{
    (void)state;
    run_result help = run("\"$BIN/ogee\" train --help");
    const char *start = strstr(help.out, "such as linear:8,");
    char list[128] = "";
    assert_non_null(start);
    assert_int_equal(sscanf(start, "such as %127[^; ]", list), 1);
    static const char *const data[] = {"moons", "\"$SRC/assets/data/breast_cancer.csv\""};
    for (int i = 0; i < 2; i++) {
        char flags[256];
        snprintf(flags, sizeof flags, "--data %s --epochs 1 --quiet --layers %s", data[i], list);
        run_result result = train_well(flags);
        run_free(&result);
    }
    run_free(&help);
}

static void the_same_run_saves_the_same_bytes_at_another_time(void **state)
{
    (void)state;
    do_well("ogee train --data sine --epochs 5 --quiet --dropout 0.2 --save $F/first.st && sleep 1.1 && "
            "ogee train --data sine --epochs 5 --json --dropout 0.2 --save $F/second.st --log $F/also.csv");
    assert_same_files("first.st", "second.st");
}

static void a_schedule_without_numbers_follows_from_the_epochs(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"step", "step:10:0.1"}, {"cosine", "cosine:31"}, {"warmup", "warmup:3"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char command[512];
        snprintf(command, sizeof command,
                 "for s in %s %s; do ogee train --data xor --quiet --epochs 31 --schedule $s --save "
                 "$F/schedule-$s.st; done; cmp $F/schedule-%s.st $F/schedule-%s.st",
                 rows[i][0], rows[i][1], rows[i][0], rows[i][1]);
        do_well(command);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breast_cancer_reaches_96_percent_for_each_seed_and_98_on_average),
        cmocka_unit_test(json_says_null_for_a_test_without_rows),
        cmocka_unit_test(the_result_names_loss_and_accuracy_of_both_splits),
        cmocka_unit_test(without_a_terminal_progress_is_some_plain_lines_and_with_quiet_none),
        cmocka_unit_test(the_log_has_a_line_for_each_epoch_that_parses),
        cmocka_unit_test(without_a_test_the_logs_test_columns_are_empty),
        cmocka_unit_test(the_same_seed_writes_the_same_bytes_and_another_seed_does_not),
        cmocka_unit_test(every_setting_changes_the_run),
        cmocka_unit_test(the_defaults_are_those_of_the_contract),
        cmocka_unit_test(a_table_of_ones_own_is_read_with_label_positive_and_features),
        cmocka_unit_test(the_log_goes_into_a_pipe_or_through_a_link_too),
        cmocka_unit_test(the_model_goes_into_a_pipe_too),
        cmocka_unit_test(stops_end_the_run_and_say_which_and_when),
        cmocka_unit_test(several_labels_are_scored_over_all_decisions),
        cmocka_unit_test(missing_values_and_categories_are_read_as_the_flags_say),
        cmocka_unit_test(the_example_of_layers_in_the_help_works_on_every_table),
        cmocka_unit_test(the_same_run_saves_the_same_bytes_at_another_time),
        cmocka_unit_test(a_schedule_without_numbers_follows_from_the_epochs),
    };
    return cmocka_run_group_tests_name("train", tests, NULL, NULL);
}
