/* Many steps of training in a row, without going through the parameters of the network between them. */
#ifndef OGEE_SRC_STEP_H
#define OGEE_SRC_STEP_H

#include "ogee/trainer.h"

typedef struct og_steps og_steps;

/* What og_steps_take needs; NULL where it cannot help, for anything but linear layers and activations, BCE
   with logits and SGD, and where there is no memory for it. The network and its layers have to outlive it. */
og_steps *og_steps_create(const og_trainer *trainer);
void og_steps_destroy(og_steps *steps);

/* Takes up to `most` steps of the present epoch as og_trainer_step does and to the same bits. The last one of
   the epoch, and one that fails, are left to og_trainer_step. What only that shows is not there meanwhile:
   outputs and gradients of the layers, and gradient_norm. Does nothing where a setting of the moment asks for
   more. */
void og_steps_take(og_steps *steps, og_trainer *trainer, size_t most);

/* Takes the last of those steps back, so that og_trainer_step can do it again; false where another one
   followed. */
bool og_steps_undo(og_steps *steps, og_trainer *trainer);

#endif
