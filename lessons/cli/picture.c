#include "picture.h"

#ifdef OGEE_HAVE_VIZ

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ogee_viz/app.h"
#include "ogee_viz/heatmap.h"
#include "ogee_viz/plot.h"
#include "report.h"

enum { GRID = 192 };

typedef struct picture {
    const ogl_train_settings *settings;
    const ogl_train_data *data;
    const ogv_theme *theme;
    ogv_heatmap *map;
    ogv_mark *marks;
    ogv_boundary boundary;
    char x_name[128];
    char y_name[256]; /* marked up for the axes */
    og_score train, test;
} picture;

int ogl_picture_check(const ogl_train_settings *settings, const ogl_train_data *data)
{
    (void)settings;
    if (data->train->labels > 1) {
        ogl_error("--picture draws one label and the data has %zu; choose one with --label A",
                  data->train->labels);
        return OGL_USAGE;
    }
    if (data->train->features == 2)
        return OGL_DONE;
    ogl_error("--picture draws two features and the data has %zu; choose two with --features A,B",
              data->train->features);
    return OGL_USAGE;
}

/* The picture shows the table's own units, also where the network saw standardised ones. */
static double shown(const ogl_train_data *data, size_t feature, double value)
{
    const og_scaler *scaler = data->scaler;
    return scaler ? value * scaler->deviation[feature] + scaler->mean[feature] : value;
}

static double seen(const ogl_train_data *data, size_t feature, double value)
{
    const og_scaler *scaler = data->scaler;
    return scaler ? (value - scaler->mean[feature]) / scaler->deviation[feature] : value;
}

static og_status add_marks(picture *p, const og_dataset *rows, og_net *net, bool test)
{
    float *logits = malloc((rows->rows + 1) * sizeof *logits);
    if (!logits)
        return OG_ERR_MEMORY;
    og_net_predict(net, rows->rows, rows->x, logits);
    for (size_t i = 0; i < rows->rows; i++) {
        bool positive = rows->y[i] > 0.5f;
        p->marks[p->boundary.mark_count++] = (ogv_mark){
            .x = (float)shown(p->data, 0, rows->x[2 * i]),
            .y = (float)shown(p->data, 1, rows->x[2 * i + 1]),
            .positive = positive,
            .test = test,
            .wrong = (logits[i] > 0) != positive,
        };
    }
    free(logits);
    return OG_OK;
}

/* The extent of the points and 8 % more on each side. */
static ogv_range extent(const picture *p, bool vertical)
{
    double low = 0, high = 0;
    for (size_t i = 0; i < p->boundary.mark_count; i++) {
        double value = vertical ? p->marks[i].y : p->marks[i].x;
        low = i == 0 || value < low ? value : low;
        high = i == 0 || value > high ? value : high;
    }
    double margin = high > low ? 0.08 * (high - low) : 1;
    return (ogv_range){low - margin, high + margin};
}

/* Where all is one class a contour would look like the boundary, which is not there. */
static bool has_boundary(const float *logits, size_t count)
{
    bool yes = false, no = false;
    for (size_t i = 0; i < count; i++) {
        yes = yes || logits[i] > 0;
        no = no || !(logits[i] > 0);
    }
    return yes && no;
}

static og_status fill_map(picture *p, og_net *net)
{
    float *row = malloc(2 * GRID * sizeof *row), *logits = ogv_heatmap_logits(p->map);
    ogv_range x = p->boundary.x, y = p->boundary.y;
    if (!row)
        return OG_ERR_MEMORY;
    for (int r = 0; r < GRID; r++) {
        for (int c = 0; c < GRID; c++) {
            row[2 * c] = (float)seen(p->data, 0, x.low + (x.high - x.low) * c / (GRID - 1));
            row[2 * c + 1] = (float)seen(p->data, 1, y.high - (y.high - y.low) * r / (GRID - 1));
        }
        og_net_predict(net, GRID, row, logits + (size_t)r * GRID);
    }
    ogv_heatmap_changed(p->map);
    free(row);
    p->boundary.contours = has_boundary(logits, (size_t)GRID * GRID);
    return OG_OK;
}

static void draw_words(const picture *p, ogv_drawlist *list, float left, float below)
{
    const ogv_theme *theme = p->theme;
    char line[256];
    const char *name = strrchr(p->settings->data, '/');
    const og_dataset *train = p->data->train;
    ogv_text(list, left, 44, OGV_LEFT, OGV_DISPLAY, 24, theme->text, name ? name + 1 : p->settings->data);
    if (p->data->test->rows > 0)
        snprintf(line, sizeof line, "accuracy: train %.1f %%, test %.1f %%", 100 * p->train.accuracy,
                 100 * p->test.accuracy);
    else
        snprintf(line, sizeof line, "accuracy: train %.1f %%", 100 * p->train.accuracy);
    ogv_text(list, left, 70, OGV_LEFT, OGV_UI, 15, theme->text2, line);
    float x = ogv_legend(list, theme, left + 6, below, OGV_LEGEND_CLASS0, train->class_names[0]);
    x = ogv_legend(list, theme, x, below, OGV_LEGEND_CLASS1, train->class_names[1]);
    if (p->data->test->rows > 0)
        x = ogv_legend(list, theme, x, below, OGV_LEGEND_TEST0, "test");
    ogv_legend(list, theme, x, below, OGV_LEGEND_WRONG, "wrong");
}

static void draw(void *user, ogv_drawlist *list)
{
    const picture *p = user;
    float width = (float)p->settings->size.width, height = (float)p->settings->size.height;
    float side = width - 160 < height - 192 ? width - 160 : height - 192;
    ogv_rect rect = {(width - side) / 2, 96, side, side};
    ogv_ui ui = {.list = list, .theme = p->theme, .width = width, .height = height};
    ui.input.mouse = (ogv_point){-1, -1};
    ogv_fill(list, (ogv_rect){0, 0, width, height}, 0, p->theme->stage);
    ogv_boundary_draw(&ui, "boundary", rect, p->map, &p->boundary);
    /* On a line of its own, for a column's name may be as long as the ticks. */
    ogv_text(list, rect.x + side / 2, rect.y + side + 42, OGV_CENTER, OGV_UI, 15, p->theme->text2, p->x_name);
    draw_words(p, list, rect.x, rect.y + side + 70);
}

/* The axes take marked-up text; a column's name is meant as it stands. */
static void write_name(char *out, size_t size, const char *name)
{
    size_t used = 0;
    for (; *name && used + 2 < size; name++) {
        if (strchr("*{$\\", *name))
            out[used++] = '\\';
        out[used++] = *name;
    }
    out[used] = 0;
}

static og_status prepare(picture *p, og_net *net)
{
    const ogl_train_data *data = p->data;
    p->marks = calloc(data->train->rows + data->test->rows, sizeof *p->marks);
    if (!p->marks)
        return OG_ERR_MEMORY;
    og_status status = add_marks(p, data->train, net, false);
    if (status == OG_OK)
        status = add_marks(p, data->test, net, true);
    if (status != OG_OK)
        return status;
    p->boundary.marks = p->marks;
    p->boundary.x = extent(p, false);
    p->boundary.y = extent(p, true);
    char title[sizeof p->x_name];
    og_feature_title(data->train, 1, title, sizeof title);
    write_name(p->y_name, sizeof p->y_name, title);
    og_feature_title(data->train, 0, p->x_name, sizeof p->x_name);
    p->boundary.y_name = p->y_name;
    p->boundary.tests = true;
    p->boundary.decimals = 2;
    status = og_evaluate(net, data->train, &p->train);
    if (status == OG_OK)
        status = og_evaluate(net, data->test, &p->test);
    if (status == OG_OK)
        status = ogv_heatmap_create(GRID, GRID, "boundary", &p->map);
    return status == OG_OK ? fill_map(p, net) : status;
}

og_status ogl_picture_write(const char *path, const ogl_train_settings *settings, const ogl_train_data *data,
                            og_net *net)
{
    picture p = {.settings = settings, .data = data};
    p.theme = settings->theme == 0 ? &ogv_theme_light : &ogv_theme_dark;
    og_status status = prepare(&p, net);
    if (status == OG_OK)
        status = ogv_picture_write(path, settings->size.width, settings->size.height, (float)settings->scale,
                                   draw, &p);
    ogv_heatmap_destroy(p.map);
    free(p.marks);
    return status == OG_ERR_MEMORY ? og_fail(status, "%s: no memory for the picture", path) : status;
}

#else

int ogl_picture_check(const ogl_train_settings *settings, const ogl_train_data *data)
{
    (void)settings, (void)data;
    ogl_error("--picture needs SDL2, SDL2_ttf and SDL2_image, which this ogee was built without");
    return OGL_FAILED;
}

og_status ogl_picture_write(const char *path, const ogl_train_settings *settings, const ogl_train_data *data,
                            og_net *net)
{
    (void)settings, (void)data, (void)net;
    return og_fail(OG_ERR_FILE, "%s: cannot be drawn without SDL2", path);
}

#endif
