/* Where a file is, seen from the folder of another. */
#ifndef OGEE_CLI_RELATIVE_PATH_H
#define OGEE_CLI_RELATIVE_PATH_H

/* path as seen from the folder of file ("../data/a.csv"), with symbolic links followed; an absolute path, and
   one that leads nowhere, stays as it is. To be freed; NULL without memory. */
char *ogl_relative_path(const char *path, const char *file);

#endif
