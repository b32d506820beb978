/* Training: batches in random order, loss, backward pass, update, and what a log or a lesson wants to know.
 */
#ifndef OGEE_TRAINER_H
#define OGEE_TRAINER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/adam.h"
#include "ogee/data.h"
#include "ogee/loss.h"
#include "ogee/net.h"
#include "ogee/rng.h"
#include "ogee/sgd.h"
#include "ogee/status.h"

typedef enum og_optimizer { OG_SGD, OG_ADAM } og_optimizer;

/* What the learning rate is multiplied by in epoch e = 0, 1, ...
   OG_SCHEDULE_CONSTANT  1
   OG_SCHEDULE_STEP      gamma^floor(e / period), as torch's StepLR
   OG_SCHEDULE_COSINE    (1 + cos(pi e / period)) / 2, 0 from e = period on, as CosineAnnealingLR up to there
   OG_SCHEDULE_WARMUP    min(1, (e + 1) / period) */
typedef enum og_schedule_kind {
    OG_SCHEDULE_CONSTANT,
    OG_SCHEDULE_STEP,
    OG_SCHEDULE_COSINE,
    OG_SCHEDULE_WARMUP
} og_schedule_kind;

typedef struct og_schedule {
    og_schedule_kind kind;
    size_t period; /* epochs, at least 1 unless constant */
    double gamma;  /* of OG_SCHEDULE_STEP, above 0 and up to 1 */
} og_schedule;

/* The factor of that epoch. Within 1 ulp of the formula, the cosine within 6 (tests/core/test_schedule.c).
   The learning rate times it, in double, is what the step rounds to float, as PyTorch does. */
double og_schedule_factor(const og_schedule *schedule, size_t epoch);

/* How to train. One step is: forward, loss, backward, L1 (g += l1 sign(p)), clipping, update. */
typedef struct og_trainer_def {
    og_optimizer optimizer;
    og_sgd_def sgd;
    og_adam_def adam;
    og_schedule schedule;
    size_t batch; /* samples a step; the last batch of an epoch may be smaller */
    og_loss_kind loss;
    /* The next three are rounded to float where they meet an array, as Python's numbers are in PyTorch. */
    double pos_weight; /* weighs the positive targets of OG_BCE_WITH_LOGITS, every label alike; above 0 and up
                          to 1e6; 1 with the other losses */
    double l1;         /* 0 .. 1e6, pulls every parameter to 0, and so has to be 0 with sgd.maximize; not part
                          of the losses reported */
    double clip_norm;  /* 0: off; above it, up to 1e30, as torch.nn.utils.clip_grad_norm_ of all parameters */
    /* og_trainer_run ends after an epoch whose training loss is at most stop_loss, or whose training accuracy
       is at least stop_accuracy (0 .. 1), or when `patience` epochs in a row brought no smaller loss on the
       validation rows (without them: the training loss). Below 0, above 1 and 0: off; patience has to be off
       with sgd.maximize, which makes losses larger. */
    double stop_loss, stop_accuracy;
    size_t patience;
} og_trainer_def;

/* SGD and Adam with their defaults, constant, batch 32, BCE with logits, pos_weight 1, no l1, no clipping, no
   stops (stop_loss -1, stop_accuracy 2, patience 0). */
og_trainer_def og_trainer_def_default(void);

/* Loss (the trainer's kind, mean) and accuracy (0 .. 1) over a set of rows. */
typedef struct og_score {
    double loss;
    double accuracy;
} og_score;

/* What a layer looked like in the last step of an epoch. */
typedef struct og_layer_record {
    float weight_norm;   /* sqrt of the sum of squares of its parameters; 0 where there are none */
    float gradient_norm; /* the same of their gradients, before L1 and clipping */
    float saturation;    /* og_layer_saturation of the batch */
} og_layer_record;

typedef struct og_epoch_record {
    size_t epoch; /* complete epochs, from 1 */
    og_score train, validation;
} og_epoch_record;

/* Epochs in bounded memory: when it is full, every second one goes and the distance doubles. */
enum { OG_HISTORY_POINTS = 512 };
typedef struct og_history {
    size_t count;
    size_t stride;           /* there is a record of every epoch since the start, or since a load, that is a
                                multiple of it */
    og_epoch_record *epochs; /* OG_HISTORY_POINTS */
    og_layer_record *layers; /* OG_HISTORY_POINTS x layers of the network; a last row is working space */
} og_history;

typedef enum og_stop {
    OG_STOP_NONE,     /* not yet */
    OG_STOP_LOSS,     /* stop_loss reached */
    OG_STOP_ACCURACY, /* stop_accuracy reached */
    OG_STOP_PATIENCE  /* no better loss for `patience` epochs */
} og_stop;

/* Everything that training changes beside the network. Open for reading; def.sgd, def.adam, def.l1 and
   def.clip_norm may be changed between steps. */
typedef struct og_trainer {
    og_trainer_def def;
    og_net *net;                  /* not owned */
    const og_dataset *train;      /* not owned */
    const og_dataset *validation; /* not owned; NULL: none */
    og_rng rng;                   /* continues after the initial weights */
    og_rng epoch_rng;             /* as rng was, or between epochs is, before it draws the epoch's order */
    size_t step;                  /* updates done */
    size_t epoch;                 /* epochs completed */
    size_t next_row;              /* rows of the present epoch done */
    og_score last_batch;          /* as computed before the last update */
    og_score last_epoch;          /* sample-weighted means over the batches of the last complete epoch */
    og_score last_validation;     /* after the last complete epoch; {0, 0} without validation rows */
    og_score sum;                 /* of the present epoch: scores times samples */
    double gradient_norm;         /* of all parameters in the last step, after L1, before clipping */
    double best_loss;             /* for patience; infinite at first */
    size_t best_epoch;
    og_stop stop; /* set after each epoch */
    og_history history;
    uint32_t *order;   /* the present epoch's order of rows */
    float *velocity;   /* SGD's momentum, or Adam's m: one number a parameter */
    bool has_velocity; /* SGD: a step with momentum was taken; the first one takes the whole gradient */
    float *second;     /* Adam's v; NULL for SGD */
    float *kept;       /* parameters and buffers before the last update, then velocity, then second */
    float *batch_x;    /* the rows of one batch */
    float *batch_y;
    float *gradient;        /* d loss / d logits of one batch */
    float *pos_weight;      /* one number a label; NULL but for OG_BCE_WITH_LOGITS */
    struct og_steps *steps; /* what makes epochs of many steps fast; NULL where nothing does, or
                               without memory for it */
} og_trainer;

/* Makes a trainer for net and train, which have to outlive it and fit each other (inputs = features, outputs
   = labels, else OG_ERR_SHAPE; 1 <= batch <= the network's max_batch and 1 <= rows < 2^32, every setting in
   its range, and no batch below a layer's least_training_batch, else OG_ERR_ARGUMENT; all features
   finite and all labels in 0 .. 1, else OG_ERR_DATA). Of sgd and adam, only the settings of the one in use
   are looked at. validation may be NULL or have 0 rows. rng is the generator that drew the weights; the
   trainer goes on with a copy of it: one randperm(rows) at the start of each epoch, and dropout's draws
   between. */
og_status og_trainer_create(const og_trainer_def *def, og_net *net, const og_dataset *train,
                            const og_dataset *validation, const og_rng *rng, og_trainer **out);

/* Before the network is destroyed; of a batch that went with the trainer, its first layer's input becomes
   NULL. */
void og_trainer_destroy(og_trainer *trainer);

/* One update from one batch; the network is in training mode during the step and in evaluation mode after it.
   Its layers then show that batch, but after the last step of an epoch the last piece of the validation rows,
   if there are any. OG_ERR_DIVERGED when the loss, after the update a weight, buffer or Adam's v, or
   at the end of an epoch the loss on the validation rows is not finite: the detail says at which step, in
   which layer and what to try, and network and trainer stand as before the step, as they do after
   OG_ERR_ARGUMENT: a setting that was changed to one out of range, or what og_net_forward refuses. Allocates
   nothing. */
og_status og_trainer_step(og_trainer *trainer);

/* As many steps, but none beyond the end of the present epoch, with everything that can be seen as if by
   og_trainer_step; networks of linear layers and activations with SGD and BCE with logits take fewer
   instructions this way (tests/bench/bench_step.c), in arrays made once with the trainer. The last batch of
   an epoch, Adam, other losses, pos_weight, l1, clip_norm, dropout, batch norm, highway and residual layers
   go step by step all the same. */
og_status og_trainer_steps(og_trainer *trainer, size_t steps);

/* The same to the end of the present epoch. */
og_status og_trainer_epoch(og_trainer *trainer);

/* Steps until `epochs` epochs are complete in all, or a stop of def is reached (see trainer->stop); does
   nothing when that is so already. */
og_status og_trainer_run(og_trainer *trainer, size_t epochs);

/* Everything that training goes on from, as bytes that are the same on every machine: parameters, buffers,
   momentum, generators, counters, sums, what patience knows. Loaded into a trainer of the same network, rows
   and def, training goes on to the same bits as if never stopped; the history starts anew, and stop is what
   def says of the last epoch. load refuses with OG_ERR_FORMAT bytes of another size or make (layers, number
   of rows, batch, loss and optimizer have to be the same), counters that do not fit together and numbers that
   are not finite, and then nothing has changed. */
size_t og_trainer_state_size(const og_trainer *trainer);
void og_trainer_state_save(const og_trainer *trainer, unsigned char *bytes);
og_status og_trainer_state_load(og_trainer *trainer, size_t size, const unsigned char *bytes);

/* Scores the network by BCE with logits on a data set, in evaluation mode, which stays, in pieces of
   max_batch, whose size changes no bit of the result; allocates nothing. {0, 0} for no rows; a loss that is
   not finite, as huge weights make it, is handed out as it is. OG_ERR_SHAPE when features or labels are not
   as many as the network's; OG_ERR_DATA names the row of a feature that is not finite or a label outside
   0 .. 1. */
og_status og_evaluate(og_net *net, const og_dataset *dataset, og_score *out);

/* The same by the trainer's loss, with its pos_weight. */
og_status og_trainer_evaluate(og_trainer *trainer, const og_dataset *dataset, og_score *out);

#endif
