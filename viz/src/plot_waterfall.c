#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "ogee_viz/text.h"
#include "ogee_viz/waterfall.h"
#include "plot_private.h"

enum { MOST_COLUMNS = 4096, LABEL_ROOM = 14, TICK_ROOM = 64, VALUE_DIGITS = 4 };

/* What is hatched, because no colour of the map may be taken for it. */
enum { NOUGHT = 1, BROKEN = 2 };

struct ogv_waterfall {
    int most_layers, most_steps;
    int layers, steps, count;
    float *values;        /* by step, then by layer */
    ogv_color *pixels;    /* of the picture: by layer from the top, image.width to a row */
    unsigned char *marks; /* of each pixel: NOUGHT, BROKEN or 0 */
    int painted;          /* steps that the pixels show */
    const ogv_theme *theme;
    ogv_image image;
};

og_status ogv_waterfall_create(int layers, int steps, const char *id, ogv_waterfall **out)
{
    *out = NULL;
    if (layers < 1 || layers > OGV_WATERFALL_LAYERS || steps < 1 || steps > OGV_WATERFALL_STEPS)
        return og_fail(OG_ERR_ARGUMENT,
                       "a waterfall has 1 to %d layers and 1 to %d steps, got %d layers and %d steps",
                       OGV_WATERFALL_LAYERS, OGV_WATERFALL_STEPS, layers, steps);
    ogv_waterfall *map = calloc(1, sizeof *map);
    if (!map)
        return og_fail(OG_ERR_MEMORY, "no memory for a waterfall");
    size_t cells = (size_t)layers * MOST_COLUMNS;
    map->most_layers = layers;
    map->most_steps = steps;
    map->values = calloc((size_t)layers * (size_t)steps, sizeof *map->values);
    map->pixels = calloc(cells, sizeof *map->pixels);
    map->marks = calloc(cells, sizeof *map->marks);
    if (!map->values || !map->pixels || !map->marks) {
        ogv_waterfall_destroy(map);
        return og_fail(OG_ERR_MEMORY, "no memory for a waterfall of %d layers and %d steps", layers, steps);
    }
    map->image = (ogv_image){.id = id, .pixels = map->pixels};
    ogv_waterfall_begin(map, layers, steps);
    *out = map;
    return OG_OK;
}

void ogv_waterfall_destroy(ogv_waterfall *map)
{
    if (!map)
        return;
    free(map->values);
    free(map->pixels);
    free(map->marks);
    free(map);
}

static int clamp_int(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

void ogv_waterfall_begin(ogv_waterfall *map, int layers, int steps)
{
    map->layers = clamp_int(layers, 1, map->most_layers);
    map->steps = clamp_int(steps, 1, map->most_steps);
    map->count = 0;
    map->theme = NULL; /* the pixels show nothing of it yet */
}

bool ogv_waterfall_add(ogv_waterfall *map, const float *values)
{
    if (map->count == map->steps)
        return false;
    float *to = map->values + (size_t)map->count * (size_t)map->layers;
    for (int i = 0; i < map->layers; i++)
        to[i] = values[i];
    map->count++;
    return true;
}

int ogv_waterfall_count(const ogv_waterfall *map)
{
    return map->count;
}

float ogv_waterfall_at(const ogv_waterfall *map, int layer, int step)
{
    if (layer < 0 || layer >= map->layers || step < 0 || step >= map->count)
        return NAN;
    return map->values[(size_t)step * (size_t)map->layers + (size_t)layer];
}

/* ---- pixels ---- */

/* The steps that a column of the picture shows: those that lie in it or, where columns are narrower than
 * steps, the one at its middle. */
static void steps_of(const ogv_waterfall *map, int column, int *first, int *last)
{
    int64_t columns = map->image.width, steps = map->steps;
    if (steps <= columns) {
        *first = *last = (int)((2 * column + 1) * steps / (2 * columns));
    } else {
        *first = (int)(column * steps / columns);
        *last = (int)(((column + 1) * steps - 1) / columns);
    }
}

/* What a column shows of a layer: what is not finite before all, then the largest. */
static float shown(const ogv_waterfall *map, int layer, int first, int last)
{
    float most = 0;
    for (int step = first; step <= last; step++) {
        float value = ogv_waterfall_at(map, layer, step);
        if (!isfinite(value))
            return value;
        most = fmaxf(most, fabsf(value));
    }
    return most;
}

static void paint_column(ogv_waterfall *map, int column)
{
    int first, last;
    steps_of(map, column, &first, &last);
    bool known = first < map->count;
    if (last >= map->count)
        last = map->count - 1;
    for (int row = 0; row < map->layers; row++) {
        size_t at = (size_t)row * (size_t)map->image.width + (size_t)column;
        float value = known ? shown(map, map->layers - 1 - row, first, last) : 1;
        map->pixels[at] = known ? ogv_gradient_color(map->theme, value) : map->theme->zone;
        map->marks[at] = (unsigned char)(!known ? 0 : value == 0 ? NOUGHT : isfinite(value) ? 0 : BROKEN);
    }
}

/* Only columns of new steps are painted, unless the picture as a whole is another. */
static void paint(ogv_waterfall *map, const ogv_theme *theme, int columns)
{
    bool all = map->theme != theme || map->image.width != columns || map->image.height != map->layers;
    if (!all && map->painted == map->count)
        return;
    map->theme = theme;
    map->image.width = columns;
    map->image.height = map->layers;
    int from = all ? 0 : (int)((int64_t)map->painted * columns / map->steps);
    int until = all ? columns : (int)((int64_t)map->count * columns / map->steps) + 1;
    for (int column = from; column < until && column < columns; column++)
        paint_column(map, column);
    map->painted = map->count;
    map->image.version++;
}

/* ---- the picture ---- */

typedef struct rows {
    float pitch, gap, height;
} rows;

static rows rows_of(const ogv_waterfall *map, ogv_rect rect)
{
    static const struct {
        float gap, lowest;
    } gaps[] = {{2, 10}, {1, 5}, {0, 0}};
    rows r = {0};
    for (int i = 0; i < 3; i++) {
        r.gap = gaps[i].gap;
        r.pitch = (rect.h + r.gap) / (float)map->layers;
        r.height = r.pitch - r.gap;
        if (r.height >= gaps[i].lowest)
            break;
    }
    return r;
}

static float x_of(const ogv_waterfall *map, ogv_rect rect, int step)
{
    return rect.x + rect.w * (float)step / (float)map->steps;
}

static void hatch_row(ogv_drawlist *list, const ogv_waterfall *map, ogv_rect row, const unsigned char *marks)
{
    int columns = map->image.width;
    float unit = row.w / (float)columns;
    for (int i = 0; i < columns; i++) {
        int first = i;
        while (i + 1 < columns && marks[i + 1] == marks[first])
            i++;
        ogv_rect run = {row.x + unit * (float)first, row.y, unit * (float)(i + 1 - first), row.h};
        if (marks[first])
            ogv_hatch(list, run, marks[first] == NOUGHT ? map->theme->axis : map->theme->stage);
    }
}

/* The edges between the picture's rows lie in the middle of the gaps, which cover them. */
static void draw_rows(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, const ogv_waterfall *map)
{
    rows r = rows_of(map, rect);
    ogv_rect clip = ogv_clip(list, rect);
    ogv_draw_image(list, (ogv_rect){rect.x, rect.y - 0.5f * r.gap, rect.w, r.pitch * (float)map->layers},
                   &map->image);
    for (int row = 0; row < map->layers; row++) {
        float top = rect.y + r.pitch * (float)row;
        hatch_row(list, map, (ogv_rect){rect.x, top, rect.w, r.height},
                  map->marks + (size_t)row * (size_t)map->image.width);
        if (row > 0 && r.gap > 0)
            ogv_fill(list, (ogv_rect){rect.x, top - r.gap, rect.w, r.gap}, 0, theme->stage);
    }
    ogv_unclip(list, clip);
}

static void draw_numbers(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, const ogv_waterfall *map,
                         const char *name)
{
    char text[OGV_NUMBER_SIZE];
    rows r = rows_of(map, rect);
    int every = (int)ceilf(LABEL_ROOM / r.pitch);
    ogv_text(list, rect.x - 10, rect.y - 8, OGV_RIGHT, OGV_UI, 13, theme->text3, name);
    for (int layer = 0; layer < map->layers; layer += every) {
        float top = rect.y + r.pitch * (float)(map->layers - 1 - layer);
        ogv_text(list, rect.x - 10, ogv_baseline(top, r.height, 12), OGV_RIGHT, OGV_MONO, 12, theme->text3,
                 ogv_format_number(text, layer + 1, 0));
    }
}

static void draw_steps(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, const ogv_waterfall *map,
                       const char *name)
{
    float bottom = rect.y + rect.h + 2;
    ogv_ticks ticks = ogv_ticks_choose((ogv_range){0, map->steps}, rect.w, TICK_ROOM);
    for (int i = 0; i < ticks.count; i++) {
        char text[OGV_NUMBER_SIZE];
        int step = (int)ticks.at[i];
        if ((double)step != ticks.at[i])
            continue; /* there is no half a step */
        bool last = step == map->steps;
        float x = x_of(map, rect, step);
        ogv_hairline_v(list, last ? x - 1 : step == 0 ? x : x - 0.5f, bottom, bottom + 4, theme->axis);
        ogv_format_number(text, step, 0);
        if (step == 0) {
            x += ogv_text(list, x, bottom + 18, OGV_LEFT, OGV_MONO, 12, theme->text3, name) + 7;
            ogv_text(list, x, bottom + 18, OGV_LEFT, OGV_MONO, 12, theme->text3, text);
        } else {
            ogv_text(list, x, bottom + 18, last ? OGV_RIGHT : OGV_CENTER, OGV_MONO, 12, theme->text3, text);
        }
    }
}

/* ---- the readout ---- */

/* Up and down go by rows: a hundredth of the height would mostly stay in the same one. */
static void step_rows(ogv_ui *ui, const ogv_act *act, int layers)
{
    ogv_key k = ui->input.key;
    if (!act->focused || ui->cursor_owner != act->id || (k != OGV_KEY_UP && k != OGV_KEY_DOWN))
        return;
    int row = clamp_int((int)(ui->cursor.y * (float)layers), 0, layers - 1);
    row = clamp_int(row + (k == OGV_KEY_DOWN ? 1 : -1), 0, layers - 1);
    float by = 0.01f * (ui->input.shift ? 10.0f : ui->input.ctrl ? 0.1f : 1.0f);
    /* what ogv_ui_crosshair is about to add */
    ui->cursor.y = ((float)row + 0.5f) / (float)layers + (k == OGV_KEY_DOWN ? -by : by);
}

static void draw_readout(ogv_ui *ui, ogv_rect rect, const ogv_waterfall *map, const ogv_waterfall_look *look,
                         ogv_waterfall_place place)
{
    char layer[OGV_NUMBER_SIZE], step[OGV_NUMBER_SIZE], value[OGV_NUMBER_SIZE];
    rows r = rows_of(map, rect);
    float left = x_of(map, rect, place.step), right = x_of(map, rect, place.step + 1);
    float top = rect.y + r.pitch * (float)(map->layers - 1 - place.layer), middle = 0.5f * (left + right);
    ogv_rect cell = {fminf(left, middle - 2) - 2, top - 2, fmaxf(right - left, 4) + 4, r.height + 4};
    ogv_frame(ui->list, cell, 0, 4, ui->theme->stage);
    ogv_frame(ui->list, cell, 0, 2, ui->theme->text);
    ogv_tip_row values[] = {
        {look->layer_name, ogv_format_number(layer, place.layer + 1, 0)},
        {look->step_name, ogv_format_number(step, place.step, 0)},
        {look->value_name, ogv_format_power(value, (double)place.value, VALUE_DIGITS)},
    };
    ogv_values_tip(ui, rect, (ogv_point){middle, top + 0.5f * r.height}, values, 3);
}

static bool find_place(ogv_ui *ui, const ogv_act *act, ogv_rect rect, const ogv_waterfall *map,
                       ogv_waterfall_place *place)
{
    ogv_point pointer;
    step_rows(ui, act, map->layers);
    if (!ogv_ui_crosshair(ui, act, rect, &pointer))
        return false;
    float u = (pointer.x - rect.x) / rect.w, v = (pointer.y - rect.y) / rect.h;
    int step = clamp_int((int)(u * (float)map->steps), 0, map->steps - 1);
    int row = clamp_int((int)(v * (float)map->layers), 0, map->layers - 1);
    if (step >= map->count)
        return false; /* to come */
    place->layer = map->layers - 1 - row;
    place->step = step;
    place->value = ogv_waterfall_at(map, place->layer, step);
    return true;
}

bool ogv_waterfall_draw(ogv_ui *ui, const char *id, ogv_rect rect, ogv_waterfall *map,
                        const ogv_waterfall_look *look, ogv_waterfall_place *at)
{
    ogv_drawlist *list = ui->list;
    const ogv_theme *theme = ui->theme;
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    if (act.ring)
        ogv_focus_ring(ui, rect, 0);
    int columns = (int)lroundf(rect.w * list->scale);
    paint(map, theme, clamp_int(columns, 1, MOST_COLUMNS));
    draw_rows(list, theme, rect, map);
    float now = x_of(map, rect, map->count);
    ogv_line(list, (ogv_point){now, rect.y - 4}, (ogv_point){now, rect.y + rect.h + 4}, 1.5f, theme->text);
    draw_steps(list, theme, rect, map, look->step_name);
    if (look->numbers)
        draw_numbers(list, theme, rect, map, look->layer_name);
    ogv_waterfall_place place;
    bool found = find_place(ui, &act, rect, map, &place);
    if (found)
        draw_readout(ui, rect, map, look, place);
    if (found && at)
        *at = place;
    return found;
}
