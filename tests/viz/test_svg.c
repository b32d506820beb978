#include <math.h>
#include <sys/stat.h>

#include "../../viz/src/render_svg.h"
#include "stage.h"

static const ogv_color ink = {0x44, 0x2F, 0xA6, 255};

static og_status four_bytes(const ogv_image *image, unsigned char **bytes, size_t *size)
{
    (void)image;
    *bytes = malloc(4);
    memcpy(*bytes, "\x89PNG", 4);
    *size = 4;
    return OG_OK;
}

static og_status no_encoder(const ogv_image *image, unsigned char **bytes, size_t *size)
{
    (void)image;
    *bytes = NULL;
    *size = 0;
    return og_fail(OG_ERR_FILE, "an image cannot be turned into PNG: just because");
}

static char *written(void)
{
    const char *path = temporary_path("picture.svg");
    assert_ok(ogv_svg_write(path, &list, 640, 480, ogv_rgb(0xFFFFFF), four_bytes));
    return read_whole_file(path);
}

static void every_kind_of_command_is_written_and_well_formed(void **state)
{
    (void)state;
    const ogv_point points[4] = {{10, 10}, {20, 30}, {30, 10}, {40, 40}};
    ogv_color pixel = ink;
    ogv_image image = {"one", 1, 1, 1, &pixel, false};
    ogv_fill(&list, (ogv_rect){1, 2, 30, 40}, 8, ogv_fade(ink, 0.5f));
    ogv_frame(&list, (ogv_rect){10, 20, 30, 40}, 8, 2, ink);
    ogv_polyline(&list, points, 4, true, 3, ink);
    ogv_dashed_line(&list, points[0], points[1], 1, 2, 3, ink);
    ogv_polygon(&list, points, 3, ink);
    ogv_area(&list, points, 4, ink);
    ogv_gradient(&list, (ogv_rect){0, 0, 10, 100}, ink, ogv_fade(ink, 0), true);
    ogv_draw_image(&list, (ogv_rect){50, 50, 20, 20}, &image);
    ogv_rect all = ogv_clip(&list, (ogv_rect){0, 0, 50, 50});
    ogv_text(&list, 10, 20, OGV_LEFT, OGV_MATH_ITALIC, 17, ink, "σ(z)");
    ogv_unclip(&list, all);
    ogv_text(&list, 10, 40, OGV_LEFT, OGV_MONO_MEDIUM, 13, ink, "0.85");
    char *text = written();
    assert_true(assert_well_formed(text) > 14);
    assert_contains(text, "width=\"640\" height=\"480\" viewBox=\"0 0 640 480\"");
    assert_contains(text, "<rect x=\"1\" y=\"2\" width=\"30\" height=\"40\" rx=\"8\" fill=\"#442FA6\" "
                          "fill-opacity=\"0.502\"/>");
    assert_contains(
        text, "<rect fill=\"none\" x=\"11\" y=\"21\" width=\"28\" height=\"38\" rx=\"7\" stroke=\"#442FA6\" "
              "stroke-width=\"2\"/>");
    assert_contains(text, "d=\"M10 10L20 30L30 10L40 40Z\"");
    assert_contains(text, "stroke-dasharray=\"2 3\"");
    assert_contains(text, "d=\"M10 10L30 10L40 40L20 30Z\"");
    assert_contains(text, "fill=\"url(#g1)\"");
    assert_contains(text, "href=\"data:image/png;base64,iVBORw==\"");
    assert_contains(text, "image-rendering:pixelated");
    assert_contains(text, "<g clip-path=\"url(#c1)\">");
    assert_contains(text, "font-style=\"italic\"");
    assert_contains(text, "&#963;(z)</text>");
    assert_contains(text,
                    "'JetBrains Mono', monospace\" font-weight=\"500\" font-size=\"13\" x=\"10\" y=\"40\"");
    free(text);
}

static void edges_sit_on_device_pixels(void **state)
{
    (void)state;
    for (int scale = 1; scale <= 2; scale++) {
        ogv_drawlist_clear(&list);
        list.scale = (float)scale;
        ogv_fill(&list, (ogv_rect){10.3f, 20, 30, 40}, 8, ink);
        ogv_disc(&list, (ogv_point){10.3f, 20}, 5, ink); /* a disc stays where it is */
        ogv_frame(&list, (ogv_rect){50.3f, 20, 30, 40}, 0, 2, ink);
        ogv_line(&list, (ogv_point){10, 30}, (ogv_point){90.3f, 30}, 1, ink);
        ogv_line(&list, (ogv_point){10.3f, 30}, (ogv_point){90, 31}, 1, ink);
        char *text = written();
        assert_contains(text,
                        scale == 1 ? "x=\"10\" y=\"20\" width=\"30\"" : "x=\"10.5\" y=\"20\" width=\"30\"");
        assert_contains(text, "x=\"5.3\" y=\"15\" width=\"10\"");
        assert_contains(text, scale == 1 ? "x=\"51\" y=\"21\" width=\"28\"" : "x=\"51.5\" y=\"21\"");
        assert_contains(text, scale == 1 ? "d=\"M10 30.5L90.3 30.5\"" : "d=\"M10 30L90.3 30\"");
        assert_contains(text, "d=\"M10.3 30L90 31\"");
        free(text);
    }
}

static void text_is_escaped(void **state)
{
    (void)state;
    ogv_text(&list, 0, 10, OGV_LEFT, OGV_UI, 12, ink, "a < b && \"c\" > d </text>\x01\xFF");
    char *text = written();
    assert_well_formed(text);
    assert_contains(text, "a &lt; b &amp;&amp; &quot;c&quot; &gt; d &lt;/text&gt;&#65533;&#65533;</text>");
    free(text);
}

static void gaps_in_lines_and_areas_become_separate_pieces(void **state)
{
    (void)state;
    const ogv_point line[5] = {{1, 1}, {2, 2}, {NAN, 3}, {4, 4}, {5, 5}};
    const ogv_point band[8] = {{1, 1}, {1, 9}, {2, 2}, {2, 9}, {3, INFINITY}, {3, 9}, {4, 4}, {4, 9}};
    ogv_polyline(&list, line, 5, false, 1, ink);
    ogv_area(&list, band, 8, ink);
    char *text = written();
    assert_well_formed(text);
    assert_contains(text, "d=\"M1 1L2 2M4 4L5 5\"");
    assert_contains(text, "d=\"M1 1L2 2L2 9L1 9ZM4 4L4 9Z\"");
    free(text);
}

static void no_number_in_the_file_is_not_one(void **state)
{
    (void)state;
    ogv_fill(&list, (ogv_rect){NAN, 1, INFINITY, 4}, 0, ink);
    ogv_fill(&list, (ogv_rect){-0.001f, 1.005f, 1e-9f, -4}, 0, ink);
    char *text = written();
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "inf"));
    assert_null(strstr(text, "\"-0\""));
    assert_contains(text, "x=\"0\" y=\"1\"");
    free(text);
}

static void an_image_that_cannot_be_encoded_leaves_no_file(void **state)
{
    (void)state;
    ogv_color pixel = ink;
    ogv_image image = {"one", 1, 1, 1, &pixel, false};
    ogv_draw_image(&list, (ogv_rect){50, 50, 20, 20}, &image);
    const char *path = temporary_path("never.svg");
    assert_status(ogv_svg_write(path, &list, 640, 480, ink, no_encoder), OG_ERR_FILE);
    assert_contains(og_error_detail(), "just because");
    assert_false(file_exists(path));
    assert_false(file_exists(temporary_path("never.svg.part")));
}

static void a_folder_that_does_not_exist_is_named(void **state)
{
    (void)state;
    const char *path = temporary_path("no-such-folder/picture.svg");
    assert_status(ogv_svg_write(path, &list, 640, 480, ink, four_bytes), OG_ERR_FILE);
    assert_contains(og_error_detail(), "no-such-folder/picture.svg");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_command_is_written_and_well_formed),
        TEST(edges_sit_on_device_pixels),
        TEST(text_is_escaped),
        TEST(gaps_in_lines_and_areas_become_separate_pieces),
        TEST(no_number_in_the_file_is_not_one),
        TEST(an_image_that_cannot_be_encoded_leaves_no_file),
        TEST(a_folder_that_does_not_exist_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
