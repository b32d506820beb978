/* Texts: what is UTF-8 and what is not. */
#include "ogee/text.h"
#include "support.h"

static void the_first_and_the_last_character_of_each_length_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t code;
    } rows[] = {{"\x01", 1},
                {"\x7f", 0x7f},
                {"\xc2\x80", 0x80},
                {"\xdf\xbf", 0x7ff},
                {"\xe0\xa0\x80", 0x800},
                {"\xed\x9f\xbf", 0xd7ff},
                {"\xee\x80\x80", 0xe000},
                {"\xef\xbf\xbf", 0xffff},
                {"\xf0\x90\x80\x80", 0x10000},
                {"\xf4\x8f\xbf\xbf", 0x10ffff}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t code = 0;
        size_t length = strlen(rows[i].text);
        assert_int_equal(og_utf8_next(rows[i].text, length, &code), length);
        assert_int_equal(code, rows[i].code);
        assert_int_equal(og_utf8_next(rows[i].text, length + 1, NULL), length);
        if (length > 1)
            assert_int_equal(og_utf8_next(rows[i].text, length - 1, &code), 0);
    }
    uint32_t code = 1;
    assert_int_equal(og_utf8_next("", 1, &code), 1);
    assert_int_equal(code, 0);
}

static void what_is_no_utf8_is_told(void **state)
{
    (void)state;
    static const char *const rows[] = {"\x80",
                                       "\xbf\xbf",
                                       "\xc1\xbf",
                                       "\xc3(",
                                       "\xe0\x9f\xbf",
                                       "\xe4\xb8(",
                                       "\xed\xa0\x80",
                                       "\xed\xbf\xbf",
                                       "\xf0\x8f\xbf\xbf",
                                       "\xf0\x9f\x8c(",
                                       "\xf4\x90\x80\x80",
                                       "\xf5\x80\x80\x80",
                                       "\xff\xbf\xbf\xbf"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t code = 7;
        assert_int_equal(og_utf8_next(rows[i], strlen(rows[i]), &code), 0);
        assert_int_equal(code, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_and_the_last_character_of_each_length_are_read),
        cmocka_unit_test(what_is_no_utf8_is_told),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
