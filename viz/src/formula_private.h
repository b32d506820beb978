/* What the files of formulas share. */
#ifndef OGEE_VIZ_SRC_FORMULA_PRIVATE_H
#define OGEE_VIZ_SRC_FORMULA_PRIVATE_H

#include "formula_symbols.h"
#include "ogee_viz/text.h"

typedef struct ogv_layout {
    ogv_drawlist *list;
    const ogv_theme *theme;
    const char *at, *end; /* what is left to read */
    float x, y;           /* the pen, on the baseline */
    float size;
    ogv_color color;
    bool draw;
    ogv_atom before;
    float ascent, descent; /* of all so far, from the first baseline */
    float base;            /* the first baseline */
    int depth;
    const ogv_light *lights;
    int light_count;
} ogv_layout;

/* Reads one atom, group or command and lays it out at the pen. */
void ogv_formula_argument(ogv_layout *l);
void ogv_formula_skip_spaces(ogv_layout *l);

/* What is drawn at the pen reaches that far above and below it. */
void ogv_formula_reach(ogv_layout *l, float ascent, float descent);

/* Read their arguments, and lay them out above, below, under or beside each other. */
void ogv_formula_fraction(ogv_layout *l);
void ogv_formula_root(ogv_layout *l);
void ogv_formula_hat(ogv_layout *l);
void ogv_formula_scripts(ogv_layout *l);

#endif
