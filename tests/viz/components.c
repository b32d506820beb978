/* Draws sheets of components from fixed data with the real widgets, to be held beside the pictures of the
   visual specification: ogee-components --sheet components|controls|s-curve|min-window|gradients --shot
   FILE.png|.svg [--scale F] [--theme light|dark]. An option that is none is one sentence and exit status 2.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "components.h"
#include "ogee_viz/app.h"

typedef struct request {
    const sheet *sheet;
    const ogv_theme *theme;
} request;

static void draw(void *user, ogv_drawlist *list)
{
    const request *r = user;
    r->sheet->draw(list, r->theme);
}

typedef struct options {
    request request;
    const char *shot;
    float scale;
} options;

/* The sentence on what is wrong with an option, and what there is instead of it. */
static bool refuse(const char *format, const char *what)
{
    fputs("ogee-components: ", stderr);
    fprintf(stderr, format, what);
    fputs("; usage: ogee-components --sheet NAME --shot FILE.png|.svg [--scale F] [--theme light|dark]; "
          "sheets:",
          stderr);
    for (int i = 0; i < SHEET_COUNT; i++)
        fprintf(stderr, " %s", sheets[i].name);
    fputc('\n', stderr);
    return false;
}

static const sheet *find_sheet(const char *name)
{
    for (int i = 0; i < SHEET_COUNT; i++)
        if (strcmp(name, sheets[i].name) == 0)
            return &sheets[i];
    return NULL;
}

static bool read_option(options *o, const char *name, const char *value)
{
    char *end;
    if (strcmp(name, "--sheet") == 0) {
        o->request.sheet = find_sheet(value);
        return o->request.sheet || refuse("there is no sheet %s", value);
    }
    if (strcmp(name, "--theme") == 0) {
        o->request.theme = ogv_theme_find(value);
        return o->request.theme || refuse("there is no theme %s", value);
    }
    if (strcmp(name, "--scale") == 0) {
        o->scale = strtof(value, &end);
        return (end != value && !*end) || refuse("--scale takes a number, not %s", value);
    }
    o->shot = value;
    return true;
}

static bool read_options(options *o, int argc, char **argv)
{
    static const char *const names[] = {"--sheet", "--theme", "--scale", "--shot"};
    for (int i = 1; i < argc; i += 2) {
        bool known = false;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            known |= strcmp(argv[i], names[k]) == 0;
        if (!known)
            return refuse("there is no option %s", argv[i]);
        if (i + 1 == argc)
            return refuse("%s needs a value", argv[i]);
        if (!read_option(o, argv[i], argv[i + 1]))
            return false;
    }
    if (!o->request.sheet)
        return refuse("%s says what to draw", "--sheet");
    return o->shot || refuse("%s says where to draw it", "--shot");
}

int main(int argc, char **argv)
{
    options o = {.request = {NULL, &ogv_theme_light}, .scale = 1};
    if (!read_options(&o, argc, argv))
        return 2;
    const sheet *s = o.request.sheet;
    if (ogv_picture_write(o.shot, s->width, s->height, o.scale, draw, &o.request) != OG_OK) {
        fprintf(stderr, "ogee-components: %s\n", og_error_detail());
        return 1;
    }
    return 0;
}
