#include "support.h"

#include <inttypes.h>
#include <math.h>

#include "ogee/rng.h"

enum { MOST = 1000 };

/* The recorded numbers are read word by word; tests/parity/record_rng.py describes the file. */
typedef struct fixture {
    char *text;
    char *at;
} fixture;

static fixture open_fixture(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/parity/%s", OGEE_SOURCE_DIR, name);
    char *text = read_whole_file(path);
    return (fixture){text, text};
}

/* The next word, comments skipped; NULL at the end. */
static char *next_word(fixture *f)
{
    for (;;) {
        f->at += strspn(f->at, " \n");
        if (*f->at != '#')
            break;
        f->at += strcspn(f->at, "\n");
    }
    if (!*f->at)
        return NULL;
    char *word = f->at;
    f->at += strcspn(f->at, " \n");
    if (*f->at)
        *f->at++ = 0;
    return word;
}

static uint64_t next_integer(fixture *f, int base)
{
    char *word = next_word(f), *end;
    assert_non_null(word);
    uint64_t value = strtoull(word, &end, base);
    assert_int_equal(*end, 0);
    return value;
}

static float next_float(fixture *f)
{
    return float_from_bits((uint32_t)next_integer(f, 16));
}

static double next_double(fixture *f)
{
    uint64_t bits = next_integer(f, 16);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void replay_normals(fixture *f, og_rng *rng, size_t count)
{
    float values[MOST];
    og_rng_normal_fill(rng, count, values);
    for (size_t i = 0; i < count; i++)
        assert_near(values[i], next_float(f), 1e-6);
}

static void replay_permutation(fixture *f, og_rng *rng, size_t count)
{
    uint32_t order[MOST];
    og_rng_permutation(rng, count, order);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(order[i], next_integer(f, 10));
}

static void replay_uniform(fixture *f, og_rng *rng)
{
    float low = next_float(f), high = next_float(f);
    for (size_t count = next_integer(f, 10); count > 0; count--)
        assert_same_float(og_rng_uniform_between(rng, low, high), next_float(f));
}

static void replay_line(fixture *f, og_rng *rng, const char *operation)
{
    size_t count = next_integer(f, 10);
    assert_true(count <= MOST);
    if (strcmp(operation, "randperm") == 0) {
        replay_permutation(f, rng, count);
    } else if (strcmp(operation, "randn") == 0) {
        replay_normals(f, rng, count);
    } else if (strcmp(operation, "rand") == 0) {
        for (size_t i = 0; i < count; i++)
            assert_same_float(og_rng_uniform(rng), next_float(f));
    } else if (strcmp(operation, "rand64") == 0) {
        for (size_t i = 0; i < count; i++)
            assert_near(og_rng_uniform_double(rng), next_double(f), 0);
    } else if (strcmp(operation, "randn64") == 0) {
        for (size_t i = 0; i < count; i++)
            assert_near(og_rng_normal(rng), next_double(f), 2e-15);
    } else {
        fail_msg("rng.txt has the unknown operation %s", operation);
    }
}

static void every_recorded_draw_of_pytorch_comes_again(void **state)
{
    (void)state;
    fixture f = open_fixture("rng.txt");
    og_rng rng;
    int lines = 0;
    og_rng_seed(&rng, 0);
    for (char *operation; (operation = next_word(&f)) != NULL; lines++) {
        if (strcmp(operation, "seed") == 0)
            og_rng_seed(&rng, next_integer(&f, 10));
        else if (strcmp(operation, "uniform") == 0)
            replay_uniform(&f, &rng);
        else
            replay_line(&f, &rng, operation);
    }
    assert_true(lines > 150);
    free(f.text);
}

static void linear_layers_start_with_the_weights_of_pytorch(void **state)
{
    (void)state;
    fixture f = open_fixture("linear_init.txt");
    og_rng rng;
    int layers = 0;
    og_rng_seed(&rng, 0);
    for (char *operation; (operation = next_word(&f)) != NULL;) {
        if (strcmp(operation, "seed") == 0) {
            og_rng_seed(&rng, next_integer(&f, 10));
            continue;
        }
        assert_string_equal(operation, "linear");
        size_t outputs = next_integer(&f, 10), inputs = next_integer(&f, 10);
        float bound = (float)(1 / sqrt((double)inputs));
        assert_string_equal(next_word(&f), "weight");
        for (size_t i = 0; i < outputs * inputs; i++)
            assert_same_float(og_rng_uniform_between(&rng, -bound, bound), next_float(&f));
        assert_string_equal(next_word(&f), "bias");
        for (size_t i = 0; i < outputs; i++)
            assert_same_float(og_rng_uniform_between(&rng, -bound, bound), next_float(&f));
        layers++;
    }
    assert_true(layers > 10);
    free(f.text);
}

static void only_the_low_32_bits_of_a_seed_count(void **state)
{
    (void)state;
    og_rng a, b;
    og_rng_seed(&a, 5);
    og_rng_seed(&b, UINT64_C(0x700000005));
    for (int i = 0; i < 1000; i++)
        assert_int_equal(og_rng_u32(&a), og_rng_u32(&b));
}

static void the_ten_thousandth_number_is_the_one_of_the_mersenne_twister(void **state)
{
    (void)state;
    og_rng rng;
    uint32_t value = 0;
    og_rng_seed(&rng, 5489);
    for (int i = 0; i < 10000; i++)
        value = og_rng_u32(&rng);
    assert_int_equal(value, 4123659995u); /* what the C++ standard requires of std::mt19937 */
}

static void a_copied_generator_carries_the_waiting_normal_number(void **state)
{
    (void)state;
    og_rng rng;
    og_rng_seed(&rng, 3);
    (void)og_rng_normal(&rng);
    og_rng copy = rng;
    for (int i = 0; i < 5; i++)
        assert_near(og_rng_normal(&copy), og_rng_normal(&rng), 0);
    assert_int_equal(og_rng_u32(&copy), og_rng_u32(&rng));
}

static void seeding_again_drops_the_waiting_normal_number(void **state)
{
    (void)state;
    og_rng rng;
    og_rng_seed(&rng, 3);
    double first = og_rng_normal(&rng);
    og_rng_seed(&rng, 3);
    assert_near(og_rng_normal(&rng), first, 0);
}

static void a_permutation_of_n_draws_n_minus_1_numbers(void **state)
{
    (void)state;
    for (size_t n = 0; n < 20; n++) {
        og_rng rng, plain;
        uint32_t order[20];
        og_rng_seed(&rng, 8);
        og_rng_seed(&plain, 8);
        og_rng_permutation(&rng, n, order);
        for (size_t i = 1; i < n; i++)
            (void)og_rng_u32(&plain);
        assert_int_equal(og_rng_u32(&rng), og_rng_u32(&plain));
    }
}

static void normal_numbers_have_mean_0_and_deviation_1(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    static float values[COUNT];
    og_rng rng;
    og_rng_seed(&rng, 12);
    og_rng_normal_fill(&rng, COUNT, values);
    double sum = 0, squares = 0;
    for (int i = 0; i < COUNT; i++) {
        sum += values[i];
        squares += (double)values[i] * values[i];
    }
    assert_near(sum / COUNT, 0, 0.01);
    assert_near(squares / COUNT, 1, 0.015);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_draw_of_pytorch_comes_again),
        cmocka_unit_test(linear_layers_start_with_the_weights_of_pytorch),
        cmocka_unit_test(only_the_low_32_bits_of_a_seed_count),
        cmocka_unit_test(the_ten_thousandth_number_is_the_one_of_the_mersenne_twister),
        cmocka_unit_test(a_copied_generator_carries_the_waiting_normal_number),
        cmocka_unit_test(seeding_again_drops_the_waiting_normal_number),
        cmocka_unit_test(a_permutation_of_n_draws_n_minus_1_numbers),
        cmocka_unit_test(normal_numbers_have_mean_0_and_deviation_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
