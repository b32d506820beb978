#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"
#include "ogee/activation.h"
#include "ogee/kernels.h"

#if defined __x86_64__
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#else
static bool has_avx512(void)
{
    return false;
}

static bool has_avx2(void)
{
    return false;
}
#endif

static bool always(void)
{
    return true;
}

/* Best first. */
static const struct {
    const char *name;
    bool (*is_supported)(void);
    const og_kernels *(*kernels)(void);
} rows[] = {
    {"avx512", has_avx512, og_kernels_avx512}, {"avx2", has_avx2, og_kernels_avx2},
    {"neon", always, og_kernels_neon},         {"sse2", always, og_kernels_sse2},
    {"scalar", always, og_kernels_scalar},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static const og_kernels *usable(size_t row)
{
    return rows[row].is_supported() ? rows[row].kernels() : NULL;
}

const og_kernels *og_kernels_at(size_t index)
{
    for (size_t row = 0; row < ROWS; row++) {
        const og_kernels *kernels = usable(row);
        if (kernels && index-- == 0)
            return kernels;
    }
    return NULL;
}

const og_kernels *og_kernels_choose(const char *name)
{
    size_t row = 0;
    while (name && row < ROWS && strcmp(rows[row].name, name) != 0)
        row++;
    if (row == ROWS)
        row = 0;
    while (!usable(row))
        row++;
    return usable(row);
}

/* Two threads that come here first at once choose the same. */
const og_kernels *og_kernels_in_use(void)
{
    static const og_kernels *chosen;
    const og_kernels *kernels = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
    if (__builtin_expect(!kernels, 0)) {
        kernels = og_kernels_choose(getenv("OGEE_KERNELS"));
        __atomic_store_n(&chosen, kernels, __ATOMIC_RELAXED);
    }
    return kernels;
}

const char *og_kernels_name(void)
{
    return og_kernels_in_use()->name;
}

/* ---- array functions ---- */

#define OG_MAP_KERNEL(function, name)                                                                        \
    void function##_array(size_t n, const float *x, float *y)                                                \
    {                                                                                                        \
        og_kernels_in_use()->function(n, x, y);                                                              \
    }
#include "kernels.inc"

void og_softplus_gradf_array(size_t n, const float *x, float *y)
{
    og_sigmoidf_array(n, x, y);
}

void og_exp_gradf_array(size_t n, const float *x, float *y)
{
    og_expf_array(n, x, y);
}
