/* The gradient checker: it passes right gradients, catches wrong ones, and NaN never passes. */
#include <math.h>

#include "ogee/gradcheck.h"
#include "support.h"

static double polynomial(const double *x, void *context)
{
    double scale = *(double *)context;
    return scale * (x[0] * x[0] * x[1] + sqrt(x[2]));
}

static void polynomial_gradient(const double *x, double scale, double *gradient)
{
    gradient[0] = scale * 2 * x[0] * x[1];
    gradient[1] = scale * x[0] * x[0];
    gradient[2] = scale * 0.5 / sqrt(x[2]);
}

static const double place[3] = {0.7, -1.3, 2000};

static void a_right_gradient_is_right_to_seven_places(void **state)
{
    (void)state;
    const double scales[] = {1, 1e-9, 1e9};
    for (int i = 0; i < 3; i++) {
        double scale = scales[i], gradient[3];
        og_gradcheck found;
        polynomial_gradient(place, scale, gradient);
        assert_ok(og_gradcheck_run(polynomial, &scale, 3, place, gradient, &found));
        assert_true(found.worst < 1e-7);
    }
}

static void a_wrong_gradient_is_found_with_its_place(void **state)
{
    (void)state;
    double scale = 1, gradient[3];
    og_gradcheck found;
    polynomial_gradient(place, scale, gradient);
    gradient[1] *= 1.01;
    assert_ok(og_gradcheck_run(polynomial, &scale, 3, place, gradient, &found));
    assert_near(found.worst, 0.01 / 1.01, 1e-6);
    assert_int_equal(found.index, 1);
    assert_string_equal(found.where, "x[1]");
    assert_near(found.gradient, 0.49 * 1.01, 1e-12);
    assert_near(found.difference, 0.49, 1e-7);

    polynomial_gradient(place, scale, gradient);
    gradient[0] = -gradient[0];
    assert_ok(og_gradcheck_run(polynomial, &scale, 3, place, gradient, &found));
    assert_int_equal(found.index, 0);
    assert_near(found.worst, 2, 1e-6);
}

static double cliff(const double *x, void *context)
{
    (void)context;
    return x[0] > 0 ? NAN : x[1];
}

static void a_nan_or_infinity_on_either_side_is_an_infinite_error(void **state)
{
    (void)state;
    double scale = 1, gradient[3];
    og_gradcheck found;
    const double bad[] = {NAN, INFINITY, -INFINITY};
    for (int i = 0; i < 3; i++) {
        polynomial_gradient(place, scale, gradient);
        gradient[2] = bad[i];
        assert_ok(og_gradcheck_run(polynomial, &scale, 3, place, gradient, &found));
        assert_true(found.worst == INFINITY);
        assert_int_equal(found.index, 2);
    }
    const double x[2] = {0, 1}, right[2] = {0, 1};
    assert_ok(og_gradcheck_run(cliff, NULL, 2, x, right, &found));
    assert_true(found.worst == INFINITY);
    assert_int_equal(found.index, 0);
    assert_true(isnan(found.difference));
}

static double constant(const double *x, void *context)
{
    (void)x;
    (void)context;
    return 3;
}

static void a_zero_gradient_of_a_constant_has_no_error(void **state)
{
    (void)state;
    const double x[2] = {1, 2}, zero[2] = {0, 0}, wrong[2] = {0, 1e-30};
    og_gradcheck found;
    assert_ok(og_gradcheck_run(constant, NULL, 2, x, zero, &found));
    assert_near(found.worst, 0, 0);
    assert_ok(og_gradcheck_run(constant, NULL, 2, x, wrong, &found));
    assert_near(found.worst, 1, 0);
    assert_ok(og_gradcheck_run(constant, NULL, 0, x, zero, &found));
    assert_near(found.worst, 0, 0);
}

/* ---- losses ---- */

static void the_gradients_of_all_losses_are_right(void **state)
{
    (void)state;
    float logits[] = {-2, -0.3f, 0, 0.9f, 4, 1}, probabilities[] = {0.1f, 0.3f, 0.5f, 0.6f, 0.9f, 0.7f};
    float targets[] = {0, 1, 0.25f, 1, 1, 0}, weights[] = {1, 2, 0.5f}, pos_weights[] = {3, 1, 0.25f};
    const size_t shape[] = {2, 3};
    og_tensor logit, probability, target, weight, pos_weight;
    assert_ok(og_tensor_over(logits, 2, shape, &logit));
    assert_ok(og_tensor_over(probabilities, 2, shape, &probability));
    assert_ok(og_tensor_over(targets, 2, shape, &target));
    assert_ok(og_tensor_over(weights, 1, &shape[1], &weight));
    assert_ok(og_tensor_over(pos_weights, 1, &shape[1], &pos_weight));
    for (int kind = OG_BCE_WITH_LOGITS; kind <= OG_MSE; kind++) {
        for (int reduction = OG_REDUCE_MEAN; reduction <= OG_REDUCE_SUM; reduction++) {
            og_loss_def def = {.kind = (og_loss_kind)kind, .reduction = (og_reduction)reduction};
            og_gradcheck found;
            for (int weighted = 0; weighted < 2; weighted++) {
                def.weight = weighted ? &weight : NULL;
                def.pos_weight = weighted && kind == OG_BCE_WITH_LOGITS ? &pos_weight : NULL;
                assert_ok(og_gradcheck_loss(&def, kind == OG_BCE ? &probability : &logit, &target, &found));
                print_message("loss %d, reduction %d: %g at %s\n", kind, reduction, found.worst, found.where);
                assert_true(found.worst < 6e-5);
            }
        }
    }
    assert_near(logits[0], -2, 0);
}

static void a_check_of_a_loss_hands_on_what_the_loss_refuses(void **state)
{
    (void)state;
    float values[] = {0.5f, 0.001f}, targets[] = {1, 0}, outside[] = {2, 0};
    const size_t shape[] = {2, 1};
    og_tensor input, column, target, wrong;
    og_gradcheck found;
    assert_ok(og_tensor_over(values, 1, shape, &input));
    assert_ok(og_tensor_over(values, 2, shape, &column));
    assert_ok(og_tensor_over(targets, 1, shape, &target));
    assert_ok(og_tensor_over(outside, 1, shape, &wrong));
    og_loss_def def = {.kind = OG_BCE};
    assert_status(og_gradcheck_loss(&def, &column, &target, &found), OG_ERR_SHAPE);
    assert_status(og_gradcheck_loss(&def, &input, &wrong, &found), OG_ERR_ARGUMENT);
    assert_status(og_gradcheck_loss(&def, &input, &target, &found), OG_ERR_ARGUMENT); /* 0.001 - h < 0 */
    def = (og_loss_def){.reduction = OG_REDUCE_NONE};
    assert_status(og_gradcheck_loss(&def, &input, &target, &found), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "mean or sum");
}

/* ---- networks ---- */

/* Passes its input on, but claims twice the slope. */
static og_status plan_wrong(og_layer *layer)
{
    layer->output_shape = layer->input_shape;
    return OG_OK;
}

static void forward_wrong(og_layer *layer, size_t batch)
{
    memcpy(layer->output, layer->input, batch * og_shape_count(&layer->output_shape) * sizeof(float));
}

static void backward_wrong(og_layer *layer, size_t batch, float *input_gradient)
{
    for (size_t i = 0; input_gradient && i < batch * og_shape_count(&layer->output_shape); i++)
        input_gradient[i] = 2 * layer->output_gradient[i];
}

static const og_layer_kind wrong_layer = {
    .name = "wrong", .plan = plan_wrong, .forward = forward_wrong, .backward = backward_wrong};

enum { BATCH = 6, INPUTS = 3, OUTPUTS = 2 };

typedef struct problem {
    og_net *net;
    float x[BATCH * INPUTS];
    float targets[BATCH * OUTPUTS];
} problem;

static problem problem_create(uint64_t seed, const og_layer_kind *between)
{
    problem made;
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 4},
                                    og_layer_spec_default(between),
                                    {.kind = &og_linear_layer, .units = OUTPUTS}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(INPUTS);
    def.layers = layers;
    def.layer_count = 3;
    def.max_batch = BATCH;
    og_rng rng;
    og_rng_seed(&rng, seed);
    assert_ok(og_net_create(&def, &rng, &made.net));
    og_rng_normal_fill(&rng, BATCH * INPUTS, made.x);
    for (int i = 0; i < BATCH * OUTPUTS; i++)
        made.targets[i] = og_rng_uniform(&rng) > 0.5f ? 1 : 0;
    return made;
}

static void the_gradients_of_smooth_networks_are_right(void **state)
{
    (void)state;
    const og_layer_kind *kinds[] = {&og_sigmoid_layer, &og_tanh_layer};
    const og_loss_def losses[] = {{0}, {.reduction = OG_REDUCE_SUM}, {.kind = OG_MSE}};
    double worst = 0;
    for (uint64_t seed = 1; seed <= 20; seed++)
        for (int k = 0; k < 2; k++)
            for (int l = 0; l < 3; l++) {
                problem p = problem_create(seed, kinds[k]);
                uint64_t before = og_net_hash(p.net);
                og_gradcheck found;
                assert_ok(og_gradcheck_net(p.net, &losses[l], BATCH, p.x, p.targets, &found));
                worst = found.worst > worst ? found.worst : worst;
                assert_true(og_net_hash(p.net) == before);
                og_net_destroy(p.net);
            }
    print_message("worst error of 120 right networks: %g\n", worst);
    assert_true(worst < 6e-4);
}

/* The passes of the check draw the same numbers from the generator, and start from the same running moments.
 */
static void a_check_in_training_mode_leaves_the_traces_of_one_pass(void **state)
{
    (void)state;
    const og_layer_kind *kinds[] = {&og_dropout_layer, &og_batch_norm_layer};
    for (int k = 0; k < 2; k++) {
        problem checked = problem_create(5, kinds[k]), passed = problem_create(5, kinds[k]);
        og_rng rngs[2];
        og_rng_seed(&rngs[0], 3);
        og_rng_seed(&rngs[1], 3);
        og_net_train(checked.net, &rngs[0]);
        og_net_train(passed.net, &rngs[1]);
        og_gradcheck found;
        assert_ok(og_gradcheck_net(checked.net, &(og_loss_def){.reduction = OG_REDUCE_SUM}, BATCH, checked.x,
                                   checked.targets, &found));
        assert_true(found.worst < 2e-3);
        og_net_forward(passed.net, BATCH, passed.x);
        assert_true(og_net_hash(checked.net) == og_net_hash(passed.net));
        assert_int_equal(og_rng_u32(&rngs[0]), og_rng_u32(&rngs[1]));
        assert_ptr_equal(og_net_layer(checked.net, 0)->rng, &rngs[0]);
        og_net_destroy(checked.net);
        og_net_destroy(passed.net);
    }
}

/* With h above 2^-8 some of these are off by 0.05: six samples of one unit may lie within a tenth of each
   other. */
static void the_gradients_of_batch_norm_are_right_from_any_start(void **state)
{
    (void)state;
    double worst = 0;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        problem p = problem_create(seed, &og_batch_norm_layer);
        og_rng rng;
        og_rng_seed(&rng, seed);
        og_net_train(p.net, &rng);
        og_gradcheck found;
        assert_ok(og_gradcheck_net(p.net, &(og_loss_def){0}, BATCH, p.x, p.targets, &found));
        if (!(found.worst < 2e-3))
            fail_msg("seed %d: %g at %s", (int)seed, found.worst, found.where);
        worst = found.worst > worst ? found.worst : worst;
        og_net_destroy(p.net);
    }
    print_message("worst error of 100 right batch norms: %g\n", worst);
}

static void a_layer_with_a_wrong_gradient_is_caught_by_name(void **state)
{
    (void)state;
    problem p = problem_create(1, &wrong_layer);
    og_gradcheck found;
    assert_ok(og_gradcheck_net(p.net, &(og_loss_def){0}, BATCH, p.x, p.targets, &found));
    assert_true(found.worst > 0.4);
    assert_true(found.index < 4 * INPUTS + 4); /* the layer below the wrong one */
    assert_true(strncmp(found.where, "0.", 2) == 0);
    og_net_destroy(p.net);
}

static void a_nan_in_a_network_is_an_infinite_error(void **state)
{
    (void)state;
    problem p = problem_create(1, &og_tanh_layer);
    og_gradcheck found;
    og_net_parameters(p.net)[4 * INPUTS + 4 + 4 * OUTPUTS + 1] = NAN;
    assert_ok(og_gradcheck_net(p.net, &(og_loss_def){0}, BATCH, p.x, p.targets, &found));
    assert_true(found.worst == INFINITY);
    og_net_destroy(p.net);
}

static void a_check_of_a_network_refuses_what_it_cannot_run(void **state)
{
    (void)state;
    problem p = problem_create(1, &og_tanh_layer);
    og_gradcheck found;
    og_loss_def def = {0};
    assert_status(og_gradcheck_net(p.net, &def, 0, p.x, p.targets, &found), OG_ERR_ARGUMENT);
    assert_status(og_gradcheck_net(p.net, &def, BATCH + 1, p.x, p.targets, &found), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "7");
    p.targets[3] = 2;
    assert_status(og_gradcheck_net(p.net, &def, BATCH, p.x, p.targets, &found), OG_ERR_ARGUMENT);
    def.reduction = OG_REDUCE_NONE;
    assert_status(og_gradcheck_net(p.net, &def, BATCH, p.x, p.targets, &found), OG_ERR_ARGUMENT);
    og_net_destroy(p.net);
}

/* The output is a probability of 0.999 until a weight is moved. */
static void what_a_loss_refuses_on_the_way_is_handed_on(void **state)
{
    (void)state;
    const og_layer_spec layer = {.kind = &og_linear_layer, .units = 1};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(1);
    def.layers = &layer;
    def.layer_count = 1;
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = NULL;
    assert_ok(og_net_create(&def, &rng, &net));
    const float x = 1, target = 1;
    og_net_parameters(net)[0] = 0.999f;
    og_net_parameters(net)[1] = 0;
    og_gradcheck found = {.worst = -1};
    assert_status(og_gradcheck_net(net, &(og_loss_def){.kind = OG_BCE}, 1, &x, &target, &found),
                  OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "probability 0 is 1.");
    assert_near(found.worst, -1, 0);
    og_net_parameters(net)[0] = 0.5f;
    assert_ok(og_gradcheck_net(net, &(og_loss_def){.kind = OG_BCE}, 1, &x, &target, &found));
    assert_true(found.worst < 2e-3);
    og_net_destroy(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_gradient_is_right_to_seven_places),
        cmocka_unit_test(a_wrong_gradient_is_found_with_its_place),
        cmocka_unit_test(a_nan_or_infinity_on_either_side_is_an_infinite_error),
        cmocka_unit_test(a_zero_gradient_of_a_constant_has_no_error),
        cmocka_unit_test(the_gradients_of_all_losses_are_right),
        cmocka_unit_test(a_check_of_a_loss_hands_on_what_the_loss_refuses),
        cmocka_unit_test(the_gradients_of_smooth_networks_are_right),
        cmocka_unit_test(a_check_in_training_mode_leaves_the_traces_of_one_pass),
        cmocka_unit_test(a_layer_with_a_wrong_gradient_is_caught_by_name),
        cmocka_unit_test(a_nan_in_a_network_is_an_infinite_error),
        cmocka_unit_test(the_gradients_of_batch_norm_are_right_from_any_start),
        cmocka_unit_test(a_check_of_a_network_refuses_what_it_cannot_run),
        cmocka_unit_test(what_a_loss_refuses_on_the_way_is_handed_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
