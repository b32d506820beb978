#include "recorded_numbers.h"

#include <math.h>

#include "ogee/sgd.h"

static void plain_descent_moves_against_the_gradient(void **state)
{
    (void)state;
    og_sgd_def def = og_sgd_def_default();
    float parameters[] = {1, -2, 0.5f};
    const float gradients[] = {2, -4, 0};
    og_sgd_step(&def, true, 3, parameters, gradients, NULL);
    assert_same_float(parameters[0], 1 - 0.1f * 2);
    assert_same_float(parameters[1], -2 + 0.1f * 4);
    assert_same_float(parameters[2], 0.5f);
}

/* One parameter through three steps of constant gradient 1, worked out by hand in PyTorch's order:
   the first velocity is the whole gradient, dampening counts from the second step on. */
static void momentum_follows_the_order_of_pytorch(void **state)
{
    (void)state;
    struct {
        const char *what;
        double momentum, dampening, weight_decay;
        bool nesterov, maximize;
        float expected[3];
    } rows[] = {
        {"momentum", 0.5f, 0, 0, false, false, {0.5f, -0.25f, -1.125f}},
        {"dampening", 0.5f, 0.5f, 0, false, false, {0.5f, 0, -0.5f}},
        {"nesterov", 0.5f, 0, 0, true, false, {0.25f, -0.625f, -1.5625f}},
        {"maximize", 0.5f, 0, 0, false, true, {1.5f, 2.25f, 3.125f}},
        {"weight decay", 0, 0, 1, false, false, {0, -0.5f, -0.75f}},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        og_sgd_def def = og_sgd_def_default();
        def.lr = 0.5f;
        def.momentum = rows[r].momentum;
        def.dampening = rows[r].dampening;
        def.weight_decay = rows[r].weight_decay;
        def.nesterov = rows[r].nesterov;
        def.maximize = rows[r].maximize;
        assert_ok(og_sgd_check(&def));
        float parameter = 1, velocity = 123, gradient = 1;
        for (int step = 0; step < 3; step++) {
            og_sgd_step(&def, step == 0, 1, &parameter, &gradient, &velocity);
            if (parameter != rows[r].expected[step])
                fail_msg("%s: step %d gives %g, expected %g", rows[r].what, step, parameter,
                         rows[r].expected[step]);
        }
    }
}

static void one_minus_dampening_is_rounded_once_as_in_pytorch(void **state)
{
    (void)state;
    og_sgd_def def = og_sgd_def_default();
    def.lr = 1;
    def.momentum = 0.5f;
    def.dampening = 0.9;
    float parameter = 0, velocity = 0, gradient = 1;
    og_sgd_step(&def, false, 1, &parameter, &gradient, &velocity);
    assert_same_float(velocity, 0.1f); /* 1 - 0.9f would be 0.10000002f */
}

/* Twelve steps of nine parameters whose gradients differ by factors of a million. */
static void every_variant_has_the_bits_of_pytorch_without_fused_multiply_add(void **state)
{
    (void)state;
    FILE *file = recorded_open();
    recorded_run run = recorded_runs(file);
    int variants = 0;
    for (; recorded_find(file, "sgd"); variants++) {
        og_sgd_def def = og_sgd_def_default();
        int nesterov, maximize;
        assert_int_equal(fscanf(file, "%lf %lf %lf %lf %d %d", &def.lr, &def.momentum, &def.dampening,
                                &def.weight_decay, &nesterov, &maximize),
                         6);
        def.nesterov = nesterov;
        def.maximize = maximize;
        assert_ok(og_sgd_check(&def));
        float parameters[RECORDED_MOST], velocity[RECORDED_MOST] = {0};
        memcpy(parameters, run.start, sizeof parameters);
        for (int step = 0; step < RECORDED_STEPS; step++) {
            og_sgd_step(&def, step == 0, run.count, parameters, run.gradients[step], velocity);
            recorded_compare(file, variants, step + 1, run.count, parameters);
        }
    }
    fclose(file);
    assert_int_equal(variants, 10);
}

/* As Python's: 1 - 0.3 in double, then a float; 0.9 and 0.1 as typed. */
static void settings_are_rounded_where_they_meet_a_float(void **state)
{
    (void)state;
    og_sgd_def def = {.lr = 0.1, .momentum = 0.9, .dampening = 0.3, .weight_decay = 0.1};
    float parameter = 3, velocity = 5, gradient = 7;
    og_sgd_step(&def, false, 1, &parameter, &gradient, &velocity);
    float g = 7 + 0.1f * 3, v = 0.9f * 5 + 0.7f * g;
    assert_same_float(velocity, v);
    assert_same_float(parameter, 3 - 0.1f * v);
    def.momentum = 0.9f; /* another double, the same float */
    float same = 3, pushed = 5;
    og_sgd_step(&def, false, 1, &same, &gradient, &pushed);
    assert_same_float(same, parameter);
}

static void settings_outside_their_range_are_named(void **state)
{
    (void)state;
    struct {
        og_sgd_def def;
        const char *detail;
    } rows[] = {
        {{.lr = 0}, "learning rate"},
        {{.lr = NAN}, "learning rate"},
        {{.lr = INFINITY}, "learning rate"},
        {{.lr = -1}, "got -1"},
        {{.lr = 1e-60}, "got 1e-60"}, /* 0 as a float */
        {{.lr = 1, .momentum = 1.5f}, "momentum"},
        {{.lr = 1, .momentum = NAN}, "momentum"},
        {{.lr = 1, .dampening = -0.5f}, "dampening"},
        {{.lr = 1, .weight_decay = -1}, "weight decay"},
        {{.lr = 1, .nesterov = true}, "Nesterov"},
        {{.lr = 1, .nesterov = true, .momentum = 0.9f, .dampening = 0.1f}, "Nesterov"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        assert_status(og_sgd_check(&rows[r].def), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), rows[r].detail);
    }
    assert_ok(og_sgd_check(&(og_sgd_def){.lr = 1e-45}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_descent_moves_against_the_gradient),
        cmocka_unit_test(momentum_follows_the_order_of_pytorch),
        cmocka_unit_test(one_minus_dampening_is_rounded_once_as_in_pytorch),
        cmocka_unit_test(every_variant_has_the_bits_of_pytorch_without_fused_multiply_add),
        cmocka_unit_test(settings_are_rounded_where_they_meet_a_float),
        cmocka_unit_test(settings_outside_their_range_are_named),
    };
    return cmocka_run_group_tests_name("sgd", tests, NULL, NULL);
}
