/* Command lines from a table: one row a flag, and from it come parsing, defaults, --help and every error. */
#ifndef OGEE_CLI_OPTIONS_H
#define OGEE_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit status of every command. */
enum { OGL_DONE = 0, OGL_FAILED = 1, OGL_USAGE = 2 };

typedef enum ogl_option_type {
    OGL_FLAG_ON,     /* bool: the flag sets it; as a text "on" or "off" */
    OGL_FLAG_OFF,    /* bool: the flag clears it; the same texts, the other way round */
    OGL_FLAG_TEXT,   /* const char *, never empty */
    OGL_FLAG_REAL,   /* double, finite, decimal, within low .. high also when rounded to float */
    OGL_FLAG_WHOLE,  /* int64_t within low .. high */
    OGL_FLAG_CHOICE, /* int: the index of the word in expected, "light|dark" */
    OGL_FLAG_CUSTOM  /* whatever parse makes of it */
} ogl_option_type;

typedef struct ogl_option {
    const char *name;     /* "--lr"; without dashes: what stands alone, as MODEL in "ogee eval MODEL" */
    const char *argument; /* how --help calls its value, "R"; NULL for OGL_FLAG_ON and OGL_FLAG_OFF */
    ogl_option_type type;
    size_t offset; /* of the value in the settings */
    const char *help;
    const char *initial;  /* the default as one would type it; NULL: none, the settings keep what is there */
    const char *expected; /* OGL_FLAG_CHOICE: the words; OGL_FLAG_CUSTOM: what a right value looks like */
    double low, high;
    bool above_low, below_high; /* the end itself is not allowed */
    bool (*parse)(const char *text, void *value);
    const char *section; /* rows of one section stand under its name in --help; NULL: none */
} ogl_option;

/* Sets every default in settings. */
void ogl_options_init(const ogl_option *options, size_t count, void *settings);

/* Reads argv[0 .. argc-1] (no program name) into settings; given[count] becomes each row's value as typed,
   NULL for a row that was not used. "--flag value" and "--flag=value" are the same; the last one of several
   wins. On a mistake prints one line that starts with "ogee: " and returns false; command ("ogee train") is
   where it tells to look for help. */
bool ogl_options_parse(const char *command, const ogl_option *options, size_t count, int argc, char **argv,
                       void *settings, const char **given);

/* "--help" or "-h". */
bool ogl_is_help(const char *text);

/* A whole command line of a command that needs rows: the defaults, ogl_options_parse, and, unless --help was
   asked for, whether each row named in needed[], which NULL ends, was given; if not, says what is missing. */
bool ogl_options_read(const char *command, const ogl_option *options, size_t count, int argc, char **argv,
                      void *settings, const char **given, const char *const *needed);

/* The row of that name; NULL when there is none. */
const ogl_option *ogl_option_find(const ogl_option *options, size_t count, const char *name);

/* Sets one row from its text, which settings may go on pointing to. False: not what the row expects. */
bool ogl_option_set(const ogl_option *option, const char *text, void *settings);

/* What the row expects, in words: "a number from 0 to 1". Returns words. */
const char *ogl_option_expected(const ogl_option *option, char *words, size_t size);

/* Prints every flag with its meaning, range and default to standard output. */
void ogl_options_help(const ogl_option *options, size_t count);

/* The word of words[count] that begins with text, the shortest of several, or else that is nearest to text by
   edits; NULL when none is near. */
const char *ogl_nearest(const char *text, const char *const *words, size_t count);

/* A decimal number, finite, the whole of text: no hexadecimal, no "nan", no spaces. */
bool ogl_parse_real(const char *text, double *value);

/* A whole number within low .. high, digits only with an optional minus. */
bool ogl_parse_whole(const char *text, int64_t low, int64_t high, int64_t *value);

#define OGL_TOY_NAMES "moons, circles, xor, spiral, gauss, linear or sine"
#define OGL_ACTIVATIONS                                                                                      \
    "sigmoid, tanh, relu, leaky-relu, hard-sigmoid, hard-tanh, threshold, silu, softplus, log-sigmoid or "   \
    "identity"

/* A logical size in pixels. */
typedef struct ogl_size {
    int width, height;
} ogl_size;

/* "1280x800" with each number within its range. */
bool ogl_parse_size(const char *text, ogl_size low, ogl_size high, ogl_size *size);

/* A path that ends in .png or .svg; value is a const char **. Serves as the parse of an OGL_FLAG_CUSTOM. */
bool ogl_parse_picture(const char *text, void *value);

/* Prints "ogee: ", the sentence with control characters as "?", and a line end to standard error. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void ogl_error(const char *format, ...);

/* Prints the version and returns the exit status. */
int ogl_print_version(void);

/* Flushes standard output; returns OGL_DONE, or OGL_FAILED with a line on standard error when something could
   not be written. Every command ends with it. */
int ogl_finish_output(void);

#endif
