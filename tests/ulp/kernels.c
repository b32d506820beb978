/* Compares the kernels of every set that this processor has with the plain loops, on all 2^32 floats:
       ulp-kernels [FUNCTION ...]      such as og_sigmoidf; none: all
   prints for each function how many results differ in each set; exit status 1 if one does. Every NaN equals
   every NaN. For bce_with_logits a block is one call with targets that take turns, its gradients are compared
   and its sum, and each loss is held against og_softplus. */
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

typedef void run_function(const og_kernels *set, const float *x, float *y);

typedef struct sweep {
    run_function *run;
    atomic_uint next_block;
    atomic_ullong different[SETS];
    atomic_ullong off; /* losses beyond 2 ulp */
} sweep;

#define OG_MAP_KERNEL(function, name)                                                                        \
    static void run_##function(const og_kernels *set, const float *x, float *y)                              \
    {                                                                                                        \
        set->function(BLOCK, x, y);                                                                          \
    }
#include "../../core/src/kernels/kernels.inc"

/* y[BLOCK] and y[BLOCK + 1] hold the bits of the sum. */
static void run_bce_with(int first, const og_kernels *set, const float *x, float *y)
{
    float targets[BLOCK];
    for (int i = 0; i < BLOCK; i++)
        targets[i] = (float)((first + i / 3) % 2);
    double sum = set->bce_with_logits(BLOCK, x, targets, 3, y);
    if (sum != sum)
        sum = NAN;
    memcpy(y + BLOCK, &sum, sizeof sum);
}

static void run_bce(const og_kernels *set, const float *x, float *y)
{
    run_bce_with(0, set, x, y);
}

/* Each logit with the other target. */
static void run_other_bce(const og_kernels *set, const float *x, float *y)
{
    run_bce_with(1, set, x, y);
}

static const struct {
    const char *name;
    run_function *run;
} rows[] = {
#define OG_MAP_KERNEL(function, name) {#function, run_##function},
#include "../../core/src/kernels/kernels.inc"
    {"bce_with_logits", run_bce},
    {"bce_other_target", run_other_bce},
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

static int32_t order(float y)
{
    int32_t bits;
    memcpy(&bits, &y, sizeof bits);
    return bits;
}

static unsigned long long count_off(const float *x)
{
    static const float zero;
    unsigned long long count = 0;
    for (int i = 0; i < BLOCK; i++) {
        float loss = (float)og_kernels_in_use()->bce_with_logits(1, &x[i], &zero, 1, NULL);
        float exact = (float)og_softplus(x[i]);
        count += x[i] == x[i] && !(llabs((long long)order(loss) - order(exact)) <= 2);
    }
    return count;
}

static void *work(void *argument)
{
    sweep *job = argument;
    float x[BLOCK], expected[BLOCK + 2] = {0}, y[BLOCK + 2] = {0};
    const og_kernels *set;
    for (uint32_t block; (block = atomic_fetch_add(&job->next_block, 1)) < BLOCKS;) {
        for (uint32_t i = 0; i < BLOCK; i++) {
            uint32_t bits = (block << BLOCK_BITS) + i;
            memcpy(&x[i], &bits, sizeof bits);
        }
        job->run(og_kernels_scalar(), x, expected);
        for (size_t s = 0; (set = og_kernels_at(s)); s++) {
            if (set == og_kernels_scalar())
                continue;
            job->run(set, x, y);
            atomic_fetch_add(&job->different[s], count_different(y, expected));
        }
        if (job->run == run_bce)
            atomic_fetch_add(&job->off, count_off(x));
    }
    return NULL;
}

static bool check(size_t row)
{
    sweep job = {.run = rows[row].run};
    pthread_t threads[THREADS];
    time_t start = time(NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, work, &job);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    bool good = job.off == 0;
    printf("%-22s", rows[row].name);
    const og_kernels *set;
    for (size_t s = 0; (set = og_kernels_at(s)); s++) {
        if (set == og_kernels_scalar())
            continue;
        good &= job.different[s] == 0;
        printf(" %s %llu,", set->name, (unsigned long long)job.different[s]);
    }
    if (job.run == run_bce)
        printf(" losses beyond 2 ulp %llu,", (unsigned long long)job.off);
    printf(" %.0f s%s\n", difftime(time(NULL), start), good ? "" : " FAILED");
    fflush(stdout);
    return good;
}

int main(int argc, char **argv)
{
    bool good = true;
    for (size_t row = 0; row < ROWS; row++) {
        bool wanted = argc == 1;
        for (int i = 1; i < argc; i++)
            wanted |= strcmp(argv[i], rows[row].name) == 0;
        if (wanted)
            good &= check(row);
    }
    return !good;
}
