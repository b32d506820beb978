#include "support.h"

static void every_status_has_a_sentence_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < OG_STATUS_COUNT; i++) {
        assert_true(strlen(og_status_text((og_status)i)) > 1);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(og_status_text((og_status)i), og_status_text((og_status)j));
    }
    assert_string_equal(og_status_text(OG_STATUS_COUNT), "unknown status");
    assert_string_equal(og_status_text((og_status)-1), "unknown status");
}

static void the_detail_is_empty_before_any_failure(void **state)
{
    (void)state;
    assert_string_equal(og_error_detail(), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_sentence_of_its_own),
        cmocka_unit_test(the_detail_is_empty_before_any_failure),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
