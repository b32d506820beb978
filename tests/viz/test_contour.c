/* Contours of fields whose lines are known. */
#include <math.h>

#include "ogee_viz/heatmap.h"
#include "support.h"

enum { N = 65 };

static float field[N * N];

static void fill_circle(float cx, float cy)
{
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++)
            field[row * N + column] = hypotf((float)column - cx, (float)row - cy);
}

static void a_plane_gives_one_straight_line_to_both_edges(void **state)
{
    (void)state;
    ogv_contours c = {0};
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++)
            field[row * N + column] = (float)column + 0.5f * (float)row - 40.25f;
    assert_ok(ogv_contours_trace(&c, field, N, N, 0));
    assert_int_equal(c.line_count, 1);
    assert_false(c.lines[0].closed);
    for (size_t i = 0; i < c.lines[0].count; i++)
        assert_near(c.points[i].x + 0.5 * c.points[i].y, 40.25, 1e-4);
    ogv_point a = c.points[0], b = c.points[c.lines[0].count - 1];
    assert_near(fminf(a.y, b.y), 0, 0);
    assert_near(fmaxf(a.y, b.y), N - 1, 0);
    ogv_contours_free(&c);
}

static void a_circle_is_one_closed_loop_within_a_hundredth_of_the_truth(void **state)
{
    (void)state;
    ogv_contours c = {0};
    fill_circle(31.3f, 32.7f);
    assert_ok(ogv_contours_trace(&c, field, N, N, 20.2f));
    assert_int_equal(c.line_count, 1);
    assert_true(c.lines[0].closed);
    assert_true(c.lines[0].count > 100);
    for (size_t i = 0; i < c.lines[0].count; i++)
        assert_near(hypotf(c.points[i].x - 31.3f, c.points[i].y - 32.7f), 20.2, 0.01);
    ogv_contours_free(&c);
}

static void neighbouring_points_of_a_line_are_in_one_cell(void **state)
{
    (void)state;
    ogv_contours c = {0};
    fill_circle(31.3f, 32.7f);
    assert_ok(ogv_contours_trace(&c, field, N, N, 14.5f));
    assert_int_equal(c.line_count, 1);
    for (size_t i = 1; i <= c.lines[0].count; i++) {
        ogv_point a = c.points[i - 1], b = c.points[i % c.lines[0].count];
        assert_true(hypotf(a.x - b.x, a.y - b.y) <= 1.4143f);
        assert_true(a.x != b.x || a.y != b.y);
    }
    ogv_contours_free(&c);
}

static void a_circle_cut_by_the_edge_is_open_and_ends_there(void **state)
{
    (void)state;
    ogv_contours c = {0};
    fill_circle(0, 32);
    assert_ok(ogv_contours_trace(&c, field, N, N, 10.25f));
    assert_int_equal(c.line_count, 1);
    assert_false(c.lines[0].closed);
    assert_near(c.points[0].x, 0, 0);
    assert_near(c.points[c.lines[0].count - 1].x, 0, 0);
    ogv_contours_free(&c);
}

static void a_saddle_is_split_by_its_middle(void **state)
{
    (void)state;
    const float high_middle[4] = {3, -1, -1, 3}, low_middle[4] = {1, -3, -3, 1};
    ogv_contours c = {0};
    assert_ok(ogv_contours_trace(&c, high_middle, 2, 2, 0));
    assert_int_equal(c.line_count, 2);
    float turn = 0;
    for (size_t i = 0; i < 2; i++) {
        const ogv_point *p = c.points + c.lines[i].first;
        turn += fabsf(0.5f * (p[0].x + p[1].x) - 0.5f * (p[0].y + p[1].y));
    }
    assert_near(turn, 1.5, 1e-5); /* both middles lie on the other diagonal */
    ogv_contours_clear(&c);
    assert_ok(ogv_contours_trace(&c, low_middle, 2, 2, 0));
    assert_int_equal(c.line_count, 2);
    turn = 0;
    for (size_t i = 0; i < 2; i++) {
        const ogv_point *p = c.points + c.lines[i].first;
        turn += fabsf(0.5f * (p[0].x + p[1].x) - 0.5f * (p[0].y + p[1].y));
    }
    assert_near(turn, 0, 1e-5);
    ogv_contours_free(&c);
}

static void every_level_of_a_checkerboard_uses_each_crossing_once(void **state)
{
    (void)state;
    ogv_contours c = {0};
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++)
            field[row * N + column] = (row + column) % 2 ? 1.0f : -1.0f;
    assert_ok(ogv_contours_trace(&c, field, N, N, 0.25f));
    size_t segments = 0;
    for (size_t i = 0; i < c.line_count; i++)
        segments += c.lines[i].count - (c.lines[i].closed ? 0 : 1);
    assert_int_equal(segments, 2 * (N - 1) * (N - 1));
    ogv_contours_free(&c);
}

static void nan_leaves_a_hole_and_infinity_does_not(void **state)
{
    (void)state;
    ogv_contours c = {0};
    for (int row = 0; row < N; row++)
        for (int column = 0; column < N; column++)
            field[row * N + column] = (float)row - 20.5f;
    field[20 * N + 30] = NAN;
    field[5 * N + 5] = INFINITY;
    assert_ok(ogv_contours_trace(&c, field, N, N, 0));
    int open = 0;
    for (size_t i = 0; i < c.line_count; i++) {
        open += !c.lines[i].closed;
        for (size_t k = 0; k < c.lines[i].count; k++) {
            ogv_point p = c.points[c.lines[i].first + k];
            assert_true(isfinite(p.x) && isfinite(p.y));
            assert_false(p.y > 20 && p.x > 29.01f && p.x < 30.99f); /* the two cells at the NaN */
        }
    }
    assert_int_equal(open, 2);
    assert_int_equal(c.line_count, 3); /* and the loop round the infinite value */
    ogv_contours_free(&c);
}

static void a_field_of_the_level_itself_has_no_line(void **state)
{
    (void)state;
    ogv_contours c = {0};
    memset(field, 0, sizeof field);
    assert_ok(ogv_contours_trace(&c, field, N, N, 0));
    assert_int_equal(c.line_count, 0);
    assert_status(ogv_contours_trace(&c, field, 1, N, 0), OG_ERR_ARGUMENT);
    ogv_contours_free(&c);
}

static void a_second_trace_needs_no_more_memory(void **state)
{
    (void)state;
    ogv_contours c = {0};
    fill_circle(31.3f, 32.7f);
    assert_ok(ogv_contours_trace(&c, field, N, N, 20));
    const void *points = c.points, *lines = c.lines;
    size_t count = c.point_count;
    ogv_contours_clear(&c);
    assert_ok(ogv_contours_trace(&c, field, N, N, 20));
    assert_ptr_equal(points, c.points);
    assert_ptr_equal(lines, c.lines);
    assert_int_equal(count, c.point_count);
    ogv_contours_free(&c);
}

static void several_levels_at_once_are_the_lines_of_each(void **state)
{
    (void)state;
    enum { SIDE = 40 };
    static float waves[SIDE * SIDE];
    const float levels[] = {-0.5f, 0, 0.25f, 0.8f};
    for (int i = 0; i < SIDE * SIDE; i++)
        waves[i] = sinf(0.3f * (float)(i % SIDE)) * cosf(0.2f * (float)(i / SIDE));
    waves[7 * SIDE + 9] = NAN;
    ogv_contours all = {0}, one = {0};
    assert_ok(ogv_contours_trace_all(&all, waves, SIDE, SIDE, levels, 4));
    for (int k = 0; k < 4; k++)
        assert_ok(ogv_contours_trace(&one, waves, SIDE, SIDE, levels[k]));
    assert_int_equal(all.line_count, one.line_count);
    assert_int_equal(all.point_count, one.point_count);
    for (int k = 0; k < 4; k++) {
        size_t in_all = 0, in_one = 0;
        for (size_t i = 0; i < all.line_count; i++) {
            in_all += all.lines[i].level == levels[k] ? all.lines[i].count : 0;
            in_one += one.lines[i].level == levels[k] ? one.lines[i].count : 0;
        }
        assert_int_equal(in_all, in_one);
        assert_true(in_all > 0);
    }
    assert_status(ogv_contours_trace_all(&all, waves, SIDE, SIDE, levels, 0), OG_ERR_ARGUMENT);
    assert_status(ogv_contours_trace_all(&all, waves, SIDE, SIDE, levels, OGV_MAX_LEVELS + 1),
                  OG_ERR_ARGUMENT);
    ogv_contours_free(&all);
    ogv_contours_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plane_gives_one_straight_line_to_both_edges),
        cmocka_unit_test(a_circle_is_one_closed_loop_within_a_hundredth_of_the_truth),
        cmocka_unit_test(neighbouring_points_of_a_line_are_in_one_cell),
        cmocka_unit_test(a_circle_cut_by_the_edge_is_open_and_ends_there),
        cmocka_unit_test(a_saddle_is_split_by_its_middle),
        cmocka_unit_test(every_level_of_a_checkerboard_uses_each_crossing_once),
        cmocka_unit_test(nan_leaves_a_hole_and_infinity_does_not),
        cmocka_unit_test(a_field_of_the_level_itself_has_no_line),
        cmocka_unit_test(a_second_trace_needs_no_more_memory),
        cmocka_unit_test(several_levels_at_once_are_the_lines_of_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
