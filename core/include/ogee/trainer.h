/* Training: batches in random order, loss, backward pass, update, and what a log wants to know. */
#ifndef OGEE_TRAINER_H
#define OGEE_TRAINER_H

#include <stddef.h>
#include <stdint.h>

#include "ogee/data.h"
#include "ogee/net.h"
#include "ogee/rng.h"
#include "ogee/sgd.h"
#include "ogee/status.h"

typedef struct og_trainer_def {
    og_sgd_def sgd;
    size_t batch; /* samples a step; the last batch of an epoch may be smaller */
} og_trainer_def;

/* og_sgd_def_default(), batch 32. */
og_trainer_def og_trainer_def_default(void);

/* Loss (BCE with logits, mean) and accuracy (0 .. 1) over a set of rows. */
typedef struct og_score {
    double loss;
    double accuracy;
} og_score;

/* Everything that training changes beside the network. Open for reading; def.sgd may be changed between
 * steps. */
typedef struct og_trainer {
    og_trainer_def def;
    og_net *net;             /* not owned */
    const og_dataset *train; /* not owned */
    og_rng rng;              /* continues after the initial weights */
    size_t step;             /* updates done */
    size_t epoch;            /* epochs completed */
    size_t next_row;         /* rows of the present epoch done */
    og_score last_batch;     /* as computed before the last update */
    og_score last_epoch;     /* sample-weighted means over the batches of the last complete epoch */
    og_score sum;            /* of the present epoch: scores times samples */
    uint32_t *order;         /* the present epoch's order of rows */
    float *velocity;         /* momentum, one number a parameter */
    float *batch_x;          /* the rows of one batch */
    float *batch_y;
    float *gradient; /* d loss / d logits of one batch */
} og_trainer;

/* Makes a trainer for net and train, which have to outlive it and fit each other (inputs = features, outputs
   = labels, else OG_ERR_SHAPE; 1 <= batch <= the network's max_batch and 1 <= rows < 2^32, else
   OG_ERR_ARGUMENT). rng is the generator that drew the weights; the trainer goes on with a copy of it: one
   randperm(rows) at the start of each epoch. */
og_status og_trainer_create(const og_trainer_def *def, og_net *net, const og_dataset *train,
                            const og_rng *rng, og_trainer **out);
void og_trainer_destroy(og_trainer *trainer);

/* One update from one batch. OG_ERR_DIVERGED when the loss or a weight is no longer finite; the detail says
   when. Allocates nothing. */
og_status og_trainer_step(og_trainer *trainer);

/* Steps to the end of the present epoch. */
og_status og_trainer_epoch(og_trainer *trainer);

/* Scores the network on a data set of its shape, in pieces of max_batch, whose size changes no bit of the
   result; allocates nothing. {0, 0} for no rows. */
og_score og_evaluate(og_net *net, const og_dataset *dataset);

#endif
