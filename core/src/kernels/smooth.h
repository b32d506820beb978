/* The smooth functions of a vector of doubles. NAME_of(x) has a relative error below 2^-38 where inside_NAME
   says so; elsewhere, and where a result is too close to a tie, the scalar function decides. */
#ifndef OGEE_SRC_KERNELS_SMOOTH_H
#define OGEE_SRC_KERNELS_SMOOTH_H

#include "coefficients.h"
#include "vector.h"

#define HORNER(table, x) horner(table, sizeof table / sizeof table[0], x)

OPERATION doubles horner(const double *table, size_t count, doubles x)
{
    doubles sum = broadcast_double(table[count - 1]);
    for (size_t i = count - 1; i-- > 0;)
        sum = multiply_add(sum, x, broadcast_double(table[i]));
    return sum;
}

/* ---- exp ---- */

/* exp(-x) = power (coth - rest) / (coth + rest), where coth is rest coth(rest / 2). The functions below need
   a division anyway and take this one along. */
typedef struct parts {
    doubles power, rest, coth;
} parts;

/* A sum with 1.5 2^52 is rounded to an integer and has it in its low bits; 1023 is the bias of an exponent.
 */
#define TO_EXPONENT (0x1.8p52 + 1023)

OPERATION parts split_exp(doubles x)
{
    doubles shifted = multiply_add(x, broadcast_double(-LN2_INVERSE), broadcast_double(TO_EXPONENT));
    doubles rest = multiply_add(shifted - TO_EXPONENT, broadcast_double(LN2), x);
    return (parts){(doubles)((longs)shifted << 52), rest, HORNER(COTH, rest * rest)};
}

/* exp(-x) = numerator / denominator */
typedef struct ratio {
    doubles numerator, denominator;
} ratio;

OPERATION ratio exp_of_minus(doubles x)
{
    parts p = split_exp(x);
    return (ratio){p.power * (p.coth - p.rest), p.coth + p.rest};
}

/* ---- the functions ---- */

/* Beyond 87 exp(-x) is no normal float; up to 700 it is a normal double, and sigmoid and tanh are 1 long
   before. */

OPERATION flags inside_sigmoid(floats x)
{
    return is_between(x, -87, 700);
}

OPERATION doubles sigmoid_of(doubles x)
{
    parts p = split_exp(x);
    doubles above = p.coth + p.rest;
    return quotient(above, multiply_add(p.power, p.coth - p.rest, above));
}

/* The same of several vectors at once, one operation after the other in all of them: the processor looks
   ahead over less than two sigmoids and would wait for results most of the time. sigmoid_of made of this
   costs steps of small nets up to 6 % with gcc, which then orders a single one worse. */
OPERATION void sigmoids_of(int count, doubles *x)
{
    doubles shifted[SEVERAL], rest[SEVERAL], square[SEVERAL], coth[SEVERAL], above[SEVERAL];
    EACH(count)
    shifted[i] = multiply_add(x[i], broadcast_double(-LN2_INVERSE), broadcast_double(TO_EXPONENT));
    EACH(count) rest[i] = shifted[i] - TO_EXPONENT;
    EACH(count) rest[i] = multiply_add(rest[i], broadcast_double(LN2), x[i]);
    EACH(count) square[i] = rest[i] * rest[i];
    EACH(count) coth[i] = multiply_add(broadcast_double(COTH[3]), square[i], broadcast_double(COTH[2]));
    EACH(count) coth[i] = multiply_add(coth[i], square[i], broadcast_double(COTH[1]));
    EACH(count) coth[i] = multiply_add(coth[i], square[i], broadcast_double(COTH[0]));
    EACH(count) above[i] = coth[i] + rest[i];
    EACH(count) x[i] = multiply_add((doubles)((longs)shifted[i] << 52), coth[i] - rest[i], above[i]);
    quotients(count, above, x, x);
}

OPERATION flags inside_sigmoid_grad(floats x)
{
    return is_between(x, -87, 87);
}

OPERATION doubles sigmoid_grad_of(doubles x)
{
    ratio e = exp_of_minus(size_of(x));
    doubles sum = e.numerator + e.denominator;
    return quotient(e.numerator * e.denominator, sum * sum);
}

OPERATION flags inside_log_sigmoid_grad(floats x)
{
    return is_between(x, -700, 87);
}

OPERATION doubles log_sigmoid_grad_of(doubles x)
{
    return sigmoid_of(-x);
}

OPERATION flags inside_softplus(floats x)
{
    return is_between(x, -87, 700);
}

/* With e = exp(-|x|) and s = e / (2 + e), max(x, 0) + log(1 + e) = max(x, 0) + 2 atanh(s). */
OPERATION doubles softplus_of(doubles x)
{
    ratio e = exp_of_minus(size_of(x));
    doubles s = quotient(e.numerator, e.denominator + (e.denominator + e.numerator)), square = s * s;
    doubles log1p = multiply_add(s * square, HORNER(SHORT_ATANH, square), s + s);
    return larger(x, broadcast_double(0)) + log1p;
}

OPERATION flags inside_log_sigmoid(floats x)
{
    return is_between(x, -700, 87);
}

OPERATION doubles log_sigmoid_of(doubles x)
{
    return -softplus_of(-x);
}

OPERATION flags inside_tanh(floats x)
{
    return is_between(x, -350, 350);
}

/* (1 - e) / (1 + e) with e = exp(-2|x|), in an order that loses nothing near 0. */
OPERATION doubles tanh_of(doubles x)
{
    doubles size = size_of(x);
    parts p = split_exp(size + size);
    doubles more = 1 + p.power, less = 1 - p.power;
    doubles y =
        quotient(multiply_add(p.coth, less, p.rest * more), multiply_add(p.coth, more, p.rest * less));
    return (doubles)((longs)y | ((longs)x & 0x8000000000000000u));
}

OPERATION flags inside_tanh_grad(floats x)
{
    return is_between(x, -43, 43);
}

OPERATION doubles tanh_grad_of(doubles x)
{
    return 4 * sigmoid_grad_of(x + x);
}

/* Half of a number below 2^-125 may be a tie of subnormal floats. */
OPERATION flags inside_silu(floats x)
{
    floats size = (floats)((ints)x & 0x7fffffffu);
    flags is_decidable = is_between(size, 0x1p-125f, 700) | is_equal(x, broadcast(0));
    return is_between(x, -87, 700) & is_decidable;
}

OPERATION doubles silu_of(doubles x)
{
    parts p = split_exp(x);
    doubles above = p.coth + p.rest;
    return quotient(x * above, multiply_add(p.power, p.coth - p.rest, above));
}

OPERATION flags inside_exp(floats x)
{
    return is_between(x, -87, 88);
}

OPERATION doubles exp_of(doubles x)
{
    ratio e = exp_of_minus(-x);
    return quotient(e.numerator, e.denominator);
}

#endif
