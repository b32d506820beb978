#include <math.h>

#include "ogee_viz/drawlist.h"
#include "stage.h"

static const ogv_color ink = {10, 20, 30, 200};

static void assert_color(ogv_color actual, int r, int g, int b, int a)
{
    assert_int_equal(actual.r, r);
    assert_int_equal(actual.g, g);
    assert_int_equal(actual.b, b);
    assert_int_equal(actual.a, a);
}

static void assert_rect(ogv_rect actual, double x, double y, double w, double h)
{
    assert_near(actual.x, x, 1e-4);
    assert_near(actual.y, y, 1e-4);
    assert_near(actual.w, w, 1e-4);
    assert_near(actual.h, h, 1e-4);
}

static void colors_come_from_hex_fade_and_mix(void **state)
{
    (void)state;
    assert_color(ogv_rgb(0x442FA6), 0x44, 0x2F, 0xA6, 255);
    assert_color(ogv_fade(ink, 0.5f), 10, 20, 30, 100);
    assert_color(ogv_fade(ink, 0.0f), 10, 20, 30, 0);
    assert_color(ogv_fade(ink, 7.0f), 10, 20, 30, 200);
    assert_color(ogv_fade(ink, -1.0f), 10, 20, 30, 0);
    assert_color(ogv_mix(ogv_rgb(0x000000), ogv_rgb(0xFF8040), 0.5f), 128, 64, 32, 255);
    assert_color(ogv_mix(ogv_rgb(0x000000), ogv_rgb(0xFF8040), -3.0f), 0, 0, 0, 255);
    assert_color(ogv_mix(ogv_rgb(0x000000), ogv_rgb(0xFF8040), 3.0f), 0xFF, 0x80, 0x40, 255);
}

static void commands_keep_what_was_asked_in_order(void **state)
{
    (void)state;
    ogv_fill(&list, (ogv_rect){1, 2, 3, 4}, 5, ink);
    ogv_frame(&list, (ogv_rect){5, 6, 7, 8}, 2, 1.5f, ink);
    ogv_gradient(&list, (ogv_rect){0, 0, 9, 9}, ink, ogv_rgb(0xFFFFFF), true);
    assert_int_equal(list.command_count, 3);
    assert_int_equal(list.commands[0].kind, OGV_FILL);
    assert_rect(list.commands[0].rect, 1, 2, 3, 4);
    assert_near(list.commands[0].radius, 5, 0);
    assert_color(list.commands[0].color, 10, 20, 30, 200);
    assert_int_equal(list.commands[1].kind, OGV_FRAME);
    assert_near(list.commands[1].width, 1.5, 0);
    assert_int_equal(list.commands[2].kind, OGV_GRADIENT);
    assert_true(list.commands[2].vertical);
    assert_color(list.commands[2].color2, 255, 255, 255, 255);
}

static void clips_nest_and_come_back(void **state)
{
    (void)state;
    ogv_rect none = ogv_clip(&list, (ogv_rect){10, 10, 100, 50});
    assert_true(none.w < 0);
    ogv_rect outer = ogv_clip(&list, (ogv_rect){50, 0, 100, 30});
    assert_rect(list.clip, 50, 10, 60, 20);
    assert_rect(outer, 10, 10, 100, 50);
    ogv_clip(&list, (ogv_rect){500, 500, 10, 10});
    assert_near(list.clip.w, 0, 0);
    ogv_unclip(&list, outer);
    assert_rect(list.clip, 10, 10, 100, 50);
    ogv_unclip(&list, none);
    assert_true(list.clip.w < 0);
    assert_int_equal(list.command_count, 5);
    assert_rect(list.commands[1].rect, 50, 10, 60, 20);
    assert_true(list.commands[4].rect.w < 0);
}

static void a_clip_of_negative_size_hides_everything_and_lifts_no_limit(void **state)
{
    (void)state;
    ogv_clip(&list, (ogv_rect){10, 10, -5, 20});
    assert_rect(list.clip, 10, 10, 0, 20);
}

static void hairlines_sit_on_device_pixels_at_every_scale(void **state)
{
    (void)state;
    const float scales[] = {1.0f, 1.25f, 1.5f, 2.0f, 3.0f};
    const float thickness[] = {1, 1, 2, 2, 3};
    for (int i = 0; i < 5; i++) {
        ogv_drawlist_clear(&list);
        list.scale = scales[i];
        ogv_hairline_h(&list, 90.2f, 3.3f, 17.4f, ink);
        ogv_hairline_v(&list, 17.4f, 3.3f, 90.2f, ink);
        ogv_rect h = list.commands[0].rect, v = list.commands[1].rect;
        assert_near(h.y * scales[i], roundf(h.y * scales[i]), 1e-3);
        assert_near(h.h * scales[i], thickness[i], 1e-3);
        assert_near(h.x * scales[i], roundf(h.x * scales[i]), 1e-3);
        assert_near(v.x * scales[i], h.y * scales[i], 1e-3);
        assert_near(v.w * scales[i], thickness[i], 1e-3);
        assert_near(h.w, v.h, 1e-3);
    }
}

static void lines_have_flat_ends_and_curves_round_ones(void **state)
{
    (void)state;
    const ogv_point points[3] = {{0, 0}, {1, NAN}, {2, 2}};
    ogv_line(&list, points[0], points[2], 2, ink);
    ogv_polyline(&list, points, 3, true, 3, ink);
    ogv_dashed_polyline(&list, points, 3, 2, 10, 4, ink);
    ogv_dashed_polyline(&list, points, 3, 2, 1, 5, ink);
    assert_true(list.commands[0].flat);
    assert_int_equal(list.commands[0].count, 2);
    assert_false(list.commands[1].flat);
    assert_true(list.commands[1].closed);
    assert_int_equal(list.commands[1].count, 3);
    assert_int_equal(list.commands[1].first, 2);
    assert_true(isnan(list.points[3].y));
    assert_true(list.commands[2].flat);
    assert_near(list.commands[2].gap, 4, 0);
    assert_false(list.commands[3].flat);
    ogv_polyline(&list, points, 0, false, 3, ink);
    assert_int_equal(list.command_count, 4);
}

static void marks_are_centred(void **state)
{
    (void)state;
    ogv_disc(&list, (ogv_point){10, 20}, 3, ink);
    ogv_ring(&list, (ogv_point){10, 20}, 8, 2, ink);
    ogv_diamond(&list, (ogv_point){10, 20}, 4, ink);
    ogv_diamond_ring(&list, (ogv_point){10, 20}, 4, 1.75f, ink);
    assert_rect(list.commands[0].rect, 7, 17, 6, 6);
    assert_near(list.commands[0].radius, 3, 0);
    assert_rect(list.commands[1].rect, 1, 11, 18, 18);
    assert_int_equal(list.commands[2].kind, OGV_POLYGON);
    assert_near(list.points[0].y, 16, 0);
    assert_near(list.points[1].x, 14, 0);
    assert_true(list.commands[3].closed);
}

static float seven_a_byte(void *context, ogv_font font, float size, const char *text, size_t length)
{
    (void)font, (void)size, (void)text;
    ++*(int *)context;
    return 7.0f * (float)length;
}

static void text_is_kept_with_its_left_end_for_every_alignment(void **state)
{
    (void)state;
    int calls = 0;
    list.measure = seven_a_byte;
    list.measure_context = &calls;
    const double left[] = {100, 86, 72};
    for (int align = OGV_LEFT; align <= OGV_RIGHT; align++) {
        assert_near(ogv_text(&list, 100, 50, (ogv_align)align, OGV_MONO, 12, ink, "abcd"), 28, 0);
        const ogv_command *text = &list.commands[align];
        assert_near(text->at.x, left[align], 0);
        assert_near(text->at.y, 50, 0);
        assert_int_equal(text->font, OGV_MONO);
        assert_string_equal(list.chars + text->first, "abcd");
        assert_int_equal(text->count, 4);
    }
    assert_int_equal(calls, 3);
    assert_near(ogv_text_width(&list, OGV_UI, 12, "abc"), 21, 0);
    assert_near(ogv_text_width(&list, OGV_UI, 12, ""), 0, 0);
    assert_near(ogv_text(&list, 0, 0, OGV_LEFT, OGV_UI, 12, ink, ""), 0, 0);
    assert_near(ogv_text(&list, 0, 0, OGV_LEFT, OGV_UI, 12, ink, NULL), 0, 0);
    assert_int_equal(list.command_count, 3);
}

static void without_fonts_a_character_is_0_55_em_wide_however_many_bytes_it_has(void **state)
{
    (void)state;
    assert_near(ogv_text_width(&list, OGV_UI, 20, "aσ→"), 33, 1e-4);
}

static void capitals_are_centred_in_a_box(void **state)
{
    (void)state;
    assert_near(ogv_baseline(100, 32, 14), 100 + 16 + 0.364 * 14, 1e-4);
}

static void clearing_keeps_the_memory_so_that_a_steady_frame_allocates_nothing(void **state)
{
    (void)state;
    const ogv_point points[2] = {{0, 0}, {1, 1}};
    const void *commands = NULL, *kept_points = NULL, *chars = NULL;
    for (int frame = 0; frame < 5; frame++) {
        ogv_drawlist_clear(&list);
        assert_int_equal(list.command_count, 0);
        assert_true(list.clip.w < 0);
        for (int i = 0; i < 1000; i++) {
            ogv_polyline(&list, points, 2, false, 1, ink);
            ogv_text(&list, 0, 0, OGV_LEFT, OGV_UI, 12, ink, "steady");
        }
        if (frame > 0) {
            assert_ptr_equal(commands, list.commands);
            assert_ptr_equal(kept_points, list.points);
            assert_ptr_equal(chars, list.chars);
        }
        commands = list.commands;
        kept_points = list.points;
        chars = list.chars;
    }
    assert_int_equal(list.command_count, 2000);
    assert_string_equal(list.chars + list.commands[1999].first, "steady");
}

static void what_does_not_fit_into_memory_is_missing_and_said(void **state)
{
    (void)state;
    ogv_fill(&list, (ogv_rect){0, 0, 1, 1}, 0, ink);
    const ogv_point point = {0, 0};
    ogv_polyline(&list, &point, SIZE_MAX / 8, false, 1, ink);
    assert_true(list.failed);
    assert_int_equal(list.command_count, 1);
    ogv_drawlist_clear(&list);
    assert_false(list.failed);
}

static void the_digest_tells_lists_apart_that_look_different(void **state)
{
    (void)state;
    enum { LISTS = 5 };
    uint64_t digests[LISTS] = {0};
    for (int i = 0; i < LISTS; i++) {
        for (int again = 0; again < 2; again++) {
            ogv_drawlist made;
            ogv_drawlist_init(&made);
            made.scale = i == 1 ? 2 : 1;
            ogv_fill(&made, (ogv_rect){0, 0, i == 2 ? 11 : 10, 10}, 0, ogv_rgb(0x123456));
            ogv_line(&made, (ogv_point){0, 0}, (ogv_point){5, i == 3 ? 6 : 5}, 1, ogv_rgb(0));
            ogv_text(&made, 0, 0, OGV_LEFT, OGV_UI, 13, ogv_rgb(0), i == 4 ? "b" : "a");
            uint64_t digest = ogv_drawlist_digest(&made);
            if (again)
                assert_true(digest == digests[i]);
            digests[i] = digest;
            ogv_drawlist_free(&made);
        }
        for (int j = 0; j < i; j++)
            assert_true(digests[i] != digests[j]);
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, stage_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_digest_tells_lists_apart_that_look_different),
        TEST(colors_come_from_hex_fade_and_mix),
        TEST(commands_keep_what_was_asked_in_order),
        TEST(clips_nest_and_come_back),
        TEST(a_clip_of_negative_size_hides_everything_and_lifts_no_limit),
        TEST(hairlines_sit_on_device_pixels_at_every_scale),
        TEST(lines_have_flat_ends_and_curves_round_ones),
        TEST(marks_are_centred),
        TEST(text_is_kept_with_its_left_end_for_every_alignment),
        TEST(without_fonts_a_character_is_0_55_em_wide_however_many_bytes_it_has),
        TEST(capitals_are_centred_in_a_box),
        TEST(clearing_keeps_the_memory_so_that_a_steady_frame_allocates_nothing),
        TEST(what_does_not_fit_into_memory_is_missing_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
