#include "export_parts.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "decimal.h"
#include "ogee/text.h"

/* ---- numbers ---- */

/* 1 is an integer in C and in Python; 1.0 is none. */
static og_numeral with_point(og_numeral numeral)
{
    if (!strpbrk(numeral.text, ".e"))
        strcat(numeral.text, ".0");
    return numeral;
}

og_numeral og_numeral_of_float(float value)
{
    og_numeral numeral;
    og_decimal_of_float(value, numeral.text);
    return with_point(numeral);
}

og_numeral og_numeral_of_double(double value)
{
    og_numeral numeral;
    og_decimal_of_double(value, numeral.text);
    return with_point(numeral);
}

/* ---- names ---- */

/* The character at *text, before end, behind which *text moves; -1 for a byte that is no UTF-8. */
static long next_character(const char **text, const char *end)
{
    uint32_t code;
    size_t length = og_utf8_next(*text, (size_t)(end - *text), &code);
    *text += length ? length : 1;
    return length ? (long)code : -1;
}

/* Can it stand in a source file as it is? Not what is invisible or turns the direction of writing. */
static bool is_plain(long code)
{
    static const long hidden[][2] = {{-1, 0x1f},       {0x7f, 0xa0},       {0xad, 0xad},     {0x61c, 0x61c},
                                     {0x180e, 0x180e}, {0x2000, 0x200f},   {0x2028, 0x202f}, {0x205f, 0x206f},
                                     {0x3000, 0x3000}, {0xe000, 0xf8ff},   {0xfe00, 0xfe0f}, {0xfeff, 0xfeff},
                                     {0xfff0, 0xffff}, {0xe0000, 0x10ffff}};
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        if (code >= hidden[i][0] && code <= hidden[i][1])
            return false;
    return true;
}

void og_put_comment_text(FILE *out, const char *text)
{
    char last = '"';
    fputc('"', out);
    for (const char *end = text + strlen(text); text < end;) {
        const char *start = text;
        bool plain = is_plain(next_character(&text, end));
        char c = plain ? *start : '?';
        /* Ends, beginnings and trigraphs fall apart. */
        if ((c == '/' && last == '*') || (c == '*' && last == '/') || (c == '?' && last == '?'))
            fputc(' ', out);
        if (plain)
            fwrite(start, 1, (size_t)(text - start), out);
        else
            fputc('?', out);
        last = c;
    }
    fputc('"', out);
}

void og_put_python_text(FILE *out, const char *text, size_t length)
{
    fputc('"', out);
    for (const char *end = text + length; text < end;) {
        const char *start = text;
        long code = next_character(&text, end);
        if (code < 0)
            fprintf(out, "\\udc%02x", (unsigned)(unsigned char)*start);
        else if (code == '"' || code == '\\')
            fprintf(out, "\\%c", (char)code);
        else if (is_plain(code))
            fwrite(start, 1, (size_t)(text - start), out);
        else if (code == '\n' || code == '\t' || code == '\r')
            fputs(code == '\n' ? "\\n" : code == '\t' ? "\\t" : "\\r", out);
        else
            fprintf(out, code > 0xffff ? "\\U%08lx" : "\\u%04lx", (unsigned long)code);
    }
    fputc('"', out);
}

/* ---- templates ---- */

static const og_slot *find_slot(const og_slot *slots, const char *name, size_t length)
{
    while (slots->name && !(strlen(slots->name) == length && memcmp(slots->name, name, length) == 0))
        slots++;
    assert(slots->name);
    return slots;
}

static bool holds(const char *condition, const og_slot *slots)
{
    bool negated = strncmp(condition, "not ", 4) == 0;
    condition += negated ? 4 : 0;
    return find_slot(slots, condition, strlen(condition))->on != negated;
}

static void write_line(const char *line, const og_slot *slots, const void *context, FILE *out)
{
    for (const char *at; (at = strchr(line, '@')); line = strchr(at + 1, '@') + 1) {
        fwrite(line, 1, (size_t)(at - line), out);
        find_slot(slots, at + 1, (size_t)(strchr(at + 1, '@') - at - 1))->put(context, out);
    }
    fprintf(out, "%s\n", line);
}

void og_template_write(const char *const *lines, const og_slot *slots, const void *context, FILE *out)
{
    int skipping = 0; /* how many conditions deep, from the first one that does not hold */
    for (; **lines != '\f'; lines++) {
        const char *word = *lines + strspn(*lines, " ");
        if (strncmp(word, "@if ", 4) == 0)
            skipping += skipping || !holds(word + 4, slots);
        else if (strcmp(word, "@end") == 0)
            skipping -= skipping > 0;
        else if (!skipping)
            write_line(*lines, slots, context, out);
    }
}
