#include "support.h"

#include <math.h>
#include <stdbool.h>

#include "ogee/loss.h"
#include "ogee/metrics.h"
#include "ogee/rng.h"

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

/* ---- everything at once ---- */

static og_metrics measure(size_t count, const float *logits, const float *targets)
{
    og_metrics m;
    assert_ok(og_metrics_measure(count, 1, logits, targets, &m));
    assert_int_equal(m.count, count);
    return m;
}

static void the_measures_are_those_computed_by_hand(void **state)
{
    (void)state;
    /* logit(3/4) = ln 3; p = 3/4, 1/4, 1/2, 3/4, 1/4 */
    const float l = (float)log(3), logits[] = {l, -l, 0, l, -l};
    const float targets[] = {1, 1, 0, 0, 0};
    og_metrics m = measure(5, logits, targets);
    assert_int_equal(m.confusion.true_positive, 1);
    assert_int_equal(m.confusion.false_negative, 1);
    assert_int_equal(m.confusion.false_positive, 1);
    assert_int_equal(m.confusion.true_negative, 2);
    assert_near(m.accuracy, 3.0 / 5, 0);
    assert_near(m.precision, 1.0 / 2, 0);
    assert_near(m.recall, 1.0 / 2, 0);
    assert_near(m.f1, 1.0 / 2, 0);
    /* pairs: 3/4 against 1/2, 3/4, 1/4 wins 2 1/2; 1/4 against them 0, 0, 1/2 */
    assert_near(m.auc, 3.0 / 6, 0);
    assert_near(m.bce, (2 * log(4.0 / 3) + 2 * log(4) + log(2)) / 5, 1e-7);
    assert_near(m.brier, (2 * 1.0 / 16 + 2 * 9.0 / 16 + 1.0 / 4) / 5, 1e-7);
    /* bins: 1/4 twice with one of class 1, 1/2 with none, 3/4 twice with one */
    assert_near(m.ece, (2 * fabs(0.25 - 0.5) + fabs(0.5 - 0) + 2 * fabs(0.75 - 0.5)) / 5, 1e-7);
}

static void the_right_order_has_area_1_the_wrong_one_0_and_none_one_half(void **state)
{
    (void)state;
    const float rising[] = {-3, -1, 2, 5}, falling[] = {5, 2, -1, -3}, flat[] = {1, 1, 1, 1};
    const float targets[] = {0, 0, 1, 1};
    assert_near(measure(4, rising, targets).auc, 1, 0);
    assert_near(measure(4, falling, targets).auc, 0, 0);
    assert_near(measure(4, flat, targets).auc, 0.5, 0);
    const float zeros[] = {-0.0f, 0, 0, -0.0f}; /* both zeros are the same number */
    assert_near(measure(4, zeros, targets).auc, 0.5, 0);
}

static void what_the_rows_say_nothing_about_is_nan(void **state)
{
    (void)state;
    const float logits[] = {-1, -2, -3}, zeros[] = {0, 0, 0}, ones[] = {1, 1, 1};
    og_metrics m = measure(3, logits, zeros);
    assert_true(isnan(m.auc));
    assert_near(m.accuracy, 1, 0);
    assert_true(isnan(m.precision) && isnan(m.recall) && isnan(m.f1));
    m = measure(3, logits, ones);
    assert_true(isnan(m.auc));
    assert_near(m.accuracy, 0, 0);
    assert_near(m.recall, 0, 0);
    assert_true(isnan(m.precision) && isnan(m.f1));
    const float positive[] = {1, 2, 3};
    m = measure(3, positive, zeros);
    assert_near(m.precision, 0, 0);
    assert_true(isnan(m.recall) && isnan(m.f1));
    m = measure(3, positive, ones);
    assert_near(m.f1, 1, 0);
}

static void infinite_logits_are_certain_answers(void **state)
{
    (void)state;
    const float logits[] = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    const float right[] = {1, 0, 1, 0}, wrong[] = {1, 0, 0, 0};
    og_metrics m = measure(4, logits, right);
    assert_near(m.bce, 0, 0);
    assert_near(m.brier, 0, 0);
    assert_near(m.ece, 0, 0);
    assert_near(m.auc, 1, 0);
    m = measure(4, logits, wrong);
    assert_true(m.bce == INFINITY);
    assert_near(m.brier, 0.25, 0);
    assert_near(m.ece, 0.25, 0);
    assert_near(m.auc, (1 + 1 + 0.5) / 3, 0); /* against -inf, -inf and a tie */
}

static void a_logit_that_is_nan_is_named(void **state)
{
    (void)state;
    const float logits[] = {1, 2, NAN, 3, NAN, 4}, targets[] = {0, 1, 0, 1, 0, 1};
    og_metrics m = {.count = 77};
    assert_status(og_metrics_measure(6, 1, logits, targets, &m), OG_ERR_DATA);
    assert_contains(og_error_detail(), "the logit of row 3 is not a number");
    assert_status(og_metrics_measure(3, 2, logits, targets, &m), OG_ERR_DATA);
    assert_contains(og_error_detail(), "the logit of row 2 is not a number");
    assert_status(og_metrics_measure(0, 1, logits, targets, &m), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "0 answers");
    assert_int_equal(m.count, 77); /* as it was */
}

static void each_label_of_several_is_measured_alone(void **state)
{
    (void)state;
    const float logits[] = {1, NAN, -2, NAN, 3, NAN}, targets[] = {1, 0, 1, 0, 0, 0};
    const float alone[] = {1, -2, 3}, its_targets[] = {1, 1, 0};
    og_metrics strided, m = measure(3, alone, its_targets);
    assert_ok(og_metrics_measure(3, 2, logits, targets, &strided));
    assert_int_equal(strided.confusion.true_positive, m.confusion.true_positive);
    assert_int_equal(strided.confusion.false_positive, m.confusion.false_positive);
    assert_near(strided.auc, m.auc, 0);
    assert_near(strided.bce, m.bce, 0);
    assert_near(strided.brier, m.brier, 0);
    assert_near(strided.ece, m.ece, 0);
}

/* Straight from the definitions. */
static double auc_by_pairs(size_t count, const float *logits, const float *targets)
{
    double wins = 0, pairs = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (targets[i] == 1 && targets[j] == 0) {
                wins += logits[i] > logits[j] ? 1 : logits[i] == logits[j] ? 0.5 : 0;
                pairs++;
            }
    return wins / pairs;
}

static double ece_by_bins(size_t count, const float *logits, const float *targets)
{
    double ece = 0;
    for (int bin = 0; bin < 10; bin++) {
        double mean = 0, share = 0, members = 0;
        for (size_t i = 0; i < count; i++) {
            double p = 1 / (1 + exp(-(double)logits[i]));
            if (p >= bin / 10.0 && (p < (bin + 1) / 10.0 || bin == 9)) {
                mean += p;
                share += targets[i];
                members++;
            }
        }
        if (members > 0)
            ece += members / (double)count * fabs(mean / members - share / members);
    }
    return ece;
}

static void the_measures_agree_with_their_definitions_on_random_answers(void **state)
{
    (void)state;
    enum { MOST = 400 };
    float logits[MOST], targets[MOST];
    og_rng rng;
    og_rng_seed(&rng, 11);
    for (int round = 0; round < 60; round++) {
        size_t count = 2 + og_rng_u32(&rng) % (MOST - 1);
        bool coarse = round % 2; /* many ties */
        for (size_t i = 0; i < count; i++) {
            double normal = 2 * og_rng_normal(&rng);
            logits[i] = (float)(coarse ? floor(normal) : normal);
            targets[i] = (float)(i < 2 ? i : og_rng_u32(&rng) % 3 == 0);
        }
        og_metrics m = measure(count, logits, targets);
        double bce, brier = 0;
        assert_ok(og_bce_with_logits(count, logits, targets, OG_REDUCE_MEAN, &bce, NULL));
        for (size_t i = 0; i < count; i++)
            brier += pow(1 / (1 + exp(-(double)logits[i])) - targets[i], 2) / (double)count;
        og_confusion c = og_confusion_count(count, logits, targets);
        assert_near(m.auc, auc_by_pairs(count, logits, targets), 1e-15);
        assert_near(m.bce, bce, 0x1p-22 * bce); /* each loss of training is a float within 2 ulp */
        assert_near(m.brier, brier, 1e-14);
        assert_near(m.ece, ece_by_bins(count, logits, targets), 1e-14);
        assert_near(m.accuracy, og_accuracy(count, logits, targets), 0);
        assert_int_equal(m.confusion.false_negative, c.false_negative);
        double precision = (double)c.true_positive / (double)(c.true_positive + c.false_positive);
        double recall = (double)c.true_positive / (double)(c.true_positive + c.false_negative);
        if (c.true_positive) {
            assert_near(m.precision, precision, 0);
            assert_near(m.recall, recall, 0);
            assert_near(m.f1, 2 * precision * recall / (precision + recall), 1e-15);
        }
    }
}

static void the_order_of_the_rows_does_not_change_the_area(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    float *logits = malloc(COUNT * sizeof *logits), *targets = malloc(COUNT * sizeof *targets);
    og_rng rng;
    og_rng_seed(&rng, 3);
    for (size_t i = 0; i < COUNT; i++) {
        targets[i] = (float)(i % 2);
        logits[i] = (float)(i % 2) + (float)og_rng_normal(&rng);
    }
    double auc = measure(COUNT, logits, targets).auc;
    assert_near(auc, 0.7602, 0.005); /* Phi(1 / sqrt 2) of two normals a deviation apart */
    for (size_t i = 0; i < COUNT / 2; i++) {
        float logit = logits[i], target = targets[i];
        logits[i] = logits[COUNT - 1 - i];
        targets[i] = targets[COUNT - 1 - i];
        logits[COUNT - 1 - i] = logit;
        targets[COUNT - 1 - i] = target;
    }
    assert_near(measure(COUNT, logits, targets).auc, auc, 0);
    free(logits);
    free(targets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_outcomes_are_counted),
        cmocka_unit_test(a_logit_of_0_is_class_0_and_so_is_nan),
        cmocka_unit_test(a_soft_target_counts_by_its_side_of_one_half),
        cmocka_unit_test(no_decisions_have_accuracy_0),
        cmocka_unit_test(the_measures_are_those_computed_by_hand),
        cmocka_unit_test(the_right_order_has_area_1_the_wrong_one_0_and_none_one_half),
        cmocka_unit_test(what_the_rows_say_nothing_about_is_nan),
        cmocka_unit_test(infinite_logits_are_certain_answers),
        cmocka_unit_test(a_logit_that_is_nan_is_named),
        cmocka_unit_test(each_label_of_several_is_measured_alone),
        cmocka_unit_test(the_measures_agree_with_their_definitions_on_random_answers),
        cmocka_unit_test(the_order_of_the_rows_does_not_change_the_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
