/* Compares the kernels of every set that this processor has with the plain loops, on all 2^32 floats:
       ulp-kernels [--every K] [FUNCTION ...]      such as og_sigmoidf; none: all; of 4096 floats each K-th
   prints for each function how many results differ in each set; exit status 1 if one does. Every NaN equals
   every NaN. The sigmoid and bce_with_logits are also called for 8 floats and for 1, which have ways of their
   own. Of bce_with_logits, whose targets take turns, losses and gradients are compared, each gradient is held
   against og_sigmoidf and each loss against og_softplus. */
#include <inttypes.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../core/src/kernels/kernels.h"
#include "ogee/activation.h"

enum { THREADS = 2, BLOCK_BITS = 12, BLOCK = 1 << BLOCK_BITS, BLOCKS = 1 << (32 - BLOCK_BITS), SETS = 8 };

/* In calls for `piece` floats each. */
typedef void run_function(const og_kernels *set, size_t piece, const float *x, float *y);

typedef struct sweep {
    run_function *run;
    size_t piece;
    uint32_t every;
    atomic_uint next_block;
    atomic_ullong different[SETS];
    atomic_ullong off; /* losses beyond 2 ulp, and gradients that are not the sigmoid */
} sweep;

#define OG_MAP_KERNEL(function, name)                                                                        \
    static void run_##function(const og_kernels *set, size_t piece, const float *x, float *y)                \
    {                                                                                                        \
        for (size_t i = 0; i < BLOCK; i += piece)                                                            \
            set->function(piece, x + i, y + i);                                                              \
    }
#include "../../core/src/kernels/kernels.inc"

/* y[BLOCK] and y[BLOCK + 1] hold the bits of the sum. */
static void run_bce_with(int first, const og_kernels *set, size_t piece, const float *x, float *y)
{
    float targets[BLOCK];
    double sum = 0;
    for (int i = 0; i < BLOCK; i++)
        targets[i] = (float)((first + i / 3) % 2);
    for (size_t i = 0; i < BLOCK; i += piece)
        sum += set->bce_with_logits(piece, x + i, targets + i, 3, y + i);
    if (sum != sum)
        sum = NAN;
    memcpy(y + BLOCK, &sum, sizeof sum);
}

static void run_bce(const og_kernels *set, size_t piece, const float *x, float *y)
{
    run_bce_with(0, set, piece, x, y);
}

/* Each logit with the other target. */
static void run_other_bce(const og_kernels *set, size_t piece, const float *x, float *y)
{
    run_bce_with(1, set, piece, x, y);
}

static const struct {
    const char *name;
    run_function *run;
    size_t piece;
} rows[] = {
#define OG_MAP_KERNEL(function, name) {#function, run_##function, BLOCK},
#include "../../core/src/kernels/kernels.inc"
    {"og_sigmoidf", run_og_sigmoidf, 8}, {"og_sigmoidf", run_og_sigmoidf, 1},
    {"bce_with_logits", run_bce, BLOCK}, {"bce_other_target", run_other_bce, BLOCK},
    {"bce_with_logits", run_bce, 8},     {"bce_other_target", run_other_bce, 8},
    {"bce_with_logits", run_bce, 1},     {"bce_other_target", run_other_bce, 1},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static bool is_same(float a, float b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b);
}

static unsigned long long count_different(const float *y, const float *expected)
{
    unsigned long long count = 0;
    for (int i = 0; i < BLOCK + 2; i++)
        count += !is_same(y[i], expected[i]);
    return count;
}

/* The distance between the floats around y. */
static double ulp(double y)
{
    int exponent;
    frexp(y, &exponent);
    return ldexp(1, exponent < -125 ? -149 : exponent - 24);
}

/* Both targets of each logit. */
static unsigned long long count_off(const float *x)
{
    unsigned long long count = 0;
    for (int i = 0; i < 2 * BLOCK; i++) {
        float logit = x[i / 2], target = (float)(i % 2), s = target == 1 ? -logit : logit, gradient;
        double loss = og_kernels_in_use()->bce_with_logits(1, &logit, &target, 1, &gradient);
        double exact = og_softplus(s);
        float slope = og_sigmoidf(s);
        bool right = loss == exact || fabs(loss - exact) <= 2 * ulp(exact);
        count += s == s && !(right && is_same(gradient, target == 1 ? -slope : slope));
    }
    return count;
}

static void *work(void *argument)
{
    sweep *job = argument;
    float x[BLOCK], expected[BLOCK + 2] = {0}, y[BLOCK + 2] = {0};
    const og_kernels *set;
    for (uint32_t block; (block = atomic_fetch_add(&job->next_block, job->every)) < BLOCKS;) {
        for (uint32_t i = 0; i < BLOCK; i++) {
            uint32_t bits = (block << BLOCK_BITS) + i;
            memcpy(&x[i], &bits, sizeof bits);
        }
        job->run(og_kernels_scalar(), job->piece, x, expected);
        for (size_t s = 0; (set = og_kernels_at(s)); s++) {
            if (set == og_kernels_scalar())
                continue;
            job->run(set, job->piece, x, y);
            atomic_fetch_add(&job->different[s], count_different(y, expected));
        }
        if (job->run == run_bce && job->piece == BLOCK)
            atomic_fetch_add(&job->off, count_off(x));
    }
    return NULL;
}

static bool check(size_t row, uint32_t every)
{
    sweep job = {.run = rows[row].run, .piece = rows[row].piece, .every = every};
    pthread_t threads[THREADS];
    time_t start = time(NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, work, &job);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    bool good = job.off == 0;
    printf("%-22s %4zu at once:", rows[row].name, job.piece);
    const og_kernels *set;
    for (size_t s = 0; (set = og_kernels_at(s)); s++) {
        if (set == og_kernels_scalar())
            continue;
        good &= job.different[s] == 0;
        printf(" %s %llu,", set->name, (unsigned long long)job.different[s]);
    }
    if (job.run == run_bce && job.piece == BLOCK)
        printf(" losses beyond 2 ulp or gradients off %llu,", (unsigned long long)job.off);
    printf(" %.0f s%s\n", difftime(time(NULL), start), good ? "" : " FAILED");
    fflush(stdout);
    return good;
}

int main(int argc, char **argv)
{
    bool good = true;
    int first = argc > 2 && strcmp(argv[1], "--every") == 0 ? 3 : 1;
    uint32_t every = first == 3 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1;
    if (every == 0 || every > BLOCKS) {
        fprintf(stderr, "ulp-kernels: --every takes a number in 1 .. %d\n", BLOCKS);
        return 2;
    }
    for (size_t row = 0; row < ROWS; row++) {
        bool wanted = argc == first;
        for (int i = first; i < argc; i++)
            wanted |= strcmp(argv[i], rows[row].name) == 0;
        if (wanted)
            good &= check(row, every);
    }
    return !good;
}
