/* A steady frame of ours allocates nothing. */
#include "../../viz/src/replay.h"
#include "../bench/scene.h"
#include "allocations.h"
#include "support.h"

static ogv_ui ui;
static ogv_drawlist list;
static ogv_mesh mesh;
static ogv_canvas canvas;
static ogv_fonts *fonts;

/* The same kind of frame as before: new numbers, the pointer over the map. */
static void draw_frame(int frame)
{
    scene_train(frame);
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    scene_draw(&ui);
    ogv_ui_end(&ui);
    ogv_replay_into_canvas(&list, 1, fonts, &mesh, &canvas);
}

static void a_steady_frame_allocates_nothing(void **state)
{
    (void)state;
    assert_ok(scene_create());
    assert_ok(ogv_fonts_create(&fonts));
    assert_true(ogv_canvas_create(&canvas, SCENE_WIDTH, SCENE_HEIGHT, ogv_rgb(0xFFFFFF)));
    ogv_drawlist_init(&list);
    list.measure = ogv_fonts_measure;
    list.measure_context = fonts;
    ui.list = &list;
    ui.theme = &ogv_theme_light;
    ui.width = SCENE_WIDTH;
    ui.height = SCENE_HEIGHT;
    ui.input.mouse = (ogv_point){900, 300};
    allocations = 0;
    for (int i = 0; i < 12; i++)
        draw_frame(i);
    assert_true(allocations > 0); /* the counter counts, and the first frames make room */
    allocations = 0;
    for (int i = 12; i < 24; i++)
        draw_frame(i);
    assert_int_equal(allocations, 0);
    assert_false(list.failed || mesh.failed);
    ogv_canvas_destroy(&canvas);
    ogv_mesh_free(&mesh);
    ogv_drawlist_free(&list);
    ogv_fonts_destroy(fonts);
    scene_destroy();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_steady_frame_allocates_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
