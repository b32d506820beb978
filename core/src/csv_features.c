#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "dataset.h"
#include "fail.h"

/* A text of a one-hot column, and the feature that is 1 where it stands. */
typedef struct category {
    size_t place; /* of the column among the columns of texts */
    og_field text;
    size_t feature;
} category;

typedef struct category_list {
    category *items;
    size_t count;
} category_list;

/* ---- missing numbers ---- */

static og_status measure_column(const og_csv_table *t, og_csv_column *c)
{
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < t->rows; i++) {
        float x = t->x[i * t->numbers + c->number];
        if (!isnan(x)) {
            sum += x;
            count++;
        }
    }
    if (count == 0)
        return og_fail(OG_ERR_DATA, "%s: column \"%s\" has no value to take the mean of", t->path,
                       og_field_show(c->name).text);
    c->fill = (float)(sum / (double)count);
    return OG_OK;
}

static og_status replace_missing(og_csv_table *t)
{
    for (size_t column = 0; column < t->column_count; column++) {
        og_csv_column *c = &t->columns[column];
        if (isnan(c->fill) && t->def->missing == OG_MISSING_MEAN) {
            if (c->number != OG_CSV_UNUSED)
                OG_TRY(measure_column(t, c));
            else
                c->fill = 0;
        }
        if (c->number == OG_CSV_UNUSED || isnan(c->fill))
            continue;
        for (float *x = t->x + c->number; x < t->x + t->rows * t->numbers; x += t->numbers)
            *x = isnan(*x) ? c->fill : *x;
    }
    return OG_OK;
}

/* ---- categories ---- */

static int sort_fields(const void *a, const void *b)
{
    return og_field_compare(*(const og_field *)a, *(const og_field *)b);
}

static int sort_categories(const void *a, const void *b)
{
    const category *x = a, *y = b;
    return x->place != y->place ? (x->place > y->place) - (x->place < y->place)
                                : og_field_compare(x->text, y->text);
}

/* The different texts of one column, sorted, in texts[rows]; returns how many. */
static size_t distinct_texts(const og_csv_table *t, size_t place, og_field *texts)
{
    size_t filled = 0, count = 0;
    for (size_t i = 0; i < t->rows; i++)
        if (t->text_cells[i * t->texts + place].length > 0)
            texts[filled++] = t->text_cells[i * t->texts + place];
    qsort(texts, filled, sizeof *texts, sort_fields);
    for (size_t i = 0; i < filled; i++)
        if (count == 0 || og_field_compare(texts[count - 1], texts[i]) != 0)
            texts[count++] = texts[i];
    return count;
}

static og_status append_categories(const og_csv_table *t, const og_csv_column *c, og_field *texts,
                                   category_list *list)
{
    enum { MOST = 1000 };
    size_t count = distinct_texts(t, c->text, texts);
    if (count == 0)
        return og_fail(OG_ERR_DATA, "%s: column \"%s\" has no value to make one-hot", t->path,
                       og_field_show(c->name).text);
    if (count > MOST)
        return og_fail(OG_ERR_DATA,
                       "%s: column \"%s\" holds %zu different texts, expected at most %d to make one-hot",
                       t->path, og_field_show(c->name).text, count, MOST);
    category *grown = realloc(list->items, (list->count + count) * sizeof *grown);
    if (!grown)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu categories", t->path, list->count + count);
    list->items = grown;
    for (size_t i = 0; i < count; i++)
        list->items[list->count++] = (category){c->text, texts[i], 0};
    return OG_OK;
}

static og_status collect_categories(const og_csv_table *t, category_list *list)
{
    og_field *texts = malloc(t->rows * sizeof *texts);
    if (!texts)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu texts", t->path, t->rows);
    og_status status = OG_OK;
    for (size_t i = 0; i < t->column_count && status == OG_OK; i++)
        if (t->columns[i].text != OG_CSV_UNUSED)
            status = append_categories(t, &t->columns[i], texts, list);
    free(texts);
    return status;
}

/* Puts each one-hot column into the order of the features once for each of its categories. */
static og_status expand_order(og_csv_table *t, category_list *list)
{
    size_t *order = malloc((t->numbers + list->count) * sizeof *order), count = 0;
    if (!order)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu features", t->path, t->numbers + list->count);
    for (size_t i = 0; i < t->order_count; i++) {
        const og_csv_column *c = &t->columns[t->order[i]];
        if (c->text == OG_CSV_UNUSED)
            order[count++] = t->order[i];
        for (size_t j = 0; j < list->count; j++) {
            if (list->items[j].place == c->text) {
                list->items[j].feature = count;
                order[count++] = t->order[i];
            }
        }
    }
    free(t->order);
    t->order = order;
    t->order_count = count;
    return OG_OK;
}

static og_status take_categories(const og_csv_table *t, category_list *list)
{
    const og_dataset *like = t->def->like;
    list->items = malloc(like->features * sizeof *list->items);
    if (!list->items)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu categories", t->path, like->features);
    for (size_t i = 0; i < like->features; i++) {
        const char *text = like->categories[i];
        if (text)
            list->items[list->count++] =
                (category){t->columns[t->order[i]].text, (og_field){text, strlen(text)}, i};
    }
    return OG_OK;
}

/* All categories, sorted by column and text. */
static og_status find_categories(og_csv_table *t, category_list *list)
{
    if (t->texts == 0)
        return OG_OK;
    if (t->def->like) {
        OG_TRY(take_categories(t, list));
    } else {
        OG_TRY(collect_categories(t, list));
        OG_TRY(expand_order(t, list));
    }
    qsort(list->items, list->count, sizeof *list->items, sort_categories);
    return OG_OK;
}

/* ---- the features ---- */

static og_status fill_names(const og_csv_table *t, const category_list *list, og_dataset *dataset)
{
    for (size_t i = 0; i < dataset->features; i++) {
        const og_csv_column *c = &t->columns[t->order[i]];
        OG_TRY(og_name_copy(c->name.text, c->name.length, &dataset->feature_names[i]));
        dataset->fill[i] = c->fill;
    }
    for (size_t i = 0; i < list->count; i++) {
        const category *item = &list->items[i];
        OG_TRY(og_name_copy(item->text.text, item->text.length, &dataset->categories[item->feature]));
    }
    for (size_t i = 0; i < t->column_count; i++) {
        const og_csv_column *c = &t->columns[i];
        if (c->label != OG_CSV_UNUSED)
            OG_TRY(og_name_copy(c->name.text, c->name.length, &dataset->label_names[c->label]));
    }
    return OG_OK;
}

static void count_unknown(const og_csv_table *t, size_t place, og_dataset *dataset)
{
    for (size_t i = 0; i < dataset->features; i++)
        dataset->unknown[i] += t->columns[t->order[i]].text == place;
}

static void fill_row(const og_csv_table *t, const category_list *list, size_t row, og_dataset *dataset)
{
    float *x = dataset->x + row * dataset->features;
    for (size_t i = 0; i < dataset->features; i++)
        if (!dataset->categories[i])
            x[i] = t->x[row * t->numbers + t->columns[t->order[i]].number];
    for (size_t place = 0; place < t->texts; place++) {
        category wanted = {place, t->text_cells[row * t->texts + place], 0};
        category *found = bsearch(&wanted, list->items, list->count, sizeof wanted, sort_categories);
        if (found)
            x[found->feature] = 1;
        else if (wanted.text.length > 0)
            count_unknown(t, place, dataset);
    }
}

static og_status make_dataset(og_csv_table *t, const category_list *list, og_dataset **out)
{
    size_t labels = t->def->like ? t->def->like->labels : t->labels;
    og_dataset *dataset;
    OG_TRY(og_dataset_alloc(t->rows, t->order_count, labels, &dataset));
    og_status status = fill_names(t, list, dataset);
    if (status != OG_OK) {
        og_dataset_destroy(dataset);
        return status;
    }
    for (size_t row = 0; row < t->rows; row++)
        fill_row(t, list, row, dataset);
    dataset->dropped = t->dropped;
    *out = dataset;
    return OG_OK;
}

og_status og_csv_make_features(og_csv_table *t, og_dataset **out)
{
    category_list list = {NULL, 0};
    og_status status = replace_missing(t);
    if (status == OG_OK)
        status = find_categories(t, &list);
    if (status == OG_OK)
        status = make_dataset(t, &list, out);
    free(list.items);
    return status;
}
