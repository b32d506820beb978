#define _XOPEN_SOURCE 700
#include "ogee/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "interrupt.h"
#include "model.h"
#include "options.h"
#include "outputs.h"
#include "relative_path.h"
#include "report.h"
#include "train.h"

typedef struct settings {
    const char *model, *out;
    const og_layer_kind *between;
    int to;
    bool help;
} settings;

enum { TO_PYTORCH, TO_C };
enum { PROGRAM, TABLE, OUTPUTS };

#define AT(field) offsetof(settings, field)
static const ogl_option table[] = {
    {"MODEL", NULL, OGL_FLAG_TEXT, AT(model),
     .help = "a file that ogee train --save wrote; to c also one of PyTorch", .expected = "a model file"},
    {"--to", "pytorch|c", OGL_FLAG_CHOICE, AT(to),
     .help = "pytorch: a Python program that trains it again; c: one C99 file that answers",
     .expected = "pytorch|c"},
    {"--out", "FILE", OGL_FLAG_TEXT, AT(out), .help = "where to write"},
    OGL_BETWEEN_ROW(AT(between)),
    {"--help", NULL, OGL_FLAG_ON, AT(help), .help = "print this"},
};
enum { ROWS = sizeof table / sizeof *table };

/* What could not be written is said with the file's name. */
static og_status close_written(og_status written, og_file *file)
{
    return written == OG_OK || written == OG_ERR_FILE ? og_file_close(file) : written;
}

/* ---- C ---- */

static int export_c(const settings *s, const og_model *model)
{
    og_file file;
    if (!ogl_outputs_open(&file, &s->out, 1))
        return OGL_FAILED;
    og_status status = close_written(og_export_c(model, s->model, file.stream), &file);
    if (status == OG_OK)
        return ogl_outputs_commit(&file, 1) ? OGL_DONE : OGL_FAILED;
    ogl_outputs_discard(&file, 1);
    ogl_report_failure(status);
    return OGL_FAILED;
}

/* ---- PyTorch ---- */

static og_export_run describe_run(const ogl_train_settings *s, const char *data)
{
    return (og_export_run){.data = data,
                           .missing = (og_missing)s->missing,
                           .test = s->test,
                           .data_seed = (uint64_t)s->data_seed,
                           .seed = (uint64_t)s->seed,
                           .standardize = s->standardize,
                           .init = s->init,
                           .trainer = ogl_train_trainer_def(s),
                           .epochs = (size_t)s->epochs};
}

/* "runs/moons.py" has its table in "runs/moons.csv". */
static char *table_path(const char *program)
{
    const char *name = strrchr(program, '/');
    name = name ? name + 1 : program;
    const char *dot = strrchr(name, '.');
    size_t stem = dot && dot > name ? (size_t)(dot - program) : strlen(program);
    char *path = malloc(stem + sizeof ".csv");
    if (path) {
        memcpy(path, program, stem);
        memcpy(path + stem, ".csv", sizeof ".csv");
    }
    return path;
}

static bool same_bytes(const char *a, const char *b)
{
    FILE *first = fopen(a, "rb"), *second = fopen(b, "rb");
    bool same = first && second;
    for (int x = 0, y = 0; same && x != EOF;) {
        x = getc(first);
        y = getc(second);
        same = x == y;
    }
    if (first)
        fclose(first);
    if (second)
        fclose(second);
    return same;
}

static og_status write_toy(const ogl_train_settings *s, const char *path, og_file *file)
{
    og_toy toy;
    og_dataset *data = NULL;
    og_status status = og_toy_find(s->data, &toy);
    if (status == OG_OK)
        status = og_toy_create(toy, (size_t)s->samples, (float)s->noise, (uint64_t)s->data_seed, &data);
    if (status == OG_OK)
        status = og_csv_print(path, file->stream, data);
    og_dataset_destroy(data);
    return status == OG_OK ? og_file_close(file) : status;
}

static int write_program(const og_model *model, const ogl_train_settings *s, const char *data, og_file *file)
{
    og_export_run run = describe_run(s, data);
    og_status status = close_written(og_export_pytorch(model, &run, file->stream), file);
    if (status == OG_OK)
        return OGL_DONE;
    ogl_report_failure(status);
    return OGL_FAILED;
}

/* Toy data is written beside the program, where no other table may be in the way. */
static int export_toy(const settings *s, const og_model *model, const ogl_train_settings *run)
{
    og_file files[OUTPUTS] = {{0}};
    char *path = table_path(s->out);
    const char *outputs[] = {[PROGRAM] = s->out, [TABLE] = path};
    struct stat info;
    int status = OGL_FAILED;
    if (!path)
        ogl_error("no memory for the name of the table");
    else if (!ogl_outputs_differ(outputs, OUTPUTS, &s->model, 1))
        status = OGL_USAGE;
    else if (ogl_outputs_open(files, outputs, OUTPUTS)) {
        const char *slash = strrchr(path, '/');
        og_status written = write_toy(run, path, &files[TABLE]);
        if (written != OG_OK)
            ogl_report_failure(written);
        else if (stat(path, &info) == 0 && !same_bytes(path, ogl_output_path(&files[TABLE])))
            ogl_error("%s: would be written over with the toy data, and holds something else; choose another "
                      "--out",
                      path);
        else if (write_program(model, run, slash ? slash + 1 : path, &files[PROGRAM]) == OGL_DONE)
            status = ogl_outputs_commit(files, OUTPUTS) ? OGL_DONE : OGL_FAILED;
    }
    if (status == OGL_DONE)
        fprintf(stderr, "the toy data is in %s\n", path);
    ogl_outputs_discard(files, OUTPUTS);
    free(path);
    return status;
}

/* The program looks for its table from its own folder. */
static void say_missing(const char *data, const char *program)
{
    const char *slash = data[0] == '/' ? NULL : strrchr(program, '/');
    size_t folder = slash ? (size_t)(slash - program) + 1 : 0;
    char *path = malloc(folder + strlen(data) + 1);
    if (!path)
        return;
    memcpy(path, program, folder);
    strcpy(path + folder, data);
    if (access(path, R_OK) != 0)
        fprintf(stderr, "the program will look for its table at %s, where none can be read\n",
                ogl_one_line(path).text);
    free(path);
}

static int export_table(const settings *s, const og_model *model, const ogl_train_settings *run)
{
    og_file file;
    int status = OGL_FAILED;
    char *data = ogl_relative_path(run->data, s->out);
    const char *inputs[] = {s->model, run->data};
    if (!data)
        ogl_error("no memory for the name of the table");
    else if (!ogl_outputs_differ(&s->out, 1, inputs, 2))
        status = OGL_USAGE;
    else if (ogl_outputs_open(&file, &s->out, 1)) {
        if (write_program(model, run, data, &file) == OGL_DONE)
            status = ogl_outputs_commit(&file, 1) ? OGL_DONE : OGL_FAILED;
        if (status == OGL_DONE)
            say_missing(data, s->out);
        ogl_outputs_discard(&file, 1);
    }
    free(data);
    return status;
}

static int export_pytorch(const settings *s, const og_model *model)
{
    og_toy toy;
    ogl_train_request request;
    if (model->setting_count == 0) {
        ogl_error(
            "%s: does not say how it was trained, so there is no run to write down; only a model of ogee "
            "train --save does",
            s->model);
        return OGL_FAILED;
    }
    if (!ogl_train_recall(model, s->model, &request))
        return OGL_FAILED;
    bool is_toy = og_toy_find(request.settings.data, &toy) == OG_OK;
    return (is_toy ? export_toy : export_table)(s, model, &request.settings);
}

/* ---- the command ---- */

static int run_export(const settings *s)
{
    og_model *model = NULL;
    if (!ogl_outputs_differ(&s->out, 1, &s->model, 1))
        return OGL_USAGE;
    int result = ogl_model_open(s->model, 1, s->between, &model);
    if (result != OGL_DONE)
        return result;
    ogl_interrupt_end_at_once();
    result = s->to == TO_C ? export_c(s, model) : export_pytorch(s, model);
    if (result == OGL_DONE)
        ogl_model_say_layers(s->model, model, s->between);
    og_model_destroy(model);
    return result;
}

static int print_help(void)
{
    printf("ogee export MODEL --to pytorch|c --out FILE\n\n"
           "pytorch  a Python program that reads the same table and repeats the training: same seed, same "
           "split,\n"
           "         same order, one line of losses an epoch. It looks for the table from its own folder; "
           "toy data\n"
           "         is written beside it, as FILE with the ending .csv.\n"
           "c        one C99 file with float predict(const float x[]), which takes the table's own "
           "numbers.\n\n");
    ogl_options_help(table, ROWS);
    return ogl_finish_output();
}

int ogl_export(int argc, char **argv)
{
    settings s = {0};
    const char *given[ROWS], *const needed[] = {"MODEL", "--to", "--out", NULL};
    if (!ogl_options_read("ogee export", table, ROWS, argc, argv, &s, given, needed))
        return OGL_USAGE;
    return s.help ? print_help() : run_export(&s);
}
