/* The table of keys: each row does what it says, the sheet shows every one, and who else may have a key. */
#include "support.h"

#include "lesson.h"

typedef struct desk {
    ogl_run *run;
    ogv_ui *ui;
    ogv_drawlist list;
} desk;

static desk d;

static void draw(void)
{
    ogv_drawlist_clear(&d.list);
    ogv_ui_begin(d.ui);
    ogl_run_frame(d.run, d.ui);
    ogv_ui_end(d.ui);
    d.ui->input.mouse_pressed = d.ui->input.mouse_released = false;
    d.ui->input.key = OGV_KEY_NONE;
    d.ui->input.alt = false;
}

static int open_desk(void **state)
{
    (void)state;
    char error[300] = "";
    if (ogl_run_create(ogl_lesson_find("decision-boundary"), "en", false, &d.run, error, sizeof error) !=
        OG_OK)
        fail_msg("%s", error);
    d.ui = calloc(1, sizeof *d.ui);
    assert_non_null(d.ui);
    ogv_drawlist_init(&d.list);
    d.ui->list = &d.list;
    d.ui->width = 1280;
    d.ui->height = 800;
    d.ui->theme = &ogv_theme_light;
    d.ui->input.mouse = (ogv_point){-1, -1};
    draw();
    draw();
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    ogv_drawlist_free(&d.list);
    free(d.ui);
    ogl_run_destroy(d.run);
    return 0;
}

static void press(ogl_chord chord)
{
    d.ui->input.key = chord.key;
    d.ui->input.character = chord.character;
    d.ui->input.alt = chord.alt;
    draw();
}

static void letter(char c)
{
    press((ogl_chord){.key = OGV_KEY_CHARACTER, .character = c});
}

static void click(float x, float y)
{
    d.ui->input.mouse = (ogv_point){x, y};
    d.ui->input.mouse_down = d.ui->input.mouse_pressed = true;
    draw();
    d.ui->input.mouse_down = false;
    d.ui->input.mouse_released = true;
    draw();
    d.ui->input.mouse = (ogv_point){-1, -1};
    draw();
}

static void click_on(const char *id)
{
    ogv_point at;
    draw();
    if (!ogv_ui_grip(d.ui, id, &at))
        fail_msg("there is no %s", id);
    click(at.x, at.y);
}

static bool is_written(const char *text)
{
    for (size_t i = 0; i < d.list.command_count; i++)
        if (d.list.commands[i].kind == OGV_TEXT && strcmp(d.list.chars + d.list.commands[i].first, text) == 0)
            return true;
    return false;
}

/* What a key may change, in one number. */
static uint64_t fingerprint(void)
{
    const ogl_run *run = d.run;
    uint64_t sum = (uint64_t)run->step;
    const bool bits[] = {run->playing,   run->why_open,           run->drawer_open, run->help_open,
                         run->look.dark, run->look.high_contrast, run->look.calm,   run->demo != NULL,
                         run->notice[0], run->reached[0][0]};
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
        sum = 31 * sum + bits[i];
    for (int i = 0; i < run->lesson->setting_count; i++)
        sum = 31 * sum + (uint64_t)(run->values[i] * 1000);
    return sum;
}

/* Where every key has something to do: in a middle step, with something reached and something open. */
static void prepare(void)
{
    ogl_run_enter(d.run, 2);
    d.run->reached[2][0] = true;
    d.run->why_open = true;
    d.run->help_open = d.run->drawer_open = d.run->playing = false;
    ogl_demo_stop(d.run);
    draw();
}

static void every_key_of_the_table_does_something_and_both_ways_the_same(void **state)
{
    (void)state;
    for (int i = 0; i < ogl_key_count; i++) {
        const ogl_key *row = &ogl_keys[i];
        assert_true(!row->press || ogl_press_exists(row->press));
        assert_int_equal(row->press != NULL || row->flip != NULL, row->chords[0].key != OGV_KEY_NONE);
        assert_int_equal(row->caps != NULL, row->chords[0].key == OGV_KEY_NONE);
        for (int c = 0; c < 2 && row->chords[c].key != OGV_KEY_NONE; c++) {
            prepare();
            uint64_t before = fingerprint();
            bool trained = strcmp(row->id, "step") == 0;
            long reached = d.run->reached[2][0];
            press(row->chords[c]);
            if (strcmp(row->id, "reset") == 0)
                assert_true(reached && !d.run->reached[2][0]);
            else if (trained)
                assert_int_equal(d.run->train_steps, 1);
            else if (fingerprint() == before)
                fail_msg("the key of \"%s\" does nothing", row->id);
        }
    }
}

/* To lesson 6, which trains and has every switch but the one of lesson 3. */
static bool applies(int row)
{
    return ogl_key_applies(d.run->lesson, &ogl_keys[row]);
}

static void no_two_rows_have_the_same_key(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * ogl_key_count; i++)
        for (int k = 0; k < i && applies(i / 2); k++) {
            ogl_chord a = ogl_keys[i / 2].chords[i % 2], b = ogl_keys[k / 2].chords[k % 2];
            assert_false(applies(k / 2) && a.key != OGV_KEY_NONE && a.key == b.key &&
                         a.character == b.character && a.alt == b.alt);
        }
}

static void the_sheet_shows_every_row_with_its_keys(void **state)
{
    (void)state;
    press((ogl_chord){.key = OGV_KEY_F1});
    draw();
    for (int i = 0; i < ogl_key_count; i++) {
        char caps[96];
        if (!applies(i))
            continue;
        const char *what = ogl_words_get(d.run->ui_words, "keys", ogl_keys[i].id, 0);
        assert_non_null(what);
        if (!is_written(what))
            fail_msg("\"%s\" is not on the sheet", what);
        ogl_key_caps(d.run, &ogl_keys[i], caps, sizeof caps);
        assert_true(caps[0] != 0);
        for (char *cap = strtok(caps, " "); cap; cap = strtok(NULL, " "))
            if (!is_written(cap))
                fail_msg("the key %s of \"%s\" is not on the sheet", cap, what);
    }
    char caps[96];
    ogl_key_caps(d.run, &ogl_keys[6], caps, sizeof caps);
    assert_string_equal(caps, "PgUp  Alt ←");
    assert_false(is_written("<missing>"));
}

static void a_lesson_has_only_the_rows_it_has_use_for(void **state)
{
    (void)state;
    ogl_lesson plain = *d.run->lesson;
    int fewer = 0;
    plain.trains = false;
    plain.setting_count = 0;
    for (int i = 0; i < ogl_key_count; i++) {
        bool of_lesson_3 = strcmp(ogl_keys[i].id, "running") == 0;
        assert_true(applies(i) != of_lesson_3);
        assert_int_equal(ogl_key_applies(ogl_lesson_find("losses"), &ogl_keys[i]) && of_lesson_3,
                         of_lesson_3);
        fewer += applies(i) && !ogl_key_applies(&plain, &ogl_keys[i]);
    }
    assert_int_equal(fewer, 7); /* play, step, dice, slower, faster, contours, test points */
}

static void the_sheet_closes_in_every_way_and_not_by_a_click_on_it(void **state)
{
    (void)state;
    static const ogl_chord ways[] = {
        {.key = OGV_KEY_ESCAPE}, {.key = OGV_KEY_F1}, {.key = OGV_KEY_CHARACTER, .character = '?'}};
    for (int i = 0; i < 5; i++) {
        click_on("help");
        draw();
        assert_true(d.run->help_open);
        click(640, 400);
        assert_true(d.run->help_open);
        if (i < 3)
            press(ways[i]);
        else if (i == 3)
            click_on("help.close");
        else
            click(20, 400);
        assert_false(d.run->help_open);
    }
}

static void while_the_sheet_is_open_nothing_behind_it_hears_a_key(void **state)
{
    (void)state;
    press((ogl_chord){.key = OGV_KEY_F1});
    uint64_t before = fingerprint();
    static const char deaf[] = "rdsnwcp[].";
    for (const char *c = deaf; *c; c++)
        letter(*c);
    press((ogl_chord){.key = OGV_KEY_SPACE});
    press((ogl_chord){.key = OGV_KEY_PAGE_DOWN});
    assert_true(fingerprint() == before);
    assert_int_equal(d.run->train_steps, 0);
    letter('t');
    assert_true(d.run->look.dark);
}

static void the_focus_returns_from_the_sheet_to_where_it_was(void **state)
{
    (void)state;
    press((ogl_chord){.key = OGV_KEY_TAB});
    press((ogl_chord){.key = OGV_KEY_TAB});
    uint64_t before = d.ui->focus;
    assert_true(before != 0);
    press((ogl_chord){.key = OGV_KEY_F1});
    draw();
    assert_int_equal(d.ui->focus, 0);
    press((ogl_chord){.key = OGV_KEY_TAB});
    assert_true(d.ui->focus == ogv_ui_id("help.close"));
    press((ogl_chord){.key = OGV_KEY_SPACE});
    draw();
    assert_false(d.run->help_open);
    assert_true(d.ui->focus == before);
    assert_true(d.ui->focus_visible);
    press((ogl_chord){.key = OGV_KEY_F1});
    press((ogl_chord){.key = OGV_KEY_ESCAPE});
    assert_true(d.ui->focus == before);
    press((ogl_chord){.key = OGV_KEY_F1});
    click(20, 400); /* outside; then another control is taken */
    click_on("contours");
    assert_true(d.ui->focus == ogv_ui_id("contours"));
}

static void letters_sleep_while_a_number_is_typed(void **state)
{
    (void)state;
    click_on("seed");
    uint64_t before = fingerprint();
    letter('s');
    letter('t');
    letter('.');
    press((ogl_chord){.key = OGV_KEY_SPACE});
    assert_true(fingerprint() == before);
    press((ogl_chord){.key = OGV_KEY_ESCAPE});
    letter('t');
    assert_true(fingerprint() != before);
}

static void the_switches_of_the_sheet_change_contrast_and_motion(void **state)
{
    (void)state;
    press((ogl_chord){.key = OGV_KEY_F1});
    click_on("contrast");
    assert_true(d.run->look.high_contrast);
    assert_ptr_equal(d.ui->theme, ogv_theme_choose(false, true));
    letter('t');
    draw();
    assert_ptr_equal(d.ui->theme, ogv_theme_choose(true, true));
    click_on("motion");
    assert_true(d.run->look.calm);
    d.ui->animated = true;
    draw();
    assert_false(d.ui->animated);
    click_on("motion");
    click_on("contrast");
    assert_false(d.run->look.calm || d.run->look.high_contrast);
}

static void a_message_is_shown_for_three_seconds(void **state)
{
    (void)state;
    ogl_notify(d.run, "Saved as ogee-1.png");
    for (int i = 0; i < 179; i++) {
        draw();
        assert_true(is_written("Saved as ogee-1.png"));
    }
    draw();
    assert_false(is_written("Saved as ogee-1.png"));
}

static void a_picture_is_taken_without_the_message_of_the_last_one(void **state)
{
    (void)state;
    ogl_notify(d.run, "Saved as ogee-1.png");
    d.ui->pictured = true;
    draw();
    assert_false(is_written("Saved as ogee-1.png"));
    d.ui->pictured = false;
    draw();
    assert_true(is_written("Saved as ogee-1.png"));
}

static size_t veils(void)
{
    size_t count = 0;
    for (size_t i = 0; i < d.list.command_count; i++) {
        const ogv_command *c = &d.list.commands[i];
        count +=
            c->kind == OGV_FILL && c->rect.w > 300 && c->rect.h > 600 && c->color.a > 0 && c->color.a < 255;
    }
    return count;
}

static void a_new_step_fades_in_where_things_move(void **state)
{
    (void)state;
    for (int calm = 0; calm < 2; calm++) {
        d.run->look.calm = calm;
        d.ui->animated = true;
        draw();
        d.ui->animated = true;
        press((ogl_chord){.key = calm ? OGV_KEY_PAGE_UP : OGV_KEY_PAGE_DOWN});
        assert_int_equal(veils(), calm ? 0 : 2);
        for (int i = 0; i < 12; i++) {
            d.ui->animated = true;
            draw();
        }
        assert_int_equal(veils(), 0);
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, open_desk, close_desk)
    const struct CMUnitTest tests[] = {
        TEST(every_key_of_the_table_does_something_and_both_ways_the_same),
        TEST(no_two_rows_have_the_same_key),
        TEST(the_sheet_shows_every_row_with_its_keys),
        TEST(a_lesson_has_only_the_rows_it_has_use_for),
        TEST(the_sheet_closes_in_every_way_and_not_by_a_click_on_it),
        TEST(while_the_sheet_is_open_nothing_behind_it_hears_a_key),
        TEST(the_focus_returns_from_the_sheet_to_where_it_was),
        TEST(letters_sleep_while_a_number_is_typed),
        TEST(the_switches_of_the_sheet_change_contrast_and_motion),
        TEST(a_message_is_shown_for_three_seconds),
        TEST(a_picture_is_taken_without_the_message_of_the_last_one),
        TEST(a_new_step_fades_in_where_things_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
