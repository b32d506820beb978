/* What the plots of lessons 1 to 3 say in words: the numbers are computed here once more. And which settings
   shine in their formulas. */
#include <math.h>

#include "finite_precision.h"
#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "play.h"
#include "support.h"

static ogl_run *lesson_run;

static void draw(void)
{
    draw_on_stage(lesson_run, 1280, 800);
}

static void open_step(const char *lesson, const char *step)
{
    ogl_run_destroy(lesson_run);
    lesson_run = begin_lesson(ogl_lesson_find(lesson), true);
    for (int i = 0; i < lesson_run->lesson->step_count; i++)
        if (strcmp(lesson_run->lesson->steps[i].id, step) == 0) {
            ogl_run_enter(lesson_run, i);
            draw();
            draw();
            return;
        }
    fail_msg("there is no step %s", step);
}

static void set(const char *setting, double value)
{
    ogl_set(lesson_run, ogl_setting_find(lesson_run->lesson, setting), value);
    draw();
    draw();
}

/* What is said while that widget has the focus. */
static const char *said(const char *id)
{
    uint64_t owner;
    ogv_rect plot;
    ui.focus = ogv_ui_id(id);
    draw();
    const char *text = ogv_ui_description(&ui, &owner, &plot);
    if (!text || owner != ogv_ui_id(id))
        fail_msg("%s is not described", id);
    assert_true(plot.w > 100 && plot.h > 40);
    return text;
}

static void assert_said(const char *id, const char *wanted)
{
    const char *text = said(id);
    if (strcmp(text, wanted) != 0)
        fail_msg("%s says \"%s\", not \"%s\"", id, text, wanted);
}

static int teardown(void **state)
{
    ogl_run_destroy(lesson_run);
    lesson_run = NULL;
    return stage_teardown(state);
}

/* ---- lesson 1 ---- */

static void the_s_curve_says_value_slope_and_share(void **state)
{
    (void)state;
    char wanted[160], x[OGV_NUMBER_SIZE];
    double p = og_sigmoid(-2), slope = og_sigmoid_grad(-2);
    open_step("s-curve", "any");
    snprintf(wanted, sizeof wanted, "σ at x = %s is %.4f", ogv_format_number(x, -2, 2), p);
    assert_said("x", wanted);
    assert_said("flag", wanted);
    set("slope", 1);
    snprintf(wanted, sizeof wanted, "σ at x = %s is %.4f; its slope is %.4f, %.0f %% of the peak", x, p,
             slope, 100 * slope / 0.25);
    assert_said("x", wanted);
    assert_contains(wanted, "0.1192; its slope is 0.1050, 42 %");
}

static void a_saturated_value_is_never_said_to_be_0_or_1(void **state)
{
    (void)state;
    open_step("s-curve", "any");
    set("w", 4);
    set("x", 8);
    assert_said("x", "σ at x = 8.00 is just below 1");
    set("x", -8);
    assert_contains(said("x"), "just above 0");
}

static void without_a_weight_the_curve_is_said_to_be_flat(void **state)
{
    (void)state;
    open_step("s-curve", "deaf");
    set("w", 0);
    set("b", 0);
    assert_said("x", "w is 0: the line is flat at 0.5000");
}

static void relatives_are_said_with_their_values(void **state)
{
    (void)state;
    char wanted[128], tanh_here[OGV_NUMBER_SIZE], silu_here[OGV_NUMBER_SIZE];
    open_step("s-curve", "relatives");
    set("silu", 1);
    snprintf(wanted, sizeof wanted, "; tanh is %s; SiLU is %s", ogv_format_number(tanh_here, og_tanh(-1), 3),
             ogv_format_number(silu_here, og_silu(-1), 3));
    assert_contains(said("x"), wanted);
}

static void a_guess_is_said_and_its_answer_is_not(void **state)
{
    (void)state;
    open_step("s-curve", "steepest");
    assert_said("guess", "No guess yet; σ is just above 0 at the left end and just below 1 at the right end");
    set("guess.x", 1.5);
    set("guess.y", 0.4);
    assert_said("guess", "Your guess: the slope peaks at x = 1.50, with 0.40");
}

/* ---- lesson 2 ---- */

static void both_ways_to_the_rest_are_said(void **state)
{
    (void)state;
    char wanted[160], stable[OGL_NUMBER_TEXT];
    ogl_way way = {.route = OGL_REST_STABLE, .format = OGL_FLOAT32};
    open_step("finite-precision", "gap");
    assert_said("zero", "No guess yet; the curves are shown up to x = 6.00");
    set("zero", 12);
    assert_said("zero", "Your guess: x = 12.00");
    set("reveal", 1);
    set("x", 20);
    ogl_number_text(stable, ogl_compute(&way, 20), 4);
    snprintf(wanted, sizeof wanted, "At x = 20.00: Take from 1 gives 0 (wrong), Mirror gives %s", stable);
    assert_said("x.plot", wanted);
    assert_said("x.strip", wanted);
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
    assert_said("x.plot", "At x = 90.00: e to the power x gives inf (wrong)");
    assert_said("x.strip", "At x = 90.00: Ratio gives nan (wrong), Naive gives 1.000, Stable gives 1.000");
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
    char wanted[200], z[OGV_NUMBER_SIZE], number[OGV_NUMBER_SIZE], more[OGV_NUMBER_SIZE];
    double p = og_sigmoid(-2), error = p - 1;
    open_step("losses", "mistake");
    ogv_format_number(z, -2, 2);
    snprintf(wanted, sizeof wanted, "At z = %s for y = 1: BCE costs %.2f, MSE %.3f", z, -log(p),
             error * error);
    assert_said("z.loss", wanted);
    snprintf(wanted, sizeof wanted, "At z = %s for y = 1: the gradient of BCE is %s, of MSE %s", z,
             ogv_format_number(number, error, 3), ogv_format_number(more, 2 * error * p * (1 - p), 3));
    assert_said("z.gradient", wanted);
}

static void the_three_routes_are_said_at_the_probe(void **state)
{
    (void)state;
    open_step("losses", "routes");
    set("probe", -50);
    assert_said("probe",
                "At z = −50.0 for y = 1: From probability has loss 50.00, gradient −1.00; Clamped has "
                "loss 16.12 (wrong), gradient 0 (wrong); With logits has loss 50.00, gradient −1.00");
}

static void the_neuron_is_said_at_its_epoch(void **state)
{
    (void)state;
    char wanted[96];
    double w = 2, b = 2, a = og_sigmoid(w + b);
    open_step("losses", "start");
    snprintf(wanted, sizeof wanted, "No guess yet; the output begins at %.3f", a);
    assert_said("guess", wanted);
    set("guess", 60);
    assert_said("guess", "Your guess: below one half from epoch 60 on");
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
    char wanted[128];
    double p = og_sigmoid(2), twice = og_sigmoid(p);
    open_step("losses", "double");
    snprintf(wanted, sizeof wanted, "At z = 2.00 for y = 1: one sigmoid costs %.3f, two cost %.3f", -log(p),
             -log(twice));
    assert_said("z.loss", wanted);
    snprintf(wanted, sizeof wanted, "At z = 2.00 for y = 1: one sigmoid gives %.3f, two give %.3f", p, twice);
    assert_said("z.output", wanted);
}

/* ---- formulas ---- */

/* The formula with every \on{name}{a} replaced by a, or by {a}, and what the names are. */
static void without_lights(const ogl_lesson *lesson, const char *formula, char out[400])
{
    bool braces[32] = {false}; /* of the parts that are open: kept? */
    int depth = 0;
    size_t used = 0;
    for (const char *at = formula; *at && used + 1 < 400; at++) {
        if (strncmp(at, "\\on{", 4) == 0) {
            char name[64] = "";
            const char *end = strchr(at, '}');
            memcpy(name, at + 4, (size_t)(end - at) - 4);
            if (ogl_setting_find(lesson, name) < 0)
                fail_msg("%s has no setting %s", lesson->id, name);
            at = end + 1;
            assert_int_equal(*at, '{');
            braces[depth++] = false;
            continue;
        }
        if (*at == '}' && !braces[--depth])
            continue;
        if (*at == '{')
            braces[depth++] = true;
        out[used++] = *at;
    }
    out[used] = 0;
}

static void lights_name_settings_and_leave_formulas_their_size(void **state)
{
    (void)state;
    static const char *const lessons[] = {"s-curve", "finite-precision", "losses"};
    for (int l = 0; l < 3; l++) {
        int with_lights = 0;
        open_step(lessons[l], ogl_lesson_find(lessons[l])->steps[0].id);
        for (int s = 0; s < lesson_run->lesson->step_count; s++) {
            const char *formula, *step = lesson_run->lesson->steps[s].id;
            for (int i = 0; (formula = ogl_words_get(lesson_run->words, step, "formula", i)); i++) {
                char plain[400];
                without_lights(lesson_run->lesson, formula, plain);
                with_lights += strcmp(plain, formula) != 0;
                ogv_extent lit = ogv_formula_extent(&list, ui.theme, 20, formula),
                           dark = ogv_formula_extent(&list, ui.theme, 20, plain);
                assert_near(lit.width, dark.width, 1e-4);
                assert_near(lit.ascent, dark.ascent, 1e-4);
                assert_near(lit.descent, dark.descent, 1e-4);
            }
        }
        assert_true(with_lights >= 5);
    }
}

/* Plates behind the parts of the formula that shine. */
static int shining(const char *setting, double value)
{
    int count = 0;
    ogv_color accent = ui.theme->accent;
    ogl_set(lesson_run, ogl_setting_find(lesson_run->lesson, setting), value);
    ui.animated = true;
    draw();
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        count += c->kind == OGV_FILL && c->color.r == accent.r && c->color.g == accent.g &&
                 c->color.b == accent.b && c->color.a > 0 && c->color.a < 255 && c->rect.x < 336;
    }
    return count;
}

static void a_symbol_shines_when_its_control_moves(void **state)
{
    (void)state;
    open_step("s-curve", "any");
    assert_int_equal(shining("slope", 1), 0);
    assert_int_equal(shining("w", 2), 1);
    assert_int_equal(shining("b", 1), 2); /* w still shines */
    open_step("finite-precision", "overflow");
    assert_int_equal(shining("x", 30), 2);
    open_step("losses", "price");
    assert_int_equal(shining("z", 1), 2);
    assert_int_equal(shining("label", 0), 4);
    open_step("losses", "routes"); /* z is the logit of the plots and of the strip */
    assert_int_equal(shining("probe", -20), 3);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, stage_setup, teardown)
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
        TEST(a_symbol_shines_when_its_control_moves),
        TEST(lights_name_settings_and_leave_formulas_their_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
