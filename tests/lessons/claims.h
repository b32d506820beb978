/* Whether every number in the words of a lesson is one that a test computes.

   A number is a run of digits with its sign, its decimals and what belongs to it: "−5.99", "1e-7", "1/6",
   "\frac{1}{4}", "3.4 \times 10^{38}", "2^{-24}", "¼". A claim has to name each of them. Exempt are only

   - {1} and {2}, which stand for measured values, indices below the line ("x_1", "w_{t+1}"), and the names of
     colours and controls in the mark-up;
   - a bare 0, 1 or 2 in a sentence that is no task: an end of a range, a label of a class. Not bare is one in
     a formula, one with a sign, one behind "layer", or one next to an operator, "%" or "×". A claim may name
     it all the same, and has to where it is measured;
   - the labels of choices that are numbers, which are compared with the table of settings instead. */
#ifndef OGEE_TEST_CLAIMS_H
#define OGEE_TEST_CLAIMS_H

#include <math.h>

#include "lesson.h"
#include "support.h"

/* One number of the words, and what a test computes for it. */
typedef struct claim {
    const char *section; /* NULL: any */
    const char *phrase;  /* of the text, the number the first one in it; without one, a word like "five" */
    double value;        /* or NAMED */
    double within;       /* of what the text says; 0: half a unit of its last digit */
} claim;

/* The value of a number that is part of a name or a date, which no test can compute. */
#define NAMED NAN
/* How near a goal comes that goal_of found. */
#define GOAL 1e-6

enum { CLAIM_NUMBERS = 48, CLAIM_TEXT = 1000, CLAIM_REPORT = 8000 };

typedef struct said_number {
    size_t at, length;
    double value, unit; /* unit: half of one in the last digit */
    bool plain, claimed;
} said_number;

/* What is wrong, a line each. */
typedef struct claim_report {
    int faults;
    char text[CLAIM_REPORT];
} claim_report;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static inline void
claim_complain(claim_report *report, const char *format, ...)
{
    size_t used = strlen(report->text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(report->text + used, sizeof report->text - used, format, arguments);
    va_end(arguments);
    report->faults++;
}

/* ---- the numbers of a text ---- */

static inline bool claim_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool claim_begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* A whole number in braces, "{-24}"; returns what comes behind it, or NULL. */
static inline const char *claim_braced(const char *c, int *value)
{
    char *end;
    if (*c != '{' || !(claim_is_digit(c[1]) || (c[1] == '-' && claim_is_digit(c[2]))))
        return NULL;
    *value = (int)strtol(c + 1, &end, 10);
    return *end == '}' ? end + 1 : NULL;
}

/* Digits and decimals; returns their length. */
static inline size_t claim_decimal(const char *c, said_number *n)
{
    char copy[40];
    size_t length = strspn(c, "0123456789"), decimals = 0;
    if (c[length] == '.' && claim_is_digit(c[length + 1])) {
        decimals = strspn(c + length + 1, "0123456789");
        length += 1 + decimals;
    }
    snprintf(copy, sizeof copy, "%.*s", (int)length, c);
    n->value = strtod(copy, NULL);
    n->unit = 0.5 * pow(10, -(double)decimals);
    n->plain = decimals == 0;
    return length;
}

/* What follows digits and belongs to them; returns where it ends. raised: the digits are an exponent. */
static inline const char *claim_rest(const char *c, bool raised, said_number *n)
{
    static const char times[] = " \\times 10^";
    int power;
    char *behind;
    const char *end;
    if (claim_begins(c, times) && (end = claim_braced(c + strlen(times), &power))) {
        n->value *= pow(10, power);
        n->unit *= pow(10, power);
    } else if (*c == 'e' && c[1] == '-' && claim_is_digit(c[2])) {
        power = (int)strtol(c + 1, &behind, 10);
        n->value *= pow(10, power);
        n->unit *= pow(10, power);
        end = behind;
    } else if (*c == '^' && (end = claim_braced(c + 1, &power))) {
        n->value = pow(n->value, power);
        n->unit = 1e-9 * n->value;
    } else if (!raised && n->plain && *c == '/' && claim_is_digit(c[1])) {
        n->value /= (double)strtol(c + 1, &behind, 10);
        n->unit = 1e-9;
        end = behind;
    } else
        return c;
    n->plain = false;
    return end;
}

/* The number that begins at text + at, without its sign; its length is 0 when none does. */
static inline said_number claim_unsigned(const char *text, size_t at)
{
    said_number n = {.at = at};
    const char *c = text + at, *end;
    int above, below;
    if (claim_is_digit(*c)) {
        end = claim_rest(c + claim_decimal(c, &n), at > 0 && c[-1] == '^', &n);
        n.length = (size_t)(end - c);
    } else if (claim_begins(c, "\\frac{") && (end = claim_braced(c + 5, &above)) &&
               (end = claim_braced(end, &below))) {
        n = (said_number){at, (size_t)(end - c), (double)above / below, 1e-9, false, false};
    } else if (claim_begins(c, "½") || claim_begins(c, "¼"))
        n = (said_number){at, strlen("½"), claim_begins(c, "½") ? 0.5 : 0.25, 1e-9, false, false};
    return n;
}

/* Whether one of these pieces stands there, a space before it or not. */
static inline bool claim_is_operator(const char *c)
{
    static const char *const operators[] = {"+", "-", "−", "/", "=", "^", "×", "%"};
    c += *c == ' ';
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (claim_begins(c, operators[i]))
            return true;
    return false;
}

/* An operator stands before text + at, a space between or not. */
static inline bool claim_follows_operator(const char *text, size_t at)
{
    at -= at > 0 && text[at - 1] == ' ';
    while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80)
        continue; /* back to where its character begins */
    return claim_is_operator(text + at);
}

/* Takes in the sign before a number, and says whether it is a bare 0, 1 or 2. */
static inline void claim_finish(const char *text, bool formula, said_number *n)
{
    static const char *const signs[] = {"-", "−"};
    char before = n->at > 0 ? text[n->at - 1] : ' ';
    bool letter = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
    bool of_layer = n->at >= 5 && claim_begins(text + n->at - 5, "ayer ");
    n->plain = n->plain && n->value <= 2 && !letter && !formula && !of_layer &&
               !claim_is_operator(text + n->at + n->length) && !claim_follows_operator(text, n->at);
    for (int i = 0; i < 2; i++) {
        size_t size = strlen(signs[i]);
        if (n->at < size || !claim_begins(text + n->at - size, signs[i]))
            continue;
        n->at -= size;
        n->length += size;
        n->value = -n->value;
    }
}

/* How much of a text at c is mark-up that nobody reads; 0: none of it. */
static inline size_t claim_markup(const char *c, bool formula)
{
    const char *end;
    if (formula && *c == '_')
        return c[1] == '{' && (end = strchr(c, '}')) ? (size_t)(end - c) + 1 : 2;
    if ((claim_begins(c, "\\on{") || claim_begins(c, "\\c{")) && (end = strchr(c, '}')))
        return (size_t)(end - c) + 1;
    if (!formula && *c == '{' && (c[1] == '1' || c[1] == '2') && c[2] == '}')
        return 3;
    if (!formula && *c == '{' && (end = strpbrk(c, "|} ")) && *end == '|')
        return (size_t)(end - c);
    return 0;
}

/* Returns how many there are. */
static inline int claim_numbers(const char *text, bool formula, said_number numbers[CLAIM_NUMBERS])
{
    int count = 0;
    for (size_t at = 0; text[at];) {
        size_t skipped = claim_markup(text + at, formula);
        said_number n = claim_unsigned(text, at);
        if (skipped > 0) {
            at += skipped;
            continue;
        }
        formula = formula != (text[at] == '$');
        at += n.length > 0 ? n.length : 1;
        if (n.length == 0)
            continue;
        claim_finish(text, formula, &n);
        assert_true(count < CLAIM_NUMBERS);
        numbers[count++] = n;
    }
    return count;
}

/* ---- claims ---- */

/* The number that a word from "two" to "ten" in that phrase stands for; NAN: there is none. */
static inline double claim_word(const char *phrase)
{
    static const char *const words[] = {"two",   "three", "four", "five", "six",
                                        "seven", "eight", "nine", "ten"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(phrase, words[i]);
        char behind = at ? at[strlen(words[i])] : 'x';
        if (at && (at == phrase || at[-1] == ' ') && (behind == 0 || behind == ' '))
            return (double)i + 2;
    }
    return NAN;
}

static inline void claim_compare(const claim *c, double said, double unit, const char *section,
                                 claim_report *report)
{
    double within = c->within > 0 ? c->within : unit * (1 + 1e-9);
    if (!isnan(c->value) && !(fabs(said - c->value) <= within))
        claim_complain(report, "[%s] says \"%s\", and computed is %.9g\n", section, c->phrase, c->value);
}

/* The text with plain spaces, so that claims need not tell them from those that keep words together. */
static inline void claim_plain_spaces(char plain[CLAIM_TEXT], const char *text)
{
    static const char unbroken[] = "\u00a0";
    assert_true(strlen(text) < CLAIM_TEXT);
    while (*text)
        if (claim_begins(text, unbroken)) {
            *plain++ = ' ';
            text += strlen(unbroken);
        } else
            *plain++ = *text++;
    *plain = 0;
}

/* Marks the number of every place where the text has the phrase of the claim. Returns how many. */
static inline int claim_mark(const claim *c, const char *text, const char *section,
                             said_number numbers[CLAIM_NUMBERS], int count, claim_report *report)
{
    int marked = 0;
    size_t length = strlen(c->phrase);
    bool in_words = !strpbrk(c->phrase, "0123456789") && !isnan(claim_word(c->phrase));
    for (const char *at = strstr(text, c->phrase); at; at = strstr(at + 1, c->phrase)) {
        size_t from = (size_t)(at - text);
        int i = 0;
        while (i < count && numbers[i].at < from)
            i++;
        if (in_words)
            claim_compare(c, claim_word(c->phrase), 0, section, report);
        else if (i == count || numbers[i].at + numbers[i].length > from + length)
            continue; /* a piece of a longer number */
        else {
            claim_compare(c, numbers[i].value, numbers[i].unit, section, report);
            numbers[i].claimed = true;
        }
        marked++;
    }
    return marked;
}

/* The number that a choice is called by: "rate.0.1" of the setting "rate" is its choice "0.1". NAN: the key
   is none of a choice, or of one that is called otherwise. */
static inline double claim_choice(const ogl_lesson *lesson, const char *section, const char *key)
{
    for (int s = 0; lesson && strcmp(section, "settings") == 0 && s < lesson->setting_count; s++) {
        const ogl_setting *setting = &lesson->settings[s];
        size_t length = strlen(setting->id);
        if (setting->type != OGL_CHOICE || !claim_begins(key, setting->id) || key[length] != '.')
            continue;
        for (int c = 0; setting->choices[c]; c++)
            if (strcmp(setting->choices[c], key + length + 1) == 0 && claim_is_digit(setting->choices[c][0]))
                return strtod(setting->choices[c], NULL);
    }
    return NAN;
}

/* Every number of the words against every claim. lesson: whose settings the words name, or NULL. */
static inline void claim_check(const ogl_words *words, const ogl_lesson *lesson, const claim *claims,
                               size_t count, claim_report *report)
{
    int *uses = calloc(count + 1, sizeof *uses);
    assert_non_null(uses);
    for (size_t i = 0; i < ogl_words_size(words); i++) {
        const char *section, *key, *written = ogl_words_at(words, i, &section, &key);
        char text[CLAIM_TEXT];
        said_number numbers[CLAIM_NUMBERS];
        claim_plain_spaces(text, written);
        int said = claim_numbers(text, strcmp(key, "formula") == 0, numbers);
        for (size_t c = 0; c < count; c++)
            if (!claims[c].section || strcmp(claims[c].section, section) == 0)
                uses[c] += claim_mark(&claims[c], text, section, numbers, said, report);
        double choice = claim_choice(lesson, section, key);
        for (int k = 0; k < said; k++)
            if (isnan(choice) ? !numbers[k].claimed && !(numbers[k].plain && strcmp(key, "task") != 0)
                              : numbers[k].value != choice)
                claim_complain(report, "[%s] %s: nobody computes the %.*s of \"%s\"\n", section, key,
                               (int)numbers[k].length, text + numbers[k].at, text);
    }
    for (size_t c = 0; c < count; c++)
        if (uses[c] == 0)
            claim_complain(report, "[%s] does not say \"%s\", and computed is %.9g\n",
                           claims[c].section ? claims[c].section : "any", claims[c].phrase, claims[c].value);
    free(uses);
}

static inline void assert_claims(const ogl_words *words, const ogl_lesson *lesson, const claim *claims,
                                 size_t count)
{
    claim_report report = {0};
    claim_check(words, lesson, claims, count, &report);
    if (report.faults > 0)
        fputs(report.text, stderr); /* print_error has room for a part of it */
    assert_int_equal(report.faults, 0);
}

/* ---- the goals of tasks ---- */

/* A new run of that lesson in that step, where nothing plays. */
static inline ogl_run *claim_run(const char *id, const char *step)
{
    const ogl_lesson *lesson = ogl_lesson_find(id);
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", false, &run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    run->steady = true;
    if (step)
        ogl_run_enter(run, ogl_step_find(lesson, step));
    ogl_run_update(run);
    return run;
}

static inline bool claim_is_done(ogl_run *run, int task)
{
    char note[OGL_NOTE_SIZE];
    return run->lesson->steps[run->step].tasks[task].progress(run->state, run, note) >= 1;
}

/* The value between those two at which the task of the step on screen turns out to be done; put brings a
   value into the run. */
static inline double goal_of(ogl_run *run, int task, void (*put)(ogl_run *run, double value), double undone,
                             double done)
{
    put(run, undone);
    assert_false(claim_is_done(run, task));
    put(run, done);
    assert_true(claim_is_done(run, task));
    for (int i = 0; i < 60; i++) {
        double middle = undone + (done - undone) / 2;
        put(run, middle);
        *(claim_is_done(run, task) ? &done : &undone) = middle;
    }
    return done;
}

/* The same for a number that can only be whole: the first that does, on the way from `undone`. */
static inline double whole_goal_of(ogl_run *run, int task, void (*put)(ogl_run *run, double value),
                                   double undone, double done)
{
    double step = done > undone ? 1 : -1, value = undone;
    put(run, value);
    assert_false(claim_is_done(run, task));
    while (value != done && !claim_is_done(run, task))
        put(run, value += step);
    assert_true(claim_is_done(run, task));
    return value;
}

#endif
