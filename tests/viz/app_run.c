#include "app_run.h"

int app_set_up(void **state)
{
    (void)state;
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    SDL_setenv("OGEE_ASSETS", "", 1);
    return 0;
}

void png_size(const char *path, int *width, int *height)
{
    unsigned char head[24];
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("no picture %s", path);
    assert_int_equal(fread(head, 1, sizeof head, file), sizeof head);
    fclose(file);
    assert_memory_equal(head, "\x89PNG\r\n\x1A\n", 8);
    *width = head[16] << 24 | head[17] << 16 | head[18] << 8 | head[19];
    *height = head[20] << 24 | head[21] << 16 | head[22] << 8 | head[23];
}

void assert_png_size(const char *path, int width, int height)
{
    int w, h;
    png_size(path, &w, &h);
    assert_int_equal(w, width);
    assert_int_equal(h, height);
}

static bool record_frame(void *user, ogv_ui *ui)
{
    app_run *seen = user;
    assert_int_equal(ui->frame, seen->frames);
    assert_int_equal(ui->list->command_count, 0);
    if (seen->frames < 64) {
        seen->inputs[seen->frames] = ui->input;
        seen->themes[seen->frames] = ui->theme;
    }
    seen->width = ui->width;
    seen->height = ui->height;
    seen->scale = ui->list->scale;
    seen->animated = ui->animated;
    seen->pictured_count += ui->pictured;
    seen->ui = ui;
    ogv_fill(ui->list, (ogv_rect){0, 0, ui->width, ui->height}, 0, ui->theme->stage);
    ogv_text(ui->list, 50, 50, OGV_LEFT, OGV_UI, 15, ui->theme->text, "frame");
    if (seen->frames == 1)
        ui->theme = &ogv_theme_dark;
    if (seen->on_frame)
        seen->on_frame(seen->frames);
    seen->frames++;
    return seen->end_at == 0 || seen->frames < seen->end_at;
}

static void told_of_a_picture(void *user, const char *path, const char *why)
{
    app_run *seen = user;
    assert_true(seen->saved_count < 4);
    snprintf(seen->saved[seen->saved_count], sizeof seen->saved[0], "%s", path);
    snprintf(seen->why[seen->saved_count++], sizeof seen->why[0], "%s", why ? why : "");
}

ogv_app_def app_run_def(app_run *seen, bool headless)
{
    ogv_app_def def = ogv_app_def_default();
    def.user = seen;
    def.frame = record_frame;
    def.saved = told_of_a_picture;
    def.headless = headless;
    return def;
}

void app_push_button(Uint32 type, int x, int y)
{
    SDL_Event event = {.type = type};
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = x;
    event.button.y = y;
    SDL_PushEvent(&event);
}

void app_push_key(SDL_Keycode code, Uint16 modifiers)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = code;
    event.key.keysym.mod = modifiers;
    SDL_PushEvent(&event);
}

void app_push_text(char character)
{
    SDL_Event event = {.type = SDL_TEXTINPUT};
    event.text.text[0] = character;
    SDL_PushEvent(&event);
}
