/* What the processor can do at most, for tests/bench/run: floats multiplied and added as fast as it goes,
   with nothing read from memory. Reads lines and answers each with one:
       kernels        the set of vector instructions in use; the peaks are those of its vectors
       fma            10^9 operations a second of fused multiply-add, which counts as two; none: has none
       multiply-add   the same of a product and a sum, two instructions
       compiler       what this and its neighbours were built with */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ogee/kernels.h"

#if defined __x86_64__
#include <immintrin.h>
#elif defined __aarch64__
#include <arm_neon.h>
#endif

/* Enough chains that no instruction waits for the one before it, and few enough for 16 registers. */
enum { CHAINS = 12, LOOPS = 20000 };
static const double RUN_SECONDS = 0.002;

/* Not known to the compiler; the sums stay near 1. */
static volatile float factor = 0.999f, term = 0.001f, sink;

#define PEAK(function, attribute, vector, operation)                                                         \
    attribute static float function(void)                                                                    \
    {                                                                                                        \
        vector f = factor - (vector){0}, t = term - (vector){0}, sums[CHAINS], all = {0};                    \
        for (int c = 0; c < CHAINS; c++)                                                                     \
            sums[c] = f * (float)c;                                                                          \
        for (int i = 0; i < LOOPS; i++) {                                                                    \
            _Pragma("GCC unroll 12") for (int c = 0; c < CHAINS; c++) sums[c] = operation(sums[c], f, t);    \
        }                                                                                                    \
        for (int c = 0; c < CHAINS; c++)                                                                     \
            all += sums[c];                                                                                  \
        return all[0];                                                                                       \
    }

#define SEPARATE(a, b, c) ((a) * (b) + (c))

typedef float floats4 __attribute__((vector_size(16)));
#define PLAIN __attribute__((noinline))
PEAK(separate_4, PLAIN, floats4, SEPARATE)

#if defined __x86_64__
typedef float floats8 __attribute__((vector_size(32)));
typedef float floats16 __attribute__((vector_size(64)));
#define WITH_AVX2 __attribute__((noinline, target("avx2,fma")))
#define WITH_AVX512 __attribute__((noinline, target("avx512f")))
#define FUSED_8(a, b, c) ((floats8)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
#define FUSED_16(a, b, c) ((floats16)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
PEAK(separate_8, WITH_AVX2, floats8, SEPARATE)
PEAK(fused_8, WITH_AVX2, floats8, FUSED_8)
PEAK(separate_16, WITH_AVX512, floats16, SEPARATE)
PEAK(fused_16, WITH_AVX512, floats16, FUSED_16)
#elif defined __aarch64__
#define FUSED_4(a, b, c) ((floats4)vfmaq_f32((float32x4_t)(c), (float32x4_t)(a), (float32x4_t)(b)))
PEAK(fused_4, PLAIN, floats4, FUSED_4)
#endif

/* One float at a time, though a compiler may know better. */
PLAIN static float separate_1(void)
{
    float f = factor, t = term, sums[CHAINS], all = 0;
    for (int c = 0; c < CHAINS; c++)
        sums[c] = f * (float)c;
    for (int i = 0; i < LOOPS; i++) {
        _Pragma("GCC unroll 12") for (int c = 0; c < CHAINS; c++)
        {
            sums[c] = sums[c] * f + t;
#if defined __x86_64__
            __asm__("" : "+x"(sums[c]));
#elif defined __aarch64__
            __asm__("" : "+w"(sums[c]));
#endif
        }
    }
    for (int c = 0; c < CHAINS; c++)
        all += sums[c];
    return all;
}

static const struct {
    const char *kernels;
    double lanes;
    float (*fused)(void), (*separate)(void);
} peaks[] = {
#if defined __x86_64__
    {"avx512", 16, fused_16, separate_16},
    {"avx2", 8, fused_8, separate_8},
    {"sse2", 4, NULL, separate_4},
#elif defined __aarch64__
    {"neon", 4, fused_4, separate_4},
#endif
    {"scalar", 1, NULL, separate_1},
};

#if defined __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

/* Of the processor, so that other programs count less. */
static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void answer(float (*work)(void), double lanes)
{
    if (!work) {
        puts("none");
        return;
    }
    sink = work();
    double runs = 0, start = seconds(), time;
    do {
        sink = work();
        runs++;
        time = seconds() - start;
    } while (time < RUN_SECONDS);
    printf("%.6g\n", runs * LOOPS * CHAINS * lanes * 2 / time * 1e-9);
}

int main(void)
{
    size_t p = 0;
    while (p + 1 < sizeof peaks / sizeof peaks[0] && strcmp(peaks[p].kernels, og_kernels_name()) != 0)
        p++;
    for (char line[32]; fgets(line, sizeof line, stdin); fflush(stdout))
        if (strcmp(line, "kernels\n") == 0)
            puts(og_kernels_name());
        else if (strcmp(line, "fma\n") == 0)
            answer(peaks[p].fused, peaks[p].lanes);
        else if (strcmp(line, "multiply-add\n") == 0)
            answer(peaks[p].separate, peaks[p].lanes);
        else
            puts(COMPILER " " OGEE_BENCH_FLAGS);
    return 0;
}
