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

/* unfinite stays 0 as long as everything that moved is finite. `way` is a constant where that pays. */
OPERATION void SIZED(settle)(const sink *to, sink_way way, size_t at, BLOCK g, BLOCK *unfinite)
{
    if (way == TO_GRADIENT) {
        SIZED(store)(to->gradient + at, g);
        return;
    }
    const og_sgd_floats *sgd = to->sgd;
    BLOCK weights = SIZED(load)(to->weights + at);
    if (way == TO_STEP) {
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

/* p begins at the row, q at the column, at is the place of both in the matrix. */
OPERATION BLOCK SIZED(outer_tile)(og_matrix m, size_t batch, const float *p, const float *q, size_t rows,
                                  bias_sums bias, size_t at, size_t bias_at, size_t count, const sink *to,
                                  float *row_sums)
{
    BLOCK sum[TILE], bias_sum[TILE], unfinite = {0};
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
        SIZED(settle)(to, to->way, at + r * m.stride, sum[r], &unfinite);
    if (bias == OF_COLUMNS)
        SIZED(settle)(to, to->way, bias_at, bias_sum[0], &unfinite);
    for (size_t r = 0; bias == OF_ROWS && r < rows; r++)
        row_sums[r] = bias_sum[r][0];
    return unfinite;
}

/* False when a number that moved is not finite. */
OPERATION bool SIZED(outer_columns)(og_matrix m, size_t batch, const float *p, const float *q, size_t c,
                                    size_t count, const sink *to, float *row_sums)
{
    BLOCK unfinite = {0};
    size_t r = 0;
#define STEP(tile, bias)                                                                                     \
    unfinite += SIZED(outer_tile)(m, batch, p + r, q + c, tile, bias, r * m.stride + c,                      \
                                  m.rows * m.stride + c, count, to, row_sums + (m.wide ? 0 : r)),            \
        r += tile
#define STEP_OF(tile)                                                                                        \
    do {                                                                                                     \
        if (m.wide && r + tile == m.rows)                                                                    \
            STEP(tile, OF_COLUMNS);                                                                          \
        else if (!m.wide && c == 0)                                                                          \
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
    return !SIZED(has_nan)(unfinite);
}

/* One sample. */
OPERATION bool SIZED(outer_columns_of_one)(og_matrix m, const float *p, const float *q, size_t c,
                                           size_t count, const sink *to, sink_way way)
{
    BLOCK column = count == WIDTH ? SIZED(load)(q + c) : SIZED(load_part)(q + c, count), unfinite = {0};
    for (size_t r = 0; r < m.rows; r++)
        SIZED(settle)(to, way, r * m.stride + c, 0 + SIZED(spread)(p[r]) * column, &unfinite);
    if (m.wide)
        SIZED(settle)(to, way, m.rows * m.stride + c, 0 + column, &unfinite);
    return !SIZED(has_nan)(unfinite);
}

/* ---- dots, of WIDTH / 8 samples side by side ---- */

/* Eight rows. */
OPERATION BLOCK SIZED(dots_of_rows)(og_matrix m, const float *w, const float *in)
{
    BLOCK lanes[8] = {{0}};
    for (size_t c = 0; c < m.columns; c += 8) {
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
    for (size_t c = 0; c < m.columns; c += 8) {
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
