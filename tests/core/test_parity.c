/* The same seed as in PyTorch: the same initial weights to the bit, and the same loss curve. What PyTorch
   gives was recorded by the scripts in tests/parity. */
#include "support.h"

#include <math.h>

#include "ogee/trainer.h"

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
    const og_layer_spec layer = {&og_linear_layer, units};
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

typedef struct cancer_run {
    og_dataset *train, *test;
    og_net *net;
    og_trainer *trainer;
} cancer_run;

/* As `ogee train --data breast_cancer.csv --test 0.3 --hidden 16 --seed N`. */
static cancer_run cancer_start(uint64_t seed)
{
    cancer_run run = {0};
    og_csv_def csv = og_csv_def_default();
    og_dataset *all = NULL;
    og_scaler *scaler = NULL;
    assert_ok(og_csv_read(OGEE_SOURCE_DIR "/assets/data/breast_cancer.csv", &csv, &all));
    assert_ok(og_dataset_split(all, 0.3, seed, &run.train, &run.test));
    assert_ok(og_scaler_fit(run.train, &scaler));
    assert_ok(og_scaler_apply(scaler, run.train));
    assert_ok(og_scaler_apply(scaler, run.test));
    og_scaler_destroy(scaler);
    og_dataset_destroy(all);

    const og_layer_spec layers[] = {{&og_linear_layer, 16}, {&og_sigmoid_layer, 0}, {&og_linear_layer, 1}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(run.train->features);
    def.layers = layers;
    def.layer_count = 3;
    og_rng rng;
    og_rng_seed(&rng, seed);
    assert_ok(og_net_create(&def, &rng, &run.net));
    og_trainer_def trainer = og_trainer_def_default();
    assert_ok(og_trainer_create(&trainer, run.net, run.train, &rng, &run.trainer));
    return run;
}

static void cancer_stop(cancer_run *run)
{
    og_trainer_destroy(run->trainer);
    og_net_destroy(run->net);
    og_dataset_destroy(run->train);
    og_dataset_destroy(run->test);
}

static void check_relative(const char *what, int seed, int epoch, double actual, double expected,
                           double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance * fabs(expected)))
        fail_msg("seed %d, epoch %d: %s is %.9g, PyTorch has %.9g (relative %.2g, allowed %.0g)", seed, epoch,
                 what, actual, expected, fabs(actual - expected) / fabs(expected), tolerance);
}

static void the_loss_curve_on_breast_cancer_lies_on_pytorchs(void **state)
{
    (void)state;
    FILE *file = fopen(PARITY "breast_cancer.txt", "r");
    assert_non_null(file);
    char comment[256];
    assert_non_null(fgets(comment, sizeof comment, file));
    cancer_run run = {0};
    int seed, epoch, present = 0, lines = 0;
    double train_loss, train_accuracy, test_loss, test_accuracy;
    while (fscanf(file, "%d %d %lf %lf %lf %lf", &seed, &epoch, &train_loss, &train_accuracy, &test_loss,
                  &test_accuracy) == 6) {
        if (seed != present) {
            cancer_stop(&run);
            run = cancer_start((uint64_t)seed);
            present = seed;
        }
        while (run.trainer->epoch < (size_t)epoch)
            assert_ok(og_trainer_epoch(run.trainer));
        double tolerance = epoch <= 10 ? 1e-5 : 1e-3;
        og_score test = og_evaluate(run.net, run.test);
        check_relative("training loss", seed, epoch, run.trainer->last_epoch.loss, train_loss, tolerance);
        check_relative("test loss", seed, epoch, test.loss, test_loss, tolerance);
        assert_near(run.trainer->last_epoch.accuracy, train_accuracy, 1e-8);
        assert_near(test.accuracy, test_accuracy, 1e-8);
        lines++;
    }
    cancer_stop(&run);
    fclose(file);
    assert_int_equal(lines, 5 * 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initial_weights_are_pytorchs_to_the_bit),
        cmocka_unit_test(the_loss_curve_on_breast_cancer_lies_on_pytorchs),
    };
    return cmocka_run_group_tests_name("parity", tests, NULL, NULL);
}
