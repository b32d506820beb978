/* Colour maps as bars with ticks. */
#include <math.h>

#include "ogee_viz/heatmap.h"
#include "ogee_viz/text.h"
#include "plot_private.h"

enum { LABELS_ROOM = 340 }; /* a bar below this has no room for 0.1 beside 0 */

typedef struct bar {
    const ogv_color *stops;
    int stop_count;
    double low, high; /* what the ends mean */
    const double *ticks;
    int tick_count;
    double bold;  /* the tick that is heavier; one outside the range: none */
    int decimals; /* of ticks between the ends */
    bool powers;  /* beside the bar, ticks are powers of ten, at the ends as well */
} bar;

static void fill_bar(ogv_drawlist *list, const bar *b, ogv_rect rect, bool vertical)
{
    int parts = b->stop_count - 1;
    for (int i = 0; i < parts; i++) {
        float from = (float)i / (float)parts, until = (float)(i + 1) / (float)parts;
        ogv_color low = b->stops[i], high = b->stops[i + 1];
        if (vertical)
            ogv_gradient(list,
                         (ogv_rect){rect.x, rect.y + rect.h * (1 - until), rect.w, rect.h * (until - from)},
                         high, low, true);
        else
            ogv_gradient(list, (ogv_rect){rect.x + rect.w * from, rect.y, rect.w * (until - from), rect.h},
                         low, high, false);
    }
}

static void tick_below(ogv_drawlist *list, const ogv_theme *theme, const bar *b, ogv_rect rect, double value)
{
    char text[OGV_NUMBER_SIZE];
    bool first = value == b->low, last = value == b->high;
    int decimals = first || last ? 0 : value == 0.5 ? 1 : b->decimals;
    float x = rect.x + rect.w * (float)((value - b->low) / (b->high - b->low)), bottom = rect.y + rect.h;
    if (value == b->bold)
        ogv_fill(list, (ogv_rect){x - 1, bottom, 2, 6}, 0, theme->text);
    else
        ogv_hairline_v(list, last ? x - 1 : first ? x : x - 0.5f, bottom, bottom + 4, theme->axis);
    ogv_text(list, x, bottom + 19,
             first  ? OGV_LEFT
             : last ? OGV_RIGHT
                    : OGV_CENTER,
             OGV_MONO, 12, theme->text3, ogv_format_number(text, value, decimals));
}

static void tick_beside(ogv_drawlist *list, const ogv_theme *theme, const bar *b, ogv_rect rect, double value)
{
    char text[OGV_NUMBER_SIZE];
    float y = rect.y + rect.h * (1 - (float)((value - b->low) / (b->high - b->low))), right = rect.x + rect.w;
    float tick = value == b->low ? y - 1 : value == b->high ? y : y - 0.5f;
    ogv_hairline_h(list, right, right + 4, tick, value == b->bold ? theme->text : theme->axis);
    if (b->powers)
        ogv_power_label(list, theme, right + 8, y + 4.3f, OGV_LEFT, pow(10, value));
    else
        ogv_text(list, right + 8, y + 4.3f, OGV_LEFT, OGV_MONO, 12, theme->text3,
                 ogv_format_number(text, value, b->decimals));
}

static void draw_bar(ogv_drawlist *list, const ogv_theme *theme, const bar *b, ogv_rect rect, bool vertical)
{
    fill_bar(list, b, rect, vertical);
    ogv_frame(list, rect, 0, 1, theme->line);
    for (int i = 0; i < b->tick_count; i++)
        if (!vertical)
            tick_below(list, theme, b, rect, b->ticks[i]);
        else if (b->powers || (i > 0 && i + 1 < b->tick_count))
            tick_beside(list, theme, b, rect, b->ticks[i]);
}

void ogv_color_bar(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, bool vertical)
{
    static const double ticks[] = {0, 0.1, 0.3, 0.5, 0.7, 0.9, 1}, quarters[] = {0, 0.25, 0.5, 0.75, 1};
    bar b = {theme->probability, OGV_PROBABILITY_STOPS, 0, 1, ticks, 7, 0.5, 1, false};
    if (!vertical && rect.w < LABELS_ROOM)
        b = (bar){theme->probability, OGV_PROBABILITY_STOPS, 0, 1, quarters, 5, -1, 2, false};
    draw_bar(list, theme, &b, rect, vertical);
}

void ogv_gradient_bar(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect, bool vertical)
{
    static const double ticks[] = {-8, -6, -4, -2, 0};
    bar b = {theme->log_gradient, OGV_LOG_GRADIENT_STOPS, -8, 0, ticks, 5, 1, 0, true};
    draw_bar(list, theme, &b, rect, vertical);
}

void ogv_probability_strip(ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    bar b = {.stops = theme->probability, .stop_count = OGV_PROBABILITY_STOPS};
    fill_bar(list, &b, rect, true);
}
