#include "csv_tables.h"

#include <float.h>
#include <math.h>

static og_csv_def missing_def(og_missing missing)
{
    og_csv_def def = og_csv_def_default();
    def.missing = missing;
    return def;
}

static og_csv_def one_hot_def(const char *columns)
{
    og_csv_def def = og_csv_def_default();
    def.one_hot = columns;
    return def;
}

/* ---- missing values ---- */

static void a_missing_value_is_an_error_that_names_row_and_column(void **state)
{
    (void)state;
    static const char *const cells[] = {"",     " ",    "NA",  "na",  "N/A", "n/a",  "null", "NULL",
                                        "None", "none", "nan", "NaN", "?",   "\"\"", "\"?\""};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char text[64], rest[160];
        const char *shown = strcmp(cells[i], "\"?\"") == 0 ? "?" : strpbrk(cells[i], " \"") ? "" : cells[i];
        snprintf(text, sizeof text, "radius,k\n1,x\n%s,y\n", cells[i]);
        snprintf(rest, sizeof rest,
                 ":3: expected a number in column \"radius\", got \"%s\"; set missing to drop or mean",
                 shown);
        refuse(text, OG_ERR_FORMAT, rest);
    }
}

static void words_that_only_begin_like_a_missing_value_are_none(void **state)
{
    (void)state;
    static const char *const cells[] = {"nas", "n", "n/", "nulls", "??", "n\017a", "nano"};
    og_csv_def def = missing_def(OG_MISSING_MEAN);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char text[64];
        og_dataset *d = NULL;
        snprintf(text, sizeof text, "a,k\n1,x\n%s,y\n", cells[i]);
        assert_status(og_csv_read(temporary_file("t.csv", text), &def, &d), OG_ERR_FORMAT);
        assert_contains(og_error_detail(), ":3: expected a number in column \"a\"");
    }
}

static void rows_with_a_missing_value_can_be_dropped(void **state)
{
    (void)state;
    og_csv_def def = missing_def(OG_MISSING_DROP);
    og_dataset *d = read_with(&def, "a,b,k\n,2,x\n3,4,y\n5,NA,y\n7,8,x\n");
    assert_true(isnan(d->fill[0]) && isnan(d->fill[1]));
    assert_int_equal(d->dropped, 2);
    assert_table(d, 2, 2, (const float[]){3, 4, 7, 8}, (const float[]){1, 0});
    refuse_with(&def, "a,b,k\n,2,x\n5,NA,y\n", OG_ERR_DATA,
                ": every row has a missing value, so none is left");
    /* a class that only dropped rows had is gone with them */
    refuse_with(&def, "a,k\n1,x\n,y\n", OG_ERR_DATA,
                ": column \"k\" has the class \"x\"; expected two classes to tell apart");
}

static void a_row_to_be_dropped_has_to_be_right_all_the_same(void **state)
{
    (void)state;
    og_csv_def def = missing_def(OG_MISSING_DROP);
    refuse_with(&def, "a,b,k\n1,2,x\n,z,y\n", OG_ERR_FORMAT,
                ":3: expected a number in column \"b\", got \"z\"");
    refuse_with(&def, "a,b,k\n1,2,x\n,y\n", OG_ERR_FORMAT, ":3: expected 3 fields, got 2");
}

static void the_label_of_a_row_that_is_dropped_does_not_matter(void **state)
{
    (void)state;
    og_csv_def def = missing_def(OG_MISSING_DROP);
    /* also where the label comes before the missing value */
    def.label = "k";
    og_dataset *like = read_with(&def, "k,a,b\nx,1,2\n,,2\nnan,NA,2\ny,3,4\n");
    assert_int_equal(like->dropped, 2);
    og_csv_def same = missing_def(OG_MISSING_DROP);
    same.like = like;
    assert_table(read_with(&same, "k,a,b\nz,,2\nx,5,6\n"), 1, 2, (const float[]){5, 6}, (const float[]){0});
    assert_table(like, 2, 2, (const float[]){1, 2, 3, 4}, (const float[]){0, 1});
    def.label = "k,l";
    assert_table(read_with(&def, "k,l,a\n7,,\n0,1,5\n"), 1, 1, (const float[]){5}, (const float[]){0, 1});
}

static void a_missing_value_can_be_replaced_by_the_mean_of_the_others(void **state)
{
    (void)state;
    og_csv_def def = missing_def(OG_MISSING_MEAN);
    og_dataset *d = read_with(&def, "a,b,k\n,2,x\n3,4,y\n8,n/a,y\nNone,1,x\n");
    assert_same_float(d->fill[0], 5.5f);
    assert_same_float(d->fill[1], (float)(7.0 / 3));
    const float third = (float)(7.0 / 3);
    assert_table(d, 4, 2, (const float[]){5.5f, 2, 3, 4, 8, third, 5.5f, 1}, (const float[]){0, 1, 1, 0});
}

static void the_mean_is_summed_in_double(void **state)
{
    (void)state;
    og_csv_def def = missing_def(OG_MISSING_MEAN);
    /* In float 16777216 + 1 stays 16777216, and twice the largest float is infinite. */
    og_dataset *d = read_with(&def, "a,b,k\n16777216,3.4028234e38,x\n1,3.4028234e38,y\n1,,x\n,0,y\n");
    assert_same_float(d->x[2 * 3], (float)(16777218.0 / 3));
    assert_same_float(d->x[2 * 2 + 1], (float)(2.0 * FLT_MAX / 3));
    og_dataset_destroy(d);
}

static void a_column_without_any_value_has_no_mean(void **state)
{
    (void)state;
    og_csv_def def = missing_def(OG_MISSING_MEAN);
    refuse_with(&def, "a,b,k\n,2,x\n,4,y\n", OG_ERR_DATA, ": column \"a\" has no value to take the mean of");
}

static void a_missing_label_stays_an_error(void **state)
{
    (void)state;
    for (int missing = 0; missing < 3; missing++) {
        og_csv_def def = missing_def((og_missing)missing);
        refuse_with(&def, "a,k\n1,x\n2,\n", OG_ERR_FORMAT, ":3: expected a class in column \"k\", got \"\"");
        def.label = "k,l";
        refuse_with(&def, "a,k,l\n1,0,1\n2,1,\n", OG_ERR_FORMAT,
                    ":3: expected 0 or 1 in column \"l\", got \"\"");
    }
}

static void columns_that_are_not_read_may_miss_anything(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    def.features = "b";
    assert_table(read_with(&def, "a,b,k\n,2,x\nNA,4,y\n"), 2, 1, (const float[]){2, 4},
                 (const float[]){0, 1});
}

/* ---- columns of texts ---- */

static void a_column_of_texts_is_named_with_what_can_be_done(void **state)
{
    (void)state;
    refuse("size,color,k\n1,red,x\n2,blue,y\n", OG_ERR_FORMAT,
           ":2: column \"color\" holds text (\"red\"); leave it out of the features, or list it as one-hot");
    /* one slip among numbers is no column of texts */
    refuse("size,k\n1,x\nred,y\n", OG_ERR_FORMAT, ":3: expected a number in column \"size\", got \"red\"");
    og_csv_def def = missing_def(OG_MISSING_MEAN);
    refuse_with(
        &def, "a,color,k\n1,,x\n2,red,y\n", OG_ERR_FORMAT,
        ":3: column \"color\" holds text (\"red\"); leave it out of the features, or list it as one-hot");
}

static void a_column_that_looks_like_the_label_is_asked_for(void **state)
{
    (void)state;
    const char *question =
        ":2: column \"kind\" holds text (\"M\"); is it the label? then name it as the label; else "
        "leave it out of the features, or list it as one-hot";
    const char *plain =
        ":2: column \"kind\" holds text (\"M\"); leave it out of the features, or list it as one-hot";
    refuse("kind,a\nM,5\nB,6.5\nM,7\n", OG_ERR_FORMAT, question);
    refuse("kind,a,b\n\"M\",\"5\",0\n\"B \"\"x\"\"\",6,3\n", OG_ERR_FORMAT, question);
    refuse("kind,a\nM,5\nB,6\nC,7\n", OG_ERR_FORMAT, plain); /* three texts */
    refuse("kind,a\nM,5\nM,6\n", OG_ERR_FORMAT, plain);      /* one */
    refuse("kind,a\nM,0\nB,1\n", OG_ERR_FORMAT, plain);      /* the last column is a label */
    refuse("kind,a\nM,yes\nB,no\n", OG_ERR_FORMAT, plain);
    refuse("kind,a\nM,5\nB,6\n7\n", OG_ERR_FORMAT, plain); /* what comes later is another matter */
    og_csv_def def = og_csv_def_default();
    def.label = "a";
    refuse_with(&def, "kind,a\nM,5\nB,6\n", OG_ERR_FORMAT, plain);
}

static void each_text_of_a_one_hot_column_becomes_a_feature(void **state)
{
    (void)state;
    og_csv_def def = one_hot_def("color");
    og_dataset *d = read_with(&def, "size,color,age,k\n1,red,7,x\n2, \"blue\" ,8,y\n3,red,9,x\n4,Red,10,y\n");
    static const char *const names[] = {"size", "color", "color", "color", "age"};
    static const char *const categories[] = {NULL, "Red", "blue", "red", NULL};
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(d->feature_names[i], names[i]);
        assert_true(isnan(d->fill[i]));
        if (categories[i])
            assert_string_equal(d->categories[i], categories[i]);
        else
            assert_null(d->categories[i]);
    }
    char title[32];
    assert_int_equal(og_feature_title(d, 1, title, sizeof title), 9);
    assert_string_equal(title, "color=Red");
    assert_int_equal(og_feature_title(d, 0, title, sizeof title), 4);
    assert_string_equal(title, "size");
    assert_int_equal(og_feature_title(d, 1, title, 4), 9);
    assert_string_equal(title, "col");
    assert_table(d, 4, 5, (const float[]){1, 0, 0, 1, 7, 2, 0, 1, 0, 8, 3, 0, 0, 1, 9, 4, 1, 0, 0, 10},
                 (const float[]){0, 1, 0, 1});
}

static void several_one_hot_columns_keep_the_order_of_the_features(void **state)
{
    (void)state;
    og_csv_def def = one_hot_def("b,\"a,a\"");
    const char *text = "\"a,a\",n,b,k\nu,1,10,x\nv,2,9,y\n";
    og_dataset *d = read_with(&def, text);
    assert_string_equal(d->categories[0], "u");
    assert_string_equal(d->categories[3], "10"); /* texts in byte order, also of numbers */
    assert_table(d, 2, 5, (const float[]){1, 0, 1, 1, 0, 0, 1, 2, 0, 1}, (const float[]){0, 1});
    def.features = "b,n,\"a,a\"";
    d = read_with(&def, text);
    assert_string_equal(d->categories[4], "v");
    assert_table(d, 2, 5, (const float[]){1, 0, 1, 1, 0, 0, 1, 2, 0, 1}, (const float[]){0, 1});
    def.features = "b,\"a,a\""; /* no column of numbers at all */
    assert_table(read_with(&def, text), 2, 4, (const float[]){1, 0, 1, 0, 0, 1, 0, 1}, (const float[]){0, 1});
}

static void a_missing_text_can_be_dropped_or_be_none_of_the_categories(void **state)
{
    (void)state;
    og_csv_def def = one_hot_def("c");
    const char *text = "c,k\nu,x\nNA,y\nv,y\n";
    refuse_with(&def, text, OG_ERR_FORMAT,
                ":3: expected a text in column \"c\", got \"NA\"; set missing to drop or mean");
    def.missing = OG_MISSING_DROP;
    assert_table(read_with(&def, text), 2, 2, (const float[]){1, 0, 0, 1}, (const float[]){0, 1});
    def.missing = OG_MISSING_MEAN;
    og_dataset *d = read_with(&def, text);
    assert_same_float(d->fill[0], 0);
    assert_same_float(d->fill[1], 0);
    assert_table(d, 3, 2, (const float[]){1, 0, 0, 0, 0, 1}, (const float[]){0, 1, 1});
    refuse_with(&def, "c,k\n,x\n,y\n", OG_ERR_DATA, ": column \"c\" has no value to make one-hot");
}

static void a_one_hot_column_has_to_be_a_feature(void **state)
{
    (void)state;
    const char *text = "a,b,k\n1,u,x\n2,v,y\n";
    og_csv_def def = one_hot_def("k");
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": column \"k\" is to be one-hot, but it is not a feature");
    def.features = "a";
    def.one_hot = "b";
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": column \"b\" is to be one-hot, but it is not a feature");
    def = one_hot_def("c");
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": there is no column \"c\"; there are \"a\", \"b\", \"k\"");
    def = one_hot_def("b,b");
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": column \"b\" is listed twice");
    def = one_hot_def("b,\"a");
    refuse_with(&def, text, OG_ERR_ARGUMENT, ": the list of columns b,\"a has a quote at the wrong place");
}

static char *many_categories(int count)
{
    char *text = malloc(64 + 16 * (size_t)count), *at = text + sprintf(text, "id,k\n");
    for (int i = 0; i < count; i++)
        at += sprintf(at, "%d,%c\n", i, i % 2 ? 'x' : 'y');
    return text;
}

static void a_thousand_categories_are_enough(void **state)
{
    (void)state;
    og_csv_def def = one_hot_def("id");
    char *most = many_categories(1000), *more = many_categories(1001);
    og_dataset *d = read_with(&def, most);
    assert_int_equal(d->features, 1000);
    for (size_t i = 0; i < 1000; i++) {
        float sum = 0;
        for (size_t j = 0; j < 1000; j++)
            sum += d->x[i * 1000 + j];
        assert_same_float(sum, 1);
        size_t category = (size_t)atoi(d->categories[i]);
        assert_same_float(d->x[category * 1000 + i], 1);
    }
    og_dataset_destroy(d);
    refuse_with(&def, more, OG_ERR_DATA,
                ": column \"id\" holds 1001 different texts, expected at most 1000 to make one-hot");
    free(most);
    free(more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_value_is_an_error_that_names_row_and_column),
        cmocka_unit_test(words_that_only_begin_like_a_missing_value_are_none),
        cmocka_unit_test(rows_with_a_missing_value_can_be_dropped),
        cmocka_unit_test(a_row_to_be_dropped_has_to_be_right_all_the_same),
        cmocka_unit_test(the_label_of_a_row_that_is_dropped_does_not_matter),
        cmocka_unit_test(a_missing_value_can_be_replaced_by_the_mean_of_the_others),
        cmocka_unit_test(the_mean_is_summed_in_double),
        cmocka_unit_test(a_column_without_any_value_has_no_mean),
        cmocka_unit_test(a_missing_label_stays_an_error),
        cmocka_unit_test(columns_that_are_not_read_may_miss_anything),
        cmocka_unit_test(a_column_of_texts_is_named_with_what_can_be_done),
        cmocka_unit_test(a_column_that_looks_like_the_label_is_asked_for),
        cmocka_unit_test(each_text_of_a_one_hot_column_becomes_a_feature),
        cmocka_unit_test(several_one_hot_columns_keep_the_order_of_the_features),
        cmocka_unit_test(a_missing_text_can_be_dropped_or_be_none_of_the_categories),
        cmocka_unit_test(a_one_hot_column_has_to_be_a_feature),
        cmocka_unit_test(a_thousand_categories_are_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
