/* The lesson that others are copied from works, and README says where its parts go. */
#define _XOPEN_SOURCE 700
#include "template/template.c"

#include "fit.h"
#include "frame.h"
#include "launcher.h"
#include "ogee_viz/app.h"
#include "play.h"

/* Assets with the words of the template among them. */
static int with_its_words(void **state)
{
    (void)state;
    char command[2400], folder[400];
    snprintf(folder, sizeof folder, "%s", temporary_path("assets"));
    snprintf(command, sizeof command,
             "mkdir -p '%s/lessons' && cp -r \"$SRC/assets/lessons/en\" '%s/lessons' && "
             "cp -r \"$SRC/assets/fonts\" \"$SRC/assets/data\" '%s' && "
             "cp \"$SRC/tests/lessons/template/template.txt\" '%s/lessons/en/99-template.txt'",
             folder, folder, folder, folder);
    run_result result = run(command);
    assert_int_equal(result.status, 0);
    run_free(&result);
    return setenv("OGEE_ASSETS", folder, 1);
}

static void the_template_does_what_its_steps_say(void **state)
{
    (void)state;
    ogl_run *run = begin_lesson(&ogl_template, false);
    for (int s = 0; s < run->lesson->step_count; s++) {
        ogl_run_enter(run, s);
        draw_on_stage(run, 1280, 800);
        assert_false(ogl_step_reached(run, s));
        assert_true(run->progress[0] >= 0 && run->progress[0] < 1);
        play_script(run, &ui, run->lesson->steps[s].show, NULL);
        assert_true(ogl_step_reached(run, s));
    }
    assert_string_equal(run->notes[0][0], "now 0.924");
    assert_string_equal(run->notes[1][0], "now 0.076");
    ogl_run_destroy(run);
}

static void its_dot_and_its_slider_move(void **state)
{
    (void)state;
    ogl_run *run = begin_lesson(&ogl_template, false);
    draw_on_stage(run, 1280, 800);
    draw_on_stage(run, 1280, 800);
    ogv_point dot;
    assert_true(ogv_ui_grip(&ui, "dot", &dot));
    ui.input = (ogv_input){.mouse = dot, .mouse_down = true, .mouse_pressed = true};
    draw_on_stage(run, 1280, 800);
    ui.input = (ogv_input){.mouse = {dot.x + 120, dot.y}, .mouse_down = true};
    draw_on_stage(run, 1280, 800);
    assert_true(run->values[SET_X] > 1 && run->values[SET_X] < 3);
    ogl_run_destroy(run);
}

static void look(void *user, ogv_drawlist *to)
{
    static const float sizes[][2] = {{960, 600}, {1280, 800}, {1920, 1080}};
    ogl_run *run = user;
    static ogv_ui on;
    for (int s = 0; s < run->lesson->step_count; s++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            memset(&on, 0, sizeof on);
            on.list = to;
            on.width = sizes[i][0];
            on.height = sizes[i][1];
            on.input.mouse = (ogv_point){-1, -1};
            ogl_run_enter(run, s);
            ogv_drawlist_clear(to);
            ogv_ui_begin(&on);
            ogl_run_frame(run, &on);
            ogv_ui_end(&on);
            ogl_layout l = ogl_layout_make(run, &on);
            const fit_part parts[] = {{"top bar", l.top}, {"narrative", l.narrative}, {"stage", l.stage}};
            check_fit(&on, parts, 3, "template");
        }
}

static void its_texts_fit(void **state)
{
    (void)state;
    ogl_run *run = begin_lesson(&ogl_template, false);
    assert_ok(ogv_picture_write(temporary_path("template.png"), 1280, 800, 1, look, run));
    fit_end();
    ogl_run_destroy(run);
}

static void it_has_a_card_in_the_launcher(void **state)
{
    (void)state;
    static const ogl_lesson *const table[] = {&ogl_template, NULL};
    static ogl_launcher launcher;
    char error[300] = "";
    ui.width = 1280;
    ui.height = 800;
    assert_ok(ogl_launcher_open(&launcher, table, "en", "", error, sizeof error));
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    ogl_launcher_frame(&launcher, &ui);
    ogv_ui_end(&ui);
    assert_true(drawn_text("A first lesson"));
    assert_true(drawn_text("One slider, one curve, two steps."));
    ogl_launcher_close(&launcher);
}

static void readme_leads_to_it(void **state)
{
    (void)state;
    char *text = read_whole_file(OGEE_SOURCE_DIR "/README.md");
    assert_contains(text, "tests/lessons/template/template.c");
    assert_contains(text, "tests/lessons/template/template.txt");
    assert_contains(text, "lessons/lesson_table.c");
    free(text);
}

static void every_picture_of_readme_is_there_and_is_made(void **state)
{
    (void)state;
    char *text = read_whole_file(OGEE_SOURCE_DIR "/README.md");
    char *make = read_whole_file(OGEE_SOURCE_DIR "/assets/pictures/make");
    int count = 0;
    for (const char *at = text; (at = strstr(at, "](assets/pictures/"));) {
        char name[64], path[600];
        at += strlen("](assets/pictures/");
        int length = (int)strcspn(at, ".)");
        if (strncmp(at + length, ".svg", 4) == 0) /* the plot of tests/bench/run */
            continue;
        count++;
        snprintf(name, sizeof name, "%.*s", length, at);
        snprintf(path, sizeof path, "%s/assets/pictures/%s.png", OGEE_SOURCE_DIR, name);
        if (!file_exists(path))
            fail_msg("%s is not there", path);
        assert_contains(make, name);
    }
    int lessons = 0;
    while (ogl_lessons[lessons])
        lessons++;
    assert_int_equal(count, lessons + 1);
    free(text);
    free(make);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_template_does_what_its_steps_say),
        TEST(its_dot_and_its_slider_move),
        TEST(its_texts_fit),
        TEST(it_has_a_card_in_the_launcher),
        TEST(readme_leads_to_it),
        TEST(every_picture_of_readme_is_there_and_is_made),
    };
    return cmocka_run_group_tests(tests, with_its_words, NULL);
}
