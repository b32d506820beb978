#include "kernels.h"

#if defined __x86_64__ && defined __AVX2__ && defined __FMA__
#define OG_SET avx2
#include "set.inc"

const og_kernels *og_kernels_avx2(void)
{
    return &kernels;
}
#else
const og_kernels *og_kernels_avx2(void)
{
    return NULL;
}
#endif
