/* What exporting shares: numbers and names as source text, templates, and what is in a network. */
#ifndef OGEE_SRC_EXPORT_PARTS_H
#define OGEE_SRC_EXPORT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "decimal.h"
#include "ogee/export.h"

/* The lines of files beside this one, put in when the build is configured; a line "\f" ends each file, NULL
   the array. */
extern const char *const og_export_c_template[];
extern const char *const og_export_pytorch_template[];
extern const char *const og_export_functions[]; /* the source of the activations */

/* ---- numbers: the fewest digits that read back to the same bits, with a point whatever the locale ---- */

typedef struct og_numeral {
    char text[OG_DECIMAL_ROOM + 2];
} og_numeral;

og_numeral og_numeral_of_float(float value);
og_numeral og_numeral_of_double(double value);

/* ---- names, which can hold anything ---- */

/* Writes "text" for the inside of a C comment, which it cannot end, in one line. */
void og_put_comment_text(FILE *out, const char *text);

/* Writes length bytes of text as a Python string, in one line. Bytes that are no UTF-8 become what Python's
   "surrogateescape" makes of them. */
void og_put_python_text(FILE *out, const char *text, size_t length);

/* ---- templates ---- */

/* A name in a template: on is what "@if name" asks, put writes what stands for @NAME@. */
typedef struct og_slot {
    const char *name; /* NULL: the last one */
    bool on;
    void (*put)(const void *context, FILE *out);
} og_slot;

/* Writes the lines of a template. Lines between "@if name" or "@if not name" and "@end" (blanks before it do
   not matter; they may be nested) are written only when that holds. */
void og_template_write(const char *const *lines, const og_slot *slots, const void *context, FILE *out);

/* ---- the source of functions ---- */

/* Writes from source, which is laid out as clang-format does, the definitions of the functions named (NULL
   ends the list), each function static, and everything that they need, once and in the order of source.
   OG_ERR_MEMORY. */
og_status og_export_definitions(const char *const *source, const char *const *functions, FILE *out);

/* ---- networks ---- */

/* What both exporters give their templates. */
typedef struct og_exporter {
    const og_model *model;
    const og_net *net;
    const char *source;       /* of C only */
    const og_export_run *run; /* of PyTorch only */
    og_status *status;        /* of what a slot writes */
} og_exporter;

/* The activation in a highway layer's transform. */
og_layer_spec og_export_transform(const og_layer *layer);

/* Is there such a layer, or such an activation in a highway layer? */
bool og_export_uses(const og_net *net, const og_layer_kind *kind);

/* Is any feature one-hot? columns may be NULL. */
bool og_export_has_pairs(const og_dataset *columns);

/* OG_ERR_SHAPE when names or standardisation do not fit the network, OG_ERR_ARGUMENT when a layer or the
   activation in it is not known. */
og_status og_export_check(const og_model *model, bool (*knows)(const og_layer_kind *), const char *language);

/* OG_ERR_FILE when not everything could be written so far. */
og_status og_export_check_written(FILE *out);

/* What stands in C for @NUMBERS@, @FUNCTIONS@, @STEPS@ and @LOGITS@; whether a kind of layer can be written.
 */
bool og_export_c_knows(const og_layer_kind *kind);
void og_export_c_numbers(const void *exporter, FILE *out);
void og_export_c_functions(const void *exporter, FILE *out);
void og_export_c_steps(const void *exporter, FILE *out);
void og_export_c_logits(const void *exporter, FILE *out);

/* The same for @SEQUENTIAL@, @LAYERS@ and @INIT@ in Python. */
bool og_export_pytorch_knows(const og_layer_kind *kind);
void og_export_pytorch_sequential(const void *exporter, FILE *out);
void og_export_pytorch_layers(const void *exporter, FILE *out);
void og_export_pytorch_init(const void *exporter, FILE *out);

#endif
