/* A formula is read and laid out in one pass from left to right; what has to be centred on something else (a
   fraction's parts) is laid out twice, the first time without drawing. */
#include <math.h>
#include <string.h>

#include "ogee_viz/text.h"

enum { MAX_DEPTH = 8 };

/* What an atom is decides the space around it. */
typedef enum atom { ATOM_NONE, ATOM_ORDINARY, ATOM_OPEN, ATOM_PUNCTUATION, ATOM_BINARY, ATOM_RELATION } atom;

typedef struct layout {
    ogv_drawlist *list;
    const ogv_theme *theme;
    const char *at, *end; /* what is left to read */
    float x, y;           /* the pen, on the baseline */
    float size;
    ogv_color color;
    bool draw;
    atom before;
    float ascent, descent; /* of all so far, from the first baseline */
    float base;            /* the first baseline */
    int depth;
} layout;

typedef struct symbol {
    const char *name, *text;
    atom kind;
    bool italic;
} symbol;

static const symbol symbols[] = {
    {"alpha", "α", ATOM_ORDINARY, true},   {"beta", "β", ATOM_ORDINARY, true},
    {"gamma", "γ", ATOM_ORDINARY, true},   {"delta", "δ", ATOM_ORDINARY, true},
    {"epsilon", "ε", ATOM_ORDINARY, true}, {"eta", "η", ATOM_ORDINARY, true},
    {"theta", "θ", ATOM_ORDINARY, true},   {"lambda", "λ", ATOM_ORDINARY, true},
    {"mu", "μ", ATOM_ORDINARY, true},      {"pi", "π", ATOM_ORDINARY, true},
    {"rho", "ρ", ATOM_ORDINARY, true},     {"sigma", "σ", ATOM_ORDINARY, true},
    {"tau", "τ", ATOM_ORDINARY, true},     {"phi", "φ", ATOM_ORDINARY, true},
    {"omega", "ω", ATOM_ORDINARY, true},   {"Delta", "Δ", ATOM_ORDINARY, false},
    {"Sigma", "Σ", ATOM_ORDINARY, false},  {"ell", "ℓ", ATOM_ORDINARY, false},
    {"partial", "∂", ATOM_ORDINARY, true}, {"nabla", "∇", ATOM_ORDINARY, false},
    {"infty", "∞", ATOM_ORDINARY, false},  {"sum", "∑", ATOM_ORDINARY, false},
    {"prod", "∏", ATOM_ORDINARY, false},   {"prime", "′", ATOM_ORDINARY, false},
    {"ldots", "…", ATOM_ORDINARY, false},  {"cdot", "·", ATOM_BINARY, false},
    {"times", "×", ATOM_BINARY, false},    {"pm", "±", ATOM_BINARY, false},
    {"le", "≤", ATOM_RELATION, false},     {"ge", "≥", ATOM_RELATION, false},
    {"ne", "≠", ATOM_RELATION, false},     {"approx", "≈", ATOM_RELATION, false},
    {"to", "→", ATOM_RELATION, false},     {"in", "∈", ATOM_RELATION, false},
};

static const char *const functions[] = {"log", "ln", "exp", "max", "min", "tanh"};

static void read_list(layout *l);
static void read_argument(layout *l);

static void reach(layout *l, float ascent, float descent)
{
    float raised = l->base - l->y;
    l->ascent = fmaxf(l->ascent, ascent + raised);
    l->descent = fmaxf(l->descent, descent - raised);
}

static void put(layout *l, ogv_font font, const char *text)
{
    if (l->draw)
        l->x += ogv_text(l->list, l->x, l->y, OGV_LEFT, font, l->size, l->color, text);
    else
        l->x += ogv_text_width(l->list, font, l->size, text);
    reach(l, 0.70f * l->size, 0.22f * l->size);
}

static void put_atom(layout *l, atom kind, bool italic, const char *text)
{
    bool sign = kind == ATOM_BINARY && l->before != ATOM_ORDINARY;
    float space = kind == ATOM_RELATION ? 0.26f : kind == ATOM_BINARY && !sign ? 0.20f : 0;
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

static void skip_spaces(layout *l)
{
    while (l->at < l->end && *l->at == ' ')
        l->at++;
}

/* The text between braces, as it stands. */
static void read_braced(layout *l, char *out, size_t size)
{
    size_t used = 0;
    skip_spaces(l);
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

/* Lays out the next argument at the pen without drawing; what was read stays unread. */
static layout measured(const layout *l, float size)
{
    layout copy = *l;
    copy.draw = false;
    copy.size = size;
    copy.x = 0;
    copy.base = copy.y;
    copy.ascent = copy.descent = 0;
    copy.before = ATOM_NONE;
    read_argument(&copy);
    return copy;
}

static void argument_at(layout *l, float x, float y, float size)
{
    layout part = *l;
    part.x = x;
    part.y = y;
    part.size = size;
    part.before = ATOM_NONE;
    read_argument(&part);
    l->at = part.at;
    l->x = part.x;
    l->ascent = part.ascent;
    l->descent = part.descent;
}

static void fraction(layout *l)
{
    float em = l->size, size = 0.92f * em, x = l->x + 0.06f * em, bar = l->y - 0.25f * em;
    layout top = measured(l, size);
    layout below_start = *l;
    below_start.at = top.at;
    layout below = measured(&below_start, size);
    float width = fmaxf(top.x, below.x) + 0.3f * em;
    if (l->draw)
        ogv_line(l->list, (ogv_point){x, bar}, (ogv_point){x + width, bar}, fmaxf(1, 0.055f * em), l->color);
    argument_at(l, x + 0.5f * (width - top.x), bar - 0.18f * em - top.descent, size);
    argument_at(l, x + 0.5f * (width - below.x), bar + 0.16f * em + below.ascent, size);
    l->x = x + width + 0.06f * em;
    l->before = ATOM_ORDINARY;
}

static void root(layout *l)
{
    float em = l->size, x = l->x;
    layout inside = measured(l, em);
    float top = l->y - inside.ascent - 0.10f * em, bottom = l->y + inside.descent * 0.6f, sign = 0.62f * em;
    if (l->draw) {
        ogv_point line[] = {{x + 0.06f * em, l->y - 0.26f * em},
                            {x + 0.18f * em, l->y - 0.34f * em},
                            {x + 0.36f * em, bottom},
                            {x + sign, top},
                            {x + sign + inside.x + 0.08f * em, top}};
        ogv_polyline(l->list, line, 5, false, fmaxf(1, 0.06f * em), l->color);
    }
    argument_at(l, x + sign, l->y, em);
    reach(l, l->y - top, bottom - l->y);
    l->x += 0.12f * em;
    l->before = ATOM_ORDINARY;
}

/* Letters that STIX has with their hat; on others the hat is set by hand. */
static void hat(layout *l)
{
    layout inside = measured(l, l->size);
    float x = l->x;
    argument_at(l, x, l->y, l->size);
    float width = ogv_text_width(l->list, OGV_MATH, l->size, "ˆ");
    if (l->draw)
        ogv_text(l->list, x + 0.5f * (inside.x - width) + 0.06f * l->size, l->y - 0.02f * l->size, OGV_LEFT,
                 OGV_MATH, l->size, l->color, "ˆ");
    reach(l, 0.72f * l->size, 0);
    l->before = ATOM_ORDINARY;
}

static bool accented_y(layout *l)
{
    const char *at = l->at;
    while (at < l->end && *at == ' ')
        at++;
    if (l->end - at < 3 || strncmp(at, "{y}", 3) != 0)
        return false;
    l->at = at + 3;
    put_atom(l, ATOM_ORDINARY, true, "ŷ");
    return true;
}

static void colored(layout *l)
{
    char token[24];
    read_braced(l, token, sizeof token);
    ogv_color color = l->color, before = l->color;
    if (l->theme)
        ogv_token_color(l->theme, token, strlen(token), &color);
    l->color = color;
    skip_spaces(l);
    if (l->at < l->end && *l->at == '{') {
        l->at++;
        read_list(l); /* part of the same line: spacing goes on across the colour */
    }
    l->color = before;
}

static void word(layout *l, const char *text)
{
    if (l->before != ATOM_NONE && l->before != ATOM_OPEN)
        l->x += 0.12f * l->size;
    put(l, OGV_MATH, text);
    if (l->at >= l->end || *l->at != '(')
        l->x += 0.14f * l->size;
    l->before = ATOM_ORDINARY;
}

static void space(layout *l, char command)
{
    float em = command == ','   ? 0.17f
               : command == ';' ? 0.28f
               : command == ':' ? 0.22f
               : command == '!' ? -0.1f
                                : 0.33f;
    l->x += em * l->size;
}

static void named(layout *l, const char *name)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (strcmp(symbols[i].name, name) == 0) {
            put_atom(l, symbols[i].kind, symbols[i].italic, symbols[i].text);
            return;
        }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i], name) == 0) {
            word(l, name);
            return;
        }
    put_atom(l, ATOM_ORDINARY, false, name);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void command(layout *l)
{
    char name[64];
    size_t used = 0;
    l->at++;
    if (l->at < l->end && !is_letter(*l->at)) {
        char c = *l->at++;
        if (strchr("{}_^\\", c))
            put_atom(l, ATOM_ORDINARY, false, (char[]){c, 0});
        else
            space(l, c);
        return;
    }
    while (l->at < l->end && is_letter(*l->at) && used + 1 < sizeof name)
        name[used++] = *l->at++;
    name[used] = 0;
    if (strcmp(name, "frac") == 0) {
        fraction(l);
    } else if (strcmp(name, "sqrt") == 0) {
        root(l);
    } else if (strcmp(name, "hat") == 0) {
        if (!accented_y(l))
            hat(l);
    } else if (strcmp(name, "c") == 0) {
        colored(l);
    } else if (strcmp(name, "text") == 0) {
        read_braced(l, name, sizeof name);
        put_atom(l, ATOM_ORDINARY, false, name);
    } else if (strcmp(name, "quad") == 0) {
        l->x += l->size;
    } else {
        named(l, name);
    }
}

static void character(layout *l)
{
    char text[8] = {0};
    size_t length = utf8_length(l->at, l->end);
    if (length >= sizeof text)
        length = sizeof text - 1;
    memcpy(text, l->at, length);
    l->at += length;
    char c = text[0];
    if (is_letter(c))
        put_atom(l, ATOM_ORDINARY, true, text);
    else if (c == '=' || c == '<' || c == '>')
        put_atom(l, ATOM_RELATION, false, text);
    else if (c == '+' || c == '-')
        put_atom(l, ATOM_BINARY, false, c == '-' ? "−" : text);
    else if (c == '(' || c == '[' || c == '|')
        put_atom(l, ATOM_OPEN, false, text);
    else if (c == ',')
        put_atom(l, ATOM_PUNCTUATION, false, text);
    else if (c == '\'')
        put_atom(l, ATOM_ORDINARY, false, "′");
    else
        put_atom(l, ATOM_ORDINARY, false, text);
}

/* Both scripts of one base begin at its right edge. */
static void scripts(layout *l)
{
    float start = l->x, right = l->x, em = l->size;
    while (l->at < l->end && (*l->at == '^' || *l->at == '_')) {
        bool raised = *l->at++ == '^';
        argument_at(l, start + (raised ? 0.05f : 0.02f) * em, l->y + (raised ? -0.36f : 0.19f) * em,
                    0.7f * em);
        right = fmaxf(right, l->x);
        skip_spaces(l);
    }
    l->x = right + 0.03f * em;
}

static void read_atom(layout *l)
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
static void read_list(layout *l)
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
            scripts(l);
        else
            read_atom(l);
    }
    l->depth--;
}

static void read_argument(layout *l)
{
    skip_spaces(l);
    if (++l->depth > MAX_DEPTH)
        l->at = l->end;
    if (l->at < l->end && *l->at != '}')
        read_atom(l);
    l->depth--;
}

static layout lay_out(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float size,
                      ogv_color color, const char *formula, bool draw)
{
    layout l = {
        .list = list, .theme = theme, .at = formula, .end = formula + strlen(formula), .x = x, .y = y};
    l.size = size;
    l.color = color;
    l.draw = draw;
    l.base = y;
    while (l.at < l.end) /* a closing brace too many ends a list, not the formula */
        read_list(&l);
    return l;
}

ogv_extent ogv_formula_extent(ogv_drawlist *list, const ogv_theme *theme, float size, const char *formula)
{
    layout l = lay_out(list, theme, 0, 0, size, (ogv_color){0, 0, 0, 255}, formula, false);
    return (ogv_extent){l.x, l.ascent, l.descent};
}

ogv_extent ogv_formula(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                       float size, ogv_color color, const char *formula)
{
    if (align != OGV_LEFT) {
        float width = ogv_formula_extent(list, theme, size, formula).width;
        x -= align == OGV_CENTER ? 0.5f * width : width;
    }
    layout l = lay_out(list, theme, x, y, size, color, formula, true);
    return (ogv_extent){l.x - x, l.ascent, l.descent};
}
