/* `ogee train --picture`: the decision boundary over two features. */
#ifndef OGEE_CLI_PICTURE_H
#define OGEE_CLI_PICTURE_H

#include "train.h"

/* Whether such a picture can be drawn of this run; OGL_DONE, or the exit status after saying why not. */
int ogl_picture_check(const ogl_train_settings *settings, const ogl_train_data *data);

/* Writes it to path. */
og_status ogl_picture_write(const char *path, const ogl_train_settings *settings, const ogl_train_data *data,
                            og_net *net);

#endif
