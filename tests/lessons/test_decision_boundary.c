/* Lesson 6: what it reaches, that it does so with the same bits, and that what its texts claim is true. */
#include "support.h"

#include "decision_boundary.h"

static ogl_run *start(const char *step, int seed)
{
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", true, &run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    ogl_set(run, OGL_SEED, seed);
    ogl_run_enter(run, ogl_step_find(lesson, step));
    return run;
}

static boundary *state_of(ogl_run *run)
{
    return run->state;
}

static void play(ogl_run *run, int frames)
{
    for (int i = 0; i < frames; i++)
        ogl_run_update(run);
}

/* Without the map, which no number depends on. */
static void train_to_epoch(ogl_run *run, size_t epoch)
{
    ogl_model *model = &state_of(run)->model;
    ogl_run_update(run);
    while (model->trainer->epoch < epoch)
        assert_ok(ogl_model_step(model));
}

static void three_hundred_frames_reach_95_percent_on_moons(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 5; seed++) {
        ogl_run *run = start("bend", seed);
        play(run, 300);
        assert_int_equal(state_of(run)->model.trainer->step, 1200);
        assert_true(state_of(run)->model.test_score.accuracy >= 0.95);
        assert_int_equal(state_of(run)->model.train->rows, 140);
        assert_int_equal(state_of(run)->model.test->rows, 80);
        ogl_run_destroy(run);
    }
}

static void the_same_seed_ends_in_the_same_bits_and_another_does_not(void **state)
{
    (void)state;
    unsigned long long hashes[3];
    for (int i = 0; i < 3; i++) {
        ogl_run *run = start("bend", i == 2 ? 8 : 7);
        play(run, 60);
        hashes[i] = og_net_hash(state_of(run)->model.net);
        ogl_run_destroy(run);
    }
    assert_true(hashes[0] == hashes[1]);
    assert_true(hashes[0] != hashes[2]);
}

static void speed_changes_the_time_and_not_the_way(void **state)
{
    (void)state;
    static const int frames[] = {256, 64, 16, 1};
    unsigned long long hashes[4];
    for (int speed = 0; speed < 4; speed++) {
        ogl_run *run = start("rings", 3);
        ogl_set(run, OGL_SPEED, speed);
        play(run, frames[speed]);
        assert_int_equal(state_of(run)->model.trainer->step, 256);
        hashes[speed] = og_net_hash(state_of(run)->model.net);
        ogl_run_destroy(run);
    }
    for (int speed = 1; speed < 4; speed++)
        assert_true(hashes[speed] == hashes[0]);
}

static void a_saved_model_goes_on_with_the_same_bits(void **state)
{
    (void)state;
    ogl_run *run = start("seeds", 4);
    ogl_model *model = &state_of(run)->model;
    play(run, 11); /* in the middle of an epoch */
    assert_true(model->trainer->next_row > 0);
    unsigned char *bytes = malloc(ogl_model_size(model));
    assert_non_null(bytes);
    ogl_model_save(model, bytes);
    play(run, 40);
    unsigned long long first = og_net_hash(model->net);
    size_t step = model->trainer->step;
    int points = model->history.count;
    assert_ok(ogl_model_load(model, bytes));
    assert_int_equal(model->trainer->step, 44);
    play(run, 40);
    assert_true(og_net_hash(model->net) == first);
    assert_int_equal(model->trainer->step, step);
    assert_int_equal(model->history.count, points);
    free(bytes);
    ogl_run_destroy(run);
}

static void the_history_stays_bounded_and_keeps_its_shape(void **state)
{
    (void)state;
    ogl_run *run = start("bend", 1);
    ogl_model *model = &state_of(run)->model;
    ogl_run_update(run);
    float first = model->history.test_loss[0];
    while (model->trainer->epoch < 2 * OGL_HISTORY_POINTS + 10) {
        assert_ok(ogl_model_step(model));
        assert_true(model->history.count <= OGL_HISTORY_POINTS);
    }
    assert_int_equal(model->history.stride, 4);
    assert_int_equal(model->history.count, (2 * OGL_HISTORY_POINTS + 10) / 4 + 1);
    assert_same_float(model->history.test_loss[0], first);
    assert_true(model->history.test_loss[model->history.count - 1] < first);
    ogl_run_destroy(run);
}

static void every_kind_of_data_trains_and_is_split_as_the_text_says(void **state)
{
    (void)state;
    for (int data = 0; data < DATA_COUNT; data++) {
        ogl_run *run = start("bend", 2);
        ogl_set(run, SET_DATA, data);
        play(run, 100);
        boundary *b = state_of(run);
        assert_true(b->model.train_score.loss < (double)b->model.history.train_loss[0]);
        assert_int_equal(b->mark_count, b->model.train->rows + b->model.test->rows);
        for (size_t i = 0; i < b->mark_count; i++) {
            assert_true((double)b->marks[i].x > b->x.low && (double)b->marks[i].x < b->x.high);
            assert_true((double)b->marks[i].y > b->y.low && (double)b->marks[i].y < b->y.high);
        }
        if (data == DATA_CANCER)
            assert_int_equal(b->mark_count, 569);
        ogl_run_destroy(run);
    }
}

static void the_map_holds_the_logits_of_the_present_network(void **state)
{
    (void)state;
    ogl_run *run = start("rings", 1);
    play(run, 30);
    ogl_press(run, "pause");
    play(run, 1);
    boundary *b = state_of(run);
    const float *logits = ogv_heatmap_logits(b->map);
    int last = BOUNDARY_MAP - 1;
    const struct {
        int column, row;
    } at[] = {{0, 0}, {last, 0}, {0, last}, {last, last}, {40, 90}};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        float x[2] = {(float)(b->x.low + (b->x.high - b->x.low) * at[i].column / last),
                      (float)(b->y.high - (b->y.high - b->y.low) * at[i].row / last)};
        float logit;
        og_net_predict(b->model.net, 1, x, &logit);
        assert_same_float(logits[at[i].row * BOUNDARY_MAP + at[i].column], logit);
    }
    ogl_run_destroy(run);
}

/* ---- what the texts claim ---- */

static void noise_costs_accuracy_and_certainty(void **state)
{
    (void)state;
    double clean = 0, noisy = 0, clean_loss = 0, noisy_loss = 0;
    for (int seed = 1; seed <= 5; seed++)
        for (int noise = 0; noise < 2; noise++) {
            ogl_run *run = start("bend", seed);
            ogl_set(run, SET_NOISE, noise ? 0.35 : 0.1);
            train_to_epoch(run, 150);
            *(noise ? &noisy : &clean) += state_of(run)->model.test_score.accuracy / 5;
            *(noise ? &noisy_loss : &clean_loss) += state_of(run)->model.test_score.loss / 5;
            ogl_run_destroy(run);
        }
    assert_true(clean > 0.99);
    assert_true(noisy < clean - 0.02);
    assert_true(noisy_loss > 5 * clean_loss);
}

/* "Another one may need half as many epochs, or twice as many." */
static void seeds_differ_by_more_than_a_factor_of_two(void **state)
{
    (void)state;
    size_t fewest = 1000, most = 0;
    for (int seed = 1; seed <= 12; seed++) {
        ogl_run *run = start("seeds", seed);
        ogl_model *model = &state_of(run)->model;
        size_t epoch = 1;
        for (train_to_epoch(run, 1); model->test_score.accuracy < BOUNDARY_GOAL; epoch++)
            train_to_epoch(run, epoch + 1);
        fewest = epoch < fewest ? epoch : fewest;
        most = epoch > most ? epoch : most;
        ogl_run_destroy(run);
    }
    print_message("spiral: 95 %% after %zu to %zu epochs\n", fewest, most);
    assert_true(most > 2 * fewest);
    assert_true(most < 150);
}

/* "No boundary is right for all", "by then the train loss still falls, but the test loss has turned". */
static void real_data_stays_partly_wrong_and_overfits(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 5; seed++) {
        ogl_run *run = start("stop", seed);
        ogl_model *model = &state_of(run)->model;
        double lowest = 10, early;
        train_to_epoch(run, 20);
        assert_true(model->test_score.accuracy >= 0.92 && model->test_score.accuracy < 1);
        early = model->train_score.loss;
        train_to_epoch(run, 200);
        for (int i = 0; i < model->history.count; i++)
            lowest =
                (double)model->history.test_loss[i] < lowest ? (double)model->history.test_loss[i] : lowest;
        assert_true(model->train_score.loss < early);
        assert_true(model->test_score.loss > 1.05 * lowest);
        assert_true(model->test_score.accuracy < 1);
        ogl_run_destroy(run);
    }
}

static void a_task_does_not_count_on_other_data(void **state)
{
    (void)state;
    ogl_run *run = start("bend", 3);
    ogl_set(run, SET_DATA, DATA_GAUSS);
    play(run, 60);
    assert_true(state_of(run)->model.test_score.accuracy >= 0.95);
    assert_false(run->reached[0][0]);
    assert_string_equal(run->notes[0][0], "choose the moons");
    ogl_run_destroy(run);
}

static void the_second_seed_has_to_be_another_one(void **state)
{
    (void)state;
    ogl_run *run = start("seeds", 1);
    ogl_set(run, OGL_SPEED, 2);
    play(run, 75);
    assert_true(run->reached[2][0]);
    assert_false(run->reached[2][1]);
    ogl_press(run, "reset");
    play(run, 75);
    assert_true(run->reached[2][0]);
    assert_false(run->reached[2][1]);
    ogl_press(run, "dice");
    play(run, 75);
    assert_true(run->reached[2][1]);
    ogl_run_destroy(run);
}

static void the_first_seed_counts_only_on_the_spiral(void **state)
{
    (void)state;
    ogl_run *run = start("seeds", 1);
    ogl_set(run, OGL_SPEED, 2);
    ogl_set(run, SET_DATA, DATA_GAUSS);
    play(run, 60);
    assert_true(state_of(run)->model.test_score.accuracy >= 0.95);
    ogl_set(run, SET_DATA, DATA_SPIRAL);
    ogl_press(run, "dice");
    play(run, 75);
    assert_true(run->reached[2][0]);
    assert_false(run->reached[2][1]);
    ogl_run_destroy(run);
}

/* How often the map followed the network in a second of training in a window. */
static int maps_of_a_second(bool calm)
{
    ogl_run *run = start("bend", 1);
    int maps = 0;
    run->autoplay = false;
    run->calm = calm;
    ogl_press(run, "play");
    play(run, 2);
    for (int i = 0; i < 60; i++) {
        size_t before = state_of(run)->map_version;
        ogl_run_update(run);
        maps += state_of(run)->map_version != before;
    }
    ogl_press(run, "pause");
    play(run, 1);
    assert_int_equal(state_of(run)->map_version, state_of(run)->model.version); /* at rest it is up to date */
    ogl_run_destroy(run);
    return maps;
}

static void the_map_follows_at_30_hz_and_with_reduced_motion_at_4(void **state)
{
    (void)state;
    assert_int_equal(maps_of_a_second(false), 30);
    assert_int_equal(maps_of_a_second(true), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_hundred_frames_reach_95_percent_on_moons),
        cmocka_unit_test(the_same_seed_ends_in_the_same_bits_and_another_does_not),
        cmocka_unit_test(speed_changes_the_time_and_not_the_way),
        cmocka_unit_test(a_saved_model_goes_on_with_the_same_bits),
        cmocka_unit_test(the_history_stays_bounded_and_keeps_its_shape),
        cmocka_unit_test(every_kind_of_data_trains_and_is_split_as_the_text_says),
        cmocka_unit_test(the_map_holds_the_logits_of_the_present_network),
        cmocka_unit_test(noise_costs_accuracy_and_certainty),
        cmocka_unit_test(seeds_differ_by_more_than_a_factor_of_two),
        cmocka_unit_test(real_data_stays_partly_wrong_and_overfits),
        cmocka_unit_test(a_task_does_not_count_on_other_data),
        cmocka_unit_test(the_second_seed_has_to_be_another_one),
        cmocka_unit_test(the_first_seed_counts_only_on_the_spiral),
        cmocka_unit_test(the_map_follows_at_30_hz_and_with_reduced_motion_at_4),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
