/* Lesson 6: what it reaches, and that it does so with the same bits. */
#include "decision_boundary.h"
#include "ogee/activation.h"
#include "support.h"

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
        ogl_run *run = start("bend", 3);
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
    ogl_run *run = start("bend", 4);
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
    ogl_run *run = start("bend", 1);
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

/* ---- what is answered wrongly ---- */

static void a_lower_threshold_misses_fewer_and_alarms_more(void **state)
{
    (void)state;
    ogl_run *run = start("real", 1);
    train_to_epoch(run, 60);
    boundary *b = state_of(run);
    ogl_model_measure(&b->model);
    og_confusion before = og_confusion_count(b->model.test->rows, b->model.test_logits, b->model.test->y);
    og_confusion half = boundary_confusion(run, b->model.test, b->model.test_logits);
    assert_memory_equal(&before, &half, sizeof half);
    ogl_set(run, SET_THRESHOLD, 0.1);
    og_confusion low = boundary_confusion(run, b->model.test, b->model.test_logits);
    assert_true(low.false_negative < half.false_negative);
    assert_true(low.false_positive > half.false_positive);
    assert_int_equal(low.false_negative + low.true_positive, half.false_negative + half.true_positive);
    ogl_run_destroy(run);
}

static void the_accuracy_is_that_of_the_table_of_errors(void **state)
{
    (void)state;
    ogl_run *run = start("real", 1);
    train_to_epoch(run, 60);
    boundary *b = state_of(run);
    for (double threshold = 0.05; threshold < 1; threshold += 0.45) {
        char wanted[24], number[OGV_NUMBER_SIZE];
        ogl_readout rows[OGL_MAX_READOUTS];
        ogl_set(run, SET_THRESHOLD, threshold);
        ogl_run_update(run);
        og_confusion c = boundary_confusion(run, b->model.test, b->model.test_logits);
        double right = (double)(c.true_positive + c.true_negative) / (double)b->model.test->rows;
        snprintf(wanted, sizeof wanted, "%.20s %%", ogv_format_number(number, 100 * right, 1));
        assert_int_equal(run->lesson->readouts(b, run, rows), 5);
        assert_string_equal(rows[4].value, wanted);
    }
    ogl_run_destroy(run);
}

/* At the end of the slider at the latest: some tumours no threshold finds. */
static void the_task_of_real_data_can_be_done_on_every_seed(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 20; seed++) {
        ogl_run *run = start("real", seed);
        ogl_set(run, OGL_SPEED, 2);
        ogl_press(run, "play");
        play(run, 60);
        ogl_press(run, "pause");
        assert_true(run->progress[1] < 1);
        ogl_set(run, SET_THRESHOLD, 0.02);
        play(run, 2);
        if (run->progress[0] < 1 || run->progress[1] < 1)
            fail_msg("seed %d: %.2f and %.2f", seed, run->progress[0], run->progress[1]);
        ogl_run_destroy(run);
    }
}

static void rings_follow_the_threshold(void **state)
{
    (void)state;
    ogl_run *run = start("real", 1);
    play(run, 200);
    ogl_press(run, "pause");
    ogl_set(run, SET_THRESHOLD, 0.1);
    play(run, 1);
    boundary *b = state_of(run);
    og_confusion train = boundary_confusion(run, b->model.train, b->model.train_logits);
    og_confusion test = boundary_confusion(run, b->model.test, b->model.test_logits);
    size_t rings = 0;
    for (size_t i = 0; i < b->mark_count; i++)
        rings += b->marks[i].wrong;
    assert_int_equal(rings,
                     train.false_negative + train.false_positive + test.false_negative + test.false_positive);
    ogl_run_destroy(run);
}

/* ---- the network ---- */

static void the_network_is_the_one_that_the_settings_ask_for(void **state)
{
    (void)state;
    for (int layers = 0; layers <= BOUNDARY_LAYERS; layers++) {
        ogl_run *run = start("bend", 1);
        ogl_set(run, SET_LAYERS, layers);
        for (int i = 0; i < BOUNDARY_LAYERS; i++)
            ogl_set(run, SET_UNITS + i, 3 + i);
        ogl_set(run, SET_ACTIVATION, layers % 4);
        ogl_run_update(run);
        const boundary_network *n = state_of(run)->network;
        assert_int_equal(n->columns, layers + 2);
        assert_int_equal(n->units[0], 2);
        assert_int_equal(n->units[n->columns - 1], 1);
        for (int i = 0; i < layers; i++)
            assert_int_equal(n->units[1 + i], 3 + i);
        ogl_run_destroy(run);
    }
}

/* Each place of a neuron's map is its answer there, moved into the class map. */
static void the_map_of_a_neuron_is_what_it_answers(void **state)
{
    (void)state;
    ogl_run *run = start("bend", 4);
    play(run, 41);
    ogl_press(run, "pause");
    play(run, 1);
    boundary *b = state_of(run);
    const int i = 21, j = 6;
    float x[2] = {(float)(b->x.low + (i + 0.5) / NEURON_SIDE * (b->x.high - b->x.low)),
                  (float)(b->y.high - (j + 0.5) / NEURON_SIDE * (b->y.high - b->y.low))};
    float p = og_sigmoidf(og_net_forward(b->model.net, 1, x)[0]);
    assert_same_float(b->network->answers[3][0][j * NEURON_SIDE + i], p);
    for (int unit = 0; unit < 6; unit++) {
        float tanh = og_net_layer(b->model.net, 1)->output[unit];
        assert_same_float(b->network->answers[1][unit][j * NEURON_SIDE + i], (tanh + 1) / 2);
    }
    ogl_run_destroy(run);
}

static void a_relu_that_is_always_asleep_is_dead(void **state)
{
    (void)state;
    ogl_run *run = start("bend", 1);
    ogl_set(run, SET_ACTIVATION, ACTIVATION_RELU);
    ogl_run_update(run);
    boundary *b = state_of(run);
    og_parameter bias = og_net_layer(b->model.net, 0)->parameters[1];
    bias.value[2] = -1000;
    boundary_network_update(b);
    assert_int_equal(b->network->flags[1][2], OGV_NEURON_DEAD);
    assert_true(b->network->saturated[1][2]);
    assert_int_equal(b->network->flags[1][0], 0);
    ogl_run_destroy(run);
}

static void the_rate_may_change_while_training_goes_on(void **state)
{
    (void)state;
    ogl_run *run = start("bend", 1);
    play(run, 20);
    size_t step = state_of(run)->model.trainer->step;
    ogl_set(run, SET_RATE, 0);
    play(run, 1);
    assert_true(state_of(run)->model.trainer->step > step);
    assert_near(state_of(run)->model.trainer->def.sgd.lr, 0.001, 0);
    ogl_set(run, SET_BATCH, 0);
    play(run, 1);
    assert_true(state_of(run)->model.trainer->step < step); /* another batch begins anew */
    ogl_run_destroy(run);
}

static void a_task_does_not_count_on_other_data(void **state)
{
    (void)state;
    ogl_run *run = start("bend", 3);
    ogl_set(run, SET_DATA, DATA_GAUSS);
    play(run, 60);
    assert_true(state_of(run)->model.test_score.accuracy >= 0.95);
    assert_false(run->reached[3][0]);
    assert_string_equal(run->notes[3][0], "choose the moons");
    ogl_run_destroy(run);
}

/* How often the map followed the network in a second of training in a window. */
static int maps_of_a_second(bool calm)
{
    ogl_run *run = start("bend", 1);
    int maps = 0;
    run->autoplay = false;
    run->look.calm = calm;
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
        cmocka_unit_test(a_lower_threshold_misses_fewer_and_alarms_more),
        cmocka_unit_test(the_accuracy_is_that_of_the_table_of_errors),
        cmocka_unit_test(the_task_of_real_data_can_be_done_on_every_seed),
        cmocka_unit_test(rings_follow_the_threshold),
        cmocka_unit_test(the_network_is_the_one_that_the_settings_ask_for),
        cmocka_unit_test(the_map_of_a_neuron_is_what_it_answers),
        cmocka_unit_test(a_relu_that_is_always_asleep_is_dead),
        cmocka_unit_test(the_rate_may_change_while_training_goes_on),
        cmocka_unit_test(a_task_does_not_count_on_other_data),
        cmocka_unit_test(the_map_follows_at_30_hz_and_with_reduced_motion_at_4),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
