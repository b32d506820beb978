/* Words and formulas: numbers as text, paragraphs with a small markup, TeX-like formulas.

   Markup of paragraphs and rich lines:
       **bold**          semibold; in the text colour unless the style says otherwise
       {grad|slope}      semibold in the colour of that token (see ogv_token_color)
       $x_1$             a formula
       \* \{ \$ \\       the character itself
   A mark without its partner is drawn as it stands.

   Formulas: letters are italic variables, digits roman; ^ and _ raise and lower the next character or
   {group}; \frac{a}{b} \sqrt{a} \hat{y} \text{when} \c{token}{a} (a in that colour)
   \on{name}{a} (a, which can be lit, see ogv_formula_lit) Greek: \alpha \beta
   \gamma \delta \epsilon \eta \theta \lambda \mu \pi \rho \sigma \tau \phi \omega \Delta \Sigma \partial
   \nabla \cdot \times \pm \le \ge \ne \approx \to \infty \sum \prod \in \ldots \ell \prime functions in
   roman: \log \ln \exp \max \min \tanh spaces: \, \; \: \! \quad An unknown command is drawn as its name, so
   that a slip is seen. */
#ifndef OGEE_VIZ_TEXT_H
#define OGEE_VIZ_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ogee_viz/drawlist.h"
#include "ogee_viz/theme.h"

enum { OGV_NUMBER_SIZE = 48 };

/* Writes value with that many decimals (0 .. 9) and U+2212 as its minus; what rounds to zero has no sign.
   Values from 1e15 are written like 1.0e15; "nan", "∞" and "−∞" for the rest. Returns buffer. */
char *ogv_format_number(char buffer[OGV_NUMBER_SIZE], double value, int decimals);

/* Writes value as digits (1 .. 9) significant figures times a power of ten: "4.0×10⁻⁸". Exactly 0 is "0"; nan
   and infinity as above. Returns buffer. */
char *ogv_format_power(char buffer[OGV_NUMBER_SIZE], double value, int digits);

/* The colour of a token of the visual specification by its name there: value, grad, class0, class1,
   class0Text, class1Text, teal, ochre, brown, ok, warn, err, accent, text, text2, text3. False: no such
   token. */
bool ogv_token_color(const ogv_theme *theme, const char *name, size_t length, ogv_color *color);

/* Draws text, shortened by "…" to fit into width. Returns the width drawn. */
float ogv_text_fit(ogv_drawlist *list, float x, float y, float width, ogv_font font, float size,
                   ogv_color color, const char *text);

/* ---- paragraphs ---- */

typedef struct ogv_text_style {
    ogv_font font; /* OGV_UI, OGV_UI_MEDIUM or OGV_DISPLAY; bold runs are OGV_UI_SEMIBOLD */
    float size;    /* of the text; formulas are a little larger */
    float line;    /* height of a line */
    ogv_color color;
    ogv_color bold; /* colour of bold runs */
    int max_lines;  /* 0: as many as it takes; the last line ends with "…" if something is left */
} ogv_text_style;

/* Narrative: 15 on 24, text2, bold in text. */
ogv_text_style ogv_style_body(const ogv_theme *theme);
/* Tasks and controls: 14 on 20, text2, bold in text. */
ogv_text_style ogv_style_control(const ogv_theme *theme);
/* Captions: 13 on 18, text2, bold in text. */
ogv_text_style ogv_style_label(const ogv_theme *theme);
/* Step headings: display 24 on 32, text. */
ogv_text_style ogv_style_heading(const ogv_theme *theme);

/* Draws marked-up text into lines of that width, (x, y) being the top left corner of the first line; returns
   the height of all lines. Breaks at spaces, between Chinese, Japanese and Korean characters, and inside a
   word only if it is wider than the paragraph. A line feed starts a new line. */
float ogv_paragraph(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float width,
                    const ogv_text_style *style, const char *text);
/* The height ogv_paragraph would return. Draws nothing. */
float ogv_paragraph_height(ogv_drawlist *list, const ogv_theme *theme, float width,
                           const ogv_text_style *style, const char *text);

/* One line of marked-up text with its baseline at y; returns its width. */
float ogv_rich_line(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                    const ogv_text_style *style, const char *text);
float ogv_rich_line_width(ogv_drawlist *list, const ogv_theme *theme, const ogv_text_style *style,
                          const char *text);

/* ---- formulas ---- */

/* How far a formula reaches from the left end of its baseline. */
typedef struct ogv_extent {
    float width, ascent, descent;
} ogv_extent;

/* Draws a formula with its baseline at y, x being its left end, middle or right end. Sizes: 19 to 22 in a
   block, 15 to 17 in a line. */
ogv_extent ogv_formula(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                       float size, ogv_color color, const char *formula);

/* How brightly the parts \on{name}{...} of a formula shine, 0 .. 1. */
typedef struct ogv_light {
    const char *name;
    float strength;
} ogv_light;

/* The same with a plate in the accent colour behind the parts that shine. */
ogv_extent ogv_formula_lit(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_align align,
                           float size, ogv_color color, const char *formula, const ogv_light *lights,
                           int count);
ogv_extent ogv_formula_extent(ogv_drawlist *list, const ogv_theme *theme, float size, const char *formula);

#endif
