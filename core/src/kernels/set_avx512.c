#include "kernels.h"

#if defined __x86_64__ && defined __AVX512F__ && defined __AVX512DQ__
#define OG_SET avx512
#include "set.inc"

const og_kernels *og_kernels_avx512(void)
{
    return &kernels;
}
#else
const og_kernels *og_kernels_avx512(void)
{
    return NULL;
}
#endif
