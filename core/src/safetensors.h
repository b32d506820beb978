/* The container of a model file (https://github.com/huggingface/safetensors): 8 bytes of length, a header in
   JSON, the numbers of all tensors. What they mean is for others to say. */
#ifndef OGEE_SRC_SAFETENSORS_H
#define OGEE_SRC_SAFETENSORS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cjson/cJSON.h>

#include "ogee/net.h"
#include "ogee/status.h"

/* A batch norm's num_batches_tracked comes on top of its parameters and buffers. */
enum { OG_MAX_TENSORS = OG_MAX_LAYERS * (OG_MAX_PARAMETERS + OG_MAX_BUFFERS + 1) };

typedef struct og_st_tensor {
    const char *name;
    int ndim;
    size_t dim[OG_MAX_SAMPLE_DIMS];
    size_t count;
    enum { OG_ST_F32, OG_ST_I64 } type;
    const float *value;         /* to write: numbers of an F32 tensor */
    int64_t integer;            /* to write: the number of an I64 tensor, which has only one */
    size_t begin, end;          /* as read: where its bytes lie in data */
    const unsigned char *bytes; /* as read, little-endian */
} og_st_tensor;

/* Writes the tensors, I64 before F32 so that every one is aligned; metadata is an object of strings. The
   stream stays open; errors call it name. */
og_status og_safetensors_print(const char *name, FILE *stream, const cJSON *metadata,
                               const og_st_tensor *tensors, size_t count);

/* Whether a header of these and of more bytes of metadata fits into a file; else OG_ERR_ARGUMENT. */
og_status og_safetensors_check(const cJSON *metadata, const og_st_tensor *tensors, size_t count, size_t more);

typedef struct og_safetensors {
    const char *path; /* not owned */
    cJSON *header;
    const cJSON *metadata; /* in header: strings; NULL: there is none */
    size_t count;
    og_st_tensor *tensors; /* in the order of the header, with different names in header */
    unsigned char *data;
    size_t data_size; /* the tensors fill it without gap or overlap */
} og_safetensors;

/* Reads and checks a file, which is not trusted: no more memory is taken than it has bytes to show. On
   failure nothing is left to free. */
og_status og_safetensors_read(const char *path, og_safetensors *file);
void og_safetensors_free(og_safetensors *file);

/* The text of that key in the metadata; NULL: there is none. */
const char *og_safetensors_text(const og_safetensors *file, const char *key);

/* Numbers of a tensor as read. */
float og_st_float(const og_st_tensor *tensor, size_t index);
int64_t og_st_integer(const og_st_tensor *tensor);

#endif
