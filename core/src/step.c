#include "step.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/matrix.h"
#include "ogee/metrics.h"
#include "trainer_parts.h"

/* One layer with arrays of its own. */
typedef struct stage {
    og_layer layer;
    og_matrix matrix; /* of a linear layer */
    size_t at;        /* its place in the weights */
    size_t width;     /* numbers a sample in the output */
} stage;

/* All weights, packed, and as many velocities. */
typedef struct point {
    float *weights, *velocity;
} point;

struct og_steps {
    const og_kernels *kernels;
    int count;
    stage stages[OG_MAX_LAYERS];
    size_t weights, largest; /* numbers in all matrices, and in the largest one */
    size_t step;             /* the trainer's after the last step taken; 0: none, or it is undone */
    og_score sum;            /* the trainer's before it */
    point before, now, next; /* a step goes from now to next, and nothing is lost when it fails */
    float *x, *y;            /* the rows of one batch */
    float *gradient;         /* of one layer, with room for the largest */
    float *block;            /* all of the arrays */
};

static bool is_linear(const og_layer *layer)
{
    return layer->spec.kind == &og_linear_layer;
}

/* ---- memory ---- */

/* Takes count numbers from the block; a block of NULL is measured. */
static float *take(float *block, size_t *used, size_t count)
{
    float *taken = block ? block + *used : NULL;
    *used += og_aligned_count(count);
    return taken;
}

static size_t lay_out(og_steps *steps, const og_trainer *trainer, float *block)
{
    size_t used = 0, rows = trainer->train->rows;
    size_t batch = trainer->def.batch < rows ? trainer->def.batch : rows;
    steps->x = take(block, &used, batch * trainer->train->features);
    steps->y = take(block, &used, batch * trainer->train->labels);
    const float *input = steps->x;
    for (int i = 0; i < steps->count; i++) {
        og_layer *layer = &steps->stages[i].layer;
        size_t outputs = batch * steps->stages[i].width;
        layer->input = input;
        input = layer->output = take(block, &used, outputs);
        layer->output_gradient = take(block, &used, outputs);
    }
    steps->gradient = take(block, &used, steps->largest);
    point *points[] = {&steps->before, &steps->now, &steps->next};
    for (int i = 0; i < 3; i++) {
        points[i]->weights = take(block, &used, steps->weights);
        points[i]->velocity = take(block, &used, steps->weights);
    }
    return used;
}

static bool can_help(const og_trainer *trainer)
{
    const og_net *net = trainer->net;
    bool can = trainer->def.optimizer == OG_SGD && trainer->def.loss == OG_BCE_WITH_LOGITS &&
               trainer->def.pos_weight == 1;
    for (int i = 0; i < og_net_layer_count(net); i++) {
        const og_layer *layer = og_net_layer(net, i);
        can = can && (is_linear(layer) || layer->spec.kind->slope);
    }
    return can;
}

og_steps *og_steps_create(const og_trainer *trainer)
{
    og_steps *steps = can_help(trainer) ? calloc(1, sizeof *steps) : NULL;
    if (!steps)
        return NULL;
    steps->kernels = og_kernels_in_use();
    steps->count = og_net_layer_count(trainer->net);
    for (int i = 0; i < steps->count; i++) {
        stage *s = &steps->stages[i];
        s->layer = *og_net_layer(trainer->net, i);
        s->width = og_shape_count(&s->layer.output_shape);
        if (!is_linear(&s->layer))
            continue;
        s->matrix = og_matrix_of(s->layer.input_shape.dim[0], s->layer.spec.units);
        s->at = steps->weights;
        size_t count = og_aligned_count(og_matrix_count(&s->matrix));
        steps->weights += count;
        steps->largest = count > steps->largest ? count : steps->largest;
    }
    steps->block = calloc(lay_out(steps, trainer, NULL) + OG_ALIGNMENT - 1, sizeof *steps->block);
    if (!steps->block) {
        free(steps);
        return NULL;
    }
    lay_out(steps, trainer, og_aligned(steps->block));
    return steps;
}

void og_steps_destroy(og_steps *steps)
{
    if (steps)
        free(steps->block);
    free(steps);
}

/* ---- to and from the network ---- */

typedef void carry_function(const og_matrix *m, float *packed, float *weight, float *bias);

static void pack(const og_matrix *m, float *packed, float *weight, float *bias)
{
    og_matrix_pack(m, weight, bias, packed);
}

static void unpack(const og_matrix *m, float *packed, float *weight, float *bias)
{
    og_matrix_unpack(m, packed, weight, bias);
}

/* Between the arrays of a point and those of network and trainer. */
static void carry(const og_steps *steps, og_trainer *trainer, point to, carry_function *function)
{
    float *velocity = trainer->velocity;
    for (int i = 0; i < steps->count; i++) {
        const stage *s = &steps->stages[i];
        const og_parameter *weight = &s->layer.parameters[0], *bias = &s->layer.parameters[1];
        if (!is_linear(&s->layer))
            continue;
        function(&s->matrix, to.weights + s->at, weight->value, bias->value);
        if (trainer->def.sgd.momentum != 0)
            function(&s->matrix, to.velocity + s->at, velocity, velocity + weight->count);
        velocity += weight->count + bias->count;
    }
}

/* ---- one step ---- */

/* The sigmoid goes without a layer's detours. */
static const float *forward(og_steps *steps, size_t batch)
{
    const og_kernels *kernels = steps->kernels;
    for (int i = 0; i < steps->count; i++) {
        stage *s = &steps->stages[i];
        og_layer *layer = &s->layer;
        if (is_linear(layer))
            og_matrix_forward(kernels, &s->matrix, steps->now.weights + s->at, batch, layer->input,
                              layer->output);
        else if (layer->spec.kind == &og_sigmoid_layer)
            kernels->og_sigmoidf(batch * s->width, layer->input, layer->output);
        else
            layer->spec.kind->forward(layer, batch);
    }
    return steps->stages[steps->count - 1].layer.output;
}

static bool move(const og_steps *steps, const stage *s, const og_sgd_floats *sgd, size_t batch)
{
    og_sgd_move move = {sgd, steps->now.weights + s->at, steps->now.velocity + s->at,
                        steps->next.weights + s->at, steps->next.velocity + s->at};
    return og_matrix_step(steps->kernels, &s->matrix, batch, s->layer.input, s->layer.output_gradient,
                          steps->gradient, &move);
}

/* From the gradient of the logits; false where a weight is no longer finite. */
static bool backward(og_steps *steps, const og_sgd_floats *sgd, size_t batch)
{
    const og_kernels *kernels = steps->kernels;
    bool finite = true;
    for (int i = steps->count - 1; i >= 0; i--) {
        stage *s = &steps->stages[i];
        og_layer *layer = &s->layer;
        float *below = i ? s[-1].layer.output_gradient : NULL;
        if (is_linear(layer)) {
            if (below)
                og_matrix_backward(kernels, &s->matrix, steps->now.weights + s->at, batch,
                                   layer->output_gradient, below);
            finite &= move(steps, s, sgd, batch);
        } else if (below && layer->spec.kind == &og_sigmoid_layer) {
            kernels->sigmoid_backward(batch * s->width, layer->output, layer->output_gradient, below);
        } else {
            layer->spec.kind->backward(layer, batch, below);
        }
    }
    return finite;
}

/* False where a step fails; nothing has moved then. */
static bool try_step(og_steps *steps, const og_trainer *trainer, const og_sgd_floats *sgd, og_score *score)
{
    size_t batch = trainer->def.batch, decisions = batch * trainer->train->labels;
    og_trainer_gather(trainer, batch, steps->x, steps->y);
    const float *logits = forward(steps, batch);
    float *gradient = steps->stages[steps->count - 1].layer.output_gradient;
    double sum = steps->kernels->bce_with_logits(decisions, logits, steps->y, (float)decisions, gradient);
    score->loss = sum / (double)decisions;
    if (score->loss - score->loss != 0 || !backward(steps, sgd, batch))
        return false;
    score->accuracy = og_accuracy(decisions, logits, steps->y);
    point before = steps->before;
    steps->before = steps->now;
    steps->now = steps->next;
    steps->next = before;
    return true;
}

/* ---- many steps ---- */

static og_sgd_floats sgd_floats(const og_trainer *trainer)
{
    const og_sgd_def *sgd = &trainer->def.sgd;
    double factor = og_schedule_factor(&trainer->def.schedule, trainer->epoch);
    return (og_sgd_floats){.lr = (float)(sgd->lr * factor),
                           .momentum = (float)sgd->momentum,
                           .keep = (float)(1 - sgd->dampening),
                           .decay = (float)sgd->weight_decay,
                           .has_momentum = sgd->momentum != 0,
                           .has_decay = sgd->weight_decay != 0,
                           .nesterov = sgd->nesterov,
                           .maximize = sgd->maximize};
}

static size_t full_batches_left(const og_trainer *trainer)
{
    size_t left = trainer->train->rows - trainer->next_row;
    return left > 0 ? (left - 1) / trainer->def.batch : 0;
}

static void count(og_steps *steps, og_trainer *trainer, og_score score)
{
    double batch = (double)trainer->def.batch;
    steps->sum = trainer->sum;
    trainer->last_batch = score;
    trainer->sum.loss += score.loss * batch;
    trainer->sum.accuracy += score.accuracy * batch;
    trainer->next_row += trainer->def.batch;
    steps->step = ++trainer->step;
}

/* og_trainer_step begins the velocity, and names a setting that is wrong. */
static bool is_simple(const og_trainer *trainer)
{
    const og_trainer_def *def = &trainer->def;
    return def->l1 == 0 && def->clip_norm == 0 && (def->sgd.momentum == 0 || trainer->has_velocity) &&
           og_trainer_check_step(def) == OG_OK;
}

void og_steps_take(og_steps *steps, og_trainer *trainer, size_t most)
{
    size_t left = full_batches_left(trainer), todo = left < most ? left : most, done = 0;
    steps->step = 0;
    if (todo == 0 || !is_simple(trainer))
        return;
    if (trainer->next_row == 0)
        og_trainer_shuffle(trainer);
    og_sgd_floats sgd = sgd_floats(trainer);
    og_score score = {0, 0};
    carry(steps, trainer, steps->now, pack);
    for (; done < todo && try_step(steps, trainer, &sgd, &score); done++)
        count(steps, trainer, score);
    carry(steps, trainer, steps->now, unpack);
    if (trainer->next_row == 0)
        trainer->rng = trainer->epoch_rng;
}

bool og_steps_undo(og_steps *steps, og_trainer *trainer)
{
    if (steps->step == 0 || steps->step != trainer->step)
        return false;
    carry(steps, trainer, steps->before, unpack);
    trainer->sum = steps->sum;
    trainer->next_row -= trainer->def.batch;
    trainer->step--;
    if (trainer->next_row == 0)
        trainer->rng = trainer->epoch_rng;
    steps->step = 0;
    return true;
}
