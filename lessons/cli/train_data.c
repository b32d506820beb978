#include <string.h>

#include "report.h"
#include "train.h"

/* A file that cannot be read and whose name is nearly that of toy data is a slip of the pen. */
static int report_data(const ogl_train_settings *settings, og_status status)
{
    const char *data = settings->data, *names[OG_TOY_COUNT];
    size_t path = strlen(data);
    if (status == OG_ERR_FILE && settings->recorded && strncmp(og_error_detail(), data, path) == 0) {
        ogl_error("%s, recorded in %s,%s; name the table with --data FILE", data, settings->resume,
                  og_error_detail() + path + strlen(":"));
        return OGL_FAILED;
    }
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
    def.one_hot = settings->one_hot;
    def.missing = (og_missing)settings->missing;
    return og_csv_read(settings->data, &def, all);
}

static og_status standardize(ogl_train_data *data)
{
    og_status status = og_scaler_fit(data->train, &data->scaler);
    if (status == OG_OK)
        status = og_scaler_apply(data->scaler, data->train);
    return status == OG_OK ? og_scaler_apply(data->scaler, data->test) : status;
}

/* FNV-1a, lowest byte first. */
static uint64_t hash_number(uint64_t hash, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        hash = (hash ^ (number >> (8 * i) & 255)) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t hash_floats(uint64_t hash, const float *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        hash = hash_number(hash, bits, sizeof bits);
    }
    return hash;
}

/* With its end, so that "a", "bc" and "ab", "c" differ. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; text && *text; text++)
        hash = hash_number(hash, (unsigned char)*text, 1);
    return hash_number(hash, text ? 0 : 1, 1);
}

static uint64_t hash_names(uint64_t hash, const og_dataset *all)
{
    for (size_t i = 0; i < all->features; i++)
        hash = hash_text(hash_text(hash, all->feature_names[i]), all->categories[i]);
    for (size_t i = 0; i < all->labels; i++)
        hash = hash_text(hash, all->label_names[i]);
    return hash_text(hash_text(hash, all->class_names[0]), all->class_names[1]);
}

static uint64_t hash_data(const og_dataset *all)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash = hash_number(hash, all->rows, 8);
    hash = hash_number(hash, all->features, 8);
    hash = hash_number(hash, all->labels, 8);
    hash = hash_floats(hash, all->x, all->rows * all->features);
    hash = hash_floats(hash, all->y, all->rows * all->labels);
    return hash_names(hash, all);
}

bool ogl_train_data_create(const ogl_train_settings *settings, ogl_train_data *data, int *status)
{
    og_dataset *all = NULL;
    *data = (ogl_train_data){0};
    og_status result = read_data(settings, &all);
    if (result != OG_OK) {
        *status = report_data(settings, result);
        return false;
    }
    data->rows = all->rows;
    data->dropped = all->dropped;
    data->hash = hash_data(all);
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
    *data = (ogl_train_data){0};
}
