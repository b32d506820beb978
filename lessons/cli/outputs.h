/* The files that a command writes: tried before the work begins, and named together when all are complete. */
#ifndef OGEE_CLI_OUTPUTS_H
#define OGEE_CLI_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/file.h"

/* Whether each of outputs[count] is a file of its own and none of inputs[input_count]; paths may be NULL.
   False: said on standard error. */
bool ogl_outputs_differ(const char *const *outputs, size_t count, const char *const *inputs,
                        size_t input_count);

/* Opens a file beside each path that is not NULL; at most 4. False: said, and nothing is left. */
bool ogl_outputs_open(og_file *files, const char *const *paths, size_t count);

/* Where the file is while it is written, for writers that take a path. */
const char *ogl_output_path(const og_file *file);

/* Closes one of the files and gives it its name, whatever becomes of the others. */
og_status ogl_output_commit(og_file *files, size_t index);

/* Closes all files, and only then gives each its name. False: said; what was not named yet is gone. */
bool ogl_outputs_commit(og_file *files, size_t count);

/* Removes what has no name yet. */
void ogl_outputs_discard(og_file *files, size_t count);

#endif
