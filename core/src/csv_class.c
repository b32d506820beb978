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

/* Are all cells numbers? If so labels has them. */
static bool read_labels(const og_field *cells, size_t rows, label *labels)
{
    bool numeric = true;
    for (size_t i = 0; i < rows; i++) {
        labels[i] = (label){cells[i], 0, i};
        numeric = numeric && og_number_parse(cells[i], &labels[i].number) == OG_NUMBER;
    }
    return numeric;
}

/* Moves one label of each class to the front of the sorted labels and returns the number of classes. */
static size_t keep_classes(label *labels, size_t rows, bool numeric)
{
    size_t count = 0;
    for (size_t i = 0; i < rows; i++)
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
                            "two, or one chosen as the positive class against all others");
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

static og_status name_classes(const label *classes, size_t count, size_t positive, char *class_names[2])
{
    const og_field *yes = &classes[positive].text;
    OG_TRY(og_name_copy(yes->text, yes->length, &class_names[1]));
    if (count == 2) {
        const og_field *no = &classes[1 - positive].text;
        return og_name_copy(no->text, no->length, &class_names[0]);
    }
    size_t length = strlen("not ") + yes->length;
    char *joined = malloc(length + 1);
    if (!joined)
        return og_fail(OG_ERR_MEMORY, "no memory for a class name of %zu bytes", length);
    memcpy(joined, "not ", 4);
    memcpy(joined + 4, yes->text, yes->length);
    joined[length] = 0;
    class_names[0] = joined;
    return OG_OK;
}

og_status og_classes_resolve(const char *path, og_field name, const og_field *cells, size_t rows,
                             const char *positive, float *y, char *class_names[2])
{
    label *labels = rows > SIZE_MAX / sizeof(label) ? NULL : malloc(rows * sizeof *labels);
    if (!labels)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu labels", path, rows);
    bool numeric = read_labels(cells, rows, labels);
    qsort(labels, rows, sizeof *labels, numeric ? sort_numbers : sort_texts);
    size_t count = keep_classes(labels, rows, numeric), chosen = 0;
    og_status status = find_positive(path, name, labels, count, numeric, positive, &chosen);
    for (size_t i = 0; status == OG_OK && i < rows; i++) {
        label cell = {cells[i], 0, i};
        if (numeric)
            (void)og_number_parse(cells[i], &cell.number);
        y[i] = compare_labels(&cell, &labels[chosen], numeric) == 0;
    }
    if (status == OG_OK)
        status = name_classes(labels, count, chosen, class_names);
    free(labels);
    return status;
}
