#include "components_model.h"

#include "ogee/activation.h"

enum { SIDE = 32, MAP_SIDE = 129 };

static const og_layer_spec layers[] = {
    {.kind = &og_linear_layer, .units = MODEL_HIDDEN},
    {.kind = &og_tanh_layer},
    {.kind = &og_linear_layer, .units = MODEL_HIDDEN},
    {.kind = &og_tanh_layer},
    {.kind = &og_linear_layer, .units = 1},
};
static const int layer_of_column[MODEL_COLUMNS] = {-1, 1, 3, 4}; /* whose output a column shows */
static const int link_layer[MODEL_COLUMNS] = {-1, 0, 2, 4};

static model the_model;
static ogv_color pixels[MODEL_COLUMNS][MODEL_HIDDEN][SIDE * SIDE];
static og_net *net;

int model_units(int column)
{
    return column == 0 ? 2 : column == MODEL_COLUMNS - 1 ? 1 : MODEL_HIDDEN;
}

static og_status create_net(og_rng *rng)
{
    og_net_def def = og_net_def_default();
    def.input = og_shape_flat(2);
    def.layers = layers;
    def.layer_count = sizeof layers / sizeof *layers;
    def.init.kind = OG_INIT_XAVIER;
    def.max_batch = SIDE;
    return og_net_create(&def, rng, &net);
}

static void put_marks(const og_dataset *data, bool test, ogv_mark *marks)
{
    float logits[MODEL_TRAIN + MODEL_TEST];
    og_net_predict(net, data->rows, data->x, logits);
    for (size_t i = 0; i < data->rows; i++) {
        bool positive = data->y[i] > 0;
        marks[i] =
            (ogv_mark){data->x[2 * i], data->x[2 * i + 1], positive, test, (logits[i] > 0) != positive};
        the_model.wrong += marks[i].wrong;
    }
}

static og_status train_on(const og_dataset *train, const og_dataset *test, const og_rng *rng)
{
    og_trainer_def def = og_trainer_def_default();
    og_trainer *trainer;
    def.sgd.lr = 0.05;
    def.sgd.momentum = 0.9;
    def.sgd.weight_decay = 0.001;
    def.batch = 16;
    og_status status = og_trainer_create(&def, net, train, NULL, rng, &trainer);
    for (int epoch = 0; status == OG_OK; epoch++) {
        status = og_evaluate(net, train, &the_model.train);
        if (status == OG_OK)
            status = og_evaluate(net, test, &the_model.test);
        if (status != OG_OK)
            break;
        the_model.train_loss[epoch] = (float)the_model.train.loss;
        the_model.test_loss[epoch] = (float)the_model.test.loss;
        if (epoch == MODEL_EPOCHS)
            break;
        status = og_trainer_epoch(trainer);
    }
    if (status == OG_OK) {
        put_marks(train, false, the_model.marks);
        put_marks(test, true, the_model.marks + MODEL_TRAIN);
    }
    og_trainer_destroy(trainer);
    return status;
}

static og_status fill_map(void)
{
    og_status status = ogv_heatmap_create(MAP_SIDE, MAP_SIDE, "sheet.map", &the_model.map);
    if (status != OG_OK)
        return status;
    float *logits = ogv_heatmap_logits(the_model.map);
    for (int row = 0; row < MAP_SIDE; row++) {
        float x[2 * MAP_SIDE];
        for (int column = 0; column < MAP_SIDE; column++) {
            x[2 * column] = MODEL_DOMAIN * (2 * (float)column / (MAP_SIDE - 1) - 1);
            x[2 * column + 1] = MODEL_DOMAIN * (1 - 2 * (float)row / (MAP_SIDE - 1));
        }
        og_net_predict(net, MAP_SIDE, x, logits + (size_t)row * MAP_SIDE);
    }
    ogv_heatmap_changed(the_model.map);
    return OG_OK;
}

static og_status make(void)
{
    og_dataset *train = NULL, *test = NULL;
    og_rng rng;
    og_rng_seed(&rng, MODEL_SEED);
    og_status status = og_toy_create(OG_TOY_SPIRAL, MODEL_TRAIN, 0.14f, MODEL_SEED, &train);
    if (status == OG_OK)
        status = og_toy_create(OG_TOY_SPIRAL, MODEL_TEST, 0.14f, MODEL_SEED + 1000, &test);
    if (status == OG_OK)
        status = create_net(&rng);
    if (status == OG_OK)
        status = train_on(train, test, &rng);
    if (status == OG_OK)
        status = fill_map();
    og_dataset_destroy(train);
    og_dataset_destroy(test);
    return status;
}

/* What a unit shows for its answer to one sample: its place between the two classes, 0 .. 1. */
static float shown(int column, const float *input, int sample, int unit)
{
    if (column == 0)
        return 0.5f + 0.5f * input[2 * sample + unit] / MODEL_DOMAIN;
    float answer = og_net_layer(net, layer_of_column[column])->output[sample * model_units(column) + unit];
    return column == MODEL_COLUMNS - 1 ? og_sigmoidf(answer) : 0.5f + 0.5f * answer;
}

static void color_units(const ogv_theme *theme)
{
    for (int row = 0; row < SIDE; row++) {
        float x[2 * SIDE];
        for (int i = 0; i < SIDE; i++) {
            x[2 * i] = MODEL_DOMAIN * (2 * ((float)i + 0.5f) / SIDE - 1);
            x[2 * i + 1] = MODEL_DOMAIN * (1 - 2 * ((float)row + 0.5f) / SIDE);
        }
        og_net_forward(net, SIDE, x);
        for (int column = 0; column < MODEL_COLUMNS; column++)
            for (int unit = 0; unit < model_units(column); unit++)
                for (int i = 0; i < SIDE; i++)
                    pixels[column][unit][row * SIDE + i] =
                        ogv_probability_color(theme, shown(column, x, i, unit));
    }
}

const model *model_of(const ogv_theme *theme)
{
    static const char *const ids[MODEL_COLUMNS][MODEL_HIDDEN] = {
        {"unit.0.0", "unit.0.1"},
        {"unit.1.0", "unit.1.1", "unit.1.2", "unit.1.3", "unit.1.4", "unit.1.5"},
        {"unit.2.0", "unit.2.1", "unit.2.2", "unit.2.3", "unit.2.4", "unit.2.5"},
        {"unit.3.0"},
    };
    static unsigned version;
    if (!net && make() != OG_OK)
        return NULL;
    color_units(theme);
    version++;
    for (int column = 0; column < MODEL_COLUMNS; column++) {
        the_model.weights[column] =
            column > 0 ? og_net_layer(net, link_layer[column])->parameters[0].value : NULL;
        for (int unit = 0; unit < model_units(column); unit++)
            the_model.units[column][unit] =
                (ogv_image){ids[column][unit], version, SIDE, SIDE, pixels[column][unit], true};
    }
    return &the_model;
}
