/* The scrolling panel: wheel, bar, keyboard, and controls that are out of sight. */
#include "stage.h"

enum { ROWS = 20, ROW_HEIGHT = 40 };
static const ogv_rect view = {100, 50, 200, 200};
static float offset, content;
static int pressed;
static double value;

/* A column of buttons, the third of them a slider. */
static void draw_panel(void)
{
    static const ogv_slider_def slider = {.low = 0, .high = 10, .start = 5, .decimals = 0};
    ogv_button(&ui, "before", (ogv_rect){0, 0, 60, 32}, "before", (ogv_button_look){.kind = OGV_SECONDARY});
    ogv_scroll s = ogv_scroll_begin(&ui, "panel", view, content, &offset);
    for (int i = 0; i < ROWS && (float)(i * ROW_HEIGHT) < content; i++) {
        char id[16];
        snprintf(id, sizeof id, "row%d", i);
        ogv_rect row = {view.x, s.top + (float)(i * ROW_HEIGHT), view.w, 32};
        if (i == 2)
            ogv_slider(&ui, id, row, &value, &slider);
        else if (ogv_button(&ui, id, row, id, (ogv_button_look){.kind = OGV_SECONDARY}))
            pressed = i;
    }
    ogv_scroll_end(&ui, &s, theme->panel);
}

static int panel_setup(void **state)
{
    stage_draw = draw_panel;
    offset = 0;
    content = ROWS * ROW_HEIGHT;
    pressed = -1;
    value = 5;
    return stage_setup(state);
}

static void turn(float notches, float x, float y)
{
    move(x, y);
    ui.input.wheel = notches;
    frame();
    ui.input.wheel = 0;
}

static void the_wheel_scrolls_as_far_as_there_is_something(void **state)
{
    (void)state;
    frame();
    turn(-1, 150, 100);
    assert_near(offset, 48, 0);
    turn(-100, 150, 100);
    assert_near(offset, ROWS * ROW_HEIGHT - 200, 0);
    turn(2, 150, 100);
    assert_near(offset, ROWS * ROW_HEIGHT - 200 - 96, 0);
    turn(100, 150, 100);
    assert_near(offset, 0, 0);
    turn(-1, 500, 100);
    assert_near(offset, 0, 0);
}

static void short_content_has_no_bar_and_does_not_move(void **state)
{
    (void)state;
    content = 200;
    offset = 77; /* the content was longer before */
    frame();
    frame();
    assert_near(offset, 0, 0);
    assert_false(ogv_ui_find(&ui, "panel", NULL));
    turn(-5, 150, 100);
    assert_near(offset, 0, 0);
    assert_int_equal(count_kind(OGV_GRADIENT), 0);
}

static void what_is_cut_off_takes_no_click(void **state)
{
    (void)state;
    frame();
    click(150, 50 + 10);
    assert_int_equal(pressed, 0);
    pressed = -1;
    click(150, 50 + 7 * ROW_HEIGHT + 10); /* the eighth row lies below the view */
    assert_int_equal(pressed, -1);
    offset = 3 * ROW_HEIGHT;
    frame();
    click(150, 50 + 10);
    assert_int_equal(pressed, 3);
    pressed = -1;
    click(150, 50 - 20);
    assert_int_equal(pressed, -1);
}

static void the_bar_is_dragged_without_a_jump_and_jumps_where_it_is_clicked(void **state)
{
    (void)state;
    float x = view.x + view.w + 14, way = 200 - 50, most = ROWS * ROW_HEIGHT - 200; /* thumb 50 long */
    frame();
    down(x, view.y + 10);
    assert_near(offset, 0, 0);
    move(x, view.y + 10 + way / 2);
    frame();
    assert_near(offset, most / 2, 0.01);
    move(x, view.y + 1000);
    frame();
    assert_near(offset, most, 0);
    up();
    click(x, view.y + 100);
    assert_near(offset, most / 2, 0.01);
}

static void the_bar_obeys_the_arrows_when_it_has_the_focus(void **state)
{
    (void)state;
    frame();
    key(OGV_KEY_TAB);
    key(OGV_KEY_TAB);
    frame();
    assert_true(ui.focus == ogv_ui_id("panel"));
    key(OGV_KEY_DOWN);
    assert_near(offset, 24, 0);
    key(OGV_KEY_END);
    assert_near(offset, ROWS * ROW_HEIGHT - 200, 0);
    key(OGV_KEY_UP);
    assert_near(offset, ROWS * ROW_HEIGHT - 224, 0);
    key(OGV_KEY_HOME);
    assert_near(offset, 0, 0);
}

static void tab_brings_a_control_into_sight_both_ways(void **state)
{
    (void)state;
    frame();
    for (int i = 0; i < ROWS + 2; i++) {
        key(OGV_KEY_TAB);
        frame();
        ogv_rect rect;
        char id[16];
        snprintf(id, sizeof id, "row%d", i - 2);
        if (i < 2)
            continue;
        frame();
        assert_true(ogv_ui_find(&ui, id, &rect));
        assert_true(ui.focus == ogv_ui_id(id));
        assert_true(rect.y >= view.y && rect.y + rect.h <= view.y + view.h);
    }
    for (int i = ROWS - 2; i >= 0; i--) {
        ogv_rect rect;
        char id[16];
        ui.input.shift = true;
        key(OGV_KEY_TAB);
        frame();
        frame();
        snprintf(id, sizeof id, "row%d", i);
        assert_true(ogv_ui_find(&ui, id, &rect));
        assert_true(rect.y >= view.y && rect.y + rect.h <= view.y + view.h);
    }
}

static void the_wheel_moves_a_slider_only_when_it_has_the_focus(void **state)
{
    (void)state;
    frame();
    turn(-1, 150, 50 + 2 * ROW_HEIGHT + 16);
    assert_near(value, 5, 0);
    assert_near(offset, 48, 0);
    turn(9, 150, 100);
    down(200, 50 + 2 * ROW_HEIGHT + 16);
    up();
    double before = value;
    turn(1, 200, 50 + 2 * ROW_HEIGHT + 16);
    assert_near(value, before + 1, 0);
    assert_near(offset, 0, 0);
    turn(-2, 200, 50 + 2 * ROW_HEIGHT + 16);
    assert_near(value, before - 1, 0);
    turn(-1, 150, 60); /* beside it the panel scrolls */
    assert_near(value, before - 1, 0);
    assert_near(offset, 48, 0);
}

static const char *const words[] = {"one", "two", "three"};
static int chosen, picked;
static double number;

static void draw_controls(void)
{
    static const ogv_number_def def = {.low = 0, .high = 10, .decimals = 1};
    ogv_segmented(&ui, "segments", (ogv_rect){0, 0, 200, 32}, words, 3, &chosen, false);
    ogv_dropdown(&ui, "menu", (ogv_rect){0, 50, 200, 32}, words, 3, &picked, false);
    ogv_number(&ui, "number", (ogv_rect){0, 100, 80, 32}, &number, &def);
}

static void the_wheel_moves_choices_and_numbers_that_have_the_focus(void **state)
{
    (void)state;
    stage_draw = draw_controls;
    chosen = picked = 1;
    number = 5;
    frame();
    for (int y = 16; y <= 116; y += 50)
        turn(1, 20, (float)y);
    assert_int_equal(chosen, 1);
    assert_int_equal(picked, 1);
    assert_near(number, 5, 0);
    key(OGV_KEY_TAB);
    turn(-1, 20, 16);
    assert_int_equal(chosen, 2);
    turn(-1, 20, 16);
    assert_int_equal(chosen, 2);
    key(OGV_KEY_TAB);
    turn(1, 20, 66);
    assert_int_equal(picked, 0);
    turn(1, 20, 66);
    assert_int_equal(picked, 0);
    key(OGV_KEY_TAB);
    turn(3, 20, 116);
    assert_near(number, 5.3, 1e-12);
    turn(-100, 20, 116);
    assert_near(number, 0, 0);
}

static void parts_of_a_notch_add_up(void **state)
{
    (void)state;
    stage_draw = draw_controls;
    chosen = 0;
    number = 5;
    frame();
    key(OGV_KEY_TAB);
    for (int i = 1; i <= 8; i++) {
        turn(-0.25f, 20, 16);
        assert_int_equal(chosen, i / 4);
    }
    turn(-0.75f, 20, 16);
    turn(0.5f, 20, 16); /* the other way it begins again */
    assert_int_equal(chosen, 2);
    turn(0.5f, 20, 16);
    assert_int_equal(chosen, 1);
    turn(0.75f, 20, 16);
    ui.focus = ogv_ui_id("number");
    turn(0.25f, 20, 116); /* what is left belongs to the widget it was turned over */
    assert_near(number, 5, 0);
    turn(1.5f, 20, 116);
    assert_near(number, 5.1, 1e-12);
    turn(0.25f, 20, 116);
    assert_near(number, 5.2, 1e-12);
}

static void a_part_of_a_notch_scrolls_a_part(void **state)
{
    (void)state;
    frame();
    turn(-0.25f, 150, 60);
    assert_near(offset, 12, 0);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, panel_setup, stage_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_wheel_scrolls_as_far_as_there_is_something),
        TEST(short_content_has_no_bar_and_does_not_move),
        TEST(what_is_cut_off_takes_no_click),
        TEST(the_bar_is_dragged_without_a_jump_and_jumps_where_it_is_clicked),
        TEST(the_bar_obeys_the_arrows_when_it_has_the_focus),
        TEST(tab_brings_a_control_into_sight_both_ways),
        TEST(the_wheel_moves_a_slider_only_when_it_has_the_focus),
        TEST(the_wheel_moves_choices_and_numbers_that_have_the_focus),
        TEST(parts_of_a_notch_add_up),
        TEST(a_part_of_a_notch_scrolls_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
