/* `ogee train` as people run it: what it reaches, what it writes, and that it repeats. */
#include "support.h"

#include <cjson/cJSON.h>

#define CANCER "--data \"$SRC/assets/data/breast_cancer.csv\" "

/* Runs `ogee train` with these flags; F in them stands for the folder of this test. */
static run_result train(const char *flags)
{
    char command[1024];
    snprintf(command, sizeof command, "F=%s; \"$BIN/ogee\" train %s", temporary_path("."), flags);
    return run(command);
}

static run_result train_well(const char *flags)
{
    run_result result = train(flags);
    if (result.status != 0)
        fail_msg("train %s: exit status %d, %s", flags, result.status, result.err);
    return result;
}

static double number_at(const cJSON *object, const char *part, const char *name)
{
    const cJSON *number =
        cJSON_GetObjectItemCaseSensitive(part ? cJSON_GetObjectItem(object, part) : object, name);
    if (!cJSON_IsNumber(number))
        fail_msg("%s.%s is not a number", part ? part : "", name);
    return number->valuedouble;
}

static cJSON *train_json(const char *flags)
{
    run_result result = train_well(flags);
    const char *end = NULL;
    cJSON *object = cJSON_ParseWithOpts(result.out, &end, 0);
    if (!object || strcmp(end, "\n") != 0 || strchr(result.out, '\n') != end)
        fail_msg("expected one JSON object on one line, got %s", result.out);
    run_free(&result);
    return object;
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
    assert_near(value[3], number_at(object, "test", "loss"), 1e-8);
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

static int has_viewer(void)
{
    run_result result = run("\"$BIN/ogee\" lessons");
    int has = result.status == 0;
    run_free(&result);
    return has;
}

static unsigned big_endian(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

static void a_picture_of_two_features_has_size_times_scale_pixels(void **state)
{
    (void)state;
    if (!has_viewer())
        skip();
    run_result result =
        train_well(CANCER "--features mean_radius,mean_texture --epochs 2 --quiet --size 640x500 --scale 2 "
                          "--theme dark --picture $F/plane.png");
    unsigned char head[24];
    FILE *file = fopen(temporary_path("plane.png"), "rb");
    assert_non_null(file);
    assert_int_equal(fread(head, 1, sizeof head, file), sizeof head);
    fclose(file);
    assert_memory_equal(head, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(big_endian(head + 16), 1280);
    assert_int_equal(big_endian(head + 20), 1000);
    run_free(&result);
}

static void an_svg_names_the_data_the_features_and_the_classes(void **state)
{
    (void)state;
    if (!has_viewer())
        skip();
    temporary_file("cats.csv", "a*b*,$c,kind\n1,2,cat\n2,3,dog\n3,4,cat\n4,6,dog\n5,5,cat\n");
    run_result result = train_well("--data $F/cats.csv --epochs 2 --quiet --test 0 --picture $F/cats.svg");
    char *svg = read_whole_file(temporary_path("cats.svg"));
    assert_int_equal(strncmp(svg, "<", 1), 0);
    assert_contains(svg, ">cats.csv<");
    assert_contains(svg, ">cat<");
    assert_contains(svg, ">dog<");
    assert_contains(svg, ">*<");
    assert_contains(svg, ">$<");
    assert_null(strchr(svg, '\\'));
    assert_contains(svg, "</svg>");
    free(svg);
    run_free(&result);
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
        cmocka_unit_test(a_picture_of_two_features_has_size_times_scale_pixels),
        cmocka_unit_test(an_svg_names_the_data_the_features_and_the_classes),
    };
    return cmocka_run_group_tests_name("train", tests, NULL, NULL);
}
