/* og_tensor_format against PyTorch's own text. */
#include <locale.h>
#include <math.h>

#include "recorded_tensor.h"

static void every_recorded_tensor_prints_as_pytorch_printed_it(void **state)
{
    (void)state;
    char *file = recorded_file();
    int tensors = 0, differing = 0;
    for (char *at = file; (at = strstr(at, "\ntensor ")); tensors++) {
        char name[96];
        assert_int_equal(sscanf(at, "\ntensor %95[^\n]", name), 1);
        at = strchr(at + 1, '\n') + 1;
        recorded_tensor recorded = recorded_parse(at);
        char *text = formatted(&recorded.tensor);
        if (strcmp(text, recorded.text) != 0) {
            print_error("%s is\n%s\nPyTorch prints\n%s\n", name, text, recorded.text);
            differing++;
        }
        free(text);
        recorded_free(&recorded);
    }
    free(file);
    assert_int_equal(differing, 0);
    assert_true(tensors >= 60);
}

static void a_view_prints_as_the_tensor_it_shows(void **state)
{
    (void)state;
    recorded_tensor matrix = recorded_find("print matrix"), transposed = recorded_find("print transposed");
    og_tensor view;
    assert_ok(og_tensor_transpose(&matrix.tensor, 0, 1, &view));
    char *text = formatted(&view);
    assert_string_equal(text, transposed.text);
    free(text);
    recorded_free(&matrix);
    recorded_free(&transposed);

    recorded_tensor wide = recorded_find("print wide matrix"), sliced = recorded_find("print sliced");
    og_tensor rows;
    assert_ok(og_tensor_view(&wide.tensor, 2, (size_t[]){5, 8}, &view));
    assert_ok(og_tensor_slice(&view, 0, 1, 4, 1, &rows));
    assert_ok(og_tensor_slice(&rows, 1, 0, 8, 3, &view));
    text = formatted(&view);
    assert_string_equal(text, sliced.text);
    free(text);
    recorded_free(&wide);
    recorded_free(&sliced);
}

static void a_short_buffer_gets_the_beginning_and_the_whole_length(void **state)
{
    (void)state;
    float values[] = {0.5f, 0.25f};
    og_tensor tensor;
    assert_ok(og_tensor_over(values, 1, (size_t[]){2}, &tensor));
    const char *whole = "tensor([0.5000, 0.2500])";
    for (size_t size = 0; size <= strlen(whole) + 1; size++) {
        char buffer[40];
        memset(buffer, '#', sizeof buffer);
        assert_int_equal(og_tensor_format(&tensor, buffer, size), strlen(whole));
        if (size > 0) {
            assert_int_equal(strlen(buffer), size - 1);
            assert_memory_equal(buffer, whole, size - 1);
        }
        assert_int_equal(buffer[size], '#');
    }
}

static void a_nan_with_a_sign_prints_without_it(void **state)
{
    (void)state;
    float values[] = {float_from_bits(0xffc00000u), 1};
    og_tensor tensor;
    assert_ok(og_tensor_over(values, 1, (size_t[]){2}, &tensor));
    char *text = formatted(&tensor);
    assert_string_equal(text, "tensor([nan, 1.])");
    free(text);
}

static void a_locale_with_decimal_commas_changes_nothing(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        skip(); /* not installed here */
    float values[] = {0.5f, 1e-6f};
    og_tensor fixed, scientific;
    assert_ok(og_tensor_over(values, 1, (size_t[]){1}, &fixed));
    assert_ok(og_tensor_over(values, 1, (size_t[]){2}, &scientific));
    char *fixed_text = formatted(&fixed), *scientific_text = formatted(&scientific);
    setlocale(LC_NUMERIC, "C");
    assert_string_equal(fixed_text, "tensor([0.5000])");
    assert_string_equal(scientific_text, "tensor([5.0000e-01, 1.0000e-06])");
    free(fixed_text);
    free(scientific_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_tensor_prints_as_pytorch_printed_it),
        cmocka_unit_test(a_view_prints_as_the_tensor_it_shows),
        cmocka_unit_test(a_short_buffer_gets_the_beginning_and_the_whole_length),
        cmocka_unit_test(a_nan_with_a_sign_prints_without_it),
        cmocka_unit_test(a_locale_with_decimal_commas_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
