/* What the files of plots share. */
#ifndef OGEE_VIZ_SRC_PLOT_PRIVATE_H
#define OGEE_VIZ_SRC_PLOT_PRIVATE_H

#include "ogee_viz/plot.h"

/* Where a tooltip of that size stands: gap beside `at`, on the right if there is room, and 8 inside the plot
   if it fits. */
ogv_rect ogv_values_tip_box(ogv_rect size, ogv_rect plot, ogv_point at, float gap);
/* Values in a tooltip there, beside the guide at `at`. */
void ogv_values_tip(ogv_ui *ui, ogv_rect plot, ogv_point at, const ogv_tip_row *rows, int count);

/* The label of a logarithmic tick: "10" with a small exponent; value is a power of ten. */
void ogv_power_label(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                     double value);

#endif
