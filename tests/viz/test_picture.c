/* Pictures without a window, and where fonts and words are found. */
#include <math.h>
#include <sys/stat.h>

#include "app_run.h"

static void assert_no_file(const char *path)
{
    char part[300];
    snprintf(part, sizeof part, "%s.part", path);
    assert_false(file_exists(path));
    assert_false(file_exists(part));
}

static void draw_something(void *user, ogv_drawlist *list)
{
    (void)user;
    ogv_fill(list, (ogv_rect){10, 10, 50, 50}, 8, ogv_rgb(0x442FA6));
    ogv_text(list, 20, 40, OGV_LEFT, OGV_UI, 15, ogv_rgb(0), "Sigmoid");
}

static void a_picture_has_size_times_scale_pixels(void **state)
{
    (void)state;
    const char *path = temporary_path("one.png");
    assert_ok(ogv_picture_write(path, 1280, 800, 1, draw_something, NULL));
    assert_png_size(path, 1280, 800);
    assert_ok(ogv_picture_write(path, 1280, 800, 2, draw_something, NULL));
    assert_png_size(path, 2560, 1600);
    assert_ok(ogv_picture_write(path, 101, 33, 1.5f, draw_something, NULL));
    assert_png_size(path, 152, 50);
}

static void draw_far_outside(void *user, ogv_drawlist *out)
{
    (void)user;
    const ogv_point line[3] = {{10, 10}, {1e9f, 3e8f}, {50, -4e12f}};
    ogv_polyline(out, line, 3, false, 2, ogv_rgb(0));
    ogv_polygon(out, line, 3, ogv_rgb(0));
    ogv_fill(out, (ogv_rect){-1e20f, 0, 2e20f, 10}, 0, ogv_rgb(0));
    ogv_disc(out, (ogv_point){1e25f, 1}, 1e22f, ogv_rgb(0));
    ogv_fill(out, (ogv_rect){72, 0.5f, 3e38f, 17}, 6, ogv_rgb(0));
    ogv_frame(out, (ogv_rect){-3e38f, 0.5f, 3.3e38f, 3e38f}, 6, 2, ogv_rgb(0));
    ogv_gradient(out, (ogv_rect){2e38f, 0.5f, 1e38f, 3e38f}, ogv_rgb(0), ogv_rgb(0xFF0000), true);
    const ogv_point area[4] = {{10, 10}, {10, 3e38f}, {50, -3e38f}, {3e38f, 20}};
    ogv_area(out, area, 4, ogv_rgb(0));
    ogv_polygon(out, area, 4, ogv_rgb(0));
    ogv_polyline(out, area, 4, true, 3e38f, ogv_rgb(0));
}

static void what_lies_far_outside_does_no_harm(void **state)
{
    (void)state;
    const char *path = temporary_path("far.png");
    assert_ok(ogv_picture_write(path, 100, 100, 1, draw_far_outside, NULL));
    assert_png_size(path, 100, 100);
    assert_ok(ogv_picture_write(path, 100, 100, 2, draw_far_outside, NULL)); /* 3e38 becomes infinite */
    assert_png_size(path, 200, 200);
}

static void the_same_list_gives_the_same_bytes(void **state)
{
    (void)state;
    const char *paths[2] = {temporary_path("first.png"), temporary_path("second.png")};
    long size[2];
    unsigned char *bytes[2];
    for (int i = 0; i < 2; i++) {
        assert_ok(ogv_picture_write(paths[i], 300, 200, 1, draw_something, NULL));
        FILE *file = fopen(paths[i], "rb");
        assert_non_null(file);
        fseek(file, 0, SEEK_END);
        size[i] = ftell(file);
        rewind(file);
        bytes[i] = malloc((size_t)size[i]);
        assert_int_equal(fread(bytes[i], 1, (size_t)size[i], file), size[i]);
        fclose(file);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(bytes[0], bytes[1], (size_t)size[0]);
    free(bytes[0]);
    free(bytes[1]);
}

static void a_picture_that_cannot_be_written_leaves_nothing(void **state)
{
    (void)state;
    const char *path = temporary_path("no-such-folder/one.png");
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_contains(og_error_detail(), "no-such-folder/one.png");
    assert_no_file(path);
    path = temporary_path("folder.png");
    assert_int_equal(mkdir(path, 0777), 0);
    char part[300];
    snprintf(part, sizeof part, "%s.part", path);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_false(file_exists(part));
    path = temporary_path("folder.svg");
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(part, sizeof part, "%s.part", path);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_false(file_exists(part));
}

static void a_wrong_name_size_or_scale_is_said(void **state)
{
    (void)state;
    assert_status(ogv_picture_write("one.jpg", 100, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "one.jpg");
    assert_contains(og_error_detail(), ".png or .svg");
    assert_status(ogv_picture_write(".png", 100, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    const char *path = temporary_path("never.png");
    assert_status(ogv_picture_write(path, 0, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "0 x 100");
    assert_status(ogv_picture_write(path, 100000, 100, 1, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_status(ogv_picture_write(path, 10000, 100, 2, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_status(ogv_picture_write(path, 100, 100, 0.1f, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "0.1");
    assert_status(ogv_picture_write(path, 100, 100, NAN, draw_something, NULL), OG_ERR_ARGUMENT);
    assert_no_file(path);
}

static void missing_fonts_end_in_a_sentence_and_no_file(void **state)
{
    (void)state;
    const char *path = temporary_path("fontless.png");
    SDL_setenv("OGEE_ASSETS", "/nowhere", 1);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_contains(og_error_detail(), "fonts/Inter-Regular.otf was not found in /nowhere");
    ogv_app_def def = ogv_app_def_default();
    def.headless = true;
    assert_status(ogv_app_run(&def), OG_ERR_FILE);
    assert_no_file(path);
}

static void a_font_that_is_none_is_said(void **state)
{
    (void)state;
    const char *folder = temporary_path("assets"), *path = temporary_path("fontless.png");
    assert_int_equal(mkdir(folder, 0777), 0);
    char text[300];
    snprintf(text, sizeof text, "%s/fonts", folder);
    assert_int_equal(mkdir(text, 0777), 0);
    temporary_file("assets/fonts/Inter-Regular.otf", "this is no font");
    SDL_setenv("OGEE_ASSETS", folder, 1);
    assert_status(ogv_picture_write(path, 100, 100, 1, draw_something, NULL), OG_ERR_FILE);
    assert_contains(og_error_detail(), "Inter-Regular.otf cannot be read");
}

static void assets_are_found_where_the_variable_says_and_in_the_source(void **state)
{
    (void)state;
    char path[1024];
    assert_ok(ogv_asset_path("fonts/Inter-Regular.otf", path, sizeof path));
    assert_true(file_exists(path));
    assert_status(ogv_asset_path("fonts/None.otf", path, sizeof path), OG_ERR_FILE);
    assert_contains(og_error_detail(), "fonts/None.otf");
    assert_contains(og_error_detail(), "OGEE_ASSETS");
    temporary_file("mine.txt", "mine");
    const char *folder = temporary_path("");
    SDL_setenv("OGEE_ASSETS", folder, 1);
    assert_ok(ogv_asset_path("mine.txt", path, sizeof path));
    assert_status(ogv_asset_path("fonts/Inter-Regular.otf", path, sizeof path), OG_ERR_FILE);
    assert_status(ogv_asset_path("mine.txt", path, 5), OG_ERR_FILE);
}

#define TEST(function) cmocka_unit_test_setup(function, app_set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_picture_has_size_times_scale_pixels),
        TEST(what_lies_far_outside_does_no_harm),
        TEST(the_same_list_gives_the_same_bytes),
        TEST(a_picture_that_cannot_be_written_leaves_nothing),
        TEST(a_wrong_name_size_or_scale_is_said),
        TEST(missing_fonts_end_in_a_sentence_and_no_file),
        TEST(a_font_that_is_none_is_said),
        TEST(assets_are_found_where_the_variable_says_and_in_the_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
