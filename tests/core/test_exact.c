/* The sums of two doubles that other computations are measured against, themselves measured against recorded
   values of 700 digits. */
#include "support.h"

#include <math.h>

#include "ogee/activation.h"
#include "ogee/exact.h"

typedef struct recorded {
    double x;
    double values[3][2]; /* of sigmoid, softplus and exp: high and low */
} recorded;

/* Computed with Python's decimal module at 700 digits. */
static const recorded table[] = {
    {0x0.0p+0,
     {{0x1.0000000000000p-1, 0x0.0p+0},
      {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56},
      {0x1.0000000000000p+0, 0x0.0p+0}}},
    {0x1.0000000000000p-1,
     {{0x1.3eb2fd4d34391p-1, -0x1.0765394713dc7p-55},
      {0x1.f2ba37edae032p-1, -0x1.9775b0d9bffcfp-58},
      {0x1.a61298e1e069cp+0, -0x1.b4690082a4906p-55}}},
    {-0x1.0000000000000p-1,
     {{0x1.829a0565978dfp-2, -0x1.f1358d71d8473p-56},
      {0x1.e5746fdb5c064p-2, -0x1.9775b0d9bffcfp-58},
      {0x1.368b2fc6f960ap-1, -0x1.85314b9559e64p-61}}},
    {0x1.0000000000000p+0,
     {{0x1.764d4f5d5a2bdp-1, -0x1.35dae23bc734ap-56},
      {0x1.5031eafefb049p+0, 0x1.d0189442c189fp-56},
      {0x1.5bf0a8b145769p+1, 0x1.4d57ee2b1013ap-53}}},
    {-0x1.0000000000000p+0,
     {{0x1.136561454ba86p-2, 0x1.35dae23bc734ap-56},
      {0x1.40c7abfbec124p-2, 0x1.d0189442c189fp-56},
      {0x1.78b56362cef38p-2, -0x1.ca8a4270fadf5p-57}}},
    {0x1.0624dd2f1a9fcp-10,
     {{0x1.0020c49b78133p-1, 0x1.211d3d369bb45p-55},
      {0x1.6325bd58ad4aep-1, -0x1.75a6c79d51837p-55},
      {0x1.0041919b7ee34p+0, -0x1.8bc2a4c3c7051p-55}}},
    {-0x1.0624dd2f1a9fcp-10,
     {{0x1.ffbe76c90fd99p-2, 0x1.bdc58592c8976p-56},
      {0x1.62a2aaea15bd9p-1, -0x1.6da6c79d51837p-55},
      {0x1.ff7cfe56f1a9ep-1, -0x1.1719f90b09522p-55}}},
    {0x1.5000000000000p+2,
     {{0x1.fd53c9a5baf5fp-1, -0x1.fe5506a0d3daep-55},
      {0x1.5055c023f9519p+2, -0x1.b0fe810da97a8p-52},
      {0x1.7d21edf07d24fp+7, 0x1.3e9812de9b67bp-48}}},
    {-0x1.5000000000000p+2,
     {{0x1.561b2d22850c0p-8, -0x1.aaf95f2c25183p-63},
      {0x1.57008fe54624fp-8, 0x1.7ef256857cbb8p-68},
      {0x1.57e6bfe8de51bp-8, -0x1.98ac809c65761p-62}}},
    {0x1.0a40000000000p+4,
     {{0x1.fffffe0299d12p-1, 0x1.430d1b400ab3bp-57},
      {0x1.0a40000feb318p+4, -0x1.1ed96543239fep-52},
      {0x1.014e9ab287326p+24, 0x1.b250de5cc855ep-32}}},
    {-0x1.0a40000000000p+4,
     {{0x1.fd662edebcf2ep-25, 0x1.2ffd5313c20cdp-79},
      {0x1.fd662fdc24d35p-25, 0x1.e6e301076ecf2p-79},
      {0x1.fd6630d98cb47p-25, 0x1.45aed0768a7f6p-80}}},
    {0x1.2600000000000p+5,
     {{0x1.fffffffffffffp-1, 0x1.adad4c877b1eep-60},
      {0x1.2600000000000p+5, 0x1.f9494acde2139p-54},
      {0x1.0366c5a66e86ap+53, -0x1.2eb2a23c29710p-1}}},
    {-0x1.2600000000000p+5,
     {{0x1.f9494acde2138p-54, 0x1.1b9bd3ae717e8p-108},
      {0x1.f9494acde2139p-54, -0x1.e3761a8717cb5p-109},
      {0x1.f9494acde2139p-54, 0x1.00ee11ca76b64p-108}}},
    {0x1.6300000000000p+6,
     {{0x1.0000000000000p+0, -0x1.f247e14e630ffp-129},
      {0x1.6300000000000p+6, 0x1.f247e14e630ffp-129},
      {0x1.070c68e479c40p+128, 0x1.ef28dde7b7b48p+72}}},
    {-0x1.6300000000000p+6,
     {{0x1.f247e14e630ffp-129, -0x1.4b0748fdfa63fp-184},
      {0x1.f247e14e630ffp-129, -0x1.4b0748fdfa63fp-184},
      {0x1.f247e14e630ffp-129, -0x1.4b0748fdfa63fp-184}}},
    {0x1.9fe0000000000p+6,
     {{0x1.0000000000000p+0, -0x1.00da682add83ep-150},
      {0x1.9fe0000000000p+6, 0x1.00da682add83ep-150},
      {0x1.fe4ca31888b7cp+149, 0x1.495d7f07da3b6p+95}}},
    {-0x1.9fe0000000000p+6,
     {{0x1.00da682add83ep-150, 0x1.89eae74667b17p-204},
      {0x1.00da682add83ep-150, 0x1.89eae74667b17p-204},
      {0x1.00da682add83ep-150, 0x1.89eae74667b17p-204}}},
    {0x1.2c80000000000p+8,
     {{0x1.0000000000000p+0, -0x1.629f5b5352a54p-434},
      {0x1.2c80000000000p+8, 0x1.629f5b5352a54p-434},
      {0x1.719c25b8f5b4ap+433, 0x1.cb1412eb93c85p+373}}},
    {-0x1.2c80000000000p+8,
     {{0x1.629f5b5352a54p-434, 0x1.e67737d3b2fd8p-488},
      {0x1.629f5b5352a54p-434, 0x1.e67737d3b2fd8p-488},
      {0x1.629f5b5352a54p-434, 0x1.e67737d3b2fd8p-488}}},
    {0x1.2c20000000000p+9,
     {{0x1.0000000000000p+0, -0x1.03fcf33f2b267p-866},
      {0x1.2c20000000000p+9, 0x1.03fcf33f2b267p-866},
      {0x1.f8256bde4abacp+865, -0x1.f496ffb341c2cp+811}}},
    {-0x1.2c20000000000p+9,
     {{0x1.03fcf33f2b267p-866, -0x1.f1506a1308554p-930},
      {0x1.03fcf33f2b267p-866, -0x1.f1506a1308554p-930},
      {0x1.03fcf33f2b267p-866, -0x1.f1506a1308554p-930}}},
    {0x1.0000000000000p-30,
     {{0x1.0000000200000p-1, -0x1.5555555555555p-96},
      {0x1.62e42ff3a39efp-1, 0x1.adc9e3b39803fp-56},
      {0x1.0000000400000p+0, 0x1.0000000155555p-61}}},
    {-0x1.0000000000000p-30,
     {{0x1.fffffffc00000p-2, 0x1.5555555555555p-96},
      {0x1.62e42feba39efp-1, 0x1.adc9e3b39803fp-56},
      {0x1.fffffff800000p-1, 0x1.fffffffd55555p-62}}},
};

static og_double_double (*const functions[])(double) = {og_sigmoid_dd, og_softplus_dd, og_exp_dd};

static void values_are_right_to_95_bits(void **state)
{
    (void)state;
    double worst = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (int f = 0; f < 3; f++) {
            og_double_double got = functions[f](table[i].x);
            double high = table[i].values[f][0], low = table[i].values[f][1];
            double error = fabs(((got.high - high) + (got.low - low)) / high);
            if (got.high != high || !(error <= 0x1p-95))
                fail_msg("function %d at %g: %a + %a, expected %a + %a", f, table[i].x, got.high, got.low,
                         high, low);
            worst = fmax(worst, error);
        }
    print_message("worst relative error 2^%.1f\n", log2(worst));
}

static void ends_and_nan_are_those_of_the_functions(void **state)
{
    (void)state;
    for (int f = 0; f < 3; f++)
        assert_true(isnan(functions[f](NAN).high));
    assert_true(og_sigmoid_dd(INFINITY).high == 1 && og_sigmoid_dd(-INFINITY).high == 0);
    assert_true(isinf(og_softplus_dd(INFINITY).high) && og_softplus_dd(-INFINITY).high == 0);
    assert_true(isinf(og_exp_dd(INFINITY).high) && og_exp_dd(-INFINITY).high == 0);
    assert_true(isinf(og_exp_dd(709.79).high) && isfinite(og_exp_dd(709.78).high));
}

/* Near both ends nothing but the end itself comes out. */
static void no_input_gives_nan(void **state)
{
    (void)state;
    for (double x = -760; x <= 760; x += 0.01) {
        for (int f = 0; f < 3; f++)
            assert_false(isnan(functions[f](x).high + functions[f](x).low));
        assert_false(isnan(og_exp(x)));
        assert_true(og_exp(x) == og_exp_dd(x).high);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_right_to_95_bits),
        cmocka_unit_test(ends_and_nan_are_those_of_the_functions),
        cmocka_unit_test(no_input_gives_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
