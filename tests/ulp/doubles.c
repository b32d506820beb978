/* Checks the double functions on 10^7 fixed inputs each against MPFR:
       ulp-doubles [FUNCTION ...]
   prints the largest error of each and where it is; exit status 1 if one is larger than allowed. */
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "reference.h"

enum { THREADS = 2, INPUTS = 10 * 1000 * 1000, MPFR_BITS = 160 };

/* silu' crosses 0 here: its error is measured as an absolute one, in units of 2^-52. */
static const double SILU_GRAD_ZERO = -1.27846454276107;

typedef struct double_worker {
    const reference *function;
    uint32_t first;
    double worst; /* in ulp */
    double worst_input;
} double_worker;

/* Mixes the bits of n (a bijection), for inputs that look random and are the same in every run. */
static uint64_t mix(uint64_t n)
{
    n = (n + 1) * 0x9e3779b97f4a7c15u;
    n = (n ^ (n >> 32)) * 0xd6e8feb86659fd93u;
    n = (n ^ (n >> 29)) * 0xd6e8feb86659fd93u;
    return n ^ (n >> 32);
}

/* A number between 0 and 1. */
static double fraction(uint64_t n)
{
    return (double)(mix(n) >> 11) * 0x1p-53;
}

/* Half of the inputs lie evenly between low and high; the rest crowds towards 0, the ends, 1/2 and the zero
   of silu', over many powers of two. */
static double input(const reference *function, uint64_t n)
{
    double low = function->low, high = function->high;
    double even = low + (high - low) * fraction(2 * n);
    double small = ldexp(fraction(2 * n), -(int)(mix(2 * n + 1) % 64));
    double x = even;
    switch (n % 8) {
    case 0: x = small; break;
    case 1: x = -small; break;
    case 2: x = 0.5 + (n & 8 ? small : -small) / 2; break;
    case 3: x = n & 8 ? low + small : high - small; break;
    }
    if (n % 64 == 5)
        x = SILU_GRAD_ZERO + ldexp(small, -8);
    return x < low || x > high ? even : x;
}

static double error_in_ulp(const double_worker *worker, mpfr_t exact, mpfr_t difference, double x)
{
    double got = worker->function->in_double(x);
    worker->function->exact(exact, x);
    double nearest = mpfr_get_d(exact, MPFR_RNDN);
    if (got == nearest && isinf(got))
        return 0;
    if (!isfinite(got) || !isfinite(nearest))
        return INFINITY;
    int exponent;
    frexp(nearest, &exponent);
    int ulp = exponent - 53 < -1074 ? -1074 : exponent - 53;
    if (!strcmp(worker->function->name, "silu_grad") && fabs(x - SILU_GRAD_ZERO) < 0x1p-8)
        ulp = -52;
    mpfr_sub_d(difference, exact, got, MPFR_RNDN);
    mpfr_mul_2si(difference, difference, -ulp, MPFR_RNDN);
    return fabs(mpfr_get_d(difference, MPFR_RNDN));
}

static void *work(void *argument)
{
    double_worker *worker = argument;
    mpfr_t exact, difference;
    mpfr_inits2(MPFR_BITS, exact, difference, (mpfr_ptr)0);
    for (uint32_t n = worker->first; n < INPUTS; n += THREADS) {
        double x = input(worker->function, n);
        double error = error_in_ulp(worker, exact, difference, x);
        if (!(error <= worker->worst)) {
            worker->worst = error;
            worker->worst_input = x;
        }
    }
    mpfr_clears(exact, difference, (mpfr_ptr)0);
    mpfr_free_cache();
    return NULL;
}

static double_worker check(const reference *function)
{
    double_worker workers[THREADS];
    pthread_t threads[THREADS];
    for (uint32_t i = 0; i < THREADS; i++) {
        workers[i] = (double_worker){function, i, 0, 0};
        pthread_create(&threads[i], NULL, work, &workers[i]);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return workers[0].worst > workers[1].worst ? workers[0] : workers[1];
}

static bool is_wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], name))
            return true;
    return argc == 1;
}

int main(int argc, char **argv)
{
    int status = 0;
    for (const reference *function = references; function->name; function++) {
        if (!is_wanted(function->name, argc, argv))
            continue;
        double_worker result = check(function);
        bool bad = !(result.worst <= function->double_ulps);
        status |= bad;
        printf("%-17s worst %.4f ulp at %.17g, allowed %g%s\n", function->name, result.worst,
               result.worst_input, function->double_ulps, bad ? " FAILED" : "");
        fflush(stdout);
    }
    return status;
}
