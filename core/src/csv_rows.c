#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "fail.h"

/* A row while it is read. */
typedef struct row {
    size_t line;
    float *numbers;
    og_field *texts, *labels;
    bool dropped;
} row;

static og_status fail_cell(const og_csv_table *t, const row *r, const char *expected, size_t column,
                           og_field cell)
{
    return og_fail(OG_ERR_FORMAT, "%s:%zu: expected %s in column \"%s\", got \"%s\"", t->path, r->line,
                   expected, og_field_show(t->columns[column].name).text, og_field_show(cell).text);
}

/* A missing number is NaN, a missing text empty, until the whole column is known. */
static og_status take_missing(const og_csv_table *t, row *r, const char *expected, size_t column,
                              og_field cell)
{
    const og_csv_column *c = &t->columns[column];
    if (t->def->missing == OG_MISSING_DROP)
        r->dropped = true;
    else if (t->def->missing == OG_MISSING_ERROR && isnan(c->fill))
        return og_fail(OG_ERR_FORMAT, "%s:%zu: expected %s in column \"%s\", got \"%s\"; %s", t->path,
                       r->line, expected, og_field_show(c->name).text, og_field_show(cell).text,
                       t->def->like ? "the model was trained without missing values"
                                    : "set missing to drop or mean");
    if (c->number != OG_CSV_UNUSED)
        r->numbers[c->number] = NAN;
    if (c->text != OG_CSV_UNUSED)
        r->texts[c->text] = (og_field){"", 0};
    return OG_OK;
}

static bool has_decimal_comma(og_field cell)
{
    char text[64];
    char *comma = cell.length < sizeof text ? memcpy(text, cell.text, cell.length) : NULL;
    comma = comma ? memchr(text, ',', cell.length) : NULL;
    if (!comma)
        return false;
    *comma = '.';
    double number;
    return og_number_parse((og_field){text, cell.length}, &number) == OG_NUMBER;
}

static bool had_number(const og_csv_table *t, size_t number)
{
    bool had = false;
    for (size_t i = 0; i < t->rows && !had; i++)
        had = !isnan(t->x[i * t->numbers + number]);
    return had;
}

/* Fields of a row, from that one on: those of column and of the last one. False: the row is not whole. */
static bool take_two(og_csv_text *text, size_t count, size_t from, size_t column, og_field *cell,
                     og_field *last)
{
    for (size_t i = from; i < count; i++) {
        og_field_end end = og_csv_text_next(text, last);
        bool goes_on = end == OG_FIELD_FOLLOWS, stops = end == OG_FIELD_ENDS_ROW;
        if (i + 1 < count ? !goes_on : !stops)
            return false;
        if (i == column)
            *cell = *last;
    }
    return true;
}

/* A column of first and one other text looks like the label, unless the last column, which is taken for it,
   has a text in it or nothing but 0 and 1. */
static bool looks_like_label(og_csv_text *text, size_t count, size_t column, og_field first)
{
    og_field second = first, cell = first, last;
    bool whole = take_two(text, count, column + 1, column, &cell, &last), values = false;
    while (whole) {
        double value = 0;
        bool known = og_field_compare(cell, first) == 0 || og_field_compare(cell, second) == 0;
        if (og_number_parse(last, &value) != OG_NUMBER || (!known && og_field_compare(first, second) != 0))
            return false;
        values = values || (value != 0 && value != 1);
        second = known ? second : cell;
        if (!og_csv_text_find_row(text))
            return values && og_field_compare(first, second) != 0;
        whole = take_two(text, count, 0, column, &cell, &last);
    }
    return false;
}

/* Looked at in a copy, as taking a field changes its text. */
static bool is_it_the_label(const og_csv_table *t, size_t column, og_field first)
{
    og_csv_text rest = t->text;
    size_t size = (size_t)(t->text.end - t->text.at);
    rest.start = malloc(size + 1);
    if (!rest.start)
        return false;
    memcpy(rest.start, t->text.at, size + 1);
    rest.at = rest.start;
    rest.end = rest.start + size;
    bool label = looks_like_label(&rest, t->column_count, column, first);
    free(rest.start);
    return label;
}

/* One text among numbers is a slip; a column that begins with a text is one of categories. */
static og_status fail_text(const og_csv_table *t, const row *r, size_t column, og_field cell)
{
    if (has_decimal_comma(cell))
        return fail_cell(t, r, "a number with a decimal point", column, cell);
    if (t->def->like || had_number(t, t->columns[column].number))
        return fail_cell(t, r, "a number", column, cell);
    bool label = !t->def->label && column + 1 < t->column_count && is_it_the_label(t, column, cell);
    return og_fail(
        OG_ERR_FORMAT, "%s:%zu: column \"%s\" holds text (\"%s\"); %s", t->path, r->line,
        og_field_show(t->columns[column].name).text, og_field_show(cell).text,
        label
            ? "is it the label? then name it as the label; else leave it out of the features, or list it as "
              "one-hot"
            : "leave it out of the features, or list it as one-hot");
}

static og_status take_number(const og_csv_table *t, row *r, size_t column, og_field cell)
{
    float *number = &r->numbers[t->columns[column].number];
    og_number_kind kind = og_number_parse_float(cell, number);
    if (kind == OG_NUMBER && isfinite(*number))
        return OG_OK;
    if (kind == OG_NUMBER)
        return fail_cell(t, r, "a number of at most 3.4e38", column, cell);
    if (og_field_is_missing(cell))
        return take_missing(t, r, "a number", column, cell);
    if (kind == OG_NUMBER_NOT_FINITE)
        return fail_cell(t, r, "a finite number", column, cell);
    return fail_text(t, r, column, cell);
}

static og_status take_text(const og_csv_table *t, row *r, size_t column, og_field cell)
{
    if (og_field_is_missing(cell))
        return take_missing(t, r, "a text", column, cell);
    r->texts[t->columns[column].text] = cell;
    return OG_OK;
}

static og_status check_label(const og_csv_table *t, const row *r, size_t column)
{
    const og_dataset *like = t->def->like;
    og_field cell = r->labels[t->columns[column].label];
    double value = 0;
    og_number_kind kind = og_number_parse(cell, &value);
    if (t->labels > 1 && (kind != OG_NUMBER || (value != 0 && value != 1)))
        return fail_cell(t, r, "0 or 1", column, cell);
    if (cell.length == 0 || kind == OG_NUMBER_NOT_FINITE)
        return fail_cell(t, r, "a class", column, cell);
    if (t->labels > 1 || !like || og_class_find(like, cell) >= 0)
        return OG_OK;
    og_shown no = og_field_show((og_field){like->class_names[0], strlen(like->class_names[0])});
    og_shown yes = og_field_show((og_field){like->class_names[1], strlen(like->class_names[1])});
    char expected[sizeof no.text + sizeof yes.text + sizeof "\"\" or \"\""];
    snprintf(expected, sizeof expected, "\"%s\" or \"%s\"", no.text, yes.text);
    return fail_cell(t, r, expected, column, cell);
}

static og_status take_cell(const og_csv_table *t, row *r, size_t column, og_field cell)
{
    const og_csv_column *c = &t->columns[column];
    if (c->number != OG_CSV_UNUSED)
        OG_TRY(take_number(t, r, column, cell));
    if (c->text != OG_CSV_UNUSED)
        OG_TRY(take_text(t, r, column, cell));
    if (c->label != OG_CSV_UNUSED)
        r->labels[c->label] = cell;
    return OG_OK;
}

/* Behind the rest of the row: the labels of one that is dropped do not matter. */
static og_status check_labels(const og_csv_table *t, const row *r)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i].label != OG_CSV_UNUSED)
            OG_TRY(check_label(t, r, i));
    return OG_OK;
}

/* A ragged row is told before a bad cell, because a missing field shifts all cells behind it. */
static og_status read_row(og_csv_table *t)
{
    row r = {.line = t->text.line,
             .numbers = t->x + t->rows * t->numbers,
             .texts = t->text_cells + t->rows * t->texts,
             .labels = t->label_cells + t->rows * t->labels};
    size_t column = 0;
    og_status status = OG_OK;
    for (og_field_end end = OG_FIELD_FOLLOWS; end == OG_FIELD_FOLLOWS; column++) {
        og_field cell;
        end = og_csv_text_next(&t->text, &cell);
        if (end == OG_FIELD_UNCLOSED || end == OG_FIELD_TRAILING)
            return og_csv_fail_quote(t, r.line, column, end);
        if (column < t->column_count && status == OG_OK)
            status = take_cell(t, &r, column, cell);
    }
    if (column != t->column_count)
        return og_fail(OG_ERR_FORMAT, "%s:%zu: expected %zu fields, got %zu", t->path, r.line,
                       t->column_count, column);
    if (status == OG_OK && !r.dropped)
        status = check_labels(t, &r);
    t->rows += !r.dropped;
    t->dropped += r.dropped;
    return status;
}

/* Makes the block one of rows of width elements, or NULL. No elements at all are made one. */
static void *resize(void *block, size_t rows, size_t width, size_t size)
{
    width = width ? width : 1;
    return rows > SIZE_MAX / size / width ? NULL : realloc(block, rows * width * size);
}

static og_status make_room(og_csv_table *t)
{
    if (t->rows < t->capacity)
        return OG_OK;
    size_t capacity = t->capacity ? t->capacity * 2 : 64;
    float *x = resize(t->x, capacity, t->numbers, sizeof *x);
    t->x = x ? x : t->x;
    og_field *texts = resize(t->text_cells, capacity, t->texts, sizeof *texts);
    t->text_cells = texts ? texts : t->text_cells;
    og_field *labels = resize(t->label_cells, capacity, t->labels, sizeof *labels);
    t->label_cells = labels ? labels : t->label_cells;
    if (!x || !texts || !labels)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu rows of %zu columns", t->path, capacity,
                       t->column_count);
    t->capacity = capacity;
    return OG_OK;
}

og_status og_csv_read_rows(og_csv_table *t)
{
    while (og_csv_text_find_row(&t->text)) {
        OG_TRY(make_room(t));
        OG_TRY(read_row(t));
    }
    if (t->rows == 0 && t->dropped > 0)
        return og_fail(OG_ERR_DATA, "%s: every row has a missing value, so none is left", t->path);
    if (t->rows == 0)
        return og_fail(OG_ERR_FORMAT, "%s: there is a header line but no row", t->path);
    return OG_OK;
}
