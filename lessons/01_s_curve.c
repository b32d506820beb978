/* Lesson 1, the S-curve: what the sigmoid does to a number, how steep it is and where it is flat. */
#include <math.h>
#include <stdio.h>

#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "s_curve.h"
#include "stage.h"

static const ogl_setting settings[] = {
    {.id = "x", .type = OGL_NUMBER, .low = S_CURVE_LOW, .high = -S_CURVE_LOW, .start = -2, .decimals = 2},
    {.id = "w", .type = OGL_NUMBER, .low = -4, .high = 4, .start = 1, .decimals = 2},
    {.id = "b", .type = OGL_NUMBER, .low = -6, .high = 6, .start = 0, .decimals = 2},
    {.id = "slope", .type = OGL_SWITCH},
    {.id = "tanh", .type = OGL_SWITCH},
    {.id = "hard", .type = OGL_SWITCH},
    {.id = "silu", .type = OGL_SWITCH},
    {.id = "guess.x",
     .type = OGL_NUMBER,
     .low = S_CURVE_LOW,
     .high = -S_CURVE_LOW,
     .start = S_CURVE_LOW,
     .decimals = 2},
    {.id = "guess.y", .type = OGL_NUMBER, .low = 0, .high = 1, .start = 1, .decimals = 2},
};

/* ---- what is measured ---- */

static void note_two(const ogl_run *run, char out[OGL_NOTE_SIZE], const char *key, double first,
                     double second, int decimals)
{
    char one[OGV_NUMBER_SIZE], two[OGV_NUMBER_SIZE];
    ogl_note(run, out, key, ogv_format_number(one, first, decimals),
             ogv_format_number(two, second, decimals));
}

/* How near a value is to its goal: 1 within tolerance, else the share of `far` that is left behind. */
static double towards(double value, double goal, double tolerance, double far)
{
    double distance = fabs(value - goal);
    if (distance <= tolerance)
        return 1;
    return distance < far ? 0.95 * (1 - distance / far) : 0;
}

/* ---- steps ---- */

static void begin(ogl_run *run, double x, double w, double b, bool slope)
{
    ogl_set(run, SET_X, x);
    ogl_set(run, SET_W, w);
    ogl_set(run, SET_B, b);
    ogl_set(run, SET_SLOPE, slope);
    for (int i = SET_TANH; i <= SET_SILU; i++)
        ogl_set(run, i, 0);
}

static void enter_any(void *state, ogl_run *run)
{
    (void)state;
    begin(run, -2, 1, 0, false);
}

static double any_ninety(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    ogl_note_number(run, out, "note", s->p, 4);
    return towards(s->p, 0.9, 0.005, 0.8);
}

static double any_end(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    ogl_note_number(run, out, "note.end", s->x, 2);
    if (s->x < 8)
        return fmax(0, 0.95 * (s->x + 2) / 10);
    note_two(run, out, "note.reached", s->p, og_sigmoid(-s->z), 4);
    return 1;
}

static void enter_middle(void *state, ogl_run *run)
{
    (void)state;
    begin(run, 2, 1, 0, false);
}

static double middle_half(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    ogl_note_number(run, out, "note", s->p, 4);
    return towards(s->p, 0.5, 0.0005, 0.4);
}

static double middle_twin(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    note_two(run, out, "note.twin", s->z, s->p, 2);
    return towards(s->z, -2, 0.02, 4);
}

static void enter_steepest(void *state, ogl_run *run)
{
    (void)state;
    begin(run, -1, 1.5, -1, false);
    ogl_guess_clear(run, SET_GUESS_X);
}

static double steepest_guess(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    (void)state;
    bool made = ogl_guess_made(run, SET_GUESS_X);
    if (made)
        note_two(run, out, "note.guess", run->values[SET_GUESS_X], run->values[SET_GUESS_Y], 2);
    else
        ogl_note_number(run, out, "note", 0, 0);
    return made;
}

static double steepest_compare(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    char where[OGV_NUMBER_SIZE], peak[OGV_NUMBER_SIZE];
    bool made = ogl_guess_made(run, SET_GUESS_X);
    if (!made || run->values[SET_SLOPE] == 0) {
        ogl_note_number(run, out, made ? "note.then" : "note.first", 0, 0);
        return 0;
    }
    if (s->w == 0) {
        ogl_note_number(run, out, "note.flat", 0, 0);
        return 0;
    }
    ogl_note(run, out, "note.peak", ogv_format_number(peak, s->peak, 3),
             ogv_format_number(where, s->middle, 2));
    return 1;
}

static void enter_deaf(void *state, ogl_run *run)
{
    (void)state;
    begin(run, 1.8, 1.5, -1, true);
}

static void note_share(const s_curve *s, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    char percent[OGL_NOTE_SIZE];
    ogl_note(run, out, s->w == 0 ? "note.flat" : "note", s_curve_percent(percent, s->share), "");
}

static double deaf_peak(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    note_share(s, run, out);
    return s->share >= 0.995 ? 1 : 0.95 * s->share;
}

/* On a scale of decades, as the slope fades. */
static double deaf_flat(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    note_share(s, run, out);
    if (s->w == 0)
        return 0;
    return s->share < S_CURVE_DEAF ? 1 : 0.95 * log10(s->share) / log10(S_CURVE_DEAF);
}

static void enter_steer(void *state, ogl_run *run)
{
    (void)state;
    begin(run, 1, 1, 0, true);
}

static double steer_w(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    ogl_note_number(run, out, "note", s->peak, 3);
    return towards(fabs(s->peak), 0.75, 0.0025, 0.75);
}

static double steer_b(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    if (!isfinite(s->middle)) {
        ogl_note_number(run, out, "note.flat", 0, 0);
        return 0;
    }
    ogl_note_number(run, out, "note.middle", s->middle, 2);
    return towards(s->middle, -1, 0.02, 4);
}

static void enter_relatives(void *state, ogl_run *run)
{
    (void)state;
    begin(run, -1, 1, 0, false);
    ogl_set(run, SET_TANH, 1);
}

static double relatives_cross(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    if (run->values[SET_TANH] == 0) {
        ogl_note_number(run, out, "note.tanh", 0, 0);
        return 0;
    }
    note_two(run, out, "note", og_tanh(s->z), s->p, 3);
    return towards(og_tanh(s->z), s->p, 0.01, 1);
}

static double relatives_lowest(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    if (run->values[SET_SILU] == 0) {
        ogl_note_number(run, out, "note.silu", 0, 0);
        return 0;
    }
    ogl_note_number(run, out, "note.here", og_silu(s->z), 3);
    return 0.2 + 0.8 * towards(og_silu_grad(s->z), 0, 0.01, 0.6);
}

static void enter_odds(void *state, ogl_run *run)
{
    (void)state;
    begin(run, 0, 1, 0, false);
}

static double odds_three(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    ogl_note_number(run, out, "note", s->odds, 2);
    return towards(s->z, og_logit(0.75), 0.01, 2);
}

static double odds_back(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const s_curve *s = state;
    note_two(run, out, "note.back", s->p, s->z, 2);
    return towards(s->z, og_logit(0.1), 0.01, 3);
}

/* Whatever the learner has set, a demonstration begins again; it waits where a task is done, so that this is
   seen. */
static const ogl_step steps[] = {
    {"any",
     enter_any,
     {{"ninety", any_ninety}, {"end", any_end}},
     "press reset\ndrag x 2.2\nwait 20\ndrag x 8\n"},
    {"middle",
     enter_middle,
     {{"half", middle_half}, {"twin", middle_twin}},
     "press reset\ndrag x 0\nwait 20\ndrag x -2\n"},
    {"steepest",
     enter_steepest,
     {{"predict", steepest_guess}, {"compare", steepest_compare}},
     "press reset\nmark guess 0.4 0.5\nwait 20\nset slope on\n"},
    {"deaf",
     enter_deaf,
     {{"peak", deaf_peak}, {"flat", deaf_flat}},
     "press reset\ndrag x 0.67\nwait 20\ndrag x 5.2\n"},
    {"steer",
     enter_steer,
     {{"steep", steer_w}, {"place", steer_b}},
     "press reset\ndrag w 3\nwait 20\ndrag b 3\n"},
    {"relatives",
     enter_relatives,
     {{"cross", relatives_cross}, {"lowest", relatives_lowest}},
     "press reset\ndrag x 0.88\nwait 20\nset silu on\ndrag x -1.28\n"},
    {"odds",
     enter_odds,
     {{"three", odds_three}, {"back", odds_back}},
     "press reset\ndrag x 1.1\nwait 20\ndrag x -2.2\n"},
};

const ogl_lesson ogl_s_curve = {
    .id = "s-curve",
    .number = 1,
    .minutes = 10,
    .settings = settings,
    .setting_count = sizeof settings / sizeof *settings,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .state_size = sizeof(s_curve),
    .init = s_curve_init,
    .destroy = s_curve_destroy,
    .update = s_curve_update,
    .draw = s_curve_draw,
    .card = &s_curve_card,
};
