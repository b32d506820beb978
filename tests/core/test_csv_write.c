#include "csv_tables.h"

#include <float.h>
#include <locale.h>
#include <math.h>

#include "ogee/rng.h"

/* A data set of two features that take these values in turns. */
static og_dataset *column_of(const float *values, size_t count)
{
    og_dataset *d = NULL;
    assert_ok(og_toy_create(OG_TOY_XOR, count + 1, 0, 1, &d));
    d->rows = count / 2;
    memcpy(d->x, values, 2 * d->rows * sizeof(float));
    return d;
}

static char *written(const og_dataset *d)
{
    const char *path = temporary_path("w.csv");
    assert_ok(og_csv_write(path, d));
    return read_whole_file(path);
}

static void assert_written(const og_dataset *d, const char *expected)
{
    char *text = written(d);
    assert_string_equal(text, expected);
    free(text);
}

static void a_table_is_written_line_by_line(void **state)
{
    (void)state;
    og_dataset *d = read_text("radius;area;kind\n1.50;-0.250;benign\n-0;3e2;malignant\n");
    assert_written(d, "radius,area,kind\n1.5,-0.25,benign\n-0,300,malignant\n");
    og_dataset_destroy(d);
}

static void numbers_have_the_fewest_digits_that_give_the_same_float(void **state)
{
    (void)state;
    const float values[] = {0.1f,    1.0f / 3, 16777216,  123456789.0f,    999999999.0f,
                            1e9f,    1e8f,     0.00001f,  0.000012345678f, 0.0000099f,
                            FLT_MAX, -FLT_MIN, 0x1p-149f, 1.17549421e-38f, -1e-10f,
                            1.5e20f, 5e-5f,    100,       0x1.000002p0f,   3};
    og_dataset *d = column_of(values, sizeof values / sizeof *values);
    assert_written(d, "x1,x2,class\n"
                      "0.1,0.33333334,0\n"
                      "16777216,123456790,1\n"
                      "1e9,1e9,0\n"
                      "100000000,0.00001,1\n"
                      "0.000012345678,9.9e-6,0\n"
                      "3.4028235e38,-1.1754944e-38,1\n"
                      "1e-45,1.1754942e-38,0\n"
                      "-1e-10,1.5e20,1\n"
                      "0.00005,100,0\n"
                      "1.0000001,3,1\n");
    og_dataset_destroy(d);
}

static og_dataset *read_back(const og_dataset *d)
{
    const char *path = temporary_path("back.csv");
    og_dataset *again = NULL;
    assert_ok(og_csv_write(path, d));
    og_csv_def def = og_csv_def_default();
    def.like = d;
    assert_ok(og_csv_read(path, &def, &again));
    assert_int_equal(again->rows, d->rows);
    for (size_t i = 0; i < d->rows * d->features; i++)
        assert_int_equal(float_bits(again->x[i]), float_bits(d->x[i]));
    assert_memory_equal(again->y, d->y, d->rows * d->labels * sizeof(float));
    return again;
}

static void every_float_comes_back_to_the_bit(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    float *values = malloc(COUNT * sizeof *values);
    og_rng rng;
    og_rng_seed(&rng, 5);
    for (size_t i = 0; i < COUNT; i++) {
        uint32_t power_of_two = (uint32_t)(i % 255) << 23; /* where floats are nearer below than above */
        uint32_t bits = i < 255 ? power_of_two : og_rng_u32(&rng);
        values[i] = isfinite(float_from_bits(bits)) ? float_from_bits(bits) : 0;
    }
    og_dataset *d = column_of(values, COUNT);
    og_dataset_destroy(read_back(d));
    og_dataset_destroy(d);
    free(values);
}

static void toy_data_comes_back_to_the_bit(void **state)
{
    (void)state;
    for (int toy = 0; toy < OG_TOY_COUNT; toy++) {
        og_dataset *d = NULL, *again = NULL;
        assert_ok(og_toy_create((og_toy)toy, 300, 0.1f, 3, &d));
        const char *path = temporary_path("toy.csv");
        assert_ok(og_csv_write(path, d));
        assert_ok(og_csv_read(path, NULL, &again)); /* its label is the last column, "1" the later class */
        assert_table(again, 300, 2, d->x, d->y);
        og_dataset_destroy(d);
    }
}

static void names_and_classes_are_quoted_where_they_need_it(void **state)
{
    (void)state;
    const char *text = "\"a,\"\"b\"\"\",\" c\n d \",5\" pipe,\"e;f\tg\",\"\xef\xbb\xbfh\",k\n"
                       "1,2,3,4,5,\"x, \"\"y\"\"\"\n6,7,8,9,10,\" z\"\n";
    og_dataset *d = read_text(text), *again = read_back(d);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(again->feature_names[i], d->feature_names[i]);
    assert_string_equal(again->class_names[0], " z");
    assert_string_equal(again->class_names[1], "x, \"y\"");
    og_dataset_destroy(again);
    assert_written(d, "\"a,\"\"b\"\"\",\" c\n d \",\"5\"\" pipe\",\"e;f\tg\",\"\xef\xbb\xbfh\",k\n"
                      "1,2,3,4,5,\"x, \"\"y\"\"\"\n6,7,8,9,10,\" z\"\n");
    strcpy(d->feature_names[0], "\xef\xbb\xbf"
                                "a"); /* would be taken for a byte order mark */
    strcpy(d->feature_names[2], "");
    char *whole = written(d);
    assert_int_equal(strncmp(whole,
                             "\"\xef\xbb\xbf"
                             "a\",",
                             7),
                     0);
    assert_contains(whole, ",\"\",");
    free(whole);
    og_dataset_destroy(d);
}

static void several_labels_are_columns_of_0_and_1(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    def.label = "q,p";
    og_dataset *d = read_with(&def, "p,a,q\n1,5,0\n0,6,1.0\n");
    assert_written(d, "a,q,p\n5,0,1\n6,1,0\n");
    og_dataset_destroy(d);
}

static void what_cannot_be_written_leaves_no_file(void **state)
{
    (void)state;
    og_csv_def def = og_csv_def_default();
    def.one_hot = "c";
    og_dataset *d = read_with(&def, "c,k\nu,x\nv,y\n");
    const char *path = temporary_path("none.csv");
    assert_status(og_csv_write(path, d), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "none.csv: column \"c\" is one-hot, expected columns of numbers");
    og_dataset_destroy(d);
    d = read_text("a,k\n1,x\n2,y\n");
    d->x[1] = NAN;
    assert_status(og_csv_write(path, d), OG_ERR_DATA);
    assert_contains(og_error_detail(), "none.csv: row 2 has nan in column \"a\", expected finite numbers");
    d->x[1] = -INFINITY;
    assert_status(og_csv_write(path, d), OG_ERR_DATA);
    assert_false(file_exists(path));
    d->x[1] = 2;
    assert_status(og_csv_write("no/such/folder.csv", d), OG_ERR_FILE);
    assert_contains(og_error_detail(), "no/such/folder.csv");
    og_dataset_destroy(d);
}

static void a_failure_keeps_the_file_that_was_there(void **state)
{
    (void)state;
    og_dataset *d = read_text("a,k\n1,x\n2,y\n");
    d->x[1] = NAN;
    const char *path = temporary_file("old.csv", "old");
    assert_status(og_csv_write(path, d), OG_ERR_DATA);
    char *text = read_whole_file(path);
    assert_string_equal(text, "old");
    free(text);
    og_dataset_destroy(d);
}

/* Skipped where no locale with a decimal comma is installed. */
static void the_locale_changes_nothing(void **state)
{
    (void)state;
    static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8", "nl_NL.UTF-8"};
    bool comma = false;
    for (size_t i = 0; i < 4 && !comma; i++)
        comma = setlocale(LC_NUMERIC, locales[i]) && strcmp(localeconv()->decimal_point, ",") == 0;
    if (!comma)
        skip();
    og_dataset *d = read_text("a,k\n1.5,x\n-1.00000005960464488641292746251565404236316680908203125e-3,y\n");
    assert_same_float(d->x[0], 1.5f);
    assert_written(d, "a,k\n1.5,x\n-0.001,y\n");
    d->x[1] = 1.25e-20f;
    assert_written(d, "a,k\n1.5,x\n1.25e-20,y\n");
    og_dataset_destroy(d);
    setlocale(LC_NUMERIC, "C");
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "wb");
    if (!full)
        skip();
    og_dataset *d = NULL;
    assert_ok(og_toy_create(OG_TOY_MOONS, 2000, 0, 1, &d)); /* more than a buffer */
    assert_status(og_csv_print("full.csv", full, d), OG_ERR_FILE);
    assert_contains(og_error_detail(), "full.csv: cannot be written: ");
    fclose(full);
    og_dataset_destroy(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_written_line_by_line),
        cmocka_unit_test(numbers_have_the_fewest_digits_that_give_the_same_float),
        cmocka_unit_test(every_float_comes_back_to_the_bit),
        cmocka_unit_test(toy_data_comes_back_to_the_bit),
        cmocka_unit_test(names_and_classes_are_quoted_where_they_need_it),
        cmocka_unit_test(several_labels_are_columns_of_0_and_1),
        cmocka_unit_test(what_cannot_be_written_leaves_no_file),
        cmocka_unit_test(a_failure_keeps_the_file_that_was_there),
        cmocka_unit_test(the_locale_changes_nothing),
        cmocka_unit_test(a_full_disk_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
