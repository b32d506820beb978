/* The sigmoid family: values and derivatives, of one double, of one float, and of arrays of float.

   Names follow libm: og_sigmoid takes and returns double, og_sigmoidf float. NAME_grad(x) is the derivative
   at the input x; NAME_grad_from_output(y) is the same derivative computed from y = NAME(x), as backward
   passes do. Nothing here fails: NaN gives NaN, in derivatives too.

   Accuracy. "Correctly rounded" means: the float nearest to the exact result, for every one of the 2^32
   inputs, subnormal results, infinities and -0 included; tests/ulp/sweep.c checks them all. The double
   functions are within 1 ulp of the exact result unless they say otherwise (tests/ulp/doubles.c, 10^7 inputs
   each). The same bits on every machine: only IEEE additions, multiplications and divisions in a fixed order,
   and nothing of libm. */
#ifndef OGEE_ACTIVATION_H
#define OGEE_ACTIVATION_H

#include <stddef.h>

/* ---- smooth functions ---- */

/* sigmoid(x) = 1 / (1 + exp(-x)). At -inf 0, at inf 1. Correctly rounded. */
double og_sigmoid(double x);
float og_sigmoidf(float x);

/* sigmoid'(x) = sigmoid(x) (1 - sigmoid(x)) = exp(-x) / (1 + exp(-x))^2. Correctly rounded. */
double og_sigmoid_grad(double x);
float og_sigmoid_gradf(float x);

/* The same from y = sigmoid(x): y (1 - y). Within 1 ulp for the y given, the double version within 2; near 1, y
   itself has lost most of what 1 - y should say. */
double og_sigmoid_grad_from_output(double y);
float og_sigmoid_grad_from_outputf(float y);

/* tanh(x) = (1 - exp(-2x)) / (1 + exp(-2x)). At +-inf +-1. Correctly rounded. */
double og_tanh(double x);
float og_tanhf(float x);

/* tanh'(x) = 1 - tanh(x)^2. Within 1 ulp. */
double og_tanh_grad(double x);
float og_tanh_gradf(float x);

/* The same from y = tanh(x): (1 - y) (1 + y). Within 1 ulp for the y given, the double version within 2. */
double og_tanh_grad_from_output(double y);
float og_tanh_grad_from_outputf(float y);

/* log_sigmoid(x) = log(sigmoid(x)) = -log(1 + exp(-x)). At -inf -inf, at inf -0. Correctly rounded; the
   double version within 2 ulp. */
double og_log_sigmoid(double x);
float og_log_sigmoidf(float x);

/* log_sigmoid'(x) = sigmoid(-x). Correctly rounded. */
double og_log_sigmoid_grad(double x);
float og_log_sigmoid_gradf(float x);

/* softplus(x) = log(1 + exp(x)). At -inf 0, at inf inf. Correctly rounded; the double version within 2 ulp. */
double og_softplus(double x);
float og_softplusf(float x);

/* softplus'(x) = sigmoid(x). Correctly rounded. */
double og_softplus_grad(double x);
float og_softplus_gradf(float x);

/* silu(x) = x sigmoid(x) (also called swish). At -inf -0, the limit. Correctly rounded. */
double og_silu(double x);
float og_siluf(float x);

/* silu'(x) = sigmoid(x) (1 + x (1 - sigmoid(x))). Within 1 ulp; the double version near its zero at
   -1.27846454276107 within 2^-52 absolute. */
double og_silu_grad(double x);
float og_silu_gradf(float x);

/* exp(x). At -inf 0, at inf inf. Correctly rounded. */
double og_exp(double x);
float og_expf(float x);

/* exp'(x) = exp(x). */
double og_exp_grad(double x);
float og_exp_gradf(float x);

/* logit(p) = log(p / (1 - p)), the inverse of the sigmoid. At 0 -inf, at 1 inf, outside 0 .. 1 NaN. Within
   1 ulp, also near 1/2. */
double og_logit(double p);
float og_logitf(float p);

/* logit'(p) = 1 / (p (1 - p)). At 0 and 1 inf, outside 0 .. 1 NaN. Within 2 ulp, the float version within 1.
 */
double og_logit_grad(double p);
float og_logit_gradf(float p);

/* ---- functions with kinks: value and derivative, at the kinks too, are PyTorch's ---- */

/* relu(x) = max(x, 0); derivative 1 for x > 0, else 0. */
double og_relu(double x);
float og_reluf(float x);
double og_relu_grad(double x);
float og_relu_gradf(float x);

/* leaky_relu(x) = x for x > 0, else slope x; derivative 1 or slope. PyTorch's default slope is 0.01. */
double og_leaky_relu(double x, double slope);
float og_leaky_reluf(float x, float slope);
double og_leaky_relu_grad(double x, double slope);
float og_leaky_relu_gradf(float x, float slope);

/* hard_sigmoid(x) = min(max(x + 3, 0), 6) / 6; derivative 1/6 for -3 < x < 3, else 0. */
double og_hard_sigmoid(double x);
float og_hard_sigmoidf(float x);
double og_hard_sigmoid_grad(double x);
float og_hard_sigmoid_gradf(float x);

/* hard_tanh(x) = min(max(x, low), high), low <= high; derivative 1 for low < x < high, else 0. PyTorch's
   defaults are -1 and 1. */
double og_hard_tanh(double x, double low, double high);
float og_hard_tanhf(float x, float low, float high);
double og_hard_tanh_grad(double x, double low, double high);
float og_hard_tanh_gradf(float x, float low, float high);

/* threshold(x) = x for x > limit, else value; derivative 1 for x > limit, else 0. */
double og_threshold(double x, double limit, double value);
float og_thresholdf(float x, float limit, float value);
double og_threshold_grad(double x, double limit);
float og_threshold_gradf(float x, float limit);

/* identity(x) = x; derivative 1. */
double og_identity(double x);
float og_identityf(float x);
double og_identity_grad(double x);
float og_identity_gradf(float x);

/* ---- arrays ---- */

/* Every function of one float f(x) above, derivatives included, has an array version, for example
       void og_sigmoidf_array(size_t n, const float *x, float *y);
   y[i] = f(x[i]) for 0 <= i < n, the same bits as the scalar function. y may be x; otherwise they do not
   overlap. */
#define OG_FUNCTIONS_OF_ONE_FLOAT(X)                                                                         \
    X(og_sigmoidf)                                                                                           \
    X(og_sigmoid_gradf)                                                                                      \
    X(og_sigmoid_grad_from_outputf) X(og_tanhf) X(og_tanh_gradf) X(og_tanh_grad_from_outputf)                \
        X(og_log_sigmoidf) X(og_log_sigmoid_gradf) X(og_softplusf) X(og_softplus_gradf) X(og_siluf)          \
            X(og_silu_gradf) X(og_expf) X(og_exp_gradf) X(og_logitf) X(og_logit_gradf) X(og_reluf)           \
                X(og_relu_gradf) X(og_hard_sigmoidf) X(og_hard_sigmoid_gradf) X(og_identityf)                \
                    X(og_identity_gradf)

#define OG_DECLARE_ARRAY(function) void function##_array(size_t n, const float *x, float *y);
OG_FUNCTIONS_OF_ONE_FLOAT(OG_DECLARE_ARRAY)
#undef OG_DECLARE_ARRAY

/* The same for the functions with parameters, which follow y. */
void og_leaky_reluf_array(size_t n, const float *x, float *y, float slope);
void og_leaky_relu_gradf_array(size_t n, const float *x, float *y, float slope);
void og_hard_tanhf_array(size_t n, const float *x, float *y, float low, float high);
void og_hard_tanh_gradf_array(size_t n, const float *x, float *y, float low, float high);
void og_thresholdf_array(size_t n, const float *x, float *y, float limit, float value);
void og_threshold_gradf_array(size_t n, const float *x, float *y, float limit);

#endif
