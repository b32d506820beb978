#include "support.h"

#include <math.h>

#include "ogee/metrics.h"

static void the_four_outcomes_are_counted(void **state)
{
    (void)state;
    const float logits[] = {2, 0.1f, -1, 3, -0.5f, -2, -7};
    const float targets[] = {1, 1, 1, 0, 0, 0, 0};
    og_confusion c = og_confusion_count(7, logits, targets);
    assert_int_equal(c.true_positive, 2);
    assert_int_equal(c.false_negative, 1);
    assert_int_equal(c.false_positive, 1);
    assert_int_equal(c.true_negative, 3);
    assert_near(og_accuracy(7, logits, targets), 5.0 / 7, 0);
}

static void a_logit_of_0_is_class_0_and_so_is_nan(void **state)
{
    (void)state;
    const float logits[] = {0, NAN, float_from_bits(1), INFINITY};
    const float ones[] = {1, 1, 1, 1};
    og_confusion c = og_confusion_count(4, logits, ones);
    assert_int_equal(c.true_positive, 2);
    assert_int_equal(c.false_negative, 2);
}

static void a_soft_target_counts_by_its_side_of_one_half(void **state)
{
    (void)state;
    const float logits[] = {1, 1, -1};
    const float targets[] = {0.5f, 0.51f, 0.2f};
    og_confusion c = og_confusion_count(3, logits, targets);
    assert_int_equal(c.false_positive, 1);
    assert_int_equal(c.true_positive, 1);
    assert_int_equal(c.true_negative, 1);
}

static void no_decisions_have_accuracy_0(void **state)
{
    (void)state;
    assert_near(og_accuracy(0, NULL, NULL), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_outcomes_are_counted),
        cmocka_unit_test(a_logit_of_0_is_class_0_and_so_is_nan),
        cmocka_unit_test(a_soft_target_counts_by_its_side_of_one_half),
        cmocka_unit_test(no_decisions_have_accuracy_0),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
