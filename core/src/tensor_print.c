#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee/tensor.h"
#include "tensor_shape.h"

enum { LINE_WIDTH = 80, MOST_ELEMENTS = 1000, EDGE = 3, NUMBER_TEXT = 64 };

/* ---- text that counts beyond the end of its buffer ---- */

typedef struct writer {
    char *buffer;
    size_t size;
    size_t length;
} writer;

static void put(writer *out, const char *text)
{
    for (; *text; text++, out->length++) {
        if (out->length + 1 < out->size)
            out->buffer[out->length] = *text;
    }
}

static void put_spaces(writer *out, int count)
{
    while (count-- > 0)
        put(out, " ");
}

static void put_line_break(writer *out, int lines, int indent)
{
    while (lines-- > 0)
        put(out, "\n");
    put_spaces(out, indent);
}

/* ---- one number ---- */

typedef enum notation { WHOLE, FIXED, SCIENTIFIC } notation;

typedef struct number_style {
    notation notation;
    int width;
} number_style;

/* Writes the number without padding; returns its length. */
static int write_number(notation how, double value, char text[NUMBER_TEXT])
{
    if (isnan(value))
        return snprintf(text, NUMBER_TEXT, "nan");
    if (isinf(value))
        return snprintf(text, NUMBER_TEXT, value > 0 ? "inf" : "-inf");
    int length = 0;
    switch (how) {
    case WHOLE: length = snprintf(text, NUMBER_TEXT, "%.0f.", value); break;
    case FIXED: length = snprintf(text, NUMBER_TEXT, "%.4f", value); break;
    case SCIENTIFIC: length = snprintf(text, NUMBER_TEXT, "%.4e", value); break;
    }
    /* The program may have chosen a locale that writes 0,5. */
    char *comma = strchr(text, ',');
    if (comma)
        *comma = '.';
    return length;
}

static void put_number(writer *out, number_style style, double value)
{
    char text[NUMBER_TEXT];
    put_spaces(out, style.width - write_number(style.notation, value, text));
    put(out, text);
}

/* ---- which elements are shown ---- */

/* The index after i along a dimension; a summary jumps from the first EDGE to the last EDGE indices. */
static size_t next_index(size_t i, size_t size, bool summary)
{
    return summary && size > 2 * EDGE && i + 1 == EDGE ? size - EDGE : i + 1;
}

/* The view at index i of the first dimension. */
static og_tensor part(const og_tensor *tensor, size_t i)
{
    og_tensor view = *tensor;
    view.data += i * tensor->stride[0];
    og_tensor_drop_dim(&view, 0);
    return view;
}

/* ---- the common style of all shown numbers ---- */

typedef struct survey {
    double smallest, largest; /* magnitude among the finite numbers except 0 */
    bool any, whole;
    int width[3]; /* of the longest number in each notation */
} survey;

static void survey_number(survey *found, double value)
{
    if (!isfinite(value) || value == 0)
        return;
    double magnitude = fabs(value);
    found->smallest = found->any && found->smallest < magnitude ? found->smallest : magnitude;
    found->largest = found->any && found->largest > magnitude ? found->largest : magnitude;
    found->any = true;
    found->whole = found->whole && floor(value) == value;
    for (notation how = WHOLE; how <= SCIENTIFIC; how++) {
        char text[NUMBER_TEXT];
        int length = write_number(how, value, text);
        found->width[how] = found->width[how] > length ? found->width[how] : length;
    }
}

static void survey_tensor(survey *found, const og_tensor *tensor, bool summary)
{
    if (tensor->ndim == 0) {
        survey_number(found, tensor->data[0]);
        return;
    }
    for (size_t i = 0; i < tensor->shape[0]; i = next_index(i, tensor->shape[0], summary)) {
        og_tensor inner = part(tensor, i);
        survey_tensor(found, &inner, summary);
    }
}

static number_style choose_style(const og_tensor *tensor, bool summary)
{
    survey found = {.whole = true, .width = {1, 1, 1}};
    survey_tensor(&found, tensor, summary);
    bool extreme = found.any && (found.largest / found.smallest > 1000 || found.largest > 1e8 ||
                                 (!found.whole && found.smallest < 1e-4));
    notation how = extreme ? SCIENTIFIC : found.whole ? WHOLE : FIXED;
    return (number_style){how, found.width[how]};
}

/* ---- the whole ---- */

/* What stands before an item of a row: nothing, a comma, or a comma and a new line. */
static void put_row_gap(writer *out, int placed, int per_line, int indent)
{
    if (placed == 0)
        return;
    put(out, ",");
    put_line_break(out, placed % per_line == 0 ? 1 : 0, placed % per_line == 0 ? indent + 1 : 1);
}

static void put_row(writer *out, const og_tensor *row, number_style style, int indent, bool summary)
{
    int fitting = (LINE_WIDTH - indent) / (style.width + 2);
    int per_line = fitting > 1 ? fitting : 1, placed = 0;
    size_t size = row->shape[0];
    put(out, "[");
    for (size_t i = 0, next; i < size; i = next) {
        put_row_gap(out, placed++, per_line, indent);
        put_number(out, style, row->data[i * row->stride[0]]);
        next = next_index(i, size, summary);
        if (next > i + 1) {
            put_row_gap(out, placed++, per_line, indent);
            put(out, " ...");
        }
    }
    put(out, "]");
}

static void put_tensor(writer *out, const og_tensor *tensor, number_style style, int indent, bool summary)
{
    if (tensor->ndim == 0) {
        put_number(out, style, tensor->data[0]);
        return;
    }
    if (tensor->ndim == 1) {
        put_row(out, tensor, style, indent, summary);
        return;
    }
    size_t size = tensor->shape[0];
    put(out, "[");
    for (size_t i = 0, next; i < size; i = next) {
        og_tensor inner = part(tensor, i);
        put_tensor(out, &inner, style, indent + 1, summary);
        next = next_index(i, size, summary);
        if (next < size) {
            put(out, ",");
            put_line_break(out, tensor->ndim - 1, indent + 1);
        }
        if (next > i + 1) {
            put(out, "...,");
            put_line_break(out, tensor->ndim - 1, indent + 1);
        }
    }
    put(out, "]");
}

size_t og_tensor_format(const og_tensor *tensor, char *buffer, size_t size)
{
    static const char opening[] = "tensor(";
    writer out = {buffer, size, 0};
    size_t count = og_tensor_count(tensor);
    put(&out, opening);
    if (count == 0) {
        put(&out, "[]");
        if (tensor->ndim != 1) {
            put(&out, ", size=");
            put(&out, og_shape_write(tensor->ndim, tensor->shape).text);
        }
    } else {
        bool summary = count > MOST_ELEMENTS;
        put_tensor(&out, tensor, choose_style(tensor, summary), (int)strlen(opening), summary);
    }
    put(&out, ")");
    if (size > 0)
        buffer[out.length < size ? out.length : size - 1] = 0;
    return out.length;
}
