#include <math.h>

#include <SDL.h>

#include "../../viz/src/text_sdl.h"
#include "../../viz/src/utf8.h"
#include "ogee_viz/text.h"
#include "support.h"

static ogv_fonts *fonts;

static int set_up(void **state)
{
    (void)state;
    return ogv_fonts_create(&fonts) == OG_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    ogv_fonts_destroy(fonts);
    fonts = NULL;
    return 0;
}

static double width(ogv_font font, float size, const char *text)
{
    return ogv_fonts_measure(fonts, font, size, text, strlen(text));
}

static void utf8_is_read_and_bad_bytes_become_replacement_characters(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        int count;
        uint32_t codes[4];
    } cases[] = {
        {"aσ→", 3, {'a', 0x3C3, 0x2192}},
        {"\xF0\x9D\x9C\x8E", 1, {0x1D70E}},
        {"\x80z", 2, {0xFFFD, 'z'}},
        {"\xC3", 1, {0xFFFD}},
        {"\xE2\x88z", 3, {0xFFFD, 0xFFFD, 'z'}},
        {"\xC0\x80", 2, {0xFFFD, 0xFFFD}},             /* two bytes for what takes one */
        {"\xED\xA0\x80", 3, {0xFFFD, 0xFFFD, 0xFFFD}}, /* half a surrogate pair */
        {"\xF4\x90\x80\x80", 4, {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}},
        {"\xFF", 1, {0xFFFD}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at = 0, length = strlen(cases[i].bytes);
        for (int k = 0; k < cases[i].count; k++)
            assert_int_equal(ogv_utf8_next(cases[i].bytes, length, &at), cases[i].codes[k]);
        assert_int_equal(at, length);
    }
}

static void a_mono_character_is_0_6_em_wide_whichever_it_is(void **state)
{
    (void)state;
    assert_near(width(OGV_MONO, 20, "1"), 12, 0.02);
    assert_near(width(OGV_MONO_MEDIUM, 20, "0.8455"), 72, 0.1);
    assert_near(width(OGV_MONO_SEMIBOLD, 20, "iiWW−%"), 72, 0.1);
}

static void a_width_grows_with_the_size_and_not_with_the_scale(void **state)
{
    (void)state;
    double narrow = width(OGV_UI, 13, "Drag the dot until the slope is");
    assert_near(width(OGV_UI, 26, "Drag the dot until the slope is"), 2 * narrow, 1e-3);
    ogv_fonts_set_scale(fonts, 2);
    assert_near(width(OGV_UI, 13, "Drag the dot until the slope is"), narrow, 1e-6);
    assert_true(narrow > 150 && narrow < 220);
}

static void pairs_are_kerned_as_their_font_wants(void **state)
{
    (void)state;
    assert_true(width(OGV_UI, 100, "To") < width(OGV_UI, 100, "T") + width(OGV_UI, 100, "o") - 4);
    assert_near(width(OGV_UI, 100, "HH"), 2 * width(OGV_UI, 100, "H"), 0.2);
    assert_near(width(OGV_MONO, 100, "To"), 2 * width(OGV_MONO, 100, "T"), 1e-3);
}

static void nabla_comes_from_the_mathematical_font_everywhere(void **state)
{
    (void)state;
    double nabla = width(OGV_MATH, 20, "∇");
    assert_true(nabla > 5);
    for (int font = 0; font < OGV_FONT_COUNT; font++)
        assert_near(width((ogv_font)font, 20, "∇"), nabla, 1e-4);
}

/* What a layout puts down. */
typedef struct ink_picture {
    int glyphs, left, right, top, bottom;
    double ink;
} ink_picture;

static void look(void *context, const ogv_glyph *glyph, int x, int y)
{
    ink_picture *picture = context;
    const uint8_t *page = ogv_fonts_page(fonts, glyph->page)->pixels;
    assert_true(glyph->x >= 0 && glyph->x + glyph->w <= OGV_ATLAS_SIZE);
    assert_true(glyph->y >= 0 && glyph->y + glyph->h <= OGV_ATLAS_SIZE);
    for (int row = 0; row < glyph->h; row++) {
        for (int column = 0; column < glyph->w; column++) {
            int value = page[(glyph->y + row) * OGV_ATLAS_SIZE + glyph->x + column];
            picture->ink += value / 255.0;
            if (value < 40)
                continue;
            picture->left = x + column < picture->left ? x + column : picture->left;
            picture->right = x + column > picture->right ? x + column : picture->right;
            picture->top = y + row < picture->top ? y + row : picture->top;
            picture->bottom = y + row > picture->bottom ? y + row : picture->bottom;
        }
    }
    picture->glyphs++;
}

static ink_picture lay_out(ogv_font font, float size, float x, float y, const char *text)
{
    ink_picture picture = {0, 100000, -100000, 100000, -100000, 0};
    ogv_fonts_layout(fonts, font, size, x, y, text, strlen(text), look, &picture);
    return picture;
}

static void a_capital_stands_on_its_baseline(void **state)
{
    (void)state;
    ink_picture h = lay_out(OGV_UI, 20, 100, 50, "H");
    assert_int_equal(h.glyphs, 1);
    assert_int_equal(h.bottom, 49);
    assert_near(h.top, 50 - 0.727 * 20, 1);
    assert_near(h.left, 102, 1);
}

static void each_font_draws_text(void **state)
{
    (void)state;
    for (int font = 0; font < OGV_FONT_COUNT; font++) {
        ink_picture p = lay_out((ogv_font)font, 16, 10, 50, "Sigmoid 0.5 σ∂−×≈");
        assert_int_equal(p.glyphs, 15);
        assert_true(p.ink > 150);
        assert_near(p.right, 10 + width((ogv_font)font, 16, "Sigmoid 0.5 σ∂−×≈"), 4);
    }
}

static void a_glyph_moves_by_quarter_pixels_and_keeps_its_ink(void **state)
{
    (void)state;
    double ink = lay_out(OGV_UI, 14, 10, 50, "n").ink, first_left = 0;
    for (int quarter = 0; quarter < 4; quarter++) {
        ink_picture p = lay_out(OGV_UI, 14, 10 + 0.25f * (float)quarter, 50, "n");
        assert_near(p.ink, ink, 0.02 * ink);
        if (quarter == 0)
            first_left = p.left;
    }
    assert_near(lay_out(OGV_UI, 14, 11, 50, "n").left, first_left + 1, 0);
    assert_near(lay_out(OGV_UI, 14, -11, 50, "n").left, first_left - 21, 0);
}

static void twice_the_scale_gives_four_times_the_ink(void **state)
{
    (void)state;
    double ink = lay_out(OGV_UI_MEDIUM, 30, 10, 50, "Sigmoid").ink;
    ogv_fonts_set_scale(fonts, 2);
    assert_near(lay_out(OGV_UI_MEDIUM, 30, 10, 50, "Sigmoid").ink, 4 * ink, 0.12 * ink);
}

static void a_text_seen_before_draws_no_glyph_anew(void **state)
{
    (void)state;
    lay_out(OGV_MONO, 13, 10.3f, 50, "loss 0.6931");
    unsigned long before = ogv_fonts_rasterised(fonts);
    unsigned version = ogv_fonts_page(fonts, 0)->version;
    lay_out(OGV_MONO, 13, 10.3f, 90, "loss 0.6931");
    lay_out(OGV_MONO, 13, 50.3f, 20, "0.6931");
    assert_true(ogv_fonts_rasterised(fonts) - before <= 4);
    before = ogv_fonts_rasterised(fonts);
    lay_out(OGV_MONO, 13, 50.3f, 20, "0.6931");
    assert_int_equal(ogv_fonts_rasterised(fonts), before);
    assert_true(ogv_fonts_page(fonts, 0)->version >= version);
}

static void a_full_atlas_adds_pages_and_is_emptied_between_frames(void **state)
{
    (void)state;
    char text[2] = "A";
    for (float size = 120; size < 260; size += 1) {
        for (text[0] = 'A'; text[0] <= 'Z'; text[0]++)
            lay_out(OGV_UI, size, 10, 50, text);
    }
    assert_true(ogv_fonts_page_count(fonts) > 1);
    assert_true(ogv_fonts_page_count(fonts) <= 16);
    ogv_fonts_trim(fonts);
    ink_picture p = lay_out(OGV_UI, 20, 10, 50, "H");
    assert_int_equal(p.glyphs, 1);
    assert_true(p.ink > 20);
}

static void nonsense_draws_nothing(void **state)
{
    (void)state;
    assert_int_equal(lay_out(OGV_UI, 0, 10, 50, "H").glyphs, 0);
    assert_int_equal(lay_out(OGV_UI, NAN, 10, 50, "H").glyphs, 0);
    assert_int_equal(lay_out(OGV_UI, 1e6f, 10, 50, "H").glyphs, 0);
    assert_int_equal(lay_out(OGV_UI, 20, NAN, 50, "H").glyphs, 0);
    assert_int_equal(lay_out(OGV_UI, 20, 10, INFINITY, "H").glyphs, 0);
    assert_int_equal(lay_out(OGV_UI, 20, 10, 50, "").glyphs, 0);
    assert_int_equal(lay_out(OGV_UI, 20, 10, 50, "   ").glyphs, 0);
    assert_int_equal(lay_out(OGV_UI, 20, 10, 50, "\xFF").glyphs, 1);
}

static void missing_fonts_are_named_with_the_folder_that_was_searched(void **state)
{
    (void)state;
    ogv_fonts *none;
    SDL_setenv("OGEE_ASSETS", "/nowhere", 1);
    assert_status(ogv_fonts_create(&none), OG_ERR_FILE);
    SDL_setenv("OGEE_ASSETS", "", 1);
    assert_null(none);
    assert_contains(og_error_detail(), "fonts/Inter-Regular.otf");
    assert_contains(og_error_detail(), "/nowhere");
}

static void count_inked(void *context, const ogv_glyph *glyph, int x, int y)
{
    (void)x;
    (void)y;
    *(int *)context += glyph->w > 4 && glyph->h > 4;
}

static void chinese_is_measured_and_drawn_by_a_font_that_has_it(void **state)
{
    (void)state;
    const char *text = "训练一个神经网络"; /* train a neural network */
    for (int font = 0; font < OGV_FONT_COUNT; font++)
        assert_near(width((ogv_font)font, 20, text), 8 * 20, 0.1);
    assert_near(width(OGV_UI, 20, "梯度 x"), 40 + width(OGV_UI, 20, " x"), 0.1);
    for (float scale = 1; scale <= 3; scale++) {
        int inked = 0;
        ogv_fonts_set_scale(fonts, scale);
        ogv_fonts_layout(fonts, OGV_UI, 15, 10, 40, text, strlen(text), count_inked, &inked);
        assert_int_equal(inked, 7); /* the flat sign for one is no 5 pixels high */
    }
}

typedef struct extent {
    int left, right, height;
} extent;

static void widen(void *context, const ogv_glyph *glyph, int x, int y)
{
    extent *e = context;
    (void)y;
    e->left = x < e->left ? x : e->left;
    e->right = x + glyph->w > e->right ? x + glyph->w : e->right;
    e->height = glyph->h > e->height ? glyph->h : e->height;
}

static void text_has_its_size_at_every_scale(void **state)
{
    (void)state;
    static const float scales[] = {0.75f, 1, 1.25f, 1.5f, 1.75f, 2, 2.5f, 3}, sizes[] = {12, 15, 24};
    for (int i = 0; i < 8; i++)
        for (int k = 0; k < 3; k++) {
            extent e = {1 << 20, 0, 0};
            float pixels = sizes[k] * scales[i];
            ogv_fonts_set_scale(fonts, scales[i]);
            ogv_fonts_layout(fonts, OGV_UI, sizes[k], 10, 60, "HIH", 3, widen, &e);
            assert_near(e.height, 0.727 * (double)pixels, 1); /* of Inter's capitals */
            /* But for the white space of a letter at either end. */
            double advance = (double)(scales[i] * width(OGV_UI, sizes[k], "HIH"));
            assert_true(e.right - e.left <= advance + 1 &&
                        e.right - e.left >= advance - 0.25 * (double)pixels);
        }
}

static void kana_and_full_width_signs_are_there_too(void **state)
{
    (void)state;
    assert_near(width(OGV_UI, 10, "シグモイド，。（）"), 90, 0.1);
}

static void what_no_font_has_is_a_box(void **state)
{
    (void)state;
    const char *text = "กข"; /* Thai */
    int inked = 0;
    assert_true(width(OGV_UI, 20, text) > 10);
    ogv_fonts_layout(fonts, OGV_UI, 20, 10, 40, text, strlen(text), count_inked, &inked);
    assert_int_equal(inked, 2);
}

static void a_chinese_paragraph_wraps_without_spaces(void **state)
{
    (void)state;
    ogv_drawlist list;
    ogv_drawlist_init(&list);
    list.measure = ogv_fonts_measure;
    list.measure_context = fonts;
    ogv_text_style style = ogv_style_body(&ogv_theme_light);
    const char *text = "每个神经元画一条**柔和**的线，"
                       "sigmoid 把它变成概率。";
    float height = ogv_paragraph(&list, &ogv_theme_light, 0, 0, 100, &style, text);
    assert_true(height >= 4 * style.line);
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        const char *drawn = list.chars + c->first;
        if (c->kind != OGV_TEXT)
            continue;
        assert_true((double)c->at.x + width(c->font, c->size, drawn) <= 100.01);
        if (c->at.x == 0) /* no line begins with a comma or a full stop */
            assert_true(strncmp(drawn, "，", 3) != 0 && strncmp(drawn, "。", 3) != 0);
    }
    ogv_drawlist_free(&list);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_read_and_bad_bytes_become_replacement_characters),
        TEST(a_mono_character_is_0_6_em_wide_whichever_it_is),
        TEST(a_width_grows_with_the_size_and_not_with_the_scale),
        TEST(pairs_are_kerned_as_their_font_wants),
        TEST(nabla_comes_from_the_mathematical_font_everywhere),
        TEST(a_capital_stands_on_its_baseline),
        TEST(each_font_draws_text),
        TEST(a_glyph_moves_by_quarter_pixels_and_keeps_its_ink),
        TEST(twice_the_scale_gives_four_times_the_ink),
        TEST(a_text_seen_before_draws_no_glyph_anew),
        TEST(a_full_atlas_adds_pages_and_is_emptied_between_frames),
        TEST(nonsense_draws_nothing),
        cmocka_unit_test(missing_fonts_are_named_with_the_folder_that_was_searched),
        TEST(chinese_is_measured_and_drawn_by_a_font_that_has_it),
        TEST(kana_and_full_width_signs_are_there_too),
        TEST(text_has_its_size_at_every_scale),
        TEST(what_no_font_has_is_a_box),
        TEST(a_chinese_paragraph_wraps_without_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
