#include "support.h"

#include <math.h>

#include "ogee/data.h"

static og_dataset *make(og_toy toy, size_t samples, float noise, uint64_t seed)
{
    og_dataset *dataset = NULL;
    assert_ok(og_toy_create(toy, samples, noise, seed, &dataset));
    return dataset;
}

/* FNV-1a over the bits of all coordinates. */
static uint64_t hash_of(const og_dataset *dataset)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < dataset->rows * dataset->features; i++)
        for (int byte = 0; byte < 4; byte++)
            hash = (hash ^ (float_bits(dataset->x[i]) >> (8 * byte) & 0xff)) * UINT64_C(1099511628211);
    return hash;
}

static void every_toy_is_found_by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < OG_TOY_COUNT; i++) {
        og_toy found = OG_TOY_COUNT;
        assert_ok(og_toy_find(og_toy_name((og_toy)i), &found));
        assert_int_equal(found, i);
    }
}

static void an_unknown_name_lists_the_known_ones(void **state)
{
    (void)state;
    og_toy found;
    assert_status(og_toy_find("moon", &found), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "\"moon\"");
    for (int i = 0; i < OG_TOY_COUNT; i++)
        assert_contains(og_error_detail(), og_toy_name((og_toy)i));
}

static void classes_take_turns_in_every_toy(void **state)
{
    (void)state;
    for (int toy = 0; toy < OG_TOY_COUNT; toy++) {
        og_dataset *dataset = make((og_toy)toy, 101, 0.1f, 4);
        assert_int_equal(dataset->rows, 101);
        assert_int_equal(dataset->features, 2);
        assert_int_equal(dataset->labels, 1);
        for (size_t i = 0; i < dataset->rows; i++)
            assert_same_float(dataset->y[i], (float)(i % 2));
        assert_string_equal(dataset->feature_names[1], "x2");
        assert_string_equal(dataset->class_names[1], "1");
        og_dataset_destroy(dataset);
    }
}

static void points_without_noise_lie_where_their_class_says(void **state)
{
    (void)state;
    og_dataset *circles = make(OG_TOY_CIRCLES, 500, 0, 2), *xor = make(OG_TOY_XOR, 500, 0, 2);
    for (size_t i = 0; i < 500; i++) {
        double radius = hypot(circles->x[2 * i], circles->x[2 * i + 1]);
        assert_true(i % 2 ? radius < 1 : radius > 1.6);
        assert_int_equal(xor->x[2 * i] * xor->x[2 * i + 1] > 0, i % 2);
    }
    og_dataset_destroy(circles);
    og_dataset_destroy(xor);
}

static void without_noise_a_line_separates_linear_with_a_gap(void **state)
{
    (void)state;
    og_dataset *linear = make(OG_TOY_LINEAR, 2000, 0, 2);
    double nearest = INFINITY, farthest = 0;
    for (size_t i = 0; i < 2000; i++) {
        double distance = (i % 2 ? 1 : -1) * (3.0 * linear->x[2 * i] + 4.0 * linear->x[2 * i + 1]) / 5;
        nearest = fmin(nearest, distance);
        farthest = fmax(farthest, distance);
    }
    assert_near(nearest, 0.15, 0.01);
    assert_true(nearest > 0.15 - 1e-6);
    assert_near(farthest, 1.9, 0.01);
    og_dataset_destroy(linear);
}

static void without_noise_a_sine_separates_sine_with_a_gap(void **state)
{
    (void)state;
    og_dataset *sine = make(OG_TOY_SINE, 2000, 0, 2);
    double nearest = INFINITY, farthest = 0;
    for (size_t i = 0; i < 2000; i++) {
        double distance = (i % 2 ? 1 : -1) * (sine->x[2 * i + 1] - sin(2.0 * sine->x[2 * i]));
        nearest = fmin(nearest, distance);
        farthest = fmax(farthest, distance);
    }
    assert_near(nearest, 0.25, 0.01);
    assert_true(nearest > 0.25 - 1e-6);
    assert_near(farthest, 1.6, 0.01);
    og_dataset_destroy(sine);
}

static void a_missing_value_is_an_error_in_tables_like_toy_data(void **state)
{
    (void)state;
    og_dataset *dataset = make(OG_TOY_SINE, 2, 0, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(isnan(dataset->fill[i]));
        assert_null(dataset->categories[i]);
    }
    og_dataset_destroy(dataset);
}

static void the_arms_of_the_spiral_are_each_other_turned_by_half(void **state)
{
    (void)state;
    og_dataset *spiral = make(OG_TOY_SPIRAL, 400, 0, 2);
    for (size_t i = 0; i < 400; i++) {
        double sign = i % 2 ? -1 : 1, x = sign * spiral->x[2 * i], y = sign * spiral->x[2 * i + 1];
        double radius = hypot(x, y), angle = 2.35 * acos(-1) * (radius - 0.1) / 2.3;
        assert_near(x, radius * cos(angle), 1e-5);
        assert_near(y, radius * sin(angle), 1e-5);
    }
    og_dataset_destroy(spiral);
}

static void coordinates_stay_near_the_origin_and_fill_the_plane(void **state)
{
    (void)state;
    for (int toy = 0; toy < OG_TOY_COUNT; toy++) {
        og_dataset *dataset = make((og_toy)toy, 500, 0.1f, 1);
        float low = INFINITY, high = -INFINITY;
        for (size_t i = 0; i < 1000; i++) {
            low = fminf(low, dataset->x[i]);
            high = fmaxf(high, dataset->x[i]);
        }
        assert_near(low, -2.6, 0.7);
        assert_near(high, 2.6, 0.7);
        og_dataset_destroy(dataset);
    }
}

static void noise_has_the_deviation_that_was_asked_for(void **state)
{
    (void)state;
    og_dataset *noisy = make(OG_TOY_CIRCLES, 20000, 5, 1);
    double squares = 0;
    for (size_t i = 0; i < 40000; i++)
        squares += (double)noisy->x[i] * noisy->x[i];
    /* 25 from the noise and half of the mean squared radius (0.8^2 + 1.9^2 + the bands' width) / 2. */
    assert_near(squares / 40000, 25 + (0.64 + 3.61 + (0.09 + 0.16) / 12) / 4, 0.5);
    og_dataset_destroy(noisy);
}

static void the_same_seed_gives_the_same_bits_everywhere(void **state)
{
    (void)state;
    static const uint64_t expected[OG_TOY_COUNT] = {
        UINT64_C(0x2b18faecb1f45638), UINT64_C(0xde61fc605f68a8b5), UINT64_C(0x23bb9f4c67ca454b),
        UINT64_C(0x7d0f018e32de4a13), UINT64_C(0x115aaee9b7b072af), UINT64_C(0x21d3fc3541d62b4f),
        UINT64_C(0xdfb188b6f7e220de),
    };
    for (int toy = 0; toy < OG_TOY_COUNT; toy++) {
        og_dataset *dataset = make((og_toy)toy, 1000, 0.1f, 7), *other = make((og_toy)toy, 1000, 0.1f, 8);
        if (hash_of(dataset) != expected[toy])
            fail_msg("%s has the hash 0x%016llx", og_toy_name((og_toy)toy),
                     (unsigned long long)hash_of(dataset));
        assert_true(hash_of(dataset) != hash_of(other));
        og_dataset_destroy(dataset);
        og_dataset_destroy(other);
    }
}

static void fewer_samples_are_the_first_rows_of_more(void **state)
{
    (void)state;
    og_dataset *few = make(OG_TOY_GAUSS, 7, 0.2f, 3), *many = make(OG_TOY_GAUSS, 70, 0.2f, 3);
    assert_memory_equal(few->x, many->x, 14 * sizeof(float));
    og_dataset_destroy(few);
    og_dataset_destroy(many);
}

static void settings_out_of_range_are_refused(void **state)
{
    (void)state;
    og_dataset *dataset = NULL;
    assert_status(og_toy_create(OG_TOY_MOONS, 1, 0, 1, &dataset), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "1 samples");
    assert_status(og_toy_create(OG_TOY_MOONS, 10, -0.1f, 1, &dataset), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "-0.1");
    assert_status(og_toy_create(OG_TOY_MOONS, 10, 10.5f, 1, &dataset), OG_ERR_ARGUMENT);
    assert_status(og_toy_create(OG_TOY_MOONS, 10, NAN, 1, &dataset), OG_ERR_ARGUMENT);
    assert_status(og_toy_create(OG_TOY_COUNT, 10, 0, 1, &dataset), OG_ERR_ARGUMENT);
    assert_status(og_toy_create(OG_TOY_MOONS, SIZE_MAX / 2, 0, 1, &dataset), OG_ERR_MEMORY);
    assert_null(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_toy_is_found_by_its_name),
        cmocka_unit_test(an_unknown_name_lists_the_known_ones),
        cmocka_unit_test(classes_take_turns_in_every_toy),
        cmocka_unit_test(points_without_noise_lie_where_their_class_says),
        cmocka_unit_test(without_noise_a_line_separates_linear_with_a_gap),
        cmocka_unit_test(without_noise_a_sine_separates_sine_with_a_gap),
        cmocka_unit_test(a_missing_value_is_an_error_in_tables_like_toy_data),
        cmocka_unit_test(the_arms_of_the_spiral_are_each_other_turned_by_half),
        cmocka_unit_test(coordinates_stay_near_the_origin_and_fill_the_plane),
        cmocka_unit_test(noise_has_the_deviation_that_was_asked_for),
        cmocka_unit_test(the_same_seed_gives_the_same_bits_everywhere),
        cmocka_unit_test(fewer_samples_are_the_first_rows_of_more),
        cmocka_unit_test(settings_out_of_range_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
