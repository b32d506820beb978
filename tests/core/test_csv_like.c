/* A table read like an earlier one: what a trained model does with new data. */
#include "csv_tables.h"

#include <math.h>

static const char earlier_text[] =
    "size,color,age,kind\n1,red,10,good\n2,blue,,bad\n4,red,30,good\n3,blue,20,bad\n";

static og_dataset *earlier(og_missing missing)
{
    og_csv_def def = og_csv_def_default();
    def.one_hot = "color";
    def.missing = missing;
    og_dataset *all = read_with(&def, earlier_text), *columns = NULL;
    assert_ok(og_dataset_copy_columns(all, &columns));
    og_dataset_destroy(all);
    assert_int_equal(columns->rows, 0);
    return columns;
}

static og_csv_def like_def(const og_dataset *like)
{
    og_csv_def def = og_csv_def_default();
    def.like = like;
    return def;
}

static void columns_are_found_by_name_in_any_order_and_others_are_ignored(void **state)
{
    (void)state;
    og_dataset *like = earlier(OG_MISSING_MEAN);
    og_csv_def def = like_def(like);
    og_dataset *d = read_with(&def, "kind;id;age;color;size\nbad;??;7;red;1\ngood;;8;blue;2\n");
    assert_string_equal(d->feature_names[0], "size");
    assert_string_equal(d->feature_names[1], "color");
    assert_string_equal(d->categories[1], "blue");
    assert_string_equal(d->categories[2], "red");
    assert_null(d->categories[3]);
    assert_string_equal(d->label_names[0], "kind");
    assert_string_equal(d->class_names[0], "bad");
    assert_string_equal(d->class_names[1], "good");
    assert_table(d, 2, 4, (const float[]){1, 0, 1, 7, 2, 1, 0, 8}, (const float[]){0, 1});
    og_dataset_destroy(like);
}

static void the_same_table_gives_the_same_rows(void **state)
{
    (void)state;
    og_csv_def first = og_csv_def_default();
    first.features = "color,age,size";
    first.one_hot = "color";
    first.missing = OG_MISSING_MEAN;
    og_dataset *all = read_with(&first, earlier_text);
    og_csv_def def = like_def(all);
    og_dataset *again = read_with(&def, earlier_text);
    assert_memory_equal(again->fill, all->fill, all->features * sizeof(float));
    assert_table(again, all->rows, all->features, all->x, all->y);
    og_dataset_destroy(all);
}

static void missing_values_take_the_earlier_mean(void **state)
{
    (void)state;
    og_dataset *like = earlier(OG_MISSING_MEAN);
    const char *text = "size,color,age,kind\n,red,1,good\n8,,,bad\n";
    og_csv_def def = like_def(like);
    for (int i = 0; i < 2; i++) {
        def.missing = i ? OG_MISSING_MEAN : OG_MISSING_ERROR;
        og_dataset *d = read_with(&def, text);
        assert_same_float(d->fill[0], 2.5f);
        assert_table(d, 2, 4, (const float[]){2.5f, 0, 1, 1, 8, 0, 0, 20}, (const float[]){1, 0});
    }
    def.missing = OG_MISSING_DROP;
    refuse_with(&def, text, OG_ERR_DATA, ": every row has a missing value, so none is left");
    og_dataset_destroy(like);
}

static void without_an_earlier_mean_missing_says_what_to_do(void **state)
{
    (void)state;
    og_dataset *like = earlier(OG_MISSING_DROP);
    const char *text = "size,color,age,kind\n1,red,1,good\n8,,,bad\n";
    og_csv_def def = like_def(like);
    refuse_with(&def, text, OG_ERR_FORMAT,
                ":3: expected a text in column \"color\", got \"\"; the model was trained without missing "
                "values");
    def.missing = OG_MISSING_DROP;
    assert_table(read_with(&def, text), 1, 4, (const float[]){1, 0, 1, 1}, (const float[]){1});
    def.missing = OG_MISSING_MEAN;
    assert_table(read_with(&def, text), 2, 4, (const float[]){1, 0, 1, 1, 8, 0, 0, 1}, (const float[]){1, 0});
    og_dataset_destroy(like);
}

static void an_unknown_category_is_none_of_the_known_ones(void **state)
{
    (void)state;
    og_dataset *like = earlier(OG_MISSING_MEAN);
    og_csv_def def = like_def(like);
    assert_table(read_with(&def, "size,color,age,kind\n1,green,2,good\n"), 1, 4, (const float[]){1, 0, 0, 2},
                 (const float[]){1});
    og_dataset *d =
        read_with(&def, "size,color,age,kind\n1,green,2,good\n1,red,2,good\n1,,2,bad\n1,Red,2,bad\n");
    const size_t expected[] = {0, 2, 2, 0};
    for (int i = 0; i < 4; i++)
        assert_int_equal(d->unknown[i], expected[i]); /* a missing text is not unknown */
    og_dataset *columns = NULL;
    assert_ok(og_dataset_copy_columns(d, &columns));
    assert_int_equal(columns->unknown[1], 0);
    og_dataset_destroy(columns);
    og_dataset_destroy(d);
    og_dataset_destroy(like);
}

static void a_missing_column_is_named_with_those_there_are(void **state)
{
    (void)state;
    og_dataset *like = earlier(OG_MISSING_MEAN);
    og_csv_def def = like_def(like);
    refuse_with(&def, "size,colour,age,kind\n1,red,2,good\n", OG_ERR_ARGUMENT,
                ": there is no column \"color\"; there are \"size\", \"colour\", \"age\", \"kind\"");
    refuse_with(&def, "size,color,age\n1,red,2\n", OG_ERR_ARGUMENT,
                ": there is no column \"kind\"; there are \"size\", \"color\", \"age\"");
    og_dataset_destroy(like);
}

static void text_in_a_column_of_numbers_is_a_slip(void **state)
{
    (void)state;
    og_dataset *like = earlier(OG_MISSING_MEAN);
    og_csv_def def = like_def(like);
    refuse_with(&def, "size,color,age,kind\nbig,red,2,good\n", OG_ERR_FORMAT,
                ":2: expected a number in column \"size\", got \"big\"");
    og_dataset_destroy(like);
}

static void without_labels_y_is_0(void **state)
{
    (void)state;
    og_dataset *like = earlier(OG_MISSING_MEAN);
    og_csv_def def = like_def(like);
    def.unlabelled = true;
    og_dataset *d = read_with(&def, "color,age,size\nred,2,1\nblue,3,2\n");
    assert_int_equal(d->labels, 1);
    assert_string_equal(d->label_names[0], "kind");
    assert_string_equal(d->class_names[1], "good");
    assert_table(d, 2, 4, (const float[]){1, 0, 1, 2, 2, 1, 0, 3}, (const float[]){0, 0});
    d = read_with(&def, "kind,color,age,size\n,red,2,1\n"); /* a label that is there is not looked at */
    assert_table(d, 1, 4, (const float[]){1, 0, 1, 2}, (const float[]){0});
    og_dataset_destroy(like);
}

static void one_feature_without_a_label_is_a_table_of_one_column(void **state)
{
    (void)state;
    og_dataset *like = read_text("a,k\n1,x\n2,y\n");
    og_csv_def def = like_def(like);
    def.unlabelled = true;
    assert_table(read_with(&def, "a\n5\n\n6\n"), 2, 1, (const float[]){5, 6}, (const float[]){0, 0});
    og_dataset_destroy(like);
}

static void one_class_alone_is_enough_and_an_unknown_one_is_refused(void **state)
{
    (void)state;
    og_dataset *like = read_text("a,k\n1,no\n2,yes\n");
    og_csv_def def = like_def(like);
    assert_table(read_with(&def, "a,k\n5,no\n6,no\n"), 2, 1, (const float[]){5, 6}, (const float[]){0, 0});
    assert_table(read_with(&def, "a,k\n5,yes\n"), 1, 1, (const float[]){5}, (const float[]){1});
    refuse_with(&def, "a,k\n5,yes\n6,maybe\n", OG_ERR_FORMAT,
                ":3: expected \"no\" or \"yes\" in column \"k\", got \"maybe\"");
    refuse_with(&def, "a,k\n5,Yes\n", OG_ERR_FORMAT,
                ":2: expected \"no\" or \"yes\" in column \"k\", got \"Yes\"");
    refuse_with(&def, "a,k\n5,\n", OG_ERR_FORMAT, ":2: expected a class in column \"k\", got \"\"");
    og_dataset_destroy(like);
}

static void classes_that_are_numbers_are_compared_as_numbers(void **state)
{
    (void)state;
    og_dataset *like = read_text("a,k\n1,1.0\n2,2\n");
    og_csv_def def = like_def(like);
    assert_table(read_with(&def, "a,k\n5,1\n6,2.00\n"), 2, 1, (const float[]){5, 6}, (const float[]){0, 1});
    og_dataset_destroy(like);
}

/* The same labels are the same classes as when they were learned. */
static void classes_that_are_not_all_numbers_are_compared_as_texts(void **state)
{
    (void)state;
    const char *text = "a,k\n1,1\n2,1.0\n3,no\n";
    og_csv_def first = og_csv_def_default();
    first.positive = "1";
    og_dataset *all = read_with(&first, text), *like = NULL;
    assert_false(all->class_numbers);
    assert_ok(og_dataset_copy_columns(all, &like));
    og_csv_def def = like_def(like);
    assert_table(read_with(&def, text), 3, 1, (const float[]){1, 2, 3}, (const float[]){1, 0, 0});
    assert_table(all, 3, 1, (const float[]){1, 2, 3}, (const float[]){1, 0, 0});
    og_dataset_destroy(like);
    like = read_text("a,k\n1,1\n2,no\n");
    def = like_def(like);
    refuse_with(&def, "a,k\n1,1.0\n", OG_ERR_FORMAT,
                ":2: expected \"1\" or \"no\" in column \"k\", got \"1.0\"");
    og_dataset_destroy(like);
}

static void a_class_that_is_really_called_not_something_is_no_rest(void **state)
{
    (void)state;
    og_dataset *like = read_text("a,k\n1,not spam\n2,spam\n");
    assert_string_equal(like->class_names[0], "not spam");
    assert_false(like->class_others);
    og_csv_def def = like_def(like);
    refuse_with(&def, "a,k\n1,sapm\n", OG_ERR_FORMAT,
                ":2: expected \"not spam\" or \"spam\" in column \"k\", got \"sapm\"");
    og_dataset_destroy(like);
}

static void the_positive_class_stays_against_all_others(void **state)
{
    (void)state;
    og_csv_def first = og_csv_def_default();
    first.positive = "b";
    og_dataset *all = read_with(&first, "a,k\n1,a\n2,b\n3,c\n"), *like = NULL;
    assert_true(all->class_others);
    assert_ok(og_dataset_copy_columns(all, &like));
    og_dataset_destroy(all);
    og_csv_def def = like_def(like);
    og_dataset *d = read_with(&def, "a,k\n5,new\n6,b\n");
    assert_true(d->class_others);
    assert_table(d, 2, 1, (const float[]){5, 6}, (const float[]){0, 1});
    og_dataset_destroy(like);
}

static void several_labels_are_found_by_name(void **state)
{
    (void)state;
    og_csv_def first = og_csv_def_default();
    first.label = "q,p";
    og_dataset *like = read_with(&first, "p,a,q\n1,5,0\n0,6,1\n");
    og_csv_def def = like_def(like);
    og_dataset *d = read_with(&def, "a,p,q\n7,1.0,0\n8,1,1\n");
    assert_string_equal(d->label_names[0], "q");
    assert_table(d, 2, 1, (const float[]){7, 8}, (const float[]){0, 1, 1, 1});
    refuse_with(&def, "a,p,q\n7,1,2\n", OG_ERR_FORMAT, ":2: expected 0 or 1 in column \"q\", got \"2\"");
    def.unlabelled = true;
    d = read_with(&def, "a\n7\n");
    assert_int_equal(d->labels, 2);
    assert_string_equal(d->label_names[1], "p");
    assert_table(d, 1, 1, (const float[]){7}, (const float[]){0, 0});
    og_dataset_destroy(like);
}

static void settings_that_contradict_like_are_refused(void **state)
{
    (void)state;
    const char *text = "a,k\n1,x\n2,y\n";
    const char *both = ": read like an earlier table, label, positive, features and one_hot are its own";
    og_dataset *like = read_text(text);
    for (int i = 0; i < 4; i++) {
        og_csv_def def = like_def(like);
        *(i == 0 ? &def.label : i == 1 ? &def.positive : i == 2 ? &def.features : &def.one_hot) = "a";
        refuse_with(&def, text, OG_ERR_ARGUMENT, both);
    }
    og_csv_def def = og_csv_def_default();
    def.unlabelled = true;
    refuse_with(&def, text, OG_ERR_ARGUMENT,
                ": only a table that is read like an earlier one can be unlabelled");
    og_dataset_destroy(like);
}

static void damaged_columns_are_read_without_harm(void **state)
{
    (void)state;
    og_csv_def first = og_csv_def_default();
    first.label = "p,q";
    og_dataset *like = read_with(&first, "a,b,p,q\n1,2,0,1\n");
    strcpy(like->feature_names[1], "a"); /* twice the same feature, as a damaged model file might claim */
    og_csv_def def = like_def(like);
    assert_table(read_with(&def, "a,b,p,q\n1,2,0,1\n"), 1, 2, (const float[]){1, 1}, (const float[]){0, 1});
    strcpy(like->label_names[1], "p");
    refuse_with(&def, "a,b,p,q\n1,2,0,1\n", OG_ERR_ARGUMENT, ": column \"p\" is listed twice");
    og_dataset_destroy(like);
}

static void the_columns_of_a_table_can_be_read_alone(void **state)
{
    (void)state;
    og_dataset *columns = NULL;
    const char *path = temporary_file("c.csv", "a;b;k\n1;2;1\nbroken\n");
    assert_ok(og_csv_read_columns(path, 1, &columns));
    assert_int_equal(columns->rows, 0);
    assert_int_equal(columns->features, 2);
    assert_int_equal(columns->labels, 1);
    assert_string_equal(columns->feature_names[1], "b");
    assert_string_equal(columns->label_names[0], "k");
    assert_true(isnan(columns->fill[0]));
    og_csv_def def = like_def(columns);
    assert_table(read_with(&def, "k,b,a\n1,2,3\n"), 1, 2, (const float[]){3, 2}, (const float[]){1});
    og_dataset_destroy(columns);
    columns = NULL;
    assert_ok(og_csv_read_columns(temporary_file("one.csv", "a\n"), 0, &columns));
    og_dataset_destroy(columns);
    columns = NULL;
    path = temporary_file("c.csv", "a;b;k\n");
    assert_status(og_csv_read_columns(path, 3, &columns), OG_ERR_FORMAT);
    assert_contains(og_error_detail(), "expected features and 3 labels, got 3 columns");
    assert_status(og_csv_read_columns("no/such.csv", 1, &columns), OG_ERR_FILE);
    assert_null(columns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_name_in_any_order_and_others_are_ignored),
        cmocka_unit_test(the_same_table_gives_the_same_rows),
        cmocka_unit_test(missing_values_take_the_earlier_mean),
        cmocka_unit_test(without_an_earlier_mean_missing_says_what_to_do),
        cmocka_unit_test(an_unknown_category_is_none_of_the_known_ones),
        cmocka_unit_test(a_missing_column_is_named_with_those_there_are),
        cmocka_unit_test(text_in_a_column_of_numbers_is_a_slip),
        cmocka_unit_test(without_labels_y_is_0),
        cmocka_unit_test(one_feature_without_a_label_is_a_table_of_one_column),
        cmocka_unit_test(one_class_alone_is_enough_and_an_unknown_one_is_refused),
        cmocka_unit_test(classes_that_are_numbers_are_compared_as_numbers),
        cmocka_unit_test(classes_that_are_not_all_numbers_are_compared_as_texts),
        cmocka_unit_test(a_class_that_is_really_called_not_something_is_no_rest),
        cmocka_unit_test(the_positive_class_stays_against_all_others),
        cmocka_unit_test(several_labels_are_found_by_name),
        cmocka_unit_test(settings_that_contradict_like_are_refused),
        cmocka_unit_test(damaged_columns_are_read_without_harm),
        cmocka_unit_test(the_columns_of_a_table_can_be_read_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
