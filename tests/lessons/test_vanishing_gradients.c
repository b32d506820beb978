/* Lesson 5: the two networks differ in one setting, the bars are the backward pass, their factors multiply
   and agree with differences of losses. */
#include "support.h"

#include <math.h>
#include <time.h>

#include "ogee/activation.h"
#include "vanishing_run.h"

enum { SEEDS = 10, LAYERS_1 = 0, LAYERS_2 = 1, LAYERS_4 = 3, LAYERS_10 = 7, LAYERS_20 = 10, UNITS_16 = 3 };

static ogl_run *start(const char *step, int seed)
{
    const ogl_lesson *lesson = ogl_lesson_find("vanishing-gradients");
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", true, &run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    run->steady = true;
    ogl_run_enter(run, ogl_step_find(lesson, step));
    ogl_set(run, OGL_SEED, seed);
    ogl_press(run, "pause");
    ogl_run_update(run);
    return run;
}

/* ---- the networks ---- */

static void the_two_networks_differ_in_one_setting_only(void **state)
{
    (void)state;
    ogl_run *run = start("lockstep", 1);
    for (int activation = 0; activation < ACT_COUNT; activation++)
        for (int init = 0; init < INIT_COUNT; init++)
            for (int repair = 0; repair < REPAIR_COUNT; repair++)
                for (int other = 0; other < OTHER_COUNT; other++) {
                    ogl_set(run, SET_ACTIVATION, activation);
                    ogl_set(run, SET_INIT, init);
                    ogl_set(run, SET_REPAIR, repair);
                    set(run, SET_OTHER, other);
                    const vanishing_def *a = &state_of(run)->lanes[0].def, *b = &state_of(run)->lanes[1].def;
                    assert_int_equal(a->activation, activation);
                    assert_int_equal(a->init, init);
                    assert_int_equal(a->repair, repair);
                    assert_int_equal((a->activation != b->activation) + (a->init != b->init) +
                                         (a->repair != b->repair),
                                     1);
                    assert_int_equal(a->layers, b->layers);
                    assert_int_equal(a->units, b->units);
                    assert_true(a->rate == b->rate);
                }
    ogl_run_destroy(run);
}

/* An activation draws nothing, so that both begin with the same numbers, which Xavier scales by its gain. */
static void both_see_the_same_rows_and_draw_the_same_numbers(void **state)
{
    (void)state;
    ogl_run *run = start("repairs", 4);
    set(run, SET_OTHER, OTHER_RELU); /* PyTorch's weights know no gain */
    vanishing *v = state_of(run);
    assert_true(og_net_hash(v->lanes[0].net) == og_net_hash(v->lanes[1].net));
    train_to(run, 20);
    assert_ptr_equal(v->lanes[0].trainer->train, v->lanes[1].trainer->train);
    assert_memory_equal(v->lanes[0].trainer->order, v->lanes[1].trainer->order,
                        VANISHING_ROWS * sizeof *v->lanes[0].trainer->order);
    ogl_run_destroy(run);
}

static uint64_t hash_after(const char *step, int seed, int speed, int repair, size_t steps)
{
    ogl_run *run = start(step, seed);
    ogl_set(run, OGL_SPEED, speed);
    set(run, SET_REPAIR, repair);
    train_to(run, steps);
    uint64_t hash = og_net_hash(state_of(run)->lanes[0].net);
    ogl_run_destroy(run);
    return hash;
}

static void the_same_seed_ends_in_the_same_bits_at_every_speed(void **state)
{
    (void)state;
    uint64_t hash = hash_after("lockstep", 3, 0, REPAIR_NONE, 64);
    assert_true(hash_after("lockstep", 3, 1, REPAIR_NONE, 64) == hash);
    assert_true(hash_after("lockstep", 3, 2, REPAIR_NONE, 64) == hash);
    assert_true(hash_after("lockstep", 2, 2, REPAIR_NONE, 64) != hash);
}

static void a_restart_begins_with_the_same_bits(void **state)
{
    (void)state;
    ogl_run *run = start("lockstep", 6);
    uint64_t first = og_net_hash(state_of(run)->lanes[1].net);
    train_to(run, 40);
    uint64_t later = og_net_hash(state_of(run)->lanes[1].net);
    assert_true(later != first);
    ogl_press(run, "reset");
    ogl_run_update(run);
    assert_int_equal(vanishing_step(state_of(run)), 0);
    assert_true(og_net_hash(state_of(run)->lanes[1].net) == first);
    train_to(run, 40);
    assert_true(og_net_hash(state_of(run)->lanes[1].net) == later);
    ogl_run_destroy(run);
}

/* Measuring after each frame changes nothing, batch norm's running means included. */
static void looking_does_not_change_the_training(void **state)
{
    (void)state;
    uint64_t looked = hash_after("lockstep", 5, 0, REPAIR_BATCH_NORM, 48);
    ogl_run *run = start("lockstep", 5);
    set(run, SET_REPAIR, REPAIR_BATCH_NORM);
    vanishing_lane *lane = &state_of(run)->lanes[0];
    og_dataset *data = state_of(run)->data;
    vanishing_def def = lane->def;
    assert_ok(vanishing_lane_start(lane, &def, data, 5));
    for (int step = 0; step < 48; step++)
        assert_ok(vanishing_lane_step(lane));
    assert_true(og_net_hash(lane->net) == looked);
    ogl_run_destroy(run);
}

static void training_ends_at_step_400_and_play_begins_again(void **state)
{
    (void)state;
    ogl_run *run = start("lockstep", 1);
    ogl_set(run, OGL_SPEED, 2);
    train_to(run, VANISHING_STEPS);
    assert_int_equal(ogv_waterfall_count(state_of(run)->lanes[1].waterfall), VANISHING_STEPS);
    for (int frame = 0; frame < 3; frame++)
        ogl_run_update(run);
    assert_false(run->playing);
    assert_int_equal(vanishing_step(state_of(run)), VANISHING_STEPS);
    ogl_press(run, "play");
    ogl_run_update(run);
    assert_int_equal(vanishing_step(state_of(run)), 16);
    ogl_run_destroy(run);
}

static void twenty_layers_of_sixteen_units_train_in_time(void **state)
{
    (void)state;
    ogl_run *run = start("lockstep", 1);
    ogl_set(run, SET_LAYERS, LAYERS_20);
    ogl_set(run, SET_UNITS, UNITS_16);
    ogl_set(run, SET_VIEW, VIEW_FACTORS);
    set(run, SET_OTHER, OTHER_BATCH_NORM);
    clock_t began = clock();
    train_to(run, VANISHING_STEPS); /* at speed 4x: 100 frames */
    double frame = (double)(clock() - began) / CLOCKS_PER_SEC / 100;
    print_message("20 layers, 16 units, both networks, 4 steps and all that is measured: %.1f ms\n",
                  1000 * frame);
    assert_true(frame < 0.5); /* a sanitizer's build on a busy machine */
    ogl_run_destroy(run);
}

/* ---- what is measured ---- */

static double rms_of(const float *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)values[i] * (double)values[i];
    return sqrt(sum / (double)count);
}

static void bars_are_the_backward_pass_and_their_factors_multiply(void **state)
{
    (void)state;
    for (int repair = 0; repair < REPAIR_COUNT; repair++) {
        ogl_run *run = start("open", 2);
        set(run, SET_REPAIR, repair);
        train_to(run, 12);
        const vanishing_lane *lane = &state_of(run)->lanes[0];
        for (int l = 0; l < lane->def.layers; l++) {
            double bar = rms_of(vanishing_z_gradient(lane, l, VANISHING_PROBE), VANISHING_PROBE * 12);
            double product = (double)lane->slope[l] * (double)lane->weights[l] * (double)lane->bars[l + 1];
            assert_near((double)lane->bars[l], bar, 1e-6 * bar);
            assert_near(product, bar, 1e-5 * bar);
            if (repair != REPAIR_BATCH_NORM)
                assert_true((double)lane->slope[l] <= 0.25 + 1e-6);
        }
        ogl_run_destroy(run);
    }
}

/* The last column, against a trainer of one's own. */
static void the_waterfall_shows_the_backward_pass_of_each_step(void **state)
{
    (void)state;
    ogl_run *run = start("lockstep", 7);
    vanishing *v = state_of(run);
    vanishing_lane twin = {0};
    train_to(run, 8);
    assert_ok(vanishing_lane_start(&twin, &v->lanes[0].def, v->data, 7));
    for (int step = 0; step < 8; step++) {
        assert_ok(og_trainer_step(twin.trainer));
        for (int l = 0; l < 10; l++) {
            const og_layer *linear = og_net_layer(twin.net, 2 * l);
            double row = VANISHING_BATCH * rms_of(linear->output_gradient, VANISHING_BATCH * 12);
            assert_near((double)ogv_waterfall_at(v->lanes[0].waterfall, l, step), row, 1e-6 * row);
        }
    }
    vanishing_lane_free(&twin);
    ogl_run_destroy(run);
}

/* The z of a highway layer comes from its scratch: its biases' gradients are the sums of those by z. */
static void gradients_of_a_highway_layer_are_by_the_pre_activation(void **state)
{
    (void)state;
    ogl_run *run = start("open", 1);
    set(run, SET_REPAIR, REPAIR_HIGHWAY);
    const vanishing_lane *lane = &state_of(run)->lanes[0];
    for (int l = 1; l < 10; l++) {
        const og_parameter *bias = &og_net_layer(lane->net, lane->input[l])->parameters[1];
        const float *z = vanishing_z_gradient(lane, l, VANISHING_PROBE);
        assert_string_equal(bias->name, "transform.bias");
        for (size_t j = 0; j < 12; j++) {
            double sum = 0;
            for (size_t r = 0; r < VANISHING_PROBE; r++)
                sum += (double)z[r * 12 + j];
            assert_near((double)bias->gradient[j], sum, 1e-5 * fabs(sum) + 1e-6);
        }
    }
    ogl_run_destroy(run);
}

static int check_units(ogl_run *run)
{
    vanishing *v = state_of(run);
    const vanishing_check *c = &v->check;
    int agreed = 0, layers = v->lanes[0].def.layers, kinks = 0;
    for (int i = 0; i < 60; i++) {
        vanishing_check_unit(v, (i * 7) % layers, (i * 5) % v->lanes[0].def.units,
                             (i * 11) % VANISHING_PROBE);
        double plain = c->slope * c->gate * c->spread * c->above, sum = c->shortcut, size = 1e-12;
        double bar = (double)v->lanes[0].bars[(i * 7) % layers];
        /* The backward pass takes the slope from the output in float32: near 1 it loses digits. */
        double lost = 2e-6 + 1.2e-7 / fmax(c->slope, 1e-9);
        assert_near(plain + c->common, c->product,
                    lost * fabs(plain) + 1e-5 * fabs(c->common) + 1e-5 * bar * (c->common != 0) + 1e-12);
        for (int t = 0; t < c->term_count; t++) {
            sum += (double)c->terms[t];
            size += fabs((double)c->terms[t]);
        }
        assert_near(sum, c->above, 1e-5 * size);
        if (!c->visible)
            continue;
        bool agrees = c->error < VANISHING_AGREES;
        agreed += agrees;
        kinks += !agrees;
        if (!agrees && v->lanes[0].def.activation != ACT_RELU)
            fail_msg("activation %d, repair %d: %g against %g", v->lanes[0].def.activation,
                     v->lanes[0].def.repair, c->product, c->difference);
    }
    assert_true(kinks <= 2);
    return agreed;
}

static void a_nudge_agrees_with_the_product_of_the_factors(void **state)
{
    (void)state;
    static const int depths[] = {LAYERS_1, LAYERS_4, LAYERS_10};
    ogl_run *run = start("open", 1);
    for (int activation = 0; activation < ACT_COUNT; activation++)
        for (int repair = 0; repair < REPAIR_COUNT; repair++)
            for (int depth = 0; depth < 3; depth++) {
                ogl_set(run, SET_ACTIVATION, activation);
                ogl_set(run, SET_REPAIR, repair);
                set(run, SET_LAYERS, depths[depth]);
                assert_true(check_units(run) >= 30);
                train_to(run, 20);
                assert_true(check_units(run) >= 30);
                set(run, OGL_SEED, 1 + (int)run->values[OGL_SEED] % SEEDS);
            }
    ogl_run_destroy(run);
}

static void what_is_too_small_for_a_difference_is_said_to_be(void **state)
{
    (void)state;
    ogl_run *run = start("open", 1);
    set(run, SET_LAYERS, LAYERS_20);
    vanishing_check_unit(state_of(run), 0, 0, 0);
    assert_false(state_of(run)->check.visible);
    vanishing_check_unit(state_of(run), 19, 0, 0);
    assert_true(state_of(run)->check.visible);
    ogl_run_destroy(run);
}

/* ---- what the learner does ---- */

static void the_bars_are_covered_until_the_guess_is_put_to_the_test(void **state)
{
    (void)state;
    ogl_run *run = start("multiply", 1);
    vanishing *v = state_of(run);
    assert_true(vanishing_covered(v));
    assert_false(run->playing);
    set(run, SET_GUESS, -4);
    assert_int_equal(vanishing_guessed(run, 9), 1);
    assert_false(run->reached[1][0]);
    for (int l = 1; l < 9; l++)
        set(run, SET_GUESS + l, -3);
    assert_true(run->reached[1][0] && !run->reached[1][1]);
    train_to(run, 20);
    assert_false(vanishing_covered(v));
    assert_true(run->reached[1][1]);
    ogl_run_enter(run, 2);
    ogl_run_update(run);
    assert_int_equal(vanishing_guessed(run, 9), 0);
    assert_false(vanishing_covered(v));
    ogl_run_destroy(run);
}

static void tries_with_another_first_network_are_from_before(void **state)
{
    (void)state;
    ogl_run *run = start("repairs", 1);
    vanishing *v = state_of(run);
    set(run, SET_OTHER, OTHER_TANH);
    train_to(run, 8);
    set(run, SET_OTHER, OTHER_HIGHWAY);
    assert_true(v->tries[OTHER_TANH].tried && v->tries[OTHER_TANH].steps == 8);
    set(run, SET_INIT, INIT_HE);
    assert_true(v->tries[OTHER_TANH].tried && v->tries[OTHER_TANH].before);
    assert_int_equal(v->tries[OTHER_TANH].steps, 8);
    assert_true(v->tries[OTHER_HIGHWAY].tried && !v->tries[OTHER_HIGHWAY].before);
    set(run, SET_OTHER, OTHER_TANH); /* trained again, it is of the present */
    assert_true(v->tries[OTHER_TANH].tried && !v->tries[OTHER_TANH].before);
    assert_int_equal(v->tries[OTHER_TANH].steps, 0);
    ogl_run_enter(run, ogl_step_find(run->lesson, "repairs")); /* a step begins with none */
    ogl_run_update(run);
    assert_false(v->tries[OTHER_HIGHWAY].tried);
    ogl_run_destroy(run);
}

static void a_rate_that_is_too_large_is_a_sentence_and_not_a_crash(void **state)
{
    (void)state;
    ogl_run *run = start("lockstep", 1);
    ogl_set(run, SET_INIT, INIT_LARGE);
    ogl_set(run, SET_SCALE, 20);
    set(run, SET_RATE, 3);
    ogl_press(run, "play");
    for (int frame = 0; frame < 100; frame++)
        ogl_run_update(run);
    print_message("%s\n", run->error);
    assert_true(run->error[0] != 0);
    set(run, SET_RATE, 1);
    ogl_press(run, "reset");
    ogl_run_update(run);
    assert_string_equal(run->error, "");
    ogl_run_destroy(run);
}

static void the_card_trains_and_begins_again(void **state)
{
    (void)state;
    static vanishing v;
    assert_ok(vanishing_card.init(&v));
    float first = v.lanes[1].bars[0];
    for (long frame = 0; frame < 1200; frame++)
        vanishing_card.update(&v, frame);
    assert_int_equal(v.lanes[0].trainer->step, VANISHING_STEPS);
    assert_int_equal(v.lanes[1].trainer->step, VANISHING_STEPS);
    assert_true(v.lanes[0].bars[0] < 1e-6f && v.lanes[1].bars[0] != first);
    for (long frame = 1200; frame < 1330; frame++)
        vanishing_card.update(&v, frame);
    assert_true(v.lanes[0].trainer->step < 10);
    vanishing_card.destroy(&v);
}

static void one_layer_alone_leaves_nothing_to_guess(void **state)
{
    (void)state;
    ogl_run *run = start("multiply", 1);
    set(run, SET_LAYERS, LAYERS_1);
    assert_false(run->reached[1][0]);
    assert_string_equal(run->notes[1][0], "choose more layers");
    set(run, SET_LAYERS, LAYERS_2);
    assert_string_equal(run->notes[1][0], "0 of 1 guessed");
    set(run, SET_GUESS, -2);
    assert_true(run->reached[1][0]);
    ogl_run_destroy(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_two_networks_differ_in_one_setting_only),
        cmocka_unit_test(both_see_the_same_rows_and_draw_the_same_numbers),
        cmocka_unit_test(the_same_seed_ends_in_the_same_bits_at_every_speed),
        cmocka_unit_test(a_restart_begins_with_the_same_bits),
        cmocka_unit_test(looking_does_not_change_the_training),
        cmocka_unit_test(training_ends_at_step_400_and_play_begins_again),
        cmocka_unit_test(twenty_layers_of_sixteen_units_train_in_time),
        cmocka_unit_test(bars_are_the_backward_pass_and_their_factors_multiply),
        cmocka_unit_test(the_waterfall_shows_the_backward_pass_of_each_step),
        cmocka_unit_test(gradients_of_a_highway_layer_are_by_the_pre_activation),
        cmocka_unit_test(a_nudge_agrees_with_the_product_of_the_factors),
        cmocka_unit_test(what_is_too_small_for_a_difference_is_said_to_be),
        cmocka_unit_test(the_bars_are_covered_until_the_guess_is_put_to_the_test),
        cmocka_unit_test(tries_with_another_first_network_are_from_before),
        cmocka_unit_test(a_rate_that_is_too_large_is_a_sentence_and_not_a_crash),
        cmocka_unit_test(the_card_trains_and_begins_again),
        cmocka_unit_test(one_layer_alone_leaves_nothing_to_guess),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
