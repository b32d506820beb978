/* float16 (IEEE 754 binary16) in software: 1 sign bit, 5 bits of exponent, 10 of fraction. The largest number
   is 65504, the smallest 2^-24.

   A float16 is kept as a double that happens to be one. Any single operation on float16 numbers is then
   og_half_round of the same operation in double, and correctly rounded: double has more than twice as many
   digits, so rounding twice does no harm to + - * / and sqrt (S. A. Figueroa, "When is double rounding
   innocuous?", SIGNUM Newsletter 30, 1995), and a test compares exp, log and log1p for all 65,536 numbers. */
#ifndef OGEE_HALF_H
#define OGEE_HALF_H

#include <stdint.h>

/* The bits of the float16 nearest to x, of two equally near the one with an even fraction. From 65520 on
   infinity; NaN gives 0x7e00 with x's sign. Exact by definition, tests/core/test_half.c checks all ties. */
uint16_t og_half_from_double(double x);

/* The value of those bits, exactly. */
double og_half_to_double(uint16_t bits);

/* The float16 nearest to x as a double: og_half_to_double(og_half_from_double(x)). */
double og_half_round(double x);

#endif
