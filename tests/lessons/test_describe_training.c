/* Lessons 4 and 5 in words: what a plot's sentence says are the numbers of the state; and which symbols of a
   formula shine. */
#include "support.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "ogee_viz/text.h"
#include "one_neuron.h"

static ogl_run *lesson_run;
static ogv_ui *ui;
static ogv_drawlist list;

static void draw(void)
{
    ogv_drawlist_clear(&list);
    ogv_ui_begin(ui);
    ogl_run_frame(lesson_run, ui);
    ogv_ui_end(ui);
}

/* A window without a pointer. */
static void start(const char *lesson, const char *step)
{
    char error[300] = "";
    if (ogl_run_create(ogl_lesson_find(lesson), "en", false, &lesson_run, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    ui->width = 1280;
    ui->height = 800;
    ui->theme = &ogv_theme_light;
    ui->input.mouse = (ogv_point){-1, -1};
    lesson_run->steady = true;
    ogl_run_enter(lesson_run, ogl_step_find(lesson_run->lesson, step));
    lesson_run->playing = false;
    draw();
    draw();
}

static int setup(void **state)
{
    (void)state;
    ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    ogv_drawlist_init(&list);
    ui->list = &list;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ogv_drawlist_free(&list);
    free(ui);
    ogl_run_destroy(lesson_run);
    lesson_run = NULL;
    return 0;
}

static const char *described(const char *id)
{
    uint64_t meant = 0;
    ogv_rect plot;
    ui->focus = ogv_ui_id(id);
    ui->focus_visible = true;
    draw();
    const char *text = ogv_ui_description(ui, &meant, &plot);
    if (!text || meant != ogv_ui_id(id))
        fail_msg("%s has no sentence", id);
    return text;
}

static const char *tell(double value, int decimals)
{
    static char number[8][OGV_NUMBER_SIZE];
    static int next;
    next = (next + 1) % 8;
    return ogv_format_number(number[next], value, decimals);
}

static void assert_says(const char *id, const char *format, ...)
{
    char wanted[300];
    va_list args;
    va_start(args, format);
    vsnprintf(wanted, sizeof wanted, format, args);
    va_end(args);
    assert_string_equal(described(id), wanted);
}

static void take_steps(int count)
{
    for (int i = 0; i < count; i++) {
        ogl_press(lesson_run, "step");
        draw();
    }
}

static void choose(const char *id, double value)
{
    ogl_set(lesson_run, ogl_setting_find(lesson_run->lesson, id), value);
    draw();
}

/* ---- lesson 4 ---- */

static void the_plane_counts_mistakes_and_tells_the_loss(void **state)
{
    (void)state;
    static const char *const ids[] = {"plane", "grip.line", "grip.turn"};
    start("one-neuron", "hand");
    const neuron *n = lesson_run->state;
    for (int b = -2; b <= 2; b++) {
        choose("b", b);
        int wrong = 0;
        double loss = neuron_loss(n, (double)n->w[W1], (double)n->w[W2], (double)n->w[BIAS]);
        for (int i = 0; i < NEURON_ROWS; i++)
            wrong += (n->logits[i] > 0) != (n->data->y[i] > 0.5f);
        for (int i = 0; i < 3; i++)
            assert_says(ids[i], "%d of 40 points are wrong; the mean loss is %s", wrong, tell(loss, 3));
    }
}

static void the_table_tells_of_the_sample_that_comes_next(void **state)
{
    (void)state;
    start("one-neuron", "sample");
    const neuron *n = lesson_run->state;
    for (int sample = 1; sample <= NEURON_ROWS; sample += 13) {
        choose("sample", sample);
        double z = (double)n->w[BIAS], y = (double)n->data->y[sample - 1];
        for (int k = 0; k < 2; k++)
            z += (double)n->w[k] * (double)n->data->x[2 * (sample - 1) + k];
        double p = 1 / (1 + exp(-z));
        assert_says("cell.p", "Sample %d is of class %g: p is %s, the loss %s", sample, y, tell(p, 3),
                    tell(-log(y > 0 ? p : 1 - p), 3));
    }
    assert_contains(described("pick"), "of 40 points are wrong");
}

static void the_landscape_is_told_once_it_is_uncovered(void **state)
{
    (void)state;
    start("one-neuron", "valley");
    const neuron *n = lesson_run->state;
    assert_says("guess", "The map is covered until you guess where the loss is lowest");
    ogl_set(lesson_run, SET_GUESS, 1);
    ogl_set(lesson_run, SET_GUESS_Y, 1);
    take_steps(7);
    char path[200];
    snprintf(path, sizeof path, "The path stands at w\u2081 %s, w\u2082 %s, loss %s; lowest loss %s",
             tell((double)n->w[W1], 2), tell((double)n->w[W2], 2), tell(n->loss, 3), tell(n->lowest_loss, 3));
    assert_true(n->step == 7);
    assert_contains(described("land"), path);
    /* by the keyboard the crosshair stands in the middle of -4 .. 6 */
    draw();
    assert_says("land", "%s; loss at the pointer %s", path, tell(neuron_loss(n, 1, 1, 0), 3));
}

static void the_chart_tells_where_the_loss_began_and_where_it_is(void **state)
{
    (void)state;
    start("one-neuron", "rate");
    const neuron *n = lesson_run->state;
    double before = neuron_loss(n, -3, -2, 0);
    assert_says("chart", "The loss is %s before the first step", tell(before, 3));
    take_steps(3);
    assert_says("chart", "The loss went from %s to %s, steps: 3", tell(before, 3),
                tell(neuron_loss(n, (double)n->w[W1], (double)n->w[W2], 0), 3));
}

/* ---- formulas ---- */

/* The formula without \on{name}. */
static void strip(const char *from, char *to)
{
    int depth = 0, opened[8], open = 0;
    while (*from) {
        if (strncmp(from, "\\on{", 4) == 0) {
            from = strchr(from, '}') + 2;
            opened[open++] = ++depth;
            continue;
        }
        if (*from == '{')
            depth++;
        if (*from == '}' && open > 0 && opened[open - 1] == depth--) {
            open--;
            from++;
            continue;
        }
        *to++ = *from++;
    }
    *to = 0;
}

static void assert_names_are_settings(const ogl_lesson *lesson, const char *formula)
{
    for (const char *at = formula; (at = strstr(at, "\\on{")); at += 4) {
        char name[40] = "";
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 4, "}"), at + 4);
        if (ogl_setting_find(lesson, name) < 0)
            fail_msg("%s has no setting %s, see %s", lesson->id, name, formula);
    }
}

static void a_symbol_takes_no_more_room_for_its_light_and_belongs_to_a_setting(void **state)
{
    (void)state;
    int lit = 0;
    for (int l = 0; ogl_lessons[l]; l++) {
        start(ogl_lessons[l]->id, ogl_lessons[l]->steps[0].id);
        for (int s = 0; s < ogl_lessons[l]->step_count; s++) {
            const char *formula;
            for (int i = 0;
                 (formula = ogl_words_get(lesson_run->words, ogl_lessons[l]->steps[s].id, "formula", i));
                 i++) {
                char plain[300];
                strip(formula, plain);
                lit += strcmp(plain, formula) != 0;
                assert_names_are_settings(ogl_lessons[l], formula);
                ogv_extent with = ogv_formula_extent(&list, ui->theme, 21, formula);
                ogv_extent without = ogv_formula_extent(&list, ui->theme, 21, plain);
                assert_near(with.width, without.width, 1e-3);
                assert_near(with.ascent, without.ascent, 1e-3);
                assert_near(with.descent, without.descent, 1e-3);
            }
        }
        ogl_run_destroy(lesson_run);
        lesson_run = NULL;
    }
    assert_true(lit >= 12);
}

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

static void a_control_lights_its_symbols(void **state)
{
    (void)state;
    static const struct {
        const char *lesson, *step, *setting;
        double value;
        size_t symbols;
    } moves[] = {{"one-neuron", "hand", "w1", 1, 1},
                 {"one-neuron", "hand", "b", 1, 1},
                 {"one-neuron", "sample", "sample", 5, 2},
                 {"one-neuron", "batch", "batch", 0, 1},
                 {"one-neuron", "rate", "rate", 2, 1},
                 {"one-neuron", "momentum", "momentum", 2, 1},
                 {"vanishing-gradients", "slope", "scale", 2, 3},
                 {"vanishing-gradients", "multiply", "layers", 5, 1},
                 {"vanishing-gradients", "lockstep", "rate", 3, 1},
                 {"vanishing-gradients", "repairs", "repair", 2, 1},
                 {"decision-boundary", "bend", "init", 1, 1},
                 {"decision-boundary", "real", "threshold", 0.3, 1}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        start(moves[i].lesson, moves[i].step);
        ui->height = 1080; /* room for all lines */
        ui->animated = true;
        draw();
        assert_int_equal(plates(), 0);
        choose(moves[i].setting, moves[i].value);
        ui->animated = true;
        draw();
        if (plates() != moves[i].symbols)
            fail_msg("%s, %s, %s: %zu", moves[i].lesson, moves[i].step, moves[i].setting, plates());
        ogl_run_destroy(lesson_run);
        lesson_run = NULL;
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_plane_counts_mistakes_and_tells_the_loss),
        TEST(the_table_tells_of_the_sample_that_comes_next),
        TEST(the_landscape_is_told_once_it_is_uncovered),
        TEST(the_chart_tells_where_the_loss_began_and_where_it_is),
        TEST(a_symbol_takes_no_more_room_for_its_light_and_belongs_to_a_setting),
        TEST(a_control_lights_its_symbols),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
