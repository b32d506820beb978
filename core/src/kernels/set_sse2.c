#include "kernels.h"

#if defined __x86_64__ && !defined __AVX2__
#define OG_SET sse2
#include "set.inc"

const og_kernels *og_kernels_sse2(void)
{
    return &kernels;
}
#else
const og_kernels *og_kernels_sse2(void)
{
    return NULL;
}
#endif
