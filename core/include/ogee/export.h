/* A trained model as a program: in C to use it, in Python with PyTorch to train it again. */
#ifndef OGEE_EXPORT_H
#define OGEE_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "ogee/model_io.h"
#include "ogee/status.h"
#include "ogee/trainer.h"

/* Writes one C99 file with `float predict(const float x[])`, which takes the features in the order of
   model->columns, unscaled and with one-hot columns as 0 and 1 (a comment in the file lists them),
   standardises them, and returns the probability of class 1: to the bit og_sigmoidf of the network's logit in
   evaluation mode, with gcc and clang at -O0 to -O3, -march=native included, but not with -ffast-math
   (tests/core/test_export_c.c). K > 1 logits: `void predict(const float x[], float p[])`. It needs nothing
   but the C library (-lm for floor and ldexp where that is apart), and compiles without warnings with
   -std=c99 -Wall -Wextra -Werror. source is what a comment calls the model; no name can end that comment. It
   keeps one array a layer on the stack.

   OG_ERR_ARGUMENT names a layer kind that it does not know, OG_ERR_DATA a number that is not finite,
   OG_ERR_SHAPE: names or standardisation do not fit the network. These are found before anything is written.
   OG_ERR_FILE when out cannot be written, OG_ERR_MEMORY. */
og_status og_export_c(const og_model *model, const char *source, FILE *out);

/* The run that a PyTorch program repeats. Its table's columns, classes and one-hot categories are those of
   model->columns, its layers those of model->net; neither weights nor scaler matter. */
typedef struct og_export_run {
    const char *data;   /* the table's path, absolute or from the folder of the program */
    og_missing missing; /* as it was read */
    double test;        /* share of test rows, see og_dataset_split */
    uint64_t data_seed; /* of the split */
    uint64_t seed;      /* of the initial weights and of all that is drawn after them */
    bool standardize;   /* by the training rows */
    og_init init;
    og_trainer_def trainer;
    size_t epochs;
} og_export_run;

/* Writes a self-contained Python program (PyTorch 1.13 or later and nothing else) that rebuilds the run:
   reads the table, makes the same split and standardisation, draws the same initial weights, trains in the
   same order, stops for the same reasons, and prints the header and one line an epoch of `ogee train --log`:
   epoch,train_loss,train_accuracy,test_loss,test_accuracy (the last two empty without test rows). Its losses
   are within 1e-5 of og_trainer's over 10 epochs (tests/core/test_export_pytorch.c); dropout draws the same
   numbers where PyTorch was built without MKL. state_dict() has the names of a model file. Names become
   Python strings, whatever they hold.

   OG_ERR_ARGUMENT names a layer that PyTorch has no counterpart for, or says that model->columns is NULL;
   OG_ERR_SHAPE; OG_ERR_FILE when out cannot be written. */
og_status og_export_pytorch(const og_model *model, const og_export_run *run, FILE *out);

#endif
