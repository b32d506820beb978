/* Random numbers: the generator of PyTorch's CPU (mt19937), so that the same seed gives the same numbers. */
#ifndef OGEE_RNG_H
#define OGEE_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The whole generator. A copy of it (plain assignment) continues with the same numbers. */
typedef struct og_rng {
    uint32_t state[624]; /* M. Matsumoto and T. Nishimura, Mersenne Twister, ACM TOMACS 8 (1998) */
    int next;            /* index of the next state word; 624: the state is used up and is renewed first */
    bool has_normal;     /* a second normal number of the last pair is waiting */
    double normal;
} og_rng;

/* Starts the generator as torch.manual_seed(seed) does; only the low 32 bits of the seed count. */
void og_rng_seed(og_rng *rng, uint64_t seed);

/* The next 32 random bits. */
uint32_t og_rng_u32(og_rng *rng);

/* A float uniform in [0, 1) from the low 24 bits of one draw: torch.rand(1). */
float og_rng_uniform(og_rng *rng);

/* A float uniform in [low, high): u (high - low) + low, where high - low is rounded to float and the rest
   once, as PyTorch's uniform_(low, high) on a CPU with fused multiply-add. Needs low <= high, both finite.
   high itself can come out by rounding. */
float og_rng_uniform_between(og_rng *rng, float low, float high);

/* A double uniform in [0, 1) from the low 53 bits of two draws, as torch.rand(1, dtype=torch.float64). */
double og_rng_uniform_double(og_rng *rng);

/* One normal number of mean 0 and deviation 1, as torch.randn of fewer than 16: sqrt(-2 log(1 - v)) cos(2 pi
   u) from two doubles u, v (G. Box and M. Muller, 1958); the same with sin waits for the next call. */
double og_rng_normal(og_rng *rng);

/* Fills values[count] as torch.randn(count) does: one by one below 16; from 16 on in blocks of 8 + 8 uniform
   floats, and when 16 does not divide count, the last 16 values are drawn anew. Within 1e-6 of PyTorch
   (tests/core/test_rng.c on recorded numbers). */
void og_rng_normal_fill(og_rng *rng, size_t count, float *values);

/* Writes a random order of 0 .. count-1 as torch.randperm(count): for each i in turn, swaps i and i + (u32
   mod (count - i)); draws count - 1 numbers. count < 2^32. */
void og_rng_permutation(og_rng *rng, size_t count, uint32_t *order);

#endif
