/* What lesson 3 computes. */
#include "losses.h"

#include <math.h>

#include "ogee/activation.h"

/* ---- losses of one logit ---- */

loss_values loss_at(double z, int label)
{
    double p = og_sigmoid(z), error = label ? -og_sigmoid(-z) : p;
    loss_values v;
    v.mse = error * error;
    v.mse_gradient = 2 * error * og_sigmoid_grad(z);
    v.bce = og_softplus(label ? -z : z);
    v.bce_gradient = error;
    return v;
}

double output_twice(double z)
{
    return og_sigmoid(og_sigmoid(z));
}

double loss_twice(double z, int label)
{
    double p = og_sigmoid(z);
    return og_softplus(label ? -p : p);
}

/* 2 p (1 - p)^2 has its peak 8/27 at p = 1/3. */
double loss_deaf_z(void)
{
    double low = 2, high = 20;
    while (high - low > 1e-9) {
        double middle = (low + high) / 2;
        if (fabs(loss_at(-middle, 1).mse_gradient) > 0.01 * 8 / 27)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void sample(losses *l)
{
    for (int i = 0; i < LOSS_POINTS; i++) {
        double z = LOSS_LOGITS.low + (LOSS_LOGITS.high - LOSS_LOGITS.low) * i / (LOSS_POINTS - 1);
        loss_values v = loss_at(z, l->label);
        l->at[i] = (float)z;
        l->mse[i] = (float)v.mse;
        l->mse_gradient[i] = (float)v.mse_gradient;
        l->bce[i] = (float)v.bce;
        l->bce_gradient[i] = (float)v.bce_gradient;
        l->once[i] = (float)og_sigmoid(z);
        l->twice[i] = (float)output_twice(z);
        l->twice_loss[i] = (float)loss_twice(z, l->label);
    }
}

static void find_ways(losses *l)
{
    static const ogl_route routes[] = {OGL_LOSS_NAIVE, OGL_LOSS_CLAMPED, OGL_LOSS_LOGITS};
    static const ogl_format formats[] = {OGL_FLOAT32, OGL_FLOAT64};
    for (int r = 0; r < 3; r++)
        for (int k = 0; k < 2; k++) {
            l->ways[r][k] = (ogl_way){routes[r], formats[l->format], l->label, k == 1};
            ogl_strip_fill(&l->lines[r][k], &l->ways[r][k], LOSS_STRIP);
        }
}

/* ---- the neuron that has to answer 0 for the input 1 ---- */

static void learn(neuron_epochs *n, double w, double b, int cost)
{
    for (int e = 0; e <= LOSS_EPOCHS; e++) {
        double z = w + b, a = og_sigmoid(z);
        double push = cost == COST_BCE ? a : a * og_sigmoid_grad(z);
        n->w[e] = w;
        n->b[e] = b;
        n->a[e] = a;
        n->push[e] = push;
        n->output[e] = (float)a;
        n->gradient[e] = (float)push;
        w -= LOSS_RATE * push;
        b -= LOSS_RATE * push;
    }
}

int losses_half_epoch(const losses *l, int start, int cost)
{
    int e = 0;
    while (e < LOSS_EPOCHS && l->runs[start][cost].a[e] >= 0.5)
        e++;
    return e;
}

/* ---- the lesson ---- */

og_status losses_init(void *state, ogl_run *run)
{
    static const double w[STARTS] = {0.6, 2}, b[STARTS] = {0.9, 2};
    losses *l = state;
    (void)run;
    l->label = -1;
    l->deaf = loss_deaf_z();
    for (int e = 0; e <= LOSS_EPOCHS; e++)
        l->epochs[e] = (float)e;
    for (int s = 0; s < STARTS; s++)
        for (int c = 0; c < COSTS; c++)
            learn(&l->runs[s][c], w[s], b[s], c);
    return OG_OK;
}

void losses_destroy(void *state)
{
    (void)state;
}

/* An epoch a frame while it runs; started behind the last one it begins anew. */
static void run_epochs(ogl_run *run)
{
    if (run->values[SET_RUNNING] == 0)
        return;
    if (run->step != STEP_START && run->step != STEP_CURE) { /* by a key; nothing is there to run */
        ogl_set(run, SET_RUNNING, 0);
        return;
    }
    if (ogl_changed(run, SET_RUNNING) && run->values[SET_EPOCH] >= LOSS_EPOCHS)
        ogl_set(run, SET_EPOCH, 0);
    ogl_set(run, SET_EPOCH, run->values[SET_EPOCH] + 1);
    if (run->values[SET_EPOCH] >= LOSS_EPOCHS)
        ogl_set(run, SET_RUNNING, 0);
}

og_status losses_update(void *state, ogl_run *run)
{
    losses *l = state;
    if (run->restart && !l->begun)
        run->lesson->steps[run->step].enter(l, run);
    l->begun = false;
    int label = (int)run->values[SET_LABEL], format = (int)run->values[SET_FORMAT];
    run_epochs(run);
    if (l->label == label && l->format == format)
        return OG_OK;
    l->label = label;
    l->format = format;
    sample(l);
    find_ways(l);
    return OG_OK;
}
