/* What lessons 2 and 3 say of number formats and of ways to compute in them. */
#ifndef OGEE_TEST_ROUTE_CLAIMS_H
#define OGEE_TEST_ROUTE_CLAIMS_H

#include <limits.h>

#include "claims.h"
#include "ogee/half.h"
#include "routes.h"

static inline double compute(ogl_route route, ogl_format format, double x)
{
    ogl_way way = {.route = route, .format = format};
    return ogl_compute(&way, x);
}

/* How large a format is, which is what it is called by. */
static inline double bits_of(ogl_format format)
{
    static const size_t sizes[] = {sizeof og_half_from_double(0), sizeof(float), sizeof(double)};
    return (double)(CHAR_BIT * sizes[format]);
}

/* How far off, in percent, still counts as right. */
static inline double right_percent(void)
{
    og_double_double one = {1, 0};
    double right = 0, wrong = 1;
    for (int i = 0; i < 60; i++) {
        double middle = (right + wrong) / 2;
        *(ogl_judge(OGL_FLOAT64, 1 + middle, one) == OGL_RIGHT ? &right : &wrong) = middle;
    }
    return 100 * right;
}

#endif
