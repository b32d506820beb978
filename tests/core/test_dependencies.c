/* The arrows of the house point down only: core <- viz <- lessons. Reads every #include and core's symbols.
 */
#include "support.h"

static int starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static int ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);
    return length >= size && strcmp(text + length - size, end) == 0;
}

static int is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return 1;
    return 0;
}

/* What the design says of file including header; angle: <header>. NULL: allowed. */
static const char *objection(const char *file, const char *header, int angle)
{
    static const char *const standard[] = {"assert.h", "errno.h",  "float.h",    "inttypes.h", "limits.h",
                                           "math.h",   "stdarg.h", "stdalign.h", "stddef.h",   "stdint.h",
                                           "stdio.h",  "stdlib.h", "string.h",   "stdbool.h",  NULL};
    int is_sdl = starts_with(header, "SDL");
    int file_is_sdl =
        starts_with(file, "viz/src/") && (ends_with(file, "_sdl.c") || ends_with(file, "_sdl.h"));
    if (is_sdl && !file_is_sdl)
        return "only viz/src/*_sdl.c and their private headers may include SDL";
    if (starts_with(file, "core/")) {
        if (angle && !is_one_of(header, standard))
            return "core needs the C standard library only";
        if (starts_with(header, "ogee_viz/") || starts_with(header, "lesson") || starts_with(header, "cli/"))
            return "core knows nothing of what stands on it";
        if (starts_with(file, "core/include/") && !angle && !starts_with(header, "ogee/"))
            return "a public header of core includes public headers of core only";
    }
    if (starts_with(file, "viz/")) {
        if (starts_with(header, "lesson") || starts_with(header, "cli/"))
            return "viz knows nothing of the lessons";
        if (starts_with(file, "viz/include/") && !angle && !starts_with(header, "ogee"))
            return "a public header of viz includes public headers only";
    }
    if (starts_with(header, "cjson/") && !starts_with(file, "lessons/cli/"))
        return "cJSON belongs to the command";
    if (strstr(header, ".."))
        return "no way up through a path";
    return NULL;
}

static void every_include_points_down(void **state)
{
    (void)state;
    run_result result =
        run("cd \"$SRC\" && grep -rE '^ *# *include' --include='*.c' --include='*.h' core viz lessons");
    int includes = 0, wrong = 0;
    assert_int_equal(result.status, 0);
    for (char *line = strtok(result.out, "\n"); line; line = strtok(NULL, "\n")) {
        char *colon = strchr(line, ':');
        char *header = colon ? strpbrk(colon, "<\"") : NULL;
        if (!header)
            fail_msg("cannot read the line %s", line);
        *colon = 0;
        int angle = *header == '<';
        header[strcspn(header + 1, ">\"") + 1] = 0;
        const char *why = objection(line, header + 1, angle);
        if (why) {
            print_error("%s includes %s: %s\n", line, header + 1, why);
            wrong++;
        }
        includes++;
    }
    run_free(&result);
    assert_int_equal(wrong, 0);
    assert_true(includes > 50);
}

static void the_rule_objects_to_what_it_should(void **state)
{
    (void)state;
    assert_non_null(objection("core/src/net.c", "ogee_viz/plot.h", 0));
    assert_non_null(objection("core/src/net.c", "SDL.h", 1));
    assert_non_null(objection("core/src/net.c", "unistd.h", 1));
    assert_non_null(objection("core/include/ogee/net.h", "fail.h", 0));
    assert_non_null(objection("viz/src/plot.c", "SDL2/SDL.h", 1));
    assert_non_null(objection("viz/include/ogee_viz/app.h", "SDL.h", 1));
    assert_non_null(objection("viz/src/plot.c", "lesson.h", 0));
    assert_non_null(objection("lessons/state.c", "SDL.h", 1));
    assert_non_null(objection("lessons/state.c", "cjson/cJSON.h", 1));
    assert_null(objection("viz/src/app_sdl.c", "SDL.h", 1));
    assert_null(objection("lessons/cli/train.c", "cjson/cJSON.h", 1));
    assert_null(objection("core/src/net.c", "ogee/net.h", 0));
}

/* Of the C library core takes memory, strings and files; of libm what IEEE 754 makes exact. What a compiler
   or a sanitizer adds begins with an underscore. */
static const char *const allowed[] = {
    "malloc",  "calloc",  "realloc",  "free",     "memcpy",   "memmove",   "memset",  "memcmp",
    "memchr",  "strlen",  "strcmp",   "strncmp",  "strcpy",   "strchr",    "strrchr", "strspn",
    "strcspn", "strpbrk", "strstr",   "strerror", "strdup",   "strtod",    "strtof",  "strtol",
    "strtoul", "strtoll", "strtoull", "qsort",    "bsearch",  "bcmp",      "fopen",   "fclose",
    "fread",   "fwrite",  "fgetc",    "getc",     "ungetc",   "fgets",     "feof",    "ferror",
    "fflush",  "fseek",   "ftell",    "rewind",   "snprintf", "vsnprintf", "stpcpy",  "sqrt",
    "sqrtf",   "fabs",    "fabsf",    "floor",    "floorf",   "ldexp",     NULL};

static int is_allowed(const char *symbol)
{
    static const char *const checked[] = {"__printf_chk", "__fprintf_chk", "__vprintf_chk", "__vfprintf_chk",
                                          NULL};
    if (symbol[0] == '_')
        return !is_one_of(symbol, checked) && strcmp(symbol, "_exit") != 0 && strcmp(symbol, "_Exit") != 0;
    return starts_with(symbol, "og_") || is_one_of(symbol, allowed);
}

static void core_neither_prints_nor_exits_and_takes_of_libm_only_what_is_exact(void **state)
{
    (void)state;
    run_result result = run("nm -u \"$BIN/../core/libogee_core.a\"");
    int symbols = 0, wrong = 0;
    assert_int_equal(result.status, 0);
    for (char *line = strtok(result.out, "\n"); line; line = strtok(NULL, "\n")) {
        char *symbol = strstr(line, " U ");
        if (!symbol)
            continue;
        symbols++;
        if (!is_allowed(symbol + 3)) {
            print_error("core uses %s\n", symbol + 3);
            wrong++;
        }
    }
    run_free(&result);
    assert_int_equal(wrong, 0);
    assert_true(symbols > 20);
}

static void the_list_of_symbols_objects_to_what_it_should(void **state)
{
    (void)state;
    static const char *const refused[] = {"printf", "puts", "putchar", "exit",     "abort",
                                          "expf",   "exp",  "log",     "tanh",     "stderr",
                                          "stdout", "fma",  "pow",     "SDL_Init", NULL};
    for (const char *const *symbol = refused; *symbol; symbol++)
        if (is_allowed(*symbol))
            fail_msg("%s is allowed", *symbol);
    assert_true(is_allowed("sqrt"));
    assert_true(is_allowed("og_net_create"));
    assert_true(is_allowed("__asan_report_load4"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_include_points_down),
        cmocka_unit_test(the_rule_objects_to_what_it_should),
        cmocka_unit_test(core_neither_prints_nor_exits_and_takes_of_libm_only_what_is_exact),
        cmocka_unit_test(the_list_of_symbols_objects_to_what_it_should),
    };
    return cmocka_run_group_tests_name("dependencies", tests, NULL, NULL);
}
