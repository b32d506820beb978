#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "fail.h"

static og_field field_of(const char *text)
{
    return (og_field){text, strlen(text)};
}

/* ---- the header ---- */

og_status og_csv_fail_quote(const og_csv_table *t, size_t line, size_t column, og_field_end end)
{
    const char *what =
        end == OG_FIELD_UNCLOSED ? "a quote is never closed" : "there is text behind the closing quote";
    /* While the header is read the columns counted so far are those before this one. */
    if (column < t->column_count)
        return og_fail(OG_ERR_FORMAT, "%s:%zu: %s in column \"%s\"", t->path, line, what,
                       og_field_show(t->columns[column].name).text);
    return og_fail(OG_ERR_FORMAT, "%s:%zu: %s in column %zu", t->path, line, what, column + 1);
}

static og_status append_column(og_csv_table *t, og_field name)
{
    if ((t->column_count & (t->column_count - 1)) == 0) { /* full at each power of two */
        size_t capacity = t->column_count ? t->column_count * 2 : 1;
        og_csv_column *grown =
            capacity > SIZE_MAX / sizeof *grown ? NULL : realloc(t->columns, capacity * sizeof *grown);
        if (!grown)
            return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu columns", t->path, capacity);
        t->columns = grown;
    }
    t->columns[t->column_count++] = (og_csv_column){name, OG_CSV_UNUSED, OG_CSV_UNUSED, OG_CSV_UNUSED, NAN};
    return OG_OK;
}

static int sort_names(const void *a, const void *b)
{
    const og_csv_column *x = *(og_csv_column *const *)a, *y = *(og_csv_column *const *)b;
    int order = og_field_compare(x->name, y->name);
    return order ? order : (x > y) - (x < y);
}

static bool is_number(og_field name)
{
    double number;
    return og_number_parse(name, &number) == OG_NUMBER;
}

/* Columns may be called 0, 1, 2, but 0.095 is a value of a table whose header is missing. */
static bool looks_like_data(const og_csv_table *t)
{
    bool all_numbers = true;
    for (size_t i = 0; i < t->column_count; i++) {
        og_field name = t->columns[i].name;
        double number = 0;
        bool is = og_number_parse(name, &number) == OG_NUMBER;
        if (is && (memchr(name.text, '.', name.length) || floor(number) != number))
            return true;
        all_numbers = all_numbers && is;
    }
    return all_numbers;
}

static og_status check_duplicates(const og_csv_table *t, size_t line)
{
    og_csv_column **sorted = malloc(t->column_count * sizeof *sorted);
    if (!sorted)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu columns", t->path, t->column_count);
    for (size_t i = 0; i < t->column_count; i++)
        sorted[i] = &t->columns[i];
    qsort(sorted, t->column_count, sizeof *sorted, sort_names);
    og_status status = OG_OK;
    for (size_t i = 1; i < t->column_count && status == OG_OK; i++)
        if (og_field_compare(sorted[i - 1]->name, sorted[i]->name) == 0)
            status = og_fail(OG_ERR_FORMAT, "%s:%zu: columns %zu and %zu are both called \"%s\"%s", t->path,
                             line, (size_t)(sorted[i - 1] - t->columns) + 1,
                             (size_t)(sorted[i] - t->columns) + 1, og_field_show(sorted[i]->name).text,
                             is_number(sorted[i]->name) ? " (is the header line missing?)" : "");
    free(sorted);
    return status;
}

static og_status check_names(const og_csv_table *t, size_t line)
{
    if (looks_like_data(t))
        return og_fail(OG_ERR_FORMAT,
                       "%s:%zu: the first line looks like data; a line of names has to come first", t->path,
                       line);
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i].name.length == 0)
            return og_fail(OG_ERR_FORMAT, "%s:%zu: column %zu has no name%s", t->path, line, i + 1,
                           i ? "" : " (a row index? write the table without it)");
    return check_duplicates(t, line);
}

og_status og_csv_read_header(og_csv_table *t)
{
    if (!og_csv_text_find_row(&t->text))
        return og_fail(OG_ERR_FORMAT, "%s: the file is empty, expected a header line and rows", t->path);
    size_t line = t->text.line;
    for (og_field_end end = OG_FIELD_FOLLOWS; end == OG_FIELD_FOLLOWS;) {
        og_field name;
        end = og_csv_text_next(&t->text, &name);
        if (end == OG_FIELD_UNCLOSED || end == OG_FIELD_TRAILING)
            return og_csv_fail_quote(t, line, t->column_count, end);
        OG_TRY(append_column(t, name));
    }
    if (t->column_count < 2 && !t->def->unlabelled)
        return og_fail(
            OG_ERR_FORMAT,
            "%s:%zu: found one column, expected features and a label, between commas, semicolons or tabs",
            t->path, line);
    return check_names(t, line);
}

/* ---- which columns are wanted ---- */

static og_status find_column(const og_csv_table *t, og_field name, size_t *column)
{
    for (*column = 0; *column < t->column_count; ++*column)
        if (og_field_compare(t->columns[*column].name, name) == 0)
            return OG_OK;
    char list[240];
    og_field *names = malloc(t->column_count * sizeof *names);
    if (!names)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu columns", t->path, t->column_count);
    for (size_t i = 0; i < t->column_count; i++)
        names[i] = t->columns[i].name;
    og_field_list(names, t->column_count, list, sizeof list);
    free(names);
    return og_fail(OG_ERR_ARGUMENT, "%s: there is no column \"%s\"; there are %s", t->path,
                   og_field_show(name).text, list);
}

static og_status use_as_number(og_csv_table *t, size_t column)
{
    t->columns[column].number = t->numbers++;
    t->order[t->order_count++] = column;
    return OG_OK;
}

static og_status use_as_label(og_csv_table *t, size_t column)
{
    t->columns[column].label = t->labels++;
    return OG_OK;
}

/* Here the column is one of numbers so far; the columns behind it move up. */
static og_status use_as_text(og_csv_table *t, size_t column)
{
    og_csv_column *c = &t->columns[column];
    if (c->number == OG_CSV_UNUSED)
        return og_fail(OG_ERR_ARGUMENT, "%s: column \"%s\" is to be one-hot, but it is not a feature",
                       t->path, og_field_show(c->name).text);
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i].number != OG_CSV_UNUSED && t->columns[i].number > c->number)
            t->columns[i].number--;
    t->numbers--;
    c->number = OG_CSV_UNUSED;
    c->text = t->texts++;
    return OG_OK;
}

/* Uses the columns of a list such as A,B,"C,D" in its order. */
static og_status use_list(og_csv_table *t, const char *list, og_status (*use)(og_csv_table *, size_t))
{
    bool *listed = calloc(t->column_count, sizeof *listed);
    if (!listed)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu columns", t->path, t->column_count);
    og_csv_text names = {0};
    og_status status = og_csv_text_from_list(list, &names);
    for (og_field_end end = OG_FIELD_FOLLOWS; status == OG_OK && end == OG_FIELD_FOLLOWS;) {
        og_field name;
        size_t column = 0;
        end = og_csv_text_next(&names, &name);
        if (end == OG_FIELD_UNCLOSED || end == OG_FIELD_TRAILING)
            status = og_fail(OG_ERR_ARGUMENT, "%s: the list of columns %s has a quote at the wrong place",
                             t->path, og_field_show(field_of(list)).text);
        else if (end == OG_FIELD_ENDS_ROW && names.at > names.start && strchr("\r\n", names.at[-1]))
            status = og_fail(OG_ERR_ARGUMENT, "%s: the list of columns %s has a line end in it", t->path,
                             og_field_show(field_of(list)).text);
        else
            status = find_column(t, name, &column);
        if (status == OG_OK && listed[column])
            status = og_fail(OG_ERR_ARGUMENT, "%s: column \"%s\" is listed twice", t->path,
                             og_field_show(name).text);
        if (status == OG_OK) {
            listed[column] = true;
            status = use(t, column);
        }
    }
    og_csv_text_free(&names);
    free(listed);
    return status;
}

static og_status place_labels(og_csv_table *t, const char *label)
{
    size_t column = t->column_count - 1;
    if (label && strchr(label, ','))
        for (column = 0; column < t->column_count; column++) /* a name may have a comma in it */
            if (og_field_compare(t->columns[column].name, field_of(label)) == 0)
                break;
    if (column == t->column_count)
        return use_list(t, label, use_as_label);
    if (label)
        OG_TRY(find_column(t, field_of(label), &column));
    return use_as_label(t, column);
}

static og_status place_features(og_csv_table *t)
{
    if (t->def->features)
        OG_TRY(use_list(t, t->def->features, use_as_number));
    for (size_t i = 0; i < t->column_count; i++) {
        const og_csv_column *c = &t->columns[i];
        if (!t->def->features && c->label == OG_CSV_UNUSED)
            OG_TRY(use_as_number(t, i));
        if (c->number != OG_CSV_UNUSED && c->label != OG_CSV_UNUSED)
            return og_fail(OG_ERR_ARGUMENT, "%s: column \"%s\" is the label and cannot be a feature too",
                           t->path, og_field_show(c->name).text);
    }
    if (t->order_count == 0)
        return og_fail(OG_ERR_ARGUMENT, "%s: every column is a label, expected at least one feature",
                       t->path);
    return t->def->one_hot ? use_list(t, t->def->one_hot, use_as_text) : OG_OK;
}

/* The columns by the names of an earlier data set. The features of a one-hot column share it. */
static og_status place_like(og_csv_table *t, const og_dataset *like)
{
    for (size_t i = 0; i < like->features; i++) {
        size_t column = 0;
        OG_TRY(find_column(t, field_of(like->feature_names[i]), &column));
        og_csv_column *c = &t->columns[column];
        size_t *place = like->categories[i] ? &c->text : &c->number;
        if (*place == OG_CSV_UNUSED)
            *place = like->categories[i] ? t->texts++ : t->numbers++;
        c->fill = like->fill[i];
        t->order[t->order_count++] = column;
    }
    for (size_t i = 0; i < like->labels && !t->def->unlabelled; i++) {
        size_t column = 0;
        OG_TRY(find_column(t, field_of(like->label_names[i]), &column));
        if (t->columns[column].label != OG_CSV_UNUSED)
            return og_fail(OG_ERR_ARGUMENT, "%s: column \"%s\" is listed twice", t->path,
                           og_field_show(t->columns[column].name).text);
        OG_TRY(use_as_label(t, column));
    }
    return OG_OK;
}

og_status og_csv_place_columns(og_csv_table *t)
{
    const og_csv_def *def = t->def;
    if (def->like && (def->label || def->positive || def->features || def->one_hot))
        return og_fail(OG_ERR_ARGUMENT,
                       "%s: read like an earlier table, label, positive, features and one_hot are its own",
                       t->path);
    if (def->unlabelled && !def->like)
        return og_fail(OG_ERR_ARGUMENT, "%s: only a table that is read like an earlier one can be unlabelled",
                       t->path);
    size_t most = def->like ? def->like->features : t->column_count;
    t->order = most > SIZE_MAX / sizeof *t->order ? NULL : malloc(most * sizeof *t->order + 1);
    if (!t->order)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu features", t->path, most);
    if (def->like)
        return place_like(t, def->like);
    OG_TRY(place_labels(t, def->label));
    if (t->labels > 1 && def->positive)
        return og_fail(OG_ERR_ARGUMENT,
                       "%s: a positive class was given, but %zu label columns of 0 and 1 have none", t->path,
                       t->labels);
    return place_features(t);
}
