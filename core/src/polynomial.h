/* A table of coefficients c as the polynomial c[0] + c[1] x + c[2] x^2 + ..., by Horner's rule. */
#ifndef OGEE_SRC_POLYNOMIAL_H
#define OGEE_SRC_POLYNOMIAL_H

#define POLYNOMIAL(table, x) og_polynomial(table, (int)(sizeof table / sizeof table[0]), x)

static inline double og_polynomial(const double *table, int count, double x)
{
    double sum = table[count - 1];
    for (int i = count - 2; i >= 0; i--)
        sum = sum * x + table[i];
    return sum;
}

#endif
