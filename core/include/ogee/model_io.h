/* Models that travel: a network with everything it needs to be used elsewhere, as a safetensors file. */
#ifndef OGEE_MODEL_IO_H
#define OGEE_MODEL_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "ogee/data.h"
#include "ogee/net.h"
#include "ogee/status.h"

/* A setting of the run that made the model, by the name of its flag: {"lr", "0.1"}. */
typedef struct og_setting {
    char *name, *value;
} og_setting;

/* Everything in a model file. og_model_save only reads; what og_model_load makes, og_model_destroy frees. */
typedef struct og_model {
    og_net *net;
    og_dataset
        *columns; /* 0 rows: names of features, labels and classes, categories, fill values; NULL: unknown */
    og_scaler *scaler; /* NULL: features are taken as they are */
    size_t setting_count;
    og_setting *settings; /* names are unique */
    size_t steps;         /* of training */
    size_t state_size;    /* og_trainer_state_save; 0: there is none */
    unsigned char *state;
    bool plain; /* as loaded: the file does not list its layers, they were told from its tensors */
} og_model;

/* Writes a safetensors file (https://github.com/huggingface/safetensors): float32 tensors "0.weight",
   "0.bias", "2.weight", ... as in a state dict of nn.Sequential, for batch norm also num_batches_tracked
   (I64, the steps); load_state_dict takes them as they are. Texts in __metadata__:

     format_version "1", generator "ogee", layers (og_layers_format), inputs, steps
     feature_names, feature_categories, feature_fill, label_names, class_names, class_numbers "true" or
     "false", class_others: columns
     scaler_mean, scaler_deviation
     settings: an object of texts; training_state: base64

   Lists are JSON in a text, numbers in them have as many digits as reading back the same bits needs,
   and null stands for what is not there. In names, labels, classes and settings a backslash is written as
   two, and a byte that is no UTF-8 as \xE9, so that the file is UTF-8 whatever the table was.

   Written beside path, synced, renamed: path is the old file or the new one, never half of it. OG_ERR_FILE;
   OG_ERR_SHAPE when columns or scaler are not the network's; OG_ERR_ARGUMENT for a layer kind that is not in
   og_layer_kinds, a network without weights, a number that is not finite, a name, class or setting that is
   NULL, more than 256 settings or one twice, and a training state of more than about 75 MB (other readers
   take headers up to 100,000,000 bytes). */
og_status og_model_save(const char *path, const og_model *model);

/* The same into a stream that is open for writing and stays open. Errors call it name. */
og_status og_model_print(const char *name, FILE *stream, const og_model *model);

/* The failure that og_model_save would have, its file aside: to be asked before training. state_size counts,
   and state may be NULL. */
og_status og_model_check(const og_model *model);

/* Reads such a file; the network takes up to max_batch samples (at least 1, else OG_ERR_ARGUMENT).

   A file without ogee's metadata is plain. It is read as PyTorch's users write it: linear layers (weight and
   optional bias) and batch norm (known by its running_mean; eps 1e-5, momentum 0.1), with the activation
   between, NULL for a sigmoid, between each two linear layers, right below the upper one. Where the names are
   nn.Sequential's numbers, it stands where they leave a gap (0.weight, 2.weight), and only there. Names that
   differ in a number only (0.weight, 2.weight; fc1.weight, fc2.weight) follow by it; for other names the
   sizes have to leave one order. Columns, scaler and settings are then NULL, and steps are those of the batch
   norm.

   OG_ERR_ARGUMENT: between is no activation, or the file lists its layers itself. OG_ERR_FILE: cannot be
   read. OG_ERR_FORMAT: damaged, truncated, claiming more than it has, tensors that do not fit the layers, a
   type other than F32 (F16, BF16 and F64 are named), numbers that are not finite, texts twice or missing, a
   format_version that is not known. A claim takes no memory before the file has shown the bytes for it. On
   failure *out stays as it was. */
og_status og_model_load(const char *path, size_t max_batch, const og_layer_kind *between, og_model **out);

void og_model_destroy(og_model *model);

/* The value of a setting; NULL when it is not there. */
const char *og_model_setting(const og_model *model, const char *name);

#endif
