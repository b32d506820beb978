/* The launcher: what its cards show, how they are chosen and opened, and the way back from a lesson. */
#include "launcher.h"

#include "fit.h"
#include "ogee_viz/app.h"
#include "play.h"

static ogl_launcher launcher;

/* Copies of one lesson under other numbers, to see more cards than there are lessons. */
enum { COPIES = 14 };
static ogl_lesson copies[COPIES];
static const ogl_lesson *table[COPIES + 1];

static void draw_line(const void *state, ogv_drawlist *to, const ogv_theme *t, ogv_rect rect)
{
    (void)state;
    ogv_line(to, (ogv_point){rect.x - 9, rect.y}, (ogv_point){rect.x + rect.w, rect.y + rect.h}, 2, t->value);
}
static const ogl_card line_card = {.draw = draw_line};

static const ogl_lesson *const *lessons_of(int count)
{
    for (int i = 0; i < count; i++) {
        copies[i] = *ogl_lesson_find("decision-boundary");
        copies[i].card = &line_card;
        table[i] = &copies[i];
    }
    table[count] = NULL;
    return table;
}

static void open_launcher(int count, const char *path)
{
    char error[300] = "";
    if (ogl_launcher_open(&launcher, lessons_of(count), "en", path, error, sizeof error) != OG_OK)
        fail_msg("%s", error);
    ui.width = 1280;
    ui.height = 800;
}

/* Their words are loaded, so from now on they may have numbers of their own; they cannot be opened any more.
 */
static void number_cards(int count)
{
    for (int i = 0; i < count; i++)
        copies[i].number = i + 1;
}

static void draw_launcher(void)
{
    ogl_launcher_frame(&launcher, &ui);
}

static int setup(void **state)
{
    stage_setup(state);
    stage_draw = draw_launcher;
    open_launcher(6, "");
    frame();
    return 0;
}

static int teardown(void **state)
{
    ogl_launcher_close(&launcher);
    return stage_teardown(state);
}

static void letter(char c)
{
    ui.input.character = c;
    key(OGV_KEY_CHARACTER);
}

static void enter(int card)
{
    launcher.chosen = card;
    key(OGV_KEY_ENTER);
    assert_non_null(launcher.run);
    frame();
}

/* ---- cards ---- */

static void the_title_says_how_many_lessons_there_are(void **state)
{
    (void)state;
    assert_true(drawn_text("One small curve, six hands-on lessons"));
    ogl_launcher_close(&launcher);
    open_launcher(COPIES, "");
    frame();
    assert_true(drawn_text("One small curve, 14 hands-on lessons"));
}

static void the_real_lessons_have_cards_with_pictures_words_and_minutes(void **state)
{
    (void)state;
    char error[300] = "";
    ogl_launcher_close(&launcher);
    assert_ok(ogl_launcher_open(&launcher, ogl_lessons, "en", "", error, sizeof error));
    for (int i = 0; i < 30; i++)
        frame();
    assert_false(drawn_text("<missing>"));
    for (int i = 0; ogl_lessons[i]; i++) {
        const char *line = ogl_words_get(launcher.lesson_words[i], "lesson", "card", 0);
        if (!ogl_lessons[i]->card || !ogl_lessons[i]->card->draw)
            fail_msg("%s has no picture", ogl_lessons[i]->id);
        if (!line || strlen(line) > 46 || line[strlen(line) - 1] != '.' ||
            strchr(line, '.') != line + strlen(line) - 1)
            fail_msg("%s: the card says \"%s\", which is not one short sentence", ogl_lessons[i]->id, line);
        if (ogl_lessons[i]->minutes < 1)
            fail_msg("%s does not say how many minutes it takes", ogl_lessons[i]->id);
    }
}

/* The picture of a card covers its place and nothing else, is there from the first frame, and is the same
   each time. */
static void a_picture_is_there_at_once_and_moves_by_frames_alone(void **state)
{
    (void)state;
    for (int l = 0; ogl_lessons[l]; l++) {
        const ogl_card *card = ogl_lessons[l]->card;
        uint64_t digests[2];
        for (int again = 0; card && again < 2; again++) {
            void *state_of_card = calloc(1, card->state_size + 1);
            assert_non_null(state_of_card);
            if (card->init)
                assert_ok(card->init(state_of_card));
            for (long f = 0; f < 40; f++) {
                if (card->update)
                    card->update(state_of_card, f);
                ogv_drawlist_clear(&list);
                card->draw(state_of_card, &list, f % 2 ? &ogv_theme_dark : &ogv_theme_light,
                           (ogv_rect){40, 184, 288, 160});
                if (list.command_count < 2)
                    fail_msg("%s: the card is empty in frame %ld", ogl_lessons[l]->id, f);
            }
            digests[again] = stage_digest();
            if (card->destroy)
                card->destroy(state_of_card);
            free(state_of_card);
        }
        if (card && digests[0] != digests[1])
            fail_msg("%s: the card is not the same twice", ogl_lessons[l]->id);
    }
}

static void with_reduced_motion_the_pictures_stand_still(void **state)
{
    (void)state;
    launcher.look.calm = true;
    long before = launcher.card_frame;
    frame();
    frame();
    assert_int_equal(launcher.card_frame, before);
    launcher.look.calm = false;
    frame();
    assert_int_equal(launcher.card_frame, before + 1);
}

/* ---- choosing and opening ---- */

static void arrows_choose_and_enter_opens(void **state)
{
    (void)state;
    assert_int_equal(launcher.columns, 3);
    key(OGV_KEY_RIGHT);
    assert_int_equal(launcher.chosen, 1);
    key(OGV_KEY_DOWN);
    assert_int_equal(launcher.chosen, 4);
    key(OGV_KEY_DOWN);
    assert_int_equal(launcher.chosen, 4);
    key(OGV_KEY_UP);
    key(OGV_KEY_LEFT);
    key(OGV_KEY_LEFT);
    assert_int_equal(launcher.chosen, 0);
    key(OGV_KEY_END);
    assert_int_equal(launcher.chosen, 5);
    key(OGV_KEY_HOME);
    key(OGV_KEY_RIGHT);
    key(OGV_KEY_ENTER);
    assert_non_null(launcher.run);
    assert_ptr_equal(launcher.run->lesson, &copies[1]);
}

static void a_short_last_row_is_reached_from_above(void **state)
{
    (void)state;
    ogl_launcher_close(&launcher);
    open_launcher(5, "");
    frame();
    assert_int_equal(launcher.columns, 3);
    launcher.chosen = 2;
    key(OGV_KEY_DOWN);
    assert_int_equal(launcher.chosen, 4);
}

static void a_digit_opens_the_lesson_of_that_number(void **state)
{
    (void)state;
    char error[300] = "";
    ogl_launcher_close(&launcher);
    assert_ok(ogl_launcher_open(&launcher, ogl_lessons, "en", "", error, sizeof error));
    frame();
    letter('6');
    assert_non_null(launcher.run);
    assert_string_equal(launcher.run->lesson->id, "decision-boundary");
    key(OGV_KEY_ESCAPE);
    assert_null(launcher.run);
    letter('9');
    letter('0');
    assert_null(launcher.run);
}

static void a_click_opens_a_card_and_only_where_it_began(void **state)
{
    (void)state;
    click(1000, 250);
    assert_ptr_equal(launcher.run->lesson, &copies[2]);
    key(OGV_KEY_ESCAPE);
    down(100, 250);
    assert_int_equal(launcher.chosen, 0);
    move(600, 250);
    up();
    assert_null(launcher.run);
    click(436, 300); /* between two cards */
    assert_null(launcher.run);
    click(600, 660); /* the words belong to the card */
    assert_ptr_equal(launcher.run->lesson, &copies[4]);
}

static void tab_reaches_continue_and_the_cards(void **state)
{
    (void)state;
    bool cards = false, on = false;
    for (int i = 0; i < 6; i++) {
        key(OGV_KEY_TAB);
        cards = cards || ui.focus == ogv_ui_id("cards");
        on = on || ui.focus == ogv_ui_id("continue");
    }
    assert_true(cards && on);
    while (ui.focus != ogv_ui_id("cards"))
        key(OGV_KEY_TAB);
    key(OGV_KEY_RIGHT);
    key(OGV_KEY_SPACE);
    assert_ptr_equal(launcher.run->lesson, &copies[1]);
}

static void many_cards_scroll_and_the_chosen_one_comes_into_sight(void **state)
{
    (void)state;
    ogl_launcher_close(&launcher);
    open_launcher(COPIES, "");
    number_cards(COPIES);
    ui.width = 960;
    ui.height = 600;
    frame();
    assert_near((double)launcher.scroll, 0, 0);
    key(OGV_KEY_END);
    frame();
    assert_true(launcher.scroll > 400);
    assert_true(drawn_text("14"));
    float end = launcher.scroll;
    key(OGV_KEY_HOME);
    frame();
    assert_near((double)launcher.scroll, 0, 0);
    ui.input.mouse = (ogv_point){400, 300};
    for (int i = 0; i < 200; i++) {
        ui.input.wheel = -1;
        frame();
    }
    ui.input.wheel = 0;
    assert_near((double)launcher.scroll, (double)end, 40);
}

/* ---- a lesson and back ---- */

static void escape_closes_what_lies_on_the_lesson_and_then_the_lesson(void **state)
{
    (void)state;
    enter(1);
    letter('w');
    assert_true(launcher.run->why_open);
    key(OGV_KEY_ESCAPE);
    assert_non_null(launcher.run);
    key(OGV_KEY_ESCAPE);
    assert_null(launcher.run);
    frame();
    assert_true(drawn_text("One small curve, six hands-on lessons"));
}

static void the_mark_and_finish_lead_back_too(void **state)
{
    (void)state;
    enter(1);
    click(34, 28);
    assert_null(launcher.run);
    enter(1);
    ogl_run_enter(launcher.run, launcher.run->lesson->step_count - 1);
    frame();
    assert_true(drawn_text("Finish"));
    click(1110, 28);
    assert_null(launcher.run);
}

static void a_lesson_of_its_own_has_no_way_back(void **state)
{
    (void)state;
    ogl_run *run = begin_lesson(ogl_lesson_find("decision-boundary"), false);
    ogl_press(run, "home");
    ogl_press(run, "close");
    assert_false(run->leave);
    ogl_run_destroy(run);
}

static void the_theme_goes_along_both_ways(void **state)
{
    (void)state;
    letter('t');
    assert_true(launcher.look.dark);
    enter(0);
    assert_true(launcher.run->look.dark);
    letter('t');
    key(OGV_KEY_ESCAPE);
    assert_false(launcher.look.dark);
    assert_false(launcher.learner.look.dark);
    letter('t');
    assert_true(launcher.learner.look.dark); /* kept for the next day */
}

/* ---- progress ---- */

static void finish_steps(int count)
{
    for (int s = 0; s < count; s++)
        for (int t = 0; t < ogl_task_count(&launcher.run->lesson->steps[s]); t++)
            launcher.run->reached[s][t] = true;
}

static void continue_goes_where_the_learner_left(void **state)
{
    (void)state;
    char score[32];
    assert_true(drawn_text("Start"));
    enter(0);
    finish_steps(2);
    ogl_run_enter(launcher.run, 2);
    frame();
    key(OGV_KEY_ESCAPE);
    frame();
    snprintf(score, sizeof score, "2/%d", 6 * copies[0].step_count);
    assert_true(drawn_text(score));
    assert_true(drawn_text("Next: lesson 6, step 3"));
    assert_true(drawn_text("Continue"));
    frame();
    assert_true(ogv_ui_press(&ui, "continue"));
    frame();
    assert_int_equal(launcher.run->step, 2);
    finish_steps(copies[0].step_count);
    frame();
    key(OGV_KEY_ESCAPE);
    frame();
    assert_true(drawn_text("Done"));
    assert_int_equal(launcher.chosen, 1);
}

static void progress_is_written_and_forgotten_after_asking_twice(void **state)
{
    (void)state;
    const char *path = temporary_path("progress");
    ogl_launcher_close(&launcher);
    open_launcher(1, path);
    frame();
    enter(0);
    finish_steps(1);
    frame();
    key(OGV_KEY_ESCAPE);
    assert_true(file_exists(path));
    letter('?');
    frame();
    assert_true(drawn_text("Forget my progress"));
    assert_true(ogv_ui_press(&ui, "sheet.button"));
    frame();
    assert_true(file_exists(path));
    frame();
    assert_true(drawn_text("Really forget it?"));
    assert_true(ogv_ui_press(&ui, "sheet.button"));
    frame();
    assert_false(file_exists(path));
    key(OGV_KEY_ESCAPE);
    frame();
    assert_false(launcher.help_open);
    assert_true(drawn_text("Start"));
    assert_true(drawn_text("Your progress is forgotten."));
}

static void behind_the_sheet_of_keys_nothing_opens(void **state)
{
    (void)state;
    letter('?');
    frame();
    letter('3');
    key(OGV_KEY_ENTER);
    assert_null(launcher.run);
    assert_true(launcher.help_open);
    letter('t');
    assert_true(launcher.look.dark);
    click(20, 780); /* beside it */
    assert_false(launcher.help_open);
    assert_null(launcher.run);
}

/* ---- texts ---- */

static void fit_scene(void *user, ogv_drawlist *to)
{
    const int *cards = user;
    static const struct {
        float width, height;
    } sizes[] = {{960, 600}, {1247, 700}, {1280, 800}, {1920, 1080}, {3840, 2160}};
    static ogv_ui on;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int dark = 0; dark < 2; dark++)
            for (int sheet = 0; sheet < 2; sheet++) {
                char where[80];
                memset(&on, 0, sizeof on);
                on.list = to;
                on.width = sizes[s].width;
                on.height = sizes[s].height;
                on.input.mouse = (ogv_point){-1, -1};
                launcher.look.dark = dark;
                launcher.help_open = sheet;
                for (int i = 0; i < 2; i++) {
                    ogv_drawlist_clear(to);
                    ogv_ui_begin(&on);
                    ogl_launcher_frame(&launcher, &on);
                    ogv_ui_end(&on);
                }
                const fit_part parts[] = {{"window", {0, 0, on.width, on.height}}};
                snprintf(where, sizeof where, "launcher of %d at %gx%g", *cards, (double)on.width,
                         (double)on.height);
                check_fit(&on, parts, 1, where);
            }
}

static void texts_fit_at_every_size(void **state)
{
    (void)state;
    for (int cards = 1; cards <= COPIES; cards += cards < 6 ? 1 : 4) {
        ogl_launcher_close(&launcher);
        open_launcher(cards, "");
        number_cards(cards);
        launcher.learner.done[0] = 1;
        assert_ok(ogv_picture_write(temporary_path("fit.svg"), 1280, 800, 1, fit_scene, &cards));
        assert_ok(ogv_picture_write(temporary_path("fit.svg"), 1280, 800, 2, fit_scene, &cards));
    }
    char error[300] = "";
    int cards = 0;
    ogl_launcher_close(&launcher);
    assert_ok(ogl_launcher_open(&launcher, ogl_lessons, "en", "", error, sizeof error));
    assert_ok(ogv_picture_write(temporary_path("fit.svg"), 1280, 800, 1, fit_scene, &cards));
    fit_end();
}

static void an_unknown_language_is_refused_with_its_name(void **state)
{
    (void)state;
    static ogl_launcher other;
    char error[300] = "";
    assert_status(ogl_launcher_open(&other, ogl_lessons, "xx", "", error, sizeof error), OG_ERR_FILE);
    assert_contains(error, "lessons/xx/");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_title_says_how_many_lessons_there_are),
        TEST(the_real_lessons_have_cards_with_pictures_words_and_minutes),
        TEST(a_picture_is_there_at_once_and_moves_by_frames_alone),
        TEST(with_reduced_motion_the_pictures_stand_still),
        TEST(arrows_choose_and_enter_opens),
        TEST(a_short_last_row_is_reached_from_above),
        TEST(a_digit_opens_the_lesson_of_that_number),
        TEST(a_click_opens_a_card_and_only_where_it_began),
        TEST(tab_reaches_continue_and_the_cards),
        TEST(many_cards_scroll_and_the_chosen_one_comes_into_sight),
        TEST(escape_closes_what_lies_on_the_lesson_and_then_the_lesson),
        TEST(the_mark_and_finish_lead_back_too),
        TEST(a_lesson_of_its_own_has_no_way_back),
        TEST(the_theme_goes_along_both_ways),
        TEST(continue_goes_where_the_learner_left),
        TEST(progress_is_written_and_forgotten_after_asking_twice),
        TEST(behind_the_sheet_of_keys_nothing_opens),
        TEST(texts_fit_at_every_size),
        TEST(an_unknown_language_is_refused_with_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
