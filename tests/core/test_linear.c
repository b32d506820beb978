/* The arithmetic of linear layers and of the way back through activations: every set of kernels against the
   plain loops, those against the words in net.h, and the instructions that the compiler made of them. */
#include "support.h"

#include <math.h>

#include "../../core/src/kernels/matrix.h"
#include "ogee/net.h"

enum { LARGEST = 40, MARK = 0x7fa5a5a5 };
static const size_t batches[] = {1, 2, 3, 4, 5, 7, 8, 9, 16, 23};
enum { BATCHES = sizeof batches / sizeof batches[0] };

/* Numbers that look random and are the same in every run; every ninth is 0 or -0. */
static float number(uint64_t n)
{
    n = (n + 1) * 0x9e3779b97f4a7c15u;
    n = (n ^ (n >> 32)) * 0xd6e8feb86659fd93u;
    double fraction = (double)((n ^ (n >> 29)) >> 11) * 0x1p-53;
    return n % 9 == 0 ? (n % 2 ? -0.0f : 0.0f) : (float)(4 * fraction - 2);
}

/* Exactly as long as it says, so that a sanitizer sees a read beyond it. */
static float *numbers(size_t count, uint64_t seed)
{
    float *made = malloc(count * sizeof *made);
    assert_non_null(made);
    for (size_t i = 0; i < count; i++)
        made[i] = number(i + 1000 * seed);
    return made;
}

/* Results, with marks behind them. */
static float *results(size_t count)
{
    float *made = malloc((count + 1) * sizeof *made);
    assert_non_null(made);
    for (size_t i = 0; i <= count; i++)
        made[i] = i < count ? 0 : float_from_bits(MARK);
    return made;
}

static void assert_same(const og_kernels *set, const char *what, const og_matrix *m, size_t batch,
                        size_t count, const float *got, const float *expected)
{
    for (size_t i = 0; i < count; i++)
        if (float_bits(got[i]) != float_bits(expected[i]) &&
            !(got[i] != got[i] && expected[i] != expected[i]))
            fail_msg("%s of %s, %zu rows, %zu columns, batch %zu: number %zu is %a, expected %a", what,
                     set->name, m->rows, m->columns, batch, i, (double)got[i], (double)expected[i]);
    assert_int_equal(float_bits(got[count]), MARK);
}

typedef struct case_of {
    og_matrix m;
    size_t batch;
    float *packed, *velocity, *by_row, *by_column; /* batch x rows, batch x columns */
} case_of;

static case_of case_make(size_t inputs, size_t units, size_t batch)
{
    case_of c = {.m = og_matrix_of(inputs, units), .batch = batch};
    float *weight = numbers(inputs * units, 1), *bias = numbers(units, 2);
    c.packed = malloc(og_matrix_count(&c.m) * sizeof *c.packed);
    c.velocity = malloc(og_matrix_count(&c.m) * sizeof *c.packed);
    assert_true(c.packed && c.velocity);
    og_matrix_pack(&c.m, weight, bias, c.packed);
    og_matrix_pack(&c.m, weight, bias, c.velocity);
    c.by_row = numbers(batch * c.m.rows, 3);
    c.by_column = numbers(batch * c.m.columns, 4);
    free(weight);
    free(bias);
    return c;
}

static void case_free(case_of *c)
{
    free(c->packed);
    free(c->velocity);
    free(c->by_row);
    free(c->by_column);
}

static void run_combine(const og_kernels *set, const case_of *c, int with_bias, float *out)
{
    const float *start = with_bias && c->m.wide ? c->packed + c->m.rows * c->m.stride : NULL;
    set->combine(&c->m, c->packed, start, c->batch, c->by_row, out);
}

static void run_dots(const og_kernels *set, const case_of *c, int with_bias, float *out)
{
    const float *bias = with_bias && !c->m.wide ? c->packed + c->m.rows * c->m.stride : NULL;
    set->dots(&c->m, c->packed, bias, c->batch, c->by_column, out);
}

/* Unpacked, because what an infinite number leaves in the gaps is nobody's business. */
static void run_gradient(const og_kernels *set, const case_of *c, int unused, float *out)
{
    (void)unused;
    float *packed = results(og_matrix_count(&c->m));
    set->outer(&c->m, c->batch, c->by_row, c->by_column, packed);
    og_matrix_unpack(&c->m, packed, out, out + c->m.rows * c->m.columns);
    free(packed);
}

static size_t gradients(const og_matrix *m)
{
    return m->rows * m->columns + (m->wide ? m->columns : m->rows);
}

static bool step(const og_kernels *set, const case_of *c, float *gradient, const og_sgd_move *move)
{
    const float *x = c->m.wide ? c->by_row : c->by_column, *dy = c->m.wide ? c->by_column : c->by_row;
    return og_matrix_step(set, &c->m, c->batch, x, dy, gradient, move);
}

/* Settings of SGD, one after the other; the velocities stand behind the weights. */
static void run_step(const og_kernels *set, const case_of *c, int variant, float *out)
{
    const og_sgd_floats settings[] = {
        {.lr = 0.3f},
        {.lr = 0.3f, .maximize = true},
        {.lr = 0.3f, .decay = 0.01f, .has_decay = true},
        {.lr = 0.3f, .momentum = 0.9f, .keep = 0.7f, .decay = 0.1f, .has_momentum = true, .has_decay = true},
        {.lr = 0.3f, .keep = 0.3f, .has_momentum = true},
        {.lr = 0.3f, .momentum = 0.9f, .keep = 1, .has_momentum = true, .nesterov = true}};
    size_t count = og_matrix_count(&c->m);
    memcpy(out + count, c->velocity, count * sizeof *out);
    og_sgd_move move = {&settings[variant], c->packed, c->velocity, out, out + count};
    float *gradient = results(count);
    assert_true(step(set, c, gradient, &move));
    free(gradient);
}

/* As few samples side by side as there may be, some, and the most. */
static void run_across(const og_kernels *set, const case_of *c, int variant, float *out)
{
    size_t inputs = c->m.wide ? c->m.rows : c->m.columns, units = c->m.wide ? c->m.columns : c->m.rows;
    size_t samples = (size_t[]){OG_ACROSS_SAMPLES, 48, OG_ACROSS_MOST}[variant];
    float *weight = numbers(inputs * units, 1), *bias = numbers(units, 2), *in = numbers(inputs * samples, 7);
    set->across(inputs, units, weight, bias, samples, in, out);
    free(weight);
    free(bias);
    free(in);
}

static void run_backward(const og_kernels *set, const case_of *c, int variant, float *out)
{
    void (*const kernels[])(size_t, const float *, const float *,
                            float *) = {set->sigmoid_backward, set->tanh_backward, set->relu_backward};
    size_t n = c->batch * c->m.rows;
    float *gradient = numbers(n, 9);
    kernels[variant](n, c->by_row, gradient, out);
    free(gradient);
}

typedef void run_function(const og_kernels *set, const case_of *c, int variant, float *out);

static void compare(const char *what, const case_of *c, run_function *work, int variants, size_t count)
{
    const og_kernels *set;
    for (int variant = 0; variant < variants; variant++) {
        float *expected = results(count);
        work(og_kernels_scalar(), c, variant, expected);
        for (size_t s = 0; (set = og_kernels_at(s)); s++) {
            float *got = results(count);
            work(set, c, variant, got);
            assert_same(set, what, &c->m, c->batch, count, got, expected);
            free(got);
        }
        free(expected);
    }
}

static void compare_all(const case_of *c, int step_variants)
{
    compare("combine", c, run_combine, 2, c->batch * c->m.columns);
    compare("dots", c, run_dots, 2, c->batch * c->m.rows);
    compare("gradient", c, run_gradient, 1, gradients(&c->m));
    compare("backward", c, run_backward, 3, c->batch * c->m.rows);
    compare("across", c, run_across, 3, OG_ACROSS_MOST * (c->m.wide ? c->m.columns : c->m.rows));
    compare("step", c, run_step, step_variants, 2 * og_matrix_count(&c->m));
}

static void every_set_gives_the_scalar_bits_for_every_shape(void **state)
{
    (void)state;
    for (size_t inputs = 1; inputs <= LARGEST; inputs++)
        for (size_t units = 1; units <= LARGEST; units++) {
            case_of c = case_make(inputs, units, batches[(inputs + 3 * units) % BATCHES]);
            compare_all(&c, 1);
            case_free(&c);
        }
}

static void every_set_gives_the_scalar_bits_for_every_batch_and_setting(void **state)
{
    (void)state;
    static const size_t shapes[][2] = {{2, 8}, {8, 1}, {13, 7}, {7, 13}, {33, 3}, {1, 1}, {64, 32}, {9, 25}};
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++)
        for (size_t batch = 1; batch <= 20; batch++) {
            case_of c = case_make(shapes[s][0], shapes[s][1], batch);
            compare_all(&c, 6);
            case_free(&c);
        }
}

static void infinite_numbers_and_nan_come_through_in_every_set(void **state)
{
    (void)state;
    static const float specials[] = {NAN, INFINITY, -INFINITY, 3e38f, 1e-45f, -0.0f};
    for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++)
        for (size_t units = 3; units < 30; units += 6) {
            case_of c = case_make(11, units, 9);
            c.by_row[2 * c.m.rows + 1] = specials[i];
            c.by_column[5 * c.m.columns + c.m.columns / 2] = specials[i];
            compare("combine", &c, run_combine, 2, c.batch * c.m.columns);
            compare("dots", &c, run_dots, 2, c.batch * c.m.rows);
            compare("gradient", &c, run_gradient, 1, gradients(&c.m));
            case_free(&c);
        }
}

static void a_step_to_a_number_that_is_not_finite_is_noticed_wherever_it_is(void **state)
{
    (void)state;
    static const size_t shapes[][2] = {{2, 8}, {8, 1}, {13, 7}, {7, 13}, {40, 33}};
    const og_kernels *set;
    for (size_t k = 0; (set = og_kernels_at(k)); k++)
        for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
            case_of c = case_make(shapes[s][0], shapes[s][1], s % 2 ? 1 : 3);
            og_sgd_floats sgd = {.lr = 0.1f, .momentum = 0.5f, .keep = 1, .has_momentum = true};
            size_t count = og_matrix_count(&c.m), found = 0;
            float *out = results(2 * count), *gradient = results(count);
            for (size_t i = 0; i < 2 * count; i++) {
                float *spoiled = i < count ? &c.packed[i] : &c.velocity[i - count], kept = *spoiled;
                og_sgd_move move = {&sgd, c.packed, c.velocity, out, out + count};
                *spoiled = i % 2 ? INFINITY : NAN;
                found += !step(set, &c, gradient, &move);
                *spoiled = kept;
            }
            /* In the gaps behind a narrow layer's bias nothing moves. */
            assert_true(found >= 2 * shapes[s][1] * (shapes[s][0] + 1));
            free(out);
            free(gradient);
            case_free(&c);
        }
}

/* ---- the words in net.h ---- */

static float dot_by_words(size_t n, const float *a, size_t a_step, const float *b, size_t b_step)
{
    float lane[8];
    for (size_t k = 0; k < 8; k++) {
        lane[k] = 0;
        for (size_t i = k; i < n; i += 8)
            lane[k] += a[i * a_step] * b[i * b_step];
    }
    float even = (lane[0] + lane[4]) + (lane[2] + lane[6]), odd = (lane[1] + lane[5]) + (lane[3] + lane[7]);
    return even + odd;
}

static void check_words(size_t inputs, size_t units, size_t batch)
{
    const og_layer_spec layers[] = {{.kind = &og_identity_layer}, {.kind = &og_linear_layer, .units = units}};
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(inputs);
    def.layers = layers;
    def.layer_count = 2;
    def.max_batch = batch;
    og_rng rng;
    og_net *net = NULL;
    og_rng_seed(&rng, 1);
    assert_ok(og_net_create(&def, &rng, &net));
    const og_layer *layer = og_net_layer(net, 1);
    const og_parameter *weight = &layer->parameters[0], *bias = &layer->parameters[1];
    float *x = numbers(batch * inputs, 5), *dy = numbers(batch * units, 6);
    const float *y = og_net_forward(net, batch, x);
    og_net_backward(net, dy);
    for (size_t s = 0; s < batch; s++) {
        for (size_t j = 0; j < units; j++) {
            const float *row = weight->value + j * inputs;
            float sum = bias->value[j];
            for (size_t i = 0; i < inputs; i++)
                sum += x[s * inputs + i] * row[i];
            if (units < 8)
                sum = dot_by_words(inputs, x + s * inputs, 1, row, 1) + bias->value[j];
            assert_same_float(y[s * units + j], sum);
        }
        for (size_t i = 0; i < inputs; i++) {
            float sum = 0;
            for (size_t j = 0; j < units; j++)
                sum += dy[s * units + j] * weight->value[j * inputs + i];
            if (units >= 8)
                sum = dot_by_words(units, dy + s * units, 1, weight->value + i, inputs);
            assert_same_float(layer[-1].output_gradient[s * inputs + i], sum);
        }
    }
    for (size_t j = 0; j < units; j++)
        for (size_t i = 0; i <= inputs; i++) {
            float sum = 0;
            for (size_t s = 0; s < batch; s++)
                sum += i < inputs ? dy[s * units + j] * x[s * inputs + i] : dy[s * units + j];
            assert_same_float(i < inputs ? weight->gradient[j * inputs + i] : bias->gradient[j], sum);
        }
    free(x);
    free(dy);
    og_net_destroy(net);
}

static void a_linear_layer_sums_in_the_order_that_its_header_says(void **state)
{
    (void)state;
    for (size_t inputs = 1; inputs <= 20; inputs++)
        for (size_t units = 1; units <= 20; units++)
            check_words(inputs, units, 1 + (inputs + units) % 11);
}

/* Whether samples go through one by one, in batches or side by side. */
static void a_prediction_does_not_depend_on_how_many_are_made(void **state)
{
    (void)state;
    static const char *const lists[] = {"linear:8,sigmoid,linear:8,sigmoid,linear:1",
                                        "linear:3,tanh,linear:13,relu,linear:2", "sigmoid,linear:20,linear:1",
                                        "linear:9,batch-norm,linear:1", "linear:17"};
    enum { ROWS = 150, FEATURES = 3 };
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++)
        for (size_t max_batch = 1; max_batch < 200; max_batch += 33) {
            og_layer_spec layers[OG_MAX_LAYERS];
            og_net_def def = og_net_def_default();
            og_net *net = NULL;
            og_rng rng;
            og_rng_seed(&rng, 3);
            assert_ok(og_layers_parse(lists[k], layers, &def.layer_count));
            def.input = og_shape_flat(FEATURES);
            def.layers = layers;
            def.max_batch = max_batch;
            assert_ok(og_net_create(&def, &rng, &net));
            size_t outputs = og_net_outputs(net);
            float *x = numbers(ROWS * FEATURES, 8), *logits = results(ROWS * outputs);
            og_net_predict(net, ROWS, x, logits);
            assert_int_equal(float_bits(logits[ROWS * outputs]), MARK);
            for (size_t row = 0; row < ROWS; row++) {
                const float *alone = og_net_forward(net, 1, x + row * FEATURES);
                for (size_t i = 0; i < outputs; i++)
                    assert_same_float(logits[row * outputs + i], alone[i]);
            }
            free(x);
            free(logits);
            og_net_destroy(net);
        }
}

/* ---- what the compiler made ---- */

/* Lines of the disassembly, of the functions that sum. */
#define SUMS                                                                                                 \
    "objdump -d --no-show-raw-insn $BIN/../core/libogee_core.a 2>/dev/null"                                  \
    " | awk '/>:$/ { inside = $0 ~ "                                                                         \
    "/<(combine|dots|outer|move|move_by_one|across|(sigmoid|tanh|relu)_backward)[^>]*>:/ } "                 \
    "inside'"

static void no_multiplication_of_a_layer_is_fused_with_an_addition(void **state)
{
    (void)state;
    run_result found = run(SUMS " | grep -cE 'v?mulps|fmul'");
    int multiplications = atoi(found.out);
    run_free(&found);
    if (multiplications == 0)
        skip(); /* no objdump, or one that knows no names */
    found = run(SUMS " | grep -E 'vfn?m(add|sub)|\\bfn?ml[as]\\b|\\bfn?m(add|sub)\\b' | head -n 3");
    assert_string_equal(found.out, "");
    run_free(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_set_gives_the_scalar_bits_for_every_shape),
        cmocka_unit_test(every_set_gives_the_scalar_bits_for_every_batch_and_setting),
        cmocka_unit_test(infinite_numbers_and_nan_come_through_in_every_set),
        cmocka_unit_test(a_step_to_a_number_that_is_not_finite_is_noticed_wherever_it_is),
        cmocka_unit_test(a_linear_layer_sums_in_the_order_that_its_header_says),
        cmocka_unit_test(a_prediction_does_not_depend_on_how_many_are_made),
        cmocka_unit_test(no_multiplication_of_a_layer_is_fused_with_an_addition),
    };
    return cmocka_run_group_tests_name("linear layers", tests, NULL, NULL);
}
