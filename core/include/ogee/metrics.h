/* How good a classifier is. Class 1 is logit > 0, that is p > 0.5. */
#ifndef OGEE_METRICS_H
#define OGEE_METRICS_H

#include <stddef.h>

/* Counts of the four outcomes of one label. */
typedef struct og_confusion {
    size_t true_positive, false_positive, true_negative, false_negative;
} og_confusion;

/* Counts logits[count] against targets[count]; a target above 0.5 is class 1. A NaN logit counts as class 0.
 */
og_confusion og_confusion_count(size_t count, const float *logits, const float *targets);

/* The share of right answers, 0 .. 1, over all count = rows x labels decisions; 0 for count 0. */
double og_accuracy(size_t count, const float *logits, const float *targets);

#endif
