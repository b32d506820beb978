/* `ogee export`: a model as a program in C or in Python with PyTorch. */
#include "cli.h"

#define CANCER "\"$SRC/assets/data/breast_cancer.csv\""

static int has(const char *command)
{
    run_result result = shell(command);
    int status = result.status;
    run_free(&result);
    return status == 0;
}

static void the_c_program_answers_as_predict_does(void **state)
{
    (void)state;
    if (!has("cc --version"))
        skip();
    do_well(
        "ogee train --data " CANCER " --hidden 7,8,9 --activation tanh --epochs 10 --quiet --save $F/c.st &&"
        "ogee export $F/c.st --to c --out $F/c.c && ogee predict $F/c.st --data " CANCER " --out $F/c.csv");
    temporary_file("main.c", "#include <stdio.h>\n"
                             "float predict(const float x[]);\n"
                             "int main(void)\n"
                             "{\n"
                             "    float x[30];\n"
                             "    for (int i = 0; scanf(\" %f ,\", &x[i]) == 1;)\n"
                             "        if (++i == 30) {\n"
                             "            printf(\"%.9g\\n\", (double)predict(x));\n"
                             "            scanf(\"%*s\");\n"
                             "            i = 0;\n"
                             "        }\n"
                             "    return 0;\n"
                             "}\n");
    do_well("for cc in cc gcc clang; do command -v $cc >/dev/null || continue;"
            "$cc -std=c99 -Wall -Wextra -Werror -c $F/c.c -o $F/c.o && $cc $F/main.c $F/c.o -o $F/answers "
            "-lm && tail -n +2 " CANCER " | $F/answers >$F/answers.txt && tail -n +2 $F/c.csv | "
            "sed 's/,.*//' | cmp - $F/answers.txt && test $(wc -l <$F/answers.txt) = 569 || exit 1; done");
}

/* Whether the program's line of that start names a file that is where it says, seen from the program. */
static void check_table(const char *program, const char *folder, const char *expected)
{
    char *text = read_whole_file(temporary_path(program));
    const char *line = strstr(text, "\nDATA = ");
    char name[256] = "", command[1024];
    assert_non_null(line);
    assert_int_equal(sscanf(line, "\nDATA = %*1[\"']%255[^\"']", name), 1);
    if (expected)
        assert_string_equal(name, expected);
    snprintf(command, sizeof command, "cd $F/%s && test -f '%s'", folder, name);
    do_well(command);
    free(text);
}

static void the_pytorch_program_finds_the_table_from_its_own_folder(void **state)
{
    (void)state;
    temporary_file("t.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n5,1,1\n");
    do_well(
        "mkdir -p $F/deep/er $F/tables; cp $F/t.csv $F/tables/t.csv;"
        "ogee train --data $F/t.csv --epochs 2 --quiet --save $F/t.st;"
        "ogee export $F/t.st --to pytorch --out $F/deep/er/t.py; ogee export --to=pytorch $F/t.st --out "
        "$F/t.py; ogee train --data $F/tables/t.csv --epochs 2 --quiet --save $F/u.st;"
        "ogee export $F/u.st --to pytorch --out $F/deep/u.py; ogee train --data \"$PWD/$F/t.csv\" --epochs 2 "
        "--quiet --save $F/v.st; ogee export $F/v.st --to pytorch --out $F/deep/v.py");
    check_table("deep/er/t.py", "deep/er", "../../t.csv");
    check_table("t.py", ".", "t.csv");
    check_table("deep/u.py", "deep", "../tables/t.csv");
    check_table("deep/v.py", "deep", NULL);
}

static void a_table_that_the_program_will_not_find_is_said(void **state)
{
    (void)state;
    temporary_file("gone.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n4,6,1\n5,1,1\n");
    do_well("mkdir -p $F/far; ogee train --data $F/gone.csv --epochs 2 --quiet --save $F/gone.st");
    run_result result = shell_well("ogee export $F/gone.st --to pytorch --out $F/far/gone.py");
    assert_string_equal(result.err, "");
    run_free(&result);
    result = shell_well("rm $F/gone.csv; ogee export $F/gone.st --to pytorch --out $F/far/gone.py");
    assert_contains(result.err, "the program will look for its table at ");
    assert_contains(result.err, "gone.csv, where none can be read\n");
    run_free(&result);
}

static void toy_data_is_written_beside_the_pytorch_program(void **state)
{
    (void)state;
    run_result result =
        shell_well("mkdir -p $F/toy; ogee train --data sine --samples 90 --noise 0.2 --seed 4 "
                   "--data-seed 3 --epochs 2 --quiet --save $F/sine.st >/dev/null;"
                   "ogee export $F/sine.st --to pytorch --out $F/toy/again.py");
    assert_contains(result.err, "the toy data is in ");
    assert_contains(result.err, "toy/again.csv\n");
    run_free(&result);
    check_table("toy/again.py", "toy", "again.csv");
    do_well("ogee data sine --samples 90 --noise 0.2 --data-seed 3 | cmp - $F/toy/again.csv;");
    do_well(
        "ogee export $F/sine.st --to pytorch --out $F/toy/again.py; cd $F/toy; test \"$(ls)\" = \"$(printf "
        "'again.csv\\nagain.py')\"");
}

/* Numbers of two logs agree within 1e-5 of their size. */
static void assert_same_curves(const char *a, const char *b)
{
    char *first = read_whole_file(temporary_path(a)), *second = read_whole_file(temporary_path(b));
    char *x = strstr(first, "test_accuracy\n"), *y = strstr(second, "test_accuracy\n");
    assert_non_null(x);
    assert_non_null(y);
    int count = 0;
    for (x += 14, y += 14; *x && *y; x++, y++, count++) {
        double u = strtod(x, &x), v = strtod(y, &y);
        assert_near(u, v, 1e-5 * (v < 1 ? 1 : v));
        if (!*x || !*y)
            break;
    }
    assert_int_equal(count, 25);
    free(first);
    free(second);
}

static void the_pytorch_program_draws_the_same_curve_from_anywhere(void **state)
{
    (void)state;
    static const char *const pythons[] = {"python3", "/usr/bin/python3"};
    const char *python = NULL;
    for (int i = 0; i < 2 && !python; i++) {
        char command[64];
        snprintf(command, sizeof command, "%s -c 'import torch'", pythons[i]);
        python = has(command) ? pythons[i] : NULL;
    }
    if (!python)
        skip();
    char command[512];
    snprintf(command, sizeof command,
             "ogee train --data moons --hidden 6 --activation tanh --momentum 0.9 --epochs 5 --quiet --save "
             "$F/moons.st --log $F/moons.log && ogee export $F/moons.st --to pytorch --out $F/moons.py &&"
             "here=$PWD && cd / && %s \"$here/$F/moons.py\" >\"$here/$F/torch.log\"",
             python);
    do_well(command);
    assert_same_curves("moons.log", "torch.log");
}

static void what_cannot_be_exported_is_said_and_leaves_nothing(void **state)
{
    (void)state;
    plain_model("plain.st", "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}", 4,
                "\0\0\x80\x3f");
    temporary_file("mine.csv", "my,own,table\n1,2,3\n");
    do_well("ogee train --data xor --epochs 1 --quiet --save $F/x.st");
    const refusal rows[] = {
        {"ogee export", 2, "MODEL is missing"},
        {"ogee export $F/x.st", 2, "--to is missing: pytorch or c"},
        {"ogee export $F/x.st --to c", 2, "--out is missing: FILE"},
        {"ogee export $F/x.st --to rust --out $F/x.rs", 2, "--to: expected pytorch or c, got \"rust\""},
        {"ogee export $F/x.st --too c --out $F/x.c", 2, "did you mean \"--to\"?"},
        {"ogee export $F/none.st --to c --out $F/x.c", 1, "none.st"},
        {"ogee export $F/mine.csv --to c --out $F/x.c", 1, "mine.csv"},
        {"ogee export $F/x.st --to c --out $F/x.st", 2, "would be written over"},
        {"ogee export $F/x.st --to c --out $F/no/such.c", 1, "cannot be written: No such file"},
        {"ogee export $F/x.st --to c --out /dev/full", 1,
         "/dev/full: cannot be written: No space left on device"},
        {"ogee export $F/plain.st --to pytorch --out $F/x.c", 1, "plain.st: does not say how it was trained"},
        {"ogee export $F/x.st --to pytorch --out $F/no/such.py", 1, "cannot be written: No such file"},
        {"ogee export $F/x.st --to pytorch --out $F/mine.py", 1,
         "mine.csv: would be written over with the toy data, and holds something else"},
        {"ogee export $F/x.st --to pytorch --out $F/x.csv", 2, "two files of this run"},
    };
    CHECK_REFUSALS(rows);
    char *text = read_whole_file(temporary_path("mine.csv"));
    assert_string_equal(text, "my,own,table\n1,2,3\n");
    free(text);
}

static void a_model_without_settings_is_exported_to_c(void **state)
{
    (void)state;
    run_result result = shell_well("ogee export $F/plain.st --to c --out $F/plain.c");
    assert_contains(result.err, "plain.st does not list its layers and is read as linear:1\n");
    run_free(&result);
    char *text = read_whole_file(temporary_path("plain.c"));
    assert_contains(text, "float predict(const float x[])");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_c_program_answers_as_predict_does),
        cmocka_unit_test(the_pytorch_program_finds_the_table_from_its_own_folder),
        cmocka_unit_test(a_table_that_the_program_will_not_find_is_said),
        cmocka_unit_test(toy_data_is_written_beside_the_pytorch_program),
        cmocka_unit_test(the_pytorch_program_draws_the_same_curve_from_anywhere),
        cmocka_unit_test(what_cannot_be_exported_is_said_and_leaves_nothing),
        cmocka_unit_test(a_model_without_settings_is_exported_to_c),
    };
    return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
