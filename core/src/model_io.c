#include "ogee/model_io.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "model_io_parts.h"
#include "model_io_text.h"
#include "ogee/file.h"
#include "safetensors.h"

/* ---- what a model file can hold ---- */

static og_status check_numbers(const og_layer *layer, const og_parameter *parameter)
{
    for (size_t i = 0; i < parameter->count; i++)
        OG_TRY(og_model_check_number(layer->index, parameter->name, parameter->value[i]));
    return OG_OK;
}

static og_status check_kind(int index, const og_layer_kind *kind)
{
    if (og_layer_kind_find(kind->name) != kind)
        return og_fail(OG_ERR_ARGUMENT, "layer %d is \"%s\", a kind that a model file cannot name", index,
                       kind->name);
    return OG_OK;
}

static og_status check_layer(const og_layer *layer)
{
    OG_TRY(check_kind(layer->index, layer->spec.kind));
    if (layer->spec.activation)
        OG_TRY(check_kind(layer->index, layer->spec.activation));
    for (int p = 0; p < layer->parameter_count; p++)
        OG_TRY(check_numbers(layer, &layer->parameters[p]));
    for (int b = 0; b < layer->buffer_count; b++)
        OG_TRY(check_numbers(layer, &layer->buffers[b]));
    return OG_OK;
}

static og_status check_columns(const og_model *model)
{
    const og_dataset *columns = model->columns;
    size_t inputs = og_net_inputs(model->net), outputs = og_net_outputs(model->net);
    if (columns->features != inputs || columns->labels != outputs)
        return og_fail(OG_ERR_SHAPE,
                       "the columns are %zu features and %zu labels, the network has %zu and %zu",
                       columns->features, columns->labels, inputs, outputs);
    for (size_t i = 0; i < columns->features; i++)
        if (!columns->feature_names[i] || isinf(columns->fill[i]))
            return og_fail(OG_ERR_ARGUMENT, "feature %zu has no name, or an infinite fill value", i);
    for (size_t i = 0; i < columns->labels; i++)
        if (!columns->label_names[i])
            return og_fail(OG_ERR_ARGUMENT, "label %zu has no name", i);
    for (int i = 0; i < 2; i++)
        if (!columns->class_names[i])
            return og_fail(OG_ERR_ARGUMENT, "class %d has no name", i);
    return OG_OK;
}

static og_status check_settings(const og_model *model)
{
    if (model->setting_count > OG_MAX_SETTINGS)
        return og_fail(OG_ERR_ARGUMENT, "a model has at most %d settings, got %zu", OG_MAX_SETTINGS,
                       model->setting_count);
    for (size_t i = 0; i < model->setting_count; i++)
        if (!model->settings[i].name || !model->settings[i].value)
            return og_fail(OG_ERR_ARGUMENT, "setting %zu has no name or no value", i);
    for (size_t i = 0; i < model->setting_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(model->settings[i].name, model->settings[j].name) == 0)
                return og_fail(OG_ERR_ARGUMENT, "the setting \"%s\" is there twice", model->settings[i].name);
    return OG_OK;
}

static og_status check_model(const og_model *model)
{
    if (og_net_parameter_count(model->net) == 0)
        return og_fail(OG_ERR_ARGUMENT, "the network has no weights to save");
    const og_shape *input = &og_net_layer(model->net, 0)->input_shape;
    if (input->ndim != 1)
        return og_fail(OG_ERR_ARGUMENT, "a model file holds networks of rows of features, got %d dimensions",
                       input->ndim);
    for (int i = 0; i < og_net_layer_count(model->net); i++)
        OG_TRY(check_layer(og_net_layer(model->net, i)));
    if (model->columns)
        OG_TRY(check_columns(model));
    if (model->scaler)
        OG_TRY(og_model_check_scaler(model->scaler, og_net_inputs(model->net)));
    return check_settings(model);
}

/* ---- tensors ---- */

typedef struct tensor_list {
    size_t count;
    og_st_tensor tensors[OG_MAX_TENSORS];
    char names[OG_MAX_TENSORS][64];
} tensor_list;

static og_st_tensor *add_tensor(tensor_list *list, int layer, const char *leaf)
{
    char *name = list->names[list->count];
    snprintf(name, sizeof list->names[0], "%d.%s", layer, leaf);
    og_st_tensor *tensor = &list->tensors[list->count++];
    *tensor = (og_st_tensor){.name = name, .count = 1};
    return tensor;
}

static void add_parameter(tensor_list *list, int layer, const og_parameter *parameter)
{
    og_st_tensor *tensor = add_tensor(list, layer, parameter->name);
    tensor->ndim = parameter->ndim;
    memcpy(tensor->dim, parameter->dim, sizeof tensor->dim);
    tensor->count = parameter->count;
    tensor->value = parameter->value;
}

static void list_tensors(const og_model *model, tensor_list *list)
{
    for (int i = 0; i < og_net_layer_count(model->net); i++) {
        const og_layer *layer = og_net_layer(model->net, i);
        for (int p = 0; p < layer->parameter_count; p++)
            add_parameter(list, i, &layer->parameters[p]);
        for (int b = 0; b < layer->buffer_count; b++)
            add_parameter(list, i, &layer->buffers[b]);
        if (layer->spec.kind == &og_batch_norm_layer) {
            og_st_tensor *tracked = add_tensor(list, i, OG_TRACKED);
            tracked->type = OG_ST_I64;
            tracked->integer = (int64_t)model->steps;
        }
    }
}

/* ---- metadata: every value is a text, lists are JSON in a text ---- */

static bool add_text(cJSON *metadata, const char *key, const char *text)
{
    return text && cJSON_AddStringToObject(metadata, key, text);
}

static bool add_and_free(cJSON *metadata, const char *key, char *text)
{
    bool ok = add_text(metadata, key, text);
    free(text);
    return ok;
}

static bool add_size(cJSON *metadata, const char *key, size_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", value);
    return add_text(metadata, key, text);
}

static bool add_bool(cJSON *metadata, const char *key, bool value)
{
    return add_text(metadata, key, value ? "true" : "false");
}

static bool add_layers(cJSON *metadata, const og_net *net)
{
    og_layer_spec specs[OG_MAX_LAYERS];
    int count = og_net_layer_count(net);
    for (int i = 0; i < count; i++)
        specs[i] = og_net_layer(net, i)->spec;
    size_t size = og_layers_format(specs, count, NULL, 0) + 1;
    char *text = malloc(size);
    if (text)
        og_layers_format(specs, count, text, size);
    return add_and_free(metadata, "layers", text);
}

/* Takes json, which may be NULL for want of memory. */
static bool add_json(cJSON *metadata, const char *key, cJSON *json)
{
    char *text = json ? cJSON_PrintUnformatted(json) : NULL;
    bool ok = add_text(metadata, key, text);
    cJSON_free(text);
    cJSON_Delete(json);
    return ok;
}

static cJSON *text_item(const char *text)
{
    if (!text)
        return cJSON_CreateNull();
    char *escaped = og_text_escape(text);
    cJSON *item = escaped ? cJSON_CreateString(escaped) : NULL;
    free(escaped);
    return item;
}

static bool add_texts(cJSON *metadata, const char *key, char *const *texts, size_t count)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++)
        if (!array || !cJSON_AddItemToArray(array, text_item(texts[i]))) {
            cJSON_Delete(array);
            return false;
        }
    return add_json(metadata, key, array);
}

static bool add_columns(cJSON *metadata, const og_dataset *columns)
{
    double *fill = malloc((columns->features + 1) * sizeof *fill);
    for (size_t i = 0; fill && i < columns->features; i++)
        fill[i] = columns->fill[i];
    bool ok = fill && add_texts(metadata, "feature_names", columns->feature_names, columns->features) &&
              add_texts(metadata, "feature_categories", columns->categories, columns->features) &&
              add_and_free(metadata, "feature_fill", og_numbers_format(fill, columns->features)) &&
              add_texts(metadata, "label_names", columns->label_names, columns->labels) &&
              add_texts(metadata, "class_names", columns->class_names, 2) &&
              add_bool(metadata, "class_numbers", columns->class_numbers) &&
              add_bool(metadata, "class_others", columns->class_others);
    free(fill);
    return ok;
}

static bool add_scaler(cJSON *metadata, const og_scaler *scaler)
{
    return add_and_free(metadata, "scaler_mean", og_numbers_format(scaler->mean, scaler->features)) &&
           add_and_free(metadata, "scaler_deviation", og_numbers_format(scaler->deviation, scaler->features));
}

static bool add_settings(cJSON *metadata, const og_model *model)
{
    cJSON *object = cJSON_CreateObject();
    for (size_t i = 0; i < model->setting_count; i++) {
        char *name = og_text_escape(model->settings[i].name);
        bool ok = object && name && cJSON_AddItemToObject(object, name, text_item(model->settings[i].value));
        free(name);
        if (!ok) {
            cJSON_Delete(object);
            return false;
        }
    }
    return add_json(metadata, "settings", object);
}

static bool add_everything(cJSON *metadata, const og_model *model)
{
    return metadata && add_text(metadata, "format_version", OG_MODEL_VERSION) &&
           add_text(metadata, "generator", "ogee") && add_layers(metadata, model->net) &&
           add_size(metadata, "inputs", og_net_inputs(model->net)) &&
           add_size(metadata, "steps", model->steps) &&
           (!model->columns || add_columns(metadata, model->columns)) &&
           (!model->scaler || add_scaler(metadata, model->scaler)) && add_settings(metadata, model);
}

static bool add_state(cJSON *metadata, const og_model *model)
{
    return !model->state_size ||
           add_and_free(metadata, "training_state", og_base64_encode(model->state, model->state_size));
}

og_status og_model_check(const og_model *model)
{
    OG_TRY(check_model(model));
    tensor_list *list = calloc(1, sizeof *list);
    cJSON *metadata = cJSON_CreateObject();
    size_t key = strlen(",\"training_state\":\"\""), state = (model->state_size + 2) / 3 * 4;
    og_status status = OG_ERR_MEMORY;
    if (list && add_everything(metadata, model)) {
        list_tensors(model, list);
        status = og_safetensors_check(metadata, list->tensors, list->count, state ? key + state : 0);
    } else {
        og_fail(status, "no memory for the header of a model file");
    }
    cJSON_Delete(metadata);
    free(list);
    return status;
}

og_status og_model_print(const char *name, FILE *stream, const og_model *model)
{
    OG_TRY(check_model(model));
    tensor_list *list = calloc(1, sizeof *list);
    cJSON *metadata = cJSON_CreateObject();
    og_status status;
    if (list && add_everything(metadata, model) && add_state(metadata, model)) {
        list_tensors(model, list);
        status = og_safetensors_print(name, stream, metadata, list->tensors, list->count);
    } else {
        status = og_fail(OG_ERR_MEMORY, "no memory for the header of %s", name);
    }
    cJSON_Delete(metadata);
    free(list);
    return status;
}

og_status og_model_save(const char *path, const og_model *model)
{
    og_file file;
    OG_TRY(og_file_open(&file, path));
    return og_file_end(&file, og_model_print(path, file.stream, model));
}

/* ---- the rest ---- */

void og_model_destroy(og_model *model)
{
    if (!model)
        return;
    og_net_destroy(model->net);
    og_dataset_destroy(model->columns);
    og_scaler_destroy(model->scaler);
    for (size_t i = 0; model->settings && i < model->setting_count; i++) {
        free(model->settings[i].name);
        free(model->settings[i].value);
    }
    free(model->settings);
    free(model->state);
    free(model);
}

const char *og_model_setting(const og_model *model, const char *name)
{
    for (size_t i = 0; i < model->setting_count; i++)
        if (strcmp(model->settings[i].name, name) == 0)
            return model->settings[i].value;
    return NULL;
}
