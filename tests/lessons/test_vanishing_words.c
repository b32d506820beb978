/* Lesson 5 in words: the sentence of each plot says what the two networks are measured to be. */
#include <math.h>

#include "told.h"
#include "vanishing_gradients.h"

static const vanishing *v;

static void enter(const char *step)
{
    open_step("vanishing-gradients", step);
    v = lesson_run->state;
}

static void choose(int setting, double value)
{
    set(lesson_run->lesson->settings[setting].id, value);
}

static const char *power(double value)
{
    static char number[8][OGV_NUMBER_SIZE];
    static int next;
    next = (next + 1) % 8;
    return ogv_format_power(number[next], value, 2);
}

static double bar(int layer)
{
    return (double)v->lanes[0].bars[layer - 1];
}

static void each_bar_is_held_against_the_top_one(void **state)
{
    (void)state;
    enter("lockstep");
    for (int layer = 1; layer <= 9; layer++) {
        char id[16];
        snprintf(id, sizeof id, "bar-%d", layer);
        assert_true(bar(layer) < bar(10));
        assert_says(id, "Layer %d gets a gradient of %s; layer 10 gets %s, %s powers of ten more", layer,
                    power(bar(layer)), power(bar(10)), tell(log10(bar(10)) - log10(bar(layer)), 1));
    }
    assert_contains(said("bar-10"), "Layer 1 gets a gradient of ");
    assert_true(log10(bar(10) / bar(1)) > 5); /* so that it says something */
}

static void a_gradient_that_grows_and_a_single_layer_have_their_words(void **state)
{
    (void)state;
    enter("lockstep");
    choose(SET_INIT, INIT_LARGE);
    choose(SET_ACTIVATION, ACT_RELU);
    assert_true(bar(1) > bar(10));
    assert_says("bar-1", "Layer 1 gets a gradient of %s; layer 10 gets %s, %s powers of ten less",
                power(bar(1)), power(bar(10)), tell(log10(bar(1)) - log10(bar(10)), 1));
    choose(SET_LAYERS, 0);
    assert_says("bar-1", "Layer 1 gets a gradient of %s", power(bar(1)));
}

static void covered_bars_keep_their_secret(void **state)
{
    (void)state;
    enter("multiply");
    assert_says("bars", "Layer 10 gets a gradient of %s; the other bars are covered until you train",
                power(bar(10)));
    take_steps(1);
    assert_contains(said("bar-1"), "powers of ten more");
}

static void the_slopes_are_told_with_the_share_that_is_saturated(void **state)
{
    (void)state;
    enter("saturation");
    for (double scale = 1; scale <= 20; scale += 9.5) {
        choose(SET_SCALE, scale);
        double mean = 0;
        int dead = 0, count = VANISHING_PROBE * v->lanes[0].def.units;
        for (int i = 0; i < count; i++) {
            double s = 1 / (1 + exp(-(double)v->z[i]));
            mean += s * (1 - s) / count;
            dead += s * (1 - s) < 0.0025;
        }
        assert_says("slope", "Layer 1 has a mean slope of %s; %s\u00a0%% of it is saturated", tell(mean, 3),
                    tell(100.0 * dead / count, 0));
    }
    choose(SET_ACTIVATION, ACT_RELU);
    assert_contains(said("slope"), "\u00a0% of it is asleep");
}

static void the_factors_of_a_bar_are_told(void **state)
{
    (void)state;
    enter("open");
    const vanishing_lane *lane = &v->lanes[0];
    choose(SET_VIEW, VIEW_FACTORS);
    choose(SET_LAYER, 5);
    assert_says("factors", "Layer 5 gets a gradient of %s: slope %s \u00d7 weights %s \u00d7 from above %s",
                power(bar(5)), tell((double)lane->slope[4], 3), tell((double)lane->weights[4], 3),
                power(bar(6)));
    choose(SET_REPAIR, REPAIR_RESIDUAL);
    assert_contains(said("factors"), "with shortcut");
}

static void the_table_tells_what_was_tried(void **state)
{
    (void)state;
    enter("repairs");
    assert_says("other.relu", "ReLU: not trained yet");
    take_steps(4);
    const vanishing_try *try = &v->tries[OTHER_XAVIER];
    assert_says("other.xavier", "Xavier: layer 1 starts with %s; accuracy %s\u00a0%% after 4 steps",
                power((double)try->first), tell(100 * try->score.accuracy, 0));
    choose(SET_OTHER, OTHER_RELU);
    choose(SET_UNITS, 1);
    assert_contains(said("other.xavier"), "Xavier, before: layer 1 starts with ");
    assert_contains(said("other.xavier"), "after 4 steps");
    assert_contains(said("other.relu"), "ReLU: layer 1 starts with ");
}

static void a_waterfall_tells_of_its_last_column(void **state)
{
    (void)state;
    static const char *const ids[] = {"first", "second"}, *const names[] = {"Sigmoid", "ReLU"};
    enter("lockstep");
    assert_says("first", "Sigmoid: not trained yet");
    assert_says("second", "ReLU: not trained yet");
    take_steps(3);
    for (int i = 0; i < 2; i++) {
        double low = (double)ogv_waterfall_at(v->lanes[i].waterfall, 0, 2);
        double high = (double)ogv_waterfall_at(v->lanes[i].waterfall, 9, 2);
        double decades = log10(high / low);
        char than[64];
        if (fabs(decades) < 0.5)
            snprintf(than, sizeof than, "%s times as much", tell(high / low, 1));
        else
            snprintf(than, sizeof than, "%s powers of ten %s", tell(fabs(decades), 1),
                     decades > 0 ? "more" : "less");
        assert_true(fabs(decades) > 0.05);
        assert_says(ids[i], "%s, step 3. Layer 1 gets a gradient of %s; layer 10 gets %s, %s", names[i],
                    power(low), power(high), than);
    }
}

/* Less than half a power of ten is told as a factor. */
static void a_small_difference_is_told_as_a_factor(void **state)
{
    (void)state;
    int factors = 0;
    enter("lockstep");
    choose(SET_ACTIVATION, ACT_RELU);
    for (int layer = 1; layer <= 9; layer++) {
        char id[16], than[64];
        double times = bar(10) / bar(layer), decades = log10(times);
        snprintf(id, sizeof id, "bar-%d", layer);
        if (fabs(decades) < 0.05)
            continue;
        if (fabs(decades) < 0.5)
            snprintf(than, sizeof than, ", %s times as much", tell(times, 1));
        else
            snprintf(than, sizeof than, ", %s powers of ten %s", tell(fabs(decades), 1),
                     decades > 0 ? "more" : "less");
        factors += fabs(decades) < 0.5;
        assert_contains(said(id), than);
    }
    assert_true(factors > 0);
}

static void a_loss_of_any_size_takes_seven_characters(void **state)
{
    (void)state;
    for (int k = -6; k <= 38; k++)
        for (double digits = 1; digits < 10; digits += 0.37) {
            char text[OGV_NUMBER_SIZE];
            int characters = 0;
            ogl_format_loss(text, digits * pow(10, k));
            for (const char *c = text; *c; c++)
                characters += ((unsigned char)*c & 0xC0) != 0x80;
            if (characters > 7)
                fail_msg("%s has %d characters", text, characters);
        }
    char text[OGV_NUMBER_SIZE];
    assert_string_equal(ogl_format_loss(text, 0.6931), "0.693");
    assert_string_equal(ogl_format_loss(text, 85216612.58), "8.5\u00d710\u2077");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, stage_setup, close_step)
    const struct CMUnitTest tests[] = {
        TEST(each_bar_is_held_against_the_top_one),
        TEST(a_gradient_that_grows_and_a_single_layer_have_their_words),
        TEST(covered_bars_keep_their_secret),
        TEST(the_slopes_are_told_with_the_share_that_is_saturated),
        TEST(the_factors_of_a_bar_are_told),
        TEST(the_table_tells_what_was_tried),
        TEST(a_waterfall_tells_of_its_last_column),
        TEST(a_small_difference_is_told_as_a_factor),
        TEST(a_loss_of_any_size_takes_seven_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
