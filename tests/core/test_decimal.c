/* Numbers as text, through the header inside the library. */
#include "../../core/src/decimal.h"

#include <float.h>
#include <math.h>

#include "../../core/src/csv.h"
#include "ogee/rng.h"
#include "support.h"

static void assert_float(float value, const char *expected)
{
    char text[OG_DECIMAL_ROOM];
    assert_int_equal(og_decimal_of_float(value, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void assert_double(double value, const char *expected)
{
    char text[OG_DECIMAL_ROOM];
    assert_int_equal(og_decimal_of_double(value, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void a_number_has_as_few_digits_as_read_back_the_same(void **state)
{
    (void)state;
    assert_float(0.1f, "0.1");
    assert_float(16777216, "16777216");
    assert_float(1.0f / 3, "0.33333334");
    assert_float(300, "300");
    assert_float(-12.5f, "-12.5");
    assert_double(0.1, "0.1");
    assert_double(1.0 / 3, "0.3333333333333333");
    assert_double((double)0.1f, "0.10000000149011612");
    assert_double(5e15, "5000000000000000");
}

static void zeros_keep_their_sign(void **state)
{
    (void)state;
    assert_float(0, "0");
    assert_float(-0.0f, "-0");
    assert_double(-0.0, "-0");
}

static void very_small_and_very_large_numbers_have_an_exponent(void **state)
{
    (void)state;
    assert_float(0.00001f, "0.00001");
    assert_float(1e-6f, "1e-6");
    assert_float(1e8f, "100000000");
    assert_float(1e9f, "1e9");
    assert_float(-1.5e20f, "-1.5e20");
    assert_float(0x1p-149f, "1e-45");
    assert_double(1e16, "10000000000000000");
    assert_double(1e17, "1e17");
    assert_double(0x1p-1074, "5e-324");
    assert_double(-DBL_MAX, "-1.7976931348623157e308");
}

static void what_is_not_finite_has_a_word(void **state)
{
    (void)state;
    assert_float(INFINITY, "inf");
    assert_float(-INFINITY, "-inf");
    assert_double(NAN, "nan");
}

static void every_number_reads_back_to_the_same_bits_and_with_a_digit_less_to_others(void **state)
{
    (void)state;
    og_rng rng;
    og_rng_seed(&rng, 5);
    for (int i = 0; i < 200000; i++) {
        char text[OG_DECIMAL_ROOM], fewer[OG_DECIMAL_ROOM];
        float value = float_from_bits(og_rng_u32(&rng)), back = 0;
        double wide = (double)value * (1 + og_rng_u32(&rng) * 0x1p-52), again = 0;
        if (!isfinite(value))
            continue;
        size_t length = og_decimal_of_float(value, text);
        assert_int_equal(og_number_parse_float((og_field){text, length}, &back), OG_NUMBER);
        assert_same_float(back, value);
        int digits = 0;
        for (const char *c = text; *c && *c != 'e'; c++)
            digits += *c >= '1' && *c <= '9' ? 1 : *c == '0' && digits > 0;
        if (strchr(text, 'e') && digits > 1) {
            snprintf(fewer, sizeof fewer, "%.*e", digits - 2, (double)value);
            assert_true(strtof(fewer, NULL) != value);
        }
        length = og_decimal_of_double(wide, text);
        assert_int_equal(og_number_parse((og_field){text, length}, &again), OG_NUMBER);
        assert_memory_equal(&again, &wide, sizeof wide);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_has_as_few_digits_as_read_back_the_same),
        cmocka_unit_test(zeros_keep_their_sign),
        cmocka_unit_test(very_small_and_very_large_numbers_have_an_exponent),
        cmocka_unit_test(what_is_not_finite_has_a_word),
        cmocka_unit_test(every_number_reads_back_to_the_same_bits_and_with_a_digit_less_to_others),
    };
    return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
