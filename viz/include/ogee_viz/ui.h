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
    float wheel;    /* notches turned, or a part of one; up is positive */
    ogv_key key;    /* at most one key press a frame */
    char character; /* of OGV_KEY_CHARACTER: the ASCII character typed; 0: none, see text */
    char text[32];  /* of OGV_KEY_CHARACTER: what was typed in UTF-8; empty: character alone */
    bool shift, ctrl, alt;
    bool repeated; /* the key is held and comes again: only arrows, Backspace, Delete and what is typed count
                    */
    const char *dropped; /* the path of a file dropped on the window in this frame; NULL: none */
} ogv_input;

enum {
    OGV_MAX_WIDGETS = 256,
    OGV_EDIT_SIZE = 4096, /* the longest path of most systems */
    OGV_MAX_PRESSES = 8,
    OGV_MAX_ROWS = 16,
    OGV_MAX_MOTIONS = 256
};

/* A widget as it stood in a frame. */
typedef struct ogv_spot {
    uint64_t id;
    ogv_rect rect;
    ogv_point grip; /* where one takes hold of it: its middle, or a slider's thumb */
    bool files;     /* a file dropped on the window may land in it */
} ogv_spot;

/* A value on its way, see motion.h. */
typedef struct ogv_motion {
    uint64_t id; /* 0: free */
    float from, to;
    long began, seen; /* frames: when it left from, when it was last asked for */
    int frames;       /* that the way takes */
} ogv_motion;

/* One for a window. Zeroed memory is a fresh one; the app sets the first block before each frame. */
typedef struct ogv_ui {
    ogv_drawlist *list;
    const ogv_theme *theme;
    float width, height; /* logical size of the frame */
    ogv_input input;
    long frame; /* number of this frame, from 0; ogv_ui_end counts */

    bool animated; /* set by the app: movements take their time, see motion.h */
    bool pictured; /* set by the app: the user takes a picture of this frame, so leave out passing messages */
    bool disabled; /* set by the caller: widgets called now are greyed and do nothing */

    /* The clipboard, where there is one (else NULL): get writes at most size bytes with the NUL. */
    void (*clipboard_get)(char *text, size_t size);
    void (*clipboard_set)(const char *text);

    /* What follows belongs to ui*.c. */
    uint64_t hot, active, focus; /* under the pointer, held by it, has the keyboard; 0: none */
    uint64_t focus_below;        /* had the focus when a sheet covered it, and gets it back */
    bool focus_visible;
    bool key_free;     /* the focused widget does not want this frame's key */
    uint64_t hot_last; /* what the tooltip's delay counts for */
    long hot_since;
    uint64_t last; /* the widget called last, for ogv_tip */
    ogv_rect last_rect;
    unsigned wants, wants_next; /* keys the focused widget wants */
    ogv_rect shield;            /* w < 0: none */
    bool shielded, yielding;
    ogv_spot spots[OGV_MAX_WIDGETS], spots_before[OGV_MAX_WIDGETS]; /* enabled widgets in call order */
    int spot_count, spot_count_before;
    uint64_t presses[OGV_MAX_PRESSES], presses_next[OGV_MAX_PRESSES];
    int press_count, press_count_next;
    uint64_t edit; /* the field that is being edited */
    char edit_text[OGV_EDIT_SIZE];
    uint64_t left; /* a field that another one took over from in this frame, and what was typed in it */
    char left_text[OGV_EDIT_SIZE];
    uint64_t edit_from;     /* the slider whose digits opened the field: it gets the keyboard back */
    uint64_t typed;         /* the field of ogv_ui_typed: it lies above everything else */
    ogv_rect typed_rect;    /* of that field */
    ogv_point mouse_before; /* in the last frame */
    uint64_t turned_on; /* the widget that the wheel was turned over, and the part of a notch that is left */
    float turned;
    int caret, anchor;     /* bytes; what lies between them is selected */
    float edit_scroll;     /* how far the text of a field is moved to the left */
    bool edit_invalid;     /* the last Enter was refused */
    float grab;            /* of a slider or a dot: pointer minus its middle when it was taken */
    uint64_t cursor_owner; /* the plot that the keyboard's crosshair belongs to */
    ogv_point cursor;      /* 0 .. 1 from its left and top */
    char flag[48];         /* the value above a slider's thumb, drawn by ogv_ui_end */
    ogv_point flag_at;
    char tip[160], tip_key[24];
    ogv_rect tip_rect;
    char description[256]; /* of the plot that has the focus or the pointer */
    uint64_t described;
    ogv_rect described_rect;
    uint64_t menu_before; /* the one that was open when the frame began */
    uint64_t menu;        /* the dropdown whose menu is open; nothing else sees the pointer then */
    ogv_rect menu_rect;   /* of the menu */
    const char *const *menu_labels;
    int menu_count, menu_row, menu_chosen; /* menu_row: under the pointer or the arrows */
    bool menu_mono;
    bool menu_resting;                   /* the pointer has not moved since its press opened the menu there */
    ogv_point menu_press;                /* where that was */
    float menu_shown;                    /* 0 .. 1: how far it has faded in */
    ogv_motion motions[OGV_MAX_MOTIONS]; /* a hash table */
} ogv_ui;

/* Begins and ends a frame. list must be clear, theme set. */
void ogv_ui_begin(ogv_ui *ui);
void ogv_ui_end(ogv_ui *ui);

/* The number a widget is known by: a hash of its id, never 0. */
uint64_t ogv_ui_id(const char *id);

/* Where the widget of that id stood in the last frame. False: there was none, or it was disabled. */
bool ogv_ui_find(const ogv_ui *ui, const char *id, ogv_rect *rect);

/* Where one takes hold of it: its middle, or what ogv_ui_grip_at said. False as above. */
bool ogv_ui_grip(const ogv_ui *ui, const char *id, ogv_point *at);
/* For widgets with a handle: it stands there, of the widget called last. */
void ogv_ui_grip_at(ogv_ui *ui, ogv_point at);

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
    OGV_WANTS_DIGITS = 4,   /* Enter, up, down, Home, End, digits, point and minus */
    OGV_WANTS_MENU = 16,    /* Space, Enter, up, down, Home and End */
    OGV_WANTS_LINE = 32,    /* Enter and every character */
    OGV_WANTS_VALUE = 64,   /* digits and minus; Enter while the focus is visible */
    OGV_WANTS_TEXT = 8,     /* everything but Tab and function keys */
    OGV_YIELDS = 128        /* a plot that is only read: what is drawn on it later takes the press instead */
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

/* Whole notches that the wheel was turned over the widget while it has the focus, else 0; parts of a notch
   add up to whole ones. The wheel then scrolls nothing else. */
float ogv_ui_wheel(ogv_ui *ui, const ogv_act *act);

/* For what is dragged: while the widget (with OGV_WANTS_VALUE) has the focus, a digit, a minus or Enter opens
   a field of 72 x 28 above `at` in which the number is typed; Enter takes it, Escape leaves it. True when
   *value changed. id is the widget's, the field's has ".typed" behind it. Call it after the widget is drawn.
 */
bool ogv_ui_typed(ogv_ui *ui, const ogv_act *act, const char *id, ogv_point at, double low, double high,
                  int decimals, double *value);

/* Where a plot's crosshair stands: at the pointer, or moved by the arrows while the plot has the keyboard
   (1/100 of its side, with Shift 10 times, with Ctrl a tenth; Home and End to the sides, Backspace to the
   middle). False: nowhere. rect is the plot, act what it
   saw with OGV_WANTS_ARROWS. */
bool ogv_ui_crosshair(ogv_ui *ui, const ogv_act *act, ogv_rect rect, ogv_point *at);

/* Where the crosshair of the plot of that id, drawn in this frame into rect, stands. False: nowhere. */
bool ogv_ui_crosshair_at(const ogv_ui *ui, const char *id, ogv_rect rect, ogv_point *at);

/* One plain sentence that says what the plot in rect, whose widget was called last, shows now. Kept for
   ogv_ui_description if that plot has the keyboard or, where none has it, the pointer. */
void ogv_describe(ogv_ui *ui, ogv_rect rect, const char *text);
/* That sentence, once the plots of this frame are drawn; NULL: no plot is meant. id and rect are the plot's.
 */
const char *ogv_ui_description(const ogv_ui *ui, uint64_t *id, ogv_rect *rect);

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
   and PgDn stay free for the steps of a lesson. A digit, a minus or Enter opens a field for the number. */
bool ogv_slider(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_def *def);

/* One of some short labels; true when *chosen changed. Left and right, Home and End move the choice. rect.w
   is shared out so that every label has the same space round it. mono for numbers. Here and below a *chosen
   that is no row means none, and so do 0 labels. */
bool ogv_segmented(ogv_ui *ui, const char *id, ogv_rect rect, const char *const *labels, int count,
                   int *chosen, bool mono);

/* One of up to OGV_MAX_ROWS choices, of which only the present one is shown; true when *chosen changed.
   Enter, Space or a click opens the menu, which lies above everything else, below the field or, where the
   window ends, above it, and where it fits neither way, over it; there the arrows move, Enter takes, Escape
   and a click elsewhere close. Closed, up and down, Home and End move the choice. labels have to live until
   ogv_ui_end. rect is 32 high. */
bool ogv_dropdown(ogv_ui *ui, const char *id, ogv_rect rect, const char *const *labels, int count,
                  int *chosen, bool mono);

/* A row of tabs, 32 high, with a line under the present one; true when *chosen changed. Left and right move,
   Home and End go to the first and last. */
bool ogv_tabs(ogv_ui *ui, const char *id, ogv_rect rect, const char *const *labels, int count, int *chosen);

/* A switch 36 x 20 at the left of rect, centred in its height, and its label; true when it was changed. */
bool ogv_toggle(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label);

/* A box of 18 at the left of rect, centred in its height, and its label (NULL: none); true when it was
   changed. It hears the pointer over a height of 32 at least, as a switch does. */
bool ogv_checkbox(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label);
float ogv_checkbox_width(const ogv_ui *ui, const char *label);

/* An overlay chip, 36 high: a box in the series colour, a sample of the line, its name; true when it was
   changed. width of rect: ogv_chip_width. */
bool ogv_chip(ogv_ui *ui, const char *id, ogv_rect rect, bool *on, const char *label, ogv_color color,
              float dash, float gap);
float ogv_chip_width(const ogv_ui *ui, const char *label);

typedef struct ogv_number_def {
    double low, high;
    int decimals;        /* shown and kept */
    const char *invalid; /* the sentence under the field while its text is refused */
} ogv_number_def;

/* A number that can be typed; true when a new valid value was entered (Enter, Tab or a click elsewhere).
   Until then, and while the text is invalid, *value stays as it is; Escape returns to it. Up and down move by
   the last digit shown, with Shift 10 times (with Ctrl no less: a tenth of it cannot be shown), Home and End
   go to the lowest and highest number. */
bool ogv_number(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_number_def *def);

/* A slider with everything that belongs to it, 72 high and as wide as rect: a symbol and what it means, a
   number field at the right (id with ".number" behind it), the track, marks of the scale below. True when the
   value changed. Digits typed while the slider has the keyboard go into the field. */
typedef struct ogv_slider_row {
    ogv_slider_def slider;
    const char *symbol;  /* a formula, "w"; NULL: none */
    const char *meaning; /* "weight: how steep"; NULL: none */
    const char *invalid; /* the sentence under the number while it is refused */
    const double *marks;
    int mark_count;
} ogv_slider_row;
bool ogv_slider_field(ogv_ui *ui, const char *id, ogv_rect rect, double *value, const ogv_slider_row *row);

/* A small whole number between two buttons of 24, minus (id with ".less" behind it) and plus (".more"), 88
   wide around center; true when *value changed. A button is greyed at its limit. */
bool ogv_stepper(ogv_ui *ui, const char *id, ogv_point center, int *value, int low, int high);

/* A number to be read: a marked-up label above, the value in mono 20, a note behind it (NULL: none). (x, y)
   is the left end of the label's baseline; the value stands 29 below. */
void ogv_readout(ogv_drawlist *list, const ogv_theme *theme, float x, float y, const char *label,
                 const char *value, ogv_color color, const char *note);

typedef struct ogv_field_def {
    const char *hint;    /* shown while the field is empty */
    const char *invalid; /* the sentence under the field while its text is refused; NULL: all is well */
    bool file;           /* a path: mono, with a folder before it; a file dropped on the window lands here if
                            the pointer is over it, else if it has the keyboard or is the only such field */
} ogv_field_def;

/* One line of text (UTF-8, at most size - 1 bytes) that can be edited; true when it was changed: by Enter,
   Tab or a click elsewhere. Until then text stays as it is, and Escape returns to it. A text of OGV_EDIT_SIZE
   bytes and more is shown, and kept as it is. */
bool ogv_text_field(ogv_ui *ui, const char *id, ogv_rect rect, char *text, size_t size,
                    const ogv_field_def *def);

/* A part of the window whose content may be higher than it is. Between begin and end the caller draws the
   content, with its top at `top`; what lies outside the view is cut off. The wheel over it scrolls, a bar at
   the right of the view (6 wide, from 11 behind its edge) can be dragged and has the arrows, Home and End
   when it has the focus. A control inside that gets the focus by Tab is scrolled into sight. Without need
   there is no bar. *offset is how far the content is moved up. */
typedef struct ogv_scroll {
    float top; /* of the content */
    /* What follows belongs to ui_scroll.c. */
    ogv_rect view, clip;
    float content;
    float *offset;
    int first_spot;
} ogv_scroll;

/* id is the bar's; content the height of what will be drawn; ground its colour, into which what is cut off
   fades. */
ogv_scroll ogv_scroll_begin(ogv_ui *ui, const char *id, ogv_rect view, float content, float *offset);
void ogv_scroll_end(ogv_ui *ui, const ogv_scroll *scroll, ogv_color ground);

/* A card for a small picture: panel, border, a thick one when chosen. Draw the picture on top, 4 inside the
 * edge. */
ogv_act ogv_thumbnail(ogv_ui *ui, const char *id, ogv_rect rect, bool chosen);

/* ---- marks without interaction ---- */

/* How far a task is: ring at 0, growing arc, disc with a tick from 1. Radius 10. */
void ogv_task_check(ogv_drawlist *list, const ogv_theme *theme, ogv_point center, double progress);
/* A task that has just been reached: the disc grows over the first half of part (0 .. 1), then the tick is
   drawn. */
void ogv_task_tick(ogv_drawlist *list, const ogv_theme *theme, ogv_point center, float part);

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
