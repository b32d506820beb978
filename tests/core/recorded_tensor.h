/* Reads tests/parity/tensors.txt: what PyTorch computed and printed (record_tensors.py there explains it). */
#ifndef OGEE_TESTS_RECORDED_TENSOR_H
#define OGEE_TESTS_RECORDED_TENSOR_H

#include "ogee/tensor.h"
#include "support.h"

typedef struct recorded_tensor {
    og_tensor tensor;
    char *text;
} recorded_tensor;

static inline void recorded_free(recorded_tensor *recorded)
{
    og_tensor_destroy(&recorded->tensor);
    free(recorded->text);
}

static inline char *recorded_file(void)
{
    return read_whole_file(OGEE_SOURCE_DIR "/tests/parity/tensors.txt");
}

/* Reads the tensor whose "shape" line begins at line. */
static inline recorded_tensor recorded_parse(const char *line)
{
    recorded_tensor recorded = {0};
    size_t shape[OG_MAX_DIMS];
    int ndim = 0;
    assert_memory_equal(line, "shape", 5);
    char *at = (char *)(uintptr_t)(line + 5);
    while (*at == ' ')
        shape[ndim++] = strtoul(at, &at, 10);
    assert_memory_equal(at, "\nvalues", 7);
    at += 7;
    assert_ok(og_tensor_zeros(ndim, shape, &recorded.tensor));
    for (size_t i = 0; i < og_tensor_count(&recorded.tensor); i++)
        recorded.tensor.data[i] = float_from_bits((uint32_t)strtoul(at, &at, 16));
    assert_int_equal(*at, '\n');
    recorded.text = calloc(strlen(at) + 1, 1);
    assert_non_null(recorded.text);
    size_t length = 0;
    while (at[0] == '\n' && at[1] == '|') {
        size_t line_length = strcspn(at + 2, "\n");
        if (length)
            recorded.text[length++] = '\n';
        memcpy(recorded.text + length, at + 2, line_length);
        length += line_length;
        at += 2 + line_length;
    }
    assert_true(length > 0);
    return recorded;
}

/* The tensor of that name; fails the test when there is none. */
static inline recorded_tensor recorded_find(const char *name)
{
    char *file = recorded_file(), key[128];
    int length = snprintf(key, sizeof key, "\ntensor %s\n", name);
    const char *found = strstr(file, key);
    if (!found)
        fail_msg("no tensor \"%s\" in tests/parity/tensors.txt", name);
    recorded_tensor recorded = recorded_parse(found + length);
    free(file);
    return recorded;
}

/* The text of a tensor, to be freed. */
static inline char *formatted(const og_tensor *tensor)
{
    size_t length = og_tensor_format(tensor, NULL, 0);
    char *text = malloc(length + 1);
    assert_non_null(text);
    assert_int_equal(og_tensor_format(tensor, text, length + 1), length);
    assert_int_equal(strlen(text), length);
    return text;
}

#endif
