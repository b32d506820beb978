/* How a model file keeps texts, numbers and bytes in JSON. */
#ifndef OGEE_SRC_MODEL_IO_TEXT_H
#define OGEE_SRC_MODEL_IO_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

#include "ogee/status.h"

/* JSON out of a file that is not trusted: UTF-8 without zeros, not more values than memory can take, and
   nothing behind it but blanks. OG_ERR_FORMAT speaks of path and of what the text is. */
og_status og_json_parse(const char *path, const char *what, const char *text, size_t length, cJSON **out);

/* An object whose keys are all different and not more than limit; OG_ERR_FORMAT otherwise. */
og_status og_json_check_object(const char *path, const char *what, const cJSON *object, size_t limit);

/* A name as a message can show it. */
#define OG_SHOW(name) og_field_show((og_field){(name), strlen(name)}).text

/* A C string may hold any bytes, a JSON text only UTF-8: a backslash becomes two, and a byte that is no UTF-8
   becomes \xE9. To be freed; NULL: no memory. */
char *og_text_escape(const char *text);

/* The way back, in place; false when a backslash is followed by anything else. */
bool og_text_unescape(char *text);

/* [0.5,null,-1e300]: the fewest digits that read back to the same bits; null is NaN. To be freed; NULL: no
 * memory. */
char *og_numbers_format(const double *values, size_t count);

/* The way back; false when the text is not a list of exactly count finite numbers or nulls. */
bool og_numbers_parse(const char *text, size_t count, double *values);

/* Decimal digits alone, no sign; false when the number does not fit. */
bool og_size_parse(const char *text, size_t length, size_t *value);

/* Base64 of RFC 4648, section 4, with its padding. To be freed; NULL: no memory. */
char *og_base64_encode(const unsigned char *bytes, size_t size);

/* The way back: OG_ERR_FORMAT for text that is no base64, said without a path; OG_ERR_MEMORY. */
og_status og_base64_decode(const char *text, unsigned char **bytes, size_t *size);

#endif
