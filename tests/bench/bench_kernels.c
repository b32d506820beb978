/* How fast the kernels are, in nanoseconds an element:
       bench_kernels           a table of every kernel of every set
       bench_kernels --serve   reads lines "SET KERNEL N" and answers each with the time of one run over a
                               few milliseconds, so that another program can take turns with it; the SET
                               "public" is the function that a program calls, with the set in use
   Pin it to one processor (taskset -c 1). */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../core/src/kernels/kernels.h"
#include "ogee/activation.h"
#include "ogee/loss.h"
#include "ogee/rng.h"

enum { RUNS = 25, LARGEST = 1 << 24, DIFFERENT = 1 << 16, ALIGNMENT = 64 };
static const double RUN_SECONDS = 0.002;

typedef struct arrays {
    float *x, *targets, *y;
} arrays;

/* set NULL: the public function. */
typedef void work_function(const og_kernels *set, size_t n, const arrays *a);

#define OG_MAP_KERNEL(function, name)                                                                        \
    static void work_##function(const og_kernels *set, size_t n, const arrays *a)                            \
    {                                                                                                        \
        (set ? set->function : function##_array)(n, a->x, a->y);                                             \
    }
#include "../../core/src/kernels/kernels.inc"

static void work_bce(const og_kernels *set, size_t n, const arrays *a)
{
    double loss;
    if (set)
        set->bce_with_logits(n, a->x, a->targets, (float)n, a->y);
    else if (og_bce_with_logits(n, a->x, a->targets, OG_REDUCE_MEAN, &loss, a->y) != OG_OK)
        exit(1);
}

static const struct {
    const char *name;
    work_function *work;
} rows[] = {
#define OG_MAP_KERNEL(function, name) {#function, work_##function},
#include "../../core/src/kernels/kernels.inc"
    {"bce_with_logits", work_bce},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static float *new_array(void)
{
    float *array = aligned_alloc(ALIGNMENT, LARGEST * sizeof *array);
    if (!array) {
        fputs("bench_kernels: not enough memory\n", stderr);
        exit(1);
    }
    memset(array, 0, LARGEST * sizeof *array);
    return array;
}

/* Logits with a standard deviation of 3, and targets 0 and 1; after DIFFERENT of them the same ones again. */
static arrays make_arrays(void)
{
    arrays a = {new_array(), new_array(), new_array()};
    og_rng rng;
    og_rng_seed(&rng, 1);
    for (size_t i = 0; i < DIFFERENT; i++) {
        double radius = 3 * sqrt(-2 * log(1 - og_rng_uniform(&rng)));
        a.x[i] = (float)(radius * cos(6.283185307179586 * og_rng_uniform(&rng)));
        a.targets[i] = og_rng_uniform(&rng) > 0.5f;
    }
    for (size_t i = DIFFERENT; i < LARGEST; i++) {
        a.x[i] = a.x[i - DIFFERENT];
        a.targets[i] = a.targets[i - DIFFERENT];
    }
    return a;
}

/* Of the processor, so that other programs count less. */
static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static double time_of(work_function *work, const og_kernels *set, size_t n, size_t repeats, const arrays *a)
{
    double start = seconds();
    for (size_t i = 0; i < repeats; i++)
        work(set, n, a);
    return seconds() - start;
}

/* Nanoseconds an element. */
static double run_once(work_function *work, const og_kernels *set, size_t n, const arrays *a)
{
    size_t repeats = 1;
    double time;
    while ((time = time_of(work, set, n, repeats, a)) < RUN_SECONDS)
        repeats *= 2;
    return time * 1e9 / (double)repeats / (double)n;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void show_table(const arrays *a)
{
    static const size_t sizes[] = {1, 8, 64, 1024, 65536, LARGEST};
    enum { SIZES = sizeof sizes / sizeof sizes[0] };
    const og_kernels *set;
    printf("%-8s %-22s", "set", "kernel, ns an element");
    for (size_t s = 0; s < SIZES; s++)
        printf(" %9zu", sizes[s]);
    putchar('\n');
    for (size_t k = 0; (set = og_kernels_at(k)); k++)
        for (size_t r = 0; r < ROWS; r++) {
            printf("%-8s %-22s", set->name, rows[r].name);
            for (size_t s = 0; s < SIZES; s++) {
                double times[RUNS];
                int runs = sizes[s] < LARGEST ? RUNS : 3;
                for (int i = 0; i < runs; i++)
                    times[i] = run_once(rows[r].work, set, sizes[s], a);
                qsort(times, (size_t)runs, sizeof times[0], compare);
                printf(" %9.3f", times[runs / 2]);
            }
            putchar('\n');
            fflush(stdout);
        }
}

static const og_kernels *find_set(const char *name)
{
    const og_kernels *set = NULL;
    for (size_t i = 0; (set = og_kernels_at(i)) && strcmp(set->name, name) != 0; i++)
        ;
    return set;
}

static work_function *find_work(const char *name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].work;
    return NULL;
}

static void serve(const arrays *a)
{
    char set_name[32], name[64];
    size_t n;
    while (scanf("%31s %63s %zu", set_name, name, &n) == 3) {
        const og_kernels *set = find_set(set_name);
        work_function *work = find_work(name);
        bool is_known = set || strcmp(set_name, "public") == 0;
        if (is_known && work && n > 0 && n <= LARGEST)
            printf("%.6g\n", run_once(work, set, n, a));
        else
            puts("none");
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    arrays a = make_arrays();
    if (argc > 1 && strcmp(argv[1], "--serve") == 0)
        serve(&a);
    else
        show_table(&a);
    free(a.x);
    free(a.targets);
    free(a.y);
    return 0;
}
