/* linear.h in plain loops: what every other set has to give. */
#ifndef OGEE_SRC_KERNELS_LINEAR_SCALAR_H
#define OGEE_SRC_KERNELS_LINEAR_SCALAR_H

#include "linear.h"

static void combine(const og_matrix *m, const float *w, const float *start, size_t batch, const float *in,
                    float *out)
{
    for (size_t s = 0; s < batch; s++, in += m->rows, out += m->columns)
        for (size_t c = 0; c < m->columns; c++) {
            float sum = start ? start[c] : 0;
            for (size_t r = 0; r < m->rows; r++)
                sum += in[r] * w[r * m->stride + c];
            out[c] = sum;
        }
}

static float add_lanes(const float *lane)
{
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

static float dot(size_t count, const float *a, const float *b)
{
    float lane[OG_LINEAR_LANES] = {0};
    for (size_t i = 0; i < count; i++)
        lane[i % OG_LINEAR_LANES] += a[i] * b[i];
    return add_lanes(lane);
}

static void dots(const og_matrix *m, const float *w, const float *bias, size_t batch, const float *in,
                 float *out)
{
    for (size_t s = 0; s < batch; s++, in += m->columns, out += m->rows)
        for (size_t r = 0; r < m->rows; r++) {
            float sum = dot(m->columns, in, w + r * m->stride);
            out[r] = bias ? sum + bias[r] : sum;
        }
}

/* Row m->rows is the bias. */
static float outer_sum(const og_matrix *m, size_t batch, const float *p, const float *q, size_t r, size_t c)
{
    float sum = 0;
    for (size_t s = 0; s < batch; s++) {
        if (r < m->rows)
            sum += p[s * m->rows + r] * q[s * m->columns + c];
        else
            sum += m->wide ? q[s * m->columns + c] : p[s * m->rows + c];
    }
    return sum;
}

/* Numbers in a row; what follows them is a gap. */
static size_t row_length(const og_matrix *m, size_t r)
{
    return r < m->rows || m->wide ? m->columns : m->rows;
}

static size_t row_end(const og_matrix *m, size_t r)
{
    return r < m->rows || m->wide ? m->stride : OG_LINEAR_LANES;
}

static void outer(const og_matrix *m, size_t batch, const float *p, const float *q, float *gradient)
{
    for (size_t r = 0; r <= m->rows; r++)
        for (size_t c = 0; c < row_end(m, r); c++)
            gradient[r * m->stride + c] = c < row_length(m, r) ? outer_sum(m, batch, p, q, r, c) : 0;
}

static bool move_at(const og_sgd_move *to, size_t at, float g)
{
    const og_sgd_floats *sgd = to->sgd;
    float weight = to->weights[at], velocity = 0;
    if (sgd->maximize)
        g = -g;
    if (sgd->has_decay)
        g += sgd->decay * weight;
    if (sgd->has_momentum) {
        velocity = sgd->momentum * to->velocity[at] + sgd->keep * g;
        g = sgd->nesterov ? g + sgd->momentum * velocity : velocity;
        to->next_velocity[at] = velocity;
    }
    weight -= sgd->lr * g;
    to->next_weights[at] = weight;
    return weight - weight == 0 && velocity - velocity == 0;
}

static bool move(size_t count, const float *gradient, const og_sgd_move *to)
{
    bool finite = true;
    for (size_t i = 0; i < count; i++)
        finite &= move_at(to, i, gradient[i]);
    return finite;
}

static bool move_by_one(const og_matrix *m, const float *p, const float *q, const og_sgd_move *to)
{
    bool finite = true;
    for (size_t r = 0; r <= m->rows; r++)
        for (size_t c = 0; c < row_end(m, r); c++)
            finite &= move_at(to, r * m->stride + c, c < row_length(m, r) ? outer_sum(m, 1, p, q, r, c) : 0);
    return finite;
}

static void across(size_t inputs, size_t units, const float *weight, const float *bias, size_t samples,
                   const float *in, float *out)
{
    for (size_t j = 0; j < units; j++)
        for (size_t s = 0; s < samples; s++) {
            float sum = bias[j], lane[OG_LINEAR_LANES] = {0};
            for (size_t i = 0; i < inputs; i++) {
                float product = in[i * samples + s] * weight[j * inputs + i];
                sum += product;
                lane[i % OG_LINEAR_LANES] += product;
            }
            out[j * samples + s] = units < OG_LINEAR_LANES ? add_lanes(lane) + bias[j] : sum;
        }
}

#endif
