/* `ogee train --resume`: a run goes on from a model file. */
#ifndef OGEE_CLI_RESUME_H
#define OGEE_CLI_RESUME_H

#include "train.h"

/* Makes of what was typed and what the model keeps one request: the settings are the model's, outputs and
   length the typed ones. Returns OGL_DONE, or the exit status after saying why not. */
int ogl_resume_merge(const og_model *model, ogl_train_request *request);

/* Whether this is the data that the model was trained on. */
int ogl_resume_check_data(const og_model *model, const ogl_train_settings *settings,
                          const ogl_train_data *data);

/* Brings the trainer to where the model's run was saved, and checks that something is left to do. */
int ogl_resume_start(const og_model *model, const ogl_train_settings *settings, og_trainer *trainer);

#endif
