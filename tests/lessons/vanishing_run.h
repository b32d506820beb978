/* A run of lesson 5 in the hands of a test. */
#ifndef OGEE_TEST_VANISHING_RUN_H
#define OGEE_TEST_VANISHING_RUN_H

#include "support.h"
#include "vanishing_gradients.h"

static inline vanishing *state_of(ogl_run *run)
{
    return run->state;
}

static inline void set(ogl_run *run, int setting, double value)
{
    ogl_set(run, setting, value);
    ogl_run_update(run);
}

static inline void train_to(ogl_run *run, size_t step)
{
    ogl_press(run, "play");
    for (int frame = 0; frame < 500 && vanishing_step(state_of(run)) < step; frame++)
        ogl_run_update(run);
    assert_string_equal(run->error, "");
    assert_int_equal(vanishing_step(state_of(run)), step);
    ogl_press(run, "pause");
}

#endif
