/* Ways to compute the same number, in three number formats, with every operation rounded: what lessons 2 and
   3 compare. The naive ways are those that one writes from the formula; they use their own 1 / (1 + exp(-x)),
   not core's sigmoid. */
#ifndef OGEE_LESSON_ROUTES_H
#define OGEE_LESSON_ROUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/exact.h"

typedef enum ogl_format { OGL_FLOAT16, OGL_FLOAT32, OGL_FLOAT64, OGL_FORMATS } ogl_format;

typedef enum ogl_route {
    OGL_EXP,            /* exp(x) */
    OGL_SIGMOID_RATIO,  /* exp(x) / (1 + exp(x)) */
    OGL_SIGMOID_NAIVE,  /* 1 / (1 + exp(-x)) */
    OGL_SIGMOID_STABLE, /* with e = exp(-|x|): 1 / (1 + e), or e / (1 + e) for x < 0 */
    OGL_REST_NAIVE,     /* 1 - 1 / (1 + exp(-x)) */
    OGL_REST_STABLE,    /* sigmoid(-x), stable */
    OGL_LOG_NAIVE,      /* log of the naive sigmoid */
    OGL_LOG_PERFECT,    /* log of the float nearest to the true sigmoid */
    OGL_LOG_STABLE,     /* min(x, 0) - log1p(exp(-|x|)) */
    OGL_PROBABILITY,    /* the float nearest to the true sigmoid */
    OGL_LOGIT_BACK,     /* log(p / (1 - p)) of that p */
    /* The loss of the logit x for label 0 or 1, and its gradient by x, factor by factor as automatic
       differentiation multiplies: */
    OGL_LOSS_NAIVE,   /* -log(p), or -log(1 - p), of the naive p */
    OGL_LOSS_CLAMPED, /* the same of p kept in 1e-7 .. 1 - 1e-7 */
    OGL_LOSS_LOGITS,  /* softplus(-x), or softplus(x), with exp(-|x|) only */
    OGL_ROUTES
} ogl_route;

/* What to compute. */
typedef struct ogl_way {
    ogl_route route;
    ogl_format format;
    int label;     /* of a loss: 0 or 1 */
    bool gradient; /* of a loss */
} ogl_way;

/* x, or any number, rounded to that format. */
double ogl_round(ogl_format format, double x);

/* The number that this way arrives at; x is rounded to the format first. */
double ogl_compute(const ogl_way *way, double x);
/* What it should be for the rounded x. */
og_double_double ogl_truth(const ogl_way *way, double x);

/* How far value is from the truth, in units of the last place that the truth has in that format (below its
   smallest normal number: in steps of its smallest number). Infinity or NaN when value is. */
double ogl_ulps(ogl_format format, double value, og_double_double truth);

typedef enum ogl_verdict {
    OGL_RIGHT, /* off by at most 1 %, or by one unit in the last place */
    OGL_WRONG,
    OGL_ZERO, /* exactly 0, though the format has a number that is nearer to the truth */
    OGL_NOT_FINITE
} ogl_verdict;

ogl_verdict ogl_judge(ogl_format format, double value, og_double_double truth);

/* A stretch of x where the verdict stays the same. */
typedef struct ogl_band {
    double from, until;
    ogl_verdict verdict;
    double value; /* at its middle */
    bool stuck;   /* the value is the same at a quarter and at three quarters */
} ogl_band;

/* The bands from low to high, whose edges are exact to 1e-6; what lies within one of `samples` equal parts
   may be overlooked. Returns how many, at most capacity; what is left over belongs to the last one. */
size_t ogl_bands(const ogl_way *way, double low, double high, int samples, ogl_band *bands, size_t capacity);

enum { OGL_NUMBER_TEXT = 48 };

/* A number that a way arrived at, for learners: "inf", "−inf", "nan", "0", fixed with up to `digits`
   significant digits from 0.001 to 99999, else like "3.7e−39". */
void ogl_number_text(char text[OGL_NUMBER_TEXT], double value, int digits);

#endif
