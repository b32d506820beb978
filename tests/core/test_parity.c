/* The same seed as in PyTorch: the same initial weights to the bit, one by one (tests/parity/linear_init.txt,
   recorded by record_rng.py there). test_parity_training.c goes on from there. */
#include "support.h"

#include "ogee/net.h"

#define PARITY OGEE_SOURCE_DIR "/tests/parity/"

/* Reads one line "name v v v ..." of floats as hexadecimal bits and compares it with values to the bit. */
static void check_bits(FILE *file, const char *name, size_t count, const float *values)
{
    char word[16];
    unsigned bits;
    assert_int_equal(fscanf(file, "%15s", word), 1);
    assert_string_equal(word, name);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(fscanf(file, "%x", &bits), 1);
        assert_same_float(values[i], float_from_bits(bits));
    }
}

static void check_linear_layers(FILE *file, og_rng *rng, size_t units, size_t inputs)
{
    const og_layer_spec layer = {.kind = &og_linear_layer, .units = units};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(inputs);
    def.layers = &layer;
    def.layer_count = 1;
    og_net *net = NULL;
    assert_ok(og_net_create(&def, rng, &net));
    const og_parameter *parameters = og_net_layer(net, 0)->parameters;
    check_bits(file, "weight", parameters[0].count, parameters[0].value);
    check_bits(file, "bias", parameters[1].count, parameters[1].value);
    og_net_destroy(net);
}

static void initial_weights_are_pytorchs_to_the_bit(void **state)
{
    (void)state;
    FILE *file = fopen(PARITY "linear_init.txt", "r");
    assert_non_null(file);
    og_rng rng;
    char word[16], comment[256];
    int layers = 0;
    while (fscanf(file, "%15s", word) == 1) {
        unsigned long long seed;
        size_t units, inputs;
        if (word[0] == '#') {
            assert_non_null(fgets(comment, sizeof comment, file));
        } else if (strcmp(word, "seed") == 0) {
            assert_int_equal(fscanf(file, "%llu", &seed), 1);
            og_rng_seed(&rng, seed);
        } else {
            assert_string_equal(word, "linear");
            assert_int_equal(fscanf(file, "%zu %zu", &units, &inputs), 2);
            check_linear_layers(file, &rng, units, inputs);
            layers++;
        }
    }
    fclose(file);
    assert_true(layers >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initial_weights_are_pytorchs_to_the_bit),
    };
    return cmocka_run_group_tests_name("parity", tests, NULL, NULL);
}
