#include "recorded_numbers.h"

#include <math.h>
#include <stdbool.h>

#include "ogee/loss.h"

/* Values from the definition in long double, rounded to float. */
static void bce_with_logits_has_the_values_of_its_formula(void **state)
{
    (void)state;
    struct {
        float z, y;
    } rows[] = {{0, 0},          {0, 1},  {2, 1},   {-2, 1}, {3.5f, 0.25f},
                {-0.001f, 0.5f}, {30, 0}, {-30, 0}, {88, 1}, {-104, 0}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        long double z = rows[r].z, y = rows[r].y;
        long double value = (z > 0 ? z : 0) - z * y + log1pl(expl(-fabsl(z)));
        long double slope = (1 - y) / (1 + expl(-z)) - y / (1 + expl(z));
        double loss;
        float gradient;
        assert_ok(og_bce_with_logits(1, &rows[r].z, &rows[r].y, OG_REDUCE_SUM, &loss, &gradient));
        assert_ulp(loss, (float)value, 1);
        assert_ulp(gradient, (float)slope, 1);
    }
}

static void bce_with_logits_at_minus_50_keeps_its_gradient(void **state)
{
    (void)state;
    float z = -50, y = 1, gradient;
    double loss;
    assert_ok(og_bce_with_logits(1, &z, &y, OG_REDUCE_MEAN, &loss, &gradient));
    assert_near(loss, 50, 0);
    assert_same_float(gradient, -1);
}

static void far_logits_cost_what_they_should_and_never_nan(void **state)
{
    (void)state;
    struct {
        float z, y, loss, gradient;
    } rows[] = {
        {1e4f, 1, 0, 0},
        {1e4f, 0, 1e4f, 1},
        {-1e4f, 0, 0, 0},
        {-1e4f, 1, 1e4f, -1},
        {INFINITY, 1, 0, 0},
        {INFINITY, 0, INFINITY, 1},
        {-INFINITY, 0, 0, 0},
        {-INFINITY, 1, INFINITY, -1},
        {INFINITY, 0.5f, INFINITY, 0.5f},
        {-INFINITY, 0.5f, INFINITY, -0.5f},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        double loss;
        float gradient;
        assert_ok(og_bce_with_logits(1, &rows[r].z, &rows[r].y, OG_REDUCE_SUM, &loss, &gradient));
        assert_near(loss, rows[r].loss, 0);
        assert_near(gradient, rows[r].gradient, 0);
    }
}

static void a_small_gradient_at_target_1_keeps_all_its_digits(void **state)
{
    (void)state;
    float z = 20, y = 1, gradient;
    double loss;
    assert_ok(og_bce_with_logits(1, &z, &y, OG_REDUCE_SUM, &loss, &gradient));
    assert_same_float(gradient, (float)(-1 / (1 + expl(20.0L)))); /* sigmoid(z) - y in float32 is 0 */
}

static og_tensor over(float *data, int ndim, const size_t *shape)
{
    og_tensor tensor;
    assert_ok(og_tensor_over(data, ndim, shape, &tensor));
    return tensor;
}

/* The loss and gradient of 2 x 3 numbers, as plain arrays. */
enum { ROWS = 2, COLUMNS = 3, COUNT = ROWS * COLUMNS };
static const size_t shape_2_3[] = {ROWS, COLUMNS};

static void loss_of(og_loss_def def, float *x, float *y, float *loss, float *gradient)
{
    og_tensor input = over(x, 2, shape_2_3), target = over(y, 2, shape_2_3), value, slope;
    assert_ok(og_loss(&def, &input, &target, &value, &slope));
    assert_int_equal(value.ndim, def.reduction == OG_REDUCE_NONE ? 2 : 0);
    memcpy(loss, value.data, og_tensor_count(&value) * sizeof *loss);
    memcpy(gradient, slope.data, COUNT * sizeof *gradient);
    og_tensor_destroy(&value);
    og_tensor_destroy(&slope);
}

static float logits_2_3[] = {0, 2, -1, 0.5f, -3, 4};
static float targets_2_3[] = {1, 0, 0, 0.25f, 1, 1};

static void reductions_are_mean_sum_and_none(void **state)
{
    (void)state;
    float each[COUNT], each_gradient[COUNT], sum, sum_gradient[COUNT], mean, mean_gradient[COUNT];
    loss_of((og_loss_def){.reduction = OG_REDUCE_NONE}, logits_2_3, targets_2_3, each, each_gradient);
    loss_of((og_loss_def){.reduction = OG_REDUCE_SUM}, logits_2_3, targets_2_3, &sum, sum_gradient);
    loss_of((og_loss_def){.reduction = OG_REDUCE_MEAN}, logits_2_3, targets_2_3, &mean, mean_gradient);
    double total = 0;
    for (int i = 0; i < COUNT; i++) {
        total += each[i];
        assert_same_float(sum_gradient[i], each_gradient[i]);
        assert_same_float(mean_gradient[i], each_gradient[i] / COUNT);
    }
    assert_near(sum, total, 1e-6);
    assert_near(mean, total / COUNT, 1e-7);
    float flat_gradient[COUNT];
    double flat_mean;
    assert_ok(og_bce_with_logits(COUNT, logits_2_3, targets_2_3, OG_REDUCE_MEAN, &flat_mean, flat_gradient));
    assert_ulp((float)flat_mean, mean, 2); /* each of its losses is a float within 2 ulp, each of mean a double */
    assert_status(og_bce_with_logits(COUNT, logits_2_3, targets_2_3, OG_REDUCE_NONE, &flat_mean, NULL),
                  OG_ERR_ARGUMENT);
    for (int i = 0; i < COUNT; i++)
        assert_same_float(flat_gradient[i], mean_gradient[i]);
}

static void weights_broadcast_and_the_mean_still_divides_by_the_number_of_elements(void **state)
{
    (void)state;
    float plain[COUNT], plain_gradient[COUNT], weighted[COUNT], weighted_gradient[COUNT], mean,
        mean_gradient[COUNT];
    float w[] = {2, 0.5f, 0};
    og_tensor weight = over(w, 1, (size_t[]){3});
    loss_of((og_loss_def){.reduction = OG_REDUCE_NONE}, logits_2_3, targets_2_3, plain, plain_gradient);
    loss_of((og_loss_def){.reduction = OG_REDUCE_NONE, .weight = &weight}, logits_2_3, targets_2_3, weighted,
            weighted_gradient);
    loss_of((og_loss_def){.weight = &weight}, logits_2_3, targets_2_3, &mean, mean_gradient);
    double total = 0;
    for (int i = 0; i < COUNT; i++) {
        assert_near(weighted[i], plain[i] * w[i % 3], 1e-7);
        assert_near(weighted_gradient[i], plain_gradient[i] * w[i % 3], 1e-7);
        total += weighted[i];
    }
    assert_near(mean, total / COUNT, 1e-7);
}

static void a_weight_of_0_leaves_out_an_infinite_loss_but_never_hides_a_nan(void **state)
{
    (void)state;
    float z[COUNT] = {-INFINITY, INFINITY, NAN, -INFINITY, 1, NAN}, y[COUNT] = {1, 0, 1, 1, 1, 0};
    float zero = 0, loss[COUNT], gradient[COUNT];
    og_tensor none = over(&zero, 0, NULL);
    og_loss_def defs[] = {{.reduction = OG_REDUCE_NONE, .weight = &none},
                          {.reduction = OG_REDUCE_NONE, .pos_weight = &none}};
    for (int d = 0; d < 2; d++) {
        loss_of(defs[d], z, y, loss, gradient);
        for (int i = 0; i < COUNT; i++) {
            bool is_negative = d == 1 && y[i] == 0;
            assert_int_equal(!!isnan(loss[i]), !!isnan(z[i]));
            assert_int_equal(!!isnan(gradient[i]), !!isnan(z[i]));
            if (!isnan(z[i]) && !is_negative)
                assert_near(loss[i], 0, 0);
        }
    }
}

static void pos_weight_weighs_the_positive_part_only(void **state)
{
    (void)state;
    float c[] = {3, 1, 0.5f};
    og_tensor pos_weight = over(c, 1, (size_t[]){3});
    float loss[COUNT], gradient[COUNT];
    loss_of((og_loss_def){.reduction = OG_REDUCE_NONE, .pos_weight = &pos_weight}, logits_2_3, targets_2_3,
            loss, gradient);
    for (int i = 0; i < COUNT; i++) {
        double z = logits_2_3[i], y = targets_2_3[i], w = c[i % 3], p = 1 / (1 + exp(-z));
        assert_near(loss[i], -w * y * log(p) - (1 - y) * log(1 - p), 1e-6);
        assert_near(gradient[i], (1 - y) * p - w * y * (1 - p), 1e-7);
    }
}

static void bce_clamps_each_logarithm_at_minus_100_and_its_gradient_at_1e12(void **state)
{
    (void)state;
    float p[] = {0, 1, 0.5f, 0.25f, 0, 1}, y[] = {1, 0, 1, 0.5f, 0, 1}, loss[COUNT], gradient[COUNT];
    loss_of((og_loss_def){.kind = OG_BCE, .reduction = OG_REDUCE_NONE}, p, y, loss, gradient);
    const double losses[] = {100, 100, log(2), -0.5 * log(0.25) - 0.5 * log(0.75), 0, 0};
    const double gradients[] = {-1e12, 1e12, -2, -0.25 / 0.1875, 0, 0};
    for (int i = 0; i < COUNT; i++) {
        assert_ulp(loss[i], (float)losses[i], 1);
        assert_ulp(gradient[i], (float)gradients[i], 1);
    }
}

static void bce_keeps_the_cost_of_a_tiny_probability(void **state)
{
    (void)state;
    float p = 1e-20f, y = 0; /* 1 - p is 1 even in double */
    og_tensor input = over(&p, 0, NULL), target = over(&y, 0, NULL), loss;
    og_loss_def def = {.kind = OG_BCE};
    assert_ok(og_loss(&def, &input, &target, &loss, NULL));
    assert_same_float(loss.data[0], 1e-20f);
    og_tensor_destroy(&loss);
}

static void through_sigmoid_and_bce_the_gradient_at_minus_50_is_gone(void **state)
{
    (void)state;
    /* The reason to keep the logit: dl/dp dp/dz with the clamp, as PyTorch computes it. */
    float p = (float)(1 / (1 + exp(50.0))), y = 1;
    og_tensor input = over(&p, 0, NULL), target = over(&y, 0, NULL), loss, gradient;
    og_loss_def def = {.kind = OG_BCE};
    assert_ok(og_loss(&def, &input, &target, &loss, &gradient));
    assert_near(gradient.data[0] * p * (1 - p), -1.9e-10, 0.05e-10);
    og_tensor_destroy(&loss);
    og_tensor_destroy(&gradient);
}

static void mse_is_the_squared_difference(void **state)
{
    (void)state;
    float x[] = {1, -2, 0, 3, 0.5f, 7}, y[] = {0, 1, 0, 5, 0.25f, 7}, mean, gradient[COUNT];
    loss_of((og_loss_def){.kind = OG_MSE}, x, y, &mean, gradient);
    assert_same_float(mean, (float)((1 + 9 + 0 + 4 + 0.0625) / 6));
    for (int i = 0; i < COUNT; i++)
        assert_same_float(gradient[i], 2 * (x[i] - y[i]) / 6);
}

static void shapes_that_differ_are_both_named(void **state)
{
    (void)state;
    float data[COUNT] = {0};
    og_tensor input = over(data, 2, shape_2_3), target = over(data, 2, (size_t[]){3, 2});
    og_tensor weight = over(data, 1, (size_t[]){2}), deep = over(data, 3, (size_t[]){1, 2, 3}), loss,
              gradient;
    og_loss_def def = {OG_BCE_WITH_LOGITS, OG_REDUCE_MEAN, NULL, NULL};
    assert_status(og_loss(&def, &input, &target, &loss, &gradient), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "(2, 3)");
    assert_contains(og_error_detail(), "(3, 2)");
    def.weight = &weight;
    assert_status(og_loss(&def, &input, &input, &loss, &gradient), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "the weight has shape (2)");
    def.weight = &deep;
    assert_status(og_loss(&def, &input, &input, &loss, &gradient), OG_ERR_SHAPE);
    def.weight = NULL;
    def.pos_weight = &weight;
    assert_status(og_loss(&def, &input, &input, &loss, &gradient), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "pos_weight");
    def.kind = OG_MSE;
    assert_status(og_loss(&def, &input, &input, &loss, &gradient), OG_ERR_ARGUMENT);
}

static void probabilities_outside_0_to_1_are_refused(void **state)
{
    (void)state;
    og_loss_def def = {.kind = OG_BCE};
    const float bad[] = {-0.25f, 1.5f, NAN};
    for (int i = 0; i < 3; i++) {
        float p[] = {0.5f, bad[i]}, y[] = {1, 1};
        og_tensor input = over(p, 1, (size_t[]){2}), target = over(y, 1, (size_t[]){2}), loss;
        assert_status(og_loss(&def, &input, &target, &loss, NULL), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), "probability 1 is");
        assert_status(og_loss(&def, &target, &input, &loss, NULL), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), "target 1 is");
    }
}

static void views_and_empty_tensors_work(void **state)
{
    (void)state;
    float z[] = {1, 2, 3, 4, 5, 6}, y[] = {0, 1, 0, 1, 0, 1}, turned_y[] = {0, 1, 1, 0, 0, 1}, a[COUNT],
          b[COUNT];
    float z_turned[] = {1, 4, 2, 5, 3, 6};
    og_tensor input = over(z_turned, 2, (size_t[]){3, 2}), target = over(y, 2, shape_2_3), turned, loss,
              gradient;
    assert_ok(og_tensor_transpose(&input, 0, 1, &turned));
    og_loss_def def = {.reduction = OG_REDUCE_NONE};
    assert_ok(og_loss(&def, &turned, &target, &loss, &gradient));
    loss_of(def, z, y, a, b);
    for (int i = 0; i < COUNT; i++) {
        assert_same_float(loss.data[i], a[i]);
        assert_same_float(gradient.data[i], b[i]);
    }
    og_tensor_destroy(&loss);
    og_tensor_destroy(&gradient);
    og_tensor nothing = over(turned_y, 2, (size_t[]){0, 3});
    def.reduction = OG_REDUCE_SUM;
    assert_ok(og_loss(&def, &nothing, &nothing, &loss, &gradient));
    assert_near(loss.data[0], 0, 0);
    og_tensor_destroy(&loss);
    og_tensor_destroy(&gradient);
    def.reduction = OG_REDUCE_MEAN;
    assert_ok(og_loss(&def, &nothing, &nothing, &loss, NULL));
    assert_true(isnan(loss.data[0]));
    og_tensor_destroy(&loss);
}

static void the_gradient_agrees_with_finite_differences(void **state)
{
    (void)state;
    for (float z = -8; z <= 8; z += 0.37f)
        for (float y = 0; y <= 1; y += 0.25f) {
            double loss;
            float gradient;
            assert_ok(og_bce_with_logits(1, &z, &y, OG_REDUCE_MEAN, &loss, &gradient));
            double h = 1e-6, up = z + h, down = z - h;
            double above = fmax(up, 0) - up * y + log1p(exp(-fabs(up)));
            double below = fmax(down, 0) - down * y + log1p(exp(-fabs(down)));
            assert_near(gradient, (above - below) / (2 * h), 1e-7);
        }
}

static void the_gradient_may_replace_the_logits(void **state)
{
    (void)state;
    float z[] = {0.5f, -3}, gradient[2];
    double loss;
    const float y[] = {1, 0};
    assert_ok(og_bce_with_logits(2, z, y, OG_REDUCE_SUM, &loss, gradient));
    assert_ok(og_bce_with_logits(2, z, y, OG_REDUCE_SUM, &loss, z));
    assert_same_float(z[0], gradient[0]);
    assert_same_float(z[1], gradient[1]);
}

static void targets_outside_0_to_1_are_refused_by_element(void **state)
{
    (void)state;
    const float z[] = {0, 0, 0};
    const float bad[] = {1.5f, -0.1f, NAN, INFINITY};
    for (size_t i = 0; i < 4; i++) {
        float y[] = {0, 1, bad[i]}, gradient[] = {7, 7, 7};
        double loss = 7;
        assert_status(og_bce_with_logits(3, z, y, OG_REDUCE_MEAN, &loss, gradient), OG_ERR_ARGUMENT);
        assert_contains(og_error_detail(), "target 2 is");
        assert_near(loss, 7, 0);
    }
}

/* Among infinite and NaN logits, in place, wherever it stands, and the first of several. */
static void a_bad_target_is_found_in_every_place(void **state)
{
    (void)state;
    enum { LONGEST = 300 };
    static const float logits[] = {0, INFINITY, -INFINITY, NAN, 3}, bad[] = {1.5f, -0x1p-100f, NAN};
    for (size_t count = 1; count <= LONGEST; count += count < 40 ? 1 : 13)
        for (size_t at = 0; at < count; at += at < 20 || at + 3 > count ? 1 : count - at - 2) {
            float z[LONGEST], y[LONGEST];
            double loss = 7;
            char expected[32];
            for (size_t i = 0; i < count; i++) {
                z[i] = logits[i % 5];
                y[i] = i < at ? (float)(i % 3) / 2 : i == at ? bad[count % 3] : 9;
            }
            assert_status(og_bce_with_logits(count, z, y, OG_REDUCE_MEAN, &loss, NULL), OG_ERR_ARGUMENT);
            snprintf(expected, sizeof expected, "target %zu is", at);
            assert_contains(og_error_detail(), expected);
            assert_status(og_bce_with_logits(count, z, y, OG_REDUCE_MEAN, &loss, z), OG_ERR_ARGUMENT);
            assert_contains(og_error_detail(), expected);
            assert_near(loss, 7, 0);
        }
}

static void a_nan_logit_stays_nan_and_a_mean_of_nothing_is_nan(void **state)
{
    (void)state;
    float z = NAN, y = 1, gradient = 0;
    double loss = 0;
    assert_ok(og_bce_with_logits(1, &z, &y, OG_REDUCE_MEAN, &loss, &gradient));
    assert_true(isnan(loss) && isnan(gradient));
    assert_ok(og_bce_with_logits(0, &z, &y, OG_REDUCE_MEAN, &loss, NULL));
    assert_true(isnan(loss));
    assert_ok(og_bce_with_logits(0, &z, &y, OG_REDUCE_SUM, &loss, NULL));
    assert_near(loss, 0, 0);
}

/* ---- through the logits, as training does it ---- */

static og_loss_kind kind_of(const char *name)
{
    return strcmp(name, "bce") == 0 ? OG_BCE : strcmp(name, "mse") == 0 ? OG_MSE : OG_BCE_WITH_LOGITS;
}

/* The mean of losses that are computed one by one, added in the order of the kernels. */
static double mean_in_lanes(size_t count, const float *logits, const float *targets)
{
    double lanes[16] = {0}, loss;
    for (size_t i = 0; i < count; i++) {
        assert_ok(og_bce_with_logits(1, &logits[i], &targets[i], OG_REDUCE_SUM, &loss, NULL));
        lanes[i % 16] += loss;
    }
    for (size_t width = 8; width > 0; width /= 2)
        for (size_t i = 0; i < width; i++)
            lanes[i] += lanes[i + width];
    return lanes[0] / (double)count;
}

/* BCE and MSE lose in float what PyTorch loses: to the bit. BCE with logits is recorded from float64. */
static void losses_of_logits_are_pytorchs(void **state)
{
    (void)state;
    FILE *file = recorded_open();
    int cases = 0;
    for (; recorded_find(file, "loss"); cases++) {
        char name[32];
        size_t labels, count;
        float pos_weight, weights[4], logits[64], targets[64], slopes[64], gradient[64];
        unsigned long long bits;
        double expected, loss;
        assert_int_equal(fscanf(file, "%31s %zu %f %zu", name, &labels, &pos_weight, &count), 4);
        assert_true(labels <= 4 && count <= 64);
        recorded_floats(file, "logits", count, logits);
        recorded_floats(file, "targets", count, targets);
        assert_true(recorded_find(file, "value"));
        assert_int_equal(fscanf(file, "%llx", &bits), 1);
        memcpy(&expected, &bits, sizeof expected);
        recorded_floats(file, "slopes", count, slopes);
        for (size_t k = 0; k < labels; k++)
            weights[k] = pos_weight * (float)(k + 1);

        og_loss_kind kind = kind_of(name);
        assert_ok(og_loss_of_logits(kind, OG_REDUCE_MEAN, count, labels,
                                    kind == OG_BCE_WITH_LOGITS ? weights : NULL, logits, targets, &loss,
                                    gradient));
        /* Without weights each loss of BCE with logits is a float within 2 ulp. */
        bool in_floats = kind == OG_BCE_WITH_LOGITS && labels == 1 && pos_weight == 1;
        assert_near(loss, expected, (in_floats ? 0x1p-22 : 1e-12) * expected);
        if (in_floats)
            assert_near(loss, mean_in_lanes(count, logits, targets), 0);
        for (size_t i = 0; i < count; i++)
            assert_ulp(gradient[i], slopes[i], kind == OG_BCE_WITH_LOGITS ? 1 : 0);
    }
    fclose(file);
    assert_int_equal(cases, 5);
}

static void a_weight_of_1_changes_no_bit(void **state)
{
    (void)state;
    const float ones[] = {1, 1, 1};
    float plain[COUNT], weighted[COUNT];
    double plain_loss, weighted_loss;
    assert_ok(og_bce_with_logits(COUNT, logits_2_3, targets_2_3, OG_REDUCE_MEAN, &plain_loss, plain));
    assert_ok(og_loss_of_logits(OG_BCE_WITH_LOGITS, OG_REDUCE_MEAN, COUNT, 3, ones, logits_2_3, targets_2_3,
                                &weighted_loss, weighted));
    assert_near(weighted_loss, plain_loss, 0);
    assert_memory_equal(plain, weighted, sizeof plain);
}

static void a_saturated_sigmoid_shows_its_vanished_gradient(void **state)
{
    (void)state;
    const float z[] = {-50, 50, -1000}, y[] = {1, 0, 1};
    const double bce[] = {-1.9e-10, 0, 0}, mse[] = {-3.9e-22, 0, 0};
    for (int i = 0; i < 3; i++) {
        double loss;
        float gradient;
        assert_ok(og_loss_of_logits(OG_BCE, OG_REDUCE_SUM, 1, 1, NULL, &z[i], &y[i], &loss, &gradient));
        assert_near(gradient, bce[i], 0.05e-10);
        assert_near(loss, i == 0 ? 50 : 100, 1e-6);
        assert_ok(og_loss_of_logits(OG_MSE, OG_REDUCE_SUM, 1, 1, NULL, &z[i], &y[i], &loss, &gradient));
        assert_near(gradient, mse[i], 0.05e-22);
        assert_near(loss, 1, 1e-12);
        assert_ok(
            og_loss_of_logits(OG_BCE_WITH_LOGITS, OG_REDUCE_SUM, 1, 1, NULL, &z[i], &y[i], &loss, &gradient));
        assert_near(fabs(gradient), 1, 0);
    }
}

static void the_gradients_through_the_sigmoid_agree_with_finite_differences(void **state)
{
    (void)state;
    for (float z = -5; z <= 5; z += 0.37f)
        for (float y = 0; y <= 1; y += 0.5f) {
            double loss, h = 1e-6;
            float gradient;
            double above = 1 / (1 + exp(-z - h)), below = 1 / (1 + exp(-z + h));
            assert_ok(og_loss_of_logits(OG_MSE, OG_REDUCE_MEAN, 1, 1, NULL, &z, &y, &loss, &gradient));
            assert_near(gradient, ((above - y) * (above - y) - (below - y) * (below - y)) / (2 * h), 1e-7);
            assert_ok(og_loss_of_logits(OG_BCE, OG_REDUCE_MEAN, 1, 1, NULL, &z, &y, &loss, &gradient));
            double high = -y * log(above) - (1 - y) * log(1 - above);
            double low = -y * log(below) - (1 - y) * log(1 - below);
            assert_near(gradient, (high - low) / (2 * h), 1e-5);
        }
}

static void what_does_not_belong_to_a_loss_of_logits_is_refused(void **state)
{
    (void)state;
    const float one = 1, bad = 2, z = 0;
    double loss = 7;
    float gradient = 7;
    assert_status(og_loss_of_logits(OG_MSE, OG_REDUCE_MEAN, 1, 1, &one, &z, &one, &loss, &gradient),
                  OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "pos_weight");
    assert_status(og_loss_of_logits(OG_BCE, OG_REDUCE_NONE, 1, 1, NULL, &z, &one, &loss, &gradient),
                  OG_ERR_ARGUMENT);
    assert_status(og_loss_of_logits(OG_BCE, OG_REDUCE_MEAN, 1, 1, NULL, &z, &bad, &loss, &gradient),
                  OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "target 0 is 2");
    assert_near(loss, 7, 0);
    assert_same_float(gradient, 7);
    assert_ok(og_loss_of_logits(OG_MSE, OG_REDUCE_MEAN, 1, 1, NULL, &z, &bad, &loss, &gradient));
    assert_near(loss, 2.25, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bce_with_logits_has_the_values_of_its_formula),
        cmocka_unit_test(bce_with_logits_at_minus_50_keeps_its_gradient),
        cmocka_unit_test(far_logits_cost_what_they_should_and_never_nan),
        cmocka_unit_test(a_small_gradient_at_target_1_keeps_all_its_digits),
        cmocka_unit_test(reductions_are_mean_sum_and_none),
        cmocka_unit_test(weights_broadcast_and_the_mean_still_divides_by_the_number_of_elements),
        cmocka_unit_test(a_weight_of_0_leaves_out_an_infinite_loss_but_never_hides_a_nan),
        cmocka_unit_test(pos_weight_weighs_the_positive_part_only),
        cmocka_unit_test(bce_clamps_each_logarithm_at_minus_100_and_its_gradient_at_1e12),
        cmocka_unit_test(bce_keeps_the_cost_of_a_tiny_probability),
        cmocka_unit_test(through_sigmoid_and_bce_the_gradient_at_minus_50_is_gone),
        cmocka_unit_test(mse_is_the_squared_difference),
        cmocka_unit_test(shapes_that_differ_are_both_named),
        cmocka_unit_test(probabilities_outside_0_to_1_are_refused),
        cmocka_unit_test(views_and_empty_tensors_work),
        cmocka_unit_test(the_gradient_agrees_with_finite_differences),
        cmocka_unit_test(the_gradient_may_replace_the_logits),
        cmocka_unit_test(targets_outside_0_to_1_are_refused_by_element),
        cmocka_unit_test(a_bad_target_is_found_in_every_place),
        cmocka_unit_test(losses_of_logits_are_pytorchs),
        cmocka_unit_test(a_weight_of_1_changes_no_bit),
        cmocka_unit_test(a_saturated_sigmoid_shows_its_vanished_gradient),
        cmocka_unit_test(the_gradients_through_the_sigmoid_agree_with_finite_differences),
        cmocka_unit_test(what_does_not_belong_to_a_loss_of_logits_is_refused),
        cmocka_unit_test(a_nan_logit_stays_nan_and_a_mean_of_nothing_is_nan),
    };
    return cmocka_run_group_tests_name("loss", tests, NULL, NULL);
}
