/* Functions out of their own source, so that an exported program computes with the very same lines. */
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "export_parts.h"

/* One definition: its comment, then a macro, type, table, enum or function. Ends before line `end`. */
typedef struct definition {
    size_t first, code, end;
    size_t file;
} definition;

static bool starts(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

static bool ends(const char *line, char c)
{
    size_t length = strlen(line);
    return length && line[length - 1] == c;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_of_word(char c)
{
    return is_letter(c) || og_is_digit(c);
}

/* ---- cutting ---- */

static size_t end_of_macro(const char *const *source, size_t line)
{
    while (source[line] && ends(source[line], '\\'))
        line++;
    return line + 1;
}

/* Behind the brace in the first column, or behind the semicolon or before the blank line of what has none. */
static size_t end_of_code(const char *const *source, size_t line)
{
    for (bool braces = false; source[line]; line++) {
        braces = braces || ends(source[line], '{');
        if (!braces && !source[line][0])
            return line;
        if (source[line][0] == '}' || (!braces && ends(source[line], ';')))
            return line + 1;
    }
    return line;
}

/* Finds the next definition behind *found, which is zeroed at first; false at the end. */
static bool next_definition(const char *const *source, definition *found)
{
    size_t at = found->end, comment = at, file = found->file;
    for (bool in_comment = false; source[at]; at++) {
        const char *text = source[at];
        file += text[0] == '\f';
        if (!in_comment && starts(text, "/*"))
            comment = at;
        bool was = in_comment || starts(text, "/*");
        in_comment = was && !strstr(text, "*/");
        if (was)
            continue;
        if (starts(text, "#define ") || is_letter(text[0]))
            break;
        comment = at + 1;
    }
    if (!source[at])
        return false;
    size_t end = starts(source[at], "#") ? end_of_macro(source, at) : end_of_code(source, at);
    *found = (definition){comment, at, end, file};
    return true;
}

/* ---- names ---- */

/* The first letter of the word that ends before `end`, with blanks between. */
static const char *word_before(const char *line, const char *end)
{
    while (end > line && end[-1] == ' ')
        end--;
    while (end > line && is_of_word(end[-1]))
        end--;
    return end;
}

static bool is_word_at(const char *at, const char *word)
{
    return starts(at, word) && !is_of_word(at[strlen(word)]);
}

/* Does an enum's line give word a value? */
static bool enumerates(const char *line, const char *word)
{
    for (const char *at = strstr(line, " = "); at; at = strstr(at + 1, " = "))
        if (is_word_at(word_before(line, at), word))
            return true;
    return false;
}

static bool defines(const char *const *source, definition d, const char *word)
{
    const char *line = source[d.code], *end;
    if (starts(line, "#define "))
        return is_word_at(line + strlen("#define "), word);
    if (starts(line, "enum "))
        return enumerates(line, word);
    if (starts(line, "typedef ")) {
        line = source[d.end - 1];
        end = strchr(line, '(');
        end = end ? end : strchr(line, ';');
    } else {
        end = strpbrk(line, "([=");
    }
    return end && is_word_at(word_before(line, end), word);
}

/* ---- what is needed ---- */

typedef struct parts {
    const char *const *source;
    size_t count;
    definition *definitions;
    bool *needed;
} parts;

/* What defines the word, first of all in that file, as functions of two files may have one name; -1 for none.
 */
static long find(const parts *p, const char *word, size_t file)
{
    long found = -1;
    for (size_t i = 0; i < p->count; i++) {
        if (!defines(p->source, p->definitions[i], word))
            continue;
        if (p->definitions[i].file == file)
            return (long)i;
        found = found < 0 ? (long)i : found;
    }
    return found;
}

/* Marks what defines the word that begins at text, for use in a file; true when that was not marked before.
 */
static bool need(parts *p, const char *text, size_t file)
{
    char word[64];
    size_t length = 0;
    while (is_of_word(text[length]))
        length++;
    if (length >= sizeof word)
        return false;
    memcpy(word, text, length);
    word[length] = 0;
    long found = find(p, word, file);
    bool news = found >= 0 && !p->needed[found];
    if (news)
        p->needed[found] = true;
    return news;
}

/* Marks what a definition uses; true when that was not all marked before. Comments in it need nothing. */
static bool need_words(parts *p, definition d)
{
    bool news = false, in_comment = false;
    for (size_t line = d.code; line < d.end; line++) {
        const char *at = p->source[line];
        while (*at) {
            if (in_comment || starts(at, "/*")) {
                const char *close = strstr(at, "*/");
                in_comment = !close;
                at = close ? close + 2 : at + strlen(at);
            } else if (is_of_word(*at)) {
                news |= !og_is_digit(*at) && need(p, at, d.file);
                while (is_of_word(*at))
                    at++;
            } else {
                at++;
            }
        }
    }
    return news;
}

static void close_over(parts *p)
{
    for (bool news = true; news;) {
        news = false;
        for (size_t i = 0; i < p->count; i++)
            news |= p->needed[i] && need_words(p, p->definitions[i]);
    }
}

/* Macros stand together; before everything else is a blank line. */
static void write_definition(const char *const *source, definition d, bool first, FILE *out)
{
    const char *code = source[d.code];
    bool macro = starts(code, "#");
    bool exported = !macro && !starts(code, "static ") && !starts(code, "typedef ") && !starts(code, "enum ");
    fputs(first || macro ? "" : "\n", out);
    for (size_t line = d.first; line < d.end; line++)
        fprintf(out, "%s%s\n", exported && line == d.code ? "static " : "", source[line]);
}

og_status og_export_definitions(const char *const *source, const char *const *functions, FILE *out)
{
    parts p = {source, 0, NULL, NULL};
    definition d = {0, 0, 0, 0};
    while (next_definition(source, &d))
        p.count++;
    p.definitions = calloc(p.count + 1, sizeof *p.definitions);
    p.needed = calloc(p.count + 1, sizeof *p.needed);
    if (p.definitions && p.needed) {
        d = (definition){0, 0, 0, 0};
        for (size_t i = 0; next_definition(source, &d); i++)
            p.definitions[i] = d;
        for (; *functions; functions++)
            need(&p, *functions, 0);
        close_over(&p);
        bool first = true;
        for (size_t i = 0; i < p.count; i++) {
            if (!p.needed[i])
                continue;
            write_definition(source, p.definitions[i], first, out);
            first = false;
        }
    }
    bool done = p.definitions && p.needed;
    free(p.definitions);
    free(p.needed);
    return done ? OG_OK : og_fail(OG_ERR_MEMORY, "no memory to export functions");
}
