/* Dropdowns and tabs, by pointer, keyboard and script. */
#include "stage.h"

static const char *const labels[] = {"sigmoid", "tanh", "ReLU", "3",  "4",  "5",  "6",  "7",
                                     "8",       "9",    "10",   "11", "12", "13", "14", "15"};
static int choice, tab, count;
static bool chose, disabled, gone, pressed, tabbed;
static ogv_rect field;

static void draw(void)
{
    ui.disabled = disabled;
    if (!gone)
        chose = ogv_dropdown(&ui, "activation", field, labels, count, &choice, false);
    ui.disabled = false;
    pressed = ogv_button(&ui, "behind", (ogv_rect){100, 150, 200, 60}, "Behind", (ogv_button_look){0});
    tabbed = ogv_tabs(&ui, "tabs", (ogv_rect){400, 20, 300, 32}, labels, 3, &tab);
}

static int reset(void **state)
{
    stage_setup(state);
    stage_draw = draw;
    choice = tab = 0;
    disabled = gone = false;
    count = 3;
    field = (ogv_rect){100, 100, 96, 32};
    frame();
    return 0;
}

static bool is_open(void)
{
    return ui.menu != 0;
}

static void a_click_opens_the_menu_and_a_click_on_a_row_takes_it(void **state)
{
    (void)state;
    assert_false(is_open());
    click(120, 110);
    assert_true(is_open());
    assert_true(drawn_text("ReLU"));
    down(120, 136 + 6 + 32 + 16); /* the second row */
    assert_int_equal(choice, 0);
    up();
    assert_int_equal(choice, 1);
    assert_true(chose);
    assert_false(is_open());
    frame();
    assert_false(chose);
}

static void one_press_drag_and_release_chooses_too(void **state)
{
    (void)state;
    down(120, 110);
    assert_true(is_open());
    move(120, 136 + 6 + 64 + 16);
    frame();
    up();
    assert_int_equal(choice, 2);
    assert_false(is_open());
}

static void nothing_behind_an_open_menu_sees_the_pointer(void **state)
{
    (void)state;
    click(120, 110);
    click(250, 200); /* on the button, beside the menu */
    assert_false(pressed);
    assert_false(is_open());
    assert_int_equal(choice, 0);
    click(250, 200);
    assert_true(pressed);
}

static void a_second_click_on_the_field_closes(void **state)
{
    (void)state;
    click(120, 110);
    click(120, 110);
    assert_false(is_open());
}

static void enter_opens_arrows_move_and_enter_takes(void **state)
{
    (void)state;
    key(OGV_KEY_TAB);
    key(OGV_KEY_ENTER);
    assert_true(is_open());
    assert_int_equal(choice, 0);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    assert_int_equal(choice, 0);
    key(OGV_KEY_ENTER);
    assert_int_equal(choice, 2);
    assert_false(is_open());
    assert_true(ui.focus == ogv_ui_id("activation"));
}

static void escape_closes_and_changes_nothing(void **state)
{
    (void)state;
    key(OGV_KEY_TAB);
    key(OGV_KEY_SPACE);
    key(OGV_KEY_END);
    key(OGV_KEY_ESCAPE);
    assert_false(is_open());
    assert_int_equal(choice, 0);
}

static void closed_the_arrows_move_the_choice_itself(void **state)
{
    (void)state;
    key(OGV_KEY_TAB);
    key(OGV_KEY_DOWN);
    assert_int_equal(choice, 1);
    key(OGV_KEY_UP);
    key(OGV_KEY_UP);
    assert_int_equal(choice, 0);
}

static void shortcuts_sleep_while_the_menu_is_open(void **state)
{
    (void)state;
    key(OGV_KEY_TAB);
    key(OGV_KEY_ENTER);
    ui.input.key = OGV_KEY_CHARACTER;
    ui.input.character = 'r';
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    assert_false(ogv_ui_char(&ui, 'r'));
    draw();
    ogv_ui_end(&ui);
}

static void the_menu_flips_up_where_the_window_ends(void **state)
{
    (void)state;
    field.y = 550;
    frame();
    click(120, 560);
    assert_true(is_open());
    assert_true(ui.menu_rect.y + ui.menu_rect.h <= field.y);
    assert_true(ui.menu_rect.y >= 0);
}

static void a_menu_that_fits_neither_way_lies_over_its_field(void **state)
{
    (void)state;
    count = 16;
    choice = 9;
    field.y = 300;
    frame();
    down(120, 316);
    assert_true(is_open());
    assert_true(ui.menu_rect.y >= 0 && ui.menu_rect.y + ui.menu_rect.h <= ui.height);
    assert_true(ui.menu_rect.y < 316 && ui.menu_rect.y + ui.menu_rect.h > 316);
    frame();
    up(); /* where the pointer went down, on whatever row lies there: that press only opened the menu */
    assert_true(is_open());
    assert_int_equal(choice, 9);
    click(120, ui.menu_rect.y + 6 + 32 * 12 + 16);
    assert_int_equal(choice, 12);
    assert_false(is_open());
}

static void a_resting_pointer_leaves_the_arrows_alone(void **state)
{
    (void)state;
    click(120, 110);
    move(120, 136 + 6 + 16); /* on the first row */
    frame();
    key(OGV_KEY_DOWN);
    frame();
    key(OGV_KEY_DOWN);
    frame();
    assert_int_equal(ui.menu_row, 2);
    move(121, 136 + 6 + 17); /* it moves and has the say again */
    frame();
    assert_int_equal(ui.menu_row, 0);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_ENTER);
    assert_int_equal(choice, 1);
}

static void the_menu_stays_inside_the_window(void **state)
{
    (void)state;
    field.x = 740;
    field.w = 56;
    frame();
    click(750, 110);
    assert_true(ui.menu_rect.x + ui.menu_rect.w <= 792);
}

static void a_field_that_is_greyed_or_gone_closes_its_menu(void **state)
{
    (void)state;
    click(120, 110);
    disabled = true;
    frame();
    assert_false(is_open());
    click(120, 110);
    assert_false(is_open());
    disabled = false;
    frame();
    click(120, 110);
    gone = true;
    frame();
    assert_false(is_open());
}

static void a_script_can_press_the_field(void **state)
{
    (void)state;
    frame();
    assert_true(ogv_ui_press(&ui, "activation"));
    frame();
    assert_true(is_open());
}

static void tabs_follow_clicks_and_arrows(void **state)
{
    (void)state;
    float second = 400 + ogv_text_width(&list, OGV_UI_SEMIBOLD, 14, labels[0]) + 20 + 5;
    click(second, 36);
    assert_int_equal(tab, 1);
    assert_true(tabbed);
    key(OGV_KEY_RIGHT);
    key(OGV_KEY_RIGHT);
    assert_int_equal(tab, 2);
    key(OGV_KEY_LEFT);
    assert_int_equal(tab, 1);
    assert_int_equal(count_colored(OGV_FILL, theme->accent), 1); /* the line under the present one */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_click_opens_the_menu_and_a_click_on_a_row_takes_it),
        TEST(one_press_drag_and_release_chooses_too),
        TEST(nothing_behind_an_open_menu_sees_the_pointer),
        TEST(a_second_click_on_the_field_closes),
        TEST(enter_opens_arrows_move_and_enter_takes),
        TEST(escape_closes_and_changes_nothing),
        TEST(closed_the_arrows_move_the_choice_itself),
        TEST(shortcuts_sleep_while_the_menu_is_open),
        TEST(the_menu_flips_up_where_the_window_ends),
        TEST(a_menu_that_fits_neither_way_lies_over_its_field),
        TEST(a_resting_pointer_leaves_the_arrows_alone),
        TEST(the_menu_stays_inside_the_window),
        TEST(a_field_that_is_greyed_or_gone_closes_its_menu),
        TEST(a_script_can_press_the_field),
        TEST(tabs_follow_clicks_and_arrows),
    };
    return cmocka_run_group_tests_name("menu", tests, NULL, NULL);
}
