/* Stochastic gradient descent, in PyTorch's order of operations. */
#ifndef OGEE_SGD_H
#define OGEE_SGD_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/status.h"

typedef struct og_sgd_def {
    float lr;           /* > 0 */
    float momentum;     /* 0 .. 1 */
    double dampening;   /* 0 .. 1; double, as in PyTorch, where 1 - dampening is rounded to float */
    float weight_decay; /* >= 0 */
    bool nesterov;      /* needs momentum > 0 and dampening 0 */
    bool maximize;
} og_sgd_def;

/* lr 0.1, everything else 0. */
og_sgd_def og_sgd_def_default(void);

/* OG_ERR_ARGUMENT names the first setting outside its range. */
og_status og_sgd_check(const og_sgd_def *def);

/* One update of count parameters: g = +-gradient + weight_decay p; v = g on the first step (first != 0), then
   v = momentum v + (1 - dampening) g; p = p - lr (nesterov ? g + momentum v : v). velocity (count floats) is
   not touched with momentum 0 and may be NULL then. */
void og_sgd_step(const og_sgd_def *def, bool first, size_t count, float *parameters, const float *gradients,
                 float *velocity);

#endif
