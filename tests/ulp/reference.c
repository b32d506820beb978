#include "reference.h"

#include <float.h>
#include <math.h>

#include "../../core/src/elementary.h"
#include "ogee/activation.h"

_Static_assert(LDBL_MANT_DIG >= 64, "the sweep needs a long double of at least 64 bits");

/* ---- long double; where a term no longer counts it is left out, because subnormal numbers are slow ---- */

static long double sigmoid_long(long double x)
{
    long double e = expl(-fabsl(x));
    return (x < 0 ? e : 1) / (1 + e);
}

static long double sigmoid_grad_long(long double x)
{
    long double e = expl(-fabsl(x)), sum = 1 + e;
    return e / sum / sum;
}

static long double softplus_long(long double x)
{
    if (x > 200)
        return x;
    return (x > 0 ? x : 0) + log1pl(expl(-fabsl(x)));
}

static long double log_sigmoid_long(long double x)
{
    return -softplus_long(-x);
}

static long double log_sigmoid_grad_long(long double x)
{
    return sigmoid_long(-x);
}

static long double tanh_long(long double x)
{
    return fabsl(x) < 0x1p-40L ? x : tanhl(x);
}

static long double tanh_grad_long(long double x)
{
    return 4 * sigmoid_grad_long(2 * x);
}

static long double silu_long(long double x)
{
    if (fabsl(x) > 200)
        return x < -11000 ? -0.0L : x < 0 ? x * expl(x) : x;
    return x * sigmoid_long(x);
}

static long double silu_grad_long(long double x)
{
    if (fabsl(x) > 11000)
        return x < 0 ? -0.0L : 1;
    return sigmoid_long(x) * (1 + x * sigmoid_long(-x));
}

static long double logit_long(long double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    return p > 0.25L && p < 0.75L ? 2 * atanhl(2 * p - 1) : logl(p) - log1pl(-p);
}

static long double logit_grad_long(long double p)
{
    return p >= 0 && p <= 1 ? 1 / (fabsl(p) * (1 - p)) : (long double)NAN;
}

/* ---- MPFR ---- */

static void exp_exact(mpfr_t y, double x)
{
    mpfr_set_d(y, x, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
}

static void sigmoid_exact(mpfr_t y, double x)
{
    exp_exact(y, -x);
    mpfr_add_ui(y, y, 1, MPFR_RNDN);
    mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

static void multiply_by(mpfr_t y, double factor)
{
    mpfr_mul_d(y, y, factor, MPFR_RNDN);
}

static void sigmoid_grad_exact(mpfr_t y, double x)
{
    mpfr_t sum;
    mpfr_init2(sum, mpfr_get_prec(y));
    exp_exact(y, -fabs(x));
    mpfr_add_ui(sum, y, 1, MPFR_RNDN);
    mpfr_sqr(sum, sum, MPFR_RNDN);
    mpfr_div(y, y, sum, MPFR_RNDN);
    mpfr_clear(sum);
}

static void tanh_exact(mpfr_t y, double x)
{
    mpfr_set_d(y, x, MPFR_RNDN);
    mpfr_tanh(y, y, MPFR_RNDN);
}

static void tanh_grad_exact(mpfr_t y, double x)
{
    sigmoid_grad_exact(y, 2 * x);
    multiply_by(y, 4);
}

static void softplus_exact(mpfr_t y, double x)
{
    exp_exact(y, x);
    mpfr_log1p(y, y, MPFR_RNDN);
}

static void log_sigmoid_exact(mpfr_t y, double x)
{
    softplus_exact(y, -x);
    mpfr_neg(y, y, MPFR_RNDN);
}

static void log_sigmoid_grad_exact(mpfr_t y, double x)
{
    sigmoid_exact(y, -x);
}

static void silu_exact(mpfr_t y, double x)
{
    sigmoid_exact(y, x);
    multiply_by(y, x);
}

static void silu_grad_exact(mpfr_t y, double x)
{
    mpfr_t s;
    mpfr_init2(s, mpfr_get_prec(y));
    sigmoid_exact(s, x);
    sigmoid_exact(y, -x);
    multiply_by(y, x);
    mpfr_add_ui(y, y, 1, MPFR_RNDN);
    mpfr_mul(y, y, s, MPFR_RNDN);
    mpfr_clear(s);
}

static void logit_exact(mpfr_t y, double p)
{
    mpfr_t rest;
    mpfr_init2(rest, mpfr_get_prec(y) + 1100);
    mpfr_set_d(rest, p, MPFR_RNDN);
    mpfr_ui_sub(rest, 1, rest, MPFR_RNDN);
    mpfr_d_div(rest, p, rest, MPFR_RNDN);
    mpfr_sub_ui(rest, rest, 1, MPFR_RNDN);
    mpfr_log1p(y, rest, MPFR_RNDN);
    mpfr_clear(rest);
}

static void logit_grad_exact(mpfr_t y, double p)
{
    mpfr_set_d(y, p, MPFR_RNDN);
    mpfr_ui_sub(y, 1, y, MPFR_RNDN);
    multiply_by(y, fabs(p));
    mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

static void log_exact(mpfr_t y, double x)
{
    mpfr_set_d(y, x, MPFR_RNDN);
    mpfr_log(y, y, MPFR_RNDN);
}

static void log1p_exact(mpfr_t y, double x)
{
    mpfr_set_d(y, x, MPFR_RNDN);
    mpfr_log1p(y, y, MPFR_RNDN);
}

static void sin_exact(mpfr_t y, double x)
{
    mpfr_set_d(y, x, MPFR_RNDN);
    mpfr_sin(y, y, MPFR_RNDN);
}

static void cos_exact(mpfr_t y, double x)
{
    mpfr_set_d(y, x, MPFR_RNDN);
    mpfr_cos(y, y, MPFR_RNDN);
}

#define SMOOTH(function, float_ulps, double_ulps, low, high)                                                 \
    {                                                                                                        \
#function, og_##function##f, og_##function, function##_long, function##_exact, float_ulps,           \
            double_ulps, low, high                                                                           \
    }
#define SMOOTH_GRAD(function, float_ulps, double_ulps, low, high)                                            \
    {                                                                                                        \
#function "_grad", og_##function##_gradf, og_##function##_grad, function##_grad_long,                \
            function##_grad_exact, float_ulps, double_ulps, low, high                                        \
    }
#define exp_long expl

const reference references[] = {
    SMOOTH(sigmoid, 0.5, 1, -745, 40),
    SMOOTH_GRAD(sigmoid, 0.5, 1, -745, 745),
    SMOOTH(log_sigmoid, 0.5, 2, -800, 745),
    SMOOTH(softplus, 0.5, 2, -745, 800),
    SMOOTH(tanh, 0.5, 1, -20, 20),
    SMOOTH(silu, 0.5, 1, -750, 800),
    SMOOTH(exp, 0.5, 1, -745, 709.7),
    SMOOTH_GRAD(tanh, 1, 1, -372, 372),
    SMOOTH_GRAD(silu, 1, 1, -750, 750),
    SMOOTH_GRAD(log_sigmoid, 0.5, 1, -40, 745),
    SMOOTH(logit, 1, 1, 0, 1),
    SMOOTH_GRAD(logit, 1, 2, 0, 1),
    {.name = "log", .in_double = og_log, .exact = log_exact, .double_ulps = 1, .low = 0, .high = 1e6},
    {.name = "log1p", .in_double = og_log1p, .exact = log1p_exact, .double_ulps = 1, .low = -1, .high = 1e6},
    {.name = "sin",
     .in_double = og_sin,
     .exact = sin_exact,
     .double_ulps = 1,
     .low = -1048576,
     .high = 1048576},
    {.name = "cos",
     .in_double = og_cos,
     .exact = cos_exact,
     .double_ulps = 1,
     .low = -1048576,
     .high = 1048576},
    {.name = NULL},
};
