#include "ogee_viz/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"

char *ogv_format_number(char buffer[OGV_NUMBER_SIZE], double value, int decimals)
{
    char digits[40];
    if (isnan(value))
        return strcpy(buffer, "nan");
    double size = fabs(value);
    decimals = decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
    if (isinf(value))
        snprintf(digits, sizeof digits, "∞");
    else if (size < 1e15)
        snprintf(digits, sizeof digits, "%.*f", decimals, size);
    else
        snprintf(digits, sizeof digits, "%.1e", size);
    bool zero = strspn(digits, "0.") == strlen(digits);
    snprintf(buffer, OGV_NUMBER_SIZE, "%s%s", value < 0 && !zero ? MINUS : "", digits);
    return buffer;
}

char *ogv_format_power(char buffer[OGV_NUMBER_SIZE], double value, int digits)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char text[32];
    if (value == 0 || !isfinite(value))
        return ogv_format_number(buffer, value, 0);
    digits = digits < 1 ? 1 : digits > 9 ? 9 : digits;
    snprintf(text, sizeof text, "%.*e", digits - 1, fabs(value));
    char *e = strchr(text, 'e');
    bool negative = e[1] == '-';
    *e = 0;
    for (e += 2; *e == '0' && e[1]; e++)
        continue;
    strcat(strcat(strcpy(buffer, value < 0 ? MINUS : ""), text), negative ? "×10⁻" : "×10");
    for (; *e; e++)
        strcat(buffer, raised[*e - '0']);
    return buffer;
}

typedef struct token {
    const char *name;
    size_t offset;
} token;

#define TOKEN(name, member)                                                                                  \
    {                                                                                                        \
        name, offsetof(ogv_theme, member)                                                                    \
    }

static const token tokens[] = {
    TOKEN("value", value),
    TOKEN("grad", grad),
    TOKEN("class0", class0_text),
    TOKEN("class1", class1_text), /* marks' own colours are too pale for text */
    TOKEN("class0Text", class0_text),
    TOKEN("class1Text", class1_text),
    TOKEN("teal", teal),
    TOKEN("ochre", ochre),
    TOKEN("brown", brown),
    TOKEN("ok", ok),
    TOKEN("warn", warn),
    TOKEN("err", err),
    TOKEN("accent", accent),
    TOKEN("text", text),
    TOKEN("text2", text2),
    TOKEN("text3", text3),
};

bool ogv_token_color(const ogv_theme *theme, const char *name, size_t length, ogv_color *color)
{
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (strlen(tokens[i].name) == length && strncmp(tokens[i].name, name, length) == 0) {
            memcpy(color, (const char *)theme + tokens[i].offset, sizeof *color);
            return true;
        }
    return false;
}

float ogv_text_fit(ogv_drawlist *list, float x, float y, float width, ogv_font font, float size,
                   ogv_color color, const char *text)
{
    if (ogv_text_width(list, font, size, text) <= width)
        return ogv_text(list, x, y, OGV_LEFT, font, size, color, text);
    char shortened[256];
    size_t length = strlen(text);
    if (length > sizeof shortened - 4)
        length = sizeof shortened - 4;
    for (;;) {
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
        memcpy(shortened, text, length);
        size_t end = length;
        while (end > 0 && shortened[end - 1] == ' ')
            end--;
        memcpy(shortened + end, "…", sizeof "…");
        if (length == 0 || ogv_text_width(list, font, size, shortened) <= width)
            return ogv_text(list, x, y, OGV_LEFT, font, size, color, shortened);
        length--;
    }
}

static ogv_text_style style(const ogv_theme *theme, ogv_font font, float size, float line)
{
    return (ogv_text_style){
        .font = font, .size = size, .line = line, .color = theme->text2, .bold = theme->text};
}

ogv_text_style ogv_style_body(const ogv_theme *theme)
{
    return style(theme, OGV_UI, 15, 24);
}

ogv_text_style ogv_style_control(const ogv_theme *theme)
{
    return style(theme, OGV_UI, 14, 20);
}

ogv_text_style ogv_style_label(const ogv_theme *theme)
{
    return style(theme, OGV_UI, 13, 18);
}

ogv_text_style ogv_style_heading(const ogv_theme *theme)
{
    ogv_text_style heading = style(theme, OGV_DISPLAY, 24, 32);
    heading.color = theme->text;
    return heading;
}
