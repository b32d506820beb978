/* Every kernel of every set of vector instructions that this processor has, against the plain loops. */
#include "support.h"

#include <math.h>

#include "../../core/src/kernels/kernels.h"
#include "ogee/activation.h"
#include "ogee/kernels.h"

typedef void map_kernel(size_t n, const float *x, float *y);

typedef struct map_case {
    const char *name;
    size_t offset; /* of the kernel in og_kernels */
    float (*scalar)(float);
} map_case;

static const map_case cases[] = {
#define OG_MAP_KERNEL(function, name) {#function, offsetof(og_kernels, function), function},
#include "../../core/src/kernels/kernels.inc"
};
enum { CASES = sizeof cases / sizeof cases[0], LONGEST = 130, ALIGNMENTS = 5, MARK = 0x7fa5a5a5 };

static const char *program;

static map_kernel *kernel_of(const og_kernels *set, const map_case *c)
{
    map_kernel *kernel;
    memcpy(&kernel, (const char *)set + c->offset, sizeof kernel);
    return kernel;
}

/* Numbers between 0 and 1 that look random and are the same in every run. */
static double fraction(uint64_t n)
{
    n = (n + 1) * 0x9e3779b97f4a7c15u;
    n = (n ^ (n >> 32)) * 0xd6e8feb86659fd93u;
    return (double)((n ^ (n >> 29)) >> 11) * 0x1p-53;
}

static float input(uint64_t n)
{
    return (float)((2 * fraction(n) - 1) * (n % 5 ? 6 : 110));
}

static void assert_same(const og_kernels *set, const char *name, float x, float got, float expected)
{
    if (float_bits(got) != float_bits(expected) && !(got != got && expected != expected))
        fail_msg("%s of %s: %a (%08x) gives %a, expected %a", name, set->name, (double)x, float_bits(x),
                 (double)got, (double)expected);
}

/* All inputs at once, and every result. */
static void check_inputs(const map_case *c, const float *x, size_t n)
{
    float *expected = malloc(n * sizeof *x), *got = malloc(n * sizeof *x);
    assert_true(expected && got);
    for (size_t i = 0; i < n; i++)
        expected[i] = c->scalar(x[i]);
    const og_kernels *set;
    for (size_t s = 0; (set = og_kernels_at(s)); s++) {
        kernel_of(set, c)(n, x, got);
        for (size_t i = 0; i < n; i++)
            assert_same(set, c->name, x[i], got[i], expected[i]);
    }
    free(expected);
    free(got);
}

/* ---- maps ---- */

/* The array is exactly as long as it says, so that a sanitizer sees a read beyond it. */
static void check_length(const og_kernels *set, const map_case *c, size_t n, size_t shift, int in_place)
{
    float *x = malloc((shift + n) * sizeof *x + 1), *y = malloc((shift + n + 1) * sizeof *y);
    assert_true(x && y);
    for (size_t i = 0; i < n; i++)
        x[shift + i] = input(i + 7 * n);
    for (size_t i = 0; i < shift + n + 1; i++)
        y[i] = float_from_bits(MARK);
    if (in_place && n)
        memcpy(y + shift, x + shift, n * sizeof *x);
    kernel_of(set, c)(n, in_place ? y + shift : x + shift, y + shift);
    for (size_t i = 0; i < n; i++)
        assert_same(set, c->name, x[shift + i], y[shift + i], c->scalar(x[shift + i]));
    for (size_t i = 0; i < shift; i++)
        assert_int_equal(float_bits(y[i]), MARK);
    assert_int_equal(float_bits(y[shift + n]), MARK);
    free(x);
    free(y);
}

static void every_length_and_alignment_gives_the_scalar_bits_and_touches_nothing_else(void **state)
{
    (void)state;
    const og_kernels *set;
    for (size_t s = 0; (set = og_kernels_at(s)); s++)
        for (size_t c = 0; c < CASES; c++)
            for (size_t n = 0; n <= LONGEST; n++)
                for (size_t shift = 0; shift < ALIGNMENTS; shift++)
                    for (int in_place = 0; in_place < 2; in_place++)
                        check_length(set, &cases[c], n, shift, in_place);
}

static void special_values_are_right_in_every_lane(void **state)
{
    (void)state;
    static const float specials[] = {
        NAN,        -NAN,       INFINITY,    -INFINITY,   0.0f,        -0.0f,     0x1p-149f,  -0x1p-149f,
        3e-45f,     -3e-45f,    1e-40f,      -1e-40f,     0x1.8p-148f, 0x1p-126f, -0x1p-126f, 0x1p-125f,
        -0x1p-125f, 0x1p-44f,   -0x1p-44f,   0x1p-25f,    -0x1p-25f,   0x1p-23f,  0x1p-12f,   -0x1p-11f,
        87.0f,      -87.0f,     87.00001f,   -87.00001f,  88.0f,       88.72284f, 88.72283f,  -88.0f,
        -100.0f,    103.97208f, -103.97208f, -103.97209f, 104.0f,      -104.0f,   350.0f,     -350.1f,
        43.0f,      -43.1f,     699.0f,      -699.0f,     701.0f,      -701.0f,   1e10f,      -1e10f,
        3.4e38f,    -3.4e38f,   17.3f,       17.4f,       -17.4f,      1.0f,      -1.0f,      0.5f,
    };
    enum { SPECIALS = sizeof specials / sizeof specials[0], WIDTH = 120 };
    for (size_t c = 0; c < CASES; c++)
        for (size_t i = 0; i < SPECIALS; i++)
            for (size_t lane = 0; lane < WIDTH; lane++) {
                float x[WIDTH];
                for (size_t k = 0; k < WIDTH; k++)
                    x[k] = input(k);
                x[lane] = specials[i];
                check_inputs(&cases[c], x, WIDTH);
            }
}

static void a_sample_of_all_floats_gives_the_scalar_bits(void **state)
{
    (void)state;
    enum { INPUTS = 200000 };
    static float x[INPUTS];
    for (uint32_t i = 0; i < INPUTS; i++)
        x[i] = i % 2 ? float_from_bits(i * 2654435761u) : input(i);
    for (size_t c = 0; c < CASES; c++)
        check_inputs(&cases[c], x, INPUTS);
}

/* The inputs of a list in tests/ulp; lines are "[FUNCTION] INPUT RESULT". */
static size_t read_ties(const char *list, const char *function, float *x, float *y, size_t room)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/ulp/%s", OGEE_SOURCE_DIR, list);
    char *text = read_whole_file(path);
    size_t count = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char name[32] = "sigmoid";
        unsigned bits, result;
        if (line[0] == '#' || (sscanf(line, "%8x %8x", &bits, &result) != 2 &&
                               sscanf(line, "%31s %8x %8x", name, &bits, &result) != 3))
            continue;
        if (strlen(function) != strlen(name) + 4 || strncmp(function + 3, name, strlen(name)) != 0)
            continue;
        assert_true(count < room);
        x[count] = float_from_bits(bits);
        y[count++] = float_from_bits(result);
    }
    free(text);
    return count;
}

static void inputs_next_to_ties_are_rounded_rightly(void **state)
{
    (void)state;
    enum { ROOM = 400 };
    float x[ROOM], expected[ROOM], got[ROOM];
    size_t all = 0;
    const og_kernels *set;
    for (size_t c = 0; c < CASES; c++) {
        size_t n = read_ties("near_ties.txt", cases[c].name, x, expected, ROOM);
        n += read_ties("sigmoid_near_ties.txt", cases[c].name, x + n, expected + n, ROOM - n);
        all += n;
        for (size_t s = 0; (set = og_kernels_at(s)); s++) {
            kernel_of(set, &cases[c])(n, x, got);
            for (size_t i = 0; i < n; i++)
                assert_same(set, cases[c].name, x[i], got[i], expected[i]);
        }
    }
    assert_true(all > 300);
}

static void an_array_larger_than_the_cache_is_no_exception(void **state)
{
    (void)state;
    enum { PERIOD = 1009 };
    size_t n = ((size_t)1 << 23) + 77;
    float *x = malloc((n + 2) * sizeof *x), *y = malloc((n + 2) * sizeof *y), expected[PERIOD];
    assert_true(x && y);
    for (size_t i = 0; i < PERIOD; i++)
        expected[i] = og_sigmoidf(input(i));
    const og_kernels *set;
    for (size_t s = 0; (set = og_kernels_at(s)); s++) {
        for (size_t i = 0; i < n; i++)
            x[i] = input(i % PERIOD);
        y[0] = y[n + 1] = float_from_bits(MARK);
        set->og_sigmoidf(n, x, y + 1);
        for (size_t i = 0; i < n; i++)
            assert_same(set, "og_sigmoidf", x[i], y[i + 1], expected[i % PERIOD]);
        assert_int_equal(float_bits(y[0]), MARK);
        assert_int_equal(float_bits(y[n + 1]), MARK);
        set->og_sigmoidf(n, x, x);
        assert_memory_equal(x, y + 1, n * sizeof *x);
    }
    free(x);
    free(y);
}

static void public_arrays_hold_the_scalar_bits(void **state)
{
    (void)state;
    float x[37], y[37];
    for (size_t i = 0; i < 37; i++)
        x[i] = input(i);
#define CHECK(function)                                                                                      \
    function##_array(37, x, y);                                                                              \
    for (size_t i = 0; i < 37; i++)                                                                          \
        assert_same(og_kernels_in_use(), #function, x[i], y[i], function(x[i]));
    OG_FUNCTIONS_OF_ONE_FLOAT(CHECK)
}

/* ---- binary cross entropy ---- */

enum { ROOM = LONGEST + ALIGNMENTS };

typedef struct bce_result {
    double loss;
    float gradient[ROOM];
} bce_result;

static uint64_t double_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* On arrays of their exact length. */
static bce_result run_bce(const og_kernels *set, size_t n, const float *logits, const float *targets)
{
    bce_result result = {0, {0}};
    float *x = malloc(n * sizeof *x + 1), *y = malloc(n * sizeof *y + 1);
    assert_true(x && y);
    memcpy(x, logits, n * sizeof *x);
    memcpy(y, targets, n * sizeof *y);
    result.gradient[n] = 42;
    result.loss = set->bce_with_logits(n, x, y, (float)n, result.gradient);
    assert_true(result.gradient[n] == 42);
    double without = set->bce_with_logits(n, x, y, (float)n, NULL);
    double in_place = set->bce_with_logits(n, x, y, (float)n, x);
    if (result.loss == result.loss) {
        assert_int_equal(double_bits(without), double_bits(result.loss));
        assert_int_equal(double_bits(in_place), double_bits(result.loss));
    }
    for (size_t i = 0; i < n; i++)
        assert_same(set, "bce_with_logits in place", logits[i], x[i], result.gradient[i]);
    free(x);
    free(y);
    return result;
}

static void check_bce(size_t n, const float *logits, const float *targets)
{
    bce_result expected = run_bce(og_kernels_scalar(), n, logits, targets);
    const og_kernels *set;
    for (size_t s = 0; (set = og_kernels_at(s)); s++) {
        bce_result got = run_bce(set, n, logits, targets);
        if (double_bits(got.loss) != double_bits(expected.loss) &&
            !(got.loss != got.loss && expected.loss != expected.loss))
            fail_msg("%s: the loss of %zu is %a, expected %a", set->name, n, got.loss, expected.loss);
        for (size_t i = 0; i < n; i++)
            assert_same(set, "bce_with_logits", logits[i], got.gradient[i], expected.gradient[i]);
    }
}

static void bce_has_the_same_bits_in_every_set(void **state)
{
    (void)state;
    float x[ROOM], hard[ROOM], soft[ROOM];
    for (size_t n = 0; n <= LONGEST; n++)
        for (size_t shift = 0; shift < ALIGNMENTS; shift++) {
            for (size_t i = 0; i < n + shift; i++) {
                x[i] = input(i + 13 * n);
                hard[i] = fraction(i + n) > 0.5;
                soft[i] = i % 9 == 4 ? (float)fraction(i) : hard[i];
            }
            check_bce(n, x + shift, hard + shift);
            check_bce(n, x + shift, soft + shift);
        }
}

static void bce_is_right_at_special_values_in_every_lane(void **state)
{
    (void)state;
    static const float specials[] = {NAN,    INFINITY, -INFINITY, 0.0f,   -0.0f, 1e-40f, -1e-40f, 87.5f,
                                     -87.5f, 104.0f,   -104.0f,   701.0f, 1e30f, -1e30f, 0x1p-23f};
    enum { SPECIALS = sizeof specials / sizeof specials[0], WIDTH = 33 };
    for (size_t s = 0; s < SPECIALS; s++)
        for (size_t lane = 0; lane < WIDTH; lane++)
            for (int target = 0; target < 4; target++) {
                float x[WIDTH], y[WIDTH];
                for (size_t i = 0; i < WIDTH; i++) {
                    x[i] = input(i);
                    y[i] = i % 2;
                }
                x[lane] = specials[s];
                y[lane] = target == 2 ? -0.0f : target == 3 ? 0.25f : (float)target;
                check_bce(WIDTH, x, y);
            }
}

static void the_loss_is_within_2_ulp_and_the_gradient_correctly_rounded(void **state)
{
    (void)state;
    const og_kernels *set = og_kernels_in_use();
    for (uint32_t i = 0; i < 200000; i++) {
        float x = i % 4 ? input(i) : float_from_bits(i * 2654435761u), gradient;
        float target = i % 3 == 0, s = target == 1 ? -x : x;
        if (x != x)
            continue;
        double loss = set->bce_with_logits(1, &x, &target, 1, &gradient);
        assert_true(loss == (double)(float)loss);
        assert_ulp((float)loss, (float)og_softplus(s), 2);
        assert_same(set, "gradient", x, gradient, target == 1 ? -og_sigmoidf(s) : og_sigmoidf(s));
    }
}

static void an_infinite_logit_on_the_right_side_costs_nothing(void **state)
{
    (void)state;
    const float x[] = {INFINITY, -INFINITY}, right[] = {1, 0}, wrong[] = {0, 1};
    float gradient[2];
    assert_true(og_kernels_in_use()->bce_with_logits(2, x, right, 1, gradient) == 0);
    assert_true(gradient[0] == 0 && gradient[1] == 0);
    assert_true(isinf(og_kernels_in_use()->bce_with_logits(2, x, wrong, 1, gradient)));
    assert_true(gradient[0] == 1 && gradient[1] == -1);
}

static void losses_are_added_in_sixteen_lanes(void **state)
{
    (void)state;
    enum { COUNT = 61 };
    float x[COUNT], y[COUNT];
    double lanes[16] = {0};
    const og_kernels *set;
    for (size_t i = 0; i < COUNT; i++) {
        x[i] = input(i);
        y[i] = i % 3 == 0;
        lanes[i % 16] += og_kernels_scalar()->bce_with_logits(1, &x[i], &y[i], 1, NULL);
    }
    for (size_t width = 8; width > 0; width /= 2)
        for (size_t i = 0; i < width; i++)
            lanes[i] += lanes[i + width];
    for (size_t s = 0; (set = og_kernels_at(s)); s++)
        assert_int_equal(double_bits(set->bce_with_logits(COUNT, x, y, 1, NULL)), double_bits(lanes[0]));
}

/* ---- the choice ---- */

static void the_best_set_is_taken_unless_a_name_says_otherwise(void **state)
{
    (void)state;
    const og_kernels *best = og_kernels_at(0), *set;
    assert_ptr_equal(og_kernels_choose(NULL), best);
    assert_ptr_equal(og_kernels_choose("mmx"), best);
    assert_ptr_equal(og_kernels_choose(""), best);
    assert_ptr_equal(og_kernels_choose("scalar"), og_kernels_scalar());
    for (size_t s = 0; (set = og_kernels_at(s)); s++)
        assert_ptr_equal(og_kernels_choose(set->name), set);
}

static void a_set_that_the_processor_lacks_gives_the_next_best(void **state)
{
    (void)state;
    static const char *const names[] = {"avx512", "avx2", "neon", "sse2", "scalar"};
    enum { NAMES = sizeof names / sizeof names[0] };
    for (size_t i = 0; i < NAMES; i++) {
        const char *got = og_kernels_choose(names[i])->name;
        size_t at = 0;
        while (strcmp(names[at], got) != 0)
            at++;
        assert_true(at >= i);
    }
}

static void the_environment_variable_chooses_the_set_of_a_program(void **state)
{
    (void)state;
    static const char *const names[] = {"scalar", "sse2", "avx2", "avx512", "neon", "nonsense"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char command[1200];
        snprintf(command, sizeof command, "OGEE_KERNELS=%s '%s' name", names[i], program);
        run_result result = run(command);
        assert_int_equal(result.status, 0);
        assert_string_equal(result.out, og_kernels_choose(names[i])->name);
        run_free(&result);
    }
}

/* ---- remainders ---- */

static void check_remainders(const og_kernels *set, size_t n, uint32_t divisor)
{
    uint32_t words[LONGEST + 1];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t by = divisor - i, word = (i + n) * 2654435761u;
        words[i] = i % 3 ? word - word % by - i % 3 + 1 : word; /* multiples, and what is just below them */
    }
    words[n] = MARK;
    uint32_t *got = malloc((n + 1) * sizeof *got);
    assert_non_null(got);
    memcpy(got, words, (n + 1) * sizeof *got);
    set->remainders(n, got, divisor);
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(got[i], words[i] % (divisor - i));
    assert_int_equal(got[n], MARK);
    free(got);
}

static void remainders_are_those_of_integers(void **state)
{
    (void)state;
    const og_kernels *set;
    for (size_t s = 0; (set = og_kernels_at(s)); s++)
        for (size_t n = 0; n <= LONGEST; n++) {
            const uint32_t least = (uint32_t)n + 1;
            const uint32_t divisors[] = {least, 5120, 0x7fffffff, 0x80000000, 0x80000051, UINT32_MAX};
            for (size_t d = 0; d < sizeof divisors / sizeof divisors[0]; d++)
                check_remainders(set, n, divisors[d]);
        }
}

int main(int argc, char **argv)
{
    program = argv[0];
    if (argc > 1) {
        printf("%s", og_kernels_name());
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_and_alignment_gives_the_scalar_bits_and_touches_nothing_else),
        cmocka_unit_test(special_values_are_right_in_every_lane),
        cmocka_unit_test(a_sample_of_all_floats_gives_the_scalar_bits),
        cmocka_unit_test(inputs_next_to_ties_are_rounded_rightly),
        cmocka_unit_test(an_array_larger_than_the_cache_is_no_exception),
        cmocka_unit_test(public_arrays_hold_the_scalar_bits),
        cmocka_unit_test(bce_has_the_same_bits_in_every_set),
        cmocka_unit_test(bce_is_right_at_special_values_in_every_lane),
        cmocka_unit_test(the_loss_is_within_2_ulp_and_the_gradient_correctly_rounded),
        cmocka_unit_test(an_infinite_logit_on_the_right_side_costs_nothing),
        cmocka_unit_test(losses_are_added_in_sixteen_lanes),
        cmocka_unit_test(remainders_are_those_of_integers),
        cmocka_unit_test(the_best_set_is_taken_unless_a_name_says_otherwise),
        cmocka_unit_test(a_set_that_the_processor_lacks_gives_the_next_best),
        cmocka_unit_test(the_environment_variable_chooses_the_set_of_a_program),
    };
    return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
