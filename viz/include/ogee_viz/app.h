/* A window, or a picture without one: input in, a draw list out, once a frame. */
#ifndef OGEE_VIZ_APP_H
#define OGEE_VIZ_APP_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"
#include "ogee_viz/theme.h"
#include "ogee_viz/ui.h"

/* How to run. Made by ogv_app_def_default(). */
typedef struct ogv_app_def {
    const char *title;
    int width, height; /* logical pixels; default 1280 x 800; frames are never told less than 960 x 600 */
    float scale;       /* device pixels for a logical one, 0.25 .. 8; 0: what the screen says; headless 1 */
    const ogv_theme *theme; /* at the start; the frame function may change ui->theme */
    bool headless;          /* no window: draws into memory */
    long frames;            /* stop after that many; 0: until the window is closed (headless: 1) */
    const char *shot;       /* write the last frame here, .png or .svg; NULL: nowhere */
    void *user;
    /* One frame: reads ui, changes the model, appends to ui->list. Returning false ends the program. */
    bool (*frame)(void *user, ogv_ui *ui);
    /* Asked after each frame: where to write a picture of it, NULL: nowhere. May itself be NULL. */
    const char *(*picture)(void *user);
    /* Told after Ctrl+S (a PNG) and Ctrl+Shift+S (an SVG): the picture lies in the working directory under
       path, "ogee-1.png" or the next free number; or it could not be written, and why says why (else NULL).
       May itself be NULL. */
    void (*saved)(void *user, const char *path, const char *why);
} ogv_app_def;

/* 1280 x 800, the light theme, a window. */
ogv_app_def ogv_app_def_default(void);

/* Runs to the end; draws the widgets' frame round def->frame (ogv_ui_begin, ogv_ui_end). The app itself takes
   F11 (full screen), Ctrl with +, - and 0 (zoom, as far as a window of 960 x 600 fits) and Ctrl+S (see
   saved); every other key goes to ui->input. A hidden window stands still. Only in a window movements take
   time (ui->animated). No display, no fonts, a picture that cannot be written: OG_ERR_FILE with a plain
   sentence; a size or scale that cannot be: OG_ERR_ARGUMENT. */
og_status ogv_app_run(const ogv_app_def *def);

/* Whether a window could be opened here. */
bool ogv_app_has_display(void);

/* Replays a list once into a picture of width x height logical pixels at that scale: .png or .svg by name
   (the size of an SVG is the logical one). The ground is white until draw fills it. Written to a temporary
   file and renamed. draw fills the list, which measures text with the real fonts. */
og_status ogv_picture_write(const char *path, int width, int height, float scale,
                            void (*draw)(void *user, ogv_drawlist *list), void *user);

/* Finds a file of assets/ ("fonts/Inter-Regular.otf"): in $OGEE_ASSETS, beside the binary, in the source
   tree. OG_ERR_FILE says where it looked. */
og_status ogv_asset_path(const char *name, char *path, size_t size);

#endif
