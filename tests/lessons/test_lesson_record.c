/* Recordings: what they say, and that playing one back gives the same state to the bit. */
#include "ogee/rng.h"
#include "ogee_viz/app.h"
#include "recording.h"

/* ---- a learner at random ---- */

typedef struct monkey {
    ogl_run *run;
    og_rng rng;
    bool down;
    ogv_point at;
    int frames;
} monkey;

static unsigned pick(monkey *m, unsigned count)
{
    return og_rng_u32(&m->rng) % count;
}

static void act(monkey *m, ogv_ui *ui)
{
    static const char characters[] = "rtdnwscp.[]?0123456789-";
    ogv_input *in = &ui->input;
    memset(in, 0, sizeof *in);
    bool was_down = m->down;
    if (pick(m, 3) == 0)
        m->down = !m->down;
    if (!was_down && pick(m, 2) == 0)
        m->at = (ogv_point){og_rng_uniform_between(&m->rng, 0, ui->width),
                            og_rng_uniform_between(&m->rng, 0, ui->height)};
    if (!was_down && pick(m, 12) == 0) /* the slider, which is seldom hit by chance */
        m->at = (ogv_point){og_rng_uniform_between(&m->rng, ui->width - 180, ui->width - 40), 107};
    m->at.x += og_rng_uniform_between(&m->rng, -8, 8);
    in->mouse = m->at;
    in->mouse_down = m->down;
    in->mouse_pressed = m->down && !was_down;
    in->mouse_released = !m->down && was_down;
    in->wheel = pick(m, 10) == 0 ? og_rng_uniform_between(&m->rng, -2, 2) : 0;
    if (pick(m, 3) != 0)
        return;
    in->key = (ogv_key)pick(m, OGV_KEY_CHARACTER + 1);
    if (in->key == OGV_KEY_CHARACTER)
        in->character = characters[pick(m, sizeof characters - 1)];
    in->shift = pick(m, 8) == 0;
    in->alt = pick(m, 8) == 0;
}

static void play_list(void *user, ogv_drawlist *list)
{
    monkey *m = user;
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    ui->list = list;
    ui->theme = &ogv_theme_light;
    for (int i = 0; i < m->frames; i++) {
        ui->width = i % 200 < 100 ? 1280 : 960;
        ui->height = i % 200 < 100 ? 800 : 600;
        ui->animated = true;
        ogv_drawlist_clear(list);
        act(m, ui);
        ogv_ui_begin(ui);
        ogl_run_frame(m->run, ui);
        ogv_ui_end(ui);
    }
    free(ui);
}

static void whatever_is_done_can_be_played_back_to_the_bit(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    for (unsigned seed = 1; seed <= 3; seed++) {
        monkey m = {.run = lesson_start(lesson, false), .frames = 400};
        const char *path = temporary_path("random.txt");
        og_rng_seed(&m.rng, seed);
        lesson_record(m.run, path);
        assert_ok(ogv_picture_write(temporary_path("random.png"), 1280, 800, 1, play_list, &m));
        lesson_record_end(m.run);
        ogl_run *again = lesson_replay(lesson, path);
        assert_same_state(m.run, again);
        ogl_run_destroy(again);
        ogl_run_destroy(m.run);
    }
}

/* ---- what a recording says ---- */

static void commands_are_written_once_with_the_frames_between_them(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    const char *path = temporary_path("script.txt");
    ogl_run *run = lesson_start(lesson, false);
    lesson_record(run, path);
    ogl_press(run, "play");
    for (int i = 0; i < 5; i++)
        ogl_run_update(run);
    ogl_press(run, "dice"); /* sets the seed, which follows from it */
    ogl_set(run, SET_NOISE, 0.123456789);
    ogl_set(run, SET_NOISE, 0.123456789);
    ogl_run_update(run);
    ogl_press(run, "next");
    ogl_press(run, "theme");
    ogl_run_update(run);
    ogl_run_update(run);
    lesson_record_end(run);
    ogl_press(run, "back"); /* nobody listens any more */
    char *text = read_whole_file(path);
    const char start_of_it[] =
        "# lesson-decision-boundary, step line\npress pause\nset speed 4\nset seed 1\n";
    assert_true(strncmp(text, start_of_it, strlen(start_of_it)) == 0);
    /* then every setting of the lesson, and what was done */
    for (int i = 0; i < lesson->setting_count; i++) {
        char line[64];
        snprintf(line, sizeof line, "\nset %s ", lesson->settings[i].id);
        assert_contains(text, line);
    }
    const char *done = strstr(text, "press play");
    assert_non_null(done);
    assert_string_equal(done, "press play\nwait 5\npress dice\nset noise 0.123456789\n"
                              "wait 1\npress next\npress pause\npress theme\nwait 1\n");
    free(text);
    ogl_run_destroy(run);
}

static void what_the_last_frame_asked_for_is_part_of_it(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    const char *path = temporary_path("last.txt");
    ogl_run *run = lesson_start(lesson, false);
    lesson_record(run, path);
    ogl_press(run, "play");
    ogl_run_update(run);
    ogl_run_update(run);
    ogl_set(run, SET_DATA, DATA_XOR);
    lesson_record_end(run);
    ogl_run *again = lesson_replay(lesson, path);
    assert_same_state(run, again);
    ogl_run_destroy(again);
    ogl_run_destroy(run);
}

static void a_recording_that_begins_elsewhere_goes_there(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    const char *path = temporary_path("elsewhere.txt");
    ogl_run *run = lesson_start(lesson, false);
    ogl_set(run, OGL_SEED, 77);
    ogl_run_enter(run, 2);
    lesson_record(run, path);
    ogl_press(run, "faster");
    ogl_press(run, "faster"); /* as fast as it goes */
    ogl_press(run, "play");
    for (int i = 0; i < 10; i++)
        ogl_run_update(run);
    lesson_record_end(run);
    ogl_run *again = lesson_replay(lesson, path);
    assert_string_equal(ogl_speeds[(int)again->values[OGL_SPEED]], "max");
    assert_same_state(run, again);
    ogl_run_destroy(again);
    ogl_run_destroy(run);
}

static void a_demonstration_is_written_as_what_it_did(void **state)
{
    (void)state;
    const ogl_lesson *lesson = ogl_lesson_find("decision-boundary");
    const char *path = temporary_path("demo.txt");
    monkey m = {.run = lesson_start(lesson, false), .frames = 0};
    ogv_drawlist list;
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    ogv_drawlist_init(&list);
    ui->list = &list;
    ui->width = 1280;
    ui->height = 800;
    ui->theme = &ogv_theme_light;
    ui->input.mouse = (ogv_point){-1, -1};
    lesson_record(m.run, path);
    for (int i = 0; i < 150; i++) {
        ui->input.key = i == 3 ? OGV_KEY_CHARACTER : i == 140 ? OGV_KEY_ESCAPE : OGV_KEY_NONE;
        ui->input.character = 's';
        ogv_drawlist_clear(&list);
        ogv_ui_begin(ui);
        ogl_run_frame(m.run, ui);
        ogv_ui_end(ui);
        assert_int_equal(m.run->demo != NULL, i >= 3 && i < 140);
    }
    lesson_record_end(m.run);
    char *text = read_whole_file(path);
    assert_contains(text, "\npress play\n");
    assert_contains(text, "\nset data moons\n");
    assert_null(strstr(text, "press show"));
    free(text);
    ogl_run *again = lesson_replay(lesson, path);
    assert_same_state(m.run, again);
    ogl_run_destroy(again);
    ogl_run_destroy(m.run);
    ogv_drawlist_free(&list);
    free(ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_done_can_be_played_back_to_the_bit),
        cmocka_unit_test(commands_are_written_once_with_the_frames_between_them),
        cmocka_unit_test(what_the_last_frame_asked_for_is_part_of_it),
        cmocka_unit_test(a_recording_that_begins_elsewhere_goes_there),
        cmocka_unit_test(a_demonstration_is_written_as_what_it_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
