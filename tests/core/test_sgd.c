#include "support.h"

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
        float momentum, dampening, weight_decay;
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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_descent_moves_against_the_gradient),
        cmocka_unit_test(momentum_follows_the_order_of_pytorch),
        cmocka_unit_test(one_minus_dampening_is_rounded_once_as_in_pytorch),
        cmocka_unit_test(settings_outside_their_range_are_named),
    };
    return cmocka_run_group_tests_name("sgd", tests, NULL, NULL);
}
