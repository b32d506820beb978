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

/* Whether file, of core, is one of those that read and write model files: only they know cJSON. */
static int knows_json(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash ? slash + 1 : file;
    return starts_with(name, "model_io") || starts_with(name, "safetensors.");
}

/* What the design says of file including header; angle: <header>. NULL: allowed. */
static const char *objection(const char *file, const char *header, int angle)
{
    static const char *const standard[] = {"assert.h", "errno.h",  "float.h",    "inttypes.h", "limits.h",
                                           "math.h",   "stdarg.h", "stdalign.h", "stddef.h",   "stdint.h",
                                           "stdio.h",  "stdlib.h", "string.h",   "stdbool.h",  NULL};
    static const char *const posix[] = {"fcntl.h", "sys/stat.h", "unistd.h", NULL};
    static const char *const simd[] = {"immintrin.h", "emmintrin.h", "arm_neon.h", "wasm_simd128.h", NULL};
    int is_sdl = starts_with(header, "SDL");
    int is_json = starts_with(header, "cjson/");
    int file_is_sdl =
        starts_with(file, "viz/src/") && (ends_with(file, "_sdl.c") || ends_with(file, "_sdl.h"));
    if (is_sdl && !file_is_sdl)
        return "only viz/src/*_sdl.c and their private headers may include SDL";
    if (starts_with(file, "core/")) {
        int is_file = strcmp(file, "core/src/file.c") == 0 && is_one_of(header, posix);
        int is_kernel = starts_with(file, "core/src/kernels/") && is_one_of(header, simd);
        if (angle && !is_json && !is_file && !is_kernel && !is_one_of(header, standard))
            return "core needs the C standard library only (no ctype.h, which asks the locale), POSIX in "
                   "file.c "
                   "only and SIMD in kernels/ only";
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
    if (is_json && !starts_with(file, "lessons/cli/") &&
        !(starts_with(file, "core/src/") && knows_json(file)))
        return "cJSON belongs to model files and to the command";
    if (strstr(header, ".."))
        return "no way up through a path";
    return NULL;
}

static void every_include_points_down(void **state)
{
    (void)state;
    run_result result =
        run("cd \"$SRC\" && grep -rE '^ *# *include' --include='*.[ch]' --include='*.inc' core viz lessons");
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
    assert_non_null(objection("core/src/model_io.c", "unistd.h", 1));
    assert_non_null(objection("core/src/net.c", "immintrin.h", 1));
    assert_non_null(objection("core/src/file.c", "sys/socket.h", 1));
    assert_non_null(objection("core/src/file.c", "cjson/cJSON.h", 1));
    assert_non_null(objection("core/src/net.c", "cjson/cJSON.h", 1));
    assert_non_null(objection("core/include/ogee/model_io.h", "cjson/cJSON.h", 1));
    assert_non_null(objection("core/include/ogee/file.h", "unistd.h", 1));
    assert_non_null(objection("core/include/ogee/net.h", "fail.h", 0));
    assert_non_null(objection("viz/src/plot.c", "SDL2/SDL.h", 1));
    assert_non_null(objection("viz/include/ogee_viz/app.h", "SDL.h", 1));
    assert_non_null(objection("viz/src/plot.c", "lesson.h", 0));
    assert_non_null(objection("lessons/state.c", "SDL.h", 1));
    assert_non_null(objection("lessons/state.c", "cjson/cJSON.h", 1));
    assert_null(objection("viz/src/app_sdl.c", "SDL.h", 1));
    assert_null(objection("lessons/cli/train.c", "cjson/cJSON.h", 1));
    assert_null(objection("core/src/net.c", "ogee/net.h", 0));
    assert_null(objection("core/src/file.c", "sys/stat.h", 1));
    assert_null(objection("core/src/kernels/vector.h", "immintrin.h", 1));
    assert_null(objection("core/src/safetensors.h", "cjson/cJSON.h", 1));
}

/* Of the C library core takes memory, strings and files, but neither stdout nor stderr; of libm what IEEE 754
   makes exact. What a compiler or a sanitizer adds begins with an underscore. */
static const char *const allowed[] = {
    "malloc",    "calloc",   "realloc", "free",   "memcpy",  "memmove", "memset",  "memcmp",  "memchr",
    "strlen",    "strcmp",   "strncmp", "strcpy", "strchr",  "strrchr", "strspn",  "strcspn", "strpbrk",
    "strstr",    "strerror", "strdup",  "strtod", "strtof",  "strtol",  "strtoul", "strtoll", "strtoull",
    "qsort",     "bsearch",  "bcmp",    "fopen",  "fclose",  "fread",   "fwrite",  "fgetc",   "getc",
    "ungetc",    "fgets",    "feof",    "ferror", "fflush",  "fseek",   "ftell",   "rewind",  "snprintf",
    "vsnprintf", "stpcpy",   "fputs",   "fputc",  "fprintf", "sqrt",    "sqrtf",   "fabs",    "fabsf",
    "floor",     "floorf",   "ldexp",   NULL};

/* What file.c takes of POSIX on top. */
static const char *const allowed_files[] = {"access", "close",  "fchmod", "fdopen",   "fileno",
                                            "fsync",  "getpid", "open",   "readlink", "rename",
                                            "stat",   "unlink", NULL};

static int is_allowed(const char *object, const char *symbol)
{
    static const char *const checked[] = {"__printf_chk", "__vprintf_chk", NULL};
    if (symbol[0] == '_')
        return !is_one_of(symbol, checked) && strcmp(symbol, "_exit") != 0 && strcmp(symbol, "_Exit") != 0;
    if (strcmp(object, "file.c.o") == 0 && is_one_of(symbol, allowed_files))
        return 1;
    if (strcmp(object, "dispatch.c.o") == 0 && strcmp(symbol, "getenv") == 0)
        return 1; /* OGEE_KERNELS */
    if (starts_with(symbol, "cJSON_"))
        return knows_json(object);
    return starts_with(symbol, "og_") || is_one_of(symbol, allowed);
}

static void core_neither_prints_nor_exits_and_takes_of_libm_only_what_is_exact(void **state)
{
    (void)state;
    run_result result = run("nm -u \"$BIN/../core/libogee_core.a\"");
    const char *object = "";
    int symbols = 0, wrong = 0;
    assert_int_equal(result.status, 0);
    for (char *line = strtok(result.out, "\n"); line; line = strtok(NULL, "\n")) {
        char *symbol = strstr(line, " U ");
        if (!symbol) {
            object = line;
            line[strcspn(line, ":")] = 0;
            continue;
        }
        symbols++;
        if (!is_allowed(object, symbol + 3)) {
            print_error("core's %s uses %s\n", object, symbol + 3);
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
        if (is_allowed("file.c.o", *symbol))
            fail_msg("%s is allowed", *symbol);
    assert_true(is_allowed("net.c.o", "sqrt"));
    assert_true(is_allowed("net.c.o", "og_net_create"));
    assert_true(is_allowed("net.c.o", "__asan_report_load4"));
    assert_true(is_allowed("file.c.o", "fsync"));
    assert_false(is_allowed("model_io.c.o", "fsync"));
    assert_true(is_allowed("model_io_load.c.o", "cJSON_Delete"));
    assert_true(is_allowed("safetensors.c.o", "cJSON_Delete"));
    assert_false(is_allowed("net.c.o", "cJSON_Delete"));
    assert_true(is_allowed("dispatch.c.o", "getenv"));
    assert_false(is_allowed("net.c.o", "getenv"));
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
