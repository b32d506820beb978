/* Data to learn from: toy sets, CSV tables, the split into training and test rows, standardisation. */
#ifndef OGEE_DATA_H
#define OGEE_DATA_H

#include <stddef.h>
#include <stdint.h>

#include "ogee/status.h"

/* Rows of features with their labels. Open for reading; made and freed by the functions below. */
typedef struct og_dataset {
    size_t rows;
    size_t features;
    size_t labels; /* columns of y; 1 for a binary classifier */
    float *x;      /* rows x features, row by row */
    float *y;      /* rows x labels, each 0 or 1 */
    char **feature_names;
    char **label_names;
    char *class_names[2]; /* what 0 and 1 were called in the table; with several labels "0" and "1" */
} og_dataset;

void og_dataset_destroy(og_dataset *dataset);

/* ---- toy data: two features x1, x2, one label, classes "0" and "1" ---- */

typedef enum og_toy {
    OG_TOY_MOONS,
    OG_TOY_CIRCLES,
    OG_TOY_XOR,
    OG_TOY_SPIRAL,
    OG_TOY_GAUSS,
    OG_TOY_COUNT
} og_toy;

/* "moons", "circles", "xor", "spiral", "gauss". */
const char *og_toy_name(og_toy toy);

/* The toy data of that name; OG_ERR_ARGUMENT lists the names there are. */
og_status og_toy_find(const char *name, og_toy *toy);

/* Makes samples rows (2 or more) whose classes take turns, 0 first, coordinates within about -3 .. 3, with
   normal noise of deviation noise (0 .. 10) added to each; else OG_ERR_ARGUMENT. The same seed gives the same
   bits everywhere, and fewer samples give the first rows of more. */
og_status og_toy_create(og_toy toy, size_t samples, float noise, uint64_t seed, og_dataset **out);

/* ---- tables ---- */

/* How to read a table. Made by og_csv_def_default(); NULL means the default. */
typedef struct og_csv_def {
    const char *label;    /* its column, or "A,B,..." for several columns of 0 and 1; default the last one */
    const char *positive; /* the label of class 1, all others are class 0; default: see og_csv_read */
    const char *features; /* "A,B,...": columns to use, in this order; default all but the labels */
} og_csv_def;

og_csv_def og_csv_def_default(void);

/* Reads a table with a header line: comma, semicolon or tab between fields (the most frequent in the header),
   "quoted fields" with "" for a quote and line ends inside, a UTF-8 byte order mark, LF, CR LF or CR, spaces
   around fields and blank lines allowed. Numbers have a decimal point, whatever the locale, and are rounded
   to double and then to float. Columns that are neither label nor feature may hold anything.

   Labels are text, compared byte by byte, unless all of them are numbers: then 1 and 1.0 are the same class.
   Of two classes the later one in sorted order is class 1, unless positive names the other one. With more
   classes positive is needed, and class_names[0] is "not " and its name.

   Errors name file, line (on which the row starts) and column: OG_ERR_FILE (cannot be read), OG_ERR_FORMAT
   (ragged row, text in a number column, NaN or infinity, number too large for a float, empty label, duplicate
   or empty column name, unterminated quote, text behind a closing quote, no rows, UTF-16, zero bytes),
   OG_ERR_ARGUMENT (no such column or class, a column named twice or as feature and label), OG_ERR_DATA (one
   class only; more than two classes without positive). On failure *out stays as it was. */
og_status og_csv_read(const char *path, const og_csv_def *def, og_dataset **out);

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
