/* What the tests of tables share. */
#ifndef OGEE_TEST_CSV_TABLES_H
#define OGEE_TEST_CSV_TABLES_H

#include "support.h"

#include "ogee/data.h"

static inline og_dataset *read_with(const og_csv_def *def, const char *text)
{
    og_dataset *dataset = NULL;
    assert_ok(og_csv_read(temporary_file("t.csv", text), def, &dataset));
    return dataset;
}

static inline og_dataset *read_text(const char *text)
{
    return read_with(NULL, text);
}

/* The text is refused with this status, and the sentence is the file's name followed by rest. */
static inline void refuse_with(const og_csv_def *def, const char *text, og_status status, const char *rest)
{
    og_dataset *dataset = NULL;
    const char *path = temporary_file("t.csv", text);
    char expected[512];
    snprintf(expected, sizeof expected, "%s%s", path, rest);
    assert_status(og_csv_read(path, def, &dataset), status);
    assert_string_equal(og_error_detail(), expected);
    assert_null(dataset);
}

static inline void refuse(const char *text, og_status status, const char *rest)
{
    refuse_with(NULL, text, status, rest);
}

/* Checks the numbers and destroys the data set. */
static inline void assert_table(og_dataset *d, size_t rows, size_t features, const float *x, const float *y)
{
    assert_int_equal(d->rows, rows);
    assert_int_equal(d->features, features);
    for (size_t i = 0; i < rows * features; i++)
        assert_same_float(d->x[i], x[i]);
    for (size_t i = 0; i < rows * d->labels; i++)
        assert_same_float(d->y[i], y[i]);
    og_dataset_destroy(d);
}

#endif
