#include "ogee_viz/netgraph.h"

#include <math.h>
#include <stdlib.h>

#include "ogee_viz/text.h"
#include "ui_shared.h"

enum { CURVE = 20 /* pieces of a link */, CORNER = 6 /* pieces of a rounded corner */ };
static const float radius = 5;
static const ogv_graph_place nothing = {-1, 0, -1};

/* ---- a neuron ---- */

/* Paints the ground over the four corners of a picture, outside a quarter of a circle. */
static void round_corners(ogv_drawlist *list, ogv_rect r, ogv_color ground)
{
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner & 1, below = corner & 2;
        ogv_point tip = {right ? r.x + r.w : r.x, below ? r.y + r.h : r.y};
        ogv_point middle = {tip.x + (right ? -radius : radius), tip.y + (below ? -radius : radius)};
        ogv_point pairs[2 * (CORNER + 1)];
        for (int i = 0; i <= CORNER; i++) {
            float angle = 1.5707963f * (float)i / CORNER;
            pairs[2 * i] = (ogv_point){middle.x + (right ? 1.0f : -1.0f) * radius * cosf(angle),
                                       middle.y + (below ? 1.0f : -1.0f) * radius * sinf(angle)};
            pairs[2 * i + 1] = tip;
        }
        ogv_area(list, pairs, 2 * (CORNER + 1), ground);
    }
}

void ogv_neuron(ogv_drawlist *list, const ogv_theme *theme, ogv_rect r, const ogv_image *map,
                ogv_color ground, unsigned flags)
{
    bool dead = flags & OGV_NEURON_DEAD, dropped = flags & OGV_NEURON_DROPPED;
    bool dark = theme->stage.g < 128, hovered = flags & OGV_NEURON_HOVERED;
    ogv_color flat = theme->probability[OGV_PROBABILITY_STOPS / 2];
    if (map && !dead) {
        ogv_draw_image(list, r, map);
        if (dropped)
            ogv_fill(list, r, 0, ogv_fade(ground, 0.7f));
        round_corners(list, r, ground);
    } else {
        ogv_fill(list, r, radius, flat);
    }
    if (flags & OGV_NEURON_SELECTED)
        ogv_frame(list, (ogv_rect){r.x - 5, r.y - 5, r.w + 10, r.h + 10}, radius + 4, 2, theme->accent);
    ogv_color edge = hovered ? theme->text : dropped ? theme->line2 : dark ? theme->axis : theme->text2;
    ogv_frame(list, r, radius, hovered ? 2.0f : 1.0f, edge);
    if (dead || dropped) {
        float inset = 0.19f * r.w;
        ogv_point low = {r.x + inset, r.y + r.h - inset}, high = {r.x + r.w - inset, r.y + inset};
        if (dead)
            ogv_line(list, low, high, 1.5f, theme->text3);
        else
            ogv_dashed_line(list, low, high, 1.5f, 3, 3, theme->text3);
    }
}

/* ---- a link ---- */

static ogv_point curve_at(ogv_point a, ogv_point b, float t)
{
    float s = 1 - t, middle = 0.5f * (a.x + b.x);
    float first = s * s * s, second = 3 * s * s * t, third = 3 * s * t * t, last = t * t * t;
    return (ogv_point){first * a.x + (second + third) * middle + last * b.x,
                       (first + second) * a.y + (third + last) * b.y};
}

void ogv_link(ogv_drawlist *list, const ogv_theme *theme, ogv_point a, ogv_point b, float weight,
              bool hovered)
{
    ogv_point points[CURVE + 1];
    for (int i = 0; i <= CURVE; i++)
        points[i] = curve_at(a, b, (float)i / CURVE);
    if (!isfinite(weight)) {
        ogv_dashed_polyline(list, points, CURVE + 1, 2, 4, 3, theme->err);
        return;
    }
    float size = fabsf(weight), width = fminf(6, 0.6f + 1.35f * size);
    ogv_color color = weight > 0 ? theme->class1 : theme->class0;
    if (hovered)
        ogv_flat_polyline(list, points, CURVE + 1, width + 4, theme->text);
    ogv_flat_polyline(list, points, CURVE + 1, width,
                      hovered ? color : ogv_fade(color, fminf(0.9f, 0.25f + 0.35f * size)));
}

static float distance_to_piece(ogv_point a, ogv_point b, ogv_point p)
{
    float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    float t = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    t = fminf(fmaxf(t, 0), 1);
    return hypotf(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static float link_distance(ogv_point a, ogv_point b, ogv_point from)
{
    float nearest = INFINITY;
    for (int i = 0; i < CURVE; i++)
        nearest = fminf(nearest, distance_to_piece(curve_at(a, b, (float)i / CURVE),
                                                   curve_at(a, b, (float)(i + 1) / CURVE), from));
    return nearest;
}

/* ---- the diagram ---- */

ogv_rect ogv_graph_neuron(const ogv_graph *graph, ogv_rect rect, int column, int unit)
{
    const float least_gap = 2;
    int units = graph->columns[column].units, last = graph->count - 1;
    float side = column == last ? graph->output_node : graph->node;
    /* Inputs stand further apart: they are few, and have names above them. */
    float gap = graph->columns[column].names && units > 1 ? 6 + 0.9f * side : 6;
    float n = (float)units, spaces = n - 1;
    if (n * side + spaces * gap > rect.h && spaces > 0)
        gap = fmaxf(least_gap, (rect.h - n * side) / spaces);
    if (n * side + spaces * gap > rect.h)
        side = fmaxf(4, floorf((rect.h - spaces * gap) / n));
    float left = 0.5f * graph->node, right = 0.5f * graph->output_node;
    float part = last > 0 ? (float)column / (float)last : 0.5f;
    float x = rect.x + left + (rect.w - left - right) * part;
    float top = rect.y + 0.5f * (rect.h - n * side - spaces * gap);
    return (ogv_rect){roundf(x - 0.5f * side), roundf(top + (float)unit * (side + gap)), side, side};
}

static void link_ends(const ogv_graph *graph, ogv_rect rect, ogv_graph_place at, ogv_point *a, ogv_point *b)
{
    ogv_rect from = ogv_graph_neuron(graph, rect, at.column - 1, at.from);
    ogv_rect to = ogv_graph_neuron(graph, rect, at.column, at.unit);
    *a = (ogv_point){from.x + from.w + 1, from.y + 0.5f * from.h};
    *b = (ogv_point){to.x - 1, to.y + 0.5f * to.h};
}

static float weight_at(const ogv_graph *graph, ogv_graph_place at)
{
    int before = graph->columns[at.column - 1].units;
    return graph->columns[at.column].weights[at.unit * before + at.from];
}

static ogv_graph_place nearest_link(const ogv_graph *graph, ogv_rect rect, ogv_point mouse)
{
    ogv_graph_place found = {-1, 0, -1};
    float best = 6;
    for (int c = 1; c < graph->count; c++)
        for (int u = 0; graph->columns[c].weights && u < graph->columns[c].units; u++)
            for (int f = 0; f < graph->columns[c - 1].units; f++) {
                ogv_point a, b;
                link_ends(graph, rect, (ogv_graph_place){c, u, f}, &a, &b);
                if (mouse.x < a.x - best || mouse.x > b.x + best)
                    break; /* the whole column pair is elsewhere */
                float distance = link_distance(a, b, mouse);
                if (distance < best) {
                    best = distance;
                    found = (ogv_graph_place){c, u, f};
                }
            }
    return found;
}

static ogv_graph_place find_place(const ogv_graph *graph, ogv_rect rect, ogv_point mouse)
{
    for (int c = 0; c < graph->count; c++)
        for (int u = 0; u < graph->columns[c].units; u++)
            if (ogv_is_inside(ogv_graph_neuron(graph, rect, c, u), mouse))
                return (ogv_graph_place){c, u, -1};
    return nearest_link(graph, rect, mouse);
}

typedef struct link {
    ogv_graph_place at;
    float size;
} link;

/* Thin ones first; of equal ones in their order, so that every run draws the same list. */
static int by_size(const void *a, const void *b)
{
    const link *x = a, *y = b;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    int place = x->at.unit * OGV_GRAPH_UNITS + x->at.from, other = y->at.unit * OGV_GRAPH_UNITS + y->at.from;
    return place - other;
}

static void draw_links(ogv_ui *ui, const ogv_graph *graph, ogv_rect rect, ogv_graph_place hot)
{
    link links[OGV_GRAPH_UNITS * OGV_GRAPH_UNITS];
    for (int c = 1; c < graph->count; c++) {
        int count = 0;
        for (int u = 0; graph->columns[c].weights && u < graph->columns[c].units; u++)
            for (int f = 0; f < graph->columns[c - 1].units; f++) {
                ogv_graph_place at = {c, u, f};
                float size = fabsf(weight_at(graph, at));
                links[count++] = (link){at, isfinite(size) ? size : HUGE_VALF};
            }
        qsort(links, (size_t)count, sizeof *links, by_size);
        for (int i = 0; i < count; i++) {
            ogv_point a, b;
            link_ends(graph, rect, links[i].at, &a, &b);
            ogv_link(ui->list, ui->theme, a, b, weight_at(graph, links[i].at), false);
        }
    }
    if (hot.column >= 0 && hot.from >= 0) {
        ogv_point a, b;
        link_ends(graph, rect, hot, &a, &b);
        ogv_link(ui->list, ui->theme, a, b, weight_at(graph, hot), true);
    }
}

static void draw_neurons(ogv_ui *ui, const ogv_graph *graph, ogv_rect rect, ogv_graph_place hot,
                         ogv_graph_place selected)
{
    ogv_text_style style = ogv_style_control(ui->theme);
    for (int c = 0; c < graph->count; c++) {
        const ogv_graph_column *column = &graph->columns[c];
        for (int u = 0; u < column->units; u++) {
            ogv_rect at = ogv_graph_neuron(graph, rect, c, u);
            unsigned flags = column->flags ? column->flags[u] : 0;
            if (hot.column == c && hot.unit == u && hot.from < 0)
                flags |= OGV_NEURON_HOVERED;
            if (selected.column == c && selected.unit == u)
                flags |= OGV_NEURON_SELECTED;
            ogv_neuron(ui->list, ui->theme, at, column->maps ? &column->maps[u] : NULL, ui->theme->stage,
                       flags);
            if (column->names)
                ogv_rich_line(ui->list, ui->theme, at.x + 0.5f * at.w, at.y - 7, OGV_CENTER, &style,
                              column->names[u]);
        }
    }
}

/* Near (x, y), inside the diagram; one that is larger begins at its left and top. */
static void put_tip(ogv_ui *ui, ogv_rect rect, float x, float y, ogv_rect size, const ogv_tip_row *rows,
                    int count)
{
    x = fmaxf(fminf(x, rect.x + rect.w - size.w), rect.x);
    y = fmaxf(fminf(y, rect.y + rect.h - size.h), rect.y);
    ogv_tooltip(ui->list, ui->theme, roundf(x), roundf(y), size.w, rows, count);
}

static void draw_link_tip(ogv_ui *ui, const ogv_graph *graph, ogv_rect rect, ogv_graph_place hot,
                          ogv_point beside)
{
    char weight[OGV_NUMBER_SIZE], gradient[OGV_NUMBER_SIZE];
    const float *gradients = graph->columns[hot.column].gradients;
    int before = graph->columns[hot.column - 1].units;
    ogv_tip_row rows[2] = {{graph->weight_word, ogv_format_number(weight, weight_at(graph, hot), 2)}};
    if (gradients)
        rows[1] = (ogv_tip_row){graph->gradient_word,
                                ogv_format_number(gradient, gradients[hot.unit * before + hot.from], 4)};
    int count = gradients ? 2 : 1;
    ogv_rect size = ogv_tooltip_size(ui->list, ui->theme, rows, count);
    put_tip(ui, rect, beside.x + 14, beside.y + 14, size, rows, count);
}

static void draw_neuron_tip(ogv_ui *ui, const ogv_graph *graph, ogv_rect rect, ogv_graph_place hot)
{
    const ogv_graph_column *column = &graph->columns[hot.column];
    const unsigned char *saturated = graph->saturated[hot.column];
    const char *word = column->flags && (column->flags[hot.unit] & OGV_NEURON_DEAD) ? graph->dead_word
                       : saturated && saturated[hot.unit]                           ? graph->saturated_word
                                                                                    : NULL;
    if (!word)
        return;
    ogv_tip_row row = {word, NULL};
    ogv_rect at = ogv_graph_neuron(graph, rect, hot.column, hot.unit);
    ogv_rect size = ogv_tooltip_size(ui->list, ui->theme, &row, 1);
    bool below = at.y + at.h + 6 + size.h <= rect.y + rect.h;
    put_tip(ui, rect, at.x + 0.5f * (at.w - size.w), below ? at.y + at.h + 6 : at.y - 6 - size.h, size, &row,
            1);
}

/* From the neuron itself to the first link into it, the second, ..., and back. */
static void move_link(const ogv_graph *graph, int by, ogv_graph_place *selected)
{
    if (selected->column < 1 || !graph->columns[selected->column].weights)
        return;
    int from = selected->from + by, last = graph->columns[selected->column - 1].units - 1;
    selected->from = from < -1 ? -1 : from > last ? last : from;
}

/* Moves the selection by an arrow; the first one selects the first unit. */
static void move_selection(const ogv_ui *ui, const ogv_graph *graph, ogv_graph_place *selected)
{
    int dc = (ui->input.key == OGV_KEY_RIGHT) - (ui->input.key == OGV_KEY_LEFT);
    int du = (ui->input.key == OGV_KEY_DOWN) - (ui->input.key == OGV_KEY_UP);
    if (ui->input.alt || (dc == 0 && du == 0))
        return;
    if (selected->column < 0 && graph->count > 0) {
        *selected = (ogv_graph_place){0, 0, -1};
        return;
    }
    if (ui->input.shift && du != 0) {
        move_link(graph, du, selected);
        return;
    }
    int column = selected->column + dc, unit = selected->unit + du;
    if (column < 0 || column >= graph->count)
        return;
    int units = graph->columns[column].units;
    unit = unit < 0 ? 0 : unit >= units ? units - 1 : unit;
    *selected = (ogv_graph_place){column, unit, -1};
}

/* A number of units may have shrunk since it was selected. */
static bool stands(const ogv_graph *graph, ogv_graph_place at)
{
    if (at.column < 0 || at.column >= graph->count || at.unit < 0 ||
        at.unit >= graph->columns[at.column].units)
        return false;
    return at.from < 0 || (at.column > 0 && at.from < graph->columns[at.column - 1].units &&
                           graph->columns[at.column].weights);
}

/* What is left of the network has something near that place. */
static ogv_graph_place nearest_place(const ogv_graph *graph, ogv_graph_place at)
{
    if (graph->count < 1)
        return nothing;
    int column = at.column < graph->count ? at.column : graph->count - 1;
    int units = graph->columns[column].units;
    int unit = at.unit < 0 ? 0 : at.unit < units ? at.unit : units - 1;
    return (ogv_graph_place){column, unit, -1};
}

/* What the pointer is at, or else what the keyboard chose, in words. */
static void draw_tip(ogv_ui *ui, const ogv_graph *graph, ogv_rect rect, ogv_graph_place at, ogv_point beside)
{
    if (at.from >= 0)
        draw_link_tip(ui, graph, rect, at, beside);
    else
        draw_neuron_tip(ui, graph, rect, at);
}

static ogv_point middle_of_link(const ogv_graph *graph, ogv_rect rect, ogv_graph_place at)
{
    ogv_point a = {rect.x, rect.y}, b = a;
    if (at.from >= 0)
        link_ends(graph, rect, at, &a, &b);
    return (ogv_point){0.5f * (a.x + b.x), 0.5f * (a.y + b.y)};
}

ogv_graph_place ogv_graph_draw(ogv_ui *ui, const char *id, ogv_rect rect, const ogv_graph *graph,
                               ogv_graph_place *selected)
{
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    ogv_graph_place hot = nothing;
    if (selected->column >= 0 && !stands(graph, *selected))
        *selected = nearest_place(graph, *selected);
    if (act.hovered)
        hot = find_place(graph, rect, ui->input.mouse);
    if (act.clicked && act.hovered)
        *selected = hot.from < 0 ? hot : nothing;
    if (act.focused)
        move_selection(ui, graph, selected);
    if (act.ring)
        ogv_focus_ring(ui, rect, 8);
    bool chosen = hot.column < 0 && act.ring && selected->column >= 0;
    draw_links(ui, graph, rect, chosen ? *selected : hot);
    draw_neurons(ui, graph, rect, hot, *selected);
    if (hot.column >= 0)
        draw_tip(ui, graph, rect, hot, ui->input.mouse);
    else if (chosen)
        draw_tip(ui, graph, rect, *selected, middle_of_link(graph, rect, *selected));
    return hot;
}
