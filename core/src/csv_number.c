#include "csv.h"
#include "decimal.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A number taken apart: [-] digits, with at most one point among them, e exponent. */
typedef struct decimal {
    bool negative;
    const char *digits;
    const char *digits_end;
    int64_t exponent;
    uint64_t mantissa;   /* the digits without the point, if they are few */
    int64_t after_point; /* how many of them are behind the point */
    bool few;            /* 64 bits hold them */
} decimal;

/* The exponent behind the e, clamped to what still tells zero and infinity apart from the rest. */
static bool parse_exponent(const char *at, const char *end, int64_t *exponent)
{
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end)
        return false;
    int64_t value = 0;
    for (; at < end; at++) {
        if (!og_is_digit(*at))
            return false;
        if (value < INT64_C(1000000000000))
            value = value * 10 + (*at - '0');
    }
    *exponent = negative ? -value : value;
    return true;
}

/* Takes digits from at on and returns their end. */
static const char *parse_digits(const char *at, const char *end, decimal *number)
{
    for (; at < end && og_is_digit(*at); at++) {
        number->few = number->few && number->mantissa < UINT64_C(1000000000000000000);
        if (number->few)
            number->mantissa = number->mantissa * 10 + (uint64_t)(*at - '0');
    }
    return at;
}

static bool parse_decimal(og_field field, decimal *number)
{
    const char *at = field.text, *end = at + field.length;
    *number = (decimal){.negative = at < end && *at == '-', .few = true};
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    number->digits = at;
    at = parse_digits(at, end, number);
    bool any = at > number->digits;
    if (at < end && *at == '.') {
        const char *fraction = ++at;
        at = parse_digits(at, end, number);
        number->after_point = at - fraction;
        any = any || at > fraction;
    }
    number->digits_end = at;
    if (!any)
        return false;
    return at == end || ((*at == 'e' || *at == 'E') && parse_exponent(at + 1, end, &number->exponent));
}

/* Multiplies the digits, as one integer of 64 bits, by a power of ten that is exact in double. */
static bool convert_short(const decimal *number, double *value)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    int64_t exponent = number->exponent - number->after_point;
    if (!number->few || exponent < -22 || exponent > 22)
        return false;
    double mantissa = (double)number->mantissa;
    *value = exponent < 0 ? mantissa / powers[-exponent] : mantissa * powers[exponent];
    return true;
}

/* strtod reads the point of the locale, so it is given none: all digits as one integer, and an exponent. No
   double or midpoint of two has more than 768 digits, so of more digits only whether any is not 0 counts. */
static double convert_long(const decimal *number)
{
    enum { KEPT = 800 };
    char text[KEPT + 32];
    size_t kept = 0;
    int64_t exponent = number->exponent;
    bool point = false, more = false;
    for (const char *at = number->digits; at < number->digits_end; at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        bool keep = kept < KEPT && (kept > 0 || *at != '0');
        if (keep)
            text[kept++] = *at;
        else if (kept == KEPT && *at != '0')
            more = true;
        if (point && (keep || kept == 0))
            exponent--;
        else if (!point && !keep && kept > 0)
            exponent++;
    }
    if (kept == 0)
        return 0;
    if (more && text[kept - 1] == '0')
        text[kept - 1] = '1';
    exponent = exponent > 5000 ? 5000 : exponent < -5000 ? -5000 : exponent;
    snprintf(text + kept, sizeof text - kept, "e%d", (int)exponent);
    return strtod(text, NULL);
}

static og_number_kind what_else(og_field field)
{
    if (field.length && (*field.text == '-' || *field.text == '+'))
        field = (og_field){field.text + 1, field.length - 1};
    bool not_finite = og_field_is_word(field, "nan") || og_field_is_word(field, "inf") ||
                      og_field_is_word(field, "infinity");
    return not_finite ? OG_NUMBER_NOT_FINITE : OG_NUMBER_NONE;
}

og_number_kind og_number_parse(og_field field, double *value)
{
    decimal number;
    if (!parse_decimal(field, &number))
        return what_else(field);
    /* Both factors exact, one rounding: W. Clinger, How to read floating point numbers accurately (1990). */
    if (!convert_short(&number, value) || number.mantissa > UINT64_C(1) << 53)
        *value = convert_long(&number);
    *value = number.negative ? -*value : *value;
    return OG_NUMBER;
}

og_number_kind og_number_parse_float(og_field field, float *value)
{
    decimal number;
    double wide;
    if (!parse_decimal(field, &number))
        return what_else(field);
    if (!convert_short(&number, &wide))
        wide = convert_long(&number);
    /* A mantissa of more than 53 bits leaves two roundings, less than 2^-51 in all. Only where that leaves
       the float open is the slow way needed: tables written with 17 digits are common. */
    else if (number.mantissa > UINT64_C(1) << 53 &&
             (wide > 1e38 || (float)(wide * (1 - 0x1p-51)) != (float)(wide * (1 + 0x1p-51))))
        wide = convert_long(&number);
    /* Half a step above the largest float rounds to infinity; said aloud, as C leaves the conversion open. */
    float narrow = wide < 0x1.ffffffp127 ? (float)wide : INFINITY;
    *value = number.negative ? -narrow : narrow;
    return OG_NUMBER;
}
