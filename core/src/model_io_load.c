#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "fail.h"
#include "layers.h"
#include "model_io_parts.h"
#include "model_io_text.h"
#include "tensor_shape.h"

og_status og_model_refuse(const char *path, og_status status)
{
    if (status == OG_OK || status == OG_ERR_MEMORY)
        return status;
    char detail[512];
    snprintf(detail, sizeof detail, "%s", og_error_detail());
    return og_fail(OG_ERR_FORMAT, "%s: %s", path, detail);
}

og_status og_model_check_number(int layer, const char *name, float value)
{
    if (!isfinite(value))
        return og_fail(OG_ERR_ARGUMENT, "%s of layer %d has a number that is not finite", name, layer);
    if (value < 0 && strcmp(name, "running_var") == 0)
        return og_fail(OG_ERR_ARGUMENT, "%s of layer %d has %g, a variance is never negative", name, layer,
                       (double)value);
    return OG_OK;
}

/* ---- ogee's own files: what the metadata says of the network ---- */

/* "2.transform.weight" belongs to layer 2. */
static void place_tensor(const char *name, og_model_plan *plan, size_t tensor)
{
    size_t digits = strspn(name, "0123456789"), layer;
    bool canonical = digits == 1 || name[0] != '0';
    plan->place[tensor].layer = -1;
    if (!canonical || name[digits] != '.' || !og_size_parse(name, digits, &layer) || layer >= OG_MAX_LAYERS)
        return;
    plan->place[tensor].layer = (int)layer;
    plan->place[tensor].leaf = name + digits + 1;
}

static og_status plan_own(const og_safetensors *file, og_model_plan *plan)
{
    const char *version = og_safetensors_text(file, "format_version");
    const char *layers = og_safetensors_text(file, "layers"), *inputs = og_safetensors_text(file, "inputs");
    if (strcmp(version, OG_MODEL_VERSION) != 0)
        return og_fail(OG_ERR_FORMAT, "%s: has the format_version \"%s\", expected \"%s\"", file->path,
                       OG_SHOW(version), OG_MODEL_VERSION);
    if (!layers || !inputs || !og_size_parse(inputs, strlen(inputs), &plan->inputs) || plan->inputs == 0)
        return og_fail(OG_ERR_FORMAT, "%s: the metadata does not say how many inputs and which layers it has",
                       file->path);
    for (size_t i = 0; i < file->count; i++)
        place_tensor(file->tensors[i].name, plan, i);
    return og_model_refuse(file->path, og_layers_parse(layers, plan->layers, &plan->layer_count));
}

/* ---- whether tensors and layers fit, before anything is made of their claims ---- */

static const og_st_tensor *find_tensor(const og_safetensors *file, const og_model_plan *plan, int layer,
                                       const char *leaf)
{
    for (size_t i = 0; i < file->count; i++)
        if (plan->place[i].layer == layer && strcmp(plan->place[i].leaf, leaf) == 0)
            return &file->tensors[i];
    return NULL;
}

static const char *shape_text(int ndim, const size_t *dim, char text[96])
{
    size_t length = (size_t)snprintf(text, 96, "(");
    for (int d = 0; d < ndim; d++)
        length += (size_t)snprintf(text + length, 96 - length, d ? ", %zu" : "%zu", dim[d]);
    snprintf(text + length, 96 - length, ")");
    return text;
}

static og_status fit_parameter(const og_safetensors *file, const og_model_plan *plan, const og_layer *layer,
                               const og_parameter *parameter, size_t *fitting)
{
    const og_st_tensor *tensor = find_tensor(file, plan, layer->index, parameter->name);
    char is[96], expected[96];
    if (!tensor && plan->plain && layer->spec.kind == &og_linear_layer &&
        strcmp(parameter->name, "bias") == 0)
        return OG_OK;
    if (!tensor)
        return og_fail(OG_ERR_FORMAT, "%s: %s of layer %d (%s) is missing", file->path, parameter->name,
                       layer->index, layer->spec.kind->name);
    if (tensor->type != OG_ST_F32)
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has the type I64, expected F32", file->path,
                       OG_SHOW(tensor->name));
    if (!og_same_dims(tensor->ndim, tensor->dim, parameter->ndim, parameter->dim))
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" has the shape %s, expected %s", file->path,
                       OG_SHOW(tensor->name), shape_text(tensor->ndim, tensor->dim, is),
                       shape_text(parameter->ndim, parameter->dim, expected));
    ++*fitting;
    return OG_OK;
}

/* PyTorch's count of batches: steps, for files that do not say it otherwise. */
static og_status fit_tracked(const og_safetensors *file, const og_model_plan *plan, int layer,
                             size_t *fitting)
{
    const og_st_tensor *tracked = find_tensor(file, plan, layer, OG_TRACKED);
    if (!tracked)
        return OG_OK;
    if (tracked->type != OG_ST_I64 || tracked->count != 1 || og_st_integer(tracked) < 0)
        return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" is not one I64 number from 0 on", file->path,
                       OG_SHOW(tracked->name));
    ++*fitting;
    return OG_OK;
}

static og_status fit_layer(const og_safetensors *file, const og_model_plan *plan, og_layer *layer,
                           size_t *fitting)
{
    OG_TRY(og_model_refuse(file->path, og_layer_check(&layer->spec, layer->index)));
    OG_TRY(og_model_refuse(file->path, layer->spec.kind->plan(layer)));
    for (int p = 0; p < layer->parameter_count; p++)
        OG_TRY(fit_parameter(file, plan, layer, &layer->parameters[p], fitting));
    for (int b = 0; b < layer->buffer_count; b++)
        OG_TRY(fit_parameter(file, plan, layer, &layer->buffers[b], fitting));
    if (layer->spec.kind == &og_batch_norm_layer)
        OG_TRY(fit_tracked(file, plan, layer->index, fitting));
    return OG_OK;
}

static bool has_place(const og_model_plan *plan, const og_layer *layers, size_t tensor)
{
    int index = plan->place[tensor].layer;
    if (index < 0 || index >= plan->layer_count)
        return false;
    const og_layer *layer = &layers[index];
    const char *leaf = plan->place[tensor].leaf;
    bool has = layer->spec.kind == &og_batch_norm_layer && strcmp(leaf, OG_TRACKED) == 0;
    for (int p = 0; p < layer->parameter_count; p++)
        has = has || strcmp(leaf, layer->parameters[p].name) == 0;
    for (int b = 0; b < layer->buffer_count; b++)
        has = has || strcmp(leaf, layer->buffers[b].name) == 0;
    return has;
}

/* A network without weights could claim any number of features. */
static og_status fit_count(const og_safetensors *file, const og_model_plan *plan, const og_layer *layers,
                           size_t fitting)
{
    for (size_t i = 0; i < file->count && fitting < file->count; i++)
        if (!has_place(plan, layers, i))
            return og_fail(OG_ERR_FORMAT, "%s: tensor \"%s\" belongs to none of the layers", file->path,
                           OG_SHOW(file->tensors[i].name));
    return fitting ? OG_OK : og_fail(OG_ERR_FORMAT, "%s: has no tensors", file->path);
}

static og_status fit(const og_safetensors *file, const og_model_plan *plan)
{
    og_layer *layers = calloc(OG_MAX_LAYERS, sizeof *layers);
    if (!layers)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for its layers", file->path);
    og_shape shape = og_shape_flat(plan->inputs);
    og_status status = OG_OK;
    size_t fitting = 0;
    for (int i = 0; i < plan->layer_count && status == OG_OK; i++) {
        layers[i] = (og_layer){.spec = plan->layers[i], .index = i, .input_shape = shape};
        status = fit_layer(file, plan, &layers[i], &fitting);
        shape = layers[i].output_shape;
    }
    if (status == OG_OK)
        status = fit_count(file, plan, layers, fitting);
    free(layers);
    return status;
}

/* ---- the network ---- */

static og_status copy_numbers(const og_safetensors *file, const og_model_plan *plan, const og_layer *layer,
                              const og_parameter *parameter)
{
    const og_st_tensor *tensor = find_tensor(file, plan, layer->index, parameter->name);
    for (size_t i = 0; tensor && i < parameter->count; i++) {
        parameter->value[i] = og_st_float(tensor, i);
        OG_TRY(og_model_refuse(file->path,
                               og_model_check_number(layer->index, parameter->name, parameter->value[i])));
    }
    return OG_OK;
}

static og_status create_net(const og_safetensors *file, const og_model_plan *plan, size_t max_batch,
                            og_net **net)
{
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(plan->inputs);
    def.layers = plan->layers;
    def.layer_count = plan->layer_count;
    def.init.kind = OG_INIT_ZEROS;
    def.max_batch = max_batch;
    og_rng rng;
    og_rng_seed(&rng, 0);
    OG_TRY(og_model_refuse(file->path, og_net_create(&def, &rng, net)));
    for (int i = 0; i < plan->layer_count; i++) {
        const og_layer *layer = og_net_layer(*net, i);
        for (int p = 0; p < layer->parameter_count; p++)
            OG_TRY(copy_numbers(file, plan, layer, &layer->parameters[p]));
        for (int b = 0; b < layer->buffer_count; b++)
            OG_TRY(copy_numbers(file, plan, layer, &layer->buffers[b]));
    }
    return OG_OK;
}

static size_t tracked_steps(const og_safetensors *file, const og_model_plan *plan)
{
    for (int i = 0; i < plan->layer_count; i++) {
        const og_st_tensor *tracked = find_tensor(file, plan, i, OG_TRACKED);
        if (tracked)
            return (size_t)og_st_integer(tracked);
    }
    return 0;
}

/* Layers and inputs without a version would be passed over in silence, and the layers guessed. */
static og_status check_plain(const og_safetensors *file)
{
    static const char *const keys[] = {"layers", "inputs"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (og_safetensors_text(file, keys[i]))
            return og_fail(OG_ERR_FORMAT,
                           "%s: the metadata says %s but no format_version, expected \"%s\" there",
                           file->path, keys[i], OG_MODEL_VERSION);
    return OG_OK;
}

static og_status make_plan(const og_safetensors *file, const og_layer_kind *between, og_model_plan *plan)
{
    if (!og_safetensors_text(file, "format_version")) {
        OG_TRY(check_plain(file));
        return og_model_plan_plain(file, between ? between : &og_sigmoid_layer, plan);
    }
    if (between)
        return og_fail(OG_ERR_ARGUMENT,
                       "%s: lists its layers itself, so that an activation for between them has no effect",
                       file->path);
    return plan_own(file, plan);
}

static og_status read_model(const og_safetensors *file, const og_layer_kind *between, og_model_plan *plan,
                            size_t max_batch, og_model *model)
{
    OG_TRY(make_plan(file, between, plan));
    OG_TRY(fit(file, plan));
    OG_TRY(create_net(file, plan, max_batch, &model->net));
    model->plain = plan->plain;
    if (!plan->plain)
        return og_model_read_metadata(file, model);
    model->steps = tracked_steps(file, plan);
    return OG_OK;
}

og_status og_model_load(const char *path, size_t max_batch, const og_layer_kind *between, og_model **out)
{
    if (max_batch == 0)
        return og_fail(OG_ERR_ARGUMENT, "max_batch has to be at least 1, got 0");
    if (between && !between->slope)
        return og_fail(OG_ERR_ARGUMENT, "\"%s\" is no activation to stand between linear layers",
                       between->name);
    og_safetensors file;
    OG_TRY(og_safetensors_read(path, &file));
    og_model *model = calloc(1, sizeof *model);
    og_model_plan *plan = calloc(1, sizeof *plan);
    og_status status = OG_ERR_MEMORY;
    if (model && plan)
        status = read_model(&file, between, plan, max_batch, model);
    else
        og_fail(OG_ERR_MEMORY, "%s: no memory for the model", path);
    free(plan);
    og_safetensors_free(&file);
    if (status == OG_OK)
        *out = model;
    else
        og_model_destroy(model);
    return status;
}
