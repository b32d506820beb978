/* Whether the words of a step say the numbers that were computed. */
#ifndef OGEE_TEST_CLAIMS_H
#define OGEE_TEST_CLAIMS_H

#include "lesson.h"
#include "ogee_viz/text.h"
#include "support.h"

/* One of the texts of that step says it; fails with the number if none does. */
static inline void assert_said(const ogl_run *run, const char *step, const char *what)
{
    bool known = false;
    for (size_t i = 0; i < ogl_words_size(run->words); i++) {
        const char *section, *key, *text = ogl_words_at(run->words, i, &section, &key);
        if (strcmp(section, step) != 0)
            continue;
        known = true;
        const char *at = strstr(text, what);
        /* not the middle of a longer number */
        if (at && !(at > text && at[-1] >= '0' && at[-1] <= '9') &&
            !(at[strlen(what)] >= '0' && at[strlen(what)] <= '9'))
            return;
    }
    fail_msg("%s, step %s%s: nothing says %s", run->lesson->id, step, known ? "" : " (no such step)", what);
}

static inline void assert_said_number(const ogl_run *run, const char *step, double value, int decimals)
{
    char number[OGV_NUMBER_SIZE];
    assert_said(run, step, ogv_format_number(number, value, decimals));
}

#endif
