/* float16 in software, for all 65,536 numbers: against the definition, against the midpoints between
   neighbours and, where the compiler has a float16 of its own, against that. */
#include "support.h"

#include <math.h>

#include "ogee/activation.h"
#include "ogee/exact.h"
#include "ogee/half.h"

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 && defined(__SSE2__)
#define HAS_FLOAT16 1
__extension__ typedef _Float16 compiler_half;
#endif

enum { INFINITE = 0x7c00, SIGN = 0x8000, HALFS = 0x10000 };

static uint64_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 11;
}

static void every_number_has_the_value_of_its_bits(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < HALFS; bits++) {
        unsigned exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
        double value = og_half_to_double((uint16_t)bits);
        if (exponent == 0x1f) {
            assert_true(fraction ? isnan(value) : isinf(value) && (value < 0) == (bits >= SIGN));
            continue;
        }
        /* in steps of 2^-24, as an integer */
        double steps = exponent ? (double)((uint64_t)(1024 + fraction) << (exponent - 1)) : fraction;
        assert_true(value == (bits >= SIGN ? -steps : steps) * 0x1p-24);
        assert_int_equal(signbit(value) != 0, bits >= SIGN);
    }
}

static void every_number_comes_back_from_double(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < HALFS; bits++) {
        double value = og_half_to_double((uint16_t)bits);
        unsigned expected = isnan(value) ? (bits & SIGN) | 0x7e00 : bits;
        if (!isnan(value) || signbit(value) == (bits >= SIGN))
            assert_int_equal(og_half_from_double(value), expected);
        if (!isnan(value))
            assert_true(og_half_round(value) == value);
    }
    assert_int_equal(og_half_from_double(NAN) & 0x7fff, 0x7e00);
}

/* Half way between neighbours the even one wins, and a hair beside it the nearer one. */
static void halfway_goes_to_even_and_a_hair_beside_to_the_nearer(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < INFINITE; bits++)
        for (unsigned sign = 0; sign <= SIGN; sign += SIGN) {
            double low = og_half_to_double((uint16_t)bits);
            double high = bits + 1 == INFINITE ? 65536 : og_half_to_double((uint16_t)(bits + 1));
            double middle = (low + high) / 2, s = sign ? -1 : 1;
            unsigned even = bits % 2 ? bits + 1 : bits;
            assert_int_equal(og_half_from_double(s * middle), sign | even);
            assert_int_equal(og_half_from_double(s * nextafter(middle, 0)), sign | bits);
            assert_int_equal(og_half_from_double(s * nextafter(middle, INFINITY)), sign | (bits + 1));
        }
    assert_int_equal(og_half_from_double(1e300), INFINITE);
    assert_int_equal(og_half_from_double(-INFINITY), SIGN | INFINITE);
    assert_int_equal(og_half_from_double(5e-324), 0);
    assert_int_equal(og_half_from_double(-5e-324), SIGN);
}

static void the_compilers_float16_agrees(void **state)
{
    (void)state;
#ifdef HAS_FLOAT16
    uint64_t random = 1;
    for (unsigned bits = 0; bits < HALFS; bits++) {
        uint16_t copy = (uint16_t)bits;
        compiler_half half;
        memcpy(&half, &copy, sizeof half);
        double theirs = (double)half, ours = og_half_to_double(copy);
        assert_true(isnan(ours) ? isnan(theirs) : ours == theirs);
    }
    for (int i = 0; i < 2000000; i++) {
        double x = ldexp((double)next(&random) * 0x1p-53 + 0.5, (int)(next(&random) % 48) - 30);
        compiler_half half = (compiler_half)x;
        uint16_t bits;
        memcpy(&bits, &half, sizeof bits);
        assert_int_equal(og_half_from_double(x), bits);
    }
#else
    skip();
#endif
}

static uint16_t random_half(uint64_t *random)
{
    uint16_t bits = (uint16_t)next(random);
    return (bits & 0x7fff) < INFINITE ? bits : (uint16_t)(bits & 0xbfff);
}

/* What is left of a - q b is exact in double, so that the quotient can be held against its neighbours. */
static void rounding_a_quotient_in_double_once_more_does_no_harm(void **state)
{
    (void)state;
    uint64_t random = 7;
    int checked = 0;
    for (int i = 0; i < 1000000; i++) {
        double a = og_half_to_double(random_half(&random)), b = og_half_to_double(random_half(&random));
        uint16_t bits = og_half_from_double(a / b);
        double q = og_half_to_double(bits);
        if (b == 0 || (bits & 0x7fff) == 0 || (bits & 0x7fff) >= INFINITE - 1)
            continue;
        double here = fabs(a - q * b);
        assert_true(here <= fabs(a - og_half_to_double((uint16_t)(bits + 1)) * b));
        assert_true(here <= fabs(a - og_half_to_double((uint16_t)(bits - 1)) * b));
        checked++;
    }
    assert_true(checked > 500000);
}

/* A function that is right to 4 units of double rounds to the right float16: all of these do. */
static void check_far_from_halfway(double value)
{
    double hair = 4 * 0x1p-53;
    if (!isfinite(value) || value == 0)
        return;
    if (og_half_from_double(value * (1 - hair)) != og_half_from_double(value * (1 + hair)))
        fail_msg("%.17g lies too near to half way", value);
}

static void exp_log_and_log1p_of_every_number_round_without_doubt(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < HALFS; bits++) {
        double x = og_half_to_double((uint16_t)bits);
        if (!isfinite(x))
            continue;
        check_far_from_halfway(og_exp(x));
        if (x > 0)
            check_far_from_halfway(log(x));
        if (x > -1)
            check_far_from_halfway(log1p(x));
        assert_true(og_half_round(og_exp(x)) == og_half_round(og_exp_dd(x).high));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_has_the_value_of_its_bits),
        cmocka_unit_test(every_number_comes_back_from_double),
        cmocka_unit_test(halfway_goes_to_even_and_a_hair_beside_to_the_nearer),
        cmocka_unit_test(the_compilers_float16_agrees),
        cmocka_unit_test(rounding_a_quotient_in_double_once_more_does_no_harm),
        cmocka_unit_test(exp_log_and_log1p_of_every_number_round_without_doubt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
