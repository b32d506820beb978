#include "ogee/metrics.h"

og_confusion og_confusion_count(size_t count, const float *logits, const float *targets)
{
    og_confusion confusion = {0, 0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        if (logits[i] > 0)
            targets[i] > 0.5f ? confusion.true_positive++ : confusion.false_positive++;
        else
            targets[i] > 0.5f ? confusion.false_negative++ : confusion.true_negative++;
    }
    return confusion;
}

double og_accuracy(size_t count, const float *logits, const float *targets)
{
    if (count == 0)
        return 0;
    og_confusion confusion = og_confusion_count(count, logits, targets);
    return (double)(confusion.true_positive + confusion.true_negative) / (double)count;
}
