/* Data to learn from: toy sets, CSV tables, the split into training and test rows, standardisation. */
#ifndef OGEE_DATA_H
#define OGEE_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "ogee/status.h"

/* Rows of features with their labels. Open for reading; made and freed by the functions below. */
typedef struct og_dataset {
    size_t rows;
    size_t features;
    size_t labels;        /* columns of y; 1 for a binary classifier */
    float *x;             /* rows x features, row by row */
    float *y;             /* rows x labels, each 0 or 1 */
    char **feature_names; /* the columns they came from */
    char **categories;    /* NULL for a number; else 1 stands where column feature_names[i] holds this text */
    float *fill;          /* what stands for a missing value; NaN: a missing value is an error */
    char **label_names;
    char *class_names[2]; /* what 0 and 1 were called in the table; with several labels "0" and "1" */
    bool class_numbers;   /* all labels of the table were numbers: 1 and 1.0 are the same class */
    bool class_others;    /* class 0 is every label but class_names[1], and its name "not ..." is made up */
    size_t dropped;       /* rows of the table that were left out for a missing value */
    size_t *unknown; /* rows with a text in column feature_names[i] that is none of its categories; always 0
                        for a number, and for tables that were not read like another */
} og_dataset;

void og_dataset_destroy(og_dataset *dataset);

/* Makes an empty data set (0 rows) with from's columns, classes and fill values: what a model keeps of its
   table. Its counts of rows dropped and unknown are 0. OG_ERR_MEMORY. */
og_status og_dataset_copy_columns(const og_dataset *from, og_dataset **out);

/* Writes "name", or "name=category" for a one-hot feature. Returns the length of the whole, as snprintf does.
 */
size_t og_feature_title(const og_dataset *dataset, size_t feature, char *text, size_t size);

/* ---- toy data: two features x1, x2, one label, classes "0" and "1" ---- */

typedef enum og_toy {
    OG_TOY_MOONS,
    OG_TOY_CIRCLES,
    OG_TOY_XOR,
    OG_TOY_SPIRAL,
    OG_TOY_GAUSS,
    OG_TOY_LINEAR, /* class 1 above the line 3 x1 + 4 x2 = 0; without noise 0.15 or more off it */
    OG_TOY_SINE,   /* class 1 above x2 = sin(2 x1); without noise 0.25 or more off it, along x2 */
    OG_TOY_COUNT
} og_toy;

/* "moons", "circles", "xor", "spiral", "gauss", "linear", "sine". */
const char *og_toy_name(og_toy toy);

/* The toy data of that name; OG_ERR_ARGUMENT lists the names there are. */
og_status og_toy_find(const char *name, og_toy *toy);

/* Makes samples rows (2 or more) whose classes take turns, 0 first, coordinates within about -3 .. 3, with
   normal noise of deviation noise (0 .. 10) added to each; else OG_ERR_ARGUMENT. The same seed gives the same
   bits everywhere, and fewer samples give the first rows of more. */
og_status og_toy_create(og_toy toy, size_t samples, float noise, uint64_t seed, og_dataset **out);

/* ---- tables ---- */

/* What an empty field in a feature column means (also NA, N/A, null, none, nan and ? in any case). A label
   is never missing: an empty one is an error. */
typedef enum og_missing {
    OG_MISSING_ERROR, /* an error that names row and column */
    OG_MISSING_DROP,  /* the row is left out; og_dataset.dropped counts them */
    OG_MISSING_MEAN   /* the mean of the column's other rows, in double and then rounded to float, also for
                         later tables read like this one; in a one-hot column none of the categories */
} og_missing;

/* How to read a table. Made by og_csv_def_default(); NULL means the default. */
typedef struct og_csv_def {
    const char *label;    /* its column, or "A,B,..." for several columns of 0 and 1; default the last one */
    const char *positive; /* the label of class 1, all others are class 0; default: see og_csv_read */
    const char *features; /* "A,B,...": columns to use, in this order; default all but the labels */
    const char *one_hot;  /* "A,B,...": feature columns of texts; each text becomes a feature of 0 and 1, in
                             sorted order where the column stood; at most 1000 texts a column */
    og_missing missing;
    /* Read a table like that of an earlier data set: the same feature columns by name, in its order and with
       its categories and fill values, the same labels and classes. The other settings but missing stay unset;
       its rows do not matter. Its fill values hold whatever missing says, unless that is to drop the row. A
       category it does not know gives 0 in all of the column's features, and og_dataset.unknown counts it.
       One class alone is enough; a class it does not know is OG_ERR_FORMAT unless class_others. */
    const og_dataset *like;
    bool unlabelled; /* with like: label columns are not needed and not read, and y is all 0 */
} og_csv_def;

og_csv_def og_csv_def_default(void);

/* Reads a table with a header line: comma, semicolon or tab between fields (the most frequent in the header),
   "quoted fields" with "" for a quote and line ends inside, a UTF-8 byte order mark, LF, CR LF or CR, spaces
   around fields and blank lines allowed. Numbers have a decimal point, whatever the locale, and are rounded
   to double and then to float. Columns that are neither label nor feature may hold anything.

   Labels are text, compared byte by byte, unless all of them are numbers: then 1 and 1.0 are the same class.
   Of two classes the later one in sorted order is class 1, unless positive names the other one. With more
   classes positive is needed; then class_others, and class_names[0] is "not " and its name.

   Errors name file, line (on which the row starts) and column: OG_ERR_FILE (cannot be read), OG_ERR_FORMAT
   (ragged row, missing value, text in a number column, infinity, number too large for a float, empty label,
   duplicate or empty column name, a header line with numbers such as 0.5 in it or of numbers alone,
   unterminated quote, text behind a closing quote, no rows, UTF-16, zero
   bytes), OG_ERR_ARGUMENT (no such column or class, a column named twice or as feature and label, one-hot
   without being a feature, like together with other settings, unlabelled without like), OG_ERR_DATA (one
   class only; more than two classes without positive; every row dropped; no value in a column that takes a
   mean or is one-hot, or too many texts in it). On failure *out stays as it was. */
og_status og_csv_read(const char *path, const og_csv_def *def, og_dataset **out);

/* Reads the header line alone: an empty data set (0 rows) with the last labels columns as labels of classes
   "0" and "1" and all others as features of numbers, to read that table like. OG_ERR_FILE, and OG_ERR_FORMAT
   as og_csv_read or when no feature is left. */
og_status og_csv_read_columns(const char *path, size_t labels, og_dataset **out);

/* Writes a data set as a table that og_csv_read reads back to the same bits when def.like is the data set
   (else it finds labels and classes anew): the header (names of features, then of labels), numbers rounded to
   the fewest digits that give the same float, class names as labels, LF at each end. Fields are quoted where
   they need it. Written to a temporary file beside path and renamed. One-hot features are OG_ERR_ARGUMENT, a
   number that is not finite is OG_ERR_DATA; OG_ERR_FILE. */
og_status og_csv_write(const char *path, const og_dataset *dataset);

/* The same into a stream that is open for writing and stays open. Errors call it name. */
og_status og_csv_print(const char *name, FILE *stream, const og_dataset *dataset);

/* ---- split and scale ---- */

/* Splits off floor(rows x fraction + 0.5) test rows, 0 <= fraction < 1: the first ones of one randperm(rows)
   from a generator seeded with seed; the training rows follow in that order. Fraction 0 draws nothing, keeps
   the order and gives a test set of 0 rows. Another fraction, 2^32 or more rows, or a split that would leave
   no row to train on is OG_ERR_ARGUMENT. Both sets have memory of their own. */
og_status og_dataset_split(const og_dataset *all, double fraction, uint64_t seed, og_dataset **train,
                           og_dataset **test);

/* Standardisation: (x - mean) / deviation for each feature, divisor n, sums in double. */
typedef struct og_scaler {
    size_t features;
    double *mean;
    double *deviation; /* 1 for a constant column */
} og_scaler;

/* Measures the columns of 1 or more rows; of 0 rows OG_ERR_ARGUMENT. */
og_status og_scaler_fit(const og_dataset *train, og_scaler **out);

/* Replaces dataset->x; the number of features has to be the scaler's, else OG_ERR_SHAPE. A result beyond the
   range of a float is OG_ERR_DATA, which leaves part of x scaled. */
og_status og_scaler_apply(const og_scaler *scaler, og_dataset *dataset);

void og_scaler_destroy(og_scaler *scaler);

#endif
