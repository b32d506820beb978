/* Layer specs: what they may be, and how they are read and written as text. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "csv.h"
#include "decimal.h"
#include "fail.h"
#include "layers.h"

enum { NUMBER_TEXT = 32 };

/* ---- text that grows up to size, and how long all of it would be ---- */

typedef struct writer {
    char *text;
    size_t size, length;
} writer;

static void write_text(writer *w, const char *piece)
{
    for (; *piece; piece++, w->length++)
        if (w->length + 1 < w->size)
            w->text[w->length] = *piece;
    if (w->size)
        w->text[w->length < w->size ? w->length : w->size - 1] = 0;
}

void og_layer_kinds_list(bool activations_only, char *text, size_t size)
{
    writer w = {text, size, 0};
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++) {
        if (activations_only && !(*kind)->slope)
            continue;
        write_text(&w, w.length ? ", " : "");
        write_text(&w, (*kind)->name);
    }
}

/* ---- checking ---- */

static og_status check_option(const og_layer_spec *spec, int index, int o)
{
    const og_layer_option *option = &spec->kind->options[o];
    float value = spec->option[o];
    if (!option->name && !(value == 0))
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s) has no option %d, expected 0 there, got %g", index,
                       spec->kind->name, o, (double)value);
    if (!option->name || (value >= option->low && value <= option->high &&
                          (!option->whole || floor((double)value) == (double)value)))
        return OG_OK;
    char low[OG_DECIMAL_ROOM], high[OG_DECIMAL_ROOM];
    og_decimal_of_float(option->low, low);
    og_decimal_of_float(option->high, high);
    return og_fail(OG_ERR_ARGUMENT, "layer %d (%s): %s has to be a %snumber in %s .. %s, got %.9g", index,
                   spec->kind->name, option->name, option->whole ? "whole " : "", low, high, (double)value);
}

static og_status fail_activation(int index, const char *kind, const char *activation)
{
    char names[256];
    og_layer_kinds_list(true, names, sizeof names);
    return og_fail(OG_ERR_ARGUMENT, "layer %d (%s): \"%s\" is no activation, expected one of %s", index, kind,
                   activation, names);
}

og_status og_layer_check(const og_layer_spec *spec, int index)
{
    const og_layer_kind *kind = spec->kind;
    if (!kind)
        return og_fail(OG_ERR_ARGUMENT, "layer %d has no kind", index);
    if (kind->takes_units && spec->units == 0)
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s) needs at least 1 unit, got 0", index, kind->name);
    if (!kind->takes_units && spec->units != 0)
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s) takes no units, expected 0, got %zu", index,
                       kind->name, spec->units);
    if (!kind->takes_activation && spec->activation)
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s) takes no activation, got %s", index, kind->name,
                       spec->activation->name);
    if (spec->activation && !spec->activation->slope)
        return fail_activation(index, kind->name, spec->activation->name);
    for (int o = 0; o < OG_MAX_OPTIONS; o++)
        OG_TRY(check_option(spec, index, o));
    return OG_OK;
}

/* ---- reading ---- */

static og_field trim(og_field field)
{
    while (field.length && field.text[0] == ' ')
        field = (og_field){field.text + 1, field.length - 1};
    while (field.length && field.text[field.length - 1] == ' ')
        field.length--;
    return field;
}

/* Takes what stands before the next separator off the front of rest; false when nothing was left. */
static bool next_piece(og_field *rest, char separator, og_field *piece)
{
    if (!rest->text)
        return false;
    const char *end = memchr(rest->text, separator, rest->length);
    *piece = trim((og_field){rest->text, end ? (size_t)(end - rest->text) : rest->length});
    *rest = end ? (og_field){end + 1, rest->length - (size_t)(end + 1 - rest->text)} : (og_field){NULL, 0};
    return true;
}

static const og_layer_kind *find_kind(og_field name)
{
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++)
        if (strlen((*kind)->name) == name.length && memcmp((*kind)->name, name.text, name.length) == 0)
            return *kind;
    return NULL;
}

static og_status parse_kind(og_field name, int index, const og_layer_kind **kind)
{
    *kind = find_kind(name);
    if (*kind)
        return OG_OK;
    char names[256];
    og_layer_kinds_list(false, names, sizeof names);
    if (name.length == 0)
        return og_fail(OG_ERR_ARGUMENT, "layer %d is empty, expected one of %s", index, names);
    return og_fail(OG_ERR_ARGUMENT, "layer %d: there is no kind \"%s\", expected one of %s", index,
                   og_field_show(name).text, names);
}

static og_status parse_units(og_field field, int index, og_layer_spec *spec)
{
    size_t units = 0;
    bool right = field.length > 0;
    for (size_t i = 0; right && i < field.length; i++) {
        size_t digit = (size_t)(unsigned char)field.text[i] - '0';
        right = digit <= 9 && units <= (SIZE_MAX - 9) / 10;
        units = units * 10 + digit;
    }
    if (!right || units == 0)
        return og_fail(OG_ERR_ARGUMENT,
                       "layer %d (%s): units have to be a whole number from 1 on, as in %s:8, got \"%s\"",
                       index, spec->kind->name, spec->kind->name, og_field_show(field).text);
    spec->units = units;
    return OG_OK;
}

static int option_count(const og_layer_kind *kind)
{
    int count = 0;
    while (count < OG_MAX_OPTIONS && kind->options[count].name)
        count++;
    return count;
}

static og_status parse_option(og_field field, int index, int o, og_layer_spec *spec)
{
    int count = option_count(spec->kind);
    if (o >= count && count == 0)
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s) takes nothing%s, got \"%s\"", index, spec->kind->name,
                       spec->kind->takes_units ? " behind its units" : "", og_field_show(field).text);
    if (o >= count)
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s) takes nothing behind its %s, got \"%s\"", index,
                       spec->kind->name, spec->kind->options[count - 1].name, og_field_show(field).text);
    if (og_number_parse_float(field, &spec->option[o]) != OG_NUMBER)
        return og_fail(OG_ERR_ARGUMENT, "layer %d (%s): %s has to be a number, got \"%s\"", index,
                       spec->kind->name, spec->kind->options[o].name, og_field_show(field).text);
    return OG_OK;
}

static bool is_number(og_field field)
{
    float value;
    return og_number_parse_float(field, &value) == OG_NUMBER;
}

static og_status parse_layer(og_field text, int index, og_layer_spec *spec)
{
    og_field piece;
    const og_layer_kind *kind;
    next_piece(&text, ':', &piece);
    OG_TRY(parse_kind(piece, index, &kind));
    *spec = og_layer_spec_default(kind);
    bool more = next_piece(&text, ':', &piece);
    if (kind->takes_units) {
        OG_TRY(parse_units(more ? piece : (og_field){"", 0}, index, spec));
        more = next_piece(&text, ':', &piece);
    }
    if (more && kind->takes_activation && !is_number(piece)) {
        spec->activation = find_kind(piece);
        if (!spec->activation)
            return fail_activation(index, kind->name, og_field_show(piece).text);
        more = next_piece(&text, ':', &piece);
    }
    for (int o = 0; more; o++, more = next_piece(&text, ':', &piece))
        OG_TRY(parse_option(piece, index, o, spec));
    return og_layer_check(spec, index);
}

og_status og_layers_parse(const char *text, og_layer_spec layers[OG_MAX_LAYERS], int *count)
{
    og_layer_spec specs[OG_MAX_LAYERS];
    og_field rest = {text, strlen(text)}, piece;
    int found = 0;
    if (trim(rest).length == 0)
        return og_fail(OG_ERR_ARGUMENT,
                       "the list of layers is empty, expected one such as linear:8,tanh,linear:1");
    while (next_piece(&rest, ',', &piece)) {
        if (found == OG_MAX_LAYERS)
            return og_fail(OG_ERR_ARGUMENT, "the list has more than %d layers", OG_MAX_LAYERS);
        OG_TRY(parse_layer(piece, found, &specs[found]));
        found++;
    }
    memcpy(layers, specs, (size_t)found * sizeof *specs);
    *count = found;
    return OG_OK;
}

/* ---- writing ---- */

static void write_number(writer *w, float value)
{
    char text[OG_DECIMAL_ROOM];
    og_decimal_of_float(value, text);
    write_text(w, ":");
    write_text(w, text);
}

/* Options up to the last that is not its default; -0 is not 0. */
static int options_to_write(const og_layer_spec *spec)
{
    int count = option_count(spec->kind);
    while (count &&
           memcmp(&spec->option[count - 1], &spec->kind->options[count - 1].initial, sizeof(float)) == 0)
        count--;
    return count;
}

static void write_layer(writer *w, const og_layer_spec *spec)
{
    char units[NUMBER_TEXT];
    int count = options_to_write(spec);
    write_text(w, spec->kind->name);
    if (spec->kind->takes_units) {
        snprintf(units, sizeof units, ":%zu", spec->units);
        write_text(w, units);
    }
    if (spec->activation) {
        write_text(w, ":");
        write_text(w, spec->activation->name);
    }
    for (int o = 0; o < count; o++)
        write_number(w, spec->option[o]);
}

size_t og_layers_format(const og_layer_spec *layers, int count, char *text, size_t size)
{
    writer w = {text, size, 0};
    write_text(&w, "");
    for (int i = 0; i < count; i++) {
        write_text(&w, i ? "," : "");
        write_layer(&w, &layers[i]);
    }
    return w.length;
}
