/* `ogee data`: toy data as a table. */
#include "cli.h"

static void the_table_trains_as_the_toy_data_does(void **state)
{
    (void)state;
    static const char *const toys[] = {"moons", "circles", "xor", "spiral", "gauss", "linear", "sine"};
    for (size_t i = 0; i < sizeof toys / sizeof *toys; i++) {
        char command[512];
        snprintf(
            command, sizeof command,
            "ogee data %s --samples 60 --noise 0.3 --data-seed 5 --out $F/toy.csv &&"
            "ogee train --data $F/toy.csv --data-seed 5 --epochs 2 --quiet --log $F/table.log &&"
            "ogee train --data %s --samples 60 --noise 0.3 --data-seed 5 --epochs 2 --quiet --log $F/toy.log",
            toys[i], toys[i]);
        do_well(command);
        assert_same_files("table.log", "toy.log");
    }
}

static void without_a_file_the_table_goes_to_standard_output(void **state)
{
    (void)state;
    do_well("ogee data --noise 0 xor --out $F/named.csv && ogee data xor --noise=0 >$F/printed.csv");
    assert_same_files("named.csv", "printed.csv");
    char *text = read_whole_file(temporary_path("named.csv"));
    int lines = 0;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, 501);
    assert_int_equal(strncmp(text, "x1,x2,", 6), 0);
    free(text);
}

static void the_seed_decides_the_points(void **state)
{
    (void)state;
    do_well(
        "ogee data moons >$F/1.csv; ogee data moons --data-seed 1 >$F/2.csv; ogee data moons --data-seed 2 "
        ">$F/3.csv; cmp $F/1.csv $F/2.csv && ! cmp -s $F/2.csv $F/3.csv");
}

static void help_names_the_columns_that_the_table_has(void **state)
{
    (void)state;
    do_well("ogee data xor --samples 2 | head -n 1 >$F/header.csv;"
            "ogee data --help | grep -q \"as a table $(cat $F/header.csv):\"");
}

static void a_wrong_command_line_is_status_2(void **state)
{
    (void)state;
    const refusal rows[] = {
        {"ogee data", 2, "TOY is missing: moons, circles, xor, spiral, gauss, linear or sine"},
        {"ogee data moon", 2,
         "TOY: expected moons, circles, xor, spiral, gauss, linear or sine, got \"moon\""},
        {"ogee data moons xor", 2, "expected a flag, got \"xor\""},
        {"ogee data moons --seed 3", 2, "unknown flag \"--seed\""},
        {"ogee data moons --sample 3", 2, "did you mean \"--samples\"?"},
        {"ogee data moons --samples 1", 2, "--samples: expected a whole number from 2 to 1000000, got \"1\""},
        {"ogee data moons --noise -1", 2, "--noise: expected a number from 0 to 10"},
        {"ogee data moons --out", 2, "--out needs a value: FILE.csv"},
        {"ogee data moons --out $F/no/such.csv", 1, "such.csv: cannot be written: No such file"},
        {"ogee data moons --samples 100000 --out /dev/full", 1, "cannot be written"},
        {"ogee data moons >/dev/full", 1, "standard output"},
        {"ogee data moons --samples 100000 >/dev/full", 1, "standard output"},
    };
    CHECK_REFUSALS(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_trains_as_the_toy_data_does),
        cmocka_unit_test(without_a_file_the_table_goes_to_standard_output),
        cmocka_unit_test(the_seed_decides_the_points),
        cmocka_unit_test(help_names_the_columns_that_the_table_has),
        cmocka_unit_test(a_wrong_command_line_is_status_2),
    };
    return cmocka_run_group_tests_name("data command", tests, NULL, NULL);
}
