#include "ogee/text.h"

size_t og_utf8_next(const char *text, size_t left, uint32_t *code)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)text[0];
    size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (left < length || (first >= 0x80 && (first < 0xc2 || first > 0xf4)))
        return 0;
    uint32_t number = length == 1 ? first : first & 0x7fu >> length;
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte & 0xc0) != 0x80)
            return 0;
        number = number << 6 | (byte & 0x3f);
    }
    if (number < smallest[length] || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff))
        return 0;
    if (code)
        *code = number;
    return length;
}
