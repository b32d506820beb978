/* The sheets of ogee-components. */
#ifndef OGEE_TEST_COMPONENTS_H
#define OGEE_TEST_COMPONENTS_H

#include "ogee_viz/ui.h"

/* A page of fixed data drawn with the real widgets. What a list refers to lives on until the next draw. */
typedef struct sheet {
    const char *name;
    int width, height;
    void (*draw)(ogv_drawlist *list, const ogv_theme *theme);
    bool both_themes; /* it shows light and dark beside each other */
} sheet;

enum { SHEET_COUNT = 5 };
extern const sheet sheets[SHEET_COUNT];

/* A widget in a state: the real one, with a pointer and keys of its own. */
typedef enum sheet_state { NORMAL, HOVER, PRESSED, FOCUS, DISABLED, STATES } sheet_state;
typedef void (*sheet_widget)(ogv_ui *ui, ogv_rect rect, sheet_state state);
/* at: where the pointer is in the states that have one. typing: pressed, the caret goes to the end. */
void draw_in_state(ogv_drawlist *list, const ogv_theme *theme, sheet_widget draw, ogv_rect rect, ogv_point at,
                   sheet_state state, bool typing);

/* Every component in every state, light on the left and dark on the right; 1280 x 800. */
void draw_components_sheet(ogv_drawlist *list, const ogv_theme *theme);

/* The screen of the lesson "The S-curve"; 1280 x 800. */
void draw_curve_sheet(ogv_drawlist *list, const ogv_theme *theme);

/* The playground in the smallest window, a network that learned a spiral; 960 x 600. */
void draw_window_sheet(ogv_drawlist *list, const ogv_theme *theme);

/* The widgets that the sheet of components has no room for, in every state; 1280 x 800. */
void draw_controls_sheet(ogv_drawlist *list, const ogv_theme *theme);

/* What lessons on gradients and losses draw; 1280 x 920. */
void draw_gradients_sheet(ogv_drawlist *list, const ogv_theme *theme);

#endif
