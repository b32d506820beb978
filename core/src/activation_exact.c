#include "activation_exact.h"

#include <math.h>
#include <stddef.h>

#include "coefficients.h"
#include "elementary.h"

/* ---- sums of two doubles: Dekker, "A floating-point technique for extending the available precision", 1971
 * ---- */

/* a + b exactly, for |a| >= |b| or a = 0. */
static og_pair add_ordered(double a, double b)
{
    double sum = a + b;
    return (og_pair){sum, b - (sum - a)};
}

/* a + b exactly. */
static og_pair add_doubles(double a, double b)
{
    double sum = a + b, part = sum - a;
    return (og_pair){sum, (a - (sum - part)) + (b - part)};
}

/* The upper 26 bits of a. */
static double upper_half(double a)
{
    double shifted = a * 0x1.0000002p27;
    return shifted - (shifted - a);
}

/* a b exactly, as long as nothing underflows. */
static og_pair multiply_doubles(double a, double b)
{
    double product = a * b;
    double a_upper = upper_half(a), b_upper = upper_half(b);
    double a_lower = a - a_upper, b_lower = b - b_upper;
    double error =
        ((a_upper * b_upper - product) + a_upper * b_lower + a_lower * b_upper) + a_lower * b_lower;
    return (og_pair){product, error};
}

static og_pair add(og_pair a, og_pair b)
{
    og_pair high = add_doubles(a.high, b.high), low = add_doubles(a.low, b.low);
    og_pair sum = add_ordered(high.high, high.low + low.high);
    return add_ordered(sum.high, sum.low + low.low);
}

static og_pair add_double(double a, og_pair b)
{
    return add((og_pair){a, 0}, b);
}

static og_pair multiply(og_pair a, og_pair b)
{
    og_pair product = multiply_doubles(a.high, b.high);
    return add_ordered(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static og_pair negate(og_pair a)
{
    return (og_pair){-a.high, -a.low};
}

static og_pair scale(og_pair a, int exponent)
{
    return (og_pair){ldexp(a.high, exponent), ldexp(a.low, exponent)};
}

static og_pair divide(og_pair a, og_pair b)
{
    double first = a.high / b.high;
    og_pair rest = add(a, negate(multiply((og_pair){first, 0}, b)));
    double second = rest.high / b.high;
    rest = add(rest, negate(multiply((og_pair){second, 0}, b)));
    og_pair quotient = add_ordered(first, second);
    return add_ordered(quotient.high, quotient.low + rest.high / b.high);
}

/* ---- exp and log ---- */

/* exp(x) = 2^exponent (1 + fraction), fraction between about -0.3 and 0.42 and relatively accurate. */
typedef struct exp_parts {
    int exponent;
    og_pair fraction;
} exp_parts;

/* From this term on the Taylor series of exp needs no more than double. */
enum { FIRST_DOUBLE_TERM = 12, TERMS = sizeof INVERSE_FACTORIAL / sizeof INVERSE_FACTORIAL[0] };

static exp_parts split_exp(double x)
{
    double k = floor(x * LN2_INVERSE + 0.5);
    og_pair r = add_doubles(x - k * LN2_HIGH, -k * LN2_MIDDLE);
    r = add_ordered(r.high, r.low - k * LN2_LOW);

    double tail = 0;
    for (int i = TERMS - 1; i >= FIRST_DOUBLE_TERM; i--)
        tail = tail * r.high + INVERSE_FACTORIAL[i][0];
    og_pair sum = {tail, 0};
    for (int i = FIRST_DOUBLE_TERM - 1; i >= 0; i--)
        sum = add((og_pair){INVERSE_FACTORIAL[i][0], INVERSE_FACTORIAL[i][1]}, multiply(sum, r));
    return (exp_parts){(int)k, add(r, multiply(multiply(r, r), sum))};
}

og_pair og_exact_exp(double x)
{
    exp_parts parts = split_exp(x);
    return scale(add_double(1, parts.fraction), parts.exponent);
}

/* factor exp(x), -1000 < x; only the result may be subnormal. */
static og_pair times_exp(og_pair factor, double x)
{
    exp_parts parts = split_exp(x);
    return scale(multiply(factor, add_double(1, parts.fraction)), parts.exponent);
}

/* exp(x) - 1, relatively accurate near 0 too. */
static og_pair exact_expm1(double x)
{
    exp_parts parts = split_exp(x);
    return add(add_doubles(ldexp(1, parts.exponent), -1), scale(parts.fraction, parts.exponent));
}

/* exp(-|x|); beyond 750 it is less than any double. */
static og_pair exp_of_minus_abs(double x)
{
    return fabs(x) > 750 ? (og_pair){0, 0} : og_exact_exp(-fabs(x));
}

/* log(1 + a), 0 <= a <= 1: one step of Newton from the double result y, log(1 + a) = y + log(1 + z) with
   z = (1 + a) exp(-y) - 1. */
static og_pair exact_log1p(og_pair a)
{
    if (a.high < 0x1p-40)
        return add(a, (og_pair){-a.high * a.high * (0.5 - a.high / 3), 0});
    double y = og_log1p(a.high);
    og_pair m = exact_expm1(-y);
    og_pair z = add(m, multiply(a, add_double(1, m)));
    return add((og_pair){y, 0}, add(z, (og_pair){-0.5 * z.high * z.high, 0}));
}

/* ---- the family, with e = exp(-|x|) <= 1 ---- */

og_pair og_exact_sigmoid(double x)
{
    og_pair e = exp_of_minus_abs(x);
    return divide(x < 0 ? e : (og_pair){1, 0}, add_double(1, e));
}

og_pair og_exact_sigmoid_grad(double x)
{
    og_pair e = exp_of_minus_abs(x), sum = add_double(1, e);
    return divide(divide(e, sum), sum);
}

og_pair og_exact_tanh(double x)
{
    if (fabs(x) < 0x1p-60)
        return (og_pair){x, -x * x * x};
    og_pair m = fabs(x) > 300 ? (og_pair){-1, 0} : exact_expm1(-2 * fabs(x));
    og_pair y = divide(m, add_double(2, m));
    return x < 0 ? y : negate(y);
}

/* 4 e^2 / (1 + e^2)^2, where e^4 no longer counts 4 e^2. */
og_pair og_exact_tanh_grad(double x)
{
    if (fabs(x) > 500)
        return (og_pair){0, 0};
    return fabs(x) > 50 ? times_exp((og_pair){4, 0}, -2 * fabs(x)) : scale(og_exact_sigmoid_grad(2 * x), 2);
}

og_pair og_exact_softplus(double x)
{
    if (x == INFINITY)
        return (og_pair){x, 0};
    return add_double(x > 0 ? x : 0, exact_log1p(exp_of_minus_abs(x)));
}

og_pair og_exact_silu(double x)
{
    if (x < -800 || x == INFINITY)
        return (og_pair){x < 0 ? -0.0 : x, 0};
    if (fabs(x) < 0x1p-60)
        return (og_pair){0.5 * x, 0.25 * x * x};
    if (x > 800)
        return (og_pair){x, 0};
    if (x < -100)
        return times_exp((og_pair){x, 0}, x);
    return multiply((og_pair){x, 0}, og_exact_sigmoid(x));
}

og_pair og_exact_silu_grad(double x)
{
    if (fabs(x) > 800)
        return (og_pair){x < 0 ? -0.0 : 1, 0};
    if (x < -100)
        return times_exp(add_doubles(1, x), x);
    og_pair inner = add_double(1, multiply((og_pair){x, 0}, og_exact_sigmoid(-x)));
    return multiply(og_exact_sigmoid(x), inner);
}
