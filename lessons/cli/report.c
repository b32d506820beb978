#include "report.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "ogee/status.h"
#include "ogee/text.h"
#include "options.h"

const char *ogl_failure_text(og_status status)
{
    const char *detail = og_error_detail();
    return *detail ? detail : og_status_text(status);
}

int ogl_report_failure(og_status status)
{
    ogl_error("%s", ogl_failure_text(status));
    return status == OG_ERR_ARGUMENT ? OGL_USAGE : OGL_FAILED;
}

/* Names are bytes; what is no UTF-8 in them becomes U+FFFD. */
static void put_utf8(const char *text)
{
    for (const char *end = text + strlen(text); text < end;) {
        size_t bytes = og_utf8_next(text, (size_t)(end - text), NULL);
        fwrite(bytes ? text : "\xef\xbf\xbd", 1, bytes ? bytes : 3, stdout);
        text += bytes ? bytes : 1;
    }
    putchar('\n');
}

const char *ogl_plural(size_t count)
{
    return count == 1 ? "" : "s";
}

ogl_line ogl_one_line(const char *text)
{
    ogl_line line;
    size_t length = 0;
    for (; *text && length + 1 < sizeof line.text; text++)
        line.text[length++] = (unsigned char)*text < ' ' || *text == 127 ? '?' : *text;
    /* Not in the middle of a character. */
    while (*text && length > 0 && ((unsigned char)*text & 0xc0) == 0x80) {
        text--;
        length--;
    }
    line.text[length] = 0;
    return line;
}

static bool is_first_of_its_column(const og_dataset *rows, size_t feature)
{
    for (size_t i = 0; i < feature; i++)
        if (strcmp(rows->feature_names[i], rows->feature_names[feature]) == 0)
            return false;
    return true;
}

void ogl_report_dropped(size_t rows)
{
    if (rows > 0)
        fprintf(stderr, "%zu row%s with a missing value %s left out\n", rows, ogl_plural(rows),
                rows == 1 ? "is" : "are");
}

void ogl_report_rows(const og_dataset *rows)
{
    ogl_report_dropped(rows->dropped);
    for (size_t i = 0; i < rows->features; i++) {
        size_t count = rows->unknown[i];
        if (count == 0 || !is_first_of_its_column(rows, i))
            continue;
        fprintf(stderr,
                "%zu row%s a text in column \"%s\" that the model does not know; %s as none of its "
                "texts\n",
                count, count == 1 ? " holds" : "s hold", ogl_one_line(rows->feature_names[i]).text,
                count == 1 ? "it counts" : "they count");
    }
}

int ogl_print_json(cJSON *object)
{
    char *text = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    if (!text) {
        ogl_error("no memory for the result");
        return OGL_FAILED;
    }
    put_utf8(text);
    cJSON_free(text);
    return ogl_finish_output();
}
