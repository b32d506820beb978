/* Made by core/tools/coefficients.sollya; change it there. */
#ifndef OGEE_SRC_COEFFICIENTS_H
#define OGEE_SRC_COEFFICIENTS_H

#define LN2_HIGH 0x1.62e42fefa38p-1
#define LN2_MIDDLE 0x1.ef35793c76p-45
#define LN2_LOW 0x1.cc01f97b57a08p-87
#define LN2_TAIL 0x1.ef35793c7673p-45
#define LN2_INVERSE 0x1.71547652b82fep0
#define HALF_PI_HIGH 0x1.921fb544p0
#define HALF_PI_MIDDLE 0x1.0b4611a6p-34
#define HALF_PI_LOW 0x1.3198a2e037073p-69
#define HALF_PI_INVERSE 0x1.45f306dc9c883p-1

/* relative error below 2^-55 */
static const double EXPM1[] = {
    0x1.0000000000005p-1,
    0x1.5555555555536p-3,
    0x1.5555555551f5p-5,
    0x1.1111111119ccap-7,
    0x1.6c16c17fdab07p-10,
    0x1.a01a01716899ep-13,
    0x1.a019a42c6ebf7p-16,
    0x1.71de8db7ee30bp-19,
    0x1.28a552bc65efbp-22,
    0x1.ae677794bf98cp-26,
};

/* relative error below 2^-64 */
static const double ATANH[] = {
    0x1.5555555555556p-1,
    0x1.999999999965p-2,
    0x1.24924924babf7p-2,
    0x1.c71c71a94d88fp-3,
    0x1.745d1d85801b5p-3,
    0x1.3b12e11ea6b9p-3,
    0x1.11229e819506p-3,
    0x1.dfef22b6dcf56p-4,
    0x1.c12590c187f8cp-4,
    0x1.1f74341ad60bbp-4,
    0x1.508f2cec30605p-3,
};

/* relative error below 2^-62 */
static const double SIN[] = {
    -0x1.5555555555555p-3,
    0x1.111111111108bp-7,
    -0x1.a01a01a006dbp-13,
    0x1.71de3a401fe54p-19,
    -0x1.ae643d50495fp-26,
    0x1.6114b01f5910ap-33,
    -0x1.a562bbe121606p-41,
};

/* relative error below 2^-63 */
static const double COS[] = {
    0x1.555555555554bp-5,
    -0x1.6c16c16c1500cp-10,
    0x1.a01a019c8d949p-16,
    -0x1.27e4f7f008783p-22,
    0x1.1ee9da88f4795p-29,
    -0x1.8fa5c165deabdp-37,
};

static const double INVERSE_FACTORIAL[][2] = {
    {0x1p-1, 0},
    {0x1.5555555555555p-3, 0x1.5555555555555p-57},
    {0x1.5555555555555p-5, 0x1.5555555555555p-59},
    {0x1.1111111111111p-7, 0x1.1111111111111p-63},
    {0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65},
    {0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73},
    {0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76},
    {0x1.71de3a556c734p-19, -0x1.c154f8ddc6cp-73},
    {0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76},
    {0x1.ae64567f544e4p-26, -0x1.c062e06d1f209p-80},
    {0x1.1eed8eff8d898p-29, -0x1.2aec959e14c06p-83},
    {0x1.6124613a86d09p-33, 0x1.f28e0cc748ebep-87},
    {0x1.93974a8c07c9dp-37, 0x1.05d6f8a2efd1fp-92},
    {0x1.ae7f3e733b81fp-41, 0x1.1d8656b0ee8cbp-97},
    {0x1.ae7f3e733b81fp-45, 0x1.1d8656b0ee8cbp-101},
    {0x1.952c77030ad4ap-49, 0x1.ac981465ddc6cp-103},
    {0x1.6827863b97d97p-53, 0x1.eec01221a8b0bp-107},
    {0x1.2f49b46814157p-57, 0x1.2650f61dbdcb4p-112},
    {0x1.e542ba4020225p-62, 0x1.ea72b4afe3c2fp-120},
    {0x1.71b8ef6dcf572p-66, -0x1.d043ae40c4647p-120},
    {0x1.0ce396db7f853p-70, -0x1.aebcdbd20331cp-124},
};

#endif
