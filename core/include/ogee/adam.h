/* Adam, for comparison with SGD, in PyTorch's order of operations: the bits of torch.optim.Adam where that
   runs without fused multiply-add (ATEN_CPU_CAPABILITY=default; tests/core/test_adam.c). With it, PyTorch
   rounds less often and the last bits differ. */
#ifndef OGEE_ADAM_H
#define OGEE_ADAM_H

#include <stddef.h>
#include <stdint.h>

#include "ogee/status.h"

/* D. Kingma and J. Ba, Adam: a method for stochastic optimization, 2015. Settings and the
   powers of beta are double, as in PyTorch; each is rounded to float where it meets an array. */
typedef struct og_adam_def {
    double lr;           /* up to 1e6, and above 0 as a float too (1e-45) */
    double beta1, beta2; /* 0 .. 1, below 1 */
    double eps;          /* as lr: without it, a weight whose gradient was always 0 would move by 0 / 0 */
    double weight_decay; /* 0 .. 1e6; added to the gradient, as torch.optim.Adam does */
} og_adam_def;

/* lr 0.001, betas 0.9 and 0.999, eps 1e-8, weight_decay 0. */
og_adam_def og_adam_def_default(void);

/* OG_ERR_ARGUMENT names the first setting outside its range. */
og_status og_adam_check(const og_adam_def *def);

/* Update number step (1 for the first) of count parameters: g = gradient + weight_decay p; m = beta1 m + (1 -
   beta1) g; v = beta2 v + (1 - beta2) g^2; p = p - lr / (1 - beta1^step) m / (sqrt(v) / sqrt(1 - beta2^step)
   + eps). m and v (count floats each) start at 0 and do not overlap anything. */
void og_adam_step(const og_adam_def *def, uint64_t step, size_t count, float *parameters,
                  const float *gradients, float *m, float *v);

#endif
