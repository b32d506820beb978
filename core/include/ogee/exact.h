/* What other computations are measured against: functions as an unevaluated sum of two doubles, about 100
   bits. */
#ifndef OGEE_EXACT_H
#define OGEE_EXACT_H

/* The value is high + low; high is the double nearest to it, low the rest. */
typedef struct og_double_double {
    double high, low;
} og_double_double;

/* sigmoid(x), softplus(x) = log(1 + exp(x)) and exp(x), for any x: infinities give the limits, NaN gives NaN.
   Relative error below 2^-95 as long as the value is above 2^-900; below that high is still the nearest
   double, or 1 ulp beside it where it is subnormal (tests/core/test_exact.c). T. J. Dekker, "A floating-point
   technique for extending the available precision", 1971. */
og_double_double og_sigmoid_dd(double x);
og_double_double og_softplus_dd(double x);
og_double_double og_exp_dd(double x);

#endif
