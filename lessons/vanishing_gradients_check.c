/* One gradient taken apart, and held against the difference of two losses, in double, from the layer on that
   is nudged. */
#include <math.h>

#include "ogee/activation.h"
#include "vanishing_gradients.h"

/* A part of the probe's rows on its way up. */
typedef struct pass {
    const vanishing_lane *lane;
    size_t rows;
    double *x, *z, *gate;
} pass;

static void linear(const og_parameter *weight, const og_parameter *bias, size_t rows, const double *x,
                   double *y)
{
    size_t outputs = weight->dim[0], inputs = weight->dim[1];
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < outputs; i++) {
            double sum = (double)bias->value[i];
            for (size_t j = 0; j < inputs; j++)
                sum += (double)weight->value[i * inputs + j] * x[r * inputs + j];
            y[r * outputs + i] = sum;
        }
}

/* nn.BatchNorm1d with the mean and variance of these rows. */
static void batch_norm(const og_layer *layer, size_t rows, double *z)
{
    size_t units = layer->parameters[0].count;
    for (size_t j = 0; j < units; j++) {
        double mean = 0, variance = 0;
        for (size_t r = 0; r < rows; r++)
            mean += z[r * units + j] / (double)rows;
        for (size_t r = 0; r < rows; r++)
            variance += (z[r * units + j] - mean) * (z[r * units + j] - mean) / (double)rows;
        double scale = (double)layer->parameters[0].value[j] / sqrt(variance + (double)layer->spec.option[0]);
        for (size_t r = 0; r < rows; r++)
            z[r * units + j] = (z[r * units + j] - mean) * scale + (double)layer->parameters[1].value[j];
    }
}

static double activation(int kind, double z)
{
    return kind == ACT_SIGMOID ? og_sigmoid(z) : kind == ACT_TANH ? og_tanh(z) : og_relu(z);
}

/* From p->z of that layer to its output, which becomes p->x. */
static void finish_layer(const pass *p, int l)
{
    const vanishing_def *def = &p->lane->def;
    const og_layer *layer = og_net_layer(p->lane->net, p->lane->input[l]);
    size_t count = p->rows * (size_t)def->units;
    bool highway = def->repair == REPAIR_HIGHWAY && l > 0, residual = def->repair == REPAIR_RESIDUAL && l > 0;
    if (highway)
        linear(&layer->parameters[2], &layer->parameters[3], p->rows, p->x, p->gate);
    if (def->repair == REPAIR_BATCH_NORM)
        batch_norm(layer + 1, p->rows, p->z);
    for (size_t i = 0; i < count; i++) {
        double y = activation(def->activation, p->z[i]), t = highway ? og_sigmoid(p->gate[i]) : 1;
        p->x[i] = highway ? t * y + (1 - t) * p->x[i] : residual ? y + p->x[i] : y;
    }
}

/* The losses of the rows from `first` on when z of that layer, unit and row is moved by nudge. */
static void losses(vanishing *v, int layer, int unit, size_t first, size_t rows, size_t row, double nudge,
                   double *out)
{
    const vanishing_lane *lane = &v->lanes[0];
    pass p = {lane, rows, v->scratch[0], v->scratch[1], v->scratch[2]};
    const og_layer *here = og_net_layer(lane->net, lane->input[layer]);
    size_t inputs = here->parameters[0].dim[1];
    for (size_t i = 0; i < rows * inputs; i++)
        p.x[i] = (double)here->input[first * inputs + i];
    for (int l = layer; l < lane->def.layers; l++) {
        const og_layer *at = og_net_layer(lane->net, lane->input[l]);
        linear(&at->parameters[0], &at->parameters[1], rows, p.x, p.z);
        if (l == layer)
            p.z[(row - first) * (size_t)lane->def.units + (size_t)unit] += nudge;
        finish_layer(&p, l);
    }
    const og_layer *top = og_net_layer(lane->net, lane->input[lane->def.layers]);
    linear(&top->parameters[0], &top->parameters[1], rows, p.x, p.z);
    for (size_t r = 0; r < rows; r++)
        out[r] = og_softplus(p.z[r]) - (double)v->data->y[first + r] * p.z[r];
}

/* (l(z + h) - l(z - h)) / 2h, each row's difference by itself. With batch norm a row moves all others. */
static double central(vanishing *v, int layer, int unit, size_t row, double h)
{
    bool all = v->lanes[0].def.repair == REPAIR_BATCH_NORM;
    size_t first = all ? 0 : row, rows = all ? VANISHING_PROBE : 1;
    double sum = 0;
    losses(v, layer, unit, first, rows, row, h, v->losses[0]);
    losses(v, layer, unit, first, rows, row, -h, v->losses[1]);
    for (size_t r = 0; r < rows; r++)
        sum += v->losses[0][r] - v->losses[1][r];
    return sum / (2 * h);
}

/* dl/dz = k (g - mean(g) - x mean(g x)), g by the normalised x, k = weight / deviation, means over the rows.
 */
static void take_norm(vanishing *v, int layer, int unit, int row)
{
    const vanishing_lane *lane = &v->lanes[0];
    const og_layer *norm = og_net_layer(lane->net, lane->input[layer] + 1);
    const float *z = norm->input + unit, *g = norm->output_gradient + unit;
    size_t units = (size_t)lane->def.units, rows = VANISHING_PROBE;
    double mean = 0, variance = 0, mean_g = 0, mean_gx = 0;
    for (size_t r = 0; r < rows; r++)
        mean += (double)z[r * units] / (double)rows;
    for (size_t r = 0; r < rows; r++)
        variance += ((double)z[r * units] - mean) * ((double)z[r * units] - mean) / (double)rows;
    double deviation = sqrt(variance + (double)norm->spec.option[0]);
    for (size_t r = 0; r < rows; r++) {
        mean_g += (double)g[r * units] / (double)rows;
        mean_gx += (double)g[r * units] * ((double)z[r * units] - mean) / deviation / (double)rows;
    }
    double x = ((double)z[(size_t)row * units] - mean) / deviation;
    v->check.spread = (double)norm->parameters[0].value[unit] / deviation;
    v->check.common = -v->check.spread * (mean_g + x * mean_gx);
}

static void take_terms(vanishing *v, int layer, int unit, size_t row)
{
    const vanishing_lane *lane = &v->lanes[0];
    vanishing_check *c = &v->check;
    const og_parameter *weight = &og_net_layer(lane->net, lane->input[layer + 1])->parameters[0];
    const float *gradient =
        layer + 1 == lane->def.layers ? v->gradient : vanishing_z_gradient(lane, layer + 1, VANISHING_PROBE);
    double sum = 0;
    c->term_count = (int)weight->dim[0];
    for (int i = 0; i < c->term_count; i++) {
        c->terms[i] = weight->value[(size_t)i * weight->dim[1] + (size_t)unit] *
                      gradient[row * weight->dim[0] + (size_t)i];
        sum += (double)c->terms[i];
    }
    bool around = lane->def.repair >= REPAIR_RESIDUAL && layer + 1 < lane->def.layers;
    c->shortcut = around ? c->above - sum : 0;
}

/* Two losses around 0.7 differ by no less than 1e-16, so that the smallest gradients cannot be seen; nor can
   one that is small beside its layer's, because batch norm in float32 leaves it as a difference. A kink
   wants a short nudge, and so does batch norm, which bends sharply; what is smooth is extrapolated once. */
static void take_difference(vanishing *v, int layer, int unit, size_t row)
{
    vanishing_check *c = &v->check;
    const vanishing_def *def = &v->lanes[0].def;
    bool kink = def->activation == ACT_RELU, close = kink || def->repair == REPAIR_BATCH_NORM;
    double h = close ? 0x1p-12 : 0x1p-5;
    c->difference = central(v, layer, unit, row, h);
    if (!kink)
        c->difference = (4 * central(v, layer, unit, row, h / 2) - c->difference) / 3;
    double least = fmax(close ? 1e-8 : 1e-11, 1e-3 * (double)v->lanes[0].bars[layer]);
    c->visible = fabs(c->product) > least || c->product == 0;
    c->error = c->product != 0 ? fabs(c->difference / c->product - 1) : fabs(c->difference) > 1e-9;
}

void vanishing_check_unit(vanishing *v, int layer, int unit, int row)
{
    const vanishing_lane *lane = &v->lanes[0];
    vanishing_check *c = &v->check;
    size_t at = (size_t)row * (size_t)lane->def.units + (size_t)unit;
    const og_layer *here = og_net_layer(lane->net, lane->input[layer]);
    bool highway = lane->def.repair == REPAIR_HIGHWAY && layer > 0;
    c->z = (double)vanishing_slope_input(lane, layer, VANISHING_PROBE)[at];
    c->slope = vanishing_slope(lane->def.activation, c->z);
    c->gate = highway ? (double)here->scratch[here->scratch_fixed + at] : 1;
    c->above = (double)vanishing_y_gradient(lane, layer)[at];
    c->product = (double)vanishing_z_gradient(lane, layer, VANISHING_PROBE)[at];
    c->spread = 1;
    c->common = 0;
    if (lane->def.repair == REPAIR_BATCH_NORM)
        take_norm(v, layer, unit, row);
    take_terms(v, layer, unit, (size_t)row);
    take_difference(v, layer, unit, (size_t)row);
}
