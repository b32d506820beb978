#include <math.h>

#include "elementary.h"
#include "ogee/trainer.h"

static const double pi = 3.14159265358979323846;

/* (1 + cos(pi a)) / 2 = sin(pi (1 - a) / 2)^2; the second form keeps its digits where cos is near -1. */
static double cosine(double epoch, double period)
{
    if (epoch >= period)
        return 0;
    if (epoch < period / 2)
        return (1 + og_cos(pi * (epoch / period))) / 2;
    double root = og_sin(pi / 2 * ((period - epoch) / period));
    return root * root;
}

double og_schedule_factor(const og_schedule *schedule, size_t epoch)
{
    double e = (double)epoch, period = (double)schedule->period;
    switch (schedule->kind) {
    case OG_SCHEDULE_STEP: return og_power(schedule->gamma, epoch / schedule->period);
    case OG_SCHEDULE_COSINE: return cosine(e, period);
    case OG_SCHEDULE_WARMUP: return e + 1 < period ? (e + 1) / period : 1;
    default: return 1;
    }
}
