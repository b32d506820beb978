#include "elementary.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "coefficients.h"
#include "polynomial.h"

/* ---- logarithms ---- */

/* The upper 26 bits of a. */
static double upper_half(double a)
{
    double shifted = a * 0x1.0000002p27;
    return shifted - (shifted - a);
}

/* x = m 2^exponent, m between sqrt(1/2) and sqrt(2), for x > 0 and finite. */
static double split_exponent(double x, int *exponent)
{
    int subnormal = x < 0x1p-1022 ? 54 : 0;
    x = ldexp(x, subnormal);
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    const uint64_t sqrt_half = 0x3fe6a09e667f3bcd;
    uint64_t distance = bits - sqrt_half;
    *exponent = (int)((int64_t)distance >> 52) - subnormal;
    bits = (distance & 0x000fffffffffffff) + sqrt_half;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* exponent ln 2 + log(1 + f) + c, where c is tiny. With s = f / (2 + f), log(1 + f) = 2 s + s^3 ATANH(s^2),
   and 2 s = f - f^2 / 2 + s f^2 / 2 keeps the leading term exact. */
static double log_of_parts(int exponent, double f, double c)
{
    double s = f / (2 + f), z = s * s, half_square = 0.5 * f * f;
    double rest = s * (half_square + z * POLYNOMIAL(ATANH, z)) + (exponent * LN2_TAIL + c);
    return exponent * LN2_HIGH + (f - (half_square - rest));
}

double og_log(double x)
{
    if (!(x > 0))
        return x == 0 ? -INFINITY : NAN;
    if (x == INFINITY)
        return x;
    int exponent;
    double m = split_exponent(x, &exponent);
    return log_of_parts(exponent, m - 1, 0);
}

double og_log1p(double x)
{
    if (!(x > -1))
        return x == -1 ? -INFINITY : NAN;
    if (x == INFINITY || fabs(x) < 0x1p-54)
        return x;
    if (x > -0.29 && x < 0.41)
        return log_of_parts(0, x, 0);
    double sum = 1 + x;
    double lost = x > 1 ? 1 - (sum - x) : x - (sum - 1);
    int exponent;
    double m = split_exponent(sum, &exponent);
    return log_of_parts(exponent, m - 1, lost / sum);
}

/* The quotient is rounded, so what it lost, relative to it, is added to its logarithm; a product of halves
   shows the loss exactly. */
double og_log_odds(double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    if (p == 0 || p == 1)
        return p == 0 ? -INFINITY : INFINITY;
    if (p > 0.34 && p < 0.66) {
        double t = 2 * p - 1, z = t * t;
        return 2 * t + t * z * POLYNOMIAL(ATANH, z);
    }
    double rest = 1 - p, rest_low = (1 - rest) - p;
    double odds = p / rest;
    double odds_upper = upper_half(odds), rest_upper = upper_half(rest);
    double odds_lower = odds - odds_upper, rest_lower = rest - rest_upper;
    double lost = (((p - odds_upper * rest_upper) - odds_upper * rest_lower - odds_lower * rest_upper) -
                   odds_lower * rest_lower) -
                  odds * rest_low;
    int exponent;
    double m = split_exponent(odds, &exponent);
    return log_of_parts(exponent, m - 1, lost / p);
}

/* ---- sine and cosine ---- */

/* The angle as quarter turns plus high + low, high between -pi/4 and pi/4. */
typedef struct reduced_angle {
    int quadrant;
    double high, low;
} reduced_angle;

static reduced_angle reduce_angle(double x)
{
    double turns = floor(x * HALF_PI_INVERSE + 0.5);
    double head = x - turns * HALF_PI_HIGH;
    double middle = turns * HALF_PI_MIDDLE;
    double high = head - middle;
    double low = ((head - high) - middle) - turns * HALF_PI_LOW;
    double sum = high + low;
    return (reduced_angle){(int)((int64_t)turns & 3), sum, (high - sum) + low};
}

static double sin_of_parts(double high, double low)
{
    double z = high * high;
    return high + (high * z * POLYNOMIAL(SIN, z) + low * (1 - 0.5 * z));
}

static double cos_of_parts(double high, double low)
{
    double z = high * high, half = 0.5 * z, head = 1 - half;
    return head + (((1 - head) - half) + (z * z * POLYNOMIAL(COS, z) - high * low));
}

static double sin_of_angle(reduced_angle angle)
{
    double value =
        angle.quadrant & 1 ? cos_of_parts(angle.high, angle.low) : sin_of_parts(angle.high, angle.low);
    return angle.quadrant & 2 ? -value : value;
}

double og_sin(double x)
{
    if (!(fabs(x) <= 0x1p20))
        return NAN;
    return x == 0 ? x : sin_of_angle(reduce_angle(x));
}

double og_cos(double x)
{
    if (!(fabs(x) <= 0x1p20))
        return NAN;
    reduced_angle angle = reduce_angle(x);
    angle.quadrant = (angle.quadrant + 1) & 3;
    return sin_of_angle(angle);
}

/* ---- powers ---- */

/* A number as an unevaluated sum of two, with twice the digits. */
typedef struct pair {
    double high, low;
} pair;

/* The error of the leading product comes from T. J. Dekker's halves (Numerische Mathematik 18, 1971). */
static pair multiply(pair a, pair b)
{
    double a1 = upper_half(a.high), a2 = a.high - a1, b1 = upper_half(b.high), b2 = b.high - b1;
    double product = a.high * b.high;
    double error = ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
    error += a.high * b.low + a.low * b.high;
    double high = product + error;
    return (pair){high, error - (high - product)};
}

double og_power(double base, uint64_t exponent)
{
    pair result = {1, 0}, square = {base, 0};
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, square);
        square = multiply(square, square);
    }
    return result.high;
}
