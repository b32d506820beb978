#include "linear.h"

#include <string.h>

og_matrix og_matrix_of(size_t inputs, size_t units)
{
    bool wide = units >= OG_LINEAR_LANES;
    size_t rows = wide ? inputs : units, columns = wide ? units : inputs;
    size_t stride = (columns + OG_LINEAR_LANES - 1) / OG_LINEAR_LANES * OG_LINEAR_LANES;
    return (og_matrix){rows, columns, stride, wide};
}

size_t og_matrix_count(const og_matrix *m)
{
    return (m->rows + 1) * m->stride;
}

size_t og_matrix_used(const og_matrix *m)
{
    return m->rows * m->stride + (m->wide ? m->stride : OG_LINEAR_LANES);
}

static size_t biases(const og_matrix *m)
{
    return m->wide ? m->columns : m->rows;
}

void og_matrix_pack(const og_matrix *m, const float *weight, const float *bias, float *packed)
{
    memset(packed, 0, og_matrix_count(m) * sizeof *packed);
    for (size_t r = 0; r < m->rows; r++)
        for (size_t c = 0; c < m->columns; c++)
            packed[r * m->stride + c] = m->wide ? weight[c * m->rows + r] : weight[r * m->columns + c];
    memcpy(packed + m->rows * m->stride, bias, biases(m) * sizeof *bias);
}

void og_matrix_unpack(const og_matrix *m, const float *packed, float *weight, float *bias)
{
    for (size_t r = 0; r < m->rows; r++)
        for (size_t c = 0; c < m->columns; c++)
            weight[m->wide ? c * m->rows + r : r * m->columns + c] = packed[r * m->stride + c];
    memcpy(bias, packed + m->rows * m->stride, biases(m) * sizeof *bias);
}
