/* Made by core/tools/kernel_coefficients.sollya; change it there. */
#ifndef OGEE_SRC_KERNELS_COEFFICIENTS_H
#define OGEE_SRC_KERNELS_COEFFICIENTS_H

#define LN2 0x1.62e42fefa39efp-1
#define LN2_INVERSE 0x1.71547652b82fep0

/* Not every set of kernels needs all of these. */
#define TABLE static const __attribute__((unused))

/* relative error below 2^-39 */
TABLE double COTH[] = {
    0x1.000000000177cp1,
    0x1.5555553ce0a48p-3,
    -0x1.6c15c2b81a6f8p-9,
    0x1.13bdf83dea628p-14,
};

/* relative error below 2^-43 */
TABLE double SHORT_ATANH[] = {
    0x1.5555555636179p-1,
    0x1.9999980a63a54p-2,
    0x1.2492c0be9ef6cp-2,
    0x1.c6fa9d6fa1f7fp-3,
    0x1.76e719e514048p-3,
    0x1.20ada87ce79cfp-3,
    0x1.99cd44ab329fap-3,
};

/* relative error below 2^-27 */
TABLE float LOG[] = {
    0x1.554f2ep-2,
    0x1.01009ep-2,
    0x1.79ae6p-3,
    0x1.2ca06ap-2,
    -0x1.c4e85ep-2,
    0x1.afd4ecp0,
    -0x1.179de6p1,
    0x1.9e2986p0,
};

#endif
