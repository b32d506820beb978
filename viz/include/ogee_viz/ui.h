/* Immediate-mode widgets: each call draws one widget and says what the learner did with it in this frame.

   A widget is known by a string id, unique in a frame. Every one works by mouse, by keyboard (Tab in the
   order of the calls, a ring round the focus once a key was used) and by script (ogv_ui_press). The frame is

       ogv_ui_begin(ui);      resolves Tab, the pointer and presses of scripts
       ... widgets ...
       ogv_ui_end(ui);        draws tooltips and flags above everything else */
#ifndef OGEE_VIZ_UI_H
#define OGEE_VIZ_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee_viz/drawlist.h"
#include "ogee_viz/icon.h"
#include "ogee_viz/theme.h"

/* Keys that widgets and lessons know; characters come as OGV_KEY_CHARACTER. */
typedef enum ogv_key {
    OGV_KEY_NONE,
    OGV_KEY_TAB,
    OGV_KEY_ENTER,
    OGV_KEY_ESCAPE,
    OGV_KEY_SPACE,
    OGV_KEY_BACKSPACE,
    OGV_KEY_DELETE,
    OGV_KEY_LEFT,
    OGV_KEY_RIGHT,
    OGV_KEY_UP,
    OGV_KEY_DOWN,
    OGV_KEY_HOME,
    OGV_KEY_END,
    OGV_KEY_PAGE_UP,
    OGV_KEY_PAGE_DOWN,
    OGV_KEY_F1,
    OGV_KEY_F11,
    OGV_KEY_CHARACTER
} ogv_key;

/* What happened since the last frame. The app fills it; tests and scripts fill it too. */
typedef struct ogv_input {
    ogv_point mouse;    /* logical pixels; (-1, -1): outside */
    bool mouse_down;    /* the button is held now */
    bool mouse_pressed; /* it went down in this frame */
    bool mouse_released;
    float wheel;    /* notches turned, up is positive */
    ogv_key key;    /* at most one key press a frame */
    char character; /* of OGV_KEY_CHARACTER: the ASCII character typed */
    bool shift, ctrl, alt;
} ogv_input;

enum { OGV_MAX_WIDGETS = 256, OGV_EDIT_SIZE = 24, OGV_MAX_PRESSES = 8 };

/* A widget as it stood in a frame. */
typedef struct ogv_spot {
    uint64_t id;
    ogv_rect rect;
} ogv_spot;

/* One for a window. Zeroed memory is a fresh one; the app sets the first block before each frame. */
typedef struct ogv_ui {
    ogv_drawlist *list;
    const ogv_theme *theme;
    float width, height; /* logical size of the frame */
    ogv_input input;
    long frame; /* number of this frame, from 0; ogv_ui_end counts */

    bool disabled; /* set by the caller: widgets called now are greyed and do nothing */

    /* What follows belongs to ui*.c. */
    uint64_t hot, active, focus; /* under the pointer, held by it, has the keyboard; 0: none */
    bool focus_visible;
    bool key_free;     /* the focused widget does not want this frame's key */
    uint64_t hot_last; /* what the tooltip's delay counts for */
    long hot_since;
    uint64_t last; /* the widget called last, for ogv_tip */
    ogv_rect last_rect;
    unsigned wants, wants_next; /* keys the focused widget wants */
    ogv_rect shield;            /* w < 0: none */
    bool shielded;
    ogv_spot spots[OGV_MAX_WIDGETS], spots_before[OGV_MAX_WIDGETS]; /* enabled widgets in call order */
    int spot_count, spot_count_before;
    uint64_t presses[OGV_MAX_PRESSES], presses_next[OGV_MAX_PRESSES];
    int press_count, press_count_next;
    uint64_t edit; /* the number field that is being edited */
    char edit_text[OGV_EDIT_SIZE];
    int caret;
    bool edit_all, edit_invalid; /* the whole text is selected; the last Enter was refused */
    float grab;                  /* of a slider: pointer minus thumb when it was taken */
    uint64_t cursor_owner;       /* the plot that the keyboard's crosshair belongs to */
    ogv_point cursor;            /* 0 .. 1 from its left and top */
    char flag[48];               /* the value above a slider's thumb, drawn by ogv_ui_end */
    ogv_point flag_at;
    char tip[160], tip_key[24];
    ogv_rect tip_rect;
} ogv_ui;

/* Begins and ends a frame. list must be clear, theme set. */
void ogv_ui_begin(ogv_ui *ui);
void ogv_ui_end(ogv_ui *ui);

/* The number a widget is known by: a hash of its id, never 0. */
uint64_t ogv_ui_id(const char *id);

/* Where the widget of that id stood in the last frame. False: there was none, or it was disabled. */
bool ogv_ui_find(const ogv_ui *ui, const char *id, ogv_rect *rect);

/* For scripts: the widget of that id reports a click in the next frame. False: ogv_ui_find knows no such
   widget, or too many presses wait. */
bool ogv_ui_press(ogv_ui *ui, const char *id);

/* For scripts: that key is pressed in this frame. Call it between ogv_ui_begin and the first widget. */
void ogv_ui_type(ogv_ui *ui, ogv_key key, char character);

/* For shortcuts: that key, or that character (letters in either case, without Ctrl and Alt), was pressed in
   this frame and the focused widget has no use for it. May be asked anywhere in the frame; letters sleep
   while a number is being edited. */
bool ogv_ui_key(const ogv_ui *ui, ogv_key key);
bool ogv_ui_char(const ogv_ui *ui, char character);

/* Widgets called after this ignore the pointer inside rect, and leave the Tab order if it covers them: call
   it before what lies under an open drawer or sheet. ogv_ui_unshield ends it: call that before the drawer's
   own. */
void ogv_ui_shield(ogv_ui *ui, ogv_rect rect);
void ogv_ui_unshield(ogv_ui *ui);

/* ---- what widgets are made of ---- */

/* Keys a focused widget takes for itself. */
enum {
    OGV_WANTS_ACTIVATE = 1, /* Space and Enter, while the focus is visible */
    OGV_WANTS_ARROWS = 2,   /* arrows, Home, End, Backspace */
    OGV_WANTS_DIGITS = 4,   /* Enter, up, down, digits, point and minus */
    OGV_WANTS_TEXT = 8      /* everything but Tab and function keys */
};

/* What a widget's area saw in this frame. */
typedef struct ogv_act {
    uint64_t id;
    bool hovered; /* the pointer is over it, and nothing else is held */
    bool taken;   /* the pointer went down on it in this frame */
    bool held;    /* the pointer went down on it and is still down */
    bool clicked; /* the pointer went down and up on it; Space or Enter; a script's press */
    bool focused; /* has the keyboard */
    bool ring;    /* its focus is to be shown */
} ogv_act;

/* Registers a widget of one's own and returns what happened to it; draws nothing. */
ogv_act ogv_ui_widget(ogv_ui *ui, const char *id, ogv_rect hit, unsigned wants);

/* Where a plot's crosshair stands: at the pointer, or moved by the arrows while the plot has the keyboard
   (1/100 of its side, with Shift 10 times, with Ctrl a tenth). False: nowhere. rect is the plot, act what it
   saw with OGV_WANTS_ARROWS. */
bool ogv_ui_crosshair(ogv_ui *ui, const ogv_act *act, ogv_rect rect, ogv_point *at);

/* The ring round a focused control: 2 wide, 2 away from it. */
void ogv_focus_ring(ogv_ui *ui, ogv_rect rect, float radius);

/* Tooltip of the widget called last: text and, in mono, the key that does the same (NULL: none). Appears 300
   ms after the pointer or the keyboard focus came. */
void ogv_tip(ogv_ui *ui, const char *text, const char *key);

/* ---- widgets ---- */

typedef enum ogv_button_kind {
    OGV_SECONDARY, /* bordered */
    OGV_PRIMARY,   /* filled with the accent: at most one in a region */
    OGV_GHOST      /* no border: icons in the top bar */
} ogv_button_kind;

typedef struct ogv_button_look {
    ogv_button_kind kind;
    ogv_icon icon;   /* before the label, or alone when the label is NULL */
    bool icon_after; /* behind the label */
    bool steady;     /* icon and label begin at fixed places, so that a label that changes does not jump */
    float icon_size; /* 0: 18 beside a label, 20 alone */
} ogv_button_look;

/* True when clicked. Heights in use: 32, 36, 40; icons alone are square. */
bool ogv_button(ogv_ui *ui, const char *id, ogv_rect rect, const char *label, ogv_button_look look);

typedef struct ogv_slider_def {
    double low, high;
    double start;  /* Backspace returns here */
    double origin; /* the fill begins here, often 0 or low */
    int decimals;  /* of the flag; values are rounded to them */
} ogv_slider_def;

/* True when the value changed. The track runs through the middle of rect; a hit area 32 high suits it. Arrows
   move by 1/100 of the range, with Shift 10 times, with Ctrl a tenth of that; Home and End to the ends. PgUp
   and PgDn stay free for the steps of a lesson. */
bool ogv_slider(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_def *def);

/* One of some short labels; true when *chosen changed. Left and right move the choice. rect.w is shared out
   so that every label has the same space round it. mono for numbers. */
bool ogv_segmented(ogv_ui *ui, const char *id, ogv_rect rect, const char *const *labels, int count,
                   int *chosen, bool mono);
/* The width in which each label has 10 pixels on either side. */
float ogv_segmented_width(const ogv_ui *ui, const char *const *labels, int count, bool mono);

/* A switch 36 x 20 at the left of rect, centred in its height, and its label; true when it was changed. */
bool ogv_toggle(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label);

/* A box of 18 at the left of rect, centred in its height, and its label (NULL: none); true when it was
 * changed. */
bool ogv_checkbox(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label);
float ogv_checkbox_width(const ogv_ui *ui, const char *label);

typedef struct ogv_number_def {
    double low, high;
    int decimals;        /* shown and kept */
    const char *invalid; /* the sentence under the field while its text is refused */
} ogv_number_def;

/* A number that can be typed; true when a new valid value was entered (Enter, Tab or a click elsewhere).
   Until then, and while the text is invalid, *value stays as it is; Escape returns to it. Up and down move by
   the last digit shown, with Shift 10 times. */
bool ogv_number(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_number_def *def);

/* A card for a small picture: panel, border, a thick one when chosen. Draw the picture on top, 4 inside the
 * edge. */
ogv_act ogv_thumbnail(ogv_ui *ui, const char *id, ogv_rect rect, bool chosen);

/* ---- marks without interaction ---- */

/* How far a task is: ring at 0, growing arc, disc with a tick from 1. Radius 10. */
void ogv_task_check(ogv_drawlist *list, const ogv_theme *theme, ogv_point center, double progress);

/* Where the learner is among count steps: x is the left edge, y the middle; returns the width. */
float ogv_step_dots(ogv_drawlist *list, const ogv_theme *theme, float x, float y, int count, int current);
float ogv_step_dots_width(int count);

/* A key as on a keyboard, 24 high; returns the width. */
float ogv_key_cap(ogv_drawlist *list, const ogv_theme *theme, float x, float y, const char *name);

/* A row of a tooltip: label left, value in mono right (NULL: none). A label may hold $formulas$. */
typedef struct ogv_tip_row {
    const char *label, *value;
} ogv_tip_row;

/* Draws a tooltip with its top left corner at (x, y); w 0: as wide as it needs. */
void ogv_tooltip(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float w,
                 const ogv_tip_row *rows, int count);
/* The size it needs (x and y are 0). */
ogv_rect ogv_tooltip_size(ogv_drawlist *list, const ogv_theme *theme, const ogv_tip_row *rows, int count);

/* A value in an inverted pill around center, 22 high. */
void ogv_flag(ogv_drawlist *list, const ogv_theme *theme, ogv_point center, const char *text);

#endif
