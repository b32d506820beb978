#include "ogee/data.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dataset.h"
#include "fail.h"
#include "ogee/rng.h"

og_status og_name_copy(const char *text, size_t length, char **slot)
{
    assert(!*slot);
    *slot = malloc(length + 1);
    if (!*slot)
        return og_fail(OG_ERR_MEMORY, "no memory for a name of %zu bytes", length);
    memcpy(*slot, text, length);
    (*slot)[length] = 0;
    return OG_OK;
}

/* calloc(0) may give NULL, which would look like a failure. */
static void *zeroed(size_t count, size_t size)
{
    return calloc(count ? count : 1, size);
}

static float *zeroed_table(size_t rows, size_t columns)
{
    return columns && rows > SIZE_MAX / sizeof(float) / columns ? NULL
                                                                : zeroed(rows * columns, sizeof(float));
}

og_status og_dataset_alloc(size_t rows, size_t features, size_t labels, og_dataset **out)
{
    og_dataset *dataset = calloc(1, sizeof *dataset);
    if (!dataset)
        return og_fail(OG_ERR_MEMORY, "no memory for a data set");
    dataset->rows = rows;
    dataset->features = features;
    dataset->labels = labels;
    dataset->x = zeroed_table(rows, features);
    dataset->y = zeroed_table(rows, labels);
    dataset->feature_names = zeroed(features, sizeof *dataset->feature_names);
    dataset->label_names = zeroed(labels, sizeof *dataset->label_names);
    dataset->categories = zeroed(features, sizeof *dataset->categories);
    dataset->fill = zeroed(features, sizeof *dataset->fill);
    dataset->unknown = zeroed(features, sizeof *dataset->unknown);
    if (!dataset->x || !dataset->y || !dataset->feature_names || !dataset->label_names ||
        !dataset->categories || !dataset->fill || !dataset->unknown) {
        og_dataset_destroy(dataset);
        return og_fail(OG_ERR_MEMORY, "no memory for %zu rows of %zu features", rows, features);
    }
    for (size_t i = 0; i < features; i++)
        dataset->fill[i] = NAN;
    *out = dataset;
    return OG_OK;
}

void og_dataset_destroy(og_dataset *dataset)
{
    if (!dataset)
        return;
    for (size_t i = 0; dataset->feature_names && i < dataset->features; i++)
        free(dataset->feature_names[i]);
    for (size_t i = 0; dataset->label_names && i < dataset->labels; i++)
        free(dataset->label_names[i]);
    for (size_t i = 0; dataset->categories && i < dataset->features; i++)
        free(dataset->categories[i]);
    free(dataset->feature_names);
    free(dataset->categories);
    free(dataset->fill);
    free(dataset->unknown);
    free(dataset->label_names);
    free(dataset->class_names[0]);
    free(dataset->class_names[1]);
    free(dataset->x);
    free(dataset->y);
    free(dataset);
}

static og_status copy_text(const char *text, char **slot)
{
    return text ? og_name_copy(text, strlen(text), slot) : OG_OK;
}

static og_status copy_columns(const og_dataset *from, og_dataset *to)
{
    memcpy(to->fill, from->fill, to->features * sizeof(float));
    to->class_numbers = from->class_numbers;
    to->class_others = from->class_others;
    for (size_t i = 0; i < to->features; i++) {
        OG_TRY(copy_text(from->feature_names[i], &to->feature_names[i]));
        OG_TRY(copy_text(from->categories[i], &to->categories[i]));
    }
    for (size_t i = 0; i < to->labels; i++)
        OG_TRY(copy_text(from->label_names[i], &to->label_names[i]));
    for (int i = 0; i < 2; i++)
        OG_TRY(copy_text(from->class_names[i], &to->class_names[i]));
    return OG_OK;
}

/* The rows order[0 .. count-1] of all as a data set of its own; order NULL: the first ones. */
static og_status take_rows(const og_dataset *all, size_t count, const uint32_t *order, og_dataset **out)
{
    og_dataset *taken;
    OG_TRY(og_dataset_alloc(count, all->features, all->labels, &taken));
    for (size_t i = 0; i < count; i++) {
        size_t row = order ? order[i] : i;
        memcpy(taken->x + i * all->features, all->x + row * all->features, all->features * sizeof(float));
        memcpy(taken->y + i * all->labels, all->y + row * all->labels, all->labels * sizeof(float));
    }
    og_status status = copy_columns(all, taken);
    if (status != OG_OK) {
        og_dataset_destroy(taken);
        return status;
    }
    *out = taken;
    return OG_OK;
}

og_status og_dataset_copy_columns(const og_dataset *from, og_dataset **out)
{
    return take_rows(from, 0, NULL, out);
}

size_t og_feature_title(const og_dataset *dataset, size_t feature, char *text, size_t size)
{
    const char *name = dataset->feature_names[feature], *category = dataset->categories[feature];
    return (size_t)snprintf(text, size, "%s%s%s", name, category ? "=" : "", category ? category : "");
}

/* test_rows rows to *test, the others to *train, both in the given order; on failure neither is set. */
static og_status deal_rows(const og_dataset *all, size_t test_rows, const uint32_t *order, og_dataset **train,
                           og_dataset **test)
{
    og_dataset *first;
    OG_TRY(take_rows(all, test_rows, order, &first));
    og_status status = take_rows(all, all->rows - test_rows, order ? order + test_rows : NULL, train);
    if (status != OG_OK) {
        og_dataset_destroy(first);
        return status;
    }
    *test = first;
    return OG_OK;
}

og_status og_dataset_split(const og_dataset *all, double fraction, uint64_t seed, og_dataset **train,
                           og_dataset **test)
{
    if (!(fraction >= 0 && fraction < 1))
        return og_fail(OG_ERR_ARGUMENT, "the test fraction is %g, expected 0 or more and less than 1",
                       fraction);
    if (all->rows > UINT32_MAX)
        return og_fail(OG_ERR_ARGUMENT, "cannot split %zu rows, expected at most 4294967295", all->rows);
    size_t test_rows = (size_t)((double)all->rows * fraction + 0.5);
    if (test_rows >= all->rows)
        return og_fail(OG_ERR_ARGUMENT, "a test fraction of %g leaves none of %zu rows to train on", fraction,
                       all->rows);
    if (fraction == 0)
        return deal_rows(all, 0, NULL, train, test);
    uint32_t *order = malloc(all->rows * sizeof *order);
    if (!order)
        return og_fail(OG_ERR_MEMORY, "no memory for the order of %zu rows", all->rows);
    og_rng rng;
    og_rng_seed(&rng, seed);
    og_rng_permutation(&rng, all->rows, order);
    og_status status = deal_rows(all, test_rows, order, train, test);
    free(order);
    return status;
}
