#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "dataset.h"
#include "fail.h"

og_csv_def og_csv_def_default(void)
{
    return (og_csv_def){.label = NULL};
}

static void free_table(og_csv_table *t)
{
    og_csv_text_free(&t->text);
    free(t->columns);
    free(t->order);
    free(t->x);
    free(t->text_cells);
    free(t->label_cells);
}

static og_status name_classes(const char *no, const char *yes, og_dataset *dataset)
{
    OG_TRY(og_name_copy(no, strlen(no), &dataset->class_names[0]));
    return og_name_copy(yes, strlen(yes), &dataset->class_names[1]);
}

static og_status fill_like(const og_csv_table *t, const og_dataset *like, og_dataset *dataset)
{
    for (size_t i = 0; i < like->labels && t->def->unlabelled; i++)
        OG_TRY(og_name_copy(like->label_names[i], strlen(like->label_names[i]), &dataset->label_names[i]));
    for (size_t i = 0; i < t->rows * t->labels; i++)
        dataset->y[i] = og_class_find(like, t->label_cells[i]) == 1;
    dataset->class_numbers = like->class_numbers;
    dataset->class_others = like->class_others;
    return name_classes(like->class_names[0], like->class_names[1], dataset);
}

static og_status fill_labels(const og_csv_table *t, og_dataset *dataset)
{
    if (t->def->like)
        return fill_like(t, t->def->like, dataset);
    for (size_t i = 0; i < t->column_count; i++)
        if (t->labels == 1 && t->columns[i].label == 0)
            return og_classes_resolve(t->path, t->columns[i].name, t->label_cells, t->def->positive, dataset);
    for (size_t i = 0; i < t->rows * t->labels; i++) {
        double value = 0;
        (void)og_number_parse(t->label_cells[i], &value);
        dataset->y[i] = value != 0;
    }
    dataset->class_numbers = true;
    return name_classes("0", "1", dataset);
}

static og_status read_table(og_csv_table *t, og_dataset **out)
{
    OG_TRY(og_csv_text_read(t->path, &t->text));
    OG_TRY(og_csv_read_header(t));
    OG_TRY(og_csv_place_columns(t));
    OG_TRY(og_csv_read_rows(t));
    og_dataset *dataset;
    OG_TRY(og_csv_make_features(t, &dataset));
    og_status status = fill_labels(t, dataset);
    if (status == OG_OK)
        *out = dataset;
    else
        og_dataset_destroy(dataset);
    return status;
}

og_status og_csv_read(const char *path, const og_csv_def *def, og_dataset **out)
{
    og_csv_def standard = og_csv_def_default();
    og_csv_table table = {.path = path, .def = def ? def : &standard};
    og_status status = read_table(&table, out);
    free_table(&table);
    return status;
}
