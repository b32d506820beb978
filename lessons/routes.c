#include "routes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee/activation.h"
#include "ogee/half.h"

/* ---- formats ---- */

static const struct {
    int digits, lowest; /* of the fraction with its leading 1; exponent of the smallest normal number */
} formats[] = {{11, -14}, {24, -126}, {53, -1022}};

double ogl_round(ogl_format format, double x)
{
    return format == OGL_FLOAT16 ? og_half_round(x) : format == OGL_FLOAT32 ? (double)(float)x : x;
}

static double rounded_exp(ogl_format format, double x)
{
    return format == OGL_FLOAT32 ? (double)og_expf((float)x) : ogl_round(format, og_exp(x));
}

static double rounded_log(ogl_format format, double x)
{
    return ogl_round(format, log(x));
}

/* ---- the sigmoid and its relatives: every line is one operation, rounded ---- */

static double sigmoid_naive(ogl_format f, double x)
{
    double e = rounded_exp(f, -x);
    double sum = ogl_round(f, 1 + e);
    return ogl_round(f, 1 / sum);
}

static double sigmoid_ratio(ogl_format f, double x)
{
    double e = rounded_exp(f, x);
    double sum = ogl_round(f, 1 + e);
    return ogl_round(f, e / sum);
}

static double sigmoid_stable(ogl_format f, double x)
{
    double e = rounded_exp(f, -fabs(x));
    double sum = ogl_round(f, 1 + e);
    return ogl_round(f, (x < 0 ? e : 1) / sum);
}

static double sigmoid_perfect(ogl_format f, double x)
{
    return f == OGL_FLOAT32 ? (double)og_sigmoidf((float)x) : ogl_round(f, og_sigmoid(x));
}

static double rest_naive(ogl_format f, double x)
{
    return ogl_round(f, 1 - sigmoid_naive(f, x));
}

static double rest_stable(ogl_format f, double x)
{
    return sigmoid_stable(f, -x);
}

static double log_naive(ogl_format f, double x)
{
    return rounded_log(f, sigmoid_naive(f, x));
}

static double log_perfect(ogl_format f, double x)
{
    return rounded_log(f, sigmoid_perfect(f, x));
}

static double log_stable(ogl_format f, double x)
{
    double e = rounded_exp(f, -fabs(x));
    double rest = ogl_round(f, log1p(e));
    return ogl_round(f, (x < 0 ? x : 0) - rest);
}

static double logit_back(ogl_format f, double x)
{
    double p = sigmoid_perfect(f, x);
    double rest = ogl_round(f, 1 - p);
    double odds = ogl_round(f, p / rest);
    return rounded_log(f, odds);
}

/* ---- losses ---- */

/* The loss of the probability p, and its derivative by p. */
static double cost_of(ogl_format f, double p, int label)
{
    return -rounded_log(f, label ? p : ogl_round(f, 1 - p));
}

static double cost_slope(ogl_format f, double p, int label)
{
    return label ? ogl_round(f, -1 / p) : ogl_round(f, 1 / ogl_round(f, 1 - p));
}

/* dloss/dp times dp/dx = p (1 - p). */
static double loss_naive(const ogl_way *w, double x)
{
    ogl_format f = w->format;
    double p = sigmoid_naive(f, x);
    if (!w->gradient)
        return cost_of(f, p, w->label);
    double slope = ogl_round(f, p * ogl_round(f, 1 - p));
    return ogl_round(f, cost_slope(f, p, w->label) * slope);
}

/* Outside its limits a clamp passes no gradient on. */
static double loss_clamped(const ogl_way *w, double x)
{
    ogl_format f = w->format;
    double low = ogl_round(f, 1e-7), high = ogl_round(f, 1 - low), p = sigmoid_naive(f, x);
    double kept = p < low ? low : p > high ? high : p;
    if (!w->gradient)
        return cost_of(f, kept, w->label);
    return kept == p ? loss_naive(w, x) : 0;
}

static double loss_logits(const ogl_way *w, double x)
{
    double toward = w->label ? x : -x; /* the right side is where this is positive */
    if (w->gradient)
        return w->label ? -sigmoid_stable(w->format, -x) : sigmoid_stable(w->format, x);
    return -log_stable(w->format, toward);
}

/* ---- all ways ---- */

static double (*const plain_ways[])(ogl_format, double) = {
    [OGL_EXP] = rounded_exp,
    [OGL_SIGMOID_RATIO] = sigmoid_ratio,
    [OGL_SIGMOID_NAIVE] = sigmoid_naive,
    [OGL_SIGMOID_STABLE] = sigmoid_stable,
    [OGL_REST_NAIVE] = rest_naive,
    [OGL_REST_STABLE] = rest_stable,
    [OGL_LOG_NAIVE] = log_naive,
    [OGL_LOG_PERFECT] = log_perfect,
    [OGL_LOG_STABLE] = log_stable,
    [OGL_PROBABILITY] = sigmoid_perfect,
    [OGL_LOGIT_BACK] = logit_back,
};

double ogl_compute(const ogl_way *way, double x)
{
    double rounded = ogl_round(way->format, x);
    switch (way->route) {
    case OGL_LOSS_NAIVE: return loss_naive(way, rounded);
    case OGL_LOSS_CLAMPED: return loss_clamped(way, rounded);
    case OGL_LOSS_LOGITS: return loss_logits(way, rounded);
    default: return plain_ways[way->route](way->format, rounded);
    }
}

static og_double_double negative(og_double_double a)
{
    return (og_double_double){-a.high, -a.low};
}

og_double_double ogl_truth(const ogl_way *way, double x)
{
    double at = ogl_round(way->format, x);
    switch (way->route) {
    case OGL_EXP: return og_exp_dd(at);
    case OGL_SIGMOID_RATIO:
    case OGL_SIGMOID_NAIVE:
    case OGL_SIGMOID_STABLE:
    case OGL_PROBABILITY: return og_sigmoid_dd(at);
    case OGL_REST_NAIVE:
    case OGL_REST_STABLE: return og_sigmoid_dd(-at);
    case OGL_LOG_NAIVE:
    case OGL_LOG_PERFECT:
    case OGL_LOG_STABLE: return negative(og_softplus_dd(-at));
    case OGL_LOGIT_BACK: return (og_double_double){at, 0};
    default: break;
    }
    if (way->gradient)
        return way->label ? negative(og_sigmoid_dd(-at)) : og_sigmoid_dd(at);
    return og_softplus_dd(way->label ? -at : at);
}

/* ---- how right they are ---- */

static double step_at(ogl_format format, double value)
{
    int exponent;
    frexp(value, &exponent); /* value = m 2^exponent, m from 1/2 to 1 */
    exponent = exponent - 1 < formats[format].lowest || value == 0 ? formats[format].lowest : exponent - 1;
    return ldexp(1, exponent - formats[format].digits + 1);
}

double ogl_ulps(ogl_format format, double value, og_double_double truth)
{
    if (!isfinite(value) || !isfinite(truth.high))
        return value == truth.high ? 0 : value != value ? value : (double)INFINITY;
    return fabs((value - truth.high) - truth.low) / step_at(format, truth.high);
}

ogl_verdict ogl_judge(ogl_format format, double value, og_double_double truth)
{
    if (!isfinite(value))
        return OGL_NOT_FINITE;
    if (value == 0 && ogl_round(format, truth.high) != 0)
        return OGL_ZERO;
    double off = fabs(value - truth.high);
    return off <= 0.01 * fabs(truth.high) || ogl_ulps(format, value, truth) <= 1 ? OGL_RIGHT : OGL_WRONG;
}

static ogl_verdict verdict_at(const ogl_way *way, double x)
{
    return ogl_judge(way->format, ogl_compute(way, x), ogl_truth(way, x));
}

/* The last x that still has the verdict of low; high has another. */
static double edge_between(const ogl_way *way, double low, double high)
{
    ogl_verdict verdict = verdict_at(way, low);
    while (high - low > 1e-6) {
        double middle = low + 0.5 * (high - low);
        if (verdict_at(way, middle) == verdict)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void measure(const ogl_way *way, ogl_band *band)
{
    double width = band->until - band->from;
    band->value = ogl_compute(way, band->from + 0.5 * width);
    band->stuck = ogl_compute(way, band->from + 0.25 * width) == ogl_compute(way, band->from + 0.75 * width);
}

size_t ogl_bands(const ogl_way *way, double low, double high, int samples, ogl_band *bands, size_t capacity)
{
    size_t count = 1;
    double before = low;
    bands[0] = (ogl_band){.from = low, .until = high, .verdict = verdict_at(way, low)};
    for (int i = 1; i <= samples; i++) {
        double x = low + (high - low) * i / samples;
        ogl_verdict verdict = verdict_at(way, x);
        if (verdict != bands[count - 1].verdict && count < capacity) {
            double edge = edge_between(way, before, x);
            bands[count - 1].until = edge;
            bands[count++] = (ogl_band){.from = edge, .until = high, .verdict = verdict};
        }
        before = x;
    }
    for (size_t i = 0; i < count; i++)
        measure(way, &bands[i]);
    return count;
}

/* ---- as text ---- */

/* Without its trailing zeros, and with the minus of the other numbers. */
static void copy_number(char text[OGL_NUMBER_TEXT], const char *digits)
{
    size_t used = 0;
    for (; *digits && used + 4 < OGL_NUMBER_TEXT; digits++) {
        if (*digits == '-') {
            memcpy(text + used, "\u2212", 3);
            used += 3;
        } else if (*digits != '+') {
            text[used++] = *digits;
        }
    }
    text[used] = 0;
}

void ogl_number_text(char text[OGL_NUMBER_TEXT], double value, int digits)
{
    char number[OGL_NUMBER_TEXT];
    double size = fabs(value);
    if (value != value) {
        snprintf(text, OGL_NUMBER_TEXT, "nan");
        return;
    }
    if (size == (double)INFINITY) {
        snprintf(text, OGL_NUMBER_TEXT, value > 0 ? "inf" : "\u2212inf");
        return;
    }
    if (size == 0) {
        snprintf(text, OGL_NUMBER_TEXT, "0");
        return;
    }
    int exponent = (int)floor(log10(size));
    if (size >= 1e-3 && size < 1e5) {
        int decimals = digits - 1 - exponent;
        snprintf(number, sizeof number, "%.*f", decimals < 0 ? 0 : decimals, value);
        copy_number(text, number);
        return;
    }
    snprintf(number, sizeof number, "%.*e", digits > 3 ? 2 : digits - 1, value);
    /* e-07 as e-7 */
    char *e = strchr(number, 'e');
    if (e && e[2] == '0')
        memmove(e + 2, e + 3, strlen(e + 3) + 1);
    copy_number(text, number);
}
