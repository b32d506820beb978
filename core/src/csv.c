#include "csv.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dataset.h"
#include "fail.h"
#include "ogee/data.h"

static const size_t unused = SIZE_MAX;

/* A table while it is read. */
typedef struct table {
    const char *path;
    og_csv_text text;
    size_t columns, features, labels;
    og_field *names;       /* of the columns */
    size_t *feature_place; /* for each column its place among the features, or unused */
    size_t *label_place;   /* the same among the labels */
    size_t rows, capacity;
    float *x;        /* rows x features */
    og_field *cells; /* rows x labels */
} table;

og_csv_def og_csv_def_default(void)
{
    return (og_csv_def){NULL, NULL, NULL};
}

static void free_table(table *t)
{
    og_csv_text_free(&t->text);
    free(t->names);
    free(t->feature_place);
    free(t->label_place);
    free(t->x);
    free(t->cells);
}

/* ---- the header ---- */

static og_status fail_quote(const table *t, size_t line, const char *column, og_field_end end)
{
    return og_fail(OG_ERR_FORMAT, "%s:%zu: %s in column %s", t->path, line,
                   end == OG_FIELD_UNCLOSED ? "a quote is never closed"
                                            : "there is text behind the closing quote",
                   column);
}

static og_status append_name(table *t, og_field name)
{
    if ((t->columns & (t->columns - 1)) == 0) { /* full at each power of two */
        size_t capacity = t->columns ? t->columns * 2 : 1;
        og_field *grown =
            capacity > SIZE_MAX / sizeof *grown ? NULL : realloc(t->names, capacity * sizeof *grown);
        if (!grown)
            return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu columns", t->path, capacity);
        t->names = grown;
    }
    t->names[t->columns++] = name;
    return OG_OK;
}

static int sort_names(const void *a, const void *b)
{
    const og_field *x = *(og_field *const *)a, *y = *(og_field *const *)b;
    int order = og_field_compare(*x, *y);
    return order ? order : (x > y) - (x < y);
}

static bool all_numbers(const table *t)
{
    double number;
    for (size_t i = 0; i < t->columns; i++)
        if (og_number_parse(t->names[i], &number) != OG_NUMBER)
            return false;
    return true;
}

static og_status check_names(const table *t, size_t line)
{
    if (all_numbers(t))
        return og_fail(OG_ERR_FORMAT,
                       "%s:%zu: every column name is a number; a line of names has to come first", t->path,
                       line);
    for (size_t i = 0; i < t->columns; i++)
        if (t->names[i].length == 0)
            return og_fail(OG_ERR_FORMAT, "%s:%zu: column %zu has no name", t->path, line, i + 1);
    og_field **sorted = malloc(t->columns * sizeof *sorted);
    if (!sorted)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu columns", t->path, t->columns);
    for (size_t i = 0; i < t->columns; i++)
        sorted[i] = &t->names[i];
    qsort(sorted, t->columns, sizeof *sorted, sort_names);
    og_status status = OG_OK;
    for (size_t i = 1; i < t->columns && status == OG_OK; i++) {
        double number;
        if (og_field_compare(*sorted[i - 1], *sorted[i]) == 0)
            status = og_fail(
                OG_ERR_FORMAT, "%s:%zu: columns %zu and %zu are both called \"%s\"%s", t->path, line,
                (size_t)(sorted[i - 1] - t->names) + 1, (size_t)(sorted[i] - t->names) + 1,
                og_field_show(*sorted[i]).text,
                og_number_parse(*sorted[i], &number) == OG_NUMBER ? " (is the header line missing?)" : "");
    }
    free(sorted);
    return status;
}

static og_status read_header(table *t)
{
    if (!og_csv_text_find_row(&t->text))
        return og_fail(OG_ERR_FORMAT, "%s: the file is empty, expected a header line and rows", t->path);
    size_t line = t->text.line;
    for (og_field_end end = OG_FIELD_FOLLOWS; end == OG_FIELD_FOLLOWS;) {
        og_field name;
        end = og_csv_text_next(&t->text, &name);
        if (end == OG_FIELD_UNCLOSED || end == OG_FIELD_TRAILING) {
            char column[24];
            snprintf(column, sizeof column, "%zu", t->columns + 1);
            return fail_quote(t, line, column, end);
        }
        OG_TRY(append_name(t, name));
    }
    if (t->columns < 2)
        return og_fail(
            OG_ERR_FORMAT,
            "%s:%zu: found one column, expected features and a label, between commas, semicolons or tabs",
            t->path, line);
    return check_names(t, line);
}

/* ---- which columns are wanted ---- */

static og_status find_column(const table *t, og_field name, size_t *column)
{
    for (*column = 0; *column < t->columns; ++*column)
        if (og_field_compare(t->names[*column], name) == 0)
            return OG_OK;
    char list[240];
    og_field_list(t->names, t->columns, list, sizeof list);
    return og_fail(OG_ERR_ARGUMENT, "%s: there is no column \"%s\"; there are %s", t->path,
                   og_field_show(name).text, list);
}

/* Numbers the columns of a list such as A,B,"C,D" in place, in its order. */
static og_status place_list(const table *t, const char *list, size_t *place, size_t *count)
{
    og_csv_text names;
    OG_TRY(og_csv_text_from_list(list, &names));
    og_status status = OG_OK;
    for (og_field_end end = OG_FIELD_FOLLOWS; status == OG_OK && end == OG_FIELD_FOLLOWS;) {
        og_field name;
        size_t column = 0;
        end = og_csv_text_next(&names, &name);
        if (end == OG_FIELD_UNCLOSED || end == OG_FIELD_TRAILING)
            status = og_fail(OG_ERR_ARGUMENT, "%s: the list of columns %s has a quote at the wrong place",
                             t->path, og_field_show((og_field){list, strlen(list)}).text);
        else
            status = find_column(t, name, &column);
        if (status == OG_OK && place[column] != unused)
            status = og_fail(OG_ERR_ARGUMENT, "%s: column \"%s\" is listed twice", t->path,
                             og_field_show(name).text);
        if (status == OG_OK)
            place[column] = (*count)++;
    }
    og_csv_text_free(&names);
    return status;
}

static og_status place_labels(table *t, const char *label)
{
    size_t column = t->columns - 1;
    if (label && strchr(label, ','))
        for (column = 0; column < t->columns; column++) /* a name may have a comma in it */
            if (og_field_compare(t->names[column], (og_field){label, strlen(label)}) == 0)
                break;
    if (column == t->columns)
        return place_list(t, label, t->label_place, &t->labels);
    if (label)
        OG_TRY(find_column(t, (og_field){label, strlen(label)}, &column));
    t->label_place[column] = 0;
    t->labels = 1;
    return OG_OK;
}

static og_status place_columns(table *t, const og_csv_def *def)
{
    t->feature_place = malloc(t->columns * sizeof *t->feature_place);
    t->label_place = malloc(t->columns * sizeof *t->label_place);
    if (!t->feature_place || !t->label_place)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu columns", t->path, t->columns);
    for (size_t i = 0; i < t->columns; i++)
        t->feature_place[i] = t->label_place[i] = unused;
    OG_TRY(place_labels(t, def->label));
    if (t->labels > 1 && def->positive)
        return og_fail(OG_ERR_ARGUMENT,
                       "%s: a positive class was given, but %zu label columns of 0 and 1 have none", t->path,
                       t->labels);
    if (def->features)
        OG_TRY(place_list(t, def->features, t->feature_place, &t->features));
    for (size_t i = 0; i < t->columns; i++) {
        if (!def->features && t->label_place[i] == unused)
            t->feature_place[i] = t->features++;
        if (t->feature_place[i] != unused && t->label_place[i] != unused)
            return og_fail(OG_ERR_ARGUMENT, "%s: column \"%s\" is the label and cannot be a feature too",
                           t->path, og_field_show(t->names[i]).text);
    }
    if (t->features == 0)
        return og_fail(OG_ERR_ARGUMENT, "%s: every column is a label, expected at least one feature",
                       t->path);
    return OG_OK;
}

/* ---- rows ---- */

static og_status fail_cell(const table *t, size_t line, const char *expected, size_t column, og_field cell)
{
    return og_fail(OG_ERR_FORMAT, "%s:%zu: expected %s in column \"%s\", got \"%s\"", t->path, line, expected,
                   og_field_show(t->names[column]).text, og_field_show(cell).text);
}

static og_status read_number(const table *t, size_t line, size_t column, og_field cell, float *out)
{
    og_number_kind kind = og_number_parse_float(cell, out);
    if (kind == OG_NUMBER_NOT_FINITE)
        return fail_cell(t, line, "a finite number", column, cell);
    if (kind == OG_NUMBER_NONE && cell.length > 0 && memchr(cell.text, ',', cell.length))
        return fail_cell(t, line, "a number with a decimal point", column, cell);
    if (kind == OG_NUMBER_NONE)
        return fail_cell(t, line, "a number", column, cell);
    if (isinf(*out))
        return fail_cell(t, line, "a number of at most 3.4e38", column, cell);
    return OG_OK;
}

static og_status check_label(const table *t, size_t line, size_t column, og_field cell)
{
    double value = 0;
    og_number_kind kind = og_number_parse(cell, &value);
    if (t->labels > 1 && (kind != OG_NUMBER || (value != 0 && value != 1)))
        return fail_cell(t, line, "0 or 1", column, cell);
    if (cell.length == 0 || kind == OG_NUMBER_NOT_FINITE)
        return fail_cell(t, line, "a class", column, cell);
    return OG_OK;
}

static og_status make_room(table *t)
{
    if (t->rows < t->capacity)
        return OG_OK;
    size_t capacity = t->capacity ? t->capacity * 2 : 64;
    bool fits = capacity <= SIZE_MAX / sizeof(float) / t->features &&
                capacity <= SIZE_MAX / sizeof(og_field) / t->labels;
    float *x = fits ? realloc(t->x, capacity * t->features * sizeof *x) : NULL;
    t->x = x ? x : t->x;
    og_field *cells = x ? realloc(t->cells, capacity * t->labels * sizeof *cells) : NULL;
    t->cells = cells ? cells : t->cells;
    if (!cells)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu rows of %zu features", t->path, capacity,
                       t->features);
    t->capacity = capacity;
    return OG_OK;
}

static og_status take_cell(table *t, size_t line, size_t column, og_field cell)
{
    size_t feature = t->feature_place[column], label = t->label_place[column];
    if (feature != unused)
        return read_number(t, line, column, cell, &t->x[t->rows * t->features + feature]);
    if (label == unused)
        return OG_OK;
    t->cells[t->rows * t->labels + label] = cell;
    return check_label(t, line, column, cell);
}

/* A ragged row is told before a bad cell, because a missing field shifts all cells behind it. */
static og_status read_row(table *t)
{
    size_t line = t->text.line, column = 0;
    og_status status = OG_OK;
    for (og_field_end end = OG_FIELD_FOLLOWS; end == OG_FIELD_FOLLOWS; column++) {
        og_field cell;
        end = og_csv_text_next(&t->text, &cell);
        if (end == OG_FIELD_UNCLOSED || end == OG_FIELD_TRAILING) {
            char name[80];
            if (column < t->columns)
                snprintf(name, sizeof name, "\"%s\"", og_field_show(t->names[column]).text);
            else
                snprintf(name, sizeof name, "%zu", column + 1);
            return fail_quote(t, line, name, end);
        }
        if (column < t->columns && status == OG_OK)
            status = take_cell(t, line, column, cell);
    }
    if (column != t->columns)
        return og_fail(OG_ERR_FORMAT, "%s:%zu: expected %zu fields, got %zu", t->path, line, t->columns,
                       column);
    t->rows++;
    return status;
}

/* ---- the whole ---- */

static og_status fill_labels(const table *t, const char *positive, og_dataset *dataset)
{
    for (size_t i = 0; i < t->columns; i++)
        if (t->labels == 1 && t->label_place[i] == 0)
            return og_classes_resolve(t->path, t->names[i], t->cells, t->rows, positive, dataset->y,
                                      dataset->class_names);
    for (size_t i = 0; i < t->rows * t->labels; i++) {
        double value = 0;
        (void)og_number_parse(t->cells[i], &value);
        dataset->y[i] = value != 0;
    }
    OG_TRY(og_name_copy("0", 1, &dataset->class_names[0]));
    return og_name_copy("1", 1, &dataset->class_names[1]);
}

static og_status fill_names(const table *t, og_dataset *dataset)
{
    for (size_t i = 0; i < t->columns; i++) {
        if (t->feature_place[i] != unused)
            OG_TRY(og_name_copy(t->names[i].text, t->names[i].length,
                                &dataset->feature_names[t->feature_place[i]]));
        if (t->label_place[i] != unused)
            OG_TRY(
                og_name_copy(t->names[i].text, t->names[i].length, &dataset->label_names[t->label_place[i]]));
    }
    return OG_OK;
}

static og_status make_dataset(const table *t, const char *positive, og_dataset **out)
{
    og_dataset *dataset;
    OG_TRY(og_dataset_alloc(t->rows, t->features, t->labels, &dataset));
    memcpy(dataset->x, t->x, t->rows * t->features * sizeof(float));
    og_status status = fill_names(t, dataset);
    if (status == OG_OK)
        status = fill_labels(t, positive, dataset);
    if (status == OG_OK)
        *out = dataset;
    else
        og_dataset_destroy(dataset);
    return status;
}

static og_status read_table(table *t, const og_csv_def *def, og_dataset **out)
{
    OG_TRY(og_csv_text_read(t->path, &t->text));
    OG_TRY(read_header(t));
    OG_TRY(place_columns(t, def));
    while (og_csv_text_find_row(&t->text)) {
        OG_TRY(make_room(t));
        OG_TRY(read_row(t));
    }
    if (t->rows == 0)
        return og_fail(OG_ERR_FORMAT, "%s: there is a header line but no row", t->path);
    return make_dataset(t, def->positive, out);
}

og_status og_csv_read(const char *path, const og_csv_def *def, og_dataset **out)
{
    og_csv_def standard = og_csv_def_default();
    table t = {.path = path};
    og_status status = read_table(&t, def ? def : &standard, out);
    free_table(&t);
    return status;
}
