#define _POSIX_C_SOURCE 200809L

#include "ogee_viz/app.h"

#include <math.h>
#include <stdlib.h>
#ifdef __linux__
#include <unistd.h>
#endif

#include <SDL.h>

#include "app_sdl.h"
#include "input_sdl.h"
#include "picture_sdl.h"
#include "render_sdl.h"

enum { LEAST_WIDTH = 960, LEAST_HEIGHT = 600 };

typedef struct app_state {
    const ogv_app_def *def;
    ogv_fonts *fonts;
    ogv_drawlist list;
    ogv_ui ui;
    ogv_events events;
    ogv_frame_size size;
    SDL_Window *window;
    SDL_Renderer *sdl;
    ogv_renderer *renderer;
    float screen_scale, zoom; /* size.scale is their product */
    bool waits_for_screen;    /* presenting waits for the screen, so that nothing else has to */
    uint64_t shown;           /* the digest of the list that the window shows */
} app_state;

ogv_app_def ogv_app_def_default(void)
{
    return (ogv_app_def){.title = "ogee", .width = 1280, .height = 800, .theme = &ogv_theme_light};
}

static bool is_screenless(const char *driver)
{
    return !driver || SDL_strcmp(driver, "dummy") == 0 || SDL_strcmp(driver, "offscreen") == 0 ||
           SDL_strcmp(driver, "evdev") == 0;
}

/* Without a screen SDL quietly takes a driver that shows nothing; that is right only for whoever asked for
 * it. */
static bool is_unwanted(const char *driver)
{
    const char *asked = SDL_GetHint(SDL_HINT_VIDEODRIVER);
    return is_screenless(driver) && (!asked || !driver || SDL_strcmp(asked, driver) != 0);
}

/* Wayland's library writes a complaint of its own where it finds no folder to look for screens in. */
static int start_video(void)
{
    const char *folder = SDL_getenv("XDG_RUNTIME_DIR");
    if (SDL_strcmp(SDL_GetPlatform(), "Linux") == 0 && (!folder || !*folder))
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,KMSDRM");
    return SDL_InitSubSystem(SDL_INIT_VIDEO);
}

bool ogv_app_has_display(void)
{
    bool running = SDL_WasInit(SDL_INIT_VIDEO) != 0;
    if (!running && start_video() != 0)
        return false;
    bool found = !is_screenless(SDL_GetCurrentVideoDriver());
    if (!running)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return found;
}

/* Runs one frame and leaves its draw list; false when it was the last. */
static bool run_frame(app_state *app)
{
    ogv_ui *ui = &app->ui;
    ogv_drawlist_clear(&app->list);
    app->list.scale = app->size.scale;
    ui->list = &app->list;
    ui->width = fmaxf((float)app->size.width, LEAST_WIDTH);
    ui->height = fmaxf((float)app->size.height, LEAST_HEIGHT);
    ui->input = app->events.input;
    ui->animated = !app->def->headless;
    ui->pictured = app->events.requests.save_png || app->events.requests.save_svg;
    ogv_ui_begin(ui);
    bool goes_on = app->def->frame(app->def->user, ui);
    ogv_ui_end(ui);
    return goes_on && (app->def->frames == 0 || ui->frame < app->def->frames);
}

static og_status save_picture(app_state *app, const char *path)
{
    return ogv_picture_save(path, &app->list, app->size, app->ui.theme->stage, app->fonts);
}

static og_status save_asked_picture(app_state *app)
{
    const char *path = app->def->picture ? app->def->picture(app->def->user) : NULL;
    return path ? save_picture(app, path) : OG_OK;
}

static og_status run_headless(app_state *app)
{
    app->events.input.mouse = (ogv_point){-1, -1};
    for (bool goes_on = true; goes_on;) {
        goes_on = run_frame(app);
        og_status status = save_asked_picture(app);
        if (status != OG_OK)
            return status;
    }
    return OG_OK;
}

float ogv_screen_scale(float pixels_per_unit, int screen_width)
{
    if (pixels_per_unit > 1.01f)
        return pixels_per_unit;
    return screen_width >= 3200 ? 2.0f : screen_width >= 2560 ? 1.5f : 1.0f;
}

static float screen_scale_of(SDL_Window *window, float pixels_per_unit)
{
    SDL_DisplayMode mode = {0};
    SDL_GetDesktopDisplayMode(SDL_GetWindowDisplayIndex(window), &mode);
    return ogv_screen_scale(pixels_per_unit, mode.w);
}

/* Zoomed in, a window of that logical size still has room for the least one; in quarters, as the keys go. */
static float largest_zoom(float width, float height)
{
    float room = fminf(width / LEAST_WIDTH, height / LEAST_HEIGHT);
    return fmaxf(floorf(4 * room) / 4, 1);
}

/* Reads the window's size in pixels, which may have changed with the window or its screen. */
static void read_size(app_state *app)
{
    int units_wide, units_high, wide, high;
    SDL_GetWindowSize(app->window, &units_wide, &units_high);
    if (SDL_GetRendererOutputSize(app->sdl, &wide, &high) != 0 || units_wide < 1 || wide < 1)
        return;
    float pixels_per_unit = (float)wide / (float)units_wide;
    app->screen_scale = app->def->scale > 0 ? app->def->scale : screen_scale_of(app->window, pixels_per_unit);
    app->zoom =
        fminf(app->zoom, largest_zoom((float)wide / app->screen_scale, (float)high / app->screen_scale));
    app->size.scale = app->screen_scale * app->zoom;
    app->size.width = (int)lroundf((float)wide / app->size.scale);
    app->size.height = (int)lroundf((float)high / app->size.scale);
    app->events.points_per_pixel = pixels_per_unit / app->size.scale;
}

/* The window at its logical size, but no larger than its screen. */
static void fit_window(app_state *app)
{
    int units_wide, units_high, wide;
    SDL_GetWindowSize(app->window, &units_wide, &units_high);
    if (SDL_GetRendererOutputSize(app->sdl, &wide, NULL) != 0)
        return;
    float units = app->size.scale * (float)units_wide / (float)wide;
    int width = (int)lroundf((float)app->def->width * units),
        height = (int)lroundf((float)app->def->height * units);
    int least_width = (int)lroundf(LEAST_WIDTH * units), least_height = (int)lroundf(LEAST_HEIGHT * units);
    SDL_Rect screen;
    if (SDL_GetDisplayUsableBounds(SDL_GetWindowDisplayIndex(app->window), &screen) == 0 && screen.w > 0) {
        width = SDL_min(width, screen.w), height = SDL_min(height, screen.h);
        least_width = SDL_min(least_width, screen.w), least_height = SDL_min(least_height, screen.h);
    }
    SDL_SetWindowMinimumSize(app->window, least_width, least_height);
    if (width == units_wide && height == units_high) /* the window's manager need not be waited for */
        return;
    SDL_SetWindowSize(app->window, width, height);
    SDL_SetWindowPosition(app->window, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED);
    read_size(app);
}

/* Without a card OpenGL is emulated, which takes longer to start and to draw than drawing in memory does. */
static bool has_graphics_card(void)
{
#ifdef __linux__
    return access("/dev/dri", F_OK) == 0 || access("/dev/nvidia0", F_OK) == 0 ||
           access("/dev/dxg", F_OK) == 0;
#else
    return true;
#endif
}

static SDL_Renderer *create_renderer(SDL_Window *window)
{
    const Uint32 best = SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC;
    bool asked = SDL_GetHint(SDL_HINT_RENDER_DRIVER) != NULL;
    bool in_memory = !asked && !has_graphics_card();
    if (in_memory)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_Renderer *renderer = SDL_CreateRenderer(window, -1, in_memory ? SDL_RENDERER_SOFTWARE : best);
    return renderer ? renderer : SDL_CreateRenderer(window, -1, 0);
}

static og_status open_window(app_state *app)
{
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    if (start_video() != 0 || is_unwanted(SDL_GetCurrentVideoDriver()))
        return og_fail(OG_ERR_FILE,
                       "no display was found; add --headless --shot FILE.png to draw into a picture instead");
    app->window =
        SDL_CreateWindow(app->def->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, app->def->width,
                         app->def->height, SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!app->window)
        return og_fail(OG_ERR_FILE, "no window could be opened: %s", SDL_GetError());
    app->sdl = create_renderer(app->window);
    SDL_RendererInfo info;
    if (!app->sdl || SDL_GetRendererInfo(app->sdl, &info) != 0)
        return og_fail(OG_ERR_FILE, "the window cannot be drawn into: %s", SDL_GetError());
    app->waits_for_screen = (info.flags & SDL_RENDERER_PRESENTVSYNC) != 0;
    SDL_StartTextInput();
    app->ui.clipboard_get = ogv_clipboard_get;
    app->ui.clipboard_set = ogv_clipboard_set;
    read_size(app);
    fit_window(app);
    return ogv_renderer_create(app->sdl, (info.flags & SDL_RENDERER_SOFTWARE) == 0, &app->renderer);
}

static void close_window(app_state *app)
{
    ogv_renderer_destroy(app->renderer);
    if (app->sdl)
        SDL_DestroyRenderer(app->sdl);
    if (app->window)
        SDL_DestroyWindow(app->window);
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

static void obey_requests(app_state *app)
{
    ogv_requests *requests = &app->events.requests;
    if (requests->device_lost)
        ogv_renderer_forget(app->renderer);
    if (requests->full_screen) {
        bool full = (SDL_GetWindowFlags(app->window) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
        SDL_SetWindowFullscreen(app->window, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    }
    if (requests->zoom_reset)
        app->zoom = 1.0f;
    app->zoom = fminf(fmaxf(app->zoom + 0.25f * (float)requests->zoom, 0.75f), 2.0f);
}

/* Not every driver waits for the screen, none does for a window that is covered, and a frame that was not
   shown has waited for nothing. */
static void keep_pace(bool waited, Uint64 started)
{
    double passed = (double)(SDL_GetPerformanceCounter() - started) / (double)SDL_GetPerformanceFrequency();
    double wanted = waited ? 0.004 : 0.016;
    if (passed < wanted)
        SDL_Delay((Uint32)((0.016 - passed) * 1000.0));
}

static og_status show_frame(app_state *app)
{
    og_status status =
        ogv_renderer_draw(app->renderer, &app->list, app->fonts, app->size.scale, app->ui.theme->stage);
    if (status == OG_OK)
        SDL_RenderPresent(app->sdl);
    return status;
}

/* A picture that fails is no reason to end the program. */
static void save_for_the_user(app_state *app)
{
    const ogv_requests *requests = &app->events.requests;
    char path[64];
    if (!requests->save_png && !requests->save_svg)
        return;
    og_status status = ogv_picture_save_next(requests->save_svg ? ".svg" : ".png", &app->list, app->size,
                                             app->ui.theme->stage, app->fonts, path, sizeof path);
    if (app->def->saved)
        app->def->saved(app->def->user, path, status == OG_OK ? NULL : og_error_detail());
}

static og_status run_window(app_state *app)
{
    og_status status = open_window(app);
    app->events.input.mouse = (ogv_point){-1, -1};
    for (bool goes_on = true; status == OG_OK && goes_on;) {
        Uint64 started = SDL_GetPerformanceCounter();
        ogv_events_gather(&app->events);
        if (app->events.requests.quit)
            break;
        obey_requests(app);
        if (app->events.requests.hidden) {
            SDL_WaitEventTimeout(NULL, 250);
            continue;
        }
        read_size(app);
        goes_on = run_frame(app);
        uint64_t digest = ogv_drawlist_digest(&app->list);
        bool same =
            digest == app->shown && !app->events.requests.uncovered && !app->events.requests.device_lost;
        if (!same)
            status = show_frame(app);
        app->shown = digest;
        if (status == OG_OK)
            status = save_asked_picture(app);
        save_for_the_user(app);
        keep_pace(app->waits_for_screen && !same, started);
    }
    return status;
}

static og_status check_def(const ogv_app_def *def)
{
    og_status status =
        ogv_frame_size_check((ogv_frame_size){def->width, def->height, def->scale > 0 ? def->scale : 1});
    if (status == OG_OK && def->shot)
        status = ogv_picture_check_name(def->shot);
    return status;
}

og_status ogv_app_run(const ogv_app_def *def)
{
    ogv_app_def own = *def;
    if (own.headless && own.frames == 0)
        own.frames = 1;
    og_status status = check_def(&own);
    app_state *app = status == OG_OK ? calloc(1, sizeof *app) : NULL;
    if (!app)
        return status != OG_OK ? status : og_fail(OG_ERR_MEMORY, "no memory for the window");
    app->def = &own;
    app->zoom = 1.0f;
    app->size = (ogv_frame_size){own.width, own.height, own.scale > 0 ? own.scale : 1.0f};
    app->ui.theme = own.theme ? own.theme : &ogv_theme_light;
    status = ogv_fonts_create(&app->fonts);
    if (status == OG_OK) {
        ogv_drawlist_init(&app->list);
        app->list.measure = ogv_fonts_measure;
        app->list.measure_context = app->fonts;
        status = own.headless ? run_headless(app) : run_window(app);
        if (status == OG_OK && own.shot && app->ui.frame > 0)
            status = save_picture(app, own.shot);
        ogv_drawlist_free(&app->list);
    }
    if (!own.headless)
        close_window(app);
    ogv_fonts_destroy(app->fonts);
    free(app);
    return status;
}
