/* What the plots of lesson 4 say in words: the numbers are those of the state. */
#include <math.h>

#include "one_neuron.h"
#include "told.h"

static void the_plane_counts_mistakes_and_tells_the_loss(void **state)
{
    (void)state;
    static const char *const ids[] = {"plane", "grip.line", "grip.turn"};
    open_step("one-neuron", "hand");
    const neuron *n = lesson_run->state;
    for (int b = -2; b <= 2; b++) {
        set("b", b);
        int wrong = 0;
        double loss = neuron_loss(n, (double)n->w[W1], (double)n->w[W2], (double)n->w[BIAS]);
        for (int i = 0; i < NEURON_ROWS; i++)
            wrong += (n->logits[i] > 0) != (n->data->y[i] > 0.5f);
        for (int i = 0; i < 3; i++)
            assert_says(ids[i], "%d of 40 points are wrong; the mean loss is %s", wrong, tell(loss, 3));
    }
}

static void the_table_tells_of_the_sample_that_comes_next(void **state)
{
    (void)state;
    open_step("one-neuron", "sample");
    const neuron *n = lesson_run->state;
    for (int sample = 1; sample <= NEURON_ROWS; sample += 13) {
        set("sample", sample);
        double z = (double)n->w[BIAS], y = (double)n->data->y[sample - 1];
        for (int k = 0; k < 2; k++)
            z += (double)n->w[k] * (double)n->data->x[2 * (sample - 1) + k];
        double p = 1 / (1 + exp(-z));
        assert_says("cell.p", "Sample %d is of class %g: p is %s, the loss %s", sample, y, tell(p, 3),
                    tell(-log(y > 0 ? p : 1 - p), 3));
    }
    assert_contains(said("pick"), "of 40 points are wrong");
}

static void the_landscape_is_told_once_it_is_uncovered(void **state)
{
    (void)state;
    open_step("one-neuron", "valley");
    const neuron *n = lesson_run->state;
    assert_says("guess", "The map is covered until you guess where the loss is lowest");
    ogl_set(lesson_run, SET_GUESS, 1);
    ogl_set(lesson_run, SET_GUESS_Y, 1);
    take_steps(7);
    char path[200];
    snprintf(path, sizeof path, "The path stands at w\u2081 %s, w\u2082 %s, loss %s; lowest loss %s",
             tell((double)n->w[W1], 2), tell((double)n->w[W2], 2), tell(n->loss, 3), tell(n->lowest_loss, 3));
    assert_true(n->step == 7);
    assert_contains(said("land"), path);
    /* by the keyboard the crosshair stands in the middle of -4 .. 6 */
    draw();
    assert_says("land", "%s; loss at the pointer %s", path, tell(neuron_loss(n, 1, 1, 0), 3));
}

static void the_chart_tells_where_the_loss_began_and_where_it_is(void **state)
{
    (void)state;
    open_step("one-neuron", "rate");
    const neuron *n = lesson_run->state;
    double before = neuron_loss(n, -3, -2, 0);
    assert_says("chart", "The loss is %s before the first step", tell(before, 3));
    take_steps(3);
    assert_says("chart", "The loss went from %s to %s, steps: 3", tell(before, 3),
                tell(neuron_loss(n, (double)n->w[W1], (double)n->w[W2], 0), 3));
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, stage_setup, close_step)
    const struct CMUnitTest tests[] = {
        TEST(the_plane_counts_mistakes_and_tells_the_loss),
        TEST(the_table_tells_of_the_sample_that_comes_next),
        TEST(the_landscape_is_told_once_it_is_uncovered),
        TEST(the_chart_tells_where_the_loss_began_and_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
