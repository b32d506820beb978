/* A waterfall: one row for each layer, one column for each step of training, the size of a gradient as
   colour. */
#ifndef OGEE_VIZ_WATERFALL_H
#define OGEE_VIZ_WATERFALL_H

#include <stdbool.h>

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"
#include "ogee_viz/ui.h"

enum { OGV_WATERFALL_LAYERS = 32, OGV_WATERFALL_STEPS = 1 << 20 };

/* The values of up to so many layers and steps, and their picture; everything is allocated once. */
typedef struct ogv_waterfall ogv_waterfall;

/* Room for that many layers (1 .. OGV_WATERFALL_LAYERS) and steps (1 .. OGV_WATERFALL_STEPS), all in use; id
   names the picture for the replay (a string that lives on). OG_ERR_ARGUMENT, OG_ERR_MEMORY. */
og_status ogv_waterfall_create(int layers, int steps, const char *id, ogv_waterfall **out);
void ogv_waterfall_destroy(ogv_waterfall *map);

/* Forgets all values; from now on there are that many layers, and steps on the x axis. Both are clamped to
   what create made room for. */
void ogv_waterfall_begin(ogv_waterfall *map, int layers, int steps);

/* The values of the next step, one for each layer, values[0] being the layer next to the input. False: the
   axis is full, nothing was kept. */
bool ogv_waterfall_add(ogv_waterfall *map, const float *values);

/* How many steps were added. */
int ogv_waterfall_count(const ogv_waterfall *map);
/* The value of a layer, counted from 0 at the input, at a step from 0; NaN where there is none. */
float ogv_waterfall_at(const ogv_waterfall *map, int layer, int step);

/* Its words, and what is drawn round it. */
typedef struct ogv_waterfall_look {
    const char *step_name;  /* "step": before the 0 of the axis and in the readout */
    const char *layer_name; /* "layer": above the numbers of the rows and in the readout */
    const char *value_name; /* of the value in the readout, marked-up: "rms $\\partial\\ell/\\partial z$" */
    bool numbers;           /* of the layers, left of the rows: they take 40 there and 14 above rect */
} ogv_waterfall_look;

/* A place in it, both counted from 0; layer 0 is next to the input. */
typedef struct ogv_waterfall_place {
    int layer, step;
    float value;
} ogv_waterfall_place;

/* Draws it into rect: the layer nearest the loss on top, a gap of 2 between rows (1 where they are under 10
   high, none under 5), colours of ogv_gradient_color. Steps to come stay in the zone colour, a line of 1.5 in
   the text colour marks now. Exactly 0 is hatched, NaN and infinity are hatched in the error colour. A device
   pixel that several steps share shows the largest of them, one that is not finite before all. The step axis
   takes 22 below rect. The pointer, or the arrows when it has the focus, reads layer, step and exact value;
   true then, with that place in *at (which may be NULL). */
bool ogv_waterfall_draw(ogv_ui *ui, const char *id, ogv_rect rect, ogv_waterfall *map,
                        const ogv_waterfall_look *look, ogv_waterfall_place *at);

#endif
