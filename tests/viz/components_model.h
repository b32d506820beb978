/* A network that learned a spiral, from a seed: the same numbers on every machine. */
#ifndef OGEE_TEST_COMPONENTS_MODEL_H
#define OGEE_TEST_COMPONENTS_MODEL_H

#include "ogee/trainer.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/netgraph.h"

enum {
    MODEL_TRAIN = 140,
    MODEL_TEST = 80,
    MODEL_EPOCHS = 150,
    MODEL_HIDDEN = 6,
    MODEL_COLUMNS = 4,
    MODEL_SEED = 102
};
#define MODEL_DOMAIN 2.9f /* the plane reaches from minus this to this */

/* Everything a picture of it needs. */
typedef struct model {
    og_score train, test;
    float train_loss[MODEL_EPOCHS + 1], test_loss[MODEL_EPOCHS + 1];
    ogv_mark marks[MODEL_TRAIN + MODEL_TEST];
    int wrong;
    ogv_heatmap *map;
    ogv_image units[MODEL_COLUMNS][MODEL_HIDDEN];
    const float *weights[MODEL_COLUMNS]; /* of the links into a column; NULL for the first */
} model;

/* The network trained for MODEL_EPOCHS, its maps in the theme's colours. Valid until the next call; NULL when
   it cannot be made. */
const model *model_of(const ogv_theme *theme);

/* How many units a column has: inputs, two hidden layers, output. */
int model_units(int column);

#endif
