#include "ogee/trainer.h"

#include <math.h>
#include <string.h>

#include "fail.h"
#include "ogee/metrics.h"
#include "step.h"
#include "trainer_parts.h"

size_t og_trainer_network_numbers(const og_trainer *trainer)
{
    return og_net_parameter_count(trainer->net) + og_net_buffer_count(trainer->net);
}

static bool moves_velocity(const og_trainer *trainer)
{
    return trainer->def.optimizer == OG_ADAM || trainer->def.sgd.momentum != 0;
}

/* ---- the state before a step, which a step that fails goes back to ---- */

/* Velocity is copied only where the step changes it. */
static void keep(og_trainer *trainer)
{
    size_t network = og_trainer_network_numbers(trainer), parameters = og_net_parameter_count(trainer->net);
    float *kept = trainer->kept;
    memcpy(kept, og_net_parameters(trainer->net), network * sizeof *kept);
    if (moves_velocity(trainer))
        memcpy(kept + network, trainer->velocity, parameters * sizeof *kept);
    if (trainer->second)
        memcpy(kept + network + parameters, trainer->second, parameters * sizeof *kept);
}

static void go_back(og_trainer *trainer)
{
    size_t network = og_trainer_network_numbers(trainer), parameters = og_net_parameter_count(trainer->net);
    const float *kept = trainer->kept;
    memcpy(og_net_parameters(trainer->net), kept, network * sizeof *kept);
    if (moves_velocity(trainer))
        memcpy(trainer->velocity, kept + network, parameters * sizeof *kept);
    if (trainer->second)
        memcpy(trainer->second, kept + network + parameters, parameters * sizeof *kept);
}

static bool draws_in_training(const og_net *net)
{
    bool draws = false;
    for (int i = 0; i < og_net_layer_count(net); i++)
        draws = draws || og_net_layer(net, i)->spec.kind->draws_in_training;
    return draws;
}

/* ---- one step ---- */

void og_trainer_shuffle(og_trainer *trainer)
{
    og_rng_permutation(&trainer->rng, trainer->train->rows, trainer->order);
}

static inline void copy_rows(size_t count, const uint32_t *order, size_t width, const float *rows, float *to)
{
    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < width; i++)
            to[s * width + i] = rows[order[s] * width + i];
}

/* Short rows are common, and take less time where their width is a constant. */
static void gather_rows(size_t count, const uint32_t *order, size_t width, const float *rows, float *to)
{
    switch (width) {
    case 1: copy_rows(count, order, 1, rows, to); break;
    case 2: copy_rows(count, order, 2, rows, to); break;
    case 3: copy_rows(count, order, 3, rows, to); break;
    case 4: copy_rows(count, order, 4, rows, to); break;
    default: copy_rows(count, order, width, rows, to);
    }
}

void og_trainer_gather(const og_trainer *trainer, size_t batch, float *x, float *y)
{
    const og_dataset *train = trainer->train;
    const uint32_t *order = trainer->order + trainer->next_row;
    gather_rows(batch, order, train->features, train->x, x);
    gather_rows(batch, order, train->labels, train->y, y);
}

static void add_l1(const og_trainer *trainer)
{
    const float *parameters = og_net_parameters(trainer->net);
    float *gradients = og_net_gradients(trainer->net), l1 = (float)trainer->def.l1;
    for (size_t i = 0; l1 > 0 && i < og_net_parameter_count(trainer->net); i++)
        gradients[i] += parameters[i] > 0 ? l1 : parameters[i] < 0 ? -l1 : 0;
}

/* The norm of all gradients: exact, and from those of the parameter arrays, each rounded to float as in
   PyTorch. */
static double measure_norm(const og_net *net, float *rounded)
{
    double squares = 0, sum = 0;
    for (int i = 0; i < og_net_layer_count(net); i++) {
        const og_layer *layer = og_net_layer(net, i);
        for (int p = 0; p < layer->parameter_count; p++) {
            double square = og_sum_of_squares(layer->parameters[p].count, layer->parameters[p].gradient);
            float norm = (float)sqrt(square);
            squares += (double)norm * norm;
            sum += square;
        }
    }
    *rounded = (float)sqrt(squares);
    return sqrt(sum);
}

/* As torch.nn.utils.clip_grad_norm_, which divides by way of the reciprocal. */
static void clip(const og_trainer *trainer, float norm)
{
    float factor = 1 / (norm + 1e-6f) * (float)trainer->def.clip_norm;
    factor = factor > 1 ? 1 : factor;
    float *gradients = og_net_gradients(trainer->net);
    for (size_t i = 0; i < og_net_parameter_count(trainer->net); i++)
        gradients[i] *= factor;
}

static void update(og_trainer *trainer)
{
    og_net *net = trainer->net;
    size_t count = og_net_parameter_count(net);
    float *parameters = og_net_parameters(net);
    const float *gradients = og_net_gradients(net);
    double factor = og_schedule_factor(&trainer->def.schedule, trainer->epoch);
    if (trainer->def.optimizer == OG_ADAM) {
        og_adam_def adam = trainer->def.adam;
        adam.lr *= factor;
        og_adam_step(&adam, trainer->step + 1, count, parameters, gradients, trainer->velocity,
                     trainer->second);
    } else {
        og_sgd_def sgd = trainer->def.sgd;
        sgd.lr *= factor;
        og_sgd_step(&sgd, !trainer->has_velocity, count, parameters, gradients, trainer->velocity);
    }
}

/* What a step found out, counted when nothing more can fail. */
typedef struct outcome {
    size_t batch;
    og_score score, validation;
    double norm;
} outcome;

/* Everything of a step that can fail. What is counted stays as it is. */
static og_status try_step(og_trainer *trainer, outcome *out)
{
    og_net *net = trainer->net;
    const og_trainer_def *def = &trainer->def;
    size_t rows = trainer->train->rows, labels = trainer->train->labels;
    if (trainer->next_row == 0)
        og_trainer_shuffle(trainer);
    size_t left = rows - trainer->next_row, batch = left < def->batch ? left : def->batch;
    size_t decisions = batch * labels;
    bool ends_epoch = batch == left;
    out->batch = batch;
    og_trainer_gather(trainer, batch, trainer->batch_x, trainer->batch_y);
    og_net_train(net, &trainer->rng);
    const float *logits = og_net_forward(net, batch, trainer->batch_x);
    if (!logits)
        return OG_ERR_ARGUMENT;
    OG_TRY(og_loss_of_logits(def->loss, OG_REDUCE_MEAN, decisions, labels, trainer->pos_weight, logits,
                             trainer->batch_y, &out->score.loss, trainer->gradient));
    OG_TRY(og_trainer_check_loss(trainer, batch, out->score.loss));
    out->score.accuracy = og_accuracy(decisions, logits, trainer->batch_y);
    og_net_backward(net, trainer->gradient);
    if (ends_epoch)
        og_trainer_note_gradients(trainer);
    add_l1(trainer);
    float rounded;
    out->norm = measure_norm(net, &rounded);
    if (def->clip_norm > 0)
        clip(trainer, rounded);
    update(trainer);
    OG_TRY(og_trainer_check_update(trainer, batch));
    if (ends_epoch)
        og_trainer_note_layers(trainer, batch);
    if (!ends_epoch || !trainer->validation)
        return OG_OK;
    out->validation = og_trainer_score(trainer, trainer->validation);
    return og_trainer_check_validation(trainer, out->validation.loss);
}

/* ---- what is counted ---- */

og_stop og_trainer_find_stop(const og_trainer *trainer)
{
    const og_trainer_def *def = &trainer->def;
    if (trainer->epoch == 0)
        return OG_STOP_NONE;
    if (trainer->last_epoch.loss <= def->stop_loss)
        return OG_STOP_LOSS;
    if (trainer->last_epoch.accuracy >= def->stop_accuracy)
        return OG_STOP_ACCURACY;
    bool patient = def->patience == 0 || trainer->epoch - trainer->best_epoch < def->patience;
    return patient ? OG_STOP_NONE : OG_STOP_PATIENCE;
}

static void end_epoch(og_trainer *trainer, og_score validation)
{
    double rows = (double)trainer->train->rows;
    trainer->last_epoch = (og_score){trainer->sum.loss / rows, trainer->sum.accuracy / rows};
    trainer->last_validation = validation;
    trainer->sum = (og_score){0, 0};
    trainer->next_row = 0;
    trainer->epoch_rng = trainer->rng;
    trainer->epoch++;
    double loss = trainer->validation ? validation.loss : trainer->last_epoch.loss;
    if (loss < trainer->best_loss) {
        trainer->best_loss = loss;
        trainer->best_epoch = trainer->epoch;
    }
    trainer->stop = og_trainer_find_stop(trainer);
    og_trainer_note_epoch(trainer);
}

static void count(og_trainer *trainer, const outcome *out)
{
    trainer->step++;
    trainer->has_velocity |= trainer->def.optimizer == OG_SGD && trainer->def.sgd.momentum != 0;
    trainer->gradient_norm = out->norm;
    trainer->last_batch = out->score;
    trainer->sum.loss += out->score.loss * (double)out->batch;
    trainer->sum.accuracy += out->score.accuracy * (double)out->batch;
    trainer->next_row += out->batch;
    if (trainer->next_row == trainer->train->rows)
        end_epoch(trainer, out->validation);
}

og_status og_trainer_step(og_trainer *trainer)
{
    OG_TRY(og_trainer_check_step(&trainer->def));
    /* Before an epoch, epoch_rng is the copy; within one, generators are large and few layers draw. */
    og_rng rng;
    const og_rng *before = &trainer->epoch_rng;
    bool moves = trainer->next_row == 0 || draws_in_training(trainer->net);
    if (moves && trainer->next_row > 0) {
        rng = trainer->rng;
        before = &rng;
    }
    outcome out = {0};
    keep(trainer);
    og_status status = try_step(trainer, &out);
    og_net_eval(trainer->net);
    if (status == OG_OK) {
        count(trainer, &out);
        return OG_OK;
    }
    go_back(trainer);
    if (moves)
        trainer->rng = *before;
    return status;
}

/* As many steps at once as can be, then one; up to `most`. When that one fails, the step before it is done
   again, so that all it shows is there. */
static og_status hurry(og_trainer *trainer, size_t most)
{
    og_steps_take(trainer->steps, trainer, most - 1);
    og_status status = og_trainer_step(trainer);
    if (status != OG_OK && og_steps_undo(trainer->steps, trainer)) {
        OG_TRY(og_trainer_step(trainer));
        status = og_trainer_step(trainer);
    }
    return status;
}

og_status og_trainer_steps(og_trainer *trainer, size_t steps)
{
    size_t epoch = trainer->epoch, first = trainer->step, done;
    while (trainer->epoch == epoch && (done = trainer->step - first) < steps)
        OG_TRY(trainer->steps ? hurry(trainer, steps - done) : og_trainer_step(trainer));
    return OG_OK;
}

og_status og_trainer_epoch(og_trainer *trainer)
{
    return og_trainer_steps(trainer, SIZE_MAX);
}

og_status og_trainer_run(og_trainer *trainer, size_t epochs)
{
    while (trainer->epoch < epochs && trainer->stop == OG_STOP_NONE)
        OG_TRY(og_trainer_epoch(trainer));
    return OG_OK;
}
