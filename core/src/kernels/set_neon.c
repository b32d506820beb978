#include "kernels.h"

#if defined __aarch64__ && defined __ARM_NEON
#define OG_SET neon
#include "set.inc"

const og_kernels *og_kernels_neon(void)
{
    return &kernels;
}
#else
const og_kernels *og_kernels_neon(void)
{
    return NULL;
}
#endif
