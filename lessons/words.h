/* The words of a lesson: a UTF-8 text file that a teacher can edit.

   # a comment
   [bend]                      a section: a step's id, or "lesson", "settings", "readouts"
   heading: Bend the line      a key and its text
   text: Each neuron draws     a key may come several times: paragraphs, formulas, tasks, in order
     one soft line.            a line that begins with a space goes on with the text
   note: now {1} %             {1}, {2} stand for measured values

   Texts may hold **bold**, {value|coloured} and $formulas$ as viz/text.h draws them. */
#ifndef OGEE_LESSON_WORDS_H
#define OGEE_LESSON_WORDS_H

#include <stddef.h>

#include "ogee/status.h"

typedef struct ogl_words ogl_words;

/* Reads a file of words. OG_ERR_FILE, or OG_ERR_FORMAT with file and line in error. */
og_status ogl_words_load(const char *path, ogl_words **out, char *error, size_t error_size);
/* The same from text that is already in memory; name stands in errors. */
og_status ogl_words_parse(const char *name, const char *text, ogl_words **out, char *error,
                          size_t error_size);
void ogl_words_destroy(ogl_words *words);

/* The index-th text (from 0) of that key in that section; NULL when there is none. */
const char *ogl_words_get(const ogl_words *words, const char *section, const char *key, int index);
int ogl_words_count(const ogl_words *words, const char *section, const char *key);

/* Number of texts, and the i-th of them, for tests that read them all. */
size_t ogl_words_size(const ogl_words *words);
const char *ogl_words_at(const ogl_words *words, size_t i, const char **section, const char **key);

/* Writes pattern with {1} as first and {2} as second; what does not fit is cut off. */
void ogl_words_fill(char *out, size_t size, const char *pattern, const char *first, const char *second);

#endif
