/* Runs as PyTorch programs: Python takes them whatever the names are, and where there is PyTorch, they learn
   what ogee learns. */
#include "support.h"

#include <math.h>

#include "ogee/ogee.h"

/* ---- a run, here and there ---- */

typedef struct setup {
    const char *table; /* NULL: moons */
    og_csv_def csv;
    const char *layers;
    og_export_run run;
} setup;

static setup make_setup(const char *table, const char *layers)
{
    return (setup){.table = table,
                   .csv = og_csv_def_default(),
                   .layers = layers,
                   .run = {.data = "table.csv",
                           .test = 0.2,
                           .data_seed = 11,
                           .seed = 5,
                           .standardize = true,
                           .trainer = og_trainer_def_default(),
                           .epochs = 10}};
}

typedef struct trained {
    og_model model;
    og_dataset *train, *test;
    og_trainer *trainer;
} trained;

static void write_moons(void)
{
    og_dataset *moons = NULL;
    assert_ok(og_toy_create(OG_TOY_MOONS, 120, 0.1f, 3, &moons));
    assert_ok(og_csv_write(temporary_path("table.csv"), moons));
    og_dataset_destroy(moons);
}

/* As `ogee train` does it, before the first step. */
static trained prepare(const setup *s)
{
    trained t = {{0}, NULL, NULL, NULL};
    og_dataset *all = NULL;
    og_layer_spec specs[OG_MAX_LAYERS];
    og_net_def def = og_net_def_default();
    og_rng rng;
    if (s->table)
        temporary_file("table.csv", s->table);
    else
        write_moons();
    og_csv_def csv = s->csv;
    csv.missing = s->run.missing;
    assert_ok(og_csv_read(temporary_path("table.csv"), &csv, &all));
    assert_ok(og_dataset_split(all, s->run.test, s->run.data_seed, &t.train, &t.test));
    assert_ok(og_dataset_copy_columns(all, &t.model.columns));
    og_dataset_destroy(all);
    if (s->run.standardize) {
        assert_ok(og_scaler_fit(t.train, &t.model.scaler));
        assert_ok(og_scaler_apply(t.model.scaler, t.train));
        assert_ok(og_scaler_apply(t.model.scaler, t.test));
    }
    assert_ok(og_layers_parse(s->layers, specs, &def.layer_count));
    def.input = og_shape_flat(t.train->features);
    def.layers = specs;
    def.init = s->run.init;
    def.max_batch = 64;
    og_rng_seed(&rng, s->run.seed);
    assert_ok(og_net_create(&def, &rng, &t.model.net));
    assert_ok(og_trainer_create(&s->run.trainer, t.model.net, t.train, t.test, &rng, &t.trainer));
    return t;
}

static void finish(trained *t)
{
    og_trainer_destroy(t->trainer);
    og_net_destroy(t->model.net);
    og_scaler_destroy(t->model.scaler);
    og_dataset_destroy(t->model.columns);
    og_dataset_destroy(t->train);
    og_dataset_destroy(t->test);
}

static const char *export_run(const og_model *model, const og_export_run *run)
{
    static char path[256]; /* temporary_path forgets its early ones */
    snprintf(path, sizeof path, "%s", temporary_path("run.py"));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_ok(og_export_pytorch(model, run, file));
    assert_int_equal(fclose(file), 0);
    return path;
}

/* ---- Python ---- */

/* The first Python for which the test command is 0; "" for none. */
static const char *find_python(const char *test)
{
    static const char *const pythons[] = {"python3", "/usr/bin/python3"};
    for (int i = 0; i < 2; i++) {
        char command[256];
        snprintf(command, sizeof command, "%s -c '%s'", pythons[i], test);
        run_result result = run(command);
        run_free(&result);
        if (result.status == 0)
            return pythons[i];
    }
    return "";
}

static const char *python(void)
{
    static const char *found;
    found = found ? found : find_python("pass");
    return found;
}

static const char *python_with_torch(void)
{
    static const char *found;
    found = found ? found : find_python("import torch");
    if (!*found)
        print_message("skipped: no python3 here can import torch (Debian: apt-get install python3-torch)\n");
    return found;
}

static run_result run_python(const char *interpreter, const char *arguments)
{
    char command[2048];
    snprintf(command, sizeof command, "%s %s", interpreter, arguments);
    run_result result = run(command);
    if (result.status != 0)
        fail_msg("%s\n%s%s", command, result.out, result.err);
    return result;
}

static void compile_python(const char *path)
{
    char arguments[512];
    snprintf(arguments, sizeof arguments, "-W error -m py_compile '%s'", path);
    run_result result = run_python(python(), arguments);
    run_free(&result);
}

static void assert_close(double actual, double expected, const char *what, size_t epoch)
{
    if (!(fabs(actual - expected) <= 1e-5 * fabs(expected)))
        fail_msg("%s of epoch %zu: PyTorch says %.9g, ogee %.9g", what, epoch, actual, expected);
}

/* Trains here for as long as the program's lines go on, and compares each of them. */
static void compare_lines(const setup *s, trained *t, char *lines)
{
    char *line = strtok(lines, "\n");
    assert_non_null(line);
    assert_string_equal(line, "epoch,train_loss,train_accuracy,test_loss,test_accuracy");
    while (t->trainer->epoch < s->run.epochs && t->trainer->stop == OG_STOP_NONE) {
        size_t epoch = 0;
        double loss, accuracy, test_loss, test_accuracy;
        assert_ok(og_trainer_epoch(t->trainer));
        line = strtok(NULL, "\n");
        if (!line)
            fail_msg("the program ends before epoch %zu", t->trainer->epoch);
        int fields =
            sscanf(line, "%zu,%lf,%lf,%lf,%lf", &epoch, &loss, &accuracy, &test_loss, &test_accuracy);
        assert_int_equal(fields, s->run.test > 0 ? 5 : 3);
        assert_int_equal(epoch, t->trainer->epoch);
        assert_close(loss, t->trainer->last_epoch.loss, "the training loss", epoch);
        assert_near(accuracy, t->trainer->last_epoch.accuracy, 1e-8);
        if (s->run.test > 0) {
            assert_close(test_loss, t->trainer->last_validation.loss, "the test loss", epoch);
            assert_near(test_accuracy, t->trainer->last_validation.accuracy, 1e-8);
        }
    }
    line = strtok(NULL, "\n");
    if (line)
        fail_msg("the program goes on: %s", line);
}

static void check(const setup *s)
{
    trained t = prepare(s);
    const char *path = export_run(&t.model, &s->run);
    char *text = read_whole_file(path);
    assert_null(strstr(text, "@"));
    free(text);
    if (!*python()) {
        finish(&t);
        print_message("skipped: there is no python3 here\n");
        skip();
    }
    compile_python(path);
    if (!*python_with_torch()) {
        finish(&t);
        skip();
    }
    run_result result = run_python(python_with_torch(), path);
    compare_lines(s, &t, result.out);
    run_free(&result);
    finish(&t);
}

/* ---- runs ---- */

static void the_default_run_gives_the_same_losses(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:8,sigmoid,linear:1");
    check(&s);
}

static void momentum_without_test_rows_or_standardisation(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:6,tanh,linear:5,hard-sigmoid,linear:1");
    s.run.test = 0;
    s.run.standardize = false;
    s.run.trainer.batch = 7;
    s.run.trainer.sgd.lr = 0.05;
    s.run.trainer.sgd.momentum = 0.9f;
    s.run.trainer.sgd.nesterov = true;
    s.run.trainer.sgd.weight_decay = 0.001f;
    check(&s);
}

static void highway_and_residual_with_xavier(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:6,tanh,highway,residual:1,highway:relu:-1,linear:6,leaky-relu:0.1,"
                               "residual:4,linear:1");
    s.run.init.kind = OG_INIT_XAVIER;
    check(&s);
}

static void batch_norm_with_adam_and_cosine(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:8,batch-norm:0.001:0.2,silu,linear:6,softplus,linear:4,log-sigmoid,"
                               "linear:1");
    s.run.trainer.optimizer = OG_ADAM;
    s.run.trainer.adam.lr = 0.01;
    s.run.trainer.adam.beta1 = 0.85;
    s.run.trainer.adam.eps = 1e-6;
    s.run.trainer.adam.weight_decay = 0.002;
    s.run.trainer.schedule = (og_schedule){OG_SCHEDULE_COSINE, 8, 1};
    check(&s);
}

static void dropout_with_warmup_and_dampening(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:8,tanh,dropout:0.25,linear:1");
    s.run.init = (og_init){OG_INIT_UNIFORM, 0.75f};
    s.run.trainer.schedule = (og_schedule){OG_SCHEDULE_WARMUP, 4, 1};
    s.run.trainer.sgd.momentum = 0.5f;
    s.run.trainer.sgd.dampening = 0.25;
    check(&s);
}

static void mse_with_maximize_and_constant_weights(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:4,threshold:-0.5:-0.25,linear:3,hard-tanh:-0.5:2,linear:1");
    s.run.init = (og_init){OG_INIT_CONSTANT, 0.125f};
    s.run.trainer.loss = OG_MSE;
    s.run.trainer.sgd.maximize = true;
    s.run.trainer.sgd.lr = 0.001;
    check(&s);
}

static void patience_and_targets_stop_in_the_same_epoch(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:8,relu,linear:1");
    s.run.epochs = 60;
    s.run.init.kind = OG_INIT_HE;
    s.run.trainer.sgd.lr = 0.5;
    s.run.trainer.stop_loss = 0.2;
    s.run.trainer.stop_accuracy = 1;
    check(&s);
    s.run.trainer.stop_loss = -1;
    s.run.trainer.stop_accuracy = 0.86;
    check(&s);
    s.run.trainer.stop_accuracy = 2;
    s.run.trainer.patience = 2;
    s.run.trainer.sgd.lr = 4;
    check(&s);
}

/* Sixty rows of texts, quotes, blanks and missing values, between semicolons. */
static const char *messy_table(void)
{
    static char text[8192];
    static const char *const colours[] = {"red", " \"deep; blue\"", "\"light \"\"green\"\"\"", "NA"};
    static const char *const answers[] = {"yes", "no", "\"yes\"", " no "};
    size_t at = (size_t)snprintf(text, sizeof text,
                                 "\xef\xbb\xbf\r\n\"size; cm\" ; colour;answer;weight, kg;unused\r\n");
    for (int i = 0; i < 60; i++) {
        char weight[16];
        snprintf(weight, sizeof weight, i % 9 == 4 ? "?" : "%.2e", 3 + (i * 37 % 23) * 0.2);
        at += (size_t)snprintf(text + at, sizeof text - at, "%d.%d ;%s;%s; %s;\"a\nb\"\r\n%s", i * 13 % 17,
                               i % 7, colours[i * 7 % 4], answers[(i * 5 % 11 > 4) + 2 * (i % 2)], weight,
                               i % 10 ? "" : "   \r\n");
    }
    return text;
}

static void a_messy_table_with_means_for_missing_values(void **state)
{
    (void)state;
    setup s = make_setup(messy_table(), "linear:5,sigmoid,linear:1");
    s.csv.label = "answer";
    s.csv.features = "\"weight, kg\",colour,size; cm";
    s.csv.one_hot = "colour";
    s.run.missing = OG_MISSING_MEAN;
    s.run.init = (og_init){OG_INIT_NORMAL, 0.5f};
    s.run.trainer.schedule = (og_schedule){OG_SCHEDULE_STEP, 3, 0.5};
    s.run.trainer.loss = OG_BCE;
    check(&s);
}

static void a_messy_table_with_rows_dropped(void **state)
{
    (void)state;
    setup s = make_setup(messy_table(), "linear:1");
    s.csv.label = "answer";
    s.csv.positive = "no";
    s.csv.features = "colour,\"weight, kg\"";
    s.csv.one_hot = "colour";
    s.run.missing = OG_MISSING_DROP;
    s.run.init.kind = OG_INIT_ZEROS;
    check(&s);
}

static void several_labels_with_weights_l1_and_clipping(void **state)
{
    (void)state;
    static char text[8192];
    size_t at = (size_t)snprintf(text, sizeof text, "A\tx\ty\tB\tC\tsame\n");
    for (int i = 0; i < 80; i++) {
        double x = (i * 29 % 31) / 10.0, y = (i * 17 % 13) / 5.0;
        at += (size_t)snprintf(text + at, sizeof text - at, "%d\t%g\t%g\t%d.0\t%d\t0.3\n", x > y, x, y,
                               x + y > 3, i % 3 == 0);
    }
    setup s = make_setup(text, "linear:9,relu,linear:7,tanh,linear:3");
    s.csv.label = "A,B,C";
    s.run.init.kind = OG_INIT_HE_NORMAL;
    s.run.trainer.pos_weight = 2.5f;
    s.run.trainer.l1 = 0.001f;
    s.run.trainer.clip_norm = 0.25f;
    check(&s);
}

static void classes_that_are_numbers_compare_as_numbers(void **state)
{
    (void)state;
    static char text[4096];
    size_t at = (size_t)snprintf(text, sizeof text, "x,class\n");
    for (int i = 0; i < 50; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%d,%s\n", i * 7 % 50,
                               i * 7 % 50 > 20 ? (i % 2 ? "2" : "2.0") : (i % 3 ? "1e0" : "1"));
    setup s = make_setup(text, "linear:1");
    s.run.init.kind = OG_INIT_XAVIER_NORMAL;
    check(&s);
}

static void classes_that_are_not_all_numbers_compare_as_texts(void **state)
{
    (void)state;
    static char text[4096];
    size_t at = (size_t)snprintf(text, sizeof text, "x,class\n");
    for (int i = 0; i < 50; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%d,%s\n", i * 7 % 50,
                               i % 5 == 0        ? "no"
                               : i * 7 % 50 > 20 ? "1"
                                                 : "1.0");
    setup s = make_setup(text, "linear:1");
    s.csv.positive = "1";
    check(&s);
}

/* Tables that are read, though a quote, a blank or a tab stands where few would put it. */
static void a_table_is_cut_into_fields_as_ogee_does_it(void **state)
{
    (void)state;
    static const struct {
        const char *header, *row; /* with %d for a number and %s for a class */
        const char *classes[2];
    } tables[] = {
        {"a\"q,b;c,y\n", "1,%d,\"%s\"\n", {"no", "yes"}},
        {"\t\n \ta,b,y\r\n", "1,%d,%s\r\n", {"no", "yes"}},
        {"a,b,y\n", "\t\"2\" , %d,%s \t\n", {"no", "yes"}},
        {"a\tb\ty\n", "1\t %d\t%s\n", {"no", "yes"}},
        {" \"a,a,a\" ;\"b;\n\"\"b\";y\r", " \"3\" ; %d;\"%s\"\r", {"yes ", " yes"}},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        static char text[8192];
        size_t at = (size_t)snprintf(text, sizeof text, "%s", tables[i].header);
        for (int row = 0; row < 40; row++) {
            char line[64], *mark;
            snprintf(line, sizeof line, "%s", tables[i].row);
            mark = strchr(line, '%'); /* the formats come from the table */
            *mark = 0;
            char *rest = mark + 2, *second = strstr(rest, "%s");
            *second = 0;
            at += (size_t)snprintf(text + at, sizeof text - at, "%s%d%s%s%s", line, row * 7 % 40, rest,
                                   tables[i].classes[row * 7 % 40 > 17], second + 2);
        }
        setup s = make_setup(text, "linear:1");
        check(&s);
    }
}

static void a_very_long_field_is_read(void **state)
{
    (void)state;
    static char text[200000];
    size_t at = (size_t)snprintf(text, sizeof text, "x,note,class\n0,");
    memset(text + at, 'n', 150000);
    at += 150000;
    at += (size_t)snprintf(text + at, sizeof text - at, ",a\n");
    for (int i = 1; i < 30; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%d,,%s\n", i, i > 12 ? "b" : "a");
    setup s = make_setup(text, "linear:1");
    s.csv.features = "x";
    check(&s);
}

/* ---- names ---- */

static const char *const nasty_names[] = {"\"\"\"\nimport os\nos.abort()\n\"\"\"",
                                          "a\"], os.abort(), [\"",
                                          "back\\slash\\",
                                          "line\nbreak\r\n\ttab",
                                          "{x} %s %n @DATA@ @if one",
                                          "\x01\x02\x1b[31m\x7f",
                                          "not UTF-8 \xff\xc0\xaf",
                                          "\xe2\x80\xae turned \xe2\x80\xa9 \xef\xbb\xbf",
                                          ("gr\xc3\xb6\xc3\x9f"
                                           "e \xe8\x8a\xb1 \xf0\x9f\x8c\xb8"),
                                          "#",
                                          "'''",
                                          "\\N{BULLET} \\x41 \\u0041"};
enum { NASTY = sizeof nasty_names / sizeof nasty_names[0] };

static char *copy(const char *text)
{
    char *made = malloc(strlen(text) + 1);
    assert_non_null(made);
    return strcpy(made, text);
}

static void rename_to(char **name, const char *text)
{
    free(*name);
    *name = copy(text);
}

/* Python reads the program's settings back, and they are the bytes that went in. */
static void names_come_back_as_they_are(void **state)
{
    (void)state;
    if (!*python()) {
        print_message("skipped: there is no python3 here\n");
        skip();
    }
    for (int i = 0; i < NASTY; i++) {
        setup s = make_setup(NULL, "linear:1");
        trained t = prepare(&s);
        og_dataset *columns = t.model.columns;
        rename_to(&columns->feature_names[0], nasty_names[i]);
        rename_to(&columns->label_names[0], nasty_names[i]);
        rename_to(&columns->class_names[1], nasty_names[i]);
        columns->categories[1] = copy(nasty_names[i]);
        s.run.data = nasty_names[i];
        const char *path = export_run(&t.model, &s.run);
        compile_python(path);
        char arguments[1024];
        snprintf(
            arguments, sizeof arguments,
            "-c 'import ast, sys\n"
            "tree = ast.parse(open(sys.argv[1], encoding=\"utf-8\").read())\n"
            "values = {n.targets[0].id: ast.literal_eval(n.value) for n in tree.body if isinstance(n, "
            "ast.Assign)}\n"
            "texts = [values[\"DATA\"], values[\"LABEL\"], values[\"POSITIVE\"], values[\"FEATURES\"][0], "
            "values[\"FEATURES\"][1][1]]\n"
            "sys.stdout.buffer.write(b\"|\".join(t.encode(\"utf-8\", \"surrogateescape\") for t in texts))' "
            "'%s'",
            path);
        run_result result = run_python(python(), arguments);
        char expected[1024];
        const char *n = nasty_names[i];
        snprintf(expected, sizeof expected, "%s|%s|%s|%s|%s", n, n, n, n, n);
        assert_string_equal(result.out, expected);
        run_free(&result);
        finish(&t);
    }
}

static void invisible_characters_are_escaped_and_letters_are_not(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:1");
    trained t = prepare(&s);
    rename_to(&t.model.columns->feature_names[0], "gr\xc3\xb6\xc3\x9f"
                                                  "e\xe2\x80\xae\xef\xbb\xbf");
    char *text = read_whole_file(export_run(&t.model, &s.run));
    assert_contains(text, "\"gr\xc3\xb6\xc3\x9f"
                          "e\\u202e\\ufeff\"");
    free(text);
    finish(&t);
}

/* ---- what stands in the program ---- */

static void a_plain_run_gets_a_plain_program(void **state)
{
    (void)state;
    static const char *const absent[] = {"Highway",   "Residual", "L1",           "CLIP",
                                         "STOP",      "PATIENCE", "missing",      "momentum",
                                         "scheduler", "gains",    "weight_decay", "tuple"};
    setup s = make_setup(NULL, "linear:8,sigmoid,linear:1");
    trained t = prepare(&s);
    char *text = read_whole_file(export_run(&t.model, &s.run));
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        assert_null(strstr(text, absent[i]));
    assert_contains(text, "    net = nn.Sequential(\n        nn.Linear(2, 8),\n        nn.Sigmoid(),\n"
                          "        nn.Linear(8, 1),\n    )\n");
    assert_contains(text, "LEARNING_RATE = 0.1\n");
    free(text);
    finish(&t);
}

static void no_line_is_longer_than_120_characters(void **state)
{
    (void)state;
    setup s = make_setup(messy_table(), "linear:5,highway,residual:1,linear:1");
    s.csv.label = "answer";
    s.csv.one_hot = "colour,unused";
    s.run.missing = OG_MISSING_MEAN;
    s.run.init.kind = OG_INIT_HE;
    s.run.trainer.schedule = (og_schedule){OG_SCHEDULE_COSINE, 8, 1};
    s.run.trainer.pos_weight = 2;
    s.run.trainer.patience = 3;
    trained t = prepare(&s);
    char *text = read_whole_file(export_run(&t.model, &s.run));
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        if (strlen(line) > 120)
            fail_msg("%zu bytes: %s", strlen(line), line);
    free(text);
    finish(&t);
}

/* ---- refusals ---- */

static void a_model_without_columns_is_refused(void **state)
{
    (void)state;
    setup s = make_setup(NULL, "linear:1");
    trained t = prepare(&s);
    og_dataset *columns = t.model.columns;
    t.model.columns = NULL;
    FILE *file = fopen(temporary_path("refused.py"), "w");
    assert_status(og_export_pytorch(&t.model, &s.run, file), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "columns");
    assert_int_equal(ftell(file), 0);
    fclose(file);
    t.model.columns = columns;
    finish(&t);
}

static void a_foreign_activation_is_refused_by_name(void **state)
{
    (void)state;
    static og_layer_kind foreign;
    foreign = og_tanh_layer;
    foreign.name = "swirl";
    setup s = make_setup(NULL, "linear:1");
    trained t = prepare(&s);
    og_layer_spec specs[] = {og_layer_spec_default(&og_highway_layer),
                             og_layer_spec_default(&og_linear_layer)};
    og_net_def def = og_net_def_default();
    og_rng rng;
    og_net *net = NULL;
    specs[0].activation = &foreign;
    specs[1].units = 1;
    def.input = og_shape_flat(2);
    def.layers = specs;
    def.layer_count = 2;
    og_rng_seed(&rng, 1);
    assert_ok(og_net_create(&def, &rng, &net));
    og_model model = {.net = net, .columns = t.model.columns};
    FILE *file = fopen(temporary_path("refused.py"), "w");
    assert_status(og_export_pytorch(&model, &s.run, file), OG_ERR_ARGUMENT);
    assert_contains(og_error_detail(), "layer 0: swirl has no counterpart in PyTorch");
    assert_int_equal(ftell(file), 0);
    fclose(file);
    og_net_destroy(net);
    finish(&t);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    FILE *file = fopen("/dev/full", "w");
    if (!file)
        skip();
    setup s = make_setup(NULL, "linear:1");
    trained t = prepare(&s);
    assert_status(og_export_pytorch(&t.model, &s.run, file), OG_ERR_FILE);
    fclose(file);
    finish(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_run_gives_the_same_losses),
        cmocka_unit_test(momentum_without_test_rows_or_standardisation),
        cmocka_unit_test(highway_and_residual_with_xavier),
        cmocka_unit_test(batch_norm_with_adam_and_cosine),
        cmocka_unit_test(dropout_with_warmup_and_dampening),
        cmocka_unit_test(mse_with_maximize_and_constant_weights),
        cmocka_unit_test(patience_and_targets_stop_in_the_same_epoch),
        cmocka_unit_test(a_messy_table_with_means_for_missing_values),
        cmocka_unit_test(a_messy_table_with_rows_dropped),
        cmocka_unit_test(several_labels_with_weights_l1_and_clipping),
        cmocka_unit_test(classes_that_are_numbers_compare_as_numbers),
        cmocka_unit_test(classes_that_are_not_all_numbers_compare_as_texts),
        cmocka_unit_test(a_table_is_cut_into_fields_as_ogee_does_it),
        cmocka_unit_test(a_very_long_field_is_read),
        cmocka_unit_test(names_come_back_as_they_are),
        cmocka_unit_test(invisible_characters_are_escaped_and_letters_are_not),
        cmocka_unit_test(a_plain_run_gets_a_plain_program),
        cmocka_unit_test(no_line_is_longer_than_120_characters),
        cmocka_unit_test(a_model_without_columns_is_refused),
        cmocka_unit_test(a_foreign_activation_is_refused_by_name),
        cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
