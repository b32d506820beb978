#include "input_sdl.h"

#include <stdio.h>

static ogv_key key_of(SDL_Keycode code)
{
    static const struct {
        SDL_Keycode code;
        ogv_key key;
    } keys[] = {
        {SDLK_TAB, OGV_KEY_TAB},       {SDLK_RETURN, OGV_KEY_ENTER},   {SDLK_KP_ENTER, OGV_KEY_ENTER},
        {SDLK_ESCAPE, OGV_KEY_ESCAPE}, {SDLK_SPACE, OGV_KEY_SPACE},    {SDLK_BACKSPACE, OGV_KEY_BACKSPACE},
        {SDLK_DELETE, OGV_KEY_DELETE}, {SDLK_LEFT, OGV_KEY_LEFT},      {SDLK_RIGHT, OGV_KEY_RIGHT},
        {SDLK_UP, OGV_KEY_UP},         {SDLK_DOWN, OGV_KEY_DOWN},      {SDLK_HOME, OGV_KEY_HOME},
        {SDLK_END, OGV_KEY_END},       {SDLK_PAGEUP, OGV_KEY_PAGE_UP}, {SDLK_PAGEDOWN, OGV_KEY_PAGE_DOWN},
        {SDLK_F1, OGV_KEY_F1}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code == code)
            return keys[i].key;
    }
    return OGV_KEY_NONE;
}

static void put_key(ogv_input *input, ogv_key key, char character)
{
    input->key = key;
    input->character = character;
    input->text[0] = 0;
    input->repeated = false;
}

/* The letter or digit that is printed on a Latin keyboard where another alphabet writes something else:
   Ctrl+C lies there for everybody. */
static SDL_Keycode latin(SDL_Keysym key)
{
    bool written = key.sym > 0 && key.sym < 128, named = (key.sym & SDLK_SCANCODE_MASK) != 0;
    if (written || named)
        return key.sym;
    if (key.scancode >= SDL_SCANCODE_A && key.scancode <= SDL_SCANCODE_Z)
        return 'a' + (SDL_Keycode)(key.scancode - SDL_SCANCODE_A);
    if (key.scancode >= SDL_SCANCODE_1 && key.scancode <= SDL_SCANCODE_9)
        return '1' + (SDL_Keycode)(key.scancode - SDL_SCANCODE_1);
    switch (key.scancode) {
    case SDL_SCANCODE_0: return SDLK_0;
    case SDL_SCANCODE_MINUS: return SDLK_MINUS;
    case SDL_SCANCODE_EQUALS: return SDLK_EQUALS;
    default: return key.sym;
    }
}

/* Ctrl with + - 0 zooms, with S takes a picture, F11 is the full screen: true when the key was one of the
   app's own. Held, they do it once; only the zoom goes on. */
static bool take_app_key(ogv_requests *requests, SDL_Keysym key, bool repeated)
{
    bool ctrl = (key.mod & KMOD_CTRL) != 0 && (key.mod & KMOD_ALT) == 0;
    if (key.sym == SDLK_F11)
        requests->full_screen = requests->full_screen || !repeated;
    else if (ctrl && (key.sym == SDLK_PLUS || key.sym == SDLK_EQUALS || key.sym == SDLK_KP_PLUS))
        requests->zoom++;
    else if (ctrl && (key.sym == SDLK_MINUS || key.sym == SDLK_KP_MINUS))
        requests->zoom--;
    else if (ctrl && key.sym == SDLK_s && !repeated)
        *(key.mod & KMOD_SHIFT ? &requests->save_svg : &requests->save_png) = true;
    else if (ctrl && key.sym == SDLK_s)
        return true;
    else if (ctrl && (key.sym == SDLK_0 || key.sym == SDLK_KP_0))
        requests->zoom_reset = true;
    else
        return false;
    return true;
}

static bool take_key(ogv_events *events, const SDL_Event *event)
{
    SDL_Keysym key = event->key.keysym;
    bool ctrl = (key.mod & KMOD_CTRL) && !(key.mod & KMOD_ALT);
    events->modifiers = key.mod;
    events->repeated = event->key.repeat != 0;
    if (ctrl)
        key.sym = latin(key);
    if (take_app_key(&events->requests, key, events->repeated))
        return true;
    ogv_key known = key_of(key.sym);
    /* With Ctrl no text event follows a letter. */
    bool letter = ctrl && key.sym > ' ' && key.sym < 127;
    if (known == OGV_KEY_NONE && !letter)
        return true;
    if (events->input.key != OGV_KEY_NONE)
        return false;
    put_key(&events->input, known == OGV_KEY_NONE ? OGV_KEY_CHARACTER : known, letter ? (char)key.sym : 0);
    events->input.shift = (key.mod & KMOD_SHIFT) != 0;
    events->input.ctrl = (key.mod & KMOD_CTRL) != 0;
    events->input.alt = (key.mod & KMOD_ALT) != 0;
    events->input.repeated = events->repeated;
    return true;
}

static bool take_text(ogv_events *events, const SDL_Event *event)
{
    const char *text = event->text.text;
    bool ascii = text[0] > ' ' && text[0] < 127 && !text[1];
    if ((unsigned char)text[0] <= ' ') /* the space bar is a key */
        return true;
    if (events->input.key != OGV_KEY_NONE)
        return false;
    put_key(&events->input, OGV_KEY_CHARACTER, ascii ? text[0] : 0);
    snprintf(events->input.text, sizeof events->input.text, "%s", text);
    /* Text does not come with Ctrl, whatever is held by now. AltGr writes brackets on many keyboards, and
       counts as Alt or Ctrl and Alt. */
    bool alt_gr = ((events->modifiers | SDL_GetModState()) & (KMOD_RALT | KMOD_MODE)) != 0;
    events->input.ctrl = false;
    events->input.alt = !alt_gr && (events->modifiers & KMOD_ALT) != 0;
    events->input.shift = (events->modifiers & KMOD_SHIFT) != 0;
    events->input.repeated = events->repeated;
    return true;
}

static void move_to(ogv_events *events, int x, int y)
{
    events->input.mouse =
        (ogv_point){(float)x * events->points_per_pixel, (float)y * events->points_per_pixel};
}

/* While something is dragged from another window no move of the pointer is reported. */
static void go_to_pointer(ogv_events *events, Uint32 window_id)
{
    SDL_Window *window = SDL_GetWindowFromID(window_id);
    int x, y, left, top;
    if (!window)
        return;
    SDL_GetGlobalMouseState(&x, &y);
    SDL_GetWindowPosition(window, &left, &top);
    move_to(events, x - left, y - top);
}

static bool take_drop(ogv_events *events, const SDL_Event *event)
{
    if (events->input.dropped)
        return false;
    bool fits =
        SDL_strlcpy(events->dropped, event->drop.file, sizeof events->dropped) < sizeof events->dropped;
    SDL_free(event->drop.file);
    go_to_pointer(events, event->drop.windowID);
    events->input.dropped = fits ? events->dropped : NULL; /* half a path is none */
    return true;
}

static bool take_button(ogv_events *events, const SDL_Event *event)
{
    ogv_input *input = &events->input;
    if (event->button.button != SDL_BUTTON_LEFT)
        return true;
    if (input->mouse_pressed || input->mouse_released)
        return false;
    bool down = event->type == SDL_MOUSEBUTTONDOWN;
    ogv_point before = input->mouse;
    move_to(events, event->button.x, event->button.y);
    if (!down && input->mouse_down && (input->mouse.x != before.x || input->mouse.y != before.y))
        return false; /* what is held goes there first */
    SDL_CaptureMouse(down ? SDL_TRUE : SDL_FALSE);
    input->mouse_pressed = down;
    input->mouse_released = !down;
    input->mouse_down = down;
    return true;
}

static void take_window(ogv_events *events, Uint8 what)
{
    events->requests.uncovered = true;
    switch (what) {
    case SDL_WINDOWEVENT_LEAVE:
        if (!events->input.mouse_down)
            events->input.mouse = (ogv_point){-1, -1};
        break;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED: events->requests.hidden = true; break;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_MAXIMIZED:
    case SDL_WINDOWEVENT_EXPOSED: events->requests.hidden = false; break;
    default: break;
    }
}

/* False: the event has to wait for the next frame. */
static bool take(ogv_events *events, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT: events->requests.quit = true; return true;
    case SDL_WINDOWEVENT: take_window(events, event->window.event); return true;
    case SDL_RENDER_DEVICE_RESET:
    case SDL_RENDER_TARGETS_RESET: events->requests.device_lost = true; return true;
    case SDL_MOUSEMOTION:
        /* A press or release that came before this move has to be seen where it happened. */
        if (events->input.mouse_pressed || events->input.mouse_released)
            return false;
        move_to(events, event->motion.x, event->motion.y);
        return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return take_button(events, event);
    case SDL_MOUSEWHEEL: events->input.wheel += event->wheel.preciseY; return true;
    case SDL_KEYDOWN: return take_key(events, event);
    case SDL_TEXTINPUT: return take_text(events, event);
    case SDL_DROPFILE: return take_drop(events, event);
    default: return true;
    }
}

void ogv_events_gather(ogv_events *events)
{
    ogv_requests kept = {.hidden = events->requests.hidden};
    ogv_input *input = &events->input;
    SDL_Keymod modifiers = SDL_GetModState();
    events->requests = kept;
    input->mouse_pressed = input->mouse_released = false;
    input->wheel = 0;
    input->dropped = NULL;
    put_key(input, OGV_KEY_NONE, 0);
    input->shift = (modifiers & KMOD_SHIFT) != 0;
    input->ctrl = (modifiers & KMOD_CTRL) != 0;
    input->alt = (modifiers & KMOD_ALT) != 0;
    if (events->has_pending)
        events->has_pending = !take(events, &events->pending);
    SDL_Event event;
    while (!events->has_pending && SDL_PollEvent(&event)) {
        if (!take(events, &event)) {
            events->pending = event;
            events->has_pending = true;
        }
    }
}

void ogv_clipboard_get(char *text, size_t size)
{
    char *held = SDL_GetClipboardText();
    SDL_strlcpy(text, held ? held : "", size);
    SDL_free(held);
}

void ogv_clipboard_set(const char *text)
{
    SDL_SetClipboardText(text);
}
