/* The stage of lesson 1: things stand where the design puts them, obey the learner's hand, and bear any
 * value. */
#include "s_curve_desk.h"

#include "ogee/activation.h"

/* ---- where things stand ---- */

static void the_stage_has_the_measures_of_the_design(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    assert_rect("w", 368, 648, 424, 32); /* the track, 24 below the top of its field at 624 */
    assert_rect("b", 824, 648, 424, 32);
    assert_rect("w.number", 720, 620, 72, 28);
    ogv_rect chip = rect_of("tanh"), dot = rect_of("x"), toggle = rect_of("slope");
    assert_true(chip.x == 480 && chip.y == 728 && chip.h == 36);
    assert_near((double)(toggle.x + toggle.w), 1248, 0.01);
    /* the plot: x 416 .. 1248 for -8 .. 8, y 160 .. 560 for 1.14 .. 0 */
    assert_near((double)(dot.x + dot.w / 2), 416 + 832 * (1.8 + 8) / 16, 0.01);
    assert_near((double)(dot.y + dot.h / 2), 560 - 400 * og_sigmoid(1.7) / 1.14, 0.01);
    const float left[] = {368, 504, 656, 832, 1080};
    static const char *const values[] = {"1.80", "1.70", "0.8455", "0.1959", "5.47"};
    for (int i = 0; i < 5; i++) {
        assert_near((double)find_text(values[i])->at.x, (double)left[i], 0.01);
        assert_near((double)find_text(values[i])->at.y, 126, 0.01);
    }
    assert_written("saturated");
    assert_written("surely class 1");
}

/* Readouts, plot, sliders and chips follow each other and fill the stage's width, at every size. */
static void the_stage_keeps_its_order_at_every_size(void **state)
{
    (void)state;
    static const struct {
        float width, height, left, right;
    } sizes[] = {{960, 600, 64, 944}, {1247, 700, 64, 1231}, {1280, 800, 368, 1248}, {1920, 1080, 432, 1888}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(sizes[i].width, sizes[i].height);
        for (int step = STEP_DEAF; step <= STEP_RELATIVES; step++) {
            enter(step);
            ogv_rect w = rect_of("w"), b = rect_of("b"), chip = rect_of("silu"), toggle = rect_of("slope");
            ogv_rect dot = rect_of("x");
            float middle = dot.y + dot.h / 2;
            assert_near((double)w.x, (double)sizes[i].left, 0.5);
            assert_near((double)(b.x + b.w), (double)sizes[i].right, 0.5);
            assert_true(w.w <= 640 && w.w == b.w && w.x + w.w + 32 <= b.x + 0.01f);
            assert_true(middle > 130 && middle < w.y - 60);
            assert_true(w.y + w.h + 24 < chip.y);
            assert_true(chip.y + chip.h + 8 < sizes[i].height);
            assert_true(chip.x + chip.w + 16 < toggle.x);
            assert_true(toggle.x + toggle.w <= sizes[i].right + 0.5f);
        }
    }
    resize(1280, 800);
}

static void nothing_that_is_drawn_has_no_place(void)
{
    for (size_t i = 0; i < d.list.command_count; i++) {
        const ogv_command *c = &d.list.commands[i];
        assert_true(isfinite(c->rect.x) && isfinite(c->rect.y) && isfinite(c->rect.w) && isfinite(c->rect.h));
        assert_true(isfinite(c->at.x) && isfinite(c->at.y));
    }
    for (size_t i = 0; i < d.list.point_count; i++)
        assert_true(isfinite(d.list.points[i].x) && isfinite(d.list.points[i].y));
}

static void every_corner_of_the_settings_is_drawn(void **state)
{
    (void)state;
    static const double ws[] = {-4, -0.01, 0, 0.01, 0.3, 4}, bs[] = {-6, 0, 6}, xs[] = {-8, 0, 8};
    for (int step = 0; step < d.run->lesson->step_count; step++) {
        enter(step);
        for (int i = SET_SLOPE; i <= SET_SILU; i++)
            ogl_set(d.run, i, 1);
        for (size_t w = 0; w < 6; w++)
            for (size_t b = 0; b < 3; b++)
                for (size_t x = 0; x < 3; x++) {
                    ogl_set(d.run, SET_W, ws[w]);
                    ogl_set(d.run, SET_B, bs[b]);
                    set(SET_X, xs[x]);
                    nothing_that_is_drawn_has_no_place();
                    assert_true(curve()->p >= 0 && curve()->p <= 1);
                    assert_true(curve()->share >= 0 && curve()->share <= 1);
                }
        assert_string_equal(d.run->error, "");
    }
}

static void a_flat_line_says_why(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    set(SET_W, 0);
    frame();
    assert_written("everywhere");
    assert_null(find_text("saturated"));
    assert_written("w is 0");
    enter(STEP_STEER);
    set(SET_W, 0);
    assert_string_equal(d.run->notes[STEP_STEER][1], "w is 0: no middle");
}

static void the_axis_reaches_below_zero_only_for_curves_that_do(void **state)
{
    (void)state;
    enter(STEP_ANY);
    assert_null(find_text("−1.00"));
    assert_written("0.75");
    static const int below[] = {SET_TANH, SET_SILU};
    for (int i = 0; i < 2; i++) {
        set(below[i], 1);
        frame();
        assert_written("−1.00");
        set(below[i], 0);
        frame();
        assert_null(find_text("−1.00"));
    }
    set(SET_HARD, 1);
    set(SET_W, -2);
    frame();
    assert_null(find_text("−1.00"));
    set(SET_SLOPE, 1); /* of a falling curve: below 0 */
    frame();
    assert_written("−1.00");
}

static void the_axis_gets_there_gradually_in_a_window(void **state)
{
    (void)state;
    enter(STEP_ANY);
    d.ui->animated = true;
    for (int i = 0; i < 30; i++)
        frame();
    float before = rect_of("x").y;
    set(SET_TANH, 1);
    float last = before, end;
    int moves = 0;
    for (int i = 0; i < 30; i++) {
        ogv_rect dot = rect_of("x");
        assert_true(dot.y <= last + 0.01f); /* upwards, as room opens below */
        moves += dot.y < last - 0.01f;
        last = dot.y;
    }
    end = last;
    assert_true(moves >= 5);
    d.ui->animated = false;
    assert_near((double)rect_of("x").y, (double)end, 0.01);
}

/* ---- the learner's hand ---- */

static void the_dot_follows_the_pointer_and_stays_on_the_curve(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    ogv_rect dot = rect_of("x");
    down(dot.x + 18, dot.y + 18);
    move(832 + 52, 300); /* x = 1 */
    assert_near(d.run->values[SET_X], 1, 1e-9);
    move(100, 300);
    assert_near(d.run->values[SET_X], -8, 0);
    move(2000, -50);
    assert_near(d.run->values[SET_X], 8, 0);
    move(832, 10);
    up();
    assert_near(d.run->values[SET_X], 0, 1e-9);
    dot = rect_of("x");
    assert_near((double)(dot.y + 18), 560 - 400 * og_sigmoid(-1) / 1.14, 0.01);
    move(500, 300);
    assert_near(d.run->values[SET_X], 0, 1e-9);
}

static void the_dot_has_the_arrows(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    ogv_rect dot = rect_of("x");
    down(dot.x + 18, dot.y + 18);
    up();
    d.ui->input.shift = false;
    double x = d.run->values[SET_X];
    key(OGV_KEY_RIGHT);
    assert_near(d.run->values[SET_X], x + 0.16, 1e-9);
    key(OGV_KEY_LEFT);
    key(OGV_KEY_LEFT);
    assert_near(d.run->values[SET_X], x - 0.16, 1e-9);
    key(OGV_KEY_END);
    assert_near(d.run->values[SET_X], 8, 0);
}

static void the_flag_on_the_axis_leads_back_from_a_probability(void **state)
{
    (void)state;
    enter(STEP_ODDS);
    ogv_rect flag = rect_of("flag");
    assert_near((double)(flag.y + flag.h / 2), 560 - 400 * 0.5 / 1.14, 0.01);
    down(flag.x + 20, flag.y + 16);
    move(flag.x + 20, (float)(560 - 400 * 0.1 / 1.14));
    up();
    assert_near(d.run->values[SET_X], floor(100 * og_logit(0.1) + 0.5) / 100, 1e-9);
    assert_true(d.run->reached[STEP_ODDS][1]);
    key(OGV_KEY_UP); /* from 0.0998 by 0.01 */
    assert_near(d.run->values[SET_X], floor(100 * og_logit(og_sigmoid(-2.2) + 0.01) + 0.5) / 100, 1e-9);
    frame();
    flag = rect_of("flag");
    down(flag.x + 20, flag.y + 16);
    move(flag.x + 20, 2000); /* no x has a probability below 0 */
    assert_near(d.run->values[SET_X], -8, 0);
    move(flag.x + 20, -2000);
    assert_near(d.run->values[SET_X], 8, 0);
    up();
    set(SET_W, -2);
    set(SET_X, 0);
    flag = rect_of("flag");
    down(flag.x + 20, flag.y + 16);
    move(flag.x + 20, (float)(560 - 400 * 0.9 / 1.14));
    up();
    assert_near(d.run->values[SET_X], -1.1, 0.011);
    set(SET_W, 0);
    frame();
    frame();
    assert_false(ogv_ui_find(d.ui, "flag", NULL));
}

static void the_flag_never_says_that_the_curve_reaches_0_or_1(void **state)
{
    (void)state;
    enter(STEP_ANY);
    static const struct {
        double x;
        const char *text;
    } rows[] = {{8, "<1"}, {5.3, "<1"}, {5.29, "0.99"}, {-5.29, "0.01"}, {-5.3, ">0"}, {-8, ">0"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        set(SET_X, rows[i].x);
        frame();
        assert_written(rows[i].text);
    }
}

static void chips_and_toggle_work_by_mouse(void **state)
{
    (void)state;
    enter(STEP_DEAF);
    static const char *const ids[] = {"slope", "tanh", "hard", "silu"};
    for (int i = 0; i < 4; i++) {
        double before = d.run->values[SET_SLOPE + i];
        click_on(ids[i]);
        assert_near(d.run->values[SET_SLOPE + i], 1 - before, 0);
    }
}

/* ---- predict first ---- */

static void the_slope_stays_hidden_until_a_guess_is_made(void **state)
{
    (void)state;
    enter(STEP_STEEPEST);
    assert_false(ogv_ui_find(d.ui, "slope", NULL)); /* greyed */
    assert_false(ogv_ui_find(d.ui, "x", NULL));
    assert_null(find_text("saturated"));
    assert_null(find_text("0.375"));
    assert_false(d.run->reached[STEP_STEEPEST][0]);

    down(832, 340); /* x = 0, slope 0.627 */
    move(858, 384);
    up();
    assert_true(d.run->reached[STEP_STEEPEST][0]);
    assert_false(d.run->reached[STEP_STEEPEST][1]);
    assert_near(d.run->values[SET_GUESS_X], 0.5, 0.005);
    assert_near(d.run->values[SET_GUESS_Y], 0.5, 0.006);
    assert_written("your guess");
    assert_null(find_text("saturated"));

    click_on("slope");
    frame();
    assert_true(ogl_step_reached(d.run, STEP_STEEPEST));
    assert_written("guess 0.50, truth 1.50 / 4 = 0.375");
    assert_written("saturated");
    assert_true(ogv_ui_find(d.ui, "x", NULL));
    assert_string_equal(d.run->notes[STEP_STEEPEST][1], "peak 0.375 at x = 0.67");
    assert_near(curve()->peak, 0.375, 0);
}

static void a_guess_is_made_with_the_arrows_too(void **state)
{
    (void)state;
    enter(STEP_STEEPEST);
    for (int i = 0; i < 40 && d.ui->focus != ogv_ui_id("guess"); i++)
        key(OGV_KEY_TAB);
    assert_true(d.ui->focus == ogv_ui_id("guess"));
    key(OGV_KEY_UP);
    frame();
    assert_true(ogl_guess_made(d.run, SET_GUESS_X));
    assert_true(d.run->reached[STEP_STEEPEST][0]);
}

static void leaving_and_coming_back_asks_for_a_new_guess(void **state)
{
    (void)state;
    enter(STEP_STEEPEST);
    ogl_mark_set(d.run, SET_GUESS_X, 1, 0.3);
    frame();
    enter(STEP_DEAF);
    enter(STEP_STEEPEST);
    assert_false(ogl_guess_made(d.run, SET_GUESS_X));
    assert_true(s_curve_guessing(d.run));
}

static void a_script_cannot_set_what_does_not_exist(void **state)
{
    (void)state;
    static const char *const wrong[] = {"set w 5\n",          "drag x nan\n",  "mark guess 9 0.2\n",
                                        "mark guess 1 1.5\n", "set relu on\n", "set hard 2\n",
                                        "drag slope 1\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ogl_script *script = NULL;
        char error[300] = "";
        assert_status(ogl_script_parse(d.run->lesson, "test", wrong[i], &script, error, sizeof error),
                      OG_ERR_FORMAT);
        assert_contains(error, "test:1: ");
        assert_null(script);
    }
}

/* ---- the card of the launcher ---- */

static uint64_t card_digest(long at)
{
    void *state = calloc(1, s_curve_card.state_size);
    assert_non_null(state);
    assert_ok(s_curve_card.init(state));
    s_curve_card.update(state, at);
    ogv_drawlist_clear(&d.list);
    s_curve_card.draw(state, &d.list, &ogv_theme_light, (ogv_rect){40, 184, 288, 160});
    nothing_that_is_drawn_has_no_place();
    free(state);
    return ogv_drawlist_digest(&d.list);
}

static void the_card_moves_slowly_and_comes_back(void **state)
{
    (void)state;
    uint64_t first = card_digest(0);
    assert_true(first == card_digest(0));
    assert_true(first == card_digest(900));
    float last = 0;
    for (long at = 0; at < 900; at++) {
        card_digest(at);
        const ogv_command *dot = &d.list.commands[d.list.command_count - 1];
        float x = dot->rect.x + dot->rect.w / 2;
        assert_true(x > 40 && x < 328);
        assert_true(at == 0 || fabsf(x - last) < 0.5f);
        last = x;
    }
    assert_true(card_digest(200) != first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_stage_has_the_measures_of_the_design),
        cmocka_unit_test(the_stage_keeps_its_order_at_every_size),
        cmocka_unit_test(every_corner_of_the_settings_is_drawn),
        cmocka_unit_test(a_flat_line_says_why),
        cmocka_unit_test(the_axis_reaches_below_zero_only_for_curves_that_do),
        cmocka_unit_test(the_axis_gets_there_gradually_in_a_window),
        cmocka_unit_test(the_dot_follows_the_pointer_and_stays_on_the_curve),
        cmocka_unit_test(the_dot_has_the_arrows),
        cmocka_unit_test(the_flag_on_the_axis_leads_back_from_a_probability),
        cmocka_unit_test(the_flag_never_says_that_the_curve_reaches_0_or_1),
        cmocka_unit_test(chips_and_toggle_work_by_mouse),
        cmocka_unit_test(the_slope_stays_hidden_until_a_guess_is_made),
        cmocka_unit_test(a_guess_is_made_with_the_arrows_too),
        cmocka_unit_test(leaving_and_coming_back_asks_for_a_new_guess),
        cmocka_unit_test(a_script_cannot_set_what_does_not_exist),
        cmocka_unit_test(the_card_moves_slowly_and_comes_back),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
