/* Networks as C programs: compiled by every compiler there is, they give the network's own bits. */
#include "support.h"

#include <float.h>
#include <math.h>

#include "ogee/ogee.h"

enum { INPUTS = 5, ROWS = 400 };

/* ---- models ---- */

static char *copy(const char *text)
{
    char *made = malloc(strlen(text) + 1);
    assert_non_null(made);
    return strcpy(made, text);
}

/* Random numbers everywhere, so that no layer does nothing; variances have to be positive. */
static void randomise(og_net *net, og_rng *rng)
{
    size_t parameters = og_net_parameter_count(net);
    float *values = og_net_parameters(net);
    for (size_t i = 0; i < parameters; i++)
        values[i] = (float)og_rng_normal(rng);
    for (size_t i = 0; i < og_net_buffer_count(net); i++)
        values[parameters + i] = 0.1f + og_rng_uniform(rng);
}

static og_net *make_net(const char *layers, size_t inputs)
{
    og_layer_spec specs[OG_MAX_LAYERS];
    og_net_def def = og_net_def_default();
    og_rng rng;
    og_net *net = NULL;
    assert_ok(og_layers_parse(layers, specs, &def.layer_count));
    def.input = og_shape_flat(inputs);
    def.layers = specs;
    def.max_batch = 1;
    og_rng_seed(&rng, 3);
    assert_ok(og_net_create(&def, &rng, &net));
    randomise(net, &rng);
    return net;
}

static og_scaler *make_scaler(size_t features)
{
    og_scaler *scaler = calloc(1, sizeof *scaler);
    og_rng rng;
    og_rng_seed(&rng, 4);
    assert_non_null(scaler);
    scaler->features = features;
    scaler->mean = calloc(features, sizeof(double));
    scaler->deviation = calloc(features, sizeof(double));
    assert_non_null(scaler->mean);
    assert_non_null(scaler->deviation);
    for (size_t i = 0; i < features; i++) {
        scaler->mean[i] = og_rng_normal(&rng);
        scaler->deviation[i] = 0.2 + og_rng_uniform_double(&rng);
    }
    return scaler;
}

static og_dataset *make_columns(size_t features, size_t labels, const char *name)
{
    og_dataset *columns = calloc(1, sizeof *columns);
    assert_non_null(columns);
    *columns = (og_dataset){.features = features, .labels = labels};
    columns->feature_names = calloc(features, sizeof(char *));
    columns->categories = calloc(features, sizeof(char *));
    columns->fill = calloc(features, sizeof(float));
    columns->label_names = calloc(labels, sizeof(char *));
    for (size_t i = 0; i < features; i++) {
        columns->feature_names[i] = copy(name);
        columns->fill[i] = NAN;
    }
    for (size_t i = 0; i < labels; i++)
        columns->label_names[i] = copy(name);
    columns->class_names[0] = copy(name);
    columns->class_names[1] = copy(name);
    return columns;
}

static void destroy(og_model *model)
{
    og_net_destroy(model->net);
    og_scaler_destroy(model->scaler);
    og_dataset_destroy(model->columns);
}

/* ---- programs ---- */

static const char *export_c(const og_model *model)
{
    const char *path = temporary_path("model.c");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_ok(og_export_c(model, "model.safetensors", file));
    assert_int_equal(fclose(file), 0);
    return path;
}

/* Reads rows of floats and writes their probabilities. */
static const char *const driver = "#include <stdio.h>\n"
                                  "#if K == 1\n"
                                  "float predict(const float x[]);\n"
                                  "#else\n"
                                  "void predict(const float x[], float p[]);\n"
                                  "#endif\n"
                                  "int main(void)\n"
                                  "{\n"
                                  "    float x[N], p[K];\n"
                                  "    while (fread(x, sizeof x, 1, stdin) == 1) {\n"
                                  "#if K == 1\n"
                                  "        p[0] = predict(x);\n"
                                  "#else\n"
                                  "        predict(x, p);\n"
                                  "#endif\n"
                                  "        if (fwrite(p, sizeof p, 1, stdout) != 1)\n"
                                  "            return 1;\n"
                                  "    }\n"
                                  "    return 0;\n"
                                  "}\n";

static int there_is(const char *program)
{
    char command[128];
    snprintf(command, sizeof command, "command -v %s", program);
    run_result result = run(command);
    run_free(&result);
    return result.status == 0;
}

static void must_run(const char *command)
{
    run_result result = run(command);
    if (result.status != 0)
        fail_msg("%s\n%s%s", command, result.out, result.err);
    run_free(&result);
}

/* Every way to compile that a learner may choose; the first ones are the most different. */
static const char *const flags[] = {
    "-std=c99 -Wall -Wextra -Werror -Wpedantic -Wshadow -Wmissing-prototypes -O0",
    "-std=c99 -Wall -Wextra -Werror -O3 -march=native",
    "-std=gnu17 -Wall -Wextra -Werror -O3 -march=native",
    "-std=c99 -Wall -Wextra -Werror -O1",
    "-std=c99 -Wall -Wextra -Werror -O2",
    "-std=c99 -Wall -Wextra -Werror -O3",
    ("-std=c99 -Wall -Wextra -Werror -O1 -fsanitize=undefined -fno-sanitize=float-cast-overflow "
     "-fno-sanitize-recover=all")};
enum { ONE_FLAG = 1, MAIN_FLAGS = 3, FLAGS = sizeof flags / sizeof flags[0] };

/* ---- inputs ---- */

static void fill_inputs(float x[ROWS][INPUTS])
{
    static const float special[] = {0.0f,     -0.0f,     1e-45f,   -1e-38f,  88.8f,     -103.9f,
                                    1e30f,    FLT_MAX,   -FLT_MAX, INFINITY, -INFINITY, NAN,
                                    0x1p-12f, -0x1p-30f, 0.5f,     17.3287f, 1,         -1};
    enum { SPECIALS = sizeof special / sizeof special[0] };
    og_rng rng;
    og_rng_seed(&rng, 5);
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; i < INPUTS; i++) {
            float width = row % 4 == 0 ? 30 : row % 4 == 1 ? 1e-3f : 2;
            x[row][i] = width * (float)og_rng_normal(&rng);
            if (row < 5 * SPECIALS && (row % 5 == i || row % 5 == 4))
                x[row][i] = special[row / 5];
        }
}

/* What the network says of the same rows. */
static void expect(const og_model *model, float x[ROWS][INPUTS], float *expected)
{
    size_t labels = og_net_outputs(model->net);
    for (int row = 0; row < ROWS; row++) {
        float scaled[INPUTS];
        for (int i = 0; i < INPUTS; i++)
            scaled[i] = model->scaler
                            ? (float)((x[row][i] - model->scaler->mean[i]) / model->scaler->deviation[i])
                            : x[row][i];
        const float *logits = og_net_forward(model->net, 1, scaled);
        assert_non_null(logits);
        for (size_t k = 0; k < labels; k++)
            expected[(size_t)row * labels + k] = og_sigmoidf(logits[k]);
    }
}

static void check_program(const char *compiler, const char *flag, size_t labels, const float *expected)
{
    static float got[3 * ROWS + 1];
    char command[1024];
    snprintf(
        command, sizeof command,
        "cd \"$(dirname '%s')\" && %s %s -DN=%d -DK=%zu model.c driver.c -o program -lm && ./program <x.bin "
        ">p.bin",
        temporary_path("x.bin"), compiler, flag, INPUTS, labels);
    must_run(command);
    FILE *file = fopen(temporary_path("p.bin"), "rb");
    assert_non_null(file);
    assert_int_equal(fread(got, sizeof(float), sizeof got / sizeof got[0], file), ROWS * labels);
    fclose(file);
    for (size_t i = 0; i < ROWS * labels; i++)
        if (!(got[i] != got[i] && expected[i] != expected[i]) &&
            float_bits(got[i]) != float_bits(expected[i]))
            fail_msg("%s %s: row %zu, label %zu: %a, the network says %a", compiler, flag, i / labels,
                     i % labels, (double)got[i], (double)expected[i]);
}

/* With so many of the flags. */
static void check_model(const og_model *model, int flag_count)
{
    static const char *const compilers[] = {"gcc", "clang", "cc"};
    static float x[ROWS][INPUTS], expected[3 * ROWS];
    int found = 0;
    fill_inputs(x);
    expect(model, x, expected);
    export_c(model);
    temporary_file("driver.c", driver);
    FILE *file = fopen(temporary_path("x.bin"), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(x, sizeof x, 1, file), 1);
    fclose(file);
    for (int c = 0; c < 3; c++) {
        if ((c == 2 && found) || !there_is(compilers[c]))
            continue;
        found++;
        for (int f = 0; f < flag_count; f++)
            check_program(compilers[c], flags[f], og_net_outputs(model->net), expected);
    }
    if (!found)
        skip();
}

static void check_layers(const char *layers, int scaled, int flag_count)
{
    og_model model = {.net = make_net(layers, INPUTS)};
    if (scaled) {
        model.scaler = make_scaler(INPUTS);
        model.columns = make_columns(INPUTS, og_net_outputs(model.net), "a name");
    }
    check_model(&model, flag_count);
    destroy(&model);
}

static void logistic_regression_gives_the_same_bits(void **state)
{
    (void)state;
    check_layers("linear:1", 0, MAIN_FLAGS);
}

static void a_standardised_sigmoid_network_gives_the_same_bits(void **state)
{
    (void)state;
    check_layers("linear:8,sigmoid,linear:6,sigmoid,linear:1", 1, FLAGS);
}

static void layers_on_both_sides_of_eight_units_give_the_same_bits(void **state)
{
    (void)state;
    check_layers("linear:7,sigmoid,linear:8,sigmoid,linear:9,sigmoid,linear:1", 1, MAIN_FLAGS);
    check_layers("linear:17,tanh,linear:7,tanh,linear:16,tanh,linear:3", 0, MAIN_FLAGS);
}

static void every_smooth_activation_gives_the_same_bits(void **state)
{
    (void)state;
    check_layers("linear:7,tanh,linear:6,silu,linear:5,softplus,linear:4,log-sigmoid,linear:3", 0, FLAGS);
}

static void every_activation_with_kinks_gives_the_same_bits(void **state)
{
    (void)state;
    check_layers("linear:9,relu,linear:8,leaky-relu:0.3,linear:8,hard-sigmoid,linear:8,hard-tanh:-0.25:1.5,"
                 "linear:8,threshold:0.125:-2,linear:1,identity",
                 1, MAIN_FLAGS);
}

static void batch_norm_and_dropout_give_the_same_bits(void **state)
{
    (void)state;
    check_layers("batch-norm,dropout:0.2,linear:6,batch-norm:0.001,relu,dropout,linear:3", 1, MAIN_FLAGS);
}

static void residual_and_highway_give_the_same_bits(void **state)
{
    (void)state;
    check_layers("highway:relu:-1,linear:5,tanh,residual:2,highway,residual:4,dropout,highway:identity:0,"
                 "residual:1,highway:hard-tanh,linear:1",
                 0, FLAGS);
}

static void an_activation_alone_gives_the_same_bits(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:3,softplus", INPUTS)};
    check_model(&model, MAIN_FLAGS);
    destroy(&model);
}

/* ---- what stands in the file ---- */

static void only_functions_that_the_model_uses_are_in_the_file(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:4,relu,linear:1", INPUTS)};
    char *text = read_whole_file(export_c(&model));
    assert_contains(text, "og_exact_sigmoid");
    assert_contains(text, "static float relu(");
    assert_null(strstr(text, "tanh"));
    assert_null(strstr(text, "softplus"));
    assert_null(strstr(text, "leaky"));
    assert_null(strstr(text, "ATANH"));
    assert_null(strstr(text, "@"));
    free(text);
    destroy(&model);
}

static void the_comment_names_every_feature_and_class(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:1", 2), .columns = make_columns(2, 1, "radius")};
    free(model.columns->feature_names[1]);
    free(model.columns->class_names[1]);
    model.columns->feature_names[1] = copy("colour");
    model.columns->categories[1] = copy("red");
    model.columns->class_names[1] = copy("malignant");
    model.columns->fill[0] = 2.5f;
    char *text = read_whole_file(export_c(&model));
    assert_contains(text, "model.safetensors");
    assert_contains(text, "x[0]  \"radius\", 2.5 where it is missing\n");
    assert_contains(text, "x[1]  \"colour\" = \"red\"\n");
    assert_contains(text, "class 1 is \"malignant\"");
    free(text);
    destroy(&model);
}

static void no_name_can_end_the_comment(void **state)
{
    (void)state;
    static const char *const names[] = {"*/ #error broken out\n#error again",
                                        "a\\",
                                        "\\\n#error",
                                        "?"
                                        "?/\n*/",
                                        "*?"
                                        "?/\n/ #error",
                                        "/* /* // *",
                                        "\x01\x7f\r\v\f\b\x1b[31m",
                                        "\xe2\x80\xae rtl \xe2\x80\x8b",
                                        "\xff\xfe\xc0\xaf\xed\xa0\x80",
                                        ("gr\xc3\xb6\xc3\x9f"
                                         "e %s %n"),
                                        "*",
                                        "/",
                                        "",
                                        "\"*/\""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        og_model model = {.net = make_net("linear:1", INPUTS), .columns = make_columns(INPUTS, 1, names[i])};
        for (int f = 0; f < INPUTS; f++)
            model.columns->categories[f] = copy(names[i]);
        check_model(&model, ONE_FLAG);
        destroy(&model);
    }
}

static void other_letters_stay_as_they_are(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:1", 1),
                      .columns = make_columns(1, 1,
                                              "gr\xc3\xb6\xc3\x9f"
                                              "e \xe8\x8a\xb1")};
    char *text = read_whole_file(export_c(&model));
    assert_contains(text, "x[0]  \"gr\xc3\xb6\xc3\x9f"
                          "e \xe8\x8a\xb1\"\n");
    free(text);
    destroy(&model);
}

/* ---- refusals ---- */

static const og_layer_kind *foreign_kind(void)
{
    static og_layer_kind kind;
    kind = og_tanh_layer;
    kind.name = "swirl";
    return &kind;
}

static void a_foreign_layer_kind_is_refused_by_name(void **state)
{
    (void)state;
    og_layer_spec specs[] = {og_layer_spec_default(&og_linear_layer), og_layer_spec_default(foreign_kind())};
    og_net_def def = og_net_def_default();
    og_rng rng;
    og_model model = {0};
    specs[0].units = 1;
    def.input = og_shape_flat(2);
    def.layers = specs;
    def.layer_count = 2;
    og_rng_seed(&rng, 1);
    assert_ok(og_net_create(&def, &rng, &model.net));
    FILE *file = fopen(temporary_path("refused.c"), "w");
    assert_status(og_export_c(&model, "m", file), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "layer 1: swirl has no counterpart in C");
    assert_int_equal(ftell(file), 0);
    fclose(file);
    destroy(&model);
}

static void a_weight_that_is_not_finite_is_refused(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:2,batch-norm,linear:1", 2)};
    FILE *file = fopen(temporary_path("refused.c"), "w");
    og_net_parameters(model.net)[1] = NAN;
    assert_status(og_export_c(&model, "m", file), OG_ERR_DATA);
    assert_contains(og_error_detail(), "layer 0 (linear) has nan in its weight");
    og_net_parameters(model.net)[1] = 1;
    og_net_parameters(model.net)[og_net_parameter_count(model.net)] = INFINITY;
    assert_status(og_export_c(&model, "m", file), OG_ERR_DATA);
    assert_contains(og_error_detail(), "layer 1 (batch-norm) has inf in its running_mean");
    fclose(file);
    destroy(&model);
}

static void names_that_do_not_fit_the_network_are_refused(void **state)
{
    (void)state;
    og_model model = {.net = make_net("linear:1", 2), .columns = make_columns(3, 1, "a")};
    FILE *file = fopen(temporary_path("refused.c"), "w");
    assert_status(og_export_c(&model, "m", file), OG_ERR_SHAPE);
    og_dataset_destroy(model.columns);
    model.columns = NULL;
    model.scaler = make_scaler(1);
    assert_status(og_export_c(&model, "m", file), OG_ERR_SHAPE);
    fclose(file);
    destroy(&model);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    FILE *file = fopen("/dev/full", "w");
    if (!file)
        skip();
    og_model model = {.net = make_net("linear:1", 2)};
    assert_status(og_export_c(&model, "m", file), OG_ERR_FILE);
    fclose(file);
    destroy(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logistic_regression_gives_the_same_bits),
        cmocka_unit_test(a_standardised_sigmoid_network_gives_the_same_bits),
        cmocka_unit_test(layers_on_both_sides_of_eight_units_give_the_same_bits),
        cmocka_unit_test(every_smooth_activation_gives_the_same_bits),
        cmocka_unit_test(every_activation_with_kinks_gives_the_same_bits),
        cmocka_unit_test(batch_norm_and_dropout_give_the_same_bits),
        cmocka_unit_test(residual_and_highway_give_the_same_bits),
        cmocka_unit_test(an_activation_alone_gives_the_same_bits),
        cmocka_unit_test(only_functions_that_the_model_uses_are_in_the_file),
        cmocka_unit_test(the_comment_names_every_feature_and_class),
        cmocka_unit_test(no_name_can_end_the_comment),
        cmocka_unit_test(other_letters_stay_as_they_are),
        cmocka_unit_test(a_foreign_layer_kind_is_refused_by_name),
        cmocka_unit_test(a_weight_that_is_not_finite_is_refused),
        cmocka_unit_test(names_that_do_not_fit_the_network_are_refused),
        cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
