/* Lesson 5, vanishing gradients: what is left of a gradient on its way down through many layers, why, and
   what brings it back. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/text.h"
#include "stage.h"
#include "vanishing_gradients.h"

static const char *const activation_names[] = {"sigmoid", "tanh", "relu", NULL};
static const char *const init_names[] = {"torch", "xavier", "he", "large", NULL};
static const char *const repair_names[] = {"none", "batch-norm", "residual", "highway", NULL};
static const char *const other_names[] = {"sigmoid", "tanh", "relu",       "torch",    "xavier",  "he",
                                          "large",   "none", "batch-norm", "residual", "highway", NULL};
static const char *const layer_names[] = {"1", "2", "3", "4", "5", "6", "8", "10", "12", "15", "20", NULL};
static const char *const unit_names[] = {"4", "8", "12", "16", NULL};
static const char *const rate_names[] = {"0.002", "0.02", "0.1", "0.5", NULL};
static const char *const view_names[] = {"slope", "factors", "table", NULL};

enum { LAYERS_1, LAYERS_10 = 7, UNITS_12 = 2, RATE_MIDDLE = 1 };

#define GUESS(layer)                                                                                         \
    {                                                                                                        \
        .id = "guess-" #layer, .type = OGL_NUMBER, .low = -16, .high = 1, .start = -1, .decimals = 2         \
    }

#define GUESSES(a, b, c, d, e) GUESS(a), GUESS(b), GUESS(c), GUESS(d), GUESS(e)

static const ogl_setting settings[] = {
    OGL_TRAINING_SETTINGS(OGL_SPEED_4),
    {.id = "activation", .type = OGL_CHOICE, .start = ACT_SIGMOID, .choices = activation_names},
    {.id = "init", .type = OGL_CHOICE, .start = INIT_XAVIER, .choices = init_names},
    {.id = "repair", .type = OGL_CHOICE, .start = REPAIR_NONE, .choices = repair_names},
    {.id = "other", .type = OGL_CHOICE, .start = OTHER_RELU, .choices = other_names},
    {.id = "layers", .type = OGL_CHOICE, .start = LAYERS_10, .choices = layer_names},
    {.id = "units", .type = OGL_CHOICE, .start = UNITS_12, .choices = unit_names},
    {.id = "rate", .type = OGL_CHOICE, .start = RATE_MIDDLE, .choices = rate_names},
    {.id = "scale", .type = OGL_NUMBER, .low = 0.1, .high = 20, .start = 1, .decimals = 1},
    {.id = "layer", .type = OGL_INTEGER, .low = 1, .high = VANISHING_LAYERS, .start = 1},
    {.id = "unit", .type = OGL_INTEGER, .low = 1, .high = VANISHING_UNITS, .start = 1},
    {.id = "row", .type = OGL_INTEGER, .low = 1, .high = VANISHING_PROBE, .start = 1},
    {.id = "view", .type = OGL_CHOICE, .start = VIEW_SLOPE, .choices = view_names},
    GUESSES(1, 2, 3, 4, 5),
    GUESSES(6, 7, 8, 9, 10),
    GUESSES(11, 12, 13, 14, 15),
    GUESSES(16, 17, 18, 19, 20),
};

_Static_assert(sizeof settings / sizeof *settings == VANISHING_SETTINGS, "one row for each setting");

/* ---- notes ---- */

static void note_count(const ogl_run *run, char out[OGL_NOTE_SIZE], const char *key, int first, int second)
{
    char one[16], two[16];
    snprintf(one, sizeof one, "%d", first);
    snprintf(two, sizeof two, "%d", second);
    ogl_note(run, out, key, one, two);
}

static int bits(uint32_t mask)
{
    int count = 0;
    for (; mask; mask &= mask - 1)
        count++;
    return count;
}

static double part(double done, double all)
{
    return done >= all ? 1 : done > 0 ? done / all : 0;
}

/* ---- where a step begins ---- */

/* Sigmoid, 10 layers of 12 units, Xavier, beside the same with ReLU. */
static void begin(vanishing *v, ogl_run *run, int view)
{
    for (int i = SET_ACTIVATION; i < SET_GUESS + VANISHING_LAYERS; i++)
        ogl_set(run, i, settings[i].start);
    ogl_set(run, SET_VIEW, view);
    v->opened = 0;
    memset(v->agreed, 0, sizeof v->agreed);
    v->seeds = v->sigmoid_won = 0;
    v->begun = v->guessing = false;
    run->restart = true;
}

/* ---- 1: one slope ---- */

static void enter_slope(void *state, ogl_run *run)
{
    begin(state, run, VIEW_SLOPE);
    ogl_set(run, SET_LAYERS, LAYERS_1);
}

static double slope_flatten(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    const double goal = 0.245;
    if (v->lanes[0].def.activation != ACT_SIGMOID) {
        ogl_note(run, out, "note.sigmoid", "", "");
        return 0;
    }
    ogl_note_number(run, out, "note.mean", v->mean_slope, 3);
    return part(v->mean_slope - 0.2, goal - 0.2);
}

static double slope_tanh(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    ogl_note_number(run, out, "note.steepest", v->steepest, 3);
    return v->steepest > 0.25 ? 1 : 0;
}

/* ---- 2: ten slopes, predict first ---- */

static void enter_multiply(void *state, ogl_run *run)
{
    begin(state, run, VIEW_SLOPE);
    ((vanishing *)state)->guessing = true;
    run->playing = false; /* the guess comes first */
}

static double multiply_guess(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    int count = ((const vanishing *)state)->lanes[0].def.layers - 1, made = vanishing_guessed(run, count);
    if (count == 0) {
        ogl_note(run, out, "note.layers", "", "");
        return 0;
    }
    note_count(run, out, "note.guess", made, count);
    return part(made, count);
}

static double multiply_see(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    const double steps = 20;
    char guess[OGV_NUMBER_SIZE], truth[OGV_NUMBER_SIZE];
    if (vanishing_step(v) == 0) {
        ogl_note(run, out, "note.covered", "", "");
        return 0;
    }
    ogl_note(run, out, "note.compare", ogv_format_power(guess, pow(10, run->values[SET_GUESS]), 1),
             ogv_format_power(truth, (double)v->lanes[0].bars[0], 1));
    return part((double)vanishing_step(v), steps);
}

/* ---- 3: a bar, opened ---- */

static void enter_open(void *state, ogl_run *run)
{
    begin(state, run, VIEW_SLOPE);
    ogl_set(run, SET_LAYER, 10);
}

static double open_bars(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    int opened = bits(v->opened);
    if (opened == 0) {
        ogl_note(run, out, "note.click", "", "");
        return 0;
    }
    ogl_note_number(run, out, "note.slope", (double)v->lanes[0].slope[vanishing_open_layer(run)], 3);
    return part(opened, 3);
}

static double open_units(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    int agreed = 0;
    for (int l = 0; l < VANISHING_LAYERS; l++)
        agreed += bits(v->agreed[l]);
    note_count(run, out, "note.agree", agreed < 3 ? agreed : 3, 3);
    return part(agreed, 3);
}

/* ---- 4: saturation ---- */

static void enter_saturation(void *state, ogl_run *run)
{
    begin(state, run, VIEW_SLOPE);
}

static double saturation_share(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    double share = v->saturated_left + v->saturated_right;
    if (v->layer != 0 || v->lanes[0].def.activation != ACT_SIGMOID) {
        ogl_note(run, out, "note.elsewhere", "", "");
        return 0;
    }
    ogl_note_number(run, out, "note.share", 100 * share, 0);
    return share > 0.2 ? 1 : share / 0.2;
}

/* The arc grows with the decades. */
static double saturation_repair(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    char number[OGV_NUMBER_SIZE];
    double bar = (double)v->lanes[0].bars[0];
    ogl_note(run, out, "note.now", ogv_format_power(number, bar, 1), "");
    if (v->lanes[0].def.layers < 10) {
        ogl_note(run, out, "note.ten", "", "");
        return 0;
    }
    return bar > 1e-3 ? 1 : bar > 1e-9 ? fmin((log10(bar) + 9) / 6, 0.99) : 0;
}

/* ---- 5: lockstep ---- */

static void enter_lockstep(void *state, ogl_run *run)
{
    begin(state, run, VIEW_SLOPE);
}

static double lockstep_train(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    char first[OGV_NUMBER_SIZE], second[OGV_NUMBER_SIZE];
    ogl_note(run, out, "note.accuracy", ogv_format_number(first, 100 * v->lanes[0].score.accuracy, 0),
             ogv_format_number(second, 100 * v->lanes[1].score.accuracy, 0));
    return part((double)vanishing_step(v), VANISHING_STEPS);
}

static double lockstep_shallow(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    double accuracy = v->lanes[0].score.accuracy;
    if (v->lanes[0].def.activation != ACT_SIGMOID || v->lanes[0].def.repair != REPAIR_NONE) {
        ogl_note(run, out, "note.sigmoid", "", "");
        return 0;
    }
    ogl_note_number(run, out, "note.shallow", 100 * accuracy, 0);
    return vanishing_step(v) == 0 ? 0 : part(accuracy - 0.5, 0.3);
}

/* ---- 6: repairs, one by one ---- */

static void enter_repairs(void *state, ogl_run *run)
{
    begin(state, run, VIEW_TABLE);
    ogl_set(run, SET_INIT, INIT_TORCH);
    ogl_set(run, SET_OTHER, OTHER_XAVIER);
}

static bool finished(const vanishing *v, int other)
{
    const vanishing_try *try = &v->tries[other];
    return try->tried && !try->before && try->steps >= VANISHING_STEPS;
}

static double repairs_all(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    static const int repairs[] = {OTHER_XAVIER, OTHER_RELU, OTHER_BATCH_NORM, OTHER_RESIDUAL, OTHER_HIGHWAY};
    int done = 0;
    for (int i = 0; i < 5; i++)
        done += finished(state, repairs[i]);
    note_count(run, out, "note.tried", done, 5);
    return part(done, 5);
}

static double repairs_two(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    double accuracy = 0;
    int repairs = 0;
    for (int i = 0; i < 2; i++) {
        const vanishing_def *def = &v->lanes[i].def;
        int here = (def->activation == ACT_RELU) + (def->init == INIT_XAVIER || def->init == INIT_HE) +
                   (def->repair != REPAIR_NONE);
        if (here >= 2 && v->lanes[i].score.accuracy >= accuracy) {
            accuracy = v->lanes[i].score.accuracy;
            repairs = here;
        }
    }
    if (repairs < 2 || v->lanes[0].def.layers < 10) {
        ogl_note(run, out, "note.combine", "", "");
        return 0;
    }
    ogl_note_number(run, out, "note.accuracy", 100 * accuracy, 1);
    return vanishing_step(v) == 0 ? 0 : part(accuracy - 0.5, 0.45);
}

/* ---- 7: does sigmoid help? ---- */

static void enter_disproof(void *state, ogl_run *run)
{
    begin(state, run, VIEW_TABLE);
    ogl_set(run, SET_OTHER, OTHER_TANH);
}

static double disproof_rivals(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    double steps = 0;
    if (v->lanes[0].def.activation != ACT_SIGMOID) {
        ogl_note(run, out, "note.sigmoid", "", "");
        return 0;
    }
    for (int other = OTHER_TANH; other <= OTHER_RELU; other++)
        steps += v->tries[other].tried && !v->tries[other].before ? (double)v->tries[other].steps : 0;
    note_count(run, out, "note.rivals", finished(v, OTHER_TANH) + finished(v, OTHER_RELU), 2);
    return part(steps, 2 * VANISHING_STEPS);
}

static double disproof_seeds(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const vanishing *v = state;
    note_count(run, out, "note.won", v->sigmoid_won, v->seeds);
    return part(v->seeds - 1, 5);
}

static const ogl_step steps[] = {
    {"slope",
     enter_slope,
     {{"flatten", slope_flatten}, {"tanh", slope_tanh}},
     "drag scale 0.2\nwait 60\nset activation tanh\nwait 30\n"},
    {"multiply",
     enter_multiply,
     {{"guess", multiply_guess}, {"see", multiply_see}},
     "drag guess-9 -1.4\ndrag guess-8 -1.8\ndrag guess-7 -2.2\ndrag guess-6 -2.6\ndrag guess-5 -3\n"
     "drag guess-4 -3.4\ndrag guess-3 -3.8\ndrag guess-2 -4.2\ndrag guess-1 -4.6\nwait 20\npress play\nwait "
     "10\n"
     "press pause\n"},
    {"open",
     enter_open,
     {{"bars", open_bars}, {"units", open_units}},
     "set view factors\nwait 30\nset layer 5\nwait 30\nset layer 1\nwait 30\nset unit 2\nwait 20\nset unit "
     "3\n"
     "wait 20\nset unit 4\nwait 20\n"},
    {"saturation",
     enter_saturation,
     {{"share", saturation_share}, {"repair", saturation_repair}},
     "drag scale 20\nwait 60\nset activation relu\nwait 30\n"},
    {"lockstep",
     enter_lockstep,
     {{"train", lockstep_train}, {"shallow", lockstep_shallow}},
     "set speed 4\npress play\nwait 110\nset layers 2\npress play\nwait 110\npress pause\n"},
    {"repairs",
     enter_repairs,
     {{"all", repairs_all}, {"two", repairs_two}},
     "set speed 16\npress play\nwait 30\nset other relu\npress play\nwait 30\nset other batch-norm\npress "
     "play\n"
     "wait 30\nset other residual\npress play\nwait 30\nset other highway\npress play\nwait 30\n"
     "set init xavier\nset other relu\npress play\nwait 30\npress pause\n"},
    {"disproof",
     enter_disproof,
     {{"rivals", disproof_rivals}, {"seeds", disproof_seeds}},
     "set speed 16\npress play\nwait 30\nset other relu\npress play\nwait 30\npress dice\nwait 20\npress "
     "dice\n"
     "wait 20\npress dice\nwait 20\npress dice\nwait 20\npress dice\nwait 20\npress pause\n"},
};

const ogl_lesson ogl_vanishing_gradients = {
    .id = "vanishing-gradients",
    .number = 5,
    .minutes = 15,
    .trains = true,
    .settings = settings,
    .setting_count = sizeof settings / sizeof *settings,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .state_size = sizeof(vanishing),
    .init = vanishing_init,
    .destroy = vanishing_destroy,
    .update = vanishing_update,
    .draw = vanishing_draw,
    .readouts = vanishing_readouts,
    .card = &vanishing_card,
};
