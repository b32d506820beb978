/* What the tests of commands share. In every command line F is the folder of the test, and ogee the command.
 */
#ifndef OGEE_TEST_CLI_H
#define OGEE_TEST_CLI_H

#include "support.h"

#include <cjson/cJSON.h>

static inline run_result shell(const char *command)
{
    char line[2048];
    snprintf(line, sizeof line, "F=%s; ogee() { \"$BIN/ogee\" \"$@\"; }; %s", temporary_path("."), command);
    return run(line);
}

/* Runs it, and fails the test unless it ends with status 0. */
static inline run_result shell_well(const char *command)
{
    run_result result = shell(command);
    if (result.status != 0)
        fail_msg("%s: exit status %d, %s", command, result.status, result.err);
    return result;
}

static inline void do_well(const char *command)
{
    run_result result = shell_well(command);
    run_free(&result);
}

/* What is in the folder of the test; to be freed. */
static inline char *listing(void)
{
    run_result result = shell("ls -A $F | grep -v '^run[.]'");
    free(result.err);
    return result.out;
}

typedef struct refusal {
    const char *command;
    int status;
    const char *says;
} refusal;

/* The command ends with that status and one line on standard error, prints nothing else and leaves no file.
 */
static inline void check_refusal(const refusal *row, const char *before)
{
    run_result result = shell(row->command);
    const char *end = strchr(result.err, '\n');
    if (result.status != row->status || strncmp(result.err, "ogee: ", 6) != 0 || !end || end[1] ||
        *result.out)
        fail_msg("%s: exit status %d, error \"%s\", output \"%s\"", row->command, result.status, result.err,
                 result.out);
    assert_contains(result.err, row->says);
    run_free(&result);
    char *after = listing();
    if (strcmp(before, after) != 0)
        fail_msg("%s leaves files: %s instead of %s", row->command, after, before);
    free(after);
}

static inline void check_refusals(const refusal *rows, size_t count)
{
    char *before = listing();
    for (size_t i = 0; i < count; i++)
        check_refusal(&rows[i], before);
    free(before);
}
#define CHECK_REFUSALS(rows) check_refusals(rows, sizeof(rows) / sizeof *(rows))

static inline void assert_same_files(const char *a, const char *b)
{
    char command[256];
    snprintf(command, sizeof command, "cmp $F/%s $F/%s", a, b);
    do_well(command);
}

/* The one JSON object, on one line, that the command prints; to be deleted. */
static inline cJSON *shell_json(const char *command)
{
    run_result result = shell_well(command);
    const char *end = NULL;
    cJSON *object = cJSON_ParseWithOpts(result.out, &end, 0);
    if (!object || strcmp(end, "\n") != 0 || strchr(result.out, '\n') != end)
        fail_msg("expected one JSON object on one line, got %s", result.out);
    run_free(&result);
    return object;
}

/* object.name, or object.part.name where part is not NULL. */
static inline double number_at(const cJSON *object, const char *part, const char *name)
{
    const cJSON *number =
        cJSON_GetObjectItemCaseSensitive(part ? cJSON_GetObjectItem(object, part) : object, name);
    if (!cJSON_IsNumber(number))
        fail_msg("%s.%s is not a number", part ? part : "", name);
    return number->valuedouble;
}

/* Writes a safetensors file as PyTorch's users do: a header of tensors and their numbers, nothing of ogee's.
 */
static inline void plain_model(const char *name, const char *header, size_t size, const void *numbers)
{
    FILE *file = fopen(temporary_path(name), "wb");
    assert_non_null(file);
    for (int i = 0; i < 8; i++)
        fputc((int)(strlen(header) >> (8 * i) & 255), file);
    fputs(header, file);
    assert_int_equal(fwrite(numbers, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

#endif
