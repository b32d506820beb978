#include "recorded_numbers.h"

#include <math.h>

#include "ogee/adam.h"

static void twelve_steps_have_the_bits_of_pytorch_without_fused_multiply_add(void **state)
{
    (void)state;
    FILE *file = recorded_open();
    recorded_run run = recorded_runs(file);
    int variants = 0;
    for (; recorded_find(file, "adam"); variants++) {
        og_adam_def def = og_adam_def_default();
        assert_int_equal(
            fscanf(file, "%lf %lf %lf %lf %lf", &def.lr, &def.beta1, &def.beta2, &def.eps, &def.weight_decay),
            5);
        assert_ok(og_adam_check(&def));
        float parameters[RECORDED_MOST], m[RECORDED_MOST] = {0}, v[RECORDED_MOST] = {0};
        memcpy(parameters, run.start, sizeof parameters);
        for (int step = 0; step < RECORDED_STEPS; step++) {
            og_adam_step(&def, (uint64_t)step + 1, run.count, parameters, run.gradients[step], m, v);
            recorded_compare(file, variants, step + 1, run.count, parameters);
        }
    }
    fclose(file);
    assert_int_equal(variants, 4);
}

static void the_first_step_has_the_size_of_the_learning_rate_whatever_the_gradient(void **state)
{
    (void)state;
    og_adam_def def = og_adam_def_default();
    const float gradients[] = {1e-3f, -1, 1e6f};
    float parameters[3] = {0}, m[3] = {0}, v[3] = {0};
    og_adam_step(&def, 1, 3, parameters, gradients, m, v);
    for (int i = 0; i < 3; i++)
        assert_near(parameters[i], gradients[i] > 0 ? -0.001 : 0.001, 2e-8);
}

/* The gradient stays 1, so that m and v, corrected, are 1 at every step: also where beta^step is all but 0.
 */
static void the_correction_holds_at_any_step(void **state)
{
    (void)state;
    og_adam_def def = og_adam_def_default();
    const uint64_t steps[] = {1, 2, 1000, 1000000, UINT64_MAX};
    for (int s = 0; s < 5; s++) {
        double left1 = pow(0.9, (double)steps[s]), left2 = pow(0.999, (double)steps[s]);
        float parameter = 0, gradient = 1;
        float m = (float)((1 - left1 - 0.1) / 0.9), v = (float)((1 - left2 - 0.001) / 0.999);
        og_adam_step(&def, steps[s], 1, &parameter, &gradient, &m, &v);
        assert_near(parameter, -0.001, 1e-7);
    }
}

static void a_gradient_of_0_moves_nothing(void **state)
{
    (void)state;
    og_adam_def def = og_adam_def_default();
    float parameter = 3, gradient = 0, m = 0, v = 0;
    og_adam_step(&def, 1, 1, &parameter, &gradient, &m, &v);
    assert_same_float(parameter, 3);
}

static void settings_outside_their_range_are_named(void **state)
{
    (void)state;
    struct {
        og_adam_def def;
        const char *detail;
    } rows[] = {
        {{.lr = 0}, "learning rate"},
        {{.lr = NAN}, "learning rate"},
        {{.lr = -2}, "got -2"},
        {{.lr = INFINITY}, "learning rate"},
        {{.lr = 1e-60, .eps = 1}, "learning rate has to lie above 0 (1e-45)"},
        {{.lr = 1, .beta1 = 1}, "beta1"},
        {{.lr = 1, .beta1 = -0.1}, "beta1"},
        {{.lr = 1, .beta2 = 1}, "beta2"},
        {{.lr = 1, .beta2 = NAN}, "beta2"},
        {{.lr = 1, .eps = -1}, "eps"},
        {{.lr = 1, .eps = 0}, "eps has to lie above 0 (1e-45) and up to 1e6, got 0"},
        {{.lr = 1, .eps = 1e-60}, "got 1e-60"},
        {{.lr = 1, .eps = NAN}, "eps"},
        {{.lr = 1, .eps = 1e7}, "eps"},
        {{.lr = 1, .eps = 1, .weight_decay = -1}, "weight decay"},
        {{.lr = 1, .eps = 1, .weight_decay = INFINITY}, "weight decay"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        assert_status(og_adam_check(&rows[r].def), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), rows[r].detail);
    }
    og_adam_def def = og_adam_def_default();
    assert_ok(og_adam_check(&def));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twelve_steps_have_the_bits_of_pytorch_without_fused_multiply_add),
        cmocka_unit_test(the_first_step_has_the_size_of_the_learning_rate_whatever_the_gradient),
        cmocka_unit_test(the_correction_holds_at_any_step),
        cmocka_unit_test(a_gradient_of_0_moves_nothing),
        cmocka_unit_test(settings_outside_their_range_are_named),
    };
    return cmocka_run_group_tests_name("adam", tests, NULL, NULL);
}
