/* What lesson 5 says of what it shows: the readouts of the transport bar, and a sentence for each plot. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/text.h"
#include "stage.h"
#include "vanishing_gradients.h"

/* ---- readouts ---- */

/* Each value of "other" with a word before it, as keys of the labels. */
#define NAMES(what)                                                                                          \
    what ".sigmoid", what ".tanh", what ".relu", what ".torch", what ".xavier", what ".he", what ".large",   \
        what ".none", what ".batch-norm", what ".residual", what ".highway"

int vanishing_readouts(const void *state, const ogl_run *run, ogl_readout out[OGL_MAX_READOUTS])
{
    const vanishing *v = state;
    static const char *const loss[] = {NAMES("loss")}, *const accuracy[] = {NAMES("accuracy")};
    int first = vanishing_first_name(run);
    const char *second = run->lesson->settings[SET_OTHER].choices[(int)run->values[SET_OTHER]];
    const ogl_readout slots[] = {
        {.label = "step", .width = 120, .compact_width = 96},
        {.label = loss[first], .width = 120, .compact_width = 88, .apart = true, .quiet = true},
        {.label = second, .width = 96, .compact_width = 72},
        {.label = accuracy[first], .width = 136, .compact_width = 118, .apart = true, .quiet = true},
        {.label = second, .width = 72, .compact_width = 72}};
    char number[OGV_NUMBER_SIZE];
    for (int i = 0; i < 5; i++)
        out[i] = slots[i];
    snprintf(out[0].value, sizeof out[0].value, "%zu / %d", vanishing_step(v), VANISHING_STEPS);
    for (int i = 0; i < 2; i++) {
        const og_score *score = &v->lanes[i].score;
        snprintf(out[1 + i].value, sizeof out[1 + i].value, "%.20s", ogl_format_loss(number, score->loss));
        snprintf(out[3 + i].value, sizeof out[3 + i].value, "%.18s %%",
                 ogv_format_number(number, 100 * score->accuracy, 0));
    }
    return 5;
}

/* ---- plots ---- */

enum { SENTENCE = 240 };

static const char *fill(const ogl_run *run, char out[SENTENCE], const char *key, const char *first,
                        const char *second)
{
    ogl_words_fill(out, SENTENCE, ogl_say(run, "stage", key), first, second);
    return out;
}

/* "Layer 1 gets ..." of a layer counted from 0. */
static const char *layer_gets(const ogl_run *run, char out[SENTENCE], const char *key, int layer,
                              double gradient)
{
    char number[OGV_NUMBER_SIZE], power[OGV_NUMBER_SIZE];
    return fill(run, out, key, ogv_format_number(number, layer + 1, 0), ogv_format_power(power, gradient, 2));
}

/* "Layer 1 gets a gradient of ...; layer 10 gets ..., 6.2 powers of ten more", or "1.3 times as much". */
static const char *compare(const ogl_run *run, char out[SENTENCE], int low, double low_value, int high,
                           double high_value)
{
    char first[SENTENCE], second[SENTENCE], both[SENTENCE], number[OGV_NUMBER_SIZE];
    layer_gets(run, first, "gets", low, low_value);
    if (low == high)
        return strcpy(out, first);
    fill(run, both, "gets.both", first, layer_gets(run, second, "gets.too", high, high_value));
    double decades = log10(high_value / low_value);
    if (!isfinite(decades))
        return strcpy(out, both);
    bool near = fabs(decades) < 0.5;
    ogv_format_number(number, near ? high_value / low_value : fabs(decades), 1);
    return fill(run, out,
                fabs(decades) < 0.05 ? "gets.same"
                : near               ? "gets.times"
                : decades > 0        ? "gets.more"
                                     : "gets.less",
                both, number);
}

void vanishing_describe_bars(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect, int layer)
{
    const vanishing_lane *lane = &v->lanes[0];
    char text[SENTENCE], covered[SENTENCE];
    int top = lane->def.layers - 1;
    if (vanishing_covered(v)) {
        layer_gets(run, text, "gets", top, (double)lane->bars[top]);
        ogv_describe(ui, rect, fill(run, covered, "gets.covered", text, ""));
        return;
    }
    layer = layer < top ? layer : 0; /* the top one is compared with the bottom one */
    compare(run, text, layer, (double)lane->bars[layer], top, (double)lane->bars[top]);
    ogv_describe(ui, rect, text);
}

void vanishing_describe_fall(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect, int which)
{
    const vanishing_lane *lane = &v->lanes[which];
    char text[SENTENCE], gets[SENTENCE], step[SENTENCE], number[OGV_NUMBER_SIZE];
    int last = ogv_waterfall_count(lane->waterfall) - 1, top = lane->def.layers - 1;
    const char *name =
        ogl_choice_label(run, SET_OTHER, which ? (int)run->values[SET_OTHER] : vanishing_first_name(run));
    if (last < 0) {
        ogv_describe(ui, rect, fill(run, text, "fall.untrained", name, ""));
        return;
    }
    fill(run, step, "fall.step", name, ogv_format_number(number, last + 1, 0));
    compare(run, gets, 0, (double)ogv_waterfall_at(lane->waterfall, 0, last), top,
            (double)ogv_waterfall_at(lane->waterfall, top, last));
    ogv_describe(ui, rect, fill(run, text, "fall.described", step, gets));
}

void vanishing_describe_slope(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    char slopes[SENTENCE], share[SENTENCE], text[SENTENCE], number[OGV_NUMBER_SIZE], other[OGV_NUMBER_SIZE];
    fill(run, slopes, "slope.mean", ogv_format_number(number, v->layer + 1, 0),
         ogv_format_number(other, v->mean_slope, 3));
    fill(run, share, v->lanes[0].def.activation == ACT_RELU ? "slope.asleep" : "slope.saturated",
         ogv_format_number(number, 100 * (v->saturated_left + v->saturated_right), 0), "");
    ogv_describe(ui, rect, fill(run, text, "slope.described", slopes, share));
}

void vanishing_describe_factors(const vanishing *v, const ogl_run *run, ogv_ui *ui, ogv_rect rect,
                                const char *slope, const char *weights)
{
    const vanishing_lane *lane = &v->lanes[0];
    int layer = vanishing_open_layer(run);
    char bar[SENTENCE], terms[3][SENTENCE], two[SENTENCE], all[SENTENCE], text[SENTENCE],
        number[OGV_NUMBER_SIZE];
    layer_gets(run, bar, "gets", layer, (double)lane->bars[layer]);
    fill(run, terms[0], "factors.term", slope, ogv_format_number(number, (double)lane->slope[layer], 3));
    fill(run, terms[1], "factors.term", weights, ogv_format_number(number, (double)lane->weights[layer], 3));
    fill(run, terms[2], "factors.term", ogl_say(run, "stage", "factor.above"),
         ogv_format_power(number, (double)lane->bars[layer + 1], 2));
    fill(run, two, "factors.product", terms[0], terms[1]);
    fill(run, all, "factors.product", two, terms[2]);
    ogv_describe(ui, rect, fill(run, text, "factors.described", bar, all));
}

void vanishing_describe_try(const vanishing_try *try, const ogl_run *run, ogv_ui *ui, ogv_rect rect,
                            const char *name)
{
    char before[SENTENCE], start[SENTENCE], score[SENTENCE], text[SENTENCE], first[OGV_NUMBER_SIZE],
        number[OGV_NUMBER_SIZE];
    if (!try->tried) {
        ogv_describe(ui, rect, fill(run, text, "fall.untrained", name, ""));
        return;
    }
    fill(run, before, "try.before", name, "");
    fill(run, start, "try.first", try->before ? before : name,
         ogv_format_power(first, (double)try->first, 2));
    fill(run, score, "try.score", ogv_format_number(number, 100 * try->score.accuracy, 0),
         ogv_format_number(first, (double)try->steps, 0));
    ogv_describe(ui, rect, fill(run, text, "try.described", start, score));
}
