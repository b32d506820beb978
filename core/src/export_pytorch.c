#include <math.h>
#include <string.h>

#include "export_parts.h"
#include "fail.h"

enum { WIDTH = 110, ONE_LINE = 96 };

static const og_dataset *columns_of(const void *context)
{
    return ((const og_exporter *)context)->model->columns;
}

static const og_export_run *run_of(const void *context)
{
    return ((const og_exporter *)context)->run;
}

static void put_double(double value, FILE *out)
{
    fputs(og_numeral_of_double(value).text, out);
}

static void put_name(const char *name, FILE *out)
{
    og_put_python_text(out, name, strlen(name));
}

/* ---- settings ---- */

/* Settings that are one number or one text. */
#define PUT_SETTING(name, put)                                                                               \
    static void put_##name(const void *context, FILE *out)                                                   \
    {                                                                                                        \
        put;                                                                                                 \
    }
PUT_SETTING(data, og_put_python_text(out, run_of(context)->data, strlen(run_of(context)->data)))
PUT_SETTING(label, put_name(columns_of(context)->label_names[0], out))
PUT_SETTING(positive, put_name(columns_of(context)->class_names[1], out))
PUT_SETTING(test, put_double(run_of(context)->test, out))
PUT_SETTING(data_seed, fprintf(out, "%llu", (unsigned long long)run_of(context)->data_seed))
PUT_SETTING(seed, fprintf(out, "%llu", (unsigned long long)run_of(context)->seed))
PUT_SETTING(epochs, fprintf(out, "%zu", run_of(context)->epochs))
PUT_SETTING(batch, fprintf(out, "%zu", run_of(context)->trainer.batch))
PUT_SETTING(l1, put_double(run_of(context)->trainer.l1, out))
PUT_SETTING(clip_norm, put_double(run_of(context)->trainer.clip_norm, out))
PUT_SETTING(stop_loss, put_double(run_of(context)->trainer.stop_loss, out))
PUT_SETTING(stop_accuracy, put_double(run_of(context)->trainer.stop_accuracy, out))
PUT_SETTING(patience, fprintf(out, "%zu", run_of(context)->trainer.patience))
PUT_SETTING(pos_weight, put_double(run_of(context)->trainer.pos_weight, out))
PUT_SETTING(watched, fputs(run_of(context)->test > 0 ? "test_loss" : "loss", out))

static void put_learning_rate(const void *context, FILE *out)
{
    const og_trainer_def *def = &run_of(context)->trainer;
    put_double(def->optimizer == OG_ADAM ? def->adam.lr : def->sgd.lr, out);
}

/* A list that grows, on one line if it is short, else with lines of its own. */
typedef struct list {
    bool wraps;
    size_t count, column;
} list;

static list begin_list(size_t length, FILE *out)
{
    fputc('[', out);
    return (list){.wraps = length > ONE_LINE, .column = WIDTH};
}

/* Begins an item of that length. */
static void put_comma(list *l, size_t length, FILE *out)
{
    bool new_line = l->wraps && l->column + length + 2 > WIDTH;
    fputs(l->count == 0 ? "" : new_line ? "," : ", ", out);
    fputs(new_line ? "\n    " : "", out);
    l->column = (new_line ? 4 : l->column + 2) + length;
    l->count++;
}

static void end_list(const list *l, FILE *out)
{
    fputs(l->wraps ? ",\n]" : "]", out);
}

static size_t feature_length(const og_dataset *columns, size_t i)
{
    const char *category = columns->categories[i];
    return strlen(columns->feature_names[i]) + 2 + (category ? strlen(category) + 6 : 0);
}

static void put_features(const void *context, FILE *out)
{
    const og_dataset *columns = columns_of(context);
    size_t length = 0;
    for (size_t i = 0; i < columns->features; i++)
        length += feature_length(columns, i) + 2;
    list l = begin_list(length, out);
    for (size_t i = 0; i < columns->features; i++) {
        const char *category = columns->categories[i];
        put_comma(&l, feature_length(columns, i), out);
        fputs(category ? "(" : "", out);
        put_name(columns->feature_names[i], out);
        if (category) {
            fputs(", ", out);
            put_name(category, out);
            fputc(')', out);
        }
    }
    end_list(&l, out);
}

static void put_labels(const void *context, FILE *out)
{
    const og_dataset *columns = columns_of(context);
    size_t length = 0;
    for (size_t i = 0; i < columns->labels; i++)
        length += strlen(columns->label_names[i]) + 4;
    list l = begin_list(length, out);
    for (size_t i = 0; i < columns->labels; i++) {
        put_comma(&l, strlen(columns->label_names[i]) + 2, out);
        put_name(columns->label_names[i], out);
    }
    end_list(&l, out);
}

/* ---- optimizer and schedule ---- */

static void put_optimizer(const void *context, FILE *out)
{
    const og_trainer_def *def = &run_of(context)->trainer;
    const og_adam_def *adam = &def->adam, standard = og_adam_def_default();
    const og_sgd_def *sgd = &def->sgd;
    fprintf(out, "torch.optim.%s(net.parameters(), lr=LEARNING_RATE",
            def->optimizer == OG_ADAM ? "Adam" : "SGD");
    if (def->optimizer == OG_ADAM) {
        if (adam->beta1 != standard.beta1 || adam->beta2 != standard.beta2)
            fprintf(out, ", betas=(%s, %s)", og_numeral_of_double(adam->beta1).text,
                    og_numeral_of_double(adam->beta2).text);
        if (adam->eps != standard.eps)
            fprintf(out, ", eps=%s", og_numeral_of_double(adam->eps).text);
        if (adam->weight_decay != 0)
            fprintf(out, ", weight_decay=%s", og_numeral_of_double(adam->weight_decay).text);
    } else {
        if (sgd->momentum != 0)
            fprintf(out, ", momentum=%s", og_numeral_of_double(sgd->momentum).text);
        if (sgd->dampening != 0)
            fprintf(out, ", dampening=%s", og_numeral_of_double(sgd->dampening).text);
        if (sgd->weight_decay != 0)
            fprintf(out, ", weight_decay=%s", og_numeral_of_double(sgd->weight_decay).text);
        fputs(sgd->nesterov ? ", nesterov=True" : "", out);
        fputs(sgd->maximize ? ", maximize=True" : "", out);
    }
    fputc(')', out);
}

static void put_schedule(const void *context, FILE *out)
{
    const og_schedule *schedule = &run_of(context)->trainer.schedule;
    size_t period = schedule->period;
    fputs("torch.optim.lr_scheduler.", out);
    if (schedule->kind == OG_SCHEDULE_STEP)
        fprintf(out, "StepLR(optimizer, step_size=%zu, gamma=%s)", period,
                og_numeral_of_double(schedule->gamma).text);
    else if (schedule->kind == OG_SCHEDULE_COSINE)
        fprintf(out,
                "LambdaLR(\n        optimizer, lambda epoch: (1 + math.cos(math.pi * min(epoch, %zu) / %zu)) "
                "/ 2\n    )",
                period, period);
    else
        fprintf(out, "LambdaLR(optimizer, lambda epoch: min(1.0, (epoch + 1) / %zu))", period);
}

/* ---- the whole ---- */

og_status og_export_pytorch(const og_model *model, const og_export_run *run, FILE *out)
{
    const og_exporter e = {.model = model, .net = model->net, .run = run};
    const og_dataset *columns = model->columns;
    OG_TRY(og_export_check(model, og_export_pytorch_knows, "PyTorch"));
    if (!columns)
        return og_fail(OG_ERR_ARGUMENT,
                       "the model does not name the columns of its table, which a program has to read");
    const og_trainer_def *def = &run->trainer;
    bool test = run->test > 0, pairs = og_export_has_pairs(columns), one_label = columns->labels == 1;
    bool numeric_class = one_label && columns->class_numbers;
    bool drop = run->missing == OG_MISSING_DROP, mean = run->missing == OG_MISSING_MEAN;
    bool he = run->init.kind == OG_INIT_HE || run->init.kind == OG_INIT_HE_NORMAL;
    bool cosine = def->schedule.kind == OG_SCHEDULE_COSINE;
    const og_slot slots[] = {{"DATA", false, put_data},
                             {"FEATURES", false, put_features},
                             {"LABEL", false, put_label},
                             {"LABELS", false, put_labels},
                             {"POSITIVE", false, put_positive},
                             {"TEST", false, put_test},
                             {"DATA_SEED", false, put_data_seed},
                             {"SEED", false, put_seed},
                             {"EPOCHS", false, put_epochs},
                             {"BATCH", false, put_batch},
                             {"LEARNING_RATE", false, put_learning_rate},
                             {"L1", false, put_l1},
                             {"CLIP_NORM", false, put_clip_norm},
                             {"STOP_LOSS", false, put_stop_loss},
                             {"STOP_ACCURACY", false, put_stop_accuracy},
                             {"PATIENCE", false, put_patience},
                             {"POS_WEIGHT", false, put_pos_weight},
                             {"WATCHED", false, put_watched},
                             {"SEQUENTIAL", false, og_export_pytorch_sequential},
                             {"LAYERS", false, og_export_pytorch_layers},
                             {"INIT", false, og_export_pytorch_init},
                             {"OPTIMIZER", false, put_optimizer},
                             {"SCHEDULE", false, put_schedule},
                             {"math", test || mean || def->patience > 0 || he || cosine, NULL},
                             {"pairs", pairs, NULL},
                             {"one_label", one_label, NULL},
                             {"numeric_class", numeric_class, NULL},
                             {"text_class", one_label && !numeric_class, NULL},
                             {"test", test, NULL},
                             {"standardize", run->standardize, NULL},
                             {"missing", drop || mean, NULL},
                             {"drop", drop, NULL},
                             {"mean", mean, NULL},
                             {"features_function", pairs || mean, NULL},
                             {"highway", og_export_uses(model->net, &og_highway_layer), NULL},
                             {"residual", og_export_uses(model->net, &og_residual_layer), NULL},
                             {"torch_init", run->init.kind == OG_INIT_TORCH, NULL},
                             {"bce_with_logits", def->loss == OG_BCE_WITH_LOGITS, NULL},
                             {"bce", def->loss == OG_BCE, NULL},
                             {"mse", def->loss == OG_MSE, NULL},
                             {"weighted", def->pos_weight != 1, NULL},
                             {"l1", def->l1 > 0, NULL},
                             {"clip", def->clip_norm > 0, NULL},
                             {"schedule", def->schedule.kind != OG_SCHEDULE_CONSTANT, NULL},
                             {"stop_loss", def->stop_loss >= 0, NULL},
                             {"stop_accuracy", def->stop_accuracy <= 1, NULL},
                             {"patience", def->patience > 0, NULL},
                             {NULL, false, NULL}};
    og_template_write(og_export_pytorch_template, slots, &e, out);
    return og_export_check_written(out);
}
