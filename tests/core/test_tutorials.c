/* The examples of four PyTorch tutorials on the sigmoid, worked with ogee and laid beside what PyTorch itself
   gives (tests/parity/tensors.txt). Each row of the table is one result. */
#include <math.h>

#include "ogee/activation.h"
#include "ogee/net.h"
#include "ogee/rng.h"
#include "recorded_tensor.h"

/* ---- functions of given and random numbers ---- */

static og_tensor mapped(float (*function)(float), og_tensor tensor)
{
    og_tensor out;
    assert_ok(og_tensor_map(&tensor, function, &out));
    og_tensor_destroy(&tensor);
    return out;
}

static og_tensor normal(og_rng *rng, int ndim, const size_t *shape)
{
    og_tensor tensor;
    assert_ok(og_tensor_normal(rng, ndim, shape, &tensor));
    return tensor;
}

static og_tensor sigmoid_of_range(double first, double end)
{
    og_tensor x;
    assert_ok(og_tensor_arange(first, end, 1, &x));
    return mapped(og_sigmoidf, x);
}

static og_tensor sigmoid_of_five(void)
{
    return sigmoid_of_range(-2, 3);
}

static og_tensor sigmoid_of_four(void)
{
    return sigmoid_of_range(1, 5);
}

static og_tensor sigmoid_of_three(void)
{
    return sigmoid_of_range(-1, 2);
}

static og_tensor cube(void)
{
    og_rng rng;
    og_rng_seed(&rng, 2);
    return normal(&rng, 3, (size_t[]){4, 4, 4});
}

static og_tensor cube_sigmoid(void)
{
    return mapped(og_sigmoidf, cube());
}

static og_tensor cube_min(void)
{
    og_tensor sigmoid = cube_sigmoid(), out;
    assert_ok(og_tensor_min(&sigmoid, OG_ALL_DIMS, &out));
    og_tensor_destroy(&sigmoid);
    return out;
}

static og_tensor cube_max(void)
{
    og_tensor sigmoid = cube_sigmoid(), out;
    assert_ok(og_tensor_max(&sigmoid, OG_ALL_DIMS, &out));
    og_tensor_destroy(&sigmoid);
    return out;
}

static og_tensor two_by_seven(void)
{
    og_rng rng;
    og_rng_seed(&rng, 9);
    return normal(&rng, 2, (size_t[]){2, 7});
}

static og_tensor log_sigmoid(void)
{
    return mapped(og_log_sigmoidf, two_by_seven());
}

static og_tensor hard_sigmoid(void)
{
    return mapped(og_hard_sigmoidf, two_by_seven());
}

static og_tensor silu(void)
{
    return mapped(og_siluf, two_by_seven());
}

/* ---- one neuron ---- */

typedef struct neuron {
    og_tensor features, weights, bias;
} neuron;

static neuron neuron_create(void)
{
    og_rng rng;
    og_rng_seed(&rng, 7);
    neuron made;
    made.features = normal(&rng, 2, (size_t[]){1, 5});
    made.weights = normal(&rng, 2, (size_t[]){1, 5});
    made.bias = normal(&rng, 2, (size_t[]){1, 1});
    return made;
}

static og_tensor neuron_finish(neuron *n, og_tensor weighted_sum)
{
    og_tensor out;
    assert_ok(og_tensor_add(&weighted_sum, &n->bias, &out));
    og_tensor_destroy(&weighted_sum);
    og_tensor_destroy(&n->features);
    og_tensor_destroy(&n->weights);
    og_tensor_destroy(&n->bias);
    return mapped(og_sigmoidf, out);
}

static og_tensor neuron_by_product(void)
{
    neuron n = neuron_create();
    og_tensor product, sum;
    assert_ok(og_tensor_mul(&n.features, &n.weights, &product));
    assert_ok(og_tensor_sum(&product, OG_ALL_DIMS, &sum));
    og_tensor_destroy(&product);
    return neuron_finish(&n, sum);
}

/* Two rows of five cannot be multiplied as matrices: the weights have to stand up as a column first. */
static og_tensor neuron_by_matmul(void)
{
    neuron n = neuron_create();
    og_tensor column, sum;
    assert_status(og_tensor_matmul(&n.features, &n.weights, &sum), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "(1, 5) and (1, 5)");
    assert_ok(og_tensor_view(&n.weights, 2, (size_t[]){5, 1}, &column));
    assert_ok(og_tensor_matmul(&n.features, &column, &sum));
    return neuron_finish(&n, sum);
}

/* ---- networks: linear layers with sigmoids between them ---- */

typedef enum network_part { PARAMETERS, LOGITS, PROBABILITIES } network_part;

static og_tensor owned_copy(float *values, int ndim, const size_t *shape)
{
    og_tensor view, out;
    assert_ok(og_tensor_over(values, ndim, shape, &view));
    assert_ok(og_tensor_copy(&view, &out));
    return out;
}

/* The network of seed with the sizes 10, hidden times 20, outputs, applied to four random samples drawn after
   its weights; or 3 to 2 applied to one given sample. */
static og_tensor network(uint64_t seed, size_t inputs, int hidden, size_t outputs, network_part part)
{
    og_layer_spec layers[16];
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(inputs);
    def.layers = layers;
    for (int i = 0; i < hidden; i++) {
        layers[def.layer_count++] = (og_layer_spec){.kind = &og_linear_layer, .units = 20};
        layers[def.layer_count++] = (og_layer_spec){.kind = &og_sigmoid_layer};
    }
    layers[def.layer_count++] = (og_layer_spec){.kind = &og_linear_layer, .units = outputs};
    og_rng rng;
    og_net *net;
    og_rng_seed(&rng, seed);
    assert_ok(og_net_create(&def, &rng, &net));

    float given[] = {0.5f, -0.2f, 3.0f};
    og_tensor x =
        inputs == 3 ? owned_copy(given, 2, (size_t[]){1, 3}) : normal(&rng, 2, (size_t[]){4, inputs});
    const size_t count = og_net_parameter_count(net), shape[] = {x.shape[0], outputs};
    og_net_forward(net, x.shape[0], x.data);
    og_tensor out = part == PARAMETERS
                        ? owned_copy(og_net_parameters(net), 1, &count)
                        : owned_copy(og_net_layer(net, og_net_layer_count(net) - 1)->output, 2, shape);
    og_tensor_destroy(&x);
    og_net_destroy(net);
    return part == PROBABILITIES ? mapped(og_sigmoidf, out) : out;
}

/* ---- the table ---- */

typedef struct example {
    const char *name; /* in the record */
    og_tensor (*compute)(void);
    uint64_t seed; /* of a network, when there is no compute */
    size_t inputs;
    int hidden;
    size_t outputs;
    network_part part;
    double tolerance; /* of each element; 0: the same bits */
} example;

#define NETWORK(name, seed, inputs, hidden, outputs)                                                         \
    {name " parameters", NULL, seed, inputs, hidden, outputs, PARAMETERS, 0},                                \
        {name " logits", NULL, seed, inputs, hidden, outputs, LOGITS, 2e-6},                                 \
    {                                                                                                        \
        name " probabilities", NULL, seed, inputs, hidden, outputs, PROBABILITIES, 1e-6                      \
    }

/* PyTorch's own sigmoid is up to 2.5 units in the last place off, its normal numbers up to 1e-6. */
static const example examples[] = {
    {"sigmoid of five", sigmoid_of_five, .tolerance = 1.2e-7},
    {"sigmoid of four", sigmoid_of_four, .tolerance = 1.2e-7},
    {"sigmoid of three", sigmoid_of_three, .tolerance = 1.2e-7},
    {"cube", cube, .tolerance = 1e-6},
    {"cube sigmoid", cube_sigmoid, .tolerance = 1e-6},
    {"cube sigmoid min", cube_min, .tolerance = 1e-6},
    {"cube sigmoid max", cube_max, .tolerance = 1e-6},
    {"two by seven", two_by_seven, .tolerance = 1e-6},
    {"two by seven log-sigmoid", log_sigmoid, .tolerance = 1e-6},
    {"two by seven hard sigmoid", hard_sigmoid, .tolerance = 1e-6},
    {"two by seven silu", silu, .tolerance = 2e-6},
    {"neuron by product", neuron_by_product, .tolerance = 2e-6},
    {"neuron by matmul", neuron_by_matmul, .tolerance = 2e-6},
    NETWORK("3-2", 1, 3, 0, 2),
    NETWORK("10-1", 2, 10, 0, 1),
    NETWORK("10-20-2", 3, 10, 1, 2),
    NETWORK("10-20-2 deep", 4, 10, 6, 2),
};

static og_tensor compute(const example *e)
{
    return e->compute ? e->compute() : network(e->seed, e->inputs, e->hidden, e->outputs, e->part);
}

static void every_example_gives_and_prints_what_pytorch_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const example *e = &examples[i];
        recorded_tensor torch = recorded_find(e->name);
        og_tensor ours = compute(e);
        print_message("%s\n", e->name);
        assert_int_equal(ours.ndim, torch.tensor.ndim);
        assert_memory_equal(ours.shape, torch.tensor.shape, sizeof ours.shape);
        for (size_t j = 0; j < og_tensor_count(&ours); j++) {
            if (e->tolerance == 0)
                assert_same_float(ours.data[j], torch.tensor.data[j]);
            assert_near(ours.data[j], torch.tensor.data[j], e->tolerance);
        }
        char *text = formatted(&ours);
        assert_string_equal(text, torch.text);
        free(text);
        og_tensor_destroy(&ours);
        recorded_free(&torch);
    }
}

static void every_recorded_example_is_in_the_table(void **state)
{
    (void)state;
    size_t recorded = 0;
    char *file = recorded_file();
    for (const char *at = file; (at = strstr(at, "\ntensor ")); at++)
        recorded += strncmp(at, "\ntensor print ", 14) != 0;
    free(file);
    assert_int_equal(recorded, sizeof examples / sizeof examples[0]);
}

/* One tutorial prints 0.11920292228460312 for sigmoid(-2). That number lies between two neighbouring float32
   numbers, so no float32 sigmoid can give it; of the two, this one is nearer to the true 0.119202922022... */
static void sigmoid_of_minus_2_is_the_nearest_float(void **state)
{
    (void)state;
    float value = og_sigmoidf(-2.0f);
    assert_true((double)value == 0.11920291930437088);
    assert_true((double)(float)0.11920292228460312 != 0.11920292228460312);
    assert_near(og_sigmoid(-2.0), 0.11920292202211755, 2e-17);
}

static void a_sample_is_class_1_where_p_is_above_one_half(void **state)
{
    (void)state;
    og_tensor p = network(2, 10, 0, 1, PROBABILITIES);
    const int classes[] = {1, 0, 1, 1}; /* PyTorch: 0.5276, 0.4906, 0.6065, 0.6011 */
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(p.data[i] > 0.5f, classes[i]);
    og_tensor_destroy(&p);
}

static void the_program_in_the_readme_is_the_one_that_tests_run_builds(void **state)
{
    (void)state;
    char *readme = read_whole_file(OGEE_SOURCE_DIR "/README.md");
    char *program = read_whole_file(OGEE_SOURCE_DIR "/tests/support/consumer/main.c");
    const char *body = strstr(program, "#include");
    assert_non_null(body);
    assert_contains(readme, body);
    free(readme);
    free(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_in_the_readme_is_the_one_that_tests_run_builds),
        cmocka_unit_test(every_example_gives_and_prints_what_pytorch_does),
        cmocka_unit_test(every_recorded_example_is_in_the_table),
        cmocka_unit_test(sigmoid_of_minus_2_is_the_nearest_float),
        cmocka_unit_test(a_sample_is_class_1_where_p_is_above_one_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
