/* Numbers typed into what is dragged, and what happens to a field when another one is entered. */
#include <math.h>

#include "ogee_viz/plot.h"
#include "ogee_viz/text.h"
#include "stage.h"

static double above, value, below, row_value;
static bool above_changed, below_changed, clicked, plate;
static char board[32];
static const ogv_number_def number_def = {.low = -5, .high = 10, .decimals = 2, .invalid = "Use -5 to 10"};
static const ogv_slider_def slider_def = {.low = 0, .high = 10, .start = 1, .decimals = 2};
static const ogv_slider_row row_def = {.slider = {0, 10, 5, 0, 2}, .symbol = "w"};

/* A plate that is drawn later lies over the slider's field, and a button that is called later lies under it.
 */
static void draw(void)
{
    above_changed = ogv_number(&ui, "above", (ogv_rect){20, 20, 96, 32}, &above, &number_def);
    ogv_slider(&ui, "slider", (ogv_rect){20, 200, 216, 32}, &value, &slider_def);
    if (plate)
        clicked |= ogv_button(&ui, "plate", (ogv_rect){0, 150, 400, 45}, "Plate", (ogv_button_look){0});
    below_changed = ogv_number(&ui, "below", (ogv_rect){20, 300, 96, 32}, &below, &number_def);
    ogv_slider_field(&ui, "row", (ogv_rect){300, 300, 400, 72}, &row_value, &row_def);
}

static void board_get(char *out, size_t size)
{
    snprintf(out, size, "%s", board);
}

static int reset(void **state)
{
    stage_setup(state);
    stage_draw = draw;
    above = below = 1;
    value = row_value = 5;
    clicked = plate = false;
    ui.clipboard_get = board_get;
    frame();
    return 0;
}

static void focus(const char *id)
{
    for (int i = 0; i < 12 && ui.focus != ogv_ui_id(id); i++)
        key(OGV_KEY_TAB);
    assert_true(ui.focus == ogv_ui_id(id));
}

static void paste(const char *text)
{
    snprintf(board, sizeof board, "%s", text);
    ui.input.ctrl = true;
    ui.input.character = 'v';
    key(OGV_KEY_CHARACTER);
    ui.input.ctrl = false;
}

static void entering_another_field_takes_what_was_typed_whichever_comes_first(void **state)
{
    (void)state;
    click(60, 30);
    type("2.5");
    click(60, 310); /* a later one */
    assert_near(above, 2.5, 0);
    type("3.5");
    down(60, 30); /* an earlier one */
    assert_near(below, 3.5, 0);
    assert_true(below_changed);
    up();
    assert_near(above, 2.5, 0);
    type("4");
    key(OGV_KEY_ENTER);
    assert_near(above, 4, 0);
    assert_near(below, 3.5, 0);
}

static void what_is_no_number_is_not_taken_when_another_field_is_entered(void **state)
{
    (void)state;
    click(60, 310);
    type("99");
    click(60, 30);
    assert_near(below, 1, 0);
    assert_false(below_changed);
    assert_near(above, 1, 0);
}

static void entering_an_earlier_field_takes_what_was_typed_into_a_slider(void **state)
{
    (void)state;
    focus("slider");
    type("7.25");
    click(60, 30);
    assert_near(value, 7.25, 0);
    type("2");
    key(OGV_KEY_ENTER);
    assert_near(above, 2, 0);
    assert_near(value, 7.25, 0);
}

static size_t place_of_text(const char *text)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT && strcmp(list.chars + list.commands[i].first, text) == 0)
            return i;
    fail_msg("%s is not drawn", text);
    return 0;
}

static void the_field_over_a_slider_lies_above_everything_and_takes_its_clicks(void **state)
{
    (void)state;
    plate = true;
    frame();
    focus("slider");
    type("3.25");
    frame();
    assert_true(place_of_text("3.25") > place_of_text("Plate"));
    ogv_rect field;
    assert_true(ogv_ui_find(&ui, "slider.typed", &field));
    click(field.x + 60, field.y + 10);
    assert_false(clicked);
    type("1");
    key(OGV_KEY_ENTER);
    assert_near(value, 3.25, 0.011);
    click(350, 170); /* beside it the button is there again */
    assert_true(clicked);
}

static void a_refused_number_over_a_slider_says_the_range(void **state)
{
    (void)state;
    focus("slider");
    type("99");
    key(OGV_KEY_ENTER);
    frame();
    assert_string_equal(ui.tip, "0.00 \u2026 10.00");
    assert_int_equal(count_colored(OGV_FRAME, theme->err), 1);
    key(OGV_KEY_ESCAPE);
    assert_near(value, 5, 0);
    assert_true(ui.focus == ogv_ui_id("slider"));
    frame();
    assert_string_equal(ui.tip, "");
}

static void a_row_takes_what_is_typed_into_its_own_field(void **state)
{
    (void)state;
    focus("row");
    type("3.25");
    assert_true(ui.edit == ogv_ui_id("row.number"));
    assert_false(ogv_ui_find(&ui, "row.typed", NULL));
    key(OGV_KEY_ENTER);
    assert_near(row_value, 3.25, 0);
    assert_true(ui.focus == ogv_ui_id("row"));
    key(OGV_KEY_RIGHT);
    assert_near(row_value, 3.35, 1e-9);
}

static void a_row_taken_by_the_pointer_gets_the_keyboard_back_too(void **state)
{
    (void)state;
    click(500, 340);
    assert_true(ui.focus == ogv_ui_id("row"));
    type("2");
    key(OGV_KEY_ESCAPE);
    assert_true(ui.focus == ogv_ui_id("row"));
    assert_near(row_value, 5, 0.011);
    type("4");
    key(OGV_KEY_TAB);
    assert_near(row_value, 4, 0);
    assert_false(ui.focus == ogv_ui_id("row"));
}

static void a_pasted_minus_sign_counts_as_one(void **state)
{
    (void)state;
    click(60, 30);
    paste("\u22122.5");
    key(OGV_KEY_ENTER);
    assert_near(above, -2.5, 0);
}

static void what_does_not_fit_leaves_the_selection(void **state)
{
    (void)state;
    click(60, 30); /* all of it is selected */
    paste("1111111111111111111111111111");
    key(OGV_KEY_ENTER);
    assert_near(above, 1, 0);
    assert_int_equal(ui.edit, 0);
    click(60, 30);
    paste("none"); /* nothing of it may stand in a number but an e */
    paste("xyz");
    assert_string_equal(ui.edit_text, "e");
}

static void a_refused_number_always_says_why(void **state)
{
    (void)state;
    focus("row");
    type("99");
    key(OGV_KEY_ENTER);
    frame();
    assert_int_equal(count_colored(OGV_FRAME, theme->err), 1);
    assert_string_equal(ui.tip, "0.00 \u2026 10.00");
}

static void with_ctrl_an_arrow_moves_a_number_by_its_last_digit(void **state)
{
    (void)state;
    focus("above");
    ui.input.ctrl = true;
    key(OGV_KEY_UP);
    ui.input.ctrl = false;
    assert_near(above, 1.01, 1e-12);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(entering_another_field_takes_what_was_typed_whichever_comes_first),
        TEST(what_is_no_number_is_not_taken_when_another_field_is_entered),
        TEST(entering_an_earlier_field_takes_what_was_typed_into_a_slider),
        TEST(the_field_over_a_slider_lies_above_everything_and_takes_its_clicks),
        TEST(a_refused_number_over_a_slider_says_the_range),
        TEST(a_row_takes_what_is_typed_into_its_own_field),
        TEST(a_row_taken_by_the_pointer_gets_the_keyboard_back_too),
        TEST(a_pasted_minus_sign_counts_as_one),
        TEST(what_does_not_fit_leaves_the_selection),
        TEST(a_refused_number_always_says_why),
        TEST(with_ctrl_an_arrow_moves_a_number_by_its_last_digit),
    };
    return cmocka_run_group_tests_name("typed", tests, NULL, NULL);
}
