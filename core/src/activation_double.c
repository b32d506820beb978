/* The double versions: the two-double results rounded, so that references and gradient checks do not have to
   worry about the last bit. */
#include <math.h>

#include "activation_exact.h"
#include "elementary.h"
#include "ogee/activation.h"

static double rounded(og_exact_function *exact, double x)
{
    if (x != x)
        return x;
    og_pair y = exact(x);
    return y.low == 0 ? y.high : y.high + y.low; /* -0 + 0 would be 0 */
}

double og_sigmoid(double x)
{
    return rounded(og_exact_sigmoid, x);
}

double og_sigmoid_grad(double x)
{
    return rounded(og_exact_sigmoid_grad, x);
}

double og_sigmoid_grad_from_output(double y)
{
    return y * (1 - y);
}

double og_tanh(double x)
{
    return rounded(og_exact_tanh, x);
}

double og_tanh_grad(double x)
{
    return rounded(og_exact_tanh_grad, x);
}

double og_tanh_grad_from_output(double y)
{
    return (1 - y) * (1 + y);
}

double og_softplus_grad(double x)
{
    return og_sigmoid(x);
}

double og_log_sigmoid(double x)
{
    return -og_softplus(-x);
}

double og_log_sigmoid_grad(double x)
{
    return og_sigmoid(-x);
}

double og_silu(double x)
{
    return rounded(og_exact_silu, x);
}

double og_silu_grad(double x)
{
    return rounded(og_exact_silu_grad, x);
}

double og_exp(double x)
{
    if (x > 710 || x < -750) /* from 747 on both parts of the pair would overflow */
        return x < 0 ? 0 : INFINITY;
    return rounded(og_exact_exp, x);
}

double og_exp_grad(double x)
{
    return og_exp(x);
}

double og_logit(double p)
{
    return og_log_odds(p);
}

double og_logit_grad(double p)
{
    return p >= 0 && p <= 1 ? 1 / fabs(p) + 1 / (1 - p) : NAN; /* fabs: 1 / -0 would be -inf */
}
