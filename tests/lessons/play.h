/* What tests of lessons share: a run, its frames on the stage, and the script of "Show me". */
#ifndef OGEE_TEST_PLAY_H
#define OGEE_TEST_PLAY_H

#include "../viz/stage.h"
#include "lesson.h"

/* The same on every machine: what untimed speeds do does not depend on the clock. */
static inline ogl_run *begin_lesson(const ogl_lesson *lesson, bool autoplay)
{
    ogl_run *run = NULL;
    char error[300] = "";
    if (ogl_run_create(lesson, "en", autoplay, &run, error, sizeof error) != OG_OK)
        fail_msg("%s: %s", lesson->id, error);
    run->steady = true;
    return run;
}

/* The text is played to its end, each frame as `each` draws it (NULL: the model only). Returns how many
   frames that took. */
static inline long play_script(ogl_run *run, ogv_ui *on, const char *text, void (*each)(ogl_run *run))
{
    ogl_script *script = NULL;
    char error[300] = "";
    const char *shot, *id = run->lesson->steps[run->step].id;
    long frames = 0;
    if (ogl_script_parse(run->lesson, id, text, &script, error, sizeof error) != OG_OK)
        fail_msg("%s: %s", run->lesson->id, error);
    for (ogl_script_state at = OGL_SCRIPT_RUNNING; at == OGL_SCRIPT_RUNNING; frames++) {
        at = ogl_script_frame(script, run, false, on, &shot, error, sizeof error);
        if (at == OGL_SCRIPT_FAILED)
            fail_msg("%s: %s", run->lesson->id, error);
        if (each)
            each(run);
        else
            ogl_run_update(run);
    }
    ogl_script_destroy(script);
    return frames;
}

/* One frame of run on the stage of stage.h, as large as the window is said to be. */
static inline void draw_on_stage(ogl_run *run, float width, float height)
{
    ui.width = width;
    ui.height = height;
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    ogl_run_frame(run, &ui);
    ogv_ui_end(&ui);
    assert_false(list.failed);
}

/* The card of that lesson moves, and is where it began in the frame `back`. */
static inline void check_card(const char *id, long back)
{
    const ogl_card *shown = ogl_lesson_find(id)->card;
    void *memory = calloc(1, shown->state_size);
    assert_non_null(memory);
    assert_ok(shown->init(memory));
    uint64_t digests[3];
    const long frames[] = {0, 100, back};
    for (int i = 0; i < 3; i++) {
        ogv_drawlist_clear(&list);
        shown->update(memory, frames[i]);
        shown->draw(memory, &list, &ogv_theme_light, (ogv_rect){0, 0, 288, 160});
        digests[i] = stage_digest();
    }
    assert_true(digests[0] != digests[1]);
    assert_true(digests[0] == digests[2]);
    free(memory);
}

/* Says what is wrong with a step and goes on to the next, so that one run of a test finds all of it. */
#define complain_of(faults, run, ...)                                                                        \
    do {                                                                                                     \
        print_error("%s, step %s: ", (run)->lesson->id, (run)->lesson->steps[(run)->step].id);               \
        print_error(__VA_ARGS__);                                                                            \
        print_error("\n");                                                                                   \
        (faults)++;                                                                                          \
    } while (0)

/* Fails with lesson and step before the sentence. */
#define fail_step(run, ...)                                                                                  \
    do {                                                                                                     \
        print_error("%s, step %s: ", (run)->lesson->id, (run)->lesson->steps[(run)->step].id);               \
        fail_msg(__VA_ARGS__);                                                                               \
    } while (0)

#endif
