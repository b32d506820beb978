/* Every step of every lesson: how many there are, where each begins, and what "Show me" promises. */
#include "play.h"

static void a_lesson_has_five_to_seven_steps_with_ids_of_their_own(void **state)
{
    (void)state;
    for (int i = 0; ogl_lessons[i]; i++) {
        const ogl_lesson *lesson = ogl_lessons[i];
        if (lesson->step_count < 5 || lesson->step_count > 7)
            fail_msg("%s has %d steps", lesson->id, lesson->step_count);
        for (int s = 0; s < lesson->step_count; s++) {
            if (ogl_task_count(&lesson->steps[s]) == 0)
                fail_msg("%s: step %s has no task", lesson->id, lesson->steps[s].id);
            if (ogl_step_find(lesson, lesson->steps[s].id) != s)
                fail_msg("%s: two steps are called %s", lesson->id, lesson->steps[s].id);
        }
    }
}

static void lessons_stand_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    for (int i = 0; ogl_lessons[i]; i++) {
        assert_ptr_equal(ogl_lesson_find(ogl_lessons[i]->id), ogl_lessons[i]);
        assert_true(ogl_lessons[i]->minutes >= 3 && ogl_lessons[i]->minutes <= 60);
        assert_true(i == 0 || ogl_lessons[i]->number > ogl_lessons[i - 1]->number);
    }
}

static void settings_start_within_their_ranges_and_have_ids_of_their_own(void **state)
{
    (void)state;
    for (int i = 0; ogl_lessons[i]; i++) {
        const ogl_lesson *lesson = ogl_lessons[i];
        assert_true(lesson->setting_count <= OGL_MAX_SETTINGS);
        for (int s = 0; s < lesson->setting_count; s++) {
            const ogl_setting *row = &lesson->settings[s];
            bool number = row->type == OGL_NUMBER || row->type == OGL_INTEGER;
            if (ogl_setting_find(lesson, row->id) != s)
                fail_msg("%s: two settings are called %s", lesson->id, row->id);
            if (number && !(row->low < row->high && row->start >= row->low && row->start <= row->high))
                fail_msg("%s: %s does not start within its range", lesson->id, row->id);
        }
    }
}

/* ---- where a step begins ---- */

/* The picture of a step that has just begun, with no task reached. */
static uint64_t digest_of_beginning(ogl_run *run, int step, double values[OGL_MAX_SETTINGS])
{
    ogl_run_enter(run, step);
    memset(run->reached, 0, sizeof run->reached);
    memset(run->notes, 0, sizeof run->notes);
    memset(run->progress, 0, sizeof run->progress);
    memset(&ui, 0, sizeof ui);
    ui.list = &list;
    ui.input.mouse = (ogv_point){-1, -1};
    for (int frame = 0; frame < 3; frame++)
        draw_on_stage(run, 1280, 800);
    memcpy(values, run->values, sizeof run->values);
    return stage_digest();
}

static int compare_beginnings(ogl_run *fresh, ogl_run *used, int step, const char *after)
{
    int faults = 0;
    double wanted[OGL_MAX_SETTINGS], got[OGL_MAX_SETTINGS];
    uint64_t a = digest_of_beginning(fresh, step, wanted), b = digest_of_beginning(used, step, got);
    for (int i = 0; i < fresh->lesson->setting_count; i++)
        if (wanted[i] != got[i])
            complain_of(faults, used, "%s begins as %g after %s, and as %g in a fresh lesson",
                        fresh->lesson->settings[i].id, got[i], after, wanted[i]);
    if (a != b)
        complain_of(faults, used, "looks other after %s than in a fresh lesson", after);
    return faults;
}

static void a_step_begins_the_same_whatever_came_before(void **state)
{
    (void)state;
    int faults = 0;
    for (int i = 0; ogl_lessons[i]; i++)
        for (int s = 0; s < ogl_lessons[i]->step_count; s++) {
            ogl_run *fresh = begin_lesson(ogl_lessons[i], false);
            ogl_run *used = begin_lesson(ogl_lessons[i], false);
            for (int other = 0; other < used->lesson->step_count; other++) {
                ogl_run_enter(used, other);
                ogl_run_update(used);
            }
            faults += compare_beginnings(fresh, used, s, "the other steps");
            ogl_run_destroy(fresh);
            ogl_run_destroy(used);
        }
    assert_int_equal(faults, 0);
}

/* ---- what is done in a step ---- */

static bool is_note(const char *note)
{
    return note[0] && !strstr(note, "<missing>") && !strchr(note, '{');
}

static int check_beginning(ogl_run *run)
{
    int faults = 0;
    const ogl_step *step = &run->lesson->steps[run->step];
    for (int frame = 0; frame < 3; frame++)
        ogl_run_update(run);
    for (int t = 0; t < ogl_task_count(step); t++) {
        const char *note = run->notes[run->step][t];
        if (run->reached[run->step][t])
            complain_of(faults, run, "task %s is done before the learner did anything", step->tasks[t].id);
        else if (!(run->progress[t] >= 0 && run->progress[t] < 1))
            complain_of(faults, run, "task %s begins with the progress %g", step->tasks[t].id,
                        run->progress[t]);
        if (!is_note(note))
            complain_of(faults, run, "task %s begins with the note \"%s\"", step->tasks[t].id, note);
    }
    return faults;
}

static int check_end(ogl_run *run, int entered)
{
    int faults = 0;
    const ogl_step *step = &run->lesson->steps[entered];
    if (run->error[0])
        complain_of(faults, run, "Show me ends with an error: %s", run->error);
    if (run->step != entered)
        complain_of(faults, run, "Show me left the step %s", step->id);
    for (int t = 0; t < ogl_task_count(step); t++) {
        const char *note = run->notes[entered][t];
        if (!run->reached[entered][t])
            complain_of(faults, run, "task %s is not done after Show me: %s", step->tasks[t].id, note);
        const char *hint = ogl_words_get(run->words, step->id, "note.elsewhere", 0);
        if (hint && strcmp(note, hint) == 0)
            complain_of(faults, run, "task %s is done, and asks to \"%s\"", step->tasks[t].id, note);
        if (!is_note(note))
            complain_of(faults, run, "task %s ends with the note \"%s\"", step->tasks[t].id, note);
    }
    return faults;
}

/* Speed and seed are the learner's own and stay when a step begins anew. */
static int check_again(ogl_run *used, int step)
{
    ogl_run *fresh = begin_lesson(used->lesson, false);
    for (int own = 0; used->lesson->trains && own < OGL_OWN_SETTINGS; own++)
        ogl_set(used, own, used->lesson->settings[own].start);
    int faults = compare_beginnings(fresh, used, step, "Show me");
    ogl_run_destroy(fresh);
    return faults;
}

static void show_me_does_every_task_and_nothing_is_done_before(void **state)
{
    (void)state;
    int faults = 0;
    for (int i = 0; ogl_lessons[i]; i++)
        for (int s = 0; s < ogl_lessons[i]->step_count; s++) {
            ogl_run *run = begin_lesson(ogl_lessons[i], false);
            ogl_run_enter(run, s);
            faults += check_beginning(run);
            play_script(run, &ui, run->lesson->steps[s].show, NULL);
            faults += check_end(run, s);
            faults += check_again(run, s);
            ogl_run_destroy(run);
        }
    assert_int_equal(faults, 0);
}

/* As a learner sees it: with the pointer that travels, and within a minute. */
static void show_me_does_it_at_its_own_pace_too(void **state)
{
    (void)state;
    int faults = 0;
    enum { MINUTE = 3600 };
    for (int i = 0; ogl_lessons[i]; i++) {
        ogl_run *run = begin_lesson(ogl_lessons[i], false);
        for (int s = 0; s < run->lesson->step_count; s++) {
            ogl_run_enter(run, s);
            draw_on_stage(run, 1280, 800);
            ogl_press(run, "show");
            if (!run->demo)
                complain_of(faults, run, "the script of Show me cannot be read");
            for (int frame = 0; frame < MINUTE && run->demo; frame++)
                draw_on_stage(run, 1280, 800);
            if (run->demo)
                complain_of(faults, run, "Show me takes longer than a minute");
            draw_on_stage(run, 1280, 800);
            if (!ogl_step_reached(run, s))
                complain_of(faults, run, "not every task is done after Show me");
        }
        ogl_run_destroy(run);
    }
    assert_int_equal(faults, 0);
}

/* The insight is read without touching anything: whoever only turns pages meets no error. */
static void whoever_only_turns_pages_gets_to_the_end(void **state)
{
    (void)state;
    int faults = 0;
    for (int i = 0; ogl_lessons[i]; i++) {
        ogl_run *run = begin_lesson(ogl_lessons[i], true);
        for (int s = 0; s < run->lesson->step_count; s++) {
            for (int frame = 0; frame < 30; frame++)
                draw_on_stage(run, 1280, 800);
            assert_int_equal(run->step, s);
            if (run->error[0])
                complain_of(faults, run, "%s", run->error);
            ogl_press(run, "next");
        }
        ogl_run_destroy(run);
    }
    assert_int_equal(faults, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_lesson_has_five_to_seven_steps_with_ids_of_their_own),
        TEST(lessons_stand_in_the_order_of_their_numbers),
        TEST(settings_start_within_their_ranges_and_have_ids_of_their_own),
        TEST(show_me_does_every_task_and_nothing_is_done_before),
        TEST(show_me_does_it_at_its_own_pace_too),
        TEST(a_step_begins_the_same_whatever_came_before),
        TEST(whoever_only_turns_pages_gets_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
