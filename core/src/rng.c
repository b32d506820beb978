#include "ogee/rng.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "elementary.h"
#include "kernels/kernels.h"

enum { WORDS = 624, SHIFT = 397, BLOCK = 16 };

static const double two_pi = 6.283185307179586476925;

void og_rng_seed(og_rng *rng, uint64_t seed)
{
    memset(rng, 0, sizeof *rng);
    rng->state[0] = (uint32_t)seed;
    for (uint32_t i = 1; i < WORDS; i++) {
        uint32_t last = rng->state[i - 1];
        rng->state[i] = 1812433253u * (last ^ (last >> 30)) + i;
    }
    rng->next = WORDS;
}

/* The next word of the state from a word, the one behind it, and the one SHIFT behind. */
static uint32_t next_word(uint32_t word, uint32_t second, uint32_t shifted)
{
    uint32_t mixed = (word & 0x80000000u) | (second & 0x7fffffffu);
    return shifted ^ (mixed >> 1) ^ (-(mixed & 1) & 0x9908b0dfu);
}

/* In pieces in which no index goes round, so that compilers make vectors of them. */
static void renew_state(og_rng *rng)
{
    uint32_t *state = rng->state;
    for (int i = 0; i < WORDS - SHIFT; i++)
        state[i] = next_word(state[i], state[i + 1], state[i + SHIFT]);
    for (int i = WORDS - SHIFT; i < WORDS - 1; i++)
        state[i] = next_word(state[i], state[i + 1], state[i + SHIFT - WORDS]);
    state[WORDS - 1] = next_word(state[WORDS - 1], state[0], state[SHIFT - 1]);
    rng->next = 0;
}

static inline uint32_t temper(uint32_t word)
{
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c5680u;
    word ^= (word << 15) & 0xefc60000u;
    return word ^ (word >> 18);
}

uint32_t og_rng_u32(og_rng *rng)
{
    if (rng->next >= WORDS)
        renew_state(rng);
    return temper(rng->state[rng->next++]);
}

/* As many calls of og_rng_u32. */
static void fill_u32(og_rng *rng, size_t count, uint32_t *words)
{
    for (size_t i = 0; i < count;) {
        if (rng->next >= WORDS)
            renew_state(rng);
        size_t left = (size_t)(WORDS - rng->next), n = count - i < left ? count - i : left;
        for (size_t j = 0; j < n; j++)
            words[i + j] = temper(rng->state[(size_t)rng->next + j]);
        rng->next += (int)n;
        i += n;
    }
}

/* The first draw is the high half, as in torch's random64. */
static uint64_t next_u64(og_rng *rng)
{
    uint64_t high = og_rng_u32(rng);
    return high << 32 | og_rng_u32(rng);
}

float og_rng_uniform(og_rng *rng)
{
    return (float)(og_rng_u32(rng) & 0xffffffu) * 0x1p-24f;
}

double og_rng_uniform_double(og_rng *rng)
{
    return (double)(next_u64(rng) & 0x1fffffffffffffu) * 0x1p-53;
}

/* a + b rounded to odd: of the two doubles around an inexact sum the one with an odd last bit. Rounding that
   to float gives what one rounding of the exact sum gives (S. Boldo, G. Melquiond, IEEE Trans. Comp. 57,
   2008). */
static double add_to_odd(double a, double b)
{
    double sum = a + b, part = sum - a;
    double error = (a - (sum - part)) + (b - part);
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    if (error == 0 || bits & 1)
        return sum;
    bits += (error > 0) == (sum > 0) ? 1 : UINT64_MAX;
    memcpy(&sum, &bits, sizeof sum);
    return sum;
}

float og_rng_uniform_between(og_rng *rng, float low, float high)
{
    float width = high - low;
    return (float)add_to_odd((double)og_rng_uniform(rng) * width, low);
}

double og_rng_normal(og_rng *rng)
{
    if (rng->has_normal) {
        rng->has_normal = false;
        return rng->normal;
    }
    double angle = two_pi * og_rng_uniform_double(rng);
    double radius = sqrt(-2 * og_log1p(-og_rng_uniform_double(rng)));
    rng->has_normal = true;
    rng->normal = radius * og_sin(angle);
    return radius * og_cos(angle);
}

/* Uniform numbers become normal ones in place. PyTorch rounds every step to float, and an angle off by one
   such rounding moves the result by more than 1e-6, so it is done here too. */
static void normal_from_uniform(float *block)
{
    for (int i = 0; i < BLOCK / 2; i++) {
        float log_u = (float)og_log(1 - block[i]);
        float radius = (float)sqrt(-2 * log_u);
        float angle = (float)two_pi * block[i + BLOCK / 2];
        block[i] = (float)(radius * og_cos(angle));
        block[i + BLOCK / 2] = (float)(radius * og_sin(angle));
    }
}

void og_rng_normal_fill(og_rng *rng, size_t count, float *values)
{
    if (count < BLOCK) {
        for (size_t i = 0; i < count; i++)
            values[i] = (float)og_rng_normal(rng);
        return;
    }
    for (size_t i = 0; i < count; i++)
        values[i] = og_rng_uniform(rng);
    size_t done = 0;
    for (; count - done >= BLOCK; done += BLOCK)
        normal_from_uniform(values + done);
    if (done == count)
        return;
    float *tail = values + count - BLOCK;
    for (int i = 0; i < BLOCK; i++)
        tail[i] = og_rng_uniform(rng);
    normal_from_uniform(tail);
}

void og_rng_permutation(og_rng *rng, size_t count, uint32_t *order)
{
    enum { DRAWS = 64 };
    uint32_t draws[DRAWS];
    assert(count <= UINT32_MAX);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    for (size_t start = 0; start + 1 < count; start += DRAWS) {
        size_t n = count - 1 - start < DRAWS ? count - 1 - start : DRAWS;
        fill_u32(rng, n, draws);
        og_kernels_in_use()->remainders(n, draws, (uint32_t)(count - start));
        for (size_t i = start; i < start + n; i++) {
            size_t other = i + draws[i - start];
            uint32_t kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
