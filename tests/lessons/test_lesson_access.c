/* What every lesson owes to every learner: controls that can be hit, text that can be read, an order of focus
   that follows the window. */
#include "support.h"

#include "frame.h"
#include "lesson.h"

static ogv_ui *ui;
static ogv_drawlist list;
static ogl_run *lesson_run;

static void draw(void)
{
    ogv_drawlist_clear(&list);
    ogv_ui_begin(ui);
    ogl_run_frame(lesson_run, ui);
    ogv_ui_end(ui);
}

/* Calls check for each step of each lesson in windows of three sizes. */
static void for_each_screen(void (*check)(const char *name))
{
    static const float sizes[][2] = {{960, 600}, {1280, 800}, {1920, 1080}};
    for (int i = 0; ogl_lessons[i]; i++) {
        char error[300] = "", name[160];
        if (ogl_run_create(ogl_lessons[i], "en", false, &lesson_run, error, sizeof error) != OG_OK)
            fail_msg("%s", error);
        for (int step = 0; step < ogl_lessons[i]->step_count; step++) {
            ogl_run_enter(lesson_run, step);
            for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
                ui->width = sizes[s][0];
                ui->height = sizes[s][1];
                draw();
                draw();
                snprintf(name, sizeof name, "%s, step %s, %.0f x %.0f", ogl_lessons[i]->id,
                         ogl_lessons[i]->steps[step].id, (double)ui->width, (double)ui->height);
                check(name);
            }
        }
        ogl_run_destroy(lesson_run);
    }
}

static int setup(void **state)
{
    (void)state;
    ui = calloc(1, sizeof *ui);
    assert_non_null(ui);
    ogv_drawlist_init(&list);
    ui->list = &list;
    ui->theme = &ogv_theme_light;
    ui->input.mouse = (ogv_point){-1, -1};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ogv_drawlist_free(&list);
    free(ui);
    return 0;
}

/* 32 high; 28 beside a slider and in a title, 24 x 24 between minus and plus; rows of a table, whose choice a
   menu has too, 18. */
static void check_controls(const char *name)
{
    assert_true(ui->spot_count > 5);
    for (int i = 0; i < ui->spot_count; i++) {
        ogv_rect r = ui->spots[i].rect;
        bool bar = ui->spots[i].id == ogv_ui_id("narrative.scroll");
        bool stepper = r.w == 24 && r.h == 24, beside = r.h == 28, row = r.w > 300 && r.h >= 18;
        if (!bar && !stepper && !beside && !row && (r.h < 32 || r.w < 24))
            fail_msg("%s: the control at %.0f, %.0f is only %.0f x %.0f", name, (double)r.x, (double)r.y,
                     (double)r.w, (double)r.h);
    }
}

static void every_control_is_large_enough(void **state)
{
    (void)state;
    for_each_screen(check_controls);
}

/* Formulas have small scripts, powers of ten small exponents. */
static void check_texts(const char *name)
{
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind != OGV_TEXT || c->font == OGV_MATH || c->font == OGV_MATH_ITALIC)
            continue;
        const char *text = list.chars + c->first;
        bool mono = c->font == OGV_MONO || c->font == OGV_MONO_MEDIUM || c->font == OGV_MONO_SEMIBOLD;
        bool exponent = c->font == OGV_MONO && c->size == 9.5f;
        if (!exponent && c->size < (mono ? 12.0f : 13.0f))
            fail_msg("%s: \"%s\" is written in %.1f", name, text, (double)c->size);
        if (strstr(text, "<missing>"))
            fail_msg("%s: a text is missing", name);
    }
}

static void no_text_is_too_small(void **state)
{
    (void)state;
    for_each_screen(check_texts);
}

static int region_of(const ogl_layout *l, ogv_rect r)
{
    float x = r.x + 0.5f * r.w, y = r.y + 0.5f * r.h;
    if (y < l->top.h)
        return 0;
    if (l->transport.h > 0 && y >= l->transport.y)
        return 3;
    return x < l->narrative.x + l->narrative.w ? 1 : 2;
}

static void check_order(const char *name)
{
    ogl_layout l = ogl_layout_make(lesson_run, ui);
    for (int i = 1; i < ui->spot_count; i++)
        if (region_of(&l, ui->spots[i].rect) < region_of(&l, ui->spots[i - 1].rect))
            fail_msg("%s: control %d of %d comes too late", name, i, ui->spot_count);
}

static void the_focus_goes_from_the_top_bar_to_the_transport(void **state)
{
    (void)state;
    for_each_screen(check_order);
}

static void check_ids(const char *name)
{
    for (int i = 0; i < ui->spot_count; i++)
        for (int k = 0; k < i; k++)
            if (ui->spots[i].id == ui->spots[k].id)
                fail_msg("%s: two controls have one id, at %.0f, %.0f and %.0f, %.0f", name,
                         (double)ui->spots[i].rect.x, (double)ui->spots[i].rect.y,
                         (double)ui->spots[k].rect.x, (double)ui->spots[k].rect.y);
}

static void no_two_controls_share_an_id(void **state)
{
    (void)state;
    for_each_screen(check_ids);
}

static void check_panels(const char *name)
{
    ogl_layout l = ogl_layout_make(lesson_run, ui);
    ogv_rect why = ogl_why_rect(lesson_run, ui, &l);
    if (why.y < l.top.h || why.y + why.h > l.height || why.x + why.w > l.width)
        fail_msg("%s: \"Why?\" does not fit", name);
    lesson_run->help_open = true;
    draw();
    lesson_run->help_open = false;
    for (size_t i = 0; i < list.command_count; i++) {
        const ogv_command *c = &list.commands[i];
        if (c->kind == OGV_TEXT && (c->at.y < 12 || c->at.y > l.height - 4))
            fail_msg("%s: \"%s\" lies at the edge or outside", name, list.chars + c->first);
    }
}

static void panels_and_the_sheet_of_keys_fit_into_the_window(void **state)
{
    (void)state;
    for_each_screen(check_panels);
}

static const ogv_spot *spot_of(uint64_t id)
{
    for (int i = 0; i < ui->spot_count; i++)
        if (ui->spots[i].id == id)
            return &ui->spots[i];
    return NULL;
}

/* What a press in the middle of a control gets hold of is that control, or a smaller one upon it. */
static void check_presses(const char *name)
{
    if (ui->width != 1280)
        return;
    for (int i = 0; i < ui->spot_count; i++) {
        ogv_spot wanted = ui->spots[i];
        ui->input.mouse = wanted.grip;
        ui->input.mouse_pressed = ui->input.mouse_down = true;
        draw();
        const ogv_spot *got = spot_of(ui->active);
        if (!got || got->rect.w * got->rect.h > wanted.rect.w * wanted.rect.h)
            fail_msg("%s: a press at %.0f, %.0f does not reach the control of %.0f x %.0f there", name,
                     (double)wanted.grip.x, (double)wanted.grip.y, (double)wanted.rect.w,
                     (double)wanted.rect.h);
        ui->input.mouse = (ogv_point){-1, -1};
        ui->input.mouse_pressed = ui->input.mouse_down = false;
        ui->menu = 0;
        draw();
    }
}

static void a_press_reaches_every_control(void **state)
{
    (void)state;
    for_each_screen(check_presses);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_control_is_large_enough),
        TEST(no_text_is_too_small),
        TEST(the_focus_goes_from_the_top_bar_to_the_transport),
        TEST(panels_and_the_sheet_of_keys_fit_into_the_window),
        TEST(no_two_controls_share_an_id),
        TEST(a_press_reaches_every_control),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
