#include <string.h>

#include "report.h"
#include "train.h"

/* linear, batch norm, activation, dropout for each hidden layer, and the logits. */
static bool list_layers(const ogl_train_settings *settings, size_t labels,
                        og_layer_spec layers[OG_MAX_LAYERS], int *count)
{
    bool dropout = settings->dropout > 0;
    int n = 0, each = 2 + settings->batch_norm + dropout, all = settings->hidden.count * each + 1;
    if (all > OG_MAX_LAYERS) {
        ogl_error("--hidden: %d hidden layers with all that goes with them are %d layers, more than %d",
                  settings->hidden.count, all, OG_MAX_LAYERS);
        return false;
    }
    for (int i = 0; i < settings->hidden.count; i++) {
        layers[n] = og_layer_spec_default(&og_linear_layer);
        layers[n++].units = settings->hidden.units[i];
        if (settings->batch_norm)
            layers[n++] = og_layer_spec_default(&og_batch_norm_layer);
        layers[n++] = settings->activation;
        if (dropout) {
            layers[n] = og_layer_spec_default(&og_dropout_layer);
            layers[n++].option[0] = (float)settings->dropout;
        }
    }
    layers[n] = og_layer_spec_default(&og_linear_layer);
    layers[n++].units = labels;
    *count = n;
    return true;
}

static void report_layers(void)
{
    const char *detail = og_error_detail(), *layer = strstr(detail, "layer ");
    bool numbered = layer && strchr("0123456789", layer[6]) && layer[6];
    ogl_error("--layers: %s%s", detail, numbered ? " (the first layer is layer 0)" : "");
}

static bool make_layers(const ogl_train_settings *settings, size_t labels,
                        og_layer_spec layers[OG_MAX_LAYERS], int *count)
{
    if (!settings->layers)
        return list_layers(settings, labels, layers, count);
    if (og_layers_parse(settings->layers, layers, count) != OG_OK) {
        report_layers();
        return false;
    }
    const og_layer_kind *last = layers[*count - 1].kind;
    if (!last->slope || last == &og_identity_layer)
        return true;
    ogl_error("--layers: the last layer gives logits, and the loss puts its own sigmoid on them; leave out "
              "the last %s",
              last->name);
    return false;
}

og_trainer_def ogl_train_trainer_def(const ogl_train_settings *settings)
{
    og_trainer_def def = og_trainer_def_default();
    def.optimizer = (og_optimizer)settings->optimizer;
    def.sgd.lr = settings->lr;
    def.sgd.momentum = settings->momentum;
    def.sgd.dampening = settings->dampening;
    def.sgd.weight_decay = settings->weight_decay;
    def.sgd.nesterov = settings->nesterov;
    def.sgd.maximize = settings->maximize;
    def.adam.lr = settings->lr;
    def.adam.weight_decay = settings->weight_decay;
    def.schedule = settings->schedule;
    def.batch = (size_t)settings->batch;
    def.loss = (og_loss_kind)settings->loss;
    def.pos_weight = settings->pos_weight;
    def.l1 = settings->l1;
    def.clip_norm = settings->clip_norm;
    def.stop_loss = settings->stop_loss;
    def.stop_accuracy = settings->stop_accuracy;
    def.patience = (size_t)settings->patience;
    return def;
}

/* A network that cannot be made is what the flags ask for. */
static int report_network(const ogl_train_settings *settings, og_status status)
{
    if (status != OG_ERR_SHAPE && status != OG_ERR_ARGUMENT)
        return ogl_report_failure(status);
    if (settings->layers)
        report_layers();
    else
        ogl_error("%s", og_error_detail());
    return OGL_USAGE;
}

int ogl_train_network_create(const ogl_train_settings *settings, const ogl_train_data *data, og_net **net,
                             og_trainer **trainer)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    size_t rows = data->train->rows, labels = data->train->labels;
    og_net_def def = og_net_def_default();
    og_trainer_def trainer_def = ogl_train_trainer_def(settings);
    og_rng rng;
    if (!make_layers(settings, labels, layers, &def.layer_count))
        return OGL_USAGE;
    trainer_def.batch = trainer_def.batch < rows ? trainer_def.batch : rows;
    def.input = og_shape_flat(data->train->features);
    def.layers = layers;
    def.init = settings->init;
    def.max_batch = trainer_def.batch;
    og_rng_seed(&rng, (uint64_t)settings->seed);
    og_status status = og_net_create(&def, &rng, net);
    if (status != OG_OK)
        return report_network(settings, status);
    if (og_net_outputs(*net) != labels) {
        ogl_error("--layers: the last layer gives %zu number%s, and the data has %zu label%s",
                  og_net_outputs(*net), ogl_plural(og_net_outputs(*net)), labels, ogl_plural(labels));
        return OGL_USAGE;
    }
    status = og_trainer_create(&trainer_def, *net, data->train, data->test, &rng, trainer);
    return status == OG_OK ? OGL_DONE : ogl_report_failure(status);
}
