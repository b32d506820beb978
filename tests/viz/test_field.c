/* Text fields: caret, selection, clipboard, UTF-8; and a field for files. */
#include "ogee_viz/text.h"
#include "stage.h"

static char text[32], path[64], other[64], board[OGV_EDIT_SIZE];
static float name_x;
static bool changed, path_changed, other_shown;
static ogv_field_def def, file_def;

static void draw(void)
{
    changed = ogv_text_field(&ui, "name", (ogv_rect){name_x, 20, 200, 32}, text, sizeof text, &def);
    path_changed = ogv_text_field(&ui, "path", (ogv_rect){20, 100, 300, 32}, path, sizeof path, &file_def);
    if (other_shown)
        ogv_text_field(&ui, "other", (ogv_rect){20, 200, 300, 32}, other, sizeof other, &file_def);
}

static void board_get(char *out, size_t size)
{
    snprintf(out, size, "%s", board);
}

static void board_set(const char *in)
{
    snprintf(board, sizeof board, "%s", in);
}

static int reset(void **state)
{
    stage_setup(state);
    stage_draw = draw;
    snprintf(text, sizeof text, "moons");
    path[0] = board[0] = other[0] = 0;
    other_shown = false;
    name_x = 20;
    def = (ogv_field_def){.hint = "a name"};
    file_def = (ogv_field_def){.hint = "a table", .file = true};
    ui.clipboard_get = board_get;
    ui.clipboard_set = board_set;
    frame();
    return 0;
}

static void ctrl(char character)
{
    ui.input.ctrl = true;
    ui.input.character = character;
    key(OGV_KEY_CHARACTER);
    ui.input.ctrl = false;
}

static void shift_key(ogv_key k)
{
    ui.input.shift = true;
    key(k);
    ui.input.shift = false;
}

static void begin(void)
{
    key(OGV_KEY_TAB);
    key(OGV_KEY_ENTER);
}

static void typing_replaces_the_selected_text_and_enter_takes_it(void **state)
{
    (void)state;
    begin();
    type("two words");
    assert_string_equal(text, "moons");
    key(OGV_KEY_ENTER);
    assert_string_equal(text, "two words");
    assert_true(changed);
    frame();
    assert_false(changed);
}

static void escape_returns_and_leaving_takes(void **state)
{
    (void)state;
    begin();
    type("x");
    key(OGV_KEY_ESCAPE);
    assert_string_equal(text, "moons");
    click(60, 30);
    type("y");
    click(600, 400);
    assert_string_equal(text, "y");
}

static void the_caret_moves_and_shift_selects(void **state)
{
    (void)state;
    begin();
    key(OGV_KEY_END);
    shift_key(OGV_KEY_LEFT);
    shift_key(OGV_KEY_LEFT);
    type("N"); /* "ns" is replaced */
    key(OGV_KEY_HOME);
    key(OGV_KEY_DELETE);
    type("M");
    key(OGV_KEY_ENTER);
    assert_string_equal(text, "MooN");
}

static void characters_beyond_ascii_count_as_one(void **state)
{
    (void)state;
    begin();
    const char *typed[] = {"\xc3\xa4", "\xe6\xa2\xaf", "\xf0\x9d\x9c\x8e"};
    for (int i = 0; i < 3; i++) {
        snprintf(ui.input.text, sizeof ui.input.text, "%s", typed[i]);
        key(OGV_KEY_CHARACTER);
    }
    key(OGV_KEY_LEFT);
    key(OGV_KEY_BACKSPACE);
    key(OGV_KEY_ENTER);
    assert_string_equal(text, "\xc3\xa4\xf0\x9d\x9c\x8e");
}

static void cut_copy_and_paste_go_through_the_clipboard(void **state)
{
    (void)state;
    begin();
    ctrl('c');
    assert_string_equal(board, "moons");
    key(OGV_KEY_END);
    ctrl('v');
    ctrl('a');
    ctrl('x');
    assert_string_equal(board, "moonsmoons");
    snprintf(board, sizeof board, "a\nb\tc");
    ctrl('v'); /* one line: control characters stay out */
    key(OGV_KEY_ENTER);
    assert_string_equal(text, "abc");
}

static void a_text_that_would_not_fit_is_not_let_in(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 40; i++)
        type("0");
    key(OGV_KEY_ENTER);
    assert_int_equal(strlen(text), sizeof text - 1);
}

static void the_pointer_sets_the_caret_and_drags_a_selection(void **state)
{
    (void)state;
    float glyph = ogv_text_width(&list, OGV_UI, 14, "m");
    click(60, 30);            /* begins */
    down(30 + 2 * glyph, 30); /* behind "mo" */
    move(30 + 4 * glyph, 30); /* to "moon" */
    frame();
    up();
    type("X");
    key(OGV_KEY_ENTER);
    assert_string_equal(text, "moXs");
}

static void an_empty_field_shows_its_hint(void **state)
{
    (void)state;
    assert_true(drawn_text("a table"));
    assert_false(drawn_text("a name"));
}

static void a_refused_text_is_said_under_the_field(void **state)
{
    (void)state;
    def.invalid = "There is no such file";
    frame();
    assert_true(drawn_text("There is no such file"));
    assert_true(count_colored(OGV_FRAME, theme->err) == 1);
}

static void a_dropped_file_lands_in_the_field_for_files(void **state)
{
    (void)state;
    ui.input.dropped = "/tmp/table.csv";
    frame();
    ui.input.dropped = NULL;
    assert_string_equal(path, "/tmp/table.csv");
    assert_true(path_changed);
    assert_string_equal(text, "moons");
}

static void drop(const char *file)
{
    ui.input.dropped = file;
    frame();
    ui.input.dropped = NULL;
}

static void of_two_fields_for_files_the_one_under_the_pointer_takes_it(void **state)
{
    (void)state;
    other_shown = true;
    frame();
    move(100, 210);
    drop("/tmp/a.csv");
    assert_string_equal(other, "/tmp/a.csv");
    assert_string_equal(path, "");
    move(100, 110);
    drop("/tmp/b.csv");
    assert_string_equal(path, "/tmp/b.csv");
    assert_string_equal(other, "/tmp/a.csv");
    move(600, 500); /* over neither: nobody can tell */
    drop("/tmp/c.csv");
    assert_string_equal(path, "/tmp/b.csv");
    assert_string_equal(other, "/tmp/a.csv");
    click(100, 210);
    move(600, 500);
    drop("/tmp/d.csv"); /* the one with the keyboard */
    assert_string_equal(other, "/tmp/d.csv");
    assert_string_equal(path, "/tmp/b.csv");
    assert_int_equal(ui.edit, 0);
}

static void a_path_that_is_too_long_is_not_taken_in_part(void **state)
{
    char longest[80];
    (void)state;
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = 0;
    snprintf(path, sizeof path, "/tmp/table.csv");
    drop(longest);
    assert_string_equal(path, "/tmp/table.csv");
    longest[63] = 0;
    drop(longest);
    assert_string_equal(path, longest);
}

static char essay[OGV_EDIT_SIZE + 8];

static void draw_essay(void)
{
    ogv_text_field(&ui, "essay", (ogv_rect){20, 20, 200, 32}, essay, sizeof essay, &def);
}

static void a_long_text_is_edited_whole_and_one_beyond_that_is_kept(void **state)
{
    (void)state;
    stage_draw = draw_essay;
    for (size_t i = 0; i < 2000; i += 2)
        memcpy(essay + i, "\xc3\xa4", 2);
    essay[2000] = 0;
    frame();
    begin();
    key(OGV_KEY_END);
    type("x");
    key(OGV_KEY_ENTER);
    assert_int_equal(strlen(essay), 2001);
    assert_string_equal(essay + 1996, "\xc3\xa4\xc3\xa4x");
    for (size_t i = 0; i + 1 < sizeof essay; i++)
        essay[i] = "\xc3\xa4"[i % 2];
    essay[sizeof essay - 2] = 0;
    begin();
    assert_int_equal(ui.edit, 0);
    type("x");
    key(OGV_KEY_ENTER);
    assert_int_equal(strlen(essay), sizeof essay - 2);
}

static void a_paste_that_does_not_fit_leaves_text_and_selection(void **state)
{
    (void)state;
    begin();
    memset(board, 'b', sizeof board);
    board[40] = 0;
    ctrl('v');
    assert_string_equal(ui.edit_text, "moons");
    board[40] = 'b';
    board[sizeof board - 1] = 0; /* longer than the editor */
    ctrl('v');
    assert_string_equal(ui.edit_text, "moons");
    type("x"); /* it was all selected */
    assert_string_equal(ui.edit_text, "x");
}

static void a_long_sentence_stays_inside_the_window(void **state)
{
    static const char *sentence =
        "There is no such file, or it may not be read: choose one that ends in .csv and has a line of names "
        "at its top";
    (void)state;
    def.invalid = sentence;
    ui.width = 400;
    frame();
    assert_false(drawn_text(sentence));
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_TEXT && memcmp(&c->color, &theme->err, sizeof c->color) == 0)
            assert_true(c->at.x >= 8 &&
                        c->at.x + ogv_text_width(&list, c->font, c->size, list.chars + c->first) <= 392);
    }
}

static void a_sentence_that_would_run_out_at_the_right_lies_over_everything(void **state)
{
    (void)state;
    def.invalid = "There is no such file";
    ui.width = 100;
    frame();
    assert_string_equal(ui.tip, ""); /* too narrow for a plate: cut */
    ui.width = 20 + ogv_text_width(&list, OGV_UI, 13, def.invalid) + 8;
    frame();
    assert_string_equal(ui.tip, "");
    ui.width += 12;
    name_x = 40;
    frame();
    assert_string_equal(ui.tip, def.invalid);
    assert_int_equal(count_colored(OGV_TEXT, theme->err), 0);
}

static void the_sentence_of_a_field_at_the_lower_edge_is_said_above_it(void **state)
{
    (void)state;
    ui.height = 140;
    file_def.invalid = "There is no such file";
    frame();
    assert_string_equal(ui.tip, "There is no such file");
    assert_int_equal(count_colored(OGV_FILL, theme->tip), 1);
}

static void clicking_into_another_field_takes_what_was_typed_whichever_comes_first(void **state)
{
    (void)state;
    click(100, 110);
    type("b.csv");
    click(60, 30); /* the earlier one */
    assert_string_equal(path, "b.csv");
    type("circles");
    click(100, 110);
    assert_string_equal(text, "circles");
    key(OGV_KEY_ESCAPE);
    assert_string_equal(path, "b.csv");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(typing_replaces_the_selected_text_and_enter_takes_it),
        TEST(escape_returns_and_leaving_takes),
        TEST(the_caret_moves_and_shift_selects),
        TEST(characters_beyond_ascii_count_as_one),
        TEST(cut_copy_and_paste_go_through_the_clipboard),
        TEST(a_text_that_would_not_fit_is_not_let_in),
        TEST(the_pointer_sets_the_caret_and_drags_a_selection),
        TEST(an_empty_field_shows_its_hint),
        TEST(a_refused_text_is_said_under_the_field),
        TEST(a_dropped_file_lands_in_the_field_for_files),
        TEST(of_two_fields_for_files_the_one_under_the_pointer_takes_it),
        TEST(a_path_that_is_too_long_is_not_taken_in_part),
        TEST(a_long_text_is_edited_whole_and_one_beyond_that_is_kept),
        TEST(a_paste_that_does_not_fit_leaves_text_and_selection),
        TEST(a_long_sentence_stays_inside_the_window),
        TEST(a_sentence_that_would_run_out_at_the_right_lies_over_everything),
        TEST(the_sentence_of_a_field_at_the_lower_edge_is_said_above_it),
        TEST(clicking_into_another_field_takes_what_was_typed_whichever_comes_first),
    };
    return cmocka_run_group_tests_name("field", tests, NULL, NULL);
}
