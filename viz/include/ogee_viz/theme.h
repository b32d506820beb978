/* The colours of the design by name, light and dark, and its colour maps. */
#ifndef OGEE_VIZ_THEME_H
#define OGEE_VIZ_THEME_H

#include "ogee_viz/drawlist.h"

enum { OGV_PROBABILITY_STOPS = 9, OGV_LOG_GRADIENT_STOPS = 7 };

/* The tokens of the visual specification, section 3. */
typedef struct ogv_theme {
    const char *name; /* "light", "dark", or these with "-contrast" behind them */
    ogv_color stage, panel, bar, well, zone, hover, line, line2, grid, ctl, axis;
    ogv_color raised; /* the chosen cell of a segmented choice */
    ogv_color text, text2, text3, disabled;
    ogv_color accent, accent_hover, accent_pressed, accent_soft, on_accent, focus;
    ogv_color value, grad, grad_soft;
    ogv_color class0, class1, class0_text, class1_text;
    ogv_color teal, ochre, brown, ok, ok_soft, warn, err, err_soft;
    ogv_color point_ring, tip, on_tip, tip_text2, knob, knob_line;
    ogv_color contour, contour_bold;
    ogv_color band_right, band_wrong, band_zero, band_hatch; /* what float arithmetic makes of a number */
    ogv_color on_band_wrong;                                 /* words on band_wrong */
    float point_ring_width;                                  /* of the ring round a training point */
    ogv_color probability[OGV_PROBABILITY_STOPS];            /* p = 0 .. 1 */
    ogv_color log_gradient[OGV_LOG_GRADIENT_STOPS];          /* log10 of a gradient, -8 .. 0 */
} ogv_theme;

extern const ogv_theme ogv_theme_light;
extern const ogv_theme ogv_theme_dark;

/* Light or dark; with high contrast, which is made from them: borders and the grid in the colour of the axis,
   contours at 60 % ink, rings of points 2 wide. Always the same pointer for the same choice. */
const ogv_theme *ogv_theme_choose(bool dark, bool high_contrast);

/* The theme of that name; NULL when there is none. */
const ogv_theme *ogv_theme_find(const char *name);

/* The class map: p is clamped to 0 .. 1, NaN gives the error colour. */
ogv_color ogv_probability_color(const ogv_theme *theme, float p);

/* The gradient map: |gradient| below 1e-8 is the palest colour, above 1 the deepest; exactly 0 is the zone
   colour, NaN and infinity the error colour. */
ogv_color ogv_gradient_color(const ogv_theme *theme, float gradient);

#endif
