/* A learner who does anything at all: pseudo-random clicks, drags and keys in every lesson, 1,000 frames of
   it, or with --all 10,000 with every 200th drawn into pixels. What was done is recorded, and played back it
   gives the same state. */
#include "../../viz/src/replay.h"
#include "ogee/rng.h"
#include "ogee_viz/app.h"
#include "play.h"

static int frames = 1000, drawn_every;
static unsigned seeds = 2;

typedef struct monkey {
    og_rng rng;
    bool down;
    ogv_point at;
} monkey;

static unsigned pick(monkey *m, unsigned count)
{
    return og_rng_u32(&m->rng) % count;
}

/* A widget that was there in the last frame, or anywhere. */
static void jump(monkey *m)
{
    if (ui.spot_count > 0 && pick(m, 3) != 0) {
        ogv_rect rect = ui.spots[pick(m, (unsigned)ui.spot_count)].rect;
        m->at = (ogv_point){rect.x + og_rng_uniform_between(&m->rng, 0, rect.w),
                            rect.y + og_rng_uniform_between(&m->rng, 0, rect.h)};
    } else {
        m->at = (ogv_point){og_rng_uniform_between(&m->rng, 0, ui.width),
                            og_rng_uniform_between(&m->rng, 0, ui.height)};
    }
}

/* Clicks and keys; now and then a jump to another place, often a small move, so that drags happen too. */
static void act(monkey *m)
{
    static const char characters[] = "rtdnwscpi.[]?0123456789-";
    ogv_input *in = &ui.input;
    memset(in, 0, sizeof *in);
    bool was_down = m->down;
    if (pick(m, 3) == 0)
        m->down = !m->down;
    if (!was_down && pick(m, 2) == 0)
        jump(m);
    m->at.x += og_rng_uniform_between(&m->rng, -8, 8);
    m->at.y += og_rng_uniform_between(&m->rng, -3, 3);
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

static void check_values(const ogl_run *run, int frame)
{
    assert_true(run->step >= 0 && run->step < run->lesson->step_count);
    for (int i = 0; i < run->lesson->setting_count; i++) {
        const ogl_setting *row = &run->lesson->settings[i];
        double value = run->values[i];
        bool number = row->type == OGL_NUMBER || row->type == OGL_INTEGER;
        if (!(value == value) || (number && (value < row->low || value > row->high)))
            fail_step(run, "frame %d: %s is %g", frame, row->id, value);
    }
    if (run->error[0])
        fail_step(run, "frame %d: %s", frame, run->error);
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT && strstr(list.chars + list.commands[i].first, "<missing>"))
            fail_step(run, "frame %d: a text is missing", frame);
}

static void draw_pixels(ogv_fonts *fonts)
{
    ogv_canvas canvas;
    ogv_mesh mesh = {0};
    assert_true(ogv_canvas_create(&canvas, (int)ui.width, (int)ui.height, ogv_rgb(0xFFFFFF)));
    ogv_replay_into_canvas(&list, 1, fonts, &mesh, &canvas);
    ogv_mesh_free(&mesh);
    ogv_canvas_destroy(&canvas);
}

static void play(ogl_run *run, unsigned seed)
{
    ogv_fonts *fonts;
    monkey m = {0};
    og_rng_seed(&m.rng, seed);
    assert_ok(ogv_fonts_create(&fonts));
    list.measure = ogv_fonts_measure;
    list.measure_context = fonts;
    memset(&ui, 0, sizeof ui);
    ui.list = &list;
    ui.width = 1280;
    ui.height = 800;
    for (int i = 0; i < frames; i++) {
        ui.animated = true;
        act(&m);
        draw_on_stage(run, i % 200 < 100 ? 1280 : 960, i % 200 < 100 ? 800 : 600);
        check_values(run, i);
        if (list.command_count < 40)
            fail_step(run, "frame %d is nearly empty: %zu commands", i, list.command_count);
        if (drawn_every > 0 && i % drawn_every == 0)
            draw_pixels(fonts);
    }
    ogv_drawlist_free(&list); /* which forgets the fonts */
    ogv_drawlist_init(&list);
    ogv_fonts_destroy(fonts);
}

/* ---- playing it back ---- */

static ogl_run *replay(const ogl_lesson *lesson, const char *path)
{
    ogl_run *run = begin_lesson(lesson, true);
    char *text = read_whole_file(path);
    memset(&ui, 0, sizeof ui);
    ui.list = &list;
    play_script(run, &ui, text, NULL);
    free(text);
    return run;
}

static uint64_t mix(uint64_t digest, const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        digest = (digest ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
    return digest;
}

/* All words, lines and opaque areas. Contour labels stay where they are as long as they may, so that their
   places depend on every frame before and not on the state alone. */
static uint64_t digest_of_state(void)
{
    uint64_t digest = 1;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_TEXT)
            digest = mix(digest, list.chars + c->first, c->count);
        else if (c->kind == OGV_FILL && c->color.a == 255)
            digest = mix(digest, &c->rect, sizeof c->rect);
        else
            digest = mix(digest, list.points + c->first, c->count * sizeof *list.points);
    }
    return digest;
}

static uint64_t last_picture(ogl_run *run)
{
    memset(&ui, 0, sizeof ui);
    ui.list = &list;
    ui.input.mouse = (ogv_point){-1, -1};
    run->narrative_scroll = 0; /* the wheel is not part of a recording */
    run->notice_until = 0;
    run->describing = false; /* asks where the pointer is, which is not part of a recording */
    ogl_demo_stop(run);
    run->playing = false; /* while it plays in a window, a map may lag behind by some frames */
    draw_on_stage(run, 1280, 800);
    return digest_of_state();
}

static void compare(ogl_run *played, ogl_run *again, unsigned seed)
{
    const ogl_lesson *lesson = played->lesson;
    if (played->step != again->step)
        fail_step(again, "seed %u: the recording ends in another step", seed);
    for (int i = 0; i < lesson->setting_count; i++)
        if (played->values[i] != again->values[i])
            fail_step(again, "seed %u: played back, %s is %.17g instead of %.17g", seed,
                      lesson->settings[i].id, again->values[i], played->values[i]);
    assert_int_equal(played->frame, again->frame);
    assert_int_equal(played->playing, again->playing);
    assert_memory_equal(played->reached, again->reached, sizeof played->reached);
    assert_memory_equal(played->progress, again->progress, sizeof played->progress);
    if (last_picture(played) != last_picture(again))
        fail_step(again, "seed %u: played back, the lesson looks other", seed);
}

static void nothing_a_learner_does_breaks_a_lesson_and_all_of_it_can_be_played_back(void **state)
{
    (void)state;
    for (int l = 0; ogl_lessons[l]; l++)
        for (unsigned seed = 1; seed <= seeds; seed++) {
            char error[300] = "";
            const char *path = temporary_path("random.txt");
            ogl_run *run = begin_lesson(ogl_lessons[l], false);
            assert_ok(ogl_record_begin(run, path, error, sizeof error));
            play(run, seed);
            assert_ok(ogl_record_end(run, error, sizeof error));
            ogl_run *again = replay(ogl_lessons[l], path);
            compare(run, again, seed);
            ogl_run_destroy(again);
            ogl_run_destroy(run);
        }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--all") == 0) {
        frames = 10000;
        drawn_every = 200;
        seeds = 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            nothing_a_learner_does_breaks_a_lesson_and_all_of_it_can_be_played_back, stage_setup,
            stage_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
