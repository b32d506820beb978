/* Runs of the app whose frame function writes down what it saw. */
#ifndef OGEE_TEST_APP_RUN_H
#define OGEE_TEST_APP_RUN_H

#include <SDL.h>

#include "ogee_viz/app.h"
#include "support.h"

/* What a run's frame function saw. */
typedef struct app_run {
    long frames, end_at;
    float width, height, scale;
    ogv_input inputs[64];
    const ogv_theme *themes[64];
    const char *picture;
    void (*on_frame)(long frame);
    int saved_count;
    char saved[4][64], why[4][200];
    bool animated;
    int pictured_count;
    ogv_ui *ui;
} app_run;

/* A window or none that calls on_frame, draws a word and ends after end_at frames (0: never). */
ogv_app_def app_run_def(app_run *seen, bool headless);

/* What SDL would report in the next frame. */
void app_push_button(Uint32 type, int x, int y);
void app_push_key(SDL_Keycode code, Uint16 modifiers);
void app_push_text(char character);

/* Before each test: SDL's driver that shows nothing, and assets as they are. */
int app_set_up(void **state);

/* The size in a PNG's header; fails the test if the file is none. */
void png_size(const char *path, int *width, int *height);
void assert_png_size(const char *path, int width, int height);

#endif
