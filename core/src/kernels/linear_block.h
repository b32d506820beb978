/* Tiles of linear.h in vectors of WIDTH floats, a type named BLOCK. A tile keeps its sums in registers; how
   many rows or samples it takes is a constant at each call. Included by linear_vector.h for each width. */

#define SIZED(name) JOIN_LINEAR(name, WIDTH)

/* ---- combine ---- */

OPERATION void SIZED(combine_tile)(og_matrix m, const float *w, BLOCK start, size_t samples, const float *in,
                                   float *out, size_t count)
{
    BLOCK sum[TILE];
    for (size_t s = 0; s < samples; s++)
        sum[s] = start;
    for (size_t r = 0; r < m.rows; r++) {
        BLOCK row = SIZED(load)(w + r * m.stride);
        for (size_t s = 0; s < samples; s++)
            sum[s] += SIZED(spread)(in[s * m.rows + r]) * row;
    }
    for (size_t s = 0; s < samples; s++) {
        if (count == WIDTH)
            SIZED(store)(out + s * m.columns, sum[s]);
        else
            SIZED(store_part)(out + s * m.columns, sum[s], count);
    }
}

OPERATION BLOCK SIZED(load_or_zero)(const float *x)
{
    BLOCK zero = {0};
    return x ? SIZED(load)(x) : zero;
}

/* w, start and out begin at the column. */
OPERATION void SIZED(combine_columns)(og_matrix m, const float *w, const float *start, size_t batch,
                                      const float *in, float *out, size_t count)
{
    BLOCK first = SIZED(load_or_zero)(start);
    size_t s = 0;
#define STEP(samples)                                                                                        \
    SIZED(combine_tile)(m, w, first, samples, in + s * m.rows, out + s * m.columns, count), s += samples
    while (batch - s >= TILE)
        STEP(TILE);
    if (batch - s >= 4)
        STEP(4);
    if (batch - s >= 2)
        STEP(2);
    if (batch - s >= 1)
        STEP(1);
#undef STEP
}

/* ---- outer ---- */

/* p begins at the row, q at the column, gradient at both; the bias goes to where its sums belong. */
OPERATION void SIZED(outer_tile)(og_matrix m, size_t batch, const float *p, const float *q, size_t rows,
                                 bias_sums bias, size_t count, float *gradient, float *bias_gradient)
{
    BLOCK sum[TILE], bias_sum[TILE];
    for (size_t r = 0; r < rows; r++)
        sum[r] = bias_sum[r] = (BLOCK){0};
    for (size_t s = 0; s < batch; s++) {
        BLOCK column = count == WIDTH ? SIZED(load)(q) : SIZED(load_part)(q, count);
        for (size_t r = 0; r < rows; r++) {
            BLOCK factor = SIZED(spread)(p[r]);
            sum[r] += factor * column;
            if (bias == OF_ROWS)
                bias_sum[r] += factor;
        }
        if (bias == OF_COLUMNS)
            bias_sum[0] += column;
        p += m.rows;
        q += m.columns;
    }
    for (size_t r = 0; r < rows; r++)
        SIZED(store)(gradient + r * m.stride, sum[r]);
    if (bias == OF_COLUMNS)
        SIZED(store)(bias_gradient, bias_sum[0]);
    for (size_t r = 0; bias == OF_ROWS && r < rows; r++)
        bias_gradient[r] = bias_sum[r][0];
}

OPERATION void SIZED(outer_columns)(og_matrix m, size_t batch, const float *p, const float *q, size_t c,
                                    size_t count, float *gradient)
{
    float *bias_gradient = gradient + m.rows * m.stride;
    size_t r = 0;
#define STEP(tile, bias)                                                                                     \
    SIZED(outer_tile)                                                                                        \
    (m, batch, p + r, q + c, tile, bias, count, gradient + r * m.stride + c,                                 \
     bias_gradient + (m.wide ? c : r)),                                                                      \
        r += tile
#define STEP_OF(tile)                                                                                        \
    do {                                                                                                     \
        if (m.wide && r + tile == m.rows)                                                                    \
            STEP(tile, OF_COLUMNS);                                                                          \
        else if (tile < 8 && !m.wide && c == 0)                                                              \
            STEP(tile, OF_ROWS);                                                                             \
        else                                                                                                 \
            STEP(tile, NO_BIAS);                                                                             \
    } while (0)
    while (m.rows - r >= TILE)
        STEP_OF(TILE);
    if (m.rows - r >= 4)
        STEP_OF(4);
    if (m.rows - r >= 2)
        STEP_OF(2);
    if (m.rows - r >= 1)
        STEP_OF(1);
#undef STEP_OF
#undef STEP
}

/* ---- move ---- */

/* unfinite stays 0 as long as everything that moved is finite. plain: there is nothing but the learning rate;
   a constant where that pays. */
OPERATION void SIZED(move_at)(const og_sgd_move *to, bool plain, size_t at, BLOCK g, BLOCK *unfinite)
{
    const og_sgd_floats *sgd = to->sgd;
    BLOCK weights = SIZED(load)(to->weights + at);
    if (!plain) {
        if (sgd->maximize)
            g = -g;
        if (sgd->has_decay)
            g += sgd->decay * weights;
        if (sgd->has_momentum) {
            BLOCK velocity = sgd->momentum * SIZED(load)(to->velocity + at) + sgd->keep * g;
            g = sgd->nesterov ? g + sgd->momentum * velocity : velocity;
            SIZED(store)(to->next_velocity + at, velocity);
            *unfinite += velocity - velocity;
        }
    }
    weights -= sgd->lr * g;
    SIZED(store)(to->next_weights + at, weights);
    *unfinite += weights - weights;
}

/* One sample. */
OPERATION bool SIZED(move_columns_by_one)(og_matrix m, const float *p, const float *q, size_t c, size_t count,
                                          const og_sgd_move *to, bool plain)
{
    BLOCK column = count == WIDTH ? SIZED(load)(q + c) : SIZED(load_part)(q + c, count), unfinite = {0};
    for (size_t r = 0; r < m.rows; r++)
        SIZED(move_at)(to, plain, r * m.stride + c, 0 + SIZED(spread)(p[r]) * column, &unfinite);
    if (m.wide)
        SIZED(move_at)(to, plain, m.rows * m.stride + c, 0 + column, &unfinite);
    return !SIZED(has_nan)(unfinite);
}

/* ---- dots, of WIDTH / 8 samples side by side ---- */

/* Eight rows. */
OPERATION BLOCK SIZED(dots_of_rows)(og_matrix m, const float *w, const float *in)
{
    BLOCK lanes[8] = {{0}};
    for (size_t c = 0; c < m.stride; c += 8) {
        BLOCK x = SIZED(load_samples)(in + c, m.columns, columns_from(m, c));
        for (size_t r = 0; r < 8; r++)
            lanes[r] += x * SIZED(repeat)(w + r * m.stride + c);
    }
    return SIZED(fold)(lanes);
}

/* One row and eight samples, or eight pairs of them. */
OPERATION BLOCK SIZED(dots_of_samples)(og_matrix m, const float *w, const float *in)
{
    BLOCK lanes[8] = {{0}};
    for (size_t c = 0; c < m.stride; c += 8) {
        BLOCK row = SIZED(repeat)(w + c);
        for (size_t s = 0; s < 8; s++)
            lanes[s] += SIZED(load_samples)(in + s * m.columns + c, 8 * m.columns, columns_from(m, c)) * row;
    }
    return SIZED(fold)(lanes);
}

/* Takes samples from *s on as long as there are enough. */
OPERATION void SIZED(dots_of_eight_rows)(og_matrix m, const float *w, const float *bias, size_t batch,
                                         const float *in, float *out, size_t *s)
{
    for (; batch - *s >= WIDTH / 8; *s += WIDTH / 8) {
        BLOCK sums = SIZED(dots_of_rows)(m, w, in + *s * m.columns);
        SIZED(store_samples)(out + *s * m.rows, m.rows, bias ? sums + SIZED(repeat)(bias) : sums);
    }
}

OPERATION void SIZED(dots_of_one_row)(og_matrix m, const float *w, const float *bias, size_t batch,
                                      const float *in, float *out, size_t *s)
{
    for (; batch - *s >= WIDTH; *s += WIDTH) {
        BLOCK sums = SIZED(dots_of_samples)(m, w, in + *s * m.columns);
        if (bias)
            sums += *bias;
        if (m.rows == 1) {
            SIZED(store)(out + *s, sums);
            continue;
        }
        float apart[WIDTH];
        SIZED(store)(apart, sums);
        for (size_t i = 0; i < WIDTH; i++)
            out[(*s + i) * m.rows] = apart[i];
    }
}

#undef SIZED
#undef BLOCK
#undef WIDTH
