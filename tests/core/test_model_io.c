/* Model files: what is saved comes back to the bit. */
#define _XOPEN_SOURCE 700
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "model_file.h"
#include "ogee/trainer.h"

static og_model *save_and_load(const og_model *model)
{
    og_model *back = NULL;
    const char *path = temporary_path("round.safetensors");
    assert_ok(og_model_save(path, model));
    assert_ok(og_model_load(path, 4, NULL, &back));
    return back;
}

static void assert_same_net(og_net *net, og_net *back)
{
    char list[1024], list_back[1024];
    og_layer_spec layers[OG_MAX_LAYERS], layers_back[OG_MAX_LAYERS];
    int count = og_net_layer_count(net);
    assert_int_equal(og_net_layer_count(back), count);
    for (int i = 0; i < count; i++) {
        layers[i] = og_net_layer(net, i)->spec;
        layers_back[i] = og_net_layer(back, i)->spec;
    }
    og_layers_format(layers, count, list, sizeof list);
    og_layers_format(layers_back, count, list_back, sizeof list_back);
    assert_string_equal(list_back, list);
    assert_int_equal(og_net_inputs(back), og_net_inputs(net));
    assert_int_equal(og_net_parameter_count(back), og_net_parameter_count(net));
    assert_int_equal(og_net_buffer_count(back), og_net_buffer_count(net));
    assert_memory_equal(og_net_parameters(back), og_net_parameters(net),
                        (og_net_parameter_count(net) + og_net_buffer_count(net)) * sizeof(float));
}

static void assert_same_logits(og_net *net, og_net *back)
{
    float x[4 * 3], logits[4 * 8], logits_back[4 * 8];
    for (size_t i = 0; i < 12; i++)
        x[i] = (float)i / 3 - 2;
    assert_int_equal(og_net_inputs(net), 3);
    assert_true(og_net_outputs(net) <= 8);
    og_net_predict(net, 4, x, logits);
    og_net_predict(back, 4, x, logits_back);
    assert_memory_equal(logits_back, logits, 4 * og_net_outputs(net) * sizeof *logits);
    assert_true(isfinite(logits[0]));
}

static void every_kind_of_layer_comes_back_to_the_bit(void **state)
{
    (void)state;
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++) {
        char list[128];
        const char *units = (*kind)->takes_units ? ":4" : "";
        snprintf(list, sizeof list, "linear:4,identity,identity,%s%s,%s%s,linear:5", (*kind)->name, units,
                 (*kind)->name, units);
        og_model model = {.net = make_net(list, 3, 1)}, *back = save_and_load(&model);
        assert_same_net(model.net, back->net);
        assert_same_logits(model.net, back->net);
        assert_null(back->columns);
        assert_null(back->scaler);
        assert_int_equal(back->setting_count, 0);
        assert_int_equal(back->state_size, 0);
        og_model_destroy(back);
        og_net_destroy(model.net);
    }
}

static void all_options_come_back_to_the_bit(void **state)
{
    (void)state;
    const char *list = "linear:4,leaky-relu:0.1,hard-tanh:-0.3:0.7,threshold:0.1:-3.3333333,dropout:0.123,"
                       "batch-norm:0.001:0.3,highway:relu:-1.7,residual:3,linear:2";
    og_model model = {.net = make_net(list, 3, 2)}, *back = save_and_load(&model);
    assert_same_net(model.net, back->net);
    assert_same_logits(model.net, back->net);
    og_model_destroy(back);
    og_net_destroy(model.net);
}

static void the_loaded_network_takes_the_batch_it_is_asked_for(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:1", 3, 3)}, *back = NULL;
    const char *path = temporary_path("batch.safetensors");
    assert_ok(og_model_save(path, &model));
    assert_ok(og_model_load(path, 1000, NULL, &back));
    assert_int_equal(og_net_max_batch(back->net), 1000);
    og_model_destroy(back);
    back = NULL;
    assert_status(og_model_load(path, 0, NULL, &back), OG_ERR_ARGUMENT);
    assert_null(back);
    og_net_destroy(model.net);
}

/* ---- everything but the network ---- */

static char *const awkward[] = {
    "plain",
    "",
    "comma, \"quotes\" and 'more'",
    "two\nlines\tand\rreturns",
    "back\\slash \\x41 \\\\ \\",
    "Größe σ 大 \xf0\x9f\x8c\xbb",
    "latin-1 \xe9t\xe9",
    "cut \xe2\x82",
    "over\xc0\xaf long, surrogate \xed\xa0\x80, too large \xf4\x90\x80\x80",
    "\x01\x7f\xff\xfe",
    "\xef\xbb\xbf marked",
    "{\"json\": [1, 2]}",
};
enum { AWKWARD = sizeof awkward / sizeof *awkward };

static const double awkward_numbers[] = {0.1,         -0.0,      1.0 / 3, DBL_MAX,
                                         -DBL_MIN,    0x1p-1074, 1e22,    123456789.123456789,
                                         DBL_EPSILON, 5e-324,    1,       2e-308};

static void everything_that_is_not_a_weight_comes_back_too(void **state)
{
    (void)state;
    char *categories[AWKWARD], *class_names[2] = {awkward[6], awkward[2]};
    float fill[AWKWARD];
    double mean[AWKWARD], deviation[AWKWARD];
    unsigned char bytes[256];
    og_setting settings[AWKWARD];
    for (size_t i = 0; i < AWKWARD; i++) {
        categories[i] = i % 3 ? awkward[AWKWARD - 1 - i] : NULL;
        fill[i] = i % 2 ? NAN : (float)awkward_numbers[i % 3] * FLT_MIN;
        mean[i] = awkward_numbers[i];
        deviation[i] = awkward_numbers[i] > 0 ? awkward_numbers[i] : 1e-300;
        settings[i] = (og_setting){awkward[i], awkward[AWKWARD - 1 - i]};
    }
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(255 - i);
    og_dataset columns = {.features = AWKWARD,
                          .labels = 3,
                          .feature_names = (char **)(uintptr_t)awkward,
                          .categories = categories,
                          .fill = fill,
                          .label_names = (char **)(uintptr_t)(awkward + 4),
                          .class_names = {class_names[0], class_names[1]}};
    og_scaler scaler = {AWKWARD, mean, deviation};
    for (size_t state_size = 253; state_size <= 256; state_size++) {
        columns.class_numbers = state_size & 1;
        columns.class_others = state_size & 2;
        og_model model = {.net = make_net("linear:3", AWKWARD, 4),
                          .columns = &columns,
                          .scaler = &scaler,
                          .setting_count = AWKWARD,
                          .settings = settings,
                          .steps = 9007199254740993,
                          .state_size = state_size,
                          .state = bytes};
        og_model *back = save_and_load(&model);
        assert_same_net(model.net, back->net);
        for (size_t i = 0; i < AWKWARD; i++) {
            assert_string_equal(back->columns->feature_names[i], awkward[i]);
            if (categories[i])
                assert_string_equal(back->columns->categories[i], categories[i]);
            else
                assert_null(back->columns->categories[i]);
            assert_same_float(back->columns->fill[i], fill[i]);
            assert_string_equal(back->settings[i].name, awkward[i]);
            assert_string_equal(back->settings[i].value, awkward[AWKWARD - 1 - i]);
        }
        assert_int_equal(back->columns->rows, 0);
        for (size_t i = 0; i < 3; i++)
            assert_string_equal(back->columns->label_names[i], awkward[4 + i]);
        assert_string_equal(back->columns->class_names[0], class_names[0]);
        assert_string_equal(back->columns->class_names[1], class_names[1]);
        assert_int_equal(back->columns->class_numbers, columns.class_numbers);
        assert_int_equal(back->columns->class_others, columns.class_others);
        assert_memory_equal(back->scaler->mean, mean, sizeof mean);
        assert_memory_equal(back->scaler->deviation, deviation, sizeof deviation);
        assert_true(back->steps == 9007199254740993);
        assert_int_equal(back->state_size, state_size);
        assert_memory_equal(back->state, bytes, state_size);
        assert_string_equal(og_model_setting(back, "latin-1 \xe9t\xe9"), awkward[AWKWARD - 1 - 6]);
        assert_null(og_model_setting(back, "no such setting"));
        og_model_destroy(back);
        og_net_destroy(model.net);
    }
}

static void a_model_saved_twice_is_the_same_file(void **state)
{
    (void)state;
    og_setting settings[] = {{"lr", "0.1"}, {"seed", "1"}};
    og_model model = {
        .net = make_net("linear:2,batch-norm,linear:1", 3, 5), .setting_count = 2, .settings = settings};
    const char *first_path = temporary_path("first.safetensors"),
               *path = temporary_path("second.safetensors");
    assert_ok(og_model_save(first_path, &model));
    og_model *back = NULL;
    assert_ok(og_model_load(first_path, 1, NULL, &back));
    assert_ok(og_model_save(path, back));
    size_t first_size, size;
    unsigned char *first = read_bytes(first_path, &first_size), *second = read_bytes(path, &size);
    assert_int_equal(size, first_size);
    assert_memory_equal(second, first, size);
    free(first);
    free(second);
    og_model_destroy(back);
    og_net_destroy(model.net);
}

static void what_other_readers_see(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:2,batch-norm,sigmoid,highway,linear:1", 3, 6), .steps = 77};
    const char *path = temporary_path("seen.safetensors");
    assert_ok(og_model_save(path, &model));
    size_t size;
    unsigned char *bytes = read_bytes(path, &size);
    size_t length = bytes[0] + 256u * bytes[1];
    assert_int_equal(length % 8, 0);
    for (int i = 2; i < 8; i++)
        assert_int_equal(bytes[i], 0);
    unsigned char first_number = bytes[8 + length];
    bytes[8 + length] = 0;
    const char *header = (const char *)bytes + 8;
    static const char *const pieces[] = {
        ("{\"__metadata__\":{\"format_version\":\"1\",\"generator\":\"ogee\","
         "\"layers\":\"linear:2,batch-norm,sigmoid,highway,linear:1\",\"inputs\":\"3\",\"steps\":\"77\""),
        "\"1.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}",
        "\"0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]}",
        "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[32,40]}",
        "\"1.weight\":",
        "\"1.bias\":",
        "\"1.running_mean\":",
        "\"1.running_var\":",
        "\"3.transform.weight\":",
        "\"3.transform.bias\":",
        "\"3.gate.weight\":",
        "\"3.gate.bias\":",
        "\"4.weight\":",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        assert_contains(header, pieces[i]);
    size_t numbers = og_net_parameter_count(model.net) + og_net_buffer_count(model.net);
    assert_int_equal(size, 8 + length + 8 + 4 * numbers);
    assert_int_equal(first_number, 77);
    free(bytes);
    og_net_destroy(model.net);
}

/* A point stays a point where people write 0,5, also where their sign for it has two bytes. */
static void the_locale_changes_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *from, *name;
    } locales[] = {{"de_DE", "de_DE.UTF-8"}, {"ps_AF", "ps_AF.UTF-8"}};
    double mean[] = {0.1, 1e-5, -123.456}, deviation[] = {0.5, 1.5, 1e100};
    og_scaler scaler = {3, mean, deviation};
    og_model model = {.net = make_net("linear:2,leaky-relu:0.125,linear:1", 3, 7), .scaler = &scaler};
    const char *plain = temporary_path("c.safetensors"), *local = temporary_path("local.safetensors");
    assert_ok(og_model_save(plain, &model));
    int tried = 0;
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        char command[512], folder[256];
        snprintf(folder, sizeof folder, "%s", temporary_path(""));
        snprintf(command, sizeof command, "localedef -i %s -f UTF-8 '%s%s'", locales[i].from, folder,
                 locales[i].name);
        run_result made = run(command);
        run_free(&made);
        setenv("LOCPATH", folder, 1);
        if (!setlocale(LC_ALL, locales[i].name))
            continue;
        tried++;
        og_model *back = NULL;
        og_status saved = og_model_save(local, &model), loaded = og_model_load(plain, 1, NULL, &back);
        setlocale(LC_ALL, "C");
        assert_ok(saved);
        assert_ok(loaded);
        assert_memory_equal(back->scaler->mean, mean, sizeof mean);
        og_model_destroy(back);
        size_t size, local_size;
        unsigned char *expected = read_bytes(plain, &size), *bytes = read_bytes(local, &local_size);
        assert_int_equal(local_size, size);
        assert_memory_equal(bytes, expected, size);
        free(expected);
        free(bytes);
    }
    unsetenv("LOCPATH");
    og_net_destroy(model.net);
    if (!tried)
        skip();
}

static void a_training_goes_on_from_a_file_to_the_same_bits(void **state)
{
    (void)state;
    og_dataset *data = NULL;
    assert_ok(og_toy_create(OG_TOY_MOONS, 50, 0.1f, 1, &data));
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = make_net("linear:5,batch-norm,sigmoid,dropout:0.2,linear:1", 2, 8);
    og_trainer_def def = og_trainer_def_default();
    def.batch = 4;
    def.sgd.momentum = 0.9f;
    og_trainer *trainer = NULL, *other = NULL;
    assert_ok(og_trainer_create(&def, net, data, NULL, &rng, &trainer));
    assert_ok(og_trainer_run(trainer, 2));
    og_model model = {
        .net = net, .columns = data, .steps = trainer->step, .state_size = og_trainer_state_size(trainer)};
    model.state = malloc(model.state_size);
    assert_non_null(model.state);
    og_trainer_state_save(trainer, model.state);
    og_model *back = save_and_load(&model);
    free(model.state);
    assert_int_equal(back->steps, trainer->step);
    assert_ok(og_trainer_run(trainer, 4));
    og_rng_seed(&rng, 99);
    assert_ok(og_trainer_create(&def, back->net, data, NULL, &rng, &other));
    assert_ok(og_trainer_state_load(other, back->state_size, back->state));
    assert_ok(og_trainer_run(other, 4));
    assert_true(og_net_hash(back->net) == og_net_hash(net));
    og_trainer_destroy(other);
    og_trainer_destroy(trainer);
    og_model_destroy(back);
    og_net_destroy(net);
    og_dataset_destroy(data);
}

/* ---- what cannot be saved ---- */

static void assert_not_saved(const og_model *model, og_status status, const char *piece)
{
    const char *path = temporary_file("kept.safetensors", "the old file");
    assert_status(og_model_save(path, model), status);
    assert_contains(og_error_detail(), piece);
    char *content = read_whole_file(path);
    assert_string_equal(content, "the old file");
    free(content);
}

static void numbers_that_are_not_finite_are_not_saved(void **state)
{
    (void)state;
    const float bad[] = {NAN, INFINITY, -INFINITY};
    og_model model = {.net = make_net("linear:2,batch-norm,linear:1", 3, 9)};
    float *numbers = og_net_parameters(model.net);
    for (size_t i = 0; i < 3; i++) {
        float old = numbers[7];
        numbers[7] = bad[i];
        assert_not_saved(&model, OG_ERR_ARGUMENT, "bias of layer 0 has a number that is not finite");
        numbers[7] = old;
    }
    size_t last = og_net_parameter_count(model.net) + og_net_buffer_count(model.net) - 1;
    numbers[last] = -1;
    assert_not_saved(&model, OG_ERR_ARGUMENT, "running_var of layer 1 has -1, a variance is never negative");
    og_net_destroy(model.net);
}

static void a_kind_that_is_not_ogees_own_is_not_saved(void **state)
{
    (void)state;
    og_layer_kind mine = og_sigmoid_layer;
    const og_layer_spec layers[] = {{.kind = &og_linear_layer, .units = 2}, {.kind = &mine}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = 2;
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_model model = {0};
    mine.name = "cubic";
    assert_ok(og_net_create(&def, &rng, &model.net));
    assert_not_saved(&model, OG_ERR_ARGUMENT, "layer 1 is \"cubic\", a kind that a model file cannot name");
    mine.name = "sigmoid"; /* under a false name */
    assert_not_saved(&model, OG_ERR_ARGUMENT, "layer 1 is \"sigmoid\"");
    og_net_destroy(model.net);
}

static void parts_that_do_not_fit_the_network_are_not_saved(void **state)
{
    (void)state;
    og_dataset *data = NULL;
    assert_ok(og_toy_create(OG_TOY_XOR, 10, 0.1f, 1, &data));
    og_model model = {.net = make_net("linear:2,linear:1", 3, 10), .columns = data};
    assert_not_saved(&model, OG_ERR_SHAPE,
                     "the columns are 2 features and 1 labels, the network has 3 and 1");
    model.columns = NULL;
    double mean[] = {0, 0, 0}, deviation[] = {1, 1, 1};
    og_scaler scaler = {2, mean, deviation};
    model.scaler = &scaler;
    assert_not_saved(&model, OG_ERR_SHAPE, "the standardisation is of 2 features, the network takes 3");
    scaler.features = 3;
    const double bad[] = {0, -1, NAN, INFINITY};
    for (size_t i = 0; i < 4; i++) {
        deviation[1] = bad[i];
        assert_not_saved(&model, OG_ERR_ARGUMENT, "feature 1 has the mean 0 and the deviation ");
    }
    model.scaler = NULL;
    og_setting settings[257] = {{"lr", "1"}, {"seed", "2"}, {"lr", "3"}};
    model.settings = settings;
    model.setting_count = 3;
    assert_not_saved(&model, OG_ERR_ARGUMENT, "the setting \"lr\" is there twice");
    model.setting_count = 257;
    assert_not_saved(&model, OG_ERR_ARGUMENT, "at most 256 settings, got 257");
    og_net_destroy(model.net);
    model = (og_model){.net = make_net("sigmoid", 3, 1)};
    assert_not_saved(&model, OG_ERR_ARGUMENT, "the network has no weights to save");
    og_net_destroy(model.net);
    og_dataset_destroy(data);
}

static void columns_without_names_are_not_saved(void **state)
{
    (void)state;
    og_dataset *data = NULL;
    assert_ok(og_toy_create(OG_TOY_XOR, 10, 0.1f, 1, &data));
    og_model model = {.net = make_net("linear:1", 2, 10), .columns = data};
    char *name = data->feature_names[1];
    data->feature_names[1] = NULL;
    assert_not_saved(&model, OG_ERR_ARGUMENT, "feature 1 has no name");
    data->feature_names[1] = name;
    data->fill[0] = INFINITY;
    assert_not_saved(&model, OG_ERR_ARGUMENT, "feature 0 has no name, or an infinite fill value");
    data->fill[0] = 0;
    name = data->label_names[0];
    data->label_names[0] = NULL;
    assert_not_saved(&model, OG_ERR_ARGUMENT, "label 0 has no name");
    data->label_names[0] = name;
    for (int i = 0; i < 2; i++) {
        name = data->class_names[i];
        data->class_names[i] = NULL;
        assert_not_saved(&model, OG_ERR_ARGUMENT, i ? "class 1 has no name" : "class 0 has no name");
        data->class_names[i] = name;
    }
    og_net_destroy(model.net);
    og_dataset_destroy(data);
}

static void settings_without_name_or_value_are_not_saved(void **state)
{
    (void)state;
    char lr[] = "lr", value[] = "0.1";
    og_setting settings[2] = {{lr, value}, {NULL, value}};
    og_model model = {.net = make_net("linear:1", 2, 10), .setting_count = 2, .settings = settings};
    assert_not_saved(&model, OG_ERR_ARGUMENT, "setting 1 has no name or no value");
    settings[0] = (og_setting){NULL, NULL};
    assert_not_saved(&model, OG_ERR_ARGUMENT, "setting 0 has no name or no value");
    settings[0] = (og_setting){lr, NULL};
    assert_not_saved(&model, OG_ERR_ARGUMENT, "setting 0 has no name or no value");
    og_net_destroy(model.net);
}

static void a_state_that_no_header_holds_is_not_saved(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:1", 2, 10), .state_size = 80 * 1000 * 1000};
    assert_status(og_model_check(&model), OG_ERR_ARGUMENT); /* without the state itself */
    assert_contains(og_error_detail(), "a model file has room for 100000000");
    model.state = calloc(1, model.state_size);
    assert_non_null(model.state);
    assert_not_saved(&model, OG_ERR_ARGUMENT, "a model file has room for 100000000");
    free(model.state);
    og_net_destroy(model.net);
}

/* The longest state that the check lets through is the longest that can be saved. */
static void the_check_before_a_training_agrees_with_the_file(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:1", 2, 10), .state_size = 74 * 1000 * 1000};
    size_t step = 1000 * 1000;
    while (step > 0) {
        model.state_size += step;
        if (og_model_check(&model) != OG_OK) {
            model.state_size -= step;
            step /= 10;
        }
    }
    model.state = calloc(1, model.state_size + 1);
    assert_non_null(model.state);
    assert_ok(og_model_save(temporary_path("largest.safetensors"), &model));
    model.state_size++;
    assert_status(og_model_check(&model), OG_ERR_ARGUMENT);
    assert_not_saved(&model, OG_ERR_ARGUMENT, "a model file has room for 100000000");
    remove(temporary_path("largest.safetensors"));
    free(model.state);
    og_net_destroy(model.net);
}

static void a_file_that_cannot_be_written_is_said_so(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:1", 2, 11)};
    assert_status(og_model_save(temporary_path("no/such/folder/m.safetensors"), &model), OG_ERR_FILE);
    assert_contains(og_error_detail(), "m.safetensors: cannot be written: No such file or directory");
    og_net_destroy(model.net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_layer_comes_back_to_the_bit),
        cmocka_unit_test(all_options_come_back_to_the_bit),
        cmocka_unit_test(the_loaded_network_takes_the_batch_it_is_asked_for),
        cmocka_unit_test(everything_that_is_not_a_weight_comes_back_too),
        cmocka_unit_test(a_model_saved_twice_is_the_same_file),
        cmocka_unit_test(what_other_readers_see),
        cmocka_unit_test(the_locale_changes_nothing),
        cmocka_unit_test(a_training_goes_on_from_a_file_to_the_same_bits),
        cmocka_unit_test(numbers_that_are_not_finite_are_not_saved),
        cmocka_unit_test(a_kind_that_is_not_ogees_own_is_not_saved),
        cmocka_unit_test(parts_that_do_not_fit_the_network_are_not_saved),
        cmocka_unit_test(columns_without_names_are_not_saved),
        cmocka_unit_test(settings_without_name_or_value_are_not_saved),
        cmocka_unit_test(a_state_that_no_header_holds_is_not_saved),
        cmocka_unit_test(the_check_before_a_training_agrees_with_the_file),
        cmocka_unit_test(a_file_that_cannot_be_written_is_said_so),
    };
    return cmocka_run_group_tests_name("model_io", tests, NULL, NULL);
}
