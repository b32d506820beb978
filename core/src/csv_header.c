#include <stdlib.h>

#include "csv.h"
#include "dataset.h"
#include "fail.h"

static og_status fill_columns(const og_csv_table *t, og_dataset *dataset)
{
    for (size_t i = 0; i < t->column_count; i++) {
        og_field name = t->columns[i].name;
        char **slot =
            i < dataset->features ? &dataset->feature_names[i] : &dataset->label_names[i - dataset->features];
        OG_TRY(og_name_copy(name.text, name.length, slot));
    }
    dataset->class_numbers = true;
    OG_TRY(og_name_copy("0", 1, &dataset->class_names[0]));
    return og_name_copy("1", 1, &dataset->class_names[1]);
}

static og_status read_columns(og_csv_table *t, size_t labels, og_dataset **out)
{
    OG_TRY(og_csv_text_read(t->path, &t->text));
    OG_TRY(og_csv_read_header(t));
    if (t->column_count <= labels)
        return og_fail(OG_ERR_FORMAT, "%s: expected features and %zu label%s, got %zu column%s", t->path,
                       labels, labels == 1 ? "" : "s", t->column_count, t->column_count == 1 ? "" : "s");
    og_dataset *dataset;
    OG_TRY(og_dataset_alloc(0, t->column_count - labels, labels, &dataset));
    og_status status = fill_columns(t, dataset);
    if (status == OG_OK)
        *out = dataset;
    else
        og_dataset_destroy(dataset);
    return status;
}

og_status og_csv_read_columns(const char *path, size_t labels, og_dataset **out)
{
    og_csv_def def = {.unlabelled = true};
    og_csv_table table = {.path = path, .def = &def};
    og_status status = read_columns(&table, labels, out);
    og_csv_text_free(&table.text);
    free(table.columns);
    return status;
}
