#include <stdio.h>
#include <string.h>

#include "answers.h"
#include "commands.h"
#include "interrupt.h"
#include "model.h"
#include "ogee/activation.h"
#include "options.h"
#include "outputs.h"

typedef struct settings {
    const char *model, *data, *out;
    const og_layer_kind *between;
    bool help;
} settings;

#define AT(field) offsetof(settings, field)
static const ogl_option table[] = {
    {"MODEL", NULL, OGL_FLAG_TEXT, AT(model), .help = "a file that ogee train --save or PyTorch wrote",
     .expected = "a model file"},
    {"--data", "FILE.csv", OGL_FLAG_TEXT, AT(data),
     .help = "rows to answer, with the columns that the model was trained on; labels are not needed"},
    {"--out", "FILE.csv", OGL_FLAG_TEXT, AT(out), .help = "where to write; without it standard output"},
    OGL_BETWEEN_ROW(AT(between)),
    {"--help", NULL, OGL_FLAG_ON, AT(help), .help = "print this"},
};
enum { ROWS = sizeof table / sizeof *table };

/* Writes prefix and text as one field. */
static void put_field(FILE *out, const char *prefix, const char *text)
{
    size_t length = strlen(text);
    bool quotes = length == 0 || strpbrk(text, ",;\t\"\r\n") || text[0] == ' ' || text[length - 1] == ' ';
    fprintf(out, "%s%s", quotes ? "\"" : "", prefix);
    for (const char *c = text; *c; c++)
        fprintf(out, *c == '"' ? "\"\"" : "%c", *c);
    fputs(quotes ? "\"" : "", out);
}

static void put_header(FILE *out, const og_dataset *columns, size_t labels)
{
    if (labels == 1) {
        fputs("probability,class\n", out);
        return;
    }
    for (size_t k = 0; k < labels; k++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", k);
        const char *name = columns ? columns->label_names[k] : number;
        put_field(out, "probability_", name);
        fputc(',', out);
        put_field(out, "class_", name);
        fputc(k + 1 == labels ? '\n' : ',', out);
    }
}

static void put_rows(FILE *out, const ogl_answers *answers)
{
    size_t labels = og_net_outputs(answers->model->net);
    put_header(out, answers->model->columns, labels);
    for (size_t i = 0; i < answers->rows->rows * labels; i++) {
        float logit = answers->logits[i];
        fprintf(out, "%.9g,", (double)og_sigmoidf(logit));
        put_field(out, "", answers->rows->class_names[logit > 0]);
        fputc((i + 1) % labels == 0 ? '\n' : ',', out);
    }
}

static int predict(const settings *s)
{
    ogl_answers answers;
    og_file file = {0};
    int status = OGL_USAGE;
    const char *inputs[] = {s->model, s->data};
    if (!ogl_outputs_differ(&s->out, 1, inputs, 2))
        return status;
    status = ogl_answers_create(s->model, s->between, s->data, false, &answers);
    if (status == OGL_DONE && s->out) {
        ogl_interrupt_end_at_once();
        status = ogl_outputs_open(&file, &s->out, 1) ? OGL_DONE : OGL_FAILED;
        if (status == OGL_DONE) {
            put_rows(file.stream, &answers);
            status = ogl_outputs_commit(&file, 1) ? OGL_DONE : OGL_FAILED;
        }
    } else if (status == OGL_DONE) {
        put_rows(stdout, &answers);
        status = ogl_finish_output();
    }
    ogl_answers_free(&answers);
    return status;
}

static int print_help(void)
{
    printf(
        "ogee predict MODEL --data FILE.csv [flags]\n\n"
        "Writes for each row the probability of class 1 and the class (class 1 is a probability above 0.5),\n"
        "under the header probability,class; for several labels probability_NAME,class_NAME for each.\n"
        "A missing value is an error, unless the model was trained with --missing mean. A file of\n"
        "PyTorch has no list of layers: it is read as linear layers with a sigmoid between each two, and\n"
        "--activation names another.\n\n");
    ogl_options_help(table, ROWS);
    return ogl_finish_output();
}

int ogl_predict(int argc, char **argv)
{
    settings s = {0};
    const char *given[ROWS], *const needed[] = {"MODEL", "--data", NULL};
    if (!ogl_options_read("ogee predict", table, ROWS, argc, argv, &s, given, needed))
        return OGL_USAGE;
    return s.help ? print_help() : predict(&s);
}
