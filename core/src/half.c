#include "ogee/half.h"

#include <math.h>
#include <string.h>

enum { FRACTION = 10, BIAS = 15, LOWEST = -14, INFINITE = 0x7c00, QUIET_NAN = 0x7e00 };

/* |x| in steps of the last digit that float16 has there, a whole number. Adding and taking away 2^52 rounds
   to nearest even, because from there on double has no fraction. */
static unsigned round_to_steps(double x, int exponent)
{
    double steps = ldexp(x, FRACTION - exponent);
    return (unsigned)((steps + 0x1p52) - 0x1p52);
}

uint16_t og_half_from_double(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    unsigned sign = (unsigned)(bits >> 63) << 15;
    double size = fabs(x);
    if (size != size)
        return (uint16_t)(sign | QUIET_NAN);
    if (size >= 65520)
        return (uint16_t)(sign | INFINITE);
    int exponent = (int)(bits >> 52 & 0x7ff) - 1023;
    if (exponent < LOWEST)
        exponent = LOWEST;
    /* What is rounded up to the next power of two carries into the exponent by itself. */
    unsigned steps = round_to_steps(size, exponent);
    unsigned above = (unsigned)(exponent - LOWEST) << FRACTION;
    return (uint16_t)(sign | (above + steps));
}

double og_half_to_double(uint16_t bits)
{
    int exponent = bits >> FRACTION & 0x1f, fraction = bits & 0x3ff;
    double sign = bits >> 15 ? -1 : 1;
    if (exponent == 0x1f)
        return fraction ? (double)NAN * sign : (double)INFINITY * sign;
    if (exponent == 0)
        return sign * ldexp(fraction, LOWEST - FRACTION);
    return sign * ldexp(fraction + 1024, exponent - BIAS - FRACTION);
}

double og_half_round(double x)
{
    return og_half_to_double(og_half_from_double(x));
}
