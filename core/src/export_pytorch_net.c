#include <math.h>

#include "export_parts.h"

/* ---- layers ---- */

typedef struct module {
    const og_layer_kind *kind;
    const char *name;
    int options;
} module;

/* Those that are called nn.NAME(options). */
static const module modules[] = {{&og_sigmoid_layer, "Sigmoid", 0},
                                 {&og_tanh_layer, "Tanh", 0},
                                 {&og_relu_layer, "ReLU", 0},
                                 {&og_leaky_relu_layer, "LeakyReLU", 1},
                                 {&og_silu_layer, "SiLU", 0},
                                 {&og_softplus_layer, "Softplus", 0},
                                 {&og_log_sigmoid_layer, "LogSigmoid", 0},
                                 {&og_hard_tanh_layer, "Hardtanh", 2},
                                 {&og_hard_sigmoid_layer, "Hardsigmoid", 0},
                                 {&og_threshold_layer, "Threshold", 2},
                                 {&og_identity_layer, "Identity", 0},
                                 {&og_dropout_layer, "Dropout", 1}};
enum { MODULES = sizeof modules / sizeof modules[0] };

static const module *find_module(const og_layer_kind *kind)
{
    for (int i = 0; i < MODULES; i++)
        if (modules[i].kind == kind)
            return &modules[i];
    return NULL;
}

bool og_export_pytorch_knows(const og_layer_kind *kind)
{
    return kind == &og_linear_layer || kind == &og_batch_norm_layer || kind == &og_residual_layer ||
           kind == &og_highway_layer || find_module(kind);
}

static void put_module(const og_layer_spec *spec, FILE *out)
{
    const module *m = find_module(spec->kind);
    fprintf(out, "nn.%s(", m->name);
    for (int o = 0; o < m->options; o++)
        fprintf(out, "%s%s", o ? ", " : "", og_numeral_of_float(spec->option[o]).text);
    fputc(')', out);
}

static void put_layer(const og_layer *layer, FILE *out)
{
    const og_layer_kind *kind = layer->spec.kind;
    const float *option = layer->spec.option;
    size_t inputs = og_shape_count(&layer->input_shape);
    if (kind == &og_linear_layer)
        fprintf(out, "nn.Linear(%zu, %zu)", inputs, og_shape_count(&layer->output_shape));
    else if (kind == &og_batch_norm_layer)
        fprintf(out, "nn.BatchNorm1d(%zu, eps=%s, momentum=%s)", inputs, og_numeral_of_float(option[0]).text,
                og_numeral_of_float(option[1]).text);
    else if (kind == &og_residual_layer)
        fprintf(out, "Residual(%d)", layer->skip);
    else if (kind == &og_highway_layer) {
        og_layer_spec transform = og_export_transform(layer);
        fprintf(out, "Highway(%zu, ", inputs);
        put_module(&transform, out);
        fprintf(out, ", gate_bias=%s)", og_numeral_of_float(option[0]).text);
    } else
        put_module(&layer->spec, out);
}

void og_export_pytorch_layers(const void *context, FILE *out)
{
    const og_net *net = ((const og_exporter *)context)->net;
    for (int i = 0, count = og_net_layer_count(net); i < count; i++) {
        fputs("        ", out);
        put_layer(og_net_layer(net, i), out);
        fputs(i + 1 < count ? ",\n" : ",", out);
    }
}

void og_export_pytorch_sequential(const void *context, FILE *out)
{
    const og_net *net = ((const og_exporter *)context)->net;
    fputs(og_export_uses(net, &og_residual_layer) ? "Net" : "nn.Sequential", out);
}

/* ---- initial weights other than PyTorch's own ---- */

static const char *gain_text(double gain, og_numeral *numeral)
{
    *numeral = og_numeral_of_double(gain);
    return gain == 5.0 / 3 ? "5 / 3" : gain == sqrt(2.0) ? "2**0.5" : numeral->text;
}

static bool has_gains(og_init_kind kind)
{
    return kind == OG_INIT_XAVIER || kind == OG_INIT_XAVIER_NORMAL || kind == OG_INIT_HE ||
           kind == OG_INIT_HE_NORMAL;
}

/* Every linear layer with the gain of the activation above it. */
static void put_gains(const og_net *net, FILE *out)
{
    fputs("    # each linear layer with nn.init.calculate_gain of the activation above it\n    gains = [\n",
          out);
    for (int i = 0; i < og_net_layer_count(net); i++) {
        const og_layer *layer = og_net_layer(net, i);
        og_numeral numeral;
        const char *gain = gain_text((double)layer->gain, &numeral);
        if (layer->spec.kind == &og_linear_layer)
            fprintf(out, "        (net[%d], %s),\n", i, gain);
        if (layer->spec.kind == &og_highway_layer)
            fprintf(out, "        (net[%d].transform, %s),\n        (net[%d].gate, 1.0),\n", i, gain, i);
    }
    fputs("    ]\n", out);
}

/* kaiming_uniform_ takes no gain. */
static const char he_uniform[] =
    "bound = math.sqrt(3) * (gain / math.sqrt(linear.in_features))  # as kaiming_uniform_\n"
    "        nn.init.uniform_(linear.weight, -bound, bound)";

void og_export_pytorch_init(const void *context, FILE *out)
{
    const og_net *net = ((const og_exporter *)context)->net;
    const og_init *init = &((const og_exporter *)context)->run->init;
    static const char *const draws[] = {
        [OG_INIT_TORCH] = "",
        [OG_INIT_XAVIER] = "nn.init.xavier_uniform_(linear.weight, gain)",
        [OG_INIT_XAVIER_NORMAL] = "nn.init.xavier_normal_(linear.weight, gain)",
        [OG_INIT_HE] = he_uniform,
        [OG_INIT_HE_NORMAL] =
            "nn.init.normal_(linear.weight, 0.0, gain / math.sqrt(linear.in_features))  # as kaiming_normal_",
        [OG_INIT_ZEROS] = "nn.init.zeros_(parameter)",
        [OG_INIT_CONSTANT] = "nn.init.constant_(parameter, ",
        [OG_INIT_UNIFORM] = "nn.init.uniform_(parameter, ",
        [OG_INIT_NORMAL] = "nn.init.normal_(parameter, "};
    if (has_gains(init->kind)) {
        put_gains(net, out);
        fprintf(out, "    for linear, gain in gains:\n        %s\n        nn.init.zeros_(linear.bias)",
                draws[init->kind]);
    } else {
        og_numeral scale = og_numeral_of_float(init->scale);
        fprintf(
            out,
            "    linears = [module for module in net.modules() if isinstance(module, nn.Linear)]\n"
            "    for parameter in (parameter for linear in linears for parameter in linear.parameters()):\n"
            "        %s",
            draws[init->kind]);
        if (init->kind == OG_INIT_CONSTANT)
            fprintf(out, "%s)", scale.text);
        if (init->kind == OG_INIT_UNIFORM)
            fprintf(out, "-%s, %s)", scale.text, scale.text);
        if (init->kind == OG_INIT_NORMAL)
            fprintf(out, "0.0, %s)", scale.text);
    }
    for (int i = 0; i < og_net_layer_count(net); i++)
        if (og_net_layer(net, i)->spec.kind == &og_highway_layer)
            fprintf(out, "\n    nn.init.constant_(net[%d].gate.bias, %s)", i,
                    og_numeral_of_float(og_net_layer(net, i)->spec.option[0]).text);
}
