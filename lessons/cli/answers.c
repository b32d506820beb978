#include "answers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "options.h"
#include "report.h"

enum { BATCH = 256 };

static bool drops_rows(const og_model *model)
{
    const char *missing = og_model_setting(model, "missing");
    return missing && strcmp(missing, "drop") == 0;
}

static og_status read_named(const og_model *model, const char *table, bool labelled, og_dataset **rows)
{
    og_csv_def def = og_csv_def_default();
    def.like = model->columns;
    def.unlabelled = !labelled;
    if (labelled && drops_rows(model))
        def.missing = OG_MISSING_DROP;
    return og_csv_read(table, &def, rows);
}

/* The table's own columns in their order. */
static int read_unnamed(const og_model *model, const char *table, bool labelled, og_dataset **rows)
{
    og_dataset *columns = NULL;
    size_t labels = og_net_outputs(model->net), inputs = og_net_inputs(model->net);
    og_csv_def def = og_csv_def_default();
    og_status status = og_csv_read_columns(table, labelled ? labels : 0, &columns);
    if (status != OG_OK)
        return ogl_report_failure(status);
    if (columns->features != inputs) {
        size_t count = columns->features + columns->labels;
        if (labelled)
            ogl_error(
                "%s: has %zu column%s, expected %zu for the features and then %zu for the labels, as the "
                "model knows no column names",
                table, count, ogl_plural(count), inputs, labels);
        else
            ogl_error(
                "%s: has %zu column%s, expected %zu in the network's order, as the model knows no column "
                "names; a label column has to go",
                table, count, ogl_plural(count), inputs);
        og_dataset_destroy(columns);
        return OGL_FAILED;
    }
    def.like = columns;
    def.unlabelled = !labelled;
    status = og_csv_read(table, &def, rows);
    og_dataset_destroy(columns);
    return status == OG_OK ? OGL_DONE : ogl_report_failure(status);
}

static int read_rows(const char *table, bool labelled, ogl_answers *answers)
{
    const og_model *model = answers->model;
    og_status status = OG_OK;
    if (model->columns) {
        status = read_named(model, table, labelled, &answers->rows);
    } else {
        int result = read_unnamed(model, table, labelled, &answers->rows);
        if (result != OGL_DONE)
            return result;
        fprintf(stderr, "the model knows no column names: it takes the %zu column%s of %s in their order\n",
                answers->rows->features, ogl_plural(answers->rows->features), ogl_one_line(table).text);
    }
    if (status == OG_OK && model->scaler)
        status = og_scaler_apply(model->scaler, answers->rows);
    if (status == OG_OK) {
        ogl_report_rows(answers->rows);
        return OGL_DONE;
    }
    /* What does not fit here is the file, not the command line. */
    ogl_report_failure(status);
    return OGL_FAILED;
}

/* Weights that are finite can still add up to what is not. */
static bool check_finite(const char *model, const ogl_answers *answers)
{
    size_t labels = og_net_outputs(answers->model->net);
    for (size_t i = 0; i < answers->rows->rows * labels; i++) {
        if (isfinite(answers->logits[i]))
            continue;
        ogl_error(
            "%s: the answer to row %zu is not a finite number; the weights or the features are too large",
            model, i / labels + 1);
        return false;
    }
    return true;
}

int ogl_answers_create(const char *model, const og_layer_kind *between, const char *table, bool labelled,
                       ogl_answers *answers)
{
    *answers = (ogl_answers){NULL, NULL, NULL};
    int result = ogl_model_open(model, BATCH, between, &answers->model);
    if (result == OGL_DONE)
        result = read_rows(table, labelled, answers);
    if (result != OGL_DONE)
        return result;
    ogl_model_say_layers(model, answers->model, between);
    size_t labels = og_net_outputs(answers->model->net);
    answers->logits = malloc(answers->rows->rows * labels * sizeof *answers->logits);
    if (!answers->logits) {
        ogl_error("no memory for the answers to %zu rows", answers->rows->rows);
        return OGL_FAILED;
    }
    og_net_predict(answers->model->net, answers->rows->rows, answers->rows->x, answers->logits);
    return check_finite(model, answers) ? OGL_DONE : OGL_FAILED;
}

void ogl_answers_free(ogl_answers *answers)
{
    og_model_destroy(answers->model);
    og_dataset_destroy(answers->rows);
    free(answers->logits);
    *answers = (ogl_answers){NULL, NULL, NULL};
}
