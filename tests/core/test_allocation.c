/* Training allocates nothing: the linker sends every malloc, calloc and realloc of core here (--wrap). */
#include "support.h"

#include "ogee/trainer.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static size_t allocations;

void *__wrap_malloc(size_t size)
{
    allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    allocations++;
    return __real_realloc(block, size);
}

static void a_training_step_and_an_evaluation_allocate_nothing(void **state)
{
    (void)state;
    og_dataset *data = NULL;
    og_net *net = NULL;
    og_trainer *trainer = NULL;
    assert_ok(og_toy_create(OG_TOY_MOONS, 100, 0.1f, 1, &data));
    const og_layer_spec layers[] = {{&og_linear_layer, 4}, {&og_tanh_layer, 0}, {&og_linear_layer, 1}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = 3;
    og_rng rng;
    og_rng_seed(&rng, 1);

    allocations = 0;
    assert_ok(og_net_create(&def, &rng, &net));
    assert_int_equal(allocations, 1); /* a network is one block; and the counter counts */

    og_trainer_def trainer_def = og_trainer_def_default();
    trainer_def.sgd.momentum = 0.9f;
    assert_ok(og_trainer_create(&trainer_def, net, data, &rng, &trainer));
    allocations = 0;
    for (int i = 0; i < 10; i++)
        assert_ok(og_trainer_step(trainer));
    og_evaluate(net, data);
    assert_int_equal(allocations, 0);

    og_trainer_destroy(trainer);
    og_net_destroy(net);
    og_dataset_destroy(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_training_step_and_an_evaluation_allocate_nothing),
    };
    return cmocka_run_group_tests_name("allocation", tests, NULL, NULL);
}
