/* exp, log, log1p, sin and cos of core against long double; tests/ulp/doubles.c does the same with more
 * inputs. */
#include "support.h"

#include <float.h>
#include <math.h>

#include "../../core/src/elementary.h"
#include "ogee/activation.h"

enum { INPUTS = 100000 };

static double ulp_of(double y)
{
    int exponent;
    frexp(y, &exponent);
    return ldexp(1, exponent - 53 > -1074 ? exponent - 53 : -1074);
}

/* Numbers between 0 and 1 that look random and are the same in every run. */
static double fraction(uint64_t n)
{
    n = (n + 1) * 0x9e3779b97f4a7c15u;
    n = (n ^ (n >> 32)) * 0xd6e8feb86659fd93u;
    return (double)((n ^ (n >> 29)) >> 11) * 0x1p-53;
}

static void check_function(const char *name, double (*function)(double),
                           long double (*reference)(long double), double low, double high)
{
    /* Where long double is no better than double, its own error comes on top. */
    double allowed = LDBL_MANT_DIG >= 64 ? 1 : 2;
    for (uint64_t i = 0; i < INPUTS; i++) {
        double x = low + (high - low) * fraction(i);
        if (i % 2)
            x = ldexp(x, -(int)(i % 61)); /* many sizes */
        double got = function(x);
        long double exact = reference(x);
        if (!(fabsl(got - exact) <= allowed * ulp_of((double)exact)))
            fail_msg("%s(%.17g) is %.17g, expected %.20Lg", name, x, got, exact);
    }
}

static void results_are_within_1_ulp(void **state)
{
    (void)state;
    check_function("exp", og_exp, expl, -745, 709.7);
    check_function("log", og_log, logl, 0, 10);
    check_function("log", og_log, logl, 0, DBL_MAX);
    check_function("log1p", og_log1p, log1pl, -1, 1);
    check_function("log1p", og_log1p, log1pl, 0, 1e10);
    check_function("sin", og_sin, sinl, -7, 7);
    check_function("cos", og_cos, cosl, -7, 7);
    check_function("sin", og_sin, sinl, 0, 0x1p20);
    check_function("cos", og_cos, cosl, -0x1p20, 0);
}

static void exact_results_are_exact(void **state)
{
    (void)state;
    assert_true(og_log(1) == 0);
    assert_true(og_log1p(0) == 0);
    assert_true(og_exp(0) == 1);
    assert_true(og_sin(0) == 0);
    assert_true(og_cos(0) == 1);
    assert_true(signbit(og_sin(-0.0)));
    assert_true(signbit(og_log1p(-0.0)));
}

static void subnormal_numbers_have_a_logarithm(void **state)
{
    (void)state;
    assert_near(og_log(0x1p-1074), -744.44007192138127, 1e-13);
    assert_near(og_log1p(0x1p-1074), 0x1p-1074, 0);
}

static void limits_are_infinities(void **state)
{
    (void)state;
    assert_near(og_log(0), -INFINITY, 0);
    assert_near(og_log(INFINITY), INFINITY, 0);
    assert_near(og_log1p(-1), -INFINITY, 0);
    assert_near(og_log1p(INFINITY), INFINITY, 0);
    assert_near(og_exp(-INFINITY), 0, 0);
    assert_near(og_exp(710), INFINITY, 0);
}

static void arguments_outside_the_domain_give_nan(void **state)
{
    (void)state;
    const double results[] = {og_log(-1),       og_log(NAN),     og_log1p(-1.5),       og_log1p(NAN),
                              og_sin(INFINITY), og_sin(NAN),     og_sin(0x1p21),       og_cos(-INFINITY),
                              og_cos(NAN),      og_cos(-0x1p21), og_log_odds(-0.0001), og_log_odds(1.0001),
                              og_log_odds(NAN), og_exp(NAN)};
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        assert_true(isnan(results[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_are_within_1_ulp),
        cmocka_unit_test(exact_results_are_exact),
        cmocka_unit_test(subnormal_numbers_have_a_logarithm),
        cmocka_unit_test(limits_are_infinities),
        cmocka_unit_test(arguments_outside_the_domain_give_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
