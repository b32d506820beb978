#include "ogee/sgd.h"

#include <math.h>

#include "fail.h"

og_sgd_def og_sgd_def_default(void)
{
    return (og_sgd_def){.lr = 0.1};
}

/* The comparisons are written so that NaN fails them. */
og_status og_sgd_check(const og_sgd_def *def)
{
    if (!(def->lr > 0 && def->lr <= 1e6 && (float)def->lr > 0))
        return og_fail(OG_ERR_ARGUMENT, "the learning rate has to lie above 0 (1e-45) and up to 1e6, got %g",
                       def->lr);
    if (!(def->momentum >= 0 && def->momentum <= 1))
        return og_fail(OG_ERR_ARGUMENT, "momentum has to lie in 0 .. 1, got %g", def->momentum);
    if (!(def->dampening >= 0 && def->dampening <= 1))
        return og_fail(OG_ERR_ARGUMENT, "dampening has to lie in 0 .. 1, got %g", def->dampening);
    if (!(def->weight_decay >= 0 && def->weight_decay <= 1e6))
        return og_fail(OG_ERR_ARGUMENT, "weight decay has to lie in 0 .. 1e6, got %g", def->weight_decay);
    if (def->nesterov && !(def->momentum > 0 && def->dampening == 0))
        return og_fail(OG_ERR_ARGUMENT, "Nesterov needs momentum above 0 and dampening 0, got %g and %g",
                       def->momentum, def->dampening);
    return OG_OK;
}

void og_sgd_step(const og_sgd_def *def, bool first, size_t count, float *parameters, const float *gradients,
                 float *velocity)
{
    float lr = (float)def->lr, decay = (float)def->weight_decay;
    float momentum = (float)def->momentum, keep = (float)(1 - def->dampening);
    for (size_t i = 0; i < count; i++) {
        float g = def->maximize ? -gradients[i] : gradients[i];
        if (def->weight_decay != 0)
            g += decay * parameters[i];
        if (def->momentum != 0) {
            velocity[i] = first ? g : momentum * velocity[i] + keep * g;
            g = def->nesterov ? g + momentum * velocity[i] : velocity[i];
        }
        parameters[i] -= lr * g;
    }
}
