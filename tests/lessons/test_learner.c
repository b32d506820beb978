/* What the learner has done is kept: written and read again, whatever lies there before. */
#define _XOPEN_SOURCE 700
#include "learner.h"

#include <sys/stat.h>
#include <unistd.h>

#include "play.h"

static ogl_learner learner;

static const ogl_lesson *first(void)
{
    return ogl_lessons[0];
}

/* A learner who reached every task of these steps (bits) and then stands on that one. */
static void study(ogl_learner *who, const ogl_lesson *lesson, unsigned steps, int at)
{
    ogl_run *run = begin_lesson(lesson, false);
    for (int s = 0; s < lesson->step_count; s++)
        for (int t = 0; t < ogl_task_count(&lesson->steps[s]); t++)
            run->reached[s][t] = steps >> s & 1;
    run->step = at;
    ogl_learner_follow(who, run);
    ogl_run_destroy(run);
}

static void a_fresh_learner_begins_at_the_beginning(void **state)
{
    (void)state;
    ogl_learner_open(&learner, ogl_lessons, temporary_path("none"));
    assert_null(learner.news);
    assert_int_equal(learner.last, -1);
    assert_int_equal(ogl_learner_lesson(&learner), 0);
    assert_int_equal(ogl_learner_step(&learner, 0), 0);
    assert_int_equal(ogl_learner_count_done(&learner, 0), 0);
    assert_false(file_exists(learner.path));
}

static void what_was_done_is_there_the_next_day(void **state)
{
    (void)state;
    const char *path = temporary_path("deep/er/progress");
    ogl_learner_open(&learner, ogl_lessons, path);
    study(&learner, first(), 5, 1);
    char *text = read_whole_file(path), wanted[300];
    snprintf(wanted, sizeof wanted, "ogee progress 1\nlast %s\nat %s %s\ndone %s %s %s\n", first()->id,
             first()->id, first()->steps[1].id, first()->id, first()->steps[0].id, first()->steps[2].id);
    assert_string_equal(text, wanted);
    free(text);
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_null(learner.news);
    assert_int_equal(learner.last, 0);
    assert_int_equal(learner.done[0], 5);
    assert_int_equal(ogl_learner_step(&learner, 0), 1);
    ogl_run *run = begin_lesson(first(), false);
    ogl_learner_resume(&learner, run);
    assert_int_equal(run->step, 1);
    assert_true(ogl_step_reached(run, 0));
    assert_false(ogl_step_reached(run, 1));
    assert_true(ogl_step_reached(run, 2));
    ogl_run_destroy(run);
}

static void the_way_on_passes_over_what_is_done(void **state)
{
    (void)state;
    ogl_learner_open(&learner, ogl_lessons, "");
    int steps = first()->step_count, count = 0;
    while (ogl_lessons[count])
        count++;
    study(&learner, first(), 3, 0);
    assert_int_equal(ogl_learner_step(&learner, 0), 2);
    ogl_learner_open(&learner, ogl_lessons, "");
    study(&learner, first(), ~2u, steps - 1);
    assert_int_equal(ogl_learner_step(&learner, 0), 1);
    assert_int_equal(ogl_learner_lesson(&learner), 0);
    study(&learner, first(), ~0u, steps - 1);
    assert_true(ogl_learner_is_done(&learner, 0));
    assert_int_equal(ogl_learner_step(&learner, 0), 0);
    assert_int_equal(ogl_learner_lesson(&learner), 1 % count);
    for (int i = 1; i < count; i++)
        study(&learner, ogl_lessons[i], ~0u, 0);
    assert_int_equal(ogl_learner_lesson(&learner), 0);
}

static void the_file_is_written_only_when_something_is_new(void **state)
{
    (void)state;
    const char *path = temporary_path("progress");
    ogl_learner_open(&learner, ogl_lessons, path);
    study(&learner, first(), 1, 1);
    assert_int_equal(remove(path), 0);
    study(&learner, first(), 1, 1);
    assert_false(file_exists(path));
    study(&learner, first(), 1, 2);
    assert_true(file_exists(path));
}

static void two_windows_do_not_undo_each_other(void **state)
{
    (void)state;
    static ogl_learner other;
    const char *path = temporary_path("shared");
    ogl_learner_open(&learner, ogl_lessons, path);
    ogl_learner_open(&other, ogl_lessons, path);
    study(&learner, first(), 1, 1);
    study(&other, first(), 4, 3);
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_int_equal(learner.done[0], 5);
}

static void unknown_lessons_and_steps_are_passed_over(void **state)
{
    (void)state;
    char text[300];
    snprintf(text, sizeof text,
             "ogee progress 1\nlast of-tomorrow\nat of-tomorrow x\ndone %s of-tomorrow %s\n", first()->id,
             first()->steps[3].id);
    ogl_learner_open(&learner, ogl_lessons, temporary_file("tomorrow", text));
    assert_null(learner.news);
    assert_int_equal(learner.last, -1);
    assert_int_equal(learner.done[0], 8);
}

static void a_damaged_file_is_put_aside_with_one_sentence(void **state)
{
    (void)state;
    static const char *const damaged[] = {"",
                                          "\n",
                                          "ogee progress 2\n",
                                          "ogee progress 1",
                                          "ogee progress 1\nlast",
                                          "ogee progress 1\nlast\n",
                                          "ogee progress 1\nlast a b\n",
                                          "ogee progress 1\nat a\n",
                                          "ogee progress 1\nat a b c\n",
                                          "ogee progress 1\ndone a\n",
                                          "ogee progress 1\nforgot a b\n",
                                          "ogee progress 1\ndone s-curve any\r\n",
                                          "ogee progress 1\ndone ../../etc b\n",
                                          "ogee progress 1\n\xff\xfe\n",
                                          "\x89PNG\r\n\x1a\n"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        const char *path = temporary_file("damaged", damaged[i]);
        ogl_run *run = begin_lesson(first(), false);
        char news[300], aside[1100];
        ogl_learner_open(&learner, ogl_lessons, path);
        if (!learner.news)
            fail_msg("\"%s\" is not noticed", damaged[i]);
        assert_true(ogl_learner_news(&learner, run->ui_words, news, sizeof news));
        assert_false(ogl_learner_news(&learner, run->ui_words, news, sizeof news));
        snprintf(aside, sizeof aside, "%s.damaged", learner.path);
        assert_contains(news, "put aside as ");
        assert_contains(news, "damaged.damaged");
        assert_false(file_exists(learner.path));
        char *kept = read_whole_file(aside);
        assert_string_equal(kept, damaged[i]);
        free(kept);
        assert_int_equal(ogl_learner_count_done(&learner, 0), 0);
        study(&learner, first(), 1, 0); /* and life goes on */
        assert_true(file_exists(learner.path));
        ogl_run_destroy(run);
    }
}

static void a_file_with_a_nul_or_without_end_is_damaged(void **state)
{
    (void)state;
    const char *path = temporary_path("nul");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite("ogee progress 1\n\0\n", 1, 18, file);
    fclose(file);
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_string_equal(learner.news, "progress.damaged");
    file = fopen(path, "wb");
    assert_non_null(file);
    fputs("ogee progress 1\n", file);
    for (int i = 0; i < 20000; i++)
        fputs("last abc\n", file);
    fclose(file);
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_string_equal(learner.news, "progress.damaged");
}

/* A folder where the file should be, and a file where a folder should be, refuse even the superuser. */
static void a_place_that_cannot_be_written_is_told_once_and_nothing_stops(void **state)
{
    (void)state;
    char path[600], news[300];
    ogl_run *run = begin_lesson(first(), false);
    snprintf(path, sizeof path, "%s/under", temporary_file("blocked", "not a folder"));
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_null(learner.news);
    study(&learner, first(), 1, 0);
    assert_true(ogl_learner_news(&learner, run->ui_words, news, sizeof news));
    assert_contains(news, "cannot be kept");
    assert_contains(news, "blocked");
    study(&learner, first(), 3, 1);
    assert_false(ogl_learner_news(&learner, run->ui_words, news, sizeof news));
    assert_int_equal(learner.done[0], 3);
    ogl_run_destroy(run);
}

static void the_users_place_is_the_data_folder(void **state)
{
    (void)state;
    char path[1024], long_home[1200];
    setenv("XDG_DATA_HOME", "/data", 1);
    setenv("HOME", "/home/ada", 1);
    ogl_learner_place(path, sizeof path);
    assert_string_equal(path, "/data/ogee/progress");
    setenv("XDG_DATA_HOME", "relative", 1); /* to be ignored */
    ogl_learner_place(path, sizeof path);
    assert_string_equal(path, "/home/ada/.local/share/ogee/progress");
    unsetenv("XDG_DATA_HOME");
    unsetenv("HOME");
    ogl_learner_place(path, sizeof path);
    assert_string_equal(path, "");
    memset(long_home, 'x', sizeof long_home);
    long_home[0] = '/';
    long_home[sizeof long_home - 1] = 0;
    setenv("HOME", long_home, 1);
    ogl_learner_place(path, sizeof path);
    assert_string_equal(path, "");
}

static void the_look_is_there_the_next_day(void **state)
{
    (void)state;
    const char *path = temporary_path("look");
    ogl_learner_open(&learner, ogl_lessons, path);
    ogl_learner_keep_look(&learner, (ogl_look){0});
    assert_false(file_exists(path)); /* nothing is new */
    ogl_learner_keep_look(&learner, (ogl_look){.dark = true, .calm = true});
    char *text = read_whole_file(path);
    assert_string_equal(text, "ogee progress 1\nlook dark calm\n");
    free(text);
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_true(learner.look.dark && learner.look.calm && !learner.look.high_contrast);
    ogl_run *run = begin_lesson(first(), false);
    run->steady = true; /* a script's look is its own */
    ogl_learner_follow(&learner, run);
    assert_true(learner.look.dark);
    run->steady = false;
    run->look.high_contrast = true;
    ogl_learner_follow(&learner, run);
    ogl_run_destroy(run);
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_true(learner.look.high_contrast && !learner.look.dark && !learner.look.calm);
    ogl_learner_open(
        &learner, ogl_lessons,
        temporary_file("tomorrow", "ogee progress 1\nlook sepia high-contrast\n")); /* passed over */
    assert_null(learner.news);
    assert_true(learner.look.high_contrast);
}

static void to_forget_what_was_done_leaves_the_look(void **state)
{
    (void)state;
    const char *path = temporary_path("left");
    ogl_learner_open(&learner, ogl_lessons, path);
    study(&learner, first(), 3, 1);
    ogl_learner_keep_look(&learner, (ogl_look){.dark = true});
    assert_ok(ogl_learner_forget(&learner));
    ogl_learner_open(&learner, ogl_lessons, path);
    assert_int_equal(ogl_learner_count_done(&learner, 0), 0);
    assert_true(learner.look.dark);
}

static void all_of_it_can_be_forgotten(void **state)
{
    (void)state;
    const char *path = temporary_path("progress");
    ogl_learner_open(&learner, ogl_lessons, path);
    study(&learner, first(), 3, 1);
    assert_ok(ogl_learner_forget(&learner));
    assert_false(file_exists(learner.path));
    assert_int_equal(ogl_learner_count_done(&learner, 0), 0);
    assert_int_equal(ogl_learner_lesson(&learner), 0);
    assert_ok(ogl_learner_forget(&learner)); /* there is nothing to forget */
    mkdir(learner.path, 0777);
    char inside[1100];
    snprintf(inside, sizeof inside, "%s/file", learner.path);
    fclose(fopen(inside, "w"));
    assert_status(ogl_learner_forget(&learner), OG_ERR_FILE);
    assert_contains(og_error_detail(), "cannot be removed");
    remove(inside);
    rmdir(learner.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_learner_begins_at_the_beginning),
        cmocka_unit_test(what_was_done_is_there_the_next_day),
        cmocka_unit_test(the_way_on_passes_over_what_is_done),
        cmocka_unit_test(the_file_is_written_only_when_something_is_new),
        cmocka_unit_test(two_windows_do_not_undo_each_other),
        cmocka_unit_test(unknown_lessons_and_steps_are_passed_over),
        cmocka_unit_test(a_damaged_file_is_put_aside_with_one_sentence),
        cmocka_unit_test(a_file_with_a_nul_or_without_end_is_damaged),
        cmocka_unit_test(a_place_that_cannot_be_written_is_told_once_and_nothing_stops),
        cmocka_unit_test(the_users_place_is_the_data_folder),
        cmocka_unit_test(the_look_is_there_the_next_day),
        cmocka_unit_test(to_forget_what_was_done_leaves_the_look),
        cmocka_unit_test(all_of_it_can_be_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
