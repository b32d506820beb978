/* The parts of reading a table: its text cut into fields, which columns are wanted, numbers out of fields,
   categories and classes out of texts. */
#ifndef OGEE_SRC_CSV_H
#define OGEE_SRC_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/data.h"

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

/* Is it this word, given in lower case, in any case? */
bool og_field_is_word(og_field field, const char *word);

/* Is it empty, or a word for a missing value? */
bool og_field_is_missing(og_field field);

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

/* The classes in the label column called name, whose cells are those of dataset's rows, of which there is
   one: writes y and what dataset says of its classes. positive NULL: the later of two. */
og_status og_classes_resolve(const char *path, og_field name, const og_field *cells, const char *positive,
                             og_dataset *dataset);

/* Which of the two classes of columns the cell is, 0 or 1; -1: neither. */
int og_class_find(const og_dataset *columns, og_field cell);

/* ---- a table while it is read ---- */

#define OG_CSV_UNUSED SIZE_MAX

/* One column of the file, and its place among those of its use, or OG_CSV_UNUSED. */
typedef struct og_csv_column {
    og_field name;
    size_t number; /* a feature of numbers */
    size_t text;   /* a feature of texts, to be made one-hot */
    size_t label;
    float fill; /* for a missing value; NaN: none is known */
} og_csv_column;

typedef struct og_csv_table {
    const char *path;
    const og_csv_def *def;
    og_csv_text text;
    og_csv_column *columns;
    size_t column_count;
    size_t numbers, texts, labels; /* how many columns are used so */
    size_t *order; /* the columns of the features; a one-hot column stands once until its texts are known */
    size_t order_count;
    size_t rows, capacity, dropped;
    float *x;              /* rows x numbers; NaN where a value is missing */
    og_field *text_cells;  /* rows x texts; empty where a value is missing */
    og_field *label_cells; /* rows x labels */
} og_csv_table;

/* csv_columns.c: reads the header line, and decides which columns are wanted. */
og_status og_csv_read_header(og_csv_table *table);
og_status og_csv_place_columns(og_csv_table *table);

/* Says that a quote is broken in the field of that line and column, counted from 0. */
og_status og_csv_fail_quote(const og_csv_table *table, size_t line, size_t column, og_field_end end);

/* csv_rows.c: reads all rows. */
og_status og_csv_read_rows(og_csv_table *table);

/* csv_features.c: replaces missing numbers and makes a data set with names, features and fill values, but
   with y all 0 and no class names. */
og_status og_csv_make_features(og_csv_table *table, og_dataset **out);

#endif
