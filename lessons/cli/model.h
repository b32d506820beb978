/* A saved model as predict, eval and export open it. */
#ifndef OGEE_CLI_MODEL_H
#define OGEE_CLI_MODEL_H

#include "ogee/model_io.h"
#include "options.h"

/* Reads an activation's name into a const og_layer_kind *. Serves as the parse of an OGL_FLAG_CUSTOM. */
bool ogl_parse_between(const char *text, void *value);

/* The row of --activation, whose value is at that offset; what is said there is for files without ogee's
   metadata. */
#define OGL_BETWEEN_ROW(offset)                                                                              \
    {                                                                                                        \
        "--activation", "NAME", OGL_FLAG_CUSTOM, offset,                                                     \
            .help =                                                                                          \
                "for a file of PyTorch, which does not say what is between its linear layers; without it "   \
                "sigmoid",                                                                                   \
            .expected = OGL_ACTIVATIONS, .parse = ogl_parse_between                                          \
    }

/* Loads it, with between (NULL: a sigmoid) between the linear layers of a plain file. Returns OGL_DONE, or
   the exit status after saying why not. */
int ogl_model_open(const char *path, size_t max_batch, const og_layer_kind *between, og_model **out);

/* Says on standard error which layers a plain file is taken for; of ogee's own files nothing. */
void ogl_model_say_layers(const char *path, const og_model *model, const og_layer_kind *between);

#endif
