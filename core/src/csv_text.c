#include "csv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"

/* Reads all of an open file to text->start, with room for one more byte. */
static og_status read_all(const char *path, FILE *file, og_csv_text *text)
{
    size_t size = 0, capacity = 0;
    for (;;) {
        if (capacity - size < 2) {
            capacity = capacity ? capacity * 2 : (size_t)1 << 16;
            char *grown = capacity > size ? realloc(text->start, capacity) : NULL;
            if (!grown)
                return og_fail(OG_ERR_MEMORY, "%s: no memory for more than %zu bytes", path, size);
            text->start = grown;
        }
        size_t got = fread(text->start + size, 1, capacity - size - 1, file);
        size += got;
        if (got == 0)
            break;
    }
    if (ferror(file))
        return og_fail(OG_ERR_FILE, "%s: cannot be read: %s", path, strerror(errno));
    text->end = text->start + size;
    *text->end = '\n';
    return OG_OK;
}

static size_t count_lines(const char *start, const char *end)
{
    size_t lines = 0;
    for (const char *at = start; at < end; at++)
        lines += *at == '\n' || (*at == '\r' && at[1] != '\n');
    return lines;
}

/* Refuses what is no text, and moves behind a byte order mark. */
static og_status check_encoding(const char *path, og_csv_text *text)
{
    size_t size = (size_t)(text->end - text->start);
    text->at = text->start;
    text->line = 1;
    if (size >= 3 && memcmp(text->start, "\xef\xbb\xbf", 3) == 0)
        text->at += 3;
    if (size >= 2 && (memcmp(text->start, "\xff\xfe", 2) == 0 || memcmp(text->start, "\xfe\xff", 2) == 0))
        return og_fail(OG_ERR_FORMAT, "%s:1: this is UTF-16 text, expected UTF-8", path);
    const char *zero = size ? memchr(text->start, 0, size) : NULL;
    if (zero)
        return og_fail(OG_ERR_FORMAT, "%s:%zu: found a zero byte, expected a table as text", path,
                       1 + count_lines(text->start, zero));
    return OG_OK;
}

/* The most frequent of tab, semicolon and comma in the header, outside quotes; a comma is the likeliest to be
   part of a name, so it loses a draw. */
static char find_delimiter(const char *at, const char *end)
{
    static const char candidates[] = "\t;,";
    size_t counts[3] = {0, 0, 0};
    bool field_start = true;
    for (; at < end && *at != '\n' && *at != '\r'; at++) {
        if (*at == '"' && field_start) {
            const char *quote = memchr(at + 1, '"', (size_t)(end - at - 1));
            if (!quote)
                break;
            at = quote; /* a quote right behind it belongs to a doubled one and opens the second piece */
            continue;
        }
        const char *candidate = strchr(candidates, *at);
        if (candidate)
            counts[candidate - candidates]++;
        field_start = candidate || (field_start && *at == ' ');
    }
    size_t best = 2;
    for (size_t i = 2; i-- > 0;)
        if (counts[i] > 0 && counts[i] >= counts[best])
            best = i;
    return candidates[best];
}

og_status og_csv_text_read(const char *path, og_csv_text *text)
{
    memset(text, 0, sizeof *text);
    FILE *file = fopen(path, "rb");
    if (!file)
        return og_fail(OG_ERR_FILE, "%s: cannot be opened: %s", path, strerror(errno));
    og_status status = read_all(path, file, text);
    fclose(file);
    if (status != OG_OK)
        return status;
    OG_TRY(check_encoding(path, text));
    og_csv_text_find_row(text); /* delimiter 0: passes over spaces and tabs */
    text->delimiter = find_delimiter(text->at, text->end);
    return OG_OK;
}

og_status og_csv_text_from_list(const char *list, og_csv_text *text)
{
    size_t size = strlen(list);
    memset(text, 0, sizeof *text);
    text->start = malloc(size + 1);
    if (!text->start)
        return og_fail(OG_ERR_MEMORY, "no memory for a list of %zu bytes", size);
    memcpy(text->start, list, size);
    text->at = text->start;
    text->end = text->start + size;
    *text->end = '\n';
    text->line = 1;
    text->delimiter = ',';
    return OG_OK;
}

void og_csv_text_free(og_csv_text *text)
{
    free(text->start);
    memset(text, 0, sizeof *text);
}

static bool is_space(const og_csv_text *text, char c)
{
    return c == ' ' || (c == '\t' && text->delimiter != '\t');
}

static bool at_line_end(const og_csv_text *text)
{
    return *text->at == '\n' || *text->at == '\r';
}

/* Moves behind LF, CR LF or CR; at the end of the text it stays. */
static void end_line(og_csv_text *text)
{
    if (text->at == text->end)
        return;
    bool two = text->at[0] == '\r' && text->at + 1 < text->end && text->at[1] == '\n';
    text->at += two ? 2 : 1;
    text->line++;
}

bool og_csv_text_find_row(og_csv_text *text)
{
    while (text->at < text->end) {
        char *start = text->at;
        while (is_space(text, *text->at))
            text->at++;
        if (!at_line_end(text)) {
            text->at = start;
            return true;
        }
        end_line(text);
    }
    return false;
}

/* Behind a field: moves to the next one. */
static og_field_end finish_field(og_csv_text *text)
{
    if (*text->at == text->delimiter) {
        text->at++;
        return OG_FIELD_FOLLOWS;
    }
    end_line(text);
    return OG_FIELD_ENDS_ROW;
}

/* Takes a field from behind its opening quote; "" is made one quote in place, hence the text is not const. */
static og_field_end next_quoted(og_csv_text *text, og_field *field)
{
    char *from = text->at, *to = text->at;
    field->text = to;
    field->length = 0;
    for (;;) {
        char *quote = memchr(from, '"', (size_t)(text->end - from));
        if (!quote)
            return OG_FIELD_UNCLOSED;
        bool doubled = quote + 1 < text->end && quote[1] == '"';
        size_t length = (size_t)(quote - from) + doubled;
        text->line += count_lines(from, quote);
        memmove(to, from, length);
        to += length;
        from = quote + 1 + doubled;
        if (!doubled)
            break;
    }
    field->length = (size_t)(to - field->text);
    text->at = from;
    while (is_space(text, *text->at))
        text->at++;
    return *text->at == text->delimiter || at_line_end(text) ? finish_field(text) : OG_FIELD_TRAILING;
}

og_field_end og_csv_text_next(og_csv_text *text, og_field *field)
{
    while (is_space(text, *text->at))
        text->at++;
    if (*text->at == '"') {
        text->at++;
        return next_quoted(text, field);
    }
    char *start = text->at, delimiter = text->delimiter;
    char *end = start;
    while (*end != delimiter && *end != '\n' && *end != '\r')
        end++;
    text->at = end;
    while (end > start && is_space(text, end[-1]))
        end--;
    *field = (og_field){start, (size_t)(end - start)};
    return finish_field(text);
}
