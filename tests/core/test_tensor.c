/* Tensors: making them, views, elementwise work, matrix products, reductions, and what goes wrong. */
#include <math.h>

#include "ogee/tensor.h"
#include "support.h"

#define SHAPE(...) ((size_t[]){__VA_ARGS__})

static float counting[120]; /* 0, 1, 2, ... */

static int fill_counting(void **state)
{
    (void)state;
    for (int i = 0; i < 120; i++)
        counting[i] = (float)i;
    return 0;
}

static og_tensor counted(int ndim, const size_t *shape)
{
    og_tensor tensor;
    assert_ok(og_tensor_over(counting, ndim, shape, &tensor));
    assert_true(og_tensor_count(&tensor) <= 120);
    return tensor;
}

static void check_tensor(og_tensor *tensor, int ndim, const size_t *shape, const float *values)
{
    assert_int_equal(tensor->ndim, ndim);
    for (int d = 0; d < ndim; d++)
        assert_int_equal(tensor->shape[d], shape[d]);
    for (size_t i = 0; i < og_tensor_count(tensor); i++)
        assert_same_float(tensor->data[og_tensor_offset(tensor, i)], values[i]);
    og_tensor_destroy(tensor);
    assert_null(tensor->data);
}

/* ---- make ---- */

static void zeros_and_full_hold_one_value(void **state)
{
    (void)state;
    og_tensor tensor;
    assert_ok(og_tensor_zeros(2, SHAPE(2, 2), &tensor));
    assert_true(tensor.owned);
    check_tensor(&tensor, 2, SHAPE(2, 2), (float[]){0, 0, 0, 0});
    assert_ok(og_tensor_full(1.5f, 1, SHAPE(3), &tensor));
    check_tensor(&tensor, 1, SHAPE(3), (float[]){1.5f, 1.5f, 1.5f});
    assert_ok(og_tensor_full(7, 0, NULL, &tensor));
    check_tensor(&tensor, 0, NULL, (float[]){7});
}

static void a_tensor_over_memory_shows_and_changes_that_memory(void **state)
{
    (void)state;
    float memory[6] = {0, 1, 2, 3, 4, 5};
    og_tensor tensor;
    assert_ok(og_tensor_over(memory, 2, SHAPE(2, 3), &tensor));
    assert_false(tensor.owned);
    tensor.data[og_tensor_offset(&tensor, 4)] = 40;
    assert_same_float(memory[4], 40);
    assert_int_equal(tensor.stride[0], 3);
    assert_int_equal(tensor.stride[1], 1);
    og_tensor_destroy(&tensor);
    assert_status(og_tensor_over(NULL, 1, SHAPE(2), &tensor), OG_ERR_ARGUMENT);
    assert_ok(og_tensor_over(NULL, 2, SHAPE(0, 2), &tensor));
}

static void arange_stops_before_its_end(void **state)
{
    (void)state;
    og_tensor tensor;
    assert_ok(og_tensor_arange(0, 3, 1, &tensor));
    check_tensor(&tensor, 1, SHAPE(3), (float[]){0, 1, 2});
    assert_ok(og_tensor_arange(1, 0, -0.4, &tensor));
    check_tensor(&tensor, 1, SHAPE(3), (float[]){1, 0.6f, 0.2f});
    assert_ok(og_tensor_arange(2, 2, 1, &tensor));
    check_tensor(&tensor, 1, SHAPE(0), NULL);
    assert_status(og_tensor_arange(0, 3, 0, &tensor), OG_ERR_ARGUMENT);
    assert_status(og_tensor_arange(0, 3, -1, &tensor), OG_ERR_ARGUMENT);
    assert_status(og_tensor_arange(0, INFINITY, 1, &tensor), OG_ERR_ARGUMENT);
    assert_status(og_tensor_arange(NAN, 1, 1, &tensor), OG_ERR_ARGUMENT);
    assert_status(og_tensor_arange(0, 1, 1e-300, &tensor), OG_ERR_SHAPE);
}

static void random_tensors_draw_what_the_generator_draws(void **state)
{
    (void)state;
    og_rng rng, same;
    og_tensor tensor;
    og_rng_seed(&rng, 5);
    og_rng_seed(&same, 5);
    assert_ok(og_tensor_uniform(&rng, -2, 3, 2, SHAPE(2, 3), &tensor));
    for (int i = 0; i < 6; i++)
        assert_same_float(tensor.data[i], og_rng_uniform_between(&same, -2, 3));
    og_tensor_destroy(&tensor);
    float normals[20];
    og_rng_normal_fill(&same, 20, normals);
    assert_ok(og_tensor_normal(&rng, 2, SHAPE(4, 5), &tensor));
    check_tensor(&tensor, 2, SHAPE(4, 5), normals);
    assert_status(og_tensor_uniform(&rng, 1, 0, 1, SHAPE(1), &tensor), OG_ERR_ARGUMENT);
    assert_status(og_tensor_uniform(&rng, NAN, 0, 1, SHAPE(1), &tensor), OG_ERR_ARGUMENT);
    assert_status(og_tensor_uniform(&rng, -3e38f, 3e38f, 1, SHAPE(1), &tensor), OG_ERR_ARGUMENT);
}

static void impossible_shapes_are_refused_and_leave_the_result_alone(void **state)
{
    (void)state;
    og_tensor tensor = {.data = counting, .ndim = 1, .shape = {3}, .stride = {1}};
    const size_t nine[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    assert_status(og_tensor_zeros(9, nine, &tensor), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "9");
    assert_status(og_tensor_zeros(-1, nine, &tensor), OG_ERR_SHAPE);
    assert_status(og_tensor_zeros(2, SHAPE(SIZE_MAX / 2, 3), &tensor), OG_ERR_SHAPE);
    assert_status(og_tensor_zeros(3, SHAPE((size_t)1 << 40, (size_t)1 << 40, 0), &tensor), OG_ERR_SHAPE);
    assert_status(og_tensor_full(1, 1, SHAPE(SIZE_MAX), &tensor), OG_ERR_SHAPE);
    assert_status(og_tensor_over(counting, 2, SHAPE((size_t)1 << 32, (size_t)1 << 32), &tensor),
                  OG_ERR_SHAPE);
    assert_ptr_equal(tensor.data, counting);
    assert_int_equal(tensor.shape[0], 3);
}

/* ---- views ---- */

static void a_view_shares_memory_and_counts_elements(void **state)
{
    (void)state;
    og_tensor tensor = counted(2, SHAPE(3, 4)), view;
    assert_ok(og_tensor_view(&tensor, 3, SHAPE(2, 1, 6), &view));
    assert_ptr_equal(view.data, counting);
    check_tensor(&view, 3, SHAPE(2, 1, 6), counting);
    assert_status(og_tensor_view(&tensor, 2, SHAPE(5, 2), &view), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "(3, 4)");
    assert_contains(og_error_detail(), "(5, 2)");
    og_tensor thick = counted(3, SHAPE(3, 4, 1)), turned;
    assert_ok(
        og_tensor_transpose(&thick, 1, 2, &turned)); /* the stride of a dimension of size 1 says nothing */
    assert_ok(og_tensor_view(&turned, 1, SHAPE(12), &view));
    check_tensor(&view, 1, SHAPE(12), counting);
    tensor = counted(1, SHAPE(1));
    assert_ok(og_tensor_view(&tensor, 0, NULL, &view));
    check_tensor(&view, 0, NULL, counting);
}

static void a_transposed_tensor_needs_reshape_instead_of_view(void **state)
{
    (void)state;
    og_tensor tensor = counted(2, SHAPE(2, 3)), turned, flat;
    assert_ok(og_tensor_transpose(&tensor, 0, -1, &turned));
    assert_ptr_equal(turned.data, counting);
    assert_status(og_tensor_view(&turned, 1, SHAPE(6), &flat), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "reshape");
    assert_ok(og_tensor_reshape(&turned, 1, SHAPE(6), &flat));
    assert_true(flat.owned);
    check_tensor(&flat, 1, SHAPE(6), (float[]){0, 3, 1, 4, 2, 5});
    assert_ok(og_tensor_reshape(&tensor, 1, SHAPE(6), &flat));
    assert_false(flat.owned);
    check_tensor(&turned, 2, SHAPE(3, 2), (float[]){0, 3, 1, 4, 2, 5});
    assert_status(og_tensor_transpose(&tensor, 0, 2, &turned), OG_ERR_ARGUMENT);
    assert_status(og_tensor_transpose(&tensor, -3, 0, &turned), OG_ERR_ARGUMENT);
}

/* Shapes of 24 elements, each seen as every other: a view that exists shows the elements in their order. */
static void views_of_sliced_and_transposed_tensors_keep_the_order(void **state)
{
    (void)state;
    const size_t shapes[][4] = {{24, 1, 1, 1}, {2, 12, 1, 1}, {1, 4, 6, 1}, {2, 3, 4, 1}, {4, 3, 2, 1},
                                {3, 1, 8, 1},  {2, 2, 2, 3},  {6, 1, 2, 2}, {1, 1, 3, 8}, {12, 1, 1, 2}};
    const size_t cases = sizeof shapes / sizeof shapes[0];
    int possible = 0, impossible = 0;
    og_tensor wide = counted(2, SHAPE(24, 2)), even;
    assert_ok(og_tensor_slice(&wide, 1, 0, 1, 1, &even));
    for (size_t a = 0; a < cases; a++) {
        og_tensor from;
        assert_ok(og_tensor_view(&even, 4, shapes[a], &from));
        for (int d = 0; d < 4; d++) {
            og_tensor turned;
            assert_ok(og_tensor_transpose(&from, d, (d + 1) % 4, &turned));
            for (size_t b = 0; b < cases; b++) {
                og_tensor view, copy;
                assert_ok(og_tensor_reshape(&turned, 4, shapes[b], &copy));
                copy.owned ? impossible++ : possible++;
                assert_status(og_tensor_view(&turned, 4, shapes[b], &view),
                              copy.owned ? OG_ERR_SHAPE : OG_OK);
                for (size_t i = 0; i < 24; i++)
                    assert_same_float(copy.data[og_tensor_offset(&copy, i)],
                                      turned.data[og_tensor_offset(&turned, i)]);
                og_tensor_destroy(&copy);
            }
        }
    }
    assert_true(possible > 100 && impossible > 100);
}

static void a_slice_takes_every_step_th_index(void **state)
{
    (void)state;
    og_tensor tensor = counted(2, SHAPE(3, 5)), view;
    assert_ok(og_tensor_slice(&tensor, -1, 1, 5, 2, &view));
    check_tensor(&view, 2, SHAPE(3, 2), (float[]){1, 3, 6, 8, 11, 13});
    assert_ok(og_tensor_slice(&tensor, 0, 3, 3, 1, &view));
    check_tensor(&view, 2, SHAPE(0, 5), NULL);
    assert_ok(og_tensor_slice(&tensor, 0, 2, 3, SIZE_MAX, &view));
    check_tensor(&view, 2, SHAPE(1, 5), counting + 10);
    assert_status(og_tensor_slice(&tensor, 1, 2, 6, 1, &view), OG_ERR_ARGUMENT);
    assert_status(og_tensor_slice(&tensor, 1, 3, 2, 1, &view), OG_ERR_ARGUMENT);
    assert_status(og_tensor_slice(&tensor, 1, 0, 2, 0, &view), OG_ERR_ARGUMENT);
    assert_status(og_tensor_slice(&tensor, 2, 0, 1, 1, &view), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "(3, 5)");
}

/* ---- elementwise ---- */

static void shapes_broadcast_from_their_last_dimension(void **state)
{
    (void)state;
    og_tensor matrix = counted(2, SHAPE(2, 3)), row = counted(1, SHAPE(3)), column = counted(2, SHAPE(2, 1));
    og_tensor number = counted(0, NULL), out;
    number.data += 10;
    assert_ok(og_tensor_add(&matrix, &row, &out));
    check_tensor(&out, 2, SHAPE(2, 3), (float[]){0, 2, 4, 3, 5, 7});
    assert_ok(og_tensor_sub(&column, &row, &out));
    check_tensor(&out, 2, SHAPE(2, 3), (float[]){0, -1, -2, 1, 0, -1});
    assert_ok(og_tensor_mul(&number, &matrix, &out));
    check_tensor(&out, 2, SHAPE(2, 3), (float[]){0, 10, 20, 30, 40, 50});
    og_tensor turned;
    assert_ok(og_tensor_transpose(&matrix, 0, 1, &turned));
    assert_ok(og_tensor_mul(&turned, &turned, &out));
    check_tensor(&out, 2, SHAPE(3, 2), (float[]){0, 9, 1, 16, 4, 25});
}

static void shapes_that_do_not_broadcast_are_both_named(void **state)
{
    (void)state;
    og_tensor matrix = counted(2, SHAPE(2, 3)), row = counted(1, SHAPE(2)), out;
    assert_status(og_tensor_add(&matrix, &row, &out), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "(2, 3)");
    assert_contains(og_error_detail(), "(2)");
    assert_status(og_tensor_sub(&matrix, &row, &out), OG_ERR_SHAPE);
    assert_status(og_tensor_mul(&row, &matrix, &out), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "multiply");
}

static void a_broadcast_result_too_large_for_memory_is_an_error(void **state)
{
    (void)state;
    size_t huge = (size_t)1 << 40;
    og_tensor tall = {.data = counting, .ndim = 2, .shape = {huge, 1}};
    og_tensor wide = {.data = counting, .ndim = 2, .shape = {1, huge}}, out;
    assert_status(og_tensor_add(&tall, &wide, &out), OG_ERR_SHAPE);
    assert_status(og_tensor_matmul(&tall, &wide, &out), OG_ERR_SHAPE);
}

static float square(float x)
{
    return x * x;
}

static void map_applies_a_function_to_each_element(void **state)
{
    (void)state;
    og_tensor tensor = counted(2, SHAPE(2, 2)), turned, out;
    assert_ok(og_tensor_transpose(&tensor, 0, 1, &turned));
    assert_ok(og_tensor_map(&turned, square, &out));
    check_tensor(&out, 2, SHAPE(2, 2), (float[]){0, 4, 1, 9});
    assert_same_float(counting[3], 3);
}

static void tensors_without_elements_go_through_everything(void **state)
{
    (void)state;
    og_tensor empty = counted(2, SHAPE(0, 3)), row = counted(2, SHAPE(1, 3)), out;
    assert_ok(og_tensor_add(&empty, &row, &out));
    check_tensor(&out, 2, SHAPE(0, 3), NULL);
    assert_ok(og_tensor_map(&empty, square, &out));
    check_tensor(&out, 2, SHAPE(0, 3), NULL);
    assert_ok(og_tensor_view(&empty, 3, SHAPE(7, 0, 2), &out));
    check_tensor(&out, 3, SHAPE(7, 0, 2), NULL);
    assert_ok(og_tensor_transpose(&empty, 0, 1, &out));
    check_tensor(&out, 2, SHAPE(3, 0), NULL);
    assert_ok(og_tensor_copy(&empty, &out));
    check_tensor(&out, 2, SHAPE(0, 3), NULL);
    og_tensor left = counted(2, SHAPE(2, 0));
    assert_ok(og_tensor_matmul(&left, &empty, &out));
    check_tensor(&out, 2, SHAPE(2, 3), (float[]){0, 0, 0, 0, 0, 0});
    assert_ok(og_tensor_sum(&empty, 0, &out));
    check_tensor(&out, 1, SHAPE(3), (float[]){0, 0, 0});
    assert_ok(og_tensor_sum(&empty, OG_ALL_DIMS, &out));
    check_tensor(&out, 0, NULL, (float[]){0});
    assert_ok(og_tensor_mean(&empty, OG_ALL_DIMS, &out));
    check_tensor(&out, 0, NULL, (float[]){NAN});
    assert_ok(og_tensor_max(&empty, 1, &out));
    check_tensor(&out, 1, SHAPE(0), NULL);
    og_tensor nowhere;
    assert_ok(og_tensor_over(NULL, 2, SHAPE(0, 3), &nowhere));
    assert_ok(og_tensor_mean(&nowhere, 0, &out));
    check_tensor(&out, 1, SHAPE(3), (float[]){NAN, NAN, NAN});
    assert_ok(og_tensor_matmul(&left, &nowhere, &out));
    check_tensor(&out, 2, SHAPE(2, 3), (float[]){0, 0, 0, 0, 0, 0});
    assert_status(og_tensor_max(&empty, 0, &out), OG_ERR_SHAPE);
    assert_status(og_tensor_min(&empty, OG_ALL_DIMS, &out), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "(0, 3)");
}

/* ---- matrix product ---- */

static void matmul_of_rows_and_matrices_follows_torch(void **state)
{
    (void)state;
    og_tensor row = counted(1, SHAPE(3)), matrix = counted(2, SHAPE(2, 3)), turned, out;
    assert_ok(og_tensor_transpose(&matrix, 0, 1, &turned));
    assert_ok(og_tensor_matmul(&row, &row, &out));
    check_tensor(&out, 0, NULL, (float[]){5});
    assert_ok(og_tensor_matmul(&matrix, &row, &out));
    check_tensor(&out, 1, SHAPE(2), (float[]){5, 14});
    assert_ok(og_tensor_matmul(&row, &turned, &out));
    check_tensor(&out, 1, SHAPE(2), (float[]){5, 14});
    assert_ok(og_tensor_matmul(&matrix, &turned, &out));
    check_tensor(&out, 2, SHAPE(2, 2), (float[]){5, 14, 14, 50});
    assert_ok(og_tensor_matmul(&turned, &matrix, &out));
    check_tensor(&out, 2, SHAPE(3, 3), (float[]){9, 12, 15, 12, 17, 22, 15, 22, 29});
}

static void matmul_broadcasts_batches_of_matrices(void **state)
{
    (void)state;
    og_tensor a = counted(4, SHAPE(2, 1, 3, 2)), b = counted(3, SHAPE(4, 2, 5)), out;
    assert_ok(og_tensor_matmul(&a, &b, &out));
    float expected[2 * 4 * 3 * 5], *e = expected;
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 4; j++)
            for (size_t r = 0; r < 3; r++)
                for (size_t c = 0; c < 5; c++, e++) {
                    *e = 0;
                    for (size_t k = 0; k < 2; k++)
                        *e += counting[i * 6 + r * 2 + k] * counting[j * 10 + k * 5 + c];
                }
    check_tensor(&out, 4, SHAPE(2, 4, 3, 5), expected);

    og_tensor row = counted(1, SHAPE(2)), column = counted(1, SHAPE(5));
    assert_ok(og_tensor_matmul(&row, &b, &out));
    assert_int_equal(out.ndim, 2);
    check_tensor(&out, 2, SHAPE(4, 5),
                 (float[]){5, 6, 7, 8, 9, 15, 16, 17, 18, 19, 25, 26, 27, 28, 29, 35, 36, 37, 38, 39});
    assert_ok(og_tensor_matmul(&b, &column, &out));
    check_tensor(&out, 2, SHAPE(4, 2), (float[]){30, 80, 130, 180, 230, 280, 330, 380});
}

static void matmul_names_the_shapes_that_do_not_fit(void **state)
{
    (void)state;
    og_tensor row = counted(2, SHAPE(1, 5)), number = counted(0, NULL), out;
    assert_status(og_tensor_matmul(&row, &row, &out), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "(1, 5) and (1, 5)");
    assert_status(og_tensor_matmul(&row, &number, &out), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "()");
    og_tensor a = counted(3, SHAPE(2, 2, 2)), b = counted(3, SHAPE(3, 2, 2));
    assert_status(og_tensor_matmul(&a, &b, &out), OG_ERR_SHAPE);
    assert_contains(og_error_detail(), "(2, 2, 2) and (3, 2, 2)");
    og_tensor one = counted(1, SHAPE(2)), two = counted(1, SHAPE(3));
    assert_status(og_tensor_matmul(&one, &two, &out), OG_ERR_SHAPE);
}

static void matmul_sums_in_double(void **state)
{
    (void)state;
    float values[] = {1e8f, 1, -1e8f}, ones[] = {1, 1, 1};
    og_tensor a, b, out;
    assert_ok(og_tensor_over(values, 1, SHAPE(3), &a));
    assert_ok(og_tensor_over(ones, 1, SHAPE(3), &b));
    assert_ok(og_tensor_matmul(&a, &b, &out));
    check_tensor(&out, 0, NULL, (float[]){1});
    assert_ok(og_tensor_sum(&a, OG_ALL_DIMS, &out));
    check_tensor(&out, 0, NULL, (float[]){1});
}

/* ---- reductions ---- */

static void reductions_take_one_dimension_or_all(void **state)
{
    (void)state;
    og_tensor tensor = counted(3, SHAPE(2, 3, 2)), turned, out;
    assert_ok(og_tensor_sum(&tensor, 1, &out));
    check_tensor(&out, 2, SHAPE(2, 2), (float[]){6, 9, 24, 27});
    assert_ok(og_tensor_mean(&tensor, -1, &out));
    check_tensor(&out, 2, SHAPE(2, 3), (float[]){0.5f, 2.5f, 4.5f, 6.5f, 8.5f, 10.5f});
    assert_ok(og_tensor_min(&tensor, 0, &out));
    check_tensor(&out, 2, SHAPE(3, 2), counting);
    assert_ok(og_tensor_transpose(&tensor, 0, 2, &turned));
    assert_ok(og_tensor_max(&turned, 2, &out));
    check_tensor(&out, 2, SHAPE(2, 3), (float[]){6, 8, 10, 7, 9, 11});
    assert_ok(og_tensor_sum(&turned, OG_ALL_DIMS, &out));
    check_tensor(&out, 0, NULL, (float[]){66});
    assert_ok(og_tensor_max(&turned, OG_ALL_DIMS, &out));
    check_tensor(&out, 0, NULL, (float[]){11});
    assert_status(og_tensor_sum(&tensor, 3, &out), OG_ERR_ARGUMENT);
    assert_status(og_tensor_max(&tensor, -4, &out), OG_ERR_ARGUMENT);
    og_tensor number = counted(0, NULL);
    assert_status(og_tensor_sum(&number, 0, &out), OG_ERR_ARGUMENT);
    assert_ok(og_tensor_min(&number, OG_ALL_DIMS, &out));
    check_tensor(&out, 0, NULL, (float[]){0});
}

static void a_nan_wins_every_reduction(void **state)
{
    (void)state;
    for (int at = 0; at < 3; at++) {
        float values[] = {1, -2, 3};
        values[at] = NAN;
        og_tensor tensor, out;
        assert_ok(og_tensor_over(values, 1, SHAPE(3), &tensor));
        og_status (*const reductions[])(const og_tensor *, int, og_tensor *) = {og_tensor_sum, og_tensor_mean,
                                                                                og_tensor_min, og_tensor_max};
        for (int r = 0; r < 4; r++) {
            assert_ok(reductions[r](&tensor, 0, &out));
            check_tensor(&out, 0, NULL, (float[]){NAN});
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeros_and_full_hold_one_value),
        cmocka_unit_test(a_tensor_over_memory_shows_and_changes_that_memory),
        cmocka_unit_test(arange_stops_before_its_end),
        cmocka_unit_test(random_tensors_draw_what_the_generator_draws),
        cmocka_unit_test(impossible_shapes_are_refused_and_leave_the_result_alone),
        cmocka_unit_test(a_view_shares_memory_and_counts_elements),
        cmocka_unit_test(a_transposed_tensor_needs_reshape_instead_of_view),
        cmocka_unit_test(views_of_sliced_and_transposed_tensors_keep_the_order),
        cmocka_unit_test(a_slice_takes_every_step_th_index),
        cmocka_unit_test(shapes_broadcast_from_their_last_dimension),
        cmocka_unit_test(shapes_that_do_not_broadcast_are_both_named),
        cmocka_unit_test(a_broadcast_result_too_large_for_memory_is_an_error),
        cmocka_unit_test(map_applies_a_function_to_each_element),
        cmocka_unit_test(tensors_without_elements_go_through_everything),
        cmocka_unit_test(matmul_of_rows_and_matrices_follows_torch),
        cmocka_unit_test(matmul_broadcasts_batches_of_matrices),
        cmocka_unit_test(matmul_names_the_shapes_that_do_not_fit),
        cmocka_unit_test(matmul_sums_in_double),
        cmocka_unit_test(reductions_take_one_dimension_or_all),
        cmocka_unit_test(a_nan_wins_every_reduction),
    };
    return cmocka_run_group_tests(tests, fill_counting, NULL);
}
