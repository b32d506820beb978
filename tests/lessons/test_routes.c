/* The routes of lessons 2 and 3: every operation rounded, judged against the truth, and where they break. */
#include "support.h"

#include <math.h>

#include "ogee/activation.h"
#include "ogee/half.h"
#include "routes.h"

static ogl_way way(ogl_route route, ogl_format format)
{
    return (ogl_way){.route = route, .format = format};
}

static ogl_way loss(ogl_route route, ogl_format format, int label, bool gradient)
{
    return (ogl_way){route, format, label, gradient};
}

static double at(ogl_way w, double x)
{
    return ogl_compute(&w, x);
}

static ogl_verdict judge(ogl_way w, double x)
{
    return ogl_judge(w.format, ogl_compute(&w, x), ogl_truth(&w, x));
}

/* ---- rounding ---- */

/* The naive routes as C's own float computes them. */
static void in_float32_they_are_what_float_computes(void **state)
{
    (void)state;
    for (int i = -12000; i <= 12000; i++) {
        float x = (float)(0.01 * i), p = 1.0f / (1.0f + og_expf(-x)), rest = 1.0f - p;
        assert_true(at(way(OGL_SIGMOID_NAIVE, OGL_FLOAT32), (double)x) == (double)p);
        assert_true(at(way(OGL_REST_NAIVE, OGL_FLOAT32), (double)x) == (double)rest);
        double gradient = at(loss(OGL_LOSS_NAIVE, OGL_FLOAT32, 1, true), (double)x);
        float expected = (-1.0f / p) * (p * rest);
        assert_true(isnan(expected) ? isnan(gradient) : gradient == (double)expected);
    }
}

static void in_float16_every_single_operation_is_rounded(void **state)
{
    (void)state;
    for (double x = -12; x <= 12; x += 0.125) {
        double e = og_half_round(og_exp(-x)), sum = og_half_round(1 + e), p = og_half_round(1 / sum);
        assert_true(at(way(OGL_SIGMOID_NAIVE, OGL_FLOAT16), x) == p);
        assert_true(at(way(OGL_LOG_NAIVE, OGL_FLOAT16), x) == og_half_round(log(p)));
    }
    for (int r = 0; r < OGL_ROUTES; r++)
        for (double x = -20; x < 20; x += 0.37) {
            double value = at(loss((ogl_route)r, OGL_FLOAT16, 1, false), x);
            assert_true(isnan(value) || og_half_round(value) == value);
        }
}

static void the_naive_sigmoid_is_not_cores(void **state)
{
    (void)state;
    assert_true(at(way(OGL_SIGMOID_NAIVE, OGL_FLOAT32), 17) == 1);
    assert_true(at(way(OGL_PROBABILITY, OGL_FLOAT32), 17) < 1);
    assert_true(at(way(OGL_SIGMOID_NAIVE, OGL_FLOAT32), -95) == 0);
    assert_true(at(way(OGL_PROBABILITY, OGL_FLOAT32), -95) > 0);
}

/* ---- judging ---- */

static void distances_are_in_units_of_the_last_place(void **state)
{
    (void)state;
    const og_double_double one = {1, 0}, tiny = {0x1p-149, 0}, third = {1.0 / 3, -1.0 / 3 * 0x1p-54};
    assert_near(ogl_ulps(OGL_FLOAT32, 1 + 0x1p-23, one), 1, 0);
    assert_near(ogl_ulps(OGL_FLOAT16, 1 - 0x1p-10, one), 1, 0);
    assert_near(ogl_ulps(OGL_FLOAT64, 1 + 0x1p-51, one), 2, 0);
    assert_near(ogl_ulps(OGL_FLOAT32, 0, tiny), 1, 0);
    assert_near(ogl_ulps(OGL_FLOAT64, 1.0 / 3, third), 1.0 / 3, 1e-9);
    assert_true(isinf(ogl_ulps(OGL_FLOAT32, -INFINITY, one)));
    assert_true(isnan(ogl_ulps(OGL_FLOAT32, NAN, one)));
    assert_near(ogl_ulps(OGL_FLOAT32, INFINITY, (og_double_double){INFINITY, 0}), 0, 0);
}

static void verdicts_tell_wrong_from_zero_and_from_not_finite(void **state)
{
    (void)state;
    const og_double_double one = {1, 0}, subnormal = {1e-40, 0}, below = {1e-46, 0};
    assert_int_equal(ogl_judge(OGL_FLOAT32, 1.009, one), OGL_RIGHT);
    assert_int_equal(ogl_judge(OGL_FLOAT32, 1.011, one), OGL_WRONG);
    assert_int_equal(ogl_judge(OGL_FLOAT32, 0, one), OGL_ZERO);
    assert_int_equal(ogl_judge(OGL_FLOAT32, 0, subnormal), OGL_ZERO);
    assert_int_equal(ogl_judge(OGL_FLOAT32, 0, below), OGL_RIGHT);
    assert_int_equal(ogl_judge(OGL_FLOAT32, INFINITY, one), OGL_NOT_FINITE);
    assert_int_equal(ogl_judge(OGL_FLOAT32, NAN, one), OGL_NOT_FINITE);
}

static void the_stable_ways_are_right_everywhere(void **state)
{
    (void)state;
    static const ogl_route routes[] = {OGL_SIGMOID_STABLE, OGL_REST_STABLE, OGL_LOG_STABLE};
    for (int f = 0; f < OGL_FORMATS; f++)
        for (double x = -800; x <= 800; x += 0.0625) {
            for (int r = 0; r < 3; r++)
                assert_int_equal(judge(way(routes[r], (ogl_format)f), x), OGL_RIGHT);
            for (int k = 0; k < 4; k++)
                assert_int_equal(judge(loss(OGL_LOSS_LOGITS, (ogl_format)f, k / 2, k % 2), x), OGL_RIGHT);
        }
}

/* "The stable way stays within 2 ulp in every format": at each x that the learner can set, from -120 to 120
   with two decimals. */
static void the_mirrored_sigmoid_stays_within_2_ulp(void **state)
{
    (void)state;
    double worst = 0;
    for (int f = 0; f < OGL_FORMATS; f++)
        for (int i = -12000; i <= 12000; i++) {
            ogl_way w = way(OGL_REST_STABLE, (ogl_format)f);
            double x = i / 100.0;
            worst = fmax(worst, ogl_ulps(w.format, ogl_compute(&w, x), ogl_truth(&w, x)));
        }
    print_message("sigmoid(-x), three formats: at most %.2f ulp\n", worst);
    assert_true(worst <= 2);
}

/* ---- bands ---- */

static void check_bands(ogl_way w, const ogl_verdict *verdicts, const double *edges, size_t count)
{
    ogl_band bands[24];
    size_t found = ogl_bands(&w, -120, 120, 1200, bands, 24), next = 0;
    /* Between right and wrong it goes to and fro, so only the others count. */
    for (size_t i = 0; i < found; i++) {
        assert_true(bands[i].from < bands[i].until);
        assert_true(i == 0 || bands[i].from == bands[i - 1].until);
        if (bands[i].verdict == OGL_RIGHT || bands[i].verdict == OGL_WRONG)
            continue;
        assert_true(next < count);
        assert_int_equal(bands[i].verdict, verdicts[next]);
        assert_near(bands[i].from, edges[2 * next], 0.005);
        assert_near(bands[i].until, edges[2 * next + 1], 0.005);
        next++;
    }
    assert_int_equal(next, count);
}

static void the_naive_loss_breaks_where_the_lesson_says(void **state)
{
    (void)state;
    static const ogl_verdict one[] = {OGL_NOT_FINITE, OGL_ZERO}, zero[] = {OGL_ZERO, OGL_NOT_FINITE};
    static const double edges_one[] = {-120, -88.72, 16.64, 103.97};
    static const double edges_zero[] = {-103.97, -17.33, 16.64, 120};
    check_bands(loss(OGL_LOSS_NAIVE, OGL_FLOAT32, 1, false), one, edges_one, 2);
    check_bands(loss(OGL_LOSS_NAIVE, OGL_FLOAT32, 1, true), one, edges_one, 2);
    check_bands(loss(OGL_LOSS_NAIVE, OGL_FLOAT32, 0, false), zero, edges_zero, 2);
}

static void clamping_is_never_infinite_and_deaf_on_both_sides(void **state)
{
    (void)state;
    static const ogl_verdict zeros[] = {OGL_ZERO, OGL_ZERO};
    static const double edges[] = {-120, -16.12, 16.64, 103.97};
    check_bands(loss(OGL_LOSS_CLAMPED, OGL_FLOAT32, 1, false), NULL, NULL, 0);
    check_bands(loss(OGL_LOSS_CLAMPED, OGL_FLOAT32, 1, true), zeros, edges, 2);
    assert_near(at(loss(OGL_LOSS_CLAMPED, OGL_FLOAT32, 1, false), -60), 16.118, 0.001);
}

static void a_band_says_whether_its_value_is_stuck(void **state)
{
    (void)state;
    ogl_way clamped = loss(OGL_LOSS_CLAMPED, OGL_FLOAT32, 1, false);
    ogl_band bands[24];
    size_t count = ogl_bands(&clamped, -120, 120, 1200, bands, 24);
    assert_true(count > 2 && bands[0].stuck && !bands[1].stuck && bands[count - 1].stuck);
    count = ogl_bands(&clamped, -120, 120, 1200, bands, 2);
    assert_int_equal(count, 2);
    assert_near(bands[1].until, 120, 0);
}

/* ---- texts ---- */

static void numbers_become_words_a_learner_can_read(void **state)
{
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } rows[] = {{INFINITY, 4, "inf"},
                {-INFINITY, 4, "\u2212inf"},
                {NAN, 4, "nan"},
                {-NAN, 4, "nan"},
                {0, 4, "0"},
                {-0.0, 4, "0"},
                {16.118, 4, "16.12"},
                {-95, 4, "\u221295.00"},
                {-1, 3, "\u22121.00"},
                {1.1920929e-7, 2, "1.2e\u22127"},
                {-3.7e-39, 4, "\u22123.70e\u221239"},
                {1e45, 3, "1.00e45"},
                {99999, 3, "99999"},
                {0.001, 3, "0.00100"}};
    char text[OGL_NUMBER_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ogl_number_text(text, rows[i].value, rows[i].digits);
        assert_string_equal(text, rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_float32_they_are_what_float_computes),
        cmocka_unit_test(in_float16_every_single_operation_is_rounded),
        cmocka_unit_test(the_naive_sigmoid_is_not_cores),
        cmocka_unit_test(distances_are_in_units_of_the_last_place),
        cmocka_unit_test(verdicts_tell_wrong_from_zero_and_from_not_finite),
        cmocka_unit_test(the_stable_ways_are_right_everywhere),
        cmocka_unit_test(the_mirrored_sigmoid_stays_within_2_ulp),
        cmocka_unit_test(the_naive_loss_breaks_where_the_lesson_says),
        cmocka_unit_test(clamping_is_never_infinite_and_deaf_on_both_sides),
        cmocka_unit_test(a_band_says_whether_its_value_is_stuck),
        cmocka_unit_test(numbers_become_words_a_learner_can_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
