/* Binary cross entropy with logits, element by element, and the order of its sums: what every set of kernels
   has to give. */
#ifndef OGEE_SRC_KERNELS_BCE_H
#define OGEE_SRC_KERNELS_BCE_H

#include <math.h>
#include <stddef.h>

#include "coefficients.h"
#include "ogee/activation.h"

enum { BCE_LANES = 16 };

/* softplus(s) from g = sigmoid(s): -log(1 - q) with q = g for s <= 0, and s - log(1 - q) with q = 1 - g,
   which is exact, for s > 0. 1.998 ulp at most, most of it from the rounding of g: the small terms are summed
   first because 2.6 ulp would be lost the other way round. */
static inline float bce_loss(float s, float g)
{
    float q = s > 0 ? 1 - g : g, z = q * q;
    float even = ((LOG[6] * z + LOG[4]) * z + LOG[2]) * z + LOG[0];
    float odd = ((LOG[7] * z + LOG[5]) * z + LOG[3]) * z + LOG[1];
    return q + ((s > 0 ? s : 0) + (0.5f * z + z * q * (even + q * odd)));
}

/* The loss of a logit x, NaN for a target outside 0 .. 1; *gradient becomes its derivative. Between 0 and 1 a
   rounded sigmoid would show in the difference. */
static inline double bce_element(float x, float target, float *gradient)
{
    if (target == 0 || target == 1) {
        float s = target == 1 ? -x : x, g = og_sigmoidf(s);
        *gradient = target == 1 ? -g : g;
        return bce_loss(s, g);
    }
    double y = target;
    *gradient = (float)((1 - y) * og_sigmoid(x) - y * og_sigmoid(-x));
    return y >= 0 && y <= 1 ? y * og_softplus(-x) + (1 - y) * og_softplus(x) : NAN;
}

/* The first element belongs to lane 0. */
static inline void bce_elements(size_t n, const float *x, const float *targets, float divisor,
                                float *gradient, double *lanes)
{
    for (size_t i = 0; i < n; i++) {
        float slope;
        lanes[i % BCE_LANES] += bce_element(x[i], targets[i], &slope);
        if (gradient)
            gradient[i] = slope / divisor;
    }
}

static inline double bce_sum(const double *lane)
{
    double eight[8], four[4];
    for (int i = 0; i < 8; i++)
        eight[i] = lane[i] + lane[i + 8];
    for (int i = 0; i < 4; i++)
        four[i] = eight[i] + eight[i + 4];
    return (four[0] + four[2]) + (four[1] + four[3]);
}

#endif
