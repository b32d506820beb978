/* What a plot shows in words, and what shines in the formula. */
#include "support.h"

#include "lesson.h"

static ogl_run *lesson_run;
static ogv_ui *ui;
static ogv_drawlist list;

static void draw(void)
{
    ogv_drawlist_clear(&list);
    ogv_ui_begin(ui);
    ogl_run_frame(lesson_run, ui);
    ogv_ui_end(ui);
    ui->input.key = OGV_KEY_NONE;
    ui->input.mouse_pressed = ui->input.mouse_released = false;
}

static int setup(void **state)
{
    (void)state;
    char error[300] = "";
    if (ogl_run_create(ogl_lesson_find("decision-boundary"), "en", false, &lesson_run, error, sizeof error) !=
        OG_OK)
        fail_msg("%s", error);
    ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    ogv_drawlist_init(&list);
    ui->list = &list;
    ui->width = 1280;
    ui->height = 800;
    ui->theme = &ogv_theme_light;
    ui->input.mouse = (ogv_point){-1, -1};
    draw();
    draw();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ogv_drawlist_free(&list);
    free(ui);
    ogl_run_destroy(lesson_run);
    return 0;
}

static void key(ogv_key k, char c)
{
    ui->input.key = k;
    ui->input.character = c;
    draw();
}

/* How often Tab is pressed until that widget has the focus. */
static int tab_to(const char *id)
{
    for (int i = 1; i < 60; i++) {
        key(OGV_KEY_TAB, 0);
        if (ui->focus == ogv_ui_id(id))
            return i;
    }
    fail_msg("Tab never comes to %s", id);
    return 0;
}

/* All texts of the list, one after the other. */
static bool is_written(const char *wanted)
{
    static char all[1 << 16];
    size_t used = 0;
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT)
            used +=
                (size_t)snprintf(all + used, sizeof all - used, "%s ", list.chars + list.commands[i].first);
    return strstr(all, wanted) != NULL;
}

static void the_focused_plot_is_described_under_it(void **state)
{
    (void)state;
    tab_to("boundary");
    key(OGV_KEY_CHARACTER, 'i');
    assert_true(lesson_run->describing);
    uint64_t id;
    ogv_rect plot, found;
    const char *text = ogv_ui_description(ui, &id, &plot);
    assert_non_null(text);
    assert_true(id == ogv_ui_id("boundary"));
    assert_true(ogv_ui_find(ui, "boundary", &found));
    assert_near(plot.x, found.x, 0);
    assert_contains(text, "p at the pointer is 0.");
    assert_contains(text, "test points are wrong");
    assert_true(is_written("p at the pointer"));
    bool below = false;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_TEXT && strcmp(list.chars + c->first, "pointer") == 0)
            below = c->at.y > plot.y + plot.h && c->at.x >= plot.x;
    }
    assert_true(below);
    key(OGV_KEY_CHARACTER, 'i');
    assert_false(lesson_run->describing);
    assert_false(is_written("p at the pointer"));
    key(OGV_KEY_CHARACTER, 'i');
    lesson_run->has_home = true;
    key(OGV_KEY_ESCAPE, 0); /* closes the sentence and not the lesson */
    assert_false(lesson_run->describing || lesson_run->leave);
    key(OGV_KEY_ESCAPE, 0);
    assert_true(lesson_run->leave);
}

static void the_description_follows_the_pointer_of_the_keyboard(void **state)
{
    (void)state;
    char before[256];
    uint64_t id;
    ogv_rect plot;
    tab_to("boundary");
    key(OGV_KEY_CHARACTER, 'i');
    snprintf(before, sizeof before, "%s", ogv_ui_description(ui, &id, &plot));
    ui->input.shift = true;
    for (int i = 0; i < 4; i++)
        key(OGV_KEY_RIGHT, 0);
    assert_string_not_equal(before, ogv_ui_description(ui, &id, &plot));
}

static void every_plot_of_the_lesson_has_its_sentence(void **state)
{
    (void)state;
    uint64_t id;
    ogv_rect plot;
    tab_to("loss");
    draw();
    assert_contains(ogv_ui_description(ui, &id, &plot), "Test loss is 0.");
    assert_contains(ogv_ui_description(ui, &id, &plot), "after 0 epochs");
    tab_to("contours");
    draw();
    assert_null(ogv_ui_description(ui, &id, &plot));
}

static void the_pointer_chooses_a_plot_where_no_plot_has_the_focus(void **state)
{
    (void)state;
    ogv_rect map, chart, plot;
    uint64_t id;
    assert_true(ogv_ui_find(ui, "boundary", &map) && ogv_ui_find(ui, "loss", &chart));
    ui->input.mouse = (ogv_point){map.x + 40, map.y + 40};
    key(OGV_KEY_CHARACTER, 'i');
    draw();
    assert_contains(ogv_ui_description(ui, &id, &plot), "p at the pointer");
    tab_to("loss"); /* the focus goes before the pointer */
    draw();
    assert_true(ogv_ui_description(ui, &id, &plot) && id == ogv_ui_id("loss"));
    ui->input.mouse = (ogv_point){chart.x + 40, chart.y + 40};
    tab_to("boundary");
    draw();
    assert_true(ogv_ui_description(ui, &id, &plot) && id == ogv_ui_id("boundary"));
}

static void without_a_plot_the_learner_is_told_how(void **state)
{
    (void)state;
    key(OGV_KEY_CHARACTER, 'i');
    assert_false(lesson_run->describing);
    assert_contains(lesson_run->notice, "press I");
}

static void a_sentence_at_the_lower_edge_stays_in_the_stage(void **state)
{
    (void)state;
    ui->width = 960;
    ui->height = 600;
    draw();
    tab_to("loss");
    key(OGV_KEY_CHARACTER, 'i');
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_TEXT && strcmp(list.chars + c->first, "epochs") == 0) {
            assert_true(c->at.y < 600 - 56 - 8);
            return;
        }
    }
    fail_msg("it is not drawn");
}

static void the_sentence_goes_to_the_log_once(void **state)
{
    (void)state;
    char script[2048] = "wait 2\n";
    int tabs = tab_to("boundary");
    for (int i = 0; i < tabs; i++)
        strcat(script, "key Tab\n");
    strcat(script, "press pause\nkey i\nkey Right\nwait 3\n");
    const char *path = temporary_file("describe.txt", script);
    char command[1200];
    snprintf(command, sizeof command, "$BIN/lesson-decision-boundary --headless --script %s", path);
    run_result result = run(command);
    assert_int_equal(result.status, 0);
    char *first = strstr(result.out, "p at the pointer is 0.");
    assert_non_null(first);
    assert_null(strstr(first + 1, "p at the pointer is"));
    run_free(&result);
}

/* ---- formulas ---- */

static size_t plates(void)
{
    size_t count = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        ogv_color c = list.commands[i].color, accent = ui->theme->accent;
        count += list.commands[i].kind == OGV_FILL && c.r == accent.r && c.g == accent.g && c.b == accent.b &&
                 c.a > 0 && c.a < 255 && list.commands[i].rect.x < 336;
    }
    return count;
}

static void use_formula(void)
{
    char error[200];
    ogl_words_destroy(lesson_run->words);
    assert_ok(ogl_words_parse("test", "[line]\nformula: z = \\on{noise}{n} + \\on{data}{d}\n",
                              &lesson_run->words, error, sizeof error));
}

static void what_was_moved_shines_in_the_formula_for_600_ms(void **state)
{
    (void)state;
    use_formula();
    int noise = ogl_setting_find(lesson_run->lesson, "noise");
    ui->animated = true;
    draw();
    assert_int_equal(plates(), 0); /* what the step set at its beginning is nobody's move */
    ogl_set(lesson_run, noise, lesson_run->values[noise] + 0.01);
    for (int i = 0; i < 37; i++) {
        ui->animated = true;
        draw();
        if (i < 30) /* the last of it is too faint for a number of 8 bits */
            assert_int_equal(plates(), 1);
    }
    assert_int_equal(plates(), 0);
}

static void nothing_shines_where_motion_is_reduced(void **state)
{
    (void)state;
    use_formula();
    int noise = ogl_setting_find(lesson_run->lesson, "noise");
    lesson_run->look.calm = true;
    ogl_set(lesson_run, noise, lesson_run->values[noise] + 0.01);
    ui->animated = true;
    draw();
    assert_int_equal(plates(), 0);
}

static void a_new_step_makes_nothing_shine(void **state)
{
    (void)state;
    ui->animated = true;
    ogl_run_enter(lesson_run, 0);
    use_formula();
    draw();
    assert_int_equal(plates(), 0);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_focused_plot_is_described_under_it),
        TEST(the_description_follows_the_pointer_of_the_keyboard),
        TEST(every_plot_of_the_lesson_has_its_sentence),
        TEST(the_pointer_chooses_a_plot_where_no_plot_has_the_focus),
        TEST(without_a_plot_the_learner_is_told_how),
        TEST(a_sentence_at_the_lower_edge_stays_in_the_stage),
        TEST(the_sentence_goes_to_the_log_once),
        TEST(what_was_moved_shines_in_the_formula_for_600_ms),
        TEST(nothing_shines_where_motion_is_reduced),
        TEST(a_new_step_makes_nothing_shine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
