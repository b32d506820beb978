#include "words.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const char *section, *key;
    char *text;
} entry;

struct ogl_words {
    char *memory; /* the file, cut into strings; entries point into it */
    entry *entries;
    size_t count;
};

static og_status format_error(const char *name, int line, const char *what, char *error, size_t size)
{
    snprintf(error, size, "%s:%d: %s", name, line, what);
    return OG_ERR_FORMAT;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static char *skip_blanks(char *text)
{
    while (is_blank(*text))
        text++;
    return text;
}

static void cut_end(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && (is_blank(text[length - 1]) || text[length - 1] == '\r'))
        text[--length] = 0;
}

/* Takes the next line off *rest; NULL at the end. */
static char *next_line(char **rest)
{
    char *line = *rest;
    if (!line || !*line)
        return NULL;
    char *end = strchr(line, '\n');
    if (end)
        *end = 0;
    *rest = end ? end + 1 : line + strlen(line);
    cut_end(line);
    return line;
}

/* Moves a continuation line down behind the text it goes on with; memory before it is free by then. */
static void append(entry *last, const char *more)
{
    size_t length = strlen(last->text);
    if (length > 0)
        last->text[length++] = ' ';
    memmove(last->text + length, more, strlen(more) + 1);
}

static og_status read_lines(ogl_words *words, const char *name, char *error, size_t size)
{
    const char *section = NULL;
    entry *last = NULL; /* of this section: a text cannot go on across a heading */
    char *rest = words->memory;
    char *line;
    if (strncmp(rest, "\xEF\xBB\xBF", 3) == 0)
        rest += 3;
    for (int number = 1; (line = next_line(&rest)); number++) {
        char *text = skip_blanks(line);
        if (*text == 0 || *line == '#')
            continue;
        if (text != line) {
            if (!last)
                return format_error(name, number,
                                    "a line that begins with a space goes on with a text, but "
                                    "there is none yet",
                                    error, size);
            append(last, text);
            continue;
        }
        if (*line == '[') {
            char *end = strchr(line, ']');
            if (!end || end[1] || end == line + 1)
                return format_error(name, number, "expected a section as [name]", error, size);
            *end = 0;
            section = line + 1;
            last = NULL;
            continue;
        }
        char *colon = strchr(line, ':');
        if (!colon || colon == line)
            return format_error(name, number, "expected \"key: text\"", error, size);
        if (!section)
            return format_error(name, number, "expected a [section] before the first text", error, size);
        *colon = 0;
        cut_end(line);
        last = &words->entries[words->count++];
        *last = (entry){section, line, skip_blanks(colon + 1)};
    }
    return OG_OK;
}

static size_t count_lines(const char *text)
{
    size_t lines = 1;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

og_status ogl_words_parse(const char *name, const char *text, ogl_words **out, char *error, size_t error_size)
{
    *out = NULL;
    ogl_words *words = calloc(1, sizeof *words);
    size_t size = strlen(text) + 1;
    if (words) {
        words->memory = malloc(size);
        words->entries = calloc(count_lines(text), sizeof *words->entries);
    }
    if (!words || !words->memory || !words->entries) {
        ogl_words_destroy(words);
        snprintf(error, error_size, "%s: out of memory", name);
        return OG_ERR_MEMORY;
    }
    memcpy(words->memory, text, size);
    og_status status = read_lines(words, name, error, error_size);
    if (status != OG_OK) {
        ogl_words_destroy(words);
        return status;
    }
    *out = words;
    return OG_OK;
}

/* The whole file as a string, or NULL. */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = NULL;
    long size = -1;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0)
        text = malloc((size_t)size + 1);
    if (text) {
        size_t got = fread(text, 1, (size_t)size, file);
        text[got] = 0;
        if (got != (size_t)size) {
            free(text);
            text = NULL;
        }
    }
    fclose(file);
    return text;
}

og_status ogl_words_load(const char *path, ogl_words **out, char *error, size_t error_size)
{
    *out = NULL;
    char *text = read_file(path);
    if (!text) {
        snprintf(error, error_size, "cannot read the words in \"%s\"", path);
        return OG_ERR_FILE;
    }
    og_status status = ogl_words_parse(path, text, out, error, error_size);
    free(text);
    return status;
}

void ogl_words_destroy(ogl_words *words)
{
    if (!words)
        return;
    free(words->entries);
    free(words->memory);
    free(words);
}

const char *ogl_words_get(const ogl_words *words, const char *section, const char *key, int index)
{
    for (size_t i = 0; i < words->count; i++) {
        const entry *e = &words->entries[i];
        if (strcmp(e->key, key) == 0 && strcmp(e->section, section) == 0 && index-- == 0)
            return e->text;
    }
    return NULL;
}

int ogl_words_count(const ogl_words *words, const char *section, const char *key)
{
    int count = 0;
    while (ogl_words_get(words, section, key, count))
        count++;
    return count;
}

size_t ogl_words_size(const ogl_words *words)
{
    return words->count;
}

const char *ogl_words_at(const ogl_words *words, size_t i, const char **section, const char **key)
{
    *section = words->entries[i].section;
    *key = words->entries[i].key;
    return words->entries[i].text;
}

void ogl_words_fill(char *out, size_t size, const char *pattern, const char *first, const char *second)
{
    size_t used = 0;
    while (*pattern && used + 1 < size) {
        const char *value = NULL;
        if (strncmp(pattern, "{1}", 3) == 0)
            value = first;
        else if (strncmp(pattern, "{2}", 3) == 0)
            value = second;
        if (!value) {
            out[used++] = *pattern++;
            continue;
        }
        while (*value && used + 1 < size)
            out[used++] = *value++;
        pattern += 3;
    }
    if (size > 0)
        out[used] = 0;
}
