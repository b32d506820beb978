/* Files of words: what they may look like, and that every lesson has all of its own. */
#include "support.h"

#include "lesson.h"
#include "ogee_viz/app.h"
#include "stage.h"
#include "words.h"

static ogl_words *parse(const char *text)
{
    ogl_words *words = NULL;
    char error[200] = "";
    if (ogl_words_parse("test.txt", text, &words, error, sizeof error) != OG_OK)
        print_error("%s\n", error);
    assert_non_null(words);
    return words;
}

static void texts_are_found_by_section_key_and_order(void **state)
{
    (void)state;
    ogl_words *words =
        parse("# comment\n[a]\nheading: One: two\ntext: first\ntext:second \n[b]\ntext: other\n");
    assert_string_equal(ogl_words_get(words, "a", "heading", 0), "One: two");
    assert_string_equal(ogl_words_get(words, "a", "text", 0), "first");
    assert_string_equal(ogl_words_get(words, "a", "text", 1), "second");
    assert_null(ogl_words_get(words, "a", "text", 2));
    assert_string_equal(ogl_words_get(words, "b", "text", 0), "other");
    assert_null(ogl_words_get(words, "c", "text", 0));
    assert_int_equal(ogl_words_count(words, "a", "text"), 2);
    ogl_words_destroy(words);
}

static void an_indented_line_goes_on_with_the_text_above(void **state)
{
    (void)state;
    ogl_words *words =
        parse("\xEF\xBB\xBF[a]\r\ntext: one\r\n  two \r\n# between\r\n\tthree\r\nempty:\r\n filled\r\n");
    assert_string_equal(ogl_words_get(words, "a", "text", 0), "one two three");
    assert_string_equal(ogl_words_get(words, "a", "empty", 0), "filled");
    ogl_words_destroy(words);
}

static void a_last_line_without_an_end_counts(void **state)
{
    (void)state;
    ogl_words *words = parse("[a]\ntext: last");
    assert_string_equal(ogl_words_get(words, "a", "text", 0), "last");
    assert_int_equal(ogl_words_size(words), 1);
    ogl_words_destroy(words);
}

static void a_malformed_line_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *piece;
    } cases[] = {{"[a]\nno colon here\n", "test.txt:2: expected \"key: text\""},
                 {"[a]\n: no key\n", "test.txt:2: expected \"key: text\""},
                 {"key: text\n", "test.txt:1: expected a [section]"},
                 {"\n[a\n", "test.txt:2: expected a section"},
                 {"[]\n", "test.txt:1: expected a section"},
                 {"[a] b\n", "test.txt:1: expected a section"},
                 {"[a]\n  text\n", "test.txt:2: a line that begins with a space"},
                 {"[a]\nkey: text\n[b]\n  more\n", "test.txt:4: a line that begins with a space"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ogl_words *words = NULL;
        char error[200] = "";
        assert_status(ogl_words_parse("test.txt", cases[i].text, &words, error, sizeof error), OG_ERR_FORMAT);
        assert_null(words);
        assert_contains(error, cases[i].piece);
    }
}

static void a_file_that_is_not_there_is_named(void **state)
{
    (void)state;
    ogl_words *words = NULL;
    char error[200] = "";
    assert_status(ogl_words_load("/nowhere/words.txt", &words, error, sizeof error), OG_ERR_FILE);
    assert_contains(error, "/nowhere/words.txt");
}

static void values_take_their_places(void **state)
{
    (void)state;
    char out[16];
    ogl_words_fill(out, sizeof out, "{2} of {1}%", "12", "3");
    assert_string_equal(out, "3 of 12%");
    ogl_words_fill(out, sizeof out, "{3} {1", "a", "b");
    assert_string_equal(out, "{3} {1");
    ogl_words_fill(out, 6, "{1}", "much too long", "");
    assert_string_equal(out, "much ");
}

/* ---- the words that ship ---- */

static void assert_text(const ogl_words *words, const char *section, const char *key, int index)
{
    const char *text = ogl_words_get(words, section, key, index);
    if (!text || !*text) {
        print_error("[%s] %s, number %d, is missing\n", section, key, index + 1);
        fail();
    }
}

static ogl_run *start(const ogl_lesson *lesson)
{
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", true, &run, error, sizeof error) != OG_OK)
        print_error("%s\n", error);
    assert_non_null(run);
    return run;
}

static void every_step_has_heading_text_tasks_and_why(void **state)
{
    (void)state;
    for (int i = 0; ogl_lessons[i]; i++) {
        ogl_run *run = start(ogl_lessons[i]);
        assert_text(run->words, "lesson", "title", 0);
        for (int s = 0; s < ogl_lessons[i]->step_count; s++) {
            const ogl_step *step = &ogl_lessons[i]->steps[s];
            assert_text(run->words, step->id, "heading", 0);
            assert_text(run->words, step->id, "text", 0);
            assert_text(run->words, step->id, "why", 0);
            assert_int_equal(ogl_words_count(run->words, step->id, "task"), ogl_task_count(step));
            assert_true(ogl_words_count(run->words, step->id, "text") <= 2);
        }
        ogl_run_destroy(run);
    }
}

static void every_setting_choice_and_readout_has_its_words(void **state)
{
    (void)state;
    for (int i = 0; ogl_lessons[i]; i++) {
        const ogl_lesson *lesson = ogl_lessons[i];
        ogl_run *run = start(lesson);
        for (int s = 0; s < lesson->setting_count; s++) {
            if (strncmp(lesson->settings[s].id, "guess", 5) != 0) /* guesses stand on plots, without names */
                assert_text(run->words, "settings", lesson->settings[s].id, 0);
            for (int c = 0; s >= OGL_OWN_SETTINGS && lesson->settings[s].type == OGL_CHOICE &&
                            lesson->settings[s].choices[c];
                 c++) {
                char key[64];
                if (ogl_choice_is_number(lesson->settings[s].choices[c]))
                    continue;
                snprintf(key, sizeof key, "%s.%s", lesson->settings[s].id, lesson->settings[s].choices[c]);
                assert_text(run->words, "settings", key, 0);
            }
        }
        ogl_readout readouts[OGL_MAX_READOUTS];
        int count = lesson->readouts ? lesson->readouts(run->state, run, readouts) : 0;
        for (int r = 0; r < count; r++)
            assert_text(run->words, "readouts", readouts[r].label, 0);
        for (int s = 0; ogl_speeds[s]; s++)
            assert_text(run->ui_words, "speeds", ogl_speeds[s], 0);
        ogl_run_destroy(run);
    }
}

static int count_words(const char *text)
{
    int words = 0;
    for (const char *c = text; *c; c++)
        words += *c != ' ' && (c == text || c[-1] == ' ');
    return words;
}

static int count_sentences(const char *text)
{
    int sentences = 0;
    for (const char *c = text; *c; c++)
        sentences += (*c == '.' || *c == '?') && (c[1] == 0 || c[1] == ' ');
    return sentences;
}

static void complain(int *faults, const ogl_run *run, const char *section, const char *key, const char *what,
                     const char *text)
{
    print_error("%s: [%s] %s %s: %s\n", run->lesson->id, section, key, what, text);
    ++*faults;
}

static void headings_have_at_most_five_words_and_paragraphs_two_sentences(void **state)
{
    (void)state;
    int faults = 0;
    for (int i = 0; ogl_lessons[i]; i++) {
        ogl_run *run = start(ogl_lessons[i]);
        for (size_t w = 0; w < ogl_words_size(run->words); w++) {
            const char *section, *key, *text = ogl_words_at(run->words, w, &section, &key);
            if (strcmp(key, "heading") == 0 && count_words(text) > 5)
                complain(&faults, run, section, key, "is long", text);
            if ((strcmp(key, "text") == 0 || strcmp(key, "why") == 0) &&
                (count_sentences(text) > 2 || count_words(text) > 32))
                complain(&faults, run, section, key, "is long", text);
            if (strchr(text, '!'))
                complain(&faults, run, section, key, "raises its voice", text);
        }
        ogl_run_destroy(run);
    }
    assert_int_equal(faults, 0);
}

/* "95 %" is never broken into two lines: a number, or its place, has a no-break space (U+00A0) behind it. */
static void numbers_stay_on_the_line_of_their_percent_sign(void **state)
{
    (void)state;
    int faults = 0;
    for (int i = 0; ogl_lessons[i]; i++) {
        ogl_run *run = start(ogl_lessons[i]);
        for (size_t w = 0; w < ogl_words_size(run->words); w++) {
            const char *section, *key, *text = ogl_words_at(run->words, w, &section, &key);
            for (const char *at = text; (at = strstr(at, " %")); at++)
                if (at > text && strchr("0123456789}", at[-1]))
                    complain(&faults, run, section, key, "has a space that may break before %", text);
        }
        ogl_run_destroy(run);
    }
    assert_int_equal(faults, 0);
}

static void the_title_can_be_read_without_a_run(void **state)
{
    (void)state;
    char title[100];
    assert_ok(ogl_lesson_title(ogl_lesson_find("decision-boundary"), "en", title, sizeof title));
    assert_string_equal(title, "Decision boundary");
    assert_status(ogl_lesson_title(ogl_lesson_find("decision-boundary"), "xx", title, sizeof title),
                  OG_ERR_FILE);
    assert_null(ogl_lesson_find("no-such-lesson"));
}

static void an_unknown_language_is_refused_with_its_name(void **state)
{
    (void)state;
    ogl_run *run = NULL;
    char error[300] = "";
    assert_status(ogl_run_create(ogl_lessons[0], "xx", true, &run, error, sizeof error), OG_ERR_FILE);
    assert_null(run);
    assert_contains(error, "lessons/xx/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found_by_section_key_and_order),
        cmocka_unit_test(an_indented_line_goes_on_with_the_text_above),
        cmocka_unit_test(a_last_line_without_an_end_counts),
        cmocka_unit_test(a_malformed_line_is_named),
        cmocka_unit_test(a_file_that_is_not_there_is_named),
        cmocka_unit_test(values_take_their_places),
        cmocka_unit_test(every_step_has_heading_text_tasks_and_why),
        cmocka_unit_test(every_setting_choice_and_readout_has_its_words),
        cmocka_unit_test(headings_have_at_most_five_words_and_paragraphs_two_sentences),
        cmocka_unit_test(numbers_stay_on_the_line_of_their_percent_sign),
        cmocka_unit_test(the_title_can_be_read_without_a_run),
        cmocka_unit_test(an_unknown_language_is_refused_with_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
