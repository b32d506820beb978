#include "support.h"

#include <float.h>
#include <math.h>

#include "ogee/data.h"
#include "ogee/rng.h"

static og_dataset *read_text(const char *text)
{
    og_dataset *dataset = NULL;
    assert_ok(og_csv_read(temporary_file("table.csv", text), NULL, &dataset));
    return dataset;
}

/* Rows 0 .. 9: feature a counts from 0, b from 100; every other row is class "yes". */
static og_dataset *ten_rows(void)
{
    return read_text("a,b,answer\n0,100,no\n1,101,yes\n2,102,no\n3,103,yes\n4,104,no\n5,105,yes\n6,106,no\n"
                     "7,107,yes\n8,108,no\n9,109,yes\n");
}

static void the_test_rows_are_the_first_of_one_permutation(void **state)
{
    (void)state;
    og_dataset *all = ten_rows(), *train, *test;
    assert_ok(og_dataset_split(all, 0.3, 42, &train, &test));
    assert_int_equal(test->rows, 3);
    assert_int_equal(train->rows, 7);
    og_rng rng;
    uint32_t order[10];
    og_rng_seed(&rng, 42);
    og_rng_permutation(&rng, 10, order);
    for (size_t i = 0; i < 10; i++) {
        const og_dataset *part = i < 3 ? test : train;
        size_t row = i < 3 ? i : i - 3;
        assert_same_float(part->x[2 * row], (float)order[i]);
        assert_same_float(part->x[2 * row + 1], 100 + (float)order[i]);
        assert_same_float(part->y[row], (float)(order[i] % 2));
    }
    assert_string_equal(test->feature_names[1], "b");
    assert_string_equal(train->label_names[0], "answer");
    assert_string_equal(train->class_names[1], "yes");
    og_dataset_destroy(all); /* the parts have memory of their own */
    assert_string_equal(test->class_names[0], "no");
    og_dataset_destroy(train);
    og_dataset_destroy(test);
}

static og_dataset *colours(void)
{
    og_csv_def def = og_csv_def_default();
    og_dataset *dataset = NULL;
    def.one_hot = "c";
    def.missing = OG_MISSING_MEAN;
    assert_ok(
        og_csv_read(temporary_file("c.csv", "a,c,k\n1,red,x\n2,blue,y\n6,red,x\n,blue,y\n"), &def, &dataset));
    return dataset;
}

/* Both have the columns of colours(), and each text in memory of its own. */
static void assert_colour_columns(const og_dataset *d)
{
    assert_int_equal(d->features, 3);
    assert_int_equal(d->labels, 1);
    assert_same_float(d->fill[0], 3);
    assert_same_float(d->fill[2], 0);
    assert_string_equal(d->feature_names[0], "a");
    assert_null(d->categories[0]);
    assert_string_equal(d->feature_names[2], "c");
    assert_string_equal(d->categories[1], "blue");
    assert_string_equal(d->categories[2], "red");
    assert_string_equal(d->label_names[0], "k");
    assert_string_equal(d->class_names[0], "x");
    assert_string_equal(d->class_names[1], "y");
}

static void both_parts_of_a_split_keep_categories_and_fill_values(void **state)
{
    (void)state;
    og_dataset *all = colours(), *train, *test;
    assert_ok(og_dataset_split(all, 0.5, 1, &train, &test));
    og_dataset_destroy(all);
    assert_colour_columns(train);
    assert_colour_columns(test);
    og_dataset_destroy(train);
    og_dataset_destroy(test);
}

static void columns_can_be_kept_without_rows(void **state)
{
    (void)state;
    og_dataset *all = colours(), *columns = NULL, *again = NULL;
    assert_ok(og_dataset_copy_columns(all, &columns));
    og_dataset_destroy(all);
    assert_int_equal(columns->rows, 0);
    assert_colour_columns(columns);
    assert_ok(og_dataset_copy_columns(columns, &again)); /* a copy of a copy */
    og_dataset_destroy(columns);
    assert_colour_columns(again);
    og_dataset_destroy(again);
}

static void half_a_test_row_is_rounded_up(void **state)
{
    (void)state;
    og_dataset *all = ten_rows(), *train, *test;
    assert_ok(og_dataset_split(all, 0.25, 1, &train, &test));
    assert_int_equal(test->rows, 3);
    og_dataset_destroy(train);
    og_dataset_destroy(test);
    og_dataset_destroy(all);
}

static void fraction_0_keeps_all_rows_in_order(void **state)
{
    (void)state;
    og_dataset *all = ten_rows(), *train, *test;
    assert_ok(og_dataset_split(all, 0, 1, &train, &test));
    assert_int_equal(test->rows, 0);
    assert_int_equal(test->features, 2);
    assert_memory_equal(train->x, all->x, 20 * sizeof(float));
    og_dataset_destroy(train);
    og_dataset_destroy(test);
    og_dataset_destroy(all);
}

static void a_split_without_training_rows_is_refused(void **state)
{
    (void)state;
    og_dataset *all = ten_rows(), *train = NULL, *test = NULL;
    const double fractions[] = {0.95, 0.999, 1, 1.5, -0.1, NAN, INFINITY};
    for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++)
        assert_status(og_dataset_split(all, fractions[i], 1, &train, &test), OG_ERR_ARGUMENT);
    assert_status(og_dataset_split(all, 0.97, 1, &train, &test), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "0.97 leaves none of 10 rows");
    og_dataset endless = *all;
    endless.rows = SIZE_MAX;
    assert_status(og_dataset_split(&endless, 0.5, 1, &train, &test), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "at most 4294967295");
    assert_null(train);
    assert_null(test);
    og_dataset_destroy(all);
}

static void standardised_columns_have_mean_0_and_deviation_1(void **state)
{
    (void)state;
    og_dataset *all = ten_rows();
    og_scaler *scaler;
    assert_ok(og_scaler_fit(all, &scaler));
    assert_near(scaler->mean[0], 4.5, 0);
    assert_near(scaler->mean[1], 104.5, 0);
    assert_near(scaler->deviation[0], sqrt(8.25), 1e-15); /* divisor n */
    assert_ok(og_scaler_apply(scaler, all));
    assert_same_float(all->x[0], (float)(-4.5 / sqrt(8.25)));
    assert_same_float(all->x[19], (float)(4.5 / sqrt(8.25)));
    og_scaler_destroy(scaler);
    og_dataset_destroy(all);
}

static void a_constant_column_becomes_0_and_not_rounding_noise(void **state)
{
    (void)state;
    char text[1024] = "a,y\n";
    for (int i = 0; i < 49; i++)
        strcat(text, i % 2 ? "0.1,p\n" : "0.1,q\n");
    og_dataset *all = read_text(text);
    og_scaler *scaler;
    assert_ok(og_scaler_fit(all, &scaler));
    assert_near(scaler->deviation[0], 1, 0);
    assert_ok(og_scaler_apply(scaler, all));
    for (size_t i = 0; i < all->rows; i++)
        assert_same_float(all->x[i], 0);
    og_scaler_destroy(scaler);
    og_dataset_destroy(all);
}

static void a_scaler_refuses_what_does_not_fit(void **state)
{
    (void)state;
    og_dataset *all = ten_rows(), *train, *none;
    og_scaler *scaler, *empty = NULL;
    assert_ok(og_scaler_fit(all, &scaler));
    og_dataset one = *all;
    one.features = 1;
    assert_status(og_scaler_apply(scaler, &one), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "1 features");
    assert_ok(og_dataset_split(all, 0, 1, &train, &none));
    assert_status(og_scaler_fit(none, &empty), OG_ERR_ARGUMENT);
    assert_null(empty);
    scaler->deviation[1] = 1e-30;
    all->x[1] = FLT_MAX;
    assert_status(og_scaler_apply(scaler, all), OG_ERR_DATA);
    assert_contains(og_error_detail(), "\"b\"");
    og_scaler_destroy(scaler);
    og_dataset_destroy(all);
    og_dataset_destroy(train);
    og_dataset_destroy(none);
}

static void nothing_can_be_destroyed(void **state)
{
    (void)state;
    og_dataset_destroy(NULL);
    og_scaler_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_test_rows_are_the_first_of_one_permutation),
        cmocka_unit_test(both_parts_of_a_split_keep_categories_and_fill_values),
        cmocka_unit_test(columns_can_be_kept_without_rows),
        cmocka_unit_test(half_a_test_row_is_rounded_up),
        cmocka_unit_test(fraction_0_keeps_all_rows_in_order),
        cmocka_unit_test(a_split_without_training_rows_is_refused),
        cmocka_unit_test(standardised_columns_have_mean_0_and_deviation_1),
        cmocka_unit_test(a_constant_column_becomes_0_and_not_rounding_noise),
        cmocka_unit_test(a_scaler_refuses_what_does_not_fit),
        cmocka_unit_test(nothing_can_be_destroyed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
