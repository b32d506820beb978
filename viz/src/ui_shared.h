/* What several widgets share and no caller needs. */
#ifndef OGEE_VIZ_SRC_UI_SHARED_H
#define OGEE_VIZ_SRC_UI_SHARED_H

#include "ogee_viz/ui.h"

/* The left and the upper edge belong to rect, the right and the lower one do not. */
bool ogv_is_inside(ogv_rect rect, ogv_point point);

/* Whether the pointer stands elsewhere than in the last frame. */
bool ogv_pointer_moved(const ogv_ui *ui);

/* Draws the tip of this frame below its widget, above it where there is no room, and always inside the
 * window. */
void ogv_tip_draw(ogv_ui *ui);

/* The choice among count when the keyboard or the wheel asks for `wanted`: the nearest there is; chosen
   itself where there is none. */
int ogv_nearest_choice(int chosen, int wanted, int count);

/* Values that are dragged: the multiples of 1 / per_unit (0: every value) from low to high. */
typedef struct ogv_way {
    double low, high;
    double per_unit;
    double start; /* Backspace returns here; NaN: nowhere */
} ogv_way;

double ogv_way_nearest(const ogv_way *way, double value);
/* What an arrow moves by: 1/100 of the way, with Shift 10 times, with Ctrl a tenth, never less than one
   multiple. */
double ogv_way_step(const ogv_ui *ui, const ogv_way *way);
/* value after this frame's key: arrows, Home, End and Backspace. */
double ogv_way_key(const ogv_ui *ui, const ogv_way *way, double value);

/* One line of at most `room` width with its left end, middle or right end at x; a longer one ends in an
   ellipsis. */
void ogv_text_within(ogv_ui *ui, float x, float y, float room, ogv_align align, ogv_font font, float size,
                     ogv_color color, const char *text);

/* ogv_slider without the field that opens above the thumb. */
bool ogv_slider_alone(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_def *def,
                      ogv_act *act, ogv_point *thumb);

/* Whether this frame's key begins a number to be typed into what is dragged. */
bool ogv_begins_number(const ogv_ui *ui);

/* Typing into that field has ended: the keyboard returns to what is dragged, unless it went elsewhere. */
void ogv_give_keyboard_back(ogv_ui *ui, uint64_t field, uint64_t dragged);

/* The field of ogv_ui_typed, drawn when everything else has been. */
void ogv_typed_draw(ogv_ui *ui);

/* The menu of an open dropdown, drawn when everything else has been. */
void ogv_menu_draw(ogv_ui *ui);

#endif
