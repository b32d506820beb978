#include "formula_symbols.h"

#include <stddef.h>
#include <string.h>

static const ogv_symbol symbols[] = {
    {"alpha", "α", OGV_ATOM_ORDINARY, true},   {"beta", "β", OGV_ATOM_ORDINARY, true},
    {"gamma", "γ", OGV_ATOM_ORDINARY, true},   {"delta", "δ", OGV_ATOM_ORDINARY, true},
    {"epsilon", "ε", OGV_ATOM_ORDINARY, true}, {"eta", "η", OGV_ATOM_ORDINARY, true},
    {"theta", "θ", OGV_ATOM_ORDINARY, true},   {"lambda", "λ", OGV_ATOM_ORDINARY, true},
    {"mu", "μ", OGV_ATOM_ORDINARY, true},      {"pi", "π", OGV_ATOM_ORDINARY, true},
    {"rho", "ρ", OGV_ATOM_ORDINARY, true},     {"sigma", "σ", OGV_ATOM_ORDINARY, true},
    {"tau", "τ", OGV_ATOM_ORDINARY, true},     {"phi", "φ", OGV_ATOM_ORDINARY, true},
    {"omega", "ω", OGV_ATOM_ORDINARY, true},   {"Delta", "Δ", OGV_ATOM_ORDINARY, false},
    {"Sigma", "Σ", OGV_ATOM_ORDINARY, false},  {"ell", "ℓ", OGV_ATOM_ORDINARY, false},
    {"partial", "∂", OGV_ATOM_ORDINARY, true}, {"nabla", "∇", OGV_ATOM_ORDINARY, false},
    {"infty", "∞", OGV_ATOM_ORDINARY, false},  {"sum", "∑", OGV_ATOM_ORDINARY, false},
    {"prod", "∏", OGV_ATOM_ORDINARY, false},   {"prime", "′", OGV_ATOM_ORDINARY, false},
    {"ldots", "…", OGV_ATOM_ORDINARY, false},  {"cdot", "·", OGV_ATOM_BINARY, false},
    {"times", "×", OGV_ATOM_BINARY, false},    {"pm", "±", OGV_ATOM_BINARY, false},
    {"le", "≤", OGV_ATOM_RELATION, false},     {"ge", "≥", OGV_ATOM_RELATION, false},
    {"ne", "≠", OGV_ATOM_RELATION, false},     {"approx", "≈", OGV_ATOM_RELATION, false},
    {"to", "→", OGV_ATOM_RELATION, false},     {"in", "∈", OGV_ATOM_RELATION, false},
};

const ogv_symbol *ogv_symbol_find(const char *name)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (strcmp(symbols[i].name, name) == 0)
            return &symbols[i];
    return NULL;
}
