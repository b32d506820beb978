/* A small training for the tests of the trainer. */
#ifndef OGEE_TEST_TRAINING_H
#define OGEE_TEST_TRAINING_H

#include "support.h"

#include "ogee/trainer.h"

typedef struct training {
    og_dataset *data, *validation;
    og_net *net;
    og_trainer *trainer;
} training;

/* What is trained: layers as og_layers_parse reads them. */
typedef struct training_def {
    const char *layers;
    og_toy toy;
    size_t samples, validation; /* rows; 0 of the latter: none */
    uint64_t seed;
    og_trainer_def trainer;
} training_def;

/* Moons, 6 tanh units, SGD with momentum, 40 rows in batches of 16. */
static inline training_def training_def_default(void)
{
    training_def def = {"linear:6,tanh,linear:1", OG_TOY_MOONS, 40, 0, 1, og_trainer_def_default()};
    def.trainer.sgd.lr = 0.05;
    def.trainer.sgd.momentum = 0.9;
    def.trainer.batch = 16;
    return def;
}

static inline og_net *training_net_of(const og_layer_spec *layers, int count, size_t max_batch, og_rng *rng)
{
    og_net_def def = og_net_def_default();
    og_net *net = NULL;
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = count;
    def.max_batch = max_batch;
    assert_ok(og_net_create(&def, rng, &net));
    return net;
}

static inline og_net *training_net_for(const char *text, size_t max_batch, og_rng *rng)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    int count;
    assert_ok(og_layers_parse(text, layers, &count));
    return training_net_of(layers, count, max_batch, rng);
}

static inline og_net *training_net(const char *text, og_rng *rng)
{
    return training_net_for(text, 64, rng);
}

static inline training training_start(const training_def *def)
{
    training t = {0};
    og_rng rng;
    og_rng_seed(&rng, def->seed);
    assert_ok(og_toy_create(def->toy, def->samples, 0.1f, def->seed, &t.data));
    if (def->validation > 0)
        assert_ok(og_toy_create(def->toy, def->validation, 0.1f, def->seed + 100, &t.validation));
    t.net = training_net(def->layers, &rng);
    assert_ok(og_trainer_create(&def->trainer, t.net, t.data, t.validation, &rng, &t.trainer));
    return t;
}

static inline void training_stop(training *t)
{
    og_trainer_destroy(t->trainer);
    og_net_destroy(t->net);
    og_dataset_destroy(t->data);
    og_dataset_destroy(t->validation);
}

/* The functions of a kind of layer that passes samples on, for kinds that only a test knows. */
static inline og_status pass_plan(og_layer *layer)
{
    layer->output_shape = layer->input_shape;
    return OG_OK;
}

static inline void pass_forward(og_layer *layer, size_t batch)
{
    memcpy(layer->output, layer->input, batch * og_shape_count(&layer->output_shape) * sizeof(float));
}

static inline void pass_backward(og_layer *layer, size_t batch, float *input_gradient)
{
    memcpy(input_gradient, layer->output_gradient,
           batch * og_shape_count(&layer->output_shape) * sizeof(float));
}

/* A linear layer of 3 units, one of that kind, and a logit. */
static inline og_net *training_net_with(const og_layer_kind *kind, og_rng *rng)
{
    const og_layer_spec layers[] = {
        {.kind = &og_linear_layer, .units = 3}, {.kind = kind}, {.kind = &og_linear_layer, .units = 1}};
    return training_net_of(layers, 3, 32, rng);
}

/* How good the network is by BCE with logits. */
static inline og_score training_score(og_net *net, const og_dataset *data)
{
    og_score score = {-1, -1};
    assert_ok(og_evaluate(net, data, &score));
    return score;
}

/* The same by the trainer's loss. */
static inline og_score training_loss(const training *t, const og_dataset *data)
{
    og_score score = {-1, -1};
    assert_ok(og_trainer_evaluate(t->trainer, data, &score));
    return score;
}

/* The state's bytes, to be freed: two trainings with the same bytes stand at the same point. */
static inline unsigned char *training_bytes(const training *t)
{
    unsigned char *bytes = malloc(og_trainer_state_size(t->trainer));
    assert_non_null(bytes);
    og_trainer_state_save(t->trainer, bytes);
    return bytes;
}

#endif
