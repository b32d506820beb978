/* What the plots of lesson 4 show, in words. */
#include <stdio.h>

#include "ogee_viz/text.h"
#include "one_neuron.h"

enum { SENTENCE = 200 };

static const char *fill(const ogl_run *run, char out[SENTENCE], const char *key, const char *first,
                        const char *second)
{
    ogl_words_fill(out, SENTENCE, ogl_say(run, "stage", key), first, second);
    return out;
}

static const char *whole(char out[OGV_NUMBER_SIZE], size_t value)
{
    return ogv_format_number(out, (double)value, 0);
}

/* "5 of 40 points are wrong; the mean loss is ..." */
void neuron_describe_plane(const neuron *n, const ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    char wrong[OGV_NUMBER_SIZE], rows[OGV_NUMBER_SIZE], loss[OGV_NUMBER_SIZE], share[SENTENCE],
        text[SENTENCE];
    fill(run, share, "plane.wrong", whole(wrong, (size_t)n->wrong), whole(rows, NEURON_ROWS));
    ogv_describe(ui, rect, fill(run, text, "plane.described", share, ogv_format_number(loss, n->loss, 3)));
}

/* "Sample 7 of class 1: p is ..., the loss ..." */
void neuron_describe_table(const neuron *n, const neuron_look *look, const ogl_run *run, ogv_ui *ui,
                           ogv_rect rect)
{
    char row[OGV_NUMBER_SIZE], y[OGV_NUMBER_SIZE], p[OGV_NUMBER_SIZE], loss[OGV_NUMBER_SIZE];
    char sample[SENTENCE], answer[SENTENCE], text[SENTENCE];
    fill(run, sample, "table.sample", whole(row, n->row + 1), ogv_format_number(y, (double)look->y, 0));
    fill(run, answer, "table.answer", ogv_format_number(p, (double)look->p, 3),
         ogv_format_number(loss, (double)look->loss, 3));
    ogv_describe(ui, rect, fill(run, text, "table.described", sample, answer));
}

/* "The path stands at w1 ..., w2 ..., loss ...; lowest loss ...", and the loss where the crosshair is. */
void neuron_describe_land(const neuron *n, const ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    char w1[OGV_NUMBER_SIZE], w2[OGV_NUMBER_SIZE], loss[OGV_NUMBER_SIZE];
    char place[SENTENCE], path[SENTENCE], now[SENTENCE], pointed[SENTENCE];
    const char *text = now;
    ogv_point at;
    fill(run, place, "land.place", ogv_format_number(w1, (double)n->w[W1], 2),
         ogv_format_number(w2, (double)n->w[W2], 2));
    fill(run, path, "land.path", place, ogv_format_number(loss, n->loss, 3));
    fill(run, now, "land.described", path, ogv_format_number(loss, n->lowest_loss, 3));
    if (ogv_ui_crosshair_at(ui, "land", axes->rect, &at)) {
        double x, y;
        ogv_axes_data(axes, at, &x, &y);
        text = fill(run, pointed, "land.pointed", now, ogv_format_number(loss, neuron_loss(n, x, y, 0), 3));
    }
    ogv_describe(ui, axes->rect, text);
}

/* "The loss went from ... to ... in 12 steps". */
void neuron_describe_chart(const neuron *n, const ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    char from[OGV_NUMBER_SIZE], to[OGV_NUMBER_SIZE], steps[OGV_NUMBER_SIZE], went[SENTENCE], text[SENTENCE];
    ogv_format_number(from, n->start_loss, 3);
    if (n->step == 0) {
        ogv_describe(ui, rect, fill(run, text, "chart.start", from, ""));
        return;
    }
    fill(run, went, "chart.went", from, ogv_format_number(to, n->loss, 3));
    ogv_describe(ui, rect, fill(run, text, "chart.described", went, whole(steps, n->step)));
}
