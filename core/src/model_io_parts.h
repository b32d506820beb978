/* What saving and loading a model share. */
#ifndef OGEE_SRC_MODEL_IO_PARTS_H
#define OGEE_SRC_MODEL_IO_PARTS_H

#include "ogee/model_io.h"
#include "safetensors.h"

#define OG_MODEL_VERSION "1"
#define OG_TRACKED "num_batches_tracked"
enum { OG_MAX_SETTINGS = 256 };

/* Makes an OG_ERR_FORMAT of path out of any other failure but OG_ERR_MEMORY. */
og_status og_model_refuse(const char *path, og_status status);

/* A parameter is finite, a running variance not negative; OG_ERR_ARGUMENT names the number. */
og_status og_model_check_number(int layer, const char *name, float value);

/* One finite mean and one finite deviation above 0 for each feature; else OG_ERR_ARGUMENT or OG_ERR_SHAPE. */
og_status og_model_check_scaler(const og_scaler *scaler, size_t features);

/* The network that a file describes, and which of its tensors belongs where. */
typedef struct og_model_plan {
    size_t inputs;
    int layer_count;
    og_layer_spec layers[OG_MAX_LAYERS];
    struct {
        int layer;               /* -1: none */
        const char *leaf;        /* "weight" */
    } place[OG_MAX_TENSORS + 1]; /* of the file's tensor with that index */
    bool plain;                  /* without ogee's metadata: a linear layer may have no bias */
} og_model_plan;

/* Makes the plan of a file that is nothing but tensors, with that activation between linear layers. */
og_status og_model_plan_plain(const og_safetensors *file, const og_layer_kind *between, og_model_plan *plan);

/* The columns, scaler, settings and so on of a file's metadata, for a model whose network is made. */
og_status og_model_read_metadata(const og_safetensors *file, og_model *model);

#endif
