#include <stdio.h>
#include <string.h>

#include "csv.h"

og_shown og_field_show(og_field field)
{
    og_shown shown;
    size_t limit = sizeof shown.text - sizeof "...";
    bool cut = field.length > limit;
    size_t length = cut ? limit : field.length;
    /* Not in the middle of a character: bytes 10xxxxxx continue one in UTF-8. */
    while (cut && length > 0 && ((unsigned char)field.text[length] & 0xc0) == 0x80)
        length--;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)field.text[i];
        shown.text[i] = c < 0x20 || c == 0x7f ? '?' : field.text[i];
    }
    strcpy(shown.text + length, cut ? "..." : "");
    return shown;
}

bool og_field_is_word(og_field field, const char *word)
{
    size_t i = 0;
    for (; i < field.length && word[i]; i++) {
        char c = field.text[i];
        if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != word[i])
            return false;
    }
    return i == field.length && !word[i];
}

bool og_field_is_missing(og_field field)
{
    static const char *const words[] = {"", "na", "n/a", "null", "none", "nan", "?"};
    bool missing = false;
    for (size_t i = 0; i < sizeof words / sizeof *words && !missing; i++)
        missing = og_field_is_word(field, words[i]);
    return missing;
}

int og_field_compare(og_field a, og_field b)
{
    int order = memcmp(a.text, b.text, a.length < b.length ? a.length : b.length);
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

void og_field_list(const og_field *fields, size_t count, char *text, size_t size)
{
    enum { REST = 40 }; /* room for ", ... and 18446744073709551615 more" */
    size_t used = 0;
    text[0] = 0;
    for (size_t i = 0; i < count; i++) {
        og_shown shown = og_field_show(fields[i]);
        const char *comma = i ? ", " : "";
        if (used + strlen(shown.text) + 4 + REST > size) {
            snprintf(text + used, size - used, "%s... and %zu more", comma, count - i);
            return;
        }
        used += (size_t)snprintf(text + used, size - used, "%s\"%s\"", comma, shown.text);
    }
}
