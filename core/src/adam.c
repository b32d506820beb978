#include "ogee/adam.h"

#include <math.h>

#include "elementary.h"
#include "fail.h"

og_adam_def og_adam_def_default(void)
{
    return (og_adam_def){.lr = 0.001, .beta1 = 0.9, .beta2 = 0.999, .eps = 1e-8};
}

/* The comparisons are written so that NaN fails them. */
og_status og_adam_check(const og_adam_def *def)
{
    if (!(def->lr > 0 && def->lr <= 1e6 && (float)def->lr > 0))
        return og_fail(OG_ERR_ARGUMENT, "the learning rate has to lie above 0 (1e-45) and up to 1e6, got %g",
                       def->lr);
    if (!(def->beta1 >= 0 && def->beta1 < 1))
        return og_fail(OG_ERR_ARGUMENT, "Adam's beta1 has to be at least 0 and below 1, got %g", def->beta1);
    if (!(def->beta2 >= 0 && def->beta2 < 1))
        return og_fail(OG_ERR_ARGUMENT, "Adam's beta2 has to be at least 0 and below 1, got %g", def->beta2);
    if (!(def->eps > 0 && def->eps <= 1e6 && (float)def->eps > 0))
        return og_fail(OG_ERR_ARGUMENT, "Adam's eps has to lie above 0 (1e-45) and up to 1e6, got %g",
                       def->eps);
    if (!(def->weight_decay >= 0 && def->weight_decay <= 1e6))
        return og_fail(OG_ERR_ARGUMENT, "weight decay has to lie in 0 .. 1e6, got %g", def->weight_decay);
    return OG_OK;
}

void og_adam_step(const og_adam_def *def, uint64_t step, size_t count, float *parameters,
                  const float *gradients, float *m, float *v)
{
    float beta1 = (float)def->beta1, rest1 = (float)(1 - def->beta1);
    float beta2 = (float)def->beta2, rest2 = (float)(1 - def->beta2);
    float rate = (float)(def->lr / (1 - og_power(def->beta1, step)));
    float correction = (float)sqrt(1 - og_power(def->beta2, step));
    float eps = (float)def->eps, decay = (float)def->weight_decay;
    for (size_t i = 0; i < count; i++) {
        float g = gradients[i];
        if (decay != 0)
            g += decay * parameters[i];
        m[i] = m[i] * beta1 + rest1 * g;
        v[i] = v[i] * beta2 + rest2 * g * g;
        float root = (float)sqrt(v[i]); /* the double root rounds to the right float */
        parameters[i] -= rate * m[i] / (root / correction + eps);
    }
}
