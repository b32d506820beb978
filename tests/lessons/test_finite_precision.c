/* Lesson 2: what its tasks ask for and what its screen answers. */
#include <math.h>

#include "crossing.h"
#include "finite_precision.h"
#include "play.h"

static ogl_run *start(int step)
{
    ogl_run *run = begin_lesson(ogl_lesson_find("finite-precision"), false);
    ogl_run_enter(run, step);
    ogl_run_update(run);
    return run;
}

static void set(ogl_run *run, int setting, double value)
{
    ogl_set(run, setting, value);
    ogl_run_update(run);
}

static const precision *state_of(const ogl_run *run)
{
    return run->state;
}

/* ---- tasks ---- */

static void a_guess_counts_when_the_truth_was_shown_beside_it(void **state)
{
    (void)state;
    static const int guesses[] = {SET_ZERO, SET_BURST};
    static const char *const notes[] = {"guess 12.00, truly 16.64", "guess 12.00, truly 88.72"};
    for (int step = STEP_GAP; step <= STEP_OVERFLOW; step++) {
        ogl_run *run = start(step);
        assert_true(precision_guessing(run));
        set(run, SET_REVEAL, 1);
        assert_false(run->reached[step][0]);
        set(run, SET_REVEAL, 0);
        set(run, guesses[step], 12);
        assert_false(run->reached[step][0]);
        assert_near(run->progress[0], 0.5, 0);
        assert_string_equal(run->notes[step][0], "guess 12.00, now show the truth");
        set(run, SET_REVEAL, 1);
        assert_true(run->reached[step][0]);
        assert_string_equal(run->notes[step][0], notes[step]);
        ogl_run_destroy(run);
    }
}

static void tasks_measure_what_they_ask_for(void **state)
{
    (void)state;
    static const struct {
        int step, task;
        double no, yes;
    } rows[] = {{STEP_GAP, 1, 16.6, 16.65},
                {STEP_GAP, 1, 104, 103.9},
                {STEP_OVERFLOW, 1, 88.72, 88.73},
                {STEP_FORMATS, 0, 7.6, 7.63},
                {STEP_FORMATS, 0, 17.4, 12.3},
                {STEP_FORMATS, 1, 12, 17},
                {STEP_LOG, 0, -88.7, -88.73},
                {STEP_LOG, 1, 16.6, 16.65},
                {STEP_PERFECT, 0, -88.7, -88.73},
                {STEP_PERFECT, 0, -104, -103.9},
                {STEP_PERFECT, 1, -103.96, -103.98},
                {STEP_KEEP, 0, 12.5, 16.3},
                {STEP_KEEP, 0, 18, 16.3},
                {STEP_KEEP, 1, 17.32, 17.34}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ogl_run *run = start(rows[i].step);
        set(run, SET_X, rows[i].no);
        assert_false(run->reached[rows[i].step][rows[i].task]);
        assert_true(run->progress[rows[i].task] >= 0 && run->progress[rows[i].task] < 1);
        set(run, SET_X, rows[i].yes);
        if (!run->reached[rows[i].step][rows[i].task])
            fail_msg("row %zu is not reached at %g: %s", i, rows[i].yes,
                     run->notes[rows[i].step][rows[i].task]);
        ogl_run_destroy(run);
    }
}

static void every_task_works_in_every_format_or_says_less_than_done(void **state)
{
    (void)state;
    for (int step = 0; step < PRECISION_STEPS; step++)
        for (int format = 0; format < OGL_FORMATS; format++) {
            ogl_run *run = start(step);
            set(run, SET_FORMAT, format);
            for (double x = -120; x <= 120; x += 0.73) {
                set(run, SET_X, x);
                for (int t = 0; t < 2; t++)
                    assert_true(run->progress[t] >= 0 && run->progress[t] <= 1);
            }
            ogl_run_destroy(run);
        }
}

static void a_demonstration_works_whatever_was_set_before_and_reset_undoes_it(void **state)
{
    (void)state;
    for (int step = 0; step < PRECISION_STEPS; step++) {
        ogl_run *run = start(step);
        set(run, SET_FORMAT, OGL_FLOAT64);
        set(run, SET_REVEAL, 1);
        play_script(run, &ui, run->lesson->steps[step].show, NULL);
        assert_true(ogl_step_reached(run, step));
        ogl_press(run, "reset");
        ogl_run_update(run);
        for (int t = 0; t < 2; t++)
            assert_false(run->reached[step][t]);
        ogl_run_destroy(run);
    }
}

static bool is_reached(ogl_run *run, int task)
{
    for (double x = -120; x <= 120 && !run->reached[run->step][task]; x += 0.25)
        set(run, SET_X, x);
    return run->reached[run->step][task];
}

/* In float64 some edges lie far off the strip. */
static void where_a_format_makes_a_task_impossible_the_note_says_what_to_choose(void **state)
{
    (void)state;
    static const char choose[] = "choose float32 or float16";
    int impossible = 0;
    for (int step = STEP_GAP; step < PRECISION_STEPS; step++)
        for (int format = 0; format < OGL_FORMATS; format++)
            for (int task = precision_guess(step) >= 0 ? 1 : 0; task < 2; task++) {
                ogl_run *run = start(step);
                set(run, SET_FORMAT, format);
                bool said = strcmp(run->notes[step][task], choose) == 0;
                if (said == is_reached(run, task))
                    fail_step(run, "task %d in format %d is %s", task, format,
                              said ? "possible all the same" : "impossible");
                impossible += said;
                if (said) {
                    assert_string_equal(run->notes[step][task], choose);
                    assert_near(run->progress[task], 0, 0);
                    set(run, SET_FORMAT, OGL_FLOAT32);
                    assert_true(is_reached(run, task));
                }
                ogl_run_destroy(run);
            }
    assert_int_equal(impossible, 4); /* nan of the ratio, -inf of the three logarithms */
}

/* ---- the screen ---- */

static void draw(ogl_run *run)
{
    draw_on_stage(run, 1280, 800);
}

/* e^120 is 1.3e52: float has no such number, float64 has. */
static void the_exponential_is_drawn_as_each_format_computes_it(void **state)
{
    (void)state;
    for (int format = 0; format < OGL_FORMATS; format++) {
        ogl_run *run = start(STEP_OVERFLOW);
        set(run, SET_FORMAT, format);
        const precision *p = state_of(run);
        assert_true(log10(p->view.y.high) > 120 * log10(exp(1)) + 1);
        for (int i = 0; i < PRECISION_POINTS; i++) {
            double x = 120.0 * i / (PRECISION_POINTS - 1), y = (double)p->curves[0][i];
            if (x < p->burst[format])
                assert_near(y, x * log10(exp(1)), format == OGL_FLOAT16 ? 0.004 : 1e-5);
            else
                assert_true(isinf(y) && y > 0);
        }
        ogl_run_destroy(run);
    }
}

static void what_is_exactly_0_is_drawn_at_the_lower_edge_of_powers_of_ten(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_GAP);
    const precision *p = state_of(run);
    for (int i = 0; i < PRECISION_POINTS; i++) {
        double x = 40.0 * i / (PRECISION_POINTS - 1), stable = log10(1 / (1 + exp(x)));
        assert_near((double)p->curves[1][i], stable, 1e-5);
        if (x > p->zero[OGL_FLOAT32])
            assert_near((double)p->curves[0][i], -18, 0);
    }
    ogl_run_destroy(run);
}

static void a_truth_beyond_the_plot_is_said_at_its_edge(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_OVERFLOW);
    set(run, SET_BURST, 60);
    set(run, SET_REVEAL, 1);
    draw(run);
    assert_true(drawn_text("88.72"));
    assert_false(drawn_text("709.78, off this plot"));
    set(run, SET_FORMAT, OGL_FLOAT64);
    draw(run);
    assert_true(drawn_text("709.78, off this plot"));
    set(run, SET_REVEAL, 0);
    draw(run);
    assert_false(drawn_text("709.78, off this plot"));
    ogl_run_destroy(run);
}

static void the_probe_crosses_no_word_and_numbers_stand_apart(void **state)
{
    (void)state;
    for (int step = STEP_GAP; step < PRECISION_STEPS; step++)
        for (int format = 0; format < OGL_FORMATS; format++) {
            ogl_run *run = start(step);
            set(run, SET_FORMAT, format);
            set(run, SET_REVEAL, 1);
            for (double x = -120; x <= 120; x += 2.5) {
                set(run, SET_X, x);
                draw(run);
                draw(run);
                assert_no_word_is_crossed("x.strip", x);
                if (step != STEP_FORMATS) /* which has two numbers above each other */
                    assert_numbers_stand_apart("x.strip");
            }
            ogl_run_destroy(run);
        }
}

static void what_is_not_a_number_is_a_word(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_OVERFLOW);
    set(run, SET_REVEAL, 1);
    set(run, SET_X, 100);
    draw(run);
    assert_true(drawn_text("nan"));
    ogl_run_enter(run, STEP_LOG);
    set(run, SET_X, -110);
    draw(run);
    assert_true(drawn_text("\u2212inf"));
    assert_false(drawn_text("-inf"));
    assert_false(drawn_text("-nan"));
    ogl_run_destroy(run);
}

static void before_the_guess_the_answer_is_hidden(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_GAP);
    draw(run);
    assert_true(drawn_text("Guess first"));
    assert_false(drawn_text("off by, ulp"));
    assert_false(drawn_text("16.64"));
    set(run, SET_ZERO, 10);
    set(run, SET_REVEAL, 1);
    draw(run);
    assert_true(drawn_text("16.64"));
    assert_true(drawn_text("guess 10.00"));
    assert_false(drawn_text("Guess first"));
    ogl_run_destroy(run);
}

static void the_guess_and_the_probe_follow_pointer_and_keys(void **state)
{
    (void)state;
    ogl_run *run = start(STEP_GAP);
    ogv_rect plot, strip;
    draw(run);
    draw(run);
    assert_true(ogv_ui_find(&ui, "zero", &plot));
    ui.input.mouse = (ogv_point){plot.x + plot.w / 2, plot.y + 20};
    ui.input.mouse_down = ui.input.mouse_pressed = true;
    draw(run);
    ui.input.mouse_pressed = false;
    draw(run);
    assert_near(run->values[SET_ZERO], 20, 0.01);
    ui.input.mouse_down = false;
    ui.input.mouse_released = true;
    draw(run);
    ui.input.mouse_released = false;
    ui.input.key = OGV_KEY_RIGHT;
    draw(run);
    assert_near(run->values[SET_ZERO], 20.4, 0.02);
    ui.input.key = OGV_KEY_NONE;
    set(run, SET_REVEAL, 1);
    draw(run);
    draw(run);
    assert_false(ogv_ui_find(&ui, "zero", &plot));
    assert_true(ogv_ui_find(&ui, "x.strip", &strip));
    ui.input.mouse = (ogv_point){strip.x + strip.w / 2, strip.y + strip.h / 2};
    ui.input.mouse_down = ui.input.mouse_pressed = true;
    draw(run);
    ui.input.mouse_pressed = false;
    draw(run);
    assert_near(run->values[SET_X], 0, 0.01);
    ui.input.mouse_down = false;
    draw(run);
    ui.input.key = OGV_KEY_END;
    draw(run);
    assert_near(run->values[SET_X], 120, 0);
    ui.input.key = OGV_KEY_LEFT;
    ui.input.shift = true;
    draw(run);
    assert_near(run->values[SET_X], 96, 0.01);
    ogl_run_destroy(run);
}

/* Its bracket ends where the headings of the numbers begin. */
static void the_words_of_the_bracket_stand_on_the_strip(void **state)
{
    (void)state;
    for (int step = STEP_GAP; step < PRECISION_STEPS; step++) {
        ogl_run *run = start(step);
        ogv_rect hit = {0};
        set(run, SET_REVEAL, 1);
        draw(run);
        draw(run);
        assert_true(ogv_ui_find(&ui, "x.strip", &hit));
        for (size_t i = 0; i < list.command_count; i++) {
            const ogv_command *c = &list.commands[i];
            if (c->kind == OGV_TEXT && strcmp(list.chars + c->first, "plot above") == 0)
                assert_true(c->at.x > hit.x &&
                            c->at.x + ogv_text_width(&list, c->font, c->size, "plot above") < hit.x + hit.w);
        }
        ogl_run_destroy(run);
    }
}

/* ---- the card ---- */

static void the_card_moves_and_comes_back(void **state)
{
    (void)state;
    check_card("finite-precision", 600);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_guess_counts_when_the_truth_was_shown_beside_it),
        TEST(tasks_measure_what_they_ask_for),
        TEST(every_task_works_in_every_format_or_says_less_than_done),
        TEST(a_demonstration_works_whatever_was_set_before_and_reset_undoes_it),
        TEST(where_a_format_makes_a_task_impossible_the_note_says_what_to_choose),
        TEST(the_exponential_is_drawn_as_each_format_computes_it),
        TEST(what_is_exactly_0_is_drawn_at_the_lower_edge_of_powers_of_ten),
        TEST(a_truth_beyond_the_plot_is_said_at_its_edge),
        TEST(the_probe_crosses_no_word_and_numbers_stand_apart),
        TEST(the_words_of_the_bracket_stand_on_the_strip),
        TEST(what_is_not_a_number_is_a_word),
        TEST(before_the_guess_the_answer_is_hidden),
        TEST(the_guess_and_the_probe_follow_pointer_and_keys),
        TEST(the_card_moves_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
