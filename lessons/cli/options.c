#include "options.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OGL_WORDS = 256 };

void ogl_error(const char *format, ...)
{
    char sentence[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    for (char *c = sentence; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
    fprintf(stderr, "ogee: %s\n", sentence);
}

int ogl_print_version(void)
{
    printf("ogee %s\n", OGEE_VERSION);
    return ogl_finish_output();
}

int ogl_finish_output(void)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return OGL_DONE;
    ogl_error("cannot write to standard output: %s", errno ? strerror(errno) : "an earlier write failed");
    return OGL_FAILED;
}

/* Edits (insert, delete, replace a letter, swap two neighbours) that turn a into b, for words up to 63
 * letters. */
static size_t edit_distance(const char *a, const char *b)
{
    enum { LONGEST = 64 };
    size_t rows[3][LONGEST], n = strlen(b);
    if (strlen(a) >= LONGEST || n >= LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= strlen(a); i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[strlen(a) % 3][n];
}

/* What one begins to type is meant: "--he" is no slip for "--lr". */
static const char *beginning_with(const char *text, const char *const *words, size_t count)
{
    enum { FEWEST = 3 };
    const char *shortest = NULL;
    size_t length = strlen(text);
    for (size_t i = 0; i < count && length >= FEWEST; i++)
        if (strncmp(words[i], text, length) == 0 && (!shortest || strlen(words[i]) < strlen(shortest)))
            shortest = words[i];
    return shortest;
}

const char *ogl_nearest(const char *text, const char *const *words, size_t count)
{
    const char *nearest = beginning_with(text, words, count);
    size_t best = SIZE_MAX;
    if (nearest)
        return nearest;
    for (size_t i = 0; i < count; i++) {
        size_t distance = edit_distance(text, words[i]);
        if (distance < best) {
            best = distance;
            nearest = words[i];
        }
    }
    return best <= 2 || best <= strlen(text) / 3 ? nearest : NULL;
}

bool ogl_parse_real(const char *text, double *value)
{
    if (!*text || text[strspn(text, "0123456789+-.eE")])
        return false;
    char *end;
    *value = strtod(text, &end);
    return end != text && !*end && isfinite(*value);
}

bool ogl_parse_whole(const char *text, int64_t low, int64_t high, int64_t *value)
{
    const char *digits = text + (*text == '-');
    if (!*digits || digits[strspn(digits, "0123456789")])
        return false;
    errno = 0;
    long long number = strtoll(text, NULL, 10);
    *value = number;
    return errno == 0 && number >= low && number <= high;
}

bool ogl_parse_size(const char *text, ogl_size low, ogl_size high, ogl_size *size)
{
    char width[12];
    int64_t w, h;
    size_t length = strcspn(text, "x");
    if (!text[length] || length >= sizeof width)
        return false;
    memcpy(width, text, length);
    width[length] = 0;
    if (!ogl_parse_whole(width, low.width, high.width, &w) ||
        !ogl_parse_whole(text + length + 1, low.height, high.height, &h))
        return false;
    *size = (ogl_size){(int)w, (int)h};
    return true;
}

bool ogl_parse_picture(const char *text, void *value)
{
    size_t length = strlen(text);
    if (length < 5 || (strcmp(text + length - 4, ".png") != 0 && strcmp(text + length - 4, ".svg") != 0))
        return false;
    *(const char **)value = text;
    return true;
}

/* "a number from 0 to 1", "a whole number from 1 to 100", "a number above 0 and up to 1e+06", "light or dark"
 */
const char *ogl_option_expected(const ogl_option *option, char *words, size_t size)
{
    if (option->type == OGL_FLAG_REAL) {
        snprintf(words, size, "a number %s %g %s %g", option->above_low ? "above" : "from", option->low,
                 option->below_high  ? "to below"
                 : option->above_low ? "and up to"
                                     : "to",
                 option->high);
    } else if (option->type == OGL_FLAG_WHOLE) {
        snprintf(words, size, "a whole number from %.0f to %.0f", option->low, option->high);
    } else if (option->type == OGL_FLAG_CHOICE) {
        size_t used = 0;
        for (const char *c = option->expected; *c && used + 8 < size; c++) {
            const char *between = strchr(c + 1, '|') ? ", " : " or ";
            used += (size_t)snprintf(words + used, size - used, *c == '|' ? between : "%.1s", c);
        }
    } else {
        snprintf(words, size, "%s", option->expected ? option->expected : option->argument);
    }
    return words;
}

static bool parse_choice(const char *text, const char *words, int *value)
{
    size_t length = strlen(text);
    int index = 0;
    for (const char *word = words; word; index++) {
        size_t size = strcspn(word, "|");
        if (size == length && strncmp(word, text, size) == 0) {
            *value = index;
            return true;
        }
        word = word[size] ? word + size + 1 : NULL;
    }
    return false;
}

static bool in_range(const ogl_option *option, double value)
{
    return (option->above_low ? value > option->low : value >= option->low) &&
           (option->below_high ? value < option->high : value <= option->high);
}

bool ogl_option_set(const ogl_option *option, const char *text, void *settings)
{
    void *value = (char *)settings + option->offset;
    double real;
    switch (option->type) {
    case OGL_FLAG_ON:
    case OGL_FLAG_OFF:
        *(bool *)value = (strcmp(text, "on") == 0) == (option->type == OGL_FLAG_ON);
        return strcmp(text, "on") == 0 || strcmp(text, "off") == 0;
    case OGL_FLAG_TEXT: *(const char **)value = text; return *text != 0;
    case OGL_FLAG_REAL:
        /* Core computes in float: 1e-50 is 0 there. */
        if (!ogl_parse_real(text, &real) || !in_range(option, real) || !in_range(option, (float)real))
            return false;
        *(double *)value = real;
        return true;
    case OGL_FLAG_WHOLE: return ogl_parse_whole(text, (int64_t)option->low, (int64_t)option->high, value);
    case OGL_FLAG_CHOICE: return parse_choice(text, option->expected, value);
    case OGL_FLAG_CUSTOM: return option->parse(text, value);
    }
    return false;
}

void ogl_options_init(const ogl_option *options, size_t count, void *settings)
{
    for (size_t i = 0; i < count; i++)
        if (options[i].initial && options[i].argument)
            ogl_option_set(&options[i], options[i].initial, settings);
}

static const ogl_option *find(const ogl_option *options, size_t count, const char *text, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(options[i].name) == length && strncmp(options[i].name, text, length) == 0)
            return &options[i];
    return NULL;
}

const ogl_option *ogl_option_find(const ogl_option *options, size_t count, const char *name)
{
    return find(options, count, name, strlen(name));
}

bool ogl_is_help(const char *text)
{
    return strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0;
}

/* The next row for something that stands alone. */
static const ogl_option *find_positional(const ogl_option *options, size_t count, const char *const *given)
{
    for (size_t i = 0; i < count; i++)
        if (options[i].name[0] != '-' && !given[i])
            return &options[i];
    return NULL;
}

static void unknown(const char *command, const ogl_option *options, size_t count, const char *text,
                    size_t length)
{
    enum { MOST = 64 };
    char flag[MOST];
    const char *names[MOST];
    if (text[0] != '-') {
        ogl_error("expected a flag, got \"%s\"; \"%s --help\" lists them", text, command);
        return;
    }
    for (size_t i = 0; i < count && i < MOST; i++)
        names[i] = options[i].name;
    snprintf(flag, sizeof flag, "%.*s", (int)(length < MOST ? length : MOST - 1), text);
    const char *nearest = ogl_nearest(flag, names, count < MOST ? count : MOST);
    if (nearest)
        ogl_error("unknown flag \"%s\"; did you mean \"%s\"?", flag, nearest);
    else
        ogl_error("unknown flag \"%s\"; \"%s --help\" lists them", flag, command);
}

/* The value of the flag at argv[*i], which may be the argument behind it; NULL: there is none, which was
 * said. */
static const char *take_value(const ogl_option *option, int argc, char **argv, int *i)
{
    char words[OGL_WORDS];
    const char *behind = strchr(argv[*i], '=');
    if (!option->argument && behind) {
        ogl_error("%s takes no value, got \"%s\"", option->name, behind + 1);
        return NULL;
    }
    if (!option->argument)
        return "on";
    if (behind)
        return behind + 1;
    if (*i + 1 < argc && strncmp(argv[*i + 1], "--", 2) != 0)
        return argv[++*i];
    ogl_error("%s needs a value: %s", option->name, ogl_option_expected(option, words, sizeof words));
    return NULL;
}

bool ogl_options_parse(const char *command, const ogl_option *options, size_t count, int argc, char **argv,
                       void *settings, const char **given)
{
    char words[OGL_WORDS];
    for (size_t i = 0; i < count; i++)
        given[i] = NULL;
    for (int i = 0; i < argc; i++) {
        bool flag = argv[i][0] == '-';
        size_t length = strcspn(argv[i], "=");
        const ogl_option *option = ogl_is_help(argv[i]) ? find(options, count, "--help", strlen("--help"))
                                   : flag               ? find(options, count, argv[i], length)
                                                        : find_positional(options, count, given);
        if (!option) {
            unknown(command, options, count, argv[i], length);
            return false;
        }
        const char *value = flag ? take_value(option, argc, argv, &i) : argv[i];
        if (!value)
            return false;
        if (!ogl_option_set(option, value, settings)) {
            ogl_error("%s: expected %s, got \"%s\"", option->name,
                      ogl_option_expected(option, words, sizeof words), value);
            return false;
        }
        given[option - options] = value;
    }
    return true;
}

static bool complete(const char *command, const ogl_option *options, size_t count, const char *const *given,
                     const char *const *needed)
{
    char words[OGL_WORDS];
    for (; *needed; needed++) {
        const ogl_option *option = ogl_option_find(options, count, *needed);
        if (given[option - options])
            continue;
        ogl_error("%s is missing: %s; \"%s --help\" tells more", *needed,
                  ogl_option_expected(option, words, sizeof words), command);
        return false;
    }
    return true;
}

bool ogl_options_read(const char *command, const ogl_option *options, size_t count, int argc, char **argv,
                      void *settings, const char **given, const char *const *needed)
{
    ogl_options_init(options, count, settings);
    if (!ogl_options_parse(command, options, count, argc, argv, settings, given))
        return false;
    return given[ogl_option_find(options, count, "--help") - options] ||
           complete(command, options, count, given, needed);
}

/* "(from 0 to 1; default 0.1)" without the words that the help text has said already. */
static void print_notes(const ogl_option *option)
{
    char words[OGL_WORDS] = "";
    if (option->type == OGL_FLAG_REAL || option->type == OGL_FLAG_WHOLE) {
        ogl_option_expected(option, words, sizeof words);
        printf(" (%s", words + strlen(option->type == OGL_FLAG_REAL ? "a number " : "a whole number "));
        printf(option->initial ? "; default %s)" : ")", option->initial);
    } else if (option->initial) {
        printf(option->argument ? " (default %s)" : " (%s)", option->initial);
    }
}

void ogl_options_help(const ogl_option *options, size_t count)
{
    size_t widest = 0;
    const char *section = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t width = strlen(options[i].name) + (options[i].argument ? strlen(options[i].argument) + 1 : 0);
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < count; i++) {
        const ogl_option *option = &options[i];
        if (option->section && option->section != section)
            printf("%s%s\n", i ? "\n" : "", option->section);
        section = option->section;
        int used = printf("  %s%s%s", option->name, option->argument ? " " : "",
                          option->argument ? option->argument : "");
        printf("%*s%s", (int)widest + 4 - used, "", option->help);
        print_notes(option);
        printf("\n");
    }
}
