/* A frame as heavy as the playground's at 1280 x 800, from numbers that need no network: a map of 512 x 512
   with contours and 500 points, a diagram with 16 neuron maps, two curves of 1,000 points, 100 strings. */
#ifndef OGEE_BENCH_SCENE_H
#define OGEE_BENCH_SCENE_H

#include "ogee/status.h"
#include "ogee_viz/ui.h"

enum { SCENE_WIDTH = 1280, SCENE_HEIGHT = 800 };

og_status scene_create(void);
void scene_destroy(void);

/* The next answers of the network: every logit, every neuron's map and the losses change. */
void scene_train(int frame);

/* Appends the frame to ui->list. */
void scene_draw(ogv_ui *ui);

#endif
