/* Is a gradient right? Compares it with central differences (f(x + h) - f(x - h)) / 2h, one by one. */
#ifndef OGEE_GRADCHECK_H
#define OGEE_GRADCHECK_H

#include <stddef.h>

#include "ogee/loss.h"
#include "ogee/net.h"
#include "ogee/status.h"
#include "ogee/tensor.h"

/* The place where a gradient and the differences disagree most.

   The error there is |gradient - difference| over the larger magnitude of the two, but over no less than a
   thousandth (for losses and networks a tenth) of the largest magnitude in the whole gradient, because the
   differences of small components are mostly rounding. It is INFINITY as soon as one of the numbers is not
   finite, and 0 when there is nothing to check. */
typedef struct og_gradcheck {
    double worst;    /* the error */
    size_t index;    /* which input of the function or loss, or which of og_net_parameters */
    char where[48];  /* the same in words: "x[3]", "input[0]", "2.weight[5]" */
    double gradient; /* the two numbers there */
    double difference;
} og_gradcheck;

/* Any function of n numbers; computes in double and gets the context that was handed to the check. */
typedef double (*og_gradcheck_function)(const double *x, void *context);

/* Checks gradient[n], which claims to be df / dx at x[n]. h is 2^-17 max(1, |x_i|). A right gradient of a
   smooth function that is itself accurate in double stays below 1e-7. OG_ERR_MEMORY. */
og_status og_gradcheck_run(og_gradcheck_function function, void *context, size_t n, const double *x,
                           const double *gradient, og_gradcheck *out);

/* Checks the gradient that og_loss gives for input (any shape) and target. h is 2^-8 max(1, |x|), because the
   elements of a loss are float32 (they are summed here in double). Right gradients stay below 1e-3 (6e-5 in
   tests/core/test_gradcheck.c). Probabilities for OG_BCE lie at least h away from 0 and 1; errors of og_loss
   come back. OG_REDUCE_NONE is OG_ERR_ARGUMENT. */
og_status og_gradcheck_loss(const og_loss_def *def, const og_tensor *input, const og_tensor *target,
                            og_gradcheck *out);

/* Checks d loss / d parameter as a forward and a backward pass of net give it, for batch samples x (batch x
   inputs) and targets (batch x outputs). h is 2^-7 max(1, |parameter|), because networks compute in float32.
   Right gradients of smooth networks stay below 2e-3 (the worst of 120 in tests/core/test_gradcheck.c: 6e-4);
   a kink (relu) within h of a sample's pre-activation shows up as an error that is none. Afterwards the
   network stands as after that forward and backward pass, its parameters the same bits. A batch of 0 or above
   max_batch and OG_REDUCE_NONE are OG_ERR_ARGUMENT; errors of og_loss come back. */
og_status og_gradcheck_net(og_net *net, const og_loss_def *def, size_t batch, const float *x,
                           const float *targets, og_gradcheck *out);

#endif
