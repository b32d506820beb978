#include <stdio.h>

#include "commands.h"
#include "interrupt.h"
#include "ogee/data.h"
#include "options.h"
#include "outputs.h"
#include "report.h"

typedef struct settings {
    int toy;
    int64_t samples, data_seed;
    double noise;
    const char *out;
    bool help;
} settings;

enum { MOST = 1000000 };
#define AT(field) offsetof(settings, field)
static const ogl_option table[] = {
    {"TOY", NULL, OGL_FLAG_CHOICE, AT(toy), .help = OGL_TOY_NAMES,
     .expected = "moons|circles|xor|spiral|gauss|linear|sine"},
    {"--samples", "N", OGL_FLAG_WHOLE, AT(samples), .help = "points", .initial = "500", .low = 2,
     .high = MOST},
    {"--noise", "S", OGL_FLAG_REAL, AT(noise), .help = "deviation of the noise", .initial = "0.1",
     .high = 10},
    {"--data-seed", "N", OGL_FLAG_WHOLE, AT(data_seed), .help = "seed of the points", .initial = "1",
     .high = UINT32_MAX},
    {"--out", "FILE.csv", OGL_FLAG_TEXT, AT(out), .help = "where to write; without it standard output"},
    {"--help", NULL, OGL_FLAG_ON, AT(help), .help = "print this"},
};
enum { ROWS = sizeof table / sizeof *table };

static int write_out(const char *path, const og_dataset *data)
{
    og_file file;
    ogl_interrupt_end_at_once();
    if (!ogl_outputs_open(&file, &path, 1))
        return OGL_FAILED;
    og_status status = og_csv_print(path, file.stream, data);
    if (status == OG_OK)
        return ogl_outputs_commit(&file, 1) ? OGL_DONE : OGL_FAILED;
    ogl_outputs_discard(&file, 1);
    return ogl_report_failure(status);
}

static int make(const settings *s)
{
    og_dataset *data = NULL;
    og_status status =
        og_toy_create((og_toy)s->toy, (size_t)s->samples, (float)s->noise, (uint64_t)s->data_seed, &data);
    if (status != OG_OK)
        return ogl_report_failure(status);
    int result;
    if (s->out)
        result = write_out(s->out, data);
    else if (og_csv_print("standard output", stdout, data) != OG_OK)
        result = ogl_report_failure(OG_ERR_FILE);
    else
        result = ogl_finish_output();
    og_dataset_destroy(data);
    return result;
}

static int print_help(void)
{
    printf(
        "ogee data TOY [flags]\n\n"
        "Writes toy data as a table x1,x2,class: the rows of ogee train --data TOY with the same flags.\n\n");
    ogl_options_help(table, ROWS);
    return ogl_finish_output();
}

int ogl_data(int argc, char **argv)
{
    settings s = {0};
    const char *given[ROWS], *const needed[] = {"TOY", NULL};
    if (!ogl_options_read("ogee data", table, ROWS, argc, argv, &s, given, needed))
        return OGL_USAGE;
    return s.help ? print_help() : make(&s);
}
