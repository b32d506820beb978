/* How fast a table of 200,000 rows x 50 columns is read: og_csv_read against a plain loop of strtod over the
   same bytes, which knows no names, no quotes and no errors. Best of three; seconds of the clock and of the
   processor. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ogee/data.h"
#include "ogee/rng.h"

enum { ROWS = 200000, FEATURES = 49, RUNS = 3 };

static const char path[] = OGEE_BENCH_FOLDER "/bench.csv";

typedef struct watch {
    struct timespec wall;
    clock_t processor;
} watch;

typedef struct duration {
    double wall, processor;
} duration;

static watch watch_start(void)
{
    watch w;
    timespec_get(&w.wall, TIME_UTC);
    w.processor = clock();
    return w;
}

static duration watch_stop(watch start)
{
    watch end = watch_start();
    return (duration){(double)(end.wall.tv_sec - start.wall.tv_sec) +
                          (double)(end.wall.tv_nsec - start.wall.tv_nsec) * 1e-9,
                      (double)(end.processor - start.processor) / CLOCKS_PER_SEC};
}

static void die(const char *what)
{
    fprintf(stderr, "bench_csv: %s\n", what);
    exit(1);
}

/* Numbers of all sizes, written with that many digits. Returns the bytes of the file. */
static long write_table(int digits)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        die("the table cannot be written");
    og_rng rng;
    og_rng_seed(&rng, 1);
    for (int i = 0; i < FEATURES; i++)
        fprintf(file, "feature %d,", i);
    fputs("class\n", file);
    for (int row = 0; row < ROWS; row++) {
        double scale = 0.001;
        for (int i = 0; i < FEATURES; i++) {
            fprintf(file, "%.*g,", digits, og_rng_normal(&rng) * scale);
            scale = scale < 1e4 ? scale * 10 : 0.001;
        }
        fputs(og_rng_u32(&rng) & 1 ? "malignant\n" : "benign\n", file);
    }
    long bytes = ftell(file);
    if (fclose(file) != 0 || bytes < 0)
        die("the table cannot be written");
    return bytes;
}

/* The sum of all features tells whether both read the same. */
static duration time_ogee(double *sum)
{
    og_dataset *dataset = NULL;
    watch start = watch_start();
    if (og_csv_read(path, NULL, &dataset) != OG_OK)
        die(og_error_detail());
    duration taken = watch_stop(start);
    if (dataset->rows != ROWS || dataset->features != FEATURES)
        die("rows or columns are missing");
    *sum = 0;
    for (size_t i = 0; i < dataset->rows * dataset->features; i++)
        *sum += dataset->x[i];
    og_dataset_destroy(dataset);
    return taken;
}

static duration time_strtod(long bytes, double *sum)
{
    watch start = watch_start();
    char *text = malloc((size_t)bytes + 1);
    float *x = malloc(sizeof(float) * ROWS * FEATURES);
    FILE *file = fopen(path, "rb");
    if (!text || !x || !file || fread(text, 1, (size_t)bytes, file) != (size_t)bytes)
        die("the table cannot be read");
    fclose(file);
    text[bytes] = 0;
    char *at = strchr(text, '\n') + 1;
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t i = 0; i < FEATURES; i++) {
            x[row * FEATURES + i] = (float)strtod(at, &at);
            at++;
        }
        at = strchr(at, '\n') + 1;
    }
    duration taken = watch_stop(start);
    *sum = 0;
    for (size_t i = 0; i < (size_t)ROWS * FEATURES; i++)
        *sum += x[i];
    free(x);
    free(text);
    return taken;
}

static void report(const char *name, duration best, long bytes)
{
    printf("  %-12s %6.3f s  %6.3f s processor  %9.0f rows/s  %6.1f MB/s\n", name, best.wall, best.processor,
           ROWS / best.wall, (double)bytes / 1e6 / best.wall);
}

static void bench(int digits)
{
    long bytes = write_table(digits);
    duration ogee = {1e9, 1e9}, peer = {1e9, 1e9};
    for (int run = 0; run < RUNS; run++) {
        double sum, peer_sum;
        duration taken = time_ogee(&sum), peer_taken = time_strtod(bytes, &peer_sum);
        if (sum != peer_sum)
            die("strtod reads other numbers");
        ogee = taken.wall < ogee.wall ? taken : ogee;
        peer = peer_taken.wall < peer.wall ? peer_taken : peer;
    }
    printf("%d rows x %d columns, numbers of %d digits, %.1f MB\n", ROWS, FEATURES + 1, digits,
           (double)bytes / 1e6);
    report("og_csv_read", ogee, bytes);
    report("strtod loop", peer, bytes);
}

int main(void)
{
    static const int digits[] = {4, 6, 9, 17};
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        bench(digits[i]);
    remove(path);
    return 0;
}
