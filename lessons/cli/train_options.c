#include "train.h"

#include <stdio.h>
#include <string.h>

#define AT(field) offsetof(ogl_train_settings, field)
#define TOY_NAMES "moons, circles, xor, spiral or gauss"
enum { MOST = 1000000 };

static bool parse_hidden(const char *text, void *value)
{
    ogl_hidden hidden = {0, {0}};
    if (strcmp(text, "none") == 0) {
        *(ogl_hidden *)value = hidden;
        return true;
    }
    for (const char *rest = text;; rest++) {
        char number[16];
        int64_t units;
        size_t length = strcspn(rest, ",");
        if (length >= sizeof number || hidden.count == OGL_MAX_HIDDEN)
            return false;
        memcpy(number, rest, length);
        number[length] = 0;
        if (!ogl_parse_whole(number, 1, OGL_MAX_UNITS, &units))
            return false;
        hidden.units[hidden.count++] = (size_t)units;
        rest += length;
        if (!*rest)
            break;
    }
    *(ogl_hidden *)value = hidden;
    return true;
}

static bool parse_init(const char *text, void *value)
{
    static const struct {
        const char *name;
        og_init_kind kind;
    } plain[] = {
        {"torch", OG_INIT_TORCH}, {"xavier", OG_INIT_XAVIER}, {"he", OG_INIT_HE}, {"zeros", OG_INIT_ZEROS}};
    og_init *init = value;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strcmp(text, plain[i].name) == 0) {
            *init = (og_init){plain[i].kind, 0};
            return true;
        }
    }
    bool uniform = strncmp(text, "uniform:", 8) == 0;
    double scale;
    if (!uniform && strncmp(text, "normal:", 7) != 0)
        return false;
    if (!ogl_parse_real(strchr(text, ':') + 1, &scale) || !((float)scale > 0 && scale <= 1e6))
        return false;
    *init = (og_init){uniform ? OG_INIT_UNIFORM : OG_INIT_NORMAL, (float)scale};
    return true;
}

static bool parse_size(const char *text, void *value)
{
    return ogl_parse_size(text, (ogl_size){320, 320}, (ogl_size){4096, 4096}, value);
}

const ogl_option ogl_train_options[] = {
    {"--data", "FILE.csv|TOY", OGL_FLAG_TEXT, AT(data),
     .help = "what to learn from: a table with a header, or " TOY_NAMES, .expected = "FILE.csv, " TOY_NAMES},
    {"--samples", "N", OGL_FLAG_WHOLE, AT(samples), .help = "points of toy data", "500", .low = 2,
     .high = MOST},
    {"--noise", "S", OGL_FLAG_REAL, AT(noise), .help = "deviation of the noise on toy data", "0.1",
     .high = 10},
    {"--data-seed", "N", OGL_FLAG_WHOLE, AT(data_seed),
     .help = "seed of toy data and of the split; without it as --seed", .high = UINT32_MAX},
    {"--label", "COLUMN", OGL_FLAG_TEXT, AT(label), .help = "column to predict; without it the last one"},
    {"--positive", "VALUE", OGL_FLAG_TEXT, AT(positive),
     .help = "label that counts as 1; without it the later of two in sorted order"},
    {"--features", "A,B,...", OGL_FLAG_TEXT, AT(features),
     .help = "columns to learn from; without it all but the label"},
    {"--test", "FRACTION", OGL_FLAG_REAL, AT(test), .help = "share of the rows kept for the test", "0.2",
     .high = 1, .below_high = true},
    {"--standardize", NULL, OGL_FLAG_ON, AT(standardize),
     .help = "bring every feature to mean 0 and deviation 1", "default"},
    {"--no-standardize", NULL, OGL_FLAG_OFF, AT(standardize), .help = "take the features as they are"},
    {"--hidden", "8,8|none", OGL_FLAG_CUSTOM, AT(hidden), .help = "sizes of the hidden layers", "8",
     "none, or 1 to 31 sizes from 1 to 4096 such as 8,8", .parse = parse_hidden},
    {"--activation", "NAME", OGL_FLAG_CHOICE, AT(activation),
     .help = "between the layers: sigmoid, tanh or relu", "sigmoid", "sigmoid|tanh|relu"},
    {"--init", "NAME", OGL_FLAG_CUSTOM, AT(init),
     .help = "first weights: torch, xavier, he, zeros, uniform:A or normal:S", "torch",
     "torch, xavier, he, zeros, uniform:A or normal:S with a number above 0 and up to 1e+06",
     .parse = parse_init},
    {"--optimizer", "NAME", OGL_FLAG_CHOICE, AT(optimizer), .help = "how weights are changed: sgd", "sgd",
     "sgd"},
    {"--lr", "R", OGL_FLAG_REAL, AT(lr), .help = "learning rate", "0.1", .high = 1e6, .above_low = true},
    {"--momentum", "M", OGL_FLAG_REAL, AT(momentum), .help = "share of the last change that goes on", "0",
     .high = 1},
    {"--dampening", "D", OGL_FLAG_REAL, AT(dampening), .help = "takes that share off the new gradient", "0",
     .high = 1},
    {"--nesterov", NULL, OGL_FLAG_ON, AT(nesterov), .help = "look ahead along the momentum", "default off"},
    {"--maximize", NULL, OGL_FLAG_ON, AT(maximize), .help = "climb the loss instead of going down",
     "default off"},
    {"--weight-decay", "D", OGL_FLAG_REAL, AT(weight_decay), .help = "pulls every weight towards 0", "0",
     .high = 1e6},
    {"--batch", "N", OGL_FLAG_WHOLE, AT(batch), .help = "rows for one change of the weights", "32", .low = 1,
     .high = MOST},
    {"--epochs", "N", OGL_FLAG_WHOLE, AT(epochs), .help = "passes over the training rows", "100", .low = 0,
     .high = MOST},
    {"--seed", "N", OGL_FLAG_WHOLE, AT(seed), .help = "seed of the first weights and of the order of rows",
     "1", .high = UINT32_MAX},
    {"--log", "FILE.csv", OGL_FLAG_TEXT, AT(log), .help = "write loss and accuracy of every epoch"},
    {"--picture", "FILE.png|.svg", OGL_FLAG_CUSTOM, AT(picture),
     .help = "draw the decision boundary over two features", .expected = "a file that ends in .png or .svg",
     .parse = ogl_parse_picture},
    {"--size", "WxH", OGL_FLAG_CUSTOM, AT(size), .help = "size of the picture, 320x320 to 4096x4096",
     "1280x800", "width x height such as 1280x800, each from 320 to 4096", .parse = parse_size},
    {"--scale", "F", OGL_FLAG_REAL, AT(scale), .help = "pixels of the picture for one of --size", "1",
     .low = 0.5, .high = 4},
    {"--theme", "NAME", OGL_FLAG_CHOICE, AT(theme), .help = "of the picture: light or dark", "light",
     "light|dark"},
    {"--json", NULL, OGL_FLAG_ON, AT(json), .help = "print the result as one JSON object"},
    {"--quiet", NULL, OGL_FLAG_ON, AT(quiet), .help = "print the result only"},
    {"--help", NULL, OGL_FLAG_ON, AT(help), .help = "print this"},
    {"--version", NULL, OGL_FLAG_ON, AT(version), .help = "print the version"},
};
const size_t ogl_train_option_count = sizeof ogl_train_options / sizeof *ogl_train_options;

static size_t row_of(const char *name)
{
    size_t i = 0;
    while (i + 1 < ogl_train_option_count && strcmp(ogl_train_options[i].name, name) != 0)
        i++;
    return i;
}

/* A flag that would have no effect is a misunderstanding. */
static bool all_of_use(const ogl_train_settings *settings, const bool *given)
{
    static const char *const of_tables[] = {"--label", "--positive", "--features"};
    static const char *const of_toys[] = {"--samples", "--noise"};
    static const char *const of_pictures[] = {"--size", "--scale", "--theme"};
    og_toy toy;
    bool is_toy = og_toy_find(settings->data, &toy) == OG_OK;
    for (size_t i = 0; i < 3; i++) {
        if (is_toy && given[row_of(of_tables[i])]) {
            ogl_error("%s is for tables, and \"%s\" is toy data", of_tables[i], settings->data);
            return false;
        }
        if (!settings->picture && given[row_of(of_pictures[i])]) {
            ogl_error("%s is for pictures: it needs --picture", of_pictures[i]);
            return false;
        }
    }
    for (size_t i = 0; i < 2; i++) {
        if (!is_toy && given[row_of(of_toys[i])]) {
            ogl_error("%s is for toy data (" TOY_NAMES "), and \"%s\" is none", of_toys[i], settings->data);
            return false;
        }
    }
    return true;
}

bool ogl_train_settings_read(int argc, char **argv, ogl_train_settings *settings)
{
    bool given[sizeof ogl_train_options / sizeof *ogl_train_options];
    memset(settings, 0, sizeof *settings);
    settings->standardize = true;
    ogl_options_init(ogl_train_options, ogl_train_option_count, settings);
    if (!ogl_options_parse("ogee train", ogl_train_options, ogl_train_option_count, argc, argv, settings,
                           given))
        return false;
    if (settings->help || settings->version)
        return true;
    if (!settings->data) {
        ogl_error("--data is missing: FILE.csv, " TOY_NAMES);
        return false;
    }
    if (!given[row_of("--data-seed")])
        settings->data_seed = settings->seed;
    return all_of_use(settings, given);
}
