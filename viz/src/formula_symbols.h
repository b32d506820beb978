/* The named symbols of formulas. */
#ifndef OGEE_VIZ_SRC_FORMULA_SYMBOLS_H
#define OGEE_VIZ_SRC_FORMULA_SYMBOLS_H

#include <stdbool.h>

/* What an atom is decides the space around it. */
typedef enum ogv_atom {
    OGV_ATOM_NONE,
    OGV_ATOM_ORDINARY,
    OGV_ATOM_OPEN,
    OGV_ATOM_PUNCTUATION,
    OGV_ATOM_BINARY,
    OGV_ATOM_RELATION
} ogv_atom;

typedef struct ogv_symbol {
    const char *name, *text;
    ogv_atom kind;
    bool italic;
} ogv_symbol;

/* The symbol that a formula calls by that name, without its backslash; NULL: there is none. */
const ogv_symbol *ogv_symbol_find(const char *name);

#endif
