/* What lesson 3 shows, in words. */
#include <stdio.h>

#include "losses.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"

/* "At z = -2 for y = 1: what". */
static void describe_at(const ogl_run *run, ogv_ui *ui, ogv_rect rect, const char *z, const char *what)
{
    char label[OGV_NUMBER_SIZE], labelled[OGL_DESCRIPTION], text[OGL_DESCRIPTION];
    ogl_words_fill(labelled, sizeof labelled, ogl_stage_word(run, "described.label"),
                   ogv_format_number(label, run->values[SET_LABEL], 0), what);
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "described"), z, labelled);
    ogv_describe(ui, rect, text);
}

void losses_describe_plot(const losses *l, const ogl_run *run, ogv_ui *ui, ogv_rect plot, loss_plot which)
{
    static const char *const keys[] = {"described.loss", "described.gradient", "described.double",
                                       "described.output"};
    double z = run->values[SET_Z];
    loss_values v = loss_at(z, l->label);
    const double values[][2] = {{v.bce, v.mse},
                                {v.bce_gradient, v.mse_gradient},
                                {v.bce, loss_twice(z, l->label)},
                                {og_sigmoid(z), output_twice(z)}};
    char at[OGV_NUMBER_SIZE], first[OGL_NUMBER_TEXT], second[OGL_NUMBER_TEXT], what[128];
    ogl_number_text(first, values[which][0], 3); /* the small ones with a power of ten */
    ogl_number_text(second, values[which][1], 3);
    ogl_words_fill(what, sizeof what, ogl_stage_word(run, keys[which]), first, second);
    describe_at(run, ui, plot, ogv_format_number(at, z, 2), what);
}

void losses_describe_strip(const losses *l, const ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    static const char *const names[] = {"naive", "clamped", "logits"};
    char at[OGV_NUMBER_SIZE], loss[OGL_ANSWER], gradient[OGL_ANSWER], pair[OGL_DESCRIPTION],
        route[OGL_DESCRIPTION], what[OGL_DESCRIPTION] = "";
    for (int i = 0; i < 3; i++) {
        ogl_describe_answer(run, loss, &l->ways[i][0], run->values[SET_PROBE], 4);
        ogl_describe_answer(run, gradient, &l->ways[i][1], run->values[SET_PROBE], 3);
        ogl_words_fill(pair, sizeof pair, ogl_stage_word(run, "described.pair"), loss, gradient);
        ogl_words_fill(route, sizeof route, ogl_stage_word(run, "described.route"),
                       ogl_stage_word(run, names[i]), pair);
        ogl_describe_also(run, what, route);
    }
    describe_at(run, ui, rect, ogv_format_number(at, run->values[SET_PROBE], 1), what);
}

void losses_describe_guess(const losses *l, const ogl_run *run, ogv_ui *ui, ogv_rect plot)
{
    double guess = run->values[SET_GUESS];
    char number[OGV_NUMBER_SIZE], text[OGL_DESCRIPTION];
    if (guess > 0)
        ogv_format_number(number, guess, 0);
    else
        ogv_format_number(number, l->runs[(int)run->values[SET_START]][COST_QUADRATIC].a[0], 3);
    ogl_words_fill(text, sizeof text,
                   ogl_stage_word(run, guess > 0 ? "described.guess" : "described.unguessed"), number, "");
    ogv_describe(ui, plot, text);
}

void losses_describe_run(const ogl_run *run, char text[OGL_DESCRIPTION], const char *name,
                         const neuron_epochs *neuron)
{
    int epoch = (int)run->values[SET_EPOCH];
    char number[OGV_NUMBER_SIZE], output[96], push[64], part[OGL_DESCRIPTION];
    ogl_words_fill(output, sizeof output, ogl_stage_word(run, "described.run.output"), name,
                   ogv_format_number(number, neuron->a[epoch], 3));
    ogl_words_fill(push, sizeof push, ogl_stage_word(run, "described.run.push"),
                   ogv_format_number(number, neuron->push[epoch], 4), "");
    ogl_words_fill(part, sizeof part, ogl_stage_word(run, "described.run"), output, push);
    ogl_describe_also(run, text, part);
}

void losses_describe_epoch(const ogl_run *run, ogv_ui *ui, ogv_rect plot, const char *runs)
{
    char epoch[OGV_NUMBER_SIZE], text[OGL_DESCRIPTION];
    ogl_words_fill(text, sizeof text, ogl_stage_word(run, "described.epoch"),
                   ogv_format_number(epoch, run->values[SET_EPOCH], 0), runs);
    ogv_describe(ui, plot, text);
}
