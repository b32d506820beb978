/* The part of vector.h that AVX-512 does its own way: flags are one bit for each float, and masks load and
   store a part of a vector. For vector.h alone. */
#ifndef OGEE_SRC_KERNELS_VECTOR_AVX512_H
#define OGEE_SRC_KERNELS_VECTOR_AVX512_H

#include <immintrin.h>

/* One bit for each float. */
typedef __mmask16 flags;

OPERATION floats load(const float *x)
{
    return (floats)_mm512_loadu_ps(x);
}

OPERATION void store(float *y, floats v)
{
    _mm512_storeu_ps(y, (__m512)v);
}

OPERATION floats load_part(const float *x, size_t count)
{
    return (floats)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), x);
}

OPERATION void store_part(float *y, floats v, size_t count)
{
    _mm512_mask_storeu_ps(y, (__mmask16)((1u << count) - 1), (__m512)v);
}

OPERATION doubles load_wide(const float *x)
{
    return (doubles)_mm512_cvtps_pd(_mm256_loadu_ps(x));
}

OPERATION doubles widen_low(floats v)
{
    return (doubles)_mm512_cvtps_pd(_mm512_castps512_ps256((__m512)v));
}

OPERATION doubles widen_high(floats v)
{
    return (doubles)_mm512_cvtps_pd(_mm512_extractf32x8_ps((__m512)v, 1));
}

OPERATION floats narrow(doubles low, doubles high)
{
    __m256 a = _mm512_cvtpd_ps((__m512d)low), b = _mm512_cvtpd_ps((__m512d)high);
    return (floats)_mm512_insertf32x8(_mm512_castps256_ps512(a), b, 1);
}

OPERATION void store_past_cache(float *y, floats v)
{
    _mm512_stream_ps(y, (__m512)v);
}

OPERATION doubles multiply_add(doubles a, doubles b, doubles c)
{
    return (doubles)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
}

OPERATION doubles larger(doubles a, doubles b)
{
    return (doubles)_mm512_max_pd((__m512d)a, (__m512d)b);
}

OPERATION flags is_between(floats x, float low, float high)
{
    __mmask16 at_least = _mm512_cmp_ps_mask((__m512)x, _mm512_set1_ps(low), _CMP_GE_OQ);
    return _mm512_mask_cmp_ps_mask(at_least, (__m512)x, _mm512_set1_ps(high), _CMP_LE_OQ);
}

OPERATION flags is_equal(floats a, floats b)
{
    return _mm512_cmp_ps_mask((__m512)a, (__m512)b, _CMP_EQ_OQ);
}

OPERATION unsigned as_bits(flags f)
{
    return f;
}

OPERATION bool all(flags f)
{
    return f == 0xffff;
}

/* All flags set, and no result too close to a tie. */
OPERATION bool all_decided(flags f, doubles low, doubles high)
{
    ints words = (ints)_mm512_shuffle_ps((__m512)low, (__m512)high, 0x88) + TIE_OFFSET;
    return all(_mm512_mask_test_epi32_mask(f, (__m512i)words, _mm512_set1_epi32(TIE_MASK)));
}

/* y = a / b for count vectors, up to SEVERAL, within 2^-41: two divisions of 8 would take as long as all the
   rest of a sigmoid. r is 1 / b within 2^-14, and with e = 1 - b r, a r (1 + e + e^2) is a / b within e^3. b
   and 1 / b are normal. */
OPERATION void quotients(int count, const doubles *a, const doubles *b, doubles *y)
{
    doubles r[SEVERAL], e[SEVERAL];
    EACH(count) r[i] = (doubles)_mm512_rcp14_pd((__m512d)b[i]);
    EACH(count) e[i] = (doubles)_mm512_fnmadd_pd((__m512d)b[i], (__m512d)r[i], _mm512_set1_pd(1));
    EACH(count) r[i] = a[i] * r[i];
    EACH(count) e[i] = multiply_add(e[i], e[i], e[i]);
    EACH(count) y[i] = multiply_add(r[i], e[i], r[i]);
}

/* Half a vector. */
OPERATION floats load_half(const float *x)
{
    return (floats)_mm512_zextps256_ps512(_mm256_loadu_ps(x));
}

OPERATION void store_half(float *y, floats v)
{
    _mm256_storeu_ps(y, _mm512_castps512_ps256((__m512)v));
}

#endif
