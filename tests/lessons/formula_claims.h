/* The constants of formulas that several lessons show, each solved for from what core's functions give. */
#ifndef OGEE_TEST_FORMULA_CLAIMS_H
#define OGEE_TEST_FORMULA_CLAIMS_H

#include <math.h>

#include "ogee/activation.h"

#define FORMULA_Z 0.7
#define FORMULA_OTHER_Z (-1.3)

/* a in sigmoid(z) = c / (a + exp(-z)), from two places. */
static inline double formula_added(void)
{
    double p = og_sigmoid(FORMULA_Z), q = og_sigmoid(FORMULA_OTHER_Z);
    return (q * og_exp(-FORMULA_OTHER_Z) - p * og_exp(-FORMULA_Z)) / (p - q);
}

/* c of the same. */
static inline double formula_above(void)
{
    return og_sigmoid(FORMULA_Z) * (formula_added() + og_exp(-FORMULA_Z));
}

/* c in sigmoid(-z) = c - sigmoid(z). */
static inline double formula_mirrored(void)
{
    return og_sigmoid(-FORMULA_Z) + og_sigmoid(FORMULA_Z);
}

/* c in sigmoid'(z) = p (c - p). */
static inline double formula_slope(void)
{
    return og_sigmoid_grad(FORMULA_Z) / og_sigmoid(FORMULA_Z) + og_sigmoid(FORMULA_Z);
}

/* c in exp(logit(p)) = p / (c - p). */
static inline double formula_odds(void)
{
    const double p = 0.3;
    return p + p / og_exp(og_logit(p));
}

/* c in softplus(z) = max(z, 0) + log(c + exp(-|z|)), and the 0 in it. */
static inline double formula_log_added(void)
{
    return og_exp(og_softplus(FORMULA_Z) - FORMULA_Z) - og_exp(-FORMULA_Z);
}

static inline double formula_max(void)
{
    return og_softplus(-50);
}

#endif
