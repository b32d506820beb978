#include "stage.h"

#include <math.h>

ogv_drawlist list;
ogv_ui ui;
const ogv_theme *theme = &ogv_theme_light;
void (*stage_draw)(void);

int stage_setup(void **state)
{
    (void)state;
    ogv_drawlist_init(&list);
    memset(&ui, 0, sizeof ui);
    ui.list = &list;
    ui.theme = theme;
    ui.width = 800;
    ui.height = 600;
    ui.input.mouse = (ogv_point){-1, -1};
    return 0;
}

int stage_teardown(void **state)
{
    (void)state;
    ogv_drawlist_free(&list);
    return 0;
}

void frame(void)
{
    ogv_drawlist_clear(&list);
    ogv_ui_begin(&ui);
    stage_draw();
    ogv_ui_end(&ui);
    ui.input.mouse_pressed = ui.input.mouse_released = false;
    ui.input.key = OGV_KEY_NONE;
    ui.input.character = 0;
    ui.input.text[0] = 0;
}

void move(float x, float y)
{
    ui.input.mouse = (ogv_point){x, y};
}

void down(float x, float y)
{
    move(x, y);
    ui.input.mouse_down = ui.input.mouse_pressed = true;
    frame();
}

void up(void)
{
    ui.input.mouse_down = false;
    ui.input.mouse_released = true;
    frame();
}

void click(float x, float y)
{
    down(x, y);
    up();
}

void key(ogv_key k)
{
    ui.input.key = k;
    frame();
}

void type(const char *text)
{
    for (; *text; text++) {
        ui.input.character = *text;
        key(*text == ' ' ? OGV_KEY_SPACE : OGV_KEY_CHARACTER);
    }
}

bool drawn_text(const char *text)
{
    for (size_t i = 0; i < list.command_count; i++)
        if (list.commands[i].kind == OGV_TEXT && strcmp(list.chars + list.commands[i].first, text) == 0)
            return true;
    return false;
}

size_t count_kind(ogv_command_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < list.command_count; i++)
        count += list.commands[i].kind == kind;
    return count;
}

size_t count_colored(ogv_command_kind kind, ogv_color color)
{
    size_t count = 0;
    for (size_t i = 0; i < list.command_count; i++)
        count += list.commands[i].kind == kind && memcmp(&list.commands[i].color, &color, sizeof color) == 0;
    return count;
}

/* ---- digest ---- */

static void mix(uint64_t *digest, uint64_t word)
{
    *digest = (*digest ^ word) * 0x9e3779b97f4a7c15u;
    *digest ^= *digest >> 32;
}

static void mix_number(uint64_t *digest, float value)
{
    mix(digest, isfinite(value) ? (uint64_t)(int64_t)floorf(16 * value + 0.5f) : 1u << 30);
}

static void mix_rect(uint64_t *digest, ogv_rect rect)
{
    mix_number(digest, rect.x);
    mix_number(digest, rect.y);
    mix_number(digest, rect.w);
    mix_number(digest, rect.h);
}

static void mix_color(uint64_t *digest, ogv_color color)
{
    mix(digest, (uint64_t)color.r << 24 | (uint64_t)color.g << 16 | (uint64_t)color.b << 8 | color.a);
}

static void mix_text(uint64_t *digest, const char *text)
{
    for (; text && *text; text++)
        mix(digest, (unsigned char)*text);
}

/* Of an image its name and size count: its pixels are another test's matter. */
static void mix_command(uint64_t *digest, const ogv_command *c)
{
    mix(digest, (uint64_t)c->kind << 8 | (uint64_t)c->closed << 2 | (uint64_t)c->flat << 1 | c->vertical);
    mix_color(digest, c->color);
    mix_color(digest, c->color2);
    mix_rect(digest, c->rect);
    const float numbers[] = {c->radius, c->width, c->dash, c->gap, c->size, c->at.x, c->at.y};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        mix_number(digest, numbers[i]);
    mix(digest, (uint64_t)c->font);
    if (c->kind == OGV_TEXT)
        mix_text(digest, list.chars + c->first);
    for (size_t i = 0; c->kind != OGV_TEXT && i < c->count; i++) {
        mix_number(digest, list.points[c->first + i].x);
        mix_number(digest, list.points[c->first + i].y);
    }
    if (c->kind == OGV_IMAGE) {
        mix_text(digest, c->image.id);
        mix(digest, (uint64_t)c->image.width << 20 | (uint64_t)c->image.height);
    }
}

uint64_t stage_digest(void)
{
    uint64_t digest = 1;
    for (size_t i = 0; i < list.command_count; i++)
        mix_command(&digest, &list.commands[i]);
    return digest;
}

/* ---- XML ---- */

int assert_well_formed(const char *text)
{
    const char *open[32];
    int depth = 0, count = 0;
    for (const char *at = strchr(text, '<'); at; at = strchr(at, '<')) {
        const char *end = strchr(at, '>');
        if (!end)
            fail_msg("an element is not ended: %.40s", at);
        size_t name = strcspn(at + 1, " />");
        if (at[1] == '/') {
            name = strcspn(at + 2, ">");
            assert_true(depth > 0);
            depth--;
            if (strncmp(open[depth], at + 2, name) != 0 || strcspn(open[depth], " />") != name)
                fail_msg("%.20s closes %.20s", at, open[depth]);
        } else if (at[1] != '?') {
            int quotes = 0;
            for (const char *c = at; c < end; c++)
                quotes += *c == '"';
            assert_int_equal(quotes % 2, 0);
            count++;
            if (end[-1] != '/') {
                assert_true(depth < 32);
                open[depth++] = at + 1;
            }
        }
        at = end;
    }
    assert_int_equal(depth, 0);
    for (const char *amp = strchr(text, '&'); amp; amp = strchr(amp + 1, '&'))
        assert_true(strchr("agl#q", amp[1]) && strcspn(amp, ";") < 10);
    return count;
}
