/* Files of PyTorch's users: tensors alone, from which the layers are guessed. */
#include "model_file.h"

enum { TENSORS = 16, DIMS = 4 };

typedef struct plain_tensor {
    const char *name;
    int ndim;
    size_t dim[DIMS];
} plain_tensor;

/* Writes tensors whose numbers count from 0.01 in steps of 0.01, and returns the path. */
static const char *plain_file(const plain_tensor *tensors)
{
    static char header[8192];
    float numbers[1024];
    size_t used = 0;
    int length = snprintf(header, sizeof header, "{\"__metadata__\":{\"format\":\"pt\"}");
    for (const plain_tensor *t = tensors; t->name; t++) {
        size_t count = 1;
        char shape[128] = "";
        for (int d = 0; d < t->ndim; d++) {
            snprintf(shape + strlen(shape), sizeof shape - strlen(shape), d ? ",%zu" : "%zu", t->dim[d]);
            count *= t->dim[d];
        }
        length += snprintf(header + length, sizeof header - (size_t)length,
                           ",\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%zu,%zu]}", t->name,
                           shape, 4 * used, 4 * (used + count));
        used += count;
    }
    strcpy(header + length, "}");
    assert_true(used <= 1024);
    for (size_t i = 0; i < used; i++)
        numbers[i] = (float)(i + 1) / 100;
    return safetensors_file(header, numbers, used);
}

#define LINEAR(name, outputs, inputs)                                                                        \
    {name ".weight", 2, {outputs, inputs}},                                                                  \
    {                                                                                                        \
        name ".bias", 1,                                                                                     \
        {                                                                                                    \
            outputs                                                                                          \
        }                                                                                                    \
    }
#define BATCH_NORM(name, features)                                                                           \
    {name ".weight", 1, {features}}, {name ".bias", 1, {features}}, {name ".running_mean", 1, {features}},   \
    {                                                                                                        \
        name ".running_var", 1,                                                                              \
        {                                                                                                    \
            features                                                                                         \
        }                                                                                                    \
    }

/* Loads tensors and compares the layers that they were taken for. */
static void assert_layers(const plain_tensor *tensors, const char *expected)
{
    og_model *model = NULL;
    assert_ok(og_model_load(plain_file(tensors), 4, NULL, &model));
    og_layer_spec layers[OG_MAX_LAYERS];
    int count = og_net_layer_count(model->net);
    for (int i = 0; i < count; i++)
        layers[i] = og_net_layer(model->net, i)->spec;
    char list[512];
    og_layers_format(layers, count, list, sizeof list);
    assert_string_equal(list, expected);
    assert_null(model->columns);
    assert_null(model->scaler);
    assert_null(model->settings);
    assert_int_equal(model->setting_count, 0);
    assert_int_equal(model->steps, 0);
    og_model_destroy(model);
}

static void a_file_written_by_pytorch_predicts_what_pytorch_does(void **state)
{
    (void)state;
    og_model *model = NULL;
    assert_ok(og_model_load(OGEE_SOURCE_DIR "/tests/parity/plain_model.safetensors", 8, NULL, &model));
    assert_int_equal(og_net_inputs(model->net), 2);
    assert_int_equal(og_net_outputs(model->net), 2);
    assert_int_equal(model->steps, 3); /* batches that its batch norm has seen */
    char *text = read_whole_file(OGEE_SOURCE_DIR "/tests/parity/plain_model.txt"), *at = text;
    int rows = 0;
    for (; *at; rows++) {
        float x[2], logits[2];
        for (int i = 0; i < 2; i++)
            x[i] = strtof(at, &at);
        og_net_predict(model->net, 1, x, logits);
        for (int i = 0; i < 2; i++)
            assert_near(logits[i], strtof(at, &at), 1e-6);
        assert_int_equal(*at++, '\n');
    }
    assert_int_equal(rows, 6);
    free(text);
    og_model_destroy(model);
}

static void a_sigmoid_goes_between_each_two_linear_layers(void **state)
{
    (void)state;
    assert_layers((plain_tensor[]){LINEAR("0", 1, 2), {0}}, "linear:1");
    assert_layers((plain_tensor[]){LINEAR("0", 4, 2), LINEAR("2", 1, 4), {0}}, "linear:4,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("fc1", 4, 2), LINEAR("fc2", 3, 4), LINEAR("fc3", 1, 3), {0}},
                  "linear:4,sigmoid,linear:3,sigmoid,linear:1");
}

static void numbers_of_a_sequential_without_a_gap_leave_no_place_for_one(void **state)
{
    (void)state;
    assert_layers((plain_tensor[]){LINEAR("0", 4, 2), LINEAR("1", 3, 4), LINEAR("2", 1, 3), {0}},
                  "linear:4,linear:3,linear:1");
    assert_layers((plain_tensor[]){LINEAR("net.0", 4, 2), LINEAR("net.1", 3, 4), LINEAR("net.3", 1, 3), {0}},
                  "linear:4,linear:3,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("0", 4, 2), BATCH_NORM("1", 4), LINEAR("2", 1, 4), {0}},
                  "linear:4,batch-norm,linear:1");
}

static void another_activation_can_be_named(void **state)
{
    (void)state;
    og_model *model = NULL;
    const plain_tensor tensors[] = {LINEAR("0", 4, 2), LINEAR("2", 1, 4), {0}};
    assert_ok(og_model_load(plain_file(tensors), 1, &og_relu_layer, &model));
    assert_ptr_equal(og_net_layer(model->net, 1)->spec.kind, &og_relu_layer);
    assert_true(model->plain);
    og_model_destroy(model);
    model = NULL;
    assert_status(og_model_load(plain_file(tensors), 1, &og_linear_layer, &model), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "\"linear\" is no activation to stand between linear layers");
    og_model own = {.net = make_net("linear:3,tanh,linear:1", 2, 1)};
    const char *path = temporary_path("own.safetensors");
    assert_ok(og_model_save(path, &own));
    assert_status(og_model_load(path, 1, &og_relu_layer, &model), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "own.safetensors: lists its layers itself");
    assert_null(model);
    assert_ok(og_model_load(path, 1, NULL, &model));
    assert_false(model->plain);
    og_model_destroy(model);
    og_net_destroy(own.net);
}

static void layers_without_a_version_are_refused_and_not_guessed(void **state)
{
    (void)state;
    static const char tensor[] = "\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}";
    static const char *const keys[] = {"layers", "inputs"};
    const float number = 1;
    for (int i = 0; i < 2; i++) {
        char header[256], expected[128];
        snprintf(header, sizeof header, "{\"__metadata__\":{\"%s\":\"1\"},%s", keys[i], tensor);
        snprintf(expected, sizeof expected,
                 "the metadata says %s but no format_version, expected \"1\" there", keys[i]);
        assert_refused(safetensors_file(header, &number, 1), expected);
    }
}

static void batch_norm_is_known_by_its_running_mean_and_a_gap_shows_where_the_sigmoid_was(void **state)
{
    (void)state;
    assert_layers((plain_tensor[]){LINEAR("0", 4, 2), BATCH_NORM("1", 4), LINEAR("3", 1, 4), {0}},
                  "linear:4,batch-norm,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("0", 4, 2), BATCH_NORM("2", 4), LINEAR("3", 1, 4), {0}},
                  "linear:4,sigmoid,batch-norm,linear:1");
    assert_layers((plain_tensor[]){BATCH_NORM("0", 2), LINEAR("1", 4, 2), LINEAR("3", 1, 4), {0}},
                  "batch-norm,linear:4,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("0", 4, 2), LINEAR("2", 3, 4), BATCH_NORM("3", 3), {0}},
                  "linear:4,sigmoid,linear:3,batch-norm");
}

static void numbers_order_the_layers_by_their_value(void **state)
{
    (void)state;
    assert_layers((plain_tensor[]){LINEAR("10", 1, 3), LINEAR("2", 3, 2), {0}}, "linear:3,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("fc10", 1, 3), LINEAR("fc9", 3, 2), {0}},
                  "linear:3,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("net.10.lin", 2, 2), LINEAR("net.9.lin", 2, 2), {0}},
                  "linear:2,sigmoid,linear:2");
    og_model *model = NULL; /* of the same shape, so that only the numbers tell them apart */
    const plain_tensor same[] = {LINEAR("fc10", 1, 1), LINEAR("fc9", 1, 1), {0}};
    assert_ok(og_model_load(plain_file(same), 1, NULL, &model));
    assert_same_float(og_net_layer(model->net, 0)->parameters[0].value[0], 0.03f);
    assert_same_float(og_net_layer(model->net, 2)->parameters[1].value[0], 0.02f);
    og_model_destroy(model);
}

static void sizes_order_the_layers_whose_names_do_not(void **state)
{
    (void)state;
    assert_layers((plain_tensor[]){LINEAR("hidden", 4, 2), LINEAR("input", 2, 3), LINEAR("out", 1, 4), {0}},
                  "linear:2,sigmoid,linear:4,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("hidden2", 4, 4), LINEAR("hidden1", 4, 2), LINEAR("a", 1, 4), {0}},
                  "linear:4,sigmoid,linear:4,sigmoid,linear:1");
    assert_layers((plain_tensor[]){LINEAR("fc1", 4, 2), BATCH_NORM("bn1", 4), LINEAR("fc2", 1, 4), {0}},
                  "linear:4,batch-norm,sigmoid,linear:1");
    og_model *model = NULL;
    const plain_tensor two[] = {
        LINEAR("mid2", 2, 2), LINEAR("mid1", 2, 2), LINEAR("a", 2, 1), LINEAR("b", 5, 2), {0}};
    assert_ok(og_model_load(plain_file(two), 1, NULL, &model));
    assert_same_float(og_net_layer(model->net, 2)->parameters[0].value[0], 0.07f); /* mid1 */
    assert_same_float(og_net_layer(model->net, 4)->parameters[0].value[0], 0.01f); /* mid2 */
    og_model_destroy(model);
}

static void an_order_that_nothing_gives_is_refused(void **state)
{
    (void)state;
    assert_refused(
        plain_file((plain_tensor[]){LINEAR("encoder", 2, 2), LINEAR("decoder", 2, 2), {0}}),
        "the names do not say which layer comes first, \"decoder\" or \"encoder\"; expected numbers "
        "as in 0.weight, 2.weight or fc1.weight, fc2.weight");
    assert_refused(
        plain_file((plain_tensor[]){
            LINEAR("fc1", 4, 2), BATCH_NORM("bn1", 4), LINEAR("fc2", 4, 4), LINEAR("fc3", 1, 4), {0}}),
        "the names do not say which layer comes first, \"bn1\" or \"fc2\"");
    assert_refused(plain_file((plain_tensor[]){LINEAR("a", 4, 2), LINEAR("b", 2, 4), {0}}),
                   "the names do not say which layer comes first, \"a\" or \"b\"");
}

static void an_order_that_would_take_for_ever_is_refused(void **state)
{
    (void)state;
    plain_tensor tensors[61] = {{0}};
    char names[60][24];
    for (int i = 0; i < 60; i++) {
        snprintf(names[i], sizeof names[i], "%c%c.weight", 'a' + i / 10, 'a' + i % 10);
        tensors[i] = (plain_tensor){names[i], 2, {1, i == 59 ? 2 : 1}};
    }
    assert_refused(plain_file(tensors), "the names do not say which layer comes first, ");
    tensors[58].dim[1] = 3;
    assert_refused(plain_file(tensors), "the names do not say which layer comes first, ");
}

static void layers_that_do_not_chain_are_refused(void **state)
{
    (void)state;
    assert_refused(plain_file((plain_tensor[]){LINEAR("0", 4, 2), LINEAR("2", 1, 3), {0}}),
                   "\"2\" takes 3 features, \"0\" before it gives 4");
    assert_refused(
        plain_file((plain_tensor[]){LINEAR("in", 4, 2), LINEAR("mid", 5, 4), LINEAR("out", 1, 4), {0}}),
        "there is no order in which each layer takes what the one before it gives");
}

static void a_bias_may_be_missing_and_is_0(void **state)
{
    (void)state;
    og_model *model = NULL;
    assert_ok(og_model_load(plain_file((plain_tensor[]){{"weight", 2, {1, 2}}, {0}}), 1, NULL, &model));
    float x[] = {10, 1}, logit;
    og_net_predict(model->net, 1, x, &logit);
    assert_near(logit, 0.12, 1e-7);
    og_model_destroy(model);
    assert_refused(plain_file((plain_tensor[]){
                       {"0.weight", 1, {2}}, {"0.running_mean", 1, {2}}, {"0.running_var", 1, {2}}, {0}}),
                   "bias of layer 0 (batch-norm) is missing");
    assert_refused(plain_file((plain_tensor[]){{"0.bias", 1, {2}}, {0}}), "the layer \"0\" has no weight");
}

static void other_layers_are_refused_by_name(void **state)
{
    (void)state;
    assert_refused(plain_file((plain_tensor[]){{"conv.weight", 4, {2, 2, 3, 3}}, {"conv.bias", 1, {2}}, {0}}),
                   "tensor \"conv.weight\" has 4 dimensions, the weight of a linear layer has 2");
    assert_refused(plain_file((plain_tensor[]){{"lstm.weight_ih_l0", 2, {8, 2}}, {0}}),
                   "tensor \"lstm.weight_ih_l0\" is of no linear layer or batch norm");
    assert_refused(plain_file((plain_tensor[]){LINEAR("0", 1, 2), {"0.running_mean", 1, {1}}, {0}}),
                   "tensor \"0.weight\" has 2 dimensions, the weight of a batch norm has 1");
    assert_refused(plain_file((plain_tensor[]){LINEAR("0", 1, 2), {"0.running_var", 1, {1}}, {0}}),
                   "tensor \"0.running_var\" belongs to none of the layers");
}

static void too_many_layers_are_refused(void **state)
{
    (void)state;
    plain_tensor tensors[66] = {{0}};
    char names[66][24];
    for (int i = 0; i < 65; i++) {
        snprintf(names[i], sizeof names[i], "fc%d.weight", i);
        tensors[i] = (plain_tensor){names[i], 2, {1, 1}};
    }
    assert_refused(plain_file(tensors), "has more than 64 layers");
    tensors[33].name = NULL;
    assert_refused(plain_file(tensors), "has more than 64 layers, activations among them");
    tensors[32].name = NULL;
    og_model *model = NULL;
    assert_ok(og_model_load(plain_file(tensors), 1, NULL, &model));
    assert_int_equal(og_net_layer_count(model->net), 63);
    og_model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_written_by_pytorch_predicts_what_pytorch_does),
        cmocka_unit_test(a_sigmoid_goes_between_each_two_linear_layers),
        cmocka_unit_test(numbers_of_a_sequential_without_a_gap_leave_no_place_for_one),
        cmocka_unit_test(another_activation_can_be_named),
        cmocka_unit_test(layers_without_a_version_are_refused_and_not_guessed),
        cmocka_unit_test(batch_norm_is_known_by_its_running_mean_and_a_gap_shows_where_the_sigmoid_was),
        cmocka_unit_test(numbers_order_the_layers_by_their_value),
        cmocka_unit_test(sizes_order_the_layers_whose_names_do_not),
        cmocka_unit_test(an_order_that_nothing_gives_is_refused),
        cmocka_unit_test(an_order_that_would_take_for_ever_is_refused),
        cmocka_unit_test(layers_that_do_not_chain_are_refused),
        cmocka_unit_test(a_bias_may_be_missing_and_is_0),
        cmocka_unit_test(other_layers_are_refused_by_name),
        cmocka_unit_test(too_many_layers_are_refused),
    };
    return cmocka_run_group_tests_name("model_io, plain files", tests, NULL, NULL);
}
