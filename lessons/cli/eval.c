#include <math.h>
#include <stdio.h>
#include <string.h>

#include "answers.h"
#include "commands.h"
#include "model.h"
#include "ogee/metrics.h"
#include "options.h"
#include "report.h"

typedef struct settings {
    const char *model, *data;
    const og_layer_kind *between;
    bool json, help;
} settings;

#define AT(field) offsetof(settings, field)
static const ogl_option table[] = {
    {"MODEL", NULL, OGL_FLAG_TEXT, AT(model), .help = "a file that ogee train --save or PyTorch wrote",
     .expected = "a model file"},
    {"--data", "FILE.csv", OGL_FLAG_TEXT, AT(data),
     .help = "rows to measure it on, with the columns and labels that the model was trained on"},
    {"--json", NULL, OGL_FLAG_ON, AT(json), .help = "print the result as one JSON object"},
    OGL_BETWEEN_ROW(AT(between)),
    {"--help", NULL, OGL_FLAG_ON, AT(help), .help = "print this"},
};
enum { ROWS = sizeof table / sizeof *table };

static og_status measure(const ogl_answers *answers, size_t label, og_metrics *metrics)
{
    const og_dataset *rows = answers->rows;
    return og_metrics_measure(rows->rows, rows->labels, answers->logits + label, rows->y + label, metrics);
}

/* ---- JSON ---- */

/* A number that does not exist is null. */
static void add_number(cJSON *object, const char *name, double value)
{
    cJSON_AddItemToObject(object, name, isfinite(value) ? cJSON_CreateNumber(value) : cJSON_CreateNull());
}

static void add_metrics(cJSON *object, const og_metrics *m)
{
    cJSON *confusion = cJSON_CreateObject();
    add_number(object, "accuracy", m->accuracy);
    add_number(object, "bce", m->bce);
    add_number(object, "auc", m->auc);
    add_number(object, "precision", m->precision);
    add_number(object, "recall", m->recall);
    add_number(object, "f1", m->f1);
    add_number(object, "brier", m->brier);
    add_number(object, "ece", m->ece);
    add_number(confusion, "true_positive", (double)m->confusion.true_positive);
    add_number(confusion, "false_positive", (double)m->confusion.false_positive);
    add_number(confusion, "true_negative", (double)m->confusion.true_negative);
    add_number(confusion, "false_negative", (double)m->confusion.false_negative);
    cJSON_AddItemToObject(object, "confusion", confusion);
}

static int print_json(const ogl_answers *answers)
{
    const og_dataset *rows = answers->rows;
    cJSON *object = cJSON_CreateObject(), *labels = cJSON_CreateArray();
    og_status status = OG_OK;
    cJSON_AddNumberToObject(object, "rows", (double)rows->rows);
    for (size_t k = 0; k < rows->labels && status == OG_OK; k++) {
        og_metrics metrics;
        status = measure(answers, k, &metrics);
        cJSON *place = object;
        if (rows->labels > 1) {
            place = cJSON_CreateObject();
            cJSON_AddStringToObject(place, "name", rows->label_names[k]);
            cJSON_AddItemToArray(labels, place);
        }
        if (status == OG_OK)
            add_metrics(place, &metrics);
    }
    if (rows->labels > 1)
        cJSON_AddItemToObject(object, "labels", labels);
    else
        cJSON_Delete(labels);
    if (status == OG_OK)
        return ogl_print_json(object);
    cJSON_Delete(object);
    return ogl_report_failure(status);
}

/* ---- for people ---- */

/* Letters, not bytes. */
static int width_of(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xc0) != 0x80;
    return width;
}

static void put_right(const char *text, int width)
{
    printf("%*s%s", width > width_of(text) ? width - width_of(text) : 0, "", text);
}

static void print_confusion(const og_confusion *c, char *const names[2])
{
    const ogl_line no = ogl_one_line(names[0]), yes = ogl_one_line(names[1]);
    int first = width_of(no.text), second = width_of(yes.text), widest = first > second ? first : second;
    int width = (widest > 8 ? widest : 8) + 2;
    printf("\n%-*s  predicted\n", widest + 8, "");
    printf("%-*s", widest + 8, "actual");
    put_right(no.text, width);
    put_right(yes.text, width);
    printf("\n        ");
    put_right(no.text, widest);
    printf("%*zu%*zu\n        ", width, c->true_negative, width, c->false_positive);
    put_right(yes.text, widest);
    printf("%*zu%*zu\n", width, c->false_negative, width, c->true_positive);
}

static void print_metrics(const og_metrics *m, char *const names[2])
{
    printf("accuracy           %6.2f %%\n", 100 * m->accuracy);
    printf("BCE                %8.4f\n", m->bce);
    if (isnan(m->auc))
        printf("AUC                none: the rows are of one class\n");
    else
        printf("AUC                %8.4f\n", m->auc);
    const ogl_line yes = ogl_one_line(names[1]);
    if (isnan(m->precision))
        printf("precision          none: no row is called \"%s\"\n", yes.text);
    else
        printf("precision          %8.4f  right among those called \"%s\"\n", m->precision, yes.text);
    if (isnan(m->recall))
        printf("recall             none: no row is \"%s\"\n", yes.text);
    else
        printf("recall             %8.4f  found among those that are \"%s\"\n", m->recall, yes.text);
    if (isnan(m->f1))
        printf("F1                 none, without precision and recall\n");
    else
        printf("F1                 %8.4f\n", m->f1);
    printf("Brier score        %8.4f\n", m->brier);
    printf("calibration error  %8.4f\n", m->ece);
    print_confusion(&m->confusion, names);
}

static int print_words(const ogl_answers *answers)
{
    const og_dataset *rows = answers->rows;
    printf("%zu row%s\n", rows->rows, ogl_plural(rows->rows));
    for (size_t k = 0; k < rows->labels; k++) {
        og_metrics metrics;
        og_status status = measure(answers, k, &metrics);
        if (status != OG_OK)
            return ogl_report_failure(status);
        if (rows->labels > 1)
            printf("\nlabel \"%s\"\n", ogl_one_line(rows->label_names[k]).text);
        print_metrics(&metrics, rows->class_names);
    }
    return ogl_finish_output();
}

static int print_help(void)
{
    printf(
        "ogee eval MODEL --data FILE.csv [flags]\n\n"
        "Measures how good a model is on labelled rows: accuracy, BCE, AUC, precision, recall, F1, Brier\n"
        "score, expected calibration error (10 bins) and the table of right and wrong answers. Class 1 is a\n"
        "probability above 0.5. A missing value is an error, unless the model was trained with --missing "
        "mean\n"
        "or drop. What cannot be said of the rows is \"none\", as JSON null. A file of\n"
        "PyTorch has no list of layers: it is read as linear layers with a sigmoid between each two, and\n"
        "--activation names another.\n\n");
    ogl_options_help(table, ROWS);
    return ogl_finish_output();
}

int ogl_eval(int argc, char **argv)
{
    settings s = {0};
    ogl_answers answers;
    const char *given[ROWS], *const needed[] = {"MODEL", "--data", NULL};
    if (!ogl_options_read("ogee eval", table, ROWS, argc, argv, &s, given, needed))
        return OGL_USAGE;
    if (s.help)
        return print_help();
    int status = ogl_answers_create(s.model, s.between, s.data, true, &answers);
    if (status == OGL_DONE)
        status = s.json ? print_json(&answers) : print_words(&answers);
    ogl_answers_free(&answers);
    return status;
}
