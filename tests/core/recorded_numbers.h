/* Reads tests/parity/optimizers.txt; the format stands in record_optimizers.py. */
#ifndef OGEE_TEST_RECORDED_NUMBERS_H
#define OGEE_TEST_RECORDED_NUMBERS_H

#include "support.h"

static inline FILE *recorded_open(void)
{
    FILE *file = fopen(OGEE_SOURCE_DIR "/tests/parity/optimizers.txt", "r");
    assert_non_null(file);
    return file;
}

/* Goes on behind the first word of the next line that begins with word; 0: there is none. */
static inline int recorded_find(FILE *file, const char *word)
{
    char found[32];
    while (fscanf(file, "%31s", found) == 1) {
        if (strcmp(found, word) == 0)
            return 1;
        assert_true(fscanf(file, "%*[^\n]") != 1);
    }
    return 0;
}

/* The count numbers of the next line that begins with word. */
static inline void recorded_floats(FILE *file, const char *word, size_t count, float *values)
{
    assert_true(recorded_find(file, word));
    for (size_t i = 0; i < count; i++) {
        unsigned bits;
        assert_int_equal(fscanf(file, "%x", &bits), 1);
        values[i] = float_from_bits(bits);
    }
}

/* What every run of an optimizer starts from and goes through. */
enum { RECORDED_MOST = 16, RECORDED_STEPS = 12 };
typedef struct recorded_run {
    size_t count;
    float start[RECORDED_MOST], gradients[RECORDED_STEPS][RECORDED_MOST];
} recorded_run;

static inline recorded_run recorded_runs(FILE *file)
{
    recorded_run run = {0};
    assert_true(recorded_find(file, "start"));
    assert_int_equal(fscanf(file, "%zu", &run.count), 1);
    assert_true(run.count <= RECORDED_MOST);
    for (size_t i = 0; i < run.count; i++) {
        unsigned bits;
        assert_int_equal(fscanf(file, "%x", &bits), 1);
        run.start[i] = float_from_bits(bits);
    }
    for (int step = 0; step < RECORDED_STEPS; step++)
        recorded_floats(file, "gradient", run.count, run.gradients[step]);
    return run;
}

/* The parameters after a step have the bits of the file's next line "after". */
static inline void recorded_compare(FILE *file, int variant, int step, size_t count, const float *parameters)
{
    float expected[RECORDED_MOST];
    recorded_floats(file, "after", count, expected);
    for (size_t i = 0; i < count; i++)
        if (float_bits(parameters[i]) != float_bits(expected[i]))
            fail_msg("variant %d, step %d, parameter %zu: %.9g, PyTorch has %.9g", variant, step, i,
                     (double)parameters[i], (double)expected[i]);
}

#endif
