/* How every step of every lesson looks once "Show me" has done its tasks, against
   tests/golden/LESSON-STEP.png, and the draw lists of its beginning in the dark, in a small window and at
   twice the scale, against tests/golden/lessons.txt. OGEE_GOLDEN_UPDATE=1 in the environment writes them
   anew: look at every picture before it is kept. */
#include <SDL_ttf.h>

#include "../../viz/src/png_sdl.h"
#include "../../viz/src/replay.h"
#include "picture.h"
#include "play.h"

static bool updating(void)
{
    return getenv("OGEE_GOLDEN_UPDATE") != NULL;
}

/* Calls check with each step of each lesson, which has just begun. */
static void for_each_step(void (*check)(ogl_run *run, const char *name))
{
    for (int l = 0; ogl_lessons[l]; l++) {
        for (int s = 0; s < ogl_lessons[l]->step_count; s++) {
            char name[96];
            ogl_run *run = begin_lesson(ogl_lessons[l], true);
            ogl_run_enter(run, s);
            snprintf(name, sizeof name, "%s-%s", run->lesson->id, run->lesson->steps[s].id);
            check(run, name);
            ogl_run_destroy(run);
        }
    }
}

/* ---- draw lists ---- */

static FILE *digests;
static int changed;

static const struct {
    const char *name;
    float width, height, scale;
    bool dark;
} variants[] = {{"light", 1280, 800, 1, false},
                {"dark", 1280, 800, 1, true},
                {"small", 960, 600, 1, false},
                {"twice", 1280, 800, 2, false}};

static void compare_line(const char *line)
{
    char wanted[160] = "";
    if (updating()) {
        fputs(line, digests);
        return;
    }
    if (digests && fgets(wanted, sizeof wanted, digests) && strcmp(line, wanted) == 0)
        return;
    print_error("the draw list is now %.*s, expected %.*s\n", (int)strcspn(line, "\n"), line,
                (int)strcspn(wanted, "\n"), wanted);
    changed++;
}

/* With a stub for the fonts, so that it is the same whatever they are. */
static void digest_variants(ogl_run *run, const char *name)
{
    for (size_t v = 0; v < sizeof variants / sizeof *variants; v++) {
        char line[160];
        run->look.dark = variants[v].dark;
        list.scale = variants[v].scale;
        ogl_run_enter(run, run->step);
        for (int frame = 0; frame < 4; frame++)
            draw_on_stage(run, variants[v].width, variants[v].height);
        snprintf(line, sizeof line, "%s %s %016llx\n", name, variants[v].name,
                 (unsigned long long)stage_digest());
        compare_line(line);
    }
}

static void steps_draw_the_lists_they_drew(void **state)
{
    (void)state;
    digests = fopen(OGEE_SOURCE_DIR "/tests/golden/lessons.txt", updating() ? "w" : "r");
    changed = 0;
    for_each_step(digest_variants);
    if (digests)
        fclose(digests);
    if (changed > 0)
        fail_msg("%d draw lists have changed. Is that meant? Then update tests/golden.", changed);
}

/* ---- pixels ---- */

static ogv_fonts *fonts;
static int differing;

static void compare_picture(ogl_run *run, const char *name)
{
    enum { WIDTH = 1280, HEIGHT = 800 };
    char golden[512], shown[128];
    ogv_canvas canvas;
    ogv_mesh mesh = {0};
    list.measure = ogv_fonts_measure;
    list.measure_context = fonts;
    play_script(run, &ui, run->lesson->steps[run->step].show, NULL);
    draw_on_stage(run, WIDTH, HEIGHT);
    draw_on_stage(run, WIDTH, HEIGHT);
    assert_true(ogv_canvas_create(&canvas, WIDTH, HEIGHT, ogv_rgb(0xFFFFFF)));
    ogv_replay_into_canvas(&list, 1, fonts, &mesh, &canvas);
    ogv_mesh_free(&mesh);
    const picture actual = {WIDTH, HEIGHT, canvas.pixels};
    snprintf(golden, sizeof golden, "%s/tests/golden/%s.png", OGEE_SOURCE_DIR, name);
    if (updating())
        picture_write(golden, &actual);
    picture expected = picture_read(golden), difference = {0};
    size_t wrong = expected.pixels ? picture_compare(&actual, &expected, &difference) : 1;
    if (wrong > 0) { /* into the folder the tests run in */
        snprintf(shown, sizeof shown, "golden-%s-actual.png", name);
        picture_write(shown, &actual);
        print_error("%s: %zu pixels differ, or the picture is not there; look at %s\n", golden, wrong, shown);
        if (difference.pixels) {
            snprintf(shown, sizeof shown, "golden-%s-difference.png", name);
            picture_write(shown, &difference);
        }
        differing++;
    }
    picture_free(&difference);
    picture_free(&expected);
    ogv_canvas_destroy(&canvas);
}

static bool fonts_draw_as_on_debian_12(void)
{
    int major, minor, patch;
    TTF_GetFreeTypeVersion(&major, &minor, &patch);
    if (major == 2 && minor == 12 && patch == 1)
        return true;
    print_message("FreeType %d.%d.%d draws other pixels than 2.12.1, which drew tests/golden: only the draw "
                  "lists were compared\n",
                  major, minor, patch);
    return false;
}

static void steps_look_as_they_did(void **state)
{
    (void)state;
    assert_ok(ogv_fonts_create(&fonts));
    differing = 0;
    if (fonts_draw_as_on_debian_12())
        for_each_step(compare_picture);
    ogv_fonts_destroy(fonts);
    if (differing > 0)
        fail_msg("%d pictures differ from tests/golden", differing);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(steps_draw_the_lists_they_drew),
        TEST(steps_look_as_they_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
