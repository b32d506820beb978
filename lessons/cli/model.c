#include "model.h"

#include <stdio.h>

#include "report.h"

bool ogl_parse_between(const char *text, void *value)
{
    const og_layer_kind *kind = og_layer_kind_find(text);
    if (!kind || !kind->slope)
        return false;
    *(const og_layer_kind **)value = kind;
    return true;
}

int ogl_model_open(const char *path, size_t max_batch, const og_layer_kind *between, og_model **out)
{
    og_status status = og_model_load(path, max_batch, between, out);
    return status == OG_OK ? OGL_DONE : ogl_report_failure(status);
}

void ogl_model_say_layers(const char *path, const og_model *model, const og_layer_kind *between)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    char list[1024];
    int count = og_net_layer_count(model->net);
    bool guessed = false;
    if (!model->plain)
        return;
    for (int i = 0; i < count; i++) {
        layers[i] = og_net_layer(model->net, i)->spec;
        guessed = guessed || layers[i].kind->slope;
    }
    og_layers_format(layers, count, list, sizeof list);
    fprintf(stderr, "%s does not list its layers and is read as %s%s\n", ogl_one_line(path).text, list,
            guessed && !between ? " (--activation names another one than sigmoid)" : "");
}
