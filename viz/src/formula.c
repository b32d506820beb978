/* A formula is read and laid out in one pass from left to right. */
#include <math.h>
#include <string.h>

#include "formula_private.h"

enum { MAX_DEPTH = 8 };

static const char *const functions[] = {"log", "ln", "exp", "max", "min", "tanh"};

static void read_list(ogv_layout *l);

static void put(ogv_layout *l, ogv_font font, const char *text)
{
    if (l->draw)
        l->x += ogv_text(l->list, l->x, l->y, OGV_LEFT, font, l->size, l->color, text);
    else
        l->x += ogv_text_width(l->list, font, l->size, text);
    ogv_formula_reach(l, 0.70f * l->size, 0.22f * l->size);
}

static void put_atom(ogv_layout *l, ogv_atom kind, bool italic, const char *text)
{
    bool sign = kind == OGV_ATOM_BINARY && l->before != OGV_ATOM_ORDINARY;
    float space = kind == OGV_ATOM_RELATION ? 0.26f : kind == OGV_ATOM_BINARY && !sign ? 0.20f : 0;
    l->x += space * l->size;
    put(l, italic ? OGV_MATH_ITALIC : OGV_MATH, text);
    l->x += (sign ? 0.02f : space) * l->size;
    l->before = kind;
}

static size_t utf8_length(const char *at, const char *end)
{
    size_t length = 1;
    while (at + length < end && ((unsigned char)at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

void ogv_formula_skip_spaces(ogv_layout *l)
{
    while (l->at < l->end && *l->at == ' ')
        l->at++;
}

/* The text between braces, as it stands. */
static void read_braced(ogv_layout *l, char *out, size_t size)
{
    size_t used = 0;
    ogv_formula_skip_spaces(l);
    if (l->at < l->end && *l->at == '{')
        l->at++;
    while (l->at < l->end && *l->at != '}') {
        if (used + 1 < size)
            out[used++] = *l->at;
        l->at++;
    }
    if (l->at < l->end)
        l->at++;
    out[used] = 0;
}

static bool accented_y(ogv_layout *l)
{
    const char *at = l->at;
    while (at < l->end && *at == ' ')
        at++;
    if (l->end - at < 3 || strncmp(at, "{y}", 3) != 0)
        return false;
    l->at = at + 3;
    put_atom(l, OGV_ATOM_ORDINARY, true, "ŷ");
    return true;
}

static void colored(ogv_layout *l)
{
    char token[24];
    read_braced(l, token, sizeof token);
    ogv_color color = l->color, before = l->color;
    if (l->theme)
        ogv_token_color(l->theme, token, strlen(token), &color);
    l->color = color;
    ogv_formula_skip_spaces(l);
    if (l->at < l->end && *l->at == '{') {
        l->at++;
        read_list(l); /* part of the same line: spacing goes on across the colour */
    }
    l->color = before;
}

static float brightness(const ogv_layout *l, const char *name)
{
    for (int i = 0; i < l->light_count; i++)
        if (strcmp(l->lights[i].name, name) == 0)
            return fminf(fmaxf(l->lights[i].strength, 0), 1);
    return 0;
}

/* The plate lies behind what is drawn, so that is measured first. */
static void lit(ogv_layout *l)
{
    char name[64];
    read_braced(l, name, sizeof name);
    ogv_formula_skip_spaces(l);
    if (l->at >= l->end || *l->at != '{')
        return;
    l->at++;
    float strength = l->draw ? brightness(l, name) : 0;
    if (strength > 0) {
        ogv_layout inside = *l;
        inside.draw = false;
        inside.base = inside.y;
        inside.ascent = inside.descent = 0;
        read_list(&inside);
        float top = l->y - inside.ascent - 0.06f * l->size, left = l->x - 0.12f * l->size;
        ogv_rect plate = {left, top, inside.x - left + 0.12f * l->size,
                          l->y + inside.descent + 0.04f * l->size - top};
        ogv_fill(l->list, plate, 4, ogv_fade(l->theme->accent, 0.28f * strength));
    }
    read_list(l);
}

static void word(ogv_layout *l, const char *text)
{
    if (l->before != OGV_ATOM_NONE && l->before != OGV_ATOM_OPEN)
        l->x += 0.12f * l->size;
    put(l, OGV_MATH, text);
    if (l->at >= l->end || *l->at != '(')
        l->x += 0.14f * l->size;
    l->before = OGV_ATOM_ORDINARY;
}

static void space(ogv_layout *l, char command)
{
    float em = command == ','   ? 0.17f
               : command == ';' ? 0.28f
               : command == ':' ? 0.22f
               : command == '!' ? -0.1f
                                : 0.33f;
    l->x += em * l->size;
}

static void named(ogv_layout *l, const char *name)
{
    const ogv_symbol *symbol = ogv_symbol_find(name);
    if (symbol) {
        put_atom(l, symbol->kind, symbol->italic, symbol->text);
        return;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i], name) == 0) {
            word(l, name);
            return;
        }
    put_atom(l, OGV_ATOM_ORDINARY, false, name);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void command(ogv_layout *l)
{
    char name[64];
    size_t used = 0;
    l->at++;
    if (l->at < l->end && !is_letter(*l->at)) {
        char c = *l->at++;
        if (strchr("{}_^\\", c))
            put_atom(l, OGV_ATOM_ORDINARY, false, (char[]){c, 0});
        else
            space(l, c);
        return;
    }
    while (l->at < l->end && is_letter(*l->at) && used + 1 < sizeof name)
        name[used++] = *l->at++;
    name[used] = 0;
    if (strcmp(name, "frac") == 0) {
        ogv_formula_fraction(l);
    } else if (strcmp(name, "sqrt") == 0) {
        ogv_formula_root(l);
    } else if (strcmp(name, "hat") == 0) {
        if (!accented_y(l))
            ogv_formula_hat(l);
    } else if (strcmp(name, "c") == 0) {
        colored(l);
    } else if (strcmp(name, "on") == 0) {
        lit(l);
    } else if (strcmp(name, "text") == 0) {
        read_braced(l, name, sizeof name);
        put_atom(l, OGV_ATOM_ORDINARY, false, name);
    } else if (strcmp(name, "quad") == 0) {
        l->x += l->size;
    } else {
        named(l, name);
    }
}

static void character(ogv_layout *l)
{
    char text[8] = {0};
    size_t length = utf8_length(l->at, l->end);
    if (length >= sizeof text)
        length = sizeof text - 1;
    memcpy(text, l->at, length);
    l->at += length;
    char c = text[0];
    if (is_letter(c))
        put_atom(l, OGV_ATOM_ORDINARY, true, text);
    else if (c == '=' || c == '<' || c == '>')
        put_atom(l, OGV_ATOM_RELATION, false, text);
    else if (c == '+' || c == '-')
        put_atom(l, OGV_ATOM_BINARY, false, c == '-' ? "−" : text);
    else if (c == '(' || c == '[' || c == '|')
        put_atom(l, OGV_ATOM_OPEN, false, text);
    else if (c == ',')
        put_atom(l, OGV_ATOM_PUNCTUATION, false, text);
    else if (c == '\'')
        put_atom(l, OGV_ATOM_ORDINARY, false, "′");
    else
        put_atom(l, OGV_ATOM_ORDINARY, false, text);
}

static void read_atom(ogv_layout *l)
{
    if (*l->at == '\\') {
        command(l);
    } else if (*l->at == '{') {
        l->at++;
        read_list(l);
    } else {
        character(l);
    }
}

/* Up to the closing brace, which is taken, or the end. */
static void read_list(ogv_layout *l)
{
    if (++l->depth > MAX_DEPTH)
        l->at = l->end;
    while (l->at < l->end) {
        if (*l->at == '}') {
            l->at++;
            break;
        }
        if (*l->at == ' ')
            l->at++;
        else if (*l->at == '^' || *l->at == '_')
            ogv_formula_scripts(l);
        else
            read_atom(l);
    }
    l->depth--;
}

void ogv_formula_argument(ogv_layout *l)
{
    ogv_formula_skip_spaces(l);
    if (++l->depth > MAX_DEPTH)
        l->at = l->end;
    if (l->at < l->end && *l->at != '}')
        read_atom(l);
    l->depth--;
}

static ogv_layout lay_out(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float size,
                          ogv_color color, const char *formula, bool draw, const ogv_light *lights, int count)
{
    ogv_layout l = {
        .list = list, .theme = theme, .at = formula, .end = formula + strlen(formula), .x = x, .y = y};
    l.size = size;
    l.color = color;
    l.draw = draw;
    l.lights = lights;
    l.light_count = count;
    l.base = y;
    while (l.at < l.end) /* a closing brace too many ends a list, not the formula */
        read_list(&l);
    return l;
}

ogv_extent ogv_formula_extent(ogv_drawlist *list, const ogv_theme *theme, float size, const char *formula)
{
    ogv_layout l = lay_out(list, theme, 0, 0, size, (ogv_color){0, 0, 0, 255}, formula, false, NULL, 0);
    return (ogv_extent){l.x, l.ascent, l.descent};
}

ogv_extent ogv_formula_lit(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                           float size, ogv_color color, const char *formula, const ogv_light *lights,
                           int count)
{
    if (align != OGV_LEFT) {
        float width = ogv_formula_extent(list, theme, size, formula).width;
        x -= align == OGV_CENTER ? 0.5f * width : width;
    }
    ogv_layout l = lay_out(list, theme, x, y, size, color, formula, true, lights, count);
    return (ogv_extent){l.x - x, l.ascent, l.descent};
}

ogv_extent ogv_formula(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                       float size, ogv_color color, const char *formula)
{
    return ogv_formula_lit(list, theme, x, y, align, size, color, formula, NULL, 0);
}
