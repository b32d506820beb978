/* What the files of the network share. */
#ifndef OGEE_SRC_NET_PARTS_H
#define OGEE_SRC_NET_PARTS_H

#include "ogee/net.h"

/* One allocation: this struct, then parameters, buffers, the parameters' gradients, and for every layer its
   output, its output's gradient and its scratch. */
struct og_net {
    og_layer layers[OG_MAX_LAYERS];
    int layer_count;
    og_shape input;
    og_init init;
    size_t max_batch;
    size_t batch; /* of the last forward pass */
    size_t parameter_count, buffer_count;
    float *parameters; /* and right behind them the buffers */
    float *gradients;
    float numbers[];
};

/* Fills everything in net but the pointers from a def that may be any: shapes, counts, options. *numbers is
   how many floats the layers and parameters take in all. */
og_status og_net_plan(const og_net_def *def, og_net *net, size_t *numbers);

/* The first layer that training mode needs more samples for than a batch of that many; NULL: there is none.
 */
const og_layer *og_net_needs_more(const og_net *net, size_t batch);

/* Forgets the batch that the network keeps by pointer, if it is x: its memory goes. */
void og_net_forget(og_net *net, const float *x);

#endif
