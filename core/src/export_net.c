#include "export_parts.h"
#include "fail.h"

og_layer_spec og_export_transform(const og_layer *layer)
{
    return og_layer_spec_default(layer->spec.activation ? layer->spec.activation : &og_tanh_layer);
}

bool og_export_uses(const og_net *net, const og_layer_kind *kind)
{
    for (int i = 0; i < og_net_layer_count(net); i++) {
        const og_layer *layer = og_net_layer(net, i);
        bool highway = layer->spec.kind == &og_highway_layer;
        if (layer->spec.kind == kind || (highway && og_export_transform(layer).kind == kind))
            return true;
    }
    return false;
}

bool og_export_has_pairs(const og_dataset *columns)
{
    bool has = false;
    for (size_t i = 0; columns && i < columns->features; i++)
        has = has || columns->categories[i];
    return has;
}

static og_status check_shapes(const og_model *model)
{
    size_t inputs = og_net_inputs(model->net), outputs = og_net_outputs(model->net);
    const og_dataset *columns = model->columns;
    if (columns && (columns->features != inputs || columns->labels != outputs))
        return og_fail(OG_ERR_SHAPE,
                       "the model names %zu features and %zu labels, its network has %zu and %zu",
                       columns->features, columns->labels, inputs, outputs);
    if (model->scaler && model->scaler->features != inputs)
        return og_fail(OG_ERR_SHAPE, "the model standardises %zu features, its network has %zu",
                       model->scaler->features, inputs);
    return OG_OK;
}

og_status og_export_check(const og_model *model, bool (*knows)(const og_layer_kind *), const char *language)
{
    OG_TRY(check_shapes(model));
    for (int i = 0; i < og_net_layer_count(model->net); i++) {
        const og_layer *layer = og_net_layer(model->net, i);
        const og_layer_kind *kind = layer->spec.kind;
        const og_layer_kind *inner = kind == &og_highway_layer ? og_export_transform(layer).kind : kind;
        if (!knows(kind) || !knows(inner))
            return og_fail(OG_ERR_ARGUMENT, "layer %d: %s has no counterpart in %s", i,
                           knows(kind) ? inner->name : kind->name, language);
    }
    return OG_OK;
}

og_status og_export_check_written(FILE *out)
{
    return fflush(out) == 0 && !ferror(out) ? OG_OK
                                            : og_fail(OG_ERR_FILE, "not all of the program could be written");
}
