/* Remainders for random permutations. Vectors divide doubles, but no integers. */
#ifndef OGEE_SRC_KERNELS_REMAINDERS_H
#define OGEE_SRC_KERNELS_REMAINDERS_H

#include <stddef.h>
#include <stdint.h>

#if defined __AVX512F__

/* A quotient that is an integer may come out a little below it, and the remainder is then the divisor. */
OPERATION __m512i remainders_of_vector(__m512i words, __m512i by)
{
    doubles quotients[2];
    for (int i = 0; i < 2; i++) {
        __m256i dividends = i ? _mm512_extracti64x4_epi64(words, 1) : _mm512_castsi512_si256(words);
        __m256i divisors = i ? _mm512_extracti64x4_epi64(by, 1) : _mm512_castsi512_si256(by);
        quotients[i] =
            quotient((doubles)_mm512_cvtepu32_pd(dividends), (doubles)_mm512_cvtepu32_pd(divisors));
    }
    __m256i low = _mm512_cvttpd_epu32((__m512d)quotients[0]),
            high = _mm512_cvttpd_epu32((__m512d)quotients[1]);
    __m512i whole = _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
    __m512i rest = _mm512_sub_epi32(words, _mm512_mullo_epi32(whole, by));
    return _mm512_min_epu32(rest, _mm512_sub_epi32(rest, by));
}

static void remainders(size_t n, uint32_t *words, uint32_t divisor)
{
    const __m512i ramp = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    for (size_t i = 0; i < n; i += LANES) {
        __mmask16 mask = (__mmask16)(n - i < LANES ? (1u << (n - i)) - 1 : 0xffff);
        __m512i by = _mm512_sub_epi32(_mm512_set1_epi32((int)(divisor - (uint32_t)i)), ramp);
        __m512i word = _mm512_maskz_loadu_epi32(mask, words + i);
        _mm512_mask_storeu_epi32(words + i, mask, remainders_of_vector(word, by));
    }
}

#else

/* A loop this plain becomes vectors by itself. The quotient rounds to no integer that it is not: it is at
   least 1 / divisor below the next one, and the rounding less than 2^-20 of that. */
static void remainders(size_t n, uint32_t *words, uint32_t divisor)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t by = divisor - (uint32_t)i;
        double word = (double)(int32_t)(words[i] ^ 0x80000000u) + 0x1p31;
        double quotient = word / ((double)(int32_t)(by ^ 0x80000000u) + 0x1p31);
        words[i] -= (uint32_t)(int32_t)quotient * by;
    }
}

#endif

#endif
