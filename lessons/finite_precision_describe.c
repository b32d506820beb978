/* What lesson 2 shows, in words. */
#include <stdio.h>

#include "finite_precision.h"
#include "ogee_viz/text.h"

static void append_answer(const ogl_run *run, char text[OGL_DESCRIPTION], const char *name,
                          const ogl_way *way)
{
    char value[OGL_ANSWER], part[128];
    ogl_describe_answer(run, value, way, run->values[SET_X], 4);
    ogl_words_fill(part, sizeof part, ogl_stage_word(run, "described.gives"), name, value);
    ogl_describe_also(run, text, part);
}

static const char *row_name(const precision *p, const ogl_run *run, int row)
{
    char key[64];
    snprintf(key, sizeof key, "row.%s.%d", run->lesson->steps[p->step].id, row);
    return ogl_stage_word(run, key);
}

static void describe(const ogl_run *run, ogv_ui *ui, ogv_rect rect, const char *what)
{
    char x[OGV_NUMBER_SIZE], text[OGL_DESCRIPTION];
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "described"),
                   ogv_format_number(x, run->values[SET_X], 2), what);
    ogv_describe(ui, rect, text);
}

void precision_describe_strip(const precision *p, const ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    char what[OGL_DESCRIPTION] = "";
    for (int row = 0; row < p->view.rows; row++)
        append_answer(run, what, row_name(p, run, row), &p->ways[row][0]);
    describe(run, ui, rect, what);
}

static void describe_distances(const precision *p, const ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    char what[OGL_DESCRIPTION] = "", part[96];
    for (int row = 0; row < p->view.rows; row++) {
        ogl_strip_cell cell = ogl_strip_distance(&p->ways[row][0], run->values[SET_X]);
        ogl_words_fill(part, sizeof part, ogl_stage_word(run, "described.off"), row_name(p, run, row),
                       cell.text);
        ogl_describe_also(run, what, part);
    }
    describe(run, ui, plot, what);
}

/* What the plot still hides, or the guess. */
static void describe_guess(const precision *p, const ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    int setting = precision_guess(run->step);
    double guess = run->values[setting];
    bool made = guess != run->lesson->settings[setting].start;
    char number[OGV_NUMBER_SIZE], text[OGL_DESCRIPTION];
    ogv_format_number(number, made ? guess : precision_shown(p), 2);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, made ? "described.guess" : "described.hidden"),
                   number, "");
    ogv_describe(ui, plot, text);
}

void precision_describe_plot(const precision *p, const ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    char what[OGL_DESCRIPTION] = "";
    if (precision_guessing(run)) {
        describe_guess(p, run, ui, plot);
    } else if (p->step == STEP_FORMATS) {
        describe_distances(p, run, ui, plot);
    } else if (p->step == STEP_OVERFLOW) {
        ogl_way way = precision_way(run, OGL_EXP);
        append_answer(run, what, ogl_stage_word(run, "described.exp"), &way);
        describe(run, ui, plot, what);
    } else {
        precision_describe_strip(p, run, ui, plot);
    }
}
