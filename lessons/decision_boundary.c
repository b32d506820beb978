/* The model of lesson 6: data, network in training, map, thumbnails. */
#include "decision_boundary.h"

#include <math.h>
#include <stdlib.h>

#include "ogee/activation.h"
#include "ogee_viz/app.h"

/* The two columns of the table that the plane shows. Of the pairs of twelve columns, these two are among the
   best three (94.6 % of the test rows right on average) and neither has the long tail of an area. */
static const char cancer_columns[] = "worst_radius,worst_smoothness";

/* The part of the plane that holds all points and is the same in both directions. Noise throws some toy
   points beyond the usual range. */
static ogv_range shown_range(int data, const og_dataset *rows)
{
    double most = 2.9;
    if (data == DATA_CANCER)
        return (ogv_range){-2.9, 4.3};
    for (size_t i = 0; i < 2 * rows->rows; i++) {
        double size = fabs((double)rows->x[i]) + 0.1;
        most = size > most ? size : most;
    }
    return (ogv_range){-most, most};
}

static og_status toy_split(og_toy toy, double noise, uint64_t seed, og_dataset **train, og_dataset **test)
{
    og_dataset *all;
    og_status status = og_toy_create(toy, BOUNDARY_TRAIN + BOUNDARY_TEST, (float)noise, seed, &all);
    if (status != OG_OK)
        return status;
    status =
        og_dataset_split(all, (double)BOUNDARY_TEST / (BOUNDARY_TRAIN + BOUNDARY_TEST), seed, train, test);
    og_dataset_destroy(all);
    return status;
}

static og_status cancer_split(const og_dataset *all, uint64_t seed, og_dataset **train, og_dataset **test)
{
    og_scaler *scaler = NULL;
    og_status status = og_dataset_split(all, 0.3, seed, train, test);
    if (status != OG_OK)
        return status;
    status = og_scaler_fit(*train, &scaler);
    if (status == OG_OK)
        status = og_scaler_apply(scaler, *train);
    if (status == OG_OK)
        status = og_scaler_apply(scaler, *test);
    og_scaler_destroy(scaler);
    if (status != OG_OK) {
        og_dataset_destroy(*train);
        og_dataset_destroy(*test);
    }
    return status;
}

static const double rates[] = {0.001, 0.01, 0.03, 0.05, 0.1, 0.3, 1};
static const size_t batches[] = {1, 4, 16, 64};
static const double momenta[] = {0, 0.5, 0.9};
static const double decays[] = {0, 0.001, 0.01, 0.1};
static const og_init_kind inits[] = {OG_INIT_TORCH, OG_INIT_XAVIER, OG_INIT_HE, OG_INIT_ZEROS};

/* The layers that the settings ask for; returns how many. */
static int plan(const ogl_run *run, og_layer_spec layers[2 * BOUNDARY_LAYERS + 1])
{
    static const og_layer_kind *const kinds[] = {&og_tanh_layer, &og_sigmoid_layer, &og_relu_layer,
                                                 &og_silu_layer};
    int count = 0;
    for (int hidden = 0; hidden < (int)run->values[SET_LAYERS]; hidden++) {
        layers[count++] =
            (og_layer_spec){.kind = &og_linear_layer, .units = (size_t)run->values[SET_UNITS + hidden]};
        layers[count++] = (og_layer_spec){.kind = kinds[(int)run->values[SET_ACTIVATION]]};
    }
    layers[count++] = (og_layer_spec){.kind = &og_linear_layer, .units = 1};
    return count;
}

/* What may change while training goes on. */
static void set_pace(og_sgd_def *sgd, const ogl_run *run)
{
    sgd->lr = rates[(int)run->values[SET_RATE]];
    sgd->momentum = momenta[(int)run->values[SET_MOMENTUM]];
    sgd->weight_decay = decays[(int)run->values[SET_DECAY]];
}

static og_status start(boundary *b, const ogl_run *run)
{
    og_layer_spec layers[2 * BOUNDARY_LAYERS + 1];
    int data = (int)run->values[SET_DATA], count = plan(run, layers);
    uint64_t seed = (uint64_t)run->values[OGL_SEED];
    og_dataset *train = NULL, *test = NULL;
    og_status status = data == DATA_CANCER
                           ? cancer_split(b->cancer, seed, &train, &test)
                           : toy_split((og_toy)data, run->values[SET_NOISE], seed, &train, &test);
    if (status != OG_OK)
        return status;
    ogl_model_def def = {
        layers, count, {inits[(int)run->values[SET_INIT]], 0}, og_trainer_def_default(), seed};
    set_pace(&def.trainer.sgd, run);
    def.trainer.batch = batches[(int)run->values[SET_BATCH]];
    ogv_range one = shown_range(data, train), other = shown_range(data, test);
    boundary_network_forget(b->network);
    b->x = b->y = one.high > other.high ? one : other;
    return ogl_model_start(&b->model, &def, train, test);
}

/* Asks the network for its logit at every sample of the map. */
static void update_map(boundary *b)
{
    for (int j = 0, k = 0; j < BOUNDARY_MAP; j++)
        for (int i = 0; i < BOUNDARY_MAP; i++, k++) {
            b->places[2 * k] = (float)(b->x.low + (b->x.high - b->x.low) * i / (BOUNDARY_MAP - 1));
            b->places[2 * k + 1] = (float)(b->y.high - (b->y.high - b->y.low) * j / (BOUNDARY_MAP - 1));
        }
    og_net_predict(b->model.net, (size_t)BOUNDARY_MAP * BOUNDARY_MAP, b->places, ogv_heatmap_logits(b->map));
    ogv_heatmap_changed(b->map);
    boundary_network_update(b);
    b->map_version = b->model.version;
}

static void add_marks(boundary *b, const og_dataset *rows, const float *logits, float cut, bool test)
{
    for (size_t i = 0; i < rows->rows && b->mark_count < MAX_MARKS; i++) {
        bool positive = rows->y[i] > 0.5f;
        b->marks[b->mark_count++] =
            (ogv_mark){rows->x[2 * i], rows->x[2 * i + 1], positive, test, (logits[i] > cut) != positive};
    }
}

/* The chart ends in the present scores, also in the middle of an epoch. */
static void update_chart(boundary *b)
{
    const og_trainer *trainer = b->model.trainer;
    b->chart = b->model.history;
    size_t drawn = (size_t)(b->chart.count - 1) * b->chart.stride;
    b->chart_end = 0;
    if (trainer->next_row == 0 && trainer->epoch == drawn)
        return;
    ogl_history_append(&b->chart, b->model.train_score, b->model.test_score);
    b->chart_end = (double)trainer->epoch + (double)trainer->next_row / (double)trainer->train->rows;
}

float boundary_cut(const ogl_run *run)
{
    return og_logitf((float)run->values[SET_THRESHOLD]);
}

og_confusion boundary_confusion(const ogl_run *run, const og_dataset *dataset, const float *logits)
{
    og_confusion c = {0};
    float cut = boundary_cut(run);
    for (size_t i = 0; i < dataset->rows; i++) {
        bool positive = dataset->y[i] > 0.5f, said = logits[i] > cut;
        size_t *count = positive ? said ? &c.true_positive : &c.false_negative
                        : said   ? &c.false_positive
                                 : &c.true_negative;
        ++*count;
    }
    return c;
}

double boundary_accuracy(og_confusion c)
{
    size_t right = c.true_positive + c.true_negative, rows = right + c.false_positive + c.false_negative;
    return rows ? (double)right / (double)rows : 0;
}

static void update_picture(boundary *b, const ogl_run *run)
{
    float cut = boundary_cut(run);
    ogl_model_measure(&b->model);
    b->mark_count = 0;
    add_marks(b, b->model.train, b->model.train_logits, cut, false);
    add_marks(b, b->model.test, b->model.test_logits, cut, true);
    b->train_accuracy = boundary_accuracy(boundary_confusion(run, b->model.train, b->model.train_logits));
    b->test_accuracy = boundary_accuracy(boundary_confusion(run, b->model.test, b->model.test_logits));
    update_chart(b);
    b->shown_version = b->model.version;
}

static bool another_step(const ogl_run *run, int done)
{
    return run->train_steps == OGL_UNTIMED ? ogl_time_left(run, done) : done < run->train_steps;
}

/* Another network or other data: training begins anew. */
static bool begins_anew(const ogl_run *run)
{
    static const int settings[] = {OGL_SEED,       SET_DATA,  SET_NOISE, SET_LAYERS,
                                   SET_ACTIVATION, SET_BATCH, SET_INIT};
    bool anew = run->restart;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        anew |= ogl_changed(run, settings[i]);
    for (int hidden = 0; hidden < BOUNDARY_LAYERS; hidden++)
        anew |= ogl_changed(run, SET_UNITS + hidden);
    return anew;
}

og_status boundary_update(void *state, ogl_run *run)
{
    boundary *b = state;
    og_status status = OG_OK;
    if (begins_anew(run))
        status = start(b, run);
    else if (b->model.trainer)
        set_pace(&b->model.trainer->def.sgd, run);
    for (int done = 0; status == OG_OK && another_step(run, done); done++)
        status = ogl_model_step(&b->model);
    if (!b->model.net)
        return status;
    if (b->shown_version != b->model.version || ogl_changed(run, SET_THRESHOLD))
        update_picture(b, run);
    /* While it plays in a window, the map follows in every second frame, because it is by far the most work;
       where motion is reduced, four times a second. */
    int every = run->look.calm ? 15 : 2;
    bool due = run->autoplay || !run->playing || run->restart || run->changed || run->frame % every == 1;
    if (due && b->map_version != b->model.version)
        update_map(b);
    return status;
}

/* ---- thumbnails: the real data, made once ---- */

static void keep_thumbnail(boundary *b, int data, const og_dataset *dataset)
{
    float low = data == DATA_CANCER ? -2.4f : -2.7f, high = data == DATA_CANCER ? 3.4f : 2.7f;
    for (size_t i = 0; i < dataset->rows && i < THUMBNAIL_POINTS; i++) {
        b->thumbnails[data][i].x = (dataset->x[2 * i] - low) / (high - low);
        b->thumbnails[data][i].y = 1 - (dataset->x[2 * i + 1] - low) / (high - low);
        b->thumbnail_class[data][i] = dataset->y[i] > 0.5f;
        b->thumbnail_count[data]++;
    }
}

static og_status make_thumbnails(boundary *b)
{
    static const float noise[] = {0.12f, 0.08f, 0.08f, 0.06f, 0.05f};
    og_dataset *train, *test;
    for (int data = 0; data < DATA_COUNT; data++) {
        og_status status = data == DATA_CANCER
                               ? cancer_split(b->cancer, 5, &train, &test)
                               : og_toy_create((og_toy)data, THUMBNAIL_POINTS, noise[data], 5, &train);
        if (status != OG_OK)
            return status;
        keep_thumbnail(b, data, train);
        og_dataset_destroy(train);
        if (data == DATA_CANCER)
            og_dataset_destroy(test);
    }
    return OG_OK;
}

static og_status read_cancer(boundary *b)
{
    char path[1024];
    og_csv_def csv = og_csv_def_default();
    csv.label = "diagnosis";
    csv.positive = "malignant";
    csv.features = cancer_columns;
    og_status status = ogv_asset_path("data/breast_cancer.csv", path, sizeof path);
    return status == OG_OK ? og_csv_read(path, &csv, &b->cancer) : status;
}

og_status boundary_init(void *state, ogl_run *run)
{
    boundary *b = state;
    (void)run;
    b->places = calloc((size_t)BOUNDARY_MAP * BOUNDARY_MAP * 2, sizeof *b->places);
    b->marks = calloc(MAX_MARKS, sizeof *b->marks);
    b->network = calloc(1, sizeof *b->network);
    b->decision = calloc(1, sizeof *b->decision);
    if (!b->places || !b->marks || !b->network || !b->decision)
        return og_fail(OG_ERR_MEMORY, "no memory for the map of the boundary");
    og_status status = ogv_heatmap_create(BOUNDARY_MAP, BOUNDARY_MAP, "boundary", &b->map);
    if (status == OG_OK)
        status = read_cancer(b);
    return status == OG_OK ? make_thumbnails(b) : status;
}

void boundary_destroy(void *state)
{
    boundary *b = state;
    ogl_model_free(&b->model);
    og_dataset_destroy(b->cancer);
    ogv_heatmap_destroy(b->map);
    if (b->decision)
        ogv_contours_free(b->decision);
    free(b->decision);
    free(b->network);
    free(b->places);
    free(b->marks);
}
