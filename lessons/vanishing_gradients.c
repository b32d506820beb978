/* The model of lesson 5: two networks that differ in one setting, trained in lockstep, and what is measured
   in them. */
#include "vanishing_gradients.h"

#include <math.h>
#include <string.h>

#include "ogee/loss.h"

const int vanishing_layers[] = {1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20};
const int vanishing_units[] = {4, 8, 12, 16};
const double vanishing_rates[] = {0.002, 0.02, 0.1, 0.5};

/* ---- the two networks ---- */

int vanishing_other_setting(int other)
{
    return other <= OTHER_RELU ? SET_ACTIVATION : other <= OTHER_LARGE ? SET_INIT : SET_REPAIR;
}

int vanishing_other_value(int other)
{
    return other <= OTHER_RELU    ? other - OTHER_SIGMOID
           : other <= OTHER_LARGE ? other - OTHER_TORCH
                                  : other - OTHER_NONE;
}

vanishing_def vanishing_first(const ogl_run *run)
{
    const double *values = run->values;
    return (vanishing_def){(int)values[SET_ACTIVATION],
                           (int)values[SET_INIT],
                           (int)values[SET_REPAIR],
                           vanishing_layers[(int)values[SET_LAYERS]],
                           vanishing_units[(int)values[SET_UNITS]],
                           vanishing_rates[(int)values[SET_RATE]]};
}

vanishing_def vanishing_second(const ogl_run *run)
{
    vanishing_def def = vanishing_first(run);
    int other = (int)run->values[SET_OTHER], value = vanishing_other_value(other);
    switch (vanishing_other_setting(other)) {
    case SET_ACTIVATION: def.activation = value; break;
    case SET_INIT: def.init = value; break;
    default: def.repair = value; break;
    }
    return def;
}

int vanishing_first_name(const ogl_run *run)
{
    int other = (int)run->values[SET_OTHER];
    return other - vanishing_other_value(other) + (int)run->values[vanishing_other_setting(other)];
}

/* Where the first network already has what the second one should differ in, the second takes the next. */
static void keep_apart(ogl_run *run)
{
    static const int counts[] = {ACT_COUNT, INIT_COUNT, REPAIR_COUNT};
    int other = (int)run->values[SET_OTHER], setting = vanishing_other_setting(other);
    int value = vanishing_other_value(other), count = counts[setting - SET_ACTIVATION];
    if ((int)run->values[setting] == value)
        ogl_set(run, SET_OTHER, other - value + (value + 1) % count);
}

/* ---- what is measured ---- */

/* Forward and backward over the probe's rows with the present weights, as in training: batch norm takes the
   probe's own mean, and its running ones come back as they were. */
static og_status probe(vanishing *v, vanishing_lane *lane)
{
    og_rng rng;
    double loss;
    size_t buffers = og_net_buffer_count(lane->net);
    float *running = og_net_parameters(lane->net) + og_net_parameter_count(lane->net);
    og_rng_seed(&rng, 1);
    memcpy(v->saved, running, buffers * sizeof *running);
    og_net_train(lane->net, &rng);
    const float *logits = og_net_forward(lane->net, VANISHING_PROBE, v->data->x);
    og_status status =
        og_bce_with_logits(VANISHING_PROBE, logits, v->data->y, OG_REDUCE_SUM, &loss, v->gradient);
    og_net_backward(lane->net, v->gradient);
    og_net_eval(lane->net);
    memcpy(running, v->saved, buffers * sizeof *running);
    return status;
}

og_status vanishing_measure(vanishing *v, vanishing_lane *lane)
{
    og_status status = og_evaluate(lane->net, v->data, &lane->score);
    if (status == OG_OK)
        status = probe(v, lane);
    int top = lane->def.layers;
    size_t count = vanishing_numbers(lane, VANISHING_PROBE);
    lane->bars[top] = (float)vanishing_rms(v->gradient, VANISHING_PROBE);
    for (int l = top - 1; l >= 0; l--) {
        double y = vanishing_rms(vanishing_y_gradient(lane, l), count);
        double z = vanishing_rms(vanishing_z_gradient(lane, l, VANISHING_PROBE), count);
        lane->bars[l] = (float)z;
        lane->weights[l] = lane->bars[l + 1] > 0 ? (float)(y / (double)lane->bars[l + 1]) : 0;
        lane->slope[l] = y > 0 ? (float)(z / y) : 0;
    }
    return status;
}

/* ---- the slopes of one layer ---- */

int vanishing_open_layer(const ogl_run *run)
{
    int layers = vanishing_layers[(int)run->values[SET_LAYERS]], layer = (int)run->values[SET_LAYER];
    return (layer < layers ? layer : layers) - 1;
}

int vanishing_open_unit(const ogl_run *run)
{
    int units = vanishing_units[(int)run->values[SET_UNITS]], unit = (int)run->values[SET_UNIT];
    return (unit < units ? unit : units) - 1;
}

static void measure_slopes(vanishing *v, int layer)
{
    const vanishing_lane *lane = &v->lanes[0];
    size_t count = vanishing_numbers(lane, VANISHING_PROBE), left = 0, right = 0;
    double sum = 0, peak = (double)vanishing_steepest(lane->def.activation);
    v->layer = layer;
    v->steepest = 0;
    memcpy(v->z, vanishing_slope_input(lane, layer, VANISHING_PROBE), count * sizeof *v->z);
    for (size_t i = 0; i < count; i++) {
        double slope = vanishing_slope(lane->def.activation, (double)v->z[i]);
        sum += slope;
        v->steepest = fmax(v->steepest, slope);
        if (slope < 0.01 * peak)
            *(v->z[i] > 0 ? &right : &left) += 1;
    }
    v->saturated_left = (double)left / (double)count;
    v->saturated_right = (double)right / (double)count;
    v->mean_slope = sum / (double)count;
}

/* ---- what was tried ---- */

size_t vanishing_step(const vanishing *v)
{
    return v->lanes[0].trainer ? v->lanes[0].trainer->step : 0;
}

int vanishing_guessed(const ogl_run *run, int count)
{
    int made = 0;
    for (int i = SET_GUESS; i < SET_GUESS + count; i++)
        made += run->values[i] != run->lesson->settings[i].start;
    return made;
}

static void keep_try(vanishing_try *try, const vanishing_lane *lane)
{
    size_t step = lane->trainer->step;
    if (step == 0)
        try->first = lane->bars[0];
    if (step == 0 || step >= try->steps) {
        try->steps = step;
        try->score = lane->score;
    }
    try->tried = true;
}

/* Tries belong to one first network: when it changes they are from before; a new step forgets them. */
static void begin_tries(vanishing *v, const ogl_run *run)
{
    bool same = v->begun;
    for (int i = OGL_SEED; i < SET_LAYER; i++)
        if (i != SET_OTHER)
            same = same && v->base_values[i] == run->values[i];
    if (!v->begun)
        memset(v->tries, 0, sizeof v->tries);
    for (int i = 0; i < OTHER_COUNT && !same; i++)
        v->tries[i].before = v->tries[i].tried;
    v->base = (vanishing_try){0};
    v->tries[(int)run->values[SET_OTHER]] = (vanishing_try){0};
    memcpy(v->base_values, run->values, sizeof v->base_values);
    v->begun = true;
}

/* Who wins at layer 1 before the first step, once for each seed. */
static void count_seed(vanishing *v, const ogl_run *run)
{
    enum { MOST = sizeof v->seeds_seen / sizeof *v->seeds_seen };
    const vanishing_lane *first = &v->lanes[0], *second = &v->lanes[1];
    if (first->def.activation != ACT_SIGMOID || second->def.activation == ACT_SIGMOID || v->seeds == MOST)
        return;
    for (int i = 0; i < v->seeds; i++)
        if (v->seeds_seen[i] == run->values[OGL_SEED])
            return;
    v->seeds_seen[v->seeds++] = run->values[OGL_SEED];
    v->sigmoid_won += first->bars[0] >= second->bars[0];
}

/* ---- a frame ---- */

static og_status start(vanishing *v, ogl_run *run)
{
    uint64_t seed = (uint64_t)run->values[OGL_SEED];
    vanishing_def defs[] = {vanishing_first(run), vanishing_second(run)};
    for (int i = 0; i < 2; i++) /* they use the data */
        vanishing_lane_free(&v->lanes[i]);
    og_dataset_destroy(v->data);
    v->data = NULL;
    og_status status = og_toy_create(OG_TOY_MOONS, VANISHING_ROWS, VANISHING_NOISE, seed, &v->data);
    for (size_t i = 0; status == OG_OK && i < v->data->rows * v->data->features; i++)
        v->data->x[i] *= (float)run->values[SET_SCALE];
    for (int i = 0; status == OG_OK && i < 2; i++)
        status = vanishing_lane_start(&v->lanes[i], &defs[i], v->data, seed);
    begin_tries(v, run);
    return status;
}

static og_status train(vanishing *v, const ogl_run *run, int *steps)
{
    og_status status = OG_OK;
    int done = 0;
    while (status == OG_OK && vanishing_step(v) < VANISHING_STEPS &&
           (run->train_steps == OGL_UNTIMED ? ogl_time_left(run, done) : done < run->train_steps)) {
        status = vanishing_lane_step(&v->lanes[0]);
        if (status == OG_OK)
            status = vanishing_lane_step(&v->lanes[1]);
        done++;
    }
    *steps = done;
    return status;
}

/* What the learner has opened and checked. */
static void follow(vanishing *v, const ogl_run *run)
{
    int layer = vanishing_open_layer(run), unit = vanishing_open_unit(run);
    vanishing_check_unit(v, layer, unit, (int)run->values[SET_ROW] - 1);
    v->opened |= UINT32_C(1) << layer;
    if (v->check.visible && v->check.error < VANISHING_AGREES)
        v->agreed[layer] |= UINT32_C(1) << unit;
}

static og_status measure_both(vanishing *v, const ogl_run *run)
{
    og_status status = vanishing_measure(v, &v->lanes[1]);
    if (status == OG_OK)
        status = vanishing_measure(v, &v->lanes[0]); /* last, because v->gradient belongs to the open bar */
    keep_try(&v->base, &v->lanes[0]);
    keep_try(&v->tries[(int)run->values[SET_OTHER]], &v->lanes[1]);
    return status;
}

static og_status start_and_measure(vanishing *v, ogl_run *run)
{
    og_status status = start(v, run);
    if (status == OG_OK)
        status = measure_both(v, run);
    if (status == OG_OK)
        count_seed(v, run);
    return status;
}

/* A setting changed after the last step starts the next run at once; Play there begins again. */
static bool must_restart(const vanishing *v, ogl_run *run)
{
    bool changed = false, ended = vanishing_step(v) >= VANISHING_STEPS;
    for (int i = OGL_SEED; i < SET_LAYER; i++)
        changed = changed || ogl_changed(run, i);
    if (changed && ended && !run->restart)
        run->playing = true;
    return run->restart || changed || (ended && run->playing);
}

og_status vanishing_update(void *state, ogl_run *run)
{
    vanishing *v = state;
    int steps = 0;
    keep_apart(run);
    bool again = must_restart(v, run), look = false;
    for (int i = SET_LAYER; i <= SET_VIEW; i++)
        look = look || ogl_changed(run, i);
    og_status status = again ? start_and_measure(v, run) : OG_OK;
    if (status == OG_OK && v->lanes[1].trainer)
        status = train(v, run, &steps);
    if (status == OG_OK && steps > 0)
        status = measure_both(v, run);
    if (status != OG_OK || !v->lanes[1].trainer)
        return status;
    if (steps > 0 && vanishing_step(v) >= VANISHING_STEPS)
        run->playing = false;
    if (again || look || steps > 0) {
        measure_slopes(v, vanishing_open_layer(run));
        if ((int)run->values[SET_VIEW] == VIEW_FACTORS)
            follow(v, run);
    }
    return OG_OK;
}

og_status vanishing_init(void *state, ogl_run *run)
{
    vanishing *v = state;
    (void)run;
    og_status status =
        ogv_waterfall_create(VANISHING_LAYERS, VANISHING_STEPS, "vanishing.first", &v->lanes[0].waterfall);
    return status == OG_OK ? ogv_waterfall_create(VANISHING_LAYERS, VANISHING_STEPS, "vanishing.second",
                                                  &v->lanes[1].waterfall)
                           : status;
}

void vanishing_destroy(void *state)
{
    vanishing *v = state;
    for (int i = 0; i < 2; i++) {
        vanishing_lane_free(&v->lanes[i]);
        ogv_waterfall_destroy(v->lanes[i].waterfall);
    }
    og_dataset_destroy(v->data);
}
