/* What the makers of data sets share. */
#ifndef OGEE_SRC_DATASET_H
#define OGEE_SRC_DATASET_H

#include "ogee/data.h"

/* A data set with zeroed x and y and with all names NULL, to be filled in. */
og_status og_dataset_alloc(size_t rows, size_t features, size_t labels, og_dataset **out);

/* Sets *slot, which was NULL, to a copy of the first length bytes of text. */
og_status og_name_copy(const char *text, size_t length, char **slot);

#endif
