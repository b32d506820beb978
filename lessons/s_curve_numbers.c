/* The row of numbers above the plot of lesson 1, and the plot in words. */
#include <math.h>
#include <stdio.h>

#include "ogee_viz/text.h"
#include "s_curve.h"
#include "stage.h"

enum { LARGE = 100000 }; /* odds from here on are written with a power of ten */

typedef struct number {
    float x; /* from the left end of the row */
    const char *label, *value, *note;
    ogv_color color;
} number;

/* 10 with a raised exponent, "10⁻⁵". */
static const char *power_of_ten(char text[32], int exponent)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    int digits = exponent < 0 ? -exponent : exponent;
    snprintf(text, 32, "10%s%s%s", exponent < 0 ? "⁻" : "", digits >= 10 ? raised[digits / 10 % 10] : "",
             raised[digits % 10]);
    return text;
}

/* The power of ten below a value. */
static int decade(double value)
{
    return (int)floor(log10(value));
}

/* Where four digits round to 0 or 1 the note says how far from it the value really is. */
static const char *note_of_value(const s_curve *s, char note[48])
{
    char power[32];
    double left = fmin(s->odds, 1 / s->odds); /* as far out as this the same as p or 1 - p */
    if (left >= 0.00005)
        return NULL;
    snprintf(note, 48, "%s%s", s->p < 0.5 ? "≈ " : "1 − ", power_of_ten(power, decade(left)));
    return note;
}

/* With so many digits that they say something, and not more than fit; a large one without its exponent. */
static const char *odds_text(char text[OGV_NUMBER_SIZE], double odds)
{
    if (odds < LARGE)
        return ogv_format_number(text, odds, odds >= 1000 ? 0 : odds >= 0.095 ? 2 : 4);
    snprintf(text, OGV_NUMBER_SIZE, "%.1f×10", odds / pow(10, decade(odds)));
    return text;
}

/* The exponent of large odds, raised behind their number; the note goes behind both. */
static void draw_exponent(const ogl_run *run, ogv_ui *ui, float x, float y, const char *value, double odds)
{
    char exponent[16];
    snprintf(exponent, sizeof exponent, "%d", decade(odds));
    x += ogv_text_width(ui->list, OGV_MONO_MEDIUM, 20, value) + 1;
    x += ogv_text(ui->list, x, y + 21, OGV_LEFT, OGV_MONO_MEDIUM, 13, ui->theme->text, exponent) + 10;
    ogv_text(ui->list, x, y + 29, OGV_LEFT, OGV_UI, 13, ui->theme->text3, ogl_stage_word(run, "odds.note"));
}

static const char *note_of_odds(const ogl_run *run, char note[64], double odds)
{
    char power[32];
    if (odds >= LARGE)
        return NULL; /* stands behind the exponent */
    if (odds >= 0.00005)
        return ogl_stage_word(run, "odds.note");
    ogl_words_fill(note, 64, ogl_stage_word(run, "odds.note.small"), power_of_ten(power, decade(odds)), "");
    return note;
}

/* What stands in the slope's slot: the guess while it is made, nothing while the slope is not shown. */
static number slope_number(const s_curve *s, const ogl_run *run, const ogv_theme *t,
                           char value[OGV_NUMBER_SIZE], char note[64])
{
    char share[OGL_NOTE_SIZE];
    number n = {464, ogl_stage_word(run, "slope.label"), "–", NULL, t->text3};
    if (s_curve_guessing(run)) {
        n.value = ogv_format_number(value, run->values[SET_GUESS_Y], 2);
        n.note = ogl_stage_word(run, "guess.note");
        n.color = t->grad;
    } else if (run->values[SET_SLOPE] != 0) {
        ogl_words_fill(note, 64, ogl_stage_word(run, s->w == 0 ? "flat.note" : "peak"),
                       s_curve_percent(share, s->share), "");
        n.value = ogv_format_number(value, s->slope, 4);
        n.note = note;
        n.color = t->grad;
    }
    return n;
}

void s_curve_draw_numbers(const s_curve *s, const ogl_run *run, ogv_ui *ui, float x, float y)
{
    const ogv_theme *t = ui->theme;
    char at[OGV_NUMBER_SIZE], z[OGV_NUMBER_SIZE], value[OGV_NUMBER_SIZE], end[48];
    char slope[OGV_NUMBER_SIZE], share[64], odds[OGV_NUMBER_SIZE], small[64];
    bool known = !s_curve_guessing(run) || ogl_guess_made(run, SET_GUESS_X);
    const number all[] = {
        {0, "$x$", ogv_format_number(at, s->x, 2), NULL, t->text},
        {136, "$z = wx+b$", ogv_format_number(z, s->z, 2), NULL, t->text},
        {288, "$\\sigma(z)$", ogv_format_number(value, s->p, 4), note_of_value(s, end), t->value},
        slope_number(s, run, t, slope, share),
        {712, ogl_stage_word(run, "odds.label"), odds_text(odds, s->odds), note_of_odds(run, small, s->odds),
         t->text},
    };
    for (int i = 0; i < 5; i++) {
        float left = x + all[i].x;
        if (i > 0)
            ogv_hairline_v(ui->list, left - 24, y - 13, y + 31, t->line);
        ogv_readout(ui->list, t, left, y, all[i].label, known ? all[i].value : "–",
                    known ? all[i].color : t->text3, known ? all[i].note : NULL);
    }
    if (known && s->odds >= LARGE)
        draw_exponent(run, ui, x + all[4].x, y, odds, s->odds);
}

/* ---- in words ---- */

enum { DESCRIPTION = 256 };

/* Where four digits round to 0 or 1 it is neither. */
static const char *value_in_words(const ogl_run *run, char text[OGV_NUMBER_SIZE], double p)
{
    return p < 0.00005    ? ogl_stage_word(run, "described.zero")
           : p >= 0.99995 ? ogl_stage_word(run, "described.one")
                          : ogv_format_number(text, p, 4);
}

static void describe_guess(const s_curve *s, const ogl_run *run, char text[DESCRIPTION])
{
    char first[OGV_NUMBER_SIZE], second[OGV_NUMBER_SIZE];
    if (ogl_guess_made(run, SET_GUESS_X))
        ogl_words_fill(text, DESCRIPTION, ogl_stage_word(run, "described.guess"),
                       ogv_format_number(first, run->values[SET_GUESS_X], 2),
                       ogv_format_number(second, run->values[SET_GUESS_Y], 2));
    else
        ogl_words_fill(text, DESCRIPTION, ogl_stage_word(run, "described.ends"),
                       value_in_words(run, first, (double)s->value[0]),
                       value_in_words(run, second, (double)s->value[S_CURVE_POINTS - 1]));
}

/* Puts the words of key in the place of the text, which is their {1}. */
static void extend(const ogl_run *run, char text[DESCRIPTION], const char *key, const char *more)
{
    char before[DESCRIPTION];
    snprintf(before, sizeof before, "%s", text);
    ogl_words_fill(text, DESCRIPTION, ogl_stage_word(run, key), before, more);
}

static void describe_dot(const s_curve *s, const ogl_run *run, ogv_ui *ui, char text[DESCRIPTION])
{
    char digits[OGV_NUMBER_SIZE], at[OGV_NUMBER_SIZE], share[OGL_NOTE_SIZE], other[96];
    s_curve_relative all[S_CURVE_RELATIVES];
    const char *value = value_in_words(run, digits, s->p);
    ogl_words_fill(text, DESCRIPTION, ogl_stage_word(run, s->w == 0 ? "described.flat" : "described"),
                   s->w == 0 ? value : ogv_format_number(at, s->x, 2), value);
    if (run->values[SET_SLOPE] != 0 && s->w != 0) {
        extend(run, text, "described.slope", ogv_format_number(digits, s->slope, 4));
        extend(run, text, "described.share", s_curve_percent(share, s->share));
    }
    s_curve_relatives(s, ui->theme, all);
    for (int i = 0; i < S_CURVE_RELATIVES; i++) {
        if (run->values[all[i].setting] == 0)
            continue;
        ogl_words_fill(other, sizeof other, ogl_stage_word(run, "described.value"),
                       ogl_setting_label(run, all[i].setting), ogv_format_number(digits, all[i].here, 3));
        extend(run, text, "described.other", other);
    }
}

void s_curve_describe(const s_curve *s, const ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    char text[DESCRIPTION];
    if (s_curve_guessing(run))
        describe_guess(s, run, text);
    else
        describe_dot(s, run, ui, text);
    ogv_describe(ui, plot, text);
}
