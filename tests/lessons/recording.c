#include "recording.h"

ogl_run *lesson_start(const ogl_lesson *lesson, bool autoplay)
{
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", autoplay, &run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    run->steady = true;
    return run;
}

void lesson_record(ogl_run *run, const char *path)
{
    char error[300];
    assert_ok(ogl_record_begin(run, path, error, sizeof error));
}

void lesson_record_end(ogl_run *run)
{
    char error[300];
    assert_ok(ogl_record_end(run, error, sizeof error));
    assert_null(run->recorder);
}

ogl_run *lesson_replay(const ogl_lesson *lesson, const char *path)
{
    ogl_run *run = lesson_start(lesson, true);
    ogl_script *script = NULL;
    char *text = read_whole_file(path), error[300] = "";
    const char *shot;
    ogv_ui *ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    if (ogl_script_parse(lesson, "recorded", text, &script, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    for (ogl_script_state at = OGL_SCRIPT_RUNNING; at == OGL_SCRIPT_RUNNING;) {
        at = ogl_script_frame(script, run, false, ui, &shot, error, sizeof error);
        ogl_run_update(run);
    }
    ogl_script_destroy(script);
    free(text);
    free(ui);
    return run;
}

void assert_same_state(ogl_run *a, ogl_run *b)
{
    assert_int_equal(a->frame, b->frame);
    assert_int_equal(a->step, b->step);
    assert_int_equal(a->playing, b->playing);
    assert_int_equal(a->look.dark, b->look.dark);
    assert_int_equal(a->look.high_contrast, b->look.high_contrast);
    assert_int_equal(a->look.calm, b->look.calm);
    assert_int_equal(a->why_open, b->why_open);
    assert_int_equal(a->help_open, b->help_open);
    assert_int_equal(a->drawer_open, b->drawer_open);
    assert_memory_equal(a->values, b->values, sizeof a->values);
    assert_memory_equal(a->reached, b->reached, sizeof a->reached);
    assert_memory_equal(a->progress, b->progress, sizeof a->progress);
    boundary *x = a->state, *y = b->state;
    assert_int_equal(x->model.history.count, y->model.history.count);
    assert_memory_equal(x->model.history.test_loss, y->model.history.test_loss,
                        (size_t)x->model.history.count * sizeof(float));
    assert_true(og_net_hash(x->model.net) == og_net_hash(y->model.net));
    /* Momentum, generator and the order of rows show in what comes next. */
    for (int i = 0; i < 20; i++) {
        assert_ok(ogl_model_step(&x->model));
        assert_ok(ogl_model_step(&y->model));
        assert_true(og_net_hash(x->model.net) == og_net_hash(y->model.net));
    }
    assert_int_equal(x->model.trainer->epoch, y->model.trainer->epoch);
    assert_int_equal(x->model.trainer->next_row, y->model.trainer->next_row);
}

void desk_open(desk *d, ogl_run *run)
{
    d->run = run;
    d->ui = calloc(1, sizeof *d->ui);
    assert_non_null(d->ui);
    ogv_drawlist_init(&d->list);
    d->ui->list = &d->list;
    d->ui->width = 1280;
    d->ui->height = 800;
    d->ui->theme = &ogv_theme_light;
    d->ui->input.mouse = (ogv_point){-1, -1};
}

void desk_close(desk *d)
{
    ogv_drawlist_free(&d->list);
    free(d->ui);
    ogl_run_destroy(d->run);
}

void desk_draw(desk *d)
{
    ogv_drawlist_clear(&d->list);
    ogv_ui_begin(d->ui);
    ogl_run_frame(d->run, d->ui);
    ogv_ui_end(d->ui);
    d->ui->input.mouse_pressed = d->ui->input.mouse_released = false;
}
