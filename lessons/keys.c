/* The table of keys. */
#include <stdio.h>
#include <string.h>

#include "lesson.h"

#define KEY(name)                                                                                            \
    {                                                                                                        \
        .key = OGV_KEY_##name                                                                                \
    }
#define WITH_ALT(name)                                                                                       \
    {                                                                                                        \
        .key = OGV_KEY_##name, .alt = true                                                                   \
    }
#define LETTER(c)                                                                                            \
    {                                                                                                        \
        .key = OGV_KEY_CHARACTER, .character = c                                                             \
    }

const ogl_key ogl_keys[] = {
    {.id = "toggle-play", .chords = {KEY(SPACE)}, .press = "toggle-play", .training = true},
    {.id = "step", .chords = {LETTER('.')}, .press = "step", .training = true},
    {.id = "reset", .chords = {LETTER('r')}, .press = "reset"},
    {.id = "dice", .chords = {LETTER('d')}, .press = "dice", .training = true},
    {.id = "slower", .chords = {LETTER('[')}, .press = "slower", .training = true},
    {.id = "faster", .chords = {LETTER(']')}, .press = "faster", .training = true},
    {.id = "back", .chords = {KEY(PAGE_UP), WITH_ALT(LEFT)}, .press = "back"},
    {.id = "next", .chords = {KEY(PAGE_DOWN), WITH_ALT(RIGHT)}, .press = "next"},
    {.id = "show", .chords = {LETTER('s')}, .press = "show"},
    {.id = "why", .chords = {LETTER('w')}, .press = "why"},
    {.id = "narrative", .chords = {LETTER('n')}, .press = "narrative"},
    {.id = "contours", .chords = {LETTER('c')}, .flip = "contours"},
    {.id = "test-points", .chords = {LETTER('p')}, .flip = "test-points"},
    {.id = "running", .chords = {KEY(SPACE)}, .flip = "running"},
    {.id = "describe", .chords = {LETTER('i')}, .press = "describe"},
    {.id = "tab", .caps = "Tab"},
    {.id = "arrows", .caps = "Arrows"},
    {.id = "ends", .caps = "Home End"},
    {.id = "default", .caps = "Backspace"},
    {.id = "enter", .caps = "Enter"},
    {.id = "theme", .chords = {LETTER('t')}, .press = "theme", .above_sheet = true},
    {.id = "help", .chords = {KEY(F1), LETTER('?')}, .press = "help", .above_sheet = true},
    {.id = "full-screen", .caps = "F11"},
    {.id = "zoom", .caps = "Ctrl + \u2212 0"},
    {.id = "picture", .caps = "Ctrl S"},
    {.id = "close", .chords = {KEY(ESCAPE)}, .press = "close", .above_sheet = true},
};
const int ogl_key_count = sizeof ogl_keys / sizeof *ogl_keys;

bool ogl_key_applies(const ogl_lesson *lesson, const ogl_key *row)
{
    return (!row->training || lesson->trains) && (!row->flip || ogl_setting_find(lesson, row->flip) >= 0);
}

/* ---- obeying ---- */

static bool is_pressed(const ogv_ui *ui, const ogl_chord *chord)
{
    if (chord->key == OGV_KEY_NONE || chord->alt != ui->input.alt)
        return false;
    return chord->key == OGV_KEY_CHARACTER ? ogv_ui_char(ui, chord->character) : ogv_ui_key(ui, chord->key);
}

static void obey(ogl_run *run, const ogl_key *row)
{
    if (row->press) {
        ogl_press(run, row->press);
    } else {
        int i = ogl_setting_find(run->lesson, row->flip);
        ogl_set(run, i, run->values[i] == 0);
    }
}

void ogl_keys_obey(ogl_run *run, const ogv_ui *ui)
{
    for (int i = 0; i < ogl_key_count; i++) {
        const ogl_key *row = &ogl_keys[i];
        if (!ogl_key_applies(run->lesson, row) || (run->help_open && !row->above_sheet))
            continue;
        if (is_pressed(ui, &row->chords[0]) || is_pressed(ui, &row->chords[1])) {
            obey(run, row);
            return;
        }
    }
}

/* ---- the names of keys ---- */

static const char *name_of(ogv_key key)
{
    switch (key) {
    case OGV_KEY_SPACE: return "Space";
    case OGV_KEY_ESCAPE: return "Esc";
    case OGV_KEY_PAGE_UP: return "PgUp";
    case OGV_KEY_PAGE_DOWN: return "PgDn";
    case OGV_KEY_LEFT: return "\u2190";
    case OGV_KEY_RIGHT: return "\u2192";
    case OGV_KEY_F1: return "F1";
    default: return "";
    }
}

static void append(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", used ? " " : "", more);
}

/* A word that the language has for the key, or the name as it stands. */
static const char *in_words(const ogl_run *run, const char *name)
{
    const char *word = ogl_words_get(run->ui_words, "caps", name, 0);
    return word ? word : name;
}

static void append_chord(const ogl_run *run, const ogl_chord *chord, char *text, size_t size)
{
    if (chord->key == OGV_KEY_NONE)
        return;
    if (text[0]) /* another way to do the same */
        append(text, size, "");
    if (chord->alt)
        append(text, size, in_words(run, "Alt"));
    char c = chord->character, letter[2] = {c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c, 0};
    append(text, size, chord->key == OGV_KEY_CHARACTER ? letter : in_words(run, name_of(chord->key)));
}

void ogl_key_caps(const ogl_run *run, const ogl_key *row, char *text, size_t size)
{
    text[0] = 0;
    for (const char *at = row->caps; at && *at;) {
        char name[24];
        size_t length = strcspn(at, " ");
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        append(text, size, in_words(run, name));
        at += length + strspn(at + length, " ");
    }
    for (int i = 0; i < 2; i++)
        append_chord(run, &row->chords[i], text, size);
}
