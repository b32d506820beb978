#include <math.h>
#include <string.h>

#include "export_parts.h"

enum { NAME_ROOM = 24, WIDTH = 110 };

/* How activations are called in the program. A smooth one comes with its own source, one with kinks stands in
   the template. */
typedef struct activation {
    const og_layer_kind *kind;
    const char *function;
    bool smooth;
    int options;
} activation;

static const activation activations[] = {{&og_sigmoid_layer, "og_sigmoidf", true, 0},
                                         {&og_tanh_layer, "og_tanhf", true, 0},
                                         {&og_silu_layer, "og_siluf", true, 0},
                                         {&og_softplus_layer, "og_softplusf", true, 0},
                                         {&og_log_sigmoid_layer, "og_log_sigmoidf", true, 0},
                                         {&og_relu_layer, "relu", false, 0},
                                         {&og_leaky_relu_layer, "leaky_relu", false, 1},
                                         {&og_hard_sigmoid_layer, "hard_sigmoid", false, 0},
                                         {&og_hard_tanh_layer, "hard_tanh", false, 2},
                                         {&og_threshold_layer, "threshold", false, 2},
                                         {&og_identity_layer, "", false, 0}};
enum { ACTIVATIONS = sizeof activations / sizeof activations[0] };

static const activation *find_activation(const og_layer_kind *kind)
{
    for (int i = 0; i < ACTIVATIONS; i++)
        if (activations[i].kind == kind)
            return &activations[i];
    return NULL;
}

/* Layers that give on what they get. */
static bool is_nothing(const og_layer *layer)
{
    return layer->spec.kind == &og_dropout_layer || layer->spec.kind == &og_identity_layer;
}

bool og_export_c_knows(const og_layer_kind *kind)
{
    return kind == &og_linear_layer || kind == &og_dropout_layer || kind == &og_batch_norm_layer ||
           kind == &og_highway_layer || kind == &og_residual_layer || find_activation(kind);
}

/* ---- numbers ---- */

/* Writes values as {...}, some in each line, from that column on. */
static void put_list(size_t count, const float *values, int column, FILE *out)
{
    const int indent = 5;
    fputc('{', out);
    column++;
    for (size_t i = 0; i < count; i++) {
        og_numeral number = og_numeral_of_float(values[i]);
        bool wraps = i > 0 && column + (int)strlen(number.text) + 4 > WIDTH;
        int written = wraps ? fprintf(out, ",\n%*s", indent, "") : fprintf(out, i ? ", " : "");
        column = wraps ? indent : column + written;
        column += fprintf(out, "%sf", number.text);
    }
    fputc('}', out);
}

/* "weight" of layer 2 is weight_2 in the program, "gate.bias" gate_bias_2. */
static int put_name(const og_layer *layer, const char *parameter, FILE *out)
{
    int length = (int)strlen(parameter);
    for (; *parameter; parameter++)
        fputc(*parameter == '.' ? '_' : *parameter, out);
    return length + fprintf(out, "_%d", layer->index);
}

static void put_parameter(const og_layer *layer, const og_parameter *parameter, FILE *out)
{
    int column = fprintf(out, "static const float ");
    column += put_name(layer, parameter->name, out);
    if (parameter->ndim == 1) {
        column += fprintf(out, "[%zu] = ", parameter->count);
        put_list(parameter->count, parameter->value, column, out);
    } else {
        size_t rows = parameter->dim[0], columns = parameter->count / rows;
        fprintf(out, "[%zu][%zu] = {\n", rows, columns);
        for (size_t i = 0; i < rows; i++) {
            fputs("    ", out);
            put_list(columns, parameter->value + i * columns, 4, out);
            fputs(i + 1 < rows ? ",\n" : "}", out);
        }
    }
    fputs(";\n", out);
}

/* In evaluation a feature's batch norm is four numbers. */
static void put_batch_norm(const og_layer *layer, FILE *out)
{
    const float *weight = layer->parameters[0].value, *bias = layer->parameters[1].value;
    const float *mean = layer->buffers[0].value, *variance = layer->buffers[1].value;
    size_t count = layer->parameters[0].count;
    fprintf(out,
            "/* mean, 1 / sqrt(variance + eps), weight, bias */\nstatic const double norm_%d[%zu][4] = {\n",
            layer->index, count);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    {%s, %s, %s, %s}%s\n", og_numeral_of_double(mean[i]).text,
                og_numeral_of_double(1 / sqrt(variance[i] + (double)layer->spec.option[0])).text,
                og_numeral_of_double(weight[i]).text, og_numeral_of_double(bias[i]).text,
                i + 1 < count ? "," : "};");
}

void og_export_c_numbers(const void *context, FILE *out)
{
    const og_exporter *e = context;
    const og_scaler *scaler = e->model->scaler;
    bool first = !scaler;
    if (scaler) {
        fprintf(out, "/* mean and deviation of each feature */\nstatic const double scaler[%zu][2] = {\n",
                scaler->features);
        for (size_t i = 0; i < scaler->features; i++)
            fprintf(out, "    {%s, %s}%s\n", og_numeral_of_double(scaler->mean[i]).text,
                    og_numeral_of_double(scaler->deviation[i]).text, i + 1 < scaler->features ? "," : "};");
    }
    for (int i = 0; i < og_net_layer_count(e->net); i++) {
        const og_layer *layer = og_net_layer(e->net, i);
        if (layer->parameter_count > 0) {
            fputs(first ? "" : "\n", out);
            first = false;
        }
        if (layer->spec.kind == &og_batch_norm_layer)
            put_batch_norm(layer, out);
        else
            for (int p = 0; p < layer->parameter_count; p++)
                put_parameter(layer, &layer->parameters[p], out);
    }
}

/* ---- functions ---- */

void og_export_c_functions(const void *context, FILE *out)
{
    const og_exporter *e = context;
    const char *functions[ACTIVATIONS + 1];
    int count = 0;
    for (int i = 0; i < ACTIVATIONS; i++)
        if (activations[i].smooth &&
            (activations[i].kind == &og_sigmoid_layer || og_export_uses(e->net, activations[i].kind)))
            functions[count++] = activations[i].function;
    functions[count] = NULL;
    *e->status = og_export_definitions(og_export_functions, functions, out);
}

/* ---- steps ---- */

/* What holds the output of layer `index`; of -1 the input. */
static og_numeral value_name(const og_exporter *e, int index)
{
    og_numeral name;
    while (index >= 0 && is_nothing(og_net_layer(e->net, index)))
        index--;
    if (index < 0)
        strcpy(name.text, e->model->scaler ? "z" : "x");
    else
        snprintf(name.text, sizeof name.text, "v%d", index);
    return name;
}

static void put_call(const og_layer_spec *spec, const char *argument, FILE *out)
{
    const activation *a = find_activation(spec->kind);
    fprintf(out, "%s(%s", a->function, argument);
    for (int o = 0; o < a->options; o++)
        fprintf(out, ", %sf", og_numeral_of_float(spec->option[o]).text);
    fputs(")", out);
}

static void put_linear(const og_layer *layer, const char *weight, const char *bias, const char *from,
                       const char *to, FILE *out)
{
    size_t units = layer->parameters[0].dim[0], inputs = layer->parameters[0].dim[1];
    fprintf(out, "    linear(%zu, %zu, &", inputs, units);
    put_name(layer, weight, out);
    fputs("[0][0], ", out);
    put_name(layer, bias, out);
    fprintf(out, ", %s, %s);\n", from, to);
}

static void put_loop(size_t count, FILE *out)
{
    fprintf(out, "    for (int i = 0; i < %zu; i++)\n        ", count);
}

static void put_highway(const og_layer *layer, size_t count, const char *from, const char *to, FILE *out)
{
    og_layer_spec transform = og_export_transform(layer);
    char h[NAME_ROOM], t[NAME_ROOM], argument[NAME_ROOM + 4];
    snprintf(h, sizeof h, "h%d", layer->index);
    snprintf(t, sizeof t, "t%d", layer->index);
    fprintf(out, "    float %s[%zu], %s[%zu];\n", h, count, t, count);
    put_linear(layer, "transform.weight", "transform.bias", from, h, out);
    put_linear(layer, "gate.weight", "gate.bias", from, t, out);
    snprintf(argument, sizeof argument, "%s[i]", h);
    if (transform.kind != &og_identity_layer) {
        put_loop(count, out);
        fprintf(out, "%s = ", argument);
        put_call(&transform, argument, out);
        fputs(";\n", out);
    }
    put_loop(count, out);
    fprintf(out, "%s[i] = og_sigmoidf(%s[i]);\n", t, t);
    put_loop(count, out);
    fprintf(out, "%s[i] = %s[i] * %s[i] + (1 - %s[i]) * %s[i];\n", to, t, h, t, from);
}

static void put_step(const og_exporter *e, const og_layer *layer, FILE *out)
{
    const og_layer_kind *kind = layer->spec.kind;
    const og_numeral below = value_name(e, layer->index - 1), here = value_name(e, layer->index);
    const char *from = below.text, *to = here.text;
    size_t count = og_shape_count(&layer->output_shape);
    if (is_nothing(layer))
        return;
    fprintf(out, "    float %s[%zu]; /* layer %d: %s */\n", to, count, layer->index, kind->name);
    if (kind == &og_linear_layer) {
        put_linear(layer, "weight", "bias", from, to, out);
        return;
    }
    if (kind == &og_highway_layer) {
        put_highway(layer, count, from, to, out);
        return;
    }
    put_loop(count, out);
    fprintf(out, "%s[i] = ", to);
    if (kind == &og_batch_norm_layer) {
        fprintf(out, "(float)((%s[i] - norm_%d[i][0]) * norm_%d[i][1] * norm_%d[i][2] + norm_%d[i][3])", from,
                layer->index, layer->index, layer->index, layer->index);
    } else if (kind == &og_residual_layer) {
        fprintf(out, "%s[i] + %s[i]", from, value_name(e, layer->index - layer->skip - 1).text);
    } else {
        char argument[sizeof(og_numeral) + 4];
        snprintf(argument, sizeof argument, "%s[i]", from);
        put_call(&layer->spec, argument, out);
    }
    fputs(";\n", out);
}

void og_export_c_steps(const void *context, FILE *out)
{
    const og_exporter *e = context;
    if (e->model->scaler) {
        size_t features = e->model->scaler->features;
        fprintf(out, "    float z[%zu]; /* standardised */\n", features);
        put_loop(features, out);
        fputs("z[i] = (float)((x[i] - scaler[i][0]) / scaler[i][1]);\n", out);
    }
    for (int i = 0; i < og_net_layer_count(e->net); i++)
        put_step(e, og_net_layer(e->net, i), out);
}

void og_export_c_logits(const void *context, FILE *out)
{
    const og_exporter *e = context;
    fputs(value_name(e, og_net_layer_count(e->net) - 1).text, out);
}
