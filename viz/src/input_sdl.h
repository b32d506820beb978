/* SDL's events as the input of a frame. */
#ifndef OGEE_VIZ_SRC_INPUT_SDL_H
#define OGEE_VIZ_SRC_INPUT_SDL_H

#include <SDL.h>

#include "ogee_viz/ui.h"

/* What a frame's events ask of the app itself. */
typedef struct ogv_requests {
    bool quit, full_screen, device_lost;
    bool uncovered;          /* the window has to be drawn again */
    bool hidden;             /* the window cannot be seen; kept from frame to frame */
    bool save_png, save_svg; /* a picture of this frame */
    int zoom;                /* steps; with zoom_reset from 1 */
    bool zoom_reset;
} ogv_requests;

typedef struct ogv_events {
    ogv_input input;
    ogv_requests requests;
    float points_per_pixel;      /* logical pixels for one unit of a mouse event */
    Uint16 modifiers;            /* of the last key that went down: the text that follows belongs to it */
    bool repeated;               /* that key is held */
    char dropped[OGV_EDIT_SIZE]; /* what input.dropped points to */
    SDL_Event pending;           /* belongs to the next frame */
    bool has_pending;
} ogv_events;

/* Gathers what happened. A frame has at most one key press and one change of the button: what comes on top of
   that waits for the next frame, so that no click is lost. */
void ogv_events_gather(ogv_events *events);

/* The system's clipboard, for ogv_ui. */
void ogv_clipboard_get(char *text, size_t size);
void ogv_clipboard_set(const char *text);

#endif
