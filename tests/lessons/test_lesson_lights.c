/* The symbols of a formula that shine while a control moves: which they are, and that they take no room. */
#include "told.h"

/* The formula with every \on{name}{a} replaced by a, or by {a}, and what the names are. */
static void without_lights(const ogl_lesson *lesson, const char *formula, char out[400])
{
    bool braces[32] = {false}; /* of the parts that are open: kept? */
    int depth = 0;
    size_t used = 0;
    for (const char *at = formula; *at && used + 1 < 400; at++) {
        if (strncmp(at, "\\on{", 4) == 0) {
            char name[64] = "";
            const char *end = strchr(at, '}');
            memcpy(name, at + 4, (size_t)(end - at) - 4);
            if (ogl_setting_find(lesson, name) < 0)
                fail_msg("%s has no setting %s", lesson->id, name);
            at = end + 1;
            assert_int_equal(*at, '{');
            braces[depth++] = false;
            continue;
        }
        if (*at == '}' && !braces[--depth])
            continue;
        if (*at == '{')
            braces[depth++] = true;
        out[used++] = *at;
    }
    out[used] = 0;
}

static int check_lights(const char *formula)
{
    char plain[400];
    without_lights(lesson_run->lesson, formula, plain);
    ogv_extent lit = ogv_formula_extent(&list, ui.theme, 20, formula),
               dark = ogv_formula_extent(&list, ui.theme, 20, plain);
    assert_near(lit.width, dark.width, 1e-4);
    assert_near(lit.ascent, dark.ascent, 1e-4);
    assert_near(lit.descent, dark.descent, 1e-4);
    return strcmp(plain, formula) != 0;
}

static void lights_name_settings_and_leave_formulas_their_size(void **state)
{
    (void)state;
    for (int l = 0; ogl_lessons[l]; l++) {
        int lit = 0;
        const char *formula;
        open_step(ogl_lessons[l]->id, ogl_lessons[l]->steps[0].id);
        for (int s = 0; s < ogl_lessons[l]->step_count; s++)
            for (int i = 0;
                 (formula = ogl_words_get(lesson_run->words, ogl_lessons[l]->steps[s].id, "formula", i)); i++)
                lit += check_lights(formula);
        if (lit < 2)
            fail_msg("%s lights only %d formulas", ogl_lessons[l]->id, lit);
    }
}

/* Plates behind the parts of the formula that shine. */
static int count_shining(void)
{
    int count = 0;
    ogv_color accent = ui.theme->accent;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        count += c->kind == OGV_FILL && c->color.r == accent.r && c->color.g == accent.g &&
                 c->color.b == accent.b && c->color.a > 0 && c->color.a < 255 && c->rect.x < 336;
    }
    return count;
}

/* One frame after that move, in a window with room for all lines. */
static int shining(const char *setting, double value)
{
    ogl_set(lesson_run, ogl_setting_find(lesson_run->lesson, setting), value);
    ui.animated = true;
    draw_on_stage(lesson_run, 1280, 1080);
    return count_shining();
}

static void a_control_lights_its_symbols(void **state)
{
    (void)state;
    static const struct {
        const char *lesson, *step, *setting;
        double value;
        int symbols;
    } moves[] = {{"s-curve", "any", "slope", 1, 0},
                 {"s-curve", "any", "w", 2, 1},
                 {"finite-precision", "overflow", "x", 30, 2},
                 {"losses", "price", "z", 1, 2},
                 {"losses", "price", "label", 0, 2},
                 {"losses", "routes", "probe", -20, 3}, /* z is the logit of the plots and of the strip */
                 {"one-neuron", "hand", "w1", 1, 1},
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
        open_step(moves[i].lesson, moves[i].step);
        assert_int_equal(count_shining(), 0);
        int symbols = shining(moves[i].setting, moves[i].value);
        if (symbols != moves[i].symbols)
            fail_msg("%s, %s, %s: %d", moves[i].lesson, moves[i].step, moves[i].setting, symbols);
    }
}

static void a_symbol_shines_on_while_another_control_moves(void **state)
{
    (void)state;
    open_step("s-curve", "any");
    assert_int_equal(shining("w", 2), 1);
    assert_int_equal(shining("b", 1), 2);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, stage_setup, close_step)
    const struct CMUnitTest tests[] = {
        TEST(lights_name_settings_and_leave_formulas_their_size),
        TEST(a_control_lights_its_symbols),
        TEST(a_symbol_shines_on_while_another_control_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
