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
   inputs) and targets (batch x outputs). Networks compute in float32 and batch norm bends sharply, so that no
   one h suits all: seven, from 2^-3 max(1, |parameter|) down by halves, are extrapolated to 0, and of the
   estimates the one that agrees best with its neighbours is taken (C. Ridders, Advances in Engineering
   Software 4, 1982). Right gradients of smooth networks stay below 2e-3 (the worst of 1360 with every smooth
   kind of layer in both modes in tests/core/test_layers.c: 1e-3); a kink (relu) close to a sample's
   pre-activation shows up as an error that is none. The network is checked in the mode it is in; in
   training mode every pass gets the same numbers from the generator (dropout) and the same buffers (batch
   norm). Afterwards network and generator stand as after that one forward and backward pass, the parameters
   the same bits. A batch that og_net_forward refuses and OG_REDUCE_NONE are OG_ERR_ARGUMENT; errors of
   og_loss come back. */
og_status og_gradcheck_net(og_net *net, const og_loss_def *def, size_t batch, const float *x,
                           const float *targets, og_gradcheck *out);

#endif
