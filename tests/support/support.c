#include "support.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void check_near(double actual, double expected, double tolerance, const char *what, const char *file,
                int line)
{
    if (actual == expected || fabs(actual - expected) <= tolerance)
        return;
    print_error("%s is %.17g, expected %.17g within %g (off by %g)\n", what, actual, expected, tolerance,
                fabs(actual - expected));
    _fail(file, line);
}

uint32_t float_bits(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

float float_from_bits(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Maps floats to integers in the same order, -0 and 0 next to each other. */
static int64_t float_rank(float value)
{
    uint32_t bits = float_bits(value);
    return bits >> 31 ? -(int64_t)(bits & 0x7fffffffu) - 1 : (int64_t)bits;
}

void check_ulp(float actual, float expected, uint32_t ulps, const char *what, const char *file, int line)
{
    if (isnan(actual) && isnan(expected))
        return;
    int64_t distance = llabs(float_rank(actual) - float_rank(expected));
    if (!isnan(actual) && !isnan(expected) && isinf(actual) == isinf(expected) && distance <= ulps)
        return;
    print_error("%s is %.9g (0x%08" PRIx32 "), expected %.9g (0x%08" PRIx32 ") within %u ulp, got %lld\n",
                what, actual, float_bits(actual), expected, float_bits(expected), ulps, (long long)distance);
    _fail(file, line);
}

void check_status(og_status actual, og_status expected, const char *what, const char *file, int line)
{
    if (actual == expected)
        return;
    print_error("%s: \"%s\" (%s), expected \"%s\"\n", what, og_status_text(actual), og_error_detail(),
                og_status_text(expected));
    _fail(file, line);
}

void check_contains(const char *text, const char *piece, const char *what, const char *file, int line)
{
    if (text && strstr(text, piece))
        return;
    print_error("%s is \"%s\", expected it to contain \"%s\"\n", what, text ? text : "(null)", piece);
    _fail(file, line);
}

static const char *temporary_folder(void)
{
    static char folder[64];
    if (!folder[0]) {
        snprintf(folder, sizeof folder, "tmp-%ld", (long)getpid());
        if (mkdir(folder, 0777) != 0 && errno != EEXIST)
            fail_msg("cannot make the folder %s: %s", folder, strerror(errno));
    }
    return folder;
}

static void remove_temporary_folder(void)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", temporary_folder());
    if (system(command) != 0)
        print_error("could not remove %s\n", temporary_folder());
}

const char *temporary_path(const char *name)
{
    static char paths[8][256];
    static unsigned next;
    static int registered;
    if (!registered) {
        registered = 1;
        atexit(remove_temporary_folder);
    }
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", temporary_folder(), name);
    return path;
}

const char *temporary_file(const char *name, const char *text)
{
    const char *path = temporary_path(name);
    FILE *file = fopen(path, "wb");
    if (!file)
        fail_msg("cannot write %s", path);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

char *read_whole_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot read %s", path);
    size_t size = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    assert_non_null(text);
    for (size_t got; (got = fread(text + size, 1, capacity - size - 1, file)) > 0;) {
        size += got;
        if (capacity - size < 2) {
            capacity *= 2;
            text = realloc(text, capacity);
            assert_non_null(text);
        }
    }
    fclose(file);
    text[size] = 0;
    return text;
}

int file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

run_result run(const char *command)
{
    run_result result;
    const char *out = temporary_path("run.out");
    const char *err = temporary_path("run.err");
    size_t size =
        strlen(command) + strlen(OGEE_BIN_DIR) + strlen(OGEE_SOURCE_DIR) + strlen(out) + strlen(err) + 64;
    char *line = malloc(size);
    assert_non_null(line);
    snprintf(line, size, "BIN='%s'; SRC='%s'; (%s) >'%s' 2>'%s' </dev/null", OGEE_BIN_DIR, OGEE_SOURCE_DIR,
             command, out, err);
    int status = system(line);
    free(line);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.out = read_whole_file(out);
    result.err = read_whole_file(err);
    return result;
}

void run_free(run_result *result)
{
    free(result->out);
    free(result->err);
    result->out = result->err = NULL;
}
