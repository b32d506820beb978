#include "ogee_viz/theme.h"

#include <math.h>
#include <string.h>

#define RGB(hex)                                                                                             \
    {                                                                                                        \
        (hex) >> 16 & 0xFF, (hex) >> 8 & 0xFF, (hex)&0xFF, 255                                               \
    }

const ogv_theme ogv_theme_light = {
    .name = "light",
    .stage = RGB(0xFFFFFF),
    .panel = RGB(0xF7F5F0),
    .bar = RGB(0xFFFFFF),
    .well = RGB(0xEFECE5),
    .zone = RGB(0xF4F1EA),
    .hover = RGB(0xF1EEE8),
    .line = RGB(0xE2DED5),
    .line2 = RGB(0xCBC6BA),
    .grid = RGB(0xEEEBE4),
    .ctl = RGB(0x888C94),
    .axis = RGB(0x868991),
    .raised = RGB(0xFFFFFF),
    .text = RGB(0x1D222B),
    .text2 = RGB(0x484D58),
    .text3 = RGB(0x626872),
    .disabled = RGB(0xA9ACB2),
    .accent = RGB(0x442FA6),
    .accent_hover = RGB(0x37258C),
    .accent_pressed = RGB(0x2C1C72),
    .accent_soft = RGB(0xEBE8F8),
    .on_accent = RGB(0xFFFFFF),
    .focus = RGB(0x442FA6),
    .value = RGB(0x442FA6),
    .grad = RGB(0xC7215A),
    .grad_soft = {0xC7, 0x21, 0x5A, 31},
    .class0 = RGB(0x0072B7),
    .class1 = RGB(0xCF630D),
    .class0_text = RGB(0x0067A6),
    .class1_text = RGB(0xA74F0C),
    .teal = RGB(0x02736E),
    .ochre = RGB(0x86690A),
    .brown = RGB(0x6B4226),
    .ok = RGB(0x0B7643),
    .ok_soft = RGB(0xE4F2EA),
    .warn = RGB(0x8A5A00),
    .err = RGB(0xB7191C),
    .err_soft = RGB(0xFBE9E7),
    .point_ring = RGB(0xFFFFFF),
    .tip = RGB(0x1D222B),
    .on_tip = RGB(0xFFFFFF),
    .tip_text2 = RGB(0xC9CCD3),
    .knob = RGB(0xFFFFFF),
    .knob_line = RGB(0x442FA6),
    .contour = {0x1D, 0x22, 0x2B, 87},
    .contour_bold = RGB(0x1D222B),
    .band_right = RGB(0xCFE6E0),
    .band_wrong = RGB(0xEBDCA6),
    .band_zero = RGB(0xF6EBC4),
    .band_hatch = RGB(0xC99700),
    .on_band_wrong = RGB(0x1D222B),
    .point_ring_width = 1,
    .probability = {RGB(0x8BC4F6), RGB(0xA6D1F8), RGB(0xC0DEF8), RGB(0xDBEAF8), RGB(0xF7F6F3), RGB(0xFAE3CF),
                    RGB(0xFCD0AB), RGB(0xFDBC85), RGB(0xFDA85D)},
    .log_gradient = {RGB(0xFDF6E8), RGB(0xFEC396), RGB(0xFF8370), RGB(0xE3496A), RGB(0xAB3072), RGB(0x6F2563),
                     RGB(0x3C1846)},
};

const ogv_theme ogv_theme_dark = {
    .name = "dark",
    .stage = RGB(0x13161C),
    .panel = RGB(0x1B2028),
    .bar = RGB(0x171B22),
    .well = RGB(0x242A34),
    .zone = RGB(0x191D24),
    .hover = RGB(0x272E39),
    .line = RGB(0x2B313C),
    .line2 = RGB(0x424A58),
    .grid = RGB(0x222832),
    .ctl = RGB(0x686E78),
    .axis = RGB(0x6C7482),
    .raised = RGB(0x424A58),
    .text = RGB(0xECEEF4),
    .text2 = RGB(0xB9BEC8),
    .text3 = RGB(0x9398A4),
    .disabled = RGB(0x5C6470),
    .accent = RGB(0x9390F8),
    .accent_hover = RGB(0xA9A6FB),
    .accent_pressed = RGB(0x7B78E0),
    .accent_soft = RGB(0x2A2A4A),
    .on_accent = RGB(0x13161C),
    .focus = RGB(0xB7B4FF),
    .value = RGB(0xC9C2FF),
    .grad = RGB(0xF57597),
    .grad_soft = {0xF5, 0x75, 0x97, 41},
    .class0 = RGB(0x58B4F5),
    .class1 = RGB(0xFFA951),
    .class0_text = RGB(0x6FBDF3),
    .class1_text = RGB(0xF9B168),
    .teal = RGB(0x6ED2C9),
    .ochre = RGB(0xEAD070),
    .brown = RGB(0xD9A98A),
    .ok = RGB(0x63D18F),
    .ok_soft = RGB(0x1C3328),
    .warn = RGB(0xF0C060),
    .err = RGB(0xFF8A80),
    .err_soft = RGB(0x3A2020),
    .point_ring = RGB(0x13161C),
    .tip = RGB(0xECEEF4),
    .on_tip = RGB(0x13161C),
    .tip_text2 = RGB(0x4A505B),
    .knob = RGB(0x13161C),
    .knob_line = RGB(0x9390F8),
    .contour = {0xEC, 0xEE, 0xF4, 87},
    .contour_bold = RGB(0xECEEF4),
    .band_right = RGB(0x1F4A48),
    .band_wrong = RGB(0xEBDCA6),
    .band_zero = RGB(0x4A3F1A),
    .band_hatch = RGB(0xC99700),
    .on_band_wrong = RGB(0x1D222B),
    .point_ring_width = 1,
    .probability = {RGB(0x205E8E), RGB(0x214E72), RGB(0x223E57), RGB(0x212F3C), RGB(0x1E2026), RGB(0x3A2A1E),
                    RGB(0x52341D), RGB(0x6A3E1A), RGB(0x824915)},
    .log_gradient = {RGB(0x1B1B25), RGB(0x4E255A), RGB(0x8C2E73), RGB(0xCF3F75), RGB(0xF57567), RGB(0xFEB98B),
                     RGB(0xFAEFDA)},
};

const ogv_theme *ogv_theme_choose(bool dark, bool high_contrast)
{
    static ogv_theme strong[2];
    const ogv_theme *base = dark ? &ogv_theme_dark : &ogv_theme_light;
    if (!high_contrast)
        return base;
    ogv_theme *theme = &strong[dark];
    *theme = *base;
    theme->name = dark ? "dark-contrast" : "light-contrast";
    theme->line2 = theme->grid = base->axis;
    theme->contour.a = 153;
    theme->point_ring_width = 2;
    return theme;
}

const ogv_theme *ogv_theme_find(const char *name)
{
    for (int i = 0; name && i < 4; i++) {
        const ogv_theme *theme = ogv_theme_choose(i % 2 == 1, i >= 2);
        if (strcmp(name, theme->name) == 0)
            return theme;
    }
    return NULL;
}

/* t in 0 .. 1 over evenly spaced stops. */
static ogv_color along(const ogv_color *stops, int count, float t)
{
    float position = t * (float)(count - 1);
    int index = (int)position;
    if (index >= count - 1)
        return stops[count - 1];
    return ogv_mix(stops[index], stops[index + 1], position - (float)index);
}

ogv_color ogv_probability_color(const ogv_theme *theme, float p)
{
    if (isnan(p))
        return theme->err;
    return along(theme->probability, OGV_PROBABILITY_STOPS, fminf(fmaxf(p, 0.0f), 1.0f));
}

ogv_color ogv_gradient_color(const ogv_theme *theme, float gradient)
{
    if (!isfinite(gradient))
        return theme->err;
    if (gradient == 0.0f)
        return theme->zone;
    float t = (log10f(fabsf(gradient)) + 8.0f) / 8.0f;
    return along(theme->log_gradient, OGV_LOG_GRADIENT_STOPS, fminf(fmaxf(t, 0.0f), 1.0f));
}
