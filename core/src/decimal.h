/* Numbers as text, whatever the locale: the fewest digits that read back to the same bits, with a point. */
#ifndef OGEE_SRC_DECIMAL_H
#define OGEE_SRC_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

static inline bool og_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

enum { OG_DECIMAL_ROOM = 32 };

/* Writes value to text[OG_DECIMAL_ROOM], ended by a zero, and returns the length: "0.1", "-0", "300", and
   with an exponent below 1e-5 and from 1e9 on, for doubles from 1e17 on: "1.5e-7", "1e9". What is not finite
   becomes "inf", "-inf" or "nan". */
size_t og_decimal_of_float(float value, char *text);
size_t og_decimal_of_double(double value, char *text);

#endif
