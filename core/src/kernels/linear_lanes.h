/* Vectors of 8 floats, which every set has (where registers hold 4, two take turns), of 16 for AVX-512, and
   the sum of eight lanes in the order of linear.h. */
#ifndef OGEE_SRC_KERNELS_LINEAR_LANES_H
#define OGEE_SRC_KERNELS_LINEAR_LANES_H

#include <string.h>

#include "vector.h"

typedef float eight __attribute__((vector_size(8 * 4)));

OPERATION eight spread_8(float x)
{
    return x - (eight){0};
}

#if defined __AVX2__ /* ---- AVX2 and AVX-512 ---- */

OPERATION eight load_8(const float *x)
{
    return (eight)_mm256_loadu_ps(x);
}

OPERATION void store_8(float *y, eight v)
{
    _mm256_storeu_ps(y, (__m256)v);
}

OPERATION __m256i first_of_8(size_t count)
{
    static const int32_t ramp[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
    return _mm256_loadu_si256((const __m256i *)(const void *)(ramp + 8 - count));
}

OPERATION eight load_part_8(const float *x, size_t count)
{
    return (eight)_mm256_maskload_ps(x, first_of_8(count));
}

OPERATION void store_part_8(float *y, eight v, size_t count)
{
    _mm256_maskstore_ps(y, first_of_8(count), (__m256)v);
}

OPERATION bool has_nan_8(eight v)
{
    return _mm256_movemask_ps(_mm256_cmp_ps((__m256)v, (__m256)v, _CMP_UNORD_Q)) != 0;
}

/* Each operation works on the lower four lanes and on the upper four. */
typedef eight fours;

OPERATION fours first_pairs(fours a, fours b)
{
    return (fours)_mm256_shuffle_ps((__m256)a, (__m256)b, 0x44);
}

OPERATION fours second_pairs(fours a, fours b)
{
    return (fours)_mm256_shuffle_ps((__m256)a, (__m256)b, 0xee);
}

OPERATION fours evens(fours a, fours b)
{
    return (fours)_mm256_shuffle_ps((__m256)a, (__m256)b, 0x88);
}

OPERATION fours odds(fours a, fours b)
{
    return (fours)_mm256_shuffle_ps((__m256)a, (__m256)b, 0xdd);
}

#else /* ---- SSE2 and NEON ---- */

OPERATION eight load_8(const float *x)
{
    eight v;
    memcpy(&v, x, sizeof v);
    return v;
}

OPERATION void store_8(float *y, eight v)
{
    memcpy(y, &v, sizeof v);
}

OPERATION eight load_part_8(const float *x, size_t count)
{
    float part[8] = {0};
    for (size_t i = 0; i < count; i++)
        part[i] = x[i];
    return load_8(part);
}

OPERATION void store_part_8(float *y, eight v, size_t count)
{
    float part[8];
    store_8(part, v);
    for (size_t i = 0; i < count; i++)
        y[i] = part[i];
}

OPERATION bool has_nan_8(eight v)
{
    bool has = false;
    for (int i = 0; i < 8; i++)
        has |= v[i] != v[i];
    return has;
}

typedef floats fours;

#if defined __SSE2__

OPERATION fours first_pairs(fours a, fours b)
{
    return (fours)_mm_movelh_ps((__m128)a, (__m128)b);
}

OPERATION fours second_pairs(fours a, fours b)
{
    return (fours)_mm_movehl_ps((__m128)b, (__m128)a);
}

OPERATION fours evens(fours a, fours b)
{
    return (fours)_mm_shuffle_ps((__m128)a, (__m128)b, 0x88);
}

OPERATION fours odds(fours a, fours b)
{
    return (fours)_mm_shuffle_ps((__m128)a, (__m128)b, 0xdd);
}

#else

OPERATION fours first_pairs(fours a, fours b)
{
    return (fours)vcombine_f32(vget_low_f32((float32x4_t)a), vget_low_f32((float32x4_t)b));
}

OPERATION fours second_pairs(fours a, fours b)
{
    return (fours)vcombine_f32(vget_high_f32((float32x4_t)a), vget_high_f32((float32x4_t)b));
}

OPERATION fours evens(fours a, fours b)
{
    return (fours)vuzp1q_f32((float32x4_t)a, (float32x4_t)b);
}

OPERATION fours odds(fours a, fours b)
{
    return (fours)vuzp2q_f32((float32x4_t)a, (float32x4_t)b);
}

#endif
#endif

/* ---- the sum of eight lanes, in the order of linear.h ---- */

/* From lanes 0 + 4, 1 + 5, 2 + 6 and 3 + 7 of four dot products, the four sums. */
OPERATION fours fold_fours(fours a, fours b, fours c, fours d)
{
    fours ab = first_pairs(a, b) + second_pairs(a, b);
    fours cd = first_pairs(c, d) + second_pairs(c, d);
    return evens(ab, cd) + odds(ab, cd);
}

/* Lane i of the result is the sum of v[i]. */
OPERATION eight fold_8(const eight v[8])
{
#if defined __AVX2__
    fours sum[4];
    for (int i = 0; i < 4; i++)
        sum[i] = (fours)_mm256_permute2f128_ps((__m256)v[i], (__m256)v[i + 4], 0x20) +
                 (fours)_mm256_permute2f128_ps((__m256)v[i], (__m256)v[i + 4], 0x31);
    return fold_fours(sum[0], sum[1], sum[2], sum[3]);
#else
    fours sum[8], folded[2];
    for (int i = 0; i < 8; i++) {
        fours halves[2];
        memcpy(halves, &v[i], sizeof halves);
        sum[i] = halves[0] + halves[1];
    }
    folded[0] = fold_fours(sum[0], sum[1], sum[2], sum[3]);
    folded[1] = fold_fours(sum[4], sum[5], sum[6], sum[7]);
    eight all;
    memcpy(&all, folded, sizeof all);
    return all;
#endif
}

OPERATION float fold_one(eight v)
{
#if defined __AVX2__
    fours sum = v + (fours)_mm256_permute2f128_ps((__m256)v, (__m256)v, 1);
#else
    fours halves[2];
    memcpy(halves, &v, sizeof halves);
    fours sum = halves[0] + halves[1];
#endif
    return fold_fours(sum, sum, sum, sum)[0];
}

/* Columns of one sample. */
OPERATION eight load_samples_8(const float *x, size_t next, size_t count)
{
    (void)next;
    return count == 8 ? load_8(x) : load_part_8(x, count);
}

OPERATION void store_samples_8(float *y, size_t next, eight v)
{
    (void)next;
    store_8(y, v);
}

OPERATION eight repeat_8(const float *x)
{
    return load_8(x);
}

/* ---- 16 floats ---- */

#if defined __AVX512F__
typedef floats sixteen;

OPERATION sixteen spread_16(float x)
{
    return broadcast(x);
}

OPERATION sixteen load_16(const float *x)
{
    return load(x);
}

OPERATION void store_16(float *y, sixteen v)
{
    store(y, v);
}

OPERATION sixteen load_part_16(const float *x, size_t count)
{
    return load_part(x, count);
}

OPERATION void store_part_16(float *y, sixteen v, size_t count)
{
    store_part(y, v, count);
}

OPERATION bool has_nan_16(sixteen v)
{
    return _mm512_cmp_ps_mask((__m512)v, (__m512)v, _CMP_UNORD_Q) != 0;
}

/* Columns of one sample and of the one that stands `next` behind it. */
OPERATION sixteen load_samples_16(const float *x, size_t next, size_t count)
{
    __m512 first = _mm512_castps256_ps512((__m256)load_samples_8(x, 0, count));
    return (sixteen)_mm512_insertf32x8(first, (__m256)load_samples_8(x + next, 0, count), 1);
}

OPERATION void store_samples_16(float *y, size_t next, sixteen v)
{
    _mm256_storeu_ps(y, _mm512_castps512_ps256((__m512)v));
    _mm256_storeu_ps(y + next, _mm512_extractf32x8_ps((__m512)v, 1));
}

OPERATION sixteen repeat_16(const float *x)
{
    return (sixteen)_mm512_broadcast_f32x8(_mm256_loadu_ps(x));
}

OPERATION sixteen first_pairs_16(sixteen a, sixteen b)
{
    return (sixteen)_mm512_shuffle_ps((__m512)a, (__m512)b, 0x44);
}

OPERATION sixteen second_pairs_16(sixteen a, sixteen b)
{
    return (sixteen)_mm512_shuffle_ps((__m512)a, (__m512)b, 0xee);
}

/* fold_8 of the lower halves and of the upper ones. The halves of v[i] and v[i + 4] meet in quarters, of
   which the middle two change places at the end. */
OPERATION sixteen fold_16(const sixteen v[8])
{
    sixteen sum[4];
    for (int i = 0; i < 4; i++)
        sum[i] = (sixteen)_mm512_shuffle_f32x4((__m512)v[i], (__m512)v[i + 4], 0x88) +
                 (sixteen)_mm512_shuffle_f32x4((__m512)v[i], (__m512)v[i + 4], 0xdd);
    __m512 ab = (__m512)(first_pairs_16(sum[0], sum[1]) + second_pairs_16(sum[0], sum[1]));
    __m512 cd = (__m512)(first_pairs_16(sum[2], sum[3]) + second_pairs_16(sum[2], sum[3]));
    __m512 all =
        (__m512)((sixteen)_mm512_shuffle_ps(ab, cd, 0x88) + (sixteen)_mm512_shuffle_ps(ab, cd, 0xdd));
    return (sixteen)_mm512_shuffle_f32x4(all, all, 0xd8);
}
#endif

#endif
