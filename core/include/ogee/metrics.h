/* How good a classifier is. Class 1 is logit > 0, that is p > 0.5. */
#ifndef OGEE_METRICS_H
#define OGEE_METRICS_H

#include <stddef.h>

#include "ogee/status.h"

/* Counts of the four outcomes of one label. */
typedef struct og_confusion {
    size_t true_positive, false_positive, true_negative, false_negative;
} og_confusion;

/* Counts logits[count] against targets[count]; a target above 0.5 is class 1. A NaN logit counts as class 0.
 */
og_confusion og_confusion_count(size_t count, const float *logits, const float *targets);

/* The share of right answers, 0 .. 1, over all count = rows x labels decisions; 0 for count 0. */
double og_accuracy(size_t count, const float *logits, const float *targets);

/* Everything one says of a classifier. A measure that the rows say nothing about is NaN. */
typedef struct og_metrics {
    size_t count;
    og_confusion confusion;
    double accuracy;
    double bce; /* mean BCE with logits */
    double auc; /* area under the ROC curve, ties count half (Mann and Whitney 1947); NaN with one class */
    double precision; /* tp / (tp + fp); NaN when nothing is called class 1 */
    double recall;    /* tp / (tp + fn); NaN when no row is of class 1 */
    double f1;        /* 2 tp / (2 tp + fp + fn); NaN when precision or recall is */
    double brier;     /* mean (p - y)^2 (Brier 1950) */
    double ece; /* expected calibration error: over 10 bins of equal width of p (an edge belongs to the bin
                   above it), the share of a bin times |mean p - share of class 1| (Naeini, Cooper and
                   Hauskrecht 2015) */
} og_metrics;

/* Measures logits against targets (0 or 1), count of each; element i of one label is at i x stride. bce,
   brier and ece run in double over the elements in order; og_loss_of_logits, as training uses it, adds floats
   in 16 lanes, so that its mean differs from bce after about seven digits. An infinite logit has p = 0 or 1,
   and bce is inf where one is wrong. Time count log(count). OG_ERR_MEMORY; OG_ERR_ARGUMENT for count 0;
   OG_ERR_DATA names the first row, from 1, whose logit is NaN. */
og_status og_metrics_measure(size_t count, size_t stride, const float *logits, const float *targets,
                             og_metrics *out);

#endif
