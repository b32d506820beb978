/* Pictures of lessons: pixels that a learner sees. */
#include "support.h"

#include <math.h>

#include <SDL.h>
#include <SDL_image.h>

#include "decision_boundary.h"
#include "ogee/activation.h"
#include "ogee_viz/app.h"
#include "ogee_viz/theme.h"

static bool frame(void *user, ogv_ui *ui)
{
    ogl_run_frame(user, ui);
    return true;
}

static ogl_run *start(const ogl_lesson *lesson)
{
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", true, &run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    return run;
}

static void show(ogl_run *run, long frames, const char *shot)
{
    ogv_app_def app = ogv_app_def_default();
    app.headless = true;
    app.frames = frames;
    app.shot = shot;
    app.user = run;
    app.frame = frame;
    assert_ok(ogv_app_run(&app));
}

/* ---- pixels ---- */

static bool near_a_mark(const boundary *b, double x, double y, double distance)
{
    for (size_t i = 0; i < b->mark_count; i++)
        if (hypot((double)b->marks[i].x - x, (double)b->marks[i].y - y) < distance)
            return true;
    return false;
}

static int difference(ogv_color a, const Uint8 *rgb)
{
    int red = abs(a.r - rgb[0]), green = abs(a.g - rgb[1]), blue = abs(a.b - rgb[2]);
    return red > green ? red > blue ? red : blue : green > blue ? green : blue;
}

static void the_boundary_wears_the_class_map(void **state)
{
    (void)state;
    const int left = 840, top = 176, side = 408;
    const char *path = temporary_path("boundary.png");
    ogl_run *run = start(ogl_lesson_find("decision-boundary"));
    ogl_set(run, SET_CONTOURS, 0);
    show(run, 300, path);
    boundary *b = run->state;
    assert_true(b->model.test_score.accuracy >= 0.95);
    SDL_Surface *loaded = IMG_Load(path);
    assert_non_null(loaded);
    SDL_Surface *picture = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0);
    assert_non_null(picture);
    assert_int_equal(picture->w, 1280);
    assert_int_equal(picture->h, 800);
    int seen[2] = {0, 0};
    for (int j = 4; j < side - 4; j += 3)
        for (int i = 4; i < side - 4; i += 3) {
            float x[2] = {(float)(b->x.low + (b->x.high - b->x.low) * (i + 0.5) / side),
                          (float)(b->y.high - (b->y.high - b->y.low) * (j + 0.5) / side)};
            float logit;
            og_net_predict(b->model.net, 1, x, &logit);
            if (fabsf(logit) < 5 || near_a_mark(b, (double)x[0], (double)x[1], 0.15))
                continue; /* near the line a pixel mixes many values */
            const Uint8 *rgb = (const Uint8 *)picture->pixels + (top + j) * picture->pitch + 3 * (left + i);
            assert_true(difference(ogv_probability_color(&ogv_theme_light, og_sigmoidf(logit)), rgb) <= 6);
            seen[logit > 0]++;
        }
    assert_true(seen[0] > 1000);
    assert_true(seen[1] > 1000);
    SDL_FreeSurface(picture);
    SDL_FreeSurface(loaded);
    ogl_run_destroy(run);
}

static void the_same_run_gives_the_same_picture(void **state)
{
    (void)state;
    char *pictures[2];
    for (int i = 0; i < 2; i++) {
        ogl_run *run = start(ogl_lesson_find("decision-boundary"));
        const char *path = temporary_path(i ? "b.svg" : "a.svg");
        show(run, 40, path);
        pictures[i] = read_whole_file(path);
        ogl_run_destroy(run);
    }
    assert_string_equal(pictures[0], pictures[1]);
    free(pictures[0]);
    free(pictures[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_boundary_wears_the_class_map),
        cmocka_unit_test(the_same_run_gives_the_same_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
