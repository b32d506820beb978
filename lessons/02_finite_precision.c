/* Lesson 2, finite precision: where floats run out under a sigmoid, and which
 * way round keeps the digits. */
#include "finite_precision.h"

#include <math.h>
#include <stdio.h>

#include "ogee_viz/text.h"

static const char *const format_names[] = {"float16", "float32", "float64", NULL};

static const ogl_setting settings[] = {
    {.id = "x", .type = OGL_NUMBER, .low = -120, .high = 120, .start = 4, .decimals = 2},
    {.id = "format", .type = OGL_CHOICE, .start = OGL_FLOAT32, .choices = format_names},
    {.id = "zero", .type = OGL_NUMBER, .low = 0, .high = 40, .start = 0, .decimals = 2},
    {.id = "burst", .type = OGL_NUMBER, .low = 0, .high = 120, .start = 0, .decimals = 2},
    {.id = "reveal", .type = OGL_SWITCH, .start = 0},
};

/* ---- what is measured ---- */

/* "x = 20: 0": where the probe stands and what a way answers there. */
static void note_answer(const ogl_run *run, char out[OGL_NOTE_SIZE], const char *key, ogl_route route)
{
    char x[OGV_NUMBER_SIZE], value[OGL_NUMBER_TEXT];
    ogl_way way = precision_way(run, route);
    ogl_number_text(value, ogl_compute(&way, run->values[SET_X]), 4);
    ogl_note(run, out, key, ogv_format_number(x, run->values[SET_X], 2), value);
}

/* Nowhere on the strip does that row answer inf or nan in this format; the note says what to choose. */
static bool never_breaks(const precision *p, const ogl_run *run, int row, char out[OGL_NOTE_SIZE])
{
    if (ogl_strip_has(&p->lines[row][0], OGL_NOT_FINITE, PRECISION_STRIP))
        return false;
    ogl_note(run, out, "note.format", "", "");
    return true;
}

static ogl_verdict verdict(ogl_route route, ogl_format format, double x)
{
    ogl_way way = {.route = route, .format = format};
    return ogl_judge(format, ogl_compute(&way, x), ogl_truth(&way, x));
}

static ogl_verdict verdict_here(const ogl_run *run, ogl_route route)
{
    return verdict(route, (ogl_format)run->values[SET_FORMAT], run->values[SET_X]);
}

/* How far x is on its way from `from` to `goal`; below 1 unless it is done. */
static double way_to(double x, double from, double goal, bool done)
{
    double part = (x - from) / (goal - from);
    return done ? 1 : part != part || part < 0 ? 0 : part > 0.95 ? 0.95 : part;
}

static double guess(const ogl_run *run, char out[OGL_NOTE_SIZE], const double truth[OGL_FORMATS])
{
    int setting = precision_guess(run->step);
    bool made = run->values[setting] != settings[setting].start, shown = run->values[SET_REVEAL] != 0;
    char mine[OGV_NUMBER_SIZE], right[OGV_NUMBER_SIZE];
    ogv_format_number(mine, run->values[setting], 2);
    ogv_format_number(right, truth[(int)run->values[SET_FORMAT]], 2);
    ogl_note(run, out, !made ? "note.guess" : shown ? "note.truth" : "note.show", mine, right);
    return !made ? 0 : shown ? 1 : 0.5;
}

/* ---- steps ---- */

static void begin(precision *p, ogl_run *run, double x)
{
    p->begun = true;
    ogl_set(run, SET_X, x);
    ogl_set(run, SET_FORMAT, OGL_FLOAT32);
    ogl_set(run, SET_ZERO, 0);
    ogl_set(run, SET_BURST, 0);
    ogl_set(run, SET_REVEAL, 0);
}

static void enter_gap(void *state, ogl_run *run)
{
    begin(state, run, 4);
}

static double gap_guess(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return guess(run, out, ((const precision *)state)->zero);
}

static double gap_alive(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    note_answer(run, out, "note.rest", OGL_REST_NAIVE);
    bool done =
        verdict_here(run, OGL_REST_NAIVE) == OGL_ZERO && verdict_here(run, OGL_REST_STABLE) == OGL_RIGHT;
    return way_to(run->values[SET_X], 4, p->zero[(int)run->values[SET_FORMAT]], done);
}

static void enter_overflow(void *state, ogl_run *run)
{
    begin(state, run, 20);
}

static double overflow_guess(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    return guess(run, out, ((const precision *)state)->burst);
}

static double overflow_nan(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    if (never_breaks(p, run, 0, out))
        return 0;
    note_answer(run, out, "note.ratio", OGL_SIGMOID_RATIO);
    return way_to(run->values[SET_X], 20, p->burst[(int)run->values[SET_FORMAT]],
                  verdict_here(run, OGL_SIGMOID_RATIO) == OGL_NOT_FINITE);
}

static void enter_formats(void *state, ogl_run *run)
{
    begin(state, run, 2);
}

static double formats_split(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    char half[OGL_NUMBER_TEXT], single[OGL_NUMBER_TEXT];
    double x = run->values[SET_X];
    const ogl_way *first = &p->ways[OGL_FLOAT16][0], *second = &p->ways[OGL_FLOAT32][0];
    ogl_number_text(half, ogl_compute(first, x), 3);
    ogl_number_text(single, ogl_compute(second, x), 3);
    ogl_note(run, out, "note.split", half, single);
    return way_to(x, 2, p->zero[OGL_FLOAT16],
                  verdict(OGL_REST_NAIVE, OGL_FLOAT16, x) == OGL_ZERO &&
                      verdict(OGL_REST_NAIVE, OGL_FLOAT32, x) == OGL_RIGHT);
}

static double formats_million(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    double x = run->values[SET_X];
    const ogl_way *way = &p->ways[OGL_FLOAT32][0];
    double ulps = ogl_ulps(OGL_FLOAT32, ogl_compute(way, x), ogl_truth(way, x));
    ogl_strip_cell cell = ogl_strip_distance(way, x);
    ogl_note(run, out, "note.million", cell.text, "");
    return ulps > 1e6 ? 1 : ulps > 1 ? 0.95 * log10(ulps) / 6 : 0;
}

static void enter_log(void *state, ogl_run *run)
{
    begin(state, run, -20);
}

static double log_inf(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    if (never_breaks(p, run, 0, out))
        return 0;
    note_answer(run, out, "note.log", OGL_LOG_NAIVE);
    return way_to(run->values[SET_X], -20, -p->burst[(int)run->values[SET_FORMAT]],
                  verdict_here(run, OGL_LOG_NAIVE) == OGL_NOT_FINITE);
}

static double log_zero(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    note_answer(run, out, "note.log", OGL_LOG_NAIVE);
    return way_to(run->values[SET_X], -20, p->zero[(int)run->values[SET_FORMAT]],
                  verdict_here(run, OGL_LOG_NAIVE) == OGL_ZERO);
}

static void enter_perfect(void *state, ogl_run *run)
{
    begin(state, run, -70);
}

static double perfect_later(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    if (never_breaks(p, run, 0, out))
        return 0;
    note_answer(run, out, "note.perfect", OGL_LOG_PERFECT);
    return way_to(run->values[SET_X], -70, -p->burst[(int)run->values[SET_FORMAT]],
                  verdict_here(run, OGL_LOG_NAIVE) == OGL_NOT_FINITE &&
                      verdict_here(run, OGL_LOG_PERFECT) == OGL_RIGHT);
}

static double perfect_too(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    if (never_breaks(state, run, 1, out))
        return 0;
    note_answer(run, out, "note.perfect", OGL_LOG_PERFECT);
    return way_to(run->values[SET_X], -70, -104, verdict_here(run, OGL_LOG_PERFECT) == OGL_NOT_FINITE);
}

static void enter_keep(void *state, ogl_run *run)
{
    begin(state, run, 12);
}

static double keep_off(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    (void)state;
    ogl_way way = precision_way(run, OGL_LOGIT_BACK);
    double x = run->values[SET_X], off = fabs(ogl_compute(&way, x) - x);
    note_answer(run, out, "note.back", OGL_LOGIT_BACK);
    return off > 0.1 && isfinite(off) ? 1 : off > 1e-7 && off <= 0.1 ? 0.95 * (log10(off) + 7) / 6 : 0;
}

static double keep_lost(const void *state, const ogl_run *run, char out[OGL_NOTE_SIZE])
{
    const precision *p = state;
    ogl_way way = precision_way(run, OGL_LOGIT_BACK);
    double x = run->values[SET_X];
    note_answer(run, out, "note.back", OGL_LOGIT_BACK);
    return way_to(x, 12, p->lost[(int)run->values[SET_FORMAT]], ogl_compute(&way, x) == (double)INFINITY);
}

static const ogl_step steps[] = {
    {"gap",
     enter_gap,
     {{"gap-guess", gap_guess}, {"gap-alive", gap_alive}},
     "set format float32\nset reveal off\ndrag zero 12\nset reveal on\nwait 40\ndrag x 20\nwait 30\n"},
    {"overflow",
     enter_overflow,
     {{"overflow-guess", overflow_guess}, {"overflow-nan", overflow_nan}},
     "set format float32\nset reveal off\ndrag burst 60\nset reveal on\nwait 40\ndrag x 90\nwait 30\n"},
    {"formats",
     enter_formats,
     {{"formats-split", formats_split}, {"formats-million", formats_million}},
     "drag x 10\nwait 40\ndrag x 20\nwait 30\n"},
    {"log",
     enter_log,
     {{"log-inf", log_inf}, {"log-zero", log_zero}},
     "set format float32\ndrag x -95\nwait 40\ndrag x 20\nwait 30\n"},
    {"perfect",
     enter_perfect,
     {{"perfect-later", perfect_later}, {"perfect-too", perfect_too}},
     "set format float32\ndrag x -95\nwait 40\ndrag x -110\nwait 30\n"},
    {"keep",
     enter_keep,
     {{"keep-off", keep_off}, {"keep-lost", keep_lost}},
     "set format float32\ndrag x 16.30\nwait 40\ndrag x 18\nwait 30\n"},
};

const ogl_lesson ogl_finite_precision = {
    .id = "finite-precision",
    .number = 2,
    .minutes = 10,
    .settings = settings,
    .setting_count = sizeof settings / sizeof *settings,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .state_size = sizeof(precision),
    .init = precision_init,
    .destroy = precision_destroy,
    .update = precision_update,
    .draw = precision_draw,
    .card = &precision_card,
};
