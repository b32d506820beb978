/* Widgets that have too little room for their labels, no labels at all, or a choice that is none of them. */
#include "ogee_viz/text.h"
#include "stage.h"

static const char *const labels[] = {"gradient descent", "momentum with a long name", "adam"};
static int count, choice;
static float width;
static bool on;

static void draw(void)
{
    ogv_segmented(&ui, "segmented", (ogv_rect){20, 20, width, 32}, labels, count, &choice, false);
    ogv_tabs(&ui, "tabs", (ogv_rect){20, 80, width, 32}, labels, count, &choice);
    ogv_dropdown(&ui, "dropdown", (ogv_rect){20, 140, width, 32}, labels, count, &choice, false);
    ogv_button(&ui, "button", (ogv_rect){20, 200, width, 32}, labels[1], (ogv_button_look){0});
    ogv_button(&ui, "icon", (ogv_rect){20, 260, width, 32}, labels[1],
               (ogv_button_look){.icon = OGV_ICON_PLUS});
    ogv_button(&ui, "steady", (ogv_rect){20, 320, width, 32}, labels[1],
               (ogv_button_look){.icon = OGV_ICON_PLUS, .steady = true});
    ogv_chip(&ui, "chip", (ogv_rect){20, 380, width, 36}, &on, labels[1], theme->value, 0, 0);
}

static int reset(void **state)
{
    stage_setup(state);
    stage_draw = draw;
    count = 3;
    choice = 0;
    width = 160;
    frame();
    return 0;
}

static void assert_texts_end_before(float x)
{
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_TEXT)
            continue;
        const char *text = list.chars + c->first;
        float end = c->at.x + ogv_text_width(&list, c->font, c->size, text);
        if (c->at.x < 20 || end > x)
            fail_msg("\"%s\" stands from %g to %g", text, (double)c->at.x, (double)end);
    }
}

static void labels_that_do_not_fit_end_in_an_ellipsis(void **state)
{
    (void)state;
    assert_texts_end_before(180);
    assert_false(drawn_text(labels[1]));
    width = 700;
    frame();
    assert_true(drawn_text(labels[0]) && drawn_text(labels[1]) && drawn_text(labels[2]));
    assert_texts_end_before(720);
}

static void cells_that_gave_up_width_are_still_hit(void **state)
{
    (void)state;
    click(174, 36);
    assert_int_equal(choice, 2);
    click(24, 36);
    assert_int_equal(choice, 0);
    click(176, 96);
    assert_int_equal(choice, 2);
}

static void a_menu_is_never_wider_than_the_window(void **state)
{
    (void)state;
    ui.width = 150;
    key(OGV_KEY_TAB);
    key(OGV_KEY_TAB);
    key(OGV_KEY_TAB);
    key(OGV_KEY_ENTER);
    assert_true(ui.menu != 0);
    assert_true(ui.menu_rect.x >= 0 && ui.menu_rect.x + ui.menu_rect.w <= 150);
    assert_false(drawn_text(labels[1]));
}

static void use_every_key(void)
{
    for (int widget = 0; widget < 3; widget++) {
        key(OGV_KEY_TAB);
        for (ogv_key k = OGV_KEY_LEFT; k <= OGV_KEY_END; k++)
            key(k);
    }
    click(60, 36);
    click(60, 96);
    click(60, 156);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_ENTER);
}

static void without_labels_nothing_is_chosen(void **state)
{
    (void)state;
    count = 0;
    choice = 7;
    frame();
    use_every_key();
    assert_int_equal(choice, 7);
}

static void a_choice_that_is_no_row_is_shown_as_none_and_the_arrows_lead_back(void **state)
{
    static const int odd[] = {-1, 3, 1000000, -1000000};
    (void)state;
    width = 700;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        choice = odd[i];
        frame();
        assert_int_equal(count_colored(OGV_FILL, theme->accent), 0); /* no line under a tab */
        assert_int_equal(choice, odd[i]);
        ui.focus = ogv_ui_id(i % 2 ? "tabs" : "segmented");
        key(OGV_KEY_RIGHT);
        assert_int_equal(choice, odd[i] < 0 ? 0 : 2);
        choice = odd[i];
        ui.focus = ogv_ui_id("dropdown");
        key(OGV_KEY_UP);
        assert_int_equal(choice, odd[i] < 0 ? 0 : 2);
    }
}

static void the_ring_leaves_the_line_under_a_tab_a_gap(void **state)
{
    (void)state;
    key(OGV_KEY_TAB);
    key(OGV_KEY_TAB);
    int rings = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_FRAME || memcmp(&c->color, &theme->focus, sizeof c->color) != 0)
            continue;
        assert_near(c->rect.y + c->rect.h, 80 + 32 - 2 - 2, 0);
        rings++;
    }
    assert_int_equal(rings, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(labels_that_do_not_fit_end_in_an_ellipsis),
        TEST(cells_that_gave_up_width_are_still_hit),
        TEST(a_menu_is_never_wider_than_the_window),
        TEST(without_labels_nothing_is_chosen),
        TEST(a_choice_that_is_no_row_is_shown_as_none_and_the_arrows_lead_back),
        TEST(the_ring_leaves_the_line_under_a_tab_a_gap),
    };
    return cmocka_run_group_tests_name("labels", tests, NULL, NULL);
}
