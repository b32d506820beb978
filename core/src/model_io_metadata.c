/* What a model file says about its network in texts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "dataset.h"
#include "fail.h"
#include "model_io_parts.h"
#include "model_io_text.h"

og_status og_model_check_scaler(const og_scaler *scaler, size_t features)
{
    if (scaler->features != features)
        return og_fail(OG_ERR_SHAPE, "the standardisation is of %zu features, the network takes %zu",
                       scaler->features, features);
    for (size_t i = 0; i < features; i++)
        if (!isfinite(scaler->mean[i]) || !(scaler->deviation[i] > 0) || isinf(scaler->deviation[i]))
            return og_fail(OG_ERR_ARGUMENT,
                           "feature %zu has the mean %g and the deviation %g, expected finite numbers and a "
                           "deviation above 0",
                           i, scaler->mean[i], scaler->deviation[i]);
    return OG_OK;
}

static og_status fail_text(const og_safetensors *file, const char *key, const char *expected)
{
    return og_fail(OG_ERR_FORMAT, "%s: %s in the metadata is not %s", file->path, key, expected);
}

static og_status require(const og_safetensors *file, const char *key, const char **text)
{
    *text = og_safetensors_text(file, key);
    return *text ? OG_OK : og_fail(OG_ERR_FORMAT, "%s: %s is missing in the metadata", file->path, key);
}

/* ---- columns ---- */

/* Copies a text out of the file. */
static og_status take_text(const og_safetensors *file, const char *key, const cJSON *item, char **slot)
{
    if (!cJSON_IsString(item))
        return fail_text(file, key, "a list of texts");
    OG_TRY(og_name_copy(item->valuestring, strlen(item->valuestring), slot));
    return og_text_unescape(*slot) ? OG_OK : fail_text(file, key, "escaped as it should be (\\\\ or \\xE9)");
}

static og_status take_texts(const og_safetensors *file, const char *key, const cJSON *array, bool nulls,
                            size_t count, char **slots)
{
    size_t given = 0;
    if (!cJSON_IsArray(array))
        return fail_text(file, key, "a JSON list");
    for (const cJSON *item = array->child; item; item = item->next, given++)
        if (given < count && !(nulls && cJSON_IsNull(item)))
            OG_TRY(take_text(file, key, item, &slots[given]));
    if (given != count)
        return og_fail(OG_ERR_FORMAT, "%s: %s has %zu entries, the network has %zu", file->path, key, given,
                       count);
    return OG_OK;
}

static og_status read_texts(const og_safetensors *file, const char *key, bool nulls, size_t count,
                            char **slots)
{
    const char *text;
    cJSON *array;
    OG_TRY(require(file, key, &text));
    OG_TRY(og_json_parse(file->path, key, text, strlen(text), &array));
    og_status status = take_texts(file, key, array, nulls, count, slots);
    cJSON_Delete(array);
    return status;
}

static og_status read_numbers(const og_safetensors *file, const char *key, size_t count, double **values)
{
    const char *text;
    OG_TRY(require(file, key, &text));
    *values = malloc((count + 1) * sizeof **values);
    if (!*values)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for %zu numbers", file->path, count);
    if (!og_numbers_parse(text, count, *values))
        return og_fail(OG_ERR_FORMAT, "%s: %s in the metadata is not a list of %zu finite numbers",
                       file->path, key, count);
    return OG_OK;
}

/* What is not there is false. */
static og_status read_bool(const og_safetensors *file, const char *key, bool *value)
{
    const char *text = og_safetensors_text(file, key);
    *value = text && strcmp(text, "true") == 0;
    return !text || *value || strcmp(text, "false") == 0 ? OG_OK : fail_text(file, key, "true or false");
}

static og_status read_fill(const og_safetensors *file, og_dataset *columns)
{
    double *fill = NULL;
    og_status status = read_numbers(file, "feature_fill", columns->features, &fill);
    for (size_t i = 0; status == OG_OK && i < columns->features; i++) {
        columns->fill[i] = (float)fill[i];
        if (isinf(columns->fill[i]))
            status = fail_text(file, "feature_fill", "a list of numbers in the range of a float");
    }
    free(fill);
    return status;
}

static og_status read_columns(const og_safetensors *file, og_model *model)
{
    if (!og_safetensors_text(file, "feature_names"))
        return OG_OK;
    size_t inputs = og_net_inputs(model->net), outputs = og_net_outputs(model->net);
    OG_TRY(og_dataset_alloc(0, inputs, outputs, &model->columns));
    og_dataset *columns = model->columns;
    OG_TRY(read_texts(file, "feature_names", false, inputs, columns->feature_names));
    OG_TRY(read_texts(file, "feature_categories", true, inputs, columns->categories));
    OG_TRY(read_fill(file, columns));
    OG_TRY(read_texts(file, "label_names", false, outputs, columns->label_names));
    OG_TRY(read_texts(file, "class_names", false, 2, columns->class_names));
    OG_TRY(read_bool(file, "class_numbers", &columns->class_numbers));
    return read_bool(file, "class_others", &columns->class_others);
}

static og_status read_scaler(const og_safetensors *file, og_model *model)
{
    if (!og_safetensors_text(file, "scaler_mean"))
        return OG_OK;
    model->scaler = calloc(1, sizeof *model->scaler);
    if (!model->scaler)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for its standardisation", file->path);
    size_t features = model->scaler->features = og_net_inputs(model->net);
    OG_TRY(read_numbers(file, "scaler_mean", features, &model->scaler->mean));
    OG_TRY(read_numbers(file, "scaler_deviation", features, &model->scaler->deviation));
    return og_model_refuse(file->path, og_model_check_scaler(model->scaler, features));
}

/* ---- settings and the rest ---- */

static og_status take_settings(const og_safetensors *file, const cJSON *object, og_model *model)
{
    OG_TRY(og_json_check_object(file->path, "settings", object, OG_MAX_SETTINGS));
    model->settings = calloc(OG_MAX_SETTINGS, sizeof *model->settings);
    if (!model->settings)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for its settings", file->path);
    for (const cJSON *item = object->child; item; item = item->next) {
        og_setting *setting = &model->settings[model->setting_count++];
        OG_TRY(og_name_copy(item->string, strlen(item->string), &setting->name));
        if (!og_text_unescape(setting->name))
            return fail_text(file, "settings", "escaped as it should be (\\\\ or \\xE9)");
        OG_TRY(take_text(file, "settings", item, &setting->value));
    }
    return OG_OK;
}

static og_status read_settings(const og_safetensors *file, og_model *model)
{
    const char *text = og_safetensors_text(file, "settings");
    cJSON *object;
    if (!text)
        return OG_OK;
    OG_TRY(og_json_parse(file->path, "settings", text, strlen(text), &object));
    og_status status = take_settings(file, object, model);
    cJSON_Delete(object);
    return status;
}

static og_status read_state(const og_safetensors *file, og_model *model)
{
    const char *text = og_safetensors_text(file, "training_state");
    if (!text)
        return OG_OK;
    return og_model_refuse(file->path, og_base64_decode(text, &model->state, &model->state_size));
}

og_status og_model_read_metadata(const og_safetensors *file, og_model *model)
{
    const char *steps;
    OG_TRY(require(file, "steps", &steps));
    if (!og_size_parse(steps, strlen(steps), &model->steps))
        return fail_text(file, "steps", "a whole number");
    OG_TRY(read_columns(file, model));
    OG_TRY(read_scaler(file, model));
    OG_TRY(read_settings(file, model));
    return read_state(file, model);
}
