/* Checks the float functions on all 2^32 inputs:
       ulp-sweep [--ties] [FUNCTION ...]
   prints for each function how many results are not the nearest float, the largest error and where it is;
   exit status 1 if a function misses what ogee/activation.h says. --ties also prints the inputs closest to a
   tie, with their results, as they stand in near_ties.txt. */
#include <inttypes.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "reference.h"

enum {
    THREADS = 2,
    BLOCK_BITS = 14,
    BLOCK = 1 << BLOCK_BITS,
    BLOCKS = 1 << (32 - BLOCK_BITS),
    MPFR_BITS = 320
};

typedef struct sweep_tally {
    uint64_t misrounded;
    long double worst; /* in ulp */
    uint32_t worst_input;
} sweep_tally;

typedef struct sweep_job {
    const reference *function;
    bool show_ties;
    atomic_uint next_block;
    sweep_tally tallies[THREADS];
} sweep_job;

typedef struct sweep_worker {
    sweep_job *job;
    sweep_tally *tally;
    mpfr_t exact;
} sweep_worker;

static float from_bits(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint32_t to_bits(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* The distance of floats around y. */
static long double ulp_of(long double y)
{
    int exponent;
    frexpl(y, &exponent);
    return ldexpl(1, exponent - 24 > -149 ? exponent - 24 : -149);
}

static bool is_near_tie(long double y, long double width)
{
    return (float)(y - y * width) != (float)(y + y * width);
}

static void show_tie(const sweep_job *job, float x, long double y, float nearest)
{
    float low = strcmp(job->function->name, "sigmoid") ? 0x1p-26f : 0x1p-11f;
    if (fabsf(x) >= low && is_near_tie(y, 0x1p-48L))
        printf("%s %08" PRIx32 " %08" PRIx32 "\n", job->function->name, to_bits(x), to_bits(nearest));
}

/* The float nearest to the exact result. */
static float nearest_float(sweep_worker *worker, float x, long double y)
{
    if (y != y || !is_near_tie(y, 0x1p-57L))
        return (float)y;
    worker->job->function->exact(worker->exact, x);
    return mpfr_get_flt(worker->exact, MPFR_RNDN);
}

static void count(sweep_worker *worker, uint32_t bits, float got, long double y, float nearest)
{
    if (got != got && nearest != nearest)
        return;
    sweep_tally *tally = worker->tally;
    if (to_bits(got) != to_bits(nearest))
        tally->misrounded++;
    long double error = 0;
    if (got != got || nearest != nearest || signbit(got) != signbit(nearest))
        error = INFINITY;
    else if (got != y)
        error = isinf(got) && isinf(nearest) ? 0 : fabsl(got - y) / ulp_of(y);
    if (error > tally->worst) {
        tally->worst = error;
        tally->worst_input = bits;
    }
}

/* Where both ends of a block have the same nearest float and the function is monotone, all of it has. The
   functions here are, but at 0 and 1/2, where blocks end, and for SiLU and its derivative between 1/2 and 8
   on either side. */
static bool is_constant(sweep_worker *worker, uint32_t first, uint32_t last)
{
    const reference *function = worker->job->function;
    float a = from_bits(first), b = from_bits(last);
    if (a != a || b != b || (fabsf(a) > 0.5f && fabsf(a) < 8))
        return false;
    float at_a = nearest_float(worker, a, function->in_long_double(a));
    float at_b = nearest_float(worker, b, function->in_long_double(b));
    return to_bits(at_a) == to_bits(at_b);
}

static void check_block(sweep_worker *worker, uint32_t first)
{
    const reference *function = worker->job->function;
    bool constant = is_constant(worker, first, first + (BLOCK - 1));
    long double y = function->in_long_double(from_bits(first));
    float nearest = nearest_float(worker, from_bits(first), y);
    for (uint32_t bits = first; bits - first < BLOCK; bits++) {
        float x = from_bits(bits), got = function->in_float(x);
        if (constant && to_bits(got) == to_bits(nearest))
            continue;
        y = function->in_long_double(x);
        float best = nearest_float(worker, x, y);
        count(worker, bits, got, y, best);
        if (worker->job->show_ties)
            show_tie(worker->job, x, y, best);
    }
}

static void *work(void *argument)
{
    sweep_worker *worker = argument;
    mpfr_init2(worker->exact, MPFR_BITS);
    for (uint32_t block; (block = atomic_fetch_add(&worker->job->next_block, 1)) < BLOCKS;)
        check_block(worker, block << BLOCK_BITS);
    mpfr_clear(worker->exact);
    mpfr_free_cache();
    return NULL;
}

static sweep_tally sweep(const reference *function, bool show_ties)
{
    sweep_job job = {.function = function, .show_ties = show_ties};
    sweep_worker workers[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i].job = &job;
        workers[i].tally = &job.tallies[i];
        pthread_create(&threads[i], NULL, work, &workers[i]);
    }
    sweep_tally all = {0, 0, 0};
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        all.misrounded += job.tallies[i].misrounded;
        if (job.tallies[i].worst > all.worst) {
            all.worst = job.tallies[i].worst;
            all.worst_input = job.tallies[i].worst_input;
        }
    }
    return all;
}

static double seconds(void)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool is_wanted(const char *name, int argc, char **argv)
{
    bool all = true;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-')
            continue;
        all = false;
        if (!strcmp(argv[i], name))
            return true;
    }
    return all;
}

int main(int argc, char **argv)
{
    bool show_ties = false;
    for (int i = 1; i < argc; i++)
        show_ties |= !strcmp(argv[i], "--ties");
    int status = 0;
    for (const reference *function = references; function->name; function++) {
        if (!function->in_float || !is_wanted(function->name, argc, argv))
            continue;
        double start = seconds();
        sweep_tally tally = sweep(function, show_ties);
        bool bad = function->float_ulps == 0.5 ? tally.misrounded > 0 : tally.worst > function->float_ulps;
        status |= bad;
        printf("# %-17s misrounded %10" PRIu64 " of 2^32, worst %.7Lf ulp at 0x%08" PRIx32
               " (%g), %.0f s%s\n",
               function->name, tally.misrounded, tally.worst, tally.worst_input, from_bits(tally.worst_input),
               seconds() - start, bad ? " FAILED" : "");
        fflush(stdout);
    }
    return status;
}
