/* Lesson 3, losses: what a mistake costs, how hard it pushes, and three routes to one loss in floats. */
#include "losses.h"

#include <math.h>
#include <stdio.h>

#include "ogee_viz/text.h"

static const char *const label_names[] = {"0", "1", NULL};
static const char *const format_names[] = {"float32", "float64", NULL};
static const char *const start_names[] = {"near", "far", NULL};

static const ogl_setting settings[] = {
    {.id = "label", .type = OGL_CHOICE, .start = 1, .choices = label_names},
    {.id = "format", .type = OGL_CHOICE, .start = 0, .choices = format_names},
    {.id = "z", .type = OGL_NUMBER, .low = -8, .high = 8, .start = 2, .decimals = 2},
    {.id = "probe", .type = OGL_NUMBER, .low = -120, .high = 120, .start = -5, .decimals = 1},
    {.id = "start", .type = OGL_CHOICE, .start = START_FAR, .choices = start_names},
    {.id = "guess", .type = OGL_INTEGER, .low = 0, .high = LOSS_EPOCHS, .start = 0},
    {.id = "epoch", .type = OGL_INTEGER, .low = 0, .high = LOSS_EPOCHS, .start = 0},
    {.id = "running", .type = OGL_SWITCH, .start = 0},
};

/* ---- what is measured ---- */

static void note_numbers(const ogl_run *run, char out[OGL_NOTE_SIZE], const char *key, double first,
                         int first_decimals, double second, int second_decimals)
{
    char one[OGV_NUMBER_SIZE], two[OGV_NUMBER_SIZE];
    ogl_note(run, out, key, ogl_format_number(one, first, first_decimals),
             ogl_format_number(two, second, second_decimals));
}

static loss_values here(const ogl_run *run)
{
    return loss_at(run->values[SET_Z], (int)run->values[SET_LABEL]);
}

static double at_most(double part, bool done)
{
    return done ? 1 : part != part || part < 0 ? 0 : part > 0.95 ? 0.95 : part;
}

/* ---- steps ---- */

static void begin(losses *l, ogl_run *run, double z, double probe)
{
    l->begun = true;
    ogl_set(run, SET_LABEL, 1);
    ogl_set(run, SET_FORMAT, 0);
    ogl_set(run, SET_Z, z);
    ogl_set(run, SET_PROBE, probe);
    ogl_set(run, SET_START, START_FAR);
    ogl_set(run, SET_GUESS, 0);
    ogl_set(run, SET_EPOCH, 0);
    ogl_set(run, SET_RUNNING, 0);
}

static void enter_price(void *state, ogl_run *run)
{
    begin(state, run, 2, -5);
}

static double price_five(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    (void)state;
    loss_values v = here(run);
    note_numbers(run, out, "note.both", v.bce, 2, v.mse, 2);
    return at_most(v.bce / 5, v.bce > 5);
}

static double price_other(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    (void)state;
    loss_values v = here(run);
    bool other = run->values[SET_LABEL] == 0;
    if (!other)
        ogl_note(run, out, "note.label", "", "");
    else
        note_numbers(run, out, "note.bce", v.bce, 3, 0, 0);
    return other ? at_most(0.5 + 0.05 / v.bce, v.bce < 0.1) : 0;
}

static void enter_mistake(void *state, ogl_run *run)
{
    begin(state, run, -2, -40);
}

static double mistake_ratio(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    (void)state;
    loss_values v = here(run);
    double ratio = v.bce_gradient / v.mse_gradient, z = run->values[SET_Z];
    note_numbers(run, out, "note.ratio", ratio, 0, z, z == floor(z) ? 0 : 2);
    return at_most(log10(ratio) / 2, ratio > 100);
}

/* Of the loss or the gradient of a route, 0 to 2, at the probe. */
static ogl_verdict verdict(const losses *l, const ogl_run *run, int route, int gradient)
{
    const ogl_way *way = &l->ways[route][gradient];
    double x = run->values[SET_PROBE];
    return ogl_judge(way->format, ogl_compute(way, x), ogl_truth(way, x));
}

/* The naive loss is finite everywhere within z in this format; the note says what to choose. */
static bool never_breaks(const losses *l, const ogl_run *run, ogv_range z, char out[OGL_NOTE_SIZE])
{
    if (ogl_strip_has(&l->lines[0][0], OGL_NOT_FINITE, z))
        return false;
    ogl_note(run, out, "note.format", "", "");
    return true;
}

static void note_probe(const losses *l, const ogl_run *run, char out[OGL_NOTE_SIZE], const char *key,
                       int route, int gradient)
{
    char x[OGV_NUMBER_SIZE], value[OGL_NUMBER_TEXT];
    double probe = run->values[SET_PROBE];
    ogl_number_text(value, ogl_compute(&l->ways[route][gradient], probe), 4);
    ogl_note(run, out, key, ogv_format_number(x, probe, probe == floor(probe) ? 0 : 1), value);
}

static double mistake_inf(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    if (never_breaks(state, run, LOSS_STRIP, out))
        return 0;
    note_probe(state, run, out, "note.inf", 0, 0);
    double part = (-40 - run->values[SET_PROBE]) / 48.7;
    return at_most(part, verdict(state, run, 0, 0) == OGL_NOT_FINITE);
}

static void enter_routes(void *state, ogl_run *run)
{
    begin(state, run, -6, -5);
}

static double routes_deaf(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    note_probe(state, run, out, "note.deaf", 1, 1);
    double part = (-5 - run->values[SET_PROBE]) / 11.2;
    return at_most(part, verdict(state, run, 1, 1) == OGL_ZERO && verdict(state, run, 0, 1) == OGL_RIGHT);
}

static double routes_early(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const losses *l = state;
    double x = run->values[SET_PROBE];
    if (run->values[SET_LABEL] != 0) {
        ogl_note(run, out, "note.label", "", "");
        return 0;
    }
    if (never_breaks(l, run, (ogv_range){-20, 20}, out))
        return 0;
    note_probe(l, run, out, "note.early", 0, 0);
    return at_most(0.5 + 0.5 * (x + 5) / 21.7, fabs(x) < 20 && verdict(l, run, 0, 0) == OGL_NOT_FINITE);
}

static void enter_start(void *state, ogl_run *run)
{
    begin(state, run, -6, -5);
}

static double start_guess(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const losses *l = state;
    double guess = run->values[SET_GUESS], epoch = run->values[SET_EPOCH];
    int half = losses_half_epoch(l, (int)run->values[SET_START], COST_QUADRATIC);
    if (guess == 0)
        ogl_note(run, out, "note.guess", "", "");
    else
        note_numbers(run, out, epoch >= half ? "note.truth" : "note.run", guess, 0, half, 0);
    return guess == 0 ? 0 : at_most(0.3 + 0.7 * epoch / half, epoch >= half);
}

static double start_end(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const losses *l = state;
    int epoch = (int)run->values[SET_EPOCH];
    note_numbers(run, out, "note.end", epoch, 0,
                 l->runs[(int)run->values[SET_START]][COST_QUADRATIC].a[epoch], 2);
    return (double)epoch / LOSS_EPOCHS;
}

static double cure_between(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const losses *l = state;
    int epoch = (int)run->values[SET_EPOCH], start = (int)run->values[SET_START];
    double quadratic = l->runs[start][COST_QUADRATIC].a[epoch], bce = l->runs[start][COST_BCE].a[epoch];
    note_numbers(run, out, "note.between", bce, 2, quadratic, 2);
    return at_most((1 - bce) / 0.9, bce < 0.1 && quadratic > 0.9);
}

static double cure_near(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const losses *l = state;
    int epoch = (int)run->values[SET_EPOCH];
    if ((int)run->values[SET_START] != START_NEAR) {
        ogl_note(run, out, "note.start", "", "");
        return 0;
    }
    note_numbers(run, out, "note.between", l->runs[START_NEAR][COST_BCE].a[epoch], 2,
                 l->runs[START_NEAR][COST_QUADRATIC].a[epoch], 2);
    return at_most(0.3 + 0.7 * epoch / LOSS_EPOCHS, epoch >= LOSS_EPOCHS);
}

static void enter_double(void *state, ogl_run *run)
{
    begin(state, run, 2, -5);
}

static double twice(const ogl_run *run, char out[OGL_NOTE_SIZE], int label)
{
    double z = run->values[SET_Z], once = loss_at(z, label).bce;
    if ((int)run->values[SET_LABEL] != label) {
        ogl_note(run, out, label ? "note.one" : "note.zero", "", "");
        return 0;
    }
    note_numbers(run, out, "note.twice", once, 3, loss_twice(z, label), 3);
    return at_most(0.01 / once, once < 0.01);
}

static double double_one(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    (void)state;
    return twice(run, out, 1);
}

static double double_zero(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    (void)state;
    return twice(run, out, 0);
}

static const ogl_step steps[] = {
    {"price",
     enter_price,
     {{"price-five", price_five}, {"price-other", price_other}},
     "set label 1\ndrag z -5.5\nwait 40\nset label 0\nwait 30\n"},
    {"mistake",
     enter_mistake,
     {{"mistake-ratio", mistake_ratio}, {"mistake-inf", mistake_inf}},
     "set label 1\ndrag z -6\nwait 30\ndrag probe -95\nwait 30\n"},
    {"routes",
     enter_routes,
     {{"routes-deaf", routes_deaf}, {"routes-early", routes_early}},
     "set label 1\ndrag probe -50\nwait 40\nset label 0\nwait 30\ndrag probe 18\nwait 30\n"},
    {"start",
     enter_start,
     {{"start-guess", start_guess}, {"start-end", start_end}},
     "set start far\ndrag epoch 0\ndrag guess 60\nset running on\nwait 310\n"},
    {"cure",
     enter_start,
     {{"cure-between", cure_between}, {"cure-near", cure_near}},
     "set start far\ndrag epoch 80\nwait 60\nset start near\nwait 20\nset running on\nwait 230\n"},
    {"double",
     enter_double,
     {{"double-one", double_one}, {"double-zero", double_zero}},
     "set label 1\ndrag z 6\nwait 40\nset label 0\nwait 20\ndrag z -6\nwait 30\n"},
};

const ogl_lesson ogl_losses = {
    .id = "losses",
    .number = 3,
    .minutes = 12,
    .settings = settings,
    .setting_count = sizeof settings / sizeof *settings,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .state_size = sizeof(losses),
    .init = losses_init,
    .destroy = losses_destroy,
    .update = losses_update,
    .draw = losses_draw,
    .card = &losses_card,
};
