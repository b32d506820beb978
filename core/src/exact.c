#include "ogee/exact.h"

#include <math.h>

#include "activation_exact.h"

static og_double_double evaluate(og_exact_function *exact, double x)
{
    if (x != x)
        return (og_double_double){x, 0};
    og_pair value = exact(x);
    double high = value.high + value.low; /* low may be a little more than half a unit of high */
    return (og_double_double){high, isfinite(high) ? value.low - (high - value.high) : 0};
}

og_double_double og_sigmoid_dd(double x)
{
    return evaluate(og_exact_sigmoid, x);
}

og_double_double og_softplus_dd(double x)
{
    return evaluate(og_exact_softplus, x);
}

og_double_double og_exp_dd(double x)
{
    if (x > 709.8)
        return (og_double_double){INFINITY, 0};
    if (x < -750)
        return (og_double_double){0, 0};
    return evaluate(og_exact_exp, x);
}
