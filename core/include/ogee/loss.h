/* Losses with their gradients. The meaning is PyTorch's; the numbers are right where float32 formulas lose
   them. */
#ifndef OGEE_LOSS_H
#define OGEE_LOSS_H

#include <stddef.h>

#include "ogee/status.h"
#include "ogee/tensor.h"

/* The loss of one element: x is the network's answer, y the target, w a weight (else 1).
   OG_BCE_WITH_LOGITS  x any number, y in [0, 1], positive targets weighted by c (pos_weight, else 1):
                       w (c y softplus(-x) + (1 - y) softplus(x));
                       gradient w ((1 - y) sigmoid(x) - c y sigmoid(-x)). Right up to +-inf: an infinite
                       logit on the right side costs 0, and nothing is ever inf - inf.
   OG_BCE              x a probability in [0, 1], y in [0, 1]:
                       -w (y max(log x, -100) + (1 - y) max(log(1 - x), -100));
                       gradient w (x - y) / max(x (1 - x), 1e-12). The clamps are PyTorch's.
   OG_MSE              w (x - y)^2; gradient 2 w (x - y). */
typedef enum og_loss_kind { OG_BCE_WITH_LOGITS, OG_BCE, OG_MSE } og_loss_kind;

/* One number or one for each element. The mean divides by the number of elements, with weights too; the mean
   of no elements is NaN. */
typedef enum og_reduction { OG_REDUCE_MEAN, OG_REDUCE_SUM, OG_REDUCE_NONE } og_reduction;

/* Which loss. {0} is the mean of BCE with logits. */
typedef struct og_loss_def {
    og_loss_kind kind;
    og_reduction reduction;
    const og_tensor *weight; /* broadcast to the input's shape; NULL: 1; 0 leaves out even an infinite loss */
    const og_tensor *pos_weight; /* the same, for OG_BCE_WITH_LOGITS only */
} og_loss_def;

/* The loss of input against target, tensors of one shape. *loss becomes a new tensor without dimensions, or
   of the input's shape with OG_REDUCE_NONE; *gradient (NULL: not wanted) a new tensor of the input's shape, d
   reduced loss / d input. Sums run in double over the elements in row-major order. OG_ERR_SHAPE when the
   shapes differ or a weight does not broadcast; OG_ERR_ARGUMENT names the first target or probability outside
   0 .. 1. */
og_status og_loss(const og_loss_def *def, const og_tensor *input, const og_tensor *target, og_tensor *loss,
                  og_tensor *gradient);

/* The same for training, on plain arrays: a loss of count elements whose labels take turns, so that element i
   has label i mod labels. pos_weight[labels] (NULL: 1) weighs positive targets of OG_BCE_WITH_LOGITS. The
   kinds OG_BCE and OG_MSE take logits here too and put the sigmoid between: their gradient is by the logit,
   dloss/dp p (1 - p) in PyTorch's floats and order, and so shows what a saturated sigmoid does to it. *loss
   is the mean or the sum in double (OG_REDUCE_NONE is OG_ERR_ARGUMENT). Where every weight of
   OG_BCE_WITH_LOGITS is 1, element i is added to lane i mod 16 in double, then lane k + 8 to lane k, k + 4 to
   k, k + 2 and k + 1: an order that vectors of every width keep, so that the bits are the same everywhere; a
   loss whose target is 0 or 1 is there a float within 2 ulp (tests/core/test_kernels.c), any other a double.
   The rest is added over ascending i, each loss a double. gradient (count floats; NULL: not wanted) may be
   the array logits. OG_ERR_ARGUMENT also for pos_weight with another kind, and names the first target outside
   0 .. 1 of the BCE kinds: *loss is then as it was, and gradient, which fills meanwhile, means nothing. */
og_status og_loss_of_logits(og_loss_kind kind, og_reduction reduction, size_t count, size_t labels,
                            const float *pos_weight, const float *logits, const float *targets, double *loss,
                            float *gradient);

/* og_loss_of_logits for OG_BCE_WITH_LOGITS without weights. */
og_status og_bce_with_logits(size_t count, const float *logits, const float *targets, og_reduction reduction,
                             double *loss, float *gradient);

#endif
