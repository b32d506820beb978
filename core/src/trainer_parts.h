/* What the files of the trainer share. */
#ifndef OGEE_SRC_TRAINER_PARTS_H
#define OGEE_SRC_TRAINER_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/trainer.h"

/* Parameters and buffers of the network, which lie in one array. */
size_t og_trainer_network_numbers(const og_trainer *trainer);

/* Neither infinite nor NaN. */
bool og_all_finite(size_t count, const float *values);

/* In double, over ascending indices. */
double og_sum_of_squares(size_t count, const float *values);

/* Checks the settings that may change between steps: those of the optimizer, l1 and clip_norm; and that what
   goes with maximize does. */
og_status og_trainer_check_step(const og_trainer_def *def);

/* The data set has the network's features and labels, finite and in 0 .. 1; what names it in messages. */
og_status og_trainer_check_data(const char *what, const og_dataset *data, const og_net *net);

/* Draws the order of the epoch that begins. */
void og_trainer_shuffle(og_trainer *trainer);

/* Copies the rows of the next batch, in the order of the epoch. */
void og_trainer_gather(const og_trainer *trainer, size_t batch, float *x, float *y);

/* ---- divergence: OG_ERR_DIVERGED with where and what to try ---- */

/* Of the loss of the batch; if it is not finite, the first layer to blame is named. */
og_status og_trainer_check_loss(const og_trainer *trainer, size_t batch, double loss);

/* Of everything that an update changes. */
og_status og_trainer_check_update(const og_trainer *trainer, size_t batch);

/* Of the loss on the validation rows. */
og_status og_trainer_check_validation(const og_trainer *trainer, double loss);

/* ---- scores, stops and history ---- */

/* og_trainer_evaluate on rows that were checked. */
og_score og_trainer_score(const og_trainer *trainer, const og_dataset *dataset);

/* What def says of the last epoch. */
og_stop og_trainer_find_stop(const og_trainer *trainer);

/* Sets the history to no records. */
void og_trainer_history_reset(og_trainer *trainer);

/* What the history says of an epoch, noted when each is to be had in its last step, if the epoch falls on the
   stride: the norms of the gradients after the backward pass; weights and saturation after the update, before
   anything else goes through the network; the epoch itself when it is counted and scored. */
void og_trainer_note_gradients(og_trainer *trainer);
void og_trainer_note_layers(og_trainer *trainer, size_t batch);
void og_trainer_note_epoch(og_trainer *trainer);

#endif
