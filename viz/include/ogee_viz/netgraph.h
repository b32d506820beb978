/* A network as a picture: a column for each layer, a neuron for each unit with a map of what it answers,
   links by sign and size of their weights. */
#ifndef OGEE_VIZ_NETGRAPH_H
#define OGEE_VIZ_NETGRAPH_H

#include <stdbool.h>

#include "ogee_viz/drawlist.h"
#include "ogee_viz/theme.h"
#include "ogee_viz/ui.h"

/* ---- its parts ---- */

/* How a neuron looks; flags may be joined. */
enum {
    OGV_NEURON_HOVERED = 1,  /* 2 px border in the text colour */
    OGV_NEURON_SELECTED = 2, /* accent ring 4 px out */
    OGV_NEURON_DEAD = 4,     /* flat, with a stroke through it */
    OGV_NEURON_DROPPED = 8   /* left out by dropout in this step: faded, dashed */
};

/* A neuron filling a square rect. map: its activation over the plane; NULL: the flat middle colour. ground:
   what lies behind the rounded corners. */
void ogv_neuron(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, const ogv_image *map,
                ogv_color ground, unsigned flags);

/* A link from a (the right edge of one neuron) to b (the left edge of another): a cubic, width min(6, 0.6
   + 1.35 |w|), alpha min(0.9, 0.25 + 0.35 |w|), class 1 colour above 0 and class 0 below; hovered in full
   with a casing. A weight that is not finite is a dashed line in the error colour. */
void ogv_link(ogv_drawlist *list, const ogv_theme *theme, ogv_point a, ogv_point b, float weight,
              bool hovered);

/* ---- the diagram ---- */

enum { OGV_GRAPH_COLUMNS = 10, OGV_GRAPH_UNITS = 16 }; /* inputs, up to 8 hidden layers, outputs */

typedef struct ogv_graph_column {
    int units;                  /* 1 .. OGV_GRAPH_UNITS */
    const ogv_image *maps;      /* one a unit; NULL: none */
    const char *const *names;   /* above each unit, marked-up; NULL: none */
    const unsigned char *flags; /* OGV_NEURON_DEAD and OGV_NEURON_DROPPED of each unit; NULL: none */
    const float *weights;       /* units x units of the column before, row by row; NULL: no links */
    const float *gradients;     /* the same; NULL: not known */
} ogv_graph_column;

typedef struct ogv_graph {
    ogv_graph_column columns[OGV_GRAPH_COLUMNS];
    int count;
    float node, output_node;                           /* sides: 32 and 48, compact 26 and 40 */
    const char *weight_word, *gradient_word;           /* in a link's tooltip */
    const char *dead_word, *saturated_word;            /* in a neuron's; NULL: no tooltip */
    const unsigned char *saturated[OGV_GRAPH_COLUMNS]; /* 1 for each unit that is; NULL: none */
} ogv_graph;

/* Something in the diagram. */
typedef struct ogv_graph_place {
    int column; /* < 0: nothing */
    int unit;
    int from; /* a link from this unit of the column before; < 0: the neuron itself */
} ogv_graph_place;

/* Where a neuron stands when the graph is drawn into rect. Columns share the width; a column that is too high
   gives up its gaps first, then the size of its neurons. */
ogv_rect ogv_graph_neuron(const ogv_graph *graph, ogv_rect rect, int column, int unit);

/* Draws the diagram; returns what is under the pointer. A click on a neuron, or the arrows when the diagram
   has the keyboard, move *selected; a click beside all of them clears it. With Shift, up and down go through
   the links into the selected neuron (selected->from), whose weight and gradient are shown then. Where the
   network has become smaller, *selected moves to the nearest neuron that is left. */
ogv_graph_place ogv_graph_draw(ogv_ui *ui, const char *id, ogv_rect rect, const ogv_graph *graph,
                               ogv_graph_place *selected);

#endif
