#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "dataset.h"
#include "fail.h"

/* One label, with its number if all labels of the column are numbers, else with 0. */
typedef struct label {
    og_field text;
    double number;
    size_t row;
} label;

static int compare_labels(const label *a, const label *b, bool numeric)
{
    if (numeric)
        return (a->number > b->number) - (a->number < b->number);
    return og_field_compare(a->text, b->text);
}

/* qsort is not stable: equal labels keep the order of their rows, so that the first spelling names the class.
 */
static int compare_rows(const label *a, const label *b)
{
    return (a->row > b->row) - (a->row < b->row);
}

static int sort_numbers(const void *a, const void *b)
{
    int order = compare_labels(a, b, true);
    return order ? order : compare_rows(a, b);
}

static int sort_texts(const void *a, const void *b)
{
    int order = compare_labels(a, b, false);
    return order ? order : compare_rows(a, b);
}

/* The labels without those that repeat one of the first few, as nearly all do: that leaves little to sort. */
static size_t collect_labels(const og_field *cells, size_t rows, label *labels)
{
    enum { FEW = 32 };
    size_t count = 0;
    for (size_t i = 0; i < rows; i++) {
        size_t known = 0, compared = count < FEW ? count : FEW;
        while (known < compared && og_field_compare(labels[known].text, cells[i]) != 0)
            known++;
        if (known == compared)
            labels[count++] = (label){cells[i], 0, i};
    }
    return count;
}

/* Are all labels numbers? If so they have them. */
static bool read_numbers(label *labels, size_t count)
{
    bool numeric = true;
    for (size_t i = 0; i < count && numeric; i++)
        numeric = og_number_parse(labels[i].text, &labels[i].number) == OG_NUMBER;
    return numeric;
}

/* Moves one label of each class to the front of the sorted labels and returns the number of classes. */
static size_t keep_classes(label *labels, size_t sorted, bool numeric)
{
    size_t count = 0;
    for (size_t i = 0; i < sorted; i++)
        if (count == 0 || compare_labels(&labels[count - 1], &labels[i], numeric) != 0)
            labels[count++] = labels[i];
    return count;
}

static og_status fail_classes(og_status status, const char *path, og_field name, const label *classes,
                              size_t count, const char *expected)
{
    enum { SHOWN = 64 }; /* more than the list has room for */
    og_field fields[SHOWN] = {{"", 0}};
    char list[200];
    for (size_t i = 0; i < count && i < SHOWN; i++)
        fields[i] = classes[i].text;
    og_field_list(fields, count, list, sizeof list);
    return og_fail(status, "%s: column \"%s\" has the class%s %s; expected %s", path,
                   og_field_show(name).text, count > 1 ? "es" : "", list, expected);
}

static og_status find_positive(const char *path, og_field name, const label *classes, size_t count,
                               bool numeric, const char *positive, size_t *found)
{
    if (count == 1)
        return fail_classes(OG_ERR_DATA, path, name, classes, count, "two classes to tell apart");
    if (!positive && count > 2)
        return fail_classes(OG_ERR_DATA, path, name, classes, count,
                            "two; choose one with positive, and it stands against all others");
    *found = count - 1;
    if (!positive)
        return OG_OK;
    label wanted = {{positive, strlen(positive)}, 0, 0};
    bool comparable = !numeric || og_number_parse(wanted.text, &wanted.number) == OG_NUMBER;
    for (size_t i = 0; comparable && i < count; i++) {
        if (compare_labels(&classes[i], &wanted, numeric) == 0) {
            *found = i;
            return OG_OK;
        }
    }
    char expected[128];
    snprintf(expected, sizeof expected, "the positive class \"%s\" among them",
             og_field_show(wanted.text).text);
    return fail_classes(OG_ERR_ARGUMENT, path, name, classes, count, expected);
}

static og_status name_classes(const label *classes, size_t count, size_t positive, og_dataset *dataset)
{
    char **class_names = dataset->class_names;
    const og_field *yes = &classes[positive].text;
    OG_TRY(og_name_copy(yes->text, yes->length, &class_names[1]));
    if (count == 2) {
        const og_field *no = &classes[1 - positive].text;
        return og_name_copy(no->text, no->length, &class_names[0]);
    }
    size_t length = strlen("not ") + yes->length;
    dataset->class_others = true;
    char *joined = malloc(length + 1);
    if (!joined)
        return og_fail(OG_ERR_MEMORY, "no memory for a class name of %zu bytes", length);
    memcpy(joined, "not ", 4);
    memcpy(joined + 4, yes->text, yes->length);
    joined[length] = 0;
    class_names[0] = joined;
    return OG_OK;
}

og_status og_classes_resolve(const char *path, og_field name, const og_field *cells, const char *positive,
                             og_dataset *dataset)
{
    size_t rows = dataset->rows;
    label *labels = rows > SIZE_MAX / sizeof(label) ? NULL : malloc(rows * sizeof *labels);
    if (!labels)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu labels", path, rows);
    size_t count = collect_labels(cells, rows, labels), chosen = 0;
    bool numeric = read_numbers(labels, count);
    qsort(labels, count, sizeof *labels, numeric ? sort_numbers : sort_texts);
    count = keep_classes(labels, count, numeric);
    og_status status = find_positive(path, name, labels, count, numeric, positive, &chosen);
    for (size_t i = 0; status == OG_OK && i < rows; i++) {
        label cell = {cells[i], 0, i};
        if (numeric)
            (void)og_number_parse(cells[i], &cell.number);
        dataset->y[i] = compare_labels(&cell, &labels[chosen], numeric) == 0;
    }
    dataset->class_numbers = numeric;
    if (status == OG_OK)
        status = name_classes(labels, count, chosen, dataset);
    free(labels);
    return status;
}

static bool same_class(const char *name, og_field cell, bool numeric)
{
    og_field class = {name, strlen(name)};
    double a, b;
    if (numeric)
        return og_number_parse(class, &a) == OG_NUMBER && og_number_parse(cell, &b) == OG_NUMBER && a == b;
    return og_field_compare(class, cell) == 0;
}

int og_class_find(const og_dataset *columns, og_field cell)
{
    if (same_class(columns->class_names[1], cell, columns->class_numbers))
        return 1;
    bool other = columns->class_others || same_class(columns->class_names[0], cell, columns->class_numbers);
    return other ? 0 : -1;
}
