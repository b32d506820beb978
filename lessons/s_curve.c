/* What lesson 1 computes. */
#include "s_curve.h"

#include <math.h>
#include <stdio.h>

#include "ogee/activation.h"
#include "stage.h"

double s_curve_deaf_z(void)
{
    /* 4 p (1 - p) = share at p = (1 + sqrt(1 - share)) / 2 */
    return og_logit(0.5 + 0.5 * sqrt(1 - S_CURVE_DEAF));
}

bool s_curve_guessing(const ogl_run *run)
{
    return run->step == STEP_STEEPEST && run->values[SET_SLOPE] == 0;
}

char *s_curve_percent(char text[OGL_NOTE_SIZE], double share)
{
    double percent = 100 * share;
    int decimals = percent >= 9.95 ? 0 : percent >= 1 ? 1 : 2;
    if (decimals == 2)
        percent = floor(100 * percent) / 100;
    if (percent == 0 && share > 0)
        snprintf(text, OGL_NOTE_SIZE, "< 0.01");
    else
        snprintf(text, OGL_NOTE_SIZE, "%.*f", decimals, percent);
    return text;
}

static void sample(s_curve *s)
{
    for (int i = 0; i < S_CURVE_POINTS; i++) {
        double x = S_CURVE_LOW - 2.0 * S_CURVE_LOW * i / (S_CURVE_POINTS - 1), z = s->w * x + s->b;
        s->at[i] = (float)x;
        s->value[i] = (float)og_sigmoid(z);
        s->slopes[i] = (float)(s->w * og_sigmoid_grad(z));
        s->tanh[i] = (float)og_tanh(z);
        s->hard[i] = (float)og_hard_sigmoid(z);
        s->silu[i] = (float)og_silu(z);
        s->stretched[i] = (float)(2 * og_sigmoid(2 * z) - 1);
    }
}

static void measure(s_curve *s)
{
    s->z = s->w * s->x + s->b;
    s->p = og_sigmoid(s->z);
    s->slope = s->w * og_sigmoid_grad(s->z);
    s->peak = s->w / 4;
    s->share = s->peak == 0 ? 0 : s->slope / s->peak;
    s->odds = og_exp(s->z);
    s->middle = s->w == 0 ? (double)INFINITY : 0 - s->b / s->w;
}

og_status s_curve_init(void *state, ogl_run *run)
{
    (void)run;
    s_curve *s = state;
    s->w = NAN; /* nothing is sampled yet */
    return OG_OK;
}

void s_curve_destroy(void *state)
{
    (void)state;
}

og_status s_curve_update(void *state, ogl_run *run)
{
    s_curve *s = state;
    bool shape = s->w != run->values[SET_W] || s->b != run->values[SET_B];
    /* While the learner guesses, the numbers are those of the place that was marked. */
    s->x = run->values[s_curve_guessing(run) ? SET_GUESS_X : SET_X];
    s->w = run->values[SET_W];
    s->b = run->values[SET_B];
    if (shape)
        sample(s);
    measure(s);
    return OG_OK;
}
