/* `ogee predict`: a probability and a class for each row, by the names of the columns. */
#include "cli.h"

/* A network whose weights are known: all 0.5, which makes logit = 0.5 a + 0.5 b + 0.5. */
#define HALVES "--hidden none --init constant:0.5 --epochs 0 --no-standardize --test 0 --quiet >$F/said.txt "

static void check_output(const char *command, const char *expected)
{
    run_result result = shell_well(command);
    assert_string_equal(result.out, expected);
    run_free(&result);
}

static void each_row_gets_its_probability_and_class_in_order(void **state)
{
    (void)state;
    temporary_file("t.csv", "a,b,y\n1,0,no\n2,1,yes\n0,0,no\n");
    do_well("ogee train --data $F/t.csv --save $F/t.st " HALVES);
    temporary_file("new.csv", "b;id;a\n-1;x;0\n0;y;-3\n2;z;1\n0;w;0\n");
    const char *expected = "probability,class\n0.5,no\n0.268941432,no\n0.880797088,yes\n0.622459352,yes\n";
    check_output("ogee predict $F/t.st --data $F/new.csv", expected);
    check_output("ogee predict --data $F/new.csv $F/t.st", expected);
    check_output("ogee predict --data=$F/new.csv $F/t.st --out $F/out.csv", "");
    char *text = read_whole_file(temporary_path("out.csv"));
    assert_string_equal(text, expected);
    free(text);
}

static void the_models_standardisation_is_applied(void **state)
{
    (void)state;
    temporary_file("s.csv", "a,y\n1,0\n3,1\n");
    do_well("ogee train --data $F/s.csv --save $F/s.st --hidden none --init constant:1 --epochs 0 --test 0 "
            "--standardize --quiet");
    /* Mean 2, deviation 1: the logits are a - 2 + 1. */
    temporary_file("s2.csv", "a\n1\n2\n4\n");
    check_output("ogee predict $F/s.st --data $F/s2.csv",
                 "probability,class\n0.5,0\n0.731058598,1\n0.952574134,1\n");
}

static void class_names_are_quoted_where_a_table_needs_it(void **state)
{
    (void)state;
    temporary_file("q.csv", "a,y\n1,\"red, or \"\"so\"\"\"\n2,blue\n");
    do_well("ogee train --data $F/q.csv --save $F/q.st " HALVES);
    check_output(
        "ogee predict $F/q.st --data $F/q.csv",
        "probability,class\n0.731058598,\"red, or \"\"so\"\"\"\n0.817574501,\"red, or \"\"so\"\"\"\n");
}

static void several_labels_have_two_columns_each(void **state)
{
    (void)state;
    temporary_file("k.csv", "a,p,\"q,r\"\n-2,0,1\n2,1,0\n");
    do_well("ogee train --data $F/k.csv --label 'p,\"q,r\"' --save $F/k.st " HALVES);
    check_output("ogee predict $F/k.st --data $F/k.csv",
                 "probability_p,class_p,\"probability_q,r\",\"class_q,r\"\n"
                 "0.377540678,0,0.377540678,0\n0.817574501,1,0.817574501,1\n");
}

static void missing_values_are_filled_if_the_model_was_trained_so(void **state)
{
    (void)state;
    temporary_file("m.csv", "a,c,y\n1,u,0\n,v,1\n3,u,1\n");
    do_well("ogee train --data $F/m.csv --one-hot c --missing mean --save $F/m.st " HALVES);
    temporary_file("m2.csv", "a,c\n,u\n2,u\n2,\n2,new\n");
    check_output("ogee predict $F/m.st --data $F/m2.csv",
                 "probability,class\n0.880797088,1\n0.880797088,1\n0.817574501,1\n0.817574501,1\n");
    do_well("ogee train --data $F/m.csv --features a --missing drop --save $F/d.st " HALVES);
    const refusal rows[] = {{"ogee predict $F/d.st --data $F/m2.csv", 1,
                             "m2.csv:2: expected a number in column \"a\", got \"\""}};
    CHECK_REFUSALS(rows);
}

static void the_answers_are_those_that_training_reported(void **state)
{
    (void)state;
    cJSON *object = shell_json("ogee train --data \"$SRC/assets/data/breast_cancer.csv\" --test 0 --hidden 6 "
                               "--epochs 20 --json --quiet --save $F/cancer.st");
    double accuracy = number_at(object, "train", "accuracy");
    cJSON_Delete(object);
    run_result result =
        shell_well("ogee predict $F/cancer.st --data \"$SRC/assets/data/breast_cancer.csv\" | "
                   "tail -n +2 | sed 's/.*,//' >$F/classes.txt; tail -n +2 "
                   "\"$SRC/assets/data/breast_cancer.csv\" | sed 's/.*,//' | paste -d= - "
                   "$F/classes.txt | awk -F= '$1 == $2 { n++ } END { print n / NR }'");
    assert_near(strtod(result.out, NULL), accuracy, 1e-5);
    run_free(&result);
}

static void a_model_without_names_takes_the_columns_in_order(void **state)
{
    (void)state;
    /* nn.Linear(2, 1) alone in a Sequential, with weights 1 and -2 and bias 0.25. */
    plain_model("plain.st",
                "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
                12, "\0\0\x80\x3f\0\0\0\xc0\0\0\x80\x3e");
    temporary_file("two.csv", "u,v\n1,0\n0,1\n");
    run_result result = shell_well("ogee predict $F/plain.st --data $F/two.csv");
    assert_string_equal(result.out, "probability,class\n0.777299881,1\n0.148047194,0\n");
    assert_contains(result.err, "the model knows no column names");
    run_free(&result);
    temporary_file("three.csv", "u,v,w\n1,0,1\n0,1,0\n");
    temporary_file("text.csv", "u,v\n1,one\n0,two\n");
    const refusal rows[] = {
        {"ogee predict $F/plain.st --data $F/three.csv", 1,
         "three.csv: has 3 columns, expected 2 in the network's order, as the model knows no column names; a "
         "label column has to go"},
    };
    CHECK_REFUSALS(rows);
    result = shell("ogee predict $F/plain.st --data $F/text.csv");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "text.csv:2: ");
    run_free(&result);
}

static void answers_that_are_no_finite_number_are_refused_with_their_row(void **state)
{
    (void)state;
    /* Weights 3e38 and -3e38: 10 times both is the difference of two infinities. */
    plain_model("huge.st",
                "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
                12, "\x99\x76\x61\x7f\x99\x76\x61\xff\0\0\0\0");
    temporary_file("ten.csv", "u,v\n0,0\n10,10\n");
    temporary_file("labelled.csv", "u,v,y\n0,0,1\n10,0,0\n");
    run_result result = shell("ogee predict $F/huge.st --data $F/ten.csv --out $F/ten.out");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "huge.st: the answer to row 2 is not a finite number");
    run_free(&result);
    result = shell("ogee eval $F/huge.st --data $F/labelled.csv");
    assert_int_equal(result.status, 1);
    assert_contains(result.err, "huge.st: the answer to row 2 is not a finite number");
    run_free(&result);
    do_well("test ! -e $F/ten.out");
}

static void a_model_with_weights_that_are_not_finite_is_refused(void **state)
{
    (void)state;
    static const char *const header =
        "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},"
        "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}";
    plain_model("nan.st", header, 8, "\0\0\xc0\x7f\0\0\0\0");
    plain_model("infinite.st", header, 8, "\0\0\x80\x3f\0\0\x80\xff");
    temporary_file("one.csv", "u\n0\n1\n");
    const refusal rows[] = {
        {"ogee predict $F/nan.st --data $F/one.csv --out $F/none.out", 1,
         "nan.st: weight of layer 0 has a number that is not finite"},
        {"ogee predict $F/infinite.st --data $F/one.csv --out $F/none.out", 1,
         "infinite.st: bias of layer 0 has a number that is not finite"},
        {"ogee eval $F/nan.st --data $F/one.csv", 1, "nan.st: weight of layer 0"},
    };
    CHECK_REFUSALS(rows);
    do_well("test ! -e $F/none.out");
}

static void standard_output_can_be_named(void **state)
{
    (void)state;
    temporary_file("g.csv", "a,b,y\n1,2,0\n2,1,1\n");
    do_well("test -e /dev/stdout || exit 0; ogee train --data $F/g.csv --save $F/g.st " HALVES ";"
            "ogee predict $F/g.st --data $F/g.csv >$F/1.csv;"
            "ogee predict $F/g.st --data $F/g.csv --out /dev/stdout | cat >$F/2.csv; cmp $F/1.csv $F/2.csv");
}

static void texts_that_training_never_saw_are_counted_by_column(void **state)
{
    (void)state;
    temporary_file("c.csv", "a,colour,size,y\n1,red,s,0\n2,blue,l,1\n3,red,s,1\n");
    do_well("ogee train --data $F/c.csv --one-hot colour,size --missing mean --save $F/c.st " HALVES);
    temporary_file("c2.csv", "a,colour,size\n1,green,s\n1,red,\n1,Red,xl\n1,pink,l\n");
    run_result result = shell_well("ogee predict $F/c.st --data $F/c2.csv");
    assert_string_equal(
        result.err,
        "3 rows hold a text in column \"colour\" that the model does not know; they count as none "
        "of its texts\n"
        "1 row holds a text in column \"size\" that the model does not know; it counts as none of "
        "its texts\n");
    run_free(&result);
}

static void a_file_of_pytorch_is_said_to_be_read_with_a_sigmoid_or_what_was_named(void **state)
{
    (void)state;
    /* Two layers of one unit, weights 2 and 1, no bias. */
    plain_model("two.st",
                "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},"
                "\"2.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]}}",
                8, "\0\0\0\x40\0\0\x80\x3f");
    temporary_file("u.csv", "u\n0\n-1\n");
    run_result result = shell_well("ogee predict $F/two.st --data $F/u.csv");
    assert_string_equal(result.out, "probability,class\n0.622459352,1\n0.529765487,1\n");
    assert_contains(result.err, "two.st does not list its layers and is read as linear:1,sigmoid,linear:1 "
                                "(--activation names another one than sigmoid)\n");
    run_free(&result);
    result = shell_well("ogee predict $F/two.st --data $F/u.csv --activation relu");
    assert_string_equal(result.out, "probability,class\n0.5,0\n0.5,0\n");
    assert_contains(result.err, "is read as linear:1,relu,linear:1\n");
    run_free(&result);
    temporary_file("own.csv", "u,y\n0,0\n1,1\n");
    do_well("ogee train --data $F/own.csv --save $F/own.st " HALVES);
    const refusal rows[] = {
        {"ogee predict $F/own.st --data $F/own.csv --activation relu", 2,
         "own.st: lists its layers itself, so that an activation for between them has no effect"},
        {"ogee eval $F/own.st --data $F/own.csv --activation relu", 2, "lists its layers itself"},
        {"ogee export $F/own.st --to c --out $F/own.c --activation relu", 2, "lists its layers itself"},
        {"ogee predict $F/two.st --data $F/u.csv --activation linear", 2,
         "--activation: expected sigmoid, tanh"},
    };
    CHECK_REFUSALS(rows);
}

static void bad_files_and_flags_are_refused(void **state)
{
    (void)state;
    temporary_file("g.csv", "a,b,y\n1,2,0\n2,1,1\n");
    do_well("ogee train --data $F/g.csv --save $F/g.st " HALVES "; head -c 200 $F/g.st >$F/cut.st");
    temporary_file("narrow.csv", "a,c\n1,2\n");
    temporary_file("text.csv", "a,b\n1,2\n1,two\n");
    temporary_file("empty.csv", "a,b\n");
    const refusal rows[] = {
        {"ogee predict", 2, "MODEL is missing: a model file"},
        {"ogee predict $F/g.st", 2, "--data is missing: FILE.csv"},
        {"ogee predict --data $F/g.csv", 2, "MODEL is missing"},
        {"ogee predict $F/g.st --data", 2, "--data needs a value"},
        {"ogee predict $F/g.st more --data $F/g.csv", 2, "expected a flag, got \"more\""},
        {"ogee predict $F/g.st --dat $F/g.csv", 2, "did you mean \"--data\"?"},
        {"ogee predict '' --data $F/g.csv", 2, "MODEL: expected a model file, got \"\""},
        {"ogee predict $F/none.st --data $F/g.csv", 1, "none.st"},
        {"ogee predict $F/cut.st --data $F/g.csv", 1, "cut.st"},
        {"ogee predict $F/g.csv --data $F/g.csv", 1, "g.csv"},
        {"ogee predict $F --data $F/g.csv", 1, "ogee: "},
        {"ogee predict $F/g.st --data $F/none.csv", 1, "none.csv"},
        {"ogee predict $F/g.st --data $F/narrow.csv --out $F/out.csv", 1, "no column \"b\""},
        {"ogee predict $F/g.st --data $F/text.csv --out $F/out.csv", 1,
         "text.csv:3: expected a number in column \"b\", got \"two\""},
        {"ogee predict $F/g.st --data $F/empty.csv --out $F/out.csv", 1, "empty.csv"},
        {"ogee predict $F/g.st --data $F/g.csv --out $F/g.csv", 2, "would be written over"},
        {"ogee predict $F/g.st --data $F/g.csv --out $F/g.st", 2, "would be written over"},
        {"ogee predict $F/g.st --data $F/g.csv --out $F/no/such.csv", 1, "cannot be written: No such file"},
        {"ogee predict $F/g.st --data $F/g.csv --out /dev/full", 1, "cannot be written"},
        {"ogee predict $F/g.st --data $F/g.csv >/dev/full", 1, "standard output"},
    };
    CHECK_REFUSALS(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_gets_its_probability_and_class_in_order),
        cmocka_unit_test(the_models_standardisation_is_applied),
        cmocka_unit_test(class_names_are_quoted_where_a_table_needs_it),
        cmocka_unit_test(several_labels_have_two_columns_each),
        cmocka_unit_test(missing_values_are_filled_if_the_model_was_trained_so),
        cmocka_unit_test(the_answers_are_those_that_training_reported),
        cmocka_unit_test(a_model_without_names_takes_the_columns_in_order),
        cmocka_unit_test(answers_that_are_no_finite_number_are_refused_with_their_row),
        cmocka_unit_test(a_model_with_weights_that_are_not_finite_is_refused),
        cmocka_unit_test(standard_output_can_be_named),
        cmocka_unit_test(texts_that_training_never_saw_are_counted_by_column),
        cmocka_unit_test(a_file_of_pytorch_is_said_to_be_read_with_a_sigmoid_or_what_was_named),
        cmocka_unit_test(bad_files_and_flags_are_refused),
    };
    return cmocka_run_group_tests_name("predict", tests, NULL, NULL);
}
