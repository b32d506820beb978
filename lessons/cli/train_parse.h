/* Values of `ogee train` that have a form of their own. Each serves as the parse of an OGL_FLAG_CUSTOM. */
#ifndef OGEE_CLI_TRAIN_PARSE_H
#define OGEE_CLI_TRAIN_PARSE_H

#include <stdbool.h>

bool ogl_parse_hidden(const char *text, void *value);        /* ogl_hidden: "8,8" or "none" */
bool ogl_parse_activation(const char *text, void *value);    /* og_layer_spec: "tanh", "leaky-relu:0.2" */
bool ogl_parse_init(const char *text, void *value);          /* og_init: "torch", "uniform:0.5" */
bool ogl_parse_schedule(const char *text, void *value);      /* og_schedule: "step:30:0.1" */
bool ogl_parse_stop_loss(const char *text, void *value);     /* double: "0.1"; "off" is -1 */
bool ogl_parse_stop_accuracy(const char *text, void *value); /* double: "0.99"; "off" is 2 */
bool ogl_parse_picture_size(const char *text, void *value);  /* ogl_size */

#endif
