/* The model of lesson 4: forty points, one neuron, plain SGD on its weights. */
#include "one_neuron.h"

#include <math.h>
#include <string.h>

#include "ogee/activation.h"
#include "ogee/loss.h"
#include "ogee/metrics.h"

/* Chosen so that the classes overlap (the best neuron has a loss above 0 and finite weights) and the first
   feature reaches twice as far as the second, which makes the landscape a long valley. */
enum { DATA_SEED = 2 };
static const float data_noise = 1.2f, data_scale[2] = {1.4f, 0.7f};

const int neuron_batches[BATCH_COUNT] = {1, 10, NEURON_ROWS};
const double neuron_rates[] = {0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30};
const double neuron_momenta[] = {0, 0.5, 0.9};
const float neuron_levels[NEURON_LEVELS] = {0.36f, 0.40f, 0.47f, 0.6f, 0.8f, 1.1f,
                                            1.5f,  2,     2.6f,  3.4f, 4.4f, 6};

/* ---- the landscape ---- */

double neuron_loss(const neuron *n, double w1, double w2, double b)
{
    double sum = 0;
    for (int i = 0; i < NEURON_ROWS; i++) {
        double z = w1 * (double)n->data->x[2 * i] + w2 * (double)n->data->x[2 * i + 1] + b;
        sum += og_softplus(n->data->y[i] > 0.5f ? -z : z);
    }
    return sum / NEURON_ROWS;
}

/* One step of Newton's method with the first `count` weights. */
static void newton_step(const neuron *n, int count, double w[WEIGHTS])
{
    double g[WEIGHTS] = {0}, h[WEIGHTS][WEIGHTS] = {{0}};
    for (int i = 0; i < NEURON_ROWS; i++) {
        double x[WEIGHTS] = {(double)n->data->x[2 * i], (double)n->data->x[2 * i + 1], 1};
        double p = og_sigmoid(w[W1] * x[W1] + w[W2] * x[W2] + w[BIAS]);
        for (int k = 0; k < count; k++) {
            g[k] += (p - (double)n->data->y[i]) * x[k];
            for (int l = 0; l < count; l++)
                h[k][l] += p * (1 - p) * x[k] * x[l];
        }
    }
    for (int k = 0; k < count; k++) /* h is positive definite: no pivots */
        for (int l = k + 1; l < count; l++) {
            double times = h[l][k] / h[k][k];
            for (int m = k; m < count; m++)
                h[l][m] -= times * h[k][m];
            g[l] -= times * g[k];
        }
    for (int k = count - 1; k >= 0; k--) {
        for (int l = k + 1; l < count; l++)
            g[k] -= h[k][l] * g[l];
        g[k] /= h[k][k];
        w[k] -= g[k];
    }
}

/* From the origin; the loss is convex and its minimum near. */
static void find_lowest(neuron *n)
{
    double two[WEIGHTS] = {0}, three[WEIGHTS] = {0};
    for (int i = 0; i < 40; i++) {
        newton_step(n, 2, two);
        newton_step(n, WEIGHTS, three);
    }
    n->lowest[0] = two[W1];
    n->lowest[1] = two[W2];
    n->lowest_loss = neuron_loss(n, two[W1], two[W2], 0);
    n->lowest_of_three = neuron_loss(n, three[W1], three[W2], three[BIAS]);
}

double neuron_lowest(const neuron *n)
{
    return n->learning == WEIGHTS ? n->lowest_of_three : n->lowest_loss;
}

static og_status make_land(neuron *n)
{
    const ogv_range r = NEURON_REACH;
    float z[NEURON_ROWS];
    for (int j = 0, k = 0; j < NEURON_LAND; j++)
        for (int i = 0; i < NEURON_LAND; i++, k++) {
            float w1 = (float)(r.low + (r.high - r.low) * i / (NEURON_LAND - 1));
            float w2 = (float)(r.high - (r.high - r.low) * j / (NEURON_LAND - 1));
            double loss;
            for (int s = 0; s < NEURON_ROWS; s++)
                z[s] = w1 * n->data->x[2 * s] + w2 * n->data->x[2 * s + 1];
            og_status status = og_bce_with_logits(NEURON_ROWS, z, n->data->y, OG_REDUCE_MEAN, &loss, NULL);
            if (status != OG_OK)
                return status;
            n->land[k] = (float)loss;
        }
    return ogv_contours_trace_all(&n->contours, n->land, NEURON_LAND, NEURON_LAND, neuron_levels,
                                  NEURON_LEVELS);
}

og_status neuron_make(neuron *n)
{
    og_status status = og_toy_create(OG_TOY_GAUSS, NEURON_ROWS, data_noise, DATA_SEED, &n->data);
    if (status != OG_OK)
        return status;
    for (int i = 0; i < 2 * NEURON_ROWS; i++)
        n->data->x[i] *= data_scale[i % 2];
    find_lowest(n);
    return make_land(n);
}

/* ---- a run ---- */

static void measure(neuron *n)
{
    const float *x = n->data->x;
    for (int i = 0; i < NEURON_ROWS; i++)
        n->logits[i] = n->w[W1] * x[2 * i] + n->w[W2] * x[2 * i + 1] + n->w[BIAS];
    og_bce_with_logits(NEURON_ROWS, n->logits, n->data->y, OG_REDUCE_MEAN, &n->loss, NULL);
    n->wrong = (int)(NEURON_ROWS * (1 - og_accuracy(NEURON_ROWS, n->logits, n->data->y)) + 0.5);
}

static void path_put(neuron_path *path, int i, const neuron *n)
{
    path->w1[i] = n->w[W1];
    path->w2[i] = n->w[W2];
    path->loss[i] = (float)n->loss;
}

static void path_append(neuron_path *path, const neuron *n)
{
    if (n->step % path->stride == 0) {
        if (path->count == NEURON_PATH) {
            path->count /= 2;
            path->stride *= 2;
            for (int i = 1; i < path->count; i++) {
                path->w1[i] = path->w1[2 * i];
                path->w2[i] = path->w2[2 * i];
                path->loss[i] = path->loss[2 * i];
            }
        }
        path_put(path, path->count++, n);
    }
    path_put(path, path->count, n);
}

void neuron_begin(neuron *n, uint64_t seed)
{
    if (n->entered)
        n->before.count = 0;
    else if (n->path.count > 1)
        n->before = n->path;
    n->entered = false;
    memcpy(n->w, n->start, sizeof n->w);
    og_rng_seed(&n->rng, seed);
    og_rng_permutation(&n->rng, NEURON_ROWS, n->order);
    n->next_row = 0;
    n->row = n->order[0];
    n->step = n->epochs = n->close_step = 0;
    n->moving = false;
    measure(n);
    n->start_loss = n->loss;
    n->path.count = 0;
    n->path.stride = 1;
    path_append(&n->path, n);
}

static void end_epoch(neuron *n, int batch)
{
    n->epochs++;
    for (int k = 0; k < BATCH_COUNT; k++)
        if (neuron_batches[k] == batch && n->epochs > n->epochs_by[k])
            n->epochs_by[k] = n->epochs;
    og_rng_permutation(&n->rng, NEURON_ROWS, n->order);
    n->next_row = 0;
}

void neuron_step(neuron *n, const og_sgd_def *sgd, int batch)
{
    float z[NEURON_ROWS] = {0}, y[NEURON_ROWS] = {0}, by_logit[NEURON_ROWS], gradient[WEIGHTS] = {0};
    const float *x = n->data->x;
    uint32_t rows[NEURON_ROWS];
    double loss;
    int count = batch < NEURON_ROWS - n->next_row ? batch : NEURON_ROWS - n->next_row;
    for (int i = 0; i < count; i++) {
        rows[i] = batch == 1 ? n->row : n->order[n->next_row + i];
        z[i] = n->w[W1] * x[2 * rows[i]] + n->w[W2] * x[2 * rows[i] + 1] + n->w[BIAS];
        y[i] = n->data->y[rows[i]];
    }
    og_bce_with_logits((size_t)count, z, y, OG_REDUCE_MEAN, &loss, by_logit);
    for (int i = 0; i < count; i++) {
        gradient[W1] += by_logit[i] * x[2 * rows[i]];
        gradient[W2] += by_logit[i] * x[2 * rows[i] + 1];
        gradient[BIAS] += by_logit[i];
    }
    og_sgd_step(sgd, !n->moving, (size_t)n->learning, n->w, gradient, n->velocity);
    n->moving = sgd->momentum > 0;
    n->step++;
    n->next_row += count;
    if (n->next_row == NEURON_ROWS)
        end_epoch(n, batch);
    n->row = n->order[n->next_row];
    measure(n);
    if (n->close_step == 0 && n->loss <= NEURON_CLOSE * neuron_lowest(n))
        n->close_step = n->step;
    path_append(&n->path, n);
}

neuron_look neuron_look_at(const neuron *n, uint32_t row, double rate)
{
    neuron_look l = {.x = {n->data->x[2 * row], n->data->x[2 * row + 1]}, .y = n->data->y[row]};
    og_sgd_def sgd = og_sgd_def_default();
    double loss;
    l.z = n->w[W1] * l.x[0] + n->w[W2] * l.x[1] + n->w[BIAS];
    l.p = og_sigmoidf(l.z);
    og_bce_with_logits(1, &l.z, &l.y, OG_REDUCE_MEAN, &loss, &l.error);
    l.loss = (float)loss;
    l.gradient[W1] = l.error * l.x[0];
    l.gradient[W2] = l.error * l.x[1];
    l.gradient[BIAS] = l.error;
    memcpy(l.next, n->w, sizeof l.next);
    sgd.lr = rate;
    og_sgd_step(&sgd, false, WEIGHTS, l.next, l.gradient, NULL);
    return l;
}

/* ---- the lesson's frame ---- */

static void update_map(neuron *n)
{
    const ogv_range r = NEURON_PLANE;
    float *logits = ogv_heatmap_logits(n->map);
    for (int j = 0, k = 0; j < NEURON_MAP; j++)
        for (int i = 0; i < NEURON_MAP; i++, k++) {
            float x1 = (float)(r.low + (r.high - r.low) * i / (NEURON_MAP - 1));
            float x2 = (float)(r.high - (r.high - r.low) * j / (NEURON_MAP - 1));
            logits[k] = n->w[W1] * x1 + n->w[W2] * x2 + n->w[BIAS];
        }
    ogv_heatmap_changed(n->map);
}

/* Sliders, fields and the state text show where training is. */
static void show_in_settings(const neuron *n, ogl_run *run)
{
    const ogl_setting *rows = run->lesson->settings;
    for (int k = 0; k < WEIGHTS; k++) {
        double w = (double)n->w[k], low = rows[SET_W1 + k].low, high = rows[SET_W1 + k].high;
        run->values[SET_W1 + k] = w < low ? low : w > high ? high : w;
    }
    run->values[SET_SAMPLE] = (double)n->row + 1;
}

static bool another_step(const ogl_run *run, int done)
{
    return run->train_steps == OGL_UNTIMED ? ogl_time_left(run, done) : done < run->train_steps;
}

static bool run_begins(neuron *n, const ogl_run *run)
{
    bool moved = ogl_changed(run, SET_W1) || ogl_changed(run, SET_W2) || ogl_changed(run, SET_B);
    for (int k = 0; moved && k < WEIGHTS; k++)
        n->start[k] = (float)run->values[SET_W1 + k];
    return moved || run->restart || ogl_changed(run, OGL_SEED) || ogl_changed(run, SET_BATCH) ||
           ogl_changed(run, SET_RATE) || ogl_changed(run, SET_MOMENTUM);
}

void neuron_keep_anchor(neuron *n, const ogl_run *run)
{
    double w1 = run->values[SET_W1], w2 = run->values[SET_W2], b = run->values[SET_B];
    double square = w1 * w1 + w2 * w2;
    if (square < 0.01)
        return;
    double off = (w1 * n->anchor[0] + w2 * n->anchor[1] + b) / square;
    n->anchor[0] -= off * w1;
    n->anchor[1] -= off * w2;
    if (fabs(n->anchor[0]) > NEURON_PLANE.high || fabs(n->anchor[1]) > NEURON_PLANE.high) {
        n->anchor[0] = -b * w1 / square;
        n->anchor[1] = -b * w2 / square;
    }
}

/* A step that was asked for alone, with one sample. */
static void count_single(neuron *n, const ogl_run *run)
{
    if (!run->single_step || (int)run->values[SET_BATCH] != BATCH_ONE)
        return;
    float error = neuron_look_at(n, n->row, 1).error;
    n->single_steps++;
    n->smallest_error = fminf(n->smallest_error, fabsf(error));
}

og_status neuron_update(void *state, ogl_run *run)
{
    neuron *n = state;
    og_sgd_def sgd = og_sgd_def_default();
    sgd.lr = neuron_rates[(int)run->values[SET_RATE]];
    sgd.momentum = neuron_momenta[(int)run->values[SET_MOMENTUM]];
    bool begins = run_begins(n, run);
    int done = 0;
    if (begins)
        neuron_begin(n, (uint64_t)run->values[OGL_SEED]);
    if (ogl_changed(run, SET_SAMPLE) && !begins)
        n->row = (uint32_t)run->values[SET_SAMPLE] - 1;
    count_single(n, run);
    for (; another_step(run, done); done++)
        neuron_step(n, &sgd, neuron_batches[(int)run->values[SET_BATCH]]);
    if (begins || done > 0) {
        show_in_settings(n, run);
        neuron_keep_anchor(n, run);
        update_map(n);
    }
    return OG_OK;
}

og_status neuron_init(void *state, ogl_run *run)
{
    neuron *n = state;
    (void)run;
    og_status status = ogv_heatmap_create(NEURON_MAP, NEURON_MAP, "neuron", &n->map);
    return status == OG_OK ? neuron_make(n) : status;
}

void neuron_destroy(void *state)
{
    neuron *n = state;
    og_dataset_destroy(n->data);
    ogv_heatmap_destroy(n->map);
    ogv_contours_free(&n->contours);
}
