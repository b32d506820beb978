#include <string.h>

#include "train.h"

int ogl_report_failure(og_status status)
{
    const char *detail = og_error_detail();
    ogl_error("%s", *detail ? detail : og_status_text(status));
    return status == OG_ERR_ARGUMENT ? OGL_USAGE : OGL_FAILED;
}

/* A file that cannot be read and whose name is nearly that of toy data is a slip of the pen. */
static int report_data(const char *data, og_status status)
{
    const char *names[OG_TOY_COUNT];
    for (int i = 0; i < OG_TOY_COUNT; i++)
        names[i] = og_toy_name((og_toy)i);
    const char *nearest = status == OG_ERR_FILE ? ogl_nearest(data, names, OG_TOY_COUNT) : NULL;
    if (!nearest)
        return ogl_report_failure(status);
    ogl_error("%s; did you mean the toy data \"%s\"?", og_error_detail(), nearest);
    return OGL_FAILED;
}

static og_status read_data(const ogl_train_settings *settings, og_dataset **all)
{
    og_toy toy;
    if (og_toy_find(settings->data, &toy) == OG_OK)
        return og_toy_create(toy, (size_t)settings->samples, (float)settings->noise,
                             (uint64_t)settings->data_seed, all);
    og_csv_def def = og_csv_def_default();
    def.label = settings->label;
    def.positive = settings->positive;
    def.features = settings->features;
    return og_csv_read(settings->data, &def, all);
}

static og_status standardize(ogl_train_data *data)
{
    og_status status = og_scaler_fit(data->train, &data->scaler);
    if (status == OG_OK)
        status = og_scaler_apply(data->scaler, data->train);
    return status == OG_OK ? og_scaler_apply(data->scaler, data->test) : status;
}

bool ogl_train_data_create(const ogl_train_settings *settings, ogl_train_data *data, int *status)
{
    og_dataset *all = NULL;
    *data = (ogl_train_data){NULL, NULL, NULL};
    og_status result = read_data(settings, &all);
    if (result != OG_OK) {
        *status = report_data(settings->data, result);
        return false;
    }
    result = og_dataset_split(all, settings->test, (uint64_t)settings->data_seed, &data->train, &data->test);
    og_dataset_destroy(all);
    if (result == OG_OK && settings->standardize)
        result = standardize(data);
    if (result != OG_OK) {
        *status = ogl_report_failure(result);
        ogl_train_data_free(data);
    }
    return result == OG_OK;
}

void ogl_train_data_free(ogl_train_data *data)
{
    og_dataset_destroy(data->train);
    og_dataset_destroy(data->test);
    og_scaler_destroy(data->scaler);
    *data = (ogl_train_data){NULL, NULL, NULL};
}
