/* Parts of formulas that stand over and under each other. What has to be centred on something else is laid
   out twice, the first time without drawing. */
#include <math.h>

#include "formula_private.h"

void ogv_formula_reach(ogv_layout *l, float ascent, float descent)
{
    float raised = l->base - l->y;
    l->ascent = fmaxf(l->ascent, ascent + raised);
    l->descent = fmaxf(l->descent, descent - raised);
}

/* Lays out the next argument at the pen without drawing; what was read stays unread. */
static ogv_layout measured(const ogv_layout *l, float size)
{
    ogv_layout copy = *l;
    copy.draw = false;
    copy.size = size;
    copy.x = 0;
    copy.base = copy.y;
    copy.ascent = copy.descent = 0;
    copy.before = OGV_ATOM_NONE;
    ogv_formula_argument(&copy);
    return copy;
}

static void argument_at(ogv_layout *l, float x, float y, float size)
{
    ogv_layout part = *l;
    part.x = x;
    part.y = y;
    part.size = size;
    part.before = OGV_ATOM_NONE;
    ogv_formula_argument(&part);
    l->at = part.at;
    l->x = part.x;
    l->ascent = part.ascent;
    l->descent = part.descent;
}

void ogv_formula_fraction(ogv_layout *l)
{
    float em = l->size, size = 0.92f * em, x = l->x + 0.06f * em, bar = l->y - 0.25f * em;
    ogv_layout top = measured(l, size);
    ogv_layout below_start = *l;
    below_start.at = top.at;
    ogv_layout below = measured(&below_start, size);
    float width = fmaxf(top.x, below.x) + 0.3f * em;
    if (l->draw)
        ogv_line(l->list, (ogv_point){x, bar}, (ogv_point){x + width, bar}, fmaxf(1, 0.055f * em), l->color);
    argument_at(l, x + 0.5f * (width - top.x), bar - 0.18f * em - top.descent, size);
    argument_at(l, x + 0.5f * (width - below.x), bar + 0.16f * em + below.ascent, size);
    l->x = x + width + 0.06f * em;
    l->before = OGV_ATOM_ORDINARY;
}

void ogv_formula_root(ogv_layout *l)
{
    float em = l->size, x = l->x;
    ogv_layout inside = measured(l, em);
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
    ogv_formula_reach(l, l->y - top, bottom - l->y);
    l->x += 0.12f * em;
    l->before = OGV_ATOM_ORDINARY;
}

/* Letters that STIX has with their hat; on others the hat is set by hand. */
void ogv_formula_hat(ogv_layout *l)
{
    ogv_layout inside = measured(l, l->size);
    float x = l->x;
    argument_at(l, x, l->y, l->size);
    float width = ogv_text_width(l->list, OGV_MATH, l->size, "ˆ");
    if (l->draw)
        ogv_text(l->list, x + 0.5f * (inside.x - width) + 0.06f * l->size, l->y - 0.02f * l->size, OGV_LEFT,
                 OGV_MATH, l->size, l->color, "ˆ");
    ogv_formula_reach(l, 0.72f * l->size, 0);
    l->before = OGV_ATOM_ORDINARY;
}

/* Both scripts of one base begin at its right edge. */
void ogv_formula_scripts(ogv_layout *l)
{
    float start = l->x, right = l->x, em = l->size;
    while (l->at < l->end && (*l->at == '^' || *l->at == '_')) {
        bool raised = *l->at++ == '^';
        argument_at(l, start + (raised ? 0.05f : 0.02f) * em, l->y + (raised ? -0.36f : 0.19f) * em,
                    0.7f * em);
        right = fmaxf(right, l->x);
        ogv_formula_skip_spaces(l);
    }
    l->x = right + 0.03f * em;
}
