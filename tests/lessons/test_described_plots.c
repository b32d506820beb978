/* What the plots of lessons 1 to 3 say in words: the numbers are computed here once more. */
#include <math.h>

#include "finite_precision.h"
#include "ogee/activation.h"
#include "told.h"

/* ---- lesson 1 ---- */

static void the_s_curve_says_value_slope_and_share(void **state)
{
    (void)state;
    double p = og_sigmoid(-2), slope = og_sigmoid_grad(-2);
    open_step("s-curve", "any");
    assert_says("x", "σ at x = −2.00 is %.4f", p);
    assert_says("flag", "σ at x = −2.00 is %.4f", p);
    set("slope", 1);
    assert_says("x", "σ at x = −2.00 is %.4f; its slope is %.4f, %.0f\u00a0%% of the peak", p, slope,
                100 * slope / 0.25);
    assert_contains(said("x"), "0.1192; its slope is 0.1050, 42\u00a0%");
}

static void a_saturated_value_is_never_said_to_be_0_or_1(void **state)
{
    (void)state;
    open_step("s-curve", "any");
    set("w", 4);
    set("x", 8);
    assert_says("x", "σ at x = 8.00 is just below 1");
    set("x", -8);
    assert_contains(said("x"), "just above 0");
}

static void without_a_weight_the_curve_is_said_to_be_flat(void **state)
{
    (void)state;
    open_step("s-curve", "deaf");
    set("w", 0);
    set("b", 0);
    assert_says("x", "w is 0: the line is flat at 0.5000");
}

static void relatives_are_said_with_their_values(void **state)
{
    (void)state;
    char wanted[128];
    open_step("s-curve", "relatives");
    set("silu", 1);
    snprintf(wanted, sizeof wanted, "; tanh is %s; SiLU is %s", tell(og_tanh(-1), 3), tell(og_silu(-1), 3));
    assert_contains(said("x"), wanted);
}

static void a_guess_is_said_and_its_answer_is_not(void **state)
{
    (void)state;
    open_step("s-curve", "steepest");
    assert_says("guess", "No guess yet; σ is just above 0 at the left end and just below 1 at the right end");
    set("guess.x", 1.5);
    set("guess.y", 0.4);
    assert_says("guess", "Your guess: the slope peaks at x = 1.50, with 0.40");
}

/* ---- lesson 2 ---- */

static void both_ways_to_the_rest_are_said(void **state)
{
    (void)state;
    char stable[OGL_NUMBER_TEXT];
    ogl_way way = {.route = OGL_REST_STABLE, .format = OGL_FLOAT32};
    open_step("finite-precision", "gap");
    assert_says("zero", "No guess yet; the curves are shown up to x = 6.00");
    set("zero", 12);
    assert_says("zero", "Your guess: x = 12.00");
    set("reveal", 1);
    set("x", 20);
    ogl_number_text(stable, ogl_compute(&way, 20), 4);
    assert_says("x.plot", "At x = 20.00: Take from 1 gives 0 (wrong), Mirror gives %s", stable);
    assert_says("x.strip", "At x = 20.00: Take from 1 gives 0 (wrong), Mirror gives %s", stable);
}

static void a_hidden_strip_is_not_described(void **state)
{
    (void)state;
    uint64_t owner;
    ogv_rect plot;
    open_step("finite-precision", "gap");
    ui.focus = ogv_ui_id("x.strip");
    draw();
    assert_null(ogv_ui_description(&ui, &owner, &plot));
}

static void what_bursts_is_said_to_be_inf(void **state)
{
    (void)state;
    open_step("finite-precision", "overflow");
    set("reveal", 1);
    set("x", 90);
    assert_says("x.plot", "At x = 90.00: e to the power x gives inf (wrong)");
    assert_says("x.strip", "At x = 90.00: Ratio gives nan (wrong), Naive gives 1.000, Stable gives 1.000");
}

static void distances_are_said_in_ulp(void **state)
{
    (void)state;
    char wanted[64];
    ogl_way way = {.route = OGL_REST_NAIVE, .format = OGL_FLOAT64};
    open_step("finite-precision", "formats");
    set("x", 6);
    double ulps = ogl_ulps(OGL_FLOAT64, ogl_compute(&way, 6), ogl_truth(&way, 6));
    assert_true(ulps >= 10 && ulps < 1000);
    snprintf(wanted, sizeof wanted, "float64 off by %.0f ulp", ulps);
    assert_contains(said("x.plot"), wanted);
}

static void a_logit_that_is_lost_is_said_to_be_inf(void **state)
{
    (void)state;
    open_step("finite-precision", "keep");
    set("x", 18);
    assert_contains(said("x.plot"), "Back again gives inf (wrong)");
    open_step("finite-precision", "log");
    set("x", -95);
    assert_contains(said("x.plot"), "Without σ gives −95.00");
}

/* ---- lesson 3 ---- */

static void losses_and_gradients_are_said_at_z(void **state)
{
    (void)state;
    double p = og_sigmoid(-2), error = p - 1;
    open_step("losses", "mistake");
    assert_says("z.loss", "At z = −2.00 for y = 1: BCE costs %.2f, MSE %.3f", -log(p), error * error);
    assert_says("z.gradient", "At z = −2.00 for y = 1: the gradient of BCE is %s, of MSE %s", tell(error, 3),
                tell(2 * error * p * (1 - p), 3));
}

static void the_three_routes_are_said_at_the_probe(void **state)
{
    (void)state;
    open_step("losses", "routes");
    set("probe", -50);
    assert_says("probe",
                "At z = −50.0 for y = 1: From probability has loss 50.00, gradient −1.00; Clamped has "
                "loss 16.12 (wrong), gradient 0 (wrong); With logits has loss 50.00, gradient −1.00");
}

static void the_neuron_is_said_at_its_epoch(void **state)
{
    (void)state;
    char wanted[96];
    double w = 2, b = 2, a = og_sigmoid(w + b);
    open_step("losses", "start");
    assert_says("guess", "No guess yet; the output begins at %.3f", a);
    set("guess", 60);
    assert_says("guess", "Your guess: below one half from epoch 60 on");
    set("epoch", 200);
    for (int e = 0; e < 200; e++, a = og_sigmoid(w + b)) {
        double push = a * a * (1 - a);
        w -= 0.15 * push;
        b -= 0.15 * push;
    }
    snprintf(wanted, sizeof wanted, "At epoch 200: This start: output %.3f, gradient %.4f; The other", a,
             a * a * (1 - a));
    assert_contains(said("epoch"), wanted);
    open_step("losses", "cure");
    set("epoch", 100);
    assert_contains(said("epoch"), "; BCE: output 0.");
}

static void the_sigmoid_taken_twice_is_said(void **state)
{
    (void)state;
    double p = og_sigmoid(2), twice = og_sigmoid(p);
    open_step("losses", "double");
    assert_says("z.loss", "At z = 2.00 for y = 1: one sigmoid costs %.3f, two cost %.3f", -log(p),
                -log(twice));
    assert_says("z.output", "At z = 2.00 for y = 1: one sigmoid gives %.3f, two give %.3f", p, twice);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, stage_setup, close_step)
    const struct CMUnitTest tests[] = {
        TEST(the_s_curve_says_value_slope_and_share),
        TEST(a_saturated_value_is_never_said_to_be_0_or_1),
        TEST(without_a_weight_the_curve_is_said_to_be_flat),
        TEST(relatives_are_said_with_their_values),
        TEST(a_guess_is_said_and_its_answer_is_not),
        TEST(both_ways_to_the_rest_are_said),
        TEST(a_hidden_strip_is_not_described),
        TEST(what_bursts_is_said_to_be_inf),
        TEST(distances_are_said_in_ulp),
        TEST(a_logit_that_is_lost_is_said_to_be_inf),
        TEST(losses_and_gradients_are_said_at_z),
        TEST(the_three_routes_are_said_at_the_probe),
        TEST(the_neuron_is_said_at_its_epoch),
        TEST(the_sigmoid_taken_twice_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
