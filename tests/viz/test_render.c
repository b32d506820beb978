#include <math.h>

#include <SDL.h>

#include "../../viz/src/render_sdl.h"
#include "../../viz/src/replay.h"
#include "ogee_viz/theme.h"
#include "support.h"

/* The same list is replayed into memory and through an SDL renderer; what lies on whole pixels must agree. */
enum { WIDTH = 200, HEIGHT = 100 };
static ogv_fonts *fonts;
static ogv_drawlist list;
static ogv_canvas canvas;
static ogv_mesh mesh;
static SDL_Surface *surface;
static SDL_Renderer *sdl;
static ogv_renderer *renderer;

static int set_up(void **state)
{
    (void)state;
    surface = SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_ARGB8888);
    sdl = surface ? SDL_CreateSoftwareRenderer(surface) : NULL;
    if (!sdl || ogv_fonts_create(&fonts) != OG_OK || ogv_renderer_create(sdl, true, &renderer) != OG_OK ||
        !ogv_canvas_create(&canvas, WIDTH, HEIGHT, ogv_rgb(0xFFFFFF)))
        return -1;
    mesh = (ogv_mesh){0};
    ogv_drawlist_init(&list);
    list.measure = ogv_fonts_measure;
    list.measure_context = fonts;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ogv_renderer_destroy(renderer);
    SDL_DestroyRenderer(sdl);
    SDL_FreeSurface(surface);
    ogv_canvas_destroy(&canvas);
    ogv_mesh_free(&mesh);
    ogv_drawlist_free(&list);
    ogv_fonts_destroy(fonts);
    return 0;
}

static void draw_into_memory(void)
{
    ogv_canvas_clear(&canvas, ogv_rgb(0xFFFFFF));
    ogv_replay_into_canvas(&list, 1, fonts, &mesh, &canvas);
}

static void draw_through_sdl(void)
{
    assert_ok(ogv_renderer_draw(renderer, &list, fonts, 1, ogv_rgb(0xFFFFFF)));
    SDL_RenderPresent(sdl);
}

static unsigned memory_pixel(int x, int y)
{
    return canvas.pixels[y * WIDTH + x] & 0xFFFFFF;
}

static unsigned sdl_pixel(int x, int y)
{
    const unsigned char *row = (const unsigned char *)surface->pixels + (size_t)y * (size_t)surface->pitch;
    uint32_t pixel;
    memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
    return pixel & 0xFFFFFF;
}

static void assert_same_everywhere(int tolerance)
{
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            unsigned a = memory_pixel(x, y), b = sdl_pixel(x, y);
            for (int shift = 0; shift < 24; shift += 8) {
                int off = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
                if (off > tolerance)
                    fail_msg("pixel %d, %d is #%06X in memory and #%06X through SDL", x, y, a, b);
            }
        }
    }
}

static void fills_have_their_colour_inside_and_nothing_outside(void **state)
{
    (void)state;
    ogv_fill(&list, (ogv_rect){10, 20, 50, 30}, 0, ogv_rgb(0x442FA6));
    ogv_fill(&list, (ogv_rect){30, 30, 50, 30}, 0, (ogv_color){255, 0, 0, 128});
    draw_into_memory();
    assert_int_equal(memory_pixel(10, 20), 0x442FA6);
    assert_int_equal(memory_pixel(9, 20), 0xFFFFFF);
    assert_int_equal(memory_pixel(59, 29), 0x442FA6);
    assert_int_equal(memory_pixel(60, 29), 0xFFFFFF);
    assert_int_equal(memory_pixel(70, 40), 0xFF7F7F);
    draw_through_sdl();
    assert_same_everywhere(1);
}

static void clips_cut_shapes_images_and_text(void **state)
{
    (void)state;
    static ogv_color red[4];
    for (int i = 0; i < 4; i++)
        red[i] = ogv_rgb(0xFF0000);
    ogv_image image = {"red", 1, 2, 2, red, false};
    ogv_rect all = ogv_clip(&list, (ogv_rect){50, 30, 60, 40});
    ogv_fill(&list, (ogv_rect){0, 0, 80, 50}, 0, ogv_rgb(0x0000FF));
    ogv_draw_image(&list, (ogv_rect){80, 0, 100, 100}, &image);
    ogv_text(&list, 0, 60, OGV_LEFT, OGV_UI_SEMIBOLD, 30, ogv_rgb(0x000000), "HHHHHHHHHHHH");
    ogv_rect inner = ogv_clip(&list, (ogv_rect){300, 300, 5, 5});
    ogv_fill(&list, (ogv_rect){0, 0, 500, 500}, 0, ogv_rgb(0x00FF00));
    ogv_unclip(&list, inner);
    ogv_unclip(&list, all);
    ogv_fill(&list, (ogv_rect){190, 90, 5, 5}, 0, ogv_rgb(0x112233));
    draw_into_memory();
    draw_through_sdl();
    int dark = 0;
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            bool inside = x >= 50 && x < 110 && y >= 30 && y < 70,
                 dot = x >= 190 && x < 195 && y >= 90 && y < 95;
            dark += memory_pixel(x, y) == 0;
            if (!inside)
                assert_int_equal(memory_pixel(x, y), dot ? 0x112233 : 0xFFFFFF);
            else
                assert_int_not_equal(memory_pixel(x, y), 0x00FF00);
        }
    }
    assert_true(dark > 50);
    assert_int_equal(memory_pixel(51, 31), 0x0000FF);
    assert_int_equal(memory_pixel(109, 69), 0xFF0000);
    assert_same_everywhere(2);
}

static void text_leaves_ink_of_its_colour(void **state)
{
    (void)state;
    float width = ogv_text(&list, 20.4f, 50, OGV_LEFT, OGV_UI_SEMIBOLD, 24, ogv_rgb(0x0B7643), "Sigmoid σ");
    draw_into_memory();
    int full = 0, first = WIDTH, last = 0;
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            full += memory_pixel(x, y) == 0x0B7643;
            if (memory_pixel(x, y) != 0xFFFFFF) {
                first = x < first ? x : first;
                last = x > last ? x : last;
            }
        }
    }
    assert_true(full > 150);
    assert_near(first, 21, 2);
    assert_near(last, 20 + width, 3);
    draw_through_sdl();
    assert_same_everywhere(2);
}

static ogv_color pixels[4] = {{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}};

static void a_sharp_image_shows_its_pixels_and_a_smooth_one_blends_them(void **state)
{
    (void)state;
    ogv_image image = {"four", 1, 2, 2, pixels, false};
    ogv_draw_image(&list, (ogv_rect){0, 0, 100, 100}, &image);
    image.smooth = true;
    image.id = "smooth";
    ogv_draw_image(&list, (ogv_rect){100, 0, 100, 100}, &image);
    draw_into_memory();
    assert_int_equal(memory_pixel(49, 49), 0xFF0000);
    assert_int_equal(memory_pixel(50, 49), 0x00FF00);
    assert_int_equal(memory_pixel(49, 50), 0x0000FF);
    assert_int_equal(memory_pixel(100, 0), 0xFF0000);
    assert_int_equal(memory_pixel(120, 0), 0xFF0000);
    unsigned middle = memory_pixel(150, 50);
    assert_near(middle >> 16, 128, 5);
    assert_near(middle >> 8 & 255, 128, 5);
    assert_near(middle & 255, 128, 5);
    draw_through_sdl();
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < 100; x++)
            assert_int_equal(sdl_pixel(x, y), memory_pixel(x, y));
    }
}

static void an_image_is_uploaded_again_when_its_version_changes(void **state)
{
    (void)state;
    ogv_color one = ogv_rgb(0x111111);
    ogv_image image = {"boundary", 1, 1, 1, &one, true};
    ogv_draw_image(&list, (ogv_rect){0, 0, 10, 10}, &image);
    draw_through_sdl();
    assert_int_equal(sdl_pixel(5, 5), 0x111111);
    one = ogv_rgb(0x222222);
    draw_through_sdl();
    assert_int_equal(sdl_pixel(5, 5), 0x111111);
    list.commands[0].image.version = 2;
    draw_through_sdl();
    assert_int_equal(sdl_pixel(5, 5), 0x222222);
    assert_int_equal(ogv_renderer_texture_count(renderer), 1);
}

static void an_image_may_change_its_size_and_half_shine_through(void **state)
{
    (void)state;
    ogv_color half[2] = {{0, 0, 0, 128}, {0, 0, 0, 128}};
    ogv_image image = {"grows", 1, 1, 1, half, false};
    ogv_draw_image(&list, (ogv_rect){0, 0, 10, 10}, &image);
    draw_through_sdl();
    list.commands[0].image.width = 2;
    draw_through_sdl();
    draw_into_memory();
    assert_near(memory_pixel(5, 5) & 255, 127, 1);
    assert_same_everywhere(1);
}

static void build_full_frame(void)
{
    ogv_image image = {"four", 1, 2, 2, pixels, false};
    ogv_drawlist_clear(&list);
    ogv_fill(&list, (ogv_rect){5, 5, 60, 30}, 0, ogv_rgb(0x442FA6));
    ogv_draw_image(&list, (ogv_rect){100, 0, 50, 50}, &image);
    ogv_text(&list, 10, 80, OGV_LEFT, OGV_MONO, 20, ogv_rgb(0x123456), "0.8455");
    ogv_text(&list, 110, 80, OGV_LEFT, OGV_MATH_ITALIC, 20, ogv_rgb(0x123456), "σ(z)");
}

static void a_lost_device_gets_its_textures_again(void **state)
{
    (void)state;
    build_full_frame();
    draw_into_memory();
    draw_through_sdl();
    assert_same_everywhere(2);
    int textures = ogv_renderer_texture_count(renderer);
    ogv_renderer_forget(renderer);
    assert_int_equal(ogv_renderer_texture_count(renderer), 0);
    draw_through_sdl();
    assert_int_equal(ogv_renderer_texture_count(renderer), textures);
    assert_same_everywhere(2);
}

static void glyphs_added_later_reach_the_texture(void **state)
{
    (void)state;
    for (int frame = 0; frame < 60; frame++) {
        char text[16];
        ogv_drawlist_clear(&list);
        snprintf(text, sizeof text, "%c%c %.3f", 'A' + frame % 26, 'a' + frame * 7 % 26, frame * 0.731);
        ogv_text(&list, 10, 60, OGV_LEFT, OGV_UI_SEMIBOLD, 20 + (float)frame * 0.5f, ogv_rgb(0), text);
        draw_through_sdl();
        draw_into_memory();
        assert_same_everywhere(2);
    }
}

static void a_steady_frame_makes_no_texture_and_no_glyph(void **state)
{
    (void)state;
    build_full_frame();
    draw_through_sdl();
    unsigned long textures = ogv_renderer_textures_made(renderer);
    unsigned long glyphs = ogv_fonts_rasterised(fonts);
    for (int frame = 0; frame < 20; frame++) {
        build_full_frame();
        draw_through_sdl();
    }
    assert_int_equal(ogv_renderer_textures_made(renderer), textures);
    assert_int_equal(ogv_fonts_rasterised(fonts), glyphs);
}

/* A network of 8 x 16 units has a picture for each of them. */
static void draw_many_images(void)
{
    enum { COUNT = 140 };
    static char ids[COUNT][24];
    ogv_drawlist_clear(&list);
    for (int i = 0; i < COUNT; i++) {
        snprintf(ids[i], sizeof ids[i], "unit %d", i);
        ogv_image image = {ids[i], 1, 2, 2, pixels, false};
        ogv_draw_image(&list, (ogv_rect){(float)(i % 20) * 10, (float)(i / 20) * 10, 8, 8}, &image);
    }
    draw_through_sdl();
}

static void many_images_keep_their_textures(void **state)
{
    (void)state;
    draw_many_images();
    assert_int_equal(ogv_renderer_texture_count(renderer), 140);
    for (int frame = 0; frame < 3; frame++)
        draw_many_images();
    assert_int_equal(ogv_renderer_texture_count(renderer), 140);
    assert_int_equal(ogv_renderer_textures_made(renderer), 140);
}

static void textures_of_images_that_are_no_longer_drawn_are_dropped(void **state)
{
    (void)state;
    char id[24];
    for (int i = 0; i < 200; i++) {
        snprintf(id, sizeof id, "image %d", i);
        ogv_image image = {id, 1, 2, 2, pixels, false};
        ogv_drawlist_clear(&list);
        ogv_draw_image(&list, (ogv_rect){100, 0, 50, 50}, &image);
        draw_through_sdl();
        assert_int_equal(sdl_pixel(101, 1), 0xFF0000);
    }
    assert_true(ogv_renderer_texture_count(renderer) <= 96);
    ogv_drawlist_clear(&list);
    for (int frame = 0; frame < 310; frame++)
        draw_through_sdl();
    assert_int_equal(ogv_renderer_texture_count(renderer), 0);
}

static void a_renderer_without_soft_edges_shows_the_picture_drawn_in_memory(void **state)
{
    (void)state;
    ogv_renderer_destroy(renderer);
    assert_ok(ogv_renderer_create(sdl, false, &renderer));
    build_full_frame();
    ogv_disc(&list, (ogv_point){80.3f, 40.7f}, 12.4f, ogv_rgb(0xC7215A));
    ogv_polyline(&list, (ogv_point[]){{10, 95}, {190, 10}}, 2, false, 2, ogv_rgb(0));
    draw_into_memory();
    draw_through_sdl();
    assert_same_everywhere(0);
    assert_int_equal(ogv_renderer_texture_count(renderer), 1);
    ogv_renderer_forget(renderer);
    draw_through_sdl();
    assert_same_everywhere(0);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(fills_have_their_colour_inside_and_nothing_outside),
        TEST(clips_cut_shapes_images_and_text),
        TEST(text_leaves_ink_of_its_colour),
        TEST(a_sharp_image_shows_its_pixels_and_a_smooth_one_blends_them),
        TEST(an_image_is_uploaded_again_when_its_version_changes),
        TEST(an_image_may_change_its_size_and_half_shine_through),
        TEST(a_lost_device_gets_its_textures_again),
        TEST(glyphs_added_later_reach_the_texture),
        TEST(a_steady_frame_makes_no_texture_and_no_glyph),
        TEST(many_images_keep_their_textures),
        TEST(textures_of_images_that_are_no_longer_drawn_are_dropped),
        TEST(a_renderer_without_soft_edges_shows_the_picture_drawn_in_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
