/* Marked-up text is read once from left to right. Pieces between two places where a line may break make a
   word; a word is placed when it is complete. Measuring is the same walk without drawing. */
#include <math.h>
#include <string.h>

#include "ogee_viz/text.h"

enum { MAX_PIECES = 24, PIECE_SIZE = 160 };

#define FORMULA_SIZE 1.16f

typedef enum piece_kind { PIECE_TEXT, PIECE_FORMULA } piece_kind;

typedef struct piece {
    piece_kind kind;
    const char *text;
    size_t length;
    ogv_font font;
    ogv_color color;
    float width;
} piece;

typedef struct flow {
    ogv_drawlist *list;
    const ogv_theme *theme;
    const ogv_text_style *style;
    float left, width; /* of the lines */
    float x, y;        /* the pen: y is the baseline */
    int lines;
    bool draw, space, full; /* a space waits; nothing more fits into max_lines */
    const char *at;         /* what is left to read */
    bool bold, tinted;
    ogv_color tint;
    piece word[MAX_PIECES];
    int pieces;
} flow;

/* ---- drawing ---- */

static void copy_piece(const piece *p, char out[PIECE_SIZE])
{
    memcpy(out, p->text, p->length);
    out[p->length] = 0;
}

static float draw_piece(flow *f, const piece *p)
{
    char text[PIECE_SIZE];
    if (!f->draw)
        return p->width;
    copy_piece(p, text);
    if (p->kind == PIECE_FORMULA)
        ogv_formula(f->list, f->theme, f->x, f->y, OGV_LEFT, FORMULA_SIZE * f->style->size, p->color, text);
    else
        ogv_text(f->list, f->x, f->y, OGV_LEFT, p->font, f->style->size, p->color, text);
    return p->width;
}

static float measure_text(const flow *f, ogv_font font, const char *text, size_t length)
{
    return f->list->measure(f->list->measure_context, font, f->style->size, text, length);
}

static float measure_piece(const flow *f, const piece *p)
{
    char text[PIECE_SIZE];
    if (p->kind == PIECE_TEXT)
        return measure_text(f, p->font, p->text, p->length);
    copy_piece(p, text);
    return ogv_formula_extent(f->list, f->theme, FORMULA_SIZE * f->style->size, text).width;
}

static float word_width(const flow *f)
{
    float width = 0;
    for (int i = 0; i < f->pieces; i++)
        width += f->word[i].width;
    return width;
}

static void new_line(flow *f)
{
    f->x = f->left;
    f->y += f->style->line;
    f->lines++;
    f->space = false;
}

static bool last_line(const flow *f)
{
    return f->style->max_lines > 0 && f->lines == f->style->max_lines;
}

static void end_with_ellipsis(flow *f)
{
    if (f->draw)
        ogv_text(f->list, f->x, f->y, OGV_LEFT, f->style->font, f->style->size, f->style->color, "…");
    f->x += measure_text(f, f->style->font, "…", strlen("…"));
    f->full = true;
    f->pieces = 0;
}

static void read_words(flow *f);

/* Whether the word and everything after it ends on this line. */
static bool rest_fits(const flow *f)
{
    flow rest = *f;
    ogv_text_style style = *f->style;
    style.max_lines = 0;
    rest.style = &style;
    rest.draw = false;
    read_words(&rest);
    return rest.lines == f->lines && rest.x <= f->left + f->width;
}

static size_t character_length(const char *text, size_t limit)
{
    size_t length = 1;
    while (length < limit && ((unsigned char)text[length] & 0xC0) == 0x80)
        length++;
    return length;
}

/* A word wider than the paragraph breaks where it must. */
static void place_in_parts(flow *f)
{
    for (int i = 0; i < f->pieces && !f->full; i++) {
        piece p = f->word[i];
        if (p.kind == PIECE_FORMULA) {
            f->x += draw_piece(f, &p);
            continue;
        }
        for (size_t used = 0; used < p.length && !f->full;) {
            piece part = p;
            part.text = p.text + used;
            part.length = character_length(part.text, p.length - used);
            part.width = measure_piece(f, &part);
            float room = last_line(f) ? measure_text(f, f->style->font, "…", strlen("…")) : 0;
            if (f->x > f->left && f->x + part.width > f->left + f->width - room) {
                if (last_line(f)) {
                    end_with_ellipsis(f);
                    return;
                }
                new_line(f);
            }
            f->x += draw_piece(f, &part);
            used += part.length;
        }
    }
    f->pieces = 0;
}

static void place_word(flow *f)
{
    if (f->pieces == 0 || f->full)
        return;
    float width = word_width(f), space = f->space ? measure_text(f, f->style->font, " ", 1) : 0;
    bool fits = f->x + space + width <= f->left + f->width;
    if (last_line(f) && isfinite(f->width) && !rest_fits(f)) {
        float ellipsis = measure_text(f, f->style->font, "…", strlen("…"));
        if (f->x + space + width + ellipsis > f->left + f->width && f->x > f->left) {
            end_with_ellipsis(f);
            return;
        }
    } else if (!fits && f->x > f->left) {
        new_line(f);
        space = 0;
    }
    f->x += space;
    f->space = false;
    if (width > f->width) {
        place_in_parts(f);
        return;
    }
    for (int i = 0; i < f->pieces; i++)
        f->x += draw_piece(f, &f->word[i]);
    f->pieces = 0;
}

/* ---- reading ---- */

static void add_piece(flow *f, piece_kind kind, const char *text, size_t length)
{
    while (length > 0) {
        size_t part = length;
        if (part >= PIECE_SIZE)
            for (part = PIECE_SIZE - 1; part > 1 && ((unsigned char)text[part] & 0xC0) == 0x80;)
                part--;
        if (f->pieces == MAX_PIECES)
            place_word(f);
        bool heavy = (f->bold || f->tinted) && f->style->font != OGV_DISPLAY;
        piece p = {.kind = kind, .text = text, .length = part};
        p.font = heavy ? OGV_UI_SEMIBOLD : f->style->font;
        p.color = f->tinted ? f->tint : f->bold ? f->style->bold : f->style->color;
        p.width = measure_piece(f, &p);
        if (!f->full)
            f->word[f->pieces++] = p;
        text += part;
        length -= part;
    }
}

static unsigned long code_point(const char *text, size_t length)
{
    unsigned char first = (unsigned char)text[0];
    unsigned long code = length == 1   ? first
                         : length == 2 ? first & 0x1F
                         : length == 3 ? first & 0x0F
                                       : first & 0x07;
    for (size_t i = 1; i < length; i++)
        code = code << 6 | ((unsigned char)text[i] & 0x3F);
    return code;
}

/* Scripts that are written without spaces: a line may break on either side of a character. */
static bool is_ideograph(unsigned long code)
{
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xAC00 && code <= 0xD7A3) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF00 && code <= 0xFFEF) ||
           (code >= 0x20000 && code <= 0x3FFFF);
}

static bool never_first(unsigned long code)
{
    static const unsigned long closing[] = {0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF01,
                                            0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0x30FC};
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (closing[i] == code)
            return true;
    return false;
}

static bool never_last(unsigned long code)
{
    return code == 0x3008 || code == 0x300A || code == 0x300C || code == 0x300E || code == 0x3010 ||
           code == 0xFF08;
}

static bool read_formula(flow *f)
{
    const char *end = strchr(f->at + 1, '$');
    if (!end || end == f->at + 1 || end - f->at - 1 >= PIECE_SIZE)
        return false;
    add_piece(f, PIECE_FORMULA, f->at + 1, (size_t)(end - f->at - 1));
    f->at = end + 1;
    return true;
}

static bool read_tint(flow *f)
{
    const char *bar = strchr(f->at, '|'), *end = strchr(f->at, '}');
    if (!bar || !end || end < bar ||
        !ogv_token_color(f->theme, f->at + 1, (size_t)(bar - f->at - 1), &f->tint))
        return false;
    f->tinted = true;
    f->at = bar + 1;
    return true;
}

/* Takes a mark of the markup; false: what stands here is text. */
static bool read_mark(flow *f)
{
    char c = *f->at;
    if (c == '*' && f->at[1] == '*' && (f->bold || strstr(f->at + 2, "**"))) {
        f->bold = !f->bold;
        f->at += 2;
        return true;
    }
    if (c == '{' && !f->tinted)
        return read_tint(f);
    if (c == '}' && f->tinted) {
        f->tinted = false;
        f->at++;
        return true;
    }
    if (c == '$')
        return read_formula(f);
    if (c == '\\' && f->at[1] && strchr("*{}$\\", f->at[1])) {
        add_piece(f, PIECE_TEXT, f->at + 1, 1);
        f->at += 2;
        return true;
    }
    return false;
}

static void read_ideograph(flow *f, size_t length, unsigned long code)
{
    if (!never_first(code))
        place_word(f);
    add_piece(f, PIECE_TEXT, f->at, length);
    f->at += length;
    size_t next = *f->at ? character_length(f->at, strlen(f->at)) : 0;
    if (!never_last(code) && !(next && never_first(code_point(f->at, next))))
        place_word(f);
}

static void read_run(flow *f)
{
    const char *start = f->at;
    do {
        size_t length = character_length(f->at, strlen(f->at));
        unsigned long code = code_point(f->at, length);
        if (is_ideograph(code)) {
            if (f->at == start)
                read_ideograph(f, length, code);
            else
                add_piece(f, PIECE_TEXT, start, (size_t)(f->at - start));
            return;
        }
        f->at += length;
    } while (*f->at && !strchr(" \n*{}$\\", *f->at));
    add_piece(f, PIECE_TEXT, start, (size_t)(f->at - start));
}

static void read_words(flow *f)
{
    while (*f->at && !f->full) {
        if (*f->at == ' ') {
            place_word(f);
            f->space = f->x > f->left;
            f->at++;
        } else if (*f->at == '\n') {
            place_word(f);
            f->at++;
            if (last_line(f))
                end_with_ellipsis(f);
            else
                new_line(f);
        } else if (!read_mark(f)) {
            read_run(f);
        }
    }
    place_word(f);
}

static flow run(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float width,
                const ogv_text_style *style, const char *text, bool draw)
{
    flow f = {.list = list, .theme = theme, .style = style, .left = x, .width = width, .x = x, .y = y};
    f.lines = 1;
    f.draw = draw;
    f.at = text ? text : "";
    read_words(&f);
    return f;
}

static float paragraph(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float width,
                       const ogv_text_style *style, const char *text, bool draw)
{
    if (!text || !*text)
        return 0;
    float base = ogv_baseline(y, style->line, style->size);
    return style->line * (float)run(list, theme, x, base, width, style, text, draw).lines;
}

float ogv_paragraph(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float width,
                    const ogv_text_style *style, const char *text)
{
    return paragraph(list, theme, x, y, width, style, text, true);
}

float ogv_paragraph_height(ogv_drawlist *list, const ogv_theme *theme, float width,
                           const ogv_text_style *style, const char *text)
{
    return paragraph(list, theme, 0, 0, width, style, text, false);
}

float ogv_rich_line(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                    const ogv_text_style *style, const char *text)
{
    float width = ogv_rich_line_width(list, theme, style, text);
    x -= align == OGV_LEFT ? 0 : align == OGV_CENTER ? 0.5f * width : width;
    run(list, theme, x, y, INFINITY, style, text, true);
    return width;
}

float ogv_rich_line_width(ogv_drawlist *list, const ogv_theme *theme, const ogv_text_style *style,
                          const char *text)
{
    return run(list, theme, 0, 0, INFINITY, style, text, false).x;
}
