/* Lesson 6, the decision boundary: a small network bends a line through two classes, on toy data and on two
   columns of a real table. */
#include "decision_boundary.h"

#include <stdio.h>

#include "ogee/metrics.h"
#include "ogee_viz/text.h"

static const char *const data_names[] = {"moons", "circles", "xor", "spiral", "gauss", "cancer", NULL};
static const char *const activation_names[] = {"tanh", "sigmoid", "relu", "silu", NULL};
static const char *const rate_names[] = {"0.001", "0.01", "0.03", "0.05", "0.1", "0.3", "1", NULL};
static const char *const batch_names[] = {"1", "4", "16", "64", NULL};
static const char *const momentum_names[] = {"0", "0.5", "0.9", NULL};
static const char *const decay_names[] = {"0", "0.001", "0.01", "0.1", NULL};
static const char *const init_names[] = {"torch", "xavier", "he", "zeros", NULL};

#define UNITS(id_)                                                                                           \
    {                                                                                                        \
        .id = id_, .type = OGL_INTEGER, .low = 1, .high = BOUNDARY_UNITS, .start = 6                         \
    }

static const ogl_setting settings[] = {
    OGL_TRAINING_SETTINGS(OGL_SPEED_4),
    {.id = "data", .type = OGL_CHOICE, .start = DATA_MOONS, .choices = data_names},
    {.id = "noise", .type = OGL_NUMBER, .low = 0, .high = 0.5, .start = 0.1, .decimals = 2},
    {.id = "layers", .type = OGL_INTEGER, .low = 0, .high = BOUNDARY_LAYERS, .start = 2},
    UNITS("units.1"),
    UNITS("units.2"),
    UNITS("units.3"),
    UNITS("units.4"),
    {.id = "activation", .type = OGL_CHOICE, .start = ACTIVATION_TANH, .choices = activation_names},
    {.id = "rate", .type = OGL_CHOICE, .start = 3, .choices = rate_names},
    {.id = "batch", .type = OGL_CHOICE, .start = 2, .choices = batch_names},
    {.id = "momentum", .type = OGL_CHOICE, .start = 2, .choices = momentum_names},
    {.id = "decay", .type = OGL_CHOICE, .start = 0, .choices = decay_names},
    {.id = "init", .type = OGL_CHOICE, .start = 0, .choices = init_names},
    {.id = "threshold", .type = OGL_NUMBER, .low = 0.02, .high = 0.98, .start = 0.5, .decimals = 2},
    {.id = "contours", .type = OGL_SWITCH, .start = 1},
    {.id = "test-points", .type = OGL_SWITCH, .start = 1},
};

/* ---- what is measured ---- */

static size_t epoch(const boundary *b)
{
    return b->model.trainer ? b->model.trainer->epoch : 0;
}

/* The share of the way from guessing to the goal; 1 only when the goal is reached after some training. */
static double towards(const boundary *b, double goal)
{
    double reached = b->test_accuracy, share = (reached - 0.5) / (goal - 0.5);
    if (epoch(b) == 0 || share < 0)
        return 0;
    return reached >= goal ? 1 : share;
}

static double reach(const boundary *b, const ogl_run *run, char out[OGL_NOTE_SIZE], int data,
                    const char *elsewhere, double goal)
{
    if ((int)run->values[SET_DATA] != data) {
        ogl_note_number(run, out, elsewhere, 0, 0);
        return 0;
    }
    ogl_note_number(run, out, "note", 100 * b->test_accuracy, 1);
    return towards(b, goal);
}

static double epochs_of(const boundary *b, double goal)
{
    return (double)epoch(b) >= goal ? 1 : (double)epoch(b) / goal;
}

/* ---- steps ---- */

static void begin_with(ogl_run *run, int data, double noise, int layers, int units)
{
    static const int as_at_first[] = {SET_ACTIVATION, SET_RATE, SET_BATCH,    SET_MOMENTUM,
                                      SET_DECAY,      SET_INIT, SET_THRESHOLD};
    for (size_t i = 0; i < sizeof as_at_first / sizeof *as_at_first; i++)
        ogl_set(run, as_at_first[i], settings[as_at_first[i]].start);
    ogl_set(run, SET_DATA, data);
    ogl_set(run, SET_NOISE, noise);
    ogl_set(run, SET_LAYERS, layers);
    for (int i = 0; i < BOUNDARY_LAYERS; i++)
        ogl_set(run, SET_UNITS + i, units);
    run->restart = true;
}

static void enter_line(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_GAUSS, 0.3, 0, 4);
}

static double line_gauss(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_GAUSS, "note.gauss", BOUNDARY_GOAL);
}

static double line_moons(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    if ((int)run->values[SET_DATA] != DATA_MOONS) {
        ogl_note_number(run, out, "note.moons", 0, 0);
        return 0;
    }
    if (run->values[SET_LAYERS] != 0) {
        ogl_note_number(run, out, "note.layers", 0, 0);
        return 0;
    }
    ogl_note_number(run, out, "note", 100 * b->test_accuracy, 1);
    return epochs_of(b, 40);
}

static void enter_xor(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_XOR, 0.1, 0, 4);
}

static double xor_line(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    if ((int)run->values[SET_DATA] != DATA_XOR || run->values[SET_LAYERS] != 0) {
        ogl_note_number(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    ogl_note_number(run, out, "note", 100 * b->test_accuracy, 1);
    return epochs_of(b, 40);
}

static double xor_hidden(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    if ((int)run->values[SET_LAYERS] == 0) {
        ogl_note_number(run, out, "note.layer", 0, 0);
        return 0;
    }
    return reach(state, run, out, DATA_XOR, "note.xor", 0.9);
}

static void enter_two(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_XOR, 0.1, 1, 2);
}

static bool two_neurons(const ogl_run *run)
{
    return (int)run->values[SET_DATA] == DATA_XOR && (int)run->values[SET_LAYERS] == 1 &&
           (int)run->values[SET_UNITS] == 2;
}

static double two_solved(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    if (!two_neurons(run)) {
        ogl_note_number(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    return reach(state, run, out, DATA_XOR, "note.elsewhere", 0.85);
}

static double two_stuck(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    char number[OGV_NUMBER_SIZE], seed[16];
    if (!two_neurons(run)) {
        ogl_note_number(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    if (b->test_accuracy >= 0.8) {
        ogl_note_number(run, out, "note.solved", run->values[OGL_SEED], 0);
        return 0;
    }
    snprintf(seed, sizeof seed, "%.0f", run->values[OGL_SEED]);
    ogl_note(run, out, "note.stuck", seed, ogv_format_number(number, (double)epoch(b), 0));
    return epochs_of(b, 100);
}

static void enter_bend(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_MOONS, 0.1, 2, 6);
}

static double bend_moons(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_MOONS, "note.moons", BOUNDARY_GOAL);
}

static double bend_spiral(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_SPIRAL, "note.spiral", BOUNDARY_GOAL);
}

static void enter_real(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_CANCER, 0.1, 1, 4);
}

static double real_reach(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_CANCER, "note.elsewhere", 0.92);
}

static double real_missed(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    char missed[OGL_NOTE_SIZE], now[16], then[16], alarms[16];
    if ((int)run->values[SET_DATA] != DATA_CANCER) {
        ogl_note_number(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    og_confusion cut = boundary_confusion(run, b->model.test, b->model.test_logits);
    og_confusion half = og_confusion_count(b->model.test->rows, b->model.test_logits, b->model.test->y);
    size_t wanted = half.false_negative / 2;
    snprintf(now, sizeof now, "%zu", cut.false_negative);
    snprintf(then, sizeof then, "%zu", half.false_negative);
    ogl_note(run, missed, "note.of", now, then);
    snprintf(alarms, sizeof alarms, "%zu", cut.false_positive);
    bool end =
        run->values[SET_THRESHOLD] <= settings[SET_THRESHOLD].low; /* some tumours no threshold finds */
    ogl_note(run, out, end && cut.false_negative > wanted ? "note.end" : "note.missed", missed, alarms);
    if (boundary_accuracy(half) < 0.85 || epoch(b) < 10 || run->values[SET_THRESHOLD] >= 0.5)
        return 0; /* before it has learned anything, nothing is a success */
    return end || cut.false_negative <= wanted ? 1 : (double)(wanted + 1) / (double)(cut.false_negative + 1);
}

static void enter_stop(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_CANCER, 0.1, 2, 6);
}

static double stop_train(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    char now[OGV_NUMBER_SIZE], best[OGV_NUMBER_SIZE];
    float lowest = b->chart.test_loss[0];
    if ((int)run->values[SET_DATA] != DATA_CANCER) {
        ogl_note_number(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    for (int i = 1; i < b->chart.count; i++)
        lowest = b->chart.test_loss[i] < lowest ? b->chart.test_loss[i] : lowest;
    ogl_note(run, out, "note", ogv_format_number(now, b->model.test_score.loss, 3),
             ogv_format_number(best, (double)lowest, 3));
    return epochs_of(b, 200);
}

static const ogl_step steps[] = {
    {"line",
     enter_line,
     {{"gauss", line_gauss}, {"moons", line_moons}},
     "press play\nwait 60\nset data moons\nset speed 16\nwait 40\npress pause\n"},
    {"xor",
     enter_xor,
     {{"alone", xor_line}, {"hidden", xor_hidden}},
     "set speed 16\npress play\nwait 40\nset layers 1\nwait 60\npress pause\n"},
    {"two",
     enter_two,
     {{"stuck", two_stuck}, {"solved", two_solved}},
     "set seed 1\nset speed 16\npress play\nwait 70\nset seed 3\nwait 70\npress pause\n"},
    {"bend",
     enter_bend,
     {{"moons", bend_moons}, {"spiral", bend_spiral}},
     "set speed 16\npress play\nwait 100\nset data spiral\nwait 100\npress pause\n"},
    {"real",
     enter_real,
     {{"reach", real_reach}, {"missed", real_missed}},
     "set speed 16\npress play\nwait 60\npress pause\ndrag threshold 0.15\nwait 20\n"},
    {"stop", enter_stop, {{"turn", stop_train}}, "set speed 16\npress play\nwait 330\npress pause\n"},
};

/* ---- numbers of the transport bar ---- */

static int readouts(const void *state, const ogl_run *run, ogl_readout out[OGL_MAX_READOUTS])
{
    const boundary *b = state;
    char number[OGV_NUMBER_SIZE];
    static const ogl_readout slots[] = {
        {.label = "epoch", .width = 96, .compact_width = 72},
        {.label = "loss.train", .width = 104, .compact_width = 92, .apart = true, .quiet = true},
        {.label = "loss.test", .width = 96, .compact_width = 80},
        {.label = "accuracy.train", .width = 128, .compact_width = 120, .apart = true, .quiet = true},
        {.label = "accuracy.test", .width = 80, .compact_width = 80}};
    const double values[] = {(double)epoch(b), b->model.train_score.loss, b->model.test_score.loss,
                             100 * b->train_accuracy, 100 * b->test_accuracy};
    (void)run;
    for (int i = 0; i < 5; i++) {
        out[i] = slots[i];
        if (i == 1 || i == 2)
            ogl_format_loss(number, values[i]);
        else
            ogv_format_number(number, values[i], i == 0 ? 0 : 1);
        snprintf(out[i].value, sizeof out[i].value, i < 3 ? "%.20s" : "%.20s %%", number);
    }
    return 5;
}

const ogl_lesson ogl_decision_boundary = {
    .id = "decision-boundary",
    .number = 6,
    .minutes = 20,
    .trains = true,
    .settings = settings,
    .setting_count = sizeof settings / sizeof *settings,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .state_size = sizeof(boundary),
    .init = boundary_init,
    .destroy = boundary_destroy,
    .update = boundary_update,
    .draw = boundary_draw,
    .readouts = readouts,
    .card = &boundary_card,
};
