/* A learner who does anything at all: pseudo-random clicks, drags and keys for a thousand frames of every
 * lesson. */
#include "support.h"

#include "lesson.h"
#include "ogee/rng.h"
#include "ogee_viz/app.h"

enum { FRAMES = 1000 };

typedef struct monkey {
    ogl_run *run;
    og_rng rng;
    bool down;
    ogv_point at;
} monkey;

static unsigned pick(monkey *m, unsigned count)
{
    return og_rng_u32(&m->rng) % count;
}

/* Clicks and keys; now and then a jump to another place, often a small move, so that drags happen too. */
static void play(monkey *m, ogv_ui *ui)
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
    m->at.x += og_rng_uniform_between(&m->rng, -8, 8);
    in->mouse = m->at;
    in->mouse_down = m->down;
    in->mouse_pressed = m->down && !was_down;
    in->mouse_released = !m->down && was_down;
    if (pick(m, 3) != 0)
        return;
    in->key = (ogv_key)pick(m, OGV_KEY_CHARACTER + 1);
    if (in->key == OGV_KEY_CHARACTER)
        in->character = characters[pick(m, sizeof characters - 1)];
    in->shift = pick(m, 8) == 0;
    in->alt = pick(m, 8) == 0;
}

static void check_values(const ogl_run *run)
{
    assert_true(run->step >= 0 && run->step < run->lesson->step_count);
    for (int i = 0; i < run->lesson->setting_count; i++) {
        const ogl_setting *setting = &run->lesson->settings[i];
        double value = run->values[i];
        assert_true(value == value);
        if (setting->type == OGL_NUMBER || setting->type == OGL_INTEGER)
            assert_true(value >= setting->low && value <= setting->high);
    }
    assert_string_equal(run->error, "");
}

static void play_list(void *user, ogv_drawlist *list)
{
    monkey *m = user;
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    ui->list = list;
    ui->theme = &ogv_theme_light;
    for (int i = 0; i < FRAMES; i++) {
        ui->width = i % 200 < 100 ? 1280 : 960;
        ui->height = i % 200 < 100 ? 800 : 600;
        ogv_drawlist_clear(list);
        play(m, ui);
        ogv_ui_begin(ui);
        ogl_run_frame(m->run, ui);
        ogv_ui_end(ui);
        check_values(m->run);
        assert_false(list->failed);
        assert_true(list->command_count > 50);
    }
    free(ui);
}

static void nothing_a_learner_does_breaks_a_lesson(void **state)
{
    (void)state;
    for (int l = 0; ogl_lessons[l]; l++)
        for (unsigned seed = 1; seed <= 2; seed++) {
            static monkey m;
            char error[300] = "";
            memset(&m, 0, sizeof m);
            og_rng_seed(&m.rng, seed);
            assert_ok(ogl_run_create(ogl_lessons[l], "en", true, &m.run, error, sizeof error));
            assert_ok(ogv_picture_write(temporary_path("monkey.png"), 1280, 800, 1, play_list, &m));
            ogl_run_destroy(m.run);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_a_learner_does_breaks_a_lesson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
