#include "utf8.h"

enum { REPLACEMENT = 0xFFFD };

uint32_t ogv_utf8_next(const char *text, size_t length, size_t *at)
{
    static const uint32_t least[4] = {0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)text[(*at)++];
    if (lead < 0x80)
        return lead;
    int extra = lead >= 0xF0 && lead < 0xF5   ? 3
                : lead >= 0xE0 && lead < 0xF0 ? 2
                : lead >= 0xC2 && lead < 0xE0 ? 1
                                              : 0;
    if (extra == 0 || length - *at < (size_t)extra)
        return REPLACEMENT;
    uint32_t code = lead & (0x3Fu >> extra);
    for (int i = 0; i < extra; i++) {
        unsigned char byte = (unsigned char)text[*at + (size_t)i];
        if ((byte & 0xC0) != 0x80)
            return REPLACEMENT;
        code = code << 6 | (byte & 0x3Fu);
    }
    if (code < least[extra] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return REPLACEMENT;
    *at += (size_t)extra;
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
