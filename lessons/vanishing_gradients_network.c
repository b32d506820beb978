/* One of the two networks of lesson 5: its layers, a step of training, and where its numbers are. */
#include <math.h>

#include "ogee/activation.h"
#include "vanishing_gradients.h"

static const og_layer_kind *const activations[] = {&og_sigmoid_layer, &og_tanh_layer, &og_relu_layer};
static const og_init inits[] = {
    {OG_INIT_TORCH, 0}, {OG_INIT_XAVIER, 0}, {OG_INIT_HE, 0}, {OG_INIT_NORMAL, 1}};

/* A layer is linear, batch norm if wanted, activation, residual if wanted; or, above the first, highway. */
static int plan(vanishing_lane *lane, og_layer_spec layers[OG_MAX_LAYERS])
{
    const vanishing_def *def = &lane->def;
    int count = 0;
    for (int l = 0; l < def->layers; l++) {
        lane->input[l] = count;
        if (def->repair == REPAIR_HIGHWAY && l > 0) {
            layers[count] = og_layer_spec_default(&og_highway_layer);
            layers[count++].activation = activations[def->activation];
        } else {
            layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = (size_t)def->units};
            if (def->repair == REPAIR_BATCH_NORM)
                layers[count++] = og_layer_spec_default(&og_batch_norm_layer);
            layers[count++] = og_layer_spec_default(activations[def->activation]);
            if (def->repair == REPAIR_RESIDUAL && l > 0)
                layers[count++] = og_layer_spec_default(&og_residual_layer);
        }
        lane->output[l] = count - 1;
    }
    lane->input[def->layers] = count;
    layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = 1};
    return count;
}

void vanishing_lane_free(vanishing_lane *lane)
{
    og_trainer_destroy(lane->trainer);
    og_net_destroy(lane->net);
    lane->trainer = NULL;
    lane->net = NULL;
}

og_status vanishing_lane_start(vanishing_lane *lane, const vanishing_def *def, const og_dataset *data,
                               uint64_t seed)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    og_net_def net = og_net_def_default();
    og_trainer_def trainer = og_trainer_def_default();
    og_rng rng;
    vanishing_lane_free(lane);
    lane->def = *def;
    og_rng_seed(&rng, seed);
    net.input = og_shape_flat(data->features);
    net.layers = layers;
    net.layer_count = plan(lane, layers);
    net.init = inits[def->init];
    net.max_batch = VANISHING_ROWS;
    trainer.sgd.lr = def->rate;
    trainer.sgd.momentum = VANISHING_MOMENTUM;
    trainer.batch = VANISHING_BATCH;
    og_status status = og_net_create(&net, &rng, &lane->net);
    if (status == OG_OK)
        status = og_trainer_create(&trainer, lane->net, data, NULL, &rng, &lane->trainer);
    if (lane->waterfall)
        ogv_waterfall_begin(lane->waterfall, def->layers, VANISHING_STEPS);
    return status;
}

size_t vanishing_numbers(const vanishing_lane *lane, size_t rows)
{
    return rows * (size_t)lane->def.units;
}

static bool is_highway(const vanishing_lane *lane, int layer)
{
    return lane->def.repair == REPAIR_HIGHWAY && layer > 0 && layer < lane->def.layers;
}

/* Of a highway layer's scratch, see og_highway_layer. */
enum { PART_GATE, PART_Z, PART_ACTIVATION, PART_GATE_GRADIENT, PART_Z_GRADIENT };

static const float *part(const vanishing_lane *lane, int layer, size_t rows, size_t which)
{
    const og_layer *highway = og_net_layer(lane->net, lane->input[layer]);
    return highway->scratch + highway->scratch_fixed + which * vanishing_numbers(lane, rows);
}

const float *vanishing_z(const vanishing_lane *lane, int layer, size_t rows)
{
    return is_highway(lane, layer) ? part(lane, layer, rows, PART_Z)
                                   : og_net_layer(lane->net, lane->input[layer])->output;
}

const float *vanishing_z_gradient(const vanishing_lane *lane, int layer, size_t rows)
{
    return is_highway(lane, layer) ? part(lane, layer, rows, PART_Z_GRADIENT)
                                   : og_net_layer(lane->net, lane->input[layer])->output_gradient;
}

const float *vanishing_slope_input(const vanishing_lane *lane, int layer, size_t rows)
{
    return lane->def.repair == REPAIR_BATCH_NORM ? og_net_layer(lane->net, lane->input[layer] + 1)->output
                                                 : vanishing_z(lane, layer, rows);
}

const float *vanishing_y_gradient(const vanishing_lane *lane, int layer)
{
    return og_net_layer(lane->net, lane->output[layer])->output_gradient;
}

double vanishing_slope(int activation, double z)
{
    return activation == ACT_SIGMOID ? og_sigmoid_grad(z)
           : activation == ACT_TANH  ? og_tanh_grad(z)
                                     : og_relu_grad(z);
}

double vanishing_edge(int activation)
{
    double half = 0.5 * sqrt(1 - 0.01); /* of the sigmoid, y - 1/2; of tanh, y / 2 */
    return activation == ACT_SIGMOID ? og_logit(0.5 + half)
           : activation == ACT_TANH  ? og_logit(0.5 + half) / 2
                                     : 0;
}

float vanishing_steepest(int activation)
{
    return activations[activation]->steepest;
}

void vanishing_ceiling(const vanishing_lane *lane, float ceiling[VANISHING_LAYERS])
{
    float value = lane->bars[lane->def.layers];
    for (int l = lane->def.layers - 1; l >= 0; l--)
        ceiling[l] = value *= vanishing_steepest(lane->def.activation);
}

double vanishing_rms(const float *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)values[i] * (double)values[i];
    return sqrt(sum / (double)count);
}

/* The trainer's loss is the mean of the batch: a row's own gradient is batch times as large. */
og_status vanishing_lane_step(vanishing_lane *lane)
{
    float column[VANISHING_LAYERS];
    og_status status = og_trainer_step(lane->trainer);
    if (status != OG_OK)
        return status;
    for (int l = 0; l < lane->def.layers; l++)
        column[l] = (float)(VANISHING_BATCH * vanishing_rms(vanishing_z_gradient(lane, l, VANISHING_BATCH),
                                                            vanishing_numbers(lane, VANISHING_BATCH)));
    if (lane->waterfall)
        ogv_waterfall_add(lane->waterfall, column);
    return OG_OK;
}
