/* linear.h in vectors. */
#ifndef OGEE_SRC_KERNELS_LINEAR_VECTOR_H
#define OGEE_SRC_KERNELS_LINEAR_VECTOR_H

#include "linear.h"
#include "linear_lanes.h"

#define JOIN_LINEAR_NAMES(a, b) a##_##b
#define JOIN_LINEAR(a, b) JOIN_LINEAR_NAMES(a, b)

/* ---- combine, outer and move ---- */

/* Columns of a vector that begins at column c. */
OPERATION size_t columns_from(og_matrix m, size_t c)
{
    return m.columns - c < 8 ? m.columns - c : 8;
}

/* Rows or samples in the largest tile: what the registers hold. */
#if defined __AVX2__ || defined __aarch64__
enum { TILE = 8 };
#else
enum { TILE = 4 };
#endif

/* Which sums the bias has in a tile. */
typedef enum bias_sums { NO_BIAS, OF_COLUMNS, OF_ROWS } bias_sums;

#define WIDTH 8
#define BLOCK eight
#include "linear_block.h"

#if defined __AVX512F__
#define WIDTH 16
#define BLOCK sixteen
#include "linear_block.h"
#endif

/* One sample has functions of its own: where a step takes so little, even what the others prepare for counts.
 */
#define OWN_FUNCTION static __attribute__((noinline))

OWN_FUNCTION void combine_one(const og_matrix *matrix, const float *w, const float *start, const float *in,
                              float *out)
{
    const og_matrix m = *matrix;
    size_t c = 0;
#if defined __AVX512F__
    for (; m.columns - c >= 16; c += 16)
        combine_tile_16(m, w + c, load_or_zero_16(start ? start + c : NULL), 1, in, out + c, 16);
#endif
    for (; c < m.columns; c += 8)
        combine_tile_8(m, w + c, load_or_zero_8(start ? start + c : NULL), 1, in, out + c,
                       columns_from(m, c));
}

OPERATION void combine_all(og_matrix m, const float *w, const float *start, size_t batch, const float *in,
                           float *out)
{
    size_t c = 0;
#if defined __AVX512F__
    for (; m.columns - c >= 16; c += 16)
        combine_columns_16(m, w + c, start ? start + c : NULL, batch, in, out + c, 16);
#endif
    for (; c < m.columns; c += 8)
        combine_columns_8(m, w + c, start ? start + c : NULL, batch, in, out + c, columns_from(m, c));
}

/* With one row or two, and so with one unit or two features, finding the places takes as long as the sums,
   but not where they are constants. */
OWN_FUNCTION void combine_many(const og_matrix *matrix, const float *w, const float *start, size_t batch,
                               const float *in, float *out)
{
    const og_matrix m = *matrix;
    if (m.rows == 1 && m.columns == 8)
        combine_all((og_matrix){1, 8, 8, m.wide}, w, start, batch, in, out);
    else if (m.rows == 2 && m.columns == 8)
        combine_all((og_matrix){2, 8, 8, m.wide}, w, start, batch, in, out);
    else if (m.columns == 8)
        combine_all((og_matrix){m.rows, 8, 8, m.wide}, w, start, batch, in, out);
    else if (m.rows == 1)
        combine_all((og_matrix){1, m.columns, m.stride, m.wide}, w, start, batch, in, out);
    else
        combine_all(m, w, start, batch, in, out);
}

static void combine(const og_matrix *m, const float *w, const float *start, size_t batch, const float *in,
                    float *out)
{
    if (batch == 1)
        combine_one(m, w, start, in, out);
    else
        combine_many(m, w, start, batch, in, out);
}

OPERATION void outer_all(og_matrix m, size_t batch, const float *p, const float *q, float *gradient)
{
    size_t c = 0;
    if (!m.wide)
        store_8(gradient + m.rows * m.stride, (eight){0});
#if defined __AVX512F__
    for (; m.columns - c >= 16; c += 16)
        outer_columns_16(m, batch, p, q, c, 16, gradient);
#endif
    for (; c < m.columns; c += 8)
        outer_columns_8(m, batch, p, q, c, columns_from(m, c), gradient);
}

static void outer(const og_matrix *matrix, size_t batch, const float *p, const float *q, float *gradient)
{
    const og_matrix m = *matrix;
    if (m.rows == 1 && m.columns == 8)
        outer_all((og_matrix){1, 8, 8, m.wide}, batch, p, q, gradient);
    else if (m.rows == 2 && m.columns == 8)
        outer_all((og_matrix){2, 8, 8, m.wide}, batch, p, q, gradient);
    else if (m.columns == 8)
        outer_all((og_matrix){m.rows, 8, 8, m.wide}, batch, p, q, gradient);
    else
        outer_all(m, batch, p, q, gradient);
}

OPERATION bool is_plain(const og_sgd_floats *sgd)
{
    return !sgd->has_momentum && !sgd->has_decay && !sgd->maximize;
}

OPERATION bool move_all(size_t count, const float *gradient, const og_sgd_move *to, bool plain)
{
    bool finite = true;
    size_t i = 0;
#if defined __AVX512F__
    sixteen infinities = {0};
    for (; count - i >= 16; i += 16)
        move_at_16(to, plain, i, load_16(gradient + i), &infinities);
    finite = !has_nan_16(infinities);
#endif
    eight unfinite = {0};
    for (; i < count; i += 8)
        move_at_8(to, plain, i, load_8(gradient + i), &unfinite);
    return !has_nan_8(unfinite) && finite;
}

static bool move(size_t count, const float *gradient, const og_sgd_move *to)
{
    return is_plain(to->sgd) ? move_all(count, gradient, to, true) : move_all(count, gradient, to, false);
}

OPERATION bool move_all_by_one(og_matrix m, const float *p, const float *q, const og_sgd_move *to, bool plain)
{
    bool finite = true;
    size_t c = 0;
    if (!m.wide) {
        eight unfinite = {0};
        move_at_8(to, plain, m.rows * m.stride, 0 + load_part_8(p, m.rows), &unfinite);
        finite = !has_nan_8(unfinite);
    }
#if defined __AVX512F__
    for (; m.columns - c >= 16; c += 16)
        finite &= move_columns_by_one_16(m, p, q, c, 16, to, plain);
#endif
    for (; c < m.columns; c += 8)
        finite &= move_columns_by_one_8(m, p, q, c, columns_from(m, c), to, plain);
    return finite;
}

static bool move_by_one(const og_matrix *m, const float *p, const float *q, const og_sgd_move *to)
{
    return is_plain(to->sgd) ? move_all_by_one(*m, p, q, to, true) : move_all_by_one(*m, p, q, to, false);
}

/* ---- dots ---- */

OPERATION float dot(og_matrix m, const float *w, const float *in)
{
    eight lanes = {0};
    for (size_t c = 0; c < m.columns; c += 8)
        lanes += load_samples_8(in + c, 0, columns_from(m, c)) * load_8(w + c);
    return fold_one(lanes);
}

OWN_FUNCTION void dots_of_one(const og_matrix *matrix, const float *w, const float *bias, const float *in,
                              float *out)
{
    const og_matrix m = *matrix;
    size_t r = 0;
    for (; m.rows - r >= 8; r += 8) {
        eight sums = dots_of_rows_8(m, w + r * m.stride, in);
        store_8(out + r, bias ? sums + load_8(bias + r) : sums);
    }
    for (; r < m.rows; r++) {
        float sum = dot(m, w + r * m.stride, in);
        out[r] = bias ? sum + bias[r] : sum;
    }
}

OPERATION void dots_all(og_matrix m, const float *w, const float *bias, size_t batch, const float *in,
                        float *out)
{
    size_t r = 0;
    for (; m.rows - r >= 8; r += 8) {
        const float *start = bias ? bias + r : NULL;
        size_t s = 0;
#if defined __AVX512F__
        dots_of_eight_rows_16(m, w + r * m.stride, start, batch, in, out + r, &s);
#endif
        dots_of_eight_rows_8(m, w + r * m.stride, start, batch, in, out + r, &s);
    }
    for (; r < m.rows; r++) {
        const float *row = w + r * m.stride, *start = bias ? bias + r : NULL;
        size_t s = 0;
#if defined __AVX512F__
        dots_of_one_row_16(m, row, start, batch, in, out + r, &s);
#endif
        dots_of_one_row_8(m, row, start, batch, in, out + r, &s);
        for (; s < batch; s++) {
            float sum = dot(m, row, in + s * m.columns);
            out[s * m.rows + r] = bias ? sum + *start : sum;
        }
    }
}

OWN_FUNCTION void dots_of_many(const og_matrix *matrix, const float *w, const float *bias, size_t batch,
                               const float *in, float *out)
{
    const og_matrix m = *matrix;
    if (m.stride == 8)
        dots_all((og_matrix){m.rows, m.columns, 8, m.wide}, w, bias, batch, in, out);
    else
        dots_all(m, w, bias, batch, in, out);
}

static void dots(const og_matrix *m, const float *w, const float *bias, size_t batch, const float *in,
                 float *out)
{
    if (batch == 1)
        dots_of_one(m, w, bias, in, out);
    else
        dots_of_many(m, w, bias, batch, in, out);
}

/* ---- samples side by side ---- */

/* Units of a wide layer for so many vectors of samples. */
OPERATION void across_units(size_t inputs, size_t units, size_t vectors, const float *weight,
                            const float *bias, size_t samples, const float *in, float *out)
{
    floats sum[TILE][2];
    for (size_t j = 0; j < units; j++)
        for (size_t v = 0; v < vectors; v++)
            sum[j][v] = broadcast(bias[j]);
    for (size_t i = 0; i < inputs; i++)
        for (size_t j = 0; j < units; j++) {
            floats w = broadcast(weight[j * inputs + i]);
            for (size_t v = 0; v < vectors; v++)
                sum[j][v] += load(in + i * samples + v * LANES) * w;
        }
    for (size_t j = 0; j < units; j++)
        for (size_t v = 0; v < vectors; v++)
            store(out + j * samples + v * LANES, sum[j][v]);
}

OPERATION void across_wide(size_t inputs, size_t units, size_t vectors, const float *weight,
                           const float *bias, size_t samples, const float *in, float *out)
{
    size_t j = 0;
    for (; units - j >= TILE; j += TILE)
        across_units(inputs, TILE, vectors, weight + j * inputs, bias + j, samples, in, out + j * samples);
    for (; j < units; j++)
        across_units(inputs, 1, vectors, weight + j * inputs, bias + j, samples, in, out + j * samples);
}

/* One unit of a narrow layer. */
OPERATION void across_lanes(size_t inputs, const float *weight, float bias, size_t samples, const float *in,
                            float *out)
{
    floats lane[OG_LINEAR_LANES] = {{0}};
    size_t i = 0;
    for (; inputs - i >= OG_LINEAR_LANES; i += OG_LINEAR_LANES)
        for (size_t k = 0; k < OG_LINEAR_LANES; k++)
            lane[k] += load(in + (i + k) * samples) * broadcast(weight[i + k]);
    for (size_t k = 0; k < OG_LINEAR_LANES; k++)
        if (i + k < inputs)
            lane[k] += load(in + (i + k) * samples) * broadcast(weight[i + k]);
    floats even = (lane[0] + lane[4]) + (lane[2] + lane[6]), odd = (lane[1] + lane[5]) + (lane[3] + lane[7]);
    store(out, (even + odd) + broadcast(bias));
}

OPERATION void across_all(size_t inputs, size_t units, const float *weight, const float *bias, size_t samples,
                          const float *in, float *out)
{
    size_t s = 0;
    if (units < OG_LINEAR_LANES)
        for (; s < samples; s += LANES)
            for (size_t j = 0; j < units; j++)
                across_lanes(inputs, weight + j * inputs, bias[j], samples, in + s, out + j * samples + s);
    for (; samples - s >= 2 * LANES; s += 2 * LANES)
        across_wide(inputs, units, 2, weight, bias, samples, in + s, out + s);
    for (; s < samples; s += LANES)
        across_wide(inputs, units, 1, weight, bias, samples, in + s, out + s);
}

/* Finding places takes a third of the time, but not where they are constants. */
static void across(size_t inputs, size_t units, const float *weight, const float *bias, size_t samples,
                   const float *in, float *out)
{
    if (samples != OG_ACROSS_MOST)
        across_all(inputs, units, weight, bias, samples, in, out);
    else if (inputs == 2)
        across_all(2, units, weight, bias, OG_ACROSS_MOST, in, out);
    else if (inputs == 8)
        across_all(8, units, weight, bias, OG_ACROSS_MOST, in, out);
    else
        across_all(inputs, units, weight, bias, OG_ACROSS_MOST, in, out);
}

#endif
