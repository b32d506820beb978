/* The sigmoid family against long double on a fixed sample, and against recorded results where that cannot
   decide. tests/ulp/sweep.c does the same for every input. */
#include "support.h"

#include <float.h>
#include <math.h>

#include "ogee/activation.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SLOW 1
#endif
#endif
#ifndef IS_SLOW
#define IS_SLOW 0
#endif

/* One input of each 2^10 neighbours; one of 2^13 under a sanitizer. */
enum { STRIDE = IS_SLOW ? 1 << 13 : 1 << 10, NEAR_TIES = 276 };

/* A long double result is trusted to this relative error, and says nothing about inputs closer to a tie. */
static const long double TRUST = LDBL_MANT_DIG >= 64 ? 0x1p-57L : 0x1p-46L;

/* ---- references ---- */

/* exp(-|x|); less than any double is 0, because subnormal numbers are slow. */
static long double exp_of_minus_abs(long double x)
{
    return fabsl(x) > 800 ? 0 : expl(-fabsl(x));
}

static long double exp_reference(long double x)
{
    return fabsl(x) > 800 ? (x < 0 ? 0 : INFINITY) : expl(x);
}

static long double tanh_reference(long double x)
{
    return fabsl(x) < 0x1p-40L ? x : tanhl(x);
}

static long double sigmoid_reference(long double x)
{
    long double e = exp_of_minus_abs(x);
    return (x < 0 ? e : 1) / (1 + e);
}

static long double sigmoid_grad_reference(long double x)
{
    long double e = exp_of_minus_abs(x);
    return e / (1 + e) / (1 + e);
}

static long double softplus_reference(long double x)
{
    return (x > 0 ? x : 0) + log1pl(exp_of_minus_abs(x));
}

static long double log_sigmoid_reference(long double x)
{
    return -softplus_reference(-x);
}

static long double log_sigmoid_grad_reference(long double x)
{
    return sigmoid_reference(-x);
}

static long double tanh_grad_reference(long double x)
{
    return 4 * sigmoid_grad_reference(2 * x);
}

/* x/2 (1 + x/2 - ...): for tiny x the second term decides ties, whatever its size, so it may be larger here.
 */
static long double silu_reference(long double x)
{
    if (fabsl(x) < 0x1p-60L)
        return x / 2 * (1 + copysignl(0x1p-44L, x));
    return x < -800 ? -0.0L : x * sigmoid_reference(x);
}

static long double silu_grad_reference(long double x)
{
    if (fabsl(x) > 800)
        return x < 0 ? -0.0L : 1;
    return sigmoid_reference(x) * (1 + x * sigmoid_reference(-x));
}

static long double logit_reference(long double p)
{
    return p > 0.25L && p < 0.75L ? 2 * atanhl(2 * p - 1) : logl(p) - log1pl(-p);
}

static long double logit_grad_reference(long double p)
{
    return p >= 0 && p <= 1 ? 1 / (p * (1 - p)) : (long double)NAN;
}

typedef struct function_case {
    const char *name;
    float (*in_float)(float x);
    double (*in_double)(double x);
    long double (*reference)(long double x);
    uint32_t ulps; /* allowed distance from the nearest float; 0: correctly rounded */
} function_case;

static const function_case functions[] = {
    {"sigmoid", og_sigmoidf, og_sigmoid, sigmoid_reference, 0},
    {"sigmoid_grad", og_sigmoid_gradf, og_sigmoid_grad, sigmoid_grad_reference, 0},
    {"log_sigmoid", og_log_sigmoidf, og_log_sigmoid, log_sigmoid_reference, 0},
    {"log_sigmoid_grad", og_log_sigmoid_gradf, og_log_sigmoid_grad, log_sigmoid_grad_reference, 0},
    {"softplus", og_softplusf, og_softplus, softplus_reference, 0},
    {"softplus_grad", og_softplus_gradf, og_softplus_grad, sigmoid_reference, 0},
    {"tanh", og_tanhf, og_tanh, tanh_reference, 0},
    {"silu", og_siluf, og_silu, silu_reference, 0},
    {"exp", og_expf, og_exp, exp_reference, 0},
    {"exp_grad", og_exp_gradf, og_exp_grad, exp_reference, 0},
    {"tanh_grad", og_tanh_gradf, og_tanh_grad, tanh_grad_reference, 1},
    {"silu_grad", og_silu_gradf, og_silu_grad, silu_grad_reference, 1},
    {"logit", og_logitf, og_logit, logit_reference, 1},
    {"logit_grad", og_logit_gradf, og_logit_grad, logit_grad_reference, 1},
};

enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static const function_case *find_function(const char *name)
{
    for (size_t i = 0; i < FUNCTIONS; i++)
        if (!strcmp(functions[i].name, name))
            return &functions[i];
    fail_msg("no function %s", name);
    return NULL;
}

/* Mixes the bits of n, for inputs that look random and are the same in every run. */
static uint32_t mix(uint32_t n)
{
    n = (n + 1) * 0x9e3779b9u;
    n = (n ^ (n >> 16)) * 0x85ebca6bu;
    return n ^ (n >> 13);
}

/* ---- accuracy ---- */

static void check_against_reference(const function_case *function, uint32_t bits, uint32_t *undecided)
{
    float x = float_from_bits(bits), got = function->in_float(x);
    long double y = function->reference(x);
    float nearest = (float)y;
    if (float_bits(got) == float_bits(nearest))
        return;
    if (function->ulps == 0 && (float)(y * (1 - TRUST)) != (float)(y * (1 + TRUST)) && y == y) {
        ++*undecided;
        return;
    }
    check_ulp(got, nearest, function->ulps, function->name, __FILE__, __LINE__);
}

static void floats_are_the_nearest_on_a_sample_of_all_inputs(void **state)
{
    (void)state;
    for (size_t f = 0; f < FUNCTIONS; f++) {
        uint32_t undecided = 0;
        for (uint32_t block = 0; block < (uint32_t)(0x100000000 / STRIDE); block++)
            check_against_reference(&functions[f], block * STRIDE + mix(block) % STRIDE, &undecided);
        assert_true(undecided < 8);
    }
}

static void check_near_ties(const char *name, int least_lines)
{
    char path[512], line[256], function[32];
    snprintf(path, sizeof path, "%s/tests/ulp/%s", OGEE_SOURCE_DIR, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("cannot read %s", path);
    int lines = 0;
    while (fgets(line, sizeof line, file)) {
        unsigned input, result;
        if (line[0] == '#')
            continue;
        if (sscanf(line, "%x %x", &input, &result) == 2)
            strcpy(function, "sigmoid");
        else
            assert_int_equal(sscanf(line, "%31s %x %x", function, &input, &result), 3);
        float got = find_function(function)->in_float(float_from_bits(input));
        check_ulp(got, float_from_bits(result), 0, line, __FILE__, __LINE__);
        lines++;
    }
    fclose(file);
    assert_true(lines >= least_lines);
}

static void sigmoid_is_right_at_every_input_close_to_a_tie(void **state)
{
    (void)state;
    check_near_ties("sigmoid_near_ties.txt", 96);
}

static void the_others_are_right_at_the_inputs_closest_to_ties(void **state)
{
    (void)state;
    check_near_ties("near_ties.txt", NEAR_TIES);
}

static void silu_rounds_ties_of_subnormal_halves_upwards(void **state)
{
    (void)state;
    const uint32_t sign = 0x80000000;
    for (uint32_t bits = 0; bits < 0x01000000; bits += 37) {
        assert_same_float(og_siluf(float_from_bits(bits)), float_from_bits((bits + 1) / 2));
        assert_same_float(og_siluf(float_from_bits(bits | sign)), float_from_bits((bits / 2) | sign));
    }
}

static double double_ulp(double y)
{
    int exponent;
    frexp(y, &exponent);
    return ldexp(1, exponent - 53 > -1074 ? exponent - 53 : -1074);
}

static void doubles_are_within_their_ulps_between_minus_750_and_750(void **state)
{
    (void)state;
    if (LDBL_MANT_DIG < 64)
        skip();
    for (size_t f = 0; f < FUNCTIONS; f++)
        for (uint32_t i = 0; i < 20000; i++) {
            const function_case *function = &functions[f];
            int is_probability =
                function->reference == logit_reference || function->reference == logit_grad_reference;
            double part = (double)mix(i) * 0x1p-32;
            double x = is_probability ? part : ldexp(i & 1 ? part : -part, (int)(i % 30) - 20) * 1.46;
            double got = function->in_double(x);
            long double exact = function->reference(x);
            if (isinf(got) && (double)exact == got)
                continue;
            int is_plain_double = function->reference == logit_grad_reference ||
                                  function->reference == softplus_reference ||
                                  function->reference == log_sigmoid_reference;
            long double allowed = is_plain_double ? 2 : 1;
            if (!(fabsl(got - exact) <= allowed * double_ulp((double)exact)))
                fail_msg("%s(%.17g) is %.17g, expected %.20Lg", function->name, x, got, exact);
        }
}

/* ---- special values ---- */

static void special_values_are_the_limits(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        float minus_infinity, minus_zero, zero, infinity;
    } rows[] = {
        {"sigmoid", 0, 0.5f, 0.5f, 1},
        {"sigmoid_grad", 0, 0.25f, 0.25f, 0},
        {"log_sigmoid", -INFINITY, -0x1.62e43p-1f, -0x1.62e43p-1f, -0.0f},
        {"log_sigmoid_grad", 1, 0.5f, 0.5f, 0},
        {"softplus", 0, 0x1.62e43p-1f, 0x1.62e43p-1f, INFINITY},
        {"softplus_grad", 0, 0.5f, 0.5f, 1},
        {"tanh", -1, -0.0f, 0, 1},
        {"tanh_grad", 0, 1, 1, 0},
        {"silu", -0.0f, -0.0f, 0, INFINITY},
        {"silu_grad", -0.0f, 0.5f, 0.5f, 1},
        {"exp", 0, 1, 1, INFINITY},
        {"exp_grad", 0, 1, 1, INFINITY},
        {"logit", NAN, -INFINITY, -INFINITY, NAN},
        {"logit_grad", NAN, INFINITY, INFINITY, NAN},
    };
    assert_int_equal(sizeof rows / sizeof rows[0], FUNCTIONS);
    for (size_t i = 0; i < FUNCTIONS; i++) {
        const float inputs[] = {-INFINITY, -0.0f, 0.0f, INFINITY, NAN};
        const float outputs[] = {rows[i].minus_infinity, rows[i].minus_zero, rows[i].zero, rows[i].infinity,
                                 NAN};
        const function_case *function = find_function(rows[i].name);
        for (size_t k = 0; k < 5; k++) {
            check_ulp(function->in_float(inputs[k]), outputs[k], 0, rows[i].name, __FILE__, __LINE__);
            check_ulp((float)function->in_double(inputs[k]), outputs[k], 0, rows[i].name, __FILE__, __LINE__);
        }
    }
    assert_same_float(og_logitf(1), INFINITY);
    assert_same_float(og_logitf(0.5f), 0);
    assert_same_float(og_logit_gradf(1), INFINITY);
    assert_same_float(og_logitf(-0.25f), NAN);
    assert_same_float(og_logit_gradf(1.25f), NAN);
}

static void results_below_the_normal_range_are_kept(void **state)
{
    (void)state;
    assert_same_float(og_sigmoidf(-103), float_from_bits(1));
    assert_same_float(og_sigmoidf(-88), 0x1.07b71p-127f);
    assert_same_float(og_expf(-103), float_from_bits(1));
    assert_same_float(og_tanhf(float_from_bits(1)), float_from_bits(1));
    assert_true(og_sigmoid(-745) == 0x1p-1074);
}

static void symmetries_hold_to_the_bit(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 100000; i++) {
        float x = float_from_bits(mix(i) & 0x7fffffff);
        assert_same_float(og_tanhf(-x), -og_tanhf(x));
        assert_same_float(og_sigmoid_gradf(-x), og_sigmoid_gradf(x));
        assert_same_float(og_log_sigmoidf(x), -og_softplusf(-x));
        assert_same_float(og_softplus_gradf(-x), og_sigmoidf(-x));
    }
}

/* ---- derivatives ---- */

static double leaky(double x)
{
    return og_leaky_relu(x, 0.125);
}

static double leaky_grad(double x)
{
    return og_leaky_relu_grad(x, 0.125);
}

static double clipped(double x)
{
    return og_hard_tanh(x, -0.5, 2);
}

static double clipped_grad(double x)
{
    return og_hard_tanh_grad(x, -0.5, 2);
}

static double jump(double x)
{
    return og_threshold(x, 0.3, -4);
}

static double jump_grad(double x)
{
    return og_threshold_grad(x, 0.3);
}

static void derivatives_agree_with_central_differences(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double (*function)(double), (*derivative)(double);
        double low, high;
    } rows[] = {
        {"sigmoid", og_sigmoid, og_sigmoid_grad, -9, 9},
        {"log_sigmoid", og_log_sigmoid, og_log_sigmoid_grad, -9, 9},
        {"softplus", og_softplus, og_softplus_grad, -9, 9},
        {"tanh", og_tanh, og_tanh_grad, -9, 9},
        {"silu", og_silu, og_silu_grad, -9, 9},
        {"exp", og_exp, og_exp_grad, -9, 3},
        {"logit", og_logit, og_logit_grad, 0.05, 0.95},
        {"relu", og_relu, og_relu_grad, -9, 9},
        {"leaky_relu", leaky, leaky_grad, -9, 9},
        {"hard_sigmoid", og_hard_sigmoid, og_hard_sigmoid_grad, -9, 9},
        {"hard_tanh", clipped, clipped_grad, -9, 9},
        {"threshold", jump, jump_grad, -9, 9},
        {"identity", og_identity, og_identity_grad, -9, 9},
    };
    const double h = 0x1p-17;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int k = 0; k <= 100; k++) {
            double x = rows[i].low + (rows[i].high - rows[i].low) * (k + 0.43) / 101;
            double slope = (rows[i].function(x + h) - rows[i].function(x - h)) / (2 * h);
            check_near(rows[i].derivative(x), slope, 1e-8 * (1 + fabs(slope)), rows[i].name, __FILE__,
                       __LINE__);
        }
}

static void derivatives_from_the_output_agree_with_those_from_the_input(void **state)
{
    (void)state;
    for (double x = -12; x <= 12; x += 0.37) {
        assert_near(og_sigmoid_grad_from_output(og_sigmoid(x)), og_sigmoid_grad(x), 1e-16);
        assert_near(og_tanh_grad_from_output(og_tanh(x)), og_tanh_grad(x), 4e-16);
    }
    assert_same_float(og_sigmoid_grad_from_outputf(0.25f), 0.1875f);
    assert_same_float(og_tanh_grad_from_outputf(0.25f), 0.9375f);
    assert_same_float(og_sigmoid_grad_from_outputf(0x1.fffffep-1f), 0x1.fffffep-25f);
    assert_same_float(og_sigmoid_grad_from_outputf(NAN), NAN);
    assert_same_float(og_tanh_grad_from_outputf(NAN), NAN);
}

static void silu_grad_is_right_around_its_zero(void **state)
{
    (void)state;
    const double zero = -1.27846454276107;
    assert_near(og_silu_grad(zero), 0, 0x1p-47);
    for (int k = -1000; k <= 1000; k++) {
        double x = zero + k * 0x1p-30;
        assert_near(og_silu_grad(x), (double)silu_grad_reference(x), 0x1p-52);
        assert_near(og_silu_gradf((float)x), (double)silu_grad_reference((float)x), 0x1p-24);
    }
}

/* ---- functions with kinks ---- */

static void kinks_are_pytorchs(void **state)
{
    (void)state;
    assert_same_float(og_reluf(-2), 0);
    assert_same_float(og_reluf(2), 2);
    assert_same_float(og_relu_gradf(0), 0);
    assert_same_float(og_relu_gradf(float_from_bits(1)), 1);
    assert_same_float(og_leaky_reluf(-2, 0.01f), -0.02f);
    assert_same_float(og_leaky_relu_gradf(0, 0.01f), 0.01f);
    assert_same_float(og_leaky_relu_gradf(1, 0.01f), 1);
    assert_same_float(og_hard_sigmoidf(-3), 0);
    assert_same_float(og_hard_sigmoidf(0), 0.5f);
    assert_same_float(og_hard_sigmoidf(3), 1);
    assert_same_float(og_hard_sigmoidf(-INFINITY), 0);
    assert_same_float(og_hard_sigmoidf(INFINITY), 1);
    assert_same_float(og_hard_sigmoid_gradf(-3), 0);
    assert_same_float(og_hard_sigmoid_gradf(3), 0);
    assert_same_float(og_hard_sigmoid_gradf(2.9f), 1.0f / 6);
    assert_same_float(og_hard_tanhf(-5, -1, 1), -1);
    assert_same_float(og_hard_tanhf(0.3f, -1, 1), 0.3f);
    assert_same_float(og_hard_tanhf(5, -1, 1), 1);
    assert_same_float(og_hard_tanh_gradf(-1, -1, 1), 0);
    assert_same_float(og_hard_tanh_gradf(1, -1, 1), 0);
    assert_same_float(og_hard_tanh_gradf(0.9f, -1, 1), 1);
    assert_same_float(og_thresholdf(0.5f, 0.5f, 7), 7);
    assert_same_float(og_thresholdf(0.6f, 0.5f, 7), 0.6f);
    assert_same_float(og_threshold_gradf(0.5f, 0.5f), 0);
    assert_same_float(og_threshold_gradf(0.6f, 0.5f), 1);
    assert_same_float(og_identityf(-0.0f), -0.0f);
    assert_same_float(og_identity_gradf(5), 1);
}

static void kinked_functions_pass_nan_on(void **state)
{
    (void)state;
    const float results[] = {
        og_reluf(NAN),
        og_relu_gradf(NAN),
        og_leaky_reluf(NAN, 0.01f),
        og_leaky_relu_gradf(NAN, 0.01f),
        og_hard_sigmoidf(NAN),
        og_hard_sigmoid_gradf(NAN),
        og_hard_tanhf(NAN, -1, 1),
        og_hard_tanh_gradf(NAN, -1, 1),
        og_thresholdf(NAN, 0, 1),
        og_threshold_gradf(NAN, 0),
        og_identityf(NAN),
        og_identity_gradf(NAN),
    };
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        assert_same_float(results[i], NAN);
}

/* ---- arrays ---- */

enum { LONGEST = 70 };

static void fill_inputs(float *x)
{
    for (uint32_t i = 0; i <= LONGEST; i++)
        x[i] = i % 16 == 15 ? float_from_bits(mix(i)) : (float)((double)mix(i) * 0x1p-29 - 4);
}

typedef void array_function(size_t n, const float *x, float *y);

static void check_array(const char *name, float (*function)(float), array_function *array)
{
    float x[LONGEST + 1], y[LONGEST + 1];
    fill_inputs(x);
    for (size_t n = 0; n <= LONGEST; n++) {
        for (size_t i = 0; i <= LONGEST; i++)
            y[i] = -77;
        array(n, x, y);
        for (size_t i = 0; i <= LONGEST; i++)
            check_ulp(y[i], i < n ? function(x[i]) : -77, 0, name, __FILE__, __LINE__);
        memcpy(y, x, sizeof y);
        array(n, y, y);
        for (size_t i = 0; i <= LONGEST; i++)
            check_ulp(y[i], i < n ? function(x[i]) : x[i], 0, name, __FILE__, __LINE__);
    }
}

static void arrays_hold_the_same_bits_as_single_calls(void **state)
{
    (void)state;
#define CHECK_ARRAY(function) check_array(#function, function, function##_array);
    OG_FUNCTIONS_OF_ONE_FLOAT(CHECK_ARRAY)
#undef CHECK_ARRAY
}

#define WITH_PARAMETERS(function, ...)                                                                       \
    static float function##_fixed(float x)                                                                   \
    {                                                                                                        \
        return function(x, __VA_ARGS__);                                                                     \
    }                                                                                                        \
    static void function##_array_fixed(size_t n, const float *x, float *y)                                   \
    {                                                                                                        \
        function##_array(n, x, y, __VA_ARGS__);                                                              \
    }
WITH_PARAMETERS(og_leaky_reluf, 0.2f)
WITH_PARAMETERS(og_leaky_relu_gradf, 0.2f)
WITH_PARAMETERS(og_hard_tanhf, -0.5f, 2)
WITH_PARAMETERS(og_hard_tanh_gradf, -0.5f, 2)
WITH_PARAMETERS(og_thresholdf, 0.1f, 20)
WITH_PARAMETERS(og_threshold_gradf, 0.1f)

static void arrays_with_parameters_hold_the_same_bits_too(void **state)
{
    (void)state;
#define CHECK_ARRAY(function) check_array(#function, function##_fixed, function##_array_fixed);
    CHECK_ARRAY(og_leaky_reluf)
    CHECK_ARRAY(og_leaky_relu_gradf)
    CHECK_ARRAY(og_hard_tanhf)
    CHECK_ARRAY(og_hard_tanh_gradf)
    CHECK_ARRAY(og_thresholdf)
    CHECK_ARRAY(og_threshold_gradf)
#undef CHECK_ARRAY
}

/* Differences and products of such numbers are exact, or nearly so, in long double. */
static void derivatives_from_the_output_are_within_their_ulps(void **state)
{
    (void)state;
    for (uint32_t bits = 0x00400000; bits < 0x3f800000; bits += 10007) {
        float y = float_from_bits(bits);
        long double exact = (long double)y * (1 - (long double)y);
        long double wide = (1 - (long double)y) * (1 + (long double)y);
        assert_ulp(og_sigmoid_grad_from_outputf(y), (float)exact, 1);
        assert_ulp(og_tanh_grad_from_outputf(y), (float)wide, 1);
        assert_ulp(og_tanh_grad_from_outputf(-y), (float)wide, 1);
        double third = (double)y / 3; /* a double that is no float */
        exact = (long double)third * (1 - (long double)third);
        wide = (1 - (long double)third) * (1 + (long double)third);
        assert_true(fabsl(og_sigmoid_grad_from_output(third) - exact) <= 2 * 0x1p-53L * exact);
        assert_true(fabsl(og_tanh_grad_from_output(third) - wide) <= 2 * 0x1p-53L * wide);
    }
}

/* ---- values that tutorials print ---- */

static void values_of_the_tutorials_come_out(void **state)
{
    (void)state;
    static const struct {
        float x;
        double sigmoid; /* to four places */
    } rows[] = {{-2, 0.1192}, {-1, 0.2689}, {0, 0.5000}, {1, 0.7311}, {2, 0.8808}, {3, 0.9526}, {4, 0.9820}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_near(og_sigmoidf(rows[i].x), rows[i].sigmoid, 0.00005);
}

/* One tutorial prints 0.11920292228460312, which is no float: the nearest one is 0.11920291930437088, and
   that is also the float nearest to the exact 0.119202922022117560... */
static void sigmoid_of_minus_2_is_a_float_number(void **state)
{
    (void)state;
    assert_true((double)og_sigmoidf(-2) == 0.11920291930437088);
    assert_true((double)(float)0.11920292228460312 != 0.11920292228460312);
    assert_true(og_sigmoid(-2) == 0.11920292202211756);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(floats_are_the_nearest_on_a_sample_of_all_inputs),
        cmocka_unit_test(sigmoid_is_right_at_every_input_close_to_a_tie),
        cmocka_unit_test(the_others_are_right_at_the_inputs_closest_to_ties),
        cmocka_unit_test(silu_rounds_ties_of_subnormal_halves_upwards),
        cmocka_unit_test(doubles_are_within_their_ulps_between_minus_750_and_750),
        cmocka_unit_test(special_values_are_the_limits),
        cmocka_unit_test(results_below_the_normal_range_are_kept),
        cmocka_unit_test(symmetries_hold_to_the_bit),
        cmocka_unit_test(derivatives_agree_with_central_differences),
        cmocka_unit_test(derivatives_from_the_output_agree_with_those_from_the_input),
        cmocka_unit_test(silu_grad_is_right_around_its_zero),
        cmocka_unit_test(kinks_are_pytorchs),
        cmocka_unit_test(kinked_functions_pass_nan_on),
        cmocka_unit_test(arrays_hold_the_same_bits_as_single_calls),
        cmocka_unit_test(arrays_with_parameters_hold_the_same_bits_too),
        cmocka_unit_test(derivatives_from_the_output_are_within_their_ulps),
        cmocka_unit_test(values_of_the_tutorials_come_out),
        cmocka_unit_test(sigmoid_of_minus_2_is_a_float_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
