#include "utf8.h"

#include "ogee/text.h"

enum { REPLACEMENT = 0xFFFD };

uint32_t ogv_utf8_next(const char *text, size_t length, size_t *at)
{
    uint32_t code = REPLACEMENT;
    size_t bytes = og_utf8_next(text + *at, length - *at, &code);
    *at += bytes ? bytes : 1;
    return code;
}

size_t ogv_utf8_put(char *text, uint32_t code)
{
    static const unsigned char lead[4] = {0, 0xC0, 0xE0, 0xF0};
    size_t extra = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    text[0] = (char)(lead[extra] | code >> (6 * extra));
    for (size_t i = 1; i <= extra; i++)
        text[i] = (char)(0x80 | (code >> (6 * (extra - i)) & 0x3F));
    return extra + 1;
}
