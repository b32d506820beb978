/* The float versions, and the double one that losses call. A smooth function is computed in double, with a
   relative error below 2^-50. Where that leaves open which float is nearest, about once in 2^24 inputs, the
   two-double version decides. */
#include "ogee/activation.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "activation_exact.h"
#include "coefficients.h"
#include "elementary.h"
#include "polynomial.h"

#if FLT_EVAL_METHOD != 0
#error "ogee needs a compiler that rounds each operation to its type (on 32-bit x86: -msse2 -mfpmath=sse)"
#endif

/* ---- rounding to float ---- */

/* Rounds high + low once: a low that is not 0 makes the last bit of high odd, so that high is never a tie. */
static float round_pair(og_pair y)
{
    uint64_t bits;
    memcpy(&bits, &y.high, sizeof bits);
    if (y.low != 0 && !(bits & 1))
        bits += (y.low > 0) == (y.high > 0) ? 1 : (uint64_t)-1;
    memcpy(&y.high, &bits, sizeof bits);
    return (float)y.high;
}

/* The float nearest to exact(x), which is within 2^-50 y of y. */
static inline float round_once(double y, double x, og_exact_function *exact)
{
    float below = (float)(y * (1 - 0x1p-49)), above = (float)(y * (1 + 0x1p-49));
    if (below == above || y != y)
        return above;
    return round_pair(exact(x));
}

/* ---- exp in double ---- */

/* exp(x) = power (1 + fraction) */
typedef struct fast_exp_parts {
    double power, fraction;
} fast_exp_parts;

/* Takes |x| up to 700. The sum with 1.5 2^52 rounds to an integer and leaves it in its low bits. */
static inline fast_exp_parts fast_split_exp(double x)
{
    double shifted = x * LN2_INVERSE + 0x1.8p52;
    double k = shifted - 0x1.8p52;
    double r = (x - k * LN2_HIGH) - k * LN2_TAIL;
    uint64_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return (fast_exp_parts){power, r + r * r * POLYNOMIAL(EXPM1, r)};
}

static inline double fast_exp(double x)
{
    fast_exp_parts parts = fast_split_exp(x);
    return parts.power * (1 + parts.fraction);
}

/* Beyond +-120 every float result is 0, infinite or x itself. A NaN stays. */
static inline double clamp(double x)
{
    x = x < -120 ? -120 : x;
    return x > 120 ? 120 : x;
}

/* ---- smooth functions ---- */

float og_sigmoidf(float x)
{
    /* 1/2 + x/4 may be a tie; the cubic term then decides towards 1/2, and so does the factor just below 1/4.
     */
    if (fabsf(x) < 0x1p-11f)
        return (float)(0.5 + x * 0x1.fffffep-3);
    return round_once(1 / (1 + fast_exp(-clamp(x))), x, og_exact_sigmoid);
}

float og_sigmoid_gradf(float x)
{
    double e = fast_exp(-fabs(clamp(x))), sum = 1 + e;
    return round_once(e / (sum * sum), x, og_exact_sigmoid_grad);
}

float og_sigmoid_grad_from_outputf(float y)
{
    return (float)((double)y * (1 - (double)y));
}

float og_tanhf(float x)
{
    fast_exp_parts parts = fast_split_exp(-2 * fabs(clamp(x)));
    double m = (parts.power - 1) + parts.power * parts.fraction;
    double size = fabs(m / (2 + m));
    return round_once(signbit(x) ? -size : size, x, og_exact_tanh);
}

float og_tanh_gradf(float x)
{
    double e = fast_exp(-2 * fabs(clamp(x))), sum = 1 + e;
    return (float)(4 * e / (sum * sum));
}

float og_tanh_grad_from_outputf(float y)
{
    return (float)((1 - (double)y) * (1 + (double)y));
}

float og_softplusf(float x)
{
    double e = fast_exp(-fabs(clamp(x)));
    double s = e / (2 + e), z = s * s;
    double log1p = 2 * s + s * z * POLYNOMIAL(ATANH, z);
    return round_once((x < 0 ? 0 : (double)x) + log1p, x, og_exact_softplus);
}

/* In plain double, because the losses call it for every element; lost is what 1 + fraction rounds away. */
double og_softplus(double x)
{
    if (!(x > -700))
        return og_exp(x);
    if (x > 40)
        return x;
    fast_exp_parts parts = fast_split_exp(-fabs(x));
    double sum = 1 + parts.fraction, lost = (1 - sum) + parts.fraction;
    double e = parts.power * sum;
    return (x > 0 ? x : 0) + (og_log1p(e) + parts.power * lost / (1 + e));
}

float og_softplus_gradf(float x)
{
    return og_sigmoidf(x);
}

float og_log_sigmoidf(float x)
{
    return -og_softplusf(-x);
}

float og_log_sigmoid_gradf(float x)
{
    return og_sigmoidf(-x);
}

float og_siluf(float x)
{
    /* silu(x) = x/2 + x^2/4 - ...: x/2 may be a tie of subnormal numbers, and the square decides upwards. */
    if (fabsf(x) < 0x1p-40f)
        return (float)(x * (0.5 + (signbit(x) ? -0x1p-45 : 0x1p-45)));
    double limited = x < -120 ? -120 : x;
    return round_once(limited / (1 + fast_exp(-clamp(x))), x, og_exact_silu);
}

float og_silu_gradf(float x)
{
    double limited = clamp(x), e = fast_exp(-limited), sigmoid = 1 / (1 + e);
    return (float)(sigmoid * (1 + limited * (e * sigmoid)));
}

float og_expf(float x)
{
    return round_once(fast_exp(clamp(x)), clamp(x), og_exact_exp);
}

float og_exp_gradf(float x)
{
    return og_expf(x);
}

float og_logitf(float p)
{
    return (float)og_log_odds(p);
}

float og_logit_gradf(float p)
{
    return (float)og_logit_grad(p);
}

/* ---- functions with kinks, for T = double and float; x != x is NaN ---- */

#define DEFINE_KINKED(T, suffix)                                                                             \
    T og_relu##suffix(T x)                                                                                   \
    {                                                                                                        \
        return x <= 0 ? 0 : x;                                                                               \
    }                                                                                                        \
    T og_relu_grad##suffix(T x)                                                                              \
    {                                                                                                        \
        return x != x ? x : x > 0;                                                                           \
    }                                                                                                        \
    T og_leaky_relu##suffix(T x, T slope)                                                                    \
    {                                                                                                        \
        return x > 0 ? x : x * slope;                                                                        \
    }                                                                                                        \
    T og_leaky_relu_grad##suffix(T x, T slope)                                                               \
    {                                                                                                        \
        return x != x ? x : x > 0 ? 1 : slope;                                                               \
    }                                                                                                        \
    T og_hard_sigmoid##suffix(T x)                                                                           \
    {                                                                                                        \
        T sum = x + 3;                                                                                       \
        return (sum < 0 ? 0 : sum > 6 ? 6 : sum) / 6;                                                        \
    }                                                                                                        \
    T og_hard_sigmoid_grad##suffix(T x)                                                                      \
    {                                                                                                        \
        return x != x ? x : x > -3 && x < 3 ? (T)1 / 6 : 0;                                                  \
    }                                                                                                        \
    T og_hard_tanh##suffix(T x, T low, T high)                                                               \
    {                                                                                                        \
        return x < low ? low : x > high ? high : x;                                                          \
    }                                                                                                        \
    T og_hard_tanh_grad##suffix(T x, T low, T high)                                                          \
    {                                                                                                        \
        return x != x ? x : x > low && x < high;                                                             \
    }                                                                                                        \
    T og_threshold##suffix(T x, T limit, T value)                                                            \
    {                                                                                                        \
        return x <= limit ? value : x;                                                                       \
    }                                                                                                        \
    T og_threshold_grad##suffix(T x, T limit)                                                                \
    {                                                                                                        \
        return x != x ? x : x > limit;                                                                       \
    }                                                                                                        \
    T og_identity##suffix(T x)                                                                               \
    {                                                                                                        \
        return x;                                                                                            \
    }                                                                                                        \
    T og_identity_grad##suffix(T x)                                                                          \
    {                                                                                                        \
        return x != x ? x : 1;                                                                               \
    }

DEFINE_KINKED(double, )
DEFINE_KINKED(float, f)

/* ---- arrays ---- */

#define DEFINE_ARRAY(function)                                                                               \
    void function##_array(size_t n, const float *x, float *y)                                                \
    {                                                                                                        \
        for (size_t i = 0; i < n; i++)                                                                       \
            y[i] = function(x[i]);                                                                           \
    }

/* The others are in kernels/dispatch.c. */
DEFINE_ARRAY(og_sigmoid_grad_from_outputf)
DEFINE_ARRAY(og_tanh_grad_from_outputf)
DEFINE_ARRAY(og_silu_gradf)
DEFINE_ARRAY(og_logitf)
DEFINE_ARRAY(og_logit_gradf)
DEFINE_ARRAY(og_reluf)
DEFINE_ARRAY(og_relu_gradf)
DEFINE_ARRAY(og_hard_sigmoidf)
DEFINE_ARRAY(og_hard_sigmoid_gradf)
DEFINE_ARRAY(og_identityf)
DEFINE_ARRAY(og_identity_gradf)

void og_leaky_reluf_array(size_t n, const float *x, float *y, float slope)
{
    for (size_t i = 0; i < n; i++)
        y[i] = og_leaky_reluf(x[i], slope);
}

void og_leaky_relu_gradf_array(size_t n, const float *x, float *y, float slope)
{
    for (size_t i = 0; i < n; i++)
        y[i] = og_leaky_relu_gradf(x[i], slope);
}

void og_hard_tanhf_array(size_t n, const float *x, float *y, float low, float high)
{
    for (size_t i = 0; i < n; i++)
        y[i] = og_hard_tanhf(x[i], low, high);
}

void og_hard_tanh_gradf_array(size_t n, const float *x, float *y, float low, float high)
{
    for (size_t i = 0; i < n; i++)
        y[i] = og_hard_tanh_gradf(x[i], low, high);
}

void og_thresholdf_array(size_t n, const float *x, float *y, float limit, float value)
{
    for (size_t i = 0; i < n; i++)
        y[i] = og_thresholdf(x[i], limit, value);
}

void og_threshold_gradf_array(size_t n, const float *x, float *y, float limit)
{
    for (size_t i = 0; i < n; i++)
        y[i] = og_threshold_gradf(x[i], limit);
}
