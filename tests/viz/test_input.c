/* What SDL reports as a frame gets it: one press, one key and the modifiers of each. */
#include "app_run.h"

static void push_a_quick_click_and_keys(long frame)
{
    if (frame != 0)
        return;
    app_push_button(SDL_MOUSEBUTTONDOWN, 100, 50);
    app_push_button(SDL_MOUSEBUTTONUP, 110, 50);
    app_push_key(SDLK_RIGHT, KMOD_SHIFT);
    app_push_key(SDLK_SPACE, 0);
    app_push_text(' ');
    app_push_text('t');
    app_push_key(SDLK_F5, 0);
    app_push_key(SDLK_a, KMOD_CTRL);
}

static void a_click_and_keys_within_one_frame_are_spread_over_several(void **state)
{
    (void)state;
    app_run seen = {.on_frame = push_a_quick_click_and_keys};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 9;
    def.scale = 1;
    assert_ok(ogv_app_run(&def));
    const ogv_input *in = seen.inputs;
    assert_true(in[1].mouse_pressed && in[1].mouse_down && !in[1].mouse_released);
    assert_near(in[1].mouse.x, 100, 0.5);
    assert_true(in[2].mouse_down && !in[2].mouse_released); /* what is held goes to where it is let go */
    assert_near(in[2].mouse.x, 110, 0.5);
    assert_true(in[3].mouse_released && !in[3].mouse_down && !in[3].mouse_pressed);
    assert_near(in[3].mouse.x, 110, 0.5);
    assert_int_equal(in[3].key, OGV_KEY_RIGHT);
    assert_true(in[3].shift);
    assert_int_equal(in[4].key, OGV_KEY_SPACE);
    assert_false(in[4].mouse_released);
    assert_int_equal(in[5].key, OGV_KEY_CHARACTER);
    assert_int_equal(in[5].character, 't');
    assert_int_equal(in[6].character, 'a');
    assert_true(in[6].ctrl);
    assert_int_equal(in[7].key, OGV_KEY_NONE);
}

static void push_a_quick_drag(long frame)
{
    if (frame != 0)
        return;
    app_push_button(SDL_MOUSEBUTTONDOWN, 100, 50);
    SDL_Event event = {.type = SDL_MOUSEMOTION};
    for (int x = 101; x <= 150; x++) {
        event.motion.x = x;
        event.motion.y = 50;
        SDL_PushEvent(&event);
    }
    app_push_button(SDL_MOUSEBUTTONUP, 160, 50);
}

static void a_drag_within_one_frame_begins_where_it_was_pressed_and_ends_where_it_was_let_go(void **state)
{
    (void)state;
    app_run seen = {.on_frame = push_a_quick_drag};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 5;
    def.scale = 1;
    assert_ok(ogv_app_run(&def));
    const ogv_input *in = seen.inputs;
    assert_true(in[1].mouse_pressed);
    assert_near(in[1].mouse.x, 100, 0.5);
    assert_true(in[2].mouse_down && !in[2].mouse_pressed);
    assert_near(in[2].mouse.x, 160, 0.5);
    assert_true(in[3].mouse_released && !in[3].mouse_down);
    assert_near(in[3].mouse.x, 160, 0.5);
}

static void push_a_bracket_with_altgr_and_turn_the_wheel(long frame)
{
    SDL_SetModState(frame == 0 ? KMOD_RALT | KMOD_LCTRL : KMOD_NONE);
    if (frame != 0)
        return;
    app_push_text('[');
    SDL_Event event = {.type = SDL_MOUSEWHEEL};
    event.wheel.preciseY = 2;
    SDL_PushEvent(&event);
}

static void altgr_writes_characters_and_the_wheel_counts_for_one_frame(void **state)
{
    (void)state;
    app_run seen = {.on_frame = push_a_bracket_with_altgr_and_turn_the_wheel};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 3;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.inputs[1].character, '[');
    assert_false(seen.inputs[1].alt);
    assert_false(seen.inputs[1].ctrl);
    assert_near(seen.inputs[1].wheel, 2, 0);
    assert_near(seen.inputs[2].wheel, 0, 0);
}

static void type_with_keys_that_were_let_go(long frame)
{
    SDL_SetModState(frame <= 1 ? KMOD_LCTRL : KMOD_NONE); /* as it was when the frame began */
    if (frame != 0)
        return;
    app_push_key(SDLK_a, KMOD_LCTRL);
    app_push_key(SDLK_4, KMOD_NONE);
    app_push_text('4');
    app_push_key(SDLK_f, KMOD_LALT);
    app_push_text('f');
}

static void a_character_has_the_modifiers_of_its_own_key(void **state)
{
    (void)state;
    app_run seen = {.on_frame = type_with_keys_that_were_let_go};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 5;
    assert_ok(ogv_app_run(&def));
    SDL_SetModState(KMOD_NONE);
    assert_int_equal(seen.inputs[1].character, 'a');
    assert_true(seen.inputs[1].ctrl);
    assert_int_equal(seen.inputs[2].character, '4');
    assert_false(seen.inputs[2].ctrl || seen.inputs[2].alt);
    assert_int_equal(seen.inputs[3].character, 'f');
    assert_true(seen.inputs[3].alt);
}

static void push_key(SDL_Keycode code, SDL_Scancode place, Uint16 modifiers, bool repeated)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = code;
    event.key.keysym.scancode = place;
    event.key.keysym.mod = modifiers;
    event.key.repeat = repeated;
    SDL_PushEvent(&event);
}

static void hold_keys(long frame)
{
    if (frame != 0)
        return;
    push_key(SDLK_SPACE, SDL_SCANCODE_SPACE, 0, false);
    push_key(SDLK_SPACE, SDL_SCANCODE_SPACE, 0, true);
    push_key(SDLK_RIGHT, SDL_SCANCODE_RIGHT, 0, true);
    push_key(SDLK_r, SDL_SCANCODE_R, 0, false);
    app_push_text('r');
    push_key(SDLK_r, SDL_SCANCODE_R, 0, true);
    app_push_text('r');
    push_key(SDLK_F11, SDL_SCANCODE_F11, 0, true);
    push_key(SDLK_s, SDL_SCANCODE_S, KMOD_LCTRL, true);
}

static void a_key_that_is_held_is_told_from_one_that_is_pressed(void **state)
{
    (void)state;
    app_run seen = {.on_frame = hold_keys};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 8;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(seen.inputs[1].key, OGV_KEY_SPACE);
    assert_false(seen.inputs[1].repeated);
    assert_int_equal(seen.inputs[2].key, OGV_KEY_NONE); /* a shortcut does not do it again */
    assert_int_equal(seen.inputs[3].key, OGV_KEY_RIGHT);
    assert_true(seen.inputs[3].repeated);
    assert_int_equal(seen.inputs[4].character, 'r');
    assert_int_equal(seen.inputs[5].key, OGV_KEY_NONE);
    assert_int_equal(seen.inputs[5].text[0], 0);
    assert_int_equal(seen.pictured_count, 0);
}

static void press_ctrl_on_a_cyrillic_keyboard(long frame)
{
    if (frame != 0)
        return;
    push_key(0x441, SDL_SCANCODE_C, KMOD_LCTRL, false);  /* с */
    push_key(0x43c, SDL_SCANCODE_V, KMOD_LCTRL, false);  /* м */
    push_key(0x444, SDL_SCANCODE_A, KMOD_LCTRL, false);  /* ф */
    push_key(SDLK_q, SDL_SCANCODE_A, KMOD_LCTRL, false); /* a French keyboard has its own order */
    push_key(SDLK_HOME, SDL_SCANCODE_HOME, KMOD_LCTRL, false);
    push_key(0x44b, SDL_SCANCODE_S, KMOD_LCTRL | KMOD_LALT, false);
    push_key(SDLK_q, SDL_SCANCODE_Q, KMOD_LCTRL | KMOD_RALT, false); /* AltGr */
}

static void shortcuts_with_ctrl_work_where_letters_are_not_latin(void **state)
{
    (void)state;
    app_run seen = {.on_frame = press_ctrl_on_a_cyrillic_keyboard};
    ogv_app_def def = app_run_def(&seen, false);
    def.frames = 7;
    assert_ok(ogv_app_run(&def));
    const char *expected = "cvaq";
    for (int i = 0; i < 4; i++) {
        assert_int_equal(seen.inputs[i + 1].character, expected[i]);
        assert_true(seen.inputs[i + 1].ctrl);
    }
    assert_int_equal(seen.inputs[5].key, OGV_KEY_HOME);
    assert_int_equal(seen.inputs[6].key, OGV_KEY_NONE);
}

static void drop_files(long frame)
{
    static char path[OGV_EDIT_SIZE + 2];
    if (frame != 0 && frame != 2)
        return;
    memset(path, 'p', sizeof path);
    path[frame == 0 ? OGV_EDIT_SIZE - 1 : OGV_EDIT_SIZE] = 0;
    SDL_Event event = {.type = SDL_DROPFILE};
    event.drop.file = SDL_strdup(path);
    SDL_PushEvent(&event);
}

static size_t dropped_lengths[4];

static bool note_dropped(void *user, ogv_ui *ui)
{
    (void)user;
    drop_files(ui->frame);
    dropped_lengths[ui->frame] = ui->input.dropped ? strlen(ui->input.dropped) : 0;
    return true;
}

static void a_path_comes_whole_or_not_at_all(void **state)
{
    (void)state;
    app_run seen = {0};
    ogv_app_def def = app_run_def(&seen, false);
    def.frame = note_dropped;
    def.frames = 4;
    assert_ok(ogv_app_run(&def));
    assert_int_equal(dropped_lengths[1], OGV_EDIT_SIZE - 1);
    assert_int_equal(dropped_lengths[3], 0);
}

#define TEST(function) cmocka_unit_test_setup(function, app_set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_click_and_keys_within_one_frame_are_spread_over_several),
        TEST(a_drag_within_one_frame_begins_where_it_was_pressed_and_ends_where_it_was_let_go),
        TEST(altgr_writes_characters_and_the_wheel_counts_for_one_frame),
        TEST(a_character_has_the_modifiers_of_its_own_key),
        TEST(a_key_that_is_held_is_told_from_one_that_is_pressed),
        TEST(shortcuts_with_ctrl_work_where_letters_are_not_latin),
        TEST(a_path_comes_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
