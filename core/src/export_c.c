#include <math.h>
#include <string.h>

#include "export_parts.h"
#include "fail.h"

enum { WIDTH = 110 };

/* ---- the comment ---- */

static void put_source(const void *context, FILE *out)
{
    og_put_comment_text(out, ((const og_exporter *)context)->source);
}

static void put_inputs(const void *context, FILE *out)
{
    fprintf(out, "%zu", og_net_inputs(((const og_exporter *)context)->net));
}

static void put_outputs(const void *context, FILE *out)
{
    fprintf(out, "%zu", og_net_outputs(((const og_exporter *)context)->net));
}

static void put_probabilities(const void *context, FILE *out)
{
    const og_dataset *columns = ((const og_exporter *)context)->model->columns;
    if (!columns)
        return;
    for (size_t i = 0; i < columns->labels; i++) {
        if (columns->labels > 1)
            fprintf(out, "     p[%zu]  ", i);
        else
            fputs("   Column ", out);
        og_put_comment_text(out, columns->label_names[i]);
        if (columns->labels == 1)
            for (int c = 0; c < 2; c++) {
                fputs(c ? ", class 1 is " : ": class 0 is ", out);
                og_put_comment_text(out, columns->class_names[c]);
            }
        fputc('\n', out);
    }
}

static void put_features(const void *context, FILE *out)
{
    const og_exporter *e = context;
    const og_dataset *columns = e->model->columns;
    for (size_t i = 0; i < og_net_inputs(e->net); i++) {
        fprintf(out, "     x[%zu]", i);
        if (columns) {
            fputs("  ", out);
            og_put_comment_text(out, columns->feature_names[i]);
        }
        if (columns && columns->categories[i]) {
            fputs(" = ", out);
            og_put_comment_text(out, columns->categories[i]);
        }
        if (columns && !columns->categories[i] && isfinite(columns->fill[i]))
            fprintf(out, ", %s where it is missing", og_numeral_of_float(columns->fill[i]).text);
        fputc('\n', out);
    }
}

static void put_layers(const void *context, FILE *out)
{
    const og_net *net = ((const og_exporter *)context)->net;
    size_t column = strlen("   Layers: ");
    for (int i = 0; i < og_net_layer_count(net); i++) {
        char text[256];
        size_t length = og_layers_format(&og_net_layer(net, i)->spec, 1, text, sizeof text);
        bool wraps = column + length + 2 > WIDTH;
        fprintf(out, "%s%s%s", i ? "," : "", wraps ? "\n     " : i ? " " : "", text);
        column = (wraps ? 5 : column + 2) + length;
    }
}

/* ---- the whole ---- */

/* A program for numbers that are not finite would not compile. */
static og_status check_finite(const og_layer *layer)
{
    for (int p = 0; p < layer->parameter_count + layer->buffer_count; p++) {
        const og_parameter *numbers =
            p < layer->parameter_count ? &layer->parameters[p] : &layer->buffers[p - layer->parameter_count];
        for (size_t i = 0; i < numbers->count; i++)
            if (!isfinite(numbers->value[i]))
                return og_fail(OG_ERR_DATA, "layer %d (%s) has %g in its %s, expected finite numbers",
                               layer->index, layer->spec.kind->name, (double)numbers->value[i],
                               numbers->name);
    }
    return OG_OK;
}

og_status og_export_c(const og_model *model, const char *source, FILE *out)
{
    const og_net *net = model->net;
    og_status status = OG_OK;
    const og_exporter e = {.model = model, .net = net, .source = source, .status = &status};
    OG_TRY(og_export_check(model, og_export_c_knows, "C"));
    for (int i = 0; i < og_net_layer_count(net); i++)
        OG_TRY(check_finite(og_net_layer(net, i)));
    const og_slot slots[] = {
        {"SOURCE", false, put_source},
        {"PROBABILITIES", false, put_probabilities},
        {"INPUTS", false, put_inputs},
        {"FEATURES", false, put_features},
        {"LAYERS", false, put_layers},
        {"NUMBERS", false, og_export_c_numbers},
        {"FUNCTIONS", false, og_export_c_functions},
        {"STEPS", false, og_export_c_steps},
        {"LOGITS", false, og_export_c_logits},
        {"OUTPUTS", false, put_outputs},
        {"one", og_net_outputs(net) == 1, NULL},
        {"many", og_net_outputs(net) > 1, NULL},
        {"pairs", og_export_has_pairs(model->columns), NULL},
        {"scaled", model->scaler != NULL, NULL},
        {"linear", og_export_uses(net, &og_linear_layer) || og_export_uses(net, &og_highway_layer), NULL},
        {"relu", og_export_uses(net, &og_relu_layer), NULL},
        {"leaky_relu", og_export_uses(net, &og_leaky_relu_layer), NULL},
        {"hard_sigmoid", og_export_uses(net, &og_hard_sigmoid_layer), NULL},
        {"hard_tanh", og_export_uses(net, &og_hard_tanh_layer), NULL},
        {"threshold", og_export_uses(net, &og_threshold_layer), NULL},
        {NULL, false, NULL}};
    og_template_write(og_export_c_template, slots, &e, out);
    OG_TRY(status);
    return og_export_check_written(out);
}
