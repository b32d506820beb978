#define _XOPEN_SOURCE 700
#include "window_options.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "learner.h"

bool ogl_parse_window_size(const char *text, void *value)
{
    return ogl_parse_size(text, (ogl_size){960, 600}, (ogl_size){7680, 4320}, value);
}

bool ogl_parse_theme(const char *text, void *value)
{
    ogl_theme_choice *theme = value;
    if (strcmp(text, "light") == 0)
        *theme = OGL_THEME_LIGHT;
    else if (strcmp(text, "dark") == 0)
        *theme = OGL_THEME_DARK;
    else
        return false;
    return true;
}

bool ogl_window_has_display(void)
{
    int kept = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY);
    if (kept >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    bool has = ogv_app_has_display();
    if (kept >= 0)
        dup2(kept, STDERR_FILENO);
    close(kept);
    close(nowhere);
    return has;
}

ogv_app_def ogl_window_app(const ogl_window *window)
{
    ogv_app_def app = ogv_app_def_default();
    app.width = window->size.width;
    app.height = window->size.height;
    app.scale = (float)window->scale;
    app.headless = window->headless;
    app.frames = (long)window->frames;
    app.shot = window->shot;
    return app;
}

ogl_look ogl_window_look(const ogl_window *window, ogl_look kept)
{
    return (ogl_look){
        .dark = window->theme == OGL_THEME_KEPT ? kept.dark : window->theme == OGL_THEME_DARK,
        .high_contrast = kept.high_contrast || window->high_contrast,
        .calm = kept.calm || window->reduced_motion,
    };
}

void ogl_window_progress(const ogl_window *window, char *path, size_t size)
{
    if (window->progress)
        snprintf(path, size, "%s", window->progress);
    else if (window->headless)
        path[0] = 0;
    else
        ogl_learner_place(path, size);
}
