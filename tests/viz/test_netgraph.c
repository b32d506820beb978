/* The network diagram: where neurons stand, what is under the pointer, what is drawn. */
#include <math.h>

#include "ogee_viz/netgraph.h"
#include "stage.h"

static ogv_graph graph;
static ogv_graph_place hot, selected;
static float first[16 * 16], second[16 * 16];
static unsigned char flags[16];
static const ogv_rect rect = {100, 100, 400, 240};

static void draw(void)
{
    hot = ogv_graph_draw(&ui, "graph", rect, &graph, &selected);
}

static int reset(void **state)
{
    static const char *const names[] = {"$x_1$", "$x_2$"};
    stage_setup(state);
    stage_draw = draw;
    memset(flags, 0, sizeof flags);
    for (int i = 0; i < 16 * 16; i++)
        first[i] = second[i] = i % 2 ? -0.5f : 2;
    graph = (ogv_graph){.count = 3,
                        .node = 32,
                        .output_node = 48,
                        .weight_word = "weight",
                        .gradient_word = "gradient",
                        .dead_word = "dead"};
    graph.columns[0] = (ogv_graph_column){.units = 2, .names = names};
    graph.columns[1] = (ogv_graph_column){.units = 3, .weights = first, .flags = flags};
    graph.columns[2] = (ogv_graph_column){.units = 1, .weights = second, .gradients = second};
    selected = (ogv_graph_place){-1, 0, -1};
    frame();
    return 0;
}

static ogv_point middle(int column, int unit)
{
    ogv_rect r = ogv_graph_neuron(&graph, rect, column, unit);
    return (ogv_point){r.x + 0.5f * r.w, r.y + 0.5f * r.h};
}

static void columns_share_the_width_and_are_centred(void **state)
{
    (void)state;
    assert_near(middle(0, 0).x, 116, 0.5);
    assert_near(middle(2, 0).x, 476, 0.5);
    assert_near(middle(1, 1).x, 296, 0.5);
    assert_near(middle(1, 1).y, 220, 0.5);
    assert_near(middle(0, 0).y + middle(0, 1).y, 440, 1);
}

static void sixteen_units_and_eight_hidden_layers_stay_inside(void **state)
{
    (void)state;
    graph.count = OGV_GRAPH_COLUMNS;
    for (int c = 0; c < graph.count; c++)
        graph.columns[c] = (ogv_graph_column){.units = OGV_GRAPH_UNITS, .weights = c ? first : NULL};
    frame();
    for (int c = 0; c < graph.count; c++)
        for (int u = 0; u < OGV_GRAPH_UNITS; u++) {
            ogv_rect r = ogv_graph_neuron(&graph, rect, c, u);
            assert_true(r.w >= 4 && r.x >= rect.x - 0.5f && r.x + r.w <= rect.x + rect.w + 0.5f);
            assert_true(r.y >= rect.y - 1 && r.y + r.h <= rect.y + rect.h + 1);
            if (u > 0)
                assert_true(r.y >= ogv_graph_neuron(&graph, rect, c, u - 1).y + r.h);
        }
    assert_int_equal(count_kind(OGV_POLYLINE), 9 * 16 * 16);
}

static void a_link_wears_sign_and_size_of_its_weight(void **state)
{
    (void)state;
    assert_int_equal(count_kind(OGV_POLYLINE), 9);
    size_t positive = 0, negative = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_POLYLINE)
            continue;
        bool up = c->color.r == theme->class1.r;
        positive += up;
        negative += !up;
        assert_near(c->width, up ? 0.6 + 1.35 * 2 : 0.6 + 1.35 * 0.5, 1e-6);
    }
    assert_int_equal(positive, 5);
    assert_int_equal(negative, 4);
}

static void a_weight_that_is_no_number_is_shown_as_an_error(void **state)
{
    (void)state;
    second[1] = NAN;
    frame();
    assert_int_equal(count_colored(OGV_POLYLINE, theme->err), 1);
}

static void the_pointer_finds_neurons_before_links(void **state)
{
    (void)state;
    ogv_point at = middle(1, 2);
    move(at.x, at.y);
    frame();
    assert_int_equal(hot.column, 1);
    assert_int_equal(hot.unit, 2);
    assert_int_equal(hot.from, -1);
    ogv_point a = middle(1, 1), b = middle(2, 0); /* on one height: the link is straight */
    move(0.5f * (a.x + b.x), a.y + 3);
    frame();
    assert_int_equal(hot.column, 2);
    assert_int_equal(hot.from, 1);
    assert_true(drawn_text("weight"));
    assert_true(drawn_text("gradient"));
    move(rect.x + 60, rect.y + 2);
    frame();
    assert_int_equal(hot.column, -1);
}

static void a_click_selects_and_beside_it_clears(void **state)
{
    (void)state;
    ogv_point at = middle(1, 0);
    click(at.x, at.y);
    assert_int_equal(selected.column, 1);
    assert_int_equal(selected.unit, 0);
    assert_int_equal(count_colored(OGV_FRAME, theme->accent), 1);
    click(rect.x + 60, rect.y + 2);
    assert_int_equal(selected.column, -1);
}

static void arrows_walk_through_the_network(void **state)
{
    (void)state;
    key(OGV_KEY_TAB);
    key(OGV_KEY_RIGHT);
    assert_int_equal(selected.column, 0);
    key(OGV_KEY_RIGHT);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    assert_int_equal(selected.column, 1);
    assert_int_equal(selected.unit, 2);
    key(OGV_KEY_RIGHT); /* one output only */
    assert_int_equal(selected.column, 2);
    assert_int_equal(selected.unit, 0);
    key(OGV_KEY_RIGHT);
    assert_int_equal(selected.column, 2);
}

static void shift_and_arrows_read_the_links_into_a_neuron(void **state)
{
    (void)state;
    selected = (ogv_graph_place){2, 0, -1};
    second[1] = 0.75f;
    key(OGV_KEY_TAB);
    frame();
    assert_false(drawn_text("weight"));
    ui.input.shift = true;
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN);
    assert_int_equal(selected.from, 1);
    assert_int_equal(selected.column, 2);
    assert_true(drawn_text("weight"));
    assert_true(drawn_text("0.75"));
    assert_true(drawn_text("0.7500"));
    key(OGV_KEY_DOWN);
    key(OGV_KEY_DOWN); /* three units, three links */
    assert_int_equal(selected.from, 2);
    for (int i = 0; i < 4; i++)
        key(OGV_KEY_UP);
    assert_int_equal(selected.from, -1);
    selected = (ogv_graph_place){0, 0, -1}; /* nothing leads into an input */
    key(OGV_KEY_DOWN);
    assert_int_equal(selected.from, -1);
    selected = (ogv_graph_place){2, 0, 9}; /* from a unit that is gone */
    ui.input.shift = false;
    frame();
    assert_false(drawn_text("weight"));
}

static void the_keyboard_reads_the_word_of_a_neuron_too(void **state)
{
    (void)state;
    static const unsigned char one[] = {0, 1, 0};
    graph.saturated[1] = one;
    graph.saturated_word = "saturated";
    selected = (ogv_graph_place){1, 1, -1};
    frame();
    assert_false(drawn_text("saturated"));
    key(OGV_KEY_TAB);
    frame();
    assert_true(drawn_text("saturated"));
    ogv_point at = middle(1, 1);
    click(at.x, at.y); /* hides the focus; the pointer is on it */
    frame();
    assert_true(drawn_text("saturated"));
    flags[1] = OGV_NEURON_DROPPED;
    frame();
    assert_true(drawn_text("saturated"));
}

static void a_link_is_hit_up_to_six_pixels_away(void **state)
{
    (void)state;
    ogv_point a = middle(1, 1), b = middle(2, 0);
    move(0.5f * (a.x + b.x), a.y + 5.9f);
    frame();
    assert_int_equal(hot.column, 2);
    move(0.5f * (a.x + b.x), a.y + 6.1f);
    frame();
    assert_int_equal(hot.column, -1);
}

static void a_dead_neuron_is_crossed_out_and_says_so(void **state)
{
    (void)state;
    size_t lines = count_kind(OGV_POLYLINE);
    flags[1] = OGV_NEURON_DEAD;
    ogv_point at = middle(1, 1);
    move(at.x, at.y);
    frame();
    assert_int_equal(count_kind(OGV_POLYLINE), lines + 1);
    assert_true(drawn_text("dead"));
}

static void a_link_is_hit_within_six_pixels(void **state)
{
    (void)state;
    graph.columns[1].units = 1;
    graph.columns[2].units = 1;
    ogv_point from = middle(1, 0), to = middle(2, 0);
    const float x = 0.5f * (from.x + to.x);
    assert_near(from.y, to.y, 0.5); /* a straight one */
    for (int side = -1; side <= 1; side += 2) {
        move(x, to.y + (float)side * 5);
        frame();
        assert_int_equal(hot.column, 2);
        assert_int_equal(hot.from, 0);
        move(x, to.y + (float)side * 7);
        frame();
        assert_int_equal(hot.column, -1);
    }
}

static void a_selection_moves_to_what_is_left_of_a_smaller_network(void **state)
{
    (void)state;
    selected = (ogv_graph_place){1, 2, 1};
    graph.columns[1].units = 2;
    frame();
    assert_int_equal(selected.column, 1);
    assert_int_equal(selected.unit, 1);
    assert_int_equal(selected.from, -1);
    selected = (ogv_graph_place){2, 0, -1};
    graph.count = 2;
    frame();
    assert_int_equal(selected.column, 1);
    assert_int_equal(selected.unit, 0);
    graph.count = 0;
    frame();
    assert_int_equal(selected.column, -1);
    key(OGV_KEY_TAB);
    for (ogv_key k = OGV_KEY_LEFT; k <= OGV_KEY_DOWN; k++)
        key(k);
    assert_int_equal(selected.column, -1);
}

static int tips_outside(ogv_rect box)
{
    int outside = 0, seen = 0;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_FILL || memcmp(&c->color, &theme->tip, sizeof c->color) != 0)
            continue;
        seen++;
        outside += c->rect.x < box.x || c->rect.y < box.y || c->rect.x + c->rect.w > box.x + box.w + 1 ||
                   c->rect.y + c->rect.h > box.y + box.h + 1;
    }
    assert_int_equal(seen, 1);
    return outside;
}

static void tooltips_stay_inside_the_diagram(void **state)
{
    (void)state;
    graph.columns[1].units = 16;
    memset(flags, OGV_NEURON_DEAD, sizeof flags);
    graph.dead_word = "It answers 0 everywhere";
    for (int unit = 0; unit < 16; unit++) {
        ogv_point at = middle(1, unit);
        move(at.x, at.y);
        frame();
        assert_int_equal(hot.unit, unit);
        assert_int_equal(tips_outside(rect), 0);
    }
    int links = 0;
    for (float x = rect.x; x < rect.x + rect.w; x += 10)
        for (float y = rect.y; y < rect.y + rect.h; y += 20) {
            move(x, y);
            frame();
            if (hot.from < 0)
                continue;
            links++;
            assert_int_equal(tips_outside(rect), 0);
        }
    assert_true(links > 20);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, stage_teardown)

static int steps = 2;

static void stepper_frame(void)
{
    ogv_stepper(&ui, "units", (ogv_point){200, 100}, &steps, 1, 3);
}

static void a_stepper_counts_between_its_limits(void **state)
{
    (void)state;
    ogv_rect more;
    stage_draw = stepper_frame;
    steps = 2;
    frame();
    assert_true(drawn_text("2"));
    click(232, 100);
    assert_int_equal(steps, 3);
    frame();
    frame();
    assert_false(ogv_ui_find(&ui, "units.more", &more)); /* greyed at the limit */
    click(232, 100);
    assert_int_equal(steps, 3);
    click(168, 100);
    click(168, 100);
    click(168, 100);
    assert_int_equal(steps, 1);
    assert_true(ogv_ui_press(&ui, "units.more"));
    frame();
    assert_int_equal(steps, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(columns_share_the_width_and_are_centred),
        TEST(sixteen_units_and_eight_hidden_layers_stay_inside),
        TEST(a_link_wears_sign_and_size_of_its_weight),
        TEST(a_weight_that_is_no_number_is_shown_as_an_error),
        TEST(the_pointer_finds_neurons_before_links),
        TEST(a_click_selects_and_beside_it_clears),
        TEST(arrows_walk_through_the_network),
        TEST(shift_and_arrows_read_the_links_into_a_neuron),
        TEST(the_keyboard_reads_the_word_of_a_neuron_too),
        TEST(a_link_is_hit_up_to_six_pixels_away),
        TEST(a_dead_neuron_is_crossed_out_and_says_so),
        TEST(a_link_is_hit_within_six_pixels),
        TEST(a_stepper_counts_between_its_limits),
        TEST(a_selection_moves_to_what_is_left_of_a_smaller_network),
        TEST(tooltips_stay_inside_the_diagram),
    };
    return cmocka_run_group_tests_name("netgraph", tests, NULL, NULL);
}
