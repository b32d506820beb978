/* What every test program includes: cmocka, and asserts that fail on NaN and show the numbers that matter. */
#ifndef OGEE_TEST_SUPPORT_H
#define OGEE_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ogee/status.h"

/* |actual - expected| <= tolerance; both finite, or the same infinity. */
#define assert_near(actual, expected, tolerance)                                                             \
    check_near((actual), (expected), (tolerance), #actual, __FILE__, __LINE__)

/* actual within ulps units in the last place (float32) of expected; -0 and 0 differ, NaN equals only NaN. */
#define assert_ulp(actual, expected, ulps)                                                                   \
    check_ulp((actual), (expected), (ulps), #actual, __FILE__, __LINE__)

/* The same bits; every NaN equals every NaN. */
#define assert_same_float(actual, expected) assert_ulp(actual, expected, 0)

/* The call returned status; otherwise shows what it returned and og_error_detail(). */
#define assert_status(call, status) check_status((call), (status), #call, __FILE__, __LINE__)
#define assert_ok(call) assert_status(call, OG_OK)

/* Text contains piece; otherwise shows both. */
#define assert_contains(text, piece) check_contains((text), (piece), #text, __FILE__, __LINE__)

void check_near(double actual, double expected, double tolerance, const char *what, const char *file,
                int line);
void check_ulp(float actual, float expected, uint32_t ulps, const char *what, const char *file, int line);
void check_status(og_status actual, og_status expected, const char *what, const char *file, int line);
void check_contains(const char *text, const char *piece, const char *what, const char *file, int line);

/* The bits of a float, and the float of some bits. */
uint32_t float_bits(float value);
float float_from_bits(uint32_t bits);

/* A path in a fresh folder of this test program, for files it writes; the folder is emptied at the start. */
const char *temporary_path(const char *name);

/* Writes text to temporary_path(name) and returns that path. */
const char *temporary_file(const char *name, const char *text);

/* The whole file as a string, to be freed; fails the test if it cannot be read. */
char *read_whole_file(const char *path);
int file_exists(const char *path);

/* Runs a shell command; returns its exit status and what it wrote to standard output and error (freed by the
   caller through run_free). "$BIN" in the command is the folder of the binaries, "$SRC" the source folder. */
typedef struct run_result {
    int status;
    char *out;
    char *err;
} run_result;
run_result run(const char *command);
void run_free(run_result *result);

#endif
