/* The parts of reading a table: its text cut into fields, numbers out of fields, classes out of labels. */
#ifndef OGEE_SRC_CSV_H
#define OGEE_SRC_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/status.h"

/* A piece of text that lives elsewhere and has no zero at its end. */
typedef struct og_field {
    const char *text;
    size_t length;
} og_field;

/* A field as an error message can show it: on one line, and cut short if it is long. */
typedef struct og_shown {
    char text[72];
} og_shown;

og_shown og_field_show(og_field field);

/* Byte order; a shorter field comes before its continuations. */
int og_field_compare(og_field a, og_field b);

/* Writes "a", "b", "c" or, if that is too much, "a", "b", ... and 7 more. */
void og_field_list(const og_field *fields, size_t count, char *text, size_t size);

/* ---- csv_text.c: the text of a table and where the reading stands ---- */

typedef struct og_csv_text {
    char *start; /* owned; fields point into it */
    char *at;
    char *end;      /* *end is '\n', so that no search runs past it */
    size_t line;    /* of at, from 1 */
    char delimiter; /* ',' ';' or '\t' */
} og_csv_text;

/* Reads the whole file, skips a byte order mark, finds the delimiter. text is to be freed even after a
 * failure. */
og_status og_csv_text_read(const char *path, og_csv_text *text);
void og_csv_text_free(og_csv_text *text);

/* Makes text from a list such as a command line's A,B,"C,D". */
og_status og_csv_text_from_list(const char *list, og_csv_text *text);

/* Skips blank lines; false at the end of the text. */
bool og_csv_text_find_row(og_csv_text *text);

typedef enum og_field_end {
    OG_FIELD_FOLLOWS,  /* the row goes on */
    OG_FIELD_ENDS_ROW, /* this was the last one */
    OG_FIELD_UNCLOSED, /* its quote is never closed */
    OG_FIELD_TRAILING  /* there is text behind its closing quote */
} og_field_end;

/* Takes the next field, without its quotes and the spaces around it. */
og_field_end og_csv_text_next(og_csv_text *text, og_field *field);

/* ---- csv_number.c ---- */

typedef enum og_number_kind { OG_NUMBER, OG_NUMBER_NOT_FINITE, OG_NUMBER_NONE } og_number_kind;

/* Reads the whole field as a decimal number, correctly rounded to double and independent of the locale (too
   large is an infinite OG_NUMBER). "nan" and "inf" in any case are OG_NUMBER_NOT_FINITE, all else is
   OG_NUMBER_NONE. */
og_number_kind og_number_parse(og_field field, double *value);

/* The same, then rounded to float. */
og_number_kind og_number_parse_float(og_field field, float *value);

/* ---- csv_class.c ---- */

/* The classes in the label column called name, rows > 0 cells long: writes 0 or 1 to y[rows] and the names of
   the two classes to class_names. positive NULL: the later of two. */
og_status og_classes_resolve(const char *path, og_field name, const og_field *cells, size_t rows,
                             const char *positive, float *y, char *class_names[2]);

#endif
