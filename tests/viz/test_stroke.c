#include <math.h>

#include "../../viz/src/mesh.h"
#include "../../viz/src/raster.h"
#include "support.h"

/* Strokes and fills are drawn in black on white; what is missing from white is the coverage of a pixel. */
enum { SIZE = 100 };
static ogv_drawlist list;
static ogv_mesh mesh;
static ogv_canvas canvas;
static const ogv_color black = {0, 0, 0, 255};

static int set_up(void **state)
{
    (void)state;
    ogv_drawlist_init(&list);
    mesh = (ogv_mesh){0};
    return ogv_canvas_create(&canvas, SIZE, SIZE, ogv_rgb(0xFFFFFF)) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    ogv_drawlist_free(&list);
    ogv_mesh_free(&mesh);
    ogv_canvas_destroy(&canvas);
    return 0;
}

/* Every test is run with both: triangles, and shapes and lines drawn from their distance. */
static bool from_distance;

static void put_line(void *context, const ogv_stroke *line)
{
    (void)context;
    ogv_raster_line(&canvas, line);
}

static void draw_from_distance(const ogv_command *command, float scale)
{
    ogv_rect rect;
    float radius, width;
    if (command->kind == OGV_POLYLINE)
        ogv_stroke_lines(&mesh, &list, command, scale, put_line, NULL);
    else if (ogv_shape_round(command, scale, &rect, &radius, &width))
        ogv_raster_round(&canvas, rect, radius, width, command->color);
    else
        ogv_mesh_command(&mesh, &list, command, scale);
}

static void draw_at(float scale)
{
    ogv_canvas_clear(&canvas, ogv_rgb(0xFFFFFF));
    ogv_mesh_clear(&mesh);
    for (size_t i = 0; i < list.command_count; i++)
        if (from_distance)
            draw_from_distance(&list.commands[i], scale);
        else
            ogv_mesh_command(&mesh, &list, &list.commands[i], scale);
    ogv_raster_mesh(&canvas, &mesh);
}

static double coverage(int x, int y)
{
    return (255 - (canvas.pixels[y * SIZE + x] & 255)) / 255.0;
}

static double covered_area(void)
{
    double sum = 0;
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++)
            sum += coverage(x, y);
    }
    return sum;
}

static void assert_area(double expected, double tolerance)
{
    draw_at(1);
    assert_near(covered_area(), expected, tolerance);
}

static void a_hairline_is_one_full_row_and_nothing_else(void **state)
{
    (void)state;
    ogv_hairline_h(&list, 10, 90, 20.3f, black);
    draw_at(1);
    for (int x = 10; x < 90; x++) {
        assert_near(coverage(x, 20), 1, 0);
        assert_near(coverage(x, 19), 0, 0);
        assert_near(coverage(x, 21), 0, 0);
    }
    assert_near(coverage(9, 20), 0, 0);
    assert_near(coverage(90, 20), 0, 0);
}

static void a_straight_guide_is_snapped_to_its_row(void **state)
{
    (void)state;
    ogv_line(&list, (ogv_point){10, 20.2f}, (ogv_point){90, 20.2f}, 1, black);
    draw_at(1);
    assert_near(coverage(50, 20), 1, 0);
    assert_near(coverage(50, 19) + coverage(50, 21), 0, 0);
    assert_near(covered_area(), 80, 0.1);
}

static void a_slanted_line_covers_its_length_times_its_width(void **state)
{
    (void)state;
    const float widths[] = {0.5f, 1, 1.5f, 2, 3, 8};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        ogv_drawlist_clear(&list);
        ogv_line(&list, (ogv_point){20, 20}, (ogv_point){80, 64.5f}, widths[i], black);
        double length = hypot(60, 44.5);
        assert_area(length * widths[i], 0.02 * length * widths[i]);
    }
}

static void every_angle_has_the_same_weight(void **state)
{
    (void)state;
    for (int degrees = 0; degrees < 180; degrees += 7) {
        float c = cosf((float)degrees * 0.0174533f) * 35, s = sinf((float)degrees * 0.0174533f) * 35;
        ogv_drawlist_clear(&list);
        ogv_polyline(&list, (ogv_point[]){{50 - c, 50 - s}, {50 + c, 50 + s}}, 2, false, 1, black);
        assert_area(70 + 3.14159 / 4, 1.2);
    }
}

static void round_ends_add_half_a_disc_each_and_flat_ends_nothing(void **state)
{
    (void)state;
    const ogv_point points[2] = {{30, 50}, {70, 50}};
    ogv_polyline(&list, points, 2, false, 10, black);
    assert_area(400 + 3.14159 * 25, 2);
    ogv_drawlist_clear(&list);
    ogv_line(&list, points[0], points[1], 10, black);
    assert_area(400, 0.5);
}

static void a_lone_point_is_a_dot(void **state)
{
    (void)state;
    ogv_polyline(&list, (ogv_point[]){{50, 50}}, 1, false, 10, black);
    assert_area(3.14159 * 25, 1);
    ogv_drawlist_clear(&list);
    ogv_polyline(&list, (ogv_point[]){{50, 50}, {50, 50}}, 2, false, 10, black);
    assert_area(3.14159 * 25, 1);
    ogv_drawlist_clear(&list);
    ogv_line(&list, (ogv_point){50, 50}, (ogv_point){50, 50}, 10, black);
    assert_area(0, 0);
}

static void a_gap_breaks_the_line(void **state)
{
    (void)state;
    const float bad[] = {NAN, INFINITY, -INFINITY};
    for (int i = 0; i < 3; i++) {
        const ogv_point points[5] = {{10, 50}, {30, 50}, {50, bad[i]}, {70, 50}, {90, 50}};
        ogv_drawlist_clear(&list);
        ogv_polyline(&list, points, 5, false, 2, black);
        draw_at(1);
        assert_near(coverage(20, 50), 1, 0.01);
        assert_near(coverage(50, 50), 0, 0);
        assert_near(coverage(80, 50), 1, 0.01);
    }
}

/* A translucent stroke of opacity 0.4 must nowhere get darker than 0.4, or its joins would show as blobs. */
static double darkest_of_translucent(const ogv_point *points, size_t count, bool closed, float width)
{
    ogv_drawlist_clear(&list);
    ogv_polyline(&list, points, count, closed, width, (ogv_color){0, 0, 0, 102});
    draw_at(1);
    double darkest = 0;
    for (int i = 0; i < SIZE * SIZE; i++)
        darkest = fmax(darkest, coverage(i % SIZE, i / SIZE));
    return darkest;
}

static void joins_of_translucent_strokes_do_not_show(void **state)
{
    (void)state;
    const ogv_point zigzag[4] = {{20, 30}, {40, 70}, {60, 30}, {80, 70}},
                    square[4] = {{20, 20}, {80, 20}, {80, 80}, {20, 80}};
    ogv_point curve[200];
    for (int i = 0; i < 200; i++)
        curve[i] = (ogv_point){10 + 0.4f * (float)i, 50 - 30 * sinf((float)i * 0.02f)};
    for (float width = 2; width < 9; width += 1.75f) {
        assert_near(darkest_of_translucent(zigzag, 4, false, width), 0.35, 0.06);
        assert_near(darkest_of_translucent(square, 4, true, width), 0.35, 0.06);
        assert_near(darkest_of_translucent(curve, 200, false, width), 0.35, 0.06);
    }
}

static void a_closed_square_has_no_gap_in_its_first_corner(void **state)
{
    (void)state;
    const ogv_point square[4] = {{20, 20}, {80, 20}, {80, 80}, {20, 80}};
    ogv_polyline(&list, square, 4, true, 6, black);
    /* Four sides of 60 x 6, and each corner a square of 3 x 3 and a quarter disc of radius 3 beyond the
     * sides. */
    assert_area(4 * (60 * 6) - 4 * 9 + 4 * 3.14159 * 9 / 4, 1.5);
    assert_near(coverage(20, 20), 1, 0.01);
}

static void a_finely_sampled_curve_weighs_what_a_coarse_one_does(void **state)
{
    (void)state;
    double area[2];
    for (int fine = 0; fine < 2; fine++) {
        static ogv_point points[20000];
        int count = fine ? 20000 : 200;
        for (int i = 0; i < count; i++) {
            float t = (float)i / (float)(count - 1);
            points[i] = (ogv_point){10 + 80 * t, 90 - 80 / (1 + expf(6 - 12 * t))};
        }
        ogv_drawlist_clear(&list);
        ogv_polyline(&list, points, (size_t)count, false, 3, black);
        draw_at(1);
        area[fine] = covered_area();
    }
    assert_near(area[1], area[0], 0.01 * area[0]);
    assert_true(mesh.vertex_count < 4000);
}

static void a_noisy_curve_of_2000_points_stays_inside_its_reach(void **state)
{
    (void)state;
    static ogv_point points[2000];
    unsigned random = 1;
    for (int i = 0; i < 2000; i++) {
        random = random * 1664525u + 1013904223u;
        points[i] = (ogv_point){10 + (float)i * 0.04f, 40 + (float)(random >> 24) * 20 / 256};
    }
    ogv_polyline(&list, points, 2000, false, 2, black);
    draw_at(1);
    for (int x = 0; x < SIZE; x++) {
        for (int y = 0; y < SIZE; y++) {
            if (x < 7 || x > 92 || y < 37 || y > 62)
                assert_near(coverage(x, y), 0, 0);
        }
    }
    assert_near(coverage(50, 50), 1, 0.05);
}

static void dashes_cover_their_share(void **state)
{
    (void)state;
    ogv_dashed_line(&list, (ogv_point){10, 50.5f}, (ogv_point){90, 50.5f}, 1, 2, 3, black);
    draw_at(1);
    for (int x = 10; x < 90; x++)
        assert_near(coverage(x, 50), (x - 10) % 5 < 2 ? 1 : 0, 0.02);
    ogv_drawlist_clear(&list);
    ogv_dashed_polyline(&list, (ogv_point[]){{10, 10}, {50, 40}, {90, 10}}, 3, 2, 10, 10, black);
    assert_area(100, 6);
}

static void dots_of_a_dashed_line_are_round(void **state)
{
    (void)state;
    ogv_dashed_polyline(&list, (ogv_point[]){{20, 50}, {80, 50}}, 2, 4, 1, 19, black);
    assert_area(3 * (4 + 3.14159 * 4) + 3.14159 * 4, 14);
    assert_near(coverage(30, 50), 0, 0);
    assert_near(coverage(40, 50), 1, 0.02);
}

static void far_points_keep_the_line_and_end_the_dashes(void **state)
{
    (void)state;
    ogv_polyline(&list, (ogv_point[]){{50, 1e30f}, {50.01f, -1e30f}}, 2, false, 2, black);
    draw_at(1);
    assert_near(coverage(50, 50) + coverage(49, 50), 2, 0.1);
    ogv_drawlist_clear(&list);
    ogv_dashed_line(&list, (ogv_point){-1e9f, 50}, (ogv_point){1e9f, 50}, 1, 1e-3f, 1e-3f, black);
    draw_at(1);
    assert_true(mesh.vertex_count < 1000);
}

static void a_rectangle_with_straight_edges_is_crisp(void **state)
{
    (void)state;
    ogv_fill(&list, (ogv_rect){10.3f, 10.4f, 30, 20}, 0, black);
    ogv_fill(&list, (ogv_rect){50.3f, 10.4f, 30, 20}, 8, black);
    draw_at(1);
    assert_near(coverage(10, 10), 1, 0);
    assert_near(coverage(9, 10), 0, 0);
    assert_near(coverage(39, 29), 1, 0);
    assert_near(coverage(40, 29), 0, 0);
    assert_near(coverage(50, 20), 1, 0.01);
    assert_near(coverage(49, 20), 0, 0);
    assert_near(coverage(50, 10), 0, 0.05);
    assert_near(covered_area(), 600 + 600 - 4 * 64 * (1 - 3.14159 / 4), 1.5);
}

static void neighbours_that_share_an_edge_neither_overlap_nor_gape(void **state)
{
    (void)state;
    for (int i = 0; i < 7; i++)
        ogv_fill(&list, (ogv_rect){10 + (float)i * 11.3f, 10, 11.3f, 30}, 0, (ogv_color){0, 0, 0, 128});
    draw_at(1);
    for (int x = 10; x < 89; x++)
        assert_near(coverage(x, 20), 0.5, 0.01);
}

static void a_sliver_thinner_than_a_pixel_keeps_its_weight(void **state)
{
    (void)state;
    ogv_fill(&list, (ogv_rect){10.1f, 10, 0.3f, 50}, 0, black);
    assert_area(15, 0.5);
    ogv_drawlist_clear(&list);
    ogv_fill(&list, (ogv_rect){10, 10.1f, 50, 0.3f}, 0, black);
    assert_area(15, 0.5);
}

static void discs_and_rings_have_their_area_wherever_they_are(void **state)
{
    (void)state;
    for (float shift = 0; shift < 1; shift += 0.27f) {
        ogv_drawlist_clear(&list);
        ogv_disc(&list, (ogv_point){50 + shift, 50 - shift}, 9, black);
        assert_area(3.14159 * 81, 2.5);
        ogv_drawlist_clear(&list);
        ogv_ring(&list, (ogv_point){50 + shift, 50 - shift}, 8.5f, 1.75f, black);
        assert_area(2 * 3.14159 * 8.5 * 1.75, 1.5);
    }
    ogv_drawlist_clear(&list);
    ogv_disc(&list, (ogv_point){50, 50}, 0.4f, black);
    assert_area(3.14159 * 0.16, 0.25);
}

static void frames_lie_inside_their_rectangle(void **state)
{
    (void)state;
    ogv_frame(&list, (ogv_rect){10, 10, 40, 30}, 0, 1, black);
    draw_at(1);
    assert_near(covered_area(), 2 * 40 + 2 * 28, 0.1);
    assert_near(coverage(10, 10), 1, 0);
    assert_near(coverage(49, 39), 1, 0);
    assert_near(coverage(11, 11), 0, 0);
    ogv_drawlist_clear(&list);
    ogv_frame(&list, (ogv_rect){10, 10, 40, 30}, 8, 2, black);
    assert_area(40 * 30 - 4 * 64 * (1 - 3.14159 / 4) - (36 * 26 - 4 * 36 * (1 - 3.14159 / 4)), 1.5);
    ogv_drawlist_clear(&list);
    ogv_frame(&list, (ogv_rect){10, 10, 8, 8}, 0, 30, black);
    assert_area(64, 1);
}

static void polygons_are_filled_either_way_round(void **state)
{
    (void)state;
    const ogv_point clockwise[3] = {{20, 20}, {80, 20}, {50, 70}}, other[3] = {{50, 70}, {80, 20}, {20, 20}};
    ogv_polygon(&list, clockwise, 3, black);
    assert_area(1500, 8);
    ogv_drawlist_clear(&list);
    ogv_polygon(&list, other, 3, black);
    assert_area(1500, 8);
    ogv_drawlist_clear(&list);
    ogv_diamond(&list, (ogv_point){50, 50}, 5, black);
    assert_area(50, 1);
    ogv_drawlist_clear(&list);
    ogv_polygon(&list, (ogv_point[]){{20, 20}, {80, 20}, {50, 20}}, 3, black);
    ogv_polygon(&list, (ogv_point[]){{20, 20}, {80, NAN}, {50, 20}}, 3, black);
    assert_area(0, 0);
}

static void an_area_lies_between_its_lines_and_breaks_at_gaps(void **state)
{
    (void)state;
    ogv_point pairs[122];
    for (int i = 0; i <= 60; i++) {
        pairs[2 * i] = (ogv_point){20 + (float)i, 60 - 30 * sinf((float)i * 3.14159f / 60)};
        pairs[2 * i + 1] = (ogv_point){20 + (float)i, 60};
    }
    ogv_area(&list, pairs, 122, (ogv_color){0, 0, 0, 102});
    draw_at(1);
    assert_near(covered_area(), 0.4 * 30 * 60 * 2 / 3.14159, 12);
    assert_near(coverage(50, 45), 0.4, 0.01);
    assert_near(coverage(50, 61), 0, 0.01);
    pairs[60].y = NAN;
    ogv_drawlist_clear(&list);
    ogv_area(&list, pairs, 122, black);
    draw_at(1);
    assert_near(coverage(50, 45), 0, 0);
    assert_near(coverage(40, 50), 1, 0.01);
}

static void a_gradient_goes_from_one_colour_to_the_other(void **state)
{
    (void)state;
    ogv_gradient(&list, (ogv_rect){0, 10, 100, 20}, black, ogv_rgb(0xFFFFFF), false);
    ogv_gradient(&list, (ogv_rect){0, 40, 20, 50}, black, ogv_rgb(0xFFFFFF), true);
    draw_at(1);
    assert_near(coverage(0, 20), 1, 0.02);
    assert_near(coverage(50, 20), 0.5, 0.02);
    assert_near(coverage(99, 20), 0, 0.02);
    assert_near(coverage(10, 41), 1, 0.05);
    assert_near(coverage(10, 88), 0, 0.05);
}

static void a_scale_of_two_doubles_every_length(void **state)
{
    (void)state;
    ogv_fill(&list, (ogv_rect){5, 5, 10, 10}, 0, black);
    ogv_ring(&list, (ogv_point){30, 30}, 8, 2, black);
    draw_at(2);
    assert_near(covered_area(), 400 + 4 * 2 * 3.14159 * 8 * 2, 6);
}

static void nonsense_draws_nothing_and_harms_nothing(void **state)
{
    (void)state;
    const ogv_point two[2] = {{10, 10}, {20, 20}};
    ogv_fill(&list, (ogv_rect){NAN, 10, 10, 10}, 0, black);
    ogv_fill(&list, (ogv_rect){10, 10, -10, 10}, 3, black);
    ogv_frame(&list, (ogv_rect){10, 10, INFINITY, 10}, 0, 1, black);
    ogv_frame(&list, (ogv_rect){10, 10, 10, 10}, 0, NAN, black);
    ogv_polyline(&list, two, 2, false, NAN, black);
    ogv_polyline(&list, two, 2, false, 0, black);
    ogv_polygon(&list, two, 2, black);
    ogv_area(&list, two, 2, black);
    ogv_gradient(&list, (ogv_rect){0, 0, 0, 10}, black, black, true);
    assert_area(0, 0);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_hairline_is_one_full_row_and_nothing_else),
        TEST(a_straight_guide_is_snapped_to_its_row),
        TEST(a_slanted_line_covers_its_length_times_its_width),
        TEST(every_angle_has_the_same_weight),
        TEST(round_ends_add_half_a_disc_each_and_flat_ends_nothing),
        TEST(a_lone_point_is_a_dot),
        TEST(a_gap_breaks_the_line),
        TEST(joins_of_translucent_strokes_do_not_show),
        TEST(a_closed_square_has_no_gap_in_its_first_corner),
        TEST(a_finely_sampled_curve_weighs_what_a_coarse_one_does),
        TEST(a_noisy_curve_of_2000_points_stays_inside_its_reach),
        TEST(dashes_cover_their_share),
        TEST(dots_of_a_dashed_line_are_round),
        TEST(far_points_keep_the_line_and_end_the_dashes),
        TEST(a_rectangle_with_straight_edges_is_crisp),
        TEST(neighbours_that_share_an_edge_neither_overlap_nor_gape),
        TEST(a_sliver_thinner_than_a_pixel_keeps_its_weight),
        TEST(discs_and_rings_have_their_area_wherever_they_are),
        TEST(frames_lie_inside_their_rectangle),
        TEST(polygons_are_filled_either_way_round),
        TEST(an_area_lies_between_its_lines_and_breaks_at_gaps),
        TEST(a_gradient_goes_from_one_colour_to_the_other),
        TEST(a_scale_of_two_doubles_every_length),
        TEST(nonsense_draws_nothing_and_harms_nothing),
    };
    int failed = cmocka_run_group_tests_name("triangles", tests, NULL, NULL);
    from_distance = true;
    return failed + cmocka_run_group_tests_name("distance", tests, NULL, NULL);
}
