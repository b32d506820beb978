/* `ogee` alone. */
#include <stdio.h>

#include "launcher.h"
#include "window_options.h"

static const ogl_option table[] = {OGL_WINDOW_OPTIONS(0)};
enum { OPTION_COUNT = sizeof table / sizeof *table };

static bool draw_frame(void *user, ogv_ui *ui)
{
    ogl_launcher_frame(user, ui);
    return true;
}

static void tell_saved(void *user, const char *path, const char *why)
{
    ogl_launcher_saved(user, path, why);
}

static int start(const ogl_window *window)
{
    static ogl_launcher launcher;
    char path[1024], error[300];
    if (!window->headless && !ogl_window_has_display()) {
        ogl_error("no display was found; \"ogee --help\" lists what works without one");
        return OGL_FAILED;
    }
    ogl_window_progress(window, path, sizeof path);
    if (ogl_launcher_open(&launcher, ogl_lessons, window->lang, path, error, sizeof error) != OG_OK) {
        ogl_error("%s", error);
        return OGL_FAILED;
    }
    launcher.look = ogl_window_look(window, launcher.learner.look);
    ogv_app_def app = ogl_window_app(window);
    app.title = ogl_launcher_say(&launcher, "launcher", "name");
    app.user = &launcher;
    app.frame = draw_frame;
    app.saved = tell_saved;
    og_status status = ogv_app_run(&app);
    if (status != OG_OK)
        ogl_error("%s", og_error_detail());
    ogl_launcher_close(&launcher);
    return status == OG_OK ? OGL_DONE : OGL_FAILED;
}

int ogl_launcher_main(int argc, char **argv)
{
    ogl_window window = {0};
    const char *given[OPTION_COUNT];
    ogl_options_init(table, OPTION_COUNT, &window);
    if (!ogl_options_parse("ogee", table, OPTION_COUNT, argc, argv, &window, given))
        return OGL_USAGE;
    if (window.version)
        return ogl_print_version();
    return start(&window);
}

void ogl_launcher_help(void)
{
    ogl_options_help(table, OPTION_COUNT);
}
