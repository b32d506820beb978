/* Every widget in every state: normal, hovered, pressed, focused, disabled; reached by pointer, keyboard and
   script. */
#include <math.h>

#include "ogee_viz/plot.h"
#include "stage.h"

static struct {
    bool on, disabled;
    double number;
    int choice;
    char text[32];
} value;

static const ogv_rect place = {100, 100, 120, 32};
static const char *const labels[] = {"one", "two", "six"};

static bool primary(void)
{
    return ogv_button(&ui, "w", place, "Next", (ogv_button_look){.kind = OGV_PRIMARY});
}

static bool secondary(void)
{
    return ogv_button(&ui, "w", place, "Show me", (ogv_button_look){.kind = OGV_SECONDARY});
}

static bool icon(void)
{
    return ogv_button(&ui, "w", (ogv_rect){100, 100, 32, 32}, NULL,
                      (ogv_button_look){.kind = OGV_GHOST, .icon = OGV_ICON_HELP});
}

static bool slider(void)
{
    static const ogv_slider_def def = {0, 10, 5, 0, 1};
    return ogv_slider(&ui, "w", place, &value.number, &def);
}

static bool toggle(void)
{
    return ogv_toggle(&ui, "w", place, &value.on, "Slope");
}

static bool checkbox(void)
{
    return ogv_checkbox(&ui, "w", place, &value.on, "Contours");
}

static bool chip(void)
{
    return ogv_chip(&ui, "w", (ogv_rect){100, 100, 140, 36}, &value.on, "tanh", theme->teal, 10, 4);
}

static bool segmented(void)
{
    return ogv_segmented(&ui, "w", place, labels, 3, &value.choice, false);
}

static bool tabs(void)
{
    return ogv_tabs(&ui, "w", place, labels, 3, &value.choice);
}

static bool dropdown(void)
{
    return ogv_dropdown(&ui, "w", place, labels, 3, &value.choice, false);
}

static bool number(void)
{
    static const ogv_number_def def = {0, 10, 1, "Use 0 to 10"};
    return ogv_number(&ui, "w", place, &value.number, &def);
}

static bool text_field(void)
{
    return ogv_text_field(&ui, "w", place, value.text, sizeof value.text, &(ogv_field_def){.hint = "name"});
}

static bool file_field(void)
{
    return ogv_text_field(&ui, "w", place, value.text, sizeof value.text, &(ogv_field_def){.file = true});
}

static bool thumbnail(void)
{
    return ogv_thumbnail(&ui, "w", (ogv_rect){100, 100, 58, 58}, false).clicked;
}

static bool dot(void)
{
    static const ogv_axes axes = {.rect = {100, 100, 120, 32}, .x = {0, 10}, .y = {0, 1}};
    return ogv_drag_dot(&ui, "w", &axes, &value.number, 0.5, 0.1, theme->value);
}

/* How a widget answers. */
enum { CLICKS = 1, ARROWS = 2, OPENS = 4, TYPES = 8 };

static const struct widget {
    const char *name;
    bool (*draw)(void);
    unsigned answers;
    bool still; /* pressed looks like hovered or normal: what it does is to be seen at once */
} widgets[] = {
    {"primary button", primary, CLICKS, false},
    {"secondary button", secondary, CLICKS, false},
    {"icon button", icon, CLICKS, false},
    {"slider", slider, ARROWS, false},
    {"toggle", toggle, CLICKS, true},
    {"checkbox", checkbox, CLICKS, true},
    {"chip", chip, CLICKS, false},
    {"segmented choice", segmented, ARROWS, true},
    {"tabs", tabs, ARROWS, true},
    {"dropdown", dropdown, OPENS, false},
    {"number field", number, TYPES, false},
    {"text field", text_field, TYPES, false},
    {"file field", file_field, TYPES, false},
    {"thumbnail", thumbnail, CLICKS, false},
    {"draggable dot", dot, ARROWS, false},
};
enum { WIDGETS = sizeof widgets / sizeof *widgets };

static const struct widget *now;
static bool answered;

static void draw(void)
{
    ui.disabled = value.disabled;
    answered = now->draw();
    ui.disabled = false;
}

static void begin(int i)
{
    now = &widgets[i];
    ogv_drawlist_free(&list);
    stage_setup(NULL);
    stage_draw = draw;
    memset(&value, 0, sizeof value);
    value.number = 5;
    value.choice = 0;
    frame();
    frame();
}

static ogv_point middle(void)
{
    ogv_point at = {116, 116};
    ogv_ui_grip(&ui, "w", &at);
    return at;
}

typedef enum mood { NORMAL, HOVERED, PRESSED, FOCUSED, DISABLED, STATES } mood;

/* What the widget looks like in that state. */
static uint64_t look(int i, mood s, size_t *commands)
{
    begin(i);
    ogv_point at = middle();
    value.disabled = s == DISABLED;
    if (s == HOVERED || s == PRESSED)
        move(at.x, at.y);
    if (s == FOCUSED)
        key(OGV_KEY_TAB);
    if (s == PRESSED)
        down(at.x, at.y);
    frame();
    frame();
    *commands = list.command_count;
    return stage_digest();
}

static void every_state_of_every_widget_can_be_told_from_the_others(void **state)
{
    (void)state;
    static const char *const names[] = {"normal", "hovered", "pressed", "focused", "disabled"};
    for (int i = 0; i < WIDGETS; i++) {
        uint64_t looks[STATES];
        size_t count[STATES];
        for (int s = 0; s < STATES; s++)
            looks[s] = look(i, s, &count[s]);
        for (int s = 0; s < STATES; s++)
            for (int t = 0; t < s; t++)
                if (looks[s] == looks[t] && !(widgets[i].still && (s == PRESSED || t == PRESSED)))
                    fail_msg("a %s looks the same %s and %s", widgets[i].name, names[t], names[s]);
    }
}

/* A ring around it, or in place of its border; never another fill. */
static void the_focus_adds_to_the_state_and_replaces_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < WIDGETS; i++) {
        size_t normal, focused, fills;
        look(i, NORMAL, &normal);
        fills = count_kind(OGV_FILL);
        look(i, FOCUSED, &focused);
        assert_int_equal(count_kind(OGV_FILL), fills);
        assert_true(focused >= normal);
        assert_true(count_colored(OGV_FRAME, theme->focus) + count_colored(OGV_POLYLINE, theme->focus) >= 1);
    }
}

static void a_disabled_widget_hears_nothing(void **state)
{
    (void)state;
    static const ogv_key keys[] = {OGV_KEY_TAB,  OGV_KEY_SPACE, OGV_KEY_ENTER, OGV_KEY_LEFT,
                                   OGV_KEY_HOME, OGV_KEY_END,   OGV_KEY_DOWN};
    for (int i = 0; i < WIDGETS; i++) {
        begin(i);
        ogv_point at = middle();
        value.disabled = true;
        frame();
        uint64_t before = stage_digest();
        down(at.x, at.y);
        assert_false(answered);
        up();
        assert_false(answered);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            key(keys[k]);
            assert_false(answered);
        }
        type("7");
        assert_false(ogv_ui_press(&ui, "w"));
        ui.input.wheel = 1;
        frame();
        ui.input.wheel = 0;
        assert_false(answered);
        assert_int_equal(ui.focus, 0);
        frame();
        assert_true(stage_digest() == before);
    }
}

static void every_widget_answers_the_pointer(void **state)
{
    (void)state;
    for (int i = 0; i < WIDGETS; i++) {
        begin(i);
        ogv_point at = middle();
        bool heard = false;
        down(at.x, at.y);
        heard |= answered;
        if (widgets[i].answers == ARROWS) {
            move(at.x + 40, at.y); /* drags, or comes up over the next label */
            frame();
            heard |= answered;
        }
        up();
        heard |= answered;
        heard |= widgets[i].answers == OPENS && ui.menu != 0;
        heard |= widgets[i].answers == TYPES && ui.edit != 0;
        if (!heard)
            fail_msg("a %s does not hear the pointer", widgets[i].name);
    }
}

static void every_widget_answers_the_keyboard(void **state)
{
    (void)state;
    for (int i = 0; i < WIDGETS; i++) {
        begin(i);
        key(OGV_KEY_TAB);
        assert_true(ui.focus == ogv_ui_id("w"));
        bool heard = false;
        switch (widgets[i].answers) {
        case CLICKS:
            key(OGV_KEY_SPACE);
            heard = answered;
            key(OGV_KEY_ENTER);
            heard = heard && answered;
            break;
        case ARROWS:
            key(OGV_KEY_RIGHT);
            heard = answered;
            key(OGV_KEY_HOME);
            heard = heard && answered;
            key(OGV_KEY_END);
            heard = heard && answered;
            break;
        case OPENS:
            key(OGV_KEY_SPACE);
            key(OGV_KEY_DOWN);
            key(OGV_KEY_ENTER);
            heard = answered && value.choice == 1;
            break;
        default:
            type("7");
            key(OGV_KEY_ENTER);
            heard = answered;
            break;
        }
        if (!heard)
            fail_msg("a %s does not hear the keyboard", widgets[i].name);
    }
}

static void home_and_end_go_to_the_ends_of_numbers_and_choices(void **state)
{
    (void)state;
    for (int i = 0; i < WIDGETS; i++) {
        bool text = widgets[i].draw == text_field || widgets[i].draw == file_field;
        if (widgets[i].answers == CLICKS || text)
            continue;
        begin(i);
        key(OGV_KEY_TAB);
        value.choice = 1;
        key(OGV_KEY_END);
        assert_true(answered);
        assert_true(value.number == 10 || value.choice == 2);
        key(OGV_KEY_HOME);
        assert_true(answered);
        assert_true(value.number == 0 || value.choice == 0);
        assert_false(ogv_ui_key(&ui, OGV_KEY_HOME)); /* nobody else gets it */
    }
}

static void what_is_dragged_can_be_typed(void **state)
{
    (void)state;
    for (int i = 0; i < WIDGETS; i++) {
        if (widgets[i].draw != slider && widgets[i].draw != dot)
            continue;
        begin(i);
        type("7"); /* without the focus */
        assert_near(value.number, 5, 0);
        key(OGV_KEY_TAB);
        type("7.3");
        assert_near(value.number, 5, 0); /* until Enter */
        assert_true(ogv_ui_find(&ui, "w.typed", NULL));
        assert_false(ogv_ui_char(&ui, '.'));
        key(OGV_KEY_ENTER);
        assert_true(answered);
        assert_near(value.number, 7.3, 1e-12);
        assert_true(ui.focus == ogv_ui_id("w")); /* the arrows go on from there */
        frame();
        assert_int_equal(ui.spot_count, 1);
        key(OGV_KEY_RIGHT);
        assert_near(value.number, 7.4, 1e-12);
        type("99");
        key(OGV_KEY_ENTER); /* too much: the field says what is allowed */
        assert_near(value.number, 7.4, 1e-12);
        assert_string_equal(ui.tip, "0.0 \u2026 10.0");
        key(OGV_KEY_ESCAPE);
        assert_near(value.number, 7.4, 1e-12);
        assert_true(ui.focus == ogv_ui_id("w"));
        key(OGV_KEY_ENTER); /* shows the number itself */
        assert_true(drawn_text("7.4"));
        click(700, 500); /* elsewhere */
        frame();
        assert_int_equal(ui.edit, 0);
        assert_int_equal(ui.spot_count, 1);
    }
}

static void a_point_is_free_for_a_training_step_while_a_slider_has_the_focus(void **state)
{
    (void)state;
    begin(3);
    assert_true(now->draw == slider);
    ogv_point at = middle();
    click(at.x, at.y);
    ui.input.key = OGV_KEY_CHARACTER;
    ui.input.character = '.';
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    assert_true(ogv_ui_char(&ui, '.'));
    draw();
    ogv_ui_end(&ui);
    assert_int_equal(ui.edit, 0);
}

static void every_widget_that_clicks_or_opens_answers_a_script(void **state)
{
    (void)state;
    for (int i = 0; i < WIDGETS; i++) {
        begin(i);
        assert_true(ogv_ui_find(&ui, "w", NULL));
        if (!(widgets[i].answers & (CLICKS | OPENS)))
            continue;
        assert_true(ogv_ui_press(&ui, "w"));
        frame();
        bool heard = answered || ui.menu != 0;
        if (!heard)
            fail_msg("a %s does not hear a script", widgets[i].name);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_state_of_every_widget_can_be_told_from_the_others),
        TEST(the_focus_adds_to_the_state_and_replaces_nothing),
        TEST(a_disabled_widget_hears_nothing),
        TEST(every_widget_answers_the_pointer),
        TEST(every_widget_answers_the_keyboard),
        TEST(home_and_end_go_to_the_ends_of_numbers_and_choices),
        TEST(what_is_dragged_can_be_typed),
        TEST(a_point_is_free_for_a_training_step_while_a_slider_has_the_focus),
        TEST(every_widget_that_clicks_or_opens_answers_a_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
