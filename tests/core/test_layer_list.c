/* Layer lists: what text stands for which layers, that writing and reading keep every bit, and what is
 * refused. */
#include "support.h"

#include <locale.h>
#include <math.h>

#include "ogee/net.h"

enum { TEXT = 2048 };

static int parse(const char *text, og_layer_spec layers[OG_MAX_LAYERS])
{
    int count = 0;
    assert_ok(og_layers_parse(text, layers, &count));
    return count;
}

static void a_list_gives_its_layers_bottom_first(void **state)
{
    (void)state;
    og_layer_spec layers[OG_MAX_LAYERS];
    assert_int_equal(
        parse("linear:8,batch-norm,leaky-relu:0.1,residual:3,highway:relu:-2.5,linear:1", layers), 6);
    assert_ptr_equal(layers[0].kind, &og_linear_layer);
    assert_int_equal(layers[0].units, 8);
    assert_ptr_equal(layers[1].kind, &og_batch_norm_layer);
    assert_same_float(layers[1].option[0], 1e-5f);
    assert_same_float(layers[1].option[1], 0.1f);
    assert_same_float(layers[2].option[0], 0.1f);
    assert_same_float(layers[2].option[1], 0);
    assert_same_float(layers[3].option[0], 3);
    assert_ptr_equal(layers[4].kind, &og_highway_layer);
    assert_ptr_equal(layers[4].activation, &og_relu_layer);
    assert_same_float(layers[4].option[0], -2.5f);
    assert_int_equal(layers[5].units, 1);
}

static void what_is_left_out_is_the_default(void **state)
{
    (void)state;
    og_layer_spec layers[OG_MAX_LAYERS];
    for (const og_layer_kind *const *kind = og_layer_kinds; *kind; kind++) {
        char text[64];
        snprintf(text, sizeof text, "%s%s", (*kind)->name, (*kind)->takes_units ? ":1" : "");
        assert_int_equal(parse(text, layers), 1);
        og_layer_spec expected = og_layer_spec_default(*kind);
        expected.units = (*kind)->takes_units;
        assert_ptr_equal(layers[0].kind, *kind);
        assert_int_equal(layers[0].units, expected.units);
        assert_null(layers[0].activation);
        for (int o = 0; o < OG_MAX_OPTIONS; o++)
            assert_same_float(layers[0].option[o], expected.option[o]);
    }
    parse("highway:0.5,batch-norm:0.01", layers); /* no activation, no momentum */
    assert_null(layers[0].activation);
    assert_same_float(layers[0].option[0], 0.5f);
    assert_same_float(layers[1].option[0], 0.01f);
    assert_same_float(layers[1].option[1], 0.1f);
}

static void spaces_around_the_pieces_do_not_matter(void **state)
{
    (void)state;
    og_layer_spec layers[OG_MAX_LAYERS];
    assert_int_equal(parse(" linear : 4 , leaky-relu: 0.5 ,linear:1 ", layers), 3);
    assert_int_equal(layers[0].units, 4);
    assert_same_float(layers[1].option[0], 0.5f);
}

static void a_list_is_written_short(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "linear:8,batch-norm,leaky-relu:0.1,residual:3,highway:relu:-2.5,linear:1",
        "sigmoid,tanh,relu,leaky-relu,silu,softplus,log-sigmoid,hard-tanh,hard-sigmoid,threshold,identity",
        "dropout,dropout:0.25,batch-norm:0.001,batch-norm:0.00001:0.5,residual",
        "highway,highway:1.5,highway:tanh,highway:hard-tanh:-1",
        "hard-tanh:-0.1:0.3,hard-tanh:-1:2,threshold:0:5,linear:1000000",
    };
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        og_layer_spec layers[OG_MAX_LAYERS];
        char text[TEXT];
        int count = parse(lists[l], layers);
        assert_int_equal(og_layers_format(layers, count, text, sizeof text), strlen(lists[l]));
        assert_string_equal(text, lists[l]);
    }
}

static void writing_and_reading_keep_every_bit(void **state)
{
    (void)state;
    og_rng rng;
    og_rng_seed(&rng, 1);
    for (int i = 0; i < 20000; i++) {
        float value = float_from_bits(og_rng_u32(&rng));
        float limit = fabsf(value) <= 1e6f ? value : og_rng_uniform_between(&rng, -1e6f, 1e6f);
        og_layer_spec layers[] = {
            {.kind = &og_threshold_layer, .option = {limit, og_rng_uniform(&rng)}},
            {.kind = &og_linear_layer, .units = og_rng_u32(&rng) | (size_t)1 << (i % 63)}};
        og_layer_spec again[OG_MAX_LAYERS];
        char text[TEXT];
        og_layers_format(layers, 2, text, sizeof text);
        assert_int_equal(parse(text, again), 2);
        for (int o = 0; o < 2; o++)
            assert_same_float(again[0].option[o], layers[0].option[o]);
        assert_true(again[1].units == layers[1].units);
    }
    og_layer_spec zero[] = {{.kind = &og_threshold_layer, .option = {-0.0f, 0}}}, again[OG_MAX_LAYERS];
    char text[TEXT];
    og_layers_format(zero, 1, text, sizeof text);
    parse(text, again);
    assert_same_float(again[0].option[0], -0.0f);
}

static void a_text_too_short_is_cut_and_its_length_told(void **state)
{
    (void)state;
    og_layer_spec layers[OG_MAX_LAYERS];
    const char *list = "linear:8,tanh,linear:1";
    int count = parse(list, layers);
    for (size_t size = 0; size < 30; size++) {
        char text[32];
        memset(text, '#', sizeof text);
        assert_int_equal(og_layers_format(layers, count, text, size), strlen(list));
        size_t kept = size == 0 ? 0 : size - 1 < strlen(list) ? size - 1 : strlen(list);
        assert_memory_equal(text, list, kept);
        assert_int_equal(text[kept], size ? 0 : '#');
        assert_int_equal(text[size], '#');
    }
    assert_int_equal(og_layers_format(layers, count, NULL, 0), strlen(list));
    char text[2] = "x";
    assert_int_equal(og_layers_format(layers, 0, text, sizeof text), 0);
    assert_string_equal(text, "");
}

/* A point stays a point where people write 0,5. */
static void the_locale_changes_nothing(void **state)
{
    (void)state;
    og_layer_spec layers[OG_MAX_LAYERS];
    char text[TEXT];
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        skip();
    int count = parse("leaky-relu:0.125,dropout:0.25", layers);
    og_layers_format(layers, count, text, sizeof text);
    setlocale(LC_NUMERIC, "C");
    assert_string_equal(text, "leaky-relu:0.125,dropout:0.25");
}

static void what_is_wrong_is_refused_by_layer_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } rows[] = {
        {"", "the list of layers is empty, expected one such as linear:8,tanh,linear:1"},
        {"   ", "is empty"},
        {"linear:8,,linear:1", "layer 1 is empty, expected one of linear, sigmoid"},
        {"linear:8,", "layer 1 is empty"},
        {":8", "layer 0 is empty"},
        {"linear:8,sigmiod", "layer 1: there is no kind \"sigmiod\", expected one of linear, sigmoid, tanh"},
        {"lin", "there is no kind \"lin\""},
        {"Linear:8", "there is no kind \"Linear\""},
        {"linear", "layer 0 (linear): units have to be a whole number from 1 on, as in linear:8, got \"\""},
        {"linear:", "got \"\""},
        {"linear:0", "got \"0\""},
        {"linear:-3", "got \"-3\""},
        {"linear:2.5", "got \"2.5\""},
        {"linear:1e3", "got \"1e3\""},
        {"linear:99999999999999999999999", "units have to be a whole number"},
        {"linear:8:3", "layer 0 (linear) takes nothing behind its units, got \"3\""},
        {"tanh:0.5", "layer 0 (tanh) takes nothing, got \"0.5\""},
        {"leaky-relu:x", "layer 0 (leaky-relu): slope has to be a number, got \"x\""},
        {"leaky-relu:", "slope has to be a number, got \"\""},
        {"leaky-relu:nan", "slope has to be a number, got \"nan\""},
        {"leaky-relu:2", "slope has to be a number in -1 .. 1, got 2"},
        {"leaky-relu:0.1:2", "layer 0 (leaky-relu) takes nothing behind its slope, got \"2\""},
        {"batch-norm:1e-5:0.1:7", "takes nothing behind its momentum"},
        {"dropout:1", "p has to be a number in 0 .. 0.99999994, got 1"},
        {"dropout:1e99", "got inf"},
        {"residual:1.5", "span has to be a whole number in 1 .. 63, got 1.5"},
        {"highway:linear", "layer 0 (highway): \"linear\" is no activation, expected one of sigmoid, tanh"},
        {"highway:rleu:1", "\"rleu\" is no activation"},
        {"highway:relu:x", "gate_bias has to be a number, got \"x\""},
        {"highway:1:relu", "layer 0 (highway) takes nothing behind its gate_bias, got \"relu\""},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        og_layer_spec layers[OG_MAX_LAYERS] = {{.units = 77}};
        int count = -1;
        assert_status(og_layers_parse(rows[r].text, layers, &count), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), rows[r].detail);
        assert_int_equal(count, -1);
        assert_int_equal(layers[0].units, 77);
    }
}

static void a_list_has_at_most_64_layers(void **state)
{
    (void)state;
    char text[TEXT] = "tanh";
    og_layer_spec layers[OG_MAX_LAYERS];
    int count = 0;
    for (int i = 1; i < OG_MAX_LAYERS; i++)
        strcat(text, ",tanh");
    assert_int_equal(parse(text, layers), OG_MAX_LAYERS);
    strcat(text, ",tanh");
    assert_status(og_layers_parse(text, layers, &count), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "more than 64 layers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_gives_its_layers_bottom_first),
        cmocka_unit_test(what_is_left_out_is_the_default),
        cmocka_unit_test(spaces_around_the_pieces_do_not_matter),
        cmocka_unit_test(a_list_is_written_short),
        cmocka_unit_test(writing_and_reading_keep_every_bit),
        cmocka_unit_test(a_text_too_short_is_cut_and_its_length_told),
        cmocka_unit_test(the_locale_changes_nothing),
        cmocka_unit_test(what_is_wrong_is_refused_by_layer_with_what_would_be_right),
        cmocka_unit_test(a_list_has_at_most_64_layers),
    };
    return cmocka_run_group_tests_name("layer list", tests, NULL, NULL);
}
