#include "decimal.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"

enum { FLOAT_DIGITS = 9, DOUBLE_DIGITS = 17 }; /* enough to tell any two apart */

/* The digits of a number, the point behind the first of them, times ten to the exponent. */
typedef struct decimal {
    char digits[DOUBLE_DIGITS];
    int count, exponent;
} decimal;

/* snprintf would write them with the point of the locale, so only the digits are taken. */
static void take_digits(double value, int count, decimal *out)
{
    char text[40], *at = text;
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    out->count = count;
    for (int taken = 0; taken < count; at++)
        if (*at >= '0' && *at <= '9')
            out->digits[taken++] = *at;
    out->exponent = (int)strtol(at + 1, NULL, 10);
}

static bool reads_back(double value, bool narrow, const decimal *number)
{
    char text[40];
    int length = snprintf(text, sizeof text, "%.*se%d", number->count, number->digits,
                          number->exponent - (number->count - 1));
    og_field field = {text, (size_t)length};
    float single = 0;
    double wide = 0;
    if (!narrow)
        return og_number_parse(field, &wide) == OG_NUMBER && wide == value;
    return og_number_parse_float(field, &single) == OG_NUMBER && (double)single == value;
}

static bool fits(double value, bool narrow, int count, decimal *number)
{
    take_digits(value, count, number);
    return reads_back(value, narrow, number);
}

/* Most numbers take either a few digits or nearly all, so those in between say where to begin. */
static decimal shortest(double value, bool narrow)
{
    decimal number;
    int most = narrow ? FLOAT_DIGITS : DOUBLE_DIGITS, middle = narrow ? 6 : 15;
    int count = fits(value, narrow, middle, &number) ? 1 : middle + 1;
    while (!fits(value, narrow, count, &number) && count < most)
        count++;
    return number;
}

static size_t write_decimal(double value, bool narrow, char *text)
{
    if (!isfinite(value))
        return (size_t)snprintf(text, OG_DECIMAL_ROOM, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
    decimal n = shortest(fabs(value), narrow);
    char *at = text;
    if (signbit(value))
        *at++ = '-';
    bool plain = n.exponent >= -5 && n.exponent < (narrow ? FLOAT_DIGITS : DOUBLE_DIGITS);
    for (int zero = n.exponent; plain && zero < 0; zero++) {
        *at++ = '0';
        if (zero == n.exponent)
            *at++ = '.';
    }
    int whole = plain ? (n.exponent < 0 ? n.count : n.exponent + 1) : 1; /* digits before the point */
    for (int i = 0; i < n.count || i < whole; i++) {
        if (i == whole)
            *at++ = '.';
        *at++ = i < n.count ? n.digits[i] : '0';
    }
    *at = 0;
    if (!plain)
        at += snprintf(at, 8, "e%d", n.exponent);
    return (size_t)(at - text);
}

size_t og_decimal_of_float(float value, char *text)
{
    return write_decimal((double)value, true, text);
}

size_t og_decimal_of_double(double value, char *text)
{
    return write_decimal(value, false, text);
}
