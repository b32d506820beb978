#include "ui_shared.h"

#include <math.h>

#include "ogee_viz/text.h"

bool ogv_is_inside(ogv_rect rect, ogv_point point)
{
    return point.x >= rect.x && point.x < rect.x + rect.w && point.y >= rect.y && point.y < rect.y + rect.h;
}

bool ogv_pointer_moved(const ogv_ui *ui)
{
    return ui->input.mouse.x != ui->mouse_before.x || ui->input.mouse.y != ui->mouse_before.y;
}

int ogv_nearest_choice(int chosen, int wanted, int count)
{
    if (count <= 0)
        return chosen;
    return wanted < 0 ? 0 : wanted >= count ? count - 1 : wanted;
}

/* ---- values that are dragged ---- */

double ogv_way_nearest(const ogv_way *way, double value)
{
    double kept = way->per_unit > 0 ? floor(value * way->per_unit + 0.5) / way->per_unit : value;
    return kept < way->low ? way->low : kept > way->high ? way->high : kept;
}

double ogv_way_step(const ogv_ui *ui, const ogv_way *way)
{
    double factor = ui->input.shift ? 10 : ui->input.ctrl ? 0.1 : 1;
    double step = (way->high - way->low) / 100 * factor;
    double whole = ogv_way_nearest(way, way->low + step) - ogv_way_nearest(way, way->low);
    return way->per_unit > 0 ? fmax(whole, 1 / way->per_unit) : step;
}

double ogv_way_key(const ogv_ui *ui, const ogv_way *way, double value)
{
    double step = ogv_way_step(ui, way);
    switch (ui->input.alt ? OGV_KEY_NONE : ui->input.key) {
    case OGV_KEY_LEFT:
    case OGV_KEY_DOWN: return ogv_way_nearest(way, value - step);
    case OGV_KEY_RIGHT:
    case OGV_KEY_UP: return ogv_way_nearest(way, value + step);
    case OGV_KEY_HOME: return way->low;
    case OGV_KEY_END: return way->high;
    case OGV_KEY_BACKSPACE: return isnan(way->start) ? value : way->start;
    default: return value;
    }
}

/* ---- text ---- */

void ogv_text_within(ogv_ui *ui, float x, float y, float room, ogv_align align, ogv_font font, float size,
                     ogv_color color, const char *text)
{
    if (ogv_text_width(ui->list, font, size, text) <= room) {
        ogv_text(ui->list, x, y, align, font, size, color, text);
        return;
    }
    float left = align == OGV_LEFT ? x : align == OGV_CENTER ? x - 0.5f * room : x - room;
    ogv_text_fit(ui->list, left, y, room, font, size, color, text);
}
