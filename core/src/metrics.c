#include "ogee/metrics.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "fail.h"
#include "ogee/activation.h"

static void count_decision(og_confusion *confusion, float logit, float target)
{
    if (logit > 0)
        target > 0.5f ? confusion->true_positive++ : confusion->false_positive++;
    else
        target > 0.5f ? confusion->false_negative++ : confusion->true_negative++;
}

og_confusion og_confusion_count(size_t count, const float *logits, const float *targets)
{
    og_confusion confusion = {0, 0, 0, 0};
    for (size_t i = 0; i < count; i++)
        count_decision(&confusion, logits[i], targets[i]);
    return confusion;
}

/* NaN when the whole is nothing. */
static double ratio(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : NAN;
}

/* Without branches, which chance would decide. */
double og_accuracy(size_t count, const float *logits, const float *targets)
{
    size_t right = 0;
    for (size_t i = 0; i < count; i++)
        right += (logits[i] > 0) == (targets[i] > 0.5f);
    return count ? (double)right / (double)count : 0;
}

/* ---- the area under the ROC curve ---- */

typedef struct ranked {
    float logit;
    bool positive;
} ranked;

static int sort_logits(const void *a, const void *b)
{
    float x = ((const ranked *)a)->logit, y = ((const ranked *)b)->logit;
    return (x > y) - (x < y);
}

/* Of all pairs of a positive and a negative the share in which the positive has the larger logit. */
static double area_under_roc(ranked *items, size_t count)
{
    qsort(items, count, sizeof *items, sort_logits);
    uint64_t half_wins = 0, positives = 0, negatives = 0;
    for (size_t first = 0, next; first < count; first = next) {
        uint64_t tied[2] = {0, 0};
        for (next = first; next < count && items[next].logit == items[first].logit; next++)
            tied[items[next].positive]++;
        half_wins += tied[1] * (2 * negatives + tied[0]);
        negatives += tied[0];
        positives += tied[1];
    }
    return positives && negatives ? (double)half_wins / (2.0 * (double)positives * (double)negatives) : NAN;
}

static og_status measure_auc(size_t count, size_t stride, const float *logits, const float *targets,
                             double *auc)
{
    ranked *items = count > SIZE_MAX / sizeof(ranked) ? NULL : malloc(count * sizeof *items);
    if (!items)
        return og_fail(OG_ERR_MEMORY, "no memory to sort %zu logits", count);
    for (size_t i = 0; i < count; i++)
        items[i] = (ranked){logits[i * stride], targets[i * stride] > 0.5f};
    *auc = area_under_roc(items, count);
    free(items);
    return OG_OK;
}

/* ---- what the probabilities are worth ---- */

/* A factor of 0 leaves its term out, so that 0 times infinity cannot make NaN. */
static double bce(double logit, double target)
{
    double positive = target == 0 ? 0 : target * og_softplus(-logit);
    double negative = target == 1 ? 0 : (1 - target) * og_softplus(logit);
    return positive + negative;
}

static void measure_probabilities(size_t count, size_t stride, const float *logits, const float *targets,
                                  og_metrics *out)
{
    enum { BINS = 10 };
    double excess[BINS] = {0}; /* sum of p - y over the bin */
    for (size_t i = 0; i < count; i++) {
        double logit = logits[i * stride], target = targets[i * stride], p = og_sigmoid(logit);
        out->bce += bce(logit, target);
        out->brier += (p - target) * (p - target);
        excess[p < 1 ? (int)(p * BINS) : BINS - 1] += p - target;
    }
    out->bce /= (double)count;
    out->brier /= (double)count;
    for (int i = 0; i < BINS; i++)
        out->ece += fabs(excess[i]) / (double)count;
}

og_status og_metrics_measure(size_t count, size_t stride, const float *logits, const float *targets,
                             og_metrics *out)
{
    if (count == 0)
        return og_fail(OG_ERR_ARGUMENT, "there are 0 answers to measure, expected at least 1");
    for (size_t i = 0; i < count; i++)
        if (isnan(logits[i * stride]))
            return og_fail(OG_ERR_DATA, "the logit of row %zu is not a number", i + 1);
    og_metrics metrics = {.count = count};
    OG_TRY(measure_auc(count, stride, logits, targets, &metrics.auc));
    measure_probabilities(count, stride, logits, targets, &metrics);
    og_confusion *c = &metrics.confusion;
    for (size_t i = 0; i < count; i++)
        count_decision(c, logits[i * stride], targets[i * stride]);
    metrics.accuracy = ratio(c->true_positive + c->true_negative, count);
    metrics.precision = ratio(c->true_positive, c->true_positive + c->false_positive);
    metrics.recall = ratio(c->true_positive, c->true_positive + c->false_negative);
    metrics.f1 =
        isnan(metrics.precision) || isnan(metrics.recall)
            ? NAN
            : ratio(2 * c->true_positive, 2 * c->true_positive + c->false_positive + c->false_negative);
    *out = metrics;
    return OG_OK;
}
