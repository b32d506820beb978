#include "train_parse.h"

#include <string.h>

#include "train.h"

enum { MOST_EPOCHS = 1000000 };

bool ogl_parse_hidden(const char *text, void *value)
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

bool ogl_parse_activation(const char *text, void *value)
{
    og_layer_spec layers[OG_MAX_LAYERS];
    int count = 0;
    if (og_layers_parse(text, layers, &count) != OG_OK || count != 1 || !layers[0].kind->slope)
        return false;
    *(og_layer_spec *)value = layers[0];
    return true;
}

/* The number behind the colon of "normal:0.5"; false for any other word. */
static bool parse_scaled(const char *text, const char *word, double low, double high, double *scale)
{
    size_t length = strlen(word);
    return strncmp(text, word, length) == 0 && text[length] == ':' &&
           ogl_parse_real(text + length + 1, scale) && *scale >= low && *scale <= high;
}

bool ogl_parse_init(const char *text, void *value)
{
    static const struct {
        const char *name;
        og_init_kind kind;
    } plain[] = {
        {"torch", OG_INIT_TORCH}, {"xavier", OG_INIT_XAVIER},       {"xavier-normal", OG_INIT_XAVIER_NORMAL},
        {"he", OG_INIT_HE},       {"he-normal", OG_INIT_HE_NORMAL}, {"zeros", OG_INIT_ZEROS}};
    og_init *init = value;
    double scale;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strcmp(text, plain[i].name) == 0) {
            *init = (og_init){plain[i].kind, 0};
            return true;
        }
    }
    if (parse_scaled(text, "constant", -1e6, 1e6, &scale)) {
        *init = (og_init){OG_INIT_CONSTANT, (float)scale};
        return true;
    }
    bool uniform = parse_scaled(text, "uniform", 0, 1e6, &scale);
    if (!uniform && !parse_scaled(text, "normal", 0, 1e6, &scale))
        return false;
    *init = (og_init){uniform ? OG_INIT_UNIFORM : OG_INIT_NORMAL, (float)scale};
    return (float)scale > 0;
}

/* Takes "word" or "word:NUMBER..." off text; rest is what stands behind the colon, NULL for nothing. */
static bool take_word(const char *text, const char *word, const char **rest)
{
    size_t length = strlen(word);
    *rest = NULL;
    if (strncmp(text, word, length) != 0 || (text[length] && text[length] != ':'))
        return false;
    *rest = text[length] ? text + length + 1 : NULL;
    return true;
}

static bool parse_period(const char *text, size_t length, size_t *period)
{
    char number[16];
    int64_t whole;
    if (length >= sizeof number)
        return false;
    memcpy(number, text, length);
    number[length] = 0;
    if (!ogl_parse_whole(number, 1, MOST_EPOCHS, &whole))
        return false;
    *period = (size_t)whole;
    return true;
}

bool ogl_parse_schedule(const char *text, void *value)
{
    og_schedule schedule = {OG_SCHEDULE_CONSTANT, 0, 0.1};
    const char *rest;
    if (take_word(text, "step", &rest))
        schedule.kind = OG_SCHEDULE_STEP;
    else if (take_word(text, "cosine", &rest))
        schedule.kind = OG_SCHEDULE_COSINE;
    else if (take_word(text, "warmup", &rest))
        schedule.kind = OG_SCHEDULE_WARMUP;
    else if (!take_word(text, "constant", &rest) || rest)
        return false;
    if (rest) {
        size_t length = strcspn(rest, ":");
        if (!parse_period(rest, length, &schedule.period))
            return false;
        if (rest[length] &&
            (schedule.kind != OG_SCHEDULE_STEP || !ogl_parse_real(rest + length + 1, &schedule.gamma) ||
             !(schedule.gamma > 0) || schedule.gamma > 1))
            return false;
    }
    *(og_schedule *)value = schedule;
    return true;
}

static bool parse_stop(const char *text, double high, double off, double *value)
{
    if (strcmp(text, "off") == 0) {
        *value = off;
        return true;
    }
    return ogl_parse_real(text, value) && *value >= 0 && *value <= high;
}

bool ogl_parse_stop_loss(const char *text, void *value)
{
    return parse_stop(text, 1e6, -1, value);
}

bool ogl_parse_stop_accuracy(const char *text, void *value)
{
    return parse_stop(text, 1, 2, value);
}

bool ogl_parse_picture_size(const char *text, void *value)
{
    return ogl_parse_size(text, (ogl_size){320, 320}, (ogl_size){4096, 4096}, value);
}
