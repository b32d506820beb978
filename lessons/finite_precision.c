/* What lesson 2 computes. */
#include "finite_precision.h"

#include <math.h>
#include <string.h>

/* ---- what a step shows ---- */

static const precision_view views[] = {
    [STEP_GAP] = {2, 1, 2, {0, 40}, {1e-18, 1}, true},
    [STEP_OVERFLOW] = {3, 1, 1, {0, 120}, {1, 1e60}, true},
    [STEP_FORMATS] = {3, 2, 4, {0, 44}, {0.1, 1e18}, true},
    [STEP_LOG] = {3, 1, 3, {-120, 120}, {-120, 10}, false},
    [STEP_PERFECT] = {3, 1, 3, {-120, -60}, {-120, -60}, false},
    [STEP_KEEP] = {2, 1, 2, {11, 19}, {11, 19}, false},
};

/* What is worth seeing depends on the format. */
static const ogv_range perfect_ranges[OGL_FORMATS] = {{-24, -6}, {-120, -60}, {-120, -60}};
static const ogv_range keep_ranges[OGL_FORMATS] = {{3, 10}, {11, 19}, {31, 39}};

static const ogl_route routes[][PRECISION_ROWS] = {
    [STEP_GAP] = {OGL_REST_NAIVE, OGL_REST_STABLE},
    [STEP_OVERFLOW] = {OGL_SIGMOID_RATIO, OGL_SIGMOID_NAIVE, OGL_SIGMOID_STABLE},
    [STEP_FORMATS] = {OGL_REST_NAIVE, OGL_REST_NAIVE, OGL_REST_NAIVE},
    [STEP_LOG] = {OGL_LOG_NAIVE, OGL_LOG_PERFECT, OGL_LOG_STABLE},
    [STEP_PERFECT] = {OGL_LOG_NAIVE, OGL_LOG_PERFECT, OGL_LOG_STABLE},
    [STEP_KEEP] = {OGL_PROBABILITY, OGL_LOGIT_BACK},
};

int precision_guess(int step)
{
    return step == STEP_GAP ? SET_ZERO : step == STEP_OVERFLOW ? SET_BURST : -1;
}

bool precision_guessing(const ogl_run *run)
{
    return precision_guess(run->step) >= 0 && run->values[SET_REVEAL] == 0;
}

double precision_shown(const precision *p)
{
    return p->view.x.high * 0.15;
}

ogl_way precision_way(const ogl_run *run, ogl_route route)
{
    return (ogl_way){.route = route, .format = (ogl_format)run->values[SET_FORMAT]};
}

double precision_edge(ogl_route route, ogl_format format, ogl_verdict verdict)
{
    ogl_way way = {.route = route, .format = format};
    ogl_band bands[64];
    size_t count = ogl_bands(&way, 0, 800, 3200, bands, sizeof bands / sizeof *bands);
    for (size_t i = 0; i < count; i++)
        if (bands[i].verdict == verdict)
            return bands[i].from;
    return NAN;
}

/* ---- curves ---- */

static double place(const precision *p, int i)
{
    return p->view.x.low + (p->view.x.high - p->view.x.low) * i / (PRECISION_POINTS - 1);
}

double precision_height(const precision_view *view, double value)
{
    return !view->log_y ? value : log10(value == 0 ? view->y.low : value);
}

static double value_at(ogl_route route, ogl_format format, double x)
{
    ogl_way way = {.route = route, .format = format};
    return ogl_compute(&way, x);
}

static double distance_at(ogl_route route, ogl_format format, double x)
{
    ogl_way way = {.route = route, .format = format};
    return ogl_ulps(format, ogl_compute(&way, x), ogl_truth(&way, x));
}

/* Single distances jump about: each point takes the largest of those around it. */
static void take_largest(float *y)
{
    enum { AROUND = 5 };
    float single[PRECISION_POINTS];
    memcpy(single, y, sizeof single);
    for (int i = 0; i < PRECISION_POINTS; i++)
        for (int k = i - AROUND; k <= i + AROUND; k++)
            if (k >= 0 && k < PRECISION_POINTS)
                y[i] = fmaxf(y[i], single[k]);
}

static void sample_distances(precision *p)
{
    for (int f = 0; f < OGL_FORMATS; f++) {
        for (int i = 0; i < PRECISION_POINTS; i++) {
            double naive = distance_at(OGL_REST_NAIVE, (ogl_format)f, place(p, i)),
                   stable = distance_at(OGL_REST_STABLE, (ogl_format)f, place(p, i));
            float height = (float)precision_height(&p->view, stable);
            p->curves[f][i] = (float)precision_height(&p->view, naive);
            p->curves[OGL_FORMATS][i] = f == 0 ? height : fmaxf(p->curves[OGL_FORMATS][i], height);
        }
        take_largest(p->curves[f]);
    }
    take_largest(p->curves[OGL_FORMATS]);
}

static void sample(precision *p)
{
    for (int i = 0; i < PRECISION_POINTS; i++)
        p->at[i] = (float)place(p, i);
    if (p->step == STEP_FORMATS) {
        sample_distances(p);
        return;
    }
    for (int c = 0; c < p->view.curves; c++) {
        ogl_route route = p->step == STEP_OVERFLOW ? OGL_EXP : routes[p->step][c];
        for (int i = 0; i < PRECISION_POINTS; i++)
            p->curves[c][i] =
                (float)precision_height(&p->view, value_at(route, (ogl_format)p->format, place(p, i)));
    }
    if (p->step == STEP_KEEP) /* the first curve is what should come back */
        for (int i = 0; i < PRECISION_POINTS; i++)
            p->curves[0][i] = p->at[i];
}

/* ---- the strip ---- */

static void find_ways(precision *p)
{
    for (int r = 0; r < p->view.rows; r++)
        for (int k = 0; k < p->view.lines; k++) {
            ogl_way way = {.route = routes[p->step][r], .format = (ogl_format)p->format};
            if (p->step == STEP_FORMATS)
                way = (ogl_way){.route = k ? OGL_REST_STABLE : OGL_REST_NAIVE, .format = (ogl_format)r};
            p->ways[r][k] = way;
            ogl_strip_fill(&p->lines[r][k], &way, PRECISION_STRIP);
        }
}

og_status precision_init(void *state, ogl_run *run)
{
    (void)run;
    precision *p = state;
    p->step = -1;
    for (int f = 0; f < OGL_FORMATS; f++) {
        p->zero[f] = precision_edge(OGL_REST_NAIVE, (ogl_format)f, OGL_ZERO);
        p->burst[f] = precision_edge(OGL_EXP, (ogl_format)f, OGL_NOT_FINITE);
        p->lost[f] = precision_edge(OGL_LOGIT_BACK, (ogl_format)f, OGL_NOT_FINITE);
    }
    return OG_OK;
}

void precision_destroy(void *state)
{
    (void)state;
}

og_status precision_update(void *state, ogl_run *run)
{
    precision *p = state;
    if (run->restart && !p->begun)
        run->lesson->steps[run->step].enter(p, run);
    p->begun = false;
    int format = (int)run->values[SET_FORMAT];
    if (p->step == run->step && p->format == format)
        return OG_OK;
    p->step = run->step;
    p->format = format;
    p->view = views[run->step];
    if (run->step == STEP_PERFECT)
        p->view.x = p->view.y = perfect_ranges[format];
    if (run->step == STEP_KEEP)
        p->view.x = p->view.y = keep_ranges[format];
    find_ways(p);
    sample(p);
    return OG_OK;
}
