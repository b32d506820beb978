/* Lesson 4, one neuron learns: the line moved by hand, one sample's arithmetic, the valley of the loss and
   how batch, learning rate and momentum walk down it. */
#include <math.h>
#include <stdio.h>

#include "ogee_viz/text.h"
#include "one_neuron.h"
#include "stage.h"

static const char *const batch_names[] = {"1", "10", "all", NULL};
static const char *const rate_names[] = {"0.01", "0.03", "0.1", "0.3", "1", "3", "10", "30", NULL};
static const char *const momentum_names[] = {"0", "0.5", "0.9", NULL};
enum { RATE_001, RATE_003, RATE_01, RATE_03, RATE_1, RATE_3, RATE_10, RATE_30 };
enum { MOMENTUM_0, MOMENTUM_05, MOMENTUM_09 };

static const ogl_setting settings[] = {
    OGL_TRAINING_SETTINGS(OGL_SPEED_1), /* so that each step can be followed */
    {.id = "w1", .type = OGL_NUMBER, .low = -4, .high = 4, .start = -1, .decimals = 2},
    {.id = "w2", .type = OGL_NUMBER, .low = -4, .high = 4, .start = 1, .decimals = 2},
    {.id = "b", .type = OGL_NUMBER, .low = -6, .high = 6, .start = 0, .decimals = 2},
    {.id = "sample", .type = OGL_INTEGER, .low = 1, .high = NEURON_ROWS, .start = 1},
    {.id = "batch", .type = OGL_CHOICE, .start = BATCH_ALL, .choices = batch_names},
    {.id = "rate", .type = OGL_CHOICE, .start = RATE_03, .choices = rate_names},
    {.id = "momentum", .type = OGL_CHOICE, .start = MOMENTUM_0, .choices = momentum_names},
    {.id = "guess.x", .type = OGL_NUMBER, .low = -4, .high = 6, .start = -4, .decimals = 2},
    {.id = "guess.y", .type = OGL_NUMBER, .low = -4, .high = 6, .start = -4, .decimals = 2},
};

/* ---- where steps begin ---- */

static void begin_at(neuron *n, ogl_run *run, double w1, double w2, double b, int learning)
{
    ogl_set(run, SET_W1, w1);
    ogl_set(run, SET_W2, w2);
    ogl_set(run, SET_B, b);
    n->start[W1] = (float)w1;
    n->start[W2] = (float)w2;
    n->start[BIAS] = (float)b;
    n->learning = learning;
    n->entered = true;
    n->smallest_error = 1;
    n->single_steps = 0;
    n->anchor[0] = n->anchor[1] = 0;
    neuron_keep_anchor(n, run);
    for (int k = 0; k < BATCH_COUNT; k++)
        n->epochs_by[k] = 0;
    run->restart = true;
}

static void use(ogl_run *run, int batch, int rate, int momentum)
{
    ogl_set(run, SET_BATCH, batch);
    ogl_set(run, SET_RATE, rate);
    ogl_set(run, SET_MOMENTUM, momentum);
}

static void enter_hand(void *state, ogl_run *run)
{
    begin_at(state, run, -0.6, 1, 1.5, WEIGHTS);
    use(run, BATCH_ALL, RATE_03, MOMENTUM_0);
    run->playing = false; /* the hand comes first */
}

static void enter_sample(void *state, ogl_run *run)
{
    begin_at(state, run, -0.6, 1, 0.5, WEIGHTS);
    use(run, BATCH_ONE, RATE_03, MOMENTUM_0);
}

/* In the landscape the bias stays 0, so that two weights make a map. */
static void enter_map(void *state, ogl_run *run, int batch, int rate)
{
    begin_at(state, run, -3, -2, 0, 2);
    use(run, batch, rate, MOMENTUM_0);
}

static void enter_valley(void *state, ogl_run *run)
{
    enter_map(state, run, BATCH_ALL, RATE_1);
    ogl_guess_clear(run, SET_GUESS);
}

static void enter_batch(void *state, ogl_run *run)
{
    enter_map(state, run, BATCH_ALL, RATE_03);
}

static void enter_rate(void *state, ogl_run *run)
{
    enter_map(state, run, BATCH_ALL, RATE_001);
}

static void enter_momentum(void *state, ogl_run *run)
{
    enter_map(state, run, BATCH_ALL, RATE_01);
}

/* ---- what is measured ---- */

static double share(double part)
{
    return part < 0 ? 0 : part > 1 ? 1 : part;
}

/* What training did counts for nothing where the hand is asked for. */
static bool trained(const neuron *n, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    if (n->step > 0)
        ogl_note_number(run, out, "note.trained", 0, 0);
    return n->step > 0;
}

static double hand_loss(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    const double goal = 0.38, from = 1.4;
    if (trained(n, run, out))
        return 0;
    ogl_note_number(run, out, "note.loss", n->loss, 3);
    return n->loss <= goal ? 1 : 0.99 * share((from - n->loss) / (from - goal));
}

static double hand_wrong(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    const int goal = 6;
    if (trained(n, run, out))
        return 0;
    ogl_note_number(run, out, "note.wrong", n->wrong, 0);
    return n->wrong <= goal ? 1 : share(1 - (n->wrong - goal) / 15.0);
}

static double sample_steps(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    if (n->single_steps == 0 && n->step > 0)
        ogl_note_number(run, out, "note.single", 0, 0);
    else
        ogl_note_number(run, out, "note.steps", (double)n->single_steps, 0);
    return share((double)n->single_steps / 5);
}

static double sample_error(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    const double goal = 0.05, error = (double)n->smallest_error;
    if (n->single_steps == 0)
        ogl_note_number(run, out, "note.choose", 0, 0);
    else
        ogl_note_number(run, out, "note.error", error, 3);
    return error < goal ? 1 : 0.99 * share(log(error) / log(goal));
}

static double valley_guess(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    if (!ogl_guess_made(run, SET_GUESS)) {
        ogl_note_number(run, out, "note.open", 0, 0);
        return 0;
    }
    double x = run->values[SET_GUESS], y = run->values[SET_GUESS_Y];
    char there[OGV_NUMBER_SIZE], lowest[OGV_NUMBER_SIZE];
    ogl_note(run, out, "note.guess", ogv_format_number(there, neuron_loss(n, x, y, 0), 2),
             ogv_format_number(lowest, n->lowest_loss, 2));
    return 1;
}

/* How far down, in the logarithm of what is left above the lowest loss. */
static double descent(const neuron *n)
{
    double left = n->loss / n->lowest_loss - 1, all = n->start_loss / n->lowest_loss - 1;
    if (n->close_step > 0)
        return 1;
    return n->step == 0 || left <= 0 ? 0 : 0.99 * share(log(all / left) / log(all / (NEURON_CLOSE - 1)));
}

static double valley_bottom(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    if (!ogl_guess_made(run, SET_GUESS)) {
        ogl_note_number(run, out, "note.first", 0, 0);
        return 0;
    }
    if (n->close_step > 0)
        ogl_note_number(run, out, "note.bottom", (double)n->close_step, 0);
    else
        ogl_note_number(run, out, "note.loss", n->loss, 3);
    return descent(n);
}

static double epochs_with(const neuron *n, const ogl_run *run, int batch, char out[OGL_NOTE_SIZE])
{
    const double goal = 20;
    char epochs[OGV_NUMBER_SIZE], loss[OGV_NUMBER_SIZE];
    double part = share((double)n->epochs_by[batch] / goal);
    if ((int)run->values[SET_BATCH] != batch) {
        ogl_note_number(run, out, "note.elsewhere", 0, 0);
        return 0.99 * part;
    }
    ogl_note(run, out, "note.epochs", ogv_format_number(epochs, (double)n->epochs, 0),
             ogv_format_number(loss, n->loss, 3));
    return part;
}

static double batch_all(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return epochs_with(state, run, BATCH_ALL, out);
}

static double batch_one(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return epochs_with(state, run, BATCH_ONE, out);
}

static double rate_right(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    const size_t goal = 40;
    if (n->close_step > 0)
        ogl_note_number(run, out, "note.bottom", (double)n->close_step, 0);
    else
        ogl_note_number(run, out, n->step > goal ? "note.slow" : "note.step", (double)n->step, 0);
    return n->close_step > 0 && n->close_step <= goal ? 1 : 0.99 * descent(n);
}

/* The largest rise of the loss over one step. */
static double largest_rise(const neuron *n)
{
    double most = 0;
    for (int i = 1; n->path.stride == 1 && i < n->path.count; i++)
        most = fmax(most, (double)n->path.loss[i] - (double)n->path.loss[i - 1]);
    return most;
}

static double rate_rises(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const double goal = 0.5;
    double rise = largest_rise(state);
    ogl_note_number(run, out, "note.rise", rise, 2);
    return share(rise / goal);
}

static double momentum_sooner(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const neuron *n = state;
    const size_t goal = 110;
    if (n->close_step > 0)
        ogl_note_number(run, out, "note.bottom", (double)n->close_step, 0);
    else
        ogl_note_number(run, out, "note.step", (double)n->step, 0);
    if ((int)run->values[SET_RATE] != RATE_01) {
        ogl_note_number(run, out, "note.rate", 0, 0);
        return 0;
    }
    return n->close_step > 0 && n->close_step <= goal ? 1 : 0.99 * descent(n);
}

/* ---- steps ---- */

static const ogl_step steps[] = {
    {"hand",
     enter_hand,
     {{"few", hand_wrong}, {"low", hand_loss}},
     "drag b 0\nwait 20\ndrag w1 0.8\nwait 20\ndrag w2 1.2\nwait 20\n"},
    {"sample",
     enter_sample,
     {{"five", sample_steps}, {"small", sample_error}},
     "press step\nwait 25\npress step\nwait 25\npress step\nwait 25\npress step\nwait 25\npress step\n"
     "wait 25\npress play\nwait 40\npress pause\nset sample 23\nwait 25\npress step\n"},
    {"valley",
     enter_valley,
     {{"guess", valley_guess}, {"bottom", valley_bottom}},
     "mark guess 1 1\nwait 40\nset speed 1\npress play\nwait 120\npress pause\n"},
    {"batch",
     enter_batch,
     {{"all", batch_all}, {"one", batch_one}},
     "press play\nwait 30\nset batch 1\nset speed 16\nwait 60\npress pause\n"},
    {"rate",
     enter_rate,
     {{"right", rate_right}, {"rises", rate_rises}},
     "press play\nwait 50\nset rate 1\nwait 60\nset rate 30\nwait 40\npress pause\n"},
    {"momentum",
     enter_momentum,
     {{"sooner", momentum_sooner}},
     "set speed 4\npress play\nwait 75\nset momentum 0.9\nwait 60\npress pause\n"},
};

/* ---- numbers of the transport bar ---- */

static int readouts(const void *state, const ogl_run *run, ogl_readout out[OGL_MAX_READOUTS])
{
    const neuron *n = state;
    char number[OGV_NUMBER_SIZE];
    static const ogl_readout slots[] = {{.label = "epoch", .width = 88, .compact_width = 72},
                                        {.label = "step", .width = 104, .compact_width = 80, .quiet = true},
                                        {.label = "loss", .width = 104, .compact_width = 88, .apart = true},
                                        {.label = "lowest", .width = 104, .compact_width = 88, .quiet = true},
                                        {.label = "wrong", .width = 96, .compact_width = 80, .apart = true}};
    (void)run;
    for (int i = 0; i < 5; i++)
        out[i] = slots[i];
    snprintf(out[0].value, sizeof out[0].value, "%zu", n->epochs);
    snprintf(out[1].value, sizeof out[1].value, "%zu", n->step);
    snprintf(out[2].value, sizeof out[2].value, "%.20s", ogl_format_loss(number, n->loss));
    snprintf(out[3].value, sizeof out[3].value, "%.20s", ogv_format_number(number, neuron_lowest(n), 3));
    snprintf(out[4].value, sizeof out[4].value, "%d / %d", n->wrong, NEURON_ROWS);
    return 5;
}

const ogl_lesson ogl_one_neuron = {
    .id = "one-neuron",
    .number = 4,
    .minutes = 15,
    .trains = true,
    .settings = settings,
    .setting_count = sizeof settings / sizeof *settings,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .state_size = sizeof(neuron),
    .init = neuron_init,
    .destroy = neuron_destroy,
    .update = neuron_update,
    .draw = neuron_draw,
    .readouts = readouts,
    .card = &neuron_card,
};
