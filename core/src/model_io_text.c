#include "model_io_text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "decimal.h"
#include "fail.h"
#include "ogee/text.h"

/* ---- JSON ---- */

/* cJSON cuts a text at its first zero, and makes a hundred bytes out of the two of "1,". */
static og_status check_text(const char *path, const char *what, const char *text, size_t length)
{
    enum { VALUES = 1 << 20 };
    size_t values = 1;
    bool in_string = false;
    for (size_t i = 0; i < length;) {
        size_t bytes = og_utf8_next(text + i, length - i, NULL);
        if (bytes == 0 || text[i] == 0)
            return og_fail(OG_ERR_FORMAT, "%s: %s has byte 0x%02x at %zu, expected UTF-8 text", path, what,
                           (unsigned)(unsigned char)text[i], i);
        if (text[i] == '\\' && length - i > 5 && memcmp(text + i + 1, "u0000", 5) == 0)
            return og_fail(OG_ERR_FORMAT, "%s: %s has a zero character at %zu", path, what, i);
        if (text[i] == '"')
            in_string = !in_string;
        values += !in_string && text[i] == ',';
        i += text[i] == '\\' && length - i > 1 ? 2 : bytes;
    }
    if (values > VALUES)
        return og_fail(OG_ERR_FORMAT, "%s: %s has %zu values, expected at most %d", path, what, values,
                       VALUES);
    return OG_OK;
}

static bool is_blank(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    return at == end;
}

og_status og_json_parse(const char *path, const char *what, const char *text, size_t length, cJSON **out)
{
    OG_TRY(check_text(path, what, text, length));
    const char *end = text;
    cJSON *json = cJSON_ParseWithLengthOpts(text, length, &end, false);
    if (json && is_blank(end, text + length)) {
        *out = json;
        return OG_OK;
    }
    cJSON_Delete(json);
    return og_fail(OG_ERR_FORMAT, "%s: %s is not valid JSON, at byte %zu", path, what, (size_t)(end - text));
}

og_status og_json_check_object(const char *path, const char *what, const cJSON *object, size_t limit)
{
    if (!cJSON_IsObject(object))
        return og_fail(OG_ERR_FORMAT, "%s: %s is not a JSON object", path, what);
    size_t count = 0;
    for (const cJSON *child = object->child; child; child = child->next)
        if (++count > limit)
            return og_fail(OG_ERR_FORMAT, "%s: %s has more than %zu entries", path, what, limit);
    for (const cJSON *child = object->child; child; child = child->next)
        for (const cJSON *other = child->next; other; other = other->next)
            if (strcmp(child->string, other->string) == 0)
                return og_fail(OG_ERR_FORMAT, "%s: %s has \"%s\" twice", path, what, OG_SHOW(child->string));
    return OG_OK;
}

/* ---- texts ---- */

char *og_text_escape(const char *text)
{
    size_t length = strlen(text);
    char *escaped = malloc(4 * length + 1), *to = escaped;
    for (size_t i = 0; escaped && i < length;) {
        size_t bytes = og_utf8_next(text + i, length - i, NULL);
        if (bytes == 0) {
            to += snprintf(to, 5, "\\x%02X", (unsigned)(unsigned char)text[i++]);
            continue;
        }
        if (text[i] == '\\')
            *to++ = '\\';
        memcpy(to, text + i, bytes);
        to += bytes;
        i += bytes;
    }
    if (escaped)
        *to = 0;
    return escaped;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool og_text_unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        if (*from != '\\') {
            *to++ = *from++;
        } else if (from[1] == '\\') {
            *to++ = '\\';
            from += 2;
        } else {
            int high = from[1] == 'x' ? hex_digit(from[2]) : -1;
            int low = high >= 0 ? hex_digit(from[3]) : -1;
            if (low < 0 || high + low == 0)
                return false;
            unsigned char byte = (unsigned char)(16 * high + low);
            memcpy(to++, &byte, 1);
            from += 4;
        }
    }
    *to = 0;
    return true;
}

/* ---- numbers ---- */

char *og_numbers_format(const double *values, size_t count)
{
    if (count > SIZE_MAX / OG_DECIMAL_ROOM - 1)
        return NULL;
    char *text = malloc((count + 1) * OG_DECIMAL_ROOM);
    if (!text)
        return NULL;
    size_t length = 0;
    text[length++] = '[';
    for (size_t i = 0; i < count; i++) {
        if (i)
            text[length++] = ',';
        if (isnan(values[i]))
            memcpy(text + length, "null", 4);
        length += isnan(values[i]) ? 4 : og_decimal_of_double(values[i], text + length);
    }
    memcpy(text + length, "]", 2);
    return text;
}

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " ");
}

static bool parse_number(const char *text, size_t length, double *value)
{
    if (length == 4 && memcmp(text, "null", 4) == 0) {
        *value = NAN;
        return true;
    }
    return og_number_parse((og_field){text, length}, value) == OG_NUMBER && !isinf(*value);
}

bool og_numbers_parse(const char *text, size_t count, double *values)
{
    const char *at = skip_spaces(text);
    if (*at++ != '[')
        return false;
    at = skip_spaces(at);
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(at, ", ]");
        if (!parse_number(at, length, &values[i]))
            return false;
        at = skip_spaces(at + length);
        if (i + 1 < count && *at++ != ',')
            return false;
        at = skip_spaces(at);
    }
    return *at == ']' && *skip_spaces(at + 1) == 0;
}

bool og_size_parse(const char *text, size_t length, size_t *value)
{
    *value = 0;
    for (size_t i = 0; i < length; i++) {
        size_t digit = (size_t)(text[i] - '0');
        if (text[i] < '0' || text[i] > '9' || *value > (SIZE_MAX - digit) / 10)
            return false;
        *value = *value * 10 + digit;
    }
    return length > 0;
}

/* ---- base64 ---- */

static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *og_base64_encode(const unsigned char *bytes, size_t size)
{
    char *text = size < SIZE_MAX / 2 ? malloc((size + 2) / 3 * 4 + 1) : NULL;
    if (!text)
        return NULL;
    char *to = text;
    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        uint32_t three = (uint32_t)bytes[i] << 16;
        three |= left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        three |= left > 2 ? bytes[i + 2] : 0;
        *to++ = signs[three >> 18];
        *to++ = signs[three >> 12 & 63];
        *to++ = left > 1 ? signs[three >> 6 & 63] : '=';
        *to++ = left > 2 ? signs[three & 63] : '=';
    }
    *to = 0;
    return text;
}

og_status og_base64_decode(const char *text, unsigned char **bytes, size_t *size)
{
    static const char complaint[] = "the training state is no base64";
    size_t length = strlen(text), padding = 0;
    while (padding < 2 && padding < length && text[length - 1 - padding] == '=')
        padding++;
    unsigned char value_of[256];
    memset(value_of, 0xff, sizeof value_of);
    for (unsigned char i = 0; i < 64; i++)
        value_of[(unsigned char)signs[i]] = i;
    if (length % 4 != 0)
        return og_fail(OG_ERR_FORMAT, "%s: its length %zu is no multiple of 4", complaint, length);
    *size = length / 4 * 3 - padding;
    unsigned char *to = malloc(*size + 3);
    if (!to)
        return og_fail(OG_ERR_MEMORY, "no memory for a training state of %zu bytes", *size);
    *bytes = to;
    uint32_t group = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char value = i < length - padding ? value_of[(unsigned char)text[i]] : 0;
        if (value == 0xff) {
            free(*bytes);
            *bytes = NULL;
            return og_fail(OG_ERR_FORMAT, "%s: character %zu", complaint, i + 1);
        }
        group = group << 6 | value;
        if (i % 4 == 3) {
            *to++ = (unsigned char)(group >> 16 & 255);
            *to++ = (unsigned char)(group >> 8 & 255);
            *to++ = (unsigned char)(group & 255);
        }
    }
    return OG_OK;
}
