/* What the learning rate is multiplied by, against the formulas in long double. */
#include "support.h"

#include <math.h>

#include "../../core/src/elementary.h"
#include "ogee/trainer.h"

static void check_factor(const char *what, size_t epoch, double actual, long double expected, double ulps)
{
    double ulp = nextafter((double)expected, INFINITY) - (double)expected;
    if (!(fabsl(actual - expected) <= ulps * ulp))
        fail_msg("%s, epoch %zu: %.17g, expected %.17Lg", what, epoch, actual, expected);
}

static void a_constant_schedule_is_1_for_ever(void **state)
{
    (void)state;
    og_schedule schedule = {OG_SCHEDULE_CONSTANT, 0, 0};
    assert_near(og_schedule_factor(&schedule, 0), 1, 0);
    assert_near(og_schedule_factor(&schedule, 123456), 1, 0);
}

static void steps_are_powers_of_gamma_within_1_ulp(void **state)
{
    (void)state;
    const double gammas[] = {0.1, 0.5, 0.9, 0.99, 0.999, 1 - 1e-9, 1};
    const size_t periods[] = {1, 7, 30};
    for (int g = 0; g < 7; g++)
        for (int p = 0; p < 3; p++)
            for (size_t epoch = 0; epoch < 5000; epoch += 1 + epoch / 7) {
                og_schedule schedule = {OG_SCHEDULE_STEP, periods[p], gammas[g]};
                long double expected = powl(gammas[g], (long double)(epoch / periods[p]));
                if (expected > 1e-290L)
                    check_factor("step", epoch, og_schedule_factor(&schedule, epoch), expected, 1);
            }
}

static void powers_go_to_0_and_never_below(void **state)
{
    (void)state;
    assert_near(og_power(0.5, 5000), 0, 0);
    assert_near(og_power(0.1, UINT64_MAX), 0, 0);
    assert_near(og_power(0, 1), 0, 0);
    assert_near(og_power(0, 0), 1, 0);
    assert_near(og_power(1, UINT64_MAX), 1, 0);
    assert_near(og_power(0.3, 1), 0.3, 0);
}

static void the_cosine_falls_from_1_to_0_and_stays_there(void **state)
{
    (void)state;
    const size_t periods[] = {1, 2, 3, 10, 100, 999};
    const long double pi = 3.141592653589793238462643383279502884L;
    for (int p = 0; p < 6; p++) {
        og_schedule schedule = {OG_SCHEDULE_COSINE, periods[p], 0};
        assert_near(og_schedule_factor(&schedule, 0), 1, 0);
        for (size_t epoch = 0; epoch < periods[p]; epoch++) {
            /* (1 + cos a) / 2 = cos(a / 2)^2 */
            long double root = sinl(pi * (long double)(periods[p] - epoch) / (long double)periods[p] / 2);
            check_factor("cosine", epoch, og_schedule_factor(&schedule, epoch), root * root, 6);
        }
        assert_near(og_schedule_factor(&schedule, periods[p]), 0, 0);
        assert_near(og_schedule_factor(&schedule, 3 * periods[p] + 1), 0, 0);
    }
}

static void a_warm_up_rises_to_1_and_stays_there(void **state)
{
    (void)state;
    og_schedule schedule = {OG_SCHEDULE_WARMUP, 4, 0};
    const double expected[] = {0.25, 0.5, 0.75, 1, 1, 1};
    for (size_t epoch = 0; epoch < 6; epoch++)
        assert_near(og_schedule_factor(&schedule, epoch), expected[epoch], 0);
    schedule.period = 1;
    assert_near(og_schedule_factor(&schedule, 0), 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_constant_schedule_is_1_for_ever),
        cmocka_unit_test(steps_are_powers_of_gamma_within_1_ulp),
        cmocka_unit_test(powers_go_to_0_and_never_below),
        cmocka_unit_test(the_cosine_falls_from_1_to_0_and_stays_there),
        cmocka_unit_test(a_warm_up_rises_to_1_and_stays_there),
    };
    return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
