/* Widgets by pointer, keyboard and script, seen through what they report and what they draw. */
#include <math.h>

#include "ogee_viz/ui.h"
#include "stage.h"

/* What a frame of this little program reports. */
static struct {
    bool first, second, slid, chose, toggled, checked, typed;
} did;
static double slider_value, number_value;
static int choice;
static bool on, checked, second_disabled;
static const ogv_rect first_rect = {10, 10, 80, 32}, second_rect = {100, 10, 80, 32},
                      slider_rect = {10, 60, 216, 32}, choice_rect = {10, 100, 120, 32},
                      toggle_rect = {10, 140, 100, 32}, box_rect = {120, 140, 100, 32},
                      number_rect = {10, 180, 96, 32};
static const ogv_slider_def slider_def = {.low = -1, .high = 1, .start = 0.25, .origin = 0, .decimals = 2};
static const ogv_number_def number_def = {.low = 0, .high = 10, .decimals = 2, .invalid = "Use 0 to 10"};

static void draw(void)
{
    static const char *const labels[] = {"one", "two", "six"};
    did.first = ogv_button(&ui, "first", first_rect, "First", (ogv_button_look){.kind = OGV_PRIMARY});
    ui.disabled = second_disabled;
    did.second = ogv_button(&ui, "second", second_rect, "Second", (ogv_button_look){0});
    ogv_tip(&ui, "Goes on", "N");
    ui.disabled = false;
    did.slid = ogv_slider(&ui, "slider", slider_rect, &slider_value, &slider_def);
    did.chose = ogv_segmented(&ui, "choice", choice_rect, labels, 3, &choice, false);
    did.toggled = ogv_toggle(&ui, "toggle", toggle_rect, &on, "On");
    did.checked = ogv_checkbox(&ui, "box", box_rect, &checked, "Box");
    did.typed = ogv_number(&ui, "number", number_rect, &number_value, &number_def);
}

static int reset(void **state)
{
    slider_value = 0;
    number_value = 0.05;
    choice = 0;
    on = checked = second_disabled = false;
    stage_setup(state);
    ui.width = 400;
    ui.height = 300;
    stage_draw = draw;
    frame();
    return 0;
}

static void tab(int times)
{
    while (times-- > 0)
        key(OGV_KEY_TAB);
}

static bool drawn_frame(ogv_rect rect, float width)
{
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_FRAME && c->width == width && memcmp(&c->rect, &rect, sizeof rect) == 0)
            return true;
    }
    return false;
}

static bool has_ring(ogv_rect r)
{
    return drawn_frame((ogv_rect){r.x - 4, r.y - 4, r.w + 8, r.h + 8}, 2);
}

static ogv_color fill_of(ogv_rect rect)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_FILL && memcmp(&list.commands[i].rect, &rect, sizeof rect) == 0)
            return list.commands[i].color;
    fail_msg("nothing is filled there");
    return (ogv_color){0};
}

static void assert_color(ogv_color a, ogv_color b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

/* ---- buttons ---- */

static void a_button_is_clicked_when_the_pointer_comes_up_on_it(void **state)
{
    (void)state;
    down(20, 20);
    assert_false(did.first);
    up();
    assert_true(did.first);
    frame();
    assert_false(did.first);
}

static void a_button_is_not_clicked_when_the_pointer_leaves_it(void **state)
{
    (void)state;
    down(20, 20);
    move(120, 20);
    up();
    assert_false(did.first);
    assert_false(did.second);
}

static void a_press_and_release_within_one_frame_is_a_click(void **state)
{
    (void)state;
    move(20, 20);
    ui.input.mouse_pressed = ui.input.mouse_released = true;
    frame();
    assert_true(did.first);
}

static void a_button_shows_that_it_is_hovered_pressed_and_disabled(void **state)
{
    (void)state;
    assert_color(fill_of(first_rect), ogv_theme_light.accent);
    move(20, 20);
    frame();
    assert_color(fill_of(first_rect), ogv_theme_light.accent_hover);
    down(20, 20);
    assert_color(fill_of(first_rect), ogv_theme_light.accent_pressed);
    up();
    second_disabled = true;
    down(120, 20);
    up();
    assert_false(did.second);
    assert_true(drawn_text("Second"));
}

static void tab_goes_in_the_order_of_the_calls_and_round(void **state)
{
    (void)state;
    const char *order[] = {"first", "second", "slider", "choice", "toggle", "box", "number", "first"};
    for (int i = 0; i < 8; i++) {
        tab(1);
        assert_true(ui.focus == ogv_ui_id(order[i]));
    }
    ui.input.shift = true;
    for (int i = 6; i >= 0; i--) {
        tab(1);
        assert_true(ui.focus == ogv_ui_id(order[i]));
    }
}

static void tab_leaves_out_what_is_disabled(void **state)
{
    (void)state;
    second_disabled = true;
    frame();
    tab(2);
    assert_true(ui.focus == ogv_ui_id("slider"));
}

static void the_ring_shows_after_tab_and_hides_after_a_press(void **state)
{
    (void)state;
    tab(1);
    assert_true(has_ring(first_rect));
    down(120, 20);
    up();
    assert_false(has_ring(first_rect));
    assert_false(has_ring(second_rect));
    tab(1);
    assert_false(has_ring(second_rect)); /* the slider is next */
    ui.input.shift = true;
    tab(1);
    assert_true(has_ring(second_rect));
}

static void space_and_enter_click_what_wears_the_ring(void **state)
{
    (void)state;
    tab(2);
    key(OGV_KEY_SPACE);
    assert_true(did.second);
    key(OGV_KEY_ENTER);
    assert_true(did.second);
    assert_false(did.first);
}

static void space_is_free_for_play_after_a_click_on_a_button(void **state)
{
    (void)state;
    down(20, 20);
    up();
    ui.input.key = OGV_KEY_SPACE;
    ogv_ui_begin(&ui);
    assert_true(ogv_ui_key(&ui, OGV_KEY_SPACE));
}

static void a_shortcut_does_not_fire_when_the_focused_widget_takes_the_key(void **state)
{
    (void)state;
    tab(1);
    ui.input.key = OGV_KEY_SPACE;
    ogv_ui_begin(&ui);
    assert_false(ogv_ui_key(&ui, OGV_KEY_SPACE));
    ui.input.key = OGV_KEY_CHARACTER;
    ui.input.character = 'R';
    ogv_ui_begin(&ui);
    assert_true(ogv_ui_char(&ui, 'r'));
    ui.input.ctrl = true;
    ogv_ui_begin(&ui);
    assert_false(ogv_ui_char(&ui, 'r'));
}

static void pages_are_free_for_steps_whatever_has_the_focus(void **state)
{
    (void)state;
    for (int widget = 1; widget <= 7; widget++) {
        tab(1);
        frame(); /* a frame later the focused widget's wants are known */
        ui.input.key = OGV_KEY_PAGE_DOWN;
        ogv_ui_begin(&ui);
        assert_true(ogv_ui_key(&ui, OGV_KEY_PAGE_DOWN));
        frame();
    }
}

static void a_script_presses_by_id(void **state)
{
    (void)state;
    frame();
    assert_true(ogv_ui_press(&ui, "second"));
    frame();
    assert_true(did.second);
    frame();
    assert_false(did.second);
    assert_false(ogv_ui_press(&ui, "nothing"));
}

static void a_script_cannot_press_what_is_disabled(void **state)
{
    (void)state;
    second_disabled = true;
    frame();
    frame();
    assert_false(ogv_ui_press(&ui, "second"));
}

static void a_widget_is_found_where_it_stood(void **state)
{
    (void)state;
    ogv_rect rect;
    frame();
    assert_true(ogv_ui_find(&ui, "slider", &rect));
    assert_memory_equal(&rect, &slider_rect, sizeof rect);
}

static void a_shield_keeps_pointer_and_tab_away(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        ogv_drawlist_clear(&list);
        ui.input.key = i ? OGV_KEY_TAB : OGV_KEY_NONE;
        move(20, 20);
        ui.input.mouse_pressed = ui.input.mouse_released = i == 0;
        ogv_ui_begin(&ui);
        ogv_ui_shield(&ui, (ogv_rect){0, 0, 95, 100});
        assert_false(ogv_button(&ui, "under", first_rect, "U", (ogv_button_look){0}));
        ogv_button(&ui, "beside", second_rect, "B", (ogv_button_look){0});
        ogv_ui_unshield(&ui);
        bool above = ogv_button(&ui, "above", first_rect, "A", (ogv_button_look){0});
        assert_int_equal(above, i == 0);
        ogv_ui_end(&ui);
    }
    assert_false(ogv_ui_find(&ui, "under", NULL));
    assert_true(ui.focus == ogv_ui_id("beside") || ui.focus == ogv_ui_id("above"));
}

static void a_tooltip_comes_after_300_ms_and_goes_with_the_pointer(void **state)
{
    (void)state;
    move(120, 20);
    for (int i = 0; i < 18; i++)
        frame();
    assert_false(drawn_text("Goes"));
    frame();
    assert_true(drawn_text("Goes"));
    assert_true(drawn_text("N"));
    move(300, 280);
    frame();
    frame();
    assert_false(drawn_text("N"));
}

/* ---- slider ---- */

static void a_slider_follows_the_pointer_to_both_ends(void **state)
{
    (void)state;
    down(10 + 8 + 150, 76);
    assert_true(did.slid);
    assert_near(slider_value, 0.5, 1e-9);
    assert_true(drawn_text("0.50"));
    move(1000, 300);
    frame();
    assert_near(slider_value, 1, 0);
    move(-50, 0);
    frame();
    assert_near(slider_value, -1, 0);
    up();
    frame();
    assert_false(drawn_text("−1.00"));
}

static void a_slider_does_not_jump_when_it_is_taken_beside_its_middle(void **state)
{
    (void)state;
    down(10 + 8 + 100 + 6, 76);
    assert_false(did.slid);
    assert_near(slider_value, 0, 0);
    move(10 + 8 + 100 + 6 + 10, 76);
    frame();
    assert_near(slider_value, 0.1, 1e-6);
}

static void a_slider_moves_by_keys(void **state)
{
    (void)state;
    tab(3);
    key(OGV_KEY_RIGHT);
    assert_true(did.slid);
    assert_near(slider_value, 0.02, 1e-9);
    ui.input.shift = true;
    key(OGV_KEY_LEFT);
    ui.input.shift = false;
    assert_near(slider_value, -0.18, 1e-9);
    ui.input.ctrl = true;
    key(OGV_KEY_UP);
    ui.input.ctrl = false;
    assert_near(slider_value, -0.17, 1e-9); /* the last digit shown is the smallest step */
    key(OGV_KEY_PAGE_UP);
    assert_false(did.slid); /* a page is a step of the lesson */
    key(OGV_KEY_END);
    assert_near(slider_value, 1, 0);
    key(OGV_KEY_RIGHT);
    assert_false(did.slid);
    key(OGV_KEY_HOME);
    assert_near(slider_value, -1, 0);
    key(OGV_KEY_BACKSPACE);
    assert_near(slider_value, 0.25, 0);
}

static void a_slider_is_filled_from_its_origin(void **state)
{
    (void)state;
    slider_value = -0.5;
    frame();
    assert_color(fill_of((ogv_rect){10 + 8 + 50, 74, 50, 4}), ogv_theme_light.accent);
}

/* ---- choice, toggle, checkbox ---- */

static void a_choice_is_made_by_pointer_and_arrows(void **state)
{
    (void)state;
    down(120, 116);
    up();
    assert_true(did.chose);
    assert_int_equal(choice, 2);
    key(OGV_KEY_LEFT);
    assert_int_equal(choice, 1);
    assert_true(has_ring(choice_rect));
    key(OGV_KEY_END);
    assert_int_equal(choice, 2);
    key(OGV_KEY_RIGHT);
    assert_false(did.chose);
    key(OGV_KEY_HOME);
    assert_int_equal(choice, 0);
}

static void toggle_and_checkbox_switch_by_pointer_and_space(void **state)
{
    (void)state;
    down(80, 150); /* on the label */
    up();
    assert_true(did.toggled && on);
    down(125, 150);
    up();
    assert_true(did.checked && checked);
    ui.input.shift = true;
    tab(1);
    ui.input.shift = false;
    key(OGV_KEY_SPACE);
    assert_true(did.toggled && !on);
}

/* ---- number ---- */

static void a_typed_number_replaces_the_old_one_on_enter(void **state)
{
    (void)state;
    down(50, 190);
    up();
    type("1.5");
    assert_near(number_value, 0.05, 0);
    assert_true(drawn_text("1.5"));
    key(OGV_KEY_ENTER);
    assert_true(did.typed);
    assert_near(number_value, 1.5, 0);
    assert_true(drawn_text("1.50"));
}

static void a_field_clicked_and_left_by_enter_or_escape_leaves_the_keys_alone(void **state)
{
    (void)state;
    const ogv_key ends[] = {OGV_KEY_ENTER, OGV_KEY_ESCAPE};
    for (int i = 0; i < 2; i++) {
        down(50, 190);
        up();
        type("1.5");
        assert_true(ui.edit != 0);
        key(ends[i]);
        assert_true(ui.edit == 0 && ui.focus == 0);
        type(".");
        assert_true(ui.edit == 0);
    }
}

static void escape_returns_to_the_number_in_force(void **state)
{
    (void)state;
    tab(7);
    key(OGV_KEY_ENTER);
    type("9");
    key(OGV_KEY_ESCAPE);
    assert_near(number_value, 0.05, 0);
    assert_true(drawn_text("0.05"));
}

static void an_invalid_number_says_so_and_the_last_valid_one_stays(void **state)
{
    (void)state;
    tab(7);
    type("-3");
    assert_true(drawn_text("−3"));
    assert_false(drawn_text("Use 0 to 10"));
    key(OGV_KEY_ENTER);
    assert_true(drawn_text("Use 0 to 10"));
    assert_true(drawn_frame(number_rect, 1.5f));
    assert_near(number_value, 0.05, 0);
    key(OGV_KEY_HOME);
    key(OGV_KEY_DELETE);
    assert_false(drawn_text("Use 0 to 10")); /* 3 is fine */
    key(OGV_KEY_ENTER);
    assert_near(number_value, 3, 0);
}

static void the_sentence_of_a_field_at_the_bottom_stays_in_the_window(void **state)
{
    (void)state;
    ui.height = number_rect.y + number_rect.h + 16;
    tab(7);
    type("-3");
    key(OGV_KEY_ENTER);
    assert_true(drawn_text("Use"));
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT)
            assert_true(list.commands[i].at.y > 0 && list.commands[i].at.y < ui.height);
}

static void leaving_takes_a_valid_number_and_drops_an_invalid_one(void **state)
{
    (void)state;
    tab(7);
    type("4");
    tab(1);
    assert_near(number_value, 4, 0);
    ui.input.shift = true;
    tab(1);
    ui.input.shift = false;
    type("44");
    down(300, 280);
    up();
    assert_near(number_value, 4, 0);
    assert_true(drawn_text("4.00"));
}

static void letters_sleep_while_a_number_is_edited(void **state)
{
    (void)state;
    tab(7);
    ui.input.key = OGV_KEY_CHARACTER;
    ui.input.character = 't';
    ogv_ui_begin(&ui);
    assert_true(ogv_ui_char(&ui, 't'));
    ui.input.key = OGV_KEY_NONE;
    frame();
    key(OGV_KEY_ENTER);
    ui.input.key = OGV_KEY_CHARACTER;
    ogv_ui_begin(&ui);
    assert_false(ogv_ui_char(&ui, 't'));
}

static void the_caret_edits_where_it_stands(void **state)
{
    (void)state;
    tab(7);
    key(OGV_KEY_ENTER);
    key(OGV_KEY_END);
    key(OGV_KEY_BACKSPACE);
    key(OGV_KEY_LEFT);
    type("7"); /* 0.|0 */
    assert_true(drawn_text("0.70"));
    key(OGV_KEY_HOME);
    key(OGV_KEY_DELETE);
    type("xyz2");
    assert_true(drawn_text("2.70"));
    key(OGV_KEY_ENTER);
    assert_near(number_value, 2.7, 0);
}

static void a_number_is_kept_with_the_digits_shown(void **state)
{
    (void)state;
    tab(7);
    type("1,2345");
    key(OGV_KEY_ENTER);
    assert_near(number_value, 1.23, 0);
    key(OGV_KEY_UP);
    assert_near(number_value, 1.24, 1e-12);
    ui.input.shift = true;
    key(OGV_KEY_DOWN);
    assert_near(number_value, 1.14, 1e-12);
}

/* ---- marks ---- */

static void a_task_check_grows_an_arc_and_ends_as_a_disc(void **state)
{
    (void)state;
    ogv_drawlist_clear(&list);
    ogv_task_check(&list, ui.theme, (ogv_point){50, 50}, 0.25);
    assert_int_equal(list.command_count, 3);
    const ogv_command *arc = &list.commands[2];
    assert_near(list.points[arc->first].x, 50, 1e-4);
    assert_near(list.points[arc->first].y, 50 - 9.25, 1e-4);
    ogv_point end = list.points[arc->first + arc->count - 1];
    assert_near(end.x, 50 + 9.25, 1e-4);
    assert_near(end.y, 50, 1e-4);
    ogv_drawlist_clear(&list);
    ogv_task_check(&list, ui.theme, (ogv_point){50, 50}, 1);
    assert_color(list.commands[0].color, ogv_theme_light.ok);
}

static void every_icon_draws_inside_its_box(void **state)
{
    (void)state;
    for (int icon = OGV_ICON_NONE + 1; icon < OGV_ICON_COUNT; icon++) {
        ogv_drawlist_clear(&list);
        ogv_draw_icon(&list, (ogv_icon)icon, (ogv_point){10, 10}, 20, OGV_ICON_STROKE, ui.theme->text);
        assert_true(list.command_count > 0);
        for (size_t i = 0; i < list.point_count; i++) {
            assert_true(list.points[i].x >= 1 && list.points[i].x <= 19);
            assert_true(list.points[i].y >= 1 && list.points[i].y <= 19);
        }
    }
}

static void a_steady_frame_allocates_nothing(void **state)
{
    (void)state;
    frame();
    const void *commands = list.commands, *points = list.points, *chars = list.chars;
    for (int i = 0; i < 20; i++)
        frame();
    assert_ptr_equal(commands, list.commands);
    assert_ptr_equal(points, list.points);
    assert_ptr_equal(chars, list.chars);
    assert_false(list.failed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_button_is_clicked_when_the_pointer_comes_up_on_it),
        TEST(a_button_is_not_clicked_when_the_pointer_leaves_it),
        TEST(a_press_and_release_within_one_frame_is_a_click),
        TEST(a_button_shows_that_it_is_hovered_pressed_and_disabled),
        TEST(tab_goes_in_the_order_of_the_calls_and_round),
        TEST(tab_leaves_out_what_is_disabled),
        TEST(the_ring_shows_after_tab_and_hides_after_a_press),
        TEST(space_and_enter_click_what_wears_the_ring),
        TEST(space_is_free_for_play_after_a_click_on_a_button),
        TEST(a_shortcut_does_not_fire_when_the_focused_widget_takes_the_key),
        TEST(pages_are_free_for_steps_whatever_has_the_focus),
        TEST(a_script_presses_by_id),
        TEST(a_script_cannot_press_what_is_disabled),
        TEST(a_widget_is_found_where_it_stood),
        TEST(a_shield_keeps_pointer_and_tab_away),
        TEST(a_tooltip_comes_after_300_ms_and_goes_with_the_pointer),
        TEST(a_slider_follows_the_pointer_to_both_ends),
        TEST(a_slider_does_not_jump_when_it_is_taken_beside_its_middle),
        TEST(a_slider_moves_by_keys),
        TEST(a_slider_is_filled_from_its_origin),
        TEST(a_choice_is_made_by_pointer_and_arrows),
        TEST(toggle_and_checkbox_switch_by_pointer_and_space),
        TEST(a_typed_number_replaces_the_old_one_on_enter),
        TEST(a_field_clicked_and_left_by_enter_or_escape_leaves_the_keys_alone),
        TEST(escape_returns_to_the_number_in_force),
        TEST(an_invalid_number_says_so_and_the_last_valid_one_stays),
        TEST(the_sentence_of_a_field_at_the_bottom_stays_in_the_window),
        TEST(leaving_takes_a_valid_number_and_drops_an_invalid_one),
        TEST(letters_sleep_while_a_number_is_edited),
        TEST(the_caret_edits_where_it_stands),
        TEST(a_number_is_kept_with_the_digits_shown),
        TEST(a_task_check_grows_an_arc_and_ends_as_a_disc),
        TEST(every_icon_draws_inside_its_box),
        TEST(a_steady_frame_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
