/* The flags that everything with a window shares. */
#ifndef OGEE_LESSON_WINDOW_OPTIONS_H
#define OGEE_LESSON_WINDOW_OPTIONS_H

#include "cli/options.h"
#include "lesson.h"
#include "ogee_viz/app.h"

typedef enum ogl_theme_choice { OGL_THEME_KEPT, OGL_THEME_LIGHT, OGL_THEME_DARK } ogl_theme_choice;

typedef struct ogl_window {
    bool headless, help, version, high_contrast, reduced_motion;
    int64_t frames;
    const char *shot, *lang, *progress;
    ogl_size size;
    double scale;
    ogl_theme_choice theme;
} ogl_window;

bool ogl_parse_window_size(const char *text, void *value);
bool ogl_parse_theme(const char *text, void *value);

/* Whether a window could be opened; nothing below SDL writes about it. */
bool ogl_window_has_display(void);

/* The app as the flags want it; title, user and functions are still to be set. */
ogv_app_def ogl_window_app(const ogl_window *window);

/* The look that was kept, as the flags change it. */
ogl_look ogl_window_look(const ogl_window *window, ogl_look kept);

/* Where the learner's progress is kept: the file of --progress, else the user's own with a window and ""
   (none) without one. */
void ogl_window_progress(const ogl_window *window, char *path, size_t size);

/* Rows of a table of options; start: where in its settings the ogl_window begins. */
#define OGL_WINDOW_OPTION(start, field) (start) + offsetof(ogl_window, field)
#define OGL_WINDOW_OPTIONS(start)                                                                            \
    {.name = "--headless",                                                                                   \
     .type = OGL_FLAG_ON,                                                                                    \
     .offset = OGL_WINDOW_OPTION(start, headless),                                                           \
     .help = "no window; a lesson that trains plays"},                                                       \
        {.name = "--frames",                                                                                 \
         .argument = "N",                                                                                    \
         .type = OGL_FLAG_WHOLE,                                                                             \
         .offset = OGL_WINDOW_OPTION(start, frames),                                                         \
         .low = 1,                                                                                           \
         .high = 10000000,                                                                                   \
         .help = "stop after N frames; headless 1 or to the end of the script"},                             \
        {.name = "--shot",                                                                                   \
         .argument = "FILE",                                                                                 \
         .type = OGL_FLAG_CUSTOM,                                                                            \
         .offset = OGL_WINDOW_OPTION(start, shot),                                                           \
         .parse = ogl_parse_picture,                                                                         \
         .expected = "a file name that ends in .png or .svg",                                                \
         .help = "write a picture of the last frame"},                                                       \
        {.name = "--size",                                                                                   \
         .argument = "WxH",                                                                                  \
         .type = OGL_FLAG_CUSTOM,                                                                            \
         .offset = OGL_WINDOW_OPTION(start, size),                                                           \
         .parse = ogl_parse_window_size,                                                                     \
         .initial = "1280x800",                                                                              \
         .expected = "a width and a height from 960x600 to 7680x4320 such as 1280x800",                      \
         .help = "logical size"},                                                                            \
        {.name = "--scale",                                                                                  \
         .argument = "F",                                                                                    \
         .type = OGL_FLAG_REAL,                                                                              \
         .offset = OGL_WINDOW_OPTION(start, scale),                                                          \
         .low = 0.5,                                                                                         \
         .high = 4,                                                                                          \
         .help = "pixels for a logical one"},                                                                \
        {.name = "--theme",                                                                                  \
         .argument = "T",                                                                                    \
         .type = OGL_FLAG_CUSTOM,                                                                            \
         .offset = OGL_WINDOW_OPTION(start, theme),                                                          \
         .parse = ogl_parse_theme,                                                                           \
         .expected = "light or dark",                                                                        \
         .help = "light or dark; without it as it was last, at first light"},                                \
        {.name = "--high-contrast",                                                                          \
         .type = OGL_FLAG_ON,                                                                                \
         .offset = OGL_WINDOW_OPTION(start, high_contrast),                                                  \
         .help = "stronger borders, grids and rings"},                                                       \
        {.name = "--reduced-motion",                                                                         \
         .type = OGL_FLAG_ON,                                                                                \
         .offset = OGL_WINDOW_OPTION(start, reduced_motion),                                                 \
         .help = "nothing moves that need not"},                                                             \
        {.name = "--lang",                                                                                   \
         .argument = "L",                                                                                    \
         .type = OGL_FLAG_TEXT,                                                                              \
         .offset = OGL_WINDOW_OPTION(start, lang),                                                           \
         .initial = "en",                                                                                    \
         .help = "language of the words, a folder of assets/lessons"},                                       \
        {.name = "--progress",                                                                               \
         .argument = "FILE",                                                                                 \
         .type = OGL_FLAG_TEXT,                                                                              \
         .offset = OGL_WINDOW_OPTION(start, progress),                                                       \
         .help = "keep the learner's progress there; without it in the user's data folder, headless "        \
                 "nowhere"},                                                                                 \
        {.name = "--help",                                                                                   \
         .type = OGL_FLAG_ON,                                                                                \
         .offset = OGL_WINDOW_OPTION(start, help),                                                           \
         .help = "print this and stop"},                                                                     \
    {                                                                                                        \
        .name = "--version", .type = OGL_FLAG_ON, .offset = OGL_WINDOW_OPTION(start, version),               \
        .help = "print the version and stop"                                                                 \
    }

#endif
