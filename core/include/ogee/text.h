/* Texts, which are bytes: whether they are UTF-8. */
#ifndef OGEE_TEXT_H
#define OGEE_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* The character that text begins with, of left bytes (1 or more): returns its bytes and writes its number to
   code, which may be NULL. 0: it is no UTF-8 (RFC 3629, section 4). */
size_t og_utf8_next(const char *text, size_t left, uint32_t *code);

#endif
