/* The sheets of components against tests/golden. OGEE_GOLDEN_UPDATE=1 in the environment writes them anew:
   look at every picture before it is kept. */
#include <SDL_ttf.h>

#include "../../viz/src/png_sdl.h"
#include "../../viz/src/render_svg.h"
#include "../../viz/src/replay.h"
#include "components.h"
#include "ogee_viz/app.h"
#include "picture.h"
#include "stage.h"

static const char digest_file[] = OGEE_SOURCE_DIR "/tests/golden/digests.txt";

static bool updating(void)
{
    return getenv("OGEE_GOLDEN_UPDATE") != NULL;
}

/* Calls check for each sheet in each theme it has. */
static void for_each_sheet(void (*check)(const sheet *s, const ogv_theme *t, const char *name))
{
    const ogv_theme *const themes[] = {&ogv_theme_light, &ogv_theme_dark};
    for (int i = 0; i < SHEET_COUNT; i++)
        for (int t = 0; t < (sheets[i].both_themes ? 1 : 2); t++) {
            char name[64];
            snprintf(name, sizeof name, sheets[i].both_themes ? "%s" : "%s-%s", sheets[i].name,
                     themes[t]->name);
            check(&sheets[i], themes[t], name);
        }
}

/* ---- draw lists ---- */

static FILE *digests;

/* With a stub for the fonts, so that it is the same whatever they are. */
static void a_digest(const sheet *s, const ogv_theme *t, const char *name)
{
    char line[128], wanted[128] = "";
    ogv_drawlist_clear(&list);
    s->draw(&list, t);
    assert_false(list.failed);
    snprintf(line, sizeof line, "%s %016llx\n", name, (unsigned long long)stage_digest());
    if (updating()) {
        fputs(line, digests);
        return;
    }
    assert_non_null(fgets(wanted, sizeof wanted, digests));
    if (strcmp(line, wanted) != 0)
        fail_msg("the draw list is now %.*s, expected %.*s (%zu commands). Is the change meant? Then update "
                 "tests/golden.",
                 (int)strcspn(line, "\n"), line, (int)strcspn(wanted, "\n"), wanted, list.command_count);
}

static void sheets_draw_the_lists_they_drew(void **state)
{
    (void)state;
    digests = fopen(digest_file, updating() ? "w" : "r");
    assert_non_null(digests);
    for_each_sheet(a_digest);
    fclose(digests);
}

/* ---- pixels ---- */

static ogv_fonts *fonts;

static void draw_with_fonts(const sheet *s, const ogv_theme *t, float scale)
{
    ogv_drawlist_clear(&list);
    list.scale = scale;
    list.measure = ogv_fonts_measure;
    list.measure_context = fonts;
    s->draw(&list, t);
}

static void a_picture_at(const sheet *s, const ogv_theme *t, const char *name, int scale)
{
    char golden[512];
    ogv_canvas canvas;
    ogv_mesh mesh = {0};
    ogv_fonts_set_scale(fonts, (float)scale);
    draw_with_fonts(s, t, (float)scale);
    assert_true(ogv_canvas_create(&canvas, s->width * scale, s->height * scale, ogv_rgb(0xFFFFFF)));
    ogv_replay_into_canvas(&list, (float)scale, fonts, &mesh, &canvas);
    ogv_mesh_free(&mesh);
    const picture actual = {canvas.width, canvas.height, canvas.pixels};
    snprintf(golden, sizeof golden, "%s/tests/golden/%s.png", OGEE_SOURCE_DIR, name);
    if (updating())
        picture_write(golden, &actual);
    picture expected = picture_read(golden), difference;
    if (!expected.pixels)
        fail_msg("%s cannot be read", golden);
    size_t wrong = picture_compare(&actual, &expected, &difference);
    if (wrong > 0) { /* into the folder the tests run in */
        char shown[96], marked[96];
        snprintf(shown, sizeof shown, "golden-%s-actual.png", name);
        snprintf(marked, sizeof marked, "golden-%s-difference.png", name);
        picture_write(shown, &actual);
        picture_write(marked, &difference);
        fail_msg("%zu pixels differ from %s; look at %s and %s", wrong, golden, shown, marked);
    }
    picture_free(&difference);
    picture_free(&expected);
    ogv_canvas_destroy(&canvas);
}

static void a_picture(const sheet *s, const ogv_theme *t, const char *name)
{
    a_picture_at(s, t, name, 1);
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

static void sheets_look_as_they_did(void **state)
{
    (void)state;
    assert_ok(ogv_fonts_create(&fonts));
    if (fonts_draw_as_on_debian_12()) {
        for_each_sheet(a_picture);
        a_picture_at(&sheets[0], &ogv_theme_light, "components@2x", 2);
    }
    ogv_fonts_destroy(fonts);
}

/* ---- SVG ---- */

static void an_svg(const sheet *s, const ogv_theme *t, const char *name)
{
    char file[80];
    snprintf(file, sizeof file, "%s.svg", name);
    const char *path = temporary_path(file);
    draw_with_fonts(s, t, 1);
    assert_ok(ogv_svg_write(path, &list, s->width, s->height, t->stage, ogv_png_encode));
    char *text = read_whole_file(path);
    assert_true(assert_well_formed(text) > 300);
    free(text);
}

static void sheets_are_well_formed_svg(void **state)
{
    (void)state;
    assert_ok(ogv_fonts_create(&fonts));
    for_each_sheet(an_svg);
    ogv_fonts_destroy(fonts);
}

/* ---- the comparison itself ---- */

static void an_opaque_area_is_compared_exactly_and_an_edge_is_not(void **state)
{
    (void)state;
    enum { SIDE = 6 };
    uint32_t expected_pixels[SIDE * SIDE], actual_pixels[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++)
        expected_pixels[i] = i % SIDE < 3 ? 0xFF000000u : 0xFFFFFFFFu;
    memcpy(actual_pixels, expected_pixels, sizeof actual_pixels);
    const picture expected = {SIDE, SIDE, expected_pixels}, actual = {SIDE, SIDE, actual_pixels};
    assert_int_equal(picture_compare(&actual, &expected, NULL), 0);
    actual_pixels[2 * SIDE + 2] = 0xFF404040u; /* beside the edge: 64 */
    assert_int_equal(picture_compare(&actual, &expected, NULL), 0);
    actual_pixels[2 * SIDE + 2] = 0xFF410000u; /* 65 */
    assert_int_equal(picture_compare(&actual, &expected, NULL), 1);
    actual_pixels[3 * SIDE] = 0xFF010000u; /* 1, but in the middle of black */
    assert_int_equal(picture_compare(&actual, &expected, NULL), 2);
    const picture smaller = {SIDE, SIDE - 1, actual_pixels};
    picture difference;
    assert_int_equal(picture_compare(&smaller, &expected, &difference), SIDE * (SIDE - 1));
    assert_int_equal(difference.pixels[0], 0xFFE00000u);
    picture_free(&difference);
}

enum { ROOM = 24 };

/* Dots of that colour along a row, so many pixels apart. */
static void draw_hairline(uint32_t *pixels, int row, uint32_t color, int apart)
{
    for (int x = 0; x < ROOM; x += apart)
        pixels[row * ROOM + x] = color;
}

static void a_hairline_that_is_gone_or_elsewhere_is_noticed(void **state)
{
    (void)state;
    const uint32_t white = 0xFFFFFFFFu, grid = 0xFFEEEBE4u, black = 0xFF000000u;
    static uint32_t expected_pixels[ROOM * ROOM], actual_pixels[ROOM * ROOM];
    const picture expected = {ROOM, ROOM, expected_pixels}, actual = {ROOM, ROOM, actual_pixels};
    for (int kind = 0; kind < 4; kind++) { /* alone, dotted, beside a black area, on grey beside it */
        uint32_t ground = kind == 3 ? 0xFFDEDBD4u : white;
        for (int i = 0; i < ROOM * ROOM; i++)
            expected_pixels[i] = kind >= 2 && i >= 12 * ROOM ? black : ground;
        memcpy(actual_pixels, expected_pixels, sizeof actual_pixels);
        int apart = kind == 1 ? 5 : 1;
        draw_hairline(expected_pixels, 11, grid, apart);
        size_t least = kind == 1 ? 5 : ROOM - 4; /* at the ends fewer pixels lie around */
        assert_true(picture_compare(&actual, &expected, NULL) >= least);
        assert_true(picture_compare(&expected, &actual, NULL) >= least); /* one too many */
        draw_hairline(actual_pixels, 10, grid, apart);
        assert_true(picture_compare(&actual, &expected, NULL) >= least);
    }
}

/* The longest level line of that colour, which the picture must have. */
static int longest_line(const picture *p, uint32_t color, int *at)
{
    int longest = 0;
    for (int y = 0; y < p->height; y++)
        for (int x = 0, run = 0; x < p->width; x++) {
            run = p->pixels[y * p->width + x] == color ? run + 1 : 0;
            if (run > longest) {
                longest = run;
                *at = y * p->width + x - run + 1;
            }
        }
    return longest;
}

static void a_golden_picture_without_one_of_its_hairlines_fails(void **state)
{
    (void)state;
    const ogv_color colors[] = {ogv_theme_light.grid, ogv_theme_light.line, ogv_theme_light.axis};
    picture expected = picture_read(OGEE_SOURCE_DIR "/tests/golden/s-curve-light.png");
    picture actual = picture_read(OGEE_SOURCE_DIR "/tests/golden/s-curve-light.png");
    assert_non_null(expected.pixels);
    assert_non_null(actual.pixels);
    for (int i = 0; i < 3; i++) {
        uint32_t color = 0xFF000000u | (uint32_t)colors[i].r << 16 | (uint32_t)colors[i].g << 8 | colors[i].b;
        int at = 0, length = longest_line(&expected, color, &at);
        assert_true(length >= 60);
        for (int k = 0; k < length; k++) /* what lies above it goes on */
            actual.pixels[at + k] = actual.pixels[at + k - actual.width];
        assert_true(picture_compare(&actual, &expected, NULL) >= (size_t)length - 10);
        for (int k = 0; k < length; k++)
            actual.pixels[at + k] = color;
        assert_int_equal(picture_compare(&actual, &expected, NULL), 0);
    }
    picture_free(&actual);
    picture_free(&expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sheets_draw_the_lists_they_drew),
        TEST(sheets_look_as_they_did),
        TEST(sheets_are_well_formed_svg),
        TEST(an_opaque_area_is_compared_exactly_and_an_edge_is_not),
        TEST(a_hairline_that_is_gone_or_elsewhere_is_noticed),
        TEST(a_golden_picture_without_one_of_its_hairlines_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
