/* Pictures of lessons: pixels that a learner sees, and texts that fit where they stand. */
#include "support.h"

#include <math.h>

#include <SDL.h>
#include <SDL_image.h>

#include "decision_boundary.h"
#include "ogee/activation.h"
#include "ogee_viz/app.h"
#include "ogee_viz/theme.h"

typedef void (*check)(ogl_run *run, ogv_ui *ui);

typedef struct scene {
    ogl_run *run;
    check check;
    long frames;
} scene;

static bool frame(void *user, ogv_ui *ui)
{
    scene *s = user;
    ogl_run_frame(s->run, ui);
    if (s->check && ui->frame + 1 >= s->frames)
        s->check(s->run, ui);
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

static void show(ogl_run *run, int width, int height, float scale, long frames, const char *shot, check what)
{
    scene s = {run, what, frames};
    ogv_app_def app = ogv_app_def_default();
    app.headless = true;
    app.width = width;
    app.height = height;
    app.scale = scale;
    app.frames = frames;
    app.shot = shot;
    app.user = &s;
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
    show(run, 1280, 800, 1, 300, path, NULL);
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
        show(run, 1280, 800, 1, 40, path, NULL);
        pictures[i] = read_whole_file(path);
        ogl_run_destroy(run);
    }
    assert_string_equal(pictures[0], pictures[1]);
    free(pictures[0]);
    free(pictures[1]);
}

/* ---- texts ---- */

typedef struct box {
    float left, top, right, bottom;
    const char *text;
} box;

enum { MOST_BOXES = 1024 };

static float overlap(float a0, float a1, float b0, float b1)
{
    return fminf(a1, b1) - fmaxf(a0, b0);
}

static box text_box(const ogv_ui *ui, const ogv_command *c)
{
    const char *text = ui->list->chars + c->first;
    float width = ui->list->measure(ui->list->measure_context, c->font, c->size, text, c->count);
    return (box){c->at.x, c->at.y - 0.73f * c->size, c->at.x + width, c->at.y, text};
}

/* A sheet that is drawn later hides what lies under it. */
static int hide_under(box *boxes, int count, ogv_rect sheet)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (overlap(boxes[i].left, boxes[i].right, sheet.x, sheet.x + sheet.w) <= 0 ||
            overlap(boxes[i].top, boxes[i].bottom, sheet.y, sheet.y + sheet.h) <= 0)
            boxes[kept++] = boxes[i];
    return kept;
}

static void texts_are_inside_and_apart(ogl_run *run, ogv_ui *ui)
{
    static box boxes[MOST_BOXES];
    int count = 0;
    ogv_rect clip = {0, 0, -1, 0};
    for (size_t i = 0; i < ui->list->command_count; i++) {
        const ogv_command *c = &ui->list->commands[i];
        if (c->kind == OGV_CLIP)
            clip = c->rect;
        if (c->kind == OGV_FILL && c->color.a > 150 && c->rect.w > 60 && c->rect.h > 60)
            count = hide_under(boxes, count, c->rect);
        if (c->kind != OGV_TEXT || clip.w >= 0 || c->count == 0)
            continue;
        assert_true(count < MOST_BOXES);
        boxes[count++] = text_box(ui, c);
    }
    assert_true(count > 20);
    for (int i = 0; i < count; i++) {
        box *a = &boxes[i];
        if (a->left < 0 || a->right > ui->width || a->top < 0 || a->bottom > ui->height)
            fail_msg("step %d at %gx%g: \"%s\" leaves the window", run->step, (double)ui->width,
                     (double)ui->height, a->text);
        for (int j = i + 1; j < count; j++)
            if (overlap(a->left, a->right, boxes[j].left, boxes[j].right) > 3 &&
                overlap(a->top, a->bottom, boxes[j].top, boxes[j].bottom) > 3)
                fail_msg("step %d at %gx%g: \"%s\" lies on \"%s\"", run->step, (double)ui->width,
                         (double)ui->height, boxes[j].text, a->text);
    }
}

static const struct {
    int width, height;
    float scale;
} sizes[] = {{960, 600, 1}, {1247, 700, 1}, {1248, 720, 1}, {1280, 800, 1}, {1280, 800, 2}, {1920, 1080, 1}};

static void all_texts_fit_in_every_step_and_size(void **state)
{
    (void)state;
    for (int l = 0; ogl_lessons[l]; l++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            ogl_run *run = start(ogl_lessons[l]);
            for (int step = 0; step < run->lesson->step_count; step++) {
                ogl_run_enter(run, step);
                show(run, sizes[s].width, sizes[s].height, sizes[s].scale, 12, NULL,
                     texts_are_inside_and_apart);
            }
            ogl_run_destroy(run);
        }
}

static void drawer_why_and_help_fit_too(void **state)
{
    (void)state;
    static const char *const sheets[] = {"narrative", "why", "help"};
    for (int l = 0; ogl_lessons[l]; l++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (int sheet = 0; sheet < 3; sheet++) {
                ogl_run *run = start(ogl_lessons[l]);
                run->dark = sheet == 1;
                for (int step = 0; step < run->lesson->step_count; step++) {
                    ogl_run_enter(run, step);
                    ogl_press(run, sheets[sheet]);
                    show(run, sizes[s].width, sizes[s].height, sizes[s].scale, 2, NULL,
                         texts_are_inside_and_apart);
                    ogl_press(run, sheets[sheet]);
                }
                ogl_run_destroy(run);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_boundary_wears_the_class_map),
        cmocka_unit_test(the_same_run_gives_the_same_picture),
        cmocka_unit_test(all_texts_fit_in_every_step_and_size),
        cmocka_unit_test(drawer_why_and_help_fit_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
