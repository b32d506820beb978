/* Lesson 6, the decision boundary: a small network bends a line through two classes, on toy data and on two
   columns of a real table. */
#include "decision_boundary.h"

#include <stdio.h>

#include "ogee/metrics.h"
#include "ogee_viz/text.h"

static const char *const data_names[] = {"moons", "circles", "xor", "spiral", "gauss", "cancer", NULL};

static const ogl_setting settings[] = {
    OGL_TRAINING_SETTINGS,
    {.id = "data", .type = OGL_CHOICE, .start = DATA_MOONS, .choices = data_names},
    {.id = "noise", .type = OGL_NUMBER, .low = 0, .high = 0.5, .start = 0.1, .decimals = 2},
    {.id = "contours", .type = OGL_SWITCH, .start = 1},
    {.id = "test-points", .type = OGL_SWITCH, .start = 1},
};

/* ---- what is measured ---- */

static double accuracy(const boundary *b)
{
    return b->model.test_score.accuracy;
}

/* Rounded to float as the chart has it, so that both show the same digits. */
static double percent(og_score score)
{
    return (double)(float)(100 * score.accuracy);
}

static size_t epoch(const boundary *b)
{
    return b->model.trainer ? b->model.trainer->epoch : 0;
}

/* The share of the way from guessing to the goal; 1 only when the goal is reached after some training. */
static double towards(const boundary *b, double goal)
{
    double share = (accuracy(b) - 0.5) / (goal - 0.5);
    if (epoch(b) == 0 || share < 0)
        return 0;
    return accuracy(b) >= goal ? 1 : share;
}

static void note_pair(const ogl_run *run, char out[OGL_NOTE_SIZE], const char *key, const char *first,
                      const char *second)
{
    const char *pattern = ogl_words_get(run->words, run->lesson->steps[run->step].id, key, 0);
    ogl_words_fill(out, OGL_NOTE_SIZE, pattern ? pattern : "<missing>", first, second);
}

static void note(const ogl_run *run, char out[OGL_NOTE_SIZE], const char *key, double value, int decimals)
{
    char number[OGV_NUMBER_SIZE];
    note_pair(run, out, key, ogv_format_number(number, value, decimals), "");
}

static double reach(const boundary *b, const ogl_run *run, char out[OGL_NOTE_SIZE], int data,
                    const char *elsewhere, double goal)
{
    if ((int)run->values[SET_DATA] != data) {
        note(run, out, elsewhere, 0, 0);
        return 0;
    }
    note(run, out, "note", percent(b->model.test_score), 1);
    return towards(b, goal);
}

/* ---- steps ---- */

static void begin_with(ogl_run *run, int data, double noise)
{
    ogl_set(run, SET_DATA, data);
    ogl_set(run, SET_NOISE, noise);
    run->restart = true;
}

static void enter_bend(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_MOONS, 0.1);
}

static double bend_moons(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_MOONS, "note.elsewhere", BOUNDARY_GOAL);
}

/* Half of the way is the slider, half the training. */
static double bend_noise(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const double enough = 0.3, epochs = 40;
    double noise = run->values[SET_NOISE], trained = (double)epoch(state);
    if ((int)run->values[SET_DATA] != DATA_MOONS) {
        note(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    if (noise < enough) {
        note(run, out, "note.noise", noise, 2);
        return 0.5 * noise / enough;
    }
    note(run, out, "note.accuracy", percent(((const boundary *)state)->model.test_score), 1);
    return trained >= epochs ? 1 : 0.5 + 0.5 * trained / epochs;
}

static void enter_rings(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_CIRCLES, 0.1);
}

static double rings_circles(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_CIRCLES, "note.circles", BOUNDARY_GOAL);
}

static double rings_xor(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_XOR, "note.xor", BOUNDARY_GOAL);
}

static void enter_spiral(void *state, ogl_run *run)
{
    ((boundary *)state)->first.epoch = 0;
    begin_with(run, DATA_SPIRAL, 0.1);
}

static double spiral_reach(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    double progress = reach(b, run, out, DATA_SPIRAL, "note.elsewhere", BOUNDARY_GOAL);
    if (progress >= 1)
        note(run, out, "note.reached", (double)b->goal.epoch, 0);
    return progress;
}

static double spiral_again(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    if (b->first.epoch == 0 || run->values[OGL_SEED] == b->first.seed) {
        note(run, out, "note.seed", run->values[OGL_SEED], 0);
        return 0;
    }
    return spiral_reach(state, run, out);
}

static void enter_real(void *state, ogl_run *run)
{
    (void)state;
    begin_with(run, DATA_CANCER, 0.1);
}

static double real_reach(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return reach(state, run, out, DATA_CANCER, "note.elsewhere", 0.92);
}

static double real_missed(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    const double epochs = 20;
    if ((int)run->values[SET_DATA] != DATA_CANCER) {
        note(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    og_confusion c = og_confusion_count(b->model.test->rows, b->model.test_logits, b->model.test->y);
    char missed[16], all[16];
    snprintf(missed, sizeof missed, "%zu", c.false_negative);
    snprintf(all, sizeof all, "%zu", c.false_negative + c.true_positive);
    note_pair(run, out, "note.missed", missed, all);
    return (double)epoch(b) >= epochs ? 1 : (double)epoch(b) / epochs;
}

static double stop_train(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const boundary *b = state;
    const double epochs = 200;
    char now[OGV_NUMBER_SIZE], best[OGV_NUMBER_SIZE];
    float lowest = b->chart.test_loss[0];
    if ((int)run->values[SET_DATA] != DATA_CANCER) {
        note(run, out, "note.elsewhere", 0, 0);
        return 0;
    }
    for (int i = 1; i < b->chart.count; i++)
        lowest = b->chart.test_loss[i] < lowest ? b->chart.test_loss[i] : lowest;
    note_pair(run, out, "note", ogv_format_number(now, b->model.test_score.loss, 3),
              ogv_format_number(best, (double)lowest, 3));
    return (double)epoch(b) >= epochs ? 1 : (double)epoch(b) / epochs;
}

static const ogl_step steps[] = {
    {"bend",
     enter_bend,
     {{"moons", bend_moons}, {"noise", bend_noise}},
     "set speed 16\npress play\nwait 75\nset noise 0.35\nwait 30\npress pause\n"},
    {"rings",
     enter_rings,
     {{"circles", rings_circles}, {"xor", rings_xor}},
     "set speed 16\npress play\nwait 30\nset data xor\nwait 75\npress pause\n"},
    {"seeds",
     enter_spiral,
     {{"spiral", spiral_reach}, {"again", spiral_again}},
     "set speed 16\npress play\nwait 75\npress dice\nwait 75\npress pause\n"},
    {"real",
     enter_real,
     {{"cancer", real_reach}, {"missed", real_missed}},
     "set speed 4\npress play\nwait 150\npress pause\n"},
    {"stop", enter_real, {{"turn", stop_train}}, "set speed 16\npress play\nwait 330\npress pause\n"},
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
                             percent(b->model.train_score), percent(b->model.test_score)};
    (void)run;
    for (int i = 0; i < 5; i++) {
        out[i] = slots[i];
        ogv_format_number(number, values[i], i == 0 ? 0 : i < 3 ? 3 : 1);
        snprintf(out[i].value, sizeof out[i].value, i < 3 ? "%.20s" : "%.20s %%", number);
    }
    return 5;
}

const ogl_lesson ogl_decision_boundary = {
    .id = "decision-boundary",
    .number = 6,
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
};
