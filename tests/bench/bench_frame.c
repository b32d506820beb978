/* How long a frame takes, in processor time of one core; prints a table of medians. --check: exit status 1
   when a limit is passed. --start COMMAND: also the time that command takes, from the start of its process.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <SDL.h>

#include "../../viz/src/render_sdl.h"
#include "../../viz/src/replay.h"
#include "scene.h"

enum { WARM_UP = 10, FRAMES = 200, STARTS = 9 };

typedef enum row { LIST, NOTHING, OURS, MEMORY, WINDOW, WHOLE, START, ROWS } row;

static const struct {
    const char *name;
    double limit; /* ms; 0: none of its own */
} rows[ROWS] = {
    [LIST] = {"the list: widgets, map colours, contours", 0},
    [NOTHING] = {"replayed into a null renderer", 0},
    [OURS] = {"our own time: both", 2},
    [MEMORY] = {"replayed into memory (software)", 0},
    [WINDOW] = {"shown by SDL's software renderer", 0},
    [WHOLE] = {"the whole frame with the software renderer", 8},
    [START] = {"first frame of the command, from its start", 150},
};
static double times[ROWS][FRAMES];

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- a renderer that draws nothing ---- */

static unsigned long drawn;

static void null_clip(void *context, const ogv_pixel_rect *rect)
{
    (void)context;
    drawn += rect != NULL;
}

static void null_triangles(void *context, const ogv_mesh *mesh)
{
    (void)context;
    drawn += (unsigned long)mesh->index_count;
}

static void null_glyph(void *context, const ogv_glyph *glyph, int x, int y, ogv_color color)
{
    (void)context;
    drawn += (unsigned long)(glyph->w + x + y + color.a);
}

static void null_image(void *context, ogv_pixel_rect rect, const ogv_image *image)
{
    (void)context;
    drawn += (unsigned long)rect.w + image->version;
}

static const ogv_target null_target = {
    .clip = null_clip, .triangles = null_triangles, .glyph = null_glyph, .image = null_image};

/* ---- frames ---- */

typedef struct bench {
    ogv_fonts *fonts;
    ogv_drawlist list;
    ogv_mesh mesh;
    ogv_ui ui;
    ogv_canvas canvas;
    SDL_Surface *surface;
    SDL_Renderer *sdl;
    ogv_renderer *renderer;
} bench;

static int fail(const char *what)
{
    fprintf(stderr, "bench_frame: %s\n", what);
    exit(1);
}

static void set_up(bench *b)
{
    if (ogv_fonts_create(&b->fonts) != OG_OK || scene_create() != OG_OK)
        fail(og_error_detail());
    ogv_drawlist_init(&b->list);
    b->list.measure = ogv_fonts_measure;
    b->list.measure_context = b->fonts;
    b->ui.list = &b->list;
    b->ui.theme = &ogv_theme_light;
    b->ui.width = SCENE_WIDTH;
    b->ui.height = SCENE_HEIGHT;
    b->ui.input.mouse = (ogv_point){900, 300};
    ogv_fonts_set_scale(b->fonts, 1);
    b->surface = SDL_CreateRGBSurfaceWithFormat(0, SCENE_WIDTH, SCENE_HEIGHT, 32, SDL_PIXELFORMAT_RGB888);
    b->sdl = b->surface ? SDL_CreateSoftwareRenderer(b->surface) : NULL;
    if (!b->sdl || ogv_renderer_create(b->sdl, false, &b->renderer) != OG_OK ||
        !ogv_canvas_create(&b->canvas, SCENE_WIDTH, SCENE_HEIGHT, ogv_rgb(0xFFFFFF)))
        fail("no memory for a picture");
}

static void tear_down(bench *b)
{
    ogv_renderer_destroy(b->renderer);
    SDL_DestroyRenderer(b->sdl);
    SDL_FreeSurface(b->surface);
    ogv_canvas_destroy(&b->canvas);
    ogv_mesh_free(&b->mesh);
    ogv_drawlist_free(&b->list);
    ogv_fonts_destroy(b->fonts);
    scene_destroy();
}

static void measure_frame(bench *b, int frame, double out[ROWS])
{
    const clockid_t clock = CLOCK_THREAD_CPUTIME_ID;
    scene_train(frame);
    double t0 = seconds(clock);
    ogv_drawlist_clear(&b->list);
    ogv_ui_begin(&b->ui);
    scene_draw(&b->ui);
    ogv_ui_end(&b->ui);
    double t1 = seconds(clock);
    ogv_replay(&b->list, 1, b->fonts, &b->mesh, &null_target);
    double t2 = seconds(clock);
    ogv_replay_into_canvas(&b->list, 1, b->fonts, &b->mesh, &b->canvas);
    double t3 = seconds(clock);
    ogv_renderer_draw(b->renderer, &b->list, b->fonts, 1, ogv_rgb(0xFFFFFF));
    SDL_RenderPresent(b->sdl);
    double t4 = seconds(clock);
    out[LIST] = 1e3 * (t1 - t0);
    out[NOTHING] = 1e3 * (t2 - t1);
    out[OURS] = 1e3 * (t2 - t0);
    out[MEMORY] = 1e3 * (t3 - t2);
    out[WINDOW] = 1e3 * (t4 - t3 - (t3 - t2));
    out[WHOLE] = 1e3 * (t1 - t0 + t4 - t3);
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int print_row(row r, int count)
{
    qsort(times[r], (size_t)count, sizeof times[r][0], by_size);
    double median = times[r][count / 2];
    bool passed = rows[r].limit > 0 && median > rows[r].limit;
    printf("%-46s %8.2f %8.2f %8.2f", rows[r].name, median, times[r][0], times[r][count * 9 / 10]);
    if (rows[r].limit > 0)
        printf(" %8.0f%s", rows[r].limit, passed ? "  too slow" : "");
    putchar('\n');
    return passed;
}

int main(int argc, char **argv)
{
    static bench b;
    const char *start = NULL;
    bool check = false;
    int slow = 0;
    for (int i = 1; i < argc; i++) {
        check |= strcmp(argv[i], "--check") == 0;
        if (strcmp(argv[i], "--start") == 0 && i + 1 < argc)
            start = argv[++i];
    }
    set_up(&b);
    for (int i = -WARM_UP; i < FRAMES; i++) {
        double one[ROWS] = {0};
        measure_frame(&b, i + WARM_UP, one);
        for (int r = 0; i >= 0 && r < START; r++)
            times[r][i] = one[r];
    }
    printf("%d x %d, %zu commands, %zu points; milliseconds\n", SCENE_WIDTH, SCENE_HEIGHT,
           b.list.command_count, b.list.point_count);
    printf("%-46s %8s %8s %8s %8s\n", "", "median", "least", "90 %", "at most");
    for (int r = 0; r < START; r++)
        slow += print_row((row)r, FRAMES);
    tear_down(&b);
    for (int i = 0; start && i < STARTS; i++) {
        double before = seconds(CLOCK_MONOTONIC);
        if (system(start) != 0)
            fail("the command of --start failed");
        times[START][i] = 1e3 * (seconds(CLOCK_MONOTONIC) - before);
    }
    if (start)
        slow += print_row(START, STARTS);
    return check && slow ? 1 : 0;
}
