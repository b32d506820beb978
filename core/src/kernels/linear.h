/* The arithmetic of linear layers: the order of its sums, which every set of kernels keeps to the bit, and
   the matrix it works on. Every product and every sum is rounded to float; nothing is fused. */
#ifndef OGEE_SRC_KERNELS_LINEAR_H
#define OGEE_SRC_KERNELS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

enum { OG_LINEAR_LANES = 8 };

/* The weights of a linear layer as rows of floats: row r begins at r * stride, and behind its columns stand
   zeros up to a multiple of 8. One more row holds the bias.

   A wide layer, of 8 units or more, has one column for each unit and one row for each input. A narrow one has
   one row for each unit and one column for each input, because too few units would fill no vector. */
typedef struct og_matrix {
    size_t rows, columns, stride;
    bool wide;
} og_matrix;

og_matrix og_matrix_of(size_t inputs, size_t units);

/* Floats in the matrix and its bias. */
size_t og_matrix_count(const og_matrix *m);

/* Those of them up to the end of the bias, in whole eights. */
size_t og_matrix_used(const og_matrix *m);

/* weight is units x inputs, as in a state dict. unpack leaves out the zeros that pack filled in. */
void og_matrix_pack(const og_matrix *m, const float *weight, const float *bias, float *packed);
void og_matrix_unpack(const og_matrix *m, const float *packed, float *weight, float *bias);

/* How SGD moves a weight, in the order of og_sgd_step: its settings rounded to float, where one above 0 may
   become 0. The velocity has begun. */
typedef struct og_sgd_floats {
    float lr, momentum, keep, decay; /* keep: 1 - dampening */
    bool has_momentum, has_decay, nesterov, maximize;
} og_sgd_floats;

/* A step of SGD from one place to another. velocity is not touched without momentum. */
typedef struct og_sgd_move {
    const og_sgd_floats *sgd;
    const float *weights, *velocity;
    float *next_weights, *next_velocity;
} og_sgd_move;

/* ---- what a set of kernels has; `in` and `out` hold one sample after the other, without gaps ---- */

/* out[s][c] = start[c] + sum over r of in[s][r] w[r][c], r ascending. start NULL: 0. */
typedef void og_combine_kernel(const og_matrix *m, const float *w, const float *start, size_t batch,
                               const float *in, float *out);

/* out[s][r] = dot(in[s], w[r]) + bias[r]; bias NULL: the dot product alone.
   The dot product is summed in 8 lanes: lane k begins at 0 and adds the products k, k + 8, k + 16, ...; then
   ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)), where k stands for lane k. */
typedef void og_dots_kernel(const og_matrix *m, const float *w, const float *bias, size_t batch,
                            const float *in, float *out);

/* gradient[r][c] = 0 + sum over s of p[s][r] q[s][c], s ascending, and in the row behind it the same sum of
   q[s][c] for a wide layer, of p[s][r] for a narrow one. Gaps become 0 (from finite numbers), but those
   behind the first 8 numbers of a narrow layer's bias stay, here and in a move: og_matrix_used. */
typedef void og_outer_kernel(const og_matrix *m, size_t batch, const float *p, const float *q,
                             float *gradient);

/* Moves count numbers, a multiple of 8. False when one that moved is not finite. */
typedef bool og_move_kernel(size_t count, const float *gradient, const og_sgd_move *move);

/* outer and move of one sample at once. */
typedef bool og_move_by_one_kernel(const og_matrix *m, const float *p, const float *q,
                                   const og_sgd_move *move);

/* y = x W^T + b in the same order, for samples side by side: in is inputs x samples, out units x samples, and
   samples a multiple of 16, best the most there are. weight is units x inputs, as in a state dict. */
enum { OG_ACROSS_SAMPLES = 16, OG_ACROSS_MOST = 64 };
typedef void og_across_kernel(size_t inputs, size_t units, const float *weight, const float *bias,
                              size_t samples, const float *in, float *out);

#endif
