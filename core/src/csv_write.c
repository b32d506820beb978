#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "fail.h"
#include "ogee/data.h"
#include "ogee/file.h"

/* A field that begins with a byte beyond ASCII might be taken for a byte order mark. */
static bool needs_quotes(const char *text)
{
    size_t length = strlen(text);
    return length == 0 || strpbrk(text, ",;\t\"\r\n") || text[0] == ' ' || text[length - 1] == ' ' ||
           (unsigned char)text[0] >= 0x80;
}

static char *put_field(char *at, const char *text)
{
    bool quotes = needs_quotes(text);
    if (quotes)
        *at++ = '"';
    for (; *text; text++) {
        if (*text == '"')
            *at++ = '"';
        *at++ = *text;
    }
    if (quotes)
        *at++ = '"';
    return at;
}

/* Room for a field of this text with a separator behind it. */
static size_t field_room(const char *text)
{
    return 2 * strlen(text) + 3;
}

/* No line, header or row, is longer. */
static size_t line_room(const og_dataset *dataset)
{
    size_t no = field_room(dataset->class_names[0]), yes = field_room(dataset->class_names[1]), room = 0;
    for (size_t i = 0; i < dataset->features; i++)
        room += field_room(dataset->feature_names[i]) + OG_DECIMAL_ROOM + 1;
    for (size_t i = 0; i < dataset->labels; i++)
        room += field_room(dataset->label_names[i]) + (no > yes ? no : yes);
    return room;
}

static og_status write_line(FILE *stream, const char *path, char *line, char *end)
{
    end[-1] = '\n'; /* for the last separator */
    size_t size = (size_t)(end - line);
    if (fwrite(line, 1, size, stream) == size)
        return OG_OK;
    return og_fail(OG_ERR_FILE, "%s: cannot be written: %s", path, strerror(errno));
}

static og_status write_header(FILE *stream, const char *path, const og_dataset *dataset, char *line)
{
    char *at = line;
    for (size_t i = 0; i < dataset->features + dataset->labels; i++) {
        at = put_field(at, i < dataset->features ? dataset->feature_names[i]
                                                 : dataset->label_names[i - dataset->features]);
        *at++ = ',';
    }
    return write_line(stream, path, line, at);
}

static og_status write_row(FILE *stream, const char *path, const og_dataset *dataset, size_t row, char *line)
{
    const float *x = dataset->x + row * dataset->features, *y = dataset->y + row * dataset->labels;
    char *at = line;
    for (size_t i = 0; i < dataset->features; i++) {
        if (!isfinite(x[i]))
            return og_fail(OG_ERR_DATA, "%s: row %zu has %g in column \"%s\", expected finite numbers", path,
                           row + 1, (double)x[i], dataset->feature_names[i]);
        at += og_decimal_of_float(x[i], at);
        *at++ = ',';
    }
    for (size_t i = 0; i < dataset->labels; i++) {
        at = put_field(at, dataset->class_names[y[i] > 0.5f]);
        *at++ = ',';
    }
    return write_line(stream, path, line, at);
}

og_status og_csv_print(const char *name, FILE *stream, const og_dataset *dataset)
{
    for (size_t i = 0; i < dataset->features; i++)
        if (dataset->categories[i])
            return og_fail(OG_ERR_ARGUMENT, "%s: column \"%s\" is one-hot, expected columns of numbers", name,
                           dataset->feature_names[i]);
    char *line = malloc(line_room(dataset));
    if (!line)
        return og_fail(OG_ERR_MEMORY, "%s: no memory for a row of %zu features", name, dataset->features);
    og_status status = write_header(stream, name, dataset, line);
    for (size_t row = 0; row < dataset->rows && status == OG_OK; row++)
        status = write_row(stream, name, dataset, row, line);
    free(line);
    return status;
}

og_status og_csv_write(const char *path, const og_dataset *dataset)
{
    og_file file;
    OG_TRY(og_file_open(&file, path));
    return og_file_end(&file, og_csv_print(path, file.stream, dataset));
}
