/* The elementary functions that core needs, in double and without libm, so that their bits are the same on
   every machine. Measured with tests/ulp/doubles.c. og_exp is in ogee/activation.h. */
#ifndef OGEE_SRC_ELEMENTARY_H
#define OGEE_SRC_ELEMENTARY_H

#include <stdint.h>

/* log(x), within 1 ulp. At 0 -inf, at inf inf, below 0 NaN. */
double og_log(double x);

/* log(1 + x), within 1 ulp. At -1 -inf, at inf inf, below -1 NaN. */
double og_log1p(double x);

/* log(p / (1 - p)), within 1 ulp, also near 1/2. At 0 -inf, at 1 inf, outside 0 .. 1 NaN. */
double og_log_odds(double p);

/* sin(x) and cos(x), x in radians. Within 1 ulp for |x| <= 2^20; NaN beyond. */
double og_sin(double x);
double og_cos(double x);

/* base^exponent for 0 <= base <= 1; 0^0 is 1. Within 1 ulp where the result is above 1e-290
   (tests/core/test_schedule.c). */
double og_power(double base, uint64_t exponent);

#endif
