/* The functions under test beside better ones: long double for the mass of inputs, MPFR where that is not
 * enough. */
#ifndef OGEE_ULP_REFERENCE_H
#define OGEE_ULP_REFERENCE_H

#include <mpfr.h>

typedef struct reference {
    const char *name;
    float (*in_float)(float x); /* NULL: the double version alone is checked */
    double (*in_double)(double x);
    long double (*in_long_double)(long double x); /* relative error below 2^-58 */
    void (*exact)(mpfr_t y, double x);            /* y is exact to its precision less a few bits */
    double float_ulps;                            /* allowed error of in_float; 0.5: correctly rounded */
    double double_ulps;                           /* allowed error of in_double */
    double low, high;                             /* the inputs that matter for in_double */
} reference;

extern const reference references[]; /* ended by a NULL name */

#endif
