/* What the kernels need beyond + - * / and the bit operators of vector types, for the set of instructions
   this file is compiled with. LANES is the number of floats in a vector; a vector of doubles holds half as
   many. vector_avx512.h has what is AVX-512's own. */
#ifndef OGEE_SRC_KERNELS_VECTOR_H
#define OGEE_SRC_KERNELS_VECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPERATION static inline __attribute__((always_inline, unused))

#if defined __AVX512F__
enum { LANES = 16 };
#elif defined __AVX2__
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif
typedef float floats __attribute__((vector_size(LANES * 4)));
typedef uint32_t ints __attribute__((vector_size(LANES * 4)));
typedef double doubles __attribute__((vector_size(LANES * 4)));
typedef uint64_t longs __attribute__((vector_size(LANES * 4)));

/* Rounding to float takes 29 bits off a double; TIE is the pattern half-way. What is less than 2^15 from it,
   2^-38 of the number or more, is too close to decide. */
enum { TIE = 1 << 28, TOO_CLOSE = 1 << 15, TIE_OFFSET = TIE + TOO_CLOSE, TIE_MASK = 2 * TIE - 2 * TOO_CLOSE };

/* Vectors that can be worked on side by side, as many as the registers hold, and how to say what becomes of
   each, so that they stay there. */
#if defined __AVX512F__ || defined __aarch64__
enum { SEVERAL = 8 };
#else
enum { SEVERAL = 4 };
#endif
#if defined __clang__
#define EACH(count) for (int i = 0; i < (count); i++)
#else
#define EACH(count) _Pragma("GCC unroll 8") for (int i = 0; i < (count); i++)
#endif

OPERATION floats broadcast(float x)
{
    return x - (floats){0};
}

OPERATION doubles broadcast_double(double x)
{
    return x - (doubles){0};
}

/* The same address, but the compiler does not know it: clang would take a half of a vector apart rather than
   load it. */
OPERATION const float *hidden(const float *x)
{
    __asm__("" : "+r"(x));
    return x;
}

/* Without the sign. */
OPERATION doubles size_of(doubles x)
{
    return (doubles)((longs)x & 0x7fffffffffffffffu);
}

#if defined __AVX512F__

#include "vector_avx512.h"

#else

OPERATION void quotients(int count, const doubles *a, const doubles *b, doubles *y)
{
    EACH(count) y[i] = a[i] / b[i];
}

/* All bits of a float's lane. */
typedef ints flags;

OPERATION flags is_between(floats x, float low, float high)
{
    return (flags)(x >= low) & (flags)(x <= high);
}

OPERATION flags is_equal(floats a, floats b)
{
    return (flags)(a == b);
}

#if defined __AVX2__ /* ---- AVX2 and FMA ---- */

#include <immintrin.h>

OPERATION __m256i first_lanes(size_t count)
{
    static const int32_t ramp[2 * LANES] = {-1, -1, -1, -1, -1, -1, -1, -1};
    return _mm256_loadu_si256((const __m256i *)(const void *)(ramp + LANES - count));
}

OPERATION floats load(const float *x)
{
    return (floats)_mm256_loadu_ps(x);
}

OPERATION void store(float *y, floats v)
{
    _mm256_storeu_ps(y, (__m256)v);
}

OPERATION floats load_part(const float *x, size_t count)
{
    return (floats)_mm256_maskload_ps(x, first_lanes(count));
}

OPERATION void store_part(float *y, floats v, size_t count)
{
    _mm256_maskstore_ps(y, first_lanes(count), (__m256)v);
}

OPERATION doubles load_wide(const float *x)
{
    return (doubles)_mm256_cvtps_pd(_mm_loadu_ps(x));
}

OPERATION doubles widen_low(floats v)
{
    return (doubles)_mm256_cvtps_pd(_mm256_castps256_ps128((__m256)v));
}

OPERATION doubles widen_high(floats v)
{
    return (doubles)_mm256_cvtps_pd(_mm256_extractf128_ps((__m256)v, 1));
}

OPERATION floats narrow(doubles low, doubles high)
{
    __m128 a = _mm256_cvtpd_ps((__m256d)low), b = _mm256_cvtpd_ps((__m256d)high);
    return (floats)_mm256_insertf128_ps(_mm256_castps128_ps256(a), b, 1);
}

OPERATION void store_past_cache(float *y, floats v)
{
    _mm256_stream_ps(y, (__m256)v);
}

OPERATION doubles multiply_add(doubles a, doubles b, doubles c)
{
    return (doubles)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
}

OPERATION doubles larger(doubles a, doubles b)
{
    return (doubles)_mm256_max_pd((__m256d)a, (__m256d)b);
}

OPERATION unsigned as_bits(flags f)
{
    return (unsigned)_mm256_movemask_ps((__m256)f);
}

OPERATION bool all(flags f)
{
    return as_bits(f) == 0xff;
}

OPERATION ints low_words(doubles low, doubles high)
{
    return (ints)_mm256_shuffle_ps((__m256)low, (__m256)high, 0x88);
}

#elif defined __SSE2__ /* ---- SSE2 ---- */

#include <emmintrin.h>

OPERATION floats load(const float *x)
{
    return (floats)_mm_loadu_ps(x);
}

OPERATION void store(float *y, floats v)
{
    _mm_storeu_ps(y, (__m128)v);
}

OPERATION doubles load_wide(const float *x)
{
    return (doubles)_mm_cvtps_pd(_mm_castsi128_ps(_mm_loadl_epi64((const __m128i *)(const void *)x)));
}

OPERATION doubles widen_low(floats v)
{
    return (doubles)_mm_cvtps_pd((__m128)v);
}

OPERATION doubles widen_high(floats v)
{
    return (doubles)_mm_cvtps_pd(_mm_movehl_ps((__m128)v, (__m128)v));
}

OPERATION floats narrow(doubles low, doubles high)
{
    return (floats)_mm_movelh_ps(_mm_cvtpd_ps((__m128d)low), _mm_cvtpd_ps((__m128d)high));
}

OPERATION void store_past_cache(float *y, floats v)
{
    _mm_stream_ps(y, (__m128)v);
}

OPERATION doubles multiply_add(doubles a, doubles b, doubles c)
{
    return a * b + c;
}

OPERATION doubles larger(doubles a, doubles b)
{
    return (doubles)_mm_max_pd((__m128d)a, (__m128d)b);
}

OPERATION unsigned as_bits(flags f)
{
    return (unsigned)_mm_movemask_ps((__m128)f);
}

OPERATION bool all(flags f)
{
    return as_bits(f) == 0xf;
}

OPERATION ints low_words(doubles low, doubles high)
{
    return (ints)_mm_shuffle_ps((__m128)low, (__m128)high, 0x88);
}

#else /* ---- NEON ---- */

#include <arm_neon.h>

OPERATION floats load(const float *x)
{
    return (floats)vld1q_f32(x);
}

OPERATION void store(float *y, floats v)
{
    vst1q_f32(y, (float32x4_t)v);
}

OPERATION doubles load_wide(const float *x)
{
    return (doubles)vcvt_f64_f32(vld1_f32(x));
}

OPERATION doubles widen_low(floats v)
{
    return (doubles)vcvt_f64_f32(vget_low_f32((float32x4_t)v));
}

OPERATION doubles widen_high(floats v)
{
    return (doubles)vcvt_high_f64_f32((float32x4_t)v);
}

OPERATION floats narrow(doubles low, doubles high)
{
    return (floats)vcvt_high_f32_f64(vcvt_f32_f64((float64x2_t)low), (float64x2_t)high);
}

OPERATION void store_past_cache(float *y, floats v)
{
    store(y, v);
}

OPERATION doubles multiply_add(doubles a, doubles b, doubles c)
{
    return (doubles)vfmaq_f64((float64x2_t)c, (float64x2_t)a, (float64x2_t)b);
}

OPERATION doubles larger(doubles a, doubles b)
{
    return (doubles)vmaxq_f64((float64x2_t)a, (float64x2_t)b);
}

OPERATION unsigned as_bits(flags f)
{
    return (f[0] & 1) | (f[1] & 2) | (f[2] & 4) | (f[3] & 8);
}

OPERATION bool all(flags f)
{
    return vminvq_u32((uint32x4_t)f) != 0;
}

OPERATION ints low_words(doubles low, doubles high)
{
    return (ints)vuzp1q_u32((uint32x4_t)low, (uint32x4_t)high);
}

#endif

#if !defined __AVX2__

OPERATION floats load_part(const float *x, size_t count)
{
    float part[LANES] = {0};
    for (size_t i = 0; i < count; i++)
        part[i] = x[i];
    return load(part);
}

OPERATION void store_part(float *y, floats v, size_t count)
{
    float part[LANES];
    store(part, v);
    for (size_t i = 0; i < count; i++)
        y[i] = part[i];
}

#endif

/* All flags set, and no result too close to a tie. */
OPERATION bool all_decided(flags f, doubles low, doubles high)
{
    ints words = low_words(low, high) + TIE_OFFSET;
    return all(f & ~(ints)((words & TIE_MASK) == 0));
}

#endif

OPERATION doubles quotient(doubles a, doubles b)
{
    quotients(1, &a, &b, &a);
    return a;
}

/* 0 from lane count on. */
OPERATION floats first_of(floats v, size_t count)
{
    ints ramp;
    for (uint32_t i = 0; i < LANES; i++)
        ramp[i] = i;
    return (floats)((ints)v & (ints)(ramp < (uint32_t)count));
}

/* Stores past the cache are seen after this. */
OPERATION void wait_for_stores(void)
{
#if defined __SSE2__
    _mm_sfence();
#endif
}

#endif
