/* Draws how the cost of a step grows: bench_picture POINTS PICTURE.svg CAPTION. POINTS has lines
   "PANEL WHO X NANOSECONDS", as tests/bench/run --plot measures them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/app.h"
#include "ogee_viz/plot.h"

enum { WIDTH = 880, HEIGHT = 692, MOST_POINTS = 64, WORD = 32 };

/* Of points and nanoseconds: what the axes have units for. */
static const double MOST = 1e11;

typedef struct series {
    const char *who;
    double x[MOST_POINTS], time[MOST_POINTS];
    int count;
} series;

typedef struct panel {
    const char *name, *title, *shape, *x_name;
    series series[2];
} panel;

typedef struct picture {
    panel panels[4];
    const char *caption;
} picture;

static series *find_series(picture *p, const char *name, const char *who)
{
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 2; k++)
            if (strcmp(p->panels[i].name, name) == 0 && strcmp(p->panels[i].series[k].who, who) == 0)
                return &p->panels[i].series[k];
    return NULL;
}

static bool read_points(picture *p, FILE *file)
{
    char name[WORD], who[WORD];
    double x, time;
    int fields;
    while ((fields = fscanf(file, "%31s %31s %lf %lf", name, who, &x, &time)) == 4) {
        series *s = find_series(p, name, who);
        if (!s || s->count == MOST_POINTS || !(x >= 1 && x < MOST && time >= 1 && time < MOST))
            return false;
        s->x[s->count] = log10(x);
        s->time[s->count++] = log10(time);
    }
    return fields == EOF && p->panels[0].series[0].count > 0;
}

/* Of all values of a panel; of time whole decades. */
static ogv_range range_of(const panel *p, bool of_time)
{
    double low = INFINITY, high = -INFINITY;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < p->series[k].count; i++) {
            double value = of_time ? p->series[k].time[i] : p->series[k].x[i];
            low = fmin(low, value);
            high = fmax(high, value);
        }
    if (of_time) {
        low = floor(low);
        high = ceil(high);
    }
    return (ogv_range){low, high > low ? high : low + 1};
}

/* 10^decade with a letter for its thousands: 100, 1 k; or nanoseconds: 100 ns, 1 µs. */
static void write_decade(char *text, size_t size, int decade, bool of_time)
{
    static const char *const times[] = {"ns", "µs", "ms", "s"}, *const counts[] = {"", "k", "M", "G"};
    static const int powers[] = {1, 10, 100};
    const char *unit = (of_time ? times : counts)[decade / 3];
    snprintf(text, size, *unit ? "%d %s" : "%d%s", powers[decade % 3], unit);
}

static void draw_axes(ogv_drawlist *list, const ogv_axes *axes)
{
    const ogv_theme *theme = &ogv_theme_light;
    const ogv_rect *r = &axes->rect;
    char text[32];
    for (int d = (int)axes->y.low; d <= (int)axes->y.high; d++) {
        float y = ogv_axes_pixel(axes, axes->x.low, d).y;
        ogv_hairline_h(list, r->x, r->x + r->w, y, theme->grid);
        write_decade(text, sizeof text, d, true);
        ogv_text(list, r->x - 8, y + 4, OGV_RIGHT, OGV_MONO, 12, theme->text3, text);
    }
    for (int d = (int)ceil(axes->x.low - 1e-9); d <= axes->x.high; d++) {
        float x = ogv_axes_pixel(axes, d, axes->y.low).x;
        ogv_hairline_v(list, x, r->y + r->h, r->y + r->h + 5, theme->axis);
        write_decade(text, sizeof text, d, false);
        ogv_text(list, x, r->y + r->h + 20, OGV_CENTER, OGV_MONO, 12, theme->text3, text);
    }
    ogv_hairline_h(list, r->x, r->x + r->w, r->y + r->h, theme->axis);
}

static void draw_series(ogv_drawlist *list, const ogv_axes *axes, const series *s, bool dashed)
{
    const ogv_theme *theme = &ogv_theme_light;
    ogv_color color = dashed ? theme->text3 : theme->value;
    ogv_point points[MOST_POINTS];
    if (s->count == 0)
        return;
    for (int i = 0; i < s->count; i++)
        points[i] = ogv_axes_pixel(axes, s->x[i], s->time[i]);
    if (dashed)
        ogv_dashed_polyline(list, points, (size_t)s->count, 2, 7, 5, color);
    else
        ogv_polyline(list, points, (size_t)s->count, false, 3, color);
    ogv_point end = points[s->count - 1];
    ogv_end_dot(list, theme, end, color);
    ogv_text(list, end.x + 10, ogv_baseline(end.y, 0, 13), OGV_LEFT, OGV_UI_MEDIUM, 13, color, s->who);
}

static void draw_panel(ogv_drawlist *list, const panel *p, ogv_rect rect)
{
    const ogv_theme *theme = &ogv_theme_light;
    ogv_axes axes = {.rect = rect, .x = range_of(p, false), .y = range_of(p, true)};
    float behind =
        rect.x - 56 +
        ogv_text(list, rect.x - 56, rect.y - 18, OGV_LEFT, OGV_UI_SEMIBOLD, 15, theme->text, p->title);
    ogv_text(list, behind + 8, rect.y - 18, OGV_LEFT, OGV_UI, 13, theme->text2, p->shape);
    draw_axes(list, &axes);
    ogv_text(list, rect.x + rect.w, rect.y + rect.h + 40, OGV_RIGHT, OGV_UI, 13, theme->text2, p->x_name);
    draw_series(list, &axes, &p->series[1], true);
    draw_series(list, &axes, &p->series[0], false);
}

static void draw(void *user, ogv_drawlist *list)
{
    const picture *p = user;
    const ogv_theme *theme = &ogv_theme_light;
    ogv_fill(list, (ogv_rect){0, 0, WIDTH, HEIGHT}, 0, theme->stage);
    ogv_text(list, 24, 44, OGV_LEFT, OGV_DISPLAY, 24, theme->text, "What a step of training costs");
    ogv_text(list, 24, 68, OGV_LEFT, OGV_UI, 13, theme->text2, p->caption);
    for (int i = 0; i < 4; i++)
        if (p->panels[i].series[0].count > 0)
            draw_panel(list, &p->panels[i],
                       (ogv_rect){80 + 424 * (float)(i % 2), 136 + 296 * (float)(i / 2), 284, 200});
}

int main(int argc, char **argv)
{
    static picture p = {
        .panels = {
            {"width",
             "Width",
             "2-w-w-1, batch 32: a step",
             "units of each hidden layer",
             {{.who = "ogee"}, {.who = "PyTorch"}}},
            {"depth",
             "Depth",
             "16 units a layer, batch 32: a step",
             "hidden layers",
             {{.who = "ogee"}, {.who = "PyTorch"}}},
            {"batch", "Batch", "2-8-8-1: a step", "rows a step", {{.who = "ogee"}, {.who = "PyTorch"}}},
            {"samples",
             "Samples",
             "2-8-8-1, batch 32: an epoch",
             "rows",
             {{.who = "ogee"}, {.who = "PyTorch"}}},
        }};
    if (argc != 4) {
        fputs("bench_picture POINTS PICTURE.svg CAPTION\n", stderr);
        return 2;
    }
    p.caption = argv[3];
    FILE *file = fopen(argv[1], "r");
    bool is_read = file && read_points(&p, file);
    if (file)
        fclose(file);
    if (!is_read) {
        fprintf(stderr, "bench_picture: %s cannot be read, or has lines that are no points\n", argv[1]);
        return 1;
    }
    if (ogv_picture_write(argv[2], WIDTH, HEIGHT, 1, draw, &p) != OG_OK) {
        fprintf(stderr, "bench_picture: %s\n", og_error_detail());
        return 1;
    }
    return 0;
}
