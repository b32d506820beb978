/* How long a step of training takes, with sigmoid between the layers, BCE with logits and plain SGD: ogee's
   epochs, a naive program of loops, and FANN where it is installed. Reads lines and answers each with the
   nanoseconds of one run over a few milliseconds, so that other programs can take turns with it
   (tests/bench/run):
       WHO SHAPE BATCH         a step; WHO is ogee, naive or fann, SHAPE 2-8-1, and 16x3 stands for 16-16-16
       ogee SHAPE BATCH ROWS   an epoch of so many rows
       grid                    512 x 512 predictions of 2-8-8-1
   "none": there is nobody of that name. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "naive_step.h"
#include "ogee/kernels.h"
#include "ogee/trainer.h"
#if defined OGEE_BENCH_FANN
#include <fann.h>
#endif

enum { MOST_WIDTHS = 40, GRID = 512 * 512, ROWS = 5120 };
static const double RUN_SECONDS = 0.003;

static void stop(const char *why)
{
    fprintf(stderr, "bench_step: %s\n", why);
    exit(1);
}

static void check(og_status status)
{
    if (status != OG_OK)
        stop(og_error_detail());
}

/* 2-8x3-1 is 2, 8, 8, 8, 1. Returns how many; 0 for what is no shape. */
static int read_widths(const char *shape, size_t widths[MOST_WIDTHS])
{
    int count = 0;
    for (char *end;; shape = end + 1) {
        size_t width = strtoul(shape, &end, 10), times = *end == 'x' ? strtoul(end + 1, &end, 10) : 1;
        if (width < 1 || width > NAIVE_WIDTH || times > (size_t)(MOST_WIDTHS - count))
            return 0;
        while (times--)
            widths[count++] = width;
        if (*end != '-')
            return *end ? 0 : count;
    }
}

/* Of the processor, so that other programs count less. */
static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* ---- ogee ---- */

static og_net *make_net(const size_t *widths, int count, size_t max_batch, og_rng *rng)
{
    og_layer_spec layers[2 * MOST_WIDTHS] = {{0}};
    og_net_def def = og_net_def_default();
    for (int i = 1; i < count; i++) {
        layers[def.layer_count++] = (og_layer_spec){.kind = &og_linear_layer, .units = widths[i]};
        layers[def.layer_count++] = (og_layer_spec){.kind = &og_sigmoid_layer};
    }
    def.layer_count--; /* no sigmoid behind the logits */
    def.input = og_shape_flat(widths[0]);
    def.layers = layers;
    def.max_batch = max_batch;
    og_net *net = NULL;
    check(og_net_create(&def, rng, &net));
    return net;
}

static og_dataset make_data(size_t rows, size_t features, og_rng *rng)
{
    og_dataset data = {.rows = rows, .features = features, .labels = 1};
    data.x = malloc(rows * features * sizeof *data.x);
    data.y = malloc(rows * sizeof *data.y);
    if (!data.x || !data.y)
        stop("not enough memory");
    for (size_t i = 0; i < rows * features; i++)
        data.x[i] = (float)og_rng_normal(rng);
    for (size_t i = 0; i < rows; i++)
        data.y[i] = og_rng_uniform(rng) > 0.5f;
    return data;
}

/* A step is an epoch's share of everything: order, rows, scores. With rows: the whole epoch. */
static double time_ogee(const size_t *widths, int count, size_t batch, size_t rows)
{
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = make_net(widths, count, batch, &rng);
    og_dataset data = make_data(rows ? rows : ROWS / batch * batch, widths[0], &rng);
    og_trainer_def def = og_trainer_def_default();
    og_trainer *trainer = NULL;
    def.batch = batch;
    check(og_trainer_create(&def, net, &data, NULL, &rng, &trainer));
    check(og_trainer_epoch(trainer));
    size_t first = rows ? trainer->epoch : trainer->step;
    double start = seconds(), time;
    do {
        check(og_trainer_epoch(trainer));
        time = seconds() - start;
    } while (time < RUN_SECONDS);
    double result = time * 1e9 / (double)((rows ? trainer->epoch : trainer->step) - first);
    og_trainer_destroy(trainer);
    og_net_destroy(net);
    free(data.x);
    free(data.y);
    return result;
}

static double time_grid(void)
{
    static const size_t widths[] = {2, 8, 8, 1};
    static float logits[GRID];
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_net *net = make_net(widths, 4, 128, &rng);
    og_dataset data = make_data(GRID, 2, &rng);
    og_net_predict(net, GRID, data.x, logits);
    double start = seconds();
    og_net_predict(net, GRID, data.x, logits);
    double time = seconds() - start;
    og_net_destroy(net);
    free(data.x);
    free(data.y);
    return time * 1e9;
}

/* ---- loops as anybody would write them ---- */

static double time_naive(const size_t *widths, int count, size_t batch, size_t rows)
{
    (void)rows;
    og_rng rng;
    og_rng_seed(&rng, 1);
    og_dataset data = make_data(batch, widths[0], &rng);
    naive_net *net = naive_create(widths, count);
    if (!net)
        stop("not enough memory");
    size_t steps = 0;
    double start = seconds(), time;
    do {
        for (int i = 0; i < 10; i++, steps++)
            naive_step(net, batch, data.x, data.y, 0.1f);
        time = seconds() - start;
    } while (time < RUN_SECONDS);
    naive_destroy(net);
    free(data.x);
    free(data.y);
    return time * 1e9 / (double)steps;
}

/* ---- FANN: one sample at a time, or a batch as an epoch of its own ---- */

#if defined OGEE_BENCH_FANN
static double time_fann(const size_t *widths, int count, size_t batch, size_t rows)
{
    (void)rows;
    unsigned layers[MOST_WIDTHS];
    for (int i = 0; i < count; i++)
        layers[i] = (unsigned)widths[i];
    struct fann *net = fann_create_standard_array((unsigned)count, layers);
    struct fann_train_data *data = fann_create_train((unsigned)batch, layers[0], 1);
    if (!net || !data)
        stop("FANN has not enough memory");
    og_rng rng;
    og_rng_seed(&rng, 1);
    for (size_t s = 0; s < batch; s++) {
        for (size_t i = 0; i < widths[0]; i++)
            data->input[s][i] = (fann_type)og_rng_normal(&rng);
        data->output[s][0] = og_rng_uniform(&rng) > 0.5f;
    }
    fann_set_activation_function_hidden(net, FANN_SIGMOID);
    fann_set_activation_function_output(net, FANN_SIGMOID);
    fann_set_training_algorithm(net, FANN_TRAIN_BATCH);
    size_t steps = 0;
    double start = seconds(), time;
    do {
        for (int i = 0; i < 10; i++, steps++) {
            if (batch == 1)
                fann_train(net, data->input[0], data->output[0]);
            else
                fann_train_epoch(net, data);
        }
        time = seconds() - start;
    } while (time < RUN_SECONDS);
    fann_destroy_train(data);
    fann_destroy(net);
    return time * 1e9 / (double)steps;
}
#endif

/* ---- who takes part ---- */

static const struct {
    const char *name;
    double (*time)(const size_t *widths, int count, size_t batch, size_t rows);
} peers[] = {
    {"ogee", time_ogee},
    {"naive", time_naive},
#if defined OGEE_BENCH_FANN
    {"fann", time_fann},
#endif
};
enum { PEERS = sizeof peers / sizeof peers[0] };

/* Below 0: nobody can answer that. */
static double answer(const char *who, const char *shape, size_t batch, size_t rows)
{
    size_t widths[MOST_WIDTHS];
    int count = read_widths(shape, widths);
    for (size_t p = 0; p < PEERS; p++)
        if (strcmp(peers[p].name, who) == 0 && count >= 2 && batch > 0 && batch <= ROWS)
            return peers[p].time(widths, count, batch, rows);
    return -1;
}

int main(void)
{
    for (char line[128]; fgets(line, sizeof line, stdin); fflush(stdout)) {
        char who[16] = "", shape[64] = "";
        size_t batch = 0, rows = 0;
        sscanf(line, "%15s %63s %zu %zu", who, shape, &batch, &rows);
        double time = strcmp(who, "grid") == 0 ? time_grid() : answer(who, shape, batch, rows);
        if (time < 0)
            puts("none");
        else
            printf("%.6g\n", time);
    }
    return 0;
}
