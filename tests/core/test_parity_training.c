/* Training as PyTorch does it: for each run in tests/parity/training.txt the same initial weights to the bit
   and the same loss curve. The file says everything about a run; record_training.py there describes and
   writes it. */
#include "support.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

#include "ogee/trainer.h"

#define PARITY OGEE_SOURCE_DIR "/tests/parity/"

enum { TEXT = 256 };

/* ---- settings ---- */

typedef struct settings {
    char name[TEXT], data[TEXT], label[TEXT], layers[TEXT];
    double test;
    uint64_t seed, data_seed;
    bool standardize;
    og_init init;
    og_trainer_def trainer;
} settings;

static settings settings_default(const char *name)
{
    settings s = {.seed = 1, .data_seed = 1, .trainer = og_trainer_def_default()};
    s.trainer.sgd.lr = s.trainer.adam.lr = 0.1;
    snprintf(s.name, sizeof s.name, "%s", name);
    return s;
}

static double number(const char *text)
{
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    if (end == text || *end || errno)
        fail_msg("\"%s\" is not a number", text);
    return value;
}

static og_init read_init(const char *text)
{
    if (strncmp(text, "uniform:", 8) == 0)
        return (og_init){OG_INIT_UNIFORM, (float)number(text + 8)};
    if (strcmp(text, "xavier") == 0)
        return (og_init){.kind = OG_INIT_XAVIER};
    if (strcmp(text, "he") != 0)
        fail_msg("unknown init \"%s\"", text);
    return (og_init){.kind = OG_INIT_HE};
}

static og_schedule read_schedule(const char *text)
{
    og_schedule schedule = {.kind = OG_SCHEDULE_CONSTANT};
    if (sscanf(text, "step:%zu:%lf", &schedule.period, &schedule.gamma) == 2)
        schedule.kind = OG_SCHEDULE_STEP;
    else if (sscanf(text, "cosine:%zu", &schedule.period) == 1)
        schedule.kind = OG_SCHEDULE_COSINE;
    else if (sscanf(text, "warmup:%zu", &schedule.period) == 1)
        schedule.kind = OG_SCHEDULE_WARMUP;
    else
        fail_msg("unknown schedule \"%s\"", text);
    return schedule;
}

static og_loss_kind read_loss(const char *text)
{
    if (strcmp(text, "bce") != 0 && strcmp(text, "mse") != 0)
        fail_msg("unknown loss \"%s\"", text);
    return text[0] == 'b' ? OG_BCE : OG_MSE;
}

static bool set_text(settings *s, const char *key, const char *value)
{
    char *texts[] = {s->data, s->label, s->layers};
    const char *keys[] = {"data", "label", "layers"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(key, keys[i]) == 0) {
            snprintf(texts[i], TEXT, "%s", value);
            return true;
        }
    }
    return false;
}

static bool set_kind(settings *s, const char *key, const char *value)
{
    if (strcmp(key, "init") == 0)
        s->init = read_init(value);
    else if (strcmp(key, "loss") == 0)
        s->trainer.loss = read_loss(value);
    else if (strcmp(key, "schedule") == 0)
        s->trainer.schedule = read_schedule(value);
    else if (strcmp(key, "optimizer") == 0 && strcmp(value, "adam") == 0)
        s->trainer.optimizer = OG_ADAM;
    else
        return false;
    return true;
}

static bool set_data_number(settings *s, const char *key, double value)
{
    if (strcmp(key, "test") == 0)
        s->test = value;
    else if (strcmp(key, "seed") == 0)
        s->seed = (uint64_t)value;
    else if (strcmp(key, "data-seed") == 0)
        s->data_seed = (uint64_t)value;
    else if (strcmp(key, "standardize") == 0)
        s->standardize = value != 0;
    else
        return false;
    return true;
}

static bool set_sgd_number(og_sgd_def *sgd, const char *key, double value)
{
    if (strcmp(key, "momentum") == 0)
        sgd->momentum = (float)value;
    else if (strcmp(key, "dampening") == 0)
        sgd->dampening = value;
    else if (strcmp(key, "nesterov") == 0)
        sgd->nesterov = value != 0;
    else if (strcmp(key, "maximize") == 0)
        sgd->maximize = value != 0;
    else
        return false;
    return true;
}

static bool set_trainer_number(og_trainer_def *trainer, const char *key, double value)
{
    if (strcmp(key, "batch") == 0)
        trainer->batch = (size_t)value;
    else if (strcmp(key, "lr") == 0)
        trainer->sgd.lr = trainer->adam.lr = value;
    else if (strcmp(key, "weight-decay") == 0)
        trainer->sgd.weight_decay = (float)(trainer->adam.weight_decay = value);
    else if (strcmp(key, "pos-weight") == 0)
        trainer->pos_weight = (float)value;
    else if (strcmp(key, "l1") == 0)
        trainer->l1 = (float)value;
    else if (strcmp(key, "clip-norm") == 0)
        trainer->clip_norm = (float)value;
    else
        return false;
    return true;
}

static void set(settings *s, const char *key, const char *value)
{
    if (set_text(s, key, value) || set_kind(s, key, value))
        return;
    double v = number(value);
    if (!set_data_number(s, key, v) && !set_sgd_number(&s->trainer.sgd, key, v) &&
        !set_trainer_number(&s->trainer, key, v))
        fail_msg("run %s: unknown setting \"%s\"", s->name, key);
}

/* ---- a run ---- */

typedef struct run_state {
    settings settings;
    og_dataset *train, *test;
    og_net *net;
    og_trainer *trainer;
    double early, late; /* the largest relative distances of losses within 10 epochs and within all */
    bool failed;
} run_state;

static void load(run_state *r)
{
    const settings *s = &r->settings;
    char path[2 * TEXT];
    snprintf(path, sizeof path, "%s/%s", OGEE_SOURCE_DIR, s->data);
    og_csv_def csv = og_csv_def_default();
    csv.label = s->label[0] ? s->label : NULL;
    og_dataset *all = NULL;
    assert_ok(og_csv_read(path, &csv, &all));
    assert_ok(og_dataset_split(all, s->test, s->data_seed, &r->train, &r->test));
    og_dataset_destroy(all);
    if (s->standardize) {
        og_scaler *scaler = NULL;
        assert_ok(og_scaler_fit(r->train, &scaler));
        assert_ok(og_scaler_apply(scaler, r->train));
        assert_ok(og_scaler_apply(scaler, r->test));
        og_scaler_destroy(scaler);
    }
}

static void start(run_state *r)
{
    load(r);
    og_layer_spec layers[OG_MAX_LAYERS];
    og_net_def def = og_net_def_default();
    assert_ok(og_layers_parse(r->settings.layers, layers, &def.layer_count));
    def.input = og_shape_flat(r->train->features);
    def.layers = layers;
    def.init = r->settings.init;
    def.max_batch = r->settings.trainer.batch;
    og_rng rng;
    og_rng_seed(&rng, r->settings.seed);
    assert_ok(og_net_create(&def, &rng, &r->net));
    assert_ok(og_trainer_create(&r->settings.trainer, r->net, r->train, r->test, &rng, &r->trainer));
}

static void stop(run_state *r)
{
    if (r->trainer)
        print_message("           %-32s %8.1e %8.1e\n", r->settings.name, r->early, r->late);
    og_trainer_destroy(r->trainer);
    og_net_destroy(r->net);
    og_dataset_destroy(r->train);
    og_dataset_destroy(r->test);
}

static void check_weights(run_state *r, const char *text)
{
    size_t count;
    uint64_t expected, hash = 0xcbf29ce484222325u; /* FNV-1a, offset basis and prime */
    assert_int_equal(sscanf(text, "weights %zu %" SCNx64, &count, &expected), 2);
    assert_int_equal(og_net_parameter_count(r->net), count);
    for (size_t i = 0; i < count; i++)
        for (int byte = 0; byte < 4; byte++)
            hash = (hash ^ (float_bits(og_net_parameters(r->net)[i]) >> (8 * byte) & 0xff)) * 0x100000001b3u;
    if (hash != expected) {
        print_error("run %s: the initial weights are not PyTorch's\n", r->settings.name);
        r->failed = true;
    }
}

static void check_score(run_state *r, const char *rows, og_score actual, og_score expected)
{
    size_t epoch = r->trainer->epoch;
    double distance = fabs(actual.loss - expected.loss) / expected.loss;
    double allowed = epoch <= 10 ? 1e-5 : 1e-3;
    if (!(distance <= allowed)) {
        print_error("run %s, epoch %zu: %s loss %.9g, PyTorch has %.9g (relative %.1e, allowed %.0e)\n",
                    r->settings.name, epoch, rows, actual.loss, expected.loss, distance, allowed);
        r->failed = true;
    }
    if (!(fabs(actual.accuracy - expected.accuracy) <= 1e-9)) {
        print_error("run %s, epoch %zu: %s accuracy %.9g, PyTorch has %.9g\n", r->settings.name, epoch, rows,
                    actual.accuracy, expected.accuracy);
        r->failed = true;
    }
    r->late = fmax(r->late, distance);
    if (epoch <= 10)
        r->early = r->late;
}

static void check_epoch(run_state *r, const char *text)
{
    size_t epoch;
    og_score train, test;
    int scores = r->test->rows > 0 ? 2 : 1;
    assert_int_equal(sscanf(text, "epoch %zu %lf %lf %lf %lf", &epoch, &train.loss, &train.accuracy,
                            &test.loss, &test.accuracy),
                     1 + 2 * scores);
    assert_ok(og_trainer_run(r->trainer, epoch));
    check_score(r, "training", r->trainer->last_epoch, train);
    if (scores == 2)
        check_score(r, "test", r->trainer->last_validation, test);
}

/* ---- tests ---- */

/* What is left of a line behind its first word; the line ends there. */
static const char *split_word(char *line)
{
    line[strcspn(line, "\n")] = '\0';
    char *space = strchr(line, ' ');
    assert_non_null(space);
    *space = '\0';
    return space + 1;
}

static void every_recorded_run_has_pytorchs_weights_and_losses(void **state)
{
    (void)state;
    FILE *file = fopen(PARITY "training.txt", "r");
    assert_non_null(file);
    char line[TEXT];
    run_state r = {0};
    int runs = 0, epochs = 0, failed = 0;
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "epoch ", 6) == 0) {
            check_epoch(&r, line);
            epochs++;
        } else if (strncmp(line, "weights ", 8) == 0) {
            start(&r);
            check_weights(&r, line);
        } else if (strncmp(line, "run ", 4) == 0) {
            stop(&r);
            failed += r.failed;
            r = (run_state){.settings = settings_default(split_word(line))};
            runs++;
        } else if (line[0] != '#') {
            const char *value = split_word(line);
            set(&r.settings, line, value);
        }
    }
    stop(&r);
    failed += r.failed;
    fclose(file);
    assert_true(runs >= 12);
    assert_int_equal(epochs, 13 * runs);
    assert_int_equal(failed, 0);
}

static void toy_rows_of_the_record_are_the_librarys(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        og_toy toy;
        size_t rows;
        float noise;
        uint64_t seed;
    } sets[] = {{"training_moons.csv", OG_TOY_MOONS, 200, 0.1f, 1},
                {"training_circles.csv", OG_TOY_CIRCLES, 150, 0.1f, 2},
                {"training_spiral.csv", OG_TOY_SPIRAL, 200, 0.05f, 3},
                {"training_xor.csv", OG_TOY_XOR, 100, 0.2f, 4}};
    for (int i = 0; i < 4; i++) {
        char path[2 * TEXT];
        snprintf(path, sizeof path, PARITY "%s", sets[i].file);
        og_dataset *read = NULL, *made = NULL;
        assert_ok(og_csv_read(path, NULL, &read));
        assert_ok(og_toy_create(sets[i].toy, sets[i].rows, sets[i].noise, sets[i].seed, &made));
        assert_int_equal(read->rows, made->rows);
        assert_int_equal(read->features, 2);
        assert_memory_equal(read->x, made->x, 2 * made->rows * sizeof *made->x);
        assert_memory_equal(read->y, made->y, made->rows * sizeof *made->y);
        og_dataset_destroy(read);
        og_dataset_destroy(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_run_has_pytorchs_weights_and_losses),
        cmocka_unit_test(toy_rows_of_the_record_are_the_librarys),
    };
    return cmocka_run_group_tests_name("parity of training", tests, NULL, NULL);
}
