/* The program that draws the sheets of components, and what it says of options that it does not know. */
#include "app_run.h"
#include "components.h"

static void an_option_that_is_none_is_one_sentence_and_exit_status_2(void **state)
{
    static const struct {
        const char *options, *says;
    } cases[] = {{"--sheet components --shot x.png --colour red", "there is no option --colour"},
                 {"components", "there is no option components"},
                 {"--sheet buttons --shot x.png", "there is no sheet buttons"},
                 {"--sheet components --shot x.png --theme pink", "there is no theme pink"},
                 {"--sheet components --shot x.png --scale big", "--scale takes a number, not big"},
                 {"--sheet components --shot x.png --scale", "--scale needs a value"},
                 {"--shot x.png", "--sheet says what to draw"},
                 {"--sheet components", "--shot says where to draw it"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char command[128];
        snprintf(command, sizeof command, "\"$BIN/ogee-components\" %s", cases[i].options);
        run_result r = run(command);
        assert_int_equal(r.status, 2);
        assert_contains(r.err, cases[i].says);
        assert_ptr_equal(strchr(r.err, '\n'), r.err + strlen(r.err) - 1);
        assert_string_equal(r.out, "");
        run_free(&r);
    }
}

static void a_sheet_is_drawn_at_the_scale_and_in_the_theme_asked_for(void **state)
{
    char command[512];
    const char *path = temporary_path("sheet.png");
    (void)state;
    snprintf(command, sizeof command,
             "\"$BIN/ogee-components\" --theme dark --scale 2 --sheet min-window --shot '%s'", path);
    run_result r = run(command);
    assert_string_equal(r.err, "");
    assert_int_equal(r.status, 0);
    assert_png_size(path, 1920, 1200);
    run_free(&r);
}

static void a_picture_that_cannot_be_is_one_sentence_and_exit_status_1(void **state)
{
    static const char *const options[] = {"--scale 99 --shot x.png", "--shot x.gif", "--shot nowhere/x.png"};
    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        char command[128];
        snprintf(command, sizeof command, "\"$BIN/ogee-components\" --sheet components %s", options[i]);
        run_result r = run(command);
        assert_int_equal(r.status, 1);
        assert_ptr_equal(strchr(r.err, '\n'), r.err + strlen(r.err) - 1);
        run_free(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_option_that_is_none_is_one_sentence_and_exit_status_2),
        cmocka_unit_test(a_sheet_is_drawn_at_the_scale_and_in_the_theme_asked_for),
        cmocka_unit_test(a_picture_that_cannot_be_is_one_sentence_and_exit_status_1),
    };
    return cmocka_run_group_tests_name("components", tests, NULL, NULL);
}
