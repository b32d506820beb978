/* Stochastic gradient descent, in PyTorch's order of operations: the bits of torch.optim.SGD where that runs
   without fused multiply-add (ATEN_CPU_CAPABILITY=default; tests/core/test_sgd.c). With it, PyTorch rounds
   less often and the last bits differ. Settings are double, as Python's numbers are, and each is rounded to
   float where it meets an array. */
#ifndef OGEE_SGD_H
#define OGEE_SGD_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/status.h"

typedef struct og_sgd_def {
    double lr;           /* up to 1e6, and above 0 as a float too (1e-45) */
    double momentum;     /* 0 .. 1 */
    double dampening;    /* 0 .. 1; it is 1 - dampening that is rounded to float */
    double weight_decay; /* 0 .. 1e6 */
    bool nesterov;       /* needs momentum > 0 and dampening 0 */
    bool maximize;
} og_sgd_def;

/* lr 0.1, everything else 0. */
og_sgd_def og_sgd_def_default(void);

/* OG_ERR_ARGUMENT names the first setting outside its range. */
og_status og_sgd_check(const og_sgd_def *def);

/* One update of count parameters, in float, every operation rounded: g = +-gradient + weight_decay p; v = g
   when first is set (velocity holds nothing yet), else v = momentum v + (1 - dampening) g; p = p - lr
   (nesterov ? g + momentum v : v). velocity (count floats) is not touched with momentum 0 and may be NULL
   then. */
void og_sgd_step(const og_sgd_def *def, bool first, size_t count, float *parameters, const float *gradients,
                 float *velocity);

#endif
