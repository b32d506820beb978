#include "components.h"

const sheet sheets[SHEET_COUNT] = {
    {"components", 1280, 800, draw_components_sheet, true},
    {"controls", 1280, 800, draw_controls_sheet, true},
    {"s-curve", 1280, 800, draw_curve_sheet, false},
    {"min-window", 960, 600, draw_window_sheet, false},
    {"gradients", 1280, 920, draw_gradients_sheet, false},
};
