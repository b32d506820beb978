/* `ogee eval`: how good a model is, in words and as JSON. */
#include "cli.h"

#include <math.h>

/* logit = a - 1 by a network whose weights are known. */
static void make_model(void)
{
    temporary_file("t.csv", "a,y\n1,no\n3,yes\n");
    /* Mean 2, deviation 1, weight and bias 1. */
    do_well("ogee train --data $F/t.csv --hidden none --init constant:1 --epochs 0 --test 0 --quiet --save "
            "$F/t.st");
}

static void json_has_every_measure(void **state)
{
    (void)state;
    make_model();
    /* Logits 1, 2, -1, -1, 3: three right, one false positive, one false negative. */
    temporary_file("e.csv", "y,a\nyes,2\nno,3\nno,0\nyes,0\nyes,4\n");
    cJSON *object = shell_json("ogee eval $F/t.st --data $F/e.csv --json");
    double p1 = 1 / (1 + exp(-1)), p2 = 1 / (1 + exp(-2)), p3 = 1 / (1 + exp(-3)), q = 1 - p1;
    assert_near(number_at(object, NULL, "rows"), 5, 0);
    assert_near(number_at(object, NULL, "accuracy"), 0.6, 1e-12);
    assert_near(number_at(object, NULL, "bce"), -(log(p1) + log(1 - p2) + log(1 - q) + log(q) + log(p3)) / 5,
                1e-6);
    assert_near(number_at(object, NULL, "auc"), 3.5 / 6, 1e-12);
    assert_near(number_at(object, NULL, "precision"), 2.0 / 3, 1e-12);
    assert_near(number_at(object, NULL, "recall"), 2.0 / 3, 1e-12);
    assert_near(number_at(object, NULL, "f1"), 2.0 / 3, 1e-12);
    assert_near(number_at(object, NULL, "brier"),
                ((1 - p1) * (1 - p1) + p2 * p2 + q * q + (1 - q) * (1 - q) + (1 - p3) * (1 - p3)) / 5, 1e-6);
    assert_near(number_at(object, NULL, "ece"),
                (fabs(2 * q - 1) + fabs(p1 - 1) + fabs(p2) + fabs(p3 - 1)) / 5, 1e-6);
    assert_near(number_at(object, "confusion", "true_positive"), 2, 0);
    assert_near(number_at(object, "confusion", "false_positive"), 1, 0);
    assert_near(number_at(object, "confusion", "true_negative"), 1, 0);
    assert_near(number_at(object, "confusion", "false_negative"), 1, 0);
    cJSON_Delete(object);
}

static void the_words_say_the_same_with_the_names_of_the_classes(void **state)
{
    (void)state;
    make_model();
    temporary_file("e.csv", "y,a\nyes,2\nno,3\nno,0\nyes,0\nyes,4\n");
    run_result result = shell_well("ogee eval --data $F/e.csv $F/t.st");
    static const char *const pieces[] = {"5 rows\n",
                                         "accuracy            60.00 %\n",
                                         "AUC                  0.5833\n",
                                         "precision            0.6667  right among those called \"yes\"\n",
                                         "recall               0.6667",
                                         "F1                   0.6667\n",
                                         "BCE                  ",
                                         "Brier score          ",
                                         "calibration error    ",
                                         "  predicted\n",
                                         "actual",
                                         "         no         1         1\n",
                                         "        yes         1         2\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        assert_contains(result.out, pieces[i]);
    assert_string_equal(result.err, "");
    run_free(&result);
}

static void rows_of_one_class_have_no_auc(void **state)
{
    (void)state;
    make_model();
    temporary_file("one.csv", "a,y\n2,yes\n0,yes\n");
    cJSON *object = shell_json("ogee eval $F/t.st --data $F/one.csv --json");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "auc")));
    assert_near(number_at(object, NULL, "accuracy"), 0.5, 0);
    cJSON_Delete(object);
    run_result result = shell_well("ogee eval $F/t.st --data $F/one.csv");
    assert_contains(result.out, "AUC                none: the rows are of one class\n");
    run_free(&result);
}

static void what_the_rows_say_nothing_about_is_none_and_null(void **state)
{
    (void)state;
    make_model();
    temporary_file("low.csv", "a,y\n0,no\n");
    run_result result = shell_well("ogee eval $F/t.st --data $F/low.csv");
    assert_contains(result.out, "1 row\n");
    assert_contains(result.out, "precision          none: no row is called \"yes\"\n");
    assert_contains(result.out, "recall             none: no row is \"yes\"\n");
    assert_contains(result.out, "F1                 none, without precision and recall\n");
    run_free(&result);
    cJSON *object = shell_json("ogee eval $F/t.st --data $F/low.csv --json");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "precision")));
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "recall")));
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(object, "f1")));
    cJSON_Delete(object);
}

static void a_class_name_with_a_line_end_is_shown_on_one_line(void **state)
{
    (void)state;
    temporary_file("lines.csv", "a,y\n1,\"no\nway\"\n3,yes\n");
    run_result result =
        shell_well("ogee train --data $F/lines.csv --test 0 --epochs 0 --quiet --save $F/lines.st "
                   ">/dev/null; ogee eval $F/lines.st --data $F/lines.csv");
    assert_contains(result.out, "  no?way  ");
    assert_null(strstr(result.out, "no\nway"));
    run_free(&result);
}

/* JSON is UTF-8; a table need not be. */
static void names_that_are_no_utf8_are_json_all_the_same(void **state)
{
    (void)state;
    temporary_file("l.csv", "a,\xe9t\xe9,gr\xc3\xbc\xc3\n-1,0,1\n1,1,0\n2,1,0\n");
    do_well("ogee train --data $F/l.csv --label \"$(printf '\\351t\\351,gr\\303\\274\\303')\" --hidden none "
            "--epochs 0 --test 0 --quiet --save $F/l.st");
    cJSON *object = shell_json("ogee eval $F/l.st --data $F/l.csv --json");
    const cJSON *labels = cJSON_GetObjectItem(object, "labels");
    static const char *const names[] = {"\xef\xbf\xbdt\xef\xbf\xbd", "gr\xc3\xbc\xef\xbf\xbd"};
    for (int i = 0; i < 2; i++)
        assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetArrayItem(labels, i), "name")),
                            names[i]);
    cJSON_Delete(object);
}

static void several_labels_are_measured_one_by_one(void **state)
{
    (void)state;
    temporary_file("k.csv", "a,warm,big\n-1,0,1\n1,1,0\n2,1,0\n");
    do_well(
        "ogee train --data $F/k.csv --label warm,big --hidden none --init constant:0.1 --epochs 0 --test 0 "
        "--quiet --save $F/k.st");
    cJSON *object = shell_json("ogee eval $F/k.st --data $F/k.csv --json");
    const cJSON *labels = cJSON_GetObjectItem(object, "labels");
    assert_near(number_at(object, NULL, "rows"), 3, 0);
    assert_int_equal(cJSON_GetArraySize(labels), 2);
    const cJSON *warm = cJSON_GetArrayItem(labels, 0), *big = cJSON_GetArrayItem(labels, 1);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(warm, "name")), "warm");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(big, "name")), "big");
    assert_near(number_at(warm, NULL, "auc"), 1, 0);
    assert_near(number_at(big, NULL, "auc"), 0, 0);
    assert_near(number_at(warm, NULL, "accuracy") + number_at(big, NULL, "accuracy"), 1, 1e-12);
    cJSON_Delete(object);
    run_result result = shell_well("ogee eval $F/k.st --data $F/k.csv");
    assert_contains(result.out, "label \"warm\"\n");
    assert_contains(result.out, "label \"big\"\n");
    run_free(&result);
}

static void rows_with_missing_values_are_treated_as_in_training(void **state)
{
    (void)state;
    temporary_file("m.csv", "a,y\n1,0\n,0\n3,1\n");
    do_well(
        "for w in mean drop; do ogee train --data $F/m.csv --missing $w --epochs 1 --test 0 --quiet --save "
        "$F/$w.st; done; printf 'a,y\\n1,0\\n3,1\\n' >$F/whole.csv;"
        "ogee train --data $F/whole.csv --epochs 1 --test 0 --quiet --save $F/error.st");
    cJSON *object = shell_json("ogee eval $F/mean.st --data $F/m.csv --json");
    assert_near(number_at(object, NULL, "rows"), 3, 0);
    cJSON_Delete(object);
    object = shell_json("ogee eval $F/drop.st --data $F/m.csv --json");
    assert_near(number_at(object, NULL, "rows"), 2, 0);
    cJSON_Delete(object);
    run_result result = shell_well("ogee eval $F/drop.st --data $F/m.csv");
    assert_string_equal(result.err, "1 row with a missing value is left out\n");
    run_free(&result);
    const refusal rows[] = {
        {"ogee eval $F/error.st --data $F/m.csv", 1,
         "m.csv:3: expected a number in column \"a\", got \"\"; the model was trained without "
         "missing values"}};
    CHECK_REFUSALS(rows);
}

static void it_agrees_with_what_training_reports(void **state)
{
    (void)state;
    cJSON *trained =
        shell_json("ogee train --data \"$SRC/assets/data/breast_cancer.csv\" --test 0 --hidden 6 "
                   "--epochs 20 --json --quiet --save $F/cancer.st");
    cJSON *object = shell_json("ogee eval $F/cancer.st --data \"$SRC/assets/data/breast_cancer.csv\" --json");
    assert_near(number_at(object, NULL, "accuracy"), number_at(trained, "train", "accuracy"), 1e-12);
    assert_near(number_at(object, NULL, "bce"), number_at(trained, "train", "loss"), 1e-9);
    assert_true(number_at(object, NULL, "auc") > 0.95);
    cJSON_Delete(object);
    cJSON_Delete(trained);
}

static void a_model_without_names_takes_the_last_columns_as_labels(void **state)
{
    (void)state;
    plain_model("plain.st", "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}", 4,
                "\0\0\x80\x3f");
    temporary_file("p.csv", "u,truth\n1,1\n-1,0\n2,0\n");
    run_result result = shell_well("ogee eval $F/plain.st --data $F/p.csv --json");
    assert_contains(result.err, "the model knows no column names");
    cJSON *object = cJSON_Parse(result.out);
    assert_near(number_at(object, NULL, "accuracy"), 2.0 / 3, 1e-12);
    cJSON_Delete(object);
    run_free(&result);
    temporary_file("wide.csv", "u,v,truth\n1,1,1\n");
    temporary_file("class.csv", "u,truth\n1,maybe\n");
    const refusal rows[] = {
        {"ogee eval $F/plain.st --data $F/wide.csv", 1,
         "wide.csv: has 3 columns, expected 1 for the features and then 1 for the labels, as the model knows "
         "no "
         "column names"},
        {"ogee eval $F/plain.st --data $F/class.csv", 1, "\"maybe\""},
    };
    CHECK_REFUSALS(rows);
}

static void bad_files_and_flags_are_refused(void **state)
{
    (void)state;
    make_model();
    temporary_file("unlabelled.csv", "a,b\n1,2\n");
    temporary_file("other.csv", "a,y\n1,maybe\n");
    const refusal rows[] = {
        {"ogee eval", 2, "MODEL is missing"},
        {"ogee eval $F/t.st", 2, "--data is missing"},
        {"ogee eval $F/t.st --data $F/t.csv --jason", 2, "did you mean \"--json\"?"},
        {"ogee eval $F/none.st --data $F/t.csv", 1, "none.st"},
        {"ogee eval $F/t.st --data $F/none.csv", 1, "none.csv"},
        {"ogee eval $F/t.csv --data $F/t.csv", 1, "t.csv"},
        {"ogee eval $F/t.st --data $F/unlabelled.csv", 1, "no column \"y\""},
        {"ogee eval $F/t.st --data $F/other.csv", 1, "\"maybe\""},
        {"ogee eval $F/t.st --data $F/t.csv >/dev/full", 1, "standard output"},
        {"ogee eval $F/t.st --data $F/t.csv --json >/dev/full", 1, "standard output"},
    };
    CHECK_REFUSALS(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_every_measure),
        cmocka_unit_test(the_words_say_the_same_with_the_names_of_the_classes),
        cmocka_unit_test(rows_of_one_class_have_no_auc),
        cmocka_unit_test(what_the_rows_say_nothing_about_is_none_and_null),
        cmocka_unit_test(a_class_name_with_a_line_end_is_shown_on_one_line),
        cmocka_unit_test(several_labels_are_measured_one_by_one),
        cmocka_unit_test(names_that_are_no_utf8_are_json_all_the_same),
        cmocka_unit_test(rows_with_missing_values_are_treated_as_in_training),
        cmocka_unit_test(it_agrees_with_what_training_reports),
        cmocka_unit_test(a_model_without_names_takes_the_last_columns_as_labels),
        cmocka_unit_test(bad_files_and_flags_are_refused),
    };
    return cmocka_run_group_tests_name("eval", tests, NULL, NULL);
}
