/* UTF-8 one character at a time. */
#ifndef OGEE_VIZ_SRC_UTF8_H
#define OGEE_VIZ_SRC_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The character at text[*at]; moves *at behind it. A malformed byte counts as one U+FFFD. Needs *at < length.
 */
uint32_t ogv_utf8_next(const char *text, size_t length, size_t *at);

/* Writes the character's 1 to 4 bytes, without a NUL, and returns how many. */
size_t ogv_utf8_put(char *text, uint32_t code);

#endif
