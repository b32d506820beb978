/* Lesson 3: what its tasks ask for and what its screen answers. */
#include <math.h>

#include "crossing.h"
#include "losses.h"
#include "ogee/activation.h"
#include "ogee/loss.h"
#include "play.h"

static ogl_run *start(int step)
{
    ogl_run *run = begin_lesson(ogl_lesson_find("losses"), false);
    ogl_run_enter(run, step);
    ogl_run_update(run);
    return run;
}

static void set(ogl_run *run, int setting, double value)
{
    ogl_set(run, setting, value);
    ogl_run_update(run);
}

static const losses *state_of(const ogl_run *run)
{
    return run->state;
}

static void draw(ogl_run *run)
{
    draw_on_stage(run, 1280, 800);
}

/* ---- the losses ---- */

static void losses_are_those_of_core_and_gradients_those_of_differences(void **state)
{
    (void)state;
    for (int label = 0; label < 2; label++)
        for (double z = -8; z <= 8; z += 0.25) {
            const double h = 1e-5;
            float logit = (float)z, target = (float)label, gradient;
            double loss;
            loss_values v = loss_at(z, label), more = loss_at(z + h, label), less = loss_at(z - h, label);
            assert_near(v.bce_gradient, (more.bce - less.bce) / (2 * h), 1e-8);
            assert_near(v.mse_gradient, (more.mse - less.mse) / (2 * h), 1e-8);
            assert_ok(og_bce_with_logits(1, &logit, &target, OG_REDUCE_SUM, &loss, &gradient));
            assert_near(v.bce, loss, loss * 0x1p-22); /* core's loss of an element: a float within 2 ulp */
            assert_near(v.bce_gradient, (double)gradient, 1e-7);
            assert_ok(
                og_loss_of_logits(OG_MSE, OG_REDUCE_SUM, 1, 1, NULL, &logit, &target, &loss, &gradient));
            assert_near(v.mse, loss, 1e-6);
            assert_near(v.mse_gradient, (double)gradient, 1e-6);
        }
}

static void the_shaded_part_is_where_mse_pushes_less_than_1_percent_of_its_peak(void **state)
{
    (void)state;
    double peak = 0, deaf = loss_deaf_z();
    for (double z = -8; z <= 8; z += 0.001)
        peak = fmax(peak, fabs(loss_at(z, 1).mse_gradient));
    assert_near(peak, 8.0 / 27, 1e-6);
    assert_near(fabs(loss_at(-deaf, 1).mse_gradient), 0.01 * peak, 1e-8);
    assert_near(fabs(loss_at(deaf, 0).mse_gradient), 0.01 * peak, 1e-8);
    /* "wrong, yet": it pushes as little where the model is right, and that is not shaded */
    for (double z = 0.001; z <= 8; z += 0.001) {
        assert_true((fabs(loss_at(-z, 1).mse_gradient) < 0.01 * peak) == (z > deaf));
        if (fabs(z - 3.2) > 0.01)
            assert_true((fabs(loss_at(z, 1).mse_gradient) < 0.01 * peak) == (z > 3.2));
    }
}

/* ---- tasks ---- */

static void tasks_measure_what_they_ask_for(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_PRICE);
    set(run, SET_Z, -4.99);
    assert_false(run->reached[STEP_PRICE][0]);
    set(run, SET_Z, -5);
    assert_true(run->reached[STEP_PRICE][0]);
    assert_string_equal(run->notes[STEP_PRICE][0], "BCE 5.01, MSE 0.99");
    assert_false(run->reached[STEP_PRICE][1]);
    set(run, SET_LABEL, 0);
    assert_true(run->reached[STEP_PRICE][1]);

    ogl_run_enter(run, STEP_MISTAKE);
    set(run, SET_Z, -5.2);
    assert_false(run->reached[STEP_MISTAKE][0]);
    set(run, SET_Z, -6);
    assert_true(run->reached[STEP_MISTAKE][0]);
    assert_string_equal(run->notes[STEP_MISTAKE][0], "203 \u00d7 at z = \u22126");
    set(run, SET_PROBE, -88.7);
    assert_false(run->reached[STEP_MISTAKE][1]);
    set(run, SET_PROBE, -88.8);
    assert_true(run->reached[STEP_MISTAKE][1]);
    assert_string_equal(run->notes[STEP_MISTAKE][1], "z = \u221288.8: inf");

    ogl_run_enter(run, STEP_ROUTES);
    set(run, SET_PROBE, -16.1);
    assert_false(run->reached[STEP_ROUTES][0]);
    set(run, SET_PROBE, -100);
    assert_false(run->reached[STEP_ROUTES][0]);
    set(run, SET_PROBE, -16.2);
    assert_true(run->reached[STEP_ROUTES][0]);
    set(run, SET_PROBE, 18);
    assert_false(run->reached[STEP_ROUTES][1]);
    set(run, SET_LABEL, 0);
    assert_true(run->reached[STEP_ROUTES][1]);
    ogl_run_destroy(run);
}

static bool is_reached(ogl_run *run, int task)
{
    for (double z = -120; z <= 120 && !run->reached[run->step][task]; z += 0.25)
        set(run, SET_PROBE, z);
    return run->reached[run->step][task];
}

static void where_a_format_makes_a_task_impossible_the_note_says_what_to_choose(void **state)
{
    (void)state;
    static const int tasks[][2] = {{STEP_MISTAKE, 1}, {STEP_ROUTES, 0}, {STEP_ROUTES, 1}};
    int impossible = 0;
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++)
        for (int format = 0; format < 2; format++)
            for (int label = 0; label < 2; label++) {
                int step = tasks[i][0], task = tasks[i][1];
                ogl_run *run = start(step);
                set(run, SET_LABEL, label);
                set(run, SET_FORMAT, format);
                bool said = strcmp(run->notes[step][task], "choose float32") == 0;
                if (strcmp(run->notes[step][task], "choose y = 0") != 0 && said == is_reached(run, task))
                    fail_step(run, "task %d with y = %d in format %d is %s", task, label, format,
                              said ? "possible all the same" : "impossible");
                impossible += said;
                if (said) {
                    set(run, SET_FORMAT, 0);
                    assert_true(is_reached(run, task));
                }
                ogl_run_destroy(run);
            }
    assert_int_equal(impossible, 2);
}

static void a_guess_is_asked_before_the_neuron_runs(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_START);
    set(run, SET_EPOCH, 250);
    assert_false(run->reached[STEP_START][0]);
    set(run, SET_EPOCH, 0);
    set(run, SET_GUESS, 100);
    assert_false(run->reached[STEP_START][0]);
    assert_string_equal(run->notes[STEP_START][0], "guess 100, now run it");
    set(run, SET_RUNNING, 1);
    for (int frame = 0; frame < 229; frame++)
        ogl_run_update(run);
    assert_near(run->values[SET_EPOCH], 230, 0);
    assert_false(run->reached[STEP_START][0]);
    for (int frame = 0; frame < 100; frame++)
        ogl_run_update(run);
    assert_true(run->reached[STEP_START][0]);
    assert_string_equal(run->notes[STEP_START][0], "guess 100, truly 232");
    assert_true(run->reached[STEP_START][1]);
    assert_near(run->values[SET_EPOCH], LOSS_EPOCHS, 0);
    assert_near(run->values[SET_RUNNING], 0, 0); /* it stops at the end */
    ogl_run_destroy(run);
}

static void the_double_sigmoid_counts_for_the_right_label_only(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_DOUBLE);
    set(run, SET_Z, -7);
    assert_false(run->reached[STEP_DOUBLE][0]);
    assert_false(run->reached[STEP_DOUBLE][1]);
    set(run, SET_Z, 4.7);
    assert_true(run->reached[STEP_DOUBLE][0]);
    assert_string_equal(run->notes[STEP_DOUBLE][1], "choose y = 0");
    set(run, SET_LABEL, 0);
    assert_false(run->reached[STEP_DOUBLE][1]);
    set(run, SET_Z, -4.7);
    assert_true(run->reached[STEP_DOUBLE][1]);
    ogl_run_destroy(run);
}

static void a_demonstration_works_whatever_was_set_before_and_reset_undoes_it(void **state)
{
    (void)state;
    for (int step = STEP_PRICE; step <= STEP_DOUBLE; step++) {
        ogl_run *run = start(step);
        set(run, SET_START, START_NEAR);
        set(run, SET_LABEL, 0);
        set(run, SET_EPOCH, 5);
        play_script(run, &ui, run->lesson->steps[step].show, NULL);
        assert_true(ogl_step_reached(run, step));
        ogl_press(run, "reset");
        ogl_run_update(run);
        for (int t = 0; t < 2; t++)
            assert_false(run->reached[step][t]);
        ogl_run_destroy(run);
    }
}

/* ---- the screen ---- */

static void what_is_not_a_number_is_a_word(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_ROUTES);
    for (int label = 0; label < 2; label++)
        for (int format = 0; format < 2; format++)
            for (double probe = -120; probe <= 120; probe += 30) {
                set(run, SET_LABEL, label);
                set(run, SET_FORMAT, format);
                set(run, SET_PROBE, probe);
                draw(run);
                assert_false(drawn_text("-nan") || drawn_text("\u2212nan") || drawn_text("-inf"));
            }
    set(run, SET_LABEL, 1);
    set(run, SET_FORMAT, 0);
    set(run, SET_PROBE, -120);
    draw(run);
    assert_true(drawn_text("inf") && drawn_text("nan") && drawn_text("z = \u2212120"));
    ogl_run_destroy(run);
}

static void the_space_bar_plays_and_pauses_the_two_starts_only(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_CURE);
    ui.input.key = OGV_KEY_SPACE;
    draw(run);
    ui.input.key = OGV_KEY_NONE;
    draw(run);
    assert_true(run->values[SET_RUNNING] != 0 && run->values[SET_EPOCH] > 0);
    set(run, SET_EPOCH, LOSS_EPOCHS);
    assert_int_equal(run->values[SET_RUNNING], 0);
    set(run, SET_RUNNING, 1); /* behind the last epoch it begins anew */
    assert_int_equal(run->values[SET_EPOCH], 1);
    ogl_run_enter(run, STEP_PRICE);
    ui.input.key = OGV_KEY_SPACE;
    draw(run);
    ui.input.key = OGV_KEY_NONE;
    draw(run);
    assert_true(run->values[SET_RUNNING] == 0 && run->values[SET_EPOCH] == 0);
    ogl_run_destroy(run);
}

/* At z = 8 both losses are below 0.0005, and so are the gradients, which are below 0 for the label 1. */
static void what_is_not_0_or_1_is_not_shown_as_0_or_1(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_PRICE);
    set(run, SET_Z, 8);
    draw(run);
    assert_true(drawn_text("<0.001") && drawn_text(">\u22120.001"));
    assert_false(drawn_text("0.000") || drawn_text("\u22120.000"));
    set(run, SET_LABEL, 0);
    draw(run);
    assert_true(drawn_text("8.000") && drawn_text(">0.999"));
    ogl_run_destroy(run);
    run = start(STEP_DOUBLE);
    set(run, SET_Z, 8);
    draw(run);
    assert_true(drawn_text("<0.001") && drawn_text(">0.999"));
    ogl_run_destroy(run);
}

static void the_probe_crosses_no_word_and_numbers_stand_apart(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_ROUTES);
    for (int label = 0; label < 2; label++)
        for (int format = 0; format < 2; format++)
            for (double probe = -120; probe <= 120; probe += 2.5) {
                set(run, SET_LABEL, label);
                set(run, SET_FORMAT, format);
                set(run, SET_PROBE, probe);
                draw(run);
                draw(run);
                assert_no_word_is_crossed("probe", probe);
                assert_numbers_stand_apart("probe");
            }
    ogl_run_destroy(run);
}

static void everything_can_be_done_by_pointer_and_keys(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_START);
    ogv_rect plot, button;
    draw(run);
    draw(run);
    assert_true(ogv_ui_find(&ui, "guess", &plot));
    ui.input.mouse = (ogv_point){plot.x + plot.w / 3, plot.y + 40};
    ui.input.mouse_down = ui.input.mouse_pressed = true;
    draw(run);
    ui.input.mouse_pressed = ui.input.mouse_down = false;
    ui.input.mouse_released = true;
    draw(run);
    ui.input.mouse_released = false;
    assert_near(run->values[SET_GUESS], 100, 1);
    ui.input.key = OGV_KEY_RIGHT;
    draw(run);
    ui.input.key = OGV_KEY_NONE;
    assert_near(run->values[SET_GUESS], 103, 1);
    assert_true(ogv_ui_press(&ui, "running"));
    for (int frame = 0; frame < 5; frame++)
        draw(run);
    assert_near(run->values[SET_EPOCH], 4, 1);
    assert_true(ogv_ui_press(&ui, "running"));
    draw(run);
    double epoch = run->values[SET_EPOCH];
    draw(run);
    draw(run);
    assert_near(run->values[SET_EPOCH], epoch, 1);
    assert_near(run->values[SET_RUNNING], 0, 0);
    assert_true(ogv_ui_find(&ui, "epoch", &button) && ogv_ui_find(&ui, "start", &button));
    assert_false(ogv_ui_find(&ui, "guess", &plot)); /* too late */

    ogl_run_enter(run, STEP_MISTAKE);
    draw(run);
    draw(run);
    static const char *const widgets[] = {"label", "format", "z", "z.loss", "z.gradient", "probe"};
    for (size_t i = 0; i < sizeof widgets / sizeof *widgets; i++)
        if (!ogv_ui_find(&ui, widgets[i], &plot))
            fail_msg("no widget %s", widgets[i]);
    ui.input.mouse = (ogv_point){plot.x + 8, plot.y + 40};
    ui.input.mouse_down = ui.input.mouse_pressed = true;
    draw(run);
    assert_near(run->values[SET_PROBE], -120, 0.2);
    ogl_run_destroy(run);
}

/* The end of the epochs is not the end: Play begins again. */
static void play_at_the_end_begins_again(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_CURE);
    set(run, SET_EPOCH, LOSS_EPOCHS);
    draw(run);
    draw(run);
    assert_true(ogv_ui_press(&ui, "running"));
    draw(run);
    draw(run);
    assert_true(run->values[SET_EPOCH] <= 2);
    assert_near(run->values[SET_RUNNING], 1, 0);
    ogl_run_destroy(run);
}

/* ---- the neuron ---- */

/* The push is the derivative of the cost, and the next weight follows from it. */
static void the_neuron_goes_down_its_cost(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_START);
    for (int s = 0; s < STARTS; s++)
        for (int c = 0; c < COSTS; c++) {
            const neuron_epochs *n = &state_of(run)->runs[s][c];
            for (int e = 0; e < LOSS_EPOCHS; e++) {
                const double h = 1e-5;
                double z = n->w[e] + n->b[e], up = og_sigmoid(z + h), down = og_sigmoid(z - h);
                double slope = c == COST_BCE ? (og_softplus(z + h) - og_softplus(z - h)) / (2 * h)
                                             : (up * up - down * down) / (4 * h);
                assert_near(n->push[e], slope, 1e-9);
                assert_near(n->w[e + 1], n->w[e] - LOSS_RATE * n->push[e], 1e-15);
                assert_near(n->b[e + 1], n->b[e] - LOSS_RATE * n->push[e], 1e-15);
            }
        }
    ogl_run_destroy(run);
}

static void the_card_moves_and_comes_back(void **state)
{
    (void)state;
    check_card("losses", 480);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(losses_are_those_of_core_and_gradients_those_of_differences),
        TEST(the_shaded_part_is_where_mse_pushes_less_than_1_percent_of_its_peak),
        TEST(tasks_measure_what_they_ask_for),
        TEST(where_a_format_makes_a_task_impossible_the_note_says_what_to_choose),
        TEST(a_guess_is_asked_before_the_neuron_runs),
        TEST(the_double_sigmoid_counts_for_the_right_label_only),
        TEST(a_demonstration_works_whatever_was_set_before_and_reset_undoes_it),
        TEST(what_is_not_a_number_is_a_word),
        TEST(the_space_bar_plays_and_pauses_the_two_starts_only),
        TEST(what_is_not_0_or_1_is_not_shown_as_0_or_1),
        TEST(the_probe_crosses_no_word_and_numbers_stand_apart),
        TEST(everything_can_be_done_by_pointer_and_keys),
        TEST(play_at_the_end_begins_again),
        TEST(the_neuron_goes_down_its_cost),
        TEST(the_card_moves_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
